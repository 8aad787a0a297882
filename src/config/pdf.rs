//! What only the PDF for the screen is told.

use super::raw::RawPdf;
use super::resolve::Desk;
use crate::diagnostics::Code;

/// `[pdf]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pdf {
    /// The most pixels to the inch that a picture keeps; none keeps all.
    pub image_resolution: Option<u16>,
}

pub(super) fn pdf(raw: &RawPdf, desk: &mut Desk) -> Pdf {
    let image_resolution = raw.image_resolution.as_ref().and_then(|given| {
        let resolution = u16::try_from(*given.get_ref()).ok().filter(|resolution| (72..=2400).contains(resolution));
        if resolution.is_none() {
            let message = format!("pictures can't have {} pixels to the inch", given.get_ref());
            desk.say(
                Code::BadValue,
                given.span(),
                message,
                Some("write a number from 72 to 2400, such as 300; or leave the key out to keep all"),
            );
        }
        resolution
    });
    Pdf { image_resolution }
}
