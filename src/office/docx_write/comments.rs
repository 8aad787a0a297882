//! The commentary as comments in the margin: each note a thread, the answers in it comments of their own.

use super::edges::{CommentEdge, EdgeKind};
use super::names::{CommentAnchor, print};
use super::spaces::{HEAD, SPACES};
use super::writer::{DocxPlace, DocxStory, DocxWriter};
use crate::book::{BlockId, BlockKind, Book, NoteKind, Prose, Run, RunKind, Style, Subject, TextPos, Voice, text};
use crate::office::answer::{self, AnswerHead};
use crate::office::comment_key::comment_key;
use crate::source::Span;
use crate::source::xml::escape;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A note as a thread of comments.
#[derive(Clone, Debug)]
pub(in crate::office) struct CommentThread {
    /// Where the heading of the note stands.
    pub(in crate::office) span: Span,
    start: TextPos,
    end: TextPos,
    pub(in crate::office) is_resolved: bool,
    /// What is said in it, first the note itself.
    pub(in crate::office) said: Vec<SaidComment>,
}

/// What somebody says in a thread.
#[derive(Clone, Debug)]
pub(in crate::office) struct SaidComment {
    pub(in crate::office) author: String,
    initials: String,
    date: Option<String>,
    blocks: Vec<BlockId>,
    /// Bytes of the first block that only say who speaks.
    from: usize,
}

/// A paragraph of what somebody says in a thread.
#[derive(Clone, Copy, Debug)]
pub(in crate::office) struct SaidParagraph {
    pub(in crate::office) block: BlockId,
    /// The byte that its words begin with.
    pub(in crate::office) from: usize,
}

/// The threads of a book, in the order of its notes.
pub(in crate::office) fn threads(book: &Book) -> Vec<CommentThread> {
    let dates: BTreeMap<Span, &str> = book.written.iter().filter_map(|written| Some((written.span, written.date.as_deref()?))).collect();
    let mut threads = Vec::new();
    for (at, note) in book.notes.iter().enumerate() {
        let NoteKind::Comment(comment) = &note.kind else { continue };
        let (start, end) = match comment.subject {
            Subject::Passage(id) => (book.passage(id).start, book.passage(id).end),
            Subject::Section(id) => {
                let block = book.section(id).heading;
                let end = book.block(block).prose().map_or(0, |prose| prose.text.len());
                (TextPos { block, offset: 0 }, TextPos { block, offset: u32::try_from(end).unwrap_or(u32::MAX) })
            }
        };
        let voice = book.voice(comment.voice);
        let mut said = vec![SaidComment::of(voice, dates.get(&note.span).map(|date| (*date).to_owned()))];
        for (number, id) in note.blocks.iter().enumerate() {
            if let Some(mut reply) = reply(book, *id).filter(|_| number > 0) {
                reply.blocks.push(*id);
                said.push(reply);
            } else if let Some(last) = said.last_mut() {
                last.blocks.push(*id);
            }
        }
        let is_resolved = book.drafts.iter().any(|id| id.index() == at);
        threads.push(CommentThread { span: note.span, start, end, is_resolved, said });
    }
    threads
}

/// The answer that a paragraph of a note begins: a name in bold, perhaps a day in brackets, a colon.
fn reply(book: &Book, id: BlockId) -> Option<SaidComment> {
    let prose = book.block(id).prose()?;
    let first = prose.runs.first().filter(|run| run.kind == RunKind::Text && run.style == Style::STRONG)?;
    let bold = &prose.text[first.range()];
    let rest = &prose.text[first.end as usize..];
    let AnswerHead { name, day, rest } = answer::head(bold, rest)?;
    let date = day.map(str::to_owned);
    let is_called =
        |voice: &&Voice| [&voice.name, &voice.label, &voice.key].iter().any(|known| known.to_lowercase() == name.to_lowercase());
    let from = prose.text.len() - rest.len();
    match book.voices.iter().find(is_called) {
        Some(voice) => Some(SaidComment { from, ..SaidComment::of(voice, date) }),
        None if date.is_some() && !name.is_empty() => {
            Some(SaidComment { author: name.to_owned(), initials: initials(name), date, blocks: Vec::new(), from })
        }
        None => None,
    }
}

fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().next()).take(4).collect()
}

impl SaidComment {
    fn of(voice: &Voice, date: Option<String>) -> Self {
        let label = voice.label.trim();
        let short = if !label.is_empty() && label.chars().count() <= 4 { label.to_owned() } else { initials(&voice.name) };
        Self { author: voice.name.clone(), initials: short, date, blocks: Vec::new(), from: 0 }
    }

    /// The paragraphs of what is said; none if there is something else in it than plain words.
    pub(in crate::office) fn paragraphs(&self, book: &Book) -> Option<Vec<SaidParagraph>> {
        let paragraph = |(at, block): (usize, &BlockId)| {
            let BlockKind::Paragraph(prose) = &book.block(*block).kind else { return None };
            let from = if at == 0 { self.from } else { 0 };
            let is_plain = |run: &&Run| run.kind == RunKind::Text && run.style == Style::PLAIN && run.link.is_none();
            let own: Vec<&Run> = prose.runs.iter().filter(|run| run.end as usize > from || run.start == run.end).collect();
            (own.iter().all(is_plain) && own.iter().all(|run| run.reading.is_none())).then_some(SaidParagraph { block: *block, from })
        };
        let all: Vec<SaidParagraph> = self.blocks.iter().enumerate().map(paragraph).collect::<Option<_>>()?;
        let is_empty = |one: &SaidParagraph| book.block(one.block).prose().is_none_or(|prose| prose.text[one.from..].trim().is_empty());
        Some(all.into_iter().filter(|one| !is_empty(one)).collect())
    }

    /// The letters and digits of what is said.
    pub(in crate::office) fn letters(&self, book: &Book) -> String {
        let mut letters = String::new();
        for (at, (_, leaf)) in text::leaves(book, &self.blocks).iter().enumerate() {
            let Some(prose) = leaf.prose() else { continue };
            let from = if at == 0 { self.from } else { 0 };
            for run in prose.runs.iter().filter(|run| run.end as usize > from || run.start == run.end) {
                match &run.kind {
                    RunKind::Note(id) => {
                        let words = text::leaves(book, &book.note(*id).blocks);
                        let words = words.iter().filter_map(|(_, leaf)| leaf.prose()).map(Prose::plain);
                        words.for_each(|words| letters.extend(words.chars().filter(|c| c.is_alphanumeric())));
                    }
                    _ => {
                        let words = &prose.text[(run.start as usize).max(from)..run.end as usize];
                        letters.extend(words.chars().filter(|c| c.is_alphanumeric()));
                    }
                }
            }
        }
        letters
    }
}

/// Where the comments of threads begin and end, by blocks.
pub(super) fn edges(book: &Book, threads: &[CommentThread]) -> BTreeMap<BlockId, Vec<CommentEdge>> {
    let mut edges: BTreeMap<BlockId, Vec<CommentEdge>> = BTreeMap::new();
    let marks = marks(book);
    let mut comment = 0;
    for thread in threads {
        // No word processor has comments on notes: those stand at the marks of the notes.
        let mark = marks.get(&thread.start.block).copied();
        let thread = &CommentThread { start: mark.unwrap_or(thread.start), end: mark.unwrap_or(thread.end), ..thread.clone() };
        for _ in &thread.said {
            let is_empty = thread.start == thread.end;
            let (first, last) = if is_empty { (EdgeKind::EmptyStart, EdgeKind::EmptyEnd) } else { (EdgeKind::Start, EdgeKind::End) };
            for (place, kind) in [(thread.start, first), (thread.end, last)] {
                edges.entry(place.block).or_default().push(CommentEdge { at: place.offset as usize, kind, comment });
            }
            comment += 1;
        }
    }
    edges.values_mut().for_each(|list| list.sort());
    edges
}

/// The names of bookmarks that say what each comment was when it was sent, by the blocks that the comments begin in.
pub(super) fn as_sent(book: &Book, threads: &[CommentThread]) -> BTreeMap<BlockId, Vec<String>> {
    let marks = marks(book);
    let mut names: BTreeMap<BlockId, Vec<String>> = BTreeMap::new();
    let mut number = 0;
    for thread in threads {
        let start = marks.get(&thread.start.block).copied().unwrap_or(thread.start);
        for said in &thread.said {
            let print = print(comment_key(Some(&said.author), &said.letters(book)).chars());
            let anchor = CommentAnchor { print, is_resolved: thread.is_resolved, number };
            names.entry(start.block).or_default().push(anchor.name());
            number += 1;
        }
    }
    names
}

