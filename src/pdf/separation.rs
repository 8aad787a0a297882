//! Colours of a screen as the four inks of a press.
//!
//! What the inks do on paper is told by the model of Neugebauer: the colours of the paper, the inks and their overprints, each with
//! the share of the paper that dots of that size leave to it. An ink's dots are larger on paper than on the plate. The shares for a
//! colour are sought by Newton's method, with as much black as its darkness asks for. That is what a colour profile holds in tables;
//! this one is small, free, and off by what such a model is off.
//!
//! *Input*: a colour of sRGB. *State*: what was sought before, colour by colour. *Cost*: a few steps for each colour not seen before.
//!
//! *Invariants*: greys are black ink alone, colours keep their kind, and no place gets more ink than paper takes.

use super::inks::{BLACK, OVERPRINTS, WHITE};

/// Cyan, magenta, yellow and black, each in thousandths of a full tone.
pub(super) type Inks = [u16; 4];

/// Most ink at one place, in full tones: what IngramSpark asks for; thicker layers dry too slowly.
const MOST: f64 = 2.4;
/// How much larger dots of half the paper get: cyan, magenta, yellow, and black (ISO 12647-2:2004, curves A and C at 50 %).
const GAIN: [f64; 4] = [0.13, 0.13, 0.13, 0.16];
/// The light of the deepest black in print, as a share of the paper's; black on the screen becomes that and not less.
const DEEPEST: f64 = 0.012;

fn xyz([light, a, b]: [f64; 3]) -> [f64; 3] {
    let middle = (light + 16.0) / 116.0;
    let inverse = |t: f64| if t > 6.0 / 29.0 { t * t * t } else { (t - 4.0 / 29.0) * 3.0 * (6.0 / 29.0) * (6.0 / 29.0) };
    [WHITE[0] * inverse(middle + a / 500.0), WHITE[1] * inverse(middle), WHITE[2] * inverse(middle - b / 200.0)]
}

/// Turns colours into inks.
pub(super) struct Separation {
    /// What the paper and the overprints reflect, each as a share of what the paper does; those with black behind those without.
    primaries: [[f64; 3]; 16],
}

impl Separation {
    pub(super) fn new() -> Self {
        let paper = xyz(OVERPRINTS[0]);
        let share = |lab| {
            let light = xyz(lab);
            [0, 1, 2].map(|axis: usize| light[axis] / paper[axis])
        };
        let black = share(BLACK);
        let mut primaries = [[0.0; 3]; 16];
        for (index, lab) in OVERPRINTS.into_iter().enumerate() {
            primaries[index] = share(lab);
            // Black over an ink lets through what the ink does, as layers of glass would.
            primaries[index + 8] = [0, 1, 2].map(|axis: usize| primaries[index][axis] * black[axis]);
        }
        Self { primaries }
    }

    /// The inks of a colour that stands alone. Greys, and what is nearly black, are printed in black alone: letters in four inks
    /// have coloured rims wherever the plates don't meet.
    pub(super) fn flat(&self, colour: [u8; 3]) -> Inks {
        let [least, most] = [colour.iter().min(), colour.iter().max()].map(|value| *value.unwrap_or(&0));
        if most - least <= 12 && most < 48 {
            return [0, 0, 0, 1000];
        }
        if most == least {
            return [0, 0, 0, whole(self.grey(colour))];
        }
        self.inks(colour).map(whole)
    }

    /// The inks of a colour that covers much paper: black alone would look grey there.
    pub(super) fn ground(&self, colour: [u8; 3]) -> Inks {
        if colour == [255; 3] { [0; 4] } else { self.inks(colour).map(whole) }
    }

    /// The inks of a colour among others, as in a photograph.
    pub(super) fn tones(&self, colour: [u8; 3]) -> [u8; 4] {
        if colour == [255; 3] {
            return [0; 4];
        }
        self.inks(colour).map(byte)
    }

    /// How much black alone is as light as a grey.
    fn grey(&self, colour: [u8; 3]) -> f64 {
        let wanted = target(colour)[1];
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..20 {
            let middle = f64::midpoint(low, high);
            if self.light([0.0, 0.0, 0.0, middle])[1] > wanted { low = middle } else { high = middle }
        }
        low
    }

