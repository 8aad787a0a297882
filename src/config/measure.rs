//! Measures as people write them: `18 mm`, `0.75 in`, `a5`, `148 x 210 mm`. Integers throughout.

use super::fault::SettingFault;
use crate::source::Length;

/// A length such as `18 mm`, `1.8cm`, `0.75 in`, `54 pt`; the reason if it is none.
pub(super) fn length(text: &str) -> Result<Length, SettingFault> {
    let text = text.trim();
    let split = text.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(text.len());
    let digits = millionths(&text[..split]).ok_or_else(|| SettingFault::NoMeasure(text.to_owned()))?;
    let unit = unit(text[split..].trim(), text)?;
    Ok(scaled(digits, unit))
}

/// A part of the text's size or leading such as `81.5%`, in thousandths; the reason if it is none.
pub(super) fn percent(text: &str) -> Result<i64, SettingFault> {
    let number = text.trim().strip_suffix('%').and_then(|number| millionths(number.trim()));
    number.map(|millionths| millionths / 100_000).ok_or_else(|| SettingFault::NoPercentage(text.to_owned()))
}

/// A colour such as `#1d3557` or `#fff`: red, green and blue.
pub(super) fn colour(text: &str) -> Option<[u8; 3]> {
    let digits: Vec<u8> = text.trim().strip_prefix('#')?.chars().map(|c| c.to_digit(16)?.try_into().ok()).collect::<Option<_>>()?;
    match digits[..] {
        [red, green, blue] => Some([red, green, blue].map(|digit| digit * 17)),
        [a, b, c, d, e, f] => Some([a * 16 + b, c * 16 + d, e * 16 + f]),
        _ => None,
    }
}

/// A space such as `1.5 lines`, in hundredths of a line; the reason if it is none.
pub(super) fn lines(text: &str) -> Result<i64, SettingFault> {
    let number = text.trim().strip_suffix("lines").or_else(|| text.trim().strip_suffix("line"));
    let number = number.and_then(|number| millionths(number.trim()));
    number.map(|millionths| millionths / 10_000).ok_or_else(|| SettingFault::NoLines(text.to_owned()))
}

/// A length in `em`, the size of the type, in thousandths; none if it is in another unit.
pub(super) fn em(text: &str) -> Option<i64> {
    let number = text.trim().to_ascii_lowercase();
    millionths(number.strip_suffix("em")?.trim()).map(|millionths| millionths / 1_000)
}

/// A multiple of the size of the type such as `1.4`, `130%` or `1.3 em`, in thousandths; none if it is none. A number alone that
/// can't be meant so, such as `14`, has lost its unit.
pub(super) fn times(text: &str) -> Option<i64> {
    let alone = || millionths(text.trim()).map(|millionths| millionths / 1_000).filter(|times| (500..=4_000).contains(times));
    em(text).or_else(|| percent(text).ok()).or_else(alone)
}

/// A unit as a fraction of 1/65536 pt.
struct LengthUnit {
    numerator: i128,
    denominator: i128,
}

fn unit(name: &str, whole: &str) -> Result<LengthUnit, SettingFault> {
    let unit = |numerator, denominator| Ok(LengthUnit { numerator, denominator });
    match name.to_ascii_lowercase().as_str() {
        "pt" => unit(65_536, 1),
        "in" | "\"" | "inch" | "inches" => unit(65_536 * 72, 1),
        "mm" => unit(65_536 * 720, 254),
        "cm" => unit(65_536 * 7200, 254),
        "" => Err(SettingFault::NoUnit { given: whole.to_owned(), meant: None }),
        _ => Err(SettingFault::UnknownUnit(name.to_owned())),
    }
}

/// The only rounding is here, towards zero.
fn scaled(millionths: i64, unit: LengthUnit) -> Length {
    let units = i128::from(millionths) * unit.numerator / (unit.denominator * 1_000_000);
    Length::raw(i64::try_from(units).expect("six digits of inches are far below 2^63 units"))
}

/// A decimal number with at most six digits on each side, in millionths.
fn millionths(text: &str) -> Option<i64> {
    let text = text.replace(',', ".");
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let fits = |digits: &str| digits.len() <= 6 && digits.bytes().all(|b| b.is_ascii_digit());
    if !fits(whole) || !fits(part) || (whole.is_empty() && part.is_empty()) {
        return None;
    }
    format!("{}{part:0<6}", if whole.is_empty() { "0" } else { whole }).parse().ok()
}

