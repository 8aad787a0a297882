//! The remarks in the margin of a word processor's copy of the book, with the words that they are on.

use super::date;
use super::markdown::from_plain;
use super::remark::{ForeignRemark, RemarkFile, RemarkQuotation, RemarkWords};
use crate::office::text::{OfficeBlock, OfficeParagraph, OfficePiece, OfficeText};
use std::collections::{BTreeMap, BTreeSet};

/// Bytes of context that are kept on either side.
const CONTEXT: usize = 400;
/// How many words a remark on a place between two characters is taken to be on.
const NEAREST: usize = 3;
/// Blocks lie in one another no deeper than this.
const DEEPEST: usize = 40;

/// The remarks of a document.
pub(super) fn from_office(text: &OfficeText) -> RemarkFile {
    let mut copy = CopyText::default();
    copy.blocks(&text.blocks, DEEPEST);
    for note in &text.notes {
        copy.flows.push(copy.text.len());
        copy.blocks(&note.blocks, DEEPEST);
    }
    let mut remarks: Vec<Option<ForeignRemark>> = Vec::new();
    for (number, remark) in text.remarks.iter().enumerate() {
        let said = RemarkWords {
            author: remark.author.clone().or_else(|| remark.initials.clone()),
            date: remark.date.as_deref().and_then(date::iso),
            text: from_plain(&plain(&remark.blocks)),
        };
        let thread = remark.answers.and_then(|first| remarks.get_mut(first)).and_then(Option::as_mut);
        if let Some(thread) = thread {
            thread.replies.extend(Some(said).filter(|said| !said.text.is_empty()));
            remarks.push(None);
            continue;
        }
        let quotation = copy.quotation(number);
        let id = Some(number.to_string());
        remarks.push(Some(ForeignRemark { quotation, said, is_resolved: remark.is_resolved, id, ..ForeignRemark::default() }));
    }
    let mut all: Vec<ForeignRemark> = remarks.into_iter().flatten().collect();
    let before = all.len();
    all.retain(|remark| !remark.said.text.is_empty() || !remark.replies.is_empty());
    RemarkFile { form: "comments of a word processor", wordless: before - all.len(), remarks: all, ..RemarkFile::default() }
}

/// The words of some blocks, a line each.
fn plain(blocks: &[OfficeBlock]) -> String {
    let mut copy = CopyText::default();
    copy.blocks(blocks, DEEPEST);
    copy.text.trim().to_owned()
}

/// The text of a copy, and where its remarks stand in it.
#[derive(Default)]
struct CopyText {
    text: String,
    /// Where each note begins: the words before it are no context of it, nor are its own of what stands before.
    flows: Vec<usize>,
    starts: BTreeMap<usize, usize>,
    ends: BTreeMap<usize, usize>,
    points: BTreeMap<usize, usize>,
    /// The remarks on hidden words, and those that are open.
    hidden: BTreeSet<usize>,
    open: BTreeSet<usize>,
}

