//! The files that a build has looked at, and when one of them changes.
//!
//! Only what a build has asked for is watched, and the folders that it has listed, so that neither the outputs nor anything else of a large
//! folder wakes it. The system's events make it quick; a look at the times of the same files once a second finds what the system does not
//! tell of: folders that were away, network drives, a full table of watches.

use crate::source::{Disk, FileFacts, Files, FolderEntry};
use notify::event::{AccessKind, AccessMode, EventKind, MetadataKind, ModifyKind, RenameMode};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

/// How long no event may have come before a build: an editor writes a file anew by several steps.
const SETTLED: Duration = Duration::from_millis(8);

/// How long, if the last event says that a file was closed or took its name, so that it is whole.
const WHOLE: Duration = Duration::from_millis(2);

/// The longest time that events put a build off.
const PATIENCE: Duration = Duration::from_millis(100);

/// How often the times of the files are looked at.
const LOOK: Duration = Duration::from_secs(1);

/// The folder of a book.
pub(super) fn folder(book: &Path) -> PathBuf {
    let folder = if book.is_dir() { book } else { book.parent().unwrap_or(Path::new("")) };
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    folder.canonicalize().unwrap_or_else(|_| folder.to_owned())
}

/// What a look at a path has shown.
#[derive(Clone, Debug, PartialEq, Eq)]
enum PathLook {
    /// Nothing is there.
    Nothing,
    /// A file, or anything else that is no folder, with its time and its length.
    File(Option<SystemTime>, u64),
    /// A folder, with the names in it if a build has asked for them.
    Folder(Vec<OsString>),
}

impl PathLook {
    /// Looks at a path; into a folder only if it is `listed`.
    fn at(path: &Path, listed: bool) -> Self {
        let Ok(facts) = std::fs::metadata(path) else { return Self::Nothing };
        if !facts.is_dir() {
            return Self::File(facts.modified().ok(), facts.len());
        }
        let entries = std::fs::read_dir(path).ok().filter(|_| listed).into_iter().flatten().filter_map(Result::ok);
        let mut names: Vec<OsString> = entries.map(|entry| entry.file_name()).filter(|name| !is_passing(name)).collect();
        names.sort_unstable();
        Self::Folder(names)
    }
}

/// Whether a file is one that editors and systems make for a moment, beside those that somebody writes.
fn is_passing(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    // By this name Vim tries whether it may write into a folder.
    name == "4913" || name.starts_with(['.', '#']) || [".swp", ".tmp", ".bak", ".part", "~", "___"].iter().any(|end| name.ends_with(end))
}

/// What a build has asked for.
#[derive(Clone, Debug)]
struct SeenPath {
    /// Whether the build asked for what is in the folder.
    listed: bool,
    /// What was there just before.
    before: PathLook,
}

/// The files of the disk, with a list of what was asked for.
#[derive(Debug)]
pub(super) struct SeenFiles {
    seen: Mutex<BTreeMap<PathBuf, SeenPath>>,
    /// Folders of no book, such as those of installed fonts.
    others: Vec<PathBuf>,
}

impl SeenFiles {
    pub(super) fn new(others: Vec<PathBuf>) -> Self {
        Self { seen: Mutex::default(), others }
    }

    /// The files, as a build asks for them.
    pub(super) fn of_book(self: &Arc<Self>) -> Arc<dyn Files> {
        Arc::clone(self) as Arc<dyn Files>
    }

    fn note(&self, path: &Path, listed: bool) {
        if !self.others.iter().any(|folder| path.starts_with(folder)) {
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            if seen.get(path).is_none_or(|known| listed && !known.listed) {
                seen.insert(path.to_owned(), SeenPath { listed, before: PathLook::at(path, listed) });
            }
        }
    }
}

impl Files for SeenFiles {
    fn about(&self, path: &Path) -> io::Result<FileFacts> {
        self.note(path, false);
        Disk.about(path)
    }

    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        self.note(path, false);
        Disk.read(path, most)
    }

    fn part(&self, path: &Path, start: u64, most: usize) -> io::Result<Vec<u8>> {
        self.note(path, false);
        Disk.part(path, start, most)
    }

    fn list(&self, folder: &Path, most: usize) -> io::Result<Vec<FolderEntry>> {
        self.note(folder, true);
        Disk.list(folder, most)
    }

    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        Disk.real(path)
    }
}

/// What the system tells of.
struct FileChange {
    paths: Vec<PathBuf>,
    /// Whether the files are whole: nobody has more to write.
    is_whole: bool,
}

/// The folders in which something may change that a book is made of.
pub(super) struct WatchedFolders {
    /// None if the system tells of no changes.
    watcher: Option<RecommendedWatcher>,
    watched: BTreeSet<PathBuf>,
    events: Receiver<FileChange>,
    /// What the last build has looked at.
    seen: BTreeMap<PathBuf, SeenPath>,
    /// The paths of what the last build has looked at, as the system calls them.
    real: BTreeSet<PathBuf>,
    /// The folders of which that build has asked what is in them.
    listed: BTreeSet<PathBuf>,
}