/// Trim sizes by name, in thousandths of a millimetre.
const SIZES: &[(&str, i64, i64)] = &[
    ("6x9", 152_400, 228_600),
    ("5x8", 127_000, 203_200),
    ("5.06x7.81", 128_524, 198_374),
    ("5.25x8", 133_350, 203_200),
    ("5.5x8.5", 139_700, 215_900),
    ("6.14x9.21", 155_956, 233_934),
    ("6.69x9.61", 169_926, 244_094),
    ("7x10", 177_800, 254_000),
    ("7.5x9.25", 190_500, 234_950),
    ("8x10", 203_200, 254_000),
    ("8.5x11", 215_900, 279_400),
    ("a5", 148_000, 210_000),
    ("a6", 105_000, 148_000),
    ("a4", 210_000, 297_000),
    ("b5", 176_000, 250_000),
    ("a-format", 111_000, 178_000),
    ("b-format", 129_000, 198_000),
    ("demy", 138_000, 216_000),
    ("royal", 156_000, 234_000),
    ("crown-quarto", 189_000, 246_000),
    ("pocket", 107_950, 174_625),
    ("novella", 127_000, 203_200),
    ("digest", 139_700, 215_900),
    ("us-trade", 152_400, 228_600),
    ("executive", 177_800, 254_000),
    ("letter", 215_900, 279_400),
];

/// Width and height of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TrimSize {
    pub(super) width: Length,
    pub(super) height: Length,
}

/// A trim size by name or measures; the reason if it is none.
pub(super) fn trim(text: &str) -> Result<TrimSize, SettingFault> {
    let plain: String = text.trim().to_lowercase().replace('×', "x").split_whitespace().collect();
    let name = plain.strip_suffix("in").unwrap_or(&plain);
    if let Some((_, width, height)) = SIZES.iter().find(|(known, ..)| *known == name) {
        return Ok(TrimSize { width: Length::micrometres(*width), height: Length::micrometres(*height) });
    }
    let unknown = || {
        let near = crate::diagnostics::nearest::nearest(name, SIZES.iter().map(|size| size.0));
        SettingFault::NoTrim { given: text.to_owned(), near }
    };
    let (width, height) = plain.split_once('x').ok_or_else(unknown)?;
    let plain_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',');
    if plain_number(width) && plain_number(height) {
        let mut meant = ["in", "mm", "pt"].map(|unit| format!("{width} x {height} {unit}")).into_iter();
        return Err(match meant.find(|meant| trim(meant).is_ok()) {
            meant @ Some(_) => SettingFault::NoUnit { given: text.to_owned(), meant },
            None => unknown(),
        });
    }
    let height = length(height).map_err(|fault| if plain_number(height) { unknown() } else { fault })?;
    let width = if plain_number(width) {
        let unit = plain.trim_start_matches(|c: char| !c.is_ascii_alphabetic() || c == 'x');
        length(&format!("{width}{unit}"))
    } else {
        length(width)
    };
    let width = width?;
    let possible = Length::micrometres(60_000)..=Length::micrometres(600_000);
    if possible.contains(&width) && possible.contains(&height) {
        Ok(TrimSize { width, height })
    } else {
        Err(SettingFault::UnfitPage(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_exact() {
        assert_eq!(length("54 pt"), Ok(Length::points(54)));
        assert_eq!(length("0.75in"), Ok(Length::points(54)));
        assert_eq!(length("25.4 mm"), Ok(Length::points(72)));
        assert_eq!(length("2,54 cm"), Ok(Length::points(72)));
        assert_eq!(length(".5 in"), Ok(Length::points(36)));
        assert_eq!(length("18"), Err(SettingFault::NoUnit { given: "18".to_owned(), meant: None }));
        assert_eq!(length("18 parsec"), Err(SettingFault::UnknownUnit("parsec".to_owned())));
        assert!(length("pt").is_err() && length("1.2.3 pt").is_err() && length("99999999 pt").is_err() && length("-1 pt").is_err());
    }

    #[test]
    fn proportions() {
        assert_eq!((percent("81.5%"), percent(" 100 % "), lines("1.5 lines"), lines("1 line")), (Ok(815), Ok(1000), Ok(150), Ok(100)));
        assert!(
            percent("120").is_err() && percent("%").is_err() && lines("2").is_err() && lines("lines").is_err() && percent("-1%").is_err()
        );
    }

    #[test]
    fn trim_sizes_by_name_and_measure() {
        assert_eq!(trim("6 × 9 in"), Ok(TrimSize { width: Length::points(432), height: Length::points(648) }));
        assert_eq!(trim("6x9"), trim("6in x 9in"));
        assert_eq!(trim("A5"), trim("148 x 210 mm"));
        assert_eq!(trim("14.8cm x 210 mm"), trim("a5"));
        assert_eq!(trim("b-formt").unwrap_err().help(), Some("did you mean `b-format`?".to_owned()));
        for (given, meant) in [("148x210", "148 x 210 mm"), ("5.7x8.1", "5.7 x 8.1 in"), ("7 x 9", "7 x 9 in")] {
            let fault = trim(given).unwrap_err();
            assert_eq!((fault.to_string(), fault.help()), (format!("`{given}` has no unit"), Some(format!("write `{meant}`"))));
            assert!(trim(meant).is_ok(), "{meant}");
        }
        assert!(trim("1 x 1 mm").is_err() && trim("x").is_err() && trim("").is_err());
    }
}
