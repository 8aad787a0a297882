//! The finishing pass over epub-builder's file: its manifest and spine are kept, the metadata, the contents and the NCX are
//! put in their full form, and the container is written anew, the same bytes each time.
//!
//! Why: epub-builder 0.8.3 gives author and language the same id, knows no refinements, can't put the contents into the
//! spine nor a page out of the reading order, and leaves its landmarks and NCX incomplete. This pass reads its markup, so
//! the version is pinned, and anything not as expected is a fault here rather than a broken book.

use super::xhtml::escape;
use crate::config::right_to_left;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

const PACKAGE: &str = "OEBPS/content.opf";
const CONTENTS: &str = "OEBPS/nav.xhtml";
const NCX: &str = "OEBPS/toc.ncx";

/// What the pass puts in.
#[derive(Debug)]
pub(super) struct Plan {
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
    /// The document after which the contents are read.
    pub(super) contents_after: &'static str,
}

/// One item of epub-builder's manifest.
#[derive(Debug)]
struct Item {
    id: String,
    href: String,
    media_type: String,
    properties: String,
}

/// The finished file.
pub(super) fn finish(raw: &[u8], plan: &Plan) -> Result<Vec<u8>, String> {
    let mut archive = ZipArchive::new(Cursor::new(raw)).map_err(|fault| fault.to_string())?;
    let package = package(&text(&mut archive, PACKAGE)?, plan)?;
    // Both must be there for the manifest to be right.
    for name in [CONTENTS, NCX] {
        archive.by_name(name).map_err(|_| format!("epub-builder wrote no {name}"))?;
    }
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let packed = plain.compression_method(CompressionMethod::Deflated).compression_level(Some(9));
    // The container first, so that a reader can begin before it has the whole file (OCF 3.3, 4.3).
    let mut write = |name: &str, bytes: &[u8], options| {
        out.start_file(name, options).map_err(|fault| fault.to_string())?;
        out.write_all(bytes).map_err(|fault| fault.to_string())
    };
    write("mimetype", b"application/epub+zip", plain.compression_method(CompressionMethod::Stored))?;
    write("META-INF/container.xml", text(&mut archive, "META-INF/container.xml")?.as_bytes(), packed)?;
    write(PACKAGE, package.as_bytes(), packed)?;
    write(CONTENTS, plan.contents.as_bytes(), packed)?;
    write(NCX, plan.ncx.as_bytes(), packed)?;
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).map_err(|fault| fault.to_string())?;
        let name = file.name().to_owned();
        if ["mimetype", "META-INF/container.xml", PACKAGE, CONTENTS, NCX].contains(&name.as_str()) {
            continue;
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(|fault| fault.to_string())?;
        let squeezed = ["jpg", "png"].iter().any(|ending| name.rsplit('.').next() == Some(ending));
        write(&name, &bytes, if squeezed { plain.compression_method(CompressionMethod::Stored) } else { packed })?;
    }
    out.finish().map(Cursor::into_inner).map_err(|fault| fault.to_string())
}

fn text(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<String, String> {
    let mut text = String::new();
    let mut file = archive.by_name(name).map_err(|_| format!("epub-builder wrote no {name}"))?;
    file.read_to_string(&mut text).map_err(|fault| format!("{name}: {fault}"))?;
    Ok(text)
}

/// The package document: our metadata, epub-builder's manifest and spine.
fn package(opf: &str, plan: &Plan) -> Result<String, String> {
    let (items, spine, ncx) = read(opf)?;
    let nav = items.iter().find(|item| item.properties == "nav").ok_or("epub-builder's manifest has no contents")?;
    if !items.iter().any(|item| item.id == ncx) {
        return Err("epub-builder's spine names no NCX".to_owned());
    }
    let language = escape(&plan.language);
    let direction = if right_to_left(&plan.language) { "rtl" } else { "ltr" };
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" \
         unique-identifier=\"{}\" xml:lang=\"{language}\" dir=\"{direction}\">\n{}<manifest>\n",
        plan.identifier, plan.metadata
    );
    for Item { id, href, media_type, properties } in &items {
        let properties = if properties.is_empty() { String::new() } else { format!(" properties=\"{}\"", escape(properties)) };
        out.push_str(&format!(
            "<item id=\"{}\" href=\"{}\" media-type=\"{}\"{properties}/>\n",
            escape(id),
            escape(href),
            escape(media_type)
        ));
    }
    out.push_str(&format!("</manifest>\n<spine toc=\"{}\" page-progression-direction=\"{direction}\">\n", escape(&ncx)));
    let mut placed = 0;
    for id in &spine {
        let item =
            items.iter().find(|item| item.id == *id).ok_or_else(|| format!("epub-builder's spine names {id}, its manifest does not"))?;
        let linear = if item.href == plan.not_linear { " linear=\"no\"" } else { "" };
        out.push_str(&format!("<itemref idref=\"{}\"{linear}/>\n", escape(id)));
        if item.href == plan.contents_after {
            out.push_str(&format!("<itemref idref=\"{}\"/>\n", escape(&nav.id)));
            placed += 1;
        }
    }
    if placed != 1 {
        return Err(format!("epub-builder's spine holds {} {placed} times", plan.contents_after));
    }
    out.push_str("</spine>\n</package>\n");
    Ok(out)
}

/// Manifest, spine and the id of the NCX.
fn read(opf: &str) -> Result<(Vec<Item>, Vec<String>, String), String> {
    let mut reader = Reader::from_str(opf);
    let (mut items, mut spine, mut ncx) = (Vec::new(), Vec::new(), String::new());
    loop {
        match reader.read_event().map_err(|fault| format!("epub-builder's package: {fault}"))? {
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "item" => items.push(Item {
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
        return Err("epub-builder's manifest or spine is not as expected".to_owned());
    }
    Ok((items, spine, ncx))
}

/// The value of an attribute, empty if there is none.
fn attribute(element: &BytesStart, name: &str) -> Result<String, String> {
    let found = element.try_get_attribute(name).map_err(|fault| fault.to_string())?;
    found.map_or(Ok(String::new()), |found| {
        quick_xml::escape::unescape(&found.value).map(std::borrow::Cow::into_owned).map_err(|fault| fault.to_string())
    })
}
