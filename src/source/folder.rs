//! The folder of a book: nothing outside it, or outside the workspace that it belongs to, is ever read, and this is the one place that
//! decides what lies inside.

use super::files::{Disk, EntryKind, FileFacts, Files, FolderEntry, Memory};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// More entries than this of one folder are not looked at: it may be the root of a disk.
const MOST: usize = 100_000;

/// A folder, and where its files come from.
#[derive(Clone, Debug)]
pub struct Folder {
    files: Arc<dyn Files>,
    path: PathBuf,
    /// How many folders above it belong to the book too.
    above: usize,
}

impl Default for Folder {
    /// A folder that holds nothing.
    fn default() -> Self {
        Self::new(Arc::new(Memory::default()), PathBuf::from("/"))
    }
}

/// Why a path names no file of the book.
#[derive(Debug)]
pub enum PathRefusal {
    /// The path leads out of the folder; the reason in a few words.
    Outside(&'static str),
    /// A path at which nothing is.
    Missing,
    /// A folder.
    Folder,
    /// A device, a pipe or a socket, which is never opened.
    NoFile,
    /// Several names that are not UTF-8 look like the path.
    Unclear,
    /// The machine refuses to say.
    Fault(io::Error),
}

impl Folder {
    /// A folder of `files`; an empty path is the working folder.
    #[must_use]
    pub fn new(files: Arc<dyn Files>, path: PathBuf) -> Self {
        let path = if path.as_os_str().is_empty() { PathBuf::from(".") } else { path };
        Self { files, path, above: 0 }
    }

    /// The folder with those so many levels above it, which the book may name files of by `../`.
    #[must_use]
    pub fn reaching(self, above: usize) -> Self {
        Self { above, ..self }
    }

    /// A folder on the disk.
    #[must_use]
    pub fn on_disk(path: impl Into<PathBuf>) -> Self {
        Self::new(Disk::files(), path.into())
    }

    /// Path of the folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where the folder's files come from.
    #[must_use]
    pub fn files(&self) -> &Arc<dyn Files> {
        &self.files
    }

    /// The path of a name in the folder.
    #[must_use]
    pub fn join(&self, name: impl AsRef<Path>) -> PathBuf {
        self.path.join(name)
    }

    /// What `name` is in the folder; none if there is nothing, or the system does not say.
    #[must_use]
    pub fn about(&self, name: &str) -> Option<FileFacts> {
        self.files.about(&self.join(name)).ok()
    }

    /// Whether the folder has a file called `name`.
    #[must_use]
    pub fn has_file(&self, name: &str) -> bool {
        self.about(name).is_some_and(|facts| facts.kind == EntryKind::File)
    }

    /// What the folder holds, or a folder `within` it, in the order of names; nothing if there is no such folder.
    #[must_use]
    pub fn list(&self, within: impl AsRef<Path>) -> Vec<FolderEntry> {
        self.files.list(&self.join(within), MOST).unwrap_or_default()
    }

    /// The bytes of the file at a path that [`Folder::inside`] has given.
    ///
    /// # Errors
    /// If it can't be read.
    pub fn read(&self, file: &Path) -> io::Result<Vec<u8>> {
        self.files.read(file, u64::MAX)
    }

    /// The bytes of a file that was found in it before, by its name.
    ///
    /// # Errors
    /// If it can't be read.
    pub fn read_named(&self, name: &str) -> io::Result<Vec<u8>> {
        self.read(&self.place(name))
    }

    /// Where the file of this name is, or would be if there is none: a name that is not UTF-8 is not what it is shown as.
    #[must_use]
    pub fn place(&self, name: &str) -> PathBuf {
        self.inside(name).map_or_else(|_| self.join(name), |(_, file)| file)
    }

