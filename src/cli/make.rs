//! From a book to its formats, each on a thread of its own.

use super::args::{Format, Quality};
use super::book::{self, Reading};
use super::machine::Task;
use super::place::{BookFiles, FileKind, Unwritten};
use super::progress::Progress;
use super::write::Draft;
use super::{seal, time};
use crate::book::Book;
use crate::config::{Config, Metadata, PageNumbers};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity, Verdicts};
use crate::edition::{self, Edition, PageStart, Presentation};
use crate::epub::{Coming, Cover};
use crate::fonts::Fonts;
use crate::layout::quality::Report;
use crate::pdf::JacketSize;
use crate::source::Sources;
use crate::{epub, inspect, layout, pdf};
use std::io::Write;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};

/// What is asked for.
pub(super) struct Order<'o> {
    pub(super) formats: &'o [Format],
    /// Whether the PDF is for a printer.
    pub(super) print: bool,
    /// Where the commentary is to stand in the formats that can have it there.
    pub(super) commentary: Option<Presentation>,
    /// What is asked about the pages.
    pub(super) quality: &'o Quality,
    /// Where a format is to be, if it is to be kept.
    pub(super) target: Option<Where<'o>>,
}

/// Where a format of a book with these settings is to be; none if it is to go to standard output.
type Where<'o> = &'o (dyn Fn(&Config, Format) -> Result<Option<PathBuf>, Unwritten> + Sync);

/// What the formats came to.
#[derive(Default)]
pub(super) struct Made {
    /// The formats that can be had, each ready to be written; those with errors are not among them.
    pub(super) outputs: Vec<Output>,
    /// The report on the pages, if one is to be printed.
    pub(super) report: Option<Report>,
}

/// What one format came to.
pub(super) struct Output {
    pub(super) format: Format,
    /// Its files; none if the format was made to see whether it can be made.
    pub(super) parts: Vec<Part>,
    /// The report on its pages, if it was asked for.
    report: Option<Report>,
}

/// One file, which has only to be put into its place.
pub(super) struct Part {
    pub(super) draft: Draft,
    pub(super) content: PartContent,
}

/// What a file is.
#[derive(Clone, Copy)]
pub(super) enum PartContent {
    /// The book, with its number of pages if it has any.
    Book(Option<usize>),
    /// The image of the cover, which shops want beside an EPUB.
    Image,
    /// The cover for a printer.
    Jacket(JacketSize),
}

/// Reads the book at `path` and makes the formats of an order, each on a thread of its own. What was found is with the text, in the
/// order of the formats. Errors of the text are no reason to hear nothing of the pages: the formats are made all the same, for nobody.
pub(super) fn make(path: &Path, draft: bool, order: &Order, progress: &Progress) -> (Reading, Made) {
    let (mut reading, config) = book::settings(path, draft, progress);
    let Some(config) = config else { return (reading, Made::default()) };
    let (settings, mut found) = (config.clone(), Diagnostics::default());
    // Giving back what they remember of words, one by one, would only keep the process from ending.
    let fonts = ManuallyDrop::new(Fonts::load(&settings, &mut found));
    let made = std::thread::scope(|scope| {
        // The cover needs nothing of the text but, maybe, its title.
        let known = order.formats.contains(&Format::Epub) && !settings.metadata.title.is_empty();
        let front = known.then(|| Task::begin(scope, || Front::new(&settings, &fonts)));
        book::text(&mut reading, config, progress);
        let (config, book) = reading.book.as_ref()?;
        progress.stage("setting the pages");
        let modified = &time::modified(config, &mut found);
        let verdicts = &order.quality.verdicts.over(&config.check);
        reading.found.judge(verdicts);
        found.judge(verdicts);
        // Pages of a size that can't be, or in fonts that can't be had, would only show faults that follow from that.
        if reading
            .found
            .iter()
            .chain(&found)
            .any(|finding| finding.severity == Severity::Error && matches!(finding.code, Code::BadMeasure | Code::BadFont))
        {
            return None;
        }
        let whole = !reading.found.has_errors() && !found.has_errors();
        let order = &Order { target: order.target.filter(|_| whole), ..*order };
        let sources = &reading.sources;
        let book_files = order.target.map(|_| BookFiles::of(config, book, sources)).unwrap_or_default();
        let make = Make { config, book, book_files, sources, fonts: &fonts, order, verdicts, modified };
        let mut made = make.formats(front, &mut found);
        made.outputs.retain(|_| whole);
        Some(made)
    });
    if order.quality.old_strict {
        let old = Diagnostic::new(Code::OldStrict, "`--strict=KINDS` is now `--deny KINDS`, and will go");
        found.push(old.help("write `--deny`; `--strict` alone makes errors of all warnings"));
    }
    reading.found.append(found);
    reading.found = std::mem::take(&mut reading.found).once().within(&reading.sources);
    (reading, made.unwrap_or_default())
}

/// A cover, with what it was made from and what was found.
struct Front {
    metadata: Metadata,
    cover: Option<Cover>,
    found: Diagnostics,
}

