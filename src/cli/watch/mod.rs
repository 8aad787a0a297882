//! `watch`: builds the book on every save and shows its true pages in a browser.
//!
//! The thread of the command builds; threads of the server answer from what it has published (showcase.rs). After a change the pages are
//! set and shown at once; the files, with what is found in making them, are made when nothing has changed for a moment.

mod answers;
pub(super) mod asked;
pub(super) mod editor;
mod files;
mod http;
mod showcase;

use super::drafts::Unwanted;
use super::report::{Terminal, count};
use super::{Outcome, book, fonts};
use crate::build::{Built, FileContent, Format, Options, Outputs, Request, SideFile, Unkept, build_into};
use crate::desk::{self, SetBook};
use crate::diagnostics::{Diagnostics, Severity};
use crate::source::{Memory, Sources};
use answers::Answers;
use asked::Watch;
use files::{SeenFiles, WatchedFolders};
use serde_json::json;
use showcase::{News, Showcase};
use std::net::{Ipv4Addr, TcpListener};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long nothing may have changed before the files are made.
const QUIET: Duration = Duration::from_millis(250);

/// Watches a book until the process is ended.
pub(super) fn watch(asked: &Watch, terminal: &Terminal) -> Outcome {
    let listener = match TcpListener::bind((Ipv4Addr::LOCALHOST, asked.port)) {
        Ok(listener) => listener,
        Err(fault) => {
            terminal.machine(&format!("port {} of this machine can't be listened at: {fault}", asked.port));
            return Outcome::Machine;
        }
    };
    let port = listener.local_addr().map_or(asked.port, |address| address.port());
    let token = http::token();
    let address = format!("http://127.0.0.1:{port}/{token}/");
    let shown = asked.book.display().to_string();
    terminal.close(&format!("watching {shown}: {address} (Ctrl-C ends)"), &json!({ "watching": shown, "address": address }));
    let showcase = Arc::new(Showcase::default());
    let answers =
        Answers { showcase: Arc::clone(&showcase), token, port, folder: files::folder(&asked.book), editor: asked.editor.clone() };
    http::serve(listener, Arc::new(answers));
    if asked.open {
        editor::browse(&address);
    }
    let mut desk = Desk { asked, terminal, showcase, folders: WatchedFolders::new(), gone: false };
    loop {
        let files = Arc::new(SeenFiles::new(fonts::folders()));
        let is_faulty = desk.pages(&files);
        desk.folders.follow(&files, &asked.book);
        // What comes while the files are made is built next.
        if !is_faulty && !desk.folders.changed(QUIET) {
            desk.files(&files);
            desk.folders.follow(&files, &asked.book);
        }
        desk.folders.wait();
    }
}

/// What the command has at hand.
struct Desk<'a> {
    asked: &'a Watch,
    terminal: &'a Terminal,
    showcase: Arc<Showcase>,
    folders: WatchedFolders,
    /// Whether the absence of the book was told.
    gone: bool,
}

