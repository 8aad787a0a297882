//! Paragraph text: the text of one paragraph with everything that is set in line with it (marks, labels), as one string with stretches.

use super::patterns::{self, Patterns};
use crate::book::{BlockId, Book, Image, ImageId, LinkId, Math, PictureSize, Prose, RunKind, SourceMap, Style};
use crate::edition::{Edition, EntryId, Marks, NoteSeries, ProsePart};
use crate::fonts::Fonts;
use crate::fonts::script::HanManner;
use crate::fonts::shape::Features;
use crate::language::{Casing, language, right_to_left};
use crate::layout::frame::{LinkTarget, Origin};
use crate::layout::style::{TextLook, TextStyle};
use crate::source::Length;
use crate::source::{SourceId, Span};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

/// A stretch of the paragraph's text set in one style.
#[derive(Clone, Debug)]
pub(in crate::layout) struct StyledStretch {
    /// First byte in `ParagraphText::text`.
    pub(in crate::layout) start: u32,
    /// The end: one past the last byte.
    pub(in crate::layout) end: u32,
    /// The style that the stretch is set in.
    pub(in crate::layout) voice: TextStyle,
    /// What the stretch comes from.
    pub(in crate::layout) origin: Origin,
    /// Where the stretch leads.
    pub(in crate::layout) link: Option<LinkTarget>,
    /// The notes called at the end of the stretch: by their first mark, or without one.
    pub(in crate::layout) calls: Vec<EntryId>,
    /// The picture that the stretch is, if it is one, with its size on the page.
    pub(in crate::layout) picture: Option<(ImageId, Length, Length)>,
    /// The formula that the stretch is, if it is one.
    pub(in crate::layout) formula: Option<Arc<Math>>,
    /// The reading over the stretch, which is one word then.
    pub(super) reading: Option<Rc<ParagraphText>>,
    /// Whether the stretch is code, which goes from left to right whatever stands round it.
    pub(super) code: bool,
    /// Whether the stretch may be hyphenated.
    pub(in crate::layout) hyphenate: bool,
    /// The language whose words are divided, if there are rules for it.
    pub(in crate::layout) lang: Option<Patterns>,
    /// The embedding level of its characters (UAX #9): odd goes from right to left. Found when lines are made.
    pub(in crate::layout) level: u8,
    /// Where the stretch stands if it is set apart from the lines, which make room for it: the distance from their left edge.
    pub(in crate::layout) apart: Option<Length>,
    /// Where the words stand in the book; none for words that are not in it.
    pub(in crate::layout) whence: Option<StretchSource>,
}

/// Where the words of a stretch stand in the prose they are of, and through it in the source.
#[derive(Clone, Debug)]
pub(in crate::layout) struct StretchSource {
    /// Offset in the prose of the stretch's first byte.
    pub(in crate::layout) at: u32,
    source: SourceId,
    map: Arc<SourceMap>,
}

#[cfg(test)]
impl StretchSource {
    /// The place of words that are in a book without standing anywhere in it.
    pub(in crate::layout) fn somewhere() -> Self {
        Self { at: 0, source: crate::source::Sources::default().add("a.md", ""), map: Arc::default() }
    }
}

impl StyledStretch {
    /// A stretch that leads nowhere and calls nothing, its words whole; [`ParagraphText`] gives it its place.
    fn new(voice: TextStyle, origin: Origin) -> Self {
        Self {
            start: 0,
            end: 0,
            voice,
            origin,
            link: None,
            calls: Vec::new(),
            picture: None,
            formula: None,
            reading: None,
            code: false,
            hyphenate: false,
            lang: None,
            level: 0,
            apart: None,
            whence: None,
        }
    }

    /// A part of the stretch, `range` in bytes of the paragraph's text.
    pub(super) fn cut(&self, range: Range<u32>) -> StyledStretch {
        let whence = self.whence.clone().map(|whence| StretchSource { at: whence.at + range.start - self.start, ..whence });
        // What is called is called at the end.
        let calls = if range.end == self.end { self.calls.clone() } else { Vec::new() };
        // A reading stands over where its word begins.
        let reading = self.reading.clone().filter(|_| range.start == self.start);
        StyledStretch { start: range.start, end: range.end, whence, calls, reading, ..self.clone() }
    }

    /// Where some bytes of the paragraph's text that lie in the stretch stand in the source.
    pub(in crate::layout) fn place(&self, range: Range<u32>) -> Option<Span> {
        let whence = self.whence.as_ref()?;
        let [from, to] = [range.start, range.end].map(|at| self.in_prose(at).unwrap_or_default() as usize);
        whence.map.place(whence.source, from..to)
    }

