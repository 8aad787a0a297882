//! Holds what the reader of pages makes of the forms that programs save.

use super::*;
use crate::office::seen::{line, lines, paragraphs};
use crate::office::text::{OfficeAlignment, OfficeMark, OfficeNumerals, OfficePiece, OfficeRole};

fn of(page: &str) -> OfficeText {
    let png = |name: &str| name.ends_with(".png").then(|| b"\x89PNG".to_vec());
    let css = |name: &str| (name == "a/style.css").then(|| b".hid{display:none} .it{font-style:italic}".to_vec());
    read(page.as_bytes(), &|name| png(name).or_else(|| css(name))).expect("a page")
}

fn lines_of(page: &str) -> Vec<String> {
    lines(&of(page).blocks)
}

#[test]
fn blocks_and_looks_are_what_their_elements_say() {
    let page = "<!doctype html><title> On\n Tides </title><meta name=author content='Ann'><meta name=description content=d><body lang=en-GB>\
        x <h2>A <em>b</em></h2> <p>One\n two<br>three <b>four </b> five &amp; H<sub>2</sub>O x<sup>2</sup><code>a  b</code></p><blockquote><p>q\
        <p>r</blockquote><pre>\n a\n  b</pre><hr><center>c</center><p dir=rtl>d</p><div>e<div>f</div>g</div>";
    let text = of(page);
    assert_eq!(
        lines(&text.blocks),
        ["x", "A [i b]", "One two/three [b four ]five & H2O x[^ 2][m a b]", "q", "r", " a/  b", "--rule--", "c", "d", "e", "f", "g"]
    );
    let roles: Vec<OfficeRole> = paragraphs(&text.blocks).iter().map(|paragraph| paragraph.role.clone()).collect();
    assert_eq!(roles[1..6], [OfficeRole::Heading(2), OfficeRole::Text, OfficeRole::Quotation, OfficeRole::Quotation, OfficeRole::Code]);
    let all = paragraphs(&text.blocks);
    assert_eq!((all[6].alignment, all[7].is_rtl), (OfficeAlignment::Center, true));
    assert_eq!((text.facts.title.as_deref(), text.facts.language.as_deref()), (Some("On Tides"), Some("en-GB")));
    assert_eq!((&text.facts.authors[..], text.facts.description.as_deref()), (&["Ann".to_owned()][..], Some("d")));
}

#[test]
fn looks_come_of_style_sheets_too() {
    let page = "<head><link rel=stylesheet href='a/style.css'><style>.c1{font-weight:700}.c2{vertical-align:super}span.k{font-variant:small-caps}\
        </style></head><p><span class=c1>a</span><span class='it c1'>b</span><span class=hid>secret</span><span class=k>c</span><span \
        style='font-weight:bold;color:red'>d</span><span class=c2>e</span><a href='https://a.example' style='text-decoration:underline'>f</a>";
    let text = of(page);
    assert_eq!(lines(&text.blocks), ["[b a][bi b][c c][b d][^ e][to https://a.example|f]"]);
    assert_eq!(text.losses.iter().map(|(what, loss)| (what, loss.times)).collect::<Vec<_>>(), [("passages of hidden words, left out", 1)]);
}

fn told(text: &OfficeText) -> Vec<(&str, usize)> {
    text.losses.iter().map(|(what, loss)| (what, loss.times)).collect()
}

#[test]
fn a_heading_without_its_end_makes_no_headings_of_paragraphs() {
    let text = of("<h1>L</h1><h3>328. A</p><p>One.</p><p>Two.</p><h3>329. B</h3><p>Three.</p><h3>330. C<p>Four.");
    let roles = |text: &OfficeText| paragraphs(&text.blocks).iter().map(|one| one.role != OfficeRole::Text).collect::<Vec<_>>();
    assert_eq!(roles(&text), [true, true, false, false, true, false, true, false]);
    assert_eq!(told(&text), [("headings without an end, ended where the next block begins", 2)]);
    assert_eq!(told(&of("<h2><div>A</div></h2><p>x")), []);
}

