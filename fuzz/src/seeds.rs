//! What is there to begin with: the repository's own cases and manuscripts, and some pictures and fonts made here.

use crate::bundle;
use crate::target::{Stock, Target};
use bindery::testing::build::{Format, Options};
use bindery::testing::fonts::{Family, Fonts, web};
use bindery::testing::source::Disk;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::{Path, PathBuf};

/// A longer text is cut: a short one is built in no time, and what a change does to it depends on less.
const MOST: usize = 6_000;
/// A larger picture is left out.
const LARGEST: usize = 40_000;

/// Settings for a test's book, if it has any of its own.
const SMALL_COVER: &str = "cover = \"c.png\"\n";

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What books have beside the input.
pub(crate) fn stock() -> Result<Stock, Box<dyn Error>> {
    Ok(Stock {
        png: picture(png::ColorType::Rgb, png::BitDepth::Eight, 8)?,
        font: std::fs::read(root().join("tests/cases/chinese/NotoSerifCJKsc-subset.otf"))?,
        foreign: foreign(&std::fs::read_to_string(root().join("tests/cases/chinese/one.md")).unwrap_or_default()),
        texts: vec![
            (
                "one.md",
                "# One {#x}\n\nA *first* text, with a note[^1] and ![a picture](c.png).\n\n[^1]: The note.\n\n## A Section\n\nMore. ^name\n",
            ),
            ("two.md", "# Two\n\nThe second text.\n\n> Quoted.\n\n| a | b |\n|---|---|\n| c | d |\n"),
            ("notes.md", "---\ncomments-on: one.md\n---\n### \"first text\"\n\nA comment.\n\n### ^name\n\nAnother.\n"),
            ("style.toml", "[type]\nsize = \"10 pt\"\n"),
        ],
    })
}

/// A text in characters that the built-in faces lack.
fn foreign(chinese: &str) -> String {
    let fonts = Fonts::built_in();
    let serif = fonts.face(fonts.face_for(Family::Serif, false, false));
    let chinese: String = chinese.chars().filter(|c| ('\u{4E00}'..'\u{A000}').contains(c)).take(12).collect();
    let has = |c: char| fonts.faces().any(|(_, face)| face.has(c));
    let marks: String = ('\u{2190}'..'\u{2B00}').filter(|&c| !serif.has(c) && has(c)).take(8).collect();
    format!("# One {chinese}\n\nText *{marks}* **{chinese}** ab {marks}{chinese}.\n\n![{chinese}](c.png \"{marks}\")\n\n`{chinese}`\n")
}

