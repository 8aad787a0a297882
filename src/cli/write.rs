//! Files written whole or not at all: a temporary file beside the target, flushed to the disk, then renamed over it.

use std::io::Write;
use std::path::Path;

/// Writes `bytes` to `path`, making its folder if need be. If anything fails, what was at `path` is still there.
pub(super) fn whole(path: &Path, bytes: &[u8]) -> Result<(), String> {
    attempt(path, bytes, 0o666)
}

/// Writes `bytes` over a file that is there, keeping who may read and write it. If anything fails, it is as it was.
pub(super) fn over(path: &Path, bytes: &[u8]) -> Result<(), String> {
    // Through a link to the file itself: the link must stay one.
    let file = path.canonicalize().map_err(|fault| format!("`{}` can't be written: {fault}", path.display()))?;
    #[cfg(unix)]
    let mode = {
        use std::os::unix::fs::PermissionsExt;
        std::fs::metadata(&file).map_or(0o666, |facts| facts.permissions().mode() & 0o777)
    };
    #[cfg(not(unix))]
    let mode = 0;
    attempt(&file, bytes, mode)
}

#[cfg_attr(not(unix), allow(unused_variables, reason = "only Unix has modes"))]
fn attempt(path: &Path, bytes: &[u8], mode: u32) -> Result<(), String> {
    let attempt = || -> std::io::Result<()> {
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
        let mut file = builder.tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(|fault| fault.error)?;
        Ok(())
    };
    attempt().map_err(|fault| format!("`{}` can't be written: {fault}", path.display()))
}
