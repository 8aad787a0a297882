//! Raw HTML in Markdown: read tag by tag, mapped to styles of the model or dropped, never passed through.

use crate::book::{PictureExtent, PictureSize, Style};
use std::borrow::Cow;
use std::ops::Range;

/// What a piece of raw HTML is to the reader.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::read) enum HtmlPiece<'t> {
    /// A comment; dropped without a word.
    Comment,
    /// A tag that opens.
    Open(HtmlTag<'t>),
    /// A tag that closes, with its name in lower case.
    Close(String),
    /// A declaration or instruction; dropped with a warning.
    Other,
}

/// An opening tag.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::read) struct HtmlTag<'t> {
    /// The tag's name in lower case.
    pub(in crate::read) name: String,
    /// Whether the tag closes itself (`<br/>`).
    pub(in crate::read) alone: bool,
    attributes: &'t str,
}

/// What an allowed tag does to the text inside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) enum Effect {
    /// A hard break.
    Break,
    /// A style (possibly none).
    Style(Style),
    /// Quotation marks round the content.
    Quoted,
    /// Round brackets round the content: a reading stands behind its word.
    Bracketed,
    /// Nothing: neither the tag nor what is in it belongs in a book.
    Hidden,
}

/// What the tag `name` means, if the model knows it.
pub(in crate::read) fn effect(name: &str) -> Option<Effect> {
    Some(match name {
        "br" => Effect::Break,
        "sup" => Effect::Style(Style::SUPERSCRIPT),
        "sub" => Effect::Style(Style::SUBSCRIPT),
        "small" => Effect::Style(Style::SMALL),
        "em" | "i" | "cite" => Effect::Style(Style::EMPHASIS),
        "strong" | "b" => Effect::Style(Style::STRONG),
        "u" => Effect::Style(Style::UNDERLINE),
        "s" | "del" => Effect::Style(Style::STRUCK),
        "code" => Effect::Style(Style::CODE),
        "kbd" => Effect::Style(Style::CODE.with(Style::KEY)),
        "mark" => Effect::Style(Style::MARK),
        // A place that links lead to, or a link.
        "a" => Effect::Style(Style::PLAIN),
        "abbr" | "span" | "ruby" | "rb" => Effect::Style(Style::PLAIN),
        "rt" => Effect::Bracketed,
        // Brackets for readers that know no readings.
        "rp" => Effect::Hidden,
        "q" => Effect::Quoted,
        // What stands there where no scripts run, as none do here.
        "noscript" => Effect::Style(Style::PLAIN),
        "script" | "style" | "template" | "title" => Effect::Hidden,
        _ => return None,
    })
}

/// Reads a tag, a comment or a declaration.
pub(in crate::read) fn parse(raw: &str) -> HtmlPiece<'_> {
    let raw = raw.trim();
    if raw.starts_with("<!--") {
        return HtmlPiece::Comment;
    }
    let Some(inner) = raw.strip_prefix('<') else { return HtmlPiece::Other };
    let inner = inner.strip_suffix('>').unwrap_or(inner);
    let (closes, inner) = inner.strip_prefix('/').map_or((false, inner), |rest| (true, rest));
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(inner.len());
    let name = inner[..end].to_ascii_lowercase();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return HtmlPiece::Other;
    }
    if closes {
        return HtmlPiece::Close(name);
    }
    let attributes = inner[end..].trim_end();
    let alone = attributes.ends_with('/');
    HtmlPiece::Open(HtmlTag { name, alone, attributes: attributes.trim_end_matches('/') })
}

impl HtmlTag<'_> {
    /// The language it names.
    pub(in crate::read) fn language(&self) -> Option<&str> {
        self.attribute("lang").or_else(|| self.attribute("xml:lang"))
    }

    /// The id that links can lead to.
    pub(in crate::read) fn target(&self) -> Option<&str> {
        let named = || self.attribute("name").filter(|_| self.name == "a");
        self.attribute("id").or_else(named).map(str::trim).filter(|id| !id.is_empty())
    }

    /// Where the tag leads, for `<a href="…">`.
    pub(in crate::read) fn address(&self) -> Option<&str> {
        self.attribute("href").filter(|_| self.name == "a")
    }

    /// The size it asks for, by its attributes or, before them, its style.
    pub(in crate::read) fn size(&self) -> PictureSize {
        let style = self.attribute("style").unwrap_or_default();
        let asked = |name: &str| {
            let declared = style.split(';').filter_map(|rule| rule.split_once(':')).find(|(key, _)| key.trim().eq_ignore_ascii_case(name));
            let declared = declared.and_then(|(_, value)| PictureExtent::read(value));
            declared.or_else(|| self.attribute(name).and_then(PictureExtent::read))
        };
        PictureSize { width: asked("width"), height: asked("height") }
    }

    /// Whether the tag's classes ask for small capitals.
    pub(in crate::read) fn is_small_caps(&self) -> bool {
        self.attribute("class").is_some_and(|list| list.split_whitespace().any(|class| matches!(class, "smallcaps" | "small-caps" | "sc")))
    }

    /// The value of an attribute.
    pub(in crate::read) fn attribute(&self, wanted: &str) -> Option<&str> {
        let mut rest = self.attributes.trim_start();
        while !rest.is_empty() {
            let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
            let name = &rest[..end];
            rest = rest[end..].trim_start();
            let mut value = "";
            if let Some(after) = rest.strip_prefix('=') {
                let after = after.trim_start();
                let (found, left) = match after.chars().next() {
                    Some(quote @ ('"' | '\'')) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                    _ => after.split_at(after.find(char::is_whitespace).unwrap_or(after.len())),
                };
                (value, rest) = (found, left.trim_start());
            } else if name.is_empty() {
                return None;
            }
            if name.eq_ignore_ascii_case(wanted) {
                return Some(value);
            }
        }
        None
    }
}

