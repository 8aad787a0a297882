//! The catalogue for reading apps as OPDS 2.0 (specs.opds.io/opds-2.0), in the words of Readium's manifest.

use super::books::BookCatalogue;
use super::title::{PublishedKind, PublishedTitle};
use crate::book::{Person, PublishedForm};
use serde_json::{Map, Value, json};

/// The media type of such a feed.
pub(super) const MEDIA_TYPE: &str = "application/opds+json";

/// The feed.
pub(super) fn feed(catalogue: &BookCatalogue) -> String {
    let feed = json!({
        "metadata": {
            "title": catalogue.name,
            "modified": catalogue.updated(),
            "numberOfItems": catalogue.titles.len(),
        },
        "links": [
            { "rel": "self", "href": catalogue.address("opds.json"), "type": MEDIA_TYPE },
            { "rel": "alternate", "href": catalogue.address("index.html"), "type": "text/html" },
        ],
        "publications": catalogue.titles.iter().map(|title| publication(catalogue, title)).collect::<Vec<_>>(),
    });
    format!("{feed:#}\n")
}

/// A book.
fn publication(catalogue: &BookCatalogue, title: &PublishedTitle) -> Value {
    let mut links = vec![json!({ "rel": "alternate", "href": catalogue.address(&title.path("index.html")), "type": "text/html" })];
    links.extend(title.files.iter().map(|file| {
        let relation = match file.kind {
            PublishedKind::Epub | PublishedKind::Pdf => "http://opds-spec.org/acquisition/open-access",
            PublishedKind::Sample => "http://opds-spec.org/acquisition/sample",
        };
        json!({ "rel": relation, "href": catalogue.address(&file.path), "type": file.kind.media_type(), "size": file.size })
    }));
    let mut publication = json!({ "metadata": metadata(title), "links": links });
    if let Some(cover) = &title.cover {
        let [width, height] = cover.size;
        publication["images"] = json!([
            { "href": catalogue.address(&cover.small), "type": cover.small_type, "width": width, "height": height },
            { "href": catalogue.address(&cover.path), "type": cover.media_type },
        ]);
    }
    publication
}

/// What is known of a book.
fn metadata(title: &PublishedTitle) -> Value {
    let metadata = &title.metadata;
    let mut all = json!({
        "@type": "http://schema.org/Book",
        "title": metadata.title,
        "identifier": title.id(PublishedForm::Epub),
        "language": title.language,
        "modified": title.facts.modified,
        "accessibility": accessibility(title),
    });
    let mut add = |key: &str, value: Option<Value>| all.as_object_mut().and_then(|all| all.insert(key.to_owned(), value?));
    add("subtitle", metadata.subtitle.clone().map(Value::from));
    add("publisher", metadata.publisher.clone().map(Value::from));
    add("description", metadata.description.clone().map(Value::from));
    // What is no whole day has no place in it.
    add("published", metadata.date.clone().filter(|date| date.len() == 10).map(Value::from));
    for (key, roles) in [("author", &["aut"][..]), ("translator", &["trl"]), ("editor", &["edt"]), ("illustrator", &["ill"])] {
        let people: Vec<Value> = title.facts.people.iter().filter(|one| roles.contains(&one.role())).map(person).collect();
        add(key, (!people.is_empty()).then(|| people.into()));
    }
    let named = ["aut", "trl", "edt", "ill"];
    let others: Vec<Value> = title.facts.people.iter().filter(|one| !named.contains(&one.role())).map(person).collect();
    add("contributor", (!others.is_empty()).then(|| others.into()));
    let subjects: Vec<Value> = metadata.subjects.iter().map(|subject| subject.name.clone().into()).collect();
    add("subject", (!subjects.is_empty()).then(|| subjects.into()));
    let series: Vec<Value> = (metadata.series.iter())
        .map(|series| {
            let position = series.position().and_then(|number| number.parse::<f64>().ok());
            position.map_or_else(|| json!({ "name": series.name }), |position| json!({ "name": series.name, "position": position }))
        })
        .collect();
    add("belongsTo", (!series.is_empty()).then(|| json!({ "series": series })));
    let pages = title.file(PublishedKind::Pdf).and_then(|file| file.pages);
    add("numberOfPages", pages.map(Value::from));
    all
}

fn person(person: &Person) -> Value {
    let mut all = json!({ "name": person.name, "sortAs": person.sort });
    if let Some(address) = person.addresses.first() {
        all["identifier"] = address.clone().into();
    }
    all
}

/// What the EPUB states of its accessibility.
fn accessibility(title: &PublishedTitle) -> Value {
    let access = &title.facts.access;
    let values =
        |property: &str| -> Vec<&str> { access.stated.iter().filter(|[name, _]| *name == property).map(|[_, value]| *value).collect() };
    let sufficient: Vec<Value> = values("schema:accessModeSufficient")
        .into_iter()
        .map(|modes| {
            let modes: Vec<&str> = modes.split(',').collect();
            if let [one] = modes[..] { one.into() } else { modes.into() }
        })
        .collect();
    let mut all = Map::new();
    all.insert("accessMode".to_owned(), values("schema:accessMode").into());
    all.insert("accessModeSufficient".to_owned(), sufficient.into());
    all.insert("feature".to_owned(), values("schema:accessibilityFeature").into());
    all.insert("hazard".to_owned(), values("schema:accessibilityHazard").into());
    all.insert("summary".to_owned(), access.summary.clone().into());
    if let Some(name) = &access.certified_by {
        all.insert("certification".to_owned(), json!({ "certifiedBy": name }));
    }
    all.into()
}