    /// Offset of a byte of the paragraph's text, which lies in the stretch, in the prose that it is of.
    pub(super) fn in_prose(&self, at: u32) -> Option<u32> {
        self.whence.as_ref().map(|whence| whence.at + at.clamp(self.start, self.end) - self.start)
    }

    /// Where all of the stretch stands in the source.
    pub(in crate::layout) fn span(&self) -> Option<Span> {
        self.place(self.start..self.end)
    }
}

/// The text of a paragraph and how it is set.
#[derive(Clone, Debug, Default)]
pub(in crate::layout) struct ParagraphText {
    /// The characters, marks included.
    pub(in crate::layout) text: String,
    /// The stretches, covering the text in order.
    pub(in crate::layout) strands: Vec<StyledStretch>,
    /// Text without marks, by which lines are broken (a mark must not open or close a place to break).
    pub(in crate::layout) plain: String,
    /// Where marks were inserted: offset in `plain`, length.
    pub(in crate::layout) inserted: Vec<(u32, u32)>,
    /// Whether the paragraph's language is written from right to left; none if it is in no language.
    pub(super) right_to_left: Option<bool>,
    /// Whether a paragraph of a language from right to left goes so whatever it says, as an item beside its label does.
    pub(in crate::layout) keeps_way: bool,
    /// The embedding level of the paragraph, 1 if it goes from right to left. Found when lines are made.
    pub(super) base: u8,
    /// How far lines are indented that go on because their text is too long, as code and verse are; none for running text.
    pub(in crate::layout) hang: Option<Length>,
    /// The room for a large first letter.
    pub(in crate::layout) initial: Initial,
    /// Whether no line may end behind a hyphen that is written: words on display stay whole.
    pub(in crate::layout) hyphens_hold: bool,
    /// Whether no line may end behind a short word in small letters, such as “of” or “the”, which leads on.
    pub(in crate::layout) short_words_hold: bool,
    /// Whether lines of Chinese and Japanese end where the sense does, as those of headings do.
    pub(in crate::layout) by_sense: bool,
    /// Whether each line takes as many words as it has room for, whatever is left for the last, as in the cells of a table.
    pub(in crate::layout) fills: bool,
    /// The language whose words are divided, for runs that name none of their own.
    lang: Option<Patterns>,
    /// The letters of its language.
    lettering: Features,
}

/// How far the lines beside a large first letter are indented for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::layout) struct Initial {
    /// How many lines there are beside a large first letter; 0 if there is none.
    pub(in crate::layout) lines: u8,
    /// Indent of the first.
    pub(in crate::layout) first: Length,
    /// Indent of the others.
    pub(in crate::layout) rest: Length,
}

impl Initial {
    /// The indent of a line by its number in the paragraph, from 0.
    pub(super) fn indent(self, line: usize) -> Length {
        match line {
            0 if self.lines > 0 => self.first,
            line if line < usize::from(self.lines) => self.rest,
            _ => Length::ZERO,
        }
    }
}

/// What a paragraph's stretches share.
#[derive(Clone, Copy)]
pub(in crate::layout) struct Context<'a> {
    /// The edition, for marks.
    pub(in crate::layout) edition: &'a Edition,
    /// The faces.
    pub(in crate::layout) fonts: &'a Fonts,
    /// The look of plain text.
    pub(in crate::layout) look: TextLook,
    /// The widest and highest a picture in the line may be.
    pub(in crate::layout) picture: (Length, Length),
    /// The highest that a picture may be whose size was asked for.
    pub(in crate::layout) most: Length,
}

impl ParagraphText {
    /// An empty copy in this language; none is the empty string.
    pub(in crate::layout) fn new(language: &str) -> Self {
        let right_to_left = (!language.is_empty()).then(|| right_to_left(language));
        Self { lang: patterns::language(language), lettering: lettering(language), right_to_left, ..Self::default() }
    }

    /// Adds text in a style of its own: a label, a lemma, a mark before a note.
    pub(in crate::layout) fn push(&mut self, text: &str, voice: TextStyle, origin: Origin, link: Option<LinkTarget>) {
        self.plain.push_str(text);
        let (voice, lang) = (lettered(voice, self.lettering), self.lang);
        self.strand(text, StyledStretch { link, lang, ..StyledStretch::new(voice, origin) });
    }

