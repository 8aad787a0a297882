//! The commentary of an EPUB that Bindery made: each entry becomes comments again, one for each voice, on the words that the EPUB marks.
//!
//! The EPUB puts the words that an entry is on into elements of the class `passage` before the entry's mark, and repeats them, or the
//! first and last of them, in the entry. Overlapping passages are cut into several elements, so each element is a place where a passage
//! may begin: the nearest one before the mark from which on the words are those of the entry is the one.

use super::entry::{BoundEntry, BoundVoice};
use super::notes::{WebNotes, WebSpot};
use super::place::WebDocuments;
use super::tree::{WebNode, WebPage};
use crate::office::settle::each;
use crate::office::text::{OfficeParagraph, OfficePiece, OfficeRole, OfficeText};
use std::collections::{BTreeMap, BTreeSet};

/// What the names of bookmarks begin with that stand where passages may begin, until these are found. No id of a page begins so.
const PASSAGE: &str = "\u{1}passage ";

/// Places before a mark that are looked at, and how far before it.
const MOST_PLACES: usize = 200;
const FARTHEST: usize = 20_000;

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
    let lemma = |lemma: String| lemma.split_whitespace().collect::<Vec<_>>().join(" ");
    let lemmas = bound.into_iter().map(|one| (one.remark, one.lemma.map(lemma))).collect();
    let mut begins = PassageBegins { lemmas, ..PassageBegins::default() };
    let mut number = 0;
    each(text, &mut |paragraph| {
        begins.find(paragraph, number);
        number += 1;
    });
    for remark in &begins.on_sections {
        if let Some(remark) = text.remarks.get_mut(*remark) {
            remark.is_on_section = true;
        }
    }
    (number, begins.at) = (0, 0);
    each(text, &mut |paragraph| {
        begins.put(paragraph, number);
        number += 1;
    });
}

/// Where passages begin.
#[derive(Default)]
struct PassageBegins {
    /// The words that remarks quote; none of those on all of their paragraph.
    lemmas: BTreeMap<usize, Option<String>>,
    /// All words so far.
    story: String,
    /// Places where passages may begin, by where they stand in the story.
    places: Vec<(usize, String)>,
    /// Remarks that begin at such places.
    found: BTreeMap<String, Vec<usize>>,
    /// Remarks that begin elsewhere, by where in the story.
    within: BTreeMap<usize, Vec<usize>>,
    /// Remarks on all of a paragraph, by its number.
    whole: BTreeMap<usize, Vec<usize>>,
    on_sections: Vec<usize>,
    lost: BTreeSet<usize>,
    /// How far in the story the begins were put.
    at: usize,
}

impl PassageBegins {
    fn find(&mut self, paragraph: &OfficeParagraph, number: usize) {
        for piece in &paragraph.pieces {
            match piece {
                OfficePiece::Words { words, .. } => self.story.push_str(words),
                OfficePiece::Bookmark(name) if name.starts_with(PASSAGE) => self.places.push((self.story.len(), name.clone())),
                OfficePiece::RemarkEnd(remark) => match self.lemmas.get(remark) {
                    None => {}
                    Some(None) => {
                        self.whole.entry(number).or_default().push(*remark);
                        self.on_sections.extend(matches!(paragraph.role, OfficeRole::Heading(_) | OfficeRole::Title).then_some(*remark));
                    }
                    Some(Some(lemma)) => {
                        let quoted = LemmaSearch::new(lemma, &self.story);
                        let near = self.places.iter().rev().take(MOST_PLACES);
                        let mut near = near.take_while(|(at, _)| self.story.len() - at < FARTHEST);
                        if let Some((_, name)) = near.find(|(at, _)| quoted.begins_at(*at)) {
                            self.found.entry(name.clone()).or_default().push(*remark);
                        } else if let Some(at) = quoted_before(lemma, &self.story) {
                            // Words of footnotes are not marked.
                            self.within.entry(at).or_default().push(*remark);
                        } else {
                            self.lost.insert(*remark);
                        }
                    }
                },
                _ => {}
            }
        }
        self.story.push(' ');
    }

    fn put(&mut self, paragraph: &mut OfficeParagraph, number: usize) {
        let mut pieces = Vec::with_capacity(paragraph.pieces.len());
        let begin = |remarks: Vec<usize>| remarks.into_iter().map(OfficePiece::RemarkStart);
        pieces.extend(self.whole.remove(&number).into_iter().flat_map(begin));
        for piece in std::mem::take(&mut paragraph.pieces) {
            match piece {
                OfficePiece::Bookmark(name) if name.starts_with(PASSAGE) => {
                    pieces.extend(self.found.remove(&name).into_iter().flat_map(begin));
                }
                OfficePiece::RemarkEnd(remark) if self.lost.contains(&remark) => pieces.push(OfficePiece::RemarkPoint(remark)),
                OfficePiece::Words { words, look, change } => {
                    let mut from = 0;
                    let part = |words: &str| {
                        let part = OfficePiece::Words { words: words.to_owned(), look: look.clone(), change: change.clone() };
                        (!words.is_empty()).then_some(part)
                    };
                    for (at, remarks) in self.within.range(self.at..self.at + words.len()) {
                        pieces.extend(part(&words[from..at - self.at]));
                        pieces.extend(begin(remarks.clone()));
                        from = at - self.at;
                    }
                    pieces.extend(part(&words[from..]));
                    self.at += words.len();
                }
                other => pieces.push(other),
            }
        }
        self.at += 1;
        paragraph.pieces = pieces;
    }
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

/// The words that an entry quotes, sought before its mark: all of them, or the first and the last.
enum LemmaSearch<'t> {
    /// All the words, which begin at `start`, but for signs before them.
    Whole { text: &'t str, start: usize },
    /// The first words; the last ones begin at `last`.
    Ends { text: &'t str, first: Vec<char>, last: usize },
    /// Signs alone.
    Signs { text: &'t str, signs: String },
}

impl<'t> LemmaSearch<'t> {
    fn new(lemma: &str, text: &'t str) -> Self {
        if let Some(start) = quoted_before(lemma, text) {
            return Self::Whole { text, start };
        }
        let ends = lemma.split_once(" … ").and_then(|(first, last)| {
            let first: Vec<char> = first.chars().filter(|c| c.is_alphanumeric()).collect();
            Some(Self::Ends { text, first, last: quoted_before(last, text)? })
        });
        ends.unwrap_or_else(|| Self::Signs { text, signs: lemma.chars().filter(|c| !c.is_whitespace()).collect() })
    }

    /// Whether the words begin at a place of the text.
    fn begins_at(&self, at: usize) -> bool {
        match self {
            Self::Whole { text, start } => at <= *start && !text[at..*start].contains(char::is_alphanumeric),
            Self::Ends { text, first, last } => {
                at < *last && text[at..].chars().filter(|c| c.is_alphanumeric()).take(first.len()).eq(first.iter().copied())
            }
            Self::Signs { text, signs } => {
                text.len() - at <= 4 * signs.len() + 16 && text[at..].chars().filter(|c| !c.is_whitespace()).eq(signs.chars())
            }
        }
    }
}
