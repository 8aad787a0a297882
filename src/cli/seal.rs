//! Covers and reports that are written beside a book though nobody named them: sealed, so that the next build knows them for Bindery's own and
//! replaces nothing else.

use super::place::{FileKind, HTML, Unwritten};
use crate::source::deflate::checksum;
use std::path::Path;

/// What a seal begins with; behind it stands the sum of all other bytes, so that a file that somebody has changed is his.
const OURS: &str = "Bindery ";
/// What is in the Info of a PDF that Bindery wrote.
const PRODUCER: &[u8] = b"/Producer(Bindery ";

/// A picture or a report with Bindery's seal added in a place where every program passes it over; a PDF is given back as it is, since it says by
/// itself who made it.
pub(super) fn sealed(kind: FileKind, bytes: &[u8]) -> Vec<u8> {
    match place(kind, bytes) {
        Some(at) => [&bytes[..at], &seal(kind, [&bytes[..at], &bytes[at..]]), &bytes[at..]].concat(),
        None => bytes.to_vec(),
    }
}

/// Sees to it that what is at `path` may be replaced by `fresh`: nothing, what Bindery wrote, or the same picture.
pub(super) fn replaceable(path: &Path, kind: FileKind, fresh: &[u8]) -> Result<(), Unwritten> {
    match std::fs::read(path) {
        Ok(there) if there.is_empty() || there == fresh || is_ours(kind, &there) => Ok(()),
        Ok(_) => Err(Unwritten::NotOurs(path.to_owned())),
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(fault) => Err(Unwritten::Machine(path.to_owned(), fault)),
    }
}

/// Whether Bindery wrote a file, and nobody has changed it since.
fn is_ours(kind: FileKind, bytes: &[u8]) -> bool {
    if kind == FileKind::Pdf {
        let count = |word: &[u8]| bytes.windows(word.len()).filter(|part| *part == word).count();
        // Programs that add to a PDF add an end of their own.
        return count(PRODUCER) == 1 && count(b"%%EOF") == 1;
    }
    let Some(at) = place(kind, bytes) else { return false };
    let length = seal(kind, [&[], &[]]).len();
    let (Some(found), Some(rest)) = (bytes.get(at..at + length), bytes.get(at + length..)) else { return false };
    found == seal(kind, [&bytes[..at], rest])
}

/// Where a picture's seal stands; none if it has no place for one.
fn place(kind: FileKind, bytes: &[u8]) -> Option<usize> {
    match kind {
        // Behind the segments of applications, of which JFIF must be the first of all.
        FileKind::Jpeg => {
            let mut at = 2;
            while let [0xFF, 0xE0..=0xEF, high, low, ..] = bytes.get(at..)? {
                at += 2 + usize::from(u16::from_be_bytes([*high, *low]));
            }
            (at <= bytes.len()).then_some(at)
        }
        // Behind IHDR.
        FileKind::Png => (bytes.len() >= 33).then_some(33),
        FileKind::Html => bytes.starts_with(HTML).then_some(HTML.len()),
        FileKind::Epub | FileKind::Pdf | FileKind::Docx | FileKind::Text => None,
    }
}

/// The seal of a file's bytes: a comment of JPEG or of HTML, or a text of PNG.
fn seal(kind: FileKind, bytes: [&[u8]; 2]) -> Vec<u8> {
    let words = format!("{OURS}{:016x}", sum(bytes));
    let length = |length: usize| u32::try_from(length).unwrap_or_default().to_be_bytes();
    if kind == FileKind::Png {
        let chunk = [b"tEXtSoftware\0".as_slice(), words.as_bytes()].concat();
        return [&length(chunk.len() - 4)[..], &chunk, &checksum(&chunk).to_be_bytes()].concat();
    }
    if kind == FileKind::Html {
        return format!("<!--{words}-->\n").into_bytes();
    }
    [&[0xFF, 0xFE], &length(words.len() + 2)[2..], words.as_bytes()].concat()
}

/// FNV-1a of 64 bits: the same with every compiler.
pub(super) fn sum(bytes: [&[u8]; 2]) -> u64 {
    let all = bytes.into_iter().flatten();
    all.fold(0xCBF2_9CE4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3))
}

#[cfg(test)]
mod tests {
    use super::*;

    const JPEG: &[u8] = b"\xFF\xD8\xFF\xE0\x00\x06JFIF\xFF\xE1\x00\x04Ex\xFF\xDB\x00\x03q\xFF\xD9";

    #[test]
    fn what_is_sealed_is_known_until_it_is_changed() {
        let png = include_bytes!("../../tests/cases/cover-given/small.png");
        let html = b"<!DOCTYPE html>\n<p>Words\n".as_slice();
        for (kind, bytes) in [(FileKind::Jpeg, JPEG), (FileKind::Png, png.as_slice()), (FileKind::Html, html)] {
            let sealed = sealed(kind, bytes);
            assert!(is_ours(kind, &sealed) && !is_ours(kind, bytes), "{kind:?}");
            // A program that keeps the comment has changed the picture all the same.
            let mut changed = sealed.clone();
            *changed.last_mut().expect("a last byte") ^= 1;
            assert!(!is_ours(kind, &changed), "{kind:?}");
            for length in 0..sealed.len().min(200) {
                assert!(!is_ours(kind, &sealed[..length]), "{kind:?} {length}");
            }
        }
        assert_eq!(&sealed(FileKind::Jpeg, JPEG)[2..10], b"\xFF\xE0\x00\x06JFIF", "JFIF stays the first");
    }

    #[test]
    fn a_pdf_says_who_made_it() {
        assert!(is_ours(FileKind::Pdf, b"%PDF-1.3 /Producer(Bindery 1.0) %%EOF"));
        assert!(!is_ours(FileKind::Pdf, b"%PDF-1.3 /Producer(Scribus) %%EOF"));
        assert!(!is_ours(FileKind::Pdf, b"%PDF-1.3 /Producer(Bindery 1.0) %%EOF added %%EOF"));
    }
}
