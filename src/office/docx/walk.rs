//! The way through a part, from front to back: what each element that begins or ends does.

use super::draft::{DocxContainer, DocxSection};
use super::field::has_open_fields;
use super::forms::{DocxForm, change, section_breaks_page};
use super::looks::DocxLook;
use super::reader::{DocxOpen, DocxReader, DocxRun};
use crate::office::omml;
use crate::office::package::OfficeFault;
use crate::office::ruby::in_brackets;
use crate::office::text::{OfficeBlock, OfficePiece};
use crate::office::xml::{OfficeElement, OfficeEvent, OfficeXml};

/// Elements that hold nothing of the text.
const PASSED_OVER: [&str; 27] = [
    "w:pPrChange",
    "w:rPrChange",
    "w:tblPr",
    "w:tblGrid",
    "w:tblPrEx",
    "w:sectPrChange",
    "w:sdtEndPr",
    "w:customXmlPr",
    "w:smartTagPr",
    "w:ffData",
    "w:rubyPr",
    "w:binData",
    "w:fldData",
    "w:numPicBullet",
    "w:background",
    "w:object_",
    "wp:positionH",
    "wp:positionV",
    "wp:wrapTight",
    "wp:wrapThrough",
    "a:txBody",
    "wps:spPr",
    "wps:style",
    "pic:spPr",
    "w:tblCaption",
    "w:docPartPr",
    "m:oMathParaPr",
];

/// Elements of a run that stand for a character or a break.
const SIGNS: [&str; 8] = ["w:tab", "w:ptab", "w:br", "w:cr", "w:sym", "w:noBreakHyphen", "w:softHyphen", "w:pgNum"];

