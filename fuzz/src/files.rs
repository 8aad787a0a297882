//! What must be true of a PDF: it can be read again, and all that it refers to is in it.

use crate::mutate::unzip;
use crate::run::Fault;
use crate::shape;
use lopdf::content::Content;
use lopdf::{Document, Object};
use std::collections::BTreeSet;

/// Whether `bytes` hold `word`.
pub(crate) fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

/// Whether an EPUB or a PDF holds a word, unpacked and in any of the forms of PDF.
pub(crate) fn holds(bytes: &[u8], word: &str) -> bool {
    let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let hex: String = wide.iter().map(|byte| format!("{byte:02X}")).collect();
    let has = |bytes: &[u8]| [word.as_bytes(), &wide, hex.as_bytes()].into_iter().any(|form| contains(bytes, form));
    if has(bytes) || unzip(bytes).iter().any(|(name, content)| has(name.as_bytes()) || has(content)) {
        return true;
    }
    let Ok(file) = Document::load_mem(bytes) else { return false };
    file.objects.values().any(|object| said(object, &has))
}

/// Whether anything is true of a string in an object, or of what is in a stream.
fn said(object: &Object, has: &impl Fn(&[u8]) -> bool) -> bool {
    match object {
        Object::String(bytes, _) | Object::Name(bytes) => has(bytes),
        Object::Array(list) => list.iter().any(|own| said(own, has)),
        Object::Dictionary(own) => own.iter().any(|(_, own)| said(own, has)),
        Object::Stream(stream) => has(&stream.get_plain_content().unwrap_or_default()) || stream.dict.iter().any(|(_, own)| said(own, has)),
        _ => false,
    }
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
            return Some(Fault::new("pdf reference", format!("{id:?} refers to {lost:?}, which is not there: {object:?}")));
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
