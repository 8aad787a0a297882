//! Where everything stands in an output of documents: file names, ids, and the address each link leads to.

use super::CommentedStretch;
use super::split;
use crate::book::{BlockId, BlockKind, Book, Chapter, ChapterId, Division, Link, LinkId, Matter, NoteId, SectionId, text, toc};
use crate::config::Config;
use crate::edition::{self, BySeries, Edition, EntryId, NoteEntry, NoteSeries, addresses};
use crate::source::address::encoded;
use crate::source::xml;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What the documents of an edition are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DocumentMedium {
    /// The container of an EPUB.
    Epub,
    /// Pages of the web: one for all, or an index and one a chapter.
    Web {
        /// Whether all stands on one page.
        one_page: bool,
    },
}

impl DocumentMedium {
    /// The ending of the documents' names.
    const fn ending(self) -> &'static str {
        match self {
            Self::Epub => "xhtml",
            Self::Web { .. } => "html",
        }
    }

    /// Whether the documents are pages of the web.
    pub(crate) const fn is_web(self) -> bool {
        matches!(self, Self::Web { .. })
    }

    /// Whether all stands on one page.
    pub(crate) const fn is_one_page(self) -> bool {
        matches!(self, Self::Web { one_page: true })
    }

    /// The document that the commentary is gathered in.
    const fn commentary(self) -> &'static str {
        match self {
            Self::Epub => COMMENTARY,
            Self::Web { one_page: true } => INDEX,
            Self::Web { one_page: false } => WEB_COMMENTARY,
        }
    }
}

/// The page that a folder of web pages opens with.
pub(crate) const INDEX: &str = "index.html";
/// The commentary's own page of the web.
const WEB_COMMENTARY: &str = "commentary.html";

/// Fixed names of our own documents; chapters never take them.
pub(crate) const COVER: &str = "cover.xhtml";
/// The title page.
pub(crate) const TITLE: &str = "title.xhtml";
/// The half title.
pub(crate) const HALF_TITLE: &str = "half-title.xhtml";
/// The copyright page.
pub(crate) const COPYRIGHT: &str = "copyright.xhtml";
/// The contents, written by epub-builder under this name.
pub(crate) const NAV: &str = "nav.xhtml";
/// The author's notes.
pub(crate) const NOTES: &str = "notes.xhtml";
/// The commentary.
pub(crate) const COMMENTARY: &str = "commentary.xhtml";
/// The introduction to the commentary, in its chapter.
pub(crate) const INTRODUCTION: &str = "commentary.xhtml#commentary-introduction";

/// Names and addresses.
#[derive(Debug)]
pub(crate) struct DocumentPlaces<'e> {
    edition: &'e Edition,
    /// What the documents are for.
    pub(crate) medium: DocumentMedium,
    /// File of each chapter; the first of them, if it has several.
    pub(crate) chapters: Vec<String>,
    /// The files of each chapter, with the blocks of the chapter that are in each.
    pub(crate) documents: Vec<Vec<(String, Range<usize>)>>,
    /// File of the part title page before a chapter.
    pub(crate) parts: BTreeMap<usize, String>,
    /// Whether the chapter of the author's notes, of the commentary, exists.
    pub(crate) has: BySeries<bool>,
    /// The documents of the author's notes and of the commentary, with the entries gathered in each.
    pub(crate) gathered: BySeries<Vec<(String, Vec<EntryId>)>>,
    /// The file of each gathered entry.
    files: BTreeMap<EntryId, String>,
    /// The file a block stands in.
    homes: BTreeMap<BlockId, String>,
    /// The headings of chapters inside parts, one level below what they would be without.
    lowered: BTreeSet<BlockId>,
    /// The section a leaf of the text is under.
    sections: BTreeMap<BlockId, SectionId>,
    /// Stretches of each leaf that comments are on.
    passages: BTreeMap<BlockId, Vec<CommentedStretch>>,
    /// Blocks that links lead to and that have no id of their own, with the one that is made for them.
    targets: BTreeMap<BlockId, String>,
    /// The name of each entry in ids.
    names: Vec<String>,
    /// The entry that shows a note, by index of the note.
    entries: BTreeMap<usize, EntryId>,
    /// The entries that stand between the blocks of the text, by the leaf their passage ends in.
    between: BTreeMap<BlockId, Vec<EntryId>>,
    /// The sections that open a chapter.
    opening: BTreeSet<SectionId>,
    /// The how many-th mark of its entry a mark is that is not the first.
    repeats: BTreeMap<(BlockId, usize), usize>,
    /// The entries that stand beside the text of a web page, each with the one above it there.
    beside: BTreeMap<EntryId, Option<EntryId>>,
    /// The pages that have entries beside their text.
    beside_in: BTreeSet<String>,
}

