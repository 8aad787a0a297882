//! The library as others use it: one call from files to files, wherever the files come from.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use bindery::{Built, Disk, Files, Format, Memory, Options, Overlay, build, render};
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The essay and its commentary, with their pictures.
fn manuscript() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("manuscripts")
}

/// The files below a folder, each by its path in it.
fn below(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = PathBuf::from(entry.file_name().unwrap());
        if entry.is_dir() {
            files.extend(below(&entry).into_iter().map(|(path, bytes)| (name.join(path), bytes)));
        } else {
            files.push((name, std::fs::read(entry).unwrap()));
        }
    }
    files
}

/// All that came of a build, to be compared.
fn told(built: &Built<Vec<u8>>) -> (Vec<&[u8]>, String) {
    let files = built.files.iter().map(|built| built.file.as_slice()).collect();
    (files, render::short(&built.reading.findings, &built.reading.sources))
}

#[test]
fn a_book_is_the_same_wherever_its_files_come_from() {
    let disk = build(&Disk::files(), &Options::new(manuscript()));
    assert!(!disk.reading.findings.has_errors() && disk.files.len() == 3);
    let (mut memory, mut zip) = (Memory::default(), zip::ZipWriter::new(Cursor::new(Vec::new())));
    for (path, bytes) in below(&manuscript()) {
        zip.start_file(format!("book/{}", path.display()), zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
        memory.put(Path::new("book").join(path), bytes);
    }
    let archive = Memory::from_zip(&zip.finish().unwrap().into_inner()).unwrap();
    for files in [memory, archive] {
        let files: Arc<dyn Files> = Arc::new(files);
        assert_eq!(told(&build(&files, &Options::new("book"))), told(&disk));
    }
}

#[test]
fn a_text_that_is_not_saved_is_built_in_place_of_the_saved_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("one.md");
    std::fs::write(&path, "---\ntitle: T\nauthor: A\nlanguage: en\nform: book\n---\n# One\n\nSaved.\n").unwrap();
    let mut files = Overlay::new(Disk::files());
    files.put(&path, "---\ntitle: T\nauthor: A\nlanguage: en\nform: book\n---\n# One\n\nNot saved, with a [link](#nowhere).\n");
    let files: Arc<dyn Files> = Arc::new(files);
    let built = build(&files, &Options { pages: true, ..Options::new(&path) });
    assert!(told(&built).1.contains("one.md:9:19"), "{}", told(&built).1);
    let saved = build(&Disk::files(), &Options { pages: true, ..Options::new(&path) });
    assert_eq!(told(&saved).1, "");
    assert!(built.pages.is_some() && built.book_of(Format::Epub) != saved.book_of(Format::Epub));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "a build writes nothing");
}

#[test]
fn a_folder_of_nothing_is_told_of() {
    let files: Arc<dyn Files> = Arc::new(Memory::default());
    for book in ["", "/", "no/such.md", "book.toml"] {
        let built = build(&files, &Options::new(book));
        assert!(built.reading.findings.has_errors() && built.files.is_empty(), "{book}: {}", told(&built).1);
    }
}
