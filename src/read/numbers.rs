//! The numbers of headings, figures, tables and equations: counted once in reading order, before the words of references are known, so that
//! both outputs and every reference say the same.

use crate::book::{
    BEHIND_NUMBER, Block, BlockGroup, BlockId, BlockKind, Book, CaptionLabel, Chapter, Division, FormulaNumber, Link, Math, Matter,
    Numerals, Prose, RunKind, SectionId,
};
use crate::config::{ChapterNumber, Config, Form, NumberSeries, NumberSettings};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::language::{Language, Words, chapter_number, framed, language, names_chapter, numbers_chapter};
use crate::read::builder::Builder;
use crate::read::labels::{self, CrossingForm};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Levels of headings.
const LEVELS: usize = 6;

/// Gives everything its number that is to have one. The text says none of them yet.
pub(super) fn settle(config: &Config, builder: &mut Builder, diagnostics: &mut Diagnostics) {
    let numbers = if config.has_toml { config.numbers } else { with_referred(config.numbers, builder, diagnostics) };
    if !numbers.are_wanted() {
        return;
    }
    let book = &builder.book;
    let tongue = language(&book.language);
    let words = tongue.words.with(&book.words);
    let title = title_section(config, book);
    let mut counter = NumberCounter::new(config, numbers, words, NumberedText { book, title });
    for chapter in book.chapters.iter().filter(|chapter| !chapter.matter.opens_the_book()) {
        counter.chapter(chapter);
    }
    let NumberCounter { sections, labels, formulas, equations, typed, lettered, .. } = counter;
    let named = |(block, number, frame): (BlockId, String, &str)| (block, (framed(frame, &number), number));
    let lettered: Vec<_> = lettered.into_iter().map(named).collect();
    let labels: Vec<_> = labels.into_iter().map(|label| (label.caption, label.named(tongue))).collect();
    builder.lettered.extend(lettered);
    builder.section_names.extend(sections.iter().map(|section| (section.id, section.name.clone())));
    for NumberedSection { id, number, .. } in sections {
        builder.book.sections[id.index()].number = Some(number);
    }
    builder.book.captions.extend(labels);
    if numbers.equations == NumberSeries::Chapter {
        renumber(builder, equations, formulas);
    }
    tell(typed, diagnostics);
}

/// The numbers of a manuscript of another program, whose references by key (`@fig-map`, `\ref{map}`) say numbers: the figures are
/// counted if one of them leads to a figure, and the tables likewise.
fn with_referred(mut numbers: NumberSettings, builder: &mut Builder, diagnostics: &mut Diagnostics) -> NumberSettings {
    if builder.crossings.is_empty() {
        return numbers;
    }
    labels::catch_up(builder, None, diagnostics);
    // Those of tables lead to their captions.
    let blocks = builder.book.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Table(table) => table.caption,
        _ => None,
    });
    let of_tables: BTreeSet<BlockId> = blocks.collect();
    let says_number = |form| matches!(form, CrossingForm::Name { .. } | CrossingForm::Number { .. });
    for crossing in builder.crossings.iter().filter(|crossing| says_number(crossing.form)) {
        let Some(Link::Block(block)) = builder.labels.known(&crossing.key, &crossing.path) else { continue };
        let series = match builder.book.block(*block).kind {
            BlockKind::Figure { caption: Some(_), .. } | BlockKind::Group(BlockGroup { caption: Some(_), .. }) => &mut numbers.figures,
            BlockKind::Table(ref table) if table.caption.is_some() => &mut numbers.tables,
            _ if of_tables.contains(block) => &mut numbers.tables,
            _ => continue,
        };
        if *series == NumberSeries::None {
            *series = NumberSeries::Book;
        }
    }
    numbers
}

/// Puts the numbers before headings and captions.
pub(super) fn print(builder: &mut Builder) {
    let book = &mut builder.book;
    let (sections, captions, blocks) = (&book.sections, &mut book.captions, &mut book.blocks);
    for section in sections {
        if let (Some(number), BlockKind::Heading { prose, .. }) = (&section.number, &mut blocks[section.heading.index()].kind) {
            prose.put_before(&format!("{number}{BEHIND_NUMBER}"));
        }
    }
    for (caption, label) in captions {
        if let Block { kind: BlockKind::Paragraph(prose), .. } = &mut blocks[caption.index()] {
            prose.put_before(&label.words);
        }
    }
}

/// The heading that is the title of the whole text, and so no chapter of it.
fn title_section(config: &Config, book: &Book) -> Option<SectionId> {
    let first = book.chapters.iter().find(|chapter| !chapter.matter.stands_alone())?;
    let heading = book.section(first.heading?);
    let title = &book.metadata.title;
    let repeats = title.is_empty() && config.stand_in.is_none() || heading.title.trim() == title.trim();
    let is_only = book.chapters.iter().filter(|chapter| chapter.division == Division::Body).count() == 1;
    let is_above = config.form.is_some_and(|form| form != Form::Book);
    first.heading.filter(|_| first.division == Division::Body && repeats && (is_only || is_above))
}

