//! Footnotes of a plain text: the notes, and the places that call them.

use super::block::{BlockRole, TextBlock};
use std::collections::BTreeMap;
use std::ops::Range;

/// The names of notes by the places in the text that call them, and by their blocks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct NoteNames {
    /// A call's bytes, from its first on, with the name of its note.
    pub(super) calls: BTreeMap<usize, (Range<usize>, String)>,
    /// The name of a block that is a note.
    pub(super) notes: BTreeMap<usize, String>,
}

/// Pairs notes with their calls. A note that nothing calls stays a paragraph, and so does a number that calls no note.
pub(super) fn names(text: &str, blocks: &mut [TextBlock]) -> NoteNames {
    let mut notes: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
    for (at, block) in blocks.iter().enumerate() {
        if let BlockRole::Note(label) = &block.role {
            notes.entry(label.clone()).or_default().push((block.at().start, at));
        }
    }
    let mut names = NoteNames::default();
    for block in blocks.iter().filter(|block| !matches!(block.role, BlockRole::Gone(_) | BlockRole::Code)) {
        for range in block.lines.iter().flat_map(|line| calls(text, line.clone())) {
            let label = &text[range.start + 1..range.end - 1];
            let Some(of) = notes.get(label) else { continue };
            // Where numbers begin again with each chapter, the note is the next one with its number.
            let after = of.partition_point(|(place, _)| *place < range.start);
            let (_, note) = of[after.min(of.len() - 1)];
            let name = if of.len() == 1 { label.to_owned() } else { format!("{label}-{}", after.min(of.len() - 1) + 1) };
            let name = name.replace('*', "star");
            names.notes.insert(note, name.clone());
            names.calls.insert(range.start, (range, name));
        }
    }
    for (at, block) in blocks.iter_mut().enumerate() {
        if matches!(block.role, BlockRole::Note(_)) && !names.notes.contains_key(&at) {
            // The label is a word of the text again.
            let start = text[..block.at().start].rfind('[').unwrap_or(block.at().start);
            if let Some(first) = block.lines.first_mut() {
                first.start = start;
            }
            if text[start..].starts_with("[Footnote")
                && let Some(last) = block.lines.last_mut()
            {
                last.end += usize::from(text[last.end..].starts_with(']'));
            }
            block.role = BlockRole::Paragraph;
        }
    }
    names
}

/// The places of a line that may call a note: `[1]`.
fn calls(text: &str, line: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let opens = text[line.clone()].match_indices('[').map(move |(at, _)| line.start + at).collect::<Vec<_>>();
    opens.into_iter().filter_map(|at| {
        let end = text[at..].char_indices().take(6).find(|(_, c)| *c == ']')?.0 + at;
        let label = &text[at + 1..end];
        let sound = !label.is_empty()
            && (label.bytes().all(|byte| byte.is_ascii_digit())
                || label.bytes().all(|byte| byte == b'*')
                || label.len() == 1 && label.bytes().all(|byte| byte.is_ascii_alphabetic()));
        sound.then_some(at..end + 1)
    })
}
