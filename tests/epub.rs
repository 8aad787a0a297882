//! The EPUB, from books made by hand: read back from the container, and held against EPUBCheck and Ace where they are installed.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test")]

#[path = "support/made.rs"]
mod made;

use bindery::testing::book::Person;
use bindery::testing::book::*;
use bindery::testing::config::{Config, IN_EPUB};
use bindery::testing::diagnostics::{Code, Diagnostics};
use bindery::testing::edition::{Presentation, arrange};
use bindery::testing::epub::PendingFiles;
use bindery::testing::fonts::Fonts;
use made::{Made, br, config, l, n, s, t};
use quick_xml::events::Event;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::path::PathBuf;
use std::process::Command;

const LONG: &str = "Nothing in the harbour moved before the bell, and when it rang the whole of the town seemed to turn over in its sleep, \
    grumbling, to find the day already begun without it; the gulls alone had kept the hours, and they kept them badly. Whoever wanted bread \
    went up the hill for it, whoever wanted news went down.";

fn everything() -> Book {
    let mut m = Made::new("en");
    m.book.languages.push("fr".to_owned());
    m.book.images.push(Image {
        path: "art/the map é.svg".to_owned(),
        format: ImageFormat::Svg,
        width: 40,
        height: 20,
        orientation: 1,
        recast: None,
        damaged: false,
        moves: false,
        see_through: false,
        weight: 0,
        file: ImageData::Held(MAP.into()),
        span: m.span,
    });
    let map = ImageId::new(0);
    let outside = m.link(Link::Address("https://example.org/a b?q=[ü]&c=1".to_owned()));

    // Front matter: a dedication without a heading.
    let gift = m.p(vec![t("To whoever reads colophons")]);
    let front = m.chapter("dedication", None, vec![gift]);
    (front.division, front.matter) = (Division::Front, Matter::Dedication);

    // The first chapter, with notes, comments that overlap and cross paragraphs, and every kind of run.
    let inner = m.p(vec![t("A note on a note.")]);
    let inner = m.footnote(vec![inner]);
    let body = m.p(vec![t("See the almanac"), n(inner), t(", page 9. "), l(outside, "On the network"), t(".")]);
    let item = m.p(vec![t("a list in a note")]);
    let list = m.block(BlockKind::List { numbering: None, tight: true, items: vec![ListItem { task: None, blocks: vec![item] }] });
    let note = m.footnote(vec![body, list]);
    let (one, h1) = m.heading("the-harbour", 1, None, "The Harbour & the <Bell>");
    let back = m.link(Link::Section(one));
    let to_note = m.link(Link::Note(note));
    let p1 = m.p(vec![t(LONG), n(note)]);
    let mut foreign = t("mise en place");
    foreign.3 = Some(LanguageId::new(0));
    let mut picture =
        made::Piece("\u{FFFC}", Style::PLAIN, None, None, RunKind::Image(map, Alternative::given("a small map"), PictureSize::NATURAL));
    picture.2 = None;
    let p2 = m.p(vec![
        t("The words "),
        s(Style::EMPHASIS, "resuming shipments"),
        t(" were "),
        s(Style::STRONG.with(Style::EMPHASIS), "bold and italic"),
        t(", with "),
        s(Style::CODE, "let x = 1;"),
        t(" and "),
        foreign,
        t(", H"),
        s(Style::SUBSCRIPT, "2"),
        t("O, 1"),
        s(Style::SUPERSCRIPT, "st"),
        t(", "),
        s(Style::SMALL_CAPS, "nato"),
        t(", "),
        s(Style::STRUCK, "struck"),
        t(", "),
        s(Style::UNDERLINE, "under"),
        t(", "),
        s(Style::SMALL, "small"),
        t(" "),
        picture,
        t(" and a "),
        l(back, "link back home"),
        t(", again"),
        n(note),
        t(", or "),
        l(to_note, "to the note"),
        t(". \u{1}<script>"),
    ]);
    let p3 = m.p(vec![t("A last paragraph of the section, which the range runs into before it ends. "), t(LONG)]);
    let (two, h2) = m.heading("the-hill", 2, Some(one), "The Hill");
    let scene = m.block(BlockKind::SceneBreak);
    let p4 = m.p(vec![t("After a break the paragraph stands flush. "), t(LONG)]);
    let q = m.p(vec![t("You want to sell them enough that they get used to it.")]);
    let quote = m.block(BlockKind::Quote(vec![q]));
    let v = m.p(vec![
        t("Tell me not, in mournful numbers,"),
        br(),
        t("Life is but an empty dream, with a line that is long enough to turn over"),
        br(),
        s(Style::EMPHASIS, "For the soul"),
    ]);
    let verse = m.block(BlockKind::Quote(vec![v]));
    m.book.blocks[verse.index()].role = Role::Verse;
    let (_, h3) = m.heading("deeper", 3, Some(two), "Deeper");
    let p5 = m.p(vec![t("A paragraph under the third level. "), t(LONG)]);
    m.book.blocks[p5.index()].id = Some("named place".to_owned());
    let blocks = vec![h1, p1, p2, p3, h2, p4, scene, quote, verse, h3, p5];
    m.chapter("the-harbour", Some(one), blocks).part = Some("Part One: Water".to_owned());

    // The second chapter: lists, tables, code, figures, definitions.
    let (three, h4) = m.heading("tables", 1, None, "Tables, Lists, and Other Furniture");
    let named = m.link(Link::Block(p5));
    let whole = m.link(Link::Chapter(ChapterId::new(1)));
    let intro = m.p(vec![t("Back to "), l(named, "a named place"), t(" or "), l(whole, "the chapter"), t(". "), t(LONG)]);
    let cells: Vec<BlockId> =
        ["", "Weight", "Price", "bread", "1 kg", "4.10", "news", "none", "0.20"].into_iter().map(|cell| m.p(vec![t(cell)])).collect();
    let table = m.block(BlockKind::Table(Table {
        alignments: vec![Alignment::Start, Alignment::Centre, Alignment::End],
        head: cells[..3].to_vec(),
        rows: cells[3..].chunks(3).map(<[BlockId]>::to_vec).collect(),
        head_below: Vec::new(),
        spans: BTreeMap::new(),
        row_heads: true,
        landscape: false,
        caption: None,
    }));
    let caption = m.p(vec![t("The map, as it was "), s(Style::EMPHASIS, "then"), t(".")]);
    let figure = m.block(BlockKind::Figure {
        picture: Picture::Shown(map, Alternative::given("A map of the harbour"), PictureSize::NATURAL),
        placement: FigurePlacement::Near,
        caption: Some(caption),
        link: None,
    });
    let tasks: Vec<ListItem> = [(true, "to ring the bell"), (false, "to feed the gulls")]
        .into_iter()
        .map(|(done, words)| ListItem { task: Some(done), blocks: vec![m.p(vec![t(words)])] })
        .collect();
    let tasks = m.block(BlockKind::List { numbering: None, tight: true, items: tasks });
    let steps: Vec<ListItem> = ["First go up.", "Then go down."]
        .into_iter()
        .map(|words| ListItem { task: None, blocks: vec![m.p(vec![t(words)]), m.p(vec![t("And wait.")])] })
        .collect();
    let steps = m.block(BlockKind::List { numbering: Some(Numbering::from(4)), tight: false, items: steps });
    let (term, detail) = (m.p(vec![t("Bell")]), m.p(vec![t("What wakes the town.")]));
    let definitions = m.block(BlockKind::Definitions(vec![Definition { terms: vec![term], details: vec![vec![detail]] }]));
    let prose = m.prose(vec![s(Style::CODE, "fn main() {\n    println!(\"<bells>\");\n}")]);
    let code = m.block(BlockKind::Code { language: Some("rust".to_owned()), prose });
    let (summary, folded) = (m.p(vec![t("What is folded away")]), m.p(vec![t("Marked: "), s(Style::MARK, "all of it"), t(".")]));
    m.book.blocks[folded.index()].alignment = Some(Alignment::Centre);
    let details = m.block(BlockKind::Details { summary: Some(summary), blocks: vec![folded] });
    m.chapter("notes", Some(three), vec![h4, intro, table, figure, tasks, steps, definitions, code, details]);

    // The commentary.
    let editor = m.voice("editor", "The editor", "Ed.", "edt");
    let analyst = m.voice("analyst", "The analyst", "An.", "cwt");
    let introduction = m
        .p(vec![t("These notes are by two readers of different habits, and neither of them was asked to agree with the other. "), t(LONG)]);
    m.book.introduction = vec![introduction];
    let said = |m: &mut Made, words| m.p(vec![t(words), s(Style::EMPHASIS, " Emphatically.")]);
    let (a, b, c, d) =
        (said(&mut m, "On shipments."), said(&mut m, "I disagree."), said(&mut m, "On a range."), said(&mut m, "On the whole section."));
    m.comment((p2, "resuming shipments"), (p2, "resuming shipments"), editor, vec![a]);
    m.comment((p2, "resuming shipments"), (p2, "resuming shipments"), analyst, vec![b]);
    m.comment((p2, "shipments were"), (p3, "A last paragraph"), analyst, vec![c]);
    m.note(NoteKind::Comment(Comment { subject: Subject::Section(two), voice: editor, lemma: None }), vec![d]);
    m.book
}

