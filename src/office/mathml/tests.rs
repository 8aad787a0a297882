//! Holds that formulas of word processors come out as LaTeX that the product itself understands.

use super::*;
use crate::office::xml::{OfficeEvent, OfficeXml};

fn of(inside: &str) -> Option<String> {
    let text = format!("<math xmlns=\"http://www.w3.org/1998/Math/MathML\">{inside}</math>");
    let mut xml = OfficeXml::new("formula", &text);
    let mut builder = MathmlBuilder::new();
    let mut formula = None;
    let mut begun = false;
    while let Some(event) = xml.next().expect("XML") {
        match event {
            OfficeEvent::Start(_) if !begun => begun = true,
            event => formula = formula.or(builder.event(&event)),
        }
    }
    latex(&formula.expect("a formula"))
}

#[test]
fn the_common_forms_are_said_in_latex() {
    let i = |c: &str| format!("<mi>{c}</mi>");
    let all = [
        ("<mi>x</mi><mo>=</mo><mn>1</mn>".to_owned(), "x=1"),
        (format!("<mfrac>{}{}</mfrac>", i("a"), i("b")), "\\frac{a}{b}"),
        ("<msup><mi>x</mi><mn>2</mn></msup>".to_owned(), "x^{2}"),
        ("<msubsup><mi>α</mi><mi>i</mi><mn>2</mn></msubsup>".to_owned(), "\\alpha _{i}^{2}"),
        ("<msqrt><mi>x</mi></msqrt><mroot><mi>y</mi><mn>3</mn></mroot>".to_owned(), "\\sqrt{x}\\sqrt[3]{y}"),
        (
            "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><mi>i</mi>".to_owned(),
            "\\sum _{i=1}^{n}i",
        ),
        ("<munder><mi>lim</mi><mrow><mi>x</mi><mo>→</mo><mn>0</mn></mrow></munder>".to_owned(), "\\lim _{x\\to 0}"),
        ("<mover><mi>x</mi><mo>¯</mo></mover><mover><mi>v</mi><mo>→</mo></mover>".to_owned(), "\\overline{x}\\vec{v}"),
        ("<mi>sin</mi><mi>x</mi><mi>foo</mi>".to_owned(), "\\sin x\\mathrm{foo}"),
        ("<mtext>if 5% </mtext><mo>{</mo>".to_owned(), "\\text{if 5\\% }\\{"),
        (
            "<mo>(</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mn>3</mn></mtd><mtd><mn>4</mn></mtd></mtr></mtable><mo>)</mo>".to_owned(),
            "\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}",
        ),
        (
            "<mo>{</mo><mtable><mtr><mtd><mi>a</mi></mtd></mtr><mtr><mtd><mi>b</mi></mtd></mtr></mtable>".to_owned(),
            "\\begin{cases} a \\\\ b \\end{cases}",
        ),
        ("<mo>(</mo><mfrac><mn>1</mn><mn>2</mn></mfrac><mo>)</mo>".to_owned(), "\\left( \\frac{1}{2}\\right)"),
        ("<mfenced><mi>a</mi><mi>b</mi></mfenced>".to_owned(), "\\left( a,b\\right)"),
        ("<mfrac linethickness=\"0\"><mi>n</mi><mi>k</mi></mfrac>".to_owned(), "\\genfrac{}{}{0pt}{}{n}{k}"),
        ("<mmultiscripts><mi>C</mi><mn>1</mn><none/><mprescripts/><mn>6</mn><mn>14</mn></mmultiscripts>".to_owned(), "{}_{6}^{14}C_{1}"),
        (
            "<semantics><mrow><mi>E</mi><mo stretchy=\"false\">=</mo><mi>m</mi></mrow><annotation encoding=\"StarMath 5.0\">E = m</annotation></semantics>".to_owned(),
            "E=m",
        ),
    ];
    for (formula, expected) in all {
        assert_eq!(of(&formula).as_deref(), Some(expected), "{formula}");
    }
    assert_eq!(of("<mrow/>"), None);
}

#[test]
fn a_deep_formula_is_cut_and_ends() {
    let deep = format!("{}<mi>x</mi>{}", "<mrow>".repeat(900), "</mrow>".repeat(900));
    assert_eq!(of(&deep), None);
    let wide = "<mi>x</mi>".repeat(30_000);
    assert!(of(&wide).is_none_or(|latex| latex.len() <= 20_000));
}
