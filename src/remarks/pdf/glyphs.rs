//! The glyphs of a page, in the order in which they are drawn: what each says and where it stands.

use super::fonts::{MOST, PdfFont, PdfFonts};
use super::matrix::PdfMatrix;
use super::operators::pieces;
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::rc::Rc;

/// Forms that are drawn in one another are read no deeper than this.
const DEEPEST: usize = 6;
/// Glyphs of a page that are read.
const MOST_GLYPHS: usize = 400_000;
/// Forms of a page that are read.
const MOST_FORMS: usize = 2_000;

/// A glyph, or several that say something only together.
#[derive(Clone, Debug)]
pub(super) struct PdfGlyph {
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) baseline: f64,
    pub(super) size: f64,
}

/// What is in force where text is drawn.
#[derive(Clone)]
struct TextState {
    matrix: PdfMatrix,
    font: Option<Rc<PdfFont>>,
    size: f64,
    letters: f64,
    words: f64,
    scale: f64,
    leading: f64,
    rise: f64,
}

/// A stretch of marked content.
#[derive(Clone, Debug, Default)]
struct PdfMarkedContent {
    /// Whether the content is no part of the text, as running heads and folios are.
    is_artifact: bool,
    /// What is to be read in place of the glyphs, until the first of them was.
    says: Option<String>,
    /// Whether glyphs are read for what was said in their place.
    is_said: bool,
}

/// The reading of a page.
struct GlyphReader<'d> {
    document: &'d Document,
    fonts: &'d mut PdfFonts,
    glyphs: Vec<PdfGlyph>,
    marked: Vec<PdfMarkedContent>,
    forms: usize,
}

/// The glyphs of a page, without those that are no part of the text.
pub(super) fn glyphs(document: &Document, page: ObjectId, fonts: &mut PdfFonts) -> Vec<PdfGlyph> {
    let Ok(content) = document.get_page_content_with_limit(page, MOST) else { return Vec::new() };
    let mut resources: Vec<&Dictionary> = Vec::new();
    if let Ok((own, inherited)) = document.get_page_resources(page) {
        resources.extend(own);
        resources.extend(inherited.into_iter().filter_map(|id| document.get_dictionary(id).ok()));
    }
    let mut reader = GlyphReader { document, fonts, glyphs: Vec::new(), marked: Vec::new(), forms: 0 };
    reader.run(&content, &resources, PdfMatrix::ONE, 0);
    reader.glyphs
}

