//! How text is set whose characters are squares: Chinese, Japanese and Korean. After the W3C's “Requirements for Chinese Text Layout”
//! (CLREQ, 3.2 and 3.3.2), “… Japanese Text Layout” (JLREQ, 2.4.1, 3.1.1 and 3.3.9) and “… Hangul Text Layout” (KLREQ, 5.1).

/// What a language of square characters does otherwise than one of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SquareSetting {
    /// How many characters a paragraph's first line is indented, that of a chapter's first paragraph too.
    pub(crate) indent: i64,
    /// The distance of baselines in hundredths of the size, where nobody has asked for another.
    pub(crate) leading: i64,
    /// Whether lines are a whole number of characters long (JLREQ 2.4.1, CLREQ 2.3.2), as they are where words are not parted by spaces.
    pub(crate) whole: bool,
    /// Where the dots of emphasised characters stand.
    pub(crate) dots: EmphasisDots,
}

/// Where the dots of emphasised characters stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EmphasisDots {
    /// Over each character.
    Above,
    /// Under each character.
    Below,
}

/// The setting of a language, by its tag; none for a language of letters.
pub(crate) fn squares(language: &str) -> Option<SquareSetting> {
    match language.split('-').next().unwrap_or_default() {
        "zh" => Some(SquareSetting { indent: 2, leading: 160, whole: true, dots: EmphasisDots::Below }),
        "ja" => Some(SquareSetting { indent: 1, leading: 160, whole: true, dots: EmphasisDots::Above }),
        "ko" => Some(SquareSetting { indent: 1, leading: 150, whole: false, dots: EmphasisDots::Above }),
        _ => None,
    }
}
