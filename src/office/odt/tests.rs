//! Holds what the reader of OpenDocument makes of the elements that documents have.

use super::*;
use crate::office::seen::{line, lines, paragraphs};
use crate::office::text::{
    OfficeAlignment, OfficeAround, OfficeBlock, OfficeChange, OfficeMark, OfficeNumerals, OfficePiece, OfficeRole, OfficeRow,
};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

const SPACES: &str = "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' \
    xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' \
    xmlns:fo='urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0' xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0' \
    xmlns:svg='urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0' xmlns:meta='urn:oasis:names:tc:opendocument:xmlns:meta:1.0' \
    xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:xlink='http://www.w3.org/1999/xlink' xmlns:m='http://www.w3.org/1998/Math/MathML' \
    xmlns:loext='urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0'";

/// A PNG of one dot.
const PNG: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

fn document(styles: &str, body: &str) -> String {
    format!(
        "<?xml version='1.0'?><office:document {SPACES}><office:styles>{styles}</office:styles><office:automatic-styles>{AUTOMATIC}\
         </office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document>"
    )
}

/// Styles that the tests use.
const AUTOMATIC: &str = "<style:style style:name='B' style:family='text'><style:text-properties fo:font-weight='bold'/></style:style>\
    <style:style style:name='Up' style:family='text'><style:text-properties style:text-position='super 58%'/></style:style>\
    <style:style style:name='Gone' style:family='text'><style:text-properties text:display='none'/></style:style>\
    <style:style style:name='P1' style:family='paragraph' style:parent-style-name='Heading_20_2'>\
      <style:paragraph-properties fo:break-before='page'/></style:style>\
    <style:style style:name='P2' style:family='paragraph'><style:paragraph-properties fo:text-align='end' fo:margin-left='1in' \
      style:writing-mode='rl-tb'/></style:style>\
    <style:style style:name='P3' style:family='paragraph'><style:paragraph-properties fo:text-align='center' fo:break-before='page'/>\
      </style:style>\
    <text:list-style style:name='L1'><text:list-level-style-number text:level='1' style:num-format='1' style:num-suffix='.'/>\
      <text:list-level-style-number text:level='2' style:num-format='a' style:num-prefix='(' style:num-suffix=')' text:start-value='3'/>\
    </text:list-style>";

fn of(body: &str) -> OfficeText {
    read(document("", body).as_bytes()).expect("a document")
}

/// The lines of the document that some body makes.
fn lines_of(body: &str) -> Vec<String> {
    lines(&of(body).blocks)
}

#[test]
fn white_space_is_what_the_standard_says() {
    let body = "<text:p>\n  one \n two<text:span> three</text:span> <text:s text:c='2'/><text:tab/>four<text:line-break/> five </text:p>";
    assert_eq!(lines_of(body), ["one two three   \tfour/ five"]);
    let body = "<text:p><text:span text:style-name='B'>a </text:span> b<text:note><text:note-citation>1</text:note-citation><text:note-body>\
        <text:p> in it </text:p></text:note-body></text:note> c<text:s text:c='99999999'/></text:p>";
    let text = of(body);
    assert_eq!(lines(&text.blocks), [format!("[b a ]b[note 0] c{}", " ".repeat(100))]);
    assert_eq!(lines(&text.notes[0].blocks), ["in it"]);
}

#[test]
fn what_a_paragraph_is_comes_of_its_style_and_its_parents() {
    let styles = "<style:style style:name='Heading_20_2' style:display-name='Heading 2' style:family='paragraph' \
          style:default-outline-level='2'><style:text-properties fo:font-weight='bold' fo:font-size='14pt'/></style:style>\
        <style:style style:name='MyVerse' style:family='paragraph' style:parent-style-name='Poem'/>\
        <style:style style:name='Circle' style:family='paragraph' style:parent-style-name='Circle2'/>\
        <style:style style:name='Circle2' style:family='paragraph' style:parent-style-name='Circle'/>";
    let body = "<text:p text:style-name='Title'>A</text:p><text:h text:style-name='P1' text:outline-level='2'>B <text:span \
        text:style-name='B'>b</text:span></text:h><text:p text:style-name='MyVerse'>C</text:p><text:p text:style-name='Quotations'>D</text:p>\
        <text:p text:style-name='Preformatted_20_Text'>E</text:p><text:p text:style-name='Circle'>F</text:p><text:h>G</text:h>\
        <text:p text:style-name='P3'>H</text:p><text:p text:style-name='P2'>I</text:p><text:p text:style-name='Illustration'>J</text:p>";
    let text = read(document(styles, body).as_bytes()).expect("a document");
    let roles: Vec<OfficeRole> = paragraphs(&text.blocks).iter().map(|paragraph| paragraph.role.clone()).collect();
    use OfficeRole::{Caption, Code, Heading, Quotation, Text, Title, Verse};
    assert_eq!(roles, [Title, Heading(2), Verse, Quotation, Code, Text, Heading(1), Text, Text, Caption]);
    // The look of a heading as such is none of its words; a page break of its own is kept.
    assert_eq!(lines(&text.blocks)[1..3], ["--page--", "B b"]);
    let all = paragraphs(&text.blocks);
    assert_eq!((all[7].alignment, lines(&text.blocks)[8].as_str()), (OfficeAlignment::Center, "--page--"));
    assert_eq!((all[8].alignment, all[8].is_rtl, all[8].indent), (OfficeAlignment::Start, true, (0, 1440)));
}

