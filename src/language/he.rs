//! Hebrew.
//!
//! Dates and quotation marks: CLDR 48.2. No hyphenation: hyph-utf8 states minima of 0 for it. Words:
//! `contents`, `figures`, `tables` from the captions of LaTeX’s babel 26; `notes`, `copyright` from the
//! generated texts of DocBook XSL 1.79; `pages`, `note` from the terms of CSL’s locales 1.0; the others are
//! ours and listed as unverified.

use super::{Bindings, Casing, Dates, FrenchSpaces, Language, NoteMarks, Punctuation, QuotationMarks, SpineDirection, Words};

/// Hebrew.
pub(super) const LANGUAGES: &[Language] = &[HEBREW];

/// Hebrew.
pub(super) const HEBREW: Language = Language {
    tags: &["he", "iw"],
    name: "Hebrew",
    names: &["hebrew", "עברית"],
    common_words: "",
    words_in: "he",
    words: Words {
        contents: "תוכן העניינים",
        page: "עמ׳\u{A0}{}",
        figures: "רשימת האיורים",
        tables: "רשימת הטבלאות",
        notes: "הערות",
        commentary: "פירוש",
        introduction: "על הפירוש",
        unplaced: "הערות ללא מקום",
        draft: "טיוטה",
        cover: "כריכה",
        title_page: "שער",
        copyright: "זכויות יוצרים",
        pages: "עמודים",
        landmarks: "ציוני דרך",
        text: "טקסט",
        note: "הערה",
        comment: "פירוש",
        back: "בחזרה לטקסט",
        done: "בוצע",
        open: "לא בוצע",
        bound: "סודר ונכרך בתוכנת Bindery.",
        typeset: "סודר בגופן {} בתוכנת Bindery.",
        edited_by: "עריכה:",
        translated_by: "תרגום:",
        illustrated_by: "איורים:",
        commentary_by: "פירוש:",
        introduction_by: "מבוא:",
    },
    unverified: &[
        "page",
        "commentary",
        "introduction",
        "unplaced",
        "draft",
        "cover",
        "title-page",
        "landmarks",
        "text",
        "comment",
        "back",
        "done",
        "open",
        "bound",
        "typeset",
        "edited-by",
        "translated-by",
        "illustrated-by",
        "commentary-by",
        "introduction-by",
    ],
    dates: Dates {
        months: ["ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר"],
        months_alone: ["ינואר", "פברואר", "מרץ", "אפריל", "מאי", "יוני", "יולי", "אוגוסט", "ספטמבר", "אוקטובר", "נובמבר", "דצמבר"],
        day: "{day}\u{A0}ב{month} {year}",
        first_day: "{day}\u{A0}ב{month} {year}",
        month: "{month} {year}",
        year: "{year}",
    },
    punctuation: Punctuation {
        outer: QuotationMarks::new("”", "”"),
        inner: QuotationMarks::new("’", "’"),
        single: QuotationMarks::new("’", "’"),
        nests: false,
        spaces: FrenchSpaces::None,
        wide: false,
        elided_words: &[],
        groups: false,
        gershayim: true,
    },
    bindings: Bindings {
        before_numbers: &["עמ׳", "עמ'", "מס׳", "מס'", "כרך", "פרק", "איור"],
        before_names: &["ד״ר", "ד\"ר", "פרופ׳", "פרופ'", "מר", "גב׳", "גב'"],
        letters: false,
    },
    note_marks: NoteMarks::BehindPunctuation,
    hyphenation: None,
    articles: &[],
    spine: SpineDirection::Down,
    right_to_left: true,
    decimal_mark: ".",
    casing: Casing::Plain,
};
