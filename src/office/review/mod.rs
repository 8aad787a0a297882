//! A document that came back from an editor, merged into the sources that it was made of.

mod diff;
pub(in crate::office) mod units;
