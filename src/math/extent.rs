//! About how wide a formula is, without a font: what a screen must have room for, whatever letters it draws with.

use super::tree::{AtomClass, AtomKind, FormulaNode, FormulaTable, MathStyle, gap};
use super::{Formula, tree::ScriptPlacement};

/// Room between two columns of a matrix, and of an array.
const COLUMNS: i32 = 1000;
/// Width of a bracket that grows.
const FENCE: i32 = 500;

/// The width of a formula in thousandths of an em, by the usual widths of its signs.
#[must_use]
pub(crate) fn extent(formula: &Formula) -> i32 {
    row(&formula.nodes, if formula.display { MathStyle::Display } else { MathStyle::Text })
}

fn row(nodes: &[FormulaNode], style: MathStyle) -> i32 {
    let mut before: Option<AtomClass> = None;
    let mut all = 0;
    for node in nodes {
        if let Some(class) = node.class() {
            all += before.map_or(0, |before| gap(before, class, style >= MathStyle::Script));
            before = node.last_class();
        }
        all += one(node, style);
    }
    all
}

fn one(node: &FormulaNode, style: MathStyle) -> i32 {
    let script = |node: &FormulaNode| one(node, MathStyle::Script) * 7 / 10;
    let of = |inside: &FormulaNode| one(inside, style);
    match node {
        FormulaNode::Atom(atom) => {
            let sign = |c: char| match atom.kind {
                AtomKind::Large if style == MathStyle::Display => 1150,
                AtomKind::Large => 900,
                AtomKind::Sign if matches!(atom.class, AtomClass::Relation | AtomClass::Binary) => 780,
                _ if c.is_uppercase() => 720,
                _ if c.is_ascii_punctuation() || c == ' ' => 330,
                _ => 540,
            };
            atom.text.chars().map(sign).sum()
        }
        FormulaNode::Row(inside) | FormulaNode::Coloured(_, inside) => row(inside, style),
        FormulaNode::Styled(MathStyle::Script, inside) => row(inside, MathStyle::Script) * 7 / 10,
        FormulaNode::Styled(MathStyle::ScriptScript, inside) => row(inside, MathStyle::ScriptScript) / 2,
        FormulaNode::Styled(style, inside) => row(inside, *style),
        FormulaNode::Boxed(inside) => row(inside, style) + 600,
        FormulaNode::Fraction { over, under, .. } => {
            let within = of(over).max(of(under)) + 240;
            if style == MathStyle::Display { within } else { within * 7 / 10 }
        }
        FormulaNode::Root { of: inside, degree } => of(inside) + 800 + degree.as_deref().map_or(0, |degree| script(degree) / 2),
        FormulaNode::Scripts { base, under, over, place } => {
            let scripts = [under, over].into_iter().flatten().map(|one| script(one)).max().unwrap_or(0);
            let stacked = *place == ScriptPlacement::Limits || *place == ScriptPlacement::Movable && style == MathStyle::Display;
            if stacked { of(base).max(scripts) } else { of(base) + scripts + 50 }
        }
        FormulaNode::Accent { base, .. } => of(base),
        FormulaNode::Fenced { open, close, inside } => row(inside, style) + [open, close].into_iter().flatten().map(|_| FENCE).sum::<i32>(),
        FormulaNode::Table(inside) => table(inside),
        FormulaNode::Space(width) => *width,
    }
}

/// Columns as wide as their widest cells, with the room between them.
fn table(table: &FormulaTable) -> i32 {
    use super::FormulaTableForm::{Aligned, Gathered, Stack};
    let style = if matches!(table.form, Aligned | Gathered) { MathStyle::Display } else { MathStyle::Text };
    let columns = table.width();
    let widest = |column: usize| table.rows.iter().filter_map(|line| line.cells.get(column)).map(|cell| row(cell, style)).max();
    let cells: i32 = (0..columns).filter_map(widest).sum();
    let between = if matches!(table.form, Aligned | Gathered | Stack) { 0 } else { COLUMNS };
    cells + between * i32::try_from(columns.saturating_sub(1)).unwrap_or(i32::MAX / COLUMNS)
}

#[cfg(test)]
mod tests {
    use super::extent;
    use crate::math::{parse, pieces, words};

    #[test]
    fn a_formula_parts_behind_signs_that_join_but_not_in_brackets() {
        for (latex, parts) in [
            ("a + b = c", vec!["a +", "b =", "c"]),
            ("f(a + b) = -x", vec!["f(a+b) =", "-x"]),
            ("|a + b|", vec!["|a+b|"]),
            ("x^2", vec!["x²"]),
        ] {
            let said: Vec<String> = pieces(parse(latex, false).unwrap()).iter().map(words).collect();
            let plain = |text: &str| text.replace([' ', '−', '-'], "");
            assert_eq!(
                said.iter().map(|one| plain(one)).collect::<Vec<_>>(),
                parts.iter().map(|one| plain(one)).collect::<Vec<_>>(),
                "{latex}"
            );
        }
    }

    #[test]
    fn a_formula_is_about_as_wide_as_it_is_drawn() {
        // Widths in hundredths of an em as Libertinus Math draws them.
        for (latex, drawn) in [("x", 55), ("a = b + c", 460), (r"\frac{1}{2}", 75), (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", 310)]
        {
            let formula = parse(latex, true).unwrap();
            let width = extent(&formula) / 10;
            assert!((drawn * 3 / 4..=drawn * 4 / 3).contains(&width), "{latex}: {width}, drawn {drawn}");
        }
    }
}
