//! Texts of OpenDocument (.odt, .ott), as LibreOffice and others write them, and those in one file of XML (.fodt).

mod changed;
mod changes;
mod files;
mod frame;
mod frames;
mod lists;
mod look;
mod measure;
mod meta;
mod names;
mod open;
mod reader;
mod remark;
mod remarks;
mod script;
mod styles;
mod tables;
mod text;

#[cfg(test)]
mod tests;

use super::flow::OfficeFlow;
use super::kept::KeptBookmarks;
use super::package::{OfficeFault, OfficePackage};
use super::settle::settle_with;
use super::text::OfficeText;
use super::trim::trimmed;
use super::xml::{OfficeEvent, OfficeXml};
use crate::source::decode;
use files::OdtFiles;
pub(super) use names::authors;
use reader::OdtReader;

/// Reads a document.
///
/// # Errors
/// If it is locked, damaged, or none of texts.
pub(crate) fn read(bytes: &[u8]) -> Result<OfficeText, OfficeFault> {
    if is_flat(bytes) { read_flat(bytes, |_| false) } else { read_package(OfficePackage::open(bytes)?, |_| false) }
}

/// Reads a document in one file, and keeps bookmarks of some names though nothing leads to them.
///
/// # Errors
/// As [`read`].
pub(super) fn read_flat(bytes: &[u8], keeps: fn(&str) -> bool) -> Result<OfficeText, OfficeFault> {
    let kept = KeptBookmarks(keeps);
    Ok(settled(flat(bytes, kept)?, kept))
}

/// Reads a document in an archive, as [`read_flat`].
///
/// # Errors
/// As [`read`].
pub(super) fn read_package(package: OfficePackage<'_>, keeps: fn(&str) -> bool) -> Result<OfficeText, OfficeFault> {
    let kept = KeptBookmarks(keeps);
    Ok(settled(packed(package, kept)?, kept))
}

fn settled(mut reader: OdtReader<'_>, kept: KeptBookmarks) -> OfficeText {
    reader.settle_threads();
    let mut text = reader.flow.finish();
    settle_with(&mut text, kept);
    for note in &mut text.notes {
        note.blocks = trimmed(std::mem::take(&mut note.blocks));
    }
    text
}

/// Whether bytes are those of a text of marks, and no archive.
pub(super) fn is_flat(bytes: &[u8]) -> bool {
    let text = bytes.trim_ascii_start();
    text.starts_with(b"<") || text.starts_with(&[0xEF, 0xBB, 0xBF]) || matches!(text, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..])
}

/// Reads a document in one file.
fn flat(bytes: &[u8], kept: KeptBookmarks) -> Result<OdtReader<'_>, OfficeFault> {
    let utf32 = || OfficeFault::BadXml { part: "the document".to_owned(), fault: "it is in UTF-32".to_owned() };
    let (text, _) = decode(bytes.to_vec()).ok_or_else(utf32)?;
    let mut reader = OdtReader::new(OfficeFlow::with(kept), OdtFiles::default());
    let found = part("the document", &text, false, &mut reader)?;
    found.then_some(reader).ok_or(OfficeFault::OtherFormat("no text of OpenDocument"))
}

/// Reads a document in an archive.
fn packed(mut package: OfficePackage<'_>, kept: KeptBookmarks) -> Result<OdtReader<'_>, OfficeFault> {
    if let Some(kind) = package.part("mimetype")? {
        other(&String::from_utf8_lossy(&kind)).map_or(Ok(()), |other| Err(OfficeFault::OtherFormat(other)))?;
    }
    if package.text("META-INF/manifest.xml")?.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(OfficeFault::Locked);
    }
    let is_macro = |name: &str| (name.starts_with("Basic/") || name.starts_with("Scripts/")) && !name.ends_with('/');
    let macros = package.names().filter(|name| is_macro(name) && !name.ends_with("-lb.xml") && !name.ends_with("-lc.xml")).count();
    let styles = package.text("styles.xml")?;
    let meta = package.text("meta.xml")?;
    let content = package.text("content.xml")?.ok_or(OfficeFault::Missing("content.xml"))?;
    let mut reader = OdtReader::new(OfficeFlow::with(kept), OdtFiles::of(package));
    for _ in 0..macros {
        reader.flow.text.losses.count("macros and scripts, which are never run");
    }
    // Without its facts a document is still one.
    meta.and_then(|meta| part("meta.xml", &meta, false, &mut reader).ok());
    if let Some(styles) = styles {
        part("styles.xml", &styles, true, &mut reader)?;
    }
    let found = part("content.xml", &content, false, &mut reader)?;
    found.then_some(reader).ok_or(OfficeFault::OtherFormat("no text of OpenDocument"))
}

/// What a media type of OpenDocument is that is none of texts.
fn other(kind: &str) -> Option<&'static str> {
    let rest = kind.trim().strip_prefix("application/vnd.oasis.opendocument.")?;
    if rest.starts_with("spreadsheet") {
        Some("a spreadsheet")
    } else if rest.starts_with("presentation") {
        Some("a presentation")
    } else if rest.starts_with("text") {
        None
    } else {
        Some("a document of OpenDocument that is no text")
    }
}

/// Reads a part of a document; whether it held the text. `are_common` are styles of which the automatic ones are those of head lines.
fn part(name: &str, text: &str, are_common: bool, reader: &mut OdtReader<'_>) -> Result<bool, OfficeFault> {
    let mut xml = OfficeXml::new(name, text);
    let mut found = false;
    while let Some(event) = xml.next()? {
        let OfficeEvent::Start(element) = event else { continue };
        match element.name.as_str() {
            "office:meta" => meta::read(&mut xml, &mut reader.flow.text.facts)?,
            "office:styles" => reader.styles.read(&mut xml, false)?,
            "office:automatic-styles" if !are_common => reader.styles.read(&mut xml, true)?,
            "office:automatic-styles" | "office:master-styles" | "office:settings" | "office:font-face-decls" => xml.skip()?,
            "office:script" => {
                reader.flow.text.losses.count("macros and scripts, which are never run");
                xml.skip()?;
            }
            "office:text" => {
                found = true;
                reader.read(&mut xml)?;
            }
            "office:spreadsheet" => return Err(OfficeFault::OtherFormat("a spreadsheet")),
            "office:presentation" => return Err(OfficeFault::OtherFormat("a presentation")),
            "office:drawing" => return Err(OfficeFault::OtherFormat("a drawing")),
            _ => {}
        }
    }
    Ok(found)
}
