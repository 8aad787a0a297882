//! The notes of one commentary file: which blocks belong to which heading, who speaks, and what it is on.

use super::attributes::{Attributes, attributes};
use super::file_notes::{FileNotes, Placed, RawNote, UnplacedNote};
use super::front::CommentarySettings;
use super::index::Index;
use super::lemma::{HeadingSays, says};
use super::lost::LostScope;
use super::missing::LemmaRepair;
use super::moves::{FollowingNote, moves};
use super::place::AnchorMiss;
use super::quotation::AnchorText;
use super::scopes::{Headings, ScopedText, section};
use crate::book::{BlockId, Book, NotePlace, NoteRepair, NoteState, OutlineHeading, SectionId, WrittenNote, text};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::builder::FilePiece;
use crate::source::{SourceId, Sources, Span};
use std::collections::BTreeSet;
use std::ops::Range;

/// What the notes of one file have in common.
pub(super) struct CommentaryFile<'a> {
    pub(super) front: &'a CommentarySettings,
    pub(super) areas: &'a [Range<usize>],
    pub(super) headings: &'a Headings,
    pub(super) index: &'a Index,
    pub(super) sources: &'a Sources,
    pub(super) draft: bool,
}

/// What is only a warning in a draft: that a note has no place.
const WITHOUT_PLACE: [Code; 5] =
    [Code::LemmaNotFound, Code::LemmaAmbiguous, Code::UnknownScope, Code::RangeEndMissing, Code::UnknownAnchor];

/// A scope in force: the level of its heading, and its section.
#[derive(Clone, Copy)]
pub(super) struct Scope {
    pub(super) level: u8,
    /// The section; none if there is no such one (reported).
    pub(super) section: Option<SectionId>,
    /// Which section it surely means if it names none.
    pub(super) guess: Option<SectionId>,
}

impl Scope {
    /// The section in which the notes below are sought, if that is known.
    pub(super) fn sought_in(&self) -> Option<SectionId> {
        self.section.or(self.guess)
    }
}

/// How far the notes of a file are read.
#[derive(Default)]
pub(super) struct NotesSoFar {
    /// The notes read so far.
    pub(super) said: FileNotes,
    /// The scopes in force, the innermost last.
    pub(super) scopes: Vec<Scope>,
    /// The headings read so far.
    outline: Vec<OutlineHeading>,
    /// The notes whose passages were moved to other sections.
    follows: Vec<FollowingNote>,
    /// The first note that nobody speaks.
    voiceless: Option<Span>,
}

/// Where notes stand that are marked as drafts, each from its heading to the next one, of a text of `length` bytes.
pub(super) fn drafts(pieces: &[FilePiece], source: SourceId, length: usize) -> impl Iterator<Item = Span> {
    let headings = pieces.iter().filter_map(|piece| match piece {
        FilePiece::Heading(heading) => Some(heading),
        FilePiece::Block(_) => None,
    });
    let ends = headings.clone().skip(1).map(|heading| heading.span.start as usize).chain([length]);
    let drafts = headings.zip(ends).filter(|(heading, _)| heading.attributes.iter().any(|(key, _)| key == "draft"));
    drafts.map(move |(heading, end)| Span::new(source, heading.span.start as usize, end))
}

