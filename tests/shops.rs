//! The rules of shops, each with an EPUB that breaks it and one that does not.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::Command;
use zip::write::SimpleFileOptions;

/// A picture with its ending and media type.
struct Picture {
    ending: &'static str,
    media: &'static str,
    bytes: Vec<u8>,
}

fn png(width: u32, height: u32) -> Picture {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&vec![200; (width * height) as usize]).unwrap();
    writer.finish().unwrap();
    Picture { ending: "png", media: "image/png", bytes }
}

fn jpeg(width: u16, height: u16, colours: jpeg_encoder::ColorType) -> Picture {
    let mut bytes = Vec::new();
    let pixels = vec![120; usize::from(width) * usize::from(height) * if colours == jpeg_encoder::ColorType::Cmyk { 4 } else { 3 }];
    jpeg_encoder::Encoder::new(&mut bytes, 60).encode(&pixels, width, height, colours).unwrap();
    Picture { ending: "jpg", media: "image/jpeg", bytes }
}

fn gif(width: u16, height: u16) -> Picture {
    let mut bytes = Vec::new();
    let mut encoder = gif::Encoder::new(&mut bytes, width, height, &[0, 0, 0, 255, 255, 255]).unwrap();
    let pixels = vec![0; usize::from(width) * usize::from(height)];
    encoder.write_frame(&gif::Frame::from_indexed_pixels(width, height, pixels, None)).unwrap();
    drop(encoder);
    Picture { ending: "gif", media: "image/gif", bytes }
}

/// Bytes behind the end of a picture, which make it heavy and are looked at by nobody.
fn heavier(mut picture: Picture, bytes: usize) -> Picture {
    picture.bytes.resize(picture.bytes.len() + bytes, 7);
    picture
}

/// An EPUB with this cover, if any, and this picture in its text.
fn epub(cover: Option<&Picture>, picture: Option<&Picture>, fixed: bool) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut put = |name: &str, bytes: &[u8]| {
        zip.start_file(name, stored).unwrap();
        zip.write_all(bytes).unwrap();
    };
    put("mimetype", b"application/epub+zip");
    let container = "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles>\
                     <rootfile full-path=\"OEBPS/a.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>";
    put("META-INF/container.xml", container.as_bytes());
    let item = |picture: &Picture, id: &str, more: &str| {
        format!("<item id=\"{id}\" href=\"{id}.{}\" media-type=\"{}\"{more}/>", picture.ending, picture.media)
    };
    let mut items = "<item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>".to_owned();
    items += &cover.map(|cover| item(cover, "cover", " properties=\"cover-image\"")).unwrap_or_default();
    items += &picture.map(|picture| item(picture, "p", "")).unwrap_or_default();
    let layout = if fixed { "<meta property=\"rendition:layout\">pre-paginated</meta>" } else { "" };
    let package = format!(
        "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"i\"><metadata \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:identifier id=\"i\">urn:uuid:0</dc:identifier><dc:title>T</dc:title>\
         <dc:language>en</dc:language><meta property=\"dcterms:modified\">2026-01-01T00:00:00Z</meta>{layout}</metadata>\
         <manifest>{items}</manifest><spine><itemref idref=\"nav\"/></spine></package>"
    );
    put("OEBPS/a.opf", package.as_bytes());
    let nav = "<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"en\"><head><title>T</title>\
               </head><body><nav epub:type=\"toc\"><ol><li><a href=\"nav.xhtml\">T</a></li></ol></nav></body></html>";
    put("OEBPS/nav.xhtml", nav.as_bytes());
    for (picture, id) in [(cover, "cover"), (picture, "p")].into_iter().filter_map(|(picture, id)| Some((picture?, id))) {
        put(&format!("OEBPS/{id}.{}", picture.ending), &picture.bytes);
    }
    zip.finish().unwrap().into_inner()
}

/// What is said of an EPUB for a shop: the lines with its verdicts.
fn said(folder: &Path, epub: &[u8], shop: &str) -> Vec<String> {
    let file = folder.join("a.epub");
    fs::write(&file, epub).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_bindery"))
        .args(["check", "a.epub", "--format", "json", "--all", "--shop", shop])
        .current_dir(folder)
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("\"rules\":"), "{text}");
    text.lines().filter(|line| line.contains("\"V00")).map(str::to_owned).collect()
}

