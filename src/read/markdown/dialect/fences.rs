//! Fences of code that hold no code: raw blocks of pandoc, and formulas as GitHub and MyST have them.

use super::chunks;
use super::constructs::Construct;
use super::copy::DialectSeen;
use super::fate;
use super::remarks;
use super::signs::NOTHING;
use super::walk::{DialectWalk, Fence};
use std::ops::Range;

/// Whether what stands behind a fence is the options of a chunk of knitr. They may hold code, as those of CommonMark may not: the
/// ticks in them become quotation marks for the parser.
pub(super) fn chunk(walk: &mut DialectWalk<'_>, from: usize, info: &str) -> bool {
    let is_chunk = info.starts_with('{') && info.trim_end().ends_with('}');
    for (at, _) in info.match_indices('`').filter(|_| is_chunk) {
        walk.copy.set(from + at..from + at + 1, b'\'');
    }
    is_chunk
}

/// Takes what stands behind a fence: behind that of a cell which is to run, `{r}` or `{python}`, and behind code of MyST options may
/// follow.
pub(super) fn cell(walk: &mut DialectWalk<'_>, info: &str) {
    let inner = info.trim().strip_prefix('{').and_then(|inner| inner.strip_suffix('}'));
    let of_myst = ["{code-cell}", "{code-block}", "{code}"].iter().any(|name| info.trim().starts_with(name));
    if of_myst || inner.is_some_and(|inner| inner.starts_with(|c: char| c.is_ascii_alphabetic())) {
        walk.options_at = walk.line.end + 1;
    }
}

/// Lines with which Leanpub marks what is new or gone in code.
const LEANPUB: [&str; 6] = [
    "leanpub-start-insert",
    "leanpub-end-insert",
    "leanpub-start-delete",
    "leanpub-end-delete",
    "leanpub-start-highlight",
    "leanpub-end-highlight",
];

/// A line of code between fences. One that speaks to the program which makes the book is no code: the options at the head of a cell,
/// `#| echo: true`, and the marks of Leanpub.
pub(super) fn line_of_code(walk: &mut DialectWalk<'_>, fence: Fence) {
    let line = walk.line;
    let words = walk.text[line.words..line.end].trim_end();
    let marked = ["#|", "//|", "--|", "%%|"].iter().any(|mark| words.starts_with(mark));
    let named = words.strip_prefix(':').and_then(|rest| rest.split_once(':')).is_some_and(|(name, _)| {
        name.starts_with(|c: char| c.is_ascii_lowercase()) && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    });
    let option = line.start == walk.options_at && (marked || named);
    if option {
        walk.options_at = line.end + 1;
    }
    if !option && !LEANPUB.contains(&words) {
        return;
    }
    walk.copy.cut(line.words..line.end);
    // The line goes, unless what begins the next one belongs to a list or a quotation, or closes the fence.
    let next = walk.line_at((line.end + 1).min(walk.text.len()));
    let ends = walk.bytes[next.words..next.end].starts_with(&[fence.mark; 3]);
    if fence.quotes == 0 && fence.least == 0 && line.end < walk.text.len() && !ends {
        walk.copy.join_with(line.end, NOTHING);
    } else if !option && walk.text[..line.start].ends_with('\n') && walk.line_at(line.start - 1).start > fence.at {
        walk.copy.join_with(line.start - 1, NOTHING);
        walk.copy.cut(line.start..line.words);
    }
}

/// Leaves out code of R in the line that only chooses between outputs, as every template of bookdown has it:
/// `` `r if (knitr::is_html_output()) '# References {-}'` ``.
pub(super) fn computed(walk: &mut DialectWalk<'_>) -> bool {
    let at = walk.at;
    if !walk.starts(at, "`r if (knitr::is_") || walk.only_remarks {
        return chunks::in_line(walk);
    }
    let end = walk.end_of_paragraph();
    let Some(close) = walk.closing_ticks(at + 1, end, 1) else { return false };
    walk.copy.tell(DialectSeen::Foreign(Construct::UnseenChunk), at..close);
    fate::hide(walk, at..close);
    true
}

