//! Blocks as elements.

use super::inlines::{self, InlineManner};
use super::markup::Markup;
use super::{Setting, ground};
use crate::book::{
    Alignment, Block, BlockGroup, BlockId, BlockKind, Book, Callout, Definition, GroupForm, LinkId, ListItem, Numbering, NumeralMarks,
    Numerals, Picture, Prose, Role, Run, RunKind, Table,
};
use crate::config::SceneMark;
use crate::edition::attribution::attribution;
use crate::edition::narrow::{self, NeededRoom};
use crate::edition::opening::{initial, opening_words};
use crate::edition::small_heading::heads_next;
use crate::edition::{NumberLine, NumberedTitle};
use crate::language::{code_to_left, right_to_left};
use crate::source::xml;

/// Headings by depth.
const HEADINGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];

/// The heading element for a depth from 1.
pub(crate) fn heading_tag(depth: u8) -> &'static str {
    HEADINGS[usize::from(depth.clamp(1, 6)) - 1]
}

/// Writes blocks one after the other. `opens` says that a chapter begins with them: the first words of a first paragraph
/// after the heading are set in small capitals.
pub(crate) fn blocks(out: &mut Markup, writer: &dyn Setting, ids: &[BlockId], opens: bool) {
    each(out, writer, ids, opens, |_, _| ());
}

/// Writes what follows a paragraph: a paragraph that does is indented.
pub(crate) fn further(out: &mut Markup, writer: &dyn Setting, ids: &[BlockId]) {
    sequence(out, writer, ids, [false, false], |_, _| ());
}

/// Writes blocks one after the other, and behind each what else is to stand there.
pub(crate) fn each(out: &mut Markup, writer: &dyn Setting, ids: &[BlockId], opens: bool, behind: impl Fn(&mut Markup, BlockId)) {
    sequence(out, writer, ids, [true, opens], behind);
}

/// Writes blocks one after the other; first says whether nothing stands before them, then whether a chapter begins with them.
fn sequence(
    out: &mut Markup,
    writer: &dyn Setting,
    ids: &[BlockId],
    [mut first, mut opening]: [bool; 2],
    behind: impl Fn(&mut Markup, BlockId),
) {
    let ends_page = |id: &BlockId| matches!(writer.book().block(*id).kind, BlockKind::PageBreak);
    // A page that nothing would stand on is none.
    let from = ids.iter().take_while(|id| ends_page(id)).count();
    let upto = ids.len() - ids.iter().rev().take_while(|id| ends_page(id)).count();
    let is_entry = |id: Option<&BlockId>| id.is_some_and(|&id| writer.book().block(id).role == Role::Entry);
    for (index, &id) in ids.iter().enumerate().take(upto).skip(from) {
        if ends_page(&id) && ends_page(&ids[index + 1]) {
            continue;
        }
        if is_entry(Some(&id)) && !is_entry(index.checked_sub(1).and_then(|before| ids.get(before))) {
            let title = heading_before(writer.book(), &ids[..index]);
            out.open("section", &[("role", "doc-bibliography"), ("aria-label", title)]);
            out.raw("\n");
        }
        let kind = &writer.book().block(id).kind;
        let role = writer.book().block(id).role;
        let paragraph = matches!(kind, BlockKind::Paragraph(_)) && role.opens();
        let heads = heads_next(writer.book(), ids, index);
        let opens = opening && paragraph && !heads;
        // With the name of its author a quotation below the title of a chapter is its epigraph.
        let epigraph = opening && matches!(kind, BlockKind::Quote(inside) if attribution(writer.book(), inside).is_some());
        block(out, writer, id, Neighbours { first: first || opens || heads, opening: opens, epigraph, ..Neighbours::default() });
        behind(out, id);
        if is_entry(Some(&id)) && !is_entry(ids.get(index + 1).filter(|_| index + 1 < upto)) {
            out.close_line();
        }
        let heading = matches!(kind, BlockKind::Heading { .. });
        first = heading || first && role == Role::Author || matches!(kind, BlockKind::SceneBreak | BlockKind::PageBreak);
        // What stands before the first paragraph, such as an epigraph, does not take its opening.
        let is_title = index == from && heading;
        opening = opening && !paragraph && (is_title || writer.book().block(id).may_stand_before_opening());
    }
}

