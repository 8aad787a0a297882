//! printpdf 0.12.8, and all that is asked of it: fonts read and embedded, the operators of a page written, and the page tree with its
//! resources made. No other file knows its names.
//!
//! No more is asked because its own is not enough for a book: it cuts no font down to what text needs, writes each glyph as a string of
//! its own, and knows no structure, outline, labels or PDF/A; [`super::fonts`], [`super::content`] and [`super::finish`] do that, and
//! [`super::write`] writes the file. What it gives is a document of lopdf's, whose types all of `pdf` works on. So its version is
//! pinned: another may make another shape of document, and wants another lopdf than 0.44, the one it has now. Both are changed
//! together, with [`super::finish`] and every golden file of a PDF looked at.

use super::object::{PaperSize, real, utf16};
use lopdf::Document;
use printpdf::{
    Codepoint, CurTransMat, DictItem, ExternalStream, ExternalXObject, FontId, Op, PaintMode, ParsedFont, PdfDocument, PdfFont,
    PdfFontHandle, PdfPage, PdfSaveOptions, Pt, Rect, TextItem, TextMatrix, XObject, XObjectId, XObjectTransform,
};
use std::collections::BTreeMap;

/// The crate's name, for messages about what it made.
pub(super) const MAKER: &str = "printpdf";

/// An operation that draws on a page or marks what is drawn (ISO 32000-1, annex A). Lengths are in thousandths of a point.
pub(super) struct Operation(Op);

impl Operation {
    /// `BT`.
    pub(super) const TEXT: Self = Self(Op::StartTextSection);
    /// `ET`.
    pub(super) const TEXT_END: Self = Self(Op::EndTextSection);
    /// `EMC`.
    pub(super) const MARK_END: Self = Self(Op::EndMarkedContent);
    /// `q`.
    pub(super) const SAVE: Self = Self(Op::SaveGraphicsState);
    /// `Q`.
    pub(super) const RESTORE: Self = Self(Op::RestoreGraphicsState);

    /// Black for what is filled: `g`.
    pub(super) fn black() -> Self {
        Self(Op::Unknown { key: "g".to_owned(), value: vec![DictItem::Int(0)] })
    }

    /// A font by its resource name, and its size: `Tf`.
    pub(super) fn font(name: &str, size: i64) -> Self {
        Self(Op::SetFont { font: PdfFontHandle::External(FontId(name.to_owned())), size: Pt(real(size)) })
    }

    /// The place where the next glyphs begin: `Tm`.
    pub(super) fn place(x: i64, y: i64) -> Self {
        Self(Op::SetTextMatrix { matrix: TextMatrix::Raw([1.0, 0.0, 0.0, 1.0, real(x), real(y)]) })
    }

    /// How far glyphs stand above the baseline: `Ts`.
    pub(super) fn rise(rise: i64) -> Self {
        Self(Op::SetLineOffset { multiplier: real(rise) })
    }

    /// A marked content without properties: `BMC`.
    pub(super) fn mark(tag: &str) -> Self {
        Self(Op::BeginMarkedContent { tag: tag.to_owned() })
    }

    /// A marked content whose properties are a resource of the page: `BDC`.
    pub(super) fn mark_as(tag: &str, properties: &str) -> Self {
        let properties = DictItem::Name(properties.as_bytes().to_vec());
        Self(Op::BeginMarkedContentWithProperties { tag: tag.to_owned(), properties })
    }

    /// A marked content of the structure tree, by its number on the page: `BDC`.
    pub(super) fn mark_content(tag: &str, mcid: i64) -> Self {
        Self::mark_with(tag, "MCID", DictItem::Int(mcid))
    }

    /// Glyphs that mean these words together: `BDC`.
    pub(super) fn mark_words(words: &str) -> Self {
        Self::mark_with("Span", "ActualText", DictItem::String { data: utf16(words), literal: false })
    }

