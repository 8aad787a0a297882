//! Fonts that authors give: a damaged one is told by its name, or what is made with it is whole.

#![expect(clippy::unwrap_used, reason = "what cannot be set up fails the test")]

mod support;

use bindery::testing::book::Book;
use bindery::testing::config::{self, Config};
use bindery::testing::diagnostics::{Code, Diagnostics, Severity};
use bindery::testing::fonts::shape::{Features, Shaper};
use bindery::testing::fonts::{Family, Fonts, web};
use bindery::testing::layout::frame::ItemContent;
use bindery::testing::source::Sources;
use bindery::testing::{edition, epub, inspect, layout, pdf, read};
use lopdf::{Document, Object};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;

/// Characters that the built-in faces of the text lack, so that they are set in the author's: some that a face of mathematics
/// has, and some that one of code has.
fn foreign() -> [String; 2] {
    let fonts = Fonts::built_in();
    let serif = fonts.face(fonts.face_for(Family::Serif, false, false));
    [fonts.math(), fonts.face_for(Family::Mono, false, false)].map(|face| {
        let lacking = ('\u{2190}'..'\u{2B00}').filter(|&c| fonts.face(face).has(c) && !serif.has(c));
        let some: String = lacking.take(4).collect();
        assert_eq!(some.chars().count(), 4);
        some
    })
}

/// A folder with a book whose font file is `f.otf`.
fn folder() -> tempfile::TempDir {
    let (folder, [signs, frames]) = (tempfile::tempdir().unwrap(), foreign());
    std::fs::write(
        folder.path().join("book.toml"),
        "title = \"T\"\nauthors = [\"A\"]\nchapters = [\"x.md\"]\n[type]\nfonts = [\"f.otf\"]\n",
    )
    .unwrap();
    std::fs::write(folder.path().join("f.otf"), &small()[0]).unwrap();
    std::fs::write(folder.path().join("x.md"), format!("# One {signs}\n\nText *{signs}* **{frames}** ab {signs}{frames}.\n")).unwrap();
    folder
}

/// A face of mathematics (CFF) and one of code (TrueType), cut to a few characters.
fn small() -> [Vec<u8>; 2] {
    let fonts = Fonts::built_in();
    let cut = |face, text: &str| web::subset(fonts.face(face), &text.chars().chain("ab ".chars()).collect::<BTreeSet<char>>());
    let [signs, frames] = foreign();
    [cut(fonts.math(), &signs), cut(fonts.face_for(Family::Mono, false, false), &frames)]
}

/// The book, and what was found of it.
fn read(folder: &Path) -> (Config, Book) {
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let config = config::load(bindery::testing::source::Disk::files(), folder, &mut sources, &mut found).unwrap();
    let book = read::read(&config, read::ReadingManner::default(), &mut sources, &mut found).unwrap();
    assert!(!found.has_errors());
    (config, book)
}

/// Builds with the font that lies there. Gives the findings, and the PDF if there is no error.
fn build(config: &Config, book: &Book, with_epub: bool) -> (Diagnostics, Vec<u8>) {
    let mut found = Diagnostics::default();
    let fonts = Fonts::load(config, &mut found);
    if found.has_errors() {
        return (found, Vec::new());
    }
    let edition = edition::arrange(book, config.notes.pdf);
    let pages = layout::set(&edition, config, &fonts, &mut found);
    let file = pdf::write(pages, &edition, config, &fonts, support::MODIFIED, &mut found);
    if with_epub {
        let edition = edition::arrange(book, config.notes.epub);
        let coming = epub::PendingFiles { cover: |found: &mut _| epub::cover(config, &book.metadata, &fonts, found), starts: Vec::new };
        let mut out = std::io::Cursor::new(Vec::new());
        assert!(epub::write(&edition, config, &fonts, support::MODIFIED, coming, &mut out, &mut found).is_some());
        let (mut sources, mut faults) = (Sources::default(), Diagnostics::default());
        inspect::inspect("a.epub", out.get_ref(), &mut sources, &mut faults);
        let faults: Vec<_> = faults.iter().filter(|fault| fault.severity == Severity::Error).collect();
        assert!(faults.is_empty(), "{faults:?}");
    }
    (found, file)
}

/// Every font of a PDF has a plain name, the file it was cut to, and widths for what is in it.
fn assert_whole(file: &[u8]) {
    let document = Document::load_mem(file).unwrap();
    let mut fonts = 0;
    for object in document.objects.values() {
        let Ok(dict) = object.as_dict() else { continue };
        match dict.get(b"Type").and_then(Object::as_name) {
            Ok(b"Font") => {
                let name = dict.get(b"BaseFont").unwrap().as_name().unwrap();
                assert!(name.iter().all(|byte| byte.is_ascii_alphanumeric() || b"+-".contains(byte)), "{}", name.escape_ascii());
                fonts += 1;
            }
            Ok(b"FontDescriptor") => {
                let key = ["FontFile", "FontFile2", "FontFile3"].into_iter().find(|key| dict.has(key.as_bytes())).unwrap();
                let file = dict.get(key.as_bytes()).unwrap().as_reference().unwrap();
                let file = document.get_object(file).unwrap().as_stream().unwrap();
                assert!(file.decompressed_content().unwrap().len() > 100);
            }
            _ => {}
        }
    }
    assert!(fonts > 0);
}

