//! EPUBs, of whoever made them: the documents of their spine in order, read as pages.

mod package;

#[cfg(test)]
mod tests;

use super::html::{WebDocuments, read_pages};
use super::package::{OfficeFault, OfficePackage};
use super::settle::settle;
use super::text::{OfficeFacts, OfficeText};
use super::xml::{OfficeEvent, OfficeXml};
use package::{EpubPackage, LARGEST_BOOK};
use std::cell::RefCell;

/// Reads an EPUB.
///
/// # Errors
/// If it is protected, damaged, or no EPUB.
pub(crate) fn read(bytes: &[u8]) -> Result<OfficeText, OfficeFault> {
    let mut package = OfficePackage::open(bytes)?;
    if package.text("META-INF/encryption.xml")?.is_some_and(|text| is_protected(&text)) || package.has("META-INF/rights.xml") {
        return Err(OfficeFault::Locked);
    }
    let container = package.text("META-INF/container.xml")?.ok_or(OfficeFault::Missing("META-INF/container.xml"))?;
    let path = root(&container)?.ok_or(OfficeFault::Missing("package document"))?;
    let text = package.text(&path)?.ok_or(OfficeFault::Missing("package document"))?;
    let book = EpubPackage::read(&path, &text)?;
    let (mut pages, mut size) = (WebDocuments::default(), 0);
    pages.is_bound = book.is_bound;
    let mut missing = 0;
    for path in &book.spine {
        match package.text(path)? {
            Some(text) => {
                size += text.len();
                if size > LARGEST_BOOK {
                    return Err(OfficeFault::TooLarge(path.clone()));
                }
                pages.add(path, &text);
            }
            None => missing += 1,
        }
    }
    let package = RefCell::new(package);
    let mut text = read_pages(&pages, &|path| package.borrow_mut().part(path).ok().flatten());
    for _ in 0..missing {
        text.losses.count("documents that the book names and doesn’t have");
    }
    let told = std::mem::take(&mut text.facts);
    text.facts = joined(book.facts, told);
    settle(&mut text);
    Ok(text)
}

/// What the package says, and where it says nothing, what the pages say.
fn joined(facts: OfficeFacts, told: OfficeFacts) -> OfficeFacts {
    OfficeFacts {
        title: facts.title.or(told.title),
        authors: if facts.authors.is_empty() { told.authors } else { facts.authors },
        description: facts.description.or(told.description),
        publisher: facts.publisher.or(told.publisher),
        keywords: if facts.keywords.is_empty() { told.keywords } else { facts.keywords },
        ..facts
    }
}

/// The path of the package document that a container names first.
fn root(container: &str) -> Result<Option<String>, OfficeFault> {
    let mut xml = OfficeXml::new("META-INF/container.xml", container);
    while let Some(event) = xml.next()? {
        if let OfficeEvent::Start(element) = event
            && element.name.ends_with(":rootfile")
            && let Some(path) = element.get("full-path")
        {
            return Ok(Some(path.trim_start_matches('/').to_owned()));
        }
    }
    Ok(None)
}

/// Whether an encryption is one of the text: fonts may be made unreadable to others without a lock.
fn is_protected(encryption: &str) -> bool {
    let mut xml = OfficeXml::new("META-INF/encryption.xml", encryption);
    let mut algorithms = Vec::new();
    while let Ok(Some(event)) = xml.next() {
        if let OfficeEvent::Start(element) = event
            && element.name.ends_with(":EncryptionMethod")
        {
            algorithms.push(element.get("Algorithm").unwrap_or_default().to_owned());
        }
    }
    algorithms
        .iter()
        .any(|algorithm| !matches!(algorithm.as_str(), "http://www.idpf.org/2008/embedding" | "http://ns.adobe.com/pdf/enc#RC"))
}
