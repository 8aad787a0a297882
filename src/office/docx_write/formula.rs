//! Formulas as Word has them (OMML), where every part of them has a counterpart there; else they stay LaTeX.

use crate::math::{self, Atom, AtomClass, AtomKind, Formula, FormulaNode, FormulaTable, FormulaTableForm, ScriptPlacement};
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

/// Whether two formulas in LaTeX look alike.
pub(in crate::office) fn is_same_formula(one: &str, other: &str, is_display: bool) -> bool {
    match (math::parse(one, is_display), math::parse(other, is_display)) {
        (Ok(one), Ok(other)) => plain(&one) == plain(&other),
        _ => false,
    }
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

/// What two formulas that look alike have in common: how signs are spaced and grow is the program's own affair, and so are groups that
/// nobody sees.
fn plain(formula: &Formula) -> String {
    const FREE: [&str; 12] = [
        "form",
        "lspace",
        "rspace",
        "stretchy",
        "symmetric",
        "fence",
        "minsize",
        "maxsize",
        "columnspacing",
        "rowspacing",
        "class",
        "width",
    ];
    let mathml = math::mathml(formula, "").replace("<mrow>", "").replace("</mrow>", "");
    let mut out = String::with_capacity(mathml.len());
    for part in mathml.split_inclusive(['<', '>']) {
        let Some(tag) = part.strip_suffix('>').filter(|tag| tag.contains("=\"")) else {
            out.push_str(part);
            continue;
        };
        let mut attributes = tag.split("\" ").map(|attribute| attribute.trim_end_matches('"'));
        let first = attributes.next().unwrap_or_default();
        let (name, first) = first.split_once(' ').unwrap_or((first, ""));
        out.push_str(name);
        let kept = std::iter::once(first).chain(attributes).filter(|one| !FREE.iter().any(|free| one.split('=').next() == Some(free)));
        kept.for_each(|one| out.push_str(one));
        out.push('>');
    }
    ["<mspace>", "<mtext> </mtext>", "<mtext>\u{A0}</mtext>"].iter().fold(out, |out, space| out.replace(space, ""))
}

fn nodes(all: &[FormulaNode], out: &mut String, depth: usize) -> Option<()> {
    let depth = depth.checked_sub(1)?;
    let mut at = 0;
    while let Some(one) = all.get(at) {
        at += 1;
        let Some(head) = operator(one) else {
            node(one, out, depth)?;
            continue;
        };
        // An operator of Word holds what it is applied to: all up to a sign that is weaker.
        let rest = &all[at..];
        let taken = if head.is_function { rest.len().min(1) } else { rest.iter().take_while(|one| !is_weak(one)).count() };
        if taken == 0 || rest[..taken].iter().all(|one| matches!(one, FormulaNode::Space(_))) || head.is_function && is_weak(&rest[0]) {
            node(one, out, depth)?;
            continue;
        }
        head.write(out, depth)?;
        out.push_str("<m:e>");
        nodes(&rest[..taken], out, depth)?;
        out.push_str(if head.is_function { "</m:e></m:func>" } else { "</m:e></m:nary>" });
        at += taken;
    }
    Some(())
}

/// A large operator or the name of a function, with what stands at it.
struct OmmlOperator<'f> {
    atom: &'f Atom,
    under: Option<&'f FormulaNode>,
    over: Option<&'f FormulaNode>,
    place: ScriptPlacement,
    is_function: bool,
}

/// The operator that a part is, if it is one.
fn operator(one: &FormulaNode) -> Option<OmmlOperator<'_>> {
    let (base, under, over, place) = match one {
        FormulaNode::Scripts { base, under, over, place } => (base.as_ref(), under.as_deref(), over.as_deref(), *place),
        other => (other, None, None, ScriptPlacement::Beside),
    };
    let FormulaNode::Atom(atom) = base else { return None };
    let is_function = atom.kind == AtomKind::Function;
    let is_large = atom.kind == AtomKind::Large && atom.text.chars().count() == 1;
    // What stands beside a name is at the name, and so in the function's name.
    (is_large || is_function && over.is_none() && (under.is_none() || place != ScriptPlacement::Beside)).then_some(OmmlOperator {
        atom,
        under,
        over,
        place,
        is_function,
    })
}

/// Whether an operator does not reach beyond a sign.
fn is_weak(one: &FormulaNode) -> bool {
    matches!(
        one,
        FormulaNode::Atom(Atom { class: AtomClass::Binary | AtomClass::Relation | AtomClass::Punctuation | AtomClass::Close, .. })
    )
}

