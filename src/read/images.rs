//! Images: found beside the text, read once each, inspected, put on the shelf.

use crate::book::{Alternative, Image, ImageData, ImageFormat, ImageId, Prose};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::language;
use crate::picture::inspect::{PictureFault, PictureKind};
use crate::read::builder::Builder;
use crate::read::classes::DECORATIVE;
use crate::read::drawings::{self, UsablePicture};
use crate::read::files::{self, FileRefusal};
use crate::read::labels::beside;
use crate::read::markdown::dialect::braces;
use crate::read::names::is_id;
use crate::read::shelf::damaged;
use crate::read::smart;
use crate::source::address::decoded;
use crate::source::held::{self, is_data};
use crate::source::{SourceId, Span};
use std::hash::{DefaultHasher, Hasher};
use std::ops::Range;

/// More than any image: 256 MiB.
const MOST_BYTES: u64 = 256 << 20;

/// How an image is named in the text: its address, and the label under which that stands elsewhere, if it does.
#[derive(Clone, Copy)]
pub(super) struct Address<'t> {
    pub(super) written: &'t str,
    pub(super) label: &'t str,
    /// Whether the address is a name in a wiki, which says no folder.
    pub(super) embedded: bool,
}

/// What an address leads to.
enum ImageAddress {
    /// A path in the book's folder.
    Path(String),
    /// Bytes that it holds itself, none if they can't be read; by a name of their own.
    Held(String, Option<Vec<u8>>),
}

/// The number on the shelf of the image at `address` as written in `source`. One that can't be shown is reported, once a file.
pub(super) fn image(builder: &mut Builder, source: SourceId, address: Address, span: Span, diagnostics: &mut Diagnostics) -> ImageId {
    let (key, sought) = if is_data(address.written) {
        let mut hasher = DefaultHasher::new();
        hasher.write(address.written.as_bytes());
        let key = format!("data:{:x}", hasher.finish());
        if let Some(known) = builder.images.known(&key) {
            return known;
        }
        let name = if address.label.is_empty() { format!("image-{}", builder.images.count() + 1) } else { address.label.to_owned() };
        (key, Ok(ImageAddress::Held(name, held::bytes(address.written))))
    } else {
        match path(builder, source, address.written) {
            Ok(path) => match by_name(builder, source, path, address) {
                Ok(path) => (path.clone(), Ok(ImageAddress::Path(path))),
                Err(several) => (address.written.to_owned(), Err(several)),
            },
            // Each that has no address is told of.
            Err(refused) if address.written.trim().is_empty() => (format!("no address {}", builder.images.count()), Err(refused)),
            Err(refused) => (address.written.to_owned(), Err(refused)),
        }
    };
    if let Some(known) = builder.images.known(&key) {
        return known;
    }
    if let Ok(ImageAddress::Path(path)) = &sought {
        builder.book.named.insert(path.clone());
    }
    let read = match sought {
        Ok(sought) => read(builder, sought, address.written.starts_with('/'), span),
        Err(fault) => Err(fault.told(span)),
    };
    let image = match read {
        Ok((image, told)) => {
            told.into_iter().for_each(|told| diagnostics.push(told));
            Some(image)
        }
        Err(refused) => {
            diagnostics.push(refused);
            None
        }
    };
    builder.images.add(key, name(address), image)
}

/// Why an address names no image of the book's folder.
enum ImageAddressFault {
    /// An address of the web.
    Remote(String),
    /// No address at all.
    Empty,
    /// An address that leads out of the folder.
    Outside(String),
    /// Several images are called so.
    Several {
        /// The name.
        name: String,
        /// Paths of the files.
        paths: Vec<String>,
    },
}

impl ImageAddressFault {
    /// The finding, for an address that stands here.
    fn told(self, span: Span) -> Diagnostic {
        let report = |code, message: String, help: &str| Diagnostic::at(code, span, message).help(help);
        match self {
            Self::Remote(address) => report(
                Code::RemoteImage,
                format!("the image `{}` is not in the book's folder", short(&address)),
                "save the image into the book's folder",
            ),
            Self::Empty => report(
                Code::MissingImage,
                "this image has no address".to_owned(),
                "name its file between the brackets: `![words](picture.png)`",
            ),
            Self::Outside(address) => {
                report(Code::ImageOutside, format!("the image `{}` is outside the book's folder", short(&address)), MOVE_IN)
            }
            Self::Several { name, paths } => {
                let shown = paths.iter().take(5).map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ");
                let message = format!("{} pictures are called {}: {shown}", paths.len(), short(&name));
                report(Code::MissingImage, message, "name the folder of the one that is meant, as in `![[folder/picture.png]]`")
            }
        }
    }
}

