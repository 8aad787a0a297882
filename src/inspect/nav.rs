//! The navigation document and the NCX: what readers make the contents of.

use super::address::{self, AddressTarget};
use super::document::DocumentFacts;
use super::package::Package;
use super::reference::{Reference, ReferenceUse};
use super::report::{InspectionReport, fault, warn};
use super::tree::{Namespace, XmlTree};
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Span;
use std::collections::BTreeMap;

/// Whether an element has the word `kind` in its `epub:type`.
fn is_of(tree: &XmlTree<'_>, at: usize, kind: &str) -> bool {
    let types = tree.attribute_in(at, Namespace::Epub, "type");
    types.is_some_and(|types| types.value().split_whitespace().any(|word| word == kind))
}

/// Looks over the navigation document.
pub(super) fn read(tree: &XmlTree<'_>, facts: &mut DocumentFacts, report: &mut InspectionReport) {
    let navs: Vec<usize> =
        (0..tree.elements.len()).filter(|&at| tree.elements[at].local == "nav" && tree.elements[at].space == Namespace::Html).collect();
    for kind in ["toc", "page-list", "landmarks"] {
        let of_kind: Vec<usize> = navs.iter().copied().filter(|&at| is_of(tree, at, kind)).collect();
        match of_kind.as_slice() {
            [] if kind == "toc" => {
                let help = "mark the contents: `<nav epub:type=\"toc\">`";
                fault(report, Code::TocMissing, tree.elements[0].span, "no `nav` is the contents", help);
            }
            [first, second, ..] => {
                let (code, message) = if kind == "toc" {
                    (Code::TocMissing, "a second `nav` of the contents")
                } else {
                    (Code::LandmarkWrong, "a second `nav` of this kind")
                };
                let finding = Diagnostic::at(code, tree.elements[*second].span, message);
                report.push(finding.label(tree.elements[*first].span, "the first").help("keep one of them"));
            }
            _ => {}
        }
    }
    for &at in navs.iter().filter(|&&at| tree.attribute_in(at, Namespace::Epub, "type").is_some()) {
        nav(tree, at, report);
        let is_toc = ["toc", "page-list", "landmarks"].iter().any(|kind| is_of(tree, at, kind));
        if is_of(tree, at, "landmarks") {
            landmarks(tree, at, report);
        }
        let inside = tree.elements[at].span.start..tree.inside(at).1.saturating_add(tree.inside(at).0.len()).try_into().unwrap_or(u32::MAX);
        for reference in facts.references.iter_mut().filter(|reference| is_toc && reference.usage == ReferenceUse::Link) {
            if inside.contains(&reference.span.start) {
                reference.usage = ReferenceUse::Contents;
            }
        }
    }
}

/// A `nav` is perhaps a heading, then one list.
fn nav(tree: &XmlTree<'_>, at: usize, report: &mut InspectionReport) {
    let help = "write `<nav><ol><li><a href=\"…\">…</a></li></ol></nav>`";
    let mut lists = 0;
    for child in tree.children(at) {
        let element = &tree.elements[child];
        match element.local {
            "ol" if lists == 0 => {
                lists += 1;
                list(tree, child, report);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hgroup" if lists == 0 => {
                if !says_something(tree, child) {
                    fault(report, Code::NavShape, element.span, "a heading of the contents has no words", "write one, or delete it");
                }
            }
            _ => fault(report, Code::NavShape, element.span, format!("`<{}>` has no place here in a `nav`", element.name), help),
        }
    }
    if lists == 0 {
        fault(report, Code::NavShape, tree.elements[at].span, "the `nav` has no `ol`", help);
    }
}

/// Lists in lists, without recursion: a file may nest them as deep as it likes.
fn list(tree: &XmlTree<'_>, first: usize, report: &mut InspectionReport) {
    let mut lists = vec![first];
    while let Some(at) = lists.pop() {
        if tree.children(at).next().is_none() {
            fault(report, Code::NavShape, tree.elements[at].span, "a list of the contents is empty", "delete it, or write entries into it");
        }
        for entry in tree.children(at).filter(|&entry| tree.elements[entry].local == "li") {
            let parts: Vec<usize> = tree.children(entry).collect();
            let name = |index: usize| parts.get(index).map_or("", |&part| tree.elements[part].local);
            let span = tree.elements[entry].span;
            if !matches!((name(0), name(1), parts.len()), ("a", "", 1) | ("a" | "span", "ol", 2)) {
                let help = "write an `a`, or a `span` or an `a` and an `ol` behind it";
                let message = if name(0) == "span" && parts.len() == 1 {
                    "a `span` without a list below it"
                } else {
                    "an entry is not a link, perhaps with a list behind it"
                };
                fault(report, Code::NavShape, span, message, help);
            }
            if let Some(loose) = tree.elements[entry].loose {
                fault(report, Code::NavShape, loose, "text beside the link of an entry", "put it into the link");
            }
            for &part in &parts {
                match tree.elements[part].local {
                    "ol" => lists.push(part),
                    "a" | "span" if !says_something(tree, part) => {
                        fault(
                            report,
                            Code::NavShape,
                            tree.elements[part].span,
                            "an entry of the contents has no words",
                            "write the title into it",
                        );
                    }
                    "a" if tree.attribute(part, "href").is_none() => {
                        let help = "add `href`, or write `<span>` for a title of others";
                        warn(report, Code::NavShape, tree.elements[part].span, "an entry of the contents leads nowhere", help);
                    }
                    _ => {}
                }
            }
        }
    }
}

