//! `explain`: what a code means and what to do.

use super::Outcome;
use super::report::Terminal;
use crate::diagnostics::nearest::nearest;
use crate::diagnostics::{Code, render};

/// Prints the explanation of `code`, or one line for every code.
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
        None => {
            let near = nearest(&given.to_uppercase(), Code::ALL.iter().map(|code| code.id()));
            let help = near.map_or_else(|| "`bindery explain` lists every code".to_owned(), |near| format!("did you mean `{near}`?"));
            terminal.wrong_call(&format!("there is no code `{given}`"), Some(&help));
            Outcome::WrongCall
        }
    }
}
