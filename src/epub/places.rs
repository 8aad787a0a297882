//! Where everything stands in the package: file names, ids, and the address each link leads to.

use super::split;
use crate::book::{BlockId, BlockKind, Book, Chapter, ChapterId, Division, Link, LinkId, Matter, NoteId, SectionId, text, toc};
use crate::config::Config;
use crate::edition::{self, BySeries, Edition, EntryId, NoteSeries, addresses};
use crate::html::CommentedStretch;
use crate::source::address::encoded;
use crate::source::xml;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Fixed names of our own documents; chapters never take them.
pub(super) const COVER: &str = "cover.xhtml";
/// The title page.
pub(super) const TITLE: &str = "title.xhtml";
/// The half title.
pub(super) const HALF_TITLE: &str = "half-title.xhtml";
/// The copyright page.
pub(super) const COPYRIGHT: &str = "copyright.xhtml";
/// The contents, written by epub-builder under this name.
pub(super) const NAV: &str = "nav.xhtml";
/// The author's notes.
pub(super) const NOTES: &str = "notes.xhtml";
/// The commentary.
pub(super) const COMMENTARY: &str = "commentary.xhtml";
/// The introduction to the commentary, in its chapter.
pub(super) const INTRODUCTION: &str = "commentary.xhtml#commentary-introduction";

/// Names and addresses.
#[derive(Debug)]
pub(super) struct EpubPlaces<'e> {
    edition: &'e Edition,
    /// File of each chapter; the first of them, if it has several.
    pub(super) chapters: Vec<String>,
    /// The files of each chapter, with the blocks of the chapter that are in each.
    pub(super) documents: Vec<Vec<(String, Range<usize>)>>,
    /// File of the part title page before a chapter.
    pub(super) parts: BTreeMap<usize, String>,
    /// Whether the chapter of the author's notes, of the commentary, exists.
    pub(super) has: BySeries<bool>,
    /// The documents of the author's notes and of the commentary, with the entries gathered in each.
    pub(super) gathered: BySeries<Vec<(String, Vec<EntryId>)>>,
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
}

