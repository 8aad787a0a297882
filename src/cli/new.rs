//! `new`: a small working book with a commentary, to begin from.

use super::place::{BookFiles, Unwritten};
use super::report::Terminal;
use super::{Outcome, write};
use crate::source::shell_word;
use serde_json::json;
use std::path::Path;

/// The files of the new book.
const FILES: [(&str, &str); 3] = [
    ("book.toml", include_str!("new/book.toml")),
    ("essay.md", include_str!("new/essay.md")),
    ("commentary.md", include_str!("new/commentary.md")),
];

/// Fills `folder`, which must be new or empty.
pub(super) fn new(folder: &Path, terminal: &Terminal) -> Outcome {
    let empty = std::fs::read_dir(folder).map(|mut entries| entries.next().is_none());
    if folder.is_file() || empty.is_ok_and(|empty| !empty) {
        terminal.wrong_call(&format!("`{}` is not an empty folder", folder.display()), Some("give the name of a new folder"));
        return Outcome::WrongCall;
    }
    if let Err(fault) = std::fs::create_dir_all(folder) {
        return Unwritten::Machine(folder.to_owned(), fault).ends(terminal);
    }
    for (name, text) in FILES {
        if let Err(fault) = write::whole(&folder.join(name), text.as_bytes(), &BookFiles::default()) {
            return fault.ends(terminal);
        }
    }
    let shown = folder.display().to_string();
    terminal.close(
        &format!("{shown}: a book to begin from; build it with `bindery build {}`", shell_word(&shown)),
        &json!({ "written": shown }),
    );
    Outcome::Done
}
