//! Formulas read and written.

use super::*;

fn written(latex: &str) -> String {
    let formula = parse(latex, true).expect(latex);
    let whole = mathml(&formula, latex);
    whole.split_once('>').and_then(|(_, rest)| rest.strip_suffix("</math>")).expect("a math element").to_owned()
}

/// Writes what `FORMULAS` (one a line) become, for a judge: `FORMULAS=in OUT=out cargo test judged`.
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
