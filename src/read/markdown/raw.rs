//! Raw HTML where it stands in a manuscript: styles are mapped, the rest is dropped and reported, the text inside is kept.

use crate::book::{BlockKind, LanguageId, SourceMap, Style};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::caption::Caption;
use crate::read::inlines::{LeafText, OpenTag};
use crate::read::labels;
use crate::read::markdown::blocks::BlockReader;
use crate::read::markdown::dialect;
use crate::read::markdown::html::{self, Effect, HtmlPiece, HtmlTag};
use crate::source::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// Tags that may be open at once; a closing tag looks no further back.
const MOST_OPEN: usize = 64;

/// A tag or comment in the line. The leaf is open.
pub(in crate::read) fn inline(reader: &mut BlockReader<'_>, raw: &str, range: &Range<usize>) {
    if html::block_name(raw).is_some()
        && let Some(leaf) = reader.leaf.as_mut().filter(|leaf| leaf.hidden == 0 && !leaf.text.ends_with('\n'))
    {
        // A tag of its own paragraph keeps the words before and behind it apart.
        leaf.hard_break(range.clone());
    }
    if !picture(reader, raw, range) && !apply(reader, raw, range) {
        report(reader, raw, range);
    }
}

/// `<img src="…" alt="…">` is a picture like any other; false if this is none.
fn picture(reader: &mut BlockReader<'_>, raw: &str, range: &Range<usize>) -> bool {
    let HtmlPiece::Open(tag) = html::parse(raw) else { return false };
    let Some(address) = tag.attribute("src").filter(|address| tag.name == "img" && !address.trim().is_empty()) else { return false };
    let [alt, title] = ["alt", "title"].map(|name| html::decoded(tag.attribute(name).unwrap_or("")));
    reader.picture(dialect::without_root(&html::decoded(address.trim())).to_owned(), title, alt, tag.size(), range.clone());
    true
}

/// A block of raw HTML as it is being read, without what stands before its lines (the marks of quotations and lists).
#[derive(Debug)]
pub(in crate::read) struct HtmlBlock {
    text: String,
    range: Range<usize>,
    /// Where the text stands in the source.
    map: SourceMap,
}

impl HtmlBlock {
    /// A block that takes this stretch of the source.
    pub(in crate::read) fn new(range: Range<usize>) -> Self {
        Self { text: String::new(), range, map: SourceMap::default() }
    }

    /// Adds what is `place` in the source.
    pub(in crate::read) fn push(&mut self, text: &str, place: Range<usize>) {
        self.map.push(text.len(), place);
        self.text.push_str(text);
    }
}

/// A block of raw HTML: its text becomes paragraphs, and each kind of tag that is dropped is reported.
pub(in crate::read) fn block(reader: &mut BlockReader<'_>, block: &HtmlBlock) {
    reader.in_html = true;
    reader.open_paragraph(block.range.clone());
    let mut walk = HtmlBlockWalk { reader, block, dropped: BTreeMap::new(), hidden: None, caption: None, waiting: None };
    let mut at = 0;
    for (is_tag, piece) in html::fragments(&block.text) {
        // They are all of the text, one behind the other.
        let from = at;
        at += piece.len();
        walk.fragment(is_tag, piece, from..at);
    }
    walk.finish();
}

/// A block of raw HTML while its fragments are taken one by one.
struct HtmlBlockWalk<'w, 'r> {
    reader: &'w mut BlockReader<'r>,
    block: &'w HtmlBlock,
    /// Tags that are dropped: by name, the first of each and where it stands.
    dropped: BTreeMap<String, (&'w str, Range<usize>)>,
    /// The open tag whose content is no text, such as a script, in which other tags mean nothing.
    hidden: Option<String>,
    /// The words of a caption that is open.
    caption: Option<Caption>,
    /// The words of a caption whose picture has not come yet.
    waiting: Option<Caption>,
}

impl<'w> HtmlBlockWalk<'w, '_> {
    /// Takes a tag or the text between two; `range` is its place in the block.
    fn fragment(&mut self, is_tag: bool, piece: &'w str, range: Range<usize>) {
        let markup = is_tag.then(|| html::parse(piece));
        if self.is_hidden(markup.as_ref()) {
            return;
        }
        match markup {
            Some(markup) => self.tag(piece, &markup, self.block.map.in_source(range)),
            None => {
                let (words, map) = words(piece, &self.block.map.part(range));
                if let Some(caption) = &mut self.caption {
                    caption.push(&words, &map);
                } else if let Some(leaf) = &mut self.reader.leaf {
                    leaf.mapped(&words, &map);
                }
            }
        }
    }

