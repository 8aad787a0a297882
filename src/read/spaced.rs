//! What is missing throughout a text: the space behind the `#` of headings, as many wrote them before CommonMark, and the empty lines
//! between paragraphs, as a text pasted from a web page has none.

use super::builder::Builder;
use crate::config::front_matter;
use crate::source::{SourceId, Sources};

/// A text with a space behind the signs of its headings, if none of them has one; else the text as it was, for a `#` right before a
/// word may be a tag.
pub(super) fn headings(builder: &mut Builder, source: SourceId, sources: &mut Sources) -> SourceId {
    let text = sources.get(source).text();
    let places: Vec<_> = places(text).into_iter().map(|at| (at, " ")).collect();
    builder.with_words_at(source, &places, sources)
}

/// Fewer lines than this say nothing.
const FEWEST: usize = 4;
/// Bytes of a line that is a paragraph and no line of one.
const LONG: usize = 160;

/// A text with an empty line between its lines, if it has none and most of its lines are as long as paragraphs.
pub(super) fn paragraphs(builder: &mut Builder, source: SourceId, sources: &mut Sources) -> SourceId {
    let text = sources.get(source).text();
    let body = front_matter::split(text).1;
    let inner = text[body..].trim();
    let lines = || inner.lines().map(str::trim);
    let count = lines().count();
    let long = lines().filter(|line| line.len() >= LONG).count();
    let is_whole = lines().all(|line| !line.is_empty() && !line.starts_with(['|', '`', '>', '<', '$', '-', '*']));
    if count < FEWEST || long * 2 < count || !is_whole {
        return source;
    }
    let first = body + (text[body..].len() - text[body..].trim_start().len());
    let ends: Vec<_> = text[first..first + inner.len()].match_indices('\n').map(|(at, _)| (first + at, "\n")).collect();
    builder.with_words_at(source, &ends, sources)
}

/// Where the words of the headings begin that lack their space: none if any heading has one, or if none is below the first level.
fn places(text: &str) -> Vec<usize> {
    let mut at = front_matter::split(text).1;
    let first = opening(text, at);
    let (mut places, mut lower, mut begins) = (Vec::new(), false, true);
    let mut fence: Option<(u8, usize)> = None;
    for line in text[at..].split_inclusive('\n') {
        let (start, words) = (at, line.trim());
        at += line.len();
        let mark = words.bytes().next().filter(|byte| matches!(byte, b'`' | b'~')).unwrap_or(0);
        let length = words.bytes().take_while(|&byte| byte == mark && mark != 0).count();
        if let Some((opens, least)) = fence {
            fence = fence.filter(|_| mark != opens || length < least || !words[length..].trim().is_empty());
            continue;
        }
        if length >= 3 {
            fence = Some((mark, length));
            continue;
        }
        let level = line.bytes().take_while(|&byte| byte == b'#').count();
        let rest = &line[level..];
        let is_level = (1..=6).contains(&level);
        if is_level && (rest.trim().is_empty() || rest.starts_with([' ', '\t'])) {
            // Where others of the first level have theirs, it is a tag.
            return first.into_iter().filter(|_| !has_title(&text[start..])).collect();
        }
        let named = rest.starts_with(|c: char| if level == 1 { c.is_uppercase() } else { c.is_alphanumeric() });
        let is_heading = is_level && begins && named && !rest.contains('#');
        if is_heading {
            places.push(start + level);
            lower |= level > 1;
        }
        begins = is_heading || words.is_empty();
    }
    if lower && places.len() > 1 { places } else { first.into_iter().collect() }
}

/// Where the words of a heading of the first level begin that opens a text and has a blank line below it: words of several, in capitals or
/// in a script without them, for a small one may be a tag.
fn opening(text: &str, body: usize) -> Option<usize> {
    let rest = text[body..].trim_start();
    let words = rest.strip_prefix('#')?.lines().next()?.trim_end();
    let start = text.len() - rest.len() + 1;
    let below = rest.lines().nth(1).unwrap_or("");
    let named = words.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase());
    // Several in a row are tags.
    let next = rest.lines().skip(1).find(|line| !line.trim().is_empty()).unwrap_or("");
    let alone = !next.starts_with('#') || next.starts_with("##");
    (named && alone && !words.contains(['#', '/']) && below.trim().is_empty()).then_some(start)
}

/// Whether a heading of the first level stands in a text, outside of code.
fn has_title(text: &str) -> bool {
    let mut fenced = false;
    text.lines().any(|line| {
        fenced ^= line.trim_start().starts_with("```");
        !fenced && line.starts_with("# ")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_as_long_as_paragraphs_are_paragraphs() {
        let read = |text: &str| {
            let (mut sources, mut builder) = (Sources::default(), Builder::default());
            let source = sources.add("a.md", text);
            let composed = paragraphs(&mut builder, source, &mut sources);
            sources.get(composed).text().to_owned()
        };
        let long = "A long line that ends as a sentence does. ".repeat(5);
        let text = format!("A title\n{long}\n{long}\n1. A head\n{long}\n");
        assert_eq!(read(&text), text.trim_end_matches('\n').replace('\n', "\n\n") + "\n");
        for other in [format!("{long}\n{long}\n\n{long}\n{long}\n"), "short\n".repeat(9), format!("{long}\n{long}\n| a |\n{long}\n")] {
            assert_eq!(read(&other), other);
        }
    }

    #[test]
    fn a_space_is_missing_where_all_lack_it() {
        assert_eq!(places("#Bevezetés\n\nSzöveg.\n\n##Mi a cloud?\nA felhő.\n"), [1, 25]);
        assert_eq!(places("#前言\n\n文字。\n\n## 一\n"), [1]);
        assert_eq!(places("#The Sea\n\nWords.\n"), [1]);
        assert_eq!(places("---\ntitle: T\n---\n##A\n###B\n\n```\n# c\n```\n"), [19, 24]);
        for none in [
            "#读书\n\n# 书\n",
            "#读书\n文字。\n",
            "#读书 #笔记\n\n文字。\n",
            "##A\n\nWords.\n",
            "#A\n\n#B\n",
            "#todo\n\n#idea\n",
            "Words\n##a\n##b\n",
            "##a#b\n\n##c#d\n",
            "##!a\n\n##!b\n",
            "",
        ] {
            assert_eq!(places(none), [0; 0], "{none}");
        }
    }
}
