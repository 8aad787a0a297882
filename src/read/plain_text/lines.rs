//! The lines of a plain text.

use std::ops::Range;

/// A paragraph of the text: the ranges of its lines.
pub(super) type ParagraphLines = Vec<Range<usize>>;