/// The documents of each chapter, the first in the file that `chapters` names: their files and the blocks in each.
fn chapter_documents(book: &Book, medium: DocumentMedium, chapters: &[String], names: &mut FileNames) -> Vec<Vec<(String, Range<usize>)>> {
    // Title and copyright page have one place each in the package; the web knows no page that is too long.
    let documents = |chapter: &Chapter| match medium.is_web() || chapter.matter.opens_the_book() {
        true => vec![0..chapter.blocks.len(); 1],
        false => split::documents(book, &chapter.blocks),
    };
    (book.chapters.iter().zip(chapters))
        .map(|(chapter, first)| {
            let mut parts = documents(chapter).into_iter();
            let head = (first.clone(), parts.next().unwrap_or_default());
            std::iter::once(head).chain(parts.map(|part| (names.free(&chapter.slug), part))).collect()
        })
        .collect()
}

/// The file that each chapter begins in, and the names that are still free.
fn chapter_files(edition: &Edition, medium: DocumentMedium) -> (Vec<String>, FileNames) {
    let half_title = edition.plan.half_title_asked.then_some(HALF_TITLE);
    let taken = [COVER, TITLE, COPYRIGHT, NAV, NOTES, COMMENTARY].into_iter().chain(half_title);
    let mut names = match medium {
        DocumentMedium::Epub => FileNames::new(medium, taken),
        DocumentMedium::Web { .. } => FileNames::new(medium, [INDEX, WEB_COMMENTARY]),
    };
    // The author's own title and copyright pages have the names of those that are made.
    let mut own = BTreeSet::new();
    let file = |chapter: &Chapter| match chapter.matter {
        matter if medium.is_one_page() || medium.is_web() && matter.opens_the_book() => INDEX.to_owned(),
        Matter::TitlePage if own.insert(TITLE) => TITLE.to_owned(),
        Matter::Copyright if own.insert(COPYRIGHT) => COPYRIGHT.to_owned(),
        _ => names.free(&chapter.slug),
    };
    (edition.book().chapters.iter().map(file).collect(), names)
}

/// The documents of the author's notes and of the commentary, with the entries gathered in each.
fn documents_of_notes(
    edition: &Edition,
    medium: DocumentMedium,
    chapters: &[String],
    names: &mut FileNames,
) -> BySeries<Vec<(String, Vec<EntryId>)>> {
    if medium.is_web() {
        return on_their_pages(edition, chapters, medium);
    }
    BySeries::each(|series| {
        let first = chapter_of(series);
        let of_it = |(_, entry): &(EntryId, &NoteEntry)| entry.series == series && entry.place.is_shown() && !entry.place.stands_between();
        let names = std::iter::once(first.to_owned()).chain(std::iter::repeat_with(|| names.free(first.trim_end_matches(".xhtml"))));
        let documents = split::notes(edition.book(), edition.entries().filter(of_it));
        documents.into_iter().zip(names).map(|(entries, name)| (name, entries)).collect()
    })
}

