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
        for name in ["essay", "a b", "it's", "5$ & `more`", "\"a\" b's", "(x)", "é\\n", "#1", "~", "a;b", "*", "-n", ""] {
            let said = std::process::Command::new("sh").arg("-c").arg(format!("printf %s {}", shell_word(name))).output().expect("a shell");
            let wanted = if name.starts_with('-') { format!("./{name}") } else { name.to_owned() };
            assert_eq!(String::from_utf8_lossy(&said.stdout), wanted);
        }
        assert_eq!((shell_word("./my-book/é_1.md"), shell_word("a b")), ("./my-book/é_1.md".to_owned(), "\"a b\"".to_owned()));
    }
}
