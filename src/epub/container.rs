//! The container: a ZIP archive (APPNOTE 6.3.10) as OCF 3.3 (section 4.2) wants it, the same bytes each time.
//!
//! Written here, since all cores pack files at once, and no library takes what is packed already. An archive of more than 4 GiB or 65,535 files is
//! written in the wider form (ZIP64), as any other program would.

use crate::source::deflate::{self, DeflateLevel};
use std::borrow::Cow;
use std::io::{Error, Result, Write};

/// The versions of ZIP that are needed (4.4.3): deflate, and sizes of more than 32 bits.
const VERSION: u16 = 20;
const WIDE: u16 = 45;
/// Names are in UTF-8 (4.4.4, bit 11).
const UTF8: u16 = 1 << 11;
/// The first of January 1980, the earliest that can be said: when a book was packed is no part of it.
const DATE: u16 = 1 << 5 | 1;

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    /// Stored without compression.
    Stored,
    /// Deflated.
    Deflated(DeflateLevel),
}

/// A packed file.
#[derive(Debug)]
pub(super) struct PackedFile {
    name: String,
    method: u16,
    checksum: u32,
    size: usize,
    data: Vec<u8>,
}

/// Packs a file.
pub(super) fn pack<'b>(name: String, bytes: impl Into<Cow<'b, [u8]>>, way: Packing) -> PackedFile {
    let bytes = bytes.into();
    let (checksum, size) = (deflate::checksum(&bytes), bytes.len());
    let (method, data) = match way {
        Packing::Stored => (0, bytes.into_owned()),
        Packing::Deflated(effort) => (8, deflate::deflated(&bytes, effort)),
    };
    PackedFile { name, method, checksum, size, data }
}

/// An archive that is being written.
#[derive(Debug)]
pub(super) struct EpubArchive<W> {
    out: W,
    at: u64,
    /// The central directory as far as it is known.
    directory: Vec<u8>,
    count: u64,
}

impl<W: Write> EpubArchive<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, at: 0, directory: Vec::new(), count: 0 }
    }

    /// Writes a file, which must be of less than 4 GiB.
    pub(super) fn add(&mut self, file: &PackedFile) -> Result<()> {
        let (at, name) = (self.at, file.name.as_bytes());
        // 4.5.3: where it is, if 32 bits can't say it.
        let (version, extra) = match at {
            ..MOST => (VERSION, Vec::new()),
            _ => (WIDE, [[1, 0, 8, 0].as_slice(), &at.to_le_bytes()].concat()),
        };
        let facts = file.facts(version)?;
        // 4.3.7
        self.write(&[b"PK\x03\x04".as_slice(), &facts, &[0; 2], name].concat())?;
        self.write(&file.data)?;
        // 4.3.12; made on Unix, where anyone may read it.
        let (made, attributes) = ((3 << 8 | version).to_le_bytes(), (0o100_644_u32 << 16).to_le_bytes());
        let lengths = [extra.len() as u8, 0, 0, 0, 0, 0, 0, 0];
        let record = [b"PK\x01\x02".as_slice(), &made, &facts, &lengths, &attributes, &narrow(at), name, &extra];
        self.directory.extend(record.concat());
        self.count += 1;
        Ok(())
    }

    /// Writes the end.
    pub(super) fn finish(mut self) -> Result<()> {
        let (start, directory) = (self.at, std::mem::take(&mut self.directory));
        let (size, count) = (directory.len() as u64, self.count);
        self.write(&directory)?;
        if count >= u64::from(u16::MAX) || start >= MOST || size >= MOST {
            // 4.3.14 and 4.3.15
            let end = self.at.to_le_bytes();
            let [record, count, size, start] = [44, count, size, start].map(u64::to_le_bytes);
            let version = WIDE.to_le_bytes();
            self.write(&[b"PK\x06\x06".as_slice(), &record, &version, &version, &[0; 8], &count, &count, &size, &start].concat())?;
            self.write(&[b"PK\x06\x07".as_slice(), &[0; 4], &end, &1_u32.to_le_bytes()].concat())?;
        }
        let count = u16::try_from(count).unwrap_or(u16::MAX).to_le_bytes();
        // 4.3.16
        self.write(&[b"PK\x05\x06".as_slice(), &[0; 4], &count, &count, &narrow(size), &narrow(start), &[0; 2]].concat())?;
        self.out.flush()
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.at += bytes.len() as u64;
        self.out.write_all(bytes)
    }
}

/// What 32 bits can't say; it means that the number stands elsewhere.
const MOST: u64 = u32::MAX as u64;

