//! Books in `tests/cases/`, a folder each, with what must come of them in its `golden/`:
//!
//! - `diagnostics.txt`: the findings, one a line; absent means none. Always compared.
//! - `pdf.txt`: structure, outline, links, places and labels of the PDF (`support/dump.rs`); absent if it has no structure. Always
//!   compared.
//! - `parts.txt`: size and checksum of every part of both files (`support/parts.rs`); absent if none was made. Always compared.
//! - `toc.txt`: the contents; `pages.txt`: the text of each page; `epub/…`: files inside the EPUB. Compared if they are there.
//! - `case.toml` beside `golden/` (optional): `book` (a file of the folder that is the book), `form` (`own` for the one that it has by itself; a case without book.toml is otherwise set as a book), `command` and `exit` (how the
//!   command must end), `deny` (codes or kinds of finding that are errors, as for `--deny`), `draft` (as `--draft`), `print` (as `--for print`), `generate` (files too large to keep: `{ file = "a.md", before = "", repeat = "> ", times = 9, after = "" }`),
//!   `links` (symbolic links, which not every way of copying a repository keeps: `{ file = "a.md", to = "../other/a.md" }`).
//!
//! `UPDATE=1 cargo test --test cases` rewrites what differs; look at the diff before committing it. `CASE=notes` runs only the
//! cases with that in their name.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

mod support;

#[path = "support/invariants.rs"]
mod invariants;

use bindery::testing::diagnostics::{Code, Diagnostics, Verdicts, codes_named, render};
use bindery::testing::inspect::inspect;
use bindery::testing::source::Sources;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use support::Run;
use support::dump::dump;
use support::parts::parts;
use support::tagged::Tagged;
use support::wanted::Wanted;

/// Codes that no case can raise, or none raises yet, each with the reason.
const WITHOUT_CASE: &[(Code, &str)] = &[
    (Code::ShopRefuses, "only a call asks for a shop: tests/shops.rs"),
    (Code::ShopAdvises, "only a call asks for a shop: tests/shops.rs"),
    (Code::NoEdition, "only a call asks for an edition: tests/editions.rs"),
    (Code::Machine, "the machine's faults are in tests/cli.rs"),
    (Code::Undated, "only a build states when its files were made: src/build/time.rs"),
    (Code::UnsettledPage, "no book is known that raises it; its rule is tested in src/build/paged.rs"),
    (Code::NoClaim, "only the command inspects what it has made: tests/cli.rs"),
    (Code::Internal, "a fault of our own; a case would be a repaired bug"),
    (Code::FamilyLacks, "a case holds no fonts: tests/families.rs"),
    (Code::TakenPlace, "only the command writes files: tests/safety.rs"),
    (Code::ThickBooklet, "of the call, not of a book: tests/print.rs"),
    (Code::CoverUnwritten, "only the command writes files: tests/safety.rs"),
    (Code::NoSiteAddress, "only the command makes a site: tests/publish.rs"),
    (Code::OddEpoch, "only the command reads the environment: tests/safety.rs"),
    (Code::ForeignName, "a repository holds no such name: tests/safety.rs"),
    (Code::PassedOver, "a repository holds no pipe: tests/safety.rs"),
    (Code::OldStrict, "of the call, not of a book: tests/findings.rs"),
    (Code::RemarksUnread, "only the command reads remarks: tests/remarks.rs"),
    (Code::RemarkLost, "only the command reads remarks: tests/remarks.rs"),
    (Code::RemarkUnclear, "only the command reads remarks: tests/remarks.rs"),
    (Code::RemarkWithoutWords, "only the command reads remarks: tests/remarks.rs"),
    (Code::RemarkCut, "only the command reads remarks: tests/remarks.rs"),
    (Code::RemarkUnwritten, "only the command reads remarks: tests/remarks.rs"),
    (Code::ReviewUnmerged, "of documents that come back: tests/review.rs"),
    (Code::UnknownWord, "of dictionaries that are no part of a case: tests/spelling.rs"),
    (Code::NoDictionary, "of dictionaries that are no part of a case: tests/spelling.rs"),
    (Code::BadFont, "raised when the fonts are loaded, after reading"),
    (Code::InstalledFont, "of what is installed on a machine: tests/installed.rs"),
    (Code::FontChanged, "of what is installed on a machine: tests/installed.rs"),
    (Code::FontNotLocked, "of what is installed on a machine: tests/installed.rs"),
    (Code::BadFontLock, "read only where installed fonts are sought: tests/installed.rs"),
    (Code::BadDocument, "documents of word processors are made in tests/office.rs"),
    (Code::DocumentLoss, "documents of word processors are made in tests/office.rs"),
    (Code::HugeFile, "64 MiB are too much for every run"),
    (Code::EntryTooLarge, "a ZIP bomb is made in tests/inspect.rs"),
];

/// Cases whose EPUB is rightly warned of when it is inspected.
const LARGE: &[(&str, Code)] =
    &[("paragraph-of-10-mb", Code::DocumentLong), ("many-chapters", Code::DocumentLong), ("many-notes", Code::DocumentLong)];

