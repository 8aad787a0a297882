//! The metadata block of the package, with refinements, in the forms that EPUBCheck 5.3 and 4.2.6 both accept.

use super::pages::ListedBreak;
use crate::book::{BookSeries, BookSubject, CollectionKind, Identifier, Person, PublishedForm};
use crate::config::PageNumbers;
use crate::html::access;
use crate::html::writer::DocumentWriter;
use crate::source::xml::escape;

/// Id of the identifier, which the package element names.
pub(super) const IDENTIFIER: &str = "pub-id";

/// The `metadata` element. `modified` is a time such as `2026-11-24T00:00:00Z`.
pub(super) fn block(writer: &DocumentWriter, pages: &[ListedBreak], modified: &str) -> String {
    let metadata = &writer.book().metadata;
    let text = String::from("<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
    let mut out = MetadataBlock { text, subjects: 0 };
    let identifier = metadata.identifier_of(PublishedForm::Epub, writer.edition.variant);
    out.element("identifier", IDENTIFIER, &identifier.urn());
    if matches!(identifier, Identifier::Isbn(_)) {
        out.text.push_str(&format!("<meta refines=\"#{IDENTIFIER}\" property=\"identifier-type\" scheme=\"onix:codelist5\">15</meta>\n"));
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
        let element = if person.is_author() { "creator" } else { "contributor" };
        out.person(&format!("{element}-{}", index + 1), element, person);
    }
    let named = |name: &str| metadata.people.iter().any(|person| person.name == name);
    for (index, voice) in writer.edition.voices().enumerate().filter(|(_, voice)| voice.is_person() && !named(&voice.name)) {
        let person = Person { roles: vec![voice.role.clone()], ..Person::author(&voice.name, &voice.name) };
        out.person(&format!("voice-{}", index + 1), "contributor", &person);
    }
    for (element, value) in
        [("publisher", &metadata.publisher), ("date", &metadata.date), ("rights", &metadata.rights), ("description", &metadata.description)]
    {
        if let Some(value) = value {
            out.element(element, "", value);
        }
    }
    metadata.subjects.iter().for_each(|subject| out.subject(subject));
    for (index, series) in metadata.series.iter().enumerate() {
        out.series(&numbered_id("series", index), series);
    }
    out.text.push_str(&format!("<meta property=\"dcterms:modified\">{}</meta>\n", escape(modified)));
    source(&mut out, writer, !pages.is_empty());
    accessibility(&mut out, writer, !pages.is_empty());
    out.text.push_str(&format!("<meta name=\"generator\" content=\"Bindery {}\"/>\n", env!("CARGO_PKG_VERSION")));
    out.text.push_str("<meta name=\"cover\" content=\"cover-image\"/>\n</metadata>\n");
    out.text
}

/// States what the book is to those who hear it.
fn accessibility(out: &mut MetadataBlock, writer: &DocumentWriter, has_pages: bool) {
    for (property, value) in access::metadata(writer, has_pages) {
        out.text.push_str(&format!("<meta property=\"{property}\">{}</meta>\n", escape(value)));
    }
    let summary = access::summary(writer, has_pages);
    out.text.push_str(&format!(
        "<meta property=\"schema:accessibilitySummary\" xml:lang=\"{}\">{}</meta>\n",
        summary.language,
        escape(&summary.words)
    ));
    out.text.push_str(&access::claim(writer));
}

/// States the edition whose page numbers the EPUB carries, or the source that the author names.
fn source(out: &mut MetadataBlock, writer: &DocumentWriter, has_pages: bool) {
    let metadata = &writer.book().metadata;
    let (first, others) = metadata.sources.split_first().map_or((None, [].as_slice()), |(first, others)| (Some(first), others));
    let printed = first.cloned().unwrap_or_else(|| metadata.printed(writer.edition.variant));
    match (has_pages, writer.config.epub.pages) {
        (true, PageNumbers::SourceOf) => {
            out.element("source", "source", &printed);
            out.refine("source", "source-of", "pagination");
        }
        (true, PageNumbers::PageBreakSource) => {
            out.text.push_str(&format!("<meta property=\"pageBreakSource\">{}</meta>\n", escape(&printed)));
        }
        _ => out.element("source", "", first.map_or("", String::as_str)),
    }
    others.iter().for_each(|source| out.element("source", "", source));
}

/// The element as it is written, and how many subjects with a code it has so far.
struct MetadataBlock {
    text: String,
    subjects: usize,
}

impl MetadataBlock {
    fn element(&mut self, name: &str, id: &str, value: &str) {
        if value.trim().is_empty() {
            return;
        }
        let id = if id.is_empty() { String::new() } else { format!(" id=\"{id}\"") };
        self.text.push_str(&format!("<dc:{name}{id}>{}</dc:{name}>\n", escape(value.trim())));
    }

    fn refine(&mut self, id: &str, property: &str, value: &str) {
        self.text.push_str(&format!("<meta refines=\"#{id}\" property=\"{property}\">{}</meta>\n", escape(value)));
    }

    fn person(&mut self, id: &str, element: &str, person: &Person) {
        if person.name.trim().is_empty() {
            return;
        }
        self.element(element, id, &person.name);
        for role in &person.roles {
            self.text.push_str(&format!("<meta refines=\"#{id}\" property=\"role\" scheme=\"marc:relators\">{}</meta>\n", escape(role)));
        }
        self.refine(id, "file-as", &person.sort);
        person.addresses.iter().for_each(|address| self.refine(id, "schema:sameAs", address));
    }

    /// A subject: once in words, or once for each scheme that it has a code of, for an element has one.
    fn subject(&mut self, subject: &BookSubject) {
        if subject.codes.is_empty() {
            self.element("subject", "", &subject.name);
        }
        for code in &subject.codes {
            self.subjects += 1;
            let id = format!("subject-{}", self.subjects);
            self.element("subject", &id, &subject.name);
            self.refine(&id, "authority", code.scheme.authority());
            self.refine(&id, "term", &code.term);
        }
    }

    fn series(&mut self, id: &str, series: &BookSeries) {
        self.text.push_str(&format!("<meta property=\"belongs-to-collection\" id=\"{id}\">{}</meta>\n", escape(&series.name)));
        let kind = match series.kind {
            CollectionKind::Series => "series",
            CollectionKind::Set => "set",
        };
        self.refine(id, "collection-type", kind);
        // What is no position is for people alone: the title page has it.
        if let Some(number) = series.position() {
            self.refine(id, "group-position", number);
        }
    }
}

/// The name of one of several: the first has no number, as most books have one alone.
fn numbered_id(name: &str, index: usize) -> String {
    if index == 0 { name.to_owned() } else { format!("{name}-{}", index + 1) }
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
