//! How to cite a book, as a file of the Citation File Format 1.2.0, which Zenodo, GitHub and reference managers read. Its values are
//! written as JSON has them, which YAML reads alike.

use super::books::BookCatalogue;
use super::title::PublishedKind;
use super::title::PublishedTitle;
use crate::book::{Person, PublishedForm};
use serde_json::{Value, json};

/// The name of the file.
pub(super) const FILE: &str = "CITATION.cff";

/// The file of a book.
pub(super) fn file(catalogue: &BookCatalogue, title: &PublishedTitle) -> String {
    let metadata = &title.metadata;
    let mut authors: Vec<Value> = title.authors().map(author).collect();
    if authors.is_empty() {
        // The format demands one.
        authors.push(json!({ "name": metadata.publisher.as_ref().unwrap_or(&metadata.title) }));
    }
    let address = catalogue.url.as_ref().map(|_| catalogue.address(&title.path("index.html")));
    let day = metadata.date.as_deref().filter(|date| date.len() == 10);
    let year = metadata.date.as_deref().and_then(|date| date.get(..4)?.parse::<u32>().ok());
    let month = metadata.date.as_deref().and_then(|date| date.get(5..7)?.parse::<u32>().ok());
    let mut book = vec![("type", json!("book")), ("title", json!(title.whole())), ("authors", json!(authors))];
    let facts = [
        ("year", year.map(Value::from)),
        ("month", month.map(Value::from)),
        ("publisher", metadata.publisher.as_ref().map(|name| json!({ "name": name }))),
        ("isbn", title.isbn(PublishedForm::Epub).map(Value::from)),
        ("doi", title.doi().map(Value::from)),
        ("url", address.clone().map(Value::from)),
        ("pages", title.file(PublishedKind::Pdf).and_then(|file| file.pages).map(Value::from)),
    ];
    book.extend(facts.into_iter().filter_map(|(key, value)| Some((key, value?))));
    let mut out = String::from("cff-version: 1.2.0\n");
    line(&mut out, "message", &json!("If you use this book, please cite it as follows."));
    line(&mut out, "title", &json!(title.whole()));
    line(&mut out, "authors", &json!(authors));
    let rest = [
        ("abstract", metadata.description.clone().map(Value::from)),
        ("date-released", day.map(Value::from)),
        ("doi", title.doi().map(Value::from)),
        ("license", title.licence().map(|licence| licence.spdx.into())),
        ("url", address.map(Value::from)),
    ];
    rest.into_iter().filter_map(|(key, value)| Some((key, value?))).for_each(|(key, value)| line(&mut out, key, &value));
    let keywords: Vec<&str> = metadata.subjects.iter().map(|subject| subject.name.as_str()).collect();
    if !keywords.is_empty() {
        line(&mut out, "keywords", &json!(keywords));
    }
    out.push_str("preferred-citation:\n");
    for (key, value) in book {
        out.push_str("  ");
        line(&mut out, key, &value);
    }
    out
}

/// A line of the file.
fn line(out: &mut String, key: &str, value: &Value) {
    out.push_str(&format!("{key}: {value}\n"));
}

/// A person by both names, if the name as sorted parts them; else as it is printed.
fn author(person: &Person) -> Value {
    let names = person.sort.split_once(", ").filter(|(family, given)| person.name == format!("{given} {family}"));
    let mut author = match names {
        Some((family, given)) => json!({ "family-names": family, "given-names": given }),
        None => json!({ "name": person.name }),
    };
    if let Some(orcid) = person.addresses.iter().find(|address| address.starts_with("https://orcid.org/")) {
        author["orcid"] = orcid.clone().into();
    }
    author
}
