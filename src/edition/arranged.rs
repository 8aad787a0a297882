//! An edition: a book with a place for every note, and what can be asked of it.

use super::words;
use super::{FormPlan, Marks, NoteSeries, NumberedTitle, Presentation};
use crate::book::{
    BlockId, BlockKind, Book, Chapter, ChapterId, Comment, EditionContent, NoteId, NoteKind, SectionId, Subject, TextPos, Unplaced, Voice,
};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// A book with every note placed.
#[derive(Debug)]
pub struct Edition {
    /// The book, which an edition shares with the others of it.
    pub(super) book: Arc<Book>,
    /// How the edition's notes are presented.
    pub presentation: Presentation,
    /// What stands before and behind the text.
    pub(crate) plan: FormPlan,
    /// What the edition holds, if the settings describe another: then it has an identifier of its own.
    pub(crate) variant: Option<EditionContent>,
    /// How the words that a comment is on are shown.
    pub shown: Marks,
    /// The entries: by chapter, in the order of their marks, the author's series and the commentary's.
    pub entries: Vec<NoteEntry>,
    /// The marks in each block, by block, in order of offset.
    pub(super) marks: Vec<Vec<TextMark>>,
    /// What is to be underlined in each block; empty if nothing is.
    pub(super) passages: Vec<Vec<(Range<u32>, EntryId)>>,
    /// The entry of each note, by note; none for those that nothing calls.
    pub(super) shown_by: Vec<Option<EntryId>>,
    /// The chapters whose number stands on a line of its own.
    pub(super) numbered: BTreeMap<SectionId, NumberedTitle>,
}

/// Names an entry in `Edition::entries`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub(super) u32);

impl EntryId {
    /// The first entry.
    #[cfg(test)]
    pub(crate) const FIRST: Self = Self(0);

    /// The index in `Edition::entries`.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// An entry of a series of notes: a mark and what it calls. Several voices on the same words share one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteEntry {
    /// The series of notes that the entry belongs to.
    pub series: NoteSeries,
    /// The mark as printed: `3` or `c`; empty if the entry is omitted.
    pub mark: String,
    /// Where the passage ends: there the (first) mark stands, or behind the punctuation that follows.
    pub at: TextPos,
    /// Where the passage begins, for a comment on words.
    pub from: Option<TextPos>,
    /// The words shown before the note, for a comment on words.
    pub lemma: Option<String>,
    /// The notes, one for a footnote, one a voice for a comment.
    pub notes: Vec<NoteId>,
    /// The chapter whose text it is on; none where it is on no chapter's, as on the introduction to the commentary.
    pub chapter: Option<ChapterId>,
    /// Where the entry is shown.
    pub place: NotePlacement,
}

/// Where an entry is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NotePlacement {
    /// At the foot of the page that holds its mark.
    Foot,
    /// Beside the text: in the margin, in a column or on the facing page.
    Beside,
    /// Below the table that holds its mark.
    Table,
    /// Below the section that the note is on.
    Section,
    /// In a chapter of notes, reached by a popup or a link, or by page and words.
    Gathered,
    /// Between the paragraphs, below the one that holds its mark.
    Between,
    /// Nowhere: the commentary of an edition without it, or a note on text that is itself not shown.
    Omitted,
}

impl NotePlacement {
    /// Whether a reader of the edition meets the entry anywhere.
    #[must_use]
    pub fn is_shown(self) -> bool {
        match self {
            Self::Foot | Self::Beside | Self::Table | Self::Section | Self::Gathered | Self::Between => true,
            Self::Omitted => false,
        }
    }

    /// Whether the entry stands on the page that holds its mark: at the foot, or beside the text.
    #[must_use]
    pub fn stands_on_its_page(self) -> bool {
        match self {
            Self::Foot | Self::Beside => true,
            Self::Table | Self::Section | Self::Gathered | Self::Between | Self::Omitted => false,
        }
    }

    /// Whether the entry stands beside the text.
    #[must_use]
    pub fn stands_beside(self) -> bool {
        match self {
            Self::Beside => true,
            Self::Foot | Self::Table | Self::Section | Self::Gathered | Self::Between | Self::Omitted => false,
        }
    }

    /// Whether the entry stands between the paragraphs of the text.
    #[must_use]
    pub fn stands_between(self) -> bool {
        match self {
            Self::Between => true,
            Self::Foot | Self::Beside | Self::Table | Self::Section | Self::Gathered | Self::Omitted => false,
        }
    }

    /// Whether the entry stands in a chapter of notes.
    #[must_use]
    pub fn is_gathered(self) -> bool {
        match self {
            Self::Gathered => true,
            Self::Foot | Self::Beside | Self::Table | Self::Section | Self::Between | Self::Omitted => false,
        }
    }
}

/// A mark in a block's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextMark {
    /// Byte offset in the block's prose; the mark stands before what follows.
    pub offset: u32,
    /// What the mark calls.
    pub entry: EntryId,
    /// Whether the mark is the entry's first mark, to which the note links back.
    pub first: bool,
}

impl Edition {
    /// The book that the edition is of.
    #[must_use]
    pub fn book(&self) -> &Book {
        &self.book
    }

    /// The stretches of a block to be underlined because a comment is on them.
    #[must_use]
    pub fn passages(&self, block: BlockId) -> &[(Range<u32>, EntryId)] {
        self.passages.get(block.index()).map_or(&[], Vec::as_slice)
    }

