//! The contents, twice: the navigation document of EPUB 3 and the NCX of EPUB 2. Both lists are epub-builder's.

use super::adapter::{self, NavEntry};
use super::document::Document;
use super::pages;
use super::pages::ListedBreak;
use crate::book::toc::{ContentsEntry, ContentsTarget};
use crate::book::{Division, Matter, PublishedForm, Style};
use crate::edition::{self, ContentsPlace, Edition};
use crate::html::commentary;
use crate::html::places::{self, COVER, TITLE};
use crate::html::writer::DocumentWriter;
use crate::source::xml::escape;

/// The contents as a tree: the text's headings, then the commentary and the notes.
fn contents(writer: &DocumentWriter) -> Vec<NavEntry> {
    let last = |title: &str, file: &str| {
        let mut element = NavEntry::new(file, title);
        if file == places::COMMENTARY && !writer.edition.introduction().is_empty() {
            element.children.push(NavEntry::new(places::INTRODUCTION, writer.words.introduction));
        }
        if file == places::COMMENTARY && !writer.edition.has_text() {
            // What the comments are on takes the place of the text's own headings.
            for group in commentary::groups(writer).iter().filter(|group| group.level <= writer.config.contents_depth + 1) {
                let address = format!("{}#{}", writer.places.file(group.before), places::fragment(&group.id));
                nest(&mut element.children, group.level - 1, NavEntry::new(address, &group.title));
            }
        }
        element
    };
    let tail = [
        (places::COMMENTARY, writer.words.commentary, writer.places.has.commentary),
        (places::NOTES, writer.words.notes, writer.places.has.author),
    ];
    let mut contents: Vec<NavEntry> =
        edition::text_contents(writer.edition, writer.config.contents_depth).iter().filter_map(|entry| element(writer, entry)).collect();
    name_pages(writer, &mut contents);
    contents.extend(tail.into_iter().filter(|&(_, _, exists)| exists).map(|(file, title, _)| last(title, file)));
    if contents.is_empty() {
        // A contents list must not be empty (EPUB 3.3, 7.3.1): a text without headings is one entry.
        let first = writer.places.chapters.first().filter(|_| writer.edition.has_text());
        contents.extend(first.map(|file| last(writer.title(), file)));
    }
    if contents.is_empty() {
        contents.push(last(writer.title(), if has_title_page(writer) { TITLE } else { COVER }));
    }
    contents
}

/// Adds the dedication and the epigraph of the book, which have no headings, each at its place among the front matter.
fn name_pages(writer: &DocumentWriter, contents: &mut Vec<NavEntry>) {
    let mut before = 0;
    let shown = writer.book().chapters.iter().enumerate().filter(|(_, chapter)| writer.edition.shows(chapter));
    for (index, chapter) in shown.take_while(|(_, chapter)| chapter.division == Division::Front) {
        let is_named = chapter.heading.is_none() && matches!(chapter.matter, Matter::Dedication | Matter::Epigraph);
        if is_named {
            let entry = NavEntry::new(writer.places.chapters[index].as_str(), &writer.chapter_title(index));
            contents.insert(before.min(contents.len()), entry);
        }
        before += usize::from(is_named || chapter.heading.is_some_and(|heading| writer.book().section(heading).listed));
    }
}

/// Whether the EPUB has a title page, made or the author's own.
fn has_title_page(writer: &DocumentWriter) -> bool {
    writer.edition.plan.title_page || writer.book().chapters.iter().any(|chapter| chapter.matter == Matter::TitlePage)
}

/// The contents that stand between the title and the text, if any do.
pub(super) fn above_text(writer: &DocumentWriter) -> String {
    if writer.edition.plan.contents != ContentsPlace::AboveText {
        return String::new();
    }
    let entries = edition::listed(writer.edition, writer.config.contents_depth);
    let told = entries.len() > 1 || entries.iter().any(|only| !only.children.is_empty() || writer.edition.plan.contents_asked);
    let list: Vec<NavEntry> = entries.iter().filter(|_| told).filter_map(|entry| element(writer, entry)).collect();
    if list.is_empty() {
        return String::new();
    }
    let title = escape(writer.words.contents);
    let list = adapter::list(list);
    format!("<nav class=\"contents\" role=\"doc-toc\" aria-label=\"{title}\">\n<p class=\"contents-title\">{title}</p>\n{list}\n</nav>\n")
}

/// Adds an element at a depth from 1, below the last one of the level above it.
fn nest(list: &mut Vec<NavEntry>, depth: u8, element: NavEntry) {
    match list.last_mut() {
        Some(last) if depth > 1 => nest(&mut last.children, depth - 1, element),
        _ => list.push(element),
    }
}

fn element(writer: &DocumentWriter, entry: &ContentsEntry) -> Option<NavEntry> {
    let address = match entry.target {
        ContentsTarget::Part(chapter) => writer.places.parts.get(&chapter.index())?.clone(),
        ContentsTarget::Section(section) => writer.places.section(section)?,
        ContentsTarget::Introduction => places::INTRODUCTION.to_owned(),
        ContentsTarget::Commentary => places::COMMENTARY.to_owned(),
        ContentsTarget::Figure(id) | ContentsTarget::Table(id) => writer.places.block(id)?,
    };
    let mut title = entry.title.clone();
    if let Some(author) = &entry.author {
        title.push(" – ", Style::PLAIN);
        title.push(author, Style::EMPHASIS);
    }
    let mut element = NavEntry::styled(address, &title);
    element.children = entry.children.iter().filter_map(|child| self::element(writer, child)).collect();
    Some(element)
}

