//! The design `frame`: names and title in the middle of a pale sheet, inside one strong and one fine rule, as the paper covers of
//! literary houses have had them for a century.

use super::dice::Dice;
use super::fit::{Field, FittedText, LetterSizes, Lettering, fit};
use super::sheet::{Anchor, CoverField, CoverForm, CoverSheet, CoverSpot};
use super::{CoverFaces, Dress, WIDTH, lead};
use crate::book::Metadata;
use crate::language::language;

const CENTRE: i32 = WIDTH as i32 / 2;
const MEASURE: i32 = 1140;

/// Ground, letters and rules, title. Every colour's contrast on the ground is above 7 : 1.
const PALETTE: [[&str; 3]; 5] = [
    ["#f4eedd", "#1d1a16", "#8c1515"],
    ["#eef0ea", "#17201c", "#14503c"],
    ["#f2eee8", "#1c1c22", "#1f3a6e"],
    ["#f5ece2", "#241a14", "#7c3206"],
    ["#efedf1", "#1c1820", "#56246b"],
];

pub(super) fn draw(metadata: &Metadata, title: &str, faces: &CoverFaces, form: CoverForm) -> (CoverSheet, Dress) {
    let mut dice = Dice::new(&metadata.title);
    let [ground, ink, colour] = PALETTE[dice.roll(PALETTE.len())];
    let mut sheet = CoverSheet::new(ground, form);
    sheet.border(96, 10, ink);
    sheet.border(126, 3, colour);
    let field = |room, leading| Field { measure: MEASURE, room, leading };
    let (italic, serif) = (Lettering::close(faces.italic), Lettering::close(faces.serif));
    let (spaced, house) = (Lettering::apart(faces.serif, 8), Lettering::apart(faces.serif, 7));
    let publisher = language(&metadata.language).uppercase(metadata.publisher.as_deref().unwrap_or_default());
    let house_name = fit(house, &publisher, LetterSizes::new(32, 44), field(60, 140));
    let names = fit(spaced, &language(&metadata.language).uppercase(&metadata.author_line()), LetterSizes::new(38, 66), field(300, 140));
    let centred = |y| CoverSpot { x: CENTRE, y };
    let y = sheet.lines(&names, spaced, centred(form.down(420)), 140, Anchor::Middle, ink);
    let subtitle = metadata.subtitle.as_deref().unwrap_or("");
    // Title and subtitle stand between the names and the house; below the title is the rule, with room on both sides of it.
    let (top, foot) = (y + 120, form.height - 250 - house_name.size - 90);
    let below = |small: &FittedText| if subtitle.is_empty() { 0 } else { 140 + small.height(130) };
    let (big, small) = lead(
        |largest| fit(italic, subtitle, LetterSizes::new(40, largest), field(300.min((foot - top) / 3), 130)),
        74,
        |small| fit(serif, title, LetterSizes::new(52, 220), field((foot - top - below(small)).min(form.down(1000)), 115)),
    );
    // The optical middle lies above the middle.
    let last = foot - below(&small) - big.height(112) + big.size;
    let y = (form.down(1120) - big.height(112) / 2 + big.size / 2).min(last).max(top + big.size);
    let y = sheet.lines(&big, serif, centred(y), 112, Anchor::Middle, colour);
    if !subtitle.is_empty() {
        let rule = y - big.size * 112 / 100 + big.size * 35 / 100 + 70;
        sheet.rect(CoverField { left: CENTRE - 90, top: rule, width: 180, height: 3 }, ink);
        sheet.lines(&small, italic, centred(rule + 70 + small.size), 130, Anchor::Middle, ink);
    }
    if !publisher.is_empty() {
        sheet.lines(&house_name, house, centred(form.height - 250), 140, Anchor::Middle, ink);
    } else {
        // Three lozenges hold the foot where a house would have its name.
        for place in [-1, 0, 1] {
            sheet.lozenge(CoverSpot { x: CENTRE + place * 48, y: form.height - 265 }, 13, colour);
        }
    }
    let cut = [&big, &small, &names, &house_name].iter().any(|text| text.cut);
    (sheet, Dress { ink: ink.to_owned(), label: None, below: 0, cut })
}
