//! What comes out of the cleaner: the same picture, and nothing that a book can't hold.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use super::*;
use crate::picture::draw;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

const HEAD: &str = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 60 40'>";

fn made(text: &str) -> (String, Vec<Loss>) {
    let cleaned = clean(text.as_bytes()).unwrap().unwrap_or_else(|fault| panic!("{fault:?}: {text}"));
    (String::from_utf8(cleaned.file).unwrap(), cleaned.losses)
}

/// What stands in the root element, and what was lost.
fn inside(inner: &str) -> (String, Vec<Loss>) {
    let (text, losses) = made(&format!("{HEAD}{inner}</svg>"));
    let begin = text.find("viewBox=\"0 0 60 40\"").unwrap() + 20;
    (text[begin..].trim_end().strip_suffix("</svg>").unwrap_or("").to_owned(), losses)
}

#[test]
fn sizes_come_from_attributes_or_the_view() {
    let size = |text: &str| clean(text.as_bytes()).unwrap().map(|cleaned| (cleaned.facts.width, cleaned.facts.height));
    assert_eq!(size("<svg width='1in' height='48px'/>"), Ok((96, 48)));
    assert_eq!(size("<?xml version='1.0'?><!DOCTYPE svg><svg viewBox='0 0 40 20' width='80'><g/></svg>"), Ok((80, 40)));
    assert_eq!(size("<s:svg xmlns:s='x' viewBox='0,0,40,20' width='100%'></s:svg>"), Ok((40, 20)));
}

#[test]
fn what_is_no_drawing_is_refused() {
    for text in ["<svg><g></svg>", "<svg><g>", "<html/>", "<svg/><svg/>", "<", "<svg a='1' a></svg>"] {
        assert!(matches!(clean(text.as_bytes()), Some(Err(PictureFault::Corrupt(_)))), "{text}");
    }
    for bytes in [b"GIF89a".as_slice(), b"RIFF....WEBP", b"", b"words"] {
        assert!(clean(bytes).is_none());
    }
}

#[test]
fn a_drawing_is_written_as_books_want_it() {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"";
    for (text, expected) in [
        ("<svg viewBox='0 0 1 1'><g/></svg>", " viewBox=\"0 0 1 1\"><g/></svg>\n"),
        ("<?xml version='1.1'?><!DOCTYPE svg [<!ENTITY a 'b'>]><svg><text>&a;&#x41;</text></svg>", "><text>bA</text></svg>\n"),
        ("<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:g/></s:svg>", "><g/></svg>\n"),
        ("<svg xmlns='https://www.w3.org/2000/svg/'><g/></svg>", "><g/></svg>\n"),
        ("<svg xmlns:i='i' i:x='1'><i:g><g/></i:g><!-- me --><metadata><a/></metadata><g i:x='2'/></svg>", "><g/></svg>\n"),
    ] {
        assert_eq!(made(text), (format!("{head}{expected}"), vec![]), "{text}");
    }
}

#[test]
fn words_titles_roles_and_languages_survive() {
    let kept = "<title>A &amp; B</title><desc>Of <b>two</b> parts</desc>\
        <g role=\"img\" aria-label=\"see http://x\" aria-labelledby=\"t\" xml:lang=\"de\"><text id=\"t\" xml:space=\"preserve\"> Wort <tspan>e</tspan></text></g>";
    assert_eq!(inside(kept), (kept.replace("<b>", "").replace("</b>", ""), vec![]));
    let odd = "<g role='nobody' xml:lang='so not' aria-labelledby='none' aria-x='1' tabindex='0'/>";
    assert_eq!(inside(odd), ("<g/>".to_owned(), vec![]));
}

#[test]
fn ids_are_names_and_stand_once_and_references_follow() {
    for (inner, expected) in [
        ("<g id='1'/><use href='#1'/>", "<g id=\"_1\"/><use href=\"#_1\"/>"),
        ("<g id='a b'/><use xlink:href='#a%20b'/>", "<g id=\"a-b\"/><use xlink:href=\"#a-b\"/>"),
        ("<g id=''/><g id=' '/>", "<g/><g/>"),
        ("<g id='x'/><g id='x'/><g id='x-2'/>", "<g id=\"x\"/><g id=\"x-3\"/><g id=\"x-2\"/>"),
        (
            "<pattern id='1'/><g fill='url(#1)' style='stroke:url(\"#1\")'/>",
            "<pattern id=\"_1\"/><g fill=\"url(#_1)\" style=\"stroke:url(#_1)\"/>",
        ),
        (
            "<g id='1' aria-labelledby='1 2'/><set attributeName='x' begin='1.click; 2.end;3s'/>",
            "<g id=\"_1\" aria-labelledby=\"_1\"/><set attributeName=\"x\" begin=\"_1.click; 3s\"/>",
        ),
        ("<style>#\\31 {fill:red}</style><g id='1'/>", "<style>#_1{fill:red}\n</style><g id=\"_1\"/>"),
    ] {
        assert_eq!(inside(inner), (expected.to_owned(), vec![]), "{inner}");
    }
}

