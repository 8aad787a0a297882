//! The PDF for a printer: its boxes, its colours, what must not be in it, and margins that follow the number of pages.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

mod support;

use lopdf::{Dictionary, Document, Object};
use std::fs;
use std::path::Path;
use support::Run;

fn run(settings: &str, text: &str) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/coarse-image");
    for picture in ["colours.png", "square.svg"] {
        fs::copy(case.join(picture), folder.path().join(picture)).unwrap();
    }
    fs::write(folder.path().join("book.toml"), format!("title = \"Ink\"\nauthors = \"A. Printer\"\n{settings}")).unwrap();
    fs::write(folder.path().join("one.md"), text).unwrap();
    let run = support::run_as(folder.path(), &[], false, true);
    assert!(!run.found.has_errors(), "{:?}", run.found);
    run
}

const TEXT: &str = "# One\n\nWords, [a link](https://example.org) and *others*.\n\n![A thing](colours.png)\n\n![A square](square.svg)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";

fn document(run: &Run) -> Document {
    Document::load_mem(run.pdf.as_ref().unwrap()).unwrap()
}

fn dictionaries(document: &Document) -> impl Iterator<Item = &Dictionary> {
    document.objects.values().filter_map(|object| match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    })
}

/// A box of a page in thousandths of a point.
fn bounds(document: &Document, page: usize, key: &str) -> Vec<i64> {
    let id = *document.get_pages().get(&u32::try_from(page).unwrap()).unwrap();
    let sides = document.get_dictionary(id).unwrap().get(key.as_bytes()).unwrap().as_array().unwrap();
    #[expect(clippy::cast_possible_truncation, reason = "a page is small")]
    sides.iter().map(|side| (f64::from(side.as_float().unwrap()) * 1000.0).round() as i64).collect()
}

#[test]
fn boxes_lie_in_one_another() {
    let plain = document(&run("", TEXT));
    // 3 mm are 8.504 pt; the page is 432 × 648 pt.
    for (key, sides) in
        [("MediaBox", [0, 0, 449_008, 665_008]), ("BleedBox", [0, 0, 449_008, 665_008]), ("TrimBox", [8_504, 8_504, 440_504, 656_504])]
    {
        assert_eq!(bounds(&plain, 1, key), sides, "{key}");
    }
    let marked = document(&run("[print]\nbleed = \"9 pt\"\ncrop-marks = true\n", TEXT));
    for (key, sides) in [
        ("MediaBox", [0, 0, 486_000, 702_000]),
        ("BleedBox", [18_000, 18_000, 468_000, 684_000]),
        ("TrimBox", [27_000, 27_000, 459_000, 675_000]),
    ] {
        assert_eq!(bounds(&marked, 1, key), sides, "{key}");
    }
    let bare = document(&run("[print]\nbleed = \"0 mm\"\n", TEXT));
    assert_eq!(bounds(&bare, 1, "MediaBox"), bounds(&bare, 1, "TrimBox"));
}

#[test]
fn everything_is_black_and_nothing_is_for_a_screen() {
    let document = document(&run("[print]\ncrop-marks = true\n", TEXT));
    let pages = document.get_pages();
    assert_eq!(pages.len() % 2, 0);
    for id in pages.values() {
        let content = document.get_and_decode_page_content(*id).unwrap();
        for operation in &content.operations {
            let screen = ["rg", "RG", "k", "K", "cs", "CS", "sc", "scn", "SC", "SCN", "sh", "BMC", "BDC", "gs"];
            assert!(!screen.contains(&operation.operator.as_str()), "{operation:?}");
        }
        assert_eq!(content.operations[0].operator, "g");
        assert!(!document.get_dictionary(*id).unwrap().has(b"Annots"));
    }
    let catalog = document.catalog().unwrap();
    let keys: Vec<&[u8]> = catalog.iter().map(|(key, _)| key.as_slice()).collect();
    assert_eq!(keys, [b"Type".as_slice(), b"Pages", b"Metadata", b"OutputIntents"]);
    let (mut images, mut forms) = (0, 0);
    for dictionary in dictionaries(&document) {
        for key in ["SMask", "Group", "URI", "JS", "A", "StructParents"] {
            assert!(!dictionary.has(key.as_bytes()), "{key} in {dictionary:?}");
        }
        match dictionary.get(b"Subtype").and_then(Object::as_name) {
            Ok(b"Image") => {
                assert_eq!(dictionary.get(b"ColorSpace").unwrap().as_name().unwrap(), b"DeviceGray");
                images += 1;
            }
            // A drawing, whose own operators must not name colours either.
            Ok(b"Form") => forms += 1,
            _ => {}
        }
    }
    for form in document.objects.values().filter_map(|object| object.as_stream().ok()) {
        if form.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form") {
            let content = String::from_utf8(form.decompressed_content().unwrap()).unwrap();
            assert!(!content.contains("rg\n") && !content.contains("RG\n") && content.contains(" g\n"), "{content}");
        }
    }
    assert_eq!((images, forms), (1, 1));
}

