//! Words as Markdown: what would be a mark of some dialect is escaped, so that they are read as they stand.

/// Adds words to the last line of a text in Markdown; the line begins at the byte `start`. `rest` is what follows them on the line, as far
/// as it is known; `in_brackets` tells that they stand between square brackets of Markdown.
pub(crate) fn push_escaped(text: &mut String, start: usize, words: &str, rest: &str, in_brackets: bool) {
    for (at, c) in words.char_indices() {
        let line = &text[start..];
        let before = line.chars().next_back();
        let behind = &words[at + c.len_utf8()..];
        let after = behind.chars().chain(rest.chars()).next();
        let begins = line.trim_start().is_empty();
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let escape = match c {
            '\\' | '`' | '*' | '[' | '<' | '~' | '|' | '{' | '}' | '^' => true,
            // A sum of money opens no formula, and with white space or a bracket before it it closes none.
            '$' => !(after.is_some_and(|c| c.is_ascii_digit()) && before.is_none_or(|c| c.is_whitespace() || c == '(')),
            // A bracket that closes none, and none of a formula of LaTeX either.
            ']' if in_brackets => {
                text.push_str("&#93;");
                continue;
            }
            // Within a word it is a letter to everybody.
            '_' => !(word(before) && word(after)),
            '&' => begins_with_reference(behind),
            '@' => !word(before) && word(after),
            // Marked and added words, comments of Obsidian; a rule or the line below a heading.
            // `(name)=` is a label of MyST.
            '=' if before == Some(')') => true,
            '=' | '+' => after == Some(c) || before == Some(c) || begins,
            '%' => after == Some(c) || before == Some(c) || begins,
            // `A>` sets a paragraph off for Leanpub.
            '>' => begins || matches!(line.trim_start().as_bytes(), [letter] if letter.is_ascii_alphabetic()),
            '#' | '-' | '?' => begins,
            '!' => begins || after == Some('['),
            // What begins so beside a table is its caption.
            ':' => begins || begins_with_emoji(behind) || matches!(line.trim(), "Table" | "table"),
            // A label of a list: `1.`, `iv)`, `(a)`. Brackets that open are never escaped: two escaped ones are a formula of LaTeX.
            '.' | ')' => after.is_none_or(|c| c == ' ' || c == '\t') && is_label(line.trim_start()),
            _ => false,
        };
        if escape {
            text.push('\\');
        }
        text.push(c);
    }
}

/// Whether words before a full stop or a bracket may be the label of a list.
fn is_label(words: &str) -> bool {
    let words = words.trim_start_matches(['(', '\\', '@']);
    let roman = words.chars().all(|c| "ivxlcdmIVXLCDM".contains(c));
    let number = words.chars().all(|c| c.is_ascii_digit() || c == '#');
    words.chars().nth(9).is_none() && (roman || number || words.chars().count() == 1 && words.chars().all(|c| c.is_ascii_alphabetic()))
}

/// Whether words behind `&` begin with the name or number of a character.
fn begins_with_reference(words: &str) -> bool {
    let behind = words.trim_start_matches('#').trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    (1..=40).contains(&(words.len() - behind.len())) && behind.starts_with(';')
}

/// Whether words behind a colon begin with the name of an emoji.
fn begins_with_emoji(words: &str) -> bool {
    let behind = words.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '-'));
    behind.len() < words.len() && behind.starts_with(':')
}
