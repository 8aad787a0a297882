//! Changes of WebP, whose lengths are put right.

use super::bytes;
use crate::rng::Rng;

/// Changes something in one place.
pub(crate) fn webp(file: &mut Vec<u8>, other: &[u8], rng: &mut Rng) {
    bytes(file, other, rng);
    if rng.once_in(5) || file.len() < 20 {
        return;
    }
    let length = u32::try_from(file.len() - 8).unwrap_or(0);
    file[4..8].copy_from_slice(&length.to_le_bytes());
    if &file[12..16] != b"VP8X" {
        file[16..20].copy_from_slice(&(length - 12).to_le_bytes());
    }
}
