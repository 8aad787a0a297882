//! The page of a book: cover, title, people, description, what it can be had as, how to get it onto a device, contents, what it says of
//! its accessibility, its facts and its rights.

use super::books::BookCatalogue;
use super::catalogue::{feeds, foot};
use super::citation;
use super::page::{PageHead, data, filled, graph, link, page, paragraphs};
use super::title::{PublishedFile, PublishedKind, PublishedTitle, readable_size};
use crate::book::PublishedForm;
use crate::book::toc::ContentsEntry;
use crate::config::SampleExtent;
use crate::html::markup::Markup;
use crate::language::{SiteWords, language};
use crate::source::address::of_path;
use crate::source::xml::escape;
use serde_json::{Value, json};

/// Send to Kindle takes files of so many bytes by mail, and of so many from a browser (Amazon's help page, May 2026).
const KINDLE_MAIL: usize = 50_000_000;
const KINDLE_WEB: usize = 200_000_000;

/// The page, in the language of the book.
pub(super) fn page_text(catalogue: &BookCatalogue, title: &PublishedTitle) -> String {
    let mut body = LandingPage { title, words: title.site_words(), out: Markup::default() };
    body.top(catalogue);
    body.out.open("main", &[]);
    body.out.raw("\n");
    body.out.open("div", &[("class", "book")]);
    body.out.raw("\n");
    body.cover();
    body.out.open("div", &[("class", "names")]);
    body.out.raw("\n");
    body.names();
    body.ways();
    body.out.close_line();
    body.out.close_line();
    body.out.open("div", &[("class", "more")]);
    body.out.raw("\n");
    body.contents();
    body.devices();
    body.accessibility();
    body.facts();
    body.changes();
    body.out.close_line();
    body.out.close_line();
    foot(&mut body.out, "../", &title.language);
    let text = body.out.finish().text;
    let authors = title.author_line();
    let window = if authors.is_empty() { title.metadata.title.clone() } else { format!("{} – {authors}", title.metadata.title) };
    let description = title.metadata.description.as_deref().and_then(|text| paragraphs(text).next()).unwrap_or_default();
    page(&PageHead { language: &title.language, title: &window, description, more: head(catalogue, title) }, "landing", &text)
}

/// What else the head says.
fn head(catalogue: &BookCatalogue, title: &PublishedTitle) -> String {
    let mut more = feeds("../");
    let address = catalogue.address(&title.path("index.html"));
    if catalogue.url.is_some() {
        more.push_str(&format!("<link rel=\"canonical\" href=\"{}\">\n", escape(&address)));
        more.push_str(&graph("og:url", &address));
        more.extend(title.cover.iter().map(|cover| graph("og:image", &catalogue.address(&cover.small))));
    }
    more.push_str(&graph("og:type", "book"));
    more.push_str(&graph("og:title", &title.whole()));
    more.extend(title.metadata.description.iter().map(|text| graph("og:description", text)));
    more.push_str(&data(&schema(catalogue, title)));
    more
}

/// The book for search engines, in the words of schema.org.
fn schema(catalogue: &BookCatalogue, title: &PublishedTitle) -> Value {
    let metadata = &title.metadata;
    let access = &title.facts.access;
    let stated =
        |property: &str| -> Vec<&str> { access.stated.iter().filter(|[name, _]| *name == property).map(|[_, value]| *value).collect() };
    let mut book = json!({
        "@context": "https://schema.org",
        "@type": "Book",
        "name": metadata.title,
        "inLanguage": title.language,
        "dateModified": title.facts.modified,
        "author": title.authors().map(|person| json!({ "@type": "Person", "name": person.name })).collect::<Vec<_>>(),
        "accessMode": stated("schema:accessMode"),
        "accessibilityFeature": stated("schema:accessibilityFeature"),
        "accessibilityHazard": stated("schema:accessibilityHazard"),
        "accessibilitySummary": access.summary,
        "isAccessibleForFree": true,
    });
    let mut add = |key: &str, value: Option<Value>| book.as_object_mut().and_then(|all| all.insert(key.to_owned(), value?));
    add("description", metadata.description.clone().map(Value::from));
    add("datePublished", metadata.date.clone().map(Value::from));
    add("publisher", metadata.publisher.as_ref().map(|name| json!({ "@type": "Organization", "name": name })));
    add("isbn", title.isbn(PublishedForm::Epub).map(Value::from));
    add("license", title.licence().map(|licence| licence.address.into()));
    add("url", catalogue.url.as_ref().map(|_| catalogue.address(&title.path("index.html")).into()));
    let offered = title.files.iter().filter(|file| file.kind != PublishedKind::Sample);
    let files: Vec<Value> = offered
        .map(|file| {
            let mut one = json!({
                "@type": "Book",
                "bookFormat": "https://schema.org/EBook",
                "encodingFormat": file.kind.media_type(),
                "contentSize": file.size.to_string(),
                "url": catalogue.url.as_ref().map_or_else(|| of_path(file_name(file)), |_| catalogue.address(&file.path)),
            });
            if let Some(pages) = file.pages {
                one["numberOfPages"] = pages.into();
            }
            one
        })
        .collect();
    add("workExample", Some(files.into()));
    book
}

