//! The PDF of hand-made pages: its text, its shape, and what other programs say of it.

#![expect(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

use bindery::testing::book::{
    Block, BlockId, BlockKind, Book, BookSubject, Chapter, Division, Link, LinkId, Matter, Prose, Run, RunKind, Section, SectionId, Style,
};
use bindery::testing::book::{ListItem, Metadata, Note, NoteId, NoteKind, Numbering, Person, Role, SourceMap};
use bindery::testing::config::{ChapterStart, Config, PageSettings as Trim, Typography, WantedMatter};
use bindery::testing::diagnostics::Diagnostics;
use bindery::testing::edition::{Edition, EntryId, Presentation, arrange};
use bindery::testing::fonts::shape::{Features, Shaper};
use bindery::testing::fonts::{FaceId, Family, Fonts};
use bindery::testing::layout::Pages;
use bindery::testing::layout::frame::{
    ContentsLine, Edge, Glyph, GlyphShift, GlyphText, ItemContent, LinkTarget, MatterLine, MatterRole, Origin, Page, PageItem,
};
use bindery::testing::source::{Length, SourceId, Sources, Span};
use std::path::PathBuf;
use std::process::Command;

fn config() -> Config {
    let person = Person::author("Ann Author", "Author, Ann");
    Config {
        folder: bindery::testing::source::Folder::on_disk("."),
        metadata: Metadata {
            title: "Waffles & <Fjords>".to_owned(),
            people: vec![person],
            language: "en".to_owned(),
            description: Some("A test".to_owned()),
            subjects: ["tests", "pages"].map(|name| BookSubject { name: name.to_owned(), codes: Vec::new() }).to_vec(),
            ..Metadata::default()
        },
        files: Vec::new(),
        commentary: Vec::new(),
        passed: Default::default(),
        page: Trim::default(),
        typography: Typography::default(),
        stylesheet: String::new(),
        layout: 1,
        form: None,
        matter: WantedMatter::default(),
        contents_depth: 2,
        list_of_figures: false,
        list_of_tables: false,
        numbers: bindery::testing::config::NumberSettings::default(),
        notes: bindery::testing::config::Notes::default(),
        epub: bindery::testing::config::Epub::default(),
        pdf: bindery::testing::config::Pdf::default(),
        print: bindery::testing::config::Print::default(),
        chapters_start: ChapterStart::Recto,
        heads: bindery::testing::config::Heads::default(),
        folios: bindery::testing::config::FolioPlace::Head,
        check: bindery::testing::diagnostics::Verdicts::default(),
        words: bindery::testing::language::Words::default(),
        output: "book".to_owned(),
        speaks: None,
        has_toml: true,
        hides_lines: false,
        theorems: Default::default(),
        captioned: false,
        variables: Default::default(),
        layering: Default::default(),
        site: Default::default(),
        stand_in: None,
        author_unsaid: None,
        places: std::collections::BTreeMap::new(),
        texts: Vec::new(),
    }
}

fn block(span: Span, kind: BlockKind) -> Block {
    Block { span, kind, id: None, role: Role::Plain, classes: Vec::new(), language: None, alignment: None }
}

fn prose(span: Span, text: &str) -> Prose {
    let end = u32::try_from(text.len()).unwrap();
    let run = Run { start: 0, end, kind: RunKind::Text, style: Style::PLAIN, link: None, language: None, reading: None, span };
    Prose { text: text.to_owned(), runs: vec![run], map: SourceMap::default().into() }
}

/// Two chapters; a list; a note on the first paragraph; a link out and a link in.
fn book() -> Book {
    let mut sources = Sources::default();
    let source: SourceId = sources.add("essay.md", "text");
    let span = Span::new(source, 0, 4);
    let mut book = Book { language: "en".to_owned(), ..Book::default() };
    let note = NoteId::new(0);
    for (index, title) in ["First office", "Second fjord"].into_iter().enumerate() {
        let section = SectionId::new(index);
        let heading = BlockId::new(book.blocks.len());
        book.blocks.push(block(span, BlockKind::Heading { section, prose: prose(span, title) }));
        book.sections.push(Section {
            stretches: Vec::new(),
            slug: format!("section-{index}"),
            level: 1,
            depth: 1,
            parent: None,
            heading,
            title: title.to_owned(),
            head: None,
            author: None,
            listed: true,
            unnumbered: false,
            number: None,
            span,
        });
        let paragraph = BlockId::new(book.blocks.len());
        let mut words = prose(span, "The waffle in the office: a co-operative fjord.");
        if index == 0 {
            let end = words.runs[0].end;
            let mark =
                Run { start: end, end, kind: RunKind::Note(note), style: Style::PLAIN, link: None, language: None, reading: None, span };
            words.runs.push(mark);
        }
        book.blocks.push(block(span, BlockKind::Paragraph(words)));
        let mut blocks = vec![heading, paragraph];
        if index == 1 {
            let inner = BlockId::new(book.blocks.len());
            book.blocks.push(block(span, BlockKind::Paragraph(prose(span, "An item"))));
            blocks.push(BlockId::new(book.blocks.len()));
            let items = vec![ListItem { task: None, blocks: vec![inner] }];
            book.blocks.push(block(span, BlockKind::List { numbering: Some(Numbering::from(1)), tight: true, items }));
        }
        book.chapters.push(Chapter {
            source,
            path: "essay.md".to_owned(),
            first_of_file: index == 0,
            slug: format!("chapter-{index}"),
            division: Division::Body,
            matter: Matter::Chapter,
            part: None,
            heading: Some(section),
            blocks,
        });
    }
    let words = BlockId::new(book.blocks.len());
    book.blocks.push(block(span, BlockKind::Paragraph(prose(span, "A note."))));
    book.notes.push(Note { span, kind: NoteKind::Footnote("1".to_owned()), blocks: vec![words], id: None });
    book.links = vec![Link::Address("https://example.org/é".to_owned()), Link::Section(SectionId::new(1))];
    book
}

