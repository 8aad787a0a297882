//! Markdown right behind a tag of HTML, or in the line below one: an empty line parts them, so that it is read as its author means it.
//! CommonMark takes all of it for HTML; pandoc and kramdown do not, nor does anybody who wrote `<center>![A map](map.png)</center>`.

use super::builder::Builder;
use crate::source::{SourceId, Sources};

/// Elements that hold paragraphs, and that authors put round Markdown.
const AROUND: [&str; 8] = ["center", "div", "p", "blockquote", "section", "article", "figure", "figcaption"];

/// Elements whose contents are no Markdown, whatever is in them.
const RAW: [&str; 4] = ["pre", "script", "style", "textarea"];

/// A text with empty lines where Markdown stands right inside HTML; the text as it was if it does so nowhere.
pub(super) fn from_tags(builder: &mut Builder, source: SourceId, sources: &mut Sources) -> SourceId {
    let text = sources.get(source).text();
    let places = if text.contains("</") { places(text) } else { Vec::new() };
    let lines = |at: usize| if text[..at].ends_with('\n') { "\n" } else { "\n\n" };
    let places: Vec<_> = places.into_iter().map(|at| (at, lines(at))).collect();
    builder.with_words_at(source, &places, sources)
}

/// An element that was opened at the beginning of a line.
struct TagAround<'t> {
    name: &'t str,
    /// Where what it holds begins, as long as that is words alone.
    words_from: Option<usize>,
    /// Whether Markdown was seen in it, so that its end is parted too.
    parted: bool,
}

impl TagAround<'_> {
    /// Where an empty line is wanted before a line of what the element holds, if it is the first with Markdown in it, or the caption of a
    /// figure below it.
    fn parting(&mut self, words: &str, start: usize) -> Option<usize> {
        if self.parted && self.name == "figure" && words.starts_with("<figcaption") {
            return Some(start);
        }
        if words.starts_with('<') {
            self.words_from = None;
        }
        let is_first = !self.parted && is_markdown(words);
        self.parted |= is_first;
        // The words above belong to the same paragraph.
        is_first.then(|| self.words_from.unwrap_or(start))
    }
}

/// Where empty lines are wanted, in order.
fn places(text: &str) -> Vec<usize> {
    let mut places = Vec::new();
    let (mut fence, mut raw): (Option<(u8, usize)>, Option<&str>) = (None, None);
    let mut open: Option<TagAround> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let (start, words) = (at, line.trim());
        at += line.len();
        let mark = words.bytes().next().filter(|byte| matches!(byte, b'`' | b'~')).unwrap_or(0);
        let length = words.bytes().take_while(|&byte| byte == mark && mark != 0).count();
        match (fence, raw) {
            (Some((opens, least)), _) => {
                fence = fence.filter(|_| mark != opens || length < least || !words[length..].trim().is_empty());
                continue;
            }
            (None, Some(name)) => {
                raw = raw.filter(|_| !line.contains(&format!("</{name}")));
                continue;
            }
            (None, None) if length >= 3 => {
                (fence, open) = (Some((mark, length)), None);
                continue;
            }
            (None, None) => {}
        }
        raw = RAW.into_iter().find(|name| line.contains(&format!("<{name}")) && !line.contains(&format!("</{name}")));
        let far = line.len() - line.trim_start().len() > 3;
        if words.is_empty() {
            // What follows is Markdown already.
            open = open.filter(|open| open.parted);
        }
        if words.is_empty() || raw.is_some() || far {
            continue;
        }
        let words_at = start + (line.len() - line.trim_start().len());
        if let Some(element) = &mut open {
            if words.starts_with("</") && closes(words, element.name) {
                places.extend(Some(start).filter(|_| element.parted));
                open = None;
                continue;
            }
            places.extend(element.parting(words, start));
        }
        let Some((name, behind)) = opening(words) else { continue };
        let inner = &words[behind..];
        let end = inner.rfind("</").filter(|&end| closes(&inner[end..], name));
        let content = inner[..end.unwrap_or(inner.len())].trim();
        if is_markdown(content) {
            places.push(words_at + behind);
            places.extend(end.map(|end| words_at + behind + end));
        }
        let words_from = Some(if content.is_empty() { at } else { words_at + behind });
        open = end.is_none().then(|| TagAround { name, words_from, parted: is_markdown(content) });
    }
    places
}

/// The name of an element that begins a line, and where what it holds begins.
fn opening(words: &str) -> Option<(&'static str, usize)> {
    let rest = words.strip_prefix('<')?;
    let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name = AROUND.into_iter().find(|name| rest[..length].eq_ignore_ascii_case(name))?;
    let close = words.find('>')?;
    (!words[..close].ends_with('/')).then_some((name, close + 1))
}

