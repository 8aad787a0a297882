//! Pictures as authors have them: some can't be shown, some have no words, some are of kinds that a book can't hold as they are.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

mod support;

use bindery::testing::diagnostics::Code;
use lopdf::Document;
use std::fs;
use std::path::Path;
use support::Run;
use support::tagged::Tagged;

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
        // Pictures that are clear somewhere are told of whatever else they are.
        let told = run.found.iter().map(|finding| finding.code).filter(|&code| code != Code::ClearGround);
        let found: Vec<Code> = told.collect();
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
fn every_picture_in_a_line_is_said_by_its_own_words() {
    // Twice the same file, and another: each is shown for a reason of its own.
    let text = "Press ![the key](dots.png) or ![its shadow](dots.png), never ![the door](other.png).\n\n\
                And ![the last one](dots.png).\n";
    let run = Book::new(text).with("dots.png", dots()).with("other.png", dots()).built(&[]);
    let tagged = Tagged::read(run.pdf.as_ref().unwrap()).unwrap();
    let said: Vec<&str> = tagged.of("Figure").map(|figure| tagged.elements[figure].told.get("Alt").map_or("", String::as_str)).collect();
    assert_eq!(said, ["the key", "its shadow", "the door", "the last one"]);
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
        Code::NoAltText,
        Code::NoAltText,
    ]);
    let chapter = chapter(&run);
    assert!(!chapter.contains("<img"), "{chapter}");
    for part in [
        "<p class=\"absent\">A map of the “harbour”</p>\n<figcaption>As it was</figcaption>",
        "<p class=\"absent\">old bell 2</p>",
        "<figcaption class=\"absent\">The <em>bell</em></figcaption>",
        "An icon</span> <small>[an anchor]</small> in a line.",
        "<p class=\"absent\">A broken one</p>",
    ] {
        assert!(chapter.contains(part), "{part} is not in {chapter}");
    }
    assert_eq!(chapter.matches("class=\"absent\"").count(), 4);
    assert!(!chapter.contains("adorns") && !run.page_texts().contains("adorns"), "an ornament that is missing leaves nothing");
    // The same words on the page, once each, in the order of the text; round each four rules.
    let pages = run.pages.as_ref().unwrap();
    let page = pages.pages.iter().find(|page| page.opening).unwrap();
    let words = run.page_texts();
    let mut from = words.find("Pictures").unwrap();
    for part in ["A map of the “harbour”", "As it was", "old bell 2", "The bell", "[an anchor]", "A broken one"] {
        from += words[from..].find(part).unwrap_or_else(|| panic!("{part} is not behind what was before it:\n{words}"));
        assert_eq!(words.matches(part).count(), 1, "{part}");
    }
    let rules = page.items.iter().filter(|item| matches!(item.content, bindery::testing::layout::frame::ItemContent::Rule { .. }));
    assert_eq!(rules.count(), 4 * 4);
}

/// Whether the PDF says that it is accessible, and whether the EPUB does.
fn claims(run: &Run) -> [bool; 2] {
    [packet(run).contains("<pdfuaid:part>1<"), package(run).contains("accessModeSufficient\">textual</meta>")]
}

#[test]
fn a_missing_picture_without_words_is_undescribed_as_any_other() {
    for (text, code) in [
        ("![](gone/IMG_2034.jpg)\n", Code::MissingImage),
        ("![](gone.jpg \"A caption\")\n", Code::MissingImage),
        ("In a line ![](https://a.example/x.png).\n", Code::RemoteImage),
        ("| a |\n|---|\n| ![](gone.png) |\n", Code::MissingImage),
        ("Words.[^1]\n\n[^1]: ![](gone.png)\n", Code::MissingImage),
    ] {
        assert_eq!(claims(&Book::new(text).built(&[code, Code::NoAltText])), [false; 2], "{text}");
    }
    for text in ["![Words](gone.jpg)\n", "In a line ![words](gone.jpg).\n"] {
        // Who can't see them reads what everybody reads.
        assert_eq!(claims(&Book::new(text).built(&[Code::MissingImage])), [true; 2], "{text}");
    }
}

