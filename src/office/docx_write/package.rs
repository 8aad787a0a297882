//! What parts share while they are written: links outside and notes.

use super::spaces::{HEAD, SPACES};
use crate::book::NoteId;
use crate::source::xml::escape;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The addresses that links lead to.
#[derive(Debug, Default)]
pub(super) struct DocxLinks {
    numbers: BTreeMap<String, usize>,
}

impl DocxLinks {
    /// The id of the relationship to an address.
    pub(super) fn relation(&mut self, address: &str) -> String {
        let next = self.numbers.len() + 1;
        let number = *self.numbers.entry(address.to_owned()).or_insert(next);
        format!("rIdL{number}")
    }

    /// Writes the relationships.
    pub(super) fn put(&self, relations: &mut String) {
        for (address, number) in &self.numbers {
            let _ = write!(
                relations,
                "<Relationship Id=\"rIdL{number}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" \
                 Target=\"{}\" TargetMode=\"External\"/>",
                escape(address)
            );
        }
    }
}

/// The author's notes.
#[derive(Debug, Default)]
pub(super) struct DocxNotes {
    /// The notes as they are written, each by itself.
    pub(super) part: String,
    /// The notes that were called.
    pub(super) called: BTreeSet<NoteId>,
    count: usize,
}

impl DocxNotes {
    /// The number of a new note.
    pub(super) fn number(&mut self) -> usize {
        self.count += 1;
        self.count
    }

    /// The part of the notes; none without any.
    pub(super) fn part(&self) -> Option<String> {
        (self.count > 0).then(|| {
            format!(
                "{HEAD}<w:footnotes {SPACES}><w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\
                 <w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>{}</w:footnotes>",
                self.part
            )
        })
    }
}
