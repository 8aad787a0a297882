//! One Markdown file as top-level pieces: headings as written, and blocks of the model.

use super::dialect;
use super::events::Event;
use super::labels::{GivenId, Labels};
use super::{blocks, events, shelf::Shelf, tree::Tree};
use crate::book::{Block, BlockId, BlockKind, Book, Prose};
use crate::config::{self, Config};
use crate::diagnostics::Diagnostics;
use crate::source::{SourceId, Span};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The book while it is being read.
#[derive(Debug, Default)]
pub(super) struct Builder {
    /// What has been read so far.
    pub(super) book: Book,
    /// The book's folder.
    pub(super) folder: PathBuf,
    /// The path inside that folder of each source read from a file.
    pub(super) paths: BTreeMap<SourceId, String>,
    /// Ids defined and links waiting for them.
    pub(super) labels: Labels,
    /// The files of its folder by their names, once somebody asked.
    pub(super) tree: Tree,
    /// Images read.
    pub(super) images: Shelf,
    /// The `{#id}` of each section, where one was given.
    pub(super) given: Vec<Option<GivenId>>,
    /// Whether code is set by its grammar.
    pub(super) highlight: bool,
    /// What no output may show: remarks, and notes that are drafts.
    pub(super) private: Vec<Span>,
}

impl Builder {
    /// An empty book in the folder and language of `config`.
    pub(super) fn new(config: &Config) -> Self {
        let language = if config.metadata.language.is_empty() { "en".to_owned() } else { config.metadata.language.clone() };
        Self {
            book: Book { words: super::metadata::own_words(&config.words, &language), language, ..Book::default() },
            folder: config.folder.clone(),
            highlight: config.typography.highlight,
            ..Self::default()
        }
    }

    /// Adds a block without id, classes or language.
    pub(super) fn block(&mut self, span: Span, kind: BlockKind) -> BlockId {
        self.book.blocks.push(Block { span, kind, id: None, classes: Vec::new(), language: None });
        BlockId::new(self.book.blocks.len() - 1)
    }

    /// The index of a foreign language; none if it is the book's own or no language tag.
    pub(super) fn language(&mut self, tag: &str) -> Option<u16> {
        let tag = config::meant_tag(tag).filter(|tag| !tag.eq_ignore_ascii_case(&self.book.language))?;
        let known = self.book.languages.iter().position(|known| *known == tag);
        let index = known.unwrap_or_else(|| {
            self.book.languages.push(tag);
            self.book.languages.len() - 1
        });
        u16::try_from(index).ok()
    }

    /// A source was told anew in another one, which takes its place.
    pub(super) fn retold(&mut self, old: SourceId, new: SourceId) {
        if let Some(path) = self.paths.remove(&old) {
            self.paths.insert(new, path);
        }
    }

    /// The path of a source inside the book's folder; empty for a text that is no file.
    pub(super) fn path(&self, source: SourceId) -> &str {
        self.paths.get(&source).map_or("", String::as_str)
    }
}

/// A top-level piece of a file.
#[derive(Debug)]
pub(super) enum Piece {
    /// A heading, not yet a section (of the text) or a lemma or scope (of a commentary).
    Heading(RawHeading),
    /// Any other block, complete with everything inside it.
    Block(BlockId),
}

/// A heading as written.
#[derive(Debug)]
pub(super) struct RawHeading {
    /// 1 to 6.
    pub(super) level: u8,
    /// Its words, made typographic, without the attributes.
    pub(super) prose: Prose,
    /// `{#id}`.
    pub(super) id: Option<String>,
    /// `{.class}`, in order.
    pub(super) classes: Vec<String>,
    /// `{key=value}` and bare `{key}`, in order.
    pub(super) attributes: Vec<(String, Option<String>)>,
    /// Ids of HTML in it or right before it, and where they stand.
    pub(super) targets: Vec<(String, Span)>,
    /// The whole heading in its source, and its words alone (between `#` marks and attributes), for suggested repairs.
    pub(super) span: Span,
    pub(super) words: Span,
}

/// Reads a file from byte `body` on into pieces; blocks, notes, links and images are added to the book.
pub(super) fn pieces(builder: &mut Builder, source: SourceId, text: &str, body: usize, found: &mut Diagnostics) -> Vec<Piece> {
    let reading = dialect::reading(text, body, events::indented_code);
    for (seen, range) in reading.seen {
        dialect::tell(&seen, Span::new(source, range.start, range.end), found);
    }
    builder.private.extend(reading.private.iter().map(|range| Span::new(source, range.start, range.end)));
    let (parsed, broken) = events::with_broken_formulas(events::without_money(&reading.shown, body), body);
    let mut reader = blocks::Reader::new(builder, source, &reading.public, found);
    (reader.verse, reader.remarks) = (reading.verse, reading.private);
    for (event, range) in events::events(&parsed, body) {
        let event = match event {
            Event::SoftBreak if reading.line_ends.binary_search(&range.start).is_ok() => Event::HardBreak,
            Event::Code(latex) if broken.binary_search(&range.start).is_ok() => {
                Event::Math(latex, reading.shown[range.start..].starts_with("$$"))
            }
            other => other,
        };
        reader.take(event, range);
    }
    reader.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    #[test]
    fn a_quoted_heading_keeps_its_words_and_attributes() {
        let mut builder = Builder::default();
        builder.book.language = "en".to_owned();
        let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
        let text = "### \"[reliance on] open ... *source*\" {#safe .analyst nth=2 draft}\n";
        let source = sources.add("c.md", text);
        let pieces = pieces(&mut builder, source, text, 0, &mut found);
        let [Piece::Heading(heading)] = pieces.as_slice() else { panic!("one heading") };
        assert_eq!(heading.prose.text, "“[reliance on] open … source”");
        assert_eq!(sources.slice(heading.words), "\"[reliance on] open ... *source*\"");
        assert_eq!((heading.id.as_deref(), heading.classes.as_slice()), (Some("safe"), &["analyst".to_owned()][..]));
        assert_eq!(heading.attributes, [("nth".to_owned(), Some("2".to_owned())), ("draft".to_owned(), None)]);
    }
}