#[test]
fn a_picture_is_found_from_the_folder_of_the_book_too() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    write("book.toml", b"title = \"T\"\nauthors = [\"A\"]\nchapters = [\"one/one.md\"]\n");
    write("one/one.md", b"# One\n\n![Beside](img/a.png) and ![from the root](one/img/a.png) and ![gone](img/b.png).\n");
    write("one/img/a.png", &dots());
    let run = support::run(folder.path());
    let found: Vec<&str> = run.found.iter().filter(|finding| finding.code == Code::MissingImage).map(|finding| &*finding.message).collect();
    assert_eq!(found, ["there is no image one/img/b.png in the book's folder"]);
}

#[test]
fn an_ornament_in_a_line_says_nothing() {
    let text = "Text ![](dots.png){.decorative} inline ![](dots.png){.decorative}.\n\n| a ![](dots.png){.decorative} |\n|---|\n\
        | ![](dots.png){.decorative} |\n\nTerm ![](dots.png){.decorative}\n: Its words.\n";
    let run = Book::new(text).with("dots.png", dots()).built(&[]);
    let chapter = chapter(&run);
    assert_eq!(chapter.matches("alt=\"\"").count(), 5, "{chapter}");
    assert!(!chapter.contains("decorative") && !run.page_texts().contains("decorative"), "{chapter}");
    assert!(claims(&run) == [true; 2]);
    let document = Document::load_mem(run.pdf.as_ref().unwrap()).unwrap();
    assert!(!document.objects.values().any(|object| object.as_dict().is_ok_and(|dict| dict.has(b"Alt"))));
    // A link must say where it leads.
    let linked = Book::new("See [![](dots.png){.decorative}](https://a.example/) here.\n").with("dots.png", dots());
    assert!(self::chapter(&linked.built(&[Code::NoAltText])).contains("alt=\"dots\""));
}

#[test]
fn a_missing_ornament_leaves_nothing() {
    let text = "Before.\n\n![](https://a.example/pixel.gif){.decorative}\n\nIn ![](gone.png){.decorative} a line.\n\n> ![](gone.png){.decorative}\n\n\
        - ![](gone.png){.decorative}\n- Kept.\n";
    let run = Book::new(text).built(&[Code::RemoteImage, Code::MissingImage]);
    let chapter = chapter(&run);
    assert!(chapter.contains("<p>In a line.</p>") && chapter.matches("<li>").count() == 1, "{chapter}");
    for gone in ["pixel", "gone", "absent", "decorative", "figure"] {
        assert!(!chapter.contains(gone) && !run.page_texts().contains(gone), "{gone}: {chapter}");
    }
    assert!(claims(&run) == [true; 2]);
    // One that links lead to is there all the same.
    let run = Book::new("[Down](#there)\n\n![](gone.png){.decorative} ^there\n").built(&[Code::MissingImage]);
    assert!(self::chapter(&run).contains("gone"));
    // Nor is anything left of a chapter that has nothing else.
    Book::new("").with("book.md", "![](gone.png){.decorative}\n").built(&[Code::NoAuthor, Code::MissingImage, Code::NoTitle]);
}

