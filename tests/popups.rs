//! The notes in reading systems, in every presentation of an EPUB that has marks: a click on a mark shows the note.
//! They need programs that `tests/run` installs.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

/// The EPUB of a case, written where a reader can open it.
fn epub(case: &str) -> PathBuf {
    let run = support::run(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(case));
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("clicked-{case}.epub"));
    std::fs::write(&file, run.epub.unwrap()).unwrap();
    file
}

/// What a reader shows after a click on a mark of the essay.
fn click(reader: &str, book: &Path, mark: &str) -> serde_json::Value {
    let output = Command::new("epub-note").arg(reader).arg(book).args(["an-essay.xhtml", mark]).output();
    let output = output.unwrap_or_else(|fault| panic!("epub-note: {fault}; run the tests with tests/run, which installs it"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{reader} of {} at {mark}: {said}", book.display());
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
#[ignore = "needs reading systems in Chromium, which tests/run installs"]
fn a_click_on_a_mark_shows_the_note() {
    let comments = [
        ("mark_an-essay_gift", "On the paragraph."),
        ("mark_an-essay_a-license-can-be-revoked", "The second voice."),
        ("mark_an-essay_used-to-it-the-end", "On words of two blocks."),
    ];
    for case in ["notes-popup", "notes-interleaved", "notes-linked"] {
        let book = epub(case);
        for (mark, says) in comments {
            for reader in ["foliate", "epubjs"] {
                let seen = click(reader, &book, mark);
                assert!(seen["text"].as_str().unwrap().contains(says), "{reader} of {case} at {mark} shows {seen}");
            }
        }
        // Only a footnote is taken out of the page: what stands between the paragraphs must stay there.
        let seen = click("foliate", &book, "mark_an-essay_gift");
        assert_eq!(seen["shown"] == "popup" && seen["hidden"] == true, case == "notes-popup", "{case}: {seen}");
        let note = click("foliate", &book, "mark_an-essay_1");
        assert!(note["text"].as_str().unwrap().contains("A source, named in a footnote."), "{case}: {note}");
    }
}
