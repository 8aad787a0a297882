//! The beginning of a file of text, where its front matter stands.

use crate::source::{EntryKind, Folder, decode};
use std::path::Path;

/// More of a file than its front matter can need, in bytes.
pub(super) const HEAD: u64 = 64 << 10;

/// The beginning of a file of text; none if it can't be read, which its reader reports.
pub(super) fn head(folder: &Folder, file: &Path) -> Option<String> {
    // A pipe or a device would be read for ever.
    if folder.files().about(file).ok()?.kind != EntryKind::File {
        return None;
    }
    let mut bytes = folder.files().read(file, HEAD).ok()?;
    // A character that the limit has cut in two is no sign of another encoding.
    if let Err(fault) = std::str::from_utf8(&bytes)
        && fault.error_len().is_none()
    {
        bytes.truncate(fault.valid_up_to());
    }
    let text = decode(bytes)?.0.replace("\r\n", "\n");
    Some(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text))
}
