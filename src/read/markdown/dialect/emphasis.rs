//! Where emphasis may begin and end beside characters that the parser judges otherwise than readers do. By CommonMark a mark between a
//! letter and a sign of punctuation opens or closes only on the side of the letter; but Chinese and Japanese have no spaces between
//! words, and the signs that stand for notes and raised figures are no letters. There a mark may do both.

use super::constructs::Construct;
use super::fate::left_out;
use super::signs::is_sign;
use super::walk::DialectWalk;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// How the parser sees a character that stands beside a mark.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flank {
    Space,
    Letter,
    Punctuation,
}

/// A character beside a mark: where it stands, how the parser sees it, and whether it may be shown to it otherwise.
struct FlankingCharacter {
    at: Range<usize>,
    flank: Flank,
    yields: bool,
    sign: bool,
}

impl FlankingCharacter {
    fn of(c: char, at: Range<usize>) -> Self {
        let sign = u8::try_from(c).is_ok_and(is_sign);
        let flank = match c {
            _ if c.is_whitespace() => Flank::Space,
            _ if c.is_alphanumeric() || sign => Flank::Letter,
            _ => Flank::Punctuation,
        };
        Self { at, flank, yields: sign || is_cjk(c), sign }
    }
}

/// Whether a character is of a script without spaces between words: Han, Kana, Bopomofo, or the punctuation that goes with them.
pub(in crate::read) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{31FF}' | '\u{3220}'..='\u{4DBF}' | '\u{4E00}'..='\u{A4CF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE10}'..='\u{FE1F}' | '\u{FE30}'..='\u{FE6F}' | '\u{FF01}'..='\u{FF9F}' | '\u{FFE0}'..='\u{FFEE}' | '\u{16FE0}'..='\u{16FFF}' | '\u{1AFF0}'..='\u{1B2FF}' | '\u{1F200}'..='\u{1F2FF}' | '\u{20000}'..='\u{3FFFD}')
}

/// How many times the byte at a place stands there in a row.
fn run_length(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().take_while(|&&byte| byte == bytes[at]).count()
}

/// Notes a run of marks that may begin or end emphasis, if what stands beside it may have to be shown to the parser otherwise.
pub(super) fn run(walk: &mut DialectWalk<'_>, mark: u8) -> bool {
    let at = walk.at;
    let length = run_length(walk.bytes, at);
    let end = at + length;
    walk.at = end;
    let stands = |byte: Option<&u8>| byte.is_some_and(|byte| !byte.is_ascii_whitespace());
    let (before, after) = (at.checked_sub(1).and_then(|before| walk.bytes.get(before)), walk.bytes.get(end));
    if !stands(before) && !stands(after) {
        return mark == b'*' && length == 4 && is_empty(walk, at) && left_out(walk, Construct::EmptyStrong, at..end);
    }
    let plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    if stands(before) && stands(after) && !(plain(before) && plain(after)) && at >= walk.title_until {
        walk.copy.runs.push(at);
    }
    true
}

/// Whether four asterisks between spaces, at `at`, are strong words of which nothing is left: others stand in their line.
fn is_empty(walk: &DialectWalk<'_>, at: usize) -> bool {
    let line = walk.line;
    let rest = |text: &str| {
        text.match_indices("**").any(|(place, _)| {
            let star = |c: Option<char>| c == Some('*');
            !star(text[..place].chars().next_back()) && !star(text[place + 2..].chars().next())
        })
    };
    rest(&walk.text[line.words.min(at)..at]) || rest(&walk.text[at + 4..line.end.max(at + 4)])
}

