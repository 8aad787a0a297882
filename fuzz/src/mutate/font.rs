//! Changes of fonts by table, with the directory and its check sums put right.

use super::bytes;
use super::bytes::number;
use crate::rng::Rng;

/// A table: its name and what is in it.
type Table = ([u8; 4], Vec<u8>);

/// Changes something in one place.
pub(crate) fn font(file: &mut Vec<u8>, other: &[u8], rng: &mut Rng) {
    let (kind, mut tables) = split(file);
    if tables.is_empty() || rng.once_in(16) {
        bytes(file, other, rng);
        return;
    }
    let at = rng.below(tables.len());
    match rng.below(12) {
        0..=6 => {
            // Most of what is read of a table stands where it begins.
            let table = &mut tables[at].1;
            if !table.is_empty() {
                let near = if rng.once_in(3) { table.len() } else { table.len().min(100) };
                let byte = rng.below(near);
                number(&mut table[byte..], rng);
            }
        }
        7 | 8 => bytes(&mut tables[at].1, other, rng),
        9 => drop(tables.remove(at)),
        10 => {
            let length = rng.below(tables[at].1.len() + 1);
            tables[at].1.truncate(length);
        }
        _ => {
            let theirs = split(other).1;
            if !theirs.is_empty() {
                let new = rng.pick(&theirs).clone();
                tables.retain(|(name, _)| *name != new.0);
                tables.push(new);
            }
        }
    }
    *file = join(kind, &mut tables);
}

fn split(file: &[u8]) -> ([u8; 4], Vec<Table>) {
    let kind = file.first_chunk().copied().unwrap_or_default();
    let count = file.get(4..).and_then(<[u8]>::first_chunk).map_or(0, |count| usize::from(u16::from_be_bytes(*count)));
    let entries = file.get(12..).unwrap_or_default().chunks_exact(16).take(count);
    let long = |entry: &[u8], at: usize| entry[at..].first_chunk().map_or(0, |number| u32::from_be_bytes(*number) as usize);
    let tables = entries.filter_map(|entry| {
        let (start, length) = (long(entry, 8), long(entry, 12));
        Some((*entry.first_chunk()?, file.get(start..start.checked_add(length)?)?.to_vec()))
    });
    (kind, tables.collect())
}

fn join(kind: [u8; 4], tables: &mut [Table]) -> Vec<u8> {
    tables.sort();
    let count = u16::try_from(tables.len()).unwrap_or(0);
    let power = count.checked_ilog2().unwrap_or(0);
    let range = 16_u16 << power;
    let mut file = kind.to_vec();
    for word in [count, range, u16::try_from(power).unwrap_or(0), (count * 16).wrapping_sub(range)] {
        file.extend(word.to_be_bytes());
    }
    let mut at = 12 + 16 * tables.len();
    for (name, table) in tables.iter() {
        file.extend(name);
        for number in [sum(table), u32::try_from(at).unwrap_or(0), u32::try_from(table.len()).unwrap_or(0)] {
            file.extend(number.to_be_bytes());
        }
        at += table.len().next_multiple_of(4);
    }
    for (_, table) in tables.iter() {
        file.extend(table);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    file
}

fn sum(table: &[u8]) -> u32 {
    table.chunks(4).fold(0, |sum: u32, bytes| {
        let mut word = [0; 4];
        word[..bytes.len()].copy_from_slice(bytes);
        sum.wrapping_add(u32::from_be_bytes(word))
    })
}
