//! Where files come from: the disk, texts in memory laid over it, or memory alone. Nothing else in the library opens a file to read.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fmt::Debug;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// Where the files of a book come from. Paths are as the caller gives them, absolute or from where it stands.
pub trait Files: Debug + Send + Sync {
    /// What is at a path, behind any symbolic links.
    ///
    /// # Errors
    /// If nothing is there, or the system refuses.
    fn about(&self, path: &Path) -> io::Result<FileFacts>;

    /// The bytes of a file, at most the first `most`. What is no file is never opened: a pipe may wait for ever.
    ///
    /// # Errors
    /// If there is none, it is a folder, a device, a pipe or a socket, or the system refuses.
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>>;

    /// The bytes of a file from `start` on, at most `most` of them: of a large file of which little is needed.
    ///
    /// # Errors
    /// As for [`Files::read`].
    fn part(&self, path: &Path, start: u64, most: usize) -> io::Result<Vec<u8>> {
        let whole = self.read(path, start.saturating_add(most as u64))?;
        Ok(usize::try_from(start).ok().and_then(|start| whole.get(start..)).unwrap_or_default().to_vec())
    }

    /// What a folder holds, sorted by name, at most `most` of it.
    ///
    /// # Errors
    /// If it is no folder, or the system refuses.
    fn list(&self, folder: &Path, most: usize) -> io::Result<Vec<FolderEntry>>;

    /// The one path of a file or folder: without `..`, and behind all symbolic links.
    ///
    /// # Errors
    /// If nothing is there, or the system refuses.
    fn real(&self, path: &Path) -> io::Result<PathBuf>;
}

/// What is at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileFacts {
    /// What the entry is.
    pub kind: EntryKind,
    /// Length of a file in bytes.
    pub length: u64,
}

/// What an entry of a folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link, in a listing, or a device, a pipe or a socket.
    Other,
}

/// An entry of a folder; a symbolic link is not followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FolderEntry {
    /// Name of the entry.
    pub name: OsString,
    /// What the entry is.
    pub kind: EntryKind,
}

/// The files of the disk.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Disk {
    /// The disk, as those who read files ask for it.
    #[must_use]
    pub fn files() -> Arc<dyn Files> {
        Arc::new(Self)
    }
}

fn kind(of: std::fs::FileType) -> EntryKind {
    match (of.is_file(), of.is_dir()) {
        (true, _) => EntryKind::File,
        (_, true) => EntryKind::Folder,
        _ => EntryKind::Other,
    }
}

impl Files for Disk {
    fn about(&self, path: &Path) -> io::Result<FileFacts> {
        let facts = std::fs::metadata(path)?;
        Ok(FileFacts { kind: kind(facts.file_type()), length: facts.len() })
    }

    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let facts = self.about(path)?;
        // The system itself refuses to read a folder, and says so best.
        if facts.kind == EntryKind::Other {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is a device, a pipe or a socket, not a file"));
        }
        if most >= facts.length {
            return std::fs::read(path);
        }
        let mut bytes = Vec::new();
        std::fs::File::open(path)?.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn part(&self, path: &Path, start: u64, most: usize) -> io::Result<Vec<u8>> {
        if self.about(path)?.kind != EntryKind::File {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is no file"));
        }
        let mut file = std::fs::File::open(path)?;
        file.seek(SeekFrom::Start(start))?;
        let mut bytes = Vec::new();
        file.take(most as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn list(&self, folder: &Path, most: usize) -> io::Result<Vec<FolderEntry>> {
        let entries = std::fs::read_dir(folder)?.filter_map(Result::ok).take(most);
        let mut entries: Vec<FolderEntry> =
            entries.map(|entry| FolderEntry { name: entry.file_name(), kind: entry.file_type().map_or(EntryKind::Other, kind) }).collect();
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(entries)
    }

    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        path.canonicalize()
    }
}

/// Files in memory alone. Its root is `/`, which relative paths start from too.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<PathBuf, Arc<[u8]>>,
    folders: BTreeSet<PathBuf>,
}

impl Memory {
    /// Puts a file at a path, over what may be there; its folders are made.
    pub fn put(&mut self, path: impl AsRef<Path>, bytes: impl Into<Vec<u8>>) {
        let path = tidy(path.as_ref());
        self.folders.extend(path.ancestors().skip(1).map(Path::to_owned));
        self.files.insert(path, bytes.into().into());
    }
}

/// A path from the root, without `.` and `..`; one that would lead above the root stays there.
fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::from("/");
    for part in path.components() {
        match part {
            Component::Normal(name) => tidy.push(name),
            Component::ParentDir => drop(tidy.pop()),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    tidy
}

fn missing() -> io::Error {
    io::Error::from(io::ErrorKind::NotFound)
}

impl Files for Memory {
    fn about(&self, path: &Path) -> io::Result<FileFacts> {
        let path = tidy(path);
        match self.files.get(&path) {
            Some(bytes) => Ok(FileFacts { kind: EntryKind::File, length: bytes.len() as u64 }),
            None if self.is_folder(&path) => Ok(FileFacts { kind: EntryKind::Folder, length: 0 }),
            None => Err(missing()),
        }
    }

    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let bytes = self.files.get(&tidy(path)).ok_or_else(missing)?;
        Ok(bytes[..bytes.len().min(usize::try_from(most).unwrap_or(usize::MAX))].to_vec())
    }

    fn list(&self, folder: &Path, most: usize) -> io::Result<Vec<FolderEntry>> {
        let folder = tidy(folder);
        if !self.is_folder(&folder) {
            return Err(missing());
        }
        let within = |path: &PathBuf| path.parent().filter(|parent| **parent == folder).and(path.file_name()).map(OsString::from);
        let files = self.files.keys().filter_map(within).map(|name| FolderEntry { name, kind: EntryKind::File });
        let folders = self.folders.iter().filter_map(within).map(|name| FolderEntry { name, kind: EntryKind::Folder });
        let mut entries: Vec<FolderEntry> = files.chain(folders).collect();
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        entries.truncate(most);
        Ok(entries)
    }

    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        self.about(path).map(|_| tidy(path))
    }
}

