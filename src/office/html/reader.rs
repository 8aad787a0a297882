//! Pages read into the model: a walk through the row of their elements, that knows what is open. What elements mean stands in the
//! files beside this one.

use super::bound::BoundRemark;
use super::css::{WebSheet, WebStyle};
use super::notes::{WebNotes, WebSpot};
use super::place::WebDocuments;
use super::tokens::WebTag;
use super::tree::WebKind;
use crate::office::flow::OfficeFlow;
use crate::office::grid::OfficeGrid;
use crate::office::shelf::PictureRefusal;
use crate::office::text::{
    OfficeAlignment, OfficeItem, OfficeLook, OfficeMark, OfficeNote, OfficeNumerals, OfficeParagraph, OfficePiece, OfficeRemark,
    OfficeRole, OfficeTarget,
};
use std::collections::{BTreeMap, BTreeSet};

/// Gives the bytes of a file by its path from the document's folder.
pub(in crate::office) type WebFetch<'f> = &'f dyn Fn(&str) -> Option<Vec<u8>>;

/// The reader of pages.
pub(super) struct WebReader<'f> {
    pub(super) flow: OfficeFlow,
    pub(super) pages: &'f WebDocuments,
    pub(super) notes: &'f WebNotes,
    pub(super) fetch: WebFetch<'f>,
    pub(super) sheet: WebSheet,
    pub(super) pictures: BTreeMap<String, Result<usize, PictureRefusal>>,
    /// The page that is read.
    pub(super) page: usize,
    pub(super) looks: Vec<WebLook>,
    pub(super) contexts: Vec<WebContext>,
    pub(super) lists: Vec<WebList>,
    pub(super) grids: Vec<WebGrid>,
    /// The link that words go into.
    pub(super) link: Option<OfficeTarget>,
    pub(super) list_count: usize,
    pub(super) repeated: usize,
    /// The list that paragraphs of Word's styles for items belong to.
    pub(super) typed_list: Option<usize>,
    /// Notes in the order of their calls, by their numbers among all.
    pub(super) called: Vec<WebCalled>,
    /// Comments of a commentary whose marks were read.
    pub(super) bound: Vec<BoundRemark>,
    /// How many places there are where passages may begin.
    pub(super) passages: usize,
    /// Where the introduction of a commentary stands.
    pub(super) introduction: Option<(usize, std::ops::Range<usize>)>,
    /// The numbers of the notes that were called.
    is_called: BTreeSet<usize>,
    /// The words that call the note which is read, until its text has begun.
    pub(super) label: Option<String>,
    /// Whether an end of a line that comes next is none: the first in `pre`.
    pub(super) drops_line: bool,
    /// Whether a line of verse has ended, so that words behind it begin another.
    pub(super) ends_line: bool,
    opened: Vec<WebOpen>,
}

/// A note that was called.
#[derive(Clone, Copy, Debug)]
pub(super) struct WebCalled {
    /// The number that it has among all of the pages.
    number: usize,
    /// The place of the note's blocks, among the notes or the comments of the document.
    place: usize,
    /// The element of what a voice says in an entry of a commentary.
    voice: Option<usize>,
}

/// How words look.
#[derive(Clone, Debug, Default)]
pub(super) struct WebLook {
    pub(super) look: OfficeLook,
    pub(super) is_hidden: bool,
}

/// What paragraphs are that begin now.
#[derive(Clone, Debug, Default)]
pub(super) struct WebContext {
    pub(super) role: OfficeRole,
    pub(super) alignment: OfficeAlignment,
    pub(super) indent: (i32, i32),
    pub(super) is_rtl: bool,
    /// Whether spaces and ends of lines are kept.
    pub(super) is_kept: bool,
    /// Whether Word's style says that it is an item of a list whose mark is typed.
    pub(super) is_typed_item: bool,
}

/// A list that is open.
#[derive(Debug)]
pub(super) struct WebList {
    pub(super) list: usize,
    pub(super) level: u8,
    pub(super) form: Option<OfficeNumerals>,
    pub(super) next: u32,
    /// The mark of the open item, until a paragraph has it.
    pub(super) mark: Option<OfficeMark>,
    pub(super) is_in_item: bool,
}

/// A table that is open.
#[derive(Debug)]
pub(super) struct WebGrid {
    pub(super) grid: OfficeGrid,
    /// Whether all cells of the open row are those of a head.
    pub(super) is_all_heads: bool,
    pub(super) is_in_row: bool,
}

/// What an open element does when it ends, and where that is.
#[derive(Debug)]
struct WebOpen {
    end: usize,
    has_look: bool,
    has_context: bool,
    what: WebEnd,
}

/// What happens at the end of an element.
#[derive(Debug)]
pub(super) enum WebEnd {
    Nothing,
    Block,
    /// A paragraph that stands though it holds nothing that is seen.
    Paragraph,
    Link,
    VerseLine,
    Quoted,
    List,
    Item,
    Table,
    /// Rows that belong together.
    Group,
    Row,
    Cell(WebHidden),
}