/// The inputs to begin with, none of them twice, in an order that does not change.
pub(crate) fn seeds(target: Target, stock: &Stock, folder: &Path) -> Result<Vec<Vec<u8>>, Box<dyn Error>> {
    let cases = cases()?;
    let mut seeds: BTreeSet<Vec<u8>> = BTreeSet::new();
    match target {
        Target::Png => {
            seeds.extend(pictures(&cases, "png"));
            for colours in [
                png::ColorType::Grayscale,
                png::ColorType::Indexed,
                png::ColorType::GrayscaleAlpha,
                png::ColorType::Rgba,
                png::ColorType::Rgb,
            ] {
                for depth in [png::BitDepth::One, png::BitDepth::Four, png::BitDepth::Eight, png::BitDepth::Sixteen] {
                    seeds.extend(picture(colours, depth, 9));
                }
            }
        }
        Target::Jpeg => {
            seeds.extend(pictures(&cases, "jpg"));
            seeds.extend(jpegs()?);
        }
        Target::Svg => {
            seeds.extend(pictures(&cases, "svg"));
        }
        Target::Gif => {
            seeds.insert(gif()?);
            seeds.extend(pictures(&cases, "gif"));
        }
        Target::Webp => {
            seeds.extend(webps()?);
            seeds.extend(pictures(&cases, "webp"));
        }
        Target::Font => {
            let fonts = Fonts::built_in();
            let wanted: BTreeSet<char> = stock.foreign.chars().collect();
            seeds.extend([fonts.math(), fonts.face_for(Family::Mono, false, false)].map(|face| web::subset(fonts.face(face), &wanted)));
            seeds.insert(stock.font.clone());
        }
        Target::Epub => {
            for (name, files) in cases.iter().filter(|(name, _)| EPUBS.contains(&name.as_str())) {
                let own = folder.join(name);
                std::fs::create_dir_all(&own)?;
                let book = Target::Settings.lay(&bundled(files, true), 0, stock, &own)?;
                let built = bindery::build(&Disk::files(), &Options::new(book));
                seeds.extend(built.book_of(Format::Epub).cloned());
            }
        }
        Target::Docx => drop(seeds.insert(crate::documents::docx()?)),
        Target::Odt => drop(seeds.insert(crate::documents::odt()?)),
        Target::Annotations => seeds.extend(crate::annotations::all()),
        Target::Markdown => {
            for (_, files) in &cases {
                seeds.extend(files.iter().filter(|(name, _)| name.ends_with(".md")).flat_map(|(_, text)| pieces(text)));
            }
            for manuscript in ["essay.md", "commentary.md"] {
                seeds.extend(pieces(&std::fs::read(root().join("manuscripts").join(manuscript))?));
            }
            seeds.extend(pieces(&std::fs::read(root().join("README.md"))?));
        }
        Target::FrontMatter => {
            for (_, files) in &cases {
                let texts = files.iter().filter(|(name, text)| name.ends_with(".md") && text.len() < MOST);
                seeds.extend(texts.filter_map(|(_, text)| Some([b"---\ncover: c.png\n", text.strip_prefix(b"---\n")?].concat())));
            }
            seeds.insert(b"---\ncover: c.png\ntitle: A\nauthor: [{name: B, role: editor}]\nlang: de\ndate: 2026-11-24\ntags: [a, b]\npage: { size: a5 }\n---\n\n# A\n".to_vec());
            seeds.insert(b"% A\n% B\n% 2026\n\nText.\n".to_vec());
            seeds.insert(b"+++\ncover = \"c.png\"\ntitle = \"A\"\n[extra]\na = 1\n+++\n\n# A\n".to_vec());
        }
        Target::Text => {
            for (_, files) in &cases {
                let texts = files.iter().filter(|(name, _)| name.ends_with(".txt"));
                seeds.extend(texts.flat_map(|(_, text)| pieces(text)));
            }
            let essay = std::fs::read_to_string(root().join("manuscripts/essay.md"))?;
            seeds.extend(pieces(essay.replace(['*', '#', '_', '>'], "").as_bytes()).into_iter().take(6));
        }
        Target::Commentary => {
            let of_comments = |files: &BTreeMap<String, Vec<u8>>| {
                files.values().any(|text| text.starts_with(b"---") && text.windows(12).any(|window| window == b"comments-on:"))
                    || files.get("book.toml").is_some_and(|text| text.windows(10).any(|window| window == b"commentary"))
            };
            for (_, files) in cases.iter().filter(|(_, files)| of_comments(files)) {
                seeds.extend([true, false].map(|whole| bundled(files, whole)).into_iter().filter(|bundle| bundle.len() < 2 * MOST));
            }
        }
        Target::Settings => {
            for (_, files) in cases.iter().filter(|(_, files)| files.contains_key("book.toml")) {
                seeds.extend(Some(bundled(files, true)).filter(|bundle| bundle.len() < 2 * MOST));
            }
            seeds.insert(bundle::join([("book.toml", EVERY_KEY.as_bytes())]));
        }
    }
    Ok(seeds.into_iter().collect())
}

/// Cases whose EPUBs have a bit of everything.
const EPUBS: [&str; 6] = ["commentary", "everything-in-markdown", "formulas", "html-pictures", "parts", "french"];

