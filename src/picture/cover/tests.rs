//! The words of covers, wherever they are put: none on another, none off the sheet, none left out.

use super::colour::Rgb;
use super::fit::Lettering;
use super::*;
use crate::book::{COVER_DESIGNS, COVER_WORDS_PLACES, CoverWishes, CoverWords, Identifier, Person};
use crate::config::Family;
use crate::language::language;
use crate::source::Length;
use proptest::prelude::*;

/// Letters as they stand on a sheet, in its pixels.
#[derive(Clone, Debug)]
struct Placed {
    text: String,
    size: i32,
    colour: Rgb,
    /// Where in the drawing it is.
    at: usize,
    /// Left, top, right and bottom of what is seen of them.
    sides: [i32; 4],
}

impl Placed {
    fn meets(&self, other: &Self) -> bool {
        let ([left, top, right, bottom], [other_left, other_top, other_right, other_bottom]) = (self.sides, other.sides);
        left < other_right && other_left < right && top < other_bottom && other_top < bottom
    }
}

fn attribute<'t>(element: &'t str, key: &str) -> Option<&'t str> {
    element.split_once(&format!(" {key}=\""))?.1.split('"').next()
}

/// Letters without what says how some of them look.
fn without_tags(text: &str) -> String {
    text.split('<')
        .enumerate()
        .map(|(place, part)| if place == 0 { part } else { part.split_once('>').map_or("", |(_, rest)| rest) })
        .collect()
}

/// The lines of a drawing but those of the spine, which lie in a group of their own, and those of the barcode.
fn placed(svg: &str, faces: &CoverFaces) -> Vec<Placed> {
    let spine = svg.find("<g ").map(|from| from..svg[from..].find("</g>").map_or(svg.len(), |to| from + to));
    let mut all = Vec::new();
    for (at, _) in svg.match_indices("<text ") {
        let element = &svg[at..at + svg[at..].find("</text>").expect("an end")];
        let Some(spacing) = attribute(element, "letter-spacing") else { continue };
        if spine.as_ref().is_some_and(|spine| spine.contains(&at)) {
            continue;
        }
        let text = element.split_once('>').expect("an end").1.replace(['\u{202B}', '\u{202C}'], "").replace("&amp;", "&");
        let text = without_tags(&text);
        let number = |key| attribute(element, key).and_then(|value| value.parse::<i32>().ok()).expect("a number");
        let (x, y, size) = (number("x"), number("y"), number("font-size"));
        let spacing: i32 = spacing.parse().expect("a number");
        let tag = element.split('>').next().expect("a tag");
        let face = match attribute(tag, "font-style") {
            Some(_) => faces.italic,
            None if attribute(element, "font-family") == Some(&faces.sans.family) => faces.sans,
            None => faces.serif,
        };
        let letters = i32::try_from(text.chars().count()).expect("few");
        let width = Lettering::close(face).width(&text, size) + (letters - 1) * spacing;
        let left = match attribute(element, "text-anchor") {
            Some("middle") => x - (width + spacing) / 2,
            Some("end") => x - width - spacing,
            _ => x,
        };
        let colour = colour::rgb(attribute(tag, "fill").expect("a colour"));
        all.push(Placed { text, size, colour, at, sides: [left, y - size * 70 / 100, left + width, y + size * 24 / 100] });
    }
    all
}

/// Width and height of pages in thousandths of a point: 6 × 9 in, A5, A6, a square, a wide page.
const TRIMS: [(i64, i64); 5] = [(432_000, 648_000), (419_528, 595_276), (297_638, 419_528), (612_000, 612_000), (792_000, 612_000)];

fn people(names: &[&str]) -> Vec<Person> {
    let person = |name: &&str| Person::author(name, name);
    names.iter().map(person).collect()
}

/// What is wrong with the words of a front that is so high, with so much kept clear at its edges.
fn faults(all: &[Placed], metadata: &Metadata, height: i32, clear: i32) -> Vec<String> {
    let mut faults = Vec::new();
    let front: Vec<&Placed> = all.iter().filter(|line| (0..WIDTH as i32).contains(&i32::midpoint(line.sides[0], line.sides[2]))).collect();
    for (place, line) in all.iter().enumerate() {
        faults.extend(all[place + 1..].iter().filter(|other| line.meets(other)).map(|other| format!("{line:?} on {other:?}")));
        let [_, top, _, bottom] = line.sides;
        if top < clear || bottom > height - clear {
            faults.push(format!("{line:?} is not within {clear} and {}", height - clear));
        }
    }
    for line in &front {
        if line.sides[0] < clear || line.sides[2] > WIDTH as i32 - clear {
            faults.push(format!("{line:?} is too near the edge"));
        }
    }
    let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>();
    let shown = plain(&front.iter().map(|line| line.text.as_str()).collect::<String>());
    let names = language(&metadata.language).uppercase(&metadata.author_line());
    for words in [Some(metadata.title.as_str()), metadata.subtitle.as_deref(), Some(&names)].into_iter().flatten() {
        if !shown.contains(&plain(words)) {
            faults.push(format!("{words:?} is not in {shown:?}"));
        }
    }
    faults
}

