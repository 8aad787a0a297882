//! Remarks in the margin as a commentary: each thread becomes a note that quotes the words it is on.
//!
//! The Markdown of the text is read as any manuscript is, and the place of a remark in it is found in the book by the source map that the
//! book keeps. So the words quoted are those that anchoring will look for, and each quotation is known to mean its passage alone.

use super::answer::answer as written_answer;
use super::report::OfficeReport;
use super::text::{OfficeRemark, OfficeText};
use super::write::{self, MarkdownSheet, RemarkEdge};
use crate::book::{Book, BookPlaces, Passage, SectionId};
use crate::config;
use crate::diagnostics::Diagnostics;
use crate::read::{self, MarkedChanges, PassageHeading, ReadingManner, RemarkDesk};
use crate::source::{Memory, Sources};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// A thread of remarks and how its passage is quoted; none if it has no place.
struct PlacedThread {
    root: usize,
    heading: Option<PassageHeading>,
    /// Whether the passage was longer than a note can quote.
    is_cut: bool,
    /// Whether nothing is left of the words that it was on.
    is_gone: bool,
}

/// A reading of the text, laid open to find the places of remarks in it.
struct RemarkReading<'b> {
    book: &'b Book,
    places: BookPlaces,
    desk: RemarkDesk<'b>,
}

/// How a passage is quoted, and whether it is less than was asked for.
struct QuotedPassage {
    heading: PassageHeading,
    is_cut: bool,
}

/// A thread with what was answered, in order.
struct AnsweredThread<'t> {
    thread: &'t PlacedThread,
    answers: &'t [&'t OfficeRemark],
}

/// Where a remark begins and ends in the Markdown, in bytes.
#[derive(Clone, Copy, Default)]
struct RemarkEdges {
    start: Option<usize>,
    end: Option<usize>,
    point: Option<usize>,
}

/// Writes the commentary of a document's remarks on its text.
pub(super) fn commentary(
    text: &OfficeText,
    sheet: &MarkdownSheet,
    file: &str,
    files: Memory,
    pictures: &[String],
    report: &mut OfficeReport,
) -> String {
    let voices = CommentVoices::of(&text.remarks);
    let mut threads = placed(text, sheet, files);
    // Notes that need the heading of a section above them stand below all others, those without a place at the end.
    threads.sort_by_key(|thread| match &thread.heading {
        Some(PassageHeading { scope: None, .. }) => (0, String::new()),
        // On a section before what stands in it.
        Some(PassageHeading { scope: Some(scope), words, .. }) => (1 + usize::from(!words.is_empty()), scope.clone()),
        None => (3, String::new()),
    });
    let mut answers: BTreeMap<usize, Vec<&OfficeRemark>> = BTreeMap::new();
    for remark in &text.remarks {
        answers.entry(remark.answers.unwrap_or(usize::MAX)).or_default().push(remark);
    }
    let mut out = voices.front(file);
    let introduction = write::remark(&text.introduction, text, pictures);
    if !introduction.trim().is_empty() {
        let _ = write!(out, "\n{}\n", introduction.trim());
    }
    let mut scope: Option<&str> = None;
    for thread in &threads {
        let own = thread.heading.as_ref().and_then(|heading| heading.scope.as_deref());
        let is_on_section = thread.heading.as_ref().is_some_and(|heading| heading.words.is_empty());
        if own != scope
            && !is_on_section
            && let Some(title) = own
        {
            let _ = write!(out, "\n## {title}\n");
        }
        scope = own;
        let answers = answers.get(&thread.root).map_or(&[][..], Vec::as_slice);
        note(&mut out, AnsweredThread { thread, answers }, text, &voices, pictures, report);
    }
    out
}

