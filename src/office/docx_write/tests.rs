//! Every case of a book, written as a document and read again: the same letters with the same looks, in the same order.

use super::{DocxPurpose, docx, sent};
use crate::book::{Book, Style};
use crate::config::{self, Config};
use crate::diagnostics::Diagnostics;
use crate::office::docx::read_again;
use crate::office::manuscript;
use crate::office::review::expected::whole;
use crate::office::review::{merge, returned, units};
use crate::read::{self, MarkedChanges, ReadingManner};
use crate::source::{Disk, Files, Memory, Sources};
use std::path::{Path, PathBuf};
use std::sync::Arc;

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

#[test]
fn every_case_is_read_as_it_was_written() {
    let (mut tried, mut faults) = (0, Vec::new());
    for case in cases() {
        let name = case.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(CaseBook { config, book, sources }) = book(&case) else { continue };
        let made = docx(&book, &sources, DocxPurpose::Review).expect("a document");
        assert_eq!(made.bytes, docx(&book, &sources, DocxPurpose::Review).expect("a document").bytes, "{name}");
        let text = match read_again(&made.bytes, super::is_of_review) {
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
        let (own, of_none): (Vec<_>, Vec<_>) = units::units(&text).into_iter().partition(|unit| unit.anchors.iter().any(has_place));
        for unit in of_none {
            let print = super::print(unit.letters.iter().map(|letter| letter.sign));
            assert!(unit.anchors.iter().any(|anchor| anchor.print == print), "{name}: {unit:?}");
        }
        let mut is: Vec<String> = lines(own.into_iter().map(|unit| unit.letters));
        match returned(&made.bytes).and_then(|text| merge(text, &config, &book, &sources)) {
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

/// Cases whose Markdown a document can't give back, and why.
const ONE_WAY: &[(&str, &str)] = &[
    ("author-found", "who is named below the title is the author of a document"),
    ("dialects", "numbers in brackets on both sides are words of a paragraph when they are read"),
    ("dialects-in-blocks", "a table in an item of a list stands behind the list"),
    ("hebrew-in-english", "a note that is called twice is two notes"),
    ("html-as-written", "a note that is called twice is two notes"),
    ("html-details", "a paragraph that is bold as a whole is taken for a heading"),
    ("includes", "two blocks of code one behind the other are one"),
    ("matter", "titles of parts stand in book.toml, and are headings in a document"),
    ("parts", "titles of parts stand in book.toml, and are headings in a document"),
    ("pdf-second-standards", "a note that is called twice is two notes"),
    ("project-gitbook", "titles of parts stand in SUMMARY.md, and are headings in a document"),
    ("project-hugo", "titles of parts are those of folders, and are headings in a document"),
    ("project-mdbook", "titles of parts stand in SUMMARY.md, and are headings in a document"),
    ("project-quarto", "titles of parts stand in _quarto.yml, and are headings in a document"),
    ("title-without-glyphs", "titles of parts stand in book.toml, and are headings in a document"),
];

#[test]
fn every_case_is_the_same_book_after_a_journey_through_a_document() {
    let (mut tried, mut faults, mut strays) = (0, Vec::new(), Vec::new());
    for case in cases() {
        let name = case.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(CaseBook { book, sources, .. }) = book(&case) else { continue };
        let made = docx(&book, &sources, DocxPurpose::Copy).expect("a document");
        let text = read_again(&made.bytes, |_| false).expect("a document");
        let manuscript = manuscript(text, "book", MarkedChanges::Accept);
        let mut folder = Memory::default();
        for (name, bytes) in manuscript.files {
            folder.put(name, bytes);
        }
        let files: Arc<dyn Files> = Arc::new(folder);
        let (mut again, mut findings) = (Sources::default(), Diagnostics::default());
        let config = config::load(files, Path::new("book.toml"), &mut again, &mut findings);
        let second = config
            .and_then(|config| read::read(&config, ReadingManner { draft: true, ..ReadingManner::default() }, &mut again, &mut findings));
        let was = whole(&sent(&book, &sources));
        let is = second.map(|book| whole(&sent(&book, &again))).unwrap_or_default();
        tried += 1;
        let is_other = ONE_WAY.iter().any(|(other, _)| *other == name);
        if was == is && is_other {
            strays.push(name);
        } else if was != is && !is_other {
            let first = was.body.iter().zip(&is.body).find(|(one, other)| one != other);
            faults.push(format!("{name}: {}+{} → {}+{}: {first:.300?}", was.body.len(), was.notes.len(), is.body.len(), is.notes.len()));
        }
    }
    assert!(tried > 100, "{tried}");
    assert!(faults.is_empty(), "{} of {tried}\n{}", faults.len(), faults.join("\n"));
    assert!(strays.is_empty(), "these can be given back: {strays:?}");
}
