//! Comments: their passages, threads and everything else about them.

use super::*;

fn comment(id: u8, author: &str, paragraphs: &str) -> String {
    format!("<w:comment w:id=\"{id}\" w:author=\"{author}\" w:initials=\"I\" w:date=\"2026-01-02T03:04:05Z\">{paragraphs}</w:comment>")
}

fn own(id: &str, words: &str) -> String {
    format!("<w:p w14:paraId=\"{id}\"><w:r><w:annotationRef/></w:r><w:r><w:t xml:space=\"preserve\"> {words}</w:t></w:r></w:p>")
}

fn start(id: u8) -> String {
    format!("<w:commentRangeStart w:id=\"{id}\"/>")
}

fn end(id: u8) -> String {
    format!("<w:commentRangeEnd w:id=\"{id}\"/>")
}

fn sign(id: u8) -> String {
    format!("<w:r><w:commentReference w:id=\"{id}\"/></w:r>")
}

#[test]
fn comments_have_passages_points_or_no_place() {
    let body = format!(
        "<w:p>{}{}{}{}{}{}</w:p><w:p>{}{}{}{}</w:p><w:p>{}{}{}{}</w:p>",
        start(0),
        r("one "),
        start(1),
        r("two"),
        end(0),
        sign(0),
        r("three"),
        end(1),
        sign(1),
        sign(2),
        start(3),
        end(3),
        sign(3),
        r("four"),
    );
    let comments: String = (0..5).map(|id| comment(id, "Ann", &own(&format!("0000000{id}"), "x"))).collect();
    let text = Document::new(&body).with("comments", "comments", &comments).read();
    assert_eq!(lines(&text.blocks), ["<0:one <1:two:0>", "three:1><2>", "<3>four"]);
    assert_eq!(text.remarks.len(), 5);
    let remark = &text.remarks[0];
    assert_eq!((remark.author.as_deref(), remark.initials.as_deref()), (Some("Ann"), Some("I")));
    assert_eq!(lines(&remark.blocks), ["x"]);
}

#[test]
fn comments_come_in_the_order_of_their_places() {
    let note = format!("<w:footnote w:id=\"1\"><w:p>{}{}{}{}</w:p></w:footnote>", start(0), r("in the note"), end(0), sign(0));
    let body = format!("<w:p>{}{}<w:r><w:footnoteReference w:id=\"1\"/></w:r>{}{}{}</w:p>", sign(2), r("a"), start(1), r("b"), end(1));
    let comments: String = (0..3).map(|id| comment(id, ["Note", "B", "First"][usize::from(id)], "<w:p/>")).collect();
    let text = Document::new(&body).with("footnotes", "footnotes", &note).with("comments", "comments", &comments).read();
    let authors: Vec<_> = text.remarks.iter().map(|remark| remark.author.as_deref().unwrap_or("")).collect();
    assert_eq!(authors, ["First", "Note", "B"]);
    assert_eq!(lines(&text.blocks), ["<0>a[^0]<2:b:2>"]);
    assert_eq!(lines(&text.notes[0].blocks), ["<1:in the note:1>"]);
}

#[test]
fn threads_have_one_level_and_answers_no_marks() {
    let mark = |id: u8| format!("{}{}{}{}", start(id), r("x"), end(id), sign(id));
    let body = format!("<w:p>{}{}{}{}</w:p>", mark(3), mark(0), mark(1), mark(2));
    // The comment is known by its last paragraph.
    let two = own("AAAA0000", "first") + &own("0000000A", "second");
    let comments = comment(0, "A", &two)
        + &comment(1, "B", &own("0000000b", "yes"))
        + &comment(2, "C", &own("0000000C", "no"))
        + &comment(3, "D", &own("0000000D", "d"));
    let extended = "<w15:commentEx w15:paraId=\"0000000A\" w15:done=\"1\"/><w15:commentEx w15:paraId=\"0000000B\" w15:paraIdParent=\"0000000a\" w15:done=\"0\"/>\
        <w15:commentEx w15:paraId=\"0000000C\" w15:paraIdParent=\"0000000B\"/><w15:commentEx w15:paraId=\"0000000D\" w15:paraIdParent=\"0000000D\"/>";
    let text = Document::new(&body).with("comments", "comments", &comments).with("commentsExtended", "x", extended).read();
    let told: Vec<_> =
        text.remarks.iter().map(|remark| (remark.author.as_deref().unwrap_or(""), remark.answers, remark.is_resolved)).collect();
    assert_eq!(told, [("D", None, false), ("A", None, true), ("B", Some(1), false), ("C", Some(1), false)]);
    assert_eq!(lines(&text.blocks), ["<0:x:0><1:x:1>xx"]);
    assert_eq!(lines(&text.remarks[1].blocks), ["first", " second"]);
}

#[test]
fn passages_cross_paragraphs_tables_and_pictures() {
    let body = format!(
        "{}{}{}{}{}",
        start(0),
        p("one"),
        end(0),
        format_args!("<w:tbl><w:tr><w:tc><w:p>{}{}</w:p></w:tc></w:tr></w:tbl>", start(1), r("cell")),
        format_args!("<w:p>{}{}{}</w:p>", r("behind"), end(1), sign(0))
    );
    let comments = comment(0, "A", "<w:p/>") + &comment(1, "B", "<w:p/>");
    let text = Document::new(&body).with("comments", "comments", &comments).read();
    assert_eq!(lines(&text.blocks), ["<0:one:0>", "| <1:cell |", "behind:1>"]);
}

#[test]
fn marks_that_lack_their_like_are_mended() {
    // A beginning without an end ends at the sign; an end alone is nothing; a beginning alone is a point; what is twice is once.
    let body = format!(
        "<w:p>{}{}{}{}{}{}{}{}{}{}{}</w:p>",
        start(0),
        r("a"),
        sign(0),
        end(1),
        start(2),
        r("b"),
        sign(9),
        start(3),
        start(3),
        r("c"),
        end(3).repeat(2),
    );
    let comments: String = (0..4).map(|id| comment(id, "A", "<w:p/>")).collect();
    let text = Document::new(&body).with("comments", "comments", &comments).read();
    assert_eq!(lines(&text.blocks), ["<0:a:0><1>b<2:c:2>"]);
    assert_eq!(text.remarks.len(), 4);
    assert_eq!(lost(&text), ["1 marks of comments that are missing"]);
}

#[test]
fn passages_round_tables_and_rows_are_on_all_their_cells() {
    let row = |words: &str| format!("<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>", p(&format!("{words}1")), p(&format!("{words}2")));
    let comments = comment(0, "A", "<w:p/>") + &comment(1, "B", "<w:p/>");
    let body = format!(
        "{}{}<w:tbl>{}{}{}{}{}</w:tbl>{}<w:p>{}{}</w:p>",
        p("before"),
        start(0),
        row("a"),
        start(1),
        row("b"),
        end(1),
        row("c"),
        end(0),
        r("behind"),
        sign(0)
    );
    let text = Document::new(&body).with("comments", "comments", &comments).read();
    let wanted = ["before", "| <0:a1 | a2 |", "| <1:b1 | b2:1> |", "| c1 | c2:0> |", "behind"];
    assert_eq!(lines(&text.blocks), wanted);
    // A table without a cell hides none.
    let body = format!("{}<w:tbl></w:tbl>{}{}", start(0), p("behind"), end(0));
    let text = Document::new(&body).with("comments", "comments", &comments).read();
    assert_eq!(lines(&text.blocks), ["<0:behind:0>"]);
}
