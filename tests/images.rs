//! Pictures in the PDF: upright, in their own colours, and the same bytes as in their files where a PDF can hold those.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

mod support;

use bindery::testing::diagnostics::{Code, Diagnostics, Verdicts};
use bindery::testing::edition;
use bindery::testing::fonts::Fonts;
use bindery::testing::layout::frame::ItemContent;
use jpeg_encoder::ColorType;
use lopdf::{Dictionary, Document, Object, Stream};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::Run;

/// A book of pictures, each a figure of its own.
struct Album {
    folder: tempfile::TempDir,
    text: String,
    settings: String,
}

impl Album {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), text: "# Pictures\n".to_owned(), settings: String::new() }
    }

    fn add(&mut self, name: &str, bytes: &[u8]) {
        fs::write(self.folder.path().join(name), bytes).unwrap();
        self.text += &format!("\n![The picture {name}]({name})\n");
    }

    fn made(&self, print: bool) -> Run {
        let settings = format!("title = \"Album\"\nauthors = \"A. Painter\"\n{}", self.settings);
        fs::write(self.folder.path().join("book.toml"), settings).unwrap();
        fs::write(self.folder.path().join("one.md"), &self.text).unwrap();
        let run = support::run_as(self.folder.path(), &Verdicts::default(), false, print);
        assert!(!run.found.has_errors(), "{:?}", run.found);
        run
    }
}

fn jpeg(size: [u16; 2], kind: ColorType, pixels: &[u8], with: impl FnOnce(&mut jpeg_encoder::Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, 95);
    with(&mut encoder);
    encoder.encode(pixels, size[0], size[1], kind).unwrap();
    bytes
}

fn png(
    size: [u32; 2],
    (colour, depth): (png::ColorType, png::BitDepth),
    rows: &[u8],
    with: impl FnOnce(&mut png::Encoder<&mut Vec<u8>>),
) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, size[0], size[1]);
    encoder.set_color(colour);
    encoder.set_depth(depth);
    with(&mut encoder);
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(rows).unwrap();
    writer.finish().unwrap();
    bytes
}

const RED: [u8; 3] = [220, 20, 20];
const GREEN: [u8; 3] = [20, 200, 20];
const BLUE: [u8; 3] = [20, 20, 220];
const WHITE: [u8; 3] = [255; 3];

/// A picture with a colour in each corner of it upright (red and green above, blue and white below), stored in an orientation.
fn cornered(orientation: u8) -> Vec<u8> {
    let (wide, high) = (96_usize, 48_usize);
    let (columns, rows) = if orientation > 4 { (high, wide) } else { (wide, high) };
    let mut pixels = Vec::new();
    for (row, column) in (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))) {
        // Exif's own words, such as for 6: row 0 is the right side, column 0 is the top.
        let (x, y) = match orientation {
            1 => (column, row),
            2 => (wide - 1 - column, row),
            3 => (wide - 1 - column, high - 1 - row),
            4 => (column, high - 1 - row),
            5 => (row, column),
            6 => (wide - 1 - row, column),
            7 => (wide - 1 - row, high - 1 - column),
            _ => (row, high - 1 - column),
        };
        pixels.extend([[RED, GREEN], [BLUE, WHITE]][y * 2 / high][x * 2 / wide]);
    }
    let size = [columns, rows].map(|length| u16::try_from(length).unwrap());
    let exif = [b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(), &[orientation, 0, 0, 0, 0, 0, 0]].concat();
    jpeg(size, ColorType::Rgb, &pixels, |encoder| encoder.add_exif_metadata(&exif).unwrap())
}

fn document(run: &Run) -> Document {
    Document::load_mem(run.pdf.as_ref().unwrap()).unwrap()
}

/// Every picture of the pages, by the name it has in the resources: the order in which the book shows them.
fn images(document: &Document) -> Vec<&Stream> {
    let page = document.get_dictionary(document.get_pages()[&1]).unwrap();
    let resources = document.get_dictionary(page.get(b"Resources").unwrap().as_reference().unwrap()).unwrap();
    let named = resources.get(b"XObject").unwrap();
    let named = named.as_reference().map_or_else(|_| named.as_dict().unwrap(), |id| document.get_dictionary(id).unwrap());
    (0..named.len())
        .map(|index| {
            let id = named.get(format!("I{index}").as_bytes()).unwrap().as_reference().unwrap();
            document.get_object(id).unwrap().as_stream().unwrap()
        })
        .collect()
}