fn says_something(tree: &XmlTree<'_>, at: usize) -> bool {
    let spoken =
        |inner: usize| ["alt", "title", "aria-label"].iter().any(|name| tree.value(inner, name).is_some_and(|value| !value.is_empty()));
    !tree.words(at).is_empty() || tree.below(at).any(spoken)
}

fn landmarks(tree: &XmlTree<'_>, at: usize, report: &mut InspectionReport) {
    let mut known: BTreeMap<(String, String), usize> = BTreeMap::new();
    for link in tree.below(at).filter(|&at| tree.elements[at].local == "a") {
        let span = tree.elements[link].span;
        let Some(kind) = tree.attribute_in(link, Namespace::Epub, "type") else {
            fault(report, Code::LandmarkWrong, span, "a landmark does not say what it is", "add `epub:type`, such as `bodymatter`");
            continue;
        };
        let key = (kind.value().trim().to_lowercase(), tree.value(link, "href").unwrap_or_default());
        if let Some(&first) = known.get(&key) {
            let finding = Diagnostic::at(Code::LandmarkWrong, span, "the same landmark for a second time");
            report.push(finding.label(tree.elements[first].span, "the first").help("delete one of the two"));
        }
        known.insert(key, link);
    }
}

/// Whether the contents are in the order of the book. Only the first that is not is shown.
pub(super) fn order(
    path: &str,
    tree: &XmlTree<'_>,
    package: &Package,
    documents: &BTreeMap<String, DocumentFacts>,
    report: &mut InspectionReport,
) {
    let Some(toc) = (0..tree.elements.len()).find(|&at| tree.elements[at].local == "nav" && is_of(tree, at, "toc")) else { return };
    let places: BTreeMap<usize, usize> = package.spine.iter().enumerate().map(|(at, place)| (place.item, at)).collect();
    let mut last = None;
    for link in tree.below(toc).filter(|&at| tree.elements[at].local == "a") {
        let Some(href) = tree.attribute(link, "href") else { continue };
        let AddressTarget::Inside { path, fragment, .. } = address::resolve(path, &href.value()) else { continue };
        let Some(&place) = package.paths.get(&path).and_then(|item| places.get(item)) else { continue };
        let ids = documents.get(&path).and_then(|facts| facts.ids.as_ref());
        let at = match (fragment, ids) {
            (Some(fragment), Some(ids)) => ids.get(&fragment).copied(),
            _ => Some(0),
        };
        let Some(at) = at else { continue };
        if let Some((before, span)) = last.replace(((place, at), href.span))
            && before > (place, at)
        {
            let finding = Diagnostic::at(Code::NavOrder, href.span, "this entry leads to a place before that of the entry before it");
            report.push(finding.label(span, "the entry before").help("put the entries into the order of the spine"));
            return;
        }
    }
}

/// The numbers of the entries: from 1 without a gap, each for one target.
fn play_order(tree: &XmlTree<'_>, report: &mut InspectionReport) {
    let mut orders: BTreeMap<u32, (String, Span)> = BTreeMap::new();
    let help = "number the entries 1, 2, 3 in the order of the book";
    for at in 0..tree.elements.len() {
        let element = &tree.elements[at];
        let Some(order) = tree.attribute(at, "playOrder").filter(|_| ["navPoint", "pageTarget", "navTarget"].contains(&element.local))
        else {
            continue;
        };
        let Ok(number) = order.value().trim().parse::<u32>() else { continue };
        let target = tree.child(at, "content").and_then(|content| tree.value(content, "src")).unwrap_or_default();
        if let Some((other, span)) = orders.get(&number).filter(|(other, _)| *other != target) {
            let finding = Diagnostic::at(Code::NcxShape, order.span, format!("`playOrder` {number} for another target than `{other}`"));
            report.push(finding.label(*span, "that one").help(help));
        }
        orders.entry(number).or_insert((target, order.span));
    }
    let gap = orders.iter().zip(1..).find(|((number, _), due)| **number != *due);
    if let Some(((number, (_, span)), due)) = gap.filter(|((number, _), _)| **number > 0) {
        fault(report, Code::NcxShape, *span, format!("`playOrder` {number} where {due} is due"), help);
    }
}

