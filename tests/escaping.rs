//! No string of a book leaves its place in the files: every field holds one that tries to, in the EPUB and in the PDF's XMP.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test")]

#[path = "support/made.rs"]
mod made;

use bindery::testing::book::*;
use bindery::testing::book::{BookSeries, Identifier, Person};
use bindery::testing::config::Config;
use bindery::testing::diagnostics::{Code, Diagnostics};
use bindery::testing::edition::{Edition, PagePlace, PageStart, Presentation, arrange};
use bindery::testing::epub::PendingFiles;
use bindery::testing::fonts::Fonts;
use made::{Made, config, l, n, t};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

const ELEMENT: &str = "breakout";

/// Makes strings that are each known by a number.
#[derive(Default)]
struct Hostile(Cell<usize>);

impl Hostile {
    /// One that ends attributes, elements, comments, CDATA and character references, and opens an element.
    fn string(&self) -> &'static str {
        self.0.set(self.0.get() + 1);
        Box::leak(format!("f{}f\"'/>]]>--></p></{ELEMENT}><{ELEMENT} a=\"&<!--<![CDATA[<?x \u{1}\u{FFFE}", self.0.get()).into_boxed_str())
    }

    fn owned(&self) -> String {
        self.string().to_owned()
    }
}

/// Every field of the settings that holds words.
fn settings(hostile: &Hostile) -> Config {
    let mut config = config(hostile.string());
    let with = &mut config.metadata;
    with.subtitle = Some(hostile.owned());
    with.people = vec![Person::author(&hostile.owned(), &hostile.owned())];
    with.identifier = Some(Identifier::Other(hostile.owned()));
    with.publisher = Some(hostile.owned());
    with.rights = Some(hostile.owned());
    with.sources = vec![hostile.owned()];
    with.description = Some(hostile.owned());
    with.subjects = [(); 2].map(|()| BookSubject { name: hostile.owned(), codes: Vec::new() }).to_vec();
    with.series = vec![BookSeries { name: hostile.owned(), number: Some(hostile.owned()), kind: CollectionKind::Series }];
    config.list_of_figures = true;
    config.list_of_tables = true;
    config
}

/// Every field of a book that holds words.
fn book(hostile: &Hostile) -> Book {
    let mut m = Made::new("en");
    m.book.languages.push("fr\"><x".to_owned());
    let svg = br#"<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"><path d="M0 2 2 0 4 2Z"/></svg>"#;
    let file = ImageData::Held(svg.as_slice().into());
    m.book.images.push(Image {
        path: format!("{}.svg", hostile.string()),
        format: ImageFormat::Svg,
        width: 4,
        height: 2,
        orientation: 1,
        recast: None,
        damaged: false,
        moves: false,
        see_through: false,
        weight: 0,
        file,
        span: m.span,
    });
    let outside = m.link(Link::Address(format!("https://example.org/{}", hostile.string())));
    let said = m.p(vec![t(hostile.string())]);
    let footnote = m.footnote(vec![said]);
    let (section, heading) = m.heading("slug\"><x", 1, None, hostile.string());
    let mut foreign = t(hostile.string());
    foreign.3 = Some(LanguageId::new(0));
    let formula = Math {
        latex: r"\text{f1000f <breakout a='&\text{]]>}}".to_owned(),
        map: SourceMap::default(),
        display: false,
        numbers: Vec::new(),
    };
    let formula = made::Piece("\u{FFFC}", Style::PLAIN, None, None, RunKind::Math(formula.into()));
    let subject = hostile.string();
    let text = m.p(vec![t(subject), n(footnote), t(" "), l(outside, hostile.string()), foreign, formula]);
    m.book.blocks[text.index()].id = Some("id\"><x".to_owned());
    m.class(text, "class\"><x");
    let caption = m.p(vec![t(hostile.string())]);
    let figure = m.block(BlockKind::Figure {
        picture: Picture::Shown(ImageId::new(0), Alternative::given(hostile.string()), PictureSize::NATURAL),
        placement: FigurePlacement::Near,
        caption: Some(caption),
        link: None,
    });
    let code = m.prose(vec![t(hostile.string())]);
    let code = m.block(BlockKind::Code { language: Some("rust\"><x".to_owned()), prose: code });
    let [head, cell, caption] = [(); 3].map(|()| m.p(vec![t(hostile.string())]));
    let table = Table {
        alignments: vec![Alignment::Start],
        head: vec![head],
        rows: vec![vec![cell]],
        head_below: Vec::new(),
        spans: BTreeMap::new(),
        row_heads: true,
        caption: Some(caption),
        landscape: false,
    };
    let table = m.block(BlockKind::Table(table));
    let [term, detail] = [(); 2].map(|()| m.p(vec![t(hostile.string())]));
    let definitions = m.block(BlockKind::Definitions(vec![Definition { terms: vec![term], details: vec![vec![detail]] }]));
    let part = hostile.owned();
    m.chapter("file\"><x", Some(section), vec![heading, text, figure, code, table, definitions]).part = Some(part);
    let voices = [(); 2].map(|()| m.voice("key\"><x", hostile.string(), hostile.string(), "cwt"));
    let introduction = m.p(vec![t(hostile.string())]);
    m.book.introduction = vec![introduction];
    for voice in voices {
        let words = m.p(vec![t(hostile.string())]);
        m.comment((text, subject), (text, subject), voice, vec![words]);
    }
    m.book
}

