//! Notes kept on their words while these are edited: each knows where its passage stands in the texts as they are typed, and all
//! forms that its heading has had.
//!
//! A heading is chosen anew after each change: the one its author wrote if it means the passage, else the last form that does, else a
//! new one. So whatever an edit has changed in a commentary, its undoing brings back, byte for byte.

use super::places::{BookTexts, FilePlace, LeafPlaces};
use super::text::TextChange;
use crate::book::{Book, NoteState, OutlineHeading, SectionId, WrittenNote};
use crate::read::{NewQuotation, QuotedHeading, RemarkDesk};
use crate::source::{Sources, Span};
use std::ops::Range;

/// How many forms of a heading are remembered.
const MOST_FORMS: usize = 64;

/// What a heading that is to change says then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HeadingEdit {
    pub(crate) place: FilePlace,
    pub(crate) text: String,
}

/// A form that the heading of a note has or had.
#[derive(Clone, Debug, PartialEq, Eq)]
struct KeptForm {
    /// From its words to the end of its line, as it stands in the file.
    text: String,
    heading: QuotedHeading,
    /// Whether letters had another case than in the text.
    caseless: bool,
}

/// A note, and the passage it is to stay on.
#[derive(Clone, Debug)]
struct KeptNote {
    heading: FilePlace,
    /// The forms, that of its author first.
    forms: Vec<KeptForm>,
    now: usize,
    /// The passage; none if the note never had one.
    passage: Option<FilePlace>,
    /// Whether the passage is gone: then it is what stands now where it stood.
    is_gone: bool,
}

/// A heading that names a section, and the section it is to name.
#[derive(Clone, Debug)]
struct KeptScope {
    words: FilePlace,
    forms: Vec<String>,
    section: Option<FilePlace>,
}

/// All notes of a book, kept on their words.
#[derive(Clone, Debug, Default)]
pub(crate) struct NoteKeeper {
    notes: Vec<KeptNote>,
    scopes: Vec<KeptScope>,
}

/// A book as it was read last.
pub(crate) struct ReadBook<'r> {
    pub(crate) book: &'r Book,
    pub(crate) sources: &'r Sources,
    pub(crate) texts: &'r BookTexts,
    pub(crate) leaves: &'r LeafPlaces,
    pub(crate) desk: RemarkDesk<'r>,
}

impl ReadBook<'_> {
    fn place(&self, span: Span) -> Option<FilePlace> {
        self.texts.place(self.sources, span)
    }

    /// What a heading's region is: from its words to the end of its line.
    fn region(&self, words: Span) -> Option<FilePlace> {
        let mut place = self.place(words)?;
        let open = &self.texts.0.get(&place.file)?.open;
        let line = open.line_of(place.bytes.start);
        place.bytes.end = open.line_start(line) + open.line(line).trim_end().len();
        Some(place)
    }

    /// The section whose heading stands at a place.
    fn section_at(&self, place: &FilePlace) -> Option<SectionId> {
        let sections = (0..self.book.sections.len()).map(SectionId::new);
        let mut there = sections.filter(|id| self.place(self.book.section(*id).span).is_some_and(|own| own.meets(place)));
        there.next().filter(|_| !place.bytes.is_empty())
    }
}

impl NoteKeeper {
    /// Moves what is kept with a change of a file.
    pub(crate) fn change(&mut self, file: &str, change: &TextChange) {
        let own = |place: &&mut FilePlace| place.file == file;
        for note in &mut self.notes {
            Some(&mut note.heading).filter(own).into_iter().for_each(|place| moved(place, change));
            let Some(passage) = note.passage.as_mut().filter(own) else { continue };
            if note.is_gone {
                passage.bytes = change.spread(&passage.bytes);
            } else {
                moved(passage, change);
                note.is_gone = passage.bytes.is_empty();
            }
        }
        for scope in &mut self.scopes {
            [Some(&mut scope.words), scope.section.as_mut()].into_iter().flatten().filter(own).for_each(|place| moved(place, change));
        }
    }

    /// What headings that name sections must say to name those that they named.
    pub(crate) fn settle_scopes(&mut self, read: &ReadBook) -> Vec<HeadingEdit> {
        let mut edits = Vec::new();
        let known = std::mem::take(&mut self.scopes);
        for heading in read.book.outline.iter().filter(|heading| heading.scope) {
            let Some(words) = read.place(heading.words) else { continue };
            let text = read.texts.slice(&words).to_owned();
            let before = known.iter().find(|scope| scope.words.file == words.file && scope.words.bytes.start == words.bytes.start);
            let mut scope = match before.filter(|scope| scope.forms.contains(&text)) {
                Some(scope) => scope.clone(),
                None => {
                    let section = heading.section.filter(|_| heading.named).and_then(|id| read.place(read.book.section(id).span));
                    KeptScope { words: words.clone(), forms: vec![text.clone()], section }
                }
            };
            scope.words = words.clone();
            if let Some(form) = scope.settle(read, heading)
                && form != text
            {
                edits.push(HeadingEdit { place: words, text: form });
            }
            self.scopes.push(scope);
        }
        edits
    }

