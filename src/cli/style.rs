//! `style`: the styles that come with Bindery, to copy one.

use super::Outcome;
use super::report::Terminal;
use crate::config::STYLES;
use crate::diagnostics::nearest::nearest;

/// Prints the style of this name, or one line for every style.
pub(super) fn style(name: Option<&str>, terminal: &Terminal) -> Outcome {
    let Some(given) = name else {
        // A style's first sentence tells what it is.
        let lines = STYLES.iter().map(|(_, text)| text.split(". ").next().unwrap_or_default().trim_start_matches("# ").to_owned() + "\n");
        terminal.answer(&lines.collect::<String>());
        return Outcome::Done;
    };
    if let Some((_, text)) = STYLES.iter().find(|(known, _)| *known == given) {
        terminal.answer(text);
        return Outcome::Done;
    }
    let near = nearest(given, STYLES.map(|(name, _)| name));
    let help = near.map_or_else(|| "`bindery style` lists them".to_owned(), |near| format!("did you mean `{near}`?"));
    terminal.wrong_call(&format!("there is no style `{given}`"), Some(&help));
    Outcome::WrongCall
}
