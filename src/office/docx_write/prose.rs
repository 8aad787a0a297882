//! The words of a paragraph as runs: their looks, links, languages, marks of notes and the edges of comments.

use super::edges::{CommentEdge, EdgeKind};
use super::formula::omml;
use super::sent::{ends_reading, is_lost, latex};
use super::writer::{DocxStory, DocxWriter};
use crate::book::{Block, BlockId, BlockKind, Link, LinkId, NoteKind, Prose, Run, RunKind, Style};
use crate::language::right_to_left;
use crate::source::xml::{escape, escape_to};
use std::fmt::Write as _;

/// The properties of a run.
struct RunLook {
    style: Style,
    in_link: bool,
    /// The language, if it is another one than the book's.
    language: Option<String>,
    is_code_block: bool,
}

impl DocxWriter<'_> {
    /// Writes the words of a leaf from a byte on.
    pub(super) fn prose(&mut self, id: BlockId, from: usize) {
        let book = self.book;
        let block = book.block(id);
        let Some(prose) = block.prose() else { return };
        let edges: Vec<CommentEdge> =
            if self.story == DocxStory::Comment { Vec::new() } else { self.edges.get(&id).cloned().unwrap_or_default() };
        let mut edges = edges.into_iter().peekable();
        let mut open: Option<LinkId> = None;
        for (at, run) in
            prose.runs.iter().enumerate().filter(|(_, run)| run.end as usize > from || run.start == run.end && run.start as usize >= from)
        {
            if open != run.link {
                self.end_link(open);
                open = run.link.filter(|link| self.begin_link(*link));
            }
            let mut start = (run.start as usize).max(from);
            while let Some(edge) = edges.next_if(|edge| edge.at <= start || edge.at < run.end as usize) {
                if edge.at > start && run.kind == RunKind::Text {
                    self.words(block, run, &prose.text[start..edge.at], open.is_some());
                    start = edge.at;
                }
                self.edge(&edge);
            }
            self.run(block, prose, at, start, open.is_some());
        }
        self.end_link(open);
        edges.for_each(|edge| self.edge(&edge));
    }

    fn edge(&mut self, edge: &CommentEdge) {
        let id = edge.comment;
        let _ = match edge.kind {
            EdgeKind::Start | EdgeKind::EmptyStart => write!(self.out, "<w:commentRangeStart w:id=\"{id}\"/>"),
            EdgeKind::End | EdgeKind::EmptyEnd => write!(
                self.out,
                "<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr><w:commentReference w:id=\"{id}\"/></w:r>"
            ),
        };
    }

    /// Begins a link; whether there is anything to end.
    fn begin_link(&mut self, id: LinkId) -> bool {
        let target = match self.book.link(id) {
            Link::Address(address) => {
                let relation = self.links.relation(address);
                format!("r:id=\"{relation}\"")
            }
            other => match self.bookmark_of(other) {
                Some(name) => format!("w:anchor=\"{name}\""),
                None => return false,
            },
        };
        let _ = write!(self.out, "<w:hyperlink {target} w:history=\"1\">");
        true
    }

    fn end_link(&mut self, open: Option<LinkId>) {
        if open.is_some() {
            self.out.push_str("</w:hyperlink>");
        }
    }

    fn run(&mut self, block: &Block, prose: &Prose, at: usize, start: usize, in_link: bool) {
        let run = &prose.runs[at];
        let book = self.book;
        match &run.kind {
            RunKind::Text => match run.reading.filter(|_| ends_reading(&prose.runs, at) && start < run.end as usize) {
                Some(reading) => self.ruby(block, run, &prose.text[start..run.end as usize], &book.reading(reading).text),
                None => self.words(block, run, &prose.text[start..run.end as usize], in_link),
            },
            RunKind::Break => self.out.push_str("<w:r><w:br/></w:r>"),
            RunKind::Note(id) => match (&book.note(*id).kind, self.story) {
                (NoteKind::Footnote(_), DocxStory::Body) => {
                    let number = self.footnote(*id);
                    let _ = write!(
                        self.out,
                        "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"{number}\"/></w:r>"
                    );
                }
                (NoteKind::Footnote(_), DocxStory::Comment) => {
                    let words: Vec<String> = crate::book::text::leaves(book, &book.note(*id).blocks)
                        .iter()
                        .filter_map(|(_, leaf)| leaf.prose())
                        .map(Prose::plain)
                        .collect();
                    let look = RunLook { style: Style::PLAIN, in_link: false, language: None, is_code_block: false };
                    self.segment(&look, &format!(" [{}]", words.join(" ")), false);
                }
                _ => {}
            },
            RunKind::Image(id, alternative, size) => self.picture(*id, alternative, *size),
            RunKind::Math(math) => match omml(&math.latex, math.display) {
                Some(formula) if math.display && prose.display().is_some() => {
                    let _ = write!(self.out, "<m:oMathPara><m:oMath>{formula}</m:oMath></m:oMathPara>");
                }
                Some(formula) => {
                    let _ = write!(self.out, "<m:oMath>{formula}</m:oMath>");
                }
                None => {
                    let look = RunLook { style: Style::CODE, in_link: false, language: None, is_code_block: false };
                    self.segment(&look, &latex(math), false);
                }
            },
        }
    }

    fn look(&self, block: &Block, run: &Run, in_link: bool) -> RunLook {
        let language = run.language.or(block.language).map(|id| self.book.foreign(id).to_owned());
        let is_code_block = matches!(block.kind, BlockKind::Code { .. });
        RunLook { style: if is_code_block { Style::PLAIN } else { run.style }, in_link, language, is_code_block }
    }

    /// Writes words of a run, those of each direction apart.
    fn words(&mut self, block: &Block, run: &Run, words: &str, in_link: bool) {
        let look = self.look(block, run, in_link);
        for (part, is_rtl) in directions(words) {
            self.segment(&look, part, is_rtl);
        }
    }

    fn segment(&mut self, look: &RunLook, words: &str, is_rtl: bool) {
        if words.is_empty() {
            return;
        }
        self.out.push_str("<w:r>");
        self.properties(look, is_rtl);
        text(words, &mut self.out);
        self.out.push_str("</w:r>");
    }

    fn ruby(&mut self, block: &Block, run: &Run, words: &str, reading: &str) {
        let look = self.look(block, run, false);
        let language = escape(look.language.as_deref().unwrap_or(&self.book.language));
        self.out.push_str("<w:r>");
        self.properties(&look, false);
        let _ = write!(
            self.out,
            "<w:ruby><w:rubyPr><w:rubyAlign w:val=\"center\"/><w:hps w:val=\"12\"/><w:hpsRaise w:val=\"22\"/><w:hpsBaseText w:val=\"24\"/>\
             <w:lid w:val=\"{language}\"/></w:rubyPr><w:rt><w:r>"
        );
        text(reading, &mut self.out);
        self.out.push_str("</w:r></w:rt><w:rubyBase><w:r>");
        self.properties(&look, false);
        text(words, &mut self.out);
        self.out.push_str("</w:r></w:rubyBase></w:ruby></w:r>");
    }

    /// Writes the properties of a run, in the order that the standard has.
    fn properties(&mut self, look: &RunLook, is_rtl: bool) {
        let has = |style: Style| look.style.has(style);
        let mut out = String::new();
        if has(Style::CODE) && !look.is_code_block {
            out.push_str("<w:rStyle w:val=\"VerbatimChar\"/>");
        } else if look.in_link {
            out.push_str("<w:rStyle w:val=\"Hyperlink\"/>");
        }
        for (style, elements) in [
            (Style::STRONG, "<w:b/><w:bCs/>"),
            (Style::EMPHASIS, "<w:i/><w:iCs/>"),
            (Style::SMALL_CAPS, "<w:smallCaps/>"),
            (Style::STRUCK, "<w:strike/>"),
            (Style::SMALL, "<w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/>"),
            (Style::MARK, "<w:highlight w:val=\"yellow\"/>"),
            (Style::UNDERLINE, "<w:u w:val=\"single\"/>"),
            (Style::SUPERSCRIPT, "<w:vertAlign w:val=\"superscript\"/>"),
            (Style::SUBSCRIPT, "<w:vertAlign w:val=\"subscript\"/>"),
        ] {
            if has(style) {
                out.push_str(elements);
            }
        }
        if is_rtl {
            out.push_str("<w:rtl/>");
        }
        if let Some(language) = &look.language {
            let tag = escape(language);
            let _ = match right_to_left(language) {
                true => write!(out, "<w:lang w:bidi=\"{tag}\"/>"),
                false => write!(out, "<w:lang w:val=\"{tag}\" w:eastAsia=\"{tag}\"/>"),
            };
        }
        if !out.is_empty() {
            let _ = write!(self.out, "<w:rPr>{out}</w:rPr>");
        }
    }
}

