//! The barcode of an ISBN: EAN-13 (ISO/IEC 15420; GS1 General Specifications, 5.2) in its nominal size, in black on white.

use super::CoverFaces;
use super::sheet::{CoverSheet, CoverSpot, Scale};
use crate::source::Length;
use crate::source::xml::escape;

/// The patterns of the digits, a bit a module, dark ones set: number set A.
const DIGITS: [u8; 10] =
    [0b000_1101, 0b001_1001, 0b001_0011, 0b011_1101, 0b010_0011, 0b011_0001, 0b010_1111, 0b011_1011, 0b011_0111, 0b000_1011];

/// The left digits that are of number set B, a bit each, by the first digit, which has no pattern of its own.
const PARITY: [u8; 10] = [0b00_0000, 0b00_1011, 0b00_1101, 0b00_1110, 0b01_0011, 0b01_1001, 0b01_1100, 0b01_0101, 0b01_0110, 0b01_1010];

/// Width of a module in the nominal size.
const MODULE: i64 = 330;
/// The light margins, in modules.
const QUIET: (i64, i64) = (11, 7);
/// Modules of the symbol itself.
const SYMBOL: i64 = 95;
/// Height of the bars; those at the ends and in the middle are five modules longer.
const BARS: i64 = 22_850;
const GUARD: i64 = BARS + 5 * MODULE;
/// Height of the symbol with its digits.
const WHOLE: i64 = 25_930;
/// White round the symbol, and above it the number as people write it. All in thousandths of a millimetre.
const EDGE: i64 = 1_000;
const LINE: i64 = 5_000;

/// Width and height of the white field with the barcode.
pub(super) const FIELD: (Length, Length) =
    (Length::micrometres((QUIET.0 + SYMBOL + QUIET.1) * MODULE + 2 * EDGE), Length::micrometres(LINE + WHOLE + EDGE));

/// The 95 modules of a number of thirteen digits; none if it is no such number.
fn modules(number: &str) -> Option<Vec<bool>> {
    let digits: Vec<usize> = number.chars().map(|c| c.to_digit(10).map(|digit| digit as usize)).collect::<Option<_>>()?;
    let (&first, rest) = digits.split_first().filter(|(_, rest)| rest.len() == 12)?;
    let mut modules = Vec::with_capacity(95);
    let mut push = |pattern: u8, count: u32| modules.extend((0..count).rev().map(|bit| pattern >> bit & 1 == 1));
    push(0b101, 3);
    for (place, &digit) in rest.iter().enumerate() {
        let set_a = DIGITS[digit];
        // Set C is A with light and dark exchanged; B is C read backwards.
        let set_c = !set_a & 0x7F;
        match place {
            0..6 if PARITY[first] >> (5 - place) & 1 == 1 => push(set_c.reverse_bits() >> 1, 7),
            0..6 => push(set_a, 7),
            _ => push(set_c, 7),
        }
        if place == 5 {
            push(0b01010, 5);
        }
    }
    push(0b101, 3);
    Some(modules)
}

/// Draws the field with its top left corner at a place (pixels). `written` is the number with its hyphens.
pub(super) fn draw(sheet: &mut CoverSheet, faces: &CoverFaces, scale: Scale, corner: CoverSpot, number: &str, written: &str) {
    let CoverSpot { x, y } = corner;
    let Some(modules) = modules(number) else { return };
    let (left, top) = (i64::from(x) * 1000, i64::from(y) * 1000);
    let micro = |micrometres: i64| scale.thousandths(Length::micrometres(micrometres));
    let at = |micrometres: i64| decimal(left + micro(EDGE + micrometres));
    let (width, height) = FIELD;
    sheet.svg.push_str(&format!(
        r##"<rect x="{x}" y="{y}" width="{}" height="{}" fill="#ffffff"/>"##,
        decimal(scale.thousandths(width)),
        decimal(scale.thousandths(height))
    ));
    let head = decimal(top + micro(LINE));
    let mut path = String::new();
    let mut start = 0;
    while start < modules.len() {
        let dark = modules[start];
        let end = start + modules[start..].iter().take_while(|module| **module == dark).count();
        if dark {
            let guard = !(3..92).contains(&start) || (45..50).contains(&start);
            let foot = decimal(top + micro(LINE + if guard { GUARD } else { BARS }));
            let edge = |module: usize| at((QUIET.0 + i64::try_from(module).unwrap_or_default()) * MODULE);
            path.push_str(&format!("M{0} {head}H{1}V{foot}H{0}Z", edge(start), edge(end)));
        }
        start = end;
    }
    sheet.svg.push_str(&format!(r##"<path d="{path}" fill="#000000"/>"##));
    let mut text = |words: &str, family: &str, x: String, y: i64, size: i64| {
        sheet.svg.push_str(&format!(
            r##"<text x="{x}" y="{}" font-size="{}" fill="#000000" text-anchor="middle" font-family="{}">{}</text>"##,
            decimal(top + micro(y)),
            decimal(micro(size)),
            escape(family),
            escape(words)
        ));
    };
    let upright = |face: &&&crate::fonts::Face| face.fixed_pitch && !face.italic && face.weight == 400;
    let mono = faces.others.iter().find(upright).map_or(faces.sans, |face| *face);
    // A little lower than OCR-B, which is narrower than this face: they keep clear of the bars.
    let size = 2_450 * i64::from(mono.units_per_em) / i64::from(mono.cap_height.max(1));
    for (place, digit) in (0_i64..).zip(number.chars()) {
        let middle = match place {
            0 => 10 * MODULE / 2,
            1..7 => QUIET.0 * MODULE + (3 + 7 * (place - 1)) * MODULE + 7 * MODULE / 2,
            _ => QUIET.0 * MODULE + (50 + 7 * (place - 7)) * MODULE + 7 * MODULE / 2,
        };
        text(&digit.to_string(), &mono.family, at(middle), LINE + WHOLE, size);
    }
    text(&format!("ISBN {written}"), &faces.sans.family, at((QUIET.0 * 2 + SYMBOL) * MODULE / 2), LINE - 1_200, 3_300);
}

/// Thousandths as a decimal number.
fn decimal(thousandths: i64) -> String {
    let sign = if thousandths < 0 { "-" } else { "" };
    let size = thousandths.abs();
    format!("{sign}{}.{:03}", size / 1000, size % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_patterns_are_those_of_the_standard() {
        // Digit by digit from the tables of ISO/IEC 15420: first digit 5 is ABBAAB, first digit 9 is ABBABA.
        for (number, left, right) in [
            (
                "5901234123457",
                ["0001011", "0100111", "0110011", "0010011", "0111101", "0011101"],
                ["1100110", "1101100", "1000010", "1011100", "1001110", "1000100"],
            ),
            (
                "9783161484100",
                ["0111011", "0001001", "0100001", "0011001", "0000101", "0011001"],
                ["1011100", "1001000", "1011100", "1100110", "1110010", "1110010"],
            ),
        ] {
            let expected = format!("101{}01010{}101", left.concat(), right.concat());
            let made: String = modules(number).unwrap().iter().map(|dark| if *dark { '1' } else { '0' }).collect();
            assert_eq!(made, expected, "{number}");
        }
        assert_eq!(modules("12345"), None);
    }

    #[test]
    fn the_field_has_room_for_the_nominal_size() {
        assert_eq!((QUIET.0 + SYMBOL + QUIET.1) * MODULE, 37_290);
        assert_eq!([decimal(-1_050), decimal(5), decimal(12_000)], ["-1.050", "0.005", "12.000"]);
    }
}
