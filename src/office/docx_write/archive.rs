//! The archive of a document: its parts in one order and without times, so that the same book gives the same bytes.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The part that programs look for first.
const FIRST: &str = "[Content_Types].xml";

/// Packs parts by their names.
///
/// # Errors
/// If the archive is larger than archives may be.
pub(super) fn packed(parts: &BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>, ZipError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(DateTime::default());
    let first = parts.iter().filter(|(name, _)| *name == FIRST);
    for (name, bytes) in first.chain(parts.iter().filter(|(name, _)| *name != FIRST)) {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
