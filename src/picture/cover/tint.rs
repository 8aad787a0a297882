//! Colours of a picture that is on a cover, for what lies beside it and over it.

use super::colour::{Rgb, darkened};

/// How far the colours at an edge may lie from their middle, each channel on average, for the middle to go with all of them: from blue
/// to gold it is an olive that looks like a mistake.
const VARIED: u64 = 26;

/// The colours of a picture, each red, green and blue: what goes with it is made of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PictureColours {
    /// A colour beside which the picture may end.
    pub edge: [u8; 3],
    /// The colour of the whole.
    pub whole: [u8; 3],
}

impl PictureColours {
    /// The colours of pixels (red, green, blue), row by row. The edge beside the spine is the left one, or the right one of a book that is
    /// read from right to left.
    #[must_use]
    pub(crate) fn of(rgb: &[u8], columns: usize, mirrored: bool) -> Self {
        let columns = columns.max(1);
        let band = (columns / 20).max(1);
        let from = if mirrored { columns - band } else { 0 };
        let at_edge = || rgb.chunks_exact(columns * 3).flat_map(move |row| row[from * 3..(from + band) * 3].as_chunks::<3>().0);
        let (edge, whole) = (middle(at_edge()), middle(rgb.as_chunks::<3>().0.iter()));
        let (mut off, mut count) = (0_u64, 0_u64);
        for pixel in at_edge() {
            off += pixel.iter().zip(edge).map(|(value, middle)| u64::from(value.abs_diff(middle))).sum::<u64>();
            count += 3;
        }
        Self { edge: if off > VARIED * count { darkened(whole) } else { edge }, whole }
    }
}

/// The middle of some colours.
fn middle<'p>(pixels: impl Iterator<Item = &'p Rgb>) -> Rgb {
    let (mut sums, mut count) = ([0_u64; 3], 0_u64);
    for pixel in pixels {
        for (sum, value) in sums.iter_mut().zip(pixel) {
            *sum += u64::from(*value);
        }
        count += 1;
    }
    sums.map(|sum| u8::try_from(sum / count.max(1)).unwrap_or(u8::MAX))
}

#[cfg(test)]
mod tests {
    use super::super::colour::{contrast, letters_on};
    use super::*;

    #[test]
    fn the_edge_at_the_spine_gives_the_colour() {
        let row = [10, 20, 30, 200, 200, 200];
        assert_eq!(PictureColours::of(&row, 2, false), PictureColours { edge: [10, 20, 30], whole: [105, 110, 115] });
        assert_eq!(PictureColours::of(&row, 2, true).edge, [200, 200, 200]);
    }

    #[test]
    fn an_edge_of_many_colours_gives_a_dark_one() {
        let (blue, gold) = ([20, 40, 160], [230, 190, 60]);
        let rgb: Vec<u8> = [blue, gold].repeat(20).concat();
        let edge = PictureColours::of(&rgb, 1, false).edge;
        assert!(contrast(letters_on(edge), edge) >= 9.0, "{edge:?}");
    }
}
