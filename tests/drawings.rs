//! Drawings in a book: none stops the build, whatever is in it, and readers see what its author saw.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

mod support;

use bindery::testing::diagnostics::{Code, Severity, Verdicts, render};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};
use support::Run;

/// A book of one drawing.
fn book(svg: &[u8], settings: &str, print: bool) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("book.toml", format!("title = \"One Drawing\"\nauthors = [\"A. Drawer\"]\nchapters = [\"one.md\"]\n{settings}").as_bytes());
    write("one.md", b"# One\n\nBefore it.\n\n![What it shows](a.svg)\n\nIn a line: ![small](a.svg).\n");
    write("a.svg", svg);
    let font = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/chinese/NotoSerifCJKsc-subset.otf");
    write("sc.otf", &fs::read(font).unwrap());
    support::run_as(folder.path(), &Verdicts::default(), false, print)
}

const HEAD: &str = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' ";

/// Drawings that made the drawing library panic, hang or fill the memory.
fn hostile() -> Vec<(&'static str, String)> {
    let dot = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    let ten = "viewBox='0 0 10 10'>";
    let thousand = "viewBox='0 0 1000 1000'>";
    let filtered = |filter: &str| format!("{thousand}<filter id='f'>{filter}</filter><rect filter='url(#f)' width='500' height='500'/>");
    let masks: String = (0..500)
        .map(|at| format!("<mask id='m{at}' mask='url(#m{})'><rect width='900' height='900' fill='white'/></mask>", at + 1))
        .collect();
    let nested: String = (0..100).map(|_| "<g opacity='.9'>").collect();
    let attributes: String = (0..50_000).map(|at| format!(" a{at}='x'")).collect();
    let kernel = "1 ".repeat(10_000);
    let circle: String = (0..3).map(|at| format!("<mask id='m{at}'><rect mask='url(#m{})'/></mask>", (at + 1) % 3)).collect();
    vec![
        ("a size of nearly nothing", format!("{ten}<image width='0.0000001' height='10' href='{dot}'/>")),
        ("a huge image", format!("{ten}<image width='99999999' height='10' href='{dot}'/><image width='1e-30' height='10' href='{dot}'/>")),
        ("a huge circle", "viewBox='0 0 100 1'><rect x='1mm' width='5' height='1'/><circle r='1e9' stroke-width='1em'/><path d='M0 0L1 1' opacity='-1'/>".to_owned()),
        ("turbulence", filtered("<feTurbulence baseFrequency='0.5' numOctaves='2000000'/>")),
        ("morphology", filtered("<feMorphology operator='dilate' radius='500'/>")),
        ("convolution", filtered(&format!("<feConvolveMatrix order='100' kernelMatrix='{kernel}'/>"))),
        (
            "a huge blur",
            "viewBox='0 0 100000 100000'><filter id='f' x='-100' y='-100' width='1000' height='1000'><feGaussianBlur stdDeviation='90000'/>\
             <feTurbulence baseFrequency='0.0001' numOctaves='1000000'/></filter><rect filter='url(#f)' width='50000' height='50000'/>"
                .to_owned(),
        ),
        ("a tall drawing", "width='1' height='1e6'><g opacity='.5'><circle cx='9' cy='1e5' r='100'/></g>".to_owned()),
        ("a wide drawing", "width='1e6' height='1'><g opacity='.5'><circle cx='9' cy='1e5' r='100'/></g>".to_owned()),
        ("letters", format!("viewBox='0 0 100 100'><text font-size='1e9' x='1' y='9'>{}</text>", "a".repeat(100_000))),
        ("attributes", format!("{ten}<rect{attributes} width='5' height='5'/>")),
        ("masks in masks", format!("{thousand}{masks}<rect width='900' height='900' mask='url(#m0)'/>")),
        ("layers in layers", format!("{thousand}{nested}<rect width='900' height='900'/>{}", "</g>".repeat(100))),
        ("masks in a circle", format!("{ten}{circle}<rect mask='url(#m0)' width='9' height='9'/>")),
        ("a huge tile", format!("{ten}<pattern id='p' width='99999' height='99999' patternUnits='userSpaceOnUse'><rect/></pattern><rect width='9' height='9' fill='url(#p)' opacity='.5'/>")),
        ("very many dashes", format!("{ten}<g opacity='.5' fill='none' stroke='red' stroke-dasharray='.00002'>{}</g>", "<path d='M0 0H9'/>".repeat(200))),
        ("another encoding", format!("{ten}<rect width='5' height='5'/>")),
        ("a bomb", format!("{ten}{}<g id='b0'/><use href='#b9'/>", (0..9).map(|at| format!("<g id='b{}'>{}</g>", at + 1, format!("<use href='#b{at}'/>").repeat(10))).collect::<String>())),
    ]
}