/// Takes the fenced block that opens in the line of the walk, at `from` with `length` marks, if it is one of those; the walk goes on
/// at the end of the line that closes it, or of the line that opens HTML.
pub(super) fn fence(walk: &mut DialectWalk<'_>, from: usize, length: usize) -> bool {
    let (text, line) = (walk.text, walk.line);
    let info = text[from + length..line.end].trim();
    if info.starts_with('{') && chunk_taken(walk, from, length, info) {
        return true;
    }
    chunks::outcome(walk, from);
    let raw = info.strip_prefix("{=").and_then(|info| info.strip_suffix('}'));
    let math = matches!(info, "math" | "{math}");
    if raw.is_none() && !math {
        return false;
    }
    let Some(closing) = closing(walk, from, length) else { return false };
    let content = (line.end + 1).min(text.len())..closing.start;
    match raw.map(str::trim) {
        Some("html" | "html5" | "html4" | "epub" | "epub3") => {
            // HTML in a text needs no fence.
            walk.raw_end = Some(closing.start);
            if !walk.only_remarks {
                walk.copy.set(from..line.end, b' ');
                walk.copy.set(closing, b' ');
            }
            walk.at = line.end;
        }
        Some("comment") => fate::hide(walk, line.words..closing.end),
        Some(_) => {
            if !walk.only_remarks {
                walk.copy.tell(DialectSeen::Foreign(Construct::RawBlock), line.words..line.end);
                walk.copy.set(from..closing.end, b' ');
            }
            walk.at = closing.end;
        }
        None => {
            remarks::comments(walk, content.clone());
            let first = options_end(text, &content);
            let inner = &text[first..content.end];
            let is_formula = !inner.contains('$') && inner.lines().all(|line| !line.trim().is_empty() && !line.starts_with(':'));
            if !is_formula || inner.is_empty() || length > 3 {
                return false;
            }
            if !walk.only_remarks {
                walk.copy.cut(from..line.end);
                walk.copy.write(from, b"$$");
                math_options(walk, content.start..first);
                let end = closing.start + text[closing.clone()].trim_end().len();
                let marks = end - length;
                walk.copy.cut(marks..closing.end);
                walk.copy.write(marks, b"$$");
            }
            walk.at = closing.end;
        }
    }
    true
}

/// Where the options end at the head of a directive's content, lines such as `:label: eq-a`.
fn options_end(text: &str, content: &Range<usize>) -> usize {
    let lines = text[content.clone()].split_inclusive('\n').take_while(|line| line.starts_with(':') && line[1..].contains(':'));
    content.start + lines.map(str::len).sum::<usize>()
}

/// The options of a formula: its label is as long as LaTeX's, and the others go.
fn math_options(walk: &mut DialectWalk<'_>, options: Range<usize>) {
    let mut at = options.start;
    for line in walk.text[options].split_inclusive('\n') {
        let words = line.trim_end();
        match words.strip_prefix(":label: ").filter(|label| !label.contains([' ', '{', '}'])) {
            Some(label) if label.is_ascii() => walk.copy.write(at, format!("\\label{{{label}}}").as_bytes()),
            _ => {
                walk.copy.cut(at..at + words.len());
                walk.copy.join_with(at + line.len() - 1, NOTHING);
            }
        }
        at += line.len();
    }
}

/// Joins the lines of a formula `$$…$$` whose lines would begin a list, a heading or a quotation, or make a heading of it. Only one
/// that begins a line is taken for one. It ends in the same paragraph, or its signs stand on lines of their own.
pub(super) fn formula(walk: &mut DialectWalk<'_>) {
    let (text, line) = (walk.text, walk.line);
    let from = line.words + 2;
    if text[from..line.end].contains("$$") {
        return;
    }
    let alone = text[from..line.end].trim().is_empty();
    let mut start = line.end + 1;
    let mut blank = false;
    for _ in 0..100 {
        if start >= text.len() {
            return;
        }
        let next = walk.line_at(start);
        let words = text[next.words..next.end].trim_end();
        blank |= words.is_empty();
        if blank && !alone || next.quotes != line.quotes {
            return;
        }
        match words.find("$$") {
            Some(close) if !blank => return one_line(walk, from..next.words + close),
            Some(close) => return over_blank_lines(walk, from..next.words + close),
            None => start = next.end + 1,
        }
    }
}

