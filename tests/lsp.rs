//! The language server, spoken to as an editor speaks to it: edits, undoing them, and what is asked in between.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

#[path = "support/editor.rs"]
mod editor;

use editor::Editor;
use serde_json::json;
use std::fs;

const ESSAY: &str = "# Of Ships\n\nWe saw the fleet go out 🚢 at dawn.[^a] All of *the fleet was lost* in one night, they said.\n\n\
    ## Boats\n\nThe boats came in one by one, see [the end](#the-end). Nobody counted them.\n\n\
    ## The End\n\nNobody came home. That is all. ^last\n\n[^a]: A note of the author’s.\n";
const NOTES: &str = "---\nvoices:\n  ed: { name: The editor, label: Ed., role: editor }\n  an: { name: The analyst, label: An., role: commentator }\nvoice: ed\n---\n\n\
    ### \"the fleet was lost\"\n\nWas it?\n\n### “[see] the end” {.an}\n\nWhich end?\n\n## Boats\n\nOn boats.\n\n### \"one by one\"\n\nLike beads.\n\n\
    ### 'Nobody counted' {#count}\n\nWho would.\n\n## The End\n\n### \"came home\"\n\nNot even one.\n";

/// A folder with an essay and its commentary, open in an editor.
fn desk() -> (tempfile::TempDir, Editor) {
    let (folder, mut editor) = desk_without(NOTES);
    editor.open("notes.md");
    (folder, editor)
}

/// A folder with an essay that is open in an editor, and its commentary, which is not.
fn desk_without(notes: &str) -> (tempfile::TempDir, Editor) {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("book.toml", "title = \"T\"\nauthors = \"A B\"\nlanguage = \"en\"\nchapters = [\"essay.md\"]\ncommentary = [\"notes.md\"]\n");
    write("essay.md", ESSAY);
    write("notes.md", notes);
    let mut editor = Editor::new(folder.path(), &["utf-16"]);
    editor.open("essay.md");
    (folder, editor)
}

/// Makes an edit of the essay, looks at the commentary, undoes it, and compares.
#[track_caller]
fn follows(editor: &mut Editor, old: &str, new: &str, heading: &str) {
    let (notes, essay, edits) = (editor.text("notes.md"), editor.text("essay.md"), editor.edits);
    let (place, before, _) = editor.replace("essay.md", old, new);
    let after = editor.text("notes.md");
    assert!(after.contains(heading), "{old} → {new}: no {heading} in\n{after}");
    assert!(editor.edits <= edits + 1, "one edit answers a change");
    assert_eq!(editor.codes(), Vec::<String>::new());
    editor.edit("essay.md", place, &before);
    assert_eq!(editor.text("essay.md"), essay);
    assert_eq!(editor.text("notes.md"), notes, "undoing {new} brings the same bytes back");
    assert_eq!(editor.codes(), Vec::<String>::new());
}

#[test]
fn an_edit_of_the_essay_moves_the_words_of_its_notes() {
    let (_folder, mut editor) = desk();
    assert_eq!(editor.codes(), Vec::<String>::new());
    follows(&mut editor, "the fleet was lost", "the whole fleet was lost", "### \"the whole fleet was lost\"\n");
    follows(&mut editor, "the fleet was lost", "the *whole* fleet was lost", "### \"the whole fleet was lost\"\n");
    follows(&mut editor, "fleet was lost*", "fleets were lost*", "### \"the fleets were lost\"\n");
    follows(&mut editor, "lost*", "losing*", "### \"the fleet was losing\"\n");
    follows(&mut editor, "*the fleet", "*The fleet", "### \"The fleet was lost\"\n");
    follows(&mut editor, "one by one", "two by two", "### \"two by two\"\n");
    follows(&mut editor, "Nobody counted", "Somebody counted", "### 'Somebody counted' {#count}\n");
    // What stands beside the words is nobody's business, but what tells them apart is.
    follows(&mut editor, "We saw", "We all saw", "### \"the fleet was lost\"\n");
    follows(&mut editor, "see [the end]", "look at [the end]", "### “the end” {.an}\n");
    editor.end();
}

#[test]
fn words_that_come_to_stand_twice_are_told_apart() {
    let (_folder, mut editor) = desk();
    follows(
        &mut editor,
        "Nobody came",
        "They came one by one. Nobody came home, nobody. Nobody came",
        "### \"[nobody. Nobody] came home\"\n",
    );
    follows(&mut editor, "at dawn.", "at dawn, and the fleet was lost.", "### \"[of] the fleet was lost\"\n");
    editor.end();
}

