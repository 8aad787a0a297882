//! Where things of a book stand in the texts that an editor holds, and what stands at a place of these.

use super::text::OpenText;
use crate::book::{BlockId, Book, NoteKind, Passage, Prose, TextPos, text};
use crate::source::{SourceId, Sources, Span};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Some bytes of a file of a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FilePlace {
    /// The file, by its name in the book.
    pub(crate) file: String,
    pub(crate) bytes: Range<usize>,
}

impl FilePlace {
    /// Whether two places have bytes in common; an empty one has those that it stands between.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        let (a, b) = (&self.bytes, &other.bytes);
        let apart = if a.is_empty() || b.is_empty() { a.start > b.end || b.start > a.end } else { a.start >= b.end || b.start >= a.end };
        self.file == other.file && !apart
    }
}

/// A file of a book as an editor or the disk has it.
#[derive(Clone, Debug)]
pub(crate) struct BookText {
    pub(crate) path: PathBuf,
    pub(crate) open: Arc<OpenText>,
    /// Whether the text that was read is this one, byte for byte.
    is_same: bool,
}

impl BookText {
    /// A file as it is, and as it was read.
    pub(crate) fn new(path: PathBuf, open: Arc<OpenText>, read: &str) -> Self {
        let is_same = open.text == read;
        Self { path, open, is_same }
    }
}

/// The files of a book by their names in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct BookTexts(pub(crate) BTreeMap<String, BookText>);

impl BookTexts {
    /// Where a span of what was read stands in its file.
    pub(crate) fn place(&self, sources: &Sources, span: Span) -> Option<FilePlace> {
        let origin = sources.origin(span);
        let source = sources.get(origin.source);
        let file = source.name().to_owned();
        let text = self.0.get(&file)?;
        if text.is_same {
            let end = text.open.text.len();
            let start = (origin.start as usize).min(end);
            return Some(FilePlace { file, bytes: start..(origin.end as usize).clamp(start, end) });
        }
        let [start, end] = [origin.start, origin.end].map(|at| to_file(&text.open, source.text(), at as usize));
        Some(FilePlace { file, bytes: start..end.max(start) })
    }

    /// The bytes of a file as they were read, and the source that has them.
    pub(crate) fn read(&self, sources: &Sources, place: &FilePlace) -> Option<(SourceId, Range<usize>)> {
        let source = sources.named(&place.file)?;
        let text = self.0.get(&place.file)?;
        if text.is_same {
            return Some((source, place.bytes.clone()));
        }
        let [start, end] = [place.bytes.start, place.bytes.end].map(|at| from_file(&text.open, sources.get(source).text(), at));
        Some((source, start..end.max(start)))
    }

    /// A place without the ends of lines behind it.
    pub(crate) fn trimmed(&self, place: &FilePlace) -> FilePlace {
        let length = self.slice(place).trim_end().len();
        FilePlace { file: place.file.clone(), bytes: place.bytes.start..place.bytes.start + length }
    }

    /// The words of a file at a place.
    pub(crate) fn slice(&self, place: &FilePlace) -> &str {
        self.0.get(&place.file).and_then(|text| text.open.text.get(place.bytes.clone())).unwrap_or("")
    }
}

/// The byte of a file where a byte of what was read of it stands: of the same line, where letters may be composed of several.
fn to_file(file: &OpenText, read: &str, at: usize) -> usize {
    let before = read.get(..at).unwrap_or(read);
    let number = before.matches('\n').count();
    let column = before.len() - before.rfind('\n').map_or(0, |end| end + 1);
    let (mut composed, mut own) = (0, 0);
    for cluster in file.line(number).graphemes(true) {
        if composed >= column {
            break;
        }
        composed += composed_length(cluster);
        own += cluster.len();
    }
    file.line_start(number) + own
}

