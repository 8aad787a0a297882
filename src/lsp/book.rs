//! A book that is being written: as it was read last, with the texts that are not saved yet, and its notes kept on their words.

use super::kept::{HeadingEdit, NoteKeeper, ReadBook, applied};
use super::places::{BookText, BookTexts, FilePlace, LeafPlaces};
use super::text::{OpenText, TextChange};
use crate::book::{Book, NoteState};
use crate::build::{self, Options, Reading};
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::read::RemarkDesk;
use crate::source::{Files, Overlay, Span, decode};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Most bytes of a file that are looked at.
const MOST: u64 = 64 << 20;
/// How often the headings of a commentary are looked at again after some of them changed.
const ROUNDS: usize = 3;

/// Changes of files by their paths: bytes, and what is to stand there.
pub(crate) type DeskEdits = BTreeMap<PathBuf, Vec<(Range<usize>, String)>>;

/// What was found in a file: where in it, and on which lines the layout has a say.
#[derive(Clone, Debug)]
pub(crate) struct PlacedFinding {
    pub(crate) place: FilePlace,
    pub(crate) finding: Diagnostic,
}

/// A book that is open in an editor.
#[derive(Debug, Default)]
pub(crate) struct OpenBook {
    /// A book.toml, or a text alone.
    pub(crate) root: PathBuf,
    pub(crate) reading: Reading,
    pub(crate) texts: BookTexts,
    pub(crate) leaves: LeafPlaces,
    keeper: NoteKeeper,
    /// What was found when the pages were set last.
    pub(crate) of_layout: Vec<PlacedFinding>,
    /// The printed numbers of the pages on which headings stand, by their places.
    pub(crate) pages: Vec<(FilePlace, String)>,
    /// The files of which findings were told.
    pub(crate) told: BTreeSet<PathBuf>,
}

/// The texts that editors hold, by their paths.
pub(crate) type OpenTexts = BTreeMap<PathBuf, Arc<OpenText>>;

impl OpenBook {
    /// A book that was not read yet.
    pub(crate) fn new(root: PathBuf) -> Self {
        Self { root, ..Self::default() }
    }

    /// The options to read it: with drafts, whose notes are kept on their words too.
    pub(crate) fn options(&self) -> Options {
        Options { draft: true, ..Options::new(&self.root) }
    }

    /// The model.
    pub(crate) fn book(&self) -> Option<&Arc<Book>> {
        self.reading.text.as_ref()
    }

    /// The name in the book of a file.
    pub(crate) fn name_of(&self, path: &Path) -> Option<&str> {
        self.texts.0.iter().find(|(_, text)| text.path == path).map(|(name, _)| name.as_str())
    }

    /// Where a span stands.
    pub(crate) fn place(&self, span: Span) -> Option<FilePlace> {
        self.texts.place(&self.reading.sources, span)
    }

    /// Moves what is known of a file with a change of it.
    pub(crate) fn change(&mut self, path: &Path, change: &TextChange) {
        let Some(name) = self.name_of(path).map(str::to_owned) else { return };
        self.keeper.change(&name, change);
        let places = self.of_layout.iter_mut().map(|one| &mut one.place).chain(self.pages.iter_mut().map(|(place, _)| place));
        places.filter(|place| place.file == name).for_each(|place| place.bytes = change.moved(&place.bytes));
    }

    /// Reads the book.
    pub(crate) fn read(&mut self, files: &Arc<dyn Files>, open: &OpenTexts) {
        self.reading = build::read(files, &self.options(), &|_| ());
        if let Some(config) = &self.reading.settings {
            self.reading.findings.judge(&config.check);
        }
        let mut texts = BTreeMap::new();
        let names: BTreeSet<String> = self.reading.sources.names().map(str::to_owned).collect();
        for name in names {
            let Some(source) = self.reading.sources.named(&name) else { continue };
            let Some(path) = self.path_of(&name, files) else { continue };
            let text = open.get(&path).cloned().or_else(|| {
                let (text, _) = decode(files.read(&path, MOST).ok()?)?;
                Some(Arc::new(OpenText::new(None, text)))
            });
            if let Some(text) = text {
                let text = BookText::new(path, text, self.reading.sources.get(source).text());
                texts.insert(name, text);
            }
        }
        self.texts = BookTexts(texts);
        self.leaves = self.book().map(|book| LeafPlaces::new(book, &self.reading.sources)).unwrap_or_default();
    }

    /// The path of a file of the book.
    fn path_of(&self, name: &str, files: &Arc<dyn Files>) -> Option<PathBuf> {
        match &self.reading.settings {
            Some(config) => config.folder.inside(name).ok().map(|(_, path)| path),
            None => files.real(&self.root.parent()?.join(name)).ok(),
        }
    }

