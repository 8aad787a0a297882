//! The quality of set pages, as a proofreader would mark it: what is known of every line, gathered into findings. Computed only
//! when it is asked for; it changes nothing.

mod find;
mod flaws;
mod mark;
mod river;

pub use flaws::FlawKind;
pub(crate) use flaws::{END, Finding, FlawMark, GAP, LADDER, LEAST, LOOSE, NOTES, QualityReport, RIVER, SHORT, TIGHT};

use super::frame::Pages;
use crate::source::Sources;

/// Looks at every page; `sources` are the texts that the lines' spans are of.
#[must_use]
pub fn report(pages: &Pages, sources: &Sources) -> QualityReport {
    find::find(pages, sources)
}
