//! Blocks of metadata below the head of a file, as pandoc and Quarto allow them: `---`, keys with their values, `---`.

use super::constructs::Construct;
use super::fate;
use super::walk::DialectWalk;

/// Lines of metadata at most, so that no break between scenes is followed for long.
const MOST_LINES: usize = 200;
/// Keys of what only says which references a bibliography lists, and how.
const OF_REFERENCES: [&str; 5] = ["nocite", "bibliography", "csl", "link-citations", "reference-section-title"];

/// Leaves out the block that the line `---` at hand opens, behind a blank line or a heading; false if it opens none. It is told unless it
/// says nothing but which references are listed.
pub(super) fn block(walk: &mut DialectWalk<'_>, words: &str) -> bool {
    let (text, line) = (walk.text, walk.line);
    if words != "---" || line.words != line.start || line.end >= text.len() || !stands_apart(walk) {
        return false;
    }
    let (mut at, mut keys, mut inside) = (line.end + 1, Vec::new(), false);
    for _ in 0..MOST_LINES {
        if at >= text.len() {
            return false;
        }
        let end = walk.end_of_line(at);
        let said = text[at..end].trim_end();
        if matches!(said, "---" | "...") {
            if keys.is_empty() {
                return false;
            }
            if !keys.iter().all(|key| OF_REFERENCES.contains(key)) {
                fate::foreign(walk, Construct::Metadata, line.start..end);
            }
            walk.copy.set(line.start..end, b' ');
            walk.at = (end + 1).min(text.len());
            return true;
        }
        // Blank lines and what is indented go on a value, as the items of a list do.
        let goes_on = inside && (said.is_empty() || said.starts_with([' ', '\t', '#']) || said.starts_with("- "));
        match key(said) {
            Some(key) => keys.push(key),
            None if goes_on => {}
            None => return false,
        }
        (inside, at) = (true, end + 1);
    }
    false
}

/// The key at the head of a line of YAML, in small letters as all keys of these programs are, so that no `Note: …` of the text is one.
fn key(line: &str) -> Option<&str> {
    let (key, value) = line.split_once(':')?;
    let is_key = key.starts_with(|c: char| c.is_ascii_lowercase())
        && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte));
    (is_key && (value.is_empty() || value.starts_with(' '))).then_some(key)
}

/// Whether a blank line, a heading or nothing at all stands before the line at hand, so that it underlines nothing.
fn stands_apart(walk: &DialectWalk<'_>) -> bool {
    let before = walk.text[walk.body.min(walk.line.start)..walk.line.start].trim_end_matches('\n');
    let last = before.rsplit('\n').next().unwrap_or("");
    let marks = last.bytes().take_while(|&byte| byte == b'#').count();
    before.len() + 1 < walk.line.start - walk.body.min(walk.line.start)
        || last.trim().is_empty()
        || (1..=6).contains(&marks) && last[marks..].starts_with([' ', '\t'])
}