#[test]
fn a_section_that_is_renamed_keeps_its_notes() {
    let (_folder, mut editor) = desk();
    follows(&mut editor, "## Boats", "## Small Boats", "## Small Boats\n\nOn boats.\n\n### \"one by one\"\n");
    follows(&mut editor, "## Boats", "## Boats, and *more*!", "## #boats-and-more\n\nOn boats.");
    editor.end();
}

#[test]
fn a_passage_that_is_deleted_leaves_its_note_and_is_told() {
    let (_folder, mut editor) = desk();
    let (place, before, _) = editor.replace("essay.md", " one by one", "");
    assert_eq!(editor.text("notes.md"), NOTES);
    assert_eq!(editor.codes(), ["C001 notes.md: \"one by one\""]);
    editor.edit("essay.md", place, &before);
    assert_eq!((editor.text("notes.md"), editor.codes()), (NOTES.to_owned(), Vec::new()));
    // Letter by letter, and back again.
    let start = ESSAY.find("one by one").unwrap();
    for length in (0..10).rev() {
        editor.edit("essay.md", start + length..start + length + 1, "");
    }
    assert_eq!(editor.text("notes.md"), NOTES, "the note keeps the words that its author quoted");
    assert_eq!(editor.codes(), ["C001 notes.md: \"one by one\""]);
    for (at, c) in "one by one".char_indices() {
        editor.edit("essay.md", start + at..start + at, &c.to_string());
    }
    assert_eq!((editor.text("notes.md"), editor.codes()), (NOTES.to_owned(), Vec::new()));
    editor.end();
}

#[test]
fn a_note_never_goes_to_other_words_than_its_own() {
    let (_folder, mut editor) = desk();
    // The same words stand elsewhere in the section; then those that the note is on go.
    editor.replace("essay.md", "Nobody counted them.", "Nobody counted them. They left one by one.");
    assert!(editor.text("notes.md").contains("### \"[in] one by one\"\n"), "{}", editor.text("notes.md"));
    editor.replace("essay.md", "came in one by one, see", "came in, see");
    assert!(!editor.codes().is_empty(), "the lost note is told of:\n{}", editor.text("notes.md"));
    editor.end();
}

#[test]
fn editors_differ_in_when_they_tell_of_an_edit() {
    let (_folder, mut editor) = desk();
    editor.answers_first = true;
    follows(&mut editor, "the fleet was lost", "the whole fleet was lost", "### \"the whole fleet was lost\"\n");
    editor.refuses = true;
    let (place, before, _) = editor.replace("essay.md", "one by one", "two by two");
    assert_eq!(editor.text("notes.md"), NOTES);
    editor.edit("essay.md", place, &before);
    editor.refuses = false;
    editor.settle();
    assert_eq!(editor.text("notes.md"), NOTES);
    follows(&mut editor, "one by one", "two by two", "### \"two by two\"\n");
    editor.end();
}

#[test]
fn a_commentary_that_is_not_open_is_changed_too() {
    let (_folder, mut editor) = desk_without(&NOTES.replace('\n', "\r\n"));
    let (place, before, _) = editor.replace("essay.md", "the fleet was lost", "the whole fleet was lost");
    assert!(editor.text("notes.md").contains("### \"the whole fleet was lost\"\r\n"));
    editor.edit("essay.md", place, &before);
    assert_eq!(editor.text("notes.md"), NOTES.replace('\n', "\r\n"));
    editor.end();
}

#[test]
fn an_editor_that_says_nothing_of_its_edits_loses_none() {
    let (_folder, mut editor) = desk_without(NOTES);
    editor.keeps_silent = true;
    let (first, was_first, _) = editor.replace("essay.md", "the fleet was lost", "the whole fleet was lost");
    let (second, was_second, _) = editor.replace("essay.md", "the whole fleet", "the whole white fleet");
    let (third, was_third, _) = editor.replace("essay.md", "one by one", "two by two");
    let notes = editor.text("notes.md");
    assert!(notes.contains("### \"the whole white fleet was lost\"\n") && notes.contains("### \"two by two\"\n"), "{notes}");
    assert_eq!(editor.codes(), Vec::<String>::new());
    for (place, before) in [(third, was_third), (second, was_second), (first, was_first)] {
        editor.edit("essay.md", place, &before);
    }
    assert_eq!((editor.text("notes.md"), editor.text("essay.md")), (NOTES.to_owned(), ESSAY.to_owned()));
    editor.end();
}