    /// What headings of notes must say to mean the passages that they meant.
    pub(crate) fn settle_notes(&mut self, read: &ReadBook) -> Vec<HeadingEdit> {
        let mut edits = Vec::new();
        let known = std::mem::take(&mut self.notes);
        for note in &read.book.written {
            let (Some(heading), Some(region)) = (RemarkDesk::quoted(note), read.region(note.words)) else { continue };
            let text = read.texts.slice(&region).to_owned();
            let at = known.partition_point(|kept| (&kept.heading.file, kept.heading.bytes.start) < (&region.file, region.bytes.start));
            let before = known.get(at).filter(|kept| kept.heading.file == region.file && kept.heading.bytes.start == region.bytes.start);
            let form = before.and_then(|kept| kept.forms.iter().position(|form| form.text == text));
            let mut kept = match before.zip(form) {
                Some((kept, now)) => KeptNote { heading: region, now, ..kept.clone() },
                None => {
                    let passage =
                        RemarkDesk::placed(note).and_then(|passage| read.desk.touching(passage)).and_then(|found| read.place(found.span));
                    let caseless = read.desk.means(&heading, &note.sought).is_some_and(|(_, exact)| !exact);
                    KeptNote {
                        heading: region,
                        forms: vec![KeptForm { text: text.clone(), heading, caseless }],
                        now: 0,
                        passage,
                        is_gone: false,
                    }
                }
            };
            if note.state != NoteState::Detached || kept.forms.len() > 1 {
                kept.settle(read, note);
            }
            let new = &kept.forms[kept.now].text;
            if *new != text {
                edits.push(HeadingEdit { place: kept.heading.clone(), text: new.clone() });
            }
            self.notes.push(kept);
        }
        self.notes.sort_by(|a, b| (&a.heading.file, a.heading.bytes.start).cmp(&(&b.heading.file, b.heading.bytes.start)));
        edits
    }
}

fn moved(place: &mut FilePlace, change: &TextChange) {
    place.bytes = change.moved(&place.bytes);
}

impl KeptScope {
    /// The form that names the section; none if nothing is to change.
    fn settle(&mut self, read: &ReadBook, heading: &OutlineHeading) -> Option<String> {
        let section = self.section.as_ref().and_then(|place| read.section_at(place));
        let Some(section) = section else {
            if self.section.as_ref().is_none_or(|place| place.bytes.is_empty()) && heading.named {
                self.section = heading.section.and_then(|id| read.place(read.book.section(id).span));
            }
            return None;
        };
        self.section = read.place(read.book.section(section).span);
        let own = self.forms.first().filter(|form| read.desk.names(form, section)).cloned();
        if own.is_none() && heading.named && heading.section == Some(section) {
            return None;
        }
        let other = || self.forms.iter().rev().find(|form| read.desk.names(form, section)).cloned();
        let form = own.or_else(other).unwrap_or_else(|| read.desk.title_for(section));
        if !self.forms.contains(&form) {
            self.forms.push(form.clone());
        }
        Some(form)
    }
}

impl KeptNote {
    /// Chooses the form of the heading that means the passage.
    fn settle(&mut self, read: &ReadBook, note: &WrittenNote) {
        let Some(passage) = self.passage.clone() else {
            // A note without a place takes the one that its words find, as in every reading.
            self.passage =
                RemarkDesk::placed(note).and_then(|passage| read.desk.touching(passage)).and_then(|found| read.place(found.span));
            return;
        };
        let order = std::iter::once(0).chain((1..self.forms.len()).rev());
        for form in order {
            if let Some(place) = self.stands(read, note, form).filter(|place| place.meets(&passage)) {
                (self.now, self.passage, self.is_gone) = (form, Some(place), false);
                return;
            }
        }
        if self.is_gone {
            return self.lost(read, note);
        }
        if let Some((form, place)) = self.renewed(read, note, &passage) {
            self.passage = Some(place);
            self.take(form);
        }
    }

    /// Where a form of the heading means a passage alone.
    fn stands(&self, read: &ReadBook, note: &WrittenNote, form: usize) -> Option<FilePlace> {
        let form = &self.forms[form];
        if is_detached(&form.text) {
            return None;
        }
        let (found, exact) = read.desk.means(&form.heading, &note.sought)?;
        read.place(found.span).filter(|_| exact || form.caseless)
    }

