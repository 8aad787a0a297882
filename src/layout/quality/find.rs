//! Goes over the pages and their lines and finds what a proofreader would mark.

use super::{END, Finding, FlawKind, FlawMark, GAP, LADDER, LEAST, LOOSE, NOTES, QualityReport, RIVER, SHORT, TIGHT, river};
use crate::edition::EntryId;
use crate::layout::frame::{ItemContent, LineRecord, Origin, Page, Pages, TextArea};
use crate::source::Length;
use crate::source::{Sources, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

pub(super) fn find(pages: &Pages, sources: &Sources) -> QualityReport {
    let mut finder = Finder { pages: &pages.pages, sources, findings: Vec::new() };
    for page in 0..pages.pages.len() {
        finder.lines(page);
        finder.ladders(page);
        finder.rivers(page);
        finder.edges(page);
        finder.cuts(page);
    }
    finder.turns();
    finder.heads();
    finder.figures();
    let whole = pages.pages.iter().filter_map(extent).map(|(top, foot)| foot - top).max().unwrap_or_default();
    for chapter in chapters(&pages.pages) {
        finder.spreads(chapter.clone());
        finder.fill(chapter.clone(), whole);
        finder.short(chapter.clone(), whole);
        finder.end(chapter);
    }
    finder.notes();
    let mut findings = finder.findings;
    findings.sort_by_key(|finding| finding.kind);
    QualityReport { pages: pages.pages.len(), lines: pages.pages.iter().map(|page| page.lines.len()).sum(), findings }
}

/// Runs of pages that belong to one chapter: from an opening to the page before the next, or before a page without lines.
fn chapters(pages: &[Page]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        match found.last_mut() {
            _ if page.opening => found.push(index..index + 1),
            Some(chapter) if chapter.end == index && !page.lines.is_empty() => chapter.end += 1,
            _ => {}
        }
    }
    found
}

struct Finder<'a> {
    pages: &'a [Page],
    sources: &'a Sources,
    findings: Vec<Finding>,
}

