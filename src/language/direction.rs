//! The languages and scripts that go from right to left.

use super::language;

/// Scripts that go from right to left, by their ISO 15924 code.
const SCRIPTS: [&str; 6] = ["arab", "hebr", "syrc", "thaa", "nkoo", "adlm"];

/// Languages without a file whose usual script goes from right to left.
const OTHERS: [&str; 11] = ["arc", "ckb", "dv", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"];

/// Whether a language is written from right to left, by its usual script or the one its tag names.
#[must_use]
pub fn right_to_left(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or("").to_ascii_lowercase();
    match parts.find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic())) {
        Some(script) => SCRIPTS.contains(&script.to_ascii_lowercase().as_str()),
        None => language(tag).right_to_left || OTHERS.contains(&first.as_str()),
    }
}
