//! Installed fonts for what a book's own fonts lack: sought only where something is lacking.

use super::{Options, Reading};
use crate::check::letters;
use crate::config::{Config, FontLock, FoundLock};
use crate::diagnostics::Diagnostics;
use crate::fonts::Fonts;
use crate::fonts::picked::{FontShelf, PickedScript, Picking, pick};
use crate::source::Files;
use std::sync::Arc;

/// The installed fonts that a book is set in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InstalledFonts {
    /// What each script is set in that the book's own fonts lack.
    pub scripts: Vec<PickedScript>,
    /// The text of a `fonts.lock` that names the fonts; none if none was picked.
    pub lock: Option<String>,
    /// Whether the book's folder has a `fonts.lock`, be it readable or not.
    pub locked: bool,
}

/// Picks installed fonts for a book that was read, and adds them to its fonts.
pub(super) fn complete(
    fonts: &Fonts,
    files: &Arc<dyn Files>,
    config: &Config,
    options: &Options,
    reading: &mut Reading,
    findings: &mut Diagnostics,
) -> InstalledFonts {
    let Some((folders, book)) = options.font_folders.as_ref().zip(reading.text.as_ref()) else { return InstalledFonts::default() };
    let lacking = letters::lacking(book, config, fonts);
    // Only a book has a lock, not a single text.
    let found = if config.has_toml && (!lacking.is_empty() || options.renew_fonts) {
        FontLock::read(&config.folder, &mut reading.sources, findings)
    } else {
        FoundLock::None
    };
    let locked = found != FoundLock::None;
    if lacking.is_empty() {
        return InstalledFonts { locked, ..InstalledFonts::default() };
    }
    let lock = match &found {
        FoundLock::Read(lock, place) if !options.renew_fonts => Some((lock, *place)),
        _ => None,
    };
    let Picking { faces, scripts, lock, findings: told } = pick(&lacking, FontShelf { files, folders, lock });
    fonts.pick(faces);
    findings.append(told);
    InstalledFonts { scripts, lock: (!lock.faces.is_empty()).then(|| lock.text()), locked }
}
