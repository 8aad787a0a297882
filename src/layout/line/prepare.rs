//! Prepares a paragraph: its text shaped word by word into units (boxes, glue, pictures), and every place it may break with
//! the sums that make any line's width O(1).

use super::copy::{ParagraphText, StyledStretch, length};
use super::hyphenate::{DivisionKey, DivisionPoint};
use super::patterns::Patterns;
use super::word::{Extent, boxes, features, hang, ruby, scaled, shape, width};
use super::{ParagraphShape, ShapeContext, address, bidi, ideograph, sense};
use crate::book::Math;
use crate::fonts::FaceId;
use crate::fonts::shape::Shaped;
use crate::language::is_to_left;
use crate::layout::frame::Origin;
use crate::layout::math::{self, MathPiece};
use crate::layout::style::Align;
use crate::source::Length;
use std::ops::Range;
use std::rc::Rc;
use unicode_linebreak::BreakOpportunity;

/// A piece of a line that is not divided (but for hyphenation).
#[derive(Debug)]
pub(super) struct LineUnit<'f> {
    /// What the unit is.
    pub(super) kind: UnitKind<'f>,
    /// Byte range of the unit in the paragraph's text.
    pub(super) range: Range<u32>,
    /// Index of the stretch that the unit belongs to.
    pub(super) strand: u32,
    /// Natural width of the unit.
    pub(super) width: Length,
    /// Whether a line may end behind the unit though it is inside a word, because the word is too long for any line.
    pub(super) severed: bool,
}

impl LineUnit<'_> {
    /// White that holds no character.
    fn white(at: u32, strand: u32, width: Length, stretch: Length) -> Self {
        Self { kind: UnitKind::Glue { stretch, shrink: Length::ZERO }, range: at..at, strand, width, severed: false }
    }
}

/// The kinds of unit.
#[derive(Debug)]
pub(super) enum UnitKind<'f> {
    /// Shaped text in one face.
    Box(FaceId, &'f Shaped),
    /// A space that may grow and shrink; one that holds no character stands between ideographs.
    Glue {
        /// How much the space grows at ratio 1.
        stretch: Length,
        /// How much the space shrinks at most.
        shrink: Length,
    },
    /// A picture in the line, `StyledStretch::picture`.
    Picture,
    /// A formula or a piece of one, set; or a character that no font has, as a box with its number.
    Formula(Rc<math::MathBox>),
    /// The white between two pieces of a formula, where a line may end at a price.
    FormulaGap {
        /// Penalty of breaking here.
        penalty: i64,
    },
    /// A hard break.
    Return,
}

/// Sums over the units before a place.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct UnitSums {
    /// Sum of natural widths.
    pub(super) width: Length,
    /// Sum of stretch.
    pub(super) stretch: Length,
    /// Sum of shrink.
    pub(super) shrink: Length,
}

/// A place where a line may end and the next begin.
#[derive(Clone, Debug)]
pub(super) struct LineBreak {
    /// Units before this index belong to the line before.
    pub(super) end_unit: u32,
    /// Units from this index on belong to the line after (a glue at the break belongs to neither).
    pub(super) start_unit: u32,
    /// Byte offset in the unit `end_unit` of a break inside it; none for a break between units.
    pub(super) inside: Option<u32>,
    /// Sums of a line that ends here, hyphen and protrusion counted.
    pub(super) end: UnitSums,
    /// Sums to take off a line that begins here, protrusion counted.
    pub(super) start: UnitSums,
    /// Penalty of breaking here.
    pub(super) penalty: i64,
    /// Whether the line ends in a hyphen.
    pub(super) hyphen: bool,
    /// Whether the hyphen is there only if the line breaks.
    pub(super) optional: bool,
    /// Whether the line must break here: a hard break or the end.
    pub(super) forced: bool,
    /// How far the line may fall short at its end, as if a space there stretched: within addresses and code, whose spaces don't.
    pub(super) ragged: Length,
    /// How far the line that begins here is indented, because it goes on one that was too long.
    pub(super) hang: Length,
}

impl LineBreak {
    /// The beginning of a paragraph; `start` is what its first line begins with.
    fn beginning(start: UnitSums) -> Self {
        Self {
            end_unit: 0,
            start_unit: 0,
            inside: None,
            end: UnitSums::default(),
            start,
            penalty: 0,
            hyphen: false,
            optional: false,
            forced: true,
            ragged: Length::ZERO,
            hang: Length::ZERO,
        }
    }
}

/// A paragraph ready to be broken.
#[derive(Debug)]
pub(super) struct Prepared<'f> {
    /// The units.
    pub(super) units: Vec<LineUnit<'f>>,
    /// The breaks; the first is the paragraph's beginning, the last its end.
    pub(super) breaks: Vec<LineBreak>,
    /// Size of the first stretch of text.
    pub(super) em: Length,
    /// Where a line may break, and what no hyphen may divide.
    cuts: TextCuts,
    /// Whether a word is wider than a line.
    has_wide_words: bool,
}

