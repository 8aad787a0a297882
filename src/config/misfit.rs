//! What is said of a key that is not known or a value that is not of its key's type, in the words of a person who writes books.

use super::KEYS;
use super::instead::{self, Instead};
use crate::diagnostics::nearest::{is_slip, nearest};
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Span;

/// Where settings are written: both forms have the same keys, but not the same signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// book.toml.
    Book,
    /// A style of the author's own.
    Style,
    /// Front matter.
    Document,
}

impl Form {
    /// What findings call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Book => "book.toml",
            Self::Style => "a style",
            Self::Document => "front matter",
        }
    }

    /// A key and its value as they are written in this form.
    fn written(self, key: &str, value: &str) -> String {
        match self {
            Self::Document => format!("{key}: {value}"),
            _ => format!("{key} = {value}"),
        }
    }
}

/// Keys of other programs, or that one might think of, and what to write instead.
const SYNONYMS: [(&str, &str); 22] = [
    ("author", "write `authors`"),
    ("lang", "write `language`"),
    ("locale", "write `language`"),
    ("keywords", "write `subjects`"),
    ("tags", "write `subjects`"),
    ("categories", "write `subjects`"),
    ("abstract", "write `description`"),
    ("summary", "write `description`"),
    ("copyright", "write `rights`"),
    ("license", "write `rights`"),
    ("cover-image", "write `cover`"),
    ("papersize", "write `size` under `[page]`"),
    ("fontsize", "write `size` under `[type]`"),
    ("font-size", "write `size` under `[type]`"),
    ("line-height", "write `leading` under `[type]`"),
    ("linestretch", "write `leading` under `[type]`"),
    ("font", "write `fonts` under `[type]`, a list of OpenType files"),
    ("mainfont", "write `fonts` under `[type]`, a list of OpenType files"),
    ("font-family", "write `fonts` under `[type]`, a list of OpenType files"),
    ("toc-depth", "write `depth` under `[contents]`"),
    ("filename", "write `output`"),
    ("version", "take it out; an edition is told by `date` and `isbn`"),
];

/// What to write for a key that is none, if it is a common one of elsewhere.
fn synonym(key: &str) -> Option<&'static str> {
    let key = key.to_lowercase().replace('_', "-");
    SYNONYMS.iter().find(|(known, _)| *known == key).map(|(_, help)| *help)
}

/// An unknown key; `path` has its sections, `known` are those that would fit there.
pub(super) fn unknown(given: &str, path: &str, known: &[&str], form: Form, span: Span) -> Diagnostic {
    let finding = Diagnostic::at(Code::UnknownKey, span, format!("`{path}` is not a key of {}", form.name()));
    let of_section = path.contains('.');
    // A letter too few or too many among its own keys is that, whatever other programs call so.
    if let Some(right) = known.iter().find(|right| of_section && is_slip(given, right)) {
        return finding.help(format!("did you mean `{right}`?"));
    }
    if let Some(help) = synonym(given).filter(|_| form == Form::Book) {
        let at_top = of_section && help.starts_with("write") && !help.contains("under");
        return finding.help(if at_top { format!("{help} {AT_TOP}") } else { help.to_owned() });
    }
    let elsewhere = KEYS.iter().filter_map(|(key, _)| key.split_once('.')).find(|(_, last)| *last == given);
    let at_top = of_section && form == Form::Book && KEYS.iter().any(|(key, _)| *key == given);
    match (nearest(given, known.iter().copied()), elsewhere) {
        _ if at_top => finding.help(format!("write `{given}` {AT_TOP}")),
        (_, Some((section, key))) => finding.help(format!("write `{key}` under `[{section}]`")),
        (Some(right), _) => finding.help(format!("did you mean `{right}`?")),
        _ => finding.help(format!("choose one of these: {}", known.join(", "))),
    }
}

/// Where the keys of no section stand.
const AT_TOP: &str = "at the top of the file, before every `[section]`";

/// The key of front matter that one may have meant, if it is very like one of ours.
pub(super) fn slip(key: &str) -> Option<&'static str> {
    if let Some((section, last)) = key.rsplit_once('.') {
        let of_people = ["name", "role", "sort"].into_iter().filter(|_| section == "authors");
        let of_section = KEYS.iter().filter_map(|(known, _)| known.rsplit_once('.').filter(|(above, _)| *above == section));
        return nearest(last, of_people.chain(of_section.map(|(_, known)| known)));
    }
    // `font` is no slip of `front`, and what other programs know is theirs.
    let foreign = key.len() < 4 || synonym(key).is_some() || matches!(key, "layout" | "slug" | "draft" | "paper" | "sources" | "parts");
    let names = KEYS.iter().map(|(key, _)| key.split('.').next().unwrap_or(key));
    let near = nearest(key, names).filter(|_| !foreign)?;
    let same_letters = |a: &str, b: &str| {
        let sorted = |text: &str| {
            let mut letters: Vec<char> = text.chars().collect();
            letters.sort_unstable();
            letters
        };
        sorted(a) == sorted(b)
    };
    let likeness = crate::diagnostics::nearest::likeness(key, near);
    (likeness >= 930 || same_letters(key, near)).then_some(near)
}

/// A value that is not of its key's type. `wanted` is what serde says it must be, `given` the value as it is written.
/// `in_list` says that the value is one of a list.
pub(super) fn wrong_type(wanted: &str, in_list: bool, given: &str, path: &str, form: Form, span: Span) -> Diagnostic {
    let key = path.rsplit('.').next().unwrap_or(path);
    let (kind, instead) = match wanted {
        "a string" if in_list => ("a text", instead::of_item(path, given)),
        "a string" => ("a text", instead::of_text(path, given)),
        "a boolean" => ("`true` or `false`", instead::of_boolean(given)),
        "i64" => ("a whole number", instead::of_number(path, given)),
        "a sequence" => ("a list", instead::of_list(path, given)),
        "a string or a table" if in_list => ("a text or a table", instead::of_item(path, given)),
        "a string or a table" => ("a text or a table", instead::of_text(path, given)),
        _ => ("a table of keys", Instead::Key(instead::of_table(key, form == Form::Document).to_owned())),
    };
    let help = match instead {
        Instead::Key(value) => format!("write `{}`", form.written(key, &value)),
        Instead::Either(one, other) => format!("write `{}` or `{}`", form.written(key, one), form.written(key, other)),
        Instead::Item(value) => format!("write `{value}` in its place"),
        Instead::NoItem => "take it out of the list".to_owned(),
        Instead::Nothing => format!("take `{key}` out"),
    };
    let given: String = match given.char_indices().nth(40) {
        Some(_) => given.chars().take(39).chain(['…']).collect(),
        None => given.to_owned(),
    };
    let given = if given.contains('\n') || given.trim().is_empty() { "something else".to_owned() } else { format!("`{given}`") };
    Diagnostic::at(Code::BadValue, span, format!("`{path}` is {given}, but must be {kind}")).help(help)
}
