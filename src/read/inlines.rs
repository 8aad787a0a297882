//! A leaf block being written: its text with runs, then made typographic and cut into shape when it ends.

use crate::book::{
    Alignment, Alternative, ImageId, LanguageId, LinkId, Math, NoteId, PictureSize, Prose, ReadingId, Run, RunKind, SourceMap, Style,
};
use crate::language::language;
use crate::read::builder::Builder;
use crate::read::caption::Caption;
use crate::read::smart::{self, SmartStretch, TypographyEdit};
use crate::source::{SourceId, Span};
use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Arc;

/// The flags that markup may set, in the order of [`LeafText::counts`].
const FLAGS: [Style; 11] = [
    Style::EMPHASIS,
    Style::STRONG,
    Style::CODE,
    Style::STRUCK,
    Style::SUPERSCRIPT,
    Style::SUBSCRIPT,
    Style::SMALL_CAPS,
    Style::SMALL,
    Style::UNDERLINE,
    Style::MARK,
    Style::KEY,
];

/// A raw tag that is open in a leaf.
#[derive(Debug)]
pub(super) struct OpenTag {
    /// The tag's name.
    pub(super) name: String,
    /// The styles it set.
    pub(super) style: Style,
    /// The language the tag set.
    pub(super) language: Option<LanguageId>,
    /// The link it began.
    pub(super) link: Option<LinkId>,
    /// How many elements were open round it.
    pub(super) depth: usize,
}

/// More characters than this have their reading behind them, for no line could be divided between them.
const LONGEST_BASE: usize = 24;

/// Words with readings over them while they are read.
#[derive(Debug, Default)]
struct OpenRuby {
    /// Where the words begin that the next reading stands over.
    from: usize,
    /// Words that wait for their readings.
    bases: VecDeque<Range<usize>>,
    /// The reading that is open.
    reading: Option<Box<LeafText>>,
}

/// The text of a leaf block while it is read.
#[derive(Debug)]
pub(super) struct LeafText {
    source: SourceId,
    pub(super) text: String,
    pub(super) runs: Vec<Run>,
    /// Where the text stands in the source.
    pub(super) map: SourceMap,
    /// Stretches that typography must not touch although they are not code.
    pub(super) addresses: Vec<Range<usize>>,
    counts: [u32; 11],
    style: Style,
    languages: Vec<LanguageId>,
    /// Raw tags open.
    pub(super) tags: Vec<OpenTag>,
    /// The link that is open, and whether its words are its address.
    pub(super) link: Option<(LinkId, bool)>,
    /// How many tags are open whose content is no text (`<script>`).
    pub(super) hidden: u32,
    /// The caption of the image just read.
    pub(super) caption: Option<Caption>,
    /// Ids of HTML in the leaf, and where they stand.
    pub(super) targets: Vec<(String, Span)>,
    /// Where a picture of HTML says that it is to stand.
    pub(super) alignment: Option<Alignment>,
    /// Words with readings over them that are open.
    ruby: Option<OpenRuby>,
    /// Whether what comes next is a run of its own.
    apart: bool,
    soft: Option<Span>,
    /// First and last byte of what was written.
    extent: Option<(usize, usize)>,
}

impl LeafText {
    /// Makes a run of its own, which is a link, of each of some stretches, which are in order.
    pub(super) fn make_links(&mut self, links: &[(Range<usize>, LinkId)]) {
        if links.is_empty() {
            return;
        }
        let mut runs: Vec<Run> = Vec::with_capacity(self.runs.len() + 2 * links.len());
        let mut next = links.iter().peekable();
        for mut run in std::mem::take(&mut self.runs) {
            while let Some((range, link)) = next.next_if(|(range, _)| range.end <= run.end as usize) {
                let [start, end] = [range.start, range.end].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
                if run.start < start {
                    runs.push(Run { end: start, ..run.clone() });
                }
                runs.push(Run { start, end, link: Some(*link), span: self.place(range.clone()), ..run.clone() });
                run.start = end;
            }
            if run.start < run.end || run.kind != RunKind::Text {
                runs.push(run);
            }
        }
        self.runs = runs;
        // Nothing in them is made typographic.
        self.addresses.extend(links.iter().map(|(range, _)| range.clone()));
        self.addresses.sort_by_key(|address| address.start);
    }

