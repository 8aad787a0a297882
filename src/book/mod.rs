//! The model: a book as sections, blocks, notes and passages in side tables, with a span to the source on each.
//!
//! Leaf blocks hold their text as one string ([`Prose`]) with runs of style over it, so that a place in the book is a
//! block and a byte offset ([`TextPos`]), and commentary can be anchored without touching the text.

mod block;
mod callout;
mod group;
mod ids;
mod image;
mod label;
mod metadata;
mod note;
pub(crate) mod numbering;
mod picture;
mod picture_size;
mod places;
mod prose;
mod role;
mod section;
mod source_map;
mod styled;
mod tally;
pub(crate) mod text;
pub(crate) mod toc;
mod undescribed;

pub(crate) use block::CellSpan;
pub use block::{Alignment, Block, BlockKind, Definition, ListItem, Table};
pub(crate) use callout::{Callout, CalloutKind};
pub(crate) use group::{BlockGroup, GroupForm};
pub use ids::LanguageId;
pub use ids::{BlockId, ChapterId, ImageId, LinkId, NoteId, PassageId, ReadingId, SectionId, VoiceId};
pub(crate) use image::LostImage;
pub use image::{Image, ImageData, ImageFormat};
pub(crate) use label::{CaptionLabel, PageForm};
pub use metadata::{BookSeries, BookSubject, COVER_DESIGNS, CollectionKind, Identifier, Metadata, Person};
pub(crate) use metadata::{COLLECTION_KINDS, COVER_WORDS, COVER_WORDS_PLACES, SUBJECT_SCHEMES};
pub(crate) use metadata::{CoverDesign, CoverWishes, CoverWords, CoverWordsPlace};
pub(crate) use metadata::{EditionChange, EditionContent, FormIsbn, PublishedForm};
pub(crate) use metadata::{SubjectCode, SubjectScheme};
pub use note::{Comment, Note, NoteKind, NoteState, Passage, Subject, TextPos, Voice};
pub(crate) use note::{MovedNote, NotePlace, NoteRepair, OutlineHeading, Unplaced, WrittenNote};
pub use numbering::{Numbering, NumeralMarks, Numerals};
pub use picture::{Alternative, Picture};
pub use picture_size::{PictureExtent, PictureSize};
pub(crate) use places::BookPlaces;
pub use prose::{FormulaNumber, Math, Prose, Run, RunKind, Style};
pub(crate) use role::VerseNumbers;
pub use role::{FigurePlacement, Role};
pub(crate) use section::BEHIND_NUMBER;
pub use section::{Chapter, Division, Matter, Section};
pub use source_map::SourceMap;
pub(crate) use styled::{StyledStretch, StyledWords};
pub(crate) use tally::WordCount;

use crate::language::Words;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// A whole book, read and anchored. Every id in it is defined; chapters and sections are in reading order.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// Who, what, when: as the settings say, or where they say nothing, the text.
    pub metadata: Metadata,
    /// The files of the text and of the commentary that are in it, by their paths in its folder.
    pub files: Vec<String>,
    /// BCP 47 tag of the text's language.
    pub language: String,
    /// The author's own words in place of those that Bindery puts into a book in this language.
    pub words: Words<Option<String>>,
    /// Chapters in reading order: front matter, text, back matter.
    pub chapters: Vec<Chapter>,
    /// Sections (headings) in reading order.
    pub sections: Vec<Section>,
    /// Every block, at any depth, of the text and of the notes.
    pub blocks: Vec<Block>,
    /// Every note, the author's and the commentary's.
    pub notes: Vec<Note>,
    /// The passages that comments are on.
    pub passages: Vec<Passage>,
    /// The voices of the commentary, in the order they are to speak.
    pub voices: Vec<Voice>,
    /// Comments that have no place in the text ([`NoteKind::Unplaced`]), in the order they are written, which is that of their ids; only in a draft.
    pub unplaced: Vec<NoteId>,
    /// Notes that are marked as drafts, in rising order; only in a draft, no other build has them.
    pub drafts: Vec<NoteId>,
    /// Every note of the commentary as written, in the order of files and lines.
    pub written: Vec<WrittenNote>,
    /// The headings of the commentary, in the order of files and lines.
    pub outline: Vec<OutlineHeading>,
    /// What would give notes of the commentary their places again.
    pub repairs: Vec<NoteRepair>,
    /// Where links lead.
    pub links: Vec<Link>,
    /// Readings of words (ruby): how they are said, set small over them.
    pub readings: Vec<Prose>,
    /// Images, each file once.
    pub images: Vec<Image>,
    /// The picture that stands between scenes, if the settings name one that can be shown.
    pub ornament: Option<ImageId>,
    /// Where images are written that no book can show and of which the author has not said what they show either.
    pub silent: Vec<Span>,
    /// Files in its folder that its text names as pictures, be they shown or not.
    pub named: BTreeSet<String>,
    /// Language tags of foreign passages; runs and blocks refer to them by id.
    pub languages: Vec<String>,
    /// The labels of numbered figures and tables, by their captions.
    pub captions: BTreeMap<BlockId, CaptionLabel>,
    /// References to pages, by their links: until the pages are known they say what they lead to by its title.
    pub page_references: BTreeMap<LinkId, PageForm>,
    /// The introduction to the commentary.
    pub introduction: Vec<BlockId>,
    /// The first heading of level 1, for a book that gives no title.
    pub first_heading: Option<StyledWords>,
    /// The files of the text and of the commentary that hold anything private, by path: as they may be given away, with spaces in its
    /// place.
    pub blanked: BTreeMap<String, String>,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// An address outside the book.
    Address(String),
    /// A heading.
    Section(SectionId),
    /// The beginning of a chapter.
    Chapter(ChapterId),
    /// A block with an id of its own.
    Block(BlockId),
    /// A note.
    Note(NoteId),
}

impl Book {
    /// The block with this id.
    #[must_use]
    pub fn block(&self, id: BlockId) -> &Block {
        &self.blocks[id.index()]
    }

    /// The section with this id.
    #[must_use]
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.index()]
    }

    /// The chapter with this id.
    #[must_use]
    pub fn chapter(&self, id: ChapterId) -> &Chapter {
        &self.chapters[id.index()]
    }

    /// The note with this id.
    #[must_use]
    pub fn note(&self, id: NoteId) -> &Note {
        &self.notes[id.index()]
    }

    /// The passage with this id.
    #[must_use]
    pub fn passage(&self, id: PassageId) -> &Passage {
        &self.passages[id.index()]
    }

    /// The voice with this id.
    #[must_use]
    pub fn voice(&self, id: VoiceId) -> &Voice {
        &self.voices[id.index()]
    }

    /// The link with this id.
    #[must_use]
    pub fn link(&self, id: LinkId) -> &Link {
        &self.links[id.index()]
    }

    /// The reading with this id.
    #[must_use]
    pub fn reading(&self, id: ReadingId) -> &Prose {
        &self.readings[id.index()]
    }

    /// The tag of the foreign language with this id.
    #[must_use]
    pub fn foreign(&self, id: LanguageId) -> &str {
        &self.languages[id.index()]
    }

    /// The tag of a block's own language, or of the book's where it has none.
    #[must_use]
    pub fn language_of(&self, block: &Block) -> &str {
        block.language.map_or(&self.language, |id| self.foreign(id))
    }

    /// The image with this id.
    #[must_use]
    pub fn image(&self, id: ImageId) -> &Image {
        &self.images[id.index()]
    }
}