/// What a cell hides of what is around it.
#[derive(Debug, Default)]
pub(super) struct WebHidden {
    lists: Vec<WebList>,
    link: Option<OfficeTarget>,
}

/// What an element does that begins.
pub(super) enum WebStart {
    /// All in it is passed over.
    Skip,
    Open {
        what: WebEnd,
        face: Option<WebLook>,
        context: Option<WebContext>,
    },
}

impl<'f> WebReader<'f> {
    /// Begins to read pages.
    pub(super) fn new(pages: &'f WebDocuments, notes: &'f WebNotes, fetch: WebFetch<'f>) -> Self {
        Self {
            flow: OfficeFlow::new(),
            pages,
            notes,
            fetch,
            sheet: WebSheet::default(),
            pictures: BTreeMap::new(),
            page: 0,
            looks: vec![WebLook::default()],
            contexts: vec![WebContext::default()],
            lists: Vec::new(),
            grids: Vec::new(),
            link: None,
            list_count: 0,
            repeated: 0,
            typed_list: None,
            called: Vec::new(),
            bound: Vec::new(),
            passages: 0,
            introduction: None,
            is_called: BTreeSet::new(),
            label: None,
            drops_line: false,
            ends_line: false,
            opened: Vec::new(),
        }
    }

    /// Reads a page, but for the notes that were found in it.
    pub(super) fn page(&mut self, page: usize) {
        self.page = page;
        self.sheet = WebSheet::default();
        self.typed_list = None;
        let start = self.pages.bookmark(page, "");
        if !start.is_empty() {
            self.flow.bookmark(&start);
        }
        self.walk(0, self.pages.all[page].page.nodes.len(), None);
        self.end_paragraph();
    }

    /// Reads the notes and comments that were called, and those that they call.
    pub(super) fn called_notes(&mut self) {
        let pages = self.pages;
        if let Some((page, nodes)) = self.introduction.take() {
            self.page = page;
            self.flow.open();
            self.walk(nodes.start, nodes.end, None);
            self.end_paragraph();
            self.flow.text.introduction = self.flow.close();
        }
        let mut at = 0;
        while let Some(&WebCalled { number, place, voice }) = self.called.get(at) {
            at += 1;
            let note = &self.notes.all[number];
            let WebSpot { page, node } = note.block;
            let node = voice.unwrap_or(node);
            self.page = page;
            self.label = Some(note.label.clone()).filter(|label| !label.is_empty() && voice.is_none());
            self.looks.truncate(1);
            self.contexts.truncate(1);
            self.flow.open();
            self.walk(node, pages.all[page].page.nodes[node].end, Some(node));
            self.end_paragraph();
            self.label = None;
            let blocks = self.flow.close();
            let kept = if note.is_remark || voice.is_some() {
                self.flow.text.remarks.get_mut(place).map(|remark| &mut remark.blocks)
            } else {
                self.flow.text.notes.get_mut(place).map(|note| &mut note.blocks)
            };
            if let Some(kept) = kept {
                *kept = blocks;
            }
        }
    }

    /// Reads some nodes of the page; `own` is that of the note which is read, no note in the text.
    fn walk(&mut self, start: usize, end: usize, own: Option<usize>) {
        let pages = self.pages;
        let nodes = &pages.all[self.page].page.nodes;
        let mut at = start;
        while at < end {
            self.close_at(at);
            let node = &nodes[at];
            match &node.kind {
                WebKind::Words(words) => {
                    self.words(words);
                    at += 1;
                }
                WebKind::Element(tag) => {
                    let spot = WebSpot { page: self.page, node: at };
                    if own != Some(at) && self.notes.blocks.contains_key(&spot) || self.notes.back.contains(&spot) {
                        at = node.end;
                        continue;
                    }
                    for id in tag.ids() {
                        let name = pages.bookmark(self.page, id);
                        self.flow.bookmark(&name);
                    }
                    // An entry that has several marks is one note.
                    let called = self.notes.calls.get(&spot);
                    if called.is_some_and(|number| self.is_called.contains(number) && self.notes.entries.contains_key(number)) {
                        at = node.end;
                        continue;
                    }
                    // The second call of a note is a link to it: a book has one mark for each.
                    if let Some(&number) = self.notes.calls.get(&spot).filter(|number| !self.is_called.contains(*number)) {
                        self.call(number);
                        at = node.end;
                        continue;
                    }
                    at = match self.start(tag, at, node.end) {
                        WebStart::Skip => node.end,
                        WebStart::Open { what, face, context } => {
                            let open = WebOpen { end: node.end, has_look: face.is_some(), has_context: context.is_some(), what };
                            self.looks.extend(face);
                            self.contexts.extend(context);
                            self.opened.push(open);
                            at + 1
                        }
                    };
                }
            }
        }
        self.close_at(end.max(start + 1));
        // What ends behind the nodes that were read, ends with them.
        self.close_at(usize::MAX);
    }

