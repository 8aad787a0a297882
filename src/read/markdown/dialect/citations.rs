//! Citations of pandoc, `[@key, p. 3]`, which are printed without their signs, and references by key to figures, tables and sections,
//! `@fig-one`, which are links.

use super::constructs::Construct;
use super::fate::foreign;
use super::signs::{CROSS, NOTHING};
use super::walk::DialectWalk;
use super::{calls, links};
use crate::book::PageForm;
use crate::read::labels::CrossingForm;
use std::borrow::Cow;

/// What may be referred to by a key that begins so (pandoc-crossref, Quarto, bookdown).
const KINDS: [&str; 14] = ["fig", "tbl", "tab", "eq", "sec", "lst", "thm", "lem", "cor", "prp", "def", "exm", "exr", "nte"];
/// More of a citation in brackets than anybody writes, in bytes.
const LONGEST: usize = 1000;

/// A key behind its sign.
struct CitedKey<'t> {
    key: &'t str,
    /// Bytes with the sign, and with the braces that may stand round the key.
    width: usize,
}

/// The key that an `@` at the head of `text` stands before.
fn key(text: &str) -> Option<CitedKey<'_>> {
    let rest = text.strip_prefix('@')?;
    if let Some(inner) = rest.strip_prefix('{') {
        let key = inner.split('}').next().filter(|key| key.len() < inner.len() && !key.is_empty() && !key.contains(['{', '\n', ' ']))?;
        return Some(CitedKey { key, width: key.len() + 3 });
    }
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '.' | '#' | '$' | '%' | '&' | '-' | '+' | '?' | '~' | '/');
    let length = rest.find(|c| !fits(c)).unwrap_or(rest.len());
    // Punctuation at its end is the sentence's.
    let key = rest[..length].trim_end_matches(|c: char| !c.is_alphanumeric());
    (key.starts_with(|c: char| c.is_alphanumeric() || c == '_')).then_some(CitedKey { key, width: key.len() + 1 })
}

/// Whether a key names a figure, a table or the like.
fn is_reference(key: &str) -> bool {
    let (kind, name) = key.split_once([':', '-']).unwrap_or((key, ""));
    !name.is_empty() && KINDS.iter().any(|known| known.eq_ignore_ascii_case(kind))
}

/// Takes a bracket that holds citations, from `[` at the walk's place on; false if it holds none. What is in it is still walked through.
pub(super) fn bracket(walk: &mut DialectWalk<'_>) -> bool {
    let at = walk.at;
    let near = walk.bytes.get(at + 1..).and_then(|rest| rest.iter().take(LONGEST).position(|&byte| byte == b']' || byte == b'['));
    let Some(close) = near.map(|length| at + 1 + length).filter(|&close| walk.bytes[close] == b']') else { return false };
    let inner = &walk.text[at + 1..close];
    // At the head of a line a colon makes a definition of it.
    let defines = at == walk.line.words && walk.bytes.get(close + 1) == Some(&b':');
    let link = defines || walk.text[close + 1..].starts_with(['(', '[', '{']);
    if link || !inner.contains('@') || inner.contains("\n\n") || !inner.split(';').all(|one| sign(one).is_some()) {
        return false;
    }
    if links::is_label(walk, inner) {
        return false;
    }
    let mut references = true;
    let mut from = at + 1;
    for one in inner.split(';') {
        if let Some((place, cited)) = sign(one) {
            let bare = one[..place].trim_end_matches('-').trim().is_empty() && one[place + cited.width..].trim().is_empty();
            references &= bare && is_reference(cited.key);
        }
        from += one.len() + 1;
    }
    debug_assert!(from == close + 1);
    let mut from = at + 1;
    for one in inner.split(';') {
        if let Some((place, cited)) = sign(one) {
            let hyphen = usize::from(one[..place].ends_with('-'));
            unsigned(walk, from + place, &cited, references);
            walk.copy.cut(from + place - hyphen..from + place);
        }
        from += one.len() + 1;
    }
    if references {
        walk.copy.cut(at..at + 1);
        walk.copy.cut(close..close + 1);
    } else {
        foreign(walk, Construct::Citation, at..close + 1);
        walk.brackets.push(at);
    }
    walk.cited_until = close;
    walk.at = at + 1;
    true
}

/// Where the sign of the first key in a part of a citation stands, and the key.
fn sign(part: &str) -> Option<(usize, CitedKey<'_>)> {
    let free = |at: usize| part[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '-' | '(' | '“' | '"'));
    let (at, _) = part.match_indices('@').find(|(at, _)| free(*at))?;
    Some((at, key(&part[at..])?))
}

/// Takes the sign of a key away, or makes a link of the key.
fn unsigned(walk: &mut DialectWalk<'_>, at: usize, cited: &CitedKey<'_>, link: bool) {
    if link {
        walk.copy.cut(at..at + cited.width);
        walk.copy.set(at..at + 1, CROSS);
        return;
    }
    let braced = usize::from(cited.width > cited.key.len() + 1);
    walk.copy.cut(at..at + 1 + braced);
    walk.copy.cut(at + cited.width - braced..at + cited.width);
}