impl CopyText {
    fn blocks(&mut self, blocks: &[OfficeBlock], depth: usize) {
        for block in blocks {
            match block {
                OfficeBlock::Paragraph(paragraph) => self.paragraph(paragraph),
                OfficeBlock::Table(table) if depth > 0 => {
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        self.blocks(&cell.blocks, depth - 1);
                    }
                }
                OfficeBlock::Table(_) | OfficeBlock::PageBreak | OfficeBlock::Rule => {}
            }
        }
    }

    fn paragraph(&mut self, paragraph: &OfficeParagraph) {
        // Whether the words before are to be seen, and remarks on a place before any.
        let (mut is_shown, mut first): (Option<bool>, Vec<usize>) = (None, Vec::new());
        for piece in &paragraph.pieces {
            let at = self.text.len();
            match piece {
                // A text with changes is read as it will be once they are accepted.
                OfficePiece::Words { words, change, .. } => {
                    let is_kept = change.as_ref().is_none_or(|change| change.is_insertion);
                    let says = !words.is_empty() && is_kept;
                    if words.is_empty() {
                        self.hidden.extend(&self.open);
                    }
                    if says {
                        self.text.push_str(words);
                    } else if is_shown.is_none() {
                        self.hidden.extend(&first);
                    }
                    if !says || !words.trim().is_empty() {
                        is_shown = Some(says);
                    }
                }
                OfficePiece::RemarkPoint(remark) if is_shown == Some(false) => drop(self.hidden.insert(*remark)),
                OfficePiece::LineBreak => self.text.push('\n'),
                OfficePiece::RemarkStart(remark) => {
                    self.open.insert(*remark);
                    self.starts.entry(*remark).or_insert(at);
                }
                OfficePiece::RemarkEnd(remark) => {
                    self.open.remove(remark);
                    self.ends.insert(*remark, at);
                }
                OfficePiece::RemarkPoint(remark) => {
                    first.extend(is_shown.is_none().then_some(*remark));
                    self.points.entry(*remark).or_insert(at);
                }
                _ => {}
            }
        }
        self.text.push_str("\n\n");
    }

    /// The words that a remark is on.
    fn quotation(&self, remark: usize) -> RemarkQuotation {
        let range = match (self.starts.get(&remark), self.ends.get(&remark), self.points.get(&remark)) {
            (Some(&start), Some(&end), _) if !self.text[start..end.max(start)].trim().is_empty() => (start, end, false),
            _ if self.hidden.contains(&remark) => return RemarkQuotation::default(),
            (Some(&at), ..) | (None, _, Some(&at)) => {
                let (start, end) = self.nearest(at);
                (start, end, true)
            }
            _ => return RemarkQuotation::default(),
        };
        let (start, end, is_near) = range;
        let exact = &self.text[start..end];
        let start = start + exact.len() - exact.trim_start().len();
        let end = end - (exact.len() - exact.trim_end().len());
        let next = self.flows.partition_point(|flow| *flow <= start);
        let flow = next.checked_sub(1).map_or(0, |flow| self.flows[flow]);
        let mut from = start.saturating_sub(CONTEXT).max(flow);
        let mut upto = (end + CONTEXT).min(self.flows.get(next).copied().unwrap_or(self.text.len()).max(end));
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        while !self.text.is_char_boundary(upto) {
            upto -= 1;
        }
        let whole = |text: &str| if from == flow { format!(" {text}") } else { text.to_owned() };
        let prefix = whole(&self.text[from..start]);
        RemarkQuotation { exact: exact.trim().to_owned(), prefix, suffix: self.text[end..upto].to_owned(), is_near }
    }

    /// The last words before a place in its paragraph, else the first behind it.
    fn nearest(&self, at: usize) -> (usize, usize) {
        let paragraph = self.text[..at].rfind("\n\n").map_or(0, |end| end + 2);
        let before = self.text[paragraph..at].trim_end();
        let step =
            |words: &str| words.split_whitespace().map(|word| word.as_ptr() as usize - self.text.as_ptr() as usize).collect::<Vec<_>>();
        let starts = step(before);
        if let Some(&first) = starts.get(starts.len().saturating_sub(NEAREST)) {
            return (first, paragraph + before.len());
        }
        let behind = &self.text[at..];
        let line = &behind[..behind.find("\n\n").unwrap_or(behind.len())];
        match (line.split_whitespace().next(), line.split_whitespace().take(NEAREST).last()) {
            (Some(first), Some(last)) => {
                let place = |word: &str| word.as_ptr() as usize - self.text.as_ptr() as usize;
                (place(first), place(last) + last.len())
            }
            _ => (at, at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::text::{OfficeLook, OfficeRemark};

    fn words(words: &str) -> OfficePiece {
        OfficePiece::Words { words: words.to_owned(), look: OfficeLook::default(), change: None }
    }

    fn paragraph(pieces: Vec<OfficePiece>) -> OfficeBlock {
        OfficeBlock::Paragraph(OfficeParagraph { pieces, ..OfficeParagraph::default() })
    }

    #[test]
    fn ranges_points_and_answers_are_read() {
        let said = |text: &str, answers| OfficeRemark {
            author: Some("Ada".into()),
            blocks: vec![paragraph(vec![words(text)])],
            answers,
            ..OfficeRemark::default()
        };
        let text = OfficeText {
            blocks: vec![
                paragraph(vec![words("The "), OfficePiece::RemarkStart(0), words("fleet was"), words(" lost")]),
                paragraph(vec![words("in one"), OfficePiece::RemarkEnd(0), words(" night"), OfficePiece::RemarkPoint(2), words(".")]),
            ],
            remarks: vec![said("Which?", None), said("Ours.", Some(0)), said("Two nights", None)],
            ..OfficeText::default()
        };
        let read = from_office(&text);
        let exact: Vec<&str> = read.remarks.iter().map(|remark| remark.quotation.exact.as_str()).collect();
        assert_eq!(exact, ["fleet was lost\n\nin one", "in one night"]);
        assert_eq!(read.remarks[0].quotation.prefix, " The ");
        assert_eq!(read.remarks[0].replies[0].text, "Ours.");
    }
}
