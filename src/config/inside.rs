//! A book reads nothing from outside its folder: the one place that decides what lies inside.

use std::path::{Path, PathBuf};

/// Why a path names no file of the book.
#[derive(Debug)]
pub enum Refusal {
    /// It leads out of the folder; the reason in a few words.
    Outside(&'static str),
    /// Nothing is there.
    Missing,
    /// It is a folder.
    Folder,
    /// It is a device, a pipe or a socket, which is never opened.
    NoFile,
    /// Several names that are not UTF-8 look like it.
    Unclear,
    /// The machine refuses to say.
    Fault(std::io::Error),
}

/// The path `given` in a book, tidied (`./a/../b.md` is `b.md`) and as a file on disk, if it lies inside `folder`.
///
/// # Errors
/// If it leads out of the folder (by `..`, from the root, by a symbolic link), or there is no such file.
pub fn inside(folder: &Path, given: &str) -> Result<(String, PathBuf), Refusal> {
    if given.starts_with(['/', '\\']) || given.as_bytes().get(1) == Some(&b':') {
        return Err(Refusal::Outside("the path is absolute"));
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in given.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.pop().is_none() => return Err(Refusal::Outside("`..` leads out of it")),
            ".." => {}
            _ => parts.push(part),
        }
    }
    let tidy = parts.join("/");
    let root = folder.canonicalize().map_err(Refusal::Fault)?;
    let file = match root.join(&tidy).canonicalize() {
        Ok(file) => file,
        Err(fault) if fault.kind() == std::io::ErrorKind::PermissionDenied => return Err(Refusal::Fault(fault)),
        Err(_) if tidy.contains(char::REPLACEMENT_CHARACTER) => shown_as(&root, &parts)?,
        // Also names that no file can have (too long, with a NUL) and paths through a file.
        Err(_) => return Err(Refusal::Missing),
    };
    if !file.starts_with(&root) {
        return Err(Refusal::Outside("a symbolic link leads out of it"));
    }
    if file.is_dir() {
        return Err(Refusal::Folder);
    }
    if !file.is_file() {
        return Err(Refusal::NoFile);
    }
    Ok((tidy, file))
}

/// The file whose path is shown by these names: what is not UTF-8 in a name is shown as U+FFFD.
fn shown_as(root: &Path, parts: &[&str]) -> Result<PathBuf, Refusal> {
    let mut file = root.to_owned();
    for part in parts {
        let entries = std::fs::read_dir(&file).map_err(|_| Refusal::Missing)?.filter_map(Result::ok);
        let mut alike = entries.map(|entry| entry.file_name()).filter(|name| name.to_string_lossy() == *part);
        let name = alike.next().ok_or(Refusal::Missing)?;
        if alike.next().is_some() {
            return Err(Refusal::Unclear);
        }
        file.push(name);
    }
    file.canonicalize().map_err(|_| Refusal::Missing)
}
