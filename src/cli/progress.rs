//! A line on a terminal that says what a long build is at, and erases itself.

use super::report::{ReportForm, Terminal};
use std::io::Write;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Builds quicker than this say nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// Shows the stage of a build, if stderr is a terminal and after [`PATIENCE`].
pub(super) struct Progress(Option<(Sender<&'static str>, JoinHandle<()>)>);

impl Progress {
    /// Begins now.
    pub(super) fn new(terminal: &Terminal) -> Self {
        if !terminal.interactive || terminal.quiet || terminal.form == ReportForm::Json {
            return Self(None);
        }
        let (sender, stages) = channel();
        let shows = std::thread::Builder::new().spawn(move || {
            let start = Instant::now();
            let (mut stage, mut shown) = ("", false);
            loop {
                let wait = if shown { Duration::from_secs(3600) } else { PATIENCE.saturating_sub(start.elapsed()) };
                match stages.recv_timeout(wait) {
                    Ok(next) => stage = next,
                    Err(RecvTimeoutError::Timeout) => shown = true,
                    Err(RecvTimeoutError::Disconnected) => break,
                }
                if shown {
                    let _ = write!(std::io::stderr(), "\r\u{1b}[2K{stage} …");
                }
            }
            if shown {
                let _ = write!(std::io::stderr(), "\r\u{1b}[2K");
            }
        });
        // Without a thread for the line the build goes on without it.
        Self(shows.ok().map(|shows| (sender, shows)))
    }

    /// Says what happens now.
    pub(super) fn stage(&self, stage: &'static str) {
        if let Some((sender, _)) = &self.0 {
            // A line that has ended is no fault of the build.
            let _ = sender.send(stage);
        }
    }

    /// Erases the line.
    pub(super) fn end(self) {
        if let Some((sender, shows)) = self.0 {
            drop(sender);
            let _ = shows.join();
        }
    }
}