/// The title of the last heading among some blocks.
fn heading_before<'b>(book: &'b Book, ids: &[BlockId]) -> &'b str {
    let section = ids.iter().rev().find_map(|&id| match book.block(id).kind {
        BlockKind::Heading { section, .. } => Some(section),
        _ => None,
    });
    section.map_or("", |section| &book.section(section).title)
}

/// What a block's neighbours make of it.
#[derive(Clone, Copy, Default)]
struct Neighbours {
    first: bool,
    opening: bool,
    verse: bool,
    /// Whether a quotation is the epigraph of a chapter.
    epigraph: bool,
    /// Whether the paragraph says whose words a quotation has.
    says_who: bool,
    /// Whether the block stands in an item of a list.
    in_item: bool,
}

/// Writes one block and all that it holds.
fn block(out: &mut Markup, writer: &dyn Setting, id: BlockId, neighbours: Neighbours) {
    let book = writer.book();
    let block = book.block(id);
    let common = Common::of(writer, id, block).beside_label(writer, neighbours.in_item).fitting(book, block);
    let verse = neighbours.verse || block.role.is_verse();
    match &block.kind {
        BlockKind::Heading { section, prose } => {
            let numbered = writer.edition().numbered(*section);
            let section = book.section(*section);
            let name = xml::id(&section.slug);
            let mut attributes = common.with(&name, "");
            // Some that look for words in a heading see none in a formula; the mark of a note is no part of what a heading is called.
            let named = is_wordless(prose) || !writer.edition().marks(id).is_empty();
            attributes.push(("aria-label", if named { &section.title } else { "" }));
            let level = writer.level(id).map(|level| level.to_string()).unwrap_or_default();
            attributes.push(("aria-level", &level));
            pages(out, writer, id);
            out.open(heading_tag(section.depth + writer.edition().plan.lowered()), &attributes);
            heading(out, writer, id, prose, numbered);
            here(out, writer, id);
            out.close_line();
        }
        BlockKind::Paragraph(prose) => paragraph(out, writer, id, &common, prose, Neighbours { verse, ..neighbours }),
        BlockKind::Quote(inside) => quotation(out, writer, &common, inside, Neighbours { verse, ..neighbours }),
        BlockKind::Callout(content) => callout(out, writer, &common, content),
        BlockKind::Group(content) => group(out, writer, &common, content),
        BlockKind::Details { summary, blocks } => details(out, writer, &common, *summary, blocks),
        BlockKind::List { numbering, tight, items } => list(out, writer, &common, *numbering, *tight, items),
        BlockKind::Definitions(entries) => definitions(out, writer, &common, entries),
        BlockKind::Code { language, prose } => code(out, writer, id, &common, language.as_deref(), prose),
        BlockKind::Table(content) => table(out, writer, &common, content),
        BlockKind::Figure { picture, caption, link, placement: _ } => {
            out.open("figure", &common.all());
            pages(out, writer, id);
            figure(out, writer, picture, *caption, *link);
            out.close_line();
        }
        BlockKind::PageBreak => {
            out.open("div", &[("class", "page-break")]);
            out.close_line();
        }
        BlockKind::SceneBreak => scene_break(out, writer, &common),
    }
}

/// The first cells of a table that are written at its head, in which a page may begin.
fn head_cells(table: &Table) -> impl Iterator<Item = BlockId> {
    table.caption.into_iter().chain(table.heads().flatten().copied())
}

/// Writes the breaks of printed pages in a block that is not parted. Before a heading, they are no part of what it is called.
fn pages(out: &mut Markup, writer: &dyn Setting, id: BlockId) {
    for page in writer.breaks(id) {
        out.page(&page.mark);
    }
}

/// Writes the mark that leads to a block itself, where an output has such marks. They are for the eye and the pointer: whoever hears a page
/// would hear one behind each paragraph.
fn here(out: &mut Markup, writer: &dyn Setting, id: BlockId) {
    let address = writer.here(id);
    if !address.is_empty() {
        out.open("a", &[("class", "here"), ("href", &address), ("tabindex", "-1"), ("aria-hidden", "true")]);
        out.close();
    }
}

