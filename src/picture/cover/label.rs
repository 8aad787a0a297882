//! The design `label`: a paper label with a double rule on patterned boards, as a bookbinder pastes it.

use super::colour::{Palette, hex};
use super::dice::Dice;
use super::fit::{CoverText, Field, LetterSizes, Lettering, Tier, names, stack};
use super::sheet::{Anchor, CoverField, CoverForm, CoverSheet, CoverSpot};
use super::words::author_names;
use super::{CoverFaces, Dress, WIDTH};
use crate::book::Metadata;
use crate::language::right_to_left;

const CENTRE: i32 = WIDTH as i32 / 2;
/// Left edge of the label.
const LEFT: i32 = 200;
/// Top edge of the label, on a screen.
const TOP: i32 = 420;
/// Width of the label.
const WIDE: i32 = 1200;
const MEASURE: i32 = 1020;
/// Room inside the label above the first line and below the last, both rules being in it.
const PAD: i32 = 130;
/// Room between title and names, with a lozenge in it.
const LOZENGE: i32 = 150;
/// Side of a cell of the pattern.
pub(super) const CELL: i32 = 100;

/// Boards, pattern, second colour of the pattern, paper, ink. The ink's contrast on the paper is above 10 : 1.
const PALETTE: [[&str; 5]; 5] = [
    ["#27445c", "#5f86a1", "#d9b26a", "#f7f1e1", "#1c2a36"],
    ["#6b2a2a", "#a8614f", "#e0c08a", "#f8f0e0", "#331414"],
    ["#3b4f33", "#7d9465", "#d8c27a", "#f6f2e0", "#1f2a1a"],
    ["#4a3a5c", "#86719c", "#d9b08c", "#f6f0e6", "#261c33"],
    ["#7a5a22", "#b6924c", "#efe0b4", "#fbf5e4", "#332408"],
];

pub(super) fn draw(metadata: &Metadata, title: &str, faces: &CoverFaces, form: CoverForm) -> (CoverSheet, Dress) {
    let mut dice = Dice::new(&metadata.title);
    let [boards, first, second, paper, ink] = PALETTE[dice.roll(PALETTE.len())];
    // The second ink is the second of the pattern.
    let wished = Palette::of([boards, paper, second, first]).wished(&metadata.cover_wishes);
    let (boards, first, second) = (wished.ground, hex(wished.second), hex(wished.first));
    let mut sheet = CoverSheet::new(boards, form, right_to_left(&metadata.language));
    pattern(&mut sheet, &mut dice, &first, &second);
    let (italic, serif, spaced) = (Lettering::close(faces.italic), Lettering::close(faces.serif), Lettering::apart(faces.serif, 10));
    let top = form.down(TOP);
    // As much of the boards below the label as above it, at least.
    let most = form.height - 2 * top - 2 * PAD;
    let people = names(spaced, &author_names(metadata), LetterSizes::new(56, 84), Field { measure: MEASURE, room: most / 3, leading: 135 });
    let text = |text| CoverText { text, language: &metadata.language };
    let tiers = [
        Tier { letters: serif, text: text(title), sizes: LetterSizes::new(100, 220), leading: 110, above: 0 },
        Tier {
            letters: italic,
            text: text(metadata.subtitle.as_deref().unwrap_or_default()),
            sizes: LetterSizes::new(40, 76),
            leading: 128,
            above: 36,
        },
    ];
    let below = if people.lines.is_empty() { 0 } else { LOZENGE + people.height(135) };
    let words = stack(&tiers, MEASURE, most - below);
    let label = CoverField { left: LEFT, top, width: WIDE, height: 2 * PAD + words.height + below };
    sheet.rect(label, paper);
    sheet.outline(label.inside(30), 7, ink);
    sheet.outline(label.inside(48), 4, ink);
    let centred = |y| CoverSpot { x: CENTRE, y };
    let mut y = label.top + PAD;
    for ((text, above), tier) in words.tiers.iter().zip(&tiers) {
        y += above;
        sheet.lines(text, tier.letters, centred(y + text.size * 80 / 100), tier.leading, Anchor::Middle, ink);
        y += text.height(tier.leading);
    }
    if !people.lines.is_empty() {
        sheet.lozenge(centred(y + LOZENGE / 2 - 10), 16, ink);
        sheet.lines(&people, spaced, centred(y + LOZENGE + people.size * 80 / 100), 135, Anchor::Middle, ink);
    }
    let cut = words.cut() || people.cut;
    (sheet, Dress { field: boards, ink: ink.to_owned(), label: Some(paper.to_owned()), ground: Some(hex(boards)), below: 0, cut })
}

/// Draws a figure in every cell, alternately turned and coloured: a pasted paper.
fn pattern(sheet: &mut CoverSheet, dice: &mut Dice, first: &str, second: &str) {
    let figure = dice.roll(3);
    let [left, top, right, bottom] = sheet.form.edges.map(|edge| edge.div_euclid(CELL));
    for row in top..=bottom {
        for column in left..=right {
            let (x, y) = (column * CELL, row * CELL);
            let colour = if (row + column).rem_euclid(4) == 0 { second } else { first };
            match figure {
                0 if (row + column).rem_euclid(2) == 0 => sheet.lozenge(CoverSpot { x: x + CELL / 2, y: y + CELL / 2 }, 26, colour),
                1 => sheet.path(&format!("M{x} {}Q{} {} {} {}", y + 50, x + 50, y - 10, x + CELL, y + 50), 7, colour),
                2 if (row + column).rem_euclid(2) == 0 => {
                    sheet.path(&format!("M{} {}V{}M{} {}H{}", x + 50, y + 18, y + 82, x + 18, y + 50, x + 82), 8, colour);
                }
                _ => {}
            }
        }
    }
}
