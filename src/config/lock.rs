//! `fonts.lock`: which installed fonts a book was set in, so that it is set in the same ones next year and elsewhere.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{EntryKind, Folder, Sources, Span};
use serde::Deserialize;
use std::fmt::{self, Display, Formatter};
use std::io;

/// The file's name, beside book.toml.
pub(crate) const LOCK_FILE: &str = "fonts.lock";

/// What the file begins with.
const HEAD: &str = "# Fonts of this machine that the book is set in. Made by Bindery;";

/// More bytes than this are no such file.
const LARGEST: u64 = 1 << 20;

/// A face that a book is set in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct LockedFace {
    /// What is set in the face: a script, such as `Thai`.
    pub(crate) script: String,
    /// Family name.
    pub(crate) family: String,
    /// PostScript name.
    pub(crate) postscript_name: String,
    /// SHA-256 of the whole file, in lower-case hexadecimal figures.
    pub(crate) sha256: String,
}

/// Why a `fonts.lock` can't be read.
#[derive(Debug)]
enum LockFlaw {
    /// No file, but a folder, a device or a pipe.
    NoFile,
    /// More bytes than such a file ever has.
    TooLarge,
    /// A link to a file outside the book's folder.
    Outside,
    /// The machine refuses to read it.
    Unread(io::Error),
    /// Bytes that are not UTF-8.
    NoText,
    /// A text that is not as Bindery writes one.
    Syntax(toml::de::Error),
}

impl Display for LockFlaw {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFile => out.write_str("it is no file"),
            Self::TooLarge => out.write_str("it is far too large"),
            Self::Outside => out.write_str("it leads out of the book's folder"),
            Self::Unread(fault) => fault.fmt(out),
            Self::NoText => out.write_str("it is no text"),
            Self::Syntax(fault) => out.write_str(fault.message()),
        }
    }
}

/// What a `fonts.lock` says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct FontLock {
    /// The faces, in the order in which they were picked.
    #[serde(rename = "font", default)]
    pub(crate) faces: Vec<LockedFace>,
}

/// Whether a book's folder has a `fonts.lock`, and what the file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum FoundLock {
    /// No file of that name.
    None,
    /// A file that names these fonts, and where it stands among the sources.
    Read(FontLock, Span),
    /// A file that can't be read, which has been told; nothing is written over it.
    Unreadable,
}

impl FontLock {
    /// Reads the file in a book's folder; what is wrong in it is told.
    pub(crate) fn read(folder: &Folder, sources: &mut Sources, diagnostics: &mut Diagnostics) -> FoundLock {
        let Some(facts) = folder.about(LOCK_FILE) else { return FoundLock::None };
        let text = match folder.find(LOCK_FILE) {
            _ if facts.kind != EntryKind::File => Err(LockFlaw::NoFile),
            _ if facts.length > LARGEST => Err(LockFlaw::TooLarge),
            Ok(Some(path)) => {
                folder.read(&path).map_err(LockFlaw::Unread).and_then(|bytes| String::from_utf8(bytes).map_err(|_| LockFlaw::NoText))
            }
            Ok(None) => Err(LockFlaw::Outside),
            Err(fault) => Err(LockFlaw::Unread(fault)),
        };
        let id = sources.add(LOCK_FILE, text.as_deref().unwrap_or_default());
        let flaw = match text.map(|text| toml::from_str::<Self>(&text)) {
            Ok(Ok(lock)) => return FoundLock::Read(lock.in_lines(), Span::new(id, 0, 0)),
            Ok(Err(fault)) => LockFlaw::Syntax(fault),
            Err(flaw) => flaw,
        };
        let span = match &flaw {
            LockFlaw::Syntax(fault) => fault.span().map(|place| Span::new(id, place.start, place.end)),
            _ => None,
        };
        let message = format!("fonts.lock can't be read ({flaw}), so installed fonts are chosen as if it were not there");
        let help = "put it back as it was, or take it away and make it anew: `bindery fonts --update`";
        diagnostics.push(Diagnostic { span, ..Diagnostic::new(Code::BadFontLock, message).help(help) });
        FoundLock::Unreadable
    }

    /// The lock with every name in one line, as a finding tells it.
    fn in_lines(mut self) -> Self {
        for LockedFace { script, family, .. } in &mut self.faces {
            [script, family].into_iter().for_each(|name| *name = name.replace(char::is_control, " "));
        }
        self
    }

    /// The text of the file.
    pub(crate) fn text(&self) -> String {
        let mut text = format!("{HEAD} `bindery fonts --update` makes it anew.\n");
        for LockedFace { script, family, postscript_name, sha256 } in &self.faces {
            // What TOML can't hold is in no name.
            let quoted = |value: &str| serde_json::Value::from(value.replace(char::is_control, "")).to_string();
            text += &format!(
                "\n[[font]]\nscript = {}\nfamily = {}\npostscript-name = {}\nsha256 = {}\n",
                quoted(script),
                quoted(family),
                quoted(postscript_name),
                quoted(sha256)
            );
        }
        text
    }

    /// Whether a file was made here, be it damaged since or not.
    pub(crate) fn is_ours(file: &[u8]) -> bool {
        file.starts_with(HEAD.as_bytes())
    }

    /// The faces for a script.
    pub(crate) fn of<'l>(&'l self, script: &'l str) -> impl Iterator<Item = &'l LockedFace> {
        self.faces.iter().filter(move |face| face.script == script)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Memory;
    use std::sync::Arc;

    fn read(text: &[u8]) -> (FoundLock, Diagnostics) {
        let mut files = Memory::default();
        files.put("/book/fonts.lock", text);
        let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
        let folder = Folder::new(Arc::new(files), "/book".into());
        (FontLock::read(&folder, &mut sources, &mut found), found)
    }

    #[test]
    fn what_is_written_is_read_again() {
        let face = LockedFace {
            script: "Chinese (simplified)".to_owned(),
            family: "A \"B\" \\ é".to_owned(),
            postscript_name: "A-B".to_owned(),
            sha256: "00ff".to_owned(),
        };
        let lock = FontLock { faces: vec![face.clone(), LockedFace { script: "Thai".to_owned(), ..face }] };
        let (found, told) = read(lock.text().as_bytes());
        assert!(matches!(&found, FoundLock::Read(known, _) if *known == lock), "{found:?}");
        assert_eq!((told.iter().count(), lock.of("Thai").count()), (0, 1));
        let odd = FontLock { faces: vec![LockedFace { family: "A\u{7f}\n\u{0}".to_owned(), ..lock.faces[0].clone() }] };
        assert!(matches!(read(odd.text().as_bytes()).0, FoundLock::Read(..)));
    }

    #[test]
    fn a_lock_that_cannot_be_read_is_told_of_with_its_place() {
        for (text, placed) in [(&b"[[font]]\nscript = 1\n"[..], true), (b"[[font]]\nface = \"A\"\n", true), (b"\xFF\xFE", false)] {
            let (found, told) = read(text);
            assert_eq!(found, FoundLock::Unreadable);
            let [finding] = told.iter().collect::<Vec<_>>()[..] else { panic!("{told:?}") };
            assert_eq!((finding.code, finding.span.is_some()), (Code::BadFontLock, placed));
        }
        let mut sources = Sources::default();
        assert_eq!(FontLock::read(&Folder::default(), &mut sources, &mut Diagnostics::default()), FoundLock::None);
    }
}
