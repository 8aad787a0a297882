//! Whatever a document's words are, they are read again from the Markdown as they were, with their looks.

use super::super::text::{
    OfficeAlignment, OfficeAround, OfficeBlock, OfficeCell, OfficeChange, OfficeFacts, OfficeItem, OfficeLook, OfficeMark, OfficeNote,
    OfficeNumerals, OfficeParagraph, OfficePiece, OfficeRaise, OfficeRole, OfficeRow, OfficeTable, OfficeTarget, OfficeText,
};
use super::markdown;
use crate::book::{BlockId, BlockKind, Book, Prose, RunKind, Style, text};
use crate::config;
use crate::diagnostics::Diagnostics;
use crate::read::{self, ReadingManner};
use crate::source::{Memory, Sources};
use proptest::prelude::*;
use std::path::Path;
use std::sync::Arc;

/// The book of some Markdown.
fn book(markdown: &str) -> (Book, String) {
    let mut memory = Memory::default();
    memory.put("text.md", markdown.as_bytes().to_vec());
    memory.put("book.toml", b"title = \"T\"\nlanguage = \"en\"\nchapters = [\"text.md\"]\n".to_vec());
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let config = config::load(Arc::new(memory), Path::new("book.toml"), &mut sources, &mut found).expect("settings");
    let book = read::read(&config, ReadingManner::default(), &mut sources, &mut found);
    let told: Vec<String> = found.iter().map(|finding| format!("{:?} {}", finding.code, finding.message)).collect();
    (book.unwrap_or_default(), told.join("\n"))
}

