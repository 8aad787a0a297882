//! The fonts of a PDF as far as reading words needs them: what a code means, and how wide its glyph is.

use super::unicode::to_unicode;
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A stream may unpack to 64 MiB.
pub(super) const MOST: usize = 64 << 20;

/// Fonts that were read, by their objects.
#[derive(Default)]
pub(super) struct PdfFonts(BTreeMap<ObjectId, Rc<PdfFont>>);

/// A font.
#[derive(Debug, Default)]
pub(super) struct PdfFont {
    /// Whether codes have one byte; else they have two.
    is_narrow: bool,
    characters: BTreeMap<u32, String>,
    /// Widths in thousandths of the size.
    widths: BTreeMap<u32, f64>,
    width: f64,
}

/// A code of a shown text.
pub(super) struct PdfCode<'f> {
    pub(super) text: &'f str,
    /// Width, as a share of the size.
    pub(super) width: f64,
    /// Whether the code is the byte 32, which spacing of words is added to.
    pub(super) is_space: bool,
}

impl PdfFonts {
    /// The font with a name in the resources of a page.
    pub(super) fn named(&mut self, document: &Document, resources: &[&Dictionary], name: &[u8]) -> Option<Rc<PdfFont>> {
        let found = resources.iter().find_map(|resources| {
            let fonts = resources.get_deref(b"Font", document).ok()?.as_dict().ok()?;
            document.dereference(fonts.get(name).ok()?).ok()
        });
        let (id, object) = found?;
        if let Some(known) = id.and_then(|id| self.0.get(&id)) {
            return Some(Rc::clone(known));
        }
        let font = Rc::new(PdfFont::read(document, object.as_dict().ok()?));
        if let Some(id) = id {
            self.0.insert(id, Rc::clone(&font));
        }
        Some(font)
    }
}

impl PdfFont {
    fn read(document: &Document, font: &Dictionary) -> Self {
        let kind = font.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
        let map = font.get_deref(b"ToUnicode", document).and_then(Object::as_stream).ok();
        let map = map.and_then(|map| map.get_plain_content_with_limit(MOST).ok());
        let (mut characters, is_narrow) = map.map(|map| to_unicode(&map)).unwrap_or_default();
        if kind == b"Type0" {
            let descendant =
                font.get_deref(b"DescendantFonts", document).ok().and_then(|list| list.as_array().ok()).and_then(|list| list.first());
            let descendant = descendant.and_then(|object| document.dereference(object).ok()).and_then(|(_, object)| object.as_dict().ok());
            let (widths, width) = descendant.map_or((BTreeMap::new(), 1000.0), |font| wide_widths(document, font));
            return Self { is_narrow: false, characters, widths, width };
        }
        let _ = is_narrow;
        if let Ok(encoding) = font.get_font_encoding_with_limit(document, MOST)
            && !matches!(encoding, Encoding::UnicodeMapEncoding(_))
        {
            for code in 0..=255_u8 {
                if let Ok(text) = encoding.bytes_to_string(&[code])
                    && !text.is_empty()
                {
                    characters.entry(u32::from(code)).or_insert(text);
                }
            }
        }
        let (widths, width) = narrow_widths(document, font, kind == b"Type3");
        Self { is_narrow: true, characters, widths, width }
    }

    /// The codes of a shown text.
    pub(super) fn codes<'f>(&'f self, bytes: &'f [u8]) -> impl Iterator<Item = PdfCode<'f>> {
        bytes.chunks(if self.is_narrow { 1 } else { 2 }).map(|code| {
            let number = code.iter().fold(0, |all, &byte| all << 8 | u32::from(byte));
            PdfCode {
                text: self.characters.get(&number).map_or("", String::as_str),
                width: self.widths.get(&number).copied().unwrap_or(self.width) / 1000.0,
                is_space: code == [32],
            }
        })
    }
}

fn number(document: &Document, object: &Object) -> Option<f64> {
    document.dereference(object).ok().and_then(|(_, object)| object.as_float().ok()).map(f64::from)
}

/// The widths of a font whose codes have one byte.
fn narrow_widths(document: &Document, font: &Dictionary, is_drawn: bool) -> (BTreeMap<u32, f64>, f64) {
    let first =
        font.get_deref(b"FirstChar", document).and_then(Object::as_i64).ok().and_then(|first| u32::try_from(first).ok()).unwrap_or(0);
    let list = font.get_deref(b"Widths", document).ok().and_then(|list| list.as_array().ok());
    // The glyphs of a drawn font have a measure of their own.
    let scale = if is_drawn {
        let matrix = font.get_deref(b"FontMatrix", document).ok().and_then(|list| list.as_array().ok()).and_then(|list| list.first());
        1000.0 * matrix.and_then(|first| number(document, first)).unwrap_or(0.001)
    } else {
        1.0
    };
    let widths =
        list.into_iter().flatten().take(256).zip(first..).filter_map(|(width, code)| Some((code, scale * number(document, width)?)));
    let descriptor = font.get_deref(b"FontDescriptor", document).ok().and_then(|object| object.as_dict().ok());
    let missing = descriptor.and_then(|descriptor| number(document, descriptor.get(b"MissingWidth").ok()?)).unwrap_or(500.0);
    (widths.collect(), missing)
}

/// The widths of a font whose codes have two bytes: lists of `code [w w …]` and `first last w`.
fn wide_widths(document: &Document, font: &Dictionary) -> (BTreeMap<u32, f64>, f64) {
    let mut widths = BTreeMap::new();
    let list = font.get_deref(b"W", document).ok().and_then(|list| list.as_array().ok()).map_or(&[][..], Vec::as_slice);
    let code = |object: &Object| number(document, object).filter(|code| (0.0..=65535.0).contains(code)).map(|code| code as u32);
    let mut at = 0;
    while let (Some(first), Some(second)) = (list.get(at).and_then(code), list.get(at + 1)) {
        match document.dereference(second).map(|(_, object)| object) {
            Ok(Object::Array(each)) => {
                widths.extend((first..=65535).zip(each).filter_map(|(code, width)| Some((code, number(document, width)?))));
                at += 2;
            }
            _ => {
                let (Some(last), Some(width)) = (code(second), list.get(at + 2).and_then(|width| number(document, width))) else { break };
                widths.extend((first..=last).map(|code| (code, width)));
                at += 3;
            }
        }
    }
    let width = font.get_deref(b"DW", document).ok().and_then(|object| object.as_float().ok()).map_or(1000.0, f64::from);
    (widths, width)
}
