//! CommonMark with its extensions as a flat row of events, each with its bytes: the only place that knows the parser.

use crate::book::{Alignment, Style};
use crate::read::markdown::dialect::is_cjk;
use crate::read::markdown::dialect::signs::{self, BAR, DOLLAR, NOTE, Sign, is_sign, sign};
use crate::source::position;
use pulldown_cmark as cmark;
use std::borrow::Cow;
use std::collections::VecDeque;
use std::ops::Range;

/// What the parser saw.
#[derive(Debug)]
pub(in crate::read) enum Event<'t> {
    /// Something that holds others begins.
    Start(EventTag<'t>),
    /// The end of a container, leaf or style.
    End(End),
    /// Text, entities and escapes resolved.
    Text(Cow<'t, str>),
    /// Code in the line.
    Code(Cow<'t, str>),
    /// A formula, and whether it is displayed.
    Math(Cow<'t, str>, bool),
    /// A tag or comment in the line, or a line of an HTML block.
    Html(Cow<'t, str>),
    /// The mark of a footnote that is defined in the same file.
    Mark(Cow<'t, str>),
    /// The end of a line that means nothing.
    SoftBreak,
    /// The end of a line that the author wants.
    HardBreak,
    /// `***`.
    Rule,
    /// `[ ]` or `[x]`.
    Task(bool),
    /// A style begins (or ends) by a mark of another dialect.
    Styled(Style, bool),
    /// A note begins (or ends) whose text stands in the line.
    NoteInLine(bool),
    /// A link of a wiki begins (or ends).
    Wiki(bool),
    /// A span with attributes begins (or ends).
    Span(bool),
    /// A reference by key to a figure, a table or the like.
    Crossing,
    /// The end of a page.
    PageBreak,
    /// What is left of the line is a title.
    Title,
}

/// What begins.
#[derive(Debug)]
pub(in crate::read) enum EventTag<'t> {
    /// A paragraph.
    Paragraph,
    /// A heading with its attributes.
    Heading {
        /// 1 to 6.
        level: u8,
        /// `{#id}`.
        id: Option<String>,
        /// `{.class}`.
        classes: Vec<String>,
        /// `{key=value}` and `{key}`.
        attributes: Vec<(String, Option<String>)>,
    },
    /// A quotation.
    Quote,
    /// A code block with the language on its fence.
    CodeBlock(Option<String>),
    /// A block of raw HTML.
    HtmlBlock,
    /// A list, with its first number.
    List(Option<u64>),
    /// An item of a list.
    Item,
    /// The text of a footnote.
    Note(Cow<'t, str>),
    /// A definition list.
    Definitions,
    /// A term of it.
    Term,
    /// A definition of it.
    Detail,
    /// A table.
    Table(Vec<Alignment>),
    /// The head row of a table.
    Head,
    /// A row.
    Row,
    /// A cell.
    Cell,
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Struck text.
    Struck,
    /// A link; `auto` if its words are the address itself.
    Link {
        /// Where to.
        address: Cow<'t, str>,
        /// `<https://…>`.
        auto: bool,
    },
    /// An image; what follows until its end is the alternative text.
    Image {
        /// The file.
        address: Cow<'t, str>,
        /// The caption.
        title: Cow<'t, str>,
        /// The label under which its address stands elsewhere; empty if that stands here.
        label: Cow<'t, str>,
    },
    /// Anything this reader does not ask the parser for.
    Other,
}

/// What ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) enum End {
    /// A leaf: paragraph, heading, term.
    Leaf,
    /// A container that may nest without end: quotation, list, item, definition list, definition.
    Container,
    /// A footnote's text.
    Note,
    /// A code block.
    CodeBlock,
    /// An HTML block.
    HtmlBlock,
    /// A table.
    Table,
    /// The head or a row of a table.
    Row,
    /// A cell of a table.
    Cell,
    /// Emphasis.
    Emphasis,
    /// Strong emphasis.
    Strong,
    /// Struck text.
    Struck,
    /// A link.
    Link,
    /// An image.
    Image,
    /// See [`EventTag::Other`].
    Other,
}

/// The text with the dollar signs of money hidden from the parser, which takes `$5-$10` for a formula. A formula's first `$` follows
/// no letter or figure but one of a script without spaces, and its last comes before no figure (pandoc's rule) or capital (`A$AP`), and there is none inside. So the first `$` of what is
/// none gets another sign of one byte, and the rest is read anew: emphasis and links in it must not be lost.
pub(in crate::read) fn without_money(text: &str, body: usize) -> Cow<'_, str> {
    let mut shown = Cow::Borrowed(text);
    for round in 0..ROUNDS {
        let mut coins: Vec<usize> = Vec::new();
        if shown[body.min(shown.len())..].contains('$') {
            let formulas = events(&shown, body).filter_map(|(event, range)| match event {
                Event::Math(..) => Some(range),
                _ => None,
            });
            for range in formulas.filter(|range| is_money(&shown, range)) {
                // What comes behind it in its paragraph may be read otherwise once it is gone: as a link, with a `$` in its address.
                let apart = coins.last().is_none_or(|&last| shown[last..range.start].contains("\n\n"));
                if apart || round > ROUNDS / 2 {
                    coins.push(range.start);
                }
            }
        }
        if coins.is_empty() {
            return shown;
        }
        let mut bytes = shown.into_owned().into_bytes();
        coins.iter().for_each(|&at| bytes[at] = DOLLAR);
        shown = Cow::Owned(String::from_utf8(bytes).expect("one ASCII character for another"));
    }
    // What is left after so many rounds is a text about money.
    Cow::Owned(shown.replace('$', HIDDEN))
}

/// Stands for a `$` that is no mathematics; no text holds it (files.rs takes control characters out).
const HIDDEN: &str = "\u{1A}";
/// How often a text is read to part money from mathematics.
const ROUNDS: usize = 40;

fn is_money(text: &str, range: &Range<usize>) -> bool {
    let signs = if text[range.clone()].starts_with("$$") { 2 } else { 1 };
    let inside = text.get(range.start + signs..range.end.saturating_sub(signs)).unwrap_or("");
    // Among the words of a formula there may be others: `\text{if $n$ is odd}`.
    let among_words = |at: usize| inside[..at].matches('{').count() > inside[..at].matches('}').count();
    let open = inside.match_indices(['$', '\u{1A}']).any(|(at, _)| !inside[..at].ends_with('\\') && !among_words(at));
    // Han and Kana have no spaces between words; a sum has words behind it.
    let before = text[..range.start].chars().next_back();
    let sum = before.is_some_and(is_cjk) && inside.contains(is_cjk) && !inside.contains('\\');
    let glued = before.is_some_and(|c| c.is_alphanumeric() && !is_cjk(c) || matches!(c, '$' | '\u{1A}'));
    open || sum || glued || text[range.end..].starts_with(|c: char| c.is_ascii_digit() || c.is_uppercase() || c == '$')
}

/// The text with formulas whose braces don't balance, which the parser takes for words, as code of the same length; and where each
/// begins. Only what holds a command is one, for `$` stands before many other things.
pub(in crate::read) fn with_broken_formulas(text: Cow<'_, str>, body: usize) -> (Cow<'_, str>, Vec<usize>) {
    if !text[body.min(text.len())..].contains('$') || !text.contains('\\') {
        return (text, Vec::new());
    }
    // The dollar signs that are words.
    let mut signs: Vec<usize> = Vec::new();
    let mut code = false;
    for (event, range) in events(&text, body) {
        match event {
            Event::Start(EventTag::CodeBlock(_)) => code = true,
            Event::End(End::CodeBlock) => code = false,
            Event::Text(_) if !code => signs.extend(text[range.clone()].match_indices('$').map(|(at, _)| range.start + at)),
            _ => {}
        }
    }
    let double = |at: usize| text[at..].starts_with("$$");
    signs.dedup();
    let mut starts: Vec<usize> = Vec::new();
    let mut ends: Vec<Range<usize>> = Vec::new();
    let mut rest = signs.as_slice();
    while let Some((&start, behind)) = rest.split_first() {
        let width = if double(start) { 2 } else { 1 };
        rest = if width == 2 { behind.get(1..).unwrap_or_default() } else { behind };
        let Some(&end) = rest.first() else { break };
        let inside = text.get(start + width..end).unwrap_or("");
        let fits = (double(end) == (width == 2)) && is_broken(inside);
        let free = !text[..start].ends_with(|c: char| c.is_alphanumeric() && !is_cjk(c) || matches!(c, '\\' | '`'));
        if fits && free && !text[end + width..].starts_with(|c: char| c.is_ascii_digit() || c == '`') {
            starts.push(start);
            ends.extend([start..start + width, end..end + width]);
            rest = &rest[width.min(rest.len())..];
        }
    }
    if starts.is_empty() {
        return (text, starts);
    }
    let mut bytes = text.into_owned().into_bytes();
    ends.into_iter().flatten().for_each(|at| bytes[at] = b'`');
    (Cow::Owned(String::from_utf8(bytes).expect("one ASCII character for another")), starts)
}

/// Whether what stands between dollar signs is a formula that lacks a brace or has one too many.
fn is_broken(inside: &str) -> bool {
    let ends = inside.starts_with(char::is_whitespace) || inside.ends_with(|c: char| c.is_whitespace() || c == '\\');
    if inside.is_empty() || ends && !inside.contains('\n') || inside.contains('`') || inside.contains("\n\n") {
        return false;
    }
    let command = inside.match_indices('\\').any(|(at, _)| inside[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic()));
    let mut depth = 0;
    let mut last = ' ';
    for c in inside.chars() {
        match c {
            '{' if last != '\\' => depth += 1,
            '}' if last != '\\' => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            break;
        }
        last = if last == '\\' { ' ' } else { c };
    }
    command && depth != 0
}

/// The events of `text` from byte `body` on, with their bytes in `text`.
pub(in crate::read) fn events(text: &str, body: usize) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let parsed = parser(text, body).map(move |(event, range)| (event, range.start + body..range.end + body));
    PartedEvents { parsed, waiting: VecDeque::new(), code: false, plain: None }
}

/// The events of `shown` from byte `body` on, with their bytes in it. At each of `places` the parser sees another character than
/// stands in `plain`, which is as long.
pub(in crate::read) fn events_of<'t>(
    shown: &'t str,
    plain: &'t str,
    places: &'t [usize],
    body: usize,
) -> impl Iterator<Item = (Event<'t>, Range<usize>)> {
    let parsed = parser(shown, body).map(move |(event, range)| (event, range.start + body..range.end + body));
    let plain = (!places.is_empty()).then_some((shown, plain, places));
    PartedEvents { parsed, waiting: VecDeque::new(), code: false, plain }
}

/// Where code is that only its indentation marks.
pub(in crate::read) fn indented_code(text: &str, body: usize) -> Vec<Range<usize>> {
    let blocks = parser(text, body).filter_map(|(event, range)| match event {
        cmark::Event::Start(cmark::Tag::CodeBlock(cmark::CodeBlockKind::Indented)) => Some(range.start + body..range.end + body),
        _ => None,
    });
    blocks.collect()
}

/// Events whose text is parted at the signs in it, so that each piece stands in the source byte for byte.
struct PartedEvents<'t, I> {
    parsed: I,
    waiting: VecDeque<(Event<'t>, Range<usize>)>,
    code: bool,
    /// What the parser saw, what is meant, and where they differ.
    plain: Option<(&'t str, &'t str, &'t [usize])>,
}

impl<'t, I: Iterator<Item = (cmark::Event<'t>, Range<usize>)>> Iterator for PartedEvents<'t, I> {
    type Item = (Event<'t>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(event) = self.waiting.pop_front() {
                return Some(event);
            }
            let (event, range) = self.parsed.next()?;
            let event = match event {
                cmark::Event::Text(text) => cmark::Event::Text(self.meant(text, &range)),
                cmark::Event::Html(text) => cmark::Event::Html(self.meant(text, &range)),
                cmark::Event::InlineHtml(text) => cmark::Event::InlineHtml(self.meant(text, &range)),
                other => other,
            };
            match &event {
                cmark::Event::Start(cmark::Tag::CodeBlock(_)) => self.code = true,
                cmark::Event::End(cmark::TagEnd::CodeBlock) => self.code = false,
                cmark::Event::Text(text) if !self.code && has_sign(text) => {
                    self.part(text, &range, Event::Text);
                    continue;
                }
                // Lines of a block; a tag within a line comes as another event and stays whole.
                cmark::Event::Html(text) if has_sign(text) => {
                    self.part(text, &range, Event::Html);
                    continue;
                }
                _ => {}
            }
            return Some((translate(event), range));
        }
    }
}

