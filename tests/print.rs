//! The PDF for a printer: its boxes, its colours, what must not be in it, and margins that follow the number of pages.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

mod support;

use bindery::testing::diagnostics::{Code, Verdicts};
use bindery::testing::source::Disk;
use bindery::{FileContent, Format, Options};
use lopdf::{Dictionary, Document, Object};
use std::fs;
use std::path::Path;
use support::Run;
use support::press_rules::{self, PressFile, PressSheets};

fn run(settings: &str, text: &str) -> Run {
    let folder = tempfile::tempdir().unwrap();
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/coarse-image");
    for picture in ["colours.png", "square.svg"] {
        fs::copy(case.join(picture), folder.path().join(picture)).unwrap();
    }
    fs::write(folder.path().join("book.toml"), format!("title = \"Ink\"\nauthors = \"A. Printer\"\n{settings}")).unwrap();
    fs::write(folder.path().join("one.md"), text).unwrap();
    let run = support::run_as(folder.path(), &Verdicts::default(), false, true);
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
fn pages_for_kdp_have_no_bleed_at_the_spine() {
    for (language, first, second) in [("en", [0, 9_000], [9_000, 0]), ("he", [9_000, 0], [0, 9_000])] {
        let settings = format!("language = \"{language}\"\n[print]\nservice = \"kdp\"\nbleed = \"9 pt\"\n");
        let document = document(&run(&settings, TEXT));
        for (page, beside) in [(1, first), (2, second)] {
            let [media, trim] = ["MediaBox", "TrimBox"].map(|key| bounds(&document, page, key));
            assert_eq!(media, bounds(&document, page, "BleedBox"));
            assert_eq!([trim[0] - media[0], media[2] - trim[2]], beside, "{language}, page {page}");
            // 6 × 9 in become 6.125 × 9.25 in.
            assert_eq!([media[2] - media[0], media[3] - media[1]], [441_000, 666_000]);
        }
    }
}

#[test]
fn running_heads_keep_clear_of_the_cut() {
    let settings = "[page]\ntop = \"0.2 in\"\n[print]\nservice = \"kdp\"\n";
    let run = run(settings, &format!("# One\n\n{}", "Many words that fill the pages of a book one after another. ".repeat(900)));
    let pages = &run.pages.as_ref().unwrap().pages;
    // The highest baseline of all pages with a head; capitals of the head are less than 8 pt high.
    let highest = pages.iter().flat_map(|page| &page.items).map(|item| item.y.to_points()).reduce(f64::min).unwrap();
    assert!(highest >= 18.0 + 5.0, "{highest}");
}

#[test]
fn old_pages_have_no_pictures_of_16_bits() {
    let folder = tempfile::tempdir().unwrap();
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 2, 2);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Sixteen);
    encoder.write_header().unwrap().write_image_data(&[0, 1, 80, 0, 160, 0, 240, 0]).unwrap();
    fs::write(folder.path().join("deep.png"), file).unwrap();
    fs::write(folder.path().join("book.toml"), "title = \"Ink\"\nauthors = \"A. Printer\"\n[print]\nstandard = \"x-1a\"\n").unwrap();
    fs::write(folder.path().join("one.md"), "# One\n\n![A thing](deep.png)\n").unwrap();
    let run = support::run_as(folder.path(), &Verdicts::default(), false, true);
    let document = document(&run);
    let bits: Vec<i64> = dictionaries(&document).filter_map(|image| image.get(b"BitsPerComponent").ok()?.as_i64().ok()).collect();
    assert_eq!(bits, [8]);
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
    assert_eq!(keys, [b"Type".as_slice(), b"Pages", b"OutputIntents", b"Metadata"]);
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

const SOLD: &str = "isbn = \"978-3-16-148410-0\"\ndescription = \"What it is about.\"\npublisher = \"Press\"\n";

fn cover(run: &Run) -> Document {
    Document::load_mem(run.jacket.as_ref().unwrap()).unwrap()
}

