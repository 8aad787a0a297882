//! The walk over a text from its first byte to its last, outside of code and formulas: at each line the constructs of lines, at each
//! mark those in the line. What has been passed is never looked at again, and a search that failed is not made twice.

use super::copy::TextEdits;
use crate::book::{Alignment, GroupForm, Role};
use crate::read::manner::MarkedChanges;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// Bytes at which something may begin that concerns us.
pub(super) const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let marks = b"`\\$%<{[]^~=:@+#*_\n";
    let mut index = 0;
    while index < marks.len() {
        table[marks[index] as usize] = true;
        index += 1;
    }
    table
};

/// What a fenced block holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FenceKind {
    /// Paragraphs in a role, such as verse.
    Role(Role),
    /// Blocks that are set together.
    Group(GroupForm),
    /// A note, whose headings are none of the book's.
    Note,
    /// Anything else.
    Other,
}

/// A fenced block that is open.
#[derive(Clone, Debug)]
pub(super) struct FencedBlock {
    /// Where the line begins that opens it, and where that ends.
    pub(super) line: Range<usize>,
    /// What the block holds.
    pub(super) kind: FenceKind,
    /// The name that its author gives it.
    pub(super) name: String,
    /// The id that links call it by.
    pub(super) id: Option<String>,
    /// How the lines in it are to stand, if that is said.
    pub(super) alignment: Option<Alignment>,
}

/// A directive of MyST between fences of code that is open.
#[derive(Clone, Debug)]
pub(super) struct OpenDirective {
    /// The character of the fence.
    pub(super) mark: u8,
    /// How many of it.
    pub(super) length: usize,
    /// Where the line begins that opens the directive.
    pub(super) start: usize,
    /// Name of the note; none for a picture.
    pub(super) name: Option<String>,
    /// The id that references call it by.
    pub(super) id: Option<String>,
}

/// A fence that is open: where, its character, how many, in how many quotations, and how far its lines are indented at least.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fence {
    pub(super) at: usize,
    pub(super) mark: u8,
    pub(super) length: usize,
    pub(super) quotes: usize,
    pub(super) least: usize,
}

/// A note that is open between tags.
#[derive(Clone, Debug)]
pub(super) struct OpenHint {
    /// Name of the tag.
    pub(super) tag: String,
    /// Name of the kind of note.
    pub(super) name: String,
    /// Where the line begins that opens it.
    pub(super) start: usize,
}

/// A note that is open whose lines are indented.
#[derive(Clone, Copy, Debug)]
pub(super) struct IndentedNote {
    /// Columns before its mark.
    pub(super) indent: usize,
    /// Quotations that it stands in.
    pub(super) quotes: usize,
    /// Whether a blank line, or none yet, stands before the line at hand.
    pub(super) apart: bool,
}

/// A line as seen at its beginning.
#[derive(Clone, Copy, Debug)]
pub(super) struct SourceLine {
    /// Where the line begins.
    pub(super) start: usize,
    /// Where the line's words begin, behind white space and the marks of quotations.
    pub(super) words: usize,
    /// Where the line ends, before its line feed.
    pub(super) end: usize,
    /// How many quotations the line's marks say it is in.
    pub(super) quotes: usize,
    /// Columns of white space before the line's words.
    pub(super) indent: usize,
}

