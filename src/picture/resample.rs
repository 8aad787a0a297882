//! Pictures with fewer pixels, by Lanczos' filter: every pixel is made of those round it, weighted by a sinc that ebbs away after
//! three waves (K. Turkowski, Filters for Common Resampling Tasks, 1990).

/// Waves of the filter on each side.
const WAVES: f64 = 3.0;

/// The weights of a pixel's sources make this together.
const ONE: i32 = 1 << 14;

/// Rows of 8-bit pixels, `channels` bytes each, made smaller. `size` and `wanted` are columns and rows; neither is larger in
/// `wanted`. If `alpha` is set, the last channel is opacity, and what is clear lends nothing of its colour to what is not.
#[must_use]
pub(crate) fn resampled(pixels: &[u8], size: [usize; 2], wanted: [usize; 2], channels: usize, alpha: bool) -> Vec<u8> {
    let weighted = |pixels: Vec<u8>, change: fn(u8, u8) -> u8| -> Vec<u8> {
        if !alpha {
            return pixels;
        }
        pixels
            .chunks_exact(channels)
            .flat_map(|pixel| {
                let opacity = pixel[channels - 1];
                (0..channels).map(move |at| if at + 1 < channels { change(pixel[at], opacity) } else { opacity })
            })
            .collect()
    };
    let pixels = weighted(pixels.to_vec(), |value, opacity| share(u32::from(value) * u32::from(opacity) + 127, 255));
    let across = narrowed(&pixels, size, wanted[0], channels);
    let down = shortened(&across, [wanted[0], size[1]], wanted[1], channels);
    weighted(down, |value, opacity| share(u32::from(value) * 255 + u32::from(opacity) / 2, u32::from(opacity).max(1)))
}

fn share(value: u32, of: u32) -> u8 {
    u8::try_from(value / of).unwrap_or(u8::MAX)
}

/// The first source of each new pixel, and the weights of it and of those that follow.
fn sources(from: usize, to: usize) -> Vec<(usize, Vec<i32>)> {
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "few pixels, and clamped")]
    let source = |index: usize| {
        let scale = from as f64 / to as f64;
        let middle = (index as f64 + 0.5) * scale - 0.5;
        let reach = WAVES * scale;
        let (first, last) = ((middle - reach).ceil().max(0.0) as usize, ((middle + reach).floor() as usize).min(from - 1));
        let weights: Vec<f64> = (first..=last).map(|at| lanczos((at as f64 - middle) / scale)).collect();
        let sum: f64 = weights.iter().sum();
        // Rounded, so that the same comes out on every machine; what is left over goes to the middle one.
        let mut whole: Vec<i32> = weights.iter().map(|weight| (weight / sum * f64::from(ONE)).round() as i32).collect();
        let left = ONE - whole.iter().sum::<i32>();
        let middle = (middle.round().max(first as f64) as usize).min(last) - first;
        whole[middle] += left;
        (first, whole)
    };
    (0..to).map(source).collect()
}

fn lanczos(x: f64) -> f64 {
    let sinc = |x: f64| if x.abs() < 1e-9 { 1.0 } else { (x * std::f64::consts::PI).sin() / (x * std::f64::consts::PI) };
    if x.abs() < WAVES { sinc(x) * sinc(x / WAVES) } else { 0.0 }
}

fn narrowed(pixels: &[u8], [columns, rows]: [usize; 2], wanted: usize, channels: usize) -> Vec<u8> {
    let sources = sources(columns, wanted);
    let mut out = Vec::with_capacity(wanted * rows * channels);
    for row in pixels.chunks_exact(columns * channels) {
        for (first, weights) in &sources {
            for channel in 0..channels {
                let values = row[first * channels + channel..].iter().step_by(channels);
                out.push(rounded(values.zip(weights).map(|(value, weight)| i32::from(*value) * weight).sum()));
            }
        }
    }
    out
}

fn shortened(pixels: &[u8], [columns, rows]: [usize; 2], wanted: usize, channels: usize) -> Vec<u8> {
    let row = columns * channels;
    let mut out = Vec::with_capacity(wanted * row);
    let mut sums = vec![0_i32; row];
    for (first, weights) in sources(rows, wanted) {
        sums.fill(0);
        for (line, weight) in pixels[first * row..].chunks_exact(row).zip(weights) {
            for (sum, value) in sums.iter_mut().zip(line) {
                *sum += i32::from(*value) * weight;
            }
        }
        out.extend(sums.iter().map(|sum| rounded(*sum)));
    }
    out
}

fn rounded(sum: i32) -> u8 {
    u8::try_from(((sum + ONE / 2) / ONE).clamp(0, 255)).unwrap_or(u8::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_even_colour_stays_and_edges_stay_sharp() {
        assert_eq!(resampled(&[9, 200].repeat(35), [7, 5], [3, 2], 2, false), [9, 200].repeat(6));
        let edge: Vec<u8> = (0..40).map(|at| if at < 20 { 0 } else { 255 }).collect();
        let found = resampled(&edge, [40, 1], [10, 1], 1, false);
        assert!(found[..4].iter().all(|value| *value < 16) && found[6..].iter().all(|value| *value > 239), "{found:?}");
        assert!(found[4] < 20 && found[5] > 235, "{found:?}");
    }

    #[test]
    fn what_is_clear_has_no_colour() {
        let pixels = [[200, 100, 0, 255], [0, 255, 255, 0]].concat().repeat(8);
        for pixel in resampled(&pixels, [16, 1], [4, 1], 4, true).chunks_exact(4) {
            assert!(pixel[0].abs_diff(200) < 3 && pixel[1].abs_diff(100) < 3 && pixel[2] < 3, "{pixel:?}");
            assert!((90..165).contains(&pixel[3]), "{pixel:?}");
        }
    }
}
