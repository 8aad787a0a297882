//! The stylesheet: the faces of this book, then `style.css`.

use super::fonts::WebFonts;
use crate::edition::FormPlan;

/// Classes and elements only: readers that parse XHTML as HTML match no namespace selector.
const STYLE: &str = include_str!("style.css");

/// What a book with formulas has besides.
const MATH: &str = include_str!("math.css");

/// What a text has besides whose title stands above it, or that has a half title.
const HEAD: &str = include_str!("head.css");

/// The whole stylesheet.
pub(super) fn stylesheet(fonts: &WebFonts, math: bool, plan: &FormPlan) -> String {
    let math = if math { MATH } else { "" };
    let head = if plan.title_above || plan.half_title_asked { HEAD } else { "" };
    format!("@charset \"utf-8\";\n\n{}{STYLE}{math}{head}", fonts.rules())
}

#[cfg(test)]
mod tests {
    use super::STYLE;

    #[test]
    fn readers_keep_their_say() {
        for rule in STYLE.split('}') {
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
            assert!(!STYLE.replace("1px", "").contains(unit), "{unit}");
        }
        assert!(!STYLE.contains('#') && !STYLE.contains("rgb"), "a colour of our own");
    }
}
