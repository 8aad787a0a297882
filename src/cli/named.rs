//! The files and folders that a call names: the book it is about, and where outputs go.

use super::place::folder_of;
use super::target::{OutputTarget, USUAL};
use crate::build::Format;
use crate::config;
use crate::diagnostics::nearest::nearest;
use crate::diagnostics::{Diagnostics, Severity};
use crate::office::OfficeFormat;
use crate::source::{Folder, InputFormat, Sources};
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

/// Why a call makes no sense.
#[derive(Debug)]
pub(super) struct Misuse {
    /// What is wrong with it, in one line.
    pub(super) message: String,
    /// What to do.
    pub(super) help: Option<String>,
}

impl Misuse {
    /// With what to do.
    pub(super) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: Some(help.into()) }
    }

    /// When nobody can say what to do.
    pub(super) fn bare(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }
}

/// Whether a file is a book, by the ending of its name.
fn is_book(path: &Path) -> bool {
    InputFormat::of(path).is_some() || has_ending(path, &["toml"]) || OfficeFormat::of(path).is_some_and(OfficeFormat::is_written)
}

/// Endings that tell what a file is, so that another one takes their place; any other is part of a name.
const ENDINGS: [&str; 15] =
    ["epub", "pdf", "md", "markdown", "txt", "toml", "html", "mobi", "azw3", "docx", "odt", "zip", "png", "jpg", "jpeg"];

fn wrong<T>(message: String, help: impl Into<String>) -> Result<T, Misuse> {
    Err(Misuse::new(message, help))
}

/// The book that a call is about; without one, the book in this folder, else in `manuscripts/`.
pub(super) fn book(given: Option<PathBuf>) -> Result<PathBuf, Misuse> {
    let Some(path) = given else { return here() };
    if path.as_os_str() == "-" {
        return wrong("a book is not read from standard input".to_owned(), "save it as a file with the ending .md, and give that");
    }
    exists(&path)?;
    if path.is_dir() || is_book(&path) {
        return Ok(path);
    }
    wrong(
        format!("`{}` is not a book", path.display()),
        "give a folder, a book.toml, a Markdown file (.md), a document (.docx, .odt) or a plain text (.txt)",
    )
}

/// The book here, or the workspace.
pub(super) fn here_or_workspace() -> Result<PathBuf, Misuse> {
    let is_workspace = Path::new(config::WORKSPACE_FILE).exists() && !Path::new("book.toml").exists();
    if is_workspace { Ok(PathBuf::from(".")) } else { here() }
}

/// The books of the workspace in a folder; none if it is none.
pub(super) fn workspace(path: &Path) -> Result<Option<Vec<PathBuf>>, Misuse> {
    let folder = Folder::on_disk(if path.file_name().is_some_and(|name| name == config::WORKSPACE_FILE) { folder_of(path) } else { path });
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let books = config::books(&folder, &mut sources, &mut diagnostics);
    match diagnostics.iter().find(|finding| finding.severity == Severity::Error) {
        Some(fault) => {
            let place = fault.span.map_or_else(String::new, |span| format!("{}: ", sources.locate(span)));
            let help = fault.help.clone().unwrap_or_else(|| "mend the file".to_owned());
            wrong(format!("{}{place}{}", seen(&folder), fault.message), help)
        }
        None => Ok(books.map(|books| books.into_iter().map(|book| book.strip_prefix(".").map(Path::to_owned).unwrap_or(book)).collect())),
    }
}

/// What stands before the names of files in a folder.
fn seen(folder: &Folder) -> String {
    if folder.path() == Path::new(".") { String::new() } else { format!("{}/", folder.path().display()) }
}