/// Tells of headings and captions that have a number of the author's own.
fn tell(typed: Vec<Span>, diagnostics: &mut Diagnostics) {
    for span in typed {
        let message = "this has a number in its words already, so that none was put before it";
        let help = "take the number out of its words, or mark a heading with `{.unnumbered}`";
        diagnostics.push(Diagnostic::at(Code::TypedNumber, span, message).help(help));
    }
}

/// A heading with its number.
struct NumberedSection {
    id: SectionId,
    number: String,
    /// What the text calls it: “section 2.1”.
    name: String,
}

/// A figure or a table with its number.
struct NumberedCaption<'w> {
    caption: BlockId,
    number: String,
    /// The word for it, with a place for the number.
    frame: &'w str,
}

impl NumberedCaption<'_> {
    /// The label that it has in the language of the book.
    fn named(self, tongue: &Language) -> CaptionLabel {
        let name = framed(self.frame, &self.number);
        let label = format!("{}{}", tongue.capitalised(&name), tongue.caption_mark);
        CaptionLabel { number: self.number, name, words: label }
    }
}

/// The numbers of one kind of thing so far.
struct SeriesCount {
    series: NumberSeries,
    through: u64,
    /// Since the chapter began, and in all chapters that have no number.
    in_chapter: u64,
    outside: u64,
}

impl SeriesCount {
    fn new(series: NumberSeries) -> Self {
        Self { series, through: 0, in_chapter: 0, outside: 0 }
    }

    /// The next number; none if the kind has none.
    fn next(&mut self, chapter: Option<&str>) -> Option<String> {
        let count = match (self.series, chapter) {
            (NumberSeries::None, _) => return None,
            (NumberSeries::Book, _) => &mut self.through,
            (NumberSeries::Chapter, Some(_)) => &mut self.in_chapter,
            (NumberSeries::Chapter, None) => &mut self.outside,
        };
        *count += 1;
        let chapter = chapter.filter(|_| self.series == NumberSeries::Chapter);
        Some(chapter.map_or_else(|| count.to_string(), |chapter| format!("{chapter}.{count}")))
    }
}

/// Counts in reading order.
struct NumberCounter<'b> {
    book: &'b Book,
    numbers: NumberSettings,
    words: Words<&'b str>,
    /// The heading that is the title of the text.
    title: Option<SectionId>,
    /// Whether the first level of headings is of sections: the text is no book.
    is_short: bool,
    counts: [u64; LEVELS],
    /// Whether chapters have Roman numbers.
    is_roman: bool,
    appendices: u64,
    /// The number of the chapter at hand.
    prefix: Option<String>,
    figures: SeriesCount,
    tables: SeriesCount,
    formulas: SeriesCount,
    sections: Vec<NumberedSection>,
    labels: Vec<NumberedCaption<'b>>,
    /// The figures of a group, each with its number and letter, and the word for it.
    lettered: Vec<(BlockId, String, &'b str)>,
    /// The numbers of the equations in each paragraph.
    equations: BTreeMap<BlockId, Vec<String>>,
    typed: Vec<Span>,
}

/// A text whose parts are counted.
struct NumberedText<'b> {
    book: &'b Book,
    /// The heading that is the title of the text.
    title: Option<SectionId>,
}

impl<'b> NumberCounter<'b> {
    fn new(config: &Config, numbers: NumberSettings, words: Words<&'b str>, text: NumberedText<'b>) -> Self {
        let NumberedText { book, title } = text;
        Self {
            book,
            numbers,
            words,
            title,
            is_short: title.is_some() || config.form.is_some_and(|form| form != Form::Book),
            is_roman: config.typography.chapter_number == ChapterNumber::Roman,
            counts: [0; LEVELS],
            appendices: 0,
            prefix: None,
            figures: SeriesCount::new(numbers.figures),
            tables: SeriesCount::new(numbers.tables),
            formulas: SeriesCount::new(numbers.equations),
            sections: Vec::new(),
            labels: Vec::new(),
            lettered: Vec::new(),
            equations: BTreeMap::new(),
            typed: Vec::new(),
        }
    }

