//! Displays that would be wider than the measure: closer, on several lines, or a little smaller.

use super::boxes::MathBox;
use super::{MathContext, MathSetter, QUAD};
use crate::math::{AtomClass, AtomKind, FormulaNode, depths};
use crate::source::Length;

/// How a display is made to fit, one way after the other: per cent of its size, and whether its white is squeezed.
const WAYS: [(i64, bool); 4] = [(100, false), (100, true), (95, true), (90, true)];

impl MathSetter<'_, '_> {
    /// A display, no wider than the measure if that can be had: first with less white between its pieces, then broken before relations and
    /// behind wide white, then smaller. What can't be had so is as it is.
    pub(super) fn fitted(&mut self, nodes: &[FormulaNode], manner: MathContext, measure: Length) -> MathBox {
        if let Some(numbered) = self.numbered(nodes, manner, measure) {
            return numbered;
        }
        let size = self.size;
        for (percent, squeezed) in WAYS {
            (self.size, self.squeezed) = (size.scale(percent, 100), squeezed);
            self.missing.clear();
            let whole = self.row(nodes, manner);
            if whole.width <= measure {
                return whole;
            }
            let broken = if squeezed { self.broken(nodes, manner, measure) } else { None };
            if let Some(broken) = broken {
                return broken;
            }
        }
        (self.size, self.squeezed) = (size, false);
        self.missing.clear();
        self.row(nodes, manner)
    }

    /// A display with its number at the edge of the measure, the formula in the middle or, if the number needs the room, before it; none if
    /// there is no number, or no room for both.
    fn numbered(&mut self, nodes: &[FormulaNode], manner: MathContext, measure: Length) -> Option<MathBox> {
        let [formula @ .., FormulaNode::Space(_), number] = nodes else { return None };
        if !is_number(number) {
            return None;
        }
        let number = self.node(number, manner);
        let room = measure - number.width - self.em(manner.style);
        let formula = self.fitted(trimmed(formula), manner, room);
        if formula.width > room {
            self.missing.clear();
            return None;
        }
        let middle = ((measure - formula.width) / 2).min(room - formula.width);
        let mut whole = MathBox::room(measure);
        let x = measure - number.width;
        whole.put(formula, middle, Length::ZERO);
        whole.put(number, x, Length::ZERO);
        Some(whole)
    }

    /// The formula on several lines, each as full as it can be, those behind the first set in by two em; none if a line would still be too
    /// wide.
    fn broken(&mut self, nodes: &[FormulaNode], manner: MathContext, measure: Length) -> Option<MathBox> {
        if let [FormulaNode::Row(inside)] = nodes {
            return self.broken(inside, manner, measure);
        }
        let depths = depths(nodes);
        let breaks: Vec<usize> = (1..nodes.len()).filter(|&at| depths[at] == 0 && may_break(nodes, at)).chain([nodes.len()]).collect();
        let inset = self.em(manner.style) * 2;
        let (mut lines, mut start) = (Vec::new(), 0);
        while start < nodes.len() {
            let room = if lines.is_empty() { measure } else { measure - inset };
            let fits = |setter: &mut Self, end: usize| {
                let line = setter.row(trimmed(&nodes[start..end]), manner);
                (line.width <= room).then_some((end, line))
            };
            let (end, line) = breaks.iter().rev().filter(|end| **end > start).find_map(|&end| fits(self, end))?;
            lines.push(line);
            start = end;
        }
        // The signs that are missing are told of once.
        self.missing.clear();
        self.row(nodes, manner);
        Some(self.stacked(lines, inset, manner))
    }

    /// Lines below each other, the baseline that of the first.
    fn stacked(&self, lines: Vec<MathBox>, inset: Length, manner: MathContext) -> MathBox {
        let em = self.em(manner.style);
        let mut whole = MathBox::default();
        let (mut rise, mut depth) = (Length::ZERO, Length::ZERO);
        for (index, line) in lines.into_iter().enumerate() {
            let x = if index == 0 { Length::ZERO } else { inset };
            if index > 0 {
                rise -= (depth + line.height + em.scale(3, 10)).max(em.scale(13, 10));
            }
            depth = line.depth;
            whole.width = whole.width.max(x + line.width);
            whole.put(line, x, rise);
        }
        whole
    }
}

/// Whether a part is the number of an equation: a short text in brackets.
fn is_number(node: &FormulaNode) -> bool {
    const LONGEST: usize = 12;
    let is_short = |text: &str| text.starts_with('(') && text.ends_with(')') && text.len() <= LONGEST;
    matches!(node, FormulaNode::Atom(atom) if atom.kind == AtomKind::Text && is_short(&atom.text))
}

/// Whether a line of a display may begin with a part: with a relation, or behind wide white.
fn may_break(nodes: &[FormulaNode], at: usize) -> bool {
    let is_wide = |node: &FormulaNode| matches!(node, FormulaNode::Space(width) if *width >= QUAD);
    let is_relation = |node: &FormulaNode| node.class() == Some(AtomClass::Relation);
    // Nothing is to be left of the first relation but what it is said of.
    is_wide(&nodes[at - 1]) && !is_wide(&nodes[at]) || is_relation(&nodes[at]) && !is_relation(&nodes[at - 1])
}

/// Parts without white at their ends.
fn trimmed(mut nodes: &[FormulaNode]) -> &[FormulaNode] {
    while let [FormulaNode::Space(_), rest @ ..] | [rest @ .., FormulaNode::Space(_)] = nodes {
        nodes = rest;
    }
    nodes
}
