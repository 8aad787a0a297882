//! A picture of the author's as a cover for shops, with title, subtitle and authors over it.

use super::over::{self, PanelColours};
use super::sheet::{CoverForm, CoverSheet};
use super::tint::PictureColours;
use super::{CoverFaces, HEIGHT, WIDTH};
use crate::book::Metadata;
use crate::language::right_to_left;
use crate::picture::draw::{self, Pixels};
use crate::picture::encode;
use crate::picture::inspect::{PictureFacts, PictureKind};
use crate::picture::recast::recast;
use crate::source::held;
use std::borrow::Cow;

/// The cover as a JPEG, the picture filling it, and whether its words were cut. None if nothing is to be put over the picture, or it
/// can't be drawn.
pub(crate) fn titled(metadata: &Metadata, faces: &CoverFaces, facts: &PictureFacts, bytes: &[u8]) -> Option<(Vec<u8>, bool)> {
    let manner = over::wanted(metadata, false)?;
    let Pixels { width, height, mut rgba } = filling(facts, bytes, faces)?;
    let rgb: Vec<u8> = rgba.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    let colours = PictureColours::of(&rgb, width as usize, false);
    let mut sheet = CoverSheet::clear(CoverForm::SCREEN, right_to_left(&metadata.language));
    let panel = PanelColours::of(&metadata.cover_wishes, colours.whole);
    let cut = over::draw(&mut sheet, metadata, faces, manner, panel);
    let file = sheet.finish();
    let words = draw::svg(file.as_bytes(), WIDTH, HEIGHT, &faces.data(&file))?;
    for (below, above) in rgba.chunks_exact_mut(4).zip(words.rgba.chunks_exact(4)) {
        laid_over(below, above);
    }
    let whole = Pixels { width, height, rgba };
    Some((encode::jpeg(width, height, |rows| whole.rows(rows))?, cut))
}

/// Lays a pixel over another that is opaque.
fn laid_over(below: &mut [u8], above: &[u8]) {
    let opacity = u32::from(above[3]);
    for (value, over) in below.iter_mut().zip(&above[..3]) {
        let sum = u32::from(*over) * opacity + u32::from(*value) * (255 - opacity);
        *value = u8::try_from((sum + 127) / 255).unwrap_or(u8::MAX);
    }
}

/// The picture as large as the cover, on white where it is clear; what is too much on two sides is cut off.
fn filling(facts: &PictureFacts, bytes: &[u8], faces: &CoverFaces) -> Option<Pixels> {
    let mut pixels = if facts.kind == PictureKind::Svg { drawing(facts, bytes, faces)? } else { photograph(facts, bytes)? };
    for pixel in pixels.rgba.chunks_exact_mut(4).filter(|pixel| pixel[3] < u8::MAX) {
        let mut white = [u8::MAX; 4];
        laid_over(&mut white[..3], pixel);
        pixel.copy_from_slice(&white);
    }
    Some(pixels)
}

/// A picture of pixels.
fn photograph(facts: &PictureFacts, bytes: &[u8]) -> Option<Pixels> {
    // One in the inks of print is shown in its colours.
    let bytes = if facts.four_colours { Cow::Owned(recast(bytes, PictureKind::Jpeg)?) } else { Cow::Borrowed(bytes) };
    let media = if facts.kind == PictureKind::Png { "image/png" } else { "image/jpeg" };
    let address = held::address(media, &bytes);
    let file = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"><image width="{WIDTH}" height="{HEIGHT}" preserveAspectRatio="xMidYMid slice" href="{address}"/></svg>"#
    );
    draw::svg(file.as_bytes(), WIDTH, HEIGHT, &[])
}

/// A drawing, of which the middle is taken.
fn drawing(facts: &PictureFacts, bytes: &[u8], faces: &CoverFaces) -> Option<Pixels> {
    let [wide, high] = [facts.width, facts.height].map(|side| u64::from(side.max(1)));
    let [width, height] = [u64::from(WIDTH), u64::from(HEIGHT)];
    let whole =
        if wide * height > high * width { [(height * wide).div_ceil(high), height] } else { [width, (width * high).div_ceil(wide)] };
    let [columns, rows] = whole.map(|side| u32::try_from(side).unwrap_or(u32::MAX));
    let drawn = draw::svg(bytes, columns, rows, &faces.data(&String::from_utf8_lossy(bytes)))?;
    let (left, top) = ((columns - WIDTH) / 2, (rows - HEIGHT) / 2);
    let row = |row: u32| {
        let from = (row as usize * columns as usize + left as usize) * 4;
        &drawn.rgba[from..from + WIDTH as usize * 4]
    };
    Some(Pixels { width: WIDTH, height: HEIGHT, rgba: (top..top + HEIGHT).flat_map(row).copied().collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::{CoverWishes, CoverWords};
    use crate::fonts::Fonts;
    use crate::picture::inspect::inspect;

    #[test]
    fn words_lie_over_a_picture_that_keeps_its_shape() {
        let fonts = Fonts::built_in();
        let faces = CoverFaces::of(&fonts);
        let wishes = CoverWishes { words: Some(CoverWords::Box), colour: Some([0, 0, 80]), ..CoverWishes::default() };
        let metadata =
            Metadata { title: "A Title".to_owned(), cover: Some("c.svg".to_owned()), cover_wishes: wishes, ..Metadata::default() };
        // A disc in the middle of a square stays round.
        let file = br##"<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><rect width="100" height="100" fill="#fff"/><circle cx="50" cy="60" r="10" fill="#f00"/></svg>"##;
        let facts = crate::picture::svg::clean(file).expect("a drawing").expect("a good one").facts;
        let (jpeg, cut) = titled(&metadata, &faces, &facts, file).expect("a cover");
        assert!(!cut);
        let facts = inspect(&jpeg).expect("a JPEG");
        assert_eq!((facts.width, facts.height), (WIDTH, HEIGHT));
        let (_, rgb) = draw::jpeg(&jpeg).expect("pixels");
        let at = |x: usize, y: usize| &rgb[(y * WIDTH as usize + x) * 3..][..3];
        let red = |x, y| at(x, y)[0] > 200 && at(x, y)[1] < 60;
        let columns = (0..WIDTH as usize).filter(|x| red(*x, 1536)).count();
        let rows = (0..HEIGHT as usize).filter(|y| red(800, *y)).count();
        assert!(columns.abs_diff(512) < 8 && rows.abs_diff(512) < 8, "{columns} × {rows}");
        // The box, between its edge and its rule.
        let [red, green, blue] = at(370, 240) else { panic!("three") };
        assert!(*red < 40 && *green < 40 && (60..120).contains(blue), "{red} {green} {blue}");
    }

    #[test]
    fn nothing_is_put_over_a_picture_unless_it_is_asked_for() {
        let fonts = Fonts::built_in();
        let metadata = Metadata { cover: Some("c.png".to_owned()), ..Metadata::default() };
        let png = include_bytes!("../../../tests/cases/cover-given/small.png");
        assert_eq!(titled(&metadata, &CoverFaces::of(&fonts), &inspect(png).expect("a picture"), png), None);
    }
}
