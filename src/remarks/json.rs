//! Annotations as JSON: told apart by what is in them, and threads put together.

use super::annotation::{Annotation, threads};
use super::remark::{RemarkFile, RemarksFault};
use super::{hypothesis, web};
use serde_json::Value;

/// Lists lie in one another no deeper than this: a collection holds pages, which hold annotations.
const DEEPEST: usize = 6;

/// Reads annotations of any of the known kinds.
pub(super) fn read(text: &str) -> Result<RemarkFile, RemarksFault> {
    if !text.trim_start().starts_with(['{', '[']) {
        return Err(RemarksFault::OtherFormat);
    }
    let value: Value = serde_json::from_str(text).map_err(|fault| RemarksFault::Damaged(fault.to_string()))?;
    let mut found = CollectedAnnotations::default();
    collect(&value, DEEPEST, &mut found);
    if found.all.is_empty() && !found.is_list {
        return Err(RemarksFault::OtherFormat);
    }
    let form = match (found.of_hypothesis, found.of_readium) {
        (true, _) => "annotations of Hypothes.is",
        (false, true) => "annotations of a Readium program",
        (false, false) => "Web Annotations",
    };
    let (remarks, wordless) = threads(found.all);
    Ok(RemarkFile { form, remarks, wordless, ..RemarkFile::default() })
}

/// What was found in a file so far.
#[derive(Default)]
struct CollectedAnnotations {
    all: Vec<Annotation>,
    /// Whether the file has a list that may hold annotations.
    is_list: bool,
    of_hypothesis: bool,
    of_readium: bool,
}

fn collect(value: &Value, depth: usize, found: &mut CollectedAnnotations) {
    if depth == 0 {
        return;
    }
    match value {
        Value::Array(items) => {
            found.is_list = true;
            items.iter().for_each(|item| collect(item, depth - 1, found));
        }
        Value::Object(object) => {
            if hypothesis::is_one(object) {
                found.of_hypothesis = true;
                found.all.push(hypothesis::annotation(object));
            } else if object.contains_key("target") {
                found.all.extend(web::annotations(object));
            } else {
                found.of_readium |= object.get("type").and_then(Value::as_str) == Some("AnnotationSet");
                for key in ["rows", "annotations", "items", "first", "next", "replies"] {
                    if let Some(inner) = object.get(key) {
                        found.is_list |= inner.is_array();
                        collect(inner, depth - 1, found);
                    }
                }
            }
        }
        _ => {}
    }
}
