//! The metadata of the package: what must be there, once, in its right form.

use super::address::{self, AddressTarget};
use super::package::{self, Package, RENDERING};
use super::report::{InspectionReport, fault, similar, warn};
use super::tree::{Namespace, XmlTree};
use crate::config::language_tag;
use crate::diagnostics::Code;
use crate::diagnostics::nearest::nearest;
use std::collections::{BTreeMap, BTreeSet};

/// Elements of Dublin Core.
const DUBLIN_CORE: [&str; 15] = [
    "contributor",
    "coverage",
    "creator",
    "date",
    "description",
    "format",
    "identifier",
    "language",
    "publisher",
    "relation",
    "rights",
    "source",
    "subject",
    "title",
    "type",
];

/// Properties of `meta` without a prefix.
const PROPERTIES: [&str; 17] = [
    "alternate-script",
    "authority",
    "belongs-to-collection",
    "collection-type",
    "dictionary-type",
    "display-seq",
    "file-as",
    "group-position",
    "identifier-type",
    "meta-auth",
    "pageBreakSource",
    "role",
    "source-language",
    "source-of",
    "target-language",
    "term",
    "title-type",
];

/// Relations of `link` without a prefix.
const RELATIONS: [&str; 9] =
    ["acquire", "alternate", "record", "voicing", "marc21xml-record", "mods-record", "onix-record", "xml-signature", "xmp-record"];

/// What makes a book's accessibility known, and what is said without it.
const ACCESS: [(&str, &str); 4] = [
    ("schema:accessMode", "add `<meta property=\"schema:accessMode\">textual</meta>`, and `visual` if there are pictures"),
    ("schema:accessibilityFeature", "add `<meta property=\"schema:accessibilityFeature\">tableOfContents</meta>` and what else is true"),
    ("schema:accessibilityHazard", "add `<meta property=\"schema:accessibilityHazard\">none</meta>` if nothing flashes or moves"),
    ("schema:accessibilitySummary", "add `<meta property=\"schema:accessibilitySummary\">` with a sentence or two"),
];

/// Looks the metadata over; `ids` are those of the package document.
pub(super) fn read(tree: &XmlTree<'_>, ids: &BTreeMap<String, usize>, package: &mut Package, report: &mut InspectionReport) {
    let Some(metadata) = tree.child(0, "metadata") else { return };
    // OEBPS 1.2 had Dublin Core in an element of its own, and EPUB 2 still allows it.
    let inner = tree.child(metadata, "dc-metadata").filter(|_| !package.third).unwrap_or(metadata);
    let inside = tree.children(inner);
    let children: Vec<usize> = if inner == metadata { inside.collect() } else { inside.chain(tree.children(metadata)).collect() };
    let dublin = |name: &str| {
        children
            .iter()
            .copied()
            .filter(|&at| tree.elements[at].space == Namespace::Dc && tree.elements[at].local == name)
            .collect::<Vec<_>>()
    };
    for (name, help) in [
        ("title", "add `<dc:title>The Title</dc:title>`"),
        ("identifier", "add `<dc:identifier id=\"id\">urn:isbn:…</dc:identifier>`"),
        ("language", "add `<dc:language>en</dc:language>`"),
    ] {
        if dublin(name).is_empty() {
            fault(report, Code::MetadataMissing, tree.elements[metadata].span, format!("the metadata have no `dc:{name}`"), help);
        }
    }
    for &at in children.iter().filter(|&&at| tree.elements[at].space == Namespace::Dc) {
        dublin_core(tree, at, package.third, report);
    }
    if let [_, second, ..] = dublin("date").as_slice() {
        let help = "keep the date of publication; `dcterms:modified` is a `meta`";
        if package.third {
            fault(report, Code::PackageShape, tree.elements[*second].span, "a second `dc:date`", help);
        }
    }
    identifier(tree, &dublin("identifier"), package, report);
    if package.third {
        metas(tree, &children, ids, package, report);
        modified(tree, metadata, &children, report);
    }
    access(tree, metadata, &children, package.third, report);
}

