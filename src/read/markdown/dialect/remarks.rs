//! Private remarks, which no output may show: HTML comments, `%%…%%`, CriticMarkup, and the comments of template languages; and the
//! changes that CriticMarkup marks, which are taken as accepted.

use super::constructs::Construct;
use super::copy::DialectSeen;
use super::fate::hide;
use super::signs::{STRUCK, UNDERLINED};
use super::unseen;
use super::walk::DialectWalk;
use crate::read::manner::MarkedChanges;
use std::ops::Range;

/// A remark of fixed ends: how it begins, how it ends, and what it is called.
struct RemarkForm {
    opens: &'static str,
    closes: &'static str,
}

/// Longer beginnings before shorter ones.
const FORMS: [RemarkForm; 26] = [
    RemarkForm { opens: "<!--", closes: "-->" },
    RemarkForm { opens: "<%--", closes: "--%>" },
    RemarkForm { opens: "<%#", closes: "%>" },
    RemarkForm { opens: "{>>", closes: "<<}" },
    RemarkForm { opens: "{--", closes: "--}" },
    RemarkForm { opens: "{/*", closes: "*/}" },
    RemarkForm { opens: "{{/*", closes: "*/}}" },
    RemarkForm { opens: "{{- /*", closes: "*/ -}}" },
    RemarkForm { opens: "{{</*", closes: "*/>}}" },
    RemarkForm { opens: "{{%/*", closes: "*/%}}" },
    RemarkForm { opens: "{# ", closes: "#}" },
    RemarkForm { opens: "{#- ", closes: "#}" },
    RemarkForm { opens: "{#+ ", closes: "#}" },
    RemarkForm { opens: "{##", closes: "#}" },
    RemarkForm { opens: "{#\n", closes: "#}" },
    RemarkForm { opens: "{% comment %}", closes: ENDCOMMENT },
    RemarkForm { opens: "{%- comment %}", closes: ENDCOMMENT },
    RemarkForm { opens: "{% comment -%}", closes: ENDCOMMENT },
    RemarkForm { opens: "{%- comment -%}", closes: ENDCOMMENT },
    RemarkForm { opens: "{{< comment >}}", closes: "{{< /comment >}}" },
    RemarkForm { opens: "{{% comment %}}", closes: "{{% /comment %}}" },
    RemarkForm { opens: "{{!--", closes: "--}}" },
    RemarkForm { opens: "{{!", closes: "}}" },
    RemarkForm { opens: "\\begin{comment}", closes: "\\end{comment}" },
    RemarkForm { opens: "\\iffalse", closes: "\\fi" },
    RemarkForm { opens: "{::comment}", closes: "{:/" },
];

/// What ends Liquid's comment, with the rest of its tag.
const ENDCOMMENT: &str = "endcomment";

/// More of a formula than anybody writes, in bytes.
const LONGEST_FORMULA: usize = 20_000;

/// Hides the remark that begins here, or takes the change that is marked here; false if there is none.
pub(super) fn remark(walk: &mut DialectWalk<'_>) -> bool {
    match walk.bytes[walk.at] {
        b'%' if walk.starts(walk.at, "%%") => percent(walk),
        // A brace before a remark begins no tag of a template.
        b'{' if walk.starts(walk.at, "{%%") => {
            walk.at += 1;
            percent(walk);
            true
        }
        b'<' => form(walk) || unseen::hidden(walk),
        b'{' => form(walk) || change(walk),
        b'\\' if walk.starts(walk.at, "\\iffalse") => form(walk),
        b'\\' if walk.starts(walk.at, "\\begin{") => form(walk) || environment(walk),
        _ => false,
    }
}

/// Hides remarks where braces mean something else: in tags, addresses and formulas.
pub(super) fn plain(walk: &mut DialectWalk<'_>) {
    let at = walk.at;
    if walk.starts(at, "%%") {
        percent(walk);
    } else if walk.starts(at, "<!--")
        || walk.starts(at, "{>>")
        || FORMS.iter().any(|form| walk.starts(at, form.opens) && walk.find(form.closes, at + 1, walk.line.end).is_some())
    {
        form(walk);
    } else if walk.starts(at, "{~~") && walk.find("~~}", at, walk.line.end).is_some() {
        change(walk);
    }
}

