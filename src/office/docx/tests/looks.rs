//! How words look: styles in layers, capitals, hidden words, signs, languages, changes.

use super::*;
use crate::office::text::{OfficeLook, OfficeRaise};

const STYLES: &str = "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val=\"22\"/><w:lang w:val=\"en-US\"/></w:rPr></w:rPrDefault></w:docDefaults>\
    <w:style w:type=\"paragraph\" w:styleId=\"B\"><w:name w:val=\"Bold one\"/><w:rPr><w:b/><w:sz w:val=\"30\"/></w:rPr></w:style>\
    <w:style w:type=\"character\" w:styleId=\"S\"><w:name w:val=\"Strong\"/><w:rPr><w:b/></w:rPr></w:style>\
    <w:style w:type=\"character\" w:styleId=\"S2\"><w:name w:val=\"Stronger\"/><w:basedOn w:val=\"S\"/><w:rPr><w:i/></w:rPr></w:style>\
    <w:style w:type=\"character\" w:styleId=\"V\"><w:name w:val=\"Verbatim Char\"/><w:rPr><w:rFonts w:ascii=\"Consolas\"/></w:rPr></w:style>\
    <w:style w:type=\"character\" w:styleId=\"H\"><w:name w:val=\"Hyperlink\"/><w:rPr><w:u w:val=\"single\"/></w:rPr></w:style>";

fn looked(body: &str) -> Vec<(String, OfficeLook)> {
    let text = Document::new(body).styles(STYLES).read();
    let OfficeBlock::Paragraph(paragraph) = &text.blocks[0] else { panic!() };
    let words = paragraph.pieces.iter().filter_map(|piece| match piece {
        OfficePiece::Words { words, look, .. } => Some((words.clone(), look.clone())),
        _ => None,
    });
    words.collect()
}

fn look(properties: &str) -> OfficeLook {
    looked(&format!("<w:p>{}</w:p>", rp(properties, "x"))).remove(0).1
}

#[test]
fn styles_switch_bold_to_and_fro() {
    let bold = |style: &str, properties: &str| {
        let body = format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}</w:p>", rp(properties, "x"));
        looked(&body).remove(0).1.is_bold
    };
    assert!(bold("B", "") && bold("", "<w:rStyle w:val=\"S\"/>") && bold("", "<w:rStyle w:val=\"S2\"/>"));
    assert!(!bold("B", "<w:rStyle w:val=\"S\"/>"));
    assert!(bold("B", "<w:rStyle w:val=\"S\"/><w:b/>") && !bold("B", "<w:b w:val=\"0\"/>"));
}

#[test]
fn looks_are_what_markdown_can_say() {
    assert!(look("<w:i/>").is_italic && look("<w:rStyle w:val=\"S2\"/>").is_italic);
    assert!(look("<w:smallCaps/>").is_small_caps && look("<w:dstrike/>").is_struck && look("<w:u w:val=\"double\"/>").is_underlined);
    assert!(look("<w:highlight w:val=\"yellow\"/>").is_marked && look("<w:shd w:val=\"clear\" w:fill=\"FFFF00\"/>").is_marked);
    assert!(!look("<w:shd w:val=\"clear\" w:fill=\"FFFFFF\"/>").is_marked && !look("<w:u w:val=\"none\"/>").is_underlined);
    assert!(look("<w:rStyle w:val=\"V\"/>").is_code && !look("<w:rFonts w:ascii=\"Courier New\"/>").is_code);
    assert!(!look("<w:rStyle w:val=\"H\"/>").is_underlined);
    assert_eq!(look("<w:vertAlign w:val=\"subscript\"/>").raise, OfficeRaise::Subscript);
    assert_eq!(look("<w:position w:val=\"6\"/>").raise, OfficeRaise::Superscript);
    assert_eq!((look("").size, look("<w:sz w:val=\"40\"/>").size), (Some(22), Some(40)));
}

