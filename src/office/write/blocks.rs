//! The blocks of a document as Markdown.

use super::inline::{InlineContext, LineEnds, anchor, image, inline};
use super::lists::ListWriter;
use super::sheet::{MarkdownSheet, RemarkEdge, RemarkMark};
use super::tables;
use crate::office::text::{OfficeAlignment, OfficeBlock, OfficeLook, OfficeNote, OfficeParagraph, OfficePiece, OfficeRole};

/// Headings go down to this level.
const DEEPEST: u8 = 6;

/// Writes blocks one behind the other.
pub(super) struct BlockWriter<'a> {
    pub(super) pictures: &'a [String],
    pub(super) language: Option<&'a str>,
    pub(super) notes: &'a [OfficeNote],
    pub(super) has_formulas: bool,
    /// By how much headings are moved down, since a title stands above all.
    pub(super) shift: u8,
    /// Notes whose text was written.
    pub(super) noted: Vec<bool>,
}

impl BlockWriter<'_> {
    pub(super) fn context(&self, ends: LineEnds) -> InlineContext<'_> {
        InlineContext { pictures: self.pictures, language: self.language, ends, is_code: false, has_formulas: self.has_formulas }
    }

    /// Writes blocks, each behind a blank line; the text of the notes that they call follows each outermost block.
    pub(super) fn blocks(&mut self, blocks: &[OfficeBlock], sheet: &mut MarkdownSheet, prefix: &str, is_outermost: bool) {
        let mut at = 0;
        while at < blocks.len() {
            let taken = self.group(&blocks[at..], sheet, prefix).max(1);
            if is_outermost {
                let mut called = Vec::new();
                blocks[at..at + taken].iter().for_each(|block| calls(block, &mut called));
                self.called(&called, sheet);
            }
            at += taken;
        }
    }

    /// Writes the first block and those that belong to it; how many these were.
    fn group(&mut self, blocks: &[OfficeBlock], sheet: &mut MarkdownSheet, prefix: &str) -> usize {
        match &blocks[0] {
            OfficeBlock::PageBreak => {
                self.part(sheet, prefix, "\\newpage");
                1
            }
            OfficeBlock::Rule => {
                self.part(sheet, prefix, "***");
                1
            }
            OfficeBlock::Table(table) => {
                let below = match blocks.get(1) {
                    Some(OfficeBlock::Paragraph(caption)) if caption.role == OfficeRole::Caption => Some(caption),
                    _ => None,
                };
                // A caption before another table is that one's.
                let below = below.filter(|_| !matches!(blocks.get(2), Some(OfficeBlock::Table(_))));
                let written = tables::table(self.context(LineEnds::Space), table, below);
                Self::add(sheet, prefix, &written);
                1 + usize::from(below.is_some())
            }
            OfficeBlock::Paragraph(paragraph) if paragraph.list.is_some() && paragraph.role == OfficeRole::Text => {
                let count = blocks.iter().take_while(|block| is_item(block)).count();
                let list = ListWriter::write(self.context(LineEnds::Backslash), &blocks[..count]);
                Self::add(sheet, prefix, &list);
                count
            }
            OfficeBlock::Paragraph(paragraph) => self.paragraphs(paragraph, blocks, sheet, prefix),
        }
    }

    fn paragraphs(&mut self, paragraph: &OfficeParagraph, blocks: &[OfficeBlock], sheet: &mut MarkdownSheet, prefix: &str) -> usize {
        let same = |role: &OfficeRole| {
            let like = |block: &&OfficeBlock| matches!(block, OfficeBlock::Paragraph(next) if next.role == *role && next.list.is_none());
            1 + blocks[1..].iter().take_while(like).count()
        };
        match &paragraph.role {
            OfficeRole::Generated => return 1,
            OfficeRole::Quotation => {
                let count = same(&OfficeRole::Quotation);
                let mut inner = MarkdownSheet::default();
                for block in &blocks[..count] {
                    if let OfficeBlock::Paragraph(paragraph) = block {
                        Self::add(&mut inner, "", &self.plain(paragraph));
                    }
                }
                Self::add(sheet, &format!("{prefix}> "), &inner);
                return count;
            }
            OfficeRole::Code => {
                let count = same(&OfficeRole::Code);
                let code = self.code(&blocks[..count]);
                Self::add(sheet, prefix, &code);
                return count;
            }
            OfficeRole::Heading(level) => {
                let heading = self.heading(paragraph, (*level + self.shift).min(DEEPEST));
                Self::add(sheet, prefix, &heading);
            }
            OfficeRole::Title => {
                let heading = self.heading(paragraph, 1);
                Self::add(sheet, prefix, &heading);
            }
            OfficeRole::Verse => {
                let mut verse = inline(&paragraph.pieces, self.context(LineEnds::Backslash));
                if !verse.text.is_empty() {
                    verse.text.push_str(" {.verse}");
                }
                Self::add(sheet, prefix, &verse);
            }
            OfficeRole::Caption => return self.captioned(paragraph, blocks, sheet, prefix),
            OfficeRole::Text | OfficeRole::Subtitle | OfficeRole::Author => {
                if let (Some(picture), Some(OfficeBlock::Paragraph(caption))) = (only_picture(paragraph), blocks.get(1))
                    && caption.role == OfficeRole::Caption
                {
                    let figure = self.figure(&picture, paragraph, caption);
                    Self::add(sheet, prefix, &figure);
                    return 2;
                }
                let written = self.placed(paragraph);
                Self::add(sheet, prefix, &written);
            }
        }
        1
    }

    /// A caption above a table or a picture; a paragraph where there is neither.
    fn captioned(&mut self, caption: &OfficeParagraph, blocks: &[OfficeBlock], sheet: &mut MarkdownSheet, prefix: &str) -> usize {
        match blocks.get(1) {
            Some(OfficeBlock::Table(table)) => {
                let written = tables::table(self.context(LineEnds::Space), table, Some(caption));
                Self::add(sheet, prefix, &written);
                2
            }
            Some(OfficeBlock::Paragraph(below)) if !captioned_below(&blocks[1..]) => match only_picture(below) {
                Some(picture) => {
                    let figure = self.figure(&picture, below, caption);
                    Self::add(sheet, prefix, &figure);
                    2
                }
                None => self.alone(caption, sheet, prefix),
            },
            _ => self.alone(caption, sheet, prefix),
        }
    }

    fn alone(&self, caption: &OfficeParagraph, sheet: &mut MarkdownSheet, prefix: &str) -> usize {
        let written = self.placed(caption);
        Self::add(sheet, prefix, &written);
        1
    }

    /// A picture on a line of its own, with the marks of both its paragraphs. A caption of plain words is its title; one with more in it
    /// stands below the picture, in a figure of HTML.
    fn figure(&self, picture: &LonePicture<'_>, paragraph: &OfficeParagraph, caption: &OfficeParagraph) -> MarkdownSheet {
        let words = inline(&caption.pieces, self.context(LineEnds::Space));
        let address = self.pictures.get(picture.picture).map_or("", String::as_str);
        let own = inline(&paragraph.pieces, self.context(LineEnds::Space));
        let ids = format!("{}{}", all_anchors(paragraph), anchors(caption));
        let mut sheet = MarkdownSheet::default();
        let mut marks = words.marks.clone();
        let begin;
        if words.text.is_empty() || ids.is_empty() && is_title(&words.text, &caption.pieces) {
            let title = Some(words.text.as_str()).filter(|title| !title.is_empty());
            sheet.text = format!("{ids}{}", image(address, picture.words, title, picture.width));
            begin = sheet.text.find(" \"").map_or(0, |at| at + 2);
            marks.iter_mut().for_each(|mark| mark.at += words.text[..mark.at].matches(['\\', '"']).count());
        } else {
            let image = image(address, picture.words, None, picture.width);
            sheet.text = format!("<figure>\n\n{image}\n\n<figcaption>\n\n{ids}");
            begin = sheet.text.len();
            sheet.text += &words.text;
            sheet.text.push_str("\n\n</figcaption>\n\n</figure>");
        }
        let length = words.text.len() + words.text.matches(['\\', '"']).count() * usize::from(!sheet.text.starts_with("<figure>"));
        // What is on the picture is on the words below it.
        let (starts, ends): (Vec<RemarkMark>, Vec<RemarkMark>) = own.marks.iter().partition(|mark| mark.edge == RemarkEdge::Start);
        let starts = starts.into_iter().map(|mark| RemarkMark { at: 0, ..mark });
        let ends = ends.into_iter().map(|mark| RemarkMark { at: length, ..mark });
        let all = starts.chain(marks).chain(ends);
        sheet.marks.extend(all.map(|mark| RemarkMark { at: (begin + mark.at).min(sheet.text.len()), ..mark }));
        sheet
    }

    fn heading(&self, paragraph: &OfficeParagraph, level: u8) -> MarkdownSheet {
        let bold = paragraph.pieces.iter().all(|piece| match piece {
            OfficePiece::Words { words, look, .. } => look.is_bold || words.trim().is_empty(),
            _ => true,
        });
        // A heading that is bold as a whole is so by its style.
        let first = paragraph.bookmarks.first();
        let own = |piece: &&OfficePiece| !matches!(piece, OfficePiece::Bookmark(name) if Some(name) == first);
        let plain: Vec<OfficePiece> = paragraph.pieces.iter().filter(own).map(|piece| unbold(piece, bold)).collect();
        let words = inline(&plain, self.context(LineEnds::Space));
        let mut sheet = MarkdownSheet::default();
        if words.text.is_empty() {
            return sheet;
        }
        sheet.append(&words, &format!("{} ", "#".repeat(usize::from(level))), "");
        // Number signs at the end would be the heading's own.
        if sheet.text.ends_with('#') {
            sheet.text.insert(sheet.text.len() - 1, '\\');
        }
        if let Some(name) = first {
            sheet.text += &format!(" {{#{}}}", anchor(name));
        }
        sheet
    }

    fn plain(&self, paragraph: &OfficeParagraph) -> MarkdownSheet {
        let words = inline(&paragraph.pieces, self.context(LineEnds::Backslash));
        if paragraph.bookmarks.is_empty() {
            return words;
        }
        let mut sheet = MarkdownSheet::default();
        sheet.append(&words, &anchors(paragraph), "");
        sheet
    }

    /// A paragraph, on the right or in the middle if it is so.
    fn placed(&self, paragraph: &OfficeParagraph) -> MarkdownSheet {
        let words = self.plain(paragraph);
        let side = match paragraph.alignment {
            OfficeAlignment::Start => return words,
            OfficeAlignment::Center => "center",
            OfficeAlignment::End => "right",
        };
        if words.text.is_empty() || only_picture(paragraph).is_some() || only_formula(paragraph) {
            return words;
        }
        let mut sheet = MarkdownSheet { text: format!("<div align=\"{side}\">\n\n"), marks: Vec::new() };
        sheet.append(&words, "", "");
        sheet.text += "\n\n</div>";
        sheet
    }

    /// Paragraphs that are code, a line each.
    fn code(&self, blocks: &[OfficeBlock]) -> MarkdownSheet {
        let mut lines = MarkdownSheet::default();
        for (at, block) in blocks.iter().enumerate() {
            let OfficeBlock::Paragraph(paragraph) = block else { continue };
            if at > 0 {
                lines.text.push('\n');
            }
            let plain: Vec<OfficePiece> = paragraph.pieces.iter().map(unlooked).collect();
            let context = InlineContext { is_code: true, ..self.context(LineEnds::Backslash) };
            let mut line = inline(&plain, context);
            line.ask_for_nothing();
            lines.append(&line, "", "");
        }
        let longest = lines.text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        let mut sheet = MarkdownSheet { text: format!("{fence}\n"), marks: Vec::new() };
        let base = sheet.text.len();
        sheet.text += &lines.text;
        sheet.marks.extend(lines.marks.iter().map(|mark| RemarkMark { at: base + mark.at, ..*mark }));
        sheet.text += &format!("\n{fence}");
        sheet
    }

    /// Adds the text of notes that were not written yet, and of those that they call.
    fn called(&mut self, called: &[usize], sheet: &mut MarkdownSheet) {
        let mut open: Vec<usize> = called.iter().rev().copied().collect();
        while let Some(number) = open.pop() {
            let Some(note) = self.notes.get(number) else { continue };
            if std::mem::replace(&mut self.noted[number], true) {
                continue;
            }
            let mut inner = MarkdownSheet::default();
            self.blocks(&note.blocks, &mut inner, "", false);
            let mut within = Vec::new();
            note.blocks.iter().for_each(|block| calls(block, &mut within));
            open.extend(within.into_iter().rev());
            let mut whole = MarkdownSheet::default();
            whole.append(&inner, &format!("[^{}]: ", number + 1), "    ");
            Self::add(sheet, "", &whole);
        }
    }

    fn part(&self, sheet: &mut MarkdownSheet, prefix: &str, text: &str) {
        Self::add(sheet, prefix, &MarkdownSheet { text: text.to_owned(), marks: Vec::new() });
    }

    /// Adds a block behind a blank line; the marks of an empty one go to the end of what is there.
    pub(super) fn add(sheet: &mut MarkdownSheet, prefix: &str, block: &MarkdownSheet) {
        if block.text.is_empty() {
            block.marks.iter().for_each(|mark| sheet.mark(mark.remark, mark.edge));
            return;
        }
        if !sheet.text.is_empty() {
            sheet.text.push_str("\n\n");
        }
        sheet.append(block, prefix, prefix);
    }
}

