//! Pages of fixed layout: whether each says how large it is (EPUB 3.3, 8.2.2).

use super::report::{InspectionReport, fault};
use super::tree::{Namespace, XmlTree};
use crate::diagnostics::Code;
use crate::source::Span;
use std::collections::BTreeSet;

/// Looks a page of fixed layout over: an SVG has a `viewBox`, an XHTML document its size in the first `viewport`.
pub(super) fn page(tree: &XmlTree<'_>, is_svg: bool, report: &mut InspectionReport) {
    let root = &tree.elements[0];
    if is_svg {
        if root.space == Namespace::Svg && tree.attribute(0, "viewBox").is_none() {
            let help = "write its size: viewBox=\"0 0 600 800\"";
            fault(report, Code::FixedPage, root.span, "a drawing that is a page has no `viewBox`", help);
        }
        return;
    }
    let is_viewport = |&at: &usize| tree.elements[at].local == "meta" && tree.value(at, "name").as_deref() == Some("viewport");
    let Some(first) = (0..tree.elements.len()).find(is_viewport) else {
        return fault(report, Code::FixedPage, root.span, "a page of fixed layout does not say its size", HELP);
    };
    let attribute = tree.attribute(first, "content");
    let span = attribute.map_or(tree.elements[first].span, |attribute| attribute.span);
    viewport(attribute.map(|attribute| attribute.value()).unwrap_or_default().trim(), span, report);
}

const HELP: &str = "write `<meta name=\"viewport\" content=\"width=600, height=800\"/>` into the head";

/// The size that a viewport states.
fn viewport(content: &str, span: Span, report: &mut InspectionReport) {
    let mut stated = BTreeSet::new();
    for part in content.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=').map_or((part, None), |(name, value)| (name.trim(), Some(value.trim())));
        let is_size = name == "width" || name == "height";
        let Some(value) = value.filter(|value| !name.is_empty() && !value.is_empty() && !value.contains('=')) else {
            // A word without a value says nothing; a side without one says that it was forgotten.
            if is_size || value.is_some() {
                fault(report, Code::FixedPage, span, format!("`{part}` says nothing"), HELP);
                stated.insert(name);
            }
            continue;
        };
        if !is_size {
            continue;
        }
        if !stated.insert(name) {
            fault(report, Code::FixedPage, span, format!("`{name}` stands there twice"), "keep one of the two");
        }
        let is_number = value.parse::<f64>().is_ok_and(|number| number.is_finite() && number > 0.0);
        if !is_number && value != format!("device-{name}") {
            fault(report, Code::FixedPage, span, format!("`{value}` is no {name}"), "write a number of pixels, without a unit");
        }
    }
    for side in ["width", "height"] {
        if !stated.contains(side) {
            fault(report, Code::FixedPage, span, format!("the page has no `{side}`"), HELP);
        }
    }
}