#[test]
fn references_to_nothing_go() {
    for (inner, expected) in [
        ("<use xlink:href='#none'/>", "<g/>"),
        (
            "<rect fill='url(#none)' stroke='url(#none) red' mask='url(#none)'/>",
            "<rect fill=\"none\" stroke=\"red\" width=\"0\" height=\"0\"/>",
        ),
        ("<a xlink:href='#none'><g/></a><text><a href='http://x'>b</a></text>", "<g><g/></g><text><tspan>b</tspan></text>"),
        ("<g id='g'/><rect fill='url(#g)'/>", "<g id=\"g\"/><rect fill=\"none\" width=\"0\" height=\"0\"/>"),
        ("<linearGradient href='#none'/>", "<linearGradient/>"),
        // Circles.
        ("<g id='g'><use href='#g'/></g>", "<g id=\"g\"><g/></g>"),
        (
            "<pattern id='p'><g fill='url(#q)'/></pattern><pattern id='q'><g fill='url(#p)'/></pattern>",
            "<pattern id=\"p\"><g fill=\"url(#q)\"/></pattern><pattern id=\"q\"><g fill=\"none\"/></pattern>",
        ),
    ] {
        assert_eq!(inside(inner), (expected.to_owned(), vec![]), "{inner}");
    }
}

#[test]
fn what_acts_or_leads_out_goes_and_is_told() {
    for (inner, expected, loss) in [
        ("<script>x</script><g/>", "<g/>", Loss::Script),
        ("<g onload='x'/>", "<g/>", Loss::Script),
        ("<x:script xmlns:x='http://www.w3.org/1999/xhtml'/><g/>", "<g/>", Loss::Script),
        ("<a><set attributeName='xlink:href' to='java&#115;cript:x'/></a>", "<g/>", Loss::Script),
        ("<image xlink:href='file:///etc/passwd'/>", "<g/>", Loss::Picture),
        ("<image href='data:image/svg+xml;base64,PHN2Zy8+'/>", "<g/>", Loss::Picture),
        ("<use href='other.svg#a'/>", "<g/>", Loss::Part),
        ("<style>@import 'x';</style><g/>", "<g/>", Loss::Stylesheet),
        ("<style><![CDATA[g { fill: url(http://x) }]]></style><g/>", "<g/>", Loss::Picture),
        ("<g style='fill: url( \"//x\")'/>", "<g/>", Loss::Picture),
        ("<g style='fill:u\\72l(http://x)'/>", "<g/>", Loss::Picture),
        ("<g filter='url(http://x#f)'/>", "<g/>", Loss::Picture),
        ("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject><g/>", "<g/>", Loss::Foreign),
        ("<switch><foreignObject/></switch><g/>", "<g/>", Loss::Foreign),
        ("<flowRoot><flowPara>x</flowPara></flowRoot><g/>", "<g/>", Loss::Flow),
    ] {
        assert_eq!(inside(inner), (expected.to_owned(), vec![loss]), "{inner}");
    }
    let (text, losses) = made("<?xml version='1.0'?><?xml-stylesheet href='a.css'?><svg><g/></svg>");
    assert!(!text.contains("a.css") && losses == [Loss::Stylesheet]);
}

#[test]
fn a_switch_falls_back_to_its_text() {
    let drawio = "<switch><foreignObject requiredFeatures='http://www.w3.org/TR/SVG11/feature#Extensibility'><div xmlns='http://www.w3.org/1999/xhtml'>\
        Box</div></foreignObject><text>Box</text></switch>";
    assert_eq!(inside(drawio), ("<switch><text>Box</text></switch>".to_owned(), vec![]));
    let within = "<switch><g><foreignObject/></g><image href='x.png'/><text>Box</text></switch>";
    assert_eq!(inside(within), ("<switch><g/><text>Box</text></switch>".to_owned(), vec![Loss::Picture]));
    let notice = "<g/><switch><g requiredFeatures='http://www.w3.org/TR/SVG11/feature#Extensibility'/><a xlink:href='https://x'><text>Text is not SVG - \
        cannot display</text></a></switch>";
    assert_eq!(inside(notice), ("<g/>".to_owned(), vec![]));
}

