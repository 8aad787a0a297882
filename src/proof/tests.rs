use super::*;
use crate::fonts::Family;
use crate::layout::frame::{Glyph, GlyphText, ItemContent, Origin, Page, PageItem};
use crate::layout::quality::FlawMark;

const WIDTH: Length = Length::points(300);
const HEIGHT: Length = Length::points(400);

/// A page with one text.
fn page(number: usize, words: &str, fonts: &Fonts) -> Page {
    let face = fonts.face_for(Family::Serif, false, false);
    let of = fonts.face(face);
    let glyphs = words.chars().map(|c| Glyph { id: of.glyph(c), cluster: 0, advance: 1 << 19 }).collect();
    let text = GlyphText { face, size: Length::points(10), glyphs, shifts: Vec::new(), text: words.to_owned() };
    let item = PageItem::artifact(Length::points(50), Length::points(60), ItemContent::Text(text));
    Page { label: number.to_string(), items: vec![PageItem { origin: Origin::Matter(0), ..item }], ..Page::default() }
}

/// A finding with a mark on each of these pages.
fn finding(kind: FlawKind, pages: &[usize]) -> Finding {
    let (left, top, width, height) = (Length::points(30), Length::points(100), WIDTH / 2, Length::points(20));
    let place = |page| FlawMark { page, left, top, width, height, turned: false };
    let marks = pages.iter().copied().map(place).collect();
    Finding { kind, page: pages[0].to_string(), span: None, words: "a < b".to_owned(), amount: 3, marks }
}

fn drawn(pages: usize, findings: Vec<Finding>) -> ProofSheets {
    let fonts = Fonts::built_in();
    let set = Pages { pages: (0..pages).map(|number| page(number, "illi il", &fonts)).collect(), ..Pages::default() };
    let report = QualityReport { pages, lines: pages, findings };
    let sources = Sources::default();
    let marked =
        MarkedPages { report: &report, pages: &set, fonts: &fonts, sources: &sources, title: "T & <U>", width: WIDTH, height: HEIGHT };
    sheets(&marked)
}

#[test]
fn only_pages_with_marks_are_drawn_and_each_mark_stands_at_its_place() {
    let made = drawn(9, vec![finding(FlawKind::Loose, &[2]), finding(FlawKind::Turn, &[4, 5]), finding(FlawKind::Hyphen, &[2, 7])]);
    assert_eq!((made.drawn, made.marked), (3, 3), "a divided word alone is no reason to draw a page");
    assert_eq!(made.html.matches("<img ").count(), 3);
    for section in ["id=\"p2\"", "id=\"p4\"", "id=\"p5\""] {
        assert!(made.html.contains(section), "{section}");
    }
    // 30 of 300 pt, 100 of 400, 150 of 300, 20 of 400.
    let place = "style=\"left:10.000%;top:25.000%;width:50.000%;height:5.000%\"";
    assert_eq!(made.html.matches(place).count(), 4, "three marks and one divided word on a page that is drawn");
    assert!(made.html.contains("<h1>T &amp; &lt;U&gt;</h1>") && made.html.contains("a &lt; b"));
}

#[test]
fn a_mark_on_a_turned_page_stands_where_its_words_do() {
    let mut turned = finding(FlawKind::Loose, &[0]);
    turned.marks[0].turned = true;
    // 100 of 300 pt from the left; the words go up from 30 pt above the foot, 150 pt far: 400 - 180 of 400.
    let place = "style=\"left:33.333%;top:55.000%;width:6.666%;height:37.500%\"";
    let made = drawn(1, vec![turned]);
    assert!(made.html.contains(place), "{}", made.html);
}

#[test]
fn each_glyph_is_drawn_once_and_used_where_it_stands() {
    let made = drawn(1, vec![finding(FlawKind::Loose, &[0])]);
    assert_eq!(made.html.matches("<path id=").count(), 2, "an i and an l");
    assert_eq!(made.html.matches("<use ").count(), 6, "the space has no outline");
    // 8 pt a glyph, at 10 pt to the em of 1000 units or whatever the face has.
    assert!(made.html.contains("translate(50 60)"));
}

#[test]
fn the_file_is_bounded_and_holds_the_gravest() {
    let mut findings: Vec<Finding> = (0..900).map(|page| finding(FlawKind::Loose, &[page])).collect();
    findings.push(finding(FlawKind::Overfull, &[877]));
    let made = drawn(900, findings);
    assert_eq!((made.drawn, made.marked), (MOST_PAGES, 900));
    assert!(made.html.contains("id=\"p877\"") && made.html.contains("Of 900 pages with marks, the 100 with the gravest are drawn"));
    // In their order, the gravest too.
    let order: Vec<usize> = made.html.split("<section id=\"p").skip(1).filter_map(|rest| rest.split('"').next()?.parse().ok()).collect();
    assert!(order.is_sorted() && order.last() == Some(&877), "{order:?}");
}

#[test]
fn every_link_leads_somewhere_and_nothing_is_asked_of_a_host() {
    let made = drawn(3, vec![finding(FlawKind::Ladder, &[1]), finding(FlawKind::Head, &[2])]);
    for link in made.html.split("href=\"").skip(1) {
        let target = link.split('"').next().unwrap().strip_prefix('#').expect("no other file");
        assert!(made.html.contains(&format!("id=\"{target}\"")), "{target}");
    }
    let others: Vec<&str> = made.html.match_indices("http").map(|(at, _)| &made.html[at..at + 20]).collect();
    let known = |other: &&str| other.starts_with("http://www.w3.org") || other.starts_with("http-equiv");
    assert!(others.iter().all(known), "{others:?}");
    assert!(!made.html.contains("<script") && !made.html.contains("url("));
}
