//! Comments: their passages, who made them and when, and which answer which.

use super::lists::OdtHidden;
use super::open::{OdtGathered, OdtOpen};
use super::reader::OdtReader;
use crate::office::settle::words;
use crate::office::text::{OfficeBlock, OfficePiece, OfficeRemark};
use crate::office::xml::OfficeElement;

impl OdtReader<'_> {
    pub(super) fn begin_remark(&mut self, element: &OfficeElement) -> OdtOpen {
        let remark = self.flow.text.remarks.len();
        let is_resolved = element.get("loext:resolved") == Some("true");
        self.flow.text.remarks.push(OfficeRemark { is_resolved, ..OfficeRemark::default() });
        self.remarks.names.extend(element.get("office:name").map(|name| (name.to_owned(), remark)));
        self.remarks.parents.extend(element.get("loext:parent-name").map(|name| (remark, name.to_owned())));
        self.flow.piece(OfficePiece::RemarkStart(remark));
        self.remarks.open.push(remark);
        self.flow.open();
        OdtOpen::Remark(remark, self.lists.hide())
    }

    pub(super) fn end_remark(&mut self, remark: usize, lists: OdtHidden) {
        let blocks = self.flow.close();
        self.lists.show(lists);
        self.remarks.open.pop();
        if let Some(remark) = self.flow.text.remarks.get_mut(remark) {
            remark.blocks.extend(blocks);
        }
    }

    /// Ends the passage of a comment.
    pub(super) fn end_passage(&mut self, element: &OfficeElement) {
        let remark = element.get("office:name").and_then(|name| self.remarks.names.get(name));
        if let Some(&remark) = remark.filter(|remark| !self.remarks.ended.contains(*remark)) {
            self.remarks.ended.insert(remark);
            self.flow.piece(OfficePiece::RemarkEnd(remark));
        }
    }

    /// Takes what is said of the comment that is open.
    pub(super) fn remark_told(&mut self, what: OdtGathered, value: Option<String>) {
        let Some(remark) = self.remarks.open.last().and_then(|remark| self.flow.text.remarks.get_mut(*remark)) else { return };
        match what {
            OdtGathered::Author => remark.author = value,
            OdtGathered::Date => remark.date = value,
            OdtGathered::Initials => remark.initials = value,
            _ => {}
        }
    }

    /// Settles which comment answers which: what the document says of it, or else the words with which LibreOffice begins an answer
    /// (“Reply to Ann (02/03/2026, 12:00): "What she wrote"”).
    pub(super) fn settle_threads(&mut self) {
        let remarks = &mut self.flow.text.remarks;
        for index in 0..remarks.len() {
            let named = self.remarks.parents.get(&index).and_then(|name| self.remarks.names.get(name)).copied();
            let answered = named.filter(|parent| *parent < index).or_else(|| {
                let parent = index.checked_sub(1).filter(|before| quotes(&remarks[index], &remarks[*before]))?;
                remarks[index].blocks.remove(0);
                Some(parent)
            });
            // Of parents each is settled before those that answer it.
            remarks[index].answers = answered.map(|parent| remarks[parent].answers.unwrap_or(parent));
        }
    }
}

/// The words of a paragraph, if a block is one.
fn words_of(block: Option<&OfficeBlock>) -> Option<String> {
    match block {
        Some(OfficeBlock::Paragraph(paragraph)) => Some(paragraph.pieces.iter().filter_map(words).collect()),
        _ => None,
    }
}

/// Whether a comment begins with a quotation of another by which LibreOffice marks an answer.
fn quotes(answer: &OfficeRemark, other: &OfficeRemark) -> bool {
    let Some((author, quoting)) = other.author.as_deref().zip(words_of(answer.blocks.first())) else { return false };
    let Some((head, quoted)) = quoting.split_once("): \"") else { return false };
    let Some(quoted) = quoted.trim_end().strip_suffix('"') else { return false };
    let said: String = other.blocks.iter().filter_map(|block| words_of(Some(block))).collect();
    // What is quoted may be cut off, and a program may have put its own quotation before what was said.
    let begin: String = quoted.trim_end_matches(['.', '…']).split_whitespace().collect();
    let said: String = said.split_whitespace().collect();
    answer.blocks.len() > 1 && head.contains(&format!("{author} (")) && (said.starts_with(&begin) || said.ends_with(&begin))
}
