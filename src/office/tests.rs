//! What must hold of every manuscript that a document becomes.

use super::manuscript::{OfficeManuscript, manuscript};
use super::text::{
    OfficeAround, OfficeBlock, OfficeCell, OfficeChange, OfficeFacts, OfficeItem, OfficeLook, OfficeMark, OfficeNote, OfficeNumerals,
    OfficeParagraph, OfficePicture, OfficePiece, OfficeRaise, OfficeRemark, OfficeRole, OfficeRow, OfficeTable, OfficeTarget, OfficeText,
};
use crate::book::{BlockKind, Book, NoteKind, Passage, Subject, text};
use crate::config;
use crate::diagnostics::{Code, Diagnostics, Severity};
use crate::read::{self, MarkedChanges, ReadingManner};
use crate::source::{Memory, Sources};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// The book of a manuscript, and what was found in it.
fn book(made: &OfficeManuscript) -> (Book, Vec<String>) {
    book_of(made, ReadingManner { draft: true, ..ReadingManner::default() })
}

/// The book of a manuscript that is read in some manner, and what was found in it.
fn book_of(made: &OfficeManuscript, manner: ReadingManner) -> (Book, Vec<String>) {
    let mut memory = Memory::default();
    made.files.iter().for_each(|(name, bytes)| memory.put(name, bytes.clone()));
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let config = config::load(Arc::new(memory), Path::new("book.toml"), &mut sources, &mut found).expect("settings");
    let book = read::read(&config, manner, &mut sources, &mut found);
    let grave = found.iter().filter(|finding| finding.severity >= Severity::Warning && finding.code != Code::NoAuthor);
    (book.expect("a book"), grave.map(|finding| format!("{:?} {}", finding.code, finding.message)).collect())
}

fn file<'m>(made: &'m OfficeManuscript, name: &str) -> &'m str {
    let (_, bytes) = made.files.iter().find(|(path, _)| path == Path::new(name)).expect("the file is made");
    std::str::from_utf8(bytes).expect("text")
}

