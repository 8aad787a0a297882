//! The keys of book.toml as others are told of them: the guide's chapter, the JSON Schema, `bindery keys` and `bindery explain`.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use bindery::testing::config::{KEYS, keys};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The exit code, what was printed, and what was said of a wrong call.
fn bindery(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_bindery")).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn the_chapter_of_the_guide_is_made_of_the_table() {
    let file = root().join("docs/guide/keys.md");
    let chapter = keys::chapter();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, &chapter).unwrap();
    }
    let written = fs::read_to_string(&file).unwrap_or_default();
    assert!(written == chapter, "docs/guide/keys.md is not of today: UPDATE=1 cargo test --test keys");
}

/// The parts of JSON Schema that ours uses; the first fault with its place, if there is one.
fn fault(schema: &Value, value: &Value, place: &str) -> Option<String> {
    for (word, said) in schema.as_object().unwrap() {
        let wrong = match word.as_str() {
            "$schema" | "title" | "description" | "default" | "examples" => false,
            // The program's own judges of measures are compared elsewhere.
            "pattern" => false,
            "type" => {
                let is = |kind: &Value| match kind.as_str().unwrap() {
                    "string" => value.is_string(),
                    "number" => value.is_number(),
                    "integer" => value.is_i64(),
                    "boolean" => value.is_boolean(),
                    "array" => value.is_array(),
                    "object" => value.is_object(),
                    other => panic!("a type {other}"),
                };
                !said.as_array().map_or_else(|| is(said), |kinds| kinds.iter().any(is))
            }
            "enum" => !said.as_array().unwrap().contains(value),
            "minimum" => value.as_i64() < said.as_i64(),
            "maximum" => value.as_i64() > said.as_i64(),
            "anyOf" => said.as_array().unwrap().iter().all(|one| fault(one, value, place).is_some()),
            "items" => {
                let mut items = value.as_array().into_iter().flatten().enumerate();
                if let Some(found) = items.find_map(|(at, item)| fault(said, item, &format!("{place}/{at}"))) {
                    return Some(found);
                }
                false
            }
            "properties" => {
                let mut entries = value.as_object().into_iter().flatten();
                let known = |(key, value): (&String, &Value)| fault(said.get(key)?, value, &format!("{place}/{key}"));
                if let Some(found) = entries.find_map(known) {
                    return Some(found);
                }
                false
            }
            "additionalProperties" => {
                if said.is_object() {
                    let mut entries = value.as_object().into_iter().flatten();
                    match entries.find_map(|(key, value)| fault(said, value, &format!("{place}/{key}"))) {
                        Some(found) => return Some(found),
                        None => continue,
                    }
                }
                assert_eq!(said, &Value::Bool(false));
                value.as_object().into_iter().flatten().any(|(key, _)| schema["properties"].get(key).is_none())
            }
            other => panic!("the schema says `{other}`, which this test does not know"),
        };
        if wrong {
            return Some(format!("{place}: {value} against {word}"));
        }
    }
    None
}

/// A value of TOML as JSON: a date is a text.
fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(truth) => truth.into(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(items) => items.into_iter().map(json).collect(),
        toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, json(value))).collect(),
    }
}

/// Every book.toml of the cases that is TOML, and whether something in it has the wrong key or type.
fn books() -> Vec<(PathBuf, Value, bool)> {
    let mut all = Vec::new();
    for case in fs::read_dir(root().join("tests/cases")).unwrap() {
        let case = case.unwrap().path();
        let Ok(text) = fs::read_to_string(case.join("book.toml")) else { continue };
        let Ok(table) = text.parse::<toml::Table>() else { continue };
        // mdBook's file has the same name.
        if table.contains_key("book") {
            continue;
        }
        let told = fs::read_to_string(case.join("golden/diagnostics.txt")).unwrap_or_default();
        let wrong = told.lines().any(|line| {
            let of_settings = line.contains("book.toml:");
            of_settings && (line.contains("error[B001]") || line.contains("error[B002]") && line.contains("must be"))
        });
        all.push((case, json(toml::Value::Table(table)), wrong));
    }
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

#[test]
fn the_schema_takes_every_good_book_of_the_cases_and_refuses_the_others() {
    let schema = keys::schema();
    let (mut good, mut bad) = (0, 0);
    for (case, book, wrong) in books() {
        let found = fault(&schema, &book, "");
        if wrong {
            bad += 1;
            assert!(found.is_some(), "{}: the schema takes what Bindery refuses", case.display());
        } else if !fs::read_to_string(case.join("golden/diagnostics.txt")).unwrap_or_default().contains("error[B0") {
            good += 1;
            assert_eq!(found, None, "{}", case.display());
        }
    }
    assert!(good > 60 && bad > 2, "{good} good, {bad} bad");
}

#[test]
fn the_schema_tells_of_every_key() {
    let schema = keys::schema();
    for key in KEYS.iter() {
        let at = format!("/properties/{}", key.name.replace('.', "/properties/"));
        let found = schema.pointer(&at).unwrap_or_else(|| panic!("{} is not in the schema", key.name));
        assert_eq!(fault(found, &found["examples"][0], key.name), None);
        if let Some(default) = found.get("default") {
            assert_eq!(fault(found, default, key.name), None);
        }
    }
}

#[test]
fn keys_are_told_at_the_command_line() {
    let (exit, all, _) = bindery(&["keys"]);
    assert_eq!(exit, 0);
    assert!(KEYS.iter().all(|key| all.contains(key.name)), "{all}");
    let (exit, one, _) = bindery(&["keys", "page.size"]);
    assert_eq!(exit, 0);
    for words in ["page.size", "type:", "default: `\"6x9\"`", "[page]", "size = \"a5\"", "page.size: a5"] {
        assert!(one.contains(words), "{words}\n{one}");
    }
    assert_eq!(bindery(&["explain", "page.size"]), bindery(&["keys", "page.size"]));
    assert_eq!(bindery(&["keys", "--markdown"]).1, keys::chapter());
    let schema: Value = serde_json::from_str(&bindery(&["keys", "--schema"]).1).unwrap();
    assert_eq!(schema, keys::schema());
    let (exit, printed, said) = bindery(&["keys", "page.sise"]);
    assert_eq!((exit, printed.as_str()), (2, ""));
    assert!(said.contains("there is no key or section `page.sise`") && said.contains("did you mean `page.size`?"), "{said}");
    let (exit, _, said) = bindery(&["explain", "xyzzy"]);
    assert!(exit == 2 && said.contains("there is no code or key `xyzzy`"), "{said}");
    let (_, _, said) = bindery(&["explain", "M999"]);
    assert!(said.contains("there is no code `M999`"), "{said}");
}
