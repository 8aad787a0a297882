//! What an editor can do at a place: the repairs of findings, and a new note on the words that are selected.

use super::book::{DeskEdits, OpenBook};
use super::desk::WritingDesk;
use super::places::FilePlace;
use crate::book::{MovedNote, NoteRepair, SectionId};
use crate::read::{QuotedHeading, RemarkDesk};
use crate::source::Span;
use lsp_types::{CodeAction, CodeActionKind, CodeActionOrCommand};
use std::ops::Range;
use std::path::Path;

/// A new note's heading is this deep if no other shows how deep they are.
const LEVEL: usize = 3;

impl WritingDesk {
    /// What can be done with some words.
    pub(crate) fn actions(&self, path: &Path, range: lsp_types::Range) -> Vec<CodeActionOrCommand> {
        let Some((book, file, start)) = self.at(path, range.start) else { return Vec::new() };
        let Some((_, _, end)) = self.at(path, range.end) else { return Vec::new() };
        let here = FilePlace { file, bytes: start..end.max(start) };
        let mut actions = Vec::new();
        for (title, edits) in book.repairs(&here) {
            actions.push(self.action(title, CodeActionKind::QUICKFIX, &edits));
        }
        if start < end
            && let Some((title, edits)) = book.new_note(&here)
        {
            actions.push(self.action(title, CodeActionKind::REFACTOR, &edits));
        }
        actions
    }

    fn action(&self, title: String, kind: CodeActionKind, edits: &DeskEdits) -> CodeActionOrCommand {
        let edit = Some(self.workspace_edit(edits));
        CodeActionOrCommand::CodeAction(CodeAction { title, kind: Some(kind), edit, ..CodeAction::default() })
    }
}

impl OpenBook {
    /// The repairs of what is found at a place.
    fn repairs(&self, here: &FilePlace) -> Vec<(String, DeskEdits)> {
        let mut repairs: Vec<(String, DeskEdits)> = Vec::new();
        let mut add = |title: String, edits: Option<DeskEdits>| {
            if let Some(edits) = edits.filter(|edits| !repairs.iter().any(|(_, known)| known == edits)) {
                repairs.push((title, edits));
            }
        };
        let meets = |span: Span| self.place(span).is_some_and(|place| place.meets(here));
        for finding in &self.reading.findings {
            if self.place_of(finding).is_some_and(|place| place.meets(here)) {
                for (span, text) in &finding.edits {
                    add(format!("Write {text}"), self.edits(*span, text));
                }
            }
        }
        let Some(book) = self.book() else { return repairs };
        for repair in &book.repairs {
            match repair {
                NoteRepair::Quotation(span, text) | NoteRepair::Scope(span, text) if meets(*span) => {
                    add(format!("Write {text}"), self.edits(*span, text));
                }
                NoteRepair::Move(moved) if meets(Span { end: moved.whole.start + 1, ..moved.whole }) => {
                    add("Move the note to its passage".to_owned(), self.moved(moved));
                }
                _ => {}
            }
        }
        repairs
    }

    fn edits(&self, span: Span, text: &str) -> Option<DeskEdits> {
        let place = self.place(span)?;
        let path = self.texts.0.get(&place.file)?.path.clone();
        Some(DeskEdits::from([(path, vec![(place.bytes, text.to_owned())])]))
    }

    /// The edit that moves a note below the heading of another section.
    fn moved(&self, moved: &MovedNote) -> Option<DeskEdits> {
        let whole = self.place(moved.whole)?;
        let before = self.place(Span { start: moved.before, end: moved.before, ..moved.whole })?.bytes.start;
        let text = self.texts.0.get(&whole.file)?;
        let own = text.open.text.get(whole.bytes.clone())?.trim_end();
        let head = text.open.text.get(..before)?;
        let gap = if head.is_empty() || head.ends_with("\n\n") {
            ""
        } else if head.ends_with('\n') {
            "\n"
        } else {
            "\n\n"
        };
        let scope = moved.scope.as_ref().map(|scope| format!("{scope}\n\n")).unwrap_or_default();
        let there = format!("{gap}{scope}{}{own}\n\n", "#".repeat(usize::from(moved.deeper)));
        Some(DeskEdits::from([(text.path.clone(), vec![(whole.bytes, String::new()), (before..before, there)])]))
    }

    /// A note on some words of the text: its heading, below that of their section if the commentary has it, and a line to write in.
    fn new_note(&self, here: &FilePlace) -> Option<(String, DeskEdits)> {
        let (book, config) = (self.book()?, self.reading.settings.as_ref()?);
        let (source, bytes) = self.texts.read(&self.reading.sources, here)?;
        let desk = RemarkDesk::new(book);
        let found = desk.touching(self.leaves.passage(book, &self.reading.sources, source, &bytes)?)?;
        let target = config.commentary.first()?;
        let text = self.texts.0.get(&target.path)?;
        let spot = self.spot(&target.path, desk.section_of(found.passage.start))?;
        let areas: Vec<Range<usize>> = spot.section.map(|section| desk.area(section)).into_iter().collect();
        let plain = QuotedHeading { says: "\"\"".to_owned(), nth: None };
        let new = desk.requoted(&plain, None, &found, &areas)?;
        let nth = new.heading.nth.map(|nth| format!(" {{nth={nth}}}")).unwrap_or_default();
        let head = text.open.text.get(..spot.at)?;
        let gap = if head.is_empty() || head.ends_with("\n\n") {
            ""
        } else if head.ends_with('\n') {
            "\n"
        } else {
            "\n\n"
        };
        let behind = if spot.at < text.open.text.len() { "\n" } else { "" };
        let note = format!("{gap}{} {}{nth}\n\n\n{behind}", "#".repeat(spot.level), new.markdown);
        let edits = DeskEdits::from([(text.path.clone(), vec![(spot.at..spot.at, note)])]);
        Some((format!("Comment on {}", new.markdown), edits))
    }

    /// Where a note on words of a section goes in a commentary.
    fn spot(&self, file: &str, section: Option<SectionId>) -> Option<NoteSpot> {
        let book = self.book()?;
        let outline: Vec<_> =
            book.outline.iter().filter(|heading| self.place(heading.whole).is_some_and(|place| place.file == file)).collect();
        let above = std::iter::successors(section, |&id| book.section(id).parent);
        for id in above {
            let Some(at) = outline.iter().position(|heading| heading.scope && heading.named && heading.section == Some(id)) else {
                continue;
            };
            let level = outline[at].level;
            // Behind the notes on this section, before those on sections below it.
            let is_next = |heading: &&&crate::book::OutlineHeading| heading.level <= level || heading.scope;
            let next = outline[at + 1..].iter().find(is_next).map(|heading| self.place(heading.whole));
            let end = match next {
                Some(place) => place?.bytes.start,
                None => self.texts.0.get(file)?.open.text.len(),
            };
            return Some(NoteSpot { at: end, level: usize::from(level) + 1, section: Some(id) });
        }
        let end = self.texts.0.get(file)?.open.text.len();
        let scopes = outline.iter().filter(|heading| heading.scope).map(|heading| usize::from(heading.level)).min();
        let notes = outline.iter().filter(|heading| !heading.scope).map(|heading| usize::from(heading.level)).min();
        // As deep as a section's heading it ends that section.
        Some(NoteSpot { at: end, level: scopes.or(notes).unwrap_or(LEVEL), section: None })
    }
}

/// Where a new note goes.
struct NoteSpot {
    at: usize,
    level: usize,
    section: Option<SectionId>,
}
