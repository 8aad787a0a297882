//! The stylesheet: the faces of this book, then `style.css`.

use super::faces::WebFonts;
use super::writer::DocumentWriter;
use crate::book::{Block, BlockKind};
use crate::config::{Align, Config, Typography};
use crate::edition::{FormPlan, narrow};
use std::collections::BTreeSet;

/// Classes and elements only: readers that parse XHTML as HTML match no namespace selector.
const STYLE: &str = include_str!("style.css");

/// What a book with formulas has besides.
const MATH: &str = include_str!("math.css");

/// What a text has besides whose title stands above it, or that has a half title.
const HEAD: &str = include_str!("head.css");

/// What a book has besides that is read from right to left.
const TO_LEFT: &str = include_str!("rtl.css");

/// Rules for narrow screens, however wide something is.
const FIT: &str = include_str!("fit.css");

/// Rules for a table that needs `{step}` ems.
const FIT_STEP: &str = include_str!("fit-step.css");

/// Rules for a formula of `{step}` ems.
const FIT_FORMULA: &str = include_str!("fit-formula.css");

/// Rules for a table wider than a phone, where reading systems do not say how wide a column is.
const FIT_FIXED: &str = include_str!("fit-fixed.css");

/// What a book holds that needs rules of its own.
#[derive(Clone, Copy)]
pub(crate) struct BookStyle {
    /// Whether the book holds formulas.
    pub(crate) math: bool,
    /// Whether the book is read from right to left.
    pub(crate) to_left: bool,
}

/// The whole stylesheet.
pub(crate) fn stylesheet(fonts: &WebFonts, style: BookStyle, plan: &FormPlan, config: &Config) -> String {
    let to_left = if style.to_left { TO_LEFT } else { "" };
    let math = if style.math { MATH.replace("\"Libertinus Math\"", &fonts.math()) } else { String::new() };
    let head = if plan.title_above || plan.half_title_asked { HEAD } else { "" };
    let of_text = of_text(&config.typography);
    let design = fonts.named(&config.stylesheet);
    let design = if design.is_empty() { design } else { format!("\n/* The design. */\n\n{design}\n") };
    format!("@charset \"utf-8\";\n\n{}{STYLE}{to_left}{math}{head}{of_text}{design}", fonts.rules())
}

/// The stylesheet for what needs more room across than narrow screens have. A file of its own, linked where there is such a thing: what an
/// old reading system does not understand in it spoils nothing else.
pub(crate) const NARROW: &str = "narrow.css";

/// The kinds of need, in ems, of the tables and formulas that are shown, and whether each is a table's.
pub(crate) fn steps(writer: &DocumentWriter) -> BTreeSet<(u16, bool)> {
    let is_table = |block: &Block| matches!(block.kind, BlockKind::Table(_));
    writer.blocks().filter_map(|block| Some((narrow::needed(writer.book(), block)?.step()?, is_table(block)))).collect()
}

/// What is set otherwise where there is less room across than `steps` ems. Reading systems know how wide a column of the page is, and in
/// what type, by container queries (CSS Conditional Rules 5); where they know none, widths that no phone has are set small from the first.
pub(crate) fn narrow(steps: &BTreeSet<(u16, bool)>) -> String {
    let mut css = format!("@charset \"utf-8\";\n\n{FIT}");
    for &(step, is_table) in steps {
        let ems = step.to_string();
        if !is_table {
            let share = hundredths(10_000 / u32::from(step));
            let least = hundredths(narrow::SMALLEST_FORMULA.into());
            css.push_str(&FIT_FORMULA.replace("{step}", &ems).replace("{share}", &share).replace("{least}", &least));
            continue;
        }
        if i32::from(step) * 1000 > narrow::PHONE {
            css.push_str(&FIT_FIXED.replace("{step}", &ems));
        }
        let most = tenths(u32::from(step) * u32::from(narrow::SMALLER) / 10);
        css.push_str(&FIT_STEP.replace("{step}", &ems).replace("{lists}", &most));
    }
    css
}

/// A number of tenths as CSS writes it.
fn tenths(number: u32) -> String {
    format!("{}.{}", number / 10, number % 10)
}

/// A number of hundredths as CSS writes it.
fn hundredths(number: u32) -> String {
    format!("{}.{:02}", number / 100, number % 100)
}

/// What the settings say of the text that `style.css` has otherwise.
fn of_text(typography: &Typography) -> String {
    let mut css = String::new();
    if typography.align == Align::Left {
        css.push_str("\nbody {\n\ttext-align: left;\n}\n");
    }
    if typography.lining {
        css.push_str("\nbody {\n\tfont-variant-numeric: lining-nums;\n}\n");
    }
    css
}

#[cfg(test)]
mod tests {
    use super::{STYLE, TO_LEFT};
    use crate::config::DESIGNS;

    #[test]
    fn readers_keep_their_say() {
        // A design's text ends with its settings of the page, which no rule of a stylesheet is like.
        let designs = DESIGNS.iter().filter_map(|(_, text)| text.split("\"\"\"").nth(1));
        for sheet in [STYLE, TO_LEFT].into_iter().chain(designs) {
            theirs(sheet);
        }
    }

    /// Holds that a stylesheet leaves to readers what is theirs.
    fn theirs(sheet: &str) {
        for rule in sheet.split('}') {
            let (selector, declarations) = rule.split_once('{').unwrap_or(("", ""));
            let selector = selector.rsplit("*/").next().unwrap_or("").trim();
            if selector.split(',').any(|part| matches!(part.trim(), "body" | "html")) {
                for owned in ["font-size", "line-height", "color", "background"] {
                    assert!(!declarations.contains(owned), "{selector} sets {owned}, which is the reader's");
                }
            }
            for line in declarations.lines().map(str::trim).filter(|line| line.starts_with("break-")) {
                assert!(
                    declarations.contains(&format!("page-{}:", line.split(':').next().unwrap_or(line))),
                    "{selector}: {line} without its older name"
                );
            }
            assert!(!selector.contains('|'), "{selector}: a namespace selector");
        }
        for unit in ["vw;", "vh;", "px;"] {
            assert!(!sheet.replace("1px", "").replace("max-height: 95vh;", "").contains(unit), "{unit}");
        }
        assert!(!sheet.contains('#') && !sheet.contains("rgb"), "a colour of our own");
    }
}
