//! The subroutines that outlines call (Adobe Technical Note 5177).

use super::read::{index, small};
use std::collections::BTreeSet;
use std::ops::Range;

/// How deep subroutines may call one another (appendix B), and how many bytes of code are followed in a file: subroutines that call
/// one another over and over could keep us for ever.
const DEEPEST: usize = 10;
const LONGEST: usize = 16 << 20;
/// More operands than any operator takes (appendix B allows 48).
const MOST_OPERANDS: usize = 512;

/// An INDEX of subroutines: those of all fonts in the file, or of one or some.
#[derive(Debug)]
pub(super) struct Subroutines {
    /// Where the INDEX lies in the file.
    pub(super) at: Range<usize>,
    /// Where each subroutine lies in the file.
    pub(super) entries: Vec<Range<usize>>,
    /// Numbers of the subroutines that are called.
    pub(super) called: BTreeSet<usize>,
}

impl Subroutines {
    /// Reads the INDEX that begins at `start`; no subroutine is called so far.
    pub(super) fn new(data: &[u8], start: usize) -> Option<Self> {
        let (entries, end) = index(data, start)?;
        Some(Self { at: start..end, entries, called: BTreeSet::new() })
    }

    /// Marks the subroutine that an operand calls; returns where it lies (5176, section 16). None if there is no such subroutine.
    fn call(&mut self, operand: i32) -> Option<Range<usize>> {
        let bias = match self.entries.len() {
            ..1240 => 107,
            1240..33_900 => 1131,
            _ => 32_768,
        };
        let number = usize::try_from(operand + bias).ok()?;
        let range = self.entries.get(number)?.clone();
        self.called.insert(number);
        Some(range)
    }
}

/// What is found out by following outlines.
pub(super) struct Calls<'d> {
    data: &'d [u8],
    /// The INDEXes of subroutines, that of all fonts first.
    pub(super) subroutines: Vec<Subroutines>,
    /// Which INDEX belongs to the outline's own font.
    own: Option<usize>,
    /// Whether an outline is put together from two others, which it names (appendix C).
    pub(super) made_of_others: bool,
    /// How many bytes may still be followed.
    left: usize,
}

/// What is known of an outline while it is followed.
#[derive(Default)]
struct OutlineState {
    stack: Vec<i32>,
    stems: usize,
}

impl<'d> Calls<'d> {
    pub(super) fn new(data: &'d [u8], subroutines: Vec<Subroutines>) -> Self {
        Self { data, subroutines, own: None, made_of_others: false, left: LONGEST }
    }

    /// Follows an outline of the font whose own subroutines are these; false if that can't be done.
    pub(super) fn outline(&mut self, range: Range<usize>, own: Option<usize>) -> bool {
        self.own = own;
        self.follow(range, &mut OutlineState::default(), 0).is_some()
    }

    /// Follows a charstring (section 4); whether it ended the outline. None for one that reckons, or is not as expected.
    fn follow(&mut self, range: Range<usize>, state: &mut OutlineState, depth: usize) -> Option<bool> {
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
                    let range = self.subroutines.get_mut(if byte == 29 { 0 } else { self.own? })?.call(state.stack.pop()?)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Follows an outline whose font has `subroutines`: whether it ended, which were called, whether it is of two others.
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
        let all = Subroutines { at: 0..0, entries: Vec::new(), called: BTreeSet::new() };
        let own = Subroutines { at: 0..0, entries: ranges[1..].to_vec(), called: BTreeSet::new() };
        let mut calls = Calls::new(&data, vec![all, own]);
        calls.own = Some(1);
        let ended = calls.follow(ranges[0].clone(), &mut OutlineState::default(), 0);
        (ended, calls.subroutines[1].called.iter().copied().collect(), calls.made_of_others)
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
    fn subroutines_are_numbered_by_how_many_there_are() {
        // 5176, section 16: the first is -107, -1131 or -32768.
        for (count, first) in [(1239, -107_i16), (1240, -1131), (33_899, -1131), (33_900, -32_768)] {
            let subroutines = vec![&[11_u8][..]; count];
            let call = |number: i16| [&[28][..], &number.to_be_bytes(), &[CALL, END]].concat();
            assert_eq!(follow(&call(first), &subroutines), (Some(true), vec![0], false), "{count}");
            assert_eq!(follow(&call(first + 3), &subroutines), (Some(true), vec![3], false), "{count}");
        }
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
}