/// The name of a tag that ends the paragraph before it, if `raw` is one.
pub(in crate::read) fn block_name(raw: &str) -> Option<String> {
    const BLOCKS: [&str; 33] = [
        "address",
        "article",
        "aside",
        "blockquote",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tr",
        "ul",
    ];
    match parse(raw) {
        HtmlPiece::Open(HtmlTag { name, .. }) | HtmlPiece::Close(name) => BLOCKS.contains(&name.as_str()).then_some(name),
        HtmlPiece::Comment | HtmlPiece::Other => None,
    }
}

/// Longest tag, without its quoted values, in bytes: what is longer is none, so that a text of signs that close nothing costs no more
/// than any other.
const LONGEST_TAG: usize = 2_000;

/// Where the tag or comment ends that begins `text`: a `>` in a quoted value ends none. None if it does not end, or too far away.
pub(in crate::read) fn end_of_tag(text: &str) -> Option<usize> {
    if text.starts_with("<!--") {
        return text.find("-->").map(|end| end + 3);
    }
    let bytes = text.as_bytes();
    let (mut at, mut quoted) = (1, 0);
    // A quotation mark begins a value behind `=` alone.
    let mut value = false;
    while at < bytes.len() && at - quoted < LONGEST_TAG {
        let byte = bytes[at];
        at += 1;
        match byte {
            b'>' => return Some(at),
            // One that is never closed is a character like any other.
            b'"' | b'\'' if value => {
                if let Some(mark) = text[at..].find(char::from(byte)) {
                    (at, quoted) = (at + mark + 1, quoted + mark);
                }
                value = false;
            }
            b'=' => value = true,
            _ => value &= byte.is_ascii_whitespace(),
        }
    }
    None
}

/// A block of raw HTML as text and tags in turn; `true` marks a tag.
pub(in crate::read) fn fragments(raw: &str) -> Vec<(bool, &str)> {
    let mut all = Vec::new();
    let mut rest = raw;
    while let Some(at) = rest.find('<') {
        let (text, tail) = rest.split_at(at);
        let is_tag = tail[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        let end = match end_of_tag(tail).or_else(|| tail.find('>').map(|end| end + 1)) {
            Some(end) if is_tag => end,
            // A comment or tag that never ends: what follows is no text.
            None if is_tag => tail.len(),
            _ => 1,
        };
        all.push((false, text));
        all.push((is_tag, &tail[..end]));
        rest = &tail[end..];
    }
    all.push((false, rest));
    all.retain(|(_, piece)| !piece.is_empty());
    all
}

/// Longest name of a character (`&CounterClockwiseContourIntegral;`), in bytes.
pub(in crate::read) const LONGEST_NAME: usize = 32;

/// Text of HTML with the characters that it names by `&name;` or by their numbers.
pub(in crate::read) fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    characters(text, |piece, _| out.push_str(piece));
    out
}

/// Hands on the pieces of a text of HTML, as they are or a character that is named, each with its place in the text.
pub(in crate::read) fn characters(text: &str, mut piece: impl FnMut(&str, Range<usize>)) {
    let (mut plain, mut from) = (0, 0);
    while let Some(at) = text[from..].find('&').map(|at| from + at) {
        from = at + 1;
        let name = text[from..].split_once(';').map(|(name, _)| name).filter(|name| name.len() <= LONGEST_NAME);
        if let Some((name, character)) = name.and_then(|name| Some((name, character(name)?))) {
            if plain < at {
                piece(&text[plain..at], plain..at);
            }
            from += name.len() + 1;
            piece(&character, at..from);
            plain = from;
        }
    }
    if plain < text.len() {
        piece(&text[plain..], plain..text.len());
    }
}

/// What HTML calls by a name or a number (`#39`, `#x27`).
fn character(name: &str) -> Option<Cow<'static, str>> {
    let Some(number) = name.strip_prefix('#') else { return quick_xml::escape::resolve_html5_entity(name).map(Cow::Borrowed) };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    let character = char::from_u32(code.ok()?).filter(|c| !c.is_control())?;
    Some(Cow::Owned(character.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_with_their_attributes() {
        let HtmlPiece::Open(tag) = parse("<SPAN class='a smallcaps' hidden lang=fr-CA >") else { panic!("an opening tag") };
        assert_eq!((tag.name.as_str(), tag.alone, tag.language(), tag.is_small_caps()), ("span", false, Some("fr-CA"), true));
        assert!(matches!(parse("<br/>"), HtmlPiece::Open(HtmlTag { alone: true, .. })));
        assert_eq!(parse("</Sup >"), HtmlPiece::Close("sup".to_owned()));
        assert_eq!(parse("<!-- x -->"), HtmlPiece::Comment);
        assert_eq!(parse("<?php ?>"), HtmlPiece::Other);
    }

    #[test]
    fn a_block_falls_into_text_and_tags() {
        assert_eq!(
            fragments("<p>1 < 2<!-- <b> -->x</p"),
            [(true, "<p>"), (false, "1 "), (false, "<"), (false, " 2"), (true, "<!-- <b> -->"), (false, "x"), (true, "</p")]
        );
        assert_eq!(fragments("<a title='x > y' b=\"<\">1</a>").len(), 3);
        assert_eq!(fragments("<p don't> 1 </p>").len(), 3);
        assert_eq!(fragments("<p a=\"b> 1 </p>").len(), 3);
        assert_eq!(decoded("a &lt;&amp;lt; b&#39;s &#x2014; &#;"), "a <&lt; b's — &#;");
        assert_eq!(decoded("caf&eacute; &rarr;&ldquo;&euro;5&#38; &nosuch; &; &"), "café →“€5& &nosuch; &; &");
    }
}