#[test]
fn passages_notes_links_and_footnotes_lead_to_one_another() {
    let (_folder, mut editor) = desk();
    let leads = |editor: &mut Editor, name: &str, words: &str| {
        let found = editor.ask_at("textDocument/definition", name, words);
        editor.said(&found)
    };
    assert_eq!(leads(&mut editor, "notes.md", "fleet was lost"), ["essay.md: the fleet was lost"]);
    assert_eq!(leads(&mut editor, "essay.md", "was lost"), ["notes.md: ### \"the fleet was lost\""]);
    assert_eq!(leads(&mut editor, "essay.md", "the end]"), ["essay.md: The End"]);
    assert_eq!(leads(&mut editor, "notes.md", "Boats"), ["essay.md: Boats"]);
    assert!(leads(&mut editor, "essay.md", "[^a] All")[0].starts_with("essay.md: [^a]: A note"));
    let found = editor.ask_at("textDocument/references", "essay.md", "The End");
    assert_eq!(editor.said(&found).len(), 2, "a link and a heading of the commentary: {found}");
    let hover = editor.ask_at("textDocument/hover", "essay.md", "was lost");
    assert_eq!(hover["contents"]["value"], "**Ed.** Was it?");
    let hover = editor.ask_at("textDocument/hover", "notes.md", "one by one");
    assert_eq!(hover["contents"]["value"].as_str().unwrap().split("see").next().unwrap(), "The boats came in **one by one**, ");
    let hover = editor.ask_at("textDocument/hover", "essay.md", "[^a] All");
    assert_eq!(hover["contents"]["value"], "A note of the author’s.");
    editor.end();
}

#[test]
fn repairs_are_edits_to_be_chosen() {
    let (_folder, mut editor) = desk();
    editor.replace("notes.md", "\"the fleet was lost\"", "\"the fleet\"");
    assert_eq!(editor.codes(), ["C002 notes.md: \"the fleet\""]);
    let actions = editor.actions("notes.md", "\"the fleet\"");
    assert_eq!(actions.len(), 2, "one for each place: {actions:?}");
    editor.make(&actions[1].1);
    editor.settle();
    assert!(editor.text("notes.md").contains("### \"[of] the fleet\"\n"), "{}", editor.text("notes.md"));
    assert_eq!(editor.codes(), Vec::<String>::new());
    // Words that are nearly there.
    editor.replace("notes.md", "\"came home\"", "\"Nobody come home\"");
    let actions = editor.actions("notes.md", "\"Nobody come home\"");
    editor.make(&actions[0].1);
    editor.settle();
    assert!(editor.text("notes.md").contains("### \"Nobody came home\"\n"), "{}", editor.text("notes.md"));
    assert_eq!(editor.codes(), Vec::<String>::new());
    editor.end();
}

#[test]
fn a_selection_is_commented_on() {
    let (_folder, mut editor) = desk();
    let titled = |actions: Vec<(String, serde_json::Value)>, words: &str| {
        actions.into_iter().find(|(title, _)| title == &format!("Comment on {words}")).unwrap_or_else(|| panic!("no {words}")).1
    };
    let edit = titled(editor.actions("essay.md", "oats came"), "\"boats came\"");
    editor.make(&edit);
    editor.settle();
    let notes = editor.text("notes.md");
    assert!(notes.contains("Who would.\n\n### \"boats came\"\n\n\n\n## The End"), "below the heading of its section: {notes}");
    assert_eq!(editor.codes(), ["C005 notes.md: ### \"boats came\""], "an empty note");
    let edit = titled(editor.actions("essay.md", "fleet go"), "\"fleet go\"");
    editor.make(&edit);
    editor.settle();
    assert!(editor.text("notes.md").ends_with("Not even one.\n\n## \"fleet go\"\n\n\n"), "{}", editor.text("notes.md"));
    let at = editor.ask_at("textDocument/definition", "notes.md", "fleet go");
    assert_eq!(editor.said(&at), ["essay.md: fleet go"]);
    editor.end();
}

