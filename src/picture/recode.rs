//! A JPEG of ours with shorter codes: the same coefficients, coded by tables made for them (ITU-T T.81, annex K.2), and without restart
//! markers. Of a cover that is 30 % of its bytes. State: the coded values of the one scan, four bytes each; the cost is two passes over them.

use super::huffman::{Codes, ScanBits};
use super::jpeg;

/// The four tables of codes: of the first coefficients and of the others, for brightness and for colour.
const TABLES: usize = 4;

/// A value as it is coded: which table its code is of, the code's meaning, and the bits behind it.
#[derive(Clone, Copy)]
struct CodedValue {
    table: u8,
    meaning: u8,
    bits: u16,
}

impl CodedValue {
    /// How many bits stand behind the code: the lower half of its meaning says so.
    fn length(self) -> u32 {
        u32::from(self.meaning & 15)
    }
}

/// The file with shorter codes. None if it is no JPEG of one sequential scan with all its tables before it, as ours are.
#[must_use]
pub(super) fn recoded(file: &[u8]) -> Option<Vec<u8>> {
    let scan = OwnScan::of(file)?;
    let values = scan.values()?;
    let mut counts = [[0_u32; 257]; TABLES];
    for value in &values {
        counts[usize::from(value.table)][usize::from(value.meaning)] += 1;
    }
    let tables: Vec<MadeTable> = counts.into_iter().map(MadeTable::for_counts).collect();
    let mut out = vec![0xFF, 0xD8];
    for (marker, range) in jpeg::segments(file).filter(|(marker, _)| !matches!(marker, 0xC4 | 0xDD)) {
        if marker == jpeg::SCAN {
            for (index, table) in tables.iter().enumerate() {
                segment(&mut out, 0xC4, &table.segment([0x00, 0x10, 0x01, 0x11][index]));
            }
        }
        segment(&mut out, marker, &file[range]);
    }
    let mut bits = BitWriter { out, held: 0, count: 0 };
    for value in values {
        let (code, length) = tables[usize::from(value.table)].codes[usize::from(value.meaning)];
        bits.put(code.into(), length.into());
        bits.put(value.bits.into(), value.length());
    }
    Some(bits.finish())
}

fn segment(out: &mut Vec<u8>, marker: u8, content: &[u8]) {
    out.extend([0xFF, marker]);
    out.extend(u16::try_from(content.len() + 2).unwrap_or(u16::MAX).to_be_bytes());
    out.extend(content);
}

/// The one scan of a file of ours.
struct OwnScan<'f> {
    file: &'f [u8],
    /// Place of the first code in the file.
    begins: usize,
    codes: Vec<Codes>,
    /// The component of each block of a unit, in order.
    blocks: Vec<usize>,
    /// How many units there are, and after how many a restart marker stands; 0 for never.
    units: u32,
    restart: u32,
}

impl<'f> OwnScan<'f> {
    fn of(file: &'f [u8]) -> Option<Self> {
        let mut codes: [Option<Codes>; TABLES] = Default::default();
        let (mut restart, mut frame, mut begins) = (0, None, 0);
        for (marker, range) in jpeg::segments(file) {
            let held = &file[range.clone()];
            match marker {
                0xC4 => {
                    let mut rest = held;
                    while let Some((&head, behind)) = rest.split_first() {
                        let (counts, behind) = behind.split_first_chunk::<16>()?;
                        let values = behind.get(..counts.iter().map(|&count| usize::from(count)).sum())?;
                        *codes.get_mut(usize::from((head & 1) << 1 | head >> 4))? = Some(Codes::new(counts, values)?);
                        rest = &behind[values.len()..];
                    }
                }
                0xC0 => frame = Some(held),
                0xDD => restart = u32::from(u16::from_be_bytes(*held.first_chunk()?)),
                jpeg::SCAN => begins = range.end,
                _ => {}
            }
        }
        let (&[_, high, low, wide, narrow, _], parts) = frame?.split_first_chunk()?;
        let [height, width] = [[high, low], [wide, narrow]].map(|side| u32::from(u16::from_be_bytes(side)));
        let parts = parts.as_chunks::<3>().0;
        let each = |part: &[u8; 3]| [part[1] >> 4, part[1] & 15].map(u32::from);
        let [across, down] = [0, 1].map(|side| parts.iter().map(|part| each(part)[side]).max().unwrap_or(1) * 8);
        let of_part = |(index, part): (usize, &[u8; 3])| vec![index; each(part).iter().product::<u32>() as usize];
        Some(Self {
            file,
            begins,
            codes: codes.into_iter().collect::<Option<_>>()?,
            blocks: parts.iter().enumerate().flat_map(of_part).collect(),
            units: width.div_ceil(across) * height.div_ceil(down),
            restart,
        })
    }

