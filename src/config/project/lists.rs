//! The programs whose lists of files are understood, in the order in which they are asked.

use super::outline::Outline;
use super::{bookdown, docs, file_list, gitbook, leanpub, longform, mdbook, pandoc, quarto, vivliostyle};
use crate::source::{Folder, Sources};

/// A program's way to say what makes a book; none if its file isn't there.
pub(super) type ProjectReader = fn(&Folder, &mut Sources) -> Option<Outline>;

/// The programs that list the files of a book, in the order in which they are asked.
pub(super) const LISTS: [ProjectReader; 14] = [
    mdbook::outline,
    gitbook::outline,
    gitbook::languages,
    leanpub::outline,
    quarto::outline,
    bookdown::outline,
    docs::jupyter,
    docs::mkdocs,
    docs::docusaurus,
    longform::outline,
    vivliostyle::outline,
    gitbook::docsify,
    file_list::outline,
    pandoc::outline,
];

/// Programs that may have their file above the folder that is named.
pub(super) const ABOVE: [ProjectReader; 4] = [mdbook::outline, gitbook::outline, leanpub::outline, quarto::outline];
