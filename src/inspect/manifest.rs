//! The manifest: every file of the book, once, with its media type and its properties.

use super::address::{self, AddressTarget};
use super::package::{self, ManifestItem, Package, SVG, XHTML};
use super::report::{InspectionReport, fault, similar, warn};
use super::tree::XmlTree;
use crate::diagnostics::nearest::nearest;
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Span;

/// Properties of items without a prefix.
const PROPERTIES: [&str; 12] = [
    "cover-image",
    "mathml",
    "nav",
    "remote-resources",
    "scripted",
    "svg",
    "switch",
    "data-nav",
    "dictionary",
    "glossary",
    "index",
    "search-key-map",
];

/// Reads the manifest into the package.
pub(super) fn read(tree: &XmlTree<'_>, package: &mut Package, report: &mut InspectionReport) {
    let Some(manifest) = tree.child(0, "manifest") else { return };
    for at in tree.children(manifest) {
        let element = &tree.elements[at];
        if element.local != "item" {
            fault(report, Code::PackageShape, element.span, format!("`<{}>` has no place in the manifest", element.name), "delete it");
            continue;
        }
        if let Some(item) = item(tree, at, package, report) {
            let index = package.items.len();
            if let Some(path) = &item.path {
                if let Some(&other) = package.paths.get(path) {
                    let finding = Diagnostic::at(Code::ItemTwice, item.href_span, format!("`{path}` is listed twice"));
                    report.push(finding.label(package.items[other].span, "here too").help("delete one of the two"));
                } else {
                    package.paths.insert(path.clone(), index);
                }
            }
            package.ids.entry(item.id.clone()).or_insert(index);
            package.items.push(item);
        }
    }
    fallbacks(package, report);
    if package.third {
        navigation(tree, manifest, package, report);
        cover(package, report);
    }
    package.ncx = package.items.iter().position(|item| item.media_type == package::NCX);
}

/// Reads one item; none, with the reason reported, if it is not whole or lists the package document.
fn item(tree: &XmlTree<'_>, at: usize, package: &Package, report: &mut InspectionReport) -> Option<ManifestItem> {
    let span = tree.elements[at].span;
    let part = |name: &str| tree.attribute(at, name).map_or(span, |attribute| attribute.span);
    let mut whole = true;
    for name in ["id", "href", "media-type"] {
        if tree.value(at, name).is_none_or(|value| value.is_empty()) {
            fault(report, Code::ItemIncomplete, span, format!("an item without `{name}`"), format!("add `{name}`"));
            whole = false;
        }
    }
    let href = tree.value(at, "href")?;
    if !whole {
        return None;
    }
    let properties = tree.value(at, "properties").unwrap_or_default();
    let properties: Vec<String> = properties.split_whitespace().map(str::to_owned).collect();
    let media_type = tree.value(at, "media-type").unwrap_or_default();
    for property in properties.iter().filter(|_| package.third) {
        let prefixed = package::prefixed(property, &package.prefixes, part("properties"), report);
        // How a place in the spine is rendered is said there.
        if prefixed && !property.starts_with("rendition:") {
            continue;
        }
        if !PROPERTIES.contains(&property.as_str()) {
            let help = nearest(property, PROPERTIES).map_or_else(|| "delete it".to_owned(), |near| format!("did you mean `{near}`?"));
            fault(report, Code::PropertyUnknown, part("properties"), format!("items have no property `{property}`"), help);
        }
    }
    let target = address::resolve(&package.path, &href);
    let path = path(&target, &href, part("href"), package, report);
    if matches!(&target, AddressTarget::Inside { path, .. } if *path == package.path) {
        fault(report, Code::ItemTwice, part("href"), "the manifest lists the package document itself", "delete the item");
        return None;
    }
    Some(ManifestItem {
        id: tree.value(at, "id")?,
        path,
        remote: matches!(target, AddressTarget::Remote { .. }).then(|| href.trim().to_owned()),
        media_type,
        properties,
        fallback: tree.value(at, "fallback"),
        span,
        href_span: part("href"),
        type_span: part("media-type"),
        properties_span: part("properties"),
    })
}