impl Memory {
    fn is_folder(&self, path: &Path) -> bool {
        path == Path::new("/") || self.folders.contains(path)
    }
}

/// Files with texts laid over them that are not saved yet, as an editor holds them.
#[derive(Clone, Debug)]
pub struct Overlay {
    below: Arc<dyn Files>,
    texts: BTreeMap<PathBuf, Arc<[u8]>>,
}

impl Overlay {
    /// An overlay with nothing over the files of `below`.
    #[must_use]
    pub fn new(below: Arc<dyn Files>) -> Self {
        Self { below, texts: BTreeMap::new() }
    }

    /// Lays a text over the file at a path, or in a folder that is there.
    pub fn put(&mut self, path: impl AsRef<Path>, bytes: impl Into<Vec<u8>>) {
        let path = self.place(path.as_ref());
        self.texts.insert(path, bytes.into().into());
    }

    /// Takes a text away: the file below it is seen again.
    pub fn remove(&mut self, path: impl AsRef<Path>) {
        let path = self.place(path.as_ref());
        self.texts.remove(&path);
    }

    /// The one path of a file that may be only here.
    fn place(&self, path: &Path) -> PathBuf {
        if let Ok(real) = self.below.real(path) {
            return real;
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        match (self.below.real(folder), path.file_name()) {
            (Ok(folder), Some(name)) => folder.join(name),
            _ => path.to_owned(),
        }
    }

    fn text(&self, path: &Path) -> Option<&Arc<[u8]>> {
        self.texts.get(&self.place(path))
    }
}

impl Files for Overlay {
    fn about(&self, path: &Path) -> io::Result<FileFacts> {
        match self.text(path) {
            Some(text) => Ok(FileFacts { kind: EntryKind::File, length: text.len() as u64 }),
            None => self.below.about(path),
        }
    }

    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        match self.text(path) {
            Some(text) => Ok(text[..text.len().min(usize::try_from(most).unwrap_or(usize::MAX))].to_vec()),
            None => self.below.read(path, most),
        }
    }

    fn list(&self, folder: &Path, most: usize) -> io::Result<Vec<FolderEntry>> {
        let mut entries = self.below.list(folder, most)?;
        let real = self.below.real(folder)?;
        for name in self.texts.keys().filter(|path| path.parent() == Some(&real)).filter_map(|path| path.file_name()) {
            match entries.binary_search_by(|entry| entry.name.as_os_str().cmp(name)) {
                Ok(at) => entries[at].kind = EntryKind::File,
                Err(at) => entries.insert(at, FolderEntry { name: name.to_owned(), kind: EntryKind::File }),
            }
        }
        entries.truncate(most);
        Ok(entries)
    }

    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        match self.text(path) {
            Some(_) => Ok(self.place(path)),
            None => self.below.real(path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(files: &dyn Files, folder: &Path) -> Vec<String> {
        files.list(folder, 100).expect("a folder").into_iter().map(|entry| entry.name.to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn memory_is_a_disk_of_its_own() {
        let mut memory = Memory::default();
        memory.put("book/ch/one.md", "One");
        memory.put("/book/book.toml", "");
        assert_eq!(names(&memory, Path::new("book")), ["book.toml", "ch"]);
        assert_eq!(names(&memory, Path::new(".")), ["book"]);
        assert_eq!(memory.real(Path::new("book/../book/./ch/one.md")).expect("a file"), Path::new("/book/ch/one.md"));
        assert_eq!(memory.read(Path::new("book/ch/one.md"), 2).expect("a file"), b"On");
        assert_eq!(memory.about(Path::new("book/ch")).expect("a folder").kind, EntryKind::Folder);
        assert!(memory.read(Path::new("book"), 9).is_err() && memory.real(Path::new("../no")).is_err());
    }

    #[test]
    fn what_is_laid_over_a_disk_is_seen_and_nothing_else_is_hidden() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("a.md"), "saved").expect("a file");
        std::fs::write(at("b.md"), "saved").expect("a file");
        let mut overlay = Overlay::new(Disk::files());
        overlay.put(at("./a.md"), "not saved");
        overlay.put(at("c.md"), "new");
        assert_eq!(overlay.read(&at("a.md"), 99).expect("a file"), b"not saved");
        assert_eq!(overlay.read(&at("b.md"), 99).expect("a file"), b"saved");
        assert_eq!(overlay.about(&at("c.md")).expect("a file").length, 3);
        assert_eq!(names(&overlay, folder.path()), ["a.md", "b.md", "c.md"]);
        let root = overlay.real(folder.path()).expect("a folder");
        assert!(overlay.real(&at("c.md")).expect("a file").starts_with(root));
        overlay.remove(at("a.md"));
        assert_eq!(overlay.read(&at("a.md"), 99).expect("a file"), b"saved");
    }

    #[test]
    fn no_more_is_read_than_asked_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a");
        std::fs::write(&path, "12345").expect("a file");
        for (most, right) in [(0, ""), (3, "123"), (5, "12345"), (u64::MAX, "12345")] {
            assert_eq!(Disk.read(&path, most).expect("a file"), right.as_bytes());
        }
    }
}
