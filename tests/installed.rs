//! Installed fonts: what the book's own fonts lack is set in them, the same everywhere, and said.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

#[path = "support/square.rs"]
mod square;

use bindery::testing::layout::frame::ItemContent;
use bindery::{Built, Code, Files, Format, Memory, Options, build, render};
use square::{SquareFont, square};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

/// A licence that lets a font be given away.
const FREE: &str = "This Font Software is licensed under the SIL Open Font License, Version 1.1.";

/// Thai letters, and Lao ones.
const THAI: (u32, u32) = (0xE01, 0xE3A);
const LAO: (u32, u32) = (0xE81, 0xEC4);

fn font(family: &str, range: (u32, u32), licence: &str) -> Vec<u8> {
    square(SquareFont { family, ranges: &[(0x20, 0x7E), range], licence, ..SquareFont::default() })
}

/// A book with these files, and fonts installed in `/fonts`.
fn made(files: &[(&str, &[u8])], fonts: &[(&str, &[u8])]) -> Built<Vec<u8>> {
    made_with(files, fonts, |_| ())
}

fn made_with(files: &[(&str, &[u8])], fonts: &[(&str, &[u8])], asked: impl FnOnce(&mut Options)) -> Built<Vec<u8>> {
    let mut memory = Memory::default();
    memory.put("/book/book.toml", "title = \"T\"\nauthors = [\"A\"]\nlanguage = \"en\"\n");
    files.iter().for_each(|(path, bytes)| memory.put(Path::new("/book").join(path), bytes.to_vec()));
    fonts.iter().for_each(|(path, bytes)| memory.put(Path::new("/fonts").join(path), bytes.to_vec()));
    let files: Arc<dyn Files> = Arc::new(memory);
    let mut options = Options { font_folders: Some(vec![PathBuf::from("/fonts")]), pages: true, ..Options::new("/book") };
    asked(&mut options);
    build(&files, &options)
}

/// The findings about fonts, a line each.
fn told(built: &Built<Vec<u8>>) -> String {
    let of_fonts = |code| {
        matches!(code, Code::NoGlyph | Code::InstalledFont | Code::FontChanged | Code::FontNotLocked | Code::BadFontLock | Code::BadFont)
    };
    let lines = render::short(&built.reading.findings, &built.reading.sources);
    let ids: Vec<&str> = Code::ALL.iter().filter(|code| of_fonts(**code)).map(|code| code.id()).collect();
    lines.lines().filter(|line| ids.iter().any(|id| line.contains(id))).map(|line| format!("{line}\n")).collect()
}

/// The family that each character beyond ASCII is set in on the pages.
fn families(built: &Built<Vec<u8>>) -> BTreeMap<char, String> {
    let fonts = built.fonts.as_ref().unwrap();
    let mut families = BTreeMap::new();
    for item in built.pages.as_ref().unwrap().pages.iter().flat_map(|page| &page.items) {
        if let ItemContent::Text(text) = &item.content {
            let of_text = text.text.chars().filter(|c| !c.is_ascii());
            families.extend(of_text.map(|c| (c, fonts.face(text.face).family.clone())));
        }
    }
    families
}

/// The files in the EPUB, by name.
fn parts(built: &Built<Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(built.book_of(Format::Epub).unwrap())).unwrap();
    let mut all = BTreeMap::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        all.insert(entry.name().to_owned(), bytes);
    }
    all
}

#[test]
fn what_the_fonts_lack_is_set_in_an_installed_one_and_said_once_a_script() {
    let fonts = [("a.ttf", font("Thai Serif", THAI, FREE)), ("b.ttf", font("Lao Serif", LAO, FREE))];
    let fonts: Vec<(&str, &[u8])> = fonts.iter().map(|(path, bytes)| (*path, bytes.as_slice())).collect();
    let text = "# One\n\nWords กข and ຂ.\n\nMore กฃ and ຂ.\n";
    let built = made(&[("one.md", text.as_bytes())], &fonts);
    assert_eq!(
        told(&built),
        "one.md:3:14: info[T006]: 1 character of Lao is set in Lao Serif, installed on this machine\n\
         one.md:3:7: info[T006]: 3 characters of Thai are set in Thai Serif, installed on this machine\n"
    );
    let families = families(&built);
    assert_eq!([&families[&'ก'], &families[&'ຂ']], ["Thai Serif", "Lao Serif"]);
    let parts = parts(&built);
    let named = |end: &str| parts.keys().filter(|name| name.ends_with(end)).count();
    assert_eq!((named("ThaiSerif-Regular-18.ttf"), named("LaoSerif-Regular-17.ttf")), (1, 1), "{:?}", parts.keys());
    assert_eq!(parts["META-INF/ThaiSerif-Regular-18-licence.txt"], format!("Thai Serif\n\n{FREE}\n").into_bytes());
    // Without them the characters are told of.
    let built = made_with(&[("one.md", text.as_bytes())], &fonts, |options| options.font_folders = None);
    assert_eq!(told(&built).matches("T001").count(), 6, "{}", told(&built));
}

