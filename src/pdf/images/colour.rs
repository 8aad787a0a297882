//! The colour space of an image: its own profile if a viewer can be relied on to read it, else what the file's output intent says.

use crate::pdf::inks;
use crate::pdf::object::name;
use lopdf::{Object, Stream, dictionary};

/// The colour space of samples of so many colours, with a profile or without. Inks without a profile take the one that Bindery
/// makes: PDF/A has no place for inks of which nobody says how they look (ISO 19005-2, 6.2.4.3).
pub(super) fn space(colours: u8, profile: Option<&[u8]>) -> Object {
    match (profile.and_then(|profile| sound(profile, colours)), colours) {
        (Some(profile), _) => based(colours, profile.to_vec()),
        (None, 4) => based(colours, inks::profile()),
        (None, _) => name(device(colours)),
    }
}

/// The colours that a file says nothing more about.
fn device(colours: u8) -> &'static str {
    match colours {
        1 => "DeviceGray",
        4 => "DeviceCMYK",
        _ => "DeviceRGB",
    }
}

/// A colour space with a profile. The stream becomes an object of its own when the file is written, once for all that are the same.
fn based(colours: u8, profile: Vec<u8>) -> Object {
    let profile = Stream::new(dictionary! { "N" => i64::from(colours), "Alternate" => name(device(colours)) }, profile);
    Object::Array(vec![name("ICCBased"), Object::Stream(profile)])
}

