//! Texts with ids, and spans into them: what comes in is bytes from a file, what goes out is text every later stage can point at.

pub(crate) mod address;
mod archive;
mod decode;
pub(crate) mod deflate;
mod files;
mod folder;
mod format;
pub(crate) mod held;
mod length;
mod lines;
mod shell;
pub(crate) mod shops;
mod tags;
pub(crate) mod xml;

pub use decode::decode;
pub(crate) use decode::{Encoding, decode_as, is_unfit};
pub use files::{Disk, EntryKind, FileFacts, Files, FolderEntry, Memory, Overlay};
pub use folder::Folder;
pub(crate) use folder::PathRefusal;
pub(crate) use format::InputFormat;
pub use length::Length;
pub(crate) use lines::lines_with_ends;
pub(crate) use shell::shell_word;
pub(crate) use tags::with_few_attributes;

/// Names one text in [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

/// A half-open range of bytes in one source; both ends lie on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text the range is in.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// The end: one past the last byte.
    pub end: u32,
}

impl Span {
    /// A span over `start..end` of `source`.
    #[must_use]
    pub fn new(source: SourceId, start: usize, end: usize) -> Self {
        Self { source, start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The range as `usize`, for slicing.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The empty span at the end of this one.
    #[must_use]
    pub fn after(self) -> Self {
        Self { start: self.end, ..self }
    }

    /// The span from the start of this one to the end of `other` (in one source).
    #[must_use]
    pub fn to(self, other: Span) -> Self {
        Self { end: other.end.max(self.start), ..self }
    }
}

/// Where the first byte is that is odd: the bytes of a text, of which few are, are looked at many at a time. That is ten times as
/// quick if `odd` has no branches, so it must be made of comparisons joined by `|` and `&`, not by `||` or a pattern.
#[must_use]
pub(crate) fn position(bytes: &[u8], odd: impl Fn(u8) -> bool) -> Option<usize> {
    let (rows, rest) = bytes.as_chunks::<32>();
    let row = rows.iter().position(|row| row.iter().fold(false, |any, &byte| any | odd(byte)));
    let from = row.unwrap_or(rows.len()) * 32;
    let looked = if row.is_some() { &bytes[from..] } else { rest };
    looked.iter().position(|&byte| odd(byte)).map(|at| from + at)
}

/// Sources over 4 GiB are refused when they are added, so a position always fits.
fn clamp(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// A place as people count it: both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourcePosition {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// A text with its name.
#[derive(Debug)]
pub struct Source {
    name: String,
    /// The name as seen from the working folder.
    shown: String,
    text: String,
    lines: Vec<u32>,
    /// Of a text made of parts of others, where each part begins and where it was taken from, in order.
    parts: Vec<TakenPart>,
}

/// A part of a text that was taken from another one.
#[derive(Clone, Copy, Debug)]
struct TakenPart {
    /// Where the part begins.
    at: u32,
    /// The part in the text that it was taken from; empty for what stands in no text.
    from: Span,
}

/// A stretch of a text and where it was taken from, which is empty if it stands in no text.
struct TakenStretch {
    origin: Span,
    length: u32,
}

/// A piece of a text that is put together.
#[derive(Clone, Debug)]
pub(crate) enum ComposedPiece {
    /// A stretch of another text.
    Taken(Span),
    /// Characters that stand in no text, and the place that findings about them have.
    Made(String, Span),
}

impl Source {
    /// Name of the text in the book: usually a path relative to the book's folder.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Name of the text for whoever reads a finding: a path as seen from the working folder.
    #[must_use]
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// All texts of a build, in the order they were read.
#[derive(Debug, Default)]
pub struct Sources {
    all: Vec<Source>,
    /// What stands before the names of sources as seen from the working folder: nothing, or a folder and a slash.
    folder: String,
}

impl Sources {
    /// Sources whose names are of files in `folder`, a path as seen from the working folder; empty if that is it.
    #[must_use]
    pub fn in_folder(folder: &str) -> Self {
        let slash = if folder.is_empty() || folder.ends_with('/') { "" } else { "/" };
        Self { all: Vec::new(), folder: format!("{folder}{slash}") }
    }

    /// Lets names of sources to come be of files in a folder so many levels above. Returns what [`Sources::set_folder`] undoes it with.
    pub(crate) fn rise(&mut self, levels: usize) -> String {
        let before = self.folder.clone();
        for _ in 0..levels {
            let bare = self.folder.trim_end_matches('/');
            self.folder = match bare.rsplit_once('/') {
                _ if bare.is_empty() && self.folder.starts_with('/') => "/".to_owned(),
                _ if bare.is_empty() || bare == "." => "../".to_owned(),
                _ if bare == ".." || bare.ends_with("/..") => format!("{bare}/../"),
                Some((above, _)) => format!("{above}/"),
                None => String::new(),
            };
        }
        before
    }

    /// Lets names of sources to come be of files in a folder that [`Sources::rise`] has left.
    pub(crate) fn set_folder(&mut self, folder: String) {
        self.folder = folder;
    }

    /// Takes a text in. A byte order mark is dropped and CRLF becomes LF, so that positions mean the same everywhere.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        let text = tidy(text.into());
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| clamp(at + 1))).collect();
        let id = SourceId(clamp(self.all.len()));
        let name = name.into();
        let shown = self.seen(&name);
        self.all.push(Source { name, shown, text, lines, parts: Vec::new() });
        id
    }

    /// Takes a text in that is no file of the book's folder, under a name that stands for itself.
    pub(crate) fn add_aside(&mut self, name: &str, text: impl Into<String>) -> SourceId {
        let id = self.add(name, text);
        name.clone_into(&mut self.all[id.0 as usize].shown);
        id
    }

    /// The name of a file of the book's folder as seen from the working folder.
    fn seen(&self, name: &str) -> String {
        let mut folder = self.folder.trim_end_matches('/');
        let mut name = name;
        while let Some(rest) = name.strip_prefix("../")
            && !matches!(folder, "" | "." | "..")
            && !folder.ends_with("/..")
        {
            (folder, name) = (folder.rsplit_once('/').map_or("", |(above, _)| above), rest);
        }
        let slash = if folder.is_empty() && !self.folder.starts_with('/') { "" } else { "/" };
        format!("{folder}{slash}{name}")
    }

    /// Puts a text together from pieces of others, under a name. Whatever is found in it has the place it was taken from.
    pub(crate) fn compose(&mut self, name: impl Into<String>, pieces: &[ComposedPiece]) -> SourceId {
        let (mut text, mut parts) = (String::new(), Vec::with_capacity(pieces.len()));
        for piece in pieces {
            let mut at = clamp(text.len());
            match piece {
                ComposedPiece::Taken(span) => {
                    // It may have been put together itself.
                    for from in self.taken(*span) {
                        parts.push(TakenPart { at, from: from.origin });
                        at += from.length;
                    }
                    text.push_str(self.slice(*span));
                }
                ComposedPiece::Made(words, place) => {
                    parts.push(TakenPart { at, from: self.origin(Span { end: place.start, ..*place }) });
                    text.push_str(words);
                }
            }
        }
        let id = self.add(name, text);
        self.all[id.0 as usize].parts = parts;
        id
    }

    /// Where a span was taken from, if its text was put together from others: up to the end of the part that it begins in.
    #[must_use]
    pub fn origin(&self, span: Span) -> Span {
        let parts = &self.get(span.source).parts;
        let Some(part) = parts.partition_point(|part| part.at <= span.start).checked_sub(1).map(|index| parts[index]) else { return span };
        let start = (part.from.start + (span.start - part.at)).min(part.from.end.max(part.from.start));
        let end = (start + (span.end - span.start)).min(part.from.end).max(start);
        Span { source: part.from.source, start, end }
    }

    /// Everywhere that a span was taken from, if its text was put together from others.
    pub(crate) fn origins(&self, span: Span) -> Vec<Span> {
        self.taken(span).into_iter().map(|stretch| stretch.origin).collect()
    }

    /// The stretches of a span that were taken from one place each.
    fn taken(&self, span: Span) -> Vec<TakenStretch> {
        let parts = &self.get(span.source).parts;
        let whole = TakenStretch { origin: span, length: span.end - span.start };
        let Some(mut index) = parts.partition_point(|part| part.at <= span.start).checked_sub(1) else { return vec![whole] };
        let (mut stretches, mut at) = (Vec::new(), span.start);
        while at < span.end && index < parts.len() {
            let end = parts.get(index + 1).map_or(span.end, |next| next.at).min(span.end);
            stretches.push(TakenStretch { origin: self.origin(Span { start: at, end, ..span }), length: end - at });
            (at, index) = (end, index + 1);
        }
        stretches
    }

    /// The names of all, as shown in messages.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(Source::name)
    }

