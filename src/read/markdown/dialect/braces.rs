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

/// The pairs between braces on the line right above the one that holds byte `at` and begins there but for brackets, as Leanpub has them
/// above a picture: `{width: 50%, alt: "A map"}`.
pub(in crate::read) fn above(text: &str, at: usize) -> Option<&str> {
    let start = text[..at].rfind('\n')?;
    let begins = text[start..at].bytes().all(|byte| byte.is_ascii_whitespace() || byte == b'[');
    let line = text[..start].rsplit('\n').next()?.trim();
    let inner = line.strip_prefix('{')?.strip_suffix('}').filter(|_| begins)?;
    (pairs(inner).next().is_some() && !inner.contains(['{', '}'])).then_some(inner)
}

/// The names and values of pairs with commas between them, `name: value`, without the quotation marks.
pub(in crate::read) fn pairs(inner: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut quoted = false;
    let parts = inner.split(move |c: char| {
        quoted ^= c == '"';
        c == ',' && !quoted
    });
    parts.filter_map(|part| {
        let (name, value) = part.split_once([':', '='])?;
        let name = name.trim();
        let is_name =
            name.starts_with(|c: char| c.is_ascii_lowercase()) && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        is_name.then(|| (name, value.trim().trim_matches('"')))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_above_a_picture_are_its_own() {
        fn of(text: &str) -> Option<Vec<(&str, &str)>> {
            above(text, text.find('!').unwrap()).map(|inner| pairs(inner).collect())
        }
        assert_eq!(of("{width: 50%, alt: \"a, b\"}\n![c](d)"), Some(vec![("width", "50%"), ("alt", "a, b")]));
        assert_eq!(of("a\n\n{width=50%}\n[![c](d)](e)"), Some(vec![("width", "50%")]));
        for none in ["{width: 50%}\n\n![c](d)", "{width: 50%}\nWords ![c](d)", "{x}\n![c](d)", "{{a: b}}\n![c](d)", "![c](d)"] {
            assert_eq!(of(none), None, "{none}");
        }
    }

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