#[test]
fn no_drawing_can_stop_the_build() {
    for (name, rest) in hostile() {
        let mut svg = format!("{HEAD}{rest}</svg>");
        if name == "another encoding" {
            svg = format!("<?xml version='1.0' encoding='UTF-7'?>{svg}");
        }
        for print in [false, true] {
            let start = Instant::now();
            let run = book(svg.as_bytes(), "", print);
            let said = render::short(&run.found, &run.sources);
            println!("{name}, {print}: {:?} {said}", start.elapsed());
            assert!(!run.found.has_errors(), "{name}: {said}");
            assert!(run.pdf.is_some() && run.epub.is_some_and(|file| !file.is_empty()), "{name}: {said}");
            // Twenty times what it takes, for a machine that has much else to do.
            assert!(start.elapsed() < Duration::from_secs(100), "{name}: {:?}", start.elapsed());
        }
    }
}

#[test]
fn a_drawing_that_is_refused_is_told_at_its_place() {
    let (_, rest) = hostile().into_iter().find(|(name, _)| *name == "turbulence").unwrap();
    let run = book(format!("{HEAD}{rest}</svg>").as_bytes(), "", false);
    let finding = run.found.iter().find(|finding| finding.code == Code::DrawingRefused).expect("it is told");
    assert!(finding.severity == Severity::Warning && finding.span.is_some() && finding.help.is_some());
    assert_eq!(run.found.iter().filter(|finding| finding.code == Code::DrawingRefused).count(), 1);
}

#[test]
fn a_small_drawing_with_a_shadow_is_judged_at_its_size() {
    let shadow = "<filter id='f'><feMorphology radius='1' operator='dilate' in='SourceAlpha'/></filter><rect width='40' height='40' filter='url(#f)'/>";
    let run = book(format!("{HEAD}width='64' height='64' viewBox='0 0 64 64'>{shadow}</svg>").as_bytes(), "", false);
    assert!(run.found.iter().all(|finding| finding.code != Code::DrawingRefused), "{}", render::short(&run.found, &run.sources));
    // One without a size may be shown as large as a page.
    let run = book(format!("{HEAD}viewBox='0 0 64 64'>{}</svg>", shadow.replace("radius='1'", "radius='4'")).as_bytes(), "", false);
    assert!(run.found.iter().any(|finding| finding.code == Code::DrawingRefused));
}

#[test]
fn words_of_a_drawing_that_no_font_has_are_told_and_the_books_own_fonts_have_them() {
    let svg = format!("{HEAD}viewBox='0 0 90 30'><text y='20'>印书 sign</text></svg>");
    let run = book(svg.as_bytes(), "", false);
    let told: Vec<_> = run.found.iter().filter(|finding| finding.code == Code::NoGlyph).collect();
    assert!(
        told.len() == 1 && told[0].message.contains("印 书") && told[0].message.contains("a.svg") && told[0].span.is_some(),
        "{told:?}"
    );
    assert!(!run.found.has_errors() && run.pdf.is_some());
    let run = book(svg.as_bytes(), "[type]\nfonts = [\"sc.otf\"]\n", false);
    assert!(run.found.iter().all(|finding| finding.code != Code::NoGlyph), "{}", render::short(&run.found, &run.sources));
}

