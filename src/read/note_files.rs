//! Notes in a file of their own beside the texts that call them, as pandoc joins several files to one text: each text gets those that it
//! calls, and the file is no chapter.
//!
//! Input: the files of the book whose names say that they hold notes. Cost: the length of these, and of the texts beside them.

use super::builder::Builder;
use super::files;
use crate::config::{Config, front_matter};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{ComposedPiece, SourceId, Sources, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Words in the names of files that may hold notes and nothing else.
const NAMES: [&str; 17] = [
    "notes",
    "footnotes",
    "endnotes",
    "fn",
    "fussnoten",
    "fußnoten",
    "endnoten",
    "anmerkungen",
    "noten",
    "notas",
    "note",
    "voetnoten",
    "сноски",
    "примечания",
    "脚注",
    "注释",
    "注釋",
];

/// The notes of one file.
#[derive(Debug)]
struct NoteFile {
    path: String,
    source: SourceId,
    /// Where each note stands, by its label.
    notes: BTreeMap<String, Range<usize>>,
    /// The labels that a text has called.
    called: BTreeSet<String>,
}

/// The files of a book that hold notes for others.
#[derive(Debug, Default)]
pub(super) struct NoteFiles {
    files: Vec<NoteFile>,
}

impl NoteFiles {
    /// Finds them: a text that is called so and holds nothing but notes, none of which it calls itself, beside others.
    pub(super) fn found(builder: &mut Builder, config: &Config, sources: &mut Sources) -> Self {
        let is_named = |path: &str| {
            let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
            name.split(['-', '_', ' ', '.']).any(|word| NAMES.contains(&word))
        };
        let mut found = Self::default();
        if config.files.len() < 2 {
            return found;
        }
        for listed in config.files.iter().filter(|listed| is_named(&listed.path)) {
            // What is wrong with a file that is none of these is told where it is read as a text.
            let mut unheard = Diagnostics::default();
            let Some(source) = files::text(builder, listed, sources, &mut unheard) else { continue };
            let text = sources.get(source).text();
            if let Some(notes) = notes(text, front_matter::split(text).1) {
                found.files.push(NoteFile { path: listed.path.clone(), source, notes, called: BTreeSet::new() });
            }
        }
        found
    }

    /// Whether a file of the book holds notes for others.
    pub(super) fn holds(&self, path: &str) -> bool {
        self.files.iter().any(|file| file.path == path)
    }

    /// A text with the notes behind it that it calls and does not hold: those of the file in its folder, or in the nearest above it.
    pub(super) fn with_notes(&mut self, builder: &mut Builder, source: SourceId, path: &str, sources: &mut Sources) -> SourceId {
        let text = sources.get(source).text();
        if self.files.is_empty() || !text.contains("[^") {
            return source;
        }
        let folder = |path: &str| path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let (called, own) = labels(text);
        let mut fits: Vec<&mut NoteFile> = self.files.iter_mut().filter(|file| path.starts_with(&folder(&file.path))).collect();
        fits.sort_by_key(|file| std::cmp::Reverse(folder(&file.path).len()));
        let mut pieces = vec![ComposedPiece::Taken(Span::new(source, 0, text.len()))];
        let end = Span::new(source, text.len(), text.len());
        for label in called.difference(&own) {
            let Some((file, range)) = fits.iter_mut().find_map(|file| file.notes.get(*label).cloned().map(|range| (file, range))) else {
                continue;
            };
            file.called.insert((*label).to_owned());
            pieces.push(ComposedPiece::Made("\n\n".to_owned(), end));
            pieces.push(ComposedPiece::Taken(Span::new(file.source, range.start, range.end)));
        }
        if pieces.len() == 1 {
            return source;
        }
        pieces.push(ComposedPiece::Made("\n".to_owned(), end));
        builder.recomposed(source, &pieces, sources)
    }

    /// Tells of the notes that no text calls, and gives the files.
    pub(super) fn tell(self, diagnostics: &mut Diagnostics) -> Vec<SourceId> {
        for file in &self.files {
            for (label, range) in file.notes.iter().filter(|(label, _)| !file.called.contains(*label)) {
                let place = Span::new(file.source, range.start, range.start + label.len() + 3);
                let unused = Diagnostic::at(Code::UnusedFootnote, place, format!("no mark calls the note [^{label}]"));
                diagnostics.push(unused.help(format!("put [^{label}] where it belongs, or delete the note")));
            }
        }
        self.files.into_iter().map(|file| file.source).collect()
    }
}

/// Where each note of a text stands that holds nothing else but perhaps headings, by its label; none if it holds something else, or less
/// than two notes.
fn notes(text: &str, body: usize) -> Option<BTreeMap<String, Range<usize>>> {
    let mut found: Vec<(String, Range<usize>)> = Vec::new();
    let (mut at, mut blank) = (body, true);
    for line in text[body..].split_inclusive('\n') {
        let start = at;
        at += line.len();
        let words = line.trim_end();
        let label = words.strip_prefix("[^").and_then(|rest| rest.split_once("]:")).map(|(label, _)| label);
        let is_indented = line.starts_with([' ', '\t']);
        match (label, found.last_mut()) {
            (Some(label), _) if !label.contains([' ', ']']) => found.push((label.to_owned(), start..start + words.len())),
            _ if words.is_empty() || words.starts_with('#') || words.starts_with("---") => {}
            (_, Some((_, range))) if is_indented || !blank => range.end = start + words.len(),
            _ => return None,
        }
        blank = words.is_empty() || words.starts_with('#');
    }
    (found.len() > 1).then(|| found.into_iter().collect())
}

/// The labels of notes that a text calls, and those of notes that it holds.
fn labels(text: &str) -> (BTreeSet<&str>, BTreeSet<&str>) {
    let (mut called, mut own) = (BTreeSet::new(), BTreeSet::new());
    for (at, _) in text.match_indices("[^") {
        let Some((label, behind)) = text[at + 2..].split_once(']') else { break };
        if label.is_empty() || label.len() > 60 || label.contains([' ', '\n', '[']) {
            continue;
        }
        let begins = text[..at].rsplit('\n').next().is_some_and(|before| before.trim().is_empty());
        if begins && behind.starts_with(':') {
            own.insert(label);
        } else {
            called.insert(label);
        }
    }
    (called, own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_notes_holds_nothing_else() {
        let found = notes("# Notes\n\n[^1]: One,\nand more.\n\n    A second.\n[^b]: Two.\n", 0).unwrap();
        assert_eq!(found.iter().map(|(label, range)| (label.as_str(), range.clone())).collect::<Vec<_>>(), [("1", 9..44), ("b", 45..55)]);
        for text in ["Words.\n\n[^1]: One.\n[^2]: Two.\n", "[^1]: One.\n[^2]: Two.\n\nWords.\n", "[^1]: One.\n", ""] {
            assert!(notes(text, 0).is_none(), "{text}");
        }
    }

    #[test]
    fn calls_and_notes_are_told_apart() {
        let (called, own) = labels("A[^1] b[^x]: c.\n\n[^1]: Own, see[^2].\n");
        assert_eq!((called, own), (BTreeSet::from(["1", "2", "x"]), BTreeSet::from(["1"])));
    }
}
