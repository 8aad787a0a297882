//! Pictures made smaller, for places where a thumbnail is shown.

use super::draw::{self, Pixels};
use super::encode;
use super::resample::resampled;

/// A JPEG of this width made of a wider one, in the same shape. None if it is none, or no wider.
#[must_use]
pub(crate) fn small(file: &[u8], width: u32) -> Option<Vec<u8>> {
    let ([from, high], pixels) = draw::jpeg(file)?;
    if from <= width || high == 0 {
        return None;
    }
    let height = u32::try_from(u64::from(high) * u64::from(width) / u64::from(from)).ok()?.max(1);
    let channels = pixels.len() / (from as usize * high as usize);
    let small = resampled(&pixels, [from as usize, high as usize], [width as usize, height as usize], channels, false);
    let rgba = small.chunks_exact(channels.max(1)).flat_map(|pixel| match *pixel {
        [grey] => [grey, grey, grey, u8::MAX],
        [red, green, blue, ..] => [red, green, blue, u8::MAX],
        _ => [u8::MAX; 4],
    });
    let small = Pixels { width, height, rgba: rgba.collect() };
    encode::jpeg(width, height, |rows| small.rows(rows))
}

/// The width and height of a JPEG or PNG.
#[must_use]
pub(crate) fn size(file: &[u8]) -> Option<[u32; 2]> {
    super::inspect::inspect(file).ok().map(|facts| [facts.width, facts.height])
}