    /// Says that the last stretch is the words of another text's.
    pub(super) fn place_as(&mut self, strand: &StyledStretch) {
        if let Some(last) = self.strands.last_mut() {
            (last.whence, last.code) = (strand.whence.clone(), strand.code);
        }
    }

    /// Adds a block's text with the marks that stand in it; `origin` is mostly the block itself.
    pub(in crate::layout) fn prose(&mut self, prose: &Prose, block: Option<BlockId>, origin: Origin, context: Context) {
        self.part(prose, &ProsePart::all(prose), block, origin, context);
    }

    /// Adds part of a block's text with the marks that belong to it.
    pub(in crate::layout) fn part(&mut self, prose: &Prose, part: &ProsePart, block: Option<BlockId>, origin: Origin, context: Context) {
        let map = Arc::clone(&prose.map);
        let marks = block.map_or(&[][..], |block| context.edition.marks(block)).iter();
        let mut marks = marks.filter(|mark| part.marks.contains(&(mark.offset as usize))).peekable();
        for (index, run) in prose.runs.iter().enumerate() {
            let mut at = (run.start as usize).max(part.words.start);
            let end = (run.end as usize).min(part.words.end);
            if at > end {
                continue;
            }
            loop {
                // A mark at a run's end belongs to the words before it, so it is set before the next run begins.
                let here = marks.next_if(|mark| (mark.offset as usize) <= end && matches!(run.kind, RunKind::Text | RunKind::Note(_)));
                let until = here.map_or(end, |mark| mark.offset as usize);
                let origin = match (&run.kind, origin) {
                    (RunKind::Math(_), Origin::Block(block)) => Origin::Formula(block, length(index)),
                    (RunKind::Image(..), Origin::Block(block)) => Origin::Picture(block, length(index)),
                    (RunKind::Text, Origin::Block(block)) if run.reading.is_some() => Origin::RubyBase(block, length(index)),
                    _ => origin,
                };
                let whence = StretchSource { at: length(at), source: run.span.source, map: Arc::clone(&map) };
                self.run(prose, run, at..until, origin, whence, context);
                at = until.max(at);
                let Some(mark) = here else { break };
                if let Some(block) = block {
                    self.mark(mark.entry, mark.first, block, context);
                }
            }
        }
        for mark in marks {
            if let Some(block) = block {
                self.mark(mark.entry, mark.first, block, context);
            }
        }
        if context.edition.shown == Marks::Underline
            && let Some(block) = block
        {
            let inside = |at: u32| length((at as usize).clamp(part.words.start, part.words.end) - part.words.start);
            let passages = context.edition.passages(block).iter().map(|(range, entry)| (inside(range.start)..inside(range.end), *entry));
            self.underline(&passages.filter(|(range, _)| !range.is_empty()).collect::<Vec<_>>());
        }
    }

    /// Adds words that stand in place of part of a block's text, with the marks that belong to it.
    pub(in crate::layout) fn made(&mut self, words: &str, part: &ProsePart, block: BlockId, context: Context) {
        self.push(words, context.look.voice(Style::PLAIN, context.fonts), Origin::Block(block), None);
        for mark in context.edition.marks(block).iter().filter(|mark| part.marks.contains(&(mark.offset as usize))) {
            self.mark(mark.entry, mark.first, block, context);
        }
    }

    /// Underlines words that comments are on, by their place in the text without marks; they lead to the comment unless they
    /// already lead somewhere.
    fn underline(&mut self, passages: &[(Range<u32>, EntryId)]) {
        let mut sum = 0;
        let sums = self.inserted.iter().map(|(_, bytes)| {
            sum += bytes;
            sum
        });
        let sums: Vec<u32> = std::iter::once(0).chain(sums).collect();
        // As `shifted` has it, but for very many places.
        let shifted = |at: u32| at + sums[self.inserted.partition_point(|(before, _)| *before < at)];
        let passages: Vec<(Range<u32>, EntryId)> =
            passages.iter().map(|(range, entry)| (shifted(range.start)..shifted(range.end), *entry)).collect();
        let mut cuts: Vec<u32> = passages.iter().flat_map(|(range, _)| [range.start, range.end]).collect();
        cuts.sort_unstable();
        self.split_all(&cuts);
        for (range, entry) in passages {
            let [from, to] = [range.start, range.end].map(|at| self.strands.partition_point(|strand| strand.end <= at));
            for strand in &mut self.strands[from..to] {
                strand.voice.underlined = true;
                strand.link = strand.link.or(Some(LinkTarget::Entry(entry)));
            }
        }
    }

