//! The sheet of paper that a page is printed on and cut from, with its crop marks.

use super::adapter::Operation;
use super::error::PdfError;
use super::object::{PaperSize, milli, points};
use crate::config::Config;
use crate::language::right_to_left;
use crate::source::Length;
use lopdf::{Document, ObjectId};

/// Length of a crop mark; all here in thousandths of a point.
const MARK: i64 = 18_000;
/// Thickness of a crop mark.
const HAIR: i64 = 250;
/// Least distance of a crop mark from the trimmed page, so that none is left on it by a crooked cut.
const CLEAR: i64 = 6_000;

/// The sheet of paper that a page is printed on and cut from, in thousandths of a point.
pub(super) struct Press {
    /// The page as cut.
    pub(super) trim: PaperSize,
    pub(super) bleed: i64,
    /// Distance from the edge of the sheet to the trimmed page, on every side.
    pub(super) border: i64,
    pub(super) marks: bool,
    /// The thinnest line that is printed.
    pub(super) thinnest: i64,
    /// Whether nothing goes on beyond the cut at the spine, and whether the spine is at the right of the first page.
    inner: Option<FirstSpine>,
}

/// Where the spine is on the first page; on every other it is on the other side.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FirstSpine {
    Left,
    Right,
}

impl Press {
    pub(super) fn new(config: &Config) -> Self {
        let bleed = milli(config.print.bleed.max(Length::ZERO));
        let marks = config.print.crop_marks;
        let border = border(bleed, marks);
        let spine = if right_to_left(&config.metadata.language) { FirstSpine::Right } else { FirstSpine::Left };
        let inner = config.print.bleeds_outside_only().then_some(spine);
        let thinnest = config.print.service.map_or(0, |service| milli(service.thinnest_line()));
        Self { trim: PaperSize::of(config.page.width, config.page.height), bleed, border, marks, thinnest, inner }
    }

    /// The sheet.
    pub(super) fn media(&self) -> PaperSize {
        self.trim.and_round(self.border)
    }

    /// Black, the crop marks, and the page in its place; without the marks of a structure that is not there.
    pub(super) fn operations(&self, drawn: Vec<Operation>) -> Vec<Operation> {
        let mut operations = Vec::with_capacity(drawn.len() + 12);
        // Black is what a page begins with, but those who check files look for it.
        operations.push(Operation::black());
        if self.marks {
            operations.extend(crop_marks(self.trim, self.border, &[]).into_iter().map(Operation::filled));
        }
        if self.border > 0 {
            operations.push(Operation::moved(self.border, self.border));
        }
        operations.extend(drawn.into_iter().filter(|operation| !operation.is_mark()));
        operations
    }

    /// Gives the page of this number, from 0, its boxes (ISO 32000-1, 14.11.2).
    pub(super) fn bound(&self, document: &mut Document, page: ObjectId, index: usize) -> Result<(), PdfError> {
        let page = document.get_dictionary_mut(page).map_err(PdfError::of(page))?;
        for key in ["CropBox", "Annots"] {
            page.remove(key.as_bytes());
        }
        for (key, from_trim) in [("MediaBox", self.border), ("BleedBox", self.bleed), ("TrimBox", 0)] {
            let low = self.border - from_trim;
            let mut ends = [low, low, self.border + self.trim.width + from_trim, self.border + self.trim.height + from_trim];
            // Nothing is beyond the fold.
            match (self.inner, index % 2) {
                (Some(FirstSpine::Left), 0) | (Some(FirstSpine::Right), 1) => ends[0] = self.border,
                (Some(_), _) => ends[2] = self.border + self.trim.width,
                (None, _) => {}
            }
            page.set(key, ends.map(points).to_vec());
        }
        Ok(())
    }
}

/// Distance from the edge of the sheet to the cut.
pub(super) fn border(bleed: i64, marks: bool) -> i64 {
    if marks { bleed.max(CLEAR) + MARK } else { bleed }
}

/// Two marks at every corner, on the lines of the cut and outside the bleed, and one above and one below each fold (so far from the
/// left cut): left, bottom, width and height.
pub(super) fn crop_marks(trim: PaperSize, border: i64, folds: &[i64]) -> Vec<[i64; 4]> {
    let PaperSize { width, height } = trim.and_round(border);
    let rows = [0, trim.height].map(|row| border + row - HAIR / 2);
    let columns = [0, trim.width].into_iter().chain(folds.iter().copied()).map(|column| border + column - HAIR / 2);
    let lying = rows.into_iter().flat_map(|y| [0, width - MARK].map(|x| [x, y, MARK, HAIR]));
    let standing = columns.flat_map(|x| [0, height - MARK].map(|y| [x, y, HAIR, MARK]));
    lying.chain(standing).collect()
}
