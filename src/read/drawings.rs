//! Drawings: what a picture's file comes to be in the book. Every SVG is cleaned first, and tried.

use crate::diagnostics::{Code, Diagnostic};
use crate::picture::draw;
use crate::picture::inspect::{PictureFacts, PictureFault, header, is_see_through};
use crate::picture::svg::{clean, finding};
use crate::source::Span;

/// A picture that can be used.
pub(super) struct UsablePicture {
    pub(super) facts: PictureFacts,
    /// The picture's file as the book holds it.
    pub(super) bytes: Vec<u8>,
    /// Whether what is behind it can be seen through it.
    pub(super) see_through: bool,
    /// What is to be told of the picture.
    pub(super) told: Option<Diagnostic>,
}

/// What is in a picture's file.
///
/// # Errors
/// Says why it can't be used.
pub(super) fn usable(path: &str, bytes: Vec<u8>, span: Span) -> Result<UsablePicture, PictureFault> {
    let Some(cleaned) = clean(&bytes) else {
        let facts = header(&bytes)?;
        let see_through = is_see_through(&facts, &bytes);
        return Ok(UsablePicture { facts, bytes, see_through, told: None });
    };
    let cleaned = cleaned?;
    let see_through = draw::trial(&cleaned.file)?;
    let told = finding(path, &cleaned.losses).map(|told| Diagnostic { span: Some(span), ..told });
    Ok(UsablePicture { facts: cleaned.facts, bytes: cleaned.file, see_through, told })
}

/// What is said of a drawing that can't be drawn.
pub(super) fn refused(path: &str, why: &str, span: Span) -> Diagnostic {
    let message = format!("the drawing {path} cannot be used: {why}");
    Diagnostic::at(Code::DrawingRefused, span, message).help("simplify it, or export it as PNG")
}
