//! Code by its grammar: keywords bold, comments italic. Weight and slope, not colour: they are there on paper, on e-ink and in a
//! dark theme alike.

use crate::book::{Run, RunKind, SourceMap, Style};
use crate::read::markdown::dialect::OPTION_MARKS;
use crate::source::Span;
use std::ops::Range;
use std::sync::OnceLock;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxSet};

/// More than this is data, not something to be read; grammars take their time over it.
const LONGEST: usize = 100_000;
/// Longest line that is highlighted, in bytes.
const LONGEST_LINE: usize = 2_000;

/// The grammars, read when the first code with a language comes.
fn grammars() -> &'static SyntaxSet {
    static GRAMMARS: OnceLock<SyntaxSet> = OnceLock::new();
    GRAMMARS.get_or_init(SyntaxSet::load_defaults_newlines)
}

/// Scopes with their style; the one that is farthest inside decides, here the first that fits it.
fn known() -> &'static [(Scope, Style)] {
    static KNOWN: OnceLock<Vec<(Scope, Style)>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let scopes = [
            ("comment", Style::EMPHASIS),
            ("keyword.operator", Style::PLAIN),
            ("keyword", Style::STRONG),
            ("storage.type.function", Style::STRONG),
            ("storage", Style::STRONG),
            ("markup.heading", Style::STRONG),
            ("markup.bold", Style::STRONG),
            ("markup.italic", Style::EMPHASIS),
            ("string", Style::PLAIN),
        ];
        scopes.into_iter().filter_map(|(name, style)| Some((Scope::new(name).ok()?, style))).collect()
    })
}

/// Rust without the lines that only its tests are to see: those that begin with `# `, as mdBook and rustdoc have it. `##` is a `#`.
pub(in crate::read) fn without_hidden(code: &str, map: &SourceMap) -> (String, SourceMap) {
    let (mut kept, mut places, mut at) = (String::new(), SourceMap::default(), 0);
    for line in code.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        let words = line.trim();
        if words == "#" || words.starts_with("# ") {
            continue;
        }
        let hash = if words.starts_with("##") { line.find('#') } else { None };
        for part in [range.start..range.start + hash.unwrap_or(0), range.start + hash.map_or(0, |hash| hash + 1)..range.end] {
            if !part.is_empty() {
                kept.push_str(&code[part.clone()]);
                places.append(&map.part(part));
            }
        }
    }
    if kept.ends_with('\n') {
        kept.pop();
        places.truncate(kept.len());
    }
    (kept, places)
}

/// A chunk's code without the options in its first lines, `#| echo: true`, which are for the program that runs it.
pub(in crate::read) fn without_options(code: String, map: SourceMap) -> (String, SourceMap) {
    let is_option = |line: &&str| OPTION_MARKS.iter().any(|mark| line.trim_start().starts_with(mark));
    let length: usize = code.split_inclusive('\n').take_while(is_option).map(str::len).sum();
    if length == 0 {
        return (code, map);
    }
    let rest = code[length..].trim_start_matches('\n');
    (rest.to_owned(), map.part(code.len() - rest.len()..code.len()))
}

/// The runs of a block of code that stands in its source where `map` says, or else, all of it, at `span`.
pub(in crate::read) fn runs(language: Option<&str>, code: &str, map: &SourceMap, span: Span) -> Vec<Run> {
    let styled = language.and_then(|language| styles(language, code)).unwrap_or_else(|| vec![(0..code.len(), Style::PLAIN)]);
    let styled = styled.into_iter().filter(|(range, _)| !range.is_empty());
    let runs = styled.map(|(range, style)| {
        let [start, end] =
            [range.start, range.end].map(|at| u32::try_from(at).expect("sources are under 64 MiB, and tabs are four spaces"));
        let span = map.place(span.source, range).unwrap_or(span);
        Run { start, end, kind: RunKind::Text, style: Style::CODE.with(style), link: None, language: None, reading: None, span }
    });
    runs.collect()
}

