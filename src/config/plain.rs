//! Words without the marks of Markdown and HTML, for metadata: catalogues and shops print an asterisk as an asterisk. What the marks
//! meant is kept beside the words, for the back of a printed cover.

use crate::book::{Style, StyledStretch, StyledWords};

/// Takes emphasis, code, links, escapes and the tags that shops know from words. A mark that has no partner is a character like any other.
pub(super) fn styled(text: &str) -> StyledWords {
    let mut out = StyledWords::default();
    push(text, Style::PLAIN, &mut out);
    out
}

/// Adds words that are set in a style to others.
fn push(text: &str, style: Style, out: &mut StyledWords) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((inner, behind)) = link(rest) {
            push(inner, style, out);
            rest = behind;
        } else if let Some((inner, more, behind)) = emphasis(rest, out.words.chars().next_back()).or_else(|| tagged(rest)) {
            push(inner, style.with(more), out);
            rest = behind;
        } else if let Some((inner, behind)) = code(rest).or_else(|| address(rest)) {
            letters(inner, style, out);
            rest = behind;
        } else if let Some((between, behind)) = tag(rest) {
            letters(between, style, out);
            rest = behind;
        } else if let Some(escaped) = rest.strip_prefix('\\').filter(|behind| behind.starts_with(|c: char| c.is_ascii_punctuation())) {
            letters(&escaped[..1], style, out);
            rest = &escaped[1..];
        } else {
            letters(&rest[..c.len_utf8()], style, out);
            rest = &rest[c.len_utf8()..];
        }
    }
}

/// Adds letters as they are. Those in the style of the last ones go on with them.
fn letters(text: &str, style: Style, out: &mut StyledWords) {
    let start = out.words.len();
    out.words.push_str(text);
    let end = out.words.len();
    match out.stretches.last_mut().filter(|last| last.range.end == start && last.style == style) {
        _ if style == Style::PLAIN || start == end => {}
        Some(last) => last.range.end = end,
        None => out.stretches.push(StyledStretch { range: start..end, style }),
    }
}

/// `<i>words</i>` and the like: the words, what the tag means, and what is behind.
fn tagged(text: &str) -> Option<(&str, Style, &str)> {
    let (name, inner) = text.strip_prefix('<')?.split_once('>')?;
    let style = match name.to_ascii_lowercase().as_str() {
        "i" | "em" => Style::EMPHASIS,
        "b" | "strong" => Style::STRONG,
        _ => return None,
    };
    let close = format!("</{name}>");
    let end = inner.match_indices('<').map(|(at, _)| at);
    let end = end.into_iter().find(|at| inner.get(*at..at + close.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(&close)))?;
    Some((&inner[..end], style, &inner[end + close.len()..]))
}

/// `[words](address)` and `![words](address)`: the words, and what is behind.
fn link(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix("![").or_else(|| text.strip_prefix('['))?;
    let (words, behind) = inner.split_once("](")?;
    let (address, behind) = behind.split_once(')')?;
    (!words.contains(['[', '\n']) && !address.contains(['(', '\n'])).then_some((words, behind))
}

/// `*words*`, `_words_`, and with two or three of them: the words, what the marks mean, and what is behind. `before` is the character
/// before.
fn emphasis(text: &str, before: Option<char>) -> Option<(&str, Style, &str)> {
    let mark = text.chars().next().filter(|c| matches!(c, '*' | '_'))?;
    let count = text.chars().take_while(|c| *c == mark).count();
    let fence = text.get(..count).filter(|_| count <= 3)?;
    let inner = &text[count..];
    // `snake_case` is a word, and `a * b` a product.
    if (mark == '_' && before.is_some_and(char::is_alphanumeric)) || inner.starts_with(char::is_whitespace) {
        return None;
    }
    let style = [Style::EMPHASIS, Style::STRONG, Style::EMPHASIS.with(Style::STRONG)][count.checked_sub(1)?];
    inner.match_indices(fence).map(|(at, _)| (&inner[..at], style, &inner[at + count..])).find(|(words, _, behind)| {
        let ends =
            !words.is_empty() && !words.ends_with(|c: char| c.is_whitespace() || c == mark || c == '\\') && !behind.starts_with(mark);
        ends && !(mark == '_' && behind.starts_with(char::is_alphanumeric))
    })
}

/// `` `code` ``.
fn code(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix('`')?.split_once('`').filter(|(code, _)| !code.is_empty() && !code.contains('\n'))
}

/// `<https://example.org>`.
fn address(text: &str) -> Option<(&str, &str)> {
    let (address, behind) = text.strip_prefix('<')?.split_once('>')?;
    (address.starts_with("http") && address.contains("://") && !address.contains(char::is_whitespace)).then_some((address, behind))
}

/// A tag of HTML that descriptions in shops may have: what stands for it, and what is behind.
fn tag(text: &str) -> Option<(&'static str, &str)> {
    let (inner, behind) = text.strip_prefix('<')?.split_once('>')?;
    let name = inner.trim_end_matches('/').trim_end();
    let (name, closes) = name.strip_prefix('/').map_or((name, false), |name| (name, true));
    match name.to_ascii_lowercase().as_str() {
        "b" | "i" | "em" | "strong" | "u" | "small" | "span" | "ul" | "ol" => Some(("", behind)),
        "br" => Some(("\n", behind.strip_prefix('\n').unwrap_or(behind))),
        "p" | "div" | "li" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            Some((if closes && !behind.is_empty() { "\n\n" } else { "" }, behind))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::styled;
    use crate::book::Style;

    #[test]
    fn what_the_marks_mean_is_kept() {
        let (emphasis, strong) = (Style::EMPHASIS, Style::STRONG);
        for (written, kept) in [
            ("Of *Moby-Dick* and **boats**.", vec![("Moby-Dick", emphasis), ("boats", strong)]),
            ("*one **two** three*", vec![("one ", emphasis), ("two", emphasis.with(strong)), (" three", emphasis)]),
            ("<p><I>Old</I> ships, <strong>new</strong> <b>boats</p>", vec![("Old", emphasis), ("new", strong)]),
            ("[*The Quay*](https://example.org)", vec![("The Quay", emphasis)]),
            ("plain <em>", vec![]),
        ] {
            let words = styled(written);
            let found: Vec<_> = words.stretches.iter().map(|stretch| (&words.words[stretch.range.clone()], stretch.style)).collect();
            assert_eq!(found, kept, "{written}");
        }
    }

    #[test]
    fn marks_go_and_words_stay() {
        for (written, plain) in [
            ("A *small* **book** on ***sea*** and _land_.", "A small book on sea and land."),
            ("See [the *site*](https://example.org/a_b) or <https://example.org>.", "See the site or https://example.org."),
            ("`code_of_mine` and snake_case_name, __init__", "code_of_mine and snake_case_name, init"),
            ("5 * 3 * 2, a* and 10 \\* 2", "5 * 3 * 2, a* and 10 * 2"),
            ("[sic] (so) and [a](b", "[sic] (so) and [a](b"),
            ("*one **two** three*", "one two three"),
            ("**", "**"),
            ("x < y > z", "x < y > z"),
            ("<p>An <b>old</b> <i>ship</i>.</p><p>Two<br/>lines, <EM>no more</EM>.</p>", "An old ship.\n\nTwo\nlines, no more."),
            ("<kbd> and <b", "<kbd> and <b"),
            ("Two\n\n*lines*", "Two\n\nlines"),
        ] {
            assert_eq!(styled(written).words, plain, "{written}");
        }
    }
}