#[test]
fn items_are_counted_as_the_document_counts_them() {
    let body = "<text:list xml:id='one' text:style-name='L1'><text:list-item><text:p>1</text:p><text:p>more</text:p><text:list>\
        <text:list-item><text:p>c</text:p></text:list-item><text:list-item><text:p>d</text:p></text:list-item></text:list></text:list-item>\
        <text:list-item text:start-value='7'><text:p>7</text:p></text:list-item><text:list-header><text:p>head</text:p></text:list-header>\
        </text:list><text:p>between</text:p><text:list text:continue-list='one'><text:list-item><text:p>8</text:p></text:list-item></text:list>\
        <text:list text:style-name='L1' text:continue-numbering='true'><text:list-item><text:list><text:list-item><text:p>c</text:p>\
        </text:list-item></text:list></text:list-item></text:list><text:list text:style-name='L1'><text:list-item><text:p>1</text:p>\
        </text:list-item></text:list><text:list><text:list-item><text:p>o</text:p></text:list-item></text:list>";
    let text = of(body);
    let items: Vec<String> = paragraphs(&text.blocks)
        .iter()
        .map(|paragraph| match &paragraph.list {
            None => "-".to_owned(),
            Some(item) => {
                let mark = match &item.mark {
                    None => "goes on".to_owned(),
                    Some(OfficeMark::Bullet) => "bullet".to_owned(),
                    Some(OfficeMark::Number { value, form: OfficeNumerals::Decimal, around: OfficeAround::Stop }) => format!("{value}."),
                    Some(OfficeMark::Number { value, form: OfficeNumerals::LowerLetter, around: OfficeAround::Brackets }) => {
                        format!("(letter {value})")
                    }
                    other => format!("{other:?}"),
                };
                format!("{} {} {mark}", item.list, item.level)
            }
        })
        .collect();
    assert_eq!(
        items,
        [
            "0 0 1.",
            "0 0 goes on",
            "0 1 (letter 3)",
            "0 1 (letter 4)",
            "0 0 7.",
            "0 0 goes on",
            "-",
            "0 0 8.",
            "0 1 (letter 3)",
            "1 0 1.",
            "2 0 bullet"
        ]
    );
}

#[test]
fn remarks_keep_their_passage_wherever_it_ends() {
    let remark = |name: &str, who: &str, words: &str| {
        format!(
            "<office:annotation office:name='{name}' loext:resolved='{}'><dc:creator>{who}</dc:creator><dc:date>2026-01-02T03:04:05</dc:date>\
             <meta:creator-initials>A</meta:creator-initials><text:p>{words}</text:p><text:p>more</text:p></office:annotation>",
            who == "Bo"
        )
    };
    let body = format!(
        "<text:p>one {}two {}three</text:p><text:p>four<office:annotation-end office:name='a'/> five<office:annotation-end \
         office:name='b'/> {}six<office:annotation-end office:name='unknown'/></text:p>",
        remark("a", "Ann", "first"),
        remark("b", "Bo", "second"),
        remark("c", "Cy", "point")
    );
    let text = of(&body);
    assert_eq!(lines(&text.blocks), ["one <0:two <1:three", "four:0> five:1> <2>six"]);
    let [first, second, _] = &text.remarks[..] else { panic!("three remarks") };
    assert_eq!((first.author.as_deref(), first.initials.as_deref(), first.is_resolved), (Some("Ann"), Some("A"), false));
    assert_eq!((second.date.as_deref(), second.is_resolved), (Some("2026-01-02T03:04:05"), true));
    assert_eq!(lines(&first.blocks), ["first", "more"]);
}

#[test]
fn answers_belong_to_the_first_of_their_thread() {
    let remark = |attributes: &str, who: &str, words: &str| {
        format!("<office:annotation {attributes}><dc:creator>{who}</dc:creator>{words}</office:annotation>")
    };
    let named = "office:name='a'";
    let body = format!(
        "<text:p>x{}{}{}</text:p><text:p>y{}{}</text:p>",
        remark(named, "Ann", "<text:p>A</text:p>"),
        remark("office:name='b' loext:parent-name='a'", "Bo", "<text:p>B</text:p>"),
        remark("office:name='c' loext:parent-name='b'", "Cy", "<text:p>C</text:p>"),
        remark("", "Ann", "<text:p>What is this?</text:p>"),
        remark("", "Bo", "<text:p>Reply to Ann (01/02/2026, 12:00): \"What is...\"</text:p><text:p>A test.</text:p>"),
    );
    let text = of(&body);
    let answers: Vec<Option<usize>> = text.remarks.iter().map(|remark| remark.answers).collect();
    assert_eq!(answers, [None, Some(0), Some(0), None, Some(3)]);
    assert_eq!(lines(&text.remarks[4].blocks), ["A test."]);
}

