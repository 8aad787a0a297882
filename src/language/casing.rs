//! Capitals and small letters where languages differ (Unicode 17, SpecialCasing; CLDR's transforms `el-Upper`, `tr-Lower`).

use super::{Casing, Language};
use unicode_normalization::UnicodeNormalization;

/// The accents and breathings of Greek that capitals lose; the diaeresis is not among them.
const GREEK: [char; 7] = ['\u{300}', '\u{301}', '\u{304}', '\u{306}', '\u{313}', '\u{314}', '\u{342}'];

impl Language {
    /// A text in capitals.
    #[must_use]
    pub fn uppercase(&self, text: &str) -> String {
        match self.casing {
            Casing::Plain => text.to_uppercase(),
            // An `i` with a second dot has that of its capital already.
            Casing::Turkic => text.replace("i\u{307}", "İ").replace('i', "İ").to_uppercase(),
            Casing::Greek => {
                let word = |word: &str| {
                    if word == "ή" {
                        return "Ή".to_owned();
                    }
                    let bare: String = word.nfd().filter(|c| !GREEK.contains(c)).collect();
                    bare.to_uppercase().nfc().collect()
                };
                text.split_inclusive(|c: char| !c.is_alphabetic() && !GREEK.contains(&c))
                    .map(|piece| {
                        let end = piece.trim_end_matches(|c: char| !c.is_alphabetic() && !GREEK.contains(&c)).len();
                        word(&piece[..end]) + &piece[end..]
                    })
                    .collect()
            }
        }
    }

    /// A text in small letters.
    #[must_use]
    pub fn lowercase(&self, text: &str) -> String {
        match self.casing {
            Casing::Plain | Casing::Greek => text.to_lowercase(),
            Casing::Turkic => text.nfc().collect::<String>().replace('I', "ı").replace('İ', "i").to_lowercase(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::language;

    #[test]
    fn turkish_and_azeri_keep_their_two_i_apart() {
        for tag in ["tr", "tr-CY", "az", "az-Latn"] {
            assert_eq!(language(tag).uppercase("Işıl Diyarbakır’ın i̇si"), "IŞIL DİYARBAKIR’IN İSİ", "{tag}");
            assert_eq!(language(tag).lowercase("IŞIL İZMİR"), "ışıl izmir", "{tag}");
        }
        assert_eq!((language("en").uppercase("inn"), language("en").lowercase("INN")), ("INN".to_owned(), "inn".to_owned()));
    }

    #[test]
    fn greek_capitals_have_no_accents() {
        let greek = language("el");
        assert_eq!(greek.uppercase("Στέφανος ή Μαΐου, ρολόι"), "ΣΤΕΦΑΝΟΣ Ή ΜΑΪΟΥ, ΡΟΛΟΙ");
        assert_eq!(greek.uppercase("ἔργα"), "ΕΡΓΑ");
        assert_eq!(language("de").uppercase("Grüße é"), "GRÜSSE É");
    }
}
