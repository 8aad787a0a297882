//! What a book that has formulas must bring along.

use super::formula::{is_described, markup};
use super::writer::DocumentWriter;
use crate::book::{Math, RunKind};
use crate::math::{self, Alphabet};
use std::collections::BTreeSet;

/// Whether the text has formulas.
pub(crate) fn any(writer: &DocumentWriter) -> bool {
    formulas(writer).next().is_some()
}

fn formulas<'w>(writer: &'w DocumentWriter) -> impl Iterator<Item = &'w Math> {
    let runs = writer.blocks().filter_map(|block| block.prose()).flat_map(|prose| &prose.runs);
    runs.filter_map(|run| match &run.kind {
        RunKind::Math(formula) => Some(&**formula),
        _ => None,
    })
}

/// Whether all formulas are described in words.
pub(crate) fn all_described(writer: &DocumentWriter) -> bool {
    formulas(writer).all(|formula| is_described(formula, &writer.book().language))
}

/// The characters that formulas are drawn with: their own, and those that reading systems draw in their place.
pub(crate) fn signs(writer: &DocumentWriter) -> BTreeSet<char> {
    let mut signs: BTreeSet<char> = formulas(writer).flat_map(|formula| markup(formula, "").chars().collect::<Vec<_>>()).collect();
    if !signs.is_empty() {
        let italic: Vec<char> = signs.iter().map(|&c| math::letter(c, Alphabet::Italic)).collect();
        signs.extend(italic);
        // Roots have no character of their own in MathML; accents are drawn by combining or other signs.
        signs.extend("√\u{302}\u{303}\u{304}\u{305}\u{20D7}‾¯ˆ˜".chars());
    }
    signs
}