impl<'e> DocumentPlaces<'e> {
    /// `config` says whether there are lists that lead to figures and tables.
    pub(crate) fn new(edition: &'e Edition, config: &Config, medium: DocumentMedium) -> Self {
        let book = edition.book();
        let (chapters, mut names) = chapter_files(edition, medium);
        let documents = chapter_documents(book, medium, &chapters, &mut names);
        let with_part = book.chapters.iter().enumerate().filter(|(_, chapter)| edition.has_text() && chapter.part.is_some());
        let parts = (1..).zip(with_part);
        // On the web the title of a part stands above its first chapter.
        let parts = parts.map(|(number, (index, _))| match medium {
            DocumentMedium::Epub => (index, names.free(&format!("part-{number}"))),
            DocumentMedium::Web { .. } => (index, chapters[index].clone()),
        });
        let parts = parts.collect();
        let shown = |series| edition.entries.iter().filter(move |entry| entry.series == series && entry.place.is_shown());
        // Comments that stand in the text leave the commentary's chapter to its introduction and its voices.
        let gathered = shown(NoteSeries::Commentary).any(|entry| !entry.place.stands_between() || edition.voices().next().is_some());
        let documents_of_notes = documents_of_notes(edition, medium, &chapters, &mut names);
        let files = [&documents_of_notes.author, &documents_of_notes.commentary]
            .into_iter()
            .flatten()
            .flat_map(|(file, entries)| entries.iter().map(|&id| (id, file.clone())))
            .collect();
        let mut places = Self {
            gathered: documents_of_notes,
            files,
            edition,
            medium,
            chapters,
            documents,
            parts,
            has: BySeries {
                author: shown(NoteSeries::Author).next().is_some(),
                commentary: gathered || !edition.introduction().is_empty() || !edition.unplaced().is_empty(),
            },
            homes: BTreeMap::new(),
            lowered: BTreeSet::new(),
            sections: BTreeMap::new(),
            passages: BTreeMap::new(),
            targets: BTreeMap::new(),
            names: addresses::entries(edition),
            entries: BTreeMap::new(),
            between: BTreeMap::new(),
            opening: book.chapters.iter().filter_map(|chapter| chapter.heading).collect(),
            repeats: BTreeMap::new(),
            beside: BTreeMap::new(),
            beside_in: BTreeSet::new(),
        };
        places.house();
        places.find_passages();
        places.find_targets(config);
        places.count_marks();
        places.stand_beside();
        places
    }

    /// Notes the blocks that links and the lists of figures and tables lead to.
    fn find_targets(&mut self, config: &Config) {
        let book = self.edition.book();
        let linked = book.links.iter().filter_map(|link| if let Link::Block(block) = link { Some(*block) } else { None });
        let mut targets: BTreeSet<BlockId> = linked.collect();
        let figures = if config.list_of_figures { edition::figures(self.edition) } else { Vec::new() };
        let tables = if config.list_of_tables { edition::tables(self.edition) } else { Vec::new() };
        targets.extend(figures.into_iter().chain(tables).filter_map(|entry| match entry.target {
            toc::ContentsTarget::Figure(id) | toc::ContentsTarget::Table(id) => Some(id),
            _ => None,
        }));
        if self.medium.is_web() {
            let shown = book.chapters.iter().filter(|chapter| self.edition.shows(chapter));
            targets.extend(shown.flat_map(|chapter| addressed(book, &chapter.blocks)));
        }
        self.targets = addresses::blocks(book, targets.into_iter().filter(|id| book.block(*id).id.is_none()));
    }

