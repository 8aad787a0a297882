//! Content documents: XHTML and SVG. Looks over what a document is by itself, and gathers what it refers to.

use super::content::{self, ContentModel};
use super::package::{self, Package};
use super::reference::Reference;
use super::references;
use super::report::{InspectionReport, fault, warn};
use super::style;
use super::tree::{Namespace, XmlAttribute, XmlTree};
use super::xml;
use crate::config::language_tag;
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// What others need to know of a document.
#[derive(Debug, Default)]
pub(super) struct DocumentFacts {
    /// The ids, each with the number of its element; none if the document could not be read.
    pub(super) ids: Option<BTreeMap<String, usize>>,
    pub(super) references: Vec<Reference>,
    /// Properties its item must state, with the reason for each.
    pub(super) needed: Vec<(&'static str, Span)>,
}

/// Looks a content document over.
pub(super) fn read(tree: &XmlTree<'_>, is_svg: bool, package: &Package, report: &mut InspectionReport) -> DocumentFacts {
    let root = &tree.elements[0];
    let due = if is_svg { (Namespace::Svg, "svg") } else { (Namespace::Html, "html") };
    if (root.space, root.local) != due {
        let message = format!("the document begins with `<{}>` of another vocabulary", root.name);
        let help = if is_svg {
            "write `<svg xmlns=\"http://www.w3.org/2000/svg\">`"
        } else {
            "write `<html xmlns=\"http://www.w3.org/1999/xhtml\">`"
        };
        fault(report, Code::ElementMisplaced, root.span, message, help);
    }
    let ids = Some(ids(tree, report));
    if is_svg {
        names(tree, report);
    }
    languages(tree, report);
    if package.third {
        doctype(tree, report);
        let mut prefixes = package::prefixes(tree, 0, report);
        prefixes.extend(package.prefixes.iter().cloned());
        types(tree, &prefixes, report);
    }
    if !is_svg && root.space == Namespace::Html {
        head(tree, package.third, report);
        if package.third {
            structure(tree, report);
        }
    }
    DocumentFacts { ids, references: references::of(tree), needed: if package.third { needed(tree, is_svg) } else { Vec::new() } }
}

/// All ids, each with the number of its element.
pub(super) fn ids(tree: &XmlTree<'_>, report: &mut InspectionReport) -> BTreeMap<String, usize> {
    let mut ids: BTreeMap<String, (usize, Span)> = BTreeMap::new();
    for at in 0..tree.elements.len() {
        for attribute in tree
            .attributes(at)
            .iter()
            .filter(|attribute| attribute.local == "id" && matches!(attribute.space, Namespace::None | Namespace::Xml))
        {
            let id = attribute.value().trim().to_owned();
            if id.is_empty() || id.contains(char::is_whitespace) {
                fault(report, Code::AttributeWrong, attribute.span, "an id is one word", "write it without spaces");
                continue;
            }
            if let Some((_, first)) = ids.get(&id) {
                let finding = Diagnostic::at(Code::IdTwice, attribute.span, format!("the id `{id}` is there twice"));
                report.push(finding.label(*first, "here too").help("give one of the two another id"));
            } else {
                ids.insert(id, (at, attribute.span));
            }
        }
    }
    ids.into_iter().map(|(id, (at, _))| (id, at)).collect()
}

/// Ids of an SVG or an NCX are names of XML.
pub(super) fn names(tree: &XmlTree<'_>, report: &mut InspectionReport) {
    for at in 0..tree.elements.len() {
        let Some(attribute) = tree.attribute(at, "id") else { continue };
        let id = attribute.value();
        if !id.trim().is_empty() && !id.contains(char::is_whitespace) && (!xml::is_name(&id) || id.contains(':')) {
            let message = format!("the id `{id}` is no name in XML");
            fault(
                report,
                Code::AttributeWrong,
                attribute.span,
                message,
                "begin it with a letter; go on with letters, digits, `-`, `_` and `.`",
            );
        }
    }
}

/// Languages that elements state.
pub(super) fn languages(tree: &XmlTree<'_>, report: &mut InspectionReport) {
    for at in 0..tree.elements.len() {
        let is_html = tree.elements[at].space == Namespace::Html;
        let own = tree.attribute_in(at, Namespace::Xml, "lang");
        let html = tree.attribute(at, "lang").filter(|_| is_html);
        // What both say is told of once.
        let twice = own.is_some_and(|own| html.is_some_and(|html| own.value() == html.value()));
        for attribute in own.iter().chain(html.iter().filter(|_| !twice)) {
            let tag = attribute.value();
            if !tag.is_empty() && language_tag(&tag).is_none() {
                let message = format!("`{tag}` is no language");
                fault(report, Code::LanguageWrong, attribute.span, message, "write a BCP 47 tag such as `en-GB`");
            }
        }
        if let (Some(own), Some(html)) = (own, html)
            && !own.value().eq_ignore_ascii_case(&html.value())
        {
            let message = format!("`lang` is `{}` and `xml:lang` is `{}`", html.value(), own.value());
            fault(report, Code::LanguageWrong, html.span, message, "write the same in both");
        }
    }
}

fn doctype(tree: &XmlTree<'_>, report: &mut InspectionReport) {
    let Some((text, span)) = tree.doctype else { return };
    let (outer, inner) = text.split_once('[').unwrap_or((text, ""));
    let foreign = outer.contains("PUBLIC") || (outer.contains("SYSTEM") && !outer.contains("about:legacy-compat"));
    let is_svg = tree.elements[0].space == Namespace::Svg && outer.contains("//DTD SVG");
    if foreign && !is_svg {
        fault(report, Code::DoctypeWrong, span, "the DOCTYPE is not of EPUB 3", "write `<!DOCTYPE html>`");
    } else if foreign && outer.contains("//DTD SVG 1.1//EN") {
        // EPUB 3.3 lets it stand; the standard before, which some shops still go by, does not.
        warn(report, Code::DoctypeWrong, span, "the DOCTYPE of SVG, which shops with an older EPUBCheck refuse", "delete it");
    } else if foreign {
        fault(report, Code::DoctypeWrong, span, "a DOCTYPE of SVG that no EPUB must have", "delete it");
    }
    if inner.contains("<!ENTITY") && (inner.contains("SYSTEM") || inner.contains("PUBLIC")) {
        fault(report, Code::DoctypeWrong, span, "the DOCTYPE declares an entity outside the book", "write the text itself");
    }
}

/// Words of `epub:type`; those that nobody knows do no harm, but their prefixes must be known.
fn types(tree: &XmlTree<'_>, prefixes: &BTreeSet<String>, report: &mut InspectionReport) {
    for at in 0..tree.elements.len() {
        let element = &tree.elements[at];
        if element.space == Namespace::Epub && matches!(element.local, "switch" | "trigger") {
            warn(report, Code::Deprecated, element.span, format!("`{}` is given up", element.name), "write what every reader can show");
        }
        let Some(kind) = tree.attribute_in(at, Namespace::Epub, "type") else { continue };
        if element.space == Namespace::Html && ["head", "title", "meta", "link", "style", "script", "base"].contains(&element.local) {
            fault(report, Code::AttributeWrong, kind.span, format!("`<{}>` has no `epub:type`", element.name), "delete it");
        } else {
            for word in kind.value().split_whitespace() {
                package::prefixed(word, prefixes, kind.span, report);
            }
        }
    }
}

fn head(tree: &XmlTree<'_>, third: bool, report: &mut InspectionReport) {
    let root = &tree.elements[0];
    let help = "write `<title>` with the title of the chapter into the head";
    let Some(head) = tree.child(0, "head") else {
        return fault(report, Code::TitleMissing, root.span, "the document has no head and so no title", help);
    };
    let mut titles = tree.children(head).filter(|&at| tree.elements[at].local == "title");
    match titles.next() {
        // EPUBCheck only warns of it, and errs on an empty one.
        None if third => warn(report, Code::TitleMissing, tree.elements[head].span, "the document has no title", help),
        None => fault(report, Code::TitleMissing, tree.elements[head].span, "the document has no title", help),
        Some(title) if tree.words(title).is_empty() && third => {
            fault(report, Code::TitleMissing, tree.elements[title].span, "the title is empty", help);
        }
        Some(_) => {}
    }
    if let Some(second) = titles.next() {
        fault(report, Code::ElementMisplaced, tree.elements[second].span, "a second title", "keep one");
    }
    if tree.child(0, "body").is_none() {
        fault(report, Code::ElementMisplaced, root.span, "the document has no body", "add one");
    }
    let states = tree.attribute(0, "lang").is_some() || tree.attribute_in(0, Namespace::Xml, "lang").is_some();
    if third && !states {
        let help = "write `<html lang=\"en\" xml:lang=\"en\">` with its language";
        fault(report, Code::LanguageMissing, root.span, "the document does not state its language", help);
    }
}

/// Elements and attributes, each by what HTML says.
fn structure(tree: &XmlTree<'_>, report: &mut InspectionReport) {
    // For each element: what may stand in it, and the link or button around what stands in it.
    let mut models = vec![ContentModel::Any; tree.elements.len()];
    let mut around: Vec<Option<usize>> = vec![None; tree.elements.len()];
    // Which of those that must not stand in themselves are around it.
    let mut alone = vec![0_u8; tree.elements.len()];
    for at in 0..tree.elements.len() {
        let element = &tree.elements[at];
        let name = element.local;
        let parent = element.parent;
        let outer = parent.map_or(ContentModel::Any, |parent| models[parent]);
        around[at] = parent.and_then(|parent| around[parent]);
        let (own_bit, outer_bits) = (content::alone(name), parent.map_or(0, |parent| alone[parent]));
        alone[at] = own_bit | outer_bits;
        if element.space != Namespace::Html {
            // MathML and SVG are words to HTML; what is of no known vocabulary may stand nowhere.
            let known = matches!(element.space, Namespace::Svg | Namespace::MathMl | Namespace::Epub);
            let in_html = parent.is_some_and(|parent| tree.elements[parent].space == Namespace::Html);
            if in_html && (!known || matches!(outer, ContentModel::Only(_) | ContentModel::Text | ContentModel::Nothing)) {
                let message =
                    format!("`<{}>` may not stand in `<{}>`", element.name, parent.map_or("", |parent| tree.elements[parent].name));
                fault(report, Code::ElementMisplaced, element.span, message, "delete it");
            }
            continue;
        }
        let Some(own) = content::model(name) else {
            if !name.contains('-') {
                fault(report, Code::ElementUnknown, element.span, format!("HTML has no `<{name}>`"), content::instead(name));
            }
            continue;
        };
        models[at] = if own == ContentModel::Parent {
            if outer == ContentModel::Any && parent.is_none() { ContentModel::Flow } else { outer }
        } else {
            own
        };
        if let Some(parent) = parent.filter(|&parent| tree.elements[parent].space == Namespace::Html) {
            placed(tree, at, parent, outer, report);
        }
        if own_bit & outer_bits != 0 && element.space == Namespace::Html {
            let help = "close the outer one before it";
            fault(report, Code::ElementMisplaced, element.span, format!("`<{name}>` stands in another one"), help);
        }
        clicked(tree, at, &mut around, report);
        ordered(tree, at, report);
        if let Some(loose) =
            element.loose.filter(|_| matches!(models[at], ContentModel::Only(_) | ContentModel::Nothing) && own != ContentModel::Parent)
        {
            let finding = Diagnostic::at(Code::ElementMisplaced, loose, format!("text may not stand right in `<{name}>`"));
            report.push(finding.label(element.span, "here").help("put it into an element that may stand there"));
        }
        attributes(tree, at, report);
    }
}

fn placed(tree: &XmlTree<'_>, at: usize, parent: usize, model: ContentModel, report: &mut InspectionReport) {
    let (element, outer) = (&tree.elements[at], &tree.elements[parent]);
    let name = element.local;
    let grandparent = outer.parent.map_or("", |grandparent| tree.elements[grandparent].local);
    let grouped = outer.local == "div" && grandparent == "dl" && matches!(name, "dt" | "dd");
    let bare =
        name == "meta" && outer.local != "head" && tree.attribute(at, "itemprop").is_none() && tree.attribute(at, "property").is_none();
    if grouped || !bare && content::allows(model, outer.local, name) {
        return;
    }
    let help = match (name, outer.local) {
        ("li", _) => "put it into a `ul` or an `ol`".to_owned(),
        (_, "ul" | "ol") => format!("put `<{name}>` into a `li`"),
        (_, "p") => format!("close the paragraph before `<{name}>`"),
        ("p" | "div" | "ul" | "ol" | "blockquote" | "table" | "section", outer) => format!("use a `div` instead of `{outer}`"),
        _ => "move it".to_owned(),
    };
    let finding = Diagnostic::at(Code::ElementMisplaced, element.span, format!("`<{name}>` may not stand in `<{}>`", outer.local));
    report.push(finding.label(outer.span, "it stands in this").help(help));
}

/// What stands in some elements has an order.
fn ordered(tree: &XmlTree<'_>, at: usize, report: &mut InspectionReport) {
    let children: Vec<usize> = match tree.elements[at].local {
        "figure" | "dl" | "table" => tree.children(at).filter(|&child| tree.elements[child].space == Namespace::Html).collect(),
        _ => return,
    };
    let name = |index: usize| tree.elements[children[index]].local;
    let mut wrong = |index: usize, message: &str, help: &str| {
        fault(report, Code::ElementMisplaced, tree.elements[children[index]].span, message, help);
    };
    let last = children.len().saturating_sub(1);
    match tree.elements[at].local {
        "figure" => {
            if let Some(index) = (1..last).find(|&index| name(index) == "figcaption") {
                wrong(index, "a caption in the middle of a figure", "make it the first or the last in the figure");
            }
        }
        "dl" if children.is_empty() => {}
        "dl" if name(0) == "dd" => wrong(0, "a description without a term", "put a `dt` before it"),
        "dl" if name(last) == "dt" => wrong(last, "a term without a description", "put a `dd` behind it"),
        "table" => {
            let rank = |index: usize| ["caption", "colgroup", "thead"].iter().position(|own| *own == name(index)).unwrap_or(3);
            if let Some(index) = (1..children.len()).find(|&index| rank(index) < rank(index - 1)) {
                wrong(index, "a part of a table in the wrong place", "put caption, colgroup, thead and tbody in this order");
            }
        }
        _ => {}
    }
}

/// Links and buttons must not stand in each other.
fn clicked(tree: &XmlTree<'_>, at: usize, around: &mut [Option<usize>], report: &mut InspectionReport) {
    let element = &tree.elements[at];
    let name = element.local;
    let clickable = content::is_interactive(name) || (name == "input" && tree.value(at, "type").as_deref() != Some("hidden"));
    if clickable && let Some(outer) = around[at] {
        let message = format!("`<{name}>` stands in `<{}>`", tree.elements[outer].local);
        let finding = Diagnostic::at(Code::LinkNested, element.span, message);
        report.push(finding.label(tree.elements[outer].span, "this one").help("close the outer one before it"));
    }
    if matches!(name, "a" | "button") {
        around[at] = Some(at);
    }
}

fn attributes(tree: &XmlTree<'_>, at: usize, report: &mut InspectionReport) {
    let name = tree.elements[at].local;
    for attribute in tree.attributes(at).iter().filter(|attribute| attribute.space == Namespace::None) {
        if !content::has_attribute(name, attribute.local) {
            let message = format!("`<{name}>` has no attribute `{}`", attribute.local);
            let help = match attribute.local {
                "align" | "valign" | "bgcolor" | "color" | "face" | "cellpadding" | "cellspacing" | "width" | "height" | "clear"
                | "noshade" => "say it in the stylesheet",
                "name" => "write `id`",
                _ => "delete it, or name it `data-…`",
            };
            fault(report, Code::AttributeWrong, attribute.span, message, help);
        } else if let Some(why) = wrong_value(name, attribute) {
            fault(report, Code::AttributeWrong, attribute.span, format!("`{}` {why}", attribute.local), "correct the value");
        }
    }
    if let Some(id) = tree.attribute_in(at, Namespace::Xml, "id") {
        fault(report, Code::AttributeWrong, id.span, "HTML has no `xml:id`", "write `id`");
    }
    if let Some(inline) = tree.attribute(at, "style")
        && let Some((code, why)) = style::inline(&inline.value())
    {
        fault(report, code, inline.span, why, "put it right, or say it in the stylesheet");
    }
    if name == "img" {
        if tree.attribute(at, "alt").is_none() {
            let help = "say in a few words what it shows, or write alt=\"\" for an ornament";
            fault(report, Code::AltMissing, tree.elements[at].span, "a picture without `alt`", help);
        }
        if tree.attribute(at, "src").is_none() && tree.attribute(at, "srcset").is_none() {
            fault(report, Code::AttributeWrong, tree.elements[at].span, "a picture without `src`", "name the file");
        }
    }
}

/// What is wrong with a value, if it can be told.
fn wrong_value(element: &str, attribute: &XmlAttribute<'_>) -> Option<&'static str> {
    let value = attribute.value();
    let value = value.trim();
    let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    match attribute.local {
        "dir" if !["ltr", "rtl", "auto"].contains(&value.to_ascii_lowercase().as_str()) => Some("is `ltr`, `rtl` or `auto`"),
        "width" | "height" if ["img", "video", "iframe"].contains(&element) && !is_number => Some("is a number of pixels, without a unit"),
        "colspan" | "span" if !is_number || value == "0" => Some("is a number from 1"),
        "rowspan" if !is_number => Some("is a number"),
        "tabindex" if value.parse::<i32>().is_err() => Some("is a whole number"),
        "role" if !value.split_whitespace().all(content::is_role) => Some("is a word of WAI-ARIA"),
        "charset" if element == "meta" && !value.eq_ignore_ascii_case("utf-8") => Some("is `utf-8`"),
        "border" if !["", "1"].contains(&value) => Some("is `1` or nothing"),
        "src" | "poster" if value.is_empty() => Some("names no file"),
        _ => None,
    }
}

/// Properties that the item must state.
fn needed(tree: &XmlTree<'_>, is_svg: bool) -> Vec<(&'static str, Span)> {
    let mut needed: Vec<(&'static str, Span)> = Vec::new();
    let mut need = |property, span| {
        if needed.iter().all(|(known, _)| *known != property) {
            needed.push((property, span));
        }
    };
    for at in 0..tree.elements.len() {
        let element = &tree.elements[at];
        match (element.space, element.local) {
            (Namespace::MathMl, "math") => need("mathml", element.span),
            (Namespace::Svg, "svg") if !is_svg => need("svg", element.span),
            (Namespace::Html | Namespace::Svg, "script") if is_program(tree, at) => need("scripted", element.span),
            (Namespace::Epub, "switch") => need("switch", element.span),
            (Namespace::Html, "form") => need("scripted", element.span),
            _ => {}
        }
        let handler = |attribute: &&XmlAttribute<'_>| {
            attribute.space == Namespace::None && attribute.local.starts_with("on") && attribute.local.len() > 4
        };
        if matches!(element.space, Namespace::Html | Namespace::Svg)
            && let Some(handler) = tree.attributes(at).iter().find(handler)
        {
            need("scripted", handler.span);
        }
    }
    needed
}

/// Whether a `script` is one, and not data.
fn is_program(tree: &XmlTree<'_>, at: usize) -> bool {
    let kind = tree.value(at, "type").unwrap_or_default().to_ascii_lowercase();
    kind.is_empty() || kind == "module" || kind.contains("javascript") || kind.contains("ecmascript")
}