impl Finder<'_> {
    /// Adds a finding about a line of the page with this index, with a mark at the line.
    fn push(&mut self, kind: FlawKind, at: usize, line: &LineRecord, words: String, amount: i64) {
        let mark = FlawMark::line(at, &self.pages[at], line);
        self.push_at(kind, line, words, amount, vec![mark]);
    }

    /// Adds a finding about a line, with the marks; the first is on the line's page.
    fn push_at(&mut self, kind: FlawKind, line: &LineRecord, words: String, amount: i64, marks: Vec<FlawMark>) {
        let Some(page) = marks.first().map(|mark| &self.pages[mark.page]) else { return };
        let span = line.span.map(|span| exact(span, &text(page, line), self.sources));
        self.findings.push(Finding { kind, page: page.label.clone(), span, words, amount, marks });
    }

    fn lines(&mut self, at: usize) {
        let page = &self.pages[at];
        for (index, line) in page.lines.iter().enumerate() {
            if line.hyphen {
                self.push(FlawKind::Hyphen, at, line, divided(page, index), 1);
            }
            if line.overfull {
                self.push(FlawKind::Overfull, at, line, text(page, line), 1);
            } else if line.ratio > LOOSE {
                self.push(FlawKind::Loose, at, line, text(page, line), i64::from(line.ratio));
            } else if line.ratio < TIGHT {
                self.push(FlawKind::Tight, at, line, text(page, line), i64::from(line.ratio));
            }
            if line.stand_in {
                self.push(FlawKind::StandIn, at, line, text(page, line), 1);
            }
        }
    }

    fn ladders(&mut self, at: usize) {
        let page = &self.pages[at];
        let mut index = 0;
        while index < page.lines.len() {
            let area = page.lines[index].area;
            let run = page.lines[index..].iter().take_while(|line| line.hyphen && line.area == area).count();
            if run > LADDER {
                let words: Vec<String> = (index..index + run).map(|line| divided(page, line)).collect();
                let marks = page.lines[index..index + run].iter().map(|line| FlawMark::line(at, page, line)).collect();
                self.push_at(FlawKind::Ladder, &page.lines[index], words.join(" / "), amount(run), marks);
            }
            index += run.max(1);
        }
    }

    fn rivers(&mut self, at: usize) {
        let page = &self.pages[at];
        for river in river::rivers(page, RIVER) {
            // Where spaces have their own width, as in code, verse and lists, they stand below one another because what is said does.
            let stretched = river.iter().filter(|step| page.lines[step.line].ratio != 0).count();
            if stretched * 2 <= river.len() || is_list(page, &page.lines[river[0].line]) {
                continue;
            }
            let words: Vec<&str> = river.iter().map(|step| step.word.as_str()).collect();
            let marks = river.iter().map(|step| step.mark(at, &page.lines[step.line])).collect();
            self.push_at(FlawKind::River, &page.lines[river[0].line], words.join(" / "), amount(river.len()), marks);
        }
    }

    /// Words of which the rest stands on the next line, with no hyphen between.
    fn cuts(&mut self, at: usize) {
        let page = &self.pages[at];
        for (index, pair) in page.lines.windows(2).enumerate() {
            let [line, next] = pair else { continue };
            if line.hyphen || line.area != next.area || line.index + 1 != next.index || line.of != next.of {
                continue;
            }
            let (before, after) = (raw(page, line), raw(page, next));
            let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && !is_square(c));
            if letter(before.chars().next_back()) && letter(after.chars().next()) {
                self.push(FlawKind::Cut, at, line, divided(page, index).replacen('-', " / ", 1), 1);
            }
        }
    }

    /// Heads that end in dots, each once.
    fn heads(&mut self) {
        let mut told: BTreeSet<String> = BTreeSet::new();
        for (at, page) in self.pages.iter().enumerate() {
            let heads = page.items.iter().filter(|item| matches!(item.origin, Origin::Running(_)));
            let texts = heads.filter_map(|item| if let ItemContent::Text(text) = &item.content { Some(text.text.as_str()) } else { None });
            // The folio is a text by itself.
            let words: String = texts.filter(|text| *text != page.label).collect();
            if words.contains(" …") && told.insert(words.clone()) {
                let words = words.trim().to_owned();
                let marks = FlawMark::head(at, page).into_iter().collect();
                self.findings.push(Finding { kind: FlawKind::Head, page: page.label.clone(), span: None, words, amount: 1, marks });
            }
        }
    }

    /// Pages of a chapter but for its last that hold little, or have a hole; `whole` is as high as the fullest page of the book.
    fn fill(&mut self, chapter: Range<usize>, whole: Length) {
        for at in chapter.start..chapter.end.saturating_sub(1) {
            let page = &self.pages[at];
            let of = |area: fn(TextArea) -> bool| page.lines.iter().filter(|line| area(line.area)).collect::<Vec<_>>();
            let (body, notes) = (of(|area| area == TextArea::Text), of(|area| area != TextArea::Text));
            let Some(&first) = body.first() else { continue };
            if body.len() < LEAST && notes.len() > NOTES {
                let marks = FlawMark::lines(at, page, body.iter().copied()).into_iter().collect();
                self.push_at(FlawKind::Starved, first, text(page, first), amount(body.len()), marks);
            }
            let Some((top, foot)) = extent(page) else { continue };
            if foot - top < whole / 3 && !page.opening && !page.ended {
                let marks = FlawMark::lines(at, page, page.lines.iter()).into_iter().collect();
                self.push_at(FlawKind::Empty, first, text(page, first), amount(body.len()), marks);
            }
            if let Some(((top, foot), line)) = gap(page).filter(|_| !page.opening) {
                let lines = (foot - top).units() / line.height.units().max(1);
                if lines > GAP {
                    let mark = FlawMark { top, height: foot - top, ..FlawMark::line(at, page, line) };
                    self.push_at(FlawKind::Gap, line, text(page, line), lines, vec![mark]);
                }
            }
        }
    }

    /// Pages of a chapter but for its last that end high; `whole` is as high as the fullest page of the book.
    fn short(&mut self, chapter: Range<usize>, whole: Length) {
        let pages = chapter.start..chapter.end.saturating_sub(1);
        let low = self.pages[pages.clone()].iter().filter_map(extent).map(|(_, foot)| foot).max().unwrap_or_default();
        for at in pages {
            let page = &self.pages[at];
            let (Some((line, _)), Some((top, foot))) = (foot(page), extent(page)) else { continue };
            let lines = (low - foot).units() / line.height.units().max(1);
            // Those that are nearly empty are told of as such.
            let is_empty = foot - top < whole / 3 && !page.opening;
            if lines > SHORT && !page.ended && !is_empty {
                self.push(FlawKind::Short, at, line, text(page, line), lines);
            }
        }
    }

    /// Figures that stand far behind their places.
    fn figures(&mut self) {
        for (at, page) in self.pages.iter().enumerate() {
            for &pages in page.waited.iter().filter(|&&pages| pages > 1) {
                let Some((from, place)) = at.checked_sub(pages).map(|place| (place, &self.pages[place])) else { continue };
                let line = place.lines.iter().rev().find(|line| line.area == TextArea::Text);
                let words = line.map_or(String::new(), |line| text(place, line));
                let span = line.and_then(|line| Some(exact(line.span?, &words, self.sources)));
                let called = line.map(|line| FlawMark::line(from, place, line));
                let marks = FlawMark::pictures(at, page).chain(called).collect();
                self.findings.push(Finding { kind: FlawKind::Far, page: page.label.clone(), span, words, amount: amount(pages), marks });
            }
        }
    }

    /// Widows and orphans: the first and the last line of a page's text, if nothing else stands above and below.
    fn edges(&mut self, at: usize) {
        let page = &self.pages[at];
        let mut body = page.lines.iter().filter(|line| line.area == TextArea::Text);
        let first = body.clone().next();
        if let Some(line) = first.filter(|line| line.items.start == 0 && line.of > 1 && line.index + 1 == line.of) {
            self.push(FlawKind::Widow, at, line, text(page, line), 1);
        }
        if let Some(line) = body.next_back().filter(|line| line.of > 1 && line.index == 0)
            && page.items.get(line.items.end).is_none_or(|item| item.origin.is_artifact())
        {
            self.push(FlawKind::Orphan, at, line, text(page, line), 1);
        }
    }

    fn turns(&mut self) {
        for (at, pair) in self.pages.windows(2).enumerate().step_by(2) {
            let last = pair[0].lines.iter().rfind(|line| line.area == TextArea::Text);
            let first = pair[1].lines.iter().find(|line| line.area == TextArea::Text);
            if let (Some(last), Some(first)) = (last.filter(|line| line.hyphen && line.index + 1 < line.of), first) {
                let words = join(&text(&pair[0], last), &text(&pair[1], first));
                let marks = vec![FlawMark::line(at, &pair[0], last), FlawMark::line(at + 1, &pair[1], first)];
                self.push_at(FlawKind::Turn, last, words, 1, marks);
            }
        }
    }

    /// Facing pages, the verso first, of which neither ends the chapter.
    fn spreads(&mut self, chapter: Range<usize>) {
        for verso in (chapter.start..chapter.end.saturating_sub(2)).filter(|index| index % 2 == 1) {
            let [left, right] = [&self.pages[verso], &self.pages[verso + 1]];
            let (Some((line, high)), Some((other, low))) = (foot(left), foot(right)) else { continue };
            let (difference, grid) = ((high - low).units().abs(), line.height.max(other.height).units().max(1));
            if difference * 2 > grid {
                let lines = (difference + grid / 2) / grid;
                let marks = vec![FlawMark::line(verso, left, line), FlawMark::line(verso + 1, right, other)];
                self.push_at(FlawKind::Spread, line, text(left, line), lines, marks);
            }
        }
    }

    fn end(&mut self, chapter: Range<usize>) {
        let Some(at) = chapter.clone().next_back().filter(|last| *last > chapter.start) else { return };
        let page = &self.pages[at];
        let body: Vec<&LineRecord> = page.lines.iter().filter(|line| line.area == TextArea::Text).collect();
        // A table, a picture or notes fill a page too.
        let in_lines: usize = page.lines.iter().map(|line| line.items.len()).sum();
        let all = page.items.iter().filter(|item| !item.origin.is_artifact()).count();
        if let Some(line) = body.first().filter(|_| body.len() < END && all <= in_lines && body.len() == page.lines.len()) {
            let marks = FlawMark::lines(at, page, body.iter().copied()).into_iter().collect();
            self.push_at(FlawKind::End, line, text(page, line), amount(body.len()), marks);
        }
    }

    /// Notes with lines on more than one page. A line at the foot belongs to the entry whose mark stands on it, or to the one
    /// before it in its series.
    fn notes(&mut self) {
        let mut current: BTreeMap<TextArea, EntryId> = BTreeMap::new();
        let mut placed: BTreeMap<EntryId, Vec<(usize, usize)>> = BTreeMap::new();
        for (page, of) in self.pages.iter().enumerate() {
            for (index, line) in of.lines.iter().enumerate().filter(|(_, line)| line.area != TextArea::Text) {
                let head = of.items[line.items.clone()].iter().find_map(|item| match item.origin {
                    Origin::EntryHead(entry) => Some(entry),
                    _ => None,
                });
                if let Some(entry) = head {
                    current.insert(line.area, entry);
                }
                if let Some(entry) = current.get(&line.area) {
                    placed.entry(*entry).or_default().push((page, index));
                }
            }
        }
        let mut split: Vec<Vec<(usize, usize)>> =
            placed.into_values().filter(|at| at.first().map(|at| at.0) != at.last().map(|at| at.0)).collect();
        split.sort();
        for at in split {
            let (page, index) = at[0];
            let page_of = &self.pages[page];
            let over = at.iter().filter(|at| at.0 != page).count();
            let line = &page_of.lines[index];
            let rest = at[1..].chunk_by(|a, b| a.0 == b.0).filter_map(|run| {
                let of = &self.pages[run[0].0];
                FlawMark::lines(run[0].0, of, run.iter().map(|at| &of.lines[at.1]))
            });
            let marks = std::iter::once(FlawMark::line(page, page_of, line)).chain(rest).collect();
            self.push_at(FlawKind::Note, line, text(page_of, line), amount(over), marks);
        }
    }
}

