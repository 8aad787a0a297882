//! The user's files are safe: what an output may replace, what is never opened, what is said of a write that was lost.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use std::ffi::OsStr;
use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileTypeExt, symlink};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant, SystemTime};

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
    command.args(arguments).current_dir(folder).env_remove("SOURCE_DATE_EPOCH").env_remove("RAYON_NUM_THREADS");
    command
}

/// Runs it with an end: what waits for a pipe would wait for ever.
#[track_caller]
fn ends_as(command: &mut Command, code: i32) -> Output {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let begun = Instant::now();
    // The outputs of these runs fit into a pipe, so that none of them waits to be read; but for books, which are read at once.
    let mut reader = child.stdout.take().unwrap();
    let printed = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut reader, &mut bytes).unwrap();
        bytes
    });
    while child.try_wait().unwrap().is_none() {
        if begun.elapsed() > Duration::from_secs(120) {
            child.kill().unwrap();
            panic!("{command:?} does not end");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let output = child.wait_with_output().unwrap();
    let output = Output { stdout: printed.join().unwrap(), ..output };
    assert_eq!(output.status.code(), Some(code), "{command:?}\n{}", err(&output));
    output
}

#[track_caller]
fn ends(folder: &Path, arguments: &[&str], code: i32) -> Output {
    ends_as(&mut command(folder, arguments), code)
}

/// Ends with 2 and says this.
#[track_caller]
fn refuses(folder: &Path, arguments: &[&str], says: &str) {
    let said = err(&ends(folder, arguments, 2));
    assert!(said.contains(says), "{arguments:?}: {said}");
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder with a text that is a book without a fault, as quick to build as one can be.
fn with_text() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let text = "---\ntitle: Essay\nauthors: [A. Writer]\nepub: { fonts: false, pages: none }\n---\n\n# Essay\n\nA text.\n";
    fs::write(folder.path().join("essay.md"), text).unwrap();
    folder
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

fn is_pipe(path: &Path) -> bool {
    fs::symlink_metadata(path).unwrap().file_type().is_fifo()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

const PNG: &[u8] = include_bytes!("cases/cover-given/small.png");

#[test]
fn an_output_never_replaces_a_file_of_the_book() {
    let folder = with_text();
    let here = folder.path();
    let text = fs::read(here.join("essay.md")).unwrap();
    // By its name, by a symbolic link, by another name on the disk.
    symlink("essay.md", here.join("link.epub")).unwrap();
    fs::hard_link(here.join("essay.md"), here.join("hard.pdf")).unwrap();
    refuses(here, &["epub", "essay.md", "-o", "essay.md"], "write `-o essay.epub`");
    refuses(here, &["epub", "essay.md", "-o", "link.epub"], "error[W003]: `link.epub` is a file of the book");
    refuses(here, &["pdf", "essay.md", "-o", "hard.pdf"], "error[W003]: `hard.pdf` is a file of the book");
    assert_eq!(fs::read(here.join("essay.md")).unwrap(), text);
    assert_eq!(names(here), ["essay.md", "hard.pdf", "link.epub"]);
    // A file of the book that is empty could be taken for one to be filled.
    let book = "title = \"A\"\nauthors = [\"B\"]\nchapters = [\"essay.md\", \"two.md\"]\n";
    fs::write(here.join("book.toml"), book).unwrap();
    fs::write(here.join("two.md"), "").unwrap();
    fs::remove_file(here.join("link.epub")).unwrap();
    symlink("two.md", here.join("link.epub")).unwrap();
    refuses(here, &["epub", ".", "-o", "link.epub"], "error[W003]: `link.epub` is a file of the book");
    assert_eq!(fs::read(here.join("two.md")).unwrap(), b"");
    // Nor a file that the text names as a picture, though it is none.
    fs::write(here.join("plan.md"), "# One\n\n![The plan](plan.pdf) and words.\n").unwrap();
    fs::write(here.join("plan.pdf"), "%PDF-1.4 of the author").unwrap();
    refuses(here, &["pdf", "plan.md", "-o", "plan.pdf"], "error[W003]: `plan.pdf` is a file of the book");
    assert_eq!(fs::read(here.join("plan.pdf")).unwrap(), b"%PDF-1.4 of the author");
}

#[test]
fn a_document_that_is_the_book_is_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let essay = "---\ntitle: T\nauthor: A\n---\n\nThe boats came in.\n";
    fs::write(folder.path().join("essay.md"), essay).unwrap();
    ends(folder.path(), &["review", "essay.md", "-o", "essay.docx"], 0);
    symlink("essay.docx", folder.path().join("other.docx")).unwrap();
    let before = fs::read(folder.path().join("essay.docx")).unwrap();
    for output in ["essay.docx", "./essay.docx", "other.docx"] {
        for form in ["w3c", "csv", "readium", "docx"] {
            refuses(folder.path(), &["notes", "essay.docx", "--export", form, "-o", output, "--force"], "is a file of the book");
        }
        assert!(fs::read(folder.path().join("essay.docx")).unwrap() == before, "{output}");
    }
}

#[test]
fn what_is_imported_never_replaces_its_source() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    fs::write(here.join("e.txt"), "AN ESSAY\n\nWords of it.\n").unwrap();
    symlink("e.txt", here.join("e.md")).unwrap();
    refuses(here, &["import", "e.txt", "--force"], "`e.md` is a file of the book");
    assert_eq!(fs::read(here.join("e.txt")).unwrap(), b"AN ESSAY\n\nWords of it.\n");
}

#[test]
fn an_import_follows_no_link_out_of_its_folder_and_writes_no_file_twice() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    fs::write(here.join("m.md"), "---\ntitle: T\nauthor: A\n---\n\nThe boats came in.\n").unwrap();
    ends(here, &["review", "m.md", "-o", "essay.docx"], 0);
    let mine = here.join("mine.txt");
    fs::write(&mine, "mine").unwrap();
    fs::create_dir(here.join("essay")).unwrap();
    let link = |target: &str, name: &str| {
        let _ = fs::remove_file(here.join("essay").join(name));
        symlink(target, here.join("essay").join(name)).unwrap();
    };
    // Out of the folder, to a file that is there and to one that is not yet.
    for target in ["../mine.txt", "../nothing.md"] {
        link(target, "essay.md");
        refuses(here, &["import", "essay.docx", "--force"], "`essay/essay.md` is a link that leads out of the folder");
        assert!(!here.join("nothing.md").exists() && !here.join("essay/book.toml").exists(), "{target}");
    }
    // Two names of one file.
    fs::write(here.join("essay/one"), "one").unwrap();
    link("one", "essay.md");
    link("one", "book.toml");
    refuses(here, &["import", "essay.docx", "--force"], "lead to one file");
    assert_eq!(fs::read(here.join("essay/one")).unwrap(), b"one");
    // A link within the folder is followed, as elsewhere.
    fs::remove_file(here.join("essay/book.toml")).unwrap();
    ends(here, &["import", "essay.docx", "--force"], 0);
    assert!(fs::read_to_string(here.join("essay/one")).unwrap().contains("The boats came in."));
    assert_eq!(fs::read(mine).unwrap(), b"mine");
}

