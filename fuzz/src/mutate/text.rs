//! Changes of texts, by line, block, word and sign.

use super::bytes;
use crate::rng::Rng;
use std::ops::Range;

/// What a text is made of.
pub(crate) type Words = &'static [&'static [&'static str]];

/// What may stand before each of some lines.
const BEFORE: [&str; 12] = ["> ", "- ", "  ", "    ", "1. ", ": ", "\t", "| ", "# ", "[^1]: ", "   - ", "> > "];

/// What may stand round some words.
const ROUND: [(&str, &str); 24] = [
    ("*", "*"),
    ("**", "**"),
    ("_", "_"),
    ("`", "`"),
    ("~~", "~~"),
    ("[", "](#x)"),
    ("[", "]"),
    ("![", "](c.png)"),
    ("^[", "]"),
    ("$", "$"),
    ("$$", "$$"),
    ("\"", "\""),
    ("'", "'"),
    ("(", ")"),
    ("<", ">"),
    ("<b>", "</b>"),
    ("<!--", "-->"),
    ("%%", "%%"),
    ("{", "}"),
    ("```\n", "\n```\n"),
    ("::: x\n", "\n:::\n"),
    ("\n\n", "\n\n"),
    ("\n\n| ", " |\n|---|\n"),
    ("<div>\n\n", "\n\n</div>\n"),
];

/// Changes something in one place.
pub(crate) fn text(text: &mut Vec<u8>, other: &[u8], words: Words, rng: &mut Rng) {
    let length = text.len();
    match rng.below(20) {
        0 => bytes(text, other, rng),
        1 => drop(text.drain(some(text, rng))),
        2 => {
            let piece = text[some(text, rng)].to_vec();
            let times = if rng.once_in(40) { 200 } else { 1 + rng.small(6) };
            let at = place(text, rng);
            text.splice(at..at, piece.repeat(times.min(8192 / piece.len().max(1)).max(1)));
        }
        3..=7 => {
            let word = word(words, rng);
            let times = if rng.once_in(60) { 100 } else { 1 };
            let at = if rng.once_in(3) { line(text, rng).start } else { place(text, rng) };
            text.splice(at..at, word.repeat(times));
        }
        8 | 9 => {
            let word = word(words, rng);
            text.splice(some(text, rng), word);
        }
        10 => {
            let (first, second) = (line(text, rng), line(text, rng));
            let (first, second) = if first.start <= second.start { (first, second) } else { (second, first) };
            if first.end <= second.start {
                let lines = [&text[second.clone()], &text[first.end..second.start], &text[first.clone()]].concat();
                text.splice(first.start..second.end, lines);
            }
        }
        11..=13 => {
            let piece = other[some(other, rng)].to_vec();
            let at = place(text, rng);
            let end = if rng.once_in(3) { some(text, rng).end.max(at) } else { at };
            text.splice(at..end.min(at + 400).min(length), piece);
        }
        14 => numbers(text, rng),
        15 | 16 => {
            let before = rng.pick(&BEFORE).repeat(if rng.once_in(30) { 60 } else { 1 });
            let lines = lines(text, rng);
            let new: Vec<u8> =
                text[lines.clone()].split_inclusive(|&byte| byte == b'\n').flat_map(|line| [before.as_bytes(), line].concat()).collect();
            text.splice(lines, new);
        }
        17 | 18 => {
            let (open, close) = rng.pick(&ROUND);
            let times = if rng.once_in(30) { 50 } else { 1 };
            let range = some(text, rng);
            let new = [open.repeat(times).as_bytes(), &text[range.clone()], close.repeat(times).as_bytes()].concat();
            text.splice(range, new);
        }
        _ if rng.once_in(6) => text.truncate(place(text, rng)),
        _ => {
            // A letter, accented or from afar, in the place of another.
            let word = word(words, rng);
            let at = place(text, rng);
            let first: Vec<u8> = String::from_utf8_lossy(&word).chars().take(1).collect::<String>().into_bytes();
            text.splice(at..(at + 1).min(length), first);
        }
    }
}

fn word(words: Words, rng: &mut Rng) -> Vec<u8> {
    let list = rng.pick(words);
    rng.pick(list).as_bytes().to_vec()
}

/// A place, mostly between characters.
fn place(text: &[u8], rng: &mut Rng) -> usize {
    let mut at = rng.below(text.len() + 1);
    while at < text.len() && (0x80..0xC0).contains(&text[at]) {
        at += 1;
    }
    at
}

/// A few letters, a word, some lines or a block.
fn some(text: &[u8], rng: &mut Rng) -> Range<usize> {
    match rng.below(5) {
        0 => line(text, rng),
        1 => lines(text, rng),
        2 => {
            let at = rng.below(text.len());
            let inside = |byte: &u8| byte.is_ascii_alphanumeric() || *byte >= 0x80;
            let start = text[..at].iter().rposition(|byte| !inside(byte)).map_or(0, |at| at + 1);
            let end = text[at..].iter().position(|byte| !inside(byte)).map_or(text.len(), |length| at + length);
            start..end
        }
        3 => {
            let at = place(text, rng);
            at..(at + 1 + rng.small(8)).min(text.len()).max(at)
        }
        _ => {
            let start = place(text, rng);
            let end = place(text, rng);
            start.min(end)..start.max(end).min(start.min(end) + 1000)
        }
    }
}

fn line(text: &[u8], rng: &mut Rng) -> Range<usize> {
    let at = rng.below(text.len());
    let start = text[..at].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    let end = text[at..].iter().position(|&byte| byte == b'\n').map_or(text.len(), |length| at + length + 1);
    start..end
}

fn lines(text: &[u8], rng: &mut Rng) -> Range<usize> {
    let first = line(text, rng);
    let mut end = first.end;
    for _ in 0..rng.small(8) {
        end += text[end..].iter().position(|&byte| byte == b'\n').map_or(text.len() - end, |length| length + 1);
    }
    first.start..end
}

/// Another number in the place of one.
fn numbers(text: &mut Vec<u8>, rng: &mut Rng) {
    const OTHERS: [&str; 14] =
        ["0", "1", "-1", "2", "10", "99", "1000", "65536", "4294967296", "18446744073709551616", "0.5", "1e9", "1e-9", "1e400"];
    let at = rng.below(text.len());
    let number = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
    let Some(start) = text[at..].iter().position(|byte| byte.is_ascii_digit()).map(|length| at + length) else { return };
    let end = text[start..].iter().position(|byte| !number(byte)).map_or(text.len(), |length| start + length);
    text.splice(start..end, rng.pick(&OTHERS).bytes());
}
