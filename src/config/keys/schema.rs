//! The keys as a JSON Schema (draft 2020-12), for editors that complete and check book.toml.

use super::{BOOK, Fallback, Key, KeyTable};
use serde_json::{Map, Value, json};

/// The schema of book.toml.
#[must_use]
pub fn schema() -> Value {
    let mut all = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "book.toml of Bindery",
    });
    if let (Some(all), Value::Object(of_table)) = (all.as_object_mut(), of_table(&BOOK)) {
        all.extend(of_table);
    }
    all
}

/// The schema of a table and what is in it.
pub(super) fn of_table(table: &KeyTable) -> Value {
    let properties: Map<String, Value> = table.keys.iter().map(|key| (key.key.to_owned(), of_key(key))).collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn of_key(key: &Key) -> Value {
    let mut schema = key.kind.schema();
    if let Some(object) = schema.as_object_mut() {
        object.insert("description".to_owned(), format!("{} {}", key.short(), key.more()).trim().into());
        if let Fallback::Value(value) = key.fallback {
            object.insert("default".to_owned(), plain(key, value));
        }
        object.insert("examples".to_owned(), Value::Array(vec![plain(key, key.example)]));
    }
    schema
}

/// A value of the table as JSON.
fn plain(key: &Key, value: &str) -> Value {
    if key.kind.is_text() {
        return value.into();
    }
    let read = toml::from_str::<Map<String, Value>>(&format!("value = {value}"));
    read.ok().and_then(|mut table| table.remove("value")).unwrap_or(Value::Null)
}
