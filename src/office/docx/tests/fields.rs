//! Fields, links, bookmarks and lists of contents.

use super::*;

fn field(instruction: &str, shown: &str) -> String {
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{shown}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
    )
}

#[test]
fn links_lead_out_or_to_bookmarks() {
    let body = format!(
        "<w:p><w:bookmarkStart w:id=\"1\" w:name=\"here\"/><w:bookmarkEnd w:id=\"1\"/><w:bookmarkStart w:id=\"2\" w:name=\"unused\"/>{}</w:p>\
        <w:p><w:hyperlink r:id=\"web\">{}</w:hyperlink><w:hyperlink w:anchor=\"here\">{}</w:hyperlink><w:hyperlink w:anchor=\"nowhere\">{}</w:hyperlink>\
        <w:hyperlink r:id=\"none\">{}</w:hyperlink></w:p>",
        r("x"),
        r("a"),
        r("b"),
        r("c"),
        r("d"),
    );
    let text = Document::new(&body).related("web", "hyperlink", "https://x.org/?a=1&amp;b=2", true).read();
    let said = ["#here#x", "[Address(\"https://x.org/?a=1&b=2\"):a][Bookmark(\"here\"):b]cd"];
    assert_eq!(lines(&text.blocks), said);
    assert_eq!(lost(&text), ["1 links that lead nowhere", "1 links to places that the document doesn’t have"]);
}

#[test]
fn fields_show_what_they_showed() {
    let body = format!(
        "<w:p><w:bookmarkStart w:id=\"1\" w:name=\"_Ref1\"/>{}{}{}{}{}<w:fldSimple w:instr=\" SEQ Figure \">{}</w:fldSimple></w:p>",
        field(" HYPERLINK &quot;http://a.b/c d&quot; \\l &quot;p&quot; \\o &quot;tip&quot;", &r("link")),
        field(" REF _Ref1 \\h ", &r("see")),
        field("PAGEREF _Ref1", &r("7")),
        field("DATE \\@ &quot;d M&quot;", &r("1 May")),
        field("ADDIN ZOTERO_ITEM CSL_CITATION {}", &r("(Doe)")),
        r("3"),
    );
    let text = Document::new(&body).read();
    let said = "#_Ref1#[Address(\"http://a.b/c d#p\"):link][Bookmark(\"_Ref1\"):see][Bookmark(\"_Ref1\"):7]1 May(Doe)3";
    assert_eq!(lines(&text.blocks), [said]);
    let names = ["ADDIN ZOTERO_ITEM", "DATE", "PAGEREF", "SEQ"].map(|name| format!("1 fields ({name}): their words as they stood"));
    assert_eq!(lost(&text), names);
}

#[test]
fn fields_within_fields_and_without_ends_swallow_nothing() {
    let nested = format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>{}<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}\
        <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
        field("PAGE", &r("not shown")),
        r("shown"),
    );
    let open = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>";
    let text = Document::new(&format!("<w:p>{nested}</w:p><w:p>{open}</w:p>{}", p("after"))).read();
    assert_eq!(lines(&text.blocks), ["shown", "", "after"]);
}

#[test]
fn words_behind_a_field_without_an_end_are_kept() {
    let begin = |name: &str| format!("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>{name}</w:instrText></w:r>");
    let shows = "<w:r><w:fldChar w:fldCharType='separate'/></w:r>";
    let body = format!("<w:p>{}{shows}{}</w:p>{}<w:p>{}{}</w:p>", begin("TOC \\o"), r("One 1"), p("Text"), begin("PAGE"), r("more"));
    let text = Document::new(&body).read();
    assert_eq!(lines(&text.blocks), ["One 1", "Text", "more"]);
    assert_eq!(lost(&text), ["1 lists without an end: their words as they stood"]);
    let body = format!(
        "{}<w:p>{}{}</w:p>",
        p("The boats came in, one by one, at the end of the day."),
        field("DATE", &r("1 May")),
        field("DATE", &r("2 May"))
    );
    let told: Vec<String> = Document::new(&body).read().losses.told().collect();
    assert_eq!(told, ["fields (DATE): their words as they stood (2, the first behind “in, one by one, at the end of the day.”)"]);
}

#[test]
fn links_go_on_over_paragraphs() {
    let first = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>HYPERLINK x:y</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";
    let body = format!("<w:p>{first}{}</w:p><w:p>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>{}</w:p>", r("a"), r("b"), r("c"));
    assert_eq!(lines(&Document::new(&body).read().blocks), ["[Address(\"x:y\"):a]", "[Address(\"x:y\"):b]c"]);
}

#[test]
fn lists_of_contents_are_generated() {
    let toc = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>TOC \\o</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";
    let last = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    let control = format!(
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/></w:docPartObj></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        p("Contents")
    );
    let body = format!(
        "{control}<w:p>{toc}{}</w:p>{}<w:p>{last}</w:p>{}<w:p>{toc}{}{last}{}</w:p>",
        r("One 1"),
        p("Two 2"),
        p("Text"),
        r("Three"),
        r("real")
    );
    let text = Document::new(&body).read();
    assert_eq!(lines(&text.blocks), ["Generated: Contents", "Generated: One 1", "Generated: Two 2", "Generated: ", "Text", "real"]);
    assert_eq!(lost(&text), [""; 0]);
}
