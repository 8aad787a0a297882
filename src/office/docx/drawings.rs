//! Drawings: pictures and text boxes, in the form of today and in the old one (VML), and what has no counterpart.

use super::draft::DocxContainer;
use super::drawing::{DocxDrawing, DocxDrawnPicture};
use super::parts::DocxTarget;
use super::reader::{DocxOpen, DocxReader};
use super::values::{number, twips};
use crate::office::text::{OfficeBlock, OfficePiece};
use crate::office::xml::OfficeElement;

/// English metric units in a twip.
const UNITS: i64 = 635;

/// Drawings within each other; deeper ones are passed over.
const DEEPEST: usize = 8;

/// The longest words for a picture.
const LONGEST: usize = 4000;

/// Versions of a drawing that are understood: what they require is one of these.
const UNDERSTOOD: [&str; 13] = ["wps", "wpg", "wpc", "w14", "w15", "w16", "w16cid", "w16cex", "wp14", "a14", "v", "w16du", "w16sdtdh"];

impl DocxReader<'_> {
    /// A drawing begins; none if it lies too deep in others.
    pub(super) fn begin_drawing(&mut self) -> Option<DocxOpen> {
        if self.drawings.len() >= DEEPEST {
            self.lose("drawings in drawings, left out");
            return None;
        }
        self.draft();
        self.drawings.push(DocxDrawing::default());
        Some(DocxOpen::Drawing)
    }

    /// An element in a drawing.
    pub(super) fn draw(&mut self, element: &OfficeElement) {
        let Some(drawing) = self.drawings.last_mut() else { return };
        match element.name.as_str() {
            "wp:extent" => {
                let width = element.get("cx").and_then(number).map(|units| units / UNITS);
                drawing.width = width.and_then(|width| i32::try_from(width).ok()).filter(|width| (1..=80_000).contains(width));
            }
            "wp:docPr" => {
                drawing.words = element.get("descr").and_then(words);
                drawing.title = element.get("title").and_then(words);
            }
            "pic:cNvPr" => {
                let picture = DocxDrawnPicture { words: element.get("descr").and_then(words), ..DocxDrawnPicture::default() };
                drawing.pictures.push(picture);
            }
            "a:blip" => blip(drawing, element),
            "?:svgBlip" => {
                if let (Some(last), Some(id)) = (drawing.pictures.last_mut(), element.get("r:embed")) {
                    last.lines = Some(id.to_owned());
                }
            }
            "?:decorative" => drawing.is_decorative |= !matches!(element.get("val"), Some("0" | "false")),
            "c:chart" | "?:chart" => drawing.losses.push("charts, left out".to_owned()),
            "dgm:relIds" => drawing.losses.push("diagrams (SmartArt), left out".to_owned()),
            "w:contentPart" | "?:contentPart" => drawing.losses.push("drawings by hand, left out".to_owned()),
            "v:textpath" => drawing.losses.push("words as a drawing (WordArt), left out".to_owned()),
            "o:OLEObject" => {
                let program = element.get("ProgID").unwrap_or("unknown").chars().take(40).collect::<String>();
                drawing.losses.push(format!("embedded objects ({program}), of which the picture is kept"));
            }
            "w:control" => drawing.losses.push("controls of forms, left out".to_owned()),
            "v:imagedata" => {
                let Some(id) = element.get("r:id").or(element.get("r:embed")).or(element.get("o:relid")) else { return };
                let words = element.get("o:title").and_then(words);
                drawing.pictures.push(DocxDrawnPicture { relation: id.to_owned(), words: None, ..DocxDrawnPicture::default() });
                drawing.title = drawing.title.take().or(words);
            }
            "v:shape" | "v:rect" | "v:oval" | "v:roundrect" | "v:group" => shape(drawing, element),
            _ => {}
        }
    }

    /// A drawing ends.
    pub(super) fn end_drawing(&mut self) {
        let Some(drawing) = self.drawings.pop() else { return };
        if self.is_instructed() {
            return;
        }
        for loss in drawing.losses {
            self.lose(loss);
        }
        if drawing.is_rule {
            self.draft().has_rule = true;
        }
        let alone = drawing.pictures.len() == 1;
        for picture in drawing.pictures {
            let of_whole = || drawing.words.clone().or_else(|| drawing.title.clone());
            let words = if alone { of_whole().or(picture.words) } else { picture.words.or_else(of_whole) };
            let words = if drawing.is_decorative { Some(String::new()) } else { words };
            let width = drawing.width.filter(|_| alone);
            let id = picture.lines.as_ref().filter(|id| matches!(self.target(id), Some(DocxTarget::Part(_)))).unwrap_or(&picture.relation);
            match self.target(id) {
                Some(DocxTarget::Part(part)) if !picture.is_linked => self.picture(part, words, width),
                Some(DocxTarget::Outside(address)) => {
                    let shown: String = address.chars().take(80).collect();
                    self.lose(format!("pictures in files outside ({shown}), never fetched"));
                }
                _ => self.lose("pictures whose files are missing"),
            }
        }
    }

    fn target(&self, id: &str) -> Option<DocxTarget> {
        self.relations.get(id).map(|relation| relation.target.clone())
    }

    fn picture(&mut self, part: String, words: Option<String>, width: Option<i32>) {
        let next = self.found.pictures.len();
        let picture = *self.found.picture_parts.entry(part.to_lowercase()).or_insert(next);
        if picture == next {
            self.found.pictures.push(part);
        }
        self.put(OfficePiece::Picture { picture, words, width }, "pictures");
    }

    /// A text box begins.
    pub(super) fn begin_text_box(&mut self) -> DocxOpen {
        self.draft();
        if let Some(drawing) = self.drawings.last_mut() {
            drawing.has_text = true;
        }
        self.containers.push(DocxContainer::default());
        DocxOpen::TextBox(Box::new(std::mem::take(&mut self.run)))
    }

    /// A text box ends: its paragraphs come behind the one that holds it.
    pub(super) fn end_text_box(&mut self) {
        let mut blocks = self.close_container();
        let shows = blocks.iter().any(|block| match block {
            OfficeBlock::Paragraph(paragraph) => crate::office::trim::shows(&paragraph.pieces),
            _ => true,
        });
        if shows {
            self.lose("text boxes, set as paragraphs");
        }
        if self.is_instructed() {
            return;
        }
        if shows {
            self.draft().after.append(&mut blocks);
        }
    }

    /// Whether a version of alternatives is to be taken: the first that is understood, once.
    pub(super) fn takes(&mut self, element: &OfficeElement) -> bool {
        let is_understood = match element.get("Requires") {
            Some(requires) => requires.split_whitespace().all(|space| UNDERSTOOD.contains(&space)),
            None => element.name == "mc:Fallback",
        };
        match self.open.last_mut() {
            Some(DocxOpen::Alternatives { is_taken }) if is_understood && !*is_taken => {
                *is_taken = true;
                true
            }
            _ => false,
        }
    }
}