    /// Notes which file each block and which section each leaf of the text is in.
    fn house(&mut self) {
        let book = self.edition.book();
        let mut in_part = false;
        for (index, chapter) in book.chapters.iter().enumerate() {
            // As in the contents: a part ends where the next begins, and before the back matter.
            in_part = chapter.division != Division::Back && (in_part || chapter.part.is_some());
            if in_part {
                let blocks = chapter.blocks.iter().copied();
                self.lowered.extend(blocks.filter(|&id| matches!(book.block(id).kind, BlockKind::Heading { .. })));
            }
            if self.edition.shows(chapter) {
                for (file, part) in self.documents[index].clone() {
                    self.home(&chapter.blocks[part], &file);
                }
            }
            let mut section = chapter.heading;
            for (id, block) in text::leaves(book, &chapter.blocks) {
                if let BlockKind::Heading { section: next, .. } = block.kind {
                    section = Some(next);
                }
                if let Some(section) = section {
                    self.sections.insert(id, section);
                }
            }
        }
        self.home(self.edition.introduction(), self.medium.commentary());
        for &note in self.edition.unplaced() {
            let last = self.unplaced().to_owned();
            self.home(&book.note(note).blocks, &last);
        }
        for (id, entry) in self.edition.entries() {
            if !entry.place.is_shown() {
                continue;
            }
            if entry.place.stands_between() {
                self.between.entry(entry.at.block).or_default().push(id);
            }
            let file = self.file(id).to_owned();
            for &note in &entry.notes {
                self.entries.insert(note.index(), id);
                self.home(&book.note(note).blocks, &file);
            }
        }
    }

    fn home(&mut self, blocks: &[BlockId], file: &str) {
        let mut open = blocks.to_vec();
        while let Some(id) = open.pop() {
            self.homes.insert(id, file.to_owned());
            open.extend(self.edition.book().block(id).children());
        }
    }

    /// Spreads each commented passage over the leaves it crosses. A comment without a lemma is on a whole paragraph or
    /// section, which needs no line under it.
    fn find_passages(&mut self) {
        for (index, stretches) in edition::passages(self.edition).into_iter().enumerate().filter(|(_, stretches)| !stretches.is_empty()) {
            let stretch = |(range, entry): (std::ops::Range<u32>, EntryId)| CommentedStretch {
                start: range.start as usize,
                end: range.end as usize,
                entry,
            };
            self.passages.insert(BlockId::new(index), stretches.into_iter().map(stretch).collect());
        }
    }

    fn count_marks(&mut self) {
        let mut count: BTreeMap<EntryId, usize> = BTreeMap::new();
        for block in (0..self.edition.book().blocks.len()).map(BlockId::new) {
            for (index, mark) in self.edition.marks(block).iter().enumerate().filter(|(_, mark)| !mark.first) {
                let count = count.entry(mark.entry).or_insert(1);
                *count += 1;
                self.repeats.insert((block, index), *count);
            }
        }
    }

    /// The level of a heading that stands inside a part: its element says one less, by which it keeps the look of a chapter's.
    pub(crate) fn level(&self, heading: BlockId) -> Option<u8> {
        let BlockKind::Heading { section, .. } = self.edition.book().block(heading).kind else { return None };
        let depth = self.edition.book().section(section).depth + self.edition.plan.lowered();
        (self.lowered.contains(&heading) && !self.medium.is_web()).then_some(depth.min(6) + 1)
    }

    /// The section a leaf of the text is under.
    pub(crate) fn section_of(&self, block: BlockId) -> Option<SectionId> {
        self.sections.get(&block).copied()
    }

    /// What comments are on in a leaf.
    pub(crate) fn passages(&self, block: BlockId) -> &[CommentedStretch] {
        self.passages.get(&block).map_or(&[], Vec::as_slice)
    }

    /// Name of an entry in ids.
    fn name(&self, entry: EntryId) -> &str {
        &self.names[entry.index()]
    }

    /// The file a chapter begins in, shown or not.
    pub(crate) fn file_of(&self, id: ChapterId) -> &str {
        &self.chapters[id.index()]
    }

    /// The file an entry is shown in: that of its series, or the one it stands in the text of.
    pub(crate) fn file(&self, id: EntryId) -> &str {
        let entry = self.edition.entry(id);
        let home = self.homes.get(&entry.at.block).filter(|_| entry.place.stands_between());
        let usual = if self.medium.is_web() { self.medium.commentary() } else { chapter_of(entry.series) };
        home.or_else(|| self.files.get(&id)).map_or(usual, String::as_str)
    }

