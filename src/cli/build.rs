//! `epub`, `pdf` and `build`: what is asked for, made (make.rs) and put into its place.

use super::args::{AskedBooks, Build};
use super::drafts::Drafts;
use super::path::place;
use super::place::folder_of;
use super::progress::Progress;
use super::report::{ReportForm, Terminal, count, grouped, outcome};
use super::target::{OutputTarget, USUAL};
use super::write::{self, Draft};
use super::{Outcome, book, editions, fonts, quality};
use crate::book::{Book, Note, NoteKind, text};
use crate::build::{BuiltFile, FileContent, Format, Options, PicturedPages, build_into};
use crate::config::Presentation;
use crate::pdf::{BookletSheets, JacketSize};
use crate::source::Disk;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Builds each of the books, and each of its editions that is wanted.
pub(super) fn builds(books: &AskedBooks, build: &Build, terminal: &Terminal) -> Outcome {
    let mut written = Vec::new();
    let mut worst = Outcome::Done;
    for each in editions::of(books) {
        let settings = each.over(&build.settings);
        let one = Build { book: each.book, settings, written: written.clone(), ..build.clone() };
        worst = worst.max(self::build(&one, &mut written, terminal));
    }
    worst
}

/// Builds and writes what is asked for of one book; adds the files that were written.
fn build(build: &Build, kept_paths: &mut Vec<PathBuf>, terminal: &Terminal) -> Outcome {
    let start = Instant::now();
    let progress = Progress::new(terminal);
    let folder = Fresh::new(&build.target);
    let Build { formats, print, booklet, draft, changes, form, commentary, system_fonts, .. } = build;
    let options = Options {
        settings: build.settings.clone(),
        formats: formats.to_vec(),
        print: *print,
        booklet: *booklet,
        draft: *draft,
        changes: *changes,
        form: *form,
        commentary: *commentary,
        font_folders: system_fonts.then(fonts::folders),
        ..book::options(&build.book)
    };
    let options = build.quality.over(options);
    let mut built = build_into(&Disk::files(), &options, &Drafts(build), &|stage| progress.stage(stage.name()));
    progress.end();
    let (files, reading, report) = (std::mem::take(&mut built.files), &built.reading, &built.report);
    if let Some(report) = report {
        quality::print(report, &reading.sources, terminal);
    }
    let read = reading.book().filter(|_| !files.is_empty());
    let has = |format| files.iter().any(|file| file.format == format);
    let missing = formats.iter().find(|&&format| !has(format));
    let lost = read.and_then(|(config, book)| place(build, config, &book.metadata, *missing?));
    let verdict = lost.as_ref().map_or_else(|| "nothing was built".to_owned(), |lost| format!("{} was not written", lost.display()));
    terminal.findings(&reading.findings, &reading.sources, &verdict);
    let Some((config, book)) = read else {
        // Without a finding there is nothing to build from and nobody has said so: never end as if all were well.
        return outcome(&reading.findings).max(Outcome::Errors);
    };
    if let (ReportForm::Json, Some(lost)) = (terminal.form, &lost) {
        terminal.close("", &json!({ "not-written": lost.display().to_string() }));
    }
    // The disk takes its time; meanwhile the words are counted.
    let words = || book.chapters.par_iter().map(|chapter| text::words(book, &chapter.blocks)).sum();
    let ((kept, fault), words) = rayon::join(|| put(files), words);
    folder.told(terminal);
    if fault.is_none() {
        fonts::keep(&built.installed, config, terminal);
    }
    kept_paths.extend(kept.iter().map(|written| written.path.clone()));
    for written in kept {
        let notes = notes(options.presentation(written.format, config), book);
        close(&written, BookCounts { words, notes }, start, terminal);
    }
    if let Some(message) = fault {
        terminal.machine(&message);
        return Outcome::Machine;
    }
    terminal.silenced(&reading.findings);
    let outcome = outcome(&reading.findings);
    // The process ends here: to give its memory back piece by piece would only take time, at most 10 of 255 ms of processor time for a book
    // of 120,000 words (bench `drop`).
    std::mem::forget(built);
    outcome
}

