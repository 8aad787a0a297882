//! Words that do not stand where their note seeks them: what is near there, where else they stand, and the repair that works.

use super::mend::{self, NearestPassage, Rewrite, spoken};
use super::nearest::SUGGESTED;
use super::passages::{Found, WIDEST, passage, search, slice, told_apart};
use super::quotation::{AnchorText, Quotation, short};
use crate::book::{Passage, SectionId};
use crate::diagnostics::{Code, Diagnostic};

/// How to give a note its place again without asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LemmaRepair {
    /// The words were changed: others are to be written.
    Rewrite(Rewrite),
    /// The passage was moved to another section, or before the first one: the note is to follow it.
    Follow(Option<SectionId>, Passage),
}

impl LemmaRepair {
    /// The passage that the note is on after the repair.
    pub(super) fn meant(&self) -> Passage {
        match self {
            Self::Rewrite(rewrite) => rewrite.meant,
            Self::Follow(_, passage) => *passage,
        }
    }
}

/// Words that stand nowhere in the section: they may stand in another one, or have been changed.
pub(super) fn missing(text: AnchorText, quotation: &Quotation) -> (Diagnostic, Option<LemmaRepair>) {
    let within = quotation.section.map_or_else(|| "text".to_owned(), |title| format!("section “{}”", short(title)));
    let missing = Diagnostic::at(Code::LemmaNotFound, quotation.span, format!("{} is not in the {within}", quotation.quoted()));
    if quotation.lemma.readings.is_empty() {
        return (missing.help("write the words the note is on between the quotation marks"), None);
    }
    let mut near = mend::candidates(text, quotation, &quotation.areas);
    let elsewhere = elsewhere(text, quotation);
    if !elsewhere.is_empty() {
        near.truncate(SUGGESTED - elsewhere.len().min(2));
    }
    let mut missing = suggested(text, quotation, missing, &near);
    let mut repairs: Vec<String> = near.first().map(|first| first.repair(quotation)).into_iter().collect();
    for other in elsewhere.iter().take(SUGGESTED - near.len()) {
        missing = missing.label(text.span(&other.place), other.label(text));
        repairs.extend(other.repair(text, quotation));
    }
    if near.is_empty() && elsewhere.is_empty() && quotation.section.is_some() {
        let others = mend::candidates(text, quotation, quotation.everything);
        missing = suggested(text, quotation, missing, &others);
        repairs.extend(others.first().map(|first| first.repair_elsewhere(text, quotation)));
    }
    if repairs.is_empty() {
        repairs.push("quote words as they stand in the text now, or add {detached} to keep the note out of the book".to_owned());
    }
    // Two ways to move a note are one repair with a choice.
    repairs.dedup();
    let repair = repair(text, quotation, &near, &elsewhere);
    (missing.help(repairs.join(", or ")), repair)
}

/// What may be done without asking: nothing, if the words stand elsewhere and something like them stands here.
fn repair(text: AnchorText, quotation: &Quotation, near: &[NearestPassage], elsewhere: &[OtherPlace]) -> Option<LemmaRepair> {
    let best = near.first();
    match elsewhere {
        [] => best.and_then(|near| near.rewrite(text, quotation)).map(LemmaRepair::Rewrite),
        [only] => {
            let sure = only.file.is_none() && only.alone && only.exact && quotation.nth.is_none();
            let free = best.is_none_or(|near| near.alike < 80);
            let passage = passage(text.index, &only.place).filter(|_| sure && free && telling(text, quotation))?;
            Some(LemmaRepair::Follow(text.index.owner(only.place.words.start), passage))
        }
        _ => None,
    }
}

/// Whether words are so many, or so rare, that they hardly stand in two places by chance.
fn telling(text: AnchorText, quotation: &Quotation) -> bool {
    let count = spoken(quotation.lemma);
    let rare = |form: &String| {
        let number = text.index.vocabulary.number(form, true);
        form.chars().any(char::is_alphanumeric) && text.index.occurrences(number).len() == 1
    };
    count >= 4 || count == 3 && quotation.lemma.readings.last().is_some_and(|reading| reading.parts.iter().flatten().any(rare))
}

/// Adds the passages that are near, each with its likeness.
fn suggested(text: AnchorText, quotation: &Quotation, mut diagnostic: Diagnostic, near: &[NearestPassage]) -> Diagnostic {
    for (rank, near) in near.iter().enumerate() {
        let section = text.index.owner(near.place.words.start);
        let here = quotation.areas.iter().any(|area| area.contains(&near.place.words.start));
        let within = section.filter(|_| !here).map(|id| format!(", in the section “{}”", short(&text.book.section(id).title)));
        let which = if rank == 0 { "the nearest passage" } else { "also near" };
        let heading = if rank == 0 { String::new() } else { format!(": {}", quotation.heading(&near.words)) };
        let label = format!("{which}, {} % alike{}{heading}", near.alike, within.unwrap_or_default());
        diagnostic = diagnostic.label(text.span(&near.place), label);
        if near.complete && here && quotation.nth.is_none() {
            diagnostic = diagnostic.edit(quotation.span, quotation.requoted(&near.words));
        }
    }
    diagnostic
}