/// A colour space's name, and its profile if it has one.
fn space<'d>(document: &'d Document, dict: &'d Dictionary) -> (&'d [u8], Option<&'d Stream>) {
    match dict.get(b"ColorSpace").unwrap() {
        Object::Name(name) => (name, None),
        Object::Array(parts) => {
            let profile = parts[1].as_reference().ok().map(|id| document.get_object(id).unwrap().as_stream().unwrap());
            (parts[0].as_name().unwrap(), profile)
        }
        other => panic!("{other:?}"),
    }
}

/// The sRGB profile of the output intent: a profile at hand.
fn srgb() -> Vec<u8> {
    let mut album = Album::new();
    album.add("a.png", &png([1, 1], (png::ColorType::Rgb, png::BitDepth::Eight), &[0; 3], |_| ()));
    let document = document(&album.made(false));
    let intent = document.catalog().unwrap().get(b"OutputIntents").unwrap().as_array().unwrap()[0].as_dict().unwrap();
    let profile = intent.get(b"DestOutputProfile").unwrap().as_reference().unwrap();
    document.get_object(profile).unwrap().as_stream().unwrap().decompressed_content().unwrap()
}

/// A profile in which red and green are exchanged, so that nobody can overlook whether a picture keeps it.
fn exchanged() -> Vec<u8> {
    let mut profile = srgb();
    let at = |tag: &[u8; 4]| profile.windows(4).position(|window| window == tag).unwrap();
    let (red, green) = (at(b"rXYZ"), at(b"gXYZ"));
    profile[red..red + 4].copy_from_slice(b"gXYZ");
    profile[green..green + 4].copy_from_slice(b"rXYZ");
    profile
}

/// The pages as a program draws them, and where each picture is on them: its page, and its box in pixels.
struct Drawn {
    pages: Vec<(usize, Vec<u8>)>,
    boxes: Vec<(usize, [f64; 4])>,
}

const RESOLUTION: f64 = 144.0;

impl Drawn {
    /// Of a PDF with this border round its pages, in points.
    fn new(run: &Run, name: &str, border: f64) -> Self {
        let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.pdf"));
        fs::write(&file, run.pdf.as_ref().unwrap()).unwrap();
        let set = &run.pages.as_ref().unwrap().pages;
        let mut boxes = Vec::new();
        for (index, page) in set.iter().enumerate() {
            for item in &page.items {
                if let ItemContent::Picture { width, height, .. } = &item.content {
                    let at = |length: f64| (length + border) * RESOLUTION / 72.0;
                    let (x, y) = (at(item.x.to_points()), at(item.y.to_points()));
                    boxes.push((index, [x, y, width.to_points() * RESOLUTION / 72.0, height.to_points() * RESOLUTION / 72.0]));
                }
            }
        }
        let prefix = file.with_extension("");
        let resolution = RESOLUTION.to_string();
        let output = Command::new("pdftoppm").args(["-r", &resolution]).arg(&file).arg(&prefix).output();
        assert!(output.expect("pdftoppm, which tests/run installs").status.success());
        let digits = set.len().to_string().len();
        let pages = (1..=set.len()).map(|number| ppm(&PathBuf::from(format!("{}-{number:0digits$}.ppm", prefix.display())))).collect();
        Self { pages, boxes }
    }

    /// The colour of a picture at a place, in hundredths of its width and height from its upper left corner.
    fn colour(&self, picture: usize, [across, down]: [f64; 2]) -> [u8; 3] {
        let (page, [x, y, width, height]) = self.boxes[picture];
        let (columns, pixels) = &self.pages[page];
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place on the page")]
        let at = ((y + height * down / 100.0) as usize * columns + (x + width * across / 100.0) as usize) * 3;
        pixels[at..at + 3].try_into().unwrap()
    }
}

