//! Fonts that are installed: the folders where systems keep them, `fonts.lock`, and `fonts`, which lists what a book is set in.

use super::drafts::Unwanted;
use super::place::BookFiles;
use super::progress::Progress;
use super::report::{ReportForm, Terminal, count, outcome};
use super::{Outcome, book, write};
use crate::build::{Built, InstalledFonts, Options, build_into};
use crate::config::{Config, FontLock, LOCK_FILE};
use crate::fonts::picked::PickedScript;
use crate::source::{Disk, Files};
use serde_json::json;
use std::path::{Path, PathBuf};

/// Bytes of a `fonts.lock` that are looked at.
const MOST: u64 = 1 << 10;

/// The folders where fonts are installed, those of the user first.
pub(super) fn folders() -> Vec<PathBuf> {
    let of = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let home = |path: &str| of("HOME").map(|home| home.join(path));
    let shared = || {
        let named = std::env::var("XDG_DATA_DIRS").ok().filter(|value| !value.is_empty());
        let named = named.unwrap_or_else(|| "/usr/local/share:/usr/share".to_owned());
        named.split(':').map(|folder| Path::new(folder).join("fonts")).collect::<Vec<_>>()
    };
    let folders: Vec<Option<PathBuf>> = if cfg!(windows) {
        let own = of("LOCALAPPDATA").map(|data| data.join("Microsoft\\Windows\\Fonts"));
        vec![own, of("WINDIR").map(|system| system.join("Fonts"))]
    } else if cfg!(target_os = "macos") {
        let system = ["/Library/Fonts", "/System/Library/Fonts", "/Network/Library/Fonts"].map(|folder| Some(PathBuf::from(folder)));
        [home("Library/Fonts")].into_iter().chain(system).collect()
    } else {
        let own = of("XDG_DATA_HOME").map(|data| data.join("fonts")).or_else(|| home(".local/share/fonts"));
        [own, home(".fonts")].into_iter().chain(shared().into_iter().map(Some)).collect()
    };
    folders.into_iter().flatten().filter(|folder| folder.is_absolute()).collect()
}

/// Writes down which installed fonts a book with a book.toml was set in, unless that is written already.
pub(super) fn keep(installed: &InstalledFonts, config: &Config, terminal: &Terminal) {
    let Some(text) = installed.lock.as_ref().filter(|_| config.has_toml && !installed.locked) else { return };
    let path = config.folder.join(LOCK_FILE);
    let shown = path.display().to_string();
    match write::whole(&path, text.as_bytes(), &BookFiles::default()) {
        Ok(()) => terminal.close(&format!("{shown}: the installed fonts that were chosen"), &json!({ "written": shown })),
        // The book itself is there, whole.
        Err(fault) => terminal.close(&fault.told().message, &json!({ "not-written": shown })),
    }
}

/// Lists the installed fonts that the book at `path` is set in; with `update` they are chosen anew and written down.
pub(super) fn fonts(path: &Path, update: bool, terminal: &Terminal) -> Outcome {
    let progress = Progress::new(terminal);
    let options = Options { formats: Vec::new(), font_folders: Some(folders()), renew_fonts: update, ..book::options(path) };
    let Built { reading, installed, .. } = build_into(&Disk::files(), &options, &Unwanted, &|stage| progress.stage(stage.name()));
    progress.end();
    terminal.findings(&reading.findings, &reading.sources, "the fonts of this book are not known");
    let Some((config, _)) = reading.book() else { return outcome(&reading.findings).max(Outcome::Errors) };
    let mut lines = String::new();
    for script in &installed.scripts {
        line(script, terminal.form, &mut lines);
    }
    if installed.scripts.is_empty() && terminal.form == ReportForm::Human {
        lines = "Bindery's own fonts and those in book.toml have every character of this book.\n".to_owned();
    }
    terminal.answer(&lines);
    if update && let Err(outcome) = renew(&installed, config, terminal) {
        return outcome;
    }
    outcome(&reading.findings)
}

/// A script and its fonts.
fn line(script: &PickedScript, form: ReportForm, lines: &mut String) {
    let PickedScript { name, set, missing, faces } = script;
    if form == ReportForm::Json {
        let face = |face: &crate::fonts::picked::PickedFace| json!({ "family": face.family, "name": face.name, "file": face.path.display().to_string(), "free": face.free });
        let faces: Vec<_> = faces.iter().map(face).collect();
        let missing: String = missing.iter().collect();
        *lines += &format!("{}\n", json!({ "script": name, "characters": set, "missing": missing, "fonts": faces }));
        return;
    }
    *lines += &format!("{name}: {}\n", count(*set, "character"));
    for face in faces {
        let owned = if face.free { "" } else { ", not in the EPUB: its licence gives no leave" };
        *lines += &format!("  {} ({}), {}{owned}\n", face.family, face.name, face.path.display());
    }
    if !missing.is_empty() {
        let few: String = missing.iter().take(20).collect();
        let more = if missing.len() > 20 { " …" } else { "" };
        *lines += &format!("  no font for {}: {few}{more}\n", count(missing.len(), "character"));
    }
}

/// Writes `fonts.lock` anew, or takes it away if no installed font is needed any more.
fn renew(installed: &InstalledFonts, config: &Config, terminal: &Terminal) -> Result<(), Outcome> {
    if !config.has_toml {
        terminal.wrong_call("fonts.lock stands beside a book.toml, and this book has none", Some("write a book.toml first"));
        return Err(Outcome::WrongCall);
    }
    let path = config.folder.join(LOCK_FILE);
    let shown = path.display().to_string();
    if installed.locked && !FontLock::is_ours(&Disk.read(&path, MOST).unwrap_or_default()) {
        let message = format!("`{shown}` was not made by Bindery, so it was not replaced");
        terminal.wrong_call(&message, Some("move that file away or rename it"));
        return Err(Outcome::WrongCall);
    }
    match &installed.lock {
        None if !installed.scripts.is_empty() => {
            terminal.wrong_call("no installed font has the characters that the book lacks, so fonts.lock was left as it is", None);
            return Err(Outcome::Errors);
        }
        Some(text) => match write::whole(&path, text.as_bytes(), &BookFiles::default()) {
            Ok(()) => terminal.close(&format!("{shown}: the installed fonts that were chosen"), &json!({ "written": shown })),
            Err(fault) => return Err(fault.ends(terminal)),
        },
        None if installed.locked => match std::fs::remove_file(&path) {
            Ok(()) => terminal.close(&format!("{shown}: removed, no installed font is needed"), &json!({ "removed": shown })),
            Err(fault) => {
                terminal.machine(&format!("`{shown}` can't be removed: {fault}"));
                return Err(Outcome::Machine);
            }
        },
        None => {}
    }
    Ok(())
}
