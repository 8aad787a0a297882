//! Pandoc's title block: at most three lines that begin with `%`, for title, authors and date, each with lines that go on
//! indented; authors are apart by semicolons or lines.

use super::{FrontMatterEntry, FrontMatterNode, FrontMatterValue};
use crate::source::{SourceId, Span};
use std::ops::Range;

/// The keys of the fields, in their order.
const FIELDS: [&str; 3] = ["title", "author", "date"];

/// Where the block at the head of a text ends; 0 if there is none.
pub(super) fn end(text: &str) -> usize {
    let (mut end, mut fields) = (0, 0);
    for line in text.split_inclusive('\n') {
        let field = line.starts_with("% ") || line.trim_end() == "%";
        let goes_on = fields > 0 && line.starts_with([' ', '\t']) && !line.trim().is_empty();
        if !(field && fields < FIELDS.len() || goes_on) {
            break;
        }
        fields += usize::from(field);
        end += line.len();
    }
    // A lone `%` is no title, and `% of all` above more words is the beginning of a paragraph.
    let after = text[end..].lines().next().is_none_or(|line| line.trim().is_empty());
    if after && text[..end].chars().any(char::is_alphanumeric) { end } else { 0 }
}

/// The fields as a table.
pub(super) fn table(source: SourceId, text: &str, range: Range<usize>) -> FrontMatterNode {
    let span = |range: Range<usize>| Span::new(source, range.start, range.end);
    let mut fields: Vec<(Range<usize>, Vec<FrontMatterNode>)> = Vec::new();
    let mut at = range.start;
    for line in text[range.clone()].split_inclusive('\n') {
        let words = line.strip_prefix('%').unwrap_or(line);
        let start = at + (line.len() - words.trim_start().len());
        let place = start..start + words.trim().len();
        if line.starts_with('%') {
            fields.push((at..at + 1, Vec::new()));
        }
        if let Some((_, lines)) = fields.last_mut().filter(|_| !place.is_empty()) {
            lines.push(FrontMatterNode { span: span(place.clone()), value: FrontMatterValue::Text(text[place].to_owned()) });
        }
        at += line.len();
    }
    let entries = FIELDS.into_iter().zip(fields).filter_map(|(key, (mark, lines))| {
        let place = lines.first()?.span.to(lines.last()?.span);
        let value = match key {
            "author" => FrontMatterValue::List(lines),
            _ => FrontMatterValue::Text(lines.iter().filter_map(FrontMatterNode::text).collect::<Vec<_>>().join(" ")),
        };
        Some(FrontMatterEntry { key: key.to_owned(), place: span(mark), node: FrontMatterNode { span: place, value } })
    });
    FrontMatterNode { span: span(range), value: FrontMatterValue::Table(entries.collect()) }
}