    /// Whether a fragment belongs to an element that is hidden, which it may end.
    fn is_hidden(&mut self, markup: Option<&HtmlPiece<'_>>) -> bool {
        let Some(name) = &self.hidden else { return false };
        let closed = matches!(markup, Some(HtmlPiece::Close(closed)) if closed == name);
        let goes_on = match markup {
            Some(HtmlPiece::Open(HtmlTag { name: next, .. }) | HtmlPiece::Close(next)) => name == "rp" && !closed && ends_reading(next),
            _ => false,
        };
        if closed || goes_on {
            self.hidden = None;
        }
        !goes_on
    }

    /// Takes a tag that stands at `place` in the source.
    fn tag(&mut self, piece: &'w str, markup: &HtmlPiece<'_>, place: Range<usize>) {
        let name = match markup {
            HtmlPiece::Open(tag) => tag.name.clone(),
            HtmlPiece::Close(_) | HtmlPiece::Comment => String::new(),
            HtmlPiece::Other => piece.to_owned(),
        };
        if html::effect(&name) == Some(Effect::Hidden) {
            let alone = matches!(markup, HtmlPiece::Open(tag) if tag.alone);
            if name != "rp" {
                self.dropped.entry(name.clone()).or_insert((piece, place));
            }
            self.hidden = Some(name).filter(|_| !alone);
            return;
        }
        let begins = matches!(markup, HtmlPiece::Open(_));
        let block = html::block_name(piece);
        if let Some("figure") = block.as_deref() {
            self.reader.in_figure = begins;
        }
        if block.as_deref() == Some("figcaption") && self.is_caption(begins) {
            return;
        }
        if let Some(caption) = &mut self.caption {
            // A caption is words alone, as one behind an address is.
            if block.is_some() {
                caption.space(place);
            }
            return;
        }
        if let Some(words) = self.waiting.take_if(|_| block.as_deref() == Some("figure")) {
            uncaptioned(self.reader, &words, &place);
        }
        if let Some(block) = block {
            self.part(&block);
            if block == "hr" {
                return;
            }
        }
        self.apply(piece, name, place);
    }

    /// Begins or ends the caption of a figure; false if the tag stands in no figure and ends none.
    fn is_caption(&mut self, begins: bool) -> bool {
        if !begins && self.caption.is_none() {
            return false;
        }
        if self.reader.in_figure && begins {
            self.caption = Some(Caption::default());
            return true;
        }
        self.waiting = self.caption.take().and_then(|words| self.reader.captioned(words));
        self.waiting.is_some() || !begins
    }

    /// Ends the paragraph before a tag of its own paragraph, and begins the next.
    fn part(&mut self, name: &str) {
        let reader = &mut *self.reader;
        reader.close_leaf();
        if name == "hr" {
            let scene = reader.builder.block(reader.span(&self.block.range), BlockKind::SceneBreak);
            reader.add(scene);
        }
        reader.open_paragraph(self.block.range.clone());
    }

    /// Lets a tag have its effect on the text round it, or drops it.
    fn apply(&mut self, piece: &'w str, name: String, place: Range<usize>) {
        if matches!(name.as_str(), "td" | "th")
            && let Some(leaf) = self.reader.leaf.as_mut().filter(|leaf| leaf.extent().is_some())
        {
            // The cells of a row stand in one paragraph.
            leaf.text(" | ", self.block.range.clone());
        }
        let shown = picture(self.reader, piece, &place);
        if shown {
            self.waiting = self.waiting.take().and_then(|words| self.reader.captioned(words));
        }
        // A figure of HTML is one of the book, if it holds a picture.
        if !shown && name != "figure" && !apply(self.reader, piece, &place) && !piece.starts_with("</") {
            self.dropped.entry(name).or_insert((piece, place));
        }
    }

