//! `stats`: how long a book is, by chapters, voices and languages.

use super::notes;
use super::progress::Progress;
use super::report::{ReportForm, Terminal, count, grouped};
use super::table::table;
use super::{Outcome, report};
use crate::book::{Book, NoteKind, VoiceId, WordCount, text};
use crate::layout::TextPages;
use crate::layout::frame::Pages;
use serde_json::{Value, json};
use std::path::Path;

/// What is counted of a part of a book.
struct PartCount {
    /// What kind of part: for programs.
    kind: &'static str,
    name: String,
    words: WordCount,
    /// How many notes it has, if it is a voice of the commentary.
    notes: Option<usize>,
    /// The printed numbers of its first page and its last, and how many there are from the one to the other.
    pages: Option<(String, String, usize)>,
}

/// Prints how many words and pages the book at `path` has, and how long it takes to read it.
pub(super) fn stats(path: &Path, terminal: &Terminal) -> Outcome {
    let progress = Progress::new(terminal);
    let (reading, pages) = notes::set(path, &progress);
    progress.end();
    let Some((_, book)) = reading.book() else {
        terminal.findings(&reading.findings, &reading.sources, "nothing can be counted");
        return report::outcome(&reading.findings).max(Outcome::Errors);
    };
    let chapters = chapters(book, pages.as_ref());
    let voices = voices(book);
    let mut whole = PartCount { kind: "whole", name: "All".to_owned(), words: WordCount::default(), notes: None, pages: None };
    chapters.iter().chain(&voices).for_each(|part| whole.words.join(&part.words));
    let of_pages = pages.as_ref().map(|pages| pages.pages.len());
    match terminal.form {
        ReportForm::Human => {
            terminal.answer(&printed(&chapters, &voices));
            let of_pages = of_pages.map_or_else(String::new, |pages| format!(", {}", count(pages, "page")));
            let languages = match whole.words.languages.len() {
                0 | 1 => String::new(),
                _ => format!(" ({})", languages(&whole.words)),
            };
            let closing = format!("{}{languages}{of_pages}, {} to read", count(whole.words.words(), "word"), time(&whole.words));
            let unset = if pages.is_none() { "; the pages can't be set: `bindery check` says why" } else { "" };
            terminal.close(&format!("{closing}{unset}"), &json!({}));
        }
        ReportForm::Json => {
            let mut total = object(&whole);
            total["pages"] = json!(of_pages);
            let objects = chapters.iter().chain(&voices).map(object).chain([total]);
            terminal.answer(&objects.map(|object| format!("{object}\n")).collect::<String>());
        }
    }
    Outcome::Done
}

/// The chapters, with the author's notes that are called in them.
fn chapters(book: &Book, pages: Option<&Pages>) -> Vec<PartCount> {
    let on_pages = pages.map(TextPages::new);
    let counted = book.chapters.iter().map(|chapter| {
        let leaves = || text::leaves(book, &chapter.blocks).into_iter().map(|(id, _)| id);
        let range = on_pages.as_ref().and_then(|on_pages| on_pages.of(leaves()));
        let label = |page: usize| pages.and_then(|pages| pages.pages.get(page)).map_or_else(String::new, |page| page.label.clone());
        let title = chapter.heading.map(|section| book.section(section).title.clone());
        PartCount {
            kind: "chapter",
            name: title.unwrap_or_else(|| chapter.path.clone()),
            words: WordCount::of(book, &chapter.blocks),
            notes: None,
            pages: range.map(|range| (label(*range.start()), label(*range.end()), range.clone().count())),
        }
    });
    counted.collect()
}

/// The voices of the commentary that say anything, and its introduction.
fn voices(book: &Book) -> Vec<PartCount> {
    let of_voice = |kind: &NoteKind| match kind {
        NoteKind::Comment(comment) => Some(comment.voice),
        NoteKind::Unplaced(unplaced) => unplaced.voice,
        NoteKind::Footnote(_) => None,
    };
    let mut counted: Vec<PartCount> = Vec::new();
    if !book.introduction.is_empty() {
        let words = WordCount::of(book, &book.introduction);
        counted.push(PartCount { kind: "introduction", name: "Introduction".to_owned(), words, notes: None, pages: None });
    }
    for voice in (0..book.voices.len()).map(VoiceId::new) {
        let mut words = WordCount::default();
        let notes: Vec<_> = book.notes.iter().filter(|note| of_voice(&note.kind) == Some(voice)).collect();
        notes.iter().for_each(|note| words.join(&WordCount::of(book, &note.blocks)));
        let name = &book.voice(voice).name;
        let name = if name.is_empty() { "Notes" } else { name }.to_owned();
        if !notes.is_empty() {
            counted.push(PartCount { kind: "voice", name, words, notes: Some(notes.len()), pages: None });
        }
    }
    counted
}

fn printed(chapters: &[PartCount], voices: &[PartCount]) -> String {
    let of_pages = |part: &PartCount| match &part.pages {
        Some((first, last, _)) if first == last => format!("p. {first}"),
        Some((first, last, _)) => format!("pp. {first}–{last}"),
        None => part.notes.map_or_else(String::new, |notes| count(notes, "note")),
    };
    let row = |part: &PartCount| vec![part.name.clone(), count(part.words.words(), "word"), time(&part.words), of_pages(part)];
    table(&chapters.iter().chain(voices).map(row).collect::<Vec<_>>())
}

/// The words of each language, the language with most of them first.
fn languages(words: &WordCount) -> String {
    let mut languages: Vec<_> = words.languages.iter().collect();
    languages.sort_by_key(|(_, words)| std::cmp::Reverse(**words));
    languages.iter().map(|(tag, words)| format!("{tag} {}", grouped(**words))).collect::<Vec<_>>().join(", ")
}

/// The time that reading some words takes, in minutes or hours.
fn time(words: &WordCount) -> String {
    let minutes = words.seconds().div_ceil(60);
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

fn object(part: &PartCount) -> Value {
    let mut object = json!({
        "kind": part.kind,
        "name": part.name,
        "words": part.words.words(),
        "seconds": part.words.seconds(),
        "languages": part.words.languages,
    });
    if let Some(notes) = part.notes {
        object["notes"] = json!(notes);
    }
    if let Some((first, last, pages)) = &part.pages {
        object["pages"] = json!(pages);
        object["first-page"] = json!(first);
        object["last-page"] = json!(last);
    }
    object
}
