//! Paragraphs that became items of lists, or are none any more, items at another depth and single items with other marks: what lists there
//! are to be, and the edits that make them of the lines that are there.
//!
//! Each paragraph keeps its lines; only what stands before the words on them changes, and the empty lines between items. What stands before
//! the words is kept wherever it still means the same.

use super::desk::ReviewDesk;
use super::edits::SourceEdit;
use super::list_shape::{ListShape, ShapedMark, ShapedNumber, ShapedPart};
use super::marker::ItemMarker;
use crate::book::{BlockKind, Numerals};
use crate::office::docx_write::SentFrame;
use crate::office::text::OfficeAround;
use crate::source::SourceId;
use std::ops::Range;

/// An item may stand so much further in than the words of the one that it is in, in columns; beyond that it would be code.
const FREE: usize = 4;

impl ReviewDesk<'_> {
    /// Whether a paragraph stands in an outermost list.
    pub(super) fn is_in_list(&self, sent: usize) -> bool {
        let is_of_text = self.sent.get(sent).is_some_and(|one| one.note.is_none());
        is_of_text && self.top(sent).is_some_and(|top| matches!(self.book.block(top).kind, BlockKind::List { .. }))
    }

    /// How deep an item is that begins with a paragraph, if it is one of lists alone.
    pub(super) fn sent_level(&self, sent: usize) -> Option<usize> {
        let frames = &self.sent[sent].form.frames;
        let is_of_lists = frames.iter().all(|frame| matches!(frame, SentFrame::Item(_)));
        self.list_of(sent).filter(|_| is_of_lists)?;
        frames.len().checked_sub(1)
    }

    /// The lists that some paragraphs are to be; none if that can't be said of what stands there.
    pub(super) fn list_shape(&self, sent: Range<usize>, wanted: Vec<ShapedPart>) -> Option<ListShape> {
        let mut shape = ListShape { sent: sent.clone(), parts: Vec::new(), frames: Vec::new(), items: Vec::new() };
        let (mut open, mut was_open): (Vec<(usize, Option<Numerals>)>, Vec<usize>) = (Vec::new(), Vec::new());
        for (at, mut part) in sent.clone().zip(wanted) {
            let own = &self.sent[at].form.frames;
            let outer = own.iter().take_while(|frame| matches!(frame, SentFrame::Item(_))).count();
            let inner = &own[outer..];
            let level = self.sent_level(at);
            was_open.truncate(level.unwrap_or(outer));
            let owner = was_open.last().copied();
            was_open.extend(level.map(|_| at));
            let is_paragraph = inner.is_empty() && matches!(self.block(at).kind, BlockKind::Paragraph(_));
            if !is_paragraph && !matches!(part, ShapedPart::AsSent) {
                return None;
            }
            match &mut part {
                ShapedPart::Plain => open.clear(),
                ShapedPart::AsSent => {
                    let kept = owner.and_then(|owner| open.iter().position(|(other, _)| *other == owner));
                    open.truncate(kept.map_or(0, |kept| kept + 1));
                }
                ShapedPart::Continued { level } => open.truncate(*level + 1),
                ShapedPart::Item { level, mark } => {
                    *level = (*level).min(open.len());
                    open.truncate(*level);
                    open.push((at, mark.numerals()));
                }
            }
            let is_continued = matches!(part, ShapedPart::Continued { .. });
            shape.parts.push(if open.is_empty() && is_continued { ShapedPart::Plain } else { part });
            let around = open.iter().map(|(_, numerals)| SentFrame::Item(*numerals));
            shape.frames.push(around.chain(inner.iter().copied()).collect());
            shape.items.push(open.iter().map(|(item, _)| *item).collect());
        }
        Some(shape)
    }

    /// Whether lists are other ones than those that were sent.
    pub(super) fn is_other_shape(&self, shape: &ListShape) -> bool {
        let begins = |part: &ShapedPart| matches!(part, ShapedPart::Item { .. });
        let mut all = shape.sent.clone().zip(shape.parts.iter().zip(&shape.frames));
        all.any(|(at, (part, frames))| self.sent[at].form.frames != *frames || begins(part) != self.sent_level(at).is_some())
    }

    /// The edits that make lists of lines; none if it is not certain how.
    pub(super) fn shaped(&self, shape: &ListShape) -> Option<Vec<SourceEdit>> {
        let mut work = ShapeWork { desk: self, shape, segments: Vec::new(), open: Vec::new(), edits: Vec::new() };
        work.take_apart()?;
        for number in 0..work.segments.len() {
            work.segment(number)?;
        }
        Some(work.edits)
    }
}

