//! A sample of a book: its first chapters, or some of them, and a page at the end that says so.

use crate::book::{Block, BlockId, BlockKind, Book, Chapter, Division, EditionContent, Link, LinkId, Matter, Prose, Role, Style, text};
use crate::config::SampleExtent;
use crate::language::site_words;
use crate::source::Span;
use std::sync::Arc;

/// A chapter that a sample was to hold and that the book has not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnknownChapter(pub(crate) String);

/// The book with nothing but what the sample holds, and the page at its end; `whole` is the address of the whole book.
///
/// Chapters keep their places, so that whatever refers to one by its number still does; those that are cut have no blocks, and
/// no edition shows them. Notes on what was cut are called by nothing, and what links lead to there has no address.
///
/// # Errors
/// If a chapter that is to be in it is none of the book's.
pub(crate) fn sample(book: &Book, extent: &SampleExtent, whole: Option<&str>) -> Result<Arc<Book>, UnknownChapter> {
    let mut cut = book.clone();
    match extent {
        SampleExtent::Share(share) => keep_share(&mut cut, *share),
        SampleExtent::Chapters(names) => keep_chapters(&mut cut, names)?,
    }
    let words = site_words(&book.language);
    let in_language = book.language.starts_with(words.language);
    cut.metadata.title = format!("{} ({})", book.metadata.title, words.sample);
    cut.metadata.identifier = Some(book.metadata.identifier());
    add_end(&mut cut, whole, (!in_language).then_some(words.language));
    Ok(Arc::new(cut))
}

/// What a sample is, beside the book itself: another publication.
pub(crate) const CONTENT: EditionContent = EditionContent::Sample;

/// Empties a chapter: no edition shows it any more.
fn empty(chapter: &mut Chapter) {
    (chapter.blocks, chapter.part, chapter.heading) = (Vec::new(), None, None);
}

/// Keeps the chapters with these files or titles, and what stands before the text.
fn keep_chapters(book: &mut Book, names: &[String]) -> Result<(), UnknownChapter> {
    let title = |chapter: &Chapter| chapter.heading.map(|id| book.section(id).typed_title()).unwrap_or_default();
    let is = |chapter: &Chapter, name: &String| chapter.path == *name || title(chapter).eq_ignore_ascii_case(name);
    if let Some(name) = names.iter().find(|name| !book.chapters.iter().any(|chapter| is(chapter, name))) {
        return Err(UnknownChapter(name.clone()));
    }
    let kept = |chapter: &Chapter| chapter.division == Division::Front || names.iter().any(|name| is(chapter, name));
    let kept: Vec<bool> = book.chapters.iter().map(kept).collect();
    book.chapters.iter_mut().zip(kept).filter(|(_, kept)| !kept).for_each(|(chapter, _)| empty(chapter));
    Ok(())
}

/// Keeps so many hundredths of the text, to the end of a paragraph, and what stands before it.
fn keep_share(book: &mut Book, share: u8) {
    let words = |book: &Book, block: BlockId| text::words(book, &[block]);
    let body: Vec<usize> = (0..book.chapters.len()).filter(|&index| book.chapters[index].division == Division::Body).collect();
    let all: usize = body.iter().map(|&index| text::words(book, &book.chapters[index].blocks)).sum();
    let wanted = all * usize::from(share) / 100;
    let mut had = 0;
    for index in 0..book.chapters.len() {
        let division = book.chapters[index].division;
        if division == Division::Front {
            continue;
        }
        if had >= wanted.max(1) || division == Division::Back {
            empty(&mut book.chapters[index]);
            continue;
        }
        let mut kept = 0;
        for &block in &book.chapters[index].blocks {
            if had >= wanted.max(1) {
                break;
            }
            had += words(book, block);
            kept += 1;
        }
        // Nothing ends with a heading.
        let is_heading = |block: &BlockId| matches!(book.block(*block).kind, BlockKind::Heading { .. });
        while kept > 1 && is_heading(&book.chapters[index].blocks[kept - 1]) {
            kept -= 1;
        }
        book.chapters[index].blocks.truncate(kept);
    }
}

/// Adds the page that says that the sample ends here, and where the whole book is.
fn add_end(book: &mut Book, whole: Option<&str>, foreign: Option<&'static str>) {
    let words = site_words(&book.language);
    let Some(place) = book.blocks.first().map(|block| Span { start: block.span.start, end: block.span.start, ..block.span }) else {
        return;
    };
    let mut lines = vec![Prose::default()];
    lines[0].push_words(words.end_of_sample, Style::STRONG, None, place);
    if let Some(address) = whole {
        book.links.push(Link::Address(address.to_owned()));
        let link = Some(LinkId::new(book.links.len() - 1));
        let mut line = Prose::default();
        line.push_words(&format!("{} ", words.whole_book), Style::PLAIN, None, place);
        line.push_words(address, Style::PLAIN, link, place);
        lines.push(line);
    }
    let language = foreign.map(|tag| {
        let known = book.languages.iter().position(|known| known == tag);
        crate::book::LanguageId::new(known.unwrap_or_else(|| {
            book.languages.push(tag.to_owned());
            book.languages.len() - 1
        }))
    });
    let first = book.blocks.len();
    book.blocks.extend(lines.into_iter().map(|prose| Block {
        span: place,
        kind: BlockKind::Paragraph(prose),
        id: None,
        role: Role::Plain,
        classes: Vec::new(),
        language,
        alignment: None,
    }));
    book.chapters.push(Chapter {
        source: place.source,
        path: String::new(),
        first_of_file: false,
        slug: "end-of-the-sample".to_owned(),
        division: Division::Back,
        matter: Matter::Chapter,
        part: None,
        heading: None,
        blocks: (first..book.blocks.len()).map(BlockId::new).collect(),
    });
}