const MAP: &[u8] = br##"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" viewBox="0 0 40 20"><path d="M0 20 20 0 40 20Z" fill="#888"/></svg>"##;

/// The file and its parts by name.
fn build(book: &Book, config: &Config) -> (Vec<u8>, BTreeMap<String, String>) {
    build_as(book, config, Presentation::Popup)
}

/// The same with the commentary where `presentation` has it.
fn build_as(book: &Book, config: &Config, presentation: Presentation) -> (Vec<u8>, BTreeMap<String, String>) {
    let mut found = Diagnostics::default();
    let fonts = Fonts::load(config, &mut found);
    let book = &Book { metadata: config.metadata.clone(), ..book.clone() };
    let edition = arrange(book, presentation);
    let mut file = Cursor::new(Vec::new());
    let coming =
        PendingFiles { cover: |found: &mut _| bindery::testing::epub::cover(config, &config.metadata, &fonts, found), starts: Vec::new };
    bindery::testing::epub::write(&edition, config, &fonts, "2026-11-24T00:00:00Z", coming, &mut file, &mut found).unwrap();
    let file = file.into_inner();
    // A cover in letters that no font has is valid too.
    let findings: Vec<_> = found.iter().filter(|finding| finding.code != Code::CoverWords).collect();
    assert!(findings.is_empty(), "{findings:?}");
    let mut archive = zip::ZipArchive::new(Cursor::new(&file)).unwrap();
    let parts = (0..archive.len()).map(|index| {
        let mut part = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        (part.name().to_owned(), String::from_utf8_lossy(&bytes).into_owned())
    });
    let parts = parts.collect();
    (file, parts)
}

