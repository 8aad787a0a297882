//! Templates that stand for words of the text: shortcodes of Zola, `{{ name(path="…") }}`, whose words are kept, and what preprocessors of
//! mdBook read, `{{eqref: label}}`, `{{rem}}{label}[Title]` and `{{#cite key}}`.

use super::constructs::Construct;
use super::fate::{foreign, left_out};
use super::signs::CROSS;
use super::walk::DialectWalk;
use crate::read::labels::CrossingForm;
use std::ops::Range;

/// Arguments that hold words for readers, and those that hold the path of what is meant.
const WORDS: [&str; 9] = ["text", "title", "caption", "name", "label", "body", "content", "alt", "word"];
const PATHS: [&str; 4] = ["path", "page", "slug", "to"];
/// Kinds of theorems by the short names that mdbook-numthm has for them.
const KINDS: [(&str, &str); 9] = [
    ("thm", "theorem"),
    ("lem", "lemma"),
    ("cor", "corollary"),
    ("prop", "proposition"),
    ("def", "definition"),
    ("rem", "remark"),
    ("ex", "example"),
    ("exm", "example"),
    ("conj", "conjecture"),
];
/// Longest name of a kind and longest label, in bytes.
const LONGEST: usize = 100;

/// A theorem as mdbook-numthm has it, `{{rem}}{label}[Title]`.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::read) struct NumberedTheorem<'t> {
    /// The kind, by its English name, or as its author has it if that is not known.
    pub(in crate::read) kind: &'t str,
    /// Whether the kind is known by its name.
    pub(in crate::read) is_known: bool,
    /// The label; empty if there is none.
    pub(in crate::read) label: &'t str,
    /// Where the label stands, and the title between its brackets, if there is one.
    pub(in crate::read) label_at: Range<usize>,
    /// Bytes up to the end of the label's braces.
    pub(in crate::read) head: usize,
    /// How long the title is behind its bracket.
    pub(in crate::read) title: Option<usize>,
}

/// The theorem that begins at the head of a text.
pub(in crate::read) fn numbered_theorem(text: &str) -> Option<NumberedTheorem<'_>> {
    let rest = text.strip_prefix("{{")?;
    let length = rest.bytes().take(LONGEST).take_while(u8::is_ascii_alphabetic).count();
    let behind = rest[length..].strip_prefix("}}{").filter(|_| length > 0)?;
    let label = behind.split('}').next().filter(|label| label.len() < behind.len().min(LONGEST))?;
    let name = &rest[..length];
    if name == "numeq" || !label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b":-_.".contains(&byte)) {
        return None;
    }
    let label_at = length + 5..length + 5 + label.len();
    let head = label_at.end + 1;
    let line = text[head..].lines().next().unwrap_or("");
    let title = line.strip_prefix('[').and_then(|title| title.find(']'));
    let kind = KINDS.iter().find(|(short, _)| *short == name).map(|(_, kind)| *kind);
    Some(NumberedTheorem { kind: kind.unwrap_or(name), is_known: kind.is_some(), label, label_at, head, title })
}

/// The key, where it stands, and what is said of it in `{{eqref: label}}` and `{{ref: label}}`.
pub(super) fn reference(text: &str) -> Option<(&str, usize, CrossingForm)> {
    let inner = text.strip_prefix("{{")?;
    let (name, rest) = inner.split_once("}}")?.0.split_once(':')?;
    let form = match name.trim() {
        "eqref" => CrossingForm::Number { bracketed: true },
        "ref" => CrossingForm::Number { bracketed: false },
        "tref" => CrossingForm::Name { bracketed: false },
        _ => return None,
    };
    let key = rest.trim();
    let at = 2 + name.len() + 1 + (rest.len() - rest.trim_start().len());
    (!key.is_empty() && !key.contains([' ', '{', '\n'])).then_some((key, at, form))
}

