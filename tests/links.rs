//! Links in both files: where each leads, what becomes of one that leads nowhere, and the addresses that are written.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

mod support;

use bindery::testing::book::{BlockId, BlockKind, Book, Picture, toc};
use bindery::testing::diagnostics::Severity;
use bindery::testing::layout::frame::{ItemContent, Origin, PageItem};
use lopdf::{Dictionary, Document, Object};
use support::Run;

/// A book in a folder of its own, built; `files` are its texts, and whatever else lies beside them.
fn build(files: &[(&str, &str)]) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='100' height='50'><rect width='90' height='40'/></svg>";
    for (path, text) in files.iter().chain(&[("p.svg", svg)]) {
        let file = folder.path().join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }
    let chapters: Vec<String> = files.iter().filter(|(path, _)| path.starts_with("ch")).map(|(path, _)| format!("{path:?}")).collect();
    let toml = format!("title = \"A Case\"\nauthors = [\"Somebody\"]\nchapters = [{}]\n", chapters.join(", "));
    std::fs::write(folder.path().join("book.toml"), toml).unwrap();
    let run = support::run(folder.path());
    assert!(run.epub.is_some() && run.pdf.is_some(), "both files are built: {:?}", findings(&run));
    run
}

/// Code, gravity and message of each finding, but for those of pages.
fn findings(run: &Run) -> Vec<(&'static str, Severity, String)> {
    let all = run.found.iter().filter(|finding| finding.code.id().starts_with('M'));
    all.map(|finding| (finding.code.id(), finding.severity, finding.message.clone())).collect()
}

/// A text of the EPUB.
fn document(run: &Run, name: &str) -> String {
    let files = run.epub_files();
    let bytes = files.get(&format!("OEBPS/{name}")).unwrap_or_else(|| panic!("{name} among {:?}", files.keys()));
    String::from_utf8(bytes.clone()).unwrap()
}

/// Where a link of these words leads in a text of the EPUB.
fn href<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    let (before, _) = text.split_once(&format!(">{words}</a>"))?;
    Some(before.rsplit_once("href=\"")?.1.split('"').next().unwrap())
}

/// A clickable rectangle of the PDF: page, its left, bottom, right and top edge, and where it leads.
#[derive(Debug)]
struct Annotation {
    page: usize,
    rectangle: [f32; 4],
    lead: Lead,
}

#[derive(Debug, PartialEq)]
enum Lead {
    /// A page and the height on it.
    Page(usize, f32),
    Address(String),
}

fn annotations(run: &Run) -> Vec<Annotation> {
    let document = Document::load_mem(run.pdf.as_ref().unwrap()).unwrap();
    let pages: Vec<_> = document.get_pages().into_values().collect();
    let number = |object: &Object| object.as_float().unwrap();
    let mut all = Vec::new();
    for (page, id) in pages.iter().enumerate() {
        let Ok(list) = document.get_dictionary(*id).unwrap().get(b"Annots") else { continue };
        let list = document.dereference(list).unwrap().1.as_array().unwrap();
        for object in list {
            let annotation: &Dictionary = document.dereference(object).unwrap().1.as_dict().unwrap();
            let rectangle: Vec<f32> = annotation.get(b"Rect").unwrap().as_array().unwrap().iter().map(number).collect();
            let lead = match annotation.get(b"Dest") {
                Ok(dest) => {
                    let dest = dest.as_array().unwrap();
                    let to = dest[0].as_reference().unwrap();
                    Lead::Page(pages.iter().position(|page| *page == to).unwrap(), number(&dest[3]))
                }
                Err(_) => {
                    let action = document.dereference(annotation.get(b"A").unwrap()).unwrap().1.as_dict().unwrap();
                    Lead::Address(String::from_utf8(action.get(b"URI").unwrap().as_str().unwrap().to_vec()).unwrap())
                }
            };
            all.push(Annotation { page, rectangle: rectangle.try_into().unwrap(), lead });
        }
    }
    all
}

/// Height of a page in points.
fn height(run: &Run) -> f64 {
    run.book.as_ref().unwrap().0.page.height.to_points()
}