#[test]
fn ids_and_titles_are_renamed_in_all_files() {
    let (_folder, mut editor) = desk();
    let rename = |editor: &mut Editor, name: &str, words: &str, new: &str| {
        let (uri, position) = (editor.uri(name), editor.position(name, words));
        let edit = editor.ask("textDocument/rename", json!({ "textDocument": { "uri": uri }, "position": position, "newName": new }));
        editor.make(&edit);
        editor.settle();
    };
    rename(&mut editor, "essay.md", "The End", "A Last Word");
    assert!(editor.text("essay.md").contains("[the end](#a-last-word)") && editor.text("essay.md").contains("## A Last Word\n"));
    assert!(editor.text("notes.md").contains("## A Last Word\n\n### \"came home\""), "{}", editor.text("notes.md"));
    editor.replace("notes.md", "Like beads.", "Like beads, [he](#count) said.");
    rename(&mut editor, "notes.md", "count) said", "counting");
    assert!(editor.text("notes.md").contains("{#counting}") && editor.text("notes.md").contains("[he](#counting)"));
    assert_eq!(editor.codes(), Vec::<String>::new());
    let (uri, position) = (editor.uri("notes.md"), editor.position("notes.md", "counting) said"));
    let refused = editor.answer("textDocument/rename", json!({ "textDocument": { "uri": uri }, "position": position, "newName": "boats" }));
    assert_eq!(refused["error"]["message"], "the book has an id `boats` already");
    editor.end();
}

#[test]
fn what_may_be_typed_is_offered() {
    let (_folder, mut editor) = desk();
    editor.open("book.toml");
    let offers = |editor: &mut Editor, name: &str, text: &str| -> Vec<String> {
        let end = editor.text(name).len();
        let (place, before, _) = editor.edit(name, end..end, &format!("\n{text}~"));
        let found = editor.ask_at("textDocument/completion", name, "~");
        editor.edit(name, place, &before);
        found.as_array().unwrap().iter().map(|item| item["label"].as_str().unwrap().to_owned()).collect()
    };
    let has = |offers: Vec<String>, words: &[&str]| words.iter().all(|word| offers.iter().any(|offer| offer == word));
    assert!(has(offers(&mut editor, "essay.md", "See [x](#"), &["the-end", "boats", "count", "last"]));
    assert!(has(offers(&mut editor, "essay.md", "A mark [^"), &["a"]));
    assert!(has(offers(&mut editor, "essay.md", "# Title {."), &["dedication", "unlisted"]));
    assert!(has(offers(&mut editor, "notes.md", "### \"x\" {."), &["ed", "an"]));
    assert!(has(offers(&mut editor, "notes.md", "### ^"), &["last"]));
    assert!(has(offers(&mut editor, "book.toml", "[page]\ns"), &["size", "inner"]));
    assert!(has(offers(&mut editor, "book.toml", "[notes]\npdf = \""), &["foot", "margin"]));
    editor.end();
}

#[test]
fn headings_show_their_pages_once_the_book_is_saved() {
    let (_folder, mut editor) = desk();
    let text = json!({ "uri": editor.uri("essay.md") });
    editor.tell("textDocument/didSave", json!({ "textDocument": text }));
    editor.wait_for("workspace/inlayHint/refresh");
    let whole = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
    let hints = editor.ask("textDocument/inlayHint", json!({ "textDocument": text, "range": whole }));
    let hints: Vec<(u64, &str)> = hints
        .as_array()
        .unwrap()
        .iter()
        .map(|hint| (hint["position"]["line"].as_u64().unwrap(), hint["label"].as_str().unwrap()))
        .collect();
    assert_eq!(hints, [(0, "p. 1"), (4, "p. 1"), (8, "p. 1")]);
    editor.end();
}

#[test]
fn books_of_one_workspace_are_kept_apart() {
    let folder = tempfile::tempdir().unwrap();
    for (name, notes) in [("one", "\"lost\""), ("two words", "\"no such thing\"")] {
        fs::create_dir(folder.path().join(name)).unwrap();
        let write = |file: &str, text: &str| fs::write(folder.path().join(name).join(file), text).unwrap();
        write("book.toml", "title = \"T\"\nauthors = \"A B\"\nlanguage = \"en\"\nchapters = [\"a.md\"]\ncommentary = [\"n.md\"]\n");
        write("a.md", "# A\n\nAll was lost.\n");
        write("n.md", &format!("---\nvoices: {{ ed: {{ name: E, label: E., role: editor }} }}\nvoice: ed\n---\n\n### {notes}\n\nN.\n"));
    }
    let mut editor = Editor::new(folder.path(), &["utf-16"]);
    editor.open("one/a.md");
    editor.open("two words/n.md");
    assert_eq!(editor.codes(), ["C001 two words/n.md: \"no such thing\""]);
    editor.replace("one/a.md", "lost", "found");
    assert!(editor.text("one/n.md").contains("### \"found\"\n"));
    editor.end();
}

