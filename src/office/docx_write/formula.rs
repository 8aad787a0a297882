//! Formulas as Word has them (OMML), where every part of them has a counterpart there; else they stay LaTeX.

use crate::math::{self, Atom, AtomKind, Formula, FormulaNode, ScriptPlacement};
use crate::office::omml;
use crate::office::xml::{OfficeEvent, OfficeXml};
use crate::source::xml::escape;
use std::fmt::Write as _;

/// Parts lie in each other no deeper than this.
const DEEPEST: usize = 24;

/// A formula as the inside of an `m:oMath`; none if anything of it would be another formula when it is read again.
pub(super) fn omml(latex: &str, is_display: bool) -> Option<String> {
    let formula = math::parse(latex, is_display).ok()?;
    let mut out = String::new();
    nodes(&formula.nodes, &mut out, DEEPEST)?;
    let again = math::parse(&latex_of(&out)?, is_display).ok()?;
    (plain(&again) == plain(&formula)).then_some(out)
}

/// The formula that our own reader finds in it.
fn latex_of(omml: &str) -> Option<String> {
    let whole = format!("<m:oMath xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\">{omml}</m:oMath>");
    let mut xml = OfficeXml::new("formula", &whole);
    while let Ok(Some(event)) = xml.next() {
        if matches!(event, OfficeEvent::Start(_)) {
            return omml::read(&mut xml).ok()?.latex;
        }
    }
    None
}

/// What two formulas that look alike have in common.
fn plain(formula: &Formula) -> String {
    math::mathml(formula, "")
}

fn nodes(all: &[FormulaNode], out: &mut String, depth: usize) -> Option<()> {
    all.iter().try_for_each(|one| node(one, out, depth.checked_sub(1)?))
}

fn slot(name: &str, inside: &FormulaNode, out: &mut String, depth: usize) -> Option<()> {
    let _ = write!(out, "<m:{name}>");
    match inside {
        FormulaNode::Row(row) => nodes(row, out, depth)?,
        one => node(one, out, depth.checked_sub(1)?)?,
    }
    let _ = write!(out, "</m:{name}>");
    Some(())
}

fn node(one: &FormulaNode, out: &mut String, depth: usize) -> Option<()> {
    match one {
        FormulaNode::Atom(atom) => self::atom(atom, out),
        FormulaNode::Row(row) => nodes(row, out, depth),
        FormulaNode::Fraction { over, under, bar: None } => {
            out.push_str("<m:f>");
            slot("num", over, out, depth)?;
            slot("den", under, out, depth)?;
            out.push_str("</m:f>");
            Some(())
        }
        FormulaNode::Root { of, degree } => {
            out.push_str(if degree.is_some() { "<m:rad>" } else { "<m:rad><m:radPr><m:degHide m:val=\"1\"/></m:radPr><m:deg/>" });
            if let Some(degree) = degree {
                slot("deg", degree, out, depth)?;
            }
            slot("e", of, out, depth)?;
            out.push_str("</m:rad>");
            Some(())
        }
        FormulaNode::Scripts { base, under, over, place: ScriptPlacement::Beside } => {
            let name = match (under, over) {
                (Some(_), Some(_)) => "sSubSup",
                (Some(_), None) => "sSub",
                (None, Some(_)) => "sSup",
                (None, None) => return node(base, out, depth.checked_sub(1)?),
            };
            let _ = write!(out, "<m:{name}>");
            slot("e", base, out, depth)?;
            if let Some(under) = under {
                slot("sub", under, out, depth)?;
            }
            if let Some(over) = over {
                slot("sup", over, out, depth)?;
            }
            let _ = write!(out, "</m:{name}>");
            Some(())
        }
        _ => None,
    }
}

fn atom(atom: &Atom, out: &mut String) -> Option<()> {
    let style = match atom.kind {
        AtomKind::Letter { upright: false } | AtomKind::Number | AtomKind::Sign | AtomKind::Fence(None) => "",
        AtomKind::Letter { upright: true } => "<m:rPr><m:sty m:val=\"p\"/></m:rPr>",
        _ => return None,
    };
    let _ = write!(out, "<m:r>{style}<m:t xml:space=\"preserve\">{}</m:t></m:r>", escape(&atom.text));
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_formulas_are_written_and_others_are_not() {
        for latex in ["x^2", "a_1 + b = c", "\\frac{a}{b+1}", "\\sqrt{x}", "x_i^2", "e = mc^2", "\\sqrt[3]{x}"] {
            assert!(omml(latex, false).is_some(), "{latex}");
        }
        for latex in ["\\sum_{i=1}^n i", "\\begin{matrix} a & b \\end{matrix}", "\\color{red}{x}"] {
            assert!(omml(latex, true).is_none(), "{latex}");
        }
    }
}
