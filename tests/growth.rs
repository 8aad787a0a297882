//! Books of very many things: nothing goes round in them without end, and what they cost grows with their number and no faster.
//! `benches/growth` measures the same with ten and with a hundred thousand of each.

#![expect(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

mod support;

use bindery::testing::diagnostics::{Code, Severity};
use std::fmt::Write;

/// Builds a text as a book; no error may be found.
fn build(text: &str) -> support::Run {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.md");
    std::fs::write(&path, format!("---\ntitle: T\nauthors: A\n---\n{text}")).unwrap();
    let run = support::run(&path);
    let errors: Vec<_> = run.found.iter().filter(|finding| finding.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    run
}

/// Notes of which each calls the next.
fn chain(count: usize) -> String {
    let mut text = "# One\n\nWords.[^0]\n\n".to_owned();
    for note in 0..count {
        write!(text, "[^{note}]: Note {note}.[^{}]\n\n", note + 1).unwrap();
    }
    text + &format!("[^{count}]: The last.\n")
}

#[test]
fn a_chain_of_notes_is_no_recursion() {
    let run = build(&chain(10_000));
    let texts = run.page_texts();
    assert!(texts.contains("10001.") && texts.contains("The last."), "the last note is not on the pages");
    let document = lopdf::Document::load_mem(&run.pdf.unwrap()).unwrap();
    let notes = document.objects.values().filter_map(|object| object.as_dict().ok());
    let notes = notes.filter(|dict| dict.get(b"S").and_then(lopdf::Object::as_name).is_ok_and(|role| role == b"Note"));
    assert_eq!(notes.count(), 10_001, "the structure has all of them");
}

#[test]
fn notes_in_notes_stand_in_the_structure_in_their_order() {
    let run = build(&chain(30));
    let document = lopdf::Document::load_mem(&run.pdf.unwrap()).unwrap();
    let catalog = document.catalog().unwrap();
    let mut open = vec![(document.get_dictionary(catalog.get(b"StructTreeRoot").unwrap().as_reference().unwrap()).unwrap(), 0)];
    let (mut ids, mut deepest) = (Vec::new(), 0);
    while let Some((element, depth)) = open.pop() {
        let is_note = element.get(b"S").and_then(lopdf::Object::as_name).is_ok_and(|role| role == b"Note");
        if is_note {
            ids.push(String::from_utf8_lossy(element.get(b"ID").unwrap().as_str().unwrap()).into_owned());
        }
        let depth = depth + usize::from(is_note);
        deepest = deepest.max(depth);
        let kids = match element.get(b"K") {
            Ok(lopdf::Object::Array(kids)) => kids.clone(),
            Ok(kid) => vec![kid.clone()],
            Err(_) => Vec::new(),
        };
        let kids = kids.iter().rev().filter_map(|kid| document.get_dictionary(kid.as_reference().ok()?).ok());
        open.extend(kids.map(|kid| (kid, depth)));
    }
    assert_eq!(ids, (1..=31).map(|note| format!("note-{note}")).collect::<Vec<_>>());
    assert_eq!(deepest, 8, "a note in notes without end makes a tree that no viewer reads");
}

#[test]
fn a_table_too_wide_is_told_once() {
    let row = |cell: &str| format!("|{}\n", format!("{cell}|").repeat(60));
    let run = build(&format!("# One\n\n{}{}{}", row("head"), row("-"), row("cell").repeat(20)));
    let told: Vec<_> = run.found.iter().filter(|finding| finding.code == Code::Overfull).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].message.contains("lines of this table") && told[0].span.is_some(), "{:?}", told[0]);
}
