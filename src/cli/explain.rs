//! `explain`: what a code means and what to do, or what a key of book.toml says.

use super::Outcome;
use super::report::Terminal;
use crate::diagnostics::nearest::nearest;
use crate::diagnostics::{Code, render};

/// Prints the explanation of `code`, which may be a key of book.toml too, or one line for every code.
pub(super) fn explain(code: Option<&str>, terminal: &Terminal) -> Outcome {
    let Some(given) = code else {
        let lines = Code::ALL.iter().map(|&code| {
            let first = code.explanation().split(". ").next().unwrap_or_default().lines().map(str::trim).collect::<Vec<_>>().join(" ");
            format!("{}  {:7}  {}\n", code.id(), render::severity(code.severity()), first.trim_end_matches('.'))
        });
        terminal.answer(&lines.collect::<String>());
        return Outcome::Done;
    };
    match Code::parse(given) {
        Some(code) => {
            let text: String = code.explanation().lines().map(|line| format!("{}\n", line.trim())).collect();
            terminal.answer(&format!("{} ({})\n\n{text}", code.id(), render::severity(code.severity())));
            Outcome::Done
        }
        None if looks_like_code(given) => {
            let near = nearest(&given.to_uppercase(), Code::ALL.iter().map(|code| code.id()));
            let help = near.map_or_else(|| "`bindery explain` lists every code".to_owned(), |near| format!("did you mean `{near}`?"));
            terminal.wrong_call(&format!("there is no code `{given}`"), Some(&help));
            Outcome::WrongCall
        }
        None => super::keys::one(given, "code or key", terminal),
    }
}

/// Whether a word is a letter and figures, as codes are and keys are not.
fn looks_like_code(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(|c| c.is_ascii_alphabetic()) && word.len() > 1 && letters.all(|c| c.is_ascii_digit())
}
