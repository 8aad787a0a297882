//! Formulas in two dimensions: the tree of a formula to boxes, by the measures of the face's MATH table (OpenType) and the rules of
//! The TeXbook, appendix G.

mod boxes;
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
use crate::math::{self, AtomClass, FormulaNode, MathStyle, gap};
use crate::source::Length;
use crate::source::Span;

/// Sets a formula in text of this size. What can't be printed as it was written is reported.
pub(super) fn set(formula: &Math, size: Length, span: Option<Span>, bench: &mut ShapeContext) -> MathBox {
    let fonts = bench.fonts;
    // The reader has found it well-formed, and tests hold that the built-in face has what it takes.
    let (Ok(read), Some(font)) = (math::parse(&formula.latex, formula.display), MathFont::new(fonts.face(fonts.math()))) else {
        return MathBox::default();
    };
    let mut report = |code, message: String, help: &str| {
        let mut finding = Diagnostic::new(code, message).help(help);
        finding.span = span;
        bench.diagnostics.push(finding);
    };
    if read.coloured {
        report(Code::PlainFormula, "the PDF prints this formula in black".to_owned(), "say what the colour says in words or signs too");
    }
    let mut setter = MathSetter { bench, constants: font.constants, font, size, fence: None, missing: Vec::new() };
    let style = if formula.display { MathStyle::Display } else { MathStyle::Text };
    let set = setter.row(&read.nodes, MathContext { style, cramped: false }).in_order();
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
            FormulaNode::Space(width) => MathBox::room(self.em(manner.style).scale(i64::from(*width), 1000)),
            FormulaNode::Styled(style, inside) => self.row(inside, MathContext { style: *style, ..manner }),
            FormulaNode::Coloured(_, inside) => self.row(inside, manner),
            FormulaNode::Boxed(inside) => self.boxed(inside, manner),
        }
    }
}
