//! Tags of templates that stand alone on their line and mean something in a book: notes (`{% hint %}`, `{{< callout >}}`), code
//! (`{% highlight %}`), and wrappers of which nothing is to be seen.

use super::copy::SetOff;
use super::directives;
use super::fate;
use super::signs::TITLE;
use super::walk::{DialectWalk, OpenHint};

/// Tags that hold a note.
const NOTES: [&str; 12] =
    ["hint", "notice", "alert", "admonition", "callout", "note", "tip", "warning", "info", "danger", "caution", "important"];
/// Tags that only gather or arrange what they hold.
const WRAPPERS: [&str; 16] = [
    "raw",
    "code",
    "tabs",
    "tab",
    "steps",
    "step",
    "cards",
    "columns",
    "column",
    "content-ref",
    "accordion",
    "filetree",
    "stepper",
    "row",
    "col",
    "div",
];
/// Tags that end a page.
const PAGES: [&str; 4] = ["pagebreak", "newpage", "page-break", "page_break"];
/// Tags that hold code.
const CODE: [&str; 2] = ["highlight", "code-block"];
/// Tags between angle brackets that hold code, as sites of Hugo have them: what stands between is handed on as it is.
const HUGO_CODE: [&str; 6] = ["code", "code-toggle", "output", "pre", "terminal", "command"];

/// A tag that is all of a line.
struct LoneTag<'t> {
    name: &'t str,
    said: &'t str,
    closes: bool,
}

/// The tag that a line is, if it is one.
fn lone(words: &str) -> Option<LoneTag<'_>> {
    let pairs = [("{%", "%}"), ("{{<", ">}}"), ("{{%", "%}}")];
    let inner = pairs.into_iter().find_map(|(opens, closes)| words.strip_prefix(opens)?.strip_suffix(closes))?;
    let inner = inner.trim_matches(['-', ' ', '\t']);
    if inner.contains("%}") || inner.contains("}}") {
        return None;
    }
    let (closes, inner) = match inner.strip_prefix('/') {
        Some(rest) => (true, rest.trim_start()),
        None => inner.strip_prefix("end").map_or((false, inner), |rest| (true, rest)),
    };
    let name = inner.split_whitespace().next()?;
    Some(LoneTag { name, said: inner[name.len()..].trim(), closes })
}

/// Takes a tag that is all of its line; false if it is none, or means nothing here.
pub(super) fn tag(walk: &mut DialectWalk<'_>, words: &str) -> bool {
    let Some(tag) = lone(words) else { return false };
    let line = walk.line;
    if tag.closes {
        return closes(walk, tag.name);
    }
    let is = |names: &[&str]| names.contains(&tag.name);
    if is(&PAGES) && tag.said.is_empty() {
        return fate::page_break(walk);
    }
    if (is(&CODE) || is(&HUGO_CODE) && words.starts_with("{{<")) && code(walk, &tag) {
        return true;
    }
    if tag.name == "content-ref" {
        walk.page_ref = true;
    }
    if !(is(&NOTES) || is(&WRAPPERS)) || !has_end(walk, tag.name) {
        return false;
    }
    let title = title(tag.said);
    if is(&NOTES) {
        let kind = directives::attribute(tag.said, &["style", "type", "context", "color"]).or_else(|| bare(tag.said));
        let name = kind.filter(|kind| !kind.is_empty()).unwrap_or(tag.name).to_owned();
        walk.hints.push(OpenHint { tag: tag.name.to_owned(), name, start: line.words });
    }
    let place = title.and_then(|title| Some(line.words + words.rfind(title)?)).filter(|&place| place > line.words);
    match (place, title) {
        (Some(place), Some(title)) => {
            walk.copy.cut(line.words..line.end);
            walk.copy.set(place - 1..place, TITLE);
            walk.copy.write(place, title.as_bytes());
            walk.at = place;
        }
        _ => {
            walk.copy.set(line.words..line.end, b' ');
            walk.at = line.end;
        }
    }
    true
}

/// The first word of what a tag says, if that is no attribute.
fn bare(said: &str) -> Option<&str> {
    let word = said.split_whitespace().next()?;
    (!word.contains(['=', '"', '\''])).then_some(word)
}

/// The title that a tag gives: an attribute, or what stands in quotation marks by itself.
fn title(said: &str) -> Option<&str> {
    let quoted = || {
        let (before, rest) = said.split_once('"')?;
        (!before.trim_end().ends_with('=')).then(|| rest.split('"').next()).flatten()
    };
    directives::attribute(said, &["title", "name", "header"]).or_else(quoted).map(str::trim).filter(|title| !title.is_empty())
}

/// Whether a tag is closed further down.
fn has_end(walk: &mut DialectWalk<'_>, name: &str) -> bool {
    if walk.unclosed.contains(name) {
        return false;
    }
    let rest = &walk.text[walk.line.end..];
    let ends = [format!("end{name}"), format!("/{name}"), format!("/ {name}")];
    let found = ends.iter().any(|end| rest.contains(end.as_str()));
    if !found {
        walk.unclosed.insert(name.to_owned());
    }
    found
}

/// A tag that closes what is open.
fn closes(walk: &mut DialectWalk<'_>, name: &str) -> bool {
    let line = walk.line;
    if name == "content-ref" {
        walk.page_ref = false;
    }
    let open = walk.hints.last().is_some_and(|hint| hint.tag == name);
    if let Some(hint) = walk.hints.pop_if(|_| open) {
        walk.copy.set_off.push(SetOff { range: hint.start..line.start, name: hint.name, form: None, id: None });
    } else if !WRAPPERS.contains(&name) && name != "embed" {
        return false;
    }
    walk.copy.set(line.words..line.end, b' ');
    walk.at = line.end;
    true
}

/// Code between tags, as between fences.
fn code(walk: &mut DialectWalk<'_>, tag: &LoneTag<'_>) -> bool {
    let line = walk.line;
    let mut at = line.end + 1;
    while at < walk.text.len() {
        let next = walk.line_at(at);
        let words = walk.text[next.words..next.end].trim();
        if lone(words).is_some_and(|end| end.closes && end.name == tag.name) {
            if walk.text[line.end..next.start].contains("```") {
                return false;
            }
            if !walk.only_remarks {
                let file = directives::attribute(tag.said, &["file", "filename"]).and_then(|file| Some(file.rsplit_once('.')?.1));
                let given = directives::attribute(tag.said, &["lang", "language"]);
                let plain = |language: &&str| language.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
                let language = bare(tag.said).or(given).or(file).filter(plain).unwrap_or("");
                walk.copy.set(line.words..line.end, b' ');
                walk.copy.write(line.words, b"```");
                walk.copy.write(line.words + 3, language.as_bytes());
                walk.copy.set(next.words..next.end, b' ');
                walk.copy.write(next.words, b"```");
            }
            walk.at = next.end;
            return true;
        }
        at = next.end + 1;
    }
    false
}
