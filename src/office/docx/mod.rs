//! The reader of .docx, as Word, LibreOffice, Google Docs and pandoc write it (ECMA-376, ISO/IEC 29500, both forms).
//!
//! Each part is read once from front to back by [`DocxReader`], which keeps no tree but a stack of what is open (`walk.rs`), so that a
//! large document costs no more than its text. Notes and comments are read before the body, which then only points to them. What can be
//! told only at the end (which comments have a passage, which bookmarks are led to) is settled in `settle.rs`.

mod count;
mod draft;
mod drawing;
mod drawings;
mod facts;
mod field;
mod fields;
mod forms;
mod looks;
mod margin;
mod numbering;
mod order;
mod paragraphs;
mod parts;
mod pictures;
mod reader;
mod roles;
mod runs;
mod seen;
mod settle;
mod styles;
mod symbols;
mod tables;
mod threads;
mod values;
mod walk;

#[cfg(test)]
mod tests;

use super::package::{OfficeFault, OfficePackage};
use super::text::{OfficeFacts, OfficeLosses, OfficeNote, OfficeRemark, OfficeText};
use super::trim::trimmed;
use super::xml::{OfficeEvent, OfficeXml};
use crate::read::MarkedChanges;
use numbering::DocxNumberings;
use parts::{DocxParts, DocxRelations};
use reader::{DocxFound, DocxReader, DocxRemark};
use settle::{DocxSettling, DocxSurvey};
use styles::DocxStyles;
use threads::DocxThreads;

