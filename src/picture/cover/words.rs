//! The words of a cover as pieces that a line may end after, and what a line had better not end with.

use crate::book::Metadata;
use crate::language::language;
use hypher::Lang;

/// What stays together on a line: a word, or an ideograph with the marks that belong to it.
#[derive(Clone)]
pub(super) struct CoverWord {
    pub(super) text: String,
    /// Whether a space stands before it, unless it begins a line.
    pub(super) spaced: bool,
}

impl CoverWord {
    /// How many characters it has.
    pub(super) fn letters(&self) -> i32 {
        i32::try_from(self.text.chars().count()).unwrap_or(i32::MAX / 1000)
    }
}

/// Letters of a word from which on it may be divided on a cover.
const LONG: usize = 11;

/// Words that belong to the next one: articles, prepositions and conjunctions of the languages that most books are in.
const LEADING: &str = " a an the and or of in on at to for from with by as but nor der die das den dem des ein eine einer eines einem und oder \
    im am zu zum zur von vom mit auf aus bei für le la les un une et ou du de des en au aux dans sur pour par el los las y o del al con por \
    para il lo gli i e di da nel nella della delle dei degli os as do dos na no het een van te и в на с о не к от из за по ";

/// Whether a line that ends with this word leaves the reader waiting for the next.
pub(super) fn leads_on(word: &str) -> bool {
    LEADING.contains(&format!(" {} ", word.to_lowercase()))
}

/// The pieces of a text, in order. Only plain spaces part words: those of French punctuation bind.
pub(super) fn pieces(text: &str) -> Vec<CoverWord> {
    let mut pieces: Vec<CoverWord> = Vec::new();
    for word in text.split_ascii_whitespace() {
        let mut spaced = true;
        // What an ideograph may be parted from: the character before it is one too, or belongs to one.
        let (mut loose, mut opens) = (false, false);
        for c in word.chars() {
            let ideograph = matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}');
            let opening = "「『（《〈【“‘".contains(c);
            let closing = "、。，．！？：；」』）》〉】”’…ー".contains(c);
            let stays = !spaced && (opens || closing || !(loose || ideograph));
            match pieces.last_mut().filter(|_| stays) {
                Some(piece) => piece.text.push(c),
                None => pieces.push(CoverWord { text: c.to_string(), spaced }),
            }
            (loose, opens) = (ideograph || loose && closing, opening);
            spaced = false;
        }
    }
    pieces
}

/// The bytes of a word before which the patterns of the language divide it; none in a short word.
pub(super) fn divisions(word: &str, language: &str) -> Vec<usize> {
    let code = language.split('-').next().and_then(|code| <[u8; 2]>::try_from(code.to_lowercase().as_bytes()).ok());
    let Some(lang) = code.and_then(Lang::from_iso) else { return Vec::new() };
    if word.chars().count() < LONG || !word.chars().all(char::is_alphabetic) {
        return Vec::new();
    }
    let mut at = 0;
    let ends = hypher::hyphenate_bounded(word, lang, 3, 4).map(|syllable| {
        at += syllable.len();
        at
    });
    ends.filter(|end| *end < word.len()).collect()
}

/// The names of people joined by commas, each bound together, so that lines end between them.
pub(super) fn bound<'n>(names: impl Iterator<Item = &'n str>) -> String {
    names.map(|name| name.split_ascii_whitespace().collect::<Vec<_>>().join("\u{A0}")).collect::<Vec<_>>().join(", ")
}

/// The names of the authors in capitals, each bound together.
pub(super) fn author_names(metadata: &Metadata) -> String {
    language(&metadata.language).uppercase(&bound(metadata.authors().map(|person| person.name.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ideographs_part_and_their_marks_stay_with_them() {
        let texts = |text| pieces(text).into_iter().map(|piece| piece.text).collect::<Vec<_>>();
        assert_eq!(texts("红楼梦：「一」回 in Translation"), ["红", "楼", "梦：", "「一」", "回", "in", "Translation"]);
        assert_eq!(texts("L’Été\u{202F}: «\u{A0}oui\u{A0}»"), ["L’Été\u{202F}:", "«\u{A0}oui\u{A0}»"]);
    }

    #[test]
    fn only_long_words_are_divided() {
        let parts = |word: &str, language| {
            let mut parts = word.to_owned();
            divisions(word, language).into_iter().rev().for_each(|at| parts.insert(at, '|'));
            parts
        };
        assert_eq!(parts("Gesellschaft", "de-DE"), "Gesell|schaft");
        assert_eq!(parts("Harbour", "en"), "Harbour");
        assert_eq!(parts("Donaudampfschiff", "zh"), "Donaudampfschiff");
    }

    #[test]
    fn small_words_lead_on() {
        assert!(leads_on("The") && leads_on("und") && !leads_on("War") && !leads_on("or,"));
    }
}
