//! What other dialects write in the line: notes, raised and lowered characters, spans, links of wikis, templates, commands of LaTeX.

use super::constructs::Construct;
use super::copy::AttributedSpan;
use super::directives::is_picture;
use super::fate::{foreign, left_out};
use super::signs::{LOWERED, MARKED, NOTE, RAISED, SPACE, SPAN, TITLE, WIKI, WITHIN};
use super::walk::{DialectWalk, closing};
use super::{braces, calls, citations, commands, emoji, emphasis, links, lists, others, templates};
use std::ops::Range;

/// Takes the mark that begins here; false if it is none. If it moves the walk on, it is true.
pub(super) fn mark(walk: &mut DialectWalk<'_>, byte: u8) -> bool {
    match byte {
        b'\\' => commands::command(walk),
        b'<' => tag(walk),
        b'{' => commands::leanpub_formula(walk) || template(walk),
        b'[' => others::task(walk) || wiki(walk) || tight(walk) || citations::bracket(walk) || open(walk),
        b']' => links::close(walk),
        b'^' => note(walk) || script(walk, b'^', RAISED) || free(walk),
        b'~' => script(walk, b'~', LOWERED),
        b'*' | b'_' => emphasis::run(walk, byte),
        b'=' => highlight(walk),
        b':' => data(walk) || address(walk) || emoji::named(walk) || others::field(walk),
        b'+' => others::inserted(walk),
        b'#' => others::tag(walk),
        b'@' => lists::reference(walk) || citations::citation(walk),
        _ => false,
    }
}

/// `[^label]` close to another bracket, with which the parser would take it for one link: `[^1][@key]`, `[^1][words](address)`.
fn tight(walk: &mut DialectWalk<'_>) -> bool {
    let at = walk.at;
    let Some((label, behind)) = walk.near(at).strip_prefix("[^").and_then(|rest| rest.split_once(']')) else { return false };
    let fits = !label.is_empty() && !label.contains(['[', ' ', '^']) && behind.starts_with('[') && !behind.starts_with("[^");
    if !fits || !walk.is_called_again(label) {
        return false;
    }
    let close = at + 2 + label.len();
    walk.copy.set(at..at + 1, NOTE[0]);
    walk.copy.set(close..close + 1, NOTE[1]);
    walk.at = close + 1;
    true
}

/// Passes a tag of HTML or an address in angle brackets: what is in it is no text.
fn tag(walk: &mut DialectWalk<'_>) -> bool {
    let at = walk.at;
    let begins = walk.bytes.get(at + 1).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'/');
    let end = walk.end_of_paragraph();
    let Some(close) = walk.find(">", at, end).filter(|_| begins) else { return false };
    if span_of_note(walk, at..close + 1, end) {
        return true;
    }
    // An attribute may hold a remark.
    walk.plain_until = close + 1;
    walk.at = at + 1;
    true
}

/// `<span class="footnote">…</span>` of Vivliostyle and Paged.js: a note that stands where its mark is. `tag` is the first tag.
fn span_of_note(walk: &mut DialectWalk<'_>, tag: Range<usize>, end: usize) -> bool {
    let said = &walk.text[tag.clone()];
    if said != "<span class=\"footnote\">" && said != "<span class='footnote'>" {
        return false;
    }
    let Some(close) = walk.find("</span>", tag.end, end) else { return false };
    if walk.text[tag.end..close].contains("<span") {
        return false;
    }
    walk.copy.cut(tag.clone());
    walk.copy.set(tag.start..tag.start + 1, NOTE[0]);
    walk.copy.cut(close..close + "</span>".len());
    walk.copy.set(close..close + 1, NOTE[1]);
    walk.at = tag.end;
    true
}

