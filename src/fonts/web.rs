//! Faces for the EPUB: the outlines of characters a book does not use are emptied, everything a reading system shapes with stays.
//!
//! PDF subsets (`subset.rs`) carry neither a character map nor layout tables, so they are no use here. Glyph ids are kept,
//! so GSUB, GPOS and GDEF stay as they are; emptied outlines cost next to nothing in the compressed container.
//!
//! A face of all China is too large for that: unpacked it takes 24 MB in the memory of a reading device. What needs no shaping is
//! taken from such a face into a new one, with glyphs numbered anew.

use super::math::MathFont;
use super::{Face, cff, script, sfnt};
use skrifa::raw::collections::IntSet;
use skrifa::raw::tables::glyf::Glyph;
use skrifa::raw::{TableProvider, types::GlyphId};
use std::collections::BTreeSet;

/// Features whose alternates are not kept: our stylesheet asks for none of them. All others (ligatures, small capitals,
/// figures, the shaping of scripts) are.
const DROPPED: &[&[u8; 2]] =
    &[b"aa", b"sa", b"ss", b"cv", b"hl", b"dl", b"fr", b"ze", b"ca", b"c2", b"sw", b"hi", b"or", b"na", b"si", b"su"];
/// `calt` shares its first letters with `case` but is needed, as `ssty` is for scripts in formulas.
const KEPT: &[&[u8; 4]] = &[b"calt", b"ssty"];

/// The face with only the characters in `chars`, as an OpenType file. The whole face if it is of a build not known here.
#[must_use]
pub fn subset(face: &Face, chars: &BTreeSet<char>) -> Vec<u8> {
    let anew = (face.count() > LARGE && chars.iter().all(|&c| script::needs_no_shaping(c))).then(|| renumbered(face, chars)).flatten();
    anew.or_else(|| cut(face, chars)).unwrap_or_else(|| face.data().to_vec())
}

/// A face with more glyphs than this gives only those that are used, numbered anew.
const LARGE: u16 = 10_000;

/// A new face with only the glyphs of these characters, and no tables of shaping.
fn renumbered(face: &Face, chars: &BTreeSet<char>) -> Option<Vec<u8>> {
    let mapped: Vec<(char, u16)> = chars.iter().map(|&c| (c, face.glyph(c))).filter(|&(_, glyph)| glyph != 0).collect();
    let mut glyphs: Vec<u16> = mapped.iter().map(|&(_, glyph)| glyph).collect();
    glyphs.sort_unstable();
    glyphs.dedup();
    let small = super::subset::subset(face, &glyphs)?;
    let mut tables = Vec::new();
    for record in sfnt::tables(&small.data)? {
        let data = small.data.get(record.start as usize..)?.get(..record.length as usize)?;
        if !matches!(&record.tag, b"name" | b"post" | b"OS/2" | b"cmap") {
            tables.push((record.tag, data.to_vec()));
        }
    }
    tables.push((*b"name", face.table(*b"name")?.to_vec()));
    tables.push((*b"OS/2", face.table(*b"OS/2")?.to_vec()));
    tables.push((*b"post", [&[0, 3, 0, 0], face.table(*b"post")?.get(4..32)?].concat()));
    tables.push((*b"cmap", cmap(&mapped.iter().map(|&(c, glyph)| (c, small.glyph(glyph))).collect::<Vec<_>>())));
    tables.sort_by_key(|(tag, _)| *tag);
    Some(file(face.cff, tables))
}

