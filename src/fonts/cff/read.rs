//! The structures a CFF table is made of (Adobe Technical Note 5176).

use std::ops::Range;

/// A DICT's operators with their operands.
pub(super) type Dict = Vec<(u16, Vec<i32>)>;

/// An INDEX (5176, section 5): the ranges of its entries and where it ends.
pub(super) fn index(data: &[u8], at: usize) -> Option<(Vec<Range<usize>>, usize)> {
    let count = usize::from(u16::from_be_bytes(data.get(at..at + 2)?.try_into().ok()?));
    if count == 0 {
        return Some((Vec::new(), at + 2));
    }
    let size = usize::from(*data.get(at + 2)?);
    if !(1..=4).contains(&size) {
        return None;
    }
    let base = at + 2 + (count + 1) * size;
    let offset = |entry: usize| {
        let bytes = data.get(at + 3 + entry * size..at + 3 + (entry + 1) * size)?;
        Some(base + bytes.iter().fold(0, |value, &byte| value << 8 | usize::from(byte)))
    };
    let ranges = (0..count).map(|entry| Some(offset(entry)?..offset(entry + 1)?)).collect::<Option<_>>()?;
    Some((ranges, offset(count)?))
}

/// A DICT (5176, section 4): its operators with their operands; of real numbers nothing is kept.
pub(super) fn dict(dict: &[u8]) -> Option<Dict> {
    let (mut at, mut entries, mut operands) = (0, Vec::new(), Vec::new());
    while let Some(&byte) = dict.get(at) {
        let next = |offset: usize| dict.get(at + offset).copied();
        at += match byte {
            0..=21 => {
                let operator = if byte == 12 { u16::from_be_bytes([12, next(1)?]) } else { u16::from(byte) };
                entries.push((operator, std::mem::take(&mut operands)));
                if byte == 12 { 2 } else { 1 }
            }
            28 => {
                operands.push(i32::from(i16::from_be_bytes([next(1)?, next(2)?])));
                3
            }
            29 => {
                operands.push(i32::from_be_bytes([next(1)?, next(2)?, next(3)?, next(4)?]));
                5
            }
            // A real number: nibbles to the one that is 15.
            30 => 2 + dict.get(at + 1..)?.iter().position(|&byte| byte & 15 == 15 || byte >> 4 == 15)?,
            32..=254 => {
                let (value, length) = small(byte, next(1).map(i32::from))?;
                operands.push(value);
                length
            }
            _ => return None,
        };
    }
    Some(entries)
}

/// A whole number of one or two bytes, as DICTs and charstrings write it, and how many bytes it takes.
pub(super) fn small(byte: u8, next: Option<i32>) -> Option<(i32, usize)> {
    let first = i32::from(byte);
    match byte {
        32..=246 => Some((first - 139, 1)),
        247..=250 => Some(((first - 247) * 256 + next? + 108, 2)),
        251..=254 => Some((-(first - 251) * 256 - next? - 108, 2)),
        _ => None,
    }
}

/// The operands of an operator; none if it is not there.
pub(super) fn operands(dict: &Dict, operator: u16) -> Option<&[i32]> {
    dict.iter().find(|(found, _)| *found == operator).map(|(_, operands)| operands.as_slice())
}
