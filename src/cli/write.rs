//! Files written whole or not at all: a temporary file beside the target, flushed to the disk, then renamed over it.

use std::io::Write;
use std::path::Path;

/// Writes `bytes` to `path`, making its folder if need be. If anything fails, what was at `path` is still there.
pub(super) fn whole(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let attempt = || -> std::io::Result<()> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".bindery-").suffix(".tmp");
        // A book is for reading: the default of temporary files, readable by their owner only, would hide it from a web server.
        #[cfg(unix)]
        let builder = {
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(std::fs::Permissions::from_mode(0o666))
        };
        let mut file = builder.tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(path).map_err(|fault| fault.error)?;
        Ok(())
    };
    attempt().map_err(|fault| format!("`{}` can't be written: {fault}", path.display()))
}