    fn inks(&self, colour: [u8; 3]) -> [f64; 4] {
        let wanted = target(colour);
        let darkness = 1.0 - f64::from(*colour.iter().max().unwrap_or(&0)) / 255.0;
        let mut black = (darkness * darkness).min(1.0);
        let mut best: Option<([f64; 4], f64)> = None;
        // Too much black leaves no room for the colour, too little needs more ink than the paper takes.
        for _ in 0..24 {
            let (tones, off) = self.sought(wanted, black);
            let heavy = tones.iter().sum::<f64>() > MOST;
            if !heavy && best.is_none_or(|(_, least)| off < least - 1e-6) {
                best = Some((tones, off));
            }
            if heavy && black < 1.0 {
                black = (black + 0.04).min(1.0);
            } else if off > 1e-4 && black > 0.0 && !heavy {
                black = (black - 0.04).max(0.0);
            } else {
                break;
            }
        }
        best.map_or([0.0, 0.0, 0.0, 1.0], |(tones, _)| tones)
    }

    /// The coloured inks that come nearest to a light with so much black, and the square of what they are off.
    fn sought(&self, wanted: [f64; 3], black: f64) -> ([f64; 4], f64) {
        let mut tones = [0.3, 0.3, 0.3, black];
        let cubes = |light: [f64; 3]| light.map(|share| share.max(0.0).cbrt());
        let goal = cubes(wanted);
        let off = |tones: [f64; 4]| {
            let is = cubes(self.light(tones));
            [0, 1, 2].map(|axis: usize| goal[axis] - is[axis])
        };
        for _ in 0..30 {
            let now = off(tones);
            let mut slopes = [[0.0; 3]; 3];
            for ink in 0..3 {
                let step = if tones[ink] > 0.5 { -1e-4 } else { 1e-4 };
                let mut moved = tones;
                moved[ink] += step;
                let then = off(moved);
                for axis in 0..3 {
                    slopes[axis][ink] = (now[axis] - then[axis]) / step;
                }
            }
            let Some(change) = solved(slopes, now) else { break };
            let before = tones;
            for ink in 0..3 {
                tones[ink] = (tones[ink] + change[ink].clamp(-0.3, 0.3)).clamp(0.0, 1.0);
            }
            if (0..3).all(|ink| (tones[ink] - before[ink]).abs() < 1e-5) {
                break;
            }
        }
        (tones, off(tones).iter().map(|axis| axis * axis).sum())
    }

    /// What paper with these inks reflects, as shares of what it does without.
    fn light(&self, tones: [f64; 4]) -> [f64; 3] {
        let mut areas = [0.0; 4];
        for (area, (tone, gain)) in areas.iter_mut().zip(tones.into_iter().zip(GAIN)) {
            *area = (tone + 4.0 * gain * tone * (1.0 - tone)).clamp(0.0, 1.0);
        }
        let mut light = [0.0; 3];
        for (index, primary) in self.primaries.iter().enumerate() {
            let share: f64 = areas.iter().enumerate().map(|(ink, area)| if index >> ink & 1 == 1 { *area } else { 1.0 - area }).product();
            for (sum, part) in light.iter_mut().zip(primary) {
                *sum += share * part;
            }
        }
        light
    }
}

/// The light of an sRGB colour under D50, as shares of white (IEC 61966-2-1, adapted after Bradford), its black raised to what can
/// be printed.
fn target(colour: [u8; 3]) -> [f64; 3] {
    let [red, green, blue] = colour.map(|value| {
        let value = f64::from(value) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    });
    let light = [
        0.436_075 * red + 0.385_065 * green + 0.143_080 * blue,
        0.222_505 * red + 0.716_879 * green + 0.060_617 * blue,
        0.013_932 * red + 0.097_105 * green + 0.714_173 * blue,
    ];
    [0, 1, 2].map(|axis: usize| light[axis] / WHITE[axis] * (1.0 - DEEPEST) + DEEPEST)
}

/// Three equations with three unknowns, by Cramer's rule; none if they don't tell.
fn solved(rows: [[f64; 3]; 3], right: [f64; 3]) -> Option<[f64; 3]> {
    let of = |m: [[f64; 3]; 3]| {
        m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) - m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0])
            + m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0])
    };
    let whole = of(rows);
    (whole.abs() > 1e-12).then(|| {
        [0, 1, 2].map(|column: usize| {
            let mut with = rows;
            for (row, value) in with.iter_mut().zip(right) {
                row[column] = value;
            }
            of(with) / whole
        })
    })
}

