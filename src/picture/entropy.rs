//! A JPEG read to its end without making pixels of it: every marker, every table, every code (ITU-T T.81, annexes B, F and G).
//!
//! A decoder hides damage: what is missing it fills with grey, and what makes no sense it skips. Others, among them printers and the
//! programs that judge books, do not. What passes here is read alike by all of them, so its bytes may go into a book as they are.
//! One pass over the bytes; of a progressive file, one bit for each coefficient is remembered.

use super::flaw::{Flaw, MADE_NO_SENSE};
use super::huffman::{Codes, ScanBits};

use Flaw::{Broken, Cut};

/// Reads a file to its end.
///
/// # Errors
/// Says what is wrong with it first.
pub(super) fn read(bytes: &[u8]) -> Result<(), Flaw> {
    let mut file = JpegFile { bytes, at: 2, frame: None, sums: [false; 4], codes: Default::default(), restart: 0 };
    if !bytes.starts_with(&[0xFF, 0xD8]) {
        return Err(Broken("no beginning"));
    }
    loop {
        match file.marker()? {
            0xD9 => return file.frame.as_ref().filter(|frame| frame.is_whole()).map(|_| ()).ok_or(Broken("scans are missing")),
            0xDB => file.sums()?,
            0xC4 => file.codes()?,
            marker @ 0xC0..=0xC2 => file.frame(marker == 0xC2)?,
            0xC3 | 0xC5..=0xCF => return Err(Broken("a kind of JPEG that few programs read")),
            0xDA => file.scan()?,
            0xDD => match *file.segment()? {
                [high, low] => file.restart = u32::from(u16::from_be_bytes([high, low])),
                _ => return Err(Broken("a segment of a wrong length")),
            },
            // What programs say of themselves, and remarks.
            0xE0..=0xEF | 0xFE => drop(file.segment()?),
            _ => return Err(Broken("a marker that has no place in it")),
        }
    }
}

/// A file that is being read.
struct JpegFile<'b> {
    bytes: &'b [u8],
    at: usize,
    frame: Option<JpegFrame>,
    /// The tables of quantisation that the file has.
    sums: [bool; 4],
    /// The tables of codes: of the first coefficients, and of the others.
    codes: [[Option<Codes>; 4]; 2],
    /// After how many units a restart marker stands; 0 for never.
    restart: u32,
}

/// What the frame header says (B.2.2).
struct JpegFrame {
    progressive: bool,
    components: Vec<Component>,
    /// Units in a row, and rows of them, in a scan of several components.
    units: [u32; 2],
}

struct Component {
    name: u8,
    /// Blocks in a unit, across and down.
    each: [u32; 2],
    /// The component's table of quantisation, by number.
    sums: usize,
    /// Blocks across and down that are the picture's.
    blocks: [u32; 2],
    /// How many bits of each coefficient are still to come, once some did.
    coming: [Option<u8>; 64],
    /// The coefficients of each block of a progressive file that are not zero, a bit each.
    filled: Vec<u64>,
}

impl JpegFrame {
    fn is_whole(&self) -> bool {
        self.components.iter().all(|component| component.coming[0].is_some())
    }
}

impl<'b> JpegFile<'b> {
    fn byte(&mut self) -> Result<u8, Flaw> {
        self.at += 1;
        self.bytes.get(self.at - 1).copied().ok_or(Cut)
    }

    /// The next marker, which must stand right here.
    fn marker(&mut self) -> Result<u8, Flaw> {
        if self.byte()? != 0xFF {
            return Err(Broken("bytes that belong to nothing"));
        }
        loop {
            // Any number of bytes of ones may stand before a marker.
            match self.byte()? {
                0xFF => {}
                marker => return Ok(marker),
            }
        }
    }

