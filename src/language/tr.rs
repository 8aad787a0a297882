//! Turkish.
//!
//! Dates and quotation marks: CLDR 48.2. Hyphenation minima: hyph-utf8, `hyph-tr`. Words: `contents`,
//! `figures`, `tables` from the captions of LaTeX’s babel 26; `page`, `note`, `translated-by`,
//! `illustrated-by` from the terms of CSL’s locales 1.0; `notes`, `copyright`, `edited-by` from the
//! generated texts of DocBook XSL 1.79; `pages` from Thorium Reader 3; the others are ours and listed as
//! unverified.

use super::{Bindings, Casing, Dates, FrenchSpaces, Language, Minima, NoteMarks, Punctuation, QuotationMarks, SpineDirection, Words};

/// Turkish.
pub(super) const LANGUAGES: &[Language] = &[TURKISH];

/// Turkish.
pub(super) const TURKISH: Language = Language {
    tags: &["tr"],
    name: "Turkish",
    names: &["turkish", "türkçe"],
    common_words: "ve bir bu da de için ile çok ne olarak daha gibi var olan o en kadar sonra ama",
    words_in: "tr",
    words: Words {
        contents: "İçindekiler",
        page: "s.\u{A0}{}",
        figures: "Şekil Listesi",
        tables: "Tablo Listesi",
        notes: "Notlar",
        commentary: "Şerh",
        introduction: "Şerh Üzerine",
        unplaced: "Yeri Olmayan Notlar",
        draft: "Taslak",
        cover: "Kapak",
        title_page: "Başlık Sayfası",
        copyright: "Telif Hakkı",
        pages: "Sayfalar",
        landmarks: "Yer İmleri",
        text: "Metin",
        note: "not",
        comment: "açıklama",
        back: "metne dön",
        done: "yapıldı",
        open: "yapılacak",
        bound: "Bindery ile dizilip ciltlendi.",
        typeset: "Bindery ile {} kullanılarak dizildi.",
        edited_by: "Yayına hazırlayan",
        translated_by: "Çeviren",
        illustrated_by: "Çizen",
        commentary_by: "Açıklamalar:",
        introduction_by: "Önsöz:",
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
        months: ["Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık"],
        months_alone: ["Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran", "Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık"],
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
        before_numbers: &["s.", "sf.", "no.", "c.", "böl.", "şek.", "p.", "pp.", "vol."],
        before_names: &["Dr.", "Prof.", "Doç.", "Sn.", "Av."],
        letters: false,
    },
    note_marks: NoteMarks::BehindPunctuation,
    hyphenation: Some(Minima { left: 2, right: 2 }),
    articles: &[],
    spine: SpineDirection::Down,
    right_to_left: false,
    decimal_mark: ",",
    casing: Casing::Turkic,
};
