//! An annotation of Hypothes.is, as its interface and its own export give it. The text is Markdown.

use super::annotation::Annotation;
use super::remark::RemarkWords;
use super::web::{target, text};
use super::{date, markdown};
use serde_json::{Map, Value};

/// Whether an object is an annotation of Hypothes.is: it has a text of its own, and the address of what it is on or what it answers.
pub(super) fn is_one(object: &Map<String, Value>) -> bool {
    ["uri", "target", "references"].iter().any(|key| object.contains_key(*key))
        && !object.contains_key("body")
        && (object.contains_key("user") || object.get("text").is_some_and(Value::is_string))
}

/// Reads an annotation.
pub(super) fn annotation(object: &Map<String, Value>) -> Annotation {
    let mut one = Annotation { id: text(object, "id"), ..Annotation::default() };
    if let Some(on) = object.get("target") {
        target(on, &mut one);
    }
    one.place.document = text(object, "uri").or(one.place.document);
    let references = object.get("references").and_then(Value::as_array);
    one.answers = references.into_iter().flatten().filter_map(|id| id.as_str().map(str::to_owned)).collect();
    let shown = object.get("user_info").and_then(|info| info.get("display_name")).and_then(Value::as_str);
    let user = text(object, "user").map(|user| {
        let name = user.strip_prefix("acct:").unwrap_or(&user);
        name.split('@').next().unwrap_or(name).to_owned()
    });
    one.said = RemarkWords {
        author: shown.map(str::to_owned).filter(|name| !name.trim().is_empty()).or(user),
        date: text(object, "created").or_else(|| text(object, "updated")).and_then(|date| date::iso(&date)),
        text: markdown::from_markdown(&text(object, "text").unwrap_or_default()),
    };
    one
}
