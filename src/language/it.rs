//! Italian.
//!
//! Dates and quotation marks: CLDR 48.2; the first of a month is the `1º`. Hyphenation minima: hyph-utf8,
//! `hyph-it`. Words: Bindery’s own, in use since its first release.

use super::{Bindings, Casing, Dates, FrenchSpaces, Language, Minima, NoteMarks, Punctuation, QuotationMarks, SpineDirection, Words};

/// Italian, and what countries or scripts do differently.
pub(super) const LANGUAGES: &[Language] = &[ITALIAN, SWISS];

/// Italian in Italy.
pub(super) const ITALIAN: Language = Language {
    tags: &["it"],
    name: "Italian",
    names: &["italian", "italiano"],
    common_words: "il la di che e un una per non è del della con sono le si da in gli come più nel i anche questo",
    words_in: "it",
    words: Words {
        contents: "Indice",
        page: "p.\u{A0}{}",
        figures: "Elenco delle figure",
        tables: "Elenco delle tabelle",
        notes: "Note",
        commentary: "Commento",
        introduction: "Sul commento",
        unplaced: "Note senza luogo",
        draft: "Bozza",
        cover: "Copertina",
        title_page: "Frontespizio",
        copyright: "Colophon",
        pages: "Pagine",
        landmarks: "Punti di riferimento",
        text: "Testo",
        note: "nota",
        comment: "commento",
        back: "torna al testo",
        done: "fatto",
        open: "da fare",
        bound: "Composto e rilegato con Bindery.",
        typeset: "Composto in {} con Bindery.",
        edited_by: "A cura di",
        translated_by: "Traduzione di",
        illustrated_by: "Illustrazioni di",
        commentary_by: "Commento di",
        introduction_by: "Introduzione di",
    },
    unverified: &[],
    dates: Dates {
        months: [
            "gennaio",
            "febbraio",
            "marzo",
            "aprile",
            "maggio",
            "giugno",
            "luglio",
            "agosto",
            "settembre",
            "ottobre",
            "novembre",
            "dicembre",
        ],
        months_alone: [
            "gennaio",
            "febbraio",
            "marzo",
            "aprile",
            "maggio",
            "giugno",
            "luglio",
            "agosto",
            "settembre",
            "ottobre",
            "novembre",
            "dicembre",
        ],
        day: "{day}\u{A0}{month} {year}",
        first_day: "1º\u{A0}{month} {year}",
        month: "{month} {year}",
        year: "{year}",
    },
    punctuation: Punctuation {
        outer: QuotationMarks::new("«", "»"),
        inner: QuotationMarks::new("“", "”"),
        single: QuotationMarks::new("“", "”"),
        nests: true,
        spaces: FrenchSpaces::None,
        wide: false,
        elided_words: &[],
        groups: false,
        gershayim: false,
    },
    bindings: Bindings {
        before_numbers: &["p.", "pp.", "pág.", "págs.", "pag.", "fig.", "núm.", "n.", "n.º", "vol.", "cap.", "art.", "t.", "v."],
        before_names: &["Sr.", "Sra.", "Srta.", "D.", "Dr.", "Dra.", "Sig.", "Dott.", "Prof.", "S."],
        letters: false,
    },
    note_marks: NoteMarks::BehindPunctuation,
    hyphenation: Some(Minima { left: 2, right: 2 }),
    articles: &["Il ", "Lo ", "La ", "I ", "Gli ", "Le ", "L’", "L'", "Un ", "Una "],
    spine: SpineDirection::Up,
    right_to_left: false,
    decimal_mark: ",",
    casing: Casing::Plain,
};

/// Switzerland, which has the marks of its other languages.
const SWISS: Language = Language {
    tags: &["it-CH", "it-LI"],
    names: &[],
    common_words: "",
    punctuation: super::de::SWISS.punctuation,
    bindings: super::de::SWISS.bindings,
    ..ITALIAN
};
