//! Each format of a book that was read, on a thread of its own.

use super::facts::EditionFacts;
use super::name::name;
use super::outputs::{OutputFile, Outputs, Request, SideFile, SideKind, Sink, Unkept};
use super::task::Task;
use super::{BuiltFile, FileContent, Format, Options, PicturedPages};
use crate::book::{Book, LinkId, Metadata};
use crate::config::{Config, Form, PageNumbers};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity, Verdicts};
use crate::edition::sample::{self, UnknownChapter};
use crate::edition::{self, Edition, FormPlan, PageStart};
use crate::epub::{self, Cover, EpubFacts, PendingFiles};
use crate::fonts::Fonts;
use crate::language::right_to_left;
use crate::layout::frame::Pages;
use crate::layout::quality::QualityReport;
use crate::pdf::{Booklet, UnwrittenPdf};
use crate::proof::{self, MarkedPages, ProofSheets};
use crate::source::Sources;
use crate::web::{self, WebCover, WebEdition, WebRequest};
use crate::{inspect, layout, pdf};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};

/// What the formats came to.
pub(super) struct MadeFormats<F> {
    pub(super) files: Vec<BuiltFile<F>>,
    pub(super) report: Option<QualityReport>,
    pub(super) pages: Option<Pages>,
    pub(super) facts: Option<EditionFacts>,
    pub(super) web: Option<WebEdition>,
    pub(super) edition: Option<Edition>,
}

impl<F> Default for MadeFormats<F> {
    fn default() -> Self {
        Self { files: Vec::new(), report: None, pages: None, facts: None, web: None, edition: None }
    }
}

impl<F> MadeFormats<F> {
    fn push(&mut self, format: Format, content: FileContent, file: Option<F>) {
        self.files.extend(file.map(|file| BuiltFile { format, content, file }));
    }
}

/// A cover, with what it was made from and what was found.
pub(super) struct CoverDraft {
    metadata: Metadata,
    cover: Option<Cover>,
    findings: Diagnostics,
}

impl CoverDraft {
    pub(super) fn new(config: &Config, metadata: &Metadata, fonts: &Fonts) -> Self {
        let mut findings = Diagnostics::default();
        let cover = epub::cover(config, metadata, fonts, &mut findings);
        Self { metadata: metadata.clone(), cover, findings }
    }
}

/// What every format is made from.
pub(super) struct Formats<'m, O> {
    pub(super) request: Request<'m>,
    /// The book without the numbers of printed pages in references to them.
    pub(super) unpaged: &'m Arc<Book>,
    /// The form of the text.
    pub(super) form: Form,
    pub(super) fonts: &'m Fonts,
    pub(super) options: &'m Options,
    pub(super) outputs: &'m O,
    /// Whether files are kept: those of a text with errors are not.
    pub(super) keep: bool,
    /// How grave findings are to be taken.
    pub(super) verdicts: &'m Verdicts,
    pub(super) modified: &'m str,
}

