//! The files of a manuscript that a document becomes: its text, the commentary of its remarks, its pictures, its settings.

use super::commentary;
use super::meaning;
use super::points;
use super::report::OfficeReport;
use super::text::{OfficeBlock, OfficeFacts, OfficeText};
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
const COMMENTARY: &str = "commentary.md";
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
    points::points(&mut text);
    commentary::attribute(&mut text);
    meaning::settle(&mut text, changes);
    tables(&mut text);
    let names = picture_names(&text);
    let addresses: Vec<String> = names.iter().map(|name| format!("{PICTURES}/{name}")).collect();
    let sheet = write::markdown(&text, &addresses);
    if text.facts.language.is_none() {
        text.facts.language = guessed_language(&sheet.text).map(str::to_owned);
    }
    let stem = file_stem(stem);
    let file = format!("{stem}.md");
    let notes = if file == COMMENTARY { "notes.md" } else { COMMENTARY };
    text.facts.language = text.facts.language.take().filter(|tag| is_tag(tag));
    let mut report = OfficeReport {
        words: sheet.text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count(),
        notes: sheet.text.lines().filter(|line| is_note(line)).count(),
        pictures: text.pictures.len(),
        losses: text.losses.clone(),
        ..OfficeReport::default()
    };
    let mut files = vec![(PathBuf::from(&file), sheet.text.clone().into_bytes())];
    let has_remarks = !text.remarks.is_empty();
    // A heading at the head of all is the title, as anywhere.
    let stand_in = Some(stem.as_str()).filter(|_| !sheet.text.starts_with("# "));
    let settings = |listed: bool| settings(&text.facts, &file, Some(notes).filter(|_| listed), stand_in);
    if has_remarks {
        let pictures = names.iter().zip(&text.pictures).map(|(name, picture)| (PathBuf::from(PICTURES).join(name), &picture.bytes));
        let mut memory = Memory::default();
        memory.put(file.as_str(), sheet.text.clone().into_bytes());
        memory.put(SETTINGS, settings(false).into_bytes());
        pictures.for_each(|(name, bytes)| memory.put(name, bytes.clone()));
        let written = commentary::commentary(&text, &sheet, &file, memory, &addresses, &mut report);
        files.push((PathBuf::from(notes), written.into_bytes()));
    }
    files.push((PathBuf::from(SETTINGS), settings(has_remarks).into_bytes()));
    // Pictures that nothing shows, of deleted and hidden passages, stay out.
    let texts: Vec<String> = files.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();
    let is_shown = |address: &String| texts.iter().any(|text| text.contains(address.as_str()));
    let shown: Vec<bool> = addresses.iter().map(is_shown).collect();
    let pictures = names.into_iter().zip(text.pictures).zip(shown).filter(|(_, shown)| *shown);
    files.extend(pictures.map(|((name, picture), _)| (PathBuf::from(PICTURES).join(name), picture.bytes)));
    report.pictures = files.iter().filter(|(name, _)| name.starts_with(PICTURES)).count();
    OfficeManuscript { files, report }
}

/// The name of a document as that of a file that any system and every list of chapters takes.
fn file_stem(stem: &str) -> String {
    let fit = |c: char| !c.is_control() && !matches!(c, ':' | '/' | '\\' | '*' | '?' | '"' | '<' | '>' | '|' | '[' | ']' | '{' | '}');
    let stem: String = stem.chars().map(|c| if fit(c) { c } else { '-' }).collect();
    let stem = stem.trim_matches(['.', '-', ' ']);
    if stem.is_empty() { "text".to_owned() } else { stem.to_owned() }
}

/// Whether a text may be the tag of a language: two or three letters, and what may follow behind hyphens.
fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let is_language = parts.next().is_some_and(|part| (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
    is_language && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Whether a line of the Markdown begins the text of a note.
fn is_note(line: &str) -> bool {
    line.strip_prefix("[^").and_then(|rest| rest.split_once(']')).is_some_and(|(_, behind)| behind.starts_with(':'))
}

/// Tells what of tables Markdown knows nothing of.
fn tables(text: &mut OfficeText) {
    let mut found = TableLosses::default();
    let parts = std::iter::once(&text.blocks).chain(text.notes.iter().map(|note| &note.blocks));
    parts.chain(text.remarks.iter().map(|remark| &remark.blocks)).for_each(|blocks| found.blocks(blocks, false));
    for (times, what) in [
        (found.spans, "cells over several columns or rows, whose first cell has the words"),
        (found.lists, "lists in cells of tables, whose items are lines of the cell"),
        (found.tables, "tables in cells of tables, whose cells are lines of the cell"),
    ] {
        (0..times).for_each(|_| text.losses.count(what));
    }
}

/// How often tables hold what Markdown's can't.
#[derive(Default)]
struct TableLosses {
    spans: usize,
    lists: usize,
    tables: usize,
}

impl TableLosses {
    fn blocks(&mut self, blocks: &[OfficeBlock], is_in_cell: bool) {
        let mut list = None;
        for block in blocks {
            let own = match block {
                OfficeBlock::Paragraph(paragraph) => paragraph.list.as_ref().map(|item| item.list),
                _ => None,
            };
            self.lists += usize::from(is_in_cell && own.is_some() && own != list);
            list = own;
            if let OfficeBlock::Table(table) = block {
                self.tables += usize::from(is_in_cell);
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    self.spans += usize::from(cell.columns > 1 || cell.goes_on);
                    self.blocks(&cell.blocks, true);
                }
            }
        }
    }
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
fn settings(facts: &OfficeFacts, file: &str, notes: Option<&str>, stand_in: Option<&str>) -> String {
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
    if let Some(notes) = notes {
        let _ = writeln!(out, "commentary = [{}]", quoted(notes));
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
