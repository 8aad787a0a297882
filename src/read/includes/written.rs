//! Includes as programs write them: found line by line, with the code that they stand in.

use super::chosen::LineChoice;
use super::conditions::Conditions;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

/// An include as it is written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct WrittenInclude {
    /// What the content takes the place of.
    pub(super) range: Range<usize>,
    /// What is taken in, and how.
    pub(super) form: IncludeForm,
    /// What stands before each line of the content but the first.
    pub(super) indent: String,
    /// Whether the include stands in code.
    pub(super) fenced: bool,
    /// Whether something else is meant if there is no such file.
    pub(super) perhaps: bool,
}

/// What is taken in.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum IncludeForm {
    /// Nothing: what stands there is only for the program.
    Nothing,
    /// Nothing: what stands there is for another kind of output.
    Otherwise,
    /// Words in its place.
    Words(String),
    /// Lines of a file, as they are.
    Lines {
        /// The file.
        target: String,
        /// Which of its lines.
        choice: LineChoice,
    },
    /// A file of text.
    Text(String),
    /// A file, or lines of it, as a block of code.
    Code {
        /// The file.
        target: String,
        /// Which of its lines.
        choice: LineChoice,
        /// The language of the code.
        language: String,
    },
    /// A note by its name, or a section of it.
    Note {
        /// The name.
        name: String,
        /// The heading of the section.
        heading: Option<String>,
    },
}

/// Whether a text may take in anything: most do not, and are not gone through.
pub(super) fn may_include(text: &str) -> bool {
    const MARKS: [&str; 13] =
        ["{{", "![[", "<<(", "<<[", "--8<--", "% include", "!include", "!INCLUDE", "include}", "child=", "child =", "if output.", "% set "];
    MARKS.iter().any(|mark| text.contains(mark))
}

/// A fence that is open.
struct OpenFence {
    mark: u8,
    length: usize,
}

/// All includes in a stretch of a text, and the variables that have a value, in order.
pub(super) fn includes(text: &str, range: Range<usize>, variables: &BTreeMap<String, String>) -> Vec<WrittenInclude> {
    let mut found = Vec::new();
    let mut fence: Option<OpenFence> = None;
    let mut conditions = Conditions::default();
    let mut at = range.start;
    while at < range.end {
        let end = text[at..range.end].find('\n').map_or(range.end, |feed| at + feed);
        let line = &text[at..end];
        let words = line.trim_start_matches([' ', '\t', '>']);
        let from = end - words.len();
        let mark = words.bytes().next().filter(|byte| matches!(byte, b'`' | b'~')).unwrap_or(0);
        let length = words.bytes().take_while(|&byte| byte == mark).count();
        let mut next = end + 1;
        match &fence {
            Some(open) if mark == open.mark && length >= open.length && words[length..].trim().is_empty() => fence = None,
            Some(_) => {
                match part_in_code(words) {
                    Some(form) => {
                        let range = from..from + words.trim_end().len();
                        found.push(WrittenInclude { range, form, indent: indent(line), fenced: true, perhaps: true });
                    }
                    None => in_line(text, at..end, true, &mut found),
                }
                shown(text, at..end, true, &mut found);
            }
            None if mark != 0 && length >= 3 && words[length..].starts_with("{{") => match shown_cell(text, from..end, length, range.end) {
                Some(edges) => {
                    next = edges[1].range.end + 1;
                    found.extend(edges);
                }
                None => fence = Some(OpenFence { mark, length }),
            },
            None if mark != 0 && length >= 3 => match directive(text, from..end, mark, length, range.end) {
                Some(include) => {
                    next = include.range.end + 1;
                    found.push(include);
                }
                None => fence = Some(OpenFence { mark, length }),
            },
            None => match alone(words.trim_end()) {
                Some(form) => {
                    let perhaps = !matches!(form, IncludeForm::Text(_)) || words.starts_with("{{") && !words.starts_with("{{<");
                    let whole = from..from + words.trim_end().len();
                    found.push(WrittenInclude { range: whole, form, indent: indent(line), fenced: false, perhaps });
                }
                None => {
                    in_line(text, at..end, false, &mut found);
                    shown(text, at..end, false, &mut found);
                    conditional(text, at..end, &mut conditions, &mut found);
                }
            },
        }
        filled(text, at..end, |name| variables.get(name).or_else(|| conditions.set.get(name)), &mut found);
        at = next;
    }
    found.sort_by_key(|include| (include.range.start, Reverse(include.range.end)));
    found.dedup_by(|next, include| next.range.start < include.range.end);
    found
}

