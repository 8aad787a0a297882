//! A fault of Bindery itself. A panic ends as one line that says so, not as a stack of a hundred.

use super::Outcome;
use super::report::Terminal;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

/// Where the last panic was. One that somebody caught, as around a picture's drawing, is told of by whoever caught it.
static LAST: Mutex<String> = Mutex::new(String::new());

/// Does what is asked; if it panics, says that this is a fault of the program. `RUST_BACKTRACE=1` shows whence it came.
pub(super) fn guarded(terminal: &Terminal, work: impl FnOnce() -> Outcome) -> Outcome {
    let shown = std::env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0");
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if shown {
            usual(panic);
        }
        let payload = panic.payload();
        let words = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        let words = words.unwrap_or("a panic without words");
        let place = panic.location().map_or_else(String::new, |place| format!(" ({}:{})", place.file(), place.line()));
        // That is only what the panic of one thread is to the thread that waits for it. Nobody panics while holding the lock.
        if let (false, Ok(mut last)) = (words == "a scoped thread panicked", LAST.lock()) {
            *last = format!("{words}{place}");
        }
    }));
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let words = LAST.lock().map_or_else(|_| String::new(), |last| last.clone());
        terminal.internal(&format!("this is a fault of Bindery: {}", words.replace('\n', " ")));
        Outcome::Machine
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::report::ReportForm;
    use std::cell::OnceCell;

    #[test]
    fn a_panic_ends_as_a_fault_of_the_machine() {
        let terminal = Terminal {
            form: ReportForm::Human,
            annotations: None,
            colour: false,
            quiet: false,
            all: false,
            interactive: false,
            taken: false,
            lost: OnceCell::new(),
        };
        assert_eq!(guarded(&terminal, || panic!("two\nlines")), Outcome::Machine);
        // Other tests are to be heard again.
        drop(std::panic::take_hook());
        let last = LAST.lock().expect("what was said last").clone();
        assert!(last.starts_with("two\nlines (src/cli/fault.rs:"), "{last}");
    }
}
