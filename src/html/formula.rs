//! Formulas as MathML.

use super::markup::Markup;
use crate::book::Math;
use crate::math;

/// Writes a formula, described in a language.
pub(super) fn write(out: &mut Markup, formula: &Math, language: &str) {
    out.formula(&markup(formula, language));
}

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
