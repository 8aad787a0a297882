//! By what a comment is known again, in the commentary and in documents.

/// By what a comment is known again.
pub(crate) fn comment_key(author: Option<&str>, said: &str) -> String {
    let letters: String = said.chars().filter(|c| c.is_alphanumeric()).collect();
    format!("{}\u{0}{letters}", author.unwrap_or_default().trim().to_lowercase())
}