    /// Counts what a chapter holds.
    fn chapter(&mut self, chapter: &Chapter) {
        self.begin(None);
        let appendix = chapter.matter == Matter::Appendix;
        let counts = appendix || chapter.division == Division::Body && is_numbered(chapter.matter);
        // The level below which nothing has a number, because what heads it has none.
        let mut without: Option<u8> = None;
        let mut open: Vec<BlockId> = chapter.blocks.iter().rev().copied().collect();
        while let Some(id) = open.pop() {
            let block = self.book.block(id);
            if let BlockKind::Heading { section, .. } = block.kind {
                let depth = self.book.section(section).depth;
                without = without.filter(|level| depth > *level);
                let bare = self.book.section(section).unnumbered || self.title == Some(section);
                if bare && self.title != Some(section) && without.is_none() {
                    without = Some(depth);
                }
                if bare || without.is_some() || !counts {
                    if depth == 1 {
                        self.begin(None);
                    }
                } else {
                    self.heading(section, appendix);
                }
            }
            self.block(id, block);
            // Figures in a group have letters.
            let lettered = matches!(&block.kind, BlockKind::Group(group) if group.caption.is_some());
            if !lettered {
                open.extend(block.children().into_iter().rev());
            }
        }
    }

    /// Begins a chapter of this number.
    fn begin(&mut self, number: Option<String>) {
        self.prefix = number;
        for series in [&mut self.figures, &mut self.tables, &mut self.formulas] {
            series.in_chapter = 0;
        }
    }

    /// Counts a heading.
    fn heading(&mut self, id: SectionId, appendix: bool) {
        let section = self.book.section(id);
        let raised = u8::from(self.title.is_some_and(|title| self.is_below(id, title)));
        let level = usize::from(section.depth - raised).clamp(1, LEVELS);
        let typed = typed_number(&section.title, self.words.appendix);
        if level == 1 && appendix {
            self.appendices += 1;
        } else {
            let count = &mut self.counts[level - 1];
            *count = typed.flatten().unwrap_or(*count + 1);
        }
        self.counts[level..].fill(0);
        let number = self.number(level, appendix);
        if level == 1 {
            self.begin(Some(number.clone()));
        }
        if level > usize::from(self.numbers.sections) {
            return;
        }
        if typed.is_some() {
            self.typed.push(section.span);
            return;
        }
        let frame = match () {
            () if appendix => self.words.appendix,
            () if level == 1 && !self.is_short => self.words.chapter,
            () => self.words.section,
        };
        // A reference says the number as the heading has it.
        let shown = if self.is_roman && level == 1 && !appendix { Numerals::Roman.write(self.counts[0]) } else { number.clone() };
        self.sections.push(NumberedSection { id, name: framed(frame, &shown), number });
    }

    /// The number of the heading that was counted last.
    fn number(&self, level: usize, appendix: bool) -> String {
        let first = if appendix { Numerals::Capitals.write(self.appendices) } else { self.counts[0].to_string() };
        self.counts[1..level].iter().fold(first, |number, count| format!("{number}.{count}"))
    }

    /// Whether a section stands below another one.
    fn is_below(&self, id: SectionId, other: SectionId) -> bool {
        let mut above = self.book.section(id).parent;
        while let Some(parent) = above.filter(|parent| *parent != other) {
            above = self.book.section(parent).parent;
        }
        above.is_some()
    }

    /// Counts a figure or a table with a caption, and the equations of a paragraph.
    fn block(&mut self, id: BlockId, block: &Block) {
        let prefix = self.prefix.as_deref();
        let (caption, number, frame) = match &block.kind {
            BlockKind::Figure { caption: Some(caption), .. } => (*caption, self.figures.next(prefix), self.words.figure),
            BlockKind::Group(BlockGroup { caption: Some(caption), .. }) => (*caption, self.figures.next(prefix), self.words.figure),
            BlockKind::Table(table) => match table.caption {
                Some(caption) => (caption, self.tables.next(prefix), self.words.table),
                None => return,
            },
            BlockKind::Paragraph(prose) if self.formulas.series == NumberSeries::Chapter => {
                let new: Vec<String> = own_numbers(prose).filter_map(|_| self.formulas.next(prefix)).collect();
                if !new.is_empty() {
                    self.equations.insert(id, new);
                }
                return;
            }
            _ => return,
        };
        let Some((number, prose)) = number.zip(self.book.block(caption).prose()) else { return };
        if let BlockKind::Group(_) = block.kind {
            let figures = block.children().into_iter().filter(|child| matches!(self.book.block(*child).kind, BlockKind::Figure { .. }));
            let letters = (1..).map(|letter| Numerals::SmallLetters.write(letter));
            self.lettered.extend(figures.zip(letters).map(|(figure, letter)| (figure, format!("{number}{letter}"), frame)));
        }
        if begins_with_label(&prose.text, frame) {
            self.typed.push(self.book.block(caption).span);
        } else {
            self.labels.push(NumberedCaption { caption, number, frame });
        }
    }
}

/// Whether a chapter of this kind has a number where it stands in the text.
fn is_numbered(matter: Matter) -> bool {
    matches!(matter, Matter::Chapter | Matter::Introduction)
}