    /// The document that the commentary is gathered in.
    pub(crate) fn commentary(&self) -> &'static str {
        self.medium.commentary()
    }

    /// The file of the comments without a place: the last of the commentary.
    fn unplaced(&self) -> &str {
        self.gathered.commentary.last().map_or(self.medium.commentary(), |(file, _)| file)
    }

    /// The entries to be shown behind some blocks of the text, in order.
    pub(crate) fn between(&self, blocks: &[BlockId]) -> Vec<EntryId> {
        if self.between.is_empty() {
            return Vec::new();
        }
        let leaves = text::leaves(self.edition.book(), blocks);
        leaves.iter().filter_map(|(leaf, _)| self.between.get(leaf)).flatten().copied().collect()
    }

    /// Notes which entries stand beside the text of a page, and below which others: those between the paragraphs of a text, not those in
    /// the commentary.
    fn stand_beside(&mut self) {
        if !self.medium.is_web() {
            return;
        }
        let mut last: BTreeMap<&str, EntryId> = BTreeMap::new();
        let book = self.edition.book();
        let leaves = |blocks| text::leaves(book, blocks).into_iter().map(|(id, _)| id);
        let mut beside: BTreeSet<BlockId> = book.chapters.iter().flat_map(|chapter| leaves(&chapter.blocks)).collect();
        for (id, entry) in self.edition.entries().filter(|(_, entry)| entry.place.stands_between()) {
            if !beside.contains(&entry.at.block) {
                continue;
            }
            // Comments on its words stand below a footnote.
            if entry.series == NoteSeries::Author {
                beside.extend(entry.notes.iter().flat_map(|&note| leaves(&book.note(note).blocks)));
            }
            let Some(file) = self.homes.get(&entry.at.block) else { continue };
            self.beside.insert(id, last.insert(file, id));
        }
        self.beside_in = last.into_keys().map(str::to_owned).collect();
    }

    /// The entry above one that stands beside the text, itself none for the first; none at all for one that does not stand there.
    pub(crate) fn beside(&self, entry: EntryId) -> Option<Option<EntryId>> {
        self.beside.get(&entry).copied()
    }

    /// Whether any entry stands beside the text of a page.
    pub(crate) fn has_beside(&self, file: &str) -> bool {
        self.beside_in.contains(file)
    }

    /// Id of the words that an entry is on, in the leaf that they begin in.
    pub(crate) fn passage_id(&self, block: BlockId, entry: EntryId) -> String {
        let begins = self.edition.entry(entry).from.is_some_and(|from| from.block == block);
        if self.medium.is_web() && begins { format!("words_{}", self.name(entry)) } else { String::new() }
    }

    /// Address of the words that an entry is on; none if they are not shown, or it is on a whole section.
    pub(crate) fn passage(&self, entry: EntryId) -> Option<String> {
        let from = self.edition.entry(entry).from?;
        let home = self.homes.get(&from.block)?;
        // An entry that quotes no words is on a paragraph.
        let stretched = self.passages(from.block).iter().any(|stretch| stretch.entry == entry);
        let id = if stretched { self.passage_id(from.block, entry) } else { self.block_id(from.block) };
        (self.medium.is_web() && !id.is_empty()).then(|| format!("{home}#{}", fragment(&id)))
    }

    /// Whether a block is part of this edition.
    pub(crate) fn shows(&self, block: BlockId) -> bool {
        self.homes.contains_key(&block)
    }

    /// Id of the heading of the comments on a chapter or section, in an edition without text.
    pub(crate) fn comments_on(slug: &str) -> String {
        format!("on_{}", xml::id(slug))
    }

    /// Id of a comment that has no place.
    pub(crate) fn unplaced_id(note: NoteId) -> String {
        format!("unplaced_{}", note.index())
    }

    /// Id of the note itself.
    pub(crate) fn note_id(&self, entry: EntryId) -> String {
        format!("note_{}", self.name(entry))
    }

    /// Address of the note itself.
    pub(crate) fn note(&self, entry: EntryId) -> String {
        format!("{}#{}", self.file(entry), self.note_id(entry))
    }

    /// Id of the `index`-th mark in a block.
    pub(crate) fn mark_id(&self, block: BlockId, index: usize) -> String {
        let name = self.name(self.edition.marks(block)[index].entry);
        match self.repeats.get(&(block, index)) {
            Some(count) => format!("mark_{name}_{count}"),
            None => format!("mark_{name}"),
        }
    }

    /// Address of an entry's first mark; none if the mark stands in text that is not shown.
    pub(crate) fn mark(&self, entry: EntryId) -> Option<String> {
        let home = self.homes.get(&self.edition.entry(entry).at.block)?;
        Some(format!("{home}#mark_{}", self.name(entry)))
    }

    /// Id of a block that links can lead to.
    pub(crate) fn block_id(&self, block: BlockId) -> String {
        match &self.edition.book().block(block).id {
            Some(id) => xml::id(id),
            None => self.targets.get(&block).cloned().unwrap_or_default(),
        }
    }

    /// Address of a block in its own document of the web; empty for those that have none.
    pub(crate) fn here(&self, block: BlockId) -> String {
        if !self.medium.is_web() || !self.homes.contains_key(&block) {
            return String::new();
        }
        let id = match self.edition.book().block(block).kind {
            BlockKind::Heading { section, .. } => xml::id(&self.edition.book().section(section).slug),
            _ => self.block_id(block),
        };
        if id.is_empty() { id } else { format!("#{}", fragment(&id)) }
    }

    /// Address of a section; of its file alone if it heads a chapter.
    pub(crate) fn section(&self, id: SectionId) -> Option<String> {
        let book: &Book = self.edition.book();
        let section = book.section(id);
        let file = self.homes.get(&section.heading)?;
        Some(if self.opening.contains(&id) && !self.medium.is_one_page() {
            file.clone()
        } else {
            format!("{file}#{}", fragment(&section.slug))
        })
    }

    /// Address of a chapter; none if it is not shown.
    pub(crate) fn chapter(&self, id: ChapterId) -> Option<&str> {
        let shown = self.edition.shows(self.edition.book().chapter(id));
        self.chapters.get(id.index()).filter(|_| shown).map(String::as_str)
    }

    /// Address of the beginning of a chapter: of its heading, where all stands on one page.
    pub(crate) fn chapter_start(&self, id: ChapterId) -> Option<String> {
        let file = self.chapter(id)?;
        let heading = self.edition.book().chapter(id).heading.filter(|_| self.medium.is_one_page());
        heading.map_or_else(|| Some(file.to_owned()), |heading| self.section(heading))
    }

    /// Address of a block that has an id.
    pub(crate) fn block(&self, block: BlockId) -> Option<String> {
        Some(format!("{}#{}", self.homes.get(&block)?, fragment(&self.block_id(block))))
    }

    /// Where a link leads; none if that is not in this edition.
    pub(crate) fn link(&self, id: LinkId) -> Option<String> {
        match self.edition.book().link(id) {
            Link::Address(address) => Some(encoded(address)),
            Link::Section(section) => self.section(*section),
            Link::Chapter(chapter) => self.chapter_start(*chapter),
            Link::Block(block) => {
                if let BlockKind::Heading { section, .. } = self.edition.book().block(*block).kind {
                    return self.section(section);
                }
                self.block(*block)
            }
            Link::Note(note) if self.edition.unplaced().binary_search(note).is_ok() => {
                Some(format!("{}#{}", self.unplaced(), Self::unplaced_id(*note)))
            }
            Link::Note(note) => self.entries.get(&note.index()).map(|&entry| self.note(entry)),
        }
    }
}

