//! Where the letters and paragraphs that were sent stand in the sources.

use super::align::ReviewGroup;
use super::marker::ItemMarker;
use super::units::ReviewUnit;
use crate::book::{Block, BlockId, BlockKind, Book, RunKind, text};
use crate::office::docx_write::{FormAnchor, MARK, OBJECT, SentFrame, SentLetter, SentParagraph, sent};
use crate::office::text::OfficeMark;
use crate::source::{SourceId, Sources, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The book as it is, with what was sent of it and what came back.
pub(super) struct ReviewDesk<'b> {
    pub(super) book: &'b Book,
    pub(super) sources: &'b Sources,
    pub(super) sent: Vec<SentParagraph>,
    pub(super) units: Vec<ReviewUnit>,
    /// The outermost block round each block of the text.
    tops: BTreeMap<BlockId, BlockId>,
    /// Items of lists, by their first paragraphs; of several the outermost.
    items: BTreeMap<usize, ItemOfList>,
    /// The first paragraphs of items, by their last ones.
    ends: BTreeMap<usize, Vec<usize>>,
    /// The first paragraphs of items of ordered lists, and others, by their blocks.
    numbers: BTreeMap<BlockId, usize>,
    /// The lists of the first blocks of items.
    firsts: BTreeMap<BlockId, BlockId>,
    /// The labels of set-off notes.
    labels: BTreeSet<BlockId>,
    /// What paragraphs were besides their words when they were sent, by the prints of these.
    pub(super) forms: BTreeMap<u32, FormAnchor>,
    /// The paragraphs that came back whose form the author has changed, if that is known from elsewhere.
    pub(super) anew: Option<BTreeSet<usize>>,
}

/// An item of a list.
#[derive(Clone, Debug)]
pub(super) struct ItemOfList {
    pub(super) list: BlockId,
    /// The paragraphs of the item, with those of lists in it.
    pub(super) sent: Range<usize>,
    /// Whether the first paragraph is all that it holds.
    is_single: bool,
    pub(super) is_tight: bool,
    pub(super) is_first: bool,
    pub(super) is_last: bool,
    pub(super) is_ordered: bool,
}

/// Where an item comes.
#[derive(Clone, Copy, Debug)]
pub(super) struct ItemPlace {
    pub(super) list: BlockId,
    /// The item that it stands behind; none at the head of its list.
    pub(super) behind: Option<usize>,
    /// Whether the place is right below the first paragraph of that item: what follows there belongs to the new one.
    pub(super) takes_rest: bool,
}

impl<'b> ReviewDesk<'b> {
    pub(super) fn new(book: &'b Book, sources: &'b Sources, units: Vec<ReviewUnit>) -> Self {
        let mut tops = BTreeMap::new();
        for top in book.chapters.iter().flat_map(|chapter| &chapter.blocks) {
            let mut open = vec![*top];
            while let Some(id) = open.pop() {
                tops.insert(id, *top);
                open.extend(book.block(id).children());
            }
        }
        let sent = sent(book, sources);
        let numbers: BTreeMap<BlockId, usize> = sent.iter().enumerate().rev().map(|(at, one)| (one.block, at)).collect();
        let (mut items, mut firsts, mut labels) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
        for (list, block) in (0..).map(BlockId::new).zip(&book.blocks) {
            let (all, is_tight, is_ordered) = match &block.kind {
                BlockKind::List { items, tight, numbering } => (items, *tight, numbering.is_some()),
                BlockKind::Callout(callout) => {
                    labels.insert(callout.label);
                    continue;
                }
                _ => continue,
            };
            for (at, item) in all.iter().enumerate() {
                firsts.extend(item.blocks.first().map(|first| (*first, list)));
                let leaves = text::leaves(book, &item.blocks);
                let of = |leaf: Option<&(BlockId, &Block)>| leaf.and_then(|(id, _)| numbers.get(id)).copied();
                let (Some(first), Some(last)) = (of(leaves.first()), of(leaves.last())) else { continue };
                let is_single = item.blocks.len() == 1;
                let (is_first, is_last) = (at == 0, at + 1 == all.len());
                if item.blocks.first() == Some(&sent[first].block) && first <= last {
                    items.insert(first, ItemOfList { list, sent: first..last + 1, is_single, is_tight, is_first, is_last, is_ordered });
                }
            }
        }
        let mut ends: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        items.values().for_each(|item: &ItemOfList| ends.entry(item.sent.end - 1).or_default().push(item.sent.start));
        Self { book, sources, sent, units, tops, items, ends, numbers, firsts, labels, forms: BTreeMap::new(), anew: None }
    }