fn dublin_core(tree: &XmlTree<'_>, at: usize, third: bool, report: &mut InspectionReport) {
    let element = &tree.elements[at];
    let words = tree.words(at);
    if !DUBLIN_CORE.contains(&element.local) {
        let help = match nearest(element.local, DUBLIN_CORE) {
            Some(near) => format!("did you mean `dc:{near}`?"),
            None => "delete it".to_owned(),
        };
        return fault(report, Code::PackageShape, element.span, format!("Dublin Core has no `{}`", element.name), help);
    }
    if third && let Some(old) = tree.attributes(at).iter().find(|attribute| attribute.space == Namespace::Package) {
        let message = format!("the attribute `{}` is of EPUB 2", old.name);
        let help = format!("add `<meta refines=\"#id\" property=\"{}\">{}</meta>` instead", old.local, old.value());
        fault(report, Code::PackageShape, old.span, message, help);
    }
    if words.is_empty() {
        let message = format!("`{}` is empty", element.name);
        if third || element.local == "identifier" {
            return fault(report, Code::MetadataEmpty, element.span, message, "fill it in, or delete it");
        }
        return warn(report, Code::MetadataEmpty, element.span, message, "fill it in, or delete it");
    }
    match element.local {
        "language" if language_tag(&words).is_none() => {
            fault(report, Code::LanguageWrong, element.span, format!("`{words}` is no language"), "write a BCP 47 tag such as `en-GB`");
        }
        "date" if !is_date(&words) => {
            warn(
                report,
                Code::DateForm,
                element.span,
                format!("`{words}` is no date of the usual form"),
                "write `2026-11-24`, or the year alone",
            );
        }
        _ => {}
    }
}

/// `2026`, `2026-11`, `2026-11-24`, perhaps with a time behind it.
fn is_date(words: &str) -> bool {
    let (day, time) = words.split_once('T').map_or((words, None), |(day, time)| (day, Some(time)));
    let parts: Vec<&str> = day.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let numbers: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let within = |at: usize, most: u32| numbers.get(at).is_none_or(|&number| (1..=most).contains(&number));
    let fits =
        numbers.len() == parts.len() && [&[4][..], &[4, 2], &[4, 2, 2]].contains(&lengths.as_slice()) && within(1, 12) && within(2, 31);
    fits && time.is_none_or(|time| parts.len() == 3 && time.starts_with(|c: char| c.is_ascii_digit()))
}

fn identifier(tree: &XmlTree<'_>, identifiers: &[usize], package: &mut Package, report: &mut InspectionReport) {
    let help = "give a `dc:identifier` an id and name it in `unique-identifier` of `package`";
    let Some(named) = tree.attribute(0, "unique-identifier") else {
        return fault(report, Code::UniqueIdentifier, tree.elements[0].span, "the package has no `unique-identifier`", help);
    };
    let id = named.value();
    match identifiers.iter().find(|&&at| tree.value(at, "id").as_deref() == Some(id.trim())) {
        Some(&at) => package.identifier = tree.words(at),
        None => fault(report, Code::UniqueIdentifier, named.span, format!("no `dc:identifier` has the id `{id}`"), help),
    }
}

/// Properties for rendering: each once, with a value that it has.
fn rendering(tree: &XmlTree<'_>, children: &[usize], package: &mut Package, report: &mut InspectionReport) {
    let mut seen = BTreeSet::new();
    for &at in children.iter().filter(|&&at| tree.elements[at].local == "meta" && tree.attribute(at, "refines").is_none()) {
        let Some(property) = tree.attribute(at, "property") else { continue };
        let word = property.value().trim().to_owned();
        let Some((_, values)) = RENDERING.iter().find(|(known, _)| *known == word) else {
            if word.starts_with("rendition:") && word != "rendition:viewport" {
                fault(report, Code::PropertyUnknown, property.span, format!("a book has no property `{word}`"), "delete it");
            }
            continue;
        };
        let value = tree.words(at);
        if !value.is_empty() && !values.contains(&value.as_str()) {
            let message = format!("`{word}` can't be `{value}`");
            fault(report, Code::PackageShape, tree.elements[at].span, message, format!("write one of these: {}", values.join(", ")));
        }
        package.fixed |= value == "pre-paginated";
        if !seen.insert(word.clone()) {
            fault(report, Code::PackageShape, property.span, format!("`{word}` stands there twice"), "delete one of the two");
        }
    }
}

