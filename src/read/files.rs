//! Files of the book: found inside its folder only, read once, decoded, composed (NFC) and freed of control characters.

use crate::config::ListedFile;
use crate::diagnostics::nearest::nearest_file;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::builder::Builder;
use crate::source::{self, Encoding, Folder, SourceId, Sources, Span, decode, is_unfit, position};
use std::borrow::Cow;
use std::path::PathBuf;
use unicode_normalization::UnicodeNormalization;

/// More than any text: 64 MiB.
const MOST_TEXT: u64 = 64 << 20;

/// Why a path of the book names no file that may be read.
#[derive(Debug)]
pub(super) enum FileRefusal {
    /// The path leads out of the folder.
    Outside,
    /// No file has this name.
    Missing,
    /// A folder.
    Folder,
    /// A device, a pipe or a socket, which would be read for ever.
    NoFile,
    /// A file larger than allowed; its size in bytes.
    Huge(u64),
    /// The system says no.
    Machine(std::io::Error),
}

/// Reads a text file of the book into the sources, named by its path. None if it can't be read (reported).
pub(super) fn text(builder: &mut Builder, listed: &ListedFile, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<SourceId> {
    let path = &listed.path;
    let bytes = match bytes(&builder.folder, path, MOST_TEXT) {
        Ok(bytes) => bytes,
        Err(refusal) => {
            diagnostics.push(Diagnostic { span: listed.span, ..refused(path, &refusal) });
            return None;
        }
    };
    let Some((decoded, encoding)) = decode(bytes) else {
        let finding = Diagnostic::new(Code::Utf32, format!("{path} is in UTF-32")).help("save the file as UTF-8");
        diagnostics.push(Diagnostic { span: listed.span, ..finding });
        return None;
    };
    let mixed = match encoding {
        // CRLF becomes LF when the text is taken in, and a mark of the byte order goes.
        Encoding::Mixed(first, count) => {
            let before = &decoded[..first];
            let mark = if before.starts_with('\u{FEFF}') { 3 } else { 0 };
            Some((first - mark - before.matches("\r\n").count(), count))
        }
        _ => None,
    };
    let composed = if is_composed(&decoded) { decoded } else { decoded.nfc().collect() };
    let (text, first, count) = without_controls(composed);
    let source = sources.add(path.as_str(), text);
    builder.paths.insert(source, self::composed(path).into_owned());
    let told = match encoding {
        Encoding::Utf8 => None,
        Encoding::Mixed(..) => None,
        Encoding::Utf16 => Some((Code::Utf16, format!("{path} is in UTF-16 and was read so"))),
        Encoding::Old(name) => Some((Code::OldEncoding, format!("{path} is not UTF-8; it was read as {name}"))),
        Encoding::Western => Some((Code::NotUtf8, format!("{path} is not UTF-8; it was read as Windows-1252"))),
    };
    if let Some((code, message)) = told {
        diagnostics.push(Diagnostic::at(code, Span::new(source, 0, 0), message).help("save the file as UTF-8"));
    }
    if let Some((first, count)) = mixed {
        let bytes = if count == 1 { "a byte that is".to_owned() } else { format!("{count} bytes that are") };
        let message = format!("{path} is UTF-8 but for {bytes} not, and read as Windows-1252");
        diagnostics.push(
            Diagnostic::at(Code::NotUtf8, Span::new(source, first, first), message)
                .help("write the character anew, and save the file as UTF-8"),
        );
    }
    if count > 0 {
        // A position in the text as kept; CRLF before it has become LF meanwhile.
        let message = format!("{count} control character{} left out", if count == 1 { " was" } else { "s were" });
        diagnostics.push(Diagnostic::at(Code::ControlCharacter, Span::new(source, first, first), message));
    }
    if sources.get(source).text().trim().is_empty() {
        diagnostics.push(Diagnostic::at(Code::EmptyFile, Span::new(source, 0, 0), format!("{path} holds no text")));
    }
    Some(source)
}

/// Whether a text is in NFC. Below the first combining mark, and among the marks of punctuation, everything is.
fn is_composed(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(next) = position(&bytes[at..], |byte| byte >= 0xCC) {
        at += next;
        // U+300 begins with CC; what E2 begins here are those marks.
        if matches!(bytes[at..], [0xE2, 0x80, 0x82..=0xFF, ..] | [0xE2, 0x81, 0..=0xAF, ..]) {
            at += 3;
            continue;
        }
        // Characters compose with those before them, up to the next letter of ASCII.
        let from = text[..at].char_indices().next_back().map_or(0, |(before, _)| before);
        let end = position(&bytes[at..], |byte| byte < 0x80).map_or(bytes.len(), |end| at + end);
        if !unicode_normalization::is_nfc(&text[from..end]) {
            return false;
        }
        at = end;
    }
    true
}

fn refused(path: &str, refusal: &FileRefusal) -> Diagnostic {
    match refusal {
        FileRefusal::Outside => Diagnostic::new(Code::FileOutside, format!("{path} is outside the book's folder"))
            .help("copy the file into the book's folder and name it without `..`"),
        FileRefusal::Missing => Diagnostic::new(Code::MissingFile, format!("there is no file {path} in the book's folder"))
            .help("correct the name, or take it out of book.toml"),
        FileRefusal::Folder => Diagnostic::new(Code::MissingFile, format!("{path} is a folder, not a file")).help("name each file"),
        FileRefusal::NoFile => {
            Diagnostic::new(Code::MissingFile, format!("{path} is a device, a pipe or a socket, not a file")).help("put a file there")
        }
        FileRefusal::Huge(size) => Diagnostic::new(Code::HugeFile, format!("{path} has {} MiB, more than any text", size >> 20))
            .help("split the file into chapters"),
        FileRefusal::Machine(error) => Diagnostic::new(Code::Machine, format!("{path} cannot be read: {error}")),
    }
}

/// The bytes of a file inside `folder`, at most `most` of them. Symbolic links are followed, but not out of the folder.
pub(super) fn bytes(folder: &Folder, path: &str, most: u64) -> Result<Vec<u8>, FileRefusal> {
    read(folder, path, most).map(|(_, bytes)| bytes)
}

/// Reads a file of the folder and says where it is: a name is found however its accents are written, composed or (as Apple's
/// systems do) decomposed.
pub(super) fn read(folder: &Folder, path: &str, most: u64) -> Result<(PathBuf, Vec<u8>), FileRefusal> {
    match as_written(folder, path, most) {
        Err(FileRefusal::Missing) => match like(folder, path, |name, other| composed(name) == composed(other)) {
            Some(path) => as_written(folder, &path, most),
            None => Err(FileRefusal::Missing),
        },
        found => found,
    }
}

/// Whether a path names a file of the book.
pub(super) fn is_there(folder: &Folder, path: &str) -> bool {
    like(folder, path, |name, other| composed(name) == composed(other)).is_some_and(|path| folder.has_file(&path))
}

/// A name with its accents on their letters (NFC), by which two spellings of it are one.
pub(super) fn composed(name: &str) -> Cow<'_, str> {
    if is_composed(name) { Cow::Borrowed(name) } else { Cow::Owned(name.nfc().collect()) }
}

