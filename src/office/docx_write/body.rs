//! The blocks of a book as paragraphs and tables.

use super::names::{BlockAnchor, print};
use super::sent::SCENE;
use super::tables;
use super::writer::{DocxItem, DocxPlace, DocxStory, DocxWriter};
use crate::book::{Alignment, Block, BlockId, BlockKind, Book, Definition, Link, ListItem, NoteId, Numbering, Picture, Role};
use crate::language::right_to_left;
use crate::source::xml::escape;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

/// How far each depth of a list is set in, in twips.
const STEP: i32 = 720;

/// Numbers of copies that no paragraph of the text has.
const COPIES: usize = 1_000_000;

impl DocxWriter<'_> {
    /// Writes blocks one below the other.
    pub(super) fn blocks(&mut self, blocks: &[BlockId], place: &DocxPlace) {
        for id in blocks {
            self.block(*id, place);
        }
    }

    fn block(&mut self, id: BlockId, place: &DocxPlace) {
        let book = self.book;
        let block = book.block(id);
        match &block.kind {
            BlockKind::Heading { section, .. } => {
                let level = book.section(*section).level;
                let style = match (self.is_titled, level) {
                    (true, 1) => "Title".to_owned(),
                    (true, level) => format!("Heading{}", level - 1),
                    (false, level) => format!("Heading{level}"),
                };
                self.paragraph(id, block, &style, place);
            }
            BlockKind::Paragraph(_) => {
                let style = match block.role {
                    Role::Verse | Role::NumberedVerse(_) => "Verse",
                    Role::Formula => "Formula",
                    _ => place.style,
                };
                self.paragraph(id, block, style, place);
            }
            BlockKind::Code { .. } => self.paragraph(id, block, "SourceCode", place),
            BlockKind::Quote(blocks) => {
                let indent = place.indent.map(|indent| indent + 280).or((place.style == "Quote").then_some(1120));
                self.blocks(blocks, &DocxPlace { style: "Quote", indent, ..place.clone() });
            }
            BlockKind::Callout(callout) => {
                self.labelled(callout.label, "NoteBoxTitle", place);
                self.blocks(&callout.blocks, place);
            }
            BlockKind::Group(group) => {
                self.blocks(&group.blocks, place);
                self.blocks(group.caption.as_slice(), place);
            }
            BlockKind::Details { summary, blocks } => {
                if let Some(summary) = summary {
                    self.labelled(*summary, "NoteBoxTitle", place);
                }
                self.blocks(blocks, place);
            }
            BlockKind::List { numbering, items, .. } => self.list(numbering.as_ref(), items, place),
            BlockKind::Definitions(entries) => self.definitions(entries, place),
            BlockKind::Table(table) => tables::table(self, table, place),
            BlockKind::Figure { picture, caption, .. } => self.figure(id, block, picture, *caption, place),
            BlockKind::SceneBreak => {
                let bookmarks = self.begin(id, block, "SceneBreak", &DocxPlace { mark: None, ..place.clone() });
                let _ = write!(self.out, "<w:r><w:t>{SCENE}</w:t></w:r>");
                self.end(bookmarks);
            }
            BlockKind::PageBreak => self.out.push_str("<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>"),
        }
    }

    /// A paragraph that is set in a style of its own, whatever is around it.
    pub(super) fn labelled(&mut self, id: BlockId, style: &str, place: &DocxPlace) {
        let book = self.book;
        self.paragraph(id, book.block(id), style, place);
    }

    fn paragraph(&mut self, id: BlockId, block: &Block, style: &str, place: &DocxPlace) {
        let bookmarks = self.begin(id, block, style, place);
        self.prose(id, 0);
        self.end(bookmarks);
    }

    /// Begins the paragraph of a block, with its anchors; the numbers of the bookmarks that it is to end with.
    pub(super) fn begin(&mut self, id: BlockId, block: &Block, style: &str, place: &DocxPlace) -> Range<usize> {
        let first = self.bookmarks;
        self.out.push_str("<w:p");
        if self.story == DocxStory::Comment {
            self.paragraph_id += 1;
            let _ = write!(self.out, " w14:paraId=\"{:08X}\"", self.paragraph_id);
        }
        self.out.push('>');
        self.form(block, style, place);
        let head = std::mem::take(&mut self.head);
        self.out.push_str(&head);
        if self.story != DocxStory::Comment {
            for name in self
                .anchors
                .get(&id)
                .into_iter()
                .chain(self.targets.get(&id))
                .chain(self.ends.get(&id))
                .chain(self.forms.get(&id))
                .chain(self.as_sent.get(&id).into_iter().flatten())
            {
                let _ = write!(self.out, "<w:bookmarkStart w:id=\"{}\" w:name=\"{name}\"/>", self.bookmarks);
                self.bookmarks += 1;
            }
        }
        if let Some(task) = self.tasks.get(&id) {
            let _ = write!(self.out, "<w:r><w:t xml:space=\"preserve\">{task}</w:t></w:r>");
        }
        first..self.bookmarks
    }

    /// Ends the paragraph of a block.
    pub(super) fn end(&mut self, bookmarks: Range<usize>) {
        for number in bookmarks {
            let _ = write!(self.out, "<w:bookmarkEnd w:id=\"{number}\"/>");
        }
        self.out.push_str("</w:p>");
    }

    /// Writes the properties of a paragraph, in the order that the standard has.
    fn form(&mut self, block: &Block, style: &str, place: &DocxPlace) {
        let mut out = String::new();
        if !style.is_empty() {
            let _ = write!(out, "<w:pStyle w:val=\"{style}\"/>");
        }
        if let Some(DocxItem { list, depth }) = place.mark {
            let _ = write!(out, "<w:numPr><w:ilvl w:val=\"{depth}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
        }
        if right_to_left(self.book.language_of(block)) {
            out.push_str("<w:bidi/>");
        }
        if let Some(indent) = place.indent.filter(|_| place.mark.is_none()) {
            let _ = write!(out, "<w:ind w:left=\"{indent}\"/>");
        }
        match block.alignment {
            Some(Alignment::Centre) => out.push_str("<w:jc w:val=\"center\"/>"),
            Some(Alignment::End) => out.push_str("<w:jc w:val=\"right\"/>"),
            Some(Alignment::Start) | None => {}
        }
        if !out.is_empty() {
            let _ = write!(self.out, "<w:pPr>{out}</w:pPr>");
        }
    }

    fn list(&mut self, numbering: Option<&Numbering>, items: &[ListItem], place: &DocxPlace) {
        let depth = place.depth.min(8);
        let list = self.lists.list(numbering, depth);
        let style = if numbering.is_some() { "ListNumber" } else { "ListBullet" };
        let style = if place.style.is_empty() || place.style.starts_with("List") { style } else { place.style };
        let continued = if style.starts_with("List") { "ListContinue" } else { style };
        let inside = DocxPlace { style: continued, indent: Some(STEP * (i32::from(depth) + 1)), mark: None, depth: depth + 1 };
        for item in items {
            let mark = Some(DocxItem { list, depth });
            let first = DocxPlace { style, mark, ..inside.clone() };
            match item.blocks.split_first() {
                Some((one, rest))
                    if matches!(
                        self.book.block(*one).kind,
                        BlockKind::Paragraph(_) | BlockKind::Heading { .. } | BlockKind::Code { .. }
                    ) =>
                {
                    self.block(*one, &first);
                    self.blocks(rest, &inside);
                }
                _ => {
                    let _ = write!(
                        self.out,
                        "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/><w:numPr><w:ilvl w:val=\"{depth}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr></w:p>"
                    );
                    self.blocks(&item.blocks, &inside);
                }
            }
        }
    }

    fn definitions(&mut self, entries: &[Definition], place: &DocxPlace) {
        for entry in entries {
            entry.terms.iter().for_each(|term| self.labelled(*term, "DefinitionTerm", place));
            let indent = place.indent.map(|indent| indent + 280);
            let inside = DocxPlace { style: "Definition", indent, mark: None, ..place.clone() };
            entry.details.iter().for_each(|blocks| self.blocks(blocks, &inside));
        }
    }

    fn figure(&mut self, id: BlockId, block: &Block, picture: &Picture, caption: Option<BlockId>, place: &DocxPlace) {
        let place = &DocxPlace { mark: None, ..place.clone() };
        match picture {
            Picture::Shown(image, alternative, size) => {
                let bookmarks = self.begin(id, block, "Figure", place);
                self.picture(*image, alternative, *size);
                self.end(bookmarks);
            }
            Picture::Absent(words) if caption != Some(*words) => self.labelled(*words, place.style, place),
            Picture::Absent(_) => {}
        }
        if let Some(caption) = caption {
            self.labelled(caption, "Caption", place);
        }
    }

    /// Writes a paragraph of words that stand in no file of the text.
    pub(super) fn made(&mut self, words: &str, style: &str) {
        let anchor = BlockAnchor { place: None, print: print(words.chars()), copy: COPIES + self.bookmarks };
        let (number, name) = (self.bookmarks, anchor.name());
        self.bookmarks += 1;
        let _ = write!(
            self.out,
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:bookmarkStart w:id=\"{number}\" w:name=\"{name}\"/>\
             <w:r><w:t xml:space=\"preserve\">{}</w:t></w:r><w:bookmarkEnd w:id=\"{number}\"/></w:p>",
            escape(words)
        );
    }

    /// The number of an author's note, whose text is written when it is called first.
    pub(super) fn footnote(&mut self, id: NoteId) -> usize {
        let number = self.notes.number();
        let story = std::mem::replace(&mut self.story, DocxStory::Note);
        let outer = std::mem::take(&mut self.out);
        self.head = "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> </w:t></w:r>".to_owned();
        let is_again = !self.notes.called.insert(id);
        // What is written twice is itself only once.
        let copies = self.anchors.iter().filter(|_| is_again).filter_map(|(id, name)| {
            let print = BlockAnchor::of(name)?.print;
            Some((*id, BlockAnchor { place: None, print, copy: COPIES + number }.name()))
        });
        let copies: BTreeMap<BlockId, String> = copies.collect();
        let (anchors, edges) = match is_again {
            true => (std::mem::replace(&mut self.anchors, copies), std::mem::take(&mut self.edges)),
            false => (BTreeMap::new(), BTreeMap::new()),
        };
        let _ = write!(self.out, "<w:footnote w:id=\"{number}\">");
        let book = self.book;
        self.blocks(&book.note(id).blocks, &DocxPlace::styled("FootnoteText"));
        self.close("FootnoteText");
        self.out.push_str("</w:footnote>");
        if is_again {
            (self.anchors, self.edges) = (anchors, edges);
        }
        let note = std::mem::replace(&mut self.out, outer);
        self.notes.part.push_str(&note);
        self.story = story;
        number
    }

    /// Sees to it that a note, a comment or a cell ends with a paragraph.
    pub(super) fn close(&mut self, style: &str) {
        if !self.head.is_empty() || !self.out.ends_with("</w:p>") {
            let head = std::mem::take(&mut self.head);
            let id = match self.story {
                DocxStory::Comment => {
                    self.paragraph_id += 1;
                    format!(" w14:paraId=\"{:08X}\"", self.paragraph_id)
                }
                _ => String::new(),
            };
            let _ = write!(self.out, "<w:p{id}><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{head}</w:p>");
        }
    }

    /// The bookmark that a link within the book leads to.
    pub(super) fn bookmark_of(&self, link: &Link) -> Option<String> {
        self.targets.get(&target(self.book, link)?).cloned()
    }
}

/// The paragraph that a link within the book leads to.
pub(super) fn target(book: &Book, link: &Link) -> Option<BlockId> {
    let first = |blocks: &[BlockId]| crate::book::text::leaves(book, blocks).first().map(|(id, _)| *id);
    match link {
        Link::Address(_) | Link::Note(_) => None,
        Link::Section(id) => Some(book.section(*id).heading),
        Link::Chapter(id) => first(&book.chapter(*id).blocks),
        Link::Block(id) => match book.block(*id).kind {
            BlockKind::Figure { .. } => Some(*id),
            _ => first(&[*id]),
        },
    }
}
