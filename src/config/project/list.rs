//! Lists of links in Markdown (SUMMARY.md, `_sidebar.md`), which GitBook, HonKit, mdBook and docsify take their chapters from.

use super::outline::OutlineWriter;
use crate::config::order::Zone;
use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// A line of a list of chapters.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum ListLine {
    /// A heading, with its level.
    Heading(u8, String),
    /// An item of a list, with its depth from 0, its words and what they link to.
    Item(usize, String, Option<String>),
    /// A link that stands outside any list.
    Loose(String, String),
}

/// The dialects of such lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListDialect {
    /// Headings of the first level are parts; links before and behind the list are front and back matter.
    MdBook,
    /// Headings of any level are parts, and items without a link that have others below them.
    GitBook,
}

/// The lines of a list, in order.
pub(super) fn lines(text: &str) -> Vec<ListLine> {
    let mut lines: Vec<ListLine> = Vec::new();
    let (mut depth, mut words, mut link) = (0_usize, String::new(), None::<String>);
    // Whether words belong to the item at hand, for which its line was not yet written.
    let mut pending: Option<usize> = None;
    let mut heading = false;
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::List(_)) => {
                item(&mut lines, &mut pending, &mut words, &mut link);
                depth += 1;
            }
            Event::End(TagEnd::List(_)) => depth -= 1,
            Event::Start(Tag::Item) => {
                item(&mut lines, &mut pending, &mut words, &mut link);
                words.clear();
                pending = Some(depth - 1);
            }
            Event::End(TagEnd::Item) => item(&mut lines, &mut pending, &mut words, &mut link),
            Event::Start(Tag::Heading { .. }) => {
                words.clear();
                heading = true;
            }
            Event::End(TagEnd::Heading(level)) => {
                let kept = words.trim();
                let kept = kept.rfind(" {#").filter(|_| kept.ends_with('}')).map_or(kept, |at| &kept[..at]);
                lines.push(ListLine::Heading(level as u8, kept.trim().to_owned()));
                words.clear();
                (link, heading) = (None, false);
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                link.get_or_insert(dest_url.into_string());
                if pending.is_none() && !heading {
                    words.clear();
                }
            }
            Event::End(TagEnd::Link) if depth == 0 && !heading => {
                lines.extend(link.take().map(|link| ListLine::Loose(std::mem::take(&mut words), link)));
            }
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            _ => {}
        }
    }
    lines
}

/// Writes the line of the item that has been read, if it was not yet.
fn item(lines: &mut Vec<ListLine>, pending: &mut Option<usize>, words: &mut String, link: &mut Option<String>) {
    let Some(depth) = pending.take() else { return };
    let (mut title, mut to) = (std::mem::take(words).trim().to_owned(), link.take());
    // GitBook takes addresses with spaces, which Markdown does not.
    if to.is_none()
        && let Some((before, rest)) = title.clone().split_once("](")
        && let (Some(name), Some(address)) = (before.strip_prefix('['), rest.strip_suffix(')'))
    {
        (title, to) = (name.to_owned(), Some(address.to_owned()));
    }
    lines.push(ListLine::Item(depth, title, to));
}

/// Writes what the lines of a list say.
pub(super) fn write(lines: &[ListLine], dialect: ListDialect, outline: &mut OutlineWriter) {
    let (mut begun, mut titled) = (false, false);
    // How deep what stands below each item is set: an item without a file takes no level.
    let mut depths: Vec<u8> = vec![0];
    for (index, line) in lines.iter().enumerate() {
        match line {
            // The list's own title.
            ListLine::Heading(1, _) if !titled && !begun => titled = true,
            ListLine::Heading(level, words) => {
                titled = true;
                if !words.is_empty() && (*level == 1 || dialect == ListDialect::GitBook) {
                    (outline.part, outline.zone) = (Some(words.clone()), Zone::Body);
                }
            }
            ListLine::Loose(title, link) => {
                if dialect == ListDialect::MdBook {
                    outline.zone = if begun { Zone::Back } else { Zone::Front };
                }
                outline.file(link, Some(title), 0);
            }
            ListLine::Item(depth, title, link) => {
                (begun, titled) = (true, true);
                outline.zone = if outline.zone == Zone::Front { Zone::Body } else { outline.zone };
                depths.truncate(depth + 1);
                let here = depths.last().copied().unwrap_or(0);
                let is_written = link.as_ref().is_some_and(|link| outline.file(link, Some(title), here));
                depths.resize(depth + 1, here);
                depths.push(if is_written { here + 1 } else { here });
                let holds = matches!(lines.get(index + 1), Some(ListLine::Item(next, ..)) if next > depth);
                if link.as_ref().is_some_and(|link| link.trim().is_empty()) {
                    outline.unwritten(title);
                } else if link.is_none() && holds && *depth == 0 && !title.is_empty() {
                    outline.part = Some(title.clone());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_read_line_by_line() {
        let text = "# Summary {#s}\n\n[Foreword](a.md)\n\n# Part\n\n- [One `x`](b.md)\n    - [Two](<c d.md>)\n  - [Draft]()\n- Only words\n\n1. [Far](e f.md)\n";
        let item = |depth, words: &str, link: Option<&str>| ListLine::Item(depth, words.to_owned(), link.map(str::to_owned));
        assert_eq!(
            lines(text),
            [
                ListLine::Heading(1, "Summary".to_owned()),
                ListLine::Loose("Foreword".to_owned(), "a.md".to_owned()),
                ListLine::Heading(1, "Part".to_owned()),
                item(0, "One x", Some("b.md")),
                item(1, "Two", Some("c d.md")),
                item(1, "Draft", Some("")),
                item(0, "Only words", None),
                item(0, "Far", Some("e f.md")),
            ]
        );
    }
}
