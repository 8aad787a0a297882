//! Lists: counted, restarted, nested and gone on.

use super::*;

fn level(at: u8, numerals: &str, words: &str, more: &str) -> String {
    let indent = 720 * (u32::from(at) + 1);
    format!(
        "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{numerals}\"/>{more}<w:lvlText w:val=\"{words}\"/>\
        <w:pPr><w:ind w:left=\"{indent}\" w:hanging=\"360\"/></w:pPr></w:lvl>"
    )
}

fn numbering(more: &str) -> String {
    format!(
        "<w:abstractNum w:abstractNumId=\"0\">{}{}{}</w:abstractNum><w:abstractNum w:abstractNumId=\"1\">{}{}</w:abstractNum>\
        <w:abstractNum w:abstractNumId=\"2\">{}</w:abstractNum>\
        <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/></w:num>\
        <w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"7\"/></w:lvlOverride></w:num>\
        <w:num w:numId=\"4\"><w:abstractNumId w:val=\"1\"/></w:num><w:num w:numId=\"5\"><w:abstractNumId w:val=\"2\"/></w:num>{more}",
        level(0, "decimal", "%1.", ""),
        level(1, "lowerLetter", "%2)", ""),
        level(2, "lowerRoman", "(%3)", "<w:lvlRestart w:val=\"1\"/>"),
        level(0, "bullet", "•", ""),
        level(1, "bullet", "◦", ""),
        level(0, "bullet", " ", ""),
    )
}

fn item(list: u8, at: u8, words: &str) -> String {
    pp(&format!("<w:numPr><w:ilvl w:val=\"{at}\"/><w:numId w:val=\"{list}\"/></w:numPr>"), words)
}

fn listed(body: &str) -> Vec<String> {
    lines(&Document::new(body).numbering(&numbering("")).read().blocks)
}

#[test]
fn items_are_counted_by_level() {
    let body =
        [(0, "a"), (1, "b"), (1, "c"), (0, "d"), (1, "e"), (2, "f"), (1, "g"), (2, "h")].map(|(at, words)| item(1, at, words)).concat();
    // The third level begins anew after the first alone.
    assert_eq!(listed(&body), ["1 a", "  1 b", "  2 c", "2 d", "  1 e", "    1 f", "  2 g", "    2 h"]);
}

#[test]
fn lists_of_a_kind_go_on_and_overrides_begin_anew() {
    let body = [item(1, 0, "a"), p("between"), item(2, 0, "b"), item(3, 0, "c"), item(3, 0, "d"), item(1, 0, "e")].concat();
    let text = Document::new(&body).numbering(&numbering("")).read();
    assert_eq!(lines(&text.blocks), ["1 a", "between", "2 b", "7 c", "8 d", "9 e"]);
    let list = |at: usize| match &text.blocks[at] {
        OfficeBlock::Paragraph(paragraph) => paragraph.list.as_ref().map(|item| item.list),
        _ => None,
    };
    assert_eq!(list(0), list(2));
    assert_ne!(list(2), list(3));
}

#[test]
fn a_paragraph_as_far_in_goes_on_its_item() {
    let far = |indent: u32, words: &str| pp(&format!("<w:ind w:left=\"{indent}\"/>"), words);
    let body = [
        item(1, 0, "a"),
        far(720, "more of a"),
        item(1, 1, "b"),
        far(1440, "more of b"),
        far(720, "a again"),
        item(1, 0, "c"),
        p("out"),
        far(720, "in"),
    ];
    assert_eq!(listed(&body.concat()), ["1 a", "_ more of a", "  1 b", "  _ more of b", "_ a again", "2 c", "out", "in"]);
}

#[test]
fn a_number_that_nobody_sees_goes_on_an_item_as_pandoc_writes_it() {
    let body = [item(1, 0, "a"), item(5, 0, "more"), item(1, 0, "b"), p("out"), item(5, 0, "alone")].concat();
    assert_eq!(listed(&body), ["1 a", "_ more", "2 b", "out", "alone"]);
}

#[test]
fn a_heading_with_a_number_is_no_item() {
    let heading = "<w:outlineLvl w:val=\"0\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>";
    let text = Document::new(&(pp(heading, "h") + &item(1, 0, "a"))).numbering(&numbering("")).read();
    assert_eq!(lines(&text.blocks), ["# h", "2 a"]);
    assert_eq!(lost(&text), ["1 numbers before headings, left out"]);
}

#[test]
fn styles_number_and_no_number_ends_that() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"LB\"><w:name w:val=\"List Bullet\"/><w:pPr><w:numPr><w:numId w:val=\"4\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"LB2\"><w:name w:val=\"List Bullet 2\"/><w:pPr><w:ind w:left=\"1440\"/><w:numPr><w:numId w:val=\"6\"/></w:numPr></w:pPr></w:style>";
    let more = format!(
        "<w:abstractNum w:abstractNumId=\"6\">{}</w:abstractNum><w:num w:numId=\"6\"><w:abstractNumId w:val=\"6\"/></w:num>",
        level(0, "bullet", "-", "")
    );
    let styled = |style: &str, more: &str| pp(&format!("<w:pStyle w:val=\"{style}\"/>{more}"), style);
    let body = [styled("LB", ""), styled("LB2", ""), styled("LB", ""), styled("LB", "<w:numPr><w:numId w:val=\"0\"/></w:numPr>")].concat();
    let text = Document::new(&body).styles(styles).numbering(&numbering(&more)).read();
    assert_eq!(lines(&text.blocks), ["* LB", "  * LB2", "* LB", "LB"]);
}

#[test]
fn a_kind_of_list_may_be_that_of_a_style() {
    let more = "<w:abstractNum w:abstractNumId=\"8\"><w:numStyleLink w:val=\"S\"/></w:abstractNum><w:num w:numId=\"8\"><w:abstractNumId w:val=\"8\"/></w:num>\
        <w:abstractNum w:abstractNumId=\"9\"><w:styleLink w:val=\"S\"/><w:lvl w:ilvl=\"0\"><w:start w:val=\"3\"/><w:numFmt w:val=\"upperRoman\"/><w:lvlText w:val=\"(%1)\"/></w:lvl></w:abstractNum>";
    let text = Document::new(&item(8, 0, "a")).numbering(&numbering(more)).read();
    let OfficeBlock::Paragraph(paragraph) = &text.blocks[0] else { panic!() };
    let mark = paragraph.list.as_ref().and_then(|item| item.mark.clone());
    let (form, around) = (crate::office::text::OfficeNumerals::UpperRoman, crate::office::text::OfficeAround::Brackets);
    assert_eq!(mark, Some(OfficeMark::Number { value: 3, form, around }));
}
