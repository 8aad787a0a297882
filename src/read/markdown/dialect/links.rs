//! What follows a bracket that closes: an address with a size, attributes of pandoc, a label that nobody defines.

use super::constructs::Construct;
use super::copy::AttributedSpan;
use super::directives::is_picture;
use super::fate;
use super::fate::foreign;
use super::signs::{CROSS, SPACE, SPAN};
use super::spans::SpanAttributes;
use super::walk::DialectWalk;
use super::{braces, directives, remarks, templates, unseen};
use crate::book::Role;
use crate::read::names::is_id;
use std::collections::BTreeSet;

/// Classes of our own behind a link or in a span, which are read later.
const OWN: [&str; 3] = [".page", ".row-heads", ".landscape"];

/// Whether a word between braces is a class of our own, or says how the lines of verse are numbered.
pub(super) fn is_own(word: &str) -> bool {
    OWN.contains(&word)
        || word.strip_prefix('.').is_some_and(|class| Role::named(class).is_some())
        || word.strip_prefix("numbers=").is_some_and(|number| number.trim_matches('"').bytes().all(|byte| byte.is_ascii_digit()))
}

/// A bracket closes.
pub(super) fn close(walk: &mut DialectWalk<'_>) -> bool {
    let at = walk.at;
    walk.at += 1;
    let Some(open) = walk.brackets.pop() else { return true };
    let picture = open > 0 && walk.bytes[open - 1] == b'!';
    if picture && matches!(walk.bytes.get(at + 1), Some(b'(' | b'[')) {
        size(walk, open, at);
    }
    match walk.bytes.get(at + 1) {
        Some(b'(') if !picture && page(walk, open, at) => {}
        Some(b'(') if templates::address(walk, open, at + 1, picture) => {}
        Some(b'(') => address(walk, open, at + 1, picture),
        Some(b'{') if !walk.starts(at + 1, "{{") && !walk.starts(at + 1, "{%") => span(walk, open, at),
        Some(b'[') => reference(walk, open, at),
        _ => {}
    }
    true
}

/// `[page.md](page.md "mention")` of GitBook, and the link in a `{% content-ref %}`: what GitBook shows is the title of the page.
fn page(walk: &mut DialectWalk<'_>, open: usize, at: usize) -> bool {
    let rest = &walk.text[at + 2..walk.line.end];
    let Some(length) = rest.find(')') else { return false };
    let (address, title) = rest[..length].split_once(' ').unwrap_or((&rest[..length], ""));
    let is_page = !address.is_empty() && !address.contains("://") && !address.starts_with('#');
    if !is_page || walk.text[open + 1..at].contains(['[', ']']) || !(title == "\"mention\"" || walk.page_ref) {
        return false;
    }
    let end = at + 3 + length;
    walk.copy.cut(open..end);
    walk.copy.set(open..open + 1, CROSS);
    walk.at = end;
    true
}

/// The byte at which an address without marks round it ends: a closing parenthesis that none within opens, or what `ends` says.
pub(crate) fn address_end(address: &[u8], ends: impl Fn(u8) -> bool) -> Option<usize> {
    let mut depth = 0_usize;
    address.iter().position(|byte| match byte {
        b'(' => {
            depth += 1;
            false
        }
        b')' if depth > 0 => {
            depth -= 1;
            false
        }
        b')' => true,
        &other => ends(other),
    })
}

