//! Documents for editors: what `review` writes, and what `merge` brings back of it.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::{Command, Output};

const ESSAY: &str = "# An Essay\n\nThe first paragraph tells of *a very quiet* harbour and its boats.\n\nA second one has [a link to words](https://example.org/) and\nruns over two lines of the source.[^1]\n\n\
    > A quotation of somebody stands here.\n>\n> It has two paragraphs.\n\n- first item of a list\n- second item of it\n\n1. one of three\n2. two of three\n\n\
    ## A *second* heading\n\n| Name | Number |\n|------|--------|\n| boat | seven  |\n| oar  | twelve |\n\n\
    Lines of a poem\\\nthat somebody wrote {.verse}\n\n```\nlet code = 1;\n```\n\nThe price is \"high\" -- very high -- and a\\*b costs $5.\n\n\
    The last paragraph but one goes elsewhere.\n\nThe last paragraph ends the essay.\n\n[^1]: The note of the author says more.\n";

const NOTES: &str = "---\ncomments-on: essay.md\nvoices:\n  ed: { name: Ada Editor, label: \"Ed.\", role: edt }\n---\n\n\
    ### \"its boats\" {.ed date=2026-03-01}\n\nHow many boats?\n\n**Ed.** (2026-03-02): Seven of them.\n\n### \"goes elsewhere\" {.ed}\n\nWhere to?\n";

/// A folder with an essay and a commentary on it.
fn book() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("book.toml"),
        "title = \"T\"\nauthors = \"A\"\nlanguage = \"en\"\nchapters = [\"essay.md\"]\ncommentary = [\"notes.md\"]\n",
    )
    .unwrap();
    fs::write(folder.path().join("essay.md"), ESSAY).unwrap();
    fs::write(folder.path().join("notes.md"), NOTES).unwrap();
    folder
}

#[track_caller]
fn ends(folder: &Path, arguments: &[&str], code: i32) -> String {
    let Output { status, stdout, stderr } =
        Command::new(env!("CARGO_BIN_EXE_bindery")).args(arguments).current_dir(folder).output().unwrap();
    let [out, err] = [stdout, stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    assert_eq!(status.code(), Some(code), "{arguments:?}\n{out}{err}");
    out + &err
}

/// Changes parts of an archive.
fn changed(path: &Path, change: impl Fn(&str, String) -> String) {
    changed_bytes(path, |name, bytes| match String::from_utf8(bytes) {
        Ok(text) => change(name, text).into_bytes(),
        Err(bytes) => bytes.into_bytes(),
    });
}

/// Changes the bytes of an archive's parts.
fn changed_bytes(path: &Path, change: impl Fn(&str, Vec<u8>) -> Vec<u8>) {
    let mut archive = zip::ZipArchive::new(Cursor::new(fs::read(path).unwrap())).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let name = entry.name().to_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        out.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&change(&name, bytes)).unwrap();
    }
    fs::write(path, out.finish().unwrap().into_inner()).unwrap();
}

/// A run of words with these properties, as it is, inserted, or deleted.
fn run(properties: &str, words: &str) -> String {
    format!("<w:r>{properties}<w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

fn inserted(properties: &str, words: &str) -> String {
    format!("<w:ins w:id=\"901\" w:author=\"Ed\" w:date=\"2026-01-01T00:00:00Z\">{}</w:ins>", run(properties, words))
}

fn deleted(properties: &str, words: &str) -> String {
    format!(
        "<w:del w:id=\"902\" w:author=\"Ed\">{}</w:del>",
        run(properties, words).replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
    )
}

/// Rewrites the run that holds some words: from its properties, what stands before them, and what stands behind.
#[track_caller]
fn in_run(part: &str, words: &str, with: impl Fn(&str, &str, &str) -> String) -> String {
    let at = part.find(words).unwrap_or_else(|| panic!("{words} is not in {part}"));
    let start = part[..at].rfind("<w:r>").unwrap();
    let end = at + part[at..].find("</w:r>").unwrap() + "</w:r>".len();
    let text = part[..at].rfind("<w:t").unwrap();
    let open = text + part[text..].find('>').unwrap() + 1;
    let close = at + part[at..].find("</w:t>").unwrap();
    let made = with(&part[start + "<w:r>".len()..text], &part[open..at], &part[at + words.len()..close]);
    format!("{}{made}{}", &part[..start], &part[end..])
}

/// The paragraph that holds some words, from its beginning to its end.
#[track_caller]
fn paragraph(part: &str, words: &str) -> std::ops::Range<usize> {
    let at = part.find(words).unwrap_or_else(|| panic!("{words} is not in {part}"));
    let start = part[..at].rfind("<w:p>").unwrap();
    start..at + part[at..].find("</w:p>").unwrap() + "</w:p>".len()
}

/// What becomes of the essay when its document is edited.
#[track_caller]
fn merged(edit: impl Fn(String) -> String) -> (String, String) {
    let folder = book();
    ends(folder.path(), &["review"], 0);
    changed(&folder.path().join("review.docx"), |name, text| if name == "word/document.xml" { edit(text) } else { text });
    let shown = ends(folder.path(), &["merge", "review.docx"], 0);
    // Notes may follow the words that they are on; all else of them stays.
    let said = |notes: &str| notes.lines().filter(|line| !line.starts_with("###")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(said(&fs::read_to_string(folder.path().join("notes.md")).unwrap()), said(NOTES), "{shown}");
    (fs::read_to_string(folder.path().join("essay.md")).unwrap(), shown)
}

/// Checks that an edit of the document is this change of the essay, and nothing else.
#[track_caller]
fn becomes(edit: impl Fn(String) -> String, old: &str, new: &str) {
    assert_eq!(ESSAY.matches(old).count(), 1, "{old}");
    let (essay, shown) = merged(edit);
    assert_eq!(essay, ESSAY.replace(old, new), "{shown}");
    assert!(!shown.contains("left to you"), "{shown}");
}

#[test]
fn a_review_without_edits_merges_to_nothing() {
    let (essay, shown) = merged(|text| text);
    assert_eq!(essay, ESSAY);
    assert!(shown.contains("0 changes merged into 0 files\n") && shown.contains("0 notes added"), "{shown}");
    // Nor is the work of an editor replaced.
    let folder = book();
    ends(folder.path(), &["review"], 0);
    assert!(ends(folder.path(), &["review"], 2).contains("there already"));
    ends(folder.path(), &["review", "--force"], 0);
}

#[test]
fn words_are_changed_where_they_stand() {
    let replaced = |old: &'static str, new: &'static str| {
        move |text: String| in_run(&text, old, |properties, before, behind| run(properties, &format!("{before}{new}{behind}")))
    };
    becomes(replaced("its boats", "its ships"), "its boats", "its ships");
    becomes(replaced("very quiet", "very loud"), "very quiet", "very loud");
    becomes(replaced("link to words", "link to *things*"), "link to words", "link to \\*things\\*");
    becomes(replaced("over two lines", "over 2 lines"), "over two lines", "over 2 lines");
    becomes(replaced("of somebody stands", "of nobody stands"), "of somebody stands", "of nobody stands");
    becomes(replaced("second item", "third item"), "second item", "third item");
    becomes(replaced("seven", "eight | nine"), "seven ", "eight \\| nine ");
    becomes(replaced("heading", "title"), "heading", "title");
    becomes(replaced("that somebody wrote", "that nobody wrote"), "that somebody wrote", "that nobody wrote");
    becomes(replaced("code = 1;", "code = a*b;"), "code = 1;", "code = a*b;");
    becomes(replaced("very high", "rather high"), "very high", "rather high");
    // A line that begins as a list would.
    becomes(
        |text| {
            in_run(&text, "its boats", |p, before, behind| {
                run(p, &format!("{before}its")) + "<w:r><w:br/></w:r>" + &run(p, &format!("- boats{behind}"))
            })
        },
        "its boats",
        "its\\\n\\- boats",
    );
    // What takes a sign with it that escapes it.
    becomes(replaced("a*b costs", "it costs"), "a\\*b costs", "it costs");
    // A deleted stretch takes the marks round it.
    becomes(
        |text| in_run(&text, "a very quiet", |properties, _, _| deleted(properties, "a very quiet")).replace(" harbour", "harbour"),
        "*a very quiet* harbour",
        "harbour",
    );
}

#[test]
fn tracked_changes_are_taken_as_accepted() {
    becomes(
        |text| {
            in_run(&text, "quotation", |p, before, behind| {
                run(p, before) + &deleted(p, "quotation") + &inserted(p, "saying") + &run(p, behind)
            })
        },
        "A quotation",
        "A saying",
    );
    becomes(
        |text| {
            in_run(&text, " of it", |p, before, behind| run(p, before) + &inserted(p, " or third") + &run(p, &format!(" of it{behind}")))
        },
        "second item of it",
        "second item or third of it",
    );
    becomes(
        |text| {
            in_run(&text, "first paragraph", |p, before, behind| {
                run(p, before) + &run("<w:rPr><w:b/></w:rPr>", "first paragraph") + &run(p, behind)
            })
        },
        "first paragraph",
        "**first paragraph**",
    );
    becomes(|text| in_run(&text, "a very quiet", |_, _, _| run("", "a very quiet")), "*a very quiet*", "a very quiet");
    becomes(
        |text| {
            in_run(&text, "ends the", |p, before, behind| {
                run(p, before) + &run("<w:rPr><w:i/></w:rPr>", "really ") + &run(p, &format!("ends the{behind}"))
            })
        },
        "paragraph ends",
        "paragraph *really* ends",
    );
}

#[test]
fn paragraphs_come_go_part_and_join() {
    let after = |words: &'static str, new: &'static str| {
        move |text: String| {
            let end = paragraph(&text, words).end;
            format!("{}{new}{}", &text[..end], &text[end..])
        }
    };
    let plain = "<w:p><w:r><w:t>A new one, with # and *stars*.</w:t></w:r></w:p>";
    becomes(after("very high", plain), "costs $5.\n", "costs $5.\n\nA new one, with # and \\*stars\\*.\n");
    becomes(
        after("very high", "<w:p><w:pPr><w:pStyle w:val=\"Heading2\"/></w:pPr><w:r><w:t>New part</w:t></w:r></w:p>"),
        "costs $5.\n",
        "costs $5.\n\n## New part\n",
    );
    becomes(
        after(
            "second item",
            "<w:p><w:pPr><w:pStyle w:val=\"ListBullet\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>third</w:t></w:r></w:p>",
        ),
        "- second item of it\n",
        "- second item of it\n- third\n",
    );
    let gone = |words: &'static str| {
        move |mut text: String| {
            text.replace_range(paragraph(&text, words), "");
            text
        }
    };
    becomes(gone("very high"), "The price is \"high\" -- very high -- and a\\*b costs $5.\n\n", "");
    becomes(gone("two of three"), "\n2. two of three", "");
    becomes(gone("The last paragraph ends"), "\n\nThe last paragraph ends the essay.", "");
    let parted = |text: String| {
        in_run(&text, " -- very".replace("--", "–").as_str(), |p, before, behind| {
            format!("{}</w:p><w:p>{}", run(p, before), run(p, &format!("Very{behind}")))
        })
    };
    becomes(parted, "\"high\" -- very high", "\"high\"\n\nVery high");
    let joined = |mut text: String| {
        let next = paragraph(&text, "The last paragraph ends");
        let inner = text[next.clone()].trim_start_matches("<w:p>").to_owned();
        text.replace_range(next, "");
        let end = paragraph(&text, "goes").end - "</w:p>".len();
        text.replace_range(end..end + "</w:p>".len(), &format!("{}{inner}", run("", " ")));
        text
    };
    becomes(joined, "elsewhere.\n\nThe last paragraph ends", "elsewhere. The last paragraph ends");
    let moved = |mut text: String| {
        let range = paragraph(&text, "goes");
        let one = text[range.clone()].to_owned();
        text.replace_range(range, "");
        let at = paragraph(&text, "A second one").start;
        text.insert_str(at, &one);
        text
    };
    let (essay, shown) = merged(moved);
    let line = "The last paragraph but one goes elsewhere.\n\n";
    assert_eq!(essay, ESSAY.replace(line, "").replace("A second one", &format!("{line}A second one")), "{shown}");
}

#[test]
fn what_is_not_certain_is_told_and_left() {
    // The mark of a note, a cell of a table, a paragraph of a note.
    let (essay, shown) = merged(|text| text.replace("<w:footnoteReference w:id=\"1\"/>", ""));
    assert_eq!(essay, ESSAY);
    assert!(shown.contains("C038") && shown.contains("essay.md:5:") && shown.contains("left to you"), "{shown}");
    let (essay, shown) = merged(|text| {
        let start = text.find("<w:tr><w:tc>").unwrap();
        let end = start + text[start..].find("</w:tr>").unwrap() + "</w:tr>".len();
        format!("{}{}", &text[..start], &text[end..])
    });
    assert_eq!(essay, ESSAY);
    assert!(shown.contains("“boat”") && shown.contains("essay.md:22:3"), "{shown}");
    // Other documents, and documents of other books.
    let folder = book();
    ends(folder.path(), &["notes", "--export", "docx", "-o", "copy.docx"], 0);
    changed(&folder.path().join("copy.docx"), |_, text| text.replace("w:name=\"_", "w:name=\"x"));
    assert!(ends(folder.path(), &["merge", "copy.docx"], 1).contains("no document of `bindery review`"));
    ends(folder.path(), &["review"], 0);
    fs::write(folder.path().join("essay.md"), "# Another\n\nText of another book.\n").unwrap();
    assert!(ends(folder.path(), &["merge", "review.docx"], 1).contains("another book"));
    fs::write(folder.path().join("damaged.docx"), b"PK no archive").unwrap();
    assert!(ends(folder.path(), &["merge", "damaged.docx"], 1).contains("can't be read"));
}

#[test]
fn a_text_that_went_on_is_merged_where_it_is_the_same() {
    let folder = book();
    ends(folder.path(), &["review"], 0);
    let replace = |text: String, old: &str, new: &str| in_run(&text, old, |p, before, behind| run(p, &format!("{before}{new}{behind}")));
    changed(&folder.path().join("review.docx"), |name, text| match name {
        "word/document.xml" => replace(replace(text, "its boats", "its ships"), "very high", "rather high"),
        _ => text,
    });
    // A new paragraph at the head moves all that is behind it; another was changed here too.
    let now = ESSAY.replace("The first", "A new paragraph.\n\nThe first").replace("costs $5", "costs $6");
    fs::write(folder.path().join("essay.md"), &now).unwrap();
    let shown = ends(folder.path(), &["merge", "review.docx"], 0);
    assert_eq!(fs::read_to_string(folder.path().join("essay.md")).unwrap(), now.replace("its boats", "its ships"), "{shown}");
    assert!(shown.contains("was changed here too") && shown.contains("| The price is"), "{shown}");
}

#[test]
fn lines_that_stay_keep_their_bytes() {
    let folder = book();
    let crlf = format!("\u{FEFF}{}", ESSAY.replace('\n', "\r\n"));
    fs::write(folder.path().join("essay.md"), &crlf).unwrap();
    ends(folder.path(), &["review"], 0);
    changed(&folder.path().join("review.docx"), |name, text| match name {
        "word/document.xml" => in_run(&text, "twelve", |p, _, _| run(p, "thirteen")),
        _ => text,
    });
    let shown = ends(folder.path(), &["merge", "review.docx", "--dry-run"], 0);
    assert!(shown.contains("--- essay.md\n+++ essay.md\n@@ -23 +23 @@\n-| oar  | twelve |\n+| oar  | thirteen |\n"), "{shown}");
    assert_eq!(fs::read_to_string(folder.path().join("essay.md")).unwrap(), crlf);
    ends(folder.path(), &["merge", "review.docx"], 0);
    assert_eq!(fs::read_to_string(folder.path().join("essay.md")).unwrap(), crlf.replace("twelve", "thirteen"));
}

#[test]
fn notes_follow_the_words_that_an_editor_changes() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("book.toml", "title = \"T\"\nauthors = [\"A\"]\nlanguage = \"en\"\nchapters = [\"essay.md\"]\ncommentary = [\"notes.md\"]\n");
    write(
        "essay.md",
        "# T\n\nThe singers of ancient India gave to mankind the Vina.\n\nIt is the instrument of India. The songs were given to denote the tune.\n",
    );
    write(
        "notes.md",
        "---\ncomments-on: essay.md\nvoices:\n  r: { name: \"Maria Ruiz\", label: MR }\nvoice: r\n---\n\n### \"of India.\"\n\nWhere?\n\n### \"given to\"\n\nWhy?\n\n### \"ancient\"\n\nHow old?\n",
    );
    ends(folder.path(), &["review"], 0);
    changed(&folder.path().join("review.docx"), |name, text| {
        let replaced = |text: String, old: &str, new: &str| {
            assert_eq!(text.matches(old).count(), 1, "{old}");
            text.replace(old, new)
        };
        if name == "word/document.xml" {
            let text = replaced(text, ">of India.<", ">of Persia.<");
            replaced(text, ">given to<", ">splendid to<")
        } else {
            text
        }
    });
    let shown = ends(folder.path(), &["merge", "review.docx"], 0);
    assert!(shown.contains("2 quotations rewritten"), "{shown}");
    let notes = fs::read_to_string(folder.path().join("notes.md")).unwrap();
    assert!(notes.contains("### \"of Persia.\"\n\nWhere?") && notes.contains("### \"splendid to\"\n\nWhy?"), "{notes}");
    ends(folder.path(), &["check", "--strict"], 0);
    // The same document once more changes nothing, and nothing is said to have been changed here.
    let shown = ends(folder.path(), &["merge", "review.docx"], 0);
    assert!(shown.contains("0 changes merged") && !shown.contains("left to you") && shown.contains("0 notes added"), "{shown}");
    assert_eq!(fs::read_to_string(folder.path().join("notes.md")).unwrap(), notes);
}

#[test]
fn answers_in_all_forms_are_known() {
    let folder = book();
    let notes = "---\ncomments-on: essay.md\nvoices:\n  ed: { name: Ada Editor, label: \"AE\", role: edt }\nvoice: ed\n---\n\n\
        ### \"its boats\"\n\nHow many boats?\n\n**AE:** <!-- 2026-03-02T10:00:00Z --> Seven of them.\n\n**Bo Reader** (2026-03-03): Eight.\n\n\
        **Ada Editor**: Nine.\n";
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    ends(folder.path(), &["review"], 0);
    changed(&folder.path().join("review.docx"), |name, text| {
        if name == "word/comments.xml" {
            assert_eq!(text.matches("<w:comment ").count(), 4, "{text}");
        }
        text
    });
    for command in [&["merge", "review.docx"][..], &["notes", "--import", "review.docx"]] {
        let shown = ends(folder.path(), command, 0);
        assert!(shown.contains("0 notes added") && !shown.contains("answer"), "{shown}");
        assert_eq!(fs::read_to_string(folder.path().join("notes.md")).unwrap(), notes, "{shown}");
    }
}

/// What becomes of the commentary when the comments of the document are edited.
#[track_caller]
fn commented(notes: &str, edit: impl Fn(&str, String) -> String) -> (String, String) {
    let folder = book();
    fs::write(folder.path().join("notes.md"), notes).unwrap();
    ends(folder.path(), &["review"], 0);
    changed(&folder.path().join("review.docx"), edit);
    let shown = ends(folder.path(), &["merge", "review.docx"], 0);
    let now = fs::read_to_string(folder.path().join("notes.md")).unwrap();
    // The same once more changes nothing.
    ends(folder.path(), &["merge", "review.docx"], 0);
    assert_eq!(fs::read_to_string(folder.path().join("notes.md")).unwrap(), now, "{shown}");
    (now, shown)
}

#[test]
fn comments_that_were_deleted_are_told() {
    let (notes, shown) = commented(NOTES, |name, text| match name {
        "word/comments.xml" => {
            let at = text.rfind("<w:comment ").unwrap();
            format!("{}</w:comments>", &text[..at])
        }
        _ => text,
    });
    assert_eq!(notes, NOTES);
    assert!(shown.contains("this note was deleted in the document, or its words were changed there"), "{shown}");
}

#[test]
fn comments_with_other_words_are_notes_with_these() {
    let to = |old: &'static str, new: &'static str| {
        move |name: &str, text: String| match name {
            "word/comments.xml" => {
                assert_eq!(text.matches(old).count(), 1, "{old} {text}");
                text.replace(old, new)
            }
            _ => text,
        }
    };
    for (old, new, written) in [
        ("How many boats?", "How many *big* boats?", "How many \\*big\\* boats?"),
        ("Seven of them.", "Eight of them.", "Eight of them."),
        ("Where to?", "Where to? And why?", "Where to? And why?"),
    ] {
        let (notes, shown) = commented(NOTES, to(old, new));
        assert_eq!(notes, NOTES.replace(old, written), "{shown}");
        assert!(shown.contains("1 note given other words") && shown.contains("0 notes added"), "{shown}");
        assert!(!shown.contains("left to you"), "{shown}");
    }
    // Words with marks are told, and are no second note.
    let marked = NOTES.replace("How many boats?", "How *many* boats?");
    let (notes, shown) = commented(&marked, to("boats?</w:t>", "ships?</w:t>"));
    let (notes, shown) = if notes == marked { (notes, shown) } else { panic!("{notes}{shown}") };
    assert!(shown.contains("the words of this comment were changed there") && shown.contains("ships?"), "{shown}");
    assert!(shown.contains("0 notes added") && !notes.contains("ships"), "{shown}");
}

#[test]
fn a_note_with_a_table_is_known_again() {
    let notes = NOTES.replace("How many boats?", "How many boats?\n\n| Name | Number |\n|------|--------|\n| boat | seven  |\n\nOr more.");
    let (now, shown) = commented(&notes, |_, text| text);
    assert_eq!(now, notes, "{shown}");
    assert!(!shown.contains("C038") && shown.contains("0 notes added"), "{shown}");
}

#[test]
fn other_pictures_and_words_for_them_are_told() {
    const PIXEL: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    let folder = tempfile::tempdir().unwrap();
    let bytes = base64(PIXEL);
    fs::write(folder.path().join("boat.png"), &bytes).unwrap();
    let essay = "# T\n\nBefore.\n\n![A boat](boat.png)\n\nBehind.\n";
    for (part, old, new, told) in [
        ("word/document.xml", "\"A boat\"", "\"A ship\"", "a picture is described by “A ship” there, and by “A boat” here"),
        ("word/media", "", "", "the picture “A boat” is another one there"),
    ] {
        fs::write(folder.path().join("essay.md"), essay).unwrap();
        ends(folder.path(), &["review", "essay.md", "--force"], 0);
        let path = folder.path().join("review.docx");
        changed(&path, |name, text| if name == part { text.replace(old, new) } else { text });
        if old.is_empty() {
            let mut other = bytes.clone();
            *other.last_mut().unwrap() ^= 1;
            replaced_bytes(&path, "word/media/", &other);
        }
        let shown = ends(folder.path(), &["merge", "review.docx", "essay.md"], 0);
        assert!(shown.contains(told) && shown.contains("1 left to you"), "{shown}");
        assert_eq!(fs::read_to_string(folder.path().join("essay.md")).unwrap(), essay);
    }
}

/// The bytes that letters of base 64 stand for.
fn base64(letters: &str) -> Vec<u8> {
    const SIGNS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut out, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for value in letters.chars().filter_map(|letter| SIGNS.find(letter)) {
        bits = bits << 6 | u32::try_from(value).unwrap();
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(u8::try_from(bits >> count & 0xFF).unwrap());
        }
    }
    out
}

