//! Notes, pictures, text boxes, formulas and what has no counterpart.

use super::*;

#[test]
fn hidden_rows_of_tables_stay_out_and_are_told() {
    let row = |properties: &str, words: &str| format!("<w:tr><w:trPr>{properties}</w:trPr><w:tc>{}</w:tc></w:tr>", p(words));
    let rows = [row("<w:tblHeader/>", "head"), row("<w:hidden/>", "secret"), row("<w:hidden w:val=\"0\"/>", "shown"), row("", "last")];
    let text = Document::new(&format!("<w:tbl>{}</w:tbl>", rows.concat())).read();
    let shown = lines(&text.blocks).concat();
    assert!(!shown.contains("secret") && ["head", "shown", "last"].iter().all(|words| shown.contains(words)), "{shown}");
    assert_eq!(lost(&text), ["1 hidden rows of tables, left out"]);
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n and more";

fn drawing(properties: &str, inside: &str) -> String {
    format!(
        "<w:r><w:drawing><wp:inline><wp:extent cx=\"914400\" cy=\"1\"/><wp:docPr id=\"1\" name=\"P\" {properties}/><a:graphic><a:graphicData>{inside}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
}

fn picture(properties: &str, blip: &str) -> String {
    let inside = format!(
        "<pic:pic><pic:nvPicPr><pic:cNvPr id=\"0\" name=\"x\"/></pic:nvPicPr><pic:blipFill><a:blip {blip}/></pic:blipFill></pic:pic>"
    );
    drawing(properties, &inside)
}

#[test]
fn notes_stand_in_the_order_of_their_marks() {
    let mark = |kind: &str, id: u8, more: &str| format!("<w:r><w:{kind}Reference w:id=\"{id}\"{more}/></w:r>");
    let body = format!(
        "<w:p>{}{}{}<w:r><w:footnoteReference w:id=\"1\" w:customMarkFollows=\"1\"/><w:t>*</w:t></w:r>{}{}</w:p>",
        r("a"),
        mark("footnote", 2, ""),
        mark("endnote", 1, ""),
        mark("footnote", 2, ""),
        mark("footnote", 7, ""),
    );
    let note = |kind: &str, id: i8, more: &str, words: &str| {
        format!("<w:{kind} w:id=\"{id}\"{more}><w:p><w:r><w:{kind}Ref/></w:r>{}</w:p></w:{kind}>", r(words))
    };
    let foot = note("footnote", -1, " w:type=\"separator\"", "")
        + &note("footnote", 1, "", " first")
        + &note("footnote", 2, "", " second")
        + &note("footnote", 3, "", "lost");
    let text =
        Document::new(&body).with("footnotes", "footnotes", &foot).with("endnotes", "endnotes", &note("endnote", 1, "", "\tend")).read();
    assert_eq!(lines(&text.blocks), ["a[^0][^1][^2][^0]"]);
    let notes: Vec<_> = text.notes.iter().map(|note| (lines(&note.blocks).join("/"), note.is_endnote)).collect();
    assert_eq!(notes, [("second".to_owned(), false), ("end".to_owned(), true), ("first".to_owned(), false)]);
    assert_eq!(lost(&text), ["1 marks of notes that are missing", "1 notes without a mark in the text, left out"]);
}

#[test]
fn pictures_have_words_and_are_kept_once() {
    let body = format!(
        "<w:p>{}{}{}{}{}</w:p>",
        picture("descr=\"A  cat\"", "r:embed=\"p\""),
        picture("title=\"Title\"", "r:embed=\"p\""),
        picture("", "r:link=\"far\""),
        picture("", "r:embed=\"gone\""),
        picture("", "r:embed=\"old\""),
    );
    let text = Document::new(&body)
        .with_part("p", "media/image1.png", PNG)
        .with_part("old", "media/image2.wmf", &[0xD7, 0xCD, 0xC6, 0x9A, 0, 0])
        .related("far", "image", "http://x.org/i.png", true)
        .read();
    assert_eq!(lines(&text.blocks), ["![A cat](0)![Title](0)"]);
    assert_eq!(text.pictures.len(), 1);
    assert_eq!((text.pictures[0].name.as_str(), text.pictures[0].bytes.as_slice()), ("image1.png", PNG));
    assert_eq!(
        lost(&text),
        [
            "1 pictures in WMF, left out",
            "1 pictures in files outside (http://x.org/i.png), never fetched",
            "1 pictures whose files are missing"
        ]
    );
}

#[test]
fn old_pictures_and_objects_are_pictures_too() {
    let old = "<w:r><w:object><v:shape style=\"width:2in\" alt=\"old\"><v:imagedata r:id=\"p\"/></v:shape><o:OLEObject ProgID=\"Excel.Sheet.12\" r:id=\"x\"/></w:object></w:r>";
    let text = Document::new(&format!("<w:p>{old}</w:p>")).with_part("p", "media/a.png", PNG).read();
    let OfficeBlock::Paragraph(paragraph) = &text.blocks[0] else { panic!() };
    assert_eq!(paragraph.pieces, [OfficePiece::Picture { picture: 0, words: Some("old".to_owned()), width: Some(2880) }]);
    assert_eq!(lost(&text), ["1 embedded objects (Excel.Sheet.12), of which the picture is kept"]);
}

#[test]
fn a_text_box_is_read_once_and_behind_its_paragraph() {
    let inside = format!("<w:txbxContent>{}{}</w:txbxContent>", p("box"), p("two"));
    let both = format!(
        "<mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp>\
        </a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
    );
    let odd = "<mc:AlternateContent><mc:Choice Requires=\"zz\"><w:t>no</w:t></mc:Choice><mc:Fallback><w:t>fallback</w:t></mc:Fallback></mc:AlternateContent>";
    let emoji = "<w:r><mc:AlternateContent><mc:Choice Requires=\"w16se\"><x/></mc:Choice><mc:Fallback><w:t>☺</w:t><w:br/></mc:Fallback></mc:AlternateContent></w:r>";
    let body = format!("<w:p>{}<w:r><w:rPr><w:b/></w:rPr>{both}<w:t>bold</w:t></w:r><w:r>{odd}</w:r>{emoji}</w:p>{}", r("a "), p("b"));
    let text = Document::new(&body).read();
    assert_eq!(lines(&text.blocks), ["a boldfallback☺⏎", "box", "two", "b"]);
    let OfficeBlock::Paragraph(paragraph) = &text.blocks[0] else { panic!() };
    assert!(matches!(&paragraph.pieces[1], OfficePiece::Words { look, words, .. } if look.is_bold && words == "bold"));
    assert_eq!(lost(&text), ["1 text boxes, set as paragraphs"]);
}

#[test]
fn formulas_are_latex_in_a_line_or_displayed() {
    let half = "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>x</m:t></m:r></m:den></m:f></m:oMath>";
    let text = Document::new(&format!("<w:p>{}{half}</w:p><w:p><m:oMathPara>{half}</m:oMathPara></w:p>", r("a "))).read();
    assert_eq!(lines(&text.blocks), ["a $\\frac{1}{x}$", "$$\\frac{1}{x}$$"]);
}

#[test]
fn what_has_no_counterpart_is_named() {
    let ruby = "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>かんじ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢字</w:t></w:r></w:rubyBase></w:ruby></w:r>";
    let chart = drawing("", "<c:chart xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" r:id=\"c\"/>");
    let holder = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:rPr><w:rStyle w:val=\"PlaceholderText\"/></w:rPr><w:t>Click here</w:t></w:r></w:sdtContent></w:sdt>";
    let body = format!("<w:p>{ruby}{chart}{holder}</w:p><w:altChunk r:id=\"a\"/>");
    let text = Document::new(&body)
        .with_part("header", "header1.xml", format!("<w:hdr {SPACES}>{}</w:hdr>", p("Head")).as_bytes())
        .with_part("v", "vbaProject.bin", b"x")
        .read();
    assert_eq!(lines(&text.blocks), ["漢字（かんじ）"]);
    let told = [
        "1 charts, left out",
        "1 documents embedded as they are (altChunk), left out",
        "1 headers of pages, left out",
        "1 macros, left out",
        "1 placeholders of content controls, left out",
        "1 words above others (ruby), set in brackets",
    ];
    assert_eq!(lost(&text), told);
}
