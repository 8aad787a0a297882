//! What every file of XML that we write shares: how text becomes part of it, and how names do, which a PDF has too.

use crate::source::position;

/// Text as XML: markup characters as entities, characters that XML 1.0 (section 2.2) forbids left out, and the return, which would
/// be read back as another character.
#[must_use]
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    escape_to(&mut out, text);
    out
}

/// Appends text as XML to `out`, as [`escape`] writes it.
pub(crate) fn escape_to(out: &mut String, text: &str) {
    let mut rest = text;
    // Most of a text stands as it is. EF is how U+FFFE and U+FFFF begin.
    let odd = |byte: u8| (byte < b' ') | (byte == b'"') | (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte == 0xEF);
    while let Some(at) = position(rest.as_bytes(), odd) {
        out.push_str(&rest[..at]);
        let mut chars = rest[at..].chars();
        match chars.next() {
            Some('&') => out.push_str("&amp;"),
            Some('<') => out.push_str("&lt;"),
            Some('>') => out.push_str("&gt;"),
            Some('"') => out.push_str("&quot;"),
            Some(c @ ('\t' | '\n')) => out.push(c),
            Some('\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}') | None => {}
            Some(c) => out.push(c),
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
}

/// An `id` made of an author's or a section's name: no white space, and never empty.
#[must_use]
pub(crate) fn id(name: &str) -> String {
    let id: String = name.chars().filter(|c| !c.is_control()).map(|c| if c.is_whitespace() { '-' } else { c }).collect();
    if id.is_empty() { "unnamed".to_owned() } else { id }
}

/// A part of an id made of words: the ASCII letters and digits in them, parted by hyphens, some forty of them at most. Words that have
/// fewer than two of them, as those of other scripts, become a number that follows from them.
#[must_use]
pub(crate) fn named(words: &str) -> String {
    let mut name = String::new();
    for c in words.chars() {
        if c.is_ascii_alphanumeric() {
            name.push(c.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('-') && !matches!(c, '\'' | '’' | '\u{AD}') {
            if name.len() >= 40 {
                break;
            }
            name.push('-');
        }
        if name.len() >= 60 {
            break;
        }
    }
    let letters = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).count();
    // Of words of which ASCII shows less than half, what it shows may be the same as of others.
    if name.is_empty() || letters(&name) * 2 < letters(words).min(60) {
        // FNV-1a: the same on every machine.
        return format!("{:08x}", words.bytes().fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)));
    }
    name.trim_end_matches('-').to_owned()
}

/// A class made of an author's name: lower-case ASCII letters, digits and hyphens.
#[must_use]
pub(crate) fn class(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect()
}