/// The lines of a paragraph and of all that goes on its item.
struct ListSegment {
    sent: usize,
    source: SourceId,
    /// The lines.
    lines: Range<usize>,
    /// What stands before the words of its first line.
    was: ItemOpening,
    /// Whether the paragraph was an item.
    was_item: bool,
    /// Whether further paragraphs stand in the item.
    is_long: bool,
}

/// What stands before the words of an item, or of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct ItemOpening {
    lead: String,
    mark: String,
    /// The figures or letters within the mark.
    digits: Option<Range<usize>>,
}

impl ItemOpening {
    /// The column in which the words of the item and all within it begin.
    fn content(&self) -> usize {
        // The box of a task is part of the words.
        self.lead.len() + self.mark.find('[').unwrap_or(self.mark.len())
    }

    fn sign(&self) -> &str {
        self.mark[..self.mark.find('[').unwrap_or(self.mark.len())].trim_end()
    }

    /// Whether another mark would go on this list.
    fn is_like(&self, other: &Self) -> bool {
        let plain = |opening: &Self| match &opening.digits {
            Some(digits) => format!("{}0{}", &opening.mark[..digits.start], &opening.sign()[digits.end..]),
            None => opening.sign().to_owned(),
        };
        plain(self) == plain(other)
    }

    fn numbered(&self, digits: &str) -> Self {
        let Some(own) = self.digits.clone() else { return self.clone() };
        let mark = format!("{}{digits}{}", &self.mark[..own.start], &self.mark[own.end..]);
        Self { mark, digits: Some(own.start..own.start + digits.len()), lead: self.lead.clone() }
    }

    /// The opening without the box of a task.
    fn without_task(&self) -> Self {
        Self { mark: self.mark[..self.mark.find('[').unwrap_or(self.mark.len())].to_owned(), ..self.clone() }
    }
}

/// An item as it is written.
struct ShapedItem {
    sent: usize,
    opening: ItemOpening,
    number: Option<ShapedNumber>,
    /// Whether the numbers go on from item to item.
    counts: bool,
    /// Whether the items of the list stand close.
    is_tight: bool,
}

struct ShapeWork<'d, 'b> {
    desk: &'d ReviewDesk<'b>,
    shape: &'d ListShape,
    segments: Vec<ListSegment>,
    /// The last items at each depth.
    open: Vec<ShapedItem>,
    edits: Vec<SourceEdit>,
}

impl ShapeWork<'_, '_> {
    fn part(&self, sent: usize) -> &ShapedPart {
        &self.shape.parts[sent - self.shape.sent.start]
    }

    /// Finds the lines of each item and of each paragraph that is none.
    fn take_apart(&mut self) -> Option<()> {
        let desk = self.desk;
        let source = desk.lines(desk.block(self.shape.sent.start))?.source;
        for sent in self.shape.sent.clone() {
            let level = desk.sent_level(sent);
            let is_alone = desk.sent[sent].form.frames.is_empty();
            let begins = matches!(self.part(sent), ShapedPart::Item { .. });
            if level.is_none() && !is_alone && !begins {
                if let Some(last) = self.segments.last_mut() {
                    last.is_long = true;
                }
                continue;
            }
            let own = desk.lines(desk.block(sent)).filter(|lines| lines.source == source)?;
            let before = desk.before(sent)?;
            let mut was = ItemOpening::default();
            if level.is_some() {
                let marker = ItemMarker::of(before)?;
                let digits = marker.own_digits();
                was = ItemOpening { lead: marker.lead, mark: marker.mark.to_owned(), digits };
                // Several marks on one line, and marks of quotations.
                if !before.starts_with(&format!("{}{}", was.lead, was.mark)) || was.lead.contains(['\t', '>']) || was.mark.contains('\t') {
                    return None;
                }
            }
            let end = desk.lines(desk.book.block(desk.top(sent)?))?.end as usize;
            if let Some(last) = self.segments.last_mut() {
                last.lines.end = last.lines.end.min(own.start as usize);
            }
            let lines = own.start as usize..end;
            self.segments.push(ListSegment { sent, source, lines, was, was_item: level.is_some(), is_long: false });
        }
        Some(())
    }

