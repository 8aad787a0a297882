//! A CFF table with the outlines of some glyphs only (Adobe Technical Notes 5176 and 5177). Everything stays where it is, so that
//! no offset changes; the room won is filled with zeros, which the container's compression removes.

use skrifa::raw::collections::IntSet;
use skrifa::raw::types::GlyphId;
use std::collections::BTreeSet;
use std::ops::Range;

/// Operators of a DICT (5176, tables 9 and 23); an escaped one has 12 in its first byte.
const CHAR_STRINGS: u16 = 17;
const PRIVATE: u16 = 18;
const SUBROUTINES: u16 = 19;
const FONT_DICTS: u16 = 12 << 8 | 36;

/// What an outline and a subroutine that nobody asks for consist of: `endchar` and `return` (5177, 4.3 and 4.7).
const NO_OUTLINE: &[u8] = &[14];
const NO_SUBROUTINE: &[u8] = &[11];

/// How deep subroutines may call one another (5177, appendix B), and how many bytes of code are followed in a file: subroutines that
/// call one another over and over could keep us for ever.
const DEEPEST: usize = 10;
const LONGEST: usize = 16 << 20;

/// The table with the outlines of `glyphs` and the subroutines that they call. None if it is not as expected.
pub(super) fn cut(data: &[u8], glyphs: &IntSet<GlyphId>) -> Option<Vec<u8>> {
    let (_, names_end) = index(data, usize::from(*data.get(2)?))?;
    let (dicts, dicts_end) = index(data, names_end)?;
    let top = dict(data.get(dicts.first()?.clone())?)?;
    let start = usize::try_from(*operands(&top, CHAR_STRINGS)?.last()?).ok()?;
    let (outlines, outlines_end) = index(data, start)?;
    let (names, names_end) = index(data, dicts_end)?;
    let (global, global_end) = index(data, names_end)?;
    let kept: BTreeSet<usize> = glyphs.iter().map(|glyph| glyph.to_u32() as usize).filter(|&glyph| glyph < outlines.len()).collect();

    let mut table = data.to_vec();
    thin(&mut table, data, &outlines, start..outlines_end, (&kept, NO_OUTLINE))?;
    let (local, local_at) = local(data, &top)?;
    let mut calls = Calls { data, global: &global, local: &local, called: Default::default(), left: LONGEST };
    // A font with several DICTs has subroutines for each of them, and one that reckons their numbers can't be followed: all stay.
    let followed = operands(&top, FONT_DICTS).is_none()
        && kept.iter().all(|&glyph| calls.follow(outlines[glyph].clone(), &mut State::default(), 0).is_some());
    if followed {
        let [of_all, own] = calls.called;
        thin(&mut table, data, &global, names_end..global_end, (&of_all, NO_SUBROUTINE))?;
        thin(&mut table, data, &local, local_at, (&own, NO_SUBROUTINE))?;
    }
    // Glyph names, half of what would be left, are for nobody; the first string has number 391 (5176, appendix A).
    for (number, range) in (391..).zip(names) {
        if !top.iter().any(|(_, operands)| operands.contains(&number)) {
            table.get_mut(range)?.fill(b'x');
        }
    }
    Some(table)
}

/// The subroutines of a font with one DICT, and where their INDEX lies: nowhere if it has none.
fn local(data: &[u8], top: &[(u16, Vec<i32>)]) -> Option<(Vec<Range<usize>>, Range<usize>)> {
    let Some(&[size, offset]) = operands(top, PRIVATE) else { return Some((Vec::new(), 0..0)) };
    let (size, offset) = (usize::try_from(size).ok()?, usize::try_from(offset).ok()?);
    let private = dict(data.get(offset..offset.checked_add(size)?)?)?;
    let Some(&[at]) = operands(&private, SUBROUTINES) else { return Some((Vec::new(), 0..0)) };
    let at = offset.checked_add_signed(isize::try_from(at).ok()?)?;
    let (ranges, end) = index(data, at)?;
    Some((ranges, at..end))
}

/// Puts `instead` in the place of the entries of an INDEX that are not kept.
fn thin(
    table: &mut [u8],
    data: &[u8],
    entries: &[Range<usize>],
    at: Range<usize>,
    (kept, instead): (&BTreeSet<usize>, &[u8]),
) -> Option<()> {
    if entries.is_empty() {
        return Some(());
    }
    let entry = |(number, range): (usize, &Range<usize>)| if kept.contains(&number) { data.get(range.clone()) } else { Some(instead) };
    let entries: Vec<&[u8]> = entries.iter().enumerate().map(entry).collect::<Option<_>>()?;
    let mut new = u16::try_from(entries.len()).ok()?.to_be_bytes().to_vec();
    new.push(4);
    let mut offset = 1_u32;
    new.extend(offset.to_be_bytes());
    for entry in &entries {
        offset += u32::try_from(entry.len()).ok()?;
        new.extend(offset.to_be_bytes());
    }
    new.extend(entries.concat());
    let room = table.get_mut(at)?;
    if new.len() > room.len() {
        // Wide offsets take more than was won: little is left out, and it stays as it is.
        return Some(());
    }
    let (front, rest) = room.split_at_mut(new.len());
    front.copy_from_slice(&new);
    rest.fill(0);
    Some(())
}

