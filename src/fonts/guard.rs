//! A guard round the crates that read fonts and drawings: a damaged file must not end the program, whatever it makes of them.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether a panic of this thread is caught, so that nothing is to be said of it.
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// What `work` gives; none if it panics.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if !GUARDED.get() {
                before(panic);
            }
        }));
    });
    let outside = GUARDED.replace(true);
    let made = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(outside);
    made.ok()
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn a_panic_ends_nothing() {
        assert_eq!(guarded(|| 1), Some(1));
        assert_eq!(guarded(|| "x".parse::<i32>().expect("no number")), None);
        assert_eq!(guarded(|| guarded(|| panic!("inside")).is_none()), Some(true));
        assert_eq!(guarded(|| -> u8 { panic!("not printed") }), None);
        assert_eq!(guarded(|| guarded(|| -> u8 { panic!("not printed") })), Some(None));
    }
}
