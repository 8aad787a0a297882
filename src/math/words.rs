//! A formula as words: one line of plain text, for where nothing else can be shown, such as a bookmark.

use super::tree::{AtomKind, FormulaNode};
use super::{AtomClass, Formula};

/// Characters that Unicode has a second time, raised or lowered.
struct MovedCharacters {
    plain: &'static str,
    moved: &'static str,
}

/// Figures and signs raised.
const RAISED: MovedCharacters =
    MovedCharacters { plain: "0123456789+-−=()nix", moved: "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱˣ" };
/// Figures and signs lowered.
const LOWERED: MovedCharacters = MovedCharacters {
    plain: "0123456789+-−=()aeioxhklmnpst", moved: "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑᵢₒₓₕₖₗₘₙₚₛₜ"
};

/// The formula in one line: `E = mc²`, `(a + b)/2`, `√x`.
#[must_use]
pub(crate) fn words(formula: &Formula) -> String {
    let mut out = String::new();
    row(&formula.nodes, &mut out);
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The formula that `latex` is, in one line of words and signs. What can't be read is as it was written.
pub(crate) fn said(latex: &str, display: bool) -> String {
    super::parse(latex, display).map_or_else(|_| latex.to_owned(), |formula| words(&formula))
}

fn row(nodes: &[FormulaNode], out: &mut String) {
    for node in nodes {
        let spaced = matches!(node, FormulaNode::Atom(_)) && matches!(node.class(), Some(AtomClass::Relation | AtomClass::Binary));
        if spaced {
            out.push(' ');
        }
        one(node, out);
        if spaced || matches!(node, FormulaNode::Atom(atom) if atom.class == AtomClass::Punctuation || atom.kind == AtomKind::Function) {
            out.push(' ');
        }
    }
}

fn one(node: &FormulaNode, out: &mut String) {
    match node {
        FormulaNode::Atom(atom) => out.push_str(&atom.text),
        FormulaNode::Row(inside) | FormulaNode::Styled(_, inside) | FormulaNode::Coloured(_, inside) | FormulaNode::Boxed(inside) => {
            row(inside, out);
        }
        FormulaNode::Fraction { over, under, .. } => {
            group(over, out);
            out.push('/');
            group(under, out);
        }
        FormulaNode::Root { of, degree } => {
            if let Some(degree) = degree {
                script(degree, RAISED, "", out);
            }
            out.push('√');
            group(of, out);
        }
        FormulaNode::Scripts { base, under, over, .. } => {
            one(base, out);
            if let Some(under) = under {
                script(under, LOWERED, "_", out);
            }
            if let Some(over) = over {
                script(over, RAISED, "^", out);
            }
        }
        // A combining sign stands behind its letter.
        FormulaNode::Accent { base, .. } => one(base, out),
        FormulaNode::Fenced { open, close, inside } => {
            out.extend(open);
            row(inside, out);
            out.extend(close);
        }
        FormulaNode::Table(table) => {
            for (index, cells) in table.rows.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { "; " });
                for (index, cell) in cells.cells.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { " " });
                    row(cell, out);
                }
            }
        }
        FormulaNode::Space(room) if *room > 150 => out.push(' '),
        FormulaNode::Space(_) => {}
    }
}

/// A part that is read as one, in brackets if it would fall apart.
fn group(node: &FormulaNode, out: &mut String) {
    let mut inside = String::new();
    one(node, &mut inside);
    let inside = inside.trim();
    if inside.contains(|c: char| c.is_whitespace() || c == '/') {
        out.extend(["(", inside, ")"]);
    } else {
        out.push_str(inside);
    }
}

/// What is raised or lowered: in letters that are so, or behind a sign that says it.
fn script(node: &FormulaNode, characters: MovedCharacters, sign: &str, out: &mut String) {
    let mut inside = String::new();
    one(node, &mut inside);
    let inside: String = inside.split_whitespace().collect();
    let MovedCharacters { plain, moved } = characters;
    let own = |c: char| plain.chars().position(|known| known == c).and_then(|at| moved.chars().nth(at));
    match inside.chars().map(own).collect::<Option<String>>() {
        Some(own) => out.push_str(&own),
        None if inside.chars().count() == 1 || inside == "′" => out.extend([if inside == "′" { "" } else { sign }, &inside]),
        None => out.extend([sign, "(", &inside, ")"]),
    }
}

#[cfg(test)]
mod tests {
    use super::words;
    use crate::math::parse;

    #[test]
    fn formulas_are_said_in_one_line() {
        for (latex, said) in [
            ("E = mc^2", "E = mc²"),
            ("\\frac{a+b}{2}", "(a + b)/2"),
            ("\\sqrt{x}", "√x"),
            ("x_1, \\dots, x_n", "x₁, …, xₙ"),
            ("\\alpha \\to \\infty", "α → ∞"),
            ("2^{n+1}", "2ⁿ⁺¹"),
            ("e^{i\\pi} = -1", "e^(iπ) = −1"),
            ("\\mathbb{R}", "ℝ"),
        ] {
            let formula = parse(latex, false).expect("a formula");
            assert_eq!(words(&formula), said, "{latex}");
        }
    }
}
