//! Where a note's words are sought: the file a commentary is on, and the section whose heading stands above the note.

use super::front::CommentarySettings;
use super::index::Index;
use super::mend::escaped;
use super::words::forms;
use crate::book::{Book, SectionId};
use crate::diagnostics::nearest::nearest;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::labels::beside;
use crate::source::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// The headings of the text by what a commentary may call them.
#[derive(Debug, Default)]
pub(super) struct Headings {
    by_words: BTreeMap<String, Vec<SectionId>>,
    by_words_caseless: BTreeMap<String, Vec<SectionId>>,
    by_slug: BTreeMap<String, SectionId>,
}

impl Headings {
    /// The headings of a book.
    pub(super) fn new(book: &Book) -> Self {
        let mut headings = Self::default();
        for (index, section) in book.sections.iter().enumerate() {
            let id = SectionId::new(index);
            // As it is shown, and as it is written: the two differ where there are formulas.
            let mut spellings = vec![forms(&section.title).join(" ")];
            let written = book.block(section.heading).prose().map(|prose| forms(&prose.plain()).join(" "));
            spellings.extend(written.filter(|written| *written != spellings[0]));
            for words in spellings {
                headings.by_words_caseless.entry(words.to_lowercase()).or_default().push(id);
                headings.by_words.entry(words).or_default().push(id);
            }
            headings.by_slug.insert(section.slug.clone(), id);
        }
        headings
    }
}

/// The words of the text that a commentary is on: all, or those of the files it names.
pub(super) fn areas(
    front: &CommentarySettings,
    path: &str,
    index: &Index,
    book: &Book,
    diagnostics: &mut Diagnostics,
) -> Vec<Range<usize>> {
    let mut areas: Vec<Range<usize>> = Vec::new();
    for (file, span) in &front.on {
        let near_it = beside(path, file);
        let is_it = |path: &str| path == file || Some(path) == near_it.as_deref();
        let before = areas.len();
        areas.extend((0..book.chapters.len()).filter(|&chapter| is_it(&book.chapters[chapter].path)).map(|chapter| index.chapter(chapter)));
        if areas.len() == before {
            let unknown = Diagnostic::at(Code::UnknownText, *span, format!("the book has no text `{file}`"));
            let known = nearest(file, book.chapters.iter().map(|chapter| chapter.path.as_str()));
            let help = known.or(book.chapters.first().map(|chapter| chapter.path.as_str()));
            diagnostics.push(unknown.help(format!("write `comments-on: {}`", help.unwrap_or("essay.md"))));
        }
    }
    if areas.is_empty() {
        areas.push(index.all());
    }
    areas.sort_by_key(|area| area.start);
    areas.dedup();
    areas
}

/// The text whose sections a commentary names.
#[derive(Clone, Copy)]
pub(super) struct ScopedText<'t> {
    pub(super) headings: &'t Headings,
    pub(super) index: &'t Index,
    pub(super) book: &'t Book,
}

/// The section that a heading of the commentary names, sought below the section above it first, and what is to be told of it; if there
/// is not one such section, those that there are.
pub(super) fn section(
    name: &str,
    span: Span,
    around: &[Range<usize>],
    text: ScopedText,
) -> Result<(SectionId, Option<Diagnostic>), Vec<SectionId>> {
    let ScopedText { headings, index, book } = text;
    if let Some(id) = name.strip_prefix('#').and_then(|slug| headings.by_slug.get(slug)) {
        return Ok((*id, None));
    }
    let words = forms(name).join(" ");
    let exact = headings.by_words.get(&words).map_or(&[][..], Vec::as_slice);
    let caseless = headings.by_words_caseless.get(&words.to_lowercase()).map_or(&[][..], Vec::as_slice);
    let candidates = if exact.is_empty() { caseless } else { exact };
    let inside: Vec<SectionId> =
        candidates.iter().copied().filter(|&id| around.iter().any(|area| area.contains(&index.section(id).start))).collect();
    let candidates = if inside.is_empty() { candidates.to_vec() } else { inside };
    let [id] = candidates[..] else { return Err(candidates) };
    let otherwise = exact.is_empty().then(|| {
        let title = &book.section(id).title;
        let info = Diagnostic::at(Code::LemmaCase, span, format!("the heading “{name}” is written “{title}” in the text"));
        info.label(book.section(id).span, "this heading").help(format!("write `{title}`")).edit(span, escaped(title))
    });
    Ok((id, otherwise))
}
