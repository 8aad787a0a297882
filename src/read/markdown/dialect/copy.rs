//! The copies of a text that are made of it for the parser and for print: as long as the text, byte by byte in the same places.

use super::constructs::Construct;
use super::signs::NOTHING;
use crate::book::{Alignment, GroupForm, Numbering, Role};
use crate::read::manner::MarkedChanges;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;

/// A change to a stretch of a text.
#[derive(Debug)]
struct DialectEdit {
    range: Range<usize>,
    with: u8,
    private: bool,
    /// Whether ends of lines go too.
    joins: bool,
}

/// What was seen of other dialects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum DialectSeen {
    /// A construct of the table.
    Foreign(Construct),
    /// A remark without an end, and how far it was taken to go.
    Unclosed(&'static str),
    /// A remark without an end that took everything to the end of the text, and how many lines that is.
    ToTheEnd(&'static str, usize),
    /// A change that is not decided, marked as CriticMarkup has it, and what became of it.
    Change(MarkedChanges),
    /// A fenced block of this name.
    Fenced(String),
    /// A row of a table that has more cells than its head.
    Cells,
    /// An item of a list that does not get the number it is given.
    Renumbered,
    /// A paragraph that the line below it makes a heading.
    Underlined,
    /// A paragraph whose lines were kept, for they look like verse.
    Stanza,
}

/// A stretch of a text that is set off as a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SetOff {
    /// The stretch, from the line that opens it to the one that closes it.
    pub(crate) range: Range<usize>,
    /// The kind of note, by the name that the author has for it.
    pub(crate) name: String,
    /// The form of the group that the stretch is, if it is no note.
    pub(crate) form: Option<GroupForm>,
    /// The id that references call it by.
    pub(crate) id: Option<String>,
}

/// A stretch whose paragraphs have a role, or stand at a side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RoleStretch {
    /// The stretch, between the lines that open and close it.
    pub(crate) range: Range<usize>,
    /// The role. Verse whose lines are counted says how often they show their number; from where, its stanzas know.
    pub(crate) role: Role,
    /// How the lines stand, if that is said.
    pub(crate) alignment: Option<Alignment>,
}

/// A stretch of words with attributes behind it, `[words]{lang=de}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AttributedSpan {
    /// Where the bracket before the words opens.
    pub(crate) at: usize,
    /// What stands between the braces.
    pub(crate) attributes: Range<usize>,
}

/// A list that is not numbered by figures alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NumberedList {
    /// Where the label of its first item stands.
    pub(crate) at: usize,
    /// How the items are numbered.
    pub(crate) numbering: Numbering,
}

/// A quotation that is a set-off note, or goes one on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MarkedQuotation {
    /// Where the quotation's first mark stands.
    pub(crate) at: usize,
    /// The kind of note, by the name that the author has for it; none if it goes on the note right before it.
    pub(crate) name: Option<String>,
}

/// A text as it is to be read.
#[derive(Debug, Default)]
pub(crate) struct DialectText<'t> {
    /// The text without private remarks, which are blank.
    pub(crate) public: Cow<'t, str>,
    /// The text without private remarks, with signs for what the parser must not see.
    pub(crate) shown: Cow<'t, str>,
    /// The private remarks, in order.
    pub(crate) private: Vec<Range<usize>>,
    /// Line ends that are to stay line ends, in order.
    pub(crate) line_ends: Vec<usize>,
    /// Stretches whose paragraphs have a role, such as verse, or stand at a side, in order; none lies in another.
    pub(crate) roles: Vec<RoleStretch>,
    /// Stretches that are set off as notes, in order.
    pub(crate) set_off: Vec<SetOff>,
    /// Quotations that belong to set-off notes, in order.
    pub(crate) quotations: Vec<MarkedQuotation>,
    /// Lists that are not numbered by figures alone, in order.
    pub(crate) numbered: Vec<NumberedList>,
    /// Words with attributes, in order.
    pub(crate) spans: Vec<AttributedSpan>,
    /// Runs of marks that may begin or end emphasis beside a character that the parser judges otherwise than readers do, in order.
    pub(crate) runs: Vec<usize>,
    /// Bytes that are printed but mean nothing to the parser.
    pub(crate) veiled: Vec<usize>,
    /// Definitions of commands for formulas, in order.
    pub(crate) definitions: Vec<Range<usize>>,
    /// Labels of chunks whose outcome is not in the book.
    pub(crate) by_code: Vec<String>,
    /// What is to be told of the text, with its place.
    pub(crate) seen: Vec<(DialectSeen, Range<usize>)>,
}