/// Writes a block of code.
fn code(out: &mut Markup, writer: &dyn Setting, id: BlockId, common: &Common, language: Option<&str>, prose: &Prose) {
    let mut attributes = common.all();
    let turns = inlines::turns(writer, prose);
    attributes.push((
        "dir",
        if !turns {
            ""
        } else if code_to_left(&prose.text) {
            "rtl"
        } else {
            "ltr"
        },
    ));
    out.open("pre", &attributes);
    let class = language.map(|name| format!("language-{}", xml::class(name))).unwrap_or_default();
    out.open("code", &[("class", &class)]);
    inlines::prose(out, writer, id, prose, InlineManner { code: true, ..InlineManner::default() });
    out.close();
    out.close_line();
}

/// Writes the words of a heading: the number of a chapter and its title on a line each, if that is wanted. Between them is a space for
/// those who hear both.
fn heading(out: &mut Markup, writer: &dyn Setting, id: BlockId, prose: &Prose, numbered: Option<&NumberedTitle>) {
    let manner = InlineManner { unpaged: true, ..InlineManner::default() };
    let Some(numbered) = numbered else { return inlines::prose(out, writer, id, prose, manner) };
    let part = numbered.number_part(prose);
    let number = |out: &mut Markup| match &numbered.line {
        NumberLine::Written(_) => inlines::part(out, writer, id, prose, &part, manner),
        NumberLine::Made(words) => inlines::made(out, writer, id, words, &part),
    };
    if numbered.is_alone(prose) {
        return number(out);
    }
    out.open("span", &[("class", "chapter-number"), ("epub:type", "ordinal")]);
    number(out);
    out.close();
    out.raw(" ");
    out.open("span", &[("class", "chapter-title"), ("epub:type", "title")]);
    inlines::part(out, writer, id, prose, &numbered.title_part(prose), manner);
    out.close();
}

/// Writes what stands between two scenes. To those who hear it, it is a separator whatever it looks like.
fn scene_break(out: &mut Markup, writer: &dyn Setting, common: &Common) {
    let class = match &writer.typography().scene_break {
        SceneMark::Signs(signs) => {
            let mut attributes = common.with(&common.id, "scene");
            attributes.push(("role", "separator"));
            out.open("div", &attributes);
            out.text(signs);
            return out.close_line();
        }
        SceneMark::Picture(..) => {
            let mut attributes = common.with(&common.id, "scene");
            attributes.push(("role", "separator"));
            out.open("div", &attributes);
            match writer.book().ornament {
                Some(image) => out.empty("img", &[("class", "ornament"), ("src", writer.image(image)), ("alt", "")]),
                None => out.text(SceneMark::STARS),
            }
            return out.close_line();
        }
        SceneMark::Rule => "scene",
        SceneMark::Space => "scene space",
    };
    out.empty("hr", &common.with(&common.id, class));
    out.raw("\n");
}

/// Writes what a screen can fold away. It is open, for not every reading system can unfold it.
fn details(out: &mut Markup, writer: &dyn Setting, common: &Common, summary: Option<BlockId>, blocks: &[BlockId]) {
    // HTML has no such element without a summary.
    match summary {
        Some(summary) => {
            let mut attributes = common.all();
            attributes.push(("open", "open"));
            out.open("details", &attributes);
            out.raw("\n");
            cell(out, writer, "summary", &[], summary);
        }
        None => {
            out.open("div", &common.with(&common.id, "details"));
            out.raw("\n");
        }
    }
    self::blocks(out, writer, blocks, false);
    out.close_line();
}

/// Writes a paragraph, which may open a chapter.
fn paragraph(out: &mut Markup, writer: &dyn Setting, id: BlockId, common: &Common, prose: &Prose, neighbours: Neighbours) {
    let opening = if neighbours.opening && writer.typography().small_caps { opening_words(&prose.text) } else { 0 };
    let capital = initial(&prose.text).is_some();
    let class = match (neighbours.first, writer.typography().drop_cap) {
        (_, 2) if neighbours.opening && capital => "first initial-2",
        (_, 3) if neighbours.opening && capital => "first initial-3",
        _ if neighbours.says_who => "attribution",
        (true, _) => "first",
        (false, _) => "",
    };
    if common.classes.contains(" fit ") {
        out.note_narrow();
    }
    out.open("p", &common.with(&common.id, class));
    let role = writer.book().block(id).role;
    let numbers = if let Role::NumberedVerse(numbers) = role { Some(numbers) } else { None };
    let spoken = matches!(role, Role::Speech | Role::SpeechGoesOn) && prose.text.contains('\n');
    let verse = neighbours.verse || role.keeps_lines() || spoken;
    inlines::prose(out, writer, id, prose, InlineManner { verse, numbers, opening, ..InlineManner::default() });
    here(out, writer, id);
    out.close_line();
}