impl GlyphReader<'_> {
    fn run(&mut self, content: &[u8], resources: &[&Dictionary], matrix: PdfMatrix, depth: usize) {
        let operations = pieces(content).flat_map(|piece| Content::decode(piece).map(|content| content.operations).unwrap_or_default());
        let mut state = TextState { matrix, font: None, size: 0.0, letters: 0.0, words: 0.0, scale: 1.0, leading: 0.0, rise: 0.0 };
        let mut held: Vec<TextState> = Vec::new();
        let (mut line, mut text) = (PdfMatrix::ONE, PdfMatrix::ONE);
        let open = self.marked.len();
        for Operation { operator, operands } in operations {
            if self.glyphs.len() > MOST_GLYPHS {
                break;
            }
            let number = |at: usize| operands.get(at).and_then(|object| object.as_float().ok()).map_or(0.0, f64::from);
            match operator.as_str() {
                "q" if held.len() < 1000 => held.push(state.clone()),
                "Q" => state = held.pop().unwrap_or(state),
                "cm" => state.matrix = PdfMatrix([0, 1, 2, 3, 4, 5].map(number)).then(state.matrix),
                "Do" => self.form(&operands, resources, &state, depth),
                "BMC" | "BDC" => self.begin(&operands, resources),
                "EMC" if self.marked.len() > open => drop(self.marked.pop()),
                "BT" => (line, text) = (PdfMatrix::ONE, PdfMatrix::ONE),
                "Tf" => {
                    let name = operands.first().and_then(|name| name.as_name().ok()).unwrap_or_default();
                    (state.font, state.size) = (self.fonts.named(self.document, resources, name), number(1));
                }
                "Tc" => state.letters = number(0),
                "Tw" => state.words = number(0),
                "Tz" => state.scale = number(0) / 100.0,
                "TL" => state.leading = number(0),
                "Ts" => state.rise = number(0),
                "Tm" => line = PdfMatrix([0, 1, 2, 3, 4, 5].map(number)),
                "Td" => line = PdfMatrix::moved(number(0), number(1)).then(line),
                "TD" => {
                    state.leading = -number(1);
                    line = PdfMatrix::moved(number(0), number(1)).then(line);
                }
                "T*" | "'" | "\"" => line = PdfMatrix::moved(0.0, -state.leading).then(line),
                _ => {}
            }
            if matches!(operator.as_str(), "Tm" | "Td" | "TD" | "T*" | "'" | "\"") {
                text = line;
            }
            match (operator.as_str(), operands.as_slice()) {
                ("\"", [words, letters, shown]) => {
                    (state.words, state.letters) =
                        (f64::from(words.as_float().unwrap_or(0.0)), f64::from(letters.as_float().unwrap_or(0.0)));
                    self.show(shown, &state, &mut text);
                }
                ("Tj" | "'", [shown]) => self.show(shown, &state, &mut text),
                ("TJ", [Object::Array(parts)]) => parts.iter().for_each(|part| self.show(part, &state, &mut text)),
                _ => {}
            }
        }
        self.marked.truncate(open);
    }

    /// Begins marked content.
    fn begin(&mut self, operands: &[Object], resources: &[&Dictionary]) {
        let tag = operands.first().and_then(|tag| tag.as_name().ok()).unwrap_or_default();
        let properties = match operands.get(1) {
            Some(Object::Dictionary(properties)) => Some(properties),
            Some(Object::Name(name)) => resources.iter().find_map(|resources| {
                let all = resources.get_deref(b"Properties", self.document).ok()?.as_dict().ok()?;
                all.get_deref(name, self.document).ok()?.as_dict().ok()
            }),
            _ => None,
        };
        let says =
            properties.and_then(|properties| properties.get(b"ActualText").ok()).and_then(|text| lopdf::decode_text_string(text).ok());
        if self.marked.len() < 1000 {
            let is_artifact = tag == b"Artifact";
            self.marked.push(PdfMarkedContent { is_artifact, is_said: says.is_some(), says });
        }
    }

    /// Reads a form that is drawn.
    fn form(&mut self, operands: &[Object], resources: &[&Dictionary], state: &TextState, depth: usize) {
        let Some(name) = operands.first().and_then(|name| name.as_name().ok()) else { return };
        let found = resources.iter().find_map(|resources| {
            let all = resources.get_deref(b"XObject", self.document).ok()?.as_dict().ok()?;
            all.get_deref(name, self.document).ok()?.as_stream().ok()
        });
        let Some(form) = found.filter(|form| form.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form")) else {
            return;
        };
        self.forms += 1;
        if depth >= DEEPEST || self.forms > MOST_FORMS {
            return;
        }
        let list = form.dict.get_deref(b"PdfMatrix", self.document).ok().and_then(|list| list.as_array().ok());
        let number = |at: usize| list.and_then(|list| list.get(at)).and_then(|object| object.as_float().ok()).map(f64::from);
        let own = [0, 1, 2, 3, 4, 5].map(|at| number(at).unwrap_or(PdfMatrix::ONE.0[at]));
        let inner: Vec<&Dictionary> = form
            .dict
            .get_deref(b"Resources", self.document)
            .ok()
            .and_then(|object| object.as_dict().ok())
            .into_iter()
            .chain(resources.iter().copied())
            .collect();
        if let Ok(content) = form.get_plain_content_with_limit(MOST) {
            self.run(&content, &inner, PdfMatrix(own).then(state.matrix), depth + 1);
        }
    }

    /// Reads a string that is shown, or a move between two of them.
    fn show(&mut self, shown: &Object, state: &TextState, text: &mut PdfMatrix) {
        let Ok(bytes) = shown.as_str() else {
            let back = shown.as_float().map_or(0.0, f64::from);
            *text = PdfMatrix::moved(-back / 1000.0 * state.size * state.scale, 0.0).then(*text);
            return;
        };
        let Some(font) = &state.font else { return };
        for code in font.codes(bytes) {
            let spacing = state.letters + if code.is_space { state.words } else { 0.0 };
            let width = code.width * state.size * state.scale;
            let whole = text.then(state.matrix);
            let [left, baseline] = whole.point(0.0, state.rise);
            let [right, _] = whole.point(width, state.rise);
            let [_, top] = whole.point(0.0, state.rise + state.size);
            self.add(code.text, [left, right, baseline, (top - baseline).abs()]);
            *text = PdfMatrix::moved(width + spacing * state.scale, 0.0).then(*text);
        }
    }

    /// Adds a glyph, from left to right on a baseline, of a size.
    fn add(&mut self, text: &str, [left, right, baseline, size]: [f64; 4]) {
        if self.marked.iter().any(|content| content.is_artifact) || self.glyphs.len() > MOST_GLYPHS {
            return;
        }
        let (left, right) = (left.min(right), left.max(right));
        let text = match self.marked.iter_mut().find(|content| content.is_said) {
            Some(content) => match content.says.take() {
                Some(says) => says,
                // The glyph belongs to what was said with the first one.
                None => {
                    if let Some(last) = self.glyphs.last_mut().filter(|last| (last.baseline - baseline).abs() < size) {
                        last.right = last.right.max(right);
                    }
                    return;
                }
            },
            None => text.to_owned(),
        };
        self.glyphs.push(PdfGlyph { text, left, right, baseline, size });
    }
}
