//! The letters and signs of an equation in LaTeX.

use crate::office::signs;

/// The face of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OmmlFace {
    Italic,
    Upright,
    Bold,
    BoldItalic,
    DoubleStruck,
    Script,
    Fraktur,
    Sans,
    Mono,
}

/// Letters that have a place of their own in Unicode for mathematics: the first of each alphabet, and its face.
const ALPHABETS: [(u32, OmmlFace); 13] = [
    (0x1D400, OmmlFace::Bold),
    (0x1D434, OmmlFace::Italic),
    (0x1D468, OmmlFace::BoldItalic),
    (0x1D49C, OmmlFace::Script),
    (0x1D4D0, OmmlFace::Script),
    (0x1D504, OmmlFace::Fraktur),
    (0x1D538, OmmlFace::DoubleStruck),
    (0x1D56C, OmmlFace::Fraktur),
    (0x1D5A0, OmmlFace::Sans),
    (0x1D5D4, OmmlFace::Sans),
    (0x1D608, OmmlFace::Sans),
    (0x1D63C, OmmlFace::Sans),
    (0x1D670, OmmlFace::Mono),
];

/// Letters of those alphabets that Unicode had before.
const OLDER: [(char, char, OmmlFace); 24] = [
    ('ℎ', 'h', OmmlFace::Italic),
    ('ℬ', 'B', OmmlFace::Script),
    ('ℰ', 'E', OmmlFace::Script),
    ('ℱ', 'F', OmmlFace::Script),
    ('ℋ', 'H', OmmlFace::Script),
    ('ℐ', 'I', OmmlFace::Script),
    ('ℒ', 'L', OmmlFace::Script),
    ('ℳ', 'M', OmmlFace::Script),
    ('ℛ', 'R', OmmlFace::Script),
    ('ℯ', 'e', OmmlFace::Script),
    ('ℊ', 'g', OmmlFace::Script),
    ('ℴ', 'o', OmmlFace::Script),
    ('ℭ', 'C', OmmlFace::Fraktur),
    ('ℌ', 'H', OmmlFace::Fraktur),
    ('ℨ', 'Z', OmmlFace::Fraktur),
    ('ℂ', 'C', OmmlFace::DoubleStruck),
    ('ℍ', 'H', OmmlFace::DoubleStruck),
    ('ℕ', 'N', OmmlFace::DoubleStruck),
    ('ℙ', 'P', OmmlFace::DoubleStruck),
    ('ℚ', 'Q', OmmlFace::DoubleStruck),
    ('ℝ', 'R', OmmlFace::DoubleStruck),
    ('ℤ', 'Z', OmmlFace::DoubleStruck),
    ('ⅈ', 'i', OmmlFace::Upright),
    ('ⅆ', 'd', OmmlFace::Upright),
];

/// Greek alphabets of mathematics: the first letter of each, and its face.
const GREEK: [(u32, OmmlFace); 5] = [
    (0x1D6A8, OmmlFace::Bold),
    (0x1D6E2, OmmlFace::Italic),
    (0x1D71C, OmmlFace::BoldItalic),
    (0x1D756, OmmlFace::Bold),
    (0x1D790, OmmlFace::BoldItalic),
];

/// Letters of those Greek alphabets, in order.
const GREEK_LETTERS: &str = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡϴΣΤΥΦΧΨΩ∇αβγδεζηθικλμνξοπρςστυφχψω∂ϵϑϰϕϱϖ";

