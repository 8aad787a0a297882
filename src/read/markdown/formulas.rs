//! Formulas: each is tried when it is read; one that is displayed is a paragraph of its own, wherever it was written.

use crate::book::{Block, BlockId, BlockKind, Book, FormulaNumber, Math, Prose, Role, Run, RunKind, SourceMap, Style};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::math::{self, FormulaFault, FormulaMacros};
use crate::read::markdown::dialect::signs;
use crate::source::Span;
use std::ops::Range;
use std::sync::Arc;

/// What a formula is set as.
pub(in crate::read) enum ShownFormula {
    /// A formula, and the labels in it.
    Math(Math, Vec<String>),
    /// Nothing: it only defines macros.
    Nothing,
    /// The source of a formula that can't be read, in the type of code.
    Source(String),
}

/// A formula without its comments, which are for the author alone; `written` is all that stands in the source at `span`, its signs
/// included. One that is `named` behind its signs has a number. If it can't be read, that is reported.
pub(in crate::read) fn formula(
    macros: &mut FormulaMacros,
    latex: &str,
    written: &str,
    display: bool,
    named: Option<&str>,
    span: Span,
    diagnostics: &mut Diagnostics,
) -> ShownFormula {
    let private = comments(latex);
    let map = places(latex, written, span.range()).edited(private.iter().map(|range| (range.clone(), 0)));
    let mut kept = latex.to_owned();
    private.into_iter().rev().for_each(|range| kept.replace_range(range, ""));
    let (mut kept, mut map) = with_labels(kept, map);
    if let Some(name) = named {
        let label = format!("\\label{{{name}}}");
        map.push(label.len(), span.range());
        kept.push_str(&label);
    }
    let latex = kept.as_str();
    let fault = match read(macros, latex, &map, display) {
        Ok(formula) => return formula,
        Err(fault) => fault,
    };
    let message = format!("this formula cannot be read, so its source is shown: {}", fault.reason);
    diagnostics.push(Diagnostic::at(Code::BadFormula, span, message).help("correct it, or write `\\$` if no formula is meant"));
    let signs = if display { "$$" } else { "$" };
    let lines: Vec<&str> = latex.split('\n').map(str::trim_end).collect();
    ShownFormula::Source(format!("{signs}{}{signs}", lines.join("\n")))
}

/// A formula with the labels of bookdown, `(\#eq:name)`, and of mdbook-numeq, `{{numeq}}{name}`, as those of LaTeX.
fn with_labels(mut latex: String, map: SourceMap) -> (String, SourceMap) {
    const NUMEQ: &str = "{{numeq}}{";
    let of_bookdown = latex.match_indices("(\\#eq:").filter_map(|(at, _)| Some((at, 3, latex[at..].find(')')?)));
    let of_mdbook = latex.match_indices(NUMEQ).filter_map(|(at, _)| Some((at, NUMEQ.len(), latex[at + 10..].find('}')? + 10)));
    let label = |(at, opens, length): (usize, usize, usize)| {
        let name = &latex[at + opens..at + length];
        // An equation without a name has its number all the same.
        let named =
            if name.is_empty() { format!("\\label{{numeq {}}}", map.in_source(at..at + 1).start) } else { format!("\\label{{{name}}}") };
        (at..at + length + 1, named)
    };
    let mut labels: Vec<(Range<usize>, String)> = of_bookdown.chain(of_mdbook).map(label).collect();
    labels.sort_by_key(|(range, _)| range.start);
    let map = map.edited(labels.iter().map(|(range, label)| (range.clone(), label.len())));
    labels.into_iter().rev().for_each(|(range, label)| latex.replace_range(range, &label));
    (latex, map)
}

/// An environment as LaTeX: without the marks of quotations and the indentation before its lines, and without the remarks in it.
pub(in crate::read) fn environment(written: &str) -> String {
    let lines = written.split('\n').enumerate();
    let bare = lines.map(|(index, line)| if index == 0 { line } else { line.trim_start_matches([' ', '\t', '>']) });
    let whole = bare.collect::<Vec<_>>().join("\n");
    if whole.bytes().any(signs::is_sign) { signs::without(&whole) } else { whole }
}

/// A formula with its macros written out, or the definitions that it is all of.
fn read(macros: &mut FormulaMacros, latex: &str, map: &SourceMap, display: bool) -> Result<ShownFormula, FormulaFault> {
    let out = macros.write_out(latex, display)?;
    let (mut whole, mut places, mut numbers) = (String::new(), SourceMap::default(), Vec::new());
    for piece in &out.pieces {
        let (from, latex) = (piece.from.clone(), piece.latex.as_str());
        if from.len() == latex.len() && kept(map, &from) {
            places.append(&map.part(from));
        } else {
            places.push(latex.len(), map.in_source(from));
        }
        let at = whole.len()..whole.len() + latex.len();
        numbers.extend(piece.number.iter().map(|of| FormulaNumber { range: at.clone(), label: of.label.clone(), own: of.own }));
        whole.push_str(latex);
    }
    let trimmed = whole.trim();
    // Definitions alone are nothing to be seen.
    if trimmed.is_empty() && !latex.trim().is_empty() {
        return Ok(ShownFormula::Nothing);
    }
    math::parse(trimmed, display)?;
    let from = whole.len() - whole.trim_start().len();
    for FormulaNumber { range, .. } in &mut numbers {
        *range = range.start - from..range.end - from;
    }
    let math = Math { latex: trimmed.to_owned(), map: places.part(from..from + trimmed.len()), display, numbers };
    Ok(ShownFormula::Math(math, out.labels))
}

