//! English.
//!
//! Dates and quotation marks: CLDR 48.2; dates as in `en-GB`, and as in `en` for `en-US`. Hyphenation
//! minima: hyph-utf8, `hyph-en-us`. Words: Bindery’s own, in use since its first release.

use super::{Bindings, Casing, Dates, FrenchSpaces, Language, Minima, NoteMarks, Punctuation, QuotationMarks, SpineDirection, Words};

/// English, and what countries or scripts do differently.
pub(super) const LANGUAGES: &[Language] = &[ENGLISH, AMERICAN];

/// English as all but Americans date it.
pub(super) const ENGLISH: Language = Language {
    tags: &["en"],
    name: "English",
    names: &["english"],
    common_words: "the of and to in is that it was for with as his he be on not by at this are have from you which but had they",
    words_in: "en",
    words: Words {
        contents: "Contents",
        page: "p.\u{A0}{}",
        figures: "Figures",
        tables: "Tables",
        notes: "Notes",
        commentary: "Commentary",
        introduction: "On the Commentary",
        unplaced: "Notes without a Place",
        draft: "Draft",
        cover: "Cover",
        title_page: "Title Page",
        copyright: "Copyright",
        pages: "Pages",
        landmarks: "Landmarks",
        text: "Text",
        note: "note",
        comment: "comment",
        back: "back to the text",
        done: "done",
        open: "to do",
        bound: "Set and bound with Bindery.",
        typeset: "Set in {} with Bindery.",
        edited_by: "Edited by",
        translated_by: "Translated by",
        illustrated_by: "Illustrated by",
        commentary_by: "With a commentary by",
        introduction_by: "Introduction by",
        callout_note: "Note",
        callout_tip: "Tip",
        callout_important: "Important",
        callout_warning: "Warning",
        callout_caution: "Caution",
        figure: "Figure\u{A0}{}",
        table: "Table\u{A0}{}",
        equation: "equation\u{A0}({})",
        chapter: "chapter\u{A0}{}",
        section: "section\u{A0}{}",
        appendix: "appendix\u{A0}{}",
        continued: "continued",
        page_reference: "page\u{A0}{}",
        notes_to_page: "Notes to page\u{A0}{}",
        notes_to_pages: "Notes to pages\u{A0}{}",
        dedication: "Dedication",
        epigraph: "Epigraph",
    },
    unverified: &[],
    dates: Dates {
        months: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
        months_alone: [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
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
        elided_words: &[
            "tis", "twas", "twere", "twill", "twould", "twasn", "em", "til", "till", "n", "cause", "bout", "nuff", "neath", "midst",
            "gainst", "pon", "tween", "twixt", "mongst", "ouse", "mid ", "cross ", "fore ",
        ],
        groups: false,
        gershayim: false,
        dialogue: false,
    },
    bindings: Bindings {
        before_numbers: &[
            "p.", "pp.", "Fig.", "Figs.", "fig.", "figs.", "No.", "Nos.", "no.", "nos.", "Vol.", "vol.", "vols.", "Ch.", "ch.", "Chap.",
            "chap.", "Sec.", "sec.", "Art.", "art.", "l.", "ll.", "n.", "nn.", "fol.", "ca.", "c.", "Eq.", "Table", "Chapter", "Figure",
            "Section", "Part", "page", "pages", "chapter", "figure", "table", "Figures", "figures", "Tables", "tables", "Picture",
            "picture", "Pictures", "pictures", "Plate", "plate", "Plates", "plates", "Map", "map", "Maps", "maps", "Diagram", "diagram",
            "Listing", "listing", "Box", "box", "Chart", "chart", "Equation", "equation", "Example", "example", "Step", "step",
        ],
        before_names: &[
            "Mr.", "Mrs.", "Ms.", "Mr", "Mrs", "Ms", "Dr.", "Dr", "Prof.", "St.", "St", "Rev.", "Gen.", "Col.", "Capt.", "Lt.", "Sgt.",
            "Sen.", "Rep.", "Gov.", "Hon.",
        ],
        letters: false,
        before_dashes: false,
        after_numbers: &["million", "billion", "trillion", "thousand"],
    },
    note_marks: NoteMarks::BehindPunctuation,
    caption_mark: ". ",
    hyphenation: Some(Minima { left: 2, right: 3 }),
    articles: &["The ", "A ", "An "],
    spine: SpineDirection::Down,
    right_to_left: false,
    decimal_mark: ".",
    casing: Casing::Plain,
};

/// The United States, where the month comes first.
const AMERICAN: Language = Language {
    tags: &["en-US"],
    names: &[],
    common_words: "",
    dates: Dates { day: "{month}\u{A0}{day}, {year}", first_day: "{month}\u{A0}{day}, {year}", ..ENGLISH.dates },
    ..ENGLISH
};

/// A language of which nothing is known: English words, and marks that most of the world knows.
pub(super) const UNKNOWN: Language = Language {
    tags: &[],
    name: "",
    names: &[],
    common_words: "",
    punctuation: Punctuation { elided_words: &[], ..ENGLISH.punctuation },
    bindings: Bindings {
        before_numbers: &["p.", "pp.", "fig.", "no.", "vol."],
        before_names: &["Dr.", "Prof."],
        letters: false,
        before_dashes: false,
        after_numbers: &["million", "billion", "trillion", "thousand"],
    },
    hyphenation: None,
    articles: &[],
    ..ENGLISH
};
