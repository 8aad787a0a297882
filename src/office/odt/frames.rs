//! Frames: pictures, boxes of text, formulas and other objects, and drawings.

use super::frame::OdtFrame;
use super::lists::OdtHidden;
use super::measure::twips;
use super::open::OdtOpen;
use super::reader::OdtReader;
use crate::office::mathml::{MathmlBuilder, MathmlNode, latex};
use crate::office::shelf::{PictureRefusal, shelved};
use crate::office::text::{OfficeBlock, OfficePiece};
use crate::office::xml::{OfficeElement, OfficeEvent, OfficeXml};
use crate::source::held;

impl OdtReader<'_> {
    pub(super) fn start_drawing(&mut self, name: &str, element: &OfficeElement) -> OdtOpen {
        match name {
            "frame" => {
                let width = element.get("svg:width").and_then(twips);
                self.frames.push(OdtFrame { width, ..OdtFrame::default() });
                OdtOpen::Frame
            }
            "image" => self.begin_image(element),
            "object" => self.begin_object(element),
            "object-ole" | "plugin" | "applet" | "floating-frame" => {
                if let Some(frame) = self.frames.last_mut() {
                    frame.is_object = true;
                }
                OdtOpen::Skip
            }
            "text-box" => {
                if let Some(frame) = self.frames.last_mut() {
                    frame.has_other = true;
                }
                self.flow.open();
                OdtOpen::Box(self.lists.hide())
            }
            "control" => {
                self.flow.lose("fields of forms, left out");
                OdtOpen::Skip
            }
            "a" => self.begin_link(element),
            "g" | "custom-shape" | "rect" | "ellipse" | "circle" | "polygon" | "polyline" | "path" | "line" | "connector" | "caption"
            | "measure" | "regular-polygon" => {
                self.flow.open();
                OdtOpen::Shape(self.lists.hide())
            }
            _ => OdtOpen::Skip,
        }
    }

    fn begin_image(&mut self, element: &OfficeElement) -> OdtOpen {
        let Some(address) = element.get("xlink:href") else { return OdtOpen::Nothing };
        if self.frames.last().is_some_and(|frame| frame.picture.is_none() && !frame.has_other) {
            let found = self.files.picture(address, &mut self.flow.text.pictures);
            self.picture_found(found);
        }
        OdtOpen::Skip
    }

    /// Takes a picture that the document holds in its text.
    pub(super) fn picture_held(&mut self, data: &str) {
        if self.frames.last().is_some_and(|frame| frame.picture.is_none() && !frame.has_other) {
            let name = format!("picture{}", self.flow.text.pictures.len() + 1);
            let found = shelved(&mut self.flow.text.pictures, &name, held::bytes(data).unwrap_or_default());
            self.picture_found(found);
        }
    }

    fn picture_found(&mut self, found: Result<usize, PictureRefusal>) {
        let Some(frame) = self.frames.last_mut() else { return };
        match found {
            Ok(picture) => frame.picture = Some(picture),
            Err(refusal) => frame.refusal = frame.refusal.take().or(Some(refusal)),
        }
    }

    fn begin_object(&mut self, element: &OfficeElement) -> OdtOpen {
        let Some(address) = element.get("xlink:href") else { return OdtOpen::Nothing };
        let part = format!("{}/content.xml", address.trim_start_matches("./").trim_end_matches('/'));
        match self.files.text(&part).and_then(|text| formula_of(&part, &text)) {
            Some(formula) => self.formula(formula),
            None => {
                if let Some(frame) = self.frames.last_mut() {
                    frame.is_object = true;
                }
            }
        }
        OdtOpen::Skip
    }

    /// Takes a formula: into the frame, or into the text.
    pub(super) fn formula(&mut self, formula: MathmlNode) {
        let Some(latex) = latex(&formula) else {
            if !formula.is_empty() {
                self.flow.lose("formulas that are not understood");
            }
            return;
        };
        match self.frames.last_mut() {
            Some(frame) => {
                frame.has_other = true;
                frame.formula = Some(latex);
            }
            None => self.put(OfficePiece::Formula { latex, is_display: false }),
        }
    }

    pub(super) fn end_frame(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        match (frame.formula, frame.picture, frame.refusal) {
            (Some(latex), ..) => self.put(OfficePiece::Formula { latex, is_display: false }),
            (None, Some(picture), _) => {
                if frame.is_object {
                    self.flow.lose("charts and other objects, kept as pictures");
                }
                let words = alternative(frame.title, frame.description);
                self.put(OfficePiece::Picture { picture, words, width: frame.width.filter(|width| *width > 0) });
            }
            (None, None, _) if frame.is_object => self.flow.lose("charts, sounds and other objects, left out"),
            (None, None, Some(refusal)) => self.flow.lose(refusal.told()),
            (None, None, None) => {}
        }
    }

    pub(super) fn end_box(&mut self, lists: OdtHidden) {
        let blocks = self.flow.close();
        self.lists.show(lists);
        let has_picture = blocks.iter().any(is_picture);
        if blocks.iter().all(is_empty) {
            return;
        }
        if !has_picture {
            self.flow.lose("text boxes, set as paragraphs behind the place that they are tied to");
        }
        blocks.into_iter().for_each(|block| self.flow.block(block));
    }

    pub(super) fn end_shape(&mut self, lists: OdtHidden) {
        let blocks = self.flow.close();
        self.lists.show(lists);
        if blocks.iter().all(is_empty) {
            self.flow.lose("drawings, left out");
            return;
        }
        if !blocks.iter().any(is_picture) {
            self.flow.lose("drawings, of which the words are kept");
        }
        blocks.into_iter().for_each(|block| self.flow.block(block));
    }
}

/// The formula of an object's part; none if it is something else.
fn formula_of(part: &str, text: &str) -> Option<MathmlNode> {
    let mut xml = OfficeXml::new(part, text);
    let mut math = MathmlBuilder::new();
    let mut is_begun = false;
    while let Ok(Some(event)) = xml.next() {
        match &event {
            _ if is_begun => {
                if let Some(formula) = math.event(&event) {
                    return Some(formula);
                }
            }
            OfficeEvent::Start(element) if element.name == "math:math" => is_begun = true,
            OfficeEvent::Start(_) => return None,
            _ => {}
        }
    }
    None
}

/// The words for who can't see a picture.
fn alternative(title: String, description: String) -> Option<String> {
    match (title.is_empty(), description.is_empty()) {
        (true, true) => None,
        (false, true) => Some(title),
        (true, false) => Some(description),
        _ if title == description => Some(title),
        _ if title.ends_with(['.', '!', '?', ':']) => Some(format!("{title} {description}")),
        _ => Some(format!("{title}. {description}")),
    }
}

fn is_picture(block: &OfficeBlock) -> bool {
    matches!(block, OfficeBlock::Paragraph(paragraph) if paragraph.pieces.iter().any(|piece| matches!(piece, OfficePiece::Picture { .. })))
}

fn is_empty(block: &OfficeBlock) -> bool {
    matches!(block, OfficeBlock::Paragraph(paragraph) if paragraph.pieces.is_empty())
}