/// The author's notes at the foot of the page of the web that calls them, by page; the commentary on a page of its own.
fn on_their_pages(edition: &Edition, chapters: &[String], medium: DocumentMedium) -> BySeries<Vec<(String, Vec<EntryId>)>> {
    let mut author: Vec<(String, Vec<EntryId>)> = Vec::new();
    let gathered = |series| {
        let of_it =
            move |(_, entry): &(EntryId, &NoteEntry)| entry.series == series && entry.place.is_shown() && !entry.place.stands_between();
        edition.entries().filter(of_it)
    };
    for (id, entry) in gathered(NoteSeries::Author) {
        let file = entry.chapter.map_or(medium.commentary(), |chapter| &chapters[chapter.index()]);
        match author.iter_mut().rev().find(|(known, _)| known == file) {
            Some((_, entries)) => entries.push(id),
            None => author.push((file.to_owned(), vec![id])),
        }
    }
    let commentary = gathered(NoteSeries::Commentary).map(|(id, _)| id).collect();
    BySeries { author, commentary: vec![(medium.commentary().to_owned(), commentary)] }
}

/// The blocks of a text that have an address on the web: paragraphs, figures, tables and code, but no parts of tables, captions or short items
/// of a list.
fn addressed(book: &Book, blocks: &[BlockId]) -> Vec<BlockId> {
    let mut found = Vec::new();
    let mut open: Vec<BlockId> = blocks.iter().rev().copied().collect();
    while let Some(id) = open.pop() {
        match &book.block(id).kind {
            BlockKind::Paragraph(_) | BlockKind::Figure { .. } | BlockKind::Table(_) | BlockKind::Code { .. } => found.push(id),
            BlockKind::Quote(_) | BlockKind::Callout(_) | BlockKind::Group(_) | BlockKind::Details { .. } | BlockKind::Definitions(_) => {
                open.extend(book.block(id).children().into_iter().rev());
            }
            BlockKind::List { tight: false, .. } => open.extend(book.block(id).children().into_iter().rev()),
            BlockKind::List { .. } | BlockKind::Heading { .. } | BlockKind::PageBreak | BlockKind::SceneBreak => {}
        }
    }
    found
}

