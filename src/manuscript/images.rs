//! Images: found beside the text, read once each, inspected, put on a shelf.

use super::files::{self, Refusal};
use super::labels::{beside, decoded};
use super::markdown::Builder;
use super::smart;
use super::tongue::tongue;
use crate::book::{File, Format, Image, ImageId};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::picture::inspect::{Fault, Kind, header, inspect};
use crate::source::{SourceId, Span};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::collections::BTreeMap;

/// More than any image: 256 MiB.
const MOST_BYTES: u64 = 256 << 20;

/// The images read so far by path; none for one that was refused.
#[derive(Debug, Default)]
pub(super) struct Shelf(BTreeMap<String, Option<ImageId>>);

/// The image at `address` as written in `source`; none if it can't be used (reported, once a file).
pub(super) fn image(builder: &mut Builder, source: SourceId, address: &str, span: Span, found: &mut Diagnostics) -> Option<ImageId> {
    let mut report = |code, message: String, help: &str| found.push(Diagnostic::at(code, span, message).help(help));
    let lower = address.trim().to_ascii_lowercase();
    if lower.starts_with("//")
        || lower.split_once(':').is_some_and(|(scheme, rest)| scheme.len() > 1 && !scheme.contains('/') && is_remote(scheme, rest))
    {
        report(
            Code::RemoteImage,
            format!("the image `{}` is not in the book's folder", short(address)),
            "save the image into the book's folder",
        );
        return None;
    }
    let file = decoded(address.split(['#', '?']).next().unwrap_or(""));
    const MOVE_IN: &str = "copy the image into the book's folder and name it without `..`";
    let path = if file.starts_with('/') || file.contains('\\') || file.as_bytes().get(1) == Some(&b':') {
        None
    } else {
        beside(builder.path(source), &file)
    };
    let Some(path) = path else {
        report(Code::ImageOutside, format!("the image `{}` is outside the book's folder", short(address)), MOVE_IN);
        return None;
    };
    if let Some(known) = builder.images.0.get(&path) {
        return *known;
    }
    let image = match files::bytes(&builder.folder, &path, MOST_BYTES) {
        Ok(bytes) => match header(&bytes) {
            Ok(facts) => {
                let format = match facts.kind {
                    Kind::Png => Format::Png,
                    Kind::Jpeg => Format::Jpeg,
                    Kind::Svg => Format::Svg,
                };
                let (width, height, orientation) = (facts.width, facts.height, facts.orientation);
                let file = File::new(&builder.folder.join(&path), bytes);
                builder.book.images.push(Image { path: path.clone(), format, width, height, orientation, file, span });
                Some(ImageId::new(builder.book.images.len() - 1))
            }
            Err(Fault::Corrupt(why)) => {
                found.push(corrupt(&path, &why, span));
                None
            }
            Err(Fault::Huge(width, height)) => {
                report(Code::HugeImage, format!("the image {path} has {width} × {height} pixels"), "make it smaller than 100 megapixels");
                None
            }
            Err(Fault::Unsafe(why)) => {
                report(Code::UnsafeSvg, format!("the image {path} was refused: {why}"), "export it as a plain SVG, or as PNG");
                None
            }
        },
        Err(Refusal::Outside) => {
            report(Code::ImageOutside, format!("the image {path} is outside the book's folder"), MOVE_IN);
            None
        }
        Err(Refusal::Missing) => {
            report(Code::MissingImage, format!("there is no image {path} in the book's folder"), "correct the name, or put the file there");
            None
        }
        Err(Refusal::Huge(size)) => {
            report(Code::HugeImage, format!("the image {path} has {} MiB", size >> 20), "make it smaller");
            None
        }
        Err(Refusal::Machine(error)) => {
            report(Code::Machine, format!("the image {path} cannot be read: {error}"), "look at the file's permissions");
            None
        }
    };
    builder.images.0.insert(path, image);
    image
}

fn corrupt(path: &str, why: &str, span: Span) -> Diagnostic {
    Diagnostic::at(Code::CorruptImage, span, format!("the image {path} cannot be used: {why}")).help("save it again as PNG, JPEG or SVG")
}

/// Reports images that are damaged behind their headers. All cores look, for every pixel must be decoded.
pub(super) fn check(images: &[Image], found: &mut Diagnostics) {
    let look = |image: &Image| match image.file.bytes() {
        Ok(bytes) => match inspect(&bytes) {
            Err(Fault::Corrupt(why)) => Some(corrupt(&image.path, &why, image.span)),
            _ => None,
        },
        Err(why) => Some(Diagnostic::at(Code::Machine, image.span, why)),
    };
    let damaged: Vec<Diagnostic> = images.par_iter().filter_map(look).collect();
    // The text holds them already.
    damaged.into_iter().for_each(|finding| found.push(Diagnostic { severity: Severity::Error, ..finding }));
}

/// Whether what stands before a colon is a scheme and not part of a file name.
fn is_remote(scheme: &str, rest: &str) -> bool {
    rest.starts_with("//") || matches!(scheme, "data" | "http" | "https" | "ftp" | "file" | "cid" | "blob" | "javascript")
}

fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

/// Alternative text, in one line and typographic.
pub(super) fn words(builder: &Builder, alt: &str) -> String {
    smart::smarten(&alt.split_whitespace().collect::<Vec<_>>().join(" "), tongue(&builder.book.language))
}

/// The classes behind an image that stands alone, as in `![A map](map.png){.top}`; none if what is there is anything else.
pub(super) fn classes(behind: &str) -> Option<Vec<String>> {
    let behind = behind.trim();
    if behind.is_empty() {
        return Some(Vec::new());
    }
    let names = behind.strip_prefix('{')?.strip_suffix('}')?.split_whitespace();
    names
        .map(|name| {
            let name = name.strip_prefix('.')?;
            let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
            is_name.then(|| name.to_owned())
        })
        .collect::<Option<Vec<String>>>()
        .filter(|names| !names.is_empty())
}

#[cfg(test)]
mod tests {
    use super::classes;

    #[test]
    fn only_classes_are_classes() {
        assert_eq!(classes(""), Some(Vec::new()));
        assert_eq!(classes("{.top}"), Some(vec!["top".to_owned()]));
        assert_eq!(classes(" {.page .wide-one}"), Some(vec!["page".to_owned(), "wide-one".to_owned()]));
        for other in ["words", "{}", "{.}", "{top}", "{.top", "{.a} b", "{#id}"] {
            assert_eq!(classes(other), None, "{other}");
        }
    }
}