const CHANGES: &str = "<text:tracked-changes><text:changed-region xml:id='i' text:id='i'><text:insertion><office:change-info><dc:creator>Ann\
    </dc:creator><dc:date>2026-01-02</dc:date></office:change-info></text:insertion></text:changed-region><text:changed-region text:id='d'>\
    <text:deletion><office:change-info><dc:creator>Bo</dc:creator></office:change-info><text:p>old </text:p></text:deletion>\
    </text:changed-region><text:changed-region text:id='p'><text:deletion><office:change-info/><text:p>end</text:p><text:p>begin</text:p>\
    </text:deletion></text:changed-region></text:tracked-changes>";

#[test]
fn changes_stand_at_their_place_with_who_made_them() {
    let body = format!(
        "{CHANGES}<text:p>a <text:change text:change-id='d'/><text:change-start text:change-id='i'/>new<text:change-end text:change-id='i'/> b\
         </text:p><text:p>c <text:change text:change-id='p'/> d</text:p><text:p>e<text:change-start text:change-id='i'/></text:p><text:p>f\
         <text:change-end text:change-id='i'/>g<text:change text:change-id='d'/></text:p>"
    );
    let text = of(&body);
    assert_eq!(lines(&text.blocks), ["a [- old ][+ new] b", "c [- end]", "[- begin] d", "e", "[+ f]g"]);
    let all = paragraphs(&text.blocks);
    let change = |is_insertion, author: &str, date: Option<&str>| {
        Some(OfficeChange {
            is_insertion,
            author: Some(author.to_owned()).filter(|author| !author.is_empty()),
            date: date.map(str::to_owned),
        })
    };
    assert_eq!(all[1].end, change(false, "", None));
    assert_eq!((all[3].end.clone(), all[4].end.clone()), (change(true, "Ann", Some("2026-01-02")), None));
    assert!(matches!(&all[0].pieces[1], OfficePiece::Words { change: of, .. } if *of == change(false, "Bo", None)));
}

/// LibreOffice writes deleted words at their place or at the head of the file, and what somebody says of a change with either.
#[test]
fn deleted_words_stand_in_their_place_or_at_the_head_of_the_file() {
    let said = "<office:change-info><dc:creator>Bo</dc:creator><text:p>Why not?</text:p></office:change-info>";
    let changes = format!(
        "<text:tracked-changes><text:changed-region text:id='d'><text:deletion>{said}</text:deletion></text:changed-region><text:changed-region \
         text:id='i'><text:insertion>{said}</text:insertion></text:changed-region><text:changed-region text:id='e'><text:deletion>{said}\
         <text:p>gone</text:p></text:deletion></text:changed-region><text:changed-region text:id='damaged'/></text:tracked-changes>"
    );
    let (start, end) =
        (|id| format!("<text:change-start text:change-id='{id}'/>"), |id| format!("<text:change-end text:change-id='{id}'/>"));
    let body = format!(
        "{changes}<text:p>a {}old{} b {}new {}and gone{}{}<text:change text:change-id='e'/></text:p><text:p>c{}</text:p><text:p>d{}e</text:p>",
        start("d"),
        end("d"),
        start("i"),
        start("d"),
        end("d"),
        end("i"),
        start("d"),
        end("d")
    );
    let text = of(&body);
    assert_eq!(lines(&text.blocks), ["a [- old] b [+ new ][- and gonegone]", "c", "[- d]e"]);
    assert_eq!(paragraphs(&text.blocks)[1].end.as_ref().map(|end| end.is_insertion), Some(false));
}

#[test]
fn words_in_the_style_of_links_are_not_underlined() {
    let style = |name: &str, parent: &str| {
        format!(
            "<style:style style:name='{name}' style:family='text' {parent}><style:text-properties style:text-underline-style='solid'/></style:style>"
        )
    };
    let styles = style("Internet_20_link", "style:display-name='Internet link'") + &style("Under", "");
    let body =
        "<text:p>a <text:span text:style-name='Internet_20_link'>b</text:span> <text:span text:style-name='Under'>c</text:span></text:p>";
    let text = read(document(&styles, body).as_bytes()).expect("a document");
    let is = |piece: &OfficePiece| matches!(piece, OfficePiece::Words { look, .. } if look.is_underlined);
    let underlined: Vec<bool> = paragraphs(&text.blocks)[0].pieces.iter().map(is).collect();
    assert_eq!(underlined, [false, true], "{:?}", paragraphs(&text.blocks)[0].pieces);
}