impl Desk<'_> {
    fn options(&self, formats: &[Format]) -> Options {
        let Watch { book, draft, system_fonts, .. } = self.asked;
        let options = Options { formats: formats.to_vec(), draft: *draft, ..book::options(book) };
        Options { font_folders: system_fonts.then(fonts::folders), ..options }
    }

    /// Sets the pages and shows them; where there are errors, the last good ones stay. Returns whether there are.
    fn pages(&mut self, files: &Arc<SeenFiles>) -> bool {
        let start = Instant::now();
        let options = Options { pages: true, undrawn: true, report: true, ..self.options(&[Format::Pdf]) };
        let Some(built) = self.guarded(|| build_into(&files.of_book(), &options, &Unwanted, &|_| ())) else { return true };
        if self.is_gone() {
            return true;
        }
        let is_faulty = built.reading.findings.has_errors();
        let told = told(&built.reading.findings, &built.reading.sources);
        let news = News { findings: desk::findings(&built.reading.findings, &built.reading.sources), is_faulty, ..News::default() };
        let set = if is_faulty { None } else { self.guarded(|| SetBook::of(built)).flatten().map(Arc::new) };
        let pages = set.as_ref().map(|set| set.prints().len());
        let changed = self.showcase.publish(News { set, ..news });
        let seconds = (start.elapsed().as_secs_f64() * 1000.0).round() / 1000.0;
        let shown = self.asked.book.display().to_string();
        let words = match pages {
            Some(pages) => format!("{shown}: {}, {changed} changed, {seconds:.2} s{told}", count(pages, "page")),
            None => format!("{shown}: the last good pages stay, {seconds:.2} s{told}"),
        };
        self.terminal.close(&words, &json!({ "built": shown, "pages": pages, "changed": changed, "seconds": seconds }));
        is_faulty
    }

    /// Makes the files, of which the EPUB is shown; tells what is found beside what the pages had.
    fn files(&self, files: &Arc<SeenFiles>) {
        let options = self.options(&Format::ALL);
        let Some(built) = self.guarded(|| build_into(&files.of_book(), &options, &EpubAlone, &|_| ())) else { return };
        let Built { reading, files, .. } = built;
        let book = files.into_iter().find(|file| matches!((file.format, file.content), (Format::Epub, FileContent::Book(_))));
        let epub = book.and_then(|file| Memory::from_zip(&file.file).ok()).map(Arc::new);
        let is_faulty = reading.findings.has_errors();
        self.showcase.publish(News {
            findings: desk::findings(&reading.findings, &reading.sources),
            is_faulty,
            epub,
            is_of_files: true,
            ..News::default()
        });
        if is_faulty {
            let shown = self.asked.book.display().to_string();
            let told = told(&reading.findings, &reading.sources);
            self.terminal.close(&format!("{shown}: a file can't be made{told}"), &json!({ "unmade": shown }));
        }
    }

    /// Whether the book is not there any more, which is told once.
    fn is_gone(&mut self) -> bool {
        let is_gone = !self.asked.book.exists();
        if is_gone && !self.gone {
            let shown = self.asked.book.display().to_string();
            let message = format!("{shown} is gone; its last pages stay until it is there again");
            self.terminal.close(&message, &json!({ "gone": shown }));
            let finding = json!([{ "code": "I003", "severity": "error", "message": message, "help": null, "at": null, "times": 1 }]);
            self.showcase.publish(News { findings: finding, is_faulty: true, ..News::default() });
        }
        self.gone = is_gone;
        is_gone
    }

    /// Does some work that may be at fault itself, and goes on.
    fn guarded<T>(&self, work: impl FnOnce() -> T) -> Option<T> {
        let done = catch_unwind(AssertUnwindSafe(work));
        if done.is_err() {
            self.terminal.internal("this is a fault of Bindery; the last pages stay");
        }
        done.ok()
    }
}

/// How many errors and warnings there are, and the first error, on the line of a build.
fn told(findings: &Diagnostics, sources: &Sources) -> String {
    let (errors, warnings) = (findings.count(Severity::Error), findings.count(Severity::Warning));
    let mut told = String::new();
    for (number, noun) in [(errors, "error"), (warnings, "warning")] {
        if number > 0 {
            told += &format!("{} {}", if told.is_empty() { ";" } else { "," }, count(number, noun));
        }
    }
    if let Some(first) = findings.iter().find(|finding| finding.severity == Severity::Error) {
        let place = first.span.map_or_else(String::new, |span| sources.locate(span) + ": ");
        told += &format!(": {place}{} ({})", crate::diagnostics::render::readable(&first.message), first.code.id());
    }
    told
}

/// Keeps the EPUB, in memory.
struct EpubAlone;

impl Outputs for EpubAlone {
    type File = Vec<u8>;

    fn begin(&self, _: Request, format: Format) -> Result<Vec<u8>, Unkept> {
        if format == Format::Epub { Ok(Vec::new()) } else { Err(Unkept::Unwanted) }
    }

    fn beside(&self, _: Request, _: Format, _: &SideFile) -> Result<Vec<u8>, Unkept> {
        Err(Unkept::Unwanted)
    }
}
