//! The design `frame`: names and title in the middle of a pale sheet, inside one strong and one fine rule, as the paper covers of
//! literary houses have had them for a century.

use super::dice::Dice;
use super::fit::fit;
use super::sheet::{Anchor, Form, Sheet};
use super::{Dress, Faces, WIDTH};
use crate::config::Metadata;

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

pub(super) fn draw(metadata: &Metadata, title: &str, faces: &Faces, form: Form) -> (Sheet, Dress) {
    let mut dice = Dice::new(&metadata.title);
    let [ground, ink, colour] = PALETTE[dice.roll(PALETTE.len())];
    let mut sheet = Sheet::new(ground, form);
    sheet.border(96, 10, ink);
    sheet.border(126, 3, colour);
    let names = fit(faces.serif, &metadata.author_line().to_uppercase(), (38, 66), MEASURE, 300);
    let y = sheet.lines(&names, faces.serif, (CENTRE, form.down(420)), 140, Anchor::Middle, ink, names.size / 8);
    let subtitle = metadata.subtitle.as_deref().unwrap_or("");
    let small = fit(faces.italic, subtitle, (40, 74), MEASURE, 300);
    let room = form.down(2050) - y - if subtitle.is_empty() { 0 } else { small.height(130) + 180 };
    let big = fit(faces.serif, title, (52, 220), MEASURE, room.min(form.down(1000)));
    // The optical middle lies above the middle.
    let y = (y + 120 + big.size).max(form.down(1120) - big.height(112) / 2 + big.size / 2);
    let y = sheet.lines(&big, faces.serif, (CENTRE, y), 112, Anchor::Middle, colour, 0);
    if !subtitle.is_empty() {
        let rule = y - big.size * 112 / 100 + big.size * 35 / 100 + 70;
        sheet.rect((CENTRE - 90, rule), (180, 3), ink);
        sheet.lines(&small, faces.italic, (CENTRE, rule + 70 + small.size), 130, Anchor::Middle, ink, 0);
    }
    if let Some(publisher) = &metadata.publisher {
        let house = fit(faces.serif, &publisher.to_uppercase(), (32, 44), MEASURE, 60);
        sheet.lines(&house, faces.serif, (CENTRE, form.height - 250), 140, Anchor::Middle, ink, house.size / 7);
    } else {
        // Three lozenges hold the foot where a house would have its name.
        for place in [-1, 0, 1] {
            sheet.lozenge((CENTRE + place * 48, form.height - 265), 13, colour);
        }
    }
    (sheet, Dress { ink: ink.to_owned(), label: None, below: 0 })
}