/// A place outside the note's section where the very words stand.
struct OtherPlace {
    place: Found,
    /// The file, if the commentary is not on it.
    file: Option<String>,
    /// Whether the words stand nowhere else that the commentary is on.
    alone: bool,
    /// Whether upper and lower case are as quoted.
    exact: bool,
}

/// The places outside the note's section where the words stand, one a section; if there are none, those in other files.
fn elsewhere(text: AnchorText, quotation: &Quotation) -> Vec<OtherPlace> {
    let AnchorText { index, book, .. } = text;
    let mut found = if quotation.section.is_some() { search(index, quotation.lemma, quotation.everything) } else { Default::default() };
    let inside = !found.places.is_empty();
    if !inside {
        found = search(index, quotation.lemma, &[index.all()]);
    }
    let mut others: Vec<OtherPlace> = Vec::new();
    let alone = found.places.len() == 1;
    for place in found.places {
        let same = |other: &OtherPlace| index.owner(other.place.words.start) == index.owner(place.words.start);
        if !others.iter().any(same) {
            let source = text.span(&place).source;
            let path = || book.chapters.iter().find(|chapter| chapter.source == source).map_or("that file", |chapter| &chapter.path);
            let file = (!inside).then(|| path().to_owned());
            others.push(OtherPlace { place, file, alone, exact: !found.caseless });
        }
    }
    others
}

impl OtherPlace {
    fn label(&self, text: AnchorText) -> String {
        match (&self.file, text.index.owner(self.place.words.start)) {
            (Some(file), _) => format!("it stands in {file}, which this commentary is not on"),
            (None, Some(section)) => format!("it stands in the section “{}”", short(&text.book.section(section).title)),
            (None, None) => "it stands before the first heading".to_owned(),
        }
    }

    fn repair(&self, text: AnchorText, quotation: &Quotation) -> Option<String> {
        if let Some(file) = &self.file {
            return Some(format!("add `{file}` to `comments-on`, or put the note into a commentary on that file"));
        }
        let Some(section) = text.index.owner(self.place.words.start) else {
            return Some("move the note above the first section heading".to_owned());
        };
        let below = format!("move the note below `{}`", scope_above(text, quotation, section));
        let places = search(text.index, quotation.lemma, &[text.index.section(section)]).places;
        let which = places.iter().position(|found| found.words == self.place.words)?;
        if places.len() == 1 {
            return Some(below);
        }
        let words = told_apart(text.index, text.book, &places, which);
        Some(words.map_or_else(|| below.clone(), |words| format!("{below} and write {}", quotation.heading(&words))))
    }
}

impl NearestPassage {
    /// What to do if this passage of the note's section is meant.
    fn repair(&self, quotation: &Quotation) -> String {
        let heading = quotation.heading(&self.words);
        match self.complete {
            true => format!("write {heading}, if that is the passage"),
            false => format!("write {heading} and put last words of the same section behind the …"),
        }
    }

    /// What to do if this passage of another section is meant.
    fn repair_elsewhere(&self, text: AnchorText, quotation: &Quotation) -> String {
        match text.index.owner(self.place.words.start) {
            Some(section) => {
                let scope = scope_above(text, quotation, section);
                let heading = quotation.heading(&self.words);
                format!("move the note below `{scope}` and write {heading}, if that is the passage")
            }
            None => self.repair(quotation),
        }
    }
}

/// The heading of a section, as it is to stand above a note.
fn scope_above(text: AnchorText, quotation: &Quotation, section: SectionId) -> String {
    let level = quotation.marks.len().saturating_sub(1).max(1);
    format!("{} {}", "#".repeat(level), text.scope_name(section))
}

/// The first words of a range are there, the last ones are not.
pub(super) fn no_end(text: AnchorText, quotation: &Quotation, heads: &[Found]) -> (Diagnostic, Option<LemmaRepair>) {
    let AnchorText { index, book, .. } = text;
    let message =
        format!("the last words of {} do not follow its first words in the same section within {WIDEST} words", quotation.quoted());
    let head = &heads[0];
    let diagnostic = Diagnostic::at(Code::RangeEndMissing, quotation.span, message).label(text.span(head), "the first words stand here");
    let first = slice(index, book, head.words.clone());
    match mend::end(text, quotation, head.words.clone()) {
        Some(mut near) => {
            let (_, tail) = near.place.gap.unwrap_or_default();
            let label = format!("the nearest last words, {} % alike", near.alike);
            let last = Found { words: tail..near.place.words.end, gap: None };
            // Which of several beginnings is meant, nobody can tell.
            near.certain &= heads.len() == 1;
            let help = format!("write {}, if that is the passage", quotation.heading(&near.words));
            let repair = near.rewrite(text, quotation).map(LemmaRepair::Rewrite);
            (diagnostic.label(text.span(&last), label).help(help).edit(quotation.span, quotation.requoted(&near.words)), repair)
        }
        None => {
            let first = quotation.heading(&format!("{first} …"));
            (diagnostic.help(format!("write {first} and put last words of the same section behind the …")), None)
        }
    }
}
