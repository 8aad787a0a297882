//! An annotation of the W3C's model, and those of Readium's programs, which follow it.

use super::annotation::Annotation;
use super::remark::{RemarkPlace, RemarkWords};
use super::{date, html, markdown};
use serde_json::{Map, Value};

/// Selectors refine one another no deeper than this.
const DEEPEST: usize = 8;

/// Reads an annotation; of one on several targets it is as many, for what is said is said of each.
pub(super) fn annotations(object: &Map<String, Value>) -> Vec<Annotation> {
    let first = annotation(object);
    let others = object.get("target").and_then(Value::as_array).map_or(&[][..], |all| all.get(1..).unwrap_or(&[]));
    let mut all = vec![first];
    if all[0].answers.is_empty() {
        for other in others {
            let Annotation { said, is_resolved, .. } = all[0].clone();
            let mut one = Annotation { said, is_resolved, ..Annotation::default() };
            target(other, &mut one);
            all.push(one);
        }
    }
    all
}

fn annotation(object: &Map<String, Value>) -> Annotation {
    let mut one = Annotation { id: text(object, "id"), ..Annotation::default() };
    let on = object.get("target").unwrap_or(&Value::Null);
    target(on, &mut one);
    if motivation(object) == Some("replying") {
        let first = on.as_array().and_then(|all| all.first()).unwrap_or(on);
        let id = first.as_str().or_else(|| first.get("source").and_then(Value::as_str)).or_else(|| first.get("id").and_then(Value::as_str));
        one.answers = id.map(str::to_owned).into_iter().collect();
    }
    one.said = RemarkWords {
        author: object.get("creator").and_then(name),
        date: text(object, "created").or_else(|| text(object, "modified")).and_then(|date| date::iso(&date)),
        text: object
            .get("body")
            .map(|body| said(body, object))
            .or_else(|| text(object, "bodyValue").map(|text| markdown::from_plain(&text)))
            .unwrap_or_default(),
    };
    one.is_resolved = ["bindery:draft", "resolved"].iter().any(|key| object.get(*key) == Some(&Value::Bool(true)));
    one
}

/// A text among the values of an object; none if it is empty.
pub(super) fn text(object: &Map<String, Value>, key: &str) -> Option<String> {
    object.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty()).map(str::to_owned)
}

fn motivation(object: &Map<String, Value>) -> Option<&str> {
    let motivation = object.get("motivation")?;
    motivation.as_str().or_else(|| motivation.as_array()?.first()?.as_str()).map(|name| name.trim_start_matches("oa:"))
}

/// The name of who made an annotation, or of the first of several.
fn name(creator: &Value) -> Option<String> {
    let one = creator.as_array().and_then(|all| all.first()).unwrap_or(creator);
    let named = match one {
        Value::String(name) => Some(name.as_str()),
        _ => ["name", "nickname", "nick", "id"].iter().find_map(|key| one.get(*key).and_then(Value::as_str)),
    };
    named.map(str::trim).filter(|name| !name.is_empty() && !name.starts_with("urn:")).map(str::to_owned)
}

/// What the bodies of an annotation say; keywords are none of it.
fn said(body: &Value, object: &Map<String, Value>) -> String {
    let all: Vec<&Value> = body.as_array().map_or_else(|| vec![body], |all| all.iter().collect());
    let mut words: Vec<String> = Vec::new();
    for one in all {
        let words_of = |text: &str, format: Option<&str>| match format {
            Some("text/html" | "application/xhtml+xml") => html::to_markdown(text),
            Some("text/markdown" | "text/x-markdown") => markdown::from_markdown(text),
            _ => markdown::from_plain(text),
        };
        let found = match one {
            // An address alone is a link to what is said elsewhere.
            Value::String(address) => markdown::from_plain(address),
            _ if one.get("purpose").and_then(Value::as_str) == Some("tagging") => continue,
            _ => {
                let value = one.get("value").or_else(|| one.get("chars")).and_then(Value::as_str).unwrap_or("");
                words_of(value, one.get("format").and_then(Value::as_str))
            }
        };
        words.extend(Some(found).filter(|found| !found.is_empty()));
    }
    if words.is_empty() {
        words.extend(text(object, "bodyValue").map(|text| markdown::from_plain(&text)));
    }
    words.join("\n\n")
}

/// Reads what an annotation is on; of several targets the first.
pub(super) fn target(target: &Value, one: &mut Annotation) {
    let first = target.as_array().and_then(|all| all.first()).unwrap_or(target);
    let (document, fragment) = match first {
        Value::String(address) => parted(address),
        _ => {
            let source = first.get("source").or_else(|| first.get("id"));
            let address = source.and_then(|source| source.as_str().or_else(|| source.get("id").and_then(Value::as_str)));
            parted(address.unwrap_or_default())
        }
    };
    (one.place.document, one.place.fragment) = (document, fragment);
    if let Some(meta) = first.get("meta") {
        one.place.page = meta.get("page").and_then(Value::as_str).map(str::to_owned);
        let headings = meta.get("headings").and_then(Value::as_array);
        let last = headings.and_then(|all| all.last()).and_then(|heading| heading.get("txt").or(Some(heading))).and_then(Value::as_str);
        one.place.hints.extend(last.map(|heading| format!("below “{heading}”")));
    }
    if let Some(selector) = first.get("selector") {
        select(selector, DEEPEST, one);
    }
}

/// An address and what stands behind its `#`.
fn parted(address: &str) -> (Option<String>, Option<String>) {
    let (document, fragment) = address.split_once('#').unwrap_or((address, ""));
    let given = |part: &str| Some(part.to_owned()).filter(|part| !part.is_empty());
    (given(document), given(fragment))
}

/// Takes what a selector says, or each of several, and what refines it.
fn select(selector: &Value, depth: usize, one: &mut Annotation) {
    if depth == 0 {
        return;
    }
    if let Some(all) = selector.as_array() {
        all.iter().for_each(|each| select(each, depth - 1, one));
        return;
    }
    let value = |key: &str| selector.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let place: &mut RemarkPlace = &mut one.place;
    match selector.get("type").and_then(Value::as_str).unwrap_or_default() {
        "TextQuoteSelector" if one.quotation.exact.is_empty() => {
            one.quotation.exact = value("exact");
            one.quotation.prefix = value("prefix");
            one.quotation.suffix = value("suffix");
        }
        "TextPositionSelector" => {
            place.position = selector.get("start").and_then(Value::as_u64).and_then(|start| usize::try_from(start).ok()).or(place.position);
        }
        "FragmentSelector" => {
            let fragment = value("value");
            if fragment.starts_with("epubcfi(") {
                place.hints.push(fragment);
            } else if !fragment.is_empty() {
                place.fragment = Some(fragment.trim_start_matches('#').to_owned());
            }
        }
        "CssSelector" => place.hints.push(value("value")),
        "EPUBCFISelector" | "CfiSelector" | "EpubCfiSelector" => place.hints.push(value("value")),
        "ProgressionSelector" => {
            let share = selector.get("value").and_then(Value::as_f64).filter(|share| (0.0..=1.0).contains(share));
            place.hints.extend(share.map(|share| format!("after {:.0} % of it", share * 100.0)));
        }
        "PageSelector" => place.page = Some(value("label")).filter(|label| !label.is_empty()).or(place.page.take()),
        _ => {}
    }
    for key in ["refinedBy", "startSelector"] {
        if let Some(inner) = selector.get(key) {
            select(inner, depth - 1, one);
        }
    }
}