#[test]
fn the_lines_of_a_stanza_are_one_paragraph_with_their_indents() {
    let poems = [
        // Project Gutenberg's programs of today, of yesterday, and before.
        "<div class=poetry-container><div class=poetry><div class=stanza>\n<div class='verse indent0'>A b,</div>\n<div class='verse indent2'>c <i>d</i></div>\n\
         </div>\n<div class=stanza><div class='verse indent0'>E f.</div></div></div></div>",
        "<div class=poem><div class=stanza><div class=i0>A b,</div><div class=i2>c <i>d</i></div></div><div class=stanza><div class=i0>E f.</div></div></div>",
        "<div class=poem><div class=stanza>\n<span class=i0>A b,<br></span>\n<span class=i2>c <i>d</i><br></span>\n</div><div class=stanza>\n\
         <span class=i0>E f.<br></span></div></div>",
        "<div class=poem><p>A b,<br>\n<span class=i2>c <i>d</i></span><br></p><p>E f.</p></div>",
        "<div class=poem><div class=stanza><span class=i0>A b,</span>\n<span class=i2>c <i>d</i></span></div><div class=stanza><span class=i0>E f.</span></div></div>",
    ];
    for poem in poems {
        let text = of(&format!("<p>x</p>{poem}<p>y</p>"));
        let seen: Vec<String> = lines(&text.blocks).iter().map(|line| line.trim_end_matches(['/', ' ']).to_owned()).collect();
        assert_eq!(seen, ["x", "A b,/\u{2003}c [i d]", "E f.", "y"], "{poem}");
        let roles: Vec<OfficeRole> = paragraphs(&text.blocks).iter().map(|paragraph| paragraph.role.clone()).collect();
        assert_eq!(roles, [OfficeRole::Text, OfficeRole::Verse, OfficeRole::Verse, OfficeRole::Text], "{poem}");
    }
    // Outside of verse such classes say nothing of lines; a note's mark stays on its line.
    assert_eq!(lines_of("<p>a <span class=i2>b</span> c"), ["a b c"]);
    let noted = "<div class=poem><span class=i0>A</span><a href='#n' epub:type=noteref>1</a>\n<span class=i0>B</span></div><aside id=n epub:type=footnote>N</aside>";
    assert_eq!(lines_of(noted), ["A[note 0]/B"]);
}

#[test]
fn page_numbers_of_an_earlier_edition_are_no_text() {
    for number in [
        "<span class=pagenum><a id=Page_20></a>[20]</span>",
        "<span class='pagenum' id=Page_20>[Pg 20]</span>",
        "<a id=Page_20>[20]</a>",
        "<a name=page20>{20}</a>",
        "<span class=n><a id=Page_20></a>20</span>",
    ] {
        let id = if number.contains("page20") { "page20" } else { "Page_20" };
        let text = of(&format!("<style>.n{{position: absolute}}</style><p>of the{number} church <a href='#{id}'>see</a>"));
        let line = lines(&text.blocks).remove(0);
        // The number is gone, and the place that links lead to stays.
        assert!(line.contains(&format!("[to #{id}|see]")) && line.matches("20").count() == line.matches(id).count(), "{number}: {line}");
        assert_eq!(told(&text), [("page numbers of an earlier edition, left out", 1)], "{number}");
    }
    // Words and numbers that are the text's stay.
    for kept in [
        "<a id=Page_20>Twenty</a>",
        "<span class=n>A long note beside the text</span>",
        "<a id=item20>20</a>",
        "<a href='#x' id=p20>20</a>",
        "<a id=pi>pi</a>",
        "<span class=pagebreak>The end</span>",
    ] {
        let text = of(&format!("<style>.n{{position: absolute}}</style><p id=x>a {kept} b</p>"));
        assert!(!lines(&text.blocks)[0].starts_with("a b") && told(&text).is_empty(), "{kept} {:?}", lines(&text.blocks));
    }
}

