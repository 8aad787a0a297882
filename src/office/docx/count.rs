//! Counts the items of lists as they come.

use super::numbering::{DocxLevel, DocxNumberings, LEVELS};
use crate::office::text::{OfficeAround, OfficeMark, OfficeNumerals};
use std::collections::{BTreeMap, BTreeSet};

/// What was counted so far.
#[derive(Clone, Debug, Default)]
pub(super) struct DocxCounts {
    /// The last number of each level, by the kind of list: lists of a kind go on counting, unless they begin anew.
    counts: BTreeMap<i64, [Option<u32>; LEVELS]>,
    /// Lists that have begun anew.
    begun: BTreeSet<(i64, u8)>,
    /// The numbers that the model gives lists.
    lists: BTreeMap<DocxListKey, usize>,
}

/// What makes lists one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum DocxListKey {
    /// The kind that lists share which never begin anew.
    Kind(i64),
    /// A list by itself.
    List(i64),
}

/// An item that was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DocxCounted {
    pub(super) list: usize,
    /// None for an item that nothing marks.
    pub(super) mark: Option<OfficeMark>,
    /// What of its mark could not be kept.
    pub(super) loss: Option<String>,
}

impl DocxCounts {
    /// Counts an item; none if there is no such list.
    pub(super) fn item(&mut self, numberings: &DocxNumberings, id: i64, level: u8) -> Option<DocxCounted> {
        let list = numberings.list(id)?;
        let look = numberings.level(id, level).cloned().unwrap_or_else(DocxLevel::plain);
        let key = if list.starts.is_empty() { DocxListKey::Kind(list.kind) } else { DocxListKey::List(id) };
        let next = self.lists.len();
        let number = *self.lists.entry(key).or_insert(next);
        if is_unmarked(&look) {
            return Some(DocxCounted { list: number, mark: None, loss: None });
        }
        let counts = self.counts.entry(list.kind).or_default();
        let at = usize::from(level).min(LEVELS - 1);
        let start = |of: usize| {
            let of = u8::try_from(of).unwrap_or(0);
            list.starts.get(&of).copied().unwrap_or_else(|| numberings.level(id, of).map_or(1, |level| level.start))
        };
        // A list begins anew with its first item of a level that says so.
        let anew = list.starts.contains_key(&level) && self.begun.insert((id, level));
        let value = match counts[at] {
            Some(last) if !anew => last.saturating_add(1),
            _ => start(at),
        };
        counts[at] = Some(value);
        for (above, count) in counts.iter_mut().enumerate().take(at) {
            count.get_or_insert_with(|| start(above));
        }
        for (deeper, count) in counts.iter_mut().enumerate().skip(at + 1) {
            let restart = u8::try_from(deeper).ok().and_then(|deeper| numberings.level(id, deeper)?.restart);
            let after = restart.unwrap_or(i64::try_from(deeper).unwrap_or(0));
            if i64::from(level) < after {
                *count = None;
            }
        }
        let (mark, loss) = mark(&look, value);
        Some(DocxCounted { list: number, mark: Some(mark), loss })
    }
}

/// Whether nothing is to be seen before items of a level: they go on those before, as pandoc writes them.
fn is_unmarked(level: &DocxLevel) -> bool {
    !level.has_picture && level.words.trim().is_empty() && matches!(level.numerals.as_str(), "bullet" | "none")
}

fn mark(level: &DocxLevel, value: u32) -> (OfficeMark, Option<String>) {
    if level.numerals == "bullet" || level.has_picture {
        return (OfficeMark::Bullet, None);
    }
    let (form, mut loss) = match level.numerals.as_str() {
        "decimal" | "decimalZero" => (OfficeNumerals::Decimal, None),
        "lowerLetter" => (OfficeNumerals::LowerLetter, None),
        "upperLetter" => (OfficeNumerals::UpperLetter, None),
        "lowerRoman" => (OfficeNumerals::LowerRoman, None),
        "upperRoman" => (OfficeNumerals::UpperRoman, None),
        "none" => return (OfficeMark::Bullet, Some(format!("list marks (“{}”), made bullets", shown(&level.words)))),
        other => (OfficeNumerals::Decimal, Some(format!("list numbers ({}), made figures", shown(other)))),
    };
    let words = level.words.trim();
    let figures = words.matches('%').count();
    let around = match (words.starts_with('('), words.ends_with(')')) {
        (true, true) => OfficeAround::Brackets,
        (false, true) => OfficeAround::Bracket,
        _ => OfficeAround::Stop,
    };
    if figures > 1 {
        loss = loss.or(Some("list numbers of several levels (1.1), of which the last is kept".to_owned()));
    } else if words.chars().any(char::is_alphabetic) {
        loss = loss.or(Some(format!("list marks with words (“{}”), of which the number is kept", shown(words))));
    }
    (OfficeMark::Number { value, form, around }, loss)
}

fn shown(words: &str) -> String {
    words.chars().take(30).collect()
}
