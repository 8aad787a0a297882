//! Where the files of a build go while they are written.

use super::Format;
use crate::book::Book;
use crate::config::Config;
use crate::diagnostics::Diagnostic;
use crate::source::Sources;
use std::io::{self, Write};
use std::sync::Arc;

/// What files are made from: their place may depend on it.
#[derive(Clone, Copy, Debug)]
pub struct Request<'b> {
    /// The settings.
    pub config: &'b Config,
    /// The book, which its editions share.
    pub book: &'b Arc<Book>,
    /// The texts of the book.
    pub sources: &'b Sources,
}

/// A file while it is written.
pub trait OutputFile: Write + Send {
    /// What was written so far.
    ///
    /// # Errors
    /// If it can't be read again.
    fn written(&mut self) -> Result<Vec<u8>, Diagnostic>;
}

/// Why a file is not kept.
#[derive(Debug)]
pub enum Unkept {
    /// The file is not wanted: it is made only to see whether it can be made.
    Unwanted,
    /// The file can't be written where it was to be.
    Refused(Diagnostic),
}

/// Keeps the files of a build.
pub trait Outputs: Sync {
    /// A file on its way.
    type File: OutputFile;

    /// Begins the file of a format.
    ///
    /// # Errors
    /// If it is not wanted, or can't be written where it was to be.
    fn begin(&self, request: Request, format: Format) -> Result<Self::File, Unkept>;

    /// Takes a file that is to lie beside that of a format, such as a cover.
    ///
    /// # Errors
    /// If it is not wanted, or can't be written where it was to be.
    fn beside(&self, request: Request, format: Format, file: &SideFile) -> Result<Self::File, Unkept>;
}

/// A file that lies beside that of a format and has its name, with a word behind it.
#[derive(Clone, Copy, Debug)]
pub struct SideFile<'b> {
    /// What the file is: the word behind the name.
    pub kind: SideKind,
    /// The ending of the file's name, without a full stop.
    pub ending: &'b str,
    /// What is in the file.
    pub bytes: &'b [u8],
}

/// What lies beside the file of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SideKind {
    /// The cover.
    Cover,
    /// The pages two by two on sheets to be folded.
    Booklet,
    /// The report on the pages.
    Report,
    /// A part of the book, which says that it is one.
    Sample,
}

impl SideKind {
    /// The word in the file's name.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cover => "cover",
            Self::Booklet => "booklet",
            Self::Report => "report",
            Self::Sample => "sample",
        }
    }
}

/// Keeps files in memory.
#[derive(Clone, Copy, Debug, Default)]
pub struct InMemory;

impl Outputs for InMemory {
    type File = Vec<u8>;

    fn begin(&self, _: Request, _: Format) -> Result<Vec<u8>, Unkept> {
        Ok(Vec::new())
    }

    fn beside(&self, _: Request, _: Format, file: &SideFile) -> Result<Vec<u8>, Unkept> {
        Ok(file.bytes.to_vec())
    }
}

impl OutputFile for Vec<u8> {
    fn written(&mut self) -> Result<Vec<u8>, Diagnostic> {
        Ok(self.clone())
    }
}

/// A file that is kept, or written only to see whether it can be.
pub(super) enum Sink<F> {
    Kept(F),
    Nowhere,
}

impl<F> Sink<F> {
    /// The file, if it is kept.
    pub(super) fn kept(self) -> Option<F> {
        match self {
            Self::Kept(file) => Some(file),
            Self::Nowhere => None,
        }
    }
}

impl<F: Write> Write for Sink<F> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Kept(file) => file.write(bytes),
            Self::Nowhere => Ok(bytes.len()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Kept(file) => file.flush(),
            Self::Nowhere => Ok(()),
        }
    }
}
