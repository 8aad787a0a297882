//! Commands that stand for others: an author's own macros, and forms that the parser knows by another name. They are written out
//! before a formula is parsed, and each piece keeps where it was written.
//!
//! Cost: the length of what is written out, which has a limit, so that macros which call each other twice over end.

use super::FormulaFault;
use std::collections::BTreeMap;
use std::ops::Range;

/// Macros inside macros.
const DEEPEST: usize = 30;
/// Bytes of a formula that is written out.
const LONGEST: usize = 10_000;

/// Commands that are another one, or some others.
const SYNONYMS: [(&str, &str); 35] = [
    ("fbox", "\\boxed"),
    ("framebox", "\\boxed"),
    ("bm", "\\boldsymbol"),
    ("pmb", "\\boldsymbol"),
    ("mathbold", "\\boldsymbol"),
    ("bold", "\\mathbf"),
    ("textbf", "\\mathbf"),
    ("textit", "\\mathit"),
    ("textrm", "\\text"),
    ("textnormal", "\\text"),
    ("textup", "\\text"),
    ("textsf", "\\mathsf"),
    ("texttt", "\\mathtt"),
    ("mbox", "\\text"),
    ("hbox", "\\text"),
    ("mathscr", "\\mathcal"),
    ("cr", "\\\\"),
    ("coloneqq", ":="),
    ("mathds", "\\mathbb"),
    ("mathbbm", "\\mathbb"),
    ("argmin", "\\operatorname*{arg\\,min}"),
    ("argmax", "\\operatorname*{arg\\,max}"),
    ("TeX", "\\text{TeX}"),
    ("LaTeX", "\\text{LaTeX}"),
    ("degree", "^\\circ"),
    ("R", "\\mathbb{R}"),
    ("N", "\\mathbb{N}"),
    ("Z", "\\mathbb{Z}"),
    ("Q", "\\mathbb{Q}"),
    ("C", "\\mathbb{C}"),
    ("reals", "\\mathbb{R}"),
    ("lvert", "|"),
    ("rvert", "|"),
    ("ensuremath", ""),
    ("hdots", "\\ldots"),
];

/// Commands that say nothing of what is to be seen; the number of groups behind each that go with it.
const UNSEEN: [(&str, usize); 7] =
    [("notag", 0), ("nonumber", 0), ("allowbreak", 0), ("require", 1), ("hfill", 0), ("relax", 0), ("protect", 0)];

/// Environments under the names that the parser has for them.
const ENVIRONMENTS: [(&str, &str); 7] = [
    ("eqnarray", "array}{rcl"),
    ("eqnarray*", "array}{rcl"),
    ("flalign", "align"),
    ("flalign*", "align*"),
    ("displaymath", ""),
    ("math", ""),
    ("subequations", ""),
];

/// A macro as it was defined.
#[derive(Clone, Debug, PartialEq, Eq)]
struct FormulaMacro {
    parameters: usize,
    /// What stands for the first parameter where nothing is given.
    optional: Option<String>,
    body: String,
}

/// The macros of a book, and the numbers of its equations.
#[derive(Clone, Debug, Default)]
pub(crate) struct FormulaMacros {
    known: BTreeMap<String, FormulaMacro>,
    /// How many equations have got a number.
    numbered: usize,
    /// The numbers of labelled equations, by label, as they are printed, without brackets.
    pub(crate) numbers: BTreeMap<String, String>,
}

/// A formula with its macros written out.
#[derive(Debug, Default)]
pub(crate) struct WrittenOut {
    /// The pieces in order: what each says, and the bytes of the formula that it stands for.
    pub(crate) pieces: Vec<WrittenPiece>,
    /// The labels in it.
    pub(crate) labels: Vec<String>,
    /// Bytes so far.
    length: usize,
    tag: Option<String>,
    /// Whether several of its lines have labels, and so numbers of their own.
    lines: bool,
    /// How many of the labels have their number.
    settled: usize,
}