fn form(walk: &mut DialectWalk<'_>) -> bool {
    let at = walk.at;
    // What is deleted is a remark only if that is accepted.
    let decided = |form: &&RemarkForm| form.opens != "{--" || walk.changes == MarkedChanges::Accept;
    let Some(form) = FORMS.iter().filter(decided).find(|form| walk.starts(at, form.opens)) else { return false };
    let comment = form.opens == "<!--";
    // `<!-->` is a whole comment.
    let from = if comment { at + 2 } else { at + form.opens.len() };
    match walk.find(form.closes, from, walk.text.len()) {
        Some(close) => {
            let close = if form.opens == "{>>" { outermost(walk, from, close) } else { close };
            if form.opens == "{--" {
                walk.copy.tell(DialectSeen::Change(MarkedChanges::Accept), at..close + 3);
            }
            let end = close + form.closes.len();
            let tag = match form.closes {
                ENDCOMMENT => Some("%}"),
                "{:/" => Some("}"),
                _ => None,
            };
            let rest = tag.and_then(|tag| Some(walk.find(tag, end, walk.text.len())? + tag.len() - end)).unwrap_or(0);
            hide(walk, at..end + rest);
        }
        // A comment that begins a line goes on to the end of the file, as readers of HTML have it.
        None if comment || form.opens == "{>>" => {
            let end = if comment && at == walk.line.words { walk.text.len() } else { walk.end_of_paragraph() };
            walk.copy.tell(DialectSeen::Unclosed(form.opens), at..end);
            hide(walk, at..end);
        }
        None => return false,
    }
    true
}

/// The end of a comment that others stand in, if the first end is that of one of them.
fn outermost(walk: &mut DialectWalk<'_>, from: usize, first: usize) -> usize {
    let (mut at, mut close) = (from, first);
    while let Some(inner) = walk.text[at..close].find("{>>") {
        at += inner + 3;
        match walk.find("<<}", close + 3, walk.text.len()) {
            Some(next) => close = next,
            None => break,
        }
    }
    close
}

/// Hides the comments in an environment of LaTeX, such as `\begin{align}`, and goes on behind the word that opens it.
fn environment(walk: &mut DialectWalk<'_>) -> bool {
    let at = walk.at;
    let Some((name, _)) = walk.text[at + "\\begin{".len()..walk.line.end.max(at + "\\begin{".len())].split_once('}') else { return false };
    if name.starts_with("verbatim") || name.starts_with("lstlisting") || name.starts_with("minted") {
        return false;
    }
    let upto = (at..=(at + LONGEST_FORMULA).min(walk.text.len())).rev().find(|&end| walk.text.is_char_boundary(end)).unwrap_or(at);
    let Some(end) = walk.text[at..upto].find(&format!("\\end{{{name}}}")) else { return false };
    comments(walk, at..at + end);
    // What is still to be said of it is not said here.
    false
}

/// Hides the comments of LaTeX in a stretch: from a `%` that is not escaped to the end of its line.
pub(super) fn comments(walk: &mut DialectWalk<'_>, range: Range<usize>) {
    let mut at = range.start;
    while let Some(found) = walk.text[at..range.end].find('%') {
        let sign = at + found;
        let escapes = walk.bytes[range.start..sign].iter().rev().take_while(|&&byte| byte == b'\\').count();
        at = sign + 1;
        if escapes % 2 == 0 {
            let end = walk.end_of_line(sign).min(range.end);
            walk.copy.private.push(sign..end);
            walk.copy.hide(sign..end, b' ');
            at = end;
        }
    }
}

/// Hides the remarks of HTML and CriticMarkup in a formula that is displayed, which has other comments too.
pub(super) fn in_formula(walk: &mut DialectWalk<'_>, range: Range<usize>) {
    for (opens, closes) in [("<!--", "-->"), ("{>>", "<<}")] {
        let mut at = range.start;
        while let Some(start) = walk.find(opens, at, range.end) {
            let Some(close) = walk.find(closes, start, range.end) else { break };
            at = close + closes.len();
            walk.copy.private.push(start..at);
            walk.copy.hide(start..at, b' ');
        }
    }
}

