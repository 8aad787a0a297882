//! Writes an edition as an EPUB 3, through epub-builder and one finishing pass.

mod access;
mod adapter;
mod chapters;
mod commentary;
mod container;
mod cover;
mod document;
mod error;
mod finish;
mod fonts;
mod front;
mod images;
mod math;
mod metadata;
mod nav;
mod notes;
mod package;
mod pages;
mod places;
mod split;
mod style;

use crate::book::{Block, BlockId, Book, ImageId, LinkId, Person};
use crate::config::{Config, PageNumbers, Typography};
use crate::diagnostics::Diagnostics;
use crate::edition::{Edition, NoteEntry, NotePlacement, NoteSeries, PageStart, Presentation, words};
use crate::fonts::Fonts;
use crate::html::{CommentedStretch, NoteCall, PageBreak, Setting};
use crate::language::Words;
use crate::source::xml;
pub(crate) use cover::Cover;
pub use cover::cover;
use pages::PageBreaks;
use std::collections::BTreeSet;
use std::io::Write;

/// What may still be being made when an EPUB is begun, and is asked for when it can't be done without.
#[derive(Debug)]
pub struct PendingFiles<C, S> {
    /// Gives the cover; none, with a finding, if there can be none.
    pub cover: C,
    /// Gives the pages whose numbers the EPUB is to carry.
    pub starts: S,
}

/// Writes the EPUB file to `out`; gives back its cover. `modified` is the time to state in it, as `2026-11-24T00:00:00Z`. None, with an
/// error among the findings, if it can't be made or written.
pub fn write(
    edition: &Edition,
    config: &Config,
    fonts: &Fonts,
    modified: &str,
    coming: PendingFiles<impl FnOnce(&mut Diagnostics) -> Option<Cover>, impl FnOnce() -> Vec<PageStart>>,
    out: &mut (impl Write + Send),
    diagnostics: &mut Diagnostics,
) -> Option<Cover> {
    let images = images::paths(edition.book);
    let places = places::EpubPlaces::new(edition, config);
    let words = words::words(edition.book);
    let mut writer = DocumentWriter { edition, config, places, images: &images, breaks: PageBreaks::default(), words };
    // Of a cover that is drawn the package knows all but the bytes.
    let (item, cover) = match edition.book.metadata.cover {
        None => (cover::JPEG, Err(coming.cover)),
        Some(_) => (coming.cover)(diagnostics).map(|given| (given.item, Ok(given)))?,
    };
    if config.epub.pages != PageNumbers::None {
        writer.breaks = PageBreaks::new((coming.starts)(), given_ids(edition.book));
    }
    let parts = package::parts(&writer, item, fonts);
    let cover = cover.or_else(|drawn| drawn(diagnostics).ok_or(())).ok()?;
    let written = parts.and_then(|parts| parts.write(&writer, &cover, modified, out));
    written.map_err(|error| diagnostics.push(error.into())).ok()?;
    Some(cover)
}

/// The ids that stand in the documents because the author has given them, or a heading.
fn given_ids(book: &Book) -> BTreeSet<String> {
    let blocks = book.blocks.iter().filter_map(|block| block.id.as_deref());
    let notes = book.notes.iter().filter_map(|note| note.id.as_deref());
    let headings = book.sections.iter().map(|section| section.slug.as_str());
    blocks.chain(notes).chain(headings).map(xml::id).filter(|id| id.starts_with("page_")).collect()
}

/// What every document is written from.
#[derive(Debug)]
struct DocumentWriter<'w> {
    edition: &'w Edition<'w>,
    config: &'w Config,
    places: places::EpubPlaces<'w>,
    images: &'w [String],
    breaks: PageBreaks,
    words: Words<&'w str>,
}

impl<'w> DocumentWriter<'w> {
    fn book(&self) -> &'w Book {
        self.edition.book
    }

    /// Whether readers are to show an entry as a popup. Those whose popups cut long notes short are given plain links (`linked`).
    fn pops_up(&self, entry: &NoteEntry) -> bool {
        match self.edition.presentation {
            Presentation::Linked => false,
            Presentation::Only => entry.series == NoteSeries::Author,
            Presentation::Interleaved => !entry.place.stands_between(),
            Presentation::Popup | Presentation::Omit => true,
            // They are the PDF's alone.
            Presentation::Foot | Presentation::Margin | Presentation::Facing | Presentation::Columns => true,
            Presentation::AfterSection | Presentation::End => true,
        }
    }

    /// The blocks that this edition shows.
    fn blocks(&self) -> impl Iterator<Item = &'w Block> {
        let blocks = (0..).map(BlockId::new).zip(&self.book().blocks);
        blocks.filter(|(id, _)| self.places.shows(*id)).map(|(_, block)| block)
    }

    /// The people who made what this edition holds: the writer of a commentary that it lacks is not one of them.
    fn people(&self) -> impl Iterator<Item = &'w Person> {
        let commentary = self.edition.has_commentary();
        self.book().metadata.people.iter().filter(move |person| commentary || person.role != "cwt")
    }

    /// The book's title; a file name is all that is left for a book that has none.
    fn title(&self) -> &'w str {
        let given = self.book().metadata.title.trim();
        if given.is_empty() { &self.config.output } else { given }
    }

    /// A chapter's title; the book's for a chapter without a heading.
    fn chapter_title(&self, index: usize) -> String {
        let heading = self.book().chapters[index].heading.map(|id| self.book().section(id).title.clone());
        heading.filter(|title| !title.trim().is_empty()).unwrap_or_else(|| self.title().to_owned())
    }
}

impl Setting for DocumentWriter<'_> {
    fn edition(&self) -> &Edition<'_> {
        self.edition
    }

    fn words(&self) -> &Words<&str> {
        &self.words
    }

    fn typography(&self) -> &Typography {
        &self.config.typography
    }

    fn link(&self, link: LinkId) -> Option<String> {
        self.places.link(link)
    }

    fn block_id(&self, block: BlockId) -> String {
        self.places.block_id(block)
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

    fn call(&self, block: BlockId, index: usize) -> NoteCall {
        let mark = self.edition.marks(block)[index];
        let entry = self.edition.entry(mark.entry);
        // Readers show what a `noteref` leads to as a popup. Some do so for the role alone; a comment that stands below needs neither.
        let (kind, role) = match (self.pops_up(entry), entry.place) {
            (true, _) => ("noteref", "doc-noteref"),
            (false, NotePlacement::Between) => ("", ""),
            (false, _) => ("", "doc-noteref"),
        };
        NoteCall { kind, role, id: self.places.mark_id(block, index), address: self.places.note(mark.entry) }
    }
}