#[test]
fn what_would_take_for_ever_is_refused_before_it_is_drawn() {
    let chain = |count: usize| -> String {
        (0..count).map(|at| format!("<g id='a{at}'><use href='#a{}'/></g>", at + 1)).collect::<String>() + "<use href='#a0'/>"
    };
    let bomb: String = (0..9).map(|at| format!("<g id='b{}'>{}</g>", at + 1, format!("<use href='#b{at}'/>").repeat(10))).collect();
    let letters = format!("<text>{}</text>", "a".repeat(100_000));
    let elements = "<g/>".repeat(500_000);
    let rules = format!("<style>{}</style>{}", ".a{fill:red}".repeat(5_000), "<g/>".repeat(10_000));
    let masks: String = (0..500).map(|at| format!("<mask id='m{at}' mask='url(#m{})'><rect/></mask>", at + 1)).collect();
    let looped = "<style>.p{fill:url(#p)}</style><pattern id='p'><rect class='p'/></pattern><rect class='p'/>".to_owned();
    for inner in [chain(1_000), bomb + "<g id='b0'/><use href='#b9'/>", letters, elements, rules, masks + "<rect mask='url(#m0)'/>", looped]
    {
        let refused = clean(format!("{HEAD}{inner}</svg>").as_bytes()).unwrap();
        assert!(matches!(refused, Err(PictureFault::Undrawable(_))), "{}: {refused:?}", &inner[..60]);
    }
    // What is only rich is drawn, on a thread with little room.
    for inner in [chain(60), "<g/>".repeat(50_000), format!("<text>{}</text>", "a".repeat(10_000))] {
        let (text, _) = made(&format!("{HEAD}{inner}</svg>"));
        assert!(draw::trial(text.as_bytes()).is_ok());
    }
}

/// Whether two drawings look the same, pixel by pixel.
fn same(before: &[u8], after: &[u8]) -> bool {
    let font = include_bytes!("../../../fonts/libertinus/LibertinusSerif-Regular.otf").as_slice();
    // What names entities of HTML can only be drawn when it is clean.
    let before = draw::svg(before, 120, 80, &[font.into()]);
    before.is_none() || before == draw::svg(after, 120, 80, &[font.into()])
}

/// A drawing without what it would say, at its end, to a program that can't show all of it.
fn without_notice(drawing: &str) -> String {
    let notice = "<switch><g requiredFeatures=";
    drawing.rfind(notice).map_or_else(|| drawing.to_owned(), |at| format!("{}</svg>", &drawing[..at]))
}

/// What stands in drawings that the renderer draws whole.
const DRAWN: &[&str] = &[
    "<rect width='30' height='20' fill='red'/><circle cx='40' cy='20' r='12' style='fill : #0a0; stroke:rgb(0,0,200);stroke-width:3px'/>",
    "<style>.a{fill:blue}#b,.c > rect{fill:green!important}/* g */@media print{.a{fill:red}}</style>\
     <rect class='a' width='20' height='20'/><g class='c'><rect id='b' x='30' width='9' height='9' class='a'/></g>",
    "<defs><linearGradient id='1'><stop stop-color='red'/><stop offset='1' stop-color='blue'/></linearGradient></defs>\
     <rect width='60' height='40' fill='url(#1)'/>",
    "<linearGradient id='g' xlink:href='#h'/><linearGradient id='h'><stop stop-color='red'/></linearGradient><rect width='9' height='9' fill='url(#g) blue'/>",
    "<symbol id='1-s' viewBox='0 0 10 10'><circle r='5' cx='5' cy='5'/></symbol><use xlink:href='#1-s' x='3' width='20' height='20'/>",
    "<clipPath id='c'><circle cx='20' cy='20' r='15'/></clipPath><g clip-path='url(#c)'><rect width='60' height='40'/></g>",
    "<mask id='m'><rect width='30' height='40' fill='white'/></mask><rect width='60' height='40' mask='url(#m)'/>",
    "<filter id='f'><feGaussianBlur stdDeviation='2'/></filter><rect x='10' y='10' width='20' height='20' filter='url(#f)'/>",
    "<marker id='a' markerWidth='4' markerHeight='4' refX='2' refY='2' orient='auto'><path d='M0 0L4 2L0 4z'/></marker>\
     <path d='M5 5L40 20' stroke='black' style='marker-end:url(#a)'/>",
    "<pattern id='p' width='4' height='4' patternUnits='userSpaceOnUse'><rect width='2' height='2'/></pattern><rect width='60' height='40' fill='url(#p)'/>",
    "<text x='4' y='20' font-size='12' font-family=\"'Nothing Here', serif\">A <tspan fill='red'>b</tspan> c &amp; d</text>",
    "<text xml:space='preserve' x='4' y='20'>a   b</text><a xlink:href='http://x'><rect width='9' height='9'/></a>",
    "<path id='w' d='M2 30Q30 0 58 30'/><text font-size='8'><textPath xlink:href='#w'>along the way</textPath></text>",
    "<switch><g systemLanguage='de'><rect width='9' height='9'/></g><g><circle r='9'/></g></switch><use href='#none'/><rect fill='url(#none)' width='9' height='9'/>",
    "<g opacity='.5' transform='rotate(10) scale(1.2)'><rect width='20' height='20'/><rect x='10' width='20' height='20' fill='url(#none) red'/></g>",
    "<svg x='10' width='20' height='20' viewBox='0 0 4 4'><rect width='4' height='4' stroke-dasharray='1 1' stroke='red'/></svg>",
    "<svg x='10' width='20' height='20' viewBox='0 0 4 4' transform='rotate(10) translate(3)'><rect width='4' height='4'/></svg>",
    "<filter id='f'><feComponentTransfer><feFuncA type='linear' slope='.5'/><feFuncR type='linear' intercept='.1'/>\
     <feFuncR type='linear' intercept='.9'/></feComponentTransfer></filter><rect x='10' y='10' width='20' height='20' filter='url(#f)'/>",
    "<rect style='direction:rtl;fill:red;-inkscape-font:x;filter:none' data-x='1' width='20' height='20'/><style>[data-x=\"1\"]{stroke:blue}</style>",
];

