//! Source maps: where the bytes of a text stand in its source, kept through everything that is done to the text.
//!
//! A map is a row of stretches. Where a stretch is as long in the text as in the source, byte answers to byte; where it is not
//! (`&amp;` that became `&`, `--` that became a dash), all of it answers to all of the source's. Every operation costs the length
//! of the row, a lookup its logarithm.

use crate::source::{SourceId, Span};
use std::ops::Range;

/// Where the bytes of a text stand in one source; empty for a text that stands in none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceMap(Vec<MappedStretch>);

/// A stretch of a text and what it was in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct MappedStretch {
    /// The end: one past the stretch's last byte in the text. A stretch begins where the one before ends.
    end: u32,
    /// First byte in the source.
    source: u32,
    /// Length in the source.
    taken: u32,
    /// Whether byte answers to byte.
    in_step: bool,
}

impl SourceMap {
    /// Length of the text that the map is of.
    fn length(&self) -> u32 {
        self.0.last().map_or(0, |last| last.end)
    }

    /// First byte in the text of a stretch.
    fn start(&self, index: usize) -> u32 {
        index.checked_sub(1).map_or(0, |before| self.0[before].end)
    }

    /// The map of a text of `length` bytes that stands in its source as it is, from byte `source` on.
    #[must_use]
    pub fn verbatim(length: usize, source: usize) -> SourceMap {
        let mut map = SourceMap::default();
        map.push(length, source..source + length);
        map
    }

    /// Adds `length` bytes at the end of the text, which were `source`: byte for byte if there are as many.
    pub fn push(&mut self, length: usize, source: Range<usize>) {
        let in_step = length == source.len();
        self.add(byte(length), source, in_step);
    }

    fn add(&mut self, length: u32, source: Range<usize>, in_step: bool) {
        if length == 0 {
            return;
        }
        let [start, taken] = [source.start, source.len()].map(byte);
        let end = self.length();
        match self.0.last_mut() {
            Some(last) if in_step && last.in_step && start == last.source + last.taken => {
                last.end += length;
                last.taken += length;
            }
            _ => self.0.push(MappedStretch { end: end + length, source: start, taken, in_step }),
        }
    }

    /// Takes all but the first `length` bytes of the text off.
    pub fn truncate(&mut self, length: usize) {
        let length = byte(length);
        while self.length() > length {
            let start = self.start(self.0.len() - 1);
            match self.0.last_mut() {
                Some(last) if start < length => {
                    last.end = length;
                    // All of what is not in step stands for all of its source.
                    last.taken = if last.in_step { length - start } else { last.taken };
                }
                _ => drop(self.0.pop()),
            }
        }
    }

    /// The map of a part of the text.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> SourceMap {
        let mut part = SourceMap::default();
        let [from, to] = [range.start, range.end].map(byte);
        let first = self.0.partition_point(|stretch| stretch.end <= from);
        for (index, stretch) in self.0.iter().enumerate().skip(first) {
            let start = self.start(index);
            if start >= to {
                break;
            }
            let (begin, end) = (start.max(from), stretch.end.min(to));
            part.add(end - begin, stretch.source_of(start, begin..end), stretch.in_step);
        }
        part
    }

    /// Adds the map of a text that is put behind this one's.
    pub fn append(&mut self, other: &SourceMap) {
        for (index, stretch) in other.0.iter().enumerate() {
            let start = other.start(index);
            self.add(stretch.end - start, stretch.source_of(start, start..stretch.end), stretch.in_step);
        }
    }

    /// The map of the text after edits: ranges of it, in order and apart, each with the length of what is put there.
    #[must_use]
    pub fn edited(&self, edits: impl Iterator<Item = (Range<usize>, usize)>) -> SourceMap {
        if self.0.is_empty() {
            return SourceMap::default();
        }
        let (mut new, mut at) = (SourceMap::default(), 0);
        for (range, length) in edits {
            new.append(&self.part(at..range.start));
            new.push(length, self.in_source(range.clone()));
            at = range.end;
        }
        new.append(&self.part(at..self.length() as usize));
        new
    }

    /// The stretches in order: a range of the text, and what it was in the source.
    pub fn stretches(&self) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
        self.0.iter().enumerate().map(|(index, stretch)| {
            let start = self.start(index);
            (start as usize..stretch.end as usize, stretch.source_of(start, start..stretch.end))
        })
    }

    /// The place of some bytes of the text in `source`, which the map is of; none if it is of none.
    #[must_use]
    pub fn place(&self, source: SourceId, range: Range<usize>) -> Option<Span> {
        (!self.0.is_empty()).then(|| {
            let place = self.in_source(range);
            Span::new(source, place.start, place.end)
        })
    }

    /// The bytes of the source that a range of the text was; for an empty range, the empty one where it stands.
    #[must_use]
    pub fn in_source(&self, range: Range<usize>) -> Range<usize> {
        let [from, to] = [range.start, range.end.max(range.start)].map(byte);
        let last = self.0.len() - 1;
        let first = self.0.partition_point(|stretch| stretch.end <= from).min(last);
        let start = self.0[first].source_of(self.start(first), from..from.max(to.min(self.0[first].end)));
        if from >= to {
            return start.start..start.start;
        }
        let behind = self.0.partition_point(|stretch| stretch.end < to).min(last);
        let begin = self.start(behind);
        let end = self.0[behind].source_of(begin, from.max(begin)..to);
        start.start..end.end.max(start.start)
    }
}