/// Writes a book where the validators and a person can find it.
fn keep(name: &str, file: &[u8]) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, file).unwrap();
    path
}

/// Attributes of all elements of a document, with the element's name.
fn attributes(document: &str) -> Vec<(String, BTreeMap<String, String>)> {
    let mut reader = quick_xml::Reader::from_str(document);
    reader.config_mut().check_end_names = true;
    let mut all = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Start(element) | quick_xml::events::Event::Empty(element) => {
                let pairs = element.attributes().map(|attribute| {
                    let attribute = attribute.unwrap();
                    (attribute.key.as_ref().to_owned(), quick_xml::escape::unescape(&attribute.value).unwrap().into_owned())
                });
                all.push((element.name().as_ref().to_owned(), pairs.collect()));
            }
            quick_xml::events::Event::Eof => return all,
            _ => {}
        }
    }
}

/// Every address inside the package, from every document, leads to something; every id stands once in its document.
fn every_link_resolves(parts: &BTreeMap<String, String>) {
    let documents = || parts.iter().filter(|(name, _)| name.ends_with(".xhtml"));
    let mut ids = BTreeSet::new();
    for (name, text) in documents() {
        for (_, attributes) in attributes(text) {
            if let Some(id) = attributes.get("id") {
                assert!(ids.insert(format!("{name}#{id}")), "{name}: {id} stands twice");
            }
        }
    }
    let encoded = |id: &String| id.replace("%20", " ");
    for (name, text) in documents() {
        for (_, attributes) in attributes(text) {
            for address in ["href", "src"].iter().filter_map(|key| attributes.get(*key)).filter(|address| !address.starts_with("https:")) {
                let target = format!("OEBPS/{address}");
                let there = if address.contains('#') { ids.contains(&encoded(&target)) } else { parts.contains_key(&target) };
                assert!(there, "{name}: {address} leads nowhere");
            }
        }
    }
}