fn cut(face: &Face, chars: &BTreeSet<char>) -> Option<Vec<u8>> {
    let font = face.font();
    let mapped: Vec<(char, u16)> = chars.iter().map(|&c| (c, face.glyph(c))).filter(|&(_, glyph)| glyph != 0).collect();
    let mut glyphs: IntSet<GlyphId> = mapped.iter().map(|&(_, glyph)| GlyphId::from(glyph)).collect();
    glyphs.insert(GlyphId::NOTDEF);
    close(face, &mut glyphs)?;
    if let Some(math) = MathFont::new(face) {
        let plain: Vec<u16> = glyphs.iter().filter_map(|glyph| u16::try_from(glyph.to_u32()).ok()).collect();
        glyphs.extend(plain.into_iter().flat_map(|glyph| math.grows_into(glyph)).map(GlyphId::from));
    }
    let mut tables = Vec::new();
    for record in font.table_directory().table_records() {
        let tag = record.tag();
        let data = font.table_data(tag)?.as_bytes();
        let new = match &tag.to_be_bytes() {
            b"cmap" => cmap(&mapped),
            b"CFF " => cff::cut(data, &glyphs)?,
            b"hmtx" => metrics(data, font.hhea().ok()?.number_of_h_metrics(), &glyphs),
            b"vmtx" => metrics(data, font.vhea().ok()?.number_of_long_ver_metrics(), &glyphs),
            b"glyf" | b"loca" => continue,
            // Version 3: no glyph names; the first 32 bytes are the same in every version.
            b"post" => [&[0, 3, 0, 0], data.get(4..32)?].concat(),
            b"DSIG" | b"FFTM" | b"hdmx" | b"VDMX" | b"LTSH" => continue,
            _ => data.to_vec(),
        };
        tables.push((tag.to_be_bytes(), new));
    }
    if font.glyf().is_ok() {
        let (glyf, loca) = outlines(face, &glyphs)?;
        tables.push((*b"glyf", glyf));
        tables.push((*b"loca", loca));
        // indexToLocFormat: long offsets.
        tables.iter_mut().find(|(tag, _)| tag == b"head")?.1.get_mut(50..52)?.copy_from_slice(&[0, 1]);
    }
    tables.sort_by_key(|(tag, _)| *tag);
    Some(file(face.cff, tables))
}

/// Adds every glyph that the kept features can make of those in the set, and the parts of composite glyphs.
fn close(face: &Face, glyphs: &mut IntSet<GlyphId>) -> Option<()> {
    let font = face.font();
    if let Ok(gsub) = font.gsub() {
        let features = gsub.feature_list().ok()?;
        let kept = |tag: [u8; 4]| KEPT.contains(&&tag) || !DROPPED.iter().any(|start| tag.starts_with(&start[..]));
        let wanted: IntSet<u16> = (0..)
            .zip(features.feature_records())
            .filter(|(_, record)| kept(record.feature_tag().to_be_bytes()))
            .map(|(index, _)| index)
            .collect();
        gsub.closure_glyphs(&gsub.collect_lookups(&wanted).ok()?, glyphs).ok()?;
    }
    if let (Ok(glyf), Ok(loca)) = (font.glyf(), font.loca(None)) {
        let mut open: Vec<GlyphId> = glyphs.iter().collect();
        while let Some(id) = open.pop() {
            if let Ok(Some(Glyph::Composite(parts))) = loca.get_glyf(id, &glyf) {
                open.extend(parts.components().map(|part| GlyphId::from(part.glyph)).filter(|&part| glyphs.insert(part)));
            }
        }
    }
    Some(())
}

/// TrueType outlines: those kept, one after the other, and where each begins.
fn outlines(face: &Face, glyphs: &IntSet<GlyphId>) -> Option<(Vec<u8>, Vec<u8>)> {
    let font = face.font();
    let (loca, glyf) = (font.loca(None).ok()?, font.table_data(skrifa::Tag::new(b"glyf"))?);
    let (mut data, mut starts) = (Vec::new(), Vec::new());
    for id in 0..loca.len() {
        starts.extend(u32::try_from(data.len()).ok()?.to_be_bytes());
        if glyphs.contains(GlyphId::new(u32::try_from(id).ok()?)) {
            let range = loca.get_raw(id)? as usize..loca.get_raw(id + 1)? as usize;
            data.extend(glyf.as_bytes().get(range)?);
            data.resize(data.len().next_multiple_of(4), 0);
        }
    }
    starts.extend(u32::try_from(data.len()).ok()?.to_be_bytes());
    Some((data, starts))
}

/// Advances and bearings (OpenType specification, "hmtx" and "vmtx"), of which the first `count` glyphs have both, with nothing for the
/// glyphs not kept. The last advance stays: it is that of all glyphs behind it.
fn metrics(data: &[u8], count: u16, glyphs: &IntSet<GlyphId>) -> Vec<u8> {
    let mut data = data.to_vec();
    for (id, metric) in (0..).zip(data.chunks_exact_mut(4).take(usize::from(count).saturating_sub(1))) {
        if !glyphs.contains(GlyphId::new(id)) {
            metric.fill(0);
        }
    }
    data
}

