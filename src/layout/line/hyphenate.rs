//! Hyphenation: where a word of a language may be divided, remembered word by word.

pub(in crate::layout) use hypher::Lang;
use crate::fonts::FaceId;
use crate::fonts::memory::Memory;
use crate::fonts::shape::{Features, Shaped, Shaper};
use std::collections::HashMap;
use std::rc::Rc;

/// How a word is divided: by the rules of its language, in a face with its features, and whether it goes to the left.
type Way = (Option<Lang>, FaceId, Features, bool);

/// A place where a word may be divided.
#[derive(Debug)]
pub(in crate::layout) struct Division<'f> {
    /// Its byte in the word.
    pub(super) at: u32,
    /// What stands before it, with a hyphen.
    pub(super) head: &'f Shaped,
    /// What stands behind it.
    pub(super) tail: &'f Shaped,
}

/// Divides words and remembers them.
#[derive(Default)]
pub(in crate::layout) struct Hyphenator<'f> {
    known: Memory<Way, Box<str>, Rc<[Division<'f>]>>,
    /// The author's own divisions: how many characters stand before each.
    exceptions: HashMap<String, Vec<usize>>,
}

/// The hyphenation patterns for a BCP 47 tag, if there are any.
pub(super) fn language(tag: &str) -> Option<Lang> {
    let primary: [u8; 2] = tag.split('-').next()?.to_ascii_lowercase().into_bytes().try_into().ok()?;
    Lang::from_iso(primary)
}

impl<'f> Hyphenator<'f> {
    /// A hyphenator that knows the author's exceptions, such as `data-base`, in small letters.
    pub(super) fn new(exceptions: &[String]) -> Self {
        let divided = exceptions.iter().map(|word| {
            let parts: Vec<usize> = word.split('-').map(|part| part.chars().count()).collect();
            let sums = parts[..parts.len() - 1].iter().scan(0, |at, part| {
                *at += part;
                Some(*at)
            });
            (word.replace('-', ""), sums.collect())
        });
        Self { known: Memory::default(), exceptions: divided.collect() }
    }

    /// The places in `word` (letters with punctuation round them) where it may be divided, in its parts' shapes.
    pub(super) fn divide(&mut self, (lang, face, features, to_left): Way, word: &str, shaper: &mut Shaper<'f>) -> Rc<[Division<'f>]> {
        if lang.is_none() && self.exceptions.is_empty() {
            return Rc::from([]);
        }
        let way = (lang, face, features, to_left);
        if let Some(known) = self.known.get(&way, word) {
            return Rc::clone(known);
        }
        let mut shape = |text: &str| shaper.shape_to(to_left, face, features, text);
        let divided = points(lang, word, &self.exceptions).into_iter().map(|at| {
            let (head, tail) = word.split_at(at as usize);
            Division { at, head: shape(&format!("{head}-")), tail: shape(tail) }
        });
        let found: Rc<[Division<'f>]> = divided.collect();
        self.known.insert(way, word.into(), Rc::clone(&found));
        found
    }
}

/// Divisions in every run of letters of five or more. A word in capitals is left whole: it is a name or an abbreviation.
fn points(lang: Option<Lang>, word: &str, exceptions: &HashMap<String, Vec<usize>>) -> Vec<u32> {
    let mut found = Vec::new();
    let mut start = 0;
    let letter = |c: char| c.is_alphabetic() || ('\u{300}'..='\u{36F}').contains(&c);
    while let Some(begin) = word[start..].find(letter).map(|at| start + at) {
        let end = word[begin..].find(|c| !letter(c)).map_or(word.len(), |at| begin + at);
        let letters = &word[begin..end];
        let capitals = letters.chars().filter(|c| c.is_uppercase()).count();
        if !exceptions.is_empty()
            && let Some(divided) = exceptions.get(&letters.to_lowercase())
        {
            let places = letters.char_indices().enumerate().filter(|(count, _)| divided.contains(count));
            found.extend(places.map(|(_, (at, _))| super::copy::length(begin + at)));
            start = end;
            continue;
        }
        // A contraction's tail or a letter joined by an apostrophe is too short to stand alone.
        if let Some(lang) = lang
            && letters.chars().count() >= 5
            && capitals <= 1
        {
            let mut at = begin;
            for syllable in hypher::hyphenate(letters, lang) {
                at += syllable.len();
                if at < end {
                    found.push(super::copy::length(at));
                }
            }
        }
        start = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::Fonts;

    #[test]
    fn words_are_divided_by_language_and_capitals_are_not() {
        let mut hyphenator = Hyphenator::default();
        let fonts = Fonts::built_in();
        let mut shaper = Shaper::new(&fonts);
        let mut show = |hyphenator: &mut Hyphenator, tag: &str, word: &str| {
            let mut shown = word.to_owned();
            let way = (language(tag), fonts.math(), Features::PLAIN, false);
            for division in hyphenator.divide(way, word, &mut shaper).iter().rev() {
                shown.insert(division.at as usize, '-');
            }
            shown
        };
        assert_eq!(show(&mut hyphenator, "en-US", "“extensive,”"), "“ex-ten-sive,”");
        assert_eq!(show(&mut hyphenator, "de", "Zeitungsleser"), "Zei-tungs-le-ser");
        assert_eq!(show(&mut hyphenator, "en", "UNESCO"), "UNESCO");
        assert_eq!(show(&mut hyphenator, "zh", "extensive"), "extensive");
        let mut hyphenator = Hyphenator::new(&["ex-tensive".to_owned(), "record".to_owned()]);
        assert_eq!(show(&mut hyphenator, "en", "“Extensive” records"), "“Ex-tensive” records");
        assert_eq!(show(&mut hyphenator, "en", "record"), "record");
        assert_eq!(show(&mut hyphenator, "zh", "extensive"), "ex-tensive");
    }
}