    /// Every value of the scan; the first of each block as the difference to that of the block before, wherever that is.
    fn values(&self) -> Option<Vec<CodedValue>> {
        let mut values = Vec::new();
        let mut bits = ScanBits::new(self.file, self.begins);
        // What the differences are to: in the file, where a marker begins anew, and in the file that is made.
        let (mut before, mut made) = ([0_i32; 4], [0_i32; 4]);
        for unit in 0..self.units {
            if self.restart > 0 && unit > 0 && unit.is_multiple_of(self.restart) {
                bits.restart(0xD0 | u8::try_from((unit / self.restart - 1) & 7).ok()?).ok()?;
                before = [0; 4];
            }
            for &component in &self.blocks {
                // Brightness has tables of its own, both colours share theirs.
                let table = if component == 0 { 0 } else { 2 };
                let length = bits.code(&self.codes[usize::from(table)]).ok()?;
                let first = before.get_mut(component)?;
                *first += difference(bits.take(length).ok()?, length);
                let last = made.get_mut(component)?;
                values.push(coded_difference(table, *first - *last));
                *last = *first;
                let mut at = 1;
                while at < 64 {
                    let meaning = bits.code(&self.codes[usize::from(table) + 1]).ok()?;
                    let behind = bits.take(meaning & 15).ok()?;
                    values.push(CodedValue { table: table + 1, meaning, bits: u16::try_from(behind).ok()? });
                    at += if meaning == 0 { 64 } else { (meaning >> 4) + 1 };
                }
            }
        }
        Some(values)
    }
}

/// The difference that so many bits mean (F.2.2.1).
fn difference(bits: u32, length: u8) -> i32 {
    let bits = i32::try_from(bits).unwrap_or(0);
    if length > 0 && bits >> (length - 1) == 0 { bits - (1 << length) + 1 } else { bits }
}

/// A difference as it is coded (F.1.2.1).
fn coded_difference(table: u8, difference: i32) -> CodedValue {
    let length = 32 - difference.unsigned_abs().leading_zeros();
    let bits = if difference < 0 { difference + (1 << length) - 1 } else { difference };
    CodedValue { table, meaning: u8::try_from(length).unwrap_or(15), bits: u16::try_from(bits).unwrap_or(0) }
}

/// A table of codes that is made for what occurs.
struct MadeTable {
    /// How many codes there are of each length, and the values in order.
    lengths: [u8; 16],
    values: Vec<u8>,
    /// The code of each value, and its length in bits.
    codes: Vec<(u16, u8)>,
}

impl MadeTable {
    /// The shortest codes for values that occur so often (K.2), none of them all ones and none longer than 16 bits.
    fn for_counts(mut counts: [u32; 257]) -> Self {
        let occurs: Vec<usize> = (0..256).filter(|&value| counts[value] > 0).collect();
        // It takes the code of all ones.
        counts[256] = 1;
        let (mut sizes, mut next) = ([0_usize; 257], [usize::MAX; 257]);
        loop {
            // The rarest, and of those as rare the last.
            let rarest =
                |but: usize| (0..257).filter(|&value| counts[value] > 0 && value != but).min_by_key(|&value| (counts[value], 256 - value));
            let Some(one) = rarest(usize::MAX) else { break };
            let Some(two) = rarest(one) else { break };
            counts[one] += counts[two];
            counts[two] = 0;
            let mut at = one;
            loop {
                sizes[at] += 1;
                if next[at] == usize::MAX {
                    break;
                }
                at = next[at];
            }
            next[at] = two;
            at = two;
            loop {
                sizes[at] += 1;
                if next[at] == usize::MAX {
                    break;
                }
                at = next[at];
            }
        }
        let mut lengths = [0_u32; 258];
        sizes.iter().filter(|&&size| size > 0).for_each(|&size| lengths[size] += 1);
        for long in (17..258).rev() {
            while lengths[long] > 0 {
                let shorter = (1..long - 1).rev().find(|&length| lengths[length] > 0).unwrap_or(1);
                lengths[long] -= 2;
                lengths[long - 1] += 1;
                lengths[shorter + 1] += 2;
                lengths[shorter] -= 1;
            }
        }
        // The code of all ones is the last of the longest.
        if let Some(longest) = (1..17).rev().find(|&length| lengths[length] > 0) {
            lengths[longest] -= 1;
        }
        let mut values = occurs;
        values.sort_by_key(|&value| (sizes[value], value));
        Self::of(std::array::from_fn(|index| u8::try_from(lengths[index + 1]).unwrap_or(u8::MAX)), &values)
    }