#[test]
fn a_caption_of_html_is_the_picture_s() {
    for (text, codes) in [
        ("<figure><img src=\"dots.png\" alt=\"x\"><figcaption>Its <em>words</em></figcaption></figure>\n", &[][..]),
        ("<figure>\n<figcaption>Its words</figcaption>\n<img src=\"dots.png\" alt=\"x\">\n</figure>\n", &[]),
        ("<figure>\n\n![x](dots.png)\n\n<figcaption>Its words</figcaption>\n\n</figure>\n", &[]),
        ("<figure><img src=\"gone.png\" alt=\"x\"><figcaption>Its words</figcaption></figure>\n", &[Code::MissingImage]),
    ] {
        let folder = Book::new(text).with("dots.png", dots());
        let run = support::run(&folder.0.path().join("book.md"));
        let found: Vec<Code> = run.found.iter().map(|finding| finding.code).collect();
        assert_eq!(found, codes, "{text}");
        let chapter = self::chapter(&run).replace("<em>", "").replace("</em>", "");
        assert!(chapter.contains("<figcaption>Its words</figcaption>") && chapter.matches("Its words").count() == 1, "{chapter}");
    }
    let text = "<figure><pre>x</pre><figcaption>Of no picture</figcaption></figure>\n\nBehind it.\n";
    let chapter = chapter(&support::run(&Book::new(text).0.path().join("book.md")));
    assert_eq!(chapter.matches("Of no picture").count(), 1, "{chapter}");
}

#[test]
fn a_bullet_stands_on_the_line_of_words_in_a_frame() {
    let run = Book::new("- ![gone](z.png)\n- Words.\n").built(&[Code::MissingImage]);
    let pages = run.pages.as_ref().unwrap();
    let lines = |words: &str| -> Vec<_> {
        let items = pages.pages.iter().flat_map(|page| &page.items);
        items
            .filter(|item| matches!(&item.content, bindery::testing::layout::frame::ItemContent::Text(text) if text.text == words))
            .map(|item| item.y)
            .collect()
    };
    assert_eq!(lines("•")[0], lines("gone")[0]);
}

#[test]
fn what_holds_only_a_remark_goes_with_it() {
    let text = "- One\n- <!-- SECRET -->\n- Two\n\n1. First\n2. %%SECRET%%\n3. Third\n\nA word[^a] and more^[%%SECRET%%].\n\n\
        [^a]: <!-- SECRET -->\n\nTerm\n: <!-- SECRET -->\n: Kept\n\nBare\n: %%SECRET%%\n\n> - <!-- SECRET -->\n";
    let run = Book::new(text).built(&[]);
    let chapter = chapter(&run);
    assert_eq!(chapter.matches("<li>").count(), 4, "{chapter}");
    assert_eq!(chapter.matches("<dd>").count(), 1, "{chapter}");
    assert!(chapter.contains("<p>A word and more.</p>") && chapter.contains("<p>Bare</p>"), "{chapter}");
    let words = run.page_texts();
    assert_eq!((words.matches('•').count(), words.contains("2.Third")), (2, true), "{words}");
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
        ("![](pic/harbour_map-2.png \"The *old* harbour\")\n", "The old harbour"),
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

/// A picture of 4 × 2 pixels, red on the left and blue on the right; `clear` of its last pixel nothing is to be seen.
fn halves(clear: bool) -> Vec<u8> {
    let mut pixels: Vec<u8> = (0..8).flat_map(|at| if at % 4 < 2 { [200, 0, 0, 255] } else { [0, 0, 200, 255] }).collect();
    pixels[31] = if clear { 0 } else { 255 };
    pixels
}

fn gif(pictures: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = gif::Encoder::new(&mut bytes, 4, 2, &[200, 0, 0, 0, 0, 200, 0, 0, 0, 9, 9, 9]).unwrap();
    for picture in 0..pictures {
        let pixels: Vec<u8> = (0..8).map(|at| u8::from(at % 4 >= 2) + u8::from(picture > 0)).collect();
        encoder.write_frame(&gif::Frame::from_indexed_pixels(4, 2, pixels, Some(3))).unwrap();
    }
    drop(encoder);
    bytes
}

fn webp(clear: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = image_webp::WebPEncoder::new(&mut bytes);
    encoder.encode(&halves(clear), 4, 2, image_webp::ColorType::Rgba8).unwrap();
    bytes
}

/// The first picture of the PDF: its columns, and the colours of its first row.
fn drawn(run: &Run) -> (i64, Vec<u8>) {
    let document = Document::load_mem(run.pdf.as_ref().unwrap()).unwrap();
    let images = document.objects.values().filter_map(|object| object.as_stream().ok());
    let is_image = |stream: &&lopdf::Stream| stream.dict.get(b"ColorSpace").is_ok_and(|space| space.as_name().ok() == Some(b"DeviceRGB"));
    let image = images.into_iter().find(is_image).expect("a picture in colours");
    let wide = image.dict.get(b"Width").unwrap().as_i64().unwrap();
    let mut rows = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::ZlibDecoder::new(image.content.as_slice()), &mut rows).unwrap();
    // The first byte of a row says that its pixels are differences: in the first row to those before (1, and 4, where none is above).
    let mut row = rows[1..=usize::try_from(wide).unwrap() * 3].to_vec();
    if matches!(rows[0], 1 | 4) {
        for at in 3..row.len() {
            row[at] = row[at].wrapping_add(row[at - 3]);
        }
    }
    (wide, row)
}

