//! The manuscript inside the PDF, for those who would rather have it than a copy of the pages (PDF/A-3 and PDF/A-4f allow that).

use super::error::PdfError;
use super::object::{name, text};
use crate::book::Book;
use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::source::InputFormat;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use std::collections::BTreeMap;

/// A file to be attached: where it is listed from the book's folder, what it is and what it holds.
pub(super) struct Attachment {
    path: String,
    media_type: &'static str,
    bytes: Vec<u8>,
}

/// The files of the text and of the commentary, and the settings, each once; what is private in them is blank. One that cannot be
/// read is reported.
pub(super) fn collect(config: &Config, book: &Book, diagnostics: &mut Diagnostics) -> Vec<Attachment> {
    if !config.pdf.attach_source {
        return Vec::new();
    }
    let listed = book.files.iter().map(|path| (path.as_str(), InputFormat::of(path).unwrap_or(InputFormat::Markdown).media_type()));
    let settings = config.folder.has_file("book.toml").then_some(("book.toml", "application/toml"));
    let files: BTreeMap<&str, &str> = settings.into_iter().chain(listed).collect();
    let mut all = Vec::new();
    for (path, media_type) in files {
        if let Some(text) = book.blanked.get(path) {
            all.push(Attachment { path: path.to_owned(), media_type, bytes: text.clone().into_bytes() });
            continue;
        }
        match config.folder.read_named(path) {
            Ok(bytes) => all.push(Attachment { path: path.to_owned(), media_type, bytes }),
            Err(fault) => diagnostics.push(PdfError::Attachment { path: path.to_owned(), fault }.into()),
        }
    }
    all
}

/// Adds the files to the document: the tree of their names, and the list that says they belong to the whole (ISO 32000-2, 14.13).
pub(super) fn attach(document: &mut Document, files: Vec<Attachment>, time: Option<&str>) -> Option<(ObjectId, Vec<Object>)> {
    if files.is_empty() {
        return None;
    }
    let (mut names, mut associated) = (Vec::new(), Vec::new());
    for Attachment { path, media_type, bytes } in files {
        let mut about = dictionary! { "Size" => i64::try_from(bytes.len()).unwrap_or(i64::MAX) };
        if let Some(time) = time {
            about.set("ModDate", Object::string_literal(time));
        }
        let dict: Dictionary = dictionary! { "Type" => name("EmbeddedFile"), "Subtype" => name(media_type), "Params" => about };
        let stream = document.add_object(Stream::new(dict, bytes));
        let file = document.add_object(dictionary! {
            "Type" => name("Filespec"),
            "F" => text(&path),
            "UF" => text(&path),
            "Desc" => text(&format!("{path}, of which this file was made")),
            "AFRelationship" => name("Source"),
            "EF" => dictionary! { "F" => stream, "UF" => stream },
        });
        names.extend([text(&path), Object::Reference(file)]);
        associated.push(Object::Reference(file));
    }
    Some((document.add_object(dictionary! { "Names" => names }), associated))
}