/// The words of a passage, each block's behind those of the one before.
fn words_of(book: &Book, passage: Passage) -> String {
    let mut leaves = Vec::new();
    book.chapters.iter().for_each(|chapter| leaves.extend(text::leaves(book, &chapter.blocks)));
    book.notes.iter().for_each(|note| leaves.extend(text::leaves(book, &note.blocks)));
    let at = |block| leaves.iter().position(|(id, _)| *id == block).expect("a block of the text");
    let (first, last) = (at(passage.start.block), at(passage.end.block));
    let mut out = String::new();
    for (number, (_, block)) in leaves.iter().enumerate().take(last + 1).skip(first) {
        let prose = block.prose().expect("leaves have prose");
        let from = if number == first { passage.start.offset as usize } else { 0 };
        let upto = if number == last { passage.end.offset as usize } else { prose.text.len() };
        out.push_str(&prose.text[from..upto]);
        out.push(' ');
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What each note of the commentary is on, with its first words.
fn noted(book: &Book) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for note in &book.notes {
        let NoteKind::Comment(comment) = &note.kind else { continue };
        let Subject::Passage(id) = comment.subject else { continue };
        let body = text::leaves(book, &note.blocks).first().and_then(|(_, block)| block.prose()).map(|prose| prose.text.clone());
        out.push((body.unwrap_or_default(), words_of(book, book.passages[id.index()])));
    }
    out.sort();
    out
}

fn plain(words: &str) -> OfficePiece {
    OfficePiece::Words { words: words.to_owned(), look: OfficeLook::default(), change: None }
}

fn deleted(words: &str) -> OfficePiece {
    let change = Some(OfficeChange { is_insertion: false, author: None, date: None });
    OfficePiece::Words { words: words.to_owned(), look: OfficeLook::default(), change }
}

fn paragraph(pieces: Vec<OfficePiece>) -> OfficeBlock {
    OfficeBlock::Paragraph(OfficeParagraph { pieces, ..OfficeParagraph::default() })
}

fn remark(author: &str, words: &str) -> OfficeRemark {
    OfficeRemark { author: Some(author.to_owned()), blocks: vec![paragraph(vec![plain(words)])], ..OfficeRemark::default() }
}

fn document(blocks: Vec<OfficeBlock>, remarks: Vec<OfficeRemark>) -> OfficeText {
    OfficeText {
        blocks,
        remarks,
        facts: OfficeFacts { language: Some("en".to_owned()), ..OfficeFacts::default() },
        ..OfficeText::default()
    }
}

/// A text of few words, so that the same ones stand in many places: in each paragraph the words, and a heading above some.
fn texts() -> impl Strategy<Value = Vec<(bool, Vec<&'static str>)>> {
    const WORDS: [&str; 9] = ["boats", "came", "in", "the", "storm,", "and", "nobody", "slept.", "harbour"];
    prop::collection::vec((prop::bool::weighted(0.2), prop::collection::vec(prop::sample::select(&WORDS[..]), 4..30)), 2..8)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    /// A remark becomes a note on just the words that it was on, wherever the same words stand, and the manuscript checks clean.
    #[test]
    fn a_remark_is_on_the_words_that_it_was_on(
        text in texts(),
        places in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 1_usize..9), 1..6),
    ) {
        let mut marks: Vec<(usize, usize, usize)> = Vec::new();
        for (paragraph, word, length) in &places {
            let paragraph = paragraph.index(text.len());
            let first = word.index(text[paragraph].1.len());
            marks.push((paragraph, first, (first + length).min(text[paragraph].1.len())));
        }
        let mut blocks = Vec::new();
        for (number, (headed, words)) in text.iter().enumerate() {
            if *headed || number == 0 {
                let pieces = vec![plain(&format!("Part {number}"))];
                blocks.push(OfficeBlock::Paragraph(OfficeParagraph { role: OfficeRole::Heading(2), pieces, ..OfficeParagraph::default() }));
            }
            let mut pieces = Vec::new();
            for (at, word) in words.iter().enumerate() {
                let here = |edge: usize| marks.iter().enumerate().filter(move |(_, mark)| mark.0 == number && edge == at && (mark.1 == at));
                pieces.extend(here(at).map(|(remark, _)| OfficePiece::RemarkStart(remark)));
                pieces.push(plain(word));
                let ends = marks.iter().enumerate().filter(|(_, mark)| mark.0 == number && mark.2 == at + 1);
                pieces.extend(ends.map(|(remark, _)| OfficePiece::RemarkEnd(remark)));
                pieces.push(plain(" "));
            }
            blocks.push(paragraph(pieces));
        }
        let remarks = (0..marks.len()).map(|number| remark("Ana Ruiz", &format!("Remark {number}"))).collect();
        let made = manuscript(document(blocks, remarks), "text", MarkedChanges::Accept);
        let (book, found) = book(&made);
        prop_assert!(found.is_empty(), "{found:?}\n{}", file(&made, "commentary.md"));
        let wanted: Vec<(String, String)> =
            marks.iter().enumerate().map(|(number, (at, from, upto))| (format!("Remark {number}"), text[*at].1[*from..*upto].join(" "))).collect();
        prop_assert_eq!(noted(&book), wanted, "{}\n{}", file(&made, "text.md"), file(&made, "commentary.md"));
        prop_assert_eq!(made.report.unplaced, 0);
    }
}

