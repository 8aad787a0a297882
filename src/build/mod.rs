//! The one way from a book's files to its formats, which the command, tests, benches and any other program go: settings, text and
//! checks, then each format on a thread of its own.

mod formats;
mod outputs;
mod reading;
mod task;
mod time;

use crate::config::{Config, IN_EPUB, IN_PDF, Presentation};
use crate::diagnostics::{Code, Diagnostics, Severity, Verdicts};
use crate::fonts::Fonts;
use crate::layout::frame::Pages;
use crate::layout::quality::QualityReport;
use crate::pdf::JacketSize;
use crate::source::Files;
use formats::{CoverDraft, Formats};
pub use outputs::{InMemory, OutputFile, Outputs, Request, Unkept};
pub use reading::Reading;
pub(crate) use reading::{read, survey};
use std::path::PathBuf;
use std::sync::Arc;
use task::Task;

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
    /// The formats to make.
    pub formats: Vec<Format>,
    /// Whether texts and notes that are drafts are in the book, and notes without a place.
    pub draft: bool,
    /// Whether the PDF is for a printer.
    pub print: bool,
    /// Where the commentary is to stand in the formats that can have it there, whatever the settings say.
    pub commentary: Option<Presentation>,
    /// Whether a report on the pages is wanted.
    pub report: bool,
    /// Whether the pages themselves are wanted.
    pub pages: bool,
    /// How grave findings are to be taken, over what the settings say.
    pub verdicts: Verdicts,
    /// The time to state in the files, in seconds since 1970; none for the date of the book.
    pub epoch: Option<u64>,
    /// What the caller has found already, to be judged and told with all else.
    pub findings: Diagnostics,
}

impl Options {
    /// Options for both formats of a book, as its settings say.
    pub fn new(book: impl Into<PathBuf>) -> Self {
        Self {
            book: book.into(),
            shown: String::new(),
            formats: Format::ALL.to_vec(),
            draft: false,
            print: false,
            commentary: None,
            report: false,
            pages: false,
            verdicts: Verdicts::default(),
            epoch: None,
            findings: Diagnostics::default(),
        }
    }
}

impl Options {
    /// Where the commentary stands in a format.
    #[must_use]
    pub fn presentation(&self, format: Format, config: &Config) -> Presentation {
        let possible = |wanted: &Presentation| format.presentations().iter().any(|(_, known)| known == wanted);
        self.commentary.filter(possible).unwrap_or(match format {
            Format::Epub => config.notes.epub,
            Format::Pdf => config.notes.pdf,
        })
    }
}

/// What a build came to.
#[derive(Debug)]
pub struct Built<F> {
    /// The texts, the settings and the book, as far as they could be read, and all findings.
    pub reading: Reading,
    /// The files of the formats that can be had; those with errors are not among them.
    pub files: Vec<BuiltFile<F>>,
    /// The report on the pages, if one is wanted or a finding depends on it.
    pub report: Option<QualityReport>,
    /// The pages, if they are wanted.
    pub pages: Option<Pages>,
    /// The fonts: they remember much of the text, which to give back takes time.
    pub fonts: Option<Fonts>,
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

/// Builds a book, its files kept in memory.
#[must_use]
pub fn build(files: &Arc<dyn Files>, options: &Options) -> Built<Vec<u8>> {
    build_into(files, options, &InMemory, &|_| ())
}

/// Builds a book into whatever `outputs` keeps its files in; `at` is told of each stage. Errors of the text are no reason to hear
/// nothing of the pages: the formats are made all the same, and thrown away.
pub fn build_into<O: Outputs>(files: &Arc<dyn Files>, options: &Options, outputs: &O, at: &(dyn Fn(Stage) + Sync)) -> Built<O::File> {
    let (mut reading, config) = reading::settings(files, options, at);
    let Some(config) = config else { return Built { reading, files: Vec::new(), report: None, pages: None, fonts: None } };
    let mut findings = Diagnostics::default();
    let fonts = Fonts::load(&config, &mut findings);
    let metadata = crate::read::prepared(&config);
    let made = std::thread::scope(|scope| {
        // The cover needs nothing of the text but, maybe, its title.
        let known = options.formats.contains(&Format::Epub) && !metadata.title.is_empty();
        let (settings, metadata, faces) = (&config, &metadata, &fonts);
        let cover = known.then(|| Task::begin(scope, move || CoverDraft::new(settings, metadata, faces)));
        reading::text(&mut reading, &config, options.draft, at);
        let book = reading.text.as_ref()?;
        at(Stage::Pages);
        findings.append(options.findings.clone());
        let verdicts = &options.verdicts.over(&config.check);
        reading.findings.judge(verdicts);
        findings.judge(verdicts);
        // Pages of a size that can't be, or in fonts that can't be had, would only show faults that follow from that.
        let baseless = |code| matches!(code, Code::BadMeasure | Code::BadFont);
        if reading.findings.iter().chain(&findings).any(|finding| finding.severity == Severity::Error && baseless(finding.code)) {
            return None;
        }
        let whole = !reading.findings.has_errors() && !findings.has_errors();
        let modified = time::modified(options.epoch, &book.metadata);
        let sources = &reading.sources;
        let request = Request { config: &config, book, sources };
        let formats = Formats { request, fonts: &fonts, options, outputs, keep: whole, verdicts, modified: &modified };
        Some(formats.make(cover, &mut findings))
    });
    let (files, report, pages) = made.map_or_else(|| (Vec::new(), None, None), |made| (made.files, made.report, made.pages));
    reading.findings.append(findings);
    reading.settings = Some(config);
    reading.findings = std::mem::take(&mut reading.findings).once().within(&reading.sources);
    Built { reading, files, report, pages, fonts: Some(fonts) }
}

impl<F> Built<F> {
    /// The file of a format itself, without those that lie beside it.
    #[must_use]
    pub fn book_of(&self, format: Format) -> Option<&F> {
        let is_it = |file: &&BuiltFile<F>| file.format == format && matches!(file.content, FileContent::Book(_));
        self.files.iter().find(is_it).map(|built| &built.file)
    }
}