    /// The first text of a name, be it that in the book or the one shown; what is put together from others comes behind those.
    pub(crate) fn named(&self, name: &str) -> Option<SourceId> {
        let at = self.all.iter().position(|source| source.name == name || source.shown == name)?;
        Some(SourceId(clamp(at)))
    }

    /// The byte at a line and a column of a text; the nearest there is, for a place behind the end of a line or of the text.
    pub(crate) fn offset(&self, id: SourceId, place: SourcePosition) -> usize {
        let source = self.get(id);
        let line = place.line.clamp(1, source.lines.len());
        let range = self.line(Span { source: id, start: source.lines[line - 1], end: source.lines[line - 1] });
        let text = source.text.get(range.clone()).unwrap_or_default();
        text.char_indices().nth(place.column.saturating_sub(1)).map_or(range.end, |(at, _)| range.start + at)
    }

    /// All texts, in the order they were taken in.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(Source::text)
    }

    /// The source with this id.
    #[must_use]
    pub fn get(&self, id: SourceId) -> &Source {
        &self.all[id.0 as usize]
    }

    /// The text a span covers.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.source).text.get(span.range()).unwrap_or("")
    }

    /// The span with its ends on the nearest characters that it touches, and inside its text.
    #[must_use]
    pub fn within(&self, span: Span) -> Span {
        let text = self.get(span.source).text();
        let [start, end] = [span.start, span.end].map(|at| (at as usize).min(text.len()));
        let start = (0..=start).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let end = (end..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
        Span::new(span.source, start, end)
    }

    /// The name of the text that a span was written in, as seen from the working folder.
    #[must_use]
    pub fn shown(&self, span: Span) -> &str {
        &self.get(self.origin(span).source).shown
    }

    /// Line and column of a span's first byte.
    #[must_use]
    pub fn place(&self, span: Span) -> SourcePosition {
        let span = self.origin(span);
        let source = self.get(span.source);
        let line = source.lines.partition_point(|&start| start <= span.start).max(1);
        let start = source.lines[line - 1] as usize;
        let before = source.text.get(start..(span.start as usize).min(source.text.len())).unwrap_or("");
        SourcePosition { line, column: before.chars().count() + 1 }
    }

    /// The bytes of the line that a span begins on, without its end.
    #[must_use]
    pub fn line(&self, span: Span) -> std::ops::Range<usize> {
        let Source { lines, text, .. } = self.get(span.source);
        let number = lines.partition_point(|&start| start <= span.start).max(1);
        let end = lines.get(number).map_or(text.len(), |&next| next as usize - 1);
        lines[number - 1] as usize..end
    }

    /// `name:line:column`, as messages print it.
    #[must_use]
    pub fn locate(&self, span: Span) -> String {
        let SourcePosition { line, column } = self.place(span);
        format!("{}:{line}:{column}", self.shown(span))
    }
}