/// Writes blocks that are set together.
fn group(out: &mut Markup, writer: &dyn Setting, common: &Common, group: &BlockGroup) {
    let (tag, kind, role) = match group.form {
        GroupForm::Epigraph => ("blockquote", "epigraph", "doc-epigraph"),
        GroupForm::Figures(_) => ("figure", "", ""),
        GroupForm::Letter | GroupForm::Drama => ("div", "", ""),
    };
    let class = match group.form {
        GroupForm::Figures(columns) => format!("figures figures-{columns}"),
        form => form.class().to_owned(),
    };
    let mut attributes = common.with(&common.id, &class);
    attributes.extend([("epub:type", kind), ("role", role)]);
    out.open(tag, &attributes);
    out.raw("\n");
    if let GroupForm::Figures(_) = group.form {
        out.open("div", &[("class", "row")]);
        blocks(out, writer, &group.blocks, false);
        out.close_line();
        if let Some(caption) = group.caption {
            cell(out, writer, "figcaption", &[], caption);
        }
        return out.close_line();
    }
    let who = (group.form == GroupForm::Epigraph).then(|| attribution(writer.book(), &group.blocks)).flatten();
    for (index, &child) in group.blocks.iter().enumerate() {
        block(out, writer, child, Neighbours { first: index == 0, says_who: who == Some(child), ..Neighbours::default() });
    }
    out.close_line();
}

/// Writes the content of a figure: a picture or the words in its place, then the caption.
fn figure(out: &mut Markup, writer: &dyn Setting, picture: &Picture, caption: Option<BlockId>, link: Option<LinkId>) {
    let framed = match picture {
        Picture::Shown(image, alternative, size) => {
            let class = ground(writer.book(), *image);
            let address = link.and_then(|link| writer.link(link));
            if let Some(address) = &address {
                out.open("a", &[("href", address)]);
            }
            let attributes = [("class", class), ("style", &size.css()), ("src", writer.image(*image)), ("alt", &alternative.words)];
            out.empty("img", &attributes);
            if address.is_some() {
                out.close();
            }
            None
        }
        Picture::Absent(words) => Some(*words),
    };
    if let Some(words) = framed.filter(|words| caption != Some(*words)) {
        cell(out, writer, "p", &[("class", "absent")], words);
    }
    if let Some(caption) = caption {
        let class = if framed == Some(caption) { "absent" } else { "" };
        cell(out, writer, "figcaption", &[("class", class)], caption);
    }
}

/// Whether formulas are all that a text holds.
fn is_wordless(prose: &Prose) -> bool {
    let is_formula = |run: &Run| matches!(run.kind, RunKind::Math(_));
    prose.runs.iter().any(is_formula) && prose.runs.iter().all(|run| is_formula(run) || prose.text[run.range()].trim().is_empty())
}

fn quotation(out: &mut Markup, writer: &dyn Setting, common: &Common, inside: &[BlockId], neighbours: Neighbours) {
    let [class, kind, role] = if neighbours.epigraph { ["epigraph", "epigraph", "doc-epigraph"] } else { [""; 3] };
    let mut attributes = common.with(&common.id, class);
    attributes.extend([("epub:type", kind), ("role", role)]);
    out.open("blockquote", &attributes);
    out.raw("\n");
    let who = attribution(writer.book(), inside);
    for (index, &child) in inside.iter().enumerate() {
        block(
            out,
            writer,
            child,
            Neighbours { first: index == 0, opening: false, epigraph: false, says_who: who == Some(child), ..neighbours },
        );
    }
    out.close_line();
}

/// Attributes every element of a block may carry.
struct Common {
    id: String,
    classes: String,
    language: String,
    /// The way that the block goes, if it is another one than the book's.
    direction: &'static str,
}