/// A number from a row that is the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }
}

/// A text of some paragraphs of common words, and a commentary with a note on three words of each.
fn long(paragraphs: usize, dice: &mut Dice) -> (String, String) {
    const WORDS: [&str; 24] = [
        "the", "sea", "was", "calm", "and", "no", "boat", "came", "in", "that", "night", "but", "one", "of", "them", "said", "he", "had",
        "seen", "a", "light", "far", "out", "there",
    ];
    let mut essay = String::from("# A Text\n\n");
    let mut words = Vec::new();
    for paragraph in 0..paragraphs {
        if paragraph % 7 == 6 {
            essay += &format!("## Part {paragraph}\n\n");
        }
        let own: Vec<String> = (0..40 + dice.below(40)).map(|_| WORDS[dice.below(WORDS.len())].to_owned()).collect();
        essay += &format!("P{paragraph} {}.\n\n", own.join(" "));
        words.push(own);
    }
    (
        essay,
        words.iter().enumerate().fold(String::new(), |notes, (paragraph, own)| {
            let at = 2 + dice.below(own.len() - 12);
            notes + &format!("### \"[P{paragraph} {}] {}\"\n\nN{paragraph}.\n\n", own[..at].join(" "), own[at..at + 4].join(" "))
        }),
    )
}

#[test]
fn random_edits_break_no_note_and_undoing_them_brings_the_same_bytes() {
    let mut dice = Dice(7);
    let (essay, notes) = long(24, &mut dice);
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("book.toml", "title = \"T\"\nauthors = \"A B\"\nlanguage = \"en\"\nchapters = [\"essay.md\"]\ncommentary = [\"notes.md\"]\n");
    let notes = format!("---\nvoices: {{ ed: {{ name: E, label: E., role: editor }} }}\nvoice: ed\n---\n\n{notes}");
    write("essay.md", &essay);
    write("notes.md", &notes);
    let mut editor = Editor::new(folder.path(), &["utf-16"]);
    editor.open("essay.md");
    editor.open("notes.md");
    assert_eq!(editor.codes(), Vec::<String>::new());
    let mut undo = Vec::new();
    let mut slowest = std::time::Duration::ZERO;
    for round in 0..100 {
        let text = editor.text("essay.md");
        // A letter of a word, not the first of a paragraph: a word put in, a letter taken away or another one.
        let letters: Vec<usize> = text
            .match_indices(|c: char| c.is_ascii_lowercase())
            .map(|(at, _)| at)
            .filter(|at| text[..*at].ends_with(char::is_alphanumeric))
            .collect();
        let at = letters[dice.below(letters.len())];
        let (range, new) = match dice.below(4) {
            0 => (at..at + 1, String::new()),
            1 => (at..at + 1, "x".to_owned()),
            2 => (at..at, "y".to_owned()),
            _ => (at..at, format!(" {} ", ["the", "sea", "was", "calm"][dice.below(4)])),
        };
        let (place, old, took) = editor.edit("essay.md", range, &new);
        slowest = slowest.max(took);
        undo.push((place, old));
        assert_eq!(editor.codes(), Vec::<String>::new(), "edit {round}");
    }
    // Each note is still on words of its own paragraph.
    for note in 0..24 {
        let text = editor.text("notes.md");
        let body = text.find(&format!("\nN{note}.\n")).unwrap();
        let heading = text[..body].trim_end().rfind("\n### ").unwrap() + 6;
        let quoted = text[heading..body].to_owned();
        let found = editor.ask_at("textDocument/definition", "notes.md", quoted.trim());
        let essay = editor.text("essay.md");
        let there = editor::bytes(&essay, &found[0]["range"]);
        let line = essay[..there.start].rfind('\n').unwrap() + 1;
        assert!(essay[line..].starts_with(&format!("P{note} ")) || essay[line..].starts_with(&format!("P{note}")), "note {note}: {quoted}");
    }
    println!("the slowest of 100 edits was answered in {slowest:?}");
    for (place, old) in undo.into_iter().rev() {
        editor.edit("essay.md", place, &old);
    }
    assert_eq!(editor.text("essay.md"), essay);
    assert_eq!(editor.text("notes.md"), notes);
    assert_eq!(editor.codes(), Vec::<String>::new());
    editor.end();
}