    /// The table with so many codes of each length.
    fn of(lengths: [u8; 16], values: &[usize]) -> Self {
        let mut codes = vec![(0, 0); 256];
        let (mut code, mut place) = (0_u16, 0);
        for (length, &count) in (1_u8..).zip(&lengths) {
            for _ in 0..count {
                codes[values[place]] = (code, length);
                code += 1;
                place += 1;
            }
            code <<= 1;
        }
        Self { lengths, values: values.iter().map(|&value| u8::try_from(value).unwrap_or(0)).collect(), codes }
    }

    /// The content of the segment of a table; `head` says which table it is.
    fn segment(&self, head: u8) -> Vec<u8> {
        [&[head], &self.lengths[..], &self.values].concat()
    }
}

/// Bits as the bytes of a scan: a byte of ones is followed by one of zeros.
struct BitWriter {
    out: Vec<u8>,
    held: u64,
    count: u32,
}

impl BitWriter {
    fn put(&mut self, bits: u32, length: u32) {
        self.held = self.held << length | u64::from(bits);
        self.count += length;
        while self.count >= 8 {
            self.count -= 8;
            let byte = u8::try_from(self.held >> self.count & 0xFF).unwrap_or(0);
            self.out.push(byte);
            if byte == 0xFF {
                self.out.push(0);
            }
        }
        self.held &= (1 << self.count) - 1;
    }

    /// The bytes, filled up with ones, and the marker of the end.
    fn finish(mut self) -> Vec<u8> {
        let left = (8 - self.count % 8) % 8;
        self.put((1 << left) - 1, left);
        self.out.extend([0xFF, 0xD9]);
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::draw;

    #[test]
    fn a_recoded_picture_has_the_same_pixels_in_fewer_bytes() {
        let pixels: Vec<u8> = (0..203 * 155 * 3_u32).map(|n| (n.wrapping_mul(n) / 7 % 251) as u8).collect();
        for (restart, sampling) in [
            (0, jpeg_encoder::SamplingFactor::R_4_4_4),
            (4, jpeg_encoder::SamplingFactor::R_4_2_0),
            (13, jpeg_encoder::SamplingFactor::R_4_2_0),
        ] {
            let mut plain = Vec::new();
            let mut encoder = jpeg_encoder::Encoder::new(&mut plain, 85);
            encoder.set_sampling_factor(sampling);
            if restart > 0 {
                encoder.set_restart_interval(restart);
            }
            encoder.encode(&pixels, 203, 155, jpeg_encoder::ColorType::Rgb).unwrap();
            let made = recoded(&plain).unwrap();
            assert!(made.len() < plain.len(), "{} {}", made.len(), plain.len());
            assert!(draw::jpeg(&made) == draw::jpeg(&plain) && draw::jpeg(&made).is_some());
            assert_eq!(crate::picture::entropy::read(&made), Ok(()));
        }
        assert!(recoded(b"\xFF\xD8no picture").is_none());
    }

    #[test]
    fn codes_are_the_shortest_there_are() {
        let mut counts = [0; 257];
        (counts[0], counts[5], counts[9]) = (100, 50, 1);
        let table = MadeTable::for_counts(counts);
        assert_eq!((table.codes[0].1, table.codes[5].1, table.codes[9].1), (1, 2, 3));
        // Numbers of Fibonacci make the longest codes, of which none may have more than 16 bits.
        let mut counts = [0; 257];
        let (mut one, mut two) = (1_u32, 1);
        for count in counts.iter_mut().take(40) {
            *count = one;
            (one, two) = (two, one + two);
        }
        let table = MadeTable::for_counts(counts);
        assert!(table.codes[..40].iter().all(|&(_, length)| (1..=16).contains(&length)));
        assert!(Codes::new(&table.lengths, &table.values).is_some());
    }
}
