//! The files of a build on their way to where the call wants them.

use super::args::Build;
use super::path::place;
use super::place::{BookFiles, FileKind, Unwritten};
use super::seal;
use super::target::OutputTarget;
use super::write::{self, Draft};
use crate::build::{Format, OutputFile, Outputs, Request, SideFile, SideKind, Unkept};
use crate::diagnostics::Diagnostic;
use std::io::{self, Write};

/// Files beside the places they are to have, or on their way to standard output.
pub(super) struct Drafts<'b>(pub(super) &'b Build);

/// Outputs that keep no file, since the book is only checked.
pub(super) struct Unwanted;

impl Drafts<'_> {
    fn draft(&self, request: Request, format: Format) -> Result<Draft, Unwritten> {
        if let OutputTarget::Folder(folder) = &self.0.target {
            write::make_folder(folder).map_err(|fault| Unwritten::Machine(folder.clone(), fault))?;
        }
        match place(self.0, request.config, &request.book.metadata, format) {
            Some(path) if self.0.written.contains(&path) => Err(Unwritten::OtherBook(path)),
            Some(path) => Draft::new(&path, FileKind::of(format), &BookFiles::of(request)),
            None => Draft::to_stdout(),
        }
    }

    fn side(&self, request: Request, format: Format, file: &SideFile) -> Result<Option<Draft>, Unwritten> {
        let Some(path) = place(self.0, request.config, &request.book.metadata, format) else { return Ok(None) };
        let kind = FileKind::of_side(file.ending);
        let mut name = path.file_stem().unwrap_or_default().to_owned();
        name.push(format!("-{}.{}", file.kind.word(), file.ending));
        let path = path.with_file_name(name);
        let mut draft = Draft::new(&path, kind, &BookFiles::of(request))?;
        // The name is ours, not the user's: he may have a picture of his own there.
        seal::replaceable(&path, kind, file.bytes)?;
        draft.write(&seal::sealed(kind, file.bytes))?;
        Ok(Some(draft))
    }
}

impl Outputs for Drafts<'_> {
    type File = Draft;

    fn begin(&self, request: Request, format: Format) -> Result<Draft, Unkept> {
        self.draft(request, format).map_err(|fault| Unkept::Refused(fault.told()))
    }

    fn beside(&self, request: Request, format: Format, file: &SideFile) -> Result<Draft, Unkept> {
        let lost = match (file.kind, format) {
            (SideKind::Booklet, _) => "the booklet was not written",
            (SideKind::Sample, _) => "the sample was not written",
            (SideKind::Report, _) => "the report was not written",
            (SideKind::Cover, Format::Epub) => "the cover's image was not written beside the EPUB, which has it",
            (SideKind::Cover, Format::Pdf) => "the cover for the printer was not written",
        };
        let draft = self.side(request, format, file).map_err(|fault| Unkept::Refused(fault.of_cover(lost)))?;
        draft.ok_or(Unkept::Unwanted)
    }
}

impl Outputs for Unwanted {
    type File = Vec<u8>;

    fn begin(&self, _: Request, _: Format) -> Result<Vec<u8>, Unkept> {
        Err(Unkept::Unwanted)
    }

    fn beside(&self, _: Request, _: Format, _: &SideFile) -> Result<Vec<u8>, Unkept> {
        Err(Unkept::Unwanted)
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file().flush()
    }
}

impl OutputFile for Draft {
    fn written(&mut self) -> Result<Vec<u8>, Diagnostic> {
        self.read().map_err(|fault| fault.told())
    }
}
