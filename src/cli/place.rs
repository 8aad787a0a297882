//! Where a file may be put: never over a file of the book, over a file of another kind, or over what is no file at all.

use super::Outcome;
use super::report::Terminal;
use crate::build::{Format, Request};
use crate::diagnostics::{Code, Diagnostic};
use std::collections::BTreeMap;
use std::fs::Metadata;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// More links than this, one leading to the next, are taken for a ring, as the system does.
const MOST_LINKS: usize = 40;

/// What every page of HTML that Bindery writes begins with.
pub(super) const HTML: &[u8] = b"<!DOCTYPE html>\n";

/// The kind of a file that is to be written, which a file that it replaces must have too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileKind {
    /// An EPUB.
    Epub,
    /// A PDF.
    Pdf,
    /// A JPEG.
    Jpeg,
    /// A PNG.
    Png,
    /// A page of HTML.
    Html,
    /// A document of Word.
    Docx,
    /// A text, which is only written where the user said that a file may be overwritten.
    Text,
}

impl FileKind {
    /// The file of a format.
    pub(super) const fn of(format: Format) -> Self {
        match format {
            Format::Epub => Self::Epub,
            Format::Pdf => Self::Pdf,
        }
    }

    /// The file beside a book whose name ends so.
    pub(super) fn of_side(ending: &str) -> Self {
        match ending {
            "png" => Self::Png,
            "pdf" => Self::Pdf,
            "html" => Self::Html,
            _ => Self::Jpeg,
        }
    }

    /// Name of the kind in a sentence, with its article.
    const fn name(self) -> &'static str {
        match self {
            Self::Epub => "an EPUB",
            Self::Pdf => "a PDF",
            Self::Jpeg => "a JPEG",
            Self::Png => "a PNG",
            Self::Html => "a page of HTML",
            Self::Docx => "a document of Word",
            Self::Text => "a text",
        }
    }

    /// Whether a file that begins with these bytes (58 of them, or all that there are) is of this kind.
    fn is(self, head: &[u8]) -> bool {
        match self {
            // The first entry of the archive is called `mimetype` and is stored as it is.
            Self::Epub => head.starts_with(b"PK\x03\x04") && head.get(30..58) == Some(b"mimetypeapplication/epub+zip"),
            Self::Pdf => head.starts_with(b"%PDF-"),
            Self::Jpeg => head.starts_with(b"\xFF\xD8\xFF"),
            Self::Png => head.starts_with(b"\x89PNG\r\n\x1A\n"),
            Self::Html => head.starts_with(HTML),
            Self::Docx => head.starts_with(b"PK\x03\x04") && head.get(30..38) != Some(b"mimetype"),
            Self::Text => true,
        }
    }
}

/// Why a file can't be written where it was to be.
#[derive(Debug)]
pub(super) enum Unwritten {
    /// A file of the book is there.
    OfTheBook(PathBuf),
    /// A file that is not of the kind to be written is there.
    OtherKind(PathBuf, FileKind),
    /// A file that Bindery did not write stands where an output goes by default.
    NotOurs(PathBuf),
    /// What is there is no file: a device, a pipe, a socket.
    NoFile(PathBuf),
    /// A folder is there.
    Folder(PathBuf),
    /// The folder where it is to be does not exist.
    NoFolder(PathBuf),
    /// A link leads out of the folder where all is to be.
    OutOfFolder(PathBuf),
    /// Two files would be written to one place.
    SamePlace(PathBuf, PathBuf),
    /// A place that another book of the call was written to.
    OtherBook(PathBuf),
    /// The machine refuses.
    Machine(PathBuf, std::io::Error),
}

