//! `epub`, `pdf` and `build`: what is asked for, made (make.rs) and put into its place.

use super::args::{Build, Format, Target};
use super::make::{self, Made, Order, Part, PartContent};
use super::place::{Unwritten, folder_of};
use super::progress::Progress;
use super::report::{Form, Terminal, count, grouped, outcome};
use super::{Outcome, quality, write};
use crate::book::{Book, Note, NoteKind, text};
use crate::config::{Config, Presentation};
use crate::pdf::JacketSize;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::time::Instant;
use unicode_normalization::UnicodeNormalization;

/// The folder that outputs go into unless the call says otherwise.
pub(super) const USUAL: &str = "dist";

/// Builds and writes what is asked for.
pub(super) fn build(build: &Build, terminal: &Terminal) -> Outcome {
    let start = Instant::now();
    let progress = Progress::new(terminal);
    let folder = Fresh::new(&build.target);
    let target = |config: &Config, format| path(build, config, format);
    let Build { formats, print, commentary, quality, .. } = build;
    let order = Order { formats, print: *print, commentary: *commentary, quality, target: Some(&target) };
    let (reading, Made { outputs, report }) = make::make(&build.book, build.draft, &order, &progress);
    progress.end();
    if let Some(report) = &report {
        quality::print(report, &reading.sources, terminal);
    }
    let config = reading.book.as_ref().map(|(config, _)| config).filter(|_| !outputs.is_empty());
    let has = |format| outputs.iter().any(|output| output.format == format);
    let lost = config.and_then(|config| formats.iter().find(|&&format| !has(format)).and_then(|&format| place(build, config, format)));
    let verdict = lost.as_ref().map_or_else(|| "nothing was built".to_owned(), |lost| format!("{} was not written", lost.display()));
    terminal.findings(&reading.found, &reading.sources, &verdict);
    let (Some((_, book)), false) = (&reading.book, outputs.is_empty()) else {
        // Without a finding there is nothing to build from and nobody has said so: never end as if all were well.
        return outcome(&reading.found).max(Outcome::Errors);
    };
    if let (Form::Json, Some(lost)) = (terminal.form, &lost) {
        terminal.close("", &json!({ "not-written": lost.display().to_string() }));
    }
    // The disk takes its time; meanwhile the words are counted.
    let words = || book.chapters.par_iter().map(|chapter| text::words(book, &chapter.blocks)).sum();
    let parts = outputs.into_iter().flat_map(|output| output.parts).collect();
    let ((kept, fault), words) = rayon::join(|| put(parts), words);
    folder.told(terminal);
    for written in kept {
        close(&written, (words, notes(&written, build, config, book)), start, terminal);
    }
    if let Some(message) = fault {
        terminal.machine(&message);
        return Outcome::Machine;
    }
    terminal.silenced(&reading.found);
    let outcome = outcome(&reading.found);
    // The process ends here: to give its memory back piece by piece would only take time.
    std::mem::forget(reading);
    outcome
}

/// How many notes a book that was written has: where the commentary is left out, only the author's own.
fn notes(written: &Written, build: &Build, config: Option<&Config>, book: &Book) -> usize {
    let format = if matches!(written.content, PartContent::Book(Some(_))) { Format::Pdf } else { Format::Epub };
    let in_settings = config.map(|config| if format == Format::Pdf { config.notes.pdf } else { config.notes.epub });
    let possible = |wanted: &Presentation| format.presentations().iter().any(|(_, known)| known == wanted);
    let omitted = build.commentary.filter(possible).or(in_settings) == Some(Presentation::Omit);
    let counts = |note: &&Note| !omitted || matches!(note.kind, NoteKind::Footnote(_));
    book.notes.iter().filter(counts).count()
}

/// A file that was put into its place.
struct Written {
    path: PathBuf,
    size: usize,
    content: PartContent,
}

/// Puts files into their places together: none before all are whole on the disk. What was put where, and why the next could not be.
fn put(mut parts: Vec<Part>) -> (Vec<Written>, Option<String>) {
    let mut kept = Vec::new();
    for part in &mut parts {
        if let Err(fault) = part.draft.finish() {
            return (kept, Some(format!("{}; nothing was written", fault.told().message)));
        }
    }
    let mut parts = parts.into_iter();
    while let Some(Part { draft, content }) = parts.next() {
        let (path, size) = (draft.shown().to_owned(), usize::try_from(draft.size()).unwrap_or(usize::MAX));
        if let Err(fault) = draft.keep() {
            let left: String = parts.map(|part| format!(" and `{}`", part.draft.shown().display())).collect();
            return (kept, Some(format!("{}; not written: `{}`{left}", fault.told().message, path.display())));
        }
        kept.push(Written { path, size, content });
    }
    (kept, None)
}

/// The folder that outputs go into, if it has yet to be made; what was made in vain goes again.
struct Fresh<'b>(Option<&'b Path>);

impl<'b> Fresh<'b> {
    /// Looks at the folder, and removes from it what killed runs have left.
    fn new(target: &'b Target) -> Self {
        let folder = match target {
            Target::Folder(folder) => folder,
            Target::File(path) => folder_of(path),
            Target::Stdout => return Self(None),
        };
        write::sweep(folder);
        Self(Some(folder).filter(|folder| !folder.exists()))
    }

    /// Says that it was made; nobody need be told of the usual one.
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

/// Where an output goes, in a folder that is made if only that is missing; none if to standard output.
fn path(build: &Build, config: &Config, format: Format) -> Result<Option<PathBuf>, Unwritten> {
    if let Target::Folder(folder) = &build.target {
        write::make_folder(folder).map_err(|fault| Unwritten::Machine(folder.clone(), fault))?;
    }
    Ok(place(build, config, format))
}

/// The same, and nothing is made. The PDF for a printer has a name of its own, so that the one for the screen stays.
fn place(build: &Build, config: &Config, format: Format) -> Option<PathBuf> {
    let ending = match format {
        Format::Epub => ".epub",
        Format::Pdf if build.print => "-print.pdf",
        Format::Pdf => ".pdf",
    };
    match &build.target {
        Target::Stdout => None,
        Target::File(path) => Some(path.clone()),
        Target::Folder(folder) => Some(folder.join(format!("{}{ending}", name(config, &build.book)))),
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

/// Names a file that was written and says what it came to.
fn close(written: &Written, (words, notes): (usize, usize), start: Instant, terminal: &Terminal) {
    let Written { path, size, content } = written;
    let shown = path.display().to_string();
    let kilobytes = format!("{} kB", grouped(size.div_ceil(1000)));
    let mut object = json!({ "written": shown, "bytes": size });
    let facts = match content {
        PartContent::Book(pages) => {
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
        PartContent::Image => format!("the cover’s image, {kilobytes}"),
        PartContent::Jacket(size) => {
            for (key, length) in [("width-mm", size.width), ("height-mm", size.height), ("spine-mm", size.spine)] {
                object[key] = in_units(length, 25.4, 10.0).into();
            }
            format!("the cover, {}, {kilobytes}", of_jacket(size))
        }
    };
    terminal.close(&format!("{shown}: {facts}"), &object);
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
            Part { draft, content: PartContent::Book(None) }
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

    #[test]
    fn slugs_are_plain_and_short() {
        assert_eq!(slug("The Author’s Été: Part 2!"), "the-authors-ete-part-2");
        assert_eq!(slug("  — "), "");
        assert_eq!(slug("论语"), "");
        assert_eq!(slug(&"x".repeat(300)).len(), 80);
        assert!(slug(&"word ".repeat(100)).len() <= 80);
    }
}