/// A case's name, and its files by their names.
type CaseFiles = (String, BTreeMap<String, Vec<u8>>);

/// The texts and pictures of each case, without what is expected of it.
fn cases() -> Result<Vec<CaseFiles>, Box<dyn Error>> {
    let mut cases = Vec::new();
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(root().join("tests/cases"))?.map(|entry| Ok(entry?.path())).collect::<Result<_, std::io::Error>>()?;
    folders.sort();
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        let mut files = BTreeMap::new();
        collect(folder, folder, &mut files)?;
        cases.push((folder.file_name().unwrap_or_default().to_string_lossy().into_owned(), files));
    }
    Ok(cases)
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let (path, kind) = (entry.path(), entry.file_type()?);
        if kind.is_dir() && path.file_name().is_some_and(|name| name != "golden") {
            collect(root, &path, files)?;
        } else if kind.is_file()
            && let Some(name) = path.strip_prefix(root).ok().and_then(Path::to_str)
            && name != "case.toml"
        {
            files.insert(name.to_owned(), std::fs::read(&path)?);
        }
    }
    Ok(())
}

fn pictures(cases: &[(String, BTreeMap<String, Vec<u8>>)], ending: &str) -> Vec<Vec<u8>> {
    let all = cases.iter().flat_map(|(_, files)| files);
    all.filter(|(name, bytes)| name.rsplit('.').next() == Some(ending) && bytes.len() < LARGEST).map(|(_, bytes)| bytes.clone()).collect()
}

/// The texts of a case in one, with its settings or without. Its cover is a small one, which is quicker to make.
fn bundled(files: &BTreeMap<String, Vec<u8>>, settings: bool) -> Vec<u8> {
    let texts = files.iter().filter(|(name, _)| [".md", ".txt", ".toml", ".svg"].iter().any(|ending| name.ends_with(ending)));
    let texts = texts.filter(|(name, _)| settings || *name != "book.toml");
    let texts: Vec<(&str, Vec<u8>)> = texts
        .map(|(name, text)| {
            let covered = name != "book.toml" || text.windows(5).any(|window| window == b"cover");
            (name.as_str(), if covered { text.clone() } else { [SMALL_COVER.as_bytes(), text].concat() })
        })
        .collect();
    bundle::join(texts.iter().map(|(name, text)| (*name, text.as_slice())))
}

/// A text in pieces that are not too long, cut between blocks.
fn pieces(text: &[u8]) -> Vec<Vec<u8>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while rest.len() > MOST {
        let cut = rest[..MOST].windows(2).rposition(|pair| pair == b"\n\n").filter(|&at| at > 0).unwrap_or(MOST);
        pieces.push(rest[..cut].to_vec());
        rest = &rest[cut..];
    }
    pieces.push(rest.to_vec());
    pieces
}

/// A PNG; an error if there is none of this kind.
fn picture(colours: png::ColorType, depth: png::BitDepth, side: u32) -> Result<Vec<u8>, png::EncodingError> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, side, side);
    encoder.set_color(colours);
    encoder.set_depth(depth);
    if colours == png::ColorType::Indexed {
        encoder.set_palette([[0, 0, 0], [255, 0, 0], [0, 255, 0], [0, 0, 255]].concat());
        encoder.set_trns(vec![0, 128]);
    }
    let row = colours.samples() * depth as usize * side as usize;
    let length = row.div_ceil(8) * side as usize;
    let mut writer = encoder.write_header()?;
    let pixels: Vec<u8> =
        (0..length).map(|at| if colours == png::ColorType::Indexed { 0x11 & (at as u8) } else { (at * 37) as u8 }).collect();
    writer.write_image_data(&pixels)?;
    writer.finish()?;
    Ok(file)
}

