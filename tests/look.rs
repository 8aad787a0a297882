//! How every page of an EPUB looks in a reading system, on a phone, a tablet and an e-reader, in light, sepia and dark, with ordinary
//! and large type: nothing is wider than the page, no letters are pale, every font loads. It needs programs that `tests/run` installs.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

/// What the reading system finds in a book.
fn look(book: &Path) -> serde_json::Value {
    let output = Command::new("epub-look").arg(book).output();
    let output = output.unwrap_or_else(|fault| panic!("epub-look: {fault}; run the tests with tests/run, which installs it"));
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

#[test]
#[ignore = "needs a reading system in Chromium, which tests/run installs"]
fn every_page_can_be_read_on_every_screen() {
    for book in ["manuscripts", "tests/cases/everything-in-markdown", "tests/cases/page-list"] {
        let run = support::run(&Path::new(env!("CARGO_MANIFEST_DIR")).join(book));
        let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("looked-at.epub");
        std::fs::write(&file, run.epub.unwrap()).unwrap();
        let seen = look(&file);
        assert!(seen["views"].as_u64().unwrap() >= 18 * 4, "{book}: {seen}");
        assert!(seen["faults"].as_array().unwrap().is_empty(), "{book}: {seen:#}");
    }
    // A book that is to be found fault with: grey letters, and a word wider than any page.
    let run = support::run(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/page-list"));
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("hard-to-read.epub");
    let faulty = support::rewrite(&run.epub.unwrap(), |name, text| {
        name.ends_with("stylesheet.css")
            .then(|| text + "p { color: #999; }\nh1 { white-space: nowrap; width: 60em; display: block; letter-spacing: 40em; }\n")
    });
    std::fs::write(&file, faulty).unwrap();
    let faults = look(&file)["faults"].to_string();
    assert!(faults.contains("pale:") && faults.contains("wide:"), "{faults}");
}
