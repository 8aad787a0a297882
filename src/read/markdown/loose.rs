//! Links that CommonMark does not see as such, though nobody could mean anything else: with the mark of a note in their words, or with a
//! space in an address within the book. Their words become a link; the mark stays outside of it.

use crate::book::{LinkId, Run, RunKind, Style};
use crate::diagnostics::Diagnostics;
use crate::read::builder::Builder;
use crate::read::inlines::LeafText;
use crate::read::labels;
use crate::source::{InputFormat, SourceId};
use std::ops::Range;

/// Bytes that a link's words may have, so that a text full of brackets costs no more than its length.
const LONGEST: usize = 2000;

/// A link that stands in the text as it was written.
#[derive(Debug, PartialEq, Eq)]
struct Loose {
    /// Byte range of the link's words.
    words: Range<usize>,
    /// The end: one past the `)`.
    end: usize,
    address: String,
}

/// Makes links of what is written as such in a leaf; `text` is that of its source.
pub(in crate::read) fn join(builder: &mut Builder, source: SourceId, text: &str, leaf: &mut LeafText, diagnostics: &mut Diagnostics) {
    if !leaf.text.contains("](") {
        return;
    }
    let mut links: Vec<(Loose, Option<LinkId>)> = Vec::new();
    let mut from = 0;
    while let Some(at) = leaf.text[from..].find("](").map(|at| from + at) {
        from = at + 2;
        let floor = links.last().map_or(0, |(last, _)| last.end);
        let Some(loose) = loose(leaf, text, floor, at) else { continue };
        let place = leaf.place(loose.words.start - 1..loose.end);
        let link = labels::link(builder, source, &loose.address, place, diagnostics);
        from = loose.end;
        links.push((loose, link));
    }
    if !links.is_empty() {
        cut(leaf, &links);
    }
}

/// The link whose words end at `close`, and begin behind `floor`.
fn loose(leaf: &LeafText, source: &str, floor: usize, close: usize) -> Option<Loose> {
    let text = leaf.text.as_str();
    let line = text[close + 2..].split('\n').next()?;
    let mut open = 1;
    let length = line.char_indices().find_map(|(at, c)| {
        open += i32::from(c == '(') - i32::from(c == ')');
        (open == 0).then_some(at)
    })?;
    let written = line[..length].trim();
    let address = written.split_once(" \"").map_or(written, |(address, _)| address).trim();
    let mut depth = 1;
    let bytes = text.as_bytes();
    let start = (floor.max(close.saturating_sub(LONGEST))..close).rev().find(|&at| {
        depth += i32::from(bytes[at] == b']') - i32::from(bytes[at] == b'[');
        depth == 0
    })?;
    let end = close + 2 + length + 1;
    // Of code, of another link, escaped: it is what it looks like.
    let taken = |run: &Run| run.start < run.end && (run.link.is_some() || run.style.has(Style::CODE));
    let touches = |run: &Run, at: usize| run.range().contains(&at);
    if leaf.runs.iter().any(|run| taken(run) && [start, close, end - 1].iter().any(|&at| touches(run, at))) {
        return None;
    }
    if leaf.escaped(start, source) || leaf.escaped(close, source) {
        return None;
    }
    let words = start + 1..close;
    let marked =
        leaf.runs.iter().any(|run| matches!(run.kind, RunKind::Note(_)) && words.contains(&(run.start as usize).saturating_sub(1)));
    // A path that says so itself needs no ending: notes link to each other without one.
    let is_path = address.starts_with("./") || address.starts_with("../");
    let of_book = address.starts_with('#') || is_path || address.split('#').next().is_some_and(is_file);
    let leads = of_book || address.contains("://") || address.starts_with("mailto:");
    let fits = !words.is_empty() && leads && (marked || of_book);
    fits.then(|| Loose { words, end, address: address.to_owned() })
}

/// Whether an address ends as those of files do that people link to.
fn is_file(address: &str) -> bool {
    let ending = address.rsplit_once('.').map_or("", |(_, ending)| ending);
    let mut known = InputFormat::all_endings().chain(["html", "pdf", "png", "jpg", "jpeg", "svg", "gif", "webp"]);
    known.any(|known| ending.eq_ignore_ascii_case(known))
}

/// Takes the brackets and addresses of links out of a leaf, and makes their words lead there.
fn cut(leaf: &mut LeafText, links: &[(Loose, Option<LinkId>)]) {
    // Stretches of the text in order: whether it stays, and where it leads.
    let mut stretches: Vec<(Range<usize>, bool, Option<LinkId>)> = Vec::new();
    let mut at = 0;
    for (Loose { words, end, .. }, link) in links {
        stretches.push((at..words.start - 1, true, None));
        stretches.push((words.start - 1..words.start, false, None));
        stretches.push((words.clone(), true, *link));
        stretches.push((words.end..*end, false, None));
        at = *end;
    }
    stretches.push((at..leaf.text.len(), true, None));
    let mut text = String::with_capacity(leaf.text.len());
    let (mut runs, mut next) = (Vec::with_capacity(leaf.runs.len() + 2 * links.len()), 0);
    let old = std::mem::take(&mut leaf.runs);
    for (range, stays, link) in &stretches {
        while let Some(run) = old.get(next) {
            let (start, end) = (run.range().start.max(range.start), run.range().end.min(range.end));
            let empty = run.start == run.end;
            if run.range().start >= range.end && !(empty && run.range().start == range.end && *stays) {
                break;
            }
            if empty || (*stays && start < end) {
                let from = offset(text.len());
                text.push_str(leaf.text.get(start..end).unwrap_or(""));
                let link = run.link.or(link.filter(|_| !empty));
                runs.push(Run { start: from, end: offset(text.len()), link, ..run.clone() });
            }
            if run.range().end > range.end {
                break;
            }
            next += 1;
        }
    }
    let removed: Vec<&Range<usize>> = stretches.iter().filter(|(_, stays, _)| !stays).map(|(range, ..)| range).collect();
    let moved = |at: usize| at - removed.iter().map(|range| range.end.min(at).saturating_sub(range.start)).sum::<usize>();
    for address in &mut leaf.addresses {
        *address = moved(address.start)..moved(address.end);
    }
    leaf.map = leaf.map.edited(removed.into_iter().map(|range| (range.clone(), 0)));
    (leaf.text, leaf.runs) = (text, runs);
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