/// A piece of a formula.
#[derive(Debug)]
pub(crate) struct WrittenPiece {
    /// What is parsed.
    pub(crate) latex: String,
    /// The bytes of the formula that the piece was written in, or stands for.
    pub(crate) from: Range<usize>,
    /// The label of the equation whose number the piece is, if Bindery gave that.
    pub(crate) number: Option<NumberPiece>,
}

/// Which number a piece of a formula is.
#[derive(Clone, Debug)]
pub(crate) struct NumberPiece {
    /// The label of the equation.
    pub(crate) label: String,
    /// Whether the number stands beside the equation itself.
    pub(crate) own: bool,
}

impl WrittenOut {
    fn push(&mut self, latex: &str, from: Range<usize>) -> Result<(), FormulaFault> {
        self.length += latex.len();
        if self.length > LONGEST {
            return Err(FormulaFault::new("its macros make it too long"));
        }
        if !latex.is_empty() {
            self.pieces.push(WrittenPiece { latex: latex.to_owned(), from, number: None });
        }
        Ok(())
    }

    /// Adds a number between what stands round it.
    fn push_number(&mut self, [before, number, behind]: [&str; 3], of: NumberPiece, from: &Range<usize>) -> Result<(), FormulaFault> {
        self.push(before, from.clone())?;
        self.push(number, from.clone())?;
        if let Some(piece) = self.pieces.last_mut() {
            piece.number = Some(of);
        }
        self.push(behind, from.clone())
    }
}

impl FormulaMacros {
    /// Writes a formula out. Definitions in it are kept for all that follow.
    ///
    /// # Errors
    /// If macros have no end, or lack an argument.
    pub(crate) fn write_out(&mut self, latex: &str, display: bool) -> Result<WrittenOut, FormulaFault> {
        let mut out = WrittenOut::default();
        if !latex.contains('\\') {
            out.push(latex, 0..latex.len())?;
            return Ok(out);
        }
        out.lines = display && latex.contains("\\\\") && latex.matches("\\label").nth(1).is_some();
        self.expand(latex, None, 0, &mut out)?;
        self.settle(display, latex.len(), &mut out)?;
        Ok(out)
    }

    /// Gives the labels that have none yet their numbers: that of the tag beside them, or the next one, which is printed at this place.
    fn settle(&mut self, display: bool, at: usize, out: &mut WrittenOut) -> Result<(), FormulaFault> {
        for label in out.labels.split_off(out.settled) {
            let number = match &out.tag {
                Some(tag) => tag.clone(),
                None => {
                    self.numbered += 1;
                    let number = self.numbered.to_string();
                    if display {
                        let of = NumberPiece { label: label.clone(), own: true };
                        out.push_number([TAG, &number, ")}"], of, &(at..at))?;
                    }
                    number
                }
            };
            self.numbers.entry(label.clone()).or_insert(number);
            out.labels.push(label);
        }
        out.settled = out.labels.len();
        out.tag = None;
        Ok(())
    }

    /// Takes the definitions that stand in a text outside of formulas.
    pub(crate) fn define(&mut self, latex: &str) {
        // What else stands there is no formula, and what is wrong with it is told where it is used.
        let _ = self.expand(latex, None, 0, &mut WrittenOut::default());
    }

