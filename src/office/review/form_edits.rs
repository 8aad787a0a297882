//! Changes of what paragraphs are, as edits of the sources: only where the form that is written leaves no doubt.

use super::desk::ReviewDesk;
use super::edits::SourceEdit;
use super::form_change::{FormChange, ListMarks};
use super::marker::ItemMarker;
use crate::book::{BlockKind, Numerals};
use crate::office::docx_write::SentFrame;
use crate::office::text::OfficeNumerals;
use crate::source::{SourceId, Span};
use std::ops::Range;

/// The line that ends a page.
const PAGE: &str = "\\newpage";

impl ReviewDesk<'_> {
    /// The edits that give paragraphs another form; none if it is not certain how.
    pub(super) fn form_edits(&self, change: &FormChange) -> Option<Vec<SourceEdit>> {
        let sent = change.sent();
        match change {
            FormChange::Link { letters, was: Some(was), now, .. } => self.other_link(sent, letters, was, now.as_deref()),
            FormChange::Link { letters, was: None, now, .. } => self.new_link(sent, letters, now.as_deref()?),
            FormChange::Formula { number, latex, .. } => self.other_formula(sent, *number, latex),
            // In a note nothing but words and links is changed.
            _ if self.sent[sent].note.is_some() => None,
            FormChange::Heading { was: Some(was), now, .. } => self.other_heading(sent, *was, *now),
            FormChange::Heading { was: None, now, .. } => self.new_heading(sent, (*now)?),
            FormChange::Quotation { sent, is_quoted: true } => self.quoted(sent),
            FormChange::Quotation { sent, is_quoted: false } => self.unquoted(sent),
            FormChange::Marks(marks) => self.marked(marks),
            FormChange::Lists(shape) => self.shaped(shape),
            FormChange::Alignment { sent, now } => self.aligned(sent, *now),
            FormChange::Page { ends, .. } => self.page(sent, *ends).map(|edit| vec![edit]),
        }
    }

    /// How many signs a heading of a level has in the file of a paragraph: headings of files that are taken in below others, and of texts
    /// with their title elsewhere, have other levels in the book.
    pub(super) fn written_level(&self, sent: usize, level: u8) -> u8 {
        let file = |at: usize| self.top(at).and_then(|top| self.lines(self.book.block(top))).map(|lines| lines.source);
        let own = file(sent);
        let shift = (0..self.sent.len()).filter(|at| file(*at) == own).find_map(|at| {
            let BlockKind::Heading { section, .. } = &self.block(at).kind else { return None };
            let hashes = self.own_lines(at)?.own.trim_start().bytes().take_while(|byte| *byte == b'#').count();
            let written = i8::try_from(hashes).ok().filter(|hashes| *hashes > 0)?;
            Some(written - i8::try_from(self.book.section(*section).level).ok()?)
        });
        level.saturating_add_signed(shift.unwrap_or(0)).clamp(1, 6)
    }

    /// The lines of a paragraph, and what stands there.
    fn own_lines(&self, sent: usize) -> Option<FormLines<'_>> {
        let lines = self.lines(self.block(sent))?;
        let text = self.text(lines.source);
        let own = text.get(lines.range())?;
        let is_words = |line: Option<&str>| line.is_some_and(|line| !line.trim().is_empty());
        let above = text.get(..lines.start as usize)?.trim_end_matches([' ', '\t']).strip_suffix('\n');
        let below = text.get(lines.end as usize..)?.strip_prefix('\n');
        let is_below_words = is_words(above.and_then(|above| above.rsplit('\n').next()));
        let is_above_words = is_words(below.and_then(|below| below.split('\n').next()));
        Some(FormLines { source: lines.source, start: lines.start as usize, own, is_below_words, is_above_words })
    }

    /// A heading of another level, or a paragraph.
    fn other_heading(&self, sent: usize, was: u8, now: Option<u8>) -> Option<Vec<SourceEdit>> {
        if !self.is_top(sent) {
            return None;
        }
        let lines = self.own_lines(sent)?;
        let indent = lines.own.len() - lines.own.trim_start_matches(' ').len();
        let hashes = lines.own[indent..].bytes().take_while(|byte| *byte == b'#').count();
        if hashes == 0 {
            return lines.underlined(now);
        }
        match now {
            Some(now) => {
                let hashes = indent..indent + hashes;
                // A file whose headings are taken in at another depth keeps its own.
                let level = (hashes.len() + usize::from(now)).checked_sub(usize::from(was)).filter(|level| (1..=6).contains(level))?;
                Some(vec![lines.edit(hashes, "#".repeat(level))])
            }
            None => {
                let words = indent + hashes + (lines.own[indent + hashes..].len() - lines.own[indent + hashes..].trim_start().len());
                let shown = lines.own.trim_end();
                let closed = shown.trim_end_matches('#');
                let end = if closed.len() < shown.len() && closed.ends_with([' ', '\t']) { closed.trim_end().len() } else { shown.len() };
                // What a heading is called by would be said of nothing.
                if shown.ends_with('}') || words >= end {
                    return None;
                }
                let mut edits = lines.parted(words);
                if end < lines.own.len() {
                    edits.push(lines.edit(end..lines.own.len(), String::new()));
                }
                Some(edits)
            }
        }
    }

    fn new_heading(&self, sent: usize, level: u8) -> Option<Vec<SourceEdit>> {
        let is_broken = self.letters(sent).iter().any(|letter| letter.sign == '\n');
        if !self.is_top(sent) || is_broken || !matches!(self.block(sent).kind, BlockKind::Paragraph(_)) {
            return None;
        }
        let lines = self.own_lines(sent)?;
        let level = self.written_level(sent, level);
        let mut edits = vec![lines.edit(0..0, format!("{} ", "#".repeat(usize::from(level))))];
        for (at, _) in lines.own.match_indices('\n') {
            let indent = lines.own[at + 1..].bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            edits.push(lines.edit(at..at + 1 + indent, " ".to_owned()));
        }
        Some(edits)
    }

    fn quoted(&self, sent: &Range<usize>) -> Option<Vec<SourceEdit>> {
        let mut edits = Vec::new();
        let mut before: Option<FormLines<'_>> = None;
        for one in sent.clone() {
            if !self.is_top(one) || !matches!(self.block(one).kind, BlockKind::Paragraph(_)) {
                return None;
            }
            let lines = self.own_lines(one)?;
            if let Some(before) = before {
                let end = before.start + before.own.len();
                let between = self.text(lines.source).get(end..lines.start).filter(|_| before.source == lines.source)?;
                if !between.trim().is_empty() {
                    return None;
                }
                edits.push(SourceEdit { source: lines.source, range: end..lines.start, new: "\n>\n".to_owned() });
            }
            edits.extend(lines.line_starts().map(|at| lines.edit(at..at, "> ".to_owned())));
            before = Some(lines);
        }
        Some(edits)
    }

    fn unquoted(&self, sent: &Range<usize>) -> Option<Vec<SourceEdit>> {
        let mut edits = Vec::new();
        for one in sent.clone() {
            if self.sent[one].form.frames != [SentFrame::Quotation] {
                return None;
            }
            let lines = self.own_lines(one)?;
            edits.extend(lines.line_starts().filter_map(|at| Some(lines.edit(at..at + opening(&lines.own[at..])?, String::new()))));
            // The empty lines of the quotation round it; those between two paragraphs once.
            let text = self.text(lines.source);
            let above = lines.start.checked_sub(1).and_then(|end| Some((text.get(..end)?.rfind('\n').map_or(0, |at| at + 1), end)));
            edits.extend(above.and_then(|(start, end)| emptied(text, lines.source, start, end)));
            if one + 1 == sent.end {
                let start = lines.start + lines.own.len() + 1;
                let end = text.get(start..).map(|rest| start + rest.find('\n').unwrap_or(rest.len()));
                edits.extend(end.and_then(|end| emptied(text, lines.source, start, end)));
            }
        }
        Some(edits)
    }

    /// Numbers in place of bullets, or the other way.
    fn marked(&self, marks: &ListMarks) -> Option<Vec<SourceEdit>> {
        // What stands beside the list must not become part of it.
        let beside = [marks.inside.start.checked_sub(1), Some(marks.inside.end)];
        let own = &self.sent[marks.inside.start].form.frames;
        let is_list = |at: usize| {
            let other = self.sent.get(at).filter(|other| other.note.is_none()).map(|other| &other.form.frames);
            other.is_some_and(|other| {
                other.get(..marks.depth) == own.get(..marks.depth) && matches!(other.get(marks.depth), Some(SentFrame::Item(_)))
            })
        };
        if beside.into_iter().flatten().any(is_list) {
            return None;
        }
        let mut edits = Vec::new();
        for (number, item) in marks.items.iter().enumerate() {
            let before = self.before(*item)?;
            let marker = ItemMarker::of(before)?;
            let first = (0..self.letters(*item).len()).find_map(|letter| self.letter(*item, letter))?;
            let start = first.start as usize - before.len();
            let lead = marker.lead.len();
            let sign = marker.mark.trim_end_matches([' ', '\t']);
            if sign.contains('[') {
                return None;
            }
            let new = match marks.numerals {
                None => "-".to_owned(),
                Some(numerals) => format!("{}.", numerals.write(number as u64 + 1)),
            };
            edits.push(SourceEdit { source: first.source, range: start + lead..start + lead + sign.len(), new: new.clone() });
            let next = marks.items.get(number + 1).copied().unwrap_or(marks.inside.end);
            let last = (*item..next).rev().find_map(|last| self.lines(self.block(last)).filter(|lines| lines.source == first.source))?;
            let lines = Span::new(first.source, start, last.end as usize);
            edits.extend(self.set_in(lines, &marker.lead, marker.mark.len(), new.len() + marker.mark.len() - sign.len()));
        }
        Some(edits)
    }

    /// The line that ends a page above a paragraph comes, or goes.
    fn page(&self, sent: usize, ends: bool) -> Option<SourceEdit> {
        let top = self.top(sent).filter(|_| self.begins_block(sent))?;
        let lines = self.lines(self.book.block(top))?;
        if ends {
            let at = lines.start as usize;
            return Some(SourceEdit { source: lines.source, range: at..at, new: format!("{PAGE}\n\n") });
        }
        let blocks = &self.book.chapters.iter().find(|chapter| chapter.blocks.contains(&top))?.blocks;
        let at = blocks.iter().position(|block| *block == top)?.checked_sub(1)?;
        let page = self.lines(self.book.block(blocks[at])).filter(|page| page.source == lines.source)?;
        let text = self.text(page.source);
        let between = text.get(page.end as usize..lines.start as usize)?;
        let is_alone = matches!(self.book.block(blocks[at]).kind, BlockKind::PageBreak)
            && text.get(page.range())?.trim().starts_with('\\')
            && between.trim().is_empty();
        is_alone.then(|| SourceEdit { source: page.source, range: page.start as usize..lines.start as usize, new: String::new() })
    }
}