impl Common {
    fn of(writer: &dyn Setting, id: BlockId, block: &Block) -> Self {
        let language = block.language.map(|id| writer.book().foreign(id).to_owned()).unwrap_or_default();
        let direction = match &block.kind {
            BlockKind::Paragraph(prose) | BlockKind::Heading { prose, .. } => inlines::direction(writer, prose, &language),
            BlockKind::List { items, .. } => items.first().map_or("", |item| item_direction(writer, item)),
            _ => "",
        };
        Self {
            direction,
            id: writer.block_id(id),
            classes: match block.role {
                Role::Plain | Role::Entry => block.classes.iter().map(|name| xml::class(name)).collect::<Vec<_>>().join(" "),
                role => role.class().to_owned(),
            },
            language,
        }
        .aligned(block.alignment)
    }

    /// With the way of the book in an item of a list of one from right to left, unless the block is in another language.
    fn beside_label(self, writer: &dyn Setting, in_item: bool) -> Self {
        let stays = in_item && self.language.is_empty() && right_to_left(&writer.book().language);
        Self { direction: if stays { "" } else { self.direction }, ..self }
    }

    /// With the class of a displayed formula that needs more room than the narrowest screens have.
    fn fitting(mut self, book: &Book, block: &Block) -> Self {
        let is_formula = block.role == Role::Formula;
        let step = narrow::needed(book, block).filter(|_| is_formula).and_then(NeededRoom::step);
        self.classes.extend(step.map(|step| format!(" {}", fitted(step, false))));
        self
    }

    /// With the class of an alignment.
    fn aligned(mut self, alignment: Option<Alignment>) -> Self {
        let class = match alignment {
            Some(Alignment::Start) => "start",
            Some(Alignment::Centre) => "centre",
            Some(Alignment::End) => "end",
            None => return self,
        };
        self.classes = format!("{} {class}", self.classes).trim_start().to_owned();
        self
    }

    fn all(&self) -> Vec<(&str, &str)> {
        self.with(&self.id, &self.classes)
    }

    /// The attributes with another id, and a class of ours, which an author's own class replaces.
    fn with<'a>(&'a self, id: &'a str, class: &'a str) -> Vec<(&'a str, &'a str)> {
        let class = if self.classes.is_empty() { class } else { &self.classes };
        vec![("id", id), ("class", class), ("lang", &self.language), ("xml:lang", &self.language), ("dir", self.direction)]
    }
}

/// The way that an item of a list goes, by its first block, if it is another one than the book's. In a book from right to left items
/// stay beside their labels, in whatever letters they are.
fn item_direction(writer: &dyn Setting, item: &ListItem) -> &'static str {
    if right_to_left(&writer.book().language) {
        return "";
    }
    let first = item.blocks.first().map(|id| writer.book().block(*id));
    first.and_then(|block| Some(inlines::direction(writer, block.prose()?, ""))).unwrap_or("")
}

/// Writes a set-off note: its label, then what it says.
fn callout(out: &mut Markup, writer: &dyn Setting, common: &Common, content: &Callout) {
    let class = format!("callout {}", content.kind.class());
    let mut attributes = common.with(&common.id, &class);
    attributes.push(("role", "note"));
    out.open("aside", &attributes);
    out.raw("\n");
    cell(out, writer, "p", &[("class", "label")], content.label);
    for (index, &child) in content.blocks.iter().enumerate() {
        block(out, writer, child, Neighbours { first: index == 0, ..Neighbours::default() });
    }
    out.close_line();
}

/// A paragraph as the whole content of another element.
fn cell(out: &mut Markup, writer: &dyn Setting, tag: &'static str, attributes: &[(&str, &str)], id: BlockId) {
    content(out, writer, tag, attributes, id, InlineManner::default());
}

/// A paragraph as the whole content of another element, without the breaks of printed pages: they would be part of what the element calls something else.
fn unpaged_cell(out: &mut Markup, writer: &dyn Setting, tag: &'static str, attributes: &[(&str, &str)], id: BlockId) {
    content(out, writer, tag, attributes, id, InlineManner { unpaged: true, ..InlineManner::default() });
}

