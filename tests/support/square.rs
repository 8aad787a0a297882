//! A font for exact tests, made here byte by byte: every character is a black square of one em, the space is one em too, and
//! nothing kerns. A layout set in it can be reckoned on paper. Our own work, under the licences of Bindery.

/// Font units to the em.
const EM: i32 = 1000;

/// What a font of squares says of itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SquareFont<'s> {
    /// Family name, from which the PostScript name is made.
    pub(crate) family: &'s str,
    /// `Regular`, `Bold` …
    pub(crate) style: &'s str,
    /// Weight class.
    pub(crate) weight: i32,
    /// The characters it has, as ranges of code points in rising order; glyph ids follow one another from 1.
    pub(crate) ranges: &'s [(u32, u32)],
    /// What its licence says.
    pub(crate) licence: &'s str,
}

impl Default for SquareFont<'_> {
    fn default() -> Self {
        let ranges = &[(0x20, 0x7E), (0xA0, 0x17F), (0x2009, 0x2026), (0x2190, 0x2193)];
        Self { family: "Bindery Square", style: "Regular", weight: 400, ranges, licence: "" }
    }
}

/// The font file.
pub(crate) fn square(font: SquareFont) -> Vec<u8> {
    let glyphs: u16 = font.ranges.iter().map(|(first, last)| (last - first + 1) as u16).sum::<u16>() + 1;
    let mut tables: Vec<(&[u8; 4], Vec<u8>)> = vec![
        (b"OS/2", os2(font.weight)),
        (b"cmap", cmap(font.ranges)),
        (b"glyf", outline()),
        (b"head", words(&[1, 0, 1, 0, 0, 0, 0x5F0F, 0x3CF5, 3, EM, 0, 0, 0, 0, 0, 0, 0, 0, 0, -200, 1000, 800, 0, 8, 2, 0, 0])),
        (b"hhea", words(&[1, 0, 800, -200, 0, 1000, 0, 0, 1000, 1, 0, 0, 0, 0, 0, 0, 0, glyphs as i32])),
        (b"hmtx", [words(&[1000, 0]).repeat(usize::from(glyphs))].concat()),
        (b"loca", loca(glyphs)),
        (b"maxp", words(&[1, 0, glyphs as i32, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0])),
        (b"name", name(font)),
        (b"post", words(&[3, 0, 0, 0, -100, 50, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])),
    ];
    tables.sort_by_key(|(tag, _)| **tag);
    let count = tables.len() as i32;
    let mut file = words(&[1, 0, count, 128, 3, count * 16 - 128]);
    let mut at = 12 + 16 * tables.len();
    for (tag, table) in &tables {
        file.extend_from_slice(*tag);
        let long = |number: u32| number.to_be_bytes();
        file.extend_from_slice(&long(sum(table)));
        file.extend_from_slice(&long(at as u32));
        file.extend_from_slice(&long(table.len() as u32));
        at += table.len().next_multiple_of(4);
    }
    for (_, table) in &tables {
        file.extend_from_slice(table);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    file
}

/// Numbers as 16-bit words, the way OpenType writes nearly everything.
fn words(numbers: &[impl Copy + Into<i64>]) -> Vec<u8> {
    numbers.iter().flat_map(|&number| (number.into() as u16).to_be_bytes()).collect()
}

fn sum(table: &[u8]) -> u32 {
    table.chunks(4).fold(0, |sum, bytes| {
        let mut word = [0; 4];
        word[..bytes.len()].copy_from_slice(bytes);
        sum.wrapping_add(u32::from_be_bytes(word))
    })
}

/// The square, once: glyph 0 and all visible ones are the same outline.
fn outline() -> Vec<u8> {
    let mut glyph = words(&[1, 0, -200, 1000, 800, 3, 0]);
    glyph.extend([1, 1, 1, 1]);
    glyph.extend(words(&[0, 0, 1000, 0, -200, 1000, 0, -1000]));
    glyph
}

/// Where each glyph's outline is: `loca` may only go up, so that of all visible glyphs only the last has the square; widths,
/// which is all that layout reads, are in `hmtx`.
fn loca(glyphs: u16) -> Vec<u8> {
    let end = i64::try_from(outline().len() / 2).expect("a short outline");
    words(&(0..=glyphs).map(|glyph| if glyph == glyphs { end } else { 0 }).collect::<Vec<i64>>())
}

fn cmap(ranges: &[(u32, u32)]) -> Vec<u8> {
    let long = |numbers: &[u32]| numbers.iter().flat_map(|number| number.to_be_bytes()).collect::<Vec<u8>>();
    let mut table = words(&[0, 1, 3, 10]);
    table.extend(long(&[12]));
    table.extend(words(&[12, 0]));
    table.extend(long(&[16 + 12 * ranges.len() as u32, 0, ranges.len() as u32]));
    let mut glyph = 1;
    for &(first, last) in ranges {
        table.extend(long(&[first, last, glyph]));
        glyph += last - first + 1;
    }
    table
}

fn os2(weight: i32) -> Vec<u8> {
    let mut table = words(&[4, 1000, weight, 5, 0, 650, 700, 0, 140, 650, 700, 0, 480, 50, 300, 0]);
    table.extend([0; 10]);
    table.extend(words(&[1, 0, 0, 0, 0, 0, 0, 0]));
    table.extend(b"NONE");
    table.extend(words(&[0x40, 0x20, 0x2193, 800, -200, 0, 800, 200, 1, 0, 0, 0, 800, 800, 0, 32, 1]));
    table
}

fn name(SquareFont { family, style, licence, .. }: SquareFont) -> Vec<u8> {
    let postscript = format!("{}-{style}", family.replace(' ', ""));
    let names: [(i32, &str); 5] = [(1, family), (2, style), (4, family), (6, &postscript), (13, licence)];
    let mut table = words(&[0, 5, 6 + 12 * 5]);
    let mut text = Vec::new();
    for (id, value) in names {
        let value: Vec<u8> = value.encode_utf16().flat_map(u16::to_be_bytes).collect();
        table.extend(words(&[3, 1, 0x409, id, value.len() as i32, text.len() as i32]));
        text.extend(value);
    }
    table.extend(text);
    table
}