/// `{{ … }}`, `{{< … >}}`, `{{% … %}}`, `{{#include …}}`, `{% … %}`; and `{#…}` behind a caption or a formula.
fn template(walk: &mut DialectWalk<'_>) -> bool {
    let at = walk.at;
    if behind_words(walk) {
        return true;
    }
    let (closes, construct) = match walk.bytes.get(at + 1..(at + 3).min(walk.bytes.len())) {
        Some(b"{#") => ("}}", Construct::Include),
        Some(b"{<") => (">}}", Construct::Shortcode),
        Some(b"{%") => ("%}}", Construct::Shortcode),
        Some([b'{', _]) => ("}}", Construct::Template),
        Some([b'%', _]) if names_file(walk) => return true,
        Some([b'%', _]) => ("%}", Construct::Liquid),
        Some([b'#', _]) => return label(walk),
        Some([b':', _]) if at > 0 && !walk.bytes[at - 1].is_ascii_whitespace() => {
            let Some(inner) = braces::inside(walk.near(at)) else { return false };
            return left_out(walk, Construct::LinkAttributes, at..at + inner.len() + 2);
        }
        Some([b'.', _]) => return class(walk),
        _ => return others::role(walk),
    };
    let end = walk.end_of_paragraph();
    match walk.find(closes, at + 2, end) {
        Some(close) if closes == "}}" && calls::template(walk, &(at..close + 2)) => true,
        Some(close) if is_address_of_label(walk) => {
            // What is left is still the address.
            let whole = at..close + closes.len();
            let meant = templates::meant(&walk.text[whole.clone()]);
            walk.at = whole.end;
            let path = meant.clone().filter(|path| !path.is_empty()).map(|path| at + path.start..at + path.end);
            match path.filter(|path| !walk.text[path.clone()].contains([' ', '<', '>'])) {
                Some(path) => {
                    walk.copy.set(at..path.start, b' ');
                    walk.copy.set(path.end..whole.end, b' ');
                    true
                }
                None => {
                    walk.copy.set(whole.clone(), b' ');
                    meant.is_some_and(|path| path.is_empty()) || foreign(walk, construct, whole)
                }
            }
        }
        Some(close) => left_out(walk, construct, at..close + closes.len()),
        None => false,
    }
}

/// `` `code`{.python} `` of pandoc and `**words**{.red}` of other programs: attributes right behind a closing mark. Of code they name its
/// language, of words what a stylesheet of a web page knows.
fn behind_words(walk: &mut DialectWalk<'_>) -> bool {
    let at = walk.at;
    let Some(mark) = at.checked_sub(1).map(|before| walk.bytes[before]).filter(|mark| b"`*_".contains(mark)) else { return false };
    let Some(inner) = braces::inside(walk.near(at)).filter(|inner| inner.starts_with(['.', '#']) && !inner.contains('\n')) else {
        return false;
    };
    let is_attribute = |word: &str| word.len() > 1 && (word.starts_with(['.', '#']) || word.contains('='));
    if !braces::words(inner).iter().all(|(_, word)| is_attribute(word)) || links::is_own(inner.trim()) {
        return false;
    }
    let whole = at..at + inner.len() + 2;
    // At the end of a line they may be those of a heading or a paragraph, which are read elsewhere.
    if mark != b'`' && walk.text[whole.end..walk.line.end].trim().is_empty() {
        return false;
    }
    if mark == b'`' {
        walk.copy.cut(whole.clone());
        walk.at = whole.end;
        return true;
    }
    left_out(walk, Construct::Span, whole)
}

/// `{% filename %}a/b.py{% endfilename %}` of GitBook, which names a file above its code: the name stays.
fn names_file(walk: &mut DialectWalk<'_>) -> bool {
    let near = walk.near(walk.at);
    // In `{%}` nothing is closed: its `%` is that of the beginning.
    let Some(close) = near.get(2..).and_then(|rest| rest.find("%}")).map(|at| at + 2) else { return false };
    if !matches!(near[2..close].trim_matches(['-', ' ', '\t']), "filename" | "endfilename") {
        return false;
    }
    let whole = walk.at..walk.at + close + 2;
    walk.copy.cut(whole.clone());
    walk.at = whole.end;
    true
}

/// Whether nothing but `[label]:` stands before a template in its line.
fn is_address_of_label(walk: &DialectWalk<'_>) -> bool {
    let before = walk.text[walk.line.words..walk.at.max(walk.line.words)].trim_end();
    before.starts_with('[') && before.ends_with("]:")
}

/// `{#fig:one}` at the end of a caption or behind a displayed formula.
fn label(walk: &mut DialectWalk<'_>) -> bool {
    let (at, line) = (walk.at, walk.line);
    let caption = is_caption(walk);
    let formula = walk.text[..at].trim_end_matches(' ').ends_with("$$");
    let rest = walk.text[at..line.end].trim_end();
    let whole = rest.ends_with('}') && !rest[1..].contains('{');
    if !(whole && (caption || formula)) {
        return false;
    }
    // Its id leads to what stands before it.
    let (inner, end) = (at + 1..at + rest.len() - 1, at + rest.len());
    walk.copy.cut(at..end);
    walk.copy.set(at..at + 1, SPAN[0]);
    walk.copy.set(end - 1..end, SPAN[1]);
    walk.copy.spans.push(AttributedSpan { at, attributes: inner });
    walk.at = end;
    true
}

