//! Every part of the files that a book came to, with its size and a checksum: what changes without being meant to is seen, and where.
//! What a part must be is said by other tests.

use super::Run;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Parts of a file that are told one by one; of more, those behind the first are told together.
const TOLD: usize = 200;

/// The parts, one a line; empty if neither file was made. Without pixels, which are not the same on every machine.
pub(crate) fn parts(run: &Run) -> String {
    let mut out = String::new();
    let files = run.epub_files().into_iter().filter(|(name, _)| ![".jpg", ".png"].iter().any(|ending| name.ends_with(ending)));
    lines(&mut out, "epub", files.collect());
    for (file, bytes) in [("pdf", &run.pdf), ("cover", &run.jacket)] {
        if let Some(document) = bytes.as_deref().and_then(|bytes| Document::load_mem(bytes).ok()) {
            pdf(&mut out, file, &document);
        }
    }
    out
}

/// What each page draws, then all else, by the kind of object.
fn pdf(out: &mut String, file: &str, document: &Document) {
    let mut drawn: BTreeSet<ObjectId> = BTreeSet::new();
    let mut pages = Vec::new();
    for (number, page) in document.get_pages() {
        drawn.extend(document.get_page_contents(page));
        pages.push((format!("page {number}"), document.get_page_content(page)));
    }
    lines(out, file, pages);
    let mut others: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for (id, object) in document.objects.iter().filter(|(id, _)| !drawn.contains(id)) {
        let stream = object.as_stream().ok();
        let dictionary = stream.map(|stream| &stream.dict).or(object.as_dict().ok());
        let kind = dictionary.map_or_else(String::new, kind);
        let bytes = others.entry(kind).or_default();
        // Of a stream that is packed its bytes count, not how they are packed.
        let has_pixels = |stream: &&Stream| stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image");
        let packed = stream.filter(|stream| !has_pixels(stream));
        let unpacked = packed.map(|stream| stream.decompressed_content().unwrap_or_else(|_| stream.content.clone()));
        let said = dictionary.map_or_else(|| format!("{object:?}"), |dictionary| format!("{:?}", without_packing(dictionary)));
        bytes.extend([format!("{id:?}{said}").as_bytes(), &unpacked.unwrap_or_default()].concat());
    }
    // How objects are packed is none of them.
    let kinds = others.into_iter().filter(|(kind, _)| !["ObjStm", "XRef"].contains(&kind.as_str()));
    lines(out, file, kinds.map(|(kind, bytes)| (format!("objects {kind}").trim_end().to_owned(), bytes)).collect());
}

/// What a dictionary says it is.
fn kind(dictionary: &Dictionary) -> String {
    let said = |key: &[u8]| dictionary.get(key).and_then(Object::as_name).ok().map(|name| String::from_utf8_lossy(name).into_owned());
    said(b"Type").or(said(b"Subtype")).or(said(b"S")).unwrap_or_default()
}

fn without_packing(dictionary: &Dictionary) -> Dictionary {
    let mut dictionary = dictionary.clone();
    for key in [b"Length".as_slice(), b"Filter", b"DecodeParms"] {
        dictionary.remove(key);
    }
    dictionary
}

fn lines(out: &mut String, file: &str, mut parts: Vec<(String, Vec<u8>)>) {
    if parts.len() > TOLD {
        let rest = parts.split_off(TOLD);
        let bytes = rest.iter().flat_map(|(name, bytes)| [name.as_bytes(), bytes]).collect::<Vec<_>>().concat();
        parts.push((format!("and {} more", rest.len()), bytes));
    }
    for (name, bytes) in parts {
        let mut checksum = flate2::Crc::new();
        checksum.update(&bytes);
        let _ = writeln!(out, "{file} {name}: {} bytes, {:08x}", bytes.len(), checksum.sum());
    }
}
