//! The finishing pass over epub-builder's file: its manifest and spine are kept, the metadata, the contents and the NCX are
//! put in their full form, and the container is written anew, the same bytes each time.
//!
//! Why, [`super::adapter`] tells. This pass reads epub-builder's markup, so anything not as expected is a fault here rather than a
//! broken book.

use super::container::{self, EpubArchive, PackedFile, Packing};
use super::error::{EpubError, PackagePart};
use crate::book;
use crate::html::markup::WrittenMarkup;
use crate::html::pictures;
use crate::language::right_to_left;
use crate::source::deflate::DeflateLevel;
use crate::source::xml::escape;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufWriter, Cursor, Read, Write};
use zip::ZipArchive;

const PACKAGE: &str = "OEBPS/content.opf";
const CONTENTS: &str = "OEBPS/nav.xhtml";
const NCX: &str = "OEBPS/toc.ncx";
const CONTAINER: &str = "META-INF/container.xml";
const DISPLAY: &str = "META-INF/com.apple.ibooks.display-options.xml";

/// How many files are compressed before they are written.
const AT_A_TIME: usize = 32;

/// What the pass puts in.
#[derive(Debug)]
pub(super) struct PackagePlan<'f> {
    /// Id of the identifier in the metadata.
    pub(super) identifier: &'static str,
    /// The `metadata` element.
    pub(super) metadata: String,
    /// Language of the package.
    pub(super) language: String,
    /// The navigation document.
    pub(super) contents: String,
    /// The NCX.
    pub(super) ncx: String,
    /// The document outside the reading order.
    pub(super) not_linear: &'static str,
    /// The document after which the contents are read; none if they are in the reading app's menu alone.
    pub(super) contents_after: Option<&'f str>,
    /// Every other file that epub-builder's manifest names, in the order they are to have in the container.
    pub(super) files: Vec<ContainerFile<'f>>,
    /// Licences that go where their fonts go, by path in the container. No page shows them, so the package does not name them.
    pub(super) licences: Vec<(String, &'f str)>,
}

/// A file of the container, by its name beside the package document.
#[derive(Debug)]
pub(super) struct ContainerFile<'f> {
    pub(super) name: &'f str,
    /// Manifest properties of a document, by what it holds.
    pub(super) properties: Vec<&'static str>,
    pub(super) content: ContainerContent<'f>,
}

