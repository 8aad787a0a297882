//! The structure: what the pages say, as a tree, for those who don't see them. A walk of the edition, not of the pages:
//! the pages only say which marked contents belong to which origin.

use super::content::MarkedContent;
use super::element::{CellScope, Kid, StructureAttribute, StructureElement, number};
use super::images::alternative;
use super::leaves::Leaves;
use super::sheets::PressSheet;
use crate::book::{
    BlockGroup, BlockId, BlockKind, Book, ChapterId, Definition, Division, GroupForm, ListItem, Numbering, Numerals, Picture, RunKind,
    Table, toc,
};
use crate::edition::{Edition, EntryId, NoteSeries};
use crate::layout::Pages;
use crate::layout::frame::{ContentsLine, LinkTarget, MatterRole, Origin};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// A row of a table.
struct TaggedRow<'t> {
    table: &'t Table,
    cells: &'t [BlockId],
    /// The cells of the table that others cover.
    covered: &'t BTreeSet<BlockId>,
}

/// The structure tree: elements, the document first, each behind its parent.
#[derive(Default)]
pub(super) struct StructureTree {
    pub(super) elements: Vec<StructureElement>,
    /// The element that holds the contents of each origin, for links of PDF 2.0, which lead to elements.
    pub(super) homes: BTreeMap<Origin, usize>,
    /// Elements that speak of others, for PDF 2.0: entries of the contents of what they lead to, marks and notes of each other.
    pub(super) references: BTreeMap<usize, Vec<usize>>,
    /// Origins that the walk did not meet: a fault of the layout's or of the walk's. Their contents stand at the end.
    pub(super) strays: Vec<Origin>,
}

/// Builds the tree; `second` says that it is one of PDF 2.0.
pub(super) fn tree(pages: &Pages, edition: &Edition, sheets: &[PressSheet], second: bool) -> StructureTree {
    let document = StructureElement { role: "Document", ..StructureElement::default() };
    let mut walk = TagWalk {
        book: edition.book(),
        edition,
        pages,
        sheets,
        leaves: Leaves::new(sheets),
        second,
        asides: 0,
        elements: vec![document],
        homes: BTreeMap::new(),
        listed: Vec::new(),
        marks: Vec::new(),
        entries: BTreeMap::new(),
        within: 0,
        later: VecDeque::new(),
    };
    walk.document();
    let strays = walk.leaves.left();
    for &stray in &strays {
        walk.leaf(0, "P", stray);
    }
    let references = if second { walk.references() } else { BTreeMap::new() };
    StructureTree { elements: walk.elements, homes: walk.homes, references, strays }
}

struct TagWalk<'a> {
    book: &'a Book,
    edition: &'a Edition,
    pages: &'a Pages,
    sheets: &'a [PressSheet],
    leaves: Leaves,
    /// Whether the tree is one of PDF 2.0.
    second: bool,
    /// How many set-off notes are open: in PDF 2.0 none of their elements may stand in another (ISO 32005, table 5).
    asides: usize,
    elements: Vec<StructureElement>,
    homes: BTreeMap<Origin, usize>,
    /// The entries of the contents, with what they lead to.
    listed: Vec<(usize, toc::ContentsTarget)>,
    /// The marks of notes.
    marks: Vec<(usize, EntryId)>,
    /// The notes.
    entries: BTreeMap<EntryId, usize>,
    /// How many notes are open.
    within: u8,
    /// Notes called by one that lies too deep to hold them; they follow the outermost.
    later: VecDeque<EntryId>,
}

/// The elements of words with a reading over them.
struct RubyElement {
    /// What the words come from.
    home: Origin,
    element: usize,
    base: Option<usize>,
    reading: Option<usize>,
}

/// How deep a note stands in notes at most: a tree ever so much deeper is read by no viewer.
const DEEPEST: u8 = 8;

