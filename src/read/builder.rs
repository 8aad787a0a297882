//! The book while it is being read, and the pieces that a reader of a format hands on.

use super::bibliography;
use super::labels::{Crossing, GivenId, Labels};
use super::manner::{MarkedChanges, ReadingManner};
use super::shelf::ImageShelf;
use super::tree::FolderTree;
use crate::book::{Block, BlockId, BlockKind, Book, ImageId, LanguageId, Link, Prose, Role, SectionId};
use crate::config::{self, Config, NumberSeries};
use crate::math::FormulaMacros;
use crate::read::classes::GivenClass;
use crate::source::{ComposedPiece, Folder, SourceId, Sources, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The book while it is being read.
#[derive(Debug, Default)]
pub(super) struct Builder {
    /// What has been read so far.
    pub(super) book: Book,
    /// The book's folder.
    pub(super) folder: Folder,
    /// The path inside that folder of each source read from a file.
    pub(super) paths: BTreeMap<SourceId, String>,
    /// Ids that are defined, and links that wait for ids.
    pub(super) labels: Labels,
    /// The files of its folder by their names, once somebody asked.
    pub(super) tree: FolderTree,
    /// References whose words are not known yet.
    pub(super) crossings: Vec<Crossing>,
    /// Keys of references that stand in the words of pictures, where no link can.
    pub(super) spoken: BTreeSet<String>,
    /// The macros of formulas, and the numbers of equations.
    pub(super) macros: FormulaMacros,
    /// Images read.
    pub(super) images: ImageShelf,
    /// The number on the shelf of the picture that stands between scenes.
    pub(super) ornament: Option<ImageId>,
    /// The `{#id}` of each section, where one was given.
    pub(super) given: Vec<Option<GivenId>>,
    /// The paths of the text's files, as the settings list or find them.
    pub(super) listed: Vec<String>,
    /// The sections that are open at the end of the last file, outermost first.
    pub(super) open: Vec<SectionId>,
    /// Where each file begins that stands in the chapter of another.
    pub(super) joined: BTreeMap<String, Link>,
    /// The title of a part that begins with the next chapter.
    pub(super) part: Option<String>,
    /// Whether the chapters that follow are appendices.
    pub(super) appendices: bool,
    /// Whether drafts are in it, and notes without a place.
    pub(super) draft: bool,
    /// Whether whole files that are drafts are in it.
    pub(super) has_draft_files: bool,
    /// What becomes of marked changes.
    pub(super) changes: MarkedChanges,
    /// Whether lines of Rust that begin with `# ` are hidden.
    pub(super) hides_lines: bool,
    /// Whether a commentary is being read, and not the text.
    pub(super) reads_notes: bool,
    /// The author's own words for kinds of theorems.
    pub(super) theorems: BTreeMap<String, String>,
    /// How many theorems of each kind were read that are counted through the book.
    pub(super) counted_theorems: BTreeMap<String, u32>,
    /// Whether the words of a picture that stands alone are its caption; none where each text tells by what else it holds.
    pub(super) captioned: Option<bool>,
    /// What stands for each variable of the project.
    pub(super) variables: BTreeMap<String, String>,
    /// The keys of the works in the book's bibliography, once somebody asked.
    cited: Option<Arc<BTreeSet<String>>>,
    /// Whether every equation with an id is numbered.
    pub(super) numbers_all: bool,
    /// What sections with a number are called in the text: “chapter 3”.
    pub(super) section_names: BTreeMap<SectionId, String>,
    /// What the figures of numbered groups are called, “Figure 3a”, and their numbers.
    pub(super) lettered: BTreeMap<BlockId, (String, String)>,
    /// Whether code is set by its grammar.
    pub(super) highlight: bool,
    /// What no output may show: remarks, and notes that are drafts.
    pub(super) private: Vec<Span>,
}

impl Builder {
    /// An empty book in the folder and language of `config`.
    pub(super) fn new(config: &Config, manner: ReadingManner) -> Self {
        let language = if config.metadata.language.is_empty() { "en".to_owned() } else { config.metadata.language.clone() };
        Self {
            book: Book { words: super::metadata::own_words(&config.words, &language), language, ..Book::default() },
            folder: config.folder.clone(),
            listed: config.files.iter().map(|file| file.path.clone()).collect(),
            draft: manner.draft,
            has_draft_files: manner.has_draft_files(),
            hides_lines: config.hides_lines,
            reads_notes: false,
            changes: manner.changes,
            theorems: config.theorems.clone(),
            variables: config.variables.clone(),
            captioned: if config.has_toml { Some(false) } else { config.captioned.then_some(true) },
            numbers_all: config.numbers.equations != NumberSeries::None,
            highlight: config.typography.highlight,
            ..Self::default()
        }
    }

    /// The keys of the works in the bibliographies that lie in the book's folder.
    pub(super) fn cited(&mut self) -> Arc<BTreeSet<String>> {
        let folder = &self.folder;
        self.cited.get_or_insert_with(|| Arc::new(bibliography::keys(folder))).clone()
    }

    /// Adds a block without id, classes or language.
    pub(super) fn block(&mut self, span: Span, kind: BlockKind) -> BlockId {
        self.book.blocks.push(Block { span, kind, id: None, role: Role::Plain, classes: Vec::new(), language: None, alignment: None });
        BlockId::new(self.book.blocks.len() - 1)
    }

    /// The id of a foreign language; none if it is the book's own or no language tag.
    pub(super) fn language(&mut self, tag: &str) -> Option<LanguageId> {
        let tag = config::meant_tag(tag).filter(|tag| !tag.eq_ignore_ascii_case(&self.book.language))?;
        let known = self.book.languages.iter().position(|known| *known == tag);
        let index = known.unwrap_or_else(|| {
            self.book.languages.push(tag);
            self.book.languages.len() - 1
        });
        Some(LanguageId::new(index))
    }

    /// A source told anew in pieces of itself and of others, which takes its place.
    pub(super) fn recomposed(&mut self, source: SourceId, pieces: &[ComposedPiece], sources: &mut Sources) -> SourceId {
        let name = sources.get(source).name().to_owned();
        let composed = sources.compose(name, pieces);
        self.retold(source, composed);
        composed
    }

    /// A source with words put in at places of it, in order, which takes its place; the source as it was if there are none.
    pub(super) fn with_words_at(&mut self, source: SourceId, places: &[(usize, &str)], sources: &mut Sources) -> SourceId {
        if places.is_empty() {
            return source;
        }
        let (mut pieces, mut from) = (Vec::with_capacity(places.len() * 2 + 1), 0);
        for &(at, words) in places {
            pieces.push(ComposedPiece::Taken(Span::new(source, from, at)));
            pieces.push(ComposedPiece::Made(words.to_owned(), Span::new(source, at, at)));
            from = at;
        }
        pieces.push(ComposedPiece::Taken(Span::new(source, from, sources.get(source).text().len())));
        self.recomposed(source, &pieces, sources)
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
pub(super) enum FilePiece {
    /// A heading, not yet a section (of the text) or a lemma or scope (of a commentary).
    Heading(RawHeading),
    /// Any other block, complete with everything inside it.
    Block(BlockId),
}

/// What a heading begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum HeadingReach {
    /// A section, or a chapter.
    #[default]
    Section,
    /// A part of the book, `-# Part` (Leanpub) or `# (PART) Part` (bookdown).
    Part,
    /// The appendices, `# (APPENDIX) Appendix` (bookdown).
    Appendices,
}

/// A heading as written.
#[derive(Debug)]
pub(super) struct RawHeading {
    /// 1 to 6.
    pub(super) level: u8,
    /// What the heading begins, if that is more than a section.
    pub(super) begins: HeadingReach,
    /// Words of the heading, made typographic, without the attributes.
    pub(super) prose: Prose,
    /// `{#id}`.
    pub(super) id: Option<String>,
    /// `{.class}`, in order.
    pub(super) classes: Vec<GivenClass>,
    /// `{key=value}` and bare `{key}`, in order.
    pub(super) attributes: Vec<(String, Option<String>)>,
    /// Ids of HTML in it or right before it, and where they stand.
    pub(super) targets: Vec<(String, Span)>,
    /// The whole heading in its source, and its words alone (between `#` marks and attributes), for suggested repairs.
    pub(super) span: Span,
    pub(super) words: Span,
}
