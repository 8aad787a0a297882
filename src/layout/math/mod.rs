//! Formulas in two dimensions: the tree of a formula to boxes, by the measures of the face's MATH table (OpenType) and the rules of
//! The TeXbook, appendix G.

mod boxes;
mod fitted;
mod fractions;
mod glyphs;
mod scripts;
mod table;

#[cfg(test)]
mod tests;

pub(super) use boxes::{MathBox, MathMark};

use std::collections::BTreeMap;

use super::line::{ShapeContext, missing_sign};
use crate::book::Math;
use crate::diagnostics::{Code, Diagnostic};
use crate::fonts::math::{Constants, MathFont};
use crate::math::{self, AtomClass, FormulaNode, MathStyle, depths, gap};
use crate::source::Length;
use crate::source::Span;

/// A formula that was set, in the pieces that a line may part.
#[derive(Default)]
pub(super) struct SetFormula {
    /// The pieces but the last.
    pub(super) before: Vec<MathPiece>,
    /// The last piece, or all.
    pub(super) last: MathBox,
}

/// A piece of a formula behind which a line may end.
pub(super) struct MathPiece {
    pub(super) set: MathBox,
    /// The white behind the piece, on a line that goes on.
    pub(super) gap: Length,
    /// What the end of a line costs here.
    pub(super) penalty: i64,
}

/// Penalties of a line that ends in a formula, behind a relation (`=`) and behind a sign that joins two terms (`+`).
const BEHIND_RELATION: i64 = 700;
const BEHIND_SIGN: i64 = 1_500;
/// The narrowest piece that a line may part from a formula, in em: before a break, and behind the last.
const NARROWEST: i64 = 1;
const NARROWEST_LAST: i64 = 2;

/// Sets a formula in text of this size, in one piece if it is to be `whole` or is displayed. What can't be printed as it was written is
/// reported.
pub(super) fn set(formula: &Math, size: Length, span: Option<Span>, whole: bool, bench: &mut ShapeContext) -> SetFormula {
    let fonts = bench.fonts;
    // The reader has found it well-formed, and tests hold that the built-in face has what it takes.
    let (Ok(read), Some(font)) = (math::parse(&formula.latex, formula.display), MathFont::new(fonts.face(fonts.math()))) else {
        return SetFormula::default();
    };
    let mut report = |code, message: String, help: &str| {
        let mut finding = Diagnostic::new(code, message).help(help);
        finding.span = span;
        bench.diagnostics.push(finding);
    };
    if read.coloured {
        report(Code::PlainFormula, "the PDF prints this formula in black".to_owned(), "say what the colour says in words or signs too");
    }
    let measure = bench.display.filter(|_| formula.display);
    let mut setter = MathSetter { bench, constants: font.constants, font, size, squeezed: false, fence: None, missing: Vec::new() };
    let style = if formula.display { MathStyle::Display } else { MathStyle::Text };
    let manner = MathContext { style, cramped: false };
    let set = match measure {
        Some(measure) => SetFormula { before: Vec::new(), last: setter.fitted(&read.nodes, manner, measure).in_order() },
        None if whole || formula.display => SetFormula { before: Vec::new(), last: setter.row(&read.nodes, manner).in_order() },
        None => setter.parted(&read.nodes, manner),
    };
    let missing = std::mem::take(&mut setter.missing);
    // The parser tells no places: the first sign that lacks a glyph is the first of the source, and so on.
    let mut places: BTreeMap<char, usize> = BTreeMap::new();
    for c in missing {
        let from = places.entry(c).or_default();
        let written = formula.latex[*from..].find(c).map(|at| *from + at..*from + at + c.len_utf8());
        *from = written.as_ref().map_or(*from, |written| written.end);
        let place = written.and_then(|written| formula.map.place(span?.source, written)).or(span);
        missing_sign(c, place, bench);
    }
    set
}

/// An em, in thousandths: the least white between pieces of a formula that say different things (`\quad`).
const QUAD: i32 = 1000;

/// How a part is set.
#[derive(Clone, Copy, Debug)]
struct MathContext {
    style: MathStyle,
    /// Under a root or in a denominator, where superscripts are raised less.
    cramped: bool,
}

impl MathContext {
    fn script(self) -> Self {
        let style = if self.style <= MathStyle::Text { MathStyle::Script } else { MathStyle::ScriptScript };
        Self { style, ..self }
    }

    fn cramped(self) -> Self {
        Self { cramped: true, ..self }
    }

    fn display(self) -> bool {
        self.style == MathStyle::Display
    }
}

struct MathSetter<'b, 'f> {
    bench: &'b mut ShapeContext<'f>,
    font: MathFont<'f>,
    constants: Constants,
    /// Size of the text.
    size: Length,
    /// Whether white within the formula is half as wide, to make room.
    squeezed: bool,
    /// How high fences of `\middle` are to be, in font units, while what stands between fences is set.
    fence: Option<i32>,
    missing: Vec<char>,
}