/// `@fig:one` and `@smith2020` in the text, but no address and nobody's name.
pub(super) fn citation(walk: &mut DialectWalk<'_>) -> bool {
    let at = walk.at;
    if at < walk.cited_until {
        walk.at += 1;
        return true;
    }
    let free = walk.text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '-' | ';' | '—' | '“'));
    let Some(cited) = key(walk.near(at)).filter(|_| free) else { return false };
    let reference = is_reference(cited.key);
    let bare = cited.key.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let year = bare.len() > 5 && bare.bytes().rev().take(4).all(|byte| byte.is_ascii_digit());
    let braced = cited.width > cited.key.len() + 1;
    if !(reference || year || braced || walk.cited.contains(cited.key)) {
        return false;
    }
    unsigned(walk, at, &cited, reference);
    walk.at = at + cited.width;
    reference || foreign(walk, Construct::Citation, at..at + cited.width)
}

/// The key of a reference that begins at a byte of a text.
pub(in crate::read) fn reference_key(whole: &str, at: usize) -> Option<ReferenceKey<'_>> {
    let (before, text) = whole.split_at_checked(at)?;
    // `[-@fig-one]` asks for the number alone.
    let alone = before.strip_suffix('-').is_some_and(|before| before.trim_end_matches(' ').ends_with(['[', ';']));
    // As bookdown has it.
    if let Some((key, _)) = text.strip_prefix("\\@ref(").and_then(|rest| rest.split_once(')')) {
        return Some(ReferenceKey { key, at: 6, form: CrossingForm::Number { bracketed: false } });
    }
    if let Some((key, at, form)) = calls::reference(text) {
        return Some(ReferenceKey { key, at, form });
    }
    // The page of a link of GitBook.
    if let Some(rest) = text.strip_prefix('[') {
        let (words, rest) = rest.split_once("](")?;
        let key = rest.split([')', ' ']).next().unwrap_or("");
        let is_page = !words.contains(['[', ']']) && !key.is_empty() && !key.contains("://") && !key.starts_with('#');
        return is_page.then_some(ReferenceKey { key, at: words.len() + 3, form: CrossingForm::PageTitle });
    }
    let Some(command) = text.strip_prefix('\\') else {
        let key = key(text)?.key;
        // The number of an equation stands in brackets.
        let bracketed = key.starts_with("eq:") || key.starts_with("eq-");
        let form = if alone { CrossingForm::Number { bracketed } } else { CrossingForm::Name { bracketed } };
        return Some(ReferenceKey { key, at: 1, form });
    };
    let (name, rest) = command.split_once('{')?;
    let key = rest.split('}').next().filter(|key| key.len() < rest.len())?;
    let form = form_of_command(name.trim_end_matches('*'))?;
    Some(ReferenceKey { key, at: name.len() + 2, form })
}

/// What a command of LaTeX says that refers to something by its label; none for other commands.
pub(super) fn form_of_command(name: &str) -> Option<CrossingForm> {
    Some(match name {
        "ref" => CrossingForm::Number { bracketed: false },
        "eqref" => CrossingForm::Number { bracketed: true },
        "pageref" => CrossingForm::Page(PageForm::Number),
        "autoref" | "cref" | "Cref" | "nameref" => CrossingForm::Name { bracketed: false },
        _ => return None,
    })
}

/// Words with a sign in the place of each reference by key, and without those before the keys of citations, as long as they were.
pub(in crate::read) fn with_references(words: &str) -> Cow<'_, str> {
    let mut bytes = Vec::new();
    let mut until = 0;
    for (at, _) in words.match_indices(['@', '\\']) {
        let free = words[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '-' | ';' | '—' | '“'));
        let width = match words[at..].strip_prefix('\\') {
            Some(_) => reference_key(words, at).map(|named| named.at + named.key.len() + 1),
            None => key(&words[at..]).filter(|cited| free && is_reference(cited.key)).map(|cited| cited.width),
        };
        let in_brackets = words[..at].rfind('[') > words[..at].rfind(']');
        let cited = width.is_none() && free && in_brackets && key(&words[at..]).is_some();
        if bytes.is_empty() && (cited || width.is_some()) {
            bytes = words.as_bytes().to_vec();
        }
        if cited {
            bytes[at] = NOTHING;
        }
        let Some(mut end) = width.map(|width| at + width).filter(|_| at >= until) else { continue };
        if words[..at].ends_with('[') && words[end..].starts_with(']') {
            bytes[at - 1] = NOTHING;
            end += 1;
        }
        bytes[at..end].fill(NOTHING);
        bytes[at] = CROSS;
        until = end;
    }
    if bytes.is_empty() { Cow::Borrowed(words) } else { String::from_utf8(bytes).map_or(Cow::Borrowed(words), Cow::Owned) }
}

/// A reference to something by its key.
pub(in crate::read) struct ReferenceKey<'t> {
    /// The key.
    pub(in crate::read) key: &'t str,
    /// Where the key stands in what was written.
    pub(in crate::read) at: usize,
    /// What the reference says.
    pub(in crate::read) form: CrossingForm,
}
