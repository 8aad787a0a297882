//! The book's settings: book.toml (or front matter, or nothing) in, a `Config` with every default filled in out.

mod byline;
mod catalogue;
mod check;
pub(crate) mod comments;
mod date;
mod design;
mod designs;
mod document;
mod epub;
mod family;
mod fault;
mod files;
mod foreign;
mod form;
pub(crate) mod front_matter;
mod glob;
mod guess;
mod head;
mod identifier;
mod instead;
pub(crate) mod keys;
mod language;
mod layers;
mod load;
mod lock;
mod looks;
mod measure;
mod misfit;
mod notes;
mod numbers;
mod order;
mod page;
mod passed;
mod pdf;
mod people;
mod placeholder;
mod plain;
mod print;
mod project;
mod raw;
mod resolve;
mod service;
mod site;
mod sorted;
mod style;
mod synonyms;
mod syntax;
mod words;
mod workspace;
mod written;

pub use designs::DESIGNS;
pub(crate) use document::{ChapterAuthor, ChapterFront, chapter_front, has_title, is_draft, is_draft_text, listed, title as title_of};
pub use epub::Epub;
pub(crate) use epub::PageNumbers;
pub(crate) use foreign::draft as says_draft;
pub use form::{Form, WantedMatter};
pub(crate) use guess::guessed_language;
pub use keys::KEYS;
pub(crate) use language::{language_tag, meant_tag};
pub use layers::AskedSettings;
pub use load::load;
pub(crate) use load::load_asked;
pub(crate) use lock::{FontLock, FoundLock, LOCK_FILE, LockedFace};
pub(crate) use looks::Align;
pub use looks::Family;
pub(crate) use looks::{Figures, LookSettings, Looks, SmallCaps};
pub(crate) use notes::IN_WEB;
pub use notes::{IN_EPUB, IN_PDF, Marks, Notes, Presentation};
pub use numbers::{NumberSeries, NumberSettings};
pub use order::{ListedFile, Zone};
pub(crate) use page::{ChapterNumber, Families, FamilySettings, FamilySource, FontFile, Margins, SceneMark};
pub use page::{PageSettings, Typography};
pub use pdf::{Pdf, PdfStandard};
pub(crate) use people::{role_code, role_words};
pub use print::Print;
pub(crate) use print::{CoverColours, PrintStandard};
pub(crate) use project::readable;
pub(crate) use resolve::{is_device, no_author};
pub(crate) use site::SampleExtent;
pub use site::Site;
pub use style::STYLES;
pub(crate) use workspace::{WORKSPACE_FILE, books};

use crate::book::Metadata;
use crate::diagnostics::Verdicts;
use crate::language::Words;
use crate::source::{Folder, Span};
use std::collections::BTreeMap;

/// All settings of a build, resolved.
#[derive(Clone, Debug)]
pub struct Config {
    /// The book's folder; nothing outside it is ever read.
    pub folder: Folder,
    /// Who, what, when.
    pub metadata: Metadata,
    /// The text's files in reading order.
    pub files: Vec<ListedFile>,
    /// The commentary's files.
    pub commentary: Vec<ListedFile>,
    /// The texts beside those files that are not in the book.
    pub passed: passed::PassedTexts,
    /// Page size and margins.
    pub page: PageSettings,
    /// Type sizes and fonts.
    pub typography: Typography,
    /// What the design adds to the stylesheet of the EPUB; `$serif`, `$sans` and `$mono` stand for the families.
    pub stylesheet: String,
    /// The rules that break lines and pages, by their number.
    pub layout: u8,
    /// The form of the text; none if the text is to suggest it.
    pub form: Option<Form>,
    /// Which of the pieces before and behind the text are asked for or left out.
    pub matter: WantedMatter,
    /// How many levels of headings the contents show, from 1.
    pub contents_depth: u8,
    /// Whether the book has a list of its figures.
    pub list_of_figures: bool,
    /// Whether the book has a list of its tables.
    pub list_of_tables: bool,
    /// Where a chapter may begin in the PDF.
    pub chapters_start: ChapterStart,
    /// What the running heads of the PDF say.
    pub heads: Heads,
    /// Where the page numbers of the PDF stand.
    pub folios: FolioPlace,
    /// What is numbered.
    pub numbers: NumberSettings,
    /// How the commentary is presented.
    pub notes: Notes,
    /// What only the EPUB is told.
    pub epub: Epub,
    /// What only the PDF for the screen is told.
    pub pdf: Pdf,
    /// What only the printer is told.
    pub print: Print,
    /// How grave findings are to be taken.
    pub check: Verdicts,
    /// What only the site is told.
    pub site: Site,
    /// The author's own words in place of those that Bindery puts into a book.
    pub words: Words<Option<String>>,
    /// File name of the outputs, without an ending; empty if none was given.
    pub output: String,
    /// What the settings lie over, and what may lie over them.
    pub layering: SettingsLayering,
    /// The file whose front matter the settings are; none if they are a book.toml.
    pub speaks: Option<String>,
    /// Whether the settings are a book.toml of ours.
    pub has_toml: bool,
    /// Whether lines of Rust that begin with `# ` are hidden, as mdBook has it.
    pub hides_lines: bool,
    /// The words for kinds of theorems that a project of bookdown or mdBook gives.
    pub theorems: BTreeMap<String, String>,
    /// Whether the words of a picture that stands alone are its caption, as in Quarto, bookdown and Leanpub.
    pub captioned: bool,
    /// What stands for each variable that a project of GitBook names, as in `{{ book.version }}`.
    pub variables: BTreeMap<String, String>,
    /// The title that the folder makes, for a book of several files that says none; none where a heading is the title.
    pub stand_in: Option<StandInTitle>,
    /// Where the author could be given, if nobody is named and the text may name one.
    pub author_unsaid: Option<Span>,
    /// Where each setting stands, by its key (`cover`, `type.fonts.0`); those that nobody wrote are not there.
    pub places: BTreeMap<String, Span>,
    /// Every text among the settings and where it stands, in the order of their keys.
    pub texts: Vec<(String, Span)>,
}

