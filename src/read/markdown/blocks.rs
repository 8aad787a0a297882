//! Events to blocks of the model, on a stack of its own: nesting costs no recursion, and its depth is capped.

use crate::book::{
    self, Alignment, Alternative, BlockId, BlockKind, CalloutKind, Definition, FigurePlacement, GroupForm, Link, ListItem, NoteId,
    Numbering, PictureSize, Prose, Run, RunKind, SourceMap, Style,
};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::math;
use crate::read::builder::{Builder, FilePiece};
use crate::read::caption::{Caption, words_are_captions};
use crate::read::classes::{ClassBearer, DECORATIVE, placed, tell};
use crate::read::inlines::OpenTag;
use crate::read::inlines::{self, LeafText};
use crate::read::markdown::dialect::{AttributedSpan, MarkedQuotation, NumberedList, RoleStretch, SetOff};
use crate::read::markdown::events::{End, Event, EventTag};
use crate::read::markdown::footnotes::{self, Footnotes};
use crate::read::markdown::formulas::ShownFormula;
use crate::read::markdown::headings::HeadingMarks;
use crate::read::markdown::{bare, classes, dialect, flat, formulas, highlight, loose};
use crate::read::{images, labels, targets};
use crate::source::{SourceId, Span};
use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;
use std::sync::Arc;

mod callouts;
mod captions;
mod containers;
mod data;
mod flow;
mod foreign;
mod groups;
mod html;
mod parts;
mod words;

/// Lists and quotations inside each other; what lies deeper is set at this depth.
const DEEPEST: usize = 32;

/// A container that is open.
#[derive(Debug)]
enum OpenContainer {
    Quote {
        span: Span,
        blocks: Vec<BlockId>,
    },
    Callout {
        span: Span,
        kind: CalloutKind,
        name: String,
        label: Option<BlockId>,
        blocks: Vec<BlockId>,
        until: Option<usize>,
        id: Option<String>,
    },
    /// Blocks that are set together, up to a byte of the source.
    Group {
        span: Span,
        form: GroupForm,
        blocks: Vec<BlockId>,
        until: usize,
        id: Option<String>,
    },
    List {
        span: Span,
        numbering: Option<Numbering>,
        tight: bool,
        items: Vec<ListItem>,
        left_out: usize,
    },
    Item {
        task: Option<bool>,
        blocks: Vec<BlockId>,
    },
    Definitions {
        span: Span,
        entries: Vec<Definition>,
    },
    Detail {
        blocks: Vec<BlockId>,
    },
    Note {
        span: Span,
        label: String,
        blocks: Vec<BlockId>,
    },
    Table {
        span: Span,
        alignments: Vec<Alignment>,
        head: Option<Vec<BlockId>>,
        rows: Vec<Vec<BlockId>>,
    },
    Row {
        cells: Vec<BlockId>,
    },
    Details {
        span: Span,
        summary: Option<BlockId>,
        blocks: Vec<BlockId>,
    },
    Figure {
        caption: Option<BlockId>,
        blocks: Vec<BlockId>,
    },
    HtmlTable {
        span: Span,
        table: Box<parts::HtmlTable>,
    },
    HtmlRow {
        cells: Vec<parts::HtmlCell>,
        in_head: bool,
    },
    /// What becomes one paragraph.
    Flat {
        span: Span,
        kind: FlatKind,
        blocks: Vec<BlockId>,
    },
}

/// What becomes of a container whose blocks are made one paragraph.
#[derive(Debug)]
enum FlatKind {
    Heading(HeadingMarks),
    Term,
    Cell { head: bool, alignment: Option<Alignment>, columns: u64, rows: u64 },
    TableCaption,
    FigureCaption,
    Summary,
}

/// What the leaf being read will be.
#[derive(Debug)]
enum LeafKind {
    Paragraph,
    Heading(HeadingMarks),
    Term,
    Cell,
    /// The label of a set-off note.
    Label,
}

