//! Languages without a file of their own, of which one or two facts are known all the same. Their words and dates
//! are English. To give one its own, move it to a file like the others.
//!
//! Quotation marks: CLDR 48.2 and the habits of their printers; Azeri’s two `i`: Unicode, SpecialCasing.

use super::en::UNKNOWN;
use super::{Casing, Language, SpineDirection, de, it, ru};

/// Languages of which little is known.
pub(super) const LANGUAGES: &[Language] = &[ALEMANNIC, SWISS, LIKE_GERMAN, GALICIAN, BELARUSIAN, AZERI];

/// Swiss German and Alsatian.
const ALEMANNIC: Language =
    Language { tags: &["gsw"], name: "Swiss German", punctuation: de::GERMAN.punctuation, bindings: de::GERMAN.bindings, ..UNKNOWN };

/// The other languages of Switzerland, with the marks of its German.
const SWISS: Language =
    Language { tags: &["gsw-CH", "gsw-LI", "rm-CH", "rm-LI"], punctuation: de::SWISS.punctuation, bindings: de::SWISS.bindings, ..UNKNOWN };

/// Slovene, Icelandic, Estonian, Lithuanian and Latvian have German marks.
const LIKE_GERMAN: Language = Language { tags: &["sl", "is", "et", "lt", "lv"], punctuation: de::GERMAN.punctuation, ..UNKNOWN };

/// Galician has the marks and spines of its neighbours.
const GALICIAN: Language = Language {
    tags: &["gl"],
    name: "Galician",
    punctuation: it::ITALIAN.punctuation,
    bindings: it::ITALIAN.bindings,
    spine: SpineDirection::Up,
    ..UNKNOWN
};

/// Belarusian has the marks of Russian.
const BELARUSIAN: Language = Language {
    tags: &["be"],
    name: "Belarusian",
    punctuation: ru::RUSSIAN.punctuation,
    bindings: ru::RUSSIAN.bindings,
    note_marks: ru::RUSSIAN.note_marks,
    ..UNKNOWN
};

/// Azeri has the two `i` of Turkish.
const AZERI: Language = Language { tags: &["az"], name: "Azeri", casing: Casing::Turkic, ..UNKNOWN };
