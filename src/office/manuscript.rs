//! The files of a manuscript that a document becomes: its text, the commentary of its remarks, its pictures, its settings.

use super::commentary;
use super::meaning;
use super::report::OfficeReport;
use super::text::{OfficeFacts, OfficeText};
use super::write;
use crate::config::guessed_language;
use crate::read::MarkedChanges;
use crate::source::Memory;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;

/// The folder of the pictures.
const PICTURES: &str = "pictures";
/// The file of the commentary.
pub(crate) const COMMENTARY: &str = "commentary.md";
const SETTINGS: &str = "book.toml";

/// A manuscript made of a document.
#[derive(Debug)]
pub(crate) struct OfficeManuscript {
    /// The files by their names in the folder, in the order in which a person would look at them.
    pub(crate) files: Vec<(PathBuf, Vec<u8>)>,
    /// What became of the document.
    pub(crate) report: OfficeReport,
}

/// Makes a manuscript of a document; `stem` is the name of its text, without an ending.
pub(crate) fn manuscript(mut text: OfficeText, stem: &str, changes: MarkedChanges) -> OfficeManuscript {
    meaning::settle(&mut text, changes);
    let names = picture_names(&text);
    let addresses: Vec<String> = names.iter().map(|name| format!("{PICTURES}/{name}")).collect();
    let sheet = write::markdown(&text, &addresses);
    if text.facts.language.is_none() {
        text.facts.language = guessed_language(&sheet.text).map(str::to_owned);
    }
    let file = format!("{stem}.md");
    let mut report = OfficeReport {
        words: sheet.text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count(),
        notes: text.notes.len(),
        pictures: text.pictures.len(),
        losses: text.losses.clone(),
        ..OfficeReport::default()
    };
    let mut files = vec![(PathBuf::from(&file), sheet.text.clone().into_bytes())];
    let has_remarks = !text.remarks.is_empty();
    // A heading at the head of all is the title, as anywhere.
    let stand_in = Some(stem).filter(|_| !sheet.text.starts_with("# "));
    let settings = |listed: bool| settings(&text.facts, &file, listed, stand_in);
    if has_remarks {
        let pictures = names.iter().zip(&text.pictures).map(|(name, picture)| (PathBuf::from(PICTURES).join(name), &picture.bytes));
        let mut memory = Memory::default();
        memory.put(file.as_str(), sheet.text.clone().into_bytes());
        memory.put(SETTINGS, settings(false).into_bytes());
        pictures.for_each(|(name, bytes)| memory.put(name, bytes.clone()));
        let written = commentary::commentary(&text, &sheet, &file, memory, &addresses, changes, &mut report);
        files.push((PathBuf::from(COMMENTARY), written.into_bytes()));
    }
    files.push((PathBuf::from(SETTINGS), settings(has_remarks).into_bytes()));
    let pictures = names.into_iter().zip(text.pictures);
    files.extend(pictures.map(|(name, picture)| (PathBuf::from(PICTURES).join(name), picture.bytes)));
    OfficeManuscript { files, report }
}

/// Names for the pictures, each once and fit for any system.
fn picture_names(text: &OfficeText) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let name = |(number, given): (usize, &str)| {
        let clean: String = given
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '-' })
            .collect::<String>()
            .to_lowercase();
        let clean = clean.trim_start_matches(['.', '-']).to_owned();
        let clean = if clean.is_empty() { "picture".to_owned() } else { clean };
        if taken.insert(clean.clone()) {
            return clean;
        }
        let numbered = format!("{}-{clean}", number + 1);
        taken.insert(numbered.clone());
        numbered
    };
    text.pictures.iter().map(|picture| picture.name.as_str()).enumerate().map(name).collect()
}

/// A book.toml with what the document says of itself.
fn settings(facts: &OfficeFacts, file: &str, has_remarks: bool, stand_in: Option<&str>) -> String {
    let mut out = String::new();
    let mut line = |key: &str, value: Option<&str>| {
        if let Some(value) = value {
            let _ = writeln!(out, "{key} = {}", quoted(value));
        }
    };
    line("title", facts.title.as_deref().or(stand_in));
    line("subtitle", facts.subtitle.as_deref());
    if !facts.authors.is_empty() {
        let names: Vec<String> = facts.authors.iter().map(|name| quoted(name)).collect();
        let _ = writeln!(out, "authors = [{}]", names.join(", "));
    }
    let mut line = |key: &str, value: Option<&str>| {
        if let Some(value) = value {
            let _ = writeln!(out, "{key} = {}", quoted(value));
        }
    };
    line("language", facts.language.as_deref());
    line("publisher", facts.publisher.as_deref());
    line("description", facts.description.as_deref());
    if !facts.keywords.is_empty() {
        let words: Vec<String> = facts.keywords.iter().map(|word| quoted(word)).collect();
        let _ = writeln!(out, "subjects = [{}]", words.join(", "));
    }
    let _ = write!(out, "\nchapters = [{}]\n", quoted(file));
    if has_remarks {
        let _ = writeln!(out, "commentary = [{}]", quoted(COMMENTARY));
    }
    out
}

/// A string of TOML.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' | '\r' | '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
