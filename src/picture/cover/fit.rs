//! Fits a text into a space: its size and its lines.

use super::words::{CoverWord, divisions, leads_on, pieces};
use crate::fonts::Face;

/// Letters of a face, set close or apart.
#[derive(Clone, Copy)]
pub(super) struct Lettering<'f> {
    pub(super) face: &'f Face,
    /// Letterspacing: the size divided by this stands between two letters; nothing if it is 0.
    spread: i32,
}

impl<'f> Lettering<'f> {
    /// Lettering with the face's own distances.
    pub(super) fn close(face: &'f Face) -> Self {
        Self { face, spread: 0 }
    }

    /// Letters that a fraction of their size, one in `spread`, is put between.
    pub(super) fn apart(face: &'f Face, spread: i32) -> Self {
        Self { face, spread }
    }

    /// Pixels between two letters of this size.
    pub(super) fn spacing(self, size: i32) -> i32 {
        size.checked_div(self.spread).unwrap_or(0)
    }

    /// Width of a text in pixels.
    pub(super) fn width(self, text: &str, size: i32) -> i32 {
        let letters = i32::try_from(text.chars().count()).unwrap_or(i32::MAX / 1000);
        self.pixels(Extent { units: units(self.face, text), letters }, size)
    }

    /// An extent in pixels.
    fn pixels(self, extent: Extent, size: i32) -> i32 {
        let width = extent.units * i64::from(size) / i64::from(self.face.units_per_em);
        i32::try_from(width).unwrap_or(i32::MAX / 2).saturating_add(extent.letters.saturating_mul(self.spacing(size)))
    }

    /// The words with their widths, which are measured once for all sizes.
    fn measured(self, words: Vec<CoverWord>) -> Vec<MeasuredWord> {
        let measured = |word: CoverWord| {
            let own = Extent { units: units(self.face, &word.text), letters: word.letters() };
            let space = if word.spaced { Extent { units: units(self.face, " "), letters: 1 } } else { Extent::default() };
            let waits = leads_on(&word.text);
            MeasuredWord { word, own, space, waits }
        };
        words.into_iter().map(measured).collect()
    }
}

/// Width of a text in the units of its face, and how many letters may have something between them.
#[derive(Clone, Copy, Default)]
struct Extent {
    units: i64,
    letters: i32,
}

impl Extent {
    fn and(self, other: Self) -> Self {
        Self { units: self.units + other.units, letters: self.letters.saturating_add(other.letters) }
    }

    fn without(self, other: Self) -> Self {
        Self { units: self.units - other.units, letters: self.letters - other.letters }
    }
}

/// A piece of a text and how wide it is.
struct MeasuredWord {
    word: CoverWord,
    own: Extent,
    /// The space before it, unless it begins a line.
    space: Extent,
    /// Whether a line that ends with the word leaves the reader waiting.
    waits: bool,
}

/// What a text is to go into, in pixels.
#[derive(Clone, Copy)]
pub(super) struct Field {
    /// Width of the lines.
    pub(super) measure: i32,
    /// Height of all lines together.
    pub(super) room: i32,
    /// Distance from line to line, in hundredths of the size.
    pub(super) leading: i32,
}

/// The smallest and the largest size that letters may have, in pixels.
#[derive(Clone, Copy)]
pub(super) struct LetterSizes {
    pub(super) smallest: i32,
    pub(super) largest: i32,
}

impl LetterSizes {
    /// Sizes from one to the other.
    pub(super) const fn new(smallest: i32, largest: i32) -> Self {
        Self { smallest, largest }
    }
}

/// Lines of a text and the size they are set in.
pub(super) struct FittedText {
    pub(super) lines: Vec<String>,
    pub(super) size: i32,
    /// Whether the letters are too small to be read, or the end was even left out.
    pub(super) cut: bool,
}

impl FittedText {
    /// Height of the lines, a line being `leading` hundredths of the size.
    pub(super) fn height(&self, leading: i32) -> i32 {
        i32::try_from(self.lines.len()).unwrap_or(i32::MAX / 1000).saturating_mul(self.size) * leading / 100
    }
}

/// The smallest letters that words are ever set in, in pixels: nobody reads them, but nothing is left out.
const LEAST: i32 = 8;
/// A size is given up for one down to so many hundredths of it whose lines end better.
const YIELDS: i32 = 76;
/// What a line that leaves the reader waiting costs, beside the squares of what lines are short of the longest.
const WAITING: f64 = 0.6;
/// What a step of size costs that is given up for better lines, the whole size being one.
const SMALLER: f64 = 0.9;