impl OmmlOperator<'_> {
    /// Writes it up to what it is applied to.
    fn write(&self, out: &mut String, depth: usize) -> Option<()> {
        if self.is_function {
            out.push_str("<m:func><m:fName>");
            out.push_str(if self.under.is_some() { "<m:limLow><m:e>" } else { "" });
            run(&self.atom.text, "<m:sty m:val=\"p\"/>", out);
            if let Some(under) = self.under {
                out.push_str("</m:e>");
                slot("lim", under, out, depth)?;
                out.push_str("</m:limLow>");
            }
            out.push_str("</m:fName>");
            return Some(());
        }
        // Word has a place of its own for limits that move.
        let place = match self.place {
            ScriptPlacement::Beside => "<m:limLoc m:val=\"subSup\"/>",
            ScriptPlacement::Limits => "<m:limLoc m:val=\"undOvr\"/>",
            ScriptPlacement::Movable => "",
        };
        let hidden = |part: &str, is_there: bool| if is_there { String::new() } else { format!("<m:{part}Hide m:val=\"1\"/>") };
        let (sub, sup) = (hidden("sub", self.under.is_some()), hidden("sup", self.over.is_some()));
        let _ = write!(out, "<m:nary><m:naryPr><m:chr m:val=\"{}\"/>{place}{sub}{sup}</m:naryPr>", escape(&self.atom.text));
        for (name, part) in [("sub", self.under), ("sup", self.over)] {
            match part {
                Some(part) => slot(name, part, out, depth)?,
                None => {
                    let _ = write!(out, "<m:{name}/>");
                }
            }
        }
        Some(())
    }
}

fn run(text: &str, properties: &str, out: &mut String) {
    let properties = if properties.is_empty() { String::new() } else { format!("<m:rPr>{properties}</m:rPr>") };
    let _ = write!(out, "<m:r>{properties}<m:t xml:space=\"preserve\">{}</m:t></m:r>", escape(text));
}

/// Something between brackets that grow, in parts where a bar of the same height stands between them.
fn fenced(fences: [Option<char>; 2], inside: &[FormulaNode], out: &mut String, depth: usize) -> Option<()> {
    let [open, close] = fences.map(|fence| fence.map_or_else(String::new, |sign| escape(sign.encode_utf8(&mut [0; 4]))));
    let _ = write!(out, "<m:d><m:dPr><m:begChr m:val=\"{open}\"/><m:endChr m:val=\"{close}\"/></m:dPr>");
    let is_middle = |one: &FormulaNode| matches!(one, FormulaNode::Atom(atom) if atom.text == "|" && matches!(atom.kind, AtomKind::Middle | AtomKind::Fence(Some(_))));
    for part in inside.split(is_middle) {
        out.push_str("<m:e>");
        nodes(part, out, depth)?;
        out.push_str("</m:e>");
    }
    out.push_str("</m:d>");
    Some(())
}

/// Rows and columns, or equations below each other.
fn table(table: &FormulaTable, out: &mut String, depth: usize) -> Option<()> {
    if !table.lines.is_empty() || table.rows.iter().any(|row| row.line) {
        return None;
    }
    let is_array = matches!(table.form, FormulaTableForm::Aligned | FormulaTableForm::Gathered);
    let columns = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let _ = match is_array {
        true => write!(out, "<m:eqArr>"),
        false => write!(
            out,
            "<m:m><m:mPr><m:mcs><m:mc><m:mcPr><m:count m:val=\"{columns}\"/><m:mcJc m:val=\"{}\"/></m:mcPr></m:mc></m:mcs></m:mPr>",
            if table.form == FormulaTableForm::Cases { "left" } else { "center" }
        ),
    };
    for row in &table.rows {
        out.push_str(if is_array { "<m:e>" } else { "<m:mr>" });
        for (at, cell) in row.cells.iter().enumerate() {
            if is_array {
                if at > 0 {
                    run("&", "", out);
                }
                nodes(cell, out, depth)?;
            } else {
                out.push_str("<m:e>");
                nodes(cell, out, depth)?;
                out.push_str("</m:e>");
            }
        }
        out.push_str(if is_array { "</m:e>" } else { "</m:mr>" });
    }
    out.push_str(if is_array { "</m:eqArr>" } else { "</m:m>" });
    Some(())
}

/// A sign over or under a base, which is an accent, a line or a brace.
fn accent(base: &FormulaNode, sign: char, below: bool, out: &mut String, depth: usize) -> Option<()> {
    let place = if below { "bot" } else { "top" };
    let (name, properties) = match sign {
        '‾' | '_' | '¯' if below => ("bar", "<m:pos m:val=\"bot\"/>".to_owned()),
        '⏟' | '⏞' => ("groupChr", format!("<m:chr m:val=\"{sign}\"/><m:pos m:val=\"{place}\"/>")),
        _ if below => return None,
        '‾' | '¯' => ("bar", "<m:pos m:val=\"top\"/>".to_owned()),
        _ => {
            let combining = if sign == '←' { '\u{20D6}' } else { math::combining(sign)? };
            ("acc", format!("<m:chr m:val=\"{combining}\"/>"))
        }
    };
    let _ = write!(out, "<m:{name}><m:{name}Pr>{properties}</m:{name}Pr>");
    slot("e", base, out, depth)?;
    let _ = write!(out, "</m:{name}>");
    Some(())
}