/// The lines of a paragraph.
struct FormLines<'s> {
    source: SourceId,
    start: usize,
    own: &'s str,
    /// Whether the line above has words.
    is_below_words: bool,
    /// Whether the line below has words.
    is_above_words: bool,
}

impl FormLines<'_> {
    /// An edit of bytes of the lines.
    fn edit(&self, range: Range<usize>, new: String) -> SourceEdit {
        SourceEdit { source: self.source, range: self.start + range.start..self.start + range.end, new }
    }

    fn line_starts(&self) -> impl Iterator<Item = usize> {
        std::iter::once(0).chain(self.own.match_indices('\n').map(|(at, _)| at + 1))
    }

    /// What makes a paragraph of the lines from a byte on, with an empty line where others would join it.
    fn parted(&self, from: usize) -> Vec<SourceEdit> {
        let above = if self.is_below_words { "\n" } else { "" };
        let mut edits = vec![self.edit(0..from, above.to_owned())];
        if self.is_above_words {
            edits.push(self.edit(self.own.len()..self.own.len(), "\n".to_owned()));
        }
        edits
    }

    /// Gives a heading with a line below it another level, or none.
    fn underlined(&self, now: Option<u8>) -> Option<Vec<SourceEdit>> {
        let (words, line) = self.own.rsplit_once('\n')?;
        let sign = line.trim();
        let is_line = !sign.is_empty() && (sign.bytes().all(|byte| byte == b'=') || sign.bytes().all(|byte| byte == b'-'));
        if !is_line || words.trim_end().ends_with('}') {
            return None;
        }
        let whole = words.len()..self.own.len();
        match now {
            Some(now @ (1 | 2)) => {
                let new = if now == 1 { "=" } else { "-" }.repeat(sign.len().max(2));
                Some(vec![self.edit(words.len() + 1..self.own.len(), new)])
            }
            Some(now) if !words.contains('\n') => {
                let hashes = format!("{} ", "#".repeat(usize::from(now)));
                Some(vec![self.edit(0..0, hashes), self.edit(whole, String::new())])
            }
            Some(_) => None,
            None => {
                let mut edits = self.parted(0);
                edits.retain(|edit| edit.range.start == self.start && !edit.new.is_empty());
                let below = if self.is_above_words { "\n" } else { "" };
                edits.push(self.edit(whole, below.to_owned()));
                Some(edits)
            }
        }
    }
}

/// The length of the mark of a quotation that opens a line.
fn opening(line: &str) -> Option<usize> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let behind = line[indent..].strip_prefix('>')?;
    Some(indent + 1 + usize::from(behind.starts_with(' ')))
}

/// The edit that leaves an empty line of a line with the mark of a quotation alone.
fn emptied(text: &str, source: SourceId, start: usize, end: usize) -> Option<SourceEdit> {
    let line = text.get(start..end)?;
    (line.trim() == ">").then(|| SourceEdit { source, range: start..end, new: String::new() })
}

/// The numerals of Markdown for those of a document.
pub(super) fn numerals(form: OfficeNumerals) -> Numerals {
    match form {
        OfficeNumerals::Decimal => Numerals::Figures,
        OfficeNumerals::LowerLetter => Numerals::SmallLetters,
        OfficeNumerals::UpperLetter => Numerals::Capitals,
        OfficeNumerals::LowerRoman => Numerals::SmallRoman,
        OfficeNumerals::UpperRoman => Numerals::Roman,
    }
}