    /// Writes out `latex`; `inside` is the place of the macro that it comes from.
    fn expand(&mut self, latex: &str, inside: Option<&Range<usize>>, depth: usize, out: &mut WrittenOut) -> Result<(), FormulaFault> {
        if depth > DEEPEST {
            return Err(FormulaFault::new("its macros call each other without end"));
        }
        let place = |range: Range<usize>| inside.cloned().unwrap_or(range);
        let (mut at, mut from) = (0, 0);
        while let Some(slash) = latex[at..].find('\\').map(|slash| at + slash) {
            let name = name(&latex[slash + 1..]);
            let behind = slash + 1 + name.len();
            at = behind.max(slash + 1);
            // A line ends.
            if out.lines && inside.is_none() && matches!(name, "\\" | "end") {
                out.push(&latex[from..slash], from..slash)?;
                from = slash;
                self.settle(true, slash, out)?;
            }
            let Some(call) = self.call(latex, name, behind)? else { continue };
            out.push(&latex[from..slash], place(from..slash))?;
            let whole = place(slash..call.end);
            match call.means {
                Meaning::Nothing => {}
                Meaning::Words(words) => out.push(&words, whole)?,
                Meaning::Number { number, label, bracketed } => {
                    let [before, behind] = if bracketed { ["\\text{(", ")}"] } else { ["\\text{", "}"] };
                    out.push_number([before, &number, behind], NumberPiece { label, own: false }, &whole)?;
                }
                Meaning::Macro(words) => self.expand(&words, Some(&whole), depth + 1, out)?,
                Meaning::Label(label) => out.labels.push(label),
                Meaning::Tag(words, printed) => {
                    out.tag = Some(words);
                    out.push(&printed, whole)?;
                }
                Meaning::Definition(name, meaning) => {
                    self.known.insert(name, meaning);
                }
            }
            // A letter behind a command must not become a part of it.
            (at, from) = (call.end, call.end);
        }
        out.push(&latex[from..], place(from..latex.len()))
    }

    /// What a command means here, if it is one of ours.
    fn call(&self, latex: &str, name: &str, behind: usize) -> Result<Option<MacroCall>, FormulaFault> {
        if let Some(known) = self.known.get(name) {
            return arguments(latex, behind, known).map(Some);
        }
        let group = |at: usize| group(latex, at);
        let call = match name {
            "newcommand" | "renewcommand" | "providecommand" | "DeclareRobustCommand" => new_command(latex, behind),
            "DeclareMathOperator" => operator(latex, behind),
            "def" | "gdef" => definition(latex, behind),
            "label" => group(behind).map(|(label, end)| MacroCall { means: Meaning::Label(label.trim().to_owned()), end }),
            "tag" => {
                let star = usize::from(latex[behind..].starts_with('*'));
                group(behind + star).map(|(words, end)| {
                    let printed = tag(words, star == 0);
                    MacroCall { means: Meaning::Tag(words.trim().replace('$', ""), printed), end }
                })
            }
            "eqref" | "ref" => group(behind).map(|(label, end)| {
                let number = self.numbers.get(label).map_or(label, String::as_str).to_owned();
                MacroCall { means: Meaning::Number { number, label: label.to_owned(), bracketed: name == "eqref" }, end }
            }),
            "begin" | "end" => environment(latex, name, behind),
            "\\" => bracket_behind_break(latex, behind),
            _ => None,
        };
        Ok(call.or_else(|| named(latex, name, behind)))
    }
}

/// What a command and its arguments come to.
struct MacroCall {
    means: Meaning,
    /// Where what belongs to it ends.
    end: usize,
}

enum Meaning {
    Nothing,
    /// LaTeX that the parser knows.
    Words(String),
    /// LaTeX that may hold macros.
    Macro(String),
    Label(String),
    /// The number of another equation.
    Number {
        number: String,
        label: String,
        bracketed: bool,
    },
    /// The words of a tag, and as LaTeX.
    Tag(String, String),
    Definition(String, FormulaMacro),
}

/// What stands before the number behind an equation.
const TAG: &str = "\\qquad\\text{(";

/// A number behind an equation.
fn tag(words: &str, brackets: bool) -> String {
    if brackets { format!("{TAG}{})}}", words.trim()) } else { format!("\\qquad\\text{{{}}}", words.trim()) }
}

/// The name of a command: letters, or one other character.
fn name(text: &str) -> &str {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let length = if letters > 0 { letters } else { text.chars().next().map_or(0, char::len_utf8) };
    &text[..length]
}

/// The group in braces at a place, behind white space, and where it ends.
pub(super) fn group(latex: &str, at: usize) -> Option<(&str, usize)> {
    enclosed(latex, at, ['{', '}'])
}