/// The changes to a text, collected while it is looked through.
#[derive(Debug, Default)]
pub(super) struct TextEdits {
    edits: Vec<DialectEdit>,
    pub(super) private: Vec<Range<usize>>,
    pub(super) line_ends: Vec<usize>,
    pub(super) roles: Vec<RoleStretch>,
    pub(super) set_off: Vec<SetOff>,
    pub(super) quotations: Vec<MarkedQuotation>,
    pub(super) numbered: Vec<NumberedList>,
    pub(super) spans: Vec<AttributedSpan>,
    pub(super) definitions: Vec<Range<usize>>,
    pub(super) runs: Vec<usize>,
    pub(super) veiled: Vec<usize>,
    pub(super) by_code: Vec<String>,
    pub(super) seen: Vec<(DialectSeen, Range<usize>)>,
}

impl TextEdits {
    /// Puts a byte in the place of each of a stretch.
    pub(super) fn set(&mut self, range: Range<usize>, with: u8) {
        self.edits.push(DialectEdit { range, with, private: false, joins: false });
    }

    /// Joins several lines into one: their ends become spaces.
    pub(super) fn join(&mut self, range: Range<usize>) {
        self.edits.push(DialectEdit { range, with: b' ', private: false, joins: true });
    }

    /// Writes a sign in the place of an end of line, at `at`.
    pub(super) fn join_with(&mut self, at: usize, sign: u8) {
        self.edits.push(DialectEdit { range: at..at + 1, with: sign, private: false, joins: true });
    }

    /// Takes a stretch out, so that nothing is printed and the words round it are not moved apart.
    pub(super) fn cut(&mut self, range: Range<usize>) {
        self.set(range, NOTHING);
    }

    /// Blanks a stretch that is private.
    pub(super) fn hide(&mut self, range: Range<usize>, with: u8) {
        self.edits.push(DialectEdit { range, with, private: true, joins: false });
    }

    /// Writes other bytes over a stretch of ASCII: whole characters.
    pub(super) fn write(&mut self, at: usize, bytes: &[u8]) {
        for (index, &byte) in bytes.iter().enumerate() {
            self.set(at + index..at + index + 1, byte);
        }
    }

    /// Keeps that something is to be told.
    pub(super) fn tell(&mut self, seen: DialectSeen, range: Range<usize>) {
        self.seen.push((seen, range));
    }

    /// Makes the copies.
    pub(super) fn reading(mut self, text: &str) -> DialectText<'_> {
        self.line_ends.sort_unstable();
        self.spans.sort_by_key(|span| span.at);
        self.numbered.sort_by_key(|list| list.at);
        self.quotations.sort_by_key(|quotation| quotation.at);
        let public = applied(text, self.edits.iter().filter(|edit| edit.private));
        let shown = applied(text, self.edits.iter());
        self.set_off.sort_by_key(|note| (note.range.start, Reverse(note.range.end)));
        let Self { private, line_ends, roles, set_off, quotations, numbered, spans, definitions, runs, veiled, by_code, mut seen, .. } =
            self;
        for (seen, range) in &mut seen {
            if let DialectSeen::Unclosed(opens) = *seen
                && range.end >= text.trim_end().len()
                && text[range.clone()].trim_end().contains('\n')
            {
                *seen = DialectSeen::ToTheEnd(opens, text[range.clone()].trim_end().lines().count());
            }
        }
        DialectText {
            public,
            shown,
            private,
            line_ends,
            roles,
            set_off,
            quotations,
            numbered,
            spans,
            runs,
            veiled,
            definitions,
            by_code,
            seen,
        }
    }
}

fn applied<'t, 'e>(text: &'t str, mut edits: impl Iterator<Item = &'e DialectEdit>) -> Cow<'t, str> {
    let Some(first) = edits.next() else { return Cow::Borrowed(text) };
    let mut bytes = text.as_bytes().to_vec();
    for DialectEdit { range, with, joins, .. } in std::iter::once(first).chain(edits) {
        let end = range.end.min(bytes.len());
        for byte in bytes[range.start.min(end)..end].iter_mut().filter(|byte| *joins || **byte != b'\n') {
            *byte = *with;
        }
    }
    Cow::Owned(String::from_utf8(bytes).expect("whole characters are written over, by ASCII"))
}