/// A file of the simplest format there is: its width and its pixels.
fn ppm(path: &Path) -> (usize, Vec<u8>) {
    let bytes = fs::read(path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
    let mut lines = bytes.splitn(4, |byte| *byte == b'\n');
    let (kind, size, most, pixels) = (lines.next().unwrap(), lines.next().unwrap(), lines.next().unwrap(), lines.next().unwrap());
    assert_eq!((kind, most), (b"P6".as_slice(), b"255".as_slice()));
    (std::str::from_utf8(size).unwrap().split(' ').next().unwrap().parse().unwrap(), pixels.to_vec())
}

fn near(one: [u8; 3], other: [u8; 3], most: u8) -> bool {
    one.iter().zip(other).all(|(one, other)| one.abs_diff(other) <= most)
}

fn turned() -> Album {
    let mut album = Album::new();
    (1..=8).for_each(|orientation| album.add(&format!("{orientation}.jpg"), &cornered(orientation)));
    album
}

#[test]
fn a_turned_jpeg_has_its_upright_shape_and_its_own_bytes() {
    let album = turned();
    let run = album.made(false);
    let shapes = run.pages.as_ref().unwrap().pages.iter().flat_map(|page| &page.items).filter_map(|item| match &item.content {
        ItemContent::Picture { width, height, .. } => Some((width.to_points(), height.to_points())),
        _ => None,
    });
    assert_eq!(shapes.collect::<Vec<_>>(), vec![(72.0, 36.0); 8]);
    let document = document(&run);
    for (image, orientation) in images(&document).into_iter().zip(1..=8) {
        assert!(image.content == cornered(orientation), "{orientation}");
    }
}

/// The matrix by which each picture of a page is drawn: all that are in force, one after the other.
fn matrices(operations: &[lopdf::content::Operation]) -> Vec<[f64; 6]> {
    let (mut matrix, mut kept, mut drawn) = ([1.0, 0.0, 0.0, 1.0, 0.0, 0.0], Vec::new(), Vec::new());
    for operation in operations {
        match operation.operator.as_str() {
            "q" => kept.push(matrix),
            "Q" => matrix = kept.pop().unwrap(),
            "cm" => {
                let numbers: Vec<f64> = operation.operands.iter().map(|number| f64::from(number.as_float().unwrap())).collect();
                let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (<[f64; 6]>::try_from(numbers).unwrap(), matrix);
                matrix = [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l];
            }
            "Do" => drawn.push(matrix),
            _ => {}
        }
    }
    drawn
}

#[test]
fn each_orientation_puts_every_corner_where_it_is_seen() {
    let run = turned().made(false);
    let document = document(&run);
    let height = run.book.as_ref().unwrap().0.page.height.to_points();
    let mut seen = 0;
    for (page, id) in run.pages.as_ref().unwrap().pages.iter().zip(document.get_pages().into_values()) {
        let boxes = page.items.iter().filter_map(|item| match item.content {
            ItemContent::Picture { width, height: high, .. } => {
                Some([item.x.to_points(), height - item.y.to_points(), width.to_points(), high.to_points()])
            }
            _ => None,
        });
        let content = document.get_and_decode_page_content(id).unwrap();
        let matrices = matrices(&content.operations);
        for ([left, top, width, high], [a, b, c, d, e, f]) in boxes.zip(matrices) {
            seen += 1;
            for (column, row) in [(0.1, 0.2), (0.9, 0.2), (0.1, 0.8), (0.9, 0.8)] {
                // Exif's own words again: where a place of the file is seen, from the left and from the top.
                let (x, y) = match seen {
                    1 => (column, row),
                    2 => (1.0 - column, row),
                    3 => (1.0 - column, 1.0 - row),
                    4 => (column, 1.0 - row),
                    5 => (row, column),
                    6 => (1.0 - row, column),
                    7 => (1.0 - row, 1.0 - column),
                    _ => (row, 1.0 - column),
                };
                // An image's own space has its first row at the top.
                let (u, v) = (column, 1.0 - row);
                let drawn = (a * u + c * v + e, b * u + d * v + f);
                let wanted = (left + x * width, top - y * high);
                let near = (drawn.0 - wanted.0).abs() < 0.01 && (drawn.1 - wanted.1).abs() < 0.01;
                assert!(near, "orientation {seen}: ({column}, {row}) is drawn at {drawn:?}, not {wanted:?}");
            }
        }
    }
    assert_eq!(seen, 8);
}

#[test]
#[ignore = "needs pdftoppm, which tests/run installs"]
fn a_turned_jpeg_is_seen_upright() {
    let album = turned();
    let corners = [([10.0, 10.0], RED), ([90.0, 10.0], GREEN), ([10.0, 90.0], BLUE), ([90.0, 90.0], WHITE)];
    let drawn = Drawn::new(&album.made(false), "turned", 0.0);
    for (picture, (place, colour)) in (0..8).flat_map(|picture| corners.map(|corner| (picture, corner))) {
        let seen = drawn.colour(picture, place);
        assert!(near(seen, colour, 12), "orientation {} at {place:?}: {seen:?}", picture + 1);
    }
    // For a printer it is the same in grey, with 3 mm of bleed around.
    let drawn = Drawn::new(&album.made(true), "turned-print", 8.504);
    for (picture, (place, [red, green, blue])) in (0..8).flat_map(|picture| corners.map(|corner| (picture, corner))) {
        let seen = drawn.colour(picture, place);
        let luma = u8::try_from((299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue)) / 1000).unwrap();
        // The renderer shows grey by the profile of the output intent, a little otherwise than by itself.
        assert!(near(seen, [luma; 3], 24), "orientation {} at {place:?}: {seen:?}, not {luma}", picture + 1);
    }
}