/// The documents of each chapter, the first in the file that `chapters` names: their files and the blocks in each.
fn chapter_documents(book: &Book, chapters: &[String], names: &mut FileNames) -> Vec<Vec<(String, Range<usize>)>> {
    // Title and copyright page have one place each in the package.
    let documents = |chapter: &Chapter| match chapter.matter.opens_the_book() {
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

impl<'e> EpubPlaces<'e> {
    /// `config` says whether there are lists that lead to figures and tables.
    pub(super) fn new(edition: &'e Edition, config: &Config) -> Self {
        let book = edition.book();
        let half_title = edition.plan.half_title_asked.then_some(HALF_TITLE);
        let mut names = FileNames::new([COVER, TITLE, COPYRIGHT, NAV, NOTES, COMMENTARY].into_iter().chain(half_title));
        // The author's own title and copyright pages have the names of those that are made.
        let mut own = BTreeSet::new();
        let mut file = |chapter: &Chapter| match chapter.matter {
            Matter::TitlePage if own.insert(TITLE) => TITLE.to_owned(),
            Matter::Copyright if own.insert(COPYRIGHT) => COPYRIGHT.to_owned(),
            _ => names.free(&chapter.slug),
        };
        let chapters: Vec<String> = book.chapters.iter().map(&mut file).collect();
        let documents = chapter_documents(book, &chapters, &mut names);
        let with_part = book.chapters.iter().enumerate().filter(|(_, chapter)| edition.has_text() && chapter.part.is_some());
        let parts = (1..).zip(with_part).map(|(number, (index, _))| (index, names.free(&format!("part-{number}")))).collect();
        let shown = |series| edition.entries.iter().filter(move |entry| entry.series == series && entry.place.is_shown());
        // Comments that stand in the text leave the commentary's chapter to its introduction and its voices.
        let gathered = shown(NoteSeries::Commentary).any(|entry| !entry.place.stands_between() || edition.voices().next().is_some());
        let mut documents_of = |series, first: &str| -> Vec<(String, Vec<EntryId>)> {
            let entries =
                edition.entries().filter(|(_, entry)| entry.series == series && entry.place.is_shown() && !entry.place.stands_between());
            let names = std::iter::once(first.to_owned()).chain(std::iter::repeat_with(|| names.free(first.trim_end_matches(".xhtml"))));
            split::notes(book, entries).into_iter().zip(names).map(|(entries, name)| (name, entries)).collect()
        };
        let documents_of_notes = BySeries::each(|series| documents_of(series, chapter_of(series)));
        let files = [&documents_of_notes.author, &documents_of_notes.commentary]
            .into_iter()
            .flatten()
            .flat_map(|(file, entries)| entries.iter().map(|&id| (id, file.clone())))
            .collect();
        let mut places = Self {
            gathered: documents_of_notes,
            files,
            edition,
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
        };
        places.house();
        places.find_passages();
        places.find_targets(config);
        places.count_marks();
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
        self.home(self.edition.introduction(), COMMENTARY);
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
    pub(super) fn level(&self, heading: BlockId) -> Option<u8> {
        let BlockKind::Heading { section, .. } = self.edition.book().block(heading).kind else { return None };
        let depth = self.edition.book().section(section).depth + self.edition.plan.lowered();
        self.lowered.contains(&heading).then_some(depth.min(6) + 1)
    }

    /// The section a leaf of the text is under.
    pub(super) fn section_of(&self, block: BlockId) -> Option<SectionId> {
        self.sections.get(&block).copied()
    }

    /// What comments are on in a leaf.
    pub(super) fn passages(&self, block: BlockId) -> &[CommentedStretch] {
        self.passages.get(&block).map_or(&[], Vec::as_slice)
    }

    /// Name of an entry in ids.
    fn name(&self, entry: EntryId) -> &str {
        &self.names[entry.index()]
    }

    /// The file a chapter begins in, shown or not.
    pub(super) fn file_of(&self, id: ChapterId) -> &str {
        &self.chapters[id.index()]
    }

    /// The file an entry is shown in: that of its series, or the one it stands in the text of.
    pub(super) fn file(&self, id: EntryId) -> &str {
        let entry = self.edition.entry(id);
        let home = self.homes.get(&entry.at.block).filter(|_| entry.place.stands_between());
        home.or_else(|| self.files.get(&id)).map_or_else(|| chapter_of(entry.series), String::as_str)
    }

    /// The file of the comments without a place: the last of the commentary.
    fn unplaced(&self) -> &str {
        self.gathered.commentary.last().map_or(COMMENTARY, |(file, _)| file)
    }

    /// The entries to be shown behind some blocks of the text, in order.
    pub(super) fn between(&self, blocks: &[BlockId]) -> Vec<EntryId> {
        if self.between.is_empty() {
            return Vec::new();
        }
        let leaves = text::leaves(self.edition.book(), blocks);
        leaves.iter().filter_map(|(leaf, _)| self.between.get(leaf)).flatten().copied().collect()
    }

    /// Whether a block is part of this edition.
    pub(super) fn shows(&self, block: BlockId) -> bool {
        self.homes.contains_key(&block)
    }

    /// Id of the heading of the comments on a chapter or section, in an edition without text.
    pub(super) fn comments_on(slug: &str) -> String {
        format!("on_{}", xml::id(slug))
    }

    /// Id of a comment that has no place.
    pub(super) fn unplaced_id(note: NoteId) -> String {
        format!("unplaced_{}", note.index())
    }

    /// Id of the note itself.
    pub(super) fn note_id(&self, entry: EntryId) -> String {
        format!("note_{}", self.name(entry))
    }

    /// Address of the note itself.
    pub(super) fn note(&self, entry: EntryId) -> String {
        format!("{}#{}", self.file(entry), self.note_id(entry))
    }

    /// Id of the `index`-th mark in a block.
    pub(super) fn mark_id(&self, block: BlockId, index: usize) -> String {
        let name = self.name(self.edition.marks(block)[index].entry);
        match self.repeats.get(&(block, index)) {
            Some(count) => format!("mark_{name}_{count}"),
            None => format!("mark_{name}"),
        }
    }

    /// Address of an entry's first mark; none if the mark stands in text that is not shown.
    pub(super) fn mark(&self, entry: EntryId) -> Option<String> {
        let home = self.homes.get(&self.edition.entry(entry).at.block)?;
        Some(format!("{home}#mark_{}", self.name(entry)))
    }

    /// Id of a block that links can lead to.
    pub(super) fn block_id(&self, block: BlockId) -> String {
        match &self.edition.book().block(block).id {
            Some(id) => xml::id(id),
            None => self.targets.get(&block).cloned().unwrap_or_default(),
        }
    }

    /// Address of a section; of its file alone if it heads a chapter.
    pub(super) fn section(&self, id: SectionId) -> Option<String> {
        let book: &Book = self.edition.book();
        let section = book.section(id);
        let file = self.homes.get(&section.heading)?;
        Some(if self.opening.contains(&id) { file.clone() } else { format!("{file}#{}", fragment(&section.slug)) })
    }

    /// Address of a chapter; none if it is not shown.
    pub(super) fn chapter(&self, id: ChapterId) -> Option<&str> {
        let shown = self.edition.shows(self.edition.book().chapter(id));
        self.chapters.get(id.index()).filter(|_| shown).map(String::as_str)
    }

    /// Address of a block that has an id.
    pub(super) fn block(&self, block: BlockId) -> Option<String> {
        Some(format!("{}#{}", self.homes.get(&block)?, fragment(&self.block_id(block))))
    }

    /// Where a link leads; none if that is not in this edition.
    pub(super) fn link(&self, id: LinkId) -> Option<String> {
        match self.edition.book().link(id) {
            Link::Address(address) => Some(encoded(address)),
            Link::Section(section) => self.section(*section),
            Link::Chapter(chapter) => self.chapter(*chapter).map(str::to_owned),
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

/// The file a series of notes is gathered in.
fn chapter_of(series: NoteSeries) -> &'static str {
    match series {
        NoteSeries::Author => NOTES,
        NoteSeries::Commentary => COMMENTARY,
    }
}

pub(super) fn fragment(id: &str) -> String {
    encoded(&xml::id(id)).replace('#', "%23")
}

/// Longest name of a document without its ending and number, in bytes.
const LONGEST_STEM: usize = 100;

/// Names of files, ASCII only, each given once.
#[derive(Default)]
struct FileNames {
    taken: BTreeSet<String>,
    /// The next number to try for each name, so that a thousand chapters of one name cost no more than others.
    next: BTreeMap<String, usize>,
}

impl FileNames {
    fn new<'n>(taken: impl IntoIterator<Item = &'n str>) -> Self {
        Self { taken: taken.into_iter().map(str::to_owned).collect(), ..Self::default() }
    }

    /// A name that nothing else has.
    fn free(&mut self, slug: &str) -> String {
        let stem = xml::class(slug);
        // ASCII alone. No disk takes a name longer than 255 bytes, and old checkers of files choke on thousands.
        let stem = stem.get(..LONGEST_STEM).unwrap_or(&stem);
        let stem = if stem.is_empty() { "chapter" } else { stem };
        let first = format!("{stem}.xhtml");
        if self.taken.insert(first.clone()) {
            return first;
        }
        let next = self.next.entry(stem.to_owned()).or_insert(2);
        loop {
            let name = format!("{stem}-{next}.xhtml");
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
        let mut names = FileNames::new([]);
        let long = "n".repeat(3000);
        let [first, second] = [names.free(&long), names.free(&long)];
        assert!(first != second && first.len() < 120 && second.len() < 120, "{first} {second}");
    }
}
