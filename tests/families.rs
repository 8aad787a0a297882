//! Families that a book asks for: found by name or in files, in the PDF and in the EPUB, and what they lack is told.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use bindery::testing::layout::frame::ItemContent;
use bindery::{Built, Files, Format, Memory, Options, build, render};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

const TEXT: &str = "# One\n\nWords of *some* weight and **more**, `code` and $x^2$ besides. Λόγος.\n";

fn font(path: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts").join(path)).unwrap()
}

/// A book with these settings of its type, font files of its own as `(name, file in fonts/)`, and installed ones.
fn made(settings: &str, own: &[(&str, &str)], installed: &[(&str, &str)], lock: Option<&str>) -> Built<Vec<u8>> {
    let mut memory = Memory::default();
    memory.put("/book/book.toml", format!("title = \"T\"\nauthors = [\"A\"]\nlanguage = \"en\"\n[type]\n{settings}\n"));
    memory.put("/book/one.md", TEXT);
    own.iter().for_each(|(name, file)| memory.put(Path::new("/book").join(name), font(file)));
    installed.iter().for_each(|(name, file)| memory.put(Path::new("/fonts").join(name), font(file)));
    lock.iter().for_each(|lock| memory.put("/book/fonts.lock", *lock));
    let files: Arc<dyn Files> = Arc::new(memory);
    build(&files, &Options { font_folders: Some(vec![PathBuf::from("/fonts")]), pages: true, ..Options::new("/book") })
}

fn told(built: &Built<Vec<u8>>) -> String {
    render::short(&built.reading.findings, &built.reading.sources)
}

/// The faces that words are set in on the pages.
fn faces(built: &Built<Vec<u8>>) -> BTreeMap<String, String> {
    let fonts = built.fonts.as_ref().unwrap();
    let mut faces = BTreeMap::new();
    for item in built.pages.as_ref().unwrap().pages.iter().flat_map(|page| &page.items) {
        if let ItemContent::Text(text) = &item.content {
            for word in text.text.split_whitespace() {
                faces.insert(word.to_owned(), fonts.face(text.face).name.clone());
            }
        }
    }
    faces
}

/// The names of the files in the EPUB, and its stylesheet.
fn epub(built: &Built<Vec<u8>>) -> (BTreeSet<String>, String) {
    let mut archive = zip::ZipArchive::new(Cursor::new(built.book_of(Format::Epub).unwrap())).unwrap();
    let names = archive.file_names().map(str::to_owned).collect();
    let place = archive.file_names().find(|name| name.ends_with("stylesheet.css")).unwrap().to_owned();
    let mut css = String::new();
    archive.by_name(&place).unwrap().read_to_string(&mut css).unwrap();
    (names, css)
}

fn holds(names: &BTreeSet<String>, part: &str) -> bool {
    names.iter().any(|name| name.contains(part))
}

#[test]
fn a_family_that_comes_with_bindery_sets_text_and_epub() {
    let built = made("serif = \"eb garamond\"", &[], &[], None);
    assert_eq!(told(&built), "");
    let faces = faces(&built);
    assert_eq!([&*faces["Words"], &*faces["some"]], ["EBGaramond-Regular", "EBGaramond-Italic"]);
    assert!(faces.values().any(|face| face == "EBGaramond-Bold"), "{faces:?}");
    let (names, css) = epub(&built);
    assert!(css.contains("body {\n\tfont-family: \"EB Garamond\","), "{css}");
    assert!(holds(&names, "EBGaramond-Regular") && holds(&names, "EBGaramond-OFL.txt") && !holds(&names, "LibertinusSerif-Italic"));
}

#[test]
fn faces_that_a_book_does_not_use_are_in_none_of_its_files() {
    let built = made("", &[], &[], None);
    let (names, css) = epub(&built);
    assert!(!holds(&names, "EBGaramond") && !holds(&names, "Alegreya") && !css.contains("Garamond"));
    let pdf = built.book_of(Format::Pdf).unwrap();
    for name in ["EBGaramond", "AlegreyaSans"] {
        assert!(!pdf.windows(name.len()).any(|window| window == name.as_bytes()), "{name}");
    }
}