/// A tone in thousandths, to the next hundredth: the last bits, in which machines differ, are gone.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1,000")]
fn whole(tone: f64) -> u16 {
    (tone.clamp(0.0, 1.0) * 100.0).round() as u16 * 10
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 255")]
fn byte(tone: f64) -> u8 {
    (tone.clamp(0.0, 1.0) * 255.0).round() as u8
}

/// Colours to a side of the cube that stand for those between them.
const SIDE: usize = 17;

/// The inks of every colour, by those of some.
pub(super) struct InkTable(Vec<[u8; 4]>);

impl InkTable {
    pub(super) fn new(separation: &Separation) -> Self {
        use rayon::prelude::*;
        let value = |step: usize| u8::try_from(step * 255 / (SIDE - 1)).unwrap_or(u8::MAX);
        let all = (0..SIDE * SIDE * SIDE).into_par_iter();
        Self(all.map(|at| separation.tones([value(at / SIDE / SIDE), value(at / SIDE % SIDE), value(at % SIDE)])).collect())
    }

    /// The inks of a colour: between the eight corners round it.
    pub(super) fn inks(&self, colour: [u8; 3]) -> [u8; 4] {
        // Places on the side in 1/255 of a step.
        let places = colour.map(|value| usize::from(value) * (SIDE - 1));
        let low = places.map(|place| (place / 255).min(SIDE - 2));
        let parts = [0, 1, 2].map(|axis: usize| places[axis] - low[axis] * 255);
        let mut sums = [0_usize; 4];
        for corner in 0..8_usize {
            let mut weight = 1;
            let mut at = 0;
            for axis in 0..3 {
                let up = corner >> axis & 1;
                weight *= if up == 1 { parts[axis] } else { 255 - parts[axis] };
                at = at * SIDE + low[axis] + up;
            }
            for (sum, tone) in sums.iter_mut().zip(self.0[at]) {
                *sum += weight * usize::from(tone);
            }
        }
        sums.map(|sum| u8::try_from((sum + 255 * 255 * 255 / 2) / (255 * 255 * 255)).unwrap_or(u8::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greys_are_black_alone_and_colours_keep_their_kind() {
        let separation = Separation::new();
        assert_eq!(separation.flat([0, 0, 0]), [0, 0, 0, 1000]);
        assert_eq!(separation.flat([29, 26, 22]), [0, 0, 0, 1000]);
        assert_eq!(separation.flat([255; 3]), [0; 4]);
        let [cyan, magenta, yellow, black] = separation.flat([217, 119, 75]);
        assert!(cyan < 200 && magenta > 450 && yellow > 600 && black < 150, "{:?}", [cyan, magenta, yellow, black]);
        let [cyan, magenta, yellow, black] = separation.flat([20, 39, 61]);
        assert!(cyan > magenta && magenta > yellow && black > 400, "{:?}", [cyan, magenta, yellow, black]);
    }

    #[test]
    fn no_place_gets_more_ink_than_paper_takes() {
        let separation = Separation::new();
        let table = InkTable::new(&separation);
        for colour in [[0, 0, 0], [10, 0, 40], [60, 0, 0], [0, 40, 0], [255, 0, 0], [0, 0, 255], [3, 3, 3], [128, 128, 128]] {
            let sum: u32 = table.inks(colour).into_iter().map(u32::from).sum();
            assert!(sum <= 255 * 241 / 100, "{colour:?}: {:?}", table.inks(colour));
        }
        assert_eq!(table.inks([255; 3]), [0; 4]);
    }

    #[test]
    fn what_is_printed_is_near_what_was_meant() {
        let separation = Separation::new();
        for colour in [[217, 119, 75], [244, 238, 221], [53, 87, 122], [140, 21, 21], [216, 185, 90]] {
            let is = separation.light(separation.inks(colour));
            let wanted = target(colour);
            for axis in 0..3 {
                assert!((is[axis].cbrt() - wanted[axis].cbrt()).abs() < 0.02, "{colour:?}: {is:?}, not {wanted:?}");
            }
        }
    }
}
