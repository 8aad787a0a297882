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

/// Remarks without a name that were given one.
#[derive(Debug)]
pub(super) struct AttributedRemarks {
    pub(super) name: String,
    pub(super) count: usize,
}

/// Gives remarks and answers without a name this one; none if there are none.
pub(super) fn attributed(files: &mut [GatheredFile], name: String) -> Option<AttributedRemarks> {
    let remarks = files.iter_mut().filter_map(|file| file.read.as_mut().ok()).flat_map(|read| &mut read.remarks);
    let said = remarks.flat_map(|remark| std::iter::once(&mut remark.said).chain(&mut remark.replies));
    let mut count = 0;
    for words in said.filter(|words| !words.text.is_empty() && words.author.is_none()) {
        words.author = Some(name.clone());
        count += 1;
    }
    (count > 0).then_some(AttributedRemarks { name, count })
}

/// A file that can't be read.
#[derive(Debug)]
pub(super) struct UnreadFile {
    pub(super) path: PathBuf,
    pub(super) fault: std::io::Error,
}
