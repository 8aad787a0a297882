//! What libraries of texts put round a book: Project Gutenberg's head and licence, Aozora's notes on its marks.

use super::lines::Line;
use std::ops::Range;

/// What stands round a book, and what its head says of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Frame {
    /// The lines that are the book's.
    pub(super) body: Range<usize>,
    pub(super) title: Option<String>,
    /// The subtitle of the book.
    pub(super) subtitle: Option<String>,
    pub(super) author: Option<String>,
    pub(super) language: Option<String>,
    /// The lines that are left out, by what they are.
    pub(super) left: Vec<(Range<usize>, &'static str)>,
}

/// Finds what stands round a book.
pub(super) fn frame(text: &str, lines: &[Line]) -> Frame {
    let line = |at: usize| &text[lines[at].at.clone()];
    let marks = |at: usize, word: &str| {
        let upper = line(at).to_uppercase();
        upper.starts_with("***") && upper.trim_start_matches(['*', ' ']).starts_with(word) && upper.contains("GUTENBERG")
    };
    let mut frame = Frame { body: 0..lines.len(), ..Frame::default() };
    if let Some(start) = (0..lines.len()).find(|&at| marks(at, "START")) {
        let field = |name: &str| {
            (0..start).find_map(|at| line(at).strip_prefix(name)).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
        };
        (frame.title, frame.author, frame.language) = (field("Title:"), field("Author:"), field("Language:"));
        // A title may go on in lines that are indented: the first of them is a subtitle, unless the line above asks for more.
        let titled = (0..start).find(|&at| line(at).starts_with("Title:"));
        let below = titled.map_or(Vec::new(), |at| {
            let more = (at + 1..start).take_while(|&at| lines[at].gap == 0 && lines[at].indent > 0);
            more.map(|at| line(at).trim().to_owned()).collect()
        });
        if let (Some(title), false) = (&mut frame.title, below.is_empty()) {
            let joins = title.ends_with([',', '-', ':', ';']) || below[0].starts_with(|c: char| c.is_lowercase());
            if joins {
                *title = format!("{title} {}", below.join(" "));
            } else {
                frame.subtitle = Some(below.join(" "));
            }
        }
        if let Some((title, author)) = (0..start).find_map(|at| told_at_the_head(line(at))) {
            frame.title = frame.title.or(Some(title));
            frame.author = frame.author.or(author);
        }
        let mut first = closed(text, lines, start);
        while first < lines.len() && is_note_of_makers(line(first)) {
            first += 1 + lines[first + 1..].iter().take_while(|line| line.gap == 0).count();
        }
        frame.left.push((0..first, "the head of Project Gutenberg"));
        frame.body.start = first;
    }
    let ends = |at: usize| {
        marks(at, "END") || line(at).starts_with("End of the Project Gutenberg") || line(at).starts_with("End of Project Gutenberg")
    };
    if let Some(end) = (frame.body.start..lines.len()).find(|&at| ends(at)) {
        frame.left.push((end..lines.len(), "the licence of Project Gutenberg"));
        frame.body.end = end;
    }
    aozora(text, lines, &mut frame);
    frame
}

/// What the first line says, if it is whole.
fn told_at_the_head(line: &str) -> Option<(String, Option<String>)> {
    // A line that is cut says only half.
    library_title(line).filter(|(_, author)| author.is_some())
}

/// Whether a line begins what says who made the file, which stands behind the mark in older ones.
pub(crate) fn is_note_of_makers(line: &str) -> bool {
    ["Produced by", "E-text prepared by", "Transcribed from", "[Transcriber", "This eBook was produced", "HTML version by"]
        .iter()
        .any(|words| line.starts_with(words))
}

/// Title and author as a text of Project Gutenberg has them: `The Project Gutenberg EBook of A Book, by Ann Example`.
pub(crate) fn library_title(line: &str) -> Option<(String, Option<String>)> {
    let rest = line.strip_prefix("The Project Gutenberg ").or_else(|| line.strip_prefix("Project Gutenberg's "))?;
    let rest = match line.starts_with("The") {
        true => rest.split_once(" of ")?.1,
        false => rest,
    };
    let (title, author) = rest.rsplit_once(", by ").map_or((rest, None), |(title, author)| (title, Some(author)));
    let author = author.map(|author| without_stop(author).to_owned()).filter(|author| !author.is_empty() && author != "Various");
    let title = if author.is_none() { without_stop(title) } else { title.trim() };
    (!title.is_empty()).then(|| (title.to_owned(), author))
}

/// A name without the full stop behind all of it; that of an initial or of `Jr.` stays.
fn without_stop(name: &str) -> &str {
    let name = name.trim();
    let last = name.rsplit(' ').next().unwrap_or_default();
    if last.chars().count() > 4 { name.trim_end_matches('.') } else { name }
}

/// The line behind a mark, which may be broken and ends in `***`.
fn closed(text: &str, lines: &[Line], start: usize) -> usize {
    let ends = |at: usize| text[lines[at].at.clone()].ends_with("***") && (at > start || lines[at].width > 3);
    (start..lines.len().min(start + 4)).find(|&at| ends(at)).unwrap_or(start) + 1
}

/// The notes on marks between two rules, and the source at the end.
fn aozora(text: &str, lines: &[Line], frame: &mut Frame) {
    let line = |at: usize| &text[lines[at].at.clone()];
    let rule = |at: usize| lines[at].width >= 20 && line(at).bytes().all(|byte| byte == b'-');
    let Some(notes) = frame.body.clone().take(40).find(|&at| line(at).starts_with("【テキスト中に現れる記号")) else { return };
    let start = if notes > 0 && rule(notes - 1) { notes - 1 } else { notes };
    if let Some(end) = (notes..frame.body.end.min(notes + 60)).find(|&at| rule(at)) {
        frame.left.push((start..end + 1, "the notes on the marks of the text"));
    }
    if let Some(source) = (frame.body.start..frame.body.end).rev().take(40).find(|&at| line(at).starts_with("底本：")) {
        frame.left.push((source..frame.body.end, "the source of the text"));
        frame.body.end = source;
    }
}
