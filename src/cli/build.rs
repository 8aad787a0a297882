//! `epub`, `pdf` and `build`: from a book to files.

use super::args::{Build, Format, Quality, Target};
use super::book::{self, Reading};
use super::progress::Progress;
use super::report::{Terminal, count, grouped, outcome};
use super::write::Draft;
use super::{Outcome, quality, time, write};
use crate::book::{Book, text};
use crate::config::{Config, Metadata, PageNumbers};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::edition::{self, Edition, PageStart, Presentation};
use crate::epub::{Coming, Cover};
use crate::fonts::Fonts;
use crate::layout::quality::Report;
use crate::source::Sources;
use crate::{epub, inspect, layout, pdf};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde_json::json;
use std::collections::BTreeSet;
use std::io::Write;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::ScopedJoinHandle;
use std::time::Instant;
use unicode_normalization::UnicodeNormalization;

/// Builds and writes what is asked for.
pub(super) fn build(build: &Build, terminal: &Terminal) -> Outcome {
    let start = Instant::now();
    let progress = Progress::new(terminal);
    let target = |config: &Config, format| path(build, config, format);
    let Build { formats, print, commentary, quality, .. } = build;
    let order = Order { formats, print: *print, commentary: *commentary, quality, target: Some(&target) };
    let (reading, Made { outputs, report }) = make(&build.book, build.draft, &order, &progress);
    progress.end();
    if let Some(report) = &report {
        quality::print(report, &reading.sources, terminal);
    }
    terminal.findings(&reading.found, &reading.sources, "nothing was built");
    let (Some((config, book)), Outcome::Done) = (&reading.book, outcome(&reading.found)) else {
        // Without a finding there is nothing to build from and nobody has said so: never end as if all were well.
        return outcome(&reading.found).max(Outcome::Errors);
    };
    // The disk takes its time; meanwhile the words are counted.
    let words = || book.chapters.par_iter().map(|chapter| text::words(book, &chapter.blocks)).sum();
    let ((kept, fault), words) = rayon::join(|| put(build, config, outputs), words);
    for (path, facts) in kept {
        close(&path, facts, (words, book.notes.len()), start, terminal);
    }
    if let Some(message) = fault {
        terminal.machine(&message);
        return Outcome::Machine;
    }
    // The process ends here: to give its memory back piece by piece would only take time.
    std::mem::forget(reading);
    Outcome::Done
}

/// Bytes and pages of an output.
type Extent = (usize, Option<usize>);

/// Puts outputs into their places, as far as that can be done: what was put where, and why the next could not be.
fn put(build: &Build, config: &Config, outputs: Vec<Output>) -> (Vec<(PathBuf, Extent)>, Option<String>) {
    let mut kept = Vec::new();
    for output in outputs {
        let (path, extent) = (path(build, config, output.format), (output.size(), output.pages));
        if let Err(message) = keep(output, &path) {
            return (kept, Some(message));
        }
        kept.push((path, extent));
    }
    (kept, None)
}

/// Puts an output into its place, and its cover beside it.
fn keep(output: Output, path: &Path) -> Result<(), String> {
    if let Some(draft) = output.draft {
        draft.keep()?;
    }
    let Some((ending, bytes)) = output.cover else { return Ok(()) };
    let name = format!("{}-cover.{ending}", path.file_stem().unwrap_or_default().to_string_lossy());
    write::whole(&path.with_file_name(name), &bytes)
}

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

/// Where a format of a book with these settings is to be.
type Where<'o> = &'o (dyn Fn(&Config, Format) -> PathBuf + Sync);

/// What the formats came to.
#[derive(Default)]
pub(super) struct Made {
    outputs: Vec<Output>,
    /// The report on the pages, if one is to be printed.
    pub(super) report: Option<Report>,
}