    /// What a segment holds behind its length.
    fn segment(&mut self) -> Result<&'b [u8], Flaw> {
        let length = usize::from(u16::from_be_bytes([self.byte()?, self.byte()?]));
        let length = length.checked_sub(2).ok_or(Broken("a segment of a wrong length"))?;
        let held = self.bytes.get(self.at..self.at + length).ok_or(Cut)?;
        self.at += length;
        Ok(held)
    }

    /// Tables of quantisation (B.2.4.1).
    fn sums(&mut self) -> Result<(), Flaw> {
        let mut rest = self.segment()?;
        while let Some((&head, behind)) = rest.split_first() {
            let length = match head >> 4 {
                0 => 64,
                1 => 128,
                _ => return Err(Broken("a damaged table")),
            };
            *self.sums.get_mut(usize::from(head & 15)).ok_or(Broken("a damaged table"))? = true;
            rest = behind.get(length..).ok_or(Broken("a damaged table"))?;
        }
        Ok(())
    }

    /// Tables of codes (B.2.4.2).
    fn codes(&mut self) -> Result<(), Flaw> {
        let mut rest = self.segment()?;
        while let Some((&head, behind)) = rest.split_first() {
            let (counts, behind) = behind.split_first_chunk::<16>().ok_or(Broken("a damaged table"))?;
            let count = counts.iter().map(|&count| usize::from(count)).sum();
            let values = behind.get(..count).ok_or(Broken("a damaged table"))?;
            let first = head >> 4 == 0;
            let codes = Codes::new(counts, values).filter(|_| !first || values.iter().all(|&value| value < 16));
            let kind = self.codes.get_mut(usize::from(head >> 4)).ok_or(Broken("a damaged table"))?;
            *kind.get_mut(usize::from(head & 15)).ok_or(Broken("a damaged table"))? = Some(codes.ok_or(Broken("a damaged table"))?);
            rest = &behind[count..];
        }
        Ok(())
    }

    fn frame(&mut self, progressive: bool) -> Result<(), Flaw> {
        const FAULT: Flaw = Broken("a damaged header");
        let held = self.segment()?;
        let (&[bits, high, low, wide, narrow, count], parts) = held.split_first_chunk().ok_or(FAULT)?;
        let [height, width] = [[high, low], [wide, narrow]].map(|length| u32::from(u16::from_be_bytes(length)));
        let fits = bits == 8 && matches!(count, 1 | 3 | 4) && parts.len() == usize::from(count) * 3;
        if self.frame.is_some() || !fits || width == 0 || height == 0 {
            return Err(FAULT);
        }
        let (parts, _) = parts.as_chunks::<3>();
        let each = |part: &[u8; 3]| [part[1] >> 4, part[1] & 15].map(u32::from);
        let most = |side: usize| parts.iter().map(|part| each(part)[side]).max().unwrap_or(1).max(1);
        let most = [most(0), most(1)];
        let mut components: Vec<Component> = Vec::new();
        for part in parts {
            let (name, each) = (part[0], each(part));
            let twice = components.iter().any(|other| other.name == name);
            if twice || part[2] > 3 || each.iter().any(|each| !(1..=4).contains(each)) {
                return Err(FAULT);
            }
            let blocks = [(width, 0), (height, 1)].map(|(length, side)| (length * each[side]).div_ceil(most[side]).div_ceil(8));
            let filled = if progressive { vec![0; blocks.iter().product::<u32>() as usize] } else { Vec::new() };
            components.push(Component { name, each, sums: usize::from(part[2]), blocks, coming: [None; 64], filled });
        }
        let units = [width.div_ceil(8 * most[0]), height.div_ceil(8 * most[1])];
        self.frame = Some(JpegFrame { progressive, components, units });
        Ok(())
    }

    /// A scan: its header (B.2.3), then its codes up to the marker behind them.
    fn scan(&mut self) -> Result<(), Flaw> {
        const FAULT: Flaw = Broken("a damaged scan header");
        let (&count, held) = self.segment()?.split_first().ok_or(FAULT)?;
        let frame = self.frame.as_mut().ok_or(FAULT)?;
        let [from, to, steps]: [u8; 3] = held.get(usize::from(count) * 2..).ok_or(FAULT)?.try_into().map_err(|_| FAULT)?;
        let band = ScanBand { from, to, before: steps >> 4, now: steps & 15, progressive: frame.progressive };
        if count == 0 || count > 4 || !band.is_sound(count) {
            return Err(FAULT);
        }
        let mut parts: Vec<(usize, Option<&Codes>, Option<&Codes>)> = Vec::new();
        for pair in held[..usize::from(count) * 2].as_chunks::<2>().0 {
            let index = frame.components.iter().position(|component| component.name == pair[0]).ok_or(FAULT)?;
            let component = &mut frame.components[index];
            let named = |kind: usize, number: u8| self.codes[kind].get(usize::from(number)).and_then(Option::as_ref);
            let [first, others] = [named(0, pair[1] >> 4), named(1, pair[1] & 15)];
            let lacks = (band.needs_first() && first.is_none()) || (band.needs_others() && others.is_none());
            if lacks || !self.sums[component.sums] {
                return Err(Broken("a table is missing"));
            }
            if parts.iter().any(|(known, ..)| *known == index) || !band.follows(component) {
                return Err(Broken("scans that do not fit together"));
            }
            parts.push((index, first, others));
        }
        let blocks: u32 = parts.iter().map(|(index, ..)| frame.components[*index].each.iter().product::<u32>()).sum();
        if parts.len() > 1 && blocks > 10 {
            return Err(FAULT);
        }
        let mut bits = ScanBits::new(self.bytes, self.at);
        let [across, down] = if let [(only, ..)] = parts[..] { frame.components[only].blocks } else { frame.units };
        let (mut units, mut run) = (0, 0);
        for unit in 0..u64::from(across) * u64::from(down) {
            if self.restart > 0 && units == self.restart {
                let number = u8::try_from((unit / u64::from(self.restart) - 1) & 7).unwrap_or(0);
                bits.restart(0xD0 | number)?;
                (units, run) = (0, 0);
            }
            units += 1;
            for &(index, first, others) in &parts {
                let component = &mut frame.components[index];
                if let (true, Some(codes)) = (band.progressive && band.from > 0, others) {
                    let filled = component.filled.get_mut(usize::try_from(unit).unwrap_or(usize::MAX)).ok_or(FAULT)?;
                    band.others(&mut bits, codes, filled, &mut run)?;
                    continue;
                }
                let count = if parts.len() > 1 { component.each.iter().product() } else { 1 };
                for _ in 0..count {
                    band.block(&mut bits, first, others)?;
                }
            }
        }
        self.at = bits.end()?;
        Ok(())
    }
}