#[test]
fn a_book_with_everything_is_whole() {
    let book = everything();
    let (file, parts) = build(&book, &config("The Harbour Book"));
    keep("everything.epub", &file);
    every_link_resolves(&parts);
    assert_eq!(file, build(&book, &config("The Harbour Book")).0, "two runs differ");

    let chapter = &parts["OEBPS/the-harbour.xhtml"];
    for wanted in [
        "<h1 id=\"the-harbour\" aria-level=\"2\">The Harbour &amp; the &lt;Bell&gt;</h1>",
        "<p class=\"first\"><span class=\"opening\">Nothing in the</span> harbour",
        "role=\"doc-noteref\" class=\"noteref\" id=\"mark_the-harbour_x\" href=\"notes.xhtml#note_the-harbour_x\" aria-label=\"note 1\">1</a>",
        "id=\"mark_the-harbour_x_2\"",
        "<span class=\"passage\"><em>resuming </em><span class=\"passage\"><em>shipments</em></span></span><a epub:type=\"noteref\"",
        "<span lang=\"fr\" xml:lang=\"fr\">mise en place</span>",
        "<h2 id=\"the-hill\" aria-label=\"The Hill\" aria-level=\"3\">The Hill<a ",
        "<div class=\"scene\" role=\"separator\">*\u{2003}*\u{2003}*</div>",
        "<span class=\"line\">Tell me not, in mournful numbers,</span><br/>",
        "&lt;script&gt;",
        "href=\"https://example.org/a%20b?q=%5B%C3%BC%5D&amp;c=1\"",
    ]
    .iter()
    .filter(|wanted| !wanted.contains("example.org"))
    {
        assert!(chapter.contains(wanted), "{wanted}\n{chapter}");
    }
    assert!(parts["OEBPS/notes.xhtml"].contains("href=\"https://example.org/a%20b?q=%5B%C3%BC%5D&amp;c=1\""));
    assert!(parts.contains_key("OEBPS/notes-2.xhtml"), "a chapter with the slug of our own page has its own file");
    assert!(parts.contains_key("OEBPS/images/the-map--.svg"));
    let commentary = &parts["OEBPS/commentary.xhtml"];
    assert!(commentary.contains(
        "<div class=\"voice voice-editor\">\n<p class=\"first\"><b class=\"label\">Ed.</b> On shipments.<em> Emphatically.</em></p>"
    ));
    assert_eq!(commentary.matches("<aside ").count(), 3, "two voices on the same words share an entry");
    assert!(commentary.contains("<h3><a href=\"the-harbour.xhtml#the-hill\">The Hill</a></h3>"));
}

/// The presentations of an EPUB.
fn presentations() -> Vec<Presentation> {
    IN_EPUB.iter().map(|(_, presentation)| *presentation).collect()
}

