//! Workers started, watched and counted; what falls is kept once, made smaller, and told.

use crate::reduce::reduce;
use crate::run::{Fault, Input};
use crate::seeds::root;
use crate::target::Target;
use crate::worker::{self, GIVEN_UP, Order, Span};
use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// What was done for one target.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    executions: u64,
    shapes: u64,
    /// Milliseconds of processor time.
    time: u64,
    slowest: u64,
}

/// A fault and how often it was met.
#[derive(Debug)]
struct Met {
    target: Target,
    words: String,
    times: u64,
    kept: PathBuf,
}

/// What all workers together have come to.
#[derive(Debug, Default)]
struct Sum {
    counts: BTreeMap<Target, Count>,
    faults: BTreeMap<String, Met>,
}

/// A whole run.
#[derive(Debug)]
pub(crate) struct Run {
    /// What there is to do, in order.
    orders: Vec<Order>,
    /// Whether it is begun again when it is done, until the time is over.
    until: Option<Duration>,
    folder: tempfile::TempDir,
    sum: Mutex<Sum>,
    start: Instant,
}

impl Run {
    /// All targets in turn for so long, with what former runs have found worth keeping.
    pub(crate) fn hours(hours: f64, targets: &[Target]) -> Result<Self, Box<dyn Error>> {
        let until = Duration::try_from_secs_f64(hours * 3600.0)?;
        let round = (until.as_secs() / (2 * targets.len() as u64)).clamp(10, 300);
        let seed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?.as_secs();
        Self::new(targets.iter().map(|&target| (target, Span::Seconds(round))), seed, Some(until))
    }

    /// The same executions on every machine: so many of each target.
    pub(crate) fn counted(counts: &[(Target, u64)]) -> Result<Self, Box<dyn Error>> {
        Self::new(counts.iter().map(|&(target, count)| (target, Span::Executions(count))), 14, None)
    }

