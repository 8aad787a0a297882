//! What is asked of a build, and what it is at and makes.

use crate::config::{AskedSettings, Config, Form, IN_EPUB, IN_PDF, IN_WEB, Presentation};
use crate::diagnostics::{Diagnostics, Verdicts};
use crate::pdf::{BookletSheets, JacketSize};
use crate::read::{MarkedChanges, ReadingManner};
use crate::web::WebRequest;
use std::path::PathBuf;

/// A kind of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// EPUB 3.
    Epub,
    /// PDF.
    Pdf,
}

impl Format {
    /// All of them, in the order in which they are told of.
    pub const ALL: [Format; 2] = [Format::Epub, Format::Pdf];

    /// The ending of its files.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Epub => "epub",
            Self::Pdf => "pdf",
        }
    }

    /// Where the commentary can stand, by name.
    #[must_use]
    pub const fn presentations(self) -> &'static [(&'static str, Presentation)] {
        match self {
            Self::Epub => &IN_EPUB,
            Self::Pdf => &IN_PDF,
        }
    }
}

/// What is asked of a build.
#[derive(Clone, Debug)]
pub struct Options {
    /// The book: a folder, a book.toml, or a text.
    pub book: PathBuf,
    /// The book's folder as findings are to name it; empty if that is where the reader of the findings stands.
    pub shown: String,
    /// The edition that is wanted, and settings over those of the book.
    pub settings: AskedSettings,
    /// The formats to make.
    pub formats: Vec<Format>,
    /// Whether a web edition is wanted, and what of it.
    pub web: Option<WebRequest>,
    /// Whether texts and notes that are drafts are in the book, and notes without a place.
    pub draft: bool,
    /// What becomes of changes that an editor has marked in the text.
    pub changes: MarkedChanges,
    /// Whether the files that hold anything private are wanted without it.
    pub blanks: bool,
    /// Whether the PDF is for a printer.
    pub print: bool,
    /// Whether a booklet of the PDF for the screen is wanted beside it, for printing and folding at home.
    pub booklet: bool,
    /// The form of the text, whatever the settings say.
    pub form: Option<Form>,
    /// Where the commentary is to stand in the formats that can have it there, whatever the settings say.
    pub commentary: Option<Presentation>,
    /// Whether a site is to have the EPUB: then what catalogues tell of it is wanted too, and a sample beside it if the settings say what
    /// that holds.
    pub published: bool,
    /// Whether a report on the pages is wanted.
    pub report: bool,
    /// Whether the report is wanted as a file beside the PDF, with its marks on pictures of the pages.
    pub proof: bool,
    /// Whether the pages themselves are wanted.
    pub pages: bool,
    /// Whether the pages are all that is wanted of the PDF, which is not drawn then.
    pub undrawn: bool,
    /// How grave findings are to be taken, over what the settings say.
    pub verdicts: Verdicts,
    /// Folders of installed fonts, which set what the book's own fonts lack; they are looked into only where something is lacking. None
    /// if no installed fonts are to be used.
    pub font_folders: Option<Vec<PathBuf>>,
    /// Folders of installed dictionaries, if the words of the book are to be looked up.
    pub dictionaries: Option<Vec<PathBuf>>,
    /// Whether installed fonts are chosen anew, whatever `fonts.lock` says.
    pub renew_fonts: bool,
    /// The time to state in the files, in seconds since 1970; none for the date of the book.
    pub epoch: Option<u64>,
    /// What the caller has found already, to be judged and told with all else.
    pub findings: Diagnostics,
}

impl Options {
    /// Options for every format of a book, as its settings say.
    pub fn new(book: impl Into<PathBuf>) -> Self {
        Self {
            book: book.into(),
            shown: String::new(),
            settings: AskedSettings::default(),
            formats: Format::ALL.to_vec(),
            web: None,
            draft: false,
            changes: MarkedChanges::default(),
            blanks: false,
            print: false,
            booklet: false,
            form: None,
            commentary: None,
            published: false,
            report: false,
            proof: false,
            pages: false,
            undrawn: false,
            verdicts: Verdicts::default(),
            font_folders: None,
            dictionaries: None,
            renew_fonts: false,
            epoch: None,
            findings: Diagnostics::default(),
        }
    }
}

impl Options {
    /// How the book is to be read.
    #[must_use]
    pub(super) fn manner(&self) -> ReadingManner {
        ReadingManner { draft: self.draft, changes: self.changes, blanks: self.blanks }
    }

    /// Whether no format that is wanted shows the commentary.
    #[must_use]
    pub(super) fn omits_commentary(&self, config: &Config) -> bool {
        let web = self.web.iter().map(|_| self.presentation_on_web(config));
        let files = self.formats.iter().map(|&format| self.presentation(format, config));
        files.chain(web).all(|presentation| !presentation.has_commentary())
    }

    /// Where the commentary stands in a format.
    #[must_use]
    pub fn presentation(&self, format: Format, config: &Config) -> Presentation {
        let possible = |wanted: &Presentation| format.presentations().iter().any(|(_, known)| known == wanted);
        self.commentary.filter(possible).unwrap_or(match format {
            Format::Epub => config.notes.epub,
            Format::Pdf => config.notes.pdf,
        })
    }

    /// Where the commentary stands in a web edition.
    #[must_use]
    pub fn presentation_on_web(&self, config: &Config) -> Presentation {
        let possible = |wanted: &Presentation| IN_WEB.iter().any(|(_, known)| known == wanted);
        self.commentary.filter(possible).unwrap_or(config.notes.web)
    }
}

/// A file that was made.
#[derive(Debug)]
pub struct BuiltFile<F> {
    /// The format that it belongs to.
    pub format: Format,
    /// The kind of file.
    pub content: FileContent,
    /// The file.
    pub file: F,
}

/// What a file is.
#[derive(Clone, Copy, Debug)]
pub enum FileContent {
    /// The book, with its number of pages if it has any.
    Book(Option<usize>),
    /// The image of the cover, which shops want beside an EPUB.
    Image,
    /// The cover for a printer.
    Jacket(JacketSize),
    /// The pages two by two on sheets to be folded.
    Booklet(BookletSheets),
    /// A part of the book, which says that it is one.
    Sample,
    /// The report with its marks on pictures of the pages.
    Report(PicturedPages),
}

/// How many pages a report shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PicturedPages {
    /// Pages that are drawn.
    pub drawn: usize,
    /// Pages with marks.
    pub marked: usize,
}

/// What a build is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The settings are being read.
    Settings,
    /// The text is being read.
    Text,
    /// The text is being checked.
    Checks,
    /// The pages are being set.
    Pages,
}

impl Stage {
    /// What is being done, for a line on a terminal.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Settings => "reading the settings",
            Self::Text => "reading the text",
            Self::Checks => "checking",
            Self::Pages => "setting the pages",
        }
    }
}
