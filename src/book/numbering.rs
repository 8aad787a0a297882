//! How the items of a list are numbered.

/// The numbers of an ordered list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbering {
    /// Number of the first item.
    pub start: u64,
    /// What the numbers are written in.
    pub numerals: Numerals,
    /// What stands round each.
    pub marks: NumeralMarks,
}

/// What numbers are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numerals {
    /// 1, 2, 3.
    #[default]
    Figures,
    /// a, b, c.
    SmallLetters,
    /// A, B, C.
    Capitals,
    /// i, ii, iii.
    SmallRoman,
    /// I, II, III.
    Roman,
}

/// What stands round the number of an item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NumeralMarks {
    /// A full stop behind it.
    #[default]
    Stop,
    /// A bracket behind it.
    Bracket,
    /// Brackets round it.
    Brackets,
}

impl Numbering {
    /// Figures with full stops, from a number on.
    #[must_use]
    pub fn from(start: u64) -> Self {
        Self { start, numerals: Numerals::Figures, marks: NumeralMarks::Stop }
    }

    /// The label of an item, counted from 0.
    #[must_use]
    pub fn label(&self, item: usize) -> String {
        let numeral = self.numerals.write(self.start.saturating_add(item as u64));
        match self.marks {
            NumeralMarks::Stop => format!("{numeral}."),
            NumeralMarks::Bracket => format!("{numeral})"),
            NumeralMarks::Brackets => format!("({numeral})"),
        }
    }
}

/// Roman numerals with their values, the greatest first.
const ROMAN: [(u64, &str); 13] = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];
/// No list has so many items that are numbered by letters; figures take their place from here on.
const MOST: u64 = 4999;

impl Numerals {
    /// What the attribute `type` of a list in HTML asks for; figures if it asks for nothing that is known.
    #[must_use]
    pub fn of_html(kind: &str) -> Self {
        match kind {
            "a" => Self::SmallLetters,
            "A" => Self::Capitals,
            "i" => Self::SmallRoman,
            "I" => Self::Roman,
            _ => Self::Figures,
        }
    }

    /// A number as it is written: what letters can't say is in figures.
    #[must_use]
    pub fn write(self, number: u64) -> String {
        match self {
            _ if number == 0 || number > MOST => number.to_string(),
            Self::Figures => number.to_string(),
            Self::SmallLetters => letters(number),
            Self::Capitals => letters(number).to_uppercase(),
            Self::SmallRoman => roman(number),
            Self::Roman => roman(number).to_uppercase(),
        }
    }

    /// The number that is written so; none if it is none.
    #[must_use]
    pub fn read(self, written: &str) -> Option<u64> {
        let number = match self {
            Self::Figures => written.parse().ok()?,
            Self::SmallLetters | Self::Capitals => {
                let lower = written.to_ascii_lowercase();
                let [letter @ b'a'..=b'z'] = lower.as_bytes() else { return None };
                u64::from(letter - b'a') + 1
            }
            Self::SmallRoman | Self::Roman => {
                let (mut rest, mut number) = (written.to_ascii_lowercase(), 0);
                for (value, numeral) in ROMAN {
                    while let Some(behind) = rest.strip_prefix(numeral) {
                        number += value;
                        rest = behind.to_owned();
                    }
                }
                number
            }
        };
        (self.write(number) == written).then_some(number)
    }
}

/// a to z, then aa to zz, as spreadsheets name columns.
fn letters(mut number: u64) -> String {
    let mut written = Vec::new();
    while number > 0 {
        number -= 1;
        written.push(char::from(b'a' + u8::try_from(number % 26).unwrap_or(0)));
        number /= 26;
    }
    written.iter().rev().collect()
}

/// A number in Roman numerals of small letters.
pub(crate) fn roman(mut number: u64) -> String {
    let mut written = String::new();
    for (value, numeral) in ROMAN {
        while number >= value {
            written.push_str(numeral);
            number -= value;
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_figures() {
        assert_eq!([1, 4, 9, 14, 40, 99, 1994].map(roman), ["i", "iv", "ix", "xiv", "xl", "xcix", "mcmxciv"]);
    }

    #[test]
    fn numerals_are_read_as_they_are_written() {
        let all = [Numerals::Figures, Numerals::SmallLetters, Numerals::Capitals, Numerals::SmallRoman, Numerals::Roman];
        for numerals in all {
            for number in 1..=26 {
                assert_eq!(numerals.read(&numerals.write(number)), Some(number));
            }
        }
        assert_eq!([1, 4, 9, 14, 40, 1994].map(|number| Numerals::SmallRoman.write(number)), ["i", "iv", "ix", "xiv", "xl", "mcmxciv"]);
        assert_eq!([1, 26, 27, 52, 53].map(|number| Numerals::Capitals.write(number)), ["A", "Z", "AA", "AZ", "BA"]);
        assert_eq!(["iiii", "vx", "", "a1"].map(|written| Numerals::SmallRoman.read(written)), [None; 4]);
        assert_eq!(Numerals::SmallLetters.write(0), "0");
        let of = |numerals, marks| Numbering { start: 3, numerals, marks }.label(1);
        assert_eq!(of(Numerals::SmallRoman, NumeralMarks::Brackets), "(iv)");
        assert_eq!([of(Numerals::Figures, NumeralMarks::Stop), of(Numerals::Capitals, NumeralMarks::Bracket)], ["4.", "D)"]);
    }
}