#[test]
fn the_books_own_cover_stays_where_the_covers_image_would_go() {
    let folder = with_text();
    let here = folder.path();
    fs::write(here.join("x-cover.png"), PNG).unwrap();
    fs::write(here.join("book.toml"), "title = \"A\"\nauthors = [\"B\"]\ncover = \"x-cover.png\"\n[epub]\npages = \"none\"\n").unwrap();
    let said = err(&ends(here, &["epub", ".", "-o", "x.epub"], 0));
    assert!(said.contains("warning[W004]") && said.contains("`x-cover.png` is a file of the book"), "{said}");
    assert_eq!(fs::read(here.join("x-cover.png")).unwrap(), PNG);
    assert!(fs::read(here.join("x.epub")).unwrap().starts_with(b"PK"));
}

#[test]
fn a_cover_that_nobody_asked_for_replaces_only_one_of_ours() {
    let folder = with_text();
    let here = folder.path();
    let text = fs::read_to_string(here.join("essay.md")).unwrap();
    let photograph = include_bytes!("cases/damaged-jpeg/face.jpg");
    fs::write(here.join("essay-cover.jpg"), photograph).unwrap();
    let said = err(&ends(here, &["build", "essay.md", "-o", "."], 0));
    assert!(said.contains("warning[W004]") && said.contains("`./essay-cover.jpg` is there and was not made by Bindery"), "{said}");
    assert!(said.contains("move that file away") && here.join("essay.epub").exists() && here.join("essay.pdf").exists(), "{said}");
    assert_eq!(fs::read(here.join("essay-cover.jpg")).unwrap(), photograph);
    // As the repair says: into another folder. There the cover is ours, and makes room for the next.
    let cover = || fs::read(here.join("out/essay-cover.jpg")).unwrap();
    let said = err(&ends(here, &["build", "essay.md", "-o", "out"], 0));
    assert!(!said.contains("W004"), "{said}");
    let first = cover();
    fs::write(here.join("essay.md"), text.replace("A. Writer", "B. Writer")).unwrap();
    let said = err(&ends(here, &["build", "essay.md", "-o", "out"], 0));
    assert!(!said.contains("W004") && cover() != first, "{said}");
    // One that was changed since is somebody's, though it keeps our comment.
    let mut changed = cover();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    fs::write(here.join("out/essay-cover.jpg"), &changed).unwrap();
    assert!(err(&ends(here, &["epub", "essay.md", "-o", "out/essay.epub"], 0)).contains("W004"));
    assert_eq!(cover(), changed);
    // The author's own cover is copied beside the EPUB, and is known again too.
    fs::write(here.join("mine.png"), PNG).unwrap();
    let given = text.replace("title: Essay", "title: Essay\ncover: mine.png");
    for text in [given.clone(), given.replace("A text.", "Another text.")] {
        fs::write(here.join("essay.md"), text).unwrap();
        let said = err(&ends(here, &["epub", "essay.md", "-o", "png.epub"], 0));
        assert!(!said.contains("W004") && here.join("png-cover.png").exists(), "{said}");
    }
    fs::write(here.join("png-cover.png"), PNG).unwrap();
    assert!(!err(&ends(here, &["epub", "essay.md", "-o", "png.epub"], 0)).contains("W004"), "the same picture is no loss");
}

