//! The files that remarks come in, each read once.

use crate::remarks::{self, RemarkFile, RemarksFault};
use crate::source::{Disk, Files};
use std::path::PathBuf;

/// A file with remarks.
#[derive(Debug)]
pub(in crate::cli) struct RemarkSource {
    pub(in crate::cli) path: PathBuf,
    /// The remarks of the file, if they were read already.
    pub(in crate::cli) read: Option<RemarkFile>,
}

/// A file with its remarks.
#[derive(Debug)]
pub(super) struct GatheredFile {
    pub(super) path: PathBuf,
    pub(super) read: Result<RemarkFile, RemarksFault>,
}

impl GatheredFile {
    /// Reads a file, unless that was done already.
    pub(super) fn read(RemarkSource { path, read }: RemarkSource) -> Result<Self, UnreadFile> {
        if let Some(read) = read {
            return Ok(Self { path, read: Ok(read) });
        }
        match Disk.read(&path, u64::MAX) {
            Ok(bytes) => Ok(Self { read: remarks::read(&bytes), path }),
            Err(fault) => Err(UnreadFile { path, fault }),
        }
    }
}

/// A file that can't be read.
#[derive(Debug)]
pub(super) struct UnreadFile {
    pub(super) path: PathBuf,
    pub(super) fault: std::io::Error,
}