/// How many notes a book has: where the commentary is left out, only the author's own.
fn notes(presentation: Presentation, book: &Book) -> usize {
    let counts = |note: &&Note| presentation != Presentation::Omit || matches!(note.kind, NoteKind::Footnote(_));
    book.notes.iter().filter(counts).count()
}

/// A file that was put into its place.
struct PlacedFile {
    format: Format,
    path: PathBuf,
    size: usize,
    content: FileContent,
}

/// Puts files into their places together: none before all are whole on the disk. What was put where, and why the next could not be.
fn put(mut files: Vec<BuiltFile<Draft>>) -> (Vec<PlacedFile>, Option<String>) {
    let mut kept = Vec::new();
    for built in &mut files {
        if let Err(fault) = built.file.finish() {
            return (kept, Some(format!("{}; nothing was written", fault.told().message)));
        }
    }
    let mut files = files.into_iter();
    while let Some(BuiltFile { file: draft, format, content }) = files.next() {
        let (path, size) = (draft.shown().to_owned(), usize::try_from(draft.size()).unwrap_or(usize::MAX));
        if let Err(fault) = draft.keep() {
            let left: String = files.map(|built| format!(" and `{}`", built.file.shown().display())).collect();
            return (kept, Some(format!("{}; not written: `{}`{left}", fault.told().message, path.display())));
        }
        kept.push(PlacedFile { format, path, size, content });
    }
    (kept, None)
}

/// The folder that outputs go into, if it has yet to be made; what was made in vain goes again.
struct Fresh<'b>(Option<&'b Path>);

impl<'b> Fresh<'b> {
    /// Looks at the folder, and removes from it what killed runs have left.
    fn new(target: &'b OutputTarget) -> Self {
        let folder = match target {
            OutputTarget::Folder(folder) => folder,
            OutputTarget::File(path) => folder_of(path),
            OutputTarget::Stdout => return Self(None),
        };
        write::sweep(folder);
        Self(Some(folder).filter(|folder| !folder.exists()))
    }

    /// Says that a file was made; nobody need be told of the usual one.
    fn told(&self, terminal: &Terminal) {
        if let Some(folder) = self.0.filter(|folder| *folder != Path::new(USUAL) && folder.is_dir()) {
            let shown = folder.display().to_string();
            terminal.close(&format!("{shown}: a new folder"), &json!({ "folder": shown }));
        }
    }
}

impl Drop for Fresh<'_> {
    fn drop(&mut self) {
        if let Some(folder) = self.0 {
            // That fails if there is anything in it.
            let _ = std::fs::remove_dir(folder);
        }
    }
}

/// How much is in a book.
#[derive(Clone, Copy)]
struct BookCounts {
    words: usize,
    notes: usize,
}

/// Names a file that was written and says what it came to.
fn close(written: &PlacedFile, counts: BookCounts, start: Instant, terminal: &Terminal) {
    let PlacedFile { path, size, content, .. } = written;
    let BookCounts { words, notes } = counts;
    let shown = path.display().to_string();
    let kilobytes = format!("{} kB", grouped(size.div_ceil(1000)));
    let mut object = json!({ "written": shown, "bytes": size });
    let facts = match content {
        FileContent::Book(pages) => {
            let of_pages = pages.map_or_else(String::new, |pages| format!("{}, ", count(pages, "page")));
            let time = start.elapsed().as_secs_f64();
            object["words"] = words.into();
            object["notes"] = notes.into();
            object["seconds"] = ((time * 1000.0).round() / 1000.0).into();
            if let Some(pages) = pages {
                object["pages"] = (*pages).into();
            }
            format!("{of_pages}{}, {}, {kilobytes}, {time:.2} s", count(words, "word"), count(notes, "note"))
        }
        FileContent::Image => format!("the cover’s image, {kilobytes}"),
        FileContent::Jacket(size) => {
            for (key, length) in [("width-mm", size.width), ("height-mm", size.height), ("spine-mm", size.spine)] {
                object[key] = in_units(length, 25.4, 10.0).into();
            }
            format!("the cover, {}, {kilobytes}", of_jacket(size))
        }
        FileContent::Booklet(sheets) => {
            object["sheets"] = sheets.count.into();
            let folded = if sheets.count == 1 { "it" } else { "all sheets together" };
            format!("{}, {kilobytes}; {HOW_TO_PRINT}, fold {folded} in the middle", of_booklet(sheets))
        }
        FileContent::Sample => format!("the sample, {kilobytes}"),
        FileContent::Report(PicturedPages { drawn, marked }) => {
            (object["drawn"], object["marked"]) = ((*drawn).into(), (*marked).into());
            let of = if drawn == marked { String::new() } else { format!("{} of ", grouped(*drawn)) };
            format!("the report, {of}{} with marks drawn, {kilobytes}", count(*marked, "page"))
        }
    };
    terminal.close(&format!("{shown}: {facts}"), &object);
}