/// Whether a stretch is in a map at all.
fn kept(map: &SourceMap, range: &Range<usize>) -> bool {
    !range.is_empty() && map.stretches().next().is_some()
}

/// Where the lines of a formula stand in what is `written` at a range of the source: marks of quotations and lists may stand before
/// each of them. All of it stands for a line that is written otherwise.
fn places(latex: &str, written: &str, range: Range<usize>) -> SourceMap {
    let (mut map, mut from) = (SourceMap::default(), 0);
    for line in latex.split_inclusive('\n') {
        match written[from..].find(line).map(|at| from + at) {
            Some(at) => {
                from = at + line.len();
                map.push(line.len(), range.start + at..range.start + from);
            }
            None => map.push(line.len(), range.clone()),
        }
    }
    map
}

/// The source of a display that can't be read, if it is all that a paragraph holds: it keeps its lines, in a block of code.
pub(in crate::read) fn source(prose: &Prose, written: &str) -> bool {
    let [run] = prose.runs.as_slice() else { return false };
    run.style.has(Style::CODE) && prose.text.starts_with("$$") && written.get(run.span.range()).is_some_and(|text| text.starts_with("$$"))
}

/// Joins the lines of formulas' sources where there are no lines to keep.
pub(in crate::read) fn in_line(prose: &mut Prose) {
    for run in &prose.runs {
        let range = run.start as usize..run.end as usize;
        if run.style.has(Style::CODE) && prose.text.get(range.clone()).is_some_and(|text| text.contains('\n')) {
            let line = prose.text[range.clone()].replace('\n', " ");
            prose.text.replace_range(range, &line);
        }
    }
}

/// The comments of LaTeX: from a `%` that no backslash stands before to the end of its line.
pub(in crate::read) fn comments(latex: &str) -> Vec<Range<usize>> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(next) = latex[at..].find(['%', '\\']).map(|next| at + next) {
        if latex.as_bytes()[next] == b'\\' {
            at = latex[next + 1..].chars().next().map_or(latex.len(), |c| next + 1 + c.len_utf8());
            continue;
        }
        at = latex[next..].find('\n').map_or(latex.len(), |feed| next + feed);
        found.push(next..at);
    }
    found
}

/// A paragraph cut at its displays, each a piece of its own. A stop behind a display stays with it, and so do marks of notes.
pub(in crate::read) fn apart(prose: Prose) -> Vec<Prose> {
    let is_display = |run: &Run| matches!(&run.kind, RunKind::Math(math) if math.display);
    if prose.runs.len() < 2 || !prose.runs.iter().any(is_display) {
        return vec![prose];
    }
    let mut pieces: Vec<Vec<Run>> = Vec::new();
    let mut displayed = false;
    for run in &prose.runs {
        let display = is_display(run);
        let stays = displayed && run.start == run.end;
        if display || pieces.is_empty() || (displayed && !stays) {
            pieces.push(Vec::new());
        }
        displayed = display || stays;
        if let Some(piece) = pieces.last_mut() {
            piece.push(run.clone());
        }
    }
    pieces.into_iter().filter_map(|runs| piece(&prose, runs)).collect()
}

/// A piece without white space and breaks at its ends; none if nothing is left.
fn piece(whole: &Prose, mut runs: Vec<Run>) -> Option<Prose> {
    let (start, end) = (runs.first()?.start as usize, runs.last()?.end as usize);
    let text = &whole.text[start..end];
    let kept = text.trim_matches([' ', '\n']);
    let from = start + (text.len() - text.trim_start_matches([' ', '\n']).len());
    let map = whole.map.part(from..from + kept.len());
    let [from, to] = [from, from + kept.len()].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
    runs.retain_mut(|run| {
        let length = run.end - run.start;
        (run.start, run.end) = (run.start.clamp(from, to) - from, run.end.clamp(from, to) - from);
        if run.end - run.start < length
            && let Some(place) = map.place(run.span.source, run.range())
        {
            run.span = place;
        }
        run.end > run.start || matches!(run.kind, RunKind::Note(_))
    });
    (!runs.is_empty()).then(|| Prose { text: kept.to_owned(), runs, map: Arc::new(map) })
}

/// Where a piece stands.
pub(in crate::read) fn span(prose: &Prose) -> Option<Span> {
    Some(prose.runs.first()?.span.to(prose.runs.last()?.span))
}

/// Takes a paragraph behind a displayed formula for the rest of the formula's sentence if it begins with a small letter.
pub(in crate::read) fn go_on(book: &mut Book, before: BlockId, block: BlockId) {
    if book.block(before).role != Role::Formula || book.block(block).role != Role::Plain {
        return;
    }
    let begins_small = |prose: &Prose| prose.text.chars().find(|c| !c.is_whitespace()).is_some_and(char::is_lowercase);
    if matches!(&book.block(block).kind, BlockKind::Paragraph(prose) if begins_small(prose)) {
        book.blocks[block.index()].role = Role::Continued;
    }
}

/// What a piece of a paragraph is: a displayed formula, or text, which may go on behind one.
pub(in crate::read) fn role(block: &Block, goes_on: bool) -> Role {
    match block.prose() {
        Some(prose) if prose.display().is_some() => Role::Formula,
        _ if goes_on => Role::Continued,
        _ => Role::Plain,
    }
}
