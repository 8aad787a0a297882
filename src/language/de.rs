//! German.
//!
//! Dates and quotation marks: CLDR 48.2; those of Switzerland as its printers use them. Hyphenation minima:
//! hyph-utf8, `hyph-de-1996`. Words: Bindery’s own, in use since its first release.

use super::{Bindings, Casing, Dates, FrenchSpaces, Language, Minima, NoteMarks, Punctuation, QuotationMarks, SpineDirection, Words};

/// German, and what countries or scripts do differently.
pub(super) const LANGUAGES: &[Language] = &[GERMAN, SWISS];

/// German in Germany and Austria.
pub(super) const GERMAN: Language = Language {
    tags: &["de"],
    name: "German",
    names: &["german", "deutsch"],
    common_words: "der die und das ist nicht ein eine den von zu mit sich auf für auch dem des wird sind es im als wie ich sie",
    words_in: "de",
    words: Words {
        contents: "Inhalt",
        page: "S.\u{A0}{}",
        figures: "Abbildungen",
        tables: "Tabellen",
        notes: "Anmerkungen",
        commentary: "Kommentar",
        introduction: "Zum Kommentar",
        unplaced: "Anmerkungen ohne Stelle",
        draft: "Entwurf",
        cover: "Umschlag",
        title_page: "Titelseite",
        copyright: "Impressum",
        pages: "Seiten",
        landmarks: "Orientierung",
        text: "Text",
        note: "Anmerkung",
        comment: "Kommentar",
        back: "zurück zum Text",
        done: "erledigt",
        open: "offen",
        bound: "Gesetzt und gebunden mit Bindery.",
        typeset: "Gesetzt aus der {} mit Bindery.",
        edited_by: "Herausgegeben von",
        translated_by: "Übersetzt von",
        illustrated_by: "Illustriert von",
        commentary_by: "Kommentiert von",
        introduction_by: "Einleitung von",
        callout_note: "Hinweis",
        callout_tip: "Tipp",
        callout_important: "Wichtig",
        callout_warning: "Warnung",
        callout_caution: "Vorsicht",
        figure: "Abb.\u{A0}{}",
        table: "Tab.\u{A0}{}",
        equation: "Gleichung\u{A0}({})",
        chapter: "Kapitel\u{A0}{}",
        section: "Abschnitt\u{A0}{}",
        appendix: "Anhang\u{A0}{}",
        page_reference: "Seite\u{A0}{}",
    },
    unverified: &[],
    dates: Dates {
        months: ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"],
        months_alone: [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ],
        day: "{day}.\u{A0}{month} {year}",
        first_day: "{day}.\u{A0}{month} {year}",
        month: "{month} {year}",
        year: "{year}",
    },
    punctuation: Punctuation {
        outer: QuotationMarks::new("„", "“"),
        inner: QuotationMarks::new("‚", "‘"),
        single: QuotationMarks::new("‚", "‘"),
        nests: false,
        spaces: FrenchSpaces::None,
        wide: false,
        elided_words: &[],
        groups: false,
        gershayim: false,
        dialogue: false,
    },
    bindings: Bindings {
        before_numbers: &["S.", "Nr.", "Abb.", "Bd.", "Kap.", "Art.", "Abs.", "Tab.", "Anm.", "Z.", "ca.", "Fn."],
        before_names: &["Dr.", "Prof.", "Hr.", "Fr.", "St.", "Frau", "Herr", "Herrn"],
        letters: false,
        after_numbers: &["Millionen", "Million", "Milliarden", "Milliarde", "Mio.", "Mrd.", "Jh.", "Uhr"],
    },
    note_marks: NoteMarks::BeforePunctuation,
    caption_mark: ": ",
    hyphenation: Some(Minima { left: 2, right: 2 }),
    articles: &["Der ", "Die ", "Das ", "Ein ", "Eine "],
    spine: SpineDirection::Down,
    right_to_left: false,
    decimal_mark: ",",
    casing: Casing::Plain,
};

/// Switzerland and Liechtenstein: guillemets, and apostrophes in large numbers.
pub(super) const SWISS: Language = Language {
    tags: &["de-CH", "de-LI"],
    names: &[],
    common_words: "",
    punctuation: Punctuation {
        outer: QuotationMarks::new("«", "»"),
        inner: QuotationMarks::new("‹", "›"),
        single: QuotationMarks::new("‹", "›"),
        nests: true,
        groups: true,
        ..GERMAN.punctuation
    },
    ..GERMAN
};
