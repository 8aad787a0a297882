//! Tags with very many attributes, which a tokenizer of HTML needs a deep stack for: all but the first of them are taken out.

use std::borrow::Cow;
use std::ops::Range;

/// Attributes of a tag that are read.
const MOST_ATTRIBUTES: usize = 1_000;

/// A text of HTML in which no tag has more than a thousand attributes; it is as long as the one that is given, and all else is where it was.
/// In place of further attributes stands one that means nothing. Takes time in proportion to the length.
#[must_use]
pub(crate) fn with_few_attributes(html: &str) -> Cow<'_, str> {
    // The shortest attributes take two bytes each.
    if html.len() < 2 * MOST_ATTRIBUTES {
        return Cow::Borrowed(html);
    }
    let mut long: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|open| at + open) {
        at = open + 1;
        let is_tag = html[at..].trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic());
        if is_tag {
            let (end, rest) = attributes(html.as_bytes(), at);
            long.extend(rest);
            at = end;
        }
    }
    if long.is_empty() {
        return Cow::Borrowed(html);
    }
    let (mut out, mut done) = (String::with_capacity(html.len()), 0);
    for range in long {
        const MARKS: usize = " x=\"\"".len();
        out.push_str(&html[done..range.start]);
        out.push_str(" x=\"");
        out.extend(std::iter::repeat_n('x', range.len() - MARKS));
        out.push('"');
        done = range.end;
    }
    out.push_str(&html[done..]);
    Cow::Owned(out)
}

/// Where the tag ends whose name begins at a byte, and what comes behind its first attributes.
fn attributes(bytes: &[u8], start: usize) -> (usize, Option<Range<usize>>) {
    let is_name = |byte: &u8| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>');
    let run = |from: usize, is: &dyn Fn(&u8) -> bool| from + bytes[from..].iter().take_while(|byte| is(byte)).count();
    let is_space = |byte: &u8| byte.is_ascii_whitespace();
    let mut at = run(run(start, &|byte| *byte == b'/'), &is_name);
    let (mut count, mut rest) = (0, None);
    loop {
        at = run(at, &|byte| is_space(byte) || *byte == b'/');
        if at >= bytes.len() || bytes[at] == b'>' {
            break;
        }
        count += 1;
        if count > MOST_ATTRIBUTES {
            rest.get_or_insert(at);
        }
        // A name may begin with the sign behind which its value stands.
        at = run(at + 1, &|byte| is_name(byte) && *byte != b'=');
        let value = run(at, &is_space);
        if bytes.get(value) == Some(&b'=') {
            at = run(value + 1, &is_space);
            at = match bytes.get(at) {
                Some(quote @ (b'"' | b'\'')) => (run(at + 1, &|byte| byte != quote) + 1).min(bytes.len()),
                _ => run(at, &|byte| !is_space(byte) && *byte != b'>'),
            };
        }
    }
    (at, rest.map(|from| from..at).filter(|range| range.len() > 8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn further_attributes_are_one_that_means_nothing() {
        for one in ["a=\"x>\" ", "a='x'", "a=x ", "a ", "=/ "] {
            let html = format!("<p>é</p><p {}>words</p>", one.repeat(5_000));
            let few = with_few_attributes(&html);
            assert_eq!((few.len(), few.matches(one.trim()).count() <= 1_001), (html.len(), true), "{one}");
            assert!(few.starts_with("<p>é</p><p ") && few.ends_with("xxx\">words</p>"), "{one}");
        }
        for same in ["<p a=\"1\">a < b</p>".repeat(900), "< a".repeat(4_000), format!("<p a=\"{}\">", "b ".repeat(4_000))] {
            assert!(matches!(with_few_attributes(&same), Cow::Borrowed(_)));
        }
    }
}
