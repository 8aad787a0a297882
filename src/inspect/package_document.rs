//! Reads the package document and looks over all in it that needs no other file.

use super::package::{Package, prefixes};
use super::report::{InspectionReport, fault, warn};
use super::tree::{Namespace, XmlTree};
use super::{document, manifest, metadata, spine};
use crate::diagnostics::Code;

/// Reads the package document and looks over all in it that needs no other file.
pub(super) fn read(path: &str, tree: &XmlTree<'_>, report: &mut InspectionReport) -> Option<Package> {
    let root = &tree.elements[0];
    if root.local != "package" {
        let message = format!("the package document begins with `<{}>`", root.name);
        fault(report, Code::PackageShape, root.span, message, "begin it with `<package>`");
        return None;
    }
    if let Some((_, span)) = tree.doctype.filter(|(text, _)| text.contains("PUBLIC") || text.contains("SYSTEM")) {
        warn(report, Code::DoctypeWrong, span, "a package document has no DOCTYPE", "delete it");
    }
    let mut package = Package { path: path.to_owned(), ..Package::default() };
    package.third = version(tree, report);
    package.prefixes = prefixes(tree, 0, report);
    let ids = document::ids(tree, report);
    shape(tree, package.third, report);
    if package.third {
        attributes(tree, report);
    }
    document::languages(tree, report);
    metadata::read(tree, &ids, &mut package, report);
    manifest::read(tree, &mut package, report);
    spine::read(tree, &mut package, report);
    Some(package)
}

/// Whether the package is EPUB 3.
pub(super) fn version(tree: &XmlTree<'_>, report: &mut InspectionReport) -> bool {
    let help = "write version=\"3.0\"";
    match tree.attribute(0, "version") {
        Some(version) if version.value().trim() == "2.0" => return false,
        Some(version) if version.value().trim() == "3.0" => {}
        Some(version) => {
            fault(report, Code::PackageVersion, version.span, format!("there is no EPUB version `{}`", version.value()), help);
        }
        None => fault(report, Code::PackageVersion, tree.elements[0].span, "the package states no version", help),
    }
    true
}

/// The parts of the package and their order.
pub(super) fn shape(tree: &XmlTree<'_>, third: bool, report: &mut InspectionReport) {
    const PARTS: [&str; 7] = ["metadata", "manifest", "spine", "guide", "bindings", "tours", "collection"];
    let mut last = 0;
    let mut seen: Vec<&str> = Vec::new();
    for child in tree.children(0) {
        let element = &tree.elements[child];
        match PARTS.iter().position(|part| element.space == Namespace::Package && *part == element.local) {
            None => {
                let message = format!("`<{}>` has no place in a package document", element.name);
                fault(report, Code::PackageShape, element.span, message, "delete it");
            }
            Some(_) if element.local != "collection" && seen.contains(&element.local) => {
                fault(report, Code::PackageShape, element.span, format!("a second `<{}>`", element.name), "put both into one");
            }
            Some(at) if at < last && third => {
                let message = format!("`<{}>` stands behind `<{}>`", element.name, PARTS[last]);
                fault(report, Code::PackageShape, element.span, message, "put metadata, manifest and spine in this order");
            }
            Some(at) => last = at,
        }
        if element.local == "bindings" && third {
            warn(report, Code::Deprecated, element.span, "`bindings` are given up", "use fallbacks");
        }
        seen.push(element.local);
    }
    for part in &PARTS[..3] {
        if !seen.contains(part) {
            fault(report, Code::PackageShape, tree.elements[0].span, format!("the package has no `<{part}>`"), format!("add a `<{part}>`"));
        }
    }
}

/// Attributes that the elements of a package have.
pub(super) fn attributes(tree: &XmlTree<'_>, report: &mut InspectionReport) {
    for at in 0..tree.elements.len() {
        let element = &tree.elements[at];
        let known: &[&str] = match element.local {
            "package" => &["version", "unique-identifier", "prefix", "id", "dir"],
            "metadata" | "manifest" => &["id", "dir"],
            "item" => &["id", "href", "media-type", "properties", "fallback", "media-overlay"],
            "spine" => &["id", "toc", "page-progression-direction", "page-map"],
            "itemref" => &["id", "idref", "linear", "properties"],
            _ => continue,
        };
        for attribute in
            tree.attributes(at).iter().filter(|attribute| attribute.space == Namespace::None && element.space == Namespace::Package)
        {
            if !known.contains(&attribute.local) {
                let message = format!("`<{}>` has no attribute `{}`", element.name, attribute.local);
                fault(report, Code::PackageShape, attribute.span, message, "delete it");
            } else if attribute.local == "dir" && !["ltr", "rtl", "auto"].contains(&attribute.value().trim()) {
                fault(
                    report,
                    Code::PackageShape,
                    attribute.span,
                    format!("there is no direction `{}`", attribute.value()),
                    "write `ltr`, `rtl` or `auto`",
                );
            }
        }
    }
}