#[test]
fn words_above_others_stand_in_brackets_behind_them() {
    let ruby = |base: &str, above: &str| {
        format!("<text:ruby><text:ruby-base>{base}</text:ruby-base><text:ruby-text>{above}</text:ruby-text></text:ruby>")
    };
    let text = of(&format!("<text:p>{}{} x</text:p>", ruby("漢字", "かんじ"), ruby("word", "reading")));
    assert_eq!(lines(&text.blocks), ["漢字（かんじ）word (reading) x"]);
}

#[test]
fn notes_and_breaks_know_their_change() {
    use crate::read::MarkedChanges;
    let note = "<text:note><text:note-body><text:p>n</text:p></text:note-body></text:note><text:line-break/>";
    let changes = CHANGES.replace(">old <", &format!(">{note}<"));
    let body = format!(
        "{changes}<text:p>a<text:change-start text:change-id='i'/>{note}<text:change-end text:change-id='i'/>b<text:change text:change-id='d'/>c\
         </text:p>"
    );
    for (changes, wanted) in [(MarkedChanges::Accept, "a[note 0]/bc"), (MarkedChanges::Reject, "ab[note 1]/c")] {
        let mut text = of(&body);
        crate::office::meaning::settle(&mut text, changes);
        assert_eq!(lines(&text.blocks), [wanted]);
    }
}

/// The deletion is of no more than an end of a paragraph.
#[test]
fn a_deleted_end_of_a_paragraph_leaves_the_spaces_on_both_sides_of_it() {
    use crate::read::MarkedChanges;
    let deleted = "<text:tracked-changes><text:changed-region text:id='d'><text:deletion><office:change-info/><text:p/><text:p/>\
        </text:deletion></text:changed-region><text:changed-region text:id='e'><text:deletion><office:change-info/><text:p/><text:p/>\
        </text:deletion></text:changed-region><text:changed-region text:id='i'><text:insertion><office:change-info/></text:insertion>\
        </text:changed-region></text:tracked-changes>";
    let body = format!(
        "{deleted}<text:p>One.<text:change-start text:change-id='i'/> <text:change-end text:change-id='i'/><text:change \
         text:change-id='d'/>Two.</text:p><text:p>Three <text:change text:change-id='e'/>four.</text:p>"
    );
    for (changes, wanted) in
        [(MarkedChanges::Accept, vec!["One. Two.", "Three four."]), (MarkedChanges::Reject, vec!["One.", "Two.", "Three ", "four."])]
    {
        let mut text = of(&body);
        crate::office::meaning::settle(&mut text, changes);
        assert_eq!(lines(&text.blocks), wanted);
    }
    let behind = body.replace("/>four.", "/> four.").replace("Three ", "Three");
    let mut text = of(&behind);
    crate::office::meaning::settle(&mut text, MarkedChanges::Accept);
    assert_eq!(lines(&text.blocks), ["One. Two.", "Three four."]);
}

#[test]
fn links_and_references_lead_to_what_is_there() {
    let body = "<text:h text:outline-level='1'>1.2 Ships</text:h><text:p><text:bookmark text:name='here'/><text:bookmark-start \
        text:name='unused'/>a<text:bookmark text:name='mid'/>b<text:note text:id='ftn1' text:note-class='endnote'><text:note-body><text:p>n\
        </text:p></text:note-body></text:note></text:p><text:p><text:a xlink:href='https://a.example/x y'>w</text:a><text:a \
        xlink:href='#1.2.Ships|outline'>s</text:a><text:bookmark-ref text:ref-name='here'>h</text:bookmark-ref><text:bookmark-ref \
        text:ref-name='mid'>m</text:bookmark-ref><text:note-ref text:ref-name='ftn1'>1</text:note-ref><text:bookmark-ref \
        text:ref-name='nowhere'>n</text:bookmark-ref><text:a xlink:href='../file.odt'>f</text:a></text:p>";
    let text = of(body);
    assert_eq!(
        lines(&text.blocks),
        [
            "1.2 Ships",
            "a{#mid}b{#note:ftn1}[note 0]",
            "[to https://a.example/x%20y|w][to #1.2.Ships|outline|s][to #here|h][to #mid|m][to #note:ftn1|1]nf"
        ]
    );
    let all = paragraphs(&text.blocks);
    assert_eq!((&all[0].bookmarks[..], &all[1].bookmarks[..]), (&["1.2.Ships|outline".to_owned()][..], &["here".to_owned()][..]));
    assert!(text.notes[0].is_endnote);
    let losses: Vec<_> = text.losses.iter().map(|(what, loss)| (what, loss.times)).collect();
    assert_eq!(losses, [("links to files, of which the words are kept", 1), ("links to places that the document doesn’t have", 1)]);
}

