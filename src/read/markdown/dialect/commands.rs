//! Commands of LaTeX in the text: those for its pages are left out, formulas in its brackets are read, the rest is told of.

use super::constructs::Construct;
use super::copy::AttributedSpan;
use super::fate::{self, foreign, left_out};
use super::signs::{CROSS, DOLLAR, FIRM_SPACE, NOTE, SPAN};
use super::spans::style_of_command;
use super::walk::{DialectWalk, closing};
use super::{citations, fences, remarks};
use std::ops::Range;

const BREAKS: [&str; 4] = ["newpage", "pagebreak", "clearpage", "cleardoublepage"];
const LAYOUT: [&str; 50] = [
    "newacronym",
    "newglossaryentry",
    "makeglossaries",
    "printglossary",
    "printglossaries",
    "graphicspath",
    "nopagebreak",
    "FloatBarrier",
    "protect",
    "noindent",
    "vspace",
    "hspace",
    "bigskip",
    "medskip",
    "smallskip",
    "vfill",
    "hfill",
    "tableofcontents",
    "listoffigures",
    "listoftables",
    "maketitle",
    "frontmatter",
    "mainmatter",
    "backmatter",
    "centering",
    "raggedright",
    "footnotesize",
    "normalsize",
    "singlespacing",
    "onehalfspacing",
    "doublespacing",
    "pagenumbering",
    "pagestyle",
    "thispagestyle",
    "setlength",
    "addtolength",
    "setcounter",
    "addtocounter",
    "addcontentsline",
    "phantomsection",
    "hypersetup",
    "usepackage",
    "documentclass",
    "bibliographystyle",
    "printbibliography",
    "printindex",
    "newgeometry",
    "restoregeometry",
    "hrulefill",
    "linespread",
];

/// Environments that only place what is in them.
const PLACING: [&str; 11] = [
    "center",
    "flushleft",
    "flushright",
    "minipage",
    "spacing",
    "singlespace",
    "singlespacing",
    "doublespacing",
    "onehalfspacing",
    "landscape",
    "sloppypar",
];

/// A backslash. False if it only escapes what follows.
pub(super) fn command(walk: &mut DialectWalk<'_>) -> bool {
    let at = walk.at;
    match walk.bytes.get(at + 1) {
        Some(b'(') => formula(walk, "\\)", false),
        Some(b'[') => formula(walk, "\\]", true),
        // Where Markdown comes before MathJax, as in mdBook, the backslash itself is escaped.
        Some(b'\\') if walk.bytes.get(at + 2) == Some(&b'(') => formula(walk, "\\\\)", false),
        Some(b'\\') if walk.bytes.get(at + 2) == Some(&b'[') => formula(walk, "\\\\]", true),
        Some(b'@') if walk.starts(at, "\\@ref(") => {
            let Some(close) = walk.text[at..walk.line.end].find(')') else { return false };
            walk.copy.cut(at..at + close + 1);
            walk.copy.set(at..at + 1, CROSS);
            walk.at = at + close + 1;
            true
        }
        Some(b' ') if !walk.text[at + 1..walk.line.end].trim().is_empty() => {
            // As in pandoc, a space that stays.
            walk.copy.cut(at..at + 1);
            walk.copy.set(at + 1..at + 2, FIRM_SPACE);
            walk.at = at + 2;
            true
        }
        Some(byte) if byte.is_ascii_alphabetic() => named(walk),
        _ => false,
    }
}

/// Commands that define others, for formulas.
const DEFINING: [&str; 6] = ["newcommand", "renewcommand", "providecommand", "DeclareMathOperator", "def", "DeclareRobustCommand"];
/// Environments that are formulas by themselves.
const FORMULAS: [&str; 12] =
    ["equation", "align", "alignat", "gather", "multline", "eqnarray", "displaymath", "flalign", "math", "aligned", "gathered", "dmath"];

/// Whether an environment of this name is a formula by itself.
pub(in crate::read) fn is_formula(name: &str) -> bool {
    FORMULAS.contains(&name.trim_end_matches('*'))
}

/// An environment that is a formula: its first and last signs become those of a display. It must end in its paragraph.
fn environment(walk: &mut DialectWalk<'_>, open: usize, behind: usize) -> bool {
    let at = walk.at;
    let called = &walk.text[open..behind];
    let name = called.trim_matches(['{', '}']);
    let (end, closes) = (walk.end_of_paragraph(), format!("\\end{called}"));
    if !is_formula(name) || !called.starts_with('{') {
        return false;
    }
    let Some(close) = walk.text[behind..end].find(&closes).map(|close| behind + close) else { return false };
    let whole = at..close + closes.len();
    let inner = within_words(walk.text, behind..close);
    if walk.text[behind..close].matches('$').count() > inner.len() {
        return false;
    }
    hide(walk, inner);
    remarks::comments(walk, behind..close);
    // No line of it begins a list or a table.
    walk.copy.join(at..close);
    walk.copy.cut(at..behind);
    walk.copy.write(at, b"$$");
    walk.copy.cut(close..whole.end);
    walk.copy.write(whole.end - 2, b"$$");
    walk.at = whole.end;
    true
}

