//! Formulas as MathML.

use super::markup::Markup;
use crate::book::Math;
use crate::math;

/// Writes a formula, described in a language. A long one in a line of text is written in pieces, between which the line may end: no reading
/// system divides a formula by itself.
pub(super) fn write(out: &mut Markup, formula: &Math, language: &str) {
    if !formula.display
        && let Ok(read) = math::parse(&formula.latex, false)
        && math::extent(&read) > LONG
    {
        for (index, piece) in math::pieces(read).iter().enumerate() {
            if index > 0 {
                out.text(BETWEEN);
            }
            let description = math::spoken(piece, language).unwrap_or_else(|| math::words(piece));
            out.formula(&math::mathml(piece, &description));
        }
        return;
    }
    out.formula(&markup(formula, language));
}

/// Width from which on a formula in a line is written in pieces, in thousandths of an em: half a line on a phone.
const LONG: i32 = 10_000;

/// What stands between two pieces: about what TeX has beside a sign, and nothing at the end of a line.
const BETWEEN: &str = " ";

/// A formula as MathML, with its description: in words if the language has them for all that it holds, else as it was written. The
/// reader has found the formula well-formed, or there would be no book.
pub(crate) fn markup(formula: &Math, language: &str) -> String {
    let Ok(read) = math::parse(&formula.latex, formula.display) else { return String::new() };
    let description = math::spoken(&read, language);
    math::mathml(&read, description.as_deref().unwrap_or(&formula.latex))
}

/// Whether a formula is described in words.
pub(crate) fn is_described(formula: &Math, language: &str) -> bool {
    math::parse(&formula.latex, formula.display).is_ok_and(|read| math::spoken(&read, language).is_some())
}
