//! The remarks of some files, each with its place in today's text, or told with what is nearest.

use super::{RemarkImport, finding, shown};
use crate::book::{Book, SectionId};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::office::comment_key;
use crate::read::{FoundPassage, PassageHeading, QuotationPlace, QuotedWords, RemarkDesk};
use crate::remarks::{self, ForeignRemark, RemarkWords, RemarksFault};
use crate::source::{Disk, Files};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A remark that has come home.
#[derive(Clone, Debug)]
pub(super) struct HomeRemark {
    pub(super) remark: ForeignRemark,
    /// The name of the file that it came in.
    pub(super) file: String,
    pub(super) subject: RemarkSubject,
    /// What is written to mean the place.
    pub(super) heading: PassageHeading,
    /// Whether what is said is written as plain words, since it is not read as meant otherwise.
    pub(super) is_plain: bool,
}

/// What a remark is on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RemarkSubject {
    Words(FoundPassage),
    Section(SectionId),
}

/// What was gathered.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) home: Vec<HomeRemark>,
    /// Marks that say nothing.
    pub(super) wordless: usize,
}

/// Reads all files and places their remarks, in the order of the text.
pub(super) fn gather(
    import: &RemarkImport,
    desk: &RemarkDesk,
    book: &Book,
    findings: &mut Diagnostics,
) -> Result<Gathered, (PathBuf, std::io::Error)> {
    let mut gathered = Gathered::default();
    for path in &import.files {
        let bytes = Disk.read(path, u64::MAX).map_err(|fault| (path.clone(), fault))?;
        match remarks::read(&bytes) {
            Ok(read) => {
                gathered.wordless += read.wordless;
                for remark in read.remarks.into_iter().filter_map(|remark| unknown(remark, &import.known)) {
                    gathered.home.extend(home(remark, path, desk, book, findings));
                }
            }
            Err(fault) => findings.push(unread(path, &fault)),
        }
    }
    let order = |remark: &HomeRemark| match &remark.subject {
        RemarkSubject::Words(passage) => (passage.passage.start, passage.passage.end),
        RemarkSubject::Section(id) => {
            let start = crate::book::TextPos { block: book.section(*id).heading, offset: 0 };
            (start, start)
        }
    };
    gathered.home.sort_by_key(order);
    Ok(gathered)
}

/// A remark without what is known of it; none if all is.
fn unknown(mut remark: ForeignRemark, known: &BTreeSet<String>) -> Option<ForeignRemark> {
    let is_known = |said: &RemarkWords| known.contains(&comment_key(said.author.as_deref(), &said.text));
    remark.replies.retain(|reply| !is_known(reply));
    if is_known(&remark.said) {
        // New answers to a note that is there.
        let first = remark.replies.first()?;
        remark.said = RemarkWords { text: String::new(), ..first.clone() };
    }
    Some(remark)
}

fn unread(path: &Path, fault: &RemarksFault) -> Diagnostic {
    let finding = Diagnostic::new(Code::RemarksUnread, format!("{}: no remarks can be read from it: {fault}", shown(path)));
    finding.help("give a copy of the book with comments (.docx, .odt), a PDF with annotations, Web Annotations, those of Hypothes.is or of a Readium program, as JSON or .annotations")
}

