//! Title, subtitle and authors over a picture that the author gives, in a box or on a band: opaque, so that they are read on any
//! picture, and as large as those of the designs.

use super::colour::{Rgb, darkened, hex, letters_on};
use super::fit::{CoverText, Field, LetterSizes, Lettering, Stack, Tier, names, stack};
use super::sheet::{Anchor, CoverField, CoverForm, CoverSheet, CoverSpot};
use super::words::author_names;
use super::{CoverFaces, WIDTH};
use crate::book::{CoverWishes, CoverWords, CoverWordsPlace, Metadata};

/// Greatest width of lines in a box, and on a band.
const MEASURE: [i32; 2] = [1120, 1260];
/// Least width of a box.
const NARROWEST: i32 = 900;
/// Room in the box beside the lines, and above and below them, the rule being in it.
const PAD: [i32; 2] = [120, 130];
/// What the box or band keeps from the upper or the lower edge, on a screen.
const EDGE: i32 = 220;
/// Room between title and names, with a short rule in it.
const RULE: i32 = 150;
/// Share of the front, in hundredths, that the words may cover: the picture is what the cover is for.
const MOST: i32 = 58;
/// What a band on a picture that goes round the spine keeps from the fold, which is never quite where it should be.
const FOLD: i32 = 72;

/// The colours of what lies over a picture.
#[derive(Clone, Copy)]
pub(super) struct PanelColours {
    pub(super) field: Rgb,
    pub(super) ink: Rgb,
    pub(super) rule: Rgb,
}

impl PanelColours {
    /// What the author wants, or else a dark shade of the picture's own colour.
    pub(super) fn of(wishes: &CoverWishes, picture: Rgb) -> Self {
        let field = wishes.colour.unwrap_or_else(|| darkened(picture));
        let ink = letters_on(field);
        Self { field, ink, rule: wishes.accent.unwrap_or(ink) }
    }
}

/// What is put over a picture, if anything is; `whole` says that the picture goes round the spine and is all there is of a cover.
pub(super) fn wanted(metadata: &Metadata, whole: bool) -> Option<CoverWords> {
    let unsaid = if whole && metadata.cover.is_none() { CoverWords::Box } else { CoverWords::Nothing };
    Some(metadata.cover_wishes.words.unwrap_or(unsaid)).filter(|words| *words != CoverWords::Nothing)
}

/// What stands in the box: title and subtitle, and the names.
struct PanelWords<'f> {
    words: Stack,
    tiers: [Lettering<'f>; 2],
    people: super::fit::FittedText,
    spaced: Lettering<'f>,
}

impl<'f> PanelWords<'f> {
    fn set(metadata: &Metadata, faces: &CoverFaces<'f>, form: CoverForm, measure: i32) -> Self {
        let title = if metadata.title.is_empty() { "Untitled" } else { &metadata.title };
        let (serif, italic, spaced) = (Lettering::close(faces.serif), Lettering::close(faces.italic), Lettering::apart(faces.sans, 10));
        let most = form.height * MOST / 100 - 2 * PAD[1];
        let field = Field { measure, room: most / 3, leading: 140 };
        let people = names(spaced, &author_names(metadata), LetterSizes::new(60, 76), field);
        let text = |text| CoverText { text, language: &metadata.language };
        let subtitle = metadata.subtitle.as_deref().unwrap_or_default();
        let tiers = [
            Tier { letters: serif, text: text(title), sizes: LetterSizes::new(120, 210), leading: 110, above: 0 },
            Tier { letters: italic, text: text(subtitle), sizes: LetterSizes::new(44, 80), leading: 128, above: 44 },
        ];
        let below = if people.lines.is_empty() { 0 } else { RULE + people.height(140) };
        Self { words: stack(&tiers, measure, most - below), tiers: [serif, italic], people, spaced }
    }

    /// The widest line.
    fn width(&self) -> i32 {
        let tiers = self.words.tiers.iter().zip(self.tiers).map(|((text, _), letters)| (text, letters));
        let texts = tiers.chain([(&self.people, self.spaced)]);
        texts.flat_map(|(text, letters)| text.lines.iter().map(move |line| letters.width(line, text.size))).max().unwrap_or_default()
    }

    fn height(&self) -> i32 {
        let below = if self.people.lines.is_empty() { 0 } else { RULE + self.people.height(140) - self.people.size * 40 / 100 };
        self.words.height + below
    }

