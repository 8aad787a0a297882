//! The one way from a book's files to its formats, which the command, tests, benches and any other program go: settings, text and
//! checks, then each format on a thread of its own.

mod document;
mod facts;
mod form;
mod formats;
mod installed;
mod name;
mod options;
mod outputs;
mod paged;
mod reading;
mod task;
mod time;

use crate::check::letters::suffice_for_cover;
use crate::check::numbers;
use crate::diagnostics::{Code, Diagnostics, Severity};
use crate::edition::Edition;
use crate::fonts::Fonts;
use crate::layout::frame::Pages;
use crate::layout::quality::QualityReport;
use crate::source::Files;
use crate::spelling;
use crate::web::WebEdition;
pub(crate) use facts::EditionFacts;
use formats::{CoverDraft, Formats, MadeFormats};
pub use installed::InstalledFonts;
pub(crate) use name::name;
pub use options::{BuiltFile, FileContent, Format, Options, PicturedPages, Stage};
pub use outputs::{InMemory, OutputFile, Outputs, Request, SideFile, SideKind, Unkept};
use paged::paged;
pub use reading::Reading;
pub(crate) use reading::{read, survey};
use std::sync::Arc;
use task::Task;

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
    /// The web edition, if it is wanted and can be had.
    pub web: Option<WebEdition>,
    /// The edition that the pages are of, if they are wanted: its book has the numbers of pages in references to them.
    pub edition: Option<Edition>,
    /// The installed fonts that it is set in.
    pub installed: InstalledFonts,
    /// What catalogues tell of the EPUB, if it is for a site and could be made.
    pub(crate) facts: Option<EditionFacts>,
    /// The fonts: they remember much of the text, which to give back takes time.
    pub fonts: Option<Fonts>,
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
    let Some(config) = config else {
        return Built {
            reading,
            files: Vec::new(),
            report: None,
            pages: None,
            facts: None,
            web: None,
            edition: None,
            installed: InstalledFonts::default(),
            fonts: None,
        };
    };
    let (mut findings, mut installed) = (Diagnostics::default(), InstalledFonts::default());
    let (fonts, shelf) = installed::families(files, &config, options, &mut reading, &mut findings);
    let metadata = crate::read::prepared(&config);
    let made = std::thread::scope(|scope| {
        // The cover needs nothing of the text but, maybe, its title, and fonts that are picked for the text.
        let known = (options.formats.contains(&Format::Epub) || options.web.is_some()) && !metadata.title.is_empty();
        let known = known && suffice_for_cover(&config, &metadata, &fonts);
        let (settings, metadata, faces) = (&config, &metadata, &fonts);
        let cover = known.then(|| Task::begin(scope, move || CoverDraft::new(settings, metadata, faces)));
        reading::text(&mut reading, &config, options.manner(), at);
        if options.omits_commentary(&config) {
            reading.forget_commentary(&config);
        }
        installed = installed::complete(&fonts, files, &config, options, shelf, &mut reading, &mut findings);
        let book = reading.text.as_ref()?;
        if let Some(folders) = &options.dictionaries {
            spelling::check(book, &config, files, folders, &mut findings);
        }
        at(Stage::Pages);
        findings.append(options.findings.clone());
        let form = form::form(book, &config, options, &mut findings);
        numbers::check(book, &config, &mut findings);
        let verdicts = &options.verdicts.over(&config.check);
        reading.findings.judge(verdicts);
        findings.judge(verdicts);
        // Pages of a size that can't be, or in fonts that can't be had, would only show faults that follow from that.
        let baseless = |code| matches!(code, Code::BadMeasure | Code::BadFont);
        if reading.findings.iter().chain(&findings).any(|finding| finding.severity == Severity::Error && baseless(finding.code)) {
            return None;
        }
        let whole = !reading.findings.has_errors() && !findings.has_errors();
        let modified = time::modified(options.epoch, book, &reading.sources, &mut findings);
        let sources = &reading.sources;
        let request = Request { config: &config, book, sources };
        let formats = Formats { request, unpaged: book, form, fonts: &fonts, options, outputs, keep: whole, verdicts, modified: &modified };
        let paged = if formats.need_pages() { paged(book, |book| formats.page_labels(book), &mut findings) } else { Arc::clone(book) };
        let request = Request { book: &paged, ..request };
        Some(Formats { request, ..formats }.make(cover, &mut findings))
    });
    let MadeFormats { files, report, pages, facts, web, edition } = made.unwrap_or_default();
    reading.findings.append(findings);
    reading.settings = Some(config);
    reading.findings = std::mem::take(&mut reading.findings).once().within(&reading.sources);
    Built { reading, files, report, pages, facts, web, edition, installed, fonts: Some(fonts) }
}

impl<F> Built<F> {
    /// The file of a format itself, without those that lie beside it.
    #[must_use]
    pub fn book_of(&self, format: Format) -> Option<&F> {
        let is_it = |file: &&BuiltFile<F>| file.format == format && matches!(file.content, FileContent::Book(_));
        self.files.iter().find(is_it).map(|built| &built.file)
    }
}
