//! Commentary read end to end: an essay and its notes in, passages and findings out.

mod generated;
mod placing;

use super::add;
use crate::book::{Book, NoteKind, Subject, text};
use crate::config::{ListedFile, Zone, front_matter};
use crate::diagnostics::{Diagnostics, render};
use crate::read::builder::Builder;
use crate::read::{markdown, structure, targets};
use crate::source::Sources;

/// Reads an essay and commentary files on it; the book and the findings, one a line.
fn read(essay: &str, commentaries: &[&str]) -> (Book, String) {
    read_as(essay, commentaries, false)
}

/// Reads an essay and its commentaries, as a draft or not.
fn read_as(essay: &str, commentaries: &[&str], draft: bool) -> (Book, String) {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let mut builder = Builder::default();
    builder.book.language = "en".to_owned();
    let listed = ListedFile::new("essay.md", Zone::Body);
    let source = sources.add("essay.md", essay);
    builder.paths.insert(source, listed.path.clone());
    let body = front_matter::split(essay).1;
    let pieces = markdown::pieces(&mut builder, source, sources.get(source).text(), body, &mut diagnostics);
    let file = structure::FileShape { listed: &listed, source, shift: Default::default() };
    structure::add(&mut builder, file, pieces, &mut diagnostics);
    structure::name(&mut builder);
    let mut files = Vec::new();
    for (index, commentary) in commentaries.iter().enumerate() {
        let name = if index == 0 { "notes.md".to_owned() } else { format!("notes-{index}.md") };
        let id = sources.add(name.as_str(), *commentary);
        builder.paths.insert(id, name);
        files.push(id);
    }
    add(&files, draft, &sources, &mut builder, &mut diagnostics);
    targets::resolve(&mut builder, &mut diagnostics);
    (builder.book, render::short(&diagnostics, &sources))
}

/// Each comment as `voice: words it is on | lemma shown`, in order.
fn comments(book: &Book) -> Vec<String> {
    let comment = |note: &crate::book::Note| match &note.kind {
        NoteKind::Comment(comment) => Some(comment.clone()),
        NoteKind::Footnote(_) | NoteKind::Unplaced(_) => None,
    };
    book.notes
        .iter()
        .filter_map(comment)
        .map(|comment| {
            let on = match comment.subject {
                Subject::Section(id) => format!("§ {}", book.section(id).title),
                Subject::Passage(id) => {
                    let passage = book.passage(id);
                    let body: Vec<_> = book.chapters.iter().flat_map(|chapter| text::leaves(book, &chapter.blocks)).collect();
                    let notes: Vec<_> = book.notes.iter().flat_map(|note| text::leaves(book, &note.blocks)).collect();
                    let all: Vec<_> = body.into_iter().chain(notes).collect();
                    let from = all.iter().position(|(id, _)| *id == passage.start.block).unwrap();
                    let upto = all.iter().position(|(id, _)| *id == passage.end.block).unwrap();
                    let words = (from..=upto).map(|at| {
                        let text = &all[at].1.prose().unwrap().text;
                        let start = if at == from { passage.start.offset as usize } else { 0 };
                        let end = if at == upto { passage.end.offset as usize } else { text.len() };
                        text[start..end].replace('\n', "/")
                    });
                    words.collect::<Vec<_>>().join(" ¶ ")
                }
            };
            let lemma = comment.lemma.map_or_else(String::new, |lemma| format!(" | {lemma}"));
            format!("{}: {on}{lemma}", book.voice(comment.voice).key)
        })
        .collect()
}

const FRONT: &str = "---\nvoice: ed\nvoices:\n  ed: { name: \"The editor\", label: \"Ed.\", role: editor }\n  an: { name: \"The analyst\", label: \"An.\", role: commentator }\n---\n\n";

const ESSAY: &str = "Opening words of the *essay*, before any heading.[^1]\n\n\
## A promise\n\nFor developers, open source is freedom. Reliance on open source is a risk -- and a \"chance\"...\n\n\
Another paragraph speaks of trade.\n\n### Its price\n\n- The price is high.\n- It rises.\n\n\
## A threat\n\nThe price is high here too, and l'économie suffers. ^price\n\n[^1]: A note of the author's own.\n";