/// A text for a cover, and the language whose patterns divide its long words.
#[derive(Clone, Copy)]
pub(super) struct CoverText<'t> {
    pub(super) text: &'t str,
    pub(super) language: &'t str,
}

/// The largest size between two at which a text fits the field, in lines that end by sense and are of much the same length. Where
/// the smaller one is too large, long words are divided by the patterns of the language; then letters become as small as they must.
pub(super) fn fit(letters: Lettering, text: CoverText, sizes: LetterSizes, field: Field) -> FittedText {
    set(letters, text, sizes, field, true)
}

/// A text as [`fit`] sets it; unless by sense, in lines that are only filled, which takes less time and no more of them.
fn set(letters: Lettering, text: CoverText, sizes: LetterSizes, field: Field, sense: bool) -> FittedText {
    let LetterSizes { smallest, largest } = sizes;
    let whole = letters.measured(pieces(text.text));
    let parted = |size| parted(letters, &whole, text.language, size, field.measure);
    let between = || (smallest..=largest).rev().step_by(3);
    let first = between().find_map(|size| Some((size, holds(letters, &whole, size, field)?)));
    if let Some((size, lines)) = first {
        let filled = FittedText { lines, size, cut: size < smallest / 2 };
        return if sense { by_sense(letters, &whole, filled, smallest, field.measure) } else { filled };
    }
    let small = || (LEAST.min(smallest)..smallest).rev();
    let first = between().chain(small()).find_map(|size| Some((size, holds(letters, &parted(size)?, size, field)?)));
    if let Some((size, lines)) = first {
        let words = parted(size).unwrap_or_default();
        let lines = sensible(letters, &words, size, field.measure, lines.len()).map_or(lines, |(lines, _)| lines);
        return FittedText { lines, size, cut: size < smallest / 2 };
    }
    for size in small() {
        let lines = wrap(letters, &whole, size, field.measure, true).unwrap_or_default();
        let fitted = FittedText { lines, size, cut: true };
        if fitted.height(field.leading) <= field.room {
            return fitted;
        }
    }
    left_out(letters, &whole, LEAST.min(smallest), field)
}

/// Lines of the least letters with the end left out: a text of many thousands of them.
fn left_out(letters: Lettering, words: &[MeasuredWord], size: i32, field: Field) -> FittedText {
    let lines = wrap(letters, words, size, field.measure, true).unwrap_or_default();
    let mut fitted = FittedText { lines, size, cut: true };
    let all = fitted.lines.len();
    while fitted.lines.len() > 1 && fitted.height(field.leading) > field.room {
        fitted.lines.pop();
    }
    if let Some(end) = fitted.lines.last_mut().filter(|_| all > 1) {
        end.push('…');
    }
    fitted
}

/// The lines of whole words in this size, if the field holds them.
fn holds(letters: Lettering, words: &[MeasuredWord], size: i32, field: Field) -> Option<Vec<String>> {
    let lines = wrap(letters, words, size, field.measure, false)?;
    let fitted = FittedText { lines, size, cut: false };
    (fitted.height(field.leading) <= field.room).then_some(fitted.lines)
}

/// The words with those divided that are wider than the measure, each part as long as it goes. None if a syllable is wider.
fn parted(letters: Lettering, words: &[MeasuredWord], language: &str, size: i32, measure: i32) -> Option<Vec<MeasuredWord>> {
    let mut parts = Vec::with_capacity(words.len());
    for MeasuredWord { word, .. } in words {
        let (mut rest, mut spaced) = (word.text.as_str(), word.spaced);
        while letters.width(rest, size) > measure {
            let places = divisions(rest, language);
            let head = |at: &usize| format!("{}-", &rest[..*at]);
            let fits: Vec<usize> = places.into_iter().filter(|at| letters.width(&head(at), size) <= measure).collect();
            // Parts of much the same length look better than a full line and a stump.
            let half = rest.len() / 2;
            let last = *fits.last()?;
            let twice = letters.width(&rest[last..], size) <= measure;
            let at = if twice {
                *fits.iter().filter(|at| letters.width(&rest[**at..], size) <= measure).min_by_key(|at| at.abs_diff(half))?
            } else {
                last
            };
            parts.push(CoverWord { text: head(&at), spaced });
            (rest, spaced) = (&rest[at..], false);
        }
        parts.push(CoverWord { text: rest.to_owned(), spaced });
    }
    Some(letters.measured(parts))
}