fn here() -> Result<PathBuf, Misuse> {
    let settings = Path::new("book.toml");
    if settings.exists() {
        return Ok(settings.to_owned());
    }
    if holds_text(Path::new(".")) || PROJECTS.iter().any(|file| Path::new(file).exists()) {
        return Ok(PathBuf::from("."));
    }
    let manuscripts = PathBuf::from("manuscripts");
    if manuscripts.exists() {
        return Ok(manuscripts);
    }
    wrong(
        "there is no book.toml here, no Markdown file and no folder manuscripts".to_owned(),
        "give a BOOK (a folder, a book.toml, a .md or a .txt), or make one with `bindery new mybook`",
    )
}

/// Files of other programs that make the folder they lie in a book.
const PROJECTS: [&str; 12] = [
    "SUMMARY.md",
    "book.json",
    "LANGS.md",
    "Book.txt",
    "manuscript/Book.txt",
    "_quarto.yml",
    "_bookdown.yml",
    "_toc.yml",
    "mkdocs.yml",
    "_sidebar.md",
    "hugo.toml",
    "_config.yml",
];

/// Whether a folder holds Markdown that is a text, and not only about what else is in it.
fn holds_text(folder: &Path) -> bool {
    const ABOUT: [&str; 6] = ["readme", "license", "contributing", "code_of_conduct", "changelog", "security"];
    std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).any(|entry| {
        let path = PathBuf::from(entry.file_name());
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
        let hidden = stem.starts_with(['.', '_']);
        InputFormat::of(&path).is_some_and(InputFormat::is_taken_unlisted)
            && !hidden
            && !ABOUT.contains(&stem.as_str())
            && entry.path().is_file()
    })
}

/// Whether a file, by the ending of its name or by the signature of a ZIP archive at its beginning, is an EPUB. Documents are archives too.
pub(super) fn is_epub(path: &Path) -> bool {
    if OfficeFormat::of(path).is_some_and(OfficeFormat::is_written) {
        return false;
    }
    let mut signature = [0; 4];
    let mut begins = || std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut signature)).is_ok();
    has_ending(path, &["epub"]) && !path.is_dir() || (path.is_file() && begins() && signature == *b"PK\x03\x04")
}

/// Something that a call names is there, and is a file or a folder: what is neither is never opened, for a pipe may wait for ever
/// and a device may have no end.
pub(super) fn exists(path: &Path) -> Result<(), Misuse> {
    match std::fs::metadata(path) {
        Ok(facts) if !facts.is_file() && !facts.is_dir() => no_file(path),
        // What is there but can't be read is the machine's fault, and is found when it is read.
        Ok(_) => Ok(()),
        Err(_) if path.try_exists().unwrap_or(true) => Ok(()),
        Err(_) => Err(Misuse { message: format!("there is no `{}`", path.display()), help: near(path) }),
    }
}

fn no_file<T>(path: &Path) -> Result<T, Misuse> {
    wrong(format!("`{}` is a device, a pipe or a socket, not a file", path.display()), "name a file")
}

/// What may have been meant by the name of something that is not there.
fn near(path: &Path) -> Option<String> {
    let given = path.file_name()?.to_str()?;
    let entries = std::fs::read_dir(folder_of(path)).into_iter().flatten().filter_map(Result::ok);
    let known = |path: &Path| is_book(path) || has_ending(path, &["epub"]) || path.is_dir();
    let books = entries.filter(|entry| known(&entry.path())).filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = books.filter(|name| !name.starts_with('.')).collect();
    names.sort();
    let shown = |name: &str| path.with_file_name(name).display().to_string();
    if let Some(name) = names.iter().find(|name| Path::new(name).file_stem().is_some_and(|stem| stem == given)) {
        return Some(format!("`{}` is there", shown(name)));
    }
    nearest(given, names.iter().map(String::as_str)).map(|name| format!("did you mean `{}`?", shown(name)))
}