/// The walk.
#[derive(Debug)]
pub(super) struct DialectWalk<'t> {
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    /// The next byte to look at.
    pub(super) at: usize,
    /// The line that it is in.
    pub(super) line: SourceLine,
    pub(super) copy: TextEdits,
    /// Brackets that are open in the paragraph.
    pub(super) brackets: Vec<usize>,
    /// Up to where a note in the line goes.
    pub(super) note_until: usize,
    /// Fenced blocks that are open.
    pub(super) fenced: Vec<FencedBlock>,
    /// Directives of MyST that are open.
    pub(super) directives: Vec<OpenDirective>,
    /// Notes that are open between tags of templates.
    pub(super) hints: Vec<OpenHint>,
    /// Notes that are open whose lines are indented: the columns before their mark.
    pub(super) indented_notes: Vec<IndentedNote>,
    /// Up to where paragraphs were looked at for the lines of verse.
    pub(super) stanza_until: usize,
    /// Up to where the section goes that was looked at for verse, and whether it is all verse.
    pub(super) verse_section: (usize, bool),
    /// Whether the text is mostly of stanzas whose author has broken their lines, once somebody asked.
    pub(super) of_stanzas: Option<bool>,
    /// The keys of the works in the book's bibliography.
    pub(super) cited: Arc<BTreeSet<String>>,
    /// Up to where the signs of a citation were taken away.
    pub(super) cited_until: usize,
    /// Where the items of lists of letters begin that were read with the first.
    pub(super) listed: BTreeSet<usize>,
    /// How many numbered examples were passed.
    pub(super) example: u64,
    /// The numbers of the examples that have names, once somebody asked.
    pub(super) examples: Option<BTreeMap<&'t str, u64>>,
    /// Tags of templates that nothing closes behind them.
    pub(super) unclosed: BTreeSet<String>,
    /// Where a line begins that may hold an option of a directive.
    pub(super) options_at: usize,
    /// Whether a table of pandoc is open that a long rule closes.
    pub(super) fenced_table: bool,
    /// Up to where a table of pandoc goes that was read already.
    pub(super) grid_until: usize,
    /// Up to where a table of pandoc goes that nothing closes.
    pub(super) open_grid_until: usize,
    /// Up to where nothing but a remark can begin: the end of a tag, an address or a formula.
    pub(super) plain_until: usize,
    /// Up to where the title of a link goes.
    pub(super) title_until: usize,
    /// The second of two signs `%%` that are words of the text.
    pub(super) percent: Option<usize>,
    /// How many columns the table has whose rows are being passed.
    pub(super) columns: Option<usize>,
    /// The rows passed, with how many columns their tables have.
    pub(super) rows: Vec<(SourceLine, usize)>,
    /// The labels of links that the text defines, once somebody asked.
    pub(super) labels: Option<BTreeSet<String>>,
    /// Whether the lines are those of a reference to a page in GitBook.
    pub(super) page_ref: bool,
    /// How often each label of a note stands in the text, once somebody asked.
    calls: Option<BTreeMap<&'t str, usize>>,
    /// Where the line begins behind a note that lacked its colon.
    pub(super) noted_until: usize,
    /// What becomes of marked changes.
    pub(super) changes: MarkedChanges,
    /// Whether only remarks matter.
    pub(super) only_remarks: bool,
    /// Where the marks stand that close a block of raw HTML, whose inside is walked through as text.
    pub(super) raw_end: Option<usize>,
    /// Up to where a line of MDX goes on.
    pub(super) script_until: usize,
    /// How many bytes were gone through for what closes hidden elements.
    pub(super) sought: usize,
    /// Whether chunks of code that are to run stand in the text.
    pub(super) runs_code: bool,
    /// Whether the code of chunks is hidden that say nothing of it.
    pub(super) hides_code: bool,
    /// Whether brackets are in it that Aozora Bunko puts round readings.
    pub(super) ruby: bool,
    pub(super) fence: Option<Fence>,
    paragraph_end: usize,
    /// What is not in the text before a place.
    missing: BTreeMap<&'static str, usize>,
    /// Stretches of indented code, once somebody asked.
    indented: Option<Vec<Range<usize>>>,
    indented_code: fn(&str, usize) -> Vec<Range<usize>>,
    pub(super) body: usize,
}

impl<'t> DialectWalk<'t> {
    /// A walk over `text` from byte `body` on; `indented_code` tells where code is that only its indentation marks.
    pub(super) fn new(text: &'t str, body: usize, indented_code: fn(&str, usize) -> Vec<Range<usize>>) -> Self {
        let line = SourceLine { start: body, words: body, end: body, quotes: 0, indent: 0 };
        Self {
            text,
            bytes: text.as_bytes(),
            at: body.min(text.len()),
            line,
            copy: TextEdits::default(),
            brackets: Vec::new(),
            note_until: 0,
            fenced: Vec::new(),
            directives: Vec::new(),
            hints: Vec::new(),
            indented_notes: Vec::new(),
            unclosed: BTreeSet::new(),
            listed: BTreeSet::new(),
            cited: Arc::default(),
            cited_until: 0,
            stanza_until: 0,
            verse_section: (0, false),
            of_stanzas: None,
            example: 0,
            examples: None,
            options_at: usize::MAX,
            fenced_table: false,
            grid_until: 0,
            open_grid_until: 0,
            plain_until: 0,
            title_until: 0,
            columns: None,
            rows: Vec::new(),
            labels: None,
            calls: None,
            page_ref: false,
            noted_until: usize::MAX,
            changes: MarkedChanges::Accept,
            only_remarks: false,
            raw_end: None,
            script_until: 0,
            sought: 0,
            runs_code: false,
            hides_code: false,
            ruby: text.contains('《'),
            fence: None,
            paragraph_end: 0,
            percent: None,
            missing: BTreeMap::new(),
            indented: None,
            indented_code,
            body,
        }
    }

    /// The line that a byte is in.
    pub(super) fn line_at(&self, at: usize) -> SourceLine {
        let start = self.text[..at].rfind('\n').map_or(0, |feed| feed + 1).max(self.body.min(at));
        let end = self.end_of_line(at);
        let (mut words, mut quotes, mut indent) = (start, 0, 0);
        while words < end {
            match self.bytes[words] {
                b' ' => indent += 1,
                b'\t' => indent += 4,
                b'>' if indent < 4 => (quotes, indent) = (quotes + 1, 0),
                _ => break,
            }
            words += 1;
        }
        SourceLine { start, words, end, quotes, indent }
    }