/// A text of the Info dictionary.
fn info(document: &Document, key: &str) -> String {
    let info = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
    String::from_utf8(document.get_dictionary(info).unwrap().get(key.as_bytes()).unwrap().as_str().unwrap().to_vec()).unwrap()
}

#[test]
fn the_cover_is_two_pages_and_a_spine_wide() {
    let plain = run(SOLD, TEXT);
    let pages = i64::try_from(plain.pages.as_ref().unwrap().pages.len()).unwrap();
    let plain = cover(&plain);
    assert_eq!(plain.get_pages().len(), 1);
    // 3 mm round 6 × 9 inches twice, and half a tenth of a millimetre a page.
    let trim = bounds(&plain, 1, "TrimBox");
    assert_eq!((trim[0], trim[1], trim[3] - trim[1]), (8_504, 8_504, 648_000));
    assert!((trim[2] - trim[0] - 864_000 - pages * 50 * 72_000 / 25_400).abs() <= 1, "{trim:?} of {pages} pages");
    let media = bounds(&plain, 1, "MediaBox");
    assert_eq!([media[0], media[1], media[2] - trim[2], media[3] - trim[3]], [0, 0, 8_504, 8_504]);
    let given = cover(&run(&format!("{SOLD}[print]\nservice = \"lulu\"\nspine = \"10 pt\"\ncrop-marks = true\n"), TEXT));
    // A cover bleeds even where the pages don't.
    assert_eq!(bounds(&given, 1, "TrimBox"), [27_000, 27_000, 901_000, 675_000]);
    assert_eq!(bounds(&given, 1, "BleedBox"), [18_000, 18_000, 910_000, 684_000]);
    assert_eq!(bounds(&given, 1, "MediaBox"), [0, 0, 928_000, 702_000]);
    let content = given.get_and_decode_page_content(*given.get_pages().get(&1).unwrap()).unwrap();
    let marks = content.operations.iter().skip(1).take_while(|operation| matches!(operation.operator.as_str(), "re" | "f"));
    // Eight at the corners, four at the folds, each drawn and filled.
    assert_eq!(marks.count(), 24);
}

#[test]
fn the_ground_of_a_cover_reaches_its_bleed_and_no_further() {
    // With a spine, so that a drawing which leaves it out is seen: a sheet of 27 pt of marks round 432 + 10 + 432.
    for language in ["en", "he"] {
        let settings = format!("language = \"{language}\"\n{SOLD}[print]\nservice = \"lulu\"\nspine = \"10 pt\"\ncrop-marks = true\n");
        let cover = cover(&run(&settings, TEXT));
        let content = cover.get_and_decode_page_content(*cover.get_pages().get(&1).unwrap()).unwrap();
        // The first path drawn is the ground.
        let path = content.operations.iter().skip_while(|operation| operation.operator != "m");
        let steps = path.take_while(|operation| ["m", "l", "h"].contains(&operation.operator.as_str()));
        let points: Vec<[f32; 2]> = steps
            .filter(|operation| operation.operands.len() == 2)
            .map(|operation| [0, 1].map(|side: usize| operation.operands[side].as_float().unwrap()))
            .collect();
        assert!(points.len() >= 4, "{points:?}");
        let edge = |side: usize, pick: fn(f32, f32) -> f32| points.iter().map(|point| point[side]).reduce(pick).unwrap();
        let sides = [edge(0, f32::min), edge(1, f32::min), edge(0, f32::max), edge(1, f32::max)];
        // A pixel more than the bleed is 0.27 pt; the spine is rounded to pixels too.
        for (found, wanted) in sides.into_iter().zip([18.0, 18.0, 910.0, 684.0]) {
            assert!((found - wanted).abs() < 0.5, "{language}: {sides:?}");
        }
    }
}