/// The lines as they were filled, or as many in this size or a smaller one that end better.
fn by_sense(letters: Lettering, words: &[MeasuredWord], filled: FittedText, smallest: i32, measure: i32) -> FittedText {
    let (largest, count) = (filled.size, filled.lines.len());
    let least = (largest * YIELDS / 100).max(smallest.min(largest));
    let mut best: Option<(f64, FittedText)> = None;
    for size in (least..=largest).rev().step_by(4) {
        let Some((lines, cost)) = sensible(letters, words, size, measure, count) else { continue };
        let cost = cost + f64::from(largest - size) / f64::from(largest.max(1)) * SMALLER;
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, FittedText { lines, size, cut: filled.cut }));
        }
    }
    best.map_or(filled, |(_, fitted)| fitted)
}

/// Pieces of a text that is no title any more; its lines are filled.
const MANY: usize = 120;

/// The words in so many lines, none beyond the measure, that end by sense and differ least, with what they cost.
fn sensible(letters: Lettering, words: &[MeasuredWord], size: i32, measure: i32, count: usize) -> Option<(Vec<String>, f64)> {
    if words.is_empty() || words.len() > MANY {
        return None;
    }
    let joined = |from: usize, to: usize| {
        let mut line = String::new();
        for (place, MeasuredWord { word, .. }) in words[from..to].iter().enumerate() {
            if place > 0 && word.spaced {
                line.push(' ');
            }
            line.push_str(&word.text);
        }
        line
    };
    // How far each word begins from the first, with the space before it.
    let mut begins = vec![Extent::default()];
    for word in words {
        begins.push(begins.last().copied().unwrap_or_default().and(word.space).and(word.own));
    }
    let cost = |from: usize, to: usize| {
        let width = letters.pixels(begins[to].without(begins[from]).without(words[from].space), size);
        let short = f64::from(measure - width) / f64::from(measure);
        let waits = to < words.len() && words[to - 1].waits;
        // One letter or figure alone on a line looks lost.
        let lost = to == words.len() && count > 1 && to - from == 1 && words[from].word.letters() < 3;
        let cost = short * short + if waits { WAITING } else { 0.0 } + if lost { WAITING } else { 0.0 };
        (width <= measure).then_some(cost)
    };
    // The least cost of the words before each place in so many lines, and where the last of these begins.
    let mut least = vec![vec![None; words.len() + 1]; count + 1];
    least[0][0] = Some((0.0, 0));
    for line in 1..=count {
        for to in line..=words.len() {
            let mut best: Option<(f64, usize)> = None;
            for from in (line - 1..to).rev() {
                let Some(own) = cost(from, to) else { break };
                let Some((before, _)) = least[line - 1][from] else { continue };
                if best.is_none_or(|(least, _)| before + own < least) {
                    best = Some((before + own, from));
                }
            }
            least[line][to] = best;
        }
    }
    let (cost, _) = least[count][words.len()]?;
    let (mut to, mut lines) = (words.len(), Vec::new());
    for line in (1..=count).rev() {
        let (_, from) = least[line][to]?;
        lines.push(joined(from, to));
        to = from;
    }
    lines.reverse();
    Some((lines, cost))
}

/// A text of a stack.
#[derive(Clone, Copy)]
pub(super) struct Tier<'t> {
    pub(super) letters: Lettering<'t>,
    pub(super) text: CoverText<'t>,
    pub(super) sizes: LetterSizes,
    /// Distance from line to line, in hundredths of the size.
    pub(super) leading: i32,
    /// Room above it, in pixels at the largest size.
    pub(super) above: i32,
}

/// Texts one below the other that fit together.
pub(super) struct Stack {
    /// The texts, and the room above each.
    pub(super) tiers: Vec<(FittedText, i32)>,
    /// The size of the texts, in hundredths of the largest.
    pub(super) scale: i32,
    /// Height of all, with the room above them.
    pub(super) height: i32,
}

impl Stack {
    /// Whether a text has letters too small to be read.
    pub(super) fn cut(&self) -> bool {
        self.tiers.iter().any(|(text, _)| text.cut)
    }
}

