//! Sets an edition: body, then contents with real page numbers, then front matter. Decides where, never what.

mod assemble;
mod beside;
mod bound;
mod compose;
mod contents;
mod drophead;
mod end;
mod entry;
mod foot;
pub(crate) mod frame;
mod galley;
mod labels;
mod line;
mod math;
mod matter;
mod measure;
mod paginate;
pub(crate) mod quality;
mod running;
mod runover;
mod runs;
pub(crate) mod stages;
mod starts;
mod strip;
mod style;
mod through;
mod whereabouts;

pub use frame::Pages;
pub use starts::starts;
pub(crate) use whereabouts::TextPages;

pub(crate) use bound::set_for_print;
pub(crate) use labels::labels;

use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::edition::{Edition, PageStart};
use crate::fonts::Fonts;

/// The pages of an edition: front matter with roman labels, the text with arabic ones.
#[must_use]
pub fn set(edition: &Edition, config: &Config, fonts: &Fonts, diagnostics: &mut Diagnostics) -> Pages {
    assemble::assemble(edition, config, fonts, false, diagnostics)
}

/// Where the pages that [`set`] makes begin, in less time and memory: the text's words are counted, their glyphs
/// not placed.
#[must_use]
pub fn sketch(edition: &Edition, config: &Config, fonts: &Fonts) -> Vec<PageStart> {
    starts(&sketched(edition, config, fonts), edition.book())
}

/// The pages that [`set`] makes in outline: what stands on each is known, but not how it looks.
#[must_use]
pub(crate) fn sketched(edition: &Edition, config: &Config, fonts: &Fonts) -> Pages {
    assemble::assemble(edition, config, fonts, true, &mut Diagnostics::default())
}
