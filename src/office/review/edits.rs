//! Changes as edits of the sources.

use super::changes::ReviewChange;
use super::desk::{ItemPlace, ReviewDesk};
use super::markdown::{WritingPlace, marks, written};
use super::marker::ItemMarker;
use super::unmade::UnmadeChange;
use super::words::PARTING;
use crate::book::{BlockKind, Style};
use crate::office::docx_write::{SCENE, SentFrame, SentLetter, is_titled};
use crate::office::meaning::is_scene_break;
use crate::office::text::{OfficeBlock, OfficePiece, OfficeRole, OfficeText};
use crate::office::write;
use crate::source::{SourceId, Span};
use std::ops::Range;

/// Bytes of a source, and what is to stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SourceEdit {
    pub(super) source: SourceId,
    pub(super) range: Range<usize>,
    pub(super) new: String,
}

/// What a change does to the sources.
#[derive(Clone, Debug)]
pub(super) enum SourceChange {
    Edits(Vec<SourceEdit>),
    /// Lines that go, and where they come to stand, between what.
    Move {
        lines: Span,
        cut: SourceEdit,
        /// [`WORDS`] in it stands for the lines.
        to: SourceEdit,
        /// The edit that gives an item in the lines a new number.
        number: Option<SourceEdit>,
    },
}

