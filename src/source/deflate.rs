//! Deflate (RFC 1951), in which both formats are packed: the same bytes on every machine, whichever thread packs them.

use libdeflater::{CompressionError, CompressionLvl, Compressor};
use std::cell::RefCell;

/// How much time may be taken for how little room. zlib at its default takes about the room of `Thorough` and more time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DeflateLevel {
    /// Text takes 3 % more room than thoroughly, and half the time.
    Quick,
    /// The level beyond which more time wins little: under 1 % of text in half as much time again.
    Thorough,
}

thread_local! {
    /// A compressor is larger than a chapter: each thread keeps its own.
    static QUICK: RefCell<Compressor> = RefCell::new(compressor(1));
    static THOROUGH: RefCell<Compressor> = RefCell::new(compressor(5));
}

fn compressor(level: i32) -> Compressor {
    Compressor::new(CompressionLvl::new(level).expect("1 and 5 are levels"))
}

/// Packed, without a frame.
#[must_use]
pub(crate) fn deflated(bytes: &[u8], effort: DeflateLevel) -> Vec<u8> {
    let compressor = match effort {
        DeflateLevel::Quick => &QUICK,
        DeflateLevel::Thorough => &THOROUGH,
    };
    compressor.with_borrow_mut(|compressor| {
        packed(compressor.deflate_compress_bound(bytes.len()), |room| compressor.deflate_compress(bytes, room))
    })
}

/// Packed thoroughly, in the frame of zlib (RFC 1950).
#[must_use]
pub fn zlib(bytes: &[u8]) -> Vec<u8> {
    THOROUGH.with_borrow_mut(|compressor| packed(compressor.zlib_compress_bound(bytes.len()), |room| compressor.zlib_compress(bytes, room)))
}

/// What `pack` puts into a room that is large enough.
fn packed(room: usize, pack: impl FnOnce(&mut [u8]) -> Result<usize, CompressionError>) -> Vec<u8> {
    let mut packed = vec![0; room];
    let length = pack(&mut packed).expect("the bound is enough");
    packed.truncate(length);
    packed.shrink_to_fit();
    packed
}

/// The checksum of ZIP and PNG (CRC-32).
#[must_use]
pub fn checksum(bytes: &[u8]) -> u32 {
    libdeflater::crc32(bytes)
}