/// Sets lines of hand-made pages.
struct Setter<'f> {
    fonts: &'f Fonts,
    shaper: Shaper<'f>,
    items: Vec<PageItem>,
}

impl<'f> Setter<'f> {
    fn new(fonts: &'f Fonts) -> Self {
        Self { fonts, shaper: Shaper::new(fonts), items: Vec::new() }
    }

    fn face(&self, family: Family, bold: bool, italic: bool) -> FaceId {
        self.fonts.face_for(family, bold, italic)
    }

    /// One line of text in a face and its features; `x` in units, `y` in points, `stretch` added to each space in 1/1000 pt.
    fn line(
        &mut self,
        origin: Origin,
        (face, features): (FaceId, Features),
        (x, y, stretch): (i64, i64, i64),
        words: &str,
        link: Option<LinkTarget>,
    ) -> i64 {
        let size = Length::milli(10_800);
        let shaped = self.shaper.shape(face, features, &words.replace('\u{AD}', "-"));
        let units = i64::from(self.fonts.face(face).units_per_em);
        let scaled = |value: i32| i32::try_from(size.scale(i64::from(value), units).units()).unwrap();
        // The soft hyphen was shaped as a hyphen, which is one byte shorter.
        let moved = |cluster: u16| {
            let before = words.char_indices().scan(0, |at, (real, c)| {
                let here = *at;
                *at += if c == '\u{AD}' { 1 } else { c.len_utf8() };
                Some((here, real))
            });
            u16::try_from(before.filter(|(here, _)| *here <= usize::from(cluster)).last().unwrap().1).unwrap()
        };
        let glyphs: Vec<Glyph> = shaped
            .glyphs
            .iter()
            .map(|glyph| {
                let cluster = moved(glyph.cluster);
                let space = words[usize::from(cluster)..].starts_with(' ');
                let more = if space { i32::try_from(Length::milli(stretch).units()).unwrap() } else { 0 };
                Glyph { id: glyph.id, cluster, advance: scaled(glyph.advance) + more }
            })
            .collect();
        let shifted = (0..).zip(&shaped.glyphs).filter(|(_, glyph)| (glyph.dx, glyph.dy) != (0, 0));
        let shifts =
            shifted.map(|(index, glyph)| GlyphShift { glyph: index, dx: scaled(glyph.dx.into()), dy: scaled(glyph.dy.into()) }).collect();
        let width: i64 = glyphs.iter().map(|glyph| i64::from(glyph.advance)).sum();
        let text = GlyphText { face, size, glyphs, shifts, text: words.to_owned() };
        self.items.push(PageItem { origin, x: Length::raw(x), y: Length::points(y), content: ItemContent::Text(text), link, start: None });
        x + width
    }

    fn page(&mut self, label: &str) -> Page {
        Page { label: label.to_owned(), items: std::mem::take(&mut self.items), ..Page::default() }
    }
}