    fn new(spans: impl Iterator<Item = (Target, Span)>, seed: u64, until: Option<Duration>) -> Result<Self, Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let order = |(target, span): (Target, Span)| {
            let corpus = until.map(|_| root().join("fuzz/corpus").join(target.name()));
            Order { target, seed, span, folder: PathBuf::new(), corpus }
        };
        let orders: Vec<Order> = spans.map(order).collect();
        for corpus in orders.iter().filter_map(|order| order.corpus.as_ref()) {
            std::fs::create_dir_all(corpus)?;
        }
        Ok(Self { orders, until, folder, sum: Mutex::default(), start: Instant::now() })
    }

    /// Runs, a worker for each core; prints what was done. Whether nothing fell.
    pub(crate) fn run(&self) -> Result<bool, Box<dyn Error>> {
        let next = AtomicUsize::new(0);
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..cores).map(|_| scope.spawn(|| self.in_turn(&next))).collect();
            workers.into_iter().try_for_each(|worker| worker.join().unwrap_or_else(|_| Err("a thread panicked".to_owned())))
        })?;
        let sum = self.sum.lock().map_err(|_| "a thread panicked")?;
        println!("target         executions    a second   shapes  CPU (s)  slowest (s)");
        for (target, count) in &sum.counts {
            let seconds = count.time as f64 / 1000.0;
            let (each, slowest) = (count.executions as f64 / seconds.max(0.001), count.slowest as f64 / 1000.0);
            println!("{:<14} {:>10} {each:>11.1} {:>8} {seconds:>8.0} {slowest:>12.2}", target.name(), count.executions, count.shapes);
        }
        for (key, met) in &sum.faults {
            println!("FAULT {} [{key}] {} times: {}\n  {}", met.target.name(), met.times, met.words, met.kept.display());
        }
        println!("{} faults", sum.faults.len());
        Ok(sum.faults.is_empty())
    }

    /// Takes one order after the other until there is nothing more to do.
    fn in_turn(&self, next: &AtomicUsize) -> Result<(), String> {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let left = self.until.map(|until| until.saturating_sub(self.start.elapsed()).as_secs());
            let Some(order) = self.orders.get(if self.until.is_some() { number % self.orders.len() } else { number }) else {
                return Ok(());
            };
            let span = match (order.span, left) {
                (Span::Seconds(most), Some(left)) => Span::Seconds(most.min(left)),
                (span, _) => span,
            };
            if left.is_some_and(|left| left == 0) {
                return Ok(());
            }
            let folder = self.folder.path().join(number.to_string());
            let order = Order { seed: order.seed.wrapping_add(number as u64), span, folder, ..order.clone() };
            self.work(order).map_err(|why| why.to_string())?;
        }
    }

    /// One worker, or several if an execution ends it too soon.
    fn work(&self, mut order: Order) -> Result<(), Box<dyn Error>> {
        let start = Instant::now();
        loop {
            std::fs::create_dir_all(&order.folder)?;
            let (count, ended) = self.one(&order)?;
            std::fs::remove_dir_all(&order.folder)?;
            match &mut order.span {
                Span::Executions(left) => *left = left.saturating_sub(count.executions + 1),
                Span::Seconds(left) => *left = left.saturating_sub(start.elapsed().as_secs()),
            }
            order.seed = order.seed.wrapping_add(1_000_003);
            if ended || matches!(order.span, Span::Seconds(0) | Span::Executions(0)) {
                return Ok(());
            }
        }
    }

    /// One worker: what it did, and whether it came to its end.
    fn one(&self, order: &Order) -> Result<(Count, bool), Box<dyn Error>> {
        let (kind, span) = match order.span {
            Span::Seconds(seconds) => ("seconds", seconds),
            Span::Executions(executions) => ("executions", executions),
        };
        let mut command = command()?;
        command
            .args(["worker", order.target.name(), &order.seed.to_string(), kind, &span.to_string()])
            .arg(&order.folder)
            .args(&order.corpus);
        let complaints = order.folder.join("complaints");
        let mut child = command.stdout(Stdio::piped()).stderr(std::fs::File::create(&complaints)?).spawn()?;
        let mut count = Count::default();
        for line in BufReader::new(child.stdout.take().ok_or("no pipe")?).lines() {
            let line = line?;
            let fields: Vec<&str> = line.split('\t').collect();
            match fields[..] {
                ["fault", key, words, path] => self.fell(order.target, Fault::new(key, words), Path::new(path))?,
                ["again", key] => {
                    if let Some(met) = self.sum.lock().map_err(|_| "a thread panicked")?.faults.get_mut(key) {
                        met.times += 1;
                    }
                }
                ["at" | "done", executions, shapes, time, slowest] => {
                    count =
                        Count { executions: executions.parse()?, shapes: shapes.parse()?, time: time.parse()?, slowest: slowest.parse()? };
                }
                _ => return Err(format!("a worker said: {line}").into()),
            }
        }
        let status = child.wait()?;
        if let Some(fault) = death(status, &complaints) {
            self.fell(order.target, fault, &order.folder.join("current"))?;
        }
        self.count(order.target, count)?;
        // By the clock, one that makes room ends well and before its time.
        Ok((count, status.success() && matches!(order.span, Span::Executions(_))))
    }

    fn count(&self, target: Target, new: Count) -> Result<(), Box<dyn Error>> {
        let mut sum = self.sum.lock().map_err(|_| "a thread panicked")?;
        let old = sum.counts.entry(target).or_default();
        *old = Count {
            executions: old.executions + new.executions,
            shapes: old.shapes.max(new.shapes),
            time: old.time + new.time,
            slowest: old.slowest.max(new.slowest),
        };
        if self.until.is_some() {
            let tally = root().join("fuzz/found/tally");
            std::fs::create_dir_all(root().join("fuzz/found"))?;
            let mut tally = std::fs::File::options().create(true).append(true).open(tally)?;
            writeln!(tally, "{}\t{}\t{}", target.name(), new.executions, new.time)?;
        }
        Ok(())
    }

    /// Keeps an input that fell, if none is kept that fell so.
    fn fell(&self, target: Target, fault: Fault, path: &Path) -> Result<(), Box<dyn Error>> {
        // Time and memory run out anywhere, so that they are faults of their targets.
        let key =
            if matches!(fault.key.as_str(), "time" | "memory") { format!("{} {}", fault.key, target.name()) } else { fault.key.clone() };
        let input = worker::load(path)?;
        let found = root().join("fuzz/found");
        std::fs::create_dir_all(&found)?;
        let kept = found.join(format!("{}-{:016x}", target.name(), crate::rng::hash(key.as_bytes())));
        {
            let mut sum = self.sum.lock().map_err(|_| "a thread panicked")?;
            if let Some(met) = sum.faults.get_mut(&key) {
                met.times += 1;
                return Ok(());
            }
            worker::save(&kept, &input)?;
            sum.faults.insert(key.clone(), Met { target, words: fault.words.clone(), times: 1, kept: kept.clone() });
        }
        println!("fault {} [{key}]: {}\n  {}", target.name(), fault.words, kept.display());
        let scratch = self.folder.path().join(format!("reduce-{:016x}", input.hash()));
        std::fs::create_dir_all(&scratch)?;
        let smaller = reduce(target, input, |smaller| falls(target, smaller, &scratch).is_some_and(|again| again == fault.key));
        std::fs::remove_dir_all(&scratch)?;
        worker::save(&kept, &smaller)?;
        println!("  made smaller: {} bytes", smaller.bytes.len());
        Ok(())
    }
}

/// How an input falls, if it does, in a process of its own.
fn falls(target: Target, input: &Input, folder: &Path) -> Option<String> {
    let (file, complaints) = (folder.join("input"), folder.join("complaints"));
    worker::save(&file, input).ok()?;
    let mut command = command().ok()?;
    command.args(["replay", target.name()]).arg(&file).arg(folder).stderr(std::fs::File::create(&complaints).ok()?);
    let output = command.output().ok()?;
    let said = String::from_utf8_lossy(&output.stdout);
    let told = said.lines().find_map(|line| line.strip_prefix("fault\t")?.split('\t').next().map(str::to_owned));
    told.or_else(|| death(output.status, &complaints).map(|fault| fault.key))
}

/// The fault of a process that ended as none should.
fn death(status: std::process::ExitStatus, complaints: &Path) -> Option<Fault> {
    if matches!(status.code(), Some(0 | 1 | GIVEN_UP)) {
        return None;
    }
    let complaint = std::fs::read_to_string(complaints).unwrap_or_default();
    let kind = if complaint.contains("overflowed its stack") {
        "stack"
    } else if complaint.contains("allocation of") {
        "allocation"
    } else {
        "death"
    };
    Some(Fault::new(kind, format!("{status}: {}", complaint.lines().rfind(|line| !line.is_empty()).unwrap_or_default())))
}

/// This program, with threads as few as it may have: the cores are for other workers.
fn command() -> std::io::Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.env("RAYON_NUM_THREADS", "1");
    Ok(command)
}
