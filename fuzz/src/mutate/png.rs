//! Changes of PNG by chunk, with the check sums put right.

use super::bytes;
use super::bytes::number;
use crate::rng::Rng;
use bindery::testing::source::deflate;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1A\n";

/// Chunks that may stand anywhere, or may not.
const KINDS: [&[u8; 4]; 16] = [
    b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"eXIf", b"pHYs", b"acTL", b"fcTL", b"fdAT", b"bKGD", b"IDAT", b"IEND", b"sBIT",
    b"cICP",
];

/// Changes something in one place.
pub(crate) fn png(file: &mut Vec<u8>, other: &[u8], rng: &mut Rng) {
    let mut chunks = split(file);
    if chunks.is_empty() || rng.once_in(12) {
        bytes(file, other, rng);
        return;
    }
    let at = rng.below(chunks.len());
    match rng.below(12) {
        0 | 1 => {
            // Width, height, depth, colours, compression, filter, interlacing.
            let head = &mut chunks[0].1;
            let byte = if head.len() > 8 && rng.below(3) > 0 { 8 + rng.below(head.len() - 8) } else { rng.below(8) };
            if let Some(place) = head.get_mut(byte) {
                *place = *rng.pick(&[0, 1, 2, 3, 4, 6, 8, 16, 32, 255]);
            }
        }
        2..=4 => bytes(&mut chunks[at].1, other, rng),
        5 => {
            let chunk = &mut chunks[at].1;
            if !chunk.is_empty() {
                let byte = rng.below(chunk.len());
                number(&mut chunk[byte..], rng);
            }
        }
        6 => drop(chunks.remove(at)),
        7 => {
            let chunk = chunks[at].clone();
            chunks.insert(rng.below(chunks.len() + 1), chunk);
        }
        8 => {
            let second = rng.below(chunks.len());
            chunks.swap(at, second);
        }
        9 => {
            let mut content: Vec<u8> = (0..rng.small(40)).map(|_| rng.byte()).collect();
            if rng.once_in(2) {
                content.resize(*rng.pick(&[0, 1, 2, 4, 6, 8, 9, 32, 768]), 0);
            }
            chunks.insert(1 + rng.below(chunks.len()), (**rng.pick(&KINDS), content));
        }
        10 => {
            // What is inside the pixels' stream: filters and rows.
            let mut rows: Vec<u8> = (0..rng.small(3000)).map(|_| if rng.once_in(4) { rng.byte() } else { 0 }).collect();
            rows.iter_mut().step_by(5).for_each(|byte| *byte %= 6);
            if let Some(chunk) = chunks.iter_mut().find(|(kind, _)| kind == b"IDAT") {
                chunk.1 = deflate::zlib(&rows);
            }
        }
        _ => {
            let theirs = split(other);
            if !theirs.is_empty() {
                chunks.insert(rng.below(chunks.len() + 1), rng.pick(&theirs).clone());
            }
        }
    }
    *file = join(&chunks);
}

fn split(file: &[u8]) -> Vec<([u8; 4], Vec<u8>)> {
    let mut chunks = Vec::new();
    let Some(mut rest) = file.strip_prefix(SIGNATURE) else { return chunks };
    while let (Some(length), Some(kind)) = (rest.first_chunk(), rest.get(4..).and_then(<[u8]>::first_chunk)) {
        let length = u32::from_be_bytes(*length) as usize;
        let end = length.saturating_add(8).min(rest.len());
        chunks.push((*kind, rest[8..end].to_vec()));
        rest = &rest[end.saturating_add(4).min(rest.len())..];
    }
    chunks
}

fn join(chunks: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut file = SIGNATURE.to_vec();
    for (kind, content) in chunks {
        file.extend(u32::try_from(content.len()).unwrap_or(0).to_be_bytes());
        let named = [kind.as_slice(), content].concat();
        file.extend(&named);
        file.extend(deflate::checksum(&named).to_be_bytes());
    }
    file
}