#[test]
fn it_says_that_it_is_pdf_x_4() {
    let run = run("", TEXT);
    assert!(run.pdf.as_ref().unwrap().starts_with(b"%PDF-1.6\n"));
    let document = document(&run);
    let packet = document.catalog().unwrap().get(b"Metadata").unwrap().as_reference().unwrap();
    let packet = String::from_utf8(document.get_object(packet).unwrap().as_stream().unwrap().content.clone()).unwrap();
    for part in ["<pdfxid:GTS_PDFXVersion>PDF/X-4<", "<pdf:Trapped>False<", "<xmpMM:DocumentID>uuid:", "<xmpMM:VersionID>1<"] {
        assert!(packet.contains(part), "{part} is not in {packet}");
    }
    assert!(!packet.contains("pdfaid:part") && !packet.contains("pdfuaid:part"));
    let info = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
    assert_eq!(document.get_dictionary(info).unwrap().get(b"Trapped").unwrap().as_name().unwrap(), b"False");
    assert!(document.trailer.has(b"ID") && !document.trailer.has(b"Encrypt"));
    let intent = document.catalog().unwrap().get(b"OutputIntents").unwrap().as_array().unwrap()[0].as_dict().unwrap();
    assert_eq!(intent.get(b"S").unwrap().as_name().unwrap(), b"GTS_PDFX");
    let profile = intent.get(b"DestOutputProfile").unwrap().as_reference().unwrap();
    let profile = document.get_object(profile).unwrap().as_stream().unwrap().decompressed_content().unwrap();
    // An output profile (ISO 15930-7, 6.2.3), and whole.
    assert_eq!(&profile[12..20], b"prtrGRAY");
    assert_eq!(profile.len(), u32::from_be_bytes(profile[..4].try_into().unwrap()) as usize);
}

#[test]
fn the_same_book_makes_the_same_bytes() {
    assert!(run("", TEXT).pdf == run("", TEXT).pdf);
}

#[test]
fn the_inner_margin_follows_the_number_of_pages() {
    let narrow = "[page]\nsize = \"5x8\"\ninner = \"5 mm\"\nouter = \"15 mm\"\n";
    let service = format!("{narrow}[print]\nservice = \"kdp\"\n");
    // The left edge of the first line of a right-hand page of text is the inner margin.
    let least = |run: &Run| {
        let pages = run.pages.as_ref().unwrap();
        let text = |index: &usize| pages.pages[*index].lines.len() > 10;
        let recto = (0..pages.pages.len()).step_by(2).find(text).unwrap();
        pages.pages[recto].items.iter().map(|item| item.x).min().unwrap().to_points()
    };
    let paragraph = format!("{}\n\n", "Many words that fill the pages of a book one after another. ".repeat(20));
    let text = |times: usize| format!("# One\n\n{}", paragraph.repeat(times));
    let thin = run(&service, &text(20));
    assert!(thin.pages.as_ref().unwrap().pages.len() <= 150);
    assert!((least(&thin) - 27.0).abs() < 1.0, "{}", least(&thin));
    let thick = run(&service, &text(340));
    let pages = thick.pages.as_ref().unwrap().pages.len();
    assert!((151..=300).contains(&pages), "{pages}");
    assert!((least(&thick) - 36.0).abs() < 1.0, "{}", least(&thick));
    let free = run(narrow, &text(20));
    assert!(least(&free) < 15.0, "{}", least(&free));
}
