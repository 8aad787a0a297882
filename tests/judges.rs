//! The books of `manuscripts/`, of the guide and of every case before judges that are not ours: EPUBCheck, Ace, veraPDF, qpdf, poppler.
//! They need programs that `tests/run` installs.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

mod support;

use bindery::testing::config::PdfStandard;
use bindery::testing::diagnostics::Verdicts;
use bindery::testing::layout::frame::ItemContent;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use support::Run;

/// Every book that can be built, under its name.
static BOOKS: LazyLock<Vec<(String, Run)>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<PathBuf> = std::fs::read_dir(root.join("tests/cases")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders.splice(0..0, ["manuscripts", "docs/guide"].map(|own| root.join(own)));
    let mut books = Vec::new();
    for folder in folders {
        let draft = std::fs::read_to_string(folder.join("case.toml")).is_ok_and(|case| case.contains("draft = true"));
        let run = support::run_as(&support::book_of(&folder), &Verdicts::default(), draft, false);
        if run.epub.as_ref().is_some_and(|file| !file.is_empty()) && run.pdf.is_some() && !run.found.has_errors() {
            books.push((folder.file_name().unwrap().to_string_lossy().into_owned(), run));
        }
    }
    assert!(books.len() > 3, "there are books to judge");
    books
});

fn save(name: &str, ending: &str, bytes: &[u8]) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("judged-{name}.{ending}"));
    std::fs::write(&path, bytes).unwrap();
    path
}

/// What a program says of a file; a test that can't ask its judge has failed.
fn ask(program: &str, arguments: &[&str], file: &Path) -> (bool, String) {
    let output = Command::new(program).args(arguments).arg(file).output();
    let output = output.unwrap_or_else(|fault| panic!("{program}: {fault}; run the tests with tests/run, which installs it"));
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    (output.status.success(), said)
}

fn assert_clean(program: &str, arguments: &[&str], file: &Path) {
    let (clean, said) = ask(program, arguments, file);
    assert!(clean, "{program} of {}:\n{said}", file.display());
}

#[test]
#[ignore = "needs EPUBCheck, which tests/run installs"]
fn epubcheck_finds_nothing() {
    let files: Vec<PathBuf> = BOOKS.iter().map(|(name, run)| save(name, "epub", run.epub.as_ref().unwrap())).collect();
    for ((name, _), said) in BOOKS.iter().zip(support::epubcheck(&files)) {
        let faults: Vec<&String> = said.iter().filter(|line| !line.starts_with("USAGE ")).collect();
        assert!(faults.is_empty(), "EPUBCheck of {name}:\n{faults:#?}");
    }
}

#[test]
#[ignore = "needs the older EPUBCheck that shops run, which tests/run installs"]
fn the_epubcheck_of_shops_finds_nothing() {
    // The manuscripts, the guide and the drawings of many programs, of which it knows more that is wrong than its successor.
    for (name, run) in BOOKS.iter().filter(|(name, _)| ["manuscripts", "guide", "drawings"].contains(&name.as_str())) {
        assert_clean("epub-check-4.2.6", &["--failonwarnings", "-q"], &save(&format!("{name}-shops"), "epub", run.epub.as_ref().unwrap()));
    }
}

#[test]
#[ignore = "needs Ace, which tests/run installs"]
fn ace_finds_nothing_in_any_presentation_of_the_commentary() {
    let noted = |name: &str| ["manuscripts", "guide", "commentary", "draft"].contains(&name) || name.starts_with("notes-");
    for (name, run) in BOOKS.iter().filter(|(name, _)| noted(name)) {
        let file = save(&format!("{name}-ace"), "epub", run.epub.as_ref().unwrap());
        let report = file.with_extension("ace");
        assert_clean("ace", &["-E", "-s", "-f", "-o", &report.to_string_lossy()], &file);
    }
}