/// Where the text calls the notes that leaves are part of.
fn marks(book: &Book) -> BTreeMap<BlockId, TextPos> {
    let mut marks = BTreeMap::new();
    for (block, leaf) in book.chapters.iter().flat_map(|chapter| text::leaves(book, &chapter.blocks)) {
        for run in leaf.prose().into_iter().flat_map(|prose| &prose.runs) {
            let RunKind::Note(id) = run.kind else { continue };
            for (own, _) in text::leaves(book, &book.note(id).blocks) {
                marks.entry(own).or_insert(TextPos { block, offset: run.start });
            }
        }
    }
    marks
}

/// Writes the parts of the comments. Ids of paragraphs are small, since Word gives new ones to those that are not, and loses the threads.
pub(super) fn put(writer: &mut DocxWriter<'_>, threads: &[CommentThread], parts: &mut BTreeMap<String, Vec<u8>>) {
    if threads.is_empty() {
        return;
    }
    let (mut comments, mut extended, mut ids) = (String::new(), String::new(), String::new());
    let mut number = 0;
    writer.story = DocxStory::Comment;
    for thread in threads {
        let mut root = String::new();
        for (at, said) in thread.said.iter().enumerate() {
            comments += &comment(writer, said, number);
            number += 1;
            let id = format!("{:08X}", writer.paragraph_id);
            let parent = if at == 0 { String::new() } else { format!(" w15:paraIdParent=\"{root}\"") };
            let _ = write!(extended, "<w15:commentEx w15:paraId=\"{id}\"{parent} w15:done=\"{}\"/>", u8::from(thread.is_resolved));
            let _ = write!(ids, "<w16cid:commentId w16cid:paraId=\"{id}\" w16cid:durableId=\"{:08X}\"/>", 0x2000_0000 + number);
            if at == 0 {
                root = id;
            }
        }
    }
    for (file, inside) in [
        ("comments.xml", format!("{HEAD}<w:comments {SPACES}>{comments}</w:comments>")),
        ("commentsExtended.xml", format!("{HEAD}<w15:commentsEx {SPACES}>{extended}</w15:commentsEx>")),
        ("commentsIds.xml", format!("{HEAD}<w16cid:commentsIds {SPACES}>{ids}</w16cid:commentsIds>")),
    ] {
        parts.insert(format!("word/{file}"), inside.into_bytes());
    }
}

fn comment(writer: &mut DocxWriter<'_>, said: &SaidComment, number: usize) -> String {
    writer.out.clear();
    let date = said.date.as_deref().map(moment).map(|date| format!(" w:date=\"{}\"", escape(&date))).unwrap_or_default();
    let head =
        format!("<w:comment w:id=\"{number}\" w:author=\"{}\"{date} w:initials=\"{}\">", escape(&said.author), escape(&said.initials));
    writer.head = "<w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr><w:annotationRef/></w:r>".to_owned();
    let place = DocxPlace::styled("CommentText");
    let mut blocks = said.blocks.as_slice();
    if said.from > 0
        && let Some((first, rest)) = blocks.split_first()
    {
        let book = writer.book;
        let block = book.block(*first);
        let is_bare = block.prose().is_some_and(|prose| prose.text.len() == said.from);
        if !is_bare || rest.is_empty() {
            let bookmarks = writer.begin(*first, block, "CommentText", &place);
            writer.prose(*first, said.from);
            writer.end(bookmarks);
        }
        blocks = rest;
    }
    writer.blocks(blocks, &place);
    writer.close("CommentText");
    format!("{head}{}</w:comment>", writer.out)
}

/// A day as the moment at which it begins.
fn moment(date: &str) -> String {
    match date.len() {
        4 => format!("{date}-01-01T00:00:00Z"),
        7 => format!("{date}-01T00:00:00Z"),
        10 => format!("{date}T00:00:00Z"),
        _ => date.to_owned(),
    }
}