/// The text of a document outside the marks of notes and the comments that stand in it.
fn own_text(document: &str) -> String {
    let mut reader = quick_xml::Reader::from_str(document);
    let (mut text, mut skipped) = (String::new(), 0);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) => {
                let class = element.try_get_attribute("class").unwrap().map(|class| class.value.into_owned()).unwrap_or_default();
                let apart = ["noteref", "comment", "note"].iter().any(|name| class.split(' ').any(|class| class == *name));
                skipped += usize::from(skipped > 0 || apart);
            }
            Event::End(_) => skipped = skipped.saturating_sub(1),
            Event::Text(part) if skipped == 0 => text.push_str(&part),
            Event::GeneralRef(name) if skipped == 0 => text.push_str(&format!("&{};", &*name)),
            Event::Eof => return text.split_whitespace().collect::<Vec<_>>().join(" "),
            _ => {}
        }
    }
}

#[test]
fn the_text_is_the_same_and_each_comment_stands_once_in_every_presentation() {
    let (book, config) = (everything(), config("The Harbour Book"));
    let comments = ["On shipments.", "I disagree.", "On a range.", "On the whole section."];
    let texts = |parts: &BTreeMap<String, String>| -> Vec<String> {
        ["dedication", "the-harbour", "notes-2"]
            .iter()
            .filter_map(|name| parts.get(&format!("OEBPS/{name}.xhtml")))
            .map(|part| own_text(part))
            .collect()
    };
    let expected = texts(&build(&book, &config).1);
    assert!(expected.len() == 3 && expected[1].contains("The words resuming shipments were bold and italic"), "{expected:?}");
    for presentation in presentations() {
        let (file, parts) = build_as(&book, &config, presentation);
        keep(&format!("{presentation:?}.epub").to_lowercase(), &file);
        every_link_resolves(&parts);
        assert_eq!(texts(&parts), if presentation == Presentation::Only { Vec::new() } else { expected.clone() }, "{presentation:?}");
        let whole: String = parts.iter().filter(|(name, _)| name.ends_with(".xhtml")).map(|(_, text)| text.as_str()).collect();
        let times = usize::from(presentation != Presentation::Omit);
        for comment in comments {
            assert_eq!(whole.matches(comment).count(), times, "{comment} in {presentation:?}");
        }
        let popups = whole.matches("epub:type=\"footnote\"").count();
        // Three of the commentary (two voices share one), two of the author's.
        let expected = match presentation {
            Presentation::Popup => 5,
            Presentation::Interleaved | Presentation::Omit => 2,
            _ => 0,
        };
        assert_eq!((popups, whole.matches("epub:type=\"noteref\"").count() > 0), (expected, expected > 0), "{presentation:?}");
    }
}

#[test]
fn an_edition_without_commentary_has_no_trace_of_it() {
    let mut config = config("The Harbour Book");
    config.metadata.people.push(Person { roles: vec!["cwt".to_owned()], ..Person::author("The analyst", "Analyst") });
    let (_, parts) = build_as(&everything(), &config, Presentation::Omit);
    let stylesheet = "OEBPS/stylesheet.css";
    for trace in ["omment", "analyst", "passage", "These notes are by", "voice", "The editor", "An."] {
        for (name, text) in parts.iter().filter(|(name, _)| *name != stylesheet && !name.contains("/fonts/")) {
            assert!(!text.contains(trace), "{trace} is in {name}");
        }
    }
    assert!(parts["OEBPS/content.opf"].contains("Jo Ödön"), "the book's editor stays");
}

#[test]
fn the_commentary_alone_names_what_it_is_on() {
    let (_, parts) = build_as(&everything(), &config("The Harbour Book"), Presentation::Only);
    let commentary = &parts["OEBPS/commentary.xhtml"];
    for wanted in [
        "<h2 id=\"on_chapter_the-harbour\">The Harbour &amp; the &lt;Bell&gt;</h2>",
        "<h3 id=\"on_the-hill\">The Hill</h3>",
        "<span class=\"lemma\">resuming shipments</span>",
        "<span class=\"lemma\">shipments were … A last paragraph</span>",
    ] {
        assert!(commentary.contains(wanted), "{wanted}\n{commentary}");
    }
    assert!(!parts.contains_key("OEBPS/notes.xhtml") && !parts.keys().any(|name| name.contains("the-map")), "{:?}", parts.keys());
    let nav = &parts["OEBPS/nav.xhtml"];
    assert!(
        nav.contains("href=\"commentary.xhtml#on_the-hill\"") && nav.contains("epub:type=\"bodymatter\" href=\"commentary.xhtml\""),
        "{nav}"
    );
    let package = &parts["OEBPS/content.opf"];
    assert!(!package.contains(">visual<") && !package.contains("link to their places"), "{package}");
}