impl WatchedFolders {
    pub(super) fn new() -> Self {
        let (sender, events) = channel();
        let watcher = notify::recommended_watcher(move |event| tell(event, &sender)).ok();
        Self { watcher, watched: BTreeSet::new(), events, seen: BTreeMap::new(), real: BTreeSet::new(), listed: BTreeSet::new() }
    }

    /// Watches what a build has looked at.
    pub(super) fn follow(&mut self, files: &SeenFiles, book: &Path) {
        files.note(book, false);
        self.seen.clone_from(&files.seen.lock().unwrap_or_else(PoisonError::into_inner));
        let folder_of =
            |path: &Path| path.parent().map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder }.to_owned());
        let folders = self.seen.keys().flat_map(|path| [folder_of(path), Some(path.clone()).filter(|path| path.is_dir())]);
        let folders: BTreeSet<PathBuf> = folders.flatten().filter_map(|folder| folder.canonicalize().ok()).collect();
        let real = |path: &PathBuf| Some(folder_of(path)?.canonicalize().ok()?.join(path.file_name()?));
        self.real = self.seen.keys().filter_map(|path| path.canonicalize().ok().or_else(|| real(path))).collect();
        self.real.extend(self.seen.keys().filter_map(real));
        let listed = self.seen.iter().filter(|(_, seen)| seen.listed);
        self.listed = listed.filter_map(|(path, _)| path.canonicalize().ok()).collect();
        let Some(watcher) = &mut self.watcher else { return };
        for gone in self.watched.difference(&folders) {
            // One that is gone is watched no more anyway.
            let _ = watcher.unwatch(gone);
        }
        self.watched.retain(|folder| folders.contains(folder));
        for folder in folders {
            // What can't be watched is looked at from time to time.
            if !self.watched.contains(&folder) && watcher.watch(&folder, RecursiveMode::NonRecursive).is_ok() {
                self.watched.insert(folder);
            }
        }
    }

    /// Whether anything of the book changes within a time.
    pub(super) fn changed(&mut self, within: Duration) -> bool {
        let end = Instant::now() + within;
        while let Some(left) = end.checked_duration_since(Instant::now()) {
            match self.events.recv_timeout(left) {
                Ok(change) if self.concerns(&change.paths) => {
                    self.settle(change.is_whole);
                    return true;
                }
                Ok(_) => {}
                Err(_) => {
                    // Without a watcher nobody sends.
                    std::thread::sleep(end.saturating_duration_since(Instant::now()));
                    break;
                }
            }
        }
        self.seen.iter().any(|(path, seen)| PathLook::at(path, seen.listed) != seen.before)
    }

    /// Waits until something of the book changes, and then until it has settled.
    pub(super) fn wait(&mut self) {
        while !self.changed(LOOK) {}
    }

    /// Whether a build has asked for one of these, or for what is in its folder.
    fn concerns(&self, paths: &[PathBuf]) -> bool {
        paths.iter().any(|path| {
            let is_entry = || path.parent().is_some_and(|folder| self.listed.contains(folder)) && !path.file_name().is_some_and(is_passing);
            self.real.contains(path) || is_entry()
        })
    }

    fn settle(&self, mut is_whole: bool) {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            match self.events.recv_timeout(if is_whole { WHOLE } else { SETTLED }) {
                Ok(change) => is_whole = change.is_whole,
                Err(_) => return,
            }
        }
    }
}

/// Passes on of which paths an event tells that changes something: not that files were read, which a build does itself.
fn tell(event: notify::Result<notify::Event>, to: &Sender<FileChange>) {
    let Ok(event) = event else { return };
    let is_whole = matches!(
        event.kind,
        EventKind::Access(AccessKind::Close(AccessMode::Write)) | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both))
    );
    let changes = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime)) => false,
        EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) | EventKind::Any | EventKind::Other => true,
    };
    if changes {
        // Nobody listens any more when the command has ended.
        let _ = to.send(FileChange { paths: event.paths, is_whole });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_editors_make_for_a_moment_wakes_nobody() {
        for name in ["4913", ".one.md.swp", "one.md~", "#one.md#", ".#one.md", "one.md.tmp", "one.md___jb_tmp___"] {
            assert!(is_passing(OsStr::new(name)), "{name}");
        }
        for name in ["one.md", "01.md", "map.svg", "notes", "1984"] {
            assert!(!is_passing(OsStr::new(name)), "{name}");
        }
        let folder = tempfile::tempdir().expect("a folder");
        let [bare, listed] = [false, true].map(|listed| PathLook::at(folder.path(), listed));
        std::fs::write(folder.path().join("4913"), "").expect("room");
        assert_eq!(PathLook::at(folder.path(), true), listed);
        std::fs::write(folder.path().join("one.md"), "").expect("room");
        assert_ne!(PathLook::at(folder.path(), true), listed);
        assert_eq!(PathLook::at(folder.path(), false), bare, "nobody has asked what is in it");
        let file = PathLook::at(&folder.path().join("one.md"), false);
        std::fs::write(folder.path().join("one.md"), "more").expect("room");
        assert_ne!(PathLook::at(&folder.path().join("one.md"), false), file);
        assert_eq!(PathLook::at(&folder.path().join("two.md"), false), PathLook::Nothing);
    }
}