fn metas(tree: &XmlTree<'_>, children: &[usize], ids: &BTreeMap<String, usize>, package: &mut Package, report: &mut InspectionReport) {
    rendering(tree, children, package, report);
    for &at in children.iter().filter(|&&at| tree.elements[at].space != Namespace::Dc) {
        let element = &tree.elements[at];
        if !matches!(element.local, "meta" | "link") {
            fault(report, Code::PackageShape, element.span, format!("`<{}>` has no place in metadata", element.name), "delete it");
            continue;
        }
        if let Some(refines) = tree.attribute(at, "refines") {
            let value = refines.value();
            if let Some(id) = value.trim().strip_prefix('#').filter(|id| !ids.contains_key(*id)) {
                let help = match similar(id, ids.keys().map(String::as_str)) {
                    Some(near) => format!("did you mean `#{near}`?"),
                    None => "give the element that is meant this id".to_owned(),
                };
                fault(report, Code::RefinesNothing, refines.span, format!("nothing here has the id `{id}`"), help);
            }
        }
        if element.local == "link" {
            link(tree, at, package, report);
            continue;
        }
        match tree.attribute(at, "property") {
            Some(property) => {
                let words = property.value();
                let word = words.trim();
                if word.split_whitespace().count() != 1 {
                    fault(report, Code::PropertyUnknown, property.span, "a `meta` has one property", "write a `meta` for each");
                } else if !package::prefixed(word, &package.prefixes, property.span, report) && !PROPERTIES.contains(&word) {
                    let near = nearest(word, PROPERTIES);
                    let help = near.map_or_else(
                        || "use a prefix, such as `dcterms:` or `schema:`".to_owned(),
                        |near| format!("did you mean `{near}`?"),
                    );
                    fault(report, Code::PropertyUnknown, property.span, format!("there is no property `{word}`"), help);
                }
                if tree.words(at).is_empty() {
                    fault(
                        report,
                        Code::MetadataEmpty,
                        element.span,
                        format!("the `meta` for `{word}` is empty"),
                        "fill it in, or delete it",
                    );
                }
            }
            None if tree.attribute(at, "name").is_some() && tree.attribute(at, "content").is_some() => {}
            None => fault(report, Code::MetadataEmpty, element.span, "a `meta` without `property`", "say which property it states"),
        }
    }
}

fn link(tree: &XmlTree<'_>, at: usize, package: &Package, report: &mut InspectionReport) {
    let span = tree.elements[at].span;
    for name in ["href", "rel"] {
        if tree.value(at, name).is_none_or(|value| value.is_empty()) {
            fault(report, Code::MetadataEmpty, span, format!("a `link` without `{name}`"), format!("add `{name}`, or delete the link"));
        }
    }
    let href = tree.value(at, "href").unwrap_or_default();
    if matches!(address::resolve(&package.path, &href), AddressTarget::Inside { .. }) && tree.attribute(at, "media-type").is_none() {
        fault(report, Code::MetadataEmpty, span, "a `link` to a file of the archive without `media-type`", "add `media-type`");
    }
    for word in tree.value(at, "rel").unwrap_or_default().split_whitespace() {
        if !package::prefixed(word, &package.prefixes, span, report) && !RELATIONS.contains(&word) {
            fault(
                report,
                Code::PropertyUnknown,
                span,
                format!("links have no relation `{word}`"),
                "use one that the standard has, such as `record`",
            );
        }
    }
}

fn modified(tree: &XmlTree<'_>, metadata: usize, children: &[usize], report: &mut InspectionReport) {
    let is_modified =
        |&&at: &&usize| tree.value(at, "property").as_deref() == Some("dcterms:modified") && tree.attribute(at, "refines").is_none();
    let stated: Vec<usize> = children.iter().filter(is_modified).copied().collect();
    let help = "write `<meta property=\"dcterms:modified\">2026-11-24T00:00:00Z</meta>` once";
    match stated.as_slice() {
        [] => fault(report, Code::ModifiedWrong, tree.elements[metadata].span, "the metadata have no `dcterms:modified`", help),
        [_, second, ..] => fault(report, Code::ModifiedWrong, tree.elements[*second].span, "a second `dcterms:modified`", help),
        [_] => {}
    }
    for at in stated {
        let words = tree.words(at);
        let shape: String = words.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        if !words.is_empty() && (shape != "0000-00-00T00:00:00Z" || !is_date(&words)) {
            fault(report, Code::ModifiedWrong, tree.elements[at].span, format!("`{words}` is not of the form 2026-11-24T00:00:00Z"), help);
        }
    }
}

fn access(tree: &XmlTree<'_>, metadata: usize, children: &[usize], third: bool, report: &mut InspectionReport) {
    let says = |property: &str| {
        children.iter().any(|&at| [tree.value(at, "property"), tree.value(at, "name")].iter().flatten().any(|own| own == property))
    };
    let missing: Vec<(&str, &str)> = ACCESS.into_iter().filter(|(property, _)| !says(property)).collect();
    let [(first, help), others @ ..] = missing.as_slice() else { return };
    let all = missing.iter().map(|(property, _)| format!("`{property}`")).collect::<Vec<_>>().join(", ");
    let help = if third { (*help).to_owned() } else { format!("add `<meta name=\"{first}\" content=\"…\"/>`") };
    let help = if others.is_empty() { help } else { format!("{help}; the others in the same way") };
    fault(report, Code::AccessMissing, tree.elements[metadata].span, format!("the metadata have no {all}"), help);
}
