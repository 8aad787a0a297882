//! `style` and `design`: the styles and designs that come with Bindery, to copy one.

use super::Outcome;
use super::report::Terminal;
use crate::config::{DESIGNS, STYLES};
use crate::diagnostics::nearest::nearest;

/// Prints the style of this name, or one line for every style.
pub(super) fn style(name: Option<&str>, terminal: &Terminal) -> Outcome {
    print("style", &STYLES, name, terminal)
}

/// Prints the design of this name, or one line for every design and how to choose one.
pub(super) fn design(name: Option<&str>, terminal: &Terminal) -> Outcome {
    if name.is_none() {
        terminal.answer(&format!(
            "{}\nChoose one in book.toml: design = \"{}\". The guide shows each as a picture.\n",
            lines(&DESIGNS),
            DESIGNS[0].0
        ));
        return Outcome::Done;
    }
    print("design", &DESIGNS, name, terminal)
}

/// The first sentence of each text, a line each.
fn lines(all: &[(&str, &str)]) -> String {
    all.iter()
        .map(|(_, text)| text.replace("\n# ", " ").split(". ").next().unwrap_or_default().trim_start_matches("# ").to_owned() + "\n")
        .collect()
}

/// Prints the text of this name, or a line for each.
fn print(what: &str, all: &[(&'static str, &str)], name: Option<&str>, terminal: &Terminal) -> Outcome {
    let Some(given) = name else {
        terminal.answer(&lines(all));
        return Outcome::Done;
    };
    if let Some((_, text)) = all.iter().find(|(known, _)| *known == given) {
        terminal.answer(text);
        return Outcome::Done;
    }
    let near = nearest(given, all.iter().map(|(name, _)| *name));
    let help = near.map_or_else(|| format!("`bindery {what}` lists them"), |near| format!("did you mean `{near}`?"));
    terminal.wrong_call(&format!("there is no {what} `{given}`"), Some(&help));
    Outcome::WrongCall
}
