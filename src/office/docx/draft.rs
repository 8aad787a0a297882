//! A paragraph that is being read, and what it goes into.

use super::field::DocxField;
use super::forms::DocxForm;
use crate::office::text::{OfficeBlock, OfficeParagraph, OfficePiece, OfficeTarget};

/// What blocks go into: the body, a cell, a note, a comment, a text box.
#[derive(Debug, Default)]
pub(super) struct DocxContainer {
    pub(super) blocks: Vec<OfficeBlock>,
    /// The paragraph that is open.
    pub(super) draft: Option<DocxDraft>,
    /// The items of lists that paragraphs may go on, from the outermost.
    pub(super) items: Vec<DocxOpenItem>,
    /// Fields that are open, from the outermost.
    pub(super) fields: Vec<DocxField>,
    /// How many of them are still told what they are.
    pub(super) instructed: usize,
    /// The link that is open, and how many elements and fields hold it open.
    pub(super) link: Option<OfficeTarget>,
    pub(super) links: usize,
    /// Marks and letters that belong at the head of the next paragraph.
    pub(super) ahead: Vec<OfficePiece>,
    /// Whether pages may break in it.
    pub(super) is_body: bool,
}

/// An item of a list that may be gone on.
#[derive(Clone, Copy, Debug)]
pub(super) struct DocxOpenItem {
    pub(super) list: usize,
    /// Depth as the document has it.
    pub(super) written: u8,
    /// Depth as it comes out.
    pub(super) level: u8,
    /// Twips from the margin to the text of the item.
    pub(super) indent: i32,
}

/// A paragraph that is being read.
#[derive(Debug, Default)]
pub(super) struct DocxDraft {
    pub(super) paragraph: OfficeParagraph,
    /// The form of the paragraph, with all that its style says.
    pub(super) form: DocxForm,
    /// The id of its style.
    pub(super) style: Option<String>,
    /// Whether the style says what it is, so that its look is no emphasis.
    pub(super) is_styled: bool,
    /// Blocks that come after it.
    pub(super) after: Vec<OfficeBlock>,
    /// A part of it has ended before a break of the page.
    pub(super) is_parted: bool,
    /// A rule is drawn in it.
    pub(super) has_rule: bool,
    /// Some of it is made by the program.
    pub(super) is_generated: bool,
    /// The number of pieces up to the end of what is.
    pub(super) generated_to: Option<usize>,
    /// The properties were read.
    pub(super) is_formed: bool,
}

/// The end of a section whose next one has not told yet how it begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct DocxSection {
    /// The place of a break in the blocks of the body, should there be one.
    pub(super) at: usize,
}