impl MathSetter<'_, '_> {
    /// The size of a style's letters.
    fn em(&self, style: MathStyle) -> Length {
        match style {
            MathStyle::Display | MathStyle::Text => self.size,
            MathStyle::Script => self.size.scale(i64::from(self.constants.script_scale), 100),
            MathStyle::ScriptScript => self.size.scale(i64::from(self.constants.script_script_scale), 100),
        }
    }

    /// Font units as a length.
    fn length(&self, units: i32, style: MathStyle) -> Length {
        self.em(style).scale(i64::from(units), i64::from(self.units_per_em()))
    }

    /// A length in font units, rounded up.
    fn units(&self, length: Length, style: MathStyle) -> i32 {
        let em = self.em(style).units().max(1);
        i32::try_from((length.units() * i64::from(self.units_per_em()) + em - 1) / em).unwrap_or(i32::MAX)
    }

    fn units_per_em(&self) -> i32 {
        self.bench.fonts.face(self.bench.fonts.math()).units_per_em.max(1)
    }

    /// The height of the axis.
    fn axis(&self, style: MathStyle) -> Length {
        self.length(self.constants.axis, style)
    }

    /// A formula in the text, in pieces that end behind relations and signs that join terms. What stands in brackets or braces is not
    /// parted.
    fn parted(&mut self, nodes: &[FormulaNode], manner: MathContext) -> SetFormula {
        let em = self.em(manner.style);
        let mut parted = SetFormula::default();
        let depths = depths(nodes);
        let (mut start, mut before_last) = (0, 0);
        for at in (1..nodes.len().saturating_sub(1)).filter(|&at| depths[at] == 0) {
            let penalty = match nodes[at].class() {
                Some(AtomClass::Relation) if nodes[at + 1].class() != Some(AtomClass::Relation) => BEHIND_RELATION,
                Some(AtomClass::Binary) => BEHIND_SIGN,
                _ => continue,
            };
            let (Some(sign), Some(next)) = (nodes[at].last_class(), nodes[at + 1].class()) else { continue };
            let set = self.row(&nodes[start..=at], manner);
            if set.width < em * NARROWEST {
                continue;
            }
            let gap = em.scale(i64::from(gap(sign, next, false)), 1000);
            parted.before.push(MathPiece { set: set.in_order(), gap, penalty });
            (before_last, start) = (start, at + 1);
        }
        parted.last = self.row(&nodes[start..], manner).in_order();
        if !self.missing.is_empty() {
            self.missing.clear();
            return SetFormula { before: Vec::new(), last: self.row(nodes, manner).in_order() };
        }
        // A little that is left over stays with what stands before it.
        if parted.last.width < em * NARROWEST_LAST && parted.before.pop().is_some() {
            parted.last = self.row(&nodes[before_last..], manner).in_order();
        }
        parted
    }

    /// Parts side by side, with TeX's spaces between them.
    fn row(&mut self, nodes: &[FormulaNode], manner: MathContext) -> MathBox {
        let em = self.em(manner.style);
        let mut row = MathBox::default();
        let mut before: Option<AtomClass> = None;
        for (index, node) in nodes.iter().enumerate() {
            if let (Some(before), Some(after)) = (before, node.class()) {
                row.width += em.scale(i64::from(gap(before, after, manner.style >= MathStyle::Script)), 1000);
            }
            let own = self.node(node, manner);
            // A slanted letter would touch what stands behind it.
            let last = index + 1 == nodes.len();
            let lean = own.lean;
            if nodes.len() == 1 {
                row.glyph = own.glyph;
            }
            row.append(own);
            row.width += if last { Length::ZERO } else { lean };
            row.lean = if last { lean } else { Length::ZERO };
            before = node.last_class().or(before);
        }
        row
    }

    fn node(&mut self, node: &FormulaNode, manner: MathContext) -> MathBox {
        match node {
            FormulaNode::Atom(atom) => self.atom(atom, manner),
            FormulaNode::Row(inside) => self.row(inside, manner),
            FormulaNode::Fraction { over, under, bar } => self.fraction(over, under, *bar, manner),
            FormulaNode::Root { of, degree } => self.root(of, degree.as_deref(), manner),
            FormulaNode::Scripts { base, under, over, place } => self.scripts(base, under.as_deref(), over.as_deref(), *place, manner),
            FormulaNode::Accent { base, sign, stretches, below } => self.accent(base, *sign, *stretches, *below, manner),
            FormulaNode::Fenced { open, close, inside } => self.fenced(*open, *close, inside, manner),
            FormulaNode::Table(table) => self.table(table, manner),
            FormulaNode::Space(width) => {
                let width = if self.squeezed && *width >= QUAD { *width / 2 } else { *width };
                MathBox::room(self.em(manner.style).scale(i64::from(width), 1000))
            }
            FormulaNode::Styled(style, inside) => self.row(inside, MathContext { style: *style, ..manner }),
            FormulaNode::Coloured(_, inside) => self.row(inside, manner),
            FormulaNode::Boxed(inside) => self.boxed(inside, manner),
        }
    }
}
