//! `import`: Markdown of a plain text, beside it, with a report of what was understood.

use super::place::BookFiles;
use super::report::{Terminal, count};
use super::{Outcome, write};
use crate::config::guessed_language;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::plain_text::{PlainTextImport, tell, to_markdown};
use crate::source::{Disk, Encoding, Files, Sources, Span, decode};
use serde_json::json;
use std::path::Path;

/// Makes `essay.md` of `essay.txt`; a file that is there is overwritten only by `force`.
pub(super) fn import(file: &Path, force: bool, terminal: &Terminal) -> Outcome {
    let target = file.with_extension("md");
    if target.exists() && !force {
        terminal.wrong_call(&format!("`{}` exists already", target.display()), Some("add --force to overwrite it"));
        return Outcome::WrongCall;
    }
    let bytes = match Disk.read(file, u64::MAX) {
        Ok(bytes) => bytes,
        Err(fault) => {
            terminal.machine(&format!("`{}` can't be read: {fault}", file.display()));
            return Outcome::Machine;
        }
    };
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let shown = file.display().to_string();
    let Some((text, encoding)) = decode(bytes) else {
        diagnostics.push(Diagnostic::new(Code::Utf32, format!("{shown} is in UTF-32")).help("save the file as UTF-8"));
        terminal.findings(&diagnostics, &sources, "nothing was written");
        return Outcome::Errors;
    };
    let source = sources.add(shown.as_str(), text);
    let old = match encoding {
        Encoding::Western => Some((Code::NotUtf8, "Windows-1252")),
        Encoding::Old(name) => Some((Code::OldEncoding, name)),
        Encoding::Utf8 | Encoding::Utf16 | Encoding::Mixed(..) => None,
    };
    if let Some((code, name)) = old {
        let message = format!("{shown} is not UTF-8; it was read as {name}");
        diagnostics.push(Diagnostic::at(code, Span::new(source, 0, 0), message).help("look at its accents and quotation marks"));
    }
    let text = sources.get(source).text();
    let import = to_markdown(text);
    tell(&import.report, source, text, &mut diagnostics);
    terminal.findings(&diagnostics, &sources, "");
    if let Err(fault) = write::whole(&target, whole(&import).as_bytes(), &BookFiles::text(file)) {
        return fault.ends(terminal);
    }
    let written = target.display().to_string();
    let (paragraphs, headings) = (import.report.paragraphs, import.report.headings.len());
    let words = match import.report.layout {
        Some(_) => format!("{written}: {}, {}", count(paragraphs, "paragraph"), count(headings, "heading")),
        None => format!("{written}: it is Markdown already and was copied"),
    };
    terminal.close(&words, &json!({ "written": written, "paragraphs": paragraphs, "headings": headings }));
    Outcome::Done
}

/// The Markdown below front matter with what was found; a comment stands where something is missing. What was not found is not made up.
fn whole(import: &PlainTextImport) -> String {
    let report = &import.report;
    if report.layout.is_none() {
        return import.markdown.clone();
    }
    let language = report.language.or_else(|| guessed_language(&import.markdown));
    let line = |key: &str, value: &Option<String>| match value {
        Some(value) => format!("{key}: {}\n", json!(value)),
        None => format!("# {key}: \"\"   (not found in the text: write it here, and take the # away)\n"),
    };
    let subtitle = report.subtitle.as_ref().map_or_else(String::new, |subtitle| format!("subtitle: {}\n", json!(subtitle)));
    let author = match &report.author {
        Some(author) => format!("authors: [{}]\n", json!(author)),
        None => line("authors", &None),
    };
    let language = line("language", &language.map(str::to_owned));
    format!("---\n{}{subtitle}{author}{language}---\n\n{}", line("title", &report.title), import.markdown)
}