#[test]
fn threads_settled_remarks_points_and_notes_become_notes() {
    let mut answer = remark("Ben Okri", "Yes.");
    answer.answers = Some(0);
    answer.date = Some("2026-03-02T09:00:00Z".to_owned());
    let mut settled = remark("Ana Ruiz", "Mended.");
    settled.is_resolved = true;
    let blocks = vec![
        paragraph(vec![
            OfficePiece::RemarkStart(0),
            plain("The boats"),
            OfficePiece::RemarkEnd(0),
            plain(" came in"),
            OfficePiece::RemarkPoint(2),
            plain(" at "),
            OfficePiece::RemarkStart(3),
            plain("noon"),
            OfficePiece::RemarkEnd(3),
            OfficePiece::Note(0),
            plain("."),
        ]),
        paragraph(vec![plain("Nothing else was "), OfficePiece::RemarkStart(4), plain("seen"), OfficePiece::RemarkEnd(4), plain(".")]),
    ];
    let mut text = document(
        blocks,
        vec![
            remark("Ana Ruiz", "All?"),
            answer,
            remark("Ana Ruiz", "When?"),
            remark("Ben Okri", "Sure?"),
            settled,
            remark("Ana Ruiz", "Note!"),
            remark("", "Lost."),
        ],
    );
    let pieces = vec![plain("By "), OfficePiece::RemarkStart(5), plain("the log"), OfficePiece::RemarkEnd(5), plain(".")];
    text.notes.push(OfficeNote { blocks: vec![paragraph(pieces)], is_endnote: false });
    let made = manuscript(text, "text", MarkedChanges::Accept);
    assert_eq!(
        file(&made, "commentary.md"),
        "---\ncomments-on: \"text.md\"\nvoices:\n  ruiz: { name: \"Ana Ruiz\", label: \"AR\", role: commentator }\n  \
         okri: { name: \"Ben Okri\", label: \"BO\", role: commentator }\n  reader: { name: \"Reader\", label: \"R\", role: commentator }\n---\n\n\
         ### \"The boats\" {.ruiz}\n\nAll?\n\n**Ben Okri** (2026-03-02): Yes.\n\n### \"in\" {.ruiz}\n\nWhen?\n\n### \"noon\" {.okri}\n\nSure?\n\n\
         ### \"seen\" {.ruiz draft}\n\nMended.\n\n### \"the log\" {.ruiz}\n\nNote!\n\n### \"no place\" {.reader draft}\n\nLost.\n"
    );
    let report = made.report;
    assert_eq!((report.remarks, report.resolved, report.unplaced, report.cut), (6, 1, 1, 0));
}

#[test]
fn a_remark_on_more_than_a_note_can_quote_is_on_its_beginning_and_told() {
    let long = "word ".repeat(150);
    let blocks = vec![
        paragraph(vec![OfficePiece::RemarkStart(0), plain(&format!("First {long}"))]),
        paragraph(vec![plain(&format!("Second {long} last.")), OfficePiece::RemarkEnd(0)]),
    ];
    let made = manuscript(document(blocks, vec![remark("A B", "Long.")]), "text", MarkedChanges::Accept);
    assert_eq!((made.report.unplaced, made.report.cut), (0, 1));
    let (book, found) = book(&made);
    assert_eq!(found, Vec::<String>::new());
    assert!(noted(&book)[0].1.starts_with("First word"));
}

#[test]
fn remarks_in_captions_headings_and_on_formulas_are_on_their_words() {
    let role = |role, pieces| OfficeBlock::Paragraph(OfficeParagraph { role, pieces, ..OfficeParagraph::default() });
    let cell = |words: &str| OfficeCell { blocks: vec![paragraph(vec![plain(words)])], columns: 1, goes_on: false };
    let row = |words: &str| OfficeRow { cells: vec![cell(words), cell(words)], ..OfficeRow::default() };
    let on = |remark, words: &str| [OfficePiece::RemarkStart(remark), plain(words), OfficePiece::RemarkEnd(remark)];
    let caption = [vec![plain("Sets of ")], on(0, "region").to_vec(), vec![plain(" here")]].concat();
    let formula = OfficePiece::Formula { latex: "x^2".to_owned(), is_display: false };
    let blocks = vec![
        role(OfficeRole::Heading(2), vec![OfficePiece::RemarkStart(1), plain("Boats and nets")]),
        paragraph(vec![plain("They came."), OfficePiece::RemarkEnd(1)]),
        role(OfficeRole::Caption, caption),
        OfficeBlock::Table(OfficeTable { rows: vec![row("a"), row("b")], headers: 1 }),
        paragraph(vec![
            plain("The root "),
            OfficePiece::RemarkStart(2),
            formula,
            OfficePiece::RemarkEnd(2),
            plain(" is here?"),
            OfficePiece::RemarkPoint(3),
        ]),
        paragraph(vec![plain("Gone: "), OfficePiece::RemarkStart(4), deleted("old"), OfficePiece::RemarkEnd(4), plain("the end.")]),
    ];
    let remarks = (0..5).map(|number| remark("A B", &format!("R{number}"))).collect();
    let made = manuscript(document(blocks, remarks), "text", MarkedChanges::Accept);
    let (book, _) = book(&made);
    let on: Vec<(String, String)> = noted(&book);
    let wanted = [("R0", "region"), ("R1", "Boats and nets"), ("R2", "root"), ("R3", "here"), ("R4", "Gone")];
    assert_eq!(on, wanted.map(|(note, words)| (note.to_owned(), words.to_owned())), "{}", file(&made, "commentary.md"));
    assert_eq!((made.report.unplaced, made.report.gone, made.report.cut), (0, 1, 1));
}

