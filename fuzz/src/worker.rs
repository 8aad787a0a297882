//! One process that runs inputs of one kind for a while. It may be killed by what it runs: whoever started it knows what that was.

use crate::rng::Rng;
use crate::run::{Fault, Input, listen, run};
use crate::seeds;
use crate::target::{Stock, Target};
use std::collections::BTreeSet;
use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Seconds of processor time that one execution may take, and seconds in which it may wait for something; these are counted in looks at
/// it, for a whole process may be made to wait by others. A picture of 100 megapixels takes 4 seconds, and four times that with the
/// assertions of this build.
const PATIENCE: (u64, u64) = (20, 120);
/// Milliseconds between two looks.
const LOOK: u64 = 50;
/// Bytes that one process may hold, and those after which it makes room for a fresh one.
const MEMORY: (u64, u64) = (1536 << 20, 640 << 20);
/// An execution of so many is done twice.
const TWICE: u64 = 16;
/// Longer inputs are not tried: a few of them would take all the time.
const LONGEST: usize = 60_000;
/// How many inputs of former runs are taken up again.
const TAKEN_UP: usize = 400;
/// How the process ends if an execution took too much.
pub(crate) const GIVEN_UP: i32 = 9;

/// How long a worker works.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Span {
    Seconds(u64),
    Executions(u64),
}

/// What a worker is to do.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    pub(crate) target: Target,
    pub(crate) seed: u64,
    pub(crate) span: Span,
    /// Its own.
    pub(crate) folder: PathBuf,
    /// Where inputs worth keeping are kept from run to run, if they are.
    pub(crate) corpus: Option<PathBuf>,
}

/// When the execution that is going on began: milliseconds of the clock and of processor time, or 0.
static BEGAN: (AtomicU64, AtomicU64) = (AtomicU64::new(0), AtomicU64::new(0));

/// Works; tells on standard output what falls (`fault`, `again`) and how far it is (`at`).
pub(crate) fn work(order: &Order) -> Result<(), Box<dyn Error>> {
    listen();
    let stock = seeds::stock()?;
    let book = order.folder.join("book");
    let mut rng = Rng::new(order.seed);
    let mut corpus: Vec<Input> = seeds::seeds(order.target, &stock, &book)?.into_iter().map(|bytes| Input { variant: 0, bytes }).collect();
    corpus.extend(order.corpus.as_deref().map(|kept| former(kept, &mut rng)).unwrap_or_default());
    if corpus.is_empty() {
        return Err("there is nothing to begin with".into());
    }
    watch(order.folder.join("current"));
    let mut state =
        State { executions: 0, seen: BTreeSet::new(), told: BTreeSet::new(), slowest: 0, said: Instant::now(), start: Instant::now() };
    // First what is there is run as it is, in any order, for a short run sees only some of it.
    let mut waiting: Vec<usize> = (0..corpus.len()).collect();
    while state.goes_on(order.span) {
        let fresh = if waiting.is_empty() { None } else { Some(waiting.swap_remove(rng.below(waiting.len()))) };
        // A run by number is to see changed inputs too.
        let fresh = fresh.filter(|_| !matches!(order.span, Span::Executions(_)) || rng.once_in(3));
        let input = match fresh {
            Some(index) => corpus[index].clone(),
            None => changed(order.target, &corpus, &mut rng),
        };
        if input.bytes.len() > LONGEST && fresh.is_none() {
            continue;
        }
        let worth = state.execute(order, &input, &stock, &book)?;
        if worth && fresh.is_none() {
            if let Some(kept) = &order.corpus {
                save(&kept.join(format!("{:016x}", input.hash())), &input)?;
            }
            corpus.push(input);
        }
        if memory() > MEMORY.1 {
            break;
        }
    }
    state.tell("done");
    Ok(())
}

/// An input made of one or two others.
fn changed(target: Target, corpus: &[Input], rng: &mut Rng) -> Input {
    // What came last is new, so more may come of it.
    let at = if rng.once_in(2) { rng.below(corpus.len()) } else { corpus.len() - 1 - rng.small(corpus.len()) };
    let mut input = corpus[at].clone();
    if rng.once_in(4) {
        input.variant = if rng.once_in(3) { 0 } else { u32::try_from(rng.next() >> 32).unwrap_or(0) };
    }
    for _ in 0..=rng.small(6) {
        let other = &corpus[rng.below(corpus.len())].bytes;
        target.mutate(&mut input.bytes, other, rng);
    }
    input
}

/// How far a worker is.
struct State {
    executions: u64,
    /// What was seen.
    seen: BTreeSet<u64>,
    /// The keys of the faults that were told.
    told: BTreeSet<String>,
    /// The time of the slowest execution, in milliseconds.
    slowest: u64,
    said: Instant,
    start: Instant,
}

impl State {
    fn goes_on(&self, span: Span) -> bool {
        match span {
            Span::Seconds(seconds) => self.start.elapsed() < Duration::from_secs(seconds),
            Span::Executions(most) => self.executions < most,
        }
    }

