//! What the head of a page says: facts about the document, and its style sheets.

use super::library::titled;
use super::place::WebTarget;
use super::reader::WebReader;
use super::tree::WebNode;
use crate::office::odt::authors;
use crate::source::decode;

impl WebReader<'_> {
    /// Reads an element of the head of a page, wherever it stands.
    pub(super) fn head(&mut self, at: usize, end: usize) {
        let nodes = &self.pages.all[self.page].page.nodes;
        let Some(tag) = nodes[at].tag() else { return };
        let words = || nodes[at..end].iter().filter_map(WebNode::words).collect::<String>();
        match tag.name.as_str() {
            "title" => {
                let facts = &mut self.flow.text.facts;
                let found = tidy(&words()).filter(|_| facts.title.is_none());
                if let Some((title, author)) = found.map(|words| titled(&words)) {
                    facts.title = tidy(&title);
                    facts.authors.extend(author.filter(|_| facts.authors.is_empty()));
                }
            }
            "meta" => {
                let name = tag.get("name").or_else(|| tag.get("property")).unwrap_or_default().to_ascii_lowercase();
                if let Some(content) = tag.get("content").and_then(tidy) {
                    self.fact(&name, content);
                }
            }
            "style" => self.sheet.add(&words()),
            "link" if tag.get("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("stylesheet")) => {
                if let WebTarget::File(path) = self.pages.target(self.page, tag.get("href").unwrap_or_default())
                    && let Some((text, _)) = (self.fetch)(&path).and_then(decode)
                {
                    self.sheet.add(&text);
                }
            }
            _ => {}
        }
    }

    fn fact(&mut self, name: &str, content: String) {
        let facts = &mut self.flow.text.facts;
        match name {
            "author" | "dc.creator" | "dcterms.creator" => facts.authors.extend(authors(&content)),
            "description" | "dc.description" | "dcterms.description" => facts.description = facts.description.take().or(Some(content)),
            "keywords" => facts.keywords.extend(content.split(',').filter_map(tidy)),
            "publisher" | "dc.publisher" | "dcterms.publisher" => facts.publisher = facts.publisher.take().or(Some(content)),
            _ => {}
        }
    }
}

fn tidy(words: &str) -> Option<String> {
    let tidy = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (!tidy.is_empty()).then_some(tidy)
}