fn noted(notes: &str) -> (Vec<String>, String) {
    let (book, found) = read(ESSAY, &[&format!("{FRONT}{notes}")]);
    (comments(&book), found)
}

#[test]
fn words_are_found_whatever_their_typography() {
    let (comments, found) = noted(
        "### \"Opening words of the essay\"\n\nN.\n\n### \"is a risk – and a “chance”…\"\n\nN.\n\n### “l’économie”\n\nN.\n\n### \"économie\"\n\nN.\n\n### \"Its price\"\n\nN.\n\n### \"note of the author's\"\n\nN.\n",
    );
    assert_eq!(found, "");
    assert_eq!(
        comments,
        [
            "ed: Opening words of the essay | Opening words of the essay",
            "ed: note of the author’s | note of the author’s",
            "ed: is a risk – and a “chance”… | is a risk – and a “chance”…",
            "ed: Its price | Its price",
            "ed: l’économie | l’économie",
            "ed: économie | économie",
        ]
    );
}

#[test]
fn scopes_context_and_gaps_tell_places_apart() {
    let (comments, found) = noted(
        "## A promise\n\nOn all of it.\n\n### \"[Reliance on] open source\"\n\nN.\n\n### \"The price is high\"\n\nN.\n\n\
         ### \"open source [is freedom]\"\n\nN.\n\n### \"For developers … trade\"\n\nN.\n\n## #a-threat {.an}\n\nN.\n\n### \"The price is high\" {by=an}\n\nN.\n\n### ^price\n\nN.\n",
    );
    assert_eq!(found, "");
    assert_eq!(
        comments,
        [
            "ed: § A promise",
            "ed: For developers, open source is freedom. Reliance on open source is a risk – and a “chance”… ¶ Another paragraph speaks of trade | For developers … trade",
            "ed: open source | open source",
            "ed: open source | open source",
            "ed: The price is high | The price is high",
            "an: § A threat",
            "an: The price is high | The price is high",
            "ed: The price is high here too, and l’économie suffers.",
        ]
    );
}

#[test]
fn a_heading_is_sought_below_the_one_above_it_first() {
    let part = |name: &str| format!("# {name}\n\n## Summary\n\nThe price is high in the {name} part.\n\n");
    let essay = part("First") + &part("Second") + &part("Third");
    let notes = format!("{FRONT}# Second\n\n## Summary\n\nN.\n\n### \"The price is high\"\n\nN.\n\n# Third\n\n## Summary\n\nN.\n");
    let (book, found) = read(&essay, &[&notes]);
    assert_eq!(found, "");
    assert_eq!(comments(&book), ["ed: § Summary", "ed: The price is high | The price is high", "ed: § Summary"]);
    let on: Vec<usize> = (book.notes.iter())
        .filter_map(|note| match &note.kind {
            NoteKind::Comment(comment) => Some(&comment.subject),
            _ => None,
        })
        .map(|subject| match subject {
            Subject::Section(id) => book.section(*id).parent.map_or(0, |parent| parent.index()),
            Subject::Passage(id) => {
                let block = book.passage(*id).start.block;
                book.chapters.iter().position(|chapter| chapter.blocks.contains(&block)).unwrap()
            }
        })
        .collect();
    let second = book.sections.iter().position(|section| section.title == "Second").unwrap();
    let third = book.sections.iter().position(|section| section.title == "Third").unwrap();
    assert_eq!(on, [second, 1, third]);
}

#[test]
fn a_range_ends_within_two_hundred_words() {
    for (between, found) in [(197, true), (198, false)] {
        let essay = format!("# One\n\nBegin {}stop here, and nowhere else.\n", "water ".repeat(between));
        let (book, faults) = read(&essay, &[&format!("{FRONT}### \"Begin … stop here\"\n\nN.\n")]);
        assert_eq!((comments(&book).len(), faults.is_empty()), (usize::from(found), found), "{between}: {faults}");
    }
}