/// The first item of an origin: its page, and its baseline (or top edge) from the foot of the page in points.
fn place(run: &Run, wanted: impl Fn(&Origin) -> bool) -> (usize, f64, &PageItem) {
    let pages = run.pages.as_ref().unwrap().pages.iter().enumerate();
    let mut items = pages.flat_map(|(page, on)| on.items.iter().map(move |item| (page, item)));
    let (page, item) = items.find(|(_, item)| wanted(&item.origin)).expect("it is on a page");
    (page, height(run) - item.y.to_points(), item)
}

/// Whether a destination is at the head of what stands at a place.
fn leads_to(lead: &Lead, (page, baseline, item): (usize, f64, &PageItem)) -> bool {
    let size = match &item.content {
        ItemContent::Text(text) => text.size.to_points(),
        _ => 0.5,
    };
    matches!(lead, Lead::Page(to, top) if *to == page && (baseline - 0.5..=baseline + 1.5 * size).contains(&f64::from(*top)))
}

fn heading(book: &Book, title: &str) -> BlockId {
    book.sections.iter().find(|section| section.title == title).unwrap_or_else(|| panic!("a heading {title}")).heading
}

#[test]
fn a_dead_link_keeps_its_words() {
    let text = "# One\n\n[The licence](LICENSE), [code](code/a.rb), [later](#TODO), [zola](@/posts/x.md#y), [site](/about/), \
                [page](other.html#x), [picture](p.svg), [script](javascript:alert(1)), [inline](data:text/plain,x), \
                [disk](file:///etc/passwd), [port](http://x:99999/), [nothing](), [gone *for* ever](README-cs.md).\n\n\
                [![A box](p.svg)](nowhere.md)\n";
    let run = build(&[("ch1.md", text), ("LICENSE", "MIT"), ("README-de.md", "# R\n")]);
    let page = document(&run, "one.xhtml");
    let words = "The licence, code, later, zola, site, page, picture, script, inline, disk, port, nothing, gone <em>for</em> ever.";
    // The first of them open the chapter.
    assert!(page.contains(&words.replacen("code,", "code,</span>", 1)), "{page}");
    assert!(!page.contains("<a "), "{page}");
    assert!(page.contains("<img class=\"clear\" src=\"images/p.svg\" alt=\"A box\"/></figure>"), "{page}");
    let outward: Vec<Annotation> = annotations(&run).into_iter().filter(|link| matches!(link.lead, Lead::Address(_))).collect();
    assert!(outward.is_empty(), "{outward:?}");
    let plain = words.replace("<em>", "").replace("</em>", "");
    let set: String = run.page_texts().chars().filter(|c| !c.is_whitespace() && *c != '\u{AD}').collect();
    assert!(set.contains(&plain.replace(' ', "")), "{set}");
    let codes: Vec<_> = findings(&run).iter().map(|(code, severity, _)| (*code, *severity)).collect();
    assert_eq!(codes.iter().filter(|finding| **finding == ("M014", Severity::Warning)).count(), 5, "{codes:?}");
    assert_eq!(codes.iter().filter(|finding| **finding == ("M006", Severity::Warning)).count(), 9, "{codes:?}");
    assert_eq!((codes.len(), run.exit()), (14, 0));
    let help = |target: &str| {
        let of = run.found.iter().find(|finding| finding.message.contains(target)).unwrap();
        of.help.clone().unwrap()
    };
    assert_eq!(help("`LICENSE` is in the book's folder"), "link to its address on the web");
    assert_eq!(help("`#TODO`"), "write `{#TODO}` behind the heading or the image it is to lead to, or take the link out");
    assert!(!help("README-cs.md").contains("README-de"), "another language's text is not what was meant");
}

