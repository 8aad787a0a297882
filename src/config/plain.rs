//! Words without the marks of Markdown and HTML, for metadata: catalogues and shops print an asterisk as an asterisk.

/// Takes emphasis, code, links, escapes and the tags that shops know from words. A mark that has no partner is a character like any other.
pub(super) fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if let Some((inner, behind)) = link(rest).or_else(|| emphasis(rest, out.chars().next_back())) {
            out.push_str(&words(inner));
            rest = behind;
        } else if let Some((inner, behind)) = code(rest).or_else(|| address(rest)) {
            out.push_str(inner);
            rest = behind;
        } else if let Some((between, behind)) = tag(rest) {
            out.push_str(between);
            rest = behind;
        } else if let Some(escaped) = rest.strip_prefix('\\').filter(|behind| behind.starts_with(|c: char| c.is_ascii_punctuation())) {
            out.push_str(&escaped[..1]);
            rest = &escaped[1..];
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// `[words](address)` and `![words](address)`: the words, and what is behind.
fn link(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix("![").or_else(|| text.strip_prefix('['))?;
    let (words, behind) = inner.split_once("](")?;
    let (address, behind) = behind.split_once(')')?;
    (!words.contains(['[', '\n']) && !address.contains(['(', '\n'])).then_some((words, behind))
}

/// `*words*`, `_words_`, and with two or three of them; `before` is the character before.
fn emphasis(text: &str, before: Option<char>) -> Option<(&str, &str)> {
    let mark = text.chars().next().filter(|c| matches!(c, '*' | '_'))?;
    let count = text.chars().take_while(|c| *c == mark).count();
    let fence = text.get(..count).filter(|_| count <= 3)?;
    let inner = &text[count..];
    // `snake_case` is a word, and `a * b` a product.
    if (mark == '_' && before.is_some_and(char::is_alphanumeric)) || inner.starts_with(char::is_whitespace) {
        return None;
    }
    inner.match_indices(fence).map(|(at, _)| (&inner[..at], &inner[at + count..])).find(|(words, behind)| {
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
    use super::words;

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
            assert_eq!(words(written), plain, "{written}");
        }
    }
}
