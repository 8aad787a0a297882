//! The commentary of an EPUB that Bindery made: each entry becomes comments again, one for each voice, on the words that the EPUB marks.
//!
//! The EPUB puts the words that an entry is on into elements of the class `passage` before the entry's mark, and repeats them, or the
//! first and last of them, in the entry. Overlapping passages are cut into several elements, so each element is a place where a passage
//! may begin: the nearest one before the mark from which on the words are those of the entry is the one.

use super::notes::{WebNotes, WebSpot};
use super::place::WebDocuments;
use super::tree::{WebNode, WebPage};
use crate::office::settle::each;
use crate::office::text::{OfficePiece, OfficeRole, OfficeText};
use std::collections::BTreeMap;

/// What the names of bookmarks begin with that stand where passages may begin, until these are found. No id of a page begins so.
const PASSAGE: &str = "\u{1}passage ";

/// Places before a mark that are looked at, and how far before it.
const MOST_PLACES: usize = 200;
const FARTHEST: usize = 40_000;

/// An entry of the commentary.
#[derive(Debug)]
pub(super) struct BoundEntry {
    /// The words that the entry quotes; none of one on a section or a paragraph.
    pub(super) lemma: Option<String>,
    pub(super) voices: Vec<BoundVoice>,
}

/// What one voice says in an entry.
#[derive(Clone, Debug)]
pub(super) struct BoundVoice {
    /// The element that holds it.
    pub(super) node: usize,
    pub(super) name: Option<String>,
    pub(super) label: Option<String>,
}

/// A comment whose mark was read.
#[derive(Debug)]
pub(super) struct BoundRemark {
    pub(super) remark: usize,
    pub(super) lemma: Option<String>,
}

/// The entries of a commentary among the notes of some pages, by the notes' numbers.
pub(super) fn entries(pages: &WebDocuments, notes: &WebNotes) -> BTreeMap<usize, BoundEntry> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for document in &pages.all {
        let nodes = &document.page.nodes;
        let lists = (0..nodes.len()).filter(|at| nodes[*at].tag().is_some_and(|tag| tag.name == "ul" && tag.is("voices")));
        let items = lists.flat_map(|list| list + 1..nodes[list].end).filter(|at| nodes[*at].tag().is_some_and(|tag| tag.name == "li"));
        for item in items {
            let Some((label, words)) = labelled(&document.page, item) else { continue };
            names.insert(label, words);
        }
    }
    let entry = |number: usize, WebSpot { page, node }: WebSpot| {
        let page = &pages.all[page].page;
        let inside = node + 1..page.nodes[node].end;
        let of = |class: &'static str| {
            let inside = inside.clone();
            inside.filter(move |at| page.nodes[*at].tag().is_some_and(|tag| tag.is(class)))
        };
        let lemma = of("lemma").next().map(|at| words(page, at)).filter(|lemma| !lemma.is_empty());
        let voice = |at: usize| {
            let label = labelled(page, at).map(|(label, _)| label);
            let name = label.as_ref().and_then(|label| names.get(label)).cloned().or_else(|| label.clone());
            BoundVoice { node: at, name, label }
        };
        let voices: Vec<BoundVoice> = of("voice").map(voice).collect();
        (!voices.is_empty()).then_some((number, BoundEntry { lemma, voices }))
    };
    let is_entry = |spot: &WebSpot| pages.all[spot.page].page.nodes[spot.node].tag().is_some_and(|tag| tag.is("comment"));
    let all = notes.all.iter().map(|note| note.block).enumerate().filter(|(_, spot)| is_entry(spot));
    all.filter_map(|(number, spot)| entry(number, spot)).collect()
}

/// The label that an element begins with, and the words behind it.
fn labelled(page: &WebPage, node: usize) -> Option<(String, String)> {
    let end = page.nodes[node].end;
    let first = (node + 1..end.min(node + 12)).find(|at| page.nodes[*at].tag().is_some_and(|tag| tag.name == "b" && tag.is("label")))?;
    let behind: String = page.nodes[page.nodes[first].end..end].iter().filter_map(WebNode::words).collect();
    Some((words(page, first), behind.split_whitespace().collect::<Vec<_>>().join(" ")))
}