#[test]
fn a_link_finds_what_others_call_otherwise() {
    let one = "# One\n\n[case](#Maybe) [quoted](#said-so) [html](#spot) [dotted](#a.b) [after](#end) [page](ch2.html#two-b) \
               [root](/ch2.md) [zola](@/sub/../ch2.md#two-b) [folder](ch-sub/) [bare](ch2) [upper](CH2.md) [spaced](<#two words>)\n\n\
               ## Maybe\n\nx\n\n> ### Said so\n>\n> y\n\n## Two words\n\n<a id=\"spot\"></a>\n\nThe spot.\n\n\
               Here <a name=\"a.b\"></a>it is.\n\n<a href=\"https://a.example/\">raw</a> <a href=\"#maybe\">inner</a>\n\n<a id=\"end\"></a>\n";
    let run = build(&[("ch1.md", one), ("ch2.md", "# Two\n\n## Two b\n"), ("ch-sub/index.md", "# Sub\n")]);
    assert_eq!(findings(&run), []);
    let page = document(&run, "one.xhtml");
    let end = |words: &str| href(&page, words).unwrap_or_else(|| panic!("{words} in {page}")).to_owned();
    assert_eq!(end("case"), "one.xhtml#maybe");
    assert_eq!(end("html"), "one.xhtml#spot");
    assert_eq!(end("dotted"), "one.xhtml#a.b");
    assert_eq!(end("spaced"), "one.xhtml#two-words");
    assert_eq!([end("page"), end("zola")], ["two.xhtml#two-b"; 2]);
    assert_eq!([end("root"), end("bare"), end("upper")], ["two.xhtml"; 3]);
    assert_eq!(end("folder"), "sub.xhtml");
    assert_eq!([end("raw"), end("inner")], ["https://a.example/", "one.xhtml#maybe"]);
    for (words, held) in [("quoted", "<strong>Said so"), ("html", "The spot"), ("dotted", "Here it is"), ("after", "<a href=\"https://a.e")]
    {
        let address = end(words);
        let id = address.split_once('#').unwrap().1;
        let from = page.split_once(&format!("id=\"{id}\"")).unwrap_or_else(|| panic!("{id} in {page}")).1;
        assert!(from.split_once('>').unwrap().1.starts_with(held), "{words}: {from}");
    }
}

#[test]
fn an_id_given_in_two_files_leads_into_each() {
    let text =
        |name: &str| format!("# {name}\n\n[here](#end) [same](#twice)\n\n## End {{#end}}\n\nx\n\n## A {{#twice}}\n\n## B {{#twice}}\n");
    let (one, two) = (text("One"), text("Two") + "\n[other](ch1.md#end)\n");
    let run = build(&[("ch1.md", &one), ("ch2.md", &two)]);
    let said: Vec<_> = findings(&run).into_iter().map(|(code, severity, _)| (code, severity)).collect();
    let (info, warning) = (("M040", Severity::Info), ("M005", Severity::Warning));
    assert_eq!(said, [warning, info, info, warning]);
    let [one, two] = ["one.xhtml", "two.xhtml"].map(|name| document(&run, name));
    assert_eq!(href(&one, "here"), Some("one.xhtml#end"));
    assert_eq!(href(&two, "here"), Some("two.xhtml#ch2--end"));
    assert_eq!(href(&two, "other"), Some("one.xhtml#end"));
    assert_eq!(href(&one, "same"), Some("one.xhtml#twice"));
    assert_eq!(href(&two, "same"), Some("two.xhtml#ch2--twice"));
    assert!(one.contains("<h2 id=\"twice\">A</h2>") && one.contains("<h2 id=\"twice-2\">B</h2>"), "{one}");
    assert!(two.contains("<h2 id=\"ch2--end\">End</h2>"), "{two}");
}

#[test]
fn links_reach_the_ids_of_pictures() {
    let text = "# One\n\n[alone](#fig:tide), [with class](#b_c), [in the line](#inline), [held](#held), [whole](#whole).\n\n\
                ![The tide](p.svg \"High water\"){#fig:tide}\n\n![A box](p.svg){.here #b_c}\n\n\
                Words and ![a box](p.svg){#inline} in a line.\n\n- ![a box](p.svg){#held}\n\n![gone](gone.png){#whole}\n";
    let run = build(&[("ch1.md", text)]);
    let page = document(&run, "one.xhtml");
    for (words, id) in [("alone", "fig-tide"), ("with class", "b_c"), ("in the line", "inline"), ("held", "held"), ("whole", "whole")] {
        let target = href(&page, words).unwrap_or_else(|| panic!("{words}: {page}"));
        let name = target.split('#').nth(1).unwrap();
        assert!(page.contains(&format!("id=\"{name}\"")), "{words} leads to {target}, wanted {id}: {page}");
    }
    assert!(!page.contains("{#") && !page.contains("{."), "{page}");
    let inward = annotations(&run).into_iter().filter(|link| !matches!(link.lead, Lead::Address(_))).count();
    assert!(inward >= 5, "{inward}");
    assert!(findings(&run).iter().all(|(code, ..)| *code != "M006" && *code != "M021"), "{:?}", findings(&run));
    // What is said of a reference of pandoc works: the picture has an id, the link leads to it.
    let before = build(&[("ch1.md", "# One\n\nSee @fig:tide.\n\n![The tide](p.svg){#fig:tide}\n")]);
    assert!(before.found.iter().all(|finding| finding.code.id() != "M021"), "it is a link by itself");
    let after = build(&[("ch1.md", "# One\n\nSee [the figure](#fig:tide).\n\n![The tide](p.svg){#fig:tide}\n")]);
    assert!(findings(&after).is_empty(), "{:?}", findings(&after));
    assert!(href(&document(&after, "one.xhtml"), "the figure").is_some());
    // An id that two things have is told of, and one that nothing has.
    let twice = build(&[("ch1.md", "# One\n\n![a](p.svg){#x} and\n\n![b](p.svg){#x}, [y](#y:z).\n")]);
    let codes: Vec<_> = findings(&twice).iter().map(|(code, ..)| *code).collect();
    assert!(codes.contains(&"M006") && codes.len() == 2, "{:?}", findings(&twice));
}