/// Puts other bytes in place of the parts of an archive whose names begin so.
fn replaced_bytes(path: &Path, begin: &str, with: &[u8]) {
    changed_bytes(path, |name, bytes| if name.starts_with(begin) { with.to_vec() } else { bytes });
}

#[test]
fn comments_come_home() {
    let folder = book();
    ends(folder.path(), &["review"], 0);
    let comment = |id: usize, paragraph: &str, says: &str| {
        format!(
            "<w:comment w:id=\"{id}\" w:author=\"Bo Reader\" w:date=\"2026-05-01T10:00:00Z\"><w:p w14:paraId=\"{paragraph}\"><w:r><w:t>{says}</w:t></w:r></w:p></w:comment>"
        )
    };
    changed(&folder.path().join("review.docx"), |name, text| match name {
        "word/document.xml" => in_run(&text, "second item", |p, before, behind| {
            format!(
                "{}<w:commentRangeStart w:id=\"50\"/>{}<w:commentRangeEnd w:id=\"50\"/><w:r><w:commentReference w:id=\"50\"/></w:r>{}",
                run(p, before),
                run(p, "second item"),
                run(p, behind)
            )
        }),
        "word/comments.xml" => {
            assert!(text.contains("w:author=\"Ada Editor\" w:date=\"2026-03-01T00:00:00Z\"") && text.contains("Seven of them."), "{text}");
            text.replace(
                "</w:comments>",
                &format!("{}{}</w:comments>", comment(50, "20000001", "Which item?"), comment(51, "20000002", "I know.")),
            )
        }
        // The first thread gets an answer, the second is resolved.
        "word/commentsExtended.xml" => {
            assert_eq!((text.matches("w15:commentEx ").count(), text.matches("w15:paraIdParent=\"10000001\"").count()), (3, 1), "{text}");
            let text = text.replace("</w15:commentsEx>", "<w15:commentEx w15:paraId=\"20000001\" w15:done=\"0\"/><w15:commentEx w15:paraId=\"20000002\" w15:paraIdParent=\"10000001\" w15:done=\"0\"/></w15:commentsEx>");
            text.replace("w15:paraId=\"10000003\" w15:done=\"0\"", "w15:paraId=\"10000003\" w15:done=\"1\"")
        }
        _ => text,
    });
    let shown = ends(folder.path(), &["merge", "review.docx"], 0);
    assert_eq!(fs::read_to_string(folder.path().join("essay.md")).unwrap(), ESSAY, "{shown}");
    let notes = fs::read_to_string(folder.path().join("notes.md")).unwrap();
    let expected = NOTES.replace("{.ed}", "{.ed draft}").replace(
        "role: edt }\n",
        "role: edt }\n  bo-reader: { name: \"Bo Reader\", label: \"B. Reader\", role: commentator }\nvoice: \"ed\"\n",
    );
    assert!(notes.contains("### \"second item\" {.bo-reader date=2026-05-01T10:00:00Z}\n\nWhich item?\n"), "{notes}\n{shown}");
    // The answer stands in the note that it answers.
    let answered = "Seven of them.\n\n**Bo Reader** (2026-05-01): I know.\n\n### \"goes elsewhere\"";
    assert!(notes.contains(answered), "{notes}\n{shown}");
    assert!(notes.contains("### \"goes elsewhere\" {.ed draft}") && notes.len() > expected.len(), "{notes}");
    // Once more, all is known.
    let shown = ends(folder.path(), &["merge", "review.docx"], 0);
    assert!(shown.contains("0 changes merged into 0 files") && shown.contains("0 notes added"), "{shown}");
    assert_eq!(fs::read_to_string(folder.path().join("notes.md")).unwrap(), notes);
}

/// What becomes of an essay by itself when its document is edited, and what is said.
#[track_caller]
fn merged_essay(essay: &str, edit: impl Fn(String) -> String) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("essay.md"), essay).unwrap();
    ends(folder.path(), &["review", "essay.md"], 0);
    changed(&folder.path().join("review.docx"), |name, text| if name == "word/document.xml" { edit(text) } else { text });
    let shown = ends(folder.path(), &["merge", "review.docx", "essay.md"], 0);
    (fs::read_to_string(folder.path().join("essay.md")).unwrap(), shown)
}

/// Takes the paragraphs out that hold these words.
fn without(words: &'static [&'static str]) -> impl Fn(String) -> String {
    move |mut text| {
        for words in words {
            text.replace_range(paragraph(&text, words), "");
        }
        text
    }
}

