//! The map of a font's codes to characters (`ToUnicode`), read leniently.

use std::collections::BTreeMap;

/// More codes than a font of two bytes can have are not read.
const MOST: usize = 1 << 17;

/// Reads the map: each code with its characters, and whether codes are of one byte.
pub(super) fn to_unicode(map: &[u8]) -> (BTreeMap<u32, String>, bool) {
    let mut codes = BTreeMap::new();
    let mut widths = [0_usize; 2];
    let mut held: Vec<MapToken> = Vec::new();
    for token in (Tokens { rest: map }) {
        match &token {
            MapToken::Word(word) => {
                match word.as_slice() {
                    b"endbfchar" => pairs(&held, &mut codes, &mut widths),
                    b"endbfrange" => ranges(&held, &mut codes, &mut widths),
                    _ => {}
                }
                held.clear();
            }
            _ if held.len() < MOST => held.push(token),
            _ => {}
        }
    }
    (codes, widths[0] > widths[1])
}

/// A part of the map's program.
#[derive(Debug, PartialEq)]
enum MapToken {
    Hex(Vec<u8>),
    Open,
    Close,
    Word(Vec<u8>),
}

struct Tokens<'m> {
    rest: &'m [u8],
}

impl Iterator for Tokens<'_> {
    type Item = MapToken;

    fn next(&mut self) -> Option<MapToken> {
        loop {
            let (&first, rest) = self.rest.split_first()?;
            match first {
                b'[' | b']' => {
                    self.rest = rest;
                    return Some(if first == b'[' { MapToken::Open } else { MapToken::Close });
                }
                b'<' if rest.first() != Some(&b'<') => {
                    let end = rest.iter().position(|&byte| byte == b'>').unwrap_or(rest.len());
                    self.rest = rest.get(end + 1..).unwrap_or_default();
                    return Some(MapToken::Hex(bytes(&rest[..end])));
                }
                b'%' => self.rest = &rest[rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len())..],
                _ if first.is_ascii_alphabetic() => {
                    let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
                    let word = std::iter::once(first).chain(rest[..end].iter().copied()).collect();
                    self.rest = &rest[end..];
                    return Some(MapToken::Word(word));
                }
                _ => self.rest = rest,
            }
        }
    }
}

fn bytes(hex: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> =
        hex.iter().filter_map(|&byte| char::from(byte).to_digit(16)).filter_map(|digit| u8::try_from(digit).ok()).collect();
    digits.chunks(2).map(|two| two[0] << 4 | two.get(1).copied().unwrap_or(0)).collect()
}

fn number(code: &[u8]) -> u32 {
    code.iter().take(4).fold(0, |all, &byte| all << 8 | u32::from(byte))
}

fn characters(target: &[u8]) -> String {
    let units: Vec<u16> = match target {
        [only] => vec![u16::from(*only)],
        _ => target.chunks_exact(2).map(|two| u16::from_be_bytes([two[0], two[1]])).collect(),
    };
    String::from_utf16_lossy(&units)
}

fn pairs(held: &[MapToken], codes: &mut BTreeMap<u32, String>, widths: &mut [usize; 2]) {
    for pair in held.chunks_exact(2) {
        if let [MapToken::Hex(code), MapToken::Hex(target)] = pair {
            widths[usize::from(code.len() != 1)] += 1;
            codes.insert(number(code), characters(target));
        }
    }
}

fn ranges(held: &[MapToken], codes: &mut BTreeMap<u32, String>, widths: &mut [usize; 2]) {
    let mut at = 0;
    while let [MapToken::Hex(first), MapToken::Hex(last), rest @ ..] = &held[at.min(held.len())..] {
        let (from, upto) = (number(first), number(last));
        widths[usize::from(first.len() != 1)] += 1;
        let room = MOST.saturating_sub(codes.len());
        match rest {
            [MapToken::Hex(target), ..] => {
                let start = characters(target);
                for (step, code) in (from..=upto).enumerate().take(room) {
                    codes.insert(code, stepped(&start, step));
                }
                at += 3;
            }
            [MapToken::Open, list @ ..] => {
                let length = list.iter().position(|token| *token == MapToken::Close).unwrap_or(list.len());
                for (code, token) in (from..=upto).zip(&list[..length]) {
                    if let MapToken::Hex(target) = token {
                        codes.insert(code, characters(target));
                    }
                }
                at += 4 + length;
            }
            _ => return,
        }
    }
}

/// Characters of which the last is some further on.
fn stepped(start: &str, step: usize) -> String {
    let mut chars: Vec<char> = start.chars().collect();
    if let Some(last) = chars.last_mut() {
        let moved = u32::try_from(step).ok().and_then(|step| u32::from(*last).checked_add(step)).and_then(char::from_u32);
        *last = moved.unwrap_or(char::REPLACEMENT_CHARACTER);
    }
    chars.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_are_read_however_they_are_spaced() {
        let map = b"/CIDInit /ProcSet findresource begin 1 begincodespacerange<0000><FFFF>endcodespacerange
            2 beginbfchar<0003><0020>\n<0010> <006600660069>endbfchar
            3 beginbfrange<0020><0022><0041>\n<0030><0031>[<0061> <D83DDE00>]\n<0040><0040><0078>endbfrange end";
        let (codes, is_narrow) = to_unicode(map);
        let all: Vec<(u32, &str)> = codes.iter().map(|(code, text)| (*code, text.as_str())).collect();
        let wanted = [(3, " "), (0x10, "ffi"), (0x20, "A"), (0x21, "B"), (0x22, "C"), (0x30, "a"), (0x31, "\u{1F600}"), (0x40, "x")];
        assert_eq!(all, wanted);
        assert!(!is_narrow);
        for broken in [&b"beginbfrange<00><FFFFFFFF><0041>endbfrange"[..], b"<0001<0002>endbfchar", b"<", b"[<41>]endbfrange"] {
            assert!(to_unicode(broken).0.len() <= MOST);
        }
    }
}
