//! Frames: pages of placed items, the only thing the PDF writer reads of the layout. Every item knows its origin.

use crate::book::{BlockId, ChapterId, ImageId, LinkId, NoteId, SectionId};
use crate::edition::{EntryId, NoteSeries};
use crate::fonts::FaceId;
use crate::source::Length;
use crate::source::Span;

/// A whole book, set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pages {
    /// The pages in order; the first is a recto.
    pub pages: Vec<Page>,
    /// Texts that are not in the manuscript: title page, copyright page, heading of the contents.
    pub matter: Vec<MatterLine>,
    /// The contents' lines, in order; `Origin::Contents` refers to them by index.
    pub contents: Vec<ContentsLine>,
}

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The label as printed: `iv`, `12`. Blank and display pages have one too, even if it is not printed.
    pub label: String,
    /// Everything on the page, in reading order; artifacts (heads, folios, rules) last.
    pub items: Vec<PageItem>,
    /// The page's lines of text, in reading order; cells of tables, heads and folios are none.
    pub lines: Vec<LineRecord>,
    /// Whether the page opens a chapter.
    pub opening: bool,
    /// Whether the author ends the page here.
    pub ended: bool,
    /// How many pages behind its place in the text each figure on the page stands that had to wait.
    pub waited: Vec<usize>,
    /// The items that are turned by a quarter against the clock, as a wide table is: their `x` goes up from the page's lower edge, their `y` to
    /// the right from its left edge.
    pub turned: std::ops::Range<usize>,
}

/// What layout knows of a line beyond its items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineRecord {
    /// Range of the line's items in `Page::items`.
    pub items: std::ops::Range<usize>,
    /// The part of the page: the text, or a series of notes at the foot.
    pub area: TextArea,
    /// Distance of the line's lower edge (not its baseline) from the top edge of the page.
    pub bottom: Length,
    /// The line's height.
    pub height: Length,
    /// How far the line's spaces are stretched (1000: by half their width) or, negative, shrunk (-1000: by a third), in thousandths;
    /// 0 where they have their own width, as on a paragraph's last line.
    pub ratio: i32,
    /// Whether the line ends in a hyphen.
    pub hyphen: bool,
    /// Whether the line's words are wider than the measure.
    pub overfull: bool,
    /// Whether a box stands in for a character that no font has.
    pub stand_in: bool,
    /// The line's place in its paragraph, from 0.
    pub index: u32,
    /// How many lines the paragraph has.
    pub of: u32,
    /// The line's words in the source; nearly, where typography has changed their length.
    pub span: Option<Span>,
}

/// What a line is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextArea {
    /// The text.
    Text,
    /// Notes at the foot, by their series.
    Foot(NoteSeries),
    /// Notes beside the text, or on the page that faces it.
    Beside,
}

/// Something placed on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageItem {
    /// What the item comes from.
    pub origin: Origin,
    /// Distance from the left edge of the page.
    pub x: Length,
    /// Distance from the top edge of the page: of the baseline for text, of the top edge for anything else.
    pub y: Length,
    /// What the item shows.
    pub content: ItemContent,
    /// Where the item leads when it is clicked.
    pub link: Option<LinkTarget>,
    /// Offset of the item's first byte in the text of the block that it comes from; none for what is in no block's text.
    pub start: Option<u32>,
}

impl PageItem {
    /// An item that is decoration: it comes from nothing in the book and leads nowhere.
    #[must_use]
    pub fn artifact(x: Length, y: Length, content: ItemContent) -> Self {
        Self { origin: Origin::Artifact, x, y, content, link: None, start: None }
    }
}

/// What an item is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemContent {
    /// Glyphs on a baseline.
    Text(GlyphText),
    /// A filled rectangle.
    Rule {
        /// Width.
        width: Length,
        /// Height.
        height: Length,
    },
    /// An image.
    Picture {
        /// The image.
        image: ImageId,
        /// Width as placed.
        width: Length,
        /// Height as placed.
        height: Length,
    },
}

/// Glyphs of one face and size on one baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlyphText {
    /// The face.
    pub face: FaceId,
    /// The size.
    pub size: Length,
    /// The glyphs from left to right.
    pub glyphs: Vec<Glyph>,
    /// The glyphs that do not stand where the pen is, in order: most texts have none.
    pub shifts: Vec<GlyphShift>,
    /// The characters that the glyphs stand for, in reading order. A hyphen made by line breaking is U+00AD; a space at the end of a
    /// line is there with no width. Less than 64 KiB.
    pub text: String,
}