/// `(address "title")`, passed up to the title; then what stands behind the whole.
fn address(walk: &mut DialectWalk<'_>, open: usize, at: usize, picture: bool) {
    let line_end = walk.line.end;
    let bytes = &walk.bytes[at + 1..line_end];
    let pointed = bytes.first() == Some(&b'<');
    let spaced = if picture && !pointed { spaced(walk, at + 1) } else { None };
    let length = address_end(bytes, |byte| match byte {
        b'>' => pointed,
        b' ' | b'\t' => !pointed,
        _ => false,
    });
    let Some(length) = spaced.map(|end| end - at - 1).or(length) else { return };
    let end = at + 1 + length;
    walk.plain_until = end;
    let rest = &walk.text[end..line_end];
    let size = rest.strip_prefix(" =").map(|size| size.bytes().take_while(|byte| byte.is_ascii_digit() || b"x%*".contains(byte)).count());
    let mut closed = end;
    if let Some(length) = size.filter(|&length| picture && length > 0 && rest[2 + length..].starts_with(')')) {
        walk.copy.set(end..end + 2 + length, b' ');
        closed = end + 2 + length;
    } else if !rest.starts_with(')') {
        closed = match rest.find("\")").or_else(|| rest.find("')")) {
            Some(quote) if !pointed || rest.starts_with("> ") => end + quote + 1,
            _ if pointed => end + 1,
            _ => return,
        };
        walk.title_until = closed;
    }
    if walk.bytes.get(closed) == Some(&b')') && walk.bytes.get(closed + 1) == Some(&b'{') {
        attributes(walk, open, closed + 1, picture);
    }
}

/// `|300` at the end of a picture's words is no word.
fn size(walk: &mut DialectWalk<'_>, open: usize, at: usize) {
    // No size is longer, and pictures may stand in the words of pictures.
    let from = at.saturating_sub(16).max(open + 1);
    let Some(bar) = walk.bytes[from..at].iter().rposition(|&byte| byte == b'|').map(|bar| from + bar) else { return };
    if directives::is_size(walk.text[bar + 1..at].trim()) {
        // In a table the bar is escaped.
        let bar = bar - usize::from(bar > from && walk.bytes[bar - 1] == b'\\');
        walk.copy.cut(bar..at);
    }
}

