//! Serbian in its other alphabet: each Cyrillic letter is one Latin letter or two.

/// The Cyrillic letters, small, each with the Latin ones for it.
const LETTERS: [(char, &str); 30] = [
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('д', "d"),
    ('ђ', "đ"),
    ('е', "e"),
    ('ж', "ž"),
    ('з', "z"),
    ('и', "i"),
    ('ј', "j"),
    ('к', "k"),
    ('л', "l"),
    ('љ', "lj"),
    ('м', "m"),
    ('н', "n"),
    ('њ', "nj"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('ћ', "ć"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "h"),
    ('ц', "c"),
    ('ч', "č"),
    ('џ', "dž"),
    ('ш', "š"),
];

/// A Serbian word of Latin letters in small Cyrillic ones, and each place between two of those: its byte there and in
/// `word`, one past the end included. None if a letter of the word is not Serbian. Where `lj`, `nj` or `dž` are two
/// sounds (`nadživeti`), they are taken for one.
#[must_use]
pub(crate) fn cyrillic_of_serbian(word: &str) -> Option<(String, Vec<(usize, usize)>)> {
    let small: Vec<(usize, char)> = word.char_indices().map(|(at, c)| (at, c.to_lowercase().next().unwrap_or(c))).collect();
    let (mut cyrillic, mut places, mut rest) = (String::new(), Vec::new(), &small[..]);
    while let Some(&(at, first)) = rest.first() {
        let is = |latin: &str| latin.chars().eq(rest.iter().map(|(_, c)| *c).take(latin.chars().count()));
        // Two letters before one of them.
        let pair = LETTERS.iter().find(|(_, latin)| latin.starts_with(first) && latin.chars().count() == 2 && is(latin));
        let (letter, latin) = pair.or_else(|| LETTERS.iter().find(|(_, latin)| is(latin)))?;
        places.push((cyrillic.len(), at));
        cyrillic.push(*letter);
        rest = &rest[latin.chars().count()..];
    }
    places.push((cyrillic.len(), word.len()));
    Some((cyrillic, places))
}

#[cfg(test)]
mod tests {
    use super::cyrillic_of_serbian;

    #[test]
    fn two_latin_letters_may_be_one_cyrillic() {
        let (word, places) = cyrillic_of_serbian("Ljubičica").expect("Serbian");
        assert_eq!((word.as_str(), &places[..3]), ("љубичица", &[(0, 0), (2, 2), (4, 3)][..]));
        assert_eq!(cyrillic_of_serbian("njen").map(|(word, _)| word).as_deref(), Some("њен"));
        assert_eq!(cyrillic_of_serbian("udžbenik").map(|(word, _)| word).as_deref(), Some("уџбеник"));
        assert_eq!(cyrillic_of_serbian("quiz"), None);
    }
}
