//! Files written whole or not at all: a temporary file beside the target, flushed to the disk, then renamed over it.
//!
//! While it is written, a temporary file is locked. One that nobody holds was left by a process that was killed, and goes with
//! the next build into the same folder.

use super::place::{BookFiles, FileKind, OutputPlace, Unwritten};
use std::fs::File;
use std::io::{self, Seek, Write};
use std::path::Path;
use std::time::Duration;
use tempfile::NamedTempFile;

const PREFIX: &str = ".bindery-";
const SUFFIX: &str = ".tmp";
/// Least age of a temporary file that may be removed: between a file's making and its locking lie microseconds, so a younger one may be
/// in use.
const YOUNG: Duration = Duration::from_secs(60);

/// Writes `text` to `path`, which is none of `book`. If anything fails, what was at `path` is as it was.
pub(super) fn whole(path: &Path, text: &[u8], book: &BookFiles) -> Result<(), Unwritten> {
    let mut draft = Draft::new(path, FileKind::Text, book)?;
    draft.write(text)?;
    draft.finish()?;
    draft.keep()
}

/// A file being written beside the place it is to have, which it gets when it is whole; else it is gone.
#[derive(Debug)]
pub(super) struct Draft {
    body: FileBody,
    place: OutputPlace,
}

#[derive(Debug)]
enum FileBody {
    /// A temporary file beside its place.
    Beside(NamedTempFile),
    /// A file without a name, to be copied to standard output.
    Nameless(File),
}

impl Draft {
    /// Begins the file that is to be at `path`, in a folder that is there.
    pub(super) fn new(path: &Path, kind: FileKind, book: &BookFiles) -> Result<Self, Unwritten> {
        Self::at(OutputPlace::find(path, kind, book)?)
    }

    /// Begins a file that is to go to standard output.
    pub(super) fn to_stdout() -> Result<Self, Unwritten> {
        let place = OutputPlace::stdout();
        let file = tempfile::tempfile().map_err(|fault| Unwritten::Machine(place.shown().to_owned(), fault))?;
        Ok(Self { body: FileBody::Nameless(file), place })
    }

    fn at(place: OutputPlace) -> Result<Self, Unwritten> {
        match temporary(&place) {
            Ok(file) => Ok(Self { body: FileBody::Beside(file), place }),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => Err(Unwritten::NoFolder(place.folder().to_owned())),
            Err(fault) => Err(Unwritten::Machine(place.shown().to_owned(), fault)),
        }
    }

    /// The path as the user named it.
    pub(super) fn shown(&self) -> &Path {
        self.place.shown()
    }

    /// The open file, for writing.
    pub(super) fn file(&mut self) -> &mut File {
        match &mut self.body {
            FileBody::Beside(file) => file.as_file_mut(),
            FileBody::Nameless(file) => file,
        }
    }

    /// Appends bytes to the file.
    pub(super) fn write(&mut self, bytes: &[u8]) -> Result<(), Unwritten> {
        self.file().write_all(bytes).map_err(|fault| self.refused(fault))
    }

    /// What was written so far.
    pub(super) fn read(&mut self) -> Result<Vec<u8>, Unwritten> {
        let mut bytes = Vec::new();
        let file = self.file();
        let read = file.rewind().and_then(|()| io::Read::read_to_end(file, &mut bytes));
        read.map(|_| bytes).map_err(|fault| self.refused(fault))
    }

    /// Size of the file in bytes.
    pub(super) fn size(&self) -> u64 {
        let file = match &self.body {
            FileBody::Beside(file) => file.as_file(),
            FileBody::Nameless(file) => file,
        };
        file.metadata().map_or(0, |facts| facts.len())
    }

    /// Sees to it that all of it is on the disk. Until then nothing may be said to be written.
    pub(super) fn finish(&mut self) -> Result<(), Unwritten> {
        match &mut self.body {
            FileBody::Beside(file) => file.as_file().sync_all(),
            // Nothing of it is to last.
            FileBody::Nameless(file) => file.flush(),
        }
        .map_err(|fault| self.refused(fault))
    }

