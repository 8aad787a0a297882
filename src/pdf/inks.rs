//! How the four inks of print look, for pictures that do not say it themselves: an ICC profile, made here after Neugebauer's
//! equations from the aims of ISO 12647-2 for offset printing on coated paper.

use super::profile::{assembled, copyright, description, xyz};

/// L*, a*, b* under D50 of the paper and the overprints of cyan (1), magenta (2) and yellow (4): ISO 12647-2:2004/Amd 1:2007,
/// glossy coated paper on white backing, the condition that its registry calls FOGRA39 (from memory).
pub(super) const OVERPRINTS: [[f64; 3]; 8] = [
    [95.0, 0.0, -2.0],
    [55.0, -37.0, -50.0],
    [48.0, 74.0, -3.0],
    [24.0, 17.0, -46.0],
    [89.0, -5.0, 93.0],
    [50.0, -68.0, 25.0],
    [47.0, 68.0, 48.0],
    [23.0, 0.0, 0.0],
];
/// CIE L*a*b* of black.
pub(super) const BLACK: [f64; 3] = [16.0, 0.0, 0.0];

/// How much darker half tones come out at half coverage: the tone value increase of the same standard.
const GAIN: f64 = 0.14;

/// Steps of the table along each ink.
const STEPS: usize = 9;

/// White of the profile connection space, D50.
pub(super) const WHITE: [f64; 3] = [0.9642, 1.0, 0.8249];

/// An ICC profile of version 2.1 with a table from inks to colours and none back: an input profile (ICC.1:1998-09, 6.3.1.3).
pub(super) fn profile() -> Vec<u8> {
    let data = [description(b"Offset on coated paper"), copyright(), xyz([0xF6D6, 0x1_0000, 0xD32D]), table()];
    assembled(*b"scnrCMYKLab ", &[(b"desc", 0), (b"cprt", 1), (b"wtpt", 2), (b"A2B0", 3)], &data)
}

/// The table, a `lut16Type` (ICC.1:1998-09, 6.5.7). The rounding hides the last bits, in which machines' roots differ.
fn table() -> Vec<u8> {
    let mut table = b"mft2\0\0\0\0".to_vec();
    table.extend([4, 3, u8::try_from(STEPS).expect("few steps"), 0]);
    for cell in 0..9 {
        table.extend(if cell % 4 == 0 { 0x1_0000_u32 } else { 0 }.to_be_bytes());
    }
    // The curves before and behind the table are straight lines of two points.
    table.extend([0, 2, 0, 2]);
    table.extend([0, 0, 0xFF, 0xFF].repeat(4));
    for step in 0..STEPS.pow(4) {
        // The first ink varies slowest.
        let covered = [3, 2, 1, 0].map(|place| {
            #[expect(clippy::cast_precision_loss, reason = "few steps")]
            let share = (step / STEPS.pow(place) % STEPS) as f64 / (STEPS - 1) as f64;
            share + 4.0 * GAIN * share * (1.0 - share)
        });
        let [lightness, a, b] = lab(printed(covered));
        // L* takes the numbers 0 to FF00, a* and b* are counted from 8000.
        for value in [lightness * 652.8, (a + 128.0) * 256.0, (b + 128.0) * 256.0] {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a range that fits")]
            table.extend((value.round().clamp(0.0, 65_535.0) as u16).to_be_bytes());
        }
    }
    table.extend([0, 0, 0xFF, 0xFF].repeat(3));
    table
}

/// The colour of dots that cover such shares of the paper, relative to the paper: each combination of the inks has the share
/// that chance gives it.
fn printed([cyan, magenta, yellow, black]: [f64; 4]) -> [f64; 3] {
    let paper = light(OVERPRINTS[0]);
    let mut sum = [0.0; 3];
    for (index, solid) in OVERPRINTS.iter().enumerate() {
        let share: f64 = [cyan, magenta, yellow]
            .into_iter()
            .enumerate()
            .map(|(ink, covered)| if index >> ink & 1 == 1 { covered } else { 1.0 - covered })
            .product();
        let solid = light(*solid);
        for at in 0..3 {
            sum[at] += share * solid[at] / paper[at];
        }
    }
    // Black lets the same share of every colour through.
    let through = light(BLACK)[1] / paper[1];
    sum.map(|value| value * (1.0 - black + black * through))
}

/// CIELAB as light relative to white, and back (CIE 15:2004, 8.2.1).
fn light([lightness, a, b]: [f64; 3]) -> [f64; 3] {
    let middle = (lightness + 16.0) / 116.0;
    let places = [middle + a / 500.0, middle, middle - b / 200.0];
    let relative = places.map(|place| if place > 6.0 / 29.0 { place * place * place } else { (place - 4.0 / 29.0) * 108.0 / 841.0 });
    [0, 1, 2].map(|at| relative[at] * WHITE[at])
}

fn lab(relative: [f64; 3]) -> [f64; 3] {
    let [x, y, z] = relative.map(|value| if value > 216.0 / 24_389.0 { value.cbrt() } else { value * 841.0 / 108.0 + 4.0 / 29.0 });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paper_is_white_and_inks_have_their_colours() {
        let close = |inks, known: [f64; 3]| {
            let found = lab(printed(inks));
            assert!(found.iter().zip(known).all(|(one, other)| (one - other).abs() < 6.0), "{inks:?}: {found:?}");
        };
        close([0.0; 4], [100.0, 0.0, 0.0]);
        // Relative to a paper that is less than white, all is a little lighter.
        close([1.0, 0.0, 0.0, 0.0], [57.5, -37.0, -50.0]);
        close([0.0, 1.0, 1.0, 0.0], [49.0, 70.0, 50.0]);
        close([0.0, 0.0, 0.0, 1.0], [17.0, 0.0, 0.0]);
        close([1.0; 4], [0.0, 0.0, 0.0]);
        assert_eq!(profile(), profile());
    }
}
