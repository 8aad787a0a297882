//! A font made for a drawing: for each character that no font has, a thin box with its number. On pages the layout draws such boxes
//! itself; in a drawing only a font can.

use super::contours::{ContourPen, Outline, OutlinePoint, PenPoint, words};
use super::{Face, sfnt};
use skrifa::instance::{LocationRef, Size};
use skrifa::outline::DrawSettings;
use skrifa::{GlyphId, MetadataProvider};
use std::collections::BTreeSet;

/// PostScript name of the font.
pub(crate) const NAME: &str = "NumberBoxes";

/// Font units to the em.
const EM: i16 = 1000;
/// Height of the figures' em.
const FIGURES: i32 = 440;
/// Thickness of the box's lines.
const LINE: i16 = 25;
/// Room between lines and figures, and beside the box.
const PAD: i16 = 80;
/// How far below the baseline the box reaches.
const FOOT: i16 = -120;

/// The font with boxes that a drawing needs which is set in these faces; none if they have all its characters.
pub(crate) fn for_drawing(drawing: &str, faces: &[&Face], figures: &Face) -> Option<Vec<u8>> {
    let lacking = lacking(drawing, faces);
    if lacking.is_empty() { None } else { boxes(&lacking, figures) }
}

/// The characters that a drawing may show and none of the faces has, each once: those that stand in its file, and those written as
/// numbers.
pub(super) fn lacking(drawing: &str, faces: &[&Face]) -> Vec<char> {
    let numbered = drawing.split("&#").skip(1).filter_map(|rest| {
        let number = rest.split(';').next()?;
        let code = match number.strip_prefix(['x', 'X']) {
            Some(figures) => u32::from_str_radix(figures, 16),
            None => number.parse(),
        };
        char::from_u32(code.ok()?)
    });
    let shown: BTreeSet<char> = drawing.chars().chain(numbered).filter(|c| !c.is_ascii()).collect();
    // The marks of direction are never seen.
    let unseen = |c: &char| matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let lacks = |c: &char| !c.is_whitespace() && !c.is_control() && !unseen(c) && !faces.iter().any(|face| face.has(*c));
    shown.into_iter().filter(lacks).collect()
}