/// A character map: format 4 for the basic plane (all readers know it), format 12 for everything.
fn cmap(mapped: &[(char, u16)]) -> Vec<u8> {
    let mut runs: Vec<(u32, u32, u32)> = Vec::new();
    for &(c, glyph) in mapped {
        let (code, glyph) = (u32::from(c), u32::from(glyph));
        match runs.last_mut() {
            Some((first, last, start)) if *last + 1 == code && *start + (code - *first) == glyph => *last = code,
            _ => runs.push((code, code, glyph)),
        }
    }
    let mut basic: Vec<[u16; 3]> = runs
        .iter()
        .filter_map(|&(first, last, glyph)| {
            let [first, last, glyph] = [first, last, glyph].map(u16::try_from);
            let (first, glyph) = (first.ok()?, glyph.ok()?);
            Some([first, last.unwrap_or(0xFFFE), glyph.wrapping_sub(first)])
        })
        .collect();
    basic.push([0xFFFF, 0xFFFF, 1]);
    let count = u16::try_from(basic.len()).expect("at most a segment a character of the basic plane");
    let power = 1 << count.ilog2();
    let mut four = [4, 16 + 8 * count, 0, 2 * count, 2 * power, count.ilog2() as u16, 2 * (count - power)].map(u16::to_be_bytes).concat();
    four.extend(basic.iter().flat_map(|segment| segment[1].to_be_bytes()));
    four.extend([0, 0]);
    four.extend(basic.iter().flat_map(|segment| segment[0].to_be_bytes()));
    four.extend(basic.iter().flat_map(|segment| segment[2].to_be_bytes()));
    four.extend(basic.iter().flat_map(|_| [0, 0]));
    let length = |count: usize| u32::try_from(count).expect("fewer characters than 2^32");
    let mut twelve =
        [&[0, 12, 0, 0][..], &(16 + 12 * length(runs.len())).to_be_bytes(), &[0; 4], &length(runs.len()).to_be_bytes()].concat();
    twelve.extend(runs.iter().flat_map(|&(first, last, glyph)| [first, last, glyph]).flat_map(u32::to_be_bytes));
    // Windows, Unicode, basic plane (3, 1) and full (3, 10); both stand behind the 20 bytes of the header.
    let mut table = [0_u16, 2, 3, 1].map(u16::to_be_bytes).concat();
    table.extend(20_u32.to_be_bytes());
    table.extend([0, 3, 0, 10]);
    table.extend((20 + length(four.len())).to_be_bytes());
    table.extend(four);
    table.extend(twelve);
    table
}

/// An OpenType file of these tables, sorted by tag, with its checksums (OpenType specification, "Organization of an OpenType Font").
fn file(cff: bool, mut tables: Vec<([u8; 4], Vec<u8>)>) -> Vec<u8> {
    let count = u16::try_from(tables.len()).expect("a font has a few dozen tables");
    let power = 1 << count.ilog2();
    let mut header = if cff { b"OTTO".to_vec() } else { vec![0, 1, 0, 0] };
    header.extend([count, 16 * power, count.ilog2() as u16, 16 * (count - power)].map(u16::to_be_bytes).concat());
    let mut body = Vec::new();
    let mut head = None;
    for (tag, data) in &mut tables {
        if tag == b"head" {
            data[8..12].fill(0);
            head = Some(body.len() + 8);
        }
        let at = header_length(count) + body.len();
        header.extend(*tag);
        header.extend(
            [sum(data), u32::try_from(at).expect("below 4 GiB"), u32::try_from(data.len()).expect("below 4 GiB")]
                .map(u32::to_be_bytes)
                .concat(),
        );
        body.extend(data.iter());
        body.resize(body.len().next_multiple_of(4), 0);
    }
    let mut file = [header, body].concat();
    if let Some(at) = head.map(|at| at + header_length(count)) {
        let adjustment = 0xB1B0_AFBA_u32.wrapping_sub(sum(&file));
        file[at..at + 4].copy_from_slice(&adjustment.to_be_bytes());
    }
    file
}

fn header_length(tables: u16) -> usize {
    12 + 16 * usize::from(tables)
}

