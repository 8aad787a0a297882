//! The elements of pages: blocks, lists, tables, and what is passed over.

use super::bound;
use super::css::WebStyle;
use super::notes::{WebSpot, ancestors};
use super::reader::{WebContext, WebEnd, WebGrid, WebList, WebReader, WebStart};
use super::tokens::WebTag;
use super::tree::is_block;
use super::words::{speak, wear};
use crate::office::grid::{GridSpan, MOST_COLUMNS, MOST_REPEATED, OfficeGrid};
use crate::office::text::{
    OfficeAlignment, OfficeAround, OfficeBlock, OfficeCell, OfficeMark, OfficeNumerals, OfficePiece, OfficeRole, OfficeTable,
};

/// Elements that are no text of the page.
const PASSED_OVER: [&str; 11] =
    ["script", "template", "nav", "iframe", "noframes", "noembed", "rp", "colgroup", "datalist", "menuitem", "dialog"];

impl WebReader<'_> {
    pub(super) fn start(&mut self, tag: &WebTag, at: usize, end: usize) -> WebStart {
        let name = tag.name.as_str();
        if matches!(name, "title" | "meta" | "style" | "link") {
            self.head(at, end);
            return WebStart::Skip;
        }
        if PASSED_OVER.contains(&name) || is_unseen(tag) || tag.is_part(&["pagebreak", "backlink", "toc", "landmarks"]) {
            return WebStart::Skip;
        }
        if self.pages.is_bound
            && let Some(start) = self.start_bound(tag, at)
        {
            return start;
        }
        let style = self.style(tag);
        if self.pass_old_page(tag, &style, at, end) {
            return WebStart::Skip;
        }
        if (tag.get("hidden").is_some() || style.is_hidden == Some(true)) && name != "body" && name != "html" {
            let has_words =
                self.pages.all[self.page].page.nodes[at..end].iter().any(|node| node.words().is_some_and(|words| !words.trim().is_empty()));
            if has_words {
                self.flow.lose("passages of hidden words, left out");
            }
            return WebStart::Skip;
        }
        match name {
            "img" => self.picture(tag),
            "math" => self.formula(at, end),
            "svg" | "canvas" => self.flow.lose("drawings, left out"),
            "object" | "embed" | "video" | "audio" | "applet" => self.flow.lose("sounds, films and other objects, left out"),
            "input" | "select" | "textarea" | "button" => self.flow.lose("fields of forms, left out"),
            "rt" => self.flow.lose("reading aids above words (ruby), left out"),
            "br" if style.breaks_before == Some(true) => self.page_break(),
            "br" => {
                if self.flow.paragraph().is_some() || self.context().role == OfficeRole::Verse {
                    self.ends_line = false;
                    self.piece(OfficePiece::LineBreak);
                }
            }
            "hr" => self.rule(end),
            // Signs between scenes.
            "div" | "p" if tag.get("role") == Some("separator") => self.rule(end),
            _ => return self.start_element(tag, &style, at),
        }
        WebStart::Skip
    }

    /// What an element does that only an EPUB which Bindery made has: what it made itself is no text of the book.
    fn start_bound(&mut self, tag: &WebTag, at: usize) -> Option<WebStart> {
        let plain = || Some(WebStart::Open { what: WebEnd::Nothing, face: None, context: None });
        match tag.name.as_str() {
            "section" if tag.is_part(&["titlepage", "halftitlepage", "copyright-page", "cover"]) => Some(WebStart::Skip),
            "section" if tag.is("gathered") => {
                let found = bound::introduction(&self.pages.all[self.page].page, at).map(|nodes| (self.page, nodes));
                self.introduction = self.introduction.take().or(found);
                Some(WebStart::Skip)
            }
            "b" if tag.is("label") => Some(WebStart::Skip),
            "span" if tag.is("passage") => {
                self.passages += 1;
                self.piece(bound::begin(self.passages));
                plain()
            }
            "span" if tag.is("opening") || tag.is("lining") => plain(),
            _ => None,
        }
    }

    fn start_element(&mut self, tag: &WebTag, style: &WebStyle, at: usize) -> WebStart {
        if let Some(line) = self.begin_verse_line(tag, style, at) {
            return line;
        }
        match tag.name.as_str() {
            "table" => self.begin_table(tag, style),
            "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" | "caption" if !self.grids.is_empty() => self.begin_part(tag, style),
            "ul" | "ol" | "menu" | "dir" => self.begin_list(tag, style),
            "a" => {
                let face = self.faced(tag, style);
                self.begin_link(tag, face)
            }
            "q" => {
                self.words("“");
                WebStart::Open { what: WebEnd::Quoted, face: self.faced(tag, style), context: None }
            }
            name if is_block(name) => self.begin_block(tag, style, at),
            "html" | "body" => {
                let mut face = self.face();
                speak(&mut face, tag);
                let context = self.contexted(tag, style);
                WebStart::Open { what: WebEnd::Nothing, face: Some(face), context: Some(context) }
            }
            _ => WebStart::Open { what: WebEnd::Nothing, face: self.faced(tag, style), context: None },
        }
    }

    /// What paragraphs are in an element.
    fn contexted(&self, tag: &WebTag, style: &WebStyle) -> WebContext {
        let mut context = self.context();
        context.alignment = style.alignment.unwrap_or(context.alignment);
        context.is_rtl = match tag.get("dir") {
            Some(dir) => dir.eq_ignore_ascii_case("rtl"),
            None => style.is_rtl.unwrap_or(context.is_rtl),
        };
        let (start, end) = if context.is_rtl { (style.right, style.left) } else { (style.left, style.right) };
        if tag.name != "body" {
            context.indent = (context.indent.0.saturating_add(start.unwrap_or(0)), context.indent.1.saturating_add(end.unwrap_or(0)));
        }
        context.is_kept = style.is_kept.unwrap_or(context.is_kept);
        context.is_typed_item = tag.classes().any(|class| class.starts_with("MsoList")) && style.first.is_some_and(|first| first < 0);
        context
    }

    fn begin_block(&mut self, tag: &WebTag, style: &WebStyle, at: usize) -> WebStart {
        self.end_paragraph();
        if style.breaks_before == Some(true) && !matches!(tag.name.as_bytes(), [b'h', b'1'..=b'6']) {
            self.page_break();
        }
        if self.pages.all[self.page].page.unended.contains(&at) {
            self.flow.lose("headings without an end, ended where the next block begins");
        }
        let mut context = self.contexted(tag, style);
        let role = self.role(tag, at);
        let mut what = if tag.name == "p" { WebEnd::Paragraph } else { WebEnd::Block };
        match tag.name.as_str() {
            "pre" | "listing" | "plaintext" => {
                context.is_kept = true;
                self.drops_line = true;
            }
            "center" => context.alignment = OfficeAlignment::Center,
            "li" => {
                self.begin_item(tag);
                what = WebEnd::Item;
            }
            "dl" => self.flow.lose("lists of definitions, set as paragraphs"),
            _ => {}
        }
        let mut face = self.face();
        // A heading is bold as such, a quotation is italic: that is no look of its words.
        if role.is_none() && context.role == OfficeRole::Text {
            wear(&mut face, style);
        }
        if let Some(role) = role {
            context.role = role;
        }
        speak(&mut face, tag);
        WebStart::Open { what, face: Some(face), context: Some(context) }
    }

    /// What an element makes of its paragraphs.
    fn role(&self, tag: &WebTag, at: usize) -> Option<OfficeRole> {
        let page = &self.pages.all[self.page].page;
        let is_block = |node: usize| page.nodes[node].tag().is_some_and(|tag| tag.get("id") == Some("title-block-header"));
        let is_head = || ancestors(page, at).take(3).any(is_block);
        let name = tag.name.as_str();
        match (name, name.as_bytes()) {
            ("h1", _) if tag.is("title") && is_head() => return Some(OfficeRole::Title),
            (_, [b'h', digit @ b'1'..=b'6']) => return Some(OfficeRole::Heading(digit - b'0')),
            ("blockquote", _) => return Some(OfficeRole::Quotation),
            ("pre" | "listing" | "plaintext", _) => return Some(OfficeRole::Code),
            ("figcaption", _) => return Some(OfficeRole::Caption),
            _ => {}
        }
        if tag.get("role") == Some("heading") {
            let level = tag.get("aria-level").and_then(|level| level.trim().parse::<u8>().ok()).unwrap_or(2);
            return Some(OfficeRole::Heading(level.clamp(1, 6)));
        }
        let is = |classes: &[&str]| classes.iter().any(|class| tag.is(class));
        match name {
            "p" if is(&["title", "MsoTitle"]) => Some(OfficeRole::Title),
            "p" if is(&["subtitle", "MsoSubtitle"]) => Some(OfficeRole::Subtitle),
            "p" if is(&["author"]) => Some(OfficeRole::Author),
            "p" if is(&["MsoQuote", "MsoIntenseQuote", "MsoBlockText"]) => Some(OfficeRole::Quotation),
            "p" if is(&["MsoCaption", "caption"]) => Some(OfficeRole::Caption),
            "p" | "div" if is(&["verse", "poem", "poetry", "stanza", "line-block", "lg"]) => Some(OfficeRole::Verse),
            _ => None,
        }
    }

    pub(super) fn end(&mut self, what: WebEnd) {
        match what {
            WebEnd::Nothing => {}
            WebEnd::Block => self.end_paragraph(),
            WebEnd::Paragraph => {
                self.blank();
                self.end_paragraph();
            }
            WebEnd::Link => self.end_link(),
            WebEnd::VerseLine => self.ends_line = true,
            WebEnd::Quoted => self.words("”"),
            WebEnd::List => {
                self.end_paragraph();
                self.lists.pop();
            }
            WebEnd::Item => {
                self.end_paragraph();
                if let Some(list) = self.lists.last_mut() {
                    list.is_in_item = false;
                }
            }
            WebEnd::Table => self.end_table(),
            WebEnd::Group => {
                self.end_paragraph();
                if let Some(table) = self.grids.last_mut() {
                    table.grid.end_group();
                    table.grid.is_head = false;
                }
            }
            WebEnd::Row => self.end_row(),
            WebEnd::Cell(hidden) => {
                self.end_paragraph();
                let blocks = self.flow.close();
                self.show(hidden);
                if let Some(table) = self.grids.last_mut() {
                    table.grid.add(blocks);
                }
            }
        }
    }

    fn page_break(&mut self) {
        self.end_paragraph();
        if self.flow.depth() == 1 && !self.flow.is_new() {
            self.flow.block(OfficeBlock::PageBreak);
        }
    }

    /// Adds a rule, but for the one before notes.
    fn rule(&mut self, end: usize) {
        self.end_paragraph();
        let pages = self.pages;
        let nodes = &pages.all[self.page].page.nodes;
        // The next words decide; what has none is passed over.
        for (at, node) in nodes.iter().enumerate().skip(end).take(200) {
            if self.notes.blocks.contains_key(&WebSpot { page: self.page, node: at }) {
                return;
            }
            if node.words().is_some_and(|words| !words.trim().is_empty()) || node.tag().is_some_and(|tag| tag.name == "img") {
                break;
            }
        }
        self.flow.block(OfficeBlock::Rule);
    }

    fn begin_list(&mut self, tag: &WebTag, style: &WebStyle) -> WebStart {
        self.end_paragraph();
        let form = (tag.name == "ol").then(|| numerals(tag.get("type").or(style.numerals.as_deref()).unwrap_or_default()));
        let start = tag.get("start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
        // Google writes lists in each other one after the other, with their depth in a class.
        let told = tag.classes().find_map(|class| class.strip_prefix("lst-")?.rsplit_once('-')?.1.parse::<u8>().ok());
        let outer = self.lists.last().filter(|list| list.is_in_item).map(|list| (list.list, list.level.saturating_add(1)));
        let (list, level) = match (outer, told) {
            (Some(outer), _) => outer,
            (None, Some(level @ 1..=8)) if self.list_count > 0 => (self.list_count - 1, level),
            _ => {
                self.list_count += 1;
                (self.list_count - 1, 0)
            }
        };
        self.lists.push(WebList { list, level: level.min(9), form, next: start, mark: None, is_in_item: false });
        let mut context = self.contexted(tag, style);
        context.indent = (0, 0);
        let mut face = self.face();
        speak(&mut face, tag);
        WebStart::Open { what: WebEnd::List, face: Some(face), context: Some(context) }
    }

    fn begin_item(&mut self, tag: &WebTag) {
        let value = tag.get("value").and_then(|value| value.trim().parse().ok());
        let Some(list) = self.lists.last_mut() else { return };
        let value = value.unwrap_or(list.next);
        list.next = value.saturating_add(1);
        list.is_in_item = true;
        list.mark = Some(list.form.map_or(OfficeMark::Bullet, |form| OfficeMark::Number { value, form, around: OfficeAround::Stop }));
    }

    fn begin_table(&mut self, tag: &WebTag, style: &WebStyle) -> WebStart {
        self.end_paragraph();
        let left = if self.grids.is_empty() { MOST_REPEATED.saturating_sub(self.repeated) } else { 0 };
        self.grids.push(WebGrid { grid: OfficeGrid::new(left), is_all_heads: false, is_in_row: false });
        let context = WebContext { is_rtl: self.contexted(tag, style).is_rtl, ..WebContext::default() };
        let mut face = self.face();
        speak(&mut face, tag);
        WebStart::Open { what: WebEnd::Table, face: Some(face), context: Some(context) }
    }

    fn begin_part(&mut self, tag: &WebTag, style: &WebStyle) -> WebStart {
        let context =
            WebContext { is_rtl: self.contexted(tag, style).is_rtl, alignment: style.alignment.unwrap_or_default(), ..self.context() };
        let face = self.faced(tag, style);
        let plain = |what, context| WebStart::Open { what, face: face.clone(), context: Some(context) };
        self.end_paragraph();
        match tag.name.as_str() {
            "caption" => return plain(WebEnd::Block, WebContext { role: OfficeRole::Caption, ..context }),
            "thead" | "tbody" | "tfoot" => {
                if let Some(table) = self.grids.last_mut() {
                    table.grid.end_group();
                    table.grid.is_head = tag.name == "thead";
                }
                return plain(WebEnd::Group, context);
            }
            "tr" => {
                if let Some(table) = self.grids.last_mut() {
                    (table.is_in_row, table.is_all_heads) = (true, true);
                }
                return plain(WebEnd::Row, context);
            }
            _ => {}
        }
        let number = |name: &str| tag.get(name).and_then(|number| number.trim().parse::<usize>().ok()).unwrap_or(1);
        if let Some(table) = self.grids.last_mut() {
            table.is_all_heads &= tag.name == "th";
            table.grid.begin(GridSpan { columns: number("colspan").clamp(1, MOST_COLUMNS), rows: number("rowspan").clamp(1, 65_534) });
        }
        self.flow.open();
        let hidden = self.hide();
        plain(WebEnd::Cell(hidden), context)
    }

    fn end_row(&mut self) {
        self.end_paragraph();
        let Some(table) = self.grids.last_mut() else { return };
        let was_head = table.grid.is_head;
        // A first row of heads is one, whether the page says so or not.
        table.grid.is_head |= table.is_all_heads && table.grid.rows() == 0;
        table.grid.end_row();
        table.grid.is_head = was_head;
        table.is_in_row = false;
    }

    fn end_table(&mut self) {
        self.end_paragraph();
        let Some(table) = self.grids.pop() else { return };
        let (table, left) = table.grid.finish();
        if self.grids.is_empty() {
            self.repeated = MOST_REPEATED - left;
        }
        if is_for_place(&table) {
            self.flow.lose("tables that only place their text, set as text");
            let cells = table.rows.into_iter().flat_map(|row| row.cells).filter(|cell| cell.blocks.iter().any(says));
            cells.flat_map(|cell| cell.blocks).for_each(|block| self.flow.block(block));
        } else if table.rows.iter().any(|row| !row.cells.is_empty()) {
            self.flow.block(OfficeBlock::Table(table));
        }
    }
}

