//! The cover of a paperback as the printer gets it: back, spine and front on one sheet, with what is cut off round them.

use super::blurb::blurb;
use super::colour::{hex, letters_on};
use super::fit::{CoverText, Field, LetterSizes, Lettering, fit};
use super::label::CELL;
use super::over::{self, PanelColours};
use super::sheet::{Anchor, CoverField, CoverForm, CoverSheet, CoverSpot, Scale};
use super::spine::{self, SpineStrip, SpineWords};
use super::tint::PictureColours;
use super::{CoverFaces, Dress, HEIGHT, WIDTH, WrapDress, barcode, front};
use crate::book::Metadata;
use crate::language::{language, right_to_left};
use crate::source::Length;

/// The measures of a paperback.
#[derive(Clone, Copy, Debug)]
pub struct Paperback {
    /// Width of the trimmed page.
    pub width: Length,
    /// Height of the trimmed page.
    pub height: Length,
    /// Width of the spine.
    pub spine: Length,
    /// How far the sheet goes on beyond the cut.
    pub bleed: Length,
    /// How many pages the paperback has.
    pub pages: usize,
}

/// What is on the front.
#[derive(Clone, Copy, Debug)]
pub enum FrontCover {
    /// The design that the settings name.
    Design,
    /// A picture of the author's on the front.
    Picture(PictureColours),
    /// A picture of the author's over the whole sheet, spine and back included.
    Wrap(PictureColours),
}

/// What of a cover is pictures of the author's.
#[derive(Clone, Copy, Debug)]
pub struct CoverPictures {
    /// What is on the front.
    pub front: FrontCover,
    /// Whether a picture is on the back.
    pub back: bool,
}

impl CoverPictures {
    /// A cover without any.
    pub const NONE: Self = Self { front: FrontCover::Design, back: false };
}

/// A cover drawn.
#[derive(Clone, Debug)]
pub struct Wrapped {
    /// The drawing.
    pub svg: String,
    /// The drawing in two, for the author's pictures to lie between: what is under them, and what is over them.
    pub layers: [String; 2],
    /// Where on the drawing the front's top left corner is, in its pixels; the front is [`WIDTH`] of them wide.
    pub front: CoverSpot,
    /// Whether the description was too long for the back.
    pub cut: bool,
    /// Whether the words of the front were.
    pub front_cut: bool,
    /// Whether the cover has a barcode.
    pub barcode: bool,
    /// Which words the spine has.
    pub spine: SpineWords,
}

/// Margin of everything on the back, from the cut and from the fold: more than the quarter of an inch that services ask for.
const MARGIN: i32 = 130;
/// What services leave for a barcode of their own: 2 × 1.2 inches.
const RESERVED: (Length, Length) = (Length::milli(144_000), Length::milli(86_400));
/// The smallest and the largest letters of the description, in thousandths of a point.
const SMALLEST: i64 = 8_000;
const LARGEST: i64 = 13_000;

/// Draws the cover.
#[must_use]
pub fn wrapped(metadata: &Metadata, faces: &CoverFaces, paperback: &Paperback, pictures: CoverPictures) -> Wrapped {
    let scale = Scale(paperback.width);
    let width = i32::try_from(WIDTH).unwrap_or(i32::MAX);
    let (height, fold) = (scale.pixels(paperback.height), scale.pixels(paperback.spine));
    // A pixel more than the bleed, for it is rounded.
    let bleed = scale.pixels(paperback.bleed) + 1;
    // The front of a book that is read from right to left lies on the left of its spine.
    let mirrored = right_to_left(&metadata.language);
    let beyond = fold + width;
    let (left, right) = if mirrored { (-bleed, width + beyond + bleed) } else { (-beyond - bleed, width + bleed) };
    let form = CoverForm { height, edges: [left, -bleed, right, height + bleed] };
    let (mut sheet, dress) = match pictures.front {
        FrontCover::Design => front(metadata, faces, form),
        FrontCover::Picture(colours) => pictured(metadata, faces, form, colours),
        FrontCover::Wrap(colours) => wrapping(metadata, faces, form, colours),
    };
    if matches!(pictures.front, FrontCover::Design) {
        sheet.over = sheet.svg.len();
    }
    let (back, along) = if mirrored { (width + fold, width) } else { (-beyond, -fold) };
    let mut wrap = WrapDress { metadata, faces, dress, scale };
    let spine = spine::spine(&mut sheet, &wrap, SpineStrip { left: along, width: fold }, paperback.pages);
    let number = metadata.bar_code();
    if pictures.back {
        wrap.dress = on_picture(&wrap.dress);
    }
    let cut = self::back(&mut sheet, &wrap, BackPlace { left: back, mirrored }, number);
    Wrapped {
        layers: sheet.layers(),
        svg: sheet.finish(),
        front: CoverSpot { x: -left, y: bleed },
        cut,
        front_cut: wrap.dress.cut,
        barcode: number.is_some(),
        spine,
    }
}