/// Where outputs go. Two go into a folder, which is made if only it is missing; one into a file, a folder, or to standard output.
pub(super) fn target(given: Option<PathBuf>, formats: &[Format]) -> Result<OutputTarget, Misuse> {
    let path = given.unwrap_or_else(|| PathBuf::from(USUAL));
    if path.as_os_str() == "-" {
        return standard_output(formats);
    }
    let shown = path.display();
    match std::fs::metadata(&path) {
        Ok(facts) if facts.is_dir() => return Ok(OutputTarget::Folder(path)),
        Ok(facts) if !facts.is_file() => {
            let help = match formats {
                [_] => "name a file; `-o -` writes to standard output",
                _ => "give a folder",
            };
            return wrong(format!("`{shown}` is a device, a pipe or a socket, not a file"), help);
        }
        Ok(_) if path.as_os_str() == USUAL => {
            return wrong(format!("`{shown}` is a file, where a folder is wanted"), "move it away, or give a folder with `-o`");
        }
        Ok(_) if formats.len() > 1 => {
            return wrong(format!("`{shown}` is a file, but two files are to be written"), "give a folder");
        }
        _ => {}
    }
    match formats {
        // The usual folder is made when it is wanted.
        _ if path.as_os_str() == USUAL => Ok(OutputTarget::Folder(path)),
        [format] => file(path, *format),
        _ if has_ending(&path, &Format::ALL.map(Format::ending)) => {
            let help = format!("give a folder, such as `-o {}`", path.with_extension("").display());
            wrong(format!("`{shown}` is the name of a file, but {} files are to be written", formats.len()), help)
        }
        _ => in_folder(&path).map(|()| OutputTarget::Folder(path)),
    }
}

/// The folder of a site, which is made if only it is missing.
pub(super) fn site(path: PathBuf) -> Result<PathBuf, Misuse> {
    if path.as_os_str() == "-" {
        return wrong("a site is a folder, which standard output can't take".to_owned(), "give a folder with `-o`");
    }
    if path.exists() && !path.is_dir() {
        return wrong(format!("`{}` is a file, where a folder is wanted", path.display()), "move it away, or give a folder with `-o`");
    }
    in_folder(&path).map(|()| path)
}

fn standard_output(formats: &[Format]) -> Result<OutputTarget, Misuse> {
    match formats {
        [_] if std::io::stdout().is_terminal() => {
            wrong("a book is not shown on a terminal".to_owned(), "lead standard output into a file or another program")
        }
        [_] => Ok(OutputTarget::Stdout),
        _ => wrong("two files can't go to standard output".to_owned(), "give a folder, or ask for one with `epub` or `pdf`"),
    }
}

/// A file of this format that is to be written, or to be replaced.
fn file(path: PathBuf, format: Format) -> Result<OutputTarget, Misuse> {
    let ending = format.ending();
    let shown = path.display().to_string();
    if shown.ends_with(std::path::is_separator) {
        return wrong(format!("there is no folder `{shown}`"), "make the folder first");
    }
    let bare = format!(".{ending}");
    if path.file_name().is_some_and(|name| name == bare.as_str()) {
        let right = path.with_file_name(format!("book{bare}"));
        return wrong(format!("`{shown}` is an ending without a name"), format!("write `-o {}`", right.display()));
    }
    if !has_ending(&path, &[ending]) {
        let right = if has_ending(&path, &ENDINGS) { path.with_extension(ending) } else { appended(&path, ending) };
        let message = format!("`{shown}` does not end in .{ending}");
        return wrong(message, format!("write `-o {}`, or give a folder that is there", right.display()));
    }
    in_folder(&path).map(|()| OutputTarget::File(path))
}

fn appended(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{ending}"));
    path.with_file_name(name)
}

/// What lies above a file or folder that is to be made must be there: folders are not made in silence.
fn in_folder(path: &Path) -> Result<(), Misuse> {
    let folder = folder_of(path);
    match std::fs::metadata(folder) {
        Ok(facts) if facts.is_dir() => Ok(()),
        Ok(_) => wrong(format!("`{}` is not a folder", folder.display()), "name a folder that is there"),
        Err(_) => wrong(format!("there is no folder `{}`", folder.display()), "make the folder first"),
    }
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().unwrap_or_default();
    endings.iter().any(|known| ending.eq_ignore_ascii_case(known))
}