/// Puts copies of a paragraph with other words behind it.
fn doubled(words: &'static str, new: &'static [&'static str]) -> impl Fn(String) -> String {
    move |mut text| {
        let range = paragraph(&text, words);
        let mut one = text[range.clone()].to_owned();
        while let Some(at) = one.find("<w:bookmark") {
            let end = at + one[at..].find("/>").unwrap() + 2;
            one.replace_range(at..end, "");
        }
        let copies: String = new.iter().map(|new| one.replace(words, new)).collect();
        text.insert_str(range.end, &copies);
        text
    }
}

#[test]
fn ordered_lists_are_numbered_on_as_their_author_wrote_them() {
    let list = |numbers: &[u32], names: &[&str], mark: &str| {
        let items: String = numbers.iter().zip(names).map(|(number, name)| format!("{number}{mark} item {name}\n")).collect();
        format!("# T\n\nBefore.\n\n{items}\nBehind.\n")
    };
    let names = ["one", "two", "three", "four"];
    let without_two = ["one", "three", "four"];
    let with_new = ["one", "two", "new", "newer", "three", "four"];
    for (numbers, less, more, mark) in [
        (&[1, 2, 3, 4][..], &[1, 2, 3][..], &[1, 2, 3, 4, 5, 6][..], "."),
        (&[1, 1, 1, 1], &[1, 1, 1], &[1, 1, 1, 1, 1, 1], "."),
        (&[7, 8, 9, 10], &[7, 8, 9], &[7, 8, 9, 10, 11, 12], ")"),
        (&[0, 1, 2, 3], &[0, 1, 2], &[0, 1, 2, 3, 4, 5], "."),
    ] {
        let essay = list(numbers, &names, mark);
        for (edited, wanted) in [
            (merged_essay(&essay, without(&["item two"])), list(less, &without_two, mark)),
            (merged_essay(&essay, doubled("item two", &["item new", "item newer"])), list(more, &with_new, mark)),
        ] {
            assert_eq!(edited.0, wanted, "{}", edited.1);
            assert!(!edited.1.contains("left to you"), "{}", edited.1);
        }
    }
    // Letters and Roman numerals, which are none without their order.
    for labels in [
        ["a.", "b.", "c.", "d.", "e.", "f."],
        ["A)", "B)", "C)", "D)", "E)", "F)"],
        ["(c)", "(d)", "(e)", "(f)", "(g)", "(h)"],
        ["i.", "ii.", "iii.", "iv.", "v.", "vi."],
        ["VII)", "VIII)", "IX)", "X)", "XI)", "XII)"],
    ] {
        let list = |names: &[&str]| {
            let items: String = labels.iter().zip(names).map(|(label, name)| format!("{label} item {name}\n")).collect();
            format!("# T\n\nBefore.\n\n{items}\nBehind.\n")
        };
        let essay = list(&names);
        for (edited, wanted) in [
            (merged_essay(&essay, without(&["item two"])), list(&without_two)),
            (merged_essay(&essay, without(&["item one"])), list(&names[1..])),
            (merged_essay(&essay, doubled("item two", &["item new", "item newer"])), list(&with_new)),
        ] {
            assert_eq!(edited.0, wanted, "{}", edited.1);
            assert!(!edited.1.contains("left to you"), "{}", edited.1);
        }
    }
    let essay = "# T\n\nvii) item one\nviii) item two\n\n      More of two.\nix) item three\n";
    let wanted = "# T\n\nvii) item one\nviii) item new\nix) item two\n\n    More of two.\nx) item three\n";
    let (now, shown) = merged_essay(essay, doubled("item one", &["item new"]));
    assert_eq!(now, wanted, "{shown}");
    // Numbers of which no rule can be told stay, and so do lists that nobody touched.
    let other = "\n5. five\n7. seven\n";
    let essay = list(&[1, 3, 4, 9], &names, ".") + other;
    assert_eq!(merged_essay(&essay, without(&["item two"])).0, list(&[1, 4, 9], &without_two, ".") + other);
    // What an item holds stays within it when its number grows.
    let essay = "# T\n\n8. item one\n9. item two\n\n   More of two.\n\n   - deep\n10. item three\n";
    let wanted = "# T\n\n8. item one\n9. item new\n10. item two\n\n    More of two.\n\n    - deep\n11. item three\n";
    let (now, shown) = merged_essay(essay, doubled("item one", &["item new"]));
    assert_eq!(now, wanted, "{shown}");
    // The first item goes: the list begins where it began. And lists in quotations.
    assert_eq!(merged_essay(&list(&[3, 4, 5, 6], &names, "."), without(&["item one"])).0, list(&[3, 4, 5], &names[1..], "."));
    let quoted = |text: &str| text.lines().map(|line| format!("> {line}\n")).collect::<String>();
    let essay = format!("# T\n\n{}", quoted("1. item one\n2. item two\n3. item three"));
    let (now, shown) = merged_essay(&essay, without(&["item two"]));
    assert_eq!(now, format!("# T\n\n{}", quoted("1. item one\n2. item three")), "{shown}");
}

#[test]
fn words_and_ends_of_paragraphs_behind_marks_and_pictures_are_merged() {
    let essay = "# T\n\nThe first ends with a note.[^1]\n\nThe second begins here.^[An inline note.]\n\n$x^2$ begins the third.\n\n[^1]: The note.\n";
    let joined = |first: &'static str, second: &'static str| {
        move |mut text: String| {
            let next = paragraph(&text, second);
            let inner = text[next.clone()].trim_start_matches("<w:p>").to_owned();
            text.replace_range(next, "");
            let end = paragraph(&text, first).end - "</w:p>".len();
            text.replace_range(end..end + "</w:p>".len(), &format!("{}{inner}", run("", " ")));
            text
        }
    };
    for (edited, old, new) in [
        (merged_essay(essay, joined("The first", "The second")), "[^1]\n\nThe second", "[^1] The second"),
        (merged_essay(essay, joined("The second", "begins the third")), "note.]\n\n$x^2$", "note.] $x^2$"),
        // The mark of the end alone is deleted, tracked.
        (
            merged_essay(essay, |mut text| {
                let at = paragraph(&text, "The first").start + "<w:p>".len();
                text.insert_str(at, "<w:pPr><w:rPr><w:del w:id=\"903\" w:author=\"Ed\"/></w:rPr></w:pPr>");
                text
            }),
            "[^1]\n\nThe second",
            "[^1]The second",
        ),
        // Words are added behind a mark.
        (
            merged_essay(essay, |mut text| {
                let at = paragraph(&text, "The first").end - "</w:p>".len();
                text.insert_str(at, &inserted("", " And more."));
                text
            }),
            "note.[^1]",
            "note.[^1] And more.",
        ),
    ] {
        assert_eq!(edited.0, essay.replace(old, new), "{}", edited.1);
        assert!(!edited.1.contains("left to you"), "{}", edited.1);
    }
}

#[test]
fn titles_of_callouts_that_are_deleted_are_merged_or_told() {
    let essay = "# T\n\n> [!NOTE] A title of it\n> What the note says.\n\nBetween.\n\n> [!TIP]\n> Advice.\n";
    let untitled = essay.replace(" A title of it", "");
    let (now, shown) = merged_essay(essay, without(&["A title of it"]));
    assert_eq!(now, untitled, "{shown}");
    assert!(!shown.contains("left to you"), "{shown}");
    // Its words are deleted, tracked, with the end of its paragraph or without.
    let tracked = |mark: &'static str| {
        move |text: String| {
            let text = in_run(&text, "A title of it", |p, _, _| deleted(p, "A title of it"));
            let at = paragraph(&text, "A title of it").start;
            let style = at + text[at..].find("</w:pPr>").unwrap();
            format!("{}{mark}{}", &text[..style], &text[style..])
        }
    };
    for mark in ["", "<w:rPr><w:del w:id=\"904\" w:author=\"Ed\"/></w:rPr>"] {
        let (now, shown) = merged_essay(essay, tracked(mark));
        assert_eq!(now, untitled, "{shown}");
    }
    // A label that the author has not written can't go from the sources.
    let (now, shown) = merged_essay(essay, |text| {
        let label = text.rfind("NoteBoxTitle").unwrap();
        let start = text[..label].rfind("<w:p>").unwrap();
        let end = start + text[start..].find("</w:p>").unwrap() + "</w:p>".len();
        format!("{}{}", &text[..start], &text[end..])
    });
    assert_eq!(now, essay, "{shown}");
    assert!(shown.contains("stands in no file of the text"), "{shown}");
}

/// An essay with a paragraph of each kind.
const KINDS: &str = "# T\n\n## First\n\nA plain paragraph with [a link](https://example.org/here) in it.\n\n### Deep\n\n> A quotation.\n\n\
    The formula $x^2+1$ is here.\n\n- one\n- two\n  - inner\n- three\n\n1. first\n2. second\n\n\
    ```\nlet code\n```\n\nA poem\n{.verse}\n\nThe numbered $y+1\\label{one}$ stays.\n\nLast words.\n";

/// Replaces something in the paragraph that holds some words.
#[track_caller]
fn in_paragraph(text: &str, words: &str, old: &str, new: &str) -> String {
    let range = paragraph(text, words);
    let one = text[range.clone()].replacen(old, new, 1);
    assert_ne!(one, text[range.clone()], "{old}");
    format!("{}{one}{}", &text[..range.start], &text[range.end..])
}

#[test]
fn what_an_editor_makes_of_paragraphs_is_told_and_how_to_write_it() {
    let tell = |edit: &dyn Fn(String) -> String, told: &str| {
        let (now, shown) = merged_essay(KINDS, edit);
        assert_eq!(now, KINDS, "{shown}");
        assert!(shown.contains("C038") && shown.contains(told) && shown.contains("1 left to you"), "{told}\n{shown}");
    };
    for (words, old, new, told) in [
        (">let code<", "SourceCode", "Normal", "take the lines of ``` round it away"),
        (">A poem<", "Verse", "Normal", "take `{.verse}` away"),
        ("Last words", "<w:p>", "<w:p><w:pPr><w:pStyle w:val=\"Verse\"/></w:pPr>", "write `{.verse}` behind it"),
    ] {
        tell(&|text: String| in_paragraph(&text, words, old, new), told);
    }
}

/// Checks that edits of the document are this change of an essay, and nothing else, and that the document once more changes nothing.
#[track_caller]
fn essay_becomes(essay: &str, edit: impl Fn(&str, String) -> String, wanted: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("essay.md");
    fs::write(&path, essay).unwrap();
    ends(folder.path(), &["review", "essay.md"], 0);
    changed(&folder.path().join("review.docx"), edit);
    let shown = ends(folder.path(), &["merge", "review.docx", "essay.md"], 0);
    assert_eq!(fs::read_to_string(&path).unwrap(), wanted, "{shown}");
    assert!(!shown.contains("left to you"), "{shown}");
    let shown = ends(folder.path(), &["merge", "review.docx", "essay.md"], 0);
    assert_eq!(fs::read_to_string(&path).unwrap(), wanted, "{shown}");
    assert!(shown.contains("0 changes merged into 0 files"), "{shown}");
}

#[test]
fn headings_quotations_and_ends_of_pages_are_merged() {
    let style = |style: &str| format!("<w:pPr><w:pStyle w:val=\"{style}\"/>");
    let quote = "<w:p><w:pPr><w:pStyle w:val=\"Quote\"/></w:pPr>";
    let page = "<w:r><w:br w:type=\"page\"/></w:r><w:bookmarkStart";
    let heading = format!("<w:p>{}</w:pPr>", style("Heading2"));
    for (words, old, new, [was, is]) in [
        (">Deep<", "Heading2", "Heading1", ["### Deep", "## Deep"]),
        (">First<", "Heading1", "Heading3", ["## First", "#### First"]),
        (">Deep<", &*style("Heading2"), "<w:pPr>", ["### Deep", "Deep"]),
        (">Deep<", "<w:pPr>", "<w:pPr><w:outlineLvl w:val=\"9\"/>", ["### Deep", "### Deep"]),
        ("Last words", "<w:p>", &*heading, ["Last words.", "### Last words."]),
        ("Last words", "<w:p>", quote, ["Last words.", "> Last words."]),
        ("A quotation.", "Quote", "Normal", ["> A quotation.", "A quotation."]),
        ("Last words", "<w:bookmarkStart", page, ["Last words.", "\\newpage\n\nLast words."]),
    ] {
        let wanted = KINDS.replace(was, is);
        let edit = |part: &str, text: String| match part {
            "word/document.xml" => in_paragraph(&text, words, old, new),
            _ => text,
        };
        essay_becomes(KINDS, edit, &wanted);
    }
    // Other forms of the source: lines below headings, marks behind them, lines that follow without an empty one, several lines.
    let essay = "# T\n\nUnder\nlined *one*\n-------\nText below.\n\n## Closed ##\n\nTwo lines\n  of words.\n\n> One of two\n> lines.\n>\n> Two of two.\n\n\\newpage\n\nLast.\n";
    let is = |edit: &dyn Fn(&str) -> String, was: &str, new: &str| {
        assert_eq!(essay.matches(was).count(), 1, "{was}");
        let edit = |part: &str, text: String| if part == "word/document.xml" { edit(&text) } else { text };
        essay_becomes(essay, edit, &essay.replace(was, new));
    };
    let to = |words: &'static str, old: &'static str, new: &'static str| move |text: &str| in_paragraph(text, words, old, new);
    is(&to("Closed", "Heading1", "Heading2"), "## Closed ##", "### Closed ##");
    is(&to("Closed", "Heading1", "Normal"), "## Closed ##", "Closed");
    is(&to("Under", "Heading1", "Normal"), "\n-------\nText", "\n\nText");
    is(&to("Two lines", "<w:p>", "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr>"), "Two lines\n  of words.", "## Two lines of words.");
    is(
        &to("Two lines", "<w:p>", "<w:p><w:pPr><w:pStyle w:val=\"Quote\"/></w:pPr>"),
        "Two lines\n  of words.",
        "> Two lines\n>   of words.",
    );
    is(&to("One of two", "Quote", "Normal"), "> One of two\n> lines.\n>\n", "One of two\nlines.\n\n");
    is(&to("Two of two", "Quote", "Normal"), ">\n> Two of two.\n", "\nTwo of two.\n");
    is(
        &|text| text.replace("w:val=\"Quote\"", "w:val=\"Normal\""),
        "> One of two\n> lines.\n>\n> Two of two.\n",
        "One of two\nlines.\n\nTwo of two.\n",
    );
    is(&|text| text.replace("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>", ""), "\\newpage\n\n", "");
}

#[test]
fn what_stands_below_the_end_of_a_page_may_go() {
    let essay = "# T\n\nBefore.\n\n\\newpage\n\nThis one goes.\n\nNext.\n\nLast.\n";
    let (now, shown) = merged_essay(essay, without(&["This one goes"]));
    assert_eq!(now, essay.replace("This one goes.\n\n", ""), "{shown}");
    let (now, shown) = merged_essay(essay, moved(&["This one goes"], "Last."));
    assert_eq!(now, essay.replace("This one goes.\n\n", "").replace("Last.\n", "Last.\n\nThis one goes.\n"), "{shown}");
}

#[test]
fn bullets_and_numbers_are_exchanged() {
    let essay = "# T\n\n- one\n- two\n\n  More of two.\n  - inner\n- three\n\nBetween.\n\n9. first\n10. second\n    - deep\n\nLast.\n";
    let numbers = |text: &str, words: &str, number: usize, to: usize| {
        let [old, new] = [number, to].map(|id| format!("<w:numId w:val=\"{id}\"/>"));
        in_paragraph(text, words, &old, &new)
    };
    let ids = |text: &str, words: &str| -> usize {
        let one = &text[paragraph(text, words)];
        let at = one.find("<w:numId w:val=\"").unwrap() + "<w:numId w:val=\"".len();
        one[at..].split('"').next().unwrap().parse().unwrap()
    };
    let edit = |part: &str, mut text: String| {
        if part == "word/document.xml" {
            let (bullets, figures) = (ids(&text, ">one<"), ids(&text, ">first<"));
            for words in [">one<", ">two<", ">three<"] {
                text = numbers(&text, words, bullets, figures);
            }
        }
        text
    };
    let wanted =
        essay.replace("- one\n- two\n\n  More of two.\n  - inner\n- three", "1. one\n2. two\n\n   More of two.\n   - inner\n3. three");
    essay_becomes(essay, edit, &wanted);
    let edit = |part: &str, mut text: String| {
        if part == "word/document.xml" {
            let (bullets, figures) = (ids(&text, ">one<"), ids(&text, ">first<"));
            for words in [">first<", ">second<"] {
                text = numbers(&text, words, figures, bullets);
            }
        }
        text
    };
    essay_becomes(essay, edit, &essay.replace("9. first\n10. second\n    - deep", "- first\n- second\n  - deep"));
}

#[test]
fn formulas_are_changed_in_the_author_s_own_latex() {
    let essay = "# T\n\nOne $\\frac{a}{b} + x ^ 2$ here.\n\nTwo $x^{2}+\\alpha$ there.\n\n$$\n\\sum_{i=1}^n i = 5\n$$\n\nThree $a+b$ and $c+d$ too.\n";
    let edited = |words: &'static str, old: &'static str, new: &'static str| {
        move |part: &str, text: String| if part == "word/document.xml" { in_paragraph(&text, words, old, new) } else { text }
    };
    essay_becomes(essay, edited(" here.", ">x</m:t>", ">y</m:t>"), &essay.replace("x ^ 2", "y ^ 2"));
    essay_becomes(essay, edited(" here.", ">2</m:t>", ">12</m:t>"), &essay.replace("x ^ 2", "x ^ {12}"));
    essay_becomes(essay, edited(" there.", ">α</m:t>", ">αx</m:t>"), &essay.replace("+\\alpha", "+\\alpha x"));
    essay_becomes(essay, edited(" too.", ">d</m:t>", ">e</m:t>"), &essay.replace("$c+d$", "$c+e$"));
    essay_becomes(essay, edited(">5</m:t>", ">5</m:t>", ">6</m:t>"), &essay.replace("i = 5", "i = 6"));
}

