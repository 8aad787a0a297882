//! Paragraphs, headings, breaks, rules and tables.

use super::*;

const STYLES: &str = "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"N\"><w:name w:val=\"Normal\"/></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"N\"/><w:rPr><w:b/></w:rPr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"Mine\"><w:name w:val=\"My chapter\"/><w:basedOn w:val=\"berschrift1\"/></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"Out\"><w:name w:val=\"Out\"/><w:basedOn w:val=\"berschrift1\"/><w:pPr><w:outlineLvl w:val=\"9\"/></w:pPr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"Lvl\"><w:name w:val=\"Numbered part\"/><w:pPr><w:outlineLvl w:val=\"2\"/></w:pPr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"Q\"><w:name w:val=\"Intense Quote\"/></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"T1\"><w:name w:val=\"toc 1\"/></w:style>";

#[test]
fn styles_say_what_paragraphs_are() {
    let styled = |style: &str| pp(&format!("<w:pStyle w:val=\"{style}\"/>"), style);
    let mut body: String = ["berschrift1", "Mine", "Out", "Lvl", "Q", "T1", "N", "Titre2", "Verse", "SourceCode"].map(styled).concat();
    body.push_str(&pp("<w:outlineLvl w:val=\"4\"/>", "direct"));
    let text = Document::new(&body).styles(STYLES).read();
    let said = [
        "# berschrift1",
        "# Mine",
        "Out",
        "### Lvl",
        "Quotation: Q",
        "Generated: T1",
        "N",
        "## Titre2",
        "Verse: Verse",
        "Code: SourceCode",
        "##### direct",
    ];
    assert_eq!(lines(&text.blocks), said);
}

#[test]
fn the_look_of_a_headings_style_is_no_emphasis() {
    let body = format!("<w:p><w:pPr><w:pStyle w:val=\"berschrift1\"/></w:pPr>{}{}</w:p>", r("plain "), rp("<w:i/>", "leaning"));
    let text = Document::new(&body).styles(STYLES).read();
    let OfficeBlock::Paragraph(paragraph) = &text.blocks[0] else { panic!() };
    let looks = paragraph.pieces.iter().map(|piece| match piece {
        OfficePiece::Words { look, .. } => (look.is_bold, look.is_italic),
        _ => panic!(),
    });
    assert_eq!(looks.collect::<Vec<_>>(), [(false, false), (false, true)]);
}

#[test]
fn pages_break_where_an_author_says() {
    let breaking = "<w:r><w:br w:type=\"page\"/></w:r>";
    let body = format!(
        "{}<w:p>{breaking}</w:p>{}<w:p>{}{breaking}{}</w:p>{}{}<w:p>{breaking}{}</w:p>{}",
        p("one"),
        p("two"),
        r("three"),
        r("four"),
        pp("<w:pageBreakBefore/>", "five"),
        pp("<w:pageBreakBefore/><w:outlineLvl w:val=\"0\"/>", "six"),
        r("seven"),
        "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>",
    );
    let said = ["one", "=====", "two", "three", "=====", "four", "=====", "five", "# six", "=====", "seven"];
    assert_eq!(lines(&Document::new(&body).read().blocks), said);
}

#[test]
fn sections_break_pages_as_the_next_begins() {
    let section = |kind: &str| format!("<w:sectPr><w:type w:val=\"{kind}\"/></w:sectPr>");
    let body = format!("{}{}{}{}", pp(&section("nextPage"), "one"), pp(&section("continuous"), "two"), p("three"), section("oddPage"));
    assert_eq!(lines(&Document::new(&body).read().blocks), ["one", "two", "=====", "three"]);
}

#[test]
fn an_empty_paragraph_with_a_line_is_a_rule() {
    let line = "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\"/></w:pBdr>";
    let old = "<w:p><w:r><w:pict><v:rect style=\"width:0;height:1.5pt\" o:hr=\"t\"/></w:pict></w:r></w:p>";
    let body = format!("{}<w:p><w:pPr>{line}</w:pPr></w:p>{}{old}{}", p("a"), pp(line, "b"), p("c"));
    assert_eq!(lines(&Document::new(&body).read().blocks), ["a", "-----", "b", "-----", "c"]);
}

#[test]
fn a_dropped_capital_belongs_to_its_word() {
    let body = format!("{}{}", pp("<w:framePr w:dropCap=\"drop\" w:lines=\"3\"/>", "O"), p("nce upon"));
    assert_eq!(lines(&Document::new(&body).read().blocks), ["Once upon"]);
    // As Word writes it: moved down, and as large as its lines.
    let cap = "<w:p><w:pPr><w:framePr w:dropCap=\"drop\" w:lines=\"3\"/></w:pPr><w:r><w:rPr><w:position w:val=\"-10\"/><w:sz w:val=\"117\"/></w:rPr>\
               <w:t>O</w:t></w:r></w:p>";
    let text = Document::new(&format!("{cap}{}", p("nce upon"))).read();
    assert_eq!(lines(&text.blocks), ["Once upon"]);
    assert!(!format!("{:?}", text.blocks).contains("Subscript"), "{:?}", text.blocks);
}

#[test]
fn tables_keep_spans_and_heads() {
    let cell = |properties: &str, inside: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>");
    let row = |properties: &str, cells: &str| format!("<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>");
    let inner = format!("<w:tbl>{}</w:tbl>{}", row("", &cell("", &p("in"))), p("after"));
    let table = format!(
        "<w:tbl><w:tblPr/>{}{}{}{}</w:tbl>",
        row("<w:tblHeader/>", &(cell("<w:gridSpan w:val=\"2\"/>", &p("head")) + &cell("", &p("h3")))),
        row("", &(cell("<w:vMerge w:val=\"restart\"/>", &p("a")) + &cell("", &p("b")) + &cell("", &inner))),
        row("<w:gridAfter w:val=\"1\"/>", &(cell("<w:vMerge/>", "<w:p/>") + &cell("", &(p("c1") + &p("c2"))))),
        row("<w:ins w:id=\"1\" w:author=\"A\"/>", &cell("<w:gridSpan w:val=\"3\"/>", &p("d"))),
    );
    let text = Document::new(&table).read();
    assert_eq!(lines(&text.blocks), ["| 2×head | h3 |", "| a | b | | in |/after |", "| ^ | c1/c2 |  |", "| 3×d |"]);
    let OfficeBlock::Table(table) = &text.blocks[0] else { panic!() };
    assert_eq!((table.headers, table.rows[3].change.as_ref().map(|change| change.is_insertion)), (1, Some(true)));
}

#[test]
fn writing_from_right_to_left_and_indents_are_kept() {
    let body =
        pp("<w:bidi/><w:ind w:left=\"720\" w:end=\"0.5in\"/><w:jc w:val=\"center\"/><w:spacing w:before=\"120\" w:after=\"6pt\"/>", "x");
    let text = Document::new(&body).read();
    let OfficeBlock::Paragraph(paragraph) = &text.blocks[0] else { panic!() };
    assert!(paragraph.is_rtl);
    assert_eq!((paragraph.indent, paragraph.space), ((720, 720), (120, 120)));
    assert_eq!(paragraph.alignment, crate::office::text::OfficeAlignment::Center);
}
