//! Escapes what would be Markdown, so that a plain text reads the same; pairs of `_` and `*` round words are kept as emphasis.

/// Text as Markdown; lines are parted by line ends. `begins`: whether it could open a block.
pub(crate) fn text(text: &str, begins: bool) -> String {
    let kept = emphasis(text);
    let mut out = String::with_capacity(text.len() + 8);
    let (mut start, mut kept) = (0, kept.into_iter().peekable());
    for (at, c) in text.char_indices() {
        if kept.next_if_eq(&at).is_some() {
            out.push(c);
            continue;
        }
        let rest = &text[at + c.len_utf8()..];
        let begins = begins || start > 0;
        let escaped = match c {
            '\\' | '`' | '*' | '_' | '[' | '<' | '~' | '|' | '{' | '}' | '$' => true,
            // A bracket that closes closes nothing once the one before it is escaped, and two escaped ones are a formula of LaTeX.
            '&' => rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '#') && rest.contains(';'),
            // A caret begins an anchor or a note.
            '^' => true,
            '#' | '>' | '=' | ':' | '+' | '-' => begins && at == start,
            '!' => begins && at == start && rest.starts_with("!!"),
            '.' | ')' => {
                begins
                    && at > start
                    && text[start..at].bytes().all(|b| b.is_ascii_digit())
                    && (rest.is_empty() || rest.starts_with([' ', '\t', '\n']))
            }
            _ => false,
        };
        if escaped {
            out.push('\\');
        }
        out.push(c);
        if c == '\n' {
            start = at + 1;
        }
    }
    out
}

/// The bytes of `_`, `*` and `**` that stand in pairs round words, in order.
fn emphasis(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, byte) in bytes.iter().enumerate().filter(|(_, byte)| matches!(byte, b'_' | b'*')) {
        match runs.last_mut() {
            Some((start, length)) if *start + *length == at && bytes[*start] == *byte => *length += 1,
            _ => runs.push((at, 1)),
        }
    }
    let before = |at: usize| text[..at].chars().next_back();
    let after = |at: usize| text[at..].chars().next();
    let (mut kept, mut open): (Vec<usize>, [Option<(usize, usize)>; 2]) = (Vec::new(), [None, None]);
    for (at, length) in runs {
        let (one, other) = (before(at), after(at + length));
        let opens = other.is_some_and(|c| !c.is_whitespace()) && one.is_none_or(|c| !c.is_alphanumeric() && c != '\\');
        let closes = one.is_some_and(|c| !c.is_whitespace() && c != '\\') && other.is_none_or(|c| !c.is_alphanumeric());
        let slot = &mut open[usize::from(bytes[at] == b'*')];
        let limit = if bytes[at] == b'*' { 2 } else { 1 };
        match *slot {
            Some((start, of)) if closes && of == length => {
                kept.extend((start..start + of).chain(at..at + length));
                *slot = None;
            }
            _ if opens && length <= limit => *slot = Some((at, length)),
            _ => {}
        }
    }
    kept.sort_unstable();
    // Pairs that cross one another are no emphasis of either.
    let crossed = kept
        .windows(4)
        .any(|four| bytes[four[0]] == bytes[four[2]] && bytes[four[1]] == bytes[four[3]] && bytes[four[0]] != bytes[four[1]]);
    if crossed { Vec::new() } else { kept }
}