    /// Runs an input; whether it showed anything new.
    fn execute(&mut self, order: &Order, input: &Input, stock: &Stock, book: &Path) -> Result<bool, Box<dyn Error>> {
        save(&order.folder.join("current"), input)?;
        BEGAN.1.store(processor(), Ordering::Relaxed);
        BEGAN.0.store(clock(), Ordering::Release);
        let ran = run(order.target, input, stock, book, self.executions.is_multiple_of(TWICE));
        let began = BEGAN.0.swap(0, Ordering::Acquire);
        self.slowest = self.slowest.max(clock() - began);
        self.executions += 1;
        if let Some(fault) = ran.fault {
            if self.told.insert(fault.key.clone()) {
                let path = order.folder.join(format!("fault-{}", self.told.len()));
                save(&path, input)?;
                tell(&fault, &path);
            } else {
                println!("again\t{}", fault.key);
            }
        }
        let before = self.seen.len();
        self.seen.extend(ran.shape);
        if self.said.elapsed() > Duration::from_secs(5) {
            self.tell("at");
            self.said = Instant::now();
        }
        Ok(self.seen.len() > before)
    }

    fn tell(&self, what: &str) {
        println!("{what}\t{}\t{}\t{}\t{}", self.executions, self.seen.len(), processor(), self.slowest);
        let _ = std::io::stdout().flush();
    }
}

/// Runs one input that was saved, and tells what falls.
pub(crate) fn replay(target: Target, file: &Path, folder: &Path) -> Result<bool, Box<dyn Error>> {
    listen();
    let stock = seeds::stock()?;
    watch(file.to_owned());
    BEGAN.1.store(processor(), Ordering::Relaxed);
    BEGAN.0.store(clock(), Ordering::Release);
    let ran = run(target, &load(file)?, &stock, &folder.join("book"), true);
    BEGAN.0.store(0, Ordering::Release);
    if let Some(fault) = &ran.fault {
        tell(fault, file);
    }
    Ok(ran.fault.is_none())
}

fn tell(fault: &Fault, path: &Path) {
    println!("fault\t{}\t{}\t{}", fault.key, fault.words.escape_debug(), path.display());
    let _ = std::io::stdout().flush();
}

/// Ends the process when an execution takes too long or too much; says so first.
fn watch(current: PathBuf) {
    std::thread::spawn(move || {
        let (mut last, mut looks) = (0, 0);
        loop {
            std::thread::sleep(Duration::from_millis(LOOK));
            let began = BEGAN.0.load(Ordering::Acquire);
            looks = if began == last { looks + 1 } else { 0 };
            last = began;
            if began == 0 {
                continue;
            }
            let (time, work) = (looks * LOOK / 1000, processor().saturating_sub(BEGAN.1.load(Ordering::Relaxed)) / 1000);
            let key = if work > PATIENCE.0 || time > PATIENCE.1 {
                "time"
            } else if memory() > MEMORY.0 {
                "memory"
            } else {
                continue;
            };
            tell(&Fault::new(key, format!("{work} s of processor time, {time} s of waiting, {} MB", memory() >> 20)), &current);
            std::process::exit(GIVEN_UP);
        }
    });
}

/// Writes an input with its number before it.
pub(crate) fn save(path: &Path, input: &Input) -> std::io::Result<()> {
    std::fs::write(path, [format!("{}\n", input.variant).as_bytes(), &input.bytes].concat())
}

/// Reads an input.
pub(crate) fn load(path: &Path) -> Result<Input, Box<dyn Error>> {
    let bytes = std::fs::read(path)?;
    let end = bytes.iter().position(|&byte| byte == b'\n').ok_or("there is no number in the first line")?;
    Ok(Input { variant: std::str::from_utf8(&bytes[..end])?.parse()?, bytes: bytes[end + 1..].to_vec() })
}

/// Some of the inputs that former runs kept.
fn former(kept: &Path, rng: &mut Rng) -> Vec<Input> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(kept).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    let mut inputs = Vec::new();
    while inputs.len() < TAKEN_UP && !files.is_empty() {
        inputs.extend(load(&files.swap_remove(rng.below(files.len()))));
    }
    inputs
}

/// Milliseconds since some moment, never 0.
fn clock() -> u64 {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    u64::try_from(START.get_or_init(Instant::now).elapsed().as_millis()).unwrap_or(u64::MAX) + 1
}

/// Milliseconds of processor time that this process has had; where the system does not tell, of the clock.
fn processor() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let ticks: Option<u64> = stat.rsplit_once(')').and_then(|(_, rest)| {
        let mut fields = rest.split_whitespace().skip(11);
        Some(fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?)
    });
    ticks.map_or_else(clock, |ticks| ticks * 10)
}

/// Bytes that this process holds, where the system tells.
fn memory() -> u64 {
    let pages = std::fs::read_to_string("/proc/self/statm").ok().and_then(|statm| statm.split_whitespace().nth(1)?.parse::<u64>().ok());
    pages.unwrap_or(0) * 4096
}
