//! What the machine must give before a book is set: threads, and memory.

use std::thread::available_parallelism;

/// More threads than this for each core only cost memory.
const MOST_A_CORE: usize = 4;
/// More threads than this no book keeps busy.
const MOST: usize = 256;
/// Bytes of addresses without which not even a page can be set. It is counted because a refused allocation can't be caught.
const LEAST_MEMORY: u64 = 150 << 20;

/// Starts the threads that chapters, pages and files are worked on by: as many as `RAYON_NUM_THREADS` says, within reason, or one a
/// core; fewer if the machine gives no more. An error says why nothing can be done.
pub(super) fn ready() -> Result<(), String> {
    if let Some(most) = most_memory().filter(|most| *most < LEAST_MEMORY) {
        let (most, least) = (most >> 20, LEAST_MEMORY >> 20);
        return Err(format!("this process may have {most} MB of memory (`ulimit -v`), and a book needs {least} MB at least"));
    }
    let cores = available_parallelism().map_or(1, usize::from);
    let asked = std::env::var("RAYON_NUM_THREADS").ok().and_then(|number| number.parse().ok()).filter(|&number| number > 0);
    let threads = asked.unwrap_or(cores).min(cores * MOST_A_CORE).min(MOST);
    let started = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .spawn_handler(|thread| {
            let first = thread.index() == 0;
            match std::thread::Builder::new().spawn(move || thread.run()) {
                Err(fault) if first => Err(fault),
                // The work is shared by those that there are.
                _ => Ok(()),
            }
        })
        .build_global();
    started.map_err(|fault| format!("no thread can be started: {fault}"))
}

/// How many bytes of addresses this process may have, if that is limited and the system tells.
fn most_memory() -> Option<u64> {
    let limits = std::fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits.lines().find_map(|line| line.strip_prefix("Max address space"))?;
    line.split_whitespace().next()?.parse().ok()
}
