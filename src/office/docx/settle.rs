//! What can be told only when all is read: which comments have a passage, which bookmarks are led to, what language is meant.

use super::runs::push_words;
use crate::office::text::{OfficeBlock, OfficePiece, OfficeRole, OfficeTarget};
use crate::office::trim::shows;
use std::collections::{BTreeMap, BTreeSet};

/// What is known of a whole document, by which its pieces are settled.
#[derive(Debug, Default)]
pub(super) struct DocxSettling {
    /// The language of most of the text.
    pub(super) language: Option<String>,
    /// Bookmarks that are led to and exist.
    pub(super) bookmarks: BTreeSet<String>,
    /// The places of pictures in the end; none of those that could not be read.
    pub(super) pictures: Vec<Option<usize>>,
    /// What is known of the marks of each comment.
    pub(super) remarks: Vec<DocxMarks>,
    /// Links that lead nowhere.
    pub(super) dead_links: usize,
    /// Whether a page that ends above a heading does so by an editor's will: in a document of a review.
    pub(super) keeps_breaks: bool,
    /// Whether a link is open that is dropped.
    pub(super) drops_link: bool,
}

/// What is known of the marks of a comment.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct DocxMarks {
    /// How much of the text stood before its beginning; none where it has none.
    start: Option<usize>,
    /// How much of the text stood before the end of the passage.
    end: Option<usize>,
    has_point: bool,
    /// Marks that were set in the end.
    is_begun: bool,
    is_ended: bool,
    is_pointed: bool,
    /// The marks of an answer are left out where the comment that it answers has some.
    pub(super) is_answer: bool,
}

impl DocxMarks {
    /// Whether the comment is on a passage, and not on a point.
    fn has_passage(&self) -> bool {
        matches!((self.start, self.end), (Some(start), Some(end)) if start < end)
    }

    /// Whether the comment has a place at all.
    pub(super) fn has_place(&self) -> bool {
        self.start.is_some() || self.has_point
    }
}

/// What the first way through the text counts.
#[derive(Debug, Default)]
pub(super) struct DocxSurvey {
    pub(super) marks: Vec<DocxMarks>,
    pub(super) bookmarks: BTreeSet<String>,
    /// How much of the text was passed.
    passed: usize,
}

impl DocxSurvey {
    /// A survey of a document with so many comments.
    pub(super) fn new(remarks: usize) -> Self {
        Self { marks: vec![DocxMarks::default(); remarks], ..Self::default() }
    }

    /// Goes through some blocks.
    pub(super) fn survey(&mut self, blocks: &[OfficeBlock]) {
        for block in blocks {
            match block {
                OfficeBlock::Paragraph(paragraph) => paragraph.pieces.iter().for_each(|piece| self.piece(piece)),
                OfficeBlock::Table(table) => {
                    for cell in table.rows.iter().flat_map(|row| &row.cells) {
                        self.survey(&cell.blocks);
                    }
                }
                OfficeBlock::PageBreak | OfficeBlock::Rule => {}
            }
        }
    }

    fn piece(&mut self, piece: &OfficePiece) {
        let passed = self.passed;
        match piece {
            OfficePiece::RemarkStart(remark) => {
                if let Some(marks) = self.marks.get_mut(*remark) {
                    marks.start = marks.start.or(Some(passed));
                }
            }
            OfficePiece::RemarkEnd(remark) => {
                if let Some(marks) = self.marks.get_mut(*remark).filter(|marks| marks.start.is_some()) {
                    marks.end = marks.end.or(Some(passed));
                }
            }
            OfficePiece::RemarkPoint(remark) => {
                if let Some(marks) = self.marks.get_mut(*remark) {
                    marks.has_point = true;
                    // A passage whose end is missing ends where its sign stands.
                    marks.end = marks.end.or(marks.start.map(|_| passed));
                }
            }
            OfficePiece::Bookmark(name) => {
                self.bookmarks.insert(name.clone());
            }
            // Hidden words are something, though nothing of them is left.
            OfficePiece::Words { words, .. } => self.passed += words.len().max(1),
            OfficePiece::Picture { .. } | OfficePiece::Formula { .. } | OfficePiece::Note(_) => self.passed += 1,
            OfficePiece::LineBreak | OfficePiece::LinkStart(_) | OfficePiece::LinkEnd | OfficePiece::Changed(_) => {}
        }
    }
}

