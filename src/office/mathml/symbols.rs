//! Signs of formulas and their commands in LaTeX.

use crate::office::signs;

/// Signs of MathML alone, or with a command that others do not have for them, without the backslash.
const OWN: [(char, &str); 35] = [
    ('⋆', "star"),
    ('∙', "bullet"),
    ('⊘', "oslash"),
    ('⊙', "odot"),
    ('⊎', "uplus"),
    ('∖', "setminus"),
    ('⩽', "leq"),
    ('⩾', "geq"),
    ('≺', "prec"),
    ('≻', "succ"),
    ('∣', "mid"),
    ('⇑', "Uparrow"),
    ('⇓', "Downarrow"),
    ('⟵', "longleftarrow"),
    ('⟸', "Longleftarrow"),
    ('↪', "hookrightarrow"),
    ('⇌', "rightleftharpoons"),
    ('□', "square"),
    ('◊', "lozenge"),
    ('⊤', "top"),
    ('†', "dagger"),
    ('‡', "ddagger"),
    ('…', "ldots"),
    ('′', "prime"),
    ('〈', "langle"),
    ('〉', "rangle"),
    ('ℝ', "mathbb{R}"),
    ('ℕ', "mathbb{N}"),
    ('ℤ', "mathbb{Z}"),
    ('ℚ', "mathbb{Q}"),
    ('ℂ', "mathbb{C}"),
    ('\u{2329}', "langle"),
    ('\u{232a}', "rangle"),
    ('{', "{"),
    ('}', "}"),
];

/// Names of functions that LaTeX knows.
pub(super) const FUNCTIONS: [&str; 32] = [
    "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "det", "dim", "exp", "gcd", "hom", "inf", "ker", "lg",
    "lim", "liminf", "limsup", "ln", "log", "max", "min", "Pr", "sec", "sin", "sinh", "sup", "tan", "tanh",
];

/// Adds a character as LaTeX has it in a formula.
pub(super) fn write(out: &mut String, c: char) {
    let own = OWN.iter().find(|(sign, _)| *sign == c).map(|(_, command)| *command);
    if let Some(command) = own.or_else(|| signs::command(c)) {
        out.push('\\');
        out.push_str(command);
        if command.ends_with(|c: char| c.is_ascii_alphabetic()) {
            out.push(' ');
        }
        return;
    }
    match c {
        '#' | '$' | '%' | '&' | '_' => out.extend(['\\', c]),
        '\\' => out.push_str("\\backslash "),
        '~' => out.push_str("\\sim "),
        '^' => out.push_str("\\wedge "),
        '−' | '‐' | '–' => out.push('-'),
        '\u{a0}' => out.push_str("\\ "),
        // Signs that are not seen: a function is applied, factors are multiplied.
        '\u{2061}'..='\u{2064}' | '\u{200b}'..='\u{200f}' | '\u{feff}' => {}
        c if c.is_whitespace() || c.is_control() => {}
        c => out.push(c),
    }
}

/// The command for an accent over its base, by the sign that stands there.
pub(super) fn accent(sign: &str) -> Option<&'static str> {
    Some(match sign {
        "^" | "ˆ" | "\u{302}" => "hat",
        "¯" | "‾" | "\u{304}" | "\u{305}" | "_" | "―" => "overline",
        "~" | "˜" | "\u{303}" | "∼" => "tilde",
        "→" | "\u{20d7}" => "vec",
        "˙" | "." | "\u{307}" => "dot",
        "¨" | "\u{308}" => "ddot",
        "ˇ" | "\u{30c}" => "check",
        "˘" | "\u{306}" => "breve",
        "´" | "\u{301}" => "acute",
        "`" | "\u{300}" => "grave",
        "⏞" => "overbrace",
        _ => return None,
    })
}

/// Whether signs are a large operator, whose limits stand under and over it.
pub(super) fn has_limits(sign: &str) -> bool {
    matches!(sign, "∑" | "∏" | "∐" | "∫" | "∬" | "∭" | "∮" | "⋃" | "⋂" | "⋁" | "⋀" | "⨁" | "⨂")
        || matches!(sign, "lim" | "max" | "min" | "sup" | "inf" | "liminf" | "limsup" | "det" | "gcd" | "Pr")
}