    /// Ends the elements that end before a node.
    fn close_at(&mut self, at: usize) {
        while self.opened.last().is_some_and(|open| open.end <= at) {
            let Some(open) = self.opened.pop() else { return };
            self.end(open.what);
            if open.has_look {
                self.looks.pop();
            }
            if open.has_context {
                self.contexts.pop();
            }
        }
    }

    /// Adds the mark of a note, or of a comment.
    fn call(&mut self, number: usize) {
        let notes = self.notes;
        let note = &notes.all[number];
        self.is_called.insert(number);
        if let Some(entry) = notes.entries.get(&number) {
            for voice in &entry.voices {
                let remark = self.flow.text.remarks.len();
                self.called.push(WebCalled { number, place: remark, voice: Some(voice.node) });
                let (author, initials) = (voice.name.clone(), voice.label.clone());
                self.flow.text.remarks.push(OfficeRemark { author, initials, ..OfficeRemark::default() });
                self.bound.push(BoundRemark { remark, lemma: entry.lemma.clone() });
                self.piece(OfficePiece::RemarkEnd(remark));
            }
        } else if note.is_remark {
            let remark = self.flow.text.remarks.len();
            self.called.push(WebCalled { number, place: remark, voice: None });
            self.flow.text.remarks.push(OfficeRemark::default());
            self.piece(OfficePiece::RemarkPoint(remark));
        } else {
            let index = self.flow.text.notes.len();
            self.called.push(WebCalled { number, place: index, voice: None });
            self.flow.text.notes.push(OfficeNote { is_endnote: note.is_endnote, ..OfficeNote::default() });
            self.piece(OfficePiece::Note(index));
        }
    }

    pub(super) fn context(&self) -> WebContext {
        self.contexts.last().cloned().unwrap_or_default()
    }

    pub(super) fn face(&self) -> WebLook {
        self.looks.last().cloned().unwrap_or_default()
    }

    /// What style sheets and its own style say of an element.
    pub(super) fn style(&self, tag: &WebTag) -> WebStyle {
        let mut style = WebStyle::default();
        let classes: Vec<&str> = tag.classes().take(32).collect();
        self.sheet.apply(&tag.name, classes.iter().copied(), &mut style);
        if let Some(own) = tag.get("style") {
            style.read(own);
        }
        style
    }

    /// Begins a paragraph, unless one is open.
    pub(super) fn need_paragraph(&mut self) {
        if self.flow.paragraph().is_some() {
            return;
        }
        let context = self.context();
        let list = self
            .lists
            .last_mut()
            .filter(|list| list.is_in_item && !matches!(context.role, OfficeRole::Heading(_)))
            .map(|list| OfficeItem { list: list.list, level: list.level, mark: list.mark.take() });
        self.flow.begin(OfficeParagraph {
            role: context.role,
            alignment: context.alignment,
            indent: if list.is_some() { (0, 0) } else { context.indent },
            is_rtl: context.is_rtl,
            list,
            ..OfficeParagraph::default()
        });
        if let Some(link) = self.link.clone() {
            self.flow.piece(OfficePiece::LinkStart(link));
        }
    }

    /// Ends the open paragraph, if one is.
    pub(super) fn end_paragraph(&mut self) {
        if self.flow.paragraph().is_none() {
            return;
        }
        if self.link.is_some() {
            self.close_link();
        }
        self.settle_typed_item();
        self.ends_line = false;
        self.flow.end(None);
    }

    /// Ends a link in the paragraph; one that holds nothing was none.
    pub(super) fn close_link(&mut self) {
        let Some(paragraph) = self.flow.paragraph() else { return };
        match paragraph.pieces.last() {
            Some(OfficePiece::LinkStart(_)) => drop(paragraph.pieces.pop()),
            _ => paragraph.pieces.push(OfficePiece::LinkEnd),
        }
    }

    /// Makes a paragraph empty that holds a space alone, with which programs write an empty line.
    pub(super) fn blank(&mut self) {
        if let Some(paragraph) = self.flow.paragraph()
            && let [OfficePiece::Words { words, .. }] = &paragraph.pieces[..]
            && words.trim_matches([' ', '\u{a0}']).is_empty()
        {
            paragraph.pieces.clear();
        }
    }

    /// Adds a piece to the paragraph, which begins with it if need be.
    pub(super) fn piece(&mut self, piece: OfficePiece) {
        self.need_paragraph();
        self.flow.piece(piece);
    }

    /// Hides lists and links from a cell.
    pub(super) fn hide(&mut self) -> WebHidden {
        WebHidden { lists: std::mem::take(&mut self.lists), link: self.link.take() }
    }

    /// Shows again what a cell had hidden.
    pub(super) fn show(&mut self, hidden: WebHidden) {
        self.lists = hidden.lists;
        self.link = hidden.link;
    }
}