#[test]
fn a_cover_for_the_printer_replaces_only_one_of_ours() {
    let folder = with_text();
    let here = folder.path();
    let call = ["pdf", "essay.md", "--for", "print", "-o", "x.pdf"];
    for _ in 0..2 {
        let said = err(&ends(here, &call, 0));
        assert!(!said.contains("W004") && said.contains("x-cover.pdf: "), "{said}");
    }
    for own in [&b"%PDF-1.4 a cover of the author's own"[..], b"no PDF at all"] {
        fs::write(here.join("x-cover.pdf"), own).unwrap();
        fs::remove_file(here.join("x.pdf")).unwrap();
        let said = err(&ends(here, &call, 0));
        assert!(said.contains("warning[W004]: the cover for the printer was not written: `x-cover.pdf` is there"), "{said}");
        assert_eq!(fs::read(here.join("x-cover.pdf")).unwrap(), own);
        assert!(here.join("x.pdf").exists());
    }
}

#[test]
fn a_report_replaces_only_one_of_ours() {
    let folder = with_text();
    let here = folder.path();
    let call = ["pdf", "essay.md", "--report=html", "-o", "x.pdf"];
    for _ in 0..2 {
        let said = err(&ends(here, &call, 0));
        assert!(!said.contains("W004") && said.contains("x-report.html: the report"), "{said}");
    }
    let ours = fs::read_to_string(here.join("x-report.html")).unwrap();
    for own in ["<!DOCTYPE html>\n<p>An essay of the author's own.</p>".to_owned(), ours.replace("<h1>", "<h1>Seen by A. B.: ")] {
        fs::write(here.join("x-report.html"), &own).unwrap();
        let said = err(&ends(here, &call, 0));
        assert!(said.contains("warning[W004]: the report was not written: `x-report.html` is there"), "{said}");
        assert_eq!(fs::read_to_string(here.join("x-report.html")).unwrap(), own);
        assert!(here.join("x.pdf").exists());
    }
}

