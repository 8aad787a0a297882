//! Lets the drawing library work so that a panic in it ends that drawing and not the program.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether a panic on this thread is expected, and so nothing to be printed.
    static WATCHED: Cell<bool> = const { Cell::new(false) };
}

/// What `work` gives; none if it panics, of which nothing is printed.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    static SILENCE: Once = Once::new();
    SILENCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !WATCHED.get() {
                before(panic);
            }
        }));
    });
    let outer = WATCHED.replace(true);
    // Whatever it was working on is given up with it.
    let result = panic::catch_unwind(AssertUnwindSafe(work)).ok();
    WATCHED.set(outer);
    result
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn a_panic_is_no_end() {
        assert_eq!(guarded(|| 1), Some(1));
        assert_eq!(guarded(|| -> u8 { panic!("not printed") }), None);
        assert_eq!(guarded(|| guarded(|| -> u8 { panic!("not printed") })), Some(None));
    }
}