/// The threads with their places in the book of the text alone.
fn placed(text: &OfficeText, sheet: &MarkdownSheet, files: Memory) -> Vec<PlacedThread> {
    let roots = (0..text.remarks.len()).filter(|&at| text.remarks[at].answers.is_none());
    let marks = marks(sheet);
    let files = Arc::new(files);
    // Changes that are shown may be taken as accepted, or be in the text: a note is to find its words either way.
    let has_changes = sheet.text.contains("{--") || sheet.text.contains("{++");
    let manners = if has_changes { &[MarkedChanges::Accept, MarkedChanges::Show][..] } else { &[MarkedChanges::Accept] };
    let books: Vec<Book> = manners.iter().filter_map(|changes| book(files.clone(), *changes)).collect();
    let readings: Vec<RemarkReading<'_>> =
        books.iter().map(|book| RemarkReading { book, places: BookPlaces::new(book), desk: RemarkDesk::new(book) }).collect();
    let place = |root: usize| {
        let own = marks.get(&root).copied().unwrap_or_default();
        let on_section = || own.range().and_then(|range| readings.first()?.section(&sheet.text, range));
        let found = Some(()).filter(|()| text.remarks[root].is_on_section).and_then(|()| on_section());
        let found = found.or_else(|| own.range().and_then(|range| quoted(&sheet.text, range, &readings)));
        let is_cut = found.as_ref().is_some_and(|found| found.is_cut);
        PlacedThread { root, heading: found.map(|found| found.heading), is_cut, is_gone: own.is_gone(&sheet.text) }
    };
    roots.map(place).collect()
}

impl RemarkReading<'_> {
    /// How the passage is quoted that bytes of the Markdown are.
    fn quoted(&self, text: &str, range: Range<usize>) -> Option<QuotedPassage> {
        let (found, is_cut) = self.desk.at(passage(text, range, &self.places)?)?;
        Some(QuotedPassage { heading: self.desk.heading(&found)?, is_cut })
    }
}

impl RemarkReading<'_> {
    /// The section whose heading stands in some bytes of the Markdown.
    fn section(&self, text: &str, range: Range<usize>) -> Option<QuotedPassage> {
        let block = passage(text, range, &self.places)?.start.block;
        let id = self.book.sections.iter().position(|section| section.heading == block).map(SectionId::new)?;
        let heading = PassageHeading { scope: Some(self.desk.section_heading(id)), words: String::new(), nth: None };
        Some(QuotedPassage { heading, is_cut: false })
    }
}

/// How bytes of the Markdown are quoted so that all readings of the text know them: whole, or the longest stretch of them that is in all.
fn quoted(text: &str, range: Range<usize>, readings: &[RemarkReading<'_>]) -> Option<QuotedPassage> {
    let (first, others) = readings.split_first()?;
    let whole = first.quoted(text, range.clone());
    let is_known = |found: &QuotedPassage, range: &Range<usize>| {
        others.iter().all(|other| other.quoted(text, range.clone()).is_some_and(|other| other.heading == found.heading))
    };
    if whole.as_ref().is_none_or(|found| is_known(found, &range)) {
        return whole;
    }
    let mut unchanged = unchanged(text, range);
    unchanged.sort_by_key(|part| std::cmp::Reverse(part.len()));
    let parts = unchanged.into_iter().filter(|part| text[part.clone()].contains(char::is_alphanumeric));
    parts.filter_map(|part| first.quoted(text, part.clone()).filter(|found| is_known(found, &part))).next().or(whole)
}

/// The stretches of a range that no change is marked in.
fn unchanged(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut from, mut at) = (range.start, range.start);
    while let Some(next) = text[at..range.end].find('{').map(|next| at + next) {
        let close = ["{--", "{++"].iter().zip(["--}", "++}"]).find(|(open, _)| text[next..].starts_with(**open)).map(|(_, close)| close);
        at = next + 1;
        if let Some(close) = close {
            parts.push(from..next);
            at = text[next..range.end].find(close).map_or(range.end, |end| next + end + close.len());
            from = at;
        }
    }
    parts.push(from..range.end);
    parts.retain(|part| !part.is_empty());
    parts
}

/// The book of the text alone.
fn book(files: Arc<Memory>, changes: MarkedChanges) -> Option<Book> {
    let (mut sources, mut findings) = (Sources::default(), Diagnostics::default());
    let config = config::load(files, Path::new("book.toml"), &mut sources, &mut findings)?;
    read::read(&config, ReadingManner { changes, ..ReadingManner::default() }, &mut sources, &mut findings)
}

/// The first marks of every remark.
fn marks(sheet: &MarkdownSheet) -> BTreeMap<usize, RemarkEdges> {
    let mut marks: BTreeMap<usize, RemarkEdges> = BTreeMap::new();
    for mark in &sheet.marks {
        let edges = marks.entry(mark.remark).or_default();
        let edge = match mark.edge {
            RemarkEdge::Start => &mut edges.start,
            RemarkEdge::End => &mut edges.end,
            RemarkEdge::Point => &mut edges.point,
        };
        edge.get_or_insert(mark.at);
    }
    marks
}