#[test]
fn capitals_are_printed_and_hidden_words_are_not() {
    let body = format!("<w:p>{}{}{}</w:p>", rp("<w:caps/>", "Straße"), r(" b "), rp("<w:vanish/>", "secret"));
    let text = Document::new(&body).read();
    assert_eq!(lines(&text.blocks), ["STRAßE b "]);
    assert_eq!(lost(&text), ["1 hidden words, left out"]);
}

#[test]
fn neighbours_of_one_look_are_one_piece() {
    let body = format!("<w:p>{}{}{}{}</w:p>", r("a"), rp("<w:b w:val=\"0\"/>", "b"), rp("<w:b/>", "c"), rp("<w:b/>", "d"));
    let words: Vec<String> = looked(&body).into_iter().map(|(words, _)| words).collect();
    assert_eq!(words, ["ab", "cd"]);
}

#[test]
fn signs_are_characters() {
    let run = "<w:r><w:t>a</w:t><w:tab/><w:noBreakHyphen/><w:softHyphen/><w:sym w:font=\"Symbol\" w:char=\"F061\"/>\
        <w:sym w:font=\"Wingdings\" w:char=\"F0E0\"/><w:sym w:font=\"Odd\" w:char=\"F0E0\"/><w:br/><w:t>b</w:t><w:cr/></w:r>";
    let text = Document::new(&format!("<w:p>{run}{}</w:p>", rp("<w:rFonts w:ascii=\"Symbol\"/>", "\u{F062}"))).read();
    assert_eq!(lines(&text.blocks), ["a\t\u{2011}\u{AD}α→⏎b⏎β"]);
    assert_eq!(lost(&text), ["1 signs of the face Odd that have no counterpart, left out"]);
}

#[test]
fn the_language_of_most_is_the_documents() {
    let foreign = rp("<w:lang w:val=\"la-Latn\"/>", "sic transit");
    let body = format!("<w:p>{}{foreign}{}</w:p>", r("long enough to be the most "), rp("<w:lang w:val=\"en-GB\"/>", " colour"));
    let text = Document::new(&body).styles(STYLES).read();
    assert_eq!(text.facts.language.as_deref(), Some("en-US"));
    let languages: Vec<_> = looked(&body).into_iter().map(|(_, look)| look.language).collect();
    assert_eq!(languages, [None, Some("la-Latn".to_owned()), None]);
}

#[test]
fn changes_are_kept_with_their_authors() {
    let ins = "<w:ins w:id=\"1\" w:author=\"Ann\" w:date=\"2026-01-02T03:04:05Z\"><w:r><w:t>new</w:t></w:r></w:ins>";
    let del = "<w:del w:id=\"2\" w:author=\"Bob\"><w:r><w:delText>old</w:delText></w:r></w:del>";
    let moved = "<w:moveFrom w:id=\"3\" w:author=\"C\"><w:r><w:t>from</w:t></w:r></w:moveFrom><w:moveTo w:id=\"4\" w:author=\"C\"><w:r><w:t>to</w:t></w:r></w:moveTo>";
    let both = "<w:ins w:id=\"5\" w:author=\"A\"><w:del w:id=\"6\" w:author=\"B\"><w:r><w:delText>gone</w:delText></w:r></w:del></w:ins>";
    let mark = "<w:pPr><w:rPr><w:del w:id=\"7\" w:author=\"Bob\"/><w:rPrChange w:id=\"8\" w:author=\"X\"><w:rPr><w:b/></w:rPr></w:rPrChange></w:rPr></w:pPr>";
    let text = Document::new(&format!("<w:p>{mark}{}{ins}{del}{moved}{both}</w:p>", r("a "))).read();
    assert_eq!(lines(&text.blocks), ["a {+new+}{-old-}{-from-}{+to+}"]);
    assert_eq!(lost(&text), ["1 words inserted and deleted again, left out"]);
    let OfficeBlock::Paragraph(paragraph) = &text.blocks[0] else { panic!() };
    assert_eq!(paragraph.end.as_ref().map(|end| (end.is_insertion, end.author.as_deref())), Some((false, Some("Bob"))));
    let OfficePiece::Words { change: Some(change), look, .. } = &paragraph.pieces[1] else { panic!() };
    assert_eq!((change.date.as_deref(), look.is_bold), (Some("2026-01-02T03:04:05Z"), false));
}

