//! The alphabets of mathematics in Unicode (The Unicode Standard, 22.2): bold, italic, script, blackboard and the rest.

/// An alphabet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Alphabet {
    /// Upright letters, as text has them.
    Upright,
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// Bold italic.
    BoldItalic,
    /// Script, calligraphic.
    Script,
    /// Bold script.
    BoldScript,
    /// Fraktur.
    Fraktur,
    /// Bold Fraktur.
    BoldFraktur,
    /// Blackboard bold.
    DoubleStruck,
    /// Sans-serif.
    Sans,
    /// Bold sans-serif.
    SansBold,
    /// Italic sans-serif.
    SansItalic,
    /// Bold italic sans-serif.
    SansBoldItalic,
    /// Typewriter.
    Mono,
}

/// Letters that Unicode had before it had the alphabets.
const HOLES: [(Alphabet, &str, &str); 4] = [
    (Alphabet::Italic, "h", "ℎ"),
    (Alphabet::Script, "BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ"),
    (Alphabet::Fraktur, "CHIRZ", "ℭℌℑℜℨ"),
    (Alphabet::DoubleStruck, "CHNPQRZ", "ℂℍℕℙℚℝℤ"),
];

/// A letter or figure in an alphabet; the same character if the alphabet lacks it.
#[must_use]
pub(crate) fn letter(c: char, alphabet: Alphabet) -> char {
    let hole = HOLES.iter().filter(|(of, ..)| *of == alphabet).find_map(|(_, plain, own)| {
        let at = plain.chars().position(|letter| letter == c)?;
        own.chars().nth(at)
    });
    if let Some(own) = hole {
        return own;
    }
    let (latin, greek, figures) = starts(alphabet);
    let (start, at) = match c {
        'A'..='Z' => (latin, u32::from(c) - u32::from('A')),
        'a'..='z' => (latin, u32::from(c) - u32::from('a') + 26),
        '0'..='9' => (figures, u32::from(c) - u32::from('0')),
        'Α'..='Ρ' | 'Σ'..='Ω' => (greek, u32::from(c) - u32::from('Α')),
        'ϴ' => (greek, 17),
        '∇' => (greek, 25),
        'α'..='ω' => (greek, u32::from(c) - u32::from('α') + 26),
        '∂' => (greek, 51),
        _ => match "ϵϑϰϕϱϖ".chars().position(|letter| letter == c) {
            Some(at) => (greek, 52 + u32::try_from(at).unwrap_or(0)),
            None => (None, 0),
        },
    };
    start.and_then(|start: u32| char::from_u32(start + at)).unwrap_or(c)
}

/// The letter or figure that a character of an alphabet is, and the alphabet; the same character, upright, if it is of none.
pub(super) fn plain(c: char) -> (char, Alphabet) {
    // Two blocks of Unicode hold all alphabets: most signs need not be looked for.
    if !matches!(c, '\u{2100}'..='\u{214F}' | '\u{1D400}'..='\u{1D7FF}') {
        return (c, Alphabet::Upright);
    }
    let letters = || ('A'..='Z').chain('a'..='z').chain('0'..='9').chain('Α'..='Ω').chain('α'..='ω').chain("∇∂ϵϑϰϕϱϖ".chars());
    let of = |alphabet: Alphabet| letters().find(|&own| own != c && letter(own, alphabet) == c).map(|own| (own, alphabet));
    ALPHABETS.into_iter().find_map(of).unwrap_or((c, Alphabet::Upright))
}

/// The alphabets whose letters are characters of their own.
const ALPHABETS: [Alphabet; 13] = [
    Alphabet::Bold,
    Alphabet::Italic,
    Alphabet::BoldItalic,
    Alphabet::Script,
    Alphabet::BoldScript,
    Alphabet::Fraktur,
    Alphabet::BoldFraktur,
    Alphabet::DoubleStruck,
    Alphabet::Sans,
    Alphabet::SansBold,
    Alphabet::SansItalic,
    Alphabet::SansBoldItalic,
    Alphabet::Mono,
];

/// Where an alphabet's Latin letters, Greek letters and figures begin.
fn starts(alphabet: Alphabet) -> (Option<u32>, Option<u32>, Option<u32>) {
    match alphabet {
        Alphabet::Upright => (None, None, None),
        Alphabet::Bold => (Some(0x1D400), Some(0x1D6A8), Some(0x1D7CE)),
        Alphabet::Italic => (Some(0x1D434), Some(0x1D6E2), None),
        Alphabet::BoldItalic => (Some(0x1D468), Some(0x1D71C), Some(0x1D7CE)),
        Alphabet::Script => (Some(0x1D49C), None, None),
        Alphabet::BoldScript => (Some(0x1D4D0), None, None),
        Alphabet::Fraktur => (Some(0x1D504), None, None),
        Alphabet::BoldFraktur => (Some(0x1D56C), None, None),
        Alphabet::DoubleStruck => (Some(0x1D538), None, Some(0x1D7D8)),
        Alphabet::Sans => (Some(0x1D5A0), None, Some(0x1D7E2)),
        Alphabet::SansBold => (Some(0x1D5D4), Some(0x1D756), Some(0x1D7EC)),
        Alphabet::SansItalic => (Some(0x1D608), None, Some(0x1D7E2)),
        Alphabet::SansBoldItalic => (Some(0x1D63C), Some(0x1D790), Some(0x1D7EC)),
        Alphabet::Mono => (Some(0x1D670), None, Some(0x1D7F6)),
    }
}

/// The combining sign of an accent.
pub(crate) fn combining(sign: char) -> Option<char> {
    Some(match sign {
        '^' => '\u{302}',
        '~' => '\u{303}',
        '‾' => '\u{304}',
        '→' => '\u{20D7}',
        '˙' => '\u{307}',
        '¨' => '\u{308}',
        '´' => '\u{301}',
        '`' => '\u{300}',
        '˘' => '\u{306}',
        'ˇ' => '\u{30C}',
        '˚' => '\u{30A}',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_their_places_in_unicode() {
        for (c, alphabet, own) in [
            ('x', Alphabet::Italic, '𝑥'),
            ('h', Alphabet::Italic, 'ℎ'),
            ('R', Alphabet::DoubleStruck, 'ℝ'),
            ('A', Alphabet::DoubleStruck, '𝔸'),
            ('L', Alphabet::Script, 'ℒ'),
            ('g', Alphabet::Fraktur, '𝔤'),
            ('α', Alphabet::Italic, '𝛼'),
            ('Ω', Alphabet::Bold, '𝛀'),
            ('ϕ', Alphabet::Italic, '𝜙'),
            ('7', Alphabet::Bold, '𝟕'),
            ('+', Alphabet::Bold, '+'),
            ('ж', Alphabet::Bold, 'ж'),
        ] {
            assert_eq!(letter(c, alphabet), own);
        }
    }
}
