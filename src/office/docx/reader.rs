//! What the reader of a .docx holds while it goes through the parts: what is open, and what came of it so far.

use super::count::DocxCounts;
use super::draft::{DocxContainer, DocxSection};
use super::drawing::DocxDrawing;
use super::looks::DocxLook;
use super::numbering::DocxNumberings;
use super::parts::DocxRelations;
use super::seen::DocxSeen;
use super::styles::DocxStyles;
use crate::office::text::{OfficeBlock, OfficeChange, OfficeLosses, OfficeParagraph, OfficePiece, OfficeTable, words_before};
use crate::read::MarkedChanges;
use std::collections::{BTreeMap, BTreeSet};

/// The reader of the parts that hold text.
pub(super) struct DocxReader<'d> {
    /// Whether tracked changes are rejected, so that paragraphs and words look as before.
    pub(super) rejects: bool,
    pub(super) styles: &'d DocxStyles,
    pub(super) numberings: &'d DocxNumberings,
    /// The relationships of the part that is read.
    pub(super) relations: DocxRelations,
    pub(super) counts: DocxCounts,
    /// The elements that are open, from the outermost.
    pub(super) open: Vec<DocxOpen>,
    /// What blocks go into, from the outermost.
    pub(super) containers: Vec<DocxContainer>,
    pub(super) tables: Vec<DocxTable>,
    pub(super) drawings: Vec<DocxDrawing>,
    pub(super) run: DocxRun,
    pub(super) changes: Vec<OfficeChange>,
    /// How many lists that the program makes are open.
    pub(super) generated: usize,
    /// Whether fields of the part have no ends. Which of them is not to be known, so that all their words are text.
    pub(super) has_open_fields: bool,
    /// How many placeholders are open.
    pub(super) placeholders: usize,
    /// How many displays of formulas are open.
    pub(super) displays: usize,
    /// Words above others; none where there are none open.
    pub(super) ruby: Option<String>,
    /// Characters of the text that is open.
    pub(super) words: String,
    /// Whether spaces at the ends of the text that is open are to be kept.
    pub(super) keeps_spaces: bool,
    /// The part of the section before, while it is unknown how the next begins.
    pub(super) section: Option<DocxSection>,
    /// Where sections begin on a page of their own.
    pub(super) section_breaks: Vec<DocxSection>,
    pub(super) found: DocxFound,
}

/// What the parts hold, by the ids that they use among themselves.
#[derive(Debug, Default)]
pub(super) struct DocxFound {
    /// Notes by their ids.
    pub(super) notes: BTreeMap<DocxNoteId, Vec<OfficeBlock>>,
    /// Notes that the text has marks of, in this order.
    pub(super) marked: Vec<DocxNoteId>,
    /// The places of the marked notes in that order.
    pub(super) marks: BTreeMap<DocxNoteId, usize>,
    /// Comments in the order of their part.
    pub(super) remarks: Vec<DocxRemark>,
    /// The places of comments in that order, by their ids.
    pub(super) remark_ids: BTreeMap<String, usize>,
    /// The parts of pictures, in the order that they are met in.
    pub(super) pictures: Vec<String>,
    pub(super) picture_parts: BTreeMap<String, usize>,
    /// Letters in each language, and in none.
    pub(super) languages: BTreeMap<Option<String>, usize>,
    /// Bookmarks that something leads to.
    pub(super) referred: BTreeSet<String>,
    pub(super) losses: OfficeLosses,
}

/// The id of a note.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct DocxNoteId {
    pub(super) is_endnote: bool,
    pub(super) id: String,
}

/// A comment as comments.xml has it.
#[derive(Clone, Debug, Default)]
pub(super) struct DocxRemark {
    pub(super) author: Option<String>,
    pub(super) initials: Option<String>,
    pub(super) date: Option<String>,
    pub(super) blocks: Vec<OfficeBlock>,
    /// The id of its last paragraph, by which the other parts know it.
    pub(super) paragraph: Option<String>,
}