    /// A new form that means the words which stand at a passage now.
    fn renewed(&self, read: &ReadBook, note: &WrittenNote, passage: &FilePlace) -> Option<(KeptForm, FilePlace)> {
        let (source, bytes) = read.texts.read(read.sources, passage)?;
        let found = read.desk.touching(read.leaves.passage(read.book, read.sources, source, &bytes)?)?;
        // Attributes stay as the author wrote them, with another number if one is needed.
        let own = &self.forms[0];
        let NewQuotation { heading, markdown } =
            read.desk.requoted(&self.forms[self.now].heading, marks(&own.text), &found, &note.sought)?;
        let text = format!("{markdown}{}", with_nth(attributes(&own.text), heading.nth));
        Some((KeptForm { text, heading, caseless: false }, read.place(found.span)?))
    }

    /// The passage is gone: the author's words stay, unless they mean others now, on which the note was not made.
    fn lost(&mut self, read: &ReadBook, note: &WrittenNote) {
        let means_others = |form: &KeptForm| read.desk.stands(&form.heading, &note.sought) && !is_detached(&form.text);
        let order = [0, self.now].into_iter().chain((0..self.forms.len()).rev());
        if let Some(free) = order.into_iter().find(|form| !means_others(&self.forms[*form])) {
            self.now = free;
            return;
        }
        let own = &self.forms[0];
        let words = own.text.len() - attributes(&own.text).len();
        let text = format!("{}{}", &own.text[..words], detached(attributes(&own.text)));
        self.take(KeptForm { text, ..own.clone() });
    }

    fn take(&mut self, form: KeptForm) {
        self.now = self.forms.iter().position(|known| known.text == form.text).unwrap_or_else(|| {
            if self.forms.len() > MOST_FORMS {
                self.forms.remove(1);
            }
            self.forms.push(form);
            self.forms.len() - 1
        });
    }
}

/// What stands behind the words of a heading: a space and its attributes in braces.
fn attributes(text: &str) -> &str {
    let quoted = text.trim_end().trim_end_matches('#').trim_end();
    let start = if quoted.ends_with('}') { text.rfind('{') } else { None };
    start.map_or("", |start| &text[text[..start].trim_end().len()..])
}

/// The quotation marks of a heading.
fn marks(text: &str) -> Option<(char, char)> {
    let quoted = text[..text.len() - attributes(text).len()].trim_end_matches(['#', ' ']);
    quoted.chars().next().zip(quoted.chars().next_back())
}

fn is_detached(text: &str) -> bool {
    tokens(attributes(text)).any(|token| token == "detached")
}

fn tokens(attributes: &str) -> impl Iterator<Item = &str> {
    attributes.trim().trim_matches(['{', '}']).split_whitespace()
}

/// Attributes with another number of the place that is meant, or none.
fn with_nth(attributes: &str, nth: Option<usize>) -> String {
    if nth.is_none() && !tokens(attributes).any(|token| token.starts_with("nth=")) {
        return attributes.to_owned();
    }
    let kept = tokens(attributes).filter(|token| !token.starts_with("nth=")).map(str::to_owned);
    braced(kept.chain(nth.map(|nth| format!("nth={nth}"))))
}

/// Attributes that keep a note out of the book.
fn detached(attributes: &str) -> String {
    braced(tokens(attributes).map(str::to_owned).chain(["detached".to_owned()]))
}

fn braced(tokens: impl Iterator<Item = String>) -> String {
    let tokens: Vec<String> = tokens.collect();
    if tokens.is_empty() { String::new() } else { format!(" {{{}}}", tokens.join(" ")) }
}

/// Makes edits in a text, from the last to the first, and says what each changed.
pub(crate) fn applied(text: &mut String, edits: &[(Range<usize>, String)]) -> Vec<TextChange> {
    let mut sorted: Vec<&(Range<usize>, String)> = edits.iter().collect();
    sorted.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    let change = |(range, new): &(Range<usize>, String)| {
        text.replace_range(range.clone(), new);
        TextChange { old: range.clone(), new: new.len() }
    };
    sorted.into_iter().map(change).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_kept_and_numbers_changed() {
        assert_eq!(attributes("\"a {b\" {.x nth=2}"), " {.x nth=2}");
        assert_eq!(attributes("\"a\""), "");
        assert_eq!(with_nth(" {.x  #y}", None), " {.x  #y}");
        assert_eq!(with_nth(" {.x nth=2}", Some(3)), " {.x nth=3}");
        assert_eq!(with_nth(" {nth=2}", None), "");
        assert_eq!(with_nth("", Some(2)), " {nth=2}");
        assert_eq!(detached(" {.x}"), " {.x detached}");
        assert!(is_detached("\"a\" {.x detached}") && !is_detached("\"detached\" {.x}"));
    }
}
