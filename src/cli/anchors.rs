//! `check --fix-anchors`: quotations that stand nowhere any more, rewritten to the passage that is nearest.
//!
//! Only the quotation changes, in the bytes of the file as it is: not the rest of its line, not its line end, nothing else.

use super::args::Mend;
use super::place::{BookFiles, Unwritten};
use super::progress::Progress;
use super::report::{ReportForm, Terminal, count};
use super::{Outcome, book, write};

use crate::source::Sources;
use serde_json::json;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

/// A line to be changed.
struct Change {
    /// Number of the line, from 1.
    line: usize,
    /// What stands before the quotation, the quotation, what stands behind it.
    parts: [String; 3],
    /// The quotation as it is to be.
    new: String,
}

/// Why quotations could not be mended.
#[derive(Debug)]
pub(super) enum MendFault {
    /// A file of the commentary can't be read.
    Unread {
        /// The name of the file.
        name: String,
        /// What the machine says.
        fault: io::Error,
    },
    /// A file of the commentary can't be written.
    Unwritten(Unwritten),
}

impl MendFault {
    /// Tells it: the end of a run.
    pub(super) fn ends(&self, terminal: &Terminal) -> Outcome {
        match self {
            Self::Unread { name, fault } => {
                terminal.machine(&format!("`{name}` can't be read: {fault}"));
                Outcome::Machine
            }
            Self::Unwritten(fault) => fault.ends(terminal),
        }
    }
}

/// Shows what can be mended in the commentary of the book at `path`, and mends it.
pub(super) fn mend(path: &Path, mend: Mend, terminal: &Terminal) -> Result<(), MendFault> {
    let progress = Progress::new(terminal);
    let reading = book::survey(path, true, &progress);
    progress.end();
    let Some((config, book)) = reading.book() else { return Ok(()) };
    let mut changes: BTreeMap<String, Vec<Change>> = BTreeMap::new();
    for written in &book.written {
        let Some(new) = &written.rewrite else { continue };
        let name = reading.sources.get(written.span.source).name().to_owned();
        changes.entry(name).or_default().extend(change(&reading.sources, written.words, new));
    }
    let mut made = 0;
    for (name, changes) in changes {
        let Ok((_, file)) = config.folder.inside(&name) else { continue };
        let bytes = config.folder.read(&file).map_err(|fault| MendFault::Unread { name: name.clone(), fault })?;
        let Some(changed) = rewritten(&bytes, &changes) else {
            let why = format!("{name}: left as it is, since its lines can't be changed with certainty (save it as UTF-8)");
            terminal.close(&why, &json!({ "file": name, "left": why }));
            continue;
        };
        terminal.answer(&shown(&name, &changes, terminal.form));
        made += changes.len();
        if mend == Mend::Write {
            write::whole(&file, &changed, &BookFiles::default()).map_err(MendFault::Unwritten)?;
        }
    }
    let done = if mend == Mend::Write { "rewritten" } else { "could be rewritten" };
    terminal.close(&format!("{} {done}", count(made, "quotation")), &json!({ "quotations": made, "rewritten": mend == Mend::Write }));
    Ok(())
}

/// The change of the line that holds a quotation; none if it runs over several.
fn change(sources: &Sources, words: crate::source::Span, new: &str) -> Option<Change> {
    let text = sources.get(words.source).text();
    let old = sources.slice(words);
    if old.contains('\n') {
        return None;
    }
    let range = words.range();
    let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at);
    let parts = [&text[start..range.start], old, &text[range.end..end]].map(str::to_owned);
    Some(Change { line: sources.place(words).line, parts, new: new.to_owned() })
}

/// The file with the changes; none if it is not as it was read, so that a line can't be changed with certainty. What was read is
/// composed and has other line ends; so each line must begin and end as it was read, and the quotation be the same but for that.
fn rewritten(bytes: &[u8], changes: &[Change]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut out = String::with_capacity(text.len() + 64 * changes.len());
    let mut left = changes.iter().peekable();
    for (index, line) in lines(text).enumerate() {
        let Some(change) = left.next_if(|change| change.line == index + 1) else {
            out.push_str(line);
            continue;
        };
        let [before, old, behind] = &change.parts;
        let body = line.trim_end_matches(['\n', '\r']);
        let from = body.find(before.as_str()).filter(|&at| body[..at].chars().all(|c| c == '\u{FEFF}'))? + before.len();
        let upto = body.strip_suffix(behind.as_str()).map(str::len).filter(|&upto| upto > from)?;
        if !body[from..upto].nfc().eq(old.nfc()) {
            return None;
        }
        out.push_str(&body[..from]);
        out.push_str(&change.new);
        out.push_str(&line[upto..]);
    }
    left.peek().is_none().then(|| out.into_bytes())
}

/// The lines with their ends: LF, CRLF or CR.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(['\n', '\r']).map_or(rest.len(), |at| at + if rest[at..].starts_with("\r\n") { 2 } else { 1 });
        let (line, behind) = rest.split_at(end);
        rest = behind;
        Some(line)
    })
}

/// The changes as a unified diff without context, or as JSON.
fn shown(name: &str, changes: &[Change], form: ReportForm) -> String {
    let mut out = String::new();
    if form == ReportForm::Human {
        out += &format!("--- {name}\n+++ {name}\n");
    }
    for Change { line, parts: [before, old, behind], new } in changes {
        out += &match form {
            ReportForm::Human => format!("@@ -{line} +{line} @@\n-{before}{old}{behind}\n+{before}{new}{behind}\n"),
            ReportForm::Json => format!("{}\n", json!({ "file": name, "line": line, "old": old, "new": new })),
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(line: usize, parts: [&str; 3], new: &str) -> Change {
        Change { line, parts: parts.map(str::to_owned), new: new.to_owned() }
    }

    #[test]
    fn nothing_but_the_quotation_changes() {
        let text = "\u{FEFF}### \"cafe\u{301} one\"  {#a .b}\r\nx\r\r\n### \"b\" ###\nend";
        let changes = [one(1, ["### ", "\"caf\u{E9} one\"", "  {#a .b}"], "\"two\""), one(4, ["### ", "\"b\"", " ###"], "\"c d\"")];
        let made = rewritten(text.as_bytes(), &changes).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        assert_eq!(made.as_deref(), Some("\u{FEFF}### \"two\"  {#a .b}\r\nx\r\r\n### \"c d\" ###\nend"));
    }

    #[test]
    fn a_file_that_is_not_as_it_was_read_is_left_alone() {
        let change = [one(2, ["### ", "\"b\"", ""], "\"c\"")];
        for text in ["\n## \"b\"\n", "\n", "\n### \"b\" {.x}", "\n### "] {
            assert!(rewritten(text.as_bytes(), &change).is_none(), "{text:?}");
        }
        assert!(rewritten(b"\n### \"b\xFF\"", &change).is_none());
    }
}
