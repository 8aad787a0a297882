//! Two programs that share no code, poppler and MuPDF, draw the same pages of our PDFs and complain of nothing.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test")]

mod support;

use bindery::testing::config::PdfStandard;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Pixels to the inch.
const RESOLUTION: &str = "75";
/// Side of the squares whose mean greys are compared: edges are softened by each in its own way.
const SQUARE: usize = 16;
/// Greatest difference of two means, of 255.
const ALIKE: i64 = 24;

/// Books with everything that a page can show.
const BOOKS: [&str; 9] = [
    "chinese",
    "drop-cap",
    "everything-in-markdown",
    "formulas",
    "hebrew-in-english",
    "images",
    "pdf-second-standards",
    "presentation-columns",
    "tables",
];

/// A page in grey.
struct Picture {
    wide: usize,
    high: usize,
    pixels: Vec<u8>,
}

impl Picture {
    /// Reads a PGM file: `P5`, width, height and 255 with white space between, then a byte a pixel.
    fn read(path: &Path) -> Self {
        let bytes = std::fs::read(path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        let mut at = 0;
        let mut words = Vec::new();
        while words.len() < 4 {
            let end = at + bytes[at..].iter().position(u8::is_ascii_whitespace).unwrap();
            match bytes[at] {
                b'#' => at += bytes[at..].iter().position(|&byte| byte == b'\n').unwrap(),
                _ => {
                    words.push(String::from_utf8(bytes[at..end].to_vec()).unwrap());
                    at = end;
                }
            }
            at += 1;
        }
        assert_eq!((words[0].as_str(), words[3].as_str()), ("P5", "255"), "{}", path.display());
        Self { wide: words[1].parse().unwrap(), high: words[2].parse().unwrap(), pixels: bytes[at..].to_vec() }
    }

    fn mean(&self, left: usize, top: usize) -> i64 {
        let (right, bottom) = ((left + SQUARE).min(self.wide), (top + SQUARE).min(self.high));
        let sum: i64 =
            (top..bottom).flat_map(|y| &self.pixels[y * self.wide + left..y * self.wide + right]).map(|&pixel| i64::from(pixel)).sum();
        sum / i64::try_from(((right - left) * (bottom - top)).max(1)).unwrap()
    }

    /// The greatest difference of the means of squares.
    fn differs(&self, other: &Self) -> i64 {
        assert!(self.wide.abs_diff(other.wide) <= 1 && self.high.abs_diff(other.high) <= 1, "pages of another size");
        let (wide, high) = (self.wide.min(other.wide), self.high.min(other.high));
        let squares = (0..high).step_by(SQUARE).flat_map(|top| (0..wide).step_by(SQUARE).map(move |left| (left, top)));
        squares.map(|(left, top)| (self.mean(left, top) - other.mean(left, top)).abs()).max().unwrap()
    }
}

/// Runs a program that must succeed and say nothing.
fn run(program: &str, arguments: &[&str]) {
    let output = Command::new(program).args(arguments).output();
    let output = output.unwrap_or_else(|fault| panic!("{program}: {fault}; run the tests with tests/run, which installs it"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.trim().is_empty(), "{program} {arguments:?}:\n{said}");
}

/// The pages as a program draws them, in order.
fn drawn(folder: &Path, with: &str) -> Vec<PathBuf> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<PathBuf> = names.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with(with)).collect();
    let number = |path: &PathBuf| path.file_stem().unwrap().to_string_lossy().trim_start_matches(with).parse::<usize>().unwrap();
    pages.sort_by_key(number);
    pages
}

#[test]
#[ignore = "asks pdftoppm and mutool, which tests/run installs"]
fn two_renderers_agree() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let books = BOOKS.iter().map(|name| root.join("tests/cases").join(name)).chain([root.join("manuscripts")]);
    for book in books {
        let run_of = support::run(&support::book_of(&book));
        for standard in [PdfStandard::Ua1A2, PdfStandard::Ua2A4] {
            let folder = tempfile::tempdir().unwrap();
            let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
            std::fs::write(at("book.pdf"), run_of.pdf_as(standard).0).unwrap();
            run("pdftoppm", &["-gray", "-r", RESOLUTION, &at("book.pdf"), &at("poppler-")]);
            // Without ICC: Debian's is built without.
            run("mutool", &["draw", "-q", "-N", "-r", RESOLUTION, "-c", "gray", "-F", "pgm", "-o", &at("mupdf-%d.pgm"), &at("book.pdf")]);
            let (one, other) = (drawn(folder.path(), "poppler--"), drawn(folder.path(), "mupdf-"));
            assert_eq!(one.len(), other.len(), "{}", book.display());
            assert_eq!(one.len(), run_of.pages.as_ref().unwrap().pages.len(), "{}", book.display());
            for (page, (one, other)) in one.iter().zip(&other).enumerate() {
                let differs = Picture::read(one).differs(&Picture::read(other));
                assert!(differs <= ALIKE, "page {} of {} ({standard:?}) differs by {differs}", page + 1, book.display());
            }
        }
    }
}

#[test]
fn a_missing_word_would_be_seen() {
    let white = Picture { wide: 40, high: 30, pixels: vec![255; 1200] };
    let mut word = Picture { wide: 40, high: 30, pixels: vec![255; 1200] };
    // A word, as type is drawn: a fifth of a square in black.
    (0..16).for_each(|x| (12..15).for_each(|y| word.pixels[y * 40 + x + 12] = 0));
    assert!(white.differs(&word) > ALIKE);
    assert_eq!(white.differs(&white), 0);
}