#[test]
fn what_a_library_puts_around_a_book_is_left_out() {
    let facts = |text: &OfficeText| (text.facts.title.clone().unwrap_or_default(), text.facts.authors.clone());
    let title = |title: &str| facts(&of(&format!("<title>{title}</title><p>x")));
    let ann = |title: &str| (title.to_owned(), vec!["Sir Edgar MacCulloch".to_owned()]);
    assert_eq!(title("The Project Gutenberg eBook of Guernsey Folk-Lore, by Sir Edgar MacCulloch."), ann("Guernsey Folk-Lore"));
    assert_eq!(title("The Project Gutenberg eBook of On Tides."), ("On Tides".to_owned(), vec![]));
    assert_eq!(title("On Tides | Project Gutenberg"), ("On Tides".to_owned(), vec![]));
    assert_eq!(title("A Book, by Ann"), ("A Book, by Ann".to_owned(), vec![]));
    let start = "*** START OF THE PROJECT GUTENBERG EBOOK ON TIDES ***";
    let end = "*** END OF THE PROJECT GUTENBERG EBOOK ON TIDES ***";
    let pages = [
        format!(
            "<section class=pg-boilerplate id=pg-header><p>This eBook is for anyone.</p><p>Title: On Tides</p><p>Author: Ann Example</p><div>{start}</div>\
            </section><h1>On Tides</h1><p>Text.</p><section class=pg-boilerplate id=pg-footer><div>{end}</div><h2>Licence</h2><p>More.</p></section>"
        ),
        format!(
            "<pre>\nThe Project Gutenberg EBook of On Tides, by Ann Example\n\nTitle: On Tides\n\nAuthor: Ann Example\n\n{start}\n\n</pre><p>Produced by\
            Bob</p><h1>On Tides</h1><p>Text.</p><pre>\nEnd of the Project Gutenberg EBook of On Tides\n\n{end}\nMore.\n</pre><p>More."
        ),
    ];
    for page in pages {
        let text = of(&page);
        assert_eq!(lines(&text.blocks), ["On Tides", "Text."], "{page}");
        assert_eq!(facts(&text), ("On Tides".to_owned(), vec!["Ann Example".to_owned()]));
        assert_eq!(told(&text).len(), 2);
    }
}

#[test]
fn a_table_that_only_places_its_text_is_none() {
    let page = "<table><tr><td>&nbsp;</td><td><h1>A</h1><p>b</p><table><tr><td>1<td>2</table><p>c</p></td></tr></table>";
    let text = of(page);
    assert_eq!(lines(&text.blocks), ["A", "b", "0# 1*1|2*1", "c"]);
    assert_eq!(told(&text), [("tables that only place their text, set as text", 1)]);
    // One of facts in one column stays, and one with two cells that say something.
    assert_eq!(lines_of("<table><tr><td>a<tr><td>b</table>"), ["0# a*1 / b*1"]);
    assert_eq!(lines_of("<table><tr><td>a<td><p>b<p>c</table>"), ["0# a*1|b;c*1"]);
}

#[test]
fn hyphens_of_a_typewriter_are_dashes_but_in_code() {
    let page = "<p>the note--<i>is</i>--from 1820--1825, to Cz---- and</p><p>a<code>b--c</code></p><pre>x--y</pre><p>----<br>--Oui</p>";
    assert_eq!(lines_of(page), ["the note—[i is]—from 1820--1825, to Cz\u{2E3A} and", "a[m b--c]", "x--y", "\u{2E3A}/—Oui"]);
}

fn items(text: &OfficeText) -> Vec<String> {
    let item = |paragraph: &&crate::office::text::OfficeParagraph| match &paragraph.list {
        None => "-".to_owned(),
        Some(item) => {
            let mark = match item.mark {
                None => "goes on".to_owned(),
                Some(OfficeMark::Bullet) => "*".to_owned(),
                Some(OfficeMark::Number { value, form: OfficeNumerals::LowerLetter, .. }) => format!("letter {value}"),
                Some(OfficeMark::Number { value, .. }) => value.to_string(),
            };
            format!("{} {} {mark} {}", item.list, item.level, line(paragraph))
        }
    };
    paragraphs(&text.blocks).iter().map(item).collect()
}

#[test]
fn lists_lie_in_each_other_and_are_counted() {
    let text = of("<ol start=3><li>a<p>more<ul><li>b<li>c</ul></li><li value=9>d<li>e</ol><p>x<ol type=a><li>f</ol>");
    assert_eq!(items(&text), ["0 0 3 a", "0 0 goes on more", "0 1 * b", "0 1 * c", "0 0 9 d", "0 0 10 e", "-", "1 0 letter 1 f"]);
    // Google Docs writes lists in each other one after the other; Word types the marks.
    let text = of("<ul class='c1 lst-kix_abc-0 start'><li>a</li></ul><ul class='c1 lst-kix_abc-1 start'><li>b</li></ul>");
    assert_eq!(items(&text), ["0 0 * a", "0 1 * b"]);
    let typed = "style='margin-left:36.0pt;text-indent:-18.0pt'";
    let text = of(&format!(
        "<p class=MsoListParagraphCxSpFirst {typed}><span>·<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span>First</p>\
         <p class=MsoListParagraph {typed}>2)&nbsp; Second</p><p class=MsoNormal>x</p>"
    ));
    assert_eq!(items(&text), ["0 0 * First", "0 0 2 Second", "-"]);
}

