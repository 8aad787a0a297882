//! Where the ranges of comments begin and end in the text.

/// Where a comment begins or ends in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct CommentEdge {
    pub(super) at: usize,
    pub(super) kind: EdgeKind,
    pub(super) comment: usize,
}

/// Which edge of a comment it is; at one place those come first that end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum EdgeKind {
    End,
    Start,
    EmptyStart,
    EmptyEnd,
}
