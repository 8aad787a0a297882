//! What is told of a book beside its pages: contents, notes, the marks of the report, findings.

use super::geometry::{PageBox, points};
use super::places::{PrintedPlace, WrittenPlace};
use super::set::SetBook;
use crate::book::{Note, NoteKind, NotePlace, TextPos, WrittenNote};
use crate::diagnostics::{Diagnostic, Diagnostics, Severity, render};
use crate::layout::quality::FlawKind;
use crate::source::{Sources, Span};
use serde_json::{Value, json};

/// How many findings a viewer shows; of more nobody reads all.
const MOST: usize = 400;

/// How many characters of a note are told.
const BEGINNING: usize = 120;

impl SetBook {
    /// The headings, each with its depth and the page it stands on.
    pub(crate) fn contents(&self) -> Value {
        let sections = self.book().sections.iter().filter_map(|section| {
            let page = self.page_of(section.heading)?;
            let title = section.numbered().words;
            Some(json!({ "title": title, "depth": section.depth, "page": page, "label": self.label(page), "at": self.at(section.span) }))
        });
        sections.collect()
    }

    /// The notes of the commentary in the order in which they are written, and the author's own.
    pub(crate) fn notes(&self) -> Value {
        let comments = self.book().written.iter().map(|note| self.comment(note));
        let own = self.book().notes.iter().filter_map(|note| self.footnote(note));
        comments.chain(own).collect()
    }

    fn comment(&self, note: &WrittenNote) -> Value {
        let book = self.book();
        let start = match note.place {
            Some(NotePlace::Section(id)) => Some(TextPos { block: book.section(id).heading, offset: 0 }),
            Some(NotePlace::Words(passage)) => Some(passage.start),
            None => None,
        };
        let page = start.and_then(|at| self.page_at(at.block, at.offset as usize));
        let voice = note.voice.map(|voice| book.voice(voice).label.as_str());
        json!({
            "on": note.says, "says": note.begins, "state": note.state.name(), "voice": voice,
            "page": page, "label": page.map(|page| self.label(page)), "at": self.at(note.span),
        })
    }

    fn footnote(&self, note: &Note) -> Option<Value> {
        let NoteKind::Footnote(label) = &note.kind else { return None };
        let words = note.blocks.iter().find_map(|&block| Some(self.book().block(block).prose()?.said()));
        let says: String = words.unwrap_or_default().chars().take(BEGINNING).collect();
        let page = note.blocks.iter().find_map(|&block| self.page_of(block));
        let at = self.at(note.span);
        Some(json!({ "on": label, "says": says, "state": "footnote", "page": page, "label": page.map(|page| self.label(page)), "at": at }))
    }

    /// What a proofreader would mark, each with its places on the pages; divided words are only counted by the report.
    pub(crate) fn marks(&self) -> Value {
        let height = self.config.page.height;
        let grave = |finding: &&crate::layout::quality::Finding| finding.kind != FlawKind::Hyphen;
        let told = self.report.findings.iter().filter(grave).flat_map(|finding| {
            let at = finding.span.map(|span| self.at(span));
            let told = |mark: &crate::layout::quality::FlawMark| {
                let mark = mark.upright(height);
                let place = [mark.left, mark.top, mark.width, mark.height].map(points);
                json!({ "page": mark.page, "box": place, "kind": finding.kind.name(), "told": finding.told(), "at": at })
            };
            finding.marks.iter().map(told).collect::<Vec<_>>()
        });
        told.collect()
    }

    fn at(&self, span: Span) -> Value {
        place(span, &self.sources)
    }
}

impl WrittenPlace {
    /// The place for a viewer.
    pub(crate) fn told(&self) -> Value {
        let boxes: Value = self.boxes.iter().map(PageBox::told).collect();
        json!({ "file": self.file, "line": self.position.line, "column": self.position.column, "words": self.words, "boxes": boxes })
    }
}

impl PrintedPlace {
    /// The place for a viewer.
    pub(crate) fn told(&self) -> Value {
        let boxes: Value = self.boxes.iter().map(PageBox::told).collect();
        json!({ "page": self.page, "boxes": boxes })
    }
}

/// Where a span is written.
fn place(span: Span, sources: &Sources) -> Value {
    let (origin, position) = (sources.origin(span), sources.place(span));
    json!({ "file": sources.get(origin.source).name(), "line": position.line, "column": position.column })
}

/// The findings of a build, the gravest first, each with its place and its repair.
pub(crate) fn findings(all: &Diagnostics, sources: &Sources) -> Value {
    let mut sorted: Vec<&Diagnostic> = all.iter().filter(|finding| finding.severity > Severity::Info).collect();
    sorted.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    let told = sorted.into_iter().take(MOST).map(|finding| {
        json!({
            "code": finding.code.id(), "severity": render::severity(finding.severity), "message": render::readable(&finding.message),
            "help": finding.help.as_deref().map(render::readable), "at": finding.span.map(|span| place(span, sources)),
            "times": finding.times,
        })
    });
    told.collect()
}
