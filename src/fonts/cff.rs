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
/// More operands than any operator takes (5177, appendix B, allows 48).
const MOST_OPERANDS: usize = 512;

/// The table with the outlines of `glyphs` and the subroutines that they call. None if it is not as expected, or can't be cut.
pub(super) fn cut(data: &[u8], glyphs: &IntSet<GlyphId>) -> Option<Vec<u8>> {
    let (_, names_end) = index(data, usize::from(*data.get(2)?))?;
    let (dicts, dicts_end) = index(data, names_end)?;
    let top = dict(data.get(dicts.first()?.clone())?)?;
    let start = usize::try_from(*operands(&top, CHAR_STRINGS)?.last()?).ok()?;
    let (outlines, outlines_end) = index(data, start)?;
    let (names, names_end) = index(data, dicts_end)?;
    let (global, global_end) = index(data, names_end)?;
    let (local, local_at) = local(data, &top)?;
    let kept: BTreeSet<usize> = glyphs.iter().map(|glyph| glyph.to_u32() as usize).filter(|&glyph| glyph < outlines.len()).collect();
    let mut calls = Calls { data, global: &global, local: &local, called: Default::default(), made_of_others: false, left: LONGEST };
    let followed = kept.iter().all(|&glyph| calls.follow(outlines[glyph].clone(), &mut State::default(), 0).is_some());
    if calls.made_of_others {
        return None;
    }

    let mut table = data.to_vec();
    let room = table.get_mut(start..outlines_end)?;
    thin(room, data, &outlines, &kept, NO_OUTLINE)?;
    // A font with several DICTs has subroutines for each of them, one may share them, and one that reckons their numbers can't be
    // followed: then all stay.
    let apart = local_at.end <= names_end || local_at.start >= global_end;
    if followed && apart && operands(&top, FONT_DICTS).is_none() {
        let [of_all, own] = &calls.called;
        thin(table.get_mut(names_end..global_end)?, data, &global, of_all, NO_SUBROUTINE);
        thin(table.get_mut(local_at)?, data, &local, own, NO_SUBROUTINE);
    }
    // Glyph names are for nobody; the first string has number 391 (5176, appendix A).
    let used: BTreeSet<i32> = top.iter().flat_map(|(_, operands)| operands).copied().collect();
    for (number, range) in (391..).zip(names) {
        if !used.contains(&number) {
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

/// Puts `instead` in the place of the entries of an INDEX that are not kept. None, and nothing is done, if that takes more room.
fn thin(room: &mut [u8], data: &[u8], entries: &[Range<usize>], kept: &BTreeSet<usize>, instead: &[u8]) -> Option<()> {
    let entry = |(number, range): (usize, &Range<usize>)| if kept.contains(&number) { data.get(range.clone()) } else { Some(instead) };
    let entries: Vec<&[u8]> = entries.iter().enumerate().map(entry).collect::<Option<_>>()?;
    // Offsets count from 1. In a hostile font entries may lie upon one another, and be more than all of it.
    let last = 1 + entries.iter().map(|entry| entry.len()).sum::<usize>();
    let size = (1..=4).find(|&size| last >> (8 * size) == 0)?;
    let rest = room.len().checked_sub(3 + (entries.len() + 1) * size + last - 1)?;
    let mut new = u16::try_from(entries.len()).ok()?.to_be_bytes().to_vec();
    new.push(u8::try_from(size).ok()?);
    let mut offset = 1;
    for length in entries.iter().map(|entry| entry.len()).chain([0]) {
        new.extend(&u32::try_from(offset).ok()?.to_be_bytes()[4 - size..]);
        offset += length;
    }
    new.extend(entries.concat());
    new.resize(new.len() + rest, 0);
    room.copy_from_slice(&new);
    Some(())
}

/// The subroutines that outlines call: for all fonts of the file, and of the one font.
struct Calls<'d> {
    data: &'d [u8],
    global: &'d [Range<usize>],
    local: &'d [Range<usize>],
    called: [BTreeSet<usize>; 2],
    /// Whether an outline is put together from two others, which it names (5177, appendix C).
    made_of_others: bool,
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
        while let Some(&byte) = code.get(at).filter(|_| state.stack.len() <= MOST_OPERANDS) {
            let next = |offset: usize| code.get(at + offset).map(|&byte| i32::from(byte));
            at += match byte {
                28 => {
                    state.stack.push(i32::from(i16::from_be_bytes([*code.get(at + 1)?, *code.get(at + 2)?])));
                    3
                }
                // A number with a fraction, which is to name no subroutine.
                255 => {
                    state.stack.push(i32::MIN);
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
                14 => {
                    self.made_of_others |= state.stack.len() >= 4;
                    return Some(true);
                }
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
        (at >= code.len()).then_some(false)
    }
}

/// An INDEX (5176, section 5): the ranges of its entries and where it ends.
fn index(data: &[u8], at: usize) -> Option<(Vec<Range<usize>>, usize)> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::Face;
    use proptest::prelude::*;

    /// Follows an outline with these subroutines of its own: whether it ended, which were called, whether it is of two others.
    fn follow(outline: &[u8], subroutines: &[&[u8]]) -> (Option<bool>, Vec<usize>, bool) {
        let data = [&[outline], subroutines].concat();
        let ranges: Vec<Range<usize>> = data
            .iter()
            .scan(0, |at, part| {
                *at += part.len();
                Some(*at - part.len()..*at)
            })
            .collect();
        let data = data.concat();
        let mut calls =
            Calls { data: &data, global: &[], local: &ranges[1..], called: Default::default(), made_of_others: false, left: LONGEST };
        let ended = calls.follow(ranges[0].clone(), &mut State::default(), 0);
        let [_, own] = calls.called;
        (ended, own.into_iter().collect(), calls.made_of_others)
    }

    /// Fewer than 1,240 subroutines are numbered from -107, which is the byte 32.
    const FIRST: u8 = 32;
    const CALL: u8 = 10;
    const END: u8 = 14;

    #[test]
    fn calls_are_followed_into_calls() {
        let subroutines: [&[u8]; 4] = [&[FIRST + 2, CALL, 11], &[11], &[END], &[11]];
        assert_eq!(follow(&[FIRST, CALL, FIRST + 3, CALL, END], &subroutines), (Some(true), vec![0, 2], false));
        assert_eq!(follow(&[28, 0xFF, 0x95 + 3, CALL, END], &subroutines), (Some(true), vec![3], false));
    }

    #[test]
    fn masks_are_no_code() {
        // A width and a stem, a stem without its operator, and a mask for both that looks like a call.
        let outline = [139, 139, 139, 18, 139, 139, 19, CALL, 139, 21, 20, CALL, END];
        assert_eq!(follow(&outline, &[]), (Some(true), vec![], false));
        // Nine stems have a mask of two bytes.
        let outline = [&[139; 18][..], &[1, 19, CALL, CALL, END]].concat();
        assert_eq!(follow(&outline, &[]), (Some(true), vec![], false));
    }

    #[test]
    fn what_can_not_be_followed_is_not() {
        for (outline, subroutines) in [
            // No such subroutine, no number, a number with a fraction, one that is reckoned.
            (&[FIRST + 1, CALL, END][..], [&[11][..]]),
            (&[CALL, END], [&[11]]),
            (&[255, 0, 0, 0, 0, CALL, END], [&[11]]),
            (&[FIRST, 139, 12, 10, CALL, END], [&[11]]),
            // One that calls itself.
            (&[FIRST, CALL, END], [&[FIRST, CALL, 11]]),
        ] {
            assert_eq!(follow(outline, &subroutines).0, None, "{outline:?}");
        }
        // Each calls the next a hundred times.
        let calls: Vec<Vec<u8>> = (1..=10).map(|next| [FIRST + next, CALL].repeat(100)).chain([vec![11]]).collect();
        let calls: Vec<&[u8]> = calls.iter().map(Vec::as_slice).collect();
        assert_eq!(follow(&[FIRST, CALL, END], &calls).0, None);
        assert_eq!(follow(&[139, 139, 139, 139, END], &[]), (Some(true), vec![], true));
    }

    #[test]
    fn a_damaged_font_is_cut_or_not_but_nothing_else() {
        let face = Face::built_in(include_bytes!("../../fonts/libertinus/LibertinusSerif-Regular.otf"));
        let good = face.font().table_data(skrifa::Tag::new(b"CFF ")).unwrap().as_bytes().to_vec();
        let glyphs: IntSet<GlyphId> = (0..200).map(GlyphId::new).collect();
        assert!(cut(&good, &glyphs).is_some_and(|table| table.len() == good.len() && table != good));
        let damage = prop::collection::vec((prop_oneof![0..good.len(), 0..4000_usize], any::<u8>()), 1..40);
        proptest!(ProptestConfig::with_cases(200), |(damage in damage, length in 0..good.len() * 2)| {
            let mut bad = good.clone();
            damage.into_iter().for_each(|(at, byte)| bad[at] = byte);
            bad.truncate(length);
            if let Some(table) = cut(&bad, &glyphs) {
                prop_assert_eq!(table.len(), bad.len());
            }
        });
    }

    #[test]
    fn an_index_is_thinned_in_its_room_or_not_at_all() {
        // Three entries of 1, 2 and 3 bytes.
        let data = [0, 3, 1, 1, 2, 4, 7, b'a', b'b', b'b', b'c', b'c', b'c'];
        let (entries, end) = index(&data, 0).unwrap();
        assert_eq!((entries.len(), end), (3, data.len()));
        let mut room = data;
        assert_eq!(thin(&mut room, &data, &entries, &BTreeSet::from([1]), NO_SUBROUTINE), Some(()));
        assert_eq!(room, [0, 3, 1, 1, 2, 4, 5, 11, b'b', b'b', 11, 0, 0]);
        let mut room = data;
        assert_eq!(thin(&mut room, &data, &entries, &BTreeSet::from([1, 2]), &[11; 3]), None);
        // Entries upon one another.
        let entries = [7..13, 7..13, 7..13];
        assert_eq!(thin(&mut room, &data, &entries, &BTreeSet::from([0, 1]), NO_SUBROUTINE), None);
        assert_eq!(room, data);
        assert_eq!(index(&[0, 1, 8, 0, 0, 0, 0, 0, 0, 0, 1], 0), None);
    }
}
