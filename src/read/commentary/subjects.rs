//! What the notes of a commentary are on: a section, a paragraph, or quoted words, sought where the headings above say.

use super::attributes::Attributes;
use super::entries::{CommentaryFile, NotesSoFar, Scope};
use super::file_notes::{DetachedNote, RawNote};
use super::lemma::{HeadingSays, Lemma};
use super::passages::search;
use super::place::{AnchorMiss, place, stands, whole};
use super::quotation::Quotation;
use super::words::is_quote;
use crate::book::{Book, NotePlace, NoteState};
use crate::diagnostics::nearest::nearest;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::builder::RawHeading;
use crate::source::Span;

impl CommentaryFile<'_> {
    /// What a note is on and the words shown for it; a miss if it has no place in the book (reported).
    pub(super) fn subject(
        &self,
        note: &RawNote,
        attributes: &Attributes,
        read: &mut NotesSoFar,
        book: &Book,
        diagnostics: &mut Diagnostics,
    ) -> Result<(NotePlace, Option<String>), AnchorMiss> {
        let RawNote { heading, says, .. } = note;
        match says {
            HeadingSays::Scope(_) => {
                let scope = read.scopes.last();
                let lost = AnchorMiss {
                    meant: scope.and_then(|scope| scope.guess).map(NotePlace::Section),
                    ..AnchorMiss::of(NoteState::NotFound)
                };
                scope.and_then(|scope| scope.section).map(|id| (NotePlace::Section(id), None)).ok_or(lost)
            }
            HeadingSays::Anchor(name) => self.anchor(name, heading, attributes, read, book, diagnostics),
            HeadingSays::Lemma(lemma) => {
                let named = read.scopes.iter().rev().find_map(Scope::sought_in);
                let title = named.map(|id| book.section(id).title.as_str());
                let quotation = self.quotation(lemma, heading, attributes, &read.scopes, title);
                if attributes.detached {
                    let back = stands(self.text(book), &quotation);
                    read.said.detached.push(DetachedNote { heading: heading.span, on: quotation.quoted(), back });
                    return Err(AnchorMiss::of(NoteState::Detached));
                }
                self.words(&quotation, &read.scopes, book, diagnostics)
            }
        }
    }

    /// The passage of a quotation and the words shown for it.
    fn words(
        &self,
        quotation: &Quotation,
        scopes: &[Scope],
        book: &Book,
        diagnostics: &mut Diagnostics,
    ) -> Result<(NotePlace, Option<String>), AnchorMiss> {
        let text = self.text(book);
        let lost = scopes.last().filter(|scope| scope.section.is_none());
        let mut own = Diagnostics::default();
        let placed = place(text, quotation, &mut own);
        let Some(scope) = lost else {
            diagnostics.append(own);
            return placed.map(|(passage, words)| (NotePlace::Words(passage), Some(words)));
        };
        let outer = self.around(&scopes[..scopes.len() - 1]);
        match placed {
            // Words that stand in the section that is surely meant, but elsewhere too, are found once the heading is mended.
            Ok((passage, _)) if scope.guess.is_some() && search(self.index, quotation.lemma, &outer).places.len() != 1 => {
                Err(AnchorMiss { meant: Some(NotePlace::Words(passage)), ..AnchorMiss::of(NoteState::NotFound) })
            }
            Ok((passage, words)) => {
                diagnostics.append(own);
                Ok((NotePlace::Words(passage), Some(words)))
            }
            // Where nothing is known of the section, several places tell nothing of the note, and no repair is sure.
            Err(miss) if scope.guess.is_none() => {
                if miss.state == NoteState::NotFound {
                    diagnostics.append(own);
                }
                Err(AnchorMiss::of(NoteState::NotFound))
            }
            Err(miss) => {
                diagnostics.append(own);
                Err(miss)
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
        let own = self.sources.slice(heading.words).trim();
        Quotation {
            lemma,
            marks_of: own.chars().next().zip(own.chars().next_back()).filter(|marks| is_quote(marks.0) && is_quote(marks.1)),
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
        read: &mut NotesSoFar,
        book: &Book,
        diagnostics: &mut Diagnostics,
    ) -> Result<(NotePlace, Option<String>), AnchorMiss> {
        let passage = self.index.anchors.get(name).and_then(|&block| whole(book, block));
        if attributes.detached {
            read.said.detached.push(DetachedNote { heading: heading.span, on: format!("^{name}"), back: passage.is_some() });
            return Err(AnchorMiss::of(NoteState::Detached));
        }
        if passage.is_none() {
            let unknown = Diagnostic::at(Code::UnknownAnchor, heading.words, format!("no paragraph of the text ends with ^{name}"));
            diagnostics.push(match nearest(name, self.index.anchors.keys().map(String::as_str)) {
                Some(near) => unknown
                    .help(format!("write `{} ^{near}`", "#".repeat(usize::from(heading.level))))
                    .edit(heading.words, format!("^{near}")),
                None => unknown.help(format!("write ` ^{name}` at the end of the paragraph in the text")),
            });
        }
        passage.map(|passage| (NotePlace::Words(passage), None)).ok_or(AnchorMiss::of(NoteState::NotFound))
    }
}
