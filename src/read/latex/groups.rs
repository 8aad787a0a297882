//! Groups of LaTeX: what stands between braces and brackets, and the arguments of commands.

use std::ops::Range;

/// More of an argument than anybody writes, in bytes.
const LONGEST: usize = 5_000;

/// What stands between braces that open at `at`; none if nothing closes them.
pub(super) fn braced(text: &str, at: usize) -> Option<Range<usize>> {
    enclosed(text, at, b'{', b'}')
}

/// What stands between brackets that open at `at`, as the options of a command do.
pub(super) fn bracketed(text: &str, at: usize) -> Option<Range<usize>> {
    enclosed(text, at, b'[', b']')
}

fn enclosed(text: &str, at: usize, opens: u8, closes: u8) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    if bytes.get(at) != Some(&opens) {
        return None;
    }
    let (mut here, mut depth, mut braces) = (at + 1, 0_usize, 0_usize);
    while here < bytes.len().min(at + LONGEST) {
        match bytes[here] {
            b'\\' => here += 1,
            byte if byte == closes && depth == 0 && braces == 0 => return Some(at + 1..here),
            byte if byte == closes && braces == 0 => depth -= 1,
            byte if byte == opens => depth += 1,
            // What stands in braces closes no bracket.
            b'{' => braces += 1,
            b'}' => braces = braces.saturating_sub(1),
            b'\n' if bytes.get(here + 1) == Some(&b'\n') => return None,
            _ => {}
        }
        here += 1;
    }
    None
}

/// The letters of a command's name from `at` on, which is behind its backslash.
pub(super) fn name(text: &str, at: usize) -> &str {
    let letters = text[at..].bytes().take_while(u8::is_ascii_alphabetic).count();
    &text[at..at + letters]
}

/// The options and arguments behind a command's name.
#[derive(Debug, Default)]
pub(super) struct LatexArguments {
    /// What stands in brackets before the arguments.
    pub(super) options: Vec<Range<usize>>,
    /// What stands in braces.
    pub(super) given: Vec<Range<usize>>,
    /// Where options and arguments end.
    pub(super) end: usize,
}

/// Reads options, then at most `most` arguments, from `at` on, where a star may stand.
pub(super) fn arguments(text: &str, at: usize, most: usize) -> LatexArguments {
    let mut read = LatexArguments { end: at + usize::from(text[at..].starts_with('*')), ..LatexArguments::default() };
    while let Some(options) = bracketed(text, read.end) {
        read.end = options.end + 1;
        read.options.push(options);
    }
    while read.given.len() < most {
        let Some(given) = braced(text, read.end) else { break };
        read.end = given.end + 1;
        read.given.push(given);
    }
    read
}

/// Where an environment ends whose body begins at `from`: before its `\end{name}`, and behind that.
pub(super) fn end_of(text: &str, name: &str, from: usize) -> Option<(usize, usize)> {
    let (opens, closes) = (format!("\\begin{{{name}}}"), format!("\\end{{{name}}}"));
    let (mut at, mut depth) = (from, 0_usize);
    loop {
        let close = at + text[at..].find(&closes)?;
        depth += text[at..close].matches(&opens).count();
        if depth == 0 {
            return Some((close, close + closes.len()));
        }
        depth -= 1;
        at = close + closes.len();
    }
}