/// How words stand on a picture: on a panel of the colour that the rest of the cover has.
fn on_picture(dress: &Dress) -> Dress {
    let field = dress.label.clone().unwrap_or_else(|| hex(dress.field));
    Dress { label: Some(field.clone()), ground: Some(field), below: 0, ..dress.clone() }
}

/// A sheet for a picture on the front, with letters that can be read beside it, and what is put over it.
fn pictured(metadata: &Metadata, faces: &CoverFaces, form: CoverForm, picture: PictureColours) -> (CoverSheet, Dress) {
    let manner = over::wanted(metadata, false);
    let panel = PanelColours::of(&metadata.cover_wishes, picture.whole);
    // A band goes on round the spine.
    let ground = match manner {
        Some(_) => panel.field,
        None => metadata.cover_wishes.colour.unwrap_or(picture.edge),
    };
    let mut sheet = CoverSheet::new(ground, form, right_to_left(&metadata.language));
    let cut = manner.is_some_and(|manner| over::draw(&mut sheet, metadata, faces, manner, panel));
    let ink = hex(letters_on(ground));
    (sheet, Dress { field: ground, ink, label: None, ground: None, below: 0, cut })
}

/// A sheet for a picture on all of it, whose spine and back have their words on panels.
fn wrapping(metadata: &Metadata, faces: &CoverFaces, form: CoverForm, picture: PictureColours) -> (CoverSheet, Dress) {
    let panel = PanelColours::of(&metadata.cover_wishes, picture.whole);
    let mut sheet = CoverSheet::new(panel.field, form, right_to_left(&metadata.language));
    sheet.wraps = true;
    let cut = over::wanted(metadata, true).is_some_and(|manner| over::draw(&mut sheet, metadata, faces, manner, panel));
    let field = hex(panel.field);
    let dress = Dress { field: panel.field, ink: hex(panel.ink), label: Some(field.clone()), ground: Some(field), below: 0, cut };
    (sheet, dress)
}

/// Where the back lies on the sheet.
struct BackPlace {
    /// Left edge of the back, in pixels.
    left: i32,
    /// Whether the back lies to the right of the spine.
    mirrored: bool,
}

/// The back: description, barcode or the room for it beside the spine, publisher. Whether words were left out.
fn back(sheet: &mut CoverSheet, wrap: &WrapDress, place: BackPlace, number: Option<[&str; 2]>) -> bool {
    let &WrapDress { metadata, faces, ref dress, scale } = wrap;
    let BackPlace { left, mirrored } = place;
    let width = i32::try_from(WIDTH).unwrap_or(i32::MAX);
    let field = if number.is_some() { barcode::FIELD } else { RESERVED };
    let field = (scale.pixels(field.0), scale.pixels(field.1));
    let foot = sheet.form.height - MARGIN;
    let near_spine = if mirrored { left + MARGIN } else { left + width - MARGIN - field.0 };
    // Services print theirs in the corner, with less room round it.
    let top_of_field = if number.is_some() { foot - field.1 } else { sheet.form.height - MARGIN / 2 - field.1 };
    if let (None, Some(ground)) = (number, &dress.ground) {
        bare(sheet, CoverSpot { x: if mirrored { left } else { near_spine - MARGIN / 2 }, y: top_of_field - MARGIN / 2 }, field.0, ground);
    }
    let inset = if dress.label.is_some() { 60 } else { 0 };
    let measure = width - 2 * MARGIN - 2 * inset;
    let head = (dress.below + 90).max(sheet.form.height * 170 / HEIGHT as i32);
    let room = top_of_field - 90 - 2 * inset - head;
    let sizes = LetterSizes::new(scale.pixels(Length::milli(SMALLEST)), scale.pixels(Length::milli(LARGEST)));
    let text = blurb(faces, &metadata.styled_description(), sizes, measure, room);
    if !text.is_empty() {
        let panel = CoverField { left: left + MARGIN, top: head, width: width - 2 * MARGIN, height: text.height() + 2 * inset };
        if let Some(label) = &dress.label {
            sheet.rect(panel, label);
        }
        text.draw(sheet, faces, panel.inside(inset), &dress.ink);
    }
    if let Some([number, grouped]) = number {
        let corner = CoverSpot { x: near_spine, y: top_of_field };
        barcode::draw(sheet, faces, scale, corner, number, grouped);
    }
    if let Some(publisher) = &metadata.publisher {
        let inset = inset / 2;
        let most = width - 2 * MARGIN - field.0 - 60 - 2 * inset;
        let letters = Lettering::apart(faces.sans, 12);
        let name = fit(
            letters,
            CoverText { text: &language(&metadata.language).uppercase(publisher), language: "" },
            LetterSizes::new(26, 40),
            Field { measure: most, room: 200, leading: 140 },
        );
        let lines = name.height(140);
        let y = foot - inset - lines + name.size * 140 / 100;
        if let Some(label) = &dress.label {
            let top = foot - 2 * inset - lines - name.size / 2;
            // As wide as its words.
            let words = name.lines.iter().map(|line| letters.width(line, name.size)).max().unwrap_or_default();
            let slip = (words + 2 * inset).min(most);
            let left = if mirrored { left + width - MARGIN - slip } else { left + MARGIN };
            sheet.rect(CoverField { left, top, width: slip, height: foot - top }, label);
        }
        let (x, anchor) = if mirrored { (left + width - MARGIN - inset, Anchor::End) } else { (left + MARGIN + inset, Anchor::Start) };
        sheet.lines(&name, letters, CoverSpot { x, y }, 140, anchor, &dress.ink);
    }
    text.cut
}