/// Whether the paragraph at hand, of few lines, begins as the caption of a table.
fn is_caption(walk: &DialectWalk<'_>) -> bool {
    const MOST_LINES: usize = 12;
    let mut line = walk.line;
    for _ in 0..MOST_LINES {
        let words = &walk.text[line.words..line.end];
        if words.trim().is_empty() {
            return false;
        }
        if words.starts_with("Table:") || words.starts_with("table:") || words.starts_with(": ") {
            return true;
        }
        let Some(end) = line.start.checked_sub(1).filter(|&end| end >= walk.body) else { return false };
        line = walk.line_at(end);
    }
    false
}

/// `{.class}` at the end of a paragraph, if it is none of ours.
fn class(walk: &mut DialectWalk<'_>) -> bool {
    let (at, line) = (walk.at, walk.line);
    let rest = walk.text[at..line.end].trim_end();
    let Some(inner) = rest.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')) else { return false };
    let named =
        inner.split_whitespace().all(|word| word.len() > 1 && word.starts_with(['.', '#']) && !word[1..].contains(['{', '}', '.', '#']));
    let own = inner.split_whitespace().any(links::is_own);
    // A picture and a heading have classes.
    let other = walk.bytes.get(line.words).is_some_and(|byte| matches!(byte, b'!' | b'#' | b'|' | b'<'));
    let apart = at == line.words || walk.bytes[at - 1] == b' ';
    if !named || own || other || !apart || line.end < walk.end_of_paragraph() {
        return false;
    }
    left_out(walk, Construct::BlockAttributes, at..at + rest.len())
}

/// `[[Note|words]]` and `![[picture.png]]`.
fn wiki(walk: &mut DialectWalk<'_>) -> bool {
    let at = walk.at;
    if !walk.starts(at, "[[") {
        return false;
    }
    let end = walk.line.end;
    let near = walk.bytes.get(at..end.min(at + 500)).unwrap_or_default();
    let Some(close) = near.windows(2).position(|pair| pair == b"]]").map(|close| at + close) else { return false };
    let inner = &walk.text[at + 2..close];
    // `[[words](address)]` and `[[1]](#one)` are links in brackets; other words behind one are words.
    if inner.is_empty() || inner.contains(['[', ']']) || walk.starts(close + 2, "(") && !is_aside(walk.near(close + 2)) {
        return false;
    }
    let whole = at..close + 2;
    walk.at = at + 2;
    let embedded = at > 0 && walk.bytes[at - 1] == b'!';
    let (name, words) = inner.split_once('|').map_or((inner, None), |(name, words)| (name, Some(words)));
    // In a table the bar is escaped.
    let name = name.strip_suffix('\\').unwrap_or(name);
    if embedded && is_picture(name) {
        // Behind the name there may be a remark.
        walk.at = at + 2 + name.len();
        picture(walk, &whole, name.len());
        return true;
    }
    let file = embedded && is_file(name);
    let shown = words.filter(|words| !embedded && !words.is_empty()).unwrap_or(name);
    let mut from = if words.is_some_and(|words| std::ptr::eq(words, shown)) { close - shown.len() } else { at + 2 };
    let mut end = from + shown.len();
    if from == at + 2 {
        // The name of a note is shown without its ending, and a heading of the same note by itself.
        from += shown.len() - shown.trim_start_matches(['#', '^']).len();
        end -= if shown.ends_with(".md") { 3 } else { 0 };
        // The name of a paragraph is no word.
        end = walk.text[from..end].find("#^").map_or(end, |at| from + at);
        for (mark, _) in walk.text[from..end].match_indices('#') {
            walk.copy.set(from + mark..from + mark + 1, WITHIN);
        }
    }
    walk.copy.cut(at - usize::from(embedded)..from);
    walk.copy.cut(end..close + 2);
    if file {
        return foreign(walk, Construct::EmbeddedFile, whole);
    }
    walk.copy.set(at..at + 1, WIKI[0]);
    walk.copy.set(close + 1..close + 2, WIKI[1]);
    true
}

/// Whether what a bracket opens are words and no address: several, or some in a script that addresses of a book's files seldom have.
fn is_aside(behind: &str) -> bool {
    let Some(inner) = behind.strip_prefix('(').and_then(|rest| rest.split(')').next()) else { return true };
    let is_address = inner.starts_with(['#', '/', '.', '<']) || inner.contains(['/', '"']) || inner.contains("://") || is_file(inner);
    !is_address && !inner.is_empty() && (inner.contains(char::is_whitespace) || !inner.is_ascii())
}

