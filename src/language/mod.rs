//! What is particular to a language, one file each: the words a book gets from Bindery, its dates, its
//! punctuation, what binds, where note marks stand, how it is divided, sorted, cased and which way it goes.
//!
//! To add a language, write `xx.rs` like its neighbours (the compiler asks for every field), declare it with `mod xx;`
//! and add its line to [`FILES`]. Facts of a country or a script (`de-CH`, `sr-Latn`) are further constants in the file
//! of their language, of which only what differs is written.

mod ar;
mod bg;
mod ca;
mod casing;
mod cs;
mod da;
mod de;
mod direction;
mod el;
mod en;
mod es;
mod fa;
mod fi;
mod fr;
mod he;
mod hi;
mod hr;
mod hu;
mod it;
mod ja;
mod ko;
mod nb;
mod nl;
mod others;
mod pl;
mod pt;
mod ro;
mod ru;
mod serbian;
mod sk;
mod sr;
mod sv;
mod tr;
mod uk;
mod vi;
mod words;
mod zh;

pub(crate) use casing::Casing;
pub use direction::right_to_left;
pub(crate) use serbian::cyrillic_of_serbian;
pub use words::Words;
pub(crate) use words::is_frame;

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

/// Everything Bindery knows of one language, or of what one country or script does differently.
#[derive(Clone, Copy, Debug)]
pub struct Language {
    /// The BCP 47 tags it is for: a language (`pl`), or a language with the subtags that must be there too
    /// (`de-CH`, `sr-Latn`). The first is the one it is known by.
    pub tags: &'static [&'static str],
    /// The language's name in English, as messages say it.
    pub name: &'static str,
    /// What authors call it who write no tag, in small letters: its English name and its own.
    pub names: &'static [&'static str],
    /// The words that are commonest in it, by which a text that does not say its language is known to be in it; empty
    /// where the script alone tells, or too few do.
    pub common_words: &'static str,
    /// The tag of the language that `words` and `dates` are in: its own, or `en` where there are none yet.
    pub words_in: &'static str,
    /// The words that Bindery itself puts into a book.
    pub words: Words<&'static str>,
    /// Keys of `words` for which no source was found: a native should look at them.
    pub unverified: &'static [&'static str],
    /// How dates are written.
    pub dates: Dates,
    /// Quotation marks, dashes and spaces.
    pub punctuation: Punctuation,
    /// What must not be parted by the end of a line.
    pub bindings: Bindings,
    /// Where the mark of a note stands.
    pub note_marks: NoteMarks,
    /// How near to its ends a word may be divided; none if it never is, or if only its patterns know.
    pub hyphenation: Option<Minima>,
    /// Articles at the beginning of a title that is sorted without them, each with what follows it (`The `, `L’`).
    pub articles: &'static [&'static str],
    /// The direction of the lettering on a book's spine.
    pub spine: SpineDirection,
    /// Whether the language's usual script goes from right to left.
    pub right_to_left: bool,
    /// What stands before the fraction of a number.
    pub decimal_mark: &'static str,
    /// How the language's capitals and small letters become one another.
    pub casing: Casing,
}

/// How a language writes dates. Patterns hold `{year}`, `{month}` and `{day}`.
#[derive(Clone, Copy, Debug)]
pub struct Dates {
    /// The months as they stand beside a day.
    pub months: [&'static str; 12],
    /// The months as they stand without one.
    pub months_alone: [&'static str; 12],
    /// A day.
    pub day: &'static str,
    /// The first day of a month.
    pub first_day: &'static str,
    /// A month without a day.
    pub month: &'static str,
    /// A year alone.
    pub year: &'static str,
}

/// A pair of quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuotationMarks {
    /// The opening one.
    pub open: &'static str,
    /// The closing one.
    pub close: &'static str,
}

impl QuotationMarks {
    /// The marks that open and close.
    const fn new(open: &'static str, close: &'static str) -> Self {
        Self { open, close }
    }
}

/// How a language sets quotation marks, dashes and spaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Punctuation {
    /// What straight double quotes become.
    pub outer: QuotationMarks,
    /// What straight double quotes inside others become, if the language `nests` them.
    pub inner: QuotationMarks,
    /// What straight single quotes become.
    pub single: QuotationMarks,
    /// Whether double quotes inside double quotes take another form.
    pub nests: bool,
    /// French spaces.
    pub spaces: FrenchSpaces,
    /// Whether dashes and dots are two characters wide.
    pub wide: bool,
    /// Words that have lost their beginning, after an apostrophe (’tis).
    pub elided_words: &'static [&'static str],
    /// Whether `1'000` is a number.
    pub groups: bool,
    /// Whether `"` and `'` at a Hebrew letter are gershayim (״) and geresh (׳), which mark abbreviations, numerals
    /// and foreign sounds.
    pub gershayim: bool,
}