/// Commands of formulas that are followed by words.
const WORDS: [&str; 7] = ["\\text{", "\\textrm{", "\\textnormal{", "\\mbox{", "\\hbox{", "\\tag{", "\\tag*{"];

/// Where the dollar signs stand of formulas among the words of a formula, as in `\text{if $n$ is odd}`. Those that stand elsewhere are none
/// of them.
pub(super) fn within_words(text: &str, range: Range<usize>) -> Vec<usize> {
    let (mut found, mut at) = (Vec::new(), range.start);
    if !text[range.clone()].contains('$') {
        return found;
    }
    while let Some(slash) = text[at..range.end].find('\\').map(|slash| at + slash) {
        at = slash + 1 + text[slash + 1..range.end].chars().next().map_or(0, char::len_utf8);
        let opens = WORDS.iter().find(|word| text[slash..range.end].starts_with(**word)).map(|word| slash + word.len() - 1);
        let Some(opens) = opens else { continue };
        let Some(end) = argument(&text[..range.end], opens, '{', '}') else { continue };
        let signs = text[opens..end].match_indices('$').map(|(sign, _)| opens + sign).filter(|&sign| !text[..sign].ends_with('\\'));
        let signs: Vec<usize> = signs.collect();
        if signs.len().is_multiple_of(2) {
            found.extend(signs);
        }
        at = end;
    }
    found
}

/// Hides signs from the parser, which takes them for the ends of a formula.
pub(super) fn hide(walk: &mut DialectWalk<'_>, signs: Vec<usize>) {
    signs.into_iter().for_each(|sign| walk.copy.set(sign..sign + 1, DOLLAR));
}

/// Where a formula ends that begins behind a sign at `from`: at the first `$` that is not among its words.
pub(super) fn end_of_formula(text: &str, from: usize, first: usize, end: usize) -> Option<usize> {
    let mut close = first;
    loop {
        let opens = WORDS.iter().filter_map(|word| Some(from + text[from..close].rfind(word)? + word.len() - 1)).max();
        let Some(behind) = opens.and_then(|opens| argument(&text[..end], opens, '{', '}')).filter(|&behind| behind > close) else {
            return Some(close);
        };
        close = behind + text[behind..end].find('$')?;
    }
}

/// A definition of a command: it is left out, and kept for the formulas.
fn definition(walk: &mut DialectWalk<'_>, from: usize) -> bool {
    let (at, end) = (walk.at, walk.end_of_paragraph());
    // What is defined, how many arguments it has, and what it means.
    let (mut here, mut groups, mut depth) = (from, 0, 0_usize);
    while here < end {
        match walk.bytes[here] {
            b'\\' => here += 1,
            b'{' => depth += 1,
            b'}' => {
                depth = depth.saturating_sub(1);
                groups += usize::from(depth == 0);
            }
            b'\n' if depth == 0 && groups > 0 => break,
            _ => {}
        }
        here += 1;
        let named = walk.text[from..].trim_start_matches('*').starts_with(['\\', ' ']);
        if depth == 0 && groups == if named { 1 } else { 2 } {
            walk.copy.definitions.push(at..here);
            walk.copy.cut(at..here);
            walk.at = here;
            return true;
        }
    }
    false
}

/// Behind an argument that stands at `from`, with the others in it.
fn argument(text: &str, from: usize, opens: char, closes: char) -> Option<usize> {
    let rest = text[from..].strip_prefix(opens)?;
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, c) in rest.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == closes && depth == 0 => return Some(from + at + 2),
            c if c == closes => depth -= 1,
            c if c == opens => depth += 1,
            _ => {}
        }
    }
    None
}

