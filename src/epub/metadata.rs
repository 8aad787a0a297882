//! The metadata block of the package, with refinements, in the forms that EPUBCheck 5.3 and 4.2.6 both accept.

use super::breaks::ListedBreak;
use super::{DocumentWriter, access};
use crate::book::{Identifier, PublishedForm};
use crate::config::PageNumbers;
use crate::source::xml::escape;

/// Id of the identifier, which the package element names.
pub(super) const IDENTIFIER: &str = "pub-id";

/// The `metadata` element. `modified` is a time such as `2026-11-24T00:00:00Z`.
pub(super) fn block(writer: &DocumentWriter, pages: &[ListedBreak], modified: &str) -> String {
    let metadata = &writer.book().metadata;
    let mut out = MetadataBlock(String::from(
        "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:opf=\"http://www.idpf.org/2007/opf\">\n",
    ));
    let identifier = metadata.identifier_of(PublishedForm::Epub);
    out.element("identifier", IDENTIFIER, &identifier.urn());
    if matches!(identifier, Identifier::Isbn(_)) {
        out.0.push_str(&format!("<meta refines=\"#{IDENTIFIER}\" property=\"identifier-type\" scheme=\"onix:codelist5\">15</meta>\n"));
    }
    out.element("title", "title", writer.title());
    out.refine("title", "title-type", "main");
    out.refine("title", "display-seq", "1");
    out.refine("title", "file-as", sorted(writer.title(), &metadata.language));
    if let Some(subtitle) = &metadata.subtitle {
        out.element("title", "subtitle", subtitle);
        out.refine("subtitle", "title-type", "subtitle");
        out.refine("subtitle", "display-seq", "2");
    }
    out.element("language", "", &writer.book().language);
    for (index, person) in writer.edition.people().enumerate() {
        let element = if person.role == "aut" { "creator" } else { "contributor" };
        out.person(element, &format!("{element}-{}", index + 1), &person.name, &person.sort, &person.role);
    }
    let named = |name: &str| metadata.people.iter().any(|person| person.name == name);
    for (index, voice) in writer.edition.voices().enumerate().filter(|(_, voice)| voice.is_person() && !named(&voice.name)) {
        out.person("contributor", &format!("voice-{}", index + 1), &voice.name, &voice.name, &voice.role);
    }
    for (element, value) in
        [("publisher", &metadata.publisher), ("date", &metadata.date), ("rights", &metadata.rights), ("description", &metadata.description)]
    {
        if let Some(value) = value {
            out.element(element, "", value);
        }
    }
    for subject in &metadata.subjects {
        out.element("subject", "", subject);
    }
    if let Some(series) = &metadata.series {
        out.0.push_str(&format!("<meta property=\"belongs-to-collection\" id=\"series\">{}</meta>\n", escape(&series.name)));
        out.refine("series", "collection-type", "series");
        // What is no position is for people alone: the title page has it.
        if let Some(number) = series.position() {
            out.refine("series", "group-position", number);
        }
    }
    out.0.push_str(&format!("<meta property=\"dcterms:modified\">{}</meta>\n", escape(modified)));
    source(&mut out, writer, !pages.is_empty());
    accessibility(&mut out, writer, !pages.is_empty());
    out.0.push_str(&format!("<meta name=\"generator\" content=\"Bindery {}\"/>\n", env!("CARGO_PKG_VERSION")));
    out.0.push_str("<meta name=\"cover\" content=\"cover-image\"/>\n</metadata>\n");
    out.0
}

/// States what the book is to those who hear it.
fn accessibility(out: &mut MetadataBlock, writer: &DocumentWriter, has_pages: bool) {
    for (property, value) in access::metadata(writer, has_pages) {
        out.0.push_str(&format!("<meta property=\"{property}\">{}</meta>\n", escape(value)));
    }
    let summary = access::summary(writer, has_pages);
    out.0.push_str(&format!(
        "<meta property=\"schema:accessibilitySummary\" xml:lang=\"{}\">{}</meta>\n",
        summary.language,
        escape(&summary.words)
    ));
    out.0.push_str(&access::claim(writer));
}

/// States the edition whose page numbers the EPUB carries, or the source that the author names.
fn source(out: &mut MetadataBlock, writer: &DocumentWriter, has_pages: bool) {
    let metadata = &writer.book().metadata;
    let printed = metadata.source.clone().unwrap_or_else(|| metadata.printed());
    match (has_pages, writer.config.epub.pages) {
        (true, PageNumbers::SourceOf) => {
            out.element("source", "source", &printed);
            out.refine("source", "source-of", "pagination");
        }
        (true, PageNumbers::PageBreakSource) => {
            out.0.push_str(&format!("<meta property=\"pageBreakSource\">{}</meta>\n", escape(&printed)));
        }
        _ => out.element("source", "", metadata.source.as_deref().unwrap_or_default()),
    }
}

struct MetadataBlock(String);

impl MetadataBlock {
    fn element(&mut self, name: &str, id: &str, value: &str) {
        if value.trim().is_empty() {
            return;
        }
        let id = if id.is_empty() { String::new() } else { format!(" id=\"{id}\"") };
        self.0.push_str(&format!("<dc:{name}{id}>{}</dc:{name}>\n", escape(value.trim())));
    }

    fn refine(&mut self, id: &str, property: &str, value: &str) {
        self.0.push_str(&format!("<meta refines=\"#{id}\" property=\"{property}\">{}</meta>\n", escape(value)));
    }

    fn person(&mut self, element: &str, id: &str, name: &str, sort: &str, role: &str) {
        if name.trim().is_empty() {
            return;
        }
        self.element(element, id, name);
        self.0.push_str(&format!("<meta refines=\"#{id}\" property=\"role\" scheme=\"marc:relators\">{}</meta>\n", escape(role)));
        self.refine(id, "file-as", sort);
    }
}

/// A title as it is sorted: without its article.
fn sorted<'t>(title: &'t str, language: &str) -> &'t str {
    let articles = crate::language::language(language).articles;
    articles.iter().find_map(|article| title.strip_prefix(article)).filter(|rest| !rest.is_empty()).unwrap_or(title)
}

#[cfg(test)]
mod tests {
    use super::sorted;

    #[test]
    fn a_title_is_sorted_without_its_article() {
        for (language, title, expected) in [
            ("en-GB", "The Harbour", "Harbour"),
            ("en", "An Hour", "Hour"),
            ("en", "Theodora", "Theodora"),
            ("en", "A ", "A "),
            ("de", "Die Buche", "Buche"),
            ("de", "The Who", "The Who"),
            ("fr", "L’Étranger", "Étranger"),
            ("fr", "L'Étranger", "Étranger"),
            ("it", "L’amica", "amica"),
            ("es", "Los ríos", "ríos"),
            ("fi", "A Book", "A Book"),
        ] {
            assert_eq!(sorted(title, language), expected, "{language}");
        }
    }
}