/// One file, ready to be written.
struct Output {
    format: Format,
    /// The file, which has only to be put into its place; none if the format was made to see whether it can be made.
    draft: Option<Draft>,
    /// The cover, to be written beside it: the ending of its name, and its bytes.
    cover: Option<(&'static str, Vec<u8>)>,
    /// How many pages, for a format that has any.
    pages: Option<usize>,
    /// The report on them, if it was asked for.
    report: Option<Report>,
}

impl Output {
    fn size(&self) -> usize {
        self.draft.as_ref().map_or(0, |draft| usize::try_from(draft.size()).unwrap_or(usize::MAX))
    }
}

/// Reads the book at `path` and makes the formats of an order, each on a thread of its own. What was found is with the text, in the
/// order of the formats.
pub(super) fn make(path: &Path, draft: bool, order: &Order, progress: &Progress) -> (Reading, Made) {
    let (mut reading, config) = book::settings(path, draft, progress);
    let Some(config) = config else { return (reading, Made::default()) };
    let (settings, mut found) = (config.clone(), Diagnostics::default());
    // Giving back what they remember of words, one by one, would only keep the process from ending.
    let fonts = ManuallyDrop::new(Fonts::load(&settings, &mut found));
    let made = std::thread::scope(|scope| {
        // The cover needs nothing of the text but, maybe, its title.
        let known = order.formats.contains(&Format::Epub) && !settings.metadata.title.is_empty();
        let front = known.then(|| scope.spawn(|| Front::new(&settings, &fonts)));
        book::text(&mut reading, config, progress);
        let (config, book) = reading.book.as_ref()?;
        progress.stage("setting the pages");
        let make = Make { config, book, sources: &reading.sources, fonts: &fonts, order, modified: &time::modified(config) };
        Some(make.formats(front, &mut found))
    });
    let Some(made) = made else { return (reading, Made::default()) };
    reading.found.append(once(&found));
    (reading, made)
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
    sources: &'m Sources,
    fonts: &'m Fonts,
    order: &'m Order<'m>,
    modified: &'m str,
}

impl Make<'_> {
    /// All that are ordered; `front` is being drawn from the settings as they were without the text.
    fn formats(&self, front: Option<ScopedJoinHandle<Front>>, found: &mut Diagnostics) -> Made {
        let wanted = |format| self.order.formats.contains(&format);
        // The EPUB carries the numbers of the pages, which are set meanwhile even if no PDF is wanted.
        let (sender, receiver) = mpsc::channel();
        let sender = (wanted(Format::Epub) && self.config.epub.pages != PageNumbers::None).then_some(sender);
        let made: Vec<(Output, Diagnostics)> = std::thread::scope(|scope| {
            let pdf = if wanted(Format::Pdf) {
                Some(scope.spawn(|| self.pdf(sender)))
            } else {
                if let Some(sender) = sender {
                    scope.spawn(move || self.sketch(&sender));
                }
                None
            };
            let epub = wanted(Format::Epub).then(|| scope.spawn(|| self.epub(front, receiver)));
            epub.into_iter().chain(pdf).map(joined).collect()
        });
        let (mut outputs, mut report) = (Vec::new(), None);
        for (mut output, of_format) in made {
            report = report.or(output.report.take().filter(|_| self.order.quality.report));
            outputs.push(output);
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
    fn epub(&self, front: Option<ScopedJoinHandle<Front>>, starts: Receiver<Vec<PageStart>>) -> (Output, Diagnostics) {
        let mut found = Diagnostics::default();
        let cover = |found: &mut Diagnostics| {
            let front = front.map(joined).filter(|front| front.metadata == self.config.metadata);
            let front = front.unwrap_or_else(|| Front::new(self.config, self.fonts));
            found.append(front.found);
            front.cover
        };
        // Nobody sends anything if setting the pages panicked, which is passed on when all threads have ended.
        let starts = || starts.recv().unwrap_or_default();
        let made = self.package(Coming { cover, starts }, &mut found).unwrap_or_else(|why| {
            found.push(Diagnostic::new(Code::Machine, why));
            None
        });
        let (draft, cover) = made.map_or((None, None), |(draft, cover)| (draft, Some((cover.ending(), cover.bytes))));
        (Output { format: Format::Epub, draft, cover, pages: None, report: None }, found)
    }

    /// The EPUB, in its file if it is to be kept, and its cover.
    fn package(
        &self,
        coming: Coming<impl FnOnce(&mut Diagnostics) -> Option<Cover>, impl FnOnce() -> Vec<PageStart>>,
        found: &mut Diagnostics,
    ) -> Result<Option<(Option<Draft>, Cover)>, String> {
        let edition = edition::arrange(self.book, self.presentation(Format::Epub, self.config.notes.epub));
        let begun = self.order.target.map(|target| Draft::new(&target(self.config, Format::Epub))).transpose();
        let mut draft = match begun {
            Ok(draft) => draft,
            Err(why) => {
                // Nothing will be written, but what is to be said of the cover is said.
                (coming.cover)(found);
                return Err(why);
            }
        };
        let mut nowhere = std::io::sink();
        let mut out: &mut (dyn Write + Send) = match &mut draft {
            Some(draft) => draft.file(),
            None => &mut nowhere,
        };
        let cover = epub::write(&edition, self.config, self.fonts, self.modified, coming, &mut out, found);
        let Some(cover) = cover.filter(|_| !found.has_errors()) else { return Ok(None) };
        self.claim(draft.as_ref(), found)?;
        Ok(Some((draft, cover)))
    }

    /// Inspects an EPUB that claims to be accessible. Bindery's own word for it is worth nothing while its own checks find something.
    fn claim(&self, draft: Option<&Draft>, found: &mut Diagnostics) -> Result<(), String> {
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
        let report = (order.quality.report || !order.quality.strict.is_empty()).then(|| layout::quality::report(&pages, sources));
        if let Some(report) = &report {
            found.append(report.errors(&order.quality.strict));
        }
        let count = pages.pages.len();
        if found.has_errors() {
            return (Output { format: Format::Pdf, draft: None, cover: None, pages: Some(count), report }, found);
        }
        let mut draft = order.target.and_then(|target| {
            let draft = Draft::new(&target(config, Format::Pdf));
            draft.map_err(|why| found.push(Diagnostic::new(Code::Machine, why))).ok()
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
        let cover = cover.map(|bytes| ("pdf", bytes));
        (Output { format: Format::Pdf, draft, cover, pages: Some(count), report }, found)
    }
}

/// What a thread made; its panic is passed on.
fn joined<T>(thread: ScopedJoinHandle<T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// What both formats find (a character without a glyph) is told once.
fn once(found: &Diagnostics) -> Diagnostics {
    let mut told = BTreeSet::new();
    let mut kept = Diagnostics::default();
    for finding in found {
        if told.insert((finding.code, finding.span, finding.message.as_str())) {
            kept.push(finding.clone());
        }
    }
    kept
}

/// Where an output goes; the PDF for a printer has a name of its own, so that the one for the screen stays.
fn path(build: &Build, config: &Config, format: Format) -> PathBuf {
    let ending = match format {
        Format::Epub => ".epub",
        Format::Pdf if build.print => "-print.pdf",
        Format::Pdf => ".pdf",
    };
    match &build.target {
        Target::File(path) => path.clone(),
        Target::Folder(folder) => folder.join(format!("{}{ending}", name(config, &build.book))),
    }
}

/// The name book.toml gives, or a slug of the title, or (a title without a Latin letter) the name of the book's file.
fn name(config: &Config, given: &Path) -> String {
    if !config.output.is_empty() {
        return config.output.clone();
    }
    let file = if given.file_name().is_some_and(|name| name == "book.toml") { given.parent().unwrap_or(given) } else { given };
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    [slug(&config.metadata.title), slug(&stem)].into_iter().find(|slug| !slug.is_empty()).unwrap_or_else(|| "book".to_owned())
}

/// Lower-case ASCII letters and digits with hyphens between, at most 80 of them; marks are dropped from letters.
fn slug(title: &str) -> String {
    let plain: String = title.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c) && !matches!(c, '\'' | '’')).collect();
    let words = plain.to_lowercase().replace('ß', "ss").replace('æ', "ae").replace('ø', "o");
    let mut slug = String::new();
    for word in words.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if !slug.is_empty() && slug.len() + word.len() > 80 {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word[..word.len().min(80)]);
    }
    slug
}

fn close(path: &Path, (size, pages): Extent, (words, notes): (usize, usize), start: Instant, terminal: &Terminal) {
    let time = start.elapsed();
    let of_pages = pages.map_or_else(String::new, |pages| format!("{}, ", count(pages, "page")));
    let line = format!(
        "{}: {of_pages}{}, {}, {} kB, {:.2} s",
        path.display(),
        count(words, "word"),
        count(notes, "note"),
        grouped(size.div_ceil(1000)),
        time.as_secs_f64()
    );
    let mut object = json!({ "written": path.display().to_string(), "words": words, "notes": notes, "bytes": size, "seconds": (time.as_secs_f64() * 1000.0).round() / 1000.0 });
    if let Some(pages) = pages {
        object["pages"] = pages.into();
    }
    terminal.close(&line, &object);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_plain_and_short() {
        assert_eq!(slug("The Author’s Été: Part 2!"), "the-authors-ete-part-2");
        assert_eq!(slug("  — "), "");
        assert_eq!(slug("论语"), "");
        assert_eq!(slug(&"x".repeat(300)).len(), 80);
        assert!(slug(&"word ".repeat(100)).len() <= 80);
    }
}