#[test]
fn a_heading_with_a_formula_is_named_as_it_is_written() {
    let notes = format!("{FRONT}## On $x^2$\n\nN.\n\n## On y²\n\nN.\n");
    let (book, found) = read("# One\n\n## On $x^2$\n\nWords.\n\n## On $y^2$\n\nWords.\n", &[&notes]);
    assert_eq!((found.as_str(), comments(&book)), ("", vec!["ed: § On x²".to_owned(), "ed: § On y²".to_owned()]));
}

#[test]
fn several_places_are_all_shown_with_what_to_write() {
    let (comments, found) = noted("## A promise\n\n### \"open source\" {#os .an}\n\nN.\n\n## A threat\n\n### \"high\"\n\nN.\n");
    assert_eq!(comments, ["ed: high | high"]);
    assert_eq!(
        found,
        "notes.md:10:5: error[C002]: “open source” stands in 2 places in the section “A promise”\n  \
         essay.md:5:17: write ### \"[developers,] open source\" {#os .an}\n  \
         essay.md:5:53: write ### \"[on] open source\" {#os .an}\n  \
         help: write ### \"[developers,] open source\" {#os .an} for the first place\n"
    );
    let (_, found) = noted("### \"The price is high\"\n\nN.\n");
    assert!(found.contains("write ### \"The price is high [.]\"") || found.contains("above ### \"The price is high\""), "{found}");
}

#[test]
fn what_is_gone_is_reported_with_the_nearest_passage() {
    let (comments, found) = noted(
        "### \"Reliance upon open source\"\n\nN.\n\n### \"Nobody ever wrote this\"\n\nN.\n\n## A promise\n\n### \"l'économie\"\n\nN.\n\n\
         ### \"For developers … threats\"\n\nN.\n\n### \"RELIANCE ON\"\n\nN.\n\n### \"pen source\"\n\nN.\n",
    );
    assert_eq!(comments, ["ed: Reliance on | Reliance on"]);
    let expected = [
        "notes.md:8:5: error[C001]: “Reliance upon open source” is not in the text",
        "  essay.md:5:41: the nearest passage, 92 % alike",
        "  help: write ### \"Reliance on open source\", if that is the passage",
        "notes.md:12:5: error[C001]: “Nobody ever wrote this” is not in the text",
        "  help: quote words as they stand in the text now, or add {detached} to keep the note out of the book",
        "notes.md:18:5: error[C001]: “l’économie” is not in the section “A promise”",
        "  essay.md:16:33: it stands in the section “A threat”",
        "  help: move the note below `## A threat`",
        "notes.md:22:5: error[C006]: the last words of “For developers … threats” do not follow its first words in the same section within 200 words",
        "  essay.md:5:1: the first words stand here",
        "  help: write ### \"For developers …\" and put last words of the same section behind the …",
        "notes.md:26:5: info[C008]: “RELIANCE ON” was found as “Reliance on”",
        "  essay.md:5:41: this passage",
        "  help: write ### \"Reliance on\"",
        "notes.md:30:5: error[C001]: “pen source” is not in the section “A promise”",
        "  essay.md:5:17: the nearest passage, 90 % alike",
        "  essay.md:5:53: also near, 90 % alike: ### \"[on] open source\"",
        "  help: write ### \"[developers,] open source\", if that is the passage",
    ];
    assert_eq!(found.lines().collect::<Vec<_>>(), expected);
}

#[test]
fn counting_is_warned_of_and_may_fail() {
    let (comments, found) =
        noted("### \"open source\" {nth=2}\n\nN.\n\n### \"open source\" {nth=3}\n\nN.\n\n### \"freedom\" {nth=x}\n\nN.\n");
    assert_eq!(comments.len(), 2);
    assert!(found.contains("warning[C009]: “open source” is told apart by counting: place 2 of 2\n"), "{found}");
    assert!(found.contains("help: write ### \"[on] open source\"\n"), "{found}");
    assert!(found.contains("error[C002]: “open source” in 2 places, so there is no number 3\n"), "{found}");
    assert!(found.contains("error[B002]: `nth=x`"), "{found}");
}

