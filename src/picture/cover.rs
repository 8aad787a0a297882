//! A cover made of the book's metadata, for an author who gives none: title, subtitle and authors in the book's own type
//! under a field of quarter circles. Colours and pattern follow from the title, so a book keeps its cover.

use super::draw;
use crate::config::Metadata;
use crate::fonts::Face;

/// Width of the cover in pixels: what shops ask for.
pub const WIDTH: u32 = 1600;
/// Height of the cover in pixels.
pub const HEIGHT: u32 = 2560;

/// The faces a cover is set in.
#[derive(Clone, Debug)]
pub struct Faces<'f> {
    /// For the title.
    pub serif: &'f Face,
    /// For the subtitle.
    pub italic: &'f Face,
    /// For the names.
    pub sans: &'f Face,
    /// For characters those lack.
    pub others: Vec<&'f Face>,
}

/// Left and right margin of all text.
const MARGIN: i32 = 130;
/// Width of the text.
const MEASURE: i32 = WIDTH as i32 - 2 * MARGIN;
/// Side of a tile of the pattern; eight make the width.
const TILE: i32 = 200;
/// Rows of tiles.
const ROWS: i32 = 6;
/// Room for title and subtitle, from the pattern to the names.
const ROOM: i32 = 870;

/// Ground, first and second colour of the pattern, letters. The letters' contrast on the ground is above 10 : 1 in each.
const PALETTE: [[&str; 4]; 6] = [
    ["#14273d", "#d9774b", "#35577a", "#f6efe2"],
    ["#471320", "#dba560", "#82384a", "#f8efe3"],
    ["#15352b", "#d8b95a", "#3f705b", "#f5f1e3"],
    ["#2c1b39", "#e3917c", "#63487a", "#f6eee8"],
    ["#0e3940", "#e6ad5c", "#3d757a", "#f5f1e5"],
    ["#24272c", "#cf5c42", "#5b636e", "#f5f0e8"],
];

/// The cover as a JPEG file. None only if the faces can't be read.
#[must_use]
pub fn jpeg(metadata: &Metadata, faces: &Faces) -> Option<Vec<u8>> {
    let file = svg(metadata, faces)?;
    let mut all = vec![faces.serif.data(), faces.italic.data(), faces.sans.data()];
    all.extend(faces.others.iter().map(|face| face.data()));
    let pixels = draw::svg(file.as_bytes(), WIDTH, HEIGHT, &all)?;
    encode(&pixels)
}

/// Pixels as a JPEG file, on white where they are clear. None if they are more than a JPEG may be high or wide.
#[must_use]
pub fn encode(pixels: &draw::Pixels) -> Option<Vec<u8>> {
    let over = |colour: u8, opacity: u8| {
        let (colour, opacity) = (u16::from(colour), u16::from(opacity));
        u8::try_from((colour * opacity + 255 * (255 - opacity)) / 255).unwrap_or(255)
    };
    let mut rgb: Vec<u8> = Vec::with_capacity(pixels.rgba.len() / 4 * 3);
    for pixel in pixels.rgba.chunks_exact(4) {
        rgb.extend([0, 1, 2].map(|channel| over(pixel[channel], pixel[3])));
    }
    let mut encoded = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut encoded, 90);
    // Letters on a ground of another colour fringe when colour is halved.
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::R_4_4_4);
    encoder.encode(&rgb, u16::try_from(pixels.width).ok()?, u16::try_from(pixels.height).ok()?, jpeg_encoder::ColorType::Rgb).ok()?;
    Some(encoded)
}

