//! Arabic.
//!
//! Dates and quotation marks: CLDR 48.2. No hyphenation: hyph-utf8 states minima of 0 for it. Words:
//! `contents`, `figures`, `tables` from the captions of LaTeX’s babel 26; `page`, `note`, `edited-by`,
//! `translated-by`, `illustrated-by` from the terms of CSL’s locales 1.0; `copyright` from the generated
//! texts of DocBook XSL 1.79; `landmarks`, `text` from Thorium Reader 3; the others are ours and listed as
//! unverified.

use super::{Bindings, Casing, Dates, FrenchSpaces, Language, NoteMarks, Punctuation, QuotationMarks, SpineDirection, Words};

/// Arabic.
pub(super) const LANGUAGES: &[Language] = &[ARABIC];

/// Arabic, with European digits.
pub(super) const ARABIC: Language = Language {
    tags: &["ar"],
    name: "Arabic",
    names: &["arabic", "العربية"],
    common_words: "",
    words_in: "ar",
    words: Words {
        contents: "المحتويات",
        page: "ص\u{A0}{}",
        figures: "قائمة الأشكال",
        tables: "قائمة الجداول",
        notes: "الهوامش",
        commentary: "التعليق",
        introduction: "حول التعليق",
        unplaced: "تعليقات بلا موضع",
        draft: "مسودة",
        cover: "الغلاف",
        title_page: "صفحة العنوان",
        copyright: "حقوق النشر",
        pages: "الصفحات",
        landmarks: "المعالم",
        text: "النص",
        note: "ملاحظة",
        comment: "تعليق",
        back: "العودة إلى النص",
        done: "تم",
        open: "لم يتم",
        bound: "صُفّ وجُلّد ببرنامج Bindery.",
        typeset: "صُفّ بخط {} ببرنامج Bindery.",
        edited_by: "تحقيق",
        translated_by: "ترجمة",
        illustrated_by: "رسوم",
        commentary_by: "تعليق",
        introduction_by: "تقديم",
        callout_note: "ملاحظة",
        callout_tip: "نصيحة",
        callout_important: "مهم",
        callout_warning: "تحذير",
        callout_caution: "احتياط",
    },
    unverified: &[
        "notes",
        "commentary",
        "introduction",
        "unplaced",
        "draft",
        "cover",
        "title-page",
        "pages",
        "comment",
        "back",
        "done",
        "open",
        "bound",
        "typeset",
        "commentary-by",
        "introduction-by",
    ],
    dates: Dates {
        months: ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"],
        months_alone: ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"],
        day: "{day}\u{A0}{month} {year}",
        first_day: "{day}\u{A0}{month} {year}",
        month: "{month} {year}",
        year: "{year}",
    },
    punctuation: Punctuation {
        outer: QuotationMarks::new("”", "“"),
        inner: QuotationMarks::new("’", "‘"),
        single: QuotationMarks::new("’", "‘"),
        nests: false,
        spaces: FrenchSpaces::None,
        wide: false,
        elided_words: &[],
        groups: false,
        gershayim: false,
        dialogue: false,
    },
    bindings: Bindings {
        before_numbers: &["ص", "ج", "رقم", "شكل", "ص."], before_names: &["د.", "أ."], letters: false, after_numbers: &[]
    },
    note_marks: NoteMarks::BehindPunctuation,
    hyphenation: None,
    articles: &[],
    spine: SpineDirection::Down,
    right_to_left: true,
    decimal_mark: ".",
    casing: Casing::Plain,
};