    /// An empty leaf, with room for so many bytes.
    pub(super) fn new(source: SourceId, room: usize) -> Self {
        Self {
            source,
            text: String::with_capacity(room),
            runs: Vec::new(),
            map: SourceMap::default(),
            addresses: Vec::new(),
            counts: [0; 11],
            style: Style::PLAIN,
            languages: Vec::new(),
            tags: Vec::new(),
            link: None,
            hidden: 0,
            caption: None,
            targets: Vec::new(),
            alignment: None,
            ruby: None,
            apart: false,
            soft: None,
            extent: None,
        }
    }

    /// Turns the flags of `style` on. Emphasis inside emphasis is upright.
    pub(super) fn begin(&mut self, style: Style) {
        self.count(style, 1);
    }

    /// Turns styles off again.
    pub(super) fn end(&mut self, style: Style) {
        self.count(style, -1);
    }

    fn count(&mut self, style: Style, step: i32) {
        for (flag, count) in FLAGS.iter().zip(&mut self.counts) {
            if style.has(*flag) {
                *count = count.saturating_add_signed(step);
                let on = if *flag == Style::EMPHASIS { *count % 2 == 1 } else { *count > 0 };
                self.style = if on { self.style.with(*flag) } else { self.style.without(*flag) };
            }
        }
    }

    /// Begins a stretch of text in a foreign language.
    pub(super) fn begin_language(&mut self, language: LanguageId) {
        self.languages.push(language);
    }

    /// Ends the stretch of text in a foreign language that began last.
    pub(super) fn end_language(&mut self) {
        self.languages.pop();
    }

    /// Adds text; white space in it counts as one space, as in HTML.
    pub(super) fn text(&mut self, text: &str, range: Range<usize>) {
        if self.hidden > 0 {
            return;
        }
        if let Some(reading) = self.reading() {
            return reading.text(text, range);
        }
        self.soften(text.chars().next());
        let verbatim = text.len() == range.len();
        let spaced = text.contains("  ") || text.contains(['\t', '\n']) || text.starts_with(' ') && self.at_space();
        if verbatim && !spaced && !text.is_empty() {
            return self.push(text, RunKind::Text, range);
        }
        let mut at = 0;
        for (index, word) in text.split([' ', '\t', '\n']).enumerate() {
            if index > 0 {
                let at = if verbatim { range.start + at - 1..range.start + at } else { range.clone() };
                self.space(self.span(at));
            }
            if !word.is_empty() {
                let from = if verbatim { range.start + at } else { range.start };
                let to = if verbatim { from + word.len() } else { range.end };
                self.push(word, RunKind::Text, from..to);
            }
            at += word.len() + 1;
        }
    }

    /// Adds text whose pieces stand at the places that a map of it tells.
    pub(super) fn mapped(&mut self, text: &str, map: &SourceMap) {
        for (piece, place) in map.stretches() {
            self.text(&text[piece], place);
        }
    }

    /// Adds code, as it is; `written` is what stands in the source at `range`, its marks included.
    pub(super) fn code(&mut self, text: &str, written: &str, range: Range<usize>) {
        if self.hidden > 0 {
            return;
        }
        if let Some(reading) = self.reading() {
            return reading.code(text, written, range);
        }
        self.soften(None);
        self.begin(Style::CODE);
        // A space at each end may be one that only parts the code from its marks.
        let marks = written.len() - written.trim_start_matches(written.chars().next().unwrap_or('`')).len();
        let inner = written.len().saturating_sub(2 * marks);
        let from = range.start + marks + inner.saturating_sub(text.len()) / 2;
        let fits = inner == text.len() || inner == text.len() + 2;
        self.map.push(text.len(), if fits { from..from + text.len() } else { range.clone() });
        self.add(text, RunKind::Text, range);
        self.end(Style::CODE);
    }

    /// The end of a line that is no break: a space, unless the next character and the last are Chinese or Japanese.
    pub(super) fn soft_break(&mut self, range: Range<usize>) {
        if let Some(reading) = self.reading() {
            return reading.soft_break(range);
        }
        self.soft = Some(self.span(range));
    }