#[test]
fn a_linked_figure_is_a_link_in_both_files() {
    let text = "# One\n\n[![A box](p.svg \"The *box*.\")](https://a.example/figure)\n\nText [![small](p.svg)](https://a.example/inline) more.\n\n\
                [![inner](p.svg)](#two)\n\n## Two\n\nx\n";
    let run = build(&[("ch1.md", text)]);
    assert_eq!(findings(&run), []);
    let page = document(&run, "one.xhtml");
    assert!(
        page.contains("<a href=\"https://a.example/figure\"><img class=\"clear\" src=\"images/p.svg\" alt=\"A box\"/></a><figcaption>"),
        "{page}"
    );
    assert!(page.contains("<a href=\"https://a.example/inline\"><img class=\"inline clear\""), "{page}");
    assert!(page.contains("<a href=\"one.xhtml#two\"><img class=\"clear\" src=\"images/p.svg\" alt=\"inner\"/></a></figure>"), "{page}");
    let links = annotations(&run);
    let (_, book) = run.book.as_ref().unwrap();
    let pictures: Vec<(usize, &PageItem)> = (run.pages.as_ref().unwrap().pages.iter().enumerate())
        .flat_map(|(page, on)| on.items.iter().map(move |item| (page, item)))
        .filter(|(_, item)| matches!(item.content, ItemContent::Picture { .. }))
        .collect();
    assert_eq!(pictures.len(), 3);
    let showing = |alt: &str| {
        let shows = |item: &PageItem| match (item.origin, alt) {
            (Origin::Picture(..), "small") => true,
            (Origin::Block(block), _) => {
                matches!(&book.block(block).kind, BlockKind::Figure { picture: Picture::Shown(_, own, _), .. } if own.words == alt)
            }
            _ => false,
        };
        *pictures.iter().find(|(_, item)| shows(item)).unwrap()
    };
    let on = |(page, item): (usize, &PageItem)| {
        let ItemContent::Picture { width, height: high, .. } = item.content else { unreachable!("a picture") };
        let top = height(&run) - item.y.to_points();
        let edges = [item.x.to_points(), top - high.to_points(), item.x.to_points() + width.to_points(), top];
        let near =
            |link: &&Annotation| link.page == page && (0..4).all(|side| (f64::from(link.rectangle[side]) - edges[side]).abs() < 0.01);
        &links.iter().find(near).unwrap_or_else(|| panic!("a link over {edges:?} among {links:?}")).lead
    };
    assert_eq!(*on(showing("A box")), Lead::Address("https://a.example/figure".to_owned()));
    assert_eq!(*on(showing("small")), Lead::Address("https://a.example/inline".to_owned()));
    let two = heading(book, "Two");
    assert!(leads_to(on(showing("inner")), place(&run, |origin| *origin == Origin::Block(two))));
    // Each picture's element stands in that of its link.
    let document = Document::load_mem(run.pdf.as_ref().unwrap()).unwrap();
    let kind = |dict: &Dictionary| dict.get(b"S").and_then(Object::as_name).map(<[u8]>::to_vec).unwrap_or_default();
    let elements = document.objects.values().filter_map(|object| object.as_dict().ok()).filter(|dict| dict.has(b"P"));
    let parents: Vec<Vec<u8>> = elements
        .filter(|dict| kind(dict) == b"Figure")
        .map(|dict| kind(document.get_dictionary(dict.get(b"P").unwrap().as_reference().unwrap()).unwrap()))
        .collect();
    assert_eq!(parents, vec![b"Link".to_vec(); 3]);
}

