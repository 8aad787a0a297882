//! The codes of a JPEG (ITU-T T.81, annex C and F.2.2): tables of them, and the bits they are read from.

use super::flaw::{Flaw, MADE_NO_SENSE};

/// Codes of at most so many bits are found at once.
const QUICK: u32 = 9;

/// A table of codes.
pub(super) struct Codes {
    /// Short codes by the next nine bits: the length of the code they begin with, and its value; none if it is longer.
    quick: Vec<Option<(u8, u8)>>,
    /// Codes by length less one: one past the last code of it, as if it had 16 bits; what is to be added to a code for its value's place.
    ends: [u32; 16],
    places: [i32; 16],
    values: Vec<u8>,
}

impl Codes {
    /// The table with so many codes of each length, and their values in order. None if there are more codes than a length has.
    pub(super) fn new(counts: &[u8; 16], values: &[u8]) -> Option<Self> {
        let mut codes = Self { quick: vec![None; 1 << QUICK], ends: [0; 16], places: [0; 16], values: values.to_vec() };
        let (mut code, mut place) = (0_u32, 0_u32);
        for (length, &count) in (1..=16_u32).zip(counts) {
            let index = length as usize - 1;
            codes.places[index] = i32::try_from(place).ok()? - i32::try_from(code).ok()?;
            for _ in 0..count {
                if length <= QUICK {
                    let from = (code << (QUICK - length)) as usize;
                    let value = *values.get(place as usize)?;
                    codes.quick.get_mut(from..from + (1 << (QUICK - length)))?.fill(Some((u8::try_from(length).ok()?, value)));
                }
                code += 1;
                place += 1;
            }
            if code > 1 << length {
                return None;
            }
            codes.ends[index] = code << (16 - length);
            code <<= 1;
        }
        (place as usize == values.len()).then_some(codes)
    }
}

/// The bits of a scan, up to the marker behind it.
pub(super) struct ScanBits<'b> {
    bytes: &'b [u8],
    at: usize,
    /// Bits read ahead, from the top.
    ahead: u64,
    count: u32,
}

impl<'b> ScanBits<'b> {
    pub(super) fn new(bytes: &'b [u8], at: usize) -> Self {
        Self { bytes, at, ahead: 0, count: 0 }
    }

    /// Reads ahead as far as there is room and no marker.
    fn fill(&mut self) {
        while self.count <= 56 {
            let Some(&byte) = self.bytes.get(self.at) else { return };
            if byte == 0xFF {
                // In code, a byte of ones is followed by one of zeros.
                if self.bytes.get(self.at + 1) != Some(&0) {
                    return;
                }
                self.at += 1;
            }
            self.at += 1;
            self.ahead |= u64::from(byte) << (56 - self.count);
            self.count += 8;
        }
    }

    /// What is wrong if there are no bits any more: the file ends, or a marker stands where none should.
    fn out(&self) -> Flaw {
        let ends = self.bytes[self.at.min(self.bytes.len())..].iter().all(|byte| *byte == 0xFF);
        if ends { Flaw::Cut } else { Flaw::Broken("a scan ends too early") }
    }

    /// Passes so many bits by.
    pub(super) fn skip(&mut self, count: u8) -> Result<(), Flaw> {
        let count = u32::from(count);
        if self.count < count {
            self.fill();
            if self.count < count {
                return Err(self.out());
            }
        }
        self.ahead = if count == 0 { self.ahead } else { self.ahead << count };
        self.count -= count;
        Ok(())
    }

    /// Takes `count` bits, at most 15, as a number.
    pub(super) fn take(&mut self, count: u8) -> Result<u32, Flaw> {
        if self.count < u32::from(count) {
            self.fill();
        }
        let number = if count == 0 { 0 } else { self.ahead >> (64 - u32::from(count)) };
        self.skip(count)?;
        Ok(u32::try_from(number).unwrap_or(0))
    }

    /// The value of the next code.
    pub(super) fn code(&mut self, codes: &Codes) -> Result<u8, Flaw> {
        if self.count < 16 {
            self.fill();
        }
        if let Some(&Some((length, value))) = codes.quick.get((self.ahead >> (64 - QUICK)) as usize) {
            self.skip(length)?;
            return Ok(value);
        }
        let next = u32::try_from(self.ahead >> 48).unwrap_or(u32::MAX);
        let index = (QUICK as usize..16).find(|&index| next < codes.ends[index]).ok_or_else(|| self.senseless())?;
        let code = i32::try_from(next >> (15 - index)).unwrap_or(i32::MAX);
        let place = usize::try_from(code + codes.places[index]).map_err(|_| MADE_NO_SENSE)?;
        let value = *codes.values.get(place).ok_or(MADE_NO_SENSE)?;
        self.skip(u8::try_from(index + 1).unwrap_or(16))?;
        Ok(value)
    }

    fn senseless(&self) -> Flaw {
        if self.count < 16 { self.out() } else { MADE_NO_SENSE }
    }

    /// Goes on behind a restart marker, which must come next (F.2.2.5).
    pub(super) fn restart(&mut self, marker: u8) -> Result<(), Flaw> {
        let at = self.end()?;
        let next = self.bytes[at..].iter().position(|byte| *byte != 0xFF).ok_or(Flaw::Cut)?;
        if self.bytes[at + next] != marker {
            return Err(self.out());
        }
        *self = Self::new(self.bytes, at + next + 1);
        Ok(())
    }

    /// Where the marker stands that ends the codes. Fewer than eight bits may be left before it.
    pub(super) fn end(&mut self) -> Result<usize, Flaw> {
        self.fill();
        if self.count >= 8 {
            return Err(Flaw::Broken("more in a scan than belongs there"));
        }
        match self.bytes.get(self.at) {
            Some(_) => Ok(self.at),
            None => Err(Flaw::Cut),
        }
    }
}