/// The file a series of notes is gathered in.
fn chapter_of(series: NoteSeries) -> &'static str {
    match series {
        NoteSeries::Author => NOTES,
        NoteSeries::Commentary => COMMENTARY,
    }
}

pub(crate) fn fragment(id: &str) -> String {
    encoded(&xml::id(id)).replace('#', "%23")
}

/// Longest name of a document without its ending and number, in bytes.
const LONGEST_STEM: usize = 100;

/// Names of files, ASCII only, each given once.
struct FileNames {
    ending: &'static str,
    taken: BTreeSet<String>,
    /// The next number to try for each name, so that a thousand chapters of one name cost no more than others.
    next: BTreeMap<String, usize>,
}

impl FileNames {
    fn new<'n>(medium: DocumentMedium, taken: impl IntoIterator<Item = &'n str>) -> Self {
        Self { ending: medium.ending(), taken: taken.into_iter().map(str::to_owned).collect(), next: BTreeMap::new() }
    }

    /// A name that nothing else has.
    fn free(&mut self, slug: &str) -> String {
        let stem = xml::class(slug);
        // ASCII alone. No disk takes a name longer than 255 bytes, and old checkers of files choke on thousands.
        let stem = stem.get(..LONGEST_STEM).unwrap_or(&stem);
        let stem = if stem.is_empty() { "chapter" } else { stem };
        let first = format!("{stem}.{}", self.ending);
        if self.taken.insert(first.clone()) {
            return first;
        }
        let next = self.next.entry(stem.to_owned()).or_insert(2);
        loop {
            let name = format!("{stem}-{next}.{}", self.ending);
            *next += 1;
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_documents_fit_every_disk_and_stay_apart() {
        let mut names = FileNames::new(DocumentMedium::Epub, []);
        let long = "n".repeat(3000);
        let [first, second] = [names.free(&long), names.free(&long)];
        assert!(first != second && first.len() < 120 && second.len() < 120, "{first} {second}");
    }
}
