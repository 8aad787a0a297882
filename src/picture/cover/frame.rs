//! The design `frame`: names and title in the middle of a pale sheet, inside one strong and one fine rule, as the paper covers of
//! literary houses have had them for a century.

use super::colour::{Palette, hex, readable};
use super::dice::Dice;
use super::fit::{CoverText, Field, LetterSizes, Lettering, Tier, fit, names, stack};
use super::sheet::{Anchor, CoverField, CoverForm, CoverSheet, CoverSpot};
use super::words::author_names;
use super::{CoverFaces, Dress, WIDTH};
use crate::book::Metadata;
use crate::language::language;
use crate::language::right_to_left;

const CENTRE: i32 = WIDTH as i32 / 2;
const MEASURE: i32 = 1180;
/// Distance of words from the edges at least, inside both rules.
const INSIDE: i32 = 190;
/// Room for the rule between title and subtitle.
const RULE: i32 = 130;
/// Thickness of the fine rule.
const FINE: i32 = 3;
/// Room between the title and the names above or the house below.
const BETWEEN: i32 = 70;

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
    let Palette { ground, ink, first, .. } = Palette::of([ground, ink, colour, colour]).wished(&metadata.cover_wishes);
    let (rule, colour, ink) = (&hex(first), &hex(readable(first, ground)), &hex(ink));
    let mut sheet = CoverSheet::new(ground, form, right_to_left(&metadata.language));
    sheet.border(96, 10, ink);
    sheet.border(126, FINE, rule);
    let (italic, serif) = (Lettering::close(faces.italic), Lettering::close(faces.serif));
    let (spaced, house) = (Lettering::apart(faces.serif, 10), Lettering::apart(faces.serif, 7));
    let text = |text| CoverText { text, language: &metadata.language };
    let publisher = language(&metadata.language).uppercase(metadata.publisher.as_deref().unwrap_or_default());
    let house_name = fit(house, text(&publisher), LetterSizes::new(30, 48), Field { measure: MEASURE, room: 130, leading: 130 });
    let field = Field { measure: MEASURE, room: form.height / 5, leading: 135 };
    let people = names(spaced, &author_names(metadata), LetterSizes::new(64, 92), field);
    let centred = |y| CoverSpot { x: CENTRE, y };
    let top = form.down(340).max(INSIDE);
    sheet.lines(&people, spaced, centred(top + people.size * 80 / 100), 135, Anchor::Middle, ink);
    let tiers = [
        Tier { letters: serif, text: text(title), sizes: LetterSizes::new(110, 240), leading: 110, above: 0 },
        Tier {
            letters: italic,
            text: text(metadata.subtitle.as_deref().unwrap_or_default()),
            sizes: LetterSizes::new(44, 82),
            leading: 128,
            above: RULE,
        },
    ];
    // Title and subtitle stand between the names and the house; below the title is the rule, with room on both sides of it.
    let house_top = form.height - form.down(250).max(INSIDE) - house_name.height(130);
    let (top, foot) = (top + people.height(135) + BETWEEN, house_top - BETWEEN);
    let words = stack(&tiers, MEASURE, foot - top);
    // The optical middle lies above the middle.
    let mut y = (form.down(1180) - words.height / 2).min(foot - words.height).max(top);
    for (place, (text, above)) in words.tiers.iter().enumerate() {
        let (Tier { letters, leading, .. }, colour) = (tiers[place], if place == 0 { colour } else { ink });
        if place > 0 && *above > 0 {
            // Half of the last line's leading is white already.
            sheet.rect(CoverField { left: CENTRE - 90, top: y + *above * 45 / 100, width: 180, height: 4 }, ink);
        }
        y += above;
        sheet.lines(text, letters, centred(y + text.size * 80 / 100), leading, Anchor::Middle, colour);
        y += text.height(leading);
    }
    if !publisher.is_empty() {
        sheet.lines(&house_name, house, centred(house_top + house_name.size * 80 / 100), 130, Anchor::Middle, ink);
    } else {
        // Three lozenges hold the foot where a house would have its name.
        for place in [-1, 0, 1] {
            sheet.lozenge(CoverSpot { x: CENTRE + place * 48, y: house_top - 15 }, 13, rule);
        }
    }
    let cut = words.cut() || people.cut || house_name.cut;
    (sheet, Dress { field: ground, ink: ink.clone(), label: None, ground: None, below: 0, cut })
}
