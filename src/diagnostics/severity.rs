//! The gravity of findings.

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something was done that the author may like to know.
    Info,
    /// The book is built, but maybe not as meant.
    Warning,
    /// The book, or the format that it is of, is not built: it would be invalid or untrue.
    Error,
}
