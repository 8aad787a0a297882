//! The package document of an EPUB: what the book says of itself, and which of its documents are its text.

use crate::office::html::joined;
use crate::office::odt::authors;
use crate::office::package::OfficeFault;
use crate::office::text::OfficeFacts;
use crate::office::xml::{OfficeElement, OfficeEvent, OfficeXml};
use crate::source::address::decoded;
use std::collections::{BTreeMap, BTreeSet};

/// Bytes of text that a book may have.
pub(super) const LARGEST_BOOK: usize = 128 << 20;

/// Documents that a book may have.
const MOST_DOCUMENTS: usize = 20_000;

/// What is asked of a package document.
#[derive(Debug, Default)]
pub(super) struct EpubPackage {
    pub(super) facts: OfficeFacts,
    /// Whether Bindery made the book.
    pub(super) is_bound: bool,
    /// Paths of the documents that are the book's text, in order.
    pub(super) spine: Vec<String>,
}

/// A file of the package.
#[derive(Debug)]
struct EpubItem {
    path: String,
    is_page: bool,
    is_contents: bool,
}

/// A package document while it is read.
#[derive(Debug, Default)]
struct EpubReading {
    items: BTreeMap<String, EpubItem>,
    spine: Vec<String>,
    /// Paths of documents that are a cover or a list of contents.
    passed_over: BTreeSet<String>,
    facts: OfficeFacts,
    is_bound: bool,
    /// The ids of people who are no authors, by what the package says of them.
    roles: BTreeMap<String, String>,
    people: Vec<EpubPerson>,
    /// Speakers in the commentary of a book that Bindery made who are not its authors.
    voices: Vec<String>,
    /// The ids of titles that are subtitles.
    kinds: BTreeMap<String, String>,
    titles: Vec<EpubPerson>,
}

/// A name with the id by which the package says more of it.
#[derive(Debug)]
struct EpubPerson {
    id: Option<String>,
    name: String,
}

impl EpubPackage {
    /// Reads a package document.
    ///
    /// # Errors
    /// If its XML is damaged.
    pub(super) fn read(path: &str, text: &str) -> Result<Self, OfficeFault> {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut reading = EpubReading::default();
        let mut xml = OfficeXml::new(path, text);
        let (mut words, mut open) = (String::new(), Vec::new());
        while let Some(event) = xml.next()? {
            match event {
                OfficeEvent::Words(more) => words.push_str(&more),
                OfficeEvent::Start(element) => {
                    words.clear();
                    reading.element(folder, &element);
                    open.push(element);
                }
                OfficeEvent::End(_) => {
                    let tidy = words.split_whitespace().collect::<Vec<_>>().join(" ");
                    words.clear();
                    if let Some(element) = open.pop().filter(|_| !tidy.is_empty()) {
                        reading.fact(&element, tidy);
                    }
                }
            }
        }
        Ok(reading.finish())
    }
}

impl EpubReading {
    fn element(&mut self, folder: &str, element: &OfficeElement) {
        let path = |href: &str| joined(folder, &decoded(href.split(['#', '?']).next().unwrap_or_default()));
        match element.name.rsplit(':').next().unwrap_or_default() {
            "item" => {
                let Some((id, path)) = element.get("id").zip(element.get("href").and_then(path)) else { return };
                let properties = element.get("properties").unwrap_or_default();
                let kind = element.get("media-type").unwrap_or_default();
                let is_page = kind.contains("html") || kind.contains("dtbook") || path.ends_with(".xhtml") || path.ends_with(".html");
                let is_contents = properties.split_ascii_whitespace().any(|one| one == "nav");
                self.items.insert(id.to_owned(), EpubItem { path, is_page, is_contents });
            }
            "itemref" if self.spine.len() < MOST_DOCUMENTS => self.spine.extend(element.get("idref").map(str::to_owned)),
            "meta" if element.get("name") == Some("generator") => {
                self.is_bound |= element.get("content").is_some_and(|name| name.split(' ').next() == Some("Bindery"));
            }
            "reference" if element.get("type").is_some_and(|kind| matches!(kind, "cover" | "toc")) => {
                self.passed_over.extend(element.get("href").and_then(path));
            }
            _ => {}
        }
    }

    fn fact(&mut self, element: &OfficeElement, words: String) {
        let person = |name| EpubPerson { id: element.get("id").map(str::to_owned), name };
        match element.name.as_str() {
            "dc:title" => self.titles.push(person(words)),
            "dc:creator" => {
                // EPUB 2 has the part that somebody had in an attribute.
                if element.get("?:role").is_none_or(|role| role == "aut") {
                    self.people.push(person(words));
                }
            }
            "dc:contributor" if element.get("id").is_some_and(|id| id.starts_with("voice-")) => self.voices.push(words),
            "dc:language" => self.facts.language = self.facts.language.take().or(Some(words)),
            "dc:description" => self.facts.description = self.facts.description.take().or(Some(plain(&words))),
            "dc:publisher" => self.facts.publisher = self.facts.publisher.take().or(Some(words)),
            "dc:subject" => self.facts.keywords.push(words),
            _ => {
                let Some(of) = element.get("refines").map(|of| of.trim_start_matches('#').to_owned()) else { return };
                match element.get("property") {
                    Some("role") => drop(self.roles.insert(of, words)),
                    Some("title-type") => drop(self.kinds.insert(of, words)),
                    _ => {}
                }
            }
        }
    }

    fn finish(self) -> EpubPackage {
        let Self { items, spine, passed_over, mut facts, is_bound, roles, people, voices, kinds, titles } = self;
        let of = |all: &BTreeMap<String, String>, one: &EpubPerson| one.id.as_ref().and_then(|id| all.get(id)).cloned();
        for person in &people {
            if of(&roles, person).is_none_or(|role| role == "aut") {
                facts.authors.extend(authors(&person.name));
            }
        }
        // Who comments alone wears no label in the notes, and may be the author.
        facts.commentator = match (&voices[..], &facts.authors[..]) {
            ([only], _) | ([], [only]) if is_bound => Some(only.clone()),
            _ => None,
        };
        for title in titles {
            if of(&kinds, &title).as_deref() == Some("subtitle") {
                facts.subtitle = facts.subtitle.or(Some(title.name));
            } else {
                facts.title = facts.title.or(Some(title.name));
            }
        }
        let mut taken = BTreeSet::new();
        let mut paths = Vec::new();
        for (at, id) in spine.iter().enumerate() {
            let Some(item) = items.get(id).filter(|item| item.is_page && !item.is_contents) else { continue };
            // A cover stands first, if the package says so or by its name.
            let is_cover = at == 0 && item.path.rsplit('/').next().is_some_and(|name| name.to_ascii_lowercase().starts_with("cover"));
            if !is_cover && !passed_over.contains(&item.path) && taken.insert(item.path.clone()) {
                paths.push(item.path.clone());
            }
        }
        EpubPackage { facts, is_bound, spine: paths }
    }
}

/// A description without the tags that some shops put into it.
fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut is_tag = false;
    for c in words.chars() {
        match c {
            '<' => is_tag = true,
            '>' if is_tag => {
                is_tag = false;
                out.push(' ');
            }
            c if !is_tag => out.push(c),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
