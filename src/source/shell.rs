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