/// The path in the book's folder that an address names.
fn path(builder: &Builder, source: SourceId, address: &str) -> Result<String, ImageAddressFault> {
    let lower = address.trim().to_ascii_lowercase();
    if lower.starts_with("//")
        || lower.split_once(':').is_some_and(|(scheme, rest)| scheme.len() > 1 && !scheme.contains('/') && is_remote(scheme, rest))
    {
        return Err(ImageAddressFault::Remote(address.to_owned()));
    }
    // As Windows writes it.
    let file = decoded(address.split(['#', '?']).next().unwrap_or("")).replace('\\', "/");
    if file.trim().is_empty() {
        return Err(ImageAddressFault::Empty);
    }
    let path = if file.as_bytes().get(1) == Some(&b':') {
        None
    } else if let Some(below) = file.strip_prefix('/') {
        // On a site its root is meant, which is the book's folder here.
        beside("", below)
    } else {
        beside(builder.path(source), &file)
    };
    path.ok_or_else(|| ImageAddressFault::Outside(address.to_owned()))
}

/// Folders whose files a program that makes a site has at the site's root: those of Hugo, Zola and Docusaurus, VitePress, VuePress.
const SERVED: [&str; 7] =
    ["static", "public", "docs/public", "docs/static", ".vuepress/public", "docs/.vuepress/public", "src/.vuepress/public"];

/// The path of a picture: where its address says, or else in the folder of the book; of one that a wiki embeds, where the only file is
/// that is called so.
fn by_name(builder: &mut Builder, source: SourceId, path: String, address: Address) -> Result<String, ImageAddressFault> {
    if files::is_there(&builder.folder, &path) {
        return Ok(path);
    }
    let written = decoded(address.written.split(['#', '?']).next().unwrap_or(""));
    if let Some(below) = written.strip_prefix('/') {
        // A site may stand in a folder of its address (`example.org/my-site/`), which its root does not have.
        let within = below.split_once('/').map(|(_, within)| within);
        let served = |below: &str| {
            let mut paths = SERVED.iter().filter_map(|root| beside("", &format!("{root}/{below}")));
            paths.find(|path| files::is_there(&builder.folder, path))
        };
        let at_root = |below: &str| beside("", below).filter(|path| files::is_there(&builder.folder, path));
        let found = served(below).or_else(|| at_root(within?)).or_else(|| served(within?));
        return Ok(found.unwrap_or(path));
    }
    if !address.embedded {
        return Ok(from_above(builder, source, &written.replace('\\', "/")).unwrap_or(path));
    }
    let mut paths = builder.tree.find(&builder.folder, &written);
    match paths.len() {
        0 => Ok(path),
        1 => Ok(paths.remove(0)),
        _ => Err(ImageAddressFault::Several { name: written, paths }),
    }
}

/// The path of a picture that is not beside its text but at that address in a folder above, the nearest first: pandoc is run in the folder
/// of the book and Leanpub in `manuscript`, from where they find the pictures of all files, and Leanpub in its `resources` too.
fn from_above(builder: &Builder, source: SourceId, address: &str) -> Option<String> {
    let text = builder.path(source);
    let folders = text.rmatch_indices('/').map(|(at, _)| &text[..at]).skip(1).chain([""]);
    let paths = folders.flat_map(|folder| [beside(&format!("{folder}/a"), address), beside(&format!("{folder}/resources/a"), address)]);
    paths.flatten().find(|path| files::is_there(&builder.folder, path))
}

/// An address as LaTeX writes it, with the ending of the file that is there if it has none: a kind that books can hold, or a PDF.
pub(super) fn with_ending(builder: &Builder, source: SourceId, address: &str) -> String {
    let has_ending = address.rsplit('/').next().is_some_and(|name| name.rsplit_once('.').is_some_and(|(_, end)| end.len() < 5));
    let is_there = |address: &str| {
        let places = [beside(builder.path(source), address), beside("", address)];
        places.iter().flatten().any(|path| files::is_there(&builder.folder, path))
    };
    if has_ending || is_there(address) {
        return address.to_owned();
    }
    let endings = ENDINGS.into_iter().chain(["pdf", "eps"]);
    endings.map(|ending| format!("{address}.{ending}")).find(|address| is_there(address)).unwrap_or_else(|| address.to_owned())
}