/// Whether a name has the ending of a file that is no note.
fn is_file(name: &str) -> bool {
    let name = name.split('#').next().unwrap_or("").trim_end();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    (2..=5).contains(&ending.len())
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && !ending.eq_ignore_ascii_case("md")
        && ending.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// `![[a b.png|300]]` is as long as `![](a b.png)` and what follows.
fn picture(walk: &mut DialectWalk<'_>, whole: &Range<usize>, length: usize) {
    let at = whole.start;
    let name: Vec<u8> = walk.bytes[at + 2..at + 2 + length].iter().map(|&byte| if byte == b' ' { SPACE } else { byte }).collect();
    // A remark in it is hidden later, and nothing hidden may stand in an address.
    let remark = ["%%", "<!--", "{>>"].iter().any(|sign| walk.text[whole.clone()].contains(sign));
    let end = if remark { at + 3 + name.len() } else { whole.end - 1 };
    walk.copy.cut(whole.clone());
    walk.copy.write(at, b"[](");
    walk.copy.write(at + 3, &name);
    walk.copy.set(at + 3 + name.len()..end, b' ');
    walk.copy.set(end..end + 1, b')');
}

/// Whether what stands before the words of a line ends in the mark of a quotation, and is nothing but such marks and those of lists,
/// definitions and notes: `- > `, `[^a]: > `.
fn heads_quotation(before: &str) -> bool {
    let is_item = |word: &str| {
        let number = word.trim_end_matches(['.', ')']);
        matches!(word, "-" | "*" | "+" | ":") || number.len() + 1 == word.len() && number.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_note = |word: &str| word.starts_with("[^") && word.ends_with("]:");
    let is_quotation = |word: &str| word.bytes().all(|byte| byte == b'>');
    before.trim_end().ends_with('>') && before.split_whitespace().all(|word| is_quotation(word) || is_item(word) || is_note(word))
}

/// Takes `[!NOTE]` of GitHub and Obsidian at the head of a quotation, from its bracket at `at` on, for a title; false if it is none. The walk goes on at the
/// author's own title behind it, if there is one, or at the end of the line.
fn callout(walk: &mut DialectWalk<'_>, at: usize) -> bool {
    let words = walk.text[at..walk.line.end].trim_end();
    let Some(end) = words.find(']').filter(|&end| words.starts_with("[!") && end > 2) else { return false };
    let kind = &words[2..end];
    if !kind.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-') {
        return false;
    }
    let behind = words[end + 1..].trim_start_matches(['+', '-']);
    let title = behind.trim();
    walk.copy.set(at..at + 1, TITLE);
    if title.is_empty() {
        // `NOTE` is a word: `Note`.
        walk.copy.cut(at + 1..at + 2);
        walk.copy.write(at + 3, kind[1..].to_ascii_lowercase().as_bytes());
        walk.copy.write(at + 2, kind[..1].to_ascii_uppercase().as_bytes());
        walk.copy.cut(at + end..at + words.len());
        walk.at = at + words.len();
        return true;
    }
    walk.copy.cut(at + 1..at + words.len() - title.len());
    walk.at = at + words.len() - title.len();
    true
}

/// A bracket that may begin a link.
fn open(walk: &mut DialectWalk<'_>) -> bool {
    let at = walk.at;
    if walk.starts(at, "[!") && heads_quotation(&walk.text[walk.line.start..at]) && callout(walk, at) {
        return true;
    }
    walk.brackets.push(at);
    walk.at += 1;
    true
}

/// `^[words]`: a note in the line.
fn note(walk: &mut DialectWalk<'_>) -> bool {
    let at = walk.at;
    if !walk.starts(at, "^[") || at < walk.note_until || (at > 0 && walk.bytes[at - 1] == b'[') {
        return false;
    }
    let end = walk.end_of_paragraph();
    let Some(close) = closing(walk, at + 2, end, [b'[', b']']) else { return false };
    walk.copy.cut(at..at + 1);
    walk.copy.set(at + 1..at + 2, NOTE[0]);
    walk.copy.set(close..close + 1, NOTE[1]);
    walk.note_until = close;
    walk.at = at + 2;
    true
}

/// `x^2^` and `H~2~O`: behind a letter, figure or bracket, a few characters without a space.
fn script(walk: &mut DialectWalk<'_>, mark: u8, signs: [u8; 2]) -> bool {
    let at = walk.at;
    let run = walk.bytes[at..].iter().take_while(|&&byte| byte == mark).count();
    if run > 1 {
        return emphasis::run(walk, mark);
    }
    let glued = walk.text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | ']' | '*' | '_'));
    let rest = &walk.bytes[at + 1..walk.bytes.len().min(at + 24)];
    let length = rest.iter().position(|&byte| byte == mark || byte.is_ascii_whitespace());
    let Some(length) = length.filter(|&length| glued && length > 0 && rest[length] == mark) else { return false };
    let inner = &rest[..length];
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b',' | b'.' | b'(' | b')' | b'*') || *byte >= 0x80;
    if !inner.iter().all(plain) || rest.get(length + 1) == Some(&mark) {
        return false;
    }
    // `4~8个，最多10~12个` and `1990~1995 and 2000~2005` are ranges: figures on both sides of both signs, or a sign of punctuation between.
    let is_figure = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let range = is_figure(at.checked_sub(1).and_then(|before| walk.bytes.get(before)))
        && is_figure(inner.first())
        && is_figure(rest.get(length + 1));
    let inner = walk.text.get(at + 1..at + 1 + length).unwrap_or_default();
    if mark == b'~' && (range || !inner.chars().all(|c| c.is_ascii() || c.is_alphanumeric() || matches!(c, '−' | '′' | '·'))) {
        return false;
    }
    walk.copy.set(at..at + 1, signs[0]);
    walk.copy.set(at + 1 + length..at + 2 + length, signs[1]);
    walk.at = at + 2 + length;
    true
}