#[test]
fn a_heading_of_a_formula_or_picture_begins_a_chapter() {
    let text = "# One\n\nFirst.\n\n# $E = mc^2$\n\nSecond.\n\n# ![Chapter Three](p.svg)\n\nThird.\n\n## The $\\frac{1}{2}$ *rule*\n\n#\n\nFourth.\n";
    let run = build(&[("ch1.md", text)]);
    assert_eq!(run.toc(), "One\nE = mc²\nChapter Three\n  The 1/2 rule\n");
    let codes: Vec<_> = findings(&run).iter().map(|(code, ..)| *code).collect();
    assert_eq!(codes, ["M011"], "only the empty one is no heading");
    let (_, book) = run.book.as_ref().unwrap();
    assert_eq!(book.chapters.len(), 3);
    assert!(document(&run, "e-mc.xhtml").contains("<h1 id=\"e-mc\" aria-label=\"E = mc²\"><math"), "the formula stands there");
    let third = document(&run, "chapter-three.xhtml");
    assert!(third.contains("<h1 id=\"chapter-three\">") && third.contains("alt=\"Chapter Three\"/></h1>"), "{third}");
    assert!(third.contains("Third.") && third.contains("Fourth."), "{third}");
    for title in ["E = mc²", "Chapter Three"] {
        assert!(document(&run, "nav.xhtml").contains(&format!(">{title}</a>")), "{title}");
        let block = heading(book, title);
        place(&run, |origin| matches!(origin, Origin::Block(own) | Origin::Formula(own, _) | Origin::Picture(own, _) if *own == block));
    }
    let bookmarks = Document::load_mem(run.pdf.as_ref().unwrap()).unwrap();
    let titles: Vec<String> = (bookmarks.objects.values().filter_map(|object| object.as_dict().ok()))
        .filter(|dict| dict.has(b"Dest") && dict.has(b"Title"))
        .map(|dict| {
            let bytes = dict.get(b"Title").unwrap().as_str().unwrap();
            let units: Vec<u16> = bytes.chunks_exact(2).map(|two| u16::from_be_bytes([two[0], two[1]])).collect();
            String::from_utf16_lossy(&units).trim_start_matches('\u{FEFF}').to_owned()
        })
        .collect();
    assert!(titles.contains(&"E = mc²".to_owned()), "{titles:?}");
}

#[test]
fn links_reach_headings_of_every_level() {
    let filler = "Words that fill the page until the next heading stands somewhere else on it. ".repeat(12);
    let mut text =
        "# Top\n\nWords.\n\nTo [two](#level-two), [three](#level-three), [four](#level-four), [top](#top), [far](ch2.md#far-three).\n\n"
            .to_owned();
    for (marks, name) in [("##", "Level two"), ("###", "Level three"), ("####", "Level four")] {
        text += &format!("{filler}\n\n{filler}\n\n{marks} {name}\n\n{filler}\n\n");
    }
    let far = format!("# Far\n\n{filler}\n\n## Far two\n\n{filler}\n\n### Far three\n\n{filler}\n");
    let run = build(&[("ch1.md", &text), ("ch2.md", &far)]);
    assert_eq!(findings(&run), []);
    let page = document(&run, "top.xhtml");
    let links = annotations(&run);
    let (_, book) = run.book.as_ref().unwrap();
    let mut heights = std::collections::BTreeSet::new();
    let wanted = [
        ("two", "top.xhtml#level-two", "Level two"),
        ("three", "top.xhtml#level-three", "Level three"),
        ("four", "top.xhtml#level-four", "Level four"),
        ("top", "top.xhtml", "Top"),
        ("far", "far.xhtml#far-three", "Far three"),
    ];
    for (words, address, title) in wanted {
        assert_eq!(href(&page, words), Some(address), "{words}");
        let target = if address.starts_with("far") { document(&run, "far.xhtml") } else { page.clone() };
        if let Some((_, id)) = address.split_once('#') {
            assert!(target.contains(&format!(" id=\"{id}\">{title}</h")), "{id} is the heading's own: {target}");
        }
        let block = heading(book, title);
        let place = place(&run, |origin| *origin == Origin::Block(block));
        // The links of the contents lead there too; these are on the text's first page.
        let first = self::place(&run, |origin| *origin == Origin::Block(heading(book, "Top"))).0;
        let own: Vec<&Annotation> = links.iter().filter(|link| link.page == first && leads_to(&link.lead, place)).collect();
        assert_eq!(own.len(), 1, "{words} leads to the page and height of {title}: {links:?}");
        heights.insert((place.0, place.2.y.units()));
    }
    assert_eq!(heights.len(), 5, "the headings stand apart, so that one place is not another");
}

