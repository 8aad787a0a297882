//! Marks of one dialect or another that a book has no counterpart for, each told where it is met.

use super::constructs::Construct;
use super::copy::DialectSeen;
use super::fate::{foreign, left_out};
use super::indented;
use super::signs::TITLE;
use super::walk::DialectWalk;

/// Tags that no reader is meant to see.
const TAGS: [&str; 8] = ["todo", "fixme", "wip", "draft", "idea", "review", "tbd", "stub"];

/// A whole line that is left out.
fn hidden(walk: &mut DialectWalk<'_>, construct: Construct) {
    let line = walk.line;
    walk.copy.tell(DialectSeen::Foreign(construct), line.words..line.end);
    blank(walk);
}

/// Takes a line out.
pub(super) fn blank(walk: &mut DialectWalk<'_>) {
    let line = walk.line;
    walk.copy.set(line.words..line.end, b' ');
    // A remark in it is private all the same.
    walk.plain_until = line.end;
}

/// `(label)=` of MyST.
pub(super) fn target(walk: &mut DialectWalk<'_>, words: &str) -> bool {
    let label = words.strip_prefix('(').and_then(|rest| rest.strip_suffix(")="));
    label.is_some_and(|label| !label.is_empty() && !label.contains([' ', '(', ')'])) && {
        hidden(walk, Construct::Target);
        true
    }
}

/// `+++` or `+++ {"key": 1}` of MyST.
pub(super) fn division(walk: &mut DialectWalk<'_>, words: &str) -> bool {
    let Some(rest) = words.strip_prefix("+++") else { return false };
    (rest.is_empty() || rest.starts_with(" {") && rest.ends_with('}')) && {
        hidden(walk, Construct::Division);
        true
    }
}

/// `=== "Tab"` of MkDocs: its words are a title.
pub(super) fn tab(walk: &mut DialectWalk<'_>, words: &str) -> bool {
    let line = walk.line;
    let rest = words.trim_start_matches('=').trim_start_matches(['+', '!']);
    let Some(title) = rest.strip_prefix(" \"").and_then(|rest| rest.strip_suffix('"')) else { return false };
    if !words.starts_with("===") || title.is_empty() || title.contains('"') {
        return false;
    }
    let from = line.words + words.len() - title.len() - 1;
    walk.copy.cut(line.words..from);
    walk.copy.cut(from + title.len()..line.words + words.len());
    if indented::has_lines(walk, line) {
        // What is in the tab is indented below it.
        indented::begin(walk, "tab");
    } else {
        walk.copy.set(line.words..line.words + 1, TITLE);
        walk.copy.tell(DialectSeen::Foreign(Construct::Tab), line.words..line.end);
    }
    walk.at = from;
    false
}

/// `import X from './x'` and `export const …` of MDX.
pub(super) fn mdx(walk: &mut DialectWalk<'_>, words: &str) -> bool {
    let quoted = |rest: &str| {
        let bare = rest.trim_end_matches(';');
        bare.len() > 2 && bare.starts_with(['\'', '"']) && bare.ends_with(['\'', '"']) && !bare[1..bare.len() - 1].contains(['\'', '"'])
    };
    let import = words.strip_prefix("import ").is_some_and(|rest| {
        quoted(rest) || rest.rsplit_once(" from ").is_some_and(|(names, file)| quoted(file) && !names.contains(['.', '?', '!']))
    });
    let export = words.strip_prefix("export ").is_some_and(|rest| {
        let kinds = ["const ", "let ", "var ", "function ", "default ", "async ", "{"];
        kinds.iter().any(|kind| rest.starts_with(kind)) && rest.contains(['=', '(', '{', ';'])
    });
    // Such lines are never indented: what is indented may be code.
    let found = (import || export) && walk.line.words == walk.line.start;
    if found {
        hidden(walk, Construct::Mdx);
        walk.script_until = end_of_script(walk);
    }
    found
}

/// Where the brackets close that a line opens, in its paragraph.
fn end_of_script(walk: &mut DialectWalk<'_>) -> usize {
    let from = walk.line.start;
    let mut depth = 0_usize;
    for (index, byte) in walk.bytes[from..walk.end_of_paragraph()].iter().enumerate() {
        match byte {
            b'{' | b'(' | b'[' => depth += 1,
            b'}' | b')' | b']' => depth = depth.saturating_sub(1),
            b'\n' if depth == 0 => return from + index,
            _ => {}
        }
    }
    walk.end_of_paragraph()
}

/// `++words++`, but not `C++`.
pub(super) fn inserted(walk: &mut DialectWalk<'_>) -> bool {
    let at = walk.at;
    let run = walk.bytes[at..].iter().take_while(|&&byte| byte == b'+').count();
    walk.at = at + run;
    let opens = run == 2
        && walk.text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric())
        && walk.text[at + 2..].chars().next().is_some_and(|c| !c.is_whitespace());
    let end = walk.line.end;
    if !opens {
        return true;
    }
    let Some(close) = walk.find("++", at + 2, end) else { return true };
    let inner = &walk.text[at + 2..close];
    let ends =
        !inner.ends_with(char::is_whitespace) && walk.text[close + 2..].chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '+');
    // `++i; j++` is code without its marks.
    if ends && !inner.is_empty() && !inner.contains([';', '=', '(', ')']) {
        walk.copy.cut(at..at + 2);
        walk.copy.cut(close..close + 2);
        return foreign(walk, Construct::Inserted, at..close + 2);
    }
    true
}

