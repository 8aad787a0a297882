//! `epub`, `pdf` and `build`: what is asked for, made (make.rs) and put into its place.

use super::args::{Build, Format, Target};
use super::make::{self, Made, Order, Output};
use super::progress::Progress;
use super::report::{Form, Terminal, count, grouped, outcome};
use super::{Outcome, quality};
use crate::book::text;
use crate::config::Config;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::time::Instant;
use unicode_normalization::UnicodeNormalization;

/// Builds and writes what is asked for.
pub(super) fn build(build: &Build, terminal: &Terminal) -> Outcome {
    let start = Instant::now();
    let progress = Progress::new(terminal);
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
    let lost = config.and_then(|config| formats.iter().find(|&&format| !has(format)).map(|&format| path(build, config, format)));
    let verdict = lost.as_ref().map_or_else(|| "nothing was built".to_owned(), |lost| format!("{} was not written", lost.display()));
    terminal.findings(&reading.found, &reading.sources, &verdict);
    let (Some((config, book)), false) = (&reading.book, outputs.is_empty()) else {
        // Without a finding there is nothing to build from and nobody has said so: never end as if all were well.
        return outcome(&reading.found).max(Outcome::Errors);
    };
    if let (Form::Json, Some(lost)) = (terminal.form, &lost) {
        terminal.close("", &json!({ "not-written": lost.display().to_string() }));
    }
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
    terminal.silenced(&reading.found);
    let outcome = outcome(&reading.found);
    // The process ends here: to give its memory back piece by piece would only take time.
    std::mem::forget(reading);
    outcome
}

/// Bytes and pages of an output.
type Extent = (usize, Option<usize>);

/// Puts outputs into their places, as far as that can be done: what was put where, and why the next could not be.
fn put(build: &Build, config: &Config, outputs: Vec<Output>) -> (Vec<(PathBuf, Extent)>, Option<String>) {
    let mut kept = Vec::new();
    for output in outputs {
        let (path, extent) = (path(build, config, output.format), (output.size(), output.pages));
        if let Err(message) = output.keep(&path) {
            return (kept, Some(message));
        }
        kept.push((path, extent));
    }
    (kept, None)
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