#[derive(Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Settings {
    book: Option<String>,
    form: Option<String>,
    command: Option<String>,
    exit: Option<i32>,
    /// Codes and kinds of finding for `--deny`.
    deny: Vec<String>,
    /// `--draft`.
    draft: bool,
    /// `--for print`.
    print: bool,
    generate: Vec<Generate>,
    links: Vec<Link>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Link {
    file: String,
    /// Relative to the case's folder.
    to: String,
}

#[derive(Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Generate {
    file: String,
    before: String,
    repeat: String,
    times: usize,
    after: String,
}

struct Case {
    name: String,
    folder: PathBuf,
    settings: Settings,
    /// Keeps a generated case on the disk while it is used.
    _copy: Option<tempfile::TempDir>,
    book: PathBuf,
}

fn folders() -> Vec<PathBuf> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut folders: Vec<PathBuf> = fs::read_dir(all).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// All cases, or those whose names contain what `CASE` says.
fn cases() -> Vec<Case> {
    let wanted = std::env::var("CASE").unwrap_or_default();
    let chosen = |folder: &PathBuf| folder.file_name().unwrap().to_string_lossy().contains(&wanted);
    folders().into_iter().filter(chosen).map(case).collect()
}

fn case(folder: PathBuf) -> Case {
    let name = folder.file_name().unwrap().to_string_lossy().into_owned();
    let settings: Settings = match fs::read_to_string(folder.join("case.toml")) {
        Ok(text) => toml::from_str(&text).unwrap_or_else(|fault| panic!("{name}/case.toml: {fault}")),
        Err(_) => Settings::default(),
    };
    let mut root = folder.clone();
    let mut copy = None;
    if !settings.generate.is_empty() || !settings.links.is_empty() {
        let temporary = tempfile::tempdir().unwrap();
        for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_file()) {
            fs::copy(entry.path(), temporary.path().join(entry.file_name())).unwrap();
        }
        for file in &settings.generate {
            let text = format!("{}{}{}", file.before, file.repeat.repeat(file.times), file.after);
            fs::write(temporary.path().join(&file.file), text).unwrap();
        }
        for link in &settings.links {
            std::os::unix::fs::symlink(folder.join(&link.to), temporary.path().join(&link.file)).unwrap();
        }
        root = temporary.path().to_owned();
        copy = Some(temporary);
    }
    let book = settings.book.as_ref().map_or(root.clone(), |book| root.join(book));
    Case { name, folder, settings, _copy: copy, book }
}

/// What became of a case.
struct Outcome {
    name: String,
    /// What is against it.
    report: String,
    /// Its PDF, if it has a structure, and what the book asks of it.
    tagged: Option<(Tagged, Wanted)>,
}

/// Every case, built once for all that is asked of them.
fn outcomes() -> &'static [Outcome] {
    static ALL: LazyLock<Vec<Outcome>> = LazyLock::new(|| cases().iter().map(outcome).collect());
    &ALL
}

fn outcome(case: &Case) -> Outcome {
    let deny = case.settings.deny.iter().flat_map(|name| codes_named(name).expect("a code or a kind of finding")).collect();
    let verdicts = Verdicts { deny, ..Verdicts::default() };
    let Settings { draft, print, form, .. } = &case.settings;
    let run = match form.as_deref() {
        Some("own") => support::run_in(None, &case.book, &verdicts, *draft, *print),
        _ => support::run_as(&case.book, &verdicts, *draft, *print),
    };
    let tagged = run.pdf.as_deref().and_then(Tagged::read).map(|tagged| (tagged, Wanted::of(&run)));
    let mut report = String::new();
    compare(case, &run, tagged.as_ref().map(|(tagged, _)| tagged), &mut report);
    Outcome { name: case.name.clone(), report, tagged }
}

/// Every file below `folder`, relative to it, with `/`.
fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().map(Result::unwrap) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            found.extend(files(&entry.path()).into_iter().map(|inner| format!("{name}/{inner}")));
        } else {
            found.push(name);
        }
    }
    found.sort();
    found
}

/// What must be equal to a golden file, if the case has one of that name; none if nothing makes such a file.
fn made(run: &Run, name: &str) -> Option<Vec<u8>> {
    match name {
        "toc.txt" => Some(run.toc().into_bytes()),
        "pages.txt" => Some(run.page_texts().into_bytes()),
        _ => run.epub_files().remove(name.strip_prefix("epub/")?),
    }
}

/// The first line that differs, with its number.
fn difference(golden: &str, made: &str) -> String {
    let (mut left, mut right) = (golden.lines(), made.lines());
    for number in 1.. {
        match (left.next(), right.next()) {
            (None, None) => break,
            (a, b) if a == b => {}
            (a, b) => {
                return format!("    line {number}\n      golden: {}\n      made:   {}\n", a.unwrap_or("(end)"), b.unwrap_or("(end)"));
            }
        }
    }
    "    the last line end differs\n".to_owned()
}

