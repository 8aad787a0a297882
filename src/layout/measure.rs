//! The measure: how many characters a line holds, which decides how well a text reads.

use super::style::StyleSheet;
use crate::book::Style;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::fonts::Fonts;
use crate::fonts::shape::Shaper;

/// Characters a line of text should hold, counted as lower-case letters (Bringhurst, The Elements of Typographic Style, 2.1.2).
const GOOD: std::ops::RangeInclusive<i64> = 45..=80;

const ALPHABET: &str = "abcdefghijklmnopqrstuvwxyz";

/// Measure beside notes: they take room from the text, whose lines are meant to be shorter then.
const BESIDE: i64 = 32;

/// Warns of lines that hold too few or too many characters. Lines of a good page that are short because notes stand beside them are
/// as they must be; `plain` is the style sheet of the same page without them.
pub(super) fn check(sheet: &StyleSheet, plain: &StyleSheet, fonts: &Fonts, diagnostics: &mut Diagnostics) {
    let characters = characters(sheet, fonts);
    let beside = sheet.beside.is_some();
    let meant = beside && characters >= BESIDE && GOOD.contains(&self::characters(plain, fonts));
    if GOOD.contains(&characters) || meant {
        return;
    }
    let help = match characters > *GOOD.end() {
        true => "make the margins wider or the type larger",
        false if beside => "take a larger page, or set `notes.pdf` to `foot`, `facing`, `after-section` or `end`",
        false => "make the margins or the type smaller",
    };
    let message = format!("a line holds about {characters} characters; 45 to 80 read well");
    diagnostics.push(Diagnostic::new(Code::OddMeasure, message).help(help));
}

/// How many characters a line of text holds.
fn characters(sheet: &StyleSheet, fonts: &Fonts) -> i64 {
    let voice = sheet.text.voice(Style::PLAIN, fonts);
    let width = Shaper::new(fonts).shape(voice.face, voice.features, ALPHABET).width;
    let alphabet = sheet.text.size.scale(i64::from(width), i64::from(fonts.face(voice.face).units_per_em));
    sheet.measure.units() * 26 / alphabet.units().max(1)
}
