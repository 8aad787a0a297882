//! Hyphenation: where a word of a language may be divided, remembered word by word.

pub(in crate::layout) use hypher::Lang;
use rustc_hash::FxHashMap;
use std::collections::HashMap;
use std::rc::Rc;

/// Words and the byte offsets where they may be divided.
type Divisions = FxHashMap<Box<str>, Rc<[u32]>>;

/// Divides words and remembers them.
#[derive(Default)]
pub(in crate::layout) struct Hyphenator {
    known: FxHashMap<Option<Lang>, Divisions>,
    /// The author's own divisions: how many characters stand before each.
    exceptions: HashMap<String, Vec<usize>>,
}

/// The hyphenation patterns for a BCP 47 tag, if there are any.
pub(super) fn language(tag: &str) -> Option<Lang> {
    let primary: [u8; 2] = tag.split('-').next()?.to_ascii_lowercase().into_bytes().try_into().ok()?;
    Lang::from_iso(primary)
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
            (word.replace('-', ""), sums.collect())
        });
        Self { known: FxHashMap::default(), exceptions: divided.collect() }
    }

    /// Byte offsets inside `word` (letters with punctuation round them) where it may be divided.
    pub(super) fn divide(&mut self, lang: Option<Lang>, word: &str) -> Rc<[u32]> {
        if lang.is_none() && self.exceptions.is_empty() {
            return Rc::from([]);
        }
        let words = self.known.entry(lang).or_default();
        if let Some(known) = words.get(word) {
            return Rc::clone(known);
        }
        let found: Rc<[u32]> = points(lang, word, &self.exceptions).into();
        words.insert(word.into(), Rc::clone(&found));
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

    #[test]
    fn words_are_divided_by_language_and_capitals_are_not() {
        let mut hyphenator = Hyphenator::default();
        let show = |hyphenator: &mut Hyphenator, tag: &str, word: &str| {
            let mut shown = word.to_owned();
            for &at in hyphenator.divide(language(tag), word).iter().rev() {
                shown.insert(at as usize, '-');
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
