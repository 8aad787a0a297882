//! Designs of covers that are words on a ground with one kind of ornament: rules, bands, a panel, ragged lines, or nothing at all.

use super::colour::{Palette, hex, readable};
use super::dice::Dice;
use super::fit::{CoverText, Field, LetterSizes, Lettering, Tier, names, stack};
use super::sheet::{Anchor, CoverField, CoverForm, CoverSheet, CoverSpot};
use super::words::author_names;
use super::{CoverFaces, Dress, WIDTH};
use crate::book::Metadata;
use crate::language::right_to_left;

/// Left and right margin of all text.
const MARGIN: i32 = 150;
/// Width of the text.
const MEASURE: i32 = WIDTH as i32 - 2 * MARGIN;
/// What the names have at the foot.
const NAMES: i32 = 420;

/// What is drawn beside the words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ornament {
    /// A thick rule above the title and a thin one above the names.
    Rules,
    /// Bands across the lower half, each narrower than the one above.
    Bands,
    /// A panel of another colour behind the title.
    Panel,
    /// Bars that begin at one edge and end where words might.
    Lines,
    /// A bar above and below.
    Bars,
}

/// A design: its ornament, its letters and its colours.
pub(super) struct PlainCover {
    ornament: Ornament,
    /// Whether the title is in the sans.
    sans: bool,
    /// The largest letters of the title.
    largest: i32,
    /// Height of the first baseline's field from the top, on a screen.
    top: i32,
    /// Height that title and subtitle may take, on a screen.
    room: i32,
    /// Ground, letters, first and second colour of the ornament. The letters' contrast on their ground is above 7 : 1.
    palette: [[&'static str; 4]; 4],
}

/// The design `rules`: words flush left, held by rules.
pub(super) const RULES: PlainCover = PlainCover {
    ornament: Ornament::Rules,
    sans: true,
    largest: 210,
    top: 330,
    room: 1300,
    palette: [
        ["#f7f5f0", "#1b1b1d", "#b3341f", "#1b1b1d"],
        ["#f3f5f6", "#14202b", "#1f5f8b", "#14202b"],
        ["#f6f4ec", "#1c2019", "#4a6b24", "#1c2019"],
        ["#f8f3ef", "#241a1c", "#8a2350", "#241a1c"],
    ],
};

/// The design `bands`: a large title over broad bands.
pub(super) const BANDS: PlainCover = PlainCover {
    ornament: Ornament::Bands,
    sans: true,
    largest: 260,
    top: 200,
    room: 1000,
    palette: [
        ["#f2efe8", "#12222e", "#0f5c78", "#e2a33b"],
        ["#f0f1ee", "#1c1b2b", "#5b3f8c", "#e6805a"],
        ["#f4f0e8", "#1a231d", "#23704d", "#d9b13c"],
        ["#f3eeea", "#2a1618", "#a3322c", "#2f4a63"],
    ],
};

/// The design `panel`: a dark panel across the sheet, as university presses have it.
pub(super) const PANEL: PlainCover = PlainCover {
    ornament: Ornament::Panel,
    sans: false,
    largest: 170,
    top: 560,
    room: 900,
    palette: [
        ["#e9e6dc", "#f7f3e8", "#1d3557", "#1d3557"],
        ["#e7e6e2", "#f6f4ee", "#5a1a22", "#5a1a22"],
        ["#e4e8e2", "#f3f6ee", "#1f4434", "#1f4434"],
        ["#e8e4e6", "#f6f1f3", "#402a52", "#402a52"],
    ],
};

/// The design `lines`: bars of ragged length, as lines of a paragraph end.
pub(super) const LINES: PlainCover = PlainCover {
    ornament: Ornament::Lines,
    sans: true,
    largest: 220,
    top: 170,
    room: 900,
    palette: [
        ["#fbfaf6", "#22262b", "#d65a31", "#c9cdd1"],
        ["#fafbf9", "#1d2a26", "#2b8a78", "#c8d2cd"],
        ["#fbf9f4", "#2b2433", "#7a4fa3", "#d3ccd9"],
        ["#faf8f5", "#2a2218", "#b8860b", "#d8d0c2"],
    ],
};

/// The design `large`: the title in letters as large as they go, dark on bright or bright on dark.
pub(super) const LARGE: PlainCover = PlainCover {
    ornament: Ornament::Bars,
    sans: false,
    largest: 330,
    top: 330,
    room: 1500,
    palette: [
        ["#123a5c", "#ffffff", "#f4c534", "#f4c534"],
        ["#4a1326", "#ffffff", "#f0b84a", "#f0b84a"],
        ["#0f3d2e", "#ffffff", "#f2d04b", "#f2d04b"],
        ["#26262b", "#ffffff", "#f5b13d", "#f5b13d"],
    ],
};

pub(super) fn draw(cover: &PlainCover, metadata: &Metadata, title: &str, faces: &CoverFaces, form: CoverForm) -> (CoverSheet, Dress) {
    let mut dice = Dice::new(&metadata.title);
    let of_design = Palette::of(cover.palette[dice.roll(cover.palette.len())]);
    let wished = of_design.wished(&metadata.cover_wishes);
    let Palette { ground, first, second, .. } = wished;
    // On a panel the letters stand on the second ink, and the names on the ground.
    let panel = cover.ornament == Ornament::Panel;
    let ink = if panel { readable(of_design.ink, first) } else { wished.ink };
    let of_names = if panel { readable(first, ground) } else { wished.ink };
    let (ink, of_names, first, second) = (&hex(ink), &hex(of_names), &hex(first), &hex(second));
    let mirrored = right_to_left(&metadata.language);
    let mut sheet = CoverSheet::new(ground, form, mirrored);
    let face = if cover.sans { faces.sans } else { faces.serif };
    let (letters, spaced) = (Lettering::close(face), Lettering::apart(faces.sans, 10));
    let italic = if cover.sans { Lettering::close(faces.serif) } else { Lettering::close(faces.italic) };
    let people = names(spaced, &author_names(metadata), LetterSizes::new(56, 72), Field { measure: MEASURE, room: 300, leading: 140 });
    let foot = people.height(140) - people.size * 140 / 100;
    let top = form.down(cover.top);
    let room = form.down(cover.room).min(form.height - top - NAMES - foot);
    let text = |text| CoverText { text, language: &metadata.language };
    let subtitle = metadata.subtitle.as_deref().unwrap_or_default();
    let tiers = [
        Tier { letters, text: text(title), sizes: LetterSizes::new(100, cover.largest), leading: 108, above: 0 },
        Tier { letters: italic, text: text(subtitle), sizes: LetterSizes::new(40, 84), leading: 130, above: gap(cover.largest) },
    ];
    let words = stack(&tiers, MEASURE, room);
    let size = words.tiers.first().map_or(cover.largest, |(title, _)| title.size);
    let place = Ornamented { top, height: words.height, title: size, colours: [first, second] };
    let below = ornament(&mut sheet, &mut dice, cover.ornament, place);
    let (edge, anchor) = if mirrored { (MARGIN + MEASURE, Anchor::End) } else { (MARGIN, Anchor::Start) };
    let start = |y| CoverSpot { x: edge, y };
    let mut y = top;
    for ((text, above), tier) in words.tiers.iter().zip(&tiers) {
        y += above;
        sheet.lines(text, tier.letters, start(y + text.size), tier.leading, anchor, ink);
        y += text.height(tier.leading);
    }
    let y = form.height - 190 - foot;
    if cover.ornament == Ornament::Rules {
        sheet.rect(CoverField { left: MARGIN, top: y - people.size - 70, width: MEASURE, height: 4 }, second);
    }
    sheet.lines(&people, spaced, start(y), 140, anchor, of_names);
    let cut = words.cut() || people.cut;
    (
        sheet,
        Dress {
            field: ground,
            ink: of_names.clone(),
            label: None,
            ground: (cover.ornament == Ornament::Bands).then(|| hex(ground)),
            below,
            cut,
        },
    )
}

/// Space between a title in letters of this size and its subtitle.
fn gap(size: i32) -> i32 {
    45 + size / 5
}

/// Where the title stands that an ornament goes with, and the ornament's colours.
struct Ornamented<'c> {
    top: i32,
    height: i32,
    /// Size of the title's letters.
    title: i32,
    colours: [&'c str; 2],
}

/// Draws the ornament; how far down from the top it reaches on spine and back.
fn ornament(sheet: &mut CoverSheet, dice: &mut Dice, kind: Ornament, place: Ornamented) -> i32 {
    let Ornamented { top, height, title, colours: [first, second] } = place;
    let [left, edge, right, bottom] = sheet.form.edges;
    let whole = sheet.form.height;
    // Across the whole sheet, spine and back included.
    let across = |top: i32, height: i32| CoverField { left, top, width: right - left, height };
    match kind {
        Ornament::Rules => {
            sheet.rect(CoverField { left: MARGIN, top: top - 100, width: MEASURE, height: 22 }, first);
            0
        }
        Ornament::Bands => {
            let (mut y, mut thick) = ((top + height + 130).max(whole * 52 / 100), whole / 9);
            let end = whole - NAMES + 60;
            let mut turn = dice.roll(2);
            while y + thick < end && thick > 6 {
                sheet.rect(across(y, thick), if turn.is_multiple_of(2) { first } else { second });
                (y, thick, turn) = (y + thick + 34, thick * 62 / 100, turn + 1);
            }
            0
        }
        Ornament::Panel => {
            sheet.rect(across(edge, 60 - edge), second);
            sheet.rect(across(top - 90, height + title / 3 + 190), first);
            sheet.rect(across(whole - 60, bottom - whole + 60), second);
            0
        }
        Ornament::Lines => {
            let from = (top + height + 150).max(whole * 46 / 100);
            let (mut y, mut line) = (from, 0);
            let accent = dice.roll(5);
            while y < whole - NAMES {
                // The last line of a paragraph is short.
                let last = line % 6 == 5;
                let width = if last { MEASURE * 35 / 100 } else { MEASURE * i32::try_from(78 + dice.roll(22)).unwrap_or(90) / 100 };
                sheet.rect(CoverField { left: MARGIN, top: y, width, height: 26 }, if line == accent { first } else { second });
                (y, line) = (y + 72, line + 1);
            }
            0
        }
        Ornament::Bars => {
            sheet.rect(across(edge, 150 - edge), first);
            sheet.rect(across(whole - 90, bottom - whole + 90), second);
            150
        }
    }
}
