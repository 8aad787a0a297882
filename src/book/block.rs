//! Blocks: paragraphs, headings, lists and the rest. A block either holds text ([`Prose`]) or other blocks.

use super::{BlockGroup, BlockId, Callout, FigurePlacement, GroupForm, LanguageId, LinkId, Numbering, Picture, Prose, Role, SectionId};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// A block.
#[derive(Clone, Debug)]
pub struct Block {
    /// Where the block stands in its source.
    pub span: Span,
    /// What the block is.
    pub kind: BlockKind,
    /// An id of its own, unique in the book, if the author gave one (`{#id}`, `^anchor`).
    pub id: Option<String>,
    /// The role: how the block is set beyond its form.
    pub role: Role,
    /// Classes the author gave a heading or a figure, such as `dedication`, in order. What they mean was read; here they are names for
    /// those who style an EPUB.
    pub classes: Vec<String>,
    /// Language of the block, if that is not the book's.
    pub language: Option<LanguageId>,
    /// How the lines of a paragraph or heading stand, or a figure between the edges, if the author says so.
    pub alignment: Option<Alignment>,
}

impl Block {
    /// Whether the first paragraph of a chapter opens it all the same if this stands between the title and it: who wrote it, an epigraph, a
    /// picture. Below another heading, or behind verse or a formula, nothing opens.
    #[must_use]
    pub fn may_stand_before_opening(&self) -> bool {
        match &self.kind {
            BlockKind::Paragraph(_) => matches!(self.role, Role::Plain | Role::Author),
            BlockKind::Quote(_) | BlockKind::Figure { .. } => true,
            BlockKind::Group(group) => matches!(group.form, GroupForm::Epigraph | GroupForm::Figures(_)),
            _ => false,
        }
    }
}

/// What a block is.
#[derive(Clone, Debug)]
pub enum BlockKind {
    /// The heading of a section.
    Heading {
        /// The section it heads.
        section: SectionId,
        /// Words of the heading.
        prose: Prose,
    },
    /// A paragraph. List items, table cells, terms and captions hold paragraphs too.
    Paragraph(Prose),
    /// A block quotation.
    Quote(Vec<BlockId>),
    /// A note that is set off under a label.
    Callout(Callout),
    /// Blocks that are set together in a form of their own.
    Group(BlockGroup),
    /// A list.
    List {
        /// The numbers of an ordered list; none for a bulleted one.
        numbering: Option<Numbering>,
        /// Whether items are set without space between them.
        tight: bool,
        /// The items.
        items: Vec<ListItem>,
    },
    /// A definition list.
    Definitions(Vec<Definition>),
    /// Code, lines separated by `\n`, no final one; never hyphenated or made typographic.
    Code {
        /// The language named on the fence.
        language: Option<String>,
        /// The lines; a prose with one run.
        prose: Prose,
    },
    /// A table.
    Table(Table),
    /// An image alone in its paragraph, with a caption if it has a title text.
    Figure {
        /// The image, or what stands in its place.
        picture: Picture,
        /// The caption, a paragraph block.
        caption: Option<BlockId>,
        /// Where the figure is to stand on printed pages.
        placement: FigurePlacement,
        /// Where the picture leads, if it is a link.
        link: Option<LinkId>,
    },
    /// A break between scenes (`***`).
    SceneBreak,
    /// The end of a page, where its author wants it.
    PageBreak,
    /// Text that a screen can fold away below its summary. A book shows all of it, set off from the text.
    Details {
        /// The summary, a paragraph block.
        summary: Option<BlockId>,
        /// What can be folded away.
        blocks: Vec<BlockId>,
    },
}

/// A table. Its cells and its caption are a paragraph block each.
#[derive(Clone, Debug)]
pub struct Table {
    /// Alignment of each column.
    pub alignments: Vec<Alignment>,
    /// The cells of the head's first row.
    pub head: Vec<BlockId>,
    /// The cells of the head's other rows.
    pub head_below: Vec<Vec<BlockId>>,
    /// The rows' cells, one for each column; a cell that another covers is empty.
    pub rows: Vec<Vec<BlockId>>,
    /// The cells that go over several columns or rows.
    pub spans: BTreeMap<BlockId, CellSpan>,
    /// Whether the first cell of a row is its head.
    pub row_heads: bool,
    /// The caption, which stands above.
    pub caption: Option<BlockId>,
    /// Whether the table is to stand on a page of its own, turned (`{.landscape}`).
    pub landscape: bool,
}

/// How far a cell of a table goes over others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CellSpan {
    /// Columns, its own among them.
    pub columns: usize,
    /// Rows, its own among them; never more than are left of the head or the body.
    pub rows: usize,
    /// Alignment of the cell, if it says so itself.
    pub alignment: Option<Alignment>,
}

impl CellSpan {
    /// A cell that goes over no other.
    pub const ONE: Self = Self { columns: 1, rows: 1, alignment: None };
}