/// Where a line may break between words and at marks, in bytes of the paragraph's text.
#[derive(Debug)]
struct TextCuts {
    /// The places, in order.
    offsets: Vec<u32>,
    /// The addresses, in order: no hyphen is put into them.
    addresses: Vec<Range<u32>>,
}

impl TextCuts {
    /// Whether a place lies in an address.
    fn in_address(&self, at: u32) -> bool {
        let next = self.addresses.partition_point(|address| address.end <= at);
        self.addresses.get(next).is_some_and(|address| address.start <= at)
    }
}

/// Penalties. Of a hyphen made: as dear as a line whose spaces stretch almost twice as far as they should. On a novel that makes a
/// quarter of the hyphens that the customary 50 makes, and no more very loose lines. Of breaking after a hyphen or dash that is
/// there; of dividing what has no other place to break.
pub(super) const HYPHEN: i64 = 700;
const DASH: i64 = 30;
pub(super) const EMERGENCY: i64 = 3000;
/// Penalty of dividing code behind punctuation, where there is no space.
const CODE: i64 = 100;
/// How many ems a line may be short that ends within an address.
const SHORT: i64 = 2;
/// Penalty of dividing the last word of a paragraph, whose end then stands alone on the last line: only if a line would be very loose
/// otherwise. Half as much again mends 2 of 30 such ends in three novels (Russian, Polish, Czech), for three very loose lines more.
pub(super) const LAST_WORD: i64 = 1500;
/// Penalty of dividing a name; of a second hyphen in a word that has one.
const NAME: i64 = 1400;
const SECOND_HYPHEN: i64 = 2000;

/// Prepares a paragraph; no word is divided yet.
pub(super) fn prepare<'f>(copy: &ParagraphText, shape: ParagraphShape, bench: &mut ShapeContext<'f>) -> Prepared<'f> {
    let em = copy.strands.first().map_or(Length::points(10), |strand| strand.voice.size);
    let cuts = opportunities(copy);
    let units = units(copy, &cuts.offsets, bench);
    let has_wide_words = units.iter().any(|unit| matches!(unit.kind, UnitKind::Box(..)) && unit.width > shape.measure);
    let breaks = LineBreaks { copy, shape, divides: false, bench, sums: UnitSums::default(), breaks: Vec::new(), own_indent: Length::ZERO }
        .find(&units, &cuts);
    Prepared { units, breaks, em, cuts, has_wide_words }
}

impl<'f> Prepared<'f> {
    /// Whether words may be divided: where that is wanted, and where one is wider than a line.
    pub(super) fn may_divide(&self, shape: ParagraphShape) -> bool {
        shape.hyphenate || self.has_wide_words
    }

    /// The breaks with those inside words, which most paragraphs do without.
    pub(super) fn divided(&self, copy: &ParagraphText, shape: ParagraphShape, bench: &mut ShapeContext<'f>) -> Vec<LineBreak> {
        LineBreaks { copy, shape, divides: true, bench, sums: UnitSums::default(), breaks: Vec::new(), own_indent: Length::ZERO }
            .find(&self.units, &self.cuts)
    }
}

/// Whether a line that begins at `at` would begin with a dash that stands close to the word before it: the dash ends the line instead.
fn begins_with_dash(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    text[at..].starts_with('—') && before.is_some_and(|c| !c.is_whitespace() && !ideograph::wide(c))
}

/// Whether a line that ends at `at` would end with a dash that opens what follows, as speech does (`disse: —Di’ tu`): the dash stands
/// behind a space, and close to the next word.
fn ends_with_opening_dash(text: &str, at: usize) -> bool {
    let Some(before) = text[..at].strip_suffix(['—', '–']) else { return false };
    before.chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '“' | '«' | '„' | '('))
        && !text[at..].starts_with(char::is_whitespace)
}

