//! What an editor does: builds a text that is not saved yet, laid over the files of the disk: `cargo run --example unsaved -- TEXT`
//! reads the new text from standard input and says how many pages the book has then.

use bindery::{Disk, Format, Options, Overlay, build};
use std::io::Read;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

fn main() -> ExitCode {
    let Some(path) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: unsaved TEXT <NEW");
        return ExitCode::from(2);
    };
    let mut text = Vec::new();
    if let Err(fault) = std::io::stdin().read_to_end(&mut text) {
        eprintln!("the new text can't be read: {fault}");
        return ExitCode::from(3);
    }
    let mut files = Overlay::new(Disk::files());
    files.put(&path, text);
    // Only its pages are wanted.
    let options = Options { formats: vec![Format::Pdf], pages: true, ..Options::new(&path) };
    let built = build(&(Arc::new(files) as _), &options);
    println!("{} pages", built.pages.map_or(0, |pages| pages.pages.len()));
    ExitCode::from(u8::from(built.reading.findings.has_errors()))
}