#[test]
fn headings_ids_voices_and_empty_notes_are_checked() {
    let (comments, found) = noted(
        "## A promis\n\n### \"no such words\"\n\nN.\n\n## a threat\n\nN.\n\n### \"suffers\" {.nobody}\n\nN.\n\n### \"suffers\" {#x}\n\nN.\n\n\
         ### \"too\" {#x}\n\n[link](#x)\n\n### \"here\"\n\n### ^prise\n\nN.\n\n### \"gone\" {detached}\n\nN.\n\n### \"gone\" {draft}\n\nN.\n\n### \"and\" {detatched}\n\nN.\n",
    );
    assert_eq!(comments, ["ed: § A threat", "ed: too | too", "ed: and | and", "ed: suffers | suffers", "ed: suffers | suffers"]);
    for expected in [
        "notes.md:8:4: error[C003]: no heading of the text is “A promis”\n  essay.md:3:4: did you mean this heading?\n  help: write `## A promise`",
        "info[C008]: the heading “a threat” is written “A threat” in the text",
        "error[C004]: no voice `nobody` is listed in the front matter",
        "error[C007]: the id `x` is given a second time",
        "error[C005]: this heading is followed by no note",
        "error[C010]: no paragraph of the text ends with ^prise\n  help: write `### ^price`",
        "info[C012]: the note on “gone” is kept out of the book\n",
        "error[B001]: `detatched` says nothing about a note\n  help: write {detached}",
    ] {
        assert!(found.contains(expected), "{expected}\nis not among\n{found}");
    }
    assert!(found.contains("“no such words” is not in the section “A promise”"), "a lost heading hides no other fault:\n{found}");
}

#[test]
fn the_front_matter_is_checked() {
    let (_, found) =
        read(ESSAY, &["---\ncomment-on: essay.md\nvoices: { ed: { nam: x, role: edditor } }\nvoice: edd\n---\n\n### \"freedom\"\n\nN.\n"]);
    for expected in ["help: write `comments-on`", "help: write `name`", "`edditor` is no role", "no voice `edd`", "help: write `ed`"] {
        assert!(found.contains(expected), "{expected}\n{found}");
    }
    let (_, found) = read(ESSAY, &["---\ncomments-on: esay.md\n---\n\n### \"freedom\"\n\nN.\n\n### \"suffers\"\n\nN.\n"]);
    assert!(found.contains("error[C011]: the book has no text `esay.md`\n  help: write `comments-on: essay.md`"), "{found}");
    assert!(!found.contains("C014"), "who lists no voices speaks without a label: {found}");
    let (_, found) = read(ESSAY, &["---\nvoices: { a: {}, b: {} }\n---\n\n### \"freedom\"\n\nN.\n\n### \"suffers\"\n\nN.\n"]);
    assert_eq!(found.matches("C014").count(), 1, "{found}");
}

#[test]
fn voices_speak_in_the_order_they_are_listed_and_an_introduction_is_kept() {
    let intro = format!("{FRONT}An introduction.\n\n### \"freedom\" {{.an}}\n\nOne.\n\n### \"freedom\"\n\nTwo.\n");
    let second = "---\nvoice: third\nvoices: { third: { name: Third, role: aut } }\n---\n\n### \"freedom\"\n\nThree.\n\n### \"is freedom\"\n\nFour.\n";
    let (book, found) = read(ESSAY, &[&intro, second]);
    assert_eq!(found, "");
    assert_eq!(
        comments(&book),
        ["third: is freedom | is freedom", "ed: freedom | freedom", "an: freedom | freedom", "third: freedom | freedom"]
    );
    assert_eq!(book.passages.len(), 2);
    assert_eq!(book.introduction.len(), 1);
    let roles: Vec<_> = book.voices.iter().map(|voice| (voice.label.as_str(), voice.role.as_str())).collect();
    assert_eq!(roles, [("Ed.", "edt"), ("An.", "cwt"), ("Third", "aut")]);
}

