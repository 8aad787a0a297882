//! The notes of one commentary file: which blocks belong to which heading, who speaks, and what it is on.

use super::dates;
use super::file_notes::{FileNotes, Placed, UnplacedNote, WrittenSubject};
use super::front::{CommentarySettings, voice};
use super::index::Index;
use super::lemma::{HeadingSays, Lemma, says};
use super::place::{AnchorMiss, place, short, stands, whole};
use super::quotation::{AnchorText, Quotation};
use super::scopes::{Headings, ScopedText, section};
use crate::book::{BlockId, Book, NoteState, SectionId, VoiceId, WrittenNote};
use crate::diagnostics::nearest::nearest;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::builder::{FilePiece, RawHeading};
use crate::source::{SourceId, Sources, Span};
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

/// A scope in force: the level of its heading, and its section; none if there is no such section (reported).
#[derive(Clone, Copy)]
struct Scope {
    level: u8,
    section: Option<SectionId>,
}

/// How far the notes of a file are read.
#[derive(Default)]
struct NotesSoFar {
    /// The notes read so far.
    said: FileNotes,
    /// The scopes in force, the innermost last.
    scopes: Vec<Scope>,
    /// The first note that nobody speaks.
    voiceless: Option<Span>,
}

/// What the attributes of a heading say.
#[derive(Default)]
struct Attributes {
    voice: Option<VoiceId>,
    /// A voice was named, but is not listed (reported).
    bad_voice: bool,
    nth: Option<(usize, Span)>,
    detached: bool,
    draft: bool,
    /// When the note was made, as written.
    date: Option<String>,
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
        let mut notes: Vec<(RawHeading, Vec<BlockId>)> = Vec::new();
        for piece in pieces {
            match piece {
                FilePiece::Heading(heading) => notes.push((heading, Vec::new())),
                FilePiece::Block(block) => notes.last_mut().map_or(&mut read.said.introduction, |(_, blocks)| blocks).push(block),
            }
        }
        for (heading, blocks) in notes {
            let mut own = Diagnostics::default();
            self.entry(heading, blocks, &mut read, book, &mut own);
            diagnostics.append(if self.draft { own.as_warnings(&WITHOUT_PLACE) } else { own });
        }
        if let Some(span) = read.voiceless {
            diagnostics.push(self.no_voice(span));
        }
        read.said
    }

    /// Reads a heading and the note that stands below it.
    fn entry(&self, heading: RawHeading, blocks: Vec<BlockId>, read: &mut NotesSoFar, book: &Book, diagnostics: &mut Diagnostics) {
        let NotesSoFar { said, scopes, voiceless } = read;
        let says = says(&heading.prose.plain());
        self.enter(&says, &heading, scopes, book, diagnostics);
        let attributes = self.attributes(&heading, diagnostics);
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
        let as_written = heading.prose.plain().split_whitespace().collect::<Vec<_>>().join(" ");
        let mut written = WrittenNote {
            span: heading.span,
            words: heading.words,
            voice,
            state: NoteState::Draft,
            section: scopes.iter().rev().find_map(|scope| scope.section),
            says: as_written.clone(),
            rewrite: None,
            date: attributes.date.clone(),
        };
        if attributes.draft && !self.draft {
            said.written.push(written);
            return;
        }
        let subject = self.subject(&says, &heading, &attributes, scopes, book, diagnostics);
        self.found(&mut written, &subject);
        let kept_out = written.state == NoteState::Detached;
        if attributes.draft && !kept_out {
            written.state = NoteState::Draft;
        }
        said.written.push(written);
        if voice.is_none() && !attributes.bad_voice && !self.front.bad_default && !attributes.detached {
            voiceless.get_or_insert(heading.span);
        }
        if blocks.is_empty() || kept_out {
            return;
        }
        let entry = UnplacedNote { span: heading.span, id: heading.id, voice, blocks };
        match subject {
            Ok((subject, lemma)) if voice.is_some() => said.placed.push(Placed { subject, lemma, entry, draft: attributes.draft }),
            Err(_) if self.draft => said.unplaced.push((entry, as_written, attributes.draft)),
            _ => {}
        }
    }

    /// Ends the sections at a heading's level and below, as in any Markdown file, and begins the one that it names.
    fn enter(&self, says: &HeadingSays, heading: &RawHeading, scopes: &mut Vec<Scope>, book: &Book, diagnostics: &mut Diagnostics) {
        while scopes.last().is_some_and(|scope| scope.level >= heading.level) {
            scopes.pop();
        }
        if let HeadingSays::Scope(name) = says {
            let around = self.around(scopes);
            let text = ScopedText { headings: self.headings, index: self.index, book };
            let id = section(name, heading.words, &around, text, diagnostics);
            scopes.push(Scope { level: heading.level, section: id });
        }
    }

    /// Writes down whether a note found its place, and where.
    fn found(&self, written: &mut WrittenNote, subject: &Result<(WrittenSubject, Option<String>), AnchorMiss>) {
        match subject {
            Ok((WrittenSubject::Section(id), _)) => (written.state, written.section) = (NoteState::Section, Some(*id)),
            Ok((WrittenSubject::Words(passage), lemma)) => {
                written.state = if lemma.is_some() { NoteState::Placed } else { NoteState::Paragraph };
                written.section = self.index.section_of(passage.start).or(written.section);
                if let Some(lemma) = lemma {
                    written.says.clone_from(lemma);
                }
            }
            Err(miss) => (written.state, written.rewrite) = (miss.state, miss.rewrite.clone()),
        }
    }

    fn no_voice(&self, span: Span) -> Diagnostic {
        let nobody =
            Diagnostic::at(Code::NoVoice, span, "nobody speaks this note: it names no voice, and the front matter gives no default");
        match self.front.voices.keys().next() {
            Some(key) => nobody.help(format!("write `voice: {key}` in the front matter, or {{.{key}}} behind the heading")),
            None => nobody.help(
                "begin the file with front matter: `voice: editor`, and below it `voices: { editor: { name: \"The editor\", label: \"Ed.\", role: editor } }`",
            ),
        }
    }

    /// The words of the innermost known section, or of everything the file is on.
    fn around(&self, scopes: &[Scope]) -> Vec<Range<usize>> {
        match scopes.iter().rev().find_map(|scope| scope.section) {
            Some(id) => vec![self.index.section(id)],
            None => self.areas.to_vec(),
        }
    }

    fn attributes(&self, heading: &RawHeading, diagnostics: &mut Diagnostics) -> Attributes {
        let mut attributes = Attributes::default();
        let name = |key: &str, attributes: &mut Attributes, diagnostics: &mut Diagnostics| {
            if attributes.voice.is_some() || attributes.bad_voice {
                let two = Diagnostic::at(Code::UnknownVoice, heading.span, format!("a second voice, `{key}`, for one note"));
                diagnostics.push(two.help("write a note of its own, under the same quotation, for each voice"));
                return;
            }
            attributes.voice = voice(self.front, key, heading.span, diagnostics);
            attributes.bad_voice = attributes.voice.is_none();
        };
        for class in &heading.classes {
            name(&class.name, &mut attributes, diagnostics);
        }
        for (key, value) in &heading.attributes {
            match (key.as_str(), value.as_deref()) {
                ("by", Some(key)) => name(key, &mut attributes, diagnostics),
                ("detached", None) => attributes.detached = true,
                ("draft", None) => attributes.draft = true,
                ("date", Some(date)) => match dates::is_date(date) {
                    true => attributes.date = Some(date.to_owned()),
                    false => diagnostics.push(dates::bad(date, heading.span)),
                },
                ("nth", Some(number)) => match number.parse() {
                    Ok(number) if number > 0 => attributes.nth = Some((number, heading.span)),
                    _ => diagnostics.push(
                        Diagnostic::at(Code::BadValue, heading.span, format!("`nth={number}` is no place in a count"))
                            .help("write a number from 1, such as {nth=2}"),
                    ),
                },
                (key, _) => {
                    let unknown = Diagnostic::at(Code::UnknownKey, heading.span, format!("`{key}` says nothing about a note"));
                    let known = ["by=VOICE", "nth=2", "detached", "draft", "date=2026-11-24"];
                    diagnostics.push(match nearest(key, ["by", "nth", "detached", "draft", "date"]) {
                        Some(near) => {
                            let form = known.iter().find(|form| form.starts_with(near)).copied().unwrap_or(near);
                            unknown.help(format!("write {{{form}}}"))
                        }
                        None => unknown.help("use {#id}, {.voice}, {by=voice}, {nth=2}, {date=2026-11-24}, {detached} or {draft}"),
                    });
                }
            }
        }
        attributes
    }

    /// What a note is on and the words shown for it; a miss if it has no place in the book (reported).
    fn subject(
        &self,
        says: &HeadingSays,
        heading: &RawHeading,
        attributes: &Attributes,
        scopes: &[Scope],
        book: &Book,
        diagnostics: &mut Diagnostics,
    ) -> Result<(WrittenSubject, Option<String>), AnchorMiss> {
        match says {
            HeadingSays::Scope(_) => {
                let section = scopes.last().and_then(|scope| scope.section);
                section.map(|id| (WrittenSubject::Section(id), None)).ok_or(AnchorMiss::of(NoteState::NotFound))
            }
            HeadingSays::Anchor(name) => self.anchor(name, heading, attributes, book, diagnostics),
            HeadingSays::Lemma(lemma) => {
                let text = AnchorText { index: self.index, book, sources: self.sources };
                let named = scopes.iter().rev().find_map(|scope| scope.section);
                // Below a heading that is unknown, nothing is known of where the words should stand: one finding is enough.
                let lost = scopes.last().is_some_and(|scope| scope.section.is_none());
                let quotation = self.quotation(lemma, heading, attributes, scopes, named.map(|id| book.section(id).title.as_str()));
                if attributes.detached {
                    let info = Diagnostic::at(
                        Code::Detached,
                        heading.span,
                        format!("the note on “{}” is kept out of the book", short(&lemma.words)),
                    );
                    diagnostics.push(if stands(text, &quotation) {
                        info.help("take {detached} away: the words are in the text")
                    } else {
                        info
                    });
                    return Err(AnchorMiss::of(NoteState::Detached));
                }
                let mut own = Diagnostics::default();
                let placed = place(text, &quotation, &mut own);
                if placed.is_err() && lost {
                    return Err(AnchorMiss::of(NoteState::NotFound));
                }
                diagnostics.append(own);
                placed.map(|(passage, words)| (WrittenSubject::Words(passage), Some(words)))
            }
        }
    }

    fn quotation<'q>(
        &'q self,
        lemma: &'q Lemma,
        heading: &RawHeading,
        attributes: &Attributes,
        scopes: &[Scope],
        section: Option<&'q str>,
    ) -> Quotation<'q> {
        let behind = Span { start: heading.words.end, ..heading.span };
        let behind = self.sources.slice(behind).trim();
        Quotation {
            lemma,
            span: heading.words,
            marks: "#".repeat(usize::from(heading.level)),
            attributes: behind.find('{').map_or_else(String::new, |at| behind[at..].trim_end_matches(['#', ' ']).to_owned()),
            areas: self.around(scopes),
            everything: self.areas,
            section,
            nth: attributes.nth,
        }
    }

    /// The paragraph that ends with ` ^name` in the text.
    fn anchor(
        &self,
        name: &str,
        heading: &RawHeading,
        attributes: &Attributes,
        book: &Book,
        diagnostics: &mut Diagnostics,
    ) -> Result<(WrittenSubject, Option<String>), AnchorMiss> {
        let passage = self.index.anchors.get(name).and_then(|&block| whole(book, block));
        if attributes.detached {
            let info = Diagnostic::at(Code::Detached, heading.span, format!("the note on the paragraph ^{name} is kept out of the book"));
            diagnostics.push(if passage.is_some() { info.help("take {detached} away: the paragraph is in the text") } else { info });
            return Err(AnchorMiss::of(NoteState::Detached));
        }
        if passage.is_none() {
            let unknown = Diagnostic::at(Code::UnknownAnchor, heading.words, format!("no paragraph of the text ends with ^{name}"));
            diagnostics.push(match nearest(name, self.index.anchors.keys().map(String::as_str)) {
                Some(near) => unknown.help(format!("write `{} ^{near}`", "#".repeat(usize::from(heading.level)))),
                None => unknown.help(format!("write ` ^{name}` at the end of the paragraph in the text")),
            });
        }
        passage.map(|passage| (WrittenSubject::Words(passage), None)).ok_or(AnchorMiss::of(NoteState::NotFound))
    }
}
