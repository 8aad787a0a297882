//! What every file of XML that we write shares: how text becomes part of it, and how names do, which a PDF has too.

/// Text as XML: markup characters as entities, characters that XML 1.0 (section 2.2) forbids left out, and the return, which would
/// be read back as another character.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(c),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {}
            _ => out.push(c),
        }
    }
    out
}

/// An `id` made of an author's or a section's name: no white space, and never empty.
#[must_use]
pub fn id(name: &str) -> String {
    let id: String = name.chars().filter(|c| !c.is_control()).map(|c| if c.is_whitespace() { '-' } else { c }).collect();
    if id.is_empty() { "unnamed".to_owned() } else { id }
}

/// A class made of an author's name: lower-case ASCII letters, digits and hyphens.
#[must_use]
pub fn class(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect()
}
