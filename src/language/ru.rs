//! Russian.
//!
//! Dates and quotation marks: CLDR 48.2; a month without a day goes without `г.`. Hyphenation minima:
//! hyph-utf8, `hyph-ru`. Words: Bindery’s own, in use since its first release.

use super::{Bindings, Casing, Dates, FrenchSpaces, Language, Minima, NoteMarks, Punctuation, QuotationMarks, SpineDirection, Words};

/// Russian.
pub(super) const LANGUAGES: &[Language] = &[RUSSIAN];

/// Russian.
pub(super) const RUSSIAN: Language = Language {
    tags: &["ru"],
    name: "Russian",
    names: &["russian", "русский"],
    common_words: "",
    words_in: "ru",
    words: Words {
        contents: "Содержание",
        page: "с.\u{A0}{}",
        figures: "Список иллюстраций",
        tables: "Список таблиц",
        notes: "Примечания",
        commentary: "Комментарий",
        introduction: "О комментарии",
        unplaced: "Примечания без места",
        draft: "Черновик",
        cover: "Обложка",
        title_page: "Титульный лист",
        copyright: "Выходные данные",
        pages: "Страницы",
        landmarks: "Ориентиры",
        text: "Текст",
        note: "примечание",
        comment: "комментарий",
        back: "назад к тексту",
        done: "сделано",
        open: "не сделано",
        bound: "Набрано и переплетено в Bindery.",
        typeset: "Набрано шрифтом {} в Bindery.",
        edited_by: "Редактор:",
        translated_by: "Переводчик:",
        illustrated_by: "Иллюстрации:",
        commentary_by: "Комментарий:",
        introduction_by: "Предисловие:",
        callout_note: "Примечание",
        callout_tip: "Совет",
        callout_important: "Важно",
        callout_warning: "Предупреждение",
        callout_caution: "Осторожно",
    },
    unverified: &[],
    dates: Dates {
        months: ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"],
        months_alone: ["январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"],
        day: "{day}\u{A0}{month} {year}\u{A0}г.",
        first_day: "{day}\u{A0}{month} {year}\u{A0}г.",
        month: "{month} {year}",
        year: "{year}",
    },
    punctuation: Punctuation {
        outer: QuotationMarks::new("«", "»"),
        inner: QuotationMarks::new("„", "“"),
        single: QuotationMarks::new("„", "“"),
        nests: true,
        spaces: FrenchSpaces::None,
        wide: false,
        elided_words: &[],
        groups: false,
        gershayim: false,
        dialogue: true,
    },
    bindings: Bindings {
        before_numbers: &["с.", "стр.", "рис.", "т.", "гл.", "ст.", "п.", "табл."],
        before_names: &["г.", "гг.", "г-н", "г-жа", "проф.", "акад."],
        letters: true,
        after_numbers: &["в.", "вв.", "г.", "гг.", "млн", "млрд", "тыс."],
    },
    note_marks: NoteMarks::BeforePunctuation,
    hyphenation: Some(Minima { left: 2, right: 2 }),
    articles: &[],
    spine: SpineDirection::Up,
    right_to_left: false,
    decimal_mark: ",",
    casing: Casing::Plain,
};