    /// Ends the block and reports what was dropped, in the order of the source.
    fn finish(self) {
        let Self { reader, block, dropped, caption, waiting, .. } = self;
        let left = caption.and_then(|words| reader.captioned(words)).or(waiting);
        if let Some(words) = left {
            uncaptioned(reader, &words, &block.range);
        }
        reader.close_leaf();
        reader.in_html = false;
        let mut dropped: Vec<_> = dropped.into_values().collect();
        dropped.sort_by_key(|(_, place)| place.start);
        for (tag, place) in dropped {
            report(reader, tag, &place);
        }
    }
}

/// What is to be said of `[^label]` in a block of HTML, whether there is such a note or not.
pub(in crate::read) fn mark(label: &str, place: Span) -> Diagnostic {
    let text =
        Diagnostic::at(Code::NotAMark, place, format!("`[^{label}]` stands in HTML, where no notes are called; it is printed as it is"));
    text.help("write the paragraph in Markdown if it is a mark, or put it into code")
}

/// Tells of strong words in a block of HTML that are written as in Markdown.
pub(in crate::read) fn unread(leaf: &LeafText, diagnostics: &mut Diagnostics) {
    let words = leaf.text.match_indices("**").map(|(at, _)| at).collect::<Vec<_>>();
    let opens = |at: usize| leaf.text[at + 2..].starts_with(char::is_alphanumeric);
    let closes = |at: usize| leaf.text[..at].ends_with(char::is_alphanumeric);
    if let Some(pair) = words.windows(2).find(|pair| opens(pair[0]) && closes(pair[1])) {
        let (start, end) = (pair[0], pair[1] + 2);
        let shown: String = leaf.text[start..end].chars().take(40).collect();
        let message = format!("Markdown means nothing in HTML: `{shown}` is printed as it is");
        let raw = Diagnostic::at(Code::RawHtml, leaf.place(start..end), message).of("Markdown in HTML");
        diagnostics.push(raw.help("write the paragraph in Markdown, or `<strong>` and `<em>` in the HTML"));
    }
}

/// Words of a caption whose figure is no picture: a paragraph.
fn uncaptioned(reader: &mut BlockReader<'_>, caption: &Caption, range: &Range<usize>) {
    reader.close_leaf();
    reader.open_paragraph(range.clone());
    if let Some(leaf) = &mut reader.leaf {
        caption.write(leaf);
    }
}

/// Text of HTML with the characters that it names, and where they stand.
fn words(piece: &str, map: &SourceMap) -> (String, SourceMap) {
    let (mut words, mut places) = (String::with_capacity(piece.len()), SourceMap::default());
    html::characters(piece, |text, range| {
        words.push_str(text);
        if text == &piece[range.clone()] {
            places.append(&map.part(range));
        } else {
            places.push(text.len(), map.in_source(range));
        }
    });
    (words, places)
}

fn report(reader: &mut BlockReader<'_>, raw: &str, range: &Range<usize>) {
    let shown: String = raw.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(40).collect();
    let dropped = Diagnostic::at(Code::RawHtml, reader.span(range), format!("`{shown}` has no counterpart in a book and was left out"));
    reader.diagnostics.push(dropped.of(name(raw)).help("write it in Markdown, or leave it out"));
}

/// A tag by its name alone, such as `<font>`, by which its findings are told together.
fn name(raw: &str) -> String {
    let bare = raw.trim().trim_start_matches(['<', '/']);
    let name: String = bare.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '!' | '?')).take(40).collect();
    format!("<{}>", name.to_ascii_lowercase())
}