/// What is in a file.
#[derive(Debug)]
pub(super) enum ContainerContent<'f> {
    /// What was packed before.
    Packed(PackedFile),
    /// Bytes.
    Bytes(&'f [u8]),
    /// A picture, which may still be on the disk.
    Image(&'f book::Image),
}

/// An item of epub-builder's manifest.
#[derive(Debug)]
struct ManifestEntry {
    id: String,
    href: String,
    media_type: String,
    properties: String,
}

/// Writes the finished file.
pub(super) fn finish(raw: &[u8], plan: PackagePlan, out: &mut (impl Write + Send)) -> Result<(), EpubError> {
    let OwnDocuments { package, container, display } = ours(raw, &plan)?;
    // The container first, so that a reader can begin before it has the whole file (OCF 3.3, 4.3).
    let own: [(&str, &[u8]); 6] = [
        ("mimetype", b"application/epub+zip"),
        (CONTAINER, container.as_bytes()),
        (PACKAGE, package.as_bytes()),
        (CONTENTS, plan.contents.as_bytes()),
        (NCX, plan.ncx.as_bytes()),
        (DISPLAY, display.as_bytes()),
    ];
    let mut out = EpubArchive::new(BufWriter::with_capacity(1 << 16, out));
    let own: Vec<_> = own.par_iter().map(|(name, bytes)| container::pack((*name).to_owned(), *bytes, way(name))).collect();
    own.iter().try_for_each(|one| out.add(one)).map_err(EpubError::Unwritten)?;
    // Some files at a time: all cores compress, and no more is held than they need. Meanwhile those before are written.
    let mut before: Vec<Result<PackedFile, EpubError>> = Vec::new();
    let mut add = |one: Result<PackedFile, EpubError>| out.add(&one?).map_err(EpubError::Unwritten);
    let mut files = plan.files.into_iter();
    while files.len() > 0 {
        let some: Vec<ContainerFile> = files.by_ref().take(AT_A_TIME).collect();
        let compress = || some.into_par_iter().map(ContainerFile::packed).collect();
        let (packed, written) = rayon::join(compress, || before.into_iter().try_for_each(&mut add));
        written?;
        before = packed;
    }
    before.into_iter().try_for_each(&mut add)?;
    let licences = plan.licences.into_iter().map(|(name, text)| {
        let way = way(&name);
        container::pack(name, text.as_bytes(), way)
    });
    licences.map(Ok).try_for_each(add)?;
    out.finish().map_err(EpubError::Unwritten)
}

/// What epub-builder's file becomes.
struct OwnDocuments {
    package: String,
    container: String,
    /// Apple's options.
    display: String,
}

fn ours(raw: &[u8], plan: &PackagePlan) -> Result<OwnDocuments, EpubError> {
    let mut archive = ZipArchive::new(Cursor::new(raw)).map_err(EpubError::Archive)?;
    let package = package(&text(&mut archive, PACKAGE)?, plan)?;
    Ok(OwnDocuments { package, container: text(&mut archive, CONTAINER)?, display: text(&mut archive, DISPLAY)? })
}

impl ContainerFile<'_> {
    fn packed(self) -> Result<PackedFile, EpubError> {
        Ok(match self.content {
            ContainerContent::Packed(packed) => packed,
            ContainerContent::Bytes(bytes) => pack(self.name, bytes),
            ContainerContent::Image(image) => pack(self.name, pictures::bytes(image)?),
        })
    }
}

/// Packs a file that is to stand beside the package document.
pub(super) fn pack<'b>(name: &str, bytes: impl Into<Cow<'b, [u8]>>) -> PackedFile {
    container::pack(format!("OEBPS/{name}"), bytes, way(name))
}

/// The first must not be compressed (OCF 3.3, 4.2), pictures are already; in fonts there is most to be won.
fn way(name: &str) -> Packing {
    match name.rsplit('.').next() {
        Some("mimetype" | "jpg" | "png" | "gif") => Packing::Stored,
        Some("otf" | "ttf") => Packing::Deflated(DeflateLevel::Thorough),
        _ => Packing::Deflated(DeflateLevel::Quick),
    }
}

fn text(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &'static str) -> Result<String, EpubError> {
    let mut text = String::new();
    let mut file = archive.by_name(name).map_err(|fault| EpubError::NoFile { name, fault })?;
    file.read_to_string(&mut text).map_err(|fault| EpubError::BadFile { name, fault })?;
    Ok(text)
}

