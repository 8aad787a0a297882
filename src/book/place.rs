//! From words of the model back to their bytes in the source, past the markup and the typography between the two.

use super::{Prose, Run};
use crate::source::{Sources, Span};
use std::ops::Range;

/// Markup between two characters of one run is shorter than this; a limit keeps the walk linear.
const FARTHEST: usize = 400;

impl Prose {
    /// Where some bytes of the text stand in the source. Exact but for text that markup hides letter by letter
    /// (numeric entities), where it may be a few bytes off; none for a text without runs.
    #[must_use]
    pub fn place(&self, sources: &Sources, range: Range<usize>) -> Option<Span> {
        let first = self.runs.get(self.runs.partition_point(|run| run.end as usize <= range.start)).or(self.runs.last())?;
        let last_byte = range.end.saturating_sub(1).max(range.start);
        let last = self.runs.get(self.runs.partition_point(|run| run.end as usize <= last_byte)).or(self.runs.last())?;
        let start = self.bytes(sources, first, range.start).start;
        let end = self.bytes(sources, last, last_byte).end;
        Some(Span::new(first.span.source, start, if last.span.source == first.span.source { end } else { start }))
    }

    /// The bytes in the source of the character at `at`, which lies in `run`.
    fn bytes(&self, sources: &Sources, run: &Run, at: usize) -> Range<usize> {
        let text = self.text.get(run.range()).unwrap_or("");
        let source = sources.slice(run.span);
        let (mut from, mut place) = (0, 0..source.len().min(1));
        for (index, c) in text.char_indices() {
            if run.start as usize + index > at {
                break;
            }
            // A character that is nowhere ahead was added by typography: it has no bytes of its own.
            place = next(&source[from..], c).map_or(from..from, |found| from + found.start..from + found.end);
            from = place.end;
        }
        let base = run.span.start as usize;
        base + place.start..base + place.end
    }
}

/// The next bytes of `source` that could have become `c`.
fn next(source: &str, c: char) -> Option<Range<usize>> {
    let mut buffer = [0; 4];
    let own: &str = c.encode_utf8(&mut buffer);
    let written: &[&str] = match c {
        '“' | '”' | '„' | '«' | '»' | '「' | '」' | '″' => &["\""],
        '‘' | '’' | '‚' | '‹' | '›' | '『' | '』' | '′' => &["'", "\""],
        '–' => &["--"],
        '—' => &["---", "--"],
        '…' => &["..."],
        '&' => &["&amp;"],
        '<' => &["&lt;"],
        '>' => &["&gt;"],
        ' ' => &["\n", "\t"],
        '\u{A0}' => &["&nbsp;", " "],
        '\u{202F}' => &[" "],
        _ => &[],
    };
    // What typography added (a French space) must not run ahead to some later one.
    let ahead = if matches!(c, '\u{A0}' | '\u{202F}') { 8 } else { FARTHEST };
    let near = (0..=ahead.min(source.len())).rev().find_map(|end| source.get(..end)).unwrap_or("");
    let at = |form: &str| near.find(form).map(|at| at..at + form.len());
    let longest = written.iter().chain([&own]).filter_map(|form| at(form));
    longest.min_by_key(|found| (found.start, std::cmp::Reverse(found.end)))
}
