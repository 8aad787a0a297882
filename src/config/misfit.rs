//! What is said of a key that is not known or a value that is not of its key's type, in the words of a person who writes books.

use super::instead::{self, Instead};
use super::keys::{self, KEYS};
use super::synonyms::{self, Synonym};
use crate::diagnostics::nearest::{is_slip, nearest};
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Span;

/// Where settings are written: both forms have the same keys, but not the same signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SettingsForm {
    /// book.toml.
    Book,
    /// A style of the author's own.
    Style,
    /// A design of the author's own.
    Design,
    /// Front matter.
    Document,
    /// The bindery.toml of a workspace.
    Workspace,
}

impl SettingsForm {
    /// What findings call the type.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Book => "book.toml",
            Self::Style => "a style",
            Self::Design => "a design",
            Self::Document => "front matter",
            Self::Workspace => "bindery.toml",
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

/// What to write for a word of other programs; `at_top` says that it stands in a section.
fn instead_of(synonym: Synonym, in_section: bool) -> String {
    let Some(key) = synonym.key.and_then(|key| KEYS.iter().find(|known| known.name == key)) else {
        return synonym.words.to_owned();
    };
    let example = format!("`{} = {}`", key.key, key.in_toml(key.example));
    match key.section() {
        "" if in_section => format!("write `{}` {AT_TOP}", key.key),
        "" => format!("write `{}`, such as {example}", key.key),
        section => format!("write `{}` under `[{section}]`, such as {example}", key.key),
    }
}

/// An unknown key; `path` has its sections, `known` are those that would fit there.
pub(super) fn unknown(given: &str, path: &str, known: &[&str], form: SettingsForm, span: Span) -> Diagnostic {
    let finding = Diagnostic::at(Code::UnknownKey, span, format!("`{path}` is not a key of {}", form.name()));
    let of_section = path.contains('.');
    // A letter too few or too many among its own keys is that, whatever other programs call so.
    if let Some(right) = known.iter().find(|right| of_section && is_slip(given, right)) {
        return finding.help(format!("did you mean `{right}`?")).edit(span, *right);
    }
    if let Some(synonym) = synonyms::of(given).filter(|_| form == SettingsForm::Book) {
        return finding.help(instead_of(synonym, of_section));
    }
    let elsewhere = KEYS.iter().find(|key| key.key == given && !key.section().is_empty());
    let at_top = of_section && form == SettingsForm::Book && KEYS.iter().any(|key| key.name == given);
    match (nearest(given, known.iter().copied()), elsewhere) {
        _ if at_top => finding.help(format!("write `{given}` {AT_TOP}")),
        (_, Some(key)) => finding.help(format!("write `{}` under `[{}]`", key.key, key.section())),
        (Some(right), _) => finding.help(format!("did you mean `{right}`?")).edit(span, right),
        _ => finding.help(format!("choose one of these: {}", known.join(", "))),
    }
}

/// Where the keys of no section stand.
const AT_TOP: &str = "at the top of the file, before every `[section]`";

/// The key of front matter that one may have meant, if it is very like one of ours.
pub(super) fn slip(key: &str) -> Option<&'static str> {
    if let Some((section, last)) = key.rsplit_once('.') {
        let table = keys::at(section).and_then(|key| key.kind.inner());
        return nearest(last, table.iter().flat_map(|table| table.keys).map(|key| key.key));
    }
    // `font` is no slip of `front`, and what other programs know is theirs.
    let foreign =
        key.len() < 4 || synonyms::of(key).is_some() || matches!(key, "layout" | "slug" | "draft" | "paper" | "coverY" | "coverHeight");
    let names = KEYS.iter().map(|key| key.name.split('.').next().unwrap_or(key.name));
    // Whole letters behind a key make another word of it: `format` is no slip of `form`.
    let near = nearest(key, names).filter(|near| !(foreign || key.starts_with(near) && key.len() > near.len() + 1))?;
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

/// A value that is not of its key's type; `given` is the value as it is written. `in_list` says that it is one of a list.
pub(super) fn wrong_type(in_list: bool, given: &str, path: &str, form: SettingsForm, span: Span) -> Diagnostic {
    let key = path.rsplit('.').next().unwrap_or(path);
    let row = keys::at(path);
    // One thing alone was taken for a list of it, so it is the thing that is wrong.
    let kind = row.map_or("a table of keys", |row| row.kind.must_be(in_list || row.kind.takes_one_alone()));
    let instead = row.map_or(Instead::Nothing, |row| instead::of(row, path, in_list, given, form == SettingsForm::Document));
    let help = match instead {
        Instead::Key(value) => format!("write `{}`", form.written(key, &value)),
        Instead::Either(one, other) => format!("write `{}` or `{}`", form.written(key, one), form.written(key, other)),
        Instead::Item(value) => format!("write `{value}` in its place"),
        Instead::NoItem => "take it out of the list".to_owned(),
        Instead::Nothing if path == "edition" => {
            "take `edition` out: an edition is told by `date` and `isbn`, and can be named in `subtitle` or `rights`".to_owned()
        }
        Instead::Nothing => format!("take `{key}` out"),
    };
    let is_section = form != SettingsForm::Document && given == path;
    let given: String = match given.char_indices().nth(40) {
        Some(_) => given.chars().take(39).chain(['…']).collect(),
        None => given.to_owned(),
    };
    let given = if is_section {
        "a section".to_owned()
    } else if given.contains('\n') || given.trim().is_empty() {
        "something else".to_owned()
    } else {
        format!("`{given}`")
    };
    Diagnostic::at(Code::BadValue, span, format!("`{path}` is {given}, but must be {kind}")).help(help)
}