/// The font with a box for each of the characters, whose figures are those of `figures`; none for so many that no font holds them.
fn boxes(chars: &[char], figures: &Face) -> Option<Vec<u8>> {
    let mut outlines = vec![Outline::default()];
    outlines.extend(chars.iter().map(|&c| boxed(c, figures)));
    let count = u16::try_from(outlines.len()).ok()?;
    let (mut glyf, mut loca, mut hmtx) = (Vec::new(), vec![0_u32], Vec::new());
    for outline in &outlines {
        hmtx.extend(words(&[outline.width, 0]));
        glyf.extend(outline.bytes()?);
        glyf.resize(glyf.len().next_multiple_of(4), 0);
        loca.push(u32::try_from(glyf.len()).ok()?);
    }
    let most = outlines.iter().map(|outline| outline.points()).max().unwrap_or(0);
    let contours = outlines.iter().map(|outline| outline.contours.len()).max().unwrap_or(0);
    let signed = |number: u16| i16::from_be_bytes(number.to_be_bytes());
    let head = [1, 0, 1, 0, 0, 0, 0x5F0F, 0x3CF5, 3, EM, 0, 0, 0, 0, 0, 0, 0, 0, 0, FOOT, EM, EM, 0, 8, 2, 1, 0];
    let hhea = [1, 0, 900, -200, 0, EM, 0, 0, EM, 1, 0, 0, 0, 0, 0, 0, 0, signed(count)];
    let maxp = [1, 0, signed(count), i16::try_from(most).ok()?, i16::try_from(contours).ok()?, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0];
    let cmap = cmap(chars)?;
    let loca: Vec<u8> = loca.into_iter().flat_map(u32::to_be_bytes).collect();
    let post = words(&[3, 0, 0, 0, -100, 50, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let tables: [([u8; 4], &[u8]); 9] = [
        (*b"cmap", &cmap),
        (*b"glyf", &glyf),
        (*b"head", &words(&head)),
        (*b"hhea", &words(&hhea)),
        (*b"hmtx", &hmtx),
        (*b"loca", &loca),
        (*b"maxp", &words(&maxp)),
        (*b"name", &names()),
        (*b"post", &post),
    ];
    sfnt::assembled(&tables)
}

/// The box of a character: four or six figures in two rows, in a frame.
fn boxed(c: char, figures: &Face) -> Outline {
    let code = u32::from(c);
    let number = if code > 0xFFFF { format!("{code:06X}") } else { format!("{code:04X}") };
    let scaled = |units: i32| i16::try_from(units * FIGURES / figures.units_per_em.max(1)).unwrap_or(0);
    let (step, high) = (scaled(figures.advance(figures.glyph('0'))), scaled(figures.cap_height));
    let columns = i16::try_from(number.len() / 2).unwrap_or(2);
    let (width, height) = (step * columns + 2 * PAD, 2 * high + 3 * PAD);
    let mut outline = Outline { contours: Vec::new(), width: width + 2 * PAD };
    let frame = |inset: i16, outside: bool| {
        let (left, bottom, right, top) = (PAD + inset, FOOT + inset, PAD + width - inset, FOOT + height - inset);
        let corners = [(left, bottom), (left, top), (right, top), (right, bottom)];
        let mut contour: Vec<OutlinePoint> = corners.into_iter().map(|(x, y)| OutlinePoint { x, y, on: true }).collect();
        // What goes round the other way is a hole.
        if !outside {
            contour.reverse();
        }
        contour
    };
    outline.contours.extend([frame(0, true), frame(LINE, false)]);
    for (index, figure) in (0_i16..).zip(number.chars()) {
        let x = 2 * PAD + step * (index % columns);
        let y = FOOT + PAD + if index < columns { high + PAD } else { 0 };
        let mut pen = ContourPen::default();
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        let font = figures.font();
        if let Some(glyph) = font.outline_glyphs().get(GlyphId::from(figures.glyph(figure))) {
            // A figure that can't be drawn leaves its place empty.
            let _ = glyph.draw(settings, &mut pen);
        }
        let place = |point: PenPoint| OutlinePoint { x: x + scaled(point.x), y: y + scaled(point.y), on: point.on };
        outline.contours.extend(pen.0.into_iter().map(|contour| contour.into_iter().map(place).collect()));
    }
    outline
}

/// The character map, in format 12.
fn cmap(chars: &[char]) -> Option<Vec<u8>> {
    let mut mapped: Vec<(u32, u32)> = (1..).zip(chars).map(|(glyph, &c)| (u32::from(c), glyph)).collect();
    mapped.sort_unstable();
    let count = u32::try_from(mapped.len()).ok()?;
    let mut table = words(&[0, 1, 3, 10]);
    table.extend(12_u32.to_be_bytes());
    table.extend(words(&[12, 0]));
    let groups = mapped.into_iter().flat_map(|(code, glyph)| [code, code, glyph]);
    table.extend([16 + 12 * count, 0, count].into_iter().chain(groups).flat_map(u32::to_be_bytes));
    Some(table)
}

/// Family and PostScript name.
fn names() -> Vec<u8> {
    let name: Vec<u8> = NAME.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let length = i16::try_from(name.len()).unwrap_or(0);
    let mut table = words(&[0, 2, 30, 3, 1, 0x409, 1, length, 0, 3, 1, 0x409, 6, length, 0]);
    table.extend(name);
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::BUILT_IN;
    use crate::fonts::trial;
    use std::borrow::Cow;

    #[test]
    fn what_a_drawing_lacks_is_known_however_it_is_written() {
        let face = Face::built_in(BUILT_IN[0].1);
        let lacking = |drawing: &str| lacking(drawing, &[&face]).into_iter().collect::<String>();
        assert_eq!(lacking("<text>é 中 文 中</text>"), "中文");
        assert_eq!(lacking("<text>&#x4e2d; &#25991; &#xe9; &#; &#xZ; &#1114112;</text>"), "中文");
        assert_eq!(for_drawing("<text>é</text>", &[&face], &face), None);
    }

    #[test]
    fn every_character_has_a_box_that_can_be_drawn() {
        let figures = Face::built_in(BUILT_IN[7].1);
        let chars = ['中', '\u{378}', '\u{10FFFD}'];
        let made = Face::read(Cow::Owned(boxes(&chars, &figures).unwrap())).unwrap();
        assert_eq!((made.name.as_str(), made.glyph('a'), trial::fault(&made)), (NAME, 0, None));
        for c in chars {
            let [left, bottom, right, top] = made.ink(made.glyph(c)).unwrap();
            let advance = made.advance(made.glyph(c));
            assert!(left > 0 && right < advance && bottom == i32::from(FOOT) && top > 500, "{c}: {left} {bottom} {right} {top} {advance}");
        }
        // Six figures are wider than four.
        assert!(made.advance(made.glyph('\u{10FFFD}')) > made.advance(made.glyph('中')));
    }
}
