//! Fields and links: what the words in them lead to.

use super::field::{DocxField, DocxFieldKind, LONGEST, kind};
use super::looks::DocxFace;
use super::parts::DocxTarget;
use super::reader::{DocxOpen, DocxReader};
use super::symbols;
use crate::office::text::{OfficeBlock, OfficeParagraph, OfficePiece, OfficeTable, OfficeTarget};
use crate::office::xml::OfficeElement;

/// Fields within each other; deeper ones are not heeded.
const DEEPEST: usize = 50;

/// The longest name of a bookmark.
const LONGEST_NAME: usize = 300;

impl DocxReader<'_> {
    /// Whether what comes is no text, but what a field is told.
    pub(super) fn is_instructed(&mut self) -> bool {
        let has_open_fields = self.has_open_fields;
        let container = self.container();
        // The result of a field within an instruction belongs to it; other words there are text before which an end is missing.
        let is_behind = has_open_fields && container.fields.last().is_some_and(|field| field.is_instructed);
        container.instructed > 0 && !is_behind
    }

    /// A `w:fldChar`.
    pub(super) fn field_character(&mut self, element: &OfficeElement) {
        match element.get("w:fldCharType") {
            Some("begin") => {
                self.draft();
                let container = self.container();
                if container.fields.len() < DEEPEST {
                    container.fields.push(DocxField { is_instructed: true, ..DocxField::default() });
                    container.instructed += 1;
                }
            }
            Some("separate") => self.field_shows(),
            Some("end") => self.end_field(),
            _ => {}
        }
    }

    /// Takes words that a field is told.
    pub(super) fn instruct(&mut self, words: &str) {
        if let Some(field) = self.container().fields.last_mut().filter(|field| field.is_instructed) {
            let room = LONGEST.saturating_sub(field.instruction.len());
            field.instruction.extend(words.chars().take(room));
        }
    }

    /// The field that began last has been told all, and shows what follows.
    fn field_shows(&mut self) {
        let container = self.container();
        let Some(field) = container.fields.last_mut().filter(|field| field.is_instructed) else { return };
        field.is_instructed = false;
        field.is_known = true;
        let instruction = std::mem::take(&mut field.instruction);
        container.instructed = container.instructed.saturating_sub(1);
        if container.instructed > 0 {
            return;
        }
        let (mut is_link, mut is_generated) = (false, false);
        match kind(&instruction) {
            DocxFieldKind::Address(address) => is_link = self.begin_link(self.address(address)),
            DocxFieldKind::Bookmark(name) => is_link = self.begin_link(self.bookmark(name)),
            DocxFieldKind::Number { name, bookmark } => {
                self.lose(format!("fields ({name}): their words as they stood"));
                is_link = self.begin_link(self.bookmark(bookmark));
            }
            DocxFieldKind::Generated if self.has_open_fields => self.lose("lists without an end: their words as they stood"),
            DocxFieldKind::Generated => is_generated = true,
            DocxFieldKind::Symbol { .. } => {}
            DocxFieldKind::Other(name) => self.lose(format!("fields ({name}): their words as they stood")),
        }
        if is_generated {
            self.generated += 1;
            let draft = self.draft();
            draft.is_generated = true;
        }
        if let Some(field) = self.container().fields.last_mut() {
            (field.is_link, field.is_generated) = (is_link, is_generated);
        }
    }

    /// The field that began last ends.
    fn end_field(&mut self) {
        let container = self.container();
        let Some(field) = container.fields.pop() else { return };
        if field.is_instructed {
            container.instructed = container.instructed.saturating_sub(1);
            if container.instructed == 0 {
                self.field_without_words(&field.instruction);
            }
        }
        if field.is_link {
            self.end_link();
        }
        if field.is_generated {
            self.generated = self.generated.saturating_sub(1);
            let draft = self.draft();
            draft.generated_to = Some(draft.paragraph.pieces.len());
        }
    }

    /// A field that ended without having shown anything.
    fn field_without_words(&mut self, instruction: &str) {
        match kind(instruction) {
            DocxFieldKind::Symbol { code, face } => {
                let sign = symbols::sign(DocxFace::named(&face), code).or_else(|| char::from_u32(code).filter(|c| !c.is_control()));
                match sign {
                    Some(sign) => self.say(sign.encode_utf8(&mut [0; 4])),
                    None => self.lose("signs of a face that have no counterpart, left out"),
                }
            }
            DocxFieldKind::Other(name) if name == "XE" => self.lose("entries of an index, left out"),
            DocxFieldKind::Other(name) if matches!(name.as_str(), "TC" | "RD" | "SET" | "PRIVATE" | "TA" | "ASK") => {}
            DocxFieldKind::Other(name) => self.lose(format!("fields ({name}), which show no words")),
            _ => {}
        }
    }

    /// A `w:fldSimple` begins.
    pub(super) fn begin_simple_field(&mut self, element: &OfficeElement) -> DocxOpen {
        self.draft();
        let container = self.container();
        container.fields.push(DocxField { is_instructed: true, ..DocxField::default() });
        container.instructed += 1;
        self.instruct(element.get("w:instr").unwrap_or(""));
        self.field_shows();
        DocxOpen::SimpleField
    }

    /// A `w:fldSimple` ends.
    pub(super) fn end_simple_field(&mut self) {
        self.end_field();
    }

    /// A `w:hyperlink` begins.
    pub(super) fn begin_hyperlink(&mut self, element: &OfficeElement) -> DocxOpen {
        let place = element.get("w:anchor").or(element.get("w:docLocation")).filter(|place| !place.is_empty());
        let relation = element.get("r:id").and_then(|id| self.relations.get(id));
        let target = match (relation.map(|relation| &relation.target), place) {
            (Some(DocxTarget::Outside(address)), Some(place)) if !address.contains('#') => self.address(format!("{address}#{place}")),
            (Some(DocxTarget::Outside(address)), _) => match address.strip_prefix('#') {
                Some(place) => self.bookmark(place.to_owned()),
                None => self.address(address.clone()),
            },
            (_, Some(place)) => self.bookmark(place.to_owned()),
            // An address that somebody forgot to call one from outside.
            (Some(DocxTarget::Part(part)), None) if part.contains(':') => self.address(part.clone()),
            _ => None,
        };
        if target.is_none() {
            self.lose("links that lead nowhere");
        }
        if self.begin_link(target) { DocxOpen::Link } else { DocxOpen::Through }
    }

    fn address(&self, address: String) -> Option<OfficeTarget> {
        let scheme = address.split(':').next().unwrap_or("").trim().to_lowercase();
        let is_safe = !matches!(scheme.as_str(), "javascript" | "vbscript" | "data");
        let address = address.trim().to_owned();
        (is_safe && !address.is_empty() && address.len() <= LONGEST * 2).then_some(OfficeTarget::Address(address))
    }

    fn bookmark(&self, name: String) -> Option<OfficeTarget> {
        (!name.is_empty() && name.len() <= LONGEST_NAME).then_some(OfficeTarget::Bookmark(name))
    }

    /// A link begins, if there is a target; whether an end must follow. One in another is none.
    fn begin_link(&mut self, target: Option<OfficeTarget>) -> bool {
        let Some(target) = target else { return false };
        if self.container().links > 0 {
            self.container().links += 1;
            return true;
        }
        if let OfficeTarget::Bookmark(name) = &target
            && self.generated == 0
        {
            self.found.referred.insert(name.clone());
        }
        self.draft().paragraph.pieces.push(OfficePiece::LinkStart(target.clone()));
        let container = self.container();
        container.links = 1;
        container.link = Some(target);
        true
    }

    /// The end of a link.
    pub(super) fn end_link(&mut self) {
        let container = self.container();
        container.links = container.links.saturating_sub(1);
        if container.links == 0
            && container.link.take().is_some()
            && let Some(draft) = &mut container.draft
        {
            draft.paragraph.pieces.push(OfficePiece::LinkEnd);
        }
        self.run.seen = None;
    }

    /// The beginning of a bookmark.
    pub(super) fn mark_bookmark(&mut self, element: &OfficeElement) {
        let Some(name) = element.get("w:name").filter(|name| !name.is_empty() && name.len() <= LONGEST_NAME) else { return };
        self.mark(OfficePiece::Bookmark(name.to_owned()));
    }

    /// Sets a mark in the open paragraph, or before the next.
    pub(super) fn mark(&mut self, piece: OfficePiece) {
        if let (Some(DocxOpen::Table | DocxOpen::Row), Some(table)) = (self.open.last(), self.tables.last_mut()) {
            table.ahead.push(piece);
            return;
        }
        let container = self.container();
        match &mut container.draft {
            Some(draft) => draft.paragraph.pieces.push(piece),
            None => container.ahead.push(piece),
        }
    }

    /// Sets a mark at the end of what was read last.
    pub(super) fn mark_behind(&mut self, piece: OfficePiece) {
        if let (Some(DocxOpen::Table | DocxOpen::Row), Some(table)) = (self.open.last(), self.tables.last_mut()) {
            match last_of_rows(&mut table.table).filter(|_| table.ahead.is_empty()) {
                Some(last) => last.pieces.push(piece),
                None => table.ahead.push(piece),
            }
            return;
        }
        let container = self.container();
        match (&mut container.draft, container.blocks.last_mut().and_then(last_of)) {
            (Some(draft), _) => draft.paragraph.pieces.push(piece),
            (None, Some(last)) if container.ahead.is_empty() => last.pieces.push(piece),
            _ => container.ahead.push(piece),
        }
    }
}

/// The last paragraph of a block, be it in the last cell of a table.
fn last_of(block: &mut OfficeBlock) -> Option<&mut OfficeParagraph> {
    match block {
        OfficeBlock::Paragraph(paragraph) => Some(paragraph),
        OfficeBlock::Table(table) => last_of_rows(table),
        OfficeBlock::PageBreak | OfficeBlock::Rule => None,
    }
}

fn last_of_rows(table: &mut OfficeTable) -> Option<&mut OfficeParagraph> {
    table.rows.iter_mut().rev().flat_map(|row| row.cells.iter_mut().rev()).find_map(|cell| last_of(cell.blocks.last_mut()?))
}
