//! What can be told only when a whole document is read: which language is that of most of it, which bookmarks are led to, which
//! remarks have a passage.

use super::flow::push;
use super::kept::KeptBookmarks;
use super::text::{OfficeBlock, OfficeParagraph, OfficePiece, OfficeTarget, OfficeText};
use std::collections::{BTreeMap, BTreeSet};

/// Settles a document whose reader gave every piece its language, every bookmark its place, and every remark its begin.
pub(super) fn settle(text: &mut OfficeText) {
    settle_with(text, KeptBookmarks::default());
}

/// As [`settle`]; some bookmarks stay though nothing leads to them.
pub(super) fn settle_with(text: &mut OfficeText, anchors: KeptBookmarks) {
    headings_by_words(text);
    let mut facts = OfficeTally { anchors, ..OfficeTally::default() };
    each(text, &mut |paragraph| facts.take(paragraph));
    let language = facts.languages.iter().max_by_key(|(_, letters)| **letters).map(|(language, _)| language.clone());
    if let Some(language) = language.filter(|language| !language.is_empty()) {
        text.facts.language = Some(language);
    }
    // What programs write where nobody said anything.
    let has_language = |tag: &String| {
        tag.split('-').next().is_some_and(|first| (2..=8).contains(&first.len()) && first.bytes().all(|c| c.is_ascii_alphabetic()))
    };
    text.facts.language = text.facts.language.take().filter(has_language);
    let is_title = |title: &String| {
        title.contains(char::is_alphanumeric) && !["untitled", "unknown", "unknown title"].contains(&title.to_lowercase().as_str())
    };
    text.facts.title = text.facts.title.take().filter(is_title);
    let main = text.facts.language.clone();
    let mut lost = 0;
    let mut link = None;
    each(text, &mut |paragraph| lost += facts.put(paragraph, main.as_deref(), &mut link));
    for _ in 0..lost {
        text.losses.count("links to places that the document doesn’t have");
    }
}

/// Calls a function with every paragraph, those of notes and remarks too.
pub(super) fn each(text: &mut OfficeText, visit: &mut dyn FnMut(&mut OfficeParagraph)) {
    within(&mut text.blocks, visit);
    for note in &mut text.notes {
        within(&mut note.blocks, visit);
    }
    for remark in &mut text.remarks {
        within(&mut remark.blocks, visit);
    }
    within(&mut text.introduction, visit);
}

/// Calls a function with every paragraph of some blocks. Tables lie in each other no deeper than the readers let them.
fn within(blocks: &mut [OfficeBlock], visit: &mut dyn FnMut(&mut OfficeParagraph)) {
    for block in blocks {
        match block {
            OfficeBlock::Paragraph(paragraph) => visit(paragraph),
            OfficeBlock::Table(table) => {
                for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
                    within(&mut cell.blocks, visit);
                }
            }
            OfficeBlock::PageBreak | OfficeBlock::Rule => {}
        }
    }
}

/// Facts about all of a document.
#[derive(Default)]
struct OfficeTally {
    /// Letters by their language.
    languages: BTreeMap<String, usize>,
    bookmarks: BTreeSet<String>,
    led_to: BTreeSet<String>,
    anchors: KeptBookmarks,
    begun: BTreeSet<usize>,
    ended: BTreeSet<usize>,
}

impl OfficeTally {
    fn take(&mut self, paragraph: &OfficeParagraph) {
        self.bookmarks.extend(paragraph.bookmarks.iter().cloned());
        for piece in &paragraph.pieces {
            match piece {
                OfficePiece::Words { words, look, .. } => {
                    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
                    *self.languages.entry(look.language.clone().unwrap_or_default()).or_default() += letters;
                }
                OfficePiece::LinkStart(OfficeTarget::Bookmark(name)) => drop(self.led_to.insert(name.clone())),
                OfficePiece::Bookmark(name) => drop(self.bookmarks.insert(name.clone())),
                OfficePiece::RemarkStart(remark) => drop(self.begun.insert(*remark)),
                OfficePiece::RemarkEnd(remark) => drop(self.begun.contains(remark).then(|| self.ended.insert(*remark))),
                _ => {}
            }
        }
    }

    /// Leaves in a paragraph what means something; gives the number of links that lead nowhere. `link` is whether the link that is open
    /// is one that stays.
    fn put(&self, paragraph: &mut OfficeParagraph, main: Option<&str>, link: &mut Option<bool>) -> usize {
        paragraph.bookmarks.retain(|name| self.led_to.contains(name));
        paragraph.bookmarks.sort();
        paragraph.bookmarks.dedup();
        let mut lost = 0;
        let mut pieces = Vec::with_capacity(paragraph.pieces.len());
        for mut piece in std::mem::take(&mut paragraph.pieces) {
            let stays = match &mut piece {
                OfficePiece::Words { look, .. } => {
                    look.language = look.language.take().filter(|language| Some(language.as_str()) != main && !language.is_empty());
                    true
                }
                OfficePiece::LinkStart(target) => {
                    let leads = !matches!(target, OfficeTarget::Bookmark(name) if !self.bookmarks.contains(name));
                    lost += usize::from(!leads);
                    *link = Some(leads);
                    leads
                }
                OfficePiece::LinkEnd => link.take().unwrap_or(false),
                OfficePiece::Bookmark(name) => self.led_to.contains(name) || self.anchors.keeps(name),
                OfficePiece::RemarkEnd(remark) => self.ended.contains(remark),
                OfficePiece::RemarkStart(remark) if !self.ended.contains(remark) => {
                    piece = OfficePiece::RemarkPoint(*remark);
                    true
                }
                _ => true,
            };
            if stays {
                push(&mut pieces, piece);
            }
        }
        paragraph.pieces = pieces;
        lost
    }
}

/// Gives headings that are led to by their words (LibreOffice's `#Words|outline`) a bookmark of that name.
fn headings_by_words(text: &mut OfficeText) {
    let mut led_to = BTreeMap::new();
    each(text, &mut |paragraph| {
        for piece in &paragraph.pieces {
            if let OfficePiece::LinkStart(OfficeTarget::Bookmark(name)) = piece
                && let Some(words) = name.strip_suffix("|outline")
            {
                led_to.insert(bare(words), name.clone());
            }
        }
    });
    if led_to.is_empty() {
        return;
    }
    each(text, &mut |paragraph| {
        let words: String = paragraph.pieces.iter().filter_map(words).collect();
        if matches!(paragraph.role, super::text::OfficeRole::Heading(_))
            && let Some(name) = led_to.remove(&bare(&words))
        {
            paragraph.bookmarks.push(name);
        }
    });
}

/// The words of a piece, if it is words.
pub(super) fn words(piece: &OfficePiece) -> Option<&str> {
    match piece {
        OfficePiece::Words { words, .. } => Some(words),
        _ => None,
    }
}

/// A heading's words without a number before them.
fn bare(words: &str) -> String {
    words.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c.is_whitespace()).trim().to_owned()
}
