//! Remarks from elsewhere: what `notes --import` adds to the commentary, what it leaves to people, and what `notes --export` gives away.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};

const ESSAY: &str = "# An Essay\n\nFor developers, open source is freedom. Reliance on open source is a risk – and a “chance”.\n\n\
    ## A promise\n\nThe price is high. A license can be revoked, and a market lost, by those who gave it and may take it away whenever they like it so.\n\n\
    Same words.\n\n## A threat\n\nThe price is high. It costs $5 and a lot of *patience*[^1].\n\nSame words.\n\n[^1]: The note says so.\n";

/// A folder with an essay and perhaps a commentary on it.
fn book(notes: Option<&str>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("book.toml"), "title = \"T\"\nauthors = \"A\"\nlanguage = \"en\"\n").unwrap();
    fs::write(folder.path().join("essay.md"), ESSAY).unwrap();
    if let Some(notes) = notes {
        fs::write(folder.path().join("notes.md"), notes).unwrap();
    }
    folder
}

#[track_caller]
fn ends(folder: &Path, arguments: &[&str], code: i32) -> (String, String) {
    let Output { status, stdout, stderr } =
        Command::new(env!("CARGO_BIN_EXE_bindery")).args(arguments).current_dir(folder).output().unwrap();
    let [out, err] = [stdout, stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    assert_eq!(status.code(), Some(code), "{arguments:?}\n{out}{err}");
    (out, err)
}

/// A Web Annotation on some words.
fn annotation(prefix: &str, exact: &str, suffix: &str, who: &str, says: &str) -> Value {
    json!({
        "type": "Annotation", "id": format!("urn:{who}:{says}"), "creator": { "name": who }, "created": "2026-03-01T10:00:00.5Z",
        "body": { "type": "TextualBody", "value": says, "format": "text/plain" },
        "target": { "source": "OEBPS/essay.xhtml", "selector": [
            { "type": "CssSelector", "value": "p", "refinedBy":
                { "type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix } } ] }
    })
}

/// A page with words of [`ESSAY`], into which pdf.js 5.6, the viewer of Firefox, saved three marks with comments, one without, and words typed
/// beside a line.
const FROM_FIREFOX: &[u8] = include_bytes!("remarks/pdfjs.pdf");

#[test]
fn what_firefox_saves_in_a_pdf_comes_home() {
    let folder = book(None);
    fs::write(folder.path().join("read.pdf"), FROM_FIREFOX).unwrap();
    let (_, err) = ends(folder.path(), &["notes", "--import", "read.pdf", "--by", "Ann Low"], 0);
    assert!(err.contains("4 notes added to commentary.md, 1 passed over, for they say nothing; 4 remarks without a name"), "{err}");
    let made = fs::read_to_string(folder.path().join("commentary.md")).unwrap();
    let date = |line: &str| line.split(" date=").next().unwrap_or(line).to_owned();
    let notes: Vec<String> = made.split_once("\n---\n").unwrap().1.lines().filter(|line| !line.is_empty()).map(date).collect();
    assert_eq!(
        notes,
        [
            "### \"is freedom\" {.ann-low",
            "Größer – für 谁?\\",
            "And for whom?",
            "### \"revoked, and a market\" {.ann-low",
            "Within a word",
            "### \"a market lost, by those\" {.ann-low",
            "Typed beside it",
            "### \"market lost, by those who gave it\" {.ann-low",
            "Over two lines",
        ]
    );
    ends(folder.path(), &["check"], 0);
}

#[test]
fn remarks_without_a_name_are_by_whom_the_call_says_or_by_who_comments_alone() {
    let nameless = |words: &str, says: &str| {
        let mut one = annotation("", words, "", "x", says);
        one.as_object_mut().unwrap().remove("creator");
        one
    };
    let all = json!([nameless("is freedom", "Mine"), annotation("", "market lost", "", "Jo Doe", "Another's")]).to_string();
    let read = |folder: &tempfile::TempDir, name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let import = |notes: Option<&str>, arguments: &[&str]| {
        let folder = book(notes);
        fs::write(folder.path().join("r.json"), &all).unwrap();
        let (_, err) = ends(folder.path(), &[&["notes", "--import", "r.json"], arguments].concat(), 0);
        ends(folder.path(), &["check"], 0);
        (read(&folder, if notes.is_some() { "notes.md" } else { "commentary.md" }), err)
    };
    // The call names somebody.
    let (made, err) = import(None, &["--by", "Ann  Low"]);
    assert!(made.contains("ann-low: { name: \"Ann Low\"") && made.contains("is freedom\" {.ann-low "), "{made}");
    assert!(made.contains("market lost\" {.jo-doe ") && err.contains("1 remark without a name taken as Ann Low’s"), "{made}{err}");
    // One voice is listed, or none is and the author comments alone.
    let listed = "---\ncomments-on: essay.md\nvoices: { ed: { name: Ed Roe, label: Ed. } }\n---\n\n### \"chance\"\n\nN.\n";
    let (made, err) = import(Some(listed), &[]);
    assert!(made.contains("is freedom\" {.ed ") && err.contains("taken as Ed Roe’s"), "{made}{err}");
    let (made, err) = import(Some("---\ncomments-on: essay.md\n---\n\n### \"chance\"\n\nN.\n"), &[]);
    assert!(made.contains("is freedom\" {.author ") && err.contains("taken as A’s"), "{made}{err}");
    // Where several comment, or nobody does, nothing is made up.
    let (made, err) = import(
        Some("---\ncomments-on: essay.md\nvoices: { ed: { name: Ed }, an: { name: An } }\n---\n\n### \"chance\" {.ed}\n\nN.\n"),
        &[],
    );
    assert!(made.contains("is freedom\" {.a-reader ") && !err.contains("taken as"), "{made}{err}");
    let (made, _) = import(None, &[]);
    assert!(made.contains("is freedom\" {.a-reader "), "{made}");
    let folder = book(None);
    fs::write(folder.path().join("r.json"), &all).unwrap();
    let (_, err) = ends(folder.path(), &["notes", "--import", "r.json", "--by", " "], 2);
    assert!(err.contains("`--by` needs a name"), "{err}");
}

#[test]
fn remarks_become_notes_on_their_words() {
    let folder = book(None);
    let all = json!({ "type": "AnnotationCollection", "first": { "type": "AnnotationPage", "items": [
        annotation("s, ", "open source", " is freedom", "Jane Doe", "# Not a *heading"),
        annotation("", "A license can be revoked, and a market lost, by those who gave it and may take it away", "", "Jane Doe", "Long"),
        annotation(" be high. It ", "costs $5 and", " a lot", "张伟", "Cheap"),
        annotation("It costs $5 and a lot of ", "patience1", ".", "Jane Doe", "With the mark of a note"),
        annotation("", "Same words.", "", "Jo", "Twice"),
        annotation("", "no such words at all here", "", "Jo", "Gone"),
        annotation("", "The price is hi", "gh. A license can be", "Jo", "Half a word"),
    ] } });
    fs::write(folder.path().join("r.json"), all.to_string()).unwrap();
    let (out, err) = ends(folder.path(), &["notes", "--import", "r.json", "--dry-run"], 0);
    assert!(out.contains("+### \"[developers,] open source\" {.jane-doe date=2026-03-01T10:00:00Z}"), "{out}{err}");
    assert!(!folder.path().join("commentary.md").exists());
    let (out, err) = ends(folder.path(), &["notes", "--import", "r.json"], 0);
    assert_eq!(out, "");
    assert!(err.contains("warning[C032]") && err.contains("essay.md:9:1") && err.contains("essay.md:15:1"), "{err}");
    assert!(err.contains("warning[C031]") && err.contains("“no such words at all here”"), "{err}");
    assert!(err.contains("5 notes added to commentary.md, 2 left to you"), "{err}");
    let made = fs::read_to_string(folder.path().join("commentary.md")).unwrap();
    assert_eq!(
        made,
        "---\ncomments-on: \"essay.md\"\nvoices:\n  jane-doe: { name: \"Jane Doe\", label: \"Jane Doe\", role: commentator }\n  \
         jo: { name: \"Jo\", label: \"Jo\", role: commentator }\n  reader: { name: \"张伟\", label: \"张伟\", role: commentator }\n---\n\n\
         ### \"[developers,] open source\" {.jane-doe date=2026-03-01T10:00:00Z}\n\n\\# Not a \\*heading\n\n\
         ### \"The price is high [. A]\" {.jo date=2026-03-01T10:00:00Z}\n\nHalf a word\n\n\
         ### \"A license can … take it away\" {.jane-doe date=2026-03-01T10:00:00Z}\n\nLong\n\n\
         ### \"costs \\$5 and\" {.reader date=2026-03-01T10:00:00Z}\n\nCheap\n\n\
         ### \"patience\" {.jane-doe date=2026-03-01T10:00:00Z}\n\nWith the mark of a note\n"
    );
    ends(folder.path(), &["check"], 0);
    // Once more, nothing is new.
    let (_, err) = ends(folder.path(), &["notes", "--import", "r.json", "--import", "r.json"], 0);
    assert!(err.contains("0 notes added to commentary.md, 10 there already, 4 left to you"), "{err}");
    assert_eq!(fs::read_to_string(folder.path().join("commentary.md")).unwrap(), made);
}

#[test]
fn words_beside_footnotes_are_placed_wherever_the_notes_stand() {
    let folder = book(None);
    let body = "Some words of the text stand here, and many others behind them, so that a page is full of them at last.";
    let essay = format!(
        "# One\n\n{body}[^1] Final words.[^2]\n\n[^1]: The witness saw a grey schooner near the reef, and said so.\n\n[^2]: See there.\n"
    );
    fs::write(folder.path().join("essay.md"), essay).unwrap();
    let next = " Other words begin the page behind, of which this book has none, for it is another edition of what was said.";
    let note = " The witness saw a grey schooner near the reef, and said so. See there. Set in a face of which nobody knows the name.";
    let all = json!([
        annotation(
            &format!("{body} Final words. The witness saw "),
            "a grey schooner near the reef",
            &format!(", and said so.{next}"),
            "Jo",
            "On a note"
        ),
        annotation(&format!("{body} "), "Final words", note, "Jo", "At the end"),
        // A short note says what was said elsewhere, among words that are gone.
        annotation(
            "Whoever wants to know more of all this must open the other book at its last page and ",
            "See there",
            next,
            "Jo",
            "Gone"
        ),
    ]);
    fs::write(folder.path().join("r.json"), all.to_string()).unwrap();
    let (_, err) = ends(folder.path(), &["notes", "--import", "r.json"], 0);
    assert!(err.contains("2 notes added to commentary.md, 1 left to you"), "{err}");
    let made = fs::read_to_string(folder.path().join("commentary.md")).unwrap();
    assert!(made.contains("a grey schooner near the reef\"") && made.contains("Final words\"") && !made.contains("Gone"), "{made}");
}

#[test]
fn threads_settled_remarks_and_markdown_come_along() {
    let notes = "---\r\ncomments-on: essay.md\r\nvoices:\r\n  ed: { name: Ed, label: Ed., role: editor }\r\n---\r\n\r\n## A threat\r\n\r\n### \"patience\"\r\n\r\nOld.\r\n";
    let folder = book(Some(notes));
    let row = |id: &str, user: &str, text: &str, references: Value, at: &str| {
        json!({ "id": id, "user": format!("acct:{user}@hypothes.is"), "uri": "https://x.org/essay", "text": text, "created": at,
            "references": references, "target": [{ "source": "https://x.org/essay", "selector": [
                { "type": "RangeSelector", "startContainer": "/p[1]" }, { "type": "TextPositionSelector", "start": 1, "end": 2 },
                { "type": "TextQuoteSelector", "exact": "a market lost", "prefix": "license can be revoked, and ", "suffix": ", by those" } ] }] })
    };
    let rows = |more: &[Value]| {
        let mut rows = vec![
            row("c", "jo", "No.\n\n- one", json!(["a", "b"]), "2026-03-03T00:00:00Z"),
            row("a", "jane", "## Why?\n\n```\n# code", json!([]), "2026-03-01T00:00:00Z"),
            row("b", "ed", "Because.", json!(["a"]), "2026-03-02T00:00:00Z"),
            json!({ "id": "d", "user": "acct:jo@h", "uri": "https://x.org/essay", "text": "On the page", "target": [{ "source": "https://x.org/essay" }] }),
        ];
        rows.extend_from_slice(more);
        json!({ "total": rows.len(), "rows": rows }).to_string()
    };
    fs::write(folder.path().join("h.json"), rows(&[])).unwrap();
    let (_, err) = ends(folder.path(), &["notes", "--import", "h.json"], 0);
    assert!(err.contains("warning[C033]") && err.contains("1 note added to notes.md, 1 left to you"), "{err}");
    let made = fs::read_to_string(folder.path().join("notes.md")).unwrap();
    let wanted = notes
        .replace("voices:\r\n", "voices:\r\n  jane: { name: \"jane\", label: \"jane\", role: commentator }\r\n")
        .replace("\r\n---\r\n\r\n#", "\r\nvoice: \"ed\"\r\n---\r\n\r\n#");
    let note = "\n## \"a market lost\" {.jane date=2026-03-01T00:00:00Z}\n\n**Why?**\n\n```\n# code\n```\n\n**ed** (2026-03-02): Because.\n\n**jo** (2026-03-03): No.\n\n- one\n";
    assert_eq!(made, format!("{wanted}{}", note.replace('\n', "\r\n")));
    ends(folder.path(), &["check"], 0);
    // Somebody answers later: only that is added, to the note that is there; and only once.
    fs::write(folder.path().join("h.json"), rows(&[row("e", "jane", "I see.", json!(["a"]), "2026-03-04T00:00:00Z")])).unwrap();
    for told in ["0 notes added to notes.md, 1 answer added to a note", "0 notes added to notes.md, 1 there already"] {
        let (_, err) = ends(folder.path(), &["notes", "--import", "h.json"], 0);
        assert!(err.contains(told), "{err}");
        let grown = fs::read_to_string(folder.path().join("notes.md")).unwrap();
        assert_eq!(grown, format!("{made}\r\n**jane** (2026-03-04): I see.\r\n"));
    }
}

/// What is said on “a market lost”, as Web Annotations: who, when, what.
fn said(remarks: &[[&str; 3]]) -> String {
    let one = |[who, when, text]: &[&str; 3]| {
        json!({ "type": "Annotation", "creator": { "name": who }, "created": when,
            "body": { "type": "TextualBody", "value": text },
            "target": { "source": "https://x.org/essay", "selector": { "type": "TextQuoteSelector", "exact": "a market lost" } } })
    };
    Value::from(remarks.iter().map(one).collect::<Vec<_>>()).to_string()
}

#[test]
fn whoever_comments_alone_is_named_when_others_join() {
    for notes in [
        "---\ncomments-on: essay.md\n---\n\n### \"patience\"\n\nOld.\n",
        "### \"patience\"\n\nOld.\n",
        "---\ncomments-on: essay.md\n---\n\nWords before.\n",
    ] {
        let folder = book(Some(notes));
        fs::write(folder.path().join("a.json"), said(&[["Jo", "2026-03-01T00:00:00Z", "Which?"]])).unwrap();
        let (_, err) = ends(folder.path(), &["notes", "--import", "a.json"], 0);
        assert!(err.contains("1 note added"), "{err}");
        ends(folder.path(), &["check", "--strict"], 0);
    }
}

#[test]
fn what_is_said_in_other_words_is_told_and_nothing_is_lost() {
    let folder = book(None);
    let when = "2026-03-01T00:00:00Z";
    let file = folder.path().join("a.json");
    let import = |wanted: &str, code| {
        let (_, err) = ends(folder.path(), &["notes", "--import", "a.json"], code);
        assert!(err.contains(wanted), "{err}");
    };
    // Two remarks of one minute are two.
    fs::write(&file, said(&[["Jo", when, "Which?"], ["Jo", when, "And where?"]])).unwrap();
    import("2 notes added", 0);
    let path = folder.path().join("commentary.md");
    import("2 there already", 0);
    // A remark that was changed since is told with its note.
    let made = fs::read_to_string(&path).unwrap();
    fs::write(&file, said(&[["Jo", when, "Which, then?"]])).unwrap();
    import("is in the commentary already, in other words", 0);
    assert_eq!(fs::read_to_string(&path).unwrap(), made);
}

#[test]
fn an_own_copy_comes_back_without_duplicates() {
    let notes = "---\ncomments-on: essay.md\nvoices:\n  ed: { name: Ed, label: Ed., role: editor }\n---\n\n\
        ### \"a market lost\"\n\nIt took two.[^1]\n\n[^1]: Journal, *3 May*.\n\n### \"patience\"\n\nOld.\n\n## A threat {.ed}\n\nOn all of it.\n";
    let folder = book(Some(notes));
    ends(folder.path(), &["notes", "--export", "docx", "-o", "copy.docx"], 0);
    let (_, err) = ends(folder.path(), &["notes", "--import", "copy.docx"], 0);
    assert!(err.contains("0 notes added to notes.md, 3 there already"), "{err}");
    assert_eq!(fs::read_to_string(folder.path().join("notes.md")).unwrap(), notes);
    // A note whose words were changed here since gets them, and is not added beside itself.
    let essay = fs::read_to_string(folder.path().join("essay.md")).unwrap();
    fs::write(folder.path().join("essay.md"), essay.replace("a market lost", "a market gained")).unwrap();
    let (_, err) = ends(folder.path(), &["notes", "--import", "copy.docx"], 0);
    assert!(err.contains("1 quotation rewritten") && err.contains("0 notes added"), "{err}");
    let now = fs::read_to_string(folder.path().join("notes.md")).unwrap();
    assert_eq!(now, notes.replace("a market lost", "a market gained"));
}

#[test]
fn what_remarks_need_nothing_of_is_not_opened_in_a_document() {
    let notes =
        "---\ncomments-on: essay.md\nvoices:\n  ed: { name: Ed, label: Ed., role: editor }\n---\n\n### \"a market lost\"\n\nWhich one?\n";
    let folder = book(Some(notes));
    ends(folder.path(), &["notes", "--export", "docx", "-o", "copy.docx"], 0);
    let path = folder.path().join("copy.docx");
    let file = fs::OpenOptions::new().read(true).write(true).open(&path).unwrap();
    let mut archive = zip::ZipWriter::new_append(file).unwrap();
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    archive.start_file("word/media/film.bin", stored).unwrap();
    archive.write_all(b"a film that is damaged").unwrap();
    archive.finish().unwrap();
    let mut bytes = fs::read(&path).unwrap();
    let at = bytes.windows(6).position(|six| six == b"a film").unwrap();
    bytes[at] = b'A';
    let other = book(None);
    fs::write(other.path().join("copy.docx"), bytes).unwrap();
    let (_, err) = ends(other.path(), &["notes", "--import", "copy.docx"], 0);
    assert!(err.contains("1 note added to commentary.md"), "{err}");
}

#[test]
fn private_remarks_are_in_no_export_and_no_file_of_others_is_replaced() {
    let notes = "---\ncomments-on: essay.md\nvoices:\n  ed: { name: Ed, label: Ed., role: editor }\n---\n\n\
        ### \"a market lost\"\n\nRusty é <!-- SECRETA --> and %%SECRETB%% {>>SECRETC<<} so [SECRETD]{.hidden} on.\n\n<div hidden>\n\nSECRETE\n\n</div>\n\nLast – words.\n";
    let folder = book(Some(notes));
    for form in ["w3c", "csv", "readium"] {
        let (out, _) = ends(folder.path(), &["notes", "--export", form], 0);
        assert!(out.contains("Rusty é") && out.contains("on.") && out.contains("Last – words."), "{form}\n{out}");
        assert!(!out.contains("SECRET"), "{form}\n{out}");
        // A file is written, and written anew, but no file of somebody else.
        let path = folder.path().join(form);
        for _ in 0..2 {
            ends(folder.path(), &["notes", "--export", form, "-o", form], 0);
        }
        fs::write(&path, "my diary").unwrap();
        let (_, err) = ends(folder.path(), &["notes", "--export", form, "-o", form], 2);
        assert!(err.contains("is there already") && fs::read_to_string(&path).unwrap() == "my diary", "{err}");
        ends(folder.path(), &["notes", "--export", form, "-o", form, "--force"], 0);
    }
}

#[test]
fn answers_that_a_program_parted_from_their_comments_are_no_new_notes() {
    let notes = "---\ncomments-on: essay.md\nvoices:\n  ed: { name: Ed, label: Ed., role: editor }\n---\n\n\
        ### \"a market lost\"\n\nIt took two.\n\n**Bo Li** (2026-03-04): Three, I think.\n";
    let folder = book(Some(notes));
    ends(folder.path(), &["notes", "--export", "docx", "-o", "copy.docx"], 0);
    // LibreOffice 7.4 writes each as a comment of its own, and which answers which is lost.
    let path = folder.path().join("copy.docx");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(fs::read(&path).unwrap())).unwrap();
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let entry = archive.by_index_raw(at).unwrap();
        if entry.name() != "word/commentsExtended.xml" {
            out.raw_copy_file(entry).unwrap();
        }
    }
    fs::write(&path, out.finish().unwrap().into_inner()).unwrap();
    let (_, err) = ends(folder.path(), &["notes", "--import", "copy.docx"], 0);
    assert!(err.contains("0 notes added to notes.md, 2 there already"), "{err}");
    assert_eq!(fs::read_to_string(folder.path().join("notes.md")).unwrap(), notes);
}

#[test]
fn an_unlisted_commentary_gets_no_second_one_beside_it() {
    let folder = book(None);
    fs::write(folder.path().join("a.json"), said(&[["Jo", "2026-03-01T00:00:00Z", "Which?"]])).unwrap();
    ends(folder.path(), &["notes", "essay.md", "--import", "a.json"], 0);
    let (_, err) = ends(folder.path(), &["notes", "essay.md", "--import", "a.json"], 2);
    assert!(err.contains("the book does not list it") && err.contains("commentary = ["), "{err}");
    assert!(!folder.path().join("commentary-2.md").exists());
}

#[test]
fn a_book_of_mdbook_has_the_commentary_that_is_made_for_it() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("src")).unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("book.toml", "[book]\ntitle = \"Harbours\"\nauthors = [\"A\"]\nlanguage = \"en\"\n");
    write("src/SUMMARY.md", "# Summary\n\n- [One](one.md)\n");
    write("src/one.md", "# One\n\nThe boats came in one by one.\n");
    write("r.json", &serde_json::to_string(&[annotation("The ", "boats came", " in", "Jo", "All?")]).unwrap());
    let (_, err) = ends(folder.path(), &["notes", "--import", "r.json"], 0);
    assert!(err.contains("1 note added to commentary.md") && !err.contains("to have the notes in the book"), "{err}");
    let (_, err) = ends(folder.path(), &["notes", "--import", "r.json"], 0);
    assert!(err.contains("0 notes added to commentary.md, 1 there already"), "{err}");
    let (out, _) = ends(folder.path(), &["notes"], 0);
    assert!(out.contains("boats came"), "{out}");
}

#[test]
fn what_is_no_remarks_is_said_so() {
    let folder = book(None);
    for (name, bytes) in
        [("a.json", &b"{\"a\": 1}"[..]), ("b.pdf", b"%PDF-1.7\nbroken"), ("c.txt", b"words"), ("d.zip", b"PK\x03\x04"), ("e.json", b"[[[[")]
    {
        fs::write(folder.path().join(name), bytes).unwrap();
        let (_, err) = ends(folder.path(), &["notes", "--import", name], 1);
        assert!(err.contains("error[C030]"), "{err}");
    }
    fs::write(folder.path().join("deep.json"), format!("{}{}", "[".repeat(100_000), "]".repeat(100_000))).unwrap();
    ends(folder.path(), &["notes", "--import", "deep.json"], 1);
    ends(folder.path(), &["notes", "--import", "nowhere.json"], 2);
    assert!(!folder.path().join("commentary.md").exists());
}

const NOTES: &str = "---\ncomments-on: essay.md\nvoices:\n  ed: { name: Ed Roe, label: Ed., role: editor }\n  an: { name: Ann, label: An., role: commentator }\n---\n\n\
    ### \"[For] developers\" {.ed date=2026-01-02}\n\nA *note* with\n\n- a list\n\n### \"is freedom … a risk\" {.an}\n\nRange.\n\n## A promise {.ed}\n\nOn all of it.\n\n\
    ### \"Same words\" {.ed draft}\n\nOnce.\n\n## A threat\n\n### \"Same words\" {.an}\n\nAgain.\n\n### \"costs \\$5\" {.ed}\n\nIn a cell: =1+1\n\n### \"note says\" {.ed}\n\nOn a footnote.\n";

/// The places of a book's notes as they are exported, each with who speaks and whether it is a draft.
fn places(folder: &Path) -> Vec<String> {
    let (out, _) = ends(folder, &["notes", "--export", "w3c"], 0);
    let all: Value = serde_json::from_str(&out).unwrap();
    let row = |item: &Value| format!("{} {} {} {}", item["target"], item["creator"], item["created"], item["bindery:draft"]);
    let mut rows: Vec<String> = all["first"]["items"].as_array().unwrap().iter().map(row).collect();
    rows.sort();
    rows
}

#[test]
fn what_is_exported_comes_home_to_the_same_places() {
    let folder = book(Some(NOTES));
    let (out, _) = ends(folder.path(), &["notes", "--export", "w3c"], 0);
    let all: Value = serde_json::from_str(&out).unwrap();
    let items = all["first"]["items"].as_array().unwrap();
    assert_eq!(items.len(), 7, "{out}");
    assert!(items.iter().all(|item| item["target"]["source"] == "essay.md"));
    assert!(items.iter().any(|item| item["created"] == "2026-01-02" && item["creator"]["name"] == "Ed Roe"), "{out}");
    for form in ["w3c", "readium"] {
        let file = format!("{form}.json");
        let (_, err) = ends(folder.path(), &["notes", "--export", form, "-o", &file], 0);
        assert!(err.contains("7 notes"), "{err}");
        // Into the book that it is of nothing comes a second time.
        if form == "w3c" {
            let (_, err) = ends(folder.path(), &["notes", "--import", &file], 0);
            assert!(err.contains("0 notes added to notes.md, 7 there already"), "{err}");
        }
        let other = book(None);
        fs::copy(folder.path().join(&file), other.path().join(&file)).unwrap();
        let (_, err) = ends(other.path(), &["notes", "--import", &file], 0);
        assert!(err.contains("7 notes added to commentary.md"), "{err}");
        assert_eq!(places(other.path()), places(folder.path()), "{form}");
    }
    let (table, _) = ends(folder.path(), &["notes", "--export", "csv"], 0);
    assert_eq!(table.matches("\"essay.md\"").count(), 7, "{table}");
    ends(folder.path(), &["notes", "--export", "csv", "-o", "essay.md"], 2);
}

/// A page of a PDF with these lines, each glyph five points wide, and annotations as its entries say.
fn pdf(lines: &[&str], annotations: &[lopdf::Dictionary]) -> Vec<u8> {
    use lopdf::{Document, Object, Stream, dictionary};
    let mut document = Document::with_version("1.7");
    let pages = document.new_object_id();
    let font = document
        .add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Courier", "Encoding" => "WinAnsiEncoding" });
    let shown: String = lines.iter().map(|line| format!("({line}) Tj 0 -14 Td ")).collect();
    let content = format!("/Artifact BMC BT /F 10 Tf 50 800 Td (Running head) Tj ET EMC BT /F 10 Tf 50 700 Td {shown} ET");
    let content = document.add_object(Stream::new(dictionary! {}, content.into_bytes()));
    // Their numbers are known, so that one can answer another.
    let first = document.max_id + 1;
    let list: Vec<Object> = annotations.iter().map(|one| Object::Reference(document.add_object(one.clone()))).collect();
    assert_eq!(list.first().map(|one| one.as_reference().unwrap().0), Some(first));
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content, "MediaBox" => vec![0.into(), 0.into(), 600.into(), 842.into()],
        "Resources" => dictionary! { "Font" => dictionary! { "F" => font } }, "Annots" => list,
    });
    document.objects.insert(pages, Object::Dictionary(dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn marks_and_notes_on_a_page_find_their_words() {
    use lopdf::{Object, dictionary};
    let folder = book(None);
    let lines = ["The price is high. A license can be re-", "voked, and a market lost, by those who"];
    // The number of the first annotation: pages, font and content come before it.
    let parent = Object::Reference((4, 0));
    // From `A` in the first line to the sixth glyph of the second.
    let quads: Vec<Object> = [145, 709, 245, 709, 145, 698, 245, 698, 50, 695, 80, 695, 50, 684, 80, 684].map(Object::from).to_vec();
    let text = |words: &str| Object::string_literal(words);
    let annotations = [
        dictionary! { "Type" => "Annot", "Subtype" => "Highlight", "QuadPoints" => quads, "Rect" => vec![50.into(), 684.into(), 245.into(), 709.into()],
        "Contents" => text("Why?"), "T" => text("Jane"), "CreationDate" => text("D:20260301101500+01'00'") },
        dictionary! { "Type" => "Annot", "Subtype" => "Popup", "Parent" => parent.clone(), "Contents" => text("no") },
        dictionary! { "Type" => "Annot", "Subtype" => "Text", "IRT" => parent.clone(), "Contents" => text("Because."), "T" => text("Jo") },
        dictionary! { "Type" => "Annot", "Subtype" => "Text", "IRT" => parent, "StateModel" => text("Review"), "State" => text("Completed") },
        dictionary! { "Type" => "Annot", "Subtype" => "Text", "Rect" => vec![400.into(), 680.into(), 420.into(), 700.into()],
        "Contents" => text("Beside the line"), "T" => text("Jane") },
        dictionary! { "Type" => "Annot", "Subtype" => "Underline", "Rect" => vec![50.into(), 684.into(), 80.into(), 695.into()] },
    ];
    fs::write(folder.path().join("r.pdf"), pdf(&lines, &annotations)).unwrap();
    let (_, err) = ends(folder.path(), &["notes", "--import", "r.pdf"], 0);
    assert!(err.contains("2 notes added to commentary.md, 1 passed over, for they say nothing"), "{err}");
    let made = fs::read_to_string(folder.path().join("commentary.md")).unwrap();
    let notes = made.split_once("---\n\n").unwrap().1;
    assert_eq!(
        notes,
        "### \"A license can be revoked,\" {.jane date=2026-03-01T10:15:00+01:00 draft}\n\nWhy?\n\n**Jo**: Because.\n\n\
         ### \"market lost, by those who\" {.jane}\n\nBeside the line\n"
    );
    ends(folder.path(), &["check"], 0);
}