#[test]
fn an_output_never_replaces_a_file_of_another_kind() {
    let folder = with_text();
    let here = folder.path();
    let mut archive = b"PK\x03\x04".to_vec();
    archive.resize(80, 0);
    for (format, name, there) in [
        ("epub", "x.epub", &b"my notes"[..]),
        ("epub", "y.epub", &archive),
        ("epub", "z.epub", b"%PDF-1.7\n"),
        ("pdf", "x.pdf", b"\nmy notes"),
        ("pdf", "y.pdf", &archive),
    ] {
        fs::write(here.join(name), there).unwrap();
        refuses(here, &[format, "essay.md", "-o", name], "error[W003]");
        assert_eq!(fs::read(here.join(name)).unwrap(), there, "{name}");
    }
    // The usual names are no other case.
    fs::create_dir(here.join("dist")).unwrap();
    fs::write(here.join("dist/essay.pdf"), "my notes").unwrap();
    refuses(here, &["pdf", "essay.md"], "`dist/essay.pdf` is there and is not a PDF");
    assert_eq!(fs::read(here.join("dist/essay.pdf")).unwrap(), b"my notes");
    // What is empty holds nothing, and the last edition makes room for the next.
    fs::write(here.join("e.epub"), "").unwrap();
    for (format, name, head) in
        [("epub", "e.epub", &b"PK"[..]), ("epub", "e.epub", b"PK"), ("pdf", "e.pdf", b"%PDF"), ("pdf", "e.pdf", b"%PDF")]
    {
        ends(here, &[format, "essay.md", "-o", name], 0);
        assert!(fs::read(here.join(name)).unwrap().starts_with(head), "{name}");
    }
}

#[test]
fn what_is_no_file_is_never_replaced() {
    let folder = with_text();
    let here = folder.path();
    pipe(&here.join("pipe.epub"));
    symlink("pipe.epub", here.join("link.epub")).unwrap();
    for name in ["pipe.epub", "link.epub", "/dev/null", "/dev/full"] {
        refuses(here, &["epub", "essay.md", "-o", name], "is a device, a pipe or a socket, not a file");
        refuses(here, &["build", "essay.md", "-o", name], "is a device, a pipe or a socket, not a file");
    }
    assert!(is_pipe(&here.join("pipe.epub")));
    fs::create_dir_all(here.join("dist/essay.epub")).unwrap();
    pipe(&here.join("dist/essay.pdf"));
    refuses(here, &["epub", "essay.md"], "error[W003]: `dist/essay.epub` is a folder");
    refuses(here, &["pdf", "essay.md"], "error[W003]: `dist/essay.pdf` is a device, a pipe or a socket");
    assert!(is_pipe(&here.join("dist/essay.pdf")));
    assert_eq!(names(&here.join("dist")), ["essay.epub", "essay.pdf"]);
    // So with what other commands write.
    fs::write(here.join("plain.txt"), "Some words that make a paragraph.\n").unwrap();
    pipe(&here.join("plain.md"));
    refuses(here, &["import", "plain.txt", "--force"], "is a device, a pipe or a socket");
    assert!(is_pipe(&here.join("plain.md")));
}

