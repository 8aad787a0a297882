//! Hindi.
//!
//! Dates and quotation marks: CLDR 48.2. Hyphenation minima: hyph-utf8, `hyph-hi`. Words: `contents`,
//! `figures`, `tables` from the captions of LaTeX’s babel 26; `page`, `notes`, `pages`, `edited-by`,
//! `translated-by` from the terms of CSL’s locales 1.0; `copyright` from the generated texts of DocBook XSL
//! 1.79; the others are ours and listed as unverified.

use super::{Bindings, Casing, Dates, FrenchSpaces, Language, Minima, NoteMarks, Punctuation, QuotationMarks, SpineDirection, Words};

/// Hindi.
pub(super) const LANGUAGES: &[Language] = &[HINDI];

/// Hindi, with European digits.
pub(super) const HINDI: Language = Language {
    tags: &["hi"],
    name: "Hindi",
    names: &["hindi", "हिन्दी", "हिंदी"],
    common_words: "",
    words_in: "hi",
    words: Words {
        contents: "अनुक्रम",
        page: "पृ.\u{A0}{}",
        figures: "चित्रों की सूची",
        tables: "तालिकाओं की सूची",
        notes: "टिप्पणियाँ",
        commentary: "भाष्य",
        introduction: "भाष्य के बारे में",
        unplaced: "स्थानहीन टिप्पणियाँ",
        draft: "मसौदा",
        cover: "आवरण",
        title_page: "मुखपृष्ठ",
        copyright: "कॉपीराइट",
        pages: "पृष्ठ",
        landmarks: "मार्गचिह्न",
        text: "पाठ",
        note: "टिप्पणी",
        comment: "भाष्य",
        back: "पाठ पर वापस",
        done: "पूर्ण",
        open: "अपूर्ण",
        bound: "Bindery से अक्षरयोजित और जिल्दबद्ध।",
        typeset: "{} में Bindery से अक्षरयोजित।",
        edited_by: "सम्पादन:",
        translated_by: "अनुवाद:",
        illustrated_by: "चित्रांकन:",
        commentary_by: "भाष्य:",
        introduction_by: "भूमिका:",
    },
    unverified: &[
        "commentary",
        "introduction",
        "unplaced",
        "draft",
        "cover",
        "title-page",
        "landmarks",
        "text",
        "note",
        "comment",
        "back",
        "done",
        "open",
        "bound",
        "typeset",
        "illustrated-by",
        "commentary-by",
        "introduction-by",
    ],
    dates: Dates {
        months: ["जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"],
        months_alone: ["जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"],
        day: "{day}\u{A0}{month} {year}",
        first_day: "{day}\u{A0}{month} {year}",
        month: "{month} {year}",
        year: "{year}",
    },
    punctuation: Punctuation {
        outer: QuotationMarks::new("“", "”"),
        inner: QuotationMarks::new("‘", "’"),
        single: QuotationMarks::new("‘", "’"),
        nests: false,
        spaces: FrenchSpaces::None,
        wide: false,
        elided_words: &[],
        groups: false,
        gershayim: false,
    },
    bindings: Bindings {
        before_numbers: &["पृ.", "सं.", "खण्ड", "चित्र"], before_names: &["डॉ.", "प्रो.", "श्री", "श्रीमती"], letters: false
    },
    note_marks: NoteMarks::BehindPunctuation,
    hyphenation: Some(Minima { left: 2, right: 2 }),
    articles: &[],
    spine: SpineDirection::Down,
    right_to_left: false,
    decimal_mark: ".",
    casing: Casing::Plain,
};