    fn segment(&mut self, number: usize) -> Option<()> {
        let sent = self.segments[number].sent;
        let is_first = number == 0;
        match self.part(sent).clone() {
            ShapedPart::Item { level, mark } => {
                let (opening, sibling) = self.opening(number, level, mark)?;
                let is_tight = self.is_tight(number, level, mark);
                self.open.truncate(level);
                let counts = sibling.map_or_else(|| self.counts(number), Some)?;
                self.above(number, level, is_tight)?;
                self.open.push(ShapedItem { sent, opening: opening.clone(), number: mark.number, counts, is_tight });
                self.rewritten(number, &opening);
            }
            ShapedPart::Plain | ShapedPart::AsSent => {
                let was_item = self.segments[number].was_item;
                let is_continued = !self.shape.items[sent - self.shape.sent.start].is_empty();
                if is_continued || self.segments[number].was.mark.contains('[') {
                    return None;
                }
                self.open.clear();
                if was_item || !is_first {
                    self.blank_above(number);
                }
                self.rewritten(number, &ItemOpening::default());
                if number + 1 == self.segments.len() && was_item {
                    self.blank_below(number);
                }
            }
            ShapedPart::Continued { .. } => {
                let items = &self.shape.items[sent - self.shape.sent.start];
                self.open.truncate(items.len());
                let content = self.open.last()?.opening.content();
                self.blank_above(number);
                self.rewritten(number, &ItemOpening { lead: " ".repeat(content), ..ItemOpening::default() });
            }
        }
        Some(())
    }

    /// What stands before the words of an item, and whether the numbers of its list go on, if an item of it stands above.
    fn opening(&self, number: usize, level: usize, mark: ShapedMark) -> Option<(ItemOpening, Option<bool>)> {
        let segment = &self.segments[number];
        let content = if level == 0 { 0 } else { self.open.get(level - 1)?.opening.content() };
        let can_stand = |lead: &str| (content..content + FREE).contains(&lead.len());
        let sibling = self.open.get(level).filter(|other| self.is_one_list(other, segment.sent, mark));
        let next = self.next(number, level, mark);
        let is_own = segment.was_item && self.numerals(segment.sent) == Some(mark.numerals());
        let like = sibling.map(|other| &other.opening).or(next.map(|next| &next.was));
        let mut opening = match like {
            Some(like) if !is_own || sibling.is_some() && !like.is_like(&segment.was) => like.without_task(),
            _ if is_own => segment.was.clone(),
            Some(like) => like.without_task(),
            None => new_mark(mark),
        };
        let leads = [
            Some(&segment.was.lead).filter(|_| segment.was_item),
            sibling.map(|other| &other.opening.lead),
            next.map(|next| &next.was.lead),
        ];
        opening.lead = leads.into_iter().flatten().find(|lead| can_stand(lead)).cloned().unwrap_or_else(|| " ".repeat(content));
        let Some(own) = mark.number else { return Some((opening, sibling.map(|_| false))) };
        match sibling {
            Some(before) => {
                let value = before.number?.value.checked_add(1).filter(|value| *value == own.value)?;
                let keeps = !before.counts && own.numerals == Numerals::Figures;
                let opening = if keeps && is_own {
                    opening
                } else if keeps {
                    opening.numbered(&before.digits()?)
                } else {
                    opening.numbered(&own.numerals.write(value))
                };
                Some((opening, Some(before.counts)))
            }
            None => Some((opening.numbered(&own.numerals.write(own.value)), None)),
        }
    }

    /// Whether an item goes on the list of another one that stands above it. Two lists that were two stay two.
    fn is_one_list(&self, above: &ShapedItem, sent: usize, mark: ShapedMark) -> bool {
        let is_alike = above.number.map(|number| number.numerals) == mark.numerals();
        let (one, other) = (self.desk.list_of(above.sent), self.desk.list_of(sent));
        let stays = |at: usize| self.desk.sent[at].form.frames == self.shape.frames[at - self.shape.sent.start];
        let are_two = one.is_some() && other.is_some() && one != other && stays(above.sent) && stays(sent);
        is_alike && !are_two
    }

    /// What the marks of an item of the text say; none outside of lists.
    fn numerals(&self, sent: usize) -> Option<Option<Numerals>> {
        match self.desk.sent[sent].form.frames.last() {
            Some(SentFrame::Item(numerals)) => Some(*numerals),
            _ => None,
        }
    }

    /// The next item of the list of an item, if it was one with such a mark.
    fn next(&self, number: usize, level: usize, mark: ShapedMark) -> Option<&ListSegment> {
        let is_in = |segment: &&ListSegment| self.shape.items[segment.sent - self.shape.sent.start].len() > level;
        let own = |segment: &&ListSegment| matches!(self.part(segment.sent), ShapedPart::Item { level: other, .. } if *other == level);
        let next = self.segments[number + 1..].iter().take_while(is_in).find(own)?;
        (next.was_item && self.numerals(next.sent) == Some(mark.numerals())).then_some(next)
    }

    /// Whether the numbers of a list go on, as its author wrote it: of the list of an item or of the next one.
    fn counts(&self, number: usize) -> Option<bool> {
        let list = self.segments[number..].iter().find_map(|segment| self.desk.list_of(segment.sent));
        Some(list.and_then(|list| self.desk.step(list)) != Some(0))
    }