fn blip(drawing: &mut DocxDrawing, element: &OfficeElement) {
    let (embedded, linked) = (element.get("r:embed").filter(|id| !id.is_empty()), element.get("r:link"));
    let Some(id) = embedded.or(linked) else { return };
    let new = drawing.pictures.last().is_none_or(|last| !last.relation.is_empty());
    if new {
        drawing.pictures.push(DocxDrawnPicture::default());
    }
    if let Some(last) = drawing.pictures.last_mut() {
        last.relation = id.to_owned();
        last.is_linked = embedded.is_none();
    }
}

/// A shape in the old form.
fn shape(drawing: &mut DocxDrawing, element: &OfficeElement) {
    drawing.words = drawing.words.take().or_else(|| element.get("alt").and_then(words));
    drawing.is_rule |= matches!(element.get("o:hr"), Some("t" | "true" | "1"));
    let style = element.get("style").unwrap_or("");
    let width = style.split(';').filter_map(|rule| rule.split_once(':')).find(|(name, _)| name.trim() == "width");
    let width = width.and_then(|(_, value)| twips(value)).filter(|width| *width > 0);
    drawing.width = drawing.width.or(width);
}

fn words(value: &str) -> Option<String> {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    (!value.is_empty()).then(|| value.chars().take(LONGEST).collect())
}