fn content(out: &mut Markup, writer: &dyn Setting, tag: &'static str, attributes: &[(&str, &str)], id: BlockId, manner: InlineManner) {
    let block = writer.book().block(id);
    let name = writer.block_id(id);
    let mut all = attributes.to_vec();
    all.push(("id", &name));
    all.push(("dir", block.prose().map_or("", |prose| inlines::direction(writer, prose, ""))));
    out.open(tag, &all);
    match block.prose() {
        Some(prose) => inlines::prose(out, writer, id, prose, manner),
        None => self::block(out, writer, id, Neighbours::default()),
    }
    out.close_line();
}

fn list(out: &mut Markup, writer: &dyn Setting, common: &Common, numbering: Option<Numbering>, tight: bool, items: &[ListItem]) {
    let tag = if numbering.is_some() { "ol" } else { "ul" };
    let start = numbering.map(|numbering| numbering.start).filter(|&number| number != 1);
    let number = start.map(|number| number.min(2_147_483_647).to_string()).unwrap_or_default();
    let tasks = items.iter().any(|item| item.task.is_some());
    let (numerals, marks) = numbering.map_or(("", ""), |numbering| in_html(&numbering));
    let mut attributes = common.with(&common.id, if tasks { "tasks" } else { marks });
    attributes.push(("type", numerals));
    attributes.push(("start", &number));
    out.open(tag, &attributes);
    out.raw("\n");
    for item in items {
        // What goes the book's way stands in a list that does not.
        let own = item_direction(writer, item);
        let usual = if right_to_left(&writer.book().language) { "rtl" } else { "ltr" };
        let turned = if own == common.direction {
            ""
        } else if own.is_empty() {
            usual
        } else {
            own
        };
        out.open("li", &[("class", if tight { "" } else { "loose" }), ("dir", turned)]);
        if let Some(done) = item.task {
            let (sign, label) = if done { ("☑", writer.words().done) } else { ("☐", writer.words().open) };
            out.open("span", &[("class", "task"), ("role", "img"), ("aria-label", label)]);
            out.text(sign);
            out.close();
            out.text("\u{A0}");
        }
        for (index, &child) in item.blocks.iter().enumerate() {
            let block = writer.book().block(child);
            match &block.kind {
                // In a tight list a paragraph has no element of its own, unless something must hang on one.
                BlockKind::Paragraph(prose)
                    if tight && writer.block_id(child).is_empty() && block.language.is_none() && block.alignment.is_none() =>
                {
                    inlines::prose(out, writer, child, prose, InlineManner::default());
                }
                _ => self::block(out, writer, child, Neighbours { first: index == 0, in_item: true, ..Neighbours::default() }),
            }
        }
        out.close_line();
    }
    out.close_line();
}

/// The type of a list's numbers, and the class for the marks round them; empty for what is usual.
fn in_html(numbering: &Numbering) -> (&'static str, &'static str) {
    let (numerals, bracket, brackets) = match numbering.numerals {
        Numerals::Figures => ("", "bracket", "brackets"),
        Numerals::SmallLetters => ("a", "bracket-a", "brackets-a"),
        Numerals::Capitals => ("A", "bracket-A", "brackets-A"),
        Numerals::SmallRoman => ("i", "bracket-i", "brackets-i"),
        Numerals::Roman => ("I", "bracket-I", "brackets-I"),
    };
    let marks = match numbering.marks {
        NumeralMarks::Stop => "",
        NumeralMarks::Bracket => bracket,
        NumeralMarks::Brackets => brackets,
    };
    (numerals, marks)
}

fn definitions(out: &mut Markup, writer: &dyn Setting, common: &Common, entries: &[Definition]) {
    out.open("dl", &common.all());
    out.raw("\n");
    for entry in entries {
        for &term in &entry.terms {
            cell(out, writer, "dt", &[], term);
        }
        for detail in &entry.details {
            match detail[..] {
                [only] if writer.book().block(only).prose().is_some() => cell(out, writer, "dd", &[], only),
                _ => {
                    out.open("dd", &[]);
                    blocks(out, writer, detail, false);
                    out.close_line();
                }
            }
        }
    }
    out.close_line();
}