/// Where the tables of a font file lie.
fn tables(file: &[u8]) -> Vec<std::ops::Range<usize>> {
    let long = |at: usize| u32::from_be_bytes(*file[at..].first_chunk().unwrap()) as usize;
    let count = usize::from(u16::from_be_bytes(*file[4..].first_chunk().unwrap()));
    let records = (0..count).map(|index| 12 + 16 * index);
    std::iter::once(0..12 + 16 * count).chain(records.map(|at| long(at + 8)..long(at + 8) + long(at + 12))).collect()
}

#[test]
fn a_font_that_is_whole_is_used() {
    let folder = folder();
    let (config, book) = read(folder.path());
    for file in small() {
        std::fs::write(folder.path().join("f.otf"), file).unwrap();
        let (found, file) = build(&config, &book, true);
        assert!(!found.has_errors(), "{found:?}");
        assert_whole(&file);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_damaged_font_is_told_or_whole(
        cff in any::<bool>(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..6_000, any::<u8>()), 1..6),
        with_epub in prop::bool::weighted(0.1),
    ) {
        thread_local! {
            static BOOK: (tempfile::TempDir, Config, Book, [Vec<u8>; 2]) = {
                let folder = folder();
                let (config, book) = read(folder.path());
                (folder, config, book, small())
            };
        }
        BOOK.with(|(folder, config, book, fonts)| {
            let mut file = fonts[usize::from(cff)].clone();
            let tables = tables(&file);
            // Most of a font is tables that nothing reads: each is hit as often as any other, and mostly where it begins.
            for (table, at, byte) in damage {
                let table = table.get(&tables).clone();
                let length = table.len().min(if at % 3 == 0 { 6_000 } else { 60 });
                file[table.start + at % length.max(1)] = byte;
            }
            std::fs::write(folder.path().join("f.otf"), &file).unwrap();
            let (found, file) = build(config, book, with_epub);
            let errors: Vec<_> = found.iter().filter(|finding| finding.severity == Severity::Error).collect();
            if errors.is_empty() {
                assert_whole(&file);
            } else {
                assert!(errors.iter().all(|error| error.code == Code::BadFont && error.message.contains("f.otf")), "{errors:?}");
            }
        });
    }
}

#[test]
fn every_face_drawn_is_in_the_font_dictionary() {
    let folder = tempfile::tempdir().unwrap();
    let forms = ["*&shy;* a", "**&shy;** a", "a *&shy;* b", "> *&shy;* a", "`&shy;` a", "*&#x200B;* a", "a ***&shy;***", "*&shy;*\n\n# H"];
    for (index, text) in forms.into_iter().enumerate() {
        let path = folder.path().join(format!("{index}.md"));
        std::fs::write(&path, format!("{text}\n")).unwrap();
        let run = support::run(&path);
        let faults: Vec<_> = run.found.iter().filter(|finding| finding.code == Code::Internal).collect();
        assert!(faults.is_empty(), "{text}: {faults:?}");
        assert_whole(&run.pdf.unwrap());
        for item in run.pages.unwrap().pages.iter().flat_map(|page| &page.items) {
            let ItemContent::Text(set) = &item.content else { continue };
            assert!(!set.glyphs.is_empty() || !set.text.is_empty(), "{text}: a text of nothing is set");
        }
    }
}

#[test]
fn names_of_faces_are_plain() {
    let folder = folder();
    let [file, _] = small();
    // The name as UTF-16, where every other byte is zero.
    let name: Vec<u8> = "LibertinusMath-Regular".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let at = file.windows(name.len()).position(|window| window == name).unwrap();
    let mut damaged = file;
    for letter in [3, 5, 21] {
        damaged[at + letter] = 0;
    }
    std::fs::write(folder.path().join("f.otf"), damaged).unwrap();
    let (config, book) = read(folder.path());
    let (found, file) = build(&config, &book, true);
    assert!(!found.has_errors(), "{found:?}");
    assert_whole(&file);
}

#[test]
fn turkish_keeps_the_dot_of_its_i() {
    let fonts = Fonts::built_in();
    let mut shaper = Shaper::new(&fonts);
    let face = fonts.face_for(Family::Serif, false, false);
    let mut glyphs =
        |features: Features, text: &str| shaper.shape(face, features, text).glyphs.iter().map(|glyph| glyph.id).collect::<Vec<_>>();
    let turkish = Features::SMALL_CAPS.with(Features::TURKIC);
    assert_ne!(glyphs(turkish, "i"), glyphs(Features::SMALL_CAPS, "i"), "a small capital İ is another letter");
    assert_ne!(glyphs(turkish, "i"), glyphs(turkish, "ı"));
    assert_eq!(glyphs(turkish, "ı"), glyphs(Features::SMALL_CAPS, "ı"));
    // A ligature would swallow the dot.
    assert_eq!((glyphs(Features::PLAIN, "fi").len(), glyphs(Features::TURKIC, "fi").len()), (1, 2));
    assert_eq!(glyphs(Features::TURKIC, "i"), glyphs(Features::PLAIN, "i"));
}
