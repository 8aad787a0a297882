//! The tree of a formula as LaTeX.

use super::symbols::{FUNCTIONS, accent, has_limits, write};
use super::tree::MathmlNode;
use crate::math::parse;

/// A formula in LaTeX; none of one that is empty or that can't be said so.
pub(in crate::office) fn latex(formula: &MathmlNode) -> Option<String> {
    let mut out = String::new();
    row(&mut out, &formula.children);
    let tidy = out.split_whitespace().collect::<Vec<_>>().join(" ");
    // A backslash before a space that ends the formula.
    let tidy = if tidy.ends_with('\\') { tidy.trim_end_matches('\\').trim_end().to_owned() } else { tidy };
    (!tidy.is_empty() && parse(&tidy, true).is_ok()).then_some(tidy)
}

/// Adds elements that stand side by side: brackets around them grow with what is high in them.
fn row(out: &mut String, nodes: &[MathmlNode]) {
    let nodes: Vec<&MathmlNode> = nodes.iter().filter(|node| !is_nothing(node)).collect();
    let mut at = 0;
    while at < nodes.len() {
        let open = sign(nodes[at]).filter(|sign| matches!(*sign, "(" | "[" | "{" | "|" | "⟨" | "⌈" | "⌊" | "‖" | "〈" | "\u{2329}"));
        let Some(open) = open.filter(|_| nodes[at].get("stretchy") != Some("false")) else {
            node(out, nodes[at]);
            at += 1;
            continue;
        };
        let behind = &nodes[at + 1..];
        let end = closing(open, behind).unwrap_or(behind.len());
        let inside = &behind[..end];
        let close = behind.get(end).and_then(|node| sign(node));
        if !inside.iter().any(|node| is_high(node)) || open == "|" && close.is_none() {
            node(out, nodes[at]);
            at += 1;
            continue;
        }
        if open == "{" && close.is_none() && inside.len() == 1 && table_of(inside[0]).is_some() {
            environment(out, "cases", table_of(inside[0]));
        } else if let (Some(name), [only]) = (fenced(open, close), inside)
            && table_of(only).is_some()
        {
            environment(out, name, table_of(only));
        } else {
            fence(out, "\\left", open);
            inside.iter().for_each(|inside| node(out, inside));
            fence(out, "\\right", close.unwrap_or("."));
        }
        at += 1 + end + usize::from(close.is_some());
    }
}

/// Where the bracket stands that closes another.
fn closing(open: &str, nodes: &[&MathmlNode]) -> Option<usize> {
    let mut depth = 0;
    let close = match open {
        "(" => ")",
        "[" => "]",
        "{" => "}",
        "⟨" => "⟩",
        "〈" => "〉",
        "\u{2329}" => "\u{232a}",
        "⌈" => "⌉",
        "⌊" => "⌋",
        same => same,
    };
    nodes.iter().position(|node| match sign(node) {
        Some(sign) if sign == close && depth == 0 => true,
        Some(sign) => {
            depth += i32::from(sign == open);
            depth -= i32::from(sign == close);
            false
        }
        None => false,
    })
}

fn fence(out: &mut String, side: &str, sign: &str) {
    out.push_str(side);
    match sign {
        "." => out.push('.'),
        sign => sign.chars().for_each(|c| write(out, c)),
    }
    out.push(' ');
}

/// The name that a table has between brackets.
fn fenced(open: &str, close: Option<&str>) -> Option<&'static str> {
    match (open, close?) {
        ("(", ")") => Some("pmatrix"),
        ("[", "]") => Some("bmatrix"),
        ("{", "}") => Some("Bmatrix"),
        ("|", "|") => Some("vmatrix"),
        ("‖", "‖") => Some("Vmatrix"),
        _ => None,
    }
}

/// The sign that an operator is, also within rows of its own.
fn sign(node: &MathmlNode) -> Option<&str> {
    match (node.name.as_str(), &node.children[..]) {
        ("mo", _) => Some(node.words.trim()),
        ("mrow" | "mstyle", [only]) => sign(only),
        _ => None,
    }
}

fn is_high(node: &MathmlNode) -> bool {
    matches!(node.name.as_str(), "mfrac" | "mtable" | "munder" | "mover" | "munderover" | "mroot") || node.children.iter().any(is_high)
}

fn is_nothing(node: &MathmlNode) -> bool {
    matches!(node.name.as_str(), "mrow" | "mstyle" | "none") && node.children.is_empty()
}