/// The lowest line of a page and where it ends, a table's cells and pictures reckoned in.
fn foot(page: &Page) -> Option<(&LineRecord, Length)> {
    // Notes beside the text end where they end.
    let beside = page.lines.iter().find(|line| line.area == TextArea::Beside).map_or(page.items.len(), |line| line.items.start);
    let line = page.lines.iter().filter(|line| line.area != TextArea::Beside).max_by_key(|line| line.bottom)?;
    let others = page.items[..beside].iter().filter(|item| !item.origin.is_artifact()).map(|item| match item.content {
        ItemContent::Picture { height, .. } => item.y + height,
        _ => item.y,
    });
    Some((line, others.fold(line.bottom, Length::max)))
}

/// From where to where a page is filled, heads and folios left out.
fn extent(page: &Page) -> Option<(Length, Length)> {
    let items = page.items.iter().filter(|item| !matches!(item.origin, Origin::Running(_)));
    let tops = items.map(|item| if let ItemContent::Text(text) = &item.content { item.y - text.size } else { item.y });
    let top = tops.min()?;
    let (_, low) = foot(page)?;
    let notes = page.lines.iter().map(|line| line.bottom).max()?;
    Some((top, low.max(notes)))
}

/// The largest space of a page in which nothing stands, from where to where, and the line below it.
fn gap(page: &Page) -> Option<((Length, Length), &LineRecord)> {
    let others = page.items.iter().filter(|item| !matches!(item.origin, Origin::Running(_))).map(|item| match &item.content {
        ItemContent::Text(text) => (item.y - text.size, item.y),
        ItemContent::Rule { height, .. } | ItemContent::Picture { height, .. } => (item.y, item.y + *height),
    });
    let mut filled: Vec<(Length, Length)> = others.collect();
    filled.sort_unstable();
    let mut low = filled.first()?.1;
    let mut widest: Option<(Length, Length)> = None;
    for (top, bottom) in filled {
        if top - low > widest.map_or(Length::ZERO, |(gap, _)| gap) {
            widest = Some((top - low, top));
        }
        low = low.max(bottom);
    }
    let (gap, below) = widest?;
    let line = page.lines.iter().filter(|line| line.bottom > below).min_by_key(|line| line.bottom)?;
    Some(((below - gap, below), line))
}

