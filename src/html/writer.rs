//! What every document of an EPUB or of the web is written from.

use super::breaks::PageBreaks;
use super::markup::Markup;
use super::places::DocumentPlaces;
use super::{CommentedStretch, NoteCall, PageBreak, Setting};
use crate::book::{Block, BlockId, Book, ImageId, LinkId, Matter, StyledWords};
use crate::config::{Config, Typography};
use crate::edition::{Edition, EntryId, NoteEntry, NotePlacement, NoteSeries, Presentation};
use crate::language::Words;

/// What every document is written from.
#[derive(Debug)]
pub(crate) struct DocumentWriter<'w> {
    pub(crate) edition: &'w Edition,
    pub(crate) config: &'w Config,
    pub(crate) places: &'w DocumentPlaces<'w>,
    pub(crate) images: &'w [String],
    pub(crate) breaks: PageBreaks,
    pub(crate) words: Words<&'w str>,
    /// The page of the web that is written; empty where links name their documents whole.
    pub(crate) page: &'w str,
}

impl<'w> DocumentWriter<'w> {
    pub(crate) fn book(&self) -> &'w Book {
        self.edition.book()
    }

    /// Markup of the kind that the documents are of.
    pub(crate) fn markup(&self) -> Markup {
        if self.places.medium.is_web() { Markup::html() } else { Markup::default() }
    }

    /// An address as it stands on the page that is written, whose own name is left out.
    pub(crate) fn local(&self, address: String) -> String {
        match address.strip_prefix(self.page).filter(|_| !self.page.is_empty()) {
            Some("") => "#top".to_owned(),
            Some(fragment) if fragment.starts_with('#') => fragment.to_owned(),
            _ => address,
        }
    }

    /// Declarations by which an entry that stands beside the text finds its height: level with its mark, and below the one above it. Empty
    /// for all others.
    pub(crate) fn beside(&self, entry: EntryId) -> String {
        let Some(above) = self.places.beside(entry) else { return String::new() };
        let above = above.map_or_else(String::new, |above| format!("--up:--n{};", above.index()));
        let own = entry.index();
        format!("--at:--a{own};{above}--me:--n{own}")
    }

    /// Whether readers are to show an entry as a popup. Those whose popups cut long notes short are given plain links (`linked`).
    pub(crate) fn pops_up(&self, entry: &NoteEntry) -> bool {
        match self.edition.presentation {
            Presentation::Linked => false,
            Presentation::Only => entry.series == NoteSeries::Author,
            Presentation::Beside => false,
            Presentation::Interleaved => !entry.place.stands_between(),
            Presentation::Popup | Presentation::Omit => true,
            // They are the PDF's alone.
            Presentation::Foot | Presentation::Margin | Presentation::Facing | Presentation::Columns => true,
            Presentation::AfterSection | Presentation::End => true,
        }
    }

    /// Whether the title stands above this chapter: the first that does not stand alone on its page.
    pub(crate) fn heads(&self, chapter: usize) -> bool {
        let mut shown = self.book().chapters.iter().enumerate().filter(|(_, chapter)| self.edition.shows(chapter));
        self.edition.plan.title_above
            && shown.find(|(_, chapter)| !chapter.matter.stands_alone()).is_some_and(|(first, _)| first == chapter)
    }

    /// The blocks that this edition shows.
    pub(crate) fn blocks(&self) -> impl Iterator<Item = &'w Block> {
        let blocks = (0..).map(BlockId::new).zip(&self.book().blocks);
        blocks.filter(|(id, _)| self.places.shows(*id)).map(|(_, block)| block)
    }

    /// The book's title; a file name is all that is left for a book that has none.
    pub(crate) fn title(&self) -> &'w str {
        let given = self.book().metadata.title.trim();
        if given.is_empty() { &self.config.output } else { given }
    }

    /// The book's title as it is printed.
    pub(crate) fn styled_title(&self) -> StyledWords {
        let given = self.book().metadata.styled_title();
        if given.words.trim().is_empty() { StyledWords::plain(self.title()) } else { given }
    }

    /// A chapter's title; without a heading what it is called in the book's language, or else the book's title.
    pub(crate) fn chapter_title(&self, index: usize) -> String {
        let chapter = &self.book().chapters[index];
        let heading = chapter.heading.map(|id| self.book().section(id).title.clone());
        heading.filter(|title| !title.trim().is_empty()).unwrap_or_else(|| {
            let called = match chapter.matter {
                Matter::Dedication => self.words.dedication,
                Matter::Epigraph => self.words.epigraph,
                _ => self.title(),
            };
            called.to_owned()
        })
    }
}

impl Setting for DocumentWriter<'_> {
    fn edition(&self) -> &Edition {
        self.edition
    }

    fn words(&self) -> &Words<&str> {
        &self.words
    }

    fn typography(&self) -> &Typography {
        &self.config.typography
    }

    fn link(&self, link: LinkId) -> Option<String> {
        self.places.link(link).map(|address| self.local(address))
    }

    fn block_id(&self, block: BlockId) -> String {
        self.places.block_id(block)
    }

    fn level(&self, heading: BlockId) -> Option<u8> {
        self.places.level(heading)
    }

    fn passages(&self, block: BlockId) -> &[CommentedStretch] {
        self.places.passages(block)
    }

    fn breaks(&self, block: BlockId) -> &[PageBreak] {
        self.breaks.in_block(block)
    }

    fn image(&self, image: ImageId) -> &str {
        &self.images[image.index()]
    }

    fn here(&self, block: BlockId) -> String {
        self.places.here(block)
    }

    fn passage_id(&self, block: BlockId, entry: EntryId) -> String {
        self.places.passage_id(block, entry)
    }

    fn call(&self, block: BlockId, index: usize) -> NoteCall {
        let mark = self.edition.marks(block)[index];
        let entry = self.edition.entry(mark.entry);
        // Readers show what a `noteref` leads to as a popup. Some do so for the role alone; a comment that stands below needs neither.
        let (kind, role) = match (self.pops_up(entry), entry.place) {
            (true, _) => ("noteref", "doc-noteref"),
            (false, NotePlacement::Between) => ("", ""),
            (false, _) => ("", "doc-noteref"),
        };
        let is_beside = mark.first && self.places.beside(mark.entry).is_some();
        let style = if is_beside { format!("--me:--a{}", mark.entry.index()) } else { String::new() };
        NoteCall { kind, role, id: self.places.mark_id(block, index), address: self.local(self.places.note(mark.entry)), style }
    }
}