/// The package document: our metadata, epub-builder's manifest and spine.
fn package(opf: &str, plan: &PackagePlan) -> Result<String, EpubError> {
    let BuilderPackage { items, spine, ncx } = read(opf)?;
    let nav = items.iter().find(|item| item.properties == "nav").ok_or(EpubError::Incomplete(PackagePart::Contents))?;
    if !items.iter().any(|item| item.id == ncx) {
        return Err(EpubError::Incomplete(PackagePart::Ncx));
    }
    let language = escape(&plan.language);
    let direction = if right_to_left(&plan.language) { "rtl" } else { "ltr" };
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" \
         unique-identifier=\"{}\" xml:lang=\"{language}\" dir=\"{direction}\">\n{}<manifest>\n",
        plan.identifier, plan.metadata
    );
    let named: BTreeSet<&str> = items.iter().map(|item| item.href.as_str()).collect();
    let known: BTreeMap<&str, &ContainerFile> = plan.files.iter().map(|file| (file.name, file)).collect();
    if known.len() < plan.files.len() {
        return Err(EpubError::SameName);
    }
    let missing = named.iter().find(|name| !known.contains_key(*name) && ![nav.href.as_str(), "toc.ncx"].contains(name));
    if let Some(name) = missing.or_else(|| known.keys().find(|name| !named.contains(*name))) {
        return Err(EpubError::Unlisted { name: (*name).to_owned() });
    }
    for ManifestEntry { id, href, media_type, properties } in &items {
        let held = known.get(href.as_str()).map_or(&[][..], |file| &file.properties);
        let properties = properties.split_whitespace().chain(held.iter().copied()).collect::<Vec<_>>().join(" ");
        let properties = if properties.is_empty() { String::new() } else { format!(" properties=\"{}\"", escape(&properties)) };
        out.push_str(&format!(
            "<item id=\"{}\" href=\"{}\" media-type=\"{}\"{properties}/>\n",
            escape(id),
            escape(href),
            escape(media_type)
        ));
    }
    out.push_str(&format!("</manifest>\n<spine toc=\"{}\" page-progression-direction=\"{direction}\">\n", escape(&ncx)));
    let mut placed = 0;
    let by_id: BTreeMap<&str, &ManifestEntry> = items.iter().rev().map(|item| (item.id.as_str(), item)).collect();
    for id in &spine {
        let item = by_id.get(id.as_str()).ok_or_else(|| EpubError::UnknownItem { id: id.clone() })?;
        let linear = if item.href == plan.not_linear { " linear=\"no\"" } else { "" };
        out.push_str(&format!("<itemref idref=\"{}\"{linear}/>\n", escape(id)));
        if plan.contents_after == Some(item.href.as_str()) {
            out.push_str(&format!("<itemref idref=\"{}\"/>\n", escape(&nav.id)));
            placed += 1;
        }
    }
    if let Some(after) = plan.contents_after.filter(|_| placed != 1) {
        return Err(EpubError::ContentsPlace { file: after.to_owned(), times: placed });
    }
    out.push_str("</spine>\n</package>\n");
    Ok(out)
}

/// The properties that a document has by what it holds (EPUB 3.3, 5.6.2).
pub(super) fn properties(body: &WrittenMarkup) -> Vec<&'static str> {
    if body.formulas { vec!["mathml"] } else { Vec::new() }
}

/// What is kept of epub-builder's package document.
struct BuilderPackage {
    /// The manifest.
    items: Vec<ManifestEntry>,
    /// The ids of the documents in reading order.
    spine: Vec<String>,
    /// The id of the NCX.
    ncx: String,
}

fn read(opf: &str) -> Result<BuilderPackage, EpubError> {
    let mut reader = Reader::from_str(opf);
    let (mut items, mut spine, mut ncx) = (Vec::new(), Vec::new(), String::new());
    loop {
        match reader.read_event().map_err(EpubError::Xml)? {
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "item" => items.push(ManifestEntry {
                    id: attribute(&element, "id")?,
                    href: attribute(&element, "href")?,
                    media_type: attribute(&element, "media-type")?,
                    properties: attribute(&element, "properties")?,
                }),
                "itemref" => spine.push(attribute(&element, "idref")?),
                "spine" => ncx = attribute(&element, "toc")?,
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    if items.iter().any(|item| item.id.is_empty() || item.href.is_empty() || item.media_type.is_empty()) || spine.is_empty() {
        return Err(EpubError::Incomplete(PackagePart::Items));
    }
    Ok(BuilderPackage { items, spine, ncx })
}

/// The value of an attribute, empty if there is none.
fn attribute(element: &BytesStart, name: &str) -> Result<String, EpubError> {
    let found = element.try_get_attribute(name).map_err(|fault| EpubError::Xml(fault.into()))?;
    let Some(found) = found else { return Ok(String::new()) };
    quick_xml::escape::unescape(&found.value).map(Cow::into_owned).map_err(|fault| EpubError::Xml(fault.into()))
}