/// The plain letter of one that stands in an alphabet of mathematics, and its face.
fn plain(c: char) -> Option<(char, OmmlFace)> {
    if let Some((_, letter, face)) = OLDER.iter().find(|(known, ..)| *known == c) {
        return Some((*letter, *face));
    }
    let code = u32::from(c);
    match code {
        0x1D400..=0x1D6A3 => {
            let (first, face) = ALPHABETS.iter().rev().find(|(first, _)| *first <= code)?;
            let at = u8::try_from(code - first).ok()?;
            let letter = if at < 26 { b'A' + at } else { b'a' + (at - 26) };
            Some((char::from(letter), *face))
        }
        0x1D6A8..=0x1D7C9 => {
            let (first, face) = GREEK.iter().rev().find(|(first, _)| *first <= code)?;
            let letter = GREEK_LETTERS.chars().nth(usize::try_from(code - first).ok()?)?;
            Some((letter, *face))
        }
        0x1D7CE..=0x1D7FF => {
            let at = code - 0x1D7CE;
            let faces = [OmmlFace::Bold, OmmlFace::DoubleStruck, OmmlFace::Sans, OmmlFace::Sans, OmmlFace::Mono];
            let face = faces.get(usize::try_from(at / 10).ok()?)?;
            Some((char::from_digit(at % 10, 10)?, *face))
        }
        _ => None,
    }
}

/// Letters and signs in LaTeX.
pub(super) fn letters(words: &str, face: OmmlFace) -> String {
    let mut out = String::with_capacity(words.len());
    let mut row: Vec<char> = Vec::new();
    let mut row_face = face;
    for c in words.chars() {
        let (c, own) = plain(c).unwrap_or((c, face));
        if c.is_ascii_alphanumeric() || c.is_alphabetic() && sign(c).is_none() {
            // Figures have one face with letters around only where that is bold or such.
            if own != row_face {
                flush(&mut out, &mut row, row_face);
                row_face = own;
            }
            row.push(c);
            continue;
        }
        flush(&mut out, &mut row, row_face);
        let is_bold = matches!(own, OmmlFace::Bold | OmmlFace::BoldItalic) && c.is_alphabetic();
        let written = one(c);
        if is_bold { out.push_str(&format!("\\boldsymbol{{{}}}", written.trim())) } else { push(&mut out, &written) }
    }
    flush(&mut out, &mut row, row_face);
    out
}

/// Adds LaTeX, so that a command does not run into a letter.
fn push(out: &mut String, more: &str) {
    let name = out.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if name.ends_with('\\') && name.len() < out.len() && more.starts_with(|c: char| c.is_ascii_alphabetic()) {
        out.push(' ');
    }
    out.push_str(more);
}

/// The command of a sign, without the backslash.
fn sign(c: char) -> Option<&'static str> {
    match c {
        '∙' => Some("cdot"),
        '…' => Some("dots"),
        c => signs::command(c),
    }
}

/// A character that is no plain letter.
fn one(c: char) -> String {
    if let Some(command) = sign(c) {
        return format!("\\{command}");
    }
    match c {
        '\\' => "\\backslash ".to_owned(),
        '{' | '}' | '#' | '$' | '%' | '_' | '&' => format!("\\{c}"),
        '^' => "\\hat{}".to_owned(),
        '~' => "\\sim ".to_owned(),
        '−' => "-".to_owned(),
        '′' => "'".to_owned(),
        '″' => "''".to_owned(),
        '‴' => "'''".to_owned(),
        '\u{2061}'..='\u{2064}' | '\u{200B}' | '\u{FEFF}' => String::new(),
        '\u{2003}' => "\\quad ".to_owned(),
        c if c.is_whitespace() => "\\ ".to_owned(),
        c if c.is_control() => String::new(),
        c => c.to_string(),
    }
}

/// Writes a row of letters of one face.
fn flush(out: &mut String, row: &mut Vec<char>, face: OmmlFace) {
    if row.is_empty() {
        return;
    }
    let words: String = row.drain(..).collect();
    let is_figures = words.chars().all(|c| c.is_ascii_digit());
    let command = match face {
        OmmlFace::Italic => "",
        OmmlFace::Upright if is_figures => "",
        OmmlFace::Upright => "\\mathrm",
        OmmlFace::Bold => "\\mathbf",
        OmmlFace::BoldItalic => "\\boldsymbol",
        OmmlFace::DoubleStruck => "\\mathbb",
        OmmlFace::Script => "\\mathcal",
        OmmlFace::Fraktur => "\\mathfrak",
        OmmlFace::Sans => "\\mathsf",
        OmmlFace::Mono => "\\mathtt",
    };
    match command {
        "" => push(out, &words),
        command => out.push_str(&format!("{command}{{{words}}}")),
    }
}