/// What is wrong with a book's covers, in every design and on every size of page.
fn faults_of_covers(metadata: &Metadata) -> Vec<String> {
    let fonts = Fonts::built_in();
    let faces = CoverFaces::of(&fonts);
    let mut found = Vec::new();
    for (name, design) in COVER_DESIGNS {
        let metadata = Metadata { cover_design: design, ..metadata.clone() };
        let (svg, _) = svg(&metadata, &faces);
        found.extend(faults(&placed(&svg, &faces), &metadata, HEIGHT as i32, 60).into_iter().map(|fault| format!("{name}: {fault}")));
        for (width, height) in TRIMS {
            let [width, height, spine, bleed] = [width, height, 40_000, 9_000].map(Length::milli);
            let paperback = Paperback { width, height, spine, bleed, pages: 300 };
            let wrapped = wrapped(&metadata, &faces, &paperback, CoverPictures::NONE);
            let scale = Scale(width);
            // A quarter of an inch.
            let clear = scale.pixels(Length::milli(18_000)) - 1;
            let all = placed(&wrapped.svg, &faces);
            let faults = faults(&all, &metadata, scale.pixels(height), clear);
            found.extend(faults.into_iter().map(|fault| format!("{name} {} × {}: {fault}", width.to_points(), height.to_points())));
        }
    }
    found.extend(faults_over_pictures(metadata, &faces));
    found
}

/// What is wrong with words over the author's pictures, in every manner, at every place and on every size of page.
fn faults_over_pictures(metadata: &Metadata, faces: &CoverFaces) -> Vec<String> {
    let mut found = Vec::new();
    let colours = PictureColours { edge: [90, 120, 160], whole: [122, 123, 81] };
    let manners = [CoverWords::Box, CoverWords::Band];
    let places = COVER_WORDS_PLACES.map(|(_, place)| place);
    for (words, place) in manners.into_iter().flat_map(|words| places.map(|place| (words, place))) {
        let wishes = CoverWishes { words: Some(words), place, ..metadata.cover_wishes };
        let metadata = Metadata { cover_wishes: wishes, cover: Some("c.png".to_owned()), ..metadata.clone() };
        for (width, height) in TRIMS {
            let [width, height, spine, bleed] = [width, height, 40_000, 9_000].map(Length::milli);
            let paperback = Paperback { width, height, spine, bleed, pages: 300 };
            let scale = Scale(width);
            let clear = scale.pixels(Length::milli(18_000)) - 1;
            for front in [FrontCover::Picture(colours), FrontCover::Wrap(colours)] {
                let wrapped = wrapped(&metadata, faces, &paperback, CoverPictures { front, back: true });
                let what = format!("{words:?} {place:?} {front:?} {} × {}", width.to_points(), height.to_points());
                let all = placed(&wrapped.svg, faces);
                found.extend(faults(&all, &metadata, scale.pixels(height), clear).into_iter().map(|fault| format!("{what}: {fault}")));
                found.extend(too_pale(&wrapped.svg, &all).into_iter().map(|fault| format!("{what}: {fault}")));
            }
        }
    }
    found
}

