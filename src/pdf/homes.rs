//! Which element of the structure holds a content.

use crate::layout::frame::Origin;

/// The origin whose element holds a content: a mark stands in its block.
pub(super) fn home(origin: Origin) -> Origin {
    match origin {
        Origin::Mark(_, block)
        | Origin::Formula(block, _)
        | Origin::Picture(block, _)
        | Origin::RubyBase(block, _)
        | Origin::Reading(block, _) => Origin::Block(block),
        other => other,
    }
}