impl RemarkEdges {
    /// The bytes of the Markdown that the remark is on; those round a point if it has no passage.
    fn range(self) -> Option<Range<usize>> {
        match (self.start, self.end) {
            (Some(start), Some(end)) if start <= end => Some(start..end),
            (Some(at), _) | (None, Some(at)) => Some(at..at),
            (None, None) => self.point.map(|at| at..at),
        }
    }

    /// Whether the remark was on words of which none are left.
    fn is_gone(self, text: &str) -> bool {
        let left = self.range().map(|range| without_deleted(&text[range]));
        // What was on no more than a blank has become a point.
        self.start.is_some() && self.end.is_some() && left.is_none_or(|left| left.trim().is_empty())
    }
}

/// A stretch of Markdown without what is marked in it as deleted.
fn without_deleted(text: &str) -> String {
    let mut left = String::new();
    let mut rest = text;
    while let Some((before, deleted)) = rest.split_once("{--") {
        left.push_str(before);
        rest = deleted.split_once("--}").map_or("", |(_, behind)| behind);
    }
    left + rest
}

/// The passage of the book that bytes of the Markdown are.
fn passage(text: &str, range: Range<usize>, places: &BookPlaces) -> Option<Passage> {
    // A remark between two words is on the one before it.
    let is_point = text[range.clone()].trim().is_empty();
    let range = if is_point { text[..range.start].trim_end().len()..text[..range.start].trim_end().len() } else { range };
    let start = if is_point { places.before(range.start).or_else(|| places.behind(range.start)) } else { places.behind(range.start) };
    let end = if is_point { start } else { places.before(range.end) };
    let (mut start, end) = (start?, end?);
    if is_point && start.offset > 0 {
        start.offset -= 1;
    }
    Some(Passage { start, end })
}

/// Writes a thread as a note.
fn note(
    out: &mut String,
    AnsweredThread { thread, answers }: AnsweredThread<'_>,
    text: &OfficeText,
    voices: &CommentVoices,
    pictures: &[String],
    report: &mut OfficeReport,
) {
    let root = &text.remarks[thread.root];
    let mut body = write::remark(&root.blocks, text, pictures);
    for answer in answers {
        let words = write::remark(&answer.blocks, text, pictures);
        let _ = write!(body, "\n\n{}", written_answer(Some(name(answer)), answer.date.as_deref(), &words));
    }
    let is_empty = body.trim().is_empty();
    report.remarks += 1;
    report.resolved += usize::from(root.is_resolved);
    report.unplaced += usize::from(thread.heading.is_none());
    report.gone += usize::from(thread.heading.is_some() && thread.is_gone);
    report.cut += usize::from(thread.is_cut);
    let mut attributes = vec![format!(".{}", voices.key(root))];
    attributes.extend(thread.heading.as_ref().and_then(|heading| heading.nth).map(|nth| format!("nth={nth}")));
    attributes.extend(root.date.as_deref().map(to_the_second).filter(|date| read::is_note_date(date)).map(|date| format!("date={date}")));
    if root.is_resolved || thread.heading.is_none() || thread.is_gone || is_empty {
        attributes.push("draft".to_owned());
    }
    let attributes = attributes.join(" ");
    let _ = match &thread.heading {
        None => write!(out, "\n### \"no place\" {{{attributes}}}\n"),
        Some(PassageHeading { scope: Some(scope), words, .. }) if words.is_empty() => write!(out, "\n## {scope} {{{attributes}}}\n"),
        Some(PassageHeading { words, .. }) => write!(out, "\n### {words} {{{attributes}}}\n"),
    };
    if !is_empty {
        let _ = write!(out, "\n{}\n", body.trim());
    }
}

/// A date without parts of a second.
fn to_the_second(date: &str) -> String {
    match date.split_once('.') {
        Some((whole, rest)) => format!("{whole}{}", rest.trim_start_matches(|c: char| c.is_ascii_digit())),
        None => date.to_owned(),
    }
}

/// The people who made remarks, as voices of the commentary.
struct CommentVoices {
    /// By name: key, label.
    named: BTreeMap<String, (String, String)>,
    /// Names in the order in which they speak.
    order: Vec<String>,
}