impl DocxSettling {
    /// Settles blocks.
    pub(super) fn settle(&mut self, blocks: Vec<OfficeBlock>) -> Vec<OfficeBlock> {
        let mut out: Vec<OfficeBlock> = Vec::with_capacity(blocks.len());
        for mut block in blocks {
            match &mut block {
                OfficeBlock::Paragraph(paragraph) => {
                    let pieces = std::mem::take(&mut paragraph.pieces);
                    let dead = self.dead_links;
                    paragraph.pieces = self.pieces(pieces);
                    if paragraph.role == OfficeRole::Generated {
                        self.dead_links = dead;
                    }
                    let names = paragraph.pieces.iter().filter_map(|piece| match piece {
                        OfficePiece::Bookmark(name) => Some(name.clone()),
                        _ => None,
                    });
                    paragraph.bookmarks = names.collect();
                    let is_heading = matches!(paragraph.role, OfficeRole::Heading(_) | OfficeRole::Title);
                    if is_heading && !self.keeps_breaks && shows(&paragraph.pieces) {
                        while matches!(out.last(), Some(OfficeBlock::PageBreak)) {
                            out.pop();
                        }
                    }
                }
                OfficeBlock::Table(table) => {
                    for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
                        cell.blocks = self.settle(std::mem::take(&mut cell.blocks));
                    }
                }
                // Two breaks are one, and before everything there is none.
                OfficeBlock::PageBreak if matches!(out.last(), None | Some(OfficeBlock::PageBreak)) => continue,
                OfficeBlock::PageBreak | OfficeBlock::Rule => {}
            }
            out.push(block);
        }
        while matches!(out.last(), Some(OfficeBlock::PageBreak)) {
            out.pop();
        }
        out
    }

    fn pieces(&mut self, pieces: Vec<OfficePiece>) -> Vec<OfficePiece> {
        let mut out: Vec<OfficePiece> = Vec::with_capacity(pieces.len());
        for piece in pieces {
            match piece {
                OfficePiece::Words { words, mut look, change } => {
                    let has_letters = words.chars().any(char::is_alphabetic);
                    if !has_letters || self.language.as_ref().zip(look.language.as_ref()).is_some_and(|(main, other)| is_same(main, other))
                    {
                        look.language = None;
                    }
                    push_words(&mut out, words, look, change);
                }
                OfficePiece::Picture { picture, words, width } => {
                    if let Some(picture) = self.pictures.get(picture).copied().flatten() {
                        out.push(OfficePiece::Picture { picture, words, width });
                    } else if matches!(out.last(), Some(OfficePiece::Changed(_))) {
                        out.pop();
                    }
                }
                OfficePiece::Bookmark(name) if !self.bookmarks.contains(&name) => {}
                OfficePiece::LinkStart(OfficeTarget::Bookmark(name)) if !self.bookmarks.contains(&name) => {
                    self.drops_link = true;
                    self.dead_links += 1;
                }
                OfficePiece::LinkEnd if std::mem::take(&mut self.drops_link) => {}
                OfficePiece::LinkEnd if matches!(out.last(), Some(OfficePiece::LinkStart(_))) => {
                    out.pop();
                }
                OfficePiece::RemarkStart(remark) | OfficePiece::RemarkEnd(remark) | OfficePiece::RemarkPoint(remark) => {
                    out.extend(self.remark(&piece, remark));
                }
                piece => out.push(piece),
            }
        }
        out
    }

    /// What a mark of a comment becomes; nothing if there is one already.
    fn remark(&mut self, piece: &OfficePiece, remark: usize) -> Option<OfficePiece> {
        let marks = self.remarks.get_mut(remark)?;
        if marks.is_answer {
            return None;
        }
        match piece {
            OfficePiece::RemarkStart(_) if marks.has_passage() => {
                (!std::mem::replace(&mut marks.is_begun, true)).then_some(OfficePiece::RemarkStart(remark))
            }
            OfficePiece::RemarkEnd(_) if marks.has_passage() => {
                (marks.is_begun && !std::mem::replace(&mut marks.is_ended, true)).then_some(OfficePiece::RemarkEnd(remark))
            }
            OfficePiece::RemarkPoint(_) if marks.has_passage() => {
                (marks.is_begun && !std::mem::replace(&mut marks.is_ended, true)).then_some(OfficePiece::RemarkEnd(remark))
            }
            OfficePiece::RemarkEnd(_) => None,
            _ => (!std::mem::replace(&mut marks.is_pointed, true)).then_some(OfficePiece::RemarkPoint(remark)),
        }
    }
}

/// Whether two languages are one for a reader: varieties of one are, but for Chinese, which is written in two ways.
fn is_same(main: &str, other: &str) -> bool {
    let primary = |tag: &str| tag.split('-').next().unwrap_or("").to_lowercase();
    main.eq_ignore_ascii_case(other) || primary(main) == primary(other) && primary(main) != "zh"
}

/// The language that most letters are in; none if the document doesn't say.
pub(super) fn main_language(languages: &BTreeMap<Option<String>, usize>) -> Option<String> {
    let most = languages.iter().max_by(|(one, letters), (other, more)| letters.cmp(more).then_with(|| other.cmp(one)));
    most.and_then(|(language, _)| language.clone())
}