const MOVE_IN: &str = "copy the image into the book's folder, and name it there without `..`";

/// Endings of images that a book can show.
const ENDINGS: [&str; 6] = ["png", "jpg", "jpeg", "svg", "gif", "webp"];

/// Reads an image as far as its header tells what it is, with what is to be told of it; a drawing is made ready for a book.
fn read(builder: &Builder, sought: ImageAddress, from_root: bool, span: Span) -> Result<(Image, Option<Diagnostic>), Diagnostic> {
    let report = |code, message: String, help: &str| Diagnostic::at(code, span, message).help(help);
    let (path, place, bytes) = match sought {
        ImageAddress::Held(name, Some(bytes)) => (name, None, bytes),
        ImageAddress::Held(name, None) => return Err(damaged(&name, "its data can't be read", span)),
        ImageAddress::Path(path) => match files::read(&builder.folder, &path, MOST_BYTES) {
            Ok((place, bytes)) => (path, Some(place), bytes),
            Err(refusal) => return Err(refused(builder, &path, from_root, refusal, span)),
        },
    };
    let UsablePicture { facts, bytes, see_through, told } = drawings::usable(&path, bytes, span).map_err(|fault| match fault {
        PictureFault::Corrupt(why) => damaged(&path, &why, span),
        PictureFault::Foreign(name) => report(
            Code::ForeignImage,
            format!("the image {path} is {name}, which books can't hold"),
            "save it as PNG or JPEG, or a drawing as SVG",
        ),
        PictureFault::Huge(width, height) => {
            report(Code::HugeImage, format!("the image {path} has {width} × {height} pixels"), "make it smaller than 100 megapixels")
        }
        PictureFault::Undrawable(why) => drawings::refused(&path, &why, span),
        PictureFault::Unsafe(why) => {
            report(Code::UnsafeSvg, format!("the image {path} was refused: {why}"), "export it as a plain SVG, or as PNG")
        }
    })?;
    let format = match facts.kind {
        PictureKind::Png => ImageFormat::Png,
        PictureKind::Jpeg => ImageFormat::Jpeg,
        PictureKind::Svg => ImageFormat::Svg,
        PictureKind::Gif => ImageFormat::Gif,
        PictureKind::WebP => ImageFormat::WebP,
    };
    let recast = match facts.kind {
        PictureKind::WebP if facts.photograph => Some(ImageFormat::Jpeg),
        PictureKind::WebP => Some(ImageFormat::Png),
        PictureKind::Jpeg if facts.four_colours => Some(ImageFormat::Jpeg),
        _ => None,
    };
    let (width, height, orientation) = (facts.width, facts.height, facts.orientation);
    let weight = bytes.len() as u64;
    let file = match place {
        // A drawing is not what is on the disk any more.
        Some(place) if format != ImageFormat::Svg => ImageData::new(builder.folder.files(), &place, bytes),
        _ => ImageData::Held(bytes.into()),
    };
    let moves = facts.moves;
    Ok((Image { path, format, width, height, orientation, recast, damaged: false, moves, see_through, weight, file, span }, told))
}

/// Why a file can't be had.
fn refused(builder: &Builder, path: &str, from_root: bool, refusal: FileRefusal, span: Span) -> Diagnostic {
    let report = |code, message: String, help: &str| Diagnostic::at(code, span, message).help(help);
    match refusal {
        FileRefusal::Outside => report(Code::ImageOutside, format!("the image {path} is outside the book's folder"), MOVE_IN),
        FileRefusal::Missing => {
            let near = files::near(&builder.folder, path, &ENDINGS);
            let help = near.map(|near| format!("did you mean `{near}`? correct the name"));
            let help = help.as_deref().unwrap_or("correct the name, or put the file there");
            let message = if from_root {
                format!("there is no image {path} in the book's folder, where `/{path}` was looked for")
            } else {
                format!("there is no image {path} in the book's folder")
            };
            report(Code::MissingImage, message, help)
        }
        FileRefusal::Folder => {
            let shown = if path.is_empty() { "the book's folder".to_owned() } else { path.to_owned() };
            report(Code::MissingImage, format!("{shown} is a folder, not an image"), "name the image's file")
        }
        FileRefusal::NoFile => {
            report(Code::MissingImage, format!("{path} is a device, a pipe or a socket, not an image"), "put a file there")
        }
        FileRefusal::Huge(size) => report(Code::HugeImage, format!("the image {path} has {} MiB", size >> 20), "make it smaller"),
        FileRefusal::Machine(error) => {
            report(Code::Machine, format!("the image {path} cannot be read: {error}"), "look at the file's permissions")
        }
    }
}