/// Whether a tag of this name ends a reading (`<rt>`) or its bracket (`<rp>`), whose own closing tags may be left out.
fn ends_reading(name: &str) -> bool {
    matches!(name, "rp" | "rt" | "rb" | "rtc" | "ruby")
}

/// Lets a tag have its effect on the leaf; false if the tag has none here and was dropped.
fn apply(reader: &mut BlockReader<'_>, raw: &str, range: &Range<usize>) -> bool {
    let markup = html::parse(raw);
    let language = match &markup {
        HtmlPiece::Open(tag) => tag.language().and_then(|tag| reader.builder.language(tag)),
        _ => None,
    };
    let mut link = None;
    if let (HtmlPiece::Open(tag), Some(leaf)) = (&markup, &mut reader.leaf) {
        let span = Span::new(reader.source, range.start, range.end);
        leaf.targets.extend(tag.target().map(|id| (html::decoded(id), span)));
        if let Some(address) = tag.address().filter(|_| leaf.link.is_none() && !tag.alone) {
            let address = html::decoded(address);
            link = labels::link(reader.builder, reader.source, dialect::without_root(&address), span, reader.diagnostics);
        }
    }
    let Some(leaf) = &mut reader.leaf else { return true };
    if let HtmlPiece::Open(HtmlTag { name, .. }) | HtmlPiece::Close(name) = &markup
        && ends_reading(name)
        && let Some(index) = leaf.tags.iter().rposition(|open| matches!(open.name.as_str(), "rp" | "rt") && open.name != *name)
    {
        end(leaf, index, range);
    }
    leaf.link = leaf.link.or(link.map(|link| (link, false)));
    match markup {
        HtmlPiece::Comment => true,
        HtmlPiece::Other => false,
        HtmlPiece::Open(tag) => begin(leaf, tag, language, range),
        HtmlPiece::Close(name) => {
            let Some(index) = leaf.tags.iter().rposition(|open| open.name == name) else {
                // The end of something that never began does no harm, and of what was dropped with its beginning is told there.
                return true;
            };
            end(leaf, index, range);
            true
        }
    }
}

/// Begins the effect of a tag; false if it has none here and was dropped.
fn begin(leaf: &mut LeafText, tag: HtmlTag<'_>, language: Option<LanguageId>, range: &Range<usize>) -> bool {
    let style = match html::effect(&tag.name) {
        None => return false,
        Some(Effect::Break) => {
            leaf.hard_break(range.clone());
            return true;
        }
        Some(Effect::Hidden) => {
            let told = tag.name != "rp";
            if !tag.alone {
                leaf.hidden += 1;
                leaf.tags.push(OpenTag { name: tag.name, style: Style::PLAIN, language: false });
            }
            return !told;
        }
        Some(_) if tag.alone || leaf.tags.len() >= MOST_OPEN => return true,
        Some(Effect::Style(style)) if tag.is_small_caps() => style.with(Style::SMALL_CAPS),
        Some(Effect::Style(style)) => style,
        Some(Effect::Quoted) => {
            leaf.text("\"", range.clone());
            Style::PLAIN
        }
        Some(Effect::Bracketed) => {
            leaf.text("(", range.clone());
            Style::PLAIN
        }
    };
    leaf.begin(style);
    if let Some(language) = language {
        leaf.begin_language(language);
    }
    leaf.tags.push(OpenTag { name: tag.name, style, language: language.is_some() });
    true
}

/// Ends the effect of a tag that is open.
fn end(leaf: &mut LeafText, index: usize, range: &Range<usize>) {
    let open = leaf.tags.remove(index);
    leaf.end(open.style);
    if open.language {
        leaf.end_language();
    }
    if open.name == "a" {
        leaf.link = None;
    }
    match html::effect(&open.name) {
        Some(Effect::Quoted) => leaf.text("\"", range.clone()),
        Some(Effect::Bracketed) => leaf.text(")", range.clone()),
        Some(Effect::Hidden) => leaf.hidden = leaf.hidden.saturating_sub(1),
        _ => {}
    }
}