/// How deep the contents are nested.
fn depth(elements: &[NavEntry]) -> usize {
    elements.iter().map(|element| 1 + depth(&element.children)).max().unwrap_or(0)
}

/// How many entries the contents have.
fn count(elements: &[NavEntry]) -> usize {
    elements.iter().map(|element| 1 + count(&element.children)).sum()
}

/// The navigation document: contents to read, at the head of which the printed page `page` begins; landmarks and pages for the machine.
pub(super) fn document(writer: &DocumentWriter, page: &str, pages: &[ListedBreak]) -> String {
    let words = writer.words;
    let list = adapter::list(contents(writer));
    let mut marks = vec![("cover", COVER, words.cover)];
    marks.extend(has_title_page(writer).then_some(("titlepage", TITLE, words.title_page)));
    // Landmarks lead to what is read (EPUB 3.3, 7.4.4): not to contents in the menu alone.
    let is_read = writer.edition.plan.contents == ContentsPlace::OwnPages;
    marks.extend(is_read.then_some(("toc", "nav.xhtml#toc", words.contents)));
    let text = writer.book().chapters.iter().position(|chapter| chapter.division == Division::Body).unwrap_or(0);
    let first = writer.places.parts.get(&text).or(writer.places.chapters.get(text)).filter(|_| writer.edition.has_text());
    marks.extend(first.map(|file| ("bodymatter", file.as_str(), words.text)));
    if writer.places.has.commentary {
        let kind = if writer.edition.has_text() { "backmatter" } else { "bodymatter" };
        marks.push((kind, places::COMMENTARY, words.commentary));
    }
    if writer.places.has.author {
        marks.push(("endnotes", places::NOTES, words.notes));
    }
    let marks: String = marks
        .iter()
        .map(|(kind, file, title)| format!("<li><a epub:type=\"{kind}\" href=\"{file}\">{}</a></li>\n", escape(title)))
        .collect();
    let figures = DisplayList { kind: "loi", id: "figures", title: words.figures };
    let tables = DisplayList { kind: "lot", id: "tables", title: words.tables };
    let body = format!(
        "{page}<nav epub:type=\"toc\" role=\"doc-toc\" id=\"toc\" aria-labelledby=\"toc-title\">\n<h1 id=\"toc-title\">{contents}</h1>\n{list}\n</nav>\n\
         {figures}{tables}<nav epub:type=\"landmarks\" id=\"landmarks\" aria-label=\"{landmarks}\" hidden=\"hidden\">\n<ol>\n{marks}</ol>\n</nav>\n{pages}",
        contents = escape(words.contents),
        figures = displays(writer, writer.config.list_of_figures, edition::figures, figures),
        tables = displays(writer, writer.config.list_of_tables, edition::tables, tables),
        landmarks = escape(words.landmarks),
        pages = pages::nav(writer, pages),
    );
    Document { title: words.contents, language: &writer.book().language, division: "frontmatter", narrow: false, body: &body }.write()
}

/// A list that stands behind the contents.
struct DisplayList<'t> {
    /// What the list is, as EPUB's vocabulary of structures has it.
    kind: &'t str,
    /// Id of the list.
    id: &'t str,
    /// Heading of the list.
    title: &'t str,
}

/// A list of figures or tables, if the book is to have one and has something to put into it.
fn displays(writer: &DocumentWriter, wanted: bool, list: fn(&Edition) -> Vec<ContentsEntry>, head: DisplayList) -> String {
    let DisplayList { kind, id, title } = head;
    let entries = if wanted { list(writer.edition) } else { Vec::new() };
    let list: Vec<NavEntry> = entries.iter().filter_map(|entry| element(writer, entry)).collect();
    if list.is_empty() {
        return String::new();
    }
    let title = escape(title);
    let list = adapter::list(list);
    format!("<nav epub:type=\"{kind}\" id=\"{id}\" aria-labelledby=\"{id}-title\">\n<h2 id=\"{id}-title\">{title}</h2>\n{list}\n</nav>\n")
}

/// The NCX.
pub(super) fn ncx(writer: &DocumentWriter, pages: &[ListedBreak]) -> String {
    let contents = contents(writer);
    let depth = depth(&contents);
    let first = 1 + count(&contents);
    let points = adapter::points(contents);
    let (total, highest) = pages::extent(pages);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\" xml:lang=\"{language}\">\n\
         <head>\n<meta name=\"dtb:uid\" content=\"{uid}\"/>\n<meta name=\"dtb:depth\" content=\"{depth}\"/>\n\
         <meta name=\"dtb:totalPageCount\" content=\"{total}\"/>\n<meta name=\"dtb:maxPageNumber\" content=\"{highest}\"/>\n</head>\n\
         <docTitle><text>{title}</text></docTitle>\n<navMap>\n{points}\n</navMap>\n{pages}</ncx>\n",
        language = escape(&writer.book().language),
        uid = escape(&writer.book().metadata.identifier_of(PublishedForm::Epub, writer.edition.variant).urn()),
        title = escape(writer.title()),
        pages = pages::ncx(writer, pages, first),
    )
}
