//! Names given anew: ids and titles of headings, with all that refers to them, in all files of a book.

use super::book::{DeskEdits, OpenBook};
use super::desk::WritingDesk;
use super::places::FilePlace;
use crate::book::{BlockKind, SectionId, Style};
use crate::source::{Files, Overlay};
use lsp_types::{Position, WorkspaceEdit};
use std::fmt;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// Why a name can't be given.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum RenameRefusal {
    /// Nothing that has a name stands there.
    Nothing,
    /// An id holds letters, figures, `-`, `_`, `.` and `:` only.
    BadId(String),
    /// The book has this id already.
    Taken(String),
    /// A title is one line.
    BadTitle,
}

impl fmt::Display for RenameRefusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => write!(out, "nothing here has a name: put the cursor on an id such as `#storm`, or on a heading"),
            Self::BadId(id) => write!(out, "`{id}` can't be an id: use letters, figures, hyphens, points and underscores"),
            Self::Taken(id) => write!(out, "the book has an id `{id}` already"),
            Self::BadTitle => write!(out, "a title is some words in one line"),
        }
    }
}

/// What has a name at a place.
enum NamedThing {
    /// An id, and the bytes of its name.
    Id(String, Range<usize>),
    /// The title of a section, and its bytes.
    Title(SectionId, Range<usize>),
}

/// Whether a character may stand in an id.
fn in_id(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':')
}

impl WritingDesk {
    /// The words at a position that can be named anew.
    pub(crate) fn renamed_at(&self, path: &Path, position: Position) -> Option<lsp_types::Range> {
        let (book, file, offset) = self.at(path, position)?;
        let bytes = match book.named(&file, offset)? {
            NamedThing::Id(_, bytes) | NamedThing::Title(_, bytes) => bytes,
        };
        Some(book.texts.0.get(&file)?.open.range(&bytes, self.unit))
    }

    /// Gives what stands at a position another name.
    ///
    /// # Errors
    /// If nothing there has a name, or the new one can't be.
    pub(crate) fn rename(&self, path: &Path, position: Position, name: &str) -> Result<WorkspaceEdit, RenameRefusal> {
        let (book, file, offset) = self.at(path, position).ok_or(RenameRefusal::Nothing)?;
        let edits = match book.named(&file, offset).ok_or(RenameRefusal::Nothing)? {
            NamedThing::Id(id, _) => {
                let new = name.trim_start_matches(['#', '^']);
                if new.is_empty() || !new.chars().all(in_id) {
                    return Err(RenameRefusal::BadId(new.to_owned()));
                }
                if new != id && book.ids().iter().any(|known| known == new) {
                    return Err(RenameRefusal::Taken(new.to_owned()));
                }
                book.with_id(&id, new)
            }
            NamedThing::Title(section, bytes) => {
                let name = name.trim().trim_start_matches('#').trim_start();
                if name.is_empty() || name.contains(['\n', '\r']) {
                    return Err(RenameRefusal::BadTitle);
                }
                let files = self.files(&self.texts());
                book.with_title(section, &FilePlace { file, bytes }, name, &files).ok_or(RenameRefusal::Nothing)?
            }
        };
        Ok(self.workspace_edit(&edits))
    }
}

impl OpenBook {
    /// All ids of the book: given ones, and those made of titles.
    pub(super) fn ids(&self) -> Vec<String> {
        let Some(book) = self.book() else { return Vec::new() };
        let sections = book.sections.iter().map(|section| section.slug.clone());
        let blocks = book.blocks.iter().filter_map(|block| block.id.clone());
        let notes = book.notes.iter().filter_map(|note| note.id.clone());
        let mut ids: Vec<String> = sections.chain(blocks).chain(notes).collect();
        ids.sort();
        ids.dedup();
        ids
    }

    /// What has a name at a byte of a file.
    fn named(&self, file: &str, offset: usize) -> Option<NamedThing> {
        let text = self.texts.0.get(file)?.open.text.as_str();
        let start = text[..offset].char_indices().rev().take_while(|(_, c)| in_id(*c)).last().map_or(offset, |(at, _)| at);
        let end = text[offset..].char_indices().find(|(_, c)| !in_id(*c)).map_or(text.len(), |(at, _)| offset + at);
        // The cursor may stand on the sign itself.
        let (start, end) = if start == end && text[offset..].starts_with(['#', '^']) {
            let length = text[offset + 1..].chars().take_while(|c| in_id(*c)).map(char::len_utf8).sum::<usize>();
            (offset + 1, offset + 1 + length)
        } else {
            (start, end)
        };
        let id = &text[start..end];
        if text[..start].ends_with(['#', '^']) && self.ids().iter().any(|known| known == id) {
            return Some(NamedThing::Id(id.to_owned(), start..end));
        }
        let book = self.book()?;
        let here = FilePlace { file: file.to_owned(), bytes: offset..offset };
        let mut sections = (0..book.sections.len()).map(SectionId::new);
        let section = sections.find(|id| self.place(book.section(*id).span).is_some_and(|place| place.meets(&here)))?;
        Some(NamedThing::Title(section, self.title_bytes(section)?))
    }