/// Tags in a line whose outcome is known, with what they leave out.
fn conditional(text: &str, line: Range<usize>, conditions: &mut Conditions, found: &mut Vec<WrittenInclude>) {
    let mut stretches = Vec::new();
    conditions.line(text, line, &mut stretches);
    found.extend(stretches.into_iter().map(|stretch| {
        let form = if stretch.has_words { IncludeForm::Otherwise } else { IncludeForm::Nothing };
        WrittenInclude { form, ..left_out(stretch.range, false) }
    }));
}

/// `{{ book.name }}`, in code too, as GitBook has it.
fn filled<'v>(text: &str, line: Range<usize>, value: impl Fn(&str) -> Option<&'v String>, found: &mut Vec<WrittenInclude>) {
    let mut at = line.start;
    while let Some(open) = text[at..line.end].find("{{").map(|open| at + open) {
        let Some(close) = text[open..line.end].find("}}").map(|close| open + close + 2) else { return };
        if let Some(words) = value(text[open + 2..close - 2].trim()) {
            let form = IncludeForm::Words(words.clone());
            found.push(WrittenInclude { range: open..close, form, indent: String::new(), fenced: false, perhaps: false });
        }
        at = close;
    }
}

/// `{{< include file >}}` on a line of code, which Quarto takes in too.
fn part_in_code(words: &str) -> Option<IncludeForm> {
    let path = words.trim_end().strip_prefix("{{< include ")?.strip_suffix(">}}")?;
    Some(IncludeForm::Lines { target: path.trim().trim_matches(['"', '\'']).to_owned(), choice: LineChoice::All })
}

/// Includes that a program is to show and not to take in.
fn shown(text: &str, line: Range<usize>, fenced: bool, found: &mut Vec<WrittenInclude>) {
    braced(text, line.clone(), fenced, found);
    commented(text, line, fenced, found);
}

/// `{{</* name */>}}` and `{%/* name */%}` of Hugo and Zola in code, which show them without the signs of a remark.
fn commented(text: &str, line: Range<usize>, fenced: bool, found: &mut Vec<WrittenInclude>) {
    let mut at = line.start;
    while let Some(open) = text[at..line.end].find("{{").into_iter().chain(text[at..line.end].find("{%")).min().map(|open| at + open) {
        at = open + 2;
        let inner = open + 2 + usize::from(text[at..line.end].starts_with(['<', '%']));
        let Some(close) = text[inner..line.end].strip_prefix("/*").and_then(|rest| rest.find("*/")) else { continue };
        let close = inner + 2 + close;
        if !text[close + 2..line.end].trim_start_matches(['>', '%']).starts_with('}') {
            continue;
        }
        at = close + 2;
        if fenced || is_in_code(text, line.start, open) {
            found.extend([inner..inner + 2, close..close + 2].map(|signs| left_out(signs, fenced)));
        }
    }
}

/// `{{{< name >}}}` of Quarto in code, which shows `{{< name >}}`.
fn braced(text: &str, line: Range<usize>, fenced: bool, found: &mut Vec<WrittenInclude>) {
    let mut at = line.start;
    while let Some(open) = text[at..line.end].find("{{{<").map(|open| at + open) {
        let Some(close) = text[open..line.end].find(">}}}").map(|close| open + close + 3) else { return };
        at = close + 1;
        if fenced || is_in_code(text, line.start, open) {
            found.extend([open..open + 1, close..close + 1].map(|brace| left_out(brace, fenced)));
        }
    }
}

/// Whether a byte of a line stands between backticks, as many on either side, or behind some that are open.
fn is_in_code(text: &str, line: usize, at: usize) -> bool {
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    let ticks = |from: usize| text[from..end].bytes().take_while(|byte| *byte == b'`').count();
    let next = |from: usize| text[from..end].find('`').map(|found| from + found);
    let mut open = line;
    while let Some(start) = next(open).filter(|start| *start < at) {
        let length = ticks(start);
        if text[line..start].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1 {
            open = start + 1;
            continue;
        }
        let mut close = next(start + length);
        while let Some(found) = close.filter(|found| ticks(*found) != length) {
            close = next(found + ticks(found));
        }
        match close {
            Some(close) if close < at => open = close + length,
            _ => return true,
        }
    }
    false
}

/// Signs that nothing takes the place of.
fn left_out(range: Range<usize>, fenced: bool) -> WrittenInclude {
    WrittenInclude { range, form: IncludeForm::Nothing, indent: String::new(), fenced, perhaps: false }
}

