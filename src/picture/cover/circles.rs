//! The design `circles`: title, subtitle and names, flush left, under a field of quarter circles.

use super::colour::{Palette, hex};
use super::dice::Dice;
use super::fit::{CoverText, Field, LetterSizes, Lettering, Stack, Tier, names, stack};
use super::sheet::{Anchor, CoverField, CoverForm, CoverSheet, CoverSpot};
use super::words::author_names;
use super::{CoverFaces, Dress, WIDTH};
use crate::book::Metadata;
use crate::language::right_to_left;

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
/// Distance from the foot to the last line of names.
const FOOT: i32 = 150;
/// Room above the title, and between the subtitle and the names.
const ABOVE: i32 = 100;
const BELOW: i32 = 110;
/// Size of the title, in hundredths of the largest, down to which rows of tiles are dropped to make room for it.
const GIVES_WAY: i32 = 70;

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
    let Palette { ground, ink, first, second } = Palette::of([ground, paper, first, second]).wished(&metadata.cover_wishes);
    let (paper, first, second) = (hex(ink), hex(first), hex(second));
    let mut sheet = CoverSheet::new(ground, form, right_to_left(&metadata.language));
    let (italic, serif, sans) = (Lettering::close(faces.italic), Lettering::close(faces.serif), Lettering::apart(faces.sans, 9));
    let field = Field { measure: MEASURE, room: form.height / 4, leading: 135 };
    let people = names(sans, &author_names(metadata), LetterSizes::new(60, 88), field);
    let text = |text| CoverText { text, language: &metadata.language };
    let tiers = [
        Tier { letters: serif, text: text(title), sizes: LetterSizes::new(120, 270), leading: 110, above: ABOVE },
        Tier {
            letters: italic,
            text: text(metadata.subtitle.as_deref().unwrap_or_default()),
            sizes: LetterSizes::new(44, 84),
            leading: 128,
            above: 44,
        },
    ];
    let foot = form.height - FOOT - people.height(135) - BELOW;
    let (rows, words) = given_way(form, |rows| stack(&tiers, MEASURE, foot - TILE * rows));
    pattern(&mut sheet, &mut dice, rows, [&first, &second]);
    let (edge, anchor) = if sheet.to_left { (WIDTH as i32 - MARGIN, Anchor::End) } else { (MARGIN, Anchor::Start) };
    let mut y = TILE * rows;
    for ((text, above), tier) in words.tiers.iter().zip(&tiers) {
        y += above;
        // Capitals stand as far below as the room above says.
        sheet.lines(text, tier.letters, CoverSpot { x: edge, y: y + text.size * 80 / 100 }, tier.leading, anchor, &paper);
        y += text.height(tier.leading);
    }
    let y = form.height - FOOT - (people.height(135) - people.size * 135 / 100);
    sheet.lines(&people, sans, CoverSpot { x: edge, y }, 135, anchor, &paper);
    let left = if sheet.to_left { edge - 120 } else { edge };
    sheet.rect(CoverField { left, top: form.height - 108, width: 120, height: 8 }, &first);
    let cut = words.cut() || people.cut;
    (sheet, Dress { field: ground, ink: paper, label: None, ground: None, below: TILE * ROUND.min(rows), cut })
}

/// As many rows of tiles as leave the words a size that is seen from afar, and the words below them.
fn given_way(form: CoverForm, set: impl Fn(i32) -> Stack) -> (i32, Stack) {
    let mut rows = ((form.height * ROWS + super::HEIGHT as i32 / 2) / super::HEIGHT as i32).max(1);
    loop {
        let words = set(rows);
        if words.scale >= GIVES_WAY || rows <= 1 {
            return (rows, words);
        }
        rows -= 1;
    }
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
    // On paper the straight sides go a pixel beyond the tile: between two that only touch, viewers show the ground as a hair.
    let lap = i32::from(sheet.form.edges[0] < 0);
    let (before, above, behind, below) = (x - lap, y - lap, right + lap, bottom + lap);
    let path = match turn {
        0 => format!("M{before} {above}V{bottom}H{x}A{TILE} {TILE} 0 0 0 {right} {y}V{above}Z"),
        1 => format!("M{behind} {above}H{x}V{y}A{TILE} {TILE} 0 0 0 {right} {bottom}H{behind}Z"),
        2 => format!("M{behind} {below}V{y}H{right}A{TILE} {TILE} 0 0 0 {x} {bottom}V{below}Z"),
        _ => format!("M{before} {below}H{right}V{bottom}A{TILE} {TILE} 0 0 0 {x} {y}H{before}Z"),
    };
    sheet.svg.push_str(&format!(r#"<path d="{path}" fill="{colour}"/>"#));
}