#[test]
fn a_document_is_called_as_files_can_be() {
    for (stem, text) in [("commentary", "commentary.md"), ("a:b", "a-b.md"), ("x [1]", "x -1.md"), ("...", "text.md")] {
        let blocks = vec![paragraph(vec![OfficePiece::RemarkStart(0), plain("Words"), OfficePiece::RemarkEnd(0)])];
        let made = manuscript(document(blocks, vec![remark("A B", "R")]), stem, MarkedChanges::Accept);
        assert_eq!(file(&made, text), "Words\n");
        assert_eq!(noted(&book(&made).0), [("R".to_owned(), "Words".to_owned())]);
    }
}

#[test]
fn a_word_that_stands_a_thousand_times_is_told_by_what_stands_round_it() {
    let mut blocks = Vec::new();
    for number in 0..600 {
        let mut pieces = vec![plain(&format!("In {number} "))];
        if number % 100 == 99 {
            pieces.extend([OfficePiece::RemarkStart(number / 100), plain("the"), OfficePiece::RemarkEnd(number / 100)]);
        } else {
            pieces.push(plain("the"));
        }
        pieces.push(plain(" boats."));
        blocks.push(paragraph(pieces));
    }
    let remarks = (0..6).map(|number| remark("A B", &format!("R{number}"))).collect();
    let made = manuscript(document(blocks, remarks), "text", MarkedChanges::Accept);
    assert_eq!((made.report.unplaced, made.report.cut), (0, 0));
    assert!(file(&made, "commentary.md").contains("\"[599] the\""), "{}", file(&made, "commentary.md"));
}

/// Straight marks become those of the language, which the words may hold too.
#[test]
fn notes_are_quoted_with_marks_of_any_language() {
    for language in ["ar", "ar-EG", "de", "en", "fi", "fr", "ja", "he", "ru", "de-CH"] {
        for marks in [["”", "“"], ["„", "“"], ["“", "”"], ["«", "»"], ["”", "”"], ["\"", "\""]] {
            let [open, close] = marks;
            let [yes, no] = [format!("{open}yes{close}"), format!("{open}no")];
            let parts =
                [format!("{yes} he said, {no}"), format!(" I mean{close}, and one {yes} more"), format!("one {no} to end it{close}.")];
            let mut pieces = Vec::new();
            for (number, part) in parts.iter().enumerate() {
                pieces.extend([OfficePiece::RemarkStart(number), plain(part), OfficePiece::RemarkEnd(number), plain(" or ")]);
            }
            let mut text = document(vec![paragraph(pieces)], (0..3).map(|number| remark("A B", &format!("R{number}"))).collect());
            text.facts.language = Some(language.to_owned());
            let made = manuscript(text, "text", MarkedChanges::Accept);
            let (_, found) = book(&made);
            assert_eq!((made.report.unplaced, made.report.remarks), (0, 3), "{}", file(&made, "commentary.md"));
            assert_eq!(found, Vec::<String>::new(), "{language} {marks:?}\n{}", file(&made, "commentary.md"));
        }
    }
}

