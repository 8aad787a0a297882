//! Several text files in one input: each begins behind a line with its name.

/// What stands before a file's name, on a line of its own.
const CUT: &[u8] = b"--8<-- ";

/// The files of a bundle in order, each with its name, which is harmless.
pub(crate) fn split(bytes: &[u8], otherwise: &str) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let (from, name) = if let Some(behind) = rest.strip_prefix(CUT) {
            let end = behind.iter().position(|&byte| byte == b'\n').unwrap_or(behind.len());
            (CUT.len() + (end + 1).min(behind.len()), name(&behind[..end]).unwrap_or_else(|| otherwise.to_owned()))
        } else {
            (0, otherwise.to_owned())
        };
        let length = rest[from..].windows(CUT.len() + 1).position(|window| window[0] == b'\n' && window[1..] == *CUT);
        let end = length.map_or(rest.len(), |length| from + length + 1);
        // A file that comes twice is the first one.
        if !files.iter().any(|(known, _)| *known == name) {
            files.push((name, rest[from..end].to_vec()));
        }
        rest = &rest[end..];
    }
    files
}

/// The bundle of these files.
pub(crate) fn join<'f>(files: impl IntoIterator<Item = (&'f str, &'f [u8])>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (name, content) in files {
        if !bytes.is_empty() && !bytes.ends_with(b"\n") {
            bytes.push(b'\n');
        }
        bytes.extend(CUT);
        bytes.extend(name.as_bytes());
        bytes.push(b'\n');
        bytes.extend(content);
    }
    bytes
}

/// A name that stays in the folder; none if it may not.
fn name(bytes: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(bytes).ok()?.trim();
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ' ');
    let harmless = name.len() < 80 && name.chars().all(plain) && !name.split('/').any(|part| part.is_empty() || part.starts_with('.'));
    harmless.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_joined_is_split_again() {
        let files = [("a.md".to_owned(), b"one\n".to_vec()), ("b/c.md".to_owned(), b"two".to_vec())];
        let bundle = join(files.iter().map(|(name, content)| (name.as_str(), content.as_slice())));
        assert_eq!(split(&bundle, "x.md"), files);
        assert_eq!(split(b"bare", "x.md"), [("x.md".to_owned(), b"bare".to_vec())]);
        assert_eq!(split(b"--8<-- ../x\nbare", "x.md")[0].0, "x.md", "nothing leaves the folder");
        assert_eq!(split(b"--8<-- a", "x.md"), [("a".to_owned(), Vec::new())]);
    }
}