#[test]
fn a_drawing_looks_the_same_before_and_after_cleaning() {
    let dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    let image = format!("<image width='20' height='20' xlink:href='data:image/png;base64,\n{dot}'/>");
    let mut drawings: Vec<(String, Vec<u8>)> = DRAWN
        .iter()
        .copied()
        .chain([image.as_str()])
        .map(|inner| (inner.chars().take(60).collect(), format!("{HEAD}{inner}</svg>").into_bytes()))
        .collect();
    let turned = HEAD.replace("viewBox", "width='90' height='50' transform='rotate(10) scale(.8)' viewBox");
    drawings.push(("turned".to_owned(), format!("{turned}<rect width='20' height='20'/></svg>").into_bytes()));
    drawings.push(("no namespace".to_owned(), b"<svg viewBox='0 0 60 40'><rect width='20' height='20'/></svg>".to_vec()));
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["tests/cases/drawings", "tests/cases/images", "docs/guide/pictures"] {
        for entry in std::fs::read_dir(root.join(folder)).into_iter().flatten().flatten() {
            if entry.path().extension().is_some_and(|ending| ending == "svg") {
                drawings.push((entry.path().display().to_string(), std::fs::read(entry.path()).unwrap()));
            }
        }
    }
    let mut differing = Vec::new();
    for (name, before) in drawings {
        let after = clean(&before).unwrap().unwrap_or_else(|fault| panic!("{name}: {fault:?}"));
        // In another encoding, or with what was taken out and told, there is nothing to compare.
        if let Ok(shown) = std::str::from_utf8(&before).map(without_notice)
            && after.losses.is_empty()
            && !same(shown.as_bytes(), &after.file)
        {
            differing.push(name.rsplit('/').next().unwrap_or_default().to_owned());
        }
        // What is clean stays as it is.
        let again = clean(&after.file).unwrap().unwrap();
        assert!(again.losses.is_empty(), "{name}: {:?}", again.losses);
        assert_eq!(String::from_utf8_lossy(&again.file), String::from_utf8_lossy(&after.file), "{name}");
    }
    // The renderer leaves a broken style at its first fault, and hides what refers to a thing of the wrong kind; CSS and browsers,
    // whom the cleaner follows, do neither.
    differing.sort();
    assert_eq!(differing, ["small-css-odd.svg", "small-use-type.svg"]);
}

/// Pieces of XML and CSS that an attacker may write.
const HOSTILE: &[&str] = &[
    "<g ",
    "<image ",
    "<use ",
    "<a ",
    "<style>",
    "</style>",
    "<set ",
    "<rect ",
    "<x:a xmlns:x='x' ",
    "</g>",
    "/>",
    ">",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "href='",
    "xlink:href='",
    "style='",
    "fill='",
    "filter='",
    "to='",
    "onclick='",
    "attributeName='href' ",
    "src='",
    "'",
    "\"",
    "url(",
    "u\\72l(",
    "URL(",
    "\\75 rl(",
    "ur/**/l(",
    "src(",
    "image-set(",
    "@import ",
    "@im\\70ort ",
    "@font-face{",
    "src:",
    "http://evil.example/x",
    "//evil.example",
    "\\2f\\2f evil.example",
    "java&#115;cript:x",
    "javascript:",
    "data:text/html,x",
    "#a",
    ")",
    "(",
    "{",
    "}",
    ";",
    ":",
    "\\",
    "/*",
    "*/",
    "&#40;",
    "&lt;",
    "&amp;",
    "fill:red",
    "rect",
    " ",
    "\n",
    "é",
    "x",
    "1",
];