    fn soften(&mut self, next: Option<char>) {
        if let Some(span) = self.soft.take()
            && !(next.is_some_and(is_spaceless) && self.text.ends_with(is_spaceless))
        {
            self.space(span);
        }
    }

    fn space(&mut self, span: Span) {
        if !self.at_space() {
            self.push(" ", RunKind::Text, span.range());
        }
    }

    /// Whether a space would be one too many here.
    fn at_space(&self) -> bool {
        self.text.is_empty() || self.text.ends_with([' ', '\n'])
    }

    /// A line break that the author wants.
    pub(super) fn hard_break(&mut self, range: Range<usize>) {
        if let Some(reading) = self.reading() {
            return reading.hard_break(range);
        }
        self.soft = None;
        if !self.text.is_empty() && self.hidden == 0 {
            while self.text.ends_with(' ') {
                self.truncate(self.text.len() - 1);
            }
            self.push("\n", RunKind::Break, range);
        }
    }

    /// The mark of a note.
    pub(super) fn mark(&mut self, note: NoteId, range: Range<usize>) {
        self.soften(None);
        self.push("", RunKind::Note(note), range);
    }

    /// An image in the line.
    pub(super) fn image(&mut self, image: ImageId, alternative: Alternative, size: PictureSize, range: Range<usize>) {
        self.soften(None);
        self.push("\u{FFFC}", RunKind::Image(image, alternative, size), range);
    }

    /// A formula.
    pub(super) fn math(&mut self, math: Math, range: Range<usize>) {
        if self.hidden == 0 {
            self.soften(None);
            self.push("\u{FFFC}", RunKind::Math(Arc::new(math)), range);
        }
    }

    fn push(&mut self, text: &str, kind: RunKind, range: Range<usize>) {
        self.map.push(text.len(), range.clone());
        self.add(text, kind, range);
    }