/// Where French spaces stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrenchSpaces {
    /// Nowhere.
    None,
    /// Inside guillemets and before the colon (Canada).
    Guillemets,
    /// Inside guillemets and before `:`, `;`, `!` and `?`.
    All,
}

/// What stays on one line with what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bindings {
    /// Abbreviations that stay with the number after them.
    pub before_numbers: &'static [&'static str],
    /// Titles that stay with the name after them.
    pub before_names: &'static [&'static str],
    /// Whether words of one letter stay with the word after them.
    pub letters: bool,
}

/// Units that stay with the number before them, whatever the language: they are signs and not words. Short ones
/// that are words too (`in`, `a`, `t`) are left out.
pub(crate) const UNITS: &[&str] = &[
    "mm", "cm", "dm", "m", "km", "ft", "yd", "mi", "pt", "px", "mg", "g", "kg", "lb", "oz", "ml", "cl", "hl", "ms", "min", "Hz", "kHz",
    "MHz", "GHz", "THz", "mV", "V", "kV", "mA", "mW", "W", "kW", "MW", "GW", "TW", "kWh", "MWh", "GWh", "TWh", "J", "kJ", "kcal", "Pa",
    "hPa", "bar", "kB", "MB", "GB", "TB", "PB", "nm", "µm", "°C", "°F", "°", "%", "‰", "€", "$", "£", "¥", "a.m", "p.m", "км", "м", "см",
    "мм", "кг", "г", "л",
];

/// Where the mark of a note stands at the end of a sentence, by our own knowledge of each language's books: no rule
/// book was consulted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteMarks {
    /// Behind the punctuation: “words.”ᵃ
    BehindPunctuation,
    /// Before the full stop: « words »ᵃ.
    BeforePunctuation,
}

/// How many letters of a divided word stand at least before the hyphen and behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Minima {
    /// Least number of letters before the hyphen.
    pub left: u8,
    /// Least number of letters on the next line.
    pub right: u8,
}

/// The direction of the lettering on a spine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpineDirection {
    /// Downwards, the foot of the letters to the left: it can be read while the book lies on its back (ISO 6357).
    Down,
    /// Upwards, the head of the letters to the left.
    Up,
}

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

impl Language {
    /// Whether the language has words of its own, so that a book in it gets no English ones. `tag` is the book's.
    #[must_use]
    pub fn has_words(&self, tag: &str) -> bool {
        self.words_in != "en" || tag.split('-').next().is_some_and(|first| first.eq_ignore_ascii_case("en"))
    }

    /// A checked date (`2026`, `2026-11`, `2026-11-24`) in words. What is no date stays as it is.
    #[must_use]
    pub fn date(&self, text: &str) -> String {
        let parts: Vec<&str> = text.split('-').collect();
        let number = |at: usize| parts.get(at).and_then(|part| part.parse::<usize>().ok());
        let month = number(1).filter(|month| (1..=12).contains(month)).map(|month| month - 1);
        let Some(month) = month else { return self.dates.year.replace("{year}", parts[0]) };
        let (pattern, months) = match number(2) {
            Some(1) => (self.dates.first_day, &self.dates.months),
            Some(_) => (self.dates.day, &self.dates.months),
            None => (self.dates.month, &self.dates.months_alone),
        };
        let day = number(2).map(|day| day.to_string()).unwrap_or_default();
        pattern.replace("{year}", parts[0]).replace("{month}", months[month]).replace("{day}", &day)
    }
}

#[cfg(test)]
mod tests;
