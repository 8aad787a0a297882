//! Attributes between braces behind a picture or a link, `{#id .class key="value"}`, perhaps over several lines.

/// More bytes than nearly all attributes have.
const LONGEST: usize = 2000;

/// What stands between the braces that open at the head of a text; none if they don't close in their paragraph. A brace between
/// quotation marks closes nothing.
pub(in crate::read) fn inside(behind: &str) -> Option<&str> {
    let inner = behind.strip_prefix('{')?;
    let bytes = inner.as_bytes();
    let mut quote = None;
    for (at, &byte) in bytes.iter().take(LONGEST).enumerate() {
        match (byte, quote) {
            (b'}', None) => return Some(&inner[..at]),
            (b'"' | b'\'', None) if at > 0 && bytes[at - 1] == b'=' => quote = Some(byte),
            (_, Some(open)) if byte == open && bytes[at - 1] != b'\\' => quote = None,
            (b'\n', _) if inner[at + 1..].lines().next().is_none_or(|line| line.trim_matches([' ', '\t', '>']).is_empty()) => break,
            _ => {}
        }
    }
    // A quotation mark that nothing closes is none.
    inner.lines().next()?.split_once('}').map(|(inner, _)| inner)
}

/// The words between braces, each with the byte at which it begins. What stands between quotation marks is one.
pub(in crate::read) fn words(inner: &str) -> Vec<(usize, &str)> {
    let bytes = inner.as_bytes();
    let from = usize::from(inner.starts_with(':'));
    let (mut words, mut start, mut quote) = (Vec::new(), None, None);
    for (at, &byte) in bytes.iter().enumerate().skip(from) {
        let closes = |open: u8| byte == open && bytes[at - 1] != b'\\';
        match quote {
            Some(open) => quote = Some(open).filter(|&open| !closes(open)),
            // The mark of a quotation begins a line of it.
            None if byte.is_ascii_whitespace() || byte == b'>' && start.is_none() => {
                words.extend(start.take().map(|from| (from, &inner[from..at])));
            }
            None => {
                start.get_or_insert(at);
                let opens = matches!(byte, b'"' | b'\'') && at > 0 && bytes[at - 1] == b'=' && bytes[at + 1..].contains(&byte);
                quote = Some(byte).filter(|_| opens);
            }
        }
    }
    words.extend(start.map(|from| (from, &inner[from..])));
    words
}

/// The value of the first of some attributes that is given, without its quotation marks.
pub(in crate::read) fn value(inner: &str, names: &[&str]) -> Option<String> {
    let all = words(inner);
    let given = |name: &&str| all.iter().find_map(|(_, word)| word.strip_prefix(*name)?.strip_prefix('='));
    let value = names.iter().find_map(given)?;
    let quoted = ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
    Some(quoted.unwrap_or(value).replace("\\\"", "\"").replace("\\'", "'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_close_outside_quotation_marks_in_their_paragraph() {
        for (behind, inner) in [
            ("{#a .b} c}", Some("#a .b")),
            ("{a=\"}\"}", Some("a=\"}\"")),
            ("{#a\n> width=\"7%\"}", Some("#a\n> width=\"7%\"")),
            ("{a=\"b} c", Some("a=\"b")),
            ("{a\n\nb}", None),
            ("{a", None),
            (" {a}", None),
            ("{é=\"ü}\"}", Some("é=\"ü}\"")),
        ] {
            assert_eq!(inside(behind), inner, "{behind}");
        }
    }

    #[test]
    fn what_is_quoted_is_one_word() {
        let only = |inner| words(inner).into_iter().map(|(_, word)| word).collect::<Vec<_>>();
        assert_eq!(only("#a alt=\"A .qmd to\n.html\" .b"), ["#a", "alt=\"A .qmd to\n.html\"", ".b"]);
        assert_eq!(only(": .a  b='c d'"), [".a", "b='c d'"]);
        assert_eq!(only("#a\n> .b"), ["#a", ".b"]);
        assert_eq!(only("a=\"b .c"), ["a=\"b", ".c"]);
        assert_eq!(words(" .a .b"), [(1, ".a"), (4, ".b")]);
        assert_eq!(value("#a fig-alt=\"A \\\"b\\\"\" width=5%", &["fig-alt", "alt"]).as_deref(), Some("A \"b\""));
        assert_eq!((value("alt=x", &["fig-alt", "alt"]).as_deref(), value("data-alt=x", &["alt"])), (Some("x"), None));
    }
}