#[test]
fn a_lost_heading_is_guessed_by_its_title_or_by_the_words_below_it() {
    let essay = "# An Essay\n\n## The old Harbour\n\nNobody had mended the wall since the storm of March.\n\n## Chapter 11\n\n\
        The keeper of the light slept badly all that winter.\n\n## Nets\n\nThe nets were dry, and the nets were torn.\n";
    let helps = |notes: &str| -> Vec<String> {
        let (book, found) = read(essay, &[&format!("{FRONT}{notes}")]);
        let scopes = book.repairs.iter().map(|repair| match repair {
            crate::book::NoteRepair::Scope(_, new) => format!("to {new}"),
            other => format!("{other:?}"),
        });
        found
            .lines()
            .filter(|line| line.starts_with("  help: "))
            .map(|line| line.trim_start_matches("  help: ").to_owned())
            .chain(scopes)
            .collect()
    };
    // By the title alone, and by it and the words.
    assert_eq!(helps("## The Old Harbor\n\nOn all of it.\n"), ["write `## The old Harbour`", "to The old Harbour"]);
    // By the words, whatever the title is now: numbers that differ are other chapters.
    assert_eq!(helps("## Chapter 10\n\n### \"mended the wall since\"\n\nN.\n"), ["write `## The old Harbour`", "to The old Harbour"]);
    assert_eq!(helps("## Chapter 10\n\nOn all of it.\n"), ["write `## Chapter 11`"], "is told, not taken");
    // Faults of the notes below it are told as if it was mended.
    assert_eq!(
        helps("## The nets\n\n### \"the nets were dry\"\n\nN.\n\n### \"nets\"\n\nN.\n"),
        ["write `## Nets`", "write ### \"The nets were dry\"", "write ### \"[The] nets\" for the first place", "to Nets"]
    );
}

#[test]
fn words_that_stand_elsewhere_do_not_hide_what_is_near() {
    let essay = "# One\n\nHe left, so soon as the rain was over, for the sea.\n\n# Two\n\nCome as soon as possible.\n";
    let (book, found) = read(essay, &[&format!("{FRONT}## One\n\n### \"as soon as\"\n\nN.\n")]);
    assert_eq!(
        found.lines().collect::<Vec<_>>(),
        [
            "notes.md:10:5: error[C001]: “as soon as” is not in the section “One”",
            "  essay.md:3:10: the nearest passage, 80 % alike",
            "  essay.md:7:6: it stands in the section “Two”",
            "  help: write ### \"so soon as\", if that is the passage, or move the note below `## Two`"
        ]
    );
    assert!(book.repairs.is_empty(), "which of the two is meant is not for a program to say");
}

#[test]
fn no_word_is_lost_at_the_edge_of_a_passage() {
    for (essay, quoted, written, sure) in [
        (
            "I cannot say with reverence, of a broiled fowl.",
            "say reverentially, of a broiled fowl",
            "say with reverence, of a broiled fowl",
            true,
        ),
        (
            "That wooden idol, which in fact it turned out to be.",
            "wooden idol, which indeed it proved",
            "wooden idol, which in fact it turned",
            false,
        ),
        ("The Sword-Fish Inn was closed by then.", "the sword-fish inm was", "The Sword-Fish Inn was", true),
        ("They slept badly at the Sword-Fish.", "slept badly at the Swort", "slept badly at the Sword-Fish", false),
    ] {
        let (book, found) = read(&format!("# One\n\n{essay}\n"), &[&format!("{FRONT}### \"{quoted}\"\n\nN.\n")]);
        assert!(found.contains(&format!("write ### \"{written}")), "{quoted}: {found}");
        assert_eq!(book.repairs.len(), usize::from(sure), "{quoted}: {:?}", book.repairs);
    }
}

#[test]
fn notes_that_are_kept_out_are_told_of_once() {
    let (_, found) = noted("### \"gone\" {detached}\n\nN.\n\n### \"freedom\" {detached}\n\nN.\n\n### ^price {detached}\n\nN.\n");
    assert_eq!(
        found,
        "notes.md:8:1: info[C012]: 3 notes are kept out of the book, the first on “gone”\n  \
         notes.md:12:1: on “freedom”\n  notes.md:16:1: on ^price\n  \
         help: take {detached} away where the words are in the text again: “freedom”, ^price\n"
    );
}