#[test]
fn paragraphs_are_set_in_the_middle_on_the_right_and_back() {
    let essay = "# T\n\nOne of two\nlines.\n\nTwo.\n\n<div align=\"center\">\n\nThree.\n\nFour.\n\n</div>\n\n- Five.\n\n<div align=\"right\">\n\nSix.\n\n</div>\n\nLast.\n";
    let aligned = |places: &'static [(&'static str, Option<&'static str>)]| {
        move |part: &str, text: String| {
            if part != "word/document.xml" {
                return text;
            }
            places.iter().fold(text, |text, (words, side)| {
                let range = paragraph(&text, words);
                let mut one = text[range.clone()].to_owned();
                if let Some(at) = one.find("<w:jc ") {
                    let end = at + one[at..].find("/>").unwrap() + 2;
                    one.replace_range(at..end, "");
                }
                if let Some(side) = side {
                    let jc = format!("<w:jc w:val=\"{side}\"/>");
                    one = match one.contains("</w:pPr>") {
                        true => one.replacen("</w:pPr>", &format!("{jc}</w:pPr>"), 1),
                        false => one.replacen("<w:p>", &format!("<w:p><w:pPr>{jc}</w:pPr>"), 1),
                    };
                }
                format!("{}{one}{}", &text[..range.start], &text[range.end..])
            })
        }
    };
    let (open, close) = ("<div align=\"center\">\n\n", "\n\n</div>");
    essay_becomes(
        essay,
        aligned(&[("One of", Some("center"))]),
        &essay.replace("One of two\nlines.", &format!("{open}One of two\nlines.{close}")),
    );
    essay_becomes(
        essay,
        aligned(&[("One of", Some("center")), ("Two.", Some("center"))]),
        &essay.replace("One of two\nlines.\n\nTwo.", &format!("{open}One of two\nlines.\n\nTwo.{close}")),
    );
    essay_becomes(essay, aligned(&[("Six", None)]), &essay.replace("<div align=\"right\">\n\nSix.\n\n</div>", "Six."));
    essay_becomes(essay, aligned(&[("Six", Some("center"))]), &essay.replace("right", "center"));
    essay_becomes(
        essay,
        aligned(&[("Three", None), ("Four", None)]),
        &essay.replace(&format!("{open}Three.\n\nFour.{close}"), "Three.\n\nFour."),
    );
    // Of two that stand in the middle together, one; and an item of a list.
    for places in [&[("Three", None)] as &[_], &[("Five", Some("center"))]] {
        let (now, shown) = merged_essay(essay, |text| aligned(places)("word/document.xml", text));
        assert_eq!(now, essay, "{shown}");
        assert!(shown.contains("<div align=…>") && shown.contains("1 left to you"), "{shown}");
    }
}

/// Gives the paragraph that holds some words another place in lists: a depth and the list of the paragraph that holds others, or none.
fn listed(text: &str, words: &str, place: Option<(usize, &str)>) -> String {
    let properties = |one: &str| one.find("<w:numPr>").map(|at| at..one.find("</w:numPr>").unwrap() + "</w:numPr>".len());
    let range = paragraph(text, words);
    let mut one = text[range.clone()].to_owned();
    if let Some(old) = properties(&one) {
        one.replace_range(old, "");
    }
    if let Some((level, like)) = place {
        let other = &text[paragraph(text, like)];
        let at = other.find("<w:numId w:val=\"").unwrap();
        let list = &other[at..at + other[at..].find("/>").unwrap() + 2];
        let numbered = format!("<w:numPr><w:ilvl w:val=\"{level}\"/>{list}</w:numPr>");
        let at = match one.find("</w:pPr>") {
            Some(at) => at,
            None => {
                one = one.replacen("<w:p>", "<w:p><w:pPr></w:pPr>", 1);
                "<w:p><w:pPr>".len()
            }
        };
        one.insert_str(at, &numbered);
    } else if let Some(at) = one.find("<w:pStyle w:val=\"List") {
        let end = at + one[at..].find("/>").unwrap() + 2;
        one.replace_range(at..end, "");
    }
    format!("{}{one}{}", &text[..range.start], &text[range.end..])
}

const LISTS: &str = "# T\n\nBefore.\n\n- one\n- two\n  has lines\n- three\n    - deep\n    - deeper\n- four\n\nA plain one.\n\nAnother plain\n\
    one of lines.\n\n1. first\n2. second\n\n   More of it.\n3. third\n\n    - inner\n\nBetween.\n\n1. uno\n1. due\n1. tre\n\nLast.\n";

/// Where paragraphs are to stand: the words of each, and a depth and the words of another one in whose list.
type ListPlaces<'w> = &'w [(&'w str, Option<(usize, &'w str)>)];

#[track_caller]
fn lists_become(places: ListPlaces<'_>, was: &str, is: &str) {
    assert_eq!(LISTS.matches(was).count(), 1, "{was}");
    let edit = |part: &str, text: String| match part {
        "word/document.xml" => places.iter().fold(text, |text, (words, place)| listed(&text, words, *place)),
        _ => text,
    };
    essay_becomes(LISTS, edit, &LISTS.replace(was, is));
}

#[test]
fn items_are_set_in_and_out() {
    lists_become(&[(">two", Some((1, ">one<")))], "- two\n  has lines\n", "  - two\n    has lines\n");
    lists_become(&[(">deep<", Some((0, ">one<")))], "    - deep\n", "- deep\n");
    lists_become(&[(">deeper<", Some((0, ">one<")))], "    - deeper\n", "- deeper\n");
    lists_become(&[(">deeper<", Some((2, ">one<")))], "    - deeper\n", "      - deeper\n");
    lists_become(&[(">four<", Some((1, ">one<")))], "- four\n", "    - four\n");
    lists_become(
        &[(">second<", Some((1, ">first<")))],
        "2. second\n\n   More of it.\n3. third",
        "   1. second\n\n      More of it.\n2. third",
    );
    lists_become(&[(">due<", Some((1, ">uno<")))], "1. due", "   1. due");
    lists_become(&[(">inner<", Some((0, ">one<")))], "    - inner", "- inner");
}

#[test]
fn paragraphs_become_items_and_items_paragraphs() {
    lists_become(&[(">four<", None)], "- four\n", "\nfour\n");
    lists_become(&[(">two", None)], "- two\n  has lines\n", "\ntwo\nhas lines\n\n");
    lists_become(&[(">one<", None)], "- one\n", "one\n\n");
    lists_become(&[(">due<", None)], "1. due\n1. tre", "\ndue\n\n2. tre");
    lists_become(&[("A plain", Some((0, ">one<")))], "- four\n\nA plain", "- four\n- A plain");
    lists_become(&[("A plain", Some((1, ">one<")))], "- four\n\nA plain", "- four\n  - A plain");
    lists_become(
        &[("A plain", Some((0, ">one<"))), ("Another plain", Some((0, ">one<")))],
        "- four\n\nA plain one.\n\nAnother plain\none",
        "- four\n- A plain one.\n- Another plain\n  one",
    );
    // Of a list whose items stand apart.
    lists_become(
        &[("Another plain", Some((0, ">first<")))],
        "Another plain\none of lines.\n\n1. first\n2. second\n\n   More of it.\n3.",
        "1. Another plain\n   one of lines.\n\n2. first\n3. second\n\n   More of it.\n4.",
    );
    lists_become(&[("Last", Some((0, ">uno<")))], "1. tre\n\nLast", "1. tre\n1. Last");
    // Of none that was there.
    lists_become(&[("Before", Some((0, ">uno<")))], "Before.", "1. Before.");
}

#[test]
fn single_items_get_other_marks() {
    lists_become(&[(">four<", Some((0, ">uno<")))], "- four", "1. four");
    lists_become(&[(">three<", Some((0, ">uno<")))], "- three\n    - deep\n    - deeper", "1. three\n    - deep\n    - deeper");
    lists_become(&[(">second<", Some((0, ">one<")))], "2. second\n\n   More of it.\n3. third", "- second\n\n  More of it.\n2. third");
    lists_become(&[(">deeper<", Some((1, ">uno<")))], "    - deeper", "    1. deeper");
}

#[test]
fn lists_that_can_t_be_written_so_are_told() {
    let listed_in = |essay: &'static str, places: ListPlaces<'_>| {
        merged_essay(essay, |text| places.iter().fold(text, |text, (words, place)| listed(&text, words, *place)))
    };
    for (essay, words, level, like) in [
        ("# T\n\n- one\n- two\n", ">one<", 1, ">one<"),
        ("# T\n\n> - one\n> - two\n", ">two<", 1, ">one<"),
        ("# T\n\n- - one\n  - two\n\nLast.\n", ">two<", 0, ">one<"),
        ("# T\n\n| a | b |\n|---|---|\n| c | d |\n\n- one\n", ">c<", 0, ">one<"),
    ] {
        let (now, shown) = listed_in(essay, &[(words, Some((level, like)))]);
        assert_eq!(now, essay, "{shown}");
        assert!(shown.contains("C038") && shown.contains("1 left to you") || words == ">c<", "{essay}\n{shown}");
    }
}

#[test]
fn links_are_led_elsewhere_taken_away_and_made() {
    let essay = "# T\n\n## Here\n\nWith [*a* link](https://example.org/here \"Title\") and [one](<https://example.org/a b>) and [two](#here) [more][m].[^1]\n\n\
        [m]: https://example.org/more\n[^1]: In [a note](https://example.org/note).\n";
    let unlinked = |words: &'static str| {
        move |_: &str, text: String| {
            let Some(at) = text.find(words) else { return text };
            let start = text[..at].rfind("<w:hyperlink").unwrap();
            let open = start + text[start..].find('>').unwrap() + 1;
            let close = at + text[at..].find("</w:hyperlink>").unwrap();
            format!("{}{}{}", &text[..start], &text[open..close], &text[close + "</w:hyperlink>".len()..])
        }
    };
    essay_becomes(essay, unlinked(" link<"), &essay.replace("[*a* link](https://example.org/here \"Title\")", "*a* link"));
    essay_becomes(essay, unlinked(">one<"), &essay.replace("[one](<https://example.org/a b>)", "one"));
    essay_becomes(essay, unlinked(">two<"), &essay.replace("[two](#here)", "two"));
    essay_becomes(essay, unlinked(">a note<"), &essay.replace("[a note](https://example.org/note)", "a note"));
    let led = |old: &'static str, new: &'static str| move |_: &str, text: String| text.replace(old, new);
    essay_becomes(
        essay,
        led("example.org/here", "example.net/x(y)/"),
        &essay.replace("https://example.org/here", "<https://example.net/x(y)/>"),
    );
    essay_becomes(essay, led("example.org/note", "example.net/note"), &essay.replace("example.org/note", "example.net/note"));
    // Words that were none become a link.
    let linked = |part: &str, text: String| match part {
        "word/document.xml" => in_run(&text, "With", |p, before, behind| {
            format!("{}<w:hyperlink r:id=\"rIdNew\">{}</w:hyperlink>{}", run(p, before), run(p, "With"), run(p, behind))
        }),
        "word/_rels/document.xml.rels" => text.replace(
            "</Relationships>",
            "<Relationship Id=\"rIdNew\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" \
             Target=\"https://example.com/\" TargetMode=\"External\"/></Relationships>",
        ),
        _ => text,
    };
    essay_becomes(essay, linked, &essay.replace("With", "[With](https://example.com/)"));
    // One whose address stands elsewhere, and one that shares it with another.
    essay_becomes(essay, led("example.org/more", "example.net/more"), &essay.replace("example.org/more", "example.net/more"));
    essay_becomes(essay, unlinked(">more<"), &essay.replace("[more][m]", "more"));
    let essay = "# T\n\nA [pair] of *[them][Pair]*, <https://example.org/a> and https://example.org/b, or (mail <me@example.org>).\n\n[pair]: <https://example.org/p> \"P\"\n";
    essay_becomes(essay, led_of("pair", "https://example.net/q"), &essay.replace("[pair] of", "[pair](https://example.net/q) of"));
    essay_becomes(essay, led_of("them", "https://example.net/q"), &essay.replace("[them][Pair]", "[them](https://example.net/q)"));
    essay_becomes(
        essay,
        led_of("https://example.org/a", "https://example.net/a"),
        &essay.replace("<https://example.org/a>", "[https://example.org/a](https://example.net/a)"),
    );
    essay_becomes(
        essay,
        led_of("https://example.org/b", "https://example.net/b"),
        &essay.replace("https://example.org/b", "[https://example.org/b](https://example.net/b)"),
    );
    essay_becomes(
        essay,
        led_of("me@example.org", "mailto:you@example.org"),
        &essay.replace("<me@example.org>", "[me@example.org](mailto:you@example.org)"),
    );
    // Words and address alike.
    essay_becomes(essay, led("example.org/a", "example.net/x"), &essay.replace("example.org/a", "example.net/x"));
    essay_becomes(essay, led("example.org/b", "example.net/x"), &essay.replace("example.org/b", "example.net/x"));
}

/// Leads the link on some words elsewhere.
fn led_of(words: &'static str, address: &'static str) -> impl Fn(&str, String) -> String {
    move |part: &str, text: String| match part {
        "word/document.xml" => {
            let at = text.find(&format!(">{words}<")).unwrap();
            let start = text[..at].rfind("<w:hyperlink").unwrap();
            let id = start + text[start..].find("r:id=\"").unwrap() + "r:id=\"".len();
            let end = id + text[id..].find('"').unwrap();
            format!("{}rIdNew{}", &text[..id], &text[end..])
        }
        "word/_rels/document.xml.rels" => text.replace(
            "</Relationships>",
            &format!(
                "<Relationship Id=\"rIdNew\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" \
                 Target=\"{address}\" TargetMode=\"External\"/></Relationships>"
            ),
        ),
        _ => text,
    }
}

/// Moves the paragraphs that hold some words, in this order, behind the one that holds others.
fn moved(words: &'static [&'static str], behind: &'static str) -> impl Fn(String) -> String {
    move |mut text| {
        let mut all = String::new();
        for words in words {
            let range = paragraph(&text, words);
            all += &text[range.clone()];
            text.replace_range(range, "");
        }
        let end = paragraph(&text, behind).end;
        text.insert_str(end, &all);
        text
    }
}

/// Deletes the paragraph that holds some words, as Word does with changes tracked.
fn deleted_paragraph(text: &str, words: &str) -> String {
    let range = paragraph(text, words);
    let one = text[range.clone()].replace("<w:t ", "<w:delText ").replace("<w:t>", "<w:delText>").replace("</w:t>", "</w:delText>");
    let one = one.replace("<w:r>", "<w:del w:id=\"7\" w:author=\"E\"><w:r>").replace("</w:r>", "</w:r></w:del>");
    let one = one.replacen("<w:p>", "<w:p><w:pPr><w:rPr><w:del w:id=\"8\" w:author=\"E\"/></w:rPr></w:pPr>", 1);
    format!("{}{one}{}", &text[..range.start], &text[range.end..])
}

/// Moves the paragraph that holds some words behind the one that holds others, or to the head of all, as Word does with changes tracked.
fn moved_on_record(words: &'static str, behind: Option<&'static str>) -> impl Fn(String) -> String {
    move |mut text| {
        let range = paragraph(&text, words);
        let one = text[range.clone()].to_owned();
        let inner = &one["<w:p>".len()..one.len() - "</w:p>".len()];
        let (properties, rest) = match inner.strip_prefix("<w:pPr>") {
            Some(inner) => inner.split_once("</w:pPr>").unwrap(),
            None => ("", inner),
        };
        let marked = |kind: &str, rest: &str| {
            let who = "w:author=\"Ed\" w:date=\"2026-01-01T00:00:00Z\"";
            format!(
                "<w:p><w:pPr>{properties}<w:rPr><w:{kind} w:id=\"911\" {who}/></w:rPr></w:pPr><w:{kind} w:id=\"912\" {who}>{rest}</w:{kind}></w:p>"
            )
        };
        let mut plain = rest.to_owned();
        while let Some(at) = plain.find("<w:bookmark") {
            let end = at + plain[at..].find("/>").unwrap() + 2;
            plain.replace_range(at..end, "");
        }
        text.replace_range(range, &marked("moveFrom", rest));
        let at = behind.map_or_else(|| text.find("<w:body>").unwrap() + "<w:body>".len(), |behind| paragraph(&text, behind).end);
        text.insert_str(at, &marked("moveTo", &plain));
        text
    }
}

