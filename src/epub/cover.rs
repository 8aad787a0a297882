//! The cover: the author's image, or one made of the metadata.

use super::error::EpubError;
use crate::book::Metadata;
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::fonts::Fonts;
use crate::picture::cover::{self, DrawnCover};
use crate::picture::inspect::{PictureFacts, PictureKind};
use crate::picture::recast::recast;
use crate::picture::{draw, encode};

/// A cover image: in the package, and for shops beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    pub(super) item: &'static CoverItem,
    /// The file.
    pub bytes: Vec<u8>,
    /// The file for shops, if it is another one.
    pub shown: Option<Vec<u8>>,
}

/// What the package must know of a cover: shops take JPEG and PNG.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct CoverItem {
    /// The cover's path inside the package.
    pub(super) path: &'static str,
    /// The cover's media type.
    pub(super) media_type: &'static str,
}

/// A JPEG, as every cover is that we draw.
pub(super) const JPEG: &CoverItem = &CoverItem { path: "images/cover.jpg", media_type: "image/jpeg" };
const PNG: &CoverItem = &CoverItem { path: "images/cover.png", media_type: "image/png" };

impl Cover {
    /// The ending of its file's name.
    #[must_use]
    pub fn ending(&self) -> &'static str {
        self.item.path.rsplit('.').next().unwrap_or("jpg")
    }
}

/// Shops advise at least this many pixels (the largest of what they ask for).
const ADVISED: (u32, u32) = (1600, 2560);

/// The cover that the settings name, else a typographic one: in the package, and for shops beside it. None, with a finding, if neither
/// can be had.
#[must_use]
pub fn cover(config: &Config, metadata: &Metadata, fonts: &Fonts, diagnostics: &mut Diagnostics) -> Option<Cover> {
    if let Some(path) = &metadata.cover {
        let mut here = Diagnostics::default();
        let cover = given(config, metadata, fonts, path, &mut here);
        diagnostics.append(here.placed(config.place("cover")));
        return cover;
    }
    let Some(DrawnCover { inner, shown, cut }) = cover::drawn(metadata, &cover::CoverFaces::of(fonts)) else {
        diagnostics.push(EpubError::NoCover.into());
        return None;
    };
    if cut {
        diagnostics.push(cover::words_cut());
    }
    cover::without_glyphs(metadata, fonts).into_iter().for_each(|finding| diagnostics.push(finding));
    Some(Cover { item: JPEG, bytes: inner, shown: Some(shown) })
}

/// Shops take PNG and JPEG covers only, so an SVG is drawn.
fn given(config: &Config, metadata: &Metadata, fonts: &Fonts, path: &str, diagnostics: &mut Diagnostics) -> Option<Cover> {
    let (facts, bytes) = cover::given(config, path, diagnostics)?;
    if let Some((bytes, cut)) = cover::titled(metadata, &cover::CoverFaces::of(fonts), &facts, &bytes) {
        if facts.kind != PictureKind::Svg {
            suits(&PictureFacts { four_colours: false, ..facts }, path, diagnostics);
        }
        if cut {
            diagnostics.push(cover::words_cut());
        }
        cover::without_glyphs(metadata, fonts).into_iter().for_each(|finding| diagnostics.push(finding));
        return Some(Cover { item: JPEG, bytes, shown: None });
    }
    if cover::has_words(metadata) {
        diagnostics.push(cover::refused(Code::CorruptImage, path, "it cannot be drawn with words over it"));
        return None;
    }
    if facts.kind != PictureKind::Svg {
        suits(&facts, path, diagnostics);
        let Some(bytes) = (if facts.four_colours { recast(&bytes, PictureKind::Jpeg) } else { Some(bytes) }) else {
            diagnostics.push(cover::refused(Code::CorruptImage, path, "its colours can't be read"));
            return None;
        };
        return Some(Cover { item: if facts.kind == PictureKind::Png { PNG } else { JPEG }, bytes, shown: None });
    }
    let faces = fonts.of_drawing(&bytes);
    // Drawn at once: it may hold shadows, which reach over rows.
    let pixels = draw::svg(&bytes, cover::WIDTH, cover::HEIGHT, &faces);
    let Some(bytes) = pixels.and_then(|pixels| encode::jpeg(pixels.width, pixels.height, |rows| pixels.rows(rows))) else {
        diagnostics.push(cover::refused(Code::CorruptImage, path, "it is no PNG, JPEG or SVG image"));
        return None;
    };
    Some(Cover { item: JPEG, bytes, shown: None })
}

/// Reports what shops will not like in a cover of pixels.
fn suits(facts: &PictureFacts, path: &str, diagnostics: &mut Diagnostics) {
    let (width, height) = (facts.width, facts.height);
    if facts.four_colours {
        let finding =
            Diagnostic::new(Code::CoverColours, format!("the cover {path} is in CMYK, the colours of print; the EPUB has it in RGB"));
        diagnostics.push(finding.help("save it as an RGB JPEG or PNG if its colours must be exact"));
    }
    let shape = u64::from(height) * 10;
    let slim = (u64::from(width) * 13..=u64::from(width) * 18).contains(&shape);
    if width < ADVISED.0 || height < ADVISED.1 || !slim {
        let fault = if slim { "is smaller than shops advise" } else { "has not the shape of a book" };
        let finding = Diagnostic::new(Code::CoverShape, format!("the cover {path}, {width} × {height} pixels, {fault}"));
        diagnostics.push(finding.help("make it 1600 × 2560 pixels, or larger in the same shape"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cover_is_told_of_if_it_is_small_or_no_book_is_shaped_so() {
        let told = |width, height| {
            let mut diagnostics = Diagnostics::default();
            let facts = PictureFacts {
                kind: PictureKind::Jpeg,
                width,
                height,
                four_colours: false,
                orientation: 1,
                photograph: false,
                moves: false,
                damage: None,
            };
            suits(&facts, "c.jpg", &mut diagnostics);
            diagnostics
                .iter()
                .map(|finding| finding.message.rsplit_once(" pixels, ").map_or("", |(_, fault)| fault).to_owned())
                .collect::<Vec<_>>()
        };
        for (width, height, fault) in [
            (1600, 2560, None),
            (2000, 2600, None),
            (2000, 3600, None),
            (1599, 2560, Some("is smaller than shops advise")),
            (1700, 2559, Some("is smaller than shops advise")),
            (2000, 2599, Some("has not the shape of a book")),
            (2000, 3601, Some("has not the shape of a book")),
            (4000, 2560, Some("has not the shape of a book")),
        ] {
            assert_eq!(told(width, height), fault.into_iter().collect::<Vec<_>>(), "{width} × {height}");
        }
    }
}