/// Says where spans begin. For one that lies behind the last one on its line it counts on from there, so that to place a million
/// findings of one long line costs no more than to read the line.
#[derive(Debug)]
pub(crate) struct Locator<'s> {
    sources: &'s Sources,
    last: Option<(SourceId, u32, SourcePosition)>,
}

impl<'s> Locator<'s> {
    /// A locator in `sources`.
    #[must_use]
    pub(crate) fn new(sources: &'s Sources) -> Self {
        Self { sources, last: None }
    }

    /// Line and column of a span's first byte.
    pub(crate) fn place(&mut self, span: Span) -> SourcePosition {
        let span = self.sources.origin(span);
        let source = self.sources.get(span.source);
        let line = source.lines.partition_point(|&start| start <= span.start).max(1);
        let place = match self.last {
            Some((id, at, last)) if id == span.source && last.line == line && at <= span.start => {
                let between = source.text.get(at as usize..(span.start as usize).min(source.text.len())).unwrap_or("");
                SourcePosition { line, column: last.column + between.chars().count() }
            }
            _ => self.sources.place(span),
        };
        self.last = Some((span.source, span.start, place));
        place
    }
}

fn tidy(mut text: String) -> String {
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_odd_byte_is_found_wherever_it_is() {
        for length in [0, 1, 31, 32, 33, 64, 100] {
            let mut bytes = vec![b'a'; length];
            assert_eq!(position(&bytes, |byte| byte == b'b'), None);
            for at in (0..length).rev() {
                bytes[at] = b'b';
                assert_eq!(position(&bytes, |byte| byte == b'b'), Some(at));
            }
        }
    }

    #[test]
    fn a_character_is_one_column_however_it_is_written() {
        // Of one, two, three and four bytes, the last of two units of UTF-16.
        let mut sources = Sources::default();
        let id = sources.add("a.md", "x\n aé€😀\\*b");
        let ends = [3, 4, 6, 9, 13, 14, 15];
        let places: Vec<SourcePosition> = ends.iter().map(|&at| sources.place(Span::new(id, at, at))).collect();
        assert_eq!(
            places.iter().map(|place| (place.line, place.column)).collect::<Vec<_>>(),
            [2, 3, 4, 5, 6, 7, 8].map(|column| (2, column))
        );
        let mut locator = Locator::new(&sources);
        assert_eq!(ends.map(|at| locator.place(Span::new(id, at, at))), places[..]);
    }

    #[test]
    fn what_is_taken_from_other_texts_has_its_place_there() {
        let mut sources = Sources::default();
        let (a, b) = (sources.add("a.md", "one\n{b}\nthree\n"), sources.add("b.md", "x\ny"));
        let taken = |source, from, to| ComposedPiece::Taken(Span::new(source, from, to));
        let place = Span::new(a, 4, 7);
        let whole = [taken(a, 0, 4), taken(b, 0, 2), ComposedPiece::Made("  ".to_owned(), place), taken(b, 2, 3), taken(a, 7, 14)];
        let composed = sources.compose("a.md", &whole);
        assert_eq!(sources.get(composed).text(), "one\nx\n  y\nthree\n");
        for (at, written) in [(0, "a.md:1:1"), (4, "b.md:1:1"), (6, "a.md:2:1"), (7, "a.md:2:1"), (8, "b.md:2:1"), (10, "a.md:3:1")] {
            assert_eq!(sources.locate(Span::new(composed, at, at)), written, "{at}");
            assert_eq!(Locator::new(&sources).place(Span::new(composed, at, at)), sources.place(Span::new(composed, at, at)));
        }
        // A span is cut where its part ends; one taken twice over goes back to the first text.
        assert_eq!(sources.slice(sources.origin(Span::new(composed, 4, 12))), "x\n");
        let again = sources.compose("c.md", &[taken(composed, 0, 16)]);
        for at in 0..16 {
            assert_eq!(sources.locate(Span::new(again, at, at)), sources.locate(Span::new(composed, at, at)), "{at}");
        }
        let origins = sources.origins(Span::new(again, 2, 12));
        assert_eq!(origins.into_iter().map(|span| sources.slice(span)).collect::<Vec<_>>(), ["e\n", "x\n", "", "y", "\nth"]);
    }

    #[test]
    fn places_count_lines_and_characters_from_one() {
        let mut sources = Sources::default();
        let id = sources.add("a.md", "\u{FEFF}né\r\nzwei\n");
        assert_eq!(sources.get(id).text(), "né\nzwei\n");
        assert_eq!(sources.locate(Span::new(id, 0, 1)), "a.md:1:1");
        assert_eq!(sources.locate(Span::new(id, 3, 3)), "a.md:1:3");
        assert_eq!(sources.locate(Span::new(id, 4, 8)), "a.md:2:1");
        assert_eq!(sources.slice(Span::new(id, 4, 8)), "zwei");
        assert_eq!([0, 1, 3, 4, 8].map(|at| sources.line(Span::new(id, at, at))), [0..3, 0..3, 0..3, 4..8, 4..8]);
        let mut locator = Locator::new(&sources);
        for at in [0, 1, 3, 4, 8, 4, 1, 3] {
            assert_eq!(locator.place(Span::new(id, at, at)), sources.place(Span::new(id, at, at)), "{at}");
        }
    }
}