impl<'t, I> PartedEvents<'t, I> {
    /// The text that stands where the parser saw another.
    fn meant(&self, text: cmark::CowStr<'t>, range: &Range<usize>) -> cmark::CowStr<'t> {
        let Some((shown, plain, places)) = self.plain else { return text };
        let next = places.partition_point(|&place| place < range.start);
        let differs = places.get(next).is_some_and(|&place| place < range.end);
        if differs && shown.get(range.clone()) == Some(&*text) {
            return plain.get(range.clone()).map_or(text, cmark::CowStr::Borrowed);
        }
        text
    }

    /// Parts a text at its signs; of HTML, styles and notes are none.
    fn part(&mut self, text: &str, range: &Range<usize>, event: fn(Cow<'t, str>) -> Event<'t>) {
        let html = matches!(event(Cow::Borrowed("")), Event::Html(_));
        let verbatim = text.len() == range.len();
        let place = |from: usize, to: usize| if verbatim { range.start + from..range.start + to } else { range.clone() };
        let mut from = 0;
        while from < text.len() {
            let at = position(&text.as_bytes()[from..], is_sign).map_or(text.len(), |at| from + at);
            if at > from {
                self.waiting.push_back((event(Cow::Owned(text[from..at].to_owned())), place(from, at)));
            }
            let Some(&byte) = text.as_bytes().get(at) else { return };
            from = at + 1;
            if let Some(label) = label_at(&text[at..]).filter(|_| !html) {
                let end = at + label.len() + 3;
                self.waiting.push_back((Event::Mark(Cow::Owned(label.to_owned())), place(at, end)));
                from = end;
                continue;
            }
            let event = match sign(byte) {
                Sign::Words("") => continue,
                Sign::Words(words) => event(Cow::Borrowed(words)),
                _ if html => continue,
                Sign::Note(begins) => Event::NoteInLine(begins),
                Sign::Style(style, begins) => Event::Styled(style, begins),
                Sign::Wiki(begins) => Event::Wiki(begins),
                Sign::Span(begins) => Event::Span(begins),
                Sign::Page => Event::PageBreak,
                Sign::Crossing => Event::Crossing,
                Sign::Title => Event::Title,
            };
            self.waiting.push_back((event, place(at, at + 1)));
        }
    }
}

/// The label of a note's mark whose brackets are signs.
fn label_at(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(char::from(NOTE[0]))?.strip_prefix('^')?;
    let (label, _) = rest.split_once(char::from(NOTE[1]))?;
    (!label.is_empty() && !has_sign(label)).then_some(label)
}

fn has_sign(text: &str) -> bool {
    position(text.as_bytes(), is_sign).is_some()
}

fn parser(text: &str, body: usize) -> impl Iterator<Item = (cmark::Event<'_>, Range<usize>)> {
    // Superscript by `^` stays off: it would swallow the anchors `^name`. Quotes and dashes depend on the language: smart.rs.
    let options = cmark::Options::ENABLE_TABLES
        | cmark::Options::ENABLE_FOOTNOTES
        | cmark::Options::ENABLE_STRIKETHROUGH
        | cmark::Options::ENABLE_TASKLISTS
        | cmark::Options::ENABLE_HEADING_ATTRIBUTES
        | cmark::Options::ENABLE_DEFINITION_LIST
        | cmark::Options::ENABLE_MATH;
    cmark::Parser::new_ext(text.get(body..).unwrap_or(""), options).into_offset_iter()
}

fn translate(event: cmark::Event<'_>) -> Event<'_> {
    match event {
        cmark::Event::Start(tag) => Event::Start(start(tag)),
        cmark::Event::End(tag) => Event::End(end(tag)),
        cmark::Event::Text(text) => Event::Text(cow(text)),
        // A bar in a row of a table is shown to the parser as what divides no cells.
        cmark::Event::InlineMath(latex) if latex.contains(char::from(BAR)) => {
            Event::Math(with_dollars(Cow::Owned(latex.replace(char::from(BAR), "|"))), false)
        }
        cmark::Event::InlineMath(latex) => Event::Math(with_dollars(cow(latex)), false),
        cmark::Event::DisplayMath(latex) => Event::Math(with_dollars(cow(latex)), true),
        cmark::Event::Code(text) => Event::Code(cow(text)),
        cmark::Event::Html(text) | cmark::Event::InlineHtml(text) => Event::Html(cow(text)),
        cmark::Event::FootnoteReference(label) => Event::Mark(cow(label)),
        cmark::Event::SoftBreak => Event::SoftBreak,
        cmark::Event::HardBreak => Event::HardBreak,
        cmark::Event::Rule => Event::Rule,
        cmark::Event::TaskListMarker(done) => Event::Task(done),
    }
}

/// A formula with the signs of those among its words, which the parser was not shown.
fn with_dollars(latex: Cow<'_, str>) -> Cow<'_, str> {
    if latex.contains(HIDDEN) { Cow::Owned(latex.replace(HIDDEN, "$")) } else { latex }
}

fn start(tag: cmark::Tag<'_>) -> EventTag<'_> {
    match tag {
        cmark::Tag::Paragraph => EventTag::Paragraph,
        cmark::Tag::Heading { level, id, classes, attrs } => EventTag::Heading {
            level: level as u8,
            id: id.map(|id| cow(id).into_owned()),
            classes: classes.into_iter().map(|class| cow(class).into_owned()).collect(),
            attributes: attrs.into_iter().map(|(key, value)| (cow(key).into_owned(), value.map(|v| cow(v).into_owned()))).collect(),
        },
        cmark::Tag::BlockQuote(_) => EventTag::Quote,
        cmark::Tag::CodeBlock(cmark::CodeBlockKind::Indented) => EventTag::CodeBlock(None),
        cmark::Tag::CodeBlock(cmark::CodeBlockKind::Fenced(info)) => EventTag::CodeBlock(language(&info)),
        cmark::Tag::HtmlBlock => EventTag::HtmlBlock,
        cmark::Tag::List(first) => EventTag::List(first),
        cmark::Tag::Item => EventTag::Item,
        cmark::Tag::FootnoteDefinition(label) => EventTag::Note(cow(label)),
        cmark::Tag::DefinitionList => EventTag::Definitions,
        cmark::Tag::DefinitionListTitle => EventTag::Term,
        cmark::Tag::DefinitionListDefinition => EventTag::Detail,
        cmark::Tag::Table(alignments) => EventTag::Table(alignments.into_iter().map(alignment).collect()),
        cmark::Tag::TableHead => EventTag::Head,
        cmark::Tag::TableRow => EventTag::Row,
        cmark::Tag::TableCell => EventTag::Cell,
        cmark::Tag::Emphasis => EventTag::Emphasis,
        cmark::Tag::Strong => EventTag::Strong,
        cmark::Tag::Strikethrough => EventTag::Struck,
        cmark::Tag::Link { link_type, dest_url, .. } => match link_type {
            cmark::LinkType::Email => EventTag::Link { address: format!("mailto:{dest_url}").into(), auto: true },
            cmark::LinkType::Autolink => EventTag::Link { address: cow(dest_url), auto: true },
            _ => EventTag::Link { address: cow(dest_url), auto: false },
        },
        cmark::Tag::Image { dest_url, title, id, .. } => EventTag::Image { address: cow(dest_url), title: cow(title), label: cow(id) },
        cmark::Tag::Superscript | cmark::Tag::Subscript | cmark::Tag::MetadataBlock(_) => EventTag::Other,
    }
}

fn end(tag: cmark::TagEnd) -> End {
    use cmark::TagEnd as T;
    match tag {
        T::Paragraph | T::Heading(_) | T::DefinitionListTitle => End::Leaf,
        T::BlockQuote(_) | T::List(_) | T::Item | T::DefinitionList | T::DefinitionListDefinition => End::Container,
        T::FootnoteDefinition => End::Note,
        T::CodeBlock => End::CodeBlock,
        T::HtmlBlock => End::HtmlBlock,
        T::Table => End::Table,
        T::TableHead | T::TableRow => End::Row,
        T::TableCell => End::Cell,
        T::Emphasis => End::Emphasis,
        T::Strong => End::Strong,
        T::Strikethrough => End::Struck,
        T::Link => End::Link,
        T::Image => End::Image,
        T::Superscript | T::Subscript | T::MetadataBlock(_) => End::Other,
    }
}

fn alignment(alignment: cmark::Alignment) -> Alignment {
    match alignment {
        cmark::Alignment::None | cmark::Alignment::Left => Alignment::Start,
        cmark::Alignment::Center => Alignment::Centre,
        cmark::Alignment::Right => Alignment::End,
    }
}

/// The language on a fence: `rust`, `rust,ignore`, `js{1,3}`, `{r, echo=FALSE}`, `{.python .numbers}`.
fn language(info: &str) -> Option<String> {
    let info = signs::without(info);
    let bare = info.trim_start().trim_start_matches('{').trim_start_matches([' ', '.']);
    let end = bare.find(|c: char| c.is_whitespace() || matches!(c, ',' | '{' | '}')).unwrap_or(bare.len());
    Some(bare[..end].to_owned()).filter(|name| !name.is_empty())
}

fn cow(text: cmark::CowStr<'_>) -> Cow<'_, str> {
    match text {
        text if has_sign(&text) => Cow::Owned(signs::without(&text)),
        cmark::CowStr::Borrowed(text) => Cow::Borrowed(text),
        other => Cow::Owned(other.into_string()),
    }
}
