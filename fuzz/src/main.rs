//! Throws broken manuscripts, pictures, fonts and EPUBs at Bindery, in process and with stable Rust alone.
//!
//! ```text
//! seeds ─► mutate ─► target (a book with the input in it) ─► run ─► fault? ─► reduce ─► fuzz/found/
//!   ▲                                                          │
//!   └───────── what looks new (shape) ─────────────────────────┘
//! ```
//! `supervise` starts a `worker` for each core; one that dies or hangs tells what killed it, and the next goes on.

mod annotations;
mod bundle;
mod documents;
mod files;
mod mutate;
mod reduce;
mod rng;
mod run;
mod seeds;
mod shape;
mod supervise;
mod target;
mod words;
mod worker;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use supervise::Run;
use target::Target;
use worker::{Order, Span};

/// The allocator of the command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const USAGE: &str = "bindery-fuzz hours HOURS [TARGET…] | minute | replay TARGET FILE";

/// Executions of each target in `minute`: about a minute of two cores without optimisation.
const MINUTE: [(Target, u64); 15] = [
    (Target::Markdown, 300),
    (Target::Commentary, 200),
    (Target::Settings, 200),
    (Target::FrontMatter, 200),
    (Target::Text, 200),
    (Target::Png, 200),
    (Target::Jpeg, 200),
    (Target::Svg, 300),
    (Target::Gif, 100),
    (Target::Webp, 100),
    (Target::Font, 200),
    (Target::Epub, 500),
    (Target::Docx, 250),
    (Target::Odt, 250),
    (Target::Annotations, 500),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match command(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(why) => {
            eprintln!("bindery-fuzz: {why}");
            ExitCode::from(2)
        }
    }
}

/// Does what is asked; whether nothing fell.
fn command(arguments: &[&str]) -> Result<bool, Box<dyn Error>> {
    match arguments {
        ["hours", hours, targets @ ..] => {
            let targets: Vec<Target> = targets.iter().map(|name| target(name)).collect::<Result<_, _>>()?;
            Run::hours(hours.parse()?, if targets.is_empty() { &Target::ALL } else { &targets })?.run()
        }
        ["minute"] => Run::counted(&MINUTE)?.run(),
        ["replay", name, file] => worker::replay(target(name)?, Path::new(file), tempfile::tempdir()?.path()),
        ["replay", name, file, folder] => worker::replay(target(name)?, Path::new(file), Path::new(folder)),
        ["worker", name, seed, kind, span, folder, corpus @ ..] => {
            let span = if *kind == "seconds" { Span::Seconds(span.parse()?) } else { Span::Executions(span.parse()?) };
            let corpus = corpus.first().map(PathBuf::from);
            let order = Order { target: target(name)?, seed: seed.parse()?, span, folder: PathBuf::from(folder), corpus };
            worker::work(&order).map(|()| true)
        }
        _ => Err(USAGE.into()),
    }
}

fn target(name: &str) -> Result<Target, String> {
    Target::named(name).ok_or_else(|| format!("there is no target `{name}`; there are {}", Target::ALL.map(Target::name).join(", ")))
}
