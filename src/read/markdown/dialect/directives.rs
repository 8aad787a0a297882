//! Directives of MyST between fences, and what the fence of code or of a block says: titles, pictures, notes.

use super::constructs::Construct;
use super::copy::{DialectSeen, SetOff};
use super::signs::{SPACE, TITLE, without};
use super::theorems;
use super::walk::{DialectWalk, OpenDirective};
use crate::book::GroupForm;

/// Kinds of note that dialects have blocks for. What is in them is text like any other.
const NOTES: [&str; 25] = [
    "callout",
    "details",
    "discussion",
    "notice",
    "security",
    "warn",
    "note",
    "tip",
    "important",
    "warning",
    "caution",
    "attention",
    "danger",
    "error",
    "hint",
    "seealso",
    "admonition",
    "info",
    "question",
    "success",
    "example",
    "pull-quote",
    "topic",
    "sidebar",
    "margin",
];
/// The directive of MyST for the words of another before a chapter.
const EPIGRAPH: &str = "epigraph";
/// Directives of MyST that are set as code.
const AS_CODE: [&str; 8] = ["toctree", "math", "table", "list-table", "csv-table", "include", "bibliography", "tab-set"];
/// Languages of drawings.
const DRAWINGS: [&str; 7] = ["mermaid", "plantuml", "puml", "graphviz", "tikz", "ditaa", "excalidraw"];
/// Languages of queries that Obsidian answers.
const QUERIES: [&str; 5] = ["dataview", "dataviewjs", "tasks", "query", "base"];

/// Whether a fenced block of this name is a note, whose headings are none of the book's.
pub(super) fn is_note(name: &str) -> bool {
    name.starts_with("callout") || NOTES.contains(&name)
}

/// What a fence of code says behind its marks, which are at `at`. True if it is no code but the directive of a note or picture: then
/// the fence is not printed, and the walk goes on at the title if it has one.
pub(super) fn opens(walk: &mut DialectWalk<'_>, at: usize, marks: usize) -> bool {
    let line_end = walk.line.end;
    let info = walk.text[at + marks..line_end].trim();
    if let Some((kind, title)) = admonished(info) {
        return admonition(walk, at, marks, kind, title);
    }
    let inside = info.strip_prefix('{').and_then(|info| info.split_once('}'));
    let name = inside.map_or_else(|| info.split([' ', '{', ',']).next().unwrap_or(""), |(name, _)| name.trim());
    let whole = at + marks..line_end;
    let named = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    if named(&DRAWINGS) || named(&QUERIES) {
        let construct = if named(&DRAWINGS) { Construct::Drawing } else { Construct::Query };
        walk.copy.tell(DialectSeen::Foreign(construct), whole);
        return false;
    }
    if theorems::opens(walk, at, marks) {
        return true;
    }
    let Some((_, title)) = inside else { return false };
    let picture = matches!(name, "figure" | "image");
    if !(picture || NOTES.contains(&name) || name == EPIGRAPH) {
        if AS_CODE.contains(&name) {
            walk.copy.tell(DialectSeen::Foreign(Construct::CodeDirective), whole);
        }
        return false;
    }
    let closes = if walk.bytes[at] == b'~' { "\n~~~" } else { "\n```" };
    if at != walk.line.words || walk.find(closes, line_end, walk.text.len()).is_none() {
        walk.copy.tell(DialectSeen::Foreign(Construct::CodeDirective), whole);
        return false;
    }
    let label = (!picture).then(|| name.to_owned());
    walk.directives.push(OpenDirective { mark: walk.bytes[at], length: marks, start: at, name: label, id: None });
    walk.options_at = line_end + 1;
    let title = title.trim();
    if picture && !title.contains(['%', '<', '{']) {
        self::picture(walk, at, title);
    } else {
        head(walk, at, title);
    }
    true
}

/// The kind and the title of a note that a fence of code opens for a program beside: `admonish warning title="…"` of mdBook, `ad-note`
/// of Obsidian.
fn admonished(info: &str) -> Option<(&str, &str)> {
    let (first, rest) = info.split_once(char::is_whitespace).unwrap_or((info, ""));
    let kind = match first.strip_prefix("ad-") {
        Some(kind) => kind,
        None if first == "admonish" => {
            rest.split_whitespace().next().filter(|word| word.bytes().all(|c| c.is_ascii_alphabetic())).unwrap_or("")
        }
        None => return None,
    };
    let quoted = || rest.split('"').nth(1).filter(|_| !rest.contains('='));
    let title = attribute(rest, &["title"]).or_else(quoted).unwrap_or("");
    Some((NOTES.iter().find(|known| **known == kind).map_or("note", |known| known), title))
}

/// Takes a fence of code that opens a note; the lines below it that only say how it looks are for the program it was written for.
fn admonition(walk: &mut DialectWalk<'_>, at: usize, marks: usize, kind: &str, title: &str) -> bool {
    let line_end = walk.line.end;
    let closes = format!("\n{}", &walk.text[at..at + marks]);
    if at != walk.line.words || !walk.text[line_end..].contains(&closes) {
        return false;
    }
    walk.directives.push(OpenDirective { mark: walk.bytes[at], length: marks, start: at, name: Some(kind.to_owned()), id: None });
    let mut next = line_end + 1;
    while let Some(line) = walk.text.get(next..).and_then(|rest| rest.lines().next()) {
        let Some((name, value)) = line.split_once(':').filter(|_| title.is_empty()) else { break };
        let end = next + line.len();
        match name {
            "title" if !value.trim().is_empty() => {
                let words = end - value.trim_start().len();
                walk.copy.cut(next..words);
                walk.copy.set(words - 1..words, TITLE);
            }
            "title" | "collapse" | "icon" | "color" => walk.copy.set(next..end, b' '),
            _ => break,
        }
        next = end + 1;
    }
    head(walk, at, title);
    true
}