/// The voice of remarks whose author the document doesn't tell.
const NOBODY: &str = "Reader";

/// The keys and labels that voices have, and from which number on one that is taken may be free.
#[derive(Default)]
struct TakenNames {
    keys: BTreeMap<String, usize>,
    labels: BTreeMap<String, usize>,
}

impl TakenNames {
    /// A key and a label that no voice has: those given, or both with a number.
    fn free(&mut self, key: String, label: String) -> (String, String) {
        let first = |names: &BTreeMap<String, usize>, name: &str| names.get(name).copied().unwrap_or(1);
        let mut number = first(&self.keys, &key).max(first(&self.labels, &label));
        let numbered = |number: usize| match number {
            1 => (key.clone(), label.clone()),
            number => (format!("{key}-{number}"), format!("{label} {number}")),
        };
        let mut found = numbered(number);
        while self.keys.contains_key(&found.0) || self.labels.contains_key(&found.1) {
            number += 1;
            found = numbered(number);
        }
        for (names, base, own) in [(&mut self.keys, key.clone(), &found.0), (&mut self.labels, label.clone(), &found.1)] {
            names.entry(own.clone()).or_insert(2);
            // Those below were tried: the next one of this name need not try them again.
            names.entry(base).and_modify(|next| *next = number + 1);
        }
        found
    }
}

impl CommentVoices {
    fn of(remarks: &[OfficeRemark]) -> Self {
        let mut voices = Self { named: BTreeMap::new(), order: Vec::new() };
        let mut taken = TakenNames::default();
        for remark in remarks {
            let name = name(remark);
            if voices.named.contains_key(name) {
                continue;
            }
            let free = taken.free(key(name), label(name, remark.initials.as_deref()));
            voices.named.insert(name.to_owned(), free);
            voices.order.push(name.to_owned());
        }
        voices
    }

    fn key(&self, remark: &OfficeRemark) -> &str {
        &self.named[name(remark)].0
    }

    /// The front matter of the commentary.
    fn front(&self, file: &str) -> String {
        let mut out = format!("---\ncomments-on: {}\nvoices:\n", json(file));
        for name in &self.order {
            let (key, label) = &self.named[name];
            let _ = writeln!(out, "  {key}: {{ name: {}, label: {}, role: commentator }}", json(name), json(label));
        }
        out.push_str("---\n");
        out
    }
}

/// The keys and labels of those who made some remarks, in the order in which they speak.
#[cfg(test)]
pub(super) fn voices(remarks: &[OfficeRemark]) -> Vec<(String, String)> {
    let voices = CommentVoices::of(remarks);
    voices.order.iter().map(|name| voices.named[name].clone()).collect()
}

fn name(remark: &OfficeRemark) -> &str {
    named(remark).unwrap_or(NOBODY)
}

/// The author that a remark tells.
fn named(remark: &OfficeRemark) -> Option<&str> {
    remark.author.as_deref().map(str::trim).filter(|name| !name.is_empty())
}

/// Gives remarks without an author the one who alone can be meant, if there is one.
pub(super) fn attribute(text: &mut OfficeText) {
    let Some(commentator) = text.facts.commentator.clone() else { return };
    for remark in text.remarks.iter_mut().filter(|remark| named(remark).is_none()) {
        remark.author = Some(commentator.clone());
    }
}

/// A key of small letters, digits and hyphens.
fn key(name: &str) -> String {
    let name = name.split(['<', '(']).next().unwrap_or(name);
    let last = name.split_whitespace().next_back().unwrap_or(name);
    let key: String = last.to_lowercase().nfd().filter(char::is_ascii_alphanumeric).collect();
    if key.is_empty() || key.starts_with(|c: char| c.is_ascii_digit()) || matches!(&*key, "draft" | "detached" | "nth" | "by" | "date") {
        format!("reader{}", if key.is_empty() { String::new() } else { format!("-{key}") })
    } else {
        key
    }
}

/// The initials that the program had, or those of the name.
fn label(name: &str, initials: Option<&str>) -> String {
    let given = initials.map(str::trim).filter(|initials| !initials.is_empty() && initials.chars().count() <= 6);
    given.map_or_else(|| name.split_whitespace().filter_map(|part| part.chars().next()).collect(), str::to_owned)
}

fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
