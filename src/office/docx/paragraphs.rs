//! Paragraphs: what they are, where they begin and end, and what of them is a break or a rule.

use super::draft::{DocxDraft, DocxOpenItem};
use super::forms::DocxForm;
use super::reader::DocxReader;
use super::roles;
use crate::office::text::{OfficeBlock, OfficeItem, OfficeParagraph, OfficePiece, OfficeRaise, OfficeRole};
use crate::office::trim::shows;

/// Twips within which two indents are one.
const SAME: i32 = 120;

impl DocxReader<'_> {
    /// A paragraph begins.
    pub(super) fn begin_paragraph(&mut self) {
        self.finish_paragraph();
        let is_generated = self.generated > 0;
        let container = self.container();
        let mut draft = DocxDraft { is_generated, ..DocxDraft::default() };
        draft.paragraph.pieces = std::mem::take(&mut container.ahead);
        if let Some(target) = &container.link {
            draft.paragraph.pieces.push(OfficePiece::LinkStart(target.clone()));
        }
        container.draft = Some(draft);
        self.run = super::reader::DocxRun::default();
    }

    /// The paragraph that is open; one begins where none is.
    pub(super) fn draft(&mut self) -> &mut DocxDraft {
        if self.container().draft.is_none() {
            self.begin_paragraph();
        }
        if self.container().draft.as_ref().is_some_and(|draft| !draft.is_formed) {
            self.form_paragraph(DocxForm::default());
        }
        self.container().draft.get_or_insert_default()
    }

    /// Gives the paragraph that is open its properties.
    pub(super) fn form_paragraph(&mut self, direct: DocxForm) {
        let styles = self.styles;
        let style = styles.paragraph(direct.style.as_deref());
        let form = direct.over(&style.form).over(&styles.defaults.form);
        let role = style.role.clone().or_else(|| direct.style.as_deref().filter(|id| !styles.has(id)).and_then(roles::role));
        let is_styled = role.as_ref().is_some_and(|role| *role != OfficeRole::Text);
        let role = match (role, direct.outline) {
            (None | Some(OfficeRole::Text), Some(level @ 0..=8)) => OfficeRole::Heading(u8::try_from(level + 1).unwrap_or(9)),
            (role, _) => role.unwrap_or_default(),
        };
        let may_break = self.container().is_body;
        let Some(draft) = &mut self.container().draft else { return };
        if draft.is_formed {
            return;
        }
        draft.is_formed = true;
        draft.is_styled = is_styled;
        draft.style.clone_from(&direct.style);
        draft.paragraph = OfficeParagraph {
            role,
            pieces: std::mem::take(&mut draft.paragraph.pieces),
            alignment: form.alignment.unwrap_or_default(),
            indent: (form.start.unwrap_or(0), form.end.unwrap_or(0)),
            is_rtl: form.is_rtl.unwrap_or(false),
            space: (form.above.unwrap_or(0), form.below.unwrap_or(0)),
            bookmarks: std::mem::take(&mut draft.paragraph.bookmarks),
            end: direct.change.clone(),
            list: None,
        };
        draft.form = form;
        if may_break && draft.form.breaks_page == Some(true) {
            self.container().blocks.push(OfficeBlock::PageBreak);
        }
        self.place_in_list(&direct);
    }

    /// Finds the place that the open paragraph has in a list.
    fn place_in_list(&mut self, direct: &DocxForm) {
        let (styles, numberings) = (self.styles, self.numberings);
        let Some(draft) = &self.container().draft else { return };
        let style = styles.paragraph(direct.style.as_deref());
        let is_text = matches!(draft.paragraph.role, OfficeRole::Text | OfficeRole::Quotation | OfficeRole::Verse | OfficeRole::Code);
        let is_heading = matches!(draft.paragraph.role, OfficeRole::Heading(_));
        let numbering = draft.form.numbering.filter(|id| *id != 0);
        let indent = draft.paragraph.indent.0;
        let Some(id) = numbering else {
            self.go_on_item(indent, is_text, &style.name);
            return;
        };
        let of_style = || direct.style.as_deref().and_then(|style| numberings.level_of_style(id, style));
        let written = direct.level.or_else(|| if direct.numbering.is_none() { of_style() } else { None }).or(draft.form.level).unwrap_or(0);
        let Some(counted) = self.counts.item(numberings, id, written) else {
            self.go_on_item(indent, is_text, &style.name);
            return;
        };
        if !is_text {
            if is_heading && counted.mark.is_some() {
                self.lose("numbers before headings, left out");
            }
            self.container().items.clear();
            return;
        }
        if let Some(loss) = counted.loss {
            self.lose(loss);
        }
        // Direct indents lie over those of the level, and these over those of the style, unless it is the style that numbers.
        let of_level = numberings.level(id, written).and_then(|level| level.indent);
        let of_style = style.form.start.filter(|_| direct.numbering.is_none());
        let indent = direct.start.or(of_style).or(of_level).unwrap_or(indent);
        let depth = roles::list_depth(&style.name).filter(|_| written == 0);
        let Some(mark) = counted.mark else {
            self.go_on_item_of(written);
            return;
        };
        let items = &mut self.container().items;
        let level = open_item(items, counted.list, written, indent, depth);
        self.set_item(OfficeItem { list: counted.list, level, mark: Some(mark) });
    }

    /// Takes a paragraph without a number for one that goes on an item, if it stands as far in as that.
    fn go_on_item(&mut self, indent: i32, is_text: bool, style: &str) {
        let items = &mut self.container().items;
        let by_name = roles::continues_list(style);
        let at = items.iter().rposition(|item| item.indent > 0 && item.indent <= indent + SAME / 3);
        match at.or_else(|| if by_name { items.len().checked_sub(1) } else { None }).filter(|_| is_text) {
            Some(at) => {
                items.truncate(at + 1);
                let DocxOpenItem { list, level, .. } = items[at];
                self.set_item(OfficeItem { list, level, mark: None });
            }
            None => items.clear(),
        }
    }

    /// Takes a paragraph for one that goes on the item of a depth, or the deepest above it.
    fn go_on_item_of(&mut self, written: u8) {
        let items = &mut self.container().items;
        let Some(at) = items.iter().rposition(|item| item.written <= written) else { return };
        items.truncate(at + 1);
        let DocxOpenItem { list, level, .. } = items[at];
        self.set_item(OfficeItem { list, level, mark: None });
    }

    fn set_item(&mut self, item: OfficeItem) {
        if let Some(draft) = &mut self.container().draft {
            draft.paragraph.list = Some(item);
            draft.paragraph.indent = (0, 0);
        }
    }

    /// The paragraph that is open ends.
    pub(super) fn finish_paragraph(&mut self) {
        if self.container().draft.is_none() {
            return;
        }
        self.draft();
        let is_generated = self.generated > 0;
        let container = self.container();
        let Some(mut draft) = container.draft.take() else { return };
        if container.link.is_some() {
            draft.paragraph.pieces.push(OfficePiece::LinkEnd);
        }
        // A field whose end is missing must not swallow what follows.
        container.fields.retain(|field| !field.is_instructed);
        container.instructed = 0;
        if draft.form.is_drop_cap {
            // A letter over several lines is moved down and made large to stand there, not to be lowered.
            for piece in &mut draft.paragraph.pieces {
                if let OfficePiece::Words { look, .. } = piece {
                    (look.raise, look.size) = (OfficeRaise::Level, None);
                }
            }
        }
        if draft.form.is_drop_cap || draft.form.has_no_end {
            container.ahead.append(&mut draft.paragraph.pieces);
            return;
        }
        settle_generated(&mut draft, is_generated);
        let shows = shows(&draft.paragraph.pieces);
        let section = draft.form.section;
        let is_rule =
            !shows && draft.after.is_empty() && draft.paragraph.list.is_none() && (draft.has_rule || draft.form.is_ruled == Some(true));
        if is_rule {
            container.ahead.extend(
                draft.paragraph.pieces.drain(..).filter(|piece| !matches!(piece, OfficePiece::Words { .. } | OfficePiece::LineBreak)),
            );
            container.blocks.push(OfficeBlock::Rule);
        } else if shows || !draft.is_parted {
            container.blocks.push(OfficeBlock::Paragraph(draft.paragraph));
            if draft.has_rule {
                container.blocks.push(OfficeBlock::Rule);
            }
        } else {
            container.ahead.append(&mut draft.paragraph.pieces);
        }
        container.blocks.append(&mut draft.after);
        if let Some(breaks) = section {
            self.end_section(breaks);
        }
    }

    /// A page ends within the paragraph that is open, or before or behind it.
    pub(super) fn break_page(&mut self) {
        if !self.container().is_body {
            return;
        }
        self.draft();
        let container = self.container();
        let link = container.link.clone();
        let Some(draft) = &mut container.draft else { return };
        draft.is_parted = true;
        if shows(&draft.paragraph.pieces) {
            let mut first = draft.paragraph.clone();
            draft.paragraph.pieces = link.iter().cloned().map(OfficePiece::LinkStart).collect();
            if link.is_some() {
                first.pieces.push(OfficePiece::LinkEnd);
            }
            draft.paragraph.bookmarks.clear();
            if let Some(item) = &mut draft.paragraph.list {
                item.mark = None;
            }
            first.end = None;
            container.blocks.push(OfficeBlock::Paragraph(first));
            container.blocks.append(&mut draft.after);
        }
        container.blocks.push(OfficeBlock::PageBreak);
    }
}

