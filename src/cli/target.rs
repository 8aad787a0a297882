//! Where the outputs of a build go.

use crate::diagnostics::Verdicts;
use std::path::PathBuf;

/// Where outputs go.
#[derive(Clone, Debug)]
pub(super) enum OutputTarget {
    /// A file of this name.
    File(PathBuf),
    /// Into this folder, named by the book.
    Folder(PathBuf),
    /// Standard output.
    Stdout,
}

/// The folder that outputs go into unless the call says otherwise.
pub(super) const USUAL: &str = "dist";

/// What to publish, and where.
#[derive(Debug)]
pub(super) struct SiteOrder {
    /// The books; each exists.
    pub(super) books: Vec<PathBuf>,
    /// The folder of the site.
    pub(super) folder: PathBuf,
    /// How grave findings are to be taken.
    pub(super) verdicts: Verdicts,
    /// Whether installed fonts may be used.
    pub(super) system_fonts: bool,
}
