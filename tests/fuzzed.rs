//! What the fuzz harness found, each kind once, in the smallest book that shows it. Built the way the command builds.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use bindery::cli::{Built, Call, built};
use bindery::diagnostics::{Code, Diagnostics, Severity};
use bindery::inspect::inspect;
use bindery::source::Sources;
use lopdf::{Document, Object, ObjectId};
use std::path::Path;

const SETTINGS: &str = "title = \"T\"\nauthors = [\"A\"]\nlanguage = \"en\"\nchapters = [\"one.md\"]\n";
const FRONT: &str = "---\ncomments-on: one.md\nvoices: { ed: { name: Ed, label: Ed., role: editor } }\n---\n\n";

/// Builds a book of these files; a book.toml is there without being named.
fn build(files: &[(&str, &str)], call: &Call) -> Built {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("out")).unwrap();
    std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/cover-given/small.png"), folder.path().join("c.png")).unwrap();
    for (name, text) in [("book.toml", SETTINGS)].iter().chain(files) {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let built = built(folder.path(), &folder.path().join("out"), call);
    assert_sound(&built);
    built
}

/// What must be true of every build: places lie inside their texts, Bindery has no fault, and its own inspection finds no error.
#[track_caller]
fn assert_sound(built: &Built) {
    for finding in &built.found {
        assert_ne!(finding.code, Code::Internal, "{}", finding.message);
        for span in finding.span.iter().chain(finding.labels.iter().map(|(span, _)| span)) {
            let text = built.sources.get(span.source).text();
            assert!(text.get(span.range()).is_some(), "{} at {:?} of {} bytes", finding.message, span.range(), text.len());
        }
    }
    for (_, file) in built.files.iter().filter(|(ending, _)| ending == "pdf") {
        assert_eq!(lost(file), []);
    }
    for (_, file) in built.files.iter().filter(|(ending, _)| ending == "epub") {
        let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
        inspect("book.epub", file, &mut sources, &mut found);
        let errors: Vec<_> = found.iter().filter(|finding| finding.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{errors:?}");
    }
}

/// What a PDF refers to without having it.
fn lost(file: &[u8]) -> Vec<ObjectId> {
    fn references(object: &Object, all: &mut Vec<ObjectId>) {
        match object {
            Object::Reference(id) => all.push(*id),
            Object::Array(list) => list.iter().for_each(|own| references(own, all)),
            Object::Dictionary(own) => own.iter().for_each(|(_, own)| references(own, all)),
            Object::Stream(stream) => stream.dict.iter().for_each(|(_, own)| references(own, all)),
            _ => {}
        }
    }
    let file = Document::load_mem(file).unwrap();
    let mut all = Vec::new();
    file.objects.values().for_each(|object| references(object, &mut all));
    all.retain(|id| !file.objects.contains_key(id));
    all
}

/// Builds a text alone.
fn text(text: &str) -> Built {
    build(&[("one.md", text)], &Call::default())
}

/// Builds a text and a commentary on it.
fn commented(text: &str, notes: &str) -> Built {
    let settings = format!("{SETTINGS}commentary = [\"notes.md\"]\n");
    build(&[("book.toml", &settings), ("one.md", text), ("notes.md", &format!("{FRONT}{notes}"))], &Call::default())
}

#[track_caller]
fn assert_built(built: &Built) {
    let errors: Vec<_> = built.found.iter().filter(|finding| finding.severity == Severity::Error).collect();
    assert!(errors.is_empty() && built.files.len() > 1, "{errors:?}");
}

#[test]
fn a_note_on_words_of_code_is_in_the_structure() {
    assert_built(&commented("# One\n\n```\nThe ferryman asked.\n```\n", "### \"ferryman\"\n\nA note.\n"));
}

#[test]
fn what_names_the_printed_edition_is_known_to_our_inspection() {
    let settings = format!("{SETTINGS}[epub]\npages = \"page-break-source\"\n");
    assert_built(&build(&[("book.toml", &settings), ("one.md", "# One\n\nText.\n")], &Call::default()));
}

#[test]
fn a_commentary_alone_lists_no_figures_of_the_text() {
    let settings = format!(
        "{SETTINGS}cover = \"c.png\"\ncommentary = [\"notes.md\"]\n[contents]\nfigures = true\ntables = true\n[notes]\npdf = \"only\"\nepub = \"only\"\n[pdf]\nstandard = \"ua2+a4\"\n"
    );
    let text = "# One\n\n![x](c.png \"Its caption\")\n\nTable: Another\n\n| a |\n|---|\n| b |\n\nThe ferryman.\n";
    let built = build(
        &[("book.toml", &settings), ("one.md", text), ("notes.md", &format!("{FRONT}### \"ferryman\"\n\nA note.\n"))],
        &Call::default(),
    );
    assert_built(&built);
}

#[test]
fn places_known_in_proportion_lie_between_characters() {
    let built = text("s\n ا-\n");
    assert!(built.found.iter().any(|finding| finding.code == Code::NoGlyph));
    text("- - - - - - - - - - - - - }\n ercaifragil\u{2066}sticexpialidocious``");
}
