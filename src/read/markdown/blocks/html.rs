//! HTML in blocks: elements that hold others are containers of the reader, as Markdown's are, and may hold Markdown. What is open at
//! the end of a block of HTML stays open if its closing tag is still to come.

use super::groups::UNTIL_CLOSED;
use super::parts::{HtmlBlock, OpenElement};
use super::{BlockReader, FlatKind, OpenContainer};
use crate::book::{BlockKind, GroupForm, Numbering, Numerals, SourceMap, Style};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::read::inlines::LeafText;
use crate::read::markdown::elements::{self, HtmlElement};
use crate::read::markdown::footnotes;
use crate::read::markdown::headings::HeadingMarks;
use crate::read::markdown::html::{self, HtmlPiece, HtmlTag};
use crate::source::Span;
use std::ops::Range;

/// Elements that may be open at once. What lies deeper is set at the deepest level.
const MOST_OPEN: usize = 256;
/// Bytes that a heading may have.
const MOST_WORDS: usize = 4_000;
/// How many elements back a closing tag looks for what it closes.
const MOST_LOOKED_AT: usize = 64;

impl BlockReader<'_> {
    /// Reads a block of raw HTML.
    pub(super) fn html_block(&mut self, block: &HtmlBlock) {
        self.close_leaf();
        self.in_html = true;
        let begun = self.elements.len();
        for (piece, range) in html::pieces(&block.text) {
            let raw = &block.text[range.clone()];
            if self.is_unseen(&piece, &block.map.in_source(range.clone())) {
                continue;
            }
            match piece {
                HtmlPiece::Text => {
                    let (words, map) = words(raw, &block.map.part(range));
                    self.html_text(&words, &map);
                }
                HtmlPiece::Comment => {}
                HtmlPiece::Other => self.unknown(raw, &block.map.in_source(range)),
                HtmlPiece::Open(tag) => self.html_open(raw, tag, block.map.in_source(range)),
                HtmlPiece::Close(name) => self.html_close(&name, block.map.in_source(range)),
            }
        }
        self.end_verbatim();
        self.close_leaf();
        self.unseen = None;
        self.carried.clear();
        // What no tag will close ends here; what the standard lets end by itself ends with what is round it.
        let unclosed = (begun..self.elements.len()).find(|&index| self.elements[index].ends_here);
        let last = &block.range;
        if let Some(index) = unclosed {
            self.close_elements(index, &(last.end..last.end));
        }
        self.in_html = false;
    }

    /// Takes text between tags, whose characters are decoded.
    fn html_text(&mut self, words: &str, map: &SourceMap) {
        if let Some((code, places, ..)) = self.code.as_mut().filter(|_| self.verbatim) {
            code.push_str(words);
            places.append(map);
            return;
        }
        if self.leaf.is_none() && words.trim().is_empty() {
            return;
        }
        for (piece, place) in map.stretches() {
            let text = &words[piece];
            if self.leaf.is_none() && text.trim().is_empty() {
                continue;
            }
            self.leaf(&place).text(text, place);
        }
    }

    fn html_open(&mut self, raw: &str, tag: HtmlTag, place: Range<usize>) {
        let element = elements::element(&tag.name).filter(|_| !is_component(raw, &tag.name));
        if self.verbatim {
            return self.in_verbatim(&tag, place);
        }
        match element {
            Some(element) if element.is_inline() => {
                self.leaf(&place);
                self.inline_open(raw, tag, Some(element), &place);
            }
            Some(element) => self.block_open(tag, element, place),
            None => {
                self.unknown(raw, &place);
                self.targets.extend(tag.target().map(|id| (id.to_owned(), Span::new(self.source, place.start, place.end))));
            }
        }
    }

    fn html_close(&mut self, name: &str, place: Range<usize>) {
        let element = elements::element(name);
        if self.verbatim {
            if element == Some(HtmlElement::Verbatim) {
                self.end_verbatim();
            }
            return;
        }
        let Some(element) = element else { return };
        if element.is_inline() {
            if self.leaf.is_some() {
                self.inline_close(name, &place);
            } else {
                self.carried.retain(|open| open.name != name);
            }
            return;
        }
        self.close_leaf();
        if let Some(index) = self.closed_by(name, element) {
            self.close_elements(index, &place);
        }
    }

    /// The element that a closing tag closes, by index. A container of Markdown shuts off what is round it, and so does a cell.
    fn closed_by(&self, name: &str, element: HtmlElement) -> Option<usize> {
        let of_table = matches!(element, HtmlElement::Table | HtmlElement::Rows(_) | HtmlElement::Row | HtmlElement::Cell(_));
        for (index, open) in self.elements.iter().enumerate().rev().take(MOST_LOOKED_AT) {
            let heading = matches!((open.element, element), (Some(HtmlElement::Heading(_)), HtmlElement::Heading(_)));
            match open.element {
                None => return None,
                _ if open.name == name || heading => return Some(index),
                Some(HtmlElement::Cell(_) | HtmlElement::Table) if !of_table => return None,
                Some(HtmlElement::Table) => return None,
                _ => {}
            }
        }
        None
    }

    /// Begins an element that stands between paragraphs.
    fn block_open(&mut self, tag: HtmlTag, element: HtmlElement, place: Range<usize>) {
        self.close_leaf();
        self.end_implied(element, &place);
        let span = self.span(&place);
        let heading = if let HtmlElement::Heading(level) = element {
            let id = tag.attribute("id").map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned);
            Some(HeadingMarks { level, id, classes: Vec::new(), attributes: Vec::new() })
        } else {
            self.targets.extend(tag.target().map(|id| (id.to_owned(), span)));
            None
        };
        match element {
            HtmlElement::Rule => {
                let scene = self.builder.block(span, BlockKind::SceneBreak);
                return self.add(scene);
            }
            HtmlElement::Verbatim => {
                self.verbatim = true;
                self.code = Some((String::new(), SourceMap::default(), elements::code_language(&tag), place));
                return;
            }
            HtmlElement::List(true) => self.look_at_numbering(&tag, span),
            _ => {}
        }
        let alignment = elements::alignment(&tag, Some(element)).or_else(|| self.elements.last().and_then(|open| open.alignment));
        let language = match tag.language() {
            Some(own) => self.builder.language(own),
            None => self.elements.last().and_then(|open| open.language),
        };
        let frame = self.frame(&tag, element, heading, span);
        let framed = frame.is_some_and(|frame| self.frame_element(frame, element, span));
        if self.elements.len() < MOST_OPEN || framed {
            let ends_here = self.ends_with_block(&tag.name, element, place.end);
            let alone = tag.alone;
            self.elements.push(OpenElement { name: tag.name, element: Some(element), framed, ends_here, alignment, language });
            if alone {
                self.close_elements(self.elements.len() - 1, &place);
            }
        }
    }

    /// Tells of a list that is to count backwards.
    fn look_at_numbering(&mut self, tag: &HtmlTag, span: Span) {
        if tag.attribute("reversed").is_some() {
            let told = Diagnostic::at(Code::RawHtml, span, "this list is to count backwards; it counts from its first number on");
            self.diagnostics.push(told.of("numbers").help("write the labels into the items if the text speaks of them"));
        }
    }

    /// The container that an element needs; none if its blocks go where those round it do.
    fn frame(&self, tag: &HtmlTag, element: HtmlElement, heading: Option<HeadingMarks>, span: Span) -> Option<OpenContainer> {
        let flat = |kind| Some(OpenContainer::Flat { span, kind, blocks: Vec::new() });
        let number = |name: &str| tag.attribute(name).and_then(|value| value.trim().parse::<u64>().ok());
        let in_definitions = matches!(self.frames.last(), Some(OpenContainer::Definitions { .. }));
        match element {
            HtmlElement::Quote => Some(OpenContainer::Quote { span, blocks: Vec::new() }),
            HtmlElement::Division => {
                let form = tag.classes().find_map(GroupForm::named).filter(|form| !matches!(form, GroupForm::Figures(_)))?;
                Some(OpenContainer::Group { span, form, blocks: Vec::new(), until: UNTIL_CLOSED, id: None })
            }
            HtmlElement::List(ordered) => {
                let numerals = || Numerals::of_html(tag.attribute("type").unwrap_or("").trim());
                let numbering = ordered.then(|| Numbering { numerals: numerals(), ..Numbering::from(number("start").unwrap_or(1)) });
                Some(OpenContainer::List { span, numbering, tight: true, items: Vec::new(), left_out: 0 })
            }
            HtmlElement::Item if matches!(self.frames.last(), Some(OpenContainer::List { .. })) => {
                Some(OpenContainer::Item { task: None, blocks: Vec::new() })
            }
            HtmlElement::Definitions => Some(OpenContainer::Definitions { span, entries: Vec::new() }),
            HtmlElement::Detail if in_definitions => Some(OpenContainer::Detail { blocks: Vec::new() }),
            HtmlElement::Details => Some(OpenContainer::Details { span, summary: None, blocks: Vec::new() }),
            HtmlElement::Figure => Some(OpenContainer::Figure { caption: None, blocks: Vec::new() }),
            HtmlElement::Table => Some(OpenContainer::HtmlTable { span, table: Box::default() }),
            HtmlElement::Row if matches!(self.frames.last(), Some(OpenContainer::HtmlTable { .. })) => {
                let in_head = self.elements.last().is_some_and(|open| open.element == Some(HtmlElement::Rows(true)));
                Some(OpenContainer::HtmlRow { cells: Vec::new(), in_head })
            }
            HtmlElement::Cell(head) if matches!(self.frames.last(), Some(OpenContainer::HtmlRow { .. })) => {
                let alignment = elements::alignment(tag, Some(element));
                let [columns, rows] = ["colspan", "rowspan"].map(|name| number(name).unwrap_or(1).clamp(1, 100));
                flat(FlatKind::Cell { head, alignment, columns, rows })
            }
            HtmlElement::Heading(_) => flat(FlatKind::Heading(heading?)),
            HtmlElement::Term if in_definitions => flat(FlatKind::Term),
            HtmlElement::Summary => flat(FlatKind::Summary),
            HtmlElement::TableCaption if matches!(self.frames.last(), Some(OpenContainer::HtmlTable { .. })) => {
                flat(FlatKind::TableCaption)
            }
            HtmlElement::FigureCaption if self.frames.iter().any(|frame| matches!(frame, OpenContainer::Figure { .. })) => {
                flat(FlatKind::FigureCaption)
            }
            _ => None,
        }
    }

    /// Ends what the standard says that an element ends whose tag begins here, and begins what it lets be left out.
    fn end_implied(&mut self, element: HtmlElement, place: &Range<usize>) {
        use HtmlElement as E;
        let last = self.elements.last().and_then(|open| open.element);
        let repeated = matches!((last, element), (Some(E::Heading(_)), E::Heading(_)));
        if last == Some(E::Paragraph) || repeated {
            self.close_elements(self.elements.len() - 1, place);
        }
        let ended = match element {
            E::Item => self.nearest(|open| open == E::Item, |open| matches!(open, E::List(_))),
            E::Term | E::Detail => self.nearest(|open| matches!(open, E::Term | E::Detail), |open| open == E::Definitions),
            E::Cell(_) => self.nearest(|open| matches!(open, E::Cell(_)), |open| matches!(open, E::Row | E::Table)),
            E::Row => self.nearest(|open| open == E::Row, |open| open == E::Table),
            E::Rows(_) => self.nearest(|open| matches!(open, E::Row | E::Rows(_)), |open| open == E::Table),
            _ => None,
        };
        if let Some(index) = ended {
            self.close_elements(index, place);
        }
        match element {
            E::Item if !matches!(self.frames.last(), Some(OpenContainer::List { .. })) => {
                self.block_open(HtmlTag::named("ul"), E::List(false), place.clone());
            }
            E::Cell(_) if matches!(self.frames.last(), Some(OpenContainer::HtmlTable { .. })) => {
                self.block_open(HtmlTag::named("tr"), E::Row, place.clone());
            }
            _ => {}
        }
    }

    /// The outermost element of those wanted, up to where they can't reach beyond.
    fn nearest(&self, wanted: impl Fn(HtmlElement) -> bool, ends: impl Fn(HtmlElement) -> bool) -> Option<usize> {
        let shuts = |element| matches!(element, HtmlElement::Quote | HtmlElement::Details | HtmlElement::Figure);
        let mut found = None;
        for (index, open) in self.elements.iter().enumerate().rev().take(MOST_LOOKED_AT) {
            match open.element {
                Some(element) if wanted(element) => found = Some(index),
                Some(element) if ends(element) || shuts(element) => break,
                None => break,
                Some(HtmlElement::Table) => break,
                Some(_) => {}
            }
        }
        found
    }

    /// Whether an element that begins before `from` ends with its block of HTML: a paragraph, and what is never closed.
    fn ends_with_block(&mut self, name: &str, element: HtmlElement, from: usize) -> bool {
        match element {
            HtmlElement::Paragraph => true,
            HtmlElement::Item
            | HtmlElement::Term
            | HtmlElement::Detail
            | HtmlElement::Cell(_)
            | HtmlElement::Row
            | HtmlElement::Rows(_) => false,
            HtmlElement::Heading(_) | HtmlElement::Summary => !self.closes_near(from),
            _ => !self.closes_behind(name, from),
        }
    }

    /// Whether a heading's or summary's closing tag comes before the next one begins, and not too far away: for want of it, all the
    /// text behind would be taken for words of the heading.
    fn closes_near(&self, from: usize) -> bool {
        let mut end = (from + MOST_WORDS).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let behind = self.text.get(from..end).unwrap_or_default().to_ascii_lowercase();
        let starts = |at: usize, sign: &str| {
            let rest = behind[at..].strip_prefix(sign).unwrap_or_default();
            rest.starts_with("summary") || rest.starts_with('h') && rest[1..].starts_with(|c: char| c.is_ascii_digit())
        };
        let next = behind.match_indices('<').map(|(at, _)| at).find(|&at| starts(at, "</") || starts(at, "<"));
        next.is_some_and(|at| starts(at, "</"))
    }

    /// Whether a tag that closes an element of this name stands behind a place in the source.
    pub(super) fn closes_behind(&mut self, name: &str, from: usize) -> bool {
        if !self.closings.contains_key(name) {
            let last = [name.to_owned(), name.to_uppercase()].iter().filter_map(|name| self.text.rfind(&format!("</{name}"))).max();
            self.closings.insert(name.to_owned(), last);
        }
        self.closings.get(name).copied().flatten().is_some_and(|last| last >= from)
    }

    /// Takes a tag in text that is set as it is typed.
    fn in_verbatim(&mut self, tag: &HtmlTag, place: Range<usize>) {
        let Some((code, map, language, _)) = &mut self.code else { return };
        match tag.name.as_str() {
            "code" => *language = language.take().or_else(|| elements::code_language(tag)),
            "br" => {
                code.push('\n');
                map.push(1, place);
            }
            "img" => {
                let words = tag.attribute("alt").unwrap_or_default();
                code.push_str(words);
                map.push(words.len(), place);
            }
            _ => {}
        }
    }

    /// Ends text that is set as it is typed.
    fn end_verbatim(&mut self) {
        if !std::mem::take(&mut self.verbatim) {
            return;
        }
        if let Some((code, map, ..)) = &mut self.code {
            // The end of the line that only holds the tag is none of the text's.
            let lead = usize::from(code.starts_with('\n'));
            *map = map.part(lead..code.len());
            code.drain(..lead);
            if code.trim().is_empty() {
                self.code = None;
            }
        }
        self.end_code();
    }

    /// Tells of marks in a text that call nothing there.
    pub(super) fn tell_of_marks(&mut self, leaf: &LeafText) {
        for (label, place) in leaf.unknown_marks(self.text) {
            self.diagnostics.push(if self.in_html { mark(&label, place) } else { footnotes::unknown(&label, place) });
        }
        if self.in_html {
            unread(leaf, self.diagnostics);
        }
    }

    /// Tells of a tag that means nothing in a book.
    pub(super) fn unknown(&mut self, raw: &str, range: &Range<usize>) {
        let bare = raw.trim().trim_start_matches(['<', '/']);
        let name: String =
            bare.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '!' | '?' | '.')).take(40).collect();
        let message = format!("`{}` is no element of HTML that a book has a counterpart of; what it holds is kept", shortened(raw));
        let unknown = Diagnostic::at(Code::RawHtml, self.span(range), message);
        self.diagnostics.push(unknown.of(format!("<{name}>")).help("write it in Markdown, or leave it out"));
    }

    /// Tells of an element that was left out with what is in it.
    pub(super) fn left_out(&mut self, raw: &str, name: &str, range: &Range<usize>) {
        let message = format!("`{}` is nothing that a book can hold and was left out with what is in it", shortened(raw));
        let left_out = Diagnostic::at(Code::RawHtml, self.span(range), message).of(format!("{name} left out"));
        self.diagnostics.push(left_out.help("write what readers are to see in Markdown, or leave it out"));
    }
}