#[test]
fn tables_keep_their_spans() {
    let cell = |attributes: &str, words: &str| format!("<table:table-cell {attributes}><text:p>{words}</text:p></table:table-cell>");
    let covered = "<table:covered-table-cell/>";
    let body = format!(
        "<table:table><table:table-column table:number-columns-repeated='16384'/><table:table-header-rows><table:table-row>{}{covered}{}\
         </table:table-row></table:table-header-rows><table:table-row>{}{}{}</table:table-row><table:table-row>{covered}{}{}</table:table-row>\
         <table:table-row table:number-rows-repeated='2'>{}</table:table-row></table:table>",
        cell("table:number-columns-spanned='2'", "ab"),
        cell("", "c"),
        cell("table:number-rows-spanned='2'", "d"),
        cell("", "e"),
        cell("", "f"),
        cell("", "g"),
        cell(
            "",
            "<text:span>h</text:span></text:p><table:table><table:table-row><table:table-cell/></table:table-row></table:table><text:p>i"
        ),
        cell("table:number-columns-repeated='3'", ""),
    );
    assert_eq!(lines_of(&body), ["1# ab*2|c*1 / d*1|e*1|f*1 / \"*1|g*1|h;0# *1;i*1 / *1|*1|*1 / *1|*1|*1"],);
    // A cell of two columns and two rows; one of which the covered cells are not written.
    let both = cell("table:number-columns-spanned='2' table:number-rows-spanned='2'", "A");
    let body = format!(
        "<table:table><table:table-row>{both}{covered}{}</table:table-row><table:table-row>{covered}{covered}{}</table:table-row></table:table>\
         <table:table><table:table-row>{both}{}</table:table-row><table:table-row>{}</table:table-row></table:table>",
        cell("", "B"),
        cell("", "C"),
        cell("", "B"),
        cell("", "C")
    );
    assert_eq!(lines_of(&body), ["0# A*2|B*1 / \"*2|C*1", "0# A*2|B*1 / \"*2|C*1"]);
}

#[test]
fn repeated_cells_cost_no_more_than_they_may() {
    let cell = "<table:table-cell table:number-columns-repeated='1000000000'><text:p>x</text:p></table:table-cell>";
    let row = format!("<table:table-row table:number-rows-repeated='1000000000'>{cell}</table:table-row>");
    let text = of(&format!("<table:table>{}</table:table><table:table>{}</table:table>", row.repeat(50), row.repeat(50)));
    let cells = |block: &OfficeBlock| match block {
        OfficeBlock::Table(table) => table.rows.iter().map(|row| row.cells.len()).sum::<usize>(),
        _ => 0,
    };
    assert!(text.blocks.iter().map(cells).sum::<usize>() < 1_000_000);
}

#[test]
fn pictures_boxes_and_formulas_stand_by_their_paragraph() {
    let image = format!("<draw:image><office:binary-data>{PNG}</office:binary-data></draw:image>");
    let body = format!(
        "<text:p>a<draw:frame svg:width='1in'><draw:image><office:binary-data>Qk0=</office:binary-data></draw:image>{image}{image}\
         <svg:title>Tide</svg:title><svg:desc>High \n water</svg:desc></draw:frame>b<draw:frame><draw:text-box><text:p>in a box</text:p>\
         </draw:text-box></draw:frame>c</text:p><text:p><draw:frame><draw:text-box><text:p text:style-name='Illustration'><draw:frame>{image}\
         </draw:frame><text:line-break/>Figure <text:sequence text:ref-name='r'>1</text:sequence>: Caption</text:p></draw:text-box>\
         </draw:frame></text:p><text:p><draw:frame><draw:object><m:math><m:mi>x</m:mi></m:math></draw:object>{image}</draw:frame></text:p>\
         <text:p>Is <draw:frame><draw:object><m:math><m:mi>y</m:mi></m:math></draw:object></draw:frame><draw:frame><draw:image \
         xlink:href='http://a.example/x.png'/></draw:frame></text:p><draw:frame>{image}</draw:frame>"
    );
    let text = of(&body);
    assert_eq!(
        lines(&text.blocks),
        [
            "a[picture 0 Tide. High water]bc",
            "in a box",
            "",
            "[picture 1 ]",
            "Figure 1: Caption",
            "[$x$ true]",
            "Is [$y$ false]",
            "[picture 2 ]"
        ]
    );
    assert_eq!(paragraphs(&text.blocks)[4].role, OfficeRole::Caption);
    assert!(matches!(&paragraphs(&text.blocks)[0].pieces[1], OfficePiece::Picture { width: Some(1440), .. }));
    assert_eq!(text.losses.iter().count(), 2);
}

#[test]
fn a_field_hides_its_paragraph_and_no_comment_in_it() {
    let said = "<office:annotation office:name='a'><dc:creator>Ann</dc:creator><text:p>Why?</text:p></office:annotation>";
    let text = of(&format!(
        "<text:p>a</text:p><text:p><text:hidden-paragraph text:is-hidden='true'/>secret {said}words</text:p><text:p>b</text:p>"
    ));
    assert_eq!(lines(&text.blocks), ["a", "b"]);
    let said: Vec<Vec<String>> = text.remarks.iter().map(|remark| lines(&remark.blocks)).collect();
    assert_eq!(said, [["Why?"]]);
}

