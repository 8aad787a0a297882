//! The design `label`: a paper label with a double rule on patterned boards, as a bookbinder pastes it.

use super::dice::Dice;
use super::fit::{Field, LetterSizes, Lettering, fit};
use super::sheet::{Anchor, CoverField, CoverForm, CoverSheet, CoverSpot};
use super::{CoverFaces, Dress, WIDTH, lead};
use crate::book::Metadata;
use crate::language::language;

const CENTRE: i32 = WIDTH as i32 / 2;
/// Left edge of the label.
const LEFT: i32 = 230;
/// Top edge of the label, on a screen.
const TOP: i32 = 420;
/// Width of the label.
const WIDE: i32 = 1140;
const MEASURE: i32 = 920;
/// Side of a cell of the pattern.
const CELL: i32 = 100;

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
    let mut sheet = CoverSheet::new(boards, form);
    pattern(&mut sheet, &mut dice, first, second);
    let subtitle = metadata.subtitle.as_deref().unwrap_or("");
    let field = |room, leading| Field { measure: MEASURE, room, leading };
    let (italic, serif, spaced) = (Lettering::close(faces.italic), Lettering::close(faces.serif), Lettering::apart(faces.serif, 8));
    let names = fit(spaced, &language(&metadata.language).uppercase(&metadata.author_line()), LetterSizes::new(34, 52), field(220, 140));
    let (big, small) = lead(
        |largest| fit(italic, subtitle, LetterSizes::new(36, largest), field(260, 130)),
        62,
        |_| fit(serif, title, LetterSizes::new(48, 170), field(form.down(760), 115)),
    );
    let gap = |text: &str, size| if text.is_empty() { 0 } else { size };
    let height = 150 + big.height(114) + gap(subtitle, 40 + small.height(130)) + gap(&names.lines.join(""), 130 + names.height(140)) + 110;
    let label = CoverField { left: LEFT, top: form.down(TOP), width: WIDE, height };
    sheet.rect(label, paper);
    sheet.outline(label.inside(30), 7, ink);
    sheet.outline(label.inside(48), 2, ink);
    let centred = |y| CoverSpot { x: CENTRE, y };
    let y = sheet.lines(&big, serif, centred(label.top + 130 + big.size), 114, Anchor::Middle, ink);
    let mut y = y - big.size * 114 / 100 + big.size * 30 / 100;
    if !subtitle.is_empty() {
        y = sheet.lines(&small, italic, centred(y + 40 + small.size), 130, Anchor::Middle, ink) - small.size;
    }
    if !names.lines.is_empty() {
        sheet.lozenge(centred(y + 70), 14, ink);
        sheet.lines(&names, spaced, centred(y + 140 + names.size), 140, Anchor::Middle, ink);
    }
    let cut = [&big, &small, &names].iter().any(|text| text.cut);
    (sheet, Dress { ink: ink.to_owned(), label: Some(paper.to_owned()), below: 0, cut })
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
