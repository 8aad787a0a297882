//! Fences of an equation: brackets, and what stands in them.

/// Fences for which LaTeX has a shorter way of saying what is in them; none for others.
pub(super) fn named(open: &str, close: &str, inside: &str) -> Option<String> {
    let within = |begin: &str, end: &str| {
        let cells = inside.strip_prefix(begin)?.strip_suffix(end)?;
        (!cells.contains("\\begin{")).then_some(cells)
    };
    let matrix = within("\\begin{matrix}", "\\end{matrix}");
    if (open, close) == ("\\{", ".") {
        let rows = matrix.or_else(|| within("\\begin{aligned}", "\\end{aligned}"))?;
        return Some(format!("\\begin{{cases}}{rows}\\end{{cases}}"));
    }
    if let Some(cells) = matrix {
        let letter = match (open, close) {
            ("(", ")") => 'p',
            ("[", "]") => 'b',
            ("\\{", "\\}") => 'B',
            ("|", "|") => 'v',
            ("\\|", "\\|") => 'V',
            _ => return None,
        };
        return Some(format!("\\begin{{{letter}matrix}}{cells}\\end{{{letter}matrix}}"));
    }
    if let Some(parts) = inside.strip_prefix("\\genfrac{}{}{0pt}{}").filter(|parts| (open, close) == ("(", ")") && are_two_groups(parts)) {
        return Some(format!("\\binom{parts}"));
    }
    // Around what is no higher than a line, brackets needn't grow.
    let is_low = !inside.contains(['\\', '^', '_', '\'']) && open.len() == 1 && close.len() == 1 && open != "." && close != ".";
    is_low.then(|| format!("{open}{inside}{close}"))
}

/// Whether LaTeX is two groups in braces and nothing else.
fn are_two_groups(latex: &str) -> bool {
    let (mut depth, mut groups) = (0_usize, 0);
    for (at, c) in latex.char_indices() {
        match c {
            '{' => {
                groups += usize::from(depth == 0);
                depth += 1;
            }
            '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => return false,
            _ => {}
        }
        if depth == 0 && at + 1 == latex.len() {
            return groups == 2;
        }
    }
    false
}

/// A bracket as `\left` takes it.
pub(super) fn fence(sign: char) -> String {
    match sign {
        '(' | ')' | '[' | ']' | '|' | '/' => sign.to_string(),
        '{' => "\\{".to_owned(),
        '}' => "\\}".to_owned(),
        '⟨' | '〈' | '<' => "\\langle".to_owned(),
        '⟩' | '〉' | '>' => "\\rangle".to_owned(),
        '‖' | '∥' => "\\|".to_owned(),
        '⌊' => "\\lfloor".to_owned(),
        '⌋' => "\\rfloor".to_owned(),
        '⌈' => "\\lceil".to_owned(),
        '⌉' => "\\rceil".to_owned(),
        '∣' | '│' => "|".to_owned(),
        _ => ".".to_owned(),
    }
}
