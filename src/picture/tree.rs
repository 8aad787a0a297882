//! An SVG file as the renderer's tree.

use super::facts::PictureKind;
use super::raster;
use crate::fonts::guard::guarded;
use resvg::usvg::{ImageHrefResolver, ImageKind, Options, Tree, fontdb};
use std::borrow::Cow;
use std::sync::Arc;

/// Reads an SVG file. `faces` are font files; the first one is the default.
pub(super) fn tree(file: &[u8], faces: &[Cow<[u8]>]) -> Option<Tree> {
    let mut fonts = fontdb::Database::new();
    // Most drawings have no word in them, and fonts are large.
    let has_text = file.windows(4).any(|window| window == b"text");
    for face in faces.iter().map(AsRef::as_ref).filter(|_| has_text) {
        let known = fonts.len();
        fonts.load_font_data(face.to_vec());
        // The library knows fonts by their families; one that names none is still a font.
        if fonts.len() == known {
            fonts.push_face_info(unnamed(known, face));
        }
    }
    let family = fonts.faces().next().and_then(|face| face.families.first()).map(|(name, _)| name.clone());
    if let Some(family) = &family {
        fonts.set_serif_family(family);
        fonts.set_sans_serif_family(family);
        fonts.set_monospace_family(family);
    }
    // Pictures inside it: none that is not in the file itself, or so large that it was refused by itself.
    let image_href_resolver = ImageHrefResolver {
        resolve_data: Box::new(|_, bytes, _| match raster::header(&bytes)?.ok()?.kind {
            PictureKind::Png => Some(ImageKind::PNG(bytes)),
            PictureKind::Jpeg => Some(ImageKind::JPEG(bytes)),
            PictureKind::Svg | PictureKind::Gif | PictureKind::WebP => None,
        }),
        resolve_string: Box::new(|_, _| None),
    };
    let font_family = family.unwrap_or_default();
    let options = Options { fontdb: Arc::new(fonts), font_family, resources_dir: None, image_href_resolver, ..Options::default() };
    guarded(|| Tree::from_data(file, &options).ok()).flatten()
}

/// A font that names no family, as the `number`th of the fonts.
fn unnamed(number: usize, face: &[u8]) -> fontdb::FaceInfo {
    fontdb::FaceInfo {
        id: fontdb::ID::dummy(),
        source: fontdb::Source::Binary(Arc::new(face.to_vec())),
        index: 0,
        families: vec![(format!("Face {number}"), fontdb::Language::English_UnitedStates)],
        post_script_name: format!("Face{number}"),
        style: fontdb::Style::Normal,
        weight: fontdb::Weight::NORMAL,
        stretch: fontdb::Stretch::Normal,
        monospaced: false,
    }
}
