//! HTML as pieces, read by the rules of its standard: tags with their attributes, text, comments, each with its place. The only file
//! that knows the tokenizer.

use crate::book::{PictureExtent, PictureSize};
use crate::source::with_few_attributes;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, State, Tokenizer};
use std::ops::Range;

/// What a piece of HTML is.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::read) enum HtmlPiece {
    /// Text, its characters still named as the author named them.
    Text,
    /// A comment; dropped without a word.
    Comment,
    /// A tag that opens.
    Open(HtmlTag),
    /// A tag that closes, with its name in lower case.
    Close(String),
    /// A declaration or instruction; dropped with a warning.
    Other,
}

/// An opening tag.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::read) struct HtmlTag {
    /// The tag's name in lower case.
    pub(in crate::read) name: String,
    /// Whether the tag closes itself (`<br/>`).
    pub(in crate::read) alone: bool,
    /// Names in lower case with their values, the characters that they name decoded.
    attributes: Vec<(String, String)>,
}

/// The pieces of a text of HTML in order, each with its bytes.
pub(in crate::read) fn pieces(text: &str) -> Vec<(HtmlPiece, Range<usize>)> {
    let mut all = Vec::new();
    let mut base = 0;
    while base < text.len() {
        tokens(&text[base..], base, &mut all);
        let end = all.last().map_or(base, |(_, range): &(HtmlPiece, Range<usize>)| range.end).max(base);
        // A tag that never ends, for want of a `>` or of a quotation mark. The standard drops it with all that follows.
        let rest = &text[end..];
        let Some(close) = rest.find('>').map(|at| at + 1).filter(|_| rest.starts_with('<')) else {
            if !rest.is_empty() {
                all.push((HtmlPiece::Other, end..text.len()));
            }
            break;
        };
        // The mark is a character like any other, as it is the last of its kind, this happens twice at most.
        let plain = rest[..close].replace(['"', '\''], " ");
        let before = all.len();
        tokens(&plain, end, &mut all);
        all.truncate(before + 1);
        match all.get_mut(before) {
            Some((_, range)) => *range = end..end + close,
            None => all.push((HtmlPiece::Other, end..end + close)),
        }
        base = end + close;
    }
    all
}

/// Adds the pieces of a text that stands at `base`, as far as they are whole.
fn tokens(text: &str, base: usize, all: &mut Vec<(HtmlPiece, Range<usize>)>) {
    let mut tag = HtmlTag::default();
    let mut begun = 0;
    let read = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let emitter = CallbackEmitter::new(move |event: CallbackEvent<'_>, span: Span<usize>| {
        let piece = match event {
            CallbackEvent::OpenStartTag { name } => {
                tag = HtmlTag { name: read(name), ..HtmlTag::default() };
                begun = span.start;
                return None;
            }
            CallbackEvent::AttributeName { name } => {
                tag.attributes.push((read(name), String::new()));
                return None;
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some((_, own)) = tag.attributes.last_mut() {
                    *own = read(value);
                }
                return None;
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                let tag = HtmlTag { alone: self_closing, ..std::mem::take(&mut tag) };
                return Some((HtmlPiece::Open(tag), begun..span.end));
            }
            CallbackEvent::EndTag { name } => HtmlPiece::Close(read(name)),
            CallbackEvent::String { .. } => HtmlPiece::Text,
            CallbackEvent::Comment { .. } if text[span.start.min(text.len())..].starts_with("<!--") => HtmlPiece::Comment,
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } => HtmlPiece::Other,
            CallbackEvent::Error(_) => return None,
        };
        Some((piece, span.start..span.end))
    });
    let few = with_few_attributes(text);
    let mut tokenizer = Tokenizer::new_with_emitter(&*few, emitter);
    let mut last = 0;
    while let Some(Ok((piece, range))) = tokenizer.next() {
        if let HtmlPiece::Open(tag) = &piece {
            match tag.name.as_str() {
                "script" => tokenizer.set_state(State::ScriptData),
                "style" | "iframe" | "noembed" | "noframes" => tokenizer.set_state(State::RawText),
                "textarea" => tokenizer.set_state(State::RcData),
                _ => {}
            }
        }
        // Text behind a tag in which no other tag means anything is told with that tag.
        let begin = range.start.max(last).min(range.end);
        last = range.end;
        all.push((piece, base + begin..base + range.end));
    }
}

/// The one tag or comment that a text is.
pub(in crate::read) fn parse(raw: &str) -> HtmlPiece {
    pieces(raw.trim()).into_iter().next().map_or(HtmlPiece::Other, |(piece, _)| piece)
}

impl HtmlTag {
    /// A tag of this name that says nothing else.
    pub(in crate::read) fn named(name: &str) -> Self {
        Self { name: name.to_owned(), ..Self::default() }
    }

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

    /// The size it asks for, by its style or else by its attributes.
    pub(in crate::read) fn size(&self) -> PictureSize {
        let asked = |name: &str| {
            let declared = self.declared(name).and_then(PictureExtent::read);
            declared.or_else(|| self.attribute(name).and_then(PictureExtent::read))
        };
        PictureSize { width: asked("width"), height: asked("height") }
    }

    /// The value that the tag's style gives a property.
    pub(in crate::read) fn declared(&self, property: &str) -> Option<&str> {
        let rules = self.attribute("style")?.split(';').filter_map(|rule| rule.split_once(':'));
        let mut values = rules.filter(|(key, _)| key.trim().eq_ignore_ascii_case(property)).map(|(_, value)| value.trim());
        values.next_back()
    }

    /// Whether the tag's classes ask for small capitals.
    pub(in crate::read) fn is_small_caps(&self) -> bool {
        self.classes().any(|class| matches!(class, "smallcaps" | "small-caps" | "sc"))
    }

