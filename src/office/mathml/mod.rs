//! Formulas of MathML as LaTeX: the forms that word processors and pages write.

mod latex;
mod symbols;
mod tree;

#[cfg(test)]
mod tests;

pub(super) use latex::latex;
pub(super) use tree::{MathmlBuilder, MathmlNode};
