//! Comments in front matter and book.toml, which are for the author alone: where they stand, so that they can be blanked in copies.

use super::front_matter;
use std::ops::Range;

/// The comments of TOML.
#[must_use]
pub(crate) fn of_toml(text: &str) -> Vec<Range<usize>> {
    let (bytes, mut at, mut found) = (text.as_bytes(), 0, Vec::new());
    while at < bytes.len() {
        match bytes[at] {
            b'#' => {
                let end = text[at..].find('\n').map_or(text.len(), |feed| at + feed);
                found.push(at..end);
                at = end;
            }
            mark @ (b'"' | b'\'') => {
                let long = bytes[at..].starts_with(&[mark; 3]);
                let ends: &[u8] = if long { &[mark; 3] } else { &[mark] };
                at += ends.len();
                while at < bytes.len() && !bytes[at..].starts_with(ends) && (long || bytes[at] != b'\n') {
                    at += if mark == b'"' && bytes[at] == b'\\' { 2 } else { 1 };
                }
                at += ends.len();
            }
            _ => at += 1,
        }
    }
    found
}

/// The comments in the front matter of a Markdown file.
#[must_use]
pub(crate) fn of_front_matter(text: &str) -> Vec<Range<usize>> {
    if let Some(rest) = text.strip_prefix("+++\n") {
        return of_toml(&rest[..rest.find("\n+++").unwrap_or(0)]).into_iter().map(|range| range.start + 4..range.end + 4).collect();
    }
    front_matter::split(text).0.map_or_else(Vec::new, |range| of_yaml(text, range))
}

/// The comments of YAML: a `#` at the beginning of a line or behind white space, but not in quotation marks or in a text by `|` or `>`.
fn of_yaml(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let (mut found, mut quote, mut block) = (Vec::new(), None, None);
    let mut start = range.start;
    for line in text[range].split_inclusive('\n') {
        let (from, line) = (start, line.trim_end_matches('\n'));
        start = from + line.len() + 1;
        let indent = line.len() - line.trim_start().len();
        if block.is_some_and(|outer| line.trim().is_empty() || indent > outer) {
            continue;
        }
        block = None;
        let (mut before, mut end) = (b' ', line.len());
        let mut escaped = false;
        for (at, &byte) in line.as_bytes().iter().enumerate() {
            match quote {
                Some(b'"') if escaped => escaped = false,
                Some(b'"') if byte == b'\\' => escaped = true,
                Some(mark) if byte == mark => quote = None,
                Some(_) => {}
                None if byte == b'#' && (at == 0 || before.is_ascii_whitespace()) => {
                    end = at;
                    found.push(from + at..from + line.len());
                    break;
                }
                // Elsewhere it is an apostrophe or an inch.
                None if matches!(byte, b'"' | b'\'') && begins_value(&line[..at]) => quote = Some(byte),
                None => {}
            }
            before = byte;
        }
        let said = line[..end].trim_end();
        let mark = said.trim_end_matches(['+', '-']).trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches(['+', '-']);
        if quote.is_none() && mark.ends_with([':', ' ', '|', '>']) && mark.ends_with(['|', '>']) && begins_value(&mark[..mark.len() - 1]) {
            block = Some(indent);
        }
    }
    found
}

/// Whether a value begins behind this.
fn begins_value(before: &str) -> bool {
    let bare = before.trim_end();
    bare.is_empty() || bare.ends_with(['[', '{', ',']) || (bare.len() < before.len() && bare.ends_with([':', '-']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comments(text: &str) -> Vec<&str> {
        of_front_matter(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn comments_are_found_and_nothing_else() {
        let yaml = "---\n# one\ntitle: \"a # b\" # two\nc: it's # three\nd: e#f\ng: |\n  # text\n\n  text\nh: 'i # j'#k\nl: [m, 'n # o'] # four\n---\n# Heading\n";
        assert_eq!(comments(yaml), ["# one", "# two", "# three", "# four"]);
        let long = "---\na: \"b\n  # c\" # d\n---\n";
        assert_eq!(comments(long), ["# d"]);
        let toml = "+++\na = 'b # c' # d\ne = \"\"\"\n# f\n\"\"\"\n# é\n+++\n# g\n";
        assert_eq!(comments(toml), ["# d", "# é"]);
        assert_eq!(of_toml("a = \"\\\" # b\" # c").first(), Some(&(13..16)));
    }
}
