//! What the machine must give before a book is set: threads, and memory.

use std::sync::mpsc;
use std::thread::{Builder, available_parallelism};
use std::{fmt, io};

/// More threads than this for each core only cost memory.
const MOST_A_CORE: usize = 4;
/// More threads than this no book keeps busy.
const MOST: usize = 256;
/// Bytes of addresses without which not even a page can be set. It is counted because a refused allocation can't be caught.
const LEAST_MEMORY: u64 = 150 << 20;

/// What the machine does not give.
#[derive(Debug)]
pub(super) enum Shortage {
    /// The allowance of memory, in bytes, which is too small.
    Memory(u64),
    /// No thread can be started.
    Threads(io::Error),
}

impl fmt::Display for Shortage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let megabytes = |bytes: u64| bytes >> 20;
        match self {
            Self::Memory(most) => {
                let (most, least) = (megabytes(*most), megabytes(LEAST_MEMORY));
                write!(f, "this process may have {most} MB of memory (`ulimit -v`), and a book needs {least} MB at least")
            }
            Self::Threads(fault) => write!(f, "no thread can be started: {fault}"),
        }
    }
}

/// Starts the threads that chapters, pages and files are worked on by: as many as `RAYON_NUM_THREADS` says, within reason, or one a
/// core; fewer if the machine gives no more.
pub(super) fn ready() -> Result<(), Shortage> {
    if let Some(most) = most_memory().filter(|most| *most < LEAST_MEMORY) {
        return Err(Shortage::Memory(most));
    }
    let cores = available_parallelism().map_or(1, usize::from);
    let asked = std::env::var("RAYON_NUM_THREADS").ok().and_then(|number| number.parse().ok()).filter(|&number| number > 0);
    let threads = asked.unwrap_or(cores).min(cores * MOST_A_CORE).min(MOST);
    let mut waiting = Vec::new();
    // The pool waits for as many as it was promised, so it is promised no more than there are.
    while waiting.len() < threads {
        let (sender, receiver) = mpsc::channel::<rayon::ThreadBuilder>();
        let thread = Builder::new().spawn(move || receiver.recv().map(rayon::ThreadBuilder::run));
        match thread {
            Ok(_) => waiting.push(sender),
            Err(fault) if waiting.is_empty() => return Err(Shortage::Threads(fault)),
            Err(_) => break,
        }
    }
    let gone = || io::Error::other("a thread has ended");
    let pool = rayon::ThreadPoolBuilder::new().num_threads(waiting.len());
    let started = pool.spawn_handler(|thread| waiting[thread.index()].send(thread).map_err(|_| gone())).build_global();
    started.map_err(|fault| Shortage::Threads(io::Error::other(fault)))
}

/// How many bytes of addresses this process may have, if that is limited and the system tells.
fn most_memory() -> Option<u64> {
    let limits = std::fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits.lines().find_map(|line| line.strip_prefix("Max address space"))?;
    line.split_whitespace().next()?.parse().ok()
}
