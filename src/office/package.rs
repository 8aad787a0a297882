//! The ZIP archive of a document, unpacked within limits: what an archive says of its lengths need not be so.

use crate::diagnostics::{Code, Diagnostic};
use crate::source::decode;
use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// A part may unpack to 256 MiB.
const LARGEST_PART: u64 = 256 << 20;

/// All parts that are asked for may unpack to 1 GiB.
const MOST: u64 = 1 << 30;

/// Room for at most 32 MiB is asked for on the word of an archive.
const MOST_AT_ONCE: u64 = 32 << 20;

/// Why a document can't be read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum OfficeFault {
    /// No archive, or a damaged one.
    NoArchive(String),
    /// An archive of something else.
    OtherFormat(&'static str),
    /// A document locked with a password.
    Locked,
    /// A part is larger than may be.
    TooLarge(String),
    /// A part that must be there is not.
    Missing(&'static str),
    /// A part is not well-formed XML.
    BadXml {
        /// The part's name.
        part: String,
        /// What is wrong.
        fault: String,
    },
}

impl Display for OfficeFault {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoArchive(why) => write!(out, "it is damaged, or no such document ({why})"),
            Self::OtherFormat(what) => write!(out, "it is {what}"),
            Self::Locked => write!(out, "it is locked with a password"),
            Self::TooLarge(part) => write!(out, "its part {part} is too large when it is unpacked"),
            Self::Missing(part) => write!(out, "its part {part} is missing"),
            Self::BadXml { part, fault } => write!(out, "its part {part} is damaged: {fault}"),
        }
    }
}

impl OfficeFault {
    /// The finding about the document of a name.
    pub(crate) fn finding(&self, name: &str) -> Diagnostic {
        Diagnostic::new(Code::BadDocument, format!("`{name}` can't be read: {self}"))
            .help("open it in the program that made it, and save it anew")
    }
}

/// The archive of a document.
#[derive(Debug)]
pub(super) struct OfficePackage<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Numbers of the parts by their names, without a slash before.
    parts: BTreeMap<String, usize>,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl<'b> OfficePackage<'b> {
    /// Opens an archive.
    ///
    /// # Errors
    /// If it is none, or is damaged; if the bytes are an old Word document or one locked with a password.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, OfficeFault> {
        // The container of Word before 2007, and of documents under a password since.
        if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            let wide: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
            let locked = bytes.windows(wide.len()).any(|window| window == wide);
            return Err(if locked { OfficeFault::Locked } else { OfficeFault::OtherFormat("in the format of Word before 2007 (.doc)") });
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|fault| match fault {
            _ if !bytes.starts_with(b"PK") => OfficeFault::NoArchive("it is no ZIP archive".to_owned()),
            ZipError::InvalidArchive(_) => OfficeFault::NoArchive("the end of its ZIP archive is missing".to_owned()),
            other => OfficeFault::NoArchive(other.to_string()),
        })?;
        let mut parts = BTreeMap::new();
        for index in 0..archive.len() {
            let Ok(entry) = archive.by_index_raw(index) else { continue };
            parts.entry(entry.name().trim_start_matches('/').replace('\\', "/")).or_insert(index);
        }
        Ok(Self { archive, parts, left: MOST })
    }

    /// The names of all parts, in alphabetical order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// Whether the archive has a part of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(name)
    }

    /// The bytes of a part; none if there is none of the name.
    ///
    /// # Errors
    /// If it is damaged or too large.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, OfficeFault> {
        let Some(&index) = self.parts.get(name) else { return Ok(None) };
        let entry = self.archive.by_index(index).map_err(|fault| match fault {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => OfficeFault::Locked,
            other => OfficeFault::NoArchive(other.to_string()),
        })?;
        let most = LARGEST_PART.min(self.left);
        // A part that says that it is too large is not unpacked; of others the room is asked for at once, since a text that grows is twice
        // in memory for a while. What a part says need not be so.
        if entry.size() > most {
            return Err(OfficeFault::TooLarge(name.to_owned()));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(entry.size().min(MOST_AT_ONCE)).unwrap_or(0));
        entry.take(most + 1).read_to_end(&mut bytes).map_err(|fault| OfficeFault::NoArchive(fault.to_string()))?;
        if bytes.len() as u64 > most {
            return Err(OfficeFault::TooLarge(name.to_owned()));
        }
        self.left -= bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// The text of a part; none if there is none of the name.
    ///
    /// # Errors
    /// As [`Self::part`]; if it is in UTF-32.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, OfficeFault> {
        let Some(bytes) = self.part(name)? else { return Ok(None) };
        match decode(bytes) {
            Some((text, _)) => Ok(Some(text)),
            None => Err(OfficeFault::BadXml { part: name.to_owned(), fault: "it is in UTF-32".to_owned() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    #[test]
    fn a_part_that_says_it_is_too_large_is_not_unpacked() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("a.xml", SimpleFileOptions::default()).expect("room");
        zip.write_all(b"<a/>").expect("room");
        let bytes = zip.finish().expect("room").into_inner();
        assert_eq!(OfficePackage::open(&bytes).expect("an archive").part("a.xml"), Ok(Some(b"<a/>".to_vec())));
        // The lengths in the list at the end of the archive: packed, and unpacked.
        let list = bytes.windows(4).rposition(|window| window == b"PK\x01\x02").expect("a list");
        let with = |length: u32| {
            let mut bytes = bytes.clone();
            bytes[list + 24..list + 28].copy_from_slice(&length.to_le_bytes());
            bytes
        };
        let too_large = with(u32::try_from(LARGEST_PART).expect("a length") + 1);
        let fault = OfficePackage::open(&too_large).expect("an archive").part("a.xml");
        assert_eq!(fault, Err(OfficeFault::TooLarge("a.xml".to_owned())));
        // One that says less or more than it holds is read for what it is, or refused.
        for length in [0, 1, 1 << 20] {
            let part = OfficePackage::open(&with(length)).expect("an archive").part("a.xml");
            assert!(matches!(&part, Ok(Some(bytes)) if bytes == b"<a/>") || part.is_err(), "{part:?}");
        }
    }
}
