//! What an execution looked like, as a set of numbers: an input that shows a new one is worth keeping.

use crate::mutate::unzip;
use crate::rng::hash;
use bindery::testing::book::{BlockKind, Book, RunKind};
use bindery::testing::diagnostics::Diagnostics;
use std::collections::{BTreeMap, BTreeSet};

/// A word that was seen.
pub(crate) fn word(kind: &str, word: &[u8], shape: &mut BTreeSet<u64>) {
    shape.insert(hash(&[kind.as_bytes(), b" ", word].concat()));
}

/// A number that was seen, roughly.
pub(crate) fn number(kind: &str, number: usize, shape: &mut BTreeSet<u64>) {
    word(kind, format!("{}", number.checked_ilog2().map_or(0, |log| log + 1)).as_bytes(), shape);
}

/// What was found: each code, each two that come together, and each message without what it quotes.
pub(crate) fn findings(found: &Diagnostics, shape: &mut BTreeSet<u64>) {
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in found {
        *codes.entry(finding.code.id()).or_default() += 1;
        let mut quoted = false;
        let plain: String = finding
            .message
            .chars()
            .filter(|&c| {
                quoted ^= matches!(c, '`' | '“' | '”' | '"');
                !quoted && !c.is_numeric()
            })
            .take(80)
            .collect();
        // Such a message ends in the author's own words.
        if plain.is_ascii() {
            word("message", plain.as_bytes(), shape);
        }
    }
    for (first, count) in &codes {
        number(first, *count, shape);
        for (second, _) in codes.iter().skip_while(|(own, _)| *own < first) {
            word(first, second.as_bytes(), shape);
        }
    }
}

/// What the text is made of.
pub(crate) fn book(book: &Book, shape: &mut BTreeSet<u64>) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for block in &book.blocks {
        let kind = match &block.kind {
            BlockKind::Heading { .. } => "heading",
            BlockKind::Paragraph(_) => "paragraph",
            BlockKind::Quote(_) => "quote",
            BlockKind::Callout(_) => "callout",
            BlockKind::PageBreak => "page",
            BlockKind::List { numbering: None, .. } => "list",
            BlockKind::List { .. } => "numbers",
            BlockKind::Definitions(_) => "definitions",
            BlockKind::Code { .. } => "code",
            BlockKind::Table(_) => "table",
            BlockKind::Figure { .. } => "figure",
            BlockKind::SceneBreak => "break",
            BlockKind::Details { .. } => "details",
            BlockKind::Group(_) => "group",
        };
        *counts.entry(kind.to_owned()).or_default() += 1;
        for run in block.prose().iter().flat_map(|prose| &prose.runs) {
            let of_run = match &run.kind {
                RunKind::Text => "text",
                RunKind::Break => "line",
                RunKind::Note(_) => "note",
                RunKind::Image(..) => "image",
                RunKind::Math(_) => "math",
            };
            word(kind, format!("{of_run} {:?} {}", run.style, run.link.is_some()).as_bytes(), shape);
        }
    }
    for (kind, count) in counts {
        number(&kind, count, shape);
    }
    number("notes", book.notes.len(), shape);
    number("chapters", book.chapters.len(), shape);
    number("passages", book.passages.len(), shape);
}

/// Which elements stand in which in an EPUB, and of which class they are.
pub(crate) fn epub(bytes: &[u8], shape: &mut BTreeSet<u64>) {
    for (name, content) in unzip(bytes) {
        if !name.ends_with("html") {
            continue;
        }
        let text = String::from_utf8_lossy(&content);
        let mut open: Vec<&str> = Vec::new();
        for tag in text.split('<').skip(1) {
            let tag = tag.split('>').next().unwrap_or_default();
            if tag.starts_with('/') {
                open.pop();
                continue;
            }
            let name = tag.split([' ', '/', '\n']).next().unwrap_or_default();
            word(open.last().copied().unwrap_or_default(), name.as_bytes(), shape);
            if let Some(class) = tag.split_once("class=\"").and_then(|(_, class)| class.split('"').next()) {
                word(name, class.as_bytes(), shape);
            }
            if !tag.ends_with('/') && !tag.starts_with(['!', '?']) {
                open.push(name);
            }
        }
    }
}