#[test]
fn what_nobody_should_read_is_left_out_and_told() {
    let body = "<text:section text:display='none'><text:p>secret</text:p></text:section><text:p>a<text:span text:style-name='Gone'>secret\
        </text:span>b<text:page-number>3</text:page-number><text:hidden-text text:is-hidden='true'>secret</text:hidden-text></text:p>\
        <text:p>secret<text:hidden-paragraph text:is-hidden='true'/></text:p><text:table-of-content><text:index-body><text:p>secret</text:p>\
        </text:index-body></text:table-of-content><text:p>c</text:p>";
    let text = of(body);
    assert_eq!(lines(&text.blocks), ["ab3", "c"]);
    let losses: Vec<_> = text.losses.iter().map(|(what, loss)| (what, loss.times)).collect();
    assert_eq!(
        losses,
        [
            ("fields of the kind “page-number”, of which the words shown are kept", 1),
            ("hidden sections, left out", 1),
            ("lists of contents and indexes made by the program, left out", 1),
            ("passages of hidden words, left out", 3)
        ]
    );
}

#[test]
fn the_language_is_that_of_most_words() {
    let styles = "<style:default-style style:family='paragraph'><style:text-properties fo:language='en' fo:country='GB' \
        style:language-complex='hi' style:country-complex='IN'/></style:default-style><style:style style:name='Fr' style:family='text'>\
        <style:text-properties fo:language='fr' fo:country='none'/></style:style>";
    let body = "<text:p>The harbour master <text:span text:style-name='Fr'>lit</text:span> שלום</text:p>";
    let text = read(document(styles, body).as_bytes()).expect("a document");
    assert_eq!(text.facts.language.as_deref(), Some("en-GB"));
    let languages = paragraphs(&text.blocks)[0].pieces.iter().map(|piece| match piece {
        OfficePiece::Words { look, .. } => look.language.clone(),
        _ => None,
    });
    assert_eq!(languages.collect::<Vec<_>>(), [None, Some("fr".to_owned()), None]);
}

/// An archive of parts.
fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("room");
        zip.write_all(text.as_bytes()).expect("room");
    }
    zip.finish().expect("room").into_inner()
}

#[test]
fn an_archive_is_read_with_its_parts() {
    let content = document(
        "",
        "<text:p text:style-name='Q'>a<draw:frame><draw:object xlink:href='./Object 1'/><draw:image \
        xlink:href='./ObjectReplacements/Object 1'/></draw:frame><draw:frame><draw:image xlink:href='Pictures/a%20b.svg'/></draw:frame></text:p>",
    );
    let styles = format!(
        "<office:document-styles {SPACES}><office:styles><style:style style:name='Q' style:family='paragraph' \
        style:parent-style-name='Quotations'/></office:styles><office:automatic-styles><style:style style:name='B' style:family='text'/>\
        </office:automatic-styles></office:document-styles>"
    );
    let meta = format!(
        "<office:document-meta {SPACES}><office:meta><dc:title>On  Tides</dc:title><meta:initial-creator>Ann; Bo\
        </meta:initial-creator><dc:creator>Editor</dc:creator><meta:keyword>sea</meta:keyword><dc:language>en</dc:language></office:meta>\
        </office:document-meta>"
    );
    let math = format!("<m:math {SPACES}><m:mn>2</m:mn></m:math>");
    let parts = [
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_str()),
        ("styles.xml", styles.as_str()),
        ("meta.xml", meta.as_str()),
        ("Object 1/content.xml", math.as_str()),
        ("Pictures/a b.svg", "<svg/>"),
        ("Basic/Standard/Module1.xml", "x"),
    ];
    let text = read(&archive(&parts)).expect("a document");
    assert_eq!(lines(&text.blocks), ["a[$2$ false][picture 0 ]"]);
    assert_eq!((text.facts.title.as_deref(), &text.facts.authors[..]), (Some("On Tides"), &["Ann".to_owned(), "Bo".to_owned()][..]));
    assert_eq!((&text.facts.keywords[..], text.facts.language.as_deref()), (&["sea".to_owned()][..], Some("en")));
    assert_eq!(
        text.losses.iter().map(|(what, loss)| (what, loss.times)).collect::<Vec<_>>(),
        [("macros and scripts, which are never run", 1)]
    );
    assert_eq!(paragraphs(&text.blocks)[0].role, OfficeRole::Quotation);
}