/// `%%…%%` of Obsidian, in the line or over lines; `%% …` of Leanpub, up to the end of the line.
fn percent(walk: &mut DialectWalk<'_>) -> bool {
    let (at, line) = (walk.at, walk.line);
    let glued = walk.text[..at].ends_with(|c: char| c.is_numeric() || c == '%') || walk.percent == Some(at);
    if glued || walk.starts(at, "%%%") {
        walk.at += walk.bytes[at..].iter().take_while(|&&byte| byte == b'%').count();
        return true;
    }
    let first = at == line.words;
    let alone = first && walk.text[at + 2..line.end].trim().is_empty();
    let close = walk.find("%%", at + 2, walk.text.len());
    let paragraph = walk.end_of_paragraph();
    let end = match close {
        Some(close) if first && !alone && close > line.end => {
            // What begins a later line and has words behind it is no end but the next remark of a line.
            let next = walk.line_at(close);
            let begins = next.words == close && !walk.text[close + 2..next.end].trim().is_empty();
            if begins { Err(next.start.saturating_sub(1).min(paragraph)) } else { Ok(close + 2) }
        }
        // Two signs in the middle of lines that paragraphs or headings part are words: “write %% for a sign of per cent”.
        Some(close) if !first && close > paragraph && !walk.text[close + 2..walk.line_at(close).end].trim().is_empty() => {
            if !walk.only_remarks {
                walk.copy.tell(DialectSeen::Foreign(Construct::Percent), at..at + 2);
            }
            walk.percent = Some(close);
            walk.at += 2;
            return true;
        }
        Some(close) => {
            // `%%d` and `%%s` of a program text are two beginnings rather than a beginning and an end.
            let word = |at: usize| walk.bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
            let begins = word(at + 2) && word(close + 2) && walk.bytes[close - 1].is_ascii_whitespace();
            if begins || !first && close > paragraph {
                walk.copy.tell(DialectSeen::Unclosed("%%"), at..close + 2);
            }
            Ok(close + 2)
        }
        None if alone => Err(walk.text.len()),
        None => Err(paragraph),
    };
    if let Err(end) = end {
        walk.copy.tell(DialectSeen::Unclosed("%%"), at..end);
    }
    hide(walk, at..end.unwrap_or_else(|end| end));
    true
}

/// `{++added++}`, `{~~old~>new~~}` and `{==marked==}`: what is new stays.
fn change(walk: &mut DialectWalk<'_>) -> bool {
    let (at, whole) = (walk.at, walk.text.len());
    let (opens, closes) = match walk.bytes.get(at + 1..at + 3) {
        Some(b"++") => ("{++", "++}"),
        Some(b"--") => ("{--", "--}"),
        Some(b"==") => ("{==", "==}"),
        Some(b"~~") => ("{~~", "~~}"),
        _ => return false,
    };
    let from = at + opens.len();
    let Some(close) = walk.find(closes, from, whole) else { return false };
    let end = close + closes.len();
    let changes = walk.changes;
    let kept = match opens {
        "{==" => return keep(walk, from - 3..from, close..end, None),
        "{++" => changes != MarkedChanges::Reject,
        "{--" => changes != MarkedChanges::Accept,
        _ => return substitution(walk, from, close),
    };
    walk.copy.tell(DialectSeen::Change(changes), at..end);
    if !kept {
        hide(walk, at..end);
        return true;
    }
    let shown = if opens == "{++" { UNDERLINED } else { STRUCK };
    keep(walk, at..from, close..end, Some(shown).filter(|_| changes == MarkedChanges::Show))
}

/// Keeps the words between two marks, which go, and goes on with them; shown between signs, if there are any.
fn keep(walk: &mut DialectWalk<'_>, opens: Range<usize>, closes: Range<usize>, signs: Option<[u8; 2]>) -> bool {
    walk.copy.cut(opens.clone());
    walk.copy.cut(closes.clone());
    if let Some([begins, ends]) = signs {
        walk.copy.set(opens.end - 1..opens.end, begins);
        walk.copy.set(closes.start..closes.start + 1, ends);
    }
    walk.at = opens.end;
    true
}

/// `{~~old~>new~~}`, whose words begin at `from` and end at `close`.
fn substitution(walk: &mut DialectWalk<'_>, from: usize, close: usize) -> bool {
    let (at, end) = (from - 3, close + 3);
    let Some(arrow) = walk.find("~>", from, close) else { return false };
    let changes = walk.changes;
    walk.copy.tell(DialectSeen::Change(changes), at..end);
    match changes {
        MarkedChanges::Accept => {
            walk.copy.cut(close..end);
            hide(walk, at..arrow + 2);
        }
        MarkedChanges::Reject => {
            hide(walk, arrow..end);
            walk.copy.cut(at..from);
            walk.at = from;
        }
        MarkedChanges::Show => {
            walk.copy.cut(at..from);
            walk.copy.set(from - 1..from, STRUCK[0]);
            walk.copy.set(arrow..arrow + 1, STRUCK[1]);
            walk.copy.set(arrow + 1..arrow + 2, UNDERLINED[0]);
            walk.copy.cut(close..end);
            walk.copy.set(close..close + 1, UNDERLINED[1]);
            walk.at = from;
        }
    }
    true
}