/// Looks over the NCX and adds what it leads to.
pub(super) fn ncx(tree: &XmlTree<'_>, package: &Package, report: &mut InspectionReport) -> DocumentFacts {
    let root = &tree.elements[0];
    if (root.space, root.local) != (Namespace::Ncx, "ncx") {
        fault(report, Code::NcxShape, root.span, format!("the NCX begins with `<{}>`", root.name), "begin it with `<ncx>`");
        return DocumentFacts::default();
    }
    let ids = Some(super::document::ids(tree, report));
    super::document::names(tree, report);
    if let Some((text, span)) = tree.doctype.filter(|_| package.third) {
        let own = text.contains("//DTD ncx 2005-1//EN") && text.contains("http://www.daisy.org/z3986/2005/ncx-2005-1.dtd");
        if !own && (text.contains("PUBLIC") || text.contains("SYSTEM")) {
            fault(report, Code::DoctypeWrong, span, "the DOCTYPE is not that of an NCX", "delete it");
        }
    }
    super::document::languages(tree, report);
    for part in ["head", "docTitle", "navMap"] {
        if tree.child(0, part).is_none() {
            fault(report, Code::NcxShape, root.span, format!("the NCX has no `{part}`"), format!("add `<{part}>`"));
        }
    }
    let uid = (0..tree.elements.len()).find(|&at| tree.value(at, "name").as_deref() == Some("dtb:uid"));
    match uid {
        Some(at) if !package.identifier.is_empty() && tree.value(at, "content").as_deref() != Some(package.identifier.trim()) => {
            let message = format!(
                "the NCX states the identifier `{}`, the package `{}`",
                tree.value(at, "content").unwrap_or_default(),
                package.identifier
            );
            fault(report, Code::NcxIdentifier, tree.elements[at].span, message, "write the package's");
        }
        Some(_) => {}
        None => warn(report, Code::NcxIdentifier, root.span, "the NCX states no identifier (`dtb:uid`)", "add it to its head"),
    }
    if tree.attribute(0, "version").is_none() {
        fault(report, Code::NcxShape, root.span, "the NCX states no version", "write version=\"2005-1\"");
    }
    play_order(tree, report);
    DocumentFacts { ids, references: entries(tree, report), needed: Vec::new() }
}

/// Looks over the entries of an NCX; returns what they lead to.
fn entries(tree: &XmlTree<'_>, report: &mut InspectionReport) -> Vec<Reference> {
    let mut references = Vec::new();
    for at in 0..tree.elements.len() {
        let element = &tree.elements[at];
        match element.local {
            "navMap" | "navList" | "pageList"
                if !tree.children(at).any(|child| ["navPoint", "navTarget", "pageTarget"].contains(&tree.elements[child].local)) =>
            {
                fault(report, Code::NcxShape, element.span, format!("`{}` is empty", element.name), "write an entry into it");
            }
            "navPoint" | "pageTarget" | "navTarget" => {
                for part in ["navLabel", "content"] {
                    if tree.child(at, part).is_none() {
                        fault(report, Code::NcxShape, element.span, format!("an entry without `{part}`"), format!("add `<{part}>`"));
                    }
                }
                let kind = tree.attribute(at, "type").filter(|_| element.local == "pageTarget");
                if let Some(kind) = kind.filter(|kind| !["front", "normal", "special"].contains(&kind.value().trim())) {
                    let message = format!("there is no kind of page `{}`", kind.value());
                    fault(report, Code::NcxShape, kind.span, message, "write `front`, `normal` or `special`");
                }
                if element.local == "navPoint" && tree.attribute(at, "id").is_none() {
                    fault(report, Code::NcxShape, element.span, "a `navPoint` without `id`", "add an id");
                }
                if let Some(order) = tree.attribute(at, "playOrder").filter(|order| {
                    order.value().trim().parse::<u32>().is_ok_and(|number| number == 0) || order.value().trim().parse::<u32>().is_err()
                }) {
                    fault(report, Code::NcxShape, order.span, "`playOrder` is a number from 1", "number the entries in their order");
                }
            }
            "content" => match tree.attribute(at, "src") {
                Some(src) => references.push(Reference {
                    usage: ReferenceUse::Contents,
                    address: src.value().trim().to_owned(),
                    span: src.span,
                    spare: false,
                }),
                None => fault(report, Code::NcxShape, element.span, "an entry that leads nowhere", "add `src`"),
            },
            _ => {}
        }
    }
    references
}
