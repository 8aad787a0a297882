//! Korean.
//!
//! Dates and quotation marks: CLDR 48.2. Words: `contents`, `notes`, `copyright`, `edited-by` from the
//! generated texts of DocBook XSL 1.79; `figures`, `tables` from the captions of LaTeX’s babel 26;
//! `landmarks` from Thorium Reader 3; the others are ours and listed as unverified.

use super::{Bindings, Casing, Dates, FrenchSpaces, Language, NoteMarks, Punctuation, SpineDirection, Words};

/// Korean.
pub(super) const LANGUAGES: &[Language] = &[KOREAN];

/// Korean.
pub(super) const KOREAN: Language = Language {
    tags: &["ko"],
    names: &["korean", "한국어"],
    words_in: "ko",
    words: Words {
        contents: "차례",
        page: "{}쪽",
        figures: "그림 차례",
        tables: "표 차례",
        notes: "주석",
        commentary: "해설",
        introduction: "해설에 대하여",
        unplaced: "위치가 없는 주석",
        draft: "초고",
        cover: "표지",
        title_page: "속표지",
        copyright: "저작권",
        pages: "쪽",
        landmarks: "랜드마크",
        text: "본문",
        note: "주",
        comment: "해설",
        back: "본문으로 돌아가기",
        done: "완료",
        open: "미완료",
        bound: "Bindery로 조판하고 제본함.",
        typeset: "{} 글꼴로 Bindery에서 조판함.",
        edited_by: "엮은이",
        translated_by: "옮긴이",
        illustrated_by: "그린이",
        commentary_by: "해설",
        introduction_by: "서문",
    },
    unverified: &[
        "page",
        "commentary",
        "introduction",
        "unplaced",
        "draft",
        "cover",
        "title-page",
        "pages",
        "text",
        "note",
        "comment",
        "back",
        "done",
        "open",
        "bound",
        "typeset",
        "translated-by",
        "illustrated-by",
        "commentary-by",
        "introduction-by",
    ],
    dates: Dates {
        months: ["1월", "2월", "3월", "4월", "5월", "6월", "7월", "8월", "9월", "10월", "11월", "12월"],
        months_alone: ["1월", "2월", "3월", "4월", "5월", "6월", "7월", "8월", "9월", "10월", "11월", "12월"],
        day: "{year}년 {month}\u{A0}{day}일",
        first_day: "{year}년 {month}\u{A0}{day}일",
        month: "{year}년 {month}",
        year: "{year}년",
    },
    punctuation: Punctuation {
        outer: ("“", "”"),
        inner: ("‘", "’"),
        single: ("‘", "’"),
        nests: false,
        spaces: FrenchSpaces::None,
        wide: false,
        elided_words: &[],
        groups: false,
        gershayim: false,
    },
    bindings: Bindings {
        before_numbers: &["제", "약", "그림", "표", "p.", "pp.", "fig.", "no.", "vol."],
        before_names: &["Dr.", "Prof."],
        letters: false,
    },
    note_marks: NoteMarks::BehindPunctuation,
    hyphenation: None,
    articles: &[],
    spine: SpineDirection::Down,
    right_to_left: false,
    decimal_mark: ".",
    casing: Casing::Plain,
};