#[test]
fn tables_have_heads_spans_and_captions() {
    let page = "<table><caption>Cap</caption><thead><tr><th colspan=2>a<th rowspan=9>b</thead><tbody><tr><td>c<td rowspan=2><p>d<p>e<td>h<tr><td>\
        f<td><table><tr><td>g</table></table>";
    assert_eq!(lines_of(page), ["Cap", "1# a*2|b*1 / c*1|d;e*1|h*1 / f*1|\"*1|0# g*1*1"]);
    assert_eq!(lines_of("<table><tr><th>a<tr><td>b</table>"), ["1# a*1 / b*1"]);
    assert_eq!(lines_of("<td>a<tr>b"), ["ab"]);
}

#[test]
fn pictures_come_from_beside_the_page_and_from_nowhere_else() {
    let page = "<figure><img src='i/a%20b.png' alt=' High\n water ' width=96><figcaption aria-hidden=true>Cap</figcaption></figure><p>a<img src=i/../i/a%20b.png>\
        <img src='data:image/gif;base64,R0lGODlh'><img src=../x.png><img src=/x.png><img src='http://a.example/x.png'><img src=none.gif>b";
    let text = of(page);
    assert_eq!(lines(&text.blocks), ["[picture 0 High water]", "Cap", "a[picture 0 ][picture 1 ]b"]);
    assert_eq!(text.pictures.iter().map(|picture| picture.name.as_str()).collect::<Vec<_>>(), ["a b.png", "picture2.gif"]);
    assert!(matches!(paragraphs(&text.blocks)[0].pieces[0], OfficePiece::Picture { width: Some(1440), .. }));
    let losses: Vec<_> = text.losses.iter().map(|(what, loss)| (what, loss.times)).collect();
    assert_eq!(losses, [("pictures that are missing in the document", 1), ("pictures that lie outside the document, left out", 3)]);
}

/// The forms that programs give notes: each has one note, which says the same, and no sign of it is left in the text.
#[test]
fn notes_are_found_in_every_common_form() {
    let forms = [
        // pandoc
        "<p>a<a href='#fn1' class='footnote-ref' id='fnref1' role='doc-noteref'><sup>1</sup></a> b</p><section id=footnotes role='doc-endnotes'>\
         <hr><ol><li id=fn1><p>The note.<a href='#fnref1' class=footnote-back role='doc-backlink'>↩︎</a></p></li></ol></section>",
        // LibreOffice
        "<p>a<sup><a class=sdfootnoteanc name=sdfootnote1anc href='#sdfootnote1sym'><sup>1</sup></a></sup> b</p><div id=sdfootnote1><p \
         class=sdfootnote><a class=sdfootnotesym name=sdfootnote1sym href='#sdfootnote1anc'>1</a>The note.</p></div>",
        // Word
        "<p>a<a href='#_ftn1' name='_ftnref1' title=''><span class=MsoFootnoteReference><span>[1]</span></span></a> b</p><div><br clear=all><hr \
         align=left size=1 width='33%'><div id=ftn1><p class=MsoFootnoteText><a href='#_ftnref1' name='_ftn1' title=''><span \
         class=MsoFootnoteReference>[1]</span></a> The note.</p></div></div>",
        // Google Docs
        "<p>a<sup><a href='#ftnt1' id=ftnt_ref1>[1]</a></sup> b</p><hr><div><p><a href='#ftnt_ref1' id=ftnt1>[1]</a><span>&nbsp;The note.</span>\
         </p></div>",
        // EPUB 3
        "<p>a<a epub:type=noteref href='#n1'>1</a> b</p><aside epub:type=footnote id=n1><p>1. The note.</p></aside>",
        // plain
        "<p>a<sup id=r1><a href='#n1'>1</a></sup> b</p><p id=n1><sup>1</sup> The note. <a href='#r1'>↑</a></p>",
    ];
    for form in forms {
        let text = of(form);
        assert_eq!(lines(&text.blocks), ["a[note 0] b"], "{form}");
        let said: Vec<String> = text.notes.iter().map(|note| lines(&note.blocks).join("/").replace(['\u{a0}', '\u{fe0e}'], "")).collect();
        assert_eq!(said.iter().map(|note| note.trim()).collect::<Vec<_>>(), ["The note."], "{form}");
    }
    // A raised number that leads to a part of the text calls no note.
    assert_eq!(lines_of("<p>a<sup><a href='#x'>2</a></sup><p id=x>b"), ["a[to #x|[^ 2]]", "b"]);
}

