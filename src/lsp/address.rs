//! Addresses of files as editors write them.

use lsp_types::Uri;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// The path of a file's address; none if it is none of a file on this machine.
pub(crate) fn path_of(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_str().strip_prefix("file://")?;
    let path = &rest[rest.find('/')?..];
    let mut bytes = Vec::with_capacity(path.len());
    let mut at = 0;
    while at < path.len() {
        let hex = path.get(at + 1..at + 3).filter(|_| path.as_bytes()[at] == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(hex.unwrap_or(path.as_bytes()[at]));
        at += if hex.is_some() { 3 } else { 1 };
    }
    let path = String::from_utf8(bytes).ok()?;
    // `/c:/book` is a path of Windows.
    let drive = path.get(1..3).is_some_and(|drive| drive.ends_with(':') && drive.starts_with(|c: char| c.is_ascii_alphabetic()));
    Some(PathBuf::from(if drive { &path[1..] } else { &path }))
}

/// The address of a file; none if its path is no text.
pub(crate) fn uri_of(path: &Path) -> Option<Uri> {
    let path = path.to_str()?.replace('\\', "/");
    let mut address = String::from(if path.starts_with('/') { "file://" } else { "file:///" });
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => address.push(char::from(byte)),
            _ => address += &format!("%{byte:02X}"),
        }
    }
    Uri::from_str(&address).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_come_back_from_their_addresses() {
        for path in ["/a/b c.md", "/é/ü%20.md", "/x#y/[z].md"] {
            let uri = uri_of(Path::new(path)).expect("an address");
            assert_eq!(path_of(&uri).as_deref(), Some(Path::new(path)), "{}", uri.as_str());
        }
        let windows = Uri::from_str("file:///c%3A/b.md").expect("an address");
        assert_eq!(path_of(&windows).as_deref(), Some(Path::new("c:/b.md")));
        assert_eq!(path_of(&Uri::from_str("untitled:Untitled-1").expect("an address")), None);
    }
}