/// A remark with its place; none if that is not certain (told).
fn home(remark: ForeignRemark, path: &Path, desk: &RemarkDesk, book: &Book, findings: &mut Diagnostics) -> Option<HomeRemark> {
    let file = shown(path);
    let said = said(&remark);
    let found = |subject, heading| HomeRemark { remark: remark.clone(), file: file.clone(), subject, heading, is_plain: false };
    if remark.quotation.exact.trim().is_empty() {
        if let Some(id) = section(&remark, book) {
            let heading = PassageHeading { scope: Some(desk.section_heading(id)), words: String::new(), nth: None };
            return Some(found(RemarkSubject::Section(id), heading));
        }
        let missing = finding(Code::RemarkWithoutWords, &file, &said, "comes without the words that it is on");
        findings.push(missing.help("look it up where it was made, and write its note with `bindery notes --new \"WORDS\"`"));
        return None;
    }
    let quoted = QuotedWords {
        exact: remark.quotation.exact.clone(),
        prefix: remark.quotation.prefix.clone(),
        suffix: remark.quotation.suffix.clone(),
        document: remark.place.document.clone(),
        position: remark.place.position,
    };
    match desk.place(&quoted) {
        QuotationPlace::Certain(passage) => {
            let passage = desk.quotable(passage);
            let Some(heading) = desk.heading(&passage) else {
                let one = finding(Code::RemarkUnwritten, &file, &said, "has a place that no quotation means alone");
                findings.push(one.label(passage.span, "it is on these words"));
                return None;
            };
            if passage.is_cut {
                let cut = finding(Code::RemarkCut, &file, &said, "is on more than a note can quote");
                findings.push(cut.label(passage.span, "its note was put on the beginning"));
            }
            Some(found(RemarkSubject::Words(passage), heading))
        }
        QuotationPlace::Several(places) => {
            let several = finding(Code::RemarkUnclear, &file, &said, "may be on one of several passages");
            findings.push(labelled(several, places).help("look which one is meant, and write the note there by hand"));
            None
        }
        QuotationPlace::Nowhere(near) => {
            let lost = finding(Code::RemarkLost, &file, &said, "has no certain place in the text");
            let near = if near.is_empty() { desk.alike(&quoted.exact).into_iter().collect() } else { near };
            let any = !near.is_empty();
            let lost = labelled(lost, near);
            findings.push(if any { lost.help("if a passage that is shown is the one, write the note there by hand") } else { lost });
            None
        }
    }
}

fn labelled(finding: Diagnostic, places: Vec<FoundPassage>) -> Diagnostic {
    places.into_iter().take(6).fold(finding, |finding, place| finding.label(place.span, format!("this passage, {} % alike", place.alike)))
}

/// The section that a remark without words names.
fn section(remark: &ForeignRemark, book: &Book) -> Option<SectionId> {
    let slug = remark.place.fragment.as_deref()?;
    book.sections.iter().position(|section| section.slug == slug).map(SectionId::new)
}

/// What is said of a remark to know it by: who, on what words, where.
fn said(remark: &ForeignRemark) -> String {
    let who = remark.said.author.as_deref().map_or_else(|| "a remark".to_owned(), |name| format!("the remark of {}", short(name)));
    let place = &remark.place;
    let on = match remark.quotation.exact.trim() {
        "" => format!(" (“{}”)", short(&remark.said.text)),
        exact => format!(" on “{}”", short(exact)),
    };
    let mut known: Vec<String> = place.page.iter().map(|page| format!("page {page}")).collect();
    if remark.quotation.exact.trim().is_empty() {
        known.extend(place.document.iter().map(|document| short(document)));
        known.extend(place.hints.iter().map(|hint| short(hint)));
        known.extend(place.position.map(|at| format!("character {at}")));
    }
    let known = if known.is_empty() { String::new() } else { format!(", {}", known.join(", ")) };
    format!("{who}{on}{known}")
}

/// Words for a message, in one line.
fn short(text: &str) -> String {
    const LONGEST: usize = 70;
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let words: String = words.chars().filter(|c| !c.is_control() && *c != '\u{AD}').collect();
    if words.chars().count() <= LONGEST {
        return words;
    }
    let head: String = words.chars().take(LONGEST).collect();
    format!("{} …", head.trim_end())
}

impl HomeRemark {
    /// The finding that no note could be written for the remark.
    pub(super) fn unwritten(&self) -> Diagnostic {
        let one = finding(Code::RemarkUnwritten, &self.file, &said(&self.remark), "could not be written so that it is read as meant");
        match &self.subject {
            RemarkSubject::Words(passage) => one.label(passage.span, "it is on these words"),
            RemarkSubject::Section(_) => one,
        }
    }
}
