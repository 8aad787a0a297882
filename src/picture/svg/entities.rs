//! The head of a drawing: takes off the XML declaration and the DOCTYPE, and writes out what entities stand for.

use super::super::inspect::PictureFault;
use std::collections::BTreeMap;

/// Entities in entities.
const DEEPEST: usize = 16;

/// Bytes that all entities of a drawing together may stand for.
const MOST: usize = 4 << 20;

/// The entities of HTML that people write by hand, and their characters.
const HTML: [(&str, char); 18] = [
    ("bull", '•'),
    ("copy", '©'),
    ("deg", '°'),
    ("eacute", 'é'),
    ("hellip", '…'),
    ("laquo", '«'),
    ("ldquo", '“'),
    ("lsquo", '‘'),
    ("mdash", '—'),
    ("middot", '·'),
    ("nbsp", '\u{A0}'),
    ("ndash", '–'),
    ("raquo", '»'),
    ("rarr", '→'),
    ("rdquo", '”'),
    ("rsquo", '’'),
    ("shy", '\u{AD}'),
    ("times", '×'),
];

/// The document without what stands before its root element, entities of its own written out.
///
/// # Errors
/// If they stand for more than any drawing needs (a bomb).
pub(super) fn body(text: &str) -> Result<String, PictureFault> {
    let (at, entities) = prologue(text);
    let rest = &text[at..];
    let mut out = String::with_capacity(rest.len());
    let mut left = MOST;
    expand(rest, &entities, 0, &mut left, &mut out)?;
    Ok(out)
}

/// Where the root element begins, and the entities declared before it.
fn prologue(text: &str) -> (usize, BTreeMap<&str, String>) {
    let (mut at, mut entities) = (0, BTreeMap::new());
    loop {
        let rest = &text[at..];
        let next = text.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}').len();
        let rest = &text[next..];
        let length = if rest.starts_with("<?") {
            rest.find("?>").map(|length| length + 2)
        } else if rest.starts_with("<!--") {
            rest.find("-->").map(|length| length + 3)
        } else if rest.get(..9).is_some_and(|head| head.eq_ignore_ascii_case("<!DOCTYPE")) {
            Some(doctype(rest, &mut entities))
        } else {
            None
        };
        match length {
            Some(length) => at = next + length,
            None => return (next, entities),
        }
    }
}

/// The length of a DOCTYPE; what it declares goes into `entities`, the first of a name.
fn doctype<'t>(text: &'t str, entities: &mut BTreeMap<&'t str, String>) -> usize {
    let (mut at, mut inside) = (9, false);
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        match c {
            '"' | '\'' => at += rest[1..].find(c).map_or(rest.len(), |length| length + 2),
            '[' => (inside, at) = (true, at + 1),
            ']' => (inside, at) = (false, at + 1),
            '>' if !inside => return at + 1,
            '<' if rest.starts_with("<!--") => at += rest.find("-->").map_or(rest.len(), |length| length + 3),
            '<' if rest.starts_with("<?") => at += rest.find("?>").map_or(rest.len(), |length| length + 2),
            '<' if rest.starts_with("<!ENTITY") => {
                if let Some((name, value)) = entity(rest) {
                    entities.entry(name).or_insert(value);
                }
                at += 8;
            }
            c => at += c.len_utf8(),
        }
    }
    text.len()
}

/// Name and value of a declaration; none for one of a DTD's own, or whose text lies elsewhere.
fn entity(text: &str) -> Option<(&str, String)> {
    let rest = text.strip_prefix("<!ENTITY")?.trim_start();
    let (name, rest) = rest.split_once(char::is_whitespace)?;
    let rest = rest.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let value = rest[1..].split(quote).next()?;
    Some((name, numbers(value)))
}

/// References by number as characters, but for those that would be markup.
fn numbers(value: &str) -> String {
    let mut out = String::new();
    let mut rest = value;
    while let Some(at) = rest.find("&#") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(';').filter(|end| *end < 12);
        let reference = end.map(|end| &rest[..=end]);
        match reference.and_then(|reference| unescaped(reference).chars().next()) {
            Some(c) if !matches!(c, '&' | '<' | '>' | '"' | '\'') => out.push(c),
            // `&#38;#60;` stands for `&#60;`.
            Some('&') => out.push('&'),
            _ => out.push_str(reference.unwrap_or("&#")),
        }
        rest = &rest[end.map_or(2, |end| end + 1)..];
    }
    out.push_str(rest);
    out
}

