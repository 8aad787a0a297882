//! A CFF table with the outlines of some glyphs only (Adobe Technical Notes 5176 and 5177).
//!
//! *Input*: the table, and the glyphs that stay. *Cost*: the table's length, and the calls of the outlines kept.
//!
//! Everything stays where it is, so that no offset changes: the outlines of other glyphs become the shortest there are, subroutines that
//! no glyph kept calls become empty, and the room won is filled with zeros, which the container's compression removes. Which subroutines
//! are called is found by running the outlines for their calls alone.
//!
//! *Invariant*: every glyph kept is drawn as before; ids, names and metrics are as before.

mod calls;
mod read;

use calls::{Calls, Subroutines};
use read::{Dict, dict, index, operands};
use skrifa::raw::collections::IntSet;
use skrifa::raw::ps::cff::CffFontRef;
use skrifa::raw::types::GlyphId;
use std::collections::BTreeSet;
use std::ops::Range;

/// Operators of a DICT (5176, tables 9 and 23); an escaped one has 12 in its first byte.
const CHAR_STRINGS: u16 = 17;
const PRIVATE: u16 = 18;
const SUBROUTINES: u16 = 19;
const FONT_DICTS: u16 = 12 << 8 | 36;

/// Code of an outline and of a subroutine that is not used: `endchar` and `return` (5177, 4.3 and 4.7).
const NO_OUTLINE: &[u8] = &[14];
const NO_SUBROUTINE: &[u8] = &[11];

/// A glyph tells its font in a byte (5176, section 19).
const MOST_FONTS: usize = 256;

/// The table with the outlines of `glyphs` and the subroutines that they call. None if it is not as expected, or can't be cut.
pub(super) fn cut(data: &[u8], glyphs: &IntSet<GlyphId>) -> Option<Vec<u8>> {
    let (_, names_end) = index(data, usize::from(*data.get(2)?))?;
    let (dicts, dicts_end) = index(data, names_end)?;
    let top = dict(data.get(dicts.first()?.clone())?)?;
    let start = usize::try_from(*operands(&top, CHAR_STRINGS)?.last()?).ok()?;
    let (outlines, outlines_end) = index(data, start)?;
    let (names, names_end) = index(data, dicts_end)?;
    let kept: BTreeSet<usize> = glyphs.iter().map(|glyph| glyph.to_u32() as usize).filter(|&glyph| glyph < outlines.len()).collect();

    let (subroutines, of_font) = subroutines(data, &top, names_end)?;
    let fonts = CffFontRef::new_cff(data, 0, None).ok()?;
    let mut calls = Calls::new(data, subroutines);
    let followed = kept.iter().all(|&glyph| {
        let font = u32::try_from(glyph).ok().and_then(|glyph| fonts.subfont_index(GlyphId::new(glyph)));
        font.and_then(|font| of_font.get(usize::from(font))).is_some_and(|&own| calls.outline(outlines[glyph].clone(), own))
    });
    if calls.made_of_others {
        return None;
    }

    let mut table = data.to_vec();
    thin(table.get_mut(start..outlines_end)?, data, &outlines, &kept, NO_OUTLINE)?;
    // Where one reckons the numbers of its subroutines, or they lie upon one another, all stay.
    if followed && apart(&calls.subroutines) {
        for Subroutines { at, entries, called } in &calls.subroutines {
            thin(table.get_mut(at.clone())?, data, entries, called, NO_SUBROUTINE);
        }
    }
    // No reader uses glyph names; the first string has number 391 (5176, appendix A).
    let used: BTreeSet<i32> = top.iter().flat_map(|(_, operands)| operands).copied().collect();
    for (number, range) in (391..).zip(names) {
        if !used.contains(&number) {
            table.get_mut(range)?.fill(b'x');
        }
    }
    Some(table)
}

/// The subroutines of all fonts of the file, which begin at `start`, and those of each; and which of them are the own ones of a font:
/// it may have none, or share them.
fn subroutines(data: &[u8], top: &Dict, start: usize) -> Option<(Vec<Subroutines>, Vec<Option<usize>>)> {
    let mut found = vec![Subroutines::new(data, start)?];
    // Chinese and Japanese fonts are several in one.
    let fonts: Vec<Dict> = match operands(top, FONT_DICTS) {
        Some(at) => {
            let (dicts, _) = index(data, usize::try_from(*at.last()?).ok()?)?;
            if dicts.len() > MOST_FONTS {
                return None;
            }
            dicts.into_iter().map(|range| dict(data.get(range)?)).collect::<Option<_>>()?
        }
        None => vec![top.clone()],
    };
    let mut of_font = Vec::with_capacity(fonts.len());
    for font in &fonts {
        of_font.push(own(data, font)?.map(|own| {
            let known = (1..found.len()).find(|&index| found[index].at == own.at);
            known.unwrap_or_else(|| {
                found.push(own);
                found.len() - 1
            })
        }));
    }
    Some((found, of_font))
}

