//! The command line: the only place that knows the terminal, the clock, the environment and other processes.
//!
//! Exit codes: 0 built, 1 there are errors and what has them was not written, 2 wrong call, 3 the machine failed (a file can't be
//! read or written, threads or memory are refused) or Bindery itself did.

mod anchors;
mod args;
mod book;
mod build;
mod check;
mod drafts;
mod editions;
mod epoch;
mod explain;
mod fault;
mod fonts;
mod import;
mod inspect;
mod keys;
mod lsp;
mod machine;
mod manual;
mod merge;
mod named;
mod new;
mod notes;
mod office;
mod outcome;
mod path;
mod place;
mod progress;
mod publish;
mod quality;
mod remarks;
mod report;
mod review;
mod seal;
mod site;
mod stats;
mod style;
mod table;
mod target;
mod toc;
mod verdicts;
mod watch;
mod web;
mod write;

pub(crate) use remarks::placed as placed_remarks;

use args::Command;
use outcome::Outcome;
use report::Terminal;
use std::process::ExitCode;

/// Runs the program. 0 built, 1 there are errors, 2 wrong call, 3 the machine failed or Bindery did.
#[must_use]
pub fn run() -> ExitCode {
    let outcome = match args::read() {
        Ok((command, terminal)) => terminal.ended(fault::guarded(&terminal, || dispatch(command, &terminal))),
        Err(ended) => ended,
    };
    ExitCode::from(outcome as u8)
}

fn dispatch(command: Command, terminal: &Terminal) -> Outcome {
    use Command::{Completions, Explain, Import, ImportDocument, Keys, Licences, Lsp, Man, New, Style};
    let aside = matches!(command, Completions(_) | Lsp | Man | Licences);
    let of_book = !aside && !matches!(command, Import { .. } | ImportDocument(_) | New(_) | Style(_) | Explain(_) | Keys(_));
    if of_book && let Err(why) = machine::ready() {
        terminal.machine(&why.to_string());
        return Outcome::Machine;
    }
    match command {
        Command::Build(books, build) => build::builds(&books, &build, terminal),
        Command::Check(books, check) => check::checks(&books, &check, terminal),
        Command::Web(asked) => web::web(&asked, terminal),
        Command::Publish(order) => publish::publish(&order, terminal),
        Command::Inspect(file, verdicts, shops) => inspect::inspect(&file, &verdicts, &shops, terminal),
        Command::Notes(book, filter) => notes::list(&book, &filter, terminal),
        Command::NewNote(book, words) => notes::new(&book, &words, terminal),
        Command::ImportRemarks(asked) => remarks::import(asked, terminal),
        Command::ExportNotes(asked) => remarks::export(&asked, terminal),
        Command::Review(asked) => review::review(&asked, terminal),
        Command::Merge(asked) => merge::merge(&asked, terminal),
        Command::Fonts { book, update } => fonts::fonts(&book, update, terminal),
        Command::Toc(book) => toc::toc(&book, terminal),
        Command::Stats(book) => stats::stats(&book, terminal),
        Command::Lsp => lsp::serve(terminal),
        Command::Import { file, force } => import::import(&file, force, terminal),
        Command::ImportDocument(document) => office::import(&document, terminal),
        Command::New(folder) => new::new(&folder, terminal),
        Command::Style(name) => style::style(name.as_deref(), terminal),
        Command::Design(name) => style::design(name.as_deref(), terminal),
        Command::Explain(code) => explain::explain(code.as_deref(), terminal),
        Command::Keys(asked) => keys::keys(&asked, terminal),
        Command::Completions(shell) => manual::completions(shell, terminal),
        Command::Man => manual::page(terminal),
        Command::Licences => manual::licences(terminal),
        Command::Watch(asked) => watch::watch(&asked, terminal),
    }
}