/// The subroutines that outlines call: for all fonts of the file, and of the one font.
struct Calls<'d> {
    data: &'d [u8],
    global: &'d [Range<usize>],
    local: &'d [Range<usize>],
    called: [BTreeSet<usize>; 2],
    /// How many bytes may still be followed.
    left: usize,
}

/// What is known of an outline while it is followed.
#[derive(Default)]
struct State {
    stack: Vec<i32>,
    stems: usize,
}

impl Calls<'_> {
    /// Follows a charstring (5177, section 4); whether it ended the outline. None for one that reckons, or is not as expected.
    fn follow(&mut self, range: Range<usize>, state: &mut State, depth: usize) -> Option<bool> {
        let code = self.data.get(range)?;
        self.left = self.left.checked_sub(code.len() + 1).filter(|_| depth <= DEEPEST)?;
        let mut at = 0;
        while let Some(&byte) = code.get(at) {
            let next = |offset: usize| code.get(at + offset).map(|&byte| i32::from(byte));
            at += match byte {
                28 => {
                    state.stack.push(i32::from(i16::from_be_bytes([*code.get(at + 1)?, *code.get(at + 2)?])));
                    3
                }
                // A number with a fraction, which names no subroutine.
                255 => {
                    state.stack.push(next(1)?);
                    5
                }
                32.. => {
                    let (value, length) = small(byte, next(1))?;
                    state.stack.push(value);
                    length
                }
                // hstem, vstem, hstemhm, vstemhm
                1 | 3 | 18 | 23 => {
                    state.stems += state.stack.len() / 2;
                    state.stack.clear();
                    1
                }
                // hintmask, cntrmask: a bit for each stem, and stems without their operator before the first.
                19 | 20 => {
                    state.stems += state.stack.len() / 2;
                    state.stack.clear();
                    1 + state.stems.div_ceil(8)
                }
                10 | 29 => {
                    let which = usize::from(byte == 10);
                    let subroutines = if byte == 10 { self.local } else { self.global };
                    // 5176, section 16.
                    let bias = if subroutines.len() < 1240 {
                        107
                    } else if subroutines.len() < 33_900 {
                        1131
                    } else {
                        32_768
                    };
                    let number = usize::try_from(state.stack.pop()? + bias).ok()?;
                    let range = subroutines.get(number)?.clone();
                    self.called[which].insert(number);
                    if self.follow(range, state, depth + 1)? {
                        return Some(true);
                    }
                    1
                }
                11 => return Some(false),
                // Four operands more make it of two other glyphs, whose names it gives.
                14 => return (state.stack.len() < 4).then_some(true),
                4..=8 | 21 | 22 | 24..=27 | 30 | 31 => {
                    state.stack.clear();
                    1
                }
                // The four kinds of flex.
                12 if matches!(next(1)?, 34..=37) => {
                    state.stack.clear();
                    2
                }
                _ => return None,
            };
        }
        Some(false)
    }
}

/// An INDEX (5176, section 5): the ranges of its entries and where it ends.
fn index(data: &[u8], at: usize) -> Option<(Vec<Range<usize>>, usize)> {
    let count = usize::from(u16::from_be_bytes(data.get(at..at + 2)?.try_into().ok()?));
    if count == 0 {
        return Some((Vec::new(), at + 2));
    }
    let size = usize::from(*data.get(at + 2)?);
    let base = at + 2 + (count + 1) * size;
    let offset = |entry: usize| {
        let bytes = data.get(at + 3 + entry * size..at + 3 + (entry + 1) * size)?;
        Some(base + bytes.iter().fold(0, |value, &byte| value << 8 | usize::from(byte)))
    };
    let ranges = (0..count).map(|entry| Some(offset(entry)?..offset(entry + 1)?)).collect::<Option<_>>()?;
    Some((ranges, offset(count)?))
}

/// A DICT (5176, section 4): its operators with their operands; of real numbers nothing is kept.
fn dict(dict: &[u8]) -> Option<Vec<(u16, Vec<i32>)>> {
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
fn small(byte: u8, next: Option<i32>) -> Option<(i32, usize)> {
    let first = i32::from(byte);
    match byte {
        32..=246 => Some((first - 139, 1)),
        247..=250 => Some(((first - 247) * 256 + next? + 108, 2)),
        251..=254 => Some((-(first - 251) * 256 - next? - 108, 2)),
        _ => None,
    }
}

fn operands(dict: &[(u16, Vec<i32>)], operator: u16) -> Option<&[i32]> {
    dict.iter().find(|(found, _)| *found == operator).map(|(_, operands)| operands.as_slice())
}
