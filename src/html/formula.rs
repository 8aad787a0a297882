//! Formulas as MathML.

use super::markup::Markup;
use crate::book::Math;
use crate::math;

/// Writes a formula.
pub(super) fn write(out: &mut Markup, formula: &Math) {
    out.formula(&markup(formula));
}

/// A formula as MathML. The reader has found it well-formed, or there would be no book.
pub(crate) fn markup(formula: &Math) -> String {
    math::parse(&formula.latex, formula.display).map(|read| math::mathml(&read, &formula.latex)).unwrap_or_default()
}
