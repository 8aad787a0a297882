//! Finds and reads the settings of a book: book.toml, front matter, or none.

use super::files::ending;
use super::front_matter::{Node, Value};
use super::raw::Raw;
use super::resolve::{Desk, resolve};
use super::written::{self, Written};
use super::{Config, Zone, front_matter, style};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceId, Sources, Span};
use std::path::Path;

/// A text of more bytes is not read: no manuscript is as large, and positions must fit.
const LARGEST: u64 = 64 << 20;

/// The settings of the book at `path`: a folder (its book.toml, or without one its Markdown files in name order), a
/// book.toml, a Markdown file (its front matter has the same keys) or a plain text file.
///
/// Errors among the findings mean it can't be built; none means that it is not known for sure which files make the book.
/// The title may be empty: the reader takes it from the first heading.
pub fn load(path: &Path, sources: &mut Sources, found: &mut Diagnostics) -> Option<Config> {
    let mut here = Diagnostics::default();
    // Whoever names a symbolic link means the file behind it, and the book's folder is where that lies.
    let real = path.read_link().ok().and_then(|_| path.canonicalize().ok());
    let path = real.as_deref().unwrap_or(path);
    let config = if path.is_dir() { of_folder(path, sources, &mut here) } else { of_file(path, sources, &mut here) };
    // Found by stage and by key; a person reads from top to bottom.
    let mut findings: Vec<Diagnostic> = here.iter().cloned().collect();
    findings.sort_by_key(|finding| finding.span.map(|span| (span.source, span.start)));
    for finding in findings {
        found.push(finding);
    }
    config
}

fn of_folder(folder: &Path, sources: &mut Sources, found: &mut Diagnostics) -> Option<Config> {
    if folder.join("book.toml").exists() {
        return of_toml(folder, "book.toml", sources, found);
    }
    // Without book.toml the first file of the text speaks for the book.
    let nowhere = sources.add("book.toml", "");
    let mut unheard = Diagnostics::default();
    let plain = settled(&Written::default(), None, folder, nowhere, sources, &mut unheard);
    let first = plain.as_ref().and_then(|config| config.files.iter().find(|file| file.zone == Zone::Body)).map(|file| file.path.clone());
    let Some(first) = first else {
        // Nothing was read, so nothing has a place; who the author is matters to no one yet.
        for finding in unheard.iter().filter(|finding| finding.code != Code::NoAuthor) {
            found.push(finding.clone());
        }
        return None;
    };
    let (source, written) = of_markdown(folder, &first, sources, found)?;
    settled(&written, None, folder, source, sources, found)
}

fn of_file(path: &Path, sources: &mut Sources, found: &mut Diagnostics) -> Option<Config> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    match ending(name).as_str() {
        "toml" => of_toml(folder, name, sources, found),
        "md" | "markdown" => {
            let (source, written) = of_markdown(folder, name, sources, found)?;
            settled(&written, Some(name), folder, source, sources, found)
        }
        "txt" => {
            // Title and author are the reader's to find in the text, or to report missing.
            let source = sources.add(name, "");
            let mut unheard = Diagnostics::default();
            settled(&Written::default(), Some(name), folder, source, sources, &mut unheard)
        }
        _ => {
            let finding = Diagnostic::new(Code::NoText, format!("`{}` is not a book", path.display()));
            found.push(finding.help("give a folder, a book.toml, a Markdown file (.md) or a plain text (.txt)"));
            None
        }
    }
}

fn of_toml(folder: &Path, name: &str, sources: &mut Sources, found: &mut Diagnostics) -> Option<Config> {
    let source = text(folder, name, sources, found)?;
    let content = sources.get(source).text();
    if let Some(at) = content.find('\u{FFFD}') {
        let span = Span::new(source, at, at + '\u{FFFD}'.len_utf8());
        found.push(Diagnostic::at(Code::BadSyntax, span, "this is not UTF-8").help("save the file as UTF-8"));
        return None;
    }
    let written = written::toml("book.toml", source, content, found)?;
    settled(&written, None, folder, source, sources, found)
}

/// The settings laid over the style they name.
fn settled(
    written: &Written<Raw>,
    alone: Option<&str>,
    folder: &Path,
    source: SourceId,
    sources: &mut Sources,
    found: &mut Diagnostics,
) -> Option<Config> {
    let style = style::style(&written.raw.r#type.style, &mut Desk { folder, source, found }, sources);
    resolve(written, alone, &style, &mut Desk { folder, source, found })
}

/// The front matter of a Markdown file; empty if it has none, none if it is malformed.
fn of_markdown(folder: &Path, name: &str, sources: &mut Sources, found: &mut Diagnostics) -> Option<(SourceId, Written<Raw>)> {
    let source = text(folder, name, sources, found)?;
    let content = sources.get(source).text();
    match front_matter::split(content).0 {
        None => Some((source, Written::default())),
        Some(range) => {
            let node = front_matter::parse(source, content, range, found)?;
            if let Some((_, place, _)) = keys(&node).iter().find(|(key, ..)| key == "comments-on") {
                let finding = Diagnostic::at(Code::NoText, *place, "this file is a commentary, so it is no book by itself");
                found.push(finding.help("build the text that it is on, with a book.toml that lists both, or the folder of both"));
                return None;
            }
            Some((source, written::front_matter(source, &node, found)))
        }
    }
}

fn keys(node: &Node) -> &[(String, Span, Node)] {
    match &node.value {
        Value::Table(entries) => entries,
        _ => &[],
    }
}

/// Reads a file; what is not UTF-8 becomes U+FFFD (in a manuscript the reader tells, and does better).
pub(super) fn text(folder: &Path, name: &str, sources: &mut Sources, found: &mut Diagnostics) -> Option<SourceId> {
    let path = folder.join(name);
    let large = std::fs::metadata(&path).is_ok_and(|about| about.len() > LARGEST);
    if large {
        found.push(Diagnostic::new(Code::HugeFile, format!("`{name}` is larger than 64 MiB")).help("divide it into several files"));
        return None;
    }
    match std::fs::read(&path) {
        Ok(bytes) => Some(sources.add(name, String::from_utf8_lossy(&bytes))),
        Err(fault) => {
            found.push(Diagnostic::new(Code::Machine, format!("`{}` can't be read: {fault}", path.display())));
            None
        }
    }
}