fn pages(edition: &Edition, fonts: &Fonts) -> Pages {
    let mut set = Setter::new(fonts);
    let (serif, italic) = (set.face(Family::Serif, false, false), set.face(Family::Serif, false, true));
    let mono = set.face(Family::Mono, false, false);
    let left = Length::points(54).units();
    let plain = Features::PLAIN;
    let b = |index| Origin::Block(BlockId::new(index));
    let entry: EntryId = edition.entries().next().unwrap().0;
    let mut pages = Vec::new();

    set.line(Origin::Matter(0), (serif, Features::ALL_SMALL_CAPS), (left, 200, 0), "Waffles & Fjords", None);
    pages.push(set.page("i"));

    set.line(Origin::Matter(1), (serif, plain), (left, 80, 0), "Contents", None);
    for (index, title) in ["First office", "Second fjord"].into_iter().enumerate() {
        let line = u32::try_from(index).unwrap();
        let link = Some(LinkTarget::Section(SectionId::new(index)));
        let y = 120 + 20 * i64::from(line);
        let x = set.line(Origin::Contents(line), (serif, plain), (left, y, 0), &format!("{title} "), link);
        let x = set.line(Origin::Artifact, (serif, plain), (x, y, 0), " . . . . ", None);
        set.line(Origin::Contents(line), (serif, Features::TABULAR), (x, y, 0), &format!("{}", index + 1), link);
    }
    pages.push(set.page("ii"));

    set.line(b(0), (serif, plain), (left, 80, 0), "First office", None);
    let x = set.line(b(1), (serif, plain), (left, 120, 1234), "The waffle in the ", None);
    let x = set.line(b(1), (italic, plain), (x, 120, 1234), "office", Some(LinkTarget::Link(LinkId::new(0))));
    set.line(b(1), (serif, plain), (x, 120, 1234), ": a co-op\u{AD}", None);
    let x = set.line(b(1), (serif, plain), (left, 134, 0), "erative fjord.", None);
    set.line(Origin::Mark(entry, BlockId::new(1)), (serif, Features::SUPERIOR), (x, 134, 0), "1", Some(LinkTarget::Entry(entry)));
    let x = set.line(Origin::EntryHead(entry), (serif, plain), (left, 560, 0), "1 ", Some(LinkTarget::Mark(entry)));
    set.line(b(6), (serif, plain), (x, 560, 0), "A note.", None);
    let rule = ItemContent::Rule { width: Length::points(60), height: Length::milli(400) };
    set.items.push(PageItem::artifact(Length::points(54), Length::points(545), rule));
    set.line(Origin::Running(Edge::Foot), (serif, Features::OLD_STYLE), (left, 620, 0), "1", None);
    pages.push(set.page("1"));

    set.line(b(2), (serif, plain), (left, 80, 0), "Second fjord", None);
    set.line(b(3), (mono, plain), (left, 120, 0), "The waffle in the office: a co-operative ", None);
    pages.push(set.page("2"));

    let x = set.line(b(3), (serif, plain), (left, 80, 0), "fjord", Some(LinkTarget::Link(LinkId::new(1))));
    set.line(b(3), (serif, plain), (x, 80, 0), ".", None);
    let x = set.line(Origin::Label(BlockId::new(5), 0), (serif, plain), (left, 100, 0), "1. ", None);
    set.line(b(4), (serif, plain), (x, 100, 0), "An\u{A0}item", None);
    pages.push(set.page("3"));

    let matter = |role, text: &str| MatterLine { role, text: text.to_owned() };
    let contents = |index: usize, title: &str| ContentsLine {
        target: bindery::testing::book::toc::ContentsTarget::Section(SectionId::new(index)),
        depth: 0,
        title: title.to_owned(),
        label: (index + 1).to_string(),
    };
    Pages {
        pages,
        matter: vec![matter(MatterRole::HalfTitle, "Waffles & Fjords"), matter(MatterRole::ContentsHeading, "Contents")],
        contents: vec![contents(0, "First office"), contents(1, "Second fjord")],
    }
}

fn made() -> Vec<u8> {
    let config = config();
    let book = Book { metadata: config.metadata.clone(), ..book() };
    let mut found = Diagnostics::default();
    let fonts = Fonts::load(&config, &mut found);
    let edition = arrange(&book, Presentation::Foot);
    let pages = pages(&edition, &fonts);
    let file = bindery::testing::pdf::write(pages, &edition, &config, &fonts, "2026-11-24T00:00:00Z", &mut found);
    assert!(!found.has_errors(), "{found:?}");
    file
}

fn saved(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, made()).unwrap();
    path
}