/// Where a line may break.
fn opportunities(copy: &ParagraphText) -> TextCuts {
    let found = unicode_linebreak::linebreaks(&copy.plain).filter(|(_, kind)| *kind == BreakOpportunity::Allowed);
    let found =
        found.map(|(offset, _)| offset).filter(|&at| !begins_with_dash(&copy.plain, at) && !ends_with_opening_dash(&copy.plain, at));
    let mut offsets: Vec<u32> = found.map(length).collect();
    if ideograph::any(&copy.plain) {
        offsets.extend(ideograph::beside_quotes(&copy.plain));
        offsets.sort_unstable();
        offsets.dedup();
    }
    let addresses = if copy.is_code() { Vec::new() } else { address::addresses(&copy.plain) };
    for address in &addresses {
        let [from, upto] = [address.start, address.end].map(length);
        offsets.retain(|&at| at <= from || at >= upto);
        offsets.extend(address::places(&copy.plain[address.clone()]).into_iter().map(|at| from + length(at)));
    }
    if !addresses.is_empty() {
        offsets.sort_unstable();
    }
    // Marks are in the text, and not in what was searched.
    let shifted = |places: Vec<u32>| {
        let (mut inserted, mut shift) = (copy.inserted.iter().peekable(), 0);
        let places = places.into_iter().map(|offset| {
            while let Some((_, bytes)) = inserted.next_if(|(at, _)| *at <= offset) {
                shift += bytes;
            }
            offset + shift
        });
        places.collect::<Vec<u32>>()
    };
    let ends = shifted(addresses.iter().flat_map(|address| [address.start, address.end]).map(length).collect());
    let addresses = ends.chunks_exact(2).map(|ends| ends[0]..ends[1]).collect();
    TextCuts { offsets: shifted(offsets), addresses }
}

/// Whether a stretch is the mark of a note, or stands right behind one: a mark is no word, and stands close to what is beside it.
fn is_by_mark(copy: &ParagraphText, index: usize) -> bool {
    copy.strands[index.saturating_sub(1)..=index].iter().any(|strand| matches!(strand.origin, Origin::Mark(..)))
}

fn units<'f>(copy: &ParagraphText, cuts: &[u32], bench: &mut ShapeContext<'f>) -> Vec<LineUnit<'f>> {
    let mut cuts = cuts.iter().copied().peekable();
    let mut units = Vec::with_capacity(copy.text.len() / 4);
    let (mut before, mut halved) = (None, false);
    let to_left = !copy.text.is_ascii() && copy.text.chars().any(is_to_left);
    for (index, strand) in (0..).zip(&copy.strands) {
        let text = &copy.text[strand.start as usize..strand.end as usize];
        if let Some(set) = ruby(copy, index as usize, bench) {
            while cuts.next_if(|cut| *cut < strand.end).is_some() {}
            let (width, range) = (set.width, strand.start..strand.end);
            units.push(LineUnit { kind: UnitKind::Formula(set), range, strand: index, width, severed: false });
            (before, halved) = (text.chars().next_back(), false);
            continue;
        }
        let mut word = 0;
        let by_mark = is_by_mark(copy, index as usize);
        for (at, c) in text.char_indices() {
            let here = strand.start + length(at);
            let cut = cuts.next_if(|cut| *cut <= here).is_some_and(|cut| cut == here);
            if !cut && at > 0 && !halved && c.is_ascii_alphanumeric() {
                // Most of a book: a letter inside a word, before which nothing begins or ends.
                before = Some(c);
                continue;
            }
            // Where code may be divided beside a slash or a hyphen is said with its other places.
            let cut = cut && !(strand.code && matches!(before, Some('/' | '-')));
            let apart = matches!(c, ' ' | '\t' | '\u{A0}' | '\n' | '\u{FFFC}') || copy.by_sense && c == '\u{3000}';
            let after = |c: char| text[at + c.len_utf8()..].chars().next();
            // A mark that is to be half as wide is shaped by itself.
            let half = !c.is_ascii() && ideograph::halved(before, c, after(c));
            if (cut || apart || half || halved) && at > word {
                boxes(copy, index, word..at, bench, &mut units);
                word = at;
            }
            halved = half;
            let gap = match (cut, apart) {
                (_, true) => None,
                _ if at == 0 && parts_code(copy, index as usize, before, c) => Some((strand.voice.size / 4, strand.voice.size / 8)),
                (true, _) => before.filter(|_| at > 0 || !by_mark).and_then(|before| ideograph::between(before, c, strand.voice.size)),
                (false, _) if at > 0 => None,
                _ => italic_correction(copy, index as usize, before, c, bench).map(|width| (width, Length::ZERO)),
            };
            let white = |(width, stretch)| LineUnit::white(here, index, width, stretch);
            units.extend(gap.map(white));
            if apart {
                let range = here..here + length(c.len_utf8());
                let place = FormulaPlace { range, index, after: after(c), whole: to_left };
                standing_apart(c, strand, place, bench, &mut units);
                word = at + c.len_utf8();
            }
            before = Some(c);
        }
        if word < text.len() {
            boxes(copy, index, word..text.len(), bench, &mut units);
        }
    }
    units
}

/// Whether code begins or ends before a stretch, close to an ideograph: it stands off from it as words of other scripts do, whatever sign
/// it begins or ends with (`~/.gitconfig`, `f()`).
fn parts_code(copy: &ParagraphText, index: usize, before: Option<char>, behind: char) -> bool {
    let letter = |c: char| ideograph::wide(c) && c.is_alphabetic();
    let Some(last) = index.checked_sub(1).map(|last| &copy.strands[last]) else { return false };
    last.code != copy.strands[index].code && (before.is_some_and(letter) && !last.code || letter(behind) && last.code)
}