fn is_item(block: &OfficeBlock) -> bool {
    matches!(block, OfficeBlock::Paragraph(paragraph) if paragraph.list.is_some() && paragraph.role == OfficeRole::Text)
}

/// The anchors of a paragraph's bookmarks.
fn anchors(paragraph: &OfficeParagraph) -> String {
    let stands = |name: &&String| !paragraph.pieces.contains(&OfficePiece::Bookmark((*name).clone()));
    paragraph.bookmarks.iter().filter(stands).map(|name| format!("<a id=\"{}\"></a>", anchor(name))).collect()
}

/// The anchors of all bookmarks of a paragraph of which only a picture is kept.
fn all_anchors(paragraph: &OfficeParagraph) -> String {
    let within = paragraph.pieces.iter().filter_map(|piece| match piece {
        OfficePiece::Bookmark(name) => Some(format!("<a id=\"{}\"></a>", anchor(name))),
        _ => None,
    });
    anchors(paragraph) + &within.collect::<String>()
}

/// Whether a caption can be the title of a picture: of words, and of looks and marks that are read in titles.
fn is_title(text: &str, pieces: &[OfficePiece]) -> bool {
    let plain = pieces.iter().all(|piece| !matches!(piece, OfficePiece::Formula { .. } | OfficePiece::Picture { .. }));
    plain && !text.contains(['<', '{', '&', '~']) && !text.replace("[^", "").contains('^')
}