    /// Where the line of a byte ends, before its line feed.
    pub(super) fn end_of_line(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |feed| at + feed)
    }

    /// Whether the label of a note, `[^label]`, stands in the text more than once.
    pub(super) fn is_called_again(&mut self, label: &str) -> bool {
        let text = self.text;
        let calls = self.calls.get_or_insert_with(|| {
            let labels = text.split("[^").skip(1).filter_map(|rest| rest.split_once(']')).map(|(label, _)| label);
            labels.filter(|label| label.len() < 100).fold(BTreeMap::new(), |mut calls, label| {
                *calls.entry(label).or_default() += 1;
                calls
            })
        });
        calls.get(label).is_some_and(|&times| times > 1)
    }

    /// Columns that the lines of the note have before their words which is open.
    pub(super) fn in_note(&self) -> usize {
        self.indented_notes.last().map_or(0, |note| note.indent + 4)
    }

    /// Where the words of a line begin behind the markers of lists.
    pub(super) fn behind_markers(&self, line: SourceLine) -> usize {
        let mut at = line.words;
        loop {
            let rest = &self.text[at..line.end];
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let marker = match rest.as_bytes().get(digits) {
                Some(b'-' | b'*' | b'+') if digits == 0 => 1,
                Some(b'.' | b')') if (1..10).contains(&digits) => digits + 1,
                _ => return at,
            };
            let spaces = rest[marker..].bytes().take_while(|byte| *byte == b' ').count();
            if !(1..=4).contains(&spaces) {
                return at;
            }
            at += marker + spaces;
        }
    }

    pub(super) fn is_indented(&mut self, line: SourceLine) -> bool {
        let (text, body, find) = (self.text, self.body, self.indented_code);
        let all = self.indented.get_or_insert_with(|| find(text, body));
        let next = all.partition_point(|range| range.end <= line.words);
        all.get(next).is_some_and(|range| range.start <= line.words)
    }

    /// Passes code in the line, or the marks that are none.
    pub(super) fn code_span(&mut self) {
        let length = self.bytes[self.at..].iter().take_while(|&&byte| byte == b'`').count();
        let (from, end) = (self.at + length, self.end_of_paragraph());
        self.at = self.closing_ticks(from, end, length).unwrap_or(from);
    }

    /// Where code ends that so many ticks before `from` begin.
    pub(super) fn closing_ticks(&mut self, from: usize, end: usize, length: usize) -> Option<usize> {
        // Longer runs than these are searched for each time; nobody writes many.
        const KEYS: [&str; 9] = ["", "`", "``", "```", "````", "`````", "``````", "```````", "````````"];
        let key = KEYS.get(length).copied().unwrap_or("");
        if !key.is_empty() && self.missing.get(key).is_some_and(|&upto| from < upto && end <= upto) {
            return None;
        }
        let mut at = from;
        while let Some(found) = self.text[at..end].find('`') {
            let start = at + found;
            let run = self.bytes[start..end].iter().take_while(|&&byte| byte == b'`').count();
            at = start + run;
            if run == length {
                return Some(at);
            }
        }
        self.missing.insert(key, end);
        None
    }

    /// Where the paragraph ends that is being walked through.
    pub(super) fn end_of_paragraph(&mut self) -> usize {
        if self.at < self.paragraph_end {
            return self.paragraph_end;
        }
        let mut at = self.at;
        loop {
            let end = self.end_of_line(at);
            let next = self.end_of_line((end + 1).min(self.text.len()));
            let blank =
                end >= self.text.len() || self.text[end + 1..next].bytes().all(|byte| byte == b' ' || byte == b'\t' || byte == b'>');
            if blank {
                self.paragraph_end = end;
                return end;
            }
            at = end + 1;
        }
    }

    /// Where `what` stands first in a stretch; what was missed once is not searched for again.
    pub(super) fn find(&mut self, what: &'static str, from: usize, end: usize) -> Option<usize> {
        if from >= end || self.missing.get(what).is_some_and(|&upto| from < upto && end <= upto) {
            return None;
        }
        let found = self.text[from..end].find(what).map(|at| from + at);
        if found.is_none() {
            self.missing.insert(what, end);
        }
        found
    }

    /// What is left of the line from a byte on, as far as anything is looked for there.
    pub(super) fn near(&self, from: usize) -> &'t str {
        let mut end = self.line.end.min(from + 1000);
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        self.text.get(from..end).unwrap_or("")
    }

    /// Whether the text goes on like this.
    pub(super) fn starts(&self, at: usize, what: &str) -> bool {
        self.bytes[at..].starts_with(what.as_bytes())
    }
}

/// The bracket that closes what `from` is in, code passed over.
pub(super) fn closing(walk: &mut DialectWalk<'_>, from: usize, end: usize, brackets: [u8; 2]) -> Option<usize> {
    // Longer is no note in the line, and nobody must wait for its end again and again.
    let end = end.min(from + 20_000);
    let (mut at, mut depth) = (from, 0_usize);
    while at < end {
        match walk.bytes[at] {
            b'\\' => at += 1,
            byte if byte == brackets[0] => depth += 1,
            byte if byte == brackets[1] && depth == 0 => return (at > from).then_some(at),
            byte if byte == brackets[1] => depth -= 1,
            b'`' => {
                let length = walk.bytes[at..end].iter().take_while(|&&byte| byte == b'`').count();
                at = walk.closing_ticks(at + length, end, length).unwrap_or(at + length);
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    None
}
