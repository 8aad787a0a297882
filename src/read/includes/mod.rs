//! Files that a text takes in: listings of mdBook, parts of Quarto, notes embedded by Obsidian. They are put into their places before
//! the text is read as Markdown, and whatever is found in them has its place in their own file.
//!
//! Only files in the book's folder are taken in. Cost: the length of what is taken in, which has a limit.

mod chosen;
mod conditions;
mod written;

use super::builder::Builder;
use super::{files, markdown};
use crate::config::{ListedFile, Zone, front_matter, is_draft_text};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{ComposedPiece, InputFormat, PathRefusal, SourceId, Sources, Span};
use std::collections::BTreeMap;
use std::ops::Range;
use written::{IncludeForm, WrittenInclude};

/// Files that may take in each other one inside the other.
const DEEPEST: usize = 16;
/// More than any book takes in, in bytes: files that take in others twice over could fill every disk.
const MOST: usize = 16 << 20;
/// What an include costs besides the bytes it takes in: its finding, its pieces.
const EACH: usize = 256;
/// How many bytes may be gone through for one that is taken in.
const SOUGHT: usize = 16;

/// A text with the files in it that it takes in, and those files; the text as it was if it takes in none.
pub(super) fn taken_in(
    builder: &mut Builder,
    source: SourceId,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> (SourceId, Vec<SourceId>) {
    if !written::may_include(sources.get(source).text()) {
        return (source, Vec::new());
    }
    let path = builder.path(source).to_owned();
    let chapters = builder.listed.clone();
    let mut taking = IncludeWalk {
        builder,
        sources,
        diagnostics,
        chapters,
        read: BTreeMap::new(),
        private: BTreeMap::new(),
        open: vec![path.clone()],
        left: MOST,
    };
    let text = taking.sources.get(source).text();
    let whole = front_matter::split(text).1..text.len();
    let before = Span::new(source, 0, whole.start);
    let Some(mut pieces) = taking.pieces(source, whole, &path) else { return (source, Vec::new()) };
    pieces.insert(0, ComposedPiece::Taken(before));
    let files = taking.read.into_values().flatten().collect();
    (builder.recomposed(source, &pieces, sources), files)
}

/// Why a file that is named cannot be taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum IncludeFault {
    /// The file lies outside the book's folder.
    Outside,
    /// The name is that of a folder.
    IsFolder,
    /// No file has the name.
    Missing,
}

impl IncludeFault {
    const fn words(self) -> &'static str {
        match self {
            Self::Outside => "it lies outside the book's folder",
            Self::IsFolder => "it is a folder",
            Self::Missing => "there is no such file in the book's folder",
        }
    }
}

/// The files being put together.
struct IncludeWalk<'w> {
    builder: &'w mut Builder,
    sources: &'w mut Sources,
    diagnostics: &'w mut Diagnostics,
    /// The files that are in the book by themselves.
    chapters: Vec<String>,
    /// Files that were read, by their paths; none for one that can't be.
    read: BTreeMap<String, Option<SourceId>>,
    /// Where the remarks of each text stand.
    private: BTreeMap<SourceId, Vec<Range<usize>>>,
    /// The paths of the files that are being put together, the outermost first.
    open: Vec<String>,
    /// Bytes that may still be taken in.
    left: usize,
}

