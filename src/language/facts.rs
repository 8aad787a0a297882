//! The facts of a language that its file states, field by field.

use super::words::Words;

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
    /// What stands between the number of a figure or a table and its caption.
    pub caption_mark: &'static str,
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
    /// The opening mark.
    pub open: &'static str,
    /// The closing one.
    pub close: &'static str,
}

impl QuotationMarks {
    /// The marks that open and close.
    pub(super) const fn new(open: &'static str, close: &'static str) -> Self {
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
    /// Words that have lost their beginning, after an apostrophe (’tis). Those with a space at their end are others too, and have lost it
    /// only where another word follows (’mid the waves).
    pub elided_words: &'static [&'static str],
    /// Whether `1'000` is a number.
    pub groups: bool,
    /// Whether `"` and `'` at a Hebrew letter are gershayim (״) and geresh (׳), which mark abbreviations, numerals
    /// and foreign sounds.
    pub gershayim: bool,
    /// Whether a speech begins with a dash, which is a long one.
    pub dialogue: bool,
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
    /// Whether a dash within a sentence stays with the word before it, so that none begins a line.
    pub before_dashes: bool,
    /// Words that stay with the number or the century before them, beside units of measure.
    pub after_numbers: &'static [&'static str],
}

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

/// How capitals and small letters become one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Casing {
    /// The casing that Unicode has for all languages.
    Plain,
    /// Turkish and Azeri: `i` has a dot in capitals too (İ), and `ı` has none in either.
    Turkic,
    /// Greek: capitals have no accents, but for the word `ή` alone.
    Greek,
}