#[test]
fn cover_and_old_pages_are_pdf_x_1a() {
    for design in ["circles", "frame", "label"] {
        let run = run(&format!("cover-design = \"{design}\"\n{SOLD}[print]\nstandard = \"x-1a\"\n"), TEXT);
        for (file, inks) in [(run.jacket.as_ref().unwrap(), true), (run.pdf.as_ref().unwrap(), false)] {
            assert!(file.starts_with(b"%PDF-1.3\n"));
            let document = Document::load_mem(file).unwrap();
            assert_eq!(info(&document, "GTS_PDFXVersion"), "PDF/X-1:2001");
            assert_eq!(info(&document, "GTS_PDFXConformance"), "PDF/X-1a:2001");
            assert!(document.trailer.has(b"ID"));
            let keys: Vec<&[u8]> = document.catalog().unwrap().iter().map(|(key, _)| key.as_slice()).collect();
            assert_eq!(keys, [b"Type".as_slice(), b"Pages", b"OutputIntents"]);
            let intent = document.catalog().unwrap().get(b"OutputIntents").unwrap().as_array().unwrap()[0].as_dict().unwrap();
            assert_eq!(intent.get(b"RegistryName").unwrap().as_str().unwrap(), b"http://www.color.org");
            for dictionary in dictionaries(&document) {
                // What later versions brought: packed objects, see-through, layers, XMP, OpenType in a file.
                for key in ["SMask", "Group", "OCProperties", "Metadata", "ExtGState"] {
                    assert!(!dictionary.has(key.as_bytes()), "{key} in {dictionary:?}");
                }
                let kind = dictionary.get(b"Type").and_then(Object::as_name).unwrap_or_default();
                let subtype = dictionary.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
                assert!(kind != b"ObjStm" && kind != b"XRef" && subtype != b"OpenType", "{dictionary:?}");
            }
            for id in document.get_pages().values() {
                for operation in document.get_and_decode_page_content(*id).unwrap().operations {
                    let operator = operation.operator.as_str();
                    assert!(!["rg", "RG", "cs", "CS", "sc", "scn", "SC", "SCN", "sh", "gs"].contains(&operator), "{operation:?}");
                    if inks && operator == "k" {
                        let sum: f32 = operation.operands.iter().map(|ink| ink.as_float().unwrap()).sum();
                        assert!(sum <= 2.41, "{operation:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_barcode_is_black_alone() {
    let content = |settings: &str| {
        let cover = cover(&run(settings, TEXT));
        cover.get_and_decode_page_content(*cover.get_pages().get(&1).unwrap()).unwrap().operations
    };
    let black = |operations: &[lopdf::content::Operation]| {
        let operands =
            |operation: &lopdf::content::Operation| operation.operands.iter().map(|ink| ink.as_float().unwrap()).collect::<Vec<_>>();
        operations.iter().any(|operation| operation.operator == "k" && operands(operation) == [0.0, 0.0, 0.0, 1.0])
    };
    assert!(black(&content(SOLD)));
    assert!(!black(&content("")));
}

#[test]
fn a_cover_image_fills_the_front_to_its_bleed() {
    let run = run(&format!("cover = \"colours.png\"\n{SOLD}[print]\nspine = \"10 pt\"\n"), TEXT);
    assert!(run.found.iter().any(|finding| finding.code == Code::CoarseImage && finding.message.starts_with("the cover")));
    let document = cover(&run);
    let image =
        dictionaries(&document).find(|dictionary| dictionary.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image"));
    assert_eq!(image.unwrap().get(b"ColorSpace").unwrap().as_name().unwrap(), b"DeviceCMYK");
    let content = document.get_and_decode_page_content(*document.get_pages().get(&1).unwrap()).unwrap();
    let matrix = content.operations.iter().find(|operation| operation.operator == "cm").unwrap();
    let [width, height, left, bottom] = [0, 3, 4, 5].map(|place: usize| matrix.operands[place].as_float().unwrap());
    let [media, trim] = ["MediaBox", "TrimBox"].map(|key| bounds(&document, 1, key));
    #[expect(clippy::cast_precision_loss, reason = "a sheet is small")]
    let at = |milli: i64| milli as f32 / 1000.0;
    let fold = at(trim[2]) - 432.0;
    assert!(left <= fold && left + width >= at(media[2]) - 0.002 && bottom <= 0.002 && bottom + height >= at(media[3]) - 0.002);
    // It is cut at the fold, and lies in the middle of what it fills.
    let clip = content.operations.iter().rfind(|operation| operation.operator == "re").unwrap();
    let clip: Vec<f32> = clip.operands.iter().map(|side| side.as_float().unwrap()).collect();
    for (found, wanted) in clip.iter().zip([fold, 0.0, at(media[2]) - fold, at(media[3])]) {
        assert!((found - wanted).abs() < 0.002, "{clip:?}");
    }
    let middle = |from: f32, length: f32| from + length / 2.0;
    assert!((middle(left, width) - middle(fold, at(media[2]) - fold)).abs() < 0.002);
    assert!((middle(bottom, height) - middle(0.0, at(media[3]))).abs() < 0.002);
}

/// The operators of a cover in order, with where images are drawn.
fn operators(document: &Document) -> Vec<lopdf::content::Operation> {
    document.get_and_decode_page_content(*document.get_pages().get(&1).unwrap()).unwrap().operations
}

/// What images fill on a cover, in the order drawn: left, bottom, right and top of the clip before each.
fn plates(document: &Document) -> Vec<[f32; 4]> {
    let (mut clip, mut found) = ([0.0; 4], Vec::new());
    for operation in operators(document) {
        match operation.operator.as_str() {
            "re" => clip = [0, 1, 2, 3].map(|at: usize| operation.operands[at].as_float().unwrap()),
            "Do" => found.push([clip[0], clip[1], clip[0] + clip[2], clip[1] + clip[3]]),
            _ => {}
        }
    }
    found
}

fn near(found: &[f32], wanted: &[f32]) {
    assert!(found.iter().zip(wanted).all(|(found, wanted)| (found - wanted).abs() < 0.01), "{found:?} is not {wanted:?}");
}

#[test]
fn words_lie_over_a_picture_and_on_what_is_opaque() {
    let bare = cover(&run(&format!("cover = \"colours.png\"\n{SOLD}"), TEXT));
    for words in ["box", "band"] {
        let titled = cover(&run(&format!("cover = \"colours.png\"\ncover-words = \"{words}\"\ncover-colour = \"#000080\"\n{SOLD}"), TEXT));
        let behind = |document: &Document| {
            let all = operators(document);
            let image = all.iter().rposition(|operation| operation.operator == "Do").unwrap();
            all[image..].iter().filter(|operation| operation.operator == "f").count()
        };
        // Behind the picture comes the box, with letters on it, and then spine and back.
        assert!(behind(&titled) > behind(&bare), "{words}: {} and {}", behind(&titled), behind(&bare));
    }
}

#[test]
fn a_picture_goes_round_the_cover_or_fills_the_back() {
    let spine = "[print]\nspine = \"10 pt\"\n";
    // 3 mm of bleed are 8.504 pt; the pages are 6 × 9 inches.
    let (bleed, height) = (8.504, 648.0 + 2.0 * 8.504);
    let wrap = cover(&run(&format!("cover = \"colours.png\"\n{SOLD}{spine}cover-wrap = \"colours.png\"\n"), TEXT));
    let [whole] = plates(&wrap)[..] else { panic!("one picture") };
    near(&whole, &[0.0, 0.0, 864.0 + 10.0 + 2.0 * bleed, height]);
    for (language, back) in [("en", [0.0, bleed + 432.0]), ("he", [bleed + 442.0, 2.0 * bleed + 874.0])] {
        let document = cover(&run(&format!("language = \"{language}\"\n{SOLD}{spine}cover-back = \"colours.png\"\n"), TEXT));
        let [plate] = plates(&document)[..] else { panic!("one picture") };
        near(&plate, &[back[0], 0.0, back[1], height]);
    }
    // The picture on the front does not reach beyond the fold beside the one on the back.
    let both = cover(&run(&format!("cover = \"colours.png\"\n{SOLD}{spine}cover-back = \"colours.png\"\n"), TEXT));
    let [front, back] = plates(&both)[..] else { panic!("two pictures") };
    near(&[front[0], back[2]], &[bleed + 442.0, bleed + 432.0]);
}

#[test]
fn lulu_gets_a_cover_in_the_colours_of_a_screen() {
    let of = |settings: &str| cover(&run(&format!("cover = \"colours.png\"\n{SOLD}[print]\n{settings}"), TEXT));
    let uses = |document: &Document, operator: &str| operators(document).iter().any(|operation| operation.operator == operator);
    for (settings, screen) in [("service = \"lulu\"\n", true), ("service = \"kdp\"\n", false), ("cover-colours = \"rgb\"\n", true)] {
        let document = of(settings);
        assert_eq!((uses(&document, "rg"), uses(&document, "k")), (screen, !screen), "{settings}");
    }
    let inked = of("service = \"lulu\"\ncover-colours = \"cmyk\"\n");
    assert!(uses(&inked, "k") && !uses(&inked, "rg"));
}

#[test]
fn no_line_is_thinner_than_the_service_prints() {
    let thinnest = |settings: &str| {
        let document = document(&run(settings, TEXT));
        let pages = document.get_pages();
        let contents = pages.values().map(|id| document.get_and_decode_page_content(*id).unwrap().operations);
        let rules = contents.flatten().filter(|operation| operation.operator == "re");
        let thick = rules.map(|rule| rule.operands[2].as_float().unwrap().min(rule.operands[3].as_float().unwrap()));
        thick.reduce(f32::min).unwrap()
    };
    assert!(thinnest("[print]\nservice = \"kdp\"\n") >= 0.75);
    assert!(thinnest("") < 0.75);
}

/// Files of every kind for a printer.
fn finished() -> Vec<(String, Vec<u8>, PressFile)> {
    let (x4, x1a) = (("x-4", PressFile::X4), ("x-1a", PressFile::X1a { inks: false }));
    let inks = PressFile::X1a { inks: true };
    let mut all = Vec::new();
    for ((pages, page_kind), front, service, cover_kind) in [
        (x4, "", "", inks),
        (x1a, "cover = \"colours.png\"\ncover-words = \"box\"\n", "service = \"kdp\"\n", inks),
        (x4, "cover-design = \"label\"\n", "crop-marks = true\ncover-back = \"colours.png\"\n", inks),
        (x1a, "", "service = \"lulu\"\ncover-wrap = \"colours.png\"\n", PressFile::Rgb),
    ] {
        let settings = format!("{front}{SOLD}[print]\nstandard = \"{pages}\"\n{service}");
        let run = run(&settings, TEXT);
        all.push((format!("pages, {settings}"), run.pdf.unwrap(), page_kind));
        all.push((format!("cover, {settings}"), run.jacket.unwrap(), cover_kind));
    }
    all
}

#[test]
fn finished_files_keep_every_rule() {
    for (what, bytes, kind) in finished() {
        let faults = PressSheets::read(&bytes, kind).faults();
        assert!(faults.is_empty(), "{what}\n{}", faults.join("\n"));
    }
}

/// What breaks a rule of files for a printer.
fn broken_rules() -> Vec<(&'static str, PressSheets)> {
    let run = run(&format!("{SOLD}[print]\nstandard = \"x-1a\"\n"), TEXT);
    let of_x4 = self::run(SOLD, TEXT);
    let pages = || PressSheets::read(run.pdf.as_ref().unwrap(), PressFile::X1a { inks: false });
    let jacket = || PressSheets::read(run.jacket.as_ref().unwrap(), PressFile::X1a { inks: true });
    let first = |document: &Document| *document.get_pages().get(&1).unwrap();
    let page = move |document: &mut Document, key: &str, value: Object| {
        let id = first(document);
        document.get_dictionary_mut(id).unwrap().set(key, value);
    };
    let catalog = |document: &mut Document, key: &str, value: Object| document.catalog_mut().unwrap().set(key, value);
    let images = |document: &mut Document, key: &str, value: Object| {
        let streams = document.objects.values_mut().filter_map(|object| object.as_stream_mut().ok());
        let images = streams.filter(|stream| stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image"));
        images.for_each(|image| image.dict.set(key, value.clone()));
    };
    let content = move |document: &mut Document, bytes: &[u8]| {
        let id = first(document);
        document.change_page_content(id, bytes.to_vec()).unwrap();
    };
    let named = |name: &str| Object::Name(name.as_bytes().to_vec());
    let sides = |sides: [i64; 4]| Object::Array(sides.map(Object::Integer).to_vec());
    let removed = |document: &mut Document, kind: &[u8], key: &[u8]| {
        let dictionaries = document.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
        dictionaries.filter(|dictionary| dictionary.has_type(kind)).for_each(|dictionary| drop(dictionary.remove(key)));
    };
    vec![
        ("version", pages().rewritten(|bytes| bytes[7] = b'7')),
        ("plain-objects", pages().rewritten(|bytes| bytes.extend(b"/Type/ObjStm"))),
        ("open", pages().changed(|document| document.trailer.set("Encrypt", Object::Integer(1)))),
        ("identified", pages().changed(|document| drop(document.trailer.remove(b"ID")))),
        ("said-in-info", pages().changed(|document| drop(document.trailer.remove(b"Info")))),
        (
            "said-in-xmp",
            PressSheets::read(of_x4.pdf.as_ref().unwrap(), PressFile::X4)
                .changed(|document| drop(document.catalog_mut().unwrap().remove(b"Metadata"))),
        ),
        ("output-intent", pages().changed(|document| drop(document.catalog_mut().unwrap().remove(b"OutputIntents")))),
        ("boxes", pages().changed(|document| page(document, "TrimBox", sides([-5, 0, 100, 100])))),
        ("one-size", pages().changed(|document| page(document, "TrimBox", sides([20, 20, 100, 100])))),
        ("no-transparency", pages().changed(|document| page(document, "Group", Object::Integer(1)))),
        ("inks", pages().changed(|document| content(document, b"1 0 0 rg 0 0 9 9 re f"))),
        ("inks-of-pictures", pages().changed(|document| images(document, "ColorSpace", named("DeviceRGB")))),
        ("plain-pictures", pages().changed(|document| images(document, "BitsPerComponent", Object::Integer(16)))),
        ("ink-limit", jacket().changed(|document| content(document, b"1 1 0.5 0 k 0 0 9 9 re f"))),
        (
            "fonts-in-the-file",
            pages().changed(|document| {
                for key in [b"FontFile".as_slice(), b"FontFile2", b"FontFile3"] {
                    removed(document, b"FontDescriptor", key);
                }
            }),
        ),
        ("nothing-but-paper", pages().changed(|document| catalog(document, "OpenAction", Object::Integer(1)))),
        ("no-press-settings", pages().changed(|document| page(document, "TR", Object::Integer(1)))),
    ]
}

#[test]
fn each_rule_sees_its_fault() {
    let broken = broken_rules();
    assert_eq!(broken.iter().map(|(rule, _)| *rule).collect::<Vec<_>>(), press_rules::names());
    for (rule, file) in broken {
        let faults = file.faults();
        assert!(faults.iter().any(|fault| fault.starts_with(&format!("{rule}:"))), "{rule}: {faults:?}");
    }
}

/// What a program says of a file; a test that can't ask its judge has failed.
fn ask(program: &str, arguments: &[&str], file: &Path) -> String {
    let output = std::process::Command::new(program).args(arguments).arg(file).output();
    let output = output.unwrap_or_else(|fault| panic!("{program}: {fault}; run the tests with tests/run, which installs it"));
    let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert!(output.status.success(), "{program} of {}:\n{said}", file.display());
    said
}

#[test]
#[ignore = "needs qpdf, poppler, Ghostscript and zbar, which tests/run installs"]
fn judges_of_printed_books_find_nothing() {
    for (name, service) in [("x-4", ""), ("x-1a", "service = \"kdp\"\n")] {
        let run = run(&format!("{SOLD}[print]\nstandard = \"{name}\"\n{service}"), TEXT);
        let folder = tempfile::tempdir().unwrap();
        let [pages, cover] = ["pages.pdf", "cover.pdf"].map(|file| folder.path().join(file));
        fs::write(&pages, run.pdf.as_ref().unwrap()).unwrap();
        fs::write(&cover, run.jacket.as_ref().unwrap()).unwrap();
        for file in [&pages, &cover] {
            ask("qpdf", &["--check"], file);
        }
        let standard = |file: &Path| {
            ask("pdfinfo", &[], file).lines().find_map(|line| line.strip_prefix("PDF subtype:").map(str::trim).map(str::to_owned))
        };
        assert_eq!(standard(&cover).as_deref(), Some("PDF/X-1:2001"));
        if name == "x-1a" {
            assert_eq!(standard(&pages).as_deref(), Some("PDF/X-1:2001"));
        }
        // Cyan, magenta, yellow and black of every page, in hundredths of its area.
        let inks = ask("gs", &["-q", "-dSAFER", "-o", "-", "-sDEVICE=ink_cov"], &pages);
        let black: f32 = inks
            .lines()
            .filter_map(|line| line.split_once("CMYK"))
            .map(|(numbers, _)| {
                let inks: Vec<f32> = numbers.split_whitespace().map(|ink| ink.parse().unwrap()).collect();
                assert_eq!(inks[..3], [0.0; 3], "{inks:?}");
                inks[3]
            })
            .sum();
        assert!(black > 1.0, "{inks}");
        let picture = folder.path().join("cover.png");
        ask("gs", &["-q", "-dSAFER", "-r300", "-sDEVICE=png16m", "-o", &picture.to_string_lossy()], &cover);
        assert!(ask("zbarimg", &["-q", "--raw"], &picture).contains("9783161484100"));
    }
}

/// A book with a picture in A5, its PDF and the booklet of it, and what was told.
struct Folded {
    pdf: Document,
    booklet: Vec<u8>,
    codes: Vec<Code>,
}

fn folded(settings: &str, text: &str) -> Folded {
    folded_in("en", settings, text)
}

fn folded_in(language: &str, settings: &str, text: &str) -> Folded {
    let folder = tempfile::tempdir().unwrap();
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/coarse-image");
    fs::copy(case.join("colours.png"), folder.path().join("colours.png")).unwrap();
    let settings = format!("title = \"Ink\"\nauthors = \"A. Printer\"\nlanguage = \"{language}\"\n{settings}\n[page]\nsize = \"a5\"\n");
    fs::write(folder.path().join("book.toml"), settings).unwrap();
    fs::write(folder.path().join("one.md"), text).unwrap();
    let options = Options { booklet: true, formats: vec![Format::Pdf], epoch: Some(315_532_800), ..Options::new(folder.path()) };
    let made = bindery::build(&Disk::files(), &options);
    let file = |wanted: fn(&FileContent) -> bool| made.files.iter().find(|made| wanted(&made.content)).unwrap().file.clone();
    Folded {
        pdf: Document::load_mem(&file(|content| matches!(content, FileContent::Book(_)))).unwrap(),
        booklet: file(|content| matches!(content, FileContent::Booklet(_))),
        codes: made.reading.findings.iter().map(|finding| finding.code).collect(),
    }
}

/// Operators without the white space behind them.
fn trimmed(operators: Vec<u8>) -> Vec<u8> {
    operators.trim_ascii_end().to_vec()
}

/// What each page of a document draws, uncompressed.
fn drawn(document: &Document) -> Vec<Vec<u8>> {
    document.get_pages().values().map(|&page| trimmed(document.get_page_content(page))).collect()
}

#[test]
fn a_booklet_has_every_page_once_in_the_order_of_folded_sheets() {
    let text = format!("# One\n\n{}\n\n![A thing](colours.png)\n", "Words that fill the pages of a book. ".repeat(1200));
    let Folded { pdf, booklet, codes } = folded("", &text);
    assert!(!codes.contains(&Code::ThickBooklet));
    let (pages, made) = (drawn(&pdf), Document::load_mem(&booklet).unwrap());
    let all = pages.len().next_multiple_of(4);
    assert_eq!(made.get_pages().len(), all / 2, "two on each side");
    for (side, &id) in made.get_pages().values().enumerate() {
        let page = made.get_dictionary(id).unwrap();
        assert_eq!(bounds(&made, side + 1, "MediaBox"), [0, 0, 839_056, 595_276], "twice as wide as A5");
        let forms = page.get(b"Resources").unwrap().as_dict().unwrap().get(b"XObject").unwrap().as_dict().unwrap();
        let form = |name: &[u8]| {
            let id = forms.get(name).ok()?.as_reference().unwrap();
            Some(trimmed(made.get_object(id).unwrap().as_stream().unwrap().decompressed_content().unwrap()))
        };
        // The outer side of a sheet has the later page on the left, the inner one on the right.
        let (low, high) = (side, all - 1 - side);
        let [left, right] = if side.is_multiple_of(2) { [high, low] } else { [low, high] };
        assert_eq!(form(b"L").as_ref(), pages.get(left), "side {side}");
        assert_eq!(form(b"R").as_ref(), pages.get(right), "side {side}");
    }
    // Fonts and pictures are in it once, and nothing but what is printed.
    let count = |document: &Document, key: &str| dictionaries(document).filter(|dictionary| dictionary.has(key.as_bytes())).count();
    assert_eq!(count(&made, "FontFile3"), count(&pdf, "FontFile3"));
    let images = |document: &Document| {
        dictionaries(document).filter(|one| one.get(b"Subtype").is_ok_and(|kind| kind.as_name().is_ok_and(|kind| kind == b"Image"))).count()
    };
    assert_eq!(images(&made), images(&pdf));
    for key in ["StructTreeRoot", "Annots", "Outlines", "MarkInfo", "Metadata"] {
        assert_eq!(count(&made, key), 0, "{key}");
    }
    assert_eq!(booklet, folded("", &text).booklet, "two runs differ");
}

#[test]
fn a_booklet_from_right_to_left_is_folded_on_the_other_side() {
    for (language, first) in [("en", b"R"), ("he", b"L")] {
        // Of five pages on two sheets the last three are blank, so that the outer side of the first has the first page alone.
        let Folded { pdf, booklet, .. } = folded_in(language, "", "# One\n\nWords.\n");
        assert_eq!(pdf.get_pages().len() % 4, 1, "{language}");
        let made = Document::load_mem(&booklet).unwrap();
        let page = made.get_dictionary(*made.get_pages().values().next().unwrap()).unwrap();
        let forms = page.get(b"Resources").unwrap().as_dict().unwrap().get(b"XObject").unwrap().as_dict().unwrap();
        assert!(forms.len() == 1 && forms.has(first), "{language}");
    }
}

#[test]
fn a_booklet_too_thick_to_fold_is_told_of() {
    let long: String = (0..90).map(|number| format!("# Chapter {number}\n\nWords.\n\n")).collect();
    assert!(folded("", &long).codes.contains(&Code::ThickBooklet));
}

#[test]
#[ignore = "needs qpdf and poppler, which tests/run installs"]
fn judges_of_booklets_find_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("booklet.pdf");
    for settings in ["", "[pdf]\nstandard = \"ua2+a4\"\n"] {
        fs::write(&file, folded(settings, TEXT).booklet).unwrap();
        ask("qpdf", &["--check"], &file);
        assert!(ask("pdftotext", &["-q"], &file).is_empty());
    }
}
