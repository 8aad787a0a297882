//! Installed fonts for what a book's own fonts lack: sought only where something is lacking.

use super::{Options, Reading};
use crate::check::letters;
use crate::config::{Config, FamilySource, FontLock, FoundLock};
use crate::diagnostics::Diagnostics;
use crate::fonts::Fonts;
use crate::fonts::picked::{FontShelf, PickedScript, Picking, pick};
use crate::source::{Files, Span};
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

/// What is known of installed fonts before a text is read.
#[derive(Debug)]
pub(super) struct KnownFonts {
    /// The book's `fonts.lock`, if it was asked for.
    found: Option<FoundLock>,
    /// The installed faces of the families that the book asks for.
    families: FontLock,
}

/// The fonts of a book, with the families that it asks for, some of which may be installed.
pub(super) fn families(
    files: &Arc<dyn Files>,
    config: &Config,
    options: &Options,
    reading: &mut Reading,
    findings: &mut Diagnostics,
) -> (Fonts, KnownFonts) {
    let named = config.typography.families.each().into_iter().filter_map(|(_, family)| family);
    let asks = named.into_iter().any(|family| matches!(family.source, FamilySource::Name(_)));
    let Some(folders) = options.font_folders.as_ref().filter(|_| asks) else {
        return (Fonts::load(config, findings), KnownFonts { found: None, families: FontLock::default() });
    };
    let found = lock(config, reading, findings);
    let (fonts, families) = Fonts::from_shelf(config, Some(FontShelf { files, folders, lock: known(&found, options) }), findings);
    (fonts, KnownFonts { found: Some(found), families })
}

/// The book's lock: only a book has one, not a single text.
fn lock(config: &Config, reading: &mut Reading, findings: &mut Diagnostics) -> FoundLock {
    if config.has_toml { FontLock::read(&config.folder, &mut reading.sources, findings) } else { FoundLock::None }
}

/// What a lock says, unless fonts are to be chosen anew.
fn known<'l>(found: &'l FoundLock, options: &Options) -> Option<(&'l FontLock, Span)> {
    match found {
        FoundLock::Read(lock, place) if !options.renew_fonts => Some((lock, *place)),
        _ => None,
    }
}

/// Picks installed fonts for a book that was read, and adds them to its fonts.
pub(super) fn complete(
    fonts: &Fonts,
    files: &Arc<dyn Files>,
    config: &Config,
    options: &Options,
    before: KnownFonts,
    reading: &mut Reading,
    findings: &mut Diagnostics,
) -> InstalledFonts {
    let Some((folders, book)) = options.font_folders.as_ref().zip(reading.text.as_ref()) else { return InstalledFonts::default() };
    let lacking = letters::lacking(book, config, fonts);
    let found = match before.found {
        Some(found) => found,
        None if !lacking.is_empty() || options.renew_fonts => lock(config, reading, findings),
        None => FoundLock::None,
    };
    let locked = found != FoundLock::None;
    let text = |lock: FontLock| (!lock.faces.is_empty()).then(|| lock.text());
    if lacking.is_empty() {
        return InstalledFonts { locked, lock: text(before.families), ..InstalledFonts::default() };
    }
    let Picking { faces, scripts, lock, findings: told } = pick(&lacking, FontShelf { files, folders, lock: known(&found, options) });
    fonts.pick(faces);
    findings.append(told);
    let all = FontLock { faces: before.families.faces.into_iter().chain(lock.faces).collect() };
    InstalledFonts { scripts, lock: text(all), locked }
}