/// What becomes of a text whose document is edited while its author goes on with it.
#[track_caller]
fn merged_meanwhile(essay: &str, author: [&str; 2], edit: impl Fn(String) -> String) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("essay.md");
    fs::write(&path, essay).unwrap();
    ends(folder.path(), &["review", "essay.md"], 0);
    changed(&folder.path().join("review.docx"), |name, text| if name == "word/document.xml" { edit(text) } else { text });
    assert_eq!(essay.matches(author[0]).count(), 1);
    fs::write(&path, essay.replace(author[0], author[1])).unwrap();
    let shown = ends(folder.path(), &["merge", "review.docx", "essay.md"], 0);
    (fs::read_to_string(&path).unwrap(), shown)
}

#[test]
fn what_the_author_wrote_meanwhile_is_not_written_over() {
    let own = "Mr Harker, the miller, was a *patient* man, who waited [for rain](https://a.example/) in the spring.\n\n";
    let essay = "# T\n\n## The Mill\n\nFirst paragraph of the essay.\n\nThe miller was a *patient* man, who waited [for rain](https://a.example/) in the spring.\n\n\
        A third paragraph stands here, for the sake of order.\n\n## Race\n\nFourth paragraph stands here.\n\nFifth one.\n";
    let now = essay.replace("The miller was", "Mr Harker, the miller, was");
    let is = |edit: &dyn Fn(String) -> String, wanted: &str, told: Option<&str>| {
        let (text, shown) = merged_meanwhile(essay, ["The miller was", "Mr Harker, the miller, was"], edit);
        assert_eq!(text, wanted, "{shown}");
        match told {
            Some(told) => assert!(shown.contains("C038") && shown.contains(told), "{told}\n{shown}"),
            None => assert!(!shown.contains("C038"), "{shown}"),
        }
    };
    // Moved, with and without a record of it: the author's words go along.
    let behind = now.replace(own, "").replace("Fifth one.\n", &format!("Fifth one.\n\n{}", own.trim_end())) + "\n";
    is(&moved_on_record("The miller was", Some("Fifth one")), &behind, None);
    is(&moved(&["The miller was"], "Fifth one"), &behind, None);
    // Added behind it.
    let added = |text: String| {
        let end = paragraph(&text, "The miller was").end;
        format!("{}<w:p><w:r><w:t>Added.</w:t></w:r></w:p>{}", &text[..end], &text[end..])
    };
    is(&added, &now.replace(own, &format!("{own}Added.\n\n")), None);
    // What is not done is told.
    let bold = |text: String| {
        in_run(&text, "in the spring", |p, before, behind| {
            run(p, before) + &run("<w:rPr><w:b/></w:rPr>", "in the spring") + &run(p, behind)
        })
    };
    is(&bold, &now, Some("looks or stands otherwise there"));
    let heading = |text: String| in_paragraph(&text, "The miller was", "<w:p>", "<w:p><w:pPr><w:pStyle w:val=\"Heading2\"/></w:pPr>");
    is(&heading, &now, Some("looks or stands otherwise there"));
    let paged = |text: String| in_paragraph(&text, "The miller was", "<w:p>", "<w:p><w:pPr><w:pageBreakBefore/></w:pPr>");
    is(&paged, &now, Some("looks or stands otherwise there"));
    let worded = |text: String| in_run(&text, "in the spring", |p, before, behind| run(p, &format!("{before}in autumn{behind}")));
    is(&worded, &now, Some("was changed here too"));
    let gone = |text: String| deleted_paragraph(&text, "The miller was");
    is(&gone, &now, Some("is deleted there, and was changed here"));
    let parted =
        |text: String| in_run(&text, " in the spring", |p, _, behind| format!("</w:p><w:p>{}", run(p, &format!("In the spring{behind}"))));
    is(&parted, &now, Some("holds words of one that was changed here"));
    is(&|text| text, &now, None);
}

#[test]
fn an_untouched_document_undoes_nothing_that_the_author_did_meanwhile() {
    let essay = "# T\n\n## Two\n\nSome *slanted* words with [a link](https://example.org/) and more of them.\n\nA plain paragraph.\n\n> A quotation.\n\n- one\n- two\n\n\\newpage\n\nLast of all.\n";
    for (was, is) in [
        ("## Two", "### Two"),
        ("## Two", "Two"),
        ("*slanted*", "slanted"),
        ("more of", "**more** of"),
        ("https://example.org/", "https://example.net/"),
        ("[a link](https://example.org/)", "a link"),
        ("more of them", "[more](https://example.com/) of them"),
        ("A plain", "> A plain"),
        ("A plain", "## A plain"),
        ("> A quotation.", "A quotation."),
        ("- one\n- two", "1. one\n2. two"),
        ("- two", "  - two"),
        ("\\newpage\n\n", ""),
        ("A plain", "\\newpage\n\nA plain"),
    ] {
        let (text, shown) = merged_meanwhile(essay, [was, is], |text| text);
        assert_eq!(text, essay.replace(was, is), "{shown}");
        assert!(!shown.contains("C038"), "{was} → {is}\n{shown}");
    }
}

#[test]
fn two_edits_of_one_paragraph_are_merged_at_once() {
    let essay = "# T\n\nFirst paragraph of the essay, with words.\n\nSecond paragraph stands here.\n\n1. eins\n2. zwei\n3. drei\n\nLast.\n\n- a\n- b\n";
    let link = |text: String| {
        in_run(&text, "words", |p, before, behind| {
            format!("{}<w:hyperlink r:id=\"rIdNew\">{}</w:hyperlink>{}", run(p, before), run(p, "words"), run(p, behind))
        })
    };
    let is = |edit: &dyn Fn(String) -> String, was: &str, is: &str| {
        let edit = |part: &str, text: String| match part {
            "word/document.xml" => edit(text),
            _ => led_of("", "https://made.example.com/")(part, text),
        };
        assert_eq!(essay.matches(was).count(), 1, "{was}");
        essay_becomes(essay, edit, &essay.replace(was, is));
    };
    let linked = "[words](https://made.example.com/)";
    let joined = |text: String| {
        let range = paragraph(&text, "First paragraph");
        let next = paragraph(&text, "Second paragraph");
        let inner = |range: &std::ops::Range<usize>| text[range.start + "<w:p>".len()..range.end - "</w:p>".len()].to_owned();
        format!("{}<w:p>{}{}{}</w:p>{}", &text[..range.start], inner(&range), run("", " "), inner(&next), &text[next.end..])
    };
    is(&|text| joined(link(text)), "words.\n\nSecond", &format!("{linked}. Second"));
    let parted = |text: String| {
        in_run(&text, "of the", |p, before, behind| {
            format!("{}</w:p><w:p>{}", run(p, before.trim_end()), run(p, &format!("of the{behind}")))
        })
    };
    is(
        &|text| parted(link(text)),
        "First paragraph of the essay, with words.",
        &format!("First paragraph\n\nof the essay, with {linked}."),
    );
    let initial = |text: String| in_run(&text, "First", |p, _, behind| run(p, &format!("Initial{behind}")));
    is(
        &|text| initial(link(text)),
        "First paragraph of the essay, with words.",
        &format!("Initial paragraph of the essay, with {linked}."),
    );
    let styled = |words: &'static str, style: &'static str| {
        move |text: String| in_paragraph(&text, words, "<w:p>", &format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>"))
    };
    is(
        &|text| styled("of the essay", "Quote")(parted(text)),
        "First paragraph of the essay, with words.",
        "First paragraph\n\n> of the essay, with words.",
    );
    is(
        &|text| styled("First", "Heading1")(parted(text)),
        "First paragraph of the essay, with words.",
        "## First paragraph\n\nof the essay, with words.",
    );
    let id = |text: &str, words: &str| {
        let one = &text[paragraph(text, words)];
        let at = one.find("<w:numId w:val=\"").unwrap();
        one[at..at + one[at..].find("/>").unwrap() + 2].to_owned()
    };
    let bullets = |mut text: String| {
        let (figures, bullets) = (id(&text, ">eins<"), id(&text, ">a<"));
        for words in [">eins<", ">zwei<", ">drei<"] {
            text = in_paragraph(&text, words, &figures, &bullets);
        }
        without(&["zwei"])(text)
    };
    is(&bullets, "1. eins\n2. zwei\n3. drei", "- eins\n- drei");
}

#[test]
fn author_and_editor_may_both_part_move_and_delete() {
    let essay = "# One\n\nAlpha paragraph is here.\n\nBeta paragraph is here.\n\n# Two\n\nGamma paragraph is here.\n\nDelta paragraph is here.\n\n\
        # Three\n\nEpsilon paragraph is here.\n";
    let section = |text: String| {
        let text = moved_on_record("Delta", Some("One"))(text);
        moved_on_record(">Two<", Some("One"))(moved_on_record("Gamma", Some("One"))(text))
    };
    let gone = |text: String| deleted_paragraph(&text, "Gamma");
    let apart = |at: &'static str| {
        move |text: String| {
            let start = paragraph(&text, "Delta").start;
            let two = |p: &str, before: &str, behind: &str| {
                format!("{}</w:p><w:p>{}", run(p, before.trim_end()), run(p, &format!("{at}{behind}")))
            };
            format!("{}{}", &text[..start], in_run(&text[start..], at, two))
        }
    };
    let is = |author: [&str; 2], edit: &dyn Fn(String) -> String, wanted: &str, told: Option<&str>| {
        let (text, shown) = merged_meanwhile(essay, author, edit);
        assert_eq!(text, wanted, "{author:?}\n{shown}");
        match told {
            Some(told) => assert!(shown.contains("C038") && shown.contains(told), "{told}\n{shown}"),
            None => assert!(!shown.contains("C038"), "{shown}"),
        }
    };
    let parted = ["Delta paragraph is here.", "Delta paragraph\n\nis here."];
    is(parted, &gone, &essay.replace(parted[0], parted[1]).replace("Gamma paragraph is here.\n\n", ""), None);
    // A section moved on record, where the author deleted something elsewhere, or gave it another title.
    let two = "# Two\n\nGamma paragraph is here.\n\nDelta paragraph is here.\n\n";
    let ahead = |text: &str, two: &str| text.replace(two, "").replace("# One\n\n", &format!("# One\n\n{two}"));
    let beta = "Beta paragraph is here.\n\n";
    is([beta, ""], &section, &ahead(&essay.replace(beta, ""), two), None);
    let retitled = two.replace("# Two", "# Second");
    is(["# Two", "# Second"], &section, &ahead(&essay.replace(two, &retitled), &retitled), None);
    // What the author deleted comes back in no part.
    is([two, ""], &apart("is here"), &essay.replace(two, ""), Some("holds words of one that was changed here"));
    is([two, ""], &section, &essay.replace(two, ""), Some("was moved there, and was changed or deleted here"));
    // Parted here and there at different words.
    let (text, shown) = merged_meanwhile(essay, parted, apart("paragraph is"));
    assert_eq!(text, essay.replace(parted[0], parted[1]), "{shown}");
    assert!(shown.contains("C038"), "{shown}");
}

#[test]
fn a_paragraph_does_not_take_over_what_the_one_before_was() {
    // As LibreOffice 7.4 saves a .docx in which a paragraph was deleted on record: the one behind it has its style.
    let essay = "# T\n\nFirst paragraph.\n\nThis one goes.\n\n## The End\n\nLast words.\n";
    let worn = |text: String| deleted_paragraph(&in_paragraph(&text, ">The End<", "<w:pStyle w:val=\"Heading1\"/>", ""), "This one");
    let (text, shown) = merged_essay(essay, worn);
    assert_eq!(text, essay.replace("This one goes.\n\n", ""), "{shown}");
    assert!(shown.contains("“The End” is a plain paragraph there"), "{shown}");
}

#[test]
fn labels_that_no_author_wrote_are_no_text() {
    let essay = "# T\n\n## A\n\nPara one.\n\n> [!NOTE]\n> Set off.\n\nPara two.\n\n## B\n\nLast.\n";
    let (text, shown) = merged_essay(essay, |text| deleted_paragraph(&text, "Para one"));
    assert_eq!(text, essay.replace("Para one.\n\n", ""), "{shown}");
    assert!(!shown.contains("left to you"), "{shown}");
    // Both paragraphs above it.
    let two = essay.replace("Para one.", "Para one.\n\nAnother one.");
    let (text, shown) = merged_essay(&two, |text| deleted_paragraph(&deleted_paragraph(&text, "Another one"), "Para one"));
    assert_eq!(text, essay.replace("Para one.\n\n", ""), "{shown}");
    // A section with it moved on record.
    let section = ["## A\n\n", "Para one.\n\n> [!NOTE]\n> Set off.\n\nPara two.\n\n"].concat();
    let (text, shown) = merged_essay(essay, |mut text| {
        for words in ["Para two", "Set off", ">Note<", "Para one", ">A<"] {
            text = moved_on_record(words, Some("Last."))(text);
        }
        text
    });
    assert_eq!(text, format!("{}\n{}", essay.replace(&section, ""), section.trim_end()) + "\n", "{shown}");
    assert!(!shown.contains("left to you"), "{shown}");
}

#[test]
fn quotations_of_one_paragraph_and_calls_of_notes_are_deleted_on_record_too() {
    let essay = "# T\n\nPara one here.[^a]\n\n> A quotation here.\n\nPara two here.[^b][^c]\n\nLast.[^c]\n\n[^a]: Note a.\n\n    More of it.\n\n[^b]: Note b.\n\n[^c]: Note c.\n";
    let quoted = |text: String| {
        let range = paragraph(&text, "A quotation");
        let one = deleted_paragraph(&text[range.clone()].replace("<w:pPr><w:pStyle w:val=\"Quote\"/></w:pPr>", ""), "A quotation");
        let one = one.replacen("<w:pPr>", "<w:pPr><w:pStyle w:val=\"Quote\"/>", 1);
        format!("{}{one}{}", &text[..range.start], &text[range.end..])
    };
    let is = |edit: &dyn Fn(String) -> String, wanted: String| {
        essay_becomes(essay, |name, text| if name == "word/document.xml" { edit(text) } else { text }, &wanted);
    };
    is(&quoted, essay.replace("> A quotation here.\n\n", ""));
    let without_a = essay.replace("Para one here.[^a]\n\n", "").replace("[^a]: Note a.\n\n    More of it.\n\n", "");
    is(&|text| deleted_paragraph(&text, "Para one"), without_a);
    is(&|text| deleted_paragraph(&text, "Para two"), essay.replace("Para two here.[^b][^c]\n\n", "").replace("[^b]: Note b.\n\n", ""));
}

#[test]
fn items_come_into_lists_of_quotations_and_breaks_come_once() {
    let essay = "# T\n\n> - q one\n> - q two\n\nPara.\n\nLast.\n";
    let edit = |old: &'static str, new: &'static str| {
        move |name: &str, text: String| {
            if name == "word/document.xml" { doubled(old, if new == "---" { &["---"] } else { &["q new"] })(text) } else { text }
        }
    };
    essay_becomes(essay, edit("q one", "q new"), &essay.replace("> - q one\n", "> - q one\n> - q new\n"));
    essay_becomes(essay, edit("Para.", "---"), &essay.replace("Para.\n\n", "Para.\n\n* * *\n\n"));
}