#[cfg(test)]
thread_local! {
    /// How many documents this thread has read.
    pub(crate) static READINGS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Reads a .docx. Changes of looks and forms are settled at once, others later.
///
/// # Errors
/// If it is none, or so damaged that its text can't be read.
pub(crate) fn read(bytes: &[u8], changes: MarkedChanges) -> Result<OfficeText, OfficeFault> {
    #[cfg(test)]
    READINGS.set(READINGS.get() + 1);
    read_as(OfficePackage::open(bytes)?, |_| false, changes)
}

/// Reads a .docx in an archive, and keeps bookmarks of some names though nothing leads to them.
///
/// # Errors
/// As [`read`].
pub(super) fn read_package(package: OfficePackage<'_>, keeps: fn(&str) -> bool) -> Result<OfficeText, OfficeFault> {
    #[cfg(test)]
    READINGS.set(READINGS.get() + 1);
    read_as(package, keeps, MarkedChanges::Accept)
}

/// Reads a .docx that was made here a moment ago, as [`read_package`].
///
/// # Errors
/// As [`read`].
pub(crate) fn read_again(bytes: &[u8], keeps: fn(&str) -> bool) -> Result<OfficeText, OfficeFault> {
    read_as(OfficePackage::open(bytes)?, keeps, MarkedChanges::Accept)
}

fn read_as(package: OfficePackage<'_>, keeps: fn(&str) -> bool, changes: MarkedChanges) -> Result<OfficeText, OfficeFault> {
    let mut parts = DocxParts::of(package);
    let main = parts.main()?;
    let relations = parts.relations(&main);
    let mut losses = OfficeLosses::default();
    let styles = aside(&mut parts, &relations, "styles", &mut losses, DocxStyles::read);
    let numberings = aside(&mut parts, &relations, "numbering", &mut losses, DocxNumberings::read);
    let facts = facts(&mut parts, &relations, &mut losses);
    let mut reader = DocxReader::new(&styles, &numberings, changes);
    reader.found.losses = losses;
    for kind in ["comments", "footnotes", "endnotes"] {
        // Comments come first, for notes have their marks too. What all of them hold is text; without it the document is not whole.
        let Some(part) = relations.parts(kind).next().map(str::to_owned) else { continue };
        let Some(text) = parts.text(&part)? else { continue };
        reader.begin_part(parts.relations(&part));
        reader.walk(&part, &text)?;
    }
    let mut threads = DocxThreads::default();
    for kind in ["commentsExtended", "commentsIds", "commentsExtensible"] {
        let Some(part) = relations.parts(kind).next().map(str::to_owned) else { continue };
        let Some(text) = parts.text(&part).ok().flatten() else { continue };
        if threads.read(&part, &text).is_err() {
            reader.found.losses.count(format!("damaged parts ({part}), read as far as they go"));
        }
    }
    let text = parts.text(&main)?.ok_or(OfficeFault::Missing("word/document.xml"))?;
    reader.begin_part(relations.clone());
    reader.walk(&main, &text)?;
    drop(text);
    let body = reader.body();
    let mut found = reader.found;
    untold(&mut parts, &relations, &mut found.losses);
    let mut out = OfficeText { facts, blocks: body, ..OfficeText::default() };
    assemble(&mut out, found, &threads, keeps, &mut parts)?;
    Ok(out)
}

/// Reads a part that a document may do without; a damaged one is told.
fn aside<T: Default>(
    parts: &mut DocxParts<'_>,
    relations: &DocxRelations,
    kind: &str,
    losses: &mut OfficeLosses,
    read: impl Fn(&str, &str) -> Result<T, OfficeFault>,
) -> T {
    let Some(part) = relations.parts(kind).next() else { return T::default() };
    match parts.text(part).and_then(|text| text.map_or_else(|| Ok(T::default()), |text| read(part, &text))) {
        Ok(read) => read,
        Err(_) => {
            losses.count(format!("damaged parts ({part}), left out"));
            T::default()
        }
    }
}

/// What the document says of itself.
fn facts(parts: &mut DocxParts<'_>, relations: &DocxRelations, losses: &mut OfficeLosses) -> OfficeFacts {
    let mut facts = OfficeFacts::default();
    let whole = parts.relations("");
    if let Some(text) = relations.parts("settings").next().and_then(|part| parts.text(part).ok().flatten()) {
        let mut xml = OfficeXml::new("settings", &text);
        while let Ok(Some(event)) = xml.next() {
            match event {
                OfficeEvent::Start(element) if element.name == "w:themeFontLang" => {
                    facts.language = element.get("w:val").and_then(values::language);
                }
                _ => {}
            }
        }
    }
    for kind in ["core-properties", "extended-properties", "custom-properties"] {
        let Some(part) = whole.parts(kind).next().map(str::to_owned) else { continue };
        let read = parts.text(&part).and_then(|text| text.map_or(Ok(()), |text| facts::read(&mut facts, &part, &text)));
        if read.is_err() {
            losses.count(format!("damaged parts ({part}), left out"));
        }
    }
    facts
}

/// Tells of what is never read.
fn untold(parts: &mut DocxParts<'_>, relations: &DocxRelations, losses: &mut OfficeLosses) {
    if parts.has_ending("vbaproject.bin") {
        losses.count("macros, left out");
    }
    let settings = relations.parts("settings").next().map(str::to_owned);
    if settings.is_some_and(|settings| parts.relations(&settings).is_outside("attachedTemplate")) {
        losses.count("templates in files outside, never fetched");
    }
    for (kind, told) in [("header", "headers of pages, left out"), ("footer", "footers of pages, left out")] {
        for part in relations.parts(kind) {
            let Ok(Some(text)) = parts.text(part) else { continue };
            let mut xml = OfficeXml::new(part, &text);
            let mut says = false;
            let mut in_words = false;
            while let Ok(Some(event)) = xml.next() {
                match event {
                    OfficeEvent::Start(element) => in_words = element.name == "w:t",
                    OfficeEvent::End(_) => in_words = false,
                    OfficeEvent::Words(words) => says |= in_words && words.chars().any(char::is_alphabetic),
                }
            }
            if says {
                losses.count(told);
            }
        }
    }
}

/// Puts together what the parts held.
fn assemble(
    out: &mut OfficeText,
    mut found: DocxFound,
    threads: &DocxThreads,
    keeps: fn(&str) -> bool,
    parts: &mut DocxParts<'_>,
) -> Result<(), OfficeFault> {
    let answers = threads.answers(&found.remarks);
    let dates = threads.dates();
    for id in std::mem::take(&mut found.marked) {
        let blocks = found.notes.remove(&id).unwrap_or_default();
        out.notes.push(OfficeNote { blocks, is_endnote: id.is_endnote });
    }
    for _ in found.notes.keys().filter(|id| !id.id.ends_with("of no note")) {
        found.losses.count("notes without a mark in the text, left out");
    }
    for (remark, answers) in std::mem::take(&mut found.remarks).into_iter().zip(answers) {
        let is_resolved = threads.is_resolved(&remark);
        let utc = remark.paragraph.as_deref().and_then(|id| dates.get(id)).map(|date| (*date).to_owned());
        let DocxRemark { author, initials, date, blocks, .. } = remark;
        out.remarks.push(OfficeRemark { author, initials, date: utc.or(date), is_resolved, answers, blocks, is_on_section: false });
    }
    let mut survey = DocxSurvey::new(out.remarks.len());
    survey.survey(&out.blocks);
    out.notes.iter().for_each(|note| survey.survey(&note.blocks));
    out.remarks.iter().for_each(|remark| survey.survey(&remark.blocks));
    let mut marks = survey.marks;
    for (at, remark) in out.remarks.iter().enumerate() {
        let is_answer = remark.answers.and_then(|root| marks.get(root)).is_some_and(settle::DocxMarks::has_place);
        marks[at].is_answer = is_answer;
    }
    out.facts.language = settle::main_language(&found.languages).or(out.facts.language.take());
    let mut settling = DocxSettling {
        keeps_breaks: survey.bookmarks.iter().any(|name| keeps(name)),
        language: out.facts.language.clone(),
        bookmarks: survey.bookmarks.into_iter().filter(|name| found.referred.contains(name) || keeps(name)).collect(),
        pictures: pictures::load(&found.pictures, parts, &mut out.pictures, &mut found.losses)?,
        remarks: marks,
        ..DocxSettling::default()
    };
    out.blocks = settling.settle(std::mem::take(&mut out.blocks));
    for note in &mut out.notes {
        note.blocks = trimmed(settling.settle(std::mem::take(&mut note.blocks)));
    }
    for remark in &mut out.remarks {
        remark.blocks = trimmed(settling.settle(std::mem::take(&mut remark.blocks)));
    }
    for _ in 0..settling.dead_links {
        found.losses.count("links to places that the document doesn’t have");
    }
    out.losses = found.losses;
    order::order(out);
    Ok(())
}
