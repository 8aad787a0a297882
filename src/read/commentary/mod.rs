//! Commentary: files of notes whose headings quote the words they are on, anchored to passages of the text.

mod align;
mod attributes;
mod dates;
mod entries;
mod file_notes;
mod follow_passage;
mod front;
mod index;
mod lemma;
mod lost;
mod mend;
mod missing;
mod moves;
mod nearest;
mod passage_at;
mod passages;
mod place;
mod place_quotation;
mod quotation;
mod remark_heading;
mod remark_quote;
mod requote;
mod scopes;
mod side_by_side;
mod spoken;
mod stub;
mod subjects;
#[cfg(test)]
mod tests;
mod text_positions;
mod titles;
mod words;

use crate::book::{Comment, Link, Note, NoteId, NoteKind, NotePlace, Passage, PassageId, Subject, TextPos, Unplaced};
use crate::config::{Config, front_matter};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::builder::Builder;
use crate::read::labels;
use crate::read::markdown::pieces;
use crate::source::{SourceId, Sources, Span};
use file_notes::{DetachedNote, Placed, UnplacedNote};
use index::Index;
use scopes::Headings;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) use dates::is_date as is_note_date;
pub(crate) use follow_passage::FollowedPassage;
pub(crate) use place_quotation::{FoundPassage, QuotationPlace, QuotedWords, RemarkDesk};
pub(crate) use remark_heading::PassageHeading;
pub(crate) use requote::{NewQuotation, QuotedHeading};
pub(crate) use stub::{NewHeadings, stubs};

/// Reads the commentary files that `config` lists and adds their voices, notes and introductions to the book. The text
/// must be complete: its chapters, sections and footnotes are what the notes are anchored to.
/// `left_out` are the files of the text that are drafts, whose commentary is left out with them. Returns the sources of the files.
pub(super) fn read(
    config: &Config,
    left_out: &BTreeSet<String>,
    sources: &mut Sources,
    builder: &mut Builder,
    diagnostics: &mut Diagnostics,
) -> Vec<SourceId> {
    let mut files = Vec::new();
    for listed in &config.commentary {
        let Some(source) = crate::read::files::text(builder, listed, sources, diagnostics) else { continue };
        let (draft, on) = front::drafts(source, sources.get(source).text());
        let beside = |file: &String| crate::read::labels::beside(&listed.path, file);
        let is_left_out = |file: &String| left_out.contains(file) || beside(file).is_some_and(|file| left_out.contains(&file));
        match draft.filter(|_| !builder.has_draft_files) {
            Some(said) => {
                crate::read::front::left_out(&listed.path, &said, source, diagnostics);
            }
            None if !on.is_empty() && on.iter().all(is_left_out) => {
                let message = format!("{} is on a draft, and was left out with it", listed.path);
                let finding = Diagnostic::at(Code::DraftFile, Span::new(source, 0, 0), message);
                diagnostics.push(finding.help("build with --draft to have both in the book"));
            }
            None => {
                builder.book.files.push(listed.path.clone());
                files.push(source);
            }
        }
    }
    add(&files, builder.draft, sources, builder, diagnostics);
    files
}

/// Adds the commentary in some sources to the book. In a draft, what has no place is a warning and shown apart.
fn add(files: &[SourceId], draft: bool, sources: &Sources, builder: &mut Builder, diagnostics: &mut Diagnostics) {
    if files.is_empty() {
        return;
    }
    builder.reads_notes = true;
    let index = Index::new(&builder.book);
    let headings = Headings::new(&builder.book);
    let (mut placed, mut unplaced, mut detached) = (Vec::new(), Vec::new(), Vec::new());
    for &source in files {
        let text = sources.get(source).text();
        let (range, body) = front_matter::split(text);
        let node = range.map(|range| front_matter::parse(source, text, range, Code::BadSyntax, diagnostics));
        let front = front::front(node.as_ref(), &mut builder.book, diagnostics);
        let areas = scopes::areas(&front, builder.path(source), &index, &builder.book, diagnostics);
        let pieces = pieces(builder, source, text, body, diagnostics);
        builder.private.extend(entries::drafts(&pieces, source, text.len()).filter(|_| !draft));
        let file = entries::CommentaryFile { front: &front, areas: &areas, headings: &headings, index: &index, sources, draft };
        let said = file.entries(pieces, &builder.book, diagnostics);
        builder.book.introduction.extend(said.introduction);
        builder.book.written.extend(said.written);
        builder.book.outline.extend(said.outline);
        builder.book.repairs.extend(said.repairs);
        detached.extend(said.detached);
        placed.extend(said.placed);
        unplaced.extend(said.unplaced);
    }
    tell_detached(&detached, diagnostics);
    store(placed, &index, builder, diagnostics);
    for (entry, heading, draft) in unplaced {
        let kind = NoteKind::Unplaced(Unplaced { heading, voice: entry.voice });
        let note = put(entry, kind, builder, diagnostics);
        builder.book.unplaced.push(note);
        builder.book.drafts.extend(draft.then_some(note));
    }
}

