//! The design `circles`: title, subtitle and names, flush left, under a field of quarter circles.

use super::dice::Dice;
use super::fit::{Field, LetterSizes, Lettering, fit};
use super::sheet::{Anchor, CoverField, CoverForm, CoverSheet, CoverSpot};
use super::{CoverFaces, Dress, WIDTH, lead};
use crate::book::Metadata;
use crate::language::language;

/// Left and right margin of all text.
const MARGIN: i32 = 130;
/// Width of the text.
const MEASURE: i32 = WIDTH as i32 - 2 * MARGIN;
/// Side of a tile of the pattern; eight make the width.
const TILE: i32 = 200;
/// Rows of tiles on the front of a screen, whose height they are less than half of.
const ROWS: i32 = 6;
/// Rows of tiles that go round to the back. Ornament that ended at the fold would show every fold that is a little off.
const ROUND: i32 = 2;
/// What title and subtitle leave below them to the names, on a screen; and at least, for two lines of names.
const BELOW: i32 = 490;
const NAMES: i32 = 370;
/// Height that title and subtitle are left at least: a wide page has fewer rows of tiles.
const WORDS: i32 = 560;

/// Ground, first and second colour of the pattern, letters. The letters' contrast on the ground is above 10 : 1 in each.
const PALETTE: [[&str; 4]; 6] = [
    ["#14273d", "#d9774b", "#35577a", "#f6efe2"],
    ["#471320", "#dba560", "#82384a", "#f8efe3"],
    ["#15352b", "#d8b95a", "#3f705b", "#f5f1e3"],
    ["#2c1b39", "#e3917c", "#63487a", "#f6eee8"],
    ["#0e3940", "#e6ad5c", "#3d757a", "#f5f1e5"],
    ["#24272c", "#cf5c42", "#5b636e", "#f5f0e8"],
];

pub(super) fn draw(metadata: &Metadata, title: &str, faces: &CoverFaces, form: CoverForm) -> (CoverSheet, Dress) {
    let mut dice = Dice::new(&metadata.title);
    let [ground, first, second, paper] = PALETTE[dice.roll(PALETTE.len())];
    let mut sheet = CoverSheet::new(ground, form);
    let below = form.down(BELOW).max(NAMES);
    let most = (form.height - below - WORDS) / TILE;
    let rows = ((form.height * ROWS + super::HEIGHT as i32 / 2) / super::HEIGHT as i32).min(most).max(1);
    pattern(&mut sheet, &mut dice, rows, [first, second]);
    let room = form.height - TILE * rows - below;
    let subtitle = metadata.subtitle.as_deref().unwrap_or("");
    let field = |room, leading| Field { measure: MEASURE, room, leading };
    let (italic, serif, sans) = (Lettering::close(faces.italic), Lettering::close(faces.serif), Lettering::apart(faces.sans, 9));
    let (big, small) = lead(
        |largest| fit(italic, subtitle, LetterSizes::new(40, largest), field(230, 130)),
        72,
        |small| {
            let small_height = if subtitle.is_empty() { 0 } else { 40 + small.height(130) };
            fit(serif, title, LetterSizes::new(52, 236), field(room - 90 - small_height, 115))
        },
    );
    let y = TILE * rows + 90 + big.size * 3 / 4;
    let y = sheet.lines(&big, serif, CoverSpot { x: MARGIN, y }, 110, Anchor::Start, paper);
    let y = y + 40 + small.size - big.size * 65 / 100;
    sheet.lines(&small, italic, CoverSpot { x: MARGIN, y }, 130, Anchor::Start, paper);
    let names = fit(sans, &language(&metadata.language).uppercase(&metadata.author_line()), LetterSizes::new(34, 54), field(150, 140));
    let y = form.height - 150 - (names.height(140) - names.size * 140 / 100);
    sheet.lines(&names, sans, CoverSpot { x: MARGIN, y }, 140, Anchor::Start, paper);
    sheet.rect(CoverField { left: MARGIN, top: form.height - 96, width: 120, height: 6 }, first);
    let cut = [&big, &small, &names].iter().any(|text| text.cut);
    (sheet, Dress { ink: paper.to_owned(), label: None, below: TILE * ROUND, cut })
}

/// Quarter circles, half of them in the one colour, half in the other, some tiles left empty; fewer towards the title. Where the
/// sheet goes on beyond the front, so does the pattern, with throws of its own.
fn pattern(sheet: &mut CoverSheet, dice: &mut Dice, rows: i32, colours: [&str; 2]) {
    let columns = WIDTH as i32 / TILE;
    let [left, top, right, _] = sheet.form.edges;
    for row in 0..rows {
        for column in 0..columns {
            // On paper no tile may end at the fold, which is never quite where it should be.
            let at_fold = row >= ROUND && ((left < -TILE && column == 0) || (right > WIDTH as i32 + TILE && column == columns - 1));
            tile(sheet, dice, Tile { column, row }, colours, !at_fold);
        }
    }
    for row in top.div_euclid(TILE)..rows {
        for column in left.div_euclid(TILE)..=(right - 1).div_euclid(TILE) {
            let on_front = (0..columns).contains(&column) && row >= 0;
            // Below the rows that go round, only what is cut off beside the front.
            let (start, end) = (column * TILE, (column + 1) * TILE);
            let beside = if left < -TILE { start >= WIDTH as i32 } else { end <= 0 };
            if !on_front && (row < ROUND || beside) {
                tile(sheet, dice, Tile { column, row }, colours, true);
            }
        }
    }
}

/// A tile of the pattern, counted from the front's top left corner.
struct Tile {
    column: i32,
    row: i32,
}

/// Throws for a tile, and draws it if it is not left empty.
fn tile(sheet: &mut CoverSheet, dice: &mut Dice, tile: Tile, [first, second]: [&str; 2], wanted: bool) {
    let Tile { column, row } = tile;
    let (x, y) = (column * TILE, row * TILE);
    let (right, bottom) = (x + TILE, y + TILE);
    let turn = dice.roll(4);
    let colour = if dice.roll(5) < 2 { first } else { second };
    if dice.roll(12) < usize::try_from(row).unwrap_or_default() || !wanted {
        return;
    }
    let path = match turn {
        0 => format!("M{x} {y}V{bottom}A{TILE} {TILE} 0 0 0 {right} {y}Z"),
        1 => format!("M{right} {y}H{x}A{TILE} {TILE} 0 0 0 {right} {bottom}Z"),
        2 => format!("M{right} {bottom}V{y}A{TILE} {TILE} 0 0 0 {x} {bottom}Z"),
        _ => format!("M{x} {bottom}H{right}A{TILE} {TILE} 0 0 0 {x} {y}Z"),
    };
    sheet.svg.push_str(&format!(r#"<path d="{path}" fill="{colour}"/>"#));
}