    fn mark_with(tag: &str, key: &str, value: DictItem) -> Self {
        let properties = DictItem::Dict { map: BTreeMap::from([(key.to_owned(), value)]) };
        Self(Op::BeginMarkedContentWithProperties { tag: tag.to_owned(), properties })
    }

    /// Whether the operation begins or ends a marked content.
    pub(super) fn is_mark(&self) -> bool {
        matches!(self.0, Op::BeginMarkedContent { .. } | Op::BeginMarkedContentWithProperties { .. } | Op::EndMarkedContent)
    }

    /// A filled rectangle, from its lower left corner: `re` and `f`.
    pub(super) fn filled([x, y, width, height]: [i64; 4]) -> Self {
        let [x, y, width, height] = [x, y, width, height].map(|length| Pt(real(length)));
        Self(Op::DrawRectangle { rectangle: Rect { x, y, width, height, mode: Some(PaintMode::Fill), winding_order: None } })
    }

    /// Everything behind moved by so much: `cm`.
    pub(super) fn moved(x: i64, y: i64) -> Self {
        Self(Op::SetTransformationMatrix { matrix: CurTransMat::Raw([1.0, 0.0, 0.0, 1.0, real(x), real(y)]) })
    }

    /// The space of what follows: `cm`.
    pub(super) fn transformed(matrix: [i64; 6]) -> Self {
        Self(Op::SetTransformationMatrix { matrix: CurTransMat::Raw(matrix.map(real)) })
    }

    /// An image by its resource name: `Do`.
    pub(super) fn image(name: &str) -> Self {
        let transform = XObjectTransform { no_auto_scale: true, ..XObjectTransform::default() };
        Self(Op::UseXobject { id: XObjectId(name.to_owned()), transform })
    }
}

/// Glyphs and the offsets between them, as the operator `TJ` takes them.
#[derive(Default)]
pub(super) struct GlyphRun {
    items: Vec<DictItem>,
    /// The codes of glyphs that follow one another without an offset, not yet among the items.
    codes: Vec<u8>,
}

impl GlyphRun {
    /// Adds a glyph by its number in the file's font.
    pub(super) fn glyph(&mut self, number: u16) {
        self.codes.extend(number.to_be_bytes());
    }

    /// Moves the pen back by so many thousandths of an em.
    pub(super) fn offset(&mut self, offset: i64) {
        self.join();
        self.items.push(DictItem::Int(offset));
    }

    fn join(&mut self) {
        if !self.codes.is_empty() {
            self.items.push(DictItem::String { data: self.codes.clone(), literal: true });
            self.codes.clear();
        }
    }

    /// What was collected, if there is anything: an operation that printpdf has no name for, since its own writes each glyph as a
    /// string and an element of the array by itself, which takes a quarter of the time that a book takes.
    pub(super) fn take(&mut self) -> Option<Operation> {
        self.join();
        let run = Some(std::mem::take(&mut self.items)).filter(|items| !items.is_empty())?;
        Some(Operation(Op::Unknown { key: "TJ".to_owned(), value: vec![DictItem::Array(run)] }))
    }
}

/// A font cut down to the glyphs of a file.
pub(super) struct EmbeddedFont {
    /// The font's resource name. Never `F1` … `F14`, which printpdf takes for the fonts every viewer has.
    name: String,
    parsed: ParsedFont,
}

impl EmbeddedFont {
    /// A font from the bytes of its subset, by the name that it has in the file; none if they can't be read.
    pub(super) fn read(subset: &[u8], name: String, own_name: String) -> Option<Self> {
        debug_assert!(!subset.is_empty(), "a subset holds at least glyph 0");
        let mut parsed = ParsedFont::from_bytes(subset, 0, &mut Vec::new())?;
        parsed.font_name = Some(own_name);
        Some(Self { name, parsed })
    }