#[test]
fn what_is_no_text_is_refused() {
    let sheet = [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<a/>")];
    assert_eq!(read(&archive(&sheet)), Err(OfficeFault::OtherFormat("a spreadsheet")));
    let locked = [("META-INF/manifest.xml", "<m><manifest:encryption-data/></m>"), ("content.xml", "garbage")];
    assert_eq!(read(&archive(&locked)), Err(OfficeFault::Locked));
    assert_eq!(read(&archive(&[("a", "b")])), Err(OfficeFault::Missing("content.xml")));
    assert_eq!(read(b"<html><p>x</p></html>"), Err(OfficeFault::OtherFormat("no text of OpenDocument")));
    assert!(matches!(read(document("", "<text:p>a</text:h>").as_bytes()), Err(OfficeFault::BadXml { .. })));
    assert!(read(b"").is_err() && read(b"PK\x03\x04").is_err());
}

/// Anything in anything, as deep as the XML may be: it ends, on a small stack, and keeps its words.
#[test]
fn nothing_nests_too_deep() {
    let shapes = [
        ("<text:p>a<draw:frame><draw:text-box>", "</draw:text-box></draw:frame>z</text:p>"),
        (
            "<table:table><table:table-row><table:table-cell><text:p>a</text:p>",
            "<text:p>z</text:p></table:table-cell></table:table-row></table:table>",
        ),
        ("<text:list><text:list-item><text:p>a</text:p>", "</text:list-item></text:list>"),
        ("<text:p>a<text:note><text:note-body>", "</text:note-body></text:note>z</text:p>"),
        ("<text:p>a<office:annotation office:name='x'>", "</office:annotation>z</text:p>"),
        ("<text:p>a<text:a xlink:href='#x'><text:span text:style-name='B'>", "</text:span></text:a></text:p>"),
        ("<text:section><text:p>a", "</text:p></text:section>"),
    ];
    for (open, close) in shapes {
        for depth in [10, 30, 240] {
            let text = of(&format!("{}{}", open.repeat(depth), close.repeat(depth)));
            let mut count = 0;
            let mut text = text;
            crate::office::settle::each(&mut text, &mut |paragraph| count += line(paragraph).matches('a').count());
            assert!(count >= depth.min(20), "{open} {count}");
        }
    }
}

/// The words of some blocks, one paragraph a line, those of notes behind; nothing else.
fn plain(blocks: &[OfficeBlock]) -> String {
    let mut out = String::new();
    for block in blocks {
        match block {
            OfficeBlock::Paragraph(paragraph) => {
                for piece in &paragraph.pieces {
                    match piece {
                        OfficePiece::Words { words, change, .. } if change.as_ref().is_none_or(|change| change.is_insertion) => {
                            out.push_str(words);
                        }
                        OfficePiece::LineBreak => out.push('\n'),
                        OfficePiece::Formula { .. } => out.push(' '),
                        _ => {}
                    }
                }
                out.push('\n');
            }
            OfficeBlock::Table(table) => {
                table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| out.push_str(&plain(&cell.blocks)));
            }
            OfficeBlock::PageBreak | OfficeBlock::Rule => {}
        }
    }
    out
}

/// Everything of a document as lines.
fn shown(text: &OfficeText) -> String {
    let mut all = lines(&text.blocks);
    all.extend(text.notes.iter().enumerate().map(|(at, note)| format!("NOTE {at} {}", lines(&note.blocks).join("\n"))));
    for (at, remark) in text.remarks.iter().enumerate() {
        let said = lines(&remark.blocks).join("\n");
        all.push(format!("REMARK {at} {:?} {:?} {:?} {said}", remark.author, remark.date, remark.answers));
    }
    all.extend(text.losses.iter().map(|(what, loss)| format!("LOSS {what}: {}", loss.times)));
    all.push(format!("{:?}", text.facts));
    all.join("\n")
}

/// Shows what is read of the file that `BINDERY_OFFICE` names, in a file beside it, for scripts that measure.
#[test]
fn a_file_named_outside_is_shown() {
    let Ok(path) = std::env::var("BINDERY_OFFICE") else { return };
    let bytes = std::fs::read(&path).expect("a file");
    let folder = std::path::Path::new(&path).parent().map(std::path::Path::to_owned).unwrap_or_default();
    let started = std::time::Instant::now();
    let text = match path.rsplit('.').next().unwrap_or_default() {
        "html" | "htm" | "xhtml" => crate::office::html::read(&bytes, &|name| std::fs::read(folder.join(name)).ok()),
        "epub" => crate::office::epub_read::read(&bytes),
        _ => read(&bytes),
    };
    eprintln!("{path}: {:?}", started.elapsed());
    let shown = match (text, std::env::var("BINDERY_OFFICE_AS").as_deref()) {
        (Err(fault), _) => format!("fault: {fault}"),
        (Ok(text), Ok("plain")) => format!("{}=====\n{}", plain(&text.blocks), shown(&text)),
        (Ok(text), _) => format!("{text:#?}"),
    };
    std::fs::write(format!("{path}.shown"), shown).expect("a file");
}

