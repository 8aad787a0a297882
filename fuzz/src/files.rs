//! What must be true of a PDF: it can be read again, and all that it refers to is in it.

use crate::run::Fault;
use crate::shape;
use lopdf::content::Content;
use lopdf::{Document, Object};
use std::collections::BTreeSet;

/// Whether `bytes` hold `word`.
pub(crate) fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

/// What is wrong with a PDF.
pub(crate) fn pdf(bytes: &[u8], shape: &mut BTreeSet<u64>) -> Option<Fault> {
    let file = match Document::load_mem(bytes) {
        Ok(file) => file,
        Err(why) => return Some(Fault::new("pdf unread", why.to_string())),
    };
    let pages = file.get_pages();
    shape::number("pages", pages.len(), shape);
    if pages.is_empty() {
        return Some(Fault::new("pdf pages", "there is no page"));
    }
    for (number, id) in pages {
        if let Err(why) = Content::decode(&file.get_page_content(id)) {
            return Some(Fault::new("pdf content", format!("page {number}: {why}")));
        }
    }
    for (id, object) in &file.objects {
        if let Some(lost) = dangling(object, &file) {
            return Some(Fault::new("pdf reference", format!("{id:?} refers to {lost:?}, which is not there")));
        }
        if let Some(kind) =
            object.as_dict().ok().and_then(|own| own.get(b"S").or_else(|_| own.get(b"Type")).ok()).and_then(|kind| kind.as_name().ok())
        {
            shape::word("pdf", kind, shape);
        }
    }
    None
}

fn dangling(object: &Object, file: &Document) -> Option<(u32, u16)> {
    match object {
        Object::Reference(id) => (!file.objects.contains_key(id)).then_some(*id),
        Object::Array(list) => list.iter().find_map(|own| dangling(own, file)),
        Object::Dictionary(own) => own.iter().find_map(|(_, own)| dangling(own, file)),
        Object::Stream(stream) => stream.dict.iter().find_map(|(_, own)| dangling(own, file)),
        _ => None,
    }
}
