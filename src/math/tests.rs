//! Formulas read and written.

use super::*;

fn written(latex: &str) -> String {
    let formula = parse(latex, true).expect(latex);
    let whole = mathml(&formula, latex);
    whole.split_once('>').and_then(|(_, rest)| rest.strip_suffix("</math>")).expect("a math element").to_owned()
}

#[test]
fn formulas_are_read_as_tex_reads_them() {
    for (latex, expected) in [
        ("x", "<mi>x</mi>"),
        ("-x", "<mo form=\"prefix\" lspace=\"0em\" rspace=\"0em\" stretchy=\"false\">−</mo><mi>x</mi>"),
        ("a<b", "<mi>a</mi><mo form=\"infix\" lspace=\"0.278em\" rspace=\"0.278em\" stretchy=\"false\">&lt;</mo><mi>b</mi>"),
        ("f''", "<msup><mi>f</mi><mo form=\"prefix\" lspace=\"0em\" rspace=\"0em\" stretchy=\"false\">″</mo></msup>"),
        ("\\mathbb{R}", "<mrow><mi>ℝ</mi></mrow>"),
        ("\\Gamma", "<mi mathvariant=\"normal\">Γ</mi>"),
        ("\\mu", "<mi>μ</mi>"),
        ("\\frac{1}{2}", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        ("\\text{if } 50\\%", "<mtext>if\u{A0}</mtext><mn>50</mn><mi mathvariant=\"normal\">%</mi>"),
    ] {
        assert_eq!(written(latex), expected, "{latex}");
    }
}

#[test]
fn scripts_are_limits_in_a_display_alone() {
    let tag = |display| {
        let formula = parse("\\sum_{i}^{n}", display).expect("a sum");
        mathml(&formula, "").contains("munderover")
    };
    assert!(tag(true) && !tag(false));
    assert!(written("\\operatorname*{argmax}_x").starts_with("<munder><mi>argmax</mi>"));
}

#[test]
fn lines_break_where_others_break_them() {
    for (latex, rows) in [("a = b \\\\ c", 2), ("a \\\\\\\\\nb \\\\", 2), ("a &= b \\\\ &= c", 2), ("x &= y", 1)] {
        assert_eq!(written(latex).matches("<mtr>").count(), rows, "{latex}: {}", written(latex));
    }
    assert!(parse("d > 0 \\\\ x", false).is_ok());
}

#[test]
fn what_can_not_be_read_says_why() {
    for latex in ["", "\\frac{a", "\\nosuch x", "x^2^3", "\\left( x", "a & b", "}", "\\text{$x}", "\\begin{matrix} a"] {
        assert!(!parse(latex, false).expect_err(latex).reason.is_empty());
    }
    for (open, close) in [("{", "}"), ("\\sqrt{", "}"), ("\\left(", "\\right)"), ("\\begin{matrix}", "\\end{matrix}"), ("x^{", "}")] {
        let deep = format!("{}{}", open.repeat(9_000 / open.len()), close.repeat(10));
        assert!(parse(&deep, false).is_err(), "{open}");
        let deep = format!("{}x{}", open.repeat(300), close.repeat(300));
        let _ = parse(&deep, false);
    }
}

/// Writes what the formulas of a file (one a line) become, for a judge: `FORMULAS=in OUT=out cargo test judged`.
#[test]
fn judged() {
    let (Ok(from), Ok(to)) = (std::env::var("FORMULAS"), std::env::var("OUT")) else { return };
    let text = std::fs::read_to_string(from).expect("formulas");
    let lines =
        text.lines().flat_map(|latex| [false, true].map(|display| (latex, display))).map(|(latex, display)| match parse(latex, display) {
            Ok(formula) => format!("{display}\t{latex}\tOK\t{}\n", mathml(&formula, latex)),
            Err(fault) => format!("{display}\t{latex}\tERR\t{}\n", fault.reason),
        });
    std::fs::write(to, lines.collect::<String>()).expect("written");
}
