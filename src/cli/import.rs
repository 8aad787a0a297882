//! `import`: Markdown of a plain text, beside it, with a report of what was understood.

use super::place::BookFiles;
use super::report::{Terminal, count};
use super::{Outcome, write};
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
    if encoding == Encoding::Western {
        let message = format!("{shown} is not UTF-8; it was read as Windows-1252");
        diagnostics.push(Diagnostic::at(Code::NotUtf8, Span::new(source, 0, 0), message).help("look at its accents and quotation marks"));
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

/// The Markdown with the author found, if one was, in front matter. What was not found is not made up.
fn whole(import: &PlainTextImport) -> String {
    match &import.report.author {
        Some(author) => format!("---\nauthors: [{}]\n---\n\n{}", json!(author), import.markdown),
        None => import.markdown.clone(),
    }
}
