//! What finishing a document reads.

use super::attach::Attachment;
use super::fonts::PdfFaces;
use super::links::LinkPlaces;
use super::metadata::DocumentInfo;
use super::sheets::PressSheet;
use super::tags::StructureTree;
use crate::layout::Pages;

/// What finishing a document reads.
pub(super) struct Finish<'a> {
    pub(super) pages: &'a Pages,
    pub(super) sheets: Vec<PressSheet>,
    pub(super) places: &'a LinkPlaces<'a>,
    pub(super) tree: StructureTree,
    pub(super) faces: &'a PdfFaces,
    pub(super) about: &'a DocumentInfo<'a>,
    pub(super) language: &'a str,
    pub(super) contents_depth: u8,
    /// Whether the file is PDF 2.0.
    pub(super) second: bool,
    /// The files to go into it.
    pub(super) attachments: Vec<Attachment>,
}
