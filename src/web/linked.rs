//! What a page tells programs of itself: OpenGraph for whoever shares a link to it, schema.org for whoever searches.

use super::site::{PageContent, UnwrittenPage, WebSite, cover_path};
use crate::book::{Identifier, Person, PublishedForm};
use crate::html::access;
use crate::html::markup::Markup;
use crate::html::places::INDEX;
use serde_json::{Map, Value, json};

/// What is shown of a page where a link to it is shared (ogp.me). A picture and an address can only be whole ones there.
pub(super) fn shared(out: &mut Markup, site: &WebSite, page: &UnwrittenPage, title: &str) {
    let metadata = &site.writer.book().metadata;
    let is_whole = page.inside == PageContent::Whole;
    let kind = if is_whole { "article" } else { "book" };
    let mut said: Vec<(&str, String)> = vec![
        ("og:type", kind.to_owned()),
        ("og:title", title.to_owned()),
        ("og:site_name", site.writer.title().to_owned()),
        ("og:description", metadata.description.clone().unwrap_or_default()),
        ("og:locale", locale(&site.writer.book().language)),
    ];
    let authors = metadata.authors().map(|author| (if is_whole { "article:author" } else { "book:author" }, author.name.clone()));
    said.extend(authors);
    if let Some(address) = &site.request.address {
        let own = if page.file == INDEX { address.clone() } else { format!("{address}{}", page.file) };
        out.empty("link", &[("rel", "canonical"), ("href", &own)]);
        out.raw("\n");
        said.push(("og:url", own));
        if let Some(cover) = site.cover {
            said.push(("og:image", format!("{address}{}", cover_path(cover))));
            said.push(("og:image:alt", format!("{}: {}", site.writer.words.cover, site.writer.title())));
        }
    }
    for (property, content) in said.iter().filter(|(_, content)| !content.is_empty()) {
        out.empty("meta", &[("property", property), ("content", content)]);
        out.raw("\n");
    }
}

/// A language as OpenGraph names it: `en_GB`; empty without a country.
fn locale(language: &str) -> String {
    let mut parts = language.split('-');
    let first = parts.next().unwrap_or_default();
    let country = parts.find(|part| part.len() == 2 && part.chars().all(|c| c.is_ascii_uppercase()));
    country.map(|country| format!("{first}_{country}")).unwrap_or_default()
}

/// What a page is, in the words of schema.org as JSON-LD. Browsers take it for data, not for a script.
pub(super) fn data(out: &mut Markup, site: &WebSite, page: &UnwrittenPage) {
    let value = match page.inside {
        PageContent::Whole | PageContent::Index => work(site, page.inside == PageContent::Whole),
        PageContent::Chapter(_) | PageContent::Commentary => json!({
            "@context": "https://schema.org",
            "@type": "Chapter",
            "name": page.title,
            "position": page.index,
            "inLanguage": site.writer.book().language,
            "isPartOf": { "@type": "Book", "name": site.writer.title(), "url": INDEX },
        }),
    };
    // Nothing in it may end the element.
    let text = value.to_string().replace('<', "\\u003c");
    out.raw(&format!("<script type=\"application/ld+json\">{text}</script>\n"));
}

/// A person, with the addresses that are known.
fn person(person: &Person) -> Value {
    let mut said = json!({ "@type": "Person", "name": person.name });
    if !person.addresses.is_empty() {
        said["sameAs"] = json!(person.addresses);
    }
    said
}

/// The book or the essay.
fn work(site: &WebSite, is_essay: bool) -> Value {
    let writer = site.writer;
    let metadata = &writer.book().metadata;
    let mut said = Map::new();
    let mut say = |name: &str, value: Value| {
        let nothing = value.is_null() || value.as_str().is_some_and(str::is_empty) || value.as_array().is_some_and(Vec::is_empty);
        if !nothing {
            said.insert(name.to_owned(), value);
        }
    };
    say("@context", json!("https://schema.org"));
    say("@type", json!(if is_essay { "Article" } else { "Book" }));
    say("name", json!(writer.title()));
    say(
        if is_essay { "headline" } else { "alternativeHeadline" },
        json!(if is_essay { Some(writer.title()) } else { metadata.subtitle.as_deref() }),
    );
    say("inLanguage", json!(writer.book().language));
    for (property, code) in [("author", "aut"), ("editor", "edt"), ("translator", "trl"), ("illustrator", "ill"), ("contributor", "cwt")] {
        let people = writer.edition.people().filter(|person| person.roles.iter().any(|role| role == code));
        let people: Vec<Value> = people.map(person).collect();
        say(property, json!(people));
    }
    say("publisher", metadata.publisher.as_ref().map_or(Value::Null, |name| json!({ "@type": "Organization", "name": name })));
    say("datePublished", json!(metadata.date));
    say("dateModified", json!(metadata.modified));
    say("description", json!(metadata.description));
    say("copyrightNotice", json!(metadata.rights));
    say("keywords", json!(metadata.keywords()));
    match metadata.identifier_of(PublishedForm::Epub, writer.edition.variant) {
        Identifier::Isbn(number) if !is_essay => say("isbn", json!(number)),
        other => say("identifier", json!(other.urn())),
    }
    if let Some(address) = &site.request.address {
        say("url", json!(address));
        say("image", site.cover.map_or(Value::Null, |cover| json!(format!("{address}{}", cover_path(cover)))));
    }
    let all = access::metadata(writer, false);
    for name in ["accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard"] {
        let of_name = |property: &str| property.strip_prefix("schema:") == Some(name);
        let values: Vec<&str> = all.iter().filter(|(property, _)| of_name(property)).map(|(_, value)| *value).collect();
        say(name, json!(values));
    }
    say("accessibilitySummary", json!(access::summary(writer, false).words));
    Value::Object(said)
}