impl Unwritten {
    /// The finding to be told.
    pub(super) fn told(&self) -> Diagnostic {
        let taken = |message: String, help: &str| Diagnostic::new(Code::TakenPlace, message).help(help);
        match self {
            Self::OfTheBook(path) => {
                let message = format!("`{}` is a file of the book, which the output would replace", path.display());
                taken(message, "give the output another name with `-o`")
            }
            Self::OtherKind(path, kind) => taken(
                format!("`{}` is there and is not {}, so it was not replaced", path.display(), kind.name()),
                "give the output another name with `-o`, or move that file away",
            ),
            Self::NotOurs(path) => taken(
                format!("`{}` is there and was not made by Bindery, so it was not replaced", path.display()),
                "move that file away or rename it, or write into another folder with `-o`",
            ),
            Self::OtherBook(path) => taken(
                format!("`{}` was just written of another book, which has the same name", path.display()),
                "give one of the two an `output` of its own in its book.toml",
            ),
            Self::NoFile(path) => taken(
                format!("`{}` is a device, a pipe or a socket, not a file", path.display()),
                "name a file; `-o -` writes to standard output",
            ),
            Self::Folder(path) => taken(
                format!("`{}` is a folder, where a file is to be written", path.display()),
                "give the output another name with `-o`, or move that folder away",
            ),
            Self::OutOfFolder(path) => taken(
                format!("`{}` is a link that leads out of the folder", path.display()),
                "take the link away, or give another folder with `-o`",
            ),
            Self::SamePlace(path, other) => taken(
                format!("`{}` and `{}` lead to one file, so that one would be lost", path.display(), other.display()),
                "take the links away, or give another folder with `-o`",
            ),
            Self::NoFolder(path) => taken(format!("there is no folder `{}`", path.display()), "make the folder first"),
            Self::Machine(path, fault) => Diagnostic::new(Code::Machine, format!("`{}` can't be written: {fault}", path.display())),
        }
    }

    /// The finding, where only a cover beside the book can't be written: `lost` says which, and the book itself is there without it.
    pub(super) fn of_cover(&self, lost: &str) -> Diagnostic {
        let finding = self.told();
        if finding.code == Code::Machine {
            return finding;
        }
        let message = format!("{lost}: {}", finding.message);
        Diagnostic { code: Code::CoverUnwritten, severity: Code::CoverUnwritten.severity(), message, ..finding }
    }

    /// Reports the fault at once: the end of a run.
    pub(super) fn ends(&self, terminal: &Terminal) -> Outcome {
        let finding = self.told();
        if finding.code == Code::Machine {
            terminal.machine(&finding.message);
            return Outcome::Machine;
        }
        terminal.wrong_call(&finding.message, finding.help.as_deref());
        Outcome::WrongCall
    }
}

/// The files that a book was read from, which no output may replace.
#[derive(Debug, Default)]
pub(super) struct BookFiles(Vec<PathBuf>);

impl BookFiles {
    /// All files of a request: settings, text, commentary, style, cover, fonts and pictures.
    pub(super) fn of(Request { config, book, sources }: Request) -> Self {
        let texts = sources.names();
        let listed = config.files.iter().chain(&config.commentary).map(|file| file.path.as_str());
        let cover = [&book.metadata.cover, &config.print.back, &config.print.wrap].into_iter().flatten().map(String::as_str);
        let fonts = config.typography.fonts.iter().map(|font| font.path.as_str());
        let pictures = book.named.iter().map(String::as_str);
        let names = texts.chain(listed).chain(cover).chain(fonts).chain(pictures);
        Self(names.map(|name| config.folder.join(name)).collect())
    }

    /// Adds what the book was named by: a document that is a book is not among the texts, which are made of it.
    pub(super) fn with(mut self, book: &Path) -> Self {
        self.0.push(book.to_owned());
        self
    }

    /// A text alone.
    pub(super) fn text(path: &Path) -> Self {
        Self(vec![path.to_owned()])
    }

    /// Whether the file with these facts is one of them, by whatever name.
    fn hold(&self, file: &Path, facts: &Metadata) -> bool {
        self.0.iter().any(|known| is_same(known, file, facts))
    }
}

#[cfg(unix)]
fn is_same(known: &Path, _: &Path, facts: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(known).is_ok_and(|known| (known.dev(), known.ino()) == (facts.dev(), facts.ino()))
}

#[cfg(not(unix))]
fn is_same(known: &Path, file: &Path, _: &Metadata) -> bool {
    matches!((known.canonicalize(), file.canonicalize()), (Ok(known), Ok(file)) if known == file)
}

/// The place of a file that is to be written: nothing is there, or what may be replaced.
#[derive(Clone, Debug)]
pub(super) struct OutputPlace {
    /// The path as the user named it.
    shown: PathBuf,
    /// The file itself, behind any symbolic links.
    file: PathBuf,
}

impl OutputPlace {
    /// Standard output, as far as it can be named.
    pub(super) fn stdout() -> Self {
        Self { shown: PathBuf::from("standard output"), file: PathBuf::from("-") }
    }