/// How a booklet is printed.
const HOW_TO_PRINT: &str = "print it at full size on both sides, flip on the short edge";

/// The sheets of a booklet.
fn of_booklet(sheets: &BookletSheets) -> String {
    let [wide, high] = [sheets.width, sheets.height].map(|length| in_units(length, 25.4, 1.0));
    // Half a sheet of A4 is a little wider than A5.
    let near = |paper: [f64; 2]| (wide - paper[0]).abs() < 2.0 && (high - paper[1]).abs() < 2.0;
    let papers = [([297.0, 210.0], " (A4)"), ([420.0, 297.0], " (A3)"), ([279.0, 216.0], " (Letter)"), ([432.0, 279.0], " (Tabloid)")];
    let paper = papers.iter().find(|(paper, _)| near(*paper)).map_or("", |(_, name)| name);
    format!("{} of {wide} × {high} mm{paper}", count(sheets.count, "sheet"))
}

/// What a service asks when a cover is handed in: its size with the bleed, and the width of the spine.
fn of_jacket(size: &JacketSize) -> String {
    let [width, height, spine] = [size.width, size.height, size.spine];
    let [wide, high, thick] = [width, height, spine].map(|length| in_units(length, 25.4, 10.0));
    let [inches_wide, inches_high, inches_thick] = [width, height, spine].map(|length| in_units(length, 1.0, 1000.0));
    format!("{wide} × {high} mm ({inches_wide} × {inches_high} in) with its bleed, spine {thick} mm ({inches_thick} in)")
}

/// A length in thousandths of a point as so many units to the inch, rounded to `1 / fineness`; for printing only.
#[expect(clippy::cast_precision_loss, reason = "a sheet is far below 2^52 thousandths of a point")]
fn in_units(length: i64, to_the_inch: f64, fineness: f64) -> f64 {
    (length as f64 / 72_000.0 * to_the_inch * fineness).round() / fineness
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::place::{BookFiles, FileKind};
    use crate::cli::write::Draft;

    #[test]
    fn both_files_of_a_build_are_put_in_place_together() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = |name: &str| folder.path().join(name);
        let part = |name: &str| {
            let mut draft = Draft::new(&path(name), FileKind::Text, &BookFiles::default()).expect("a draft");
            draft.write(b"new").expect("room");
            BuiltFile { format: Format::Epub, content: FileContent::Book(None), file: draft }
        };
        let read = |name: &str| std::fs::read_to_string(path(name)).ok();
        let parts = vec![part("a.epub"), part("a.pdf")];
        assert_eq!((read("a.epub"), read("a.pdf")), (None, None), "nothing is there before all is");
        let (kept, fault) = put(parts);
        assert_eq!((kept.len(), fault), (2, None));
        assert_eq!((read("a.epub").as_deref(), read("a.pdf").as_deref()), (Some("new"), Some("new")));
        // While the book was being set, someone made a folder where a file was to be.
        let parts = vec![part("b.epub"), part("b.pdf"), part("b-cover.pdf")];
        std::fs::create_dir(path("b.pdf")).expect("a folder");
        let (kept, fault) = put(parts);
        let kept: Vec<&Path> = kept.iter().map(|written| written.path.as_path()).collect();
        assert_eq!(kept, [path("b.epub")]);
        let fault = fault.expect("a fault");
        let left = format!("not written: `{}` and `{}`", path("b.pdf").display(), path("b-cover.pdf").display());
        assert!(fault.ends_with(&left), "{fault}");
    }
}