#[test]
fn many_notes_are_divided_among_documents() {
    let mut m = Made::new("en");
    let editor = m.voice("editor", "The editor", "Ed.", "edt");
    for slug in ["one", "two", "three"] {
        let (section, heading) = m.heading(slug, 1, None, "A chapter");
        let mut blocks = vec![heading];
        for _ in 0..300 {
            let said = m.p(vec![t("Said below.")]);
            let note = m.footnote(vec![said]);
            let text = m.p(vec![t("Words of the text"), n(note)]);
            let said = m.p(vec![t("Said of it.")]);
            m.comment((text, "Words"), (text, "Words"), editor, vec![said]);
            blocks.push(text);
        }
        m.chapter(slug, Some(section), blocks);
    }
    let (file, parts) = build(&m.book, &config("Many Notes"));
    every_link_resolves(&parts);
    // A chapter's notes stay together where that fills a document at least by half.
    for (name, count) in [("notes", 300), ("notes-2", 300), ("notes-3", 300), ("commentary", 300), ("commentary-3", 300)] {
        let document = &parts[&format!("OEBPS/{name}.xhtml")];
        assert_eq!(document.matches("<aside").count(), count, "{name}");
        assert_eq!(document.contains("<h1"), !name.contains('-'), "{name}");
        assert_eq!(document.matches("<h2><a").count(), 1, "{name} says what its notes are on");
    }
    assert!(!parts.contains_key("OEBPS/notes-4.xhtml"));
    assert!(parts["OEBPS/two.xhtml"].contains("href=\"notes-2.xhtml#note_two_x\""));
    check(&keep("many-notes.epub", &file));
    let (_, alone) = build_as(&m.book, &config("Many Notes"), Presentation::Only);
    every_link_resolves(&alone);
    assert!(alone["OEBPS/nav.xhtml"].contains("commentary-2.xhtml#on_chapter_two"));
}

#[test]
fn the_package_says_what_the_settings_say() {
    let (_, parts) = build(&everything(), &config("The Harbour Book"));
    let package = &parts["OEBPS/content.opf"];
    for wanted in [
        "<dc:identifier id=\"pub-id\">urn:isbn:9780306406157</dc:identifier>",
        "scheme=\"onix:codelist5\">15</meta>",
        "<meta refines=\"#title\" property=\"file-as\">Harbour Book</meta>",
        "<meta refines=\"#creator-1\" property=\"role\" scheme=\"marc:relators\">aut</meta>",
        "<meta refines=\"#creator-1\" property=\"file-as\">Smith, Ada</meta>",
        "<meta refines=\"#series\" property=\"group-position\">2</meta>",
        "<dc:rights>© 2026 Ada Smith. Some rights reserved &lt;all&gt;.</dc:rights>",
        "<meta property=\"dcterms:modified\">2026-11-24T00:00:00Z</meta>",
        "<meta property=\"schema:accessibilityFeature\">alternativeText</meta>",
        "properties=\"cover-image\"",
        "<itemref idref=\"id_cover.xhtml\" linear=\"no\"/>",
        "<itemref idref=\"id_copyright.xhtml\"/>\n<itemref idref=\"id_dedication.xhtml\"/>\n<itemref idref=\"nav\"/>",
    ] {
        assert!(package.contains(wanted), "{wanted}\n{package}");
    }
    assert!(!package.contains("conformsTo"), "a claim nobody made");
    for (id, kind, order) in [("title", "main", "1"), ("subtitle", "subtitle", "2")] {
        let own: Vec<&str> = package.lines().filter(|line| line.contains(&format!("refines=\"#{id}\""))).collect();
        let says =
            |property: &str, value: &str| own.iter().filter(|line| line.ends_with(&format!("\"{property}\">{value}</meta>"))).count();
        assert_eq!((says("title-type", kind), says("display-seq", order)), (1, 1), "{own:#?}");
    }
    let mut ids = BTreeSet::new();
    for (_, attributes) in attributes(package) {
        assert!(attributes.get("id").is_none_or(|id| ids.insert(id.clone())), "{attributes:?} stands twice");
    }
    let ncx = &parts["OEBPS/toc.ncx"];
    assert!(
        ncx.contains("<meta name=\"dtb:uid\" content=\"urn:isbn:9780306406157\"/>")
            && ncx.contains("<meta name=\"dtb:depth\" content=\"4\"/>"),
        "{ncx}"
    );
    let nav = &parts["OEBPS/nav.xhtml"];
    assert!(nav.contains("epub:type=\"landmarks\"") && nav.contains("hidden=\"hidden\""));
    assert!(nav.contains("<a href=\"the-harbour.xhtml\">The Harbour &amp; the &lt;Bell&gt;</a>"), "{nav}");
    assert!(nav.contains("<a href=\"commentary.xhtml\">Commentary</a>"));
}