/// An image whose alternative text is being read.
#[derive(Debug)]
struct OpenImage {
    address: String,
    title: String,
    label: String,
    alt: String,
    size: PictureSize,
    range: Range<usize>,
}

/// Reads the events of one file.
#[derive(Debug)]
pub(in crate::read) struct BlockReader<'a> {
    pub(in crate::read) builder: &'a mut Builder,
    pub(in crate::read) diagnostics: &'a mut Diagnostics,
    pub(in crate::read) source: SourceId,
    pub(in crate::read) text: &'a str,
    /// Whether the words of a picture that stands alone are its caption, as in pandoc.
    captioned: bool,
    frames: Vec<OpenContainer>,
    /// The leaf being read, where it stands, what it is to be; `implicit` if no event announced it (tight lists).
    pub(in crate::read) leaf: Option<LeafText>,
    kind: LeafKind,
    pub(in crate::read) range: Range<usize>,
    implicit: bool,
    picture: Vec<OpenImage>,
    code: Option<(String, SourceMap, Option<String>, Range<usize>)>,
    html: Option<parts::HtmlBlock>,
    /// Elements of HTML that are open, and the containers of Markdown between them.
    elements: Vec<parts::OpenElement>,
    /// Tags in the line that were open when the last leaf of a block of HTML ended.
    carried: Vec<OpenTag>,
    /// An element of a block of HTML whose content is no text.
    unseen: Option<String>,
    /// Whether the unseen element may have an address that was not told yet, as films have.
    waits: bool,
    /// Whether text of HTML is read that is set as it is typed.
    verbatim: bool,
    /// Where the last tag stands that closes an element of each name.
    closings: BTreeMap<String, Option<usize>>,
    /// Containers open beyond the deepest level, and those up to it.
    flat: usize,
    depth: usize,
    too_deep: bool,
    notes: Footnotes,
    pub(in crate::read) pieces: Vec<FilePiece>,
    /// Stretches of the source whose paragraphs have a role, in order.
    pub(in crate::read) roles: Vec<RoleStretch>,
    /// Where the stanza ends whose lines were counted last, and the number of the next line.
    poem: (usize, u32),
    /// Stretches of the source that are set off as notes and not yet reached.
    pub(in crate::read) set_off: VecDeque<SetOff>,
    /// Words with attributes, in order.
    pub(in crate::read) spans: Vec<AttributedSpan>,
    /// Lists that are not numbered by figures, in order.
    pub(in crate::read) numbered: Vec<NumberedList>,
    /// Quotations that belong to set-off notes, in order.
    pub(in crate::read) quotations: Vec<MarkedQuotation>,
    /// Remarks, which are private, in order.
    pub(in crate::read) remarks: Vec<Range<usize>>,
    /// Whether the words being read stand in a block of HTML, in which Markdown means nothing.
    pub(in crate::read) in_html: bool,
    /// Whether the line being read is a title, which its end ends.
    title: bool,
    /// The leaf that a note in the line interrupts, and the note.
    interrupted: Option<(LeafText, NoteId)>,
    /// Where the picture that is being read is to stand.
    placed: Option<Alignment>,
    /// Whether the picture that is being read stays between the lines that it is written between.
    stays: bool,
    /// The address of the link being read, if the number of its page is to stand behind it.
    page_behind: Option<String>,
    /// Ids of HTML that lead to the next block.
    pub(in crate::read) targets: Vec<(String, Span)>,
}

impl<'a> BlockReader<'a> {
    /// A reader of `text` that adds to `builder`.
    pub(in crate::read) fn new(builder: &'a mut Builder, source: SourceId, text: &'a str, diagnostics: &'a mut Diagnostics) -> Self {
        let captioned = builder.captioned.unwrap_or_else(|| words_are_captions(builder.path(source), text));
        Self {
            builder,
            diagnostics,
            source,
            text,
            captioned,
            frames: Vec::new(),
            leaf: None,
            kind: LeafKind::Paragraph,
            range: 0..0,
            implicit: false,
            picture: Vec::new(),
            code: None,
            html: None,
            elements: Vec::new(),
            carried: Vec::new(),
            unseen: None,
            waits: false,
            verbatim: false,
            closings: BTreeMap::new(),
            flat: 0,
            depth: 0,
            too_deep: false,
            notes: Footnotes::default(),
            pieces: Vec::new(),
            roles: Vec::new(),
            poem: (0, 1),
            set_off: VecDeque::new(),
            quotations: Vec::new(),
            numbered: Vec::new(),
            spans: Vec::new(),
            remarks: Vec::new(),
            in_html: false,
            title: false,
            interrupted: None,
            placed: None,
            stays: false,
            page_behind: None,
            targets: Vec::new(),
        }
    }