fn sum(data: &[u8]) -> u32 {
    let (words, rest) = data.as_chunks();
    let mut last = [0; 4];
    last[..rest.len()].copy_from_slice(rest);
    words.iter().fold(u32::from_be_bytes(last), |sum, word| sum.wrapping_add(u32::from_be_bytes(*word)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::BUILT_IN;
    use crate::source::deflate::{self, DeflateLevel};
    use skrifa::raw::FontRef;
    use skrifa::{MetadataProvider, instance::Size, outline::DrawSettings, outline::OutlinePen};

    /// A path as it is drawn.
    #[derive(Default)]
    struct DrawnPath(Vec<(char, [f32; 6])>);

    impl OutlinePen for DrawnPath {
        fn move_to(&mut self, x: f32, y: f32) {
            self.0.push(('M', [x, y, 0.0, 0.0, 0.0, 0.0]));
        }
        fn line_to(&mut self, x: f32, y: f32) {
            self.0.push(('L', [x, y, 0.0, 0.0, 0.0, 0.0]));
        }
        fn quad_to(&mut self, x0: f32, y0: f32, x: f32, y: f32) {
            self.0.push(('Q', [x0, y0, x, y, 0.0, 0.0]));
        }
        fn curve_to(&mut self, x0: f32, y0: f32, x1: f32, y1: f32, x: f32, y: f32) {
            self.0.push(('C', [x0, y0, x1, y1, x, y]));
        }
        fn close(&mut self) {}
    }

    fn outline(font: &FontRef, glyph: u32) -> Vec<(char, [f32; 6])> {
        let mut pen = DrawnPath::default();
        let outline = font.outline_glyphs().get(skrifa::GlyphId::new(glyph)).unwrap();
        outline.draw(DrawSettings::unhinted(Size::unscaled(), skrifa::instance::LocationRef::default()), &mut pen).unwrap();
        pen.0
    }

    #[test]
    fn wanted_characters_stay_and_others_go() {
        for file in [
            &include_bytes!("../../fonts/libertinus/LibertinusSerif-Regular.otf")[..],
            &include_bytes!("../../fonts/jetbrains-mono/JetBrainsMono-Regular.ttf")[..],
        ] {
            let face = Face::built_in(file);
            let small = subset(&face, &"Aéfi1—".chars().collect());
            let font = FontRef::new(&small).unwrap();
            for c in "Aéfi1—".chars() {
                assert_eq!(font.charmap().map(c).map(|id| id.to_u32()), Some(u32::from(face.glyph(c))), "{c}");
                assert_eq!(outline(&font, face.glyph(c).into()), outline(&face.font(), face.glyph(c).into()), "{c}");
            }
            assert_eq!(font.charmap().map('Z'), None);
            assert_eq!(outline(&font, face.glyph('Z').into()), []);
            assert!(font.gsub().is_ok() && font.gpos().is_ok());
        }
    }

    #[test]
    fn every_glyph_is_as_it_was_or_empty_and_takes_little_room() {
        for (_, file) in BUILT_IN {
            let face = Face::built_in(file);
            let small = subset(&face, &(' '..='~').chain("éßœ“”’—".chars()).collect());
            let (font, whole) = (FontRef::new(&small).unwrap(), face.font());
            let widths = |font: &FontRef, glyph| {
                font.glyph_metrics(Size::unscaled(), skrifa::instance::LocationRef::default()).advance_width(GlyphId::new(glyph))
            };
            let mut drawn = 0;
            for glyph in 0..u32::from(whole.maxp().unwrap().num_glyphs()) {
                let now = outline(&font, glyph);
                if !now.is_empty() {
                    assert_eq!(now, outline(&whole, glyph), "{}, glyph {glyph}", face.name);
                    assert_eq!(widths(&font, glyph), widths(&whole, glyph), "{}, glyph {glyph}", face.name);
                    drawn += 1;
                }
            }
            assert!(drawn > 100, "{}: {drawn}", face.name);
            let packed = |file: &[u8]| deflate::deflated(file, DeflateLevel::Thorough).len();
            let share = if face.cff { 3 } else { 2 };
            assert!(packed(&small) * share < packed(file), "{}: {} of {} bytes", face.name, packed(&small), packed(file));
        }
    }
}