    /// The font's resource name.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The advances that printpdf writes as `/W`: truncated to whole 1/1000 em (its serialize.rs, `get_scaled_glyph_width`).
    /// The pen of a viewer moves by these, so the offsets in the text must be counted against these.
    #[expect(clippy::cast_possible_truncation, reason = "the same conversion as printpdf's, of a small number")]
    pub(super) fn widths(&self) -> Vec<i64> {
        let units = f32::from(self.parsed.pdf_font_metrics.units_per_em.max(1));
        let count = self.parsed.glyph_widths.keys().next_back().map_or(0, |&last| last + 1);
        (0..count).map(|glyph| self.parsed.get_glyph_width(glyph).map_or(0, |width| (f32::from(width) * 1000.0 / units) as i64)).collect()
    }

    /// The font as it is embedded, with its weight class, from which the thickness of stems is told: a subset has no table for it.
    fn embedded(&self, weight: u16) -> PdfFont {
        let mut parsed = self.parsed.clone();
        parsed.pdf_font_metrics.us_weight_class = weight;
        PdfFont::new(parsed)
    }
}

/// A document of pages with these operations.
pub(super) fn pages_of(pages: impl Iterator<Item = Vec<Operation>>, paper: PaperSize) -> Document {
    let mut document = PdfDocument::new("");
    document.pages = pages.map(|operations| page(operations.into_iter().map(|operation| operation.0).collect(), paper)).collect();
    converted(&document)
}

/// A document of `count` empty pages with fonts and, by their resource names, an empty object for each image. A face is embedded only
/// if a page uses it, so the first page is a specimen of all glyphs: of each font its weight class and the numbers of its glyphs.
pub(super) fn binding<'f>(
    count: usize,
    fonts: &[(&'f EmbeddedFont, u16, Vec<u16>)],
    images: impl Iterator<Item = String>,
    paper: PaperSize,
) -> Document {
    let mut document = PdfDocument::new("");
    let embedded = |(font, weight, _): &(&'f EmbeddedFont, u16, _)| (FontId(font.name.clone()), font.embedded(*weight));
    document.resources.fonts.map.extend(fonts.iter().map(embedded));
    let empty = ExternalStream { dict: BTreeMap::new(), content: Vec::new(), compress: false };
    let empty = XObject::External(ExternalXObject { stream: empty, width: None, height: None, dpi: None });
    document.resources.xobjects.map.extend(images.map(|name| (XObjectId(name), empty.clone())));
    document.pages = (0..count).map(|index| page(if index == 0 { specimen(fonts) } else { Vec::new() }, paper)).collect();
    converted(&document)
}

/// Every glyph of every font.
fn specimen(fonts: &[(&EmbeddedFont, u16, Vec<u16>)]) -> Vec<Op> {
    let mut operations = vec![Op::StartTextSection];
    for (font, _, glyphs) in fonts {
        operations.push(Op::SetFont { font: PdfFontHandle::External(FontId(font.name.clone())), size: Pt(1.0) });
        let glyphs = glyphs.iter().map(|&number| Codepoint::new(number, 0.0)).collect();
        operations.push(Op::ShowText { items: vec![TextItem::GlyphIds(glyphs)] });
    }
    operations.push(Op::EndTextSection);
    operations
}

/// A page with its boxes in points: printpdf's own constructor takes millimetres and is off by a thousandth.
fn page(operations: Vec<Op>, paper: PaperSize) -> PdfPage {
    let whole = Rect::from_wh(Pt(real(paper.width)), Pt(real(paper.height)));
    PdfPage { media_box: whole.clone(), trim_box: whole.clone(), crop_box: whole, ops: operations }
}

fn converted(document: &PdfDocument) -> Document {
    // What it calls secure is to leave out operations it has no name for, such as ours.
    let options = PdfSaveOptions { optimize: false, subset_fonts: false, secure: false, image_optimization: None };
    document.to_lopdf_document(&options, &mut Vec::new())
}