/// The table that a node is, also within rows of its own.
fn table_of(node: &MathmlNode) -> Option<&MathmlNode> {
    match (node.name.as_str(), &node.children[..]) {
        ("mtable", _) => Some(node),
        ("mrow" | "mstyle", [only]) => table_of(only),
        _ => None,
    }
}

fn environment(out: &mut String, name: &str, table: Option<&MathmlNode>) {
    out.push_str(&format!("\\begin{{{name}}} "));
    for (at, line) in table.iter().flat_map(|table| &table.children).enumerate() {
        out.push_str(if at > 0 { " \\\\ " } else { "" });
        let first = usize::from(line.name == "mlabeledtr");
        for (at, cell) in line.children.iter().skip(first).enumerate() {
            out.push_str(if at > 0 { " & " } else { "" });
            row(out, &cell.children);
        }
    }
    out.push_str(&format!(" \\end{{{name}}}"));
}

fn node(out: &mut String, node: &MathmlNode) {
    let children = &node.children[..];
    match node.name.as_str() {
        "mi" => letters(out, node),
        "mn" | "mo" => operator(out, node.words.trim()),
        "mtext" | "ms" => text(out, &node.words),
        "mspace" => out.push_str(if node.get("width").is_some_and(|width| width.starts_with("0")) { "\\, " } else { "\\quad " }),
        "mfrac" => fraction(out, node),
        "msqrt" => {
            out.push_str("\\sqrt{");
            row(out, children);
            out.push('}');
        }
        "mroot" => {
            out.push_str("\\sqrt[");
            group(out, children.get(1));
            out.push_str("]{");
            group(out, children.first());
            out.push('}');
        }
        "msub" | "msup" | "msubsup" => scripts(out, node),
        "munder" | "mover" | "munderover" => limits(out, node),
        "mmultiscripts" => multiscripts(out, children),
        "mfenced" => fences(out, node),
        "mtable" => environment(out, "matrix", Some(node)),
        "mphantom" => {
            out.push_str("\\phantom{");
            row(out, children);
            out.push('}');
        }
        "semantics" | "maction" => children.iter().take(1).for_each(|child| self::node(out, child)),
        _ => row(out, children),
    }
}

/// Adds what stands in braces.
fn group(out: &mut String, node: Option<&MathmlNode>) {
    row(out, node.map(std::slice::from_ref).unwrap_or_default());
}

fn braced(out: &mut String, before: &str, node: Option<&MathmlNode>) {
    out.push_str(before);
    out.push('{');
    group(out, node);
    out.push('}');
}

fn letters(out: &mut String, node: &MathmlNode) {
    let words = node.words.trim();
    if FUNCTIONS.contains(&words) {
        out.push_str(&format!("\\{words} "));
        return;
    }
    let mut chars = words.chars();
    let single = chars.next().is_some() && chars.next().is_none();
    let face = match node.get("mathvariant") {
        Some("bold") => Some("mathbf"),
        Some("bold-italic") => Some("boldsymbol"),
        Some("double-struck") => Some("mathbb"),
        Some("script") => Some("mathcal"),
        Some("fraktur") => Some("mathfrak"),
        Some("sans-serif") => Some("mathsf"),
        Some("monospace") => Some("mathtt"),
        Some("italic") if !single => Some("mathit"),
        Some("normal") if words.chars().all(|c| c.is_ascii_alphabetic()) => Some("mathrm"),
        None if !single && words.chars().all(char::is_alphabetic) => Some("mathrm"),
        _ => None,
    };
    match face {
        Some(face) => {
            out.push_str(&format!("\\{face}{{"));
            words.chars().for_each(|c| write(out, c));
            out.push('}');
        }
        None => words.chars().for_each(|c| write(out, c)),
    }
}

fn operator(out: &mut String, words: &str) {
    if FUNCTIONS.contains(&words) {
        out.push_str(&format!("\\{words} "));
    } else if words.chars().count() > 1 && words.chars().all(char::is_alphabetic) {
        out.push_str(&format!("\\operatorname{{{words}}} "));
    } else {
        words.chars().for_each(|c| write(out, c));
    }
}