/// The name of a file of the book's folder, in which its page is.
fn file_name(file: &PublishedFile) -> &str {
    file.path.rsplit_once('/').map_or(file.path.as_str(), |(_, name)| name)
}

/// The page while it is written.
struct LandingPage<'p> {
    title: &'p PublishedTitle,
    words: &'static SiteWords,
    out: Markup,
}

impl LandingPage<'_> {
    /// The tag of Bindery's own words, where they are not in the language of the book.
    fn foreign(&self) -> &'static str {
        if self.title.language.starts_with(self.words.language) { "" } else { self.words.language }
    }

    /// A line in Bindery's own words.
    fn own(&mut self, tag: &'static str, class: &str, words: &str) {
        let foreign = self.foreign();
        self.out.line(tag, &[("class", class), ("lang", foreign)], words);
    }

    fn top(&mut self, catalogue: &BookCatalogue) {
        let foreign = self.foreign();
        self.out.open("nav", &[("class", "top"), ("aria-label", self.words.all_books)]);
        let words = if catalogue.name == self.title.metadata.title { self.words.all_books } else { &catalogue.name };
        let tag = if catalogue.name == self.title.metadata.title { foreign } else { "" };
        self.out.open("a", &[("href", "../index.html"), ("lang", tag)]);
        self.out.text(words);
        self.out.close();
        self.out.close_line();
    }

    fn cover(&mut self) {
        let Some(cover) = &self.title.cover else { return };
        let [width, height] = cover.size.map(|side| side.to_string());
        let name = cover.small.rsplit_once('/').map_or(cover.small.as_str(), |(_, name)| name);
        let alt = format!("{}: {}", self.title.words.cover, self.title.metadata.title);
        self.out.open("div", &[("class", "cover")]);
        self.out.empty("img", &[("src", &of_path(name)), ("alt", &alt), ("width", &width), ("height", &height)]);
        self.out.close_line();
    }

    fn names(&mut self) {
        let title = self.title;
        self.out.line("h1", &[], &title.metadata.title);
        if let Some(subtitle) = &title.metadata.subtitle {
            self.out.line("p", &[("class", "subtitle")], subtitle);
        }
        let authors = title.author_line();
        if !title.facts.people.is_empty() {
            self.out.open("p", &[("class", "people")]);
            if !authors.is_empty() {
                self.out.line("span", &[], &authors);
            }
            title.credits.iter().for_each(|credit| self.out.line("span", &[("class", "small")], credit));
            self.out.close_line();
        }
        if let Some(description) = &title.metadata.description {
            self.out.open("div", &[("class", "about")]);
            paragraphs(description).for_each(|paragraph| self.out.line("p", &[], paragraph));
            self.out.close_line();
        }
    }

    /// What the book can be had as, and what each suits.
    fn ways(&mut self) {
        let (title, words) = (self.title, self.words);
        let foreign = self.foreign();
        self.out.open("ul", &[("class", "ways"), ("lang", foreign), ("aria-label", words.read_it)]);
        self.out.raw("\n");
        if let Some(page) = title.web.first().and_then(|page| page.strip_prefix(&format!("{}/", title.name))) {
            self.way(&of_path(page), words.in_browser, "", words.for_browser);
        }
        for file in &title.files {
            let size = readable_size(file.size, words.language);
            let (name, fit) = match file.kind {
                PublishedKind::Epub => ("EPUB", words.for_epub.to_owned()),
                PublishedKind::Pdf => ("PDF", filled(words.for_pdf, &file.pages.unwrap_or_default().to_string())),
                PublishedKind::Sample => (words.sample, self.extent()),
            };
            self.way(&of_path(file_name(file)), name, &size, &fit);
        }
        self.out.close_line();
    }

    fn way(&mut self, address: &str, name: &str, size: &str, fit: &str) {
        self.out.open("li", &[]);
        self.out.open("span", &[]);
        // What has a size is fetched, what has none is opened.
        self.out.open("a", &[("href", address)]);
        self.out.text(name);
        self.out.close();
        self.out.close();
        if !size.is_empty() {
            self.out.raw(" ");
            self.out.open("span", &[("class", "size")]);
            self.out.text(size);
            self.out.close();
        }
        self.out.raw(" ");
        self.out.open("span", &[("class", "fit")]);
        self.out.text(fit);
        self.out.close();
        self.out.close_line();
    }

    /// What the sample holds.
    fn extent(&self) -> String {
        let space = if self.words.language == "en" { "" } else { "\u{A0}" };
        match self.title.extent {
            Some(SampleExtent::Share(share)) => filled(self.words.share_of_text, &format!("{share}{space}%")),
            _ => self.words.some_chapters.to_owned(),
        }
    }

    fn contents(&mut self) {
        let contents = &self.title.facts.contents;
        if contents.len() < 2 && contents.iter().all(|entry| entry.children.is_empty()) {
            return;
        }
        self.out.open("section", &[("aria-labelledby", "contents")]);
        self.out.raw("\n");
        self.out.line("h2", &[("id", "contents")], &self.title.words.contents);
        list(&mut self.out, contents, 2, "toc");
        self.out.close_line();
    }

    fn devices(&mut self) {
        let Some(epub) = self.title.file(PublishedKind::Epub) else { return };
        let words = self.words;
        let limit = |bytes: usize| readable_size(bytes, words.language);
        let mut lines = Vec::new();
        if epub.size <= KINDLE_MAIL {
            lines.push(filled(words.kindle_mail, &limit(KINDLE_MAIL)));
        }
        lines.push(match epub.size <= KINDLE_WEB {
            true => filled(words.kindle_web, &limit(KINDLE_WEB)),
            false => filled(words.kindle_cable, &limit(KINDLE_WEB)),
        });
        let named = [("Kindle", lines.join(" ")), ("Kobo, PocketBook, Tolino", words.e_reader.to_owned())];
        let named = named.into_iter().chain([("iPhone, iPad", words.apple.to_owned()), ("Android", words.android.to_owned())]);
        let foreign = self.foreign();
        self.out.open("section", &[("lang", foreign), ("aria-labelledby", "device")]);
        self.out.raw("\n");
        self.out.line("h2", &[("id", "device")], words.onto_device);
        self.out.open("ul", &[]);
        self.out.raw("\n");
        for (device, way) in named {
            self.out.open("li", &[]);
            self.out.open("strong", &[]);
            self.out.text(&format!("{device}."));
            self.out.close();
            self.out.text(" ");
            self.out.text(&way);
            self.out.close_line();
        }
        self.out.close_line();
        self.out.close_line();
    }

    /// What the EPUB says of its accessibility, in sentences and in its own words.
    fn accessibility(&mut self) {
        let (title, words) = (self.title, self.words);
        let access = &title.facts.access;
        self.out.open("section", &[("aria-labelledby", "accessibility")]);
        self.out.raw("\n");
        let foreign = self.foreign();
        self.out.line("h2", &[("id", "accessibility"), ("lang", foreign)], words.accessibility);
        self.out.open("ul", &[]);
        self.out.raw("\n");
        if let Some(name) = &access.certified_by {
            self.own("li", "", &filled(words.certified, name));
        }
        let summary = if title.language.starts_with(access.language) { "" } else { access.language };
        self.out.line("li", &[("lang", summary)], &access.summary);
        if title.states("displayTransformability") {
            self.own("li", "", words.look);
        }
        if title.states("MathML") {
            self.own("li", "", words.formulas);
        }
        self.own("li", "", if title.states("none") { words.no_hazard } else { words.unknown_hazard });
        if title.file(PublishedKind::Pdf).is_some() {
            let claim = title.facts.pdf_claim.map_or_else(|| words.pdf_tagged.to_owned(), |claim| filled(words.pdf_claim, claim));
            self.own("li", "", &claim);
        }
        self.out.close_line();
        self.out.open("details", &[("lang", foreign)]);
        self.out.line("summary", &[], words.stated);
        self.out.open("p", &[("lang", "en")]);
        for (index, [property, value]) in access.stated.iter().enumerate() {
            self.out.raw(if index == 0 { "" } else { " · " });
            self.out.open("code", &[]);
            self.out.text(&format!("{property}={value}"));
            self.out.close();
        }
        self.out.close_line();
        self.out.close_line();
        self.out.close_line();
    }

    fn facts(&mut self) {
        let (title, words) = (self.title, self.words);
        let metadata = &title.metadata;
        let tongue = language(&title.language);
        let series: Vec<String> = metadata.series.iter().map(|series| series.with_number()).collect();
        let pages = [
            (words.published, metadata.date.as_deref().map(|date| tongue.date(date))),
            (words.publisher, metadata.publisher.clone()),
            (words.series, (!series.is_empty()).then(|| series.join("; "))),
            (words.length, Some(filled(words.words, &thousands(title.facts.words, words.language)))),
            (words.subjects, (!metadata.subjects.is_empty()).then(|| metadata.keywords())),
        ];
        let foreign = self.foreign();
        self.out.open("section", &[("aria-labelledby", "facts")]);
        self.out.raw("\n");
        self.out.line("h2", &[("id", "facts"), ("lang", foreign)], words.facts);
        self.out.open("dl", &[]);
        self.out.raw("\n");
        for (name, value) in pages.into_iter().filter_map(|(name, value)| Some((name, value?))) {
            self.out.line("dt", &[("lang", foreign)], name);
            self.out.line("dd", &[("lang", if name == words.length { foreign } else { "" })], &value);
        }
        for line in metadata.isbn_lines() {
            self.out.line("dt", &[], "ISBN");
            self.out.line("dd", &[], line.trim_start_matches("ISBN "));
        }
        if let Some(doi) = title.doi() {
            self.out.line("dt", &[], "DOI");
            self.out.line("dd", &[], doi);
        }
        if let Some(rights) = &metadata.rights {
            self.out.line("dt", &[("lang", foreign)], words.licence);
            self.out.open("dd", &[]);
            self.out.text(&paragraphs(rights).collect::<Vec<_>>().join(" "));
            self.out.close_line();
        }
        self.out.line("dt", &[("lang", foreign)], words.cite);
        self.out.open("dd", &[]);
        link(&mut self.out, citation::FILE, citation::FILE);
        self.out.close_line();
        self.out.close_line();
        self.out.close_line();
    }

    fn changes(&mut self) {
        let (title, words) = (self.title, self.words);
        if title.metadata.changes.is_empty() {
            return;
        }
        let tongue = language(&title.language);
        self.out.open("section", &[("aria-labelledby", "changes")]);
        self.out.raw("\n");
        let foreign = self.foreign();
        self.out.line("h2", &[("id", "changes"), ("lang", foreign)], words.changes);
        self.out.open("dl", &[]);
        self.out.raw("\n");
        for change in &title.metadata.changes {
            self.out.line("dt", &[], &tongue.date(&change.date));
            self.out.line("dd", &[], &change.text.words);
        }
        self.out.close_line();
        self.out.close_line();
    }
}