/// A table that is being read.
#[derive(Debug, Default)]
pub(super) struct DocxTable {
    pub(super) table: OfficeTable,
    /// Whether all rows so far are repeated on each page.
    pub(super) in_head: bool,
    /// Marks of comments that stood before the next cell: what they are on begins in it.
    pub(super) ahead: Vec<OfficePiece>,
    /// Columns of the open cell.
    pub(super) columns: usize,
    pub(super) goes_on: bool,
    /// Whether the open row is hidden.
    pub(super) is_row_hidden: bool,
    /// Columns that the open row leaves out at its end.
    pub(super) behind: usize,
    /// Deeper in tables than is kept: what its cells hold goes into the cell around it.
    pub(super) is_flat: bool,
}

/// The run that is open.
#[derive(Clone, Debug, Default)]
pub(super) struct DocxRun {
    pub(super) look: DocxLook,
    /// What comes of it with all styles, when somebody has asked.
    pub(super) seen: Option<Box<DocxSeen>>,
    /// The words are a mark of a note that an author chose.
    pub(super) is_mark: bool,
}

/// An element that is open, and what is to be done when it ends.
#[derive(Debug)]
pub(super) enum DocxOpen {
    /// Nothing.
    Through,
    Paragraph,
    /// A run, with the one around it.
    Run(Box<DocxRun>),
    Words,
    Instruction,
    Change,
    Link,
    SimpleField,
    Table,
    Row,
    Cell,
    Drawing,
    /// A text box, with the run around it.
    TextBox(Box<DocxRun>),
    Body,
    Note(DocxNoteId),
    Remark,
    /// Versions of one thing, of which one is taken.
    Alternatives {
        is_taken: bool,
    },
    /// A content control: whether it is a list that the program makes, or holds nothing yet.
    Control {
        is_generated: bool,
        is_placeholder: bool,
    },
    Display,
    Ruby,
    RubyText,
}

impl<'d> DocxReader<'d> {
    /// A reader that has read nothing.
    pub(super) fn new(styles: &'d DocxStyles, numberings: &'d DocxNumberings, changes: MarkedChanges) -> Self {
        Self {
            rejects: changes == MarkedChanges::Reject,
            styles,
            numberings,
            relations: DocxRelations::default(),
            counts: DocxCounts::default(),
            open: Vec::new(),
            containers: Vec::new(),
            tables: Vec::new(),
            drawings: Vec::new(),
            run: DocxRun::default(),
            changes: Vec::new(),
            generated: 0,
            has_open_fields: false,
            placeholders: 0,
            displays: 0,
            ruby: None,
            words: String::new(),
            keeps_spaces: false,
            section: None,
            section_breaks: Vec::new(),
            found: DocxFound::default(),
        }
    }

    /// Forgets what the last part left open.
    pub(super) fn begin_part(&mut self, relations: DocxRelations) {
        self.relations = relations;
        self.counts = DocxCounts::default();
        self.open.clear();
        self.containers.clear();
        self.tables.clear();
        self.drawings.clear();
        self.run = DocxRun::default();
        self.changes.clear();
        (self.generated, self.placeholders, self.displays) = (0, 0, 0);
        self.ruby = None;
        self.section = None;
        self.section_breaks.clear();
    }

    /// Counts one more thing that could not be taken over.
    pub(super) fn lose(&mut self, what: impl Into<String>) {
        if self.generated > 0 {
            return;
        }
        let containers = &self.containers;
        self.found.losses.count_behind(what, || {
            words_before(containers.iter().map(|container| {
                let open = container.draft.as_ref().map_or(&[][..], |draft| &draft.paragraph.pieces);
                (&*container.blocks, open)
            }))
        });
    }

    /// What blocks go into now.
    pub(super) fn container(&mut self) -> &mut DocxContainer {
        if self.containers.is_empty() {
            self.containers.push(DocxContainer::default());
        }
        let last = self.containers.len() - 1;
        &mut self.containers[last]
    }

    /// The container that an inner one is closed by.
    pub(super) fn close_container(&mut self) -> Vec<OfficeBlock> {
        self.finish_paragraph();
        let Some(mut container) = self.containers.pop() else { return Vec::new() };
        if !container.ahead.is_empty() {
            let pieces = std::mem::take(&mut container.ahead);
            if let Some(OfficeBlock::Paragraph(last)) = container.blocks.last_mut() {
                last.pieces.extend(pieces);
            } else {
                container.blocks.push(OfficeBlock::Paragraph(OfficeParagraph { pieces, ..OfficeParagraph::default() }));
            }
        }
        container.blocks
    }
}
