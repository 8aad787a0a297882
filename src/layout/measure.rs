//! The measure: how many characters a line holds, which decides how well a text reads.

use super::style::Sheet;
use crate::book::Style;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::fonts::Fonts;
use crate::fonts::shape::Shaper;

/// Characters a line of text should hold, counted as lower-case letters (Bringhurst, The Elements of Typographic Style, 2.1.2).
const GOOD: std::ops::RangeInclusive<i64> = 45..=80;

const ALPHABET: &str = "abcdefghijklmnopqrstuvwxyz";

/// Warns of lines that hold too few or too many characters.
pub(super) fn check(sheet: &Sheet, fonts: &Fonts, found: &mut Diagnostics) {
    let voice = sheet.text.voice(Style::PLAIN, fonts);
    let width = Shaper::new(fonts).shape(voice.face, voice.features, ALPHABET).width;
    let alphabet = sheet.text.size.scale(i64::from(width), i64::from(fonts.face(voice.face).units_per_em));
    let characters = sheet.measure.units() * 26 / alphabet.units().max(1);
    if !GOOD.contains(&characters) {
        let help =
            if characters > *GOOD.end() { "make the margins wider or the type larger" } else { "make the margins or the type smaller" };
        let message = format!("a line holds about {characters} characters; 45 to 80 read well");
        found.push(Diagnostic::new(Code::OddMeasure, message).help(help));
    }
}
