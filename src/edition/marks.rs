//! Numbers the notes: walks the text in reading order and gives each entry its mark, by series and chapter.

use super::arranged::anchor;
use super::numbered::numbered;
use super::{BySeries, Edition, EntryId, FormPlan, Marks, NoteEntry, NotePlacement, NoteSeries, Presentation, TextMark};
use crate::book::{BlockId, BlockKind, Book, ChapterId, Note, NoteId, NoteKind, Passage, RunKind, SectionId, Subject, TextPos, text};
use crate::language::NoteMarks;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What stands at one place of the text, before it has a mark.
struct Call {
    offset: u32,
    /// Where the passage that the call is on ends: there, or before the punctuation that it stands behind.
    end: u32,
    series: NoteSeries,
    notes: Vec<NoteId>,
}

pub(super) fn arrange(plan: FormPlan, book: &Arc<Book>, presentation: Presentation) -> Edition {
    let comments = comments_by_block(book);
    let mut walk = MarkWalk {
        signs: !comments.is_empty() && presentation.has_commentary(),
        comments,
        tables: parts_of_tables(book),
        in_table: None,
        edition: Edition {
            book: Arc::clone(book),
            presentation,
            plan,
            variant: None,
            shown: Marks::Letters,
            entries: Vec::new(),
            marks: vec![Vec::new(); book.blocks.len()],
            passages: Vec::new(),
            shown_by: vec![None; book.notes.len()],
            // The title above a text is set as one whatever it begins with.
            numbered: numbered(book, plan.chapter_number).into_iter().filter(|(id, _)| Some(*id) != plan.title_section).collect(),
        },
        gathered: Vec::new(),
        chapter: None,
        count: BySeries::default(),
        in_commentary: false,
    };
    for (index, chapter) in book.chapters.iter().enumerate() {
        walk.chapter = Some(ChapterId::new(index));
        // Where chapters share a page, no two notes may have the same mark.
        if !plan.runs_on {
            walk.count = BySeries::default();
        }
        for (block, _) in text::leaves(book, &chapter.blocks) {
            walk.block(block);
        }
    }
    // The introduction to the commentary is a chapter of its own behind the text; what has no place is shown with it.
    walk.chapter = None;
    walk.count = BySeries::default();
    walk.in_commentary = true;
    let unplaced = walk.edition.unplaced().iter().flat_map(|&note| &book.note(note).blocks);
    let outside: Vec<BlockId> = walk.edition.introduction().iter().chain(unplaced).copied().collect();
    for (block, _) in text::leaves(book, &outside) {
        walk.block(block);
    }
    walk.count = BySeries::default();
    while !walk.gathered.is_empty() {
        let notes = std::mem::take(&mut walk.gathered);
        let open = walk.inside(&notes);
        walk.all(open);
    }
    walk.edition
}

struct MarkWalk {
    comments: BTreeMap<BlockId, Vec<Call>>,
    edition: Edition,
    /// Comments that are set behind all text.
    gathered: Vec<NoteId>,
    chapter: Option<ChapterId>,
    count: BySeries<usize>,
    /// Whether the walk is in what the commentary says, whose own footnotes are part of it.
    in_commentary: bool,
    /// The table of each cell and caption.
    tables: BTreeMap<BlockId, BlockId>,
    /// The last table that called a note, and how many it has called.
    in_table: Option<(BlockId, usize)>,
    /// Whether notes on tables have signs for marks, as letters are those of the commentary.
    signs: bool,
}

/// What is still to be walked.
enum MarkStep {
    /// A block, and then the notes that it calls.
    Block(BlockId),
    /// A call in a block.
    Call(BlockId, Call),
    /// The point from which on the walk is in the commentary, or is not.
    Commentary(bool),
}

impl MarkWalk {
    /// Marks in one block, each followed by those in the notes it calls.
    fn block(&mut self, block: BlockId) {
        self.all(vec![MarkStep::Block(block)]);
    }

    /// Takes steps, the last first, each followed by those that come of it: a note may call a note that calls a note, and a
    /// hundred thousand of them must not need a stack as deep.
    fn all(&mut self, mut open: Vec<MarkStep>) {
        while let Some(step) = open.pop() {
            match step {
                MarkStep::Block(block) => open.extend(self.calls(block).into_iter().rev().map(|call| MarkStep::Call(block, call))),
                MarkStep::Call(block, call) => self.call(block, call, &mut open),
                MarkStep::Commentary(inside) => self.in_commentary = inside,
            }
        }
    }

