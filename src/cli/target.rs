//! Where the outputs of a build go.

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
