//! Pictures as authors have them: some can't be shown, some have no words, some are of kinds that a book can't hold as they are.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

mod support;

use bindery::diagnostics::Code;
use lopdf::Document;
use std::fs;
use std::path::Path;
use support::Run;

/// A book of one file in a folder with other files.
struct Book(tempfile::TempDir);

impl Book {
    fn new(text: &str) -> Self {
        let book = Self(tempfile::tempdir().unwrap());
        book.with("book.md", format!("---\ntitle: Album\nauthors: [A. Painter]\nlanguage: en\n---\n\n# Pictures\n\n{text}"))
    }

    fn with(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    /// Built in both formats, with nothing but these findings.
    fn built(&self, codes: &[Code]) -> Run {
        let run = support::run(&self.0.path().join("book.md"));
        let found: Vec<Code> = run.found.iter().map(|finding| finding.code).collect();
        assert_eq!(found, codes, "{:?}", run.found);
        assert!(!run.found.has_errors());
        assert!(run.pdf.as_ref().is_some_and(|pdf| !pdf.is_empty()));
        run
    }
}

/// The one chapter of the EPUB.
fn chapter(run: &Run) -> String {
    String::from_utf8(run.epub_files().remove("OEBPS/pictures.xhtml").unwrap()).unwrap()
}

fn package(run: &Run) -> String {
    String::from_utf8(run.epub_files().remove("OEBPS/content.opf").unwrap()).unwrap()
}

/// The XMP packet of the PDF.
fn packet(run: &Run) -> String {
    let document = Document::load_mem(run.pdf.as_ref().unwrap()).unwrap();
    let metadata = document.catalog().unwrap().get(b"Metadata").unwrap().as_reference().unwrap();
    String::from_utf8(document.get_object(metadata).unwrap().as_stream().unwrap().content.clone()).unwrap()
}

fn dots() -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/missing-alt/dots.png")).unwrap()
}

#[test]
fn a_picture_that_cannot_be_shown_is_its_words_in_a_frame() {
    let text = "![A map of the \"harbour\"](map.png \"As it was\")\n\n![](lost/old_bell-2.png)\n\n![](gone.png \"The *bell*\")\n\n\
        An icon ![an anchor](https://a.example/b.png) in a line.\n\n![A broken one](broken.png)\n\n![](adorns.png){.decorative}\n";
    let book = Book::new(text).with("broken.png", &dots()[..60]);
    let run = book.built(&[
        Code::MissingImage,
        Code::MissingImage,
        Code::MissingImage,
        Code::RemoteImage,
        Code::MissingImage,
        Code::CorruptImage,
    ]);
    let chapter = chapter(&run);
    assert!(!chapter.contains("<img"), "{chapter}");
    for part in [
        "<p class=\"absent\">A map of the “harbour”</p>\n<figcaption>As it was</figcaption>",
        "<p class=\"absent\">old bell 2</p>",
        "<figcaption class=\"absent\">The *bell*</figcaption>",
        "An icon <small>[an anchor]</small> in a line.",
        "<p class=\"absent\">A broken one</p>",
        "<p class=\"absent\">adorns</p>",
    ] {
        assert!(chapter.contains(part), "{part} is not in {chapter}");
    }
    assert_eq!(chapter.matches("class=\"absent\"").count(), 5);
    // The same words on the page, once each, in the order of the text; round each four rules.
    let pages = run.pages.as_ref().unwrap();
    let page = pages.pages.iter().find(|page| page.opening).unwrap();
    let words = run.page_texts();
    let mut from = words.find("Pictures").unwrap();
    for part in ["A map of the “harbour”", "As it was", "old bell 2", "The *bell*", "[an anchor]", "A broken one", "adorns"] {
        from += words[from..].find(part).unwrap_or_else(|| panic!("{part} is not behind what was before it:\n{words}"));
        assert_eq!(words.matches(part).count(), 1, "{part}");
    }
    let rules = page.items.iter().filter(|item| matches!(item.content, bindery::layout::frame::Content::Rule { .. }));
    assert_eq!(rules.count(), 5 * 4);
    // Who can't see them reads what everybody reads.
    assert!(packet(&run).contains("<pdfuaid:part>1<"));
    assert!(package(&run).contains("accessModeSufficient\">textual</meta>"));
}

#[test]
fn without_words_for_a_picture_neither_file_claims_accessibility() {
    let certified = |text: &str, codes: &[Code]| {
        let book = Book::new("").with("book.md", format!("# Pictures\n\n{text}")).with("pic/harbour_map-2.png", dots());
        let settings = "title = \"Album\"\nauthors = \"A. Painter\"\nlanguage = \"en\"\nchapters = [\"book.md\"]\n[epub]\ncertified-by = \"A. Judge\"\n";
        let book = book.with("book.toml", settings);
        let run = support::run(book.0.path());
        let found: Vec<Code> = run.found.iter().map(|finding| finding.code).collect();
        assert_eq!(found, codes, "{:?}", run.found);
        run
    };
    let claims = |run: &Run| {
        let package = package(run);
        [
            packet(run).contains("pdfuaid:part"),
            package.contains("conformsTo"),
            package.contains("certifiedBy"),
            package.contains(">alternativeText<"),
        ]
    };
    for described in ["![A map](pic/harbour_map-2.png)\n", "![](pic/harbour_map-2.png){.decorative}\n", "No picture.\n"] {
        assert_eq!(claims(&certified(described, &[])), [true; 4], "{described}");
    }
    for (silent, alt) in [
        ("![](pic/harbour_map-2.png)\n", "harbour map 2"),
        ("![](pic/harbour_map-2.png \"The *old* harbour\")\n", "The *old* harbour"),
        ("Words ![ ](pic/harbour_map-2.png) in a line.\n", "harbour map 2"),
        ("Words.[^1]\n\n[^1]: In a note: ![](pic/harbour_map-2.png)\n", "harbour map 2"),
    ] {
        let run = certified(silent, &[Code::NoAltText]);
        assert_eq!(claims(&run), [false; 4], "{silent}");
        let words: String = run.epub_files().values().map(|file| String::from_utf8_lossy(file).into_owned()).collect();
        assert!(words.contains(&format!("alt=\"{alt}\"")), "{silent}: {alt}");
        let document = Document::load_mem(run.pdf.as_ref().unwrap()).unwrap();
        let spoken = document.objects.values().filter_map(|object| object.as_dict().ok()?.get(b"Alt").ok());
        let spoken: Vec<String> = spoken.map(|alt| lopdf::decode_text_string(alt).unwrap()).collect();
        assert_eq!(spoken, [alt], "{silent}");
    }
}
