//! Builds a book as the command does, by the library: `cargo run --example build -- BOOK FOLDER`.

use bindery::{Disk, FileContent, Options, Sources, build, render};
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(book), Some(folder)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: build BOOK FOLDER");
        return ExitCode::from(2);
    };
    let built = build(&Disk::files(), &Options::new(book));
    let sources: &Sources = &built.reading.sources;
    eprint!("{}", render::human(&built.reading.findings, sources, false));
    for made in &built.files {
        let name = match made.content {
            FileContent::Book(_) => format!("book.{}", made.format.ending()),
            FileContent::Image | FileContent::Sample | FileContent::Jacket(_) | FileContent::Booklet(_) | FileContent::Report(_) => {
                continue;
            }
        };
        if let Err(fault) = std::fs::write(folder.join(&name), &made.file) {
            eprintln!("{name} can't be written: {fault}");
            return ExitCode::from(3);
        }
        println!("{name}: {} bytes", made.file.len());
    }
    ExitCode::from(u8::from(built.reading.findings.has_errors()))
}
