//! The path of each output: where the call says, under the book's name.

use super::args::Build;
use super::target::OutputTarget;
use crate::book::Metadata;
use crate::build::{Format, name};
use crate::config::Config;
use std::path::PathBuf;

/// Where an output goes; none if to standard output. The PDF for a printer has a name of its own, so that the one for the screen stays.
pub(super) fn place(build: &Build, config: &Config, metadata: &Metadata, format: Format) -> Option<PathBuf> {
    let ending = match format {
        Format::Epub => ".epub",
        Format::Pdf if build.print => "-print.pdf",
        Format::Pdf => ".pdf",
    };
    match &build.target {
        OutputTarget::Stdout => None,
        OutputTarget::File(path) => Some(path.clone()),
        OutputTarget::Folder(folder) => Some(folder.join(format!("{}{ending}", name(config, metadata, &build.book)))),
    }
}