/// What a link looks like and where it leads, and whether it calls a note. The same figure is a call here and a reference there.
#[test]
fn short_links_call_notes_only_where_something_says_so() {
    let note = "<p id=n1>{}The note.</p>";
    for (call, target, is_call) in [
        // Said of the link, or of what it leads to.
        ("<a epub:type=noteref href='#n1'>1</a>", note.replace("{}", ""), true),
        ("<a role=doc-noteref href='#n1'>see this</a>", note.replace("{}", ""), true),
        ("[<a href='#n1'>1</a>]", "<aside id=n1 epub:type=footnote><p>The note.</p></aside>".to_owned(), true),
        ("<sup><a href='#n1'>a</a></sup>", "<div class=endnotes><p id=n1>The note.</p></div>".to_owned(), true),
        ("(<a href='#n1'>1</a>)", "<section epub:type=endnotes><ol><li id=n1>The note.</li></ol></section>".to_owned(), true),
        // A link leads back: by its label, an arrow, a word or a class.
        ("[<a id=r href='#n1'>1</a>]", note.replace("{}", "[<a href='#r'>1</a>] "), true),
        ("<a id=r href='#n1'>[1]</a>", note.replace("{}", "<a href='#r'>1.</a> "), true),
        ("<sup><a id=r href='#n1'>b</a></sup>", note.replace("{}", "<a href='#r'>b</a> "), true),
        ("<a id=r href='#n1'>*</a>", note.replace("note.", "note. <a href='#r'>Back</a>").replace("{}", ""), true),
        ("<a id=r href='#n1'>[1]</a>", note.replace("{}", "<a href='#r'>↑</a> "), true),
        ("<a id=r href='#n1'>7</a>", note.replace("{}", "<span class=backlink><a href='#r'>a</a></span> "), true),
        // Paragraphs that refer to each other.
        ("See [<a id=r href='#n1'>2</a>]", note.replace("{}", "As in [<a href='#p'>1</a>], it is. "), false),
        ("See <sup><a id=r href='#n1'>2</a></sup>", note.replace("{}", "As in <a href='#p'>1</a>, it is. "), false),
        ("See [<a id=r href='#n1'>2</a>]", note.replace("{}", "As in [<a href='#r'>2</a>], it is. "), false),
        // Nothing says anything.
        ("[<a href='#n1'>2</a>]", note.replace("{}", ""), false),
        ("<sup><a href='#n1'>2</a></sup>", note.replace("{}", ""), false),
        // Sections, figures and all the notes are none.
        ("(<a id=r href='#n1'>2</a>)", "<div><h2 id=n1>2</h2><p>The section. <a href='#r'>2</a></p></div>".to_owned(), false),
        ("(<a id=r href='#n1'>2</a>)", "<div id=n1><h2>2</h2><p>The section.</p><p><a href='#r'>↑</a></p></div>".to_owned(), false),
        (
            "<sup><a id=r href='#n1'>2</a></sup>",
            "<figure><figcaption id=n1>A boat. <a href='#r'>↑</a></figcaption></figure>".to_owned(),
            false,
        ),
        ("<a href='#n1'>Notes</a>", "<section epub:type=endnotes id=n1><p>One.</p><p>Two.</p></section>".to_owned(), false),
        ("<a href='#n1'>Notes</a>", "<section epub:type=endnotes><p id=n1>Notes</p><p>Two.</p></section>".to_owned(), false),
    ] {
        let page = format!("<p id=p>a {call} b</p>{target}");
        let text = of(&page);
        assert_eq!(text.notes.len(), usize::from(is_call), "{page}\n{:?}", lines(&text.blocks));
        let all = format!("{:?}{:?}", lines(&text.blocks), text.notes);
        for words in target.split(['<', '>']).filter(|words| ["The note.", "The section.", "One.", "Two."].contains(words)) {
            assert_eq!(all.matches(words).count(), 1, "{page}\n{all}");
        }
    }
}

