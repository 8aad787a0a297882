//! Files with other lines: those that stay keep their very bytes, whatever their line ends are and however their letters are composed.

use super::diff::{Difference, differences};
use std::fmt::Write as _;
use unicode_normalization::UnicodeNormalization;

/// A file that was changed.
#[derive(Clone, Debug)]
pub(crate) struct ChangedFile {
    /// The file's name in the book's folder.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) hunks: Vec<LineHunk>,
}

/// Lines that go and lines that come in their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LineHunk {
    /// The number of the first line that goes, or of the one behind which others come; from 1.
    pub(crate) old_line: usize,
    pub(crate) new_line: usize,
    pub(crate) old: Vec<String>,
    pub(crate) new: Vec<String>,
}

impl LineHunk {
    /// The hunk as a unified diff has it, without context.
    pub(crate) fn unified(&self) -> String {
        let range = |line: usize, count: usize| match count {
            1 => line.to_string(),
            count => format!("{line},{count}"),
        };
        let mut out = format!("@@ -{} +{} @@\n", range(self.old_line, self.old.len()), range(self.new_line, self.new.len()));
        self.old.iter().for_each(|line| drop(writeln!(out, "-{line}")));
        self.new.iter().for_each(|line| drop(writeln!(out, "+{line}")));
        out
    }
}

/// A file whose text was read as `before` and is to be `after`; none if it is not as it was read.
pub(super) fn changed(name: &str, raw: &[u8], before: &str, after: &str) -> Option<ChangedFile> {
    let raw = std::str::from_utf8(raw).ok()?;
    let raw_lines: Vec<&str> = lines(raw).collect();
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let is_as_read = |(at, (raw, read)): (usize, (&&str, &&str))| {
        let raw = raw.trim_end_matches(['\n', '\r']);
        let raw = if at == 0 { raw.trim_start_matches('\u{FEFF}') } else { raw };
        raw.nfc().eq(read.trim_end_matches('\n').nfc())
    };
    if raw_lines.len() != old.len() || !raw_lines.iter().zip(&old).enumerate().all(is_as_read) {
        return None;
    }
    let end = raw_lines.first().map_or("\n", |line| &line[line.trim_end_matches(['\n', '\r']).len()..]);
    let end = if end.is_empty() { "\n" } else { end };
    let (mut out, mut at, mut hunks) = (String::with_capacity(raw.len()), 0, Vec::new());
    for Difference { old: gone, new: come } in differences(&old, &new) {
        raw_lines[at..gone.start].iter().for_each(|line| out.push_str(line));
        if gone.start == 0 && raw.starts_with('\u{FEFF}') {
            out.push('\u{FEFF}');
        }
        for (number, line) in new[come.clone()].iter().enumerate() {
            let own = raw_lines.get(gone.start + number).filter(|_| number < gone.len()).map(|line| &line[line.trim_end_matches(['\n', '\r']).len()..]);
            // Lines that were behind the last one of a file without an end need one.
            out.push_str(line.trim_end_matches('\n'));
            if line.ends_with('\n') {
                out.push_str(own.filter(|own| !own.is_empty()).unwrap_or(end));
            }
        }
        let strip = |lines: &[&str]| lines.iter().map(|line| line.trim_end_matches('\n').to_owned()).collect::<Vec<String>>();
        hunks.push(LineHunk {
            old_line: gone.start + usize::from(!gone.is_empty()),
            new_line: come.start + usize::from(!come.is_empty()),
            old: strip(&old[gone.clone()]),
            new: strip(&new[come]),
        });
        at = gone.end;
    }
    raw_lines[at..].iter().for_each(|line| out.push_str(line));
    Some(ChangedFile { name: name.to_owned(), bytes: out.into_bytes(), hunks })
}

/// The lines with their ends: LF, CRLF or CR.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(['\n', '\r']).map_or(rest.len(), |at| at + if rest[at..].starts_with("\r\n") { 2 } else { 1 });
        let (line, behind) = rest.split_at(end);
        rest = behind;
        Some(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_stay_keep_their_bytes() {
        let raw = "\u{FEFF}cafe\u{301}\r\n\r\ntwo\rthree\nend";
        let before = "caf\u{E9}\n\ntwo\nthree\nend";
        let made = changed("a.md", raw.as_bytes(), before, "caf\u{E9}\n\nTWO\nmore\nthree\nend").expect("a file");
        assert_eq!(String::from_utf8_lossy(&made.bytes), "\u{FEFF}cafe\u{301}\r\n\r\nTWO\rmore\r\nthree\nend");
        assert_eq!(made.hunks.iter().map(LineHunk::unified).collect::<String>(), "@@ -3 +3,2 @@\n-two\n+TWO\n+more\n");
        let made = changed("a.md", raw.as_bytes(), before, "x\n\ntwo\nthree").expect("a file");
        assert_eq!(String::from_utf8_lossy(&made.bytes), "\u{FEFF}x\r\n\r\ntwo\rthree");
        assert!(changed("a.md", b"other\n", before, "x").is_none());
        assert!(changed("a.md", b"\xFF", "\u{FFFD}", "x").is_none());
    }
}