/// The room between a slanted letter and what stands upright or raised behind it without a space: as far as the letter's ink reaches
/// beyond its own width. What is low, such as a full stop, stands under it.
fn italic_correction(copy: &ParagraphText, index: usize, before: Option<char>, behind: char, bench: &ShapeContext) -> Option<Length> {
    let slanted = copy.strands.get(index.checked_sub(1)?)?;
    let upright = &copy.strands[index];
    let letter = before.filter(|c| !c.is_whitespace() && *c != '\u{FFFC}')?;
    let is_low = matches!(behind, '.' | ',' | '…' | '-' | '–' | '—' | '_') && upright.voice.rise == Length::ZERO;
    let raised = upright.voice.rise > slanted.voice.rise;
    let [from, to] = [slanted, upright].map(|strand| bench.fonts.face(strand.voice.face));
    if is_low || !from.italic || to.italic && !raised || slanted.picture.is_some() || slanted.apart.is_some() {
        return None;
    }
    let glyph = from.glyph(letter);
    let [.., right, _] = from.ink(glyph).filter(|_| glyph != 0)?;
    let beyond = right - from.advance(glyph);
    (beyond > 0).then(|| scaled(beyond, slanted, bench, slanted.voice.face))
}

/// Whether a unit is white or the end of a line, or there is none.
fn stands_apart(unit: Option<&LineUnit>) -> bool {
    let kind = unit.map(|unit| &unit.kind);
    matches!(kind, None | Some(UnitKind::Glue { .. } | UnitKind::Return | UnitKind::FormulaGap { .. }))
}

/// What stands apart from words: a space, a hard break, a picture, a formula.
fn standing_apart<'f>(c: char, strand: &StyledStretch, place: FormulaPlace, bench: &mut ShapeContext<'f>, units: &mut Vec<LineUnit<'f>>) {
    match (&strand.formula, strand.picture) {
        (Some(formula), None) if c == '\u{FFFC}' => formula_units(formula, strand, place, bench, units),
        _ => units.push(LineUnit { range: place.range, strand: place.index, ..single(c, strand, bench) }),
    }
}

/// Where a formula stands.
struct FormulaPlace {
    range: Range<u32>,
    /// Index of its stretch.
    index: u32,
    /// What stands behind it.
    after: Option<char>,
    /// Whether the formula must not be divided: in lines from right to left its pieces would change places.
    whole: bool,
}

/// A formula in the text, in the pieces that it may be divided into.
fn formula_units<'f>(
    formula: &Math,
    strand: &StyledStretch,
    place: FormulaPlace,
    bench: &mut ShapeContext<'f>,
    units: &mut Vec<LineUnit<'f>>,
) {
    let FormulaPlace { range, index, after, whole } = place;
    let mut pieces = math::set(formula, strand.voice.size, strand.span(), whole, bench);
    // What is low stands under a letter that leans over it.
    if !formula.display && !matches!(after, Some('.' | ',' | '…')) {
        pieces.last = pieces.last.with_lean();
    }
    let begin = range.start..range.start;
    for MathPiece { set, gap, penalty } in pieces.before {
        let width = set.width;
        units.push(LineUnit { kind: UnitKind::Formula(Rc::new(set)), range: begin.clone(), strand: index, width, severed: false });
        let kind = UnitKind::FormulaGap { penalty };
        units.push(LineUnit { kind, range: begin.clone(), strand: index, width: gap, severed: false });
    }
    let width = pieces.last.width;
    units.push(LineUnit { kind: UnitKind::Formula(Rc::new(pieces.last)), range, strand: index, width, severed: false });
}

/// A space, hard break or picture.
fn single<'f>(c: char, strand: &StyledStretch, bench: &mut ShapeContext<'f>) -> LineUnit<'f> {
    let (kind, width) = match (c, strand.picture) {
        ('\n', _) => (UnitKind::Return, Length::ZERO),
        ('\u{FFFC}', Some((_, width, _))) => (UnitKind::Picture, width),
        ('\u{FFFC}', None) => (UnitKind::Picture, Length::ZERO),
        _ => {
            let space = bench.shaper.space(strand.voice.face, strand.voice.features);
            let times = if c == '\t' { 4 } else { 1 };
            let width = (scaled(space, strand, bench, strand.voice.face) + strand.voice.tracking) * times;
            let width = if c == '\u{3000}' { strand.voice.size } else { width };
            // The spaces of code are as wide as its letters.
            let give = if strand.code { Length::ZERO } else { width };
            (UnitKind::Glue { stretch: give / 2, shrink: give / 3 }, width)
        }
    };
    LineUnit { kind, range: 0..0, strand: 0, width, severed: false }
}