fn compare(case: &Case, run: &Run, tagged: Option<&Tagged>, report: &mut String) {
    let golden = case.folder.join("golden");
    let (case_name, mut faults) = (case.name.as_str(), String::new());
    let update = std::env::var_os("UPDATE").is_some();
    let findings = render::short(&run.found, &run.sources);
    let mut check = |name: &str, made: &[u8]| {
        let path = golden.join(name);
        let expected = fs::read(&path).unwrap_or_default();
        if expected == made {
            return;
        }
        if update {
            if made.is_empty() {
                fs::remove_file(path).unwrap();
            } else {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, made).unwrap();
            }
            return;
        }
        let (expected, made) = (String::from_utf8_lossy(&expected), String::from_utf8_lossy(made));
        let _ = write!(report, "  {}/golden/{name} differs\n{}", case.name, difference(&expected, &made));
    };
    check("diagnostics.txt", findings.as_bytes());
    check("pdf.txt", tagged.map(dump).unwrap_or_default().as_bytes());
    check("parts.txt", parts(run).as_bytes());
    // What is no error is no reason to do without a file: both are made, and judged (tests/judges.rs).
    let whole = |file: &Option<Vec<u8>>| file.as_ref().is_some_and(|file| !file.is_empty());
    if !(run.found.has_errors() || whole(&run.epub) && whole(&run.pdf)) {
        let _ = writeln!(faults, "  {case_name} has no errors, and yet not both formats");
    }
    if let Some(epub) = run.epub.as_ref().filter(|epub| !epub.is_empty()) {
        let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
        inspect("book.epub", epub, &mut sources, &mut found);
        let allowed = |code: &Code| LARGE.iter().any(|(case, own)| *case == case_name && own == code);
        if found.iter().any(|finding| !allowed(&finding.code)) {
            let _ = write!(faults, "  {}: its EPUB is not clean\n{}", case.name, render::short(&found, &sources));
        }
    }
    let mut unused = Vec::new();
    for name in files(&golden).into_iter().filter(|name| !["diagnostics.txt", "pdf.txt", "parts.txt"].contains(&name.as_str())) {
        match made(run, &name) {
            Some(made) => check(&name, &made),
            None => unused.push(name),
        }
    }
    report.push_str(&faults);
    for name in unused {
        let _ = writeln!(report, "  {}/golden/{name} is compared with nothing: no such file is made", case.name);
    }
}

#[test]
fn every_case_comes_out_as_its_golden_files_say() {
    let report: String = outcomes().iter().map(|case| case.report.as_str()).collect();
    assert!(report.is_empty(), "\n{report}  (UPDATE=1 rewrites the golden files)");
}

#[test]
fn the_command_ends_as_the_findings_say() {
    let mut report = String::new();
    for case in cases() {
        let expected = case.settings.exit.unwrap_or_else(|| {
            let findings = fs::read_to_string(case.folder.join("golden/diagnostics.txt")).unwrap_or_default();
            if findings.contains("error[W001]") { 3 } else { i32::from(findings.contains("error[")) }
        });
        let command = case.settings.command.as_deref().unwrap_or(if case.settings.print { "pdf" } else { "check" });
        let output = tempfile::tempdir().unwrap();
        let ended = std::process::Command::new(env!("CARGO_BIN_EXE_bindery"))
            .arg(command)
            .arg(&case.book)
            .args(Some(case.settings.deny.join(",")).filter(|kinds| !kinds.is_empty()).map(|kinds| format!("--deny={kinds}")))
            .arg("--system-fonts=never")
            .args(case.settings.draft.then_some("--draft"))
            .args(case.settings.print.then_some("--for=print"))
            .current_dir(output.path())
            .output()
            .unwrap();
        let printed = String::from_utf8_lossy(&ended.stderr);
        if ended.status.code() != Some(expected) {
            let _ = writeln!(report, "  {}: `bindery {command}` ended with {}, not {expected}\n{printed}", case.name, ended.status);
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn every_case_holds_a_book() {
    for folder in folders() {
        let book = files(&folder).into_iter().any(|name| !name.starts_with("golden/"));
        assert!(book, "{} is empty", folder.display());
    }
}

#[test]
fn every_code_is_raised_by_some_case() {
    let mut raised = BTreeSet::new();
    for folder in folders() {
        let findings = fs::read_to_string(folder.join("golden/diagnostics.txt")).unwrap_or_default();
        raised.extend(Code::ALL.iter().filter(|code| findings.contains(&format!("[{}]: ", code.id()))).copied());
    }
    // Findings in a finished EPUB are proved by the table of tests/inspect.rs, which breaks a good one in each of these ways.
    raised.extend(support::broken::ROWS.iter().map(|row| row.code));
    let excused: BTreeSet<Code> = WITHOUT_CASE.iter().map(|(code, _)| *code).collect();
    let missing: Vec<&str> =
        Code::ALL.iter().filter(|code| !raised.contains(code) && !excused.contains(code)).map(|code| code.id()).collect();
    assert!(missing.is_empty(), "no case raises {missing:?}");
    let needless: Vec<&str> = excused.intersection(&raised).map(|code| code.id()).collect();
    assert!(needless.is_empty(), "{needless:?} are raised by cases: take them off WITHOUT_CASE");
}
