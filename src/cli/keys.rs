//! `keys`: every key of book.toml and of front matter, one explained, or all as a JSON Schema or a chapter of the guide.

use super::Outcome;
use super::args::AskedKeys;
use super::report::Terminal;
use crate::config::keys;

/// Prints what is asked of the table of keys.
pub(super) fn keys(asked: &AskedKeys, terminal: &Terminal) -> Outcome {
    match asked {
        AskedKeys::All => terminal.answer(&keys::list()),
        AskedKeys::One(name) => return one(name, "key or section", terminal),
        AskedKeys::Schema => terminal.answer(&format!("{:#}\n", keys::schema())),
        AskedKeys::Markdown => terminal.answer(&keys::chapter()),
    }
    Outcome::Done
}

/// Explains a key or a section; `kind` is what there is none of, if there is none of that name.
pub(super) fn one(name: &str, kind: &str, terminal: &Terminal) -> Outcome {
    match keys::told(name) {
        Ok(told) => {
            terminal.answer(&told);
            Outcome::Done
        }
        Err(none) => {
            terminal.wrong_call(&format!("there is no {kind} `{name}`"), Some(&none.help));
            Outcome::WrongCall
        }
    }
}
