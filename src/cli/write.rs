//! Files written whole or not at all: a temporary file beside the target, flushed to the disk, then renamed over it.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Writes `bytes` to `path`, making its folder if need be. If anything fails, what was at `path` is still there.
pub(super) fn whole(path: &Path, bytes: &[u8]) -> Result<(), String> {
    attempt(path, bytes, 0o666)
}

/// A file being written beside the place it is to have, which it gets when it is whole; else it is gone.
pub(super) struct Draft {
    file: NamedTempFile,
    path: PathBuf,
}

impl Draft {
    /// Begins the file that is to be at `path`, making its folder if need be.
    pub(super) fn new(path: &Path) -> Result<Self, String> {
        let file = temporary(path, 0o666).map_err(|fault| complaint(path, &fault))?;
        Ok(Self { file, path: path.to_owned() })
    }

    /// To write to.
    pub(super) fn file(&mut self) -> &mut File {
        self.file.as_file_mut()
    }

    /// What was written so far.
    pub(super) fn read(&self) -> Result<Vec<u8>, String> {
        std::fs::read(self.file.path()).map_err(|fault| complaint(&self.path, &fault))
    }

    /// How many bytes it has.
    pub(super) fn size(&self) -> u64 {
        self.file.as_file().metadata().map_or(0, |facts| facts.len())
    }

    /// Puts it in its place, over what may be there.
    pub(super) fn keep(self) -> Result<(), String> {
        let Self { file, path } = self;
        persist(file, &path).map_err(|fault| complaint(&path, &fault))
    }
}

/// Writes `bytes` over a file that is there, keeping who may read and write it. If anything fails, it is as it was.
pub(super) fn over(path: &Path, bytes: &[u8]) -> Result<(), String> {
    // Through a link to the file itself: the link must stay one.
    let file = path.canonicalize().map_err(|fault| complaint(path, &fault))?;
    #[cfg(unix)]
    let mode = {
        use std::os::unix::fs::PermissionsExt;
        std::fs::metadata(&file).map_or(0o666, |facts| facts.permissions().mode() & 0o777)
    };
    #[cfg(not(unix))]
    let mode = 0;
    attempt(&file, bytes, mode)
}

fn attempt(path: &Path, bytes: &[u8], mode: u32) -> Result<(), String> {
    let attempt = || -> std::io::Result<()> {
        let mut file = temporary(path, mode)?;
        file.write_all(bytes)?;
        persist(file, path)
    };
    attempt().map_err(|fault| complaint(path, &fault))
}

#[cfg_attr(not(unix), allow(unused_variables, reason = "only Unix has modes"))]
fn temporary(path: &Path, mode: u32) -> std::io::Result<NamedTempFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".bindery-").suffix(".tmp");
    // A book is for reading: the default of temporary files, readable by their owner only, would hide it from a web server.
    #[cfg(unix)]
    let builder = {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(mode))
    };
    builder.tempfile_in(folder)
}

fn persist(file: NamedTempFile, path: &Path) -> std::io::Result<()> {
    file.as_file().sync_all()?;
    file.persist(path).map_err(|fault| fault.error)?;
    Ok(())
}

fn complaint(path: &Path, fault: &std::io::Error) -> String {
    format!("`{}` can't be written: {fault}", path.display())
}