/// What a program says of a file; a test that can't ask its judge has failed.
fn ask(program: &str, arguments: &[&str]) -> (bool, String) {
    let output = Command::new(program).args(arguments).output();
    let output = output.unwrap_or_else(|fault| panic!("{program}: {fault}; run the tests with tests/run, which installs it"));
    (output.status.success(), [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat())
}

#[test]
fn the_same_pages_make_the_same_bytes() {
    let file = made();
    assert!(file.starts_with(b"%PDF-1.7\n%"));
    assert_eq!(file, made());
}

/// What the catalog has under a name, if anything.
fn catalog_names(file: &[u8], kind: &[u8]) -> Vec<(String, lopdf::Object)> {
    let document = lopdf::Document::load_mem(file).unwrap();
    let get = |from: &lopdf::Dictionary, key: &[u8]| -> Option<lopdf::Dictionary> {
        let value = from.get(key).ok()?;
        let value = value.as_reference().map_or(Some(value), |id| document.get_object(id).ok())?;
        value.as_dict().ok().cloned()
    };
    let tree = get(document.catalog().unwrap(), b"Names").and_then(|names| get(&names, kind));
    let Some(tree) = tree else { return Vec::new() };
    let pairs = tree.get(b"Names").unwrap().as_array().unwrap();
    pairs.chunks(2).map(|pair| (String::from_utf8_lossy(pair[0].as_str().unwrap()).into_owned(), pair[1].clone())).collect()
}

#[test]
fn running_heads_and_folios_say_that_they_are() {
    let document = lopdf::Document::load_mem(&made()).unwrap();
    let content: Vec<u8> = document.get_pages().into_values().flat_map(|page| document.get_page_content(page)).collect();
    let shown = String::from_utf8_lossy(&content).into_owned();
    assert!(shown.contains("/Artifact /F BDC"), "{shown}");
    let file = made();
    let document = lopdf::Document::load_mem(&file).unwrap();
    let page = document.get_pages()[&1];
    let (_, resources) = document.get_page_resources(page).unwrap();
    let shared = document.get_dictionary(resources[0]).unwrap().get(b"Properties").unwrap().as_dict().unwrap();
    let footer = shared.get(b"F").unwrap().as_dict().unwrap();
    assert_eq!(footer.get(b"Type").unwrap().as_name().unwrap(), b"Pagination");
    assert_eq!(footer.get(b"Subtype").unwrap().as_name().unwrap(), b"Footer");
    // Leaders and rules are artifacts of no kind.
    assert!(shown.contains("/Artifact BMC"), "{shown}");
}

#[test]
fn places_have_names_in_the_order_of_bytes() {
    let names: Vec<String> = catalog_names(&made(), b"Dests").into_iter().map(|(name, _)| name).collect();
    let mut sorted = names.clone();
    sorted.sort();
    assert_eq!(names, sorted);
    for wanted in ["section-0", "section-1", "note_chapter-0_1"] {
        assert!(names.iter().any(|name| name == wanted), "{wanted} is not in {names:?}");
    }
}

#[test]
fn the_manuscript_is_in_the_file_only_if_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a b.md"), "Süß").unwrap();
    let mut config = config();
    config.folder = bindery::testing::source::Folder::on_disk(folder.path());
    let book = Book { files: vec!["a b.md".to_owned()], ..book() };
    let fonts = Fonts::built_in();
    let edition = arrange(&book, Presentation::Foot);
    let mut file = |attach| {
        config.pdf.attach_source = attach;
        let mut found = Diagnostics::default();
        bindery::testing::pdf::write(pages(&edition, &fonts), &edition, &config, &fonts, "2026-11-24T00:00:00Z", &mut found)
    };
    assert!(catalog_names(&file(false), b"EmbeddedFiles").is_empty());
    let with = file(true);
    let attached = catalog_names(&with, b"EmbeddedFiles");
    assert_eq!(attached.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["a b.md"]);
    let document = lopdf::Document::load_mem(&with).unwrap();
    let file = document.get_dictionary(attached[0].1.as_reference().unwrap()).unwrap();
    let stream = file.get(b"EF").unwrap().as_dict().unwrap().get(b"F").unwrap().as_reference().unwrap();
    assert_eq!(document.get_object(stream).unwrap().as_stream().unwrap().decompressed_content().unwrap(), "Süß".as_bytes());
    std::fs::remove_file(folder.path().join("a b.md")).unwrap();
    let mut found = Diagnostics::default();
    bindery::testing::pdf::write(pages(&edition, &fonts), &edition, &config, &fonts, "2026-11-24T00:00:00Z", &mut found);
    assert!(found.has_errors(), "a file that has gone is told of");
}

#[test]
#[ignore = "needs pdftotext, which tests/run installs"]
fn text_comes_out_as_it_went_in() {
    let file = saved("text.pdf");
    let (read, text) = ask("pdftotext", &["-raw", &file.to_string_lossy(), "-"]);
    assert!(read, "{text}");
    // Poppler shows a no-break space as a space.
    for line in ["Waffles & Fjords", "The waffle in the office: a co-op\u{AD}", "erative fjord.1", "1 A note.", "1. An item"] {
        assert!(text.lines().any(|found| found.trim_end() == line), "{line:?} is not a line of {text:?}");
    }
}

#[test]
#[ignore = "needs qpdf, veraPDF and pdf-tags, which tests/run installs"]
fn judges_find_nothing() {
    let file = saved("judged.pdf");
    let file = file.to_string_lossy();
    for (program, arguments) in [("qpdf", ["--check", &file].as_slice()), ("pdf-tags", &[&file]), ("pdf-check", &[&file, "ua1", "2a"])] {
        let (clean, said) = ask(program, arguments);
        assert!(clean, "{program}: {said}");
    }
}
