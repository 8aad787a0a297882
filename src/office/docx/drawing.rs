//! A drawing that is open: what was found in it so far.

/// A drawing, a picture in the old form, or an embedded object.
#[derive(Debug, Default)]
pub(super) struct DocxDrawing {
    /// The words for who can't see it.
    pub(super) words: Option<String>,
    /// Stands in for the words where there are none.
    pub(super) title: Option<String>,
    /// Nobody misses anything who can't see it.
    pub(super) is_decorative: bool,
    /// Width in twips.
    pub(super) width: Option<i32>,
    /// The pictures in it.
    pub(super) pictures: Vec<DocxDrawnPicture>,
    /// What else it is, that has no counterpart.
    pub(super) losses: Vec<String>,
    /// A rule across the page.
    pub(super) is_rule: bool,
    /// A text box is in the drawing.
    pub(super) has_text: bool,
}

/// A picture in a drawing.
#[derive(Debug, Default)]
pub(super) struct DocxDrawnPicture {
    /// The id of the relationship to its file.
    pub(super) relation: String,
    /// The relationship to a version of the picture that is drawn with lines.
    pub(super) lines: Option<String>,
    /// Words of its own.
    pub(super) words: Option<String>,
    /// The picture stands in a file outside.
    pub(super) is_linked: bool,
}