/// `#todo`, `#a/b` and several tags in a row. One word behind a `#` may be meant to be read.
pub(super) fn tag(walk: &mut DialectWalk<'_>) -> bool {
    let at = walk.at;
    let name = |at: usize| {
        let fits = |byte: &&u8| byte.is_ascii_alphanumeric() || b"-_/".contains(byte);
        let length = walk.bytes[at + 1..].iter().take_while(fits).count();
        &walk.text[at + 1..at + 1 + length]
    };
    let tag = name(at);
    let apart = walk.text[..at].chars().next_back().is_none_or(char::is_whitespace);
    let end = at + 1 + tag.len();
    if !apart || !tag.starts_with(|c: char| c.is_ascii_lowercase()) {
        return false;
    }
    let next = walk.starts(end, " #") && name(end + 1).starts_with(|c: char| c.is_ascii_lowercase());
    let nested = tag.split_once('/').is_some_and(|(first, rest)| !first.is_empty() && !rest.is_empty());
    if !(next || nested || TAGS.contains(&tag)) {
        return false;
    }
    let mut end = end;
    while walk.starts(end, " #") && !name(end + 1).is_empty() {
        end += 2 + name(end + 1).len();
    }
    walk.at = end;
    foreign(walk, Construct::Tag, at..end)
}

/// `Key:: value` at the beginning of a line, of an item or between brackets.
pub(super) fn field(walk: &mut DialectWalk<'_>) -> bool {
    let (at, line) = (walk.at, walk.line);
    if !walk.starts(at, ":: ") || at <= line.words || walk.bytes[at - 1] == b':' {
        return false;
    }
    let from = walk.behind_markers(line);
    let before = walk.text.get(from.min(at)..at).unwrap_or("");
    let key = before.rsplit(['[', '(']).next().unwrap_or("");
    // The words of a link hold no field.
    let rest = &walk.text[at..line.end];
    let in_link = before[..before.len() - key.len()].ends_with('[') && rest.find(']').is_some_and(|close| rest[close..].starts_with("]("));
    if key.ends_with(' ') || in_link {
        return false;
    }
    let fits = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '*');
    if key.is_empty() || key.len() > 40 || !key.starts_with(|c: char| c.is_alphabetic() || c == '*') || !key.chars().all(fits) {
        return false;
    }
    walk.at = at + 2;
    foreign(walk, Construct::Field, at - key.len()..line.end)
}

/// `[-]` and `[/]` behind the marker of an item.
pub(super) fn task(walk: &mut DialectWalk<'_>) -> bool {
    let at = walk.at;
    let state = walk.bytes.get(at + 1).is_some_and(|byte| b"-/><?!".contains(byte));
    if !state || !walk.starts(at + 2, "] ") || at == walk.line.words || walk.behind_markers(walk.line) != at {
        return false;
    }
    walk.at = at + 3;
    foreign(walk, Construct::Task, at..at + 3)
}

/// `` {role}`words` `` of MyST and `` `code`{=format} `` of pandoc: what stands in braces is left out.
pub(super) fn role(walk: &mut DialectWalk<'_>) -> bool {
    let at = walk.at;
    let near = walk.near(at + 1);
    let raw = near.strip_prefix('=');
    let bare = raw.unwrap_or(near);
    let length = bare.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b":-_+".contains(byte)).count();
    if length == 0 || !bare[length..].starts_with('}') {
        return false;
    }
    let end = at + 2 + length + usize::from(raw.is_some());
    match raw {
        Some(_) if at > 0 && walk.bytes[at - 1] == b'`' => left_out(walk, Construct::RawCode, at..end),
        None if &bare[..length] == "math" && formula_of_role(walk, at, end) => true,
        None if walk.bytes.get(end) == Some(&b'`') && bare.starts_with(|c: char| c.is_ascii_lowercase()) => {
            left_out(walk, Construct::Role, at..end)
        }
        _ => false,
    }
}

/// `` {math}`x^2` `` of MyST: a formula in the line, whose code begins at `open`.
fn formula_of_role(walk: &mut DialectWalk<'_>, at: usize, open: usize) -> bool {
    let rest = walk.near(open);
    let Some(inner) = rest.strip_prefix('`').and_then(|rest| rest.split_once('`')).map(|(inner, _)| inner) else { return false };
    if inner.trim().is_empty() || inner.contains('$') || inner.contains("%%") {
        return false;
    }
    let inside = open + 1..open + 1 + inner.len();
    super::fences::in_line(walk, &(at..inside.end + 1), &inside);
    walk.at = inside.end + 1;
    true
}

/// `｜東京《とうきょう》` and `東京《とうきょう》` of Aozora Bunko: the reading stands in brackets behind its word.
pub(super) fn ruby(walk: &mut DialectWalk<'_>) {
    let line = walk.line;
    let mut from = line.words;
    while let Some(open) = walk.text[from..line.end].find('《').map(|open| from + open) {
        from = open + '《'.len_utf8();
        let Some(close) = walk.text[from..line.end].find('》').map(|close| from + close) else { return };
        let reading = &walk.text[from..close];
        let kana = |c: char| matches!(c, '\u{3040}'..='\u{30FF}');
        let kanji = |c: char| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '々' | '〆');
        let before = &walk.text[line.words..open];
        let bar = before.rfind('｜').filter(|&bar| !before[bar..].contains('》')).map(|bar| line.words + bar);
        if reading.is_empty() || !reading.chars().all(|c| kana(c) || bar.is_some()) || !(bar.is_some() || before.ends_with(kanji)) {
            continue;
        }
        for (at, with) in [(open, b'('), (close, b')')] {
            walk.copy.cut(at..at + 3);
            walk.copy.set(at..at + 1, with);
        }
        if let Some(bar) = bar {
            walk.copy.cut(bar..bar + 3);
        }
        walk.copy.tell(DialectSeen::Foreign(Construct::Ruby), bar.unwrap_or(open)..close + 3);
        from = close;
    }
}
