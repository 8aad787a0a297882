//! Changes of JPEG by segment, with the lengths put right.

use super::bytes;
use super::bytes::number;
use crate::rng::Rng;

/// Markers that may stand anywhere, or may not.
const MARKERS: [u8; 18] = [0xC0, 0xC1, 0xC2, 0xC3, 0xC4, 0xC8, 0xC9, 0xD0, 0xD8, 0xD9, 0xDA, 0xDB, 0xDD, 0xE0, 0xE1, 0xE2, 0xEE, 0xFE];

/// A segment: its marker, what is in it, and the pixels behind it.
type Segment = (u8, Vec<u8>, Vec<u8>);

/// Changes something in one place.
pub(crate) fn jpeg(file: &mut Vec<u8>, other: &[u8], rng: &mut Rng) {
    let mut segments = split(file);
    if segments.is_empty() || rng.once_in(12) {
        bytes(file, other, rng);
        return;
    }
    let at = rng.below(segments.len());
    match rng.below(12) {
        0 | 1 => {
            // Precision, height, width, components and how they are sampled.
            if let Some((_, frame, _)) = segments.iter_mut().find(|(marker, ..)| matches!(marker, 0xC0..=0xC2))
                && !frame.is_empty()
            {
                let byte = rng.below(frame.len());
                frame[byte] = *rng.pick(&[0, 1, 2, 3, 4, 0x11, 0x12, 0x21, 0x22, 0x41, 0x44, 8, 12, 255]);
            }
        }
        2 | 3 => bytes(&mut segments[at].1, other, rng),
        4 | 5 => {
            let pixels = segments.iter_mut().filter(|(_, _, pixels)| !pixels.is_empty()).count();
            if pixels > 0 {
                let which = rng.below(pixels);
                let chosen = segments.iter_mut().filter(|(_, _, pixels)| !pixels.is_empty()).nth(which);
                if let Some((_, _, pixels)) = chosen {
                    bytes(pixels, other, rng);
                }
            }
        }
        6 => drop(segments.remove(at)),
        7 => {
            let segment = segments[at].clone();
            segments.insert(rng.below(segments.len() + 1), segment);
        }
        8 => {
            let second = rng.below(segments.len());
            segments.swap(at, second);
        }
        9 => segments[at].0 = *rng.pick(&MARKERS),
        10 => {
            let segment = &mut segments[at].1;
            if !segment.is_empty() {
                let byte = rng.below(segment.len());
                number(&mut segment[byte..], rng);
            }
        }
        _ => {
            let theirs = split(other);
            if !theirs.is_empty() {
                segments.insert(rng.below(segments.len() + 1), rng.pick(&theirs).clone());
            }
        }
    }
    *file = join(&segments);
}

fn split(file: &[u8]) -> Vec<Segment> {
    let mut segments = Vec::new();
    let Some(mut rest) = file.strip_prefix(&[0xFF, 0xD8]) else { return segments };
    while let [0xFF, marker, behind @ ..] = rest {
        let length = behind.first_chunk().map_or(0, |length| usize::from(u16::from_be_bytes(*length)));
        let end = if matches!(marker, 0xD0..=0xD9) { 0 } else { length.min(behind.len()) };
        let content = behind.get(2..end).unwrap_or_default().to_vec();
        let after = &behind[end..];
        let marks = |pair: &[u8]| pair[0] == 0xFF && !matches!(pair[1], 0 | 0xD0..=0xD7);
        let pixels = if *marker == 0xDA { after.windows(2).position(marks).unwrap_or(after.len()) } else { 0 };
        segments.push((*marker, content, after[..pixels].to_vec()));
        rest = &after[pixels..];
    }
    segments
}

fn join(segments: &[Segment]) -> Vec<u8> {
    let mut file = vec![0xFF, 0xD8];
    for (marker, content, pixels) in segments {
        file.extend([0xFF, *marker]);
        if !matches!(marker, 0xD0..=0xD9) {
            file.extend(u16::try_from(content.len() + 2).unwrap_or(u16::MAX).to_be_bytes());
            file.extend(content);
        }
        file.extend(pixels);
    }
    file
}