#[test]
fn a_link_is_followed_to_its_target() {
    let folder = with_text();
    let here = folder.path();
    fs::create_dir(here.join("real")).unwrap();
    symlink("real/real.epub", here.join("first.epub")).unwrap();
    symlink("first.epub", here.join("second.epub")).unwrap();
    // At first nothing is there, then the last edition.
    for _ in 0..2 {
        ends(here, &["epub", "essay.md", "-o", "second.epub"], 0);
        assert_eq!(fs::read_link(here.join("second.epub")).unwrap(), Path::new("first.epub"));
        assert_eq!(fs::read_link(here.join("first.epub")).unwrap(), Path::new("real/real.epub"));
        assert!(!fs::symlink_metadata(here.join("real/real.epub")).unwrap().is_symlink());
        assert!(fs::read(here.join("real/real.epub")).unwrap().starts_with(b"PK"));
        assert_eq!(names(&here.join("real")), ["real.epub"]);
    }
    symlink("nowhere/real.epub", here.join("lost.epub")).unwrap();
    refuses(here, &["epub", "essay.md", "-o", "lost.epub"], "there is no folder `nowhere`");
    symlink("ring.epub", here.join("ring.epub")).unwrap();
    ends(here, &["epub", "essay.md", "-o", "ring.epub"], 3);
    assert!(!here.join("nowhere").exists());
}

#[test]
fn who_may_read_an_output_may_read_the_next() {
    use std::os::unix::fs::PermissionsExt;
    let folder = with_text();
    let book = folder.path().join("essay.epub");
    for mode in [0o600, 0o664, 0o444] {
        ends(folder.path(), &["epub", "essay.md", "-o", "essay.epub"], 0);
        fs::set_permissions(&book, fs::Permissions::from_mode(mode)).unwrap();
        ends(folder.path(), &["epub", "essay.md", "-o", "essay.epub"], 0);
        assert_eq!(fs::metadata(&book).unwrap().permissions().mode() & 0o777, mode);
    }
    // A book is no program, and it stays its owner's.
    fs::set_permissions(&book, fs::Permissions::from_mode(0o4755)).unwrap();
    let given = std::os::unix::fs::chown(&book, Some(1), Some(1)).is_ok();
    ends(folder.path(), &["epub", "essay.md", "-o", "essay.epub"], 0);
    let facts = fs::metadata(&book).unwrap();
    assert_eq!(facts.permissions().mode() & 0o7777, 0o755);
    assert!(!given || std::os::unix::fs::MetadataExt::uid(&facts) == 1);
}

#[test]
fn a_lost_write_is_exit_3() {
    let folder = with_text();
    let here = folder.path();
    let full = || Stdio::from(File::options().write(true).open("/dev/full").unwrap());
    for arguments in [
        &["toc", "essay.md"][..],
        &["notes", "essay.md", "--format", "json"],
        &["style"],
        &["style", "essay/1"],
        &["explain"],
        &["explain", "M001"],
        &["check", "essay.md", "--format", "json"],
        &["pdf", "essay.md", "--report"],
        &["epub", "essay.md", "-o", "-"],
        &["--help"],
    ] {
        let ended = command(here, arguments).stdout(full()).output().unwrap();
        // No commentary, no notes: nothing to be lost.
        let expected = if arguments[0] == "notes" { 0 } else { 3 };
        assert_eq!(ended.status.code(), Some(expected), "{arguments:?}: {}", err(&ended));
        if expected == 3 && arguments[0] != "--help" {
            assert!(err(&ended).contains("error[W001]: ") && err(&ended).contains("standard output"), "{}", err(&ended));
        }
    }
}

#[test]
fn a_disk_that_is_full_for_one_file_is_told_with_what_was_written() {
    let folder = with_text();
    let here = folder.path();
    // A file may be no larger than some 100 or 200 kB, which the cover alone exceeds; the signal that would end the run is ignored.
    let limited = |blocks: usize| {
        let run = format!("trap '' XFSZ; ulimit -f {blocks} && exec '{}' build essay.md", env!("CARGO_BIN_EXE_bindery"));
        err(&ends_as(Command::new("sh").args(["-c", &run]).current_dir(here), 3))
    };
    let said = limited(200);
    assert!(said.contains("error[W001]") && said.contains("dist/essay.epub was not written"), "{said}");
    assert!(said.contains("dist/essay.pdf: "), "{said}");
    assert_eq!(names(&here.join("dist")), ["essay.pdf"]);
    fs::remove_dir_all(here.join("dist")).unwrap();
    let said = limited(1);
    assert!(said.contains("error[W001]") && said.contains("nothing was built"), "{said}");
    assert_eq!(names(here), ["essay.md"]);
}