/// Whether a line begins with the tag that closes an element, and has nothing behind it.
fn closes(words: &str, name: &str) -> bool {
    let inner = words.strip_prefix("</").and_then(|rest| rest.trim_end().strip_suffix('>'));
    inner.is_some_and(|inner| inner.trim().eq_ignore_ascii_case(name))
}

/// Whether words hold what only Markdown means: a picture, a link, strong words, or an item, a heading or a quotation that begins them.
fn is_markdown(words: &str) -> bool {
    let link = words.find("](").is_some_and(|at| words[..at].contains('['));
    let begins = ["- ", "* ", "+ ", "# ", "## ", "### ", "> "].iter().any(|mark| words.starts_with(mark));
    let figures = words.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = (1..4).contains(&figures) && words[figures..].starts_with(". ");
    link || begins || numbered || words.matches("**").count() > 1 || has_pair(words, '*') || has_pair(words, '$') || has_pair(words, '`')
}

/// Whether words have a pair of signs tight round others: `*words*`, `$a$`, `` `code` ``; no sums of money, and nothing in a tag.
fn has_pair(words: &str, sign: char) -> bool {
    let mut opens: Option<usize> = None;
    for (at, _) in words.match_indices(sign) {
        let (before, behind) = (words[..at].chars().next_back(), words[at + 1..].chars().next());
        let in_tag = words[..at].rfind('<') > words[..at].rfind('>');
        let ends = before.is_some_and(|c| !c.is_whitespace() && c != sign) && behind.is_none_or(|c| !c.is_alphanumeric());
        if opens.is_some_and(|open| open + 1 < at) && ends {
            return true;
        }
        let begins = before.is_none_or(|c| c.is_whitespace() || "([\"“>".contains(c));
        let tight = behind.is_some_and(|c| !c.is_whitespace() && c != sign && !(sign == '$' && c.is_ascii_digit()));
        if begins && tight && !in_tag {
            opens = Some(at);
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let (mut sources, mut builder) = (Sources::default(), Builder::default());
        let source = sources.add("a.md", text);
        let parted = from_tags(&mut builder, source, &mut sources);
        sources.get(parted).text().to_owned()
    }

    #[test]
    fn markdown_in_html_is_parted_from_the_tags() {
        for (written, parted) in [
            ("<center>![A](x.png)</center>\n", "<center>\n\n![A](x.png)\n\n</center>\n"),
            ("<p align=\"center\">\n![A](x.png)\n</p>\nb\n", "<p align=\"center\">\n\n![A](x.png)\n\n</p>\nb\n"),
            ("<div>\n- one\n- two **b** [c](d)\n</div>\n", "<div>\n\n- one\n- two **b** [c](d)\n\n</div>\n"),
            ("<blockquote>\n- one\n\n- two\n</blockquote>\n", "<blockquote>\n\n- one\n\n- two\n\n</blockquote>\n"),
            ("<div>**a** and [b](c)\n</div>\n", "<div>\n\n**a** and [b](c)\n\n</div>\n"),
            ("<p lang=\"de\">\nWords,\n*erste* $a$\n</p>\n", "<p lang=\"de\">\n\nWords,\n*erste* $a$\n\n</p>\n"),
            (
                "<figure markdown=\"span\">\n![A](p.png)\n<figcaption>A *w*</figcaption>\n</figure>\n",
                "<figure markdown=\"span\">\n\n![A](p.png)\n\n<figcaption>\n\nA *w*\n\n</figcaption>\n</figure>\n",
            ),
            ("<div>\n<h3>A</h3>\na `b`\n</div>\n", "<div>\n<h3>A</h3>\n\na `b`\n\n</div>\n"),
        ] {
            assert_eq!(read(written), parted, "{written}");
        }
    }

    #[test]
    fn what_is_html_alone_or_parted_already_stays() {
        for text in [
            "<p align=\"center\">\n  <img src=\"x.png\">\n</p>\n",
            "<div>\n\n![A](x.png)\n\n</div>\n",
            "<div>Words.</div>\n\n- one\n",
            "```\n<div>![A](x.png)</div>\n```\n",
            "<pre>\n<div>![A](x.png)</div>\n</pre>\n",
            "    <div>![A](x.png)</div>\n",
            "Text <p>![A](x.png)</p>\n",
            "<p>\nIt costs $5 or $6, 2 * 3 * 4, it's `.\n</p>\n",
            "<p title=\"*a*\">\nWords.\n</p>\n",
            "<div class=\"a\">\n<table>\n<tr><td>1. a</td></tr>\n</table>\n</div>\n",
        ] {
            assert_eq!(read(text), text);
        }
    }
}
