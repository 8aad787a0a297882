//! Names of files as words of a command line, for commands that people paste.

/// A name as one word of a shell: in quotation marks if it holds a blank or a sign that shells heed.
#[must_use]
pub(crate) fn shell_word(name: &str) -> String {
    let heeded = |c: char| c.is_whitespace() || !c.is_alphanumeric() && !"/\\.,-_+:@%=".contains(c);
    // What begins with a hyphen would be an option.
    let name = if name.starts_with('-') { format!("./{name}") } else { name.to_owned() };
    let is_plain = !name.is_empty() && !name.contains(heeded) && (cfg!(windows) || !name.contains('\\'));
    if is_plain {
        name
    } else if cfg!(windows) || !name.contains(['$', '`', '"', '\\', '!']) {
        format!("\"{name}\"")
    } else {
        format!("'{}'", name.replace('\'', "'\\''"))
    }
}

#[cfg(all(test, not(windows)))]
mod tests {
    use super::shell_word;

    #[test]
    fn a_name_is_one_word_of_a_shell() {
        for (name, word) in [
            ("./my-book/é_1.md", "./my-book/é_1.md"),
            ("a b", "\"a b\""),
            ("it's", "\"it's\""),
            ("(x)", "\"(x)\""),
            ("~", "\"~\""),
            ("5$ & `more`", "'5$ & `more`'"),
            ("\"a\" b's", "'\"a\" b'\\''s'"),
            ("a\\n", "'a\\n'"),
            ("-n", "./-n"),
            ("", "\"\""),
        ] {
            assert_eq!(shell_word(name), word);
        }
    }
}