impl Config {
    /// A title that the name of the book's folder makes.
    pub(crate) fn folder_title(&self) -> Option<String> {
        load::named(&self.folder)
    }

    /// Where a setting stands, if it was written.
    #[must_use]
    pub fn place(&self, key: &str) -> Option<Span> {
        self.places.get(key).copied()
    }
}

/// What settings lie over, and what may lie over them.
#[derive(Clone, Debug, Default)]
pub struct SettingsLayering {
    /// The names of the book's editions, in the order of letters.
    pub editions: Vec<String>,
    /// The edition that these are the settings of, if they are those of one.
    pub edition: Option<String>,
    /// The file of settings that these extend, seen from the book's folder.
    pub extends: Option<String>,
}

/// A title for a book that has none of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandInTitle {
    /// The title.
    pub name: String,
    /// The file that tells of the folder and has the title for its heading; none where the title is the folder's name.
    pub file: Option<String>,
}

/// Where a chapter begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChapterStart {
    /// On a right-hand page.
    Recto,
    /// On the next page.
    Any,
}

/// The starts of chapters by name.
const CHAPTER_STARTS: [(&str, ChapterStart); 2] = [("recto", ChapterStart::Recto), ("any", ChapterStart::Any)];

/// Where page numbers stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FolioPlace {
    /// In the line of the running head, at the fore-edge; on a page that opens a chapter in the middle of the foot.
    Head,
    /// In the middle of the foot.
    Foot,
    /// At the foot, at the fore-edge.
    FootOuter,
}

/// The places of page numbers by name.
const FOLIOS: [(&str, FolioPlace); 3] = [("head", FolioPlace::Head), ("foot", FolioPlace::Foot), ("foot-outer", FolioPlace::FootOuter)];

/// What running heads say, by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heads {
    /// On a left-hand page.
    pub verso: RunningHead,
    /// On a right-hand page.
    pub recto: RunningHead,
}

impl Default for Heads {
    /// The book's title on the left, the section on the right.
    fn default() -> Self {
        Self { verso: RunningHead::Title, recto: RunningHead::SectionLast }
    }
}

/// What a running head says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunningHead {
    /// Nothing.
    None,
    /// The authors' names.
    Author,
    /// The book's title.
    Title,
    /// The chapter's title.
    Chapter,
    /// The first section that begins on the page, else the one that runs on.
    SectionFirst,
    /// The last section that begins on the page, else the one that runs on.
    SectionLast,
}

/// What a running head may say, by name.
const HEADS: [(&str, RunningHead); 7] = [
    ("author", RunningHead::Author),
    ("title", RunningHead::Title),
    ("chapter", RunningHead::Chapter),
    ("section", RunningHead::SectionLast),
    ("section-first", RunningHead::SectionFirst),
    ("section-last", RunningHead::SectionLast),
    ("none", RunningHead::None),
];