/// Whether a table is none but places its text: no row has two cells that say something, and some cell holds several blocks.
fn is_for_place(table: &OfficeTable) -> bool {
    let said = |cell: &OfficeCell| cell.blocks.iter().filter(|block| says(block)).count();
    let mut rows = table.rows.iter().map(|row| row.cells.iter().filter(|cell| said(cell) > 0).count());
    rows.all(|cells| cells <= 1) && table.rows.iter().flat_map(|row| &row.cells).any(|cell| said(cell) > 1)
}

/// Whether something is seen of a block.
fn says(block: &OfficeBlock) -> bool {
    match block {
        OfficeBlock::Paragraph(paragraph) => paragraph.pieces.iter().any(|piece| match piece {
            OfficePiece::Words { words, .. } => !words.trim().is_empty(),
            OfficePiece::LineBreak | OfficePiece::Bookmark(_) => false,
            _ => true,
        }),
        OfficeBlock::Table(_) | OfficeBlock::Rule => true,
        OfficeBlock::PageBreak => false,
    }
}

/// Whether an element is there for the eyes alone, a sign or a second form of a formula. The caption of a picture is no such.
fn is_unseen(tag: &WebTag) -> bool {
    tag.get("aria-hidden") == Some("true") && matches!(tag.name.as_str(), "span" | "a" | "i" | "b" | "svg" | "button" | "div" | "img")
}

/// The numerals that a type of a list asks for.
fn numerals(kind: &str) -> OfficeNumerals {
    match kind.trim() {
        "a" | "lower-alpha" | "lower-latin" => OfficeNumerals::LowerLetter,
        "A" | "upper-alpha" | "upper-latin" => OfficeNumerals::UpperLetter,
        "i" | "lower-roman" => OfficeNumerals::LowerRoman,
        "I" | "upper-roman" => OfficeNumerals::UpperRoman,
        _ => OfficeNumerals::Decimal,
    }
}
