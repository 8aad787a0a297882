//! A book in a ZIP archive, such as one that was sent or is kept: taken into memory, with limits, since an archive may hold far more
//! than it seems to.

use super::files::Memory;
use std::io::{self, Cursor, Read};
use zip::ZipArchive;

/// More bytes than this, unpacked, are not taken.
const MOST: u64 = 1 << 30;

impl Memory {
    /// The files of a ZIP archive. Names that lead out of it, folders and symbolic links are passed over.
    ///
    /// # Errors
    /// If it is no archive, is damaged, or holds more than 1 GiB.
    pub fn from_zip(bytes: &[u8]) -> io::Result<Self> {
        let mut archive = ZipArchive::new(Cursor::new(bytes))?;
        let (mut memory, mut left) = (Self::default(), MOST);
        for index in 0..archive.len() {
            let entry = archive.by_index(index)?;
            let Some(name) = entry.enclosed_name().filter(|_| entry.is_file()) else { continue };
            let mut content = Vec::new();
            // What an archive says of its lengths need not be so.
            entry.take(left + 1).read_to_end(&mut content)?;
            left = left
                .checked_sub(content.len() as u64)
                .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "the archive holds more than 1 GiB"))?;
            memory.put(name, content);
        }
        Ok(memory)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Files;
    use std::io::Write;
    use std::path::Path;
    use zip::write::SimpleFileOptions;

    #[test]
    fn an_archive_is_a_folder() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in [("book/one.md", "One"), ("../out.md", "no"), ("/abs.md", "no")] {
            zip.start_file(name, SimpleFileOptions::default()).expect("room");
            zip.write_all(text.as_bytes()).expect("room");
        }
        zip.add_directory("book/empty", SimpleFileOptions::default()).expect("room");
        let bytes = zip.finish().expect("room").into_inner();
        let memory = Memory::from_zip(&bytes).expect("an archive");
        assert_eq!(memory.read(Path::new("book/one.md"), 99).expect("a file"), b"One");
        assert!(memory.about(Path::new("out.md")).is_err());
        assert!(Memory::from_zip(b"PK no archive").is_err());
    }
}