    fn add(&mut self, text: &str, kind: RunKind, range: Range<usize>) {
        let (start, span) = (self.text.len(), self.span(range.clone()));
        self.text.push_str(text);
        let link = self.link.map(|(link, _)| link);
        if kind == RunKind::Text && self.link.is_some_and(|(_, auto)| auto) {
            self.addresses.push(start..self.text.len());
        }
        self.extent = Some(self.extent.map_or((range.start, range.end), |(from, to)| (from.min(range.start), to.max(range.end))));
        let (end, language) = (offset(self.text.len()), self.languages.last().copied());
        let apart = std::mem::take(&mut self.apart);
        match self.runs.last_mut() {
            Some(last)
                if !apart
                    && kind == RunKind::Text
                    && last.kind == kind
                    && (last.style, last.link, last.language) == (self.style, link, language) =>
            {
                last.end = end;
                last.span = last.span.to(span);
            }
            _ => self.runs.push(Run { start: offset(start), end, kind, style: self.style, link, language, reading: None, span }),
        }
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source, range.start, range.end)
    }

    /// Cuts the text; runs behind the cut go, but marks of notes stay.
    fn truncate(&mut self, length: usize) {
        self.text.truncate(length);
        self.map.truncate(length);
        let length = offset(length);
        // From the end, so that a paragraph of many breaks costs no more than its length.
        let mut marks = Vec::new();
        while let Some(mut run) = self.runs.pop_if(|run| run.end > length || run.start == run.end) {
            let keeps = run.start < length || matches!(run.kind, RunKind::Note(_));
            (run.start, run.end) = (run.start.min(length), run.end.min(length));
            if keeps {
                marks.push(run);
            }
        }
        self.runs.extend(marks.into_iter().rev());
    }

    /// The reading that is being read.
    fn reading(&mut self) -> Option<&mut LeafText> {
        self.ruby.as_mut()?.reading.as_deref_mut()
    }

    /// Begins words with readings over them, or the next of them.
    pub(super) fn begin_ruby(&mut self) {
        let from = self.text.len();
        let ruby = self.ruby.get_or_insert_default();
        (ruby.from, self.apart) = (from, true);
    }

    /// Ends the words that the next reading stands over.
    pub(super) fn end_base(&mut self) {
        let to = self.text.trim_end_matches(' ').len();
        let Some(ruby) = self.ruby.as_mut().filter(|ruby| ruby.reading.is_none()) else { return };
        let from = std::mem::replace(&mut ruby.from, self.text.len());
        if from < to {
            ruby.bases.push_back(from..to);
        }
        self.apart = true;
    }

    /// Begins a reading.
    pub(super) fn begin_reading(&mut self) {
        let source = self.source;
        let Some(ruby) = &mut self.ruby else { return };
        if ruby.bases.is_empty() {
            self.end_base();
        }
        if let Some(ruby) = &mut self.ruby {
            ruby.reading = Some(Box::new(LeafText::new(source, 0)));
        }
    }

    /// Ends a reading: it stands over its words, or in brackets behind them where they are more than a word or two.
    pub(super) fn end_reading(&mut self, builder: &mut Builder) {
        let Some(ruby) = &mut self.ruby else { return };
        let Some(reading) = ruby.reading.take() else { return };
        let base = ruby.bases.pop_front().unwrap_or_default();
        let extent = reading.extent().map_or(0..0, |(from, to)| from..to);
        let prose = reading.finish(builder, self.languages.last().copied());
        if prose.text.trim().is_empty() {
            return self.begin_ruby();
        }
        self.cut_run(base.start);
        self.cut_run(base.end);
        let [from, to] = [base.start, base.end].map(offset);
        let run = self.runs.iter_mut().rev().find(|run| (run.start, run.end) == (from, to) && run.kind == RunKind::Text);
        let short = self.text.get(base).is_some_and(|words| words.chars().count() <= LONGEST_BASE);
        match run.filter(|run| short && run.reading.is_none()) {
            Some(run) => {
                run.reading = Some(ReadingId::new(builder.book.readings.len()));
                builder.book.readings.push(prose);
            }
            None => {
                let gap = if self.text.ends_with(is_spaceless) { "" } else { " " };
                self.text(&format!("{gap}({})", prose.text.trim()), extent);
            }
        }
        self.begin_ruby();
    }

    /// Ends words with readings over them.
    pub(super) fn end_ruby(&mut self, builder: &mut Builder) {
        self.end_reading(builder);
        self.ruby = None;
        self.apart = true;
    }

    /// Makes a run begin at a byte of the text.
    fn cut_run(&mut self, at: usize) {
        let index = self.runs.partition_point(|run| run.end as usize <= at);
        if self.runs.get(index).is_none_or(|run| run.range().start >= at) {
            return;
        }
        let mut behind = self.runs[index].clone();
        (self.runs[index].end, behind.start) = (offset(at), offset(at));
        self.runs.insert(index + 1, behind);
    }

    /// Takes a name ` ^name` off the end: the name, and where it stands.
    pub(super) fn take_anchor(&mut self) -> Option<(String, Span)> {
        self.trim();
        let at = self.text.rfind('^')?.checked_sub(1).filter(|&at| self.text.as_bytes()[at] == b' ')?;
        let name = &self.text[at + 2..];
        let plain = self.runs.iter().rev().find(|run| run.end > run.start)?;
        let fits = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
        if !fits || at == 0 || plain.style.has(Style::CODE) || plain.start as usize > at + 1 || plain.link.is_some() {
            return None;
        }
        // A caret that was escaped stands a byte further from the space, one written as a reference is longer.
        let [space, caret] = [at..at + 1, at + 1..at + 2].map(|range| self.map.place(self.source, range));
        if space?.end != caret?.start || caret?.range().len() != 1 {
            return None;
        }
        let name = name.to_owned();
        let span = self.map.place(self.source, at + 1..self.text.len())?;
        self.truncate(at);
        Some((name, span))
    }

    /// Marks `[^x]` that stand in the text because no note `[^x]` is defined: their labels and places.
    pub(super) fn unknown_marks(&self, source: &str) -> Vec<(String, Span)> {
        let mut unknown = Vec::new();
        for (at, _) in self.text.match_indices('[').filter(|(at, _)| self.text[at + 1..].starts_with('^')) {
            let label: String = self.text[at + 2..].chars().take(80).take_while(|c| *c != ']').collect();
            let end = at + 2 + label.len();
            let closed = self.text[end..].starts_with(']');
            let in_code =
                self.runs.get(self.runs.partition_point(|run| run.end as usize <= at)).is_some_and(|run| run.style.has(Style::CODE));
            if label.is_empty() || !closed || in_code || label.contains(['[', ' ', '\n', '^']) {
                continue;
            }
            if self.escaped(at, source) {
                continue;
            }
            unknown.push((label, self.place(at..end + 1)));
        }
        unknown
    }

    /// Whether a character of the text is escaped in the source.
    pub(super) fn escaped(&self, at: usize, source: &str) -> bool {
        let at = self.place(at..at + 1).start as usize;
        source.get(..at).is_some_and(|before| before.ends_with('\\')) || source.get(at..).is_some_and(|from| from.starts_with('\\'))
    }

    /// Where some bytes of the text stand in the source.
    pub(super) fn place(&self, range: Range<usize>) -> Span {
        self.map.place(self.source, range).unwrap_or_else(|| self.span(0..0))
    }

    /// First and last byte in the source of what was written.
    pub(super) fn extent(&self) -> Option<(usize, usize)> {
        self.extent
    }

    fn trim(&mut self) {
        self.soft = None;
        let kept = self.text.trim_end_matches([' ', '\n', '\t']).len();
        if kept < self.text.len() {
            self.truncate(kept);
        }
    }

    /// The finished prose, typographic in its languages.
    pub(super) fn finish(mut self, builder: &Builder, own: Option<LanguageId>) -> Prose {
        self.trim();
        let tongue_of = |id: Option<LanguageId>| language(id.map_or(builder.book.language.as_str(), |id| builder.book.foreign(id)));
        let usual = tongue_of(own);
        let mut stretches: Vec<SmartStretch> = Vec::with_capacity(self.runs.len());
        let mut addresses = self.addresses.iter().peekable();
        for run in &self.runs {
            let typographic = (!run.style.has(Style::CODE)).then(|| run.language.map_or(usual, |other| tongue_of(Some(other))));
            while let Some(address) = addresses.next_if(|address| address.start < run.end as usize) {
                stretches.push(SmartStretch { end: address.start, tongue: typographic });
                stretches.push(SmartStretch { end: address.end.min(run.end as usize), tongue: None });
            }
            stretches.push(SmartStretch { end: run.end as usize, tongue: typographic });
        }
        let edits = smart::edits(&self.text, &stretches);
        // A book has very many leaves, and most have a run or two.
        self.runs.shrink_to_fit();
        if edits.is_empty() {
            self.text.shrink_to_fit();
            return Prose { text: self.text, runs: self.runs, map: Arc::new(self.map) };
        }
        let text = smart::apply(&self.text, &edits);
        move_runs(&mut self.runs, &edits);
        let map = self.map.edited(edits.iter().map(|edit| (edit.range.clone(), edit.with.len())));
        Prose { text, runs: self.runs, map: Arc::new(map) }
    }
}

