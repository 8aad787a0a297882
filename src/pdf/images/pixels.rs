//! Pixels as streams of a PDF.

use crate::pdf::grey::Raster;
use crate::pdf::object::name;
use crate::picture::resample::resampled;
use crate::source::deflate;
use lopdf::{Dictionary, Object, Stream, dictionary};

/// Samples row by row, each row of whole bytes.
pub(super) struct Samples {
    pub(super) size: [u32; 2],
    pub(super) colours: usize,
    /// Bits of a sample: 1, 2, 4, 8 or 16.
    pub(super) bits: u8,
    pub(super) rows: Vec<u8>,
}

impl Samples {
    /// The image they are, in a colour space.
    pub(super) fn stream(&self, space: Object) -> Stream {
        let mut dict = dictionary(self.size, space, self.bits);
        let parameters = predicted(self.size[0], self.colours, self.bits);
        dict.set("Filter", name("FlateDecode"));
        dict.set("DecodeParms", parameters);
        Stream::new(dict, self.filtered()).with_compression(false)
    }

    /// Rows as differences to the row above (PNG's `Up`), which deflate shrinks far better than plain pixels; a row that is
    /// plainly smoother along itself takes `Sub`. Compressed.
    fn filtered(&self) -> Vec<u8> {
        let bits = self.colours * usize::from(self.bits);
        let row = (self.size[0] as usize * bits).div_ceil(8).max(1);
        let pixel = (bits / 8).max(1);
        let above = vec![0; row];
        let mut above: &[u8] = &above;
        let mut out = Vec::with_capacity(self.rows.len() + self.rows.len() / row);
        for line in self.rows.chunks_exact(row) {
            let up = line.iter().zip(above).map(|(here, above)| here.wrapping_sub(*above));
            let left = |at: usize| if at < pixel { 0 } else { line[at - pixel] };
            let sub = line.iter().enumerate().map(|(at, here)| here.wrapping_sub(left(at)));
            if weight(sub.clone()) < weight(up.clone()) {
                out.push(1);
                out.extend(sub);
            } else {
                out.push(2);
                out.extend(up);
            }
            above = line;
        }
        deflate::zlib(&out)
    }
}

/// Scales a picture down to fewer pixels.
pub(super) fn smaller(raster: &Raster, wanted: [u32; 2]) -> Raster {
    let &Raster { size, ref pixels, colours, alpha } = raster;
    let [from, to] = [size, wanted].map(|size| size.map(|length| length as usize));
    let pixels = resampled(pixels, from, to, colours + usize::from(alpha), alpha);
    Raster { size: wanted, pixels, colours, alpha }
}

/// Eight-bit pixels; alpha, unless everything is opaque, becomes a soft mask (ISO 32000-1, 11.6.5.3).
pub(super) fn stream(raster: &Raster, space: Object) -> Stream {
    let &Raster { size, ref pixels, colours, alpha } = raster;
    let each = colours + usize::from(alpha);
    let rows = pixels.chunks_exact(each).flat_map(|pixel| &pixel[..colours]).copied().collect();
    let mut stream = Samples { size, colours, bits: 8, rows }.stream(space);
    if alpha {
        mask(&mut stream, size, 8, pixels.chunks_exact(each).map(|pixel| pixel[colours]).collect());
    }
    stream
}

/// Gives an image a soft mask, unless everything is opaque.
pub(super) fn mask(stream: &mut Stream, size: [u32; 2], bits: u8, rows: Vec<u8>) {
    if rows.iter().any(|&opacity| opacity < 255) {
        let mask = Samples { size, colours: 1, bits, rows }.stream(name("DeviceGray"));
        stream.dict.set("SMask", mask);
    }
}

/// What every image says of itself.
pub(in crate::pdf) fn dictionary(size: [u32; 2], space: Object, bits: u8) -> Dictionary {
    dictionary! {
        "Type" => name("XObject"),
        "Subtype" => name("Image"),
        "Width" => i64::from(size[0]),
        "Height" => i64::from(size[1]),
        "ColorSpace" => space,
        "BitsPerComponent" => i64::from(bits),
    }
}

/// The parameters of rows that are filtered as PNG filters them.
pub(super) fn predicted(columns: u32, colours: usize, bits: u8) -> Dictionary {
    let mut parameters = dictionary! { "Predictor" => 15, "Columns" => i64::from(columns) };
    // One sample of eight bits is what is meant if nothing is said.
    if colours != 1 {
        parameters.set("Colors", i64::try_from(colours).unwrap_or(i64::MAX));
    }
    if bits != 8 {
        parameters.set("BitsPerComponent", i64::from(bits));
    }
    parameters
}

/// How many bytes an image takes, with its mask.
pub(super) fn weight_of(image: &Stream) -> usize {
    let mask = image.dict.get(b"SMask").and_then(Object::as_stream).map_or(0, |mask| mask.content.len());
    image.content.len() + mask
}

/// How far from nothing a row is, the usual measure for choosing a filter (PNG specification, 12.7).
fn weight(row: impl Iterator<Item = u8>) -> u64 {
    row.map(|difference| u64::from(difference.cast_signed().unsigned_abs())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alpha_is_a_mask_and_only_if_something_shows_through() {
        let stream = |pixels: &[u8]| stream(&Raster { size: [2, 1], pixels: pixels.to_vec(), colours: 3, alpha: true }, name("DeviceRGB"));
        let clear = stream(&[1, 2, 3, 255, 4, 5, 6, 0]);
        let mask = clear.dict.get(b"SMask").and_then(Object::as_stream).expect("a mask");
        assert_eq!(mask.dict.get(b"Width").and_then(Object::as_i64).ok(), Some(2));
        let opaque = stream(&[1, 2, 3, 255, 4, 5, 6, 255]);
        assert!(!opaque.dict.has(b"SMask"));
    }
}