/// Takes the pattern off the corner where a service prints its barcode, which refuses one there: from a place on, down to the foot and
/// across the width of the barcode with its margins. Whole cells are taken off, so that no figure is cut.
fn bare(sheet: &mut CoverSheet, from: CoverSpot, width: i32, ground: &str) {
    let down = |edge: i32| edge.div_euclid(CELL) * CELL;
    let (left, top) = (down(from.x), down(from.y));
    let (right, foot) = (down(from.x + width + MARGIN * 3 / 2 + CELL - 1), sheet.form.edges[3]);
    sheet.rect(CoverField { left, top, width: right - left, height: foot - top }, ground);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::{CoverDesign, Identifier};
    use crate::fonts::Fonts;

    fn of(pages: usize, language: &str, description: &str) -> Wrapped {
        let fonts = Fonts::built_in();
        let metadata = Metadata {
            title: "A Title".to_owned(),
            language: language.to_owned(),
            description: Some(description.to_owned()),
            cover_design: CoverDesign::Label,
            ..Metadata::default()
        };
        let (width, height) = (Length::points(432), Length::points(648));
        let paperback = Paperback { width, height, spine: Length::milli(162) * 640, bleed: Length::points(9), pages };
        wrapped(&metadata, &CoverFaces::of(&fonts), &paperback, CoverPictures::NONE)
    }

    #[test]
    fn tiles_lap_over_one_another_on_paper_and_meet_on_a_screen() {
        let fonts = Fonts::built_in();
        let metadata = Metadata { title: "A Title".to_owned(), ..Metadata::default() };
        let faces = CoverFaces::of(&fonts);
        let (width, height) = (Length::points(432), Length::points(648));
        let paperback = Paperback { width, height, spine: Length::points(27), bleed: Length::points(9), pages: 640 };
        let paper = wrapped(&metadata, &faces, &paperback, CoverPictures::NONE).svg;
        let (screen, _) = crate::picture::cover::svg(&metadata, &faces);
        // Where the path of a tile begins: at a corner, or a pixel beyond it.
        let corners = |svg: &str| -> Vec<i32> {
            let paths = svg.split("<path d=\"M").skip(1).filter(|path| path.contains('A'));
            paths.filter_map(|path| path.split(' ').next()?.parse().ok()).collect()
        };
        assert!(corners(&screen).len() > 20 && corners(&screen).iter().all(|x| x % 200 == 0), "{:?}", corners(&screen));
        assert!(corners(&paper).len() > 40 && corners(&paper).iter().all(|x| x % 200 != 0), "{:?}", corners(&paper));
    }

    #[test]
    fn the_front_lies_where_the_language_has_it() {
        // 1600 pixels are 432 pt: the spine has 384 of them, the bleed 34.
        assert_eq!(of(640, "en", "Words.").front, CoverSpot { x: 1600 + 384 + 34, y: 34 });
        assert_eq!(of(640, "he", "Words.").front, CoverSpot { x: 34, y: 34 });
    }

    /// Left and right edge of the barcode's white field, in pixels of the drawing.
    fn barcode(language: &str) -> (f64, f64) {
        let fonts = Fonts::built_in();
        let identifier = Some(Identifier::Isbn("9783161484100".to_owned()));
        let metadata = Metadata { title: "A Title".to_owned(), language: language.to_owned(), identifier, ..Metadata::default() };
        let (width, height) = (Length::points(432), Length::points(648));
        let paperback = Paperback { width, height, spine: Length::points(27), bleed: Length::points(9), pages: 640 };
        let colours = PictureColours { edge: [0; 3], whole: [0; 3] };
        let pictures = CoverPictures { front: FrontCover::Picture(colours), back: false };
        let svg = wrapped(&metadata, &CoverFaces::of(&fonts), &paperback, pictures).svg;
        let field = svg
            .split("<rect")
            .filter_map(|rect| rect.split('>').next())
            .find(|rect| rect.contains("fill=\"#ffffff\""))
            .expect("a white field");
        let number = |key: &str| field.split_once(&format!("{key}=\"")).and_then(|(_, rest)| rest.split('"').next()?.parse().ok());
        let (left, width): (f64, f64) = (number(" x").expect("a place"), number(" width").expect("a width"));
        (left, left + width)
    }

    #[test]
    fn a_barcode_stands_beside_the_spine() {
        // 1600 pixels are 432 pt, so the spine has 100 of them. The back of a book read from left to right ends where it begins,
        // and that of one read from right to left begins where it ends.
        let (_, right) = barcode("en");
        assert!((right - f64::from(-100 - MARGIN)).abs() < 1.0, "{right}");
        let (left, _) = barcode("he");
        assert!((left - f64::from(1600 + 100 + MARGIN)).abs() < 1.0, "{left}");
    }

    #[test]
    fn a_spine_runs_down_or_up_if_there_is_room_on_it() {
        assert!(of(640, "en-GB", "Words.").svg.contains(" rotate(90)"));
        assert!(of(640, "fr", "Words.").svg.contains(" rotate(-90)"));
        assert!(!of(40, "en", "Words.").svg.contains("rotate("));
    }

    #[test]
    fn a_spine_keeps_the_words_that_fit_and_tells_of_the_others() {
        let fonts = Fonts::built_in();
        let words = |title: String, pages: usize, spine: i64| {
            let metadata = Metadata {
                title,
                publisher: Some("Quayside Press".to_owned()),
                people: vec![crate::book::Person::author("Mara Ellingsen", "")],
                ..Metadata::default()
            };
            let (width, height) = (Length::points(432), Length::points(648));
            let paperback = Paperback { width, height, spine: Length::points(spine), bleed: Length::points(9), pages };
            let wrapped = wrapped(&metadata, &CoverFaces::of(&fonts), &paperback, CoverPictures::NONE);
            (wrapped.spine, wrapped.svg.contains("MARA ELLINGSEN</text></g>") || wrapped.svg.matches("MARA ELLINGSEN</text>").count() > 0)
        };
        assert_eq!(words("The Ledger".to_owned(), 300, 48).0, SpineWords::Whole);
        let long = |times: usize| format!("The Ledger: {}", "an account of the harbour ".repeat(times));
        assert_eq!(words(long(8), 300, 48), (SpineWords::ShortTitle, true));
        assert_eq!(words("words ".repeat(120), 300, 48).0, SpineWords::TooLong);
        assert_eq!(words("The Ledger".to_owned(), 90, 14).0, SpineWords::TooNarrow);
        assert_eq!(words("The Ledger".to_owned(), 40, 6).0, SpineWords::Whole);
    }

    #[test]
    fn the_corner_of_the_services_barcode_is_bare() {
        let svg = of(640, "en", "Words.").svg;
        let attribute =
            |rect: &str, key: &str| rect.split_once(&format!(" {key}=\"")).and_then(|(_, rest)| rest.split('"').next()).map(str::to_owned);
        let rects: Vec<&str> = svg.split("<rect").skip(1).filter_map(|rect| rect.split('>').next()).collect();
        let ground = attribute(rects[0], "fill");
        let bare = rects[1..].iter().find(|rect| attribute(rect, "fill") == ground).expect("a bare corner");
        // 2 × 1.2 inches are 533 × 320 pixels, beside the spine, which is 384 pixels wide here.
        let number = |key| attribute(bare, key).and_then(|value| value.parse::<i32>().ok()).expect("a number");
        assert!(number("width") >= 533 && number("height") >= 320, "{bare}");
        assert!(number("x") + number("width") >= -384 - MARGIN && number("y") + number("height") >= 2400, "{bare}");
    }

    #[test]
    fn what_does_not_fit_on_the_back_is_told_of() {
        assert!(!of(640, "en", "A few words.\n\nAnd some more.").cut);
        assert!(of(640, "en", &"Far too many words. ".repeat(600)).cut);
    }
}
