//! What stands at a place, what it leads to, and what leads to it.

use super::book::OpenBook;
use super::desk::WritingDesk;
use super::places::FilePlace;
use crate::book::{Book, Link, NoteId, NotePlace, Passage, RunKind, SectionId, WrittenNote, text};
use crate::source::Span;
use lsp_types::{Hover, HoverContents, InlayHint, InlayHintLabel, Location, MarkupContent, MarkupKind, Position};
use std::path::Path;

/// How many characters of a text are shown round a passage.
const AROUND: usize = 120;

/// What stands at a place.
#[derive(Debug)]
enum StandingThing<'b> {
    /// The heading of a note in a commentary.
    Heading(&'b WrittenNote),
    /// A heading of a commentary that names a section.
    Scope(SectionId),
    /// Words that lead somewhere.
    Leads(Link),
    /// The mark of an author's note.
    Mark(NoteId),
    /// The heading of a section of the text.
    Section(SectionId),
    /// Words that notes are on.
    Passage(Vec<&'b WrittenNote>),
}

impl OpenBook {
    /// Where a passage of the text stands.
    pub(super) fn passage_place(&self, passage: Passage) -> Option<FilePlace> {
        let book = self.book()?;
        let (first, last) = (book.block(passage.start.block).prose()?, book.block(passage.end.block).prose()?);
        let upto = if passage.start.block == passage.end.block { passage.end.offset as usize } else { first.text.len() };
        let start = self.place(first.place(passage.start.offset as usize..upto)?)?;
        if passage.start.block == passage.end.block {
            return Some(start);
        }
        let end = self.place(last.place(0..passage.end.offset as usize)?)?;
        Some(FilePlace { bytes: start.bytes.start..end.bytes.end.max(start.bytes.end), ..start })
    }

    /// Where a note stands in the text.
    fn note_place(&self, note: &WrittenNote) -> Option<FilePlace> {
        match note.place? {
            NotePlace::Section(section) => self.place(self.book()?.section(section).span),
            NotePlace::Words(passage) => self.passage_place(passage),
        }
    }

    fn standing(&self, at: &FilePlace) -> Option<StandingThing<'_>> {
        let book = self.book()?;
        let is_here = |span: Span| self.place(span).is_some_and(|place| place.meets(at));
        if let Some(note) = book.written.iter().find(|note| is_here(note.span)) {
            return Some(StandingThing::Heading(note));
        }
        if let Some(heading) = book.outline.iter().filter(|heading| heading.scope).find(|heading| is_here(heading.words)) {
            return heading.section.map(StandingThing::Scope);
        }
        if let Some(leads) = self.leading(book, &is_here) {
            return Some(leads);
        }
        let on: Vec<&WrittenNote> = book
            .written
            .iter()
            .filter(|note| matches!(note.place, Some(NotePlace::Words(_))))
            .filter(|note| self.note_place(note).is_some_and(|place| place.meets(at)))
            .collect();
        if !on.is_empty() {
            return Some(StandingThing::Passage(on));
        }
        let mut sections = (0..book.sections.len()).map(SectionId::new);
        sections.find(|id| is_here(book.section(*id).span)).map(StandingThing::Section)
    }

    /// The words at a place that lead somewhere.
    fn leading(&self, book: &Book, is_here: &dyn Fn(Span) -> bool) -> Option<StandingThing<'_>> {
        let runs = book.blocks.iter().filter_map(|block| block.prose()).flat_map(|prose| &prose.runs);
        for run in runs.filter(|run| run.link.is_some() || matches!(run.kind, RunKind::Note(_))) {
            if is_here(run.span) {
                return match (&run.kind, run.link) {
                    (RunKind::Note(note), _) => Some(StandingThing::Mark(*note)),
                    (_, Some(link)) => Some(StandingThing::Leads(book.link(link).clone())),
                    _ => None,
                };
            }
        }
        None
    }

    /// Where a thing stands that words lead to.
    fn target(&self, link: &Link) -> Option<FilePlace> {
        let book = self.book()?;
        self.place(match link {
            Link::Address(_) => return None,
            Link::Section(section) => book.section(*section).span,
            Link::Chapter(chapter) => {
                let chapter = book.chapter(*chapter);
                chapter.heading.map(|section| book.section(section).span).or_else(|| Some(book.block(*chapter.blocks.first()?).span))?
            }
            Link::Block(block) => book.block(*block).span,
            Link::Note(note) => book.note(*note).span,
        })
    }

    fn location(&self, desk: &WritingDesk, place: &FilePlace) -> Option<Location> {
        let text = self.texts.0.get(&place.file)?;
        Some(Location { uri: desk.address(&text.path)?, range: text.open.range(&self.texts.trimmed(place).bytes, desk.unit) })
    }

    /// What a note says, with who says it.
    fn said(&self, note: &WrittenNote) -> String {
        let body = Span { start: note.span.end, ..note.whole };
        let body = self.reading.sources.slice(body).trim();
        let label = note.voice.and_then(|voice| Some(self.book()?.voice(voice).label.clone())).filter(|label| !label.is_empty());
        label.map_or_else(|| body.to_owned(), |label| format!("**{label}** {body}"))
    }

    /// The words of a passage among those round it.
    fn shown(&self, place: &FilePlace) -> String {
        let Some(text) = self.texts.0.get(&place.file).map(|text| text.open.text.as_str()) else { return String::new() };
        let (start, end) = (place.bytes.start.min(text.len()), place.bytes.end.min(text.len()));
        let before = text[..start].rfind("\n\n").map_or(0, |at| at + 2);
        let before = text[before..start].char_indices().rev().nth(AROUND).map_or(before, |(at, _)| before + at);
        let after = text[end..].find("\n\n").map_or(text.len(), |at| end + at);
        let after = text[end..after].char_indices().nth(AROUND).map_or(after, |(at, _)| end + at);
        format!("{}**{}**{}", &text[before..start], text[start..end].trim(), &text[end..after])
    }

    /// The words of a note of the author's.
    fn words_of(&self, note: NoteId) -> String {
        let Some(book) = self.book() else { return String::new() };
        let leaves = text::leaves(book, &book.note(note).blocks);
        leaves.iter().filter_map(|(_, leaf)| leaf.prose()).map(|prose| prose.plain()).collect::<Vec<_>>().join("\n\n")
    }

    fn told(&self, thing: &StandingThing) -> Option<String> {
        let book = self.book()?;
        Some(match thing {
            StandingThing::Heading(note) => self.shown(&self.note_place(note)?),
            StandingThing::Passage(notes) => notes.iter().map(|note| self.said(note)).collect::<Vec<_>>().join("\n\n---\n\n"),
            StandingThing::Mark(note) | StandingThing::Leads(Link::Note(note)) => self.words_of(*note),
            StandingThing::Leads(Link::Address(address)) => address.clone(),
            StandingThing::Leads(link) => self.shown(&self.target(link)?),
            StandingThing::Scope(section) | StandingThing::Section(section) => {
                let on = book.written.iter().filter(|note| note.place == Some(NotePlace::Section(*section)));
                let said: Vec<String> = on.map(|note| self.said(note)).collect();
                let own = book.section(*section);
                format!("`#{}`\n\n{}", own.slug, said.join("\n\n---\n\n"))
            }
        })
    }

    fn leads_to(&self, thing: &StandingThing) -> Vec<FilePlace> {
        let Some(book) = self.book() else { return Vec::new() };
        let place = match thing {
            StandingThing::Heading(note) => self.note_place(note),
            StandingThing::Scope(section) => self.place(book.section(*section).span),
            StandingThing::Mark(note) => self.place(book.note(*note).span),
            StandingThing::Leads(link) => self.target(link),
            StandingThing::Passage(notes) => return notes.iter().filter_map(|note| self.place(note.span)).collect(),
            StandingThing::Section(section) => {
                let named = book.outline.iter().filter(|heading| heading.scope && heading.section == Some(*section));
                return named.filter_map(|heading| self.place(heading.words)).collect();
            }
        };
        place.into_iter().collect()
    }

    /// What leads to the same thing as something does, or to it.
    fn references(&self, thing: &StandingThing) -> Vec<FilePlace> {
        let Some(book) = self.book() else { return Vec::new() };
        let wanted = match thing {
            StandingThing::Section(section) | StandingThing::Scope(section) => Link::Section(*section),
            StandingThing::Leads(link) => link.clone(),
            StandingThing::Mark(note) => Link::Note(*note),
            StandingThing::Passage(notes) => return notes.iter().filter_map(|note| self.place(note.span)).collect(),
            StandingThing::Heading(note) => {
                let same = book.written.iter().filter(|other| other.place.is_some() && other.place == note.place);
                return same.filter_map(|other| self.place(other.span)).collect();
            }
        };
        let runs = book.blocks.iter().filter_map(|block| block.prose()).flat_map(|prose| &prose.runs);
        let leads = runs.filter(|run| match (&run.kind, run.link) {
            (RunKind::Note(note), _) => wanted == Link::Note(*note),
            (_, Some(link)) => *book.link(link) == wanted,
            _ => false,
        });
        let mut places: Vec<FilePlace> = leads.filter_map(|run| self.place(run.span)).collect();
        if let Link::Section(section) = wanted {
            let named = book.outline.iter().filter(|heading| heading.scope && heading.section == Some(section));
            places.extend(named.filter_map(|heading| self.place(heading.words)));
        }
        places
    }
}