/// Letters of a word of code that is not divided before a full stop, and of one that is not divided before a hyphen, at most.
const NAME_OF_FILE: usize = 12;
const WITH_HYPHENS: usize = 25;

/// Where a word of code may be divided: behind punctuation that letters follow, but before a full stop, which would end the line as it
/// ends a sentence, before a slash, and in a long word before a hyphen, which would be taken for one of print. What a name begins with
/// (`.gitconfig`) is no place, and a short one (`tide.rs`) has none. A word as wide as half a line is long.
fn code_places(text: &str, is_wide: bool) -> Vec<u32> {
    let letters = if is_wide { usize::MAX } else { text.chars().count() };
    let place = |(at, c): (usize, char)| {
        let (before, after) = (&text[..at], &text[at + c.len_utf8()..]);
        let follows = after.starts_with(char::is_alphanumeric);
        let within = || (follows && before.ends_with(char::is_alphanumeric)).then_some(at);
        match c {
            '.' if letters <= NAME_OF_FILE => None,
            '-' if letters <= WITH_HYPHENS => None,
            '.' | '/' | '-' => within(),
            ',' | ';' | '(' | '{' | '[' | ':' | '=' | '&' | '|' => follows.then_some(at + c.len_utf8()),
            _ => None,
        }
    };
    text.char_indices().filter_map(place).map(length).collect()
}

struct LineBreaks<'a, 'b, 'f> {
    copy: &'a ParagraphText,
    shape: ParagraphShape,
    /// Whether places in words are wanted.
    divides: bool,
    bench: &'b mut ShapeContext<'f>,
    sums: UnitSums,
    breaks: Vec<LineBreak>,
    /// How far the present line of code is indented by its own spaces.
    own_indent: Length,
}

