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
};
const PLAIN: Tongue = Tongue { elides: false, ..ENGLISH };
const GERMAN: Tongue = Tongue { outer: ("„", "“"), inner: ("‚", "‘"), single: ("‚", "‘"), ..PLAIN };
const SWISS: Tongue = Tongue { outer: ("«", "»"), inner: ("‹", "›"), single: ("‹", "›"), nests: true, groups: true, ..PLAIN };
const FRENCH: Tongue =
    Tongue { outer: ("«", "»"), inner: ("“", "”"), single: ("“", "”"), nests: true, spaces: Spaces::All, ..PLAIN };
const CANADIAN: Tongue = Tongue { spaces: Spaces::Guillemets, ..FRENCH };
const ROMANCE: Tongue = Tongue { spaces: Spaces::None, ..FRENCH };
const RUSSIAN: Tongue = Tongue { inner: ("„", "“"), single: ("„", "“"), ..ROMANCE };
const POLISH: Tongue = Tongue { outer: ("„", "”"), inner: ("«", "»"), single: ("‚", "’"), nests: true, ..PLAIN };
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
        "de" | "cs" | "sk" | "sl" | "hr" | "bg" | "is" | "et" | "lt" | "lv" => &GERMAN,
        "fr" if has(&["ca"]) => &CANADIAN,
        "fr" => &FRENCH,
        "es" | "it" | "ca" | "gl" | "el" => &ROMANCE,
        "pt" if !has(&["br"]) => &ROMANCE,
        "ru" | "uk" | "be" => &RUSSIAN,
        "nb" | "nn" | "no" => &ROMANCE,
        "pl" | "ro" | "hu" => &POLISH,
        "sv" | "fi" => &SWEDISH,
        "zh" if has(&["tw", "hk", "mo", "hant"]) => &CORNERS,
        "ja" => &CORNERS,
        "zh" => &CHINESE,
        _ => &PLAIN,
    }
}
