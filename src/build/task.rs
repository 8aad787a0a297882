//! Work on threads, as far as the machine gives them.

use std::sync::mpsc::{self, RecvError};
use std::thread::{Builder, Scope, ScopedJoinHandle};

/// Work on a thread of its own, or done at once where the machine gives no more threads.
pub(super) enum Task<'scope, T> {
    /// Work in progress on a thread of its own.
    Apart(ScopedJoinHandle<'scope, Result<T, RecvError>>),
    /// Work that is done.
    Done(T),
}

impl<'scope, T: Send + 'scope> Task<'scope, T> {
    /// Begins some work.
    pub(super) fn begin<W: FnOnce() -> T + Send + 'scope>(scope: &'scope Scope<'scope, '_>, work: W) -> Self {
        // A thread that can't be started takes its work with it; so it gets it only when it runs.
        let (sender, receiver) = mpsc::channel::<W>();
        match Builder::new().spawn_scoped(scope, move || receiver.recv().map(|work| work())) {
            Ok(thread) => match sender.send(work) {
                Ok(()) => Self::Apart(thread),
                Err(back) => Self::Done(back.0()),
            },
            Err(_) => Self::Done(work()),
        }
    }

    /// Waits for the result of the work; a panic is passed on.
    pub(super) fn joined(self) -> T {
        match self {
            Self::Done(made) => made,
            Self::Apart(thread) => match thread.join() {
                Ok(made) => made.expect("the work was sent"),
                Err(panic) => std::panic::resume_unwind(panic),
            },
        }
    }
}