/// The profile without what may follow it, if it is one that a PDF may hold (ISO 32000-1, 8.6.5.5; ISO 19005-2, 6.2.4.2) and for
/// so many colours; none if it is damaged. A picture whose profile is none is shown as if it had never had one.
fn sound(profile: &[u8], colours: u8) -> Option<&[u8]> {
    let word = |at: usize| profile.get(at..)?.first_chunk().map(|bytes| u32::from_be_bytes(*bytes) as usize);
    let text = |at: usize| profile.get(at..at + 4);
    let profile = profile.get(..word(0)?)?;
    let class = [b"scnr", b"mntr", b"prtr", b"spac"].iter().any(|class| text(12) == Some(class.as_slice()));
    let space: &[u8] = match colours {
        1 => b"GRAY",
        3 => b"RGB ",
        _ => b"CMYK",
    };
    let right = (2..=4).contains(profile.get(8)?) && class && text(16) == Some(space) && text(36) == Some(b"acsp");
    let connected = text(20) == Some(b"XYZ ") || text(20) == Some(b"Lab ");
    let count = word(128).filter(|count| *count <= 100)?;
    let mut tags = Vec::new();
    for at in (0..count).map(|index| 132 + 12 * index) {
        let end = word(at + 4)?.checked_add(word(at + 8)?)?;
        if end > profile.len() {
            return None;
        }
        tags.push(text(at)?);
    }
    let has = |wanted: &[&[u8; 4]]| wanted.iter().all(|tag| tags.contains(&tag.as_slice()));
    let curves = match colours {
        1 => has(&[b"kTRC"]),
        3 => has(&[b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC"]),
        _ => false,
    };
    (right && connected && (curves || has(&[b"A2B0"]))).then_some(profile)
}

/// The colour space of a PNG without a profile that tells its gamma, or the place of its primaries; none if they are those of sRGB.
pub(super) fn calibrated(colours: u8, gamma: Option<f64>, primaries: Option<[[f64; 2]; 4]>) -> Option<Object> {
    // White, red, green and blue of sRGB (IEC 61966-2-1), and a gamma near its curve.
    const SRGB: [[f64; 2]; 4] = [[0.3127, 0.329], [0.64, 0.33], [0.3, 0.6], [0.15, 0.06]];
    let near = |one: f64, other: f64, most: f64| (one - other).abs() < most;
    let gamma = gamma.filter(|gamma| (0.1..10.0).contains(gamma)).unwrap_or(1.0 / 2.2);
    let primaries = primaries.filter(|_| colours == 3).unwrap_or(SRGB);
    let same = primaries.iter().flatten().zip(SRGB.iter().flatten()).all(|(one, other)| near(*one, *other, 0.002));
    if same && near(gamma, 1.0 / 2.2, 0.01) || primaries.iter().any(|place| place[1] < 0.001) {
        return None;
    }
    let [white, columns @ ..] = primaries.map(|[x, y]| [x / y, 1.0, (1.0 - x - y) / y]);
    let number = |value: f64| {
        #[expect(clippy::cast_possible_truncation, reason = "four digits")]
        Object::Real(((value * 10_000.0).round() / 10_000.0) as f32)
    };
    let numbers = |values: &[f64]| Object::Array(values.iter().copied().map(number).collect());
    if colours == 1 {
        let dict = dictionary! { "WhitePoint" => numbers(&white), "Gamma" => number(1.0 / gamma) };
        return Some(Object::Array(vec![name("CalGray"), Object::Dictionary(dict)]));
    }
    // How much of each primary makes white (Cramer's rule).
    let [red, green, blue] = columns;
    let whole = determinant([red, green, blue]);
    if near(whole, 0.0, 1e-6) {
        return None;
    }
    let shares = [determinant([white, green, blue]), determinant([red, white, blue]), determinant([red, green, white])];
    let matrix: Vec<f64> = columns.iter().zip(shares).flat_map(|(column, share)| column.map(|value| value * share / whole)).collect();
    let dict = dictionary! {
        "WhitePoint" => numbers(&white), "Gamma" => numbers(&[1.0 / gamma; 3]), "Matrix" => numbers(&matrix),
    };
    Some(Object::Array(vec![name("CalRGB"), Object::Dictionary(dict)]))
}

fn determinant([[a, b, c], [d, e, f], [g, h, i]]: [[f64; 3]; 3]) -> f64 {
    a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_must_be_whole_and_for_the_colours_there_are() {
        let profile = inks::profile();
        assert!(sound(&profile, 4).is_some());
        assert!(sound(&profile, 3).is_none());
        assert!(sound(&profile[..profile.len() - 1], 4).is_none());
        assert!(sound(&[profile.as_slice(), &[0; 9]].concat(), 4).is_some_and(|sound| sound.len() == profile.len()));
        for (at, value) in [(8, 5), (12, b'l'), (36, 0), (128, 1), (136, 0xFF)] {
            let mut damaged = profile.clone();
            damaged[at] = value;
            assert!(sound(&damaged, 4).is_none(), "{at}");
        }
        assert!(sound(b"", 1).is_none());
        assert_eq!(space(3, Some(&profile)), name("DeviceRGB"));
    }

    #[test]
    fn primaries_other_than_those_of_srgb_are_told() {
        let adobe = [[0.3127, 0.329], [0.64, 0.33], [0.21, 0.71], [0.15, 0.06]];
        let Some(Object::Array(space)) = calibrated(3, Some(0.4547), Some(adobe)) else { panic!("calibrated") };
        let matrix = space[1].as_dict().and_then(|dict| dict.get(b"Matrix")?.as_array()).expect("a matrix");
        // Adobe RGB (1998), 4.3.5.3.
        for (found, known) in matrix.iter().zip([0.5767, 0.2973, 0.0270, 0.1856, 0.6274, 0.0707, 0.1882, 0.0753, 0.9911]) {
            assert!((found.as_float().expect("a number") - known).abs() < 0.001, "{found:?} {known}");
        }
        assert_eq!(calibrated(3, Some(0.45455), None), None);
        assert!(calibrated(1, Some(1.0), None).is_some());
    }

    #[test]
    fn a_gamma_that_is_not_told_is_that_of_srgb() {
        assert_eq!(calibrated(1, None, None), None);
        assert_eq!(calibrated(1, Some(0.0), None), None);
        let adobe = [[0.3127, 0.329], [0.64, 0.33], [0.21, 0.71], [0.15, 0.06]];
        assert!(calibrated(3, None, Some(adobe)).is_some());
        assert_eq!(calibrated(3, None, Some(adobe)), calibrated(3, Some(1.0 / 2.2), Some(adobe)));
    }
}
