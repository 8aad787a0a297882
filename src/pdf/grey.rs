//! Pictures in black alone: on white paper, without transparency.

/// Pixels of 8 bits, row by row.
pub(super) struct Raster {
    /// Columns and rows.
    pub(super) size: [u32; 2],
    pub(super) pixels: Vec<u8>,
    /// 1 or 3.
    pub(super) colours: usize,
    /// Whether an opacity follows the colours.
    pub(super) alpha: bool,
}

impl Raster {
    /// Turns the pixels grey. What shows through is white, as paper is.
    pub(super) fn grey(self) -> Self {
        let each = self.colours + usize::from(self.alpha);
        let pixels = self.pixels.chunks_exact(each).map(|pixel| {
            let luma = match pixel[..self.colours] {
                [red, green, blue] => luma(red, green, blue),
                _ => pixel[0],
            };
            if self.alpha { over_white(luma, pixel[self.colours]) } else { luma }
        });
        Self { pixels: pixels.collect(), colours: 1, alpha: false, size: self.size }
    }

    /// Red, green and blue of every pixel, on white too.
    pub(super) fn on_white(&self) -> Vec<u8> {
        let each = self.colours + usize::from(self.alpha);
        let places: [usize; 3] = if self.colours == 3 { [0, 1, 2] } else { [0; 3] };
        let pixels = self.pixels.chunks_exact(each);
        pixels.flat_map(|pixel| places.map(|at| if self.alpha { over_white(pixel[at], pixel[self.colours]) } else { pixel[at] })).collect()
    }
}

/// The luma of a colour (ITU-R BT.601), as every black-and-white print of a colour file has it.
pub(super) fn luma(red: u8, green: u8, blue: u8) -> u8 {
    let sum = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
    u8::try_from((sum + 500) / 1000).unwrap_or(u8::MAX)
}

fn over_white(grey: u8, opacity: u8) -> u8 {
    let (grey, opacity) = (u32::from(grey), u32::from(opacity));
    u8::try_from((grey * opacity + 255 * (255 - opacity) + 127) / 255).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shows_through_is_white() {
        let raster = |colours, alpha, pixels: &[u8]| Raster { size: [2, 1], pixels: pixels.to_vec(), colours, alpha };
        assert_eq!(raster(3, true, &[9, 9, 9, 255, 0, 0, 0, 0]).on_white(), [9, 9, 9, 255, 255, 255]);
        assert_eq!(raster(1, false, &[7, 8]).on_white(), [7, 7, 7, 8, 8, 8]);
    }

    #[test]
    fn colours_become_grey_and_gaps_white() {
        let pixels = vec![255, 0, 0, 255, 0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 128];
        let grey = Raster { size: [4, 1], pixels, colours: 3, alpha: true }.grey();
        assert_eq!((grey.pixels.as_slice(), grey.colours, grey.alpha), ([76, 255, 255, 127].as_slice(), 1, false));
    }
}