/// Sets texts one below the other, all as large as they go into the field together. Texts without words take no room.
pub(super) fn stack(tiers: &[Tier], measure: i32, room: i32) -> Stack {
    let set_all = |scale: i32, sense: bool| {
        let (mut height, mut most) = (0, i32::MAX);
        let tiers = tiers.iter().enumerate().map(|(place, tier)| {
            // What stands below gives way more slowly, but stays smaller than what is above it.
            let scale = if place == 0 { scale } else { 70.max(50 + scale / 2).min(scale * 7 / 4) };
            let largest = (tier.sizes.largest * scale / 100).min(most).max(LEAST);
            let smallest = tier.sizes.smallest.min(largest);
            let field = Field { measure, room: i32::MAX / 1000, leading: tier.leading };
            let mut text = set(tier.letters, tier.text, LetterSizes { smallest, largest }, field, sense);
            text.cut |= text.size < tier.sizes.smallest / 2;
            most = text.size * 2 / 3;
            let above = if text.lines.is_empty() { 0 } else { tier.above * scale.max(40) / 100 };
            height += above + text.height(tier.leading);
            (text, above)
        });
        let tiers = tiers.collect();
        Stack { tiers, scale, height }
    };
    let mut last = None;
    for scale in (3..=100).rev().step_by(3) {
        let stack = set_all(scale, false);
        if stack.height <= room {
            return set_all(scale, true);
        }
        last = Some(stack);
    }
    // Each alone is cut to its share of the room.
    let share = room / i32::try_from(tiers.len().max(1)).unwrap_or(1);
    let mut stack = last.unwrap_or(Stack { tiers: Vec::new(), scale: 3, height: 0 });
    stack.tiers = tiers
        .iter()
        .map(|tier| {
            let field = Field { measure, room: share, leading: tier.leading };
            (fit(tier.letters, tier.text, LetterSizes::new(LEAST, LEAST), field), 0)
        })
        .collect();
    stack.tiers.iter_mut().for_each(|(text, _)| text.cut = true);
    stack.height = room;
    stack
}

/// The names of people, a line ending between two of them unless that makes the letters much smaller than `smallest`.
pub(super) fn names(letters: Lettering, names: &str, sizes: LetterSizes, field: Field) -> FittedText {
    // Names are not divided: no language is given.
    let fitted = fit(letters, CoverText { text: names, language: "" }, sizes, field);
    if fitted.size * 3 >= sizes.smallest * 2 {
        return fitted;
    }
    let loose = names.replace('\u{A0}', " ");
    fit(letters, CoverText { text: &loose, language: "" }, sizes, field)
}

/// Greedy lines. None if a piece is wider than `width`, unless it may be cut.
fn wrap(letters: Lettering, pieces: &[MeasuredWord], size: i32, width: i32, cut: bool) -> Option<Vec<String>> {
    let mut lines: Vec<String> = Vec::new();
    let mut filled = Extent::default();
    for MeasuredWord { word, own, space, .. } in pieces {
        if letters.pixels(*own, size) > width {
            if !cut {
                return None;
            }
            lines.push(String::new());
            filled = Extent::default();
            for c in word.text.chars() {
                let letter = Extent { units: units(letters.face, c.encode_utf8(&mut [0; 4])), letters: 1 };
                if filled.letters > 0 && letters.pixels(filled.and(letter), size) > width {
                    lines.push(String::new());
                    filled = Extent::default();
                }
                filled = filled.and(letter);
                lines.last_mut()?.push(c);
            }
            continue;
        }
        let longer = filled.and(*space).and(*own);
        match lines.last_mut() {
            Some(line) if letters.pixels(longer, size) <= width => {
                if word.spaced {
                    line.push(' ');
                }
                line.push_str(&word.text);
                filled = longer;
            }
            _ => {
                lines.push(word.text.clone());
                filled = *own;
            }
        }
    }
    Some(lines)
}