    /// The path `given` in a book, tidied (`./a/../b.md` is `b.md`), and where the file is, if it lies inside.
    ///
    /// # Errors
    /// If it leads out of the folder (by `..`, from the root, by a symbolic link), or there is no such file.
    pub fn inside(&self, given: &str) -> Result<(String, PathBuf), PathRefusal> {
        if given.starts_with(['/', '\\']) || given.as_bytes().get(1) == Some(&b':') {
            return Err(PathRefusal::Outside("the path is absolute"));
        }
        let mut parts: Vec<&str> = Vec::new();
        for part in given.split('/') {
            match part {
                "" | "." => {}
                ".." if parts.last().is_some_and(|last| *last != "..") => {
                    parts.pop();
                }
                ".." if parts.len() >= self.above => return Err(PathRefusal::Outside("`..` leads out of it")),
                _ => parts.push(part),
            }
        }
        let tidy = parts.join("/");
        let root = self.files.real(&self.path).map_err(PathRefusal::Fault)?;
        let file = match self.files.real(&root.join(&tidy)) {
            Ok(file) => file,
            Err(fault) if fault.kind() == io::ErrorKind::PermissionDenied => return Err(PathRefusal::Fault(fault)),
            Err(_) if tidy.contains(char::REPLACEMENT_CHARACTER) => self.shown_as(&root, &parts)?,
            // Also names that no file can have (too long, with a NUL) and paths through a file.
            Err(_) => return Err(PathRefusal::Missing),
        };
        if !file.starts_with(self.outmost(&root)) {
            return Err(PathRefusal::Outside("a symbolic link leads out of it"));
        }
        match self.files.about(&file).map(|facts| facts.kind) {
            Ok(EntryKind::File) => Ok((tidy, file)),
            Ok(EntryKind::Folder) => Err(PathRefusal::Folder),
            Ok(EntryKind::Other) | Err(_) => Err(PathRefusal::NoFile),
        }
    }

    /// Where a file is that the settings name, whatever it is called; none if it lies outside.
    ///
    /// # Errors
    /// If nothing is there, or the system refuses.
    pub fn find(&self, path: &str) -> io::Result<Option<PathBuf>> {
        let root = self.files.real(&self.path)?;
        let file = self.files.real(&root.join(path))?;
        Ok(Some(file).filter(|file| file.starts_with(self.outmost(&root))))
    }

    /// The highest folder that belongs to the book, from the real path of its own.
    fn outmost<'p>(&self, root: &'p Path) -> &'p Path {
        root.ancestors().nth(self.above).unwrap_or(root)
    }

    /// The file whose path is shown as `parts`: what is not UTF-8 in a name is shown as U+FFFD.
    fn shown_as(&self, root: &Path, parts: &[&str]) -> Result<PathBuf, PathRefusal> {
        let mut file = root.to_owned();
        for part in parts {
            let entries = self.files.list(&file, usize::MAX).map_err(|_| PathRefusal::Missing)?;
            let mut alike = entries.into_iter().map(|entry| entry.name).filter(|name| name.to_string_lossy() == *part);
            let name = alike.next().ok_or(PathRefusal::Missing)?;
            if alike.next().is_some() {
                return Err(PathRefusal::Unclear);
            }
            file.push(name);
        }
        self.files.real(&file).map_err(|_| PathRefusal::Missing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder `/w/b` with files in it, beside it and above it.
    fn folder() -> Folder {
        let mut memory = Memory::default();
        for path in ["/w/b/a.md", "/w/b/x/c.md", "/w/house/h.md", "/w/w.md", "/out.md"] {
            memory.put(path, "x");
        }
        Folder::new(Arc::new(memory), PathBuf::from("/w/b"))
    }

    #[test]
    fn no_path_leads_out_of_the_folder_on_any_system() {
        let outside = |given: &str| matches!(folder().inside(given), Err(PathRefusal::Outside(_)));
        // Roots, drives, shares and drives without a root.
        for given in
            ["/w/b/a.md", "\\a.md", "\\\\server\\share\\a.md", "C:\\a.md", "c:a.md", "../w.md", "x/../../w.md", "x/../../../out.md"]
        {
            assert!(outside(given), "{given}");
        }
        for given in ["a.md", "./a.md", "x/../a.md", "x//c.md", "x/./c.md"] {
            assert!(folder().inside(given).is_ok(), "{given}");
        }
    }

    #[test]
    fn a_workspace_lets_names_lead_to_its_root_and_no_further() {
        let folder = folder().reaching(1);
        let tidy = |given: &str| folder.inside(given).map(|(name, _)| name).ok();
        assert_eq!(tidy("../house/h.md").as_deref(), Some("../house/h.md"));
        assert_eq!(tidy("x/../../w.md").as_deref(), Some("../w.md"));
        assert_eq!(tidy("../b/a.md").as_deref(), Some("../b/a.md"));
        for given in ["../../out.md", "../house/../../out.md", "x/../../../out.md", "/w/w.md"] {
            assert!(matches!(folder.inside(given), Err(PathRefusal::Outside(_))), "{given}");
        }
    }
}
