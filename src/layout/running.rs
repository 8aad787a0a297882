//! Running heads and folios: the book's title on a verso, the section on a recto, the folio at the fore-edge. All of it is
//! decoration to a reader by ear, so all of it is an artifact.

use super::compose::Sheetling;
use super::frame::{Content, Edge, Item, Origin};
use super::geometry::Length;
use super::line::{self, Bench, Copy, Ink, Shape};
use super::style::{Align, Look, Sheet};
use crate::book::Style;
use crate::config;
use unicode_segmentation::UnicodeSegmentation;

/// Adds head and folio to a page. An opening has its folio at the foot and no head.
pub(super) fn run(made: &mut Sheetling, text: &str, label: &str, recto: bool, sheet: &Sheet, paper: &config::Page, bench: &mut Bench) {
    if made.bare {
        return;
    }
    let top = paper.margins.top;
    if made.opening {
        let y = top + sheet.depth + sheet.leading.scale(7, 4);
        put(made, label, Look { align: Align::Centre, ..sheet.folio }, (Edge::Foot, y), sheet, bench);
        return;
    }
    let y = top - sheet.leading.scale(5, 4);
    let look = sheet.heads[usize::from(recto)];
    let edge = if recto != sheet.mirrored { Align::Right } else { Align::Left };
    put(made, label, Look { align: edge, ..sheet.folio }, (Edge::Head, y), sheet, bench);
    put(made, &fitted(text, look, sheet, bench), look, (Edge::Head, y), sheet, bench);
}

/// The text cut at a word to what a head can hold; within one only if that alone is too long.
fn fitted(text: &str, look: Look, sheet: &Sheet, bench: &mut Bench) -> String {
    let room = sheet.measure.scale(3, 4);
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let mut shown = words.join(" ");
    while words.len() > 1 && width(&shown, look, sheet, bench) > room {
        words.pop();
        shown = format!("{} …", words.join(" ").trim_end_matches([',', ';', ':', '–', '—', ' ']));
    }
    if width(&shown, look, sheet, bench) <= room {
        return shown;
    }
    // One word that is too long.
    let word = words.first().copied().unwrap_or_default();
    let ends: Vec<usize> = word.grapheme_indices(true).map(|(at, _)| at).collect();
    let cut = |end: usize| format!("{}…", &word[..end]);
    let fits = ends.partition_point(|&end| width(&cut(end), look, sheet, bench) <= room);
    cut(ends.get(fits.saturating_sub(1)).copied().unwrap_or(0))
}

fn width(text: &str, look: Look, sheet: &Sheet, bench: &mut Bench) -> Length {
    line(text, Look { align: Align::Left, ..look }, sheet, bench).map_or(Length::ZERO, |line| line.end)
}

fn line(text: &str, look: Look, sheet: &Sheet, bench: &mut Bench) -> Option<line::Line> {
    let mut copy = Copy::new("");
    copy.push(text, look.voice(Style::PLAIN, bench.fonts), Origin::Artifact, None);
    // Wide enough for any head in one line; what is centred is centred on the measure below.
    let shape = Shape {
        measure: if look.align == Align::Left { sheet.measure * 40 } else { sheet.measure },
        first: Length::ZERO,
        align: look.align,
        hyphenate: false,
    };
    line::lines(&copy, shape, bench).into_iter().next()
}

fn put(made: &mut Sheetling, text: &str, look: Look, (edge, y): (Edge, Length), sheet: &Sheet, bench: &mut Bench) {
    let Some(line) = line(text, look, sheet, bench) else { return };
    let origin = Origin::Running(edge);
    for piece in line.pieces {
        let (origin, content) = match piece.ink {
            Ink::Text(text) => (origin, Content::Text(text)),
            // Of the box round the number of a character that no font has.
            Ink::Rule(width, height) => (Origin::Artifact, Content::Rule { width, height }),
            Ink::Picture(..) => continue,
        };
        made.items.push(Item { origin, x: piece.x, y: y - piece.rise, content, link: None });
    }
}
