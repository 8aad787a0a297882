//! What is searched among the words of the pages.

use super::set::SetBook;
use super::words::WordsOfPage;
use super::{geometry, words};
use serde_json::{Value, json};
use std::ops::Range;

/// How many places a search tells at most.
const MOST: usize = 300;

/// Bytes of a page's words that are told on either side of what was found.
const AROUND: usize = 40;

impl SetBook {
    fn words(&self) -> &[WordsOfPage] {
        self.words.get_or_init(|| words::words(&self.pages))
    }

    /// The words of a page, for who hears them.
    pub(crate) fn text(&self, page: usize) -> &str {
        self.words().get(page).map_or("", |words| &words.text)
    }

    /// Where words stand on the pages, whatever their capitals: the page, what stands round them, and their boxes.
    pub(crate) fn search(&self, words: &str) -> Value {
        let wanted: String = folded(words.trim()).0;
        if wanted.is_empty() {
            return json!([]);
        }
        let mut found = Vec::new();
        for (page, of_page) in self.words().iter().enumerate() {
            let (text, places) = folded(&of_page.text);
            for (at, _) in text.match_indices(&wanted) {
                if found.len() == MOST {
                    return Value::Array(found);
                }
                let range = places[at]..places[at + wanted.len()];
                let (before, within, after) =
                    (around(&of_page.text, range.start, true), &of_page.text[range.clone()], around(&of_page.text, range.end, false));
                found.push(json!({
                    "page": page, "label": self.label(page), "before": before, "words": within, "after": after,
                    "boxes": self.boxes_of(page, of_page, &range),
                }));
            }
        }
        Value::Array(found)
    }

    fn boxes_of(&self, page: usize, words: &WordsOfPage, range: &Range<usize>) -> Vec<Value> {
        let height = self.config.page.height;
        let first = words.items.partition_point(|(start, _)| *start <= range.start).saturating_sub(1);
        let items = words.items.iter().skip(first).take_while(|(start, _)| *start < range.end);
        let boxes = items.filter_map(|&(start, item)| {
            let bytes = range.start.max(start) - start..range.end - start;
            geometry::item(&self.pages.pages[page], item, Some(bytes), height)
        });
        boxes.map(|found| found.told()).collect()
    }
}

/// A text without capitals and with plain quotation marks and spaces, and where each of its bytes stands in the text (one more, for the
/// end).
fn folded(text: &str) -> (String, Vec<usize>) {
    let (mut folded, mut places) = (String::with_capacity(text.len()), Vec::with_capacity(text.len() + 1));
    for (at, c) in text.char_indices() {
        let plain = match c {
            '\u{2018}' | '\u{2019}' => '\'',
            '\u{201C}' | '\u{201D}' => '"',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        for lower in plain.to_lowercase() {
            folded.push(lower);
            places.resize(folded.len(), at);
        }
    }
    places.push(text.len());
    (folded, places)
}

/// Some of the text before a place, or behind it.
fn around(text: &str, at: usize, before: bool) -> &str {
    if before {
        let from = (at.saturating_sub(AROUND)..=at).find(|&from| text.is_char_boundary(from)).unwrap_or(at);
        &text[from..at]
    } else {
        let to = (at..=(at + AROUND).min(text.len())).rev().find(|&to| text.is_char_boundary(to)).unwrap_or(at);
        &text[at..to]
    }
}