/// The names of all elements, and all text and attributes with their references resolved. Fails if it is not well-formed.
fn read(name: &str, document: &str) -> (Vec<String>, String) {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(document);
    reader.config_mut().check_end_names = true;
    let (mut elements, mut words) = (Vec::new(), String::new());
    loop {
        match reader.read_event().unwrap_or_else(|fault| panic!("{name}: {fault}\n{document}")) {
            Event::Start(element) | Event::Empty(element) => {
                elements.push(element.name().as_ref().to_owned());
                for attribute in element.attributes() {
                    let value = attribute.unwrap_or_else(|fault| panic!("{name}: {fault}")).value.into_owned();
                    words.push_str(&quick_xml::escape::unescape(&value).unwrap());
                    words.push('\n');
                }
            }
            Event::Text(text) => words.push_str(&text),
            Event::Eof => return (elements, words),
            _ => {}
        }
    }
}

fn holds(parts: &[(String, String)], hostile: &Hostile, but: &[usize]) {
    let mut all = String::new();
    for (name, text) in parts {
        let (elements, words) = read(name, text);
        assert!(!elements.iter().any(|element| element == ELEMENT || element == "x"), "{name}: a string became an element\n{text}");
        assert!(!text.contains(['\u{1}', '\u{FFFE}']), "{name}: a character that XML forbids");
        all.push_str(&words);
    }
    let lost: Vec<usize> = (1..=hostile.0.get()).filter(|number| !all.contains(&format!("f{number}f"))).collect();
    assert_eq!(lost, but, "strings that stand nowhere");
}

fn epub(edition: &Edition, config: &Config) -> Vec<(String, String)> {
    let mut found = Diagnostics::default();
    let fonts = Fonts::load(config, &mut found);
    let mut file = Cursor::new(Vec::new());
    let starts = || vec![PageStart { label: "f2000f\"><breakout".to_owned(), at: PagePlace::Contents }];
    let coming = PendingFiles { cover: |found: &mut _| bindery::testing::epub::cover(config, &config.metadata, &fonts, found), starts };
    bindery::testing::epub::write(edition, config, &fonts, "2026-11-24T00:00:00Z", coming, &mut file, &mut found).unwrap();
    assert!(found.iter().all(|finding| finding.code == Code::NoGlyph), "{:?}", found.iter().collect::<Vec<_>>());
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        if [".opf", ".ncx", ".xml", "html"].iter().any(|ending| part.name().ends_with(ending)) {
            let mut text = String::new();
            part.read_to_string(&mut text).unwrap();
            parts.push((part.name().to_owned(), text));
        }
    }
    parts
}

#[test]
fn no_string_leaves_its_place_in_the_epub() {
    for presentation in [Presentation::Popup, Presentation::Linked, Presentation::Interleaved, Presentation::Only] {
        let hostile = Hostile::default();
        let config = settings(&hostile);
        let book = Book { metadata: config.metadata.clone(), ..book(&hostile) };
        let parts = epub(&arrange(&book, presentation), &config);
        if presentation == Presentation::Only {
            // Without the text there is less; nothing of it may leave its place either.
            parts.iter().for_each(|(name, text)| assert!(!read(name, text).0.iter().any(|element| element == ELEMENT)));
        } else {
            // The name of an image is not said: the package gives it one of its own.
            holds(&parts, &hostile, &[14]);
        }
    }
}

#[test]
fn no_string_leaves_its_place_in_the_description_of_the_pdf() {
    let hostile = Hostile::default();
    let config = settings(&hostile);
    let book = Book { metadata: config.metadata.clone(), ..book(&Hostile::default()) };
    let mut found = Diagnostics::default();
    let fonts = Fonts::load(&config, &mut found);
    let edition = arrange(&book, Presentation::Foot);
    let pages = bindery::testing::layout::set(&edition, &config, &fonts, &mut found);
    let file = bindery::testing::pdf::write(pages, &edition, &config, &fonts, "2026-11-24T00:00:00Z", &mut found);
    let text = String::from_utf8_lossy(&file);
    let packet =
        text.split_once("<x:xmpmeta").and_then(|(_, rest)| rest.split_once("</x:xmpmeta>")).expect("a packet that is not compressed").0;
    let packet = format!("<x:xmpmeta{packet}</x:xmpmeta>");
    // XMP has no place for a subtitle, for a name to sort by, for the series and its number.
    holds(&[("XMP".to_owned(), packet)], &hostile, &[2, 4, 12, 13]);
}
