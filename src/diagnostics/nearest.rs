//! "Did you mean": the nearest of some known words.

/// The known word most like `word`, if one is like enough (two thirds by Jaro–Winkler, case aside).
#[must_use]
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    known
        .into_iter()
        .map(|candidate| (likeness(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(score, _)| *score >= 700)
        // The first of equals wins, so the answer does not depend on anything but the order given.
        .fold(None, |best: Option<(u32, &str)>, next| match best {
            Some(best) if best.0 >= next.0 => Some(best),
            _ => Some(next),
        })
        .map(|(_, candidate)| candidate)
}

/// Likeness of two texts in thousandths, 1000 for equal ones (Jaro–Winkler).
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a ratio between 0 and 1, scaled to thousandths")]
pub fn likeness(a: &str, b: &str) -> u32 {
    (strsim::jaro_winkler(a, b) * 1000.0).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_found_and_a_stranger_is_not() {
        assert_eq!(nearest("titel", ["language", "title", "rights"]), Some("title"));
        assert_eq!(nearest("xyzzy", ["language", "title"]), None);
    }
}