#[test]
fn a_gif_stays_a_gif_in_the_epub_and_is_its_first_frame_in_the_pdf() {
    let first: Vec<u8> = [[200, 0, 0]; 2].into_iter().chain([[0, 0, 200]; 2]).flatten().collect();
    for pictures in [1, 2] {
        let file = gif(pictures);
        let run = Book::new("![Red and blue](moves.gif)\n").with("moves.gif", &file).built(&[]);
        assert_eq!(run.epub_files().get("OEBPS/images/moves.gif"), Some(&file));
        assert!(package(&run).contains("href=\"images/moves.gif\" media-type=\"image/gif\""), "{}", package(&run));
        // Nobody has looked whether what moves flashes.
        assert_eq!(package(&run).contains("unknownFlashingHazard"), pictures > 1);
        assert_eq!(drawn(&run), (4, first.clone()));
    }
    // By its content, not by its name; and without its end it is no file for a book, but a picture still.
    let file = gif(2);
    let run = Book::new("![Red and blue](cut.png)\n").with("cut.png", &file[..file.len() - 1]).built(&[Code::DamagedImage]);
    assert!(run.epub_files().contains_key("OEBPS/images/cut.png"));
    assert_eq!(drawn(&run), (4, first));
}

#[test]
fn a_webp_is_a_png_in_the_epub_and_in_the_pdf() {
    for clear in [false, true] {
        let run = Book::new("![Red and blue](a.webp)\n").with("a.webp", webp(clear)).built(&[]);
        let file = run.epub_files().remove("OEBPS/images/a.png").unwrap();
        assert!(package(&run).contains("href=\"images/a.png\" media-type=\"image/png\""));
        let mut reader = png::Decoder::new(std::io::Cursor::new(&file)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        let expected: Vec<u8> =
            if clear { halves(true) } else { halves(false).chunks_exact(4).flat_map(|pixel| pixel[..3].to_vec()).collect() };
        assert_eq!(pixels, expected);
        assert_eq!(drawn(&run).0, 4);
    }
    let broken = &webp(true)[..30];
    let run = Book::new("![Red and blue](a.webp)\n").with("a.webp", broken).built(&[Code::CorruptImage]);
    assert!(chapter(&run).contains("<p class=\"absent\">Red and blue</p>"));
}

#[test]
fn a_foreign_picture_is_told_by_its_true_name() {
    let mut text = String::new();
    let mut book = Book::new("");
    let kinds: [(&str, &[u8]); 3] =
        [("AVIF", b"\0\0\0\x20ftypavif\0\0\0\0"), ("TIFF", b"II*\0\x08\0\0\0"), ("BMP", b"BM\x36\0\0\0\0\0\0\0\x36\0")];
    for (name, bytes) in kinds {
        text += &format!("![The {name}]({name}.png)\n\n");
        book = book.with(&format!("{name}.png"), bytes);
    }
    let run = book.with("book.md", format!("---\ntitle: A\nauthors: [B]\n---\n\n# Pictures\n\n{text}")).built(&[Code::ForeignImage; 3]);
    for ((name, _), finding) in kinds.iter().zip(&run.found) {
        assert!(finding.message.contains(&format!("{name} picture")), "{}", finding.message);
        assert!(chapter(&run).contains(&format!("<p class=\"absent\">The {name}</p>")));
    }
}

#[test]
fn names_are_found_however_their_accents_are_written() {
    let (apart, whole) = ("cafe\u{301}.png", "caf\u{E9}.png");
    for (on_disk, in_text) in [(apart, apart), (apart, whole), (whole, apart), (whole, whole)] {
        let run = Book::new(&format!("![A house](b\u{FC}ro/{in_text})\n")).with(&format!("bu\u{308}ro/{on_disk}"), dots()).built(&[]);
        assert!(chapter(&run).contains("<img "), "{on_disk:?} {in_text:?}");
    }
    // A name of the wrong letters isn't, but the right ones are told.
    for (on_disk, in_text) in [("Cafe\u{301}.PNG", whole), ("harbour.png", "harbuor.png")] {
        let run = Book::new(&format!("![A house](pic/{in_text})\n")).with(&format!("pic/{on_disk}"), dots()).built(&[Code::MissingImage]);
        let help = run.found.iter().next().unwrap().help.clone().unwrap();
        assert_eq!(help, format!("did you mean `pic/{on_disk}`? correct the name"));
    }
}

#[test]
fn an_address_from_the_root_is_looked_for_in_the_books_folder() {
    let text = "![One](/i/a.png)\n\n![Two](i\\a.png?raw=true)\n\n![Three](/etc/passwd)\n";
    let run = Book::new(text).with("i/a.png", dots()).built(&[Code::MissingImage]);
    assert_eq!(chapter(&run).matches("<img src=\"images/a.png\"").count(), 2);
    // What is not there is missing, and lies outside of nothing.
    let run = Book::new("![The sky](/images/sky.jpg)\n").built(&[Code::MissingImage]);
    let finding = run.found.iter().next().unwrap();
    let says = "there is no image images/sky.jpg in the book's folder, where `/images/sky.jpg` was looked for";
    assert_eq!((finding.message.as_str(), finding.help.as_deref()), (says, Some("correct the name, or put the file there")));
}

#[test]
fn of_a_missing_picture_the_truth_is_said() {
    let said = |text: &str, codes: &[Code]| {
        let book = Book::new(text).with("broken.jpg", dots()).with("boat.png", dots()).with("note.md", "x").with("pics/a.png", dots());
        let run = book.built(codes);
        let all = run.found.iter().map(|finding| (finding.message.clone(), finding.help.clone().unwrap_or_default()));
        all.collect::<Vec<_>>()
    };
    for (text, says, help) in [
        ("![x](nope.png)", "there is no image nope.png in", "correct the name, or put the file there"),
        ("![x](notes.png)", "there is no image notes.png in", "correct the name, or put the file there"),
        ("![x](boat.jpg)", "there is no image boat.jpg in", "did you mean `boat.png`? correct the name"),
        ("![x](baot.png)", "there is no image baot.png in", "did you mean `boat.png`? correct the name"),
        ("![x](.)", "the book's folder is a folder, not an image", "name the image's file"),
        ("![x](pics)", "pics is a folder, not an image", "name the image's file"),
        ("![x](pics/)", "pics is a folder, not an image", "name the image's file"),
    ] {
        let [(message, told)] = said(text, &[Code::MissingImage]).try_into().unwrap_or_else(|all| panic!("{text}: {all:?}"));
        assert!(message.starts_with(says) && told == help, "{text}: {message}; {told}");
    }
    // Each that has no address is told of.
    let all = said(
        "![nothing]()\n\n![](<>)\n\nIn ![a line]() too.\n",
        &[Code::MissingImage, Code::MissingImage, Code::MissingImage, Code::NoAltText],
    );
    assert!(all[0].0 == "this image has no address" && all[0].1.contains("name its file"), "{all:?}");
}

#[test]
fn what_is_no_file_is_never_read() {
    let book = Book::new("![A pipe](pipe.png)\n");
    let made = std::process::Command::new("mkfifo").arg(book.0.path().join("pipe.png")).status();
    assert!(made.is_ok_and(|status| status.success()));
    book.built(&[Code::MissingImage]);
    let settings = "title = \"A\"\nauthors = \"B\"\ncover = \"pipe.png\"\nchapters = [\"book.md\"]\n";
    let book = book.with("book.toml", settings);
    let run = support::run(book.0.path());
    assert!(run.found.has_errors(), "{:?}", run.found);
}

#[test]
fn a_picture_written_into_the_text_is_used_like_a_file() {
    const PIXEL: &str = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";
    // As Google Docs writes them, and in the line.
    let text = format!(
        "![][image1]\n\n![A dot](data:image/png;base64,{PIXEL})\n\n![A line](data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20width='9'%20height='9'/%3E)\n\n\
         ![Nothing](data:image/png;base64,????)\n\n[image1]: <data:image/png;base64,{PIXEL}>\n"
    );
    let run = Book::new(&text).built(&[Code::CorruptImage, Code::NoAltText]);
    let chapter = chapter(&run);
    for part in [
        "<img src=\"images/image1.png\" alt=\"image1\"/>",
        "<img src=\"images/image1.png\" alt=\"A dot\"/>",
        "<img class=\"clear\" src=\"images/image-2.svg\" alt=\"A line\"/>",
        "<p class=\"absent\">Nothing</p>",
    ] {
        assert!(chapter.contains(part), "{part} is not in {chapter}");
    }
    let scripted =
        "![Bad](data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20width='9'%20height='9'%3E%3Cscript/%3E%3C/svg%3E)\n";
    let run = support::run(&Book::new(scripted).0.path().join("book.md"));
    assert!(run.epub_files().values().all(|file| !String::from_utf8_lossy(file).contains("<script")));
}

#[test]
fn a_cover_may_be_a_gif_or_a_webp() {
    for (name, bytes) in [("cover.gif", gif(2)), ("cover.webp", webp(true))] {
        let settings = format!("title = \"A\"\nauthors = \"B\"\ncover = \"{name}\"\nchapters = [\"book.md\"]\n");
        let book = Book::new("Words.\n").with("book.md", "# Pictures\n\nWords.\n").with("book.toml", settings).with(name, bytes);
        let run = support::run(book.0.path());
        assert!(!run.found.has_errors(), "{:?}", run.found);
        let file = run.epub_files().remove("OEBPS/images/cover.png").unwrap();
        assert!(file.starts_with(b"\x89PNG"), "{name}");
    }
}

/// A JPEG of 48 × 32 pixels.
fn jpeg(kind: jpeg_encoder::ColorType, with: impl FnOnce(&mut jpeg_encoder::Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    let samples = match kind {
        jpeg_encoder::ColorType::Luma => 1,
        jpeg_encoder::ColorType::Cmyk => 4,
        _ => 3,
    };
    let pixels: Vec<u8> = (0..48 * 32 * samples).map(|at| (at * at / 97 % 251_u32) as u8).collect();
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 80);
    with(&mut encoder);
    encoder.encode(&pixels, 48, 32, kind).unwrap();
    bytes
}

#[test]
fn a_jpeg_is_read_to_its_end() {
    use bindery::testing::picture::inspect::inspect;
    use jpeg_encoder::{ColorType, SamplingFactor};
    let files = [
        jpeg(ColorType::Luma, |_| ()),
        jpeg(ColorType::Rgb, |_| ()),
        jpeg(ColorType::Cmyk, |_| ()),
        jpeg(ColorType::Rgb, |encoder| encoder.set_sampling_factor(SamplingFactor::R_4_1_1)),
        jpeg(ColorType::Rgb, |encoder| encoder.set_restart_interval(2)),
        jpeg(ColorType::Rgb, |encoder| encoder.set_progressive(true)),
        jpeg(ColorType::Rgb, |encoder| {
            encoder.set_progressive_scans(9);
            encoder.set_restart_interval(3);
            encoder.set_optimized_huffman_tables(true);
        }),
    ];
    for (index, file) in files.iter().enumerate() {
        assert_eq!(inspect(file).unwrap().damage, None, "{index}");
        // What follows the end is no part of it, as phones write a second picture there.
        assert_eq!(inspect(&[file.as_slice(), b"more"].concat()).unwrap().damage, None, "{index}");
        for cut in (20..file.len()).step_by(7) {
            assert!(inspect(&file[..cut]).is_err(), "{index}, cut at {cut} of {}", file.len());
        }
        // Bytes put in before the end, a second beginning, an unknown marker.
        let (rest, end) = file.split_at(file.len() - 2);
        for more in [&b"\0\0\0"[..], b"\xFF\xD8", b"\xFF\x97\0\x02"] {
            let damage = inspect(&[rest, more, end].concat()).map(|facts| facts.damage);
            assert_ne!(damage, Ok(None), "{index}, {more:?}");
        }
    }
}

#[test]
fn a_damaged_jpeg_is_shown_as_far_as_it_can_be_but_never_put_in_as_it_is() {
    let file = jpeg(jpeg_encoder::ColorType::Rgb, |_| ());
    let (rest, end) = file.split_at(file.len() - 2);
    let damaged = [rest, b"\0\0\0", end].concat();
    let run = Book::new("![A face](face.jpg)\n").with("face.jpg", &damaged).built(&[Code::DamagedImage]);
    let anew = run.epub_files().remove("OEBPS/images/face.jpg").unwrap();
    assert_eq!(bindery::testing::picture::inspect::inspect(&anew).unwrap().damage, None);
    let holds = |whole: &[u8], part: &[u8]| whole.windows(part.len()).any(|window| window == part);
    assert!(holds(run.pdf.as_ref().unwrap(), &anew) && !holds(run.pdf.as_ref().unwrap(), &damaged));
    // In inks the EPUB alone needs another.
    let inks = jpeg(jpeg_encoder::ColorType::Cmyk, |_| ());
    let run = Book::new("![A face](face.jpg)\n").with("face.jpg", &inks).built(&[Code::ImageColours]);
    assert_ne!(run.epub_files().get("OEBPS/images/face.jpg"), Some(&inks));
    assert!(holds(run.pdf.as_ref().unwrap(), &inks));
}

#[test]
fn a_missing_picture_is_a_figure_that_says_its_words() {
    let run = Book::new("![A view](gone.png \"Its caption\")\n").built(&[Code::MissingImage]);
    for (standard, inside) in [(bindery::testing::config::PdfStandard::Ua1A2, false), (bindery::testing::config::PdfStandard::Ua2A4, true)]
    {
        let document = Document::load_mem(&run.pdf_as(standard).0).unwrap();
        let role = |object: &lopdf::Object, wanted: &[u8]| {
            object.as_dict().is_ok_and(|dict| dict.get(b"S").is_ok_and(|role| role.as_name().is_ok_and(|role| role == wanted)))
        };
        let (id, figure) = document.objects.iter().find(|(_, object)| role(object, b"Figure")).expect("a figure");
        let said = figure.as_dict().unwrap().get(b"Alt").unwrap();
        assert_eq!(lopdf::decode_text_string(said).unwrap(), "A view");
        let (_, caption) = document.objects.iter().find(|(_, object)| role(object, b"Caption")).expect("a caption");
        assert_eq!(caption.as_dict().unwrap().get(b"P").unwrap().as_reference().unwrap() == *id, inside);
    }
}