/// Whether what stands before a colon is a scheme and not part of a file name.
fn is_remote(scheme: &str, rest: &str) -> bool {
    rest.starts_with("//") || matches!(scheme, "http" | "https" | "ftp" | "file" | "cid" | "blob" | "javascript")
}

fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

/// What is said in place of an image: its alternative text, in one line and typographic, or for want of it words made of its name.
pub(super) fn alternative(builder: &Builder, alt: &str, address: Address) -> Alternative {
    let alt = alt.split_whitespace().collect::<Vec<_>>().join(" ");
    if alt.is_empty() {
        return Alternative { words: named(name(address)), given: false };
    }
    Alternative::given(smart::smarten(&alt, language(&builder.book.language)))
}

/// The alternative of an image that is a figure: with a caption, which is better than a name.
pub(super) fn in_figure(alternative: Alternative, caption: Option<&Prose>, classes: &[String]) -> Alternative {
    match caption {
        _ if alternative.given => alternative,
        // It shows nothing that is to be said.
        _ if classes.iter().any(|class| class.eq_ignore_ascii_case(DECORATIVE)) => Alternative::given(""),
        Some(caption) => Alternative { words: caption.said(), given: false },
        None => alternative,
    }
}

/// What has the name of an image: its address, unless that is the image itself.
fn name<'t>(address: Address<'t>) -> &'t str {
    if is_data(address.written) { address.label } else { address.written }
}

/// Words made of a file's name: `images/harbour_map-2.png` is a "harbour map 2".
pub(super) fn named(address: &str) -> String {
    let path = decoded(address.split(['#', '?']).next().unwrap_or(""));
    let name = path.rsplit(['/', '\\']).find(|part| !part.is_empty()).unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem });
    let words = stem.split(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '_' | '-' | '.' | '+'));
    let words = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    if words.is_empty() { "…".to_owned() } else { words.chars().take(80).collect() }
}

/// The ids behind an image, as in `![A map](map.png){#map .top}`, and where each stands; `at` is where `behind` does.
pub(super) fn ids(behind: &str, at: usize) -> Vec<(&str, Range<usize>)> {
    let words = braces::words(braces::inside(behind).unwrap_or_default());
    let place = |from: usize, word: &str| at + 1 + from..at + 1 + from + word.len();
    words.into_iter().filter_map(|(from, word)| Some((word.strip_prefix('#').filter(|id| is_id(id))?, place(from, word)))).collect()
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
    use super::{ids, named};

    #[test]
    fn a_name_is_made_words() {
        for (address, words) in [
            ("images/harbour_map-2.png", "harbour map 2"),
            ("images/1.1.png?raw=true", "1 1"),
            ("a%20b.svg", "a b"),
            ("https://example.org/x/", "x"),
            (".png", "png"),
            ("", "…"),
        ] {
            assert_eq!(named(address), words, "{address}");
        }
    }

    #[test]
    fn ids_are_found_behind_an_image() {
        assert_eq!(ids("{#fig:tide .top} x", 10), [("fig:tide", 11..20)]);
        assert_eq!(ids("{.top #a}", 0), [("a", 6..8)]);
        assert_eq!(ids("{.top\nx=\"#b\" #a}", 0), [("a", 13..15)]);
        for none in ["", "{.top}", "{#}", " {#a}", "{#a", "{#a\n\n}", "{#a,b}", "{alt=\"#a\"}"] {
            assert_eq!(ids(none, 0), [], "{none}");
        }
    }

    #[test]
    fn only_classes_are_classes() {
        assert_eq!(super::classes(""), Some(Vec::new()));
        assert_eq!(super::classes("{.top}"), Some(vec!["top".to_owned()]));
        assert_eq!(super::classes(" {.page .wide-one}"), Some(vec!["page".to_owned(), "wide-one".to_owned()]));
        for other in ["words", "{}", "{.}", "{top}", "{.top", "{.a} b", "{#id}"] {
            assert_eq!(super::classes(other), None, "{other}");
        }
    }
}
