//! What is particular to a language, one file each: the words a book gets from Bindery, its dates, its
//! punctuation, what binds, where note marks stand, how it is divided, sorted, cased and which way it goes.
//!
//! To add a language, write `xx.rs` like its neighbours (the compiler asks for every field), declare it with `mod xx;`
//! and add its line to [`FILES`]. Facts of a country or a script (`de-CH`, `sr-Latn`) are further constants in the file
//! of their language, of which only what differs is written.

mod access;
mod ar;
mod bg;
mod ca;
mod casing;
mod chapters;
mod cs;
mod da;
mod de;
mod direction;
mod el;
mod en;
mod es;
mod fa;
mod facts;
mod fi;
mod fr;
mod he;
mod hi;
mod hr;
mod hu;
mod it;
mod ja;
mod ko;
mod literature;
mod nb;
mod nl;
mod numerals;
mod others;
mod pl;
mod pt;
mod ro;
mod ru;
mod sentence;
mod serbian;
mod site;
mod sk;
mod speed;
mod spelled;
mod squares;
mod sr;
mod sv;
mod theorems;
mod tr;
mod uk;
mod vi;
mod words;
mod zh;

pub(crate) use access::access_sentences;
pub(crate) use chapters::{ChapterLabel, LabelKind, chapter_label, chapter_number, names_chapter, names_part, numbers_chapter};
pub use direction::right_to_left;
pub(crate) use direction::{code_to_left, is_to_left, may_be_to_left};
pub use facts::Language;
pub(crate) use facts::{Bindings, Casing, Dates, FrenchSpaces, Minima, NoteMarks, Punctuation, QuotationMarks, SpineDirection};
pub(crate) use literature::names_bibliography;
pub(crate) use numerals::{in_han, is_han_numeral, number_word, roman};
pub(crate) use sentence::framed;
pub(crate) use serbian::cyrillic_of_serbian;
pub(crate) use site::{SiteWords, about_edition, site_words};
pub(crate) use speed::reading_speed;
pub(crate) use spelled::spelled;
pub(crate) use squares::{EmphasisDots, squares};
pub(crate) use theorems::{THEOREMS, theorem_word};
pub use words::Words;
pub(crate) use words::{is_frame, is_of_notes, is_of_numbers};

use std::sync::LazyLock;

/// The files, each a module with a list `LANGUAGES`. English is the first: a text of whose language nothing is said
/// is in English unless another one fits better, and of two that fit alike the one before the other is taken.
const FILES: &[(&str, &[Language])] = &[
    ("en", en::LANGUAGES),
    ("de", de::LANGUAGES),
    ("fr", fr::LANGUAGES),
    ("es", es::LANGUAGES),
    ("it", it::LANGUAGES),
    ("ru", ru::LANGUAGES),
    ("zh", zh::LANGUAGES),
    ("ar", ar::LANGUAGES),
    ("bg", bg::LANGUAGES),
    ("ca", ca::LANGUAGES),
    ("cs", cs::LANGUAGES),
    ("da", da::LANGUAGES),
    ("el", el::LANGUAGES),
    ("fa", fa::LANGUAGES),
    ("fi", fi::LANGUAGES),
    ("he", he::LANGUAGES),
    ("hi", hi::LANGUAGES),
    ("hr", hr::LANGUAGES),
    ("hu", hu::LANGUAGES),
    ("ja", ja::LANGUAGES),
    ("ko", ko::LANGUAGES),
    ("nb", nb::LANGUAGES),
    ("nl", nl::LANGUAGES),
    ("pl", pl::LANGUAGES),
    ("pt", pt::LANGUAGES),
    ("ro", ro::LANGUAGES),
    ("sk", sk::LANGUAGES),
    ("sr", sr::LANGUAGES),
    ("sv", sv::LANGUAGES),
    ("tr", tr::LANGUAGES),
    ("uk", uk::LANGUAGES),
    ("vi", vi::LANGUAGES),
    ("others", others::LANGUAGES),
];

/// Units that stay with the number before them, whatever the language: they are signs and not words. Short ones
/// that are words too (`in`, `a`, `t`) are left out.
pub(crate) const UNITS: &[&str] = &[
    "mm", "cm", "dm", "m", "km", "ft", "yd", "mi", "pt", "px", "mg", "g", "kg", "lb", "oz", "ml", "cl", "hl", "ms", "min", "Hz", "kHz",
    "MHz", "GHz", "THz", "mV", "V", "kV", "mA", "mW", "W", "kW", "MW", "GW", "TW", "kWh", "MWh", "GWh", "TWh", "J", "kJ", "kcal", "Pa",
    "hPa", "bar", "kB", "MB", "GB", "TB", "PB", "nm", "µm", "°C", "°F", "°", "%", "‰", "€", "$", "£", "¥", "a.m", "p.m", "км", "м", "см",
    "мм", "кг", "г", "л",
];

/// All languages, with what countries and scripts do differently.
pub fn all() -> impl Iterator<Item = &'static Language> {
    FILES.iter().flat_map(|(_, languages)| languages.iter())
}

/// Every tag with its first two letters and its entry, by these letters: nearly all are told apart by them. Tags with the
/// same letters stand in the order of the files.
static BY_LETTERS: LazyLock<Vec<([u8; 2], &'static str, &'static Language)>> = LazyLock::new(|| {
    let tags = |language: &'static Language| language.tags.iter().map(move |tag| (letters(tag), *tag, language));
    let mut known: Vec<_> = all().flat_map(tags).collect();
    known.sort_by_key(|(letters, ..)| *letters);
    known
});

/// The first two letters of a tag.
fn letters(tag: &str) -> [u8; 2] {
    let bytes = tag.as_bytes();
    [0, 1].map(|at| bytes.get(at).copied().unwrap_or_default().to_ascii_lowercase())
}

/// What is known of the language with this BCP 47 tag: the entry whose tag has most of its subtags. One that is
/// known by nothing has English words and plain English quotation marks.
#[must_use]
pub fn language(tag: &str) -> &'static Language {
    let first = tag.split('-').next().unwrap_or("");
    let fits = |known: &str| {
        let mut parts = known.split('-');
        let same = parts.next().is_some_and(|own| own.eq_ignore_ascii_case(first));
        let has = |part: &str| tag.split('-').skip(1).any(|other| other.eq_ignore_ascii_case(part));
        same && parts.all(has)
    };
    // The longest tag is the most particular one; of two as long the first in its file.
    let mut best: (usize, &Language) = (0, &en::UNKNOWN);
    let asked = letters(tag);
    let from = BY_LETTERS.partition_point(|(letters, ..)| *letters < asked);
    for (_, known, language) in BY_LETTERS[from..].iter().take_while(|(letters, ..)| *letters == asked) {
        if known.len() > best.0 && fits(known) {
            best = (known.len(), language);
        }
    }
    best.1
}

/// The tag of the language that is called so (`Polish`, `polski`); none if no language is.
#[must_use]
pub(crate) fn named(name: &str) -> Option<&'static str> {
    let name = name.trim().to_lowercase();
    all().find(|language| language.names.contains(&name.as_str())).map(|language| language.tags[0])
}

#[cfg(test)]
mod tests;
