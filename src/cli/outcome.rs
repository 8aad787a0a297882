//! How a run of the command ended.

/// How a run ended; the number is the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outcome {
    /// Everything asked for was done.
    Done = 0,
    /// Errors were reported; what has them was not written.
    Errors = 1,
    /// The call makes no sense.
    WrongCall = 2,
    /// A file could not be read or written, threads or memory were refused, or Bindery has a fault.
    Machine = 3,
}
