//! Changes of any bytes.

use super::Words;
use crate::rng::Rng;

/// Numbers at whose edges something happens.
const EDGES: [u64; 16] = [0, 1, 2, 3, 7, 16, 64, 127, 128, 255, 256, 0x7FFF, 0x8000, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFFF];

/// Changes something in one place.
pub(crate) fn bytes(bytes: &mut Vec<u8>, other: &[u8], rng: &mut Rng) {
    if bytes.is_empty() {
        bytes.extend(&other[rng.range(other.len())]);
        return;
    }
    let at = rng.below(bytes.len());
    match rng.below(10) {
        0 => bytes[at] ^= 1 << rng.below(8),
        1 => bytes[at] = rng.byte(),
        2 | 3 => number(&mut bytes[at..], rng),
        4 => bytes[at] = bytes[at].wrapping_add(if rng.once_in(2) { 1 } else { 255 }),
        5 => {
            let range = rng.range(bytes.len());
            bytes.drain(range);
        }
        6 => {
            let piece = bytes[rng.range(bytes.len())].to_vec();
            bytes.splice(at..at, piece);
        }
        7 => {
            let piece = other[rng.range(other.len())].to_vec();
            let end = if rng.once_in(2) { at } else { (at + piece.len()).min(bytes.len()) };
            bytes.splice(at..end, piece);
        }
        8 if rng.once_in(4) => bytes.truncate(at),
        _ => {
            let from = rng.range(bytes.len());
            let piece = bytes[from].to_vec();
            let end = (at + piece.len()).min(bytes.len());
            bytes[at..end].copy_from_slice(&piece[..end - at]);
        }
    }
}

/// Changes something in one place of a file whose parts are found by where they stand: most of the time nothing is moved.
pub(crate) fn in_place(file: &mut Vec<u8>, other: &[u8], words: Words, rng: &mut Rng) {
    if file.is_empty() || rng.once_in(12) {
        return bytes(file, other, rng);
    }
    let at = rng.below(file.len());
    let list = words[rng.below(words.len())];
    let piece = rng.pick(list).as_bytes();
    let end = (at + piece.len()).min(file.len());
    file[at..end].copy_from_slice(&piece[..end - at]);
}

/// A number at an edge, of one to four bytes, most significant first or last.
pub(crate) fn number(bytes: &mut [u8], rng: &mut Rng) {
    let width = [1, 2, 2, 4][rng.below(4)].min(bytes.len());
    let number = *rng.pick(&EDGES);
    let number = if rng.once_in(4) { number.wrapping_sub(rng.below(3) as u64) } else { number };
    let big = number.to_be_bytes();
    let little = number.to_le_bytes();
    bytes[..width].copy_from_slice(if rng.below(4) > 0 { &big[8 - width..] } else { &little[..width] });
}
