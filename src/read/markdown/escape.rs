//! Words as Markdown: what would be a mark of some dialect is escaped, so that they are read as they stand.

/// Adds words to a line of Markdown. `rest` is what follows them on the line, as far as it is known.
pub(crate) fn push_escaped(line: &mut String, words: &str, rest: &str) {
    for (at, c) in words.char_indices() {
        let before = line.chars().next_back();
        let after = words[at + c.len_utf8()..].chars().chain(rest.chars()).next();
        let begins = line.trim_start().is_empty();
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let escape = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '~' | '|' | '{' | '}' | '$' | '^' => true,
            // Within a word it is a letter to everybody.
            '_' => !(word(before) && word(after)),
            '&' => after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '#'),
            '@' => !word(before) && word(after),
            // Marked and added words, comments of Obsidian; a rule or a heading's underline at the beginning.
            '=' | '+' | '%' => after == Some(c) || before == Some(c) || begins,
            '#' | '>' | '-' | '?' => begins,
            '!' => begins || after == Some('['),
            ':' => begins || word(after) || after == Some(':') || before == Some(':'),
            '(' => begins,
            // A label of a list: `1.`, `iv)`, `A>`.
            '.' | ')' => {
                after.is_none_or(|c| c == ' ' || c == '\t') && is_label(line.trim_start())
            }
            _ => false,
        };
        if escape && !(c == ':' && is_address(line)) {
            line.push('\\');
        }
        line.push(c);
    }
}

/// Whether words before a full stop or a bracket may be the label of a list.
fn is_label(words: &str) -> bool {
    let words = words.trim_start_matches(['(', '\\', '@']);
    words.chars().count() <= 9 && words.chars().all(|c| c.is_ascii_alphanumeric())
}

/// Whether a line ends with the scheme of an address, whose colon belongs to it.
fn is_address(line: &str) -> bool {
    ["http", "https", "mailto", "ftp"].iter().any(|scheme| line.ends_with(scheme))
}