impl IncludeWalk<'_> {
    /// The pieces of a stretch of a text, beside the file at `path`; none if nothing is taken in.
    fn pieces(&mut self, source: SourceId, range: Range<usize>, path: &str) -> Option<Vec<ComposedPiece>> {
        let all = written::includes(self.sources.get(source).text(), range.clone(), &self.builder.variables);
        let mut pieces: Vec<ComposedPiece> = Vec::new();
        let mut from = range.start;
        for include in all {
            let place = Span::new(source, include.range.start, include.range.end);
            // What a remark holds is left as it is.
            let remarks = self.remarks(source, place);
            let next = remarks.partition_point(|remark| remark.end < include.range.end);
            if remarks.get(next).is_some_and(|remark| remark.start <= include.range.start) {
                continue;
            }
            let Some(content) = self.content(&include, place, path) else { continue };
            pieces.push(ComposedPiece::Taken(Span::new(source, from, include.range.start)));
            pieces.extend(content);
            from = include.range.end;
        }
        if pieces.is_empty() {
            return None;
        }
        pieces.push(ComposedPiece::Taken(Span::new(source, from, range.end)));
        Some(pieces)
    }

    /// What stands in the place of an include; none if that is to stay as it is written.
    fn content(&mut self, include: &WrittenInclude, place: Span, path: &str) -> Option<Vec<ComposedPiece>> {
        let target = match &include.form {
            IncludeForm::Nothing => return Some(Vec::new()),
            IncludeForm::Otherwise => {
                markdown::dialect::tell(&markdown::dialect::OTHERWISE, "", place, self.diagnostics);
                return Some(Vec::new());
            }
            IncludeForm::Words(words) => return Some(vec![ComposedPiece::Made(words.clone(), place)]),
            IncludeForm::Lines { target, .. } | IncludeForm::Text(target) | IncludeForm::Code { target, .. } => target.as_str(),
            IncludeForm::Note { name, .. } => name.as_str(),
        };
        let found = match &include.form {
            IncludeForm::Note { name, .. } => self.note(name)?,
            _ => match self.file(path, target) {
                Ok(found) => found,
                Err(_) if include.perhaps => return None,
                Err(why) => {
                    self.refuse(target, why.words(), place);
                    return if include.fenced { None } else { Some(Vec::new()) };
                }
            },
        };
        let endless = self.open.contains(&found);
        if endless || self.open.len() >= DEEPEST {
            let why = if endless { "it would be taken in by itself" } else { "it is sixteen files deep in others" };
            self.refuse(target, why, place);
            return Some(Vec::new());
        }
        let source = self.source(&found, place)?;
        if !self.builder.draft && is_draft_text(self.sources.get(source).text()) {
            self.refuse(target, "its front matter says that it is a draft", place);
            return Some(Vec::new());
        }
        self.taken(include, source, &found, place)
    }

    /// A file as it is to stand in the text.
    fn taken(&mut self, include: &WrittenInclude, source: SourceId, path: &str, place: Span) -> Option<Vec<ComposedPiece>> {
        let text = self.sources.get(source).text();
        let markdown = InputFormat::of(path) == Some(InputFormat::Markdown);
        let body = if markdown { front_matter::split(text).1 } else { 0 };
        // Enough for all that is gone through is asked for before.
        let Some(left) = self.left.checked_sub(EACH + text.len() / SOUGHT) else { return Some(self.too_much(path, place)) };
        let lines = |choice| chosen::lines(text, choice).into_iter().filter_map(|range| behind(range, body)).collect();
        let chosen: Vec<Range<usize>> = match &include.form {
            IncludeForm::Lines { choice, .. } | IncludeForm::Code { choice, .. } => lines(choice),
            IncludeForm::Note { heading: Some(heading), .. } => chosen::section(text, body, heading).into_iter().collect(),
            _ => std::iter::once(body..text.trim_end().len().max(body)).collect(),
        };
        if chosen.is_empty() && text.len() > body {
            self.refuse(path, "it has nothing of that name or number", place);
            return Some(Vec::new());
        }
        let length: usize = chosen.iter().map(Range::len).sum();
        let Some(left) = left.checked_sub(length) else { return Some(self.too_much(path, place)) };
        self.left = left;
        let is_text = match &include.form {
            IncludeForm::Text(_) | IncludeForm::Note { .. } => true,
            IncludeForm::Lines { .. } => !include.fenced && markdown,
            IncludeForm::Code { .. } | IncludeForm::Nothing | IncludeForm::Otherwise | IncludeForm::Words(_) => false,
        };
        self.open.push(path.to_owned());
        let mut content = Vec::new();
        for range in chosen {
            match if is_text { self.pieces(source, range.clone(), path) } else { None } {
                Some(inner) => content.extend(inner),
                None => content.push(ComposedPiece::Taken(Span::new(source, range.start, range.end))),
            }
        }
        if is_text {
            content = self.without_remarks(content, source, place);
        }
        self.open.pop();
        let mut all = self.indented(content, &include.indent, place);
        if let IncludeForm::Code { language, .. } = &include.form {
            all.insert(0, ComposedPiece::Made(format!("```{language}\n{}", include.indent), place));
            all.push(ComposedPiece::Made(format!("\n{}```", include.indent), place));
        }
        Some(all)
    }

    /// Where the remarks of a text stand: all of it is looked at, for a part of it may begin or end in the middle of one. `place` is
    /// where the text is named.
    fn remarks(&mut self, source: SourceId, place: Span) -> &[Range<usize>] {
        let (sources, builder, diagnostics) = (&*self.sources, &mut *self.builder, &mut *self.diagnostics);
        self.private.entry(source).or_insert_with(|| {
            let text = sources.get(source).text();
            let remarks = markdown::remarks(text, front_matter::split(text).1, builder.changes);
            builder.private.extend(remarks.places.iter().map(|range| Span::new(source, range.start, range.end)));
            if remarks.endless && place.source != source {
                let name = sources.get(source).name();
                let message = format!("`{name}` holds a remark without a clear end; what it was taken to hold was left out");
                diagnostics.push(Diagnostic::at(Code::NotIncluded, place, message).help("end the remark"));
            }
            remarks.places
        })
    }

    /// Pieces of a text without its remarks, which would end elsewhere among the lines of another.
    fn without_remarks(&mut self, pieces: Vec<ComposedPiece>, source: SourceId, place: Span) -> Vec<ComposedPiece> {
        let remarks = self.remarks(source, place);
        let mut kept = Vec::new();
        for piece in pieces {
            let ComposedPiece::Taken(span) = piece else {
                kept.push(piece);
                continue;
            };
            let mut range = span.range();
            let first = remarks.partition_point(|remark| remark.end <= range.start);
            let upto = if span.source == source { range.end } else { 0 };
            for remark in remarks[first..].iter().take_while(|remark| remark.start < upto) {
                if remark.start > range.start {
                    kept.push(ComposedPiece::Taken(Span::new(source, range.start, remark.start)));
                }
                range.start = remark.end.clamp(range.start, range.end);
            }
            kept.push(ComposedPiece::Taken(Span::new(span.source, range.start, range.end)));
        }
        kept
    }

    fn too_much(&mut self, path: &str, place: Span) -> Vec<ComposedPiece> {
        if self.left > 0 {
            self.refuse(path, "the book would take in more than 16 MiB; nothing more is taken in", place);
        }
        self.left = 0;
        Vec::new()
    }

    /// Pieces whose lines but the first stand behind an indentation.
    fn indented(&self, pieces: Vec<ComposedPiece>, indent: &str, place: Span) -> Vec<ComposedPiece> {
        if indent.is_empty() {
            return pieces;
        }
        let mut all = Vec::new();
        for piece in pieces {
            let ComposedPiece::Taken(span) = piece else {
                all.push(piece);
                continue;
            };
            let mut from = span.range().start;
            for (at, _) in self.sources.slice(span).match_indices('\n') {
                let end = span.range().start + at + 1;
                all.push(ComposedPiece::Taken(Span::new(span.source, from, end)));
                all.push(ComposedPiece::Made(indent.to_owned(), place));
                from = end;
            }
            all.push(ComposedPiece::Taken(Span::new(span.source, from, span.range().end)));
        }
        all
    }

    /// The path in the book's folder of a file named beside the one at `path`, or in the folder itself; or why there is none.
    fn file(&self, path: &str, target: &str) -> Result<String, IncludeFault> {
        let beside = path.rsplit_once('/').map_or_else(|| target.to_owned(), |(folder, _)| format!("{folder}/{target}"));
        let from_root = target.starts_with('/');
        let target = target.trim_start_matches('/').to_owned();
        let folder = &self.builder.folder;
        // A book in several languages has a root for each: the folder that the text lies in, or one above that.
        let above = path.match_indices('/').map(|(at, _)| format!("{}/{target}", &path[..at])).filter(|_| from_root);
        let mut of_root = above.filter_map(|path| folder.inside(&path).ok());
        match (folder.inside(&beside), folder.inside(&target)) {
            (Ok((path, _)), _) | (Err(_), Ok((path, _))) => Ok(path),
            (Err(PathRefusal::Missing), _) if from_root => of_root.next().map(|(path, _)| path).ok_or(IncludeFault::Missing),
            (Err(PathRefusal::Outside(_)), _) => Err(IncludeFault::Outside),
            (Err(PathRefusal::Folder), _) => Err(IncludeFault::IsFolder),
            _ => Err(IncludeFault::Missing),
        }
    }

    /// The path of the note that a wiki calls so, if it is one and no chapter of the book.
    fn note(&mut self, name: &str) -> Option<String> {
        let file = if InputFormat::of(name).is_some() { name.to_owned() } else { format!("{name}.md") };
        let found = self.builder.tree.find(&self.builder.folder, &file);
        let [only] = found.as_slice() else { return None };
        let readable = self.builder.folder.inside(only).is_ok();
        (readable && !self.chapters.contains(only)).then(|| only.clone())
    }

    fn source(&mut self, path: &str, place: Span) -> Option<SourceId> {
        if let Some(known) = self.read.get(path) {
            return *known;
        }
        let listed = ListedFile { span: Some(place), ..ListedFile::new(path, Zone::Body) };
        let source = files::text(self.builder, &listed, self.sources, self.diagnostics);
        self.read.insert(path.to_owned(), source);
        source
    }

    fn refuse(&mut self, target: &str, why: &str, place: Span) {
        let message = format!("`{target}` was not taken in: {why}");
        let finding = Diagnostic::at(Code::NotIncluded, place, message);
        self.diagnostics.push(finding.help("correct the name, put the file there, or take the line out"));
    }
}

/// What of a stretch lies behind a byte.
fn behind(range: Range<usize>, from: usize) -> Option<Range<usize>> {
    let start = range.start.max(from);
    (start < range.end).then_some(start..range.end)
}
