//! Mathematics: LaTeX as a tree that both editions are made of, and the tree as MathML or as words. Knows nothing of books or pages.
//!
//! Why a tree and MathML of our own: of the crates that turn LaTeX into MathML, pulldown-latex 0.8 writes `<` and `&` unescaped,
//! math-core 0.7 puts `displaystyle` where EPUBCheck does not allow it, latex2mathml 0.2 knows neither `cases` nor `aligned`, and
//! none tells a typesetter what it understood. The first has a parser that says for each sign how TeX spaces it; it is used for that.

mod extent;
mod letters;
mod macros;
mod mathml;
mod read;
mod signs;
mod spoken;
mod tree;
mod words;

#[cfg(test)]
mod tests;

pub(crate) use extent::extent;
pub(crate) use letters::{Alphabet, combining, letter};
pub(crate) use macros::FormulaMacros;
pub(crate) use mathml::mathml;
pub(crate) use read::parse;
pub(crate) use spoken::spoken;
pub(crate) use tree::{
    Atom, AtomClass, AtomKind, ColumnAlign, Formula, FormulaFault, FormulaNode, FormulaRow, FormulaTable, FormulaTableForm, MathStyle,
    ScriptPlacement, depths, gap, pieces,
};
pub(crate) use words::{said, words};