/// A picture with a caption below it.
fn captioned(caption: Vec<OfficePiece>) -> Vec<OfficeBlock> {
    let picture = OfficePiece::Picture { picture: 0, words: Some("A cat".to_owned()), width: None };
    let caption = OfficeParagraph { role: OfficeRole::Caption, pieces: caption, ..OfficeParagraph::default() };
    vec![paragraph(vec![plain("Before it.")]), paragraph(vec![picture]), OfficeBlock::Paragraph(caption)]
}

#[test]
fn captions_of_pictures_keep_their_looks_marks_and_comments() {
    let look = |look: OfficeLook, words: &str| OfficePiece::Words { words: words.to_owned(), look, change: None };
    let on = |remark| [OfficePiece::RemarkStart(remark), plain("word"), OfficePiece::RemarkEnd(remark)];
    let raised = || look(OfficeLook { raise: OfficeRaise::Superscript, ..OfficeLook::default() }, "2");
    let formula = || OfficePiece::Formula { latex: "\\frac{a}{b}".to_owned(), is_display: false };
    let link = [OfficePiece::LinkStart(OfficeTarget::Bookmark("Fig1".to_owned())), plain("there"), OfficePiece::LinkEnd];
    let within = || look(OfficeLook { is_bold: true, ..OfficeLook::default() }, "bold");
    for (caption, wanted) in [
        (vec![plain("A \"fine\" a*b ")], "A “fine” a*b word"),
        (vec![OfficePiece::Bookmark("Fig1".to_owned()), plain("Figure 1 ")], "Figure 1 word"),
        (vec![formula(), plain(" m"), raised(), plain(" un"), within(), plain("ed ")], "\\frac{a}{b} m2 unbolded word"),
        (vec![plain("A "), OfficePiece::Bookmark("Other".to_owned()), plain("b "), OfficePiece::Bookmark("Fig1".to_owned())], "A b word"),
        (vec![plain("5 < 6 & a|b {x} ~ ^ "), OfficePiece::Note(0)], "5 < 6 & a|b {x} ~ ^ word"),
    ] {
        let mut blocks = captioned([caption, on(0).to_vec()].concat());
        let has_mark = format!("{blocks:?}").contains("Fig1");
        blocks.push(paragraph(if has_mark { [vec![plain("See ")], link.to_vec()].concat() } else { vec![plain("Behind.")] }));
        let mut text = document(blocks, vec![remark("A B", "R0")]);
        text.notes.push(OfficeNote { blocks: vec![paragraph(vec![plain("A note.")])], is_endnote: false });
        text.pictures.push(OfficePicture { name: "cat.svg".to_owned(), bytes: SVG.to_vec() });
        let made = manuscript(text, "text", MarkedChanges::Accept);
        let (book, found) = book(&made);
        let told: Vec<&String> = found.iter().filter(|found| !found.starts_with("UnusedFootnote")).collect();
        assert!(told.is_empty(), "{told:?}\n{}", file(&made, "text.md"));
        assert_eq!(noted(&book), [("R0".to_owned(), "word".to_owned())], "{}", file(&made, "text.md"));
        let caption = book.blocks.iter().find_map(|block| match &block.kind {
            BlockKind::Figure { caption, .. } => *caption,
            _ => None,
        });
        let prose = caption.and_then(|caption| book.block(caption).prose()).expect("a caption");
        assert_eq!(prose.plain().replace('\u{a0}', " "), wanted, "{}", file(&made, "text.md"));
    }
}

/// A picture.
const SVG: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"><rect width=\"9\" height=\"9\"/></svg>";