impl CommentaryFile<'_> {
    /// What the notes came to: those that found their place, in a draft also the others. All that have none are reported.
    pub(super) fn entries(&self, pieces: Vec<FilePiece>, book: &Book, diagnostics: &mut Diagnostics) -> FileNotes {
        let mut read = NotesSoFar::default();
        let mut notes: Vec<RawNote> = Vec::new();
        for piece in pieces {
            match piece {
                FilePiece::Heading(heading) => {
                    let (start, length) = (heading.span.start, self.sources.get(heading.span.source).text().len());
                    if let Some(last) = notes.last_mut() {
                        last.whole.end = start;
                    }
                    let whole = Span::new(heading.span.source, start as usize, length);
                    let says = says(&heading.prose.plain());
                    notes.push(RawNote { says, heading, blocks: Vec::new(), whole });
                }
                FilePiece::Block(block) => {
                    notes.last_mut().map_or(&mut read.said.introduction, |note| &mut note.blocks).push(block);
                }
            }
        }
        let named = self.named(&notes, book);
        for at in 0..notes.len() {
            let mut own = Diagnostics::default();
            self.enter(&notes, at, &mut read, &named, book, &mut own);
            self.entry(&notes[at], &mut read, book, &mut own);
            diagnostics.append(if self.draft { own.as_warnings(&WITHOUT_PLACE) } else { own });
        }
        if let Some(span) = read.voiceless {
            diagnostics.push(self.no_voice(span));
        }
        read.said.repairs.extend(moves(&read.outline, &read.follows, self.text(book)));
        read.said.outline = read.outline;
        read.said
    }

    pub(super) fn text<'t>(&'t self, book: &'t Book) -> AnchorText<'t> {
        AnchorText { index: self.index, book, sources: self.sources }
    }

    /// The sections that headings of the file name.
    fn named(&self, notes: &[RawNote], book: &Book) -> BTreeSet<SectionId> {
        let text = ScopedText { headings: self.headings, index: self.index, book };
        let scopes = notes.iter().filter_map(|note| match &note.says {
            HeadingSays::Scope(name) => section(name, note.heading.words, self.areas, text).ok(),
            HeadingSays::Lemma(_) | HeadingSays::Anchor(_) => None,
        });
        scopes.map(|(id, _)| id).collect()
    }

    /// Reads a heading and the note that stands below it.
    fn entry(&self, note: &RawNote, read: &mut NotesSoFar, book: &Book, diagnostics: &mut Diagnostics) {
        let RawNote { heading, says, blocks, .. } = note;
        let attributes = attributes(self.front, heading, diagnostics);
        if blocks.is_empty() {
            if matches!(says, HeadingSays::Scope(_)) {
                return;
            }
            if !attributes.draft && !attributes.detached {
                let empty = Diagnostic::at(Code::EmptyNote, heading.span, "this heading is followed by no note");
                diagnostics.push(empty.help("write the note below it, or add {draft} to leave it out for now"));
            }
        }
        let voice = attributes.voice.or(self.front.default);
        let mut written = self.written(note, &attributes, &read.scopes, book);
        let as_written = written.says.clone();
        if attributes.draft && !self.draft {
            read.said.written.push(written);
            return;
        }
        let subject = self.subject(note, &attributes, read, book, diagnostics);
        self.found(&mut written, &subject);
        self.mend(&written, &subject, read);
        let kept_out = written.state == NoteState::Detached;
        if attributes.draft && !kept_out {
            written.state = NoteState::Draft;
        }
        read.said.written.push(written);
        if voice.is_none() && !attributes.bad_voice && !self.front.bad_default && !attributes.detached {
            read.voiceless.get_or_insert(heading.span);
        }
        if blocks.is_empty() || kept_out {
            return;
        }
        let entry = UnplacedNote { span: heading.span, id: heading.id.clone(), voice, blocks: blocks.clone() };
        match subject {
            Ok((subject, lemma)) if voice.is_some() => read.said.placed.push(Placed { subject, lemma, entry, draft: attributes.draft }),
            Err(_) if self.draft => read.said.unplaced.push((entry, as_written, attributes.draft)),
            _ => {}
        }
    }

    /// A note as written, of which nothing else is known yet.
    fn written(&self, note: &RawNote, attributes: &Attributes, scopes: &[Scope], book: &Book) -> WrittenNote {
        let heading = &note.heading;
        WrittenNote {
            span: heading.span,
            whole: note.whole,
            id: heading.id.clone(),
            begins: begins(book, &note.blocks),
            place: None,
            meant: None,
            words: heading.words,
            voice: attributes.voice.or(self.front.default),
            state: NoteState::Draft,
            section: scopes.iter().rev().find_map(Scope::sought_in),
            heading: heading.prose.plain().split_whitespace().collect::<Vec<_>>().join(" "),
            nth: attributes.nth.map(|(nth, _)| nth),
            sought: self.around(scopes),
            says: heading.prose.plain().split_whitespace().collect::<Vec<_>>().join(" "),
            rewrite: None,
            date: attributes.date.clone(),
        }
    }

    /// Ends the sections at a heading's level and below, as in any Markdown file, and begins the one that it names.
    fn enter(
        &self,
        notes: &[RawNote],
        at: usize,
        read: &mut NotesSoFar,
        named: &BTreeSet<SectionId>,
        book: &Book,
        diagnostics: &mut Diagnostics,
    ) {
        let RawNote { heading, says, whole, .. } = &notes[at];
        let level = heading.level;
        while read.scopes.last().is_some_and(|scope| scope.level >= level) {
            read.scopes.pop();
        }
        let mut entered = OutlineHeading { level, scope: false, section: None, named: false, words: heading.words, whole: *whole };
        if let HeadingSays::Scope(name) = says {
            let around = self.around(&read.scopes);
            let text = ScopedText { headings: self.headings, index: self.index, book };
            let scope = match section(name, heading.words, &around, text) {
                Ok((id, told)) => {
                    told.into_iter().for_each(|told| diagnostics.push(told));
                    Scope { level, section: Some(id), guess: None }
                }
                Err(same) => {
                    let lost = self.lost(notes, at, LostScope { same, around, ..LostScope::new(name, heading, named) }, book);
                    let guess = lost.guess(self.text(book));
                    diagnostics.push(lost.tell(self.text(book), guess));
                    let sure = guess.filter(|guess| guess.sure).map(|guess| guess.section);
                    read.said.repairs.extend(sure.map(|id| NoteRepair::Scope(heading.words, self.text(book).scope_name(id))));
                    Scope { level, section: None, guess: sure }
                }
            };
            (entered.scope, entered.named, entered.section) = (true, scope.section.is_some(), scope.sought_in());
            read.scopes.push(scope);
        }
        read.outline.push(entered);
    }

    /// A heading that names no section, and what stands below it.
    fn lost<'n>(&self, notes: &'n [RawNote], at: usize, mut lost: LostScope<'n>, book: &Book) -> LostScope<'n> {
        let level = notes[at].heading.level;
        lost.speaks = !notes[at].blocks.is_empty();
        // Notes below another scope are sought there.
        let mut inner = None;
        for note in notes[at + 1..].iter().take_while(|note| note.heading.level > level) {
            if inner.is_some_and(|inner| note.heading.level <= inner) {
                inner = None;
            }
            let put_off = note.heading.attributes.iter().any(|(key, _)| key == "detached" || key == "draft");
            match &note.says {
                HeadingSays::Lemma(lemma) if inner.is_none() && !put_off && !lemma.readings.is_empty() => lost.lemmas.push(lemma),
                HeadingSays::Scope(name) if inner.is_none() => {
                    inner = Some(note.heading.level);
                    let text = ScopedText { headings: self.headings, index: self.index, book };
                    lost.nested.extend(section(name, note.heading.words, &lost.around, text).ok().map(|(id, _)| id));
                }
                _ => {}
            }
        }
        lost
    }

    /// Writes down whether a note found its place, and where.
    fn found(&self, written: &mut WrittenNote, subject: &Result<(NotePlace, Option<String>), AnchorMiss>) {
        match subject {
            Ok((place, lemma)) => {
                written.place = Some(*place);
                match place {
                    NotePlace::Section(id) => (written.state, written.section) = (NoteState::Section, Some(*id)),
                    NotePlace::Words(passage) => {
                        written.state = if lemma.is_some() { NoteState::Placed } else { NoteState::Paragraph };
                        written.section = self.index.section_of(passage.start).or(written.section);
                    }
                }
                if let Some(lemma) = lemma {
                    written.says.clone_from(lemma);
                }
            }
            Err(miss) => {
                (written.state, written.meant) = (miss.state, miss.meant);
                if let Some(LemmaRepair::Rewrite(rewrite)) = &miss.repair {
                    written.rewrite = Some(rewrite.words.clone());
                }
            }
        }
    }

    /// Writes down what gives a note its place again.
    fn mend(&self, written: &WrittenNote, subject: &Result<(NotePlace, Option<String>), AnchorMiss>, read: &mut NotesSoFar) {
        let Err(AnchorMiss { repair: Some(repair), .. }) = subject else { return };
        match repair {
            LemmaRepair::Rewrite(rewrite) => read.said.repairs.push(NoteRepair::Quotation(written.words, rewrite.words.clone())),
            LemmaRepair::Follow(to, _) => read.follows.push(FollowingNote { heading: read.outline.len() - 1, to: *to }),
        }
    }

    fn no_voice(&self, span: Span) -> Diagnostic {
        let nobody =
            Diagnostic::at(Code::NoVoice, span, "nobody speaks this note: it names no voice, and the front matter gives no default");
        let key = self.front.voices.keys().next().map_or("editor", String::as_str);
        nobody.help(format!("write `voice: {key}` in the front matter, or {{.{key}}} behind the heading"))
    }

    /// The words of the innermost known section, or of everything the file is on.
    pub(super) fn around(&self, scopes: &[Scope]) -> Vec<Range<usize>> {
        match scopes.iter().rev().find_map(Scope::sought_in) {
            Some(id) => vec![self.index.section(id)],
            None => self.areas.to_vec(),
        }
    }
}

/// The first words of what a note says.
fn begins(book: &Book, blocks: &[BlockId]) -> String {
    const LONGEST: usize = 60;
    let Some((_, first)) = text::leaves(book, blocks).into_iter().next() else { return String::new() };
    let words = first.prose().map(|prose| prose.plain()).unwrap_or_default();
    let mut begins = String::new();
    for word in words.split_whitespace() {
        if !begins.is_empty() && begins.chars().count() + word.chars().count() > LONGEST {
            return begins + " …";
        }
        begins += if begins.is_empty() { "" } else { " " };
        begins += word;
    }
    begins
}
