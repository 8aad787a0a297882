//! The design `circles`: title, subtitle and names, flush left, under a field of quarter circles.

use super::dice::Dice;
use super::fit::fit;
use super::{Anchor, Faces, HEIGHT, Sheet, WIDTH};
use crate::config::Metadata;

/// Left and right margin of all text.
const MARGIN: i32 = 130;
/// Width of the text.
const MEASURE: i32 = WIDTH as i32 - 2 * MARGIN;
/// Side of a tile of the pattern; eight make the width.
const TILE: i32 = 200;
/// Rows of tiles.
const ROWS: i32 = 6;
/// Room for title and subtitle, from the pattern to the names.
const ROOM: i32 = 870;

/// Ground, first and second colour of the pattern, letters. The letters' contrast on the ground is above 10 : 1 in each.
const PALETTE: [[&str; 4]; 6] = [
    ["#14273d", "#d9774b", "#35577a", "#f6efe2"],
    ["#471320", "#dba560", "#82384a", "#f8efe3"],
    ["#15352b", "#d8b95a", "#3f705b", "#f5f1e3"],
    ["#2c1b39", "#e3917c", "#63487a", "#f6eee8"],
    ["#0e3940", "#e6ad5c", "#3d757a", "#f5f1e5"],
    ["#24272c", "#cf5c42", "#5b636e", "#f5f0e8"],
];

pub(super) fn draw(metadata: &Metadata, title: &str, faces: &Faces) -> String {
    let mut dice = Dice::new(&metadata.title);
    let [ground, first, second, paper] = PALETTE[dice.roll(PALETTE.len())];
    let mut sheet = Sheet::new(ground);
    pattern(&mut sheet.svg, &mut dice, first, second);
    let subtitle = metadata.subtitle.as_deref().unwrap_or("");
    let small = fit(faces.italic, subtitle, (40, 72), MEASURE, 230);
    let small_height = if subtitle.is_empty() { 0 } else { 40 + small.height(130) };
    let big = fit(faces.serif, title, (52, 236), MEASURE, ROOM - 90 - small_height);
    let y = TILE * ROWS + 90 + big.size * 3 / 4;
    let y = sheet.lines(&big, faces.serif, (MARGIN, y), 110, Anchor::Start, paper, 0);
    let y = y + 40 + small.size - big.size * 65 / 100;
    sheet.lines(&small, faces.italic, (MARGIN, y), 130, Anchor::Start, paper, 0);
    let names = fit(faces.sans, &metadata.author_line().to_uppercase(), (34, 54), MEASURE, 150);
    let y = HEIGHT as i32 - 150 - (names.height(140) - names.size * 140 / 100);
    sheet.lines(&names, faces.sans, (MARGIN, y), 140, Anchor::Start, paper, names.size / 9);
    sheet.rect((MARGIN, HEIGHT as i32 - 96), (120, 6), first);
    sheet.finish()
}

/// Quarter circles, half of them in the one colour, half in the other, some tiles left empty; fewer towards the title.
fn pattern(out: &mut String, dice: &mut Dice, first: &str, second: &str) {
    for row in 0..ROWS {
        for column in 0..i32::try_from(WIDTH).expect("a constant") / TILE {
            let (x, y) = (column * TILE, row * TILE);
            let (right, bottom) = (x + TILE, y + TILE);
            let turn = dice.roll(4);
            let colour = if dice.roll(5) < 2 { first } else { second };
            if dice.roll(12) < usize::try_from(row).expect("not negative") {
                continue;
            }
            let path = match turn {
                0 => format!("M{x} {y}V{bottom}A{TILE} {TILE} 0 0 0 {right} {y}Z"),
                1 => format!("M{right} {y}H{x}A{TILE} {TILE} 0 0 0 {right} {bottom}Z"),
                2 => format!("M{right} {bottom}V{y}A{TILE} {TILE} 0 0 0 {x} {bottom}Z"),
                _ => format!("M{x} {bottom}H{right}A{TILE} {TILE} 0 0 0 {x} {y}Z"),
            };
            out.push_str(&format!(r#"<path d="{path}" fill="{colour}"/>"#));
        }
    }
}