/// Where the address of a picture ends that has spaces in it, which get a sign of their own. None if there are none, or if it does not
/// end as those of pictures do.
fn spaced(walk: &mut DialectWalk<'_>, from: usize) -> Option<usize> {
    let near = walk.near(from);
    let first = near.find([' ', ')'])?;
    if !near[first..].starts_with(' ') {
        return None;
    }
    let titled = [(" \"", "\")"), (" '", "')")].into_iter().find_map(|(opens, closes)| {
        let title = near.find(opens).filter(|&title| is_picture(near[..title].trim_end()))?;
        near[title + 2..].contains(closes).then_some(title)
    });
    let bare = || {
        let mut depth = 0_usize;
        let close = near.bytes().position(|byte| {
            let closes = byte == b')' && depth == 0;
            match byte {
                b'(' => depth += 1,
                b')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            closes
        })?;
        let inner = &near[..close];
        let sized =
            inner.rsplit_once(" =").filter(|(_, size)| !size.is_empty() && size.bytes().all(|byte| b"0123456789x%*".contains(&byte)));
        Some(sized.map_or(inner.len(), |(address, _)| address.len()))
    };
    let address = near[..titled.or_else(bare)?].trim_end();
    if !is_picture(address) || address.contains("](") {
        return None;
    }
    for (at, _) in address.bytes().enumerate().filter(|(_, byte)| matches!(byte, b' ' | b'\t')) {
        walk.copy.set(from + at..from + at + 1, SPACE);
    }
    Some(from + address.len())
}

/// `{#id .class width=50%}` behind a picture: classes stay, ids, sizes and its words are read elsewhere, the rest goes. Behind a link all
/// goes.
fn attributes(walk: &mut DialectWalk<'_>, open: usize, at: usize, picture: bool) {
    let Some(inner) = braces::inside(&walk.text[at..]) else { return };
    let words: Vec<(usize, &str)> = braces::words(inner);
    let is_class =
        |word: &str| word.len() > 1 && word.starts_with('.') && word[1..].bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let is_attribute = |word: &str| word.starts_with(['.', '#']) || word.contains('=') || word.contains('%') || matches!(word, "-");
    let quoted = inner.contains(['"', '\'']) && inner.contains('=');
    let fits = |word: &str| quoted || is_attribute(word);
    // What asks for the number of a page is read where the link is.
    let asks_for_page = !picture && words.iter().any(|(_, word)| *word == ".page");
    let is_own = !asks_for_page && words.iter().all(|(_, word)| is_own(word));
    let over_lines = inner.contains('\n');
    if is_own || !words.iter().all(|(_, word)| fits(word)) || over_lines && inner.contains("%%") {
        return;
    }
    let all = at..at + inner.len() + 2;
    if picture && words.iter().all(|(_, word)| is_class(word)) && !inner.starts_with(':') && !over_lines {
        return;
    }
    // What kramdown says of a picture among words is of a web page.
    let keeps = picture && (!inner.starts_with(':') || stands_alone(walk, open, all.end));
    tell_of_attributes(walk, at, inner, picture);
    if over_lines {
        remarks::in_formula(walk, all.clone());
        walk.at = all.end;
    } else {
        walk.plain_until = all.end;
    }
    let classes: Vec<(usize, &str)> = words.into_iter().filter(|(_, word)| keeps && is_class(word)).collect();
    match classes.is_empty() {
        true if over_lines => walk.copy.join(all),
        true => walk.copy.cut(all),
        false => {
            walk.copy.join(at + 1..all.end - 1);
            classes.iter().for_each(|(from, class)| walk.copy.write(at + 1 + from, class.as_bytes()));
        }
    }
}

/// Whether a picture whose bracket opens at `open`, and whose attributes end at `end`, stands beside no words: else it has no place of
/// its own, which a class might tell of.
fn stands_alone(walk: &DialectWalk<'_>, open: usize, end: usize) -> bool {
    let around = ['!', '[', '<', '|', '{', ']'];
    let first = walk.line_at(open);
    let begins = open <= first.words + 1 || walk.text[first.words..].starts_with(around);
    let behind = walk.text.get(end..).unwrap_or("").trim_start_matches([' ', '\t']);
    let next = behind.strip_prefix('\n').map_or(behind, |rest| rest.lines().next().unwrap_or("").trim_matches([' ', '\t', '>']));
    begins && (next.is_empty() || next.starts_with(around) || next.len() < behind.len() && next.starts_with([':', '=']))
}

/// Tells of the first attribute without effect among those that open at `at`, or of all if none has an effect.
fn tell_of_attributes(walk: &mut DialectWalk<'_>, at: usize, inner: &str, picture: bool) {
    let is_class = |word: &str| {
        word.strip_prefix('.').is_some_and(|name| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') && !name.is_empty())
    };
    // An id, a size and the words are read where the picture is.
    let is_id = |word: &str| word.strip_prefix('#').is_some_and(is_id);
    let has = |word: &str, names: &[&str]| word.split_once(['=', ':']).is_some_and(|(name, _)| names.contains(&name));
    // Where a link opens is the browser's to know.
    let is_for_browsers = |word: &str| ["target=", "rel=", "class=", "loading=", "title="].iter().any(|name| word.starts_with(name));
    let known = |word: &str| {
        !picture && word == ".page"
            || picture && (is_class(word) || is_id(word) || has(word, &["width", "height", "fig-alt", "alt"]))
            || is_for_browsers(word)
    };
    let words = braces::words(inner);
    let idle: Vec<&(usize, &str)> = words.iter().filter(|(_, word)| !known(word)).collect();
    let Some((from, word)) = idle.first() else { return };
    let place = if idle.len() == words.len() { at..at + inner.len() + 2 } else { at + 1 + from..at + 1 + from + word.len() };
    foreign(walk, if picture { Construct::Attributes } else { Construct::LinkAttributes }, place);
}

/// `[words]{.smallcaps}`: the words, in that style if a book has it.
fn span(walk: &mut DialectWalk<'_>, open: usize, at: usize) {
    let Some(inner) = braces::inside(&walk.text[at + 1..]) else { return };
    let length = inner.len() + 1;
    if open > 0 && walk.bytes[open - 1] == b'!' && is_label(walk, &walk.text[open + 1..at]) {
        return behind_reference(walk, open, at + 1);
    }
    let fits = inner.starts_with(['.', '#', ':']) || inner.split_whitespace().next().is_some_and(|word| word.contains('='));
    let picture = open > 0 && walk.bytes[open - 1] == b'!';
    if !fits || is_own(inner.trim()) || picture || walk.line.words == open && walk.bytes[walk.line.start] == b'#' {
        return;
    }
    let whole = open..at + 2 + length;
    let of_books = unseen::is_of_books(inner);
    if of_books == Some(false) {
        foreign(walk, Construct::Conditional, whole.clone());
    }
    if unseen::says_hidden(inner) || of_books == Some(false) {
        return fate::hide(walk, whole);
    }
    let attributes = at + 2..at + 1 + length;
    if inner.contains('\n') {
        walk.copy.join(at..whole.end);
    } else {
        walk.copy.cut(at..whole.end);
    }
    walk.copy.set(open..open + 1, SPAN[0]);
    walk.copy.set(at..at + 1, SPAN[1]);
    if of_books.is_none() && !SpanAttributes::of(inner).is_understood() {
        foreign(walk, Construct::Span, whole.clone());
    }
    walk.copy.spans.push(AttributedSpan { at: open, attributes });
    walk.at = whole.end;
}

/// `[words][label]` whose label nobody defines.
fn reference(walk: &mut DialectWalk<'_>, open: usize, at: usize) {
    let Some(length) = walk.text[at + 2..walk.line.end].find(']') else { return };
    let label = &walk.text[at + 2..at + 2 + length];
    let words = &walk.text[open + 1..at];
    if label.starts_with('^') || label.contains(['[', '@']) || words.starts_with(['^', '@']) || words.trim().is_empty() {
        return;
    }
    let wanted = folded(if label.trim().is_empty() { words } else { label });
    let text = walk.text;
    let known = walk.labels.get_or_insert_with(|| labels(text));
    // What is of a shape that few labels have is no link.
    if known.contains(&wanted) {
        // Attributes behind it are its own, not those of the words in its label.
        return behind_reference(walk, open, at + 3 + length);
    }
    let name = label.is_empty() || label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" -_.:/#".contains(&byte));
    if !name || (label.is_empty() && known.is_empty()) {
        return;
    }
    let picture = open > 0 && walk.bytes[open - 1] == b'!';
    // Attributes of what is no picture have nothing to say.
    let behind = braces::inside(&walk.text[at + 3 + length..walk.line.end])
        .filter(|inner| picture && (inner.starts_with([':', '#', '.']) || inner.contains('=')));
    let end = at + 3 + length + behind.map_or(0, |inner| inner.len() + 2);
    walk.copy.cut(open - usize::from(picture)..open + 1);
    walk.copy.cut(at..end);
    foreign(walk, if picture { Construct::UndefinedPicture } else { Construct::UndefinedLink }, open - usize::from(picture)..end);
    walk.at = end;
}

/// Attributes at `at`, behind a reference whose words open at `open`.
fn behind_reference(walk: &mut DialectWalk<'_>, open: usize, at: usize) {
    if walk.bytes.get(at) != Some(&b'{') || walk.starts(at, "{{") || walk.starts(at, "{%") {
        return;
    }
    let Some(inner) = braces::inside(walk.near(at)).filter(|inner| !inner.contains('\n')) else { return };
    attributes(walk, open, at, open > 0 && walk.bytes[open - 1] == b'!');
    walk.at = walk.at.max(at + inner.len() + 2);
}

/// Whether some line of the text defines this label.
pub(super) fn is_label(walk: &mut DialectWalk<'_>, label: &str) -> bool {
    let text = walk.text;
    walk.labels.get_or_insert_with(|| labels(text)).contains(&folded(label))
}

/// The labels that lines of a text define, wherever they stand.
fn labels(text: &str) -> BTreeSet<String> {
    let lines = text.lines().map(|line| line.trim_start_matches([' ', '\t', '>']));
    lines.filter_map(|line| line.strip_prefix('[')?.split_once("]:")).map(|(label, _)| folded(label)).collect()
}

/// A label as labels are compared.
fn folded(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