    /// What a block calls, in order.
    fn calls(&mut self, block: BlockId) -> Vec<Call> {
        let mut calls = self.comments.remove(&block).unwrap_or_default();
        let prose = self.edition.book().block(block).prose();
        for run in prose.map_or(&[][..], |prose| &prose.runs) {
            if let RunKind::Note(note) = run.kind {
                calls.push(Call { offset: run.start, end: run.start, series: NoteSeries::Author, notes: vec![note] });
            }
        }
        calls.sort_by_key(|call| (call.offset, call.series));
        calls
    }

    fn call(&mut self, block: BlockId, call: Call, open: &mut Vec<MarkStep>) {
        let at = TextPos { block, offset: call.end };
        let (entry, first) = match self.edition.shown_by[call.notes[0].index()] {
            Some(entry) => (entry, false),
            None => (self.entry(at, call.series, &call.notes), true),
        };
        let place = self.edition.entry(entry).place;
        let shown = place.is_shown();
        if shown {
            self.edition.marks[block.index()].push(TextMark { offset: call.offset, entry, first });
        }
        if first && place.is_gathered() && self.edition.presentation == Presentation::End {
            // In a chapter of their own, behind all text, comments number their notes anew.
            self.gathered.extend(call.notes);
        } else if first && (shown || call.series == NoteSeries::Author) {
            // What is called by a note that is not shown is not shown either; but a footnote of the text that is left out may have
            // comments on its words.
            open.push(MarkStep::Commentary(self.in_commentary));
            self.in_commentary |= call.series == NoteSeries::Commentary;
            open.extend(self.inside(&call.notes));
        }
    }

    /// The words of notes as steps, the last first.
    fn inside(&self, notes: &[NoteId]) -> Vec<MarkStep> {
        let book = self.edition.book();
        let leaves = notes.iter().rev().flat_map(|&note| text::leaves(book, &book.note(note).blocks).into_iter().rev());
        leaves.map(|(block, _)| MarkStep::Block(block)).collect()
    }

    fn entry(&mut self, at: TextPos, series: NoteSeries, notes: &[NoteId]) -> EntryId {
        let book = self.edition.book();
        let id = EntryId(u32::try_from(self.edition.entries.len()).expect("fewer notes than 2^32"));
        let mut place = place(self.edition.presentation, series, self.in_commentary);
        let table = self.tables.get(&at.block).filter(|_| series == NoteSeries::Author && place == NotePlacement::Foot);
        let mark = match table {
            Some(&table) => {
                // Its notes stand below the table, in a row of their own.
                place = NotePlacement::Table;
                let before = self.in_table.filter(|(last, _)| *last == table).map_or(0, |(_, count)| count);
                self.in_table = Some((table, before + 1));
                if self.signs { sign(before + 1) } else { letters(before + 1) }
            }
            // What is not shown leaves no gap among the marks.
            None if !place.is_shown() => String::new(),
            None => {
                let count = &mut self.count[series];
                *count += 1;
                match series {
                    NoteSeries::Author => count.to_string(),
                    NoteSeries::Commentary => letters(*count),
                }
            }
        };
        let (from, lemma) = match &book.note(notes[0]).kind {
            NoteKind::Comment(comment) => (anchor(book, comment).1, comment.lemma.clone()),
            NoteKind::Footnote(_) | NoteKind::Unplaced(_) => (None, None),
        };
        self.edition.entries.push(NoteEntry { series, mark, at, from, lemma, notes: notes.to_vec(), chapter: self.chapter, place });
        for note in notes {
            self.edition.shown_by[note.index()] = Some(id);
        }
        id
    }
}

/// The cells and captions of the tables of the text, each with its table. Those in notes are set with these.
fn parts_of_tables(book: &Book) -> BTreeMap<BlockId, BlockId> {
    let mut parts = BTreeMap::new();
    if !book.blocks.iter().any(|block| matches!(block.kind, BlockKind::Table(_))) {
        return parts;
    }
    let texts = book.chapters.iter().map(|chapter| &chapter.blocks).chain([&book.introduction]);
    let mut open: Vec<BlockId> = texts.flatten().copied().collect();
    while let Some(id) = open.pop() {
        let (block, children) = (book.block(id), book.block(id).children());
        if matches!(block.kind, BlockKind::Table(_)) {
            parts.extend(children.into_iter().map(|part| (part, id)));
        } else {
            open.extend(children);
        }
    }
    parts
}