#[test]
fn every_rule_of_a_shop_has_an_epub_that_breaks_it() {
    use jpeg_encoder::ColorType::{Cmyk, Rgb};
    let folder = tempfile::tempdir().unwrap();
    let good = jpeg(1_700, 2_600, Rgb);
    let (small, square, huge) = (jpeg(400, 900, Rgb), jpeg(639, 1_200, Rgb), png(10_001, 700));
    let large = png(2_100, 2_000);
    let broken = [
        ("kdp", Some(&small), None, "at least 1000 × 625"),
        ("kdp", Some(&square), None, "at least 2500 × 1000"),
        ("kdp", Some(&huge), None, "at most 10000"),
        ("kobo", Some(&gif(700, 900)), None, "which is a GIF"),
        ("kobo", Some(&good), Some(&jpeg(40, 40, Cmyk)), "four inks"),
        ("kobo", Some(&good), Some(&heavier(png(40, 40), 5_100_000)), "at most 5 are taken"),
        ("kobo", Some(&heavier(jpeg(700, 900, Rgb), 3_100_000)), None, "at most 3 are taken"),
        ("apple", Some(&good), Some(&large), "2100 × 2000 pixels: at most 4 million"),
        ("google", None, None, "without a cover"),
        ("google", Some(&square), None, "at least 640 on each side"),
        ("google", Some(&png(7_201, 700)), None, "at most 7200"),
        ("ingram", None, None, "without a cover"),
        ("ingram", Some(&png(1_700, 2_600)), None, "no JPEG"),
        ("ingram", Some(&good), Some(&large), "at most 4 million"),
        ("ingram", Some(&good), Some(&jpeg(40, 40, Cmyk)), "four inks"),
    ];
    for (shop, cover, picture, says) in broken {
        let said = said(folder.path(), &epub(cover, picture, false), shop);
        assert!(said.iter().any(|line| line.contains(says)), "{shop}, {says}: {said:#?}");
        assert!(said.iter().all(|line| line.contains("read on ")), "the source is named: {said:#?}");
    }
    // The cover that is handed in beside the EPUB is judged in place of the one in it.
    fs::write(folder.path().join("a-cover.jpg"), &jpeg(1_500, 2_400, Rgb).bytes).unwrap();
    let beside = said(folder.path(), &epub(Some(&small), None, false), "ingram,kdp");
    assert!(beside.iter().any(|line| line.contains("1500 × 2400 pixels: at least 2560 × 1600")), "{beside:#?}");
    assert!(!beside.iter().any(|line| line.contains("400 × 900")), "{beside:#?}");
    fs::remove_file(folder.path().join("a-cover.jpg")).unwrap();
    let fixed = said(folder.path(), &epub(Some(&good), None, true), "ingram");
    assert!(fixed.iter().any(|line| line.contains("fixed layout")), "{fixed:#?}");
    let heavy = heavier(png(40, 40), 100_000_000);
    let heavy = said(folder.path(), &epub(Some(&good), Some(&heavy), false), "ingram");
    assert!(heavy.iter().any(|line| line.contains("at most 100 are taken")), "{heavy:#?}");
}

#[test]
fn an_epub_as_shops_want_it_breaks_no_rule() {
    let folder = tempfile::tempdir().unwrap();
    let good = jpeg(1_700, 2_600, jpeg_encoder::ColorType::Rgb);
    let others = said(folder.path(), &epub(Some(&good), Some(&png(1_000, 1_000)), false), "kdp,kobo,google");
    assert!(others.is_empty(), "{others:#?}");
    // A cover inside may not have more pixels than Apple and Ingram take of any picture.
    let cover = jpeg(1_600, 2_500, jpeg_encoder::ColorType::Rgb);
    let apple = said(folder.path(), &epub(Some(&cover), None, false), "apple");
    assert!(apple.is_empty(), "{apple:#?}");
}

#[test]
fn a_manuscript_is_held_against_shops_too_and_a_strange_shop_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let book = "---\ntitle: T\nauthor: A\nlanguage: en\n---\n\n# One\n\nWords.\n";
    fs::write(folder.path().join("a.md"), book).unwrap();
    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_bindery")).args(arguments).current_dir(folder.path()).output().unwrap();
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        (output.status.code(), said)
    };
    let (code, said) = run(&["check", "a.md", "--system-fonts", "never", "--shop", "all"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(!said.contains("V001") && !said.contains("V002"), "what Bindery makes by itself breaks no rule: {said}");
    for shop in ["Amazon", "Kobo", "Apple", "Google", "Ingram"] {
        assert!(said.contains(&format!("{shop}: held against")), "{said}");
    }
    let (code, said) = run(&["check", "a.md", "--shop", "kdpp"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("did you mean `kdp`?"), "{said}");
}
