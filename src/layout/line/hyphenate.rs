//! Hyphenation: where a word of a language may be divided, remembered word by word.

use super::patterns::{Patterns, syllables};
use super::seam;
use super::word::Extent;
use crate::fonts::FaceId;
use crate::fonts::memory::WordCache;
use crate::fonts::shape::{Features, Shaped, ShapedGlyph, Shaper};
use std::collections::HashMap;
use std::rc::Rc;

/// How a word is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DivisionKey {
    /// The rules of its language, if it is to be divided by any.
    pub(super) patterns: Option<Patterns>,
    /// The face of the word.
    pub(super) face: FaceId,
    /// The features of the face.
    pub(super) features: Features,
    /// Whether the word goes from right to left.
    pub(super) to_left: bool,
}

/// A place where a word may be divided.
#[derive(Debug)]
pub(in crate::layout) struct DivisionPoint {
    /// Byte offset of the division in the word.
    pub(super) at: u32,
    /// The part before the division, with a hyphen.
    pub(super) head: Extent,
    /// The part behind the division.
    pub(super) tail: Extent,
}

/// Divides words and remembers them.
#[derive(Default)]
pub(in crate::layout) struct Hyphenator {
    known: WordCache<DivisionKey, Rc<[DivisionPoint]>>,
    /// The author's own divisions: how many characters stand before each.
    exceptions: HashMap<String, Vec<usize>>,
}

impl Hyphenator {
    /// A hyphenator that knows the author's exceptions, such as `data-base`, in small letters.
    pub(super) fn new(exceptions: &[String]) -> Self {
        let divided = exceptions.iter().map(|word| {
            let parts: Vec<usize> = word.split('-').map(|part| part.chars().count()).collect();
            let sums = parts[..parts.len() - 1].iter().scan(0, |at, part| {
                *at += part;
                Some(*at)
            });
            (folded(&word.replace('-', "")), sums.collect())
        });
        Self { known: WordCache::default(), exceptions: divided.collect() }
    }

    /// The places in `word` (letters with punctuation round them) where it may be divided.
    pub(super) fn divide(&mut self, way: DivisionKey, word: &str, shaper: &mut Shaper) -> Rc<[DivisionPoint]> {
        let DivisionKey { patterns, face, features, to_left } = way;
        if patterns.is_none() && self.exceptions.is_empty() {
            return Rc::from([]);
        }
        if let Some(known) = self.known.get(&way, word) {
            return Rc::clone(known);
        }
        let shaped = seam::shape(patterns, to_left, face, features, word.trim_end_matches('\u{AD}'), shaper);
        let places = points(patterns, word, &self.exceptions).into_iter();
        let found: Rc<[DivisionPoint]> = places.map(|at| DivisionPoint::new(at, way, word, shaped, shaper)).collect();
        self.known.insert(way, word, Rc::clone(&found));
        found
    }
}

impl DivisionPoint {
    /// A word's parts are as wide as their glyphs in it, but for the last before the hyphen, which is kerned with that. Only where
    /// letters are joined, a ligature is parted or the word goes to the left are they shaped to be measured. A font whose letters
    /// change with more than their neighbours may have other widths by a little when the line is set; then its spaces take that up.
    fn new(at: u32, way: DivisionKey, word: &str, shaped: &Shaped, shaper: &mut Shaper) -> Self {
        let DivisionKey { patterns, face, features, to_left } = way;
        let mut shape = |text: &str| seam::shape(patterns, to_left, face, features, text, shaper);
        let (head, tail) = word.split_at(at as usize);
        let glyphs = &shaped.glyphs;
        let second = glyphs.iter().position(|glyph| u32::from(glyph.cluster) == at);
        if let Some(second) = second.filter(|&second| second > 0 && !shaped.joined && !to_left) {
            let from = glyphs[second - 1].cluster;
            let last = glyphs.iter().position(|glyph| glyph.cluster == from).unwrap_or(0);
            let width = |glyphs: &[ShapedGlyph]| glyphs.iter().map(|glyph| glyph.advance).sum::<i32>();
            let hyphen = shape(&format!("{}-", &head[usize::from(from)..]));
            let head = Extent { width: width(&glyphs[..last]) + hyphen.width, glyphs: last + hyphen.glyphs.len() };
            return Self { at, head, tail: Extent { width: width(&glyphs[second..]), glyphs: glyphs.len() - second } };
        }
        Self { at, head: Extent::of(shape(&format!("{head}-"))), tail: Extent::of(shape(tail)) }
    }
}

/// A word in small letters by which it is known, whatever its language: the two `i` of Turkish are one here.
fn folded(word: &str) -> String {
    word.to_lowercase().replace('ı', "i").replace('\u{307}', "")
}