#[test]
fn rows_and_columns_that_are_folded_stay_out_and_covered_words_are_told() {
    let cell = |words: &str| format!("<table:table-cell><text:p>{words}</text:p></table:table-cell>");
    let body = format!(
        "<table:table><table:table-column/><table:table-column-group table:display='false'><table:table-column table:visibility='collapse'/>\
         </table:table-column-group><table:table-row>{}{}</table:table-row><table:table-row-group table:display='false'><table:table-row \
         table:visibility='collapse'>{}{}</table:table-row></table:table-row-group><table:table-row table:visibility='filter'><table:table-cell \
         table:number-columns-spanned='2'><text:p>e</text:p></table:table-cell><table:covered-table-cell><text:p>hidden</text:p>\
         </table:covered-table-cell></table:table-row></table:table>",
        cell("a"),
        cell("b"),
        cell("c"),
        cell("d"),
    );
    let text = of(&body);
    let OfficeBlock::Table(table) = &text.blocks[0] else { panic!("{:?}", text.blocks) };
    let rows: Vec<String> =
        table.rows.iter().map(|row| row.cells.iter().map(|cell| lines(&cell.blocks).concat()).collect::<Vec<_>>().join("|")).collect();
    assert_eq!(rows, ["a"]);
    let losses: Vec<_> = text.losses.iter().map(|(what, loss)| (what, loss.times)).collect();
    let hidden = [("hidden columns of tables, left out", 1), ("hidden rows of tables, left out", 2)];
    assert_eq!(losses, [&hidden[..], &[("words in cells that others cover, left out", 1)]].concat());
}

#[test]
fn a_comment_in_an_empty_paragraph_is_kept() {
    let remark = "<office:annotation><dc:creator>Ann</dc:creator><text:p>Why?</text:p></office:annotation>";
    let table =
        "<table:table><table:table-row><table:table-cell><text:p>a cell</text:p></table:table-cell></table:table-row></table:table>";
    for body in [
        format!("<text:p>Before.</text:p><text:p>{remark}</text:p>{table}<text:p>Behind.</text:p>"),
        format!("<text:p>{remark}</text:p>{table}"),
        format!("<text:p>Before.</text:p><text:p>{remark}</text:p><text:p/><text:p>Behind.</text:p>"),
        format!("<text:p>Before.</text:p>{table}<text:p>{remark}</text:p>"),
    ] {
        let made = crate::office::manuscript(of(&body), "text", crate::read::MarkedChanges::Accept);
        let notes = made.files.iter().find(|(name, _)| name.ends_with("commentary.md")).map(|(_, bytes)| String::from_utf8_lossy(bytes));
        let notes = notes.unwrap_or_default();
        assert!(notes.contains("Why?") && made.report.unplaced == 0, "{body}\n{notes}");
    }
}

#[test]
fn columns_that_nobody_sees_are_left_out_and_told() {
    let columns = "<table:table-column table:number-columns-repeated='2'/><table:table-column table:visibility='collapse' \
                   table:number-columns-repeated='2'/><table:table-column/>";
    let cell = |attributes: &str, words: &str| format!("<table:table-cell {attributes}><text:p>{words}</text:p></table:table-cell>");
    let cover = "<table:covered-table-cell/>";
    let rows = [
        [cell("", "a"), cell("", "b"), cell("", "SECRET"), cell("", ""), cell("", "c")].concat(),
        // A cell over a column that is seen and one that is not, and one over two rows.
        [
            cell("", "d"),
            cell("table:number-columns-spanned='2'", "e"),
            cover.to_owned(),
            cell("", ""),
            cell("table:number-rows-spanned='2'", "f"),
        ]
        .concat(),
        [cell("", "g"), cell("", "h"), cell("table:number-columns-spanned='2'", "SECRET"), cover.repeat(2)].concat(),
    ];
    let rows: String = rows.iter().map(|row| format!("<table:table-row>{row}</table:table-row>")).collect();
    let text = of(&format!("<table:table>{columns}{rows}</table:table>"));
    let OfficeBlock::Table(table) = &text.blocks[0] else { panic!("{:?}", text.blocks) };
    let shown = |row: &OfficeRow| {
        let cells =
            row.cells.iter().map(|cell| format!("{}{}{}", lines(&cell.blocks).concat(), cell.columns, if cell.goes_on { "^" } else { "" }));
        cells.collect::<Vec<_>>().join("|")
    };
    assert_eq!(table.rows.iter().map(shown).collect::<Vec<_>>(), ["a1|b1|c1", "d1|e1|f1", "g1|h1|1^"]);
    let losses: Vec<_> = text.losses.iter().map(|(what, loss)| (what, loss.times)).collect();
    assert_eq!(losses, [("hidden columns of tables, left out", 1)]);
}

#[test]
fn rows_that_nobody_sees_are_left_out_and_told() {
    let row = |attributes: &str, words: &str| {
        format!("<table:table-row {attributes}><table:table-cell><text:p>{words}</text:p></table:table-cell></table:table-row>")
    };
    let body = format!(
        "<table:table>{}{}{}{}</table:table>",
        row("", "seen"),
        row("table:visibility='collapse'", "SECRET"),
        row("table:visibility='filter'", "SECRET"),
        row("table:visibility='visible'", "seen too")
    );
    let text = read(document("", &body).as_bytes()).expect("a document");
    assert_eq!(lines(&text.blocks).join(" ").matches("seen").count(), 2);
    assert!(!format!("{:?}", text.blocks).contains("SECRET"));
    let losses: Vec<_> = text.losses.iter().map(|(what, loss)| (what, loss.times)).collect();
    assert_eq!(losses, [("hidden rows of tables, left out", 2)]);
}
