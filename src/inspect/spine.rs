//! The spine: the order of reading, and the guide of old.

use super::address::{self, AddressTarget};
use super::package::{self, Package, SpinePlace};
use super::report::{InspectionReport, fault, similar, warn};
use super::tree::XmlTree;
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Span;
use std::collections::BTreeMap;

/// Sides of a spread that a place in the spine may ask for.
const SIDES: [&str; 5] =
    ["rendition:page-spread-center", "rendition:page-spread-left", "rendition:page-spread-right", "page-spread-left", "page-spread-right"];

/// What a word at a place in the spine is about, of which the place may say one thing (EPUB 3.3, D.3 to D.5); none if places say no such
/// thing.
fn subject(word: &str) -> Option<&'static str> {
    let says = |(property, values): &&(&str, &[&str])| {
        word.strip_prefix(property).and_then(|rest| rest.strip_prefix('-')).is_some_and(|value| values.contains(&value))
    };
    match word {
        "rendition:align-x-center" => Some("alignment"),
        side if SIDES.contains(&side) => Some("side"),
        _ => package::RENDERING.iter().find(says).map(|(property, _)| *property),
    }
}

/// Reads spine and guide into the package.
pub(super) fn read(tree: &XmlTree<'_>, package: &mut Package, report: &mut InspectionReport) {
    if let Some(spine) = tree.child(0, "spine") {
        if let Some(map) = tree.attribute(spine, "page-map").filter(|_| !package.third) {
            fault(report, Code::PackageShape, map.span, "`<spine>` has no attribute `page-map`", "delete it");
        }
        let mut places = BTreeMap::new();
        for at in tree.children(spine) {
            itemref(tree, at, &mut places, package, report);
        }
        if !package.spine.iter().any(|place| place.linear) {
            let help = "list the documents in the order of reading, without linear=\"no\"";
            fault(report, Code::SpineEmpty, tree.elements[spine].span, "the spine has nothing to read in order", help);
        }
        if let Some(direction) = tree.attribute(spine, "page-progression-direction")
            && !["ltr", "rtl", "default"].contains(&direction.value().trim())
        {
            let message = format!("there is no direction `{}`", direction.value());
            fault(report, Code::PackageShape, direction.span, message, "write `ltr`, `rtl` or `default`");
        }
        contents(tree, spine, package, report);
    }
    if let Some(guide) = tree.child(0, "guide") {
        for at in tree.children(guide) {
            reference(tree, at, package, report);
        }
    }
}

fn itemref(tree: &XmlTree<'_>, at: usize, places: &mut BTreeMap<usize, Span>, package: &mut Package, report: &mut InspectionReport) {
    let element = &tree.elements[at];
    if element.local != "itemref" {
        return fault(report, Code::PackageShape, element.span, format!("`<{}>` has no place in the spine", element.name), "delete it");
    }
    let Some(idref) = tree.attribute(at, "idref") else {
        return fault(report, Code::SpineUnresolved, element.span, "an `itemref` without `idref`", "name an item of the manifest");
    };
    let id = idref.value().trim().to_owned();
    let Some(&item) = package.ids.get(&id) else {
        let near = similar(&id, package.ids.keys().map(String::as_str));
        let help = near.map_or_else(|| "list the document in the manifest".to_owned(), |near| format!("did you mean `{near}`?"));
        return fault(report, Code::SpineUnresolved, idref.span, format!("the manifest has no item `{id}`"), help);
    };
    if let Some(other) = places.insert(item, element.span) {
        let finding = Diagnostic::at(Code::SpineTwice, element.span, format!("the spine has `{id}` twice"));
        report.push(finding.label(other, "here too").help("delete one of the two"));
    }
    let linear = tree.attribute(at, "linear");
    if let Some(linear) = linear.filter(|linear| !["yes", "no"].contains(&linear.value().trim())) {
        fault(report, Code::PackageShape, linear.span, format!("`linear` can't be `{}`", linear.value()), "write `yes` or `no`");
    }
    if let Some(properties) = tree.attribute(at, "properties").filter(|_| package.third) {
        let value = properties.value();
        let mut said: BTreeMap<&str, &str> = BTreeMap::new();
        for word in value.split_whitespace() {
            let prefixed = package::prefixed(word, &package.prefixes, properties.span, report);
            if let Some(subject) = subject(word) {
                if let Some(other) = said.insert(subject, word) {
                    let message = format!("`{other}` and `{word}` exclude each other");
                    fault(report, Code::PackageShape, properties.span, message, "keep one of the two");
                }
            } else if !prefixed || word.starts_with("rendition:") {
                let message = format!("places in the spine have no property `{word}`");
                fault(report, Code::PropertyUnknown, properties.span, message, "delete it, or put it on the item of the manifest");
            }
        }
    }
    let stated = &package.items[item];
    if !package.falls_back(stated, package::ManifestItem::is_content) {
        let message = format!("`{}` is no content document and falls back to none", stated.media_type);
        let finding = Diagnostic::at(Code::SpineForeign, element.span, message);
        report.push(finding.label(stated.type_span, "its media type").help("put an XHTML document into the spine"));
    }
    let linear = linear.is_none_or(|linear| linear.value().trim() != "no");
    let stated = tree.value(at, "properties").unwrap_or_default();
    let says = |word: &str| stated.split_whitespace().any(|own| own == word);
    let fixed = says("rendition:layout-pre-paginated") || package.fixed && !says("rendition:layout-reflowable");
    package.spine.push(SpinePlace { item, linear, fixed, span: element.span });
}

/// The NCX that the spine names.
fn contents(tree: &XmlTree<'_>, spine: usize, package: &Package, report: &mut InspectionReport) {
    let Some(toc) = tree.attribute(spine, "toc") else {
        let span = tree.elements[spine].span;
        match package.ncx {
            Some(ncx) => {
                let help = format!("write toc=\"{}\"", package.items[ncx].id);
                fault(report, Code::NcxItem, span, "the spine does not name the NCX", help);
            }
            None if !package.third => fault(report, Code::NcxItem, span, "an EPUB 2 must have an NCX", "add one, and name it in `toc`"),
            None => {}
        }
        return;
    };
    let id = toc.value();
    match package.ids.get(id.trim()) {
        None => fault(report, Code::NcxItem, toc.span, format!("the manifest has no item `{id}`"), "name the NCX"),
        Some(&item) if package.items[item].media_type != package::NCX => {
            let message = format!("`{id}` is `{}`, not an NCX", package.items[item].media_type);
            fault(report, Code::NcxItem, toc.span, message, format!("give the NCX the media type `{}`, and name it", package::NCX));
        }
        Some(_) => {}
    }
}

fn reference(tree: &XmlTree<'_>, at: usize, package: &Package, report: &mut InspectionReport) {
    let Some(href) = tree.attribute(at, "href") else { return };
    let AddressTarget::Inside { path, .. } = address::resolve(&package.path, &href.value()) else { return };
    match package.item(&path) {
        None => fault(report, Code::GuideWrong, href.span, format!("`{path}` is not in the manifest"), "delete the reference"),
        Some(item) if !item.is_content() => {
            let say: fn(&mut InspectionReport, Code, Span, String, &'static str) = if package.third { warn } else { fault };
            say(report, Code::GuideWrong, href.span, format!("`{path}` is no document"), "name the document that shows it");
        }
        Some(_) => {}
    }
}
