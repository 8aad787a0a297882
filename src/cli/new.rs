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

#[cfg(all(test, not(windows)))]
mod tests {
    use crate::source::shell_word;

    #[test]
    fn a_name_is_one_word_of_a_shell() {
        for name in ["essay", "a b", "it's", "5$ & `more`", "\"a\" b's", "(x)", "é\\n", "#1", "~", "a;b", "*", "-n", ""] {
            let said = std::process::Command::new("sh").arg("-c").arg(format!("printf %s {}", shell_word(name))).output().expect("a shell");
            let wanted = if name.starts_with('-') { format!("./{name}") } else { name.to_owned() };
            assert_eq!(String::from_utf8_lossy(&said.stdout), wanted);
        }
        assert_eq!((shell_word("./my-book/é_1.md"), shell_word("a b")), ("./my-book/é_1.md".to_owned(), "\"a b\"".to_owned()));
    }
}
