//! The remarks of some files, each with its place in today's text, or told with what is nearest.

use super::files::GatheredFile;
use crate::book::{Book, Passage, SectionId};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::office::comment_key;
use crate::read::{FoundPassage, PassageHeading, QuotationPlace, QuotedWords, RemarkDesk};
use crate::remarks::{ForeignRemark, RemarkWords, RemarksFault};
use crate::source::Span;
use std::collections::BTreeMap;
use std::path::Path;

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
    /// Whether the remark itself is known, and only answers to it are new.
    pub(super) is_known: bool,
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
    /// Remarks that are in the commentary already, each with all its answers.
    pub(super) known: usize,
    /// Remarks that are damaged.
    pub(super) damaged: usize,
}

/// Places the remarks of all files, in the order of the text.
pub(super) fn gather(
    files: &[GatheredFile],
    known: &BTreeMap<String, usize>,
    desk: &RemarkDesk,
    book: &Book,
    findings: &mut Diagnostics,
) -> Gathered {
    let mut gathered = Gathered::default();
    let mut known = known.clone();
    let mut places = QuotedPlaces { desk, book, known: BTreeMap::new(), headings: BTreeMap::new() };
    for GatheredFile { path, read } in files {
        match read {
            Ok(read) => {
                gathered.wordless += read.wordless;
                gathered.damaged += read.damaged;
                for remark in read.remarks.iter().cloned() {
                    let Some((remark, is_known)) = unknown(remark, &mut known) else {
                        gathered.known += 1;
                        continue;
                    };
                    let home = home(remark, path, &mut places, findings);
                    gathered.home.extend(home.map(|home| HomeRemark { is_known, ..home }));
                }
            }
            Err(fault) => findings.push(unread(path, fault)),
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
    gathered
}

/// A remark with the answers that are not known yet, and whether it is known itself; none if all is. As often as something is known, so
/// often it is passed over.
fn unknown(mut remark: ForeignRemark, known: &mut BTreeMap<String, usize>) -> Option<(ForeignRemark, bool)> {
    let mut take = |said: &RemarkWords| {
        let left = known.get_mut(&comment_key(said.author.as_deref(), &said.text)).filter(|left| **left > 0);
        left.map(|left| *left -= 1).is_some()
    };
    let is_known = take(&remark.said);
    if is_known {
        remark.replies.retain(|reply| !take(reply));
    }
    (!is_known || !remark.replies.is_empty()).then_some((remark, is_known))
}

fn unread(path: &Path, fault: &RemarksFault) -> Diagnostic {
    let finding = Diagnostic::new(Code::RemarksUnread, format!("{}: no remarks can be read from it: {fault}", shown(path)));
    finding.help("give a copy of the book with comments (.docx, .odt), a PDF with annotations, Web Annotations, those of Hypothes.is or of a Readium program, as JSON or .annotations")
}

/// A remark with its place; none if that is not certain (told).
fn home(remark: ForeignRemark, path: &Path, places: &mut QuotedPlaces<'_, '_>, findings: &mut Diagnostics) -> Option<HomeRemark> {
    let (desk, book, file) = (places.desk, places.book, shown(path));
    let said = said(&remark);
    let found =
        |subject, heading| HomeRemark { remark: remark.clone(), file: file.clone(), subject, heading, is_plain: false, is_known: false };
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
    match places.place(&quoted) {
        QuotationPlace::Certain(passage) => {
            // All of a heading means what stands below it.
            if let Some(id) = headed(&passage, book) {
                let heading = PassageHeading { scope: Some(desk.section_heading(id)), words: String::new(), nth: None };
                return Some(found(RemarkSubject::Section(id), heading));
            }
            let passage = desk.quotable(passage);
            let Some(heading) = places.heading(&passage) else {
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

/// The places of quotations: of what many remarks are on, it is looked for once.
struct QuotedPlaces<'d, 'b> {
    desk: &'d RemarkDesk<'b>,
    book: &'d Book,
    known: BTreeMap<QuotedWords, QuotationPlace>,
    /// What to write to mean passages.
    headings: BTreeMap<Passage, Option<PassageHeading>>,
}

impl QuotedPlaces<'_, '_> {
    fn place(&mut self, quoted: &QuotedWords) -> QuotationPlace {
        self.known.entry(quoted.clone()).or_insert_with(|| self.desk.place(quoted)).clone()
    }

    fn heading(&mut self, passage: &FoundPassage) -> Option<PassageHeading> {
        self.headings.entry(passage.passage).or_insert_with(|| self.desk.heading(passage)).clone()
    }
}

/// The section whose heading a passage is, all of it.
fn headed(passage: &FoundPassage, book: &Book) -> Option<SectionId> {
    let (start, end) = (passage.passage.start, passage.passage.end);
    let words = book.block(start.block).prose()?.text.trim_end();
    let is_whole = start.block == end.block && start.offset == 0 && end.offset as usize >= words.len();
    let id = book.sections.iter().position(|section| section.heading == start.block).map(SectionId::new)?;
    is_whole.then_some(id)
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
    /// The answers by themselves, as a note of whoever answered first.
    pub(super) fn without_root(&self) -> Self {
        let mut alone = self.clone();
        let said = alone.remark.replies.first().cloned().unwrap_or_default();
        alone.remark.said = RemarkWords { text: String::new(), ..said };
        alone.is_known = false;
        alone
    }

    /// The finding that the commentary has the remark in other words.
    pub(super) fn in_other_words(&self, note: Option<Span>) -> Diagnostic {
        let one = finding(Code::RemarkUnwritten, &self.file, &said(&self.remark), "is in the commentary already, in other words");
        let one = one.help(format!("compare them, and take over by hand what is new: “{}”", short(&self.remark.said.text)));
        match note {
            Some(heading) => one.label(heading, "its note"),
            None => one,
        }
    }

    /// The finding that no note could be written for the remark.
    pub(super) fn unwritten(&self) -> Diagnostic {
        let one = finding(Code::RemarkUnwritten, &self.file, &said(&self.remark), "could not be written so that it is read as meant");
        match &self.subject {
            RemarkSubject::Words(passage) => one.label(passage.span, "it is on these words"),
            RemarkSubject::Section(_) => one,
        }
    }
}

/// A finding about a remark of a file, whose place and words are told in it.
fn finding(code: Code, file: &str, said: &str, what: &str) -> Diagnostic {
    Diagnostic::new(code, format!("{file}: {said} {what}"))
}

/// The name of a file for people.
fn shown(path: &Path) -> String {
    path.display().to_string()
}