fn enclosed(latex: &str, at: usize, [opens, closes]: [char; 2]) -> Option<(&str, usize)> {
    let rest = latex.get(at..)?;
    let from = at + rest.len() - rest.trim_start().len();
    let inner = latex[from..].strip_prefix(opens)?;
    let (mut depth, mut escaped) = (0_usize, false);
    for (index, c) in inner.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == closes && depth == 0 => return Some((&inner[..index], from + 1 + index + 1)),
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// An argument: a group, a command, or a character.
fn argument(latex: &str, at: usize) -> Option<(&str, usize)> {
    if let Some(group) = group(latex, at) {
        return Some(group);
    }
    let rest = latex.get(at..)?;
    let from = at + rest.len() - rest.trim_start().len();
    let first = latex[from..].chars().next().filter(|c| *c != '}')?;
    let end = if first == '\\' { from + 1 + name(&latex[from + 1..]).len() } else { from + first.len_utf8() };
    Some((&latex[from..end], end))
}

/// A macro with its arguments put into it.
fn arguments(latex: &str, behind: usize, known: &FormulaMacro) -> Result<MacroCall, FormulaFault> {
    let mut end = behind;
    let mut given: Vec<String> = Vec::new();
    if let Some(default) = &known.optional {
        match enclosed(latex, end, ['[', ']']) {
            Some((words, after)) => {
                given.push(words.to_owned());
                end = after;
            }
            None => given.push(default.clone()),
        }
    }
    while given.len() < known.parameters {
        let Some((words, after)) = argument(latex, end) else { return Err(FormulaFault::new("a macro lacks an argument")) };
        given.push(words.to_owned());
        end = after;
    }
    let mut body = String::new();
    let mut rest = known.body.as_str();
    while let Some((before, after)) = rest.split_once('#') {
        body.push_str(before);
        let number = after.chars().next().and_then(|c| c.to_digit(10)).map_or(0, |number| number as usize);
        match number.checked_sub(1).and_then(|index| given.get(index)) {
            Some(words) => {
                body.push_str(words);
                rest = &after[1..];
            }
            None => rest = after,
        }
        if body.len() > LONGEST {
            return Err(FormulaFault::new("its macros make it too long"));
        }
    }
    body.push_str(rest);
    // What follows a command in the macro's body is no part of its name.
    let glued = body.ends_with(|c: char| c.is_ascii_alphabetic()) && latex[end..].starts_with(|c: char| c.is_ascii_alphabetic());
    if glued {
        body.push(' ');
    }
    Ok(MacroCall { means: Meaning::Macro(body), end })
}

/// `\newcommand{\name}[2][default]{body}`.
fn new_command(latex: &str, behind: usize) -> Option<MacroCall> {
    let behind = behind + usize::from(latex[behind..].starts_with('*'));
    let (called, mut end) = argument(latex, behind)?;
    let called = called.trim().strip_prefix('\\')?.to_owned();
    let mut parameters = 0;
    if let Some((count, after)) = enclosed(latex, end, ['[', ']']) {
        (parameters, end) = (count.trim().parse().ok().filter(|count| *count <= 9)?, after);
    }
    let mut optional = None;
    if let Some((default, after)) = enclosed(latex, end, ['[', ']']) {
        (optional, end) = (Some(default.to_owned()), after);
    }
    let (body, end) = argument(latex, end)?;
    Some(MacroCall { means: Meaning::Definition(called, FormulaMacro { parameters, optional, body: body.to_owned() }), end })
}

/// `\DeclareMathOperator{\name}{words}`.
fn operator(latex: &str, behind: usize) -> Option<MacroCall> {
    let star = latex[behind..].starts_with('*');
    let (called, end) = argument(latex, behind + usize::from(star))?;
    let called = called.trim().strip_prefix('\\')?.to_owned();
    let (words, end) = argument(latex, end)?;
    let body = if star { format!("\\operatorname*{{{words}}}") } else { format!("\\operatorname{{{words}}}") };
    Some(MacroCall { means: Meaning::Definition(called, FormulaMacro { parameters: 0, optional: None, body }), end })
}

/// `\def\name#1#2{body}`.
fn definition(latex: &str, behind: usize) -> Option<MacroCall> {
    let (called, end) = argument(latex, behind)?;
    let called = called.strip_prefix('\\')?.to_owned();
    let open = end + latex[end..].find('{')?;
    let parameters = latex[end..open].matches('#').count();
    let (body, end) = group(latex, open)?;
    Some(MacroCall { means: Meaning::Definition(called, FormulaMacro { parameters, optional: None, body: body.to_owned() }), end })
}

/// `\begin{eqnarray}` and its like under the parser's name, or nothing for those that only display.
fn environment(latex: &str, name: &str, behind: usize) -> Option<MacroCall> {
    let (called, end) = group(latex, behind)?;
    let (_, known) = ENVIRONMENTS.iter().find(|(known, _)| *known == called)?;
    let means = match (*known, name) {
        ("", _) => Meaning::Nothing,
        (known, "end") => Meaning::Words(format!("\\end{{{}}}", known.split('}').next().unwrap_or(known))),
        (known, _) => Meaning::Words(format!("\\begin{{{known}}}")),
    };
    Some(MacroCall { means, end })
}

/// `\\` before a bracket that holds no measure: there the next line of the formula begins, and the parser must not ask for one. Measures
/// of the page's type, such as `[\jot]`, are left out.
fn bracket_behind_break(latex: &str, behind: usize) -> Option<MacroCall> {
    const UNITS: [&str; 11] = ["pt", "em", "ex", "mm", "cm", "in", "mu", "bp", "pc", "dd", "sp"];
    let inner = latex[behind..].trim_start().strip_prefix('[')?;
    let held = enclosed(latex, behind, ['[', ']']);
    let (measure, end) = held.unwrap_or((inner, behind));
    let number = measure.trim().trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | ',')).trim();
    if UNITS.contains(&number) {
        return None;
    }
    let of_type = number.strip_prefix('\\').is_some_and(|name| ["jot", "skip", "amount"].iter().any(|known| name.ends_with(known)));
    let (means, end) = if of_type { ("\\\\", end) } else { ("\\\\{}", behind) };
    Some(MacroCall { means: Meaning::Words(means.to_owned()), end })
}