/// Moves the ends of runs as the edits move the text. No edit crosses the end of a run,
/// because each run is a stretch of its own to the typography.
fn move_runs(runs: &mut [Run], edits: &[TypographyEdit]) {
    let (mut next, mut removed, mut added) = (0, 0, 0);
    let mut moved = |at: u32| {
        while let Some(edit) = edits.get(next).filter(|edit| edit.range.start < at as usize) {
            removed += edit.range.len();
            added += edit.with.len();
            next += 1;
        }
        offset(at as usize + added - removed)
    };
    let mut start = 0;
    for run in runs {
        run.start = start;
        run.end = moved(run.end);
        start = run.end;
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("sources are under 64 MiB, and typography at most triples a text")
}

/// Characters of scripts that put no space between words.
fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Tabs as spaces up to the next column of four: no font has a tab.
pub(super) fn without_tabs(text: String, map: SourceMap) -> (String, SourceMap) {
    if !text.contains('\t') {
        return (text, map);
    }
    let (mut out, mut column, mut edits) = (String::with_capacity(text.len()), 0, Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '\t' => {
                let width = 4 - column % 4;
                out.extend(std::iter::repeat_n(' ', width));
                edits.push((at..at + 1, width));
                column += width;
            }
            '\n' => {
                out.push(c);
                column = 0;
            }
            _ => {
                out.push(c);
                column += 1;
            }
        }
    }
    (out, map.edited(edits.into_iter()))
}