    /// Whether the author has changed since what a paragraph is besides its words: that is not to be undone.
    pub(super) fn is_formed_anew(&self, group: &ReviewGroup) -> bool {
        if let Some(anew) = &self.anew {
            return anew.contains(&group.units.start);
        }
        let is_other = |sent: usize| self.form_as_sent(sent).is_some_and(|form| form.print != self.sent[sent].form_print());
        let own = || self.units[group.units.start].sent_form.filter(|_| group.sent.len() == 1);
        let is_known = group.sent.clone().all(|sent| self.form_as_sent(sent).is_some());
        group.sent.clone().any(is_other) || !is_known && own().is_some_and(|form| form.print != self.sent[group.sent.start].form_print())
    }

    /// What a paragraph was besides its words when it was sent, if these are as they were.
    pub(super) fn form_as_sent(&self, sent: usize) -> Option<FormAnchor> {
        self.forms.get(&self.sent[sent].anchor.as_ref()?.print).copied()
    }

    pub(super) fn block(&self, sent: usize) -> &'b Block {
        self.book.block(self.sent[sent].block)
    }

    /// The outermost block round a paragraph.
    pub(super) fn top(&self, sent: usize) -> Option<BlockId> {
        self.tops.get(&self.sent[sent].block).copied()
    }

    /// Whether a paragraph is an outermost block itself.
    pub(super) fn is_top(&self, sent: usize) -> bool {
        self.top(sent) == Some(self.sent[sent].block)
    }

    /// Whether a paragraph is one of the text that begins an outermost block.
    pub(super) fn begins_block(&self, sent: usize) -> bool {
        let is_of_text = |at: usize| self.sent.get(at).is_some_and(|one| one.note.is_none());
        !is_of_text(sent) || sent.checked_sub(1).is_none_or(|before| self.top(before) != self.top(sent))
    }

    /// Whether paragraphs are all those of outermost blocks.
    pub(super) fn is_blocks(&self, sent: &Range<usize>) -> bool {
        self.begins_block(sent.start) && self.begins_block(sent.end)
    }

    /// The first of some paragraphs of the text: those of as many whole outermost blocks of one file as there are, else those of a part of one.
    pub(super) fn blocks_from(&self, sent: &Range<usize>) -> Range<usize> {
        let file = |at: usize| self.lines(self.book.block(self.top(at)?)).map(|lines| lines.source);
        let ends = |at: &usize| *at == sent.end || self.begins_block(*at);
        let next = |at: usize| (at + 1..=sent.end).find(ends).unwrap_or(sent.end);
        let mut end = next(sent.start);
        if !self.is_blocks(&(sent.start..end)) {
            return sent.start..end;
        }
        while end < sent.end && file(end) == file(sent.start) && self.is_blocks(&(end..next(end))) {
            end = next(end);
        }
        sent.start..end
    }

    /// The item of a list that a paragraph is all of.
    pub(super) fn item(&self, sent: usize) -> Option<&ItemOfList> {
        self.items.get(&sent).filter(|item| item.is_single)
    }

    /// The item of a list that begins with a paragraph, with all that it holds.
    pub(super) fn whole_item(&self, sent: usize) -> Option<&ItemOfList> {
        self.items.get(&sent)
    }

    /// Paragraphs as items of lists, each with all that it holds; none if they are not all those of such.
    pub(super) fn whole_items(&self, sent: &Range<usize>) -> Option<Vec<Range<usize>>> {
        let (mut found, mut at) = (Vec::new(), sent.start);
        while at < sent.end {
            let item = self.whole_item(at).filter(|item| item.sent.end <= sent.end)?;
            at = item.sent.end;
            found.push(item.sent.clone());
        }
        Some(found)
    }

    /// The lines of an item, from its mark to the end of what it holds.
    pub(super) fn item_lines(&self, item: &ItemOfList) -> Option<Span> {
        let (first, last) = (self.lines(self.block(item.sent.start))?, self.lines(self.block(item.sent.end - 1))?);
        (first.source == last.source && first.start <= last.start).then_some(Span { end: last.end, ..first })
    }

    /// The paragraph that a block is.
    pub(super) fn sent_of(&self, block: BlockId) -> Option<usize> {
        self.numbers.get(&block).copied()
    }

    /// The list that a paragraph begins an item of.
    pub(super) fn list_of(&self, sent: usize) -> Option<BlockId> {
        self.firsts.get(&self.sent.get(sent)?.block).copied()
    }

    /// How many blocks a block of the text stands in.
    pub(super) fn depth(&self, block: BlockId) -> Option<usize> {
        let top = *self.tops.get(&block)?;
        let mut open = vec![(top, 0)];
        while let Some((id, depth)) = open.pop() {
            if id == block {
                return Some(depth);
            }
            open.extend(self.book.block(id).children().into_iter().map(|child| (child, depth + 1)));
        }
        None
    }

    /// Whether a paragraph is the label of a set-off note.
    pub(super) fn is_label(&self, sent: usize) -> bool {
        self.labels.contains(&self.sent[sent].block)
    }

    /// How deep the item stands, from 0, that begins with a paragraph.
    fn item_level(&self, sent: usize) -> Option<usize> {
        let frames = &self.sent.get(sent)?.form.frames;
        self.items.get(&sent)?;
        frames.iter().filter(|frame| matches!(frame, SentFrame::Item(_))).count().checked_sub(1)
    }

    /// Where a paragraph that came becomes an item: behind the one before it that stands as deep, or before the first one of the list behind
    /// it.
    pub(super) fn item_place(&self, after: Option<usize>, unit: usize) -> Option<ItemPlace> {
        let item = self.units[unit].paragraph.list.as_ref()?;
        let (level, mark) = (usize::from(item.level), item.mark.as_ref()?);
        let is_ordered = matches!(mark, OfficeMark::Number { .. });
        let next = after.map_or(0, |after| after + 1);
        let is_as_deep = |sent: &usize| self.item_level(*sent) == Some(level);
        let own = after.filter(is_as_deep).and_then(|after| Some((after, self.items.get(&after)?)));
        let ended = after.and_then(|after| self.ends.get(&after)).into_iter().flatten().copied().find(|first| is_as_deep(first));
        let before = own.or_else(|| ended.and_then(|first| Some((first, self.items.get(&first)?))));
        let behind = self.items.get(&next).filter(|item| item.is_first && is_as_deep(&next) && self.sent[next].note.is_none());
        let head = |list| Some(ItemPlace { list, behind: None, takes_rest: false });
        match (before, behind) {
            (Some((_, before)), Some(behind)) if before.is_ordered != is_ordered && behind.is_ordered == is_ordered => head(behind.list),
            (Some((first, before)), _) => {
                let takes_rest = Some(first) == after && !before.is_single;
                Some(ItemPlace { list: before.list, behind: Some(first), takes_rest })
            }
            (None, Some(behind)) if behind.is_ordered == is_ordered => head(behind.list),
            (None, _) => None,
        }
    }

    /// Where an item that is moved becomes another item: behind the one before it, or before the first one of the list behind it, if these
    /// stand as deep and have marks of the same kind.
    pub(super) fn moved_place(&self, after: Option<usize>, sent: usize) -> Option<ItemPlace> {
        let own = self.whole_item(sent)?;
        let lead = |at: usize| Some(ItemMarker::of(self.before(at)?)?.lead);
        let is_like = |at: usize, item: &ItemOfList| item.is_ordered == own.is_ordered && lead(at) == lead(sent);
        let next = after.map_or(0, |after| after + 1);
        let ending = after.and_then(|after| self.ends.get(&after)).into_iter().flatten();
        let mut before = ending.filter_map(|first| Some((*first, self.whole_item(*first)?)));
        match before.find(|(first, item)| is_like(*first, item)) {
            Some((first, before)) => Some(ItemPlace { list: before.list, behind: Some(first), takes_rest: false }),
            None => {
                let behind = self.whole_item(next).filter(|item| item.is_first && self.sent[next].note.is_none() && is_like(next, item))?;
                Some(ItemPlace { list: behind.list, behind: None, takes_rest: false })
            }
        }
    }

    pub(super) fn letters(&self, sent: usize) -> &[SentLetter] {
        &self.sent[sent].text.letters
    }

    pub(super) fn text(&self, source: SourceId) -> &'b str {
        self.sources.get(source).text()
    }

    /// Where a letter stands in its source; none if no author wrote it.
    pub(super) fn letter(&self, sent: usize, letter: usize) -> Option<Span> {
        let at = self.sent[sent].text.place(letter)?;
        let prose = self.block(sent).prose()?;
        // A mark of a note, a picture or a formula stands for all that is written there.
        if matches!(self.letters(sent)[letter].sign, MARK | OBJECT) {
            let runs = &prose.runs[prose.runs.partition_point(|run| (run.start as usize) < at)..];
            let run = runs.iter().take_while(|run| run.start as usize == at).find(|run| run.kind != RunKind::Text)?;
            return Some(self.with_note(self.sources.origin(run.span)));
        }
        let length = prose.text.get(at..)?.chars().next()?.len_utf8();
        let span = self.sources.origin(prose.place(at..at + length)?);
        let text = self.text(span.source);
        let start = span.start as usize;
        let is_sign = text.as_bytes().get(start).is_some_and(u8::is_ascii_punctuation);
        let slashes = text.get(..start)?.bytes().rev().take_while(|byte| *byte == b'\\').count();
        // What escapes a sign belongs to it.
        if is_sign && slashes % 2 == 1 { Some(Span { start: span.start - 1, ..span }) } else { Some(span) }
    }

    /// The place of the mark of a note; of a note that is written where it is called, all of it.
    fn with_note(&self, mark: Span) -> Span {
        let text = self.text(mark.source);
        let (start, end) = (mark.start as usize, mark.end as usize);
        if text.get(start..end) != Some("[") {
            return mark;
        }
        let (mut depth, mut is_escaped) = (0_usize, false);
        for (at, byte) in text.bytes().enumerate().skip(start) {
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' => is_escaped = true,
                b'[' => depth += 1,
                b']' if depth == 1 => {
                    let begins = start - usize::from(text.as_bytes()[..start].ends_with(b"^"));
                    return Span::new(mark.source, begins, at + 1);
                }
                b']' => depth -= 1,
                _ => {}
            }
        }
        mark
    }

    /// Where letters stand in their source, from the first to the last, each with its place.
    pub(super) fn places(&self, sent: usize, letters: Range<usize>) -> Option<Vec<Span>> {
        let places: Vec<Span> = letters.map(|letter| self.letter(sent, letter)).collect::<Option<_>>()?;
        let in_order = places.windows(2).all(|two| two[0].source == two[1].source && two[0].start <= two[1].start);
        in_order.then_some(places)
    }

    /// The lines of a block that stands in one file: the place of its words, without line ends behind them.
    pub(super) fn lines(&self, block: &Block) -> Option<Span> {
        let origins = self.sources.origins(block.span);
        let [span] = origins[..] else { return None };
        let text = self.text(span.source);
        let slice = text.get(span.range())?;
        let start = span.start as usize + (slice.len() - slice.trim_start_matches('\n').len());
        let end = span.start as usize + slice.trim_end().len();
        let start = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
        let end = text.get(end..)?.find('\n').map_or(text.len(), |at| end + at);
        (start < end).then(|| Span::new(span.source, start, end))
    }

    /// What stands before a paragraph on its first line.
    pub(super) fn before(&self, sent: usize) -> Option<&'b str> {
        let first = (0..self.letters(sent).len()).find_map(|letter| self.letter(sent, letter))?;
        let text = self.text(first.source);
        let start = first.start as usize;
        text.get(text.get(..start)?.rfind('\n').map_or(0, |at| at + 1)..start)
    }

    /// Where a paragraph is, for a person.
    pub(super) fn span(&self, sent: usize) -> Span {
        let own = (0..self.letters(sent).len()).find_map(|letter| self.letter(sent, letter));
        own.unwrap_or_else(|| self.sources.origin(self.block(sent).span))
    }
}