/// Lines whose colour is not read on what they stand on: the last area drawn that they are within.
fn too_pale(svg: &str, all: &[Placed]) -> Vec<String> {
    let number = |element: &str, key: &str| attribute(element, key).and_then(|value| value.parse::<f64>().ok()).expect("a number");
    let rects = svg.match_indices("<rect ").map(|(at, _)| (at, svg[at..].split('>').next().expect("an end")));
    let areas: Vec<(usize, [f64; 4], Rgb)> = rects
        .filter(|(_, rect)| attribute(rect, "fill") != Some("none"))
        .map(|(at, rect)| {
            let [x, y, width, height] = ["x", "y", "width", "height"].map(|key| number(rect, key));
            (at, [x, y, x + width, y + height], colour::rgb(attribute(rect, "fill").expect("a colour")))
        })
        .collect();
    let below = |line: &Placed| {
        let [left, top, right, bottom] = line.sides.map(f64::from);
        // Letters reach over their field by the measure's rounding.
        let within = |area: &[f64; 4]| area[0] <= left + 4.0 && area[1] <= top && area[2] >= right - 4.0 && area[3] >= bottom;
        areas.iter().rfind(|(at, area, _)| *at < line.at && within(area)).map(|(_, _, colour)| *colour)
    };
    let mut faults = Vec::new();
    for line in all {
        match below(line) {
            None => faults.push(format!("nothing is below {line:?}")),
            Some(ground) if colour::contrast(line.colour, ground) < colour::READABLE => {
                faults.push(format!("{line:?} is not read on {ground:?}"));
            }
            Some(_) => {}
        }
    }
    faults
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn letters_are_read_whatever_colours_are_wanted(
        colour in prop::option::of(any::<[u8; 3]>()),
        accent in prop::option::of(any::<[u8; 3]>()),
        picture in any::<[u8; 3]>(),
    ) {
        let fonts = Fonts::built_in();
        let faces = CoverFaces::of(&fonts);
        let wishes = CoverWishes { colour, accent, ..CoverWishes::default() };
        let metadata = Metadata {
            title: "The Harbour Ledger of Quayside".to_owned(),
            subtitle: Some("A Record of One Autumn".to_owned()),
            people: people(&["Mara Ellingsen-Haugland"]),
            language: "en".to_owned(),
            publisher: Some("Quayside Press".to_owned()),
            description: Some("What it is about, in a few words.".to_owned()),
            cover_wishes: wishes,
            ..Metadata::default()
        };
        let [width, height, spine, bleed] = [432_000, 648_000, 40_000, 9_000].map(Length::milli);
        let paperback = Paperback { width, height, spine, bleed, pages: 300 };
        for (name, design) in COVER_DESIGNS {
            let metadata = Metadata { cover_design: design, ..metadata.clone() };
            for back in [false, true] {
                let svg = wrapped(&metadata, &faces, &paperback, CoverPictures { front: FrontCover::Design, back }).svg;
                let faults = too_pale(&svg, &placed(&svg, &faces));
                prop_assert!(faults.is_empty(), "{name}: {}", faults.join("\n"));
            }
        }
        let colours = PictureColours { edge: picture, whole: picture };
        for words in [CoverWords::Nothing, CoverWords::Box, CoverWords::Band] {
            let metadata = Metadata { cover_wishes: CoverWishes { words: Some(words), ..wishes }, ..metadata.clone() };
            for front in [FrontCover::Picture(colours), FrontCover::Wrap(colours)] {
                let svg = wrapped(&metadata, &faces, &paperback, CoverPictures { front, back: false }).svg;
                let faults = too_pale(&svg, &placed(&svg, &faces));
                prop_assert!(faults.is_empty(), "{words:?}: {}", faults.join("\n"));
            }
        }
    }
}

