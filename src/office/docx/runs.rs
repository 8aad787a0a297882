//! Runs: words, and what else stands in a line.

use super::looks::DocxFace;
use super::reader::{DocxNoteId, DocxReader};
use super::seen::seen;
use super::symbols;
use super::values::short;
use crate::office::text::{OfficeChange, OfficeLook, OfficePiece};
use crate::office::xml::OfficeElement;

/// What stands in for a sign in words while its face is looked up.
const OWN: std::ops::RangeInclusive<u32> = 0xF020..=0xF0FF;

impl DocxReader<'_> {
    /// The change that words are part of now: none twice, for what was inserted and deleted again is in no version.
    fn change(&self) -> DocxChanges<'_> {
        let Some(last) = self.changes.last() else { return DocxChanges::None };
        if self.changes.iter().any(|change| change.is_insertion) && self.changes.iter().any(|change| !change.is_insertion) {
            return DocxChanges::Both;
        }
        DocxChanges::One(last)
    }

    /// Whether the open run says what an author is to put in its place. A control that says so of itself need not be right.
    fn is_placeholder(&self) -> bool {
        let style = self.run.look.style.as_deref();
        self.placeholders > 0 && style.is_some_and(|id| id == "PlaceholderText" || self.styles.character(Some(id)).is_placeholder)
    }

    /// Adds words to the open paragraph, as the open run shows them.
    pub(super) fn say(&mut self, words: &str) {
        if self.is_instructed() {
            self.instruct(words);
            return;
        }
        if self.run.is_mark || words.is_empty() {
            return;
        }
        if self.is_placeholder() {
            self.lose("placeholders of content controls, left out");
            return;
        }
        if let Some(ruby) = &mut self.ruby
            && self.open.iter().rev().any(|open| matches!(open, super::reader::DocxOpen::RubyText))
        {
            ruby.push_str(words);
            return;
        }
        self.draft();
        self.see();
        let Some(seen) = self.run.seen.clone() else { return };
        if seen.is_hidden {
            if !words.trim().is_empty() {
                self.lose("hidden words, left out");
                // Where they stood is known: a remark on them is on nothing that can be read.
                self.draft().paragraph.pieces.push(hidden());
            }
            return;
        }
        let change = match self.change() {
            DocxChanges::Both => {
                self.lose("words inserted and deleted again, left out");
                return;
            }
            DocxChanges::One(change) => Some(change.clone()),
            DocxChanges::None => None,
        };
        let words = self.as_shown(words, seen.face, seen.is_capital);
        let mut look = seen.look;
        match words.chars().find(|c| c.is_alphabetic()) {
            Some(letter) if crate::office::ruby::is_asian(letter) => look.language = seen.asian_language,
            Some(letter) if ('\u{590}'..='\u{8FF}').contains(&letter) => look.language = seen.complex_language,
            _ => {}
        }
        if self.generated == 0 {
            let letters = words.chars().filter(|c| c.is_alphabetic()).count();
            *self.found.languages.entry(look.language.clone()).or_default() += letters;
        }
        let draft = self.draft();
        let pieces = &mut draft.paragraph.pieces;
        // What a program made ends before these words.
        if draft.generated_to == Some(pieces.len()) {
            pieces.push(OfficePiece::Words { words, look, change });
        } else {
            push_words(pieces, words, look, change);
        }
    }

    /// Finds out how the open run looks.
    fn see(&mut self) {
        if self.run.seen.is_some() {
            return;
        }
        let styles = self.styles;
        let container = &self.containers[self.containers.len() - 1];
        let Some(draft) = &container.draft else { return };
        self.run.seen = Some(Box::new(seen(styles, draft, &self.run.look, container.links > 0)));
    }

    /// The characters that are seen for those that are written.
    fn as_shown(&mut self, words: &str, face: Option<DocxFace>, is_capital: bool) -> String {
        let mut out = String::with_capacity(words.len());
        for c in words.chars() {
            let code = u32::from(c);
            if OWN.contains(&code) || face.is_some() && ('!'..='~').contains(&c) {
                match symbols::sign(face.unwrap_or(DocxFace::Symbol), code) {
                    Some(sign) => out.push(sign),
                    None => self.lose("signs of a face that have no counterpart, left out"),
                }
                continue;
            }
            match c {
                '\t' | '\n' => out.push(c),
                c if c.is_control() || ('\u{FDD0}'..='\u{FDEF}').contains(&c) => {}
                c if is_capital => {
                    let mut capital = c.to_uppercase();
                    match (capital.next(), capital.next()) {
                        (Some(one), None) => out.push(one),
                        // What has no capital of one letter is printed as it is.
                        _ => out.push(c),
                    }
                }
                c => out.push(c),
            }
        }
        out
    }

    /// Adds something that is no words, behind the change that it is part of.
    pub(super) fn put(&mut self, piece: OfficePiece, what: &str) {
        if self.is_instructed() {
            return;
        }
        let change = match self.change() {
            DocxChanges::Both => return,
            DocxChanges::One(change) => Some(OfficePiece::Changed(change.clone())),
            DocxChanges::None => None,
        };
        self.draft();
        self.see();
        if self.run.seen.as_ref().is_some_and(|seen| seen.is_hidden) {
            if !what.is_empty() {
                self.lose(format!("hidden {what}, left out"));
            }
            return;
        }
        self.draft().paragraph.pieces.extend(change.into_iter().chain([piece]));
    }

    /// An element in a run that stands for a character or a break.
    pub(super) fn sign(&mut self, element: &OfficeElement) {
        match element.name.as_str() {
            "w:tab" | "w:ptab" => self.say("\t"),
            "w:noBreakHyphen" => self.say("\u{2011}"),
            "w:softHyphen" => self.say("\u{AD}"),
            "w:cr" => self.put(OfficePiece::LineBreak, ""),
            "w:br" => match element.get("w:type") {
                Some("page") if !self.is_instructed() => self.break_page(),
                Some("column") if !crate::office::trim::shows(&self.draft().paragraph.pieces) => {}
                _ => self.put(OfficePiece::LineBreak, ""),
            },
            "w:sym" => self.symbol(element),
            "w:pgNum" => self.lose("numbers of pages in the text, left out"),
            _ => {}
        }
    }

    fn symbol(&mut self, element: &OfficeElement) {
        let face = element.get("w:font").unwrap_or("");
        let code = element.get("w:char").and_then(|code| u32::from_str_radix(code.trim(), 16).ok());
        let named = DocxFace::named(face);
        let sign = code.and_then(|code| symbols::sign(named, code));
        let sign = sign.or_else(|| match named {
            DocxFace::Letters => code.and_then(char::from_u32).filter(|c| !OWN.contains(&u32::from(*c)) && !c.is_control()),
            _ => None,
        });
        match sign {
            Some(sign) => {
                // The face has been heeded; the run's own must not be asked again.
                let face = self.run.look.face.replace(DocxFace::Letters);
                let seen = self.run.seen.take();
                self.say(sign.encode_utf8(&mut [0; 4]));
                self.run.look.face = face;
                self.run.seen = seen;
            }
            None => {
                let face = short(face).unwrap_or_else(|| "unknown".to_owned());
                self.lose(format!("signs of the face {face} that have no counterpart, left out"));
            }
        }
    }

    /// The mark of a note.
    pub(super) fn note(&mut self, element: &OfficeElement, is_endnote: bool) {
        let id = DocxNoteId { is_endnote, id: element.get("w:id").unwrap_or("").trim().to_owned() };
        if matches!(element.get("w:customMarkFollows"), Some("1" | "true" | "on")) {
            self.run.is_mark = true;
        }
        if !self.found.notes.contains_key(&id) {
            self.lose("marks of notes that are missing");
            return;
        }
        let next = self.found.marked.len();
        let index = *self.found.marks.entry(id.clone()).or_insert(next);
        if index == next {
            self.found.marked.push(id);
        }
        self.put(OfficePiece::Note(index), "notes");
    }
}

/// What tracked changes words are part of.
enum DocxChanges<'c> {
    None,
    One(&'c OfficeChange),
    /// Of an insertion and a deletion.
    Both,
}

/// Adds words to pieces: to the last one, if it is of the same look.
pub(super) fn push_words(pieces: &mut Vec<OfficePiece>, more: String, new: OfficeLook, new_change: Option<OfficeChange>) {
    match pieces.last_mut() {
        Some(OfficePiece::Words { words, look, change })
            if *look == new && *change == new_change && !words.is_empty() && !more.is_empty() =>
        {
            words.push_str(&more);
        }
        _ => pieces.push(OfficePiece::Words { words: more, look: new, change: new_change }),
    }
}

/// What stands for hidden words.
fn hidden() -> OfficePiece {
    OfficePiece::Words { words: String::new(), look: OfficeLook::default(), change: None }
}