/// The styles of all of some code, in order; none if the language is unknown or the code is not to be read by a grammar.
fn styles(language: &str, code: &str) -> Option<Vec<(Range<usize>, Style)>> {
    if code.len() > LONGEST || code.lines().any(|line| line.len() > LONGEST_LINE) {
        return None;
    }
    let grammars = grammars();
    let grammar = grammars.find_syntax_by_token(language)?;
    let (mut state, mut stack) = (ParseState::new(grammar), ScopeStack::new());
    let mut styles: Vec<(Range<usize>, Style)> = Vec::new();
    let mut add = |range: Range<usize>, style: Style| match styles.last_mut() {
        Some((last, same)) if *same == style => last.end = range.end,
        _ if range.is_empty() => {}
        _ => styles.push((range, style)),
    };
    let mut start = 0;
    for line in code.split_inclusive('\n') {
        // The grammars want every line to end.
        let whole = if line.ends_with('\n') { line.to_owned() } else { format!("{line}\n") };
        let mut at = 0;
        for (place, change) in state.parse_line(&whole, grammars).ok()? {
            let place = place.min(line.len());
            add(start + at..start + place, style(&stack));
            at = place;
            stack.apply(&change).ok()?;
        }
        add(start + at..start + line.len(), style(&stack));
        start += line.len();
    }
    Some(styles)
}

fn style(stack: &ScopeStack) -> Style {
    let inside = stack.as_slice().iter().rev();
    let fits = |scope: &Scope| known().iter().find(|(known, _)| known.is_prefix_of(*scope)).map(|(_, style)| *style);
    // A comment is one to its last mark.
    let comment = stack.as_slice().iter().any(|scope| known().first().is_some_and(|(comment, _)| comment.is_prefix_of(*scope)));
    if comment { Style::EMPHASIS } else { inside.filter_map(fits).next().unwrap_or(Style::PLAIN) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The code with keywords as `*…*` and comments as `/…/`.
    fn shown(language: &str, code: &str) -> String {
        let styles = styles(language, code).unwrap_or_else(|| vec![(0..code.len(), Style::PLAIN)]);
        let mut out = String::new();
        for (range, style) in styles {
            let words = &code[range];
            match style {
                Style::STRONG => out.push_str(&format!("*{words}*")),
                Style::EMPHASIS => out.push_str(&format!("/{words}/")),
                _ => out.push_str(words),
            }
        }
        out
    }

    #[test]
    fn keywords_and_comments_are_told_from_the_rest() {
        assert_eq!(shown("rust", "let x = 1; // one"), "*let* x = 1; /// one/");
        assert_eq!(shown("python", "if a: # why\n    return b"), "*if* a: /# why\n/    *return* b");
        assert_eq!(shown("nonsense", "let x = 1;"), "let x = 1;");
        assert_eq!(shown("rust", "\"let\""), "\"let\"");
    }

    #[test]
    fn runs_cover_the_code_and_know_their_places() {
        let source = "> ```rust\n> let x = 1;\n> let y = 2;\n> ```\n";
        let code = "let x = 1;\nlet y = 2;";
        let mut sources = crate::source::Sources::default();
        let id = sources.add("a.md", source);
        let mut map = SourceMap::verbatim(11, 12);
        map.push(10, 25..35);
        let runs = runs(Some("rust"), code, &map, Span::new(id, 0, source.len()));
        assert_eq!(runs.first().map(|run| run.start), Some(0));
        assert_eq!(runs.last().map(|run| run.end as usize), Some(code.len()));
        assert!(runs.windows(2).all(|pair| pair[0].end == pair[1].start));
        let starts: Vec<usize> = runs.iter().filter(|run| run.style.has(Style::STRONG)).map(|run| run.span.start as usize).collect();
        assert_eq!(starts, [source.find("let x").unwrap_or(0), source.find("let y").unwrap_or(0)]);
    }

    proptest::proptest! {
        #[test]
        fn no_code_is_lost(code in "(fn|let|//|\"|'|/\\*|\\*/|#|\n| |\\{|\\}|é|x|<|>){0,60}", language in "rust|python|c|html|js|json|sh|zzz") {
            let runs = runs(Some(&language), &code, &SourceMap::default(), Span::new(crate::source::Sources::default().add("a", ""), 0, 0));
            let joined: String = runs.iter().map(|run| &code[run.range()]).collect();
            proptest::prop_assert_eq!(joined, code);
        }
    }

    #[test]
    fn hidden_lines_of_rust_are_left_out() {
        let code = "# use a;\nfn b() {\n    # let c = 1;\n    ## d\n#\n}\n# e";
        let map = SourceMap::verbatim(code.len(), 10);
        let (kept, places) = without_hidden(code, &map);
        assert_eq!(kept, "fn b() {\n    # d\n}");
        assert_eq!(places.in_source(kept.len() - 1..kept.len()).start, 10 + code.find('}').unwrap_or(0));
    }
}