/// What a scan holds of each block: some coefficients, and of them some bits (G.1.1.1).
#[derive(Clone, Copy)]
struct ScanBand {
    from: u8,
    to: u8,
    /// How many bits were still to come before this scan, 0 if none came, and how many are after it.
    before: u8,
    now: u8,
    progressive: bool,
}

impl ScanBand {
    fn is_sound(self, components: u8) -> bool {
        let Self { from, to, before, now, progressive } = self;
        if !progressive {
            return (from, to, before, now) == (0, 63, 0, 0);
        }
        let range = if from == 0 { to == 0 } else { from <= to && to < 64 && components == 1 };
        range && now <= 13 && (before == 0 || before == now + 1)
    }

    fn needs_first(self) -> bool {
        self.from == 0 && self.before == 0
    }

    fn needs_others(self) -> bool {
        !self.progressive || self.from > 0
    }

    /// Takes note of the bits of a component that it holds; whether they follow those that came before.
    fn follows(self, component: &mut Component) -> bool {
        let begun = self.from == 0 || component.coming[0].is_some();
        let coming = &mut component.coming[usize::from(self.from)..=usize::from(self.to)];
        let fits = coming.iter().all(|coming| match coming {
            None => self.before == 0,
            Some(bits) => self.progressive && self.before > 0 && *bits == self.before,
        });
        coming.fill(Some(self.now));
        fits && begun
    }

    /// A block of a sequential scan (F.2.2), or the first coefficient of one of a progressive scan (G.1.2.1).
    fn block(self, bits: &mut ScanBits, first: Option<&Codes>, others: Option<&Codes>) -> Result<(), Flaw> {
        if self.before > 0 {
            return bits.skip(1);
        }
        if let Some(codes) = first {
            let length = bits.code(codes)?;
            bits.skip(length)?;
        }
        let Some(codes) = others.filter(|_| !self.progressive) else { return Ok(()) };
        let mut at = 1;
        while at < 64 {
            let code = bits.code(codes)?;
            let (zeros, length) = (code >> 4, code & 15);
            at += zeros + 1;
            match (zeros, length) {
                (15, 0) => {}
                (_, 0) => return Ok(()),
                _ => bits.skip(length)?,
            }
        }
        if at == 64 { Ok(()) } else { Err(MADE_NO_SENSE) }
    }

    /// The other coefficients of a block in a progressive scan (G.1.2.2 and G.1.2.3); `run` blocks more have none.
    fn others(self, bits: &mut ScanBits, codes: &Codes, filled: &mut u64, run: &mut u32) -> Result<(), Flaw> {
        let mut at = self.from;
        while *run == 0 && at <= self.to {
            let code = bits.code(codes)?;
            let (mut zeros, length) = (code >> 4, code & 15);
            if length == 0 && zeros < 15 {
                *run = (1 << zeros) + bits.take(zeros)?;
                break;
            }
            if self.before > 0 && length > 1 {
                return Err(MADE_NO_SENSE);
            }
            bits.skip(length)?;
            // Of what is there already a bit is corrected, and it counts as no gap.
            while at <= self.to {
                if self.before > 0 && *filled >> at & 1 == 1 {
                    bits.skip(1)?;
                } else if zeros == 0 {
                    break;
                } else {
                    zeros -= 1;
                }
                at += 1;
            }
            if length > 0 {
                if at > self.to {
                    return Err(MADE_NO_SENSE);
                }
                *filled |= 1 << at;
            }
            at += 1;
        }
        if *run > 0 {
            *run -= 1;
            if self.before > 0 && at <= self.to {
                let left = (*filled >> at) & (u64::MAX >> (63 - (self.to - at)));
                for _ in 0..left.count_ones() {
                    bits.skip(1)?;
                }
            }
        }
        Ok(())
    }
}