    /// Puts the file in its place, over what may be there.
    pub(super) fn keep(self) -> Result<(), Unwritten> {
        let Self { body, place } = self;
        let kept = match body {
            FileBody::Beside(file) => file.persist(place.file()).map(drop).map_err(|fault| fault.error),
            FileBody::Nameless(mut file) => {
                let mut out = io::stdout().lock();
                let copied = file.rewind().and_then(|()| io::copy(&mut file, &mut out)).and_then(|_| out.flush());
                // A reader that has enough is no fault.
                copied.or_else(|fault| if fault.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(fault) })
            }
        };
        kept.map_err(|fault| Unwritten::Machine(place.shown().to_owned(), fault))
    }

    fn refused(&self, fault: io::Error) -> Unwritten {
        Unwritten::Machine(self.place.shown().to_owned(), fault)
    }
}

/// A file without a name yet, in the folder of the place it is to have. It may be read and written by whom the file there may.
fn temporary(place: &OutputPlace) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    // A book is for reading: the default of temporary files, readable by their owner only, would hide it from a web server.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let file = builder.tempfile_in(place.folder())?;
    #[cfg(unix)]
    if let Ok(before) = std::fs::metadata(place.file()) {
        use std::os::unix::fs::{MetadataExt, PermissionsExt};
        // A disk that knows no such thing refuses it, and nobody but root can give a file away. A book is no program.
        let _ = std::os::unix::fs::fchown(file.as_file(), Some(before.uid()), Some(before.gid()));
        let _ = file.as_file().set_permissions(std::fs::Permissions::from_mode(before.permissions().mode() & 0o777));
    }
    // Where files can't be locked, nothing is swept either.
    let _ = file.as_file().try_lock();
    Ok(file)
}

/// Makes a folder if it is missing, but nothing above it.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    match std::fs::create_dir(folder) {
        Err(_) if folder.is_dir() => Ok(()),
        made => made,
    }
}

/// Removes temporary files that processes left in `folder` when they were killed. It is a courtesy: nothing depends on it.
pub(super) fn sweep(folder: &Path) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    for entry in entries {
        let name = entry.file_name();
        let ours = name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        // Only a file is opened: neither a link nor a pipe.
        if ours && entry.file_type().is_ok_and(|kind| kind.is_file()) && is_left(&entry.path()) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// Whether a temporary file is nobody's: it is not young, and nobody holds it.
fn is_left(path: &Path) -> bool {
    let Ok(file) = File::options().read(true).write(true).open(path) else { return false };
    let changed = file.metadata().and_then(|facts| facts.modified());
    let old = changed.is_ok_and(|changed| changed.elapsed().is_ok_and(|age| age > YOUNG));
    old && file.try_lock().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::SystemTime;

    #[test]
    fn only_what_was_left_is_swept() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = |name: &str, old: bool| {
            let path = folder.path().join(name);
            let file = File::create(&path).expect("a file");
            if old {
                file.set_modified(SystemTime::now() - 2 * YOUNG).expect("an old file");
            }
            (path, file)
        };
        let (left, _) = file(".bindery-left.tmp", true);
        let (held, holds) = file(".bindery-held.tmp", true);
        holds.try_lock().expect("a lock");
        let (young, _) = file(".bindery-young.tmp", false);
        let (other, _) = file(".other-left.tmp", true);
        let draft = Draft::new(&folder.path().join("x.pdf"), FileKind::Pdf, &BookFiles::default()).expect("a draft");
        sweep(folder.path());
        assert!(!left.exists(), "what nobody holds goes");
        assert!(held.exists() && young.exists() && other.exists(), "all else stays");
        draft.keep().expect("a draft in use stays");
        drop(holds);
        sweep(folder.path());
        assert!(!held.exists());
    }
}