/// Where the entries of a series are shown; `in_commentary` says that the mark stands in what the commentary says.
fn place(presentation: Presentation, series: NoteSeries, in_commentary: bool) -> NotePlacement {
    match (presentation, series) {
        // A footnote of the commentary goes with it. An EPUB, which has no pages, gathers it.
        (Presentation::Only, NoteSeries::Author) if in_commentary => NotePlacement::Foot,
        (Presentation::Popup | Presentation::Linked, _) | (Presentation::Interleaved, NoteSeries::Author) => NotePlacement::Gathered,
        (Presentation::Interleaved, NoteSeries::Commentary) => NotePlacement::Between,
        // What is said in a note has no room beside it for one more.
        (Presentation::Beside, NoteSeries::Author) if in_commentary => NotePlacement::Gathered,
        (Presentation::Beside, _) => NotePlacement::Between,
        (Presentation::Only, NoteSeries::Author) | (Presentation::Omit, NoteSeries::Commentary) => NotePlacement::Omitted,
        (Presentation::Foot, _) | (_, NoteSeries::Author) => NotePlacement::Foot,
        (Presentation::Margin | Presentation::Facing | Presentation::Columns, _) => NotePlacement::Beside,
        (Presentation::AfterSection, _) => NotePlacement::Section,
        (Presentation::End | Presentation::Only, _) => NotePlacement::Gathered,
    }
}

/// Comments by the block their mark stands in; several voices on the same words are one call, in the order of the voices.
fn comments_by_block(book: &Book) -> BTreeMap<BlockId, Vec<Call>> {
    let mut calls: BTreeMap<BlockId, Vec<Call>> = BTreeMap::new();
    let mut comments: Vec<(NoteId, &Note)> = (0..book.notes.len()).map(NoteId::new).zip(&book.notes).collect();
    comments.sort_by_key(|(_, note)| match &note.kind {
        NoteKind::Comment(comment) => comment.voice.index(),
        NoteKind::Footnote(_) | NoteKind::Unplaced(_) => usize::MAX,
    });
    let mut seen: BTreeMap<(Option<Passage>, Option<SectionId>), usize> = BTreeMap::new();
    for (id, note) in comments {
        let NoteKind::Comment(comment) = &note.kind else { continue };
        let (at, _) = anchor(book, comment);
        let offset = match comment.subject {
            Subject::Passage(_) => behind_punctuation(book, at),
            Subject::Section(_) => at.offset,
        };
        let key = match comment.subject {
            Subject::Passage(passage) => (Some(*book.passage(passage)), None),
            Subject::Section(section) => (None, Some(section)),
        };
        let list = calls.entry(at.block).or_default();
        if let Some(&index) = seen.get(&key) {
            list[index].notes.push(id);
        } else {
            seen.insert(key, list.len());
            list.push(Call { offset, end: at.offset, series: NoteSeries::Commentary, notes: vec![id] });
        }
    }
    calls
}

/// Where the mark of a passage that ends at `at` stands: behind the punctuation that follows (“words.”ᵃ), as English and most languages
/// have it. An apostrophe or a full stop inside a word (`U.S.`, `3.5`) is no such punctuation.
fn behind_punctuation(book: &Book, at: TextPos) -> u32 {
    let block = book.block(at.block);
    let language = book.language_of(block);
    if crate::language::language(language).note_marks == NoteMarks::BeforePunctuation {
        return at.offset;
    }
    let text = block.prose().map_or("", |prose| &prose.text);
    let rest = text.get(at.offset as usize..).unwrap_or_default();
    let behind = rest.trim_start_matches(['.', ',', ';', ':', '!', '?', '…', '”', '’', '»']);
    if behind.starts_with(char::is_alphanumeric) {
        return at.offset;
    }
    at.offset + u32::try_from(rest.len() - behind.len()).unwrap_or(0)
}

/// The letters of marks. A small raised *i*, *l* or *o* is easily read as a figure, or as one another.
const LETTERS: &[u8; 23] = b"abcdefghjkmnpqrstuvwxyz";

/// `a` … `z`, `aa`, `ab` …, without the letters that may be misread.
fn letters(mut number: usize) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.push(char::from(LETTERS[number % LETTERS.len()]));
        number /= LETTERS.len();
    }
    letters.iter().rev().collect()
}

/// `*`, `†`, `‡` …, `**` …: the signs of notes on a table where letters mean something else.
fn sign(number: usize) -> String {
    const SIGNS: [&str; 6] = ["*", "†", "‡", "§", "‖", "¶"];
    SIGNS[(number - 1) % SIGNS.len()].repeat(1 + (number - 1) / SIGNS.len())
}

#[cfg(test)]
mod tests {
    use super::{letters, sign};

    #[test]
    fn signs_are_doubled_behind_the_last() {
        assert_eq!([1, 2, 6, 7, 8].map(sign), ["*", "†", "¶", "**", "††"]);
    }

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([1, 2, 9, 23, 24, 25, 552, 553].map(letters), ["a", "b", "j", "z", "aa", "ab", "zz", "aaa"]);
        assert!((1..2000).map(letters).all(|mark| !mark.contains(['i', 'l', 'o'])));
    }
}
