//! What is wrong with a JPEG.

/// What is wrong with a JPEG.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flaw {
    /// The file ends too early.
    Cut,
    /// The file is not as the standard has it; the fault in a few words.
    Broken(&'static str),
}

pub(super) const MADE_NO_SENSE: Flaw = Flaw::Broken("what it holds makes no sense");