    /// Whether the text is shown, with or without commentary.
    #[must_use]
    pub fn has_text(&self) -> bool {
        self.presentation.has_text()
    }

    /// Whether the commentary is shown, somewhere.
    #[must_use]
    pub fn has_commentary(&self) -> bool {
        self.presentation.has_commentary()
    }

    /// Whether a chapter is shown. An edition of the commentary alone keeps the author's own title and copyright pages, and a sample
    /// nothing of the chapters that were cut.
    #[must_use]
    pub fn shows(&self, chapter: &Chapter) -> bool {
        (self.has_text() || chapter.matter.opens_the_book()) && !chapter.blocks.is_empty()
    }

    /// The introduction to the commentary; empty if there is none, or no commentary.
    #[must_use]
    pub fn introduction(&self) -> &[BlockId] {
        if self.has_commentary() { &self.book().introduction } else { &[] }
    }

    /// The voices that the commentary lists; none without it, and not who speaks in a commentary that lists none.
    pub fn voices(&self) -> impl Iterator<Item = &Voice> {
        self.book().voices.iter().filter(|voice| self.has_commentary() && !voice.key.is_empty())
    }

    /// The comments that are gathered in a chapter.
    pub fn gathered(&self) -> impl Iterator<Item = (EntryId, &NoteEntry)> {
        self.entries().filter(|(_, entry)| entry.series == NoteSeries::Commentary && entry.place.is_gathered())
    }

    /// The title of the chapter that holds them and, in a draft, the notes without a place; none if there is neither.
    #[must_use]
    pub fn gathered_title(&self) -> Option<&str> {
        let words = words::words(self.book());
        if self.gathered().next().is_some() {
            return Some(words.commentary);
        }
        (!self.unplaced().is_empty()).then_some(words.unplaced)
    }

    /// The words that say what an entry is on where the text is not beside it: its lemma, or the first words of its paragraph.
    /// None for an author's note, or a comment on a section, which its heading names.
    #[must_use]
    pub fn incipit(&self, entry: &NoteEntry) -> Option<String> {
        const WORDS: usize = 6;
        let paragraph = || {
            let text = &self.book().block(entry.from?.block).prose()?.text;
            let words: Vec<&str> = text.split_whitespace().collect();
            let more = if words.len() > WORDS { " …" } else { "" };
            Some(words[..words.len().min(WORDS)].join(" ") + more)
        };
        entry.lemma.clone().or_else(paragraph)
    }

    /// The words that say what an entry is on where nothing in the text does: its lemma, the title of its section, or the first words of
    /// its paragraph.
    #[must_use]
    pub fn subject(&self, entry: &NoteEntry) -> String {
        let block = self.book().block(entry.at.block);
        let title = || match &block.kind {
            BlockKind::Heading { prose, .. } => Some(prose.text.clone()),
            _ => None,
        };
        self.incipit(entry).or_else(title).unwrap_or_default()
    }

    /// The marks in a block, in order of offset.
    #[must_use]
    pub fn marks(&self, block: BlockId) -> &[TextMark] {
        self.marks.get(block.index()).map_or(&[], Vec::as_slice)
    }

    /// The entry with this id.
    #[must_use]
    pub fn entry(&self, id: EntryId) -> &NoteEntry {
        &self.entries[id.index()]
    }

    /// All entries with their ids.
    pub fn entries(&self) -> impl Iterator<Item = (EntryId, &NoteEntry)> {
        (0..).map(EntryId).zip(&self.entries)
    }

    /// The entry that shows a note; none if it is omitted.
    #[must_use]
    pub fn entry_of(&self, note: NoteId) -> Option<EntryId> {
        self.shown_by.get(note.index()).copied().flatten()
    }

    /// The label of the voice that speaks a note (`Ed.`); none for the author's own, and where the commentary lists no voices.
    #[must_use]
    pub fn voice_label(&self, note: NoteId) -> Option<&str> {
        match &self.book().note(note).kind {
            NoteKind::Comment(Comment { voice, .. }) | NoteKind::Unplaced(Unplaced { voice: Some(voice), .. }) => {
                Some(self.book().voice(*voice).label.as_str()).filter(|label| !label.is_empty())
            }
            NoteKind::Footnote(_) | NoteKind::Unplaced(_) => None,
        }
    }

    /// The comments without a place, which a draft shows in a box at the end of the commentary.
    #[must_use]
    pub fn unplaced(&self) -> &[NoteId] {
        if self.has_commentary() { &self.book().unplaced } else { &[] }
    }

    /// Whether a note is marked as a draft.
    #[must_use]
    pub fn is_draft(&self, note: NoteId) -> bool {
        self.book().drafts.binary_search(&note).is_ok()
    }
}

/// The place a comment's mark stands at and the place its passage begins, if it is on words.
pub(super) fn anchor(book: &Book, comment: &Comment) -> (TextPos, Option<TextPos>) {
    match comment.subject {
        Subject::Passage(id) => {
            let passage = book.passage(id);
            (passage.end, Some(passage.start))
        }
        Subject::Section(id) => {
            let block = book.section(id).heading;
            let end = book.block(block).prose().map_or(0, |prose| prose.text.len());
            (TextPos { block, offset: u32::try_from(end).unwrap_or(u32::MAX) }, None)
        }
    }
}