impl LineBreaks<'_, '_, '_> {
    fn find(mut self, units: &[LineUnit], text: &TextCuts) -> Vec<LineBreak> {
        let begin = UnitSums { width: self.hang_left(units, 0) - self.shape.first, ..UnitSums::default() };
        self.breaks.push(LineBreak::beginning(begin));
        let mut cuts = text.offsets.iter().copied().peekable();
        // Whether nothing but spaces stands before the place on its line of code.
        let mut indent = true;
        for (index, unit) in units.iter().enumerate() {
            indent = self.indents(unit, indent);
            let end = unit.range.end;
            match &unit.kind {
                UnitKind::Box(face, shaped) => self.word(WordAt { unit, index, face: *face, shaped }, text.in_address(unit.range.start)),
                UnitKind::Glue { stretch, shrink } => {
                    // A space is a place to break if the rules allow a break after it.
                    while cuts.next_if(|cut| *cut < end).is_some() {}
                    let before = self.sums;
                    self.add(unit.width, *stretch, *shrink);
                    if cuts.peek() == Some(&end) && index > 0 && !self.holds(units, index, indent) {
                        // Between ideographs there is room for a break, and no space that shows where words end.
                        let within = self.copy.by_sense && unit.range.is_empty();
                        let price = if within { sense::price(&self.copy.text, end as usize) } else { 0 };
                        self.push(units, index, index + 1, before, price, false);
                        if *stretch == Length::ZERO {
                            self.may_be_short(unit);
                        }
                    }
                    continue;
                }
                UnitKind::Picture | UnitKind::Formula(_) => self.add(unit.width, Length::ZERO, Length::ZERO),
                UnitKind::FormulaGap { penalty } => {
                    let before = self.sums;
                    self.add(unit.width, Length::ZERO, Length::ZERO);
                    self.push(units, index, index + 1, before, *penalty, false);
                    continue;
                }
                UnitKind::Return => {
                    let before = self.sums;
                    self.push(units, index, index + 1, before, 0, true);
                    continue;
                }
            }
            while cuts.next_if(|cut| *cut < end).is_some() {}
            // No space between these two words, and yet they may be parted: after a hyphen, a dash, a slash.
            let holds = || self.begins_with_hyphens(unit) || self.copy.hyphens_hold && self.edge(unit, true) == Some('-');
            if cuts.peek() == Some(&end) && !holds() && !stands_apart(units.get(index + 1)) {
                self.push(units, index + 1, index + 1, self.sums, DASH, false);
                if text.in_address(end) {
                    self.may_be_short(unit);
                }
            } else if unit.severed {
                self.push(units, index + 1, index + 1, self.sums, EMERGENCY, false);
            }
        }
        if self.breaks.last().is_none_or(|last| !last.forced || last.start_unit as usize != units.len()) || units.is_empty() {
            self.push(units, units.len(), units.len(), self.sums, 0, true);
        }
        self.spare_last_word(units);
        self.breaks
    }

    /// Whether a unit is the hyphens that a word begins with, as an option does (`--changes`).
    fn begins_with_hyphens(&self, unit: &LineUnit) -> bool {
        let text = &self.copy.text[unit.range.start as usize..unit.range.end as usize];
        // Ideographs stand close to words of other scripts.
        let before = self.copy.text[..unit.range.start as usize].chars().next_back();
        let begins = before.is_none_or(|c| c.is_whitespace() || ideograph::wide(c) || matches!(c, '(' | '[' | '“' | '‘' | '«' | '„'));
        begins && !text.is_empty() && text.bytes().all(|byte| byte == b'-')
    }

    /// Whether nothing but spaces stands up to a unit's end on its line of code, if it was so before; adds up these spaces.
    fn indents(&mut self, unit: &LineUnit, before: bool) -> bool {
        match unit.kind {
            UnitKind::Glue { .. } => {
                self.own_indent += if before { unit.width } else { Length::ZERO };
                before
            }
            UnitKind::Return => {
                self.own_indent = Length::ZERO;
                true
            }
            _ => false,
        }
    }

    /// Makes it dear to divide the last word of the paragraph.
    fn spare_last_word(&mut self, units: &[LineUnit]) {
        let last = units.iter().rposition(|unit| matches!(unit.kind, UnitKind::Box(..))).map(length);
        for place in self.breaks.iter_mut().rev().skip(1).take_while(|place| place.inside.is_some()) {
            if place.optional && Some(place.end_unit) == last {
                place.penalty = place.penalty.max(LAST_WORD);
            }
        }
    }

    /// How far a line is indented that goes on the present one: code as far as that one, and a little more.
    fn hang_of_rest(&self) -> Length {
        let Some(hang) = self.copy.hang else { return Length::ZERO };
        if self.copy.is_code() { hang + self.own_indent.min(self.shape.measure / 3) } else { hang }
    }

    /// Whether no line ends at a space: behind the indent of a line of code, or a short word that leads on.
    fn holds(&self, units: &[LineUnit], space: usize, is_indent: bool) -> bool {
        is_indent && self.copy.hang.is_some() || self.copy.short_words_hold && self.leads_on(units, space)
    }

    /// Whether a short word in small letters stands before a space.
    fn leads_on(&self, units: &[LineUnit], space: usize) -> bool {
        const SHORT: usize = 3;
        let Some(word) = space.checked_sub(1).map(|before| &units[before]) else { return false };
        let is_alone = space < 2 || matches!(units[space - 2].kind, UnitKind::Glue { .. } | UnitKind::Return);
        let text = &self.copy.text[word.range.start as usize..word.range.end as usize];
        is_alone && text.chars().nth(SHORT).is_none() && text.chars().all(char::is_lowercase)
    }

    fn add(&mut self, width: Length, stretch: Length, shrink: Length) {
        self.sums.width += width;
        self.sums.stretch += stretch;
        self.sums.shrink += shrink;
    }

    /// A break between units.
    fn push(&mut self, units: &[LineUnit], end_unit: usize, start_unit: usize, end: UnitSums, penalty: i64, forced: bool) {
        let last = end_unit.checked_sub(1).and_then(|last| self.edge(&units[last], true));
        let soft = last == Some('\u{AD}');
        let hyphen = soft || !forced && matches!(last, Some('-' | '\u{2010}'));
        let mut end = end;
        if soft && let UnitKind::Box(face, _) = units[end_unit - 1].kind {
            let strand = &self.copy.strands[units[end_unit - 1].strand as usize];
            let sign = self.bench.shaper.shape(face, strand.voice.features, "-");
            end.width += width(sign, strand, self.bench, face);
        }
        // The last line is as long as its words are; nothing hangs out of it.
        let out = last.filter(|_| !forced).map_or(Length::ZERO, |c| self.hang(&units[end_unit - 1], c, true));
        let hang = if forced { Length::ZERO } else { self.hang_of_rest() };
        let start = UnitSums { width: self.sums.width + self.hang_left(units, start_unit) - hang, ..self.sums };
        self.breaks.push(LineBreak {
            end_unit: length(end_unit),
            start_unit: length(start_unit),
            inside: None,
            end: UnitSums { width: end.width - out, ..end },
            start,
            penalty: if soft { HYPHEN } else { penalty },
            hyphen,
            optional: soft,
            forced,
            ragged: Length::ZERO,
            hang,
        });
    }

    /// Lets the line that ends at the last break be a little short.
    fn may_be_short(&mut self, unit: &LineUnit) {
        let most = self.copy.strands[unit.strand as usize].voice.size * SHORT;
        if let Some(last) = self.breaks.last_mut() {
            last.ragged = most;
            last.end.stretch += most;
        }
    }

    /// The breaks inside a word: by hyphenation, or anywhere if it is longer than a line all the same. A hyphen in an address would be
    /// taken for a part of it.
    fn word(&mut self, WordAt { unit, index, face, shaped }: WordAt<'_, '_>, in_address: bool) {
        let strand = &self.copy.strands[unit.strand as usize];
        let text = &self.copy.text[unit.range.start as usize..unit.range.end as usize];
        let (word, first) = (BrokenWord { unit, index, face, before: self.sums }, self.breaks.len());
        let is_wide = unit.width > self.shape.measure;
        let divides = !in_address && (self.shape.hyphenate && strand.hyphenate || is_wide && !strand.code);
        if self.divides && divides {
            let way = division(strand, text, face);
            let points = self.bench.hyphenator.divide(way, text, &mut self.bench.shaper);
            let penalty = if points.is_empty() { HYPHEN } else { self.price_of_hyphen(strand, unit, text) };
            for &DivisionPoint { at, head, tail } in points.iter() {
                self.inside(word, WordBreak { at, head, tail, penalty, hyphen: true });
            }
        }
        let mut widest = unit.width;
        if strand.code || self.copy.is_code() {
            // Behind punctuation; elsewhere only if that leaves a piece too long for a line.
            let places = code_places(text, unit.width > self.shape.measure / 2);
            for &at in &places {
                self.cut(word, at, CODE);
                self.may_be_short(unit);
            }
            let ends = places.iter().copied().chain([length(text.len())]);
            let longest = ends.scan(0, |from, to| Some(to - std::mem::replace(from, to))).max().unwrap_or(0);
            widest = unit.width.scale(i64::from(longest), text.len() as i64);
        }
        if widest > self.shape.measure && !(divides && self.fits_divided(strand, text, face)) {
            let places: Vec<u32> = shaped.glyphs.iter().map(|glyph| u32::from(glyph.cluster)).filter(|&at| at > 0).collect();
            for at in places {
                self.cut(word, at, EMERGENCY);
            }
        }
        self.breaks[first..].sort_by_key(|place| place.inside);
        self.add(unit.width, Length::ZERO, Length::ZERO);
    }

    /// What a hyphen in a word costs: more in a name, and most where the word has one already.
    fn price_of_hyphen(&self, strand: &StyledStretch, unit: &LineUnit, text: &str) -> i64 {
        let before = &self.copy.text[..unit.range.start as usize];
        if text.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '-').ends_with('-') || before.ends_with('-') {
            return SECOND_HYPHEN;
        }
        let mut letters = text.chars().skip_while(|c| !c.is_alphabetic());
        let capital = letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase);
        let names = strand.lang.is_none_or(Patterns::capitals_are_names);
        // A capital behind the end of a sentence shows nothing.
        let ends = |c: char| matches!(c, '.' | '!' | '?' | ':' | '…' | '\n');
        let inside = before
            .trim_end_matches(|c: char| c.is_whitespace() && c != '\n' || matches!(c, '“' | '”' | '‘' | '’' | '«' | '»' | '„' | '(' | '—'));
        let in_sentence = inside.chars().next_back().is_some_and(|c| !ends(c));
        if capital && names && in_sentence { NAME } else { HYPHEN }
    }

    /// Whether a word longer than a line may be divided by the rules of its language into parts that are not.
    fn fits_divided(&mut self, strand: &StyledStretch, text: &str, face: FaceId) -> bool {
        let way = division(strand, text, face);
        let divisions = self.bench.hyphenator.divide(way, text, &mut self.bench.shaper);
        let Some(last) = divisions.last() else { return false };
        let ends = divisions.iter().map(|division| division.head.width(strand, self.bench, face));
        let mut before = Length::ZERO;
        let mut widest = last.tail.width(strand, self.bench, face);
        for end in ends {
            widest = widest.max(end - before);
            before = end;
        }
        widest <= self.shape.measure
    }

    /// A break inside a word where there is no hyphen.
    fn cut(&mut self, word: BrokenWord, at: u32, penalty: i64) {
        let BrokenWord { unit, face, .. } = word;
        let strand = &self.copy.strands[unit.strand as usize];
        let text = &self.copy.text[unit.range.start as usize..unit.range.end as usize];
        let (head, tail) = text.split_at(at as usize);
        let [head, tail] = [head, tail].map(|part| Extent::of(shape(strand, face, features(strand, text), part, self.bench)));
        self.inside(word, WordBreak { at, head, tail, penalty, hyphen: false });
    }

    /// A break inside a word.
    fn inside(&mut self, word: BrokenWord, place: WordBreak) {
        let BrokenWord { unit, index, face, before } = word;
        let WordBreak { at, head, tail, penalty, hyphen } = place;
        let strand = &self.copy.strands[unit.strand as usize];
        let hang = if hyphen { self.hang(unit, '-', true) } else { Length::ZERO };
        let end = before.width + head.width(strand, self.bench, face) - hang;
        // What a line beginning here must not count: all of the word but its tail.
        let start = before.width + unit.width - tail.width(strand, self.bench, face) - self.hang_of_rest();
        self.breaks.push(LineBreak {
            end_unit: length(index),
            start_unit: length(index),
            inside: Some(at),
            end: UnitSums { width: end, ..before },
            start: UnitSums { width: start, ..before },
            penalty,
            hyphen,
            optional: hyphen,
            forced: false,
            ragged: Length::ZERO,
            hang: self.hang_of_rest(),
        });
    }

    /// The first or last character of a box.
    fn edge(&self, unit: &LineUnit, last: bool) -> Option<char> {
        let text = &self.copy.text[unit.range.start as usize..unit.range.end as usize];
        match unit.kind {
            UnitKind::Box(..) if last => text.chars().next_back(),
            UnitKind::Box(..) => text.chars().next(),
            _ => None,
        }
    }

    fn hang(&mut self, unit: &LineUnit, c: char, end: bool) -> Length {
        match unit.kind {
            UnitKind::Box(face, shaped)
                if self.shape.align == Align::Justified && !shaped.half && self.copy.strands[unit.strand as usize].apart.is_none() =>
            {
                hang(face, &self.copy.strands[unit.strand as usize], c, end, self.bench)
            }
            _ => Length::ZERO,
        }
    }

    /// How far the first character of a line hangs out on the left.
    fn hang_left(&mut self, units: &[LineUnit], index: usize) -> Length {
        let Some(unit) = units.get(index) else { return Length::ZERO };
        self.edge(unit, false).map_or(Length::ZERO, |c| self.hang(unit, c, false))
    }
}