#[test]
fn notes_breaks_and_formulas_know_their_change() {
    let note = "<w:r><w:footnoteReference w:id=\"2\"/></w:r>";
    let formula = "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>";
    let of = |name: &str| format!("<w:{name} w:id=\"1\" w:author=\"A\">{note}<w:r><w:br/></w:r>{formula}</w:{name}>");
    let body = format!("<w:p>{}{}{}{}{}</w:p>", r("a"), of("ins"), r("b"), of("del"), r("c"));
    let notes = "<w:footnote w:id=\"2\"><w:p><w:r><w:t>Note.</w:t></w:r></w:p></w:footnote>";
    for (changes, wanted) in
        [(MarkedChanges::Accept, "a[^0]⏎$x$bc"), (MarkedChanges::Reject, "ab[^0]⏎$x$c"), (MarkedChanges::Show, "a[^0]⏎$x$bc")]
    {
        let mut text = Document::new(&body).with("footnotes", "footnotes", notes).read();
        crate::office::meaning::settle(&mut text, changes);
        assert_eq!(lines(&text.blocks), [wanted]);
        let told = ["1 formulas in deleted passages, left out", "1 notes in deleted passages, left out"];
        assert_eq!(lost(&text), if changes == MarkedChanges::Show { told.to_vec() } else { Vec::new() });
    }
}

#[test]
fn rejected_changes_of_looks_and_forms_leave_what_was_before() {
    let change = |name: &str, was: &str| format!("<w:{name}Change w:id=\"1\" w:author=\"E\"><w:{name}>{was}</w:{name}></w:{name}Change>");
    let body = [
        format!("<w:p>{}{}</w:p>", rp(&format!("<w:b/>{}", change("rPr", "")), "bold"), rp(&change("rPr", "<w:i/>"), " plain")),
        pp(&format!("<w:pStyle w:val=\"Heading2\"/>{}", change("pPr", "")), "heading"),
        pp(&change("pPr", "<w:pStyle w:val=\"Heading1\"/>"), "none"),
        pp("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>", "item"),
        pp("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/><w:ins w:id=\"2\" w:author=\"E\"/></w:numPr>", "item by a change"),
    ];
    let numbering = "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl>\
        </w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
    for (changes, wanted, looks) in [
        (MarkedChanges::Accept, ["bold plain", "## heading", "none", "1 item", "2 item by a change"], [(true, false), (false, false)]),
        (MarkedChanges::Show, ["bold plain", "## heading", "none", "1 item", "2 item by a change"], [(true, false), (false, false)]),
        (MarkedChanges::Reject, ["bold plain", "heading", "# none", "1 item", "item by a change"], [(false, false), (false, true)]),
    ] {
        let text = Document::new(&body.concat()).numbering(numbering).read_with(changes);
        assert_eq!(lines(&text.blocks), wanted);
        let OfficeBlock::Paragraph(first) = &text.blocks[0] else { panic!() };
        let found: Vec<(bool, bool)> = first
            .pieces
            .iter()
            .filter_map(|piece| if let OfficePiece::Words { look, .. } = piece { Some((look.is_bold, look.is_italic)) } else { None })
            .collect();
        assert_eq!(found, looks);
    }
}

#[test]
fn an_end_of_a_paragraph_that_came_and_went_is_none() {
    let mark = |inside: &str| pp(&format!("<w:rPr>{inside}</w:rPr>"), "one ");
    let both = "<w:ins w:id=\"1\" w:author=\"A\"/><w:del w:id=\"2\" w:author=\"B\"/>";
    for changes in [MarkedChanges::Accept, MarkedChanges::Reject] {
        let mut text = Document::new(&(mark(both) + &p("two"))).read_with(changes);
        crate::office::meaning::settle(&mut text, changes);
        assert_eq!(lines(&text.blocks), ["one two"]);
    }
}