/// Whether a line is one of the contents, whose entries begin alike.
fn is_list(page: &Page, line: &LineRecord) -> bool {
    page.items[line.items.clone()].iter().any(|item| matches!(item.origin, Origin::Contents(_)))
}

/// Characters that stand in squares, between which a line may end.
fn is_square(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
}

/// The words of a line as they stand, the space at its end too.
fn raw(page: &Page, line: &LineRecord) -> String {
    let texts = page.items[line.items.clone()].iter();
    texts.filter_map(|item| if let ItemContent::Text(text) = &item.content { Some(text.text.as_str()) } else { None }).collect()
}

/// The words of a line, without the marks of notes.
fn text(page: &Page, line: &LineRecord) -> String {
    let mut words = String::new();
    for item in &page.items[line.items.clone()] {
        if let ItemContent::Text(text) = &item.content
            && !matches!(item.origin, Origin::Mark(..))
        {
            words.push_str(&text.text);
        }
    }
    words.trim().to_owned()
}

/// The word a line divides, with the hyphen shown.
fn divided(page: &Page, index: usize) -> String {
    let line = &page.lines[index];
    let next = page.lines.get(index + 1).filter(|next| next.area == line.area && line.index + 1 < line.of);
    join(&text(page, line), &next.map(|next| text(page, next)).unwrap_or_default())
}