#[test]
fn marks_and_notes_lead_to_each_other_in_the_pdf() {
    let filler = "Words that fill the page until the next mark stands somewhere else on it. ".repeat(14);
    let mut text = "# Top\n\n".to_owned();
    for number in 1..=6 {
        text += &format!("{filler} Marked[^{number}].\n\n");
    }
    for number in 1..=6 {
        text += &format!("[^{number}]: The note of this number.\n\n");
    }
    let run = build(&[("ch1.md", &text)]);
    let links = annotations(&run);
    let mut seen = 0;
    let pages = run.pages.as_ref().unwrap();
    let entries: Vec<_> = (pages.pages.iter().flat_map(|page| &page.items))
        .filter_map(|item| if let Origin::EntryHead(entry) = item.origin { Some(entry) } else { None })
        .collect();
    for entry in entries {
        let mark = place(&run, |origin| matches!(origin, Origin::Mark(own, _) if *own == entry));
        let note = place(&run, |origin| *origin == Origin::EntryHead(entry));
        let at = |place: (usize, f64, &PageItem)| {
            let x = place.2.x.to_points();
            let over = |link: &&Annotation| {
                let [left, bottom, right, top] = link.rectangle.map(f64::from);
                link.page == place.0 && (left - 0.1..right).contains(&x) && (bottom - 0.1..top).contains(&place.1)
            };
            &links.iter().find(over).unwrap_or_else(|| panic!("a link over {place:?}")).lead
        };
        assert!(leads_to(at(mark), note), "the mark leads to its note");
        assert!(leads_to(at(note), mark), "the note leads back to its mark");
        seen += 1;
    }
    assert_eq!(seen, 6);
}

#[test]
fn a_link_with_a_note_in_its_words_is_a_link() {
    let text = "# One\n\nWords.\n\nA [link text[^1]](https://a.example/x) and [b](#with space), [c *em*[^1] d](#with-space); \
                `[e[^1]](#x)` and [\\[f\\]](#with-space), \\[g[^1]](https://a.example/y), a[1](and 2), [h](<#with space> \"T\").\n\n\
                ## With space\n\n[^1]: A note.\n";
    let run = build(&[("ch1.md", text)]);
    assert_eq!(findings(&run), []);
    let page = document(&run, "one.xhtml");
    let plain = |text: &str| text.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect::<String>();
    let paragraph = page.lines().find(|line| line.contains("link text")).unwrap();
    assert_eq!(plain(paragraph), "A link text1 and b, c em1 d; [e[^1]](#x) and [f], [g1](https://a.example/y), a[1](and 2), h.");
    assert_eq!(href(&page, "link text"), Some("https://a.example/x"));
    assert_eq!(href(&page, "b"), Some("one.xhtml#with-space"));
    assert!(paragraph.contains("<a href=\"one.xhtml#with-space\">c <em>em</em></a><a epub:type=\"noteref\""), "{paragraph}");
    assert!(paragraph.contains("<a href=\"one.xhtml#with-space\"> d</a>"), "{paragraph}");
}

#[test]
fn only_the_contents_of_the_book_are_listed() {
    // A heading in a quotation can be reached but is no section.
    let run = build(&[("ch1.md", "# One\n\n> ## Said {#own}\n>\n> x\n\n[to](#own)\n")]);
    let (config, book) = run.book.as_ref().unwrap();
    assert_eq!(toc::toc(book, config.contents_depth).len(), 1);
    assert!(book.blocks.iter().any(|block| block.id.as_deref() == Some("own") && matches!(block.kind, BlockKind::Paragraph(_))));
    assert_eq!(href(&document(&run, "one.xhtml"), "to"), Some("one.xhtml#own"));
}