impl WritingDesk {
    fn standing(&self, path: &Path, position: Position) -> Option<(&OpenBook, StandingThing<'_>)> {
        let (book, file, offset) = self.at(path, position)?;
        let thing = book.standing(&FilePlace { file, bytes: offset..offset })?;
        Some((book, thing))
    }

    /// What is told of what stands at a position.
    pub(crate) fn hover(&self, path: &Path, position: Position) -> Option<Hover> {
        let (book, thing) = self.standing(path, position)?;
        let value = book.told(&thing).filter(|told| !told.trim().is_empty())?;
        Some(Hover { contents: HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value }), range: None })
    }

    /// What the thing at a position leads to: a passage to its notes, a note to its passage, a link to its target.
    pub(crate) fn definition(&self, path: &Path, position: Position) -> Vec<Location> {
        let Some((book, thing)) = self.standing(path, position) else { return Vec::new() };
        book.leads_to(&thing).iter().filter_map(|place| book.location(self, place)).collect()
    }

    /// All that leads to the thing at a position.
    pub(crate) fn references(&self, path: &Path, position: Position) -> Vec<Location> {
        let Some((book, thing)) = self.standing(path, position) else { return Vec::new() };
        book.references(&thing).iter().filter_map(|place| book.location(self, place)).collect()
    }

    /// The printed numbers of pages behind the headings of a file, as the book was set last.
    pub(crate) fn page_hints(&self, path: &Path, lines: lsp_types::Range) -> Vec<InlayHint> {
        let Some((book, name, _)) = self.at(path, lines.start) else { return Vec::new() };
        let Some(text) = book.texts.0.get(&name) else { return Vec::new() };
        let own = book.pages.iter().filter(|(place, _)| place.file == name && !place.bytes.is_empty());
        let hints = own.map(|(place, label)| {
            let line = text.open.line_of(place.bytes.start);
            let end = text.open.line_start(line) + text.open.line(line).len();
            InlayHint {
                position: text.open.position(end, self.unit),
                label: InlayHintLabel::String(format!("p. {label}")),
                kind: None,
                text_edits: None,
                tooltip: None,
                padding_left: Some(true),
                padding_right: None,
                data: None,
            }
        });
        hints.filter(|hint| lines.start <= hint.position && hint.position <= lines.end).collect()
    }
}
