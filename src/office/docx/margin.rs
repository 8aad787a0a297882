//! Notes and comments: where they begin in their parts, and the marks that the text has of comments.

use super::draft::DocxContainer;
use super::reader::{DocxNoteId, DocxOpen, DocxReader, DocxRemark};
use super::values::short;
use crate::office::text::OfficePiece;
use crate::office::xml::OfficeElement;

impl DocxReader<'_> {
    /// A note begins in its part.
    pub(super) fn begin_note(&mut self, element: &OfficeElement) -> DocxOpen {
        self.containers.push(DocxContainer::default());
        let id = element.get("w:id").unwrap_or("").trim().to_owned();
        let is_note = matches!(element.get("w:type"), None | Some("normal" | ""));
        let id = if is_note { id } else { format!("{id} of no note") };
        DocxOpen::Note(DocxNoteId { is_endnote: element.name == "w:endnote", id })
    }

    /// A comment begins in its part.
    pub(super) fn begin_remark(&mut self, element: &OfficeElement) {
        self.containers.push(DocxContainer::default());
        let author = element.get("w:author").and_then(short).filter(|author| author != "Unknown Author");
        let remark = DocxRemark {
            author,
            initials: element.get("w:initials").and_then(short),
            date: element.get("w:date").and_then(short),
            ..DocxRemark::default()
        };
        let id = element.get("w:id").unwrap_or("").trim().to_owned();
        self.found.remark_ids.entry(id).or_insert(self.found.remarks.len());
        self.found.remarks.push(remark);
    }

    /// Keeps the id of a paragraph of a comment: of the last one, it is the comment's.
    pub(super) fn paragraph_id(&mut self, element: &OfficeElement) {
        if self.containers.len() == 1
            && self.open.iter().any(|open| matches!(open, DocxOpen::Remark))
            && let (Some(id), Some(remark)) = (element.get("w14:paraId"), self.found.remarks.last_mut())
        {
            remark.paragraph = Some(id.to_uppercase());
        }
    }

    /// A mark of a comment: where it begins or ends, or where its sign stands.
    pub(super) fn mark_remark(&mut self, element: &OfficeElement) {
        let id = element.get("w:id").unwrap_or("").trim();
        let Some(&remark) = self.found.remark_ids.get(id) else {
            if element.name == "w:commentReference" {
                self.lose("marks of comments that are missing");
            }
            return;
        };
        match element.name.as_str() {
            "w:commentRangeStart" => self.mark(OfficePiece::RemarkStart(remark)),
            "w:commentRangeEnd" => self.mark_behind(OfficePiece::RemarkEnd(remark)),
            _ => self.mark(OfficePiece::RemarkPoint(remark)),
        }
    }
}