impl MappedStretch {
    /// The bytes of the source that some bytes of the stretch were, which begins in the text at `start`.
    fn source_of(&self, start: u32, range: Range<u32>) -> Range<usize> {
        let (from, to) = if self.in_step {
            let shift = |at: u32| self.source + at.clamp(start, self.end) - start;
            (shift(range.start), shift(range.end))
        } else if range.start >= self.end {
            (self.source + self.taken, self.source + self.taken)
        } else {
            (self.source, self.source + self.taken)
        };
        from as usize..to as usize
    }
}

/// An offset in a text of at most 64 MiB, which typography at most triples.
fn byte(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn places(map: &SourceMap, length: usize) -> Vec<Range<usize>> {
        (0..length).map(|at| map.in_source(at..at + 1)).collect()
    }

    #[test]
    fn what_was_changed_is_all_of_what_it_was() {
        let mut map = SourceMap::default();
        map.push(2, 10..12);
        map.push(1, 12..17);
        map.push(3, 17..20);
        assert_eq!(map.in_source(0..6), 10..20);
        assert_eq!(places(&map, 6), [10..11, 11..12, 12..17, 17..18, 18..19, 19..20]);
        assert_eq!(map.in_source(6..6), 20..20);
        let edited = map.edited([(1..2, 3), (4..5, 0)].into_iter());
        assert_eq!(places(&edited, 7), [10..11, 11..12, 11..12, 11..12, 12..17, 17..18, 19..20]);
    }

    #[test]
    fn neighbours_are_one_stretch() {
        let mut map = SourceMap::default();
        map.push(2, 0..2);
        map.push(4, 2..6);
        assert_eq!(map.0.len(), 1);
        map.push(4, 7..11);
        assert_eq!(map.part(1..8), {
            let mut part = SourceMap::default();
            part.push(5, 1..6);
            part.push(2, 7..9);
            part
        });
    }

    proptest! {
        /// Against a map that has a row for each byte.
        #[test]
        fn every_byte_keeps_its_place(
            stretches in prop::collection::vec((1_usize..6, 0_usize..6, 0_usize..3), 1..12),
            edits in prop::collection::vec((0_usize..5, 0_usize..4, 0_usize..4), 0..6),
            cut in (0_usize..40, 0_usize..40),
        ) {
            let (mut map, mut bytes, mut source) = (SourceMap::default(), Vec::new(), 0);
            for (length, taken, gap) in stretches {
                map.push(length, source..source + taken);
                bytes.extend((0..length).map(|at| if length == taken { source + at..source + at + 1 } else { source..source + taken }));
                source += taken + gap;
            }
            prop_assert_eq!(&places(&map, bytes.len()), &bytes);
            let (mut at, mut list, mut after) = (0, Vec::new(), Vec::new());
            for (gap, removed, added) in edits {
                let from = at + gap;
                if from + removed >= bytes.len() {
                    break;
                }
                after.extend_from_slice(&bytes[at..from]);
                let place = map.in_source(from..from + removed);
                // Of one length, byte answers to byte.
                after.extend((0..added).map(|at| if added == place.len() { place.start + at..place.start + at + 1 } else { place.clone() }));
                list.push((from..from + removed, added));
                at = from + removed;
            }
            after.extend_from_slice(&bytes[at..]);
            let edited = map.edited(list.into_iter());
            prop_assert_eq!(places(&edited, after.len()), after);
            let (from, to) = (cut.0.min(bytes.len()), (cut.0 + cut.1).min(bytes.len()));
            let mut joined = map.part(0..from);
            joined.append(&map.part(from..to));
            joined.append(&map.part(to..bytes.len()));
            prop_assert_eq!(&places(&joined, bytes.len()), &bytes);
            joined.truncate(to);
            prop_assert_eq!(joined.length() as usize, to);
            prop_assert_eq!(&places(&joined, to), &bytes[..to]);
        }
    }
}