/// A patch of one colour.
fn patch(kind: ColorType, inks: &[u8], with: impl FnOnce(&mut jpeg_encoder::Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    jpeg([48, 48], kind, &inks.repeat(48 * 48), with)
}

/// A JPEG without what says that Adobe's custom is followed.
fn without_adobe(mut file: Vec<u8>) -> Vec<u8> {
    let at = file.windows(2).position(|pair| pair == [0xFF, 0xEE]).unwrap();
    let length = usize::from(u16::from_be_bytes([file[at + 2], file[at + 3]]));
    file.drain(at..at + 2 + length);
    file
}

/// Pictures with profiles and in the inks of print, and what each should look like.
fn coloured() -> (Album, Vec<[u8; 3]>) {
    let mut album = Album::new();
    let mut seen = Vec::new();
    let mut add = |name: &str, bytes: &[u8], colour: [u8; 3]| {
        album.add(name, bytes);
        seen.push(colour);
    };
    let (profile, whole) = (exchanged(), srgb());
    let eight = (png::ColorType::Rgb, png::BitDepth::Eight);
    let with = |profile: &[u8]| {
        let profile = profile.to_vec();
        move |encoder: &mut jpeg_encoder::Encoder<&mut Vec<u8>>| encoder.add_icc_profile(&profile).unwrap()
    };
    add("exchanged.jpg", &patch(ColorType::Rgb, &RED, with(&profile)), [20, 220, 20]);
    let mut info = png::Info::with_size(48, 48);
    info.icc_profile = Some(profile.clone().into());
    (info.color_type, info.bit_depth) = eight;
    let mut file = Vec::new();
    let mut writer = png::Encoder::with_info(&mut file, info).unwrap().write_header().unwrap();
    writer.write_image_data(&RED.repeat(48 * 48)).unwrap();
    writer.finish().unwrap();
    add("exchanged.png", &file, [20, 220, 20]);
    // A profile that is cut off, and one for other colours, are as none.
    add("cut.jpg", &patch(ColorType::Rgb, &RED, with(&whole[..200])), RED);
    add("grey.jpg", &patch(ColorType::Luma, &[100], with(&whole)), [100; 3]);
    let cyan = [255, 0, 0, 0];
    let look = [0, 150, 224];
    add("inks.jpg", &patch(ColorType::Cmyk, &cyan, |_| ()), look);
    add("ycck.jpg", &patch(ColorType::CmykAsYcck, &cyan, |_| ()), look);
    add("upright.jpg", &without_adobe(patch(ColorType::Cmyk, &cyan.map(|ink| 255 - ink), |_| ())), look);
    add("paper.jpg", &patch(ColorType::Cmyk, &[0; 4], |_| ()), WHITE);
    add("black.jpg", &patch(ColorType::Cmyk, &[255; 4], |_| ()), [0; 3]);
    add(
        "linear.png",
        &png([48, 48], eight, &[128, 128, 128].repeat(48 * 48), |encoder| encoder.set_source_gamma(png::ScaledFloat::new(1.0))),
        [188; 3],
    );
    (album, seen)
}

#[test]
fn pictures_keep_profiles_that_are_sound_and_inks_have_one() {
    let (album, _) = coloured();
    let document = document(&album.made(false));
    let images = images(&document);
    let kinds: Vec<(&[u8], Option<&Stream>)> = images.iter().map(|image| space(&document, &image.dict)).collect();
    let names: Vec<&str> = kinds.iter().map(|(name, _)| std::str::from_utf8(name).unwrap()).collect();
    let based = "ICCBased";
    assert_eq!(names, [based, based, "DeviceRGB", "DeviceGray", based, based, based, based, based, "CalRGB"]);
    let profiles: Vec<&Stream> = kinds.iter().filter_map(|(_, profile)| *profile).collect();
    assert_eq!(profiles[0].decompressed_content().unwrap(), exchanged());
    // One object for all that have the same.
    assert!(std::ptr::eq(profiles[0], profiles[1]) && std::ptr::eq(profiles[2], profiles[6]));
    for (profile, colours) in profiles.iter().zip([3, 3, 4, 4, 4, 4, 4]) {
        assert_eq!(profile.dict.get(b"N").unwrap().as_i64().unwrap(), colours);
    }
    // Upside down only if Adobe's mark says so.
    let upside_down: Vec<bool> = images[4..9].iter().map(|image| image.dict.has(b"Decode")).collect();
    assert_eq!(upside_down, [true, true, false, true, true]);
}

#[test]
#[ignore = "needs pdftoppm, which tests/run installs"]
fn pictures_have_the_colours_of_their_profiles() {
    let (album, looks) = coloured();
    let drawn = Drawn::new(&album.made(false), "coloured", 0.0);
    for (picture, look) in looks.into_iter().enumerate() {
        let seen = drawn.colour(picture, [50.0, 50.0]);
        assert!(near(seen, look, 16), "picture {picture}: {seen:?}, not {look:?}");
    }
    // In black alone: cyan is light, paper white, full inks black.
    let drawn = Drawn::new(&album.made(true), "coloured-print", 8.504);
    for (picture, look) in [(4, 179), (5, 179), (6, 179), (7, 255), (8, 0)] {
        let seen = drawn.colour(picture, [50.0, 50.0]);
        assert!(near(seen, [look; 3], 24), "picture {picture}: {seen:?}, not {look}");
    }
}

/// PNGs of every kind, with what the PDF should say of each: bits, whether its rows are the file's own, whether it has a mask.
fn kinds() -> (Album, Vec<(i64, bool, bool)>) {
    use png::{BitDepth, ColorType};
    let mut album = Album::new();
    let mut said = Vec::new();
    let palette = |encoder: &mut png::Encoder<&mut Vec<u8>>| encoder.set_palette([RED, GREEN, BLUE, WHITE].concat());
    let clear = |encoder: &mut png::Encoder<&mut Vec<u8>>| {
        encoder.set_palette([RED, GREEN, BLUE, WHITE].concat());
        encoder.set_trns(vec![255, 0]);
    };
    let mut add = |name: &str, bytes: Vec<u8>, facts| {
        album.add(name, &bytes);
        said.push(facts);
    };
    let halves = |one: &[u8], other: &[u8]| [one.repeat(24), other.repeat(24)].concat().repeat(48);
    let size = [48, 48];
    add("one.png", png(size, (ColorType::Grayscale, BitDepth::One), &[0, 0, 0, 255, 255, 255].repeat(48), |_| ()), (1, true, false));
    add("grey.png", png(size, (ColorType::Grayscale, BitDepth::Eight), &halves(&[0], &[128]), |_| ()), (8, true, false));
    add("deep.png", png(size, (ColorType::Rgb, BitDepth::Sixteen), &halves(&[255, 255, 0, 0, 0, 0], &[0; 6]), |_| ()), (16, true, false));
    let quarters = [[0; 6], [0x55; 6]].concat().repeat(48);
    add("palette.png", png(size, (ColorType::Indexed, BitDepth::Two), &quarters, palette), (2, true, false));
    add("clear.png", png(size, (ColorType::Indexed, BitDepth::Two), &quarters, clear), (2, true, true));
    add("alpha.png", png(size, (ColorType::Rgba, BitDepth::Eight), &halves(&[200, 0, 0, 255], &[0, 0, 0, 0]), |_| ()), (8, false, true));
    let no_green = |encoder: &mut png::Encoder<&mut Vec<u8>>| encoder.set_trns(vec![0, 20, 0, 200, 0, 20]);
    add("clear-colour.png", png(size, (ColorType::Rgb, BitDepth::Eight), &halves(&RED, &GREEN), no_green), (8, true, true));
    let deep = halves(&[0, 0, 255, 255], &[0, 0, 0, 0]);
    add("deep-alpha.png", png(size, (ColorType::GrayscaleAlpha, BitDepth::Sixteen), &deep, |_| ()), (16, false, true));
    add(
        "opaque.png",
        png(size, (ColorType::Rgba, BitDepth::Eight), &halves(&[200, 0, 0, 255], &[0, 0, 200, 255]), |_| ()),
        (8, false, false),
    );
    (album, said)
}

#[test]
fn a_png_keeps_its_rows_its_bits_and_its_palette() {
    let (album, said) = kinds();
    let document = document(&album.made(false));
    for (index, (image, (bits, own, masked))) in images(&document).into_iter().zip(said).enumerate() {
        assert_eq!(image.dict.get(b"BitsPerComponent").unwrap().as_i64().unwrap(), bits, "{index}");
        assert_eq!(image.dict.has(b"SMask"), masked, "{index}");
        let file = album.text.lines().filter_map(|line| line.split_once("](")).nth(index).unwrap().1.trim_end_matches(')');
        let file = fs::read(album.folder.path().join(file)).unwrap();
        assert_eq!(file.windows(image.content.len()).any(|window| window == image.content), own, "{index}");
        let columns = image.dict.get(b"DecodeParms").unwrap().as_dict().unwrap().get(b"Columns").unwrap();
        assert_eq!(columns.as_i64().unwrap(), 48);
    }
}

#[test]
#[ignore = "needs pdftoppm, which tests/run installs"]
fn every_kind_of_png_is_seen_as_it_is() {
    let (album, _) = kinds();
    let drawn = Drawn::new(&album.made(false), "kinds", 0.0);
    let black = [0; 3];
    for (picture, (left, right)) in [
        (black, WHITE),
        (black, [128; 3]),
        ([255, 0, 0], black),
        (RED, GREEN),
        (RED, WHITE),
        ([200, 0, 0], WHITE),
        (RED, WHITE),
        (black, WHITE),
        ([200, 0, 0], [0, 0, 200]),
    ]
    .into_iter()
    .enumerate()
    {
        for (place, look) in [([20.0, 50.0], left), ([80.0, 50.0], right)] {
            let seen = drawn.colour(picture, place);
            assert!(near(seen, look, 6), "picture {picture} at {place:?}: {seen:?}, not {look:?}");
        }
    }
}

#[test]
#[ignore = "needs qpdf, veraPDF and pdf-tags, which tests/run installs"]
fn judges_find_nothing_in_any_picture() {
    for (name, album) in [("turned", turned()), ("coloured", coloured().0), ("kinds", kinds().0), ("drawn", drawn())] {
        let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("judged-{name}.pdf"));
        fs::write(&file, album.made(false).pdf.unwrap()).unwrap();
        let file = file.to_string_lossy().into_owned();
        for (program, arguments) in [("qpdf", ["--check", &file].as_slice()), ("pdf-tags", &[&file]), ("pdf-check", &[&file, "ua1", "2a"])]
        {
            let output = Command::new(program).args(arguments).output();
            let output = output.unwrap_or_else(|fault| panic!("{program}: {fault}; run the tests with tests/run, which installs it"));
            let said = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
            assert!(output.status.success(), "{program} of {name}: {said}");
        }
    }
}