impl DocxReader<'_> {
    /// Goes through a part.
    ///
    /// # Errors
    /// If the part is damaged.
    pub(super) fn walk(&mut self, part: &str, text: &str) -> Result<(), OfficeFault> {
        let mut xml = OfficeXml::new(part, text);
        self.has_open_fields = has_open_fields(text);
        while let Some(event) = xml.next()? {
            match event {
                OfficeEvent::Start(element) => {
                    if let Some(open) = self.begin(&mut xml, &element)? {
                        self.open.push(open);
                    }
                }
                OfficeEvent::End(_) => {
                    if let Some(open) = self.open.pop() {
                        self.end(open);
                    }
                }
                OfficeEvent::Words(words) => {
                    if matches!(self.open.last(), Some(DocxOpen::Words | DocxOpen::Instruction)) {
                        self.words.push_str(&words);
                    }
                }
            }
        }
        Ok(())
    }

    /// An element begins; none if it was read to its end.
    fn begin(&mut self, xml: &mut OfficeXml<'_>, element: &OfficeElement) -> Result<Option<DocxOpen>, OfficeFault> {
        let open = match element.name.as_str() {
            "w:p" => {
                self.begin_paragraph();
                self.paragraph_id(element);
                DocxOpen::Paragraph
            }
            "w:pPr" => {
                let form = DocxForm::read(xml, self.rejects)?;
                self.form_paragraph(form);
                return Ok(None);
            }
            "w:r" => {
                let outer = std::mem::take(&mut self.run);
                DocxOpen::Run(Box::new(outer))
            }
            "w:rPr" => {
                let look = DocxLook::read(xml, self.rejects)?;
                if matches!(self.open.last(), Some(DocxOpen::Run(_))) {
                    self.run = DocxRun { look, is_mark: self.run.is_mark, seen: None };
                }
                return Ok(None);
            }
            "w:t" | "w:delText" => {
                self.words.clear();
                self.keeps_spaces = element.get("?:space") == Some("preserve");
                DocxOpen::Words
            }
            "w:instrText" | "w:delInstrText" => {
                self.words.clear();
                DocxOpen::Instruction
            }
            "w:tbl" => self.begin_table(),
            "w:tr" => self.begin_row(),
            "w:tc" => self.begin_cell(),
            "w:trPr" => return self.row_properties(xml).map(|()| None),
            "w:tcPr" => return self.cell_properties(xml).map(|()| None),
            "w:sectPr" => {
                let breaks = section_breaks_page(xml)?;
                self.finish_paragraph();
                self.end_section(breaks);
                return Ok(None);
            }
            "m:oMath" => {
                self.formula(xml)?;
                return Ok(None);
            }
            "mc:Choice" | "mc:Fallback" if !self.takes(element) => return xml.skip().map(|()| None),
            "w:drawing" | "w:pict" | "w:object" => match self.begin_drawing() {
                Some(open) => open,
                None => return xml.skip().map(|()| None),
            },
            "w:sdtPr" => return self.control(xml).map(|()| None),
            name if PASSED_OVER.contains(&name) => return xml.skip().map(|()| None),
            _ => self.begin_other(element),
        };
        Ok(Some(open))
    }

    /// An element begins whose inside is read as any other.
    fn begin_other(&mut self, element: &OfficeElement) -> DocxOpen {
        match element.name.as_str() {
            "w:body" => {
                self.containers.push(DocxContainer { is_body: true, ..DocxContainer::default() });
                return DocxOpen::Body;
            }
            "w:footnote" | "w:endnote" => return self.begin_note(element),
            "w:comment" => {
                self.begin_remark(element);
                return DocxOpen::Remark;
            }
            "w:ins" | "w:moveTo" => {
                self.changes.push(change(element, true));
                return DocxOpen::Change;
            }
            "w:del" | "w:moveFrom" => {
                self.changes.push(change(element, false));
                return DocxOpen::Change;
            }
            "w:hyperlink" => return self.begin_hyperlink(element),
            "w:fldSimple" => return self.begin_simple_field(element),
            "w:sdt" => return DocxOpen::Control { is_generated: false, is_placeholder: false },
            "mc:AlternateContent" => return DocxOpen::Alternatives { is_taken: false },
            "m:oMathPara" => {
                self.displays += 1;
                return DocxOpen::Display;
            }
            "w:txbxContent" => return self.begin_text_box(),
            "w:ruby" => {
                self.ruby = Some(String::new());
                return DocxOpen::Ruby;
            }
            "w:rt" => return DocxOpen::RubyText,
            "w:fldChar" => self.field_character(element),
            "w:footnoteReference" => self.note(element, false),
            "w:endnoteReference" => self.note(element, true),
            "w:bookmarkStart" => self.mark_bookmark(element),
            "w:commentRangeStart" | "w:commentRangeEnd" | "w:commentReference" => self.mark_remark(element),
            "w:altChunk" => self.lose("documents embedded as they are (altChunk), left out"),
            "w:subDoc" => self.lose("documents within the document, left out"),
            "w:contentPart" if self.drawings.is_empty() => self.lose("drawings by hand, left out"),
            name if SIGNS.contains(&name) && self.is_in_run() => self.sign(element),
            _ if !self.drawings.is_empty() => self.draw(element),
            _ => {}
        }
        DocxOpen::Through
    }

    /// Whether what begins stands in a run, or in one of several versions in it.
    fn is_in_run(&self) -> bool {
        self.open.iter().rev().take(3).any(|open| matches!(open, DocxOpen::Run(_)))
    }

    /// An element ends.
    fn end(&mut self, open: DocxOpen) {
        match open {
            DocxOpen::Through | DocxOpen::Alternatives { .. } | DocxOpen::RubyText => {}
            DocxOpen::Paragraph => self.finish_paragraph(),
            DocxOpen::Run(outer) => self.run = *outer,
            DocxOpen::Words => self.end_words(),
            DocxOpen::Instruction => {
                let words = std::mem::take(&mut self.words);
                self.instruct(&words);
            }
            DocxOpen::Change => {
                self.changes.pop();
            }
            DocxOpen::Link => self.end_link(),
            DocxOpen::SimpleField => self.end_simple_field(),
            DocxOpen::Table => self.end_table(),
            DocxOpen::Row => self.end_row(),
            DocxOpen::Cell => self.end_cell(),
            DocxOpen::Drawing => self.end_drawing(),
            DocxOpen::TextBox(outer) => {
                self.end_text_box();
                self.run = *outer;
            }
            DocxOpen::Note(id) => {
                let blocks = self.close_container();
                self.found.notes.entry(id).or_insert(blocks);
            }
            DocxOpen::Remark => {
                let blocks = self.close_container();
                if let Some(remark) = self.found.remarks.last_mut() {
                    remark.blocks = blocks;
                }
            }
            DocxOpen::Control { is_generated, is_placeholder } => {
                self.generated -= usize::from(is_generated).min(self.generated);
                self.placeholders -= usize::from(is_placeholder).min(self.placeholders);
            }
            DocxOpen::Display => self.displays = self.displays.saturating_sub(1),
            DocxOpen::Ruby => {
                if let Some(words) = self.ruby.take().filter(|words| !words.trim().is_empty()) {
                    self.lose("words above others (ruby), set in brackets");
                    self.say(&in_brackets(&words));
                }
            }
            // Left open till its part ends: what came of it is taken from there.
            DocxOpen::Body => {}
        }
    }

    fn end_words(&mut self) {
        let mut words = std::mem::take(&mut self.words);
        // Where spaces need not be kept, breaks of lines are some program's way to write.
        if words.contains('\n') {
            words = match self.keeps_spaces {
                true => words.replace('\n', " "),
                false => words
                    .split('\n')
                    .map(|line| line.trim_matches([' ', '\t']))
                    .filter(|line| !line.is_empty())
                    .collect::<Vec<_>>()
                    .join(" "),
            };
        }
        self.say(&words);
        words.clear();
        self.words = words;
    }

    /// Reads the properties of a content control.
    fn control(&mut self, xml: &mut OfficeXml<'_>) -> Result<(), OfficeFault> {
        let (mut depth, mut generates, mut holds_nothing) = (1, false, false);
        while let Some(event) = xml.next()? {
            match event {
                OfficeEvent::Start(element) => {
                    depth += 1;
                    match element.name.as_str() {
                        "w:docPartGallery" => generates = element.get("w:val").is_some_and(|gallery| gallery.starts_with("Table of")),
                        "w:showingPlcHdr" => holds_nothing = super::values::is_on(&element),
                        _ => {}
                    }
                }
                OfficeEvent::End(_) => depth -= 1,
                OfficeEvent::Words(_) => {}
            }
            if depth == 0 {
                break;
            }
        }
        if let Some(DocxOpen::Control { is_generated, is_placeholder }) = self.open.last_mut() {
            self.generated += usize::from(generates && !*is_generated);
            self.placeholders += usize::from(holds_nothing && !*is_placeholder);
            *is_generated |= generates;
            *is_placeholder |= holds_nothing;
        }
        Ok(())
    }

    fn formula(&mut self, xml: &mut OfficeXml<'_>) -> Result<(), OfficeFault> {
        let formula = omml::read(xml)?;
        if formula.words.trim().is_empty() && formula.latex.is_none() {
            return Ok(());
        }
        match formula.latex {
            Some(latex) => self.put(OfficePiece::Formula { latex, is_display: self.displays > 0 }, "formulas"),
            None => {
                self.lose("formulas that can’t be written in LaTeX, set as words");
                self.say(&formula.words);
            }
        }
        Ok(())
    }

    /// A section ends, which began on a page of its own or not: that tells of the break before it.
    pub(super) fn end_section(&mut self, breaks: bool) {
        if !self.container().is_body {
            return;
        }
        let at = self.container().blocks.len();
        if let Some(before) = self.section.replace(DocxSection { at })
            && breaks
        {
            self.section_breaks.push(before);
        }
    }

    /// The blocks of the body, when its part has been read.
    pub(super) fn body(&mut self) -> Vec<OfficeBlock> {
        while self.containers.len() > 1 {
            let mut blocks = self.close_container();
            self.container().blocks.append(&mut blocks);
        }
        let blocks = self.close_container();
        let mut out = Vec::with_capacity(blocks.len());
        let mut breaks = self.section_breaks.drain(..).map(|section| section.at).peekable();
        for (at, block) in blocks.into_iter().enumerate() {
            while breaks.next_if(|next| *next <= at).is_some() {
                out.push(OfficeBlock::PageBreak);
            }
            out.push(block);
        }
        out
    }
}
