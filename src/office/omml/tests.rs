//! Equations of Word in LaTeX.

use super::{OmmlFormula, read};
use crate::office::xml::{OfficeEvent, OfficeXml};

fn formula(inside: &str) -> OmmlFormula {
    let text = format!("<m:oMath xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\">{inside}</m:oMath>");
    let mut xml = OfficeXml::new("m", &text);
    assert!(matches!(xml.next(), Ok(Some(OfficeEvent::Start(_)))));
    read(&mut xml).unwrap()
}

fn run(words: &str) -> String {
    format!("<m:r><m:t>{words}</m:t></m:r>")
}

fn slot(name: &str, inside: &str) -> String {
    format!("<m:{name}>{inside}</m:{name}>")
}

fn e(words: &str) -> String {
    slot("e", &run(words))
}

/// Each form comes out as LaTeX that our own mathematics reads: else there would be none.
#[test]
fn every_form_is_latex() {
    let pr = |name: &str, inside: &str| format!("<m:{name}Pr>{inside}</m:{name}Pr>");
    let val = |name: &str, value: &str| format!("<m:{name} m:val=\"{value}\"/>");
    let sum = pr("nary", &(val("chr", "∑") + &val("limLoc", "undOvr")));
    for (inside, latex) in [
        (run("x+1"), "x+1"),
        (slot("f", &(slot("num", &run("a")) + &slot("den", &run("b")))), "\\frac{a}{b}"),
        (slot("f", &(pr("f", &val("type", "lin")) + &slot("num", &run("a")) + &slot("den", &run("b")))), "{a}/{b}"),
        (slot("f", &(pr("f", &val("type", "noBar")) + &slot("num", &run("n")) + &slot("den", &run("k")))), "\\genfrac{}{}{0pt}{}{n}{k}"),
        (slot("sSup", &(e("x") + &slot("sup", &run("2")))), "x^{2}"),
        (slot("sSub", &(e("xy") + &slot("sub", &run("i")))), "{xy}_{i}"),
        (slot("sSubSup", &(e("x") + &slot("sub", &run("i")) + &slot("sup", &run("2")))), "x_{i}^{2}"),
        (slot("sPre", &(slot("sub", &run("1")) + &slot("sup", &run("2")) + &e("A"))), "{}_{1}^{2}A"),
        (slot("rad", &(pr("rad", &val("degHide", "1")) + &slot("deg", "") + &e("x"))), "\\sqrt{x}"),
        (slot("rad", &(slot("deg", &run("3")) + &e("x"))), "\\sqrt[3]{x}"),
        (slot("nary", &(sum + &slot("sub", &run("i=1")) + &slot("sup", &run("n")) + &e("i"))), "\\sum\\limits_{i=1}^{n} i"),
        (slot("nary", &(slot("sub", "") + &slot("sup", "") + &e("x"))), "\\int x"),
        (slot("d", &(e("x") + &e("y"))), "\\left( x \\middle| y \\right)"),
        (slot("d", &(pr("d", &(val("begChr", "{") + &val("endChr", ""))) + &e("x"))), "\\left\\{ x \\right."),
        (slot("d", &e("x")), "(x)"),
        (slot("d", &slot("e", &slot("m", &slot("mr", &(e("a") + &e("b")))))), "\\begin{pmatrix}a & b\\end{pmatrix}"),
        (slot("sSub", &(slot("e", &run("⋃")) + &slot("sub", &run("i")))), "\\bigcup_{i}"),
        ("<m:r><m:rPr><m:sty m:val=\"p\"/></m:rPr><m:t>log</m:t></m:r>".to_owned() + &run("x"), "\\log x"),
        (slot("m", &(slot("mr", &(e("a") + &e("b"))) + &slot("mr", &(e("c") + &e("d"))))), "\\begin{matrix}a & b \\\\ c & d\\end{matrix}"),
        (slot("eqArr", &(e("x&amp;=1") + &e("y&amp;=2"))), "\\begin{aligned}x&=1 \\\\ y&=2\\end{aligned}"),
        (slot("func", &(slot("fName", &run("sin")) + &e("x"))), "\\sin x"),
        (slot("func", &(slot("fName", &run("foo")) + &e("x"))), "\\operatorname{foo} x"),
        (slot("func", &(slot("fName", &slot("limLow", &(e("lim") + &slot("lim", &run("x→0"))))) + &e("x"))), "\\lim_{x\\to0} x"),
        (slot("acc", &(pr("acc", &val("chr", "\u{305}")) + &e("x"))), "\\overline{x}"),
        (slot("acc", &e("x")), "\\hat{x}"),
        (slot("bar", &(pr("bar", &val("pos", "top")) + &e("x"))), "\\overline{x}"),
        (slot("groupChr", &e("x")), "\\underbrace{x}"),
        (
            slot(
                "limUpp",
                &(slot("e", &slot("groupChr", &(pr("groupChr", &(val("chr", "⏞") + &val("pos", "top"))) + &e("x"))))
                    + &slot("lim", &run("n"))),
            ),
            "\\overbrace{x}^{n}",
        ),
        (slot("limUpp", &(e("=") + &slot("lim", &run("d")))), "\\overset{d}{=}"),
        (slot("borderBox", &e("x")), "\\boxed{x}"),
        (slot("box", &e("x")), "{x}"),
        (slot("phant", &e("x")), "{x}"),
        (run("α∈ℝ"), "\\alpha\\in\\mathbb{R}"),
        (run("𝑎𝐛𝔤"), "a\\mathbf{b}\\mathfrak{g}"),
        (run("50%"), "50\\%"),
        (run("R&amp;D"), "R\\&D"),
        (slot("m", &slot("mr", &(e("R&amp;D") + &e("b")))), "\\begin{matrix}R\\&D & b\\end{matrix}"),
        ("<m:r><m:rPr><m:nor/></m:rPr><m:t>{a} 5$ R&amp;D</m:t></m:r>".to_owned(), "\\text{\\{a\\} 5\\$ R\\&D}"),
        ("<m:r><m:rPr><m:nor/></m:rPr><m:t>if x_1</m:t></m:r>".to_owned(), "\\text{if x\\_1}"),
        ("<m:r><m:rPr><m:scr m:val=\"double-struck\"/></m:rPr><m:t>N</m:t></m:r>".to_owned(), "\\mathbb{N}"),
        ("<m:r><m:rPr><m:sty m:val=\"p\"/></m:rPr><m:t>d</m:t></m:r>".to_owned(), "\\mathrm{d}"),
    ] {
        assert_eq!(formula(&inside).latex.as_deref(), Some(latex), "{inside}");
    }
}

#[test]
fn what_is_too_long_or_too_deep_is_words() {
    let long = formula(&run("x").repeat(20_000));
    assert_eq!((long.latex, long.words.is_empty()), (None, false));
    let deep = format!("{}{}{}", "<m:f><m:num>".repeat(200), run("x"), "</m:num></m:f>".repeat(200));
    assert_eq!(formula(&deep), OmmlFormula { latex: None, words: "x".to_owned() });
}
