//! Which of the three languages that OpenDocument gives words is theirs: by their letters.

/// The language of words; an empty one where they have none.
pub(super) fn language_of(words: &str, languages: &[Option<String>; 3]) -> Option<String> {
    let mut letters = [0usize; 3];
    let (mut devanagari, mut kana) = (false, false);
    for c in words.chars().filter(|c| c.is_alphabetic()) {
        devanagari |= ('\u{900}'..='\u{97f}').contains(&c);
        kana |= ('\u{3040}'..='\u{30ff}').contains(&c);
        letters[group(c)] += 1;
    }
    let [western, asian, complex] = letters;
    let at = if asian > western && asian >= complex {
        1
    } else if complex > western {
        2
    } else {
        0
    };
    let language = languages[at].clone()?;
    // What a program has for a default where nobody set one.
    let unset = (at == 2 && language.starts_with("hi") && !devanagari) || (at == 1 && language.starts_with("zh") && kana);
    if unset { Some(String::new()) } else { Some(language) }
}

/// The group of a letter: 0 for Western, 1 for East Asian, 2 for scripts whose letters join or run from right to left.
fn group(c: char) -> usize {
    match u32::from(c) {
        0x0590..=0x08FF | 0x0900..=0x109F | 0x1780..=0x18AF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF => 2,
        0x1100..=0x11FF | 0x2E80..=0x9FFF | 0xAC00..=0xD7FF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF | 0x20000..=0x3FFFF => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_the_language_of_their_letters() {
        let of = |words: &str| language_of(words, &[Some("en-GB".into()), Some("zh-CN".into()), Some("hi-IN".into())]);
        assert_eq!((of("harbour"), of("港口"), of("नमस्ते")), (Some("en-GB".into()), Some("zh-CN".into()), Some("hi-IN".into())));
        assert_eq!((of("みなと"), of("שלום"), of("1, 2")), (Some(String::new()), Some(String::new()), Some("en-GB".into())));
    }
}
