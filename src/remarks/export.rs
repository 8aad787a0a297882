//! The notes of the commentary for other programs: Web Annotations, annotations of Readium's programs, a table.

use super::remark::{RemarkPlace, RemarkQuotation};
use serde_json::{Map, Value, json};

/// What is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExportForm {
    /// A collection of Web Annotations (W3C).
    Web,
    /// A set of annotations as Readium's programs read it.
    Readium,
    /// A table with a row a note.
    Table,
}

/// A note to be exported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ExportedNote {
    pub(crate) id: String,
    pub(crate) quotation: RemarkQuotation,
    pub(crate) place: RemarkPlace,
    pub(crate) voice: String,
    pub(crate) date: Option<String>,
    /// The note as Markdown, and as plain words.
    pub(crate) text: String,
    pub(crate) plain: String,
    pub(crate) is_draft: bool,
    /// The place where the note is written.
    pub(crate) written: String,
    /// The title of the section of its place.
    pub(crate) section: String,
}

/// The notes of a book with this title and identifier in one file.
pub(crate) fn exported(notes: &[ExportedNote], form: ExportForm, title: &str, identifier: &str) -> String {
    match form {
        ExportForm::Web => web(notes, title, identifier),
        ExportForm::Readium => readium(notes, title, identifier),
        ExportForm::Table => table(notes),
    }
}

fn web(notes: &[ExportedNote], title: &str, identifier: &str) -> String {
    let items: Vec<Value> = notes.iter().map(|note| annotation(note, "text/markdown", &note.text)).collect();
    let collection = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": format!("{identifier}#commentary"),
        "type": "AnnotationCollection",
        "label": title,
        "total": items.len(),
        "first": {
            "id": format!("{identifier}#commentary-1"),
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    });
    format!("{collection:#}\n")
}

fn readium(notes: &[ExportedNote], title: &str, identifier: &str) -> String {
    let items: Vec<Value> = notes.iter().map(|note| annotation(note, "text/plain", &note.plain)).collect();
    let set = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": format!("{identifier}#commentary"),
        "type": "AnnotationSet",
        "title": title,
        "about": { "dc:identifier": [identifier], "dc:title": title },
        "items": items,
    });
    format!("{set:#}\n")
}

fn annotation(note: &ExportedNote, format: &str, text: &str) -> Value {
    let RemarkQuotation { exact, prefix, suffix, .. } = &note.quotation;
    let mut selectors = Vec::new();
    if !exact.is_empty() {
        selectors.push(json!({ "type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix }));
    }
    if let Some(start) = note.place.position {
        selectors.push(json!({ "type": "TextPositionSelector", "start": start, "end": start + exact.chars().count() }));
    }
    if let Some(fragment) = &note.place.fragment {
        selectors.push(json!({ "type": "FragmentSelector", "value": fragment }));
    }
    let mut one = Map::new();
    one.insert("id".into(), json!(note.id));
    one.insert("type".into(), json!("Annotation"));
    one.insert("motivation".into(), json!("commenting"));
    if !note.voice.is_empty() {
        one.insert("creator".into(), json!({ "type": "Person", "name": note.voice }));
    }
    if let Some(date) = &note.date {
        one.insert("created".into(), json!(date));
    }
    one.insert("body".into(), json!({ "type": "TextualBody", "value": text, "format": format, "purpose": "commenting" }));
    one.insert("target".into(), json!({ "source": note.place.document, "selector": selectors }));
    if note.is_draft {
        one.insert("bindery:draft".into(), json!(true));
    }
    Value::Object(one)
}

fn table(notes: &[ExportedNote]) -> String {
    let mut out = String::from("file,section,quotation,prefix,suffix,position,voice,date,draft,note,written\r\n");
    for note in notes {
        let position = note.place.position.map(|at| at.to_string()).unwrap_or_default();
        let draft = if note.is_draft { "yes" } else { "" };
        let cells = [
            note.place.document.as_deref().unwrap_or_default(),
            &note.section,
            &note.quotation.exact,
            note.quotation.prefix.trim(),
            note.quotation.suffix.trim(),
            &position,
            &note.voice,
            note.date.as_deref().unwrap_or_default(),
            draft,
            &note.text,
            &note.written,
        ];
        out += &cells.map(cell).join(",");
        out += "\r\n";
    }
    out
}

/// A cell in quotes, which no spreadsheet takes for a formula.
fn cell(text: &str) -> String {
    let armed = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = text.replace('"', "\"\"");
    if armed { format!("\"'{text}\"") } else { format!("\"{text}\"") }
}