#[test]
fn a_reference_to_a_note_that_is_called_elsewhere_calls_it_not_again() {
    let notes = "<aside id=fn1 epub:type=footnote><p>The first.</p></aside><aside id=fn2 epub:type=footnote><p>The second.</p></aside>";
    for reference in ["<a href='#fn2'>2</a>", "<a href='#fn2'>note 2</a>", "[<a href='#fn2'>2</a>]"] {
        let call = |number: u8| format!("<sup><a href='#fn{number}'>{number}</a></sup>");
        let text = of(&format!("<p>See {reference} below.</p><p>a{} b{} c{}</p>{notes}", call(1), call(2), call(2)));
        let all = lines(&text.blocks);
        assert_eq!((text.notes.len(), all[1].as_str()), (2, "a[note 0] b[note 1] c[to #fn2|[^ 2]]"), "{reference} {all:?}");
        assert!(all[0].contains("[to #fn2|") && !all[0].contains("[note"), "{reference} {all:?}");
        assert_eq!(lines(&text.notes[1].blocks), ["The second."]);
    }
    // Where nothing else calls the note, the one link does.
    let text = of(&format!("<p>a <a href='#fn1'>Note</a> b</p>{notes}"));
    assert_eq!(text.notes.len(), 1, "{:?}", lines(&text.blocks));
}

#[test]
fn comments_of_word_processors_are_remarks() {
    let page = "<p>a<sup><a href='#cmnt1' id=cmnt_ref1>[a]</a></sup> b</p><div><p><a href='#cmnt_ref1' id=cmnt1>[a]</a><span>Who says?</span></p></div>";
    let text = of(page);
    assert_eq!((lines(&text.blocks), text.notes.len()), (vec!["a<0> b".to_owned()], 0));
    assert_eq!(lines(&text.remarks[0].blocks), ["Who says?"]);
}

#[test]
fn links_formulas_and_what_is_no_text() {
    let page = "<nav>n</nav><script>s</script><template>t</template><p hidden>h</p><p id=p1>a<a href='#p1'>up</a><a href='x.html'>file</a>\
        <a href='https://www.google.com/url?q=https://a.example/&amp;sa=D'>g</a><a href='javascript:x'>j</a></p><p><math display=block><semantics>\
        <mfrac><mi>a</mi><mi>b</mi></mfrac><annotation encoding='application/x-tex'>\\frac ab</annotation></semantics></math></p><p>x <math><msup>\
        <mi>y</mi><mn>2</mn></msup></math></p><a href='#p1'><p>in a <b>link</b></p></a>";
    let text = of(page);
    assert_eq!(
        lines(&text.blocks),
        ["a[to #p1|up]file[to https://a.example/|g]j", "[$\\frac ab$ true]", "x [$y^{2}$ false]", "[to #p1|in a [b link]]"]
    );
    assert_eq!(paragraphs(&text.blocks)[0].bookmarks, ["p1"]);
}

#[test]
fn anything_is_read_in_time_and_on_a_small_stack() {
    for part in [
        "<div>",
        "<b>",
        "<table><tr><td>",
        "<ul><li>",
        "<a href='#x'>",
        "<sup><a href='#n'>1</a></sup>",
        "<p id=n>",
        "<blockquote>x",
        "</td>",
        "<math>",
        "<td colspan=999999 rowspan=999999>",
        "<hr>",
        "<br>",
        "<svg><image>",
        "<style>a{",
        "<li value=4294967295>",
        "<aside id=n>",
    ] {
        let text = of(&format!("<p>a{}</p><p>z", part.repeat(20_000)));
        assert!(!text.blocks.is_empty(), "{part}");
        let mixed = of(&format!("<table>{}<a href='#n'><sup>1</sup></a><p id=n>", part.repeat(2_000)).repeat(3));
        assert!(mixed.blocks.len() < 1_000_000);
    }
}