/// A cell with two braces, ```` ```{{r}} ````, which Quarto shows with its fences and one: its first line and its last one.
fn shown_cell(text: &str, line: Range<usize>, length: usize, end: usize) -> Option<[WrittenInclude; 2]> {
    let marks = &text[line.start..line.start + length];
    let info = text[line.start + length..line.end].trim();
    let name = info.strip_prefix("{{")?.strip_suffix("}}").filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    let close = closing(text, line.end, marks.as_bytes()[0], length, end)?;
    let start = text[..line.start].rfind('\n').map_or(0, |feed| feed + 1);
    let (indent, outer) = (indent(&text[start..line.end]), format!("{marks}{}", &marks[..1]));
    // The last line stands behind an indentation of its own.
    let from = close.start + text[close.clone()].find(&marks[..1])?;
    let edge = |range: Range<usize>, words: String| WrittenInclude {
        range,
        form: IncludeForm::Words(words),
        indent: String::new(),
        fenced: false,
        perhaps: false,
    };
    let first = edge(line, format!("{outer}markdown\n{indent}{marks}{{{name}}}"));
    Some([first, edge(from..close.end, format!("{marks}\n{indent}{outer}"))])
}

/// What stands before the words of a line, for the lines that take their place: marks of lists become spaces.
fn indent(line: &str) -> String {
    line[..line.len() - line.trim_start_matches([' ', '\t', '>']).len()].to_owned()
}

/// Includes of mdBook, which may stand anywhere in a line. One whose braces are escaped is text.
fn in_line(text: &str, line: Range<usize>, fenced: bool, found: &mut Vec<WrittenInclude>) {
    let mut at = line.start;
    while let Some(open) = text[at..line.end].find("{{#").map(|open| at + open) {
        let Some(close) = text[open..line.end].find("}}").map(|close| open + close + 2) else { return };
        at = close;
        let before = &text[line.start..open];
        let escaped = before.ends_with('\\');
        // In the text the parser of Markdown takes the escape away.
        if escaped && !fenced && !is_in_code(text, line.start, open) {
            continue;
        }
        let inner = text[open + 3..close - 2].trim();
        let (name, rest) = inner.split_once(char::is_whitespace).unwrap_or((inner, ""));
        let target = rest.split_whitespace().next().unwrap_or("");
        let (path, choice) = LineChoice::of_book(target);
        let target = path.to_owned();
        let form = match name {
            _ if escaped => IncludeForm::Nothing,
            "include" | "rustdoc_include" if !target.is_empty() => IncludeForm::Lines { target, choice },
            "playground" | "playpen" if !target.is_empty() => IncludeForm::Code { target, choice, language: "rust".to_owned() },
            "title" => IncludeForm::Nothing,
            _ => continue,
        };
        let range = if escaped { open - 1..open } else { open..close };
        let indent = if before.trim_start_matches([' ', '\t', '>']).is_empty() { before.to_owned() } else { String::new() };
        found.push(WrittenInclude { range, form, indent, fenced, perhaps: false });
    }
}

/// An include that is all of a line.
fn alone(words: &str) -> Option<IncludeForm> {
    let between = |opens: &str, closes: &str| words.strip_prefix(opens)?.strip_suffix(closes).map(str::trim);
    let bare = |path: &str| path.trim_matches(['"', '\'', '<', '>']).trim().to_owned();
    if let Some(path) = between("{{< include ", ">}}") {
        return Some(IncludeForm::Text(bare(path)));
    }
    if let Some(name) = between("![[", "]]").filter(|name| !name.contains(['[', ']'])) {
        return note(name);
    }
    if let Some(path) = between("<<(", ")").or_else(|| between("<<[", ")")?.split_once("](").map(|(_, path)| path)) {
        return Some(code(path));
    }
    if let Some(path) = between("{% include", "%}").filter(|path| path.ends_with(['"', '\''])) {
        return Some(IncludeForm::Text(bare(path))).filter(is_text);
    }
    if let Some(path) = between("{% include_relative ", "%}").filter(|path| !path.contains([' ', '{'])) {
        return Some(IncludeForm::Text(bare(path))).filter(is_text);
    }
    if let Some(path) = words.strip_prefix("--8<-- ").filter(|path| path.ends_with(['"', '\''])) {
        let (path, choice) = LineChoice::of_book(path.trim_matches(['"', '\'']));
        return Some(IncludeForm::Lines { target: path.to_owned(), choice });
    }
    if let Some(path) = between("[!INCLUDE", ")]").or_else(|| between("[!include", ")]")).and_then(|said| said.rsplit_once("](")) {
        return Some(IncludeForm::Text(bare(path.1)));
    }
    if let Some(path) = words.strip_prefix("!include ").or_else(|| words.strip_prefix("!INCLUDE ")) {
        return Some(IncludeForm::Text(bare(path)));
    }
    // MultiMarkdown's: only of a text, for all else between braces is a template.
    let path = between("{{", "}}").filter(|path| !path.contains(['{', '}', ' ', '|', '#', '<', '%', '(']))?;
    Some(IncludeForm::Text(path.to_owned())).filter(is_text)
}