    /// Reads the book, and says what headings of its commentary must say so that all notes stay on their words.
    pub(crate) fn settle(&mut self, files: &Arc<dyn Files>, open: &OpenTexts) -> DeskEdits {
        let (mut all, mut open) = (DeskEdits::new(), open.clone());
        let mut overlay = Overlay::new(Arc::clone(files));
        let mut before: BTreeMap<PathBuf, String> = BTreeMap::new();
        for _ in 0..ROUNDS {
            let now: Arc<dyn Files> = if before.is_empty() { Arc::clone(files) } else { Arc::new(overlay.clone()) };
            self.read(&now, &open);
            let (edits, is_done) = self.headings();
            for (file, edits) in by_file(edits) {
                let Some(text) = self.texts.0.get(&file) else { continue };
                let mut new = text.open.text.clone();
                before.entry(text.path.clone()).or_insert_with(|| new.clone());
                let changes = applied(&mut new, &edits);
                changes.iter().for_each(|change| self.keeper.change(&file, change));
                overlay.put(&text.path, new.clone());
                open.insert(text.path.clone(), Arc::new(OpenText::new(text.open.version, new)));
            }
            if is_done {
                break;
            }
        }
        for (path, before) in before {
            let Some(after) = open.get(&path) else { continue };
            let lines = changed_lines(&before, &after.text);
            if !lines.is_empty() {
                all.insert(path, lines);
            }
        }
        all
    }

    /// What headings must say, and whether that of notes is among it: they are sought in the sections that others name.
    fn headings(&mut self) -> (Vec<HeadingEdit>, bool) {
        let Some(book) = self.reading.text.as_deref() else { return (Vec::new(), true) };
        if book.outline.is_empty() {
            return (Vec::new(), true);
        }
        let desk = RemarkDesk::new(book);
        let read = ReadBook { book, sources: &self.reading.sources, texts: &self.texts, leaves: &self.leaves, desk };
        let scopes = self.keeper.settle_scopes(&read);
        if scopes.is_empty() { (self.keeper.settle_notes(&read), true) } else { (scopes, false) }
    }

    /// What was found in the texts, as a check finds it: drafts are read here, but of their notes nothing is told.
    pub(crate) fn findings(&self) -> Vec<PlacedFinding> {
        let drafts: Vec<Span> = self.book().map_or_else(Vec::new, |book| {
            book.written.iter().filter(|note| note.state == NoteState::Draft).map(|note| note.span).collect()
        });
        let in_draft =
            |span: Span| drafts.iter().any(|draft| draft.source == span.source && draft.start <= span.start && span.end <= draft.end);
        let mut placed = Vec::new();
        for finding in &self.reading.findings {
            let is_of_place = matches!(
                finding.code,
                Code::LemmaNotFound | Code::LemmaAmbiguous | Code::UnknownScope | Code::RangeEndMissing | Code::UnknownAnchor
            );
            if is_of_place && finding.span.is_some_and(in_draft) {
                continue;
            }
            let mut finding = finding.clone();
            if is_of_place {
                finding.severity = Severity::Error;
            }
            if let Some(place) = self.place_of(&finding) {
                placed.push(PlacedFinding { place, finding });
            }
        }
        placed.extend(self.of_layout.iter().cloned());
        placed
    }

    /// Where a finding is shown: what has no place, at the beginning of the settings or of the text.
    pub(crate) fn place_of(&self, finding: &Diagnostic) -> Option<FilePlace> {
        let there = finding.span.and_then(|span| self.place(span));
        there.or_else(|| {
            let root = self.name_of(&self.root).or_else(|| self.texts.0.keys().next().map(String::as_str))?;
            Some(FilePlace { file: root.to_owned(), bytes: 0..0 })
        })
    }
}

fn by_file(edits: Vec<HeadingEdit>) -> BTreeMap<String, Vec<(Range<usize>, String)>> {
    let mut files: BTreeMap<String, Vec<(Range<usize>, String)>> = BTreeMap::new();
    for HeadingEdit { place, text } in edits {
        files.entry(place.file).or_default().push((place.bytes, text));
    }
    files
}

/// The changes that make one text of another with as many lines, each as small as can be.
fn changed_lines(before: &str, after: &str) -> Vec<(Range<usize>, String)> {
    let (mut at, mut changes) = (0, Vec::new());
    for (old, new) in before.split_inclusive('\n').zip(after.split_inclusive('\n')) {
        if let Some(TextChange { old: range, new: length }) = TextChange::between(old, new) {
            let text = new[range.start..range.start + length].to_owned();
            changes.push((at + range.start..at + range.end, text));
        }
        at += old.len();
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_changed_are_told_apart() {
        assert_eq!(changed_lines("a\nb c\nd", "a\nb x c\ne"), [(4..4, "x ".to_owned()), (6..7, "e".to_owned())]);
        assert_eq!(changed_lines("a", "a"), []);
    }
}
