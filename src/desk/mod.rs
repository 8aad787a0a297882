//! The author's desk: a book as it was set, and what a viewer of its true pages asks of it. Everything here is a function of one build;
//! who watches the files and answers a browser is the command.
//!
//! A place is known both ways by what layout and reading carry: items of a page know where their first byte stands in the text of their
//! block, and the text of a block keeps its source map. Nothing is searched for but the word round a byte.

mod geometry;
mod index;
mod pictures;
mod places;
mod prints;
mod search;
mod set;
mod told;
pub(crate) mod viewer;
mod words;

pub(crate) use set::SetBook;
pub(crate) use told::findings;

#[cfg(test)]
mod tests;