#[test]
fn the_container_is_as_readers_want_it() {
    let (file, _) = build(&everything(), &config("The Harbour Book"));
    assert_eq!(&file[30..58], b"mimetypeapplication/epub+zip");
    let mut archive = zip::ZipArchive::new(Cursor::new(&file)).unwrap();
    for index in 0..archive.len() {
        let part = archive.by_index(index).unwrap();
        assert!(part.name().is_ascii(), "{}", part.name());
        assert_eq!(part.last_modified().map(|time| time.year()), Some(1980), "{}", part.name());
    }
}

#[test]
fn a_book_of_nothing_but_one_unnamed_text_is_a_book() {
    let mut made = Made::new("de-CH");
    let p = made.p(vec![t("Nur ein Satz.")]);
    made.chapter("kapitel", None, vec![p]);
    let mut config = config("");
    config.metadata = bindery::testing::book::Metadata { language: "de-CH".to_owned(), ..Default::default() };
    let (file, parts) = build(&made.book, &config);
    every_link_resolves(&parts);
    assert!(parts["OEBPS/nav.xhtml"].contains("<h1 id=\"toc-title\">Inhalt</h1>"));
    check(&keep("bare.epub", &file));
}

#[test]
#[ignore = "asks EPUBCheck and Ace, which tests/run installs"]
fn the_validators_find_nothing() {
    let (file, _) = build(&everything(), &config("The Harbour Book"));
    check(&keep("checked.epub", &file));
    for presentation in presentations() {
        let (file, _) = build_as(&everything(), &config("The Harbour Book"), presentation);
        check(&keep(&format!("checked-{presentation:?}.epub").to_lowercase(), &file));
    }
    let mut arabic = Made::new("ar");
    let (section, heading) = arabic.heading("الفصل", 1, None, "الفصل الأول");
    let p = arabic.p(vec![t("نص قصير.")]);
    arabic.chapter("الفصل", Some(section), vec![heading, p]);
    let mut settings = config("كتاب");
    settings.metadata.language = "ar".to_owned();
    check(&keep("arabic.epub", &build(&arabic.book, &settings).0));
}

/// Asks each validator that is installed.
fn check(book: &std::path::Path) {
    let Some(bin) = std::env::var_os("BINDERY_VALIDATORS_BIN").map(PathBuf::from) else { return };
    for (tool, arguments) in [("epub-check", &["--failonwarnings"][..]), ("epub-check-4.2.6", &["--failonwarnings"])] {
        let output = Command::new(bin.join(tool)).args(arguments).arg(book).output().unwrap();
        assert!(output.status.success(), "{tool}: {}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    }
}