fn is_text(form: &IncludeForm) -> bool {
    matches!(form, IncludeForm::Text(path) if [".md", ".markdown", ".qmd", ".Rmd", ".txt"].iter().any(|ending| path.ends_with(ending)))
}

/// `Note`, `Note|words` or `Note#Heading`; none for a picture or another file.
fn note(name: &str) -> Option<IncludeForm> {
    let name = name.split('|').next().unwrap_or("").trim();
    let (name, heading) = name.split_once('#').map_or((name, None), |(name, heading)| (name, Some(heading)));
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_file = (1..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric()) && ending != "md";
    let of_block = heading.is_some_and(|heading| heading.starts_with('^'));
    let heading = heading.map(|heading| heading.rsplit('#').next().unwrap_or(heading).trim().to_owned());
    (!name.is_empty() && !is_file && !of_block).then(|| IncludeForm::Note { name: name.to_owned(), heading })
}

/// A file of code, its language told by its ending.
fn code(path: &str) -> IncludeForm {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    let language = match ending.as_str() {
        "rs" => "rust",
        "py" => "python",
        "rb" => "ruby",
        "js" | "mjs" => "javascript",
        "ts" => "typescript",
        "sh" => "bash",
        "yml" => "yaml",
        other => other,
    };
    IncludeForm::Code { target: path.trim().to_owned(), choice: LineChoice::All, language: language.to_owned() }
}

/// A block between fences that is a directive: `{include} file.md` and `{literalinclude} file.py` of MyST, and a chunk
/// `{r, child="file.Rmd"}` of R Markdown.
fn directive(text: &str, line: Range<usize>, mark: u8, length: usize, end: usize) -> Option<WrittenInclude> {
    let info = text[line.start + length..line.end].trim();
    let inner = info.strip_prefix('{')?;
    let (name, rest) = inner.split_once('}')?;
    let child = || {
        let (_, value) = name.split_once("child")?;
        let value = value.trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        value[1..].split(quote).next().map(str::to_owned)
    };
    let target = rest.trim().to_owned();
    let literal = match name.trim() {
        "include" if !target.is_empty() => false,
        "literalinclude" if !target.is_empty() => true,
        _ => {
            let target = child()?;
            let range = line.start..closing(text, line.end, mark, length, end)?.end;
            let form = IncludeForm::Text(target);
            return Some(WrittenInclude { range, form, indent: String::new(), fenced: false, perhaps: false });
        }
    };
    let close = closing(text, line.end, mark, length, end)?;
    let options = &text[line.end..close.start];
    let option = |wanted: &str| options.lines().find_map(|line| line.trim().strip_prefix(wanted).map(str::trim).map(str::to_owned));
    let form = if literal {
        let choice = option(":lines:").map_or(LineChoice::All, |lines| LineChoice::of_sphinx(&lines));
        let language = option(":language:").unwrap_or_else(|| match code(&target) {
            IncludeForm::Code { language, .. } => language,
            _ => String::new(),
        });
        IncludeForm::Code { target, choice, language }
    } else {
        IncludeForm::Text(target)
    };
    let start = text[..line.start].rfind('\n').map_or(0, |feed| feed + 1);
    Some(WrittenInclude { range: line.start..close.end, form, indent: indent(&text[start..line.end]), fenced: false, perhaps: false })
}

/// The line behind `from` that closes a fence.
fn closing(text: &str, from: usize, mark: u8, length: usize, end: usize) -> Option<Range<usize>> {
    let mut at = from + 1;
    while at < end {
        let feed = text[at..end].find('\n').map_or(end, |feed| at + feed);
        let words = text[at..feed].trim_matches([' ', '\t', '>']);
        if words.len() >= length && words.bytes().all(|byte| byte == mark) {
            return Some(at..at + text[at..feed].trim_end().len());
        }
        at = feed + 1;
    }
    None
}