#[test]
fn a_remark_on_a_blank_is_on_the_word_before() {
    let on = |remark, piece: OfficePiece| [OfficePiece::RemarkStart(remark), piece, OfficePiece::RemarkEnd(remark)];
    let blocks = vec![
        paragraph([vec![plain("The boats")], on(0, plain(" ")).to_vec(), vec![plain("came in.")]].concat()),
        paragraph(vec![plain("Nobody slept"), OfficePiece::RemarkStart(1), OfficePiece::RemarkEnd(1), plain(" that night.")]),
        paragraph([vec![plain("An end.")], on(2, plain(" ")).to_vec()].concat()),
        paragraph([vec![plain("Behind it")], on(3, deleted(" stood")).to_vec(), vec![plain(" more.")]].concat()),
    ];
    let made = manuscript(document(blocks, (0..4).map(|n| remark("A B", &format!("R{n}"))).collect()), "text", MarkedChanges::Accept);
    let wanted = [("R0", "boats"), ("R1", "slept"), ("R2", "end"), ("R3", "it")];
    assert_eq!(noted(&book(&made).0), wanted.map(|(note, words)| (note.to_owned(), words.to_owned())));
    let drafts = file(&made, "commentary.md").matches(" draft}").count();
    assert_eq!((made.report.unplaced, made.report.gone, made.report.cut, drafts), (0, 1, 0, 1));
}

/// Notes find their words whether shown changes are taken as accepted or are in the text.
#[test]
fn remarks_beside_shown_changes_are_found_in_both_readings() {
    let inserted = |words: &str| {
        let change = Some(OfficeChange { is_insertion: true, author: None, date: None });
        OfficePiece::Words { words: words.to_owned(), look: OfficeLook::default(), change }
    };
    let on =
        |remark, pieces: Vec<OfficePiece>| [vec![OfficePiece::RemarkStart(remark)], pieces, vec![OfficePiece::RemarkEnd(remark)]].concat();
    let blocks = vec![
        paragraph(
            [vec![plain("The lists name ")], on(0, vec![plain("forty "), deleted("old "), plain("men")]), vec![plain(" and women.")]]
                .concat(),
        ),
        paragraph([vec![plain("With "), deleted("old ")], on(1, vec![inserted("new "), plain("nets")]), vec![plain(" at noon.")]].concat()),
        paragraph([vec![plain("All nets, and ")], on(2, vec![plain("nets"), deleted(" and boats")]), vec![plain(" too.")]].concat()),
        paragraph([vec![plain("Gone: ")], on(3, vec![deleted("every word")]), vec![plain(" of it.")]].concat()),
    ];
    let made = manuscript(document(blocks, (0..4).map(|n| remark("A B", &format!("R{n}"))).collect()), "text", MarkedChanges::Show);
    for changes in [MarkedChanges::Accept, MarkedChanges::Show] {
        let (_, found) = book_of(&made, ReadingManner { changes, ..ReadingManner::default() });
        let grave: Vec<&String> = found.iter().filter(|found| !found.starts_with("OpenChange")).collect();
        assert!(grave.is_empty(), "{changes:?} {grave:?}\n{}", file(&made, "commentary.md"));
    }
    assert_eq!((made.report.unplaced, made.report.gone), (0, 1));
}

/// Words that stand alone in many cells, items and paragraphs are told apart by those beside them, and not by counting.
#[test]
fn remarks_on_repeated_cells_items_and_short_paragraphs_check_clean() {
    let on = |remark, words: &str| vec![OfficePiece::RemarkStart(remark), plain(words), OfficePiece::RemarkEnd(remark)];
    let cell = |pieces| OfficeCell { blocks: vec![paragraph(pieces)], columns: 1, goes_on: false };
    let row = |cells: [Vec<OfficePiece>; 3]| OfficeRow { cells: cells.map(cell).into(), ..OfficeRow::default() };
    let item = |pieces| {
        let list = Some(OfficeItem { list: 0, level: 0, mark: Some(OfficeMark::Bullet) });
        OfficeBlock::Paragraph(OfficeParagraph { list, pieces, ..OfficeParagraph::default() })
    };
    let w = |words: &str| vec![plain(words)];
    let rows = vec![
        row([w("Bell"), w("Rung"), w("Weight")]),
        row([w("Salvator"), w("yes"), w("5 000")]),
        row([w("Maria"), on(0, "yes"), on(1, "5 000")]),
        row([w("Anna"), w("no"), w("5 000")]),
    ];
    let mut blocks = vec![OfficeBlock::Table(OfficeTable { rows, headers: 1 })];
    blocks.extend([item(w("red")), item(on(2, "red")), item(w("green"))]);
    blocks.extend([paragraph(w("Yes.")), paragraph(on(3, "Yes.")), paragraph(w("Yes."))]);
    let made = manuscript(document(blocks, (0..4).map(|n| remark("A B", &format!("R{n}"))).collect()), "text", MarkedChanges::Accept);
    let (book, found) = book(&made);
    assert_eq!(found, Vec::<String>::new(), "{}", file(&made, "commentary.md"));
    let wanted = [("R0", "yes"), ("R1", "5 000"), ("R2", "red"), ("R3", "Yes.")];
    assert_eq!(noted(&book), wanted.map(|(note, words)| (note.to_owned(), words.to_owned())));
}

