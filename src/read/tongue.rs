//! The quotes and spaces of each language.

/// A pair of quotes.
type Quotes = (&'static str, &'static str);

/// How a language sets quotes, dashes and spaces.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tongue {
    /// What straight double quotes become.
    pub(super) outer: Quotes,
    /// What straight double quotes inside others become, if the language `nests` them.
    pub(super) inner: Quotes,
    /// What straight single quotes become.
    pub(super) single: Quotes,
    /// Whether double quotes inside double quotes take another form.
    pub(super) nests: bool,
    /// French spaces.
    pub(super) spaces: Spaces,
    /// Whether dashes and dots are two characters wide.
    pub(super) wide: bool,
    /// Whether words lose their beginning (’tis).
    pub(super) elides: bool,
    /// Whether `1'000` is a number.
    pub(super) groups: bool,
    /// Abbreviations that stay with the number after them.
    pub(super) before_numbers: &'static [&'static str],
    /// Titles that stay with the name after them.
    pub(super) before_names: &'static [&'static str],
    /// Whether words of one letter stay with the word after them.
    pub(super) binds_letters: bool,
}

/// Where French spaces stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spaces {
    /// Nowhere.
    None,
    /// Inside guillemets and before the colon (Canada).
    Guillemets,
    /// Before `;`, `!` and `?` too.
    All,
}

const ENGLISH: Tongue = Tongue {
    outer: ("“", "”"),
    inner: ("‘", "’"),
    single: ("‘", "’"),
    nests: false,
    spaces: Spaces::None,
    wide: false,
    elides: true,
    groups: false,
    before_numbers: &[
        "p.", "pp.", "Fig.", "Figs.", "fig.", "figs.", "No.", "Nos.", "no.", "nos.", "Vol.", "vol.", "vols.", "Ch.", "ch.", "Chap.",
        "chap.", "Sec.", "sec.", "Art.", "art.", "l.", "ll.", "n.", "nn.", "fol.", "ca.", "c.", "Eq.", "Table", "Chapter", "Figure",
        "Section", "Part",
    ],
    before_names: &[
        "Mr.", "Mrs.", "Ms.", "Mr", "Mrs", "Ms", "Dr.", "Dr", "Prof.", "St.", "St", "Rev.", "Gen.", "Col.", "Capt.", "Lt.", "Sgt.", "Sen.",
        "Rep.", "Gov.", "Hon.",
    ],
    binds_letters: false,
};
const PLAIN: Tongue =
    Tongue { elides: false, before_numbers: &["p.", "pp.", "fig.", "no.", "vol."], before_names: &["Dr.", "Prof."], ..ENGLISH };
const DEUTSCH: Tongue = Tongue {
    before_numbers: &["S.", "Nr.", "Abb.", "Bd.", "Kap.", "Art.", "Abs.", "Tab.", "Anm.", "Z.", "ca.", "Fn."],
    before_names: &["Dr.", "Prof.", "Hr.", "Fr.", "St.", "Frau", "Herr", "Herrn"],
    ..GERMAN
};
const SLAVIC: Tongue = Tongue { before_numbers: &["s.", "č.", "obr.", "str.", "tab.", "sv."], binds_letters: true, ..GERMAN };
const GERMAN: Tongue = Tongue { outer: ("„", "“"), inner: ("‚", "‘"), single: ("‚", "‘"), ..PLAIN };
const SWISS: Tongue = Tongue { outer: ("«", "»"), inner: ("‹", "›"), single: ("‹", "›"), nests: true, groups: true, ..DEUTSCH };
const FRENCH: Tongue = Tongue {
    outer: ("«", "»"),
    inner: ("“", "”"),
    single: ("“", "”"),
    nests: true,
    spaces: Spaces::All,
    before_numbers: &["p.", "pp.", "fig.", "n°", "nº", "no", "vol.", "chap.", "t.", "art.", "l.", "f.", "v."],
    before_names: &["M.", "MM.", "Mme", "Mmes", "Mlle", "Mgr", "Me", "Dr", "Pr", "St", "Ste"],
    ..PLAIN
};
const CANADIAN: Tongue = Tongue { spaces: Spaces::Guillemets, ..FRENCH };
const ROMANCE: Tongue = Tongue {
    spaces: Spaces::None,
    before_numbers: &["p.", "pp.", "pág.", "págs.", "pag.", "fig.", "núm.", "n.", "n.º", "vol.", "cap.", "art.", "t.", "v."],
    before_names: &["Sr.", "Sra.", "Srta.", "D.", "Dr.", "Dra.", "Sig.", "Dott.", "Prof.", "S."],
    ..FRENCH
};
const RUSSIAN: Tongue = Tongue {
    inner: ("„", "“"),
    single: ("„", "“"),
    before_numbers: &["с.", "стр.", "рис.", "т.", "гл.", "ст.", "п.", "табл."],
    before_names: &["г.", "гг.", "г-н", "г-жа", "проф.", "акад."],
    binds_letters: true,
    ..ROMANCE
};
const POLISH: Tongue = Tongue { outer: ("„", "”"), inner: ("«", "»"), single: ("‚", "’"), nests: true, ..PLAIN };
const POLSKI: Tongue = Tongue { before_numbers: SLAVIC.before_numbers, binds_letters: true, ..POLISH };
const SWEDISH: Tongue = Tongue { outer: ("”", "”"), inner: ("’", "’"), single: ("’", "’"), ..PLAIN };
const CHINESE: Tongue = Tongue { wide: true, ..PLAIN };
const CORNERS: Tongue = Tongue { outer: ("「", "」"), inner: ("『", "』"), single: ("『", "』"), wide: true, nests: true, ..PLAIN };

/// The typography of the language with this BCP 47 tag; English quotes for one that is not in the table.
pub(super) fn tongue(tag: &str) -> &'static Tongue {
    let lower = tag.to_ascii_lowercase();
    let mut parts = lower.split('-');
    let language = parts.next().unwrap_or("");
    let has = |wanted: &[&str]| lower.split('-').skip(1).any(|part| wanted.contains(&part));
    match language {
        "en" => &ENGLISH,
        "de" | "it" | "rm" | "gsw" if has(&["ch", "li"]) => &SWISS,
        "de" | "gsw" => &DEUTSCH,
        "cs" | "sk" => &SLAVIC,
        "sl" | "hr" | "bg" | "is" | "et" | "lt" | "lv" => &GERMAN,
        "fr" if has(&["ca"]) => &CANADIAN,
        "fr" => &FRENCH,
        "es" | "it" | "ca" | "gl" | "el" => &ROMANCE,
        "pt" if !has(&["br"]) => &ROMANCE,
        "ru" | "uk" | "be" => &RUSSIAN,
        "nb" | "nn" | "no" => &ROMANCE,
        "pl" => &POLSKI,
        "ro" | "hu" => &POLISH,
        "sv" | "fi" => &SWEDISH,
        "zh" if has(&["tw", "hk", "mo", "hant"]) => &CORNERS,
        "ja" => &CORNERS,
        "zh" => &CHINESE,
        _ => &PLAIN,
    }
}
