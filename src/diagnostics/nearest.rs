//! "Did you mean": the nearest of some known words.

/// The known word most like `word`, if one is like enough (two thirds by Jaro–Winkler, case aside).
#[must_use]
pub(crate) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
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

/// Whether two names differ by one letter that is wrong, missing or too many, or by two that changed places; case aside.
#[must_use]
pub(crate) fn is_slip(a: &str, b: &str) -> bool {
    strsim::osa_distance(&a.to_lowercase(), &b.to_lowercase()) <= 1
}

/// The name of a file most like `name`, if that was probably meant: one that differs in its ending alone, in what parts its words, or
/// in a letter or two. Endings make no names alike, and other figures are another file (`chapter-1.md` is no slip of `chapter-2.md`).
#[must_use]
pub(crate) fn nearest_file<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let (stem, ending) = stem(name);
    let figures = |stem: &str| stem.chars().filter(char::is_ascii_digit).collect::<String>();
    let judged = known.into_iter().filter_map(|other| {
        let (known, other_ending) = self::stem(other);
        let most = stem.chars().count().max(known.chars().count());
        let allowed = if most < 3 { 0 } else { 1 + most / 9 };
        let distance = strsim::osa_distance(&stem, &known);
        let fits = !stem.is_empty() && distance <= allowed && figures(&stem) == figures(&known);
        fits.then_some((distance, ending != other_ending, other))
    });
    // Of equals the first.
    judged.min_by_key(|(distance, other_ending, _)| (*distance, *other_ending)).map(|(.., name)| name)
}

/// The letters and figures of a file's name in lower case, and its ending.
fn stem(name: &str) -> (String, String) {
    let (stem, ending) = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).unwrap_or((name, ""));
    (stem.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect(), ending.to_lowercase())
}

/// Likeness of two texts in thousandths, 1000 for equal ones (Jaro–Winkler).
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a ratio between 0 and 1, scaled to thousandths")]
pub(crate) fn likeness(a: &str, b: &str) -> u32 {
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

    #[test]
    fn a_file_is_guessed_only_where_it_was_probably_meant() {
        let known = ["broken.jpg", "boat.jpeg", "harbour_map.png", "one.md", "two.md", "chapter-2.md", "essay.md"];
        for (name, near) in [
            ("nope.png", None),
            ("boat.png", Some("boat.jpeg")),
            ("harbor map.png", Some("harbour_map.png")),
            ("ome.md", Some("one.md")),
            ("tow.md", Some("two.md")),
            ("chapter-1.md", None),
            ("chaptr-2.md", Some("chapter-2.md")),
            ("Essay.md", Some("essay.md")),
            ("essai.md", Some("essay.md")),
            ("x.md", None),
            ("", None),
            (".", None),
        ] {
            assert_eq!(nearest_file(name, known), near, "{name}");
        }
    }
}