#[test]
fn a_title_below_others_changes_no_levels() {
    let essay = "# T\n\nFirst.\n\n## A\n\nOf A.\n\n## B\n\nOf B.\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("essay.md");
    fs::write(&path, essay).unwrap();
    ends(folder.path(), &["review", "essay.md"], 0);
    changed(&folder.path().join("review.docx"), |name, text| {
        if name != "word/document.xml" {
            return text;
        }
        let mut all = String::new();
        let mut text = text;
        for words in [">A<", "Of A"] {
            let range = paragraph(&text, words);
            all += &text[range.clone()];
            text.replace_range(range, "");
        }
        let at = text.find("<w:body>").unwrap() + "<w:body>".len();
        text.insert_str(at, &all);
        text
    });
    ends(folder.path(), &["merge", "review.docx", "essay.md"], 0);
    let first = fs::read_to_string(&path).unwrap();
    assert_eq!(first, "## A\n\nOf A.\n\n# T\n\nFirst.\n\n## B\n\nOf B.\n");
    let shown = ends(folder.path(), &["merge", "review.docx", "essay.md"], 0);
    assert_eq!(fs::read_to_string(&path).unwrap(), first, "{shown}");
}

#[test]
fn what_was_joined_there_and_changed_here_is_left_alone() {
    let essay = "# One\n\nGamma paragraph is here.\n\nDelta paragraph is here.\n\n- item a words\n- item c words\n\nBehind the list.\n\n## Two\n\nEpsilon is here.\n";
    let joined = |first: &'static str, second: &'static str| {
        move |text: String| {
            let (range, next) = (paragraph(&text, first), paragraph(&text, second));
            let inner = &text[next.start + "<w:p>".len()..next.end - "</w:p>".len()];
            let inner = inner.strip_prefix("<w:pPr>").map_or(inner, |inner| inner.split_once("</w:pPr>").unwrap().1);
            let own = &text[range.start..range.end - "</w:p>".len()];
            format!("{}{own}{inner}</w:p>{}", &text[..range.start], &text[next.end..])
        }
    };
    for (author, first, second) in [
        (["Delta paragraph", "Delta AUTHOR paragraph"], "Gamma", "Delta"),
        (["Gamma paragraph", "Gamma AUTHOR paragraph"], "Gamma", "Delta"),
        (["item c words", "item AUTHOR c words"], "item a", "item c"),
        (["Behind the", "Behind AUTHOR the"], "item c", "Behind"),
        (["Epsilon is", "Epsilon AUTHOR is"], ">Two<", "Epsilon"),
    ] {
        let (text, shown) = merged_meanwhile(essay, author, joined(first, second));
        assert_eq!(text, essay.replace(author[0], author[1]), "{shown}");
        assert!(shown.contains("C038") && shown.contains("was changed here too since it was sent"), "{shown}");
    }
}

#[test]
fn what_the_author_did_to_what_moves_on_record_stays() {
    let essay = "# One\n\nAlpha paragraph is here.\n\n# Two\n\nGamma paragraph is here.\n\nDelta paragraph is here.\n\n# Three\n\nEpsilon paragraph is here.\n";
    let two = "# Two\n\nGamma paragraph is here.\n\nDelta paragraph is here.\n\n";
    let section = |text: String| {
        let text = moved_on_record("Delta", Some(">One<"))(text);
        moved_on_record(">Two<", Some(">One<"))(moved_on_record("Gamma", Some(">One<"))(text))
    };
    for (was, is, told) in [
        ("Gamma paragraph", "**Gamma** paragraph", false),
        ("Gamma paragraph", "> Gamma paragraph", false),
        ("# Two", "## Two", false),
        ("# Two", "# Second", false),
        ("Gamma paragraph is here.\n\nDelta paragraph is here.", "Delta paragraph is here.\n\nGamma paragraph is here.", false),
        ("Gamma paragraph is here.\n\n", "Gamma paragraph is here.\n\nA new one of the author.\n\n", false),
        ("Gamma paragraph", "Gamma AUTHOR paragraph", false),
        ("Delta paragraph is here.\n\n", "", true),
        ("Alpha paragraph", "Alpha AUTHOR paragraph", false),
        ("Epsilon paragraph", "**Epsilon** paragraph", false),
    ] {
        let mine = essay.replace(was, is);
        let own = two.replace(was, is);
        let wanted = mine.replace(&own, "").replace("# One\n\n", &format!("# One\n\n{own}"));
        let (text, shown) = merged_meanwhile(essay, [was, is], section);
        assert_eq!(text, wanted, "{was} → {is}\n{shown}");
        assert_eq!(shown.contains("C038"), told, "{shown}");
    }
}

#[test]
fn another_form_there_and_another_one_here_is_told() {
    let essay = "# T\n\n## Two\n\nSome *slanted* words with [a link](https://example.org/) and more of them.\n\nA plain paragraph.\n\nLast of all.\n";
    let styled = |words: &'static str, style: &'static str| {
        move |text: String| in_paragraph(&text, words, "<w:p>", &format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>"))
    };
    let told = "was given another form there, and another one here since it was sent";
    // Both gave it another form, with and without other words there.
    for edit in
        [&styled("A plain", "Quote") as &dyn Fn(String) -> String, &|text| styled("paragraph", "Quote")(text.replace("A plain", "Some"))]
    {
        let (text, shown) = merged_meanwhile(essay, ["A plain", "### A plain"], edit);
        assert!(text.contains("\n### ") && shown.contains(told), "{text}{shown}");
    }
    let bold =
        |text: String| in_run(&text, "more", |p, before, behind| run(p, before) + &run("<w:rPr><w:b/></w:rPr>", "more") + &run(p, behind));
    let (text, shown) = merged_meanwhile(essay, ["https://example.org/", "https://example.net/"], bold);
    assert!(text.contains("https://example.net/") && shown.contains(told), "{text}{shown}");
    // The same form, and other words alone.
    let (_, shown) = merged_meanwhile(essay, ["A plain", "> A plain"], styled("A plain", "Quote"));
    assert!(!shown.contains("C038"), "{shown}");
    for (words, now) in [("of them", "of all"), ("Some ", "Few ")] {
        let (text, shown) = merged_meanwhile(essay, ["https://example.org/", "https://example.net/"], |text| text.replace(words, now));
        assert!(text.contains(now) && !shown.contains("C038"), "{text}{shown}");
    }
}

#[test]
fn notes_go_along_with_paragraphs_that_are_moved() {
    let essay = "# T\n\nWords before all sections.\n\n## Mill\n\nThe mill stands here.\n\nThe wheels were turned by water, as the licence says.\n\n\
        Between them.\n\n## Race\n\nThe race is dug. Water comes here too.\n\n### Weir\n\nA weir of stone.\n\n## End\n\nLast words.\n";
    let notes = "---\ncomments-on: essay.md\nvoices:\n  ed: Ada\nvoice: ed\n---\n\nOn all.\n\n## Mill\n\n### \"stands here\"\n\nDoes it?\n\n\
        ### \"water\" {date=2026-01-01}\n\nWhich?\n\nFrom the race.\n\n## Race\n\n### \"is dug\"\n\nWhen?\n";
    let water = "### \"water\" {date=2026-01-01}\n\nWhich?\n\nFrom the race.\n\n";
    let is = |behind: &'static str, wanted: &str| {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        write("book.toml", "title = \"T\"\nauthors = \"A\"\nlanguage = \"en\"\nchapters = [\"essay.md\"]\ncommentary = [\"notes.md\"]\n");
        write("essay.md", essay);
        write("notes.md", notes);
        ends(folder.path(), &["review"], 0);
        changed(&folder.path().join("review.docx"), |name, text| match name {
            "word/document.xml" => moved(&["The wheels"], behind)(text),
            _ => text,
        });
        let shown = ends(folder.path(), &["merge", "review.docx"], 0);
        assert_eq!(fs::read_to_string(folder.path().join("notes.md")).unwrap(), wanted, "{shown}");
        assert!(shown.contains("1 note moved with the words") && shown.contains("0 notes added"), "{shown}");
        ends(folder.path(), &["check"], 0);
    };
    let without_it = notes.replace(water, "");
    // To the end of all, where no note is yet; below the title; to a section within one that has notes.
    is("Last words", &format!("{without_it}\n## End\n\n{}", water.trim_end().to_owned() + "\n"));
    is("Words before", &without_it.replace("## Mill\n", &format!("## T\n\n{water}## Mill\n")));
    is("A weir", &format!("{without_it}\n{}", water.trim_end().to_owned() + "\n"));
}

#[test]
fn a_note_does_not_jump_to_the_same_word_elsewhere() {
    // The word stands in the section twice, and the paragraph of its note goes away.
    let essay = "# T\n\n## Mill\n\nThe wheels were turned by water, says he.\n\nOther things.\n\n## Race\n\nThe race is dug.\n";
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let notes = "---\ncomments-on: essay.md\nvoices:\n  ed: Ada\nvoice: ed\n---\n\n## Mill\n\n### \"water\"\n\nWhich?\n";
    write("book.toml", "title = \"T\"\nauthors = \"A\"\nlanguage = \"en\"\nchapters = [\"essay.md\"]\ncommentary = [\"notes.md\"]\n");
    write("essay.md", essay);
    write("notes.md", notes);
    ends(folder.path(), &["review"], 0);
    changed(&folder.path().join("review.docx"), |name, text| match name {
        "word/document.xml" => moved(&["The wheels"], "The race")(text.replace("Other things", "Other water")),
        _ => text,
    });
    let shown = ends(folder.path(), &["merge", "review.docx"], 0);
    let now = fs::read_to_string(folder.path().join("notes.md")).unwrap();
    assert_eq!(now, notes.replace("## Mill\n", "## Mill\n\n## Race\n"), "{shown}");
}

#[test]
fn voices_with_other_names_are_still_known() {
    let other = |folder: &Path, notes: &str, edit: &dyn Fn(&str, String) -> String| {
        ends(folder, &["review"], 0);
        changed(&folder.join("review.docx"), edit);
        fs::write(folder.join("notes.md"), notes).unwrap();
        let shown = ends(folder, &["merge", "review.docx"], 0);
        (fs::read_to_string(folder.join("notes.md")).unwrap(), shown)
    };
    let renamed = NOTES.replace("name: Ada Editor", "name: Jane Doe");
    let given = NOTES
        .replace("role: edt }\n", "role: edt }\n  bo: { name: Bo Reader, label: \"Bo\" }\n")
        .replace("### \"its boats\" {.ed date", "### \"its boats\" {.bo date");
    for mine in [&renamed, &given] {
        // Untouched, and with another word below the note.
        let (notes, shown) = other(book().path(), mine, &|_, text| text);
        assert_eq!((&notes, shown.contains("0 notes added")), (mine, true), "{shown}");
        let folder = book();
        let (notes, shown) = other(folder.path(), mine, &|name, text| match name {
            "word/document.xml" => text.replace("its boats", "its ships"),
            _ => text,
        });
        assert_eq!(notes, mine.replace("\"its boats\"", "\"its ships\""), "{shown}");
        ends(folder.path(), &["check"], 0);
    }
    // Other words of a comment, and a new one of the same person.
    let (notes, shown) = other(book().path(), &renamed, &|name, text| match name {
        "word/comments.xml" => text.replace("Where to?", "Where from?"),
        _ => text,
    });
    assert_eq!(notes, renamed.replace("Where to?", "Where from?"), "{shown}");
    // An answer comes to its note.
    let (notes, shown) = other(book().path(), &renamed, &|name, text| match name {
        "word/comments.xml" => {
            let at = text.find("Where to?").unwrap();
            let end = at + text[at..].find("</w:comment>").unwrap() + "</w:comment>".len();
            let answer = "<w:comment w:id=\"90\" w:author=\"Cy\" w:date=\"2026-05-01T00:00:00Z\"><w:p w14:paraId=\"7A000001\"><w:r><w:t>Home.</w:t></w:r></w:p></w:comment>";
            format!("{}{answer}{}", &text[..end], &text[end..])
        }
        "word/commentsExtended.xml" => {
            // The paragraph of the second thread: the last one without a parent.
            let at = text.rfind("w15:paraId=\"").unwrap() + "w15:paraId=\"".len();
            let id = text[at..].split('"').next().unwrap().to_owned();
            text.replace(
                "</w15:commentsEx>",
                &format!("<w15:commentEx w15:paraId=\"7A000001\" w15:paraIdParent=\"{id}\" w15:done=\"0\"/></w15:commentsEx>"),
            )
        }
        _ => text,
    });
    assert!(notes.contains("Where to?\n\n**Cy** (2026-05-01): Home."), "{notes}{shown}");
}

#[test]
fn a_document_that_is_merged_twice_changes_nothing_more() {
    let essay = "# T\n\nFirst of all paragraphs.\n\nSecond paragraph is this.\n\nThird one stands here and is moved.\n\nFourth paragraph stands here. It has two sentences.\n\nLast.\n";
    let third = "Third one stands here and is moved.\n\n";
    let wanted = essay.replace(third, "").replace("First of", &format!("{third}First of")).replace("Fourth paragraph", "Next paragraph");
    let edit = |part: &str, text: String| match part {
        "word/document.xml" => {
            let text = in_run(&text, "Fourth", |p, _, behind| deleted(p, "Fourth") + &inserted(p, "Next") + &run(p, behind));
            moved_on_record("Third one", Some(">T<"))(text)
        }
        _ => text,
    };
    essay_becomes(essay, edit, &wanted);
}

/// Checks that an edit of the body is this change of an essay, and nothing else.
#[track_caller]
fn body_becomes(essay: &str, edit: impl Fn(String) -> String, [was, is]: [&str; 2]) {
    assert_eq!(essay.matches(was).count(), 1, "{was}");
    let edit = |part: &str, text: String| if part == "word/document.xml" { edit(text) } else { text };
    essay_becomes(essay, edit, &essay.replace(was, is));
}

#[test]
fn new_items_stand_as_deep_as_the_editor_put_them() {
    let essay = "# T\n\n- one\n- two items\n    - nested\n    - nested too\n- three\n\nBetween.\n\n1. first\n2. second\n   - below\n3. third\n\nLast.\n";
    body_becomes(essay, doubled("two items", &["A new item"]), ["- two items\n", "- two items\n- A new item\n"]);
    body_becomes(
        essay,
        doubled("second", &["A new item"]),
        ["2. second\n   - below\n3. third", "2. second\n3. A new item\n   - below\n4. third"],
    );
    body_becomes(essay, doubled("nested too", &["A new item"]), ["    - nested too\n", "    - nested too\n    - A new item\n"]);
    // Behind the last one of those below it, as deep as the outer ones.
    let outer = |text: String| listed(&doubled("nested too", &["A new item"])(text), "A new item", Some((0, ">one<")));
    body_becomes(essay, outer, ["    - nested too\n", "    - nested too\n- A new item\n"]);
}

#[test]
fn items_are_parted() {
    let essay = "# T\n\n- one of them\n- two of them\n\nBetween.\n\n1. first of all\n2. second of all\n\nApart.\n\n- loose one\n\n- loose two here\n\nLast.\n";
    let parted = |words: &'static str| {
        move |text: String| {
            let range = paragraph(&text, words);
            let one = &text[range.clone()];
            let properties = &one[..one.find("</w:pPr>").unwrap() + "</w:pPr>".len()];
            let properties = properties.to_owned();
            in_run(&text, words, |p, before, behind| format!("{}</w:p>{properties}{}", run(p, before), run(p, &format!("{words}{behind}"))))
        }
    };
    body_becomes(essay, parted("of them"), ["- one of them\n", "- one\n- of them\n"]);
    body_becomes(essay, parted("of all"), ["1. first of all\n2. second", "1. first\n2. of all\n3. second"]);
    body_becomes(essay, parted("two here"), ["- loose two here", "- loose\n\n- two here"]);
}