impl Front {
    fn new(config: &Config, fonts: &Fonts) -> Self {
        let mut found = Diagnostics::default();
        let cover = epub::cover(config, fonts, &mut found);
        Self { metadata: config.metadata.clone(), cover, found }
    }
}

/// What every format is made from.
struct Make<'m> {
    config: &'m Config,
    book: &'m Book,
    /// No output may replace one of them.
    book_files: BookFiles,
    sources: &'m Sources,
    fonts: &'m Fonts,
    order: &'m Order<'m>,
    /// How grave findings are to be taken.
    verdicts: &'m Verdicts,
    modified: &'m str,
}

impl Make<'_> {
    /// All that are ordered; `front` is being drawn from the settings as they were without the text.
    fn formats(&self, front: Option<Task<Front>>, found: &mut Diagnostics) -> Made {
        let wanted = |format| self.order.formats.contains(&format);
        // The EPUB carries the numbers of the pages, which are set meanwhile even if no PDF is wanted.
        let (sender, receiver) = mpsc::channel();
        let sender = (wanted(Format::Epub) && self.config.epub.pages != PageNumbers::None).then_some(sender);
        let made: Vec<(Output, Diagnostics)> = std::thread::scope(|scope| {
            let pdf = if wanted(Format::Pdf) {
                Some(Task::begin(scope, || self.pdf(sender)))
            } else {
                if let Some(sender) = sender {
                    Task::begin(scope, move || self.sketch(&sender));
                }
                None
            };
            let epub = wanted(Format::Epub).then(|| Task::begin(scope, || self.epub(front, receiver)));
            epub.into_iter().chain(pdf).map(Task::joined).collect()
        });
        let (mut outputs, mut report) = (Vec::new(), None);
        for (mut output, mut of_format) in made {
            of_format.judge(self.verdicts);
            report = report.or(output.report.take().filter(|_| self.order.quality.report));
            // One that can't be had is no reason to do without the other.
            if !of_format.has_errors() {
                outputs.push(output);
            }
            found.append(of_format);
        }
        Made { outputs, report }
    }

    /// Where the commentary stands in a format.
    fn presentation(&self, format: Format, otherwise: Presentation) -> Presentation {
        let possible = |wanted: &Presentation| format.presentations().iter().any(|(_, known)| known == wanted);
        self.order.commentary.filter(possible).unwrap_or(otherwise)
    }

    /// The EPUB, with the pages that `starts` tells of. `front` is its cover, if the settings were whole without the text.
    fn epub(&self, front: Option<Task<Front>>, starts: Receiver<Vec<PageStart>>) -> (Output, Diagnostics) {
        let mut found = Diagnostics::default();
        let cover = |found: &mut Diagnostics| {
            let front = front.map(Task::joined).filter(|front| front.metadata == self.config.metadata);
            let front = front.unwrap_or_else(|| Front::new(self.config, self.fonts));
            found.append(front.found);
            front.cover
        };
        // Nobody sends anything if setting the pages panicked, which is passed on when all threads have ended.
        let starts = || starts.recv().unwrap_or_default();
        let made = self.package(Coming { cover, starts }, &mut found).unwrap_or_else(|fault| {
            found.push(fault.told());
            None
        });
        let mut output = Output { format: Format::Epub, parts: Vec::new(), report: None };
        let Some((Some(draft), cover)) = made else { return (output, found) };
        output.parts.push(Part { draft, content: PartContent::Book(None) });
        match self.beside(Format::Epub, cover.ending(), FileKind::of_picture(cover.ending()), &cover.bytes) {
            Ok(draft) => output.parts.extend(draft.map(|draft| Part { draft, content: PartContent::Image })),
            Err(fault) => found.push(fault.of_cover("the cover's image was not written beside the EPUB, which has it")),
        }
        (output, found)
    }

    /// Begins the file of a format; none if it is not to be kept.
    fn draft(&self, format: Format) -> Result<Option<Draft>, Unwritten> {
        let Some(target) = self.order.target else { return Ok(None) };
        let draft = match target(self.config, format)? {
            Some(path) => Draft::new(&path, format.kind(), &self.book_files),
            None => Draft::to_stdout(),
        };
        draft.map(Some)
    }

    /// A cover in a file beside that of a format; none if that is not to be kept in a file.
    fn beside(&self, format: Format, ending: &str, kind: FileKind, cover: &[u8]) -> Result<Option<Draft>, Unwritten> {
        let Some(path) = self.order.target.map(|target| target(self.config, format)).transpose()?.flatten() else {
            return Ok(None);
        };
        let mut name = path.file_stem().unwrap_or_default().to_owned();
        name.push(format!("-cover.{ending}"));
        let path = path.with_file_name(name);
        let mut draft = Draft::new(&path, kind, &self.book_files)?;
        // The name is ours, not the user's: he may have a picture of his own there.
        seal::replaceable(&path, kind, cover)?;
        draft.write(&seal::sealed(kind, cover))?;
        Ok(Some(draft))
    }

    /// The EPUB, in its file if it is to be kept, and its cover.
    fn package(
        &self,
        coming: Coming<impl FnOnce(&mut Diagnostics) -> Option<Cover>, impl FnOnce() -> Vec<PageStart>>,
        found: &mut Diagnostics,
    ) -> Result<Option<(Option<Draft>, Cover)>, Unwritten> {
        let edition = edition::arrange(self.book, self.presentation(Format::Epub, self.config.notes.epub));
        let mut draft = match self.draft(Format::Epub) {
            Ok(draft) => draft,
            Err(fault) => {
                // Nothing will be written, but what is to be said of the cover is said.
                (coming.cover)(found);
                return Err(fault);
            }
        };
        let mut nowhere = std::io::sink();
        let mut out: &mut (dyn Write + Send) = match &mut draft {
            Some(draft) => draft.file(),
            None => &mut nowhere,
        };
        let cover = epub::write(&edition, self.config, self.fonts, self.modified, coming, &mut out, found);
        found.judge(self.verdicts);
        let Some(cover) = cover.filter(|_| !found.has_errors()) else { return Ok(None) };
        self.claim(draft.as_mut(), found)?;
        Ok(Some((draft, cover)))
    }

    /// Inspects an EPUB that claims to be accessible. Bindery's own word for it is worth nothing while its own checks find something.
    fn claim(&self, draft: Option<&mut Draft>, found: &mut Diagnostics) -> Result<(), Unwritten> {
        let (Some(_), Some(draft)) = (&self.config.epub.certified_by, draft) else { return Ok(()) };
        let bytes = draft.read()?;
        let (mut sources, mut faults) = (Sources::default(), Diagnostics::default());
        inspect::inspect("the EPUB", &bytes, &mut sources, &mut faults);
        for fault in faults.iter().filter(|fault| fault.severity != Severity::Info) {
            let message = format!("the EPUB can't claim to be accessible: {} ({})", fault.message, fault.code.id());
            let help = fault.help.as_deref().unwrap_or("mend that");
            found.push(Diagnostic::new(Code::NoClaim, message).help(format!("{help}; or leave out `epub.certified-by`")));
        }
        Ok(())
    }

    /// The edition that the PDF is of.
    fn printed(&self) -> Edition<'_> {
        edition::arrange(self.book, self.presentation(Format::Pdf, self.config.notes.pdf)).showing(self.config.notes.marks)
    }

    /// Tells where the pages of a PDF that nobody wants would begin.
    fn sketch(&self, starts: &Sender<Vec<PageStart>>) {
        // It is no fault if the EPUB waits for them no more.
        let _ = starts.send(layout::sketch(&self.printed(), self.config, self.fonts));
    }

    /// The PDF; tells where each page begins, if anyone asks.
    fn pdf(&self, starts: Option<Sender<Vec<PageStart>>>) -> (Output, Diagnostics) {
        let mut found = Diagnostics::default();
        let Self { config, book, sources, fonts, order, .. } = *self;
        let edition = self.printed();
        let (pages, bound) = if order.print {
            let (pages, bound) = layout::set_for_print(&edition, config, fonts, &mut found);
            (pages, Some(bound))
        } else {
            (layout::set(&edition, config, fonts, &mut found), None)
        };
        if let Some(starts) = starts {
            let _ = starts.send(layout::starts(&pages, book));
        }
        let report = (order.quality.report || Report::is_wanted(self.verdicts)).then(|| layout::quality::report(&pages, sources));
        if let Some(report) = &report {
            found.append(report.told(self.verdicts));
        }
        found.judge(self.verdicts);
        let count = pages.pages.len();
        if found.has_errors() {
            return (Output { format: Format::Pdf, parts: Vec::new(), report }, found);
        }
        let mut draft = self.draft(Format::Pdf).unwrap_or_else(|fault| {
            found.push(fault.told());
            None
        });
        let mut nowhere = std::io::sink();
        let out: &mut dyn Write = match &mut draft {
            Some(draft) => draft.file(),
            None => &mut nowhere,
        };
        let cover = bound.as_ref().and_then(|bound| pdf::jacket(bound, fonts, count, self.modified, &mut found));
        let drawn = match &bound {
            Some(bound) => pdf::draw_for_print(pages, &edition, bound, fonts, self.modified, &mut found),
            None => pdf::draw(pages, &edition, config, fonts, self.modified, &mut found),
        };
        pdf::put(drawn, out, &mut found);
        let mut parts: Vec<Part> = draft.map(|draft| Part { draft, content: PartContent::Book(Some(count)) }).into_iter().collect();
        if let (Some(bound), Some(cover)) = (&bound, &cover) {
            let content = PartContent::Jacket(pdf::jacket_size(bound, count));
            match self.beside(Format::Pdf, "pdf", FileKind::Pdf, cover) {
                Ok(draft) => parts.extend(draft.map(|draft| Part { draft, content })),
                Err(fault) => found.push(fault.of_cover("the cover for the printer was not written")),
            }
        }
        (Output { format: Format::Pdf, parts, report }, found)
    }
}