/// Joins the lines of a formula with blank lines in it, if its last sign begins a line and what it holds is a formula's; the walk goes
/// on behind it.
fn over_blank_lines(walk: &mut DialectWalk<'_>, inside: Range<usize>) {
    let inner = &walk.text[inside.clone()];
    let closes = inner.trim_end_matches([' ', '\t', '>']).ends_with('\n');
    let is_formula = inner.contains(['\\', '^', '_', '=', '+']) && !inner.contains(['$', '`', '#']);
    if !closes || !is_formula || walk.only_remarks {
        return;
    }
    let close = inside.end;
    remarks::in_formula(walk, inside.clone());
    joined(walk, inside);
    walk.at = close + 2;
    walk.line = walk.line_at(walk.at);
}

/// Joins the lines of what a formula holds, if one of them would begin a block of its own or make a heading of those above it.
pub(super) fn one_line(walk: &mut DialectWalk<'_>, inside: Range<usize>) {
    let lines = lines_within(walk, &inside);
    let begins = |&(_, words): &(usize, usize)| {
        let rest = &walk.text[words..];
        rest.starts_with(['+', '-', '*', '#', '>', '=', '|', '~', '`', ':', '_']) || rest.starts_with(|c: char| c.is_ascii_digit())
    };
    if lines.iter().any(begins) {
        joined(walk, inside);
    }
}

/// Joins the lines of what a formula holds.
fn joined(walk: &mut DialectWalk<'_>, inside: Range<usize>) {
    let lines = lines_within(walk, &inside);
    // Behind a comment nothing must follow in its line.
    remarks::comments(walk, inside);
    for (start, words) in lines {
        walk.copy.join(start - 1..words);
    }
}

/// The lines that begin in a stretch, each with where its words do.
fn lines_within(walk: &DialectWalk<'_>, inside: &Range<usize>) -> Vec<(usize, usize)> {
    let mut lines = Vec::new();
    let mut start = walk.line_at(inside.start).end + 1;
    while start <= inside.end && start < walk.text.len() {
        let line = walk.line_at(start);
        lines.push((line.start, line.words));
        start = line.end + 1;
    }
    lines
}

/// Whether code of R Markdown or Quarto says that readers do not see it: `{r, echo=FALSE}`, or `#| echo: false` below.
fn is_unseen_chunk(walk: &DialectWalk<'_>, info: &str) -> bool {
    let below = &walk.text[(walk.line.end + 1).min(walk.text.len())..];
    if info.starts_with("{code-cell}") {
        // Tags of cells in MyST, on lines of their own or in one.
        let options = below.lines().map(str::trim).take(50).take_while(|line| line.starts_with([':', '-']));
        return options.into_iter().any(|line| line.contains("remove-cell") || line.contains("remove-input"));
    }
    let Some(options) = info.strip_prefix('{').and_then(|info| info.strip_suffix('}')) else { return false };
    // A cell in two braces is one that is shown (Quarto).
    if options.starts_with('{') {
        return false;
    }
    let bare: String = options.split_whitespace().chain([","]).collect();
    let said = ["echo=FALSE", "include=FALSE", "echo=F,", "include=F,"].iter().any(|option| bare.contains(option));
    let lines = below.lines().map_while(|line| line.trim_start_matches([' ', '\t', '>']).strip_prefix("#|"));
    said || lines.take(50).any(|line| matches!(line.trim(), "echo: false" | "include: false"))
}

/// Takes a chunk that shows a picture, or whose code readers do not see; false if it is set as code.
fn chunk_taken(walk: &mut DialectWalk<'_>, from: usize, length: usize, info: &str) -> bool {
    let line = walk.line;
    let unseen = is_unseen_chunk(walk, info) || walk.hides_code && is_of_knitr(info) && chunks::echo(walk, from) != Some(true);
    let Some(closing) = closing(walk, from, length) else { return false };
    if chunks::shown(walk, from, &closing, unseen) {
        return true;
    }
    if unseen {
        chunks::keep_label(walk, from);
        if !walk.only_remarks && !info.contains("include") {
            walk.copy.tell(DialectSeen::Foreign(Construct::UnseenChunk), line.words..line.end);
        }
        fate::hide(walk, line.words..closing.end);
    }
    unseen
}