/// Tells of all notes that are kept out of the book at once.
fn tell_detached(detached: &[DetachedNote], diagnostics: &mut Diagnostics) {
    const SHOWN: usize = 12;
    let Some((first, others)) = detached.split_first() else { return };
    let message = match others.len() {
        0 => format!("the note on {} is kept out of the book", first.on),
        _ => format!("{} notes are kept out of the book, the first on {}", detached.len(), first.on),
    };
    let mut info = Diagnostic::at(Code::Detached, first.heading, message);
    for other in others.iter().take(SHOWN) {
        info = info.label(other.heading, format!("on {}", other.on));
    }
    let back: Vec<&str> = detached.iter().filter(|note| note.back).map(|note| note.on.as_str()).collect();
    diagnostics.push(match &back[..] {
        [] => info,
        [..] if detached.len() == 1 => info.help("take {detached} away: the words are in the text"),
        [..] => {
            let more = if back.len() > SHOWN { format!(" and {} more", back.len() - SHOWN) } else { String::new() };
            info.help(format!(
                "take {{detached}} away where the words are in the text again: {}{more}",
                back[..back.len().min(SHOWN)].join(", ")
            ))
        }
    });
}

/// Adds the notes in the order of their passages, then of the voices.
fn store(mut placed: Vec<Placed>, index: &Index, builder: &mut Builder, diagnostics: &mut Diagnostics) {
    let order: BTreeMap<_, usize> = index.blocks().enumerate().map(|(at, block)| (block, at)).collect();
    let at = |pos: TextPos| (order.get(&pos.block).copied().unwrap_or(usize::MAX), pos.offset);
    placed.sort_by_cached_key(|note| {
        let (start, end) = match note.subject {
            NotePlace::Words(passage) => (at(passage.start), at(passage.end)),
            NotePlace::Section(id) => {
                let start = at(TextPos { block: builder.book.section(id).heading, offset: 0 });
                (start, start)
            }
        };
        (start, end, note.entry.voice)
    });
    let mut last: Option<(Passage, PassageId)> = None;
    for Placed { subject, entry, lemma, draft } in placed {
        let Some(voice) = entry.voice else { continue };
        let subject = match subject {
            NotePlace::Section(section) => Subject::Section(section),
            NotePlace::Words(passage) => match last {
                Some((same, id)) if same == passage => Subject::Passage(id),
                _ => {
                    let id = PassageId::new(builder.book.passages.len());
                    builder.book.passages.push(passage);
                    last = Some((passage, id));
                    Subject::Passage(id)
                }
            },
        };
        let note = put(entry, NoteKind::Comment(Comment { subject, voice, lemma }), builder, diagnostics);
        builder.book.drafts.extend(draft.then_some(note));
    }
}

/// Puts a note into the book.
fn put(entry: UnplacedNote, kind: NoteKind, builder: &mut Builder, diagnostics: &mut Diagnostics) -> NoteId {
    let note = NoteId::new(builder.book.notes.len());
    let id = entry.id.filter(|id| register_note(builder, id, note, entry.span, diagnostics));
    builder.book.notes.push(Note { span: entry.span, kind, blocks: entry.blocks, id });
    note
}

/// Makes a note's id one that links can lead to; false if something else has it already (reported).
fn register_note(builder: &mut Builder, id: &str, note: NoteId, span: Span, diagnostics: &mut Diagnostics) -> bool {
    labels::define(builder, Code::DuplicateNoteId, id, Link::Note(note), span, diagnostics)
}