impl<O: Outputs> Formats<'_, O> {
    /// Makes all formats that are wanted; `cover` is being drawn from the metadata as they were without the text.
    pub(super) fn make(&self, cover: Option<Task<CoverDraft>>, findings: &mut Diagnostics) -> MadeFormats<O::File> {
        let wanted = |format| self.options.formats.contains(&format);
        // The EPUB carries the numbers of the pages, which are set meanwhile even if no PDF is wanted.
        let (sender, receiver) = mpsc::channel();
        let sender = (wanted(Format::Epub) && self.request.config.epub.pages != PageNumbers::None).then_some(sender);
        let made: Vec<(MadeFormats<O::File>, Diagnostics)> = std::thread::scope(|scope| {
            let pdf = if wanted(Format::Pdf) {
                Some(Task::begin(scope, || self.pdf(sender)))
            } else {
                if let Some(sender) = sender {
                    Task::begin(scope, move || self.sketch(&sender));
                }
                None
            };
            // What is found of the cover is told once.
            let (cover, of_web) = if wanted(Format::Epub) { (cover, None) } else { (None, cover) };
            let web = self.options.web.is_some().then(|| Task::begin(scope, || self.web(of_web)));
            let epub = wanted(Format::Epub).then(|| Task::begin(scope, || self.epub(cover, receiver)));
            epub.into_iter().chain(pdf).chain(web).map(Task::joined).collect()
        });
        let mut all = MadeFormats::default();
        for (made, mut of_format) in made {
            of_format.judge(self.verdicts);
            all.report = all.report.or(made.report.filter(|_| self.options.report));
            all.pages = all.pages.or(made.pages);
            all.facts = all.facts.or(made.facts);
            all.web = all.web.or(made.web.filter(|_| !of_format.has_errors()));
            all.edition = all.edition.or(made.edition);
            // One that can't be had is no reason to do without the other.
            if !of_format.has_errors() {
                all.files.extend(made.files);
            }
            findings.append(of_format);
        }
        all
    }

    /// Begins the file of a format.
    fn begin(&self, format: Format) -> Result<Sink<O::File>, Diagnostic> {
        let file = if self.keep { self.outputs.begin(self.request, format) } else { Err(Unkept::Unwanted) };
        match file {
            Ok(file) => Ok(Sink::Kept(file)),
            Err(Unkept::Unwanted) => Ok(Sink::Nowhere),
            Err(Unkept::Refused(finding)) => Err(finding),
        }
    }

    /// A file beside that of a format.
    fn beside(&self, format: Format, file: &SideFile, findings: &mut Diagnostics) -> Option<O::File> {
        match self.outputs.beside(self.request, format, file) {
            Ok(file) => Some(file),
            Err(Unkept::Unwanted) => None,
            Err(Unkept::Refused(finding)) => {
                findings.push(finding);
                None
            }
        }
    }

    /// The EPUB, with the pages that `starts` tells of. `cover` is its cover, if the metadata were whole without the text.
    fn epub(&self, cover: Option<Task<CoverDraft>>, starts: Receiver<Vec<PageStart>>) -> (MadeFormats<O::File>, Diagnostics) {
        let Request { config, book, .. } = self.request;
        let (mut findings, mut made) = (Diagnostics::default(), MadeFormats::default());
        let cover = |findings: &mut Diagnostics| {
            let drawn = cover.map(Task::joined).filter(|drawn| drawn.metadata == book.metadata);
            let drawn = drawn.unwrap_or_else(|| CoverDraft::new(config, &book.metadata, self.fonts));
            findings.append(drawn.findings);
            drawn.cover
        };
        // Nobody sends anything if setting the pages panicked, which is passed on when all threads have ended.
        let pages = OnceCell::new();
        let starts = || pages.get_or_init(|| starts.recv().unwrap_or_default()).clone();
        let edition = self.edition(Format::Epub);
        let mut out = match self.begin(Format::Epub) {
            Ok(out) => out,
            Err(finding) => {
                // Nothing will be written, but what is to be said of the cover is said.
                cover(&mut findings);
                findings.push(finding);
                return (made, findings);
            }
        };
        let written = epub::write(&edition, config, self.fonts, self.modified, PendingFiles { cover, starts }, &mut out, &mut findings);
        findings.judge(self.verdicts);
        let Some(EpubFacts { cover, access }) = written.filter(|_| !findings.has_errors()) else { return (made, findings) };
        let Some(mut file) = out.kept() else { return (made, findings) };
        if config.epub.certified_by.is_some()
            && let Err(finding) = claim(&mut file, &mut findings)
        {
            findings.push(finding);
            return (made, findings);
        }
        made.push(Format::Epub, FileContent::Book(None), Some(file));
        let image = SideFile { kind: SideKind::Cover, ending: cover.ending(), bytes: cover.shown.as_deref().unwrap_or(&cover.bytes) };
        let image = self.beside(Format::Epub, &image, &mut findings);
        made.push(Format::Epub, FileContent::Image, image);
        made.push(Format::Epub, FileContent::Sample, self.sample(&cover, pages.into_inner().unwrap_or_default(), &mut findings));
        made.facts = self.options.published.then(|| EditionFacts::new(&edition, config, access, self.modified));
        (made, findings)
    }

    /// The sample, if one is wanted: an EPUB with the cover and the page numbers of the whole.
    fn sample(&self, cover: &Cover, pages: Vec<PageStart>, findings: &mut Diagnostics) -> Option<O::File> {
        let Request { config, book, .. } = self.request;
        let extent = config.site.sample.as_ref().filter(|_| self.options.published && self.keep)?;
        let whole = config.site.url.as_ref().map(|url| format!("{url}{}/", name(config, &book.metadata, &self.options.book)));
        let cut = match sample::sample(book, extent, whole.as_deref()) {
            Ok(cut) => cut,
            Err(UnknownChapter(name)) => {
                let message = format!("`sample` names `{name}`, which is no chapter of the book");
                let help = "write the chapter's file as `chapters` has it, or its title";
                findings.push(Diagnostic { span: config.place("sample"), ..Diagnostic::new(Code::BadValue, message).help(help) });
                return None;
            }
        };
        let mut edition = self.edition_of(&cut, Format::Epub);
        edition.variant = Some(sample::CONTENT);
        // What is to be said of the text and the cover has been said of the whole.
        let (mut out, mut unsaid) = (Vec::new(), Diagnostics::default());
        let coming = PendingFiles { cover: |_: &mut Diagnostics| Some(cover.clone()), starts: || pages };
        epub::write(&edition, config, self.fonts, self.modified, coming, &mut out, &mut unsaid)?;
        self.beside(Format::Epub, &SideFile { kind: SideKind::Sample, ending: "epub", bytes: &out }, findings)
    }

    /// The web edition. `cover` is its cover, if the metadata were whole without the text and no EPUB has it.
    fn web(&self, cover: Option<Task<CoverDraft>>) -> (MadeFormats<O::File>, Diagnostics) {
        let (Request { config, book, .. }, fonts) = (self.request, self.fonts);
        let (mut findings, mut made) = (Diagnostics::default(), MadeFormats::default());
        let Some(request) = self.options.web.as_ref().filter(|_| self.keep) else { return (made, findings) };
        let site = config.site.url.as_ref().zip(request.within);
        let address = site.map(|(url, within)| format!("{url}{}/{within}", name(config, &book.metadata, &self.options.book)));
        let request = &WebRequest { address: address.or_else(|| request.address.clone()), ..request.clone() };
        let drawn = cover.map(Task::joined).filter(|drawn| drawn.metadata == book.metadata);
        let drawn = drawn.unwrap_or_else(|| CoverDraft::new(config, &book.metadata, fonts));
        if !self.options.formats.contains(&Format::Epub) {
            findings.append(drawn.findings);
        }
        let presentation = self.options.presentation_on_web(config);
        let edition = edition::arrange_in(FormPlan::new(self.form, self.unpaged, presentation, config), self.unpaged, presentation);
        let cover = drawn.cover.map(|cover| WebCover { ending: cover.ending(), bytes: cover.bytes });
        made.web = web::write(&edition.instead_of(config.notes.web), config, fonts, request, cover, &mut findings);
        findings.judge(self.verdicts);
        (made, findings)
    }

    /// Whether a format that is wanted has printed pages, or carries their numbers.
    pub(super) fn need_pages(&self) -> bool {
        self.options.formats.iter().any(|&format| format == Format::Pdf || self.request.config.epub.pages != PageNumbers::None)
    }

    /// The numbers of the pages that references in a book lead to, if it is set as the PDF is.
    pub(super) fn page_labels(&self, book: &Arc<Book>) -> BTreeMap<LinkId, String> {
        let Request { config, .. } = self.request;
        let edition = self.edition_of(book, Format::Pdf).showing(config.notes.marks);
        let pages = match self.options.print {
            true => layout::set_for_print(&edition, config, self.fonts, &mut Diagnostics::default()).0,
            false => layout::sketched(&edition, config, self.fonts),
        };
        layout::labels(&pages, &edition)
    }

    /// The edition that a format is of.
    fn edition(&self, format: Format) -> Edition {
        let without = format == Format::Epub && self.request.config.epub.pages == PageNumbers::None;
        self.edition_of(if without { self.unpaged } else { self.request.book }, format)
    }

    /// The edition of a book that a format has.
    fn edition_of(&self, book: &Arc<Book>, format: Format) -> Edition {
        let config = self.request.config;
        let presentation = self.options.presentation(format, config);
        let edition = edition::arrange_in(FormPlan::new(self.form, book, presentation, config), book, presentation);
        edition.instead_of(match format {
            Format::Epub => config.notes.epub,
            Format::Pdf => config.notes.pdf,
        })
    }

    /// The edition that the PDF is of.
    fn printed(&self) -> Edition {
        self.edition(Format::Pdf).showing(self.request.config.notes.marks)
    }

    /// Sets the pages in outline, without a PDF, and sends where each begins: the EPUB's page list needs no more.
    fn sketch(&self, starts: &Sender<Vec<PageStart>>) {
        // It is no fault if the EPUB waits for them no more.
        let _ = starts.send(layout::sketch(&self.printed(), self.request.config, self.fonts));
    }

    /// The PDF; tells where each page begins, if anyone asks.
    fn pdf(&self, starts: Option<Sender<Vec<PageStart>>>) -> (MadeFormats<O::File>, Diagnostics) {
        let edition = self.printed();
        let (mut made, findings) = self.pdf_of(&edition, starts);
        made.edition = self.options.pages.then_some(edition);
        (made, findings)
    }

    /// The PDF of an edition.
    fn pdf_of(&self, edition: &Edition, starts: Option<Sender<Vec<PageStart>>>) -> (MadeFormats<O::File>, Diagnostics) {
        let (mut findings, mut made) = (Diagnostics::default(), MadeFormats::default());
        let (Request { config, book, sources }, fonts, options) = (self.request, self.fonts, self.options);
        let (pages, bound) = if options.print {
            let (pages, bound) = layout::set_for_print(edition, config, fonts, &mut findings);
            (pages, Some(bound))
        } else {
            (layout::set(edition, config, fonts, &mut findings), None)
        };
        if let Some(starts) = starts {
            let _ = starts.send(layout::starts(&pages, book));
        }
        let wanted = options.report || options.proof || QualityReport::is_wanted(self.verdicts);
        made.report = wanted.then(|| layout::quality::report(&pages, sources));
        if let Some(report) = &made.report {
            findings.append(report.told(self.verdicts));
        }
        findings.judge(self.verdicts);
        if options.undrawn {
            made.pages = Some(pages).filter(|_| options.pages);
            return (made, findings);
        }
        made.pages = options.pages.then(|| pages.clone());
        if findings.has_errors() {
            return (made, findings);
        }
        let count = pages.pages.len();
        let proof = self.proof(&pages, made.report.as_ref());
        let mut out = self.begin(Format::Pdf).unwrap_or_else(|finding| {
            findings.push(finding);
            Sink::Nowhere
        });
        let cover = bound.as_ref().and_then(|bound| pdf::jacket(bound, &book.metadata, fonts, count, self.modified, &mut findings));
        let drawn = match &bound {
            Some(bound) => pdf::draw_for_print(pages, edition, bound, fonts, self.modified, &mut findings),
            None => pdf::draw(pages, edition, config, fonts, self.modified, &mut findings),
        };
        let booklet =
            drawn.as_ref().ok().filter(|_| options.booklet && !options.print).map(|drawn| self.booklet(drawn, count, &mut findings));
        pdf::put(drawn, &mut out, &mut findings);
        made.push(Format::Pdf, FileContent::Book(Some(count)), out.kept());
        if let (Some(bound), Some(cover), true) = (&bound, &cover, self.keep) {
            let jacket = self.beside(Format::Pdf, &SideFile { kind: SideKind::Cover, ending: "pdf", bytes: cover }, &mut findings);
            made.push(Format::Pdf, FileContent::Jacket(pdf::jacket_size(bound, count)), jacket);
        }
        if let Some(booklet) = booklet.flatten().filter(|_| self.keep) {
            let file = SideFile { kind: SideKind::Booklet, ending: "pdf", bytes: &booklet.bytes };
            let file = self.beside(Format::Pdf, &file, &mut findings);
            made.push(Format::Pdf, FileContent::Booklet(booklet.sheets), file);
        }
        if let Some(proof) = proof {
            let file = SideFile { kind: SideKind::Report, ending: "html", bytes: proof.html.as_bytes() };
            let file = self.beside(Format::Pdf, &file, &mut findings);
            made.push(Format::Pdf, FileContent::Report(PicturedPages { drawn: proof.drawn, marked: proof.marked }), file);
        }
        (made, findings)
    }

    /// The proof sheets of the pages, if they are wanted and kept.
    fn proof(&self, pages: &Pages, report: Option<&QualityReport>) -> Option<ProofSheets> {
        let Request { config, book, sources } = self.request;
        let report = report.filter(|_| self.options.proof && self.keep)?;
        let (width, height) = (config.page.width, config.page.height);
        Some(proof::sheets(&MarkedPages { report, pages, fonts: self.fonts, sources, title: &book.metadata.title, width, height }))
    }

    /// The booklet of the PDF; tells if it would be too thick to fold.
    fn booklet(&self, drawn: &UnwrittenPdf, count: usize, findings: &mut Diagnostics) -> Option<Booklet> {
        let Request { config, book, .. } = self.request;
        if count > pdf::THICK {
            let message = format!("a booklet of {count} pages is {} sheets, which are hard to fold together", count.div_ceil(4));
            findings.push(Diagnostic::new(Code::ThickBooklet, message).help("print it in parts of at most 80 pages, or have it bound"));
        }
        let made = pdf::booklet(drawn, &config.page, right_to_left(&book.language));
        made.map_err(|error| findings.push(error.into())).ok()
    }
}

/// Inspects an EPUB that claims to be accessible. Bindery's own word for it is worth nothing while its own checks find something.
fn claim(file: &mut impl OutputFile, findings: &mut Diagnostics) -> Result<(), Diagnostic> {
    let bytes = file.written()?;
    let (mut sources, mut faults) = (Sources::default(), Diagnostics::default());
    inspect::inspect("the EPUB", &bytes, &mut sources, &mut faults);
    for fault in faults.iter().filter(|fault| fault.severity != Severity::Info) {
        let message = format!("the EPUB can't claim to be accessible: {} ({})", fault.message, fault.code.id());
        let help = fault.help.as_deref().unwrap_or("mend that");
        findings.push(Diagnostic::new(Code::NoClaim, message).help(format!("{help}; or leave out `epub.certified-by`")));
    }
    Ok(())
}