/// A drawing of all that a PDF has words for, and of some things that it has none for.
const DRAWING: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300" viewBox="0 0 400 300">
  <defs>
    <linearGradient id="line" x1="0" x2="1"><stop stop-color="#d00"/><stop offset=".5" stop-color="#fd0"/><stop offset="1" stop-color="#00d"/></linearGradient>
    <radialGradient id="round" cx=".5" cy=".5" r=".5" fx=".3" fy=".3"><stop stop-color="#fff"/><stop offset="1" stop-color="#063"/></radialGradient>
    <linearGradient id="fading"><stop stop-color="#000" stop-opacity="0"/><stop offset="1"/></linearGradient>
    <pattern id="dots" width="10" height="10" patternUnits="userSpaceOnUse"><circle cx="5" cy="5" r="3" fill="#36c"/></pattern>
    <clipPath id="disc"><circle cx="50" cy="40" r="30"/></clipPath>
    <filter id="soft"><feGaussianBlur stdDeviation="3"/></filter>
    <mask id="half"><rect width="100%" height="100%" fill="#888"/></mask>
  </defs>
  <rect width="400" height="300" fill="#f4f4ee"/>
  <rect x="10" y="10" width="80" height="60" fill="url(#line)"/>
  <circle cx="140" cy="40" r="30" fill="url(#round)"/>
  <g transform="translate(190 0)" clip-path="url(#disc)"><rect width="100" height="80" fill="#c3c"/><path d="M0 0L100 80" stroke="#fff" stroke-width="8"/></g>
  <rect x="310" y="10" width="80" height="60" fill="url(#fading)"/>
  <path d="M20 100C60 60 80 160 120 100" fill="none" stroke="#222" stroke-width="6" stroke-linecap="round"/>
  <path d="M140 90h60v40h-60z" fill="none" stroke="#c00" stroke-width="4" stroke-dasharray="10 4"/>
  <path d="M220 90l40 0l-30 40l10 -60l20 60z" fill="#093" fill-rule="evenodd"/>
  <g transform="scale(2 1)"><circle cx="150" cy="110" r="15" fill="none" stroke="#06c" stroke-width="4"/></g>
  <path d="M340 90h50v50" fill="none" stroke="url(#line)" stroke-width="10"/>
  <g opacity=".5"><rect x="20" y="160" width="50" height="40" fill="#d00"/><rect x="45" y="180" width="50" height="40" fill="#00d"/></g>
  <g style="mix-blend-mode:multiply"><rect x="110" y="160" width="50" height="40" fill="#ff0"/></g>
  <rect x="135" y="180" width="50" height="40" fill="#0ff" style="mix-blend-mode:multiply"/>
  <rect x="200" y="160" width="60" height="60" fill="url(#dots)"/>
  <rect x="285" y="165" width="40" height="50" fill="#909" filter="url(#soft)"/>
  <rect x="340" y="160" width="50" height="60" fill="#000" mask="url(#half)"/>
  <text x="20" y="270" font-size="36" fill="#222">Harbour &amp; fjord</text>
  <image x="320" y="235" width="60" height="50" preserveAspectRatio="none" href="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGO4IyIickKEQUTkzv///wEfvAX2sGYPVwAAAABJRU5ErkJggg=="/>
