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

/// What stands over the notes of a chapter or a text, in small letters.
const HEADS: [&str; 9] =
    ["footnotes", "footnote", "notes", "endnotes", "fußnoten", "anmerkungen", "notes de bas de page", "notas", "примечания"];

/// Whether a block is such a line.
fn is_head(text: &str, block: &TextBlock) -> bool {
    let open = block.is_open() || matches!(block.role, BlockRole::Heading(..));
    open && block.one(text).is_some_and(|line| HEADS.contains(&line.trim_end_matches([':', '.']).to_lowercase().as_str()))
}

/// Makes one of a note and its further paragraphs, where notes stand below a line that says so.
pub(super) fn join(text: &str, blocks: &mut [TextBlock]) {
    let (mut within, mut open) = (false, false);
    for block in blocks {
        if is_head(text, block) {
            (within, open) = (true, false);
            continue;
        }
        match block.role {
            BlockRole::Note(_) => open = within,
            BlockRole::Heading(..) | BlockRole::Break => (within, open) = (false, false),
            // More than a blank line ends the notes.
            _ if block.gap > 1 => (within, open) = (false, false),
            BlockRole::Paragraph | BlockRole::Quotation | BlockRole::Lines | BlockRole::Verse | BlockRole::Item(_) if open => {
                block.role = BlockRole::NoteGoesOn;
            }
            _ => {}
        }
    }
}

/// Takes away the lines over footnotes all of which have gone to their calls.
pub(super) fn leave_heads(text: &str, blocks: &mut [TextBlock], names: &NoteNames) {
    for at in 0..blocks.len() {
        let of_footnotes = |line: &str| line.to_lowercase().starts_with("footnote") || line.to_lowercase().starts_with("fußnote");
        if !is_head(text, &blocks[at]) || !blocks[at].one(text).is_some_and(of_footnotes) {
            continue;
        }
        let notes = blocks[at + 1..]
            .iter()
            .enumerate()
            .take_while(|(_, block)| matches!(block.role, BlockRole::Note(_) | BlockRole::NoteGoesOn | BlockRole::Gone(_)));
        let (mut count, mut called) = (0, 0);
        for (index, _) in notes.filter(|(_, block)| matches!(block.role, BlockRole::Note(_))) {
            (count, called) = (count + 1, called + usize::from(names.notes.contains_key(&(at + 1 + index))));
        }
        if count > 0 && count == called {
            blocks[at].role = BlockRole::Gone("the heading of notes");
        }
    }
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
    let mut uncalled = false;
    for (at, block) in blocks.iter_mut().enumerate() {
        if block.role == BlockRole::NoteGoesOn && uncalled {
            block.role = BlockRole::Paragraph;
            continue;
        }
        uncalled =
            matches!(block.role, BlockRole::Note(_)) && !names.notes.contains_key(&at) || uncalled && block.role == BlockRole::NoteGoesOn;
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
