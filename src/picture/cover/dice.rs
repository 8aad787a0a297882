//! Chance that is none: what a design varies follows from the title, so that a book keeps its cover.

/// Numbers that follow from a text, the same on every machine (FNV-1a, then xorshift).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(text: &str) -> Self {
        let hash = text.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3));
        Self(hash | 1)
    }

    /// A number below `sides`.
    pub(super) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 33) % sides as u64).expect("smaller than sides")
    }
}