fn jpegs() -> Result<Vec<Vec<u8>>, Box<dyn Error>> {
    use jpeg_encoder::{ColorType, Encoder, SamplingFactor};
    let mut files = Vec::new();
    for (colours, channels) in [(ColorType::Luma, 1), (ColorType::Rgb, 3), (ColorType::Cmyk, 4), (ColorType::Ycck, 4)] {
        for progressive in [false, true] {
            let mut file = Vec::new();
            let mut encoder = Encoder::new(&mut file, 60);
            encoder.set_progressive(progressive);
            encoder.set_sampling_factor(if progressive { SamplingFactor::R_4_2_0 } else { SamplingFactor::R_4_4_4 });
            if !progressive {
                encoder.set_restart_interval(2);
            }
            let pixels: Vec<u8> = (0..20 * 18 * channels).map(|at: usize| (at * 29 % 251) as u8).collect();
            encoder.encode(&pixels, 20, 18, colours)?;
            files.push(file);
        }
    }
    Ok(files)
}

fn gif() -> Result<Vec<u8>, Box<dyn Error>> {
    let mut file = Vec::new();
    let mut encoder = gif::Encoder::new(&mut file, 12, 10, &[0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 0, 255])?;
    for shift in 0..2 {
        let pixels: Vec<u8> = (0..120).map(|at: usize| ((at + shift) % 4) as u8).collect();
        encoder.write_frame(&gif::Frame::from_indexed_pixels(12, 10, pixels, Some(1)))?;
    }
    drop(encoder);
    Ok(file)
}

fn webps() -> Result<Vec<Vec<u8>>, Box<dyn Error>> {
    use image_webp::{ColorType, WebPEncoder};
    let mut files = Vec::new();
    for (colours, channels) in [(ColorType::L8, 1), (ColorType::Rgb8, 3), (ColorType::Rgba8, 4)] {
        let mut file = Vec::new();
        let pixels: Vec<u8> = (0..12 * 10 * channels).map(|at: usize| (at * 29 % 251) as u8).collect();
        WebPEncoder::new(&mut file).encode(&pixels, 12, 10, colours)?;
        files.push(file);
    }
    Ok(files)
}

/// A book.toml with every key there is.
const EVERY_KEY: &str = r#"title = "T"
subtitle = "S"
authors = ["A", { name = "B C", role = "editor", sort = "C, B" }]
language = "en"
isbn = "9780306406157"
publisher = "P"
date = "2026-11-24"
rights = "© A"
source = "urn:isbn:9780306406157"
description = "D"
subjects = ["one", "two"]
series = { name = "N", number = "2" }
cover = "c.png"
cover-design = "frame"
chapters = [{ part = "Part", chapters = ["one.md"] }, "two.md"]
commentary = ["notes.md"]
output = "x"
[page]
size = "a5"
inner = "18 mm"
outer = "0.6 in"
top = "54 pt"
bottom = "20 mm"
chapters-start = "recto"
heads = { verso = "author", recto = "section-first" }
[type]
style = "style.toml"
size = "10.5 pt"
leading = "13 pt"
indent = "14 pt"
fonts = ["f.otf"]
hyphenate = true
exceptions = ["data-base"]
opening = "small-caps"
highlight = false
drop-cap = 2
heading-1 = { family = "sans", weight = "bold", size = "150%", above = "3 lines", below = "1 lines" }
quote = { italic = true, leading = "90%" }
note = { size = "80%", figures = "lining" }
title = { small-caps = "all", letterspacing = 50, align = "left" }
[contents]
depth = 3
figures = true
tables = true
[notes]
pdf = "columns"
epub = "interleaved"
marks = "underline"
[epub]
pages = "page-break-source"
fonts = false
certified-by = "X"
[pdf]
standard = "ua2+a4"
attach-source = true
image-resolution = 150
[print]
bleed = "3 mm"
crop-marks = true
service = "kdp"
standard = "x-1a"
paper = "cream"
spine = "9 mm"
[check]
deny = ["M006"]
allow = ["loose"]
"#;