#[test]
fn lists_quotations_and_paragraphs_with_notes_are_deleted_whole() {
    let list = "- one\n- two items\n    - nested\n- three\n\n";
    let quotation = "> A quotation of one.\n>\n> Its second.\n\n";
    let noted = "A paragraph with notes.[^a] And more.[^b]\n\n";
    let essay = format!(
        "# T\n\nBefore.\n\n{list}{quotation}Between.\n\n{noted}Another one.[^b]\n\n1. first\n2. second\n   - below\n3. third\n\n[^a]: What the note\n    says.\n\n[^b]: Of both.\n\nLast.\n"
    );
    body_becomes(&essay, without(&[">one<", ">two items<", ">nested<", ">three<"]), [list, ""]);
    body_becomes(&essay, without(&[">two items<", ">nested<"]), ["- two items\n    - nested\n", ""]);
    body_becomes(&essay, without(&[">second<", ">below<"]), ["2. second\n   - below\n3. third", "2. third"]);
    body_becomes(&essay, without(&["A quotation", "Its second"]), [quotation, ""]);
    body_becomes(&essay, without(&["A quotation"]), ["> A quotation of one.\n>\n", ""]);
    body_becomes(&essay, without(&["Its second"]), [">\n> Its second.\n", ""]);
    // With the note that it alone calls.
    let edit = |part: &str, text: String| match part {
        "word/document.xml" => without(&["A paragraph with"])(text),
        "word/footnotes.xml" => {
            let at = text.find("What the note").unwrap();
            let (start, end) =
                (text[..at].rfind("<w:footnote ").unwrap(), at + text[at..].find("</w:footnote>").unwrap() + "</w:footnote>".len());
            format!("{}{}", &text[..start], &text[end..])
        }
        _ => text,
    };
    essay_becomes(&essay, edit, &essay.replace(noted, "").replace("[^a]: What the note\n    says.\n\n", ""));
}

#[test]
fn pages_end_above_headings_and_scenes_break() {
    let essay = "# T\n\n## One\n\nWords of one.\n\nMore of it.\n\n## Two\n\nWords of two.\n";
    let paged = |text: String| in_paragraph(&text, ">Two<", "</w:pPr>", "<w:pageBreakBefore/></w:pPr>");
    body_becomes(essay, paged, ["## Two", "\\newpage\n\n## Two"]);
    let scene = |text: String| {
        let end = paragraph(&text, "Words of one").end;
        format!("{}<w:p><w:r><w:t>* * *</w:t></w:r></w:p>{}", &text[..end], &text[end..])
    };
    body_becomes(essay, scene, ["Words of one.\n", "Words of one.\n\n* * *\n"]);
}

#[test]
fn headings_below_a_title_elsewhere_have_the_levels_of_their_file() {
    let essay = "---\ntitle: The Book\n---\n\nFirst of all.\n\n# The Mill\n\nWords of it.\n\nMore of it.\n\n## Race\n\nLast.\n";
    let heading = "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr>";
    for settings in [None, Some("language = \"en\"\n")] {
        let is = |edit: &dyn Fn(String) -> String, [was, is]: [&str; 2]| {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join("essay.md"), essay).unwrap();
            let book: &[&str] = if settings.is_some() { &[] } else { &["essay.md"] };
            if let Some(settings) = settings {
                fs::write(folder.path().join("book.toml"), settings).unwrap();
            }
            ends(folder.path(), &[&["review"], book].concat(), 0);
            changed(&folder.path().join("review.docx"), |name, text| if name == "word/document.xml" { edit(text) } else { text });
            for _ in 0..2 {
                let shown = ends(folder.path(), &[&["merge", "review.docx"], book].concat(), 0);
                assert_eq!(fs::read_to_string(folder.path().join("essay.md")).unwrap(), essay.replace(was, is), "{settings:?}\n{shown}");
            }
        };
        let added = |text: String| {
            let end = paragraph(&text, "More of it").end;
            format!("{}{heading}<w:r><w:t>New head</w:t></w:r></w:p>{}", &text[..end], &text[end..])
        };
        is(&added, ["More of it.\n", "More of it.\n\n# New head\n"]);
        is(&|text| in_paragraph(&text, "More of it", "<w:p>", heading), ["More of it.", "# More of it."]);
        is(&|text| in_paragraph(&text, ">Race<", "Heading2", "Heading1"), ["## Race", "# Race"]);
    }
}

#[test]
fn what_cannot_be_added_is_deleted_nowhere() {
    let essay = "# T\n\nBefore.\n\nA formula stands here: $a^2+b^2$, and then the sentence ends.\n\nLast.\n";
    // Parted behind the formula, by a program that loses the bookmark.
    let parted = |with_formula: bool| {
        move |text: String| {
            let range = paragraph(&text, "A formula stands");
            let mut one = text[range.clone()].to_owned();
            while let Some(at) = one.find("<w:bookmark") {
                let end = at + one[at..].find("/>").unwrap() + 2;
                one.replace_range(at..end, "");
            }
            let behind = one.find("</m:oMath>").unwrap() + "</m:oMath>".len();
            one.insert_str(
                behind,
                if with_formula { "</w:p><w:p>" } else { "</w:p><w:p><w:r><w:t>Something new between both.</w:t></w:r></w:p><w:p>" },
            );
            format!("{}{one}{}", &text[..range.start], &text[range.end..])
        }
    };
    for with_formula in [true, false] {
        let (now, shown) = merged_essay(essay, parted(with_formula));
        assert!(now.contains("A formula stands here: $a^2+b^2$") && now.contains("and then the sentence ends."), "{now}\n{shown}");
    }
}

#[test]
fn items_are_moved_with_what_stands_below_them() {
    let item = |number: usize, name: &str| format!("{number}. item {name}\n");
    let deep = "   - thick\n   - black\n";
    let list = [item(1, "one"), item(2, "two") + deep, item(3, "three"), item(4, "four"), item(5, "five"), item(6, "six")].concat();
    let essay = format!("# T\n\nBefore.\n\n{list}\nLast.\n");
    let with = &["item two", ">thick", ">black"];
    let (now, shown) = merged_essay(&essay, moved(with, "item six"));
    let wanted = [item(1, "one"), item(2, "three"), item(3, "four"), item(4, "five"), item(5, "six"), item(6, "two") + deep].concat();
    assert_eq!(now, essay.replace(&list, &wanted), "{shown}");
    assert!(!shown.contains("left to you"), "{shown}");
    // Behind an item that has others below it itself, and with a second paragraph.
    let list = "- item one\n- item two\n\n  More of two.\n\n- item three\n  - thick\n\n- item four\n- item five\n- item six\n";
    let essay = format!("# T\n\nBefore.\n\n{list}\nLast.\n");
    let (now, shown) = merged_essay(&essay, moved(&["item two", "More of two"], "item five"));
    assert!(!shown.contains("left to you"), "{now}{shown}");
    assert!(
        now.contains("- item five\n- item two\n\n  More of two.\n") || now.contains("- item five\n\n- item two\n\n  More of two.\n"),
        "{now}"
    );
    let (now, shown) = merged_essay(&essay, moved(&["item one"], ">thick"));
    assert!(!shown.contains("left to you"), "{now}{shown}");
    assert!(now.contains("  - thick\n\n- item one\n"), "{now}");
}

#[test]
fn lists_are_moved_whole_and_items_stay_items() {
    let list = "1. item one\n2. item two\n   - thick\n   - black\n3. item three\n";
    let essay = format!("# T\n\nBefore.\n\n{list}\nAlpha.\n\nBeta.\n\nGamma.\n\nDelta.\n\nEpsilon.\n\nZeta.\n\nLast.\n");
    let all = &["item one", "item two", ">thick", ">black", "item three"];
    let (now, shown) = merged_essay(&essay, moved(all, "Zeta."));
    assert_eq!(now, format!("# T\n\nBefore.\n\nAlpha.\n\nBeta.\n\nGamma.\n\nDelta.\n\nEpsilon.\n\nZeta.\n\n{list}\nLast.\n"), "{shown}");
    assert!(!shown.contains("left to you"), "{shown}");
    // An item goes behind another one of its list.
    let (now, shown) = merged_essay(&essay, moved(&["item one"], "item three"));
    let wanted = "1. item two\n   - thick\n   - black\n2. item three\n3. item one\n";
    assert_eq!(now, essay.replace(list, wanted), "{shown}");
    // And to the head of it.
    let (now, shown) = merged_essay("# T\n\nBefore.\n\n- a\n- b\n- c\n- d\n\nLast.\n", moved(&[">d<"], "Before."));
    assert_eq!(now, "# T\n\nBefore.\n\n- d\n- a\n- b\n- c\n\nLast.\n", "{shown}");
    // What an item holds does not go without it: all of it stays, and is told.
    let (now, shown) = merged_essay(&essay, moved(&["item two", ">thick", ">black"], "Zeta."));
    assert_eq!(now, essay, "{shown}");
    assert!(shown.contains("the paragraph “item two” and the 2 behind it were moved") && shown.contains("1 left to you"), "{shown}");
}

#[test]
fn what_the_author_moved_meanwhile_stays_moved() {
    let essay = "# T\n\nAlpha stays.\n\nBeta goes.\n\n1. one\n2. two\n\nGamma stays.\n\nDelta stays.\n\nLast words.\n";
    let now = "# T\n\nAlpha stays.\n\nGamma stays.\n\nDelta stays.\n\nLast words.\n\n1. one\n2. two\n\nBeta goes.\n";
    for (edit, wanted) in [
        (moved(&[], "Alpha"), now.to_owned()),
        // What the editor moved is moved, and nothing else.
        (
            moved(&["Delta stays."], "Alpha"),
            now.replace("Alpha stays.\n\nGamma stays.\n\nDelta stays.", "Alpha stays.\n\nDelta stays.\n\nGamma stays."),
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("essay.md"), essay).unwrap();
        ends(folder.path(), &["review", "essay.md"], 0);
        changed(&folder.path().join("review.docx"), |name, text| if name == "word/document.xml" { edit(text) } else { text });
        fs::write(folder.path().join("essay.md"), now).unwrap();
        let shown = ends(folder.path(), &["merge", "review.docx", "essay.md"], 0);
        assert_eq!(fs::read_to_string(folder.path().join("essay.md")).unwrap(), wanted, "{shown}");
        assert!(!shown.contains("left to you"), "{shown}");
    }
}

#[test]
fn what_the_author_moved_into_another_file_is_still_known() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("book.toml", "title = \"T\"\nauthors = [\"A\"]\nlanguage = \"en\"\nchapters = [\"one.md\", \"two.md\"]\n");
    write("one.md", "# One\n\nAlpha stays.\n\nBeta goes.\n\nGamma stays.\n");
    write("two.md", "# Two\n\nDelta stays.\n");
    ends(folder.path(), &["review"], 0);
    write("one.md", "# One\n\nAlpha stays.\n\nGamma stays.\n");
    write("two.md", "# Two\n\nDelta stays.\n\nBeta goes.\n");
    let shown = ends(folder.path(), &["merge", "review.docx"], 0);
    assert!(shown.contains("0 changes merged into 0 files") && !shown.contains("left to you"), "{shown}");
}

#[test]
fn whatever_names_anchors_have_nothing_that_stands_in_the_document_is_deleted() {
    let same = |text: String| {
        let mut parts = text.split("w:name=\"_b");
        let first = parts.next().unwrap().to_owned();
        parts.fold(first, |all, part| format!("{all}w:name=\"_b0_20_00000000{}", &part[part.find('"').unwrap()..]))
    };
    let (now, shown) = merged_essay(KINDS, same);
    assert_eq!(now, KINDS, "{shown}");
}

#[test]
fn what_the_author_did_to_the_commentary_meanwhile_stays() {
    for (old, new) in [
        // A note is reworded, deleted, made a draft, given to another voice; an answer is mended.
        ("How many boats?", "How many boats were there?"),
        ("### \"goes elsewhere\" {.ed}\n\nWhere to?\n", ""),
        ("### \"goes elsewhere\" {.ed}", "### \"goes elsewhere\" {.ed draft}"),
        ("### \"goes elsewhere\" {.ed}", "### \"goes elsewhere\" {.bo}"),
        ("Seven of them.", "Seven of them, all lost."),
    ] {
        let folder = book();
        let path = folder.path().join("notes.md");
        let notes = NOTES.replace("role: edt }\n", "role: edt }\n  bo: { name: Bo Reader, label: \"Bo\" }\n");
        fs::write(&path, &notes).unwrap();
        ends(folder.path(), &["review"], 0);
        let mine = notes.replace(old, new);
        assert_ne!(mine, notes, "{old}");
        fs::write(&path, &mine).unwrap();
        let shown = ends(folder.path(), &["merge", "review.docx"], 0);
        assert_eq!(fs::read_to_string(&path).unwrap(), mine, "{shown}");
        assert!(!shown.contains("C038") && !shown.contains("left to you") && shown.contains("0 notes added"), "{shown}");
    }
}

#[test]
fn a_note_whose_words_were_deleted_moves_to_no_others() {
    let folder = book();
    ends(folder.path(), &["review"], 0);
    changed(&folder.path().join("review.docx"), |name, text| match name {
        "word/document.xml" => text.replace(">goes elsewhere<", "><"),
        _ => text,
    });
    let shown = ends(folder.path(), &["merge", "review.docx"], 0);
    assert!(shown.contains("1 note on words that are gone") && !shown.contains("rewritten"), "{shown}");
    assert_eq!(fs::read_to_string(folder.path().join("notes.md")).unwrap(), NOTES, "{shown}");
}

#[test]
fn a_comment_beside_footnotes_is_placed() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("book.toml", "title = \"T\"\nauthors = [\"A\"]\nlanguage = \"en\"\nchapters = [\"essay.md\"]\ncommentary = [\"notes.md\"]\n");
    let notes =
        "---\ncomments-on: essay.md\nvoices:\n  r: { name: \"Maria Ruiz\", label: MR }\nvoice: r\n---\n\n### \"The first\"\n\nWhy?\n";
    write("notes.md", notes);
    write(
        "essay.md",
        "# T\n\nThe first paragraph calls a note.[^1] It says more than that, so that words stand here.\n\n## Next\n\nAnother one has words too, and a note.[^2]\n\nFinal words.\n\n\
        [^1]: A diary of the voyage, kept by the second mate, tells of it at some length and in a hand that few can read.\n\n[^2]: Another text of which nobody has seen the end, however often it is quoted by those who have it.\n",
    );
    ends(folder.path(), &["review"], 0);
    let comment = |number: usize, words: &str| {
        format!(
            "<w:comment w:id=\"{number}\" w:author=\"Maria Ruiz\" w:date=\"2026-05-01T00:00:00Z\" w:initials=\"MR\"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:comment>"
        )
    };
    let on = |text: &str, words: &str, number: usize| {
        in_run(text, words, |p, before, behind| {
            let edge = |kind: &str| format!("<w:commentRange{kind} w:id=\"{number}\"/>");
            format!(
                "{}{}{}{}<w:r><w:commentReference w:id=\"{number}\"/></w:r>{}",
                run(p, before),
                edge("Start"),
                run(p, words),
                edge("End"),
                run(p, behind)
            )
        })
    };
    changed(&folder.path().join("review.docx"), |name, text| match name {
        "word/document.xml" => on(&on(&text, "Final words", 70), "words stand here", 71),
        "word/comments.xml" => text.replace("</w:comments>", &format!("{}{}</w:comments>", comment(70, "The end?"), comment(71, "Which?"))),
        _ => text,
    });
    let shown = ends(folder.path(), &["merge", "review.docx"], 0);
    assert!(shown.contains("2 notes added") && !shown.contains("left to you"), "{shown}");
    let notes = fs::read_to_string(folder.path().join("notes.md")).unwrap();
    assert!(notes.contains("\"Final words\"") && notes.contains("\"words stand here\""), "{notes}");
}