#[test]
fn a_font_that_is_not_free_sets_pages_and_stays_out_of_the_epub() {
    let thai = font("Thai Serif", THAI, "All rights reserved.");
    let built = made(&[("one.md", "# One\n\nกข\n".as_bytes())], &[("a.ttf", &thai)]);
    assert!(told(&built).contains("no licence gives leave to pass on ThaiSerif-Regular, so the EPUB goes without"), "{}", told(&built));
    assert_eq!(families(&built)[&'ก'], "Thai Serif");
    assert!(!parts(&built).keys().any(|name| name.contains("Thai")));
    // The author's own word is leave enough, and comes before what is installed.
    let own = font("Own Thai", THAI, "");
    let settings = "title = \"T\"\nauthors = [\"A\"]\nlanguage = \"en\"\n[type]\nfonts = [\"own.ttf\"]\n";
    let files: [(&str, &[u8]); 3] = [("book.toml", settings.as_bytes()), ("own.ttf", &own), ("one.md", "# One\n\nกข\n".as_bytes())];
    let built = made(&files, &[("a.ttf", &thai)]);
    assert_eq!((told(&built).as_str(), families(&built)[&'ก'].as_str()), ("", "Own Thai"));
    assert!(parts(&built).keys().any(|name| name.contains("OwnThai")));
}