/// The numbers of the equations in a paragraph.
fn own_numbers(prose: &Prose) -> impl Iterator<Item = &FormulaNumber> {
    let formulas = prose.runs.iter().filter_map(|run| match &run.kind {
        RunKind::Math(math) => Some(math),
        _ => None,
    });
    formulas.flat_map(|math| &math.numbers).filter(|number| number.own)
}

/// Whether a caption begins with a label that its author typed: “Figure 3: …”.
fn begins_with_label(caption: &str, frame: &str) -> bool {
    let mut words = caption.split(|c: char| c.is_whitespace()).filter(|word| !word.is_empty());
    let (Some(first), Some(second)) = (words.next(), words.next()) else { return false };
    let of_frame = frame.replace("{}", "");
    let known = ["figure", "fig.", "table", "tab.", of_frame.trim_matches([' ', '\u{A0}'])];
    let number = second.trim_end_matches(['.', ':', ')', '–', '—']);
    let is_number = number.starts_with(|c: char| c.is_ascii_digit()) && number.chars().all(|c| c.is_ascii_digit() || c == '.');
    is_number && known.iter().any(|word| word.to_lowercase() == first.to_lowercase())
}

/// The number that a heading has in its words, `3. The Whale`, `Chapter Four`, `1.2 Words`, if it has one; the number itself if that is
/// in figures.
fn typed_number(title: &str, appendix: &str) -> Option<Option<u64>> {
    let first = title.split_whitespace().next()?;
    let bare = first.trim_end_matches(['.', ')', ':']);
    let parts: Vec<&str> = bare.split('.').collect();
    let is_part = |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()) && !part.starts_with('0');
    if parts.iter().all(is_part) && (parts.len() > 1 || bare.len() < first.len() || bare == title) {
        return Some(parts.last().and_then(|part| part.parse().ok()));
    }
    let second = title.split_whitespace().nth(1).map(|word| word.trim_end_matches(['.', ':', ')']));
    let of_frame = appendix.replace("{}", "");
    let is_appendix = ["appendix", of_frame.trim_matches([' ', '\u{A0}', '.'])].iter().any(|word| word.eq_ignore_ascii_case(first));
    let letter = second.is_some_and(|word| word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    // `Letter from Paris` and `C` have a word and a letter of such numbers, and none.
    let number = chapter_number(title);
    let is_word = names_chapter(first.trim_matches(|c: char| !c.is_alphabetic())) || matches!(title, "C" | "D" | "L" | "M");
    (number.is_some() || numbers_chapter(title) && !is_word || is_appendix && letter).then_some(number)
}

/// Gives equations their numbers in place of those that they were read with, wherever another formula names them too. Those in notes,
/// which stand in no chapter, go on with the numbers of such.
fn renumber(builder: &mut Builder, equations: BTreeMap<BlockId, Vec<String>>, mut formulas: SeriesCount) {
    let mut counted = equations;
    let mut by_label: BTreeMap<String, String> = BTreeMap::new();
    for (index, block) in builder.book.blocks.iter().enumerate() {
        let BlockKind::Paragraph(prose) = &block.kind else { continue };
        let labels: Vec<&str> = own_numbers(prose).map(|number| number.label.as_str()).collect();
        if labels.is_empty() {
            continue;
        }
        let new = counted.entry(BlockId::new(index)).or_insert_with(|| labels.iter().filter_map(|_| formulas.next(None)).collect());
        for (label, number) in labels.iter().zip(new) {
            by_label.entry((*label).to_owned()).or_insert_with(|| number.clone());
        }
    }
    for (index, block) in builder.book.blocks.iter_mut().enumerate() {
        let BlockKind::Paragraph(prose) = &mut block.kind else { continue };
        let mut own = counted.remove(&BlockId::new(index)).unwrap_or_default().into_iter();
        for run in &mut prose.runs {
            if let RunKind::Math(math) = &mut run.kind
                && !math.numbers.is_empty()
            {
                rewrite(Arc::make_mut(math), &mut own, &by_label);
            }
        }
    }
    builder.macros.numbers.extend(by_label);
}

/// Puts other numbers into a formula: its own, and those of equations that it names.
fn rewrite(math: &mut Math, own: &mut impl Iterator<Item = String>, by_label: &BTreeMap<String, String>) {
    // Nobody asks for their places any more.
    let numbers = std::mem::take(&mut math.numbers);
    let new = |number: FormulaNumber| {
        let written = if number.own { own.next() } else { by_label.get(&number.label).cloned() };
        Some((number.range, written?))
    };
    let edits: Vec<_> = numbers.into_iter().filter_map(new).collect();
    math.map = math.map.edited(edits.iter().map(|(range, number)| (range.clone(), number.len())));
    edits.iter().rev().for_each(|(range, number)| math.latex.replace_range(range.clone(), number));
}
