//! The cover image that the author gives.

use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::picture::inspect::{PictureFacts, PictureFault, PictureKind, header, inspect};
use crate::picture::recast::recast;
use crate::picture::{draw, svg};

/// Why a cover cannot be used: an error, for the settings name it.
#[must_use]
pub(crate) fn refused(code: Code, path: &str, why: &str) -> Diagnostic {
    let refused = Diagnostic::new(code, format!("cannot use the cover {path}: {why}"));
    Diagnostic { severity: Severity::Error, ..refused }
        .help("name a PNG, JPEG or SVG file inside the book's folder, at least 1600 × 2560 pixels")
}

/// What must be made of a cover before shops take it: they know PNG and JPEG only.
fn made_anew(facts: &PictureFacts) -> Option<PictureKind> {
    match facts.kind {
        PictureKind::Gif => Some(PictureKind::Png),
        PictureKind::WebP if facts.photograph => Some(PictureKind::Jpeg),
        PictureKind::WebP => Some(PictureKind::Png),
        PictureKind::Png | PictureKind::Jpeg | PictureKind::Svg => facts.damage.map(|_| facts.kind),
    }
}

/// What is in the file that the settings name, and its bytes. None, with a finding, if it can't be had.
pub(crate) fn given(config: &Config, path: &str, diagnostics: &mut Diagnostics) -> Option<(PictureFacts, Vec<u8>)> {
    let mut refuse = |code, why: &str| diagnostics.push(refused(code, path, why));
    let file = match config.folder.find(path) {
        Ok(Some(file)) => file,
        Ok(None) => {
            refuse(Code::ImageOutside, "it lies outside the book's folder");
            return None;
        }
        Err(fault) => {
            refuse(Code::MissingImage, &fault.to_string());
            return None;
        }
    };
    let bytes = match config.folder.read(&file) {
        Ok(bytes) => bytes,
        Err(fault) => {
            refuse(Code::Machine, &fault.to_string());
            return None;
        }
    };
    let drawing = svg::clean(&bytes).map(|cleaned| {
        let cleaned = cleaned?;
        draw::trial(&cleaned.file)?;
        Ok(cleaned)
    });
    let inspected = match drawing {
        Some(Ok(cleaned)) => {
            svg::finding(path, &cleaned.losses).into_iter().for_each(|told| diagnostics.push(told));
            return Some((cleaned.facts, cleaned.file));
        }
        Some(Err(fault)) => Err(fault),
        None => inspect(&bytes),
    };
    match inspected {
        Ok(facts) => match made_anew(&facts) {
            None => return Some((facts, bytes)),
            Some(wanted) => match recast(&bytes, wanted).and_then(|bytes| Some((header(&bytes).ok()?, bytes))) {
                None => refuse(Code::CorruptImage, "it cannot be read"),
                made => return made,
            },
        },
        Err(PictureFault::Corrupt(why) | PictureFault::Unsafe(why) | PictureFault::Undrawable(why)) => refuse(Code::CorruptImage, &why),
        Err(PictureFault::Foreign(name)) => refuse(Code::ForeignImage, &format!("it is {name}")),
        Err(PictureFault::Huge(width, height)) => refuse(Code::HugeImage, &format!("{width} × {height} pixels are more than readers take")),
    }
    None
}