    /// Cuts the stretches at all these places, which are in order.
    fn split_all(&mut self, cuts: &[u32]) {
        let mut cuts = cuts.iter().copied().peekable();
        let mut parts = Vec::with_capacity(self.strands.len() + cuts.len());
        for mut strand in std::mem::take(&mut self.strands) {
            while let Some(cut) = cuts.next_if(|&cut| cut < strand.end) {
                if cut > strand.start {
                    parts.push(strand.cut(strand.start..cut));
                    strand = strand.cut(cut..strand.end);
                }
            }
            parts.push(strand);
        }
        self.strands = parts;
    }

    /// An offset in the text without marks as one in the text with them.
    fn shifted(&self, at: u32) -> u32 {
        at + self.inserted.iter().filter(|(before, _)| *before < at).map(|(_, bytes)| bytes).sum::<u32>()
    }

    /// Sets the first words in small capitals; `until` is an offset in the text without marks.
    pub(in crate::layout) fn open(&mut self, until: usize) {
        let until = self.shifted(length(until));
        let last = self.split(until);
        for strand in self.strands[..last].iter_mut().filter(|strand| !matches!(strand.origin, Origin::Mark(..))) {
            strand.voice.features = strand.voice.features.with(Features::SMALL_CAPS);
            strand.voice.tracking += strand.voice.size.scale(30, 1000);
            strand.hyphenate = false;
        }
    }

    /// Whether the paragraph is a block of code: lines that go on where they must, in letters without ligatures.
    pub(super) fn is_code(&self) -> bool {
        self.hang.is_some() && self.strands.first().is_some_and(|strand| strand.voice.features.has(Features::NO_LIGATURES))
    }

    /// Sets the characters up to `end` that are not set apart yet at `x`, in a style of their own.
    pub(in crate::layout) fn set_apart(&mut self, end: usize, voice: TextStyle, x: Length) {
        let last = self.split(length(end));
        for strand in &mut self.strands[..last] {
            (strand.voice, strand.apart, strand.hyphenate) = (voice, Some(x), false);
        }
    }

    /// Cuts the stretch that goes on over `at`; returns how many stretches end there or before.
    fn split(&mut self, at: u32) -> usize {
        let ends = self.strands.partition_point(|strand| strand.end <= at);
        match self.strands.get(ends) {
            Some(strand) if strand.start < at => {
                let parts = [strand.cut(strand.start..at), strand.cut(at..strand.end)];
                self.strands.splice(ends..=ends, parts);
                ends + 1
            }
            _ => ends,
        }
    }

    /// Adds another copy behind this one.
    pub(in crate::layout) fn append(&mut self, other: ParagraphText) {
        let (base, plain) = (length(self.text.len()), length(self.plain.len()));
        self.text.push_str(&other.text);
        self.plain.push_str(&other.plain);
        self.strands.extend(other.strands.into_iter().map(|strand| StyledStretch {
            start: strand.start + base,
            end: strand.end + base,
            ..strand
        }));
        self.inserted.extend(other.inserted.into_iter().map(|(at, bytes)| (at + plain, bytes)));
    }

    fn run(&mut self, prose: &Prose, run: &crate::book::Run, range: Range<usize>, origin: Origin, whence: StretchSource, context: Context) {
        let book = context.edition.book();
        let Some(text) = prose.text.get(range.clone()).filter(|text| !text.is_empty()) else { return };
        let picture = match &run.kind {
            RunKind::Image(id, _, size) => {
                let (width, height) = fit(book.image(*id), *size, context);
                Some((*id, width, height))
            }
            _ => None,
        };
        let formula = match &run.kind {
            RunKind::Math(math) => Some(Arc::clone(math)),
            _ => None,
        };
        let tag = run.language.map(|id| book.foreign(id));
        let reading =
            run.reading.filter(|_| range.start == run.start as usize).map(|id| Rc::new(reading(book.reading(id), tag, origin, context)));
        self.plain.push_str(if formula.is_some() { LETTER } else { text });
        self.strand(
            text,
            StyledStretch {
                link: run.link.filter(|link| leads(book, *link)).map(LinkTarget::Link),
                picture,
                formula,
                reading,
                code: run.style.has(Style::CODE),
                hyphenate: context.look.hyphenate && !run.style.has(Style::CODE),
                lang: tag.map_or(self.lang, patterns::language),
                whence: Some(whence),
                ..StyledStretch::new(lettered(context.look.voice(run.style, context.fonts), tag.map_or(self.lettering, lettering)), origin)
            },
        );
    }