/// A tag as it is shown in a message.
pub(super) fn shortened(raw: &str) -> String {
    raw.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(40).collect()
}

/// Whether a tag is a component that only shares its name with an element whose content is no text: `<Title>`.
pub(super) fn is_component(raw: &str, name: &str) -> bool {
    name == "title" && raw.starts_with("<T") && !raw.starts_with("<TITLE")
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

/// What is to be said of `[^label]` in a block of HTML, whether there is such a note or not.
fn mark(label: &str, place: Span) -> Diagnostic {
    let text =
        Diagnostic::at(Code::NotAMark, place, format!("`[^{label}]` stands in HTML, where no notes are called; it is printed as it is"));
    text.help("write the paragraph in Markdown if it is a mark, or put it into code")
}

/// Tells of strong words in a block of HTML that are written as in Markdown.
fn unread(leaf: &LeafText, diagnostics: &mut Diagnostics) {
    let words = leaf.text.match_indices("**").map(|(at, _)| at).collect::<Vec<_>>();
    let in_code =
        |at: usize| leaf.runs.get(leaf.runs.partition_point(|run| run.end as usize <= at)).is_some_and(|run| run.style.has(Style::CODE));
    let opens = |at: usize| !in_code(at) && leaf.text[at + 2..].starts_with(char::is_alphanumeric);
    let closes = |at: usize| leaf.text[..at].ends_with(char::is_alphanumeric);
    if let Some(pair) = words.windows(2).find(|pair| opens(pair[0]) && closes(pair[1])) {
        let (start, end) = (pair[0], pair[1] + 2);
        let shown: String = leaf.text[start..end].chars().take(40).collect();
        let message = format!("Markdown means nothing in HTML: `{shown}` is printed as it is");
        let raw = Diagnostic::at(Code::RawHtml, leaf.place(start..end), message).of("Markdown in HTML");
        diagnostics.push(raw.help("write the paragraph in Markdown, or `<strong>` and `<em>` in the HTML"));
    }
}