/// Width of a text in the units of its face; a character the face lacks counts an em.
pub(super) fn units(face: &Face, text: &str) -> i64 {
    let advance = |c| match face.glyph(c) {
        0 => face.units_per_em,
        glyph => face.advance(glyph),
    };
    text.chars().map(|c| i64::from(advance(c))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::{Family, Fonts};

    const FIELD: Field = Field { measure: 1340, room: 700, leading: 115 };

    fn plain(text: &str) -> CoverText<'_> {
        CoverText { text, language: "en" }
    }

    #[test]
    fn any_title_fits() {
        let fonts = Fonts::built_in();
        let serif = Lettering::close(fonts.face(fonts.face_for(Family::Serif, false, false)));
        for title in ["Ü", "A Short Title", &"Donaudampfschifffahrtsgesellschaft".repeat(9), &"many words ".repeat(300)] {
            let fitted = fit(serif, plain(title), LetterSizes::new(52, 236), FIELD);
            assert!(!fitted.lines.is_empty() && fitted.height(115) <= 700, "{title}: {} lines of {}", fitted.lines.len(), fitted.size);
            assert!(fitted.lines.iter().all(|line| serif.width(line, fitted.size) <= 1340), "{title}");
        }
    }

    #[test]
    fn a_text_that_fits_is_never_cut() {
        let fonts = Fonts::built_in();
        let serif = fonts.face(fonts.face_for(Family::Serif, false, false));
        let title = "The Harbour Ledger of Quayside, or, A Record of One Autumn";
        for letters in [Lettering::close(serif), Lettering::apart(serif, 7)] {
            for room in (200..1200).step_by(37) {
                for leading in [100, 112, 140] {
                    let fitted = fit(letters, plain(title), LetterSizes::new(52, 236), Field { measure: 1340, room, leading });
                    assert!(!fitted.cut && fitted.lines.join(" ") == title, "{room}: {:?}", fitted.lines);
                    assert!(fitted.height(leading) <= room && fitted.lines.iter().all(|line| letters.width(line, fitted.size) <= 1340));
                }
            }
        }
    }

    #[test]
    fn titles_break_by_sense() {
        let fonts = Fonts::built_in();
        let serif = Lettering::close(fonts.face(fonts.face_for(Family::Serif, false, false)));
        for (title, lines) in [
            ("Pride and Prejudice", vec!["Pride", "and Prejudice"]),
            ("War and Peace", vec!["War", "and Peace"]),
            ("The Turn of the Screw", vec!["The Turn", "of the Screw"]),
            ("Moby-Dick; or, The Whale", vec!["Moby-Dick;", "or, The Whale"]),
        ] {
            assert_eq!(fit(serif, plain(title), LetterSizes::new(60, 270), FIELD).lines, lines);
        }
    }

    #[test]
    fn a_long_word_is_divided_before_it_is_small() {
        let fonts = Fonts::built_in();
        let serif = Lettering::close(fonts.face(fonts.face_for(Family::Serif, false, false)));
        let text = CoverText { text: "Donaudampfschifffahrtsgesellschaftskapitän", language: "de" };
        let fitted = fit(serif, text, LetterSizes::new(120, 236), FIELD);
        assert!(fitted.size >= 120 && !fitted.cut, "{} {:?}", fitted.size, fitted.lines);
        assert_eq!(fitted.lines.concat().replace('-', ""), text.text);
    }

    #[test]
    fn names_stay_whole() {
        let fonts = Fonts::built_in();
        let sans = Lettering::apart(fonts.face(fonts.face_for(Family::Sans, false, false)), 9);
        let people = ["MARA ELLINGSEN-HAUGLAND", "JONATHAN STRANGE", "ANN EXAMPLE", "BOB BUILDER", "CLARA SCHUMANN", "DORA DOE"];
        let fitted = names(sans, &super::super::words::bound(people.into_iter()), LetterSizes::new(50, 90), FIELD);
        assert!(fitted.lines[..fitted.lines.len() - 1].iter().all(|line| line.ends_with(',')), "{:?}", fitted.lines);
        // Letters a little smaller than wanted are better than a name on two lines.
        let serif = Lettering::apart(fonts.face(fonts.face_for(Family::Serif, false, false)), 10);
        let field = Field { measure: 1180, room: 320, leading: 135 };
        let fitted = names(serif, &super::super::words::bound(people.into_iter()), LetterSizes::new(64, 92), field);
        assert!(fitted.lines[..fitted.lines.len() - 1].iter().all(|line| line.ends_with(',')), "{} {:?}", fitted.size, fitted.lines);
    }

    #[test]
    fn a_stack_is_no_higher_than_its_room() {
        let fonts = Fonts::built_in();
        let letters = Lettering::close(fonts.face(fonts.face_for(Family::Serif, false, false)));
        for times in [1, 20, 300, 1000] {
            let words = "many words ".repeat(times);
            let tier = Tier { letters, text: plain(&words), sizes: LetterSizes::new(40, 200), leading: 115, above: 50 };
            let stack = stack(&[tier, tier], 900, 600);
            let high: i32 = stack.tiers.iter().map(|(text, above)| above + text.height(115)).sum();
            assert!(high <= 600, "{times}: {high}");
            assert_eq!(stack.cut(), times > 100, "{times}");
        }
    }
}