#[test]
fn the_choice_is_the_same_wherever_the_fonts_lie() {
    let fonts = [font("Noto Sans Thai", THAI, FREE), font("Noto Serif Thai", THAI, FREE), font("Thai Hand", THAI, FREE)];
    let text = [("one.md", "# One\n\nกข **กข**\n".as_bytes())];
    let made: Vec<Vec<u8>> = [["a.ttf", "b.ttf", "c.ttf"], ["c/x.ttf", "a/y.ttf", "z.otf"], ["3.ttf", "2.ttf", "1.ttf"]]
        .iter()
        .map(|names| {
            let fonts: Vec<(&str, &[u8])> = names.iter().copied().zip(fonts.iter().map(Vec::as_slice)).collect();
            let built = made(&text, &fonts);
            assert_eq!(families(&built)[&'ก'], "Noto Serif Thai");
            built.book_of(Format::Pdf).unwrap().clone()
        })
        .collect();
    assert!(made.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn bold_words_are_set_in_the_bold_face_of_the_family() {
    let bold = square(SquareFont { family: "Thai Serif", style: "Bold", weight: 700, ranges: &[(0x20, 0x7E), THAI], licence: FREE });
    let built = made(&[("one.md", "# One\n\nก **ข**\n".as_bytes())], &[("a.ttf", &font("Thai Serif", THAI, FREE)), ("b.ttf", &bold)]);
    let fonts = built.fonts.as_ref().unwrap();
    let items = built.pages.as_ref().unwrap().pages.iter().flat_map(|page| &page.items);
    let texts = items.filter_map(|item| if let ItemContent::Text(text) = &item.content { Some(text) } else { None });
    let set: Vec<(String, u16)> = texts.map(|text| (text.text.trim().to_owned(), fonts.face(text.face).weight)).collect();
    assert!(set.contains(&("ก".to_owned(), 400)) && set.contains(&("ข".to_owned(), 700)), "{set:?}");
    assert_eq!(parts(&built).keys().filter(|name| name.contains("ThaiSerif") && name.ends_with(".ttf")).count(), 2);
}

#[test]
fn ideographs_are_drawn_as_the_language_has_them() {
    let han = [(0x3041, 0x3096), (0x4E00, 0x9FA5)];
    let font = |family| square(SquareFont { family, ranges: &han, licence: FREE, ..SquareFont::default() });
    let fonts = ["Noto Serif CJK JP", "Noto Serif CJK SC", "Noto Serif CJK TC"].map(|family| (format!("{family}.ttf"), font(family)));
    let fonts: Vec<(&str, &[u8])> = fonts.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
    let text = "# One\n\nThe [骨]{lang=zh-Hant}, [直]{lang=ja} and [角]{lang=zh}.\n";
    let built = made(&[("one.md", text.as_bytes())], &fonts);
    let set = families(&built);
    assert_eq!([&set[&'骨'], &set[&'直'], &set[&'角']], ["Noto Serif CJK TC", "Noto Serif CJK JP", "Noto Serif CJK SC"]);
    let css = parts(&built).into_iter().find(|(name, _)| name.ends_with(".css")).unwrap().1;
    let css = String::from_utf8(css).unwrap();
    assert!(css.contains("[lang|=\"ja\"] {\n\tfont-family: \"Libertinus Serif\", \"Noto Serif CJK JP\""), "{css}");
    // Alone among kana it is Japanese; in a book of Chinese it is Chinese.
    let kana = made(&[("one.md", "# One\n\nひ and 骨\n".as_bytes())], &fonts);
    assert_eq!(families(&kana)[&'骨'], "Noto Serif CJK JP");
    let settings = "title = \"T\"\nauthors = [\"A\"]\nlanguage = \"zh-Hant\"\n";
    let chinese = made(&[("book.toml", settings.as_bytes()), ("one.md", "# 骨\n\n直\n".as_bytes())], &fonts);
    assert_eq!(families(&chinese)[&'骨'], "Noto Serif CJK TC");
}

#[test]
fn a_lock_keeps_the_fonts_and_tells_of_what_has_changed() {
    let (serif, sans) = (font("Noto Serif Thai", THAI, FREE), font("Noto Sans Thai", THAI, FREE));
    let text = ("one.md", "# One\n\nกข\n".as_bytes());
    let first = made(&[text], &[("sans.ttf", &sans)]);
    let lock = first.installed.lock.clone().unwrap();
    assert!(
        !first.installed.locked && lock.contains("family = \"Noto Sans Thai\"\npostscript-name = \"NotoSansThai-Regular\"\nsha256 = \"")
    );
    // A face that suits better changes nothing.
    let locked = ("fonts.lock", lock.as_bytes());
    let again = made(&[text, locked], &[("sans.ttf", &sans), ("serif.ttf", &serif)]);
    assert_eq!((families(&again)[&'ก'].as_str(), again.installed.locked), ("Noto Sans Thai", true));
    assert_eq!(told(&again).matches('\n').count(), 1, "{}", told(&again));
    // Unless it is asked for.
    let renewed = made_with(&[text, locked], &[("sans.ttf", &sans), ("serif.ttf", &serif)], |options| options.renew_fonts = true);
    assert_eq!(families(&renewed)[&'ก'], "Noto Serif Thai");
    // What the text needs besides, the bold face, comes along and is told.
    let bold = square(SquareFont { family: "Noto Sans Thai", style: "Bold", weight: 700, ranges: &[(0x20, 0x7E), THAI], licence: FREE });
    let bolder = made(&[("one.md", "# One\n\nก **ข**\n".as_bytes()), locked], &[("sans.ttf", &sans), ("bold.ttf", &bold)]);
    assert!(told(&bolder).contains("info[T008]") && bolder.installed.scripts[0].faces.len() == 2, "{}", told(&bolder));
    // Another version of the same face, and none.
    let other = square(SquareFont { family: "Noto Sans Thai", ranges: &[THAI], licence: FREE, ..SquareFont::default() });
    let changed = told(&made(&[text, locked], &[("sans.ttf", &other)]));
    assert!(changed.contains("fonts.lock:1:1: warning[T007]") && changed.contains("is another version here"), "{changed}");
    let gone = told(&made(&[text, locked], &[("serif.ttf", &serif)]));
    assert!(gone.contains("warning[T007]") && gone.contains("is not installed here"), "{gone}");
    // A script that was not there when the lock was written.
    let more = ("one.md", "# One\n\nกข ຂ\n".as_bytes());
    let more = told(&made(&[more, locked], &[("sans.ttf", &sans), ("lao.ttf", &font("Lao Serif", LAO, FREE))]));
    assert!(more.contains("info[T008]: fonts.lock does not name all fonts for Lao; Lao Serif was added"), "{more}");
    // One that can't be read is told of and passed over.
    let broken = made(&[text, ("fonts.lock", b"[[font]]\nscript = 3\n")], &[("sans.ttf", &sans)]);
    assert!(told(&broken).contains("fonts.lock:2:10: warning[B042]") && broken.installed.locked, "{}", told(&broken));
    assert_eq!(families(&broken)[&'ก'], "Noto Sans Thai");
}

#[test]
fn a_drawing_is_set_in_an_installed_font_or_shows_boxes() {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"99\" height=\"40\"><text x=\"9\" y=\"30\">&#3585;ข</text></svg>";
    let files: [(&str, &[u8]); 2] = [("one.md", b"# One\n\n![A drawing](a.svg)\n"), ("a.svg", svg.as_bytes())];
    let thai = font("Thai Serif", THAI, FREE);
    let built = made(&files, &[("a.ttf", &thai)]);
    assert_eq!(told(&built), "one.md:3:1: info[T006]: 2 characters of Thai are set in Thai Serif, installed on this machine\n");
    let without = made(&files, &[]);
    assert!(
        told(&without).contains("no font has the characters ก ข in the drawing a.svg; boxes stand there in the PDF"),
        "{}",
        told(&without)
    );
    // What it does not show needs no font.
    let unseen = svg.replace("<text", "<title>ก</title><text").replace("&#3585;ข", "abc");
    let built = made(&[("one.md", b"# One\n\n![A drawing](a.svg)\n"), ("a.svg", unseen.as_bytes())], &[("a.ttf", &thai)]);
    assert_eq!((told(&built).as_str(), built.installed.lock), ("", None));
}

#[test]
fn what_shows_nothing_and_what_is_private_asks_for_no_font() {
    let thai = font("Thai Serif", (0xE000, 0xE00F), FREE);
    let text = "# One\n\nA\u{E0100} B\u{180B} C\u{34F}D.\n";
    assert_eq!(told(&made(&[("one.md", text.as_bytes())], &[("a.ttf", &thai)])), "");
    let private = made(&[("one.md", "# One\n\nA \u{E001}.\n".as_bytes())], &[("a.ttf", &thai)]);
    assert!(told(&private).contains("T001") && private.installed.lock.is_none(), "{}", told(&private));
}

#[test]
fn licences_of_fonts_whose_names_differ_in_case_have_files_of_their_own() {
    let fonts = [font("Abc", THAI, FREE), font("ABC", LAO, FREE)];
    let built = made(&[("one.md", "# One\n\nก ຂ\n".as_bytes())], &[("a.ttf", &fonts[0]), ("b.ttf", &fonts[1])]);
    let mut names: Vec<String> = parts(&built).into_keys().map(|name| name.to_lowercase()).collect();
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!((names.len(), names.iter().filter(|name| name.ends_with("-licence.txt")).count()), (count, 2));
}

#[test]
fn a_damaged_font_is_as_good_as_none() {
    let whole = font("Thai Serif", THAI, FREE);
    let at = whole.windows(4).position(|tag| tag == b"hmtx").unwrap();
    let mut damaged = font("Noto Serif Thai", THAI, FREE);
    damaged[at + 12..at + 16].fill(0);
    let built = made(&[("one.md", "# One\n\nกข\n".as_bytes())], &[("a.ttf", &damaged), ("b.ttf", &whole)]);
    assert_eq!(families(&built)[&'ก'], "Thai Serif");
    assert!(!built.reading.findings.has_errors());
    // Also where only a letter that the text needs is damaged.
    let mut damaged = font("Noto Serif Thai", THAI, FREE);
    let glyf = damaged.windows(4).position(|tag| tag == b"glyf").unwrap();
    let at = u32::from_be_bytes(damaged[glyf + 8..glyf + 12].try_into().unwrap()) as usize;
    damaged[at + 10..at + 12].copy_from_slice(&[0x7F, 0xFF]);
    let built = made(&[("one.md", "# One\n\n\u{E3A}ก\n".as_bytes())], &[("a.ttf", &damaged), ("b.ttf", &whole)]);
    assert_eq!(families(&built)[&'ก'], "Thai Serif", "{}", told(&built));
}

/// Runs the command in a folder, with fonts installed in `share/fonts` there.
fn run(folder: &Path, arguments: &[&str]) -> (Output, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
    command.args(arguments).current_dir(folder);
    command.env("HOME", folder).env_remove("XDG_DATA_HOME").env("XDG_DATA_DIRS", folder.join("share"));
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    (output, said)
}

#[test]
#[cfg(target_os = "linux")]
fn only_a_build_writes_a_lock_and_only_an_update_changes_it() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    std::fs::create_dir_all(here.join("share/fonts/deep/er")).unwrap();
    std::fs::write(here.join("share/fonts/deep/er/sans.ttf"), font("Noto Sans Thai", THAI, FREE)).unwrap();
    std::fs::write(here.join("one.md"), "# One\n\nกข\n").unwrap();
    let lock = || std::fs::read_to_string(here.join("fonts.lock")).ok();
    // A single text has no lock, nor has a check.
    assert_eq!(run(here, &["pdf", "one.md"]).0.status.code(), Some(0));
    let (output, said) = run(here, &["fonts", "one.md", "--update"]);
    assert!(output.status.code() == Some(2) && said.contains("this book has none"), "{said}");
    std::fs::write(here.join("book.toml"), "title = \"T\"\nauthors = [\"A\"]\nchapters = [\"one.md\"]\n").unwrap();
    assert_eq!(run(here, &["check"]).0.status.code(), Some(0));
    assert!(run(here, &["fonts"]).1.contains("Thai: 2 characters\n  Noto Sans Thai (NotoSansThai-Regular)"));
    assert_eq!(lock(), None);
    let (_, never) = run(here, &["pdf", "--system-fonts", "never"]);
    assert!(never.contains("T001") && lock().is_none(), "{never}");
    let (_, said) = run(here, &["pdf"]);
    assert!(said.contains("fonts.lock: the installed fonts that were chosen"), "{said}");
    let first = lock().unwrap();
    // Later builds leave it, whatever is installed; an update does not.
    std::fs::write(here.join("share/fonts/serif.ttf"), font("Noto Serif Thai", THAI, FREE)).unwrap();
    assert_eq!(run(here, &["build"]).0.status.code(), Some(0));
    assert_eq!(lock().as_ref(), Some(&first));
    assert_eq!(run(here, &["fonts", "--update"]).0.status.code(), Some(0));
    assert!(lock().unwrap().contains("Noto Serif Thai"));
    // Where no font is found it stays.
    let kept = lock();
    std::fs::rename(here.join("share"), here.join("away")).unwrap();
    assert_eq!(run(here, &["fonts", "--update"]).0.status.code(), Some(1));
    assert_eq!(lock(), kept);
    std::fs::rename(here.join("away"), here.join("share")).unwrap();
    // Once nothing is needed it goes.
    std::fs::write(here.join("one.md"), "# One\n\nWords.\n").unwrap();
    assert!(run(here, &["fonts", "--update"]).1.contains("fonts.lock: removed"));
    assert_eq!(lock(), None);
    // What somebody else made under that name stays.
    std::fs::write(here.join("fonts.lock"), "mine\n").unwrap();
    std::fs::write(here.join("one.md"), "# One\n\nกข\n").unwrap();
    assert_eq!(run(here, &["fonts", "--update"]).0.status.code(), Some(2));
    assert_eq!(run(here, &["pdf"]).0.status.code(), Some(0));
    assert_eq!(lock().as_deref(), Some("mine\n"));
    // What is no file at all is not read, nor is it replaced.
    std::fs::remove_file(here.join("fonts.lock")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", here.join("fonts.lock")).unwrap();
    assert_eq!(run(here, &["fonts", "--update"]).0.status.code(), Some(2));
    assert_eq!(run(here, &["pdf"]).0.status.code(), Some(0));
}