/// The cover as SVG.
fn svg(metadata: &Metadata, faces: &Faces) -> Option<String> {
    let (serif, italic, sans) = (faces.serif, faces.italic, faces.sans);
    let mut dice = Dice::new(&metadata.title);
    let [ground, first, second, paper] = PALETTE[dice.roll(PALETTE.len())];
    let mut out = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"><rect width="{WIDTH}" height="{HEIGHT}" fill="{ground}"/>"#
    );
    pattern(&mut out, &mut dice, first, second);
    let subtitle = metadata.subtitle.as_deref().unwrap_or("");
    let small = fit(italic, subtitle, 72, 40, 230);
    let small_height = if subtitle.is_empty() { 0 } else { 40 + small.height(130) };
    let title = if metadata.title.is_empty() { "Untitled" } else { &metadata.title };
    let big = fit(serif, title, 236, 52, ROOM - 90 - small_height);
    let mut line = |text: &str, y: i32, size: i32, rest: &str| {
        out.push_str(&format!(
            r#"<text x="{MARGIN}" y="{y}" font-size="{size}" fill="{paper}" xml:space="preserve" {rest}>{}</text>"#,
            escape(text)
        ));
    };
    let mut y = TILE * ROWS + 90 + big.size * 3 / 4;
    let face = format!(r#"font-family="{}""#, escape(&serif.family));
    for text in &big.lines {
        line(text, y, big.size, &face);
        y += big.size * 110 / 100;
    }
    y += 40 + small.size - big.size * 75 / 100 + big.size * 10 / 100;
    for text in &small.lines {
        line(text, y, small.size, &format!(r#"{face} font-style="italic""#));
        y += small.size * 130 / 100;
    }
    let names = fit(sans, &metadata.author_line().to_uppercase(), 54, 34, 150);
    let spacing = names.size / 9;
    let mut y = i32::try_from(HEIGHT).ok()? - 150 - names.size * 140 / 100 * (i32::try_from(names.lines.len()).ok()? - 1);
    for text in &names.lines {
        line(text, y, names.size, &format!(r#"font-family="{}" letter-spacing="{spacing}""#, escape(&sans.family)));
        y += names.size * 140 / 100;
    }
    out.push_str(&format!(r#"<rect x="{MARGIN}" y="{}" width="120" height="6" fill="{first}"/></svg>"#, HEIGHT - 96));
    Some(out)
}

/// Quarter circles, half of them in the one colour, half in the other, some tiles left empty; fewer towards the title.
fn pattern(out: &mut String, dice: &mut Dice, first: &str, second: &str) {
    for row in 0..ROWS {
        for column in 0..i32::try_from(WIDTH).expect("a constant") / TILE {
            let (x, y) = (column * TILE, row * TILE);
            let (right, bottom) = (x + TILE, y + TILE);
            let turn = dice.roll(4);
            let colour = if dice.roll(5) < 2 { first } else { second };
            if dice.roll(12) < usize::try_from(row).expect("not negative") {
                continue;
            }
            let path = match turn {
                0 => format!("M{x} {y}V{bottom}A{TILE} {TILE} 0 0 0 {right} {y}Z"),
                1 => format!("M{right} {y}H{x}A{TILE} {TILE} 0 0 0 {right} {bottom}Z"),
                2 => format!("M{right} {bottom}V{y}A{TILE} {TILE} 0 0 0 {x} {bottom}Z"),
                _ => format!("M{x} {bottom}H{right}A{TILE} {TILE} 0 0 0 {x} {y}Z"),
            };
            out.push_str(&format!(r#"<path d="{path}" fill="{colour}"/>"#));
        }
    }
}

/// Lines of a text and the size they are set in.
struct Fitted {
    lines: Vec<String>,
    size: i32,
}

impl Fitted {
    fn height(&self, leading: i32) -> i32 {
        i32::try_from(self.lines.len()).unwrap_or(i32::MAX / 1000) * self.size * leading / 100
    }
}

/// The largest size at which `text` fits the measure and `room`, in lines of much the same length.
fn fit(face: &Face, text: &str, largest: i32, smallest: i32, room: i32) -> Fitted {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut size = largest;
    loop {
        let last = size <= smallest;
        if let Some(lines) = wrap(face, &words, size, MEASURE, last) {
            let fitted = Fitted { lines, size };
            if fitted.height(115) <= room || last {
                return balanced(face, &words, fitted, room);
            }
        }
        size = (size - 6).max(smallest);
    }
}

/// The same number of lines, as narrow as it goes; what does not fit the room even so ends in an ellipsis.
fn balanced(face: &Face, words: &[&str], fitted: Fitted, room: i32) -> Fitted {
    let Fitted { mut lines, size } = fitted;
    let (mut low, mut high) = (0, MEASURE);
    while high - low > 8 {
        let middle = i32::midpoint(low, high);
        match wrap(face, words, size, middle, false) {
            Some(tried) if tried.len() <= lines.len() => {
                lines = tried;
                high = middle;
            }
            _ => low = middle,
        }
    }
    let most = usize::try_from((room * 100 / 115 / size).max(1)).unwrap_or(1);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(end) = lines.last_mut() {
            end.push('…');
        }
    }
    Fitted { lines, size }
}

/// Greedy lines. None if a word is wider than `width`, unless it may be cut.
fn wrap(face: &Face, words: &[&str], size: i32, width: i32, cut: bool) -> Option<Vec<String>> {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        if measure(face, word, size) > width {
            if !cut {
                return None;
            }
            lines.push(String::new());
            for c in word.chars() {
                let line = lines.last_mut()?;
                line.push(c);
                if measure(face, line, size) > width {
                    line.pop();
                    lines.push(c.to_string());
                }
            }
            continue;
        }
        match lines.last_mut() {
            Some(line) if measure(face, &format!("{line} {word}"), size) <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push((*word).to_owned()),
        }
    }
    Some(lines)
}

/// Width of a text in pixels; a character the face lacks counts an em.
fn measure(face: &Face, text: &str, size: i32) -> i32 {
    let advance = |c| match face.glyph(c) {
        0 => face.units_per_em,
        glyph => face.advance(glyph),
    };
    let units: i64 = text.chars().map(|c| i64::from(advance(c))).sum();
    i32::try_from(units * i64::from(size) / i64::from(face.units_per_em)).unwrap_or(i32::MAX)
}

/// Numbers that follow from a text, the same on every machine (FNV-1a, then xorshift).
struct Dice(u64);

impl Dice {
    fn new(text: &str) -> Self {
        let hash = text.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3));
        Self(hash | 1)
    }

    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 33) % sides as u64).expect("smaller than sides")
    }
}

fn escape(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect::<String>().replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::{Family, Fonts};

    #[test]
    fn any_title_fits() {
        let fonts = Fonts::built_in();
        let serif = fonts.face(fonts.face_for(Family::Serif, false, false));
        for title in ["Ü", "A Short Title", &"Donaudampfschifffahrtsgesellschaft".repeat(9), &"many words ".repeat(300)] {
            let fitted = fit(serif, title, 236, 52, 700);
            assert!(!fitted.lines.is_empty() && fitted.height(115) <= 700, "{title}: {} lines of {}", fitted.lines.len(), fitted.size);
            assert!(fitted.lines.iter().all(|line| measure(serif, line, fitted.size) <= MEASURE + fitted.size), "{title}");
        }
    }

    #[test]
    fn markup_in_a_title_is_only_letters() {
        let metadata = Metadata { title: "<b>&\"\u{1}".to_owned(), ..Metadata::default() };
        let fonts = Fonts::built_in();
        let face = fonts.face(fonts.face_for(Family::Serif, false, false));
        let faces = Faces { serif: face, italic: face, sans: face, others: Vec::new() };
        assert!(svg(&metadata, &faces).unwrap().contains(">&lt;b>&amp;&quot;</text>"));
    }
}
