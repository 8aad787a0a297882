//! Files with other lines: those that stay keep their very bytes, whatever their line ends are and however their letters are composed.

use super::diff::{Difference, differences};
use crate::source::lines_with_ends;
use unicode_normalization::UnicodeNormalization;

/// A file that was changed.
#[derive(Clone, Debug)]
pub(crate) struct MergedFile {
    /// The file's name in the book's folder.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    /// The text as it is read.
    pub(crate) after: String,
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
        out.extend(self.old.iter().map(|line| {
            format!(
                "-{line}
"
            )
        }));
        out.extend(self.new.iter().map(|line| {
            format!(
                "+{line}
"
            )
        }));
        out
    }
}

/// A file whose text was read as `before` and is to be `after`; none if it is not as it was read.
pub(super) fn changed(name: &str, raw: &[u8], before: &str, after: &str) -> Option<MergedFile> {
    let raw = std::str::from_utf8(raw).ok()?;
    let raw_lines: Vec<&str> = lines_with_ends(raw).collect();
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
    for Difference { old: gone, new: come } in as_people_see(differences(&old, &new), &old, &new) {
        raw_lines[at..gone.start].iter().for_each(|line| out.push_str(line));
        if gone.start == 0 && raw.starts_with('\u{FEFF}') {
            out.push('\u{FEFF}');
        }
        for (number, line) in new[come.clone()].iter().enumerate() {
            let own = raw_lines
                .get(gone.start + number)
                .filter(|_| number < gone.len())
                .map(|line| &line[line.trim_end_matches(['\n', '\r']).len()..]);
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
    Some(MergedFile { name: name.to_owned(), bytes: out.into_bytes(), after: after.to_owned(), hunks })
}

/// Differences where a person would look for them: of a paragraph that goes or comes the blank line behind it is part, and the parts of
/// one that was parted stand together.
fn as_people_see(found: Vec<Difference>, old: &[&str], new: &[&str]) -> Vec<Difference> {
    let mut out: Vec<Difference> = Vec::new();
    for mut one in found {
        let (rows, range) = if one.new.is_empty() { (old, &one.old) } else { (new, &one.new) };
        let (start, end) = (range.start, range.end);
        let is_pure = one.old.is_empty() || one.new.is_empty();
        let before = out.last().map_or(0, |last| if one.new.is_empty() { last.old.end } else { last.new.end });
        let is_blank = |at: usize| rows.get(at).is_some_and(|line| line.trim().is_empty());
        if is_pure && !out.is_empty() && start == before + 1 && is_blank(before) && is_blank(end - 1) {
            one = Difference { old: one.old.start - 1..one.old.end - 1, new: one.new.start - 1..one.new.end - 1 };
        } else if is_pure && is_blank(start) && is_blank(end) && rows[start] == rows[end] && !is_blank(end - 1) {
            one = Difference { old: one.old.start + 1..one.old.end + 1, new: one.new.start + 1..one.new.end + 1 };
        }
        match out.last_mut() {
            Some(last) if last.old.end == one.old.start && last.new.end == one.new.start => {
                last.old.end = one.old.end;
                last.new.end = one.new.end;
            }
            _ => out.push(one),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hunks_are_whole_paragraphs() {
        let hunks = |before: &str, after: &str| {
            let made = changed("a.md", before.as_bytes(), before, after).expect("a file");
            assert_eq!(String::from_utf8_lossy(&made.bytes), after);
            made.hunks.iter().map(LineHunk::unified).collect::<String>()
        };
        let (first, last) = ("a\n\n", "z\n\nz\n");
        assert_eq!(
            hunks(&format!("{first}b\n\nc\n\nd\n\n{last}"), &format!("A\n\nb\n\nd\n\n{last}")),
            "@@ -1 +1 @@\n-a\n+A\n@@ -5,2 +4,0 @@\n-c\n-\n"
        );
        assert_eq!(hunks(&format!("{first}b\n\n{last}"), &format!("a b\n\n{last}")), "@@ -1,3 +1 @@\n-a\n-\n-b\n+a b\n");
        assert_eq!(hunks("one two\n\nx\n", "one\n\ntwo\n\nx\n"), "@@ -1 +1,3 @@\n-one two\n+one\n+\n+two\n");
        assert_eq!(hunks("a\n\nb\n\nx\n", "A\n\nb\n\nnew\n\nx\n"), "@@ -1 +1 @@\n-a\n+A\n@@ -4,0 +5,2 @@\n+new\n+\n");
    }

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