/// The contents down to a depth, as a list.
fn list(out: &mut Markup, entries: &[ContentsEntry], depth: usize, class: &str) {
    out.open("ol", &[("class", class)]);
    out.raw("\n");
    for entry in entries {
        out.open("li", &[]);
        out.text(&entry.title.words);
        if let Some(author) = &entry.author {
            out.text(" – ");
            out.open("em", &[]);
            out.text(author);
            out.close();
        }
        if depth > 1 && !entry.children.is_empty() {
            out.raw("\n");
            list(out, &entry.children, depth - 1, "");
        }
        out.close_line();
    }
    out.close_line();
}

/// A number with its thousands parted as the language of the words does.
fn thousands(number: usize, language: &str) -> String {
    let between = match language {
        "en" => ",",
        "de" | "es" | "it" => ".",
        _ => "\u{202F}",
    };
    let digits = number.to_string();
    if digits.len() < 5 && between != "," {
        return digits;
    }
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push_str(between);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::thousands;

    #[test]
    fn thousands_are_parted() {
        for (number, language, told) in [(12, "en", "12"), (1234, "en", "1,234"), (1234, "de", "1234"), (123_456, "de", "123.456")] {
            assert_eq!(thousands(number, language), told);
        }
        assert_eq!(thousands(1_234_567, "fr"), "1\u{202F}234\u{202F}567");
    }
}