    /// Sees to the empty lines above an item: none where items stand close.
    fn above(&mut self, number: usize, level: usize, is_tight: bool) -> Option<()> {
        let Some(before) = number.checked_sub(1) else { return Some(()) };
        let (above, own) = (&self.segments[before], &self.segments[number]);
        let place = |sent: usize| sent - self.shape.sent.start;
        let above_is_item = !self.shape.items[place(above.sent)].is_empty();
        if !above_is_item {
            self.blank_above(number);
            return Some(());
        }
        if above.was_item && own.was_item {
            return Some(());
        }
        let shares = self.shape.items[place(above.sent)].len() > level || level > 0;
        let is_alike = self.numerals_of(above.sent) == self.numerals_of(own.sent) || level > 0;
        if shares && is_alike && is_tight && !above.is_long {
            let (text, start) = (self.desk.text(own.source), own.lines.start);
            let end = text.get(..start)?.trim_end_matches('\n').len();
            if end + 1 < start {
                self.edits.push(SourceEdit { source: own.source, range: end + 1..start, new: String::new() });
            }
        }
        Some(())
    }

    /// Whether the items of the list of an item stand close, as far as the list was there.
    fn is_tight(&self, number: usize, level: usize, mark: ShapedMark) -> bool {
        let sent = self.segments[number].sent;
        let sibling = self.open.get(level).filter(|other| self.is_one_list(other, sent, mark)).map(|other| other.is_tight);
        let of = |sent: usize| self.desk.whole_item(sent).filter(|item| !(item.is_first && item.is_last)).map(|item| item.is_tight);
        sibling.or_else(|| of(sent)).or_else(|| of(self.next(number, level, mark)?.sent)).unwrap_or(true)
    }

    /// What the marks of an item are to say.
    fn numerals_of(&self, sent: usize) -> Option<Option<Numerals>> {
        match self.part(sent) {
            ShapedPart::Item { mark, .. } => Some(mark.numerals()),
            _ => None,
        }
    }

    /// Leaves an empty line above lines.
    fn blank_above(&mut self, number: usize) {
        let (source, start) = (self.segments[number].source, self.segments[number].lines.start);
        let above = self.desk.text(source).get(..start).unwrap_or_default();
        if !above.is_empty() && !above.ends_with("\n\n") {
            self.edits.push(SourceEdit { source, range: start..start, new: "\n".to_owned() });
        }
    }

    /// Leaves an empty line below lines.
    fn blank_below(&mut self, number: usize) {
        let (source, end) = (self.segments[number].source, self.segments[number].lines.end);
        let below = self.desk.text(source).get(end..).unwrap_or_default();
        if below.len() > 1 && !below.starts_with("\n\n") {
            self.edits.push(SourceEdit { source, range: end..end, new: "\n".to_owned() });
        }
    }

    /// Gives the lines of a segment what is to stand before them.
    fn rewritten(&mut self, number: usize, now: &ItemOpening) {
        let ListSegment { source, lines, was, .. } = &self.segments[number];
        if was == now {
            return;
        }
        let (source, text) = (*source, self.desk.text(*source));
        let (old, new) = (was.content(), now.content());
        let first = was.lead.len() + was.mark.len();
        let mut at = lines.start;
        for (line, words) in text.get(lines.clone()).unwrap_or_default().split_inclusive('\n').enumerate() {
            let indent = words.bytes().take_while(|byte| *byte == b' ').count();
            if line == 0 {
                self.edits.push(SourceEdit { source, range: at..at + first, new: format!("{}{}", now.lead, now.mark) });
            } else if indent >= old && !words.trim().is_empty() && old != new {
                let (range, new) = if new > old { (at..at, " ".repeat(new - old)) } else { (at..at + old - new, String::new()) };
                self.edits.push(SourceEdit { source, range, new });
            }
            at += words.len();
        }
    }
}

impl ShapedItem {
    fn digits(&self) -> Option<String> {
        Some(self.opening.mark.get(self.opening.digits.clone()?)?.to_owned())
    }
}

/// The mark of an item that none stands beside.
fn new_mark(mark: ShapedMark) -> ItemOpening {
    let Some(ShapedNumber { numerals, value, around }) = mark.number else {
        return ItemOpening { mark: "- ".to_owned(), ..ItemOpening::default() };
    };
    let digits = numerals.write(value);
    let (open, close) = match around {
        OfficeAround::Stop => ("", "."),
        OfficeAround::Bracket => ("", ")"),
        OfficeAround::Brackets => ("(", ")"),
    };
    let own = open.len()..open.len() + digits.len();
    ItemOpening { lead: String::new(), mark: format!("{open}{digits}{close} "), digits: Some(own) }
}
