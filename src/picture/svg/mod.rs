//! SVG as a book can hold it: every drawing is written anew from its XML, and nothing comes into a book but what draws.
//!
//! ```text
//! bytes ─► encoding ─► entities ─► read ─► settle ─► graph ─► write
//!         (to text)   (the head    (SVG    (ids and  (circles,
//!                      goes)       alone)  styles)   cost)
//! ```
//! The drawing looks the same before and after. What readers would have seen and can't is told ([`Loss`]); what could never be
//! seen (metadata, other vocabularies, comments, links) goes without a word. What is written is well-formed XML 1.0 in UTF-8,
//! with ids that are names and stand once, references that lead to something in it, and no address outside itself.

mod colours;
mod conform;
mod css;
mod data;
mod encoding;
mod entities;
mod graph;
mod read;
mod rules;
mod settle;
mod tokens;
mod told;
mod variables;
mod vocabulary;

pub(crate) use told::{Loss, finding};

use super::inspect::{PictureFacts, PictureFault, PictureKind};
use crate::source::xml;
use read::{SvgElement, SvgParts, SvgPiece};
use std::collections::BTreeSet;
use told::Losses;

/// Bytes of a drawing that a reader can be asked to load.
const MOST_BYTES: usize = 48 << 20;

/// A drawing as it comes into a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CleanDrawing {
    /// The file.
    pub file: Vec<u8>,
    /// Size of the drawing.
    pub facts: PictureFacts,
    /// What readers would have seen and can't.
    pub losses: Vec<Loss>,
}

/// Cleans an SVG file; none if the bytes are no XML.
///
/// # Errors
/// Says why it can't be used.
#[must_use]
pub(crate) fn clean(bytes: &[u8]) -> Option<Result<CleanDrawing, PictureFault>> {
    // So that no other format is taken for a text in an old encoding.
    let start = bytes.iter().take(1024).find(|byte| !byte.is_ascii_whitespace() && !matches!(byte, 0 | 0xEF | 0xBB | 0xBF | 0xFE | 0xFF));
    let text = (start == Some(&b'<')).then(|| encoding::text(bytes)).flatten()?;
    Some(cleaned(&text))
}

fn cleaned(text: &str) -> Result<CleanDrawing, PictureFault> {
    if text.len() > MOST_BYTES {
        return Err(PictureFault::Undrawable("it has more than 48 MiB".to_owned()));
    }
    let mut losses = Losses::default();
    if text.contains("<?xml-stylesheet") {
        losses.add(Loss::Stylesheet);
    }
    let body = entities::body(text)?;
    let mut parts = read::parts(&body, &wanted(&body), &mut losses)?;
    settle::settle(&mut parts, &mut losses);
    graph::weigh(&mut parts)?;
    let (width, height) = size(&parts.elements[0]);
    let facts = PictureFacts::plain(PictureKind::Svg, width, height);
    Ok(CleanDrawing { file: write(&parts).into_bytes(), facts, losses: losses.into_kinds() })
}

/// The attributes that a drawing's stylesheets ask for.
fn wanted(text: &str) -> BTreeSet<String> {
    let sheets = text.split("<style").skip(1).filter_map(|rest| rest.split("</style").next());
    sheets.filter(|sheet| sheet.contains('[')).flat_map(css::attributes).filter(|name| settle::is_name(name)).collect()
}

/// Width and height in CSS pixels.
fn size(root: &SvgElement) -> (u32, u32) {
    let length = |name: &str| root.value(name).and_then(|value| pixels(&value.trim().to_ascii_lowercase()));
    let numbers: Vec<f32> =
        root.value("viewBox").unwrap_or("").split([' ', ',', '\n', '\t']).filter_map(|number| number.parse().ok()).collect();
    let view = numbers.get(2).copied().zip(numbers.get(3).copied()).filter(|(width, height)| *width > 0.0 && *height > 0.0);
    let (width, height) = match (length("width"), length("height"), view) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((across, down))) => (width, width * down / across),
        (None, Some(height), Some((across, down))) => (height * across / down, height),
        (None, None, Some(view)) => view,
        // What CSS takes for a picture without size.
        (width, height, None) => (width.unwrap_or(300.0), height.unwrap_or(150.0)),
    };
    (whole(width), whole(height))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a range that fits")]
fn whole(length: f32) -> u32 {
    length.round().clamp(1.0, 100_000.0) as u32
}

/// The drawing as XML.
fn write(parts: &SvgParts) -> String {
    let lost = parts.lost();
    let linked = |(at, shape): (usize, &SvgElement)| !lost[at] && shape.attributes.iter().any(|(key, _)| key.starts_with("xlink:"));
    let linked = parts.elements.iter().enumerate().any(linked);
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    let mut pieces = parts.pieces.iter().filter(|piece| match piece {
        SvgPiece::Open(at) | SvgPiece::Close(at) | SvgPiece::Words(at, _) => !lost[*at],
    });
    let mut piece = pieces.next();
    while let Some(now) = piece {
        piece = pieces.next();
        match now {
            SvgPiece::Open(at) => {
                let is_empty = matches!(piece, Some(SvgPiece::Close(closed)) if closed == at);
                let links = if linked && *at == 0 { " xmlns:xlink=\"http://www.w3.org/1999/xlink\"" } else { "" };
                open(parts, *at, is_empty, links, &mut out);
                if is_empty {
                    piece = pieces.next();
                }
            }
            SvgPiece::Close(at) => out.push_str(&format!("</{}>", parts.elements[*at].name)),
            SvgPiece::Words(_, words) => xml::escape_to(&mut out, words),
        }
    }
    out.push('\n');
    out
}

/// Begins an element; `links` declares what addresses are called, if the first element has any in it.
fn open(parts: &SvgParts, at: usize, is_empty: bool, links: &str, out: &mut String) {
    let shape = &parts.elements[at];
    out.push('<');
    out.push_str(shape.name);
    if at == 0 {
        out.push_str(" xmlns=\"http://www.w3.org/2000/svg\"");
        out.push_str(links);
    }
    for (key, value) in &shape.attributes {
        // What is empty says nothing, but for conditions, which then are not fulfilled, and for a shape without points.
        if !value.is_empty() || key.starts_with("required") || ["systemLanguage", "d", "points"].contains(&key.as_ref()) {
            out.push_str(&format!(" {key}=\""));
            xml::escape_to(out, value);
            out.push('"');
        }
    }
    out.push_str(if is_empty { "/>" } else { ">" });
}

/// A length in CSS pixels; none for a percentage or anything else that depends on the page.
fn pixels(length: &str) -> Option<f32> {
    let end = length.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '+' | '-')).unwrap_or(length.len());
    let number: f32 = length[..end].parse().ok()?;
    let factor = match length[end..].trim() {
        "" | "px" => 1.0,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        "in" => 96.0,
        "mm" => 96.0 / 25.4,
        "cm" => 96.0 / 2.54,
        "em" => 16.0,
        _ => return None,
    };
    (number > 0.0).then_some(number * factor)
}

#[cfg(test)]
mod tests;
