//! What becomes of the changes that `check --fix-anchors` finds.

/// What becomes of the changes that `--fix-anchors` finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum Mend {
    /// Changes are shown and made.
    Write,
    /// Changes are only shown.
    Show,
}
