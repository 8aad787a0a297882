//! Colours of a cover: those of its designs, those that the author wants, and which of two is read on a third.

use crate::book::CoverWishes;

/// Red, green and blue.
pub(super) type Rgb = [u8; 3];

/// What is read on a dark ground, and on a pale one.
const PALE: Rgb = [0xF8, 0xF3, 0xE9];
const DARK: Rgb = [0x1B, 0x1A, 0x1C];

/// Letters are read on a ground from this contrast on: for small ones the least that WCAG 2.2 asks for (1.4.3, AA).
pub(super) const READABLE: f64 = 4.5;

/// A colour as a drawing writes it.
pub(super) fn hex([red, green, blue]: Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// A colour as a design names it: `#` and six digits.
pub(super) const fn rgb(hex: &str) -> Rgb {
    const fn digit(byte: u8) -> u8 {
        match byte {
            b'0'..=b'9' => byte - b'0',
            b'a'..=b'f' => byte - b'a' + 10,
            b'A'..=b'F' => byte - b'A' + 10,
            _ => 0,
        }
    }
    let digits = hex.as_bytes();
    if digits.len() != 7 {
        return [0; 3];
    }
    [digit(digits[1]) * 16 + digit(digits[2]), digit(digits[3]) * 16 + digit(digits[4]), digit(digits[5]) * 16 + digit(digits[6])]
}

/// How bright a colour is, from 0 to 1 (WCAG 2.2, relative luminance).
fn luminance(colour: Rgb) -> f64 {
    let [red, green, blue] = colour.map(|value| {
        let share = f64::from(value) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// The contrast of two colours, from 1 to 21 (WCAG 2.2).
pub(super) fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// A colour with so many hundredths of another in it.
pub(super) fn mixed(one: Rgb, other: Rgb, hundredths: u32) -> Rgb {
    let part = |at: usize| (u32::from(one[at]) * (100 - hundredths) + u32::from(other[at]) * hundredths + 50) / 100;
    [0, 1, 2].map(|at| u8::try_from(part(at)).unwrap_or(u8::MAX))
}

/// The colour of letters on a ground: pale or dark, whichever is read better, and pure white or black on what is in the middle.
pub(super) fn letters_on(ground: Rgb) -> Rgb {
    let best = |[pale, dark]: [Rgb; 2]| if contrast(pale, ground) >= contrast(dark, ground) { pale } else { dark };
    let soft = best([PALE, DARK]);
    if contrast(soft, ground) >= 7.0 { soft } else { best([[255; 3], [0; 3]]) }
}

/// A colour for letters, if it is read on a ground, or else the one that is.
pub(super) fn readable(colour: Rgb, ground: Rgb) -> Rgb {
    if contrast(colour, ground) >= READABLE { colour } else { letters_on(ground) }
}

/// A colour as dark as pale letters ask for, with what it had of red, green and blue.
pub(super) fn darkened(colour: Rgb) -> Rgb {
    let darker = (0..=20).map(|step| mixed(colour, [0x12, 0x12, 0x14], step * 5));
    darker.into_iter().find(|darker| contrast(PALE, *darker) >= 9.0).unwrap_or(DARK)
}

/// Ground, letters and ornaments of a design.
#[derive(Clone, Copy)]
pub(super) struct Palette {
    pub(super) ground: Rgb,
    /// The letters on the ground.
    pub(super) ink: Rgb,
    /// The second ink.
    pub(super) first: Rgb,
    /// The ornament's second colour.
    pub(super) second: Rgb,
}

impl Palette {
    /// A design's own colours.
    pub(super) const fn of([ground, ink, first, second]: [&str; 4]) -> Self {
        Self { ground: rgb(ground), ink: rgb(ink), first: rgb(first), second: rgb(second) }
    }

    /// The colours with those that the author wants in their places, and the others such that they go with them.
    pub(super) fn wished(self, wishes: &CoverWishes) -> Self {
        let mut palette = self;
        if let Some(ground) = wishes.colour {
            let ink = letters_on(ground);
            let first = if contrast(self.first, ground) < 1.6 { mixed(ground, ink, 55) } else { self.first };
            palette = Self { ground, ink, first, second: mixed(ground, ink, 22) };
        }
        if let Some(accent) = wishes.accent {
            palette.first = accent;
            // What was of one colour stays so; what was beside it does not vie with it.
            palette.second = match self.second {
                second if second == self.first => accent,
                second if second == self.ink => palette.ink,
                _ => mixed(palette.ground, palette.ink, 22),
            };
        }
        palette
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 0.01);
        // #767676 is the lightest grey that passes on white.
        assert!(contrast([0x76; 3], [255; 3]) >= 4.5 && contrast([0x77; 3], [255; 3]) < 4.5);
        assert_eq!([rgb("#14273d"), rgb("#fFf"), rgb("#FF00a0")], [[0x14, 0x27, 0x3D], [0; 3], [255, 0, 160]]);
    }

    #[test]
    fn letters_are_read_on_every_ground() {
        for red in (0..=255).step_by(15) {
            for green in (0..=255).step_by(15) {
                for blue in (0..=255).step_by(15) {
                    let ground = [red, green, blue];
                    assert!(contrast(letters_on(ground), ground) >= READABLE, "{ground:?}");
                    assert!(contrast(letters_on(darkened(ground)), darkened(ground)) >= 7.0, "{ground:?}");
                }
            }
        }
        // White was 4.39 here once, where black is 4.78.
        assert_eq!(letters_on([0x7A, 0x7B, 0x51]), [0; 3]);
    }
}
