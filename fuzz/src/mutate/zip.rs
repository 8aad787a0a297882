//! Changes of EPUBs and documents by file, packed anew; and of the archive itself.

use super::Words;
use super::bytes;
use super::text::text;
use crate::rng::Rng;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// A file more is not unpacked than has so many bytes: a few hundred of them could fill the memory.
const MOST: u64 = 1 << 20;

/// Changes something in one place.
pub(crate) fn archive(file: &mut Vec<u8>, other: &[u8], words: Words, rng: &mut Rng) {
    let mut members = split(file);
    if members.is_empty() || rng.once_in(6) {
        bytes(file, other, rng);
        return;
    }
    let at = rng.below(members.len());
    match rng.below(12) {
        0..=6 => {
            let theirs = members[rng.below(members.len())].1.clone();
            let own = &mut members[at].1;
            if std::str::from_utf8(own).is_ok() {
                text(own, &theirs, words, rng);
            } else {
                bytes(own, &theirs, rng);
            }
        }
        7 => drop(members.remove(at)),
        8 => {
            let second = rng.below(members.len());
            let name = members[at].0.clone();
            members[at].0 = std::mem::replace(&mut members[second].0, name);
        }
        9 => {
            let mut name = members[at].0.clone().into_bytes();
            text(&mut name, b"../%2e/META-INF/container.xml", words, rng);
            members[at].0 = String::from_utf8_lossy(&name).into_owned();
        }
        10 => {
            let (name, content) = members[at].clone();
            members.insert(rng.below(members.len() + 1), (format!("{name}x"), content));
        }
        _ => {
            let theirs = split(other);
            if !theirs.is_empty() {
                members[at].1.clone_from(&rng.pick(&theirs).1);
            }
        }
    }
    if let Some(packed) = join(&members) {
        *file = packed;
    }
}

/// The files of an archive by name; none if it can't be read.
pub(crate) fn split(file: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut members = Vec::new();
    let Ok(mut archive) = ZipArchive::new(Cursor::new(file)) else { return members };
    for index in 0..archive.len().min(100) {
        let Ok(member) = archive.by_index(index) else { continue };
        let name = member.name().to_owned();
        let mut content = Vec::new();
        if member.take(MOST).read_to_end(&mut content).is_ok() {
            members.push((name, content));
        }
    }
    members
}

/// An archive of these files, each name once; none if the archive can't hold them.
pub(crate) fn join(members: &[(String, Vec<u8>)]) -> Option<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        let method = if name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        archive.start_file(name.as_str(), SimpleFileOptions::default().compression_method(method)).ok()?;
        archive.write_all(content).ok()?;
    }
    Some(archive.finish().ok()?.into_inner())
}