fn text(out: &mut String, words: &str) {
    if words.trim().is_empty() {
        out.push_str(if words.is_empty() { "" } else { "\\ " });
        return;
    }
    out.push_str("\\text{");
    for c in words.chars() {
        match c {
            '#' | '$' | '%' | '&' | '_' | '{' | '}' => out.extend(['\\', c]),
            '\\' | '^' | '~' => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('}');
}

fn fraction(out: &mut String, node: &MathmlNode) {
    let is_bare = node.get("linethickness").is_some_and(|thickness| thickness.starts_with('0'));
    out.push_str(if is_bare { "\\genfrac{}{}{0pt}{}" } else { "\\frac" });
    braced(out, "", node.children.first());
    braced(out, "", node.children.get(1));
}

/// Adds what scripts are put to: in braces, if it is more than one sign.
fn base(out: &mut String, node: Option<&MathmlNode>) {
    let mut inside = String::new();
    group(&mut inside, node);
    let is_one = inside.chars().count() <= 1 || inside.starts_with('\\') && inside[1..].trim_end().bytes().all(|c| c.is_ascii_alphabetic());
    out.push_str(&if is_one { inside } else { format!("{{{inside}}}") });
}

fn scripts(out: &mut String, node: &MathmlNode) {
    let children = &node.children;
    base(out, children.first());
    let (below, above) = match node.name.as_str() {
        "msub" => (children.get(1), None),
        "msup" => (None, children.get(1)),
        _ => (children.get(1), children.get(2)),
    };
    script(out, "_", below);
    script(out, "^", above);
}

fn script(out: &mut String, mark: &str, node: Option<&MathmlNode>) {
    if let Some(node) = node.filter(|node| !node.is_empty()) {
        braced(out, mark, Some(node));
    }
}

fn limits(out: &mut String, node: &MathmlNode) {
    let children = &node.children;
    let (below, above) = match node.name.as_str() {
        "munder" => (children.get(1), None),
        "mover" => (None, children.get(1)),
        _ => (children.get(1), children.get(2)),
    };
    let core = children.first().map(core).unwrap_or_default();
    if has_limits(core) {
        base(out, children.first());
        script(out, "_", below);
        script(out, "^", above);
        return;
    }
    let over = above.map(|above| accent(sign(above).unwrap_or_default().trim()));
    let under = below.map(|below| match sign(below).unwrap_or_default().trim() {
        "_" | "¯" | "‾" | "\u{332}" | "―" => Some("underline"),
        "⏟" => Some("underbrace"),
        _ => None,
    });
    let mut ends = 0;
    for (command, node, general) in [(under, below, "underset"), (over, above, "overset")] {
        match (command, node) {
            (Some(Some(command)), _) => {
                let wide = command == "hat" && core.chars().count() > 1;
                out.push_str(&format!("\\{}{{", if wide { "widehat" } else { command }));
                ends += 1;
            }
            (Some(None), Some(node)) => {
                braced(out, &format!("\\{general}"), Some(node));
                out.push('{');
                ends += 1;
            }
            _ => {}
        }
    }
    group(out, children.first());
    out.push_str(&"}".repeat(ends));
}

/// The characters of a node that is one sign or word.
fn core(node: &MathmlNode) -> &str {
    match &node.children[..] {
        [] => node.words.trim(),
        [only] => core(only),
        _ => "",
    }
}

fn multiscripts(out: &mut String, children: &[MathmlNode]) {
    let Some((first, scripts)) = children.split_first() else { return };
    let before = scripts.iter().position(|node| node.name == "mprescripts");
    let (behind, before) = match before {
        Some(at) => (&scripts[..at], &scripts[at + 1..]),
        None => (scripts, &[][..]),
    };
    for pair in before.chunks(2) {
        out.push_str("{}");
        script(out, "_", pair.first());
        script(out, "^", pair.get(1));
    }
    base(out, Some(first));
    for pair in behind.chunks(2) {
        script(out, "_", pair.first());
        script(out, "^", pair.get(1));
    }
}

fn fences(out: &mut String, node: &MathmlNode) {
    let (open, close) = (node.get("open").unwrap_or("("), node.get("close").unwrap_or(")"));
    let separators: Vec<char> = node.get("separators").unwrap_or(",").chars().filter(|c| !c.is_whitespace()).collect();
    if let (Some(name), [only]) = (fenced(open, Some(close)), &node.children[..])
        && let Some(table) = table_of(only)
    {
        environment(out, name, Some(table));
        return;
    }
    fence(out, "\\left", if open.is_empty() { "." } else { open });
    for (at, child) in node.children.iter().enumerate() {
        if let Some(separator) = at.checked_sub(1).and_then(|at| separators.get(at).or(separators.last())) {
            write(out, *separator);
        }
        group(out, Some(child));
    }
    fence(out, "\\right", if close.is_empty() { "." } else { close });
}
