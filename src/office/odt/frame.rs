//! A frame while it is read.

use crate::office::shelf::PictureRefusal;

/// A frame that is open.
#[derive(Debug, Default)]
pub(super) struct OdtFrame {
    pub(super) title: String,
    pub(super) description: String,
    pub(super) width: Option<i32>,
    /// The first picture that can be shown.
    pub(super) picture: Option<usize>,
    pub(super) refusal: Option<PictureRefusal>,
    pub(super) formula: Option<String>,
    /// Whether the frame holds a box or a formula, so that a picture beside is only a likeness.
    pub(super) has_other: bool,
    /// Whether the frame holds what no book can: a chart, a sound.
    pub(super) is_object: bool,
}