/// Something set above or below something else.
fn limits(base: &FormulaNode, parts: [Option<&FormulaNode>; 2], out: &mut String, depth: usize) -> Option<()> {
    let [under, over] = parts;
    let names: Vec<&str> = [(under, "limLow"), (over, "limUpp")].iter().filter(|(part, _)| part.is_some()).map(|(_, name)| *name).collect();
    names.iter().rev().for_each(|name| out.push_str(&format!("<m:{name}><m:e>")));
    match base {
        FormulaNode::Row(row) => nodes(row, out, depth)?,
        one => node(one, out, depth.checked_sub(1)?)?,
    }
    for (name, part) in names.iter().zip(parts.into_iter().flatten()) {
        out.push_str("</m:e>");
        slot("lim", part, out, depth)?;
        let _ = write!(out, "</m:{name}>");
    }
    Some(())
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
        FormulaNode::Fraction { over, under, bar: None } => fraction("", over, under, out, depth),
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
        FormulaNode::Scripts { base, under, over, .. } => limits(base, [under.as_deref(), over.as_deref()], out, depth),
        FormulaNode::Fraction { over, under, bar: Some(0) } => {
            fraction("<m:fPr><m:type m:val=\"noBar\"/></m:fPr>", over, under, out, depth)
        }
        FormulaNode::Fenced { open, close, inside } => fenced([*open, *close], inside, out, depth),
        FormulaNode::Table(rows) => table(rows, out, depth),
        FormulaNode::Accent { base, sign, below, .. } => accent(base, *sign, *below, out, depth),
        FormulaNode::Boxed(inside) => {
            out.push_str("<m:borderBox><m:e>");
            nodes(inside, out, depth)?;
            out.push_str("</m:e></m:borderBox>");
            Some(())
        }
        FormulaNode::Space(width) if *width > 0 => {
            run(if *width >= 900 { "\u{2003}" } else { "\u{2005}" }, "", out);
            Some(())
        }
        _ => None,
    }
}

/// A fraction of a form; none means with a bar.
fn fraction(form: &str, over: &FormulaNode, under: &FormulaNode, out: &mut String, depth: usize) -> Option<()> {
    let _ = write!(out, "<m:f>{form}");
    slot("num", over, out, depth)?;
    slot("den", under, out, depth)?;
    out.push_str("</m:f>");
    Some(())
}

fn atom(atom: &Atom, out: &mut String) -> Option<()> {
    let style = match atom.kind {
        AtomKind::Letter { upright: false } | AtomKind::Number | AtomKind::Sign | AtomKind::Fence(None) => "",
        AtomKind::Large => "",
        AtomKind::Letter { upright: true } | AtomKind::Function => "<m:sty m:val=\"p\"/>",
        AtomKind::Text => "<m:nor/>",
        _ => return None,
    };
    run(&atom.text, style, out);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_formulas_are_written_and_others_are_not() {
        let mut failed = Vec::new();
        for latex in [
            "x^2",
            "a_1 + b = c",
            "\\frac{a}{b+1}",
            "\\sqrt{x}",
            "x_i^2",
            "e = mc^2",
            "\\sqrt[3]{x}",
            "\\sum_{i=1}^n i^2 = x",
            "\\int_0^1 f(x) \\, dx",
            "\\prod_k a_k + b",
            "\\begin{matrix} a & b \\\\ c & d \\end{matrix}",
            "\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}",
            "f(x) = \\begin{cases} 1 & x > 0 \\\\ 0 & x = 0 \\end{cases}",
            "\\begin{aligned} a &= b \\\\ c &= d + e \\end{aligned}",
            "\\hat{x} + \\vec{v} + \\tilde{n} + \\dot{a}",
            "\\overline{ab}",
            "\\left( \\frac{a}{b} \\right)^2",
            "\\left\\{ x \\middle| x > 0 \\right\\}",
            "\\sin x + \\cos(2y)",
            "\\lim_{x \\to 0} f(x)",
            "\\binom{n}{k}",
            "\\text{if } x",
            "\\underbrace{a + b}_{n}",
            "\\boxed{x}",
            "x \\in \\mathbb{R}",
        ] {
            for is_display in [true, false] {
                if omml(latex, is_display).is_none() {
                    let formula = math::parse(latex, is_display).expect("a formula");
                    let mut out = String::new();
                    let written = nodes(&formula.nodes, &mut out, DEEPEST);
                    let again = latex_of(&out);
                    let read = again.as_ref().and_then(|latex| math::parse(latex, is_display).ok()).map(|again| plain(&again));
                    failed.push(format!("{latex} {is_display} {written:?} {again:?}\n{}\n{}", plain(&formula), read.unwrap_or_default()));
                }
            }
        }
        assert!(failed.is_empty(), "{}", failed.join("\n"));
        for latex in ["\\color{red}{x}", "\\begin{array}{c|c} a & b \\end{array}"] {
            assert!(omml(latex, true).is_none(), "{latex}");
        }
    }
}