    /// The place at `path` for a file of this kind of a book that was read from these files.
    pub(super) fn find(path: &Path, kind: FileKind, book: &BookFiles) -> Result<Self, Unwritten> {
        let shown = || path.to_owned();
        let file = behind_links(path).map_err(|fault| Unwritten::Machine(shown(), fault))?;
        match std::fs::metadata(&file) {
            Ok(facts) if facts.is_dir() => return Err(Unwritten::Folder(shown())),
            Ok(facts) if !facts.is_file() => return Err(Unwritten::NoFile(shown())),
            Ok(facts) if book.hold(&file, &facts) => return Err(Unwritten::OfTheBook(shown())),
            Ok(facts) if facts.len() > 0 && kind != FileKind::Text => {
                let head = head(&file).map_err(|fault| Unwritten::Machine(shown(), fault))?;
                if !kind.is(&head) {
                    return Err(Unwritten::OtherKind(shown(), kind));
                }
            }
            Ok(_) => {}
            Err(fault) if fault.kind() == ErrorKind::NotFound => {}
            Err(fault) => return Err(Unwritten::Machine(shown(), fault)),
        }
        Ok(Self { shown: shown(), file })
    }

    /// The place as the user named it.
    pub(super) fn shown(&self) -> &Path {
        &self.shown
    }

    /// The file itself, which a new one is to replace.
    pub(super) fn file(&self) -> &Path {
        &self.file
    }

    /// The folder where it is.
    pub(super) fn folder(&self) -> &Path {
        folder_of(&self.file)
    }
}

/// The folder of a file, `.` for one named alone.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether files that are to be written into a folder, by their names in it, stay in it and are as many: links may lead elsewhere.
///
/// # Errors
/// The first that does not, or what the machine says.
pub(super) fn stay_apart<'n>(folder: &Path, names: impl Iterator<Item = &'n PathBuf>) -> Result<(), Unwritten> {
    let machine = |path: &Path| {
        let path = path.to_owned();
        move |fault| Unwritten::Machine(path, fault)
    };
    let Ok(home) = folder.canonicalize() else { return Ok(()) };
    let mut taken: BTreeMap<PathBuf, PathBuf> = BTreeMap::new();
    for name in names {
        let path = folder.join(name);
        let file = behind_links(&path).map_err(machine(&path))?;
        // The nearest folder that is there: those below it are made, and are no links.
        let Some(above) = file.ancestors().skip(1).find_map(|above| Some((above, folder_of_name(above).canonicalize().ok()?))) else {
            continue;
        };
        let real = file.strip_prefix(above.0).map_or_else(|_| file.clone(), |rest| above.1.join(rest));
        if !real.starts_with(&home) {
            return Err(Unwritten::OutOfFolder(path));
        }
        if let Some(other) = taken.insert(real, path.clone()) {
            return Err(Unwritten::SamePlace(other, path));
        }
    }
    Ok(())
}

/// A folder as it can be opened: the one that has no name is where we are.
fn folder_of_name(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() { Path::new(".") } else { folder }
}

/// Where a path leads by symbolic links, be anything there or not.
fn behind_links(path: &Path) -> std::io::Result<PathBuf> {
    let mut file = path.to_owned();
    for _ in 0..MOST_LINKS {
        // Not a link, or nothing.
        let Ok(next) = file.read_link() else { return Ok(file) };
        // An absolute one stands for itself, any other for what lies beside the link.
        file.set_file_name(next);
    }
    Err(std::io::Error::other("too many symbolic links"))
}

/// The first bytes of a file, by which its kind is known.
fn head(file: &Path) -> std::io::Result<Vec<u8>> {
    let mut head = Vec::new();
    std::fs::File::open(file)?.take(58).read_to_end(&mut head)?;
    Ok(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_known_by_their_first_bytes() {
        let mut epub = b"PK\x03\x04".to_vec();
        epub.resize(30, 0);
        epub.extend(b"mimetypeapplication/epub+zip");
        assert!(FileKind::Epub.is(&epub));
        for (kind, head) in [
            (FileKind::Epub, &b"PK\x03\x04 a spreadsheet"[..]),
            (FileKind::Epub, &epub[..57]),
            (FileKind::Pdf, b"# A text about %PDF-"),
            (FileKind::Pdf, &epub),
            (FileKind::Jpeg, b"\x89PNG\r\n\x1A\n"),
            (FileKind::Png, b"\xFF\xD8\xFF"),
        ] {
            assert!(!kind.is(head), "{kind:?}");
        }
        assert!(FileKind::Pdf.is(b"%PDF-1.7") && FileKind::Jpeg.is(b"\xFF\xD8\xFF\xE0"));
    }
}