</svg>"##;

fn drawn() -> Album {
    let mut album = Album::new();
    album.add("drawing.svg", DRAWING.as_bytes());
    // In black alone this one stays lines and areas, for nothing in it is clear.
    album.add("plain.svg", br##"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="#dc1414"/><path d="M0 0L40 40" stroke="#fff"/></svg>"##);
    album
}

#[test]
fn svg_becomes_lines_and_areas() {
    let album = drawn();
    let document = document(&album.made(false));
    let kind = |image: &Stream| image.dict.get(b"Subtype").unwrap().as_name().unwrap().to_vec();
    let forms = images(&document);
    assert!(forms.iter().all(|form| kind(form) == b"Form"));
    let content = forms[1].decompressed_content().unwrap();
    let content = String::from_utf8(content).unwrap();
    assert!(content.starts_with("0.863 0.078 0.078 rg\n0 30 m\n"), "{content}");
    let said = String::from_utf8_lossy(album.made(true).pdf.as_ref().unwrap()).into_owned();
    assert!(!said.contains("DeviceRGB"));
    let document = self::document(&album.made(true));
    assert_eq!(images(&document).iter().map(|image| kind(image)).collect::<Vec<_>>(), [b"Image".to_vec(), b"Form".to_vec()]);
    assert!(String::from_utf8(images(&document)[1].decompressed_content().unwrap()).unwrap().starts_with("0.314 g\n"));
}

#[test]
#[ignore = "needs pdftoppm, which tests/run installs"]
fn svg_looks_as_it_does_in_pixels() {
    let run = drawn().made(false);
    let seen = Drawn::new(&run, "drawing", 0.0);
    let (_, [_, _, width, height]) = seen.boxes[0];
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a picture on a page")]
    let pixels = bindery::testing::picture::draw::svg(DRAWING.as_bytes(), width as u32, height as u32, &[]).unwrap();
    let (mut off, mut all) = (0, 0);
    for (across, down) in (1..100).flat_map(|across| (1..78).map(move |down| (f64::from(across), f64::from(down)))) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a picture")]
        let at = ((f64::from(pixels.height) * down / 100.0) as usize * pixels.width as usize
            + (f64::from(pixels.width) * across / 100.0) as usize)
            * 4;
        let known: [u8; 3] = pixels.rgba[at..at + 3].try_into().unwrap();
        all += 1;
        off += i32::from(!near(seen.colour(0, [across, down]), known, 24));
    }
    // Edges fall between pixels otherwise; the words (in the lowest part, left out here) are set in the book's own face.
    assert!(off * 100 < all * 4, "{off} of {all} places differ");
}