/// Takes from a paragraph what a program made, or all of it for that.
fn settle_generated(draft: &mut DocxDraft, is_generated: bool) {
    let is_whole = match draft.generated_to {
        _ if is_generated => draft.is_generated,
        Some(to) if shows(draft.paragraph.pieces.get(to..).unwrap_or(&[])) => {
            draft.paragraph.pieces.drain(..to);
            false
        }
        Some(_) => true,
        None => draft.is_generated,
    };
    if is_whole {
        draft.paragraph.role = OfficeRole::Generated;
        draft.paragraph.list = None;
    }
}

/// Puts an item among those that are open; its depth.
fn open_item(items: &mut Vec<DocxOpenItem>, list: usize, written: u8, indent: i32, depth: Option<u8>) -> u8 {
    if let Some(at) = items.iter().rposition(|item| item.list == list && item.written <= written) {
        let above = items[at];
        items.truncate(if above.written == written { at } else { at + 1 });
        let level = (above.level + (written - above.written)).min(8);
        items.push(DocxOpenItem { list, written, level, indent });
        return level;
    }
    // Another list stands in the items that it is set in from.
    while items.last().is_some_and(|item| item.indent + SAME > indent && depth.is_none_or(|depth| item.level >= depth)) {
        items.pop();
    }
    let level = depth.unwrap_or(0).max(written).max(items.last().map_or(0, |item| item.level + 1)).min(8);
    items.push(DocxOpenItem { list, written, level, indent });
    level
}