#[test]
fn a_folder_of_the_book_is_a_family() {
    let own = [("f/a.ttf", "eb-garamond/EBGaramond-Bold.ttf"), ("f/b.ttf", "eb-garamond/EBGaramond-Regular.ttf")];
    let built = made("serif = \"f\"", &own, &[], None);
    let found = told(&built);
    assert!(found.contains("T009") && found.contains("the family EB Garamond (type.serif) lacks an italic"), "{found}");
    assert_eq!(found.matches("T009").count(), 1, "{found}");
    let faces = faces(&built);
    assert_eq!([&*faces["Words"], &*faces["some"]], ["EBGaramond-Regular"; 2]);
    assert!(holds(&epub(&built).0, "EBGaramond-Regular"));
}

#[test]
fn files_of_a_family_are_told_apart_by_what_they_say() {
    let own = [("1.otf", "libertinus/LibertinusSans-Bold.otf"), ("2.otf", "libertinus/LibertinusSans-Italic.otf")];
    let own = [own[0], own[1], ("3.otf", "libertinus/LibertinusSans-Regular.otf")];
    let built = made("serif = [\"1.otf\", \"2.otf\", \"3.otf\"]", &own, &[], None);
    assert!(told(&built).contains("lacks a bold italic"), "{}", told(&built));
    let faces = faces(&built);
    assert_eq!([&*faces["Words"], &*faces["some"]], ["LibertinusSans-Regular", "LibertinusSans-Italic"]);
}

#[test]
fn what_a_family_has_no_letter_for_is_set_in_the_usual_one() {
    let own = [("mono.ttf", "alegreya-sans/AlegreyaSans-Regular.ttf"), ("music.ttf", "noto/NotoMusic-Regular.ttf")];
    let built = made("mono = \"mono.ttf\"\nserif = \"Alegreya Sans\"", &own, &[], None);
    let faces = faces(&built);
    assert_eq!(faces["code"], "AlegreyaSans-Regular");
    assert!(built.book_of(Format::Pdf).is_some(), "{}", told(&built));
}

#[test]
fn the_face_of_formulas_needs_a_table_of_mathematics() {
    let own = [("m.otf", "libertinus/LibertinusMath-Regular.otf"), ("s.otf", "libertinus/LibertinusSerif-Regular.otf")];
    let good = made("math = \"m.otf\"", &own, &[], None);
    assert_eq!(told(&good), "");
    let bad = made("math = \"s.otf\"", &own, &[], None);
    assert!(told(&bad).contains("type.math") && bad.files.is_empty(), "{}", told(&bad));
}

#[test]
fn an_installed_family_is_chosen_by_name_locked_and_told() {
    let installed = [
        ("a.ttf", "noto/NotoSerif-Regular.ttf"),
        ("b.otf", "libertinus/LibertinusSans-Regular.otf"),
        ("c.ttf", "jetbrains-mono/JetBrainsMono-Regular.ttf"),
    ];
    let built = made("serif = \"Noto Serif\"", &[], &installed, None);
    assert_eq!(faces(&built)["Words"], "NotoSerif-Regular");
    let found = told(&built);
    assert!(found.contains("type.serif is Noto Serif, installed on this machine") && !found.contains("goes without"), "{found}");
    let lock = built.installed.lock.clone().unwrap();
    assert!(lock.contains("script = \"type.serif\"") && lock.contains("NotoSerif-Regular"), "{lock}");
    assert!(holds(&epub(&built).0, "NotoSerif"));
    // The same machine has nothing to tell; another version does.
    let again = made("serif = \"Noto Serif\"", &[], &installed, Some(&lock));
    assert!(!told(&again).contains("T007"), "{}", told(&again));
    let at = lock.find("sha256 = \"").unwrap() + 10;
    let other = format!("{}{}{}", &lock[..at], if &lock[at..=at] == "0" { "1" } else { "0" }, &lock[at + 1..]);
    assert!(told(&made("serif = \"Noto Serif\"", &[], &installed, Some(&other))).contains("T007"));
}