    /// The tag's classes.
    pub(in crate::read) fn classes(&self) -> impl Iterator<Item = &str> {
        self.attribute("class").unwrap_or_default().split_ascii_whitespace()
    }

    /// The value of an attribute; of one that is there twice, that of the first.
    pub(in crate::read) fn attribute(&self, wanted: &str) -> Option<&str> {
        self.attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
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
        let word = text[at + 1..].bytes().take(LONGEST_NAME).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
        from = at + 1 + word;
        from += usize::from(word > 0 && text[from..].starts_with(';'));
        if let Some(named) = named(&text[at..from]) {
            if plain < at {
                piece(&text[plain..at], plain..at);
            }
            piece(&named, at..from);
            plain = from;
        }
    }
    if plain < text.len() {
        piece(&text[plain..], plain..text.len());
    }
}

/// What HTML calls by a name or a number (`&eacute;`, `&#39;`, `&#x27;`), if it is anything.
fn named(reference: &str) -> Option<String> {
    let mut text: Option<String> = None;
    if reference.len() > 2 {
        let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| match event {
            CallbackEvent::String { value } => Some(String::from_utf8_lossy(value).into_owned()),
            _ => None,
        });
        text = Tokenizer::new_with_emitter(reference, emitter).filter_map(Result::ok).next();
    }
    let hidden = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    text.filter(|text| text != reference && !text.contains(hidden))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces of a text, as they stand there.
    fn parts(text: &str) -> Vec<(bool, &str)> {
        pieces(text).into_iter().map(|(piece, range)| (piece != HtmlPiece::Text, &text[range])).collect()
    }

    #[test]
    fn tags_are_read_with_their_attributes() {
        let HtmlPiece::Open(tag) = parse("<SPAN class='a smallcaps' hidden lang=fr-CA title='&eacute; > e'>") else {
            panic!("an opening tag")
        };
        assert_eq!((tag.name.as_str(), tag.alone, tag.language(), tag.is_small_caps()), ("span", false, Some("fr-CA"), true));
        assert_eq!((tag.attribute("hidden"), tag.attribute("title"), tag.attribute("x")), (Some(""), Some("é > e"), None));
        assert!(matches!(parse("<br/>"), HtmlPiece::Open(HtmlTag { alone: true, .. })));
        assert_eq!(parse("</Sup >"), HtmlPiece::Close("sup".to_owned()));
        assert_eq!(parse("<!-- x -->"), HtmlPiece::Comment);
        assert_eq!(parse("<?php ?>"), HtmlPiece::Other);
        let HtmlPiece::Open(tag) = parse("<img width=10 style='Width: 3em; text-align:center'>") else { panic!("an opening tag") };
        assert_eq!((tag.size().width, tag.declared("text-align")), (PictureExtent::read("3em"), Some("center")));
    }

    #[test]
    fn a_block_falls_into_text_and_tags() {
        assert_eq!(
            parts("<p>1 < 2<!-- <b> -->x</p"),
            [(true, "<p>"), (false, "1 < 2"), (true, "<!-- <b> -->"), (false, "x"), (true, "</p")]
        );
        assert_eq!(parts("<a title='x > y' b=\"<\">1</a>").len(), 3);
        assert_eq!(parts("<p don't> 1 </p>"), [(true, "<p don't>"), (false, " 1 "), (true, "</p>")]);
        assert_eq!(parts("<p a=\"b> 1 </p>é"), [(true, "<p a=\"b>"), (false, " 1 "), (true, "</p>"), (false, "é")]);
        assert_eq!(parts("<script>a < b && '<p>'</script>é")[1], (false, "a < b && '<p>'"));
        assert_eq!(parts("<noscript><b>é</b></noscript>").len(), 5);
        assert_eq!(parts("<!-- never closed <b>x"), [(true, "<!-- never closed <b>x")]);
        assert_eq!(parts(""), []);
    }

    #[test]
    fn every_piece_stands_where_it_is_told() {
        let text = "é<p x=\"&amp;\">a&nbsp;b\n<br/>ü</P><!--c-->&lt;tail<?x?>z";
        let all = parts(text);
        assert_eq!(all.iter().map(|(_, piece)| *piece).collect::<String>(), text);
        assert_eq!(all[2], (false, "a&nbsp;b\n"));
    }

    #[test]
    fn characters_are_called_by_name_and_number() {
        assert_eq!(decoded("a &lt;&amp;lt; b&#39;s &#x2014; &#;"), "a <&lt; b's — &#;");
        assert_eq!(decoded("caf&eacute; &rarr;&ldquo;&euro;5&#38; &nosuch; &; & &#1;"), "café →“€5& &nosuch; &; & &#1;");
        assert_eq!(decoded("&CounterClockwiseContourIntegral;&copy 1&semi;"), "∳© 1;");
        let mut places = Vec::new();
        characters("x&eacute;y&ampz", |piece, range| places.push((piece.to_owned(), range)));
        assert_eq!(places, [("x".to_owned(), 0..1), ("é".to_owned(), 1..9), ("y".to_owned(), 9..10), ("&z".to_owned(), 10..15)]);
    }

    /// Of anything that might be HTML nothing is lost or told twice, and no time either.
    #[test]
    fn a_text_that_closes_nothing_costs_no_more_than_another() {
        for part in ["<div>", "<p a=\"", "<", "<a b='x\" ", "&amp", "</x>", "<!--", "<p a=\"b> ", "é<"] {
            let text = part.repeat(20_000);
            let mut end = 0;
            for (_, range) in pieces(&text) {
                assert!(range.start >= end && text.get(range.clone()).is_some(), "{part}");
                end = range.end;
            }
        }
    }
}