/// A picture of much detail, which no compression makes small.
fn detailed(size: u32, channels: u32) -> Vec<u8> {
    let noise = |at: u32| (at.wrapping_mul(2_654_435_761) ^ (at >> 7).wrapping_mul(2_246_822_519)).to_be_bytes()[0];
    (0..size * size * channels).map(noise).collect()
}

#[test]
fn pictures_are_made_smaller_only_if_that_is_wanted() {
    let mut album = Album::new();
    let side = 1200;
    album.add("photo.jpg", &jpeg([1200; 2], ColorType::Rgb, &detailed(side, 3), |_| ()));
    album.add("grey.jpg", &jpeg([1200; 2], ColorType::Luma, &detailed(side, 1), |_| ()));
    album.add("shot.png", &png([side; 2], (png::ColorType::Rgba, png::BitDepth::Eight), &detailed(side, 4), |_| ()));
    album.add("line.png", &png([side; 2], (png::ColorType::Grayscale, png::BitDepth::One), &vec![0x5A; 150 * 1200], |_| ()));
    album.add("small.jpg", &jpeg([48; 2], ColorType::Rgb, &detailed(48, 3), |_| ()));
    let widths = |album: &Album| {
        let document = document(&album.made(false));
        images(&document).iter().map(|image| image.dict.get(b"Width").unwrap().as_i64().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(widths(&album), [1200, 1200, 1200, 1200, 48]);
    album.settings = "[pdf]\nimage-resolution = 150\n".to_owned();
    let run = album.made(false);
    let document = document(&run);
    let shown = run.pages.as_ref().unwrap().pages.iter().flat_map(|page| &page.items).find_map(|item| match &item.content {
        ItemContent::Picture { width, .. } => Some(width.to_points()),
        _ => None,
    });
    #[expect(clippy::cast_possible_truncation, reason = "a picture on a page")]
    let enough = (shown.unwrap() * 150.0 / 72.0).ceil() as i64;
    assert_eq!(widths(&album), [enough, enough, enough, 1200, 48]);
    for (image, filter) in images(&document).into_iter().zip(["DCTDecode", "DCTDecode", "FlateDecode"]) {
        assert_eq!(image.dict.get(b"Filter").unwrap().as_name().unwrap(), filter.as_bytes());
    }
    assert!(images(&document)[2].dict.has(b"SMask"));
    assert_eq!(space(&document, &images(&document)[1].dict).0, b"DeviceGray");
}

#[test]
fn a_picture_that_is_gone_when_the_pdf_is_written_is_told_of() {
    let mut album = Album::new();
    album.add("photo.jpg", &jpeg([600; 2], ColorType::Rgb, &detailed(600, 3), |_| ()));
    assert!(fs::metadata(album.folder.path().join("photo.jpg")).unwrap().len() > 64 << 10, "large enough to stay on the disk");
    let run = album.made(false);
    fs::remove_file(album.folder.path().join("photo.jpg")).unwrap();
    let (config, book) = run.book.as_ref().unwrap();
    let (edition, mut found) = (edition::arrange(book, config.notes.pdf), Diagnostics::default());
    let fonts = Fonts::load(config, &mut found);
    let file = bindery::testing::pdf::write(run.pages.clone().unwrap(), &edition, config, &fonts, support::MODIFIED, &mut found);
    assert!(file.is_empty());
    assert_eq!(found.iter().map(|finding| finding.code).collect::<Vec<_>>(), [Code::Machine]);
}
