//! The form of a text: which pieces stand before it and behind it, and where.

use crate::book::toc::{ContentsEntry, ContentsTarget, toc};
use crate::book::{Book, Chapter, Division, Matter, SectionId, text};
use crate::config::{ChapterNumber, ChapterStart, Config, Form, Presentation};

/// Words from which on a text is not taken for an essay: the same number that makes chapters of the headings of a long text, and
/// some twenty-five pages, more than one folds and hands to somebody.
const BOOK: usize = 8_000;

/// Words from which on an essay has contents by itself: about nine pages. In less one finds a section by turning the leaves.
const LISTED: usize = 3_000;

/// Headings from which on they have any.
const HEADINGS: usize = 3;

/// What stands before and behind a text, decided.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FormPlan {
    /// The form.
    pub(crate) form: Form,
    /// Whether the PDF has a half title.
    pub(crate) half_title: bool,
    /// Whether the author has asked for a half title: the form alone gives an EPUB none.
    pub(crate) half_title_asked: bool,
    /// Whether the title has a page of its own.
    pub(crate) title_page: bool,
    /// Whether the title stands above the text.
    pub(crate) title_above: bool,
    /// The heading that the title above the text is, where it repeats the title.
    pub(crate) title_section: Option<SectionId>,
    /// Whether what a copyright page says is printed.
    pub(crate) copyright: bool,
    /// Whether a line says what the text is set in.
    pub(crate) colophon: bool,
    /// Where the contents stand.
    pub(crate) contents: ContentsPlace,
    /// Whether the author has asked for contents, so that they are printed however little they hold.
    pub(crate) contents_asked: bool,
    /// Whether a chapter begins below the end of the one before it.
    pub(crate) runs_on: bool,
    /// Where the numbers of chapters stand, and in what form.
    pub(crate) chapter_number: ChapterNumber,
}

/// Where the contents stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ContentsPlace {
    /// Nowhere.
    Nowhere,
    /// On pages of their own.
    OwnPages,
    /// Between the title and the text.
    AboveText,
}

impl Default for FormPlan {
    /// A book as its form has it.
    fn default() -> Self {
        Self {
            form: Form::Book,
            half_title: true,
            half_title_asked: false,
            title_page: true,
            title_above: false,
            title_section: None,
            copyright: true,
            colophon: true,
            contents: ContentsPlace::OwnPages,
            contents_asked: false,
            runs_on: false,
            chapter_number: ChapterNumber::AsWritten,
        }
    }
}

impl FormPlan {
    /// What stands before and behind a text of this form.
    #[must_use]
    pub(crate) fn new(form: Form, book: &Book, presentation: Presentation, config: &Config) -> Self {
        let wanted = &config.matter;
        let is_book = form == Form::Book;
        // Where the commentary faces the text, or stands without it, there is no first page that a title could stand on.
        let has_first_page = presentation.has_text() && presentation != Presentation::Facing;
        let is_own = |matter| book.chapters.iter().any(|chapter| chapter.matter == matter);
        let title_page = wanted.title_page.unwrap_or(is_book || !has_first_page || is_own(Matter::TitlePage));
        let title_above = !is_book && !title_page && has_first_page;
        let title_section = first(book).filter(|_| title_above).and_then(|chapter| title_section(book, chapter));
        let copyright = wanted.copyright.unwrap_or(true);
        let parts = book.chapters.iter().any(|chapter| chapter.part.is_some());
        let any_page = config.chapters_start == ChapterStart::Any && config.place("page.chapters-start").is_none();
        let mut plan = Self {
            form,
            half_title: wanted.half_title.unwrap_or(is_book),
            half_title_asked: wanted.half_title == Some(true),
            title_page,
            title_above,
            title_section,
            copyright,
            colophon: wanted.colophon.unwrap_or(copyright),
            contents: ContentsPlace::Nowhere,
            contents_asked: wanted.contents == Some(true),
            runs_on: !is_book && !parts && any_page,
            chapter_number: config.typography.chapter_number,
        };
        if wanted.contents.unwrap_or_else(|| is_book || plan.helped(book, config.contents_depth)) {
            plan.contents = if title_above { ContentsPlace::AboveText } else { ContentsPlace::OwnPages };
        }
        plan
    }

    /// Whether all pages are numbered through, with what a copyright page says behind the text.
    #[must_use]
    pub(crate) fn is_continuous(&self) -> bool {
        self.form != Form::Book
    }

    /// How many levels lower than in a book the headings of the text are: below a title above it that is none of them.
    #[must_use]
    pub(crate) fn lowered(&self) -> u8 {
        u8::from(self.title_above && self.title_section.is_none())
    }

    /// Whether the contents of an essay or a report help its reader.
    fn helped(&self, book: &Book, depth: u8) -> bool {
        let headings = count(&without_title(toc(book, depth), self.title_section));
        headings >= HEADINGS && (self.form == Form::Report || words(book) >= LISTED)
    }
}

/// Entries without that of the title, whose sections take its place.
pub(super) fn without_title(entries: Vec<ContentsEntry>, title: Option<SectionId>) -> Vec<ContentsEntry> {
    let is_title = |entry: &ContentsEntry| title.is_some_and(|title| entry.target == ContentsTarget::Section(title));
    entries.into_iter().flat_map(|entry| if is_title(&entry) { entry.children } else { vec![entry] }).collect()
}

/// How many entries there are, with those below them.
fn count(entries: &[ContentsEntry]) -> usize {
    entries.iter().map(|entry| 1 + count(&entry.children)).sum()
}

/// The words of the text itself.
fn words(book: &Book) -> usize {
    let body = book.chapters.iter().filter(|chapter| chapter.division == Division::Body);
    body.map(|chapter| text::words(book, &chapter.blocks)).sum()
}

/// The first chapter that does not stand alone on its page.
fn first(book: &Book) -> Option<&Chapter> {
    book.chapters.iter().find(|chapter| !chapter.matter.stands_alone())
}

/// The heading of a chapter, if it repeats the title.
fn title_section(book: &Book, chapter: &Chapter) -> Option<SectionId> {
    chapter.heading.filter(|&heading| book.section(heading).title.trim() == book.metadata.title.trim())
}

/// The form of a text, with its number of words if it was taken for an essay: one file or folder without settings, of one chapter and
/// few words, and without an ISBN, front matter or parts, which only books have. What goes to a printer is a book.
#[must_use]
pub(crate) fn chosen(book: &Book, config: &Config, print: bool) -> (Form, Option<usize>) {
    if let Some(form) = config.form {
        return (form, None);
    }
    let is_front = |chapter: &Chapter| chapter.division == Division::Front || chapter.part.is_some();
    let chapters = book.chapters.iter().filter(|chapter| chapter.division == Division::Body).count();
    let is_bound = config.has_toml || print || has_isbn(book) || book.chapters.iter().any(is_front);
    if is_bound || chapters > 1 {
        return (Form::Book, None);
    }
    let words = words(book);
    if words < BOOK { (Form::Essay, Some(words)) } else { (Form::Book, None) }
}

fn has_isbn(book: &Book) -> bool {
    !book.metadata.isbn_lines().is_empty()
}