/// The byte of what was read of a file where a byte of the file stands.
fn from_file(file: &OpenText, read: &str, at: usize) -> usize {
    let number = file.line_of(at);
    let before = file.text.get(file.line_start(number)..at).unwrap_or("");
    let column: usize = before.graphemes(true).map(composed_length).sum();
    let start = if number == 0 { 0 } else { read.match_indices('\n').nth(number - 1).map_or(read.len(), |(end, _)| end + 1) };
    (start + column).min(read.len())
}

fn composed_length(cluster: &str) -> usize {
    if cluster == "\u{FEFF}" {
        return 0;
    }
    if cluster.is_ascii() { cluster.len() } else { cluster.nfc().map(char::len_utf8).sum() }
}

/// A leaf of the text, and where it stands.
#[derive(Clone, Copy, Debug)]
struct LeafPlace {
    source: SourceId,
    start: u32,
    end: u32,
    block: BlockId,
}

/// The leaves of a text by their places in its files.
#[derive(Clone, Debug, Default)]
pub(crate) struct LeafPlaces(Vec<LeafPlace>);

impl LeafPlaces {
    /// The leaves of a book's chapters, and of the author's notes.
    pub(crate) fn new(book: &Book, sources: &Sources) -> Self {
        let mut leaves: Vec<LeafPlace> = Vec::with_capacity(book.blocks.len());
        let notes = book.notes.iter().filter(|note| matches!(note.kind, NoteKind::Footnote(_))).map(|note| &note.blocks);
        for blocks in book.chapters.iter().map(|chapter| &chapter.blocks).chain(notes) {
            for (block, leaf) in text::leaves(book, blocks) {
                let origins = sources.origins(leaf.span);
                let (Some(first), Some(last)) = (origins.first(), origins.last()) else { continue };
                let end = if last.source == first.source { last.end.max(first.start) } else { first.end };
                leaves.push(LeafPlace { source: first.source, start: first.start, end, block });
            }
        }
        leaves.sort_by_key(|leaf| (leaf.source, leaf.start, leaf.end));
        Self(leaves)
    }

    /// The passage that some bytes of a source are.
    pub(crate) fn passage(&self, book: &Book, sources: &Sources, source: SourceId, bytes: &Range<usize>) -> Option<Passage> {
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let (from, upto) = (narrow(bytes.start), narrow(bytes.end));
        let own = self.0.partition_point(|leaf| leaf.source < source)..self.0.partition_point(|leaf| leaf.source <= source);
        let mut passage: Option<Passage> = None;
        for leaf in self.0[own].iter().take_while(|leaf| leaf.start <= upto).filter(|leaf| leaf.end >= from) {
            let Some(prose) = book.block(leaf.block).prose() else { continue };
            let Some(range) = in_prose(prose, sources, source, from..upto) else { continue };
            let [start, end] = [range.start, range.end].map(|offset| TextPos { block: leaf.block, offset });
            passage = Some(Passage { start: passage.map_or(start, |passage| passage.start), end });
        }
        passage
    }
}

/// The bytes of a prose that stand in some bytes of a source; none if none do.
fn in_prose(prose: &Prose, sources: &Sources, source: SourceId, bytes: Range<u32>) -> Option<Range<u32>> {
    let of = prose.runs.first()?.span.source;
    let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let mut found: Option<Range<u32>> = None;
    for (text, read) in prose.map.stretches() {
        let origin = sources.origin(Span::new(of, read.start, read.end));
        let meets = if bytes.is_empty() {
            origin.start <= bytes.start && bytes.start <= origin.end
        } else {
            origin.start < bytes.end && bytes.start < origin.end
        };
        if origin.source != source || !meets {
            continue;
        }
        let (start, end) = if text.len() == read.len() {
            let at = |byte: u32| narrow(text.start) + (byte.clamp(origin.start, origin.end) - origin.start);
            (at(bytes.start), at(bytes.end))
        } else {
            (narrow(text.start), narrow(text.end))
        };
        found = Some(found.map_or(start..end, |found| found.start.min(start)..found.end.max(end)));
    }
    found
}