#[test]
fn a_reader_that_went_away_is_no_error() {
    let folder = with_text();
    for arguments in [&["explain"][..], &["toc", "essay.md"], &["epub", "essay.md", "-o", "-"], &["check", "essay.md", "--format", "json"]]
    {
        let mut child = command(folder.path(), arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        drop(child.stdout.take());
        assert_eq!(child.wait().unwrap().code(), Some(0), "{arguments:?}");
    }
}

#[test]
fn what_a_killed_build_left_is_swept() {
    let folder = with_text();
    let here = folder.path();
    fs::create_dir(here.join("dist")).unwrap();
    for (name, age) in [(".bindery-left.tmp", 3600), (".bindery-young.tmp", 0), (".other.tmp", 3600)] {
        let file = File::create(here.join("dist").join(name)).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
    }
    ends(here, &["epub", "essay.md"], 0);
    assert_eq!(names(&here.join("dist")), [".bindery-young.tmp", ".other.tmp", "essay-cover.jpg", "essay.epub"]);
}

#[test]
fn an_output_has_the_ending_of_its_kind() {
    let folder = with_text();
    let here = folder.path();
    fs::create_dir(here.join("a-folder")).unwrap();
    fs::write(here.join("a-file"), "x").unwrap();
    for (arguments, says) in [
        (["epub", "x.pdf"], "write `-o x.epub`"),
        (["epub", "x"], "write `-o x.epub`"),
        (["epub", "a-folder/.epub"], "write `-o a-folder/book.epub`"),
        (["pdf", "x.epub"], "write `-o x.pdf`"),
        (["pdf", "vol.1"], "write `-o vol.1.pdf`"),
        (["pdf", "a-folder/x"], "write `-o a-folder/x.pdf`"),
        (["pdf", "none/"], "there is no folder `none/`"),
        (["build", "x.epub"], "give a folder, such as `-o x`"),
        (["build", "a-file"], "give a folder"),
        (["build", "-"], "two files can't go to standard output"),
        (["epub", "some/where/x.epub"], "there is no folder `some/where`"),
        (["build", "some/where"], "there is no folder `some`"),
        (["epub", "a-file/x.epub"], "`a-file` is not a folder"),
    ] {
        refuses(here, &[arguments[0], "essay.md", "-o", arguments[1]], says);
    }
    assert_eq!(names(here), ["a-file", "a-folder", "essay.md"], "nothing was made");
    ends(here, &["epub", "essay.md", "-o", "X.EPUB"], 0);
    ends(here, &["pdf", "essay.md", "-o", "a-folder"], 0);
    assert_eq!(names(&here.join("a-folder")), ["essay.pdf"]);
}

#[test]
fn a_folder_is_not_made_in_silence_nor_in_vain() {
    let folder = with_text();
    let here = folder.path();
    let said = err(&ends(here, &["build", "essay.md", "-o", "out"], 0));
    assert!(said.contains("\nout: a new folder\n"), "{said}");
    let said = err(&ends(here, &["build", "essay.md", "-o", "out"], 0));
    assert!(!said.contains("folder"), "{said}");
    fs::write(here.join("essay.md"), "# Essay\n\nA mark of two notes.[^1]\n\n[^1]: One.\n\n[^1]: Another.\n").unwrap();
    ends(here, &["build", "essay.md", "-o", "vain"], 1);
    assert_eq!(names(here), ["essay.md", "out"]);
}

#[test]
fn standard_output_carries_a_book() {
    let folder = with_text();
    let here = folder.path();
    for (format, head) in [("epub", &b"PK\x03\x04"[..]), ("pdf", b"%PDF-")] {
        let file = format!("x.{format}");
        ends(here, &[format, "essay.md", "-o", &file], 0);
        let printed = ends(here, &[format, "essay.md", "-o", "-"], 0);
        assert!(printed.stdout.starts_with(head), "{format}");
        assert_eq!(printed.stdout, fs::read(here.join(file)).unwrap(), "{format}");
        let printed = ends(here, &[format, "essay.md", "-o", "-", "--format", "json"], 0);
        assert!(printed.stdout.starts_with(head) && err(&printed).starts_with('{'), "{format}: {}", err(&printed));
    }
    refuses(here, &["pdf", "essay.md", "--for", "print", "-o", "-"], "two files");
    assert_eq!(names(here), ["essay.md", "x-cover.jpg", "x.epub", "x.pdf"]);
}

#[test]
fn every_file_written_is_named() {
    let folder = with_text();
    let here = folder.path();
    let printed = ends(here, &["build", "essay.md", "--for", "print", "--format", "json", "-o", "out"], 0);
    let lines = String::from_utf8(printed.stdout).unwrap();
    let objects: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut written: Vec<&str> = objects.iter().filter_map(|object| object["written"].as_str()).collect();
    written.sort_unstable();
    let there: Vec<String> = names(&here.join("out")).iter().map(|name| format!("out/{name}")).collect();
    assert_eq!(written, there);
    assert_eq!(there.len(), 4, "{there:?}");
    let cover = objects.iter().find(|object| object["spine-mm"].is_number()).unwrap();
    // Two pages of 6 × 9 inches, the spine between, and 3 mm of bleed.
    let (width, spine) = (cover["width-mm"].as_f64().unwrap(), cover["spine-mm"].as_f64().unwrap());
    assert!((width - spine - 2.0 * 152.4 - 6.0).abs() < 0.11, "{cover}");
    assert_eq!(cover["height-mm"], 234.6);
    let said = err(&ends(here, &["pdf", "essay.md", "--for", "print", "-o", "out"], 0));
    let line = said.lines().find(|line| line.starts_with("out/essay-print-cover.pdf: ")).unwrap();
    assert!(line.contains(" × 234.6 mm (") && line.contains(" in) with its bleed, spine "), "{line}");
}

#[test]
fn a_fifo_is_never_opened() {
    let folder = with_text();
    let here = folder.path();
    let says = |arguments: &[&str], code: i32, says: &str| {
        let said = err(&ends(here, arguments, code));
        assert!(said.contains(says), "{arguments:?}: {said}");
    };
    const NO_FILE: &str = "is a device, a pipe or a socket, not a file";
    for name in ["pipe.md", "pipe.txt", "pipe.toml", "pipe.epub", "pipe.png", "pipe.otf"] {
        pipe(&here.join(name));
    }
    for book in ["pipe.md", "pipe.txt", "pipe.toml", "pipe.epub", "/dev/zero", "/dev/null"] {
        says(&["check", book], 2, NO_FILE);
        says(&["epub", book], 2, NO_FILE);
    }
    says(&["epub", "-"], 2, "a book is not read from standard input");
    says(&["import", "pipe.txt"], 2, NO_FILE);
    let settings = "title = \"A\"\nauthors = [\"B\"]\n";
    for keys in [
        "chapters = [\"pipe.md\"]\n",
        "front = [\"pipe.md\"]\n",
        "back = [\"pipe.txt\"]\n",
        "commentary = [\"pipe.md\"]\n",
        "cover = \"pipe.png\"\n",
        "[type]\nfonts = [\"pipe.otf\"]\n",
        "[type]\nstyle = \"pipe.toml\"\n",
    ] {
        let chapters = if keys.starts_with("chapters") { "" } else { "chapters = [\"essay.md\"]\n" };
        fs::write(here.join("book.toml"), format!("{settings}{chapters}{keys}")).unwrap();
        says(&["check", "."], 1, NO_FILE);
    }
    // What nobody named is passed over.
    fs::remove_file(here.join("book.toml")).unwrap();
    says(&["check", "."], 0, "warning[B026]");
    fs::write(here.join("essay.md"), "# Essay\n\n![A pipe](pipe.png)\n").unwrap();
    says(&["check", "essay.md"], 0, "pipe.png is a device, a pipe or a socket");
    pipe(&here.join("book.toml"));
    says(&["check", "."], 3, NO_FILE);
}

#[test]
fn threads_are_as_many_as_are_of_use_and_memory_is_asked_for_first() {
    let folder = with_text();
    let here = folder.path();
    let begun = Instant::now();
    for threads in ["100000", "0", "many", "1"] {
        ends_as(command(here, &["epub", "essay.md"]).env("RAYON_NUM_THREADS", threads), 0);
    }
    assert!(begun.elapsed() < Duration::from_secs(60));
    // The debug program itself takes some 100,000.
    for kilobytes in [115_000, 135_000] {
        let limited = format!("ulimit -v {kilobytes} && exec '{}' epub essay.md", env!("CARGO_BIN_EXE_bindery"));
        let ended = ends_as(Command::new("sh").args(["-c", &limited]).current_dir(here), 3);
        assert!(err(&ended).contains("memory (`ulimit -v`)"), "{}", err(&ended));
    }
}

#[test]
fn an_odd_time_is_told_and_ignored() {
    let folder = with_text();
    let here = folder.path();
    ends(here, &["pdf", "essay.md", "-o", "plain.pdf"], 0);
    for odd in ["-1", "abc", "1e9", "", "253402300800"] {
        let ended = ends_as(command(here, &["pdf", "essay.md", "-o", "odd.pdf"]).env("SOURCE_DATE_EPOCH", odd), 0);
        assert!(err(&ended).contains(&format!("warning[W005]: SOURCE_DATE_EPOCH is `{odd}`")), "{}", err(&ended));
        assert!(fs::read(here.join("odd.pdf")).unwrap() == fs::read(here.join("plain.pdf")).unwrap(), "{odd}");
    }
    let ended = ends_as(command(here, &["pdf", "essay.md", "-o", "set.pdf"]).env("SOURCE_DATE_EPOCH", "1795478400"), 0);
    assert!(!err(&ended).contains("W005"));
    assert!(fs::read(here.join("set.pdf")).unwrap() != fs::read(here.join("plain.pdf")).unwrap());
}

#[test]
fn a_file_whose_name_is_not_utf8_is_built() {
    let folder = with_text();
    let here = folder.path();
    let name = OsStr::from_bytes(b"caf\xE9.md");
    if fs::rename(here.join("essay.md"), here.join(name)).is_err() {
        // Some systems have no such names.
        return;
    }
    for book in [name, OsStr::new(".")] {
        let ended = ends_as(command(here, &["toc"]).arg(book), 0);
        assert_eq!(String::from_utf8_lossy(&ended.stdout), "Essay\n");
    }
    let said = err(&ends(here, &["build", "."], 0));
    assert!(said.contains("warning[B025]: the name of `caf\u{FFFD}.md` is not UTF-8"), "{said}");
    let mut output = here.join("out").as_os_str().to_owned();
    output.push(OsStr::from_bytes(b"\xE9.pdf"));
    ends_as(command(here, &["pdf", ".", "-o"]).arg(&output), 0);
    assert!(fs::read(&output).unwrap().starts_with(b"%PDF"));
    // Two that are shown alike can't be told apart.
    fs::write(here.join(OsStr::from_bytes(b"caf\xE8.md")), "# Two\n").unwrap();
    assert!(err(&ends(here, &["check", "."], 1)).contains("rename the files"));
}

#[test]
fn the_book_here_is_found_and_a_name_is_guessed() {
    let folder = with_text();
    let here = folder.path();
    assert_eq!(ends(here, &["toc"], 0).stdout, b"Essay\n");
    fs::create_dir(here.join("walking")).unwrap();
    refuses(here, &["epub", "walkin"], "did you mean `walking`?");
    refuses(here, &["epub", "essay"], "`essay.md` is there");
    refuses(&here.join("walking"), &["epub", "../essai.md"], "did you mean `../essay.md`?");
    // Words about a folder are no book in it.
    fs::rename(here.join("essay.md"), here.join("walking/essay.md")).unwrap();
    fs::write(here.join("README.md"), "# About\n").unwrap();
    refuses(here, &["toc"], "no Markdown file");
    fs::rename(here.join("walking"), here.join("manuscripts")).unwrap();
    assert_eq!(ends(here, &["toc"], 0).stdout, b"Essay\n");
}
