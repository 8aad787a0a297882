//! Signs of faces whose characters are others than their numbers say, as Unicode has them.

use super::looks::DocxFace;

/// The face Symbol from 0x21 on; a space where there is nothing of use.
const SYMBOL_LOW: &str = "!∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_ αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";
/// The face Symbol from 0xA0 on.
const SYMBOL_HIGH: &str = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪ 〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭";

/// Signs of the face Wingdings, by their codes.
const WINGDINGS: [(u32, char); 96] = [
    (0x21, '✏'),
    (0x22, '✂'),
    (0x23, '✁'),
    (0x24, '👓'),
    (0x25, '🔔'),
    (0x26, '📖'),
    (0x27, '🕯'),
    (0x28, '☎'),
    (0x29, '✆'),
    (0x2A, '✉'),
    (0x36, '⌛'),
    (0x37, '⌨'),
    (0x3E, '✇'),
    (0x3F, '✍'),
    (0x41, '✌'),
    (0x42, '👌'),
    (0x43, '👍'),
    (0x44, '👎'),
    (0x45, '☜'),
    (0x46, '☞'),
    (0x47, '☝'),
    (0x48, '☟'),
    (0x49, '✋'),
    (0x4A, '☺'),
    (0x4B, '😐'),
    (0x4C, '☹'),
    (0x4D, '💣'),
    (0x4E, '☠'),
    (0x4F, '⚐'),
    (0x50, '⚑'),
    (0x51, '✈'),
    (0x52, '☼'),
    (0x53, '💧'),
    (0x54, '❄'),
    (0x55, '🕆'),
    (0x56, '✞'),
    (0x57, '🕈'),
    (0x58, '✠'),
    (0x59, '✡'),
    (0x5A, '☪'),
    (0x5B, '☯'),
    (0x5C, 'ॐ'),
    (0x5D, '☸'),
    (0x6A, '&'),
    (0x6B, '&'),
    (0x6C, '●'),
    (0x6D, '❍'),
    (0x6E, '■'),
    (0x6F, '□'),
    (0x70, '□'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x73, '⬧'),
    (0x74, '⧫'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x77, '⬥'),
    (0x78, '⌧'),
    (0x7B, '❀'),
    (0x7C, '✿'),
    (0x7D, '❝'),
    (0x7E, '❞'),
    (0x80, '⓪'),
    (0x81, '①'),
    (0x82, '②'),
    (0x83, '③'),
    (0x84, '④'),
    (0x85, '⑤'),
    (0x86, '⑥'),
    (0x87, '⑦'),
    (0x88, '⑧'),
    (0x89, '⑨'),
    (0x8A, '⑩'),
    (0x9E, '·'),
    (0x9F, '•'),
    (0xA1, '○'),
    (0xA4, '◉'),
    (0xA7, '▪'),
    (0xA8, '◻'),
    (0xAB, '★'),
    (0xB2, '✧'),
    (0xD5, '⌫'),
    (0xD8, '➢'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE1, '↑'),
    (0xE2, '↓'),
    (0xE8, '➔'),
    (0xEF, '⇦'),
    (0xF0, '⇨'),
    (0xF1, '⇧'),
    (0xF2, '⇩'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
];

/// Signs of the other faces.
const OTHERS: [(DocxFace, u32, char); 13] = [
    (DocxFace::Wingdings2, 0x4F, '✗'),
    (DocxFace::Wingdings2, 0x50, '✓'),
    (DocxFace::Wingdings2, 0x51, '☒'),
    (DocxFace::Wingdings2, 0x52, '☑'),
    (DocxFace::Wingdings2, 0x53, '☒'),
    (DocxFace::Wingdings2, 0xA3, '□'),
    (DocxFace::Wingdings3, 0x5B, '⬅'),
    (DocxFace::Wingdings3, 0x5C, '➡'),
    (DocxFace::Wingdings3, 0x7D, '▶'),
    (DocxFace::Wingdings3, 0x84, '◀'),
    (DocxFace::Webdings, 0x61, '✔'),
    (DocxFace::Webdings, 0x72, '✘'),
    (DocxFace::Webdings, 0x67, '■'),
];

/// The sign that a face has at a code, which may stand in the area that is free for all.
pub(super) fn sign(face: DocxFace, code: u32) -> Option<char> {
    let code = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    match face {
        DocxFace::Letters => None,
        _ if code == 0x20 || code == 0xA0 && face != DocxFace::Symbol => Some(' '),
        DocxFace::Symbol => {
            let (signs, from) = if code < 0xA0 { (SYMBOL_LOW, 0x21) } else { (SYMBOL_HIGH, 0xA0) };
            signs.chars().nth(usize::try_from(code.checked_sub(from)?).ok()?).filter(|sign| *sign != ' ')
        }
        DocxFace::Wingdings => WINGDINGS.iter().find(|(known, _)| *known == code).map(|(_, sign)| *sign),
        _ => OTHERS.iter().find(|(known, at, _)| *known == face && *at == code).map(|(_, _, sign)| *sign),
    }
}

/// Whether a letter is one of the scripts that a document has the language of the East of Asia for.
pub(super) fn is_asian(c: char) -> bool {
    matches!(u32::from(c), 0x1100..=0x11FF | 0x2E80..=0xA4CF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0xFF00..=0xFFEF | 0x2_0000..=0x3_FFFF)
}