/// The picture that a paragraph consists of.
struct LonePicture<'p> {
    picture: usize,
    words: Option<&'p str>,
    width: Option<i32>,
}

/// The only picture of a paragraph, if nothing else is in it.
fn only_picture(paragraph: &OfficeParagraph) -> Option<LonePicture<'_>> {
    let mut found = None;
    for piece in &paragraph.pieces {
        match piece {
            OfficePiece::Picture { picture, words, width } if found.is_none() => {
                found = Some(LonePicture { picture: *picture, words: words.as_deref(), width: *width });
            }
            OfficePiece::Words { words, .. } if words.trim().is_empty() => {}
            OfficePiece::RemarkStart(_) | OfficePiece::RemarkEnd(_) | OfficePiece::RemarkPoint(_) | OfficePiece::LineBreak => {}
            OfficePiece::Bookmark(_) => {}
            _ => return None,
        }
    }
    found
}

fn only_formula(paragraph: &OfficeParagraph) -> bool {
    paragraph.pieces.iter().all(|piece| match piece {
        OfficePiece::Formula { .. } => true,
        OfficePiece::Words { words, .. } => words.trim().is_empty(),
        _ => false,
    })
}

/// Whether the picture at the head of blocks has its caption below.
fn captioned_below(blocks: &[OfficeBlock]) -> bool {
    matches!(blocks.get(1), Some(OfficeBlock::Paragraph(next)) if next.role == OfficeRole::Caption)
        && !matches!(blocks.get(2), Some(OfficeBlock::Table(_)))
        && !matches!(blocks.get(2), Some(OfficeBlock::Paragraph(next)) if only_picture(next).is_some())
}

fn unbold(piece: &OfficePiece, bold: bool) -> OfficePiece {
    match piece {
        OfficePiece::Words { words, look, change } if bold => {
            OfficePiece::Words { words: words.clone(), look: OfficeLook { is_bold: false, ..look.clone() }, change: change.clone() }
        }
        other => other.clone(),
    }
}

fn unlooked(piece: &OfficePiece) -> OfficePiece {
    match piece {
        OfficePiece::Words { words, change, .. } => {
            OfficePiece::Words { words: words.clone(), look: OfficeLook::default(), change: change.clone() }
        }
        other => other.clone(),
    }
}

/// The notes that a block calls, in order.
fn calls(block: &OfficeBlock, called: &mut Vec<usize>) {
    match block {
        OfficeBlock::Paragraph(paragraph) => called.extend(paragraph.pieces.iter().filter_map(|piece| match piece {
            OfficePiece::Note(note) => Some(*note),
            _ => None,
        })),
        OfficeBlock::Table(table) => {
            table.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.blocks).for_each(|block| calls(block, called));
        }
        OfficeBlock::PageBreak | OfficeBlock::Rule => {}
    }
}