#[test]
#[ignore = "needs veraPDF and pdf-tags, which tests/run installs"]
fn verapdf_and_pdf_tags_find_nothing() {
    // Every book by both pairs of standards, whichever its settings name.
    let mut questions = String::new();
    let mut withheld = Vec::new();
    for (name, run) in BOOKS.iter() {
        let (_, book) = run.book.as_ref().unwrap();
        let undescribed = book.undescribed().next().is_some();
        for standard in [PdfStandard::Ua1A2, PdfStandard::Ua2A4] {
            let (pdf, attached) = run.pdf_as(standard);
            let file = save(&format!("{name}-{standard:?}"), "pdf", &pdf);
            assert_clean("pdf-tags", &[], &file);
            let profiles = match (standard, attached) {
                (PdfStandard::Ua1A2, false) => ["ua1", "2a"],
                (PdfStandard::Ua1A2, true) => ["ua1", "3a"],
                (PdfStandard::Ua2A4, false) => ["ua2", "4"],
                (PdfStandard::Ua2A4, true) => ["ua2", "4f"],
            };
            // With a picture that nobody described, the file does not say that it is accessible; that is all it lacks.
            if undescribed {
                withheld.push(format!("FAIL\t{}\t{}\t5-1x1", profiles[0], file.display()));
            }
            questions.extend(profiles.map(|profile| format!("{profile}\t{}\n", file.display())));
        }
    }
    let said = support::answers("pdf-check", &["--batch"], &questions);
    let answers: Vec<&str> = said.lines().filter(|line| line.contains(".pdf")).collect();
    assert_eq!(answers.len(), questions.lines().count(), "an answer to every question:\n{said}");
    assert!(withheld.iter().all(|line| answers.contains(&line.as_str())), "a claim that should be withheld:\n{said}");
    let faults: Vec<&&str> =
        answers.iter().filter(|line| !line.starts_with("PASS\t") && !withheld.iter().any(|known| known == *line)).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
#[ignore = "needs qpdf, which tests/run installs"]
fn qpdf_finds_nothing() {
    for (name, run) in BOOKS.iter() {
        assert_clean("qpdf", &["--check"], &save(&format!("{name}-syntax"), "pdf", run.pdf.as_ref().unwrap()));
    }
}

#[test]
#[ignore = "needs pdftotext, which tests/run installs"]
fn the_text_of_every_page_can_be_copied_as_it_was_set() {
    for (name, run) in BOOKS.iter() {
        let file = save(&format!("{name}-text"), "pdf", run.pdf.as_ref().unwrap());
        let output = Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(&file).arg("-").output();
        let text = String::from_utf8(output.expect("pdftotext, which tests/run installs").stdout).unwrap();
        for (page, copied) in run.pages.as_ref().unwrap().pages.iter().zip(text.split('\u{C}')) {
            let set: String = page
                .items
                .iter()
                .filter_map(|item| match &item.content {
                    ItemContent::Text(text) => Some(text.text.as_str()),
                    _ => None,
                })
                .collect();
            let (mut copied, mut set) = (letters(copied), letters(&set));
            // Poppler turns text from right to left in its own way, with the stops beside it.
            if set.iter().any(|c| ('\u{590}'..'\u{900}').contains(c)) {
                copied.sort_unstable();
                set.sort_unstable();
            }
            assert_eq!(copied, set, "{name}, page {}", page.label);
        }
    }
}

/// Characters without spaces and poppler's controls of direction: where lines end, poppler and we may differ in them.
fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|c| !c.is_whitespace() && !('\u{202A}'..='\u{202E}').contains(c)).collect()
}

#[test]
#[ignore = "needs pdffonts, which tests/run installs"]
fn every_font_is_embedded_in_part_and_readable() {
    let (name, run) = &BOOKS[0];
    let (_, said) = ask("pdffonts", &[], &save(&format!("{name}-fonts"), "pdf", run.pdf.as_ref().unwrap()));
    let fonts: Vec<&str> = said.lines().skip(2).collect();
    assert!(fonts.len() >= 3, "{said}");
    for font in fonts {
        assert_eq!(font.split_whitespace().filter(|word| *word == "yes").count(), 3, "embedded, subset, with a map to Unicode: {font}");
    }
}