fn words(page: &WebPage, node: usize) -> String {
    let words: String = page.nodes[node..page.nodes[node].end].iter().filter_map(WebNode::words).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The introduction of a commentary, in its section: the nodes behind its heading, up to the list of voices or the first entry.
pub(super) fn introduction(page: &WebPage, section: usize) -> Option<std::ops::Range<usize>> {
    let end = page.nodes[section].end;
    let is_head = |at: &usize| page.nodes[*at].tag().is_some_and(|tag| tag.get("id") == Some("commentary-introduction"));
    let start = page.nodes[(section + 1..end.min(section + 12)).find(is_head)?].end;
    let mut at = start;
    while at < end {
        let is_behind = |tag: &super::tokens::WebTag| tag.name == "h2" && tag.get("id").is_none() || tag.is("voices") || tag.is("comment");
        if page.nodes[at].tag().is_some_and(is_behind) {
            break;
        }
        at = page.nodes[at].end.max(at + 1);
    }
    Some(start..at)
}

/// The mark of a place where a passage may begin.
pub(super) fn begin(number: usize) -> OfficePiece {
    OfficePiece::Bookmark(format!("{PASSAGE}{number}"))
}

/// Puts the begins of all passages where they are.
pub(super) fn settle(text: &mut OfficeText, bound: Vec<BoundRemark>) {
    let lemmas: BTreeMap<usize, Option<String>> =
        bound.into_iter().map(|one| (one.remark, one.lemma.map(|lemma| lemma.split_whitespace().collect::<Vec<_>>().join(" ")))).collect();
    let (mut story, mut places): (String, Vec<(usize, String)>) = (String::new(), Vec::new());
    let mut found: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut whole: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    // Begins that no element marks, by where they stand in the story.
    let mut within: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let (mut on_sections, mut lost) = (Vec::new(), Vec::new());
    let mut paragraph_number = 0;
    each(text, &mut |paragraph| {
        for piece in &paragraph.pieces {
            match piece {
                OfficePiece::Words { words, .. } => story.push_str(words),
                OfficePiece::Bookmark(name) if name.starts_with(PASSAGE) => places.push((story.len(), name.clone())),
                OfficePiece::RemarkEnd(remark) => match lemmas.get(remark) {
                    None => {}
                    Some(None) => {
                        whole.entry(paragraph_number).or_default().push(*remark);
                        on_sections.extend(matches!(paragraph.role, OfficeRole::Heading(_) | OfficeRole::Title).then_some(*remark));
                    }
                    Some(Some(lemma)) => {
                        let near = places.iter().rev().take(MOST_PLACES).take_while(|(at, _)| story.len() - at < FARTHEST);
                        match near.into_iter().find(|(at, _)| is_quoted(lemma, &story[*at..])) {
                            Some((_, name)) => found.entry(name.clone()).or_default().push(*remark),
                            // Words of footnotes are not marked.
                            None => match quoted_before(lemma, &story) {
                                Some(at) => within.entry(at).or_default().push(*remark),
                                None => lost.push(*remark),
                            },
                        }
                    }
                },
                _ => {}
            }
        }
        story.push(' ');
        paragraph_number += 1;
    });
    for remark in on_sections {
        if let Some(remark) = text.remarks.get_mut(remark) {
            remark.is_on_section = true;
        }
    }
    let mut story = 0;
    paragraph_number = 0;
    each(text, &mut |paragraph| {
        let mut pieces = Vec::with_capacity(paragraph.pieces.len());
        pieces.extend(whole.remove(&paragraph_number).into_iter().flatten().map(OfficePiece::RemarkStart));
        paragraph_number += 1;
        for piece in std::mem::take(&mut paragraph.pieces) {
            match piece {
                OfficePiece::Bookmark(name) if name.starts_with(PASSAGE) => {
                    pieces.extend(found.remove(&name).into_iter().flatten().map(OfficePiece::RemarkStart));
                }
                OfficePiece::RemarkEnd(remark) if lost.contains(&remark) => pieces.push(OfficePiece::RemarkPoint(remark)),
                OfficePiece::Words { words, look, change } => {
                    let mut from = 0;
                    for (at, remarks) in within.range(story..story + words.len()) {
                        let part = &words[from..at - story];
                        if !part.is_empty() {
                            pieces.push(OfficePiece::Words { words: part.to_owned(), look: look.clone(), change: change.clone() });
                        }
                        pieces.extend(remarks.iter().copied().map(OfficePiece::RemarkStart));
                        from = at - story;
                    }
                    story += words.len();
                    pieces.push(OfficePiece::Words { words: words[from..].to_owned(), look, change });
                }
                other => pieces.push(other),
            }
        }
        story += 1;
        paragraph.pieces = pieces;
    });
}

/// Where the words begin that an entry quotes, if they stand right before the end of a text.
fn quoted_before(lemma: &str, text: &str) -> Option<usize> {
    let own: Vec<char> = lemma.chars().filter(|c| c.is_alphanumeric()).collect();
    let mut before = text.char_indices().rev().filter(|(_, c)| c.is_alphanumeric());
    let mut start = None;
    for wanted in own.iter().rev() {
        let (at, sign) = before.next()?;
        if sign != *wanted {
            return None;
        }
        start = Some(at);
    }
    start
}

/// Whether an entry that quotes these words is on a stretch of the text: all of it, or its first and last words.
fn is_quoted(lemma: &str, stretch: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let own = letters(stretch);
    let marks = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    match lemma.split_once(" … ") {
        _ if own == letters(lemma) => !own.is_empty() || marks(stretch) == marks(lemma),
        Some((first, last)) => {
            let (first, last) = (letters(first), letters(last));
            own.len() > first.len() + last.len() && own.starts_with(&first) && own.ends_with(&last)
        }
        None => false,
    }
}