#[test]
fn lists_and_tables_in_cells_are_lines_and_told() {
    let item = |words: &str, level: u8, mark: Option<OfficeMark>| {
        OfficeBlock::Paragraph(OfficeParagraph {
            pieces: vec![plain(words)],
            list: Some(OfficeItem { list: 0, level, mark }),
            ..OfficeParagraph::default()
        })
    };
    let number = |value| Some(OfficeMark::Number { value, form: OfficeNumerals::Decimal, around: OfficeAround::Stop });
    let cell = |blocks: Vec<OfficeBlock>| OfficeCell { blocks, columns: 1, goes_on: false };
    let table = |cells: Vec<OfficeCell>| {
        OfficeBlock::Table(OfficeTable { rows: vec![OfficeRow { cells, ..OfficeRow::default() }], ..OfficeTable::default() })
    };
    let inner = table(vec![cell(vec![paragraph(vec![plain("in")])]), cell(vec![paragraph(vec![plain("ner")])])]);
    let listed = vec![
        paragraph(vec![plain("Of:")]),
        item("one", 0, Some(OfficeMark::Bullet)),
        item("deep", 1, Some(OfficeMark::Bullet)),
        item("goes on", 1, None),
    ];
    let cells = vec![
        cell(listed),
        cell(vec![item("first", 0, number(1)), item("next", 0, number(2))]),
        cell(vec![inner, paragraph(vec![plain("below")])]),
    ];
    let made = manuscript(document(vec![table(cells)], Vec::new()), "text", MarkedChanges::Accept);
    assert!(
        file(&made, "text.md").ends_with("| Of:<br>• one<br>◦ deep<br>goes on | 1. first<br>2. next | in<br>ner<br>below |\n"),
        "{}",
        file(&made, "text.md")
    );
    let losses: Vec<_> = made.report.losses.iter().map(|(what, loss)| (what, loss.times)).collect();
    assert_eq!(
        losses,
        [
            ("lists in cells of tables, whose items are lines of the cell", 2),
            ("tables in cells of tables, whose cells are lines of the cell", 1)
        ]
    );
}

#[test]
fn many_people_who_comment_cost_no_more_than_their_number() {
    // All have the same initials, and every other one the same last name.
    let people = 20_000;
    let author = |number: usize| if number.is_multiple_of(2) { format!("Ann{number} Reader") } else { format!("Ann{number} Roe{number}") };
    let remarks: Vec<OfficeRemark> =
        (0..people).map(|number| OfficeRemark { initials: Some("AR".to_owned()), ..remark(&author(number), "Why?") }).collect();
    let voices = super::commentary::voices(&remarks);
    let keys: BTreeSet<&str> = voices.iter().map(|(key, _)| key.as_str()).collect();
    let labels: BTreeSet<&str> = voices.iter().map(|(_, label)| label.as_str()).collect();
    assert_eq!((keys.len(), labels.len()), (people, people));
    assert_eq!(voices[..2], [("reader".to_owned(), "AR".to_owned()), ("roe1-2".to_owned(), "AR 2".to_owned())]);
}
