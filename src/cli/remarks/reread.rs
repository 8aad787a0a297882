//! A book that is read once more, with another text of its commentary.

use super::target::{CommentaryTarget, ImportFault, with_target};
use crate::book::Book;
use crate::config::Config;
use crate::diagnostics::{Diagnostics, Severity};
use crate::read::{ReadingManner, read};
use crate::source::{Overlay, Sources};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A book that was read again, with its texts and errors.
pub(super) struct Reread {
    pub(super) book: Book,
    pub(super) sources: Sources,
    pub(super) errors: BTreeSet<String>,
}

/// Reads the book with another text of its commentary.
pub(super) fn reread(config: &Config, target: &CommentaryTarget, text: &str) -> Result<Reread, ImportFault> {
    let mut config = with_target(config, target);
    let mut files = Overlay::new(Arc::clone(config.folder.files()));
    files.put(config.folder.join(&target.name), text.as_bytes().to_vec());
    config.folder = crate::source::Folder::new(Arc::new(files), config.folder.path().to_owned());
    let (mut sources, mut findings) = (Sources::default(), Diagnostics::default());
    let manner = ReadingManner { draft: true, ..ReadingManner::default() };
    let book =
        read(&config, manner, &mut sources, &mut findings).ok_or_else(|| ImportFault::Refused("the book can't be read".to_owned()))?;
    let errors = errors(&findings);
    Ok(Reread { book, sources, errors })
}

/// The errors among some findings, without their places, which move.
pub(super) fn errors(findings: &Diagnostics) -> BTreeSet<String> {
    let grave = findings.iter().filter(|finding| finding.severity == Severity::Error);
    grave.map(|finding| format!("{}: {}", finding.code.id(), finding.message)).collect()
}