    fn mark(&mut self, entry: EntryId, first: bool, block: BlockId, context: Context) {
        let label = &context.edition.entry(entry).mark;
        let look = context.look;
        let series = context.edition.entry(entry).series;
        if series == NoteSeries::Commentary && context.edition.shown != Marks::Letters {
            // Called without a mark, by the last word before it.
            let words = self.text.trim_end();
            let last = words.rsplit(char::is_whitespace).next().map_or(0, str::len);
            self.split(length(words.len() - last));
            if let Some(last) = self.strands.last_mut().filter(|_| first) {
                last.calls.push(entry);
            }
            return;
        }
        let mut voice = look.voice(Style::PLAIN, context.fonts);
        voice.tracking = Length::ZERO;
        match series {
            // These stand high already.
            NoteSeries::Author if label.starts_with(['*', '†', '‡', '§', '‖', '¶']) => voice.features = Features::PLAIN,
            // Drawn superior figures keep the colour of the text.
            NoteSeries::Author if label.starts_with(|c: char| c.is_ascii_digit()) && context.fonts.face(voice.face).has_superiors() => {
                voice.features = Features::SUPERIOR;
            }
            NoteSeries::Author => {
                voice = TextStyle { tracking: Length::ZERO, features: Features::PLAIN, ..look.voice(Style::SUPERSCRIPT, context.fonts) };
            }
            NoteSeries::Commentary => {
                let italic = TextLook { italic: true, ..look };
                voice = TextStyle { tracking: Length::ZERO, features: Features::PLAIN, ..italic.voice(Style::SUPERSCRIPT, context.fonts) };
            }
        }
        let after_mark = self.strands.last().is_some_and(|strand| matches!(strand.origin, Origin::Mark(..)));
        let inserted = if after_mark { format!("\u{2009}{label}") } else { label.clone() };
        self.inserted.push((length(self.plain.len()), length(inserted.len())));
        self.strand(
            &inserted,
            StyledStretch {
                link: Some(LinkTarget::Entry(entry)),
                calls: first.then_some(entry).into_iter().collect(),
                ..StyledStretch::new(voice, Origin::Mark(entry, block))
            },
        );
    }

    fn strand(&mut self, text: &str, strand: StyledStretch) {
        let start = length(self.text.len());
        self.text.push_str(text);
        self.strands.push(StyledStretch { start, end: length(self.text.len()), ..strand });
    }
}

/// The text of a reading: half as large as the words it stands over.
fn reading(prose: &Prose, tag: Option<&str>, origin: Origin, context: Context) -> ParagraphText {
    let origin = match origin {
        Origin::RubyBase(block, run) => Origin::Reading(block, run),
        other => other,
    };
    let look = TextLook { size: context.look.size / 2, tracking: 0, hyphenate: false, ..context.look };
    let mut copy = ParagraphText::new(tag.unwrap_or(context.edition.book().language.as_str()));
    copy.prose(prose, None, origin, Context { look, ..context });
    copy
}

/// The letters and ideographs that a language asks a font for.
fn lettering(tag: &str) -> Features {
    let letters = if language(tag).casing == Casing::Turkic { Features::TURKIC } else { Features::PLAIN };
    HanManner::of(tag).map_or(letters, |manner| letters.in_manner(manner))
}

/// A style with the letters of a language.
fn lettered(voice: TextStyle, lettering: Features) -> TextStyle {
    TextStyle { features: voice.features.with(lettering), ..voice }
}

/// Stands for a formula where lines are broken: as long as U+FFFC, and a letter. Before and behind an image a line may break; `$n$th`
/// and `($x$)` are not divided.
const LETTER: &str = "\u{13A0}";

/// A link to an address always leads somewhere; one inside the book too, for the reader has checked it.
fn leads(book: &Book, link: LinkId) -> bool {
    link.index() < book.links.len()
}

/// The size of a picture in a line: as asked for, or 96 pixels to the inch and never higher than the look allows; never wider than the
/// measure.
fn fit(image: &Image, size: PictureSize, context: Context) -> (Length, Length) {
    let (measure, highest) = context.picture;
    let highest = if size.is_natural() { highest } else { context.most };
    let (wide, high) = size.of(image, context.look.size, measure);
    if high > highest { (wide.scale(highest.units(), high.units()), highest) } else { (wide, high) }
}

/// Sources are under 4 GiB, and so is any one paragraph.
pub(super) fn length(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}
