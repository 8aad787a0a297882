//! French.
//!
//! Dates and quotation marks: CLDR 48.2; the first of a month is the `1er`; quotations in quotations have
//! English marks. Hyphenation minima: hyph-utf8, `hyph-fr`. Words: Bindery’s own, in use since its first
//! release.

use super::{Bindings, Casing, Dates, FrenchSpaces, Language, Minima, NoteMarks, Punctuation, QuotationMarks, SpineDirection, Words};

/// French, and what countries or scripts do differently.
pub(super) const LANGUAGES: &[Language] = &[FRENCH, CANADIAN];

/// French in Europe.
pub(super) const FRENCH: Language = Language {
    tags: &["fr"],
    name: "French",
    names: &["french", "français", "francais"],
    common_words: "le la les et des est un une du dans que qui pour pas sur au avec ce il nous plus sont vous ne se je de en",
    words_in: "fr",
    words: Words {
        contents: "Table des matières",
        page: "p.\u{A0}{}",
        figures: "Table des figures",
        tables: "Table des tableaux",
        notes: "Notes",
        commentary: "Commentaire",
        introduction: "Sur le commentaire",
        unplaced: "Notes sans passage",
        draft: "Brouillon",
        cover: "Couverture",
        title_page: "Page de titre",
        copyright: "Mentions légales",
        pages: "Pages",
        landmarks: "Repères",
        text: "Texte",
        note: "note",
        comment: "commentaire",
        back: "retour au texte",
        done: "fait",
        open: "à faire",
        bound: "Composé et relié avec Bindery.",
        typeset: "Composé en {} avec Bindery.",
        edited_by: "Édité par",
        translated_by: "Traduit par",
        illustrated_by: "Illustré par",
        commentary_by: "Commenté par",
        introduction_by: "Introduction de",
        callout_note: "Note",
        callout_tip: "Astuce",
        callout_important: "Important",
        callout_warning: "Avertissement",
        callout_caution: "Prudence",
        figure: "figure\u{A0}{}",
        table: "tableau\u{A0}{}",
        equation: "équation\u{A0}({})",
        chapter: "chapitre\u{A0}{}",
        section: "section\u{A0}{}",
        appendix: "annexe\u{A0}{}",
        continued: "suite",
        page_reference: "page\u{A0}{}",
        notes_to_page: "Notes de la page\u{A0}{}",
        notes_to_pages: "Notes des pages\u{A0}{}",
        dedication: "Dédicace",
        epigraph: "Épigraphe",
    },
    unverified: &[],
    dates: Dates {
        months: ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
        months_alone: [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
        day: "{day}\u{A0}{month} {year}",
        first_day: "1er\u{A0}{month} {year}",
        month: "{month} {year}",
        year: "{year}",
    },
    punctuation: Punctuation {
        outer: QuotationMarks::new("«", "»"),
        inner: QuotationMarks::new("“", "”"),
        single: QuotationMarks::new("“", "”"),
        nests: true,
        spaces: FrenchSpaces::All,
        wide: false,
        elided_words: &[],
        groups: false,
        gershayim: false,
        dialogue: true,
    },
    bindings: Bindings {
        before_numbers: &[
            "p.", "pp.", "fig.", "n°", "nº", "no", "vol.", "chap.", "t.", "art.", "l.", "f.", "v.", "page", "pages", "figure", "tableau",
            "chapitre", "tome", "volume", "numéro", "ligne",
        ],
        before_names: &["M.", "MM.", "Mme", "Mmes", "Mlle", "Mgr", "Me", "Dr", "Pr", "St", "Ste"],
        letters: false,
        before_dashes: false,
        after_numbers: &["million", "millions", "milliard", "milliards", "siècle", "siècles"],
    },
    note_marks: NoteMarks::BeforePunctuation,
    caption_mark: "\u{A0}– ",
    hyphenation: Some(Minima { left: 2, right: 2 }),
    articles: &["Le ", "La ", "Les ", "L’", "L'", "Un ", "Une "],
    spine: SpineDirection::Up,
    right_to_left: false,
    decimal_mark: ",",
    casing: Casing::Plain,
};

/// Canada, which sets no spaces before `;`, `!` and `?`.
const CANADIAN: Language = Language {
    tags: &["fr-CA"],
    names: &[],
    common_words: "",
    punctuation: Punctuation { spaces: FrenchSpaces::Guillemets, ..FRENCH.punctuation },
    ..FRENCH
};
