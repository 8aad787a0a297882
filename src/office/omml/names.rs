//! Names of functions and plain words in an equation.

/// Functions that LaTeX has a command for.
const FUNCTIONS: [&str; 32] = [
    "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "coth", "log", "ln", "lg", "exp",
    "lim", "max", "min", "sup", "inf", "det", "dim", "ker", "gcd", "arg", "deg", "hom", "Pr", "limsup", "liminf",
];

/// The command of a function, whose name may have come in any face: none if the LaTeX is no plain name.
pub(super) fn function(latex: &str) -> Option<String> {
    let name = latex.strip_prefix("\\mathrm{").and_then(|rest| rest.strip_suffix('}')).unwrap_or(latex);
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphabetic()) {
        return None;
    }
    if FUNCTIONS.contains(&name) {
        return Some(format!("\\{name}"));
    }
    // One letter is a variable, unless it is set upright.
    (name.len() > 1 || name != latex).then(|| format!("\\operatorname{{{name}}}"))
}

/// Plain words in an equation.
pub(super) fn text(words: &str) -> String {
    let mut out = String::from("\\text{");
    for c in words.chars() {
        match c {
            // Words have no sign for it.
            '\\' => out.push('∖'),
            '{' | '}' | '$' | '%' | '#' | '&' | '_' => out.extend(['\\', c]),
            '~' => out.push('∼'),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('}');
    out
}