/// Takes the template at hand, which stands at `whole`, if it is one of these.
pub(super) fn template(walk: &mut DialectWalk<'_>, whole: &Range<usize>) -> bool {
    let text = &walk.text[whole.start..];
    if text.starts_with("{{#cite ") {
        return citation(walk, whole);
    }
    if let Some(NumberedTheorem { head, title, .. }) = numbered_theorem(text) {
        let at = whole.start;
        walk.copy.cut(at..at + head + usize::from(title.is_some()));
        walk.copy.set(at..at + 1, CROSS);
        walk.at = at + head + usize::from(title.is_some());
        if let Some(length) = title {
            walk.copy.set(walk.at + length..walk.at + length + 1, b')');
        }
        return true;
    }
    if reference(&walk.text[whole.clone()]).is_some() {
        walk.copy.cut(whole.clone());
        walk.copy.set(whole.start..whole.start + 1, CROSS);
        walk.at = whole.end;
        return true;
    }
    call(walk, whole)
}

/// `{{#cite key}}` of mdbook-bib, as `[key]`.
fn citation(walk: &mut DialectWalk<'_>, whole: &Range<usize>) -> bool {
    let from = whole.start + "{{#cite ".len();
    walk.copy.cut(whole.start..from - 1);
    walk.copy.set(from - 1..from, b'[');
    walk.copy.set(whole.end - 2..whole.end - 1, b']');
    walk.copy.cut(whole.end - 1..whole.end);
    walk.at = whole.end;
    foreign(walk, Construct::Cited, whole.clone())
}

/// `{{ name(argument="…") }}` of Zola: its words stay, or the last name of the path that it leads to.
fn call(walk: &mut DialectWalk<'_>, whole: &Range<usize>) -> bool {
    let inner = &walk.text[whole.start + 2..whole.end - 2];
    let Some((name, arguments)) = inner.trim().strip_suffix(')').and_then(|inner| inner.split_once('(')) else { return false };
    let is_name =
        name.starts_with(|c: char| c.is_ascii_lowercase()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if !is_name || arguments.contains("{{") {
        return false;
    }
    let given = |names: &[&str]| super::directives::attribute(arguments, names).filter(|value| !value.trim().is_empty());
    let path = || given(&PATHS).map(|path| path.trim_end_matches('/')).map(|path| path.rsplit('/').next().unwrap_or(path));
    let path = || path().map(|last| last.strip_suffix(".md").unwrap_or(last));
    // One argument without a name is what the shortcode is about.
    let bare = || arguments.trim().strip_prefix('"').and_then(|rest| rest.split('"').next());
    let Some(kept) = given(&WORDS).or_else(path).or_else(bare).filter(|kept| !kept.is_empty() && !kept.contains('\n')) else {
        return left_out(walk, Construct::EmptyCall, whole.clone());
    };
    let Some(from) = walk.text[whole.clone()].rfind(kept).map(|from| whole.start + from) else { return false };
    walk.copy.cut(whole.start..from);
    walk.copy.cut(from + kept.len()..whole.end);
    walk.copy.tell(super::copy::DialectSeen::Foreign(Construct::Call), whole.clone());
    walk.at = from;
    true
}

#[cfg(test)]
mod tests {
    use super::{numbered_theorem, reference};

    #[test]
    fn theorems_and_references_of_mdbook_are_read() {
        let text = "{{rem}}{rem:lec1:other}[Other] x";
        let theorem = numbered_theorem(text).expect("a theorem");
        assert_eq!((theorem.kind, theorem.label, &text[theorem.label_at.clone()]), ("remark", "rem:lec1:other", "rem:lec1:other"));
        assert_eq!((&text[theorem.head..], theorem.title), ("[Other] x", Some(5)));
        assert!(numbered_theorem("{{thm}}{}").is_some_and(|theorem| theorem.label.is_empty() && theorem.title.is_none()));
        for other in ["{{numeq}}{a}", "{{ a }}{b}", "{{thm}}", "{{thm}}{é}", "{{thm}}{a", "{{}}{a}"] {
            assert_eq!(numbered_theorem(other), None, "{other}");
        }
        assert_eq!(reference("{{eqref: eq:a}} b").map(|(key, at, _)| (key, at)), Some(("eq:a", 9)));
        assert_eq!(reference("{{ref:x}}").map(|(key, at, _)| (key, at)), Some(("x", 6)));
        assert!(reference("{{ page.title }}").is_none() && reference("{{ref: }}").is_none());
    }
}