/// Whether a fence opens a chunk that knitr runs.
fn is_of_knitr(info: &str) -> bool {
    let engine = info.strip_prefix('{').map_or("", |inner| inner.split([' ', ',', '}']).next().unwrap_or(""));
    matches!(engine, "r" | "R" | "python" | "julia")
}

/// The line that closes a fence which opens at `from`.
fn closing(walk: &DialectWalk<'_>, from: usize, length: usize) -> Option<Range<usize>> {
    let mark = walk.bytes[from];
    let mut start = walk.line.end + 1;
    while start < walk.text.len() {
        let line = walk.line_at(start);
        let words = walk.text[line.words..line.end].trim_end();
        if words.len() >= length && words.bytes().all(|byte| byte == mark) {
            return Some(line.words..line.end);
        }
        start = line.end + 1;
    }
    None
}

/// `a $$x$$ b` of kramdown and GitBook: a formula among the words of its line. One that is all of its line is set off, and one behind
/// a colon that ends the line.
pub(super) fn between_words(walk: &mut DialectWalk<'_>, whole: Range<usize>) {
    let inner = &walk.text[whole.start + 2..whole.end - 2];
    let line = walk.line_at(whole.start);
    let wordy = |text: &str| text.contains(char::is_alphanumeric);
    if inner.trim().is_empty() || inner.contains(['\n', '$']) || inner.contains("\\begin") || line.end < whole.end {
        return;
    }
    let before = &walk.text[walk.behind_markers(line).min(whole.start)..whole.start];
    // Behind it may stand its name in braces.
    let after = walk.text[whole.end..line.end].trim();
    let follows = wordy(after) && !(after.starts_with("{#") || after.starts_with("(") && after.ends_with(')') && before.trim().is_empty());
    if follows || wordy(before) && !before.trim_end().ends_with(':') {
        in_line(walk, &whole, &(whole.start + 2..whole.end - 2));
    }
}

/// Whether what stands between doubled signs right behind a letter is a formula, and no sums of money.
pub(super) fn is_glued_formula(inner: &str) -> bool {
    inner.trim() == inner
        && !inner.starts_with(|c: char| c.is_ascii_digit())
        && inner.contains(['\\', '^', '_', '=', '+'])
        && !inner.contains("%%")
}

/// Whether what stands between doubled signs holds a command, as no sum of money does, on one line and without space at its ends.
pub(super) fn is_certain_formula(inner: &str) -> bool {
    let mut commands = inner.split('\\').skip(1);
    inner.trim() == inner
        && !inner.contains(['\n', '`'])
        && !inner.contains("%%")
        && commands.any(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// `$ x_1 $`, whose spaces the parser takes for those round a sign of money; `from` is where the first `$` stands. False if it is none.
pub(super) fn spaced(walk: &mut DialectWalk<'_>, from: usize) -> bool {
    let Some(length) = walk.text[from + 1..walk.line.end].find('$') else { return false };
    let inner = &walk.text[from + 1..from + 1 + length];
    let command = inner.split('\\').skip(1).any(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()));
    let formula = command || inner.contains(['_', '^']) && length < 60;
    let behind = walk.bytes.get(from + 2 + length).is_some_and(|&byte| byte == b'$' || byte.is_ascii_alphanumeric());
    if inner.trim() == inner || inner.trim().is_empty() || !formula || inner.ends_with('\\') || inner.contains('`') || behind {
        return false;
    }
    in_line(walk, &(from..from + 2 + length), &(from + 1..from + 1 + length));
    walk.at = from + 2 + length;
    true
}

/// Makes a formula one of the line: a sign straight before and behind what it holds, which stands at `inner`, for no space may stand
/// inside the signs.
pub(super) fn in_line(walk: &mut DialectWalk<'_>, whole: &Range<usize>, inner: &Range<usize>) {
    let words = &walk.text[inner.clone()];
    let first = inner.end - words.trim_start().len();
    let last = inner.start + words.trim_end().len();
    walk.copy.cut(whole.start..first);
    walk.copy.write(first - 1, b"$");
    walk.copy.cut(last..whole.end);
    walk.copy.write(last, b"$");
}
