//! Displays that would be wider than the measure: closer, on several lines, or a little smaller.

use super::boxes::MathBox;
use super::table::SetLines;
use super::{MathContext, MathSetter, QUAD};
use crate::math::{AtomClass, AtomKind, FormulaNode, FormulaRow, FormulaTableForm, depths};
use crate::source::Length;

/// How a display is made to fit, one way after the other: per cent of its size, and whether its white is squeezed.
const WAYS: [(i64, bool); 4] = [(100, false), (100, true), (95, true), (90, true)];

/// Where the lines of a display may end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum DisplayBreaks {
    /// Before relations, and behind wide white.
    Relations,
    /// Before signs that join terms too.
    Signs,
    /// Behind commas too, whatever brackets they stand in.
    Commas,
}

impl MathSetter<'_, '_> {
    /// A display, no wider than the measure if that can be had: first with less white between its pieces, then broken before relations and
    /// behind wide white, then smaller, then broken before signs that join terms, and behind commas. What can't be had so is as it is.
    pub(super) fn fitted(&mut self, nodes: &[FormulaNode], manner: MathContext, measure: Length) -> MathBox {
        if let Some(numbered) = self.numbered(nodes, manner, measure).or_else(|| self.numbered_lines(nodes, manner, measure)) {
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
            let broken = if squeezed { self.broken(nodes, manner, measure, DisplayBreaks::Relations) } else { None };
            if let Some(broken) = broken {
                return broken;
            }
        }
        for (ends, (percent, squeezed)) in
            [DisplayBreaks::Signs, DisplayBreaks::Commas].into_iter().flat_map(|ends| WAYS[1..].iter().map(move |way| (ends, *way)))
        {
            (self.size, self.squeezed) = (size.scale(percent, 100), squeezed);
            self.missing.clear();
            if let Some(broken) = self.broken(nodes, manner, measure, ends) {
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

    /// Aligned lines, the number of each that has one at the edge of the measure; none if no line has a number, or if there is no room for
    /// both.
    fn numbered_lines(&mut self, nodes: &[FormulaNode], manner: MathContext, measure: Length) -> Option<MathBox> {
        let table = match nodes {
            [FormulaNode::Row(inside)] => return self.numbered_lines(inside, manner, measure),
            [FormulaNode::Table(table)] if matches!(table.form, FormulaTableForm::Aligned | FormulaTableForm::Gathered) => table,
            _ => return None,
        };
        let mut table = table.clone();
        let numbers: Vec<Option<FormulaNode>> = table.rows.iter_mut().map(taken_number).collect();
        let numbers: Vec<Option<MathBox>> = numbers.into_iter().map(|number| number.map(|number| self.node(&number, manner))).collect();
        let widest = numbers.iter().flatten().map(|number| number.width).max()?;
        let (room, size) = (measure - widest - self.em(manner.style), self.size);
        let SetLines { whole: lines, rises } = WAYS.into_iter().find_map(|(percent, squeezed)| {
            (self.size, self.squeezed) = (size.scale(percent, 100), squeezed);
            self.missing.clear();
            Some(self.lines(&table, manner)).filter(|set| set.whole.width <= room)
        })?;
        let middle = ((measure - lines.width) / 2).min(room - lines.width);
        let mut whole = MathBox::room(measure);
        whole.put(lines, middle, Length::ZERO);
        for (number, rise) in numbers.into_iter().zip(rises).filter_map(|(number, rise)| Some((number?, rise))) {
            let x = measure - number.width;
            whole.put(number, x, rise);
        }
        Some(whole)
    }

    /// The formula on several lines, each as full as it can be, those behind the first set in by two em; none if a line would still be too
    /// wide.
    fn broken(&mut self, nodes: &[FormulaNode], manner: MathContext, measure: Length, ends: DisplayBreaks) -> Option<MathBox> {
        if let [FormulaNode::Row(inside)] = nodes {
            return self.broken(inside, manner, measure, ends);
        }
        let depths = depths(nodes);
        let may_begin = |at: &usize| {
            let free = depths[*at] == 0;
            let sign = free && ends >= DisplayBreaks::Signs && nodes[*at].class() == Some(AtomClass::Binary);
            let comma = ends == DisplayBreaks::Commas && nodes[*at - 1].class() == Some(AtomClass::Punctuation);
            free && may_break(nodes, *at) || sign || comma
        };
        let breaks: Vec<usize> = (1..nodes.len()).filter(may_begin).chain([nodes.len()]).collect();
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

/// Takes the number of a line of equations from its end.
fn taken_number(row: &mut FormulaRow) -> Option<FormulaNode> {
    let cell = row.cells.last_mut()?;
    let [.., FormulaNode::Space(_), number] = cell.as_slice() else { return None };
    let number = Some(number).filter(|number| is_number(number))?.clone();
    cell.truncate(cell.len() - 2);
    if cell.is_empty() {
        row.cells.pop();
    }
    Some(number)
}

/// Whether a part is the number of an equation: a short text in brackets.
fn is_number(node: &FormulaNode) -> bool {
    const LONGEST: usize = 12;
    let is_short = |text: &str| text.starts_with('(') && text.ends_with(')') && text.len() <= LONGEST;
    let text = |node: &FormulaNode| match node {
        FormulaNode::Atom(atom) if atom.kind == AtomKind::Text => atom.text.clone(),
        _ => String::new(),
    };
    match node {
        // A sign in brackets: `\tag{$*$}`.
        FormulaNode::Row(inside) if inside.len() <= LONGEST => {
            inside.first().is_some_and(|first| text(first).starts_with('(')) && inside.last().is_some_and(|last| text(last).ends_with(')'))
        }
        node => is_short(&text(node)),
    }
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