/// Writes characters, with an element for each tab and each line that ends.
fn text(words: &str, out: &mut String) {
    let mut rest = words;
    while !rest.is_empty() {
        let end = rest.find(['\t', '\n']).unwrap_or(rest.len());
        if end > 0 {
            out.push_str("<w:t xml:space=\"preserve\">");
            if rest[..end].chars().any(is_lost) {
                escape_to(out, &rest[..end].chars().filter(|c| !is_lost(*c)).collect::<String>());
            } else {
                escape_to(out, &rest[..end]);
            }
            out.push_str("</w:t>");
        }
        match rest[end..].chars().next() {
            Some('\t') => out.push_str("<w:tab/>"),
            Some(_) => out.push_str("<w:br/>"),
            None => break,
        }
        rest = &rest[end + 1..];
    }
}

/// Whether a letter belongs to a script that runs from right to left; none for what has no direction.
fn direction(c: char) -> Option<bool> {
    match c {
        '\u{590}'..='\u{8FF}'
        | '\u{FB1D}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFC}'
        | '\u{10800}'..='\u{10FFF}'
        | '\u{1E800}'..='\u{1EFFF}' => Some(true),
        c if c.is_alphabetic() => Some(false),
        _ => None,
    }
}

/// Words in parts of one direction, each with whether it is from right to left.
fn directions(words: &str) -> Vec<(&str, bool)> {
    if words.is_ascii() {
        return vec![(words, false)];
    }
    let mut parts = Vec::new();
    let (mut start, mut is_rtl) = (0, None);
    for (at, c) in words.char_indices() {
        let Some(own) = direction(c) else { continue };
        match is_rtl {
            Some(before) if before != own => {
                parts.push((&words[start..at], before));
                start = at;
                is_rtl = Some(own);
            }
            _ => is_rtl = Some(own),
        }
    }
    parts.push((&words[start..], is_rtl.unwrap_or(false)));
    parts
}