/// A title on the line of a fence that begins at `at`, perhaps none; the walk goes on there.
fn head(walk: &mut DialectWalk<'_>, at: usize, title: &str) {
    let line_end = walk.line.end;
    let place = at + walk.text[at..line_end].rfind(title).unwrap_or(0);
    if title.is_empty() || place <= at {
        walk.copy.set(at..line_end, b' ');
        walk.at = line_end;
    } else {
        walk.copy.cut(at..line_end);
        walk.copy.set(place - 1..place, TITLE);
        walk.copy.write(place, title.as_bytes());
        walk.at = place;
    }
}

/// The address of a picture on the line of a fence that begins at `at`, as a picture of Markdown.
pub(super) fn picture(walk: &mut DialectWalk<'_>, at: usize, address: &str) {
    let line_end = walk.line.end;
    walk.copy.set(at..line_end, b' ');
    walk.at = line_end;
    // A remark in it is no address.
    let plain = !address.contains(['%', '<', '{', '(', ')']);
    if plain && !address.is_empty() && at + address.len() + 5 <= line_end {
        let address: Vec<u8> = address.bytes().map(|byte| if byte == b' ' { SPACE } else { byte }).collect();
        walk.copy.write(at, b"![](");
        walk.copy.write(at + 4, &address);
        // What is made of all of the line ends where it ends, for its place in the text is looked at again.
        walk.copy.set(line_end - 1..line_end, b')');
    }
}

/// A fence that closes the directive that is open.
pub(super) fn closes(walk: &mut DialectWalk<'_>, at: usize, marks: usize) -> bool {
    let fits = walk.directives.last().is_some_and(|open| open.mark == walk.bytes[at] && marks >= open.length);
    if !fits || !walk.text[at + marks..walk.line.end].trim().is_empty() {
        return false;
    }
    if let Some(OpenDirective { start, name: Some(name), id, .. }) = walk.directives.pop() {
        walk.copy.set_off.push(SetOff { range: start..walk.line.start, form: (name == EPIGRAPH).then_some(GroupForm::Epigraph), name, id });
    }
    walk.copy.set(at..walk.line.end, b' ');
    true
}

/// `:name: value` right behind the fence of a directive is for the program it was written for.
pub(super) fn option(walk: &mut DialectWalk<'_>, words: &str) -> bool {
    let name = words.strip_prefix(':').and_then(|rest| rest.split_once(':')).map_or("", |(name, _)| name);
    let fits = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if fits {
        let line = walk.line;
        walk.copy.set(line.words..line.end, b' ');
        // A remark in it is private all the same.
        walk.plain_until = line.end;
        walk.options_at = line.end + 1;
    }
    fits
}

/// `## Title` in a note is its title: strong words on a line of their own, no heading of the book.
pub(super) fn title(walk: &mut DialectWalk<'_>, words: &str, marks: usize) -> bool {
    let line = walk.line;
    let rest = &words[marks..];
    let title = rest.trim_start();
    if !(1..=6).contains(&marks) || title.len() == rest.len() || title.is_empty() {
        return false;
    }
    let from = line.words + words.len() - title.len();
    walk.copy.cut(line.words..from);
    walk.copy.set(line.words..line.words + 1, TITLE);
    if let Some(at) = title.rfind(['{']).filter(|&at| title.ends_with('}') && title[at + 1..].starts_with(['#', '.'])) {
        walk.copy.cut(from + at..line.words + words.len());
    }
    walk.at = from;
    true
}

/// What a picture's words are where they stand elsewhere than between the brackets of Markdown: behind the bar of a wiki's
/// `![[picture.png|words]]`, or in a line `:alt: words` below the fence of a directive.
pub(crate) fn words_of_picture(text: &str, at: usize) -> Option<String> {
    let rest = text.get(at..)?;
    if let Some(inner) = rest.strip_prefix("![[") {
        let (_, words) = inner.split("]]").next()?.split_once('|')?;
        let words = words.split('|').map(|part| part.trim().trim_end_matches('\\')).filter(|part| !is_size(part));
        return Some(without(&words.collect::<Vec<_>>().join(" ")));
    }
    if !rest.starts_with("```") && !rest.starts_with("~~~") && !rest.starts_with(":::") {
        return None;
    }
    let options = rest.lines().skip(1).map(str::trim).take_while(|line| line.starts_with(':') && !line.starts_with(":::"));
    options.take(20).find_map(|line| line.strip_prefix(":alt:")).map(|words| without(words.trim()))
}

/// `300` or `300x200`.
pub(super) fn is_size(part: &str) -> bool {
    let number = |part: &str| (1..=5).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    part.split_once('x').map_or_else(|| number(part), |(width, height)| number(width) && number(height))
}

/// The value of an attribute in braces, without its quotation marks; where it stands in the words.
pub(super) fn attribute<'t>(attributes: &'t str, names: &[&str]) -> Option<&'t str> {
    names.iter().find_map(|name| {
        let at = attributes.find(name)?;
        let apart = attributes[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '{' | '(' | ','));
        let value = attributes[at + name.len()..].strip_prefix('=').filter(|_| apart)?;
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        value[1..].split(quote).next()
    })
}

/// Whether an address ends as those of pictures do, perhaps with a part of the file or a query behind it.
pub(super) fn is_picture(address: &str) -> bool {
    let name = address.split(['#', '?']).next().filter(|name| name.contains('.')).unwrap_or(address);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    matches!(ending.as_str(), "png" | "jpg" | "jpeg" | "svg" | "gif" | "webp" | "bmp" | "avif" | "tif" | "tiff")
}