/// A command under the name that the parser has for it.
fn named(latex: &str, name: &str, behind: usize) -> Option<MacroCall> {
    if let Some((_, meant)) = SYNONYMS.iter().find(|(known, _)| *known == name) {
        let glued = meant.ends_with(|c: char| c.is_ascii_alphabetic()) && latex[behind..].starts_with(|c: char| c.is_ascii_alphabetic());
        return Some(MacroCall { means: Meaning::Words(if glued { format!("{meant} ") } else { (*meant).to_owned() }), end: behind });
    }
    let (_, groups) = UNSEEN.iter().find(|(known, _)| *known == name)?;
    let end = (0..*groups).try_fold(behind, |at, _| group(latex, at).map(|(_, end)| end)).unwrap_or(behind);
    Some(MacroCall { means: Meaning::Nothing, end })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::parse;

    fn written(macros: &mut FormulaMacros, latex: &str) -> String {
        let out = macros.write_out(latex, true).unwrap_or_else(|fault| panic!("{latex}: {fault:?}"));
        for piece in &out.pieces {
            assert!(piece.from.end <= latex.len());
        }
        out.pieces.into_iter().map(|piece| piece.latex).collect()
    }

    #[test]
    fn macros_are_written_out_wherever_they_are_defined() {
        for (latex, out) in [
            ("\\newcommand{\\vv}[1]{\\mathbf{#1}}\\vv{x}+\\vv y", "\\mathbf{x}+\\mathbf{y}"),
            ("\\newcommand{\\nn}[2][a]{#1_{#2}} \\nn{b} \\nn[c]{d}", " a_{b} c_{d}"),
            ("\\def\\pair#1#2{(#1,#2)}\\pair{a}{b}", "(a,b)"),
            ("\\DeclareMathOperator{\\rank}{rank}\\rank A", "\\operatorname{rank} A"),
            ("\\newcommand\\RR{\\mathbb{R}}\\RR^n", "\\mathbb{R}^n"),
            ("\\newcommand{\\al}{\\alpha}\\al x", "\\alpha x"),
            ("a \\label{x} = b", "a  = b\\qquad\\text{(1)}"),
            ("a = b \\tag{7} \\label{y}", "a = b \\qquad\\text{(7)} "),
            ("\\eqref{y} \\ref{x}", "\\text{(7)} \\text{1}"),
            ("\\bm v \\bm{w}", "\\boldsymbol v \\boldsymbol{w}"),
            ("a \\\\\n[b]^c &= d \\\\[2pt] e \\\\ [\\jot] f", "a \\\\{}\n[b]^c &= d \\\\[2pt] e \\\\ f"),
            ("\\begin{eqnarray} a &=& b \\end{eqnarray}", "\\begin{array}{rcl} a &=& b \\end{array}"),
        ] {
            let mut macros = FormulaMacros::default();
            macros.numbers.insert("y".to_owned(), "7".to_owned());
            macros.numbers.insert("x".to_owned(), "1".to_owned());
            let written = written(&mut macros, latex);
            assert_eq!(written, out, "{latex}");
            assert!(parse(&written, true).is_ok(), "{written}");
        }
        let mut macros = FormulaMacros::default();
        macros.define("\\newcommand{\\E}{\\mathbb{E}} words");
        assert_eq!(written(&mut macros, "\\E[x]"), "\\mathbb{E}[x]");
    }

    #[test]
    fn lines_with_labels_have_numbers_of_their_own() {
        let mut macros = FormulaMacros::default();
        let aligned = "\\begin{align} a &= b \\label{x}\\\\ c &= d \\\\ e &= f \\label{y} \\\\ g &= h \\tag{T} \\label{z} \\end{align}";
        let written = written(&mut macros, aligned);
        let lines: Vec<&str> = written.split("\\\\").collect();
        let has = |line: usize, tag: &str| lines[line].matches("\\text").count() == 1 && lines[line].contains(tag);
        assert!(has(0, "\\text{(1)}") && !lines[1].contains("\\text") && has(2, "\\text{(2)}") && has(3, "\\text{(T)}"), "{written}");
        assert!(written.ends_with("\\end{align}") || written.ends_with("\\end{aligned}"), "{written}");
        let numbers: Vec<_> = macros.numbers.iter().map(|(label, number)| (label.as_str(), number.as_str())).collect();
        assert_eq!(numbers, [("x", "1"), ("y", "2"), ("z", "T")]);
    }

    #[test]
    fn macros_without_end_are_refused() {
        for latex in [
            "\\def\\a{\\a\\a}\\a",
            "\\newcommand{\\x}[1]{\\x{#1#1}}\\x{aaaa}",
            "\\def\\a{\\b\\b}\\def\\b{\\c\\c}\\def\\c{\\a}\\a",
            "\\newcommand{\\y}[2]{#1}\\y{a}",
        ] {
            assert!(FormulaMacros::default().write_out(latex, false).is_err(), "{latex}");
        }
    }

    #[test]
    fn equations_with_labels_are_numbered_in_order() {
        let mut macros = FormulaMacros::default();
        written(&mut macros, "a \\label{eq:a}");
        written(&mut macros, "b \\tag{B} \\label{eq:b}");
        written(&mut macros, "c \\label{eq:c}");
        let numbers: Vec<_> = macros.numbers.iter().map(|(label, number)| (label.as_str(), number.as_str())).collect();
        assert_eq!(numbers, [("eq:a", "1"), ("eq:b", "B"), ("eq:c", "2")]);
    }
}