/// Words without the marks of typography, and with single spaces.
fn plain(words: &str) -> String {
    let mut out = String::new();
    for c in words.chars() {
        match c {
            '“' | '”' => out.push('"'),
            '‘' | '’' => out.push('\''),
            '–' => out.push_str("--"),
            '—' => out.push_str("---"),
            '…' => out.push_str("..."),
            '\u{AD}' | '\u{2060}' | '\u{200B}' => {}
            c if c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
    }
    out.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn paragraph(pieces: Vec<OfficePiece>) -> OfficeBlock {
    OfficeBlock::Paragraph(OfficeParagraph { pieces, ..OfficeParagraph::default() })
}

fn words(words: &str, look: OfficeLook) -> OfficePiece {
    OfficePiece::Words { words: words.to_owned(), look, change: None }
}

fn plain_words(text: &str) -> OfficePiece {
    words(text, OfficeLook::default())
}

fn document(blocks: Vec<OfficeBlock>) -> OfficeText {
    OfficeText { blocks, facts: OfficeFacts { language: Some("en".to_owned()), ..OfficeFacts::default() }, ..OfficeText::default() }
}

fn looks() -> impl Strategy<Value = OfficeLook> {
    (any::<[bool; 5]>(), 0..9_u8).prop_map(|([bold, italic, caps, struck, marked], raise)| OfficeLook {
        is_bold: bold,
        is_italic: italic,
        is_small_caps: caps && struck,
        is_struck: struck && !caps,
        is_marked: marked && caps,
        raise: match raise {
            0 => OfficeRaise::Superscript,
            1 => OfficeRaise::Subscript,
            _ => OfficeRaise::Level,
        },
        ..OfficeLook::default()
    })
}

/// What the styles of a look are in the book.
fn style(look: &OfficeLook) -> Style {
    let mut style = Style::PLAIN;
    for (has, one) in [
        (look.is_bold, Style::STRONG),
        (look.is_italic, Style::EMPHASIS),
        (look.is_small_caps, Style::SMALL_CAPS),
        (look.is_struck, Style::STRUCK),
        (look.is_marked, Style::MARK),
        (look.raise == OfficeRaise::Superscript, Style::SUPERSCRIPT),
        (look.raise == OfficeRaise::Subscript, Style::SUBSCRIPT),
    ] {
        if has {
            style = style.with(one);
        }
    }
    style
}

/// Every character that is no space, with its style.
fn styled(book: &Book) -> Vec<(String, Style)> {
    let mut out: Vec<(String, Style)> = Vec::new();
    for chapter in &book.chapters {
        for (_, block) in text::leaves(book, &chapter.blocks) {
            let Some(prose) = block.prose() else { continue };
            for run in prose.runs.iter().filter(|run| run.kind == RunKind::Text) {
                for c in plain(&prose.text[run.range()].replace(' ', "")).chars().filter(|c| *c != ' ') {
                    out.push((c.to_string(), run.style));
                }
            }
        }
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn words_of_a_document_are_read_again_as_they_were(
        lines in prop::collection::vec(prop::collection::vec("[ab19 *_`\\[\\](){}<>~^$|#+=!:@&;%/.,?é中-]{1,6}", 1..5), 1..4),
    ) {
        let blocks: Vec<OfficeBlock> = lines.iter()
            .map(|pieces| paragraph(pieces.iter().map(|piece| words(piece, OfficeLook::default())).collect()))
            .collect();
        let sheet = markdown(&document(blocks), &[]);
        let (book, found) = book(&sheet.text);
        let got: Vec<String> = book.chapters.iter()
            .flat_map(|chapter| text::leaves(&book, &chapter.blocks))
            .filter_map(|(_, block)| block.prose().map(|prose| plain(&prose.text)))
            .filter(|text| !text.is_empty())
            .collect();
        let wanted: Vec<String> = lines.iter().map(|pieces| plain(&pieces.concat())).filter(|text| !text.is_empty()).collect();
        prop_assert_eq!(got, wanted, "{}\n{}", sheet.text, found);
    }

    #[test]
    fn looks_of_words_are_read_again_as_they_were(
        pieces in prop::collection::vec(("[ab]{1,3}|[ab]{1,2} |( [ab])|[(.]|[ab] [ab]", looks()), 1..6),
    ) {
        let all = pieces.iter().map(|(text, look)| words(text, look.clone())).collect();
        let sheet = markdown(&document(vec![paragraph(all)]), &[]);
        let (book, found) = book(&sheet.text);
        let wanted: Vec<(String, Style)> = pieces.iter()
            .flat_map(|(text, look)| text.chars().filter(|c| *c != ' ').map(|c| (c.to_string(), style(look))))
            .collect();
        prop_assert_eq!(styled(&book), wanted, "{}\n{}", sheet.text, found);
    }
}

/// A paragraph with the notes that it calls in ⟦⟧, its links in ⟨⟩, its formulas in «», and no spaces.
fn marked(book: &Book, prose: &Prose) -> String {
    let mut out = String::new();
    let mut link = None;
    for run in &prose.runs {
        let own = run.link.filter(|_| run.kind == RunKind::Text);
        if run.kind == RunKind::Text && own != link {
            out.push_str(if link.is_some() { "⟩" } else { "" });
            out.push_str(if own.is_some() { "⟨" } else { "" });
            link = own;
        }
        match &run.kind {
            RunKind::Text => out.push_str(&plain(&prose.text[run.range()])),
            RunKind::Note(note) => {
                let blocks = &book.notes[note.index()].blocks;
                let words = text::leaves(book, blocks).first().and_then(|(_, block)| block.prose()).map(Prose::plain);
                out.push_str(&format!("{}⟦{}⟧", if link.take().is_some() { "⟩" } else { "" }, words.unwrap_or_default()));
            }
            RunKind::Math(math) => out.push_str(&format!("{}«{}»", if link.take().is_some() { "⟩" } else { "" }, math.latex)),
            RunKind::Break | RunKind::Image(..) => {}
        }
    }
    out.push_str(if link.is_some() { "⟩" } else { "" });
    out.replace(' ', "")
}

/// What may stand beside each other in a paragraph: words, links, marks of notes, formulas.
fn neighbours() -> impl Strategy<Value = Vec<(u8, String, OfficeLook)>> {
    let one = (0..7_u8, "[ab1 :!()$^.\\[\\]]{1,3}", looks()).prop_map(|(kind, text, look)| {
        let look = OfficeLook { is_underlined: look.is_bold, is_small_caps: look.is_italic && !look.is_bold, ..OfficeLook::default() };
        (kind, text, look)
    });
    prop::collection::vec(one, 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Nothing in a paragraph changes what stands beside it.
    #[test]
    fn notes_links_and_words_beside_each_other_are_read_again_as_they_were(
        lines in prop::collection::vec(neighbours(), 1..3),
        is_item in any::<bool>(),
    ) {
        let mut notes = Vec::new();
        let mut wanted = Vec::new();
        let mut blocks = Vec::new();
        for line in &lines {
            let (mut pieces, mut read) = (vec![plain_words("a")], "a".to_owned());
            if line[0].0 == 0 {
                pieces.clear();
                read.clear();
            }
            for (kind, text, look) in line {
                match kind {
                    0 | 1 => {
                        read.push_str(&format!("⟦N{}⟧", notes.len()));
                        pieces.push(OfficePiece::Note(notes.len()));
                        let blocks = vec![paragraph(vec![plain_words(&format!("N{}", notes.len()))])];
                        notes.push(OfficeNote { blocks, is_endnote: false });
                    }
                    2 if !text.trim().is_empty() => {
                        read.push_str(&format!("⟨{}⟩", plain(text)));
                        let start = OfficePiece::LinkStart(OfficeTarget::Address(format!("https://x.org/{}", pieces.len())));
                        pieces.extend([start, words(text, look.clone()), OfficePiece::LinkEnd]);
                    }
                    3 => {
                        read.push_str("«x»");
                        pieces.push(OfficePiece::Formula { latex: "x".to_owned(), is_display: false });
                    }
                    _ => {
                        read.push_str(&plain(text));
                        pieces.push(words(text, look.clone()));
                    }
                }
            }
            wanted.push(read.replace(' ', ""));
            let list = is_item.then_some(OfficeItem { list: 0, level: 0, mark: Some(OfficeMark::Bullet) });
            blocks.push(OfficeBlock::Paragraph(OfficeParagraph { pieces, list, ..OfficeParagraph::default() }));
        }
        let sheet = markdown(&OfficeText { notes, ..document(blocks) }, &[]);
        let (book, found) = book(&sheet.text);
        let got: Vec<String> = book.chapters.iter()
            .flat_map(|chapter| text::leaves(&book, &chapter.blocks))
            .filter_map(|(_, block)| block.prose().map(|prose| marked(&book, prose)))
            .collect();
        prop_assert_eq!(got, wanted, "{}\n{}", sheet.text, found);
    }
}

#[test]
fn formulas_in_cells_are_read_again_as_they_were() {
    let all = [
        "P(A|B)",
        "|x|",
        "\\left\\| v \\right\\|",
        "\\left| v \\right|_2",
        "\\left( a \\middle| b \\right)",
        "\\text{a|b}|c",
        "\\text{a} |\\text{|b}",
        "R\\&D=5",
        "\\begin{matrix}|a|&\\|b\\|\\\\|c|&d\\end{matrix}",
    ];
    let cell = |latex: &str| OfficeCell {
        blocks: vec![paragraph(vec![
            plain_words("A "),
            OfficePiece::Formula { latex: latex.to_owned(), is_display: false },
            plain_words(" b"),
        ])],
        columns: 1,
        goes_on: false,
    };
    let rows = all.iter().map(|latex| OfficeRow { cells: vec![cell(latex), cell("x")], change: None }).collect();
    let sheet = markdown(&document(vec![OfficeBlock::Table(OfficeTable { rows, headers: 1 })]), &[]);
    let (book, found) = book(&sheet.text);
    let mathml = |latex: &str| crate::math::mathml(&crate::math::parse(latex, false).expect("a formula"), "").replace('∥', "‖");
    let leaves = book.chapters.iter().flat_map(|chapter| text::leaves(&book, &chapter.blocks));
    let got: Vec<String> = leaves
        .flat_map(|(_, block)| block.prose().map(|prose| prose.runs.clone()).unwrap_or_default())
        .filter_map(|run| match run.kind {
            RunKind::Math(math) => Some(mathml(&math.latex)),
            _ => None,
        })
        .collect();
    let wanted: Vec<String> = all.iter().flat_map(|latex| [mathml(latex), mathml("x")]).collect();
    assert_eq!(got, wanted, "{}\n{found}", sheet.text);
}

/// Markdown with the changes that are shown in it accepted or rejected.
fn settled(markdown: &str, accept: bool) -> String {
    let mut out = String::new();
    for (at, part) in markdown.split("{--").enumerate() {
        let (deleted, kept) = if at == 0 { ("", part) } else { part.split_once("--}").expect("an end of deleted words") };
        out.push_str(if accept { "" } else { deleted });
        for (at, part) in kept.split("{++").enumerate() {
            let (inserted, kept) = if at == 0 { ("", part) } else { part.split_once("++}").expect("an end of inserted words") };
            out.push_str(if accept { inserted } else { "" });
            out.push_str(kept);
        }
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn changes_that_are_shown_give_back_both_readings(
        pieces in prop::collection::vec(("[ab ]{1,4}", any::<Option<bool>>(), any::<bool>()), 1..7),
    ) {
        let all = pieces.iter().map(|(words, is_insertion, is_italic)| OfficePiece::Words {
            words: words.clone(),
            look: OfficeLook { is_italic: *is_italic, ..OfficeLook::default() },
            change: is_insertion.map(|is_insertion| OfficeChange { is_insertion, author: None, date: None }),
        }).collect();
        let sheet = markdown(&document(vec![paragraph(all)]), &[]);
        for accept in [true, false] {
            let wanted: String = pieces.iter().filter(|(_, change, _)| *change != Some(!accept)).map(|(words, ..)| words.as_str()).collect();
            let got = settled(&sheet.text, accept).replace("<em>", "").replace("</em>", "").replace('*', "");
            prop_assert_eq!(plain(&got), plain(&wanted), "{}", sheet.text);
        }
    }
}

#[test]
fn signs_that_end_a_paragraph_are_words() {
    for ending in [
        "a mark ^2",
        "x ^id",
        "Write <br>",
        "<br>",
        "in C #",
        "(a) one (b)",
        "(i) Preamble",
        "1. The",
        "a:b:c",
        "{.verse}",
        "[^1]",
        "end\\",
    ] {
        for role in [OfficeRole::Text, OfficeRole::Heading(2), OfficeRole::Quotation] {
            let block = OfficeBlock::Paragraph(OfficeParagraph {
                role,
                pieces: vec![words(ending, OfficeLook::default())],
                ..OfficeParagraph::default()
            });
            let sheet = markdown(&document(vec![paragraph(vec![words("Before.", OfficeLook::default())]), block]), &[]);
            let (book, _) = book(&sheet.text);
            let leaves = book.chapters.iter().flat_map(|chapter| text::leaves(&book, &chapter.blocks));
            let last = leaves.filter_map(|(_, block)| block.prose().map(|prose| plain(&prose.text))).next_back();
            assert_eq!(last.as_deref(), Some(ending), "{}", sheet.text);
        }
    }
}

#[test]
fn code_keeps_its_empty_lines_and_asks_for_no_file() {
    let code = |text: &str| {
        let pieces = if text.is_empty() { Vec::new() } else { vec![words(text, OfficeLook::default())] };
        OfficeBlock::Paragraph(OfficeParagraph { role: OfficeRole::Code, pieces, ..OfficeParagraph::default() })
    };
    let inline = words("{{#include b.rs}}", OfficeLook { is_code: true, ..OfficeLook::default() });
    let ticked = words("a ` {{#include c.rs}} b", OfficeLook { is_code: true, ..OfficeLook::default() });
    let lines = ["", "a", "", "", "{{#include a.rs}}", "{{#if}", ""].map(code);
    let mut all = lines.to_vec();
    all.push(paragraph(vec![inline, plain_words(" and "), ticked]));
    all.push(code(""));
    let mut text = document(all);
    super::super::meaning::settle(&mut text, crate::read::MarkedChanges::Accept);
    let sheet = markdown(&text, &[]);
    assert_eq!(sheet.text, "```\na\n\n\n\\{{#include a.rs}}\n{{#if}\n```\n\n`\\{{#include b.rs}}` and ``a ` \\{{#include c.rs}} b``\n");
    let (book, found) = book(&sheet.text);
    let leaves = book.chapters.iter().flat_map(|chapter| text::leaves(&book, &chapter.blocks));
    let read: Vec<&str> = leaves.filter_map(|(_, block)| block.prose().map(|prose| prose.text.as_str())).collect();
    assert_eq!(
        read.iter().map(|text| text.trim_end()).collect::<Vec<_>>(),
        ["a\n\n\n{{#include a.rs}}\n{{#if}", "{{#include b.rs}} and a ` {{#include c.rs}} b"],
        "{found}"
    );
}

#[test]
fn remarks_within_code_part_nothing() {
    let code = |text: &str| words(text, OfficeLook { is_code: true, ..OfficeLook::default() });
    let pieces = vec![
        plain_words("Write "),
        OfficePiece::RemarkStart(0),
        code("{{#include "),
        OfficePiece::RemarkStart(1),
        code("part"),
        OfficePiece::RemarkEnd(1),
        OfficePiece::Bookmark("here".to_owned()),
        code(".md}}"),
        OfficePiece::RemarkPoint(2),
        code("x"),
        OfficePiece::RemarkEnd(0),
        plain_words(" for it."),
    ];
    let sheet = markdown(&document(vec![paragraph(pieces)]), &[]);
    assert_eq!(sheet.text, "Write <a id=\"here\"></a>`\\{{#include part.md}}x` for it.\n");
    let marked: Vec<(usize, &str)> = sheet.marks.iter().map(|mark| (mark.remark, &sheet.text[mark.at..])).collect();
    let rests = [(0, "<a id="), (1, "part.md}}"), (1, ".md}}x"), (2, "x`"), (0, " for it")];
    assert_eq!(marked.len(), rests.len(), "{marked:?}");
    assert!(marked.iter().zip(rests).all(|(marked, rest)| marked.0 == rest.0 && marked.1.starts_with(rest.1)), "{marked:?}");
    let (book, _) = book(&sheet.text);
    let read: String = styled(&book).into_iter().map(|one| one.0).collect();
    assert_eq!(read, "Write{{#includepart.md}}xforit.");
}

#[test]
fn words_that_look_like_a_class_stay_words() {
    for class in ["{.verse}", "{.closing}", "{.verse numbers=5}"] {
        let sheet = markdown(&document(vec![paragraph(vec![plain_words(&format!("Some words {class}"))])]), &[]);
        let (book, told) = book(&sheet.text);
        let read: String = styled(&book).into_iter().map(|one| one.0).collect();
        assert_eq!(read, format!("Somewords{class}").replace(' ', ""), "{}\n{told}", sheet.text);
    }
}

#[test]
fn bars_in_code_end_no_cell() {
    let code = |text: &str| words(text, OfficeLook { is_code: true, ..OfficeLook::default() });
    let cell = |pieces| OfficeCell { blocks: vec![paragraph(pieces)], columns: 1, goes_on: false };
    let row = |cells| OfficeRow { cells, ..OfficeRow::default() };
    let rows = vec![
        row(vec![cell(vec![plain_words("a")]), cell(vec![plain_words("b")])]),
        row(vec![
            cell(vec![code("[[page|"), OfficePiece::RemarkStart(0), code("words"), OfficePiece::RemarkEnd(0), code("]]")]),
            cell(vec![plain_words("c | d")]),
        ]),
    ];
    let table = OfficeBlock::Table(OfficeTable { rows, headers: 1 });
    let sheet = markdown(&document(vec![table]), &[]);
    assert!(sheet.text.ends_with("| `[[page\\|words]]` | c \\| d |\n"), "{}", sheet.text);
    assert!(sheet.text[sheet.marks[0].at..].starts_with("words]]"), "{}", sheet.text);
    let (book, told) = book(&sheet.text);
    let leaves = book.chapters.iter().flat_map(|chapter| text::leaves(&book, &chapter.blocks));
    let read: Vec<&str> = leaves.filter_map(|(_, block)| block.prose().map(|prose| prose.text.as_str())).collect();
    assert_eq!(read, ["a", "b", "[[page|words]]", "c | d"], "{told}");
}

#[test]
fn a_document_of_every_block_is_as_it_should_be() {
    let role =
        |role, text: &str| OfficeBlock::Paragraph(OfficeParagraph { role, pieces: vec![plain_words(text)], ..OfficeParagraph::default() });
    let blocks = vec![
        role(OfficeRole::Title, "A Title"),
        role(OfficeRole::Heading(1), "One"),
        paragraph(vec![plain_words("Say "), words("so", OfficeLook { is_italic: true, ..OfficeLook::default() }), plain_words(" now.")]),
        role(OfficeRole::Quotation, "First."),
        role(OfficeRole::Quotation, "Second."),
        role(OfficeRole::Code, "let a = 1;"),
        role(OfficeRole::Code, "  b()"),
        OfficeBlock::Rule,
        OfficeBlock::Paragraph(OfficeParagraph {
            alignment: OfficeAlignment::End,
            pieces: vec![plain_words("The author")],
            ..OfficeParagraph::default()
        }),
    ];
    assert_eq!(
        markdown(&document(blocks), &[]).text,
        "# A Title\n\n## One\n\nSay *so* now.\n\n> First.\n>\n> Second.\n\n```\nlet a = 1;\n  b()\n```\n\n***\n\n<div align=\"right\">\n\nThe author\n\n</div>\n"
    );
}

/// What a row of items is in the book: each with its label below those that it stands in, and what the findings say.
fn listed(items: &[(u8, usize, OfficeMark, &str)]) -> (Vec<String>, bool, String) {
    let block = |(level, list, mark, words): &(u8, usize, OfficeMark, &str)| {
        let list = Some(OfficeItem { list: *list, level: *level, mark: Some(mark.clone()) });
        OfficeBlock::Paragraph(OfficeParagraph { list, pieces: vec![plain_words(words)], ..OfficeParagraph::default() })
    };
    let mut blocks = vec![paragraph(vec![plain_words("Before.")])];
    blocks.extend(items.iter().map(block));
    blocks.push(paragraph(vec![plain_words("After.")]));
    let sheet = markdown(&document(blocks), &[]);
    let (book, _) = book(&sheet.text);
    let (mut out, mut is_tight) = (Vec::new(), true);
    let mut open: Vec<(String, BlockId)> =
        book.chapters.iter().flat_map(|chapter| &chapter.blocks).rev().map(|id| (String::new(), *id)).collect();
    while let Some((label, id)) = open.pop() {
        match &book.block(id).kind {
            BlockKind::List { numbering, items, tight } => {
                is_tight &= tight;
                for (at, item) in items.iter().enumerate().rev() {
                    let own = numbering.map_or("-".to_owned(), |numbering| numbering.label(at));
                    open.extend(item.blocks.iter().rev().map(|block| (format!("{label}{own}"), *block)));
                }
            }
            _ => out.extend(book.block(id).prose().map(|prose| format!("{label} {}", prose.text))),
        }
    }
    (out, is_tight, sheet.text)
}

proptest! {
    /// A list alone, nested or gone on, with any marks and numbers, is read again as it was: no item is swallowed by the words before.
    #[test]
    fn items_are_read_again_whatever_their_marks_are(
        levels in prop::collection::vec(0..3_u8, 1..7),
        kinds in prop::collection::vec((0..6_u8, 0..3_u8, 1..12_u32), 3),
    ) {
        let forms = [
            OfficeNumerals::Decimal, OfficeNumerals::LowerLetter, OfficeNumerals::UpperLetter, OfficeNumerals::LowerRoman, OfficeNumerals::UpperRoman,
        ];
        let arounds = [OfficeAround::Stop, OfficeAround::Bracket, OfficeAround::Brackets];
        let (mut items, mut wanted) = (Vec::new(), vec![" Before.".to_owned()]);
        let mut counts = [0_u32; 3];
        let mut labels: Vec<String> = Vec::new();
        for level in levels {
            // No level is left out.
            let level = usize::from(level).min(labels.len());
            labels.truncate(level);
            counts[level + 1..].iter_mut().for_each(|count| *count = 0);
            let (kind, around, start) = kinds[level];
            let mark = match forms.get(usize::from(kind)) {
                Some(form) => OfficeMark::Number { value: start + counts[level], form: *form, around: arounds[usize::from(around)] },
                None => OfficeMark::Bullet,
            };
            counts[level] += 1;
            labels.push(if mark == OfficeMark::Bullet { "-".to_owned() } else { super::lists::label(&mark) });
            items.push((u8::try_from(level).unwrap_or(0), level, mark, "words"));
            wanted.push(format!("{} words", labels.concat()));
        }
        wanted.push(" After.".to_owned());
        let (found, is_tight, sheet) = listed(&items);
        prop_assert_eq!(found, wanted, "{}", sheet);
        prop_assert!(is_tight, "{}", sheet);
    }
}

#[test]
fn lists_of_one_item_and_lists_that_begin_late_stay_lists() {
    let number = |value, form| OfficeMark::Number { value, form, around: OfficeAround::Stop };
    let (decimal, letter, roman) = (OfficeNumerals::Decimal, OfficeNumerals::LowerLetter, OfficeNumerals::LowerRoman);
    for (inner, label) in
        [(number(1, letter), "a."), (number(5, decimal), "5."), (number(1, roman), "i."), (number(4, OfficeNumerals::UpperLetter), "D.")]
    {
        let items = [(0, 0, number(1, decimal), "one"), (1, 1, inner, "nested"), (0, 0, number(2, decimal), "two")];
        let (found, is_tight, sheet) = listed(&items);
        assert_eq!(found, [" Before.", "1. one", &*format!("1.{label} nested"), "2. two", " After."], "{sheet}");
        assert!(is_tight, "{sheet}");
    }
    let (found, _, sheet) = listed(&[(0, 0, number(1, roman), "alone")]);
    assert_eq!(found, [" Before.", "i. alone", " After."], "{sheet}");
    // What is plain stays as people write it.
    let (_, _, sheet) = listed(&[(0, 0, OfficeMark::Bullet, "one"), (1, 1, number(1, letter), "x"), (1, 1, number(2, letter), "y")]);
    assert!(sheet.contains("- one\n  a. x\n  b. y\n"), "{sheet}");
}