impl ReviewDesk<'_> {
    /// What a change does to the sources.
    ///
    /// # Errors
    /// The reason, in words, if it can't be made.
    pub(super) fn edits(&self, change: &ReviewChange) -> Result<SourceChange, UnmadeChange> {
        match change {
            ReviewChange::Words { sent, range, new } => self.words(*sent, range.clone(), new).map(SourceChange::Edits),
            ReviewChange::Look { sent, range, look } => {
                self.look(*sent, range.clone(), *look).ok_or(UnmadeChange::Look).map(SourceChange::Edits)
            }
            ReviewChange::Join { sent, from, to, new } => self.join(*sent, *from, *to, new).map(|edit| SourceChange::Edits(vec![edit])),
            ReviewChange::Delete { sent, notes } => self.deleted(sent, notes).map(SourceChange::Edits),
            ReviewChange::Insert { after, unit } => self.insert(*after, *unit, None).map(|edit| SourceChange::Edits(vec![edit])),
            ReviewChange::Form { change, .. } => self.form_edits(change).map(SourceChange::Edits).ok_or(UnmadeChange::Place),
            ReviewChange::Move { sent, after } => {
                let cut = if self.is_blocks(sent) { self.cut_blocks(sent) } else { self.cut_item(sent) }.ok_or(UnmadeChange::Within)?;
                let is_item = !self.is_blocks(sent);
                let to = if is_item { self.beside_items(*after, sent.start) } else { self.behind(*after, Some(sent)) };
                let to = to.ok_or(UnmadeChange::Within)?;
                Ok(SourceChange::Move { lines: cut.lines, cut: cut.edit, to, number: None })
            }
        }
    }

    fn words(&self, sent: usize, range: Range<usize>, new: &[SentLetter]) -> Result<Vec<SourceEdit>, UnmadeChange> {
        let old = &self.letters(sent)[range.clone()];
        if range.is_empty() {
            let (at, look) = self.point(sent, range.start, new).ok_or(UnmadeChange::Place)?;
            let new = self.written(sent, at, at.range().end, look, new)?;
            return Ok(vec![self.without_spaces(SourceEdit { source: at.source, range: at.range(), new })]);
        }
        let places = self.places(sent, range.clone()).ok_or(UnmadeChange::Made)?;
        let (first, last) = (places[0], places[places.len() - 1]);
        let is_balanced = old[0].look == old[old.len() - 1].look;
        if is_balanced {
            let whole = Span { end: last.end, ..first };
            let whole = if new.is_empty() { self.with_marks(sent, &range, whole) } else { whole };
            let new = self.written(sent, Span { end: first.start, ..first }, last.end as usize, old[0].look, new)?;
            return Ok(vec![self.without_spaces(SourceEdit { source: first.source, range: whole.range(), new })]);
        }
        // The marks between stretches of different looks stay; the new words stand in the stretch whose look they have.
        let mut edits = Vec::new();
        let mut at = 0;
        let wanted = new.first().map(|letter| letter.look);
        let mut is_put = new.is_empty();
        let fits = old.iter().any(|letter| Some(letter.look) == wanted);
        for stretch in old.chunk_by(|a, b| a.look == b.look) {
            let (from, to) = (places[at], places[at + stretch.len() - 1]);
            let puts = !is_put && (!fits || Some(stretch[0].look) == wanted);
            is_put |= puts;
            let own = range.start + at..range.start + at + stretch.len();
            let whole = Span { end: to.end, ..from };
            edits.push(match puts {
                true => SourceEdit {
                    source: from.source,
                    range: whole.range(),
                    new: self.written(sent, Span { end: from.start, ..from }, to.end as usize, stretch[0].look, new)?,
                },
                false => SourceEdit { source: from.source, range: self.with_marks(sent, &own, whole).range(), new: String::new() },
            });
            at += stretch.len();
        }
        Ok(edits)
    }

    /// An edit that ends a line takes the spaces at its end along.
    fn without_spaces(&self, edit: SourceEdit) -> SourceEdit {
        let before = self.text(edit.source).get(..edit.range.start).filter(|_| edit.new.starts_with('\n'));
        let start = before.map_or(edit.range.start, |before| before.trim_end_matches(' ').len());
        SourceEdit { range: start..edit.range.end, ..edit }
    }

    /// A deleted stretch with the marks that would stand round nothing.
    fn with_marks(&self, sent: usize, range: &Range<usize>, span: Span) -> Span {
        let letters = self.letters(sent);
        let own = letters[range.start].look;
        let other = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_none_or(|letter| letter.look != own);
        let mut span = span;
        if own == Style::PLAIN || !other(range.start.checked_sub(1)) || !other(Some(range.end)) {
            return span;
        }
        let bytes = self.text(span.source).as_bytes();
        while let (Some(before), Some(behind)) =
            (span.start.checked_sub(1).and_then(|at| bytes.get(at as usize)), bytes.get(span.end as usize))
        {
            if before != behind || !b"*_~`^=".contains(before) {
                break;
            }
            (span.start, span.end) = (span.start - 1, span.end + 1);
        }
        span
    }

    /// Where letters of a look come between two letters, and the look of what is around them there.
    fn point(&self, sent: usize, at: usize, new: &[SentLetter]) -> Option<(Span, Style)> {
        let letters = self.letters(sent);
        let look = new.first()?.look;
        let before = at.checked_sub(1).and_then(|at| Some((self.letter(sent, at)?, letters[at].look)));
        let behind = letters.get(at).and_then(|letter| Some((self.letter(sent, at)?, letter.look)));
        let end = |span: Span| Span { start: span.end, ..span };
        let start = |span: Span| Span { end: span.start, ..span };
        match (before, behind) {
            (Some((span, own)), _) if own == look => Some((end(span), own)),
            (_, Some((span, own))) if own == look => Some((start(span), own)),
            (Some((_, own)), None) if own != Style::PLAIN => {
                let lines = self.lines(self.block(sent))?;
                Some((end(lines), Style::PLAIN))
            }
            (Some((span, own)), _) => Some((end(span), own)),
            (None, Some((span, own))) => Some((start(span), own)),
            (None, None) => None,
        }
    }

    /// Letters as Markdown in a paragraph, from a place on; `behind` is where what follows begins.
    fn written(&self, sent: usize, at: Span, behind: usize, look: Style, new: &[SentLetter]) -> Result<String, UnmadeChange> {
        if new.is_empty() {
            return Ok(String::new());
        }
        let text = self.text(at.source);
        let first = (0..self.letters(sent).len()).find_map(|letter| self.letter(sent, letter)).map_or(0, |span| span.start as usize);
        let before = self.before(sent).unwrap_or_default();
        let is_quote = before.chars().all(|c| matches!(c, '>' | ' '));
        let block = self.block(sent);
        let is_code = matches!(block.kind, BlockKind::Code { .. });
        let prefix = if is_quote { before.to_owned() } else { " ".repeat(before.chars().count()) };
        let count = new.iter().filter(|letter| letter.sign == PARTING).count();
        let partings = match () {
            () if count == 0 || is_code => Vec::new(),
            () if self.is_top(sent) || is_quote && !before.is_empty() => {
                let prefix = if matches!(block.kind, BlockKind::Heading { .. }) { "" } else { prefix.as_str() };
                vec![format!("\n{}\n{prefix}", prefix.trim_end()); count]
            }
            () => self.item_partings(sent, count).unwrap_or_default(),
        };
        let head = text.get(..at.start as usize).unwrap_or_default();
        let line_start = head.rfind('\n').map_or(0, |at| at + 1).max(first);
        let in_link = block.prose().is_some_and(|prose| {
            prose
                .runs
                .iter()
                .any(|run| run.link.is_some() && run.span.source == at.source && run.span.start <= at.start && at.start <= run.span.end)
        });
        let place = WritingPlace {
            look,
            line: text.get(line_start..at.start as usize).unwrap_or_default().trim_start_matches(['>', ' ']),
            rest: text.get(behind..).unwrap_or_default(),
            prefix: if matches!(block.kind, BlockKind::Heading { .. }) { String::new() } else { prefix },
            partings,
            is_code,
            in_link,
        };
        written(new, &place)
    }

    /// What stands where an item is parted into several.
    fn item_partings(&self, sent: usize, count: usize) -> Option<Vec<String>> {
        let item = self.whole_item(sent)?;
        let before = self.before(sent)?;
        let (marker, numerals, step) = (ItemMarker::of(before)?, self.numerals(item.list), self.step(item.list).unwrap_or(1));
        let gap = if item.is_tight { "\n".to_owned() } else { format!("\n{}\n", marker.lead.trim_end()) };
        let mut number = marker.number(before, numerals);
        let mut next = || {
            number = number.map(|number| number.saturating_add(step));
            format!("{gap}{}{}", marker.lead, marker.numbered(number, numerals))
        };
        Some((0..count).map(|_| next()).collect())
    }

    fn look(&self, sent: usize, range: Range<usize>, look: Style) -> Option<Vec<SourceEdit>> {
        let letters = self.letters(sent);
        let own = letters[range.start].look;
        let places = self.places(sent, range.clone())?;
        let whole = Span { end: places[places.len() - 1].end, ..places[0] };
        let edit = |at: u32, length: u32, new: &str| SourceEdit {
            source: whole.source,
            range: at as usize..(at + length) as usize,
            new: new.to_owned(),
        };
        if let Some([open, close]) = marks(own, look) {
            return Some(vec![edit(whole.start, 0, &open), edit(whole.end, 0, &close)]);
        }
        let [open, _] = marks(look, own)?;
        let length = u32::try_from(open.len()).ok()?;
        let text = self.text(whole.source);
        let before = text.get((whole.start.checked_sub(length)?) as usize..whole.start as usize)?;
        let behind = text.get(whole.end as usize..(whole.end + length) as usize)?;
        let is_mark = |marks: &str| marks.bytes().all(|byte| matches!(byte, b'*' | b'_'));
        (is_mark(before) && before == behind).then(|| vec![edit(whole.start - length, length, ""), edit(whole.end, length, "")])
    }

    fn join(&self, sent: usize, from: usize, to: usize, new: &[SentLetter]) -> Result<SourceEdit, UnmadeChange> {
        let plain = |sent: usize| matches!(self.block(sent).kind, BlockKind::Paragraph(_)) && self.is_top(sent);
        if !plain(sent) || !plain(sent + 1) {
            return Err(UnmadeChange::Joined);
        }
        let (Some(last), Some(next)) = (from.checked_sub(1).and_then(|at| self.letter(sent, at)), self.letter(sent + 1, to)) else {
            return Err(UnmadeChange::Place);
        };
        let (one, other) =
            (self.lines(self.block(sent)).ok_or(UnmadeChange::Place)?, self.lines(self.block(sent + 1)).ok_or(UnmadeChange::Place)?);
        let between = self
            .text(one.source)
            .get(one.end as usize..other.start as usize)
            .filter(|_| one.source == other.source && last.end <= next.start);
        if between.is_none_or(|between| !between.trim().is_empty()) {
            return Err(UnmadeChange::Between);
        }
        let look = self.letters(sent)[from - 1].look;
        let new = self.written(sent, Span { start: last.end, ..last }, next.start as usize, look, new)?;
        Ok(SourceEdit { source: last.source, range: last.end as usize..next.start as usize, new })
    }

    /// The lines of a paragraph that is a block by itself, and the edit that takes them out with the blank lines behind them.
    pub(super) fn cut(&self, sent: usize) -> Option<CutLines> {
        let is_item = self.item(sent).is_some();
        if !self.is_top(sent) && !is_item {
            return None;
        }
        self.cut_lines(self.lines(self.block(sent))?, is_item)
    }

    /// The lines of an item with all that it holds, as [`Self::cut`].
    pub(super) fn cut_item(&self, sent: &Range<usize>) -> Option<CutLines> {
        let item = self.whole_item(sent.start).filter(|item| item.sent == *sent)?;
        self.cut_lines(self.item_lines(item)?, true)
    }

    /// The lines of outermost blocks with all that stands between them, as [`Self::cut`].
    pub(super) fn cut_blocks(&self, sent: &Range<usize>) -> Option<CutLines> {
        let lines = |at: usize| self.lines(self.book.block(self.top(at)?));
        let (first, last) = (lines(sent.start)?, lines(sent.end.checked_sub(1)?)?);
        let is_in_order = first.source == last.source && first.start <= last.start;
        self.cut_lines(Some(Span { end: last.end, ..first }).filter(|_| is_in_order)?, false)
    }

    pub(super) fn cut_lines(&self, lines: Span, is_item: bool) -> Option<CutLines> {
        let text = self.text(lines.source);
        let mut range = lines.range();
        let behind = text.get(range.end..)?;
        let blank = behind.len() - behind.trim_start_matches('\n').len();
        range.end += if is_item { blank.min(1) } else { blank };
        if range.end == text.len() && !is_item {
            let kept = text.get(..range.start)?.trim_end_matches('\n').len();
            range = kept..range.end - usize::from(text.ends_with('\n') && kept > 0);
        }
        Some(CutLines { lines, edit: SourceEdit { source: lines.source, range, new: String::new() } })
    }

    /// The edit that takes the title of a set-off note out of the line that begins it.
    pub(super) fn without_title(&self, sent: usize) -> Option<SourceEdit> {
        let letters = 0..self.letters(sent).len();
        let (first, last) = (self.letter(sent, 0)?, letters.rev().find_map(|letter| self.letter(sent, letter))?);
        let text = self.text(first.source);
        let before = self.before(sent)?;
        let line = first.start as usize - before.len();
        let (start, end) = match before.find("[!").and_then(|at| Some(at + before[at..].find(']')?)) {
            // Behind the name of its kind stands perhaps whether it can be folded.
            Some(close) => {
                let fold = before[close + 1..].bytes().take_while(|byte| matches!(byte, b'+' | b'-')).count();
                let end = text.get(last.end as usize..)?.find('\n').map_or(text.len(), |at| last.end as usize + at);
                (line + close + 1 + fold, end)
            }
            None => {
                let quotes = usize::from(before.ends_with('"') && text.get(last.end as usize..)?.starts_with('"'));
                (line + before[..before.len() - quotes].trim_end_matches(' ').len(), last.end as usize + quotes)
            }
        };
        (first.source == last.source && start < end).then(|| SourceEdit { source: first.source, range: start..end, new: String::new() })
    }

    /// The edit that puts lines behind a paragraph: [`WORDS`] in it stands for them. `but` is a paragraph that goes.
    fn behind(&self, after: Option<usize>, but: Option<&Range<usize>>) -> Option<SourceEdit> {
        let Some(after) = after else {
            let first = (0..self.sent.len()).find(|at| but.is_none_or(|but| !but.contains(at)))?;
            let lines = self.lines(self.book.block(self.top(first)?))?;
            return Some(SourceEdit { source: lines.source, range: lines.range().start..lines.range().start, new: format!("{WORDS}\n\n") });
        };
        let top = self.top(after)?;
        let is_last = self.sent.get(after + 1).is_none_or(|next| self.top(after + 1) != Some(top) || next.note.is_some());
        let lines = self.lines(self.book.block(top)).filter(|_| is_last)?;
        let end = lines.range().end;
        let behind = self.text(lines.source).get(end..)?;
        let is_close = behind.len() > 1 && !behind.starts_with("\n\n");
        let new = if is_close { format!("\n\n{WORDS}\n") } else { format!("\n\n{WORDS}") };
        Some(SourceEdit { source: lines.source, range: end..end, new })
    }

    /// The edit that puts the lines of an item beside other items.
    fn beside_items(&self, after: Option<usize>, sent: usize) -> Option<SourceEdit> {
        let place = self.moved_place(after, sent)?;
        let own = place.behind.unwrap_or_else(|| after.map_or(0, |after| after + 1));
        let lines = self.item_lines(self.whole_item(own)?)?;
        let lead = ItemMarker::of(self.before(own)?)?.lead;
        let gap = if self.is_close(own, lines)? { "\n".to_owned() } else { format!("\n{}\n", lead.trim_end()) };
        let (at, new) = match place.behind {
            Some(_) => (lines.range().end, format!("{gap}{WORDS}")),
            None => (lines.range().start, format!("{WORDS}{gap}")),
        };
        Some(SourceEdit { source: lines.source, range: at..at, new })
    }

    /// The edit that puts a new paragraph behind another one. `number` is that of an item of an ordered list, if it is known.
    pub(super) fn insert(&self, after: Option<usize>, unit: usize, number: Option<u64>) -> Result<SourceEdit, UnmadeChange> {
        let paragraph = &self.units[unit].paragraph;
        let mut plain = paragraph.clone();
        plain.pieces.retain(|piece| {
            matches!(piece, OfficePiece::Words { .. } | OfficePiece::LineBreak | OfficePiece::LinkStart(_) | OfficePiece::LinkEnd)
        });
        plain.bookmarks.clear();
        if let OfficeRole::Heading(level) = &mut plain.role {
            let beside = after.or_else(|| (!self.sent.is_empty()).then_some(0));
            *level = beside.map_or(*level, |beside| self.written_level(beside, *level + u8::from(is_titled(self.book))));
        }
        let place = self.item_place(after, unit);
        if let Some(place) = place {
            plain.list = None;
            // An item of a list in a quotation is marked as one by the lines that it comes among.
            let beside = place.behind.unwrap_or_else(|| after.map_or(0, |after| after + 1));
            let is_quoted = self.sent.get(beside).is_some_and(|one| one.form.frames.contains(&SentFrame::Quotation));
            if is_quoted && plain.role == OfficeRole::Quotation {
                plain.role = OfficeRole::Text;
            }
        }
        let text = OfficeText { blocks: vec![OfficeBlock::Paragraph(plain)], ..OfficeText::default() };
        let mut words = write::markdown(&text, &[]).text.trim().to_owned();
        // The break between scenes, as it is sent.
        if is_scene_break(self.units[unit].letters.iter().map(|letter| letter.sign)) {
            words = SCENE.to_owned();
        }
        // An item of a depth at which there is no item to stand beside.
        if place.is_none() && paragraph.list.as_ref().is_some_and(|item| item.level > 0 && item.mark.is_some()) {
            return Err(UnmadeChange::Depth);
        }
        if let Some(place) = place {
            return self.insert_item(place, after, number, &words).ok_or(UnmadeChange::Place);
        }
        let mut edit = self.behind(after, None).ok_or(UnmadeChange::Within)?;
        edit.new = edit.new.replace(WORDS, &words);
        Ok(edit)
    }

    /// Whether no blank line stands between an item and the next one, or the one before it if it is the last.
    fn is_close(&self, own: usize, lines: Span) -> Option<bool> {
        let item = self.whole_item(own)?;
        let is_blank = |line: Option<&str>| line.is_none_or(|line| line.trim_matches(['>', ' ', '\t']).is_empty());
        let text = self.text(lines.source);
        Some(match (item.is_first, item.is_last) {
            (_, false) => !is_blank(text.get(lines.end as usize..)?.split('\n').nth(1)),
            (false, true) => !is_blank(text.get(..lines.start as usize)?.rsplit('\n').nth(1)),
            (true, true) => item.is_tight,
        })
    }

    fn insert_item(&self, place: ItemPlace, after: Option<usize>, number: Option<u64>, words: &str) -> Option<SourceEdit> {
        let own = place.behind.unwrap_or_else(|| after.map_or(0, |after| after + 1));
        let lines = match self.whole_item(own).filter(|_| place.behind.is_some() && !place.takes_rest) {
            Some(item) => self.item_lines(item)?,
            None => self.lines(self.block(own))?,
        };
        let before = self.before(own)?;
        let step = self.step(place.list).unwrap_or(1);
        let marker = ItemMarker::of(before)?;
        let numerals = self.numerals(place.list);
        let next = marker.number(before, numerals).map(|own| if place.behind.is_some() { own.saturating_add(step) } else { own });
        let item = format!("{}{}{words}", marker.lead, marker.numbered(number.or(next), numerals));
        let gap = if self.is_close(own, lines)? { "\n".to_owned() } else { format!("\n{}\n", marker.lead.trim_end()) };
        let (at, new) = match place.behind {
            Some(_) => (lines.range().end, format!("{gap}{item}")),
            None => (lines.range().start, format!("{item}{gap}")),
        };
        Some(SourceEdit { source: lines.source, range: at..at, new })
    }
}

/// Lines that go.
pub(super) struct CutLines {
    lines: Span,
    pub(super) edit: SourceEdit,
}

/// What stands for the lines that are put somewhere.
pub(super) const WORDS: &str = "\u{0}";
