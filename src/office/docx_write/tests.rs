//! Every case of a book, written as a document and read again: the same letters with the same looks, in the same order.

use super::{DocxPurpose, docx, sent};
use crate::book::{Book, Style};
use crate::config::{self, Config};
use crate::diagnostics::Diagnostics;
use crate::office::docx::read_with;
use crate::office::review::{merge, units};
use crate::read::{self, ReadingManner};
use crate::source::{Disk, Sources};
use std::path::{Path, PathBuf};

/// A book as it was read.
struct CaseBook {
    config: Config,
    book: Book,
    sources: Sources,
}

/// Reads a book.
fn book(path: &Path) -> Option<CaseBook> {
    let (mut sources, mut findings) = (Sources::default(), Diagnostics::default());
    let config = config::load(Disk::files(), path, &mut sources, &mut findings)?;
    let manner = ReadingManner { draft: true, ..ReadingManner::default() };
    let book = read::read(&config, manner, &mut sources, &mut findings)?;
    Some(CaseBook { config, book, sources })
}

/// The folders of cases.
fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases: Vec<PathBuf> = std::fs::read_dir(folder).expect("cases").filter_map(|entry| Some(entry.ok()?.path())).collect();
    cases.sort();
    cases
}

/// Paragraphs as lines, with a sign before each stretch of a look.
fn lines(paragraphs: impl Iterator<Item = Vec<super::SentLetter>>) -> Vec<String> {
    let line = |letters: Vec<super::SentLetter>| {
        let (mut out, mut look) = (String::new(), Style::PLAIN);
        for letter in letters {
            if letter.look != look && !letter.sign.is_whitespace() {
                look = letter.look;
                out.push_str(&format!("⟨{look:?}⟩"));
            }
            out.push(letter.sign);
        }
        out
    };
    paragraphs.map(line).filter(|line| !line.trim().is_empty()).collect()
}

/// Cases that a document can't express, and why.
const OTHERWISE: &[(&str, &str)] = &[];

#[test]
fn every_case_is_read_as_it_was_written() {
    let (mut tried, mut faults) = (0, Vec::new());
    for case in cases() {
        let name = case.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if OTHERWISE.iter().any(|(other, _)| *other == name) {
            continue;
        }
        let Some(CaseBook { config, book, sources }) = book(&case) else { continue };
        let made = docx(&book, &sources, DocxPurpose::Review).expect("a document");
        assert_eq!(made.bytes, docx(&book, &sources, DocxPurpose::Review).expect("a document").bytes, "{name}");
        let text = match read_with(&made.bytes, super::is_of_review) {
            Ok(text) => text,
            Err(fault) => {
                faults.push(format!("{name}: {fault}"));
                continue;
            }
        };
        tried += 1;
        // Titles of parts, and notes that are called again, stand in no file of the text; notes come in the order of their marks.
        let has_place = |anchor: &super::BlockAnchor| anchor.place.is_some();
        let own = sent(&book, &sources).into_iter().filter(|one| one.anchor.as_ref().is_some_and(has_place));
        let mut was: Vec<String> = lines(own.map(|one| one.text.letters));
        let (own, made): (Vec<_>, Vec<_>) = units::units(&text).into_iter().partition(|unit| unit.anchors.iter().any(has_place));
        for unit in made {
            let print = super::print(unit.letters.iter().map(|letter| letter.sign));
            assert!(unit.anchors.iter().any(|anchor| anchor.print == print), "{name}: {unit:?}");
        }
        let mut is: Vec<String> = lines(own.into_iter().map(|unit| unit.letters));
        match merge(&made.bytes, &config, &book, &sources) {
            Ok(merged) if merged.files.is_empty() && merged.left.is_empty() && merged.is_whole => {}
            other => faults.push(format!("{name}: merged without edits: {other:.600?}")),
        }
        was.sort();
        is.sort();
        if was != is {
            let gone: Vec<&String> = was.iter().filter(|line| !is.contains(line)).take(3).collect();
            let new: Vec<&String> = is.iter().filter(|line| !was.contains(line)).take(3).collect();
            faults.push(format!("{name}: {} → {}\n  - {gone:.300?}\n  + {new:.300?}", was.len(), is.len()));
        }
    }
    assert!(tried > 100, "{tried}");
    assert!(faults.is_empty(), "{} of {tried}\n{}", faults.len(), faults.join("\n"));
}
