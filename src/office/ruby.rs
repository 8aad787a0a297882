//! Words above others (ruby), which a document has and a paragraph of a manuscript shows in brackets.

/// The words above others as they stand behind them.
pub(super) fn in_brackets(words: &str) -> String {
    let words = words.trim();
    if words.chars().any(is_asian) { format!("（{words}）") } else { format!(" ({words})") }
}

/// Whether a letter is one of the scripts of the East of Asia.
pub(super) fn is_asian(c: char) -> bool {
    matches!(u32::from(c), 0x1100..=0x11FF | 0x2E80..=0xA4CF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF | 0x2_0000..=0x3_FFFF)
}