fn expand(text: &str, entities: &BTreeMap<&str, String>, depth: usize, left: &mut usize, out: &mut String) -> Result<(), PictureFault> {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let verbatim = [("<![CDATA[", "]]>"), ("<!--", "-->")];
        if let Some((_, end)) = verbatim.iter().find(|(begin, _)| rest.starts_with(begin)) {
            let length = rest.find(end).map_or(rest.len(), |length| length + end.len());
            out.push_str(&rest[..length]);
            rest = &rest[length..];
            continue;
        }
        if rest.starts_with('<') {
            out.push('<');
            rest = &rest[1..];
            continue;
        }
        let end = rest.bytes().take(64).position(|byte| byte == b';');
        let name = end.map_or("", |end| &rest[1..end]);
        let known = name.starts_with('#') || ["amp", "lt", "gt", "quot", "apos"].contains(&name);
        let html = HTML.iter().find(|(own, _)| *own == name);
        match entities.get(name) {
            Some(value) => {
                let cost = value.len() + 1;
                if depth > DEEPEST || cost > *left {
                    return Err(PictureFault::Unsafe("its DOCTYPE declares entities that grow without end".to_owned()));
                }
                *left -= cost;
                // In the value of an attribute a quote would end it.
                let quoted = if value.contains('<') { value.clone() } else { value.replace('"', "&quot;").replace('\'', "&apos;") };
                expand(&quoted, entities, depth + 1, left, out)?;
            }
            None if known => out.push_str(&rest[..=end.unwrap_or(0)]),
            None => match html {
                Some((_, c)) => out.push(*c),
                // A bare ampersand, or an entity that nobody knows.
                None => {
                    out.push_str("&amp;");
                    rest = &rest[1..];
                    continue;
                }
            },
        }
        rest = &rest[end.map_or(1, |end| end + 1)..];
    }
    out.push_str(rest);
    Ok(())
}

/// A text with its references resolved; as it is, if one is not known.
pub(super) fn unescaped(value: &str) -> String {
    quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_written_out_and_the_doctype_goes() {
        let illustrator = "<?xml version='1.0'?>\n<!-- Generator: x -->\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"a>b\" [\n\
            <!ENTITY ns_svg \"http://www.w3.org/2000/svg\">\n<!ENTITY who 'A &amp; &#66; \"C\"'> <!ENTITY out SYSTEM 'file:///etc/passwd'>\
            <!ENTITY deep '&who;!'>]>\n<svg xmlns=\"&ns_svg;\" a=\"&who;\">&deep; &nbsp;&out; & &#65; <![CDATA[&who;]]></svg>";
        let expected = "<svg xmlns=\"http://www.w3.org/2000/svg\" a=\"A &amp; B &quot;C&quot;\">A &amp; B &quot;C&quot;! \u{A0}&amp;out; &amp; \
            &#65; <![CDATA[&who;]]></svg>";
        assert_eq!(body(illustrator), Ok(expected.to_owned()));
        assert_eq!(body("<!DOCTYPE svg><svg/>"), Ok("<svg/>".to_owned()));
        assert_eq!(body("<!DOCTYPE svg [<!ENTITY g '<g/>'>]><svg>&g;</svg>"), Ok("<svg><g/></svg>".to_owned()));
    }

    #[test]
    fn a_bomb_of_entities_is_refused() {
        let mut doctype = "<!DOCTYPE svg [<!ENTITY a0 'lol'>".to_owned();
        for number in 1..12 {
            doctype += &format!("<!ENTITY a{number} '{}'>", format!("&a{};", number - 1).repeat(10));
        }
        assert!(matches!(body(&format!("{doctype}]><svg>&a11;</svg>")), Err(PictureFault::Unsafe(_))));
        assert!(matches!(body("<!DOCTYPE svg [<!ENTITY a '&a;'>]><svg>&a;</svg>"), Err(PictureFault::Unsafe(_))));
        for odd in ["<!DOCTYPE", "<!DOCTYPE svg [", "<!DOCTYPE svg [<!ENTITY", "<?xml", "<!--", "&", "&#", "<!DOCTYPE svg '"] {
            let _ = body(odd);
        }
    }
}
