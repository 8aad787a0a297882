//! What all parts of a cover share: its faces, its size, and how spine and back go with the front.

use super::colour::Rgb;
use crate::config::Family;
use crate::fonts::{Face, Fonts, numbers};
use std::borrow::Cow;

/// Width of the cover in pixels: what shops ask for.
pub(crate) const WIDTH: u32 = 1600;

/// Height of the cover in pixels.
pub(crate) const HEIGHT: u32 = 2560;

/// The faces a cover is set in.
#[derive(Clone, Debug)]
pub struct CoverFaces<'f> {
    /// The face of the title.
    pub serif: &'f Face,
    /// The face of the subtitle.
    pub italic: &'f Face,
    /// The face of bold words in the description.
    pub bold: &'f Face,
    /// The face of words in it that are bold and italic.
    pub bold_italic: &'f Face,
    /// The face of the names.
    pub sans: &'f Face,
    /// The faces for characters that the others lack.
    pub others: Vec<&'f Face>,
}

impl<'f> CoverFaces<'f> {
    /// The faces of a book, all of which may stand in for one another.
    #[must_use]
    pub fn of(fonts: &'f Fonts) -> Self {
        let face = |family, bold, italic| fonts.face(fonts.face_for(family, bold, italic));
        Self {
            serif: face(Family::Serif, false, false),
            italic: face(Family::Serif, false, true),
            bold: face(Family::Serif, true, false),
            bold_italic: face(Family::Serif, true, true),
            sans: face(Family::Sans, false, false),
            others: fonts.faces().map(|(_, face)| face).collect(),
        }
    }

    /// The files of those that a drawing with these characters needs, the default first; for what none has there is one with boxes.
    #[must_use]
    pub fn data(&self, drawing: &str) -> Vec<Cow<'f, [u8]>> {
        let mut named = vec![self.serif, self.italic, self.sans];
        if drawing.contains("font-weight") {
            named.extend([self.bold, self.bold_italic]);
        }
        let enough = drawing.chars().all(|c| c.is_ascii() || named.iter().all(|face| face.has(c)));
        let others = self.others.iter().copied().filter(|_| !enough);
        let all: Vec<&Face> = named.iter().copied().chain(others).collect();
        let boxes = numbers::for_drawing(drawing, &all, self.sans);
        all.into_iter().map(|face| Cow::Borrowed(face.data())).chain(boxes.map(Cow::Owned)).collect()
    }
}

/// How the spine and the back go with the front.
#[derive(Clone)]
pub(super) struct Dress {
    /// The colour of the sheet where nothing else is.
    pub(super) field: Rgb,
    /// The colour of letters.
    pub(super) ink: String,
    /// The colour of a label under the letters, if they can't stand on the ground.
    pub(super) label: Option<String>,
    /// The ground's colour, if there is a pattern on it all round.
    pub(super) ground: Option<String>,
    /// How far down from the top the ornament reaches on the back and the spine.
    pub(super) below: i32,
    /// Whether words of the front were divided or left out.
    pub(super) cut: bool,
}