impl Table {
    /// The rows of the head.
    pub fn heads(&self) -> impl Iterator<Item = &Vec<BlockId>> {
        std::iter::once(&self.head).filter(|head| !head.is_empty()).chain(&self.head_below)
    }

    /// How far a cell goes over others.
    #[must_use]
    pub fn span(&self, cell: BlockId) -> CellSpan {
        self.spans.get(&cell).copied().unwrap_or(CellSpan::ONE)
    }

    /// How a cell in a column is aligned. A head over several columns stands in their middle.
    #[must_use]
    pub fn alignment(&self, cell: BlockId, column: usize, in_head: bool) -> Alignment {
        let span = self.span(cell);
        let of_column = self.alignments.get(column).copied().unwrap_or(Alignment::Start);
        match span.alignment {
            Some(own) => own,
            None if span.columns > 1 => {
                if in_head {
                    Alignment::Centre
                } else {
                    Alignment::Start
                }
            }
            None => of_column,
        }
    }

    /// The cells that others cover, which hold nothing.
    #[must_use]
    pub fn covered(&self) -> BTreeSet<BlockId> {
        let mut covered = BTreeSet::new();
        if self.spans.is_empty() {
            return covered;
        }
        let heads: Vec<&Vec<BlockId>> = self.heads().collect();
        for rows in [heads, self.rows.iter().collect()] {
            for (number, row) in rows.iter().enumerate() {
                for (column, cell) in row.iter().enumerate() {
                    let Some(span) = self.spans.get(cell) else { continue };
                    for below in rows.iter().skip(number).take(span.rows) {
                        covered.extend(below.iter().skip(column).take(span.columns).filter(|other| *other != cell));
                    }
                }
            }
        }
        covered
    }
}

/// An item of a list.
#[derive(Clone, Debug)]
pub struct ListItem {
    /// Whether the task is done, for an item of a task list.
    pub task: Option<bool>,
    /// What the item holds.
    pub blocks: Vec<BlockId>,
}

/// An entry of a definition list.
#[derive(Clone, Debug)]
pub struct Definition {
    /// The terms, a paragraph block each.
    pub terms: Vec<BlockId>,
    /// The definitions, each some blocks.
    pub details: Vec<Vec<BlockId>>,
}

/// How a column of a table or a block is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// The side at which the text begins.
    Start,
    /// The middle.
    Centre,
    /// Against the text's direction.
    End,
}

impl Alignment {
    /// The alignment that a word of HTML or of CSS names.
    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        match word.trim().to_ascii_lowercase().as_str() {
            "center" | "middle" | "centre" => Some(Self::Centre),
            "right" | "end" => Some(Self::End),
            "left" | "start" => Some(Self::Start),
            _ => None,
        }
    }
}

impl Alignment {
    /// The word of HTML for the alignment.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Start => "left",
            Self::Centre => "center",
            Self::End => "right",
        }
    }
}

impl Block {
    /// The text of a leaf block; none for a block that holds others (or an image, or a scene break).
    #[must_use]
    pub fn prose(&self) -> Option<&Prose> {
        match &self.kind {
            BlockKind::Heading { prose, .. } | BlockKind::Paragraph(prose) | BlockKind::Code { prose, .. } => Some(prose),
            _ => None,
        }
    }

    /// The blocks directly inside this one, in reading order.
    #[must_use]
    pub fn children(&self) -> Vec<BlockId> {
        match &self.kind {
            BlockKind::Heading { .. } | BlockKind::Paragraph(_) | BlockKind::Code { .. } => Vec::new(),
            BlockKind::SceneBreak | BlockKind::PageBreak => Vec::new(),
            BlockKind::Quote(blocks) => blocks.clone(),
            BlockKind::Callout(callout) => std::iter::once(callout.label).chain(callout.blocks.iter().copied()).collect(),
            BlockKind::Group(group) => group.blocks.iter().chain(&group.caption).copied().collect(),
            BlockKind::Details { summary, blocks } => summary.iter().chain(blocks).copied().collect(),
            BlockKind::List { items, .. } => items.iter().flat_map(|item| item.blocks.iter().copied()).collect(),
            BlockKind::Definitions(entries) => {
                entries.iter().flat_map(|entry| entry.terms.iter().chain(entry.details.iter().flatten()).copied()).collect()
            }
            BlockKind::Table(table) => {
                let cells = table.head.iter().chain(table.head_below.iter().flatten()).chain(table.rows.iter().flatten());
                table.caption.iter().chain(cells).copied().collect()
            }
            BlockKind::Figure { picture: Picture::Absent(words), caption, .. } if *caption != Some(*words) => {
                std::iter::once(words).chain(caption).copied().collect()
            }
            BlockKind::Figure { caption, .. } => caption.iter().copied().collect(),
        }
    }
}