/// The path of a file with one of these endings that is called nearly as `path` says: with other capitals, or in the same folder and
/// much alike.
pub(super) fn near(folder: &Folder, path: &str, endings: &[&str]) -> Option<String> {
    let fold = |name: &str| composed(name).to_lowercase();
    let is_one = |name: &str| name.rsplit_once('.').is_some_and(|(_, ending)| endings.contains(&ending.to_ascii_lowercase().as_str()));
    like(folder, path, |name, other| fold(name) == fold(other)).filter(|path| folder.has_file(path)).or_else(|| {
        let (within, name) = path.rsplit_once('/').map_or((None, path), |(within, name)| (Some(within), name));
        let names = names(folder, within.unwrap_or(""));
        let near = nearest_file(name, names.iter().map(String::as_str).filter(|name| is_one(name)))?;
        Some(within.map_or(near.to_owned(), |within| format!("{within}/{near}")))
    })
}

/// The path that is `path` but for the spelling of names, by `same`.
fn like(folder: &Folder, path: &str, same: impl Fn(&str, &str) -> bool) -> Option<String> {
    let mut found = String::new();
    for part in path.split('/') {
        let written = if found.is_empty() { part.to_owned() } else { format!("{found}/{part}") };
        let is_there = folder.about(&written).is_some();
        let name = if is_there { part.to_owned() } else { names(folder, &found).into_iter().find(|name| same(name, part))? };
        if !found.is_empty() {
            found.push('/');
        }
        found.push_str(&name);
    }
    Some(found)
}