/// The text as the parser is to see it, with another character of the same width beside each run that begins at one of `runs` and
/// could not open or close as it is meant, and a comma in each place of `veiled`; and where those characters stand, in order.
pub(in crate::read) fn flanked<'t>(text: &'t str, runs: &[usize], veiled: &[usize]) -> (Cow<'t, str>, Vec<usize>) {
    let mut changes: Vec<(Range<usize>, &[u8])> = veiled.iter().map(|&at| (at..at + 1, &b","[..])).collect();
    let mut tally = RunTally::default();
    for &at in runs {
        let mark = text.as_bytes()[at];
        let closes = tally.is_odd(text, at);
        let end = at + run_length(text.as_bytes(), at);
        let before = text[..at].chars().next_back().map(|c| FlankingCharacter::of(c, at - c.len_utf8()..at));
        let after = text[end..].chars().next().map(|c| FlankingCharacter::of(c, end..end + c.len_utf8()));
        let (Some(before), Some(after)) = (before, after) else { continue };
        // What the parser takes as it is meant stays: as a mark that opens and closes it might find another partner.
        let as_meant = before.flank != after.flank && (before.flank == Flank::Letter) == closes;
        if mark == b'_' || !as_meant {
            changes.extend(shown(mark, &before, &after));
        }
    }
    if changes.is_empty() {
        return (Cow::Borrowed(text), Vec::new());
    }
    changes.sort_by_key(|(range, _)| range.start);
    let mut bytes = text.as_bytes().to_vec();
    for (range, with) in &changes {
        bytes[range.clone()].copy_from_slice(with);
    }
    let text = String::from_utf8(bytes).expect("whole characters of the same width");
    (Cow::Owned(text), changes.into_iter().map(|(range, _)| range.start).collect())
}

/// How many runs of each mark and length stand in a paragraph, up to a byte.
#[derive(Debug, Default)]
struct RunTally {
    at: usize,
    counts: BTreeMap<(u8, usize), usize>,
}

impl RunTally {
    /// Whether an odd number of runs like the one at `at` stands before that in its paragraph, so that it is one to close. Asked in the
    /// order of the text, which is gone through once.
    fn is_odd(&mut self, text: &str, at: usize) -> bool {
        let bytes = text.as_bytes();
        while self.at < at {
            let (from, byte) = (self.at, bytes[self.at]);
            self.at += 1;
            if byte == b'\n' && text[from + 1..].lines().next().is_none_or(|line| line.trim_matches([' ', '\t', '>']).is_empty()) {
                self.counts.clear();
            } else if byte == b'\\' {
                self.at += 1;
            } else if matches!(byte, b'*' | b'_' | b'~') {
                let length = run_length(bytes, from);
                let space = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_whitespace);
                let lonely = space(from.checked_sub(1).and_then(|before| bytes.get(before))) && space(bytes.get(from + length));
                *self.counts.entry((byte, length)).or_default() += usize::from(!lonely);
                self.at = from + length;
            }
        }
        self.counts.get(&(bytes[at], run_length(bytes, at))).is_some_and(|count| count % 2 == 1)
    }
}

/// What the parser is to see in the place of one of the characters beside a run.
fn shown(mark: u8, before: &FlankingCharacter, after: &FlankingCharacter) -> Option<(Range<usize>, &'static [u8])> {
    if before.flank == Flank::Space || after.flank == Flank::Space {
        return None;
    }
    if mark == b'_' {
        // Between letters it means nothing, so a sign must be none.
        let sign = [after, before].into_iter().find(|beside| beside.sign);
        return sign.map(|beside| (beside.at.clone(), punctuation(beside.at.len())));
    }
    if before.flank == after.flank || !(before.yields || after.yields) {
        return None;
    }
    let letter = if before.flank == Flank::Letter { before } else { after };
    let other = if before.flank == Flank::Letter { after } else { before };
    Some(if letter.yields { (letter.at.clone(), punctuation(letter.at.len())) } else { (other.at.clone(), word(other.at.len())) })
}

/// A sign of punctuation of so many bytes.
const fn punctuation(width: usize) -> &'static [u8] {
    match width {
        1 => b",",
        2 => "·".as_bytes(),
        3 => "、".as_bytes(),
        _ => "\u{10100}".as_bytes(),
    }
}

/// A letter of so many bytes.
const fn word(width: usize) -> &'static [u8] {
    match width {
        1 => b"a",
        2 => "é".as_bytes(),
        3 => "一".as_bytes(),
        _ => "\u{20000}".as_bytes(),
    }
}
