//! Which part of a file is taken in: lines by number, those between two anchors, or the section under a heading.

use std::ops::Range;

/// The lines that are taken in of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LineChoice {
    /// All lines.
    All,
    /// Lines by number from 1, both ends included.
    Numbers {
        /// The first line.
        first: usize,
        /// The last line; none for the last of the file.
        last: Option<usize>,
    },
    /// The lines between `ANCHOR: name` and `ANCHOR_END: name`.
    Anchor(String),
}

impl LineChoice {
    /// The path and the choice of mdBook's `file.rs:3:10`, `file.rs::10`, `file.rs:3`, `file.rs:name`.
    pub(super) fn of_book(target: &str) -> (&str, Self) {
        let Some((path, rest)) = target.split_once(':') else { return (target, Self::All) };
        let (first, last) = rest.split_once(':').map_or((rest, None), |(first, last)| (first, Some(last)));
        let number = |text: &str| text.trim().parse::<usize>().ok();
        let choice = match (number(first), last) {
            (Some(first), None) => Self::Numbers { first, last: Some(first) },
            (Some(first), Some(last)) => Self::Numbers { first, last: number(last) },
            (None, Some(last)) if first.is_empty() => Self::Numbers { first: 1, last: number(last) },
            (None, _) if first.is_empty() => Self::All,
            (None, _) => Self::Anchor(first.to_owned()),
        };
        (path, choice)
    }

    /// The choice of Sphinx's `:lines: 3-10`: the first stretch of those it lists.
    pub(super) fn of_sphinx(lines: &str) -> Self {
        let first = lines.split(',').next().unwrap_or("").trim();
        let (from, to) = first.split_once('-').map_or((first, Some(first)), |(from, to)| (from, Some(to).filter(|to| !to.is_empty())));
        let Ok(first) = from.trim().parse() else { return Self::All };
        Self::Numbers { first, last: to.and_then(|to| to.trim().parse().ok()) }
    }
}

/// The stretches of a text that a choice means, without the lines of anchors and without the last line's end.
pub(super) fn lines(text: &str, choice: &LineChoice) -> Vec<Range<usize>> {
    let mut kept: Vec<Range<usize>> = Vec::new();
    let (mut at, mut open) = (0, !matches!(choice, LineChoice::Anchor(_)));
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let range = at..at + line.len();
        at = range.end;
        match (anchor(line), choice) {
            (Some((name, begins)), LineChoice::Anchor(wanted)) if name == wanted => open = begins,
            (Some(_), _) => {}
            (None, LineChoice::Numbers { first, last }) if index + 1 < *first || last.is_some_and(|last| index + 1 > last) => {}
            (None, _) if !open => {}
            (None, _) => match kept.last_mut() {
                Some(last) if last.end == range.start => last.end = range.end,
                _ => kept.push(range),
            },
        }
    }
    if let Some(last) = kept.last_mut() {
        last.end = last.start + text[last.clone()].trim_end_matches('\n').len();
    }
    kept
}

/// The name in `// ANCHOR: name` and `// ANCHOR_END: name`, and whether it begins there.
fn anchor(line: &str) -> Option<(&str, bool)> {
    let (begins, rest) = match (line.split_once("ANCHOR_END:"), line.split_once("ANCHOR:")) {
        (Some((_, rest)), _) => (false, rest),
        (None, Some((_, rest))) => (true, rest),
        _ => return None,
    };
    let name = rest.trim_start().split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'))).next()?;
    Some((name, begins)).filter(|(name, _)| !name.is_empty())
}

/// The section of a Markdown text under a heading, with it: up to the next one of its level or a higher one.
pub(super) fn section(text: &str, body: usize, heading: &str) -> Option<Range<usize>> {
    let (mut at, mut from, mut depth) = (body, None, 0);
    for line in text[body..].split_inclusive('\n') {
        let marks = line.bytes().take_while(|&byte| byte == b'#').count();
        let words = line[marks..].trim().trim_end_matches('#').trim_end();
        let is_heading = (1..=6).contains(&marks) && line[marks..].starts_with(' ');
        match from {
            None if is_heading && words.eq_ignore_ascii_case(heading) => (from, depth) = (Some(at), marks),
            Some(start) if is_heading && marks <= depth => return Some(start..start + text[start..at].trim_end().len()),
            _ => {}
        }
        at += line.len();
    }
    from.map(|start| start..start + text[start..].trim_end().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(text: &str, target: &str) -> String {
        let (_, choice) = LineChoice::of_book(target);
        lines(text, &choice).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn lines_are_chosen_by_number_and_by_anchor() {
        let text = "one\n// ANCHOR: a\ntwo\n// ANCHOR: b\nthree\n// ANCHOR_END: b\nfour\n// ANCHOR_END: a\nfive\n";
        for (target, words) in [
            ("x.rs", "one\ntwo\nthree\nfour\nfive"),
            ("x.rs:a", "two\nthree\nfour"),
            ("x.rs:b", "three"),
            ("x.rs:none", ""),
            ("x.rs:1", "one"),
            ("x.rs:3:5", "two\nthree"),
            ("x.rs:5:", "three\nfour\nfive"),
            ("x.rs::3", "one\ntwo"),
        ] {
            assert_eq!(chosen(text, target), words, "{target}");
        }
        assert_eq!(LineChoice::of_sphinx("3-10, 12"), LineChoice::Numbers { first: 3, last: Some(10) });
        assert_eq!(LineChoice::of_sphinx("3-"), LineChoice::Numbers { first: 3, last: None });
        assert_eq!(LineChoice::of_sphinx("7"), LineChoice::Numbers { first: 7, last: Some(7) });
    }

    #[test]
    fn a_section_goes_to_the_next_of_its_level() {
        let text = "# A\n\nx\n\n## B\n\ny\n\n### C\n\nz\n\n## D\n\nw\n";
        let said = |heading| section(text, 0, heading).into_iter().map(|range| &text[range]).collect::<String>();
        assert_eq!(said("b"), "## B\n\ny\n\n### C\n\nz");
        assert_eq!(said("D"), "## D\n\nw");
        assert_eq!(said("E"), "");
    }
}
