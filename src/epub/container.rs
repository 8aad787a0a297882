//! The container: a ZIP archive (APPNOTE 6.3.10) as OCF 3.3 (section 4.2) wants it, the same bytes each time.
//!
//! Written here, since all cores pack files at once, and no library takes what is packed already.

use crate::deflate::{self, Effort};
use std::borrow::Cow;
use std::io::Write;

/// The version of ZIP that is needed: deflate, and no more.
const VERSION: u16 = 20;
/// Names are in UTF-8 (4.4.4, bit 11).
const UTF8: u16 = 1 << 11;
/// The first of January 1980, the earliest that can be said: when a book was packed is no part of it.
const DATE: u16 = 1 << 5 | 1;

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// As it is: it is packed already.
    Stored,
    /// Deflated.
    Deflated(Effort),
}

/// A packed file.
#[derive(Debug)]
pub(super) struct Packed {
    name: String,
    method: u16,
    checksum: u32,
    size: usize,
    data: Vec<u8>,
}

/// Packs a file.
pub(super) fn pack<'b>(name: String, bytes: impl Into<Cow<'b, [u8]>>, way: Way) -> Packed {
    let bytes = bytes.into();
    let (checksum, size) = (deflate::checksum(&bytes), bytes.len());
    let (method, data) = match way {
        Way::Stored => (0, bytes.into_owned()),
        Way::Deflated(effort) => (8, deflate::deflated(&bytes, effort)),
    };
    Packed { name, method, checksum, size, data }
}

/// An archive that is being written.
#[derive(Debug)]
pub(super) struct Container<W> {
    out: W,
    at: u32,
    /// The central directory as far as it is known.
    directory: Vec<u8>,
    count: u16,
}

impl<W: Write> Container<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, at: 0, directory: Vec::new(), count: 0 }
    }

    /// Writes a file; the reason if that can't be done.
    pub(super) fn add(&mut self, file: &Packed) -> Result<(), String> {
        let at = self.at;
        let facts = file.facts()?;
        // 4.3.7
        self.write(&[b"PK\x03\x04".as_slice(), facts.as_slice(), &[0; 2], file.name.as_bytes()].concat())?;
        self.write(&file.data)?;
        // 4.3.12; made on Unix, where anyone may read it.
        let made = (3 << 8 | VERSION).to_le_bytes();
        let attributes = (0o100_644_u32 << 16).to_le_bytes();
        self.directory.extend([b"PK\x01\x02".as_slice(), &made, facts.as_slice(), &[0; 8], &attributes, &at.to_le_bytes()].concat());
        self.directory.extend_from_slice(file.name.as_bytes());
        self.count = self.count.checked_add(1).ok_or("it has more than 65,535 files, which readers do not take")?;
        Ok(())
    }

    /// Writes the end.
    pub(super) fn finish(mut self) -> Result<(), String> {
        let (start, directory) = (self.at.to_le_bytes(), std::mem::take(&mut self.directory));
        self.write(&directory)?;
        let (count, size) = (self.count.to_le_bytes(), u32::try_from(directory.len()).map_err(too_large)?.to_le_bytes());
        // 4.3.16
        self.write(&[b"PK\x05\x06".as_slice(), &[0; 4], &count, &count, &size, &start, &[0; 2]].concat())?;
        self.out.flush().map_err(|fault| fault.to_string())
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), String> {
        let after = u64::from(self.at) + bytes.len() as u64;
        self.at = u32::try_from(after).map_err(too_large)?;
        self.out.write_all(bytes).map_err(|fault| fault.to_string())
    }
}

impl Packed {
    /// What both headers of the file say, from the version needed to the length of its name.
    fn facts(&self) -> Result<Vec<u8>, String> {
        let flags = if self.name.is_ascii() { 0 } else { UTF8 };
        let [packed, size] = [self.data.len(), self.size].map(u32::try_from);
        let mut facts = [VERSION, flags, self.method, 0, DATE].map(u16::to_le_bytes).concat();
        facts.extend([self.checksum, packed.map_err(too_large)?, size.map_err(too_large)?].map(u32::to_le_bytes).concat());
        facts.extend(u16::try_from(self.name.len()).map_err(|_| "a file's name is too long")?.to_le_bytes());
        Ok(facts)
    }
}

fn too_large(_: std::num::TryFromIntError) -> String {
    "it is larger than 4 GiB, which readers do not take".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Read};

    #[test]
    fn what_is_put_in_comes_out() {
        let text = "a text with words and words ".repeat(50);
        let mut file = Vec::new();
        let mut container = Container::new(&mut file);
        for (name, way) in [("mimetype", Way::Stored), ("é.txt", Way::Deflated(Effort::Quick)), ("b", Way::Deflated(Effort::Thorough))] {
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
    fn what_can_not_be_written_is_told() {
        let mut container = Container::new(std::io::sink());
        let empty = pack("x".to_owned(), &[], Way::Stored);
        container.at = u32::MAX - 31;
        assert_eq!(container.add(&empty), Ok(()));
        assert_eq!(container.add(&empty), Err("it is larger than 4 GiB, which readers do not take".to_owned()));
        let mut container = Container::new(std::io::sink());
        container.count = u16::MAX - 1;
        assert!(container.add(&empty).is_ok() && container.add(&empty).is_err());
    }
}
