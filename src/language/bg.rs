//! Bulgarian.
//!
//! Dates and quotation marks: CLDR 48.2; single marks are the German ones, for CLDR has the same marks for
//! both. Hyphenation minima: hyph-utf8, `hyph-bg`. Words: `contents`, `figures`, `tables` from the captions
//! of LaTeX’s babel 26; `page`, `notes`, `pages`, `note`, `illustrated-by` from the terms of CSL’s locales
//! 1.0; `copyright` from the generated texts of DocBook XSL 1.79; `text` from Thorium Reader 3; the others
//! are ours and listed as unverified.

use super::{Bindings, Casing, Dates, FrenchSpaces, Language, Minima, NoteMarks, Punctuation, QuotationMarks, SpineDirection, Words};

/// Bulgarian.
pub(super) const LANGUAGES: &[Language] = &[BULGARIAN];

/// Bulgarian.
pub(super) const BULGARIAN: Language = Language {
    tags: &["bg"],
    name: "Bulgarian",
    names: &["bulgarian", "български"],
    common_words: "",
    words_in: "bg",
    words: Words {
        contents: "Съдържание",
        page: "стр.\u{A0}{}",
        figures: "Списък на фигурите",
        tables: "Списък на таблиците",
        notes: "Бележки",
        commentary: "Коментар",
        introduction: "За коментара",
        unplaced: "Бележки без място",
        draft: "Чернова",
        cover: "Корица",
        title_page: "Титулна страница",
        copyright: "Авторски права",
        pages: "Страници",
        landmarks: "Ориентири",
        text: "Текст",
        note: "бележка",
        comment: "коментар",
        back: "обратно към текста",
        done: "готово",
        open: "предстои",
        bound: "Набрано и подвързано с Bindery.",
        typeset: "Набрано с шрифт {} в Bindery.",
        edited_by: "Под редакцията на",
        translated_by: "Превод от",
        illustrated_by: "Илюстрации от",
        commentary_by: "Коментар от",
        introduction_by: "Предговор от",
    },
    unverified: &[
        "commentary",
        "introduction",
        "unplaced",
        "draft",
        "cover",
        "title-page",
        "landmarks",
        "comment",
        "back",
        "done",
        "open",
        "bound",
        "typeset",
        "edited-by",
        "translated-by",
        "commentary-by",
        "introduction-by",
    ],
    dates: Dates {
        months: ["януари", "февруари", "март", "април", "май", "юни", "юли", "август", "септември", "октомври", "ноември", "декември"],
        months_alone: [
            "януари",
            "февруари",
            "март",
            "април",
            "май",
            "юни",
            "юли",
            "август",
            "септември",
            "октомври",
            "ноември",
            "декември",
        ],
        day: "{day}\u{A0}{month} {year}\u{A0}г.",
        first_day: "{day}\u{A0}{month} {year}\u{A0}г.",
        month: "{month} {year}\u{A0}г.",
        year: "{year}\u{A0}г.",
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
    },
    bindings: Bindings {
        before_numbers: &["с.", "стр.", "фиг.", "т.", "гл.", "чл.", "табл.", "бр."],
        before_names: &["г-н", "г-жа", "проф.", "д-р", "акад."],
        letters: false,
    },
    note_marks: NoteMarks::BehindPunctuation,
    hyphenation: Some(Minima { left: 2, right: 2 }),
    articles: &[],
    spine: SpineDirection::Up,
    right_to_left: false,
    decimal_mark: ",",
    casing: Casing::Plain,
};