/// Opens what a table stands in, if anything; `fit` is its class if the table needs more room across than narrow screens have. On the web
/// all can be moved sideways, since nobody knows how large a reader's letters are; keys must reach those that will be.
fn frame(out: &mut Markup, fit: Option<&str>) -> bool {
    let Some(class) = fit.or(out.is_html().then_some("scrolls")) else { return false };
    if fit.is_some() {
        out.note_narrow();
    }
    let stop = if fit.is_some() && out.is_html() { "0" } else { "" };
    out.open("div", &[("class", class), ("tabindex", stop)]);
    out.raw("\n");
    true
}

fn table(out: &mut Markup, writer: &dyn Setting, common: &Common, table: &Table) {
    let Table { rows, row_heads, caption, .. } = table;
    let covered = table.covered();
    let is_empty = |id: &BlockId| writer.book().block(*id).prose().is_none_or(|prose| prose.text.trim().is_empty());
    let room = narrow::table(writer.book(), table);
    let fit = room.step().map(|step| fitted(step, room.lists));
    let labels = if fit.is_some() && room.lists { column_labels(writer, table) } else { Vec::new() };
    let row = |out: &mut Markup, cells: &[BlockId], headed: bool| {
        out.open("tr", &[]);
        for (column, id) in cells.iter().enumerate().filter(|(_, id)| !covered.contains(id)) {
            // A head cell without words heads nothing.
            let (tag, scope) = match (headed, *row_heads && column == 0) {
                _ if is_empty(id) => ("td", ""),
                (true, _) => ("th", "col"),
                (false, true) => ("th", "row"),
                (false, false) => ("td", ""),
            };
            let span = table.span(*id);
            let over = |count: usize| if count > 1 { count.to_string() } else { String::new() };
            let (columns, rows) = (over(span.columns), over(span.rows));
            let class = cell_class(table.alignment(*id, column, headed));
            let write = if headed { unpaged_cell } else { cell };
            let label = labels.get(column).filter(|_| !headed).map_or("", String::as_str);
            let attributes = [("colspan", &*columns), ("rowspan", &rows), ("scope", scope), ("class", class), ("data-head", label)];
            write(out, writer, tag, &attributes, *id);
        }
        out.close_line();
    };
    for id in head_cells(table) {
        pages(out, writer, id);
    }
    let unnamed = table.heads().flatten().all(is_empty);
    let framed = frame(out, fit.as_deref());
    out.open("table", &common.all());
    out.raw("\n");
    if let Some(caption) = caption {
        unpaged_cell(out, writer, "caption", &[], *caption);
    }
    if !unnamed {
        out.open("thead", &[]);
        table.heads().for_each(|head| row(out, head, true));
        out.close_line();
    }
    if !rows.is_empty() || unnamed {
        out.open("tbody", &[]);
        rows.iter().for_each(|cells| row(out, cells, false));
        out.close_line();
    }
    out.close_line();
    if framed {
        out.close_line();
    }
}

/// The class of a cell that stands otherwise than at the side where lines begin.
fn cell_class(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::Centre => "centre",
        Alignment::End => "end",
        Alignment::Start => "",
    }
}

/// The classes of what needs a certain room across, in ems; `lists` says that rows may become lists where there is less.
fn fitted(step: u16, lists: bool) -> String {
    format!("fit fit-{step}{}", if lists { " rows" } else { "" })
}

/// The words that each column of a table is headed by.
fn column_labels(writer: &dyn Setting, table: &Table) -> Vec<String> {
    let words = |id: &BlockId| writer.book().block(*id).prose().map(spoken_words).filter(|words| !words.is_empty());
    let columns = table.heads().map(Vec::len).max().unwrap_or(0);
    let of_column = |column| table.heads().filter_map(|row| row.get(column).and_then(words)).collect::<Vec<_>>().join(", ");
    (0..columns).map(of_column).collect()
}

/// The words of a text in one line, its formulas said.
fn spoken_words(prose: &Prose) -> String {
    let of_run = |run: &Run| match &run.kind {
        RunKind::Math(formula) => formula.said(),
        RunKind::Image(_, alternative, _) => alternative.words.clone(),
        RunKind::Break => " ".to_owned(),
        RunKind::Note(_) => String::new(),
        RunKind::Text => prose.text[run.range()].to_owned(),
    };
    prose.runs.iter().map(of_run).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}