    /// The bytes of a section's title, without marks and attributes.
    fn title_bytes(&self, section: SectionId) -> Option<Range<usize>> {
        let book = self.book()?;
        let prose = book.block(book.section(section).heading).prose()?;
        let whole = self.place(book.section(section).span)?;
        let (first, last) = (self.place(prose.runs.first()?.span)?, self.place(prose.runs.last()?.span)?);
        (first.bytes.start >= whole.bytes.start && last.bytes.end <= whole.bytes.end).then_some(first.bytes.start..last.bytes.end)
    }

    /// The edits that give an id another name wherever it is written.
    fn with_id(&self, id: &str, new: &str) -> DeskEdits {
        let mut edits = DeskEdits::new();
        for (name, text) in &self.texts.0 {
            let code = self.code_in(name);
            let found = references(&text.open.text, id).into_iter().filter(|range| !code.iter().any(|code| code.contains(&range.start)));
            let found: Vec<_> = found.map(|range| (range, new.to_owned())).collect();
            if !found.is_empty() {
                edits.insert(text.path.clone(), found);
            }
        }
        edits
    }

    /// Where code stands in a file, whose signs mean nothing.
    fn code_in(&self, file: &str) -> Vec<Range<usize>> {
        let Some(book) = self.book() else { return Vec::new() };
        let blocks = book.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Code { .. })).map(|block| block.span);
        let runs = book.blocks.iter().filter_map(|block| block.prose()).flat_map(|prose| &prose.runs);
        let runs = runs.filter(|run| run.style.has(Style::CODE)).map(|run| run.span);
        blocks.chain(runs).filter_map(|span| self.place(span)).filter(|place| place.file == file).map(|place| place.bytes).collect()
    }

    /// The edits that give a section another title: there, in headings of the commentary, and in links by the name made of it.
    fn with_title(&self, section: SectionId, title: &FilePlace, new: &str, files: &Arc<dyn Files>) -> Option<DeskEdits> {
        let book = self.book()?;
        let mut edits = DeskEdits::new();
        let text = self.texts.0.get(&title.file)?;
        edits.entry(text.path.clone()).or_default().push((title.bytes.clone(), new.to_owned()));
        for heading in book.outline.iter().filter(|heading| heading.scope && heading.named && heading.section == Some(section)) {
            let Some(place) = self.place(heading.words) else { continue };
            if self.texts.slice(&place).starts_with('#') {
                continue;
            }
            let path = self.texts.0.get(&place.file)?.path.clone();
            edits.entry(path).or_default().push((place.bytes, new.to_owned()));
        }
        // What name the new title makes, only reading it tells.
        let mut overlay = Overlay::new(Arc::clone(files));
        let mut retitled = text.open.text.clone();
        retitled.replace_range(title.bytes.clone(), new);
        overlay.put(&text.path, retitled);
        let files: Arc<dyn Files> = Arc::new(overlay);
        let after = crate::build::survey(&files, &self.options(), &|_| ());
        let slug = |book: &crate::book::Book| book.sections.get(section.index()).map(|section| section.slug.clone());
        let (before, after) = (slug(book)?, slug(after.text.as_deref()?)?);
        if before != after {
            for (path, renamed) in self.with_id(&before, &after) {
                edits.entry(path).or_default().extend(renamed);
            }
        }
        Some(edits)
    }
}

/// Where an id stands in a text as one: `{#id …}`, `(file.md#id)`, `[[file#^id]]`, `## #id` in a commentary, `^id` at the end of a line.
fn references(text: &str, id: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices(id) {
        let (before, behind) = (&text[..at], &text[at + id.len()..]);
        let ends = !behind.chars().next().is_some_and(in_id) || behind.starts_with(['.', ':']) && !behind[1..].starts_with(in_id);
        let Some(sign) = before.chars().next_back().filter(|c| matches!(c, '#' | '^')) else { continue };
        let before = &before[..before.len() - 1];
        let line = before.rsplit('\n').next().unwrap_or("");
        let is_one = match sign {
            '^' => line.ends_with([' ', '#']) || line.is_empty(),
            _ => {
                let open = line.rfind(['{', '(', '[', '<']).map(|open| &line[open..]);
                let in_link =
                    open.is_some_and(|open| !open.contains([')', ']', '}', '>', ' ']) || open.starts_with('{') && !open.contains('}'));
                let is_definition = line.trim_start().starts_with('[') && line.contains("]:");
                in_link || is_definition || line.trim_end().chars().all(|c| c == '#') && line.ends_with(' ')
            }
        };
        if ends && is_one {
            found.push(at..at + id.len());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_where_they_are_ids() {
        let text = "# T {.x #storm}\n\n[a](#storm) [b](two.md#storm \"t\") [[two#storm]] storm #storm #storms\n\nPara. ^storm\n\n[r]: #storm\n\n## #storm\n\n### ^storm\n";
        let found = references(text, "storm");
        let lines: Vec<usize> = found.iter().map(|range| text[..range.start].matches('\n').count()).collect();
        assert_eq!(lines, [0, 2, 2, 2, 4, 6, 8, 10], "{found:?}");
    }
}