/// The own subroutines of a font; inside, none if it has none.
fn own(data: &[u8], font: &Dict) -> Option<Option<Subroutines>> {
    let Some(&[size, offset]) = operands(font, PRIVATE) else { return Some(None) };
    let (size, offset) = (usize::try_from(size).ok()?, usize::try_from(offset).ok()?);
    let private = dict(data.get(offset..offset.checked_add(size)?)?)?;
    let Some(&[at]) = operands(&private, SUBROUTINES) else { return Some(None) };
    let at = offset.checked_add_signed(isize::try_from(at).ok()?)?;
    Some(Some(Subroutines::new(data, at)?))
}

/// Whether no two of them have a byte in common.
fn apart(subroutines: &[Subroutines]) -> bool {
    let mut places: Vec<(usize, usize)> = subroutines.iter().map(|some| (some.at.start, some.at.end)).collect();
    places.sort_unstable();
    places.is_sorted_by(|one, next| one.1 <= next.0)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::Face;
    use proptest::prelude::*;

    #[test]
    fn a_damaged_font_is_cut_or_not_but_nothing_else() {
        let face = Face::built_in(include_bytes!("../../../fonts/libertinus/LibertinusSerif-Regular.otf"));
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

    /// An INDEX of `entries`.
    fn index_of(entries: &[&[u8]]) -> Vec<u8> {
        let mut ends = vec![1];
        entries.iter().for_each(|entry| ends.push(ends[ends.len() - 1] + u8::try_from(entry.len()).unwrap()));
        [&u16::try_from(entries.len()).unwrap().to_be_bytes(), &[1][..], &ends, &entries.concat()].concat()
    }

    /// A number of a DICT in its longest form.
    fn number(value: usize) -> Vec<u8> {
        [&[29][..], &u32::try_from(value).unwrap().to_be_bytes()].concat()
    }

    #[test]
    fn fonts_in_one_file_keep_their_own_subroutines() {
        // Three outlines of two fonts, which call the first, both, and the second of their font's subroutines; -107 is the byte 32.
        let outlines = index_of(&[&[32, 10, 14], &[32, 10, 33, 10, 14], &[33, 10, 14]]);
        let select = [0, 0, 1, 1];
        let own = index_of(&[&[139, 139, 21, 11], &[139, 139, 5, 11]]);
        // A private DICT that says nothing but that its subroutines come right behind it.
        let private = [139 + 2, 19];
        let font = |at: usize| [number(2), number(at), vec![18]].concat();
        let table = |at: [usize; 5]| {
            let [outlines_at, select_at, fonts_at, first, second] = at;
            let top =
                [&[139, 139, 139, 12, 30][..], &number(outlines_at), &[17], &number(select_at), &[12, 37], &number(fonts_at), &[12, 36]];
            let head = [vec![1, 0, 4, 1], index_of(&[b"x"]), index_of(&[&top.concat()]), vec![0, 0], vec![0, 0]];
            let fonts = index_of(&[&font(first), &font(second)]);
            let parts =
                [head.concat(), outlines.clone(), select.to_vec(), fonts, private.to_vec(), own.clone(), private.to_vec(), own.clone()];
            let starts: Vec<usize> = parts.iter().scan(0, |at, part| Some(std::mem::replace(at, *at + part.len()))).collect();
            (parts.concat(), [starts[1], starts[2], starts[3], starts[4], starts[6]])
        };
        let (data, _) = table(table([0; 5]).1);
        let at = table([0; 5]).1;
        let kept = |glyphs: &[u32]| {
            let table = cut(&data, &glyphs.iter().copied().map(GlyphId::new).collect()).unwrap();
            assert_eq!(table.len(), data.len());
            [at[3] + 2, at[4] + 2].map(|at| index(&table, at).unwrap().0.iter().map(|range| range.len() > 1).collect::<Vec<_>>())
        };
        assert_eq!(kept(&[0]), [[true, false], [false, false]]);
        assert_eq!(kept(&[0, 1]), [[true, false], [true, true]]);
        assert_eq!(kept(&[2]), [[false, false], [false, true]]);
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
