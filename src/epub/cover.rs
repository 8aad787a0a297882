//! The cover: the author's image, or one made of the metadata.

use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::fonts::{Family, Fonts};
use crate::picture::{cover, draw};

/// A cover image.
#[derive(Debug)]
pub(super) struct Cover {
    /// Its path inside the package.
    pub(super) path: &'static str,
    /// Its media type.
    pub(super) media_type: &'static str,
    /// The file.
    pub(super) bytes: Vec<u8>,
}

/// The cover that the settings name, else a typographic one. None, with a finding, if neither can be had.
pub(super) fn cover(config: &Config, fonts: &Fonts, found: &mut Diagnostics) -> Option<Cover> {
    if let Some(path) = &config.metadata.cover {
        return given(config, fonts, path, found);
    }
    let face = |family, italic| fonts.face(fonts.face_for(family, false, italic));
    let faces = cover::Faces {
        serif: face(Family::Serif, false),
        italic: face(Family::Serif, true),
        sans: face(Family::Sans, false),
        others: fonts.faces().map(|(_, face)| face).collect(),
    };
    let bytes = cover::jpeg(&config.metadata, &faces);
    if bytes.is_none() {
        found.push(Diagnostic::new(Code::Internal, "no cover could be drawn from the built-in fonts"));
    }
    Some(Cover { path: "images/cover.jpg", media_type: "image/jpeg", bytes: bytes? })
}

/// Shops take PNG and JPEG covers only, so an SVG is drawn.
fn given(config: &Config, fonts: &Fonts, path: &str, found: &mut Diagnostics) -> Option<Cover> {
    let mut refuse = |code, why: &str| {
        let finding = Diagnostic::new(code, format!("cannot use the cover {path}: {why}"));
        found.push(finding.help("name a PNG, JPEG or SVG file inside the book's folder, at least 1600 × 2560 pixels"));
    };
    let root = config.folder.canonicalize().unwrap_or_else(|_| config.folder.clone());
    let file = match root.join(path).canonicalize() {
        Ok(file) if file.starts_with(&root) => file,
        Ok(_) => {
            refuse(Code::ImageOutside, "it lies outside the book's folder");
            return None;
        }
        Err(fault) => {
            refuse(Code::MissingImage, &fault.to_string());
            return None;
        }
    };
    let bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(fault) => {
            refuse(Code::Machine, &fault.to_string());
            return None;
        }
    };
    if bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
        return Some(Cover { path: "images/cover.png", media_type: "image/png", bytes });
    }
    if bytes.starts_with(b"\xFF\xD8\xFF") {
        return Some(Cover { path: "images/cover.jpg", media_type: "image/jpeg", bytes });
    }
    let faces: Vec<&[u8]> = fonts.faces().map(|(_, face)| face.data()).collect();
    let Some(bytes) = draw::svg(&bytes, cover::WIDTH, cover::HEIGHT, &faces).and_then(|pixels| cover::encode(&pixels)) else {
        refuse(Code::CorruptImage, "it is no PNG, JPEG or SVG image");
        return None;
    };
    Some(Cover { path: "images/cover.jpg", media_type: "image/jpeg", bytes })
}