    /// Takes the next event.
    pub(in crate::read) fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => {
                self.cross(&tag, &range);
                self.start(tag, range);
            }
            Event::End(end) => self.end(end, range),
            Event::Styled(style, on) => self.style(style, on, &range),
            Event::Crossing => self.crossing(&range),
            Event::PageBreak => self.page_break(&range),
            Event::Wiki(begins) => self.wiki(begins, &range),
            Event::Span(begins) => self.attributed(begins, &range),
            Event::NoteInLine(true) => self.begin_note(range),
            Event::NoteInLine(false) => self.end_note(),
            Event::Title => self.begin_title(&range),
            Event::SoftBreak if self.title => {
                self.close_leaf();
                self.open_leaf(LeafKind::Paragraph, range);
            }
            Event::Text(text) if self.code.is_some() => {
                if let Some((code, map, ..)) = &mut self.code {
                    code.push_str(&text);
                    map.push(text.len(), range);
                }
            }
            Event::Html(raw) if self.html.is_some() => {
                if let Some(html) = &mut self.html {
                    html.push(&raw, range);
                }
            }
            Event::Text(text) | Event::Code(text) if !self.picture.is_empty() => self.describe(&text),
            Event::Math(latex, display) if !self.picture.is_empty() => self.describe(&math::said(&latex, display)),
            Event::SoftBreak | Event::HardBreak if !self.picture.is_empty() => self.describe(" "),
            _ if !self.picture.is_empty() => {}
            Event::Text(text) => self.text_with_data(&text, &range),
            Event::Code(text) => {
                let written = &self.text[range.clone()];
                self.leaf(&range).code(&text, written, range);
            }
            Event::Math(latex, display) => self.math(&latex, display, range),
            Event::Html(html) => {
                self.leaf(&range);
                self.html_in_line(&html, &range);
            }
            Event::SoftBreak => self.leaf(&range).soft_break(range),
            Event::HardBreak => self.leaf(&range).hard_break(range),
            Event::Mark(label) => self.mark(&label, range),
            Event::Rule => {
                self.close_implicit();
                self.cross_to(range.start);
                let block = self.builder.block(self.span(&range), BlockKind::SceneBreak);
                self.add(block);
            }
            Event::Task(done) => {
                if let Some(OpenContainer::Item { task, .. }) = self.frames.last_mut() {
                    *task = Some(done);
                }
            }
        }
    }

    /// Takes a formula; one that can't be read is shown as code.
    fn math(&mut self, latex: &str, display: bool, range: Range<usize>) {
        self.comments_of_formula(&range);
        let written = &self.text[range.clone()];
        // An environment of LaTeX is its own sign.
        let environment = written.starts_with("\\begin{").then(|| formulas::environment(written));
        let latex = environment.as_deref().unwrap_or(latex);
        let span = self.span(&range);
        let behind = self.text[range.end..].trim_start_matches(' ');
        let sign = if self.builder.numbers_all { "{#" } else { "{#eq" };
        let named = behind.strip_prefix(sign).and_then(|rest| rest.find([' ', '}'])).map(|end| behind[2..sign.len() + end].to_owned());
        let named = named.filter(|_| display && !latex.contains("\\label") && !latex.contains("\\tag"));
        match formulas::formula(&mut self.builder.macros, latex, written, display, named.as_deref(), span, self.diagnostics) {
            ShownFormula::Math(math, labels) => {
                let leaf = self.leaf(&range);
                // Its name in braces is a target by itself.
                let labels = labels.into_iter().filter(|label| Some(label) != named.as_ref());
                leaf.targets.extend(labels.map(|label| (label, span)));
                leaf.math(math, range);
            }
            ShownFormula::Nothing => {}
            ShownFormula::Source(source) => {
                let written = &self.text[range.clone()];
                self.leaf(&range).code(&source, written, range);
            }
        }
    }

    /// Takes the mark of a footnote.
    fn mark(&mut self, label: &str, range: Range<usize>) {
        let inside = self.frames.iter().rev().find_map(|frame| match frame {
            OpenContainer::Note { label, .. } => Some(label.as_str()),
            _ => None,
        });
        let span = Span::new(self.source, range.start, range.end);
        let note = self.notes.mark(self.builder, label, span, inside);
        self.leaf(&range).mark(note, range);
    }

    /// The pieces of the file, once all events were taken.
    pub(in crate::read) fn finish(mut self) -> Vec<FilePiece> {
        self.close_leaf();
        self.cross_to(usize::MAX);
        self.close_elements(0, &(self.text.len()..self.text.len()));
        targets::lead_back(&mut self);
        let gone = self.notes.finish(self.builder, self.diagnostics);
        footnotes::unmark(self.builder, &mut self.pieces, &gone);
        self.pieces
    }

    fn start(&mut self, tag: EventTag<'_>, range: Range<usize>) {
        let span = self.span(&range);
        match tag {
            EventTag::Emphasis => return self.style(Style::EMPHASIS, true, &range),
            EventTag::Strong => return self.style(Style::STRONG, true, &range),
            EventTag::Struck => return self.style(Style::STRUCK, true, &range),
            EventTag::Link { address, auto } => return self.begin_link(&address, auto, &range),
            EventTag::Image { address, title, label } => {
                self.leaf(&range);
                let [address, title, label] = [address, title, label].map(Cow::into_owned);
                return self.picture.push(OpenImage { address, title, label, alt: String::new(), size: PictureSize::NATURAL, range });
            }
            EventTag::Other => return,
            _ => self.close_implicit(),
        }
        match tag {
            EventTag::Paragraph => {
                if self.flat == 0
                    && let [.., OpenContainer::List { tight, .. }, OpenContainer::Item { .. }] = self.frames.as_mut_slice()
                {
                    *tight = false;
                }
                self.open_leaf(LeafKind::Paragraph, range);
            }
            EventTag::Heading { level, id, classes, attributes } => {
                self.look_at_underline(level, &range);
                self.open_leaf(LeafKind::Heading(HeadingMarks { level, id, classes, attributes }), range);
            }
            EventTag::Term => self.open_leaf(LeafKind::Term, range),
            EventTag::Cell => self.open_leaf(LeafKind::Cell, range),
            EventTag::CodeBlock(language) => self.code = Some((String::new(), SourceMap::default(), language, range)),
            EventTag::HtmlBlock => self.html = Some(parts::HtmlBlock::new(range)),
            EventTag::Quote if self.marked_quotation(&range) => {}
            EventTag::Quote => self.nest(span, OpenContainer::Quote { span, blocks: Vec::new() }),
            EventTag::List(start) => {
                let numbering = start.map(|start| self.numbering(start, range.start));
                self.nest(span, OpenContainer::List { span, numbering, tight: true, items: Vec::new(), left_out: 0 });
            }
            EventTag::Definitions => self.nest(span, OpenContainer::Definitions { span, entries: Vec::new() }),
            EventTag::Item => {
                self.look_at_number(&range);
                self.nest(span, OpenContainer::Item { task: None, blocks: Vec::new() });
            }
            EventTag::Detail => self.nest(span, OpenContainer::Detail { blocks: Vec::new() }),
            EventTag::Note(label) => {
                self.shut_off();
                self.frames.push(OpenContainer::Note { span, label: label.into_owned(), blocks: Vec::new() });
            }
            EventTag::Table(alignments) => self.frames.push(OpenContainer::Table { span, alignments, head: None, rows: Vec::new() }),
            EventTag::Head | EventTag::Row => self.frames.push(OpenContainer::Row { cells: Vec::new() }),
            EventTag::Emphasis | EventTag::Strong | EventTag::Struck | EventTag::Link { .. } | EventTag::Image { .. } | EventTag::Other => {
            }
        }
    }

    fn tell_too_deep(&mut self, span: Span) {
        if !std::mem::replace(&mut self.too_deep, true) {
            let message = format!("lists and quotations are nested more than {DEEPEST} deep");
            self.diagnostics.push(Diagnostic::at(Code::TooDeep, span, message).help("take some of the nesting out"));
        }
    }

    /// Opens a container, unless it lies too deep: then what it holds goes to the one round it.
    fn nest(&mut self, span: Span, frame: OpenContainer) {
        self.shut_off();
        let counts = !matches!(frame, OpenContainer::Item { .. } | OpenContainer::Detail { .. });
        if self.flat > 0 || (counts && self.depth >= DEEPEST) {
            self.tell_too_deep(span);
            self.flat += 1;
        } else {
            self.depth += usize::from(counts);
            self.frames.push(frame);
        }
    }

    fn end(&mut self, end: End, range: Range<usize>) {
        match end {
            End::Emphasis => self.style(Style::EMPHASIS, false, &range),
            End::Strong => self.style(Style::STRONG, false, &range),
            End::Struck => self.style(Style::STRUCK, false, &range),
            End::Link => self.end_link(&range),
            End::Image => self.end_image(),
            End::Leaf | End::Cell => self.close_leaf(),
            End::CodeBlock => self.end_code(),
            End::HtmlBlock => {
                if let Some(html) = self.html.take() {
                    self.html_block(&html);
                }
            }
            End::Container if self.flat > 0 => {
                self.close_implicit();
                self.open_up(&range);
                self.flat -= 1;
            }
            End::Container | End::Note => {
                self.close_implicit();
                self.open_up(&range);
                self.end_container(&range);
            }
            End::Table | End::Row => {
                self.close_implicit();
                self.end_container(&range);
            }
            End::Other => {}
        }
    }

    pub(in crate::read) fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.source, range.start, range.end)
    }

    /// The leaf being read; one begins here if none is.
    fn leaf(&mut self, range: &Range<usize>) -> &mut LeafText {
        if self.leaf.is_none() {
            self.open_leaf(LeafKind::Paragraph, range.clone());
            self.implicit = true;
        }
        self.range.end = self.range.end.max(range.end);
        self.leaf.get_or_insert_with(|| LeafText::new(self.source, 0))
    }

    /// Begins a leaf that a paragraph event or a block of HTML announces.
    fn open_leaf(&mut self, kind: LeafKind, range: Range<usize>) {
        self.close_leaf();
        (self.leaf, self.kind, self.range, self.implicit) = (Some(LeafText::new(self.source, range.len())), kind, range, false);
        if self.in_html {
            self.carry_on();
        }
    }

    /// Begins a paragraph that is not announced by the parser.
    pub(in crate::read) fn open_paragraph(&mut self, range: Range<usize>) {
        self.open_leaf(LeafKind::Paragraph, range);
    }

    fn close_implicit(&mut self) {
        if self.implicit {
            self.close_leaf();
        }
    }

    fn style(&mut self, style: Style, on: bool, range: &Range<usize>) {
        if self.picture.is_empty() {
            let leaf = self.leaf(range);
            if on { leaf.begin(style) } else { leaf.end(style) }
        }
    }

    fn describe(&mut self, text: &str) {
        // An image inside the alternative text of another: its words count for the outer one.
        if let Some(picture) = self.picture.first_mut() {
            picture.alt.push_str(text);
        }
    }

    fn end_image(&mut self) {
        let Some(picture) = self.picture.pop() else { return };
        if !self.picture.is_empty() {
            return;
        }
        let chunk = dialect::picture_of_chunk(self.text, picture.range.start);
        let size = if picture.size.is_natural() { dialect::asked_size(self.text, picture.range.clone()) } else { picture.size };
        let size = chunk.as_ref().map_or(size, |chunk| chunk.size);
        let span = self.span(&picture.range);
        let embedded = self.text[picture.range.clone()].starts_with("![[");
        let address = images::Address { written: &picture.address, label: &picture.label, embedded };
        let said = self.said_of_picture(&picture.range);
        let elsewhere = if picture.alt.is_empty() { dialect::words_of_picture(self.text, picture.range.start) } else { None };
        // For want of a description R takes the caption.
        let of_chunk = chunk.as_ref().and_then(|chunk| chunk.alternative.or_else(|| Some(&self.text[chunk.caption.clone()?])));
        let elsewhere = elsewhere.or_else(|| of_chunk.map(str::to_owned));
        let alternative = match said.as_deref() {
            Some("") => Alternative::given(""),
            words => images::alternative(self.builder, words.or(elsewhere.as_deref()).unwrap_or(&picture.alt), address),
        };
        let image = images::image(self.builder, self.source, address, span, self.diagnostics);
        let caption = Caption::title(picture.title, self.text, picture.range.clone());
        let (ids, label) = (self.ids_of_picture(&picture.range), self.label_of_picture(&picture.range));
        // Other programs print the words of a picture that is numbered as a figure, or has others that are said in its place.
        let is_figure = |(id, _): &(String, Span)| id.starts_with("fig:") || id.starts_with("fig-");
        let first = chunk.as_ref().filter(|chunk| chunk.is_first(picture.range.start));
        let label = label.or_else(|| first.and_then(|chunk| chunk.id.clone()).map(|(id, place)| (id, self.span(&place))));
        let numbered = label.is_some() || said.is_some() || ids.iter().any(is_figure);
        let caption = match chunk.as_ref().and_then(|chunk| chunk.caption.clone()) {
            Some(place) => {
                let caption = Caption::at(self.text, place);
                if chunk.as_ref().is_some_and(dialect::ChunkPicture::is_of_several) { caption.of_several() } else { caption }
            }
            None => caption,
        };
        let words = || Caption::words_of(self.text, picture.range.clone());
        let caption = if numbered && caption.is_empty() { words() } else { caption };
        // There the title is for those who point at the picture.
        let caption =
            if self.captioned && chunk.is_none() { Some(words()).filter(|words| !words.is_empty()).unwrap_or(caption) } else { caption };
        let leaf = self.leaf(&picture.range);
        leaf.targets.extend(ids.into_iter().chain(label));
        leaf.image(image, alternative, size, picture.range);
        leaf.caption = Some(caption).filter(|caption| !caption.is_empty());
    }

    /// Makes links of the addresses in a leaf that are none yet and stand in no code.
    fn link_addresses(&mut self, leaf: &mut LeafText) {
        let mut links = Vec::new();
        for (range, address) in bare::addresses_in(&leaf.text, &leaf.runs) {
            let place = leaf.place(range.clone());
            links.extend(labels::link(self.builder, self.source, &address, place, self.diagnostics).map(|link| (range, link)));
        }
        leaf.make_links(&links);
    }

    fn end_code(&mut self) {
        let Some((mut code, mut map, language, range)) = self.code.take() else { return };
        let span = self.span(&range);
        if code.ends_with('\n') {
            code.pop();
            map.truncate(code.len());
        }
        if self.builder.hides_lines && language.as_deref() == Some("rust") {
            (code, map) = highlight::without_hidden(&code, &map);
        }
        if self.text[range.start..].trim_start_matches(['`', '~']).trim_start().starts_with('{') {
            (code, map) = highlight::without_options(code, map);
        }
        let Some((code, map)) = self.without_data(code, map, &range) else { return };
        let (text, map) = inlines::without_tabs(code, map);
        let tongue = language.as_deref().filter(|_| self.builder.highlight);
        let runs = highlight::runs(tongue, &text, &map, span);
        let prose = Prose { runs, text, map: Arc::new(map) };
        let block = self.builder.block(span, BlockKind::Code { language, prose });
        self.add(block);
    }

    /// What the leaf becomes that ends; a heading has the braces behind it that are words.
    fn kind_of(&mut self, leaf: &mut LeafText) -> LeafKind {
        let mut kind = std::mem::replace(&mut self.kind, LeafKind::Paragraph);
        if let LeafKind::Heading(marks) = &mut kind {
            self.keep_braces(leaf, marks);
        }
        kind
    }

    /// Ends the leaf being read and makes a block (or a heading) of it.
    pub(in crate::read) fn close_leaf(&mut self) {
        self.end_note();
        self.title = false;
        let Some(mut leaf) = self.leaf.take() else { return };
        self.implicit = false;
        leaf.end_ruby(self.builder);
        if self.in_html {
            self.carried = std::mem::take(&mut leaf.tags);
        }
        let (kind, span) = (self.kind_of(&mut leaf), self.span(&self.range));
        self.tell_of_marks(&leaf);
        loose::join(self.builder, self.source, self.text, &mut leaf, self.diagnostics);
        self.link_addresses(&mut leaf);
        let anchor = if matches!(kind, LeafKind::Paragraph) { leaf.take_anchor() } else { None };
        let (extent, caption) = (leaf.extent(), leaf.caption.take());
        let in_container = !self.frames.is_empty() || self.flat > 0;
        let language = match &kind {
            LeafKind::Heading(marks) => {
                let tag = marks.attributes.iter().find(|(key, _)| key == "lang").and_then(|(_, value)| value.clone());
                tag.and_then(|tag| self.builder.language(tag.trim_matches(['"', '\''])))
            }
            _ => None,
        };
        let around = self.elements.last();
        let language = language.or_else(|| around.and_then(|open| open.language));
        let (own, parts) = (leaf.alignment, Self::shows_apart(&leaf, &kind, self.text));
        self.targets.append(&mut leaf.targets);
        let mut prose = leaf.finish(self.builder, language);
        if matches!(kind, LeafKind::Paragraph) && formulas::source(&prose, self.text) {
            let block = self.builder.block(span, BlockKind::Code { language: None, prose });
            return self.add(block);
        }
        formulas::in_line(&mut prose);
        match kind {
            LeafKind::Heading(mut marks) if !in_container => {
                self.inherit_in_heading(&mut marks, span.start);
                classes::adorn(&mut prose);
                let (from, to) = extent.unwrap_or((span.start as usize, span.end as usize));
                let escaped = self.text[..from].ends_with('\\') && from > span.start as usize;
                self.heading(marks, prose, span, Span::new(self.source, from - usize::from(escaped), to));
            }
            LeafKind::Label => self.label(prose, span),
            LeafKind::Cell => {
                classes::adorn(&mut prose);
                let block = self.builder.block(span, BlockKind::Paragraph(prose));
                self.add(block);
            }
            LeafKind::Term => {
                classes::adorn(&mut prose);
                let block = self.builder.block(span, BlockKind::Paragraph(prose));
                self.term(block);
            }
            LeafKind::Heading(marks) => self.quoted_heading(marks.id, prose, span),
            LeafKind::Paragraph => {
                self.placed = own;
                self.lines(prose, parts, span, caption, anchor);
                self.placed = None;
            }
        }
    }

    /// A paragraph, of whose lines those that are pictures of HTML alone are figures if they are to be `parted`.
    fn lines(&mut self, prose: Prose, parted: bool, span: Span, mut caption: Option<Caption>, anchor: Option<(String, Span)>) {
        let (mut rest, mut cut) = (prose, 0);
        let ends = if parted { flat::picture_lines(&rest) } else { Vec::new() };
        for end in ends {
            let (part, behind) = flat::parted(rest, end - cut);
            (rest, cut) = (behind, end);
            let span = formulas::span(&part).unwrap_or(span);
            let own = if part.text.trim() == "\u{FFFC}" { caption.take() } else { None };
            self.stays = true;
            self.paragraph(part, span, own, None);
        }
        let span = if cut > 0 { formulas::span(&rest).unwrap_or(span) } else { span };
        self.paragraph(rest, span, caption, anchor);
        self.stays = false;
    }

    fn paragraph(&mut self, prose: Prose, span: Span, caption: Option<Caption>, anchor: Option<(String, Span)>) {
        let mut pieces = formulas::apart(prose);
        let Some(last) = pieces.pop() else { return };
        let goes_on = !pieces.is_empty();
        for (index, mut prose) in pieces.into_iter().enumerate() {
            classes::adorn(&mut prose);
            let block = self.builder.block(formulas::span(&prose).unwrap_or(span), BlockKind::Paragraph(prose));
            self.builder.book.blocks[block.index()].role = formulas::role(self.builder.book.block(block), index > 0);
            self.add(block);
        }
        self.last_paragraph(last, span, goes_on, caption, anchor);
    }

    /// A paragraph of pictures that have one caption.
    fn several(&mut self, pictures: BlockId, caption: Caption, span: Span) {
        let prose = self.caption(caption);
        let words = self.builder.block(span, BlockKind::Paragraph(prose));
        for block in [pictures, words] {
            self.builder.book.blocks[block.index()].alignment = Some(Alignment::Centre);
            self.add(block);
        }
    }

    fn last_paragraph(&mut self, mut prose: Prose, span: Span, goes_on: bool, caption: Option<Caption>, anchor: Option<(String, Span)>) {
        let span = if goes_on { formulas::span(&prose).unwrap_or(span) } else { span };
        // A formula is no figure, and neither is a picture with the mark of a note beside it.
        let of_picture = matches!(&*prose.runs, [Run { kind: RunKind::Image(..), .. }, rest @ ..] if rest.len() <= 1 && rest.iter().all(|run| run.kind == RunKind::Text));
        let classes = prose.text.strip_prefix('\u{FFFC}').and_then(images::classes).filter(|_| of_picture);
        if classes.is_some() {
            prose.runs.truncate(1);
        }
        let block = match prose.runs.pop() {
            Some(Run { kind: RunKind::Image(image, alternative, size), link, .. }) if classes.is_some() => {
                let caption = caption.map(|caption| {
                    let prose = self.caption(caption);
                    self.builder.block(span, BlockKind::Paragraph(prose))
                });
                let mut classes = classes.unwrap_or_default();
                tell(&placed(classes.clone(), self.text, span), ClassBearer::Figure, self.diagnostics);
                // A link must say where it leads, so its picture adorns nothing.
                classes.retain(|class| link.is_none() || !class.eq_ignore_ascii_case(DECORATIVE));
                let said = caption.and_then(|caption| self.builder.book.block(caption).prose());
                let picture = book::Picture::Shown(image, images::in_figure(alternative, said, &classes), size);
                let placement = if self.stays { FigurePlacement::Here } else { FigurePlacement::of(&classes) };
                let figure = self.builder.block(span, BlockKind::Figure { picture, caption, placement, link });
                let stored = &mut self.builder.book.blocks[figure.index()];
                (stored.classes, stored.alignment) = (classes, self.placed);
                figure
            }
            // A paragraph of which nothing is left, such as one that was all tags.
            None => return,
            Some(last) => {
                prose.runs.push(last);
                classes::adorn(&mut prose);
                let role = self.role_of(&mut prose, span);
                let block = self.builder.block(span, BlockKind::Paragraph(prose));
                let role = role.unwrap_or_else(|| formulas::role(self.builder.book.block(block), goes_on));
                self.builder.book.blocks[block.index()].role = role;
                if let Some(caption) = caption.filter(Caption::is_of_several) {
                    return self.several(block, caption, span);
                }
                block
            }
        };
        if let Some((name, place)) = anchor
            && labels::define(self.builder, Code::DuplicateAnchor, &name, Link::Block(block), place, self.diagnostics)
        {
            self.builder.book.blocks[block.index()].id = Some(name);
        }
        self.add(block);
    }
}