fn narrow(number: u64) -> [u8; 4] {
    u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes()
}

impl PackedFile {
    /// What both headers of the file say, from the version needed to the length of its name.
    fn facts(&self, version: u16) -> Result<Vec<u8>> {
        let flags = if self.name.is_ascii() { 0 } else { UTF8 };
        let packed = u32::try_from(self.data.len()).map_err(Error::other)?;
        let size = u32::try_from(self.size).map_err(Error::other)?;
        let mut facts = [version, flags, self.method, 0, DATE].map(u16::to_le_bytes).concat();
        facts.extend([self.checksum, packed, size].map(u32::to_le_bytes).concat());
        facts.extend(u16::try_from(self.name.len()).map_err(Error::other)?.to_le_bytes());
        Ok(facts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Read, Seek, SeekFrom};

    #[test]
    fn what_is_put_in_comes_out() {
        let text = "a text with words and words ".repeat(50);
        let mut file = Vec::new();
        let mut container = EpubArchive::new(&mut file);
        for (name, way) in [
            ("mimetype", Packing::Stored),
            ("é.txt", Packing::Deflated(DeflateLevel::Quick)),
            ("b", Packing::Deflated(DeflateLevel::Thorough)),
        ] {
            container.add(&pack(name.to_owned(), text.as_bytes(), way)).unwrap();
        }
        container.finish().unwrap();
        assert_eq!(
            &file[..38],
            b"PK\x03\x04\x14\0\0\0\0\0\0\0\x21\0"
                .iter()
                .chain(&deflate::checksum(text.as_bytes()).to_le_bytes())
                .chain(b"\x78\x05\0\0\x78\x05\0\0\x08\0\0\0mimetype")
                .copied()
                .collect::<Vec<u8>>()
        );
        let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
        assert_eq!(archive.file_names().collect::<Vec<_>>(), ["mimetype", "é.txt", "b"]);
        for index in 0..3 {
            let mut one = archive.by_index(index).unwrap();
            let mut read = String::new();
            one.read_to_string(&mut read).unwrap();
            assert_eq!((read.as_str(), one.unix_mode(), one.compressed_size() < 200), (text.as_str(), Some(0o100_644), index > 0));
        }
    }

    #[test]
    fn an_archive_may_have_more_files_than_sixteen_bits_can_count() {
        let mut file = Vec::new();
        let mut container = EpubArchive::new(&mut file);
        for number in 0..70_000 {
            container.add(&pack(format!("{number}"), &[b'x'][..], Packing::Stored)).unwrap();
        }
        container.finish().unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
        assert_eq!((archive.len(), archive.by_index(69_999).unwrap().name()), (70_000, "69999"));
    }

    /// A file that begins with so many zeros, and where it is read.
    struct Sparse(u64, Vec<u8>, u64);

    impl Read for Sparse {
        fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
            let count = match self.2.checked_sub(self.0) {
                Some(at) => self.1.get(usize::try_from(at).unwrap()..).unwrap_or_default().read(bytes)?,
                None => std::io::repeat(0).take(self.0 - self.2).read(bytes)?,
            };
            self.2 += count as u64;
            Ok(count)
        }
    }

    impl Seek for Sparse {
        fn seek(&mut self, to: SeekFrom) -> Result<u64> {
            let at = match to {
                SeekFrom::Start(at) => Some(at),
                SeekFrom::End(step) => (self.0 + self.1.len() as u64).checked_add_signed(step),
                SeekFrom::Current(step) => self.2.checked_add_signed(step),
            };
            self.2 = at.ok_or(std::io::ErrorKind::InvalidInput)?;
            Ok(self.2)
        }
    }

    #[test]
    fn an_archive_may_be_larger_than_thirty_two_bits_can_say() {
        for before in [MOST - 1, MOST, MOST + 1, 5 << 30] {
            let mut file = Vec::new();
            let mut container = EpubArchive::new(&mut file);
            container.at = before;
            container.add(&pack("one".to_owned(), &b"first"[..], Packing::Stored)).unwrap();
            container.add(&pack("two".to_owned(), &b"second"[..], Packing::Stored)).unwrap();
            container.finish().unwrap();
            let mut archive = zip::ZipArchive::new(Sparse(before, file, 0)).unwrap();
            for (index, words) in ["first", "second"].into_iter().enumerate() {
                let mut read = String::new();
                archive.by_index(index).unwrap().read_to_string(&mut read).unwrap();
                assert_eq!(read, words, "behind {before} bytes");
            }
        }
    }
}