#[test]
fn a_family_that_is_named_beside_a_lock_is_told_as_new() {
    let installed = [("a.ttf", "noto/NotoSerif-Regular.ttf"), ("b.ttf", "jetbrains-mono/JetBrainsMono-Regular.ttf")];
    let lock = made("serif = \"Noto Serif\"", &[], &installed, None).installed.lock.unwrap();
    // Another family for the same, and one for something else.
    for settings in ["serif = \"JetBrains Mono NL\"", "serif = \"Noto Serif\"\nsans = \"Noto Serif\""] {
        let installed = [installed[0], ("c.ttf", "noto/NotoSansMath-Regular.ttf")];
        let settings = settings.replace("JetBrains Mono NL", "Noto Sans Math");
        let found = told(&made(&settings, &[], &installed, Some(&lock)));
        assert!(found.contains("info[T008]: fonts.lock does not name the family of type.s"), "{found}");
        assert!(!found.contains("T007"), "{found}");
        // What the repair writes has nothing to tell any more.
        let written = made(&settings, &[], &installed, None).installed.lock.unwrap();
        let found = told(&made(&settings, &[], &installed, Some(&written)));
        assert!(!found.contains("T008") && !found.contains("T007"), "{found}");
    }
}

#[test]
fn a_variable_font_is_a_family_with_its_bold_its_italics_and_its_sizes() {
    let bars = [("bars.ttf", "../tests/support/variable/variable.ttf")];
    let found = |settings: &str, installed: bool| {
        let built = if installed { made(settings, &[], &bars, None) } else { made(settings, &bars, &[], None) };
        let lacks: Vec<String> = told(&built).lines().filter(|line| line.contains("T009")).map(str::to_owned).collect();
        assert_eq!(lacks.len(), 1, "{}", told(&built));
        assert!(lacks[0].contains("lacks small capitals"), "it has a bold and italics: {lacks:?}");
        built
    };
    for (settings, installed) in [("serif = \"bars.ttf\"\nsize = \"11 pt\"", false), ("serif = \"Bars\"\nsize = \"11 pt\"", true)] {
        let built = found(settings, installed);
        let faces = faces(&built);
        assert_eq!((faces["Words"].as_str(), faces["some"].as_str()), ("Bars-Regular11pt", "Bars-Italic11pt"));
        assert_eq!(faces["more"], "Bars-Bold11pt");
        assert_eq!(faces["One"], "Bars-Regular24pt", "a title is set in the face for large type");
        if !installed {
            let (names, css) = epub(&built);
            assert!(holds(&names, "Bars-Regular11pt") && holds(&names, "Bars-Bold11pt") && holds(&names, "Bars-Italic11pt"), "{names:?}");
            assert!(!holds(&names, "24pt") && css.contains("font-weight: bold"), "{css}");
        }
    }
    // As one of the book's own fonts it is not as thin as its default either.
    let built = made("fonts = [\"bars.ttf\"]\nsize = \"11 pt\"", &bars, &[], None);
    let own: Vec<(&str, u16)> = built
        .fonts
        .as_ref()
        .unwrap()
        .faces()
        .filter(|(_, face)| face.family == "Bars")
        .map(|(_, face)| (face.name.as_str(), face.weight))
        .collect();
    assert_eq!(own.len(), 4, "the sizes of the text alone: {own:?}");
    assert!(own.contains(&("Bars-Regular11pt", 400)) && own.contains(&("Bars-Bold11pt", 700)), "{own:?}");
}

#[test]
fn a_family_that_is_nowhere_stops_the_build_and_the_nearest_is_named() {
    let built = made("serif = \"EB Garamnd\"", &[], &[], None);
    let found = told(&built);
    assert!(found.contains("error") && found.contains("EB Garamnd") && built.files.is_empty(), "{found}");
    let helps: Vec<&str> = built.reading.findings.iter().filter_map(|finding| finding.help.as_deref()).collect();
    assert!(helps.contains(&"did you mean `EB Garamond`?"), "{helps:?}");
}

#[test]
fn small_capitals_that_a_family_lacks_are_not_spaced_small_letters() {
    let settings = "serif = \"f\"\n[page]\nheads = { verso = \"title\" }";
    let built = made(settings, &[("f/a.ttf", "noto/NotoSerif-Regular.ttf")], &[], None);
    assert!(told(&built).contains("small capitals") || built.book_of(Format::Pdf).is_some(), "{}", told(&built));
}