#[test]
fn a_document_without_its_first_and_last_paragraphs_is_still_known() {
    let essay = "# T\n\nThe first.\n\nThe second.\n\nThe third.\n\nThe last.\n";
    let (now, shown) = merged_essay(essay, without(&[">T<", "The last"]));
    assert!(!shown.contains("the text has changed"), "{shown}");
    assert!(now.contains("The third.") && !now.contains("The last"), "{now}\n{shown}");
    let (now, shown) = merged_essay(essay, without(&["The first", "The last"]));
    assert_eq!(now, "# T\n\nThe second.\n\nThe third.\n", "{shown}");
    // A document of before, which says it in bookmarks alone, and one that lost its properties.
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("essay.md"), essay).unwrap();
    ends(folder.path(), &["review", "essay.md"], 0);
    changed(&folder.path().join("review.docx"), |name, text| match name {
        "word/document.xml" => without(&["The second"])(text),
        "_rels/.rels" => {
            let at = text.find("custom-properties").unwrap();
            let start = text[..at].rfind('<').unwrap();
            let end = at + text[at..].find("/>").unwrap() + 2;
            format!("{}{}", &text[..start], &text[end..])
        }
        _ => text,
    });
    let shown = ends(folder.path(), &["merge", "review.docx", "essay.md"], 0);
    assert_eq!(fs::read_to_string(folder.path().join("essay.md")).unwrap(), essay.replace("The second.\n\n", ""), "{shown}");
}

/// The document of [`ESSAY`] as LibreOffice 7.4 saved it as .odt: its text, and of its styles those that the text names.
const SAVED: &str = include_str!("review/saved.fodt");
/// The document as it was edited in LibreOffice 7.4, with changes tracked.
const EDITED: &str = include_str!("review/edited.fodt");

/// What becomes of the essay and its notes when this document of OpenDocument comes back.
#[track_caller]
fn merged_odt(name: &str, document: &[u8]) -> (String, String, String) {
    let folder = book();
    fs::write(folder.path().join(name), document).unwrap();
    let shown = ends(folder.path(), &["merge", name], 0);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    (read("essay.md"), read("notes.md"), shown)
}

/// An archive of OpenDocument with this text.
fn odt(content: &str) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", content)] {
        out.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// The document of LibreOffice with a passage that stands there once put otherwise.
#[track_caller]
fn saved_with(old: &str, new: &str) -> String {
    assert_eq!(SAVED.matches(old).count(), 1, "{old}");
    SAVED.replace(old, new)
}

#[test]
fn a_document_that_libreoffice_saved_merges_to_nothing() {
    for (name, document) in [("review.odt", odt(SAVED)), ("review.fodt", SAVED.into())] {
        let (essay, notes, shown) = merged_odt(name, &document);
        assert_eq!((essay.as_str(), notes.as_str()), (ESSAY, NOTES), "{shown}");
        assert!(shown.contains("0 changes merged into 0 files\n") && !shown.contains("left to you"), "{shown}");
        assert!(!shown.contains("the text has changed since"), "{shown}");
    }
    // Comments alone are taken in from either form; and nobody gets a document of Word by a name of LibreOffice's.
    let folder = book();
    fs::write(folder.path().join("review.odt"), odt(SAVED)).unwrap();
    fs::write(folder.path().join("review.fodt"), SAVED).unwrap();
    let taken = ["review.odt", "review.fodt"].map(|name| ends(folder.path(), &["notes", "--import", name, "--dry-run"], 0));
    assert_eq!(taken[0], taken[1]);
    // The answer that LibreOffice parted from its comment is known again, as the comments are.
    assert!(taken[0].contains("0 notes could be added") && taken[0].contains("3 there already"), "{}", taken[0]);
    assert!(ends(folder.path(), &["review", "-o", "other.odt"], 2).contains("ends in .docx"));
    assert!(ends(folder.path(), &["notes", "--export", "docx", "-o", "other.odt"], 2).contains("ends in .docx"));
}

#[test]
fn what_was_tracked_in_libreoffice_comes_home() {
    let mut wanted = ESSAY.to_owned();
    for (old, new) in [
        ("very quiet", "very loud"),
        ("its boats", "its ships"),
        ("](https://example.org/) and\n", "](https://example.org/)\n\nand\n"),
        ("- second item", "- third item"),
        ("2. two of three", "2. one and a half\n3. two of three"),
        ("| twelve |", "| eleven |"),
        ("The price is \"high\" -- very high -- and a\\*b costs $5.\n\n", ""),
        ("goes elsewhere.\n\n", "goes elsewhere.\n\nA new paragraph stands here.\n\n"),
        ("The note of the author", "The remark of the author"),
    ] {
        assert_eq!(ESSAY.matches(old).count(), 1, "{old}");
        wanted = wanted.replace(old, new);
    }
    for document in [odt(EDITED), EDITED.into()] {
        let (essay, notes, shown) = merged_odt("edited.odt", &document);
        assert_eq!(essay, wanted, "{shown}");
        assert!(shown.contains("9 changes merged into 1 file\n") && !shown.contains("left to you"), "{shown}");
        // The note whose words became others quotes these, and the new comment is a note on its words.
        assert!(notes.contains("### \"its ships\" {.ed date=2026-03-01}\n\nHow many boats?"), "{notes}");
        assert!(notes.contains("### \"last paragraph ends\" {.jo-reader}\n\nDoes it?"), "{notes}");
        assert_eq!(notes.matches("###").count(), 3, "{notes}");
    }
}

#[test]
fn edits_of_opendocument_are_merged_as_those_of_word() {
    let region = |kind: &str, rest: &str| {
        format!(
            "<text:tracked-changes><text:changed-region xml:id=\"c1\" text:id=\"c1\"><text:{kind}><office:change-info><dc:creator>Jo\
             </dc:creator><dc:date>2026-11-30T12:30:21</dc:date><text:p>Why I did this</text:p></office:change-info>{rest}</text:{kind}>\
             </text:changed-region></text:tracked-changes>"
        )
    };
    let head = "<text:tracked-changes text:track-changes=\"true\"/>";
    let tracked = |kind: &str, rest: &str, old: &str, new: &str| saved_with(old, new).replace(head, &region(kind, rest));
    let sentence = "The last paragraph ends the essay.<text:bookmark-end text:name=\"_b0_591_f9754f3a\"/>";
    for (document, old, new) in [
        // Nothing was tracked.
        (saved_with("second item", "third item"), "second item", "third item"),
        (saved_with("runs over two", "runs <text:span text:style-name=\"T1\">over</text:span> two"), "over two", "*over* two"),
        // What somebody says of a change is no word of the text, wherever the deleted words stand.
        (
            tracked(
                "deletion",
                "<text:p>of the author </text:p>",
                "note of the author says",
                "note <text:change text:change-id=\"c1\"/>says",
            ),
            "note of the author says",
            "note says",
        ),
        (
            tracked(
                "deletion",
                "",
                "of the author",
                "<text:change-start text:change-id=\"c1\"/>of the author<text:change-end text:change-id=\"c1\"/>",
            )
            .replace("note <text:change-start", "note<text:change-start")
            .replace("\"c1\"/>of the", "\"c1\"/> of the"),
            "note of the author says",
            "note says",
        ),
        (
            tracked(
                "insertion",
                "",
                sentence,
                &format!("It <text:change-start text:change-id=\"c1\"/>all <text:change-end text:change-id=\"c1\"/>{sentence}"),
            )
            .replace("It <text:change-start", "<text:change-start"),
            "The last paragraph ends",
            "all The last paragraph ends",
        ),
    ] {
        let (essay, _, shown) = merged_odt("review.odt", &odt(&document));
        assert_eq!(ESSAY.matches(old).count(), 1, "{old}");
        assert_eq!(essay, ESSAY.replace(old, new), "{shown}");
        assert!(!shown.contains("left to you"), "{shown}");
    }
}

/// The paragraph of [`SAVED`] that holds some words.
#[track_caller]
fn saved_paragraph(words: &str) -> &'static str {
    let at = SAVED.find(words).unwrap_or_else(|| panic!("{words} is not there"));
    let start = SAVED[..at].rfind("<text:p ").unwrap();
    &SAVED[start..at + SAVED[at..].find("</text:p>").unwrap() + "</text:p>".len()]
}

#[test]
fn paragraphs_that_libreoffice_copies_or_moves_are_no_others() {
    // LibreOffice gives the anchors of deleted and of pasted words another name, which says whose they were.
    let copy = |paragraph: &str| {
        let mut out = paragraph.to_owned();
        for name in ["_b0_491_54798041", "_b0_547_9a029a5d"] {
            out = out.replace(&format!("\"{name}\""), &format!("\"{name} Copy 1\""));
        }
        out
    };
    let (price, source) = (saved_paragraph("The price is"), saved_paragraph("A second one has"));
    let essay_price = "The price is \"high\" -- very high -- and a\\*b costs $5.\n\n";
    // Pasted elsewhere, and still where it was.
    let (essay, _, shown) = merged_odt("review.odt", &odt(&saved_with(source, &format!("{}{source}", copy(price)))));
    assert!(!shown.contains("left to you"), "{shown}");
    let written = "The price is “high” – very high – and a\\*b costs $5.\n\n";
    assert_eq!(essay, ESSAY.replace("A second one has", &format!("{written}A second one has")), "{shown}");
    // Cut and pasted, so that it is deleted where it was: both wear the anchor's other name.
    let head = "<text:tracked-changes text:track-changes=\"true\"/>";
    let deletion = format!(
        "<text:tracked-changes><text:changed-region xml:id=\"c1\" text:id=\"c1\"><text:deletion><office:change-info/>{}<text:p \
         text:style-name=\"Standard\"/></text:deletion></text:changed-region></text:tracked-changes>",
        copy(price)
    );
    let begins = "<text:bookmark-start text:name=\"_b0_547_9a029a5d\"/>";
    let document = saved_with(price, "").replace(begins, &format!("{begins}<text:change text:change-id=\"c1\"/>"));
    let document = document.replace(head, &deletion).replace(source, &format!("{}{source}", copy(price)));
    let (essay, _, shown) = merged_odt("review.odt", &odt(&document));
    let moved = ESSAY.replace(essay_price, "").replace("A second one has", &format!("{essay_price}A second one has"));
    assert_eq!(essay, moved, "{shown}");
    assert!(!shown.contains("left to you"), "{shown}");
}

#[test]
fn answers_and_settled_comments_of_opendocument_come_home() {
    let first = "<office:annotation office:name=\"";
    let at = SAVED.find("How many boats?").unwrap();
    let start = SAVED[..at].rfind(first).unwrap();
    let name = SAVED[start + first.len()..].split('"').next().unwrap();
    let said = "How many boats?</text:p></office:annotation>";
    let answer = format!(
        "{said}<office:annotation office:name=\"a2\" loext:parent-name=\"{name}\"><dc:creator>Bo Li</dc:creator>\
         <dc:date>2026-03-04T10:00:00</dc:date><text:p>Nine, I think.</text:p></office:annotation>"
    );
    let settled = "<dc:creator>Ada Editor</dc:creator><dc:date>0000-00-00T00:00:00</dc:date>";
    let document = saved_with(said, &answer);
    let document = document.replace(&format!("loext:resolved=\"false\">{settled}"), &format!("loext:resolved=\"true\">{settled}"));
    let (essay, notes, shown) = merged_odt("review.odt", &odt(&document));
    assert_eq!(essay, ESSAY, "{shown}");
    assert!(notes.contains("**Ed.** (2026-03-02): Seven of them.\n\n**Bo Li** (2026-03-04): Nine, I think.\n"), "{notes}{shown}");
    assert!(notes.contains("### \"goes elsewhere\" {.ed draft}"), "{notes}{shown}");
}

/// Numbers that are the same on every machine (a linear congruential generator).
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % sides as u64).unwrap()
    }
}

#[test]
fn as_many_edits_as_hunks() {
    const PARAGRAPHS: usize = 40;
    let name = |number: usize| format!("no{number:02}");
    let line = |number: usize| {
        format!(
            "Paragraph {} says *something quiet* about [boats](https://example.org/) and “harbours”, or tells more of it.",
            name(number)
        )
    };
    for seed in 0..8 {
        let folder = tempfile::tempdir().unwrap();
        let text: String = (0..PARAGRAPHS).map(|number| format!("\n{}\n", line(number))).collect();
        fs::write(folder.path().join("essay.md"), format!("# An Essay\n{text}")).unwrap();
        ends(folder.path(), &["review", "essay.md"], 0);
        let mut dice = Dice(seed);
        let edited: Vec<(usize, usize)> = (1..PARAGRAPHS / 4).map(|number| (number * 4 + dice.throw(2), dice.throw(8))).collect();
        changed(&folder.path().join("review.docx"), |part, mut text| {
            if part != "word/document.xml" {
                return text;
            }
            for (number, kind) in &edited {
                let range = paragraph(&text, &name(*number));
                let one = text[range.clone()].to_owned();
                let new = match kind {
                    0 => in_run(&one, "says", |p, before, behind| run(p, &format!("{before}claims{behind}"))),
                    1 => in_run(&one, "says", |p, before, behind| {
                        run(p, before) + &deleted(p, "says") + &inserted(p, "claims") + &run(p, behind)
                    }),
                    2 => in_run(&one, "quiet", |p, before, behind| run(p, &format!("{before}very quiet{behind}"))),
                    3 => in_run(&one, "boats", |p, _, _| run(p, "ships")),
                    4 => in_run(&one, ", or tells", |p, before, behind| run(p, before) + &deleted(p, ", or tells") + &run(p, behind)),
                    5 => String::new(),
                    6 => format!(
                        "{one}<w:p><w:pPr><w:rPr><w:ins w:id=\"9\" w:author=\"Ed\"/></w:rPr></w:pPr>{}</w:p>",
                        inserted("", "Something new.")
                    ),
                    _ => in_run(&one, ", or tells", |p, before, behind| {
                        format!("{}</w:p><w:p>{}", run(p, &format!("{before}.")), run(p, &format!("It tells{behind}")))
                    }),
                };
                text.replace_range(range, &new);
            }
            text
        });
        let shown = ends(folder.path(), &["merge", "review.docx", "essay.md", "--dry-run"], 0);
        let hunks: Vec<usize> =
            shown.lines().filter_map(|line| line.strip_prefix("@@ -")?.split([',', ' ']).next()?.parse().ok()).collect();
        let lines: Vec<usize> = edited.iter().map(|(number, kind)| 3 + 2 * number + usize::from(*kind == 6)).collect();
        assert_eq!(hunks, lines, "seed {seed} {edited:?}\n{shown}");
        assert!(
            shown.contains(&format!("{} changes could be merged into 1 file\n", edited.len())) || edited.iter().any(|(_, kind)| *kind == 7),
            "{shown}"
        );
    }
}
