//! The desk: the texts that are open in an editor, the books that they belong to, and what is to be told after each change.

use super::book::{DeskEdits, OpenBook, OpenTexts};
use super::findings;
use super::layout::{LayoutJob, SetPages};
use super::text::{ColumnUnit, OpenText, TextChange};
use crate::source::{Files, Overlay, decode};
use lsp_types::{
    DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, Position, PublishDiagnosticsParams, TextDocumentContentChangeEvent,
    TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many folders above a text a book.toml is looked for.
const HIGHEST: usize = 32;

/// An edit that an editor was asked to make.
#[derive(Clone, Debug)]
pub(crate) struct AppliedEdit {
    pub(crate) edit: WorkspaceEdit,
    /// The files as they are once it is made.
    after: BTreeMap<PathBuf, String>,
}

/// All that is open.
#[derive(Debug)]
pub(crate) struct WritingDesk {
    disk: Arc<dyn Files>,
    pub(super) unit: ColumnUnit,
    /// The texts as their editor has told them.
    told: OpenTexts,
    /// How the editor writes their addresses.
    addresses: BTreeMap<PathBuf, Uri>,
    /// Texts that an edit of ours has changed, of which the editor has not told yet.
    ahead: BTreeMap<PathBuf, String>,
    pub(super) books: BTreeMap<PathBuf, OpenBook>,
    /// The books to be read again.
    stale: BTreeSet<PathBuf>,
    /// Whether the editor makes edits that it is asked for.
    moves: bool,
}

impl WritingDesk {
    /// An empty desk over some files.
    pub(crate) fn new(disk: Arc<dyn Files>, unit: ColumnUnit, moves: bool) -> Self {
        Self {
            disk,
            unit,
            told: BTreeMap::new(),
            addresses: BTreeMap::new(),
            ahead: BTreeMap::new(),
            books: BTreeMap::new(),
            stale: BTreeSet::new(),
            moves,
        }
    }

    /// The one path of a file.
    pub(super) fn real(&self, path: &Path) -> PathBuf {
        self.disk.real(path).unwrap_or_else(|_| path.to_owned())
    }

    /// A text was opened.
    pub(crate) fn open(&mut self, uri: Uri, path: &Path, version: i32, text: String) {
        let path = self.real(path);
        let before = self.view(&path).or_else(|| self.saved(&path));
        self.addresses.insert(path.clone(), uri);
        self.told.insert(path.clone(), Arc::new(OpenText::new(Some(version), text)));
        self.ahead.remove(&path);
        self.differs(&path, before.as_deref());
        self.stale_of(&path);
    }

    /// A text was changed.
    pub(crate) fn change(&mut self, path: &Path, version: i32, changes: &[TextDocumentContentChangeEvent]) {
        let path = self.real(path);
        let Some(mut text) = self.told.remove(&path) else { return };
        let ahead = self.ahead.get(&path).cloned();
        let open = Arc::make_mut(&mut text);
        open.version = Some(version);
        let made: Vec<TextChange> = changes.iter().filter_map(|change| open.change(change, self.unit)).collect();
        let now = text.text.clone();
        self.told.insert(path.clone(), text);
        match ahead {
            // What we asked for was made.
            Some(ahead) if ahead == now => drop(self.ahead.remove(&path)),
            Some(ahead) => {
                self.ahead.remove(&path);
                self.differs(&path, Some(&ahead));
            }
            None => {
                for book in self.books.values_mut() {
                    made.iter().for_each(|change| book.change(&path, change));
                }
            }
        }
        self.stale_of(&path);
    }

    /// A text was closed: the file below it counts again.
    pub(crate) fn close(&mut self, path: &Path) {
        let path = self.real(path);
        let before = self.view(&path);
        self.told.remove(&path);
        self.addresses.remove(&path);
        self.ahead.remove(&path);
        self.differs(&path, before.as_deref());
        self.stale_of(&path);
    }

    /// A file was changed on the disk by somebody else.
    pub(crate) fn changed_on_disk(&mut self, path: &Path) {
        let path = self.real(path);
        if !self.told.contains_key(&path) {
            let before = self.ahead.remove(&path);
            let known = self.books.values().find_map(|book| book.texts.0.values().find(|text| text.path == path));
            let before = before.or_else(|| known.map(|text| text.open.text.clone()));
            self.differs(&path, before.as_deref());
        }
        self.stale_of(&path);
    }

    /// Tells all books how a text differs from what it was.
    fn differs(&mut self, path: &Path, before: Option<&str>) {
        let now = self.view(path).or_else(|| self.saved(path));
        let (Some(before), Some(now)) = (before, now) else { return };
        let Some(change) = TextChange::between(before, &now) else { return };
        self.books.values_mut().for_each(|book| book.change(path, &change));
    }

    /// A text that is open, as it is once our edits are made.
    fn view(&self, path: &Path) -> Option<String> {
        self.ahead.get(path).cloned().or_else(|| self.told.get(path).map(|text| text.text.clone()))
    }

    fn saved(&self, path: &Path) -> Option<String> {
        Some(decode(self.disk.read(path, 64 << 20).ok()?)?.0)
    }

    /// All texts that are open.
    pub(super) fn texts(&self) -> OpenTexts {
        let mut texts = self.told.clone();
        for (path, text) in &self.ahead {
            let version = self.told.get(path).and_then(|told| told.version);
            texts.insert(path.clone(), Arc::new(OpenText::new(version, text.clone())));
        }
        texts
    }

    /// The disk with the open texts over it.
    pub(super) fn files(&self, texts: &OpenTexts) -> Arc<dyn Files> {
        let mut overlay = Overlay::new(Arc::clone(&self.disk));
        texts.iter().for_each(|(path, text)| overlay.put(path, text.text.clone()));
        Arc::new(overlay)
    }

    /// The book that a file belongs to: that of the nearest book.toml above it, or the file alone.
    pub(super) fn root_of(&self, path: &Path) -> PathBuf {
        let above = path.ancestors().skip(1).take(HIGHEST).map(|folder| folder.join("book.toml"));
        let is_there = |root: &PathBuf| self.told.contains_key(root) || self.disk.about(root).is_ok();
        above.into_iter().find(is_there).map_or_else(|| path.to_owned(), |root| self.real(&root))
    }

    fn stale_of(&mut self, path: &Path) {
        let holds = |book: &&OpenBook| book.name_of(path).is_some();
        let mut roots: BTreeSet<PathBuf> = self.books.values().filter(holds).map(|book| book.root.clone()).collect();
        if roots.is_empty() && self.told.contains_key(path) {
            roots.insert(self.root_of(path));
        }
        self.stale.append(&mut roots);
    }

    /// Whether any book is to be read again.
    pub(crate) fn is_stale(&self) -> bool {
        !self.stale.is_empty()
    }

    /// Reads the books that changed. Gives what is to be changed in their commentaries, so that all notes stay on their words; only where
    /// nothing is, the findings are those of the texts as they are.
    pub(crate) fn settle(&mut self) -> (Option<AppliedEdit>, Vec<PublishDiagnosticsParams>) {
        let texts = self.texts();
        let files = self.files(&texts);
        let mut edits = DeskEdits::new();
        let mut told = Vec::new();
        for root in std::mem::take(&mut self.stale) {
            let book = self.books.entry(root.clone()).or_insert_with(|| OpenBook::new(root));
            let own = if self.moves {
                book.settle(&files, &texts)
            } else {
                book.read(&files, &texts);
                DeskEdits::new()
            };
            if own.is_empty() {
                told.extend(published(book, self.unit, &self.addresses));
            } else {
                edits.extend(own);
            }
        }
        (self.applied(edits), told)
    }

    /// An edit as an editor is asked to make it; none if it changes nothing.
    fn applied(&mut self, edits: DeskEdits) -> Option<AppliedEdit> {
        if edits.is_empty() {
            return None;
        }
        let mut after = BTreeMap::new();
        for (path, changes) in &edits {
            let mut text = self.view(path).or_else(|| self.saved(path))?;
            super::kept::applied(&mut text, changes);
            after.insert(path.clone(), text);
        }
        let edit = self.workspace_edit(&edits);
        for (path, text) in &after {
            self.ahead.insert(path.clone(), text.clone());
        }
        Some(AppliedEdit { edit, after })
    }

    /// Changes of files as an editor takes them.
    pub(super) fn workspace_edit(&self, edits: &DeskEdits) -> WorkspaceEdit {
        let changes = edits.iter().filter_map(|(path, changes)| self.document_edit(path, changes));
        WorkspaceEdit { document_changes: Some(DocumentChanges::Edits(changes.collect())), ..WorkspaceEdit::default() }
    }

    fn document_edit(&self, path: &Path, changes: &[(Range<usize>, String)]) -> Option<TextDocumentEdit> {
        let told = self.told.get(path);
        let text = match self.ahead.get(path) {
            Some(ahead) => Arc::new(OpenText::new(None, ahead.clone())),
            None => told.cloned().or_else(|| Some(Arc::new(OpenText::new(None, self.saved(path)?))))?,
        };
        let edit =
            |(range, new): &(Range<usize>, String)| OneOf::Left(TextEdit { range: text.range(range, self.unit), new_text: new.clone() });
        let version = told.and_then(|told| told.version);
        let uri = self.address(path)?;
        let text_document = OptionalVersionedTextDocumentIdentifier { uri, version };
        Some(TextDocumentEdit { text_document, edits: changes.iter().map(edit).collect() })
    }

    /// The address of a file, as its editor writes it.
    pub(super) fn address(&self, path: &Path) -> Option<Uri> {
        self.addresses.get(path).cloned().or_else(|| super::uri_of(path))
    }

    /// An edit was made, or refused: then the texts are as they were told.
    pub(crate) fn answered(&mut self, applied: &AppliedEdit, is_made: bool) {
        for (path, text) in &applied.after {
            if is_made {
                self.stale_of(path);
            } else if self.ahead.get(path) == Some(text) {
                self.ahead.remove(path);
                self.differs(path, Some(text));
            }
        }
    }

    /// The pages to be set of the book that a file belongs to.
    pub(crate) fn layout_of(&self, path: &Path) -> Option<LayoutJob> {
        let path = self.real(path);
        let book = self.book_of(&path)?;
        Some(LayoutJob { root: book.root.clone(), files: self.files(&self.texts()) })
    }

    /// Takes in what came of setting the pages of a book, and gives all that is found in it.
    pub(crate) fn set(&mut self, set: SetPages) -> Vec<PublishDiagnosticsParams> {
        let Some(book) = self.books.get_mut(&set.root) else { return Vec::new() };
        let laid = set.book;
        book.of_layout = laid.of_layout;
        book.pages = laid.pages;
        // What was typed meanwhile moves what was found.
        for (name, text) in &laid.texts.0 {
            let Some(now) = book.texts.0.get(name) else { continue };
            let Some(change) = TextChange::between(&text.open.text, &now.open.text) else { continue };
            let places = book.of_layout.iter_mut().map(|one| &mut one.place).chain(book.pages.iter_mut().map(|(place, _)| place));
            places.filter(|place| place.file == *name).for_each(|place| place.bytes = change.moved(&place.bytes));
        }
        published(book, self.unit, &self.addresses)
    }

    /// The book that holds a file.
    pub(super) fn book_of(&self, path: &Path) -> Option<&OpenBook> {
        self.books.values().find(|book| book.name_of(path).is_some())
    }

    /// The book that holds a file, the file's name there, and the byte at a position.
    pub(super) fn at(&self, path: &Path, position: Position) -> Option<(&OpenBook, String, usize)> {
        let path = self.real(path);
        let book = self.book_of(&path)?;
        let name = book.name_of(&path)?.to_owned();
        let offset = book.texts.0.get(&name)?.open.offset(position, self.unit);
        Some((book, name, offset))
    }
}

/// What is found in a book, by files; files in which nothing is found any more are told so.
fn published(book: &mut OpenBook, unit: ColumnUnit, addresses: &BTreeMap<PathBuf, Uri>) -> Vec<PublishDiagnosticsParams> {
    let mut shown = findings::shown(book, unit);
    for path in std::mem::take(&mut book.told) {
        shown.entry(path).or_default();
    }
    book.told = shown.iter().filter(|(_, findings)| !findings.is_empty()).map(|(path, _)| path.clone()).collect();
    let version = |path: &Path| book.texts.0.values().find(|text| text.path == path).and_then(|text| text.open.version);
    let told = shown.into_iter().filter_map(|(path, diagnostics)| {
        Some(PublishDiagnosticsParams {
            uri: addresses.get(&path).cloned().or_else(|| super::uri_of(&path))?,
            version: version(&path),
            diagnostics,
        })
    });
    told.collect()
}