/// The names in a folder, sorted; those that are no text are nobody's.
fn names(folder: &Folder, within: &str) -> Vec<String> {
    folder.list(within).into_iter().filter_map(|entry| entry.name.into_string().ok()).collect()
}

fn as_written(folder: &Folder, path: &str, most: u64) -> Result<(PathBuf, Vec<u8>), FileRefusal> {
    let (_, file) = folder.inside(path).map_err(|refusal| match refusal {
        source::PathRefusal::Outside(_) => FileRefusal::Outside,
        source::PathRefusal::Missing | source::PathRefusal::Unclear => FileRefusal::Missing,
        source::PathRefusal::Folder => FileRefusal::Folder,
        source::PathRefusal::NoFile => FileRefusal::NoFile,
        source::PathRefusal::Fault(fault) => FileRefusal::Machine(fault),
    })?;
    let facts = folder.files().about(&file).map_err(FileRefusal::Machine)?;
    if facts.length > most {
        return Err(FileRefusal::Huge(facts.length));
    }
    folder.read(&file).map(|bytes| (file, bytes)).map_err(FileRefusal::Machine)
}

/// The text without characters that neither XML nor a line of type can hold; where the first one was; how many.
fn without_controls(mut text: String) -> (String, usize, usize) {
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    // Few texts hold a byte that any of them begins with.
    let control = |byte: u8| (byte < b' ') & (byte != b'\t') & (byte != b'\n') & (byte != b'\r');
    let suspect = |byte: u8| control(byte) | (byte == 0x7F) | (byte == 0xC2) | (byte >= 0xEF);
    // Each of them begins a character.
    let (mut at, mut fit) = (0, true);
    while let Some(next) = position(&text.as_bytes()[at..], suspect).filter(|_| fit) {
        at += next;
        let c = text[at..].chars().next().unwrap_or_default();
        (at, fit) = (at + c.len_utf8(), !is_unfit(c));
    }
    if fit {
        return (text, 0, 0);
    }
    let (mut kept, mut first, mut count) = (String::with_capacity(text.len()), 0, 0);
    for c in text.chars() {
        if is_unfit(c) {
            if count == 0 {
                first = kept.len();
            }
            count += 1;
        } else {
            kept.push(c);
        }
    }
    // CRLF becomes LF when the text is taken in; the place must count as if it had.
    let first = first - kept[..first].matches("\r\n").count();
    (kept, first, count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_go_and_are_counted() {
        assert_eq!(without_controls("a\r\n\u{0}b\u{7F}\tc".to_owned()), ("a\r\nb\tc".to_owned(), 2, 2));
    }

    #[test]
    fn every_character_is_known_by_its_bytes() {
        for c in '\0'..=char::MAX {
            let text = format!("so {c}");
            assert_eq!(is_composed(&text), unicode_normalization::is_nfc(&text), "{c:?}");
            let count = usize::from(is_unfit(c));
            assert_eq!(without_controls(text).2, count, "{c:?}");
        }
    }
}