/// The file in the archive that an item's address leads to, if there is one; what is wrong with the address is reported at `span`.
fn path(target: &AddressTarget, href: &str, span: Span, package: &Package, report: &mut InspectionReport) -> Option<String> {
    match target {
        AddressTarget::Inside { path, fragment, query } => {
            if fragment.is_some() {
                fault(report, Code::ItemIncomplete, span, "the `href` of an item must have no fragment", "delete it from `#` on");
            }
            if *query {
                fault(report, Code::AddressWrong, span, "the `href` of an item must have no query", "delete it from `?` on");
            }
            if path.starts_with("META-INF/") && *path != package.path {
                fault(report, Code::ItemMissing, span, "a file of the book lies in META-INF", "move it into a folder of the book");
            }
            Some(path.clone())
        }
        AddressTarget::Remote { .. } => None,
        AddressTarget::Outside => {
            let message = format!("`{href}` leads out of the archive");
            fault(report, Code::TargetOutside, span, message, "write the path from the package document");
            None
        }
        AddressTarget::Wrong(why) => {
            fault(report, Code::AddressWrong, span, format!("`{href}` is no address: {why}"), "write a space as `%20`");
            // The file may be there all the same.
            match address::resolve(&package.path, &href.replace(' ', "%20")) {
                AddressTarget::Inside { path, .. } => Some(path),
                _ => None,
            }
        }
        AddressTarget::File | AddressTarget::Data => {
            let message = format!("`{href}` is no file of the archive");
            fault(report, Code::AddressForbidden, span, message, "put the file into the archive");
            None
        }
        AddressTarget::Other => None,
    }
}

fn fallbacks(package: &Package, report: &mut InspectionReport) {
    for item in &package.items {
        let Some(first) = &item.fallback else { continue };
        if !package.ids.contains_key(first) {
            let help = similar(first, package.ids.keys().map(String::as_str));
            let help = help.map_or_else(|| "name an item of the manifest".to_owned(), |near| format!("did you mean `{near}`?"));
            fault(report, Code::FallbackWrong, item.span, format!("there is no item `{first}` to fall back to"), help);
            continue;
        }
        let mut next = Some(first);
        for _ in 0..package::LONGEST_CHAIN {
            let Some(id) = next else { break };
            if id == &item.id {
                fault(
                    report,
                    Code::FallbackWrong,
                    item.span,
                    format!("the fallback of `{}` leads back to itself", item.id),
                    "break the circle",
                );
                break;
            }
            next = package.ids.get(id).and_then(|&index| package.items[index].fallback.as_ref());
        }
    }
}

fn navigation(tree: &XmlTree<'_>, manifest: usize, package: &mut Package, report: &mut InspectionReport) {
    let navs: Vec<usize> = (0..package.items.len()).filter(|&index| package.items[index].has("nav")).collect();
    match navs.as_slice() {
        [] => {
            let help = "add properties=\"nav\" to the item of the contents";
            fault(report, Code::NavItem, tree.elements[manifest].span, "no item has the property `nav`", help);
        }
        [_] => {}
        [first, second, ..] => {
            let finding = Diagnostic::at(Code::NavItem, package.items[*second].properties_span, "a second item with the property `nav`");
            report.push(finding.label(package.items[*first].span, "the first").help("leave it on one of them"));
        }
    }
    for &index in &navs {
        let item = &package.items[index];
        if item.media_type != XHTML {
            fault(report, Code::NavItem, item.type_span, "the contents are not XHTML", "make them an XHTML document");
        }
    }
    package.nav = navs.first().copied().filter(|&index| package.items[index].media_type == XHTML);
}

fn cover(package: &Package, report: &mut InspectionReport) {
    let mut covers = package.items.iter().filter(|item| item.has("cover-image"));
    let Some(first) = covers.next() else { return };
    for item in std::iter::once(first).chain(package.items.iter().filter(|item| item.has("cover-image")).skip(1)) {
        if !item.media_type.starts_with("image/") {
            let message = format!("the cover is `{}`, no picture", item.media_type);
            fault(report, Code::CoverItem, item.span, message, "put `cover-image` on the picture itself");
        }
    }
    for second in covers {
        let finding = Diagnostic::at(Code::CoverItem, second.properties_span, "a second item with the property `cover-image`");
        report.push(finding.label(first.span, "the first").help("leave it on one of them"));
    }
}

/// Properties that a document makes necessary.
pub(super) const OF_CONTENT: [&str; 5] = ["mathml", "remote-resources", "scripted", "svg", "switch"];

/// Compares the properties that an item states with those its document needs; the place of the reason is shown.
pub(super) fn properties(item: &ManifestItem, needed: &[(&'static str, Span)], report: &mut InspectionReport) {
    for &(property, reason) in needed {
        if !item.has(property) {
            let finding = Diagnostic::at(Code::PropertyMissing, item.span, format!("the item does not state the property `{property}`"));
            report.push(finding.label(reason, "needed for this").help(format!("add `{property}` to its `properties`")));
        }
    }
    for property in OF_CONTENT.iter().filter(|property| item.has(property)) {
        if needed.iter().all(|(own, _)| own != property) {
            let message = format!("the item states `{property}`, but its document has nothing of it");
            let help = format!("take `{property}` out of its `properties`");
            // A script may fetch something that nobody sees in the text; and SVG documents are SVG without saying so.
            if *property == "remote-resources" || item.media_type == SVG {
                warn(report, Code::PropertyNeedless, item.properties_span, message, help);
            } else {
                fault(report, Code::PropertyNeedless, item.properties_span, message, help);
            }
        }
    }
}