#[test]
fn words_of_every_kind_stand_whole_and_clear() {
    let many = ["Mara Ellingsen-Haugland", "Jonathan Strange", "Ann Example", "Bob Builder", "Clara Schumann", "Dora Doe", "Émile Zola"];
    let long = "A Record of One Autumn in the Harbour Offices of the North, with Tables, Maps, and an Appendix on Tides and their Causes";
    for (language, title, subtitle, names) in [
        ("en", "Pride and Prejudice", Some("A Novel of Manners"), &many[..1]),
        ("en", "Winter in the Low Country", Some(long), &many[..]),
        ("en", "Salt", None, &many[..0]),
        ("he", "מסע אל הצפון: רשומות", Some("רשומות (חלק 1): סתיו 1925."), &["שמואל יוסף עגנון"][..]),
        ("ar", "موسم الهجرة إلى الشمال", Some("رواية قصيرة عن النهر والبحر."), &["الطيب صالح"][..]),
        ("zh", "红楼梦：金陵十二钗与大观园的故事", Some("一个家族的盛衰"), &["曹雪芹", "高鹗"][..]),
        ("de", "Donaudampfschifffahrtsgesellschaftskapitän", Some("Rindfleischetikettierungsüberwachungsaufgaben"), &many[..2]),
    ] {
        let metadata = Metadata {
            title: title.to_owned(),
            subtitle: subtitle.map(str::to_owned),
            people: people(names),
            language: language.to_owned(),
            publisher: Some("The Quayside Press of the Northern Harbours".to_owned()),
            description: Some("What it is about, in a few words.\n\nAnd a few more of them.".to_owned()),
            identifier: Some(Identifier::Isbn("9783161484100".to_owned())),
            ..Metadata::default()
        };
        let faults = faults_of_covers(&metadata);
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_words_are_cut_covered_or_off_the_sheet(
        title in prop::collection::vec("[A-Z][a-z]{1,16}|of|the|and|ß[a-z]{20,30}", 1..24),
        subtitle in prop::collection::vec("[A-Za-z]{1,14}", 0..40),
        names in prop::collection::vec("[A-Z][a-z]{2,9} [A-Z][a-z]{2,14}", 0..9),
        publisher in prop::option::of("[A-Z][a-z]{2,12}( [A-Z][a-z]{2,12}){0,4}"),
        description in prop::collection::vec("[a-z]{1,12}", 0..200),
        language in prop::sample::select(vec!["en", "de", "fr", "he"]),
    ) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let metadata = Metadata {
            title: title.join(" "),
            subtitle: Some(subtitle.join(" ")).filter(|words| !words.is_empty()),
            people: people(&names),
            language: language.to_owned(),
            publisher,
            description: Some(description.join(" ")),
            identifier: Some(Identifier::Isbn("9783161484100".to_owned())),
            ..Metadata::default()
        };
        let faults = faults_of_covers(&metadata);
        prop_assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

#[test]
fn title_and_author_can_be_read_where_a_shop_shows_them_small() {
    // A shop's list shows 160 pixels for our 1600: letters of 12 and capitals of 6 can be read there.
    let fonts = Fonts::built_in();
    let faces = CoverFaces::of(&fonts);
    for (name, design) in COVER_DESIGNS {
        for (title, author) in [
            ("Salt", "Jo Fox"),
            ("Pride and Prejudice", "Jane Austen"),
            ("The Harbour Ledger of Quayside", "Mara Ellingsen-Haugland"),
            ("One Hundred Years of Solitude", "Gabriel García Márquez"),
        ] {
            let metadata = Metadata {
                title: title.to_owned(),
                subtitle: Some("A Record of One Autumn".to_owned()),
                people: people(&[author]),
                language: "en".to_owned(),
                cover_design: design,
                ..Metadata::default()
            };
            let (svg, cut) = svg(&metadata, &faces);
            let all = placed(&svg, &faces);
            let author = language("en").uppercase(author);
            let size = |words: &str| {
                let holds = |line: &&Placed| words.contains(line.text.replace('\u{A0}', " ").trim_end_matches(','));
                all.iter().filter(holds).map(|line| line.size).min().unwrap_or_default()
            };
            assert!(!cut && size(title) >= 120 && size(&author) >= 60, "{name}, {title}: {} and {}", size(title), size(&author));
            for manner in [CoverWords::Box, CoverWords::Band] {
                let mut sheet = CoverSheet::clear(CoverForm::SCREEN, false);
                let panel = over::PanelColours::of(&metadata.cover_wishes, [120, 90, 40]);
                assert!(!over::draw(&mut sheet, &metadata, &faces, manner, panel));
                let all = placed(&sheet.svg, &faces);
                let size = |words: &str| {
                    let holds = |line: &&Placed| words.contains(line.text.replace('\u{A0}', " ").trim_end_matches(','));
                    all.iter().filter(holds).map(|line| line.size).min().unwrap_or_default()
                };
                assert!(size(title) >= 110 && size(&author) >= 60, "{manner:?}, {title}: {} and {}", size(title), size(&author));
            }
        }
    }
}

#[test]
fn a_book_read_from_right_to_left_begins_at_the_right() {
    let fonts = Fonts::built_in();
    let metadata = |language: &str| Metadata { title: "ספר.".to_owned(), language: language.to_owned(), ..Metadata::default() };
    let line = |language: &str| {
        let (svg, _) = svg(&metadata(language), &CoverFaces::of(&fonts));
        let at = svg.find("<text ").expect("a line");
        svg[at..at + svg[at..].find("</text>").expect("an end")].to_owned()
    };
    assert!(line("he").contains(r#"text-anchor="end""#) && line("he").ends_with(">\u{202B}ספר.\u{202C}"), "{}", line("he"));
    assert!(line("en").contains(r#"text-anchor="start""#) && line("en").ends_with(">ספר."));
}

#[test]
fn markup_in_a_title_is_only_letters_in_every_design() {
    let fonts = Fonts::built_in();
    let face = fonts.face(fonts.face_for(Family::Serif, false, false));
    let faces = CoverFaces { serif: face, italic: face, bold: face, bold_italic: face, sans: face, others: Vec::new() };
    for (name, design) in COVER_DESIGNS {
        let metadata = Metadata { title: "<b>&\"\u{1}".to_owned(), cover_design: design, ..Metadata::default() };
        assert!(svg(&metadata, &faces).0.contains(">&lt;b&gt;&amp;&quot;</text>"), "{name}");
    }
}
