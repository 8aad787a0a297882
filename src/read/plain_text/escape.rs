//! Escapes what would be Markdown, so that a plain text reads the same.

/// A line of plain text as Markdown. `begins`: whether it is the first of its paragraph or could open a block.
pub(super) fn line(text: &str, begins: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        let escaped = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '~' | '|' | '{' | '}' | '$' => true,
            '&' => rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '#') && rest.contains(';'),
            // A caret begins an anchor or a note.
            '^' => true,
            '#' | '>' | '=' | ':' | '+' | '-' => begins && at == 0,
            '.' | ')' => {
                begins && at > 0 && text[..at].bytes().all(|b| b.is_ascii_digit()) && (rest.is_empty() || rest.starts_with([' ', '\t']))
            }
            _ => false,
        };
        if escaped {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