/// A word, and the number of its unit.
#[derive(Clone, Copy)]
struct WordAt<'u, 'f> {
    unit: &'u LineUnit<'f>,
    index: usize,
    face: FaceId,
    shaped: &'u Shaped,
}

/// A word that is broken inside.
#[derive(Clone, Copy)]
struct BrokenWord<'u, 'f> {
    unit: &'u LineUnit<'f>,
    /// The number of the unit.
    index: usize,
    face: FaceId,
    /// The sums before it.
    before: UnitSums,
}

/// A place where a word is broken.
#[derive(Clone, Copy)]
struct WordBreak {
    /// The byte in the word.
    at: u32,
    /// What stands before it, with a hyphen if there is to be one.
    head: Extent,
    /// What stands behind it.
    tail: Extent,
    penalty: i64,
    hyphen: bool,
}

/// How a word of a strand is divided.
fn division(strand: &StyledStretch, text: &str, face: FaceId) -> DivisionKey {
    DivisionKey { patterns: strand.lang, face, features: features(strand, text), to_left: bidi::to_left(strand.level) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_divided_where_no_mark_says_too_much() {
        let parted = |code: &str| {
            let mut parts = code.to_owned();
            code_places(code, false).into_iter().rev().for_each(|at| parts.insert(at as usize, ' '));
            parts
        };
        assert_eq!(parted("~/.gitconfig"), "~/.gitconfig");
        assert_eq!(parted(".git/config"), ".git /config");
        assert_eq!(parted("tide.rs"), "tide.rs");
        assert_eq!(parted("tide-clock-home"), "tide-clock-home");
        assert_eq!(parted("a-very-long-name-of-some-command"), "a -very -long -name -of -some -command");
        assert_eq!(parted("a.first(b,c)=d"), "a .first( b, c)= d");
        assert_eq!(parted("http://brew.sh/"), "http://brew .sh/");
    }

    #[test]
    fn code_stands_off_from_ideographs_whatever_it_begins_with() {
        let fonts = crate::fonts::Fonts::built_in();
        let voice = crate::layout::style::TextStyle {
            face: fonts.face_for(crate::fonts::Family::Serif, false, false),
            size: Length::points(10),
            features: crate::fonts::shape::Features::PLAIN,
            rise: Length::ZERO,
            tracking: Length::ZERO,
            struck: false,
            underlined: false,
            dotted: None,
        };
        let mut copy = ParagraphText::default();
        ["設定は", "~/.git", "に"].into_iter().for_each(|text| copy.push(text, voice, Origin::Artifact, None));
        copy.strands[1].code = true;
        assert!(parts_code(&copy, 1, Some('は'), '~') && parts_code(&copy, 2, Some(')'), 'に'));
        assert!(!parts_code(&copy, 1, Some(' '), '~'), "a space is there");
        assert!(!parts_code(&copy, 2, Some('t'), '、') && !parts_code(&copy, 0, None, '設'));
    }

    #[test]
    fn a_dash_that_opens_speech_ends_no_line() {
        let ends = |text: &str| ends_with_opening_dash(text, text.rfind('—').map_or(0, |at| at + '—'.len_utf8()));
        assert!(ends("disse: —Di’ tu"));
        assert!(ends("—Di’ tu"));
        assert!(!ends("word—word"));
        assert!(!ends("word — word"));
    }
}