fn named(walk: &mut DialectWalk<'_>) -> bool {
    let (at, line_end) = (walk.at, walk.line.end);
    let letters = walk.bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let name = &walk.text[at + 1..at + 1 + letters];
    let mut end = at + 1 + letters;
    if walk.bytes.get(end) == Some(&b'*') {
        end += 1;
    }
    let argument = |from: usize, opens: char, closes: char| argument(&walk.text[..line_end.max(from)], from, opens, closes);
    let with_arguments = argument(end, '[', ']').unwrap_or(end);
    let behind_first = argument(with_arguments, '{', '}').unwrap_or(with_arguments);
    let mut with_arguments = behind_first;
    while let Some(behind) = argument(with_arguments, '{', '}').filter(|_| LAYOUT.contains(&name)) {
        with_arguments = behind;
    }
    if BREAKS.contains(&name) {
        return page_break(walk, with_arguments);
    }
    if matches!(name, "todo" | "missingfigure") && with_arguments > end {
        // What its author has still to do is nobody else's.
        fate::hide(walk, at..with_arguments);
        return true;
    }
    let indexes = name.starts_with("index") || matches!(name, "sindex" | "glsadd" | "nomenclature");
    if (name == "label" || indexes) && with_arguments > end {
        return label(walk, indexes, with_arguments);
    }
    if LAYOUT.contains(&name) {
        return left_out(walk, Construct::Layout, at..with_arguments);
    }
    if DEFINING.contains(&name) {
        return definition(walk, end);
    }
    if with_arguments > end && citations::form_of_command(name).is_some() {
        return crossing(walk, with_arguments);
    }
    if name == "begin" && with_arguments > end && environment(walk, end, with_arguments) {
        return true;
    }
    if matches!(name, "begin" | "end") && with_arguments > end {
        let placing = PLACING.contains(&walk.text[end..with_arguments].trim_matches(['{', '}']));
        // What follows `{minipage}` is its width.
        let width = argument(with_arguments, '{', '}').filter(|_| name == "begin").unwrap_or(with_arguments);
        if placing {
            return left_out(walk, Construct::Layout, at..width);
        }
        walk.at = with_arguments;
        // The end belongs to its beginning, of which is told.
        return name == "end" || foreign(walk, Construct::Environment, at..with_arguments);
    }
    if walk.bytes.get(end) == Some(&b'{') && words(walk, name, end) {
        return true;
    }
    if letters > 1 && argument(end, '{', '}').is_some() {
        walk.at = end;
        return foreign(walk, Construct::Latex, at..with_arguments);
    }
    false
}

/// `\ref{one}`, up to `behind`; a tie before it is a space: `Figure~\ref{one}`.
fn crossing(walk: &mut DialectWalk<'_>, behind: usize) -> bool {
    let at = walk.at;
    walk.copy.cut(at..behind);
    walk.copy.set(at..at + 1, CROSS);
    if walk.text[..at].ends_with('~') && walk.text[..at - 1].ends_with(char::is_alphanumeric) {
        walk.copy.set(at - 1..at, FIRM_SPACE);
    }
    walk.at = behind;
    true
}

/// `\index{word}`, or `\label{name}`: of a picture if it stands in the words of one, else of what it stands in or below.
fn label(walk: &mut DialectWalk<'_>, of_index: bool, behind: usize) -> bool {
    let at = walk.at;
    if of_index {
        return left_out(walk, Construct::Index, at..behind);
    }
    if walk.brackets.last().is_some_and(|&open| walk.text[..open].ends_with('!')) {
        walk.copy.cut(at..behind);
        walk.at = behind;
        return true;
    }
    walk.copy.cut(at..behind);
    walk.copy.set(at..at + 1, SPAN[0]);
    walk.copy.set(behind - 1..behind, SPAN[1]);
    walk.copy.spans.push(AttributedSpan { at, attributes: at..behind });
    walk.at = behind;
    true
}

/// On a line of its own the command ends a page, between words it is left out.
fn page_break(walk: &mut DialectWalk<'_>, behind: usize) -> bool {
    let (at, line_end) = (walk.at, walk.line.end);
    if at == walk.line.words && walk.text[behind..line_end.max(behind)].trim().is_empty() {
        return fate::page_break(walk);
    }
    left_out(walk, Construct::PageBreak, at..behind)
}

/// `\textbf{words}` and its like are set as they ask for, `\footnote{words}` is a note; `open` is where the brace stands.
fn words(walk: &mut DialectWalk<'_>, name: &str, open: usize) -> bool {
    let at = walk.at;
    let (note, styled) = (name == "footnote" && at >= walk.note_until, style_of_command(name).is_some());
    if !note && !styled {
        return false;
    }
    let end = walk.end_of_paragraph();
    let Some(close) = closing(walk, open + 1, end, [b'{', b'}']) else { return false };
    walk.copy.cut(at..open);
    let signs = if note { NOTE } else { SPAN };
    walk.copy.set(open..open + 1, signs[0]);
    walk.copy.set(close..close + 1, signs[1]);
    if note {
        walk.note_until = close;
    } else {
        walk.copy.spans.push(AttributedSpan { at: open, attributes: at..open });
    }
    walk.at = open + 1;
    true
}

