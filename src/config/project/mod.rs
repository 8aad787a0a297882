//! What other programs' project files say of a book: which files make it, in which order, under which titles, by whom.
//!
//! Programs are asked in a fixed order, and the first whose file is there is followed: mdBook, GitBook and HonKit, Leanpub, Softcover, Quarto,
//! bookdown, Jupyter Book, MkDocs, Longform, Vivliostyle, docsify, pandoc with a list
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
mod site;
mod vivliostyle;

pub(super) use found::found_at_top;
pub(super) use gitbook::{DOCSIFY, GITBOOK};
pub(super) use mdbook::{MDBOOK, is_its as is_mdbook};
pub(super) use meant::{MeantProject, meant};
pub(crate) use names::readable;
pub(super) use names::spaced;
pub(super) use names::{greets, has_place, opens};
pub(super) use outline::Outline;

use crate::source::{Folder, Sources};
use lists::LISTS;

/// What a list in the folder says; none if there is no list, or none that names a file that is there.
pub(super) fn listed(folder: &Folder, sources: &mut Sources) -> Option<Outline> {
    let list = LISTS.iter().filter_map(|read| read(folder, sources)).find(|outline| !outline.entries.is_empty())?;
    Some(list.with_passed(folder))
}

/// Programs that print the words of a picture that stands alone below it.
pub(super) const CAPTIONED: [&str; 5] = ["Quarto", "bookdown", "Leanpub", "Softcover", pandoc::PANDOC];
