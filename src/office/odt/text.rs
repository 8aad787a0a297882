//! Elements of text: paragraphs, lists, notes, spans, links, fields.

use super::lists::OdtHidden;
use super::open::{OdtGathered, OdtOpen};
use super::reader::{OdtFace, OdtReader};
use super::styles::OdtFamily;
use crate::office::flow::target;
use crate::office::text::{OfficeBlock, OfficeLook, OfficeNote, OfficeParagraph, OfficePiece, OfficeRole, OfficeTarget};
use crate::office::xml::OfficeElement;

/// Spaces that one element may stand for.
const MOST_SPACES: usize = 100;

impl OdtReader<'_> {
    pub(super) fn start_text(&mut self, name: &str, element: &OfficeElement) -> OdtOpen {
        match name {
            // What somebody said of a change.
            "p" | "h" if self.changes.is_describing() => OdtOpen::Skip,
            "p" | "h" => self.begin_paragraph(element, name == "h"),
            "span" => self.begin_span(element),
            "s" => {
                let count = element.get("text:c").and_then(|count| count.parse().ok()).unwrap_or(1usize);
                self.kept(&" ".repeat(count.min(MOST_SPACES)));
                OdtOpen::Nothing
            }
            "tab" => {
                self.kept("\t");
                OdtOpen::Nothing
            }
            "line-break" => {
                self.put(OfficePiece::LineBreak);
                // Only at the head of a paragraph a space says nothing (OpenDocument 1.3, part 3, 6.1.2).
                self.flow.kept("", &OfficeLook::default(), None);
                OdtOpen::Nothing
            }
            "a" => self.begin_link(element),
            "list" if self.changes.is_joining(self.flow.depth()) => OdtOpen::Nothing,
            "list" => {
                self.lists.begin(element);
                OdtOpen::List
            }
            "list-item" | "list-header" => {
                if self.changes.is_joining(self.flow.depth()) {
                    return OdtOpen::Nothing;
                }
                self.lists.begin_item(element);
                OdtOpen::Item
            }
            "note" => self.begin_note(element),
            "note-body" => self.begin_note_body(),
            "section" => self.begin_section(element),
            "tracked-changes" | "changed-region" | "insertion" | "deletion" | "format-change" | "change" | "change-start"
            | "change-end" => self.start_change(name, element),
            _ => self.start_mark(name, element).unwrap_or_else(|| self.start_field(name, element)),
        }
    }

    fn begin_paragraph(&mut self, element: &OfficeElement, is_heading: bool) -> OdtOpen {
        let style = element.get("text:style-name").unwrap_or("Standard");
        let whole = self.styles.whole(OdtFamily::Paragraph, style);
        let level = element.get("text:outline-level").and_then(|level| level.parse::<u8>().ok()).or(whole.outline).unwrap_or(1);
        let role = match whole.role.clone() {
            Some(role @ (OfficeRole::Title | OfficeRole::Subtitle)) => role,
            _ if is_heading => OfficeRole::Heading(level.clamp(1, 10)),
            role => role.unwrap_or_default(),
        };
        let face = OdtFace { look: whole.look.clone(), base: Self::base(&role, &whole.look) };
        let joins = self.changes.joins(self.flow.depth());
        if joins == Some(true) {
            self.looks.push(face);
            return OdtOpen::Joined;
        }
        let is_by_style = matches!(role, OfficeRole::Heading(_));
        let breaks = whole.breaks_itself || whole.shape.breaks_before == Some(true) && !is_by_style;
        if breaks && self.flow.depth() == 1 && !self.flow.is_new() && joins.is_none() {
            self.flow.block(OfficeBlock::PageBreak);
        }
        let list = if is_heading { None } else { self.lists.item(&self.styles) };
        let paragraph = OfficeParagraph {
            alignment: whole.shape.alignment(),
            indent: if list.is_some() { (0, 0) } else { whole.shape.indent() },
            is_rtl: whole.shape.is_rtl.unwrap_or(false),
            space: (whole.shape.above.unwrap_or(0), whole.shape.below.unwrap_or(0)),
            role,
            list,
            ..OfficeParagraph::default()
        };
        self.looks.push(face);
        if joins.is_some() {
            // A deleted end of a paragraph: what follows goes on a new one.
            self.flow.part(self.change(), paragraph);
            return OdtOpen::Joined;
        }
        self.flow.begin(paragraph);
        OdtOpen::Paragraph
    }

    pub(super) fn end_paragraph(&mut self) {
        self.looks.pop();
        if self.hides_paragraph == Some(self.flow.depth()) {
            self.hides_paragraph = None;
            if self.flow.discard() {
                self.flow.lose("passages of hidden words, left out");
            }
            return;
        }
        self.flow.end(self.change());
    }

    fn begin_span(&mut self, element: &OfficeElement) -> OdtOpen {
        let mut face = self.looks.last().cloned().unwrap_or_default();
        if let Some(style) = element.get("text:style-name") {
            let whole = self.styles.whole(OdtFamily::Text, style);
            face.look.put(&whole.look);
        }
        self.looks.push(face);
        OdtOpen::Span
    }

    pub(super) fn begin_link(&mut self, element: &OfficeElement) -> OdtOpen {
        let address = element.get("xlink:href").unwrap_or_default();
        let target = target(address);
        if target.is_none() && !address.is_empty() {
            self.flow.lose("links to files, of which the words are kept");
        }
        self.open_link(target)
    }

    /// Begins a link, unless it would lie in another or lead nowhere.
    fn open_link(&mut self, target: Option<OfficeTarget>) -> OdtOpen {
        let Some(target) = target.filter(|_| !self.is_in_link) else { return OdtOpen::Nothing };
        self.is_in_link = true;
        self.flow.piece(OfficePiece::LinkStart(target));
        OdtOpen::Link
    }

    pub(super) fn end_link(&mut self) {
        self.is_in_link = false;
        self.flow.piece(OfficePiece::LinkEnd);
    }

    fn begin_note(&mut self, element: &OfficeElement) -> OdtOpen {
        let note = self.flow.text.notes.len();
        let is_endnote = element.get("text:note-class") == Some("endnote");
        self.flow.text.notes.push(OfficeNote { is_endnote, ..OfficeNote::default() });
        if let Some(id) = element.get("text:id").or_else(|| element.get("?:id")) {
            self.flow.bookmark(&format!("note:{id}"));
        }
        self.put(OfficePiece::Note(note));
        self.notes.push(note);
        OdtOpen::Note
    }

    fn begin_note_body(&mut self) -> OdtOpen {
        let Some(&note) = self.notes.last() else { return OdtOpen::Skip };
        self.flow.open();
        OdtOpen::NoteBody(note, self.lists.hide())
    }

    pub(super) fn end_note_body(&mut self, note: usize, lists: OdtHidden) {
        let blocks = self.flow.close();
        self.lists.show(lists);
        if let Some(note) = self.flow.text.notes.get_mut(note) {
            note.blocks.extend(blocks);
        }
    }

    fn begin_section(&mut self, element: &OfficeElement) -> OdtOpen {
        let hidden = match element.get("text:display") {
            Some("none") => true,
            Some("condition") => element.get("text:is-hidden") == Some("true"),
            _ => false,
        };
        if hidden {
            self.flow.lose("hidden sections, left out");
            return OdtOpen::Skip;
        }
        OdtOpen::Nothing
    }

    /// Marks of places, and references to them.
    fn start_mark(&mut self, name: &str, element: &OfficeElement) -> Option<OdtOpen> {
        let named = |attribute: &str, kind: &str| element.get(attribute).map(|name| format!("{kind}{name}"));
        let mark = match name {
            "bookmark" | "bookmark-start" => named("text:name", ""),
            "reference-mark" | "reference-mark-start" => named("text:name", "mark:"),
            "sequence" => named("text:ref-name", "number:"),
            _ => None,
        };
        if let Some(mark) = mark {
            self.flow.bookmark(&mark);
        }
        let target = match name {
            "bookmark-ref" => named("text:ref-name", ""),
            "reference-ref" => named("text:ref-name", "mark:"),
            "sequence-ref" => named("text:ref-name", "number:"),
            "note-ref" => named("text:ref-name", "note:"),
            _ => None,
        };
        match name {
            "bookmark-ref" | "reference-ref" | "sequence-ref" | "note-ref" => Some(self.open_link(target.map(OfficeTarget::Bookmark))),
            "bookmark"
            | "bookmark-start"
            | "bookmark-end"
            | "reference-mark"
            | "reference-mark-start"
            | "reference-mark-end"
            | "sequence"
            | "soft-page-break"
            | "meta"
            | "ruby"
            | "ruby-base"
            | "index-body"
            | "index-title"
            | "bibliography"
            | "numbered-paragraph"
            | "page-sequence"
            | "section-source" => Some(OdtOpen::Nothing),
            "note-citation" | "bibliography-source" => Some(OdtOpen::Skip),
            _ => None,
        }
    }

    /// Fields, of which the words are kept that they show, and what has no words for a reader.
    fn start_field(&mut self, name: &str, element: &OfficeElement) -> OdtOpen {
        let hidden = element.get("text:is-hidden") == Some("true") || element.get("text:display") == Some("none");
        match name {
            "table-of-content" | "illustration-index" | "table-index" | "object-index" | "user-index" | "alphabetical-index" => {
                self.flow.lose("lists of contents and indexes made by the program, left out");
                OdtOpen::Skip
            }
            "toc-mark"
            | "toc-mark-start"
            | "toc-mark-end"
            | "user-index-mark"
            | "user-index-mark-start"
            | "user-index-mark-end"
            | "alphabetical-index-mark"
            | "alphabetical-index-mark-start"
            | "alphabetical-index-mark-end" => {
                if !name.ends_with("-end") {
                    self.flow.lose("marks for an index");
                }
                OdtOpen::Skip
            }
            "ruby-text" => self.gather(OdtGathered::Ruby),
            "script" => {
                self.flow.lose("macros and scripts, which are never run");
                OdtOpen::Skip
            }
            "hidden-paragraph" => {
                self.hides_paragraph = hidden.then(|| self.flow.depth()).or(self.hides_paragraph);
                OdtOpen::Skip
            }
            _ if name.ends_with("-decls") || name.ends_with("-config") || name == "alphabetical-index-auto-mark-file" => OdtOpen::Skip,
            _ if hidden => {
                self.flow.lose("passages of hidden words, left out");
                OdtOpen::Skip
            }
            _ => {
                self.flow.lose(format!("fields of the kind “{name}”, of which the words shown are kept"));
                OdtOpen::Nothing
            }
        }
    }
}
