//! The few words Bindery itself puts into a book, each under the key that `[words]` of book.toml has for it.
//!
//! The labels of set-off notes are in most languages those of the catalogues of Sphinx 9; others are listed as unverified.

macro_rules! words {
    ($($(#[doc = $doc:literal])+ $name:ident = $key:literal;)+) => {
        /// A book's own words, each a `T`: as a language has them (`&str`), or as an author gives them in place
        /// of those (`Option<String>`).
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct Words<T> {
            $($(#[doc = $doc])+ pub $name: T,)+
        }

        impl<T> Words<T> {
            /// The key of each word in book.toml, in order.
            pub const KEYS: &'static [&'static str] = &[$($key),+];

            /// Each word with its key, in order.
            pub fn each(&self) -> impl Iterator<Item = (&'static str, &T)> {
                [$(($key, &self.$name)),+].into_iter()
            }

            /// Other words, each made of one of these and its key.
            pub fn map<U>(&self, mut other: impl FnMut(&'static str, &T) -> U) -> Words<U> {
                Words { $($name: other($key, &self.$name)),+ }
            }
        }

        impl Words<&'static str> {
            /// The words with an author's own in place of those that are given.
            #[must_use]
            pub fn with<'w>(&self, own: &'w Words<Option<String>>) -> Words<&'w str> {
                Words { $($name: own.$name.as_deref().unwrap_or(self.$name)),+ }
            }
        }
    };
}

words! {
    /// Heading of the table of contents.
    contents = "contents";
    /// A page by its number, as a note names it; `{}` is the number.
    page = "page";
    /// Heading of the list of figures.
    figures = "figures";
    /// Heading of the list of tables.
    tables = "tables";
    /// Heading of the author's notes.
    notes = "notes";
    /// Heading of the commentary.
    commentary = "commentary";
    /// Heading of the introduction to the commentary, where it stands before the text.
    introduction = "introduction";
    /// Heading of the comments that have no place in the text, in a draft.
    unplaced = "unplaced";
    /// Before a note that is marked as a draft.
    draft = "draft";
    /// Title of the cover page.
    cover = "cover";
    /// Title of the title page.
    title_page = "title-page";
    /// Title of the copyright page.
    copyright = "copyright";
    /// Heading of the list of pages.
    pages = "pages";
    /// Heading of the landmarks.
    landmarks = "landmarks";
    /// The beginning of the text, among the landmarks.
    text = "text";
    /// Read aloud before the mark of an author's note.
    note = "note";
    /// Read aloud before the mark of a comment.
    comment = "comment";
    /// Read aloud on the way back from a note.
    back = "back";
    /// Read aloud for a task that is done.
    done = "done";
    /// Read aloud for a task that is not.
    open = "open";
    /// The colophon of an EPUB, whose type is the reader's own.
    bound = "bound";
    /// The colophon of a PDF; `{}` is the face and its size.
    typeset = "typeset";
    /// Before the name of an editor.
    edited_by = "edited-by";
    /// Before the name of a translator.
    translated_by = "translated-by";
    /// Before the name of an illustrator.
    illustrated_by = "illustrated-by";
    /// Before the name of the writer of a commentary.
    commentary_by = "commentary-by";
    /// Before the name of the writer of an introduction.
    introduction_by = "introduction-by";
    /// Label of a set-off note, if it has no title of its own.
    callout_note = "callout-note";
    /// Label of a set-off tip, if it has no title of its own.
    callout_tip = "callout-tip";
    /// Label of a set-off passage that is important, if it has no title of its own.
    callout_important = "callout-important";
    /// Label of a set-off warning, if it has no title of its own.
    callout_warning = "callout-warning";
    /// Label of a set-off call for caution, if it has no title of its own.
    callout_caution = "callout-caution";
    /// A figure by its number, in the text and before its caption; `{}` is the number.
    figure = "figure-number";
    /// A table by its number, in the text and before its caption; `{}` is the number.
    table = "table-number";
    /// An equation by its number; `{}` is the number.
    equation = "equation-number";
    /// A chapter by its number; `{}` is the number.
    chapter = "chapter-number";
    /// A section by its number; `{}` is the number.
    section = "section-number";
    /// An appendix, or a section of one, by its number; `{}` is the number.
    appendix = "appendix-number";
    /// What stands behind the caption of a table where it goes on on another page.
    continued = "continued";
    /// A page by its number, as the text refers to it; `{}` is the number.
    page_reference = "page-number";
    /// At the head of pages with notes to one page, where notes stand at the end; `{}` is its number.
    notes_to_page = "notes-to-page";
    /// At the head of pages with notes to several pages, where notes stand at the end; `{}` is the first and the last of their numbers.
    notes_to_pages = "notes-to-pages";
    /// What the page of a dedication is called, in the contents and aloud.
    dedication = "dedication";
    /// What the page of an epigraph is called, in the contents and aloud.
    epigraph = "epigraph";
}

/// Keys of the words that stand round something else, which `{}` marks.
const FRAMES: [&str; 4] = ["page", "typeset", "notes-to-page", "notes-to-pages"];

/// Keys of the words that only numbers ask for, and references to pages.
const OF_NUMBERS: [&str; 7] =
    ["figure-number", "table-number", "equation-number", "chapter-number", "section-number", "appendix-number", "page-number"];

/// Whether the word with this key stands only where something is numbered or referred to by its page.
#[must_use]
pub(crate) fn is_of_numbers(key: &str) -> bool {
    OF_NUMBERS.contains(&key)
}

/// Keys of the words that only notes at the end ask for.
const OF_NOTES: [&str; 2] = ["notes-to-page", "notes-to-pages"];

/// Whether the word with this key stands only at the head of notes at the end.
#[must_use]
pub(crate) fn is_of_notes(key: &str) -> bool {
    OF_NOTES.contains(&key)
}

/// Whether the word with this key must hold `{}`.
#[must_use]
pub(crate) fn is_frame(key: &str) -> bool {
    FRAMES.contains(&key) || OF_NUMBERS.contains(&key)
}

impl<'w> Words<&'w str> {
    /// What stands before a person's name, by MARC relator code; empty for an author or an unknown role.
    #[must_use]
    pub fn role(&self, code: &str) -> &'w str {
        match code {
            "edt" => self.edited_by,
            "trl" => self.translated_by,
            "ill" => self.illustrated_by,
            "cwt" => self.commentary_by,
            "aui" => self.introduction_by,
            _ => "",
        }
    }

    /// The colophon of a PDF: its face with its size.
    #[must_use]
    pub fn typeset(&self, face: &str) -> String {
        self.typeset.replace("{}", face)
    }

    /// What stands at the head of a page with notes to these pages, by their labels.
    #[must_use]
    pub fn notes_to(&self, first: &str, last: &str) -> String {
        if first == last {
            return self.notes_to_page.replace("{}", first);
        }
        self.notes_to_pages.replace("{}", &format!("{first}–{last}"))
    }

    /// A page by its number, as a note names it: `p. 14`.
    #[must_use]
    pub fn page(&self, number: &str) -> String {
        self.page.replace("{}", number)
    }
}