/// A placed glyph; lengths in 1/65536 pt. A novel has a million of them at once, so there is nothing here that can be elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph {
    /// Glyph id in its face, never 0.
    pub id: u16,
    /// Byte offset in `GlyphText::text` of the first character it stands for; glyphs with equal offsets stand for the same characters.
    pub cluster: u16,
    /// How far the pen moves, kerning and justification included.
    pub advance: i32,
}

/// How far a glyph is from where the pen is, in 1/65536 pt: a mark over its letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GlyphShift {
    /// The glyph, by index in `GlyphText::glyphs`.
    pub glyph: u32,
    /// Shift to the right.
    pub dx: i32,
    /// Shift upwards.
    pub dy: i32,
}

/// What an item comes from: the key under which the PDF's structure tree finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The text of a block of the book, or the picture of a figure: paragraph, heading, cell, code, figure.
    Block(BlockId),
    /// The number or bullet of a list item, by the item's list and index.
    Label(BlockId, u32),
    /// A formula in a block's text, by the index of its run.
    Formula(BlockId, u32),
    /// A picture in a block's text, by the index of its run.
    Picture(BlockId, u32),
    /// Words with a reading over them in a block's text, by the index of their run.
    RubyBase(BlockId, u32),
    /// A reading over words in a block's text, by the index of their run.
    Reading(BlockId, u32),
    /// The mark of a note in a block's text.
    Mark(EntryId, BlockId),
    /// The mark and lemma at the head of an entry at the page foot.
    EntryHead(EntryId),
    /// The label of the voice that speaks a note (`Ed.:`).
    Voice(NoteId),
    /// A line of the contents, by index in `Pages::contents`: its title and its page number (leaders are artifacts).
    Contents(u32),
    /// A line that is not in the manuscript, by index in `Pages::matter`.
    Matter(u32),
    /// The title of a part, by the chapter it begins with.
    Part(ChapterId),
    /// A running head or a folio at this edge of the page: not part of the text.
    Running(Edge),
    /// A rule, a leader, the repeated head of a table: not part of the text either.
    Artifact,
}

/// Where what is on every page stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edge {
    /// Above the text.
    Head,
    /// Below the text.
    Foot,
}

impl Origin {
    /// Whether what comes from here is no part of the text.
    #[must_use]
    pub fn is_artifact(self) -> bool {
        matches!(self, Self::Artifact | Self::Running(_))
    }
}

/// Where a link inside the book leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkTarget {
    /// A link of the book (`Book::links`).
    Link(LinkId),
    /// A section's heading.
    Section(SectionId),
    /// A part's title, by the chapter it begins with.
    Part(ChapterId),
    /// The introduction to the commentary.
    Introduction,
    /// The chapter that the commentary is gathered in.
    Commentary,
    /// A block.
    Block(BlockId),
    /// A note at the foot (from its mark).
    Entry(EntryId),
    /// A note's first mark (from the note).
    Mark(EntryId),
}

/// A text that is not in the manuscript.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatterLine {
    /// What the text is for.
    pub role: MatterRole,
    /// The characters of the text.
    pub text: String,
}

/// What a text that is not in the manuscript is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatterRole {
    /// The title on the half-title page.
    HalfTitle,
    /// The title on the title page.
    Title,
    /// The subtitle on the title page.
    Subtitle,
    /// A person on the title page.
    Person,
    /// The date below the title of an essay.
    Date,
    /// The series on the title page.
    Series,
    /// The publisher on the title page.
    Publisher,
    /// A paragraph of the copyright page.
    Copyright,
    /// The heading of the contents.
    ContentsHeading,
    /// The heading of the introduction to the commentary.
    Introduction,
    /// The heading of the chapter that the commentary is gathered in.
    Commentary,
    /// A heading inside the gathered commentary: the chapter or section that the notes below are on.
    CommentaryOn,
}

/// A line of the contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentsLine {
    /// What the line leads to.
    pub target: crate::book::toc::ContentsTarget,
    /// Depth in the contents, from 0.
    pub depth: u8,
    /// The title shown.
    pub title: String,
    /// The page label shown.
    pub label: String,
}
