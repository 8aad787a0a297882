//! What other programs' project files say of a book: which files make it, in which order, under which titles, by whom.
//!
//! Programs are asked in a fixed order, and the first whose file is there is followed: mdBook, GitBook and HonKit, Leanpub, Softcover, Quarto,
//! bookdown, Jupyter Book, MkDocs, Docusaurus, Longform, Vivliostyle, docsify, pandoc with a list
//! of files or a Makefile, then Hugo, Zola and Jekyll, which list nothing; where none is, the folder's
//! texts are taken in the order that people expect. No file outside the folder that holds the project's own file is read.

mod bookdown;
mod docs;
mod file_list;
mod found;
mod gitbook;
mod leanpub;
mod list;
mod lists;
mod longform;
mod mdbook;
mod meant;
mod names;
mod outline;
mod pandoc;
mod quarto;
mod readme;
mod site;
mod vivliostyle;

pub(super) use gitbook::{DOCSIFY, GITBOOK};
pub(super) use mdbook::{MDBOOK, is_its as is_mdbook};
pub(super) use meant::{MeantProject, beside_ours, meant};
pub(crate) use names::readable;
pub(super) use names::spaced;
pub(super) use names::{greets, has_place, opens};
pub(super) use outline::Outline;

/// Programs that print the words of a picture that stands alone below it.
pub(super) const CAPTIONED: [&str; 5] = ["Quarto", "bookdown", "Leanpub", "Softcover", pandoc::PANDOC];