/// Divisions in every run of letters of five or more. A word in capitals is left whole: it is a name or an abbreviation.
fn points(patterns: Option<Patterns>, word: &str, exceptions: &HashMap<String, Vec<usize>>) -> Vec<u32> {
    let mut found = Vec::new();
    let mut start = 0;
    let letter = |c: char| c.is_alphabetic() || ('\u{300}'..='\u{36F}').contains(&c);
    while let Some(begin) = word[start..].find(letter).map(|at| start + at) {
        let end = word[begin..].find(|c| !letter(c)).map_or(word.len(), |at| begin + at);
        let letters = &word[begin..end];
        let capitals = letters.chars().filter(|c| c.is_uppercase()).count();
        if !exceptions.is_empty()
            && let Some(divided) = exceptions.get(&folded(letters))
        {
            let places = letters.char_indices().enumerate().filter(|(count, _)| divided.contains(count));
            found.extend(places.map(|(_, (at, _))| super::copy::length(begin + at)));
            start = end;
            continue;
        }
        // A contraction's tail or a letter joined by an apostrophe is too short to stand alone.
        if let Some(Patterns { lang, left, right }) = patterns
            && letters.chars().count() >= 5
            && capitals <= 1
        {
            let places = syllables(letters, lang, left.into(), right.into());
            found.extend(places.into_iter().map(|at| super::copy::length(begin + at)));
        }
        start = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::Fonts;
    use crate::layout::line::patterns::{language, own_minima};

    #[test]
    fn words_are_divided_by_language_and_capitals_are_not() {
        let mut hyphenator = Hyphenator::default();
        let fonts = Fonts::built_in();
        let mut shaper = Shaper::new(&fonts);
        let mut show = |hyphenator: &mut Hyphenator, tag: &str, word: &str| {
            let mut shown = word.to_owned();
            let way = DivisionKey { patterns: language(tag), face: fonts.math(), features: Features::PLAIN, to_left: false };
            for division in hyphenator.divide(way, word, &mut shaper).iter().rev() {
                shown.insert(division.at as usize, '-');
            }
            shown
        };
        assert_eq!(show(&mut hyphenator, "en-US", "“extensive,”"), "“ex-ten-sive,”");
        assert_eq!(show(&mut hyphenator, "de", "Zeitungsleser"), "Zei-tungs-le-ser");
        // The patterns would divide it; a word of four letters is left whole.
        assert_eq!(show(&mut hyphenator, "de", "also"), "also");
        assert_eq!(show(&mut hyphenator, "en", "UNESCO"), "UNESCO");
        // Diphthongs stay whole under old accents, and no letter stands alone.
        assert_eq!(show(&mut hyphenator, "el", "ἐκεῖθεν"), "ἐκεῖ-θεν");
        assert_eq!(show(&mut hyphenator, "grc", "γυναῖκες"), "γυ-ναῖ-κες");
        assert_eq!(show(&mut hyphenator, "el", "αὐτῶν"), "αὐ-τῶν");
        assert_eq!(show(&mut hyphenator, "el", "έλεγχος"), "έλεγ-χος");
        assert_eq!(show(&mut hyphenator, "zh", "extensive"), "extensive");
        let mut hyphenator = Hyphenator::new(&["ex-tensive".to_owned(), "record".to_owned()]);
        assert_eq!(show(&mut hyphenator, "en", "“Extensive” records"), "“Ex-tensive” records");
        assert_eq!(show(&mut hyphenator, "en", "record"), "record");
        assert_eq!(show(&mut hyphenator, "zh", "extensive"), "ex-tensive");
    }

    #[test]
    fn minima_are_those_of_the_patterns() {
        // Czech is set with three letters on the next line, for which its patterns were made with two.
        let wider = ["cs", "el", "grc"];
        let mut seen = 0;
        for tag in crate::language::all().flat_map(|language| language.tags) {
            let known = crate::language::language(tag).hyphenation;
            let Some(Patterns { lang, left, right }) = language(tag) else {
                assert_eq!(known, None, "{tag} has no patterns");
                continue;
            };
            seen += 1;
            let own = own_minima(lang);
            assert!((left, right) == own || (wider.contains(tag) && left >= own.0 && right >= own.1), "{tag}: {left}, {right} for {own:?}");
        }
        assert!(seen > 40, "{seen}");
        let points = |tag: &str, word: &str| points(language(tag), word, &HashMap::new());
        assert_eq!(points("cs", "republika").last(), points("cs", "republik").last(), "two letters are not carried over");
        // Serbian is divided alike in both its alphabets, and `љ` is one letter.
        for (cyrillic, latin) in [("београдски", "beogradski"), ("Пријатељица", "Prijateljica"), ("уџбеник", "udžbenik")]
        {
            assert!(points("sr", cyrillic).len() > 1, "{cyrillic}");
            assert_eq!(points("sr", cyrillic).len(), points("sr-Latn", latin).len(), "{cyrillic}");
        }
        assert_eq!(points("sr-Latn", "beogradski"), points("sr", "београдски").iter().map(|at| at / 2).collect::<Vec<_>>());
        assert!(!points("nn", "bokmålsordbok").is_empty() && !points("no", "bokmålsordbok").is_empty());
    }

    #[test]
    fn exceptions_are_known_in_turkish_capitals_too() {
        let exceptions = Hyphenator::new(&["istan-bul".to_owned(), "ışık-lı".to_owned()]).exceptions;
        let divided = |word: &str| points(None, word, &exceptions);
        assert_eq!((divided("İstanbul"), divided("istanbul"), divided("Işıklı")), (vec![6], vec![5], vec![6]));
    }

    #[test]
    fn parts_are_as_wide_as_they_are_shaped() {
        let fonts = Fonts::built_in();
        let mut shaper = Shaper::new(&fonts);
        let mut hyphenator = Hyphenator::default();
        let words = "“Extensive,” office difficulties affluence Avatars WAVERING Towering fjordlands wayfarer’s Yellowing 1920s-style";
        let mut compared = 0;
        for word in words.split(' ') {
            for (face, _) in fonts.faces() {
                for features in [Features::PLAIN, Features::OLD_STYLE, Features::SMALL_CAPS, Features::NO_LIGATURES] {
                    let way = DivisionKey { patterns: language("en"), face, features, to_left: false };
                    for &DivisionPoint { at, head, tail } in hyphenator.divide(way, word, &mut shaper).iter() {
                        let (before, behind) = word.split_at(at as usize);
                        let [before, behind] = [&format!("{before}-"), behind].map(|part| Extent::of(shaper.shape(face, features, part)));
                        assert_eq!((head, tail), (before, behind), "{word} at {at} in {face:?} with {features:?}");
                        compared += 1;
                    }
                }
            }
        }
        assert!(compared > 500, "{compared}");
    }
}