    fn draw(&self, sheet: &mut CoverSheet, top: i32, colours: PanelColours) {
        let centred = |y| CoverSpot { x: WIDTH as i32 / 2, y };
        let mut y = top;
        for (((text, above), letters), leading) in self.words.tiers.iter().zip(self.tiers).zip([110, 128]) {
            y += above;
            sheet.lines(text, letters, centred(y + text.size * 80 / 100), leading, Anchor::Middle, &hex(colours.ink));
            y += text.height(leading);
        }
        if self.people.lines.is_empty() {
            return;
        }
        sheet.rect(CoverField { left: WIDTH as i32 / 2 - 90, top: y + RULE / 2 - 12, width: 180, height: 5 }, &hex(colours.rule));
        let y = y + RULE + self.people.size * 75 / 100;
        sheet.lines(&self.people, self.spaced, centred(y), 140, Anchor::Middle, &hex(colours.ink));
    }
}

/// Draws the words over a picture on the front of a sheet, in a box or on a band. Whether they were divided or left out.
pub(super) fn draw(sheet: &mut CoverSheet, metadata: &Metadata, faces: &CoverFaces, manner: CoverWords, colours: PanelColours) -> bool {
    let form = sheet.form;
    let band = manner == CoverWords::Band;
    let words = PanelWords::set(metadata, faces, form, MEASURE[usize::from(band)]);
    let height = words.height() + 2 * PAD[1];
    let top = match metadata.cover_wishes.place {
        CoverWordsPlace::Top => form.down(EDGE),
        // The optical middle lies above the middle.
        CoverWordsPlace::Middle => (form.height - height) * 46 / 100,
        CoverWordsPlace::Bottom => form.height - form.down(EDGE) - height,
    };
    let field = if band {
        let (left, right) = band_ends(sheet);
        CoverField { left, top, width: right - left, height }
    } else {
        let width = (words.width() + 2 * PAD[0]).max(NARROWEST);
        CoverField { left: (WIDTH as i32 - width) / 2, top, width, height }
    };
    sheet.rect(field, &hex(colours.field));
    if band {
        for top in [field.top + 28, field.top + field.height - 34] {
            sheet.rect(CoverField { top, height: 6, ..field }, &hex(colours.rule));
        }
    } else {
        sheet.outline(field.inside(30), 6, &hex(colours.rule));
    }
    words.draw(sheet, field.top + PAD[1], colours);
    words.words.cut() || words.people.cut
}

/// Where a band begins and ends: it runs off the sheet at the outer edge, and up to the fold, whose other side has its colour; on a
/// picture that goes round the spine it keeps away from the fold.
fn band_ends(sheet: &CoverSheet) -> (i32, i32) {
    let [left, _, right, _] = sheet.form.edges;
    let inner = if sheet.wraps { FOLD } else { 0 };
    let width = WIDTH as i32;
    match (left < -width, right > 2 * width) {
        (true, _) => (inner, right),
        (_, true) => (left, width - inner),
        _ => (left, right),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Person;
    use crate::fonts::Fonts;

    #[test]
    fn the_box_keeps_within_the_front_and_leaves_most_of_the_picture() {
        let fonts = Fonts::built_in();
        let faces = CoverFaces::of(&fonts);
        for words in [CoverWords::Box, CoverWords::Band] {
            for place in [CoverWordsPlace::Top, CoverWordsPlace::Middle, CoverWordsPlace::Bottom] {
                let wishes = CoverWishes { words: Some(words), place, ..CoverWishes::default() };
                let metadata = Metadata {
                    title: "One Hundred Years of Solitude".to_owned(),
                    subtitle: Some("A Novel of a Family and the Town That It Founded".to_owned()),
                    people: vec![Person::author("Gabriel García Márquez", "")],
                    cover_wishes: wishes,
                    ..Metadata::default()
                };
                let form = CoverForm::SCREEN;
                let mut sheet = CoverSheet::clear(form, false);
                assert!(!draw(&mut sheet, &metadata, &faces, words, PanelColours::of(&wishes, [120, 122, 80])));
                let number = |key: &str| -> i32 {
                    let at = sheet.svg.find(&format!("{key}=\"")).expect("a rectangle") + key.len() + 2;
                    sheet.svg[at..].split('"').next().and_then(|value| value.parse().ok()).expect("a number")
                };
                let (top, height) = (number(" y"), sheet.svg.split("<rect").nth(1).expect("a box").split("height=\"").nth(1));
                let height: i32 = height.and_then(|rest| rest.split('"').next()).and_then(|value| value.parse().ok()).expect("a height");
                assert!(top >= 150 && top + height <= form.height - 150, "{words:?} {place:?}: {top} {height}");
                assert!(height * 100 <= form.height * MOST, "{height}");
            }
        }
    }
}