/// Text in pieces of XML and CSS, in any order: what an attacker writes.
fn hostile() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(HOSTILE);
    proptest::collection::vec(piece, 1..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    // The same drawings in every run, so that one change is not stopped by the faults of another.
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, rng_seed: RngSeed::Fixed(14), ..ProptestConfig::default() })]

    #[test]
    fn a_cleaned_drawing_holds_nothing_remote_in_any_spelling(inner in hostile()) {
        for text in [format!("{HEAD}{inner}</svg>"), format!("{HEAD}<style>{inner}</style><g/></svg>"), format!("{HEAD}<g style='{inner}'/></svg>")] {
            let Some(Ok(cleaned)) = clean(text.as_bytes()) else { continue };
            let file = String::from_utf8(cleaned.file).unwrap();
            // A rule of a stylesheet, with letters written as numbers; in an attribute there are no rules.
            for style in file.split("<style>").skip(1).filter_map(|rest| rest.split("</style>").next()) {
                prop_assert!(!style.contains('\\') || !style.to_lowercase().contains("import"), "{file}");
            }
            // Whatever loads something: an address in an attribute or in a style.
            let plain = file.to_lowercase();
            for (at, _) in plain.match_indices("href=\"") {
                let address = &plain[at + 6..];
                // In the words of another attribute it loads nothing.
                let tag = plain[..at].rfind('<').unwrap_or(0);
                let own = plain[tag..at].matches('"').count().is_multiple_of(2);
                prop_assert!(!own || address.starts_with('#') || address.starts_with("data:image/"), "{file}");
            }
            for word in ["url(", "@import", "src(", "image-set(", "javascript:"] {
                for (at, _) in plain.match_indices(word) {
                    let in_words = word == "javascript:" && !plain[..at].ends_with('"');
                    let own = word == "url(" && plain[at + 4..].starts_with('#');
                    // The end of a longer name is another one.
                    let longer = plain[..at].ends_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_');
                    prop_assert!(own || longer || in_words || is_text(&plain, at), "{word} in {file}");
                }
            }
            for (at, _) in plain.match_indices("onclick=") {
                let tag = plain[..at].rfind('<').unwrap_or(0);
                prop_assert!(!plain[tag..at].matches('"').count().is_multiple_of(2), "{file}");
            }
            prop_assert!(!plain.contains("<script"), "{file}");
            let again = clean(file.as_bytes()).unwrap().unwrap();
            prop_assert_eq!(String::from_utf8(again.file).unwrap(), file);
        }
    }
}

/// Whether a place is in a string of CSS or in words, which load nothing.
fn is_text(file: &str, at: usize) -> bool {
    let tag = file[..at].rfind('<').unwrap_or(0);
    let in_style = file[tag..at].starts_with("<style") || file[tag..at].contains("style=\"");
    let quotes = file[tag..at].matches('\'').count();
    quotes % 2 == 1 || (!in_style && file[tag..at].contains('>'))
}

#[test]
fn what_svg_1_1_has_no_place_for_goes_with_what_refers_to_it() {
    for (given, made) in [
        // A reference into what goes because it stands in a wrong place.
        ("<clipPath id='c'><g><rect id='r' width='9' height='9'/></g></clipPath><use href='#r'/>", "<clipPath id=\"c\"/><g/>"),
        // What a paint falls back to has no brackets.
        (
            "<linearGradient id='g'><stop/></linearGradient><rect width='3' height='3' fill='url(#g) rgb(0,1,2)'/>",
            "<linearGradient id=\"g\"><stop offset=\"0\"/></linearGradient><rect width=\"3\" height=\"3\" fill=\"url(#g)\"/>",
        ),
        ("<rect width='3' height='3'><rect width='1' height='1'/></rect>", "<rect width=\"3\" height=\"3\"></rect>"),
        ("<g><feFlood/><stop/>\u{A0}</g>", "<g></g>"),
        ("<text>a<text>b</text></text>", "<text>a</text>"),
    ] {
        let plain = |text: &str| text.replace("></g>", "/>").replace("></rect>", "/>");
        assert_eq!(plain(&inside(given).0), plain(made), "{given}");
    }
}