/// `{$$}x^2{/$$}` of Leanpub: on lines of its own it is set off.
pub(super) fn leanpub_formula(walk: &mut DialectWalk<'_>) -> bool {
    const OPENS: &str = "{$$}";
    const CLOSES: &str = "{/$$}";
    let at = walk.at;
    if !walk.starts(at, OPENS) {
        return false;
    }
    let (from, end) = (at + OPENS.len(), walk.end_of_paragraph());
    let Some(close) = walk.find(CLOSES, from, end) else { return false };
    let words = &walk.text[from..close];
    if words.trim().is_empty() || words.contains('$') {
        return false;
    }
    let behind = close + CLOSES.len();
    let display = at == walk.line.words && walk.text[behind..walk.end_of_line(behind)].trim().is_empty();
    if display {
        walk.copy.cut(at..from);
        walk.copy.write(from - 2, b"$$");
        walk.copy.cut(close..behind);
        walk.copy.write(close, b"$$");
        fences::one_line(walk, from..close);
    } else {
        fences::in_line(walk, &(at..behind), &(from..close));
    }
    walk.at = behind;
    true
}

/// `\(x^2\)`, `\\(x^2\\)`, `\[x^2\]` and `\\[x^2\\]` as `$x^2$` and `$$x^2$$`, if what they hold looks like a formula: brackets are also only escaped.
fn formula(walk: &mut DialectWalk<'_>, closes: &'static str, display: bool) -> bool {
    let (at, signs) = (walk.at, closes.len());
    let end = walk.end_of_paragraph();
    let Some(close) = walk.find(closes, at + signs, end) else { return false };
    let inner = walk.text[at + signs..close].trim();
    // Brackets round one letter are escaped more often than not.
    let glued = walk.text[..at].ends_with(char::is_alphanumeric);
    let letter = !display && !glued && inner.chars().count() == 1 && inner.starts_with(|c| matches!(c, 'a'..='z' | 'A'..='Z' | 'Α'..='ω'));
    // A line of its own for the bracket that closes: nobody escapes brackets so. What follows a `%` is a comment.
    let lines = display && walk.text[..close].trim_end_matches([' ', '\t', '>']).ends_with('\n');
    if lines {
        remarks::comments(walk, at + signs..close);
    }
    let whole = at == walk.line.words;
    // Words with signs between them are words: `\(SYN=1\)`.
    let word = inner.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 1);
    let joined = has_script(inner) || inner.contains('=') && !word;
    let looks = letter || lines || joined && !inner.contains("](") || has_command(inner);
    // Escapes of Markdown and code are no formula's.
    let escapes = ["\\(", "\\*", "\\_", "\\#", "`"].iter().any(|mark| inner.contains(mark)) && !lines;
    let inside = within_words(walk.text, at + signs..close);
    if !looks || inner.matches('$').count() > inside.len() || escapes {
        return false;
    }
    hide(walk, inside);
    if display {
        walk.copy.cut(at..at + signs - 2);
        walk.copy.set(at + signs - 2..at + signs, b'$');
        walk.copy.set(close..close + 2, b'$');
        walk.copy.cut(close + 2..close + signs);
        if whole {
            fences::one_line(walk, at + signs..close);
        }
    } else {
        fences::in_line(walk, &(at..close + signs), &(at + signs..close));
    }
    walk.at = close + signs;
    true
}

/// Whether a text has something raised or lowered in it as formulas write it: a sign with a letter, figure or bracket straight before it
/// and more behind. A sign with words on both sides is of a name, `file_name`, and one before or behind words is emphasis, `_words_`.
fn has_script(inner: &str) -> bool {
    inner.match_indices(['^', '_']).any(|(at, sign)| {
        let (before, after) = (inner[..at].trim_end(), inner[at + 1..].trim_start());
        let apart = sign == "_" && (before.len() < at || after.len() + at + 1 < inner.len());
        let letters = |text: &mut dyn Iterator<Item = char>| text.take(2).filter(|c| c.is_alphabetic()).count() == 2;
        let name = sign == "_" && letters(&mut before.chars().rev()) && letters(&mut after.chars());
        let base = before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '}' | ')' | ']' | '|' | '\'' | '!'));
        let script = after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '{' | '\\' | '*' | '+' | '-' | '(' | '\''));
        base && script && !apart && !name
    })
}

/// Whether a text has a command, `\name`, in it.
fn has_command(inner: &str) -> bool {
    inner.split('\\').skip(1).any(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()))
}