#[test]
fn what_can_be_seen_through_has_a_light_ground_on_dark_pages() {
    let ground = |inner: &str| {
        let run = book(format!("{HEAD}viewBox='0 0 90 30'>{inner}</svg>").as_bytes(), "", false);
        let files = run.epub_files();
        let style = String::from_utf8(files["OEBPS/stylesheet.css"].clone()).unwrap();
        assert!(style.contains("img.clear {\n\tbackground-color: white;"));
        let text: String =
            files.iter().filter(|(name, _)| name.ends_with(".xhtml")).map(|(_, file)| String::from_utf8_lossy(file)).collect();
        (text.contains("<img class=\"clear\" "), text.contains("<img class=\"inline clear\" "), text.contains("<img class=\"inline\" "))
    };
    assert_eq!(ground("<path d='M0 0L90 30' stroke='black'/>"), (true, true, false));
    assert_eq!(ground("<rect width='90' height='30' fill='#eee'/><path d='M0 0L90 30' stroke='black'/>"), (false, false, true));
}

#[test]
fn the_epub_holds_the_drawing_as_it_was_cleaned() {
    let svg = format!(
        "<?xml version='1.1'?><!DOCTYPE svg>{HEAD}viewBox='0 0 9 9'><!-- secret --><metadata>secret</metadata><g id='1'/><use xlink:href='#1'/></svg>"
    );
    let files = book(svg.as_bytes(), "", false).epub_files();
    let (_, file) = files.iter().find(|(name, _)| name.ends_with(".svg")).expect("a drawing");
    let text = String::from_utf8(file.clone()).unwrap();
    assert!(text.contains("<use xlink:href=\"#_1\"/>") && !text.contains("secret") && !text.contains("DOCTYPE"), "{text}");
}

#[test]
fn colours_as_css_now_writes_them_are_the_same_in_both_outputs() {
    for (inner, colour) in [
        ("<rect fill='light-dark(#ff8800, #121212)' width='90' height='30'/>", "#ff8800"),
        ("<rect fill='#ffffff' style='fill: light-dark(#ff8800, var(--ge-dark-color, #121212))' width='90' height='30'/>", "#ff8800"),
        ("<style>:root{--c:#ff8800} rect{fill:var(--c)}</style><rect width='90' height='30'/>", "#ff8800"),
        ("<rect fill='var(--x, #ff8800)' width='90' height='30'/>", "#ff8800"),
        ("<rect style='fill:rgb(255 136 0)' width='90' height='30'/>", "#ff8800"),
        ("<rect fill='color(srgb 1 .5333 0)' width='90' height='30'/>", "#ff8800"),
        ("<rect fill='rgb(255 136 0 / 50%)' width='90' height='30'/>", "rgba(255,136,0,0.5)"),
    ] {
        let run = book(format!("{HEAD}viewBox='0 0 90 30'>{inner}</svg>").as_bytes(), "", false);
        // What is half clear is told of, whatever its colours.
        let faults = run.found.iter().filter(|finding| finding.code != Code::ClearGround);
        assert_eq!(faults.count(), 0, "{inner}: {}", render::short(&run.found, &run.sources));
        let files = run.epub_files();
        let (_, file) = files.iter().find(|(name, _)| name.ends_with(".svg")).expect("a drawing");
        let text = String::from_utf8(file.clone()).unwrap();
        assert!(text.contains(colour), "{inner}: {text}");
        let mut document = lopdf::Document::load_mem(run.pdf.as_ref().unwrap()).unwrap();
        document.decompress();
        let drawn: String = document
            .objects
            .values()
            .filter_map(|object| object.as_stream().ok())
            .map(|stream| String::from_utf8_lossy(&stream.content).into_owned())
            .collect();
        assert!(drawn.contains("1 0.533"), "{inner}");
    }
    let run =
        book(format!("{HEAD}viewBox='0 0 90 30'><rect fill='rgb(from red r g b)' width='9' height='9'/></svg>").as_bytes(), "", false);
    assert!(run.found.iter().any(|finding| finding.code == Code::DrawingCleaned && finding.message.contains("a colour")));
}