fn join(before: &str, after: &str) -> String {
    let before = before.split_whitespace().next_back().unwrap_or_default().trim_end_matches(['\u{AD}', '-', '\u{2010}']);
    let after = after.split_whitespace().next().unwrap_or_default().trim_end_matches(|c: char| !c.is_alphanumeric());
    format!("{before}-{after}")
}

fn amount(lines: usize) -> i64 {
    i64::try_from(lines).unwrap_or(i64::MAX)
}

/// A line's span may be off where typography has changed the length of the text before it (a curly quotation mark is longer
/// than a straight one): it is moved to where its first letters really stand, if they are near.
fn exact(span: Span, words: &str, sources: &Sources) -> Span {
    const NEAR: usize = 400;
    let source = sources.get(span.source).text();
    let at = (span.start as usize).min(source.len());
    let floor = |at: usize| (0..=at.min(source.len())).rev().find(|&at| source.is_char_boundary(at)).unwrap_or(0);
    let (from, to) = (floor(at.saturating_sub(NEAR)), floor(at + NEAR));
    for letters in [16, 8, 4] {
        let wanted: String = words.chars().skip_while(|c| !c.is_alphanumeric()).take(letters).collect();
        let near = source[from..to].match_indices(&wanted).map(|(found, _)| from + found).min_by_key(|found| found.abs_diff(at));
        if let Some(found) = near.filter(|_| !wanted.is_empty()) {
            let end = (span.end as usize + found).saturating_sub(at);
            return Span::new(span.source, found, floor(end.max(found)));
        }
    }
    span
}