impl TagWalk<'_> {
    /// See [`StructureTree::references`].
    fn references(&self) -> BTreeMap<usize, Vec<usize>> {
        let mut references: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let matter = |role| {
            let index = self.pages.matter.iter().position(|line| line.role == role)?;
            u32::try_from(index).ok().map(Origin::Matter)
        };
        for &(item, target) in &self.listed {
            // What stands in the place of a figure that isn't there is a block inside it.
            let inside = |block: BlockId| {
                let all = std::iter::once(block).chain(self.book.block(block).children());
                all.map(Origin::Block).find(|origin| self.homes.contains_key(origin))
            };
            let origin = match target {
                toc::ContentsTarget::Part(chapter) => Some(Origin::Part(chapter)),
                toc::ContentsTarget::Section(section) => Some(Origin::Block(self.book.section(section).heading)),
                toc::ContentsTarget::Figure(block) | toc::ContentsTarget::Table(block) => inside(block),
                toc::ContentsTarget::Introduction => matter(MatterRole::Introduction),
                toc::ContentsTarget::Commentary => matter(MatterRole::Commentary),
            };
            references.extend(origin.and_then(|origin| self.homes.get(&origin)).map(|&element| (item, vec![element])));
        }
        for (mark, entry) in &self.marks {
            if let Some(&note) = self.entries.get(entry) {
                references.entry(*mark).or_default().push(note);
                references.entry(note).or_default().push(*mark);
            }
        }
        references
    }

    fn document(&mut self) {
        let plan = self.edition.plan;
        let title = self.open(0, "Sect");
        let half_title = if plan.title_above { self.open(0, "Sect") } else { title };
        // Where the title above the text is a heading of the text's, it is read with what stands below it.
        plan.title_section.into_iter().for_each(|section| self.block(title, self.book.section(section).heading, 0));
        let imprint = if plan.is_continuous() { self.open(0, "Sect") } else { title };
        let (mut lists, mut introduction, mut gathered) = (Vec::new(), None, Vec::new());
        for (index, line) in (0..).zip(&self.pages.matter) {
            if line.role == MatterRole::Introduction {
                introduction = Some(Origin::Matter(index));
            } else if matches!(line.role, MatterRole::Commentary | MatterRole::CommentaryOn) {
                gathered.push((Origin::Matter(index), if line.role == MatterRole::Commentary { "H1" } else { "H2" }));
            } else if line.role == MatterRole::ContentsHeading {
                let section = self.open(0, "Sect");
                self.leaf(section, if plan.title_above { "H2" } else { "H1" }, Origin::Matter(index));
                lists.push(section);
            } else if line.role == MatterRole::Title && plan.title_above {
                self.leaf(title, "H1", Origin::Matter(index));
            } else {
                let section = match line.role {
                    MatterRole::Copyright => imprint,
                    MatterRole::HalfTitle => half_title,
                    _ => title,
                };
                self.leaf(section, "P", Origin::Matter(index));
            }
        }
        self.close(title);
        [half_title, imprint].into_iter().filter(|&other| other != title).for_each(|other| self.close(other));
        let mut line = 0;
        for section in lists {
            let table = self.open(section, "TOC");
            line = self.contents(table, line, 0);
            self.close(table);
            self.close(section);
        }
        self.chapters();
        let sect = self.open(0, "Sect");
        introduction.into_iter().for_each(|heading| self.leaf(sect, "H1", heading));
        self.blocks(sect, &self.book.introduction.clone(), 0);
        self.close(sect);
        let sect = self.open(0, "Sect");
        gathered.into_iter().for_each(|(heading, role)| self.leaf(sect, role, heading));
        for (note, _) in self.edition.gathered() {
            self.note(sect, note);
            self.followers(sect);
        }
        // Each note below the heading that it stands under; the notes without a place are behind them all.
        self.sort(sect);
        for &note in self.edition.unplaced() {
            self.leaf(sect, "P", Origin::Voice(note));
            self.blocks(sect, &self.book.note(note).blocks, 0);
        }
        self.close(sect);
        self.sort(0);
    }

    fn chapters(&mut self) {
        let mut part = None;
        for (index, chapter) in self.book.chapters.iter().enumerate() {
            // As in the contents: a part ends where the next begins, and before the back matter.
            if chapter.division == Division::Back || chapter.part.is_some() {
                part.take().into_iter().for_each(|part| self.close(part));
            }
            if chapter.part.is_some() {
                let begun = self.open(0, "Part");
                self.leaf(begun, "H1", Origin::Part(ChapterId::new(index)));
                part = Some(begun);
            }
            let sect = self.open(part.unwrap_or(0), "Sect");
            // The title above the text was read with what stands below it.
            let is_title = chapter.heading.is_some() && chapter.heading == self.edition.plan.title_section;
            self.blocks(sect, &chapter.blocks[usize::from(is_title)..], u8::from(part.is_some()) + self.edition.plan.lowered());
            self.close(sect);
        }
        part.into_iter().for_each(|part| self.close(part));
    }

    /// The lines of a list from `from` on that are at least so deep. Deeper lines are a table inside the line above.
    fn contents(&mut self, table: usize, from: usize, depth: u8) -> usize {
        let mut at = from;
        let mut last = None;
        while let Some(line) = self.pages.contents.get(at) {
            let list = |line: &ContentsLine| match line.target {
                toc::ContentsTarget::Figure(_) => 1,
                toc::ContentsTarget::Table(_) => 2,
                _ => 0,
            };
            let other_list = list(line) != list(&self.pages.contents[from]);
            if line.depth < depth || other_list {
                break;
            }
            if line.depth > depth && last.is_some() {
                let parent = last.unwrap_or(table);
                let inner = self.open(parent, "TOC");
                at = self.contents(inner, at, line.depth);
                self.close(inner);
                continue;
            }
            let item = self.open(table, "TOCI");
            self.listed.push((item, line.target));
            self.leaf(item, "Reference", Origin::Contents(u32::try_from(at).unwrap_or(u32::MAX)));
            last = (!self.elements[item].kids.all().is_empty()).then_some(item);
            if last.is_none() {
                self.close(item);
            }
            at += 1;
        }
        at
    }

    /// Blocks as elements, each with the notes it calls right behind it. `deeper` is added to the levels of headings.
    fn blocks(&mut self, parent: usize, blocks: &[BlockId], deeper: u8) {
        for &block in blocks {
            self.block(parent, block, deeper);
        }
    }

    /// A block as an element, with the notes it calls right behind it.
    fn block(&mut self, parent: usize, id: BlockId, deeper: u8) {
        let block = self.book.block(id);
        let before = self.elements.len();
        match &block.kind {
            BlockKind::Heading { section, .. } => {
                let level = usize::from((self.book.section(*section).depth + deeper).clamp(1, 6));
                self.leaf(parent, ["H1", "H2", "H3", "H4", "H5", "H6"][level - 1], Origin::Block(id));
                self.notes(parent, id);
            }
            BlockKind::Paragraph(_) | BlockKind::SceneBreak => {
                self.leaf(parent, "P", Origin::Block(id));
                self.notes(parent, id);
            }
            BlockKind::PageBreak => {}
            BlockKind::Code { .. } => {
                let paragraph = self.open(parent, "P");
                self.leaf(paragraph, "Code", Origin::Block(id));
                self.close(paragraph);
                self.notes(parent, id);
            }
            BlockKind::Quote(blocks) => {
                let quote = self.open(parent, "BlockQuote");
                self.blocks(quote, blocks, deeper);
                self.close(quote);
            }
            BlockKind::Callout(content) => {
                let aside = self.open(parent, if self.second && self.asides == 0 { "Aside" } else { "Sect" });
                self.asides += 1;
                self.block(aside, content.label, deeper);
                self.blocks(aside, &content.blocks, deeper);
                self.asides -= 1;
                self.close(aside);
            }
            BlockKind::Group(group) => self.group(parent, group, deeper),
            BlockKind::Details { summary, blocks } => {
                let group = self.open(parent, "Div");
                self.blocks(group, summary.as_slice(), deeper);
                self.blocks(group, blocks, deeper);
                self.close(group);
            }
            BlockKind::List { numbering, items, .. } => self.list(parent, id, *numbering, items, deeper),
            BlockKind::Definitions(entries) => self.definitions(parent, entries, deeper),
            BlockKind::Table(content) => {
                self.table(parent, content);
                block.children().into_iter().for_each(|cell| self.notes(parent, cell));
            }
            BlockKind::Figure { picture: Picture::Absent(words), caption, .. } => self.words_of_figure(parent, *words, *caption),
            BlockKind::Figure { picture: Picture::Shown(..), caption, .. } => self.figure(parent, id, *caption),
        }
        if let (Some(language), Some(element)) = (block.language, self.elements.get_mut(before)) {
            element.told().language = Some(self.book.foreign(language).to_owned());
        }
    }

    /// Blocks that are set together, with the caption of all of them.
    fn group(&mut self, parent: usize, group: &BlockGroup, deeper: u8) {
        let tag = if group.form == GroupForm::Epigraph { "BlockQuote" } else { "Div" };
        let element = self.open(parent, tag);
        self.blocks(element, &group.blocks, deeper);
        if let Some(caption) = group.caption {
            // PDF/UA-2 has captions within what they are of (8.2.5.27), and a group has no tag of its own.
            self.leaf(element, if self.second { "P" } else { "Caption" }, Origin::Block(caption));
            self.notes(element, caption);
        }
        self.close(element);
    }

    /// A list, its items with their labels; `id` is its block.
    fn list(&mut self, parent: usize, id: BlockId, numbering: Option<Numbering>, items: &[ListItem], deeper: u8) {
        let list = self.open(parent, "L");
        self.elements[list].told().attribute = Some(StructureAttribute::Numbering(in_pdf(numbering)));
        for (index, item) in (0..).zip(items) {
            let entry = self.open(list, "LI");
            self.leaf(entry, "Lbl", Origin::Label(id, index));
            let body = self.open(entry, "LBody");
            self.blocks(body, &item.blocks, deeper);
            self.close(body);
            self.close(entry);
        }
        self.close(list);
    }

    /// A definition list, whose terms are the labels of its items.
    fn definitions(&mut self, parent: usize, entries: &[Definition], deeper: u8) {
        let list = self.open(parent, "L");
        self.elements[list].told().attribute = Some(StructureAttribute::Described);
        for entry in entries {
            let item = self.open(list, "LI");
            for &term in &entry.terms {
                self.leaf(item, "Lbl", Origin::Block(term));
            }
            let body = self.open(item, "LBody");
            entry.terms.iter().for_each(|&term| self.notes(body, term));
            entry.details.iter().for_each(|blocks| self.blocks(body, blocks, deeper));
            self.close(body);
            self.close(item);
        }
        self.close(list);
    }

    /// A table with its caption, head and rows, without the notes that its cells call.
    fn table(&mut self, parent: usize, content: &Table) {
        let table = self.open(parent, "Table");
        if let Some(caption) = content.caption {
            self.leaf(table, "Caption", Origin::Block(caption));
        }
        let covered = content.covered();
        for row in content.heads() {
            self.row(table, &TaggedRow { table: content, cells: row, covered: &covered }, |_| Some(CellScope::Column));
        }
        for row in &content.rows {
            let row = TaggedRow { table: content, cells: row, covered: &covered };
            self.row(table, &row, |column| (content.row_heads && column == 0).then_some(CellScope::Row));
        }
        self.close(table);
    }

    /// The words that stand for a picture, with its caption.
    fn words_of_figure(&mut self, parent: usize, words: BlockId, caption: Option<BlockId>) {
        let group = self.open(parent, "Div");
        let caption = caption.filter(|caption| *caption != words);
        // The words stand for the picture and are read as its are; but in a figure nobody would find the marks of notes.
        let is_plain = self.edition.marks(words).is_empty() && self.leaves.has(Origin::Block(words));
        if is_plain {
            let figure = self.open(group, "Figure");
            self.elements[figure].told().alternative = self.book.block(words).prose().map(crate::book::Prose::plain);
            self.inline(figure, Origin::Block(words));
            let holder = if self.second { figure } else { group };
            caption.into_iter().for_each(|caption| self.leaf(holder, "Caption", Origin::Block(caption)));
        } else {
            std::iter::once(words).chain(caption).for_each(|part| self.leaf(group, "P", Origin::Block(part)));
        }
        self.close(group);
        std::iter::once(words).chain(caption).for_each(|part| self.notes(parent, part));
    }

    /// A picture with its caption; `id` is its block.
    fn figure(&mut self, parent: usize, id: BlockId, caption: Option<BlockId>) {
        let group = self.open(parent, "Div");
        self.inline(group, Origin::Block(id));
        if let Some(caption) = caption {
            let figure = self.figure_in(group);
            // In PDF 2.0 it is a part of its figure (ISO 32000-2, 14.8.4.8.4); before, what stands in a figure is not read, its
            // `Alt` is. Words below a picture that says nothing are words.
            match figure {
                Some(figure) if self.second => self.leaf(figure, "Caption", Origin::Block(caption)),
                Some(_) => self.leaf(group, "Caption", Origin::Block(caption)),
                None => self.leaf(group, "P", Origin::Block(caption)),
            }
        }
        self.close(group);
        caption.iter().for_each(|&caption| self.notes(parent, caption));
    }

    /// A row of cells but those that others cover; `head` says what the cell of a column heads.
    fn row(&mut self, parent: usize, cells: &TaggedRow, head: impl Fn(usize) -> Option<CellScope>) {
        let &TaggedRow { table, cells, covered } = cells;
        let row = self.open(parent, "TR");
        for (column, &cell) in cells.iter().enumerate().filter(|(_, cell)| !covered.contains(cell)) {
            let heads = head(column).filter(|_| self.leaves.has(Origin::Block(cell)));
            let element = self.open(row, if heads.is_some() { "TH" } else { "TD" });
            let span = table.span(cell);
            if heads.is_some() || span.columns > 1 || span.rows > 1 {
                let [columns, rows] = [span.columns, span.rows].map(|count| u16::try_from(count).unwrap_or(u16::MAX));
                self.elements[element].told().attribute = Some(StructureAttribute::Cell { heads, columns, rows });
            }
            self.inline(element, Origin::Block(cell));
        }
        self.close(row);
    }

    /// The notes that a block is the first to call, but those of a chapter of their own: they are read there, below its title.
    fn notes(&mut self, parent: usize, block: BlockId) {
        for mark in self.edition.marks(block).iter().filter(|mark| mark.first) {
            let entry = self.edition.entry(mark.entry);
            if !(entry.series == NoteSeries::Commentary && entry.place.is_gathered()) {
                self.note(parent, mark.entry);
            }
        }
        self.followers(parent);
    }

    /// What could not be held by the notes that call it, once none is open.
    fn followers(&mut self, parent: usize) {
        while self.within == 0
            && let Some(id) = self.later.pop_front()
        {
            self.note(parent, id);
        }
    }

    fn note(&mut self, parent: usize, id: EntryId) {
        if self.within == DEEPEST {
            return self.later.push_back(id);
        }
        self.within += 1;
        let element = self.open(parent, "Note");
        self.entries.insert(id, element);
        self.elements[element].note = Some(id);
        self.leaf(element, "Lbl", Origin::EntryHead(id));
        for &note in &self.edition.entry(id).notes {
            self.leaf(element, "Span", Origin::Voice(note));
            self.blocks(element, &self.book.note(note).blocks, 0);
        }
        self.close(element);
        self.within -= 1;
    }

    /// An element that holds an origin's contents, if it has any.
    fn leaf(&mut self, parent: usize, role: &'static str, origin: Origin) {
        if self.leaves.has(origin) {
            let element = self.open(parent, role);
            self.inline(element, origin);
        }
    }

    /// The contents of an origin, in the order drawn: links, marks and images as elements of their own.
    fn inline(&mut self, parent: usize, origin: Origin) {
        if self.second {
            self.homes.insert(origin, parent);
        }
        // The element of the link that the last content belonged to, which the next goes on with if it is the same link.
        let mut going: Option<(Origin, LinkTarget, usize)> = None;
        // The element of the formula that the last content was part of.
        let mut formula: Option<(Origin, usize)> = None;
        // The element of the words with a reading that the last content was part of.
        let mut ruby: Option<RubyElement> = None;
        for (page, mcid) in self.leaves.take(origin) {
            let leaf = self.sheets[page].leaves[mcid];
            let holder = match (leaf.link, going) {
                (Some(link), Some((from, target, element))) if target == link && from == leaf.origin => element,
                (Some(link), _) => {
                    let outer = if matches!(leaf.origin, Origin::Mark(..)) { self.open(parent, "Reference") } else { parent };
                    let element = self.open(outer, "Link");
                    if let Origin::Mark(entry, _) = leaf.origin {
                        self.marks.push((element, entry));
                    }
                    going = Some((leaf.origin, link, element));
                    element
                }
                (None, _) => parent,
            };
            if leaf.link.is_none() {
                going = None;
            }
            let part = match (leaf.origin, formula) {
                (Origin::RubyBase(..) | Origin::Reading(..), _) => self.ruby(holder, leaf.origin, &mut ruby),
                (Origin::Formula(..), Some((from, element))) if from == leaf.origin => element,
                (Origin::Formula(block, run), _) => {
                    let element = self.open(holder, "Formula");
                    self.elements[element].told().alternative = self.latex(block, run);
                    formula = Some((leaf.origin, element));
                    element
                }
                _ => holder,
            };
            self.content(part, page, mcid, leaf);
            let own = self.sheets[page].regions.iter().enumerate().filter(|(_, region)| region.mcid as usize == mcid);
            let kids = &mut self.elements[holder].kids;
            own.for_each(|(index, _)| kids.push(Kid::Annotation(number(page), number(index))));
        }
    }

    /// The element of words with a reading over them, or of the reading, inside one for both.
    fn ruby(&mut self, holder: usize, origin: Origin, last: &mut Option<RubyElement>) -> usize {
        let home = match origin {
            Origin::Reading(block, run) => Origin::RubyBase(block, run),
            other => other,
        };
        let known = last.take().filter(|last| last.home == home);
        let RubyElement { element, mut base, mut reading, .. } = match known {
            Some(known) => known,
            None => RubyElement { home, element: self.open(holder, "Ruby"), base: None, reading: None },
        };
        let part = match origin {
            Origin::Reading(..) => *reading.get_or_insert_with(|| self.open(element, "RT")),
            _ => *base.get_or_insert_with(|| self.open(element, "RB")),
        };
        *last = Some(RubyElement { home, element, base, reading });
        part
    }

    /// The source of a formula, which is said in its place.
    fn latex(&self, block: BlockId, run: u32) -> Option<String> {
        match &self.book.block(block).prose()?.runs.get(run as usize)?.kind {
            RunKind::Math(math) => Some(math.latex.split_whitespace().collect::<Vec<_>>().join(" ")),
            _ => None,
        }
    }

    fn content(&mut self, holder: usize, page: usize, mcid: usize, leaf: MarkedContent) {
        let holder = match leaf.picture {
            Some(place) => {
                let figure = self.open(holder, "Figure");
                self.elements[figure].told().alternative = alternative(self.book, leaf.origin);
                self.elements[figure].told().attribute = Some(StructureAttribute::Box(place));
                figure
            }
            None => holder,
        };
        self.elements[holder].kids.push(Kid::Content(number(page), number(mcid)));
    }

    /// The figure in a group, which may stand in a link.
    fn figure_in(&self, group: usize) -> Option<usize> {
        self.elements[group].kids.all().iter().find_map(|&kid| match kid {
            Kid::Element(inner) if self.elements[inner as usize].role == "Link" => self.figure_in(inner as usize),
            Kid::Element(inner) => Some(inner as usize),
            _ => None,
        })
    }

    fn open(&mut self, parent: usize, role: &'static str) -> usize {
        let element = self.elements.len();
        self.elements.push(StructureElement { role, parent, ..StructureElement::default() });
        self.elements[parent].kids.push(Kid::Element(number(element)));
        element
    }

    /// Ends an element; one that holds nothing goes.
    fn close(&mut self, element: usize) {
        if self.elements[element].kids.all().is_empty() {
            let parent = self.elements[element].parent;
            self.elements[parent].kids.remove(Kid::Element(number(element)));
        }
    }

    /// The parts of an element in the order of the pages: front matter may stand before or behind the contents.
    fn sort(&mut self, element: usize) {
        let mut kids = std::mem::take(&mut self.elements[element].kids);
        kids.sort_by_key(|&kid| self.first(kid));
        self.elements[element].kids = kids;
    }

    fn first(&self, kid: Kid) -> (u32, u32) {
        match kid {
            Kid::Element(element) => {
                let kids = self.elements[element as usize].kids.all();
                kids.iter().map(|&kid| self.first(kid)).min().unwrap_or((u32::MAX, 0))
            }
            Kid::Content(page, mcid) => (page, mcid),
            Kid::Annotation(..) => (u32::MAX, 0),
        }
    }
}

/// The name of a list's numbers in a PDF (ISO 32000-2, 14.8.5.5).
fn in_pdf(numbering: Option<Numbering>) -> &'static str {
    match numbering.map(|numbering| numbering.numerals) {
        None => "Disc",
        Some(Numerals::Figures) => "Decimal",
        Some(Numerals::SmallLetters) => "LowerAlpha",
        Some(Numerals::Capitals) => "UpperAlpha",
        Some(Numerals::SmallRoman) => "LowerRoman",
        Some(Numerals::Roman) => "UpperRoman",
    }
}