/// `^words^` by itself, as pandoc has it, but no `^_^`; ` ^name` at the end of a paragraph is a name for links.
fn free(walk: &mut DialectWalk<'_>) -> bool {
    let at = walk.at;
    let apart = walk.text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '—' | '“' | '"'));
    let plain = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b',' | b'.' | b'(' | b')') || **byte >= 0x80;
    let length = walk.bytes[at + 1..].iter().take(40).take_while(plain).count();
    let end = at + 1 + length;
    let ends = walk.text.get(end + 1..).is_some_and(|rest| rest.chars().next().is_none_or(|c| !c.is_alphanumeric() && c != '^'));
    if !apart || !ends || walk.bytes.get(end) != Some(&b'^') || !walk.bytes[at + 1..end].iter().any(u8::is_ascii_alphanumeric) {
        return false;
    }
    walk.copy.set(at..at + 1, RAISED[0]);
    walk.copy.set(end..end + 1, RAISED[1]);
    walk.at = end + 1;
    true
}

/// `==words==`.
fn highlight(walk: &mut DialectWalk<'_>) -> bool {
    let at = walk.at;
    let run = walk.bytes[at..].iter().take_while(|&&byte| byte == b'=').count();
    if run != 2 {
        walk.at = at + run;
        return true;
    }
    // Between letters it compares; but a script without spaces has no other place for it.
    let parts = |c: char| !c.is_alphanumeric() || emphasis::is_cjk(c);
    let opens =
        walk.text[..at].chars().next_back().is_none_or(parts) && walk.text[at + 2..].chars().next().is_some_and(|c| !c.is_whitespace());
    let end = walk.end_of_paragraph();
    if let Some(close) = walk.find("==", at + 2, end).filter(|&close| opens && close > at + 2)
        && !walk.bytes[close - 1].is_ascii_whitespace()
        && walk.text[close + 2..].chars().next().is_none_or(|c| parts(c) && c != '=')
    {
        walk.copy.cut(at..at + 2);
        walk.copy.cut(close..close + 2);
        walk.copy.set(at + 1..at + 2, MARKED[0]);
        walk.copy.set(close..close + 1, MARKED[1]);
        walk.at = at + 2;
        return true;
    }
    walk.at = at + 2;
    true
}

/// Passes an address that holds a file, `data:image/png;base64,…`, whose letters are no marks.
fn data(walk: &mut DialectWalk<'_>) -> bool {
    const LONGEST_KIND: usize = 60;
    let at = walk.at;
    let near = &walk.bytes[at..walk.bytes.len().min(at + LONGEST_KIND)];
    let Some(length) = near.windows(8).position(|bytes| bytes == b";base64,").filter(|_| walk.text[..at].ends_with("data")) else {
        return false;
    };
    let from = at + length + 8;
    let letters = walk.bytes[from..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(byte)).count();
    walk.plain_until = walk.plain_until.max(from + letters);
    walk.at = from;
    true
}

/// Passes an address such as `https://…`.
fn address(walk: &mut DialectWalk<'_>) -> bool {
    let at = walk.at;
    if !walk.starts(at, "://") {
        return false;
    }
    let ends = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'<' | b'>' | b'"' | b')' | b']');
    let length = walk.bytes[at..].iter().position(ends).unwrap_or(walk.bytes.len() - at);
    // What kramdown has behind it is none of it: `https://a.example{: .b}`.
    let length = walk.text[at..at + length].find("{:").unwrap_or(length);
    walk.plain_until = at + length.max(3);
    walk.at = at + 3;
    true
}
