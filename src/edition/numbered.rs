//! Chapters whose number stands on a line of its own, above the title.

use crate::book::{BEHIND_NUMBER, BlockKind, Book, Chapter, Division, Matter, Numerals, Prose, SectionId, StyledWords};
use crate::config::ChapterNumber;
use crate::language::{ChapterLabel, LabelKind, chapter_label, is_han_numeral, roman, spelled};
use std::collections::BTreeMap;
use std::ops::{Range, RangeInclusive};

/// The heading of a chapter in two lines: its number, and below it its title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NumberedTitle {
    /// The words of the number's line.
    pub(crate) line: NumberLine,
    /// The number as contents have it before the title.
    pub(crate) numeral: String,
    /// What parts them there.
    pub(crate) gap: char,
    /// Where the title begins, in bytes of the heading's prose; its length if the number is all there is.
    pub(crate) from: usize,
    /// The title by itself, as running heads have it; the number where that is all there is.
    pub(crate) title: StyledWords,
}

/// The words of the line that a chapter's number stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NumberLine {
    /// Words of the heading, by their bytes in its prose.
    Written(Range<usize>),
    /// Words that stand in their place.
    Made(String),
}

/// Part of a text that stands on a line of its own, by bytes, and where the marks of notes stand that belong to it: those of a label
/// stand behind it even where what parts it from the title is not printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ProsePart {
    /// The words.
    pub(crate) words: Range<usize>,
    /// The places of marks.
    pub(crate) marks: RangeInclusive<usize>,
}

impl ProsePart {
    /// All of a text.
    pub(crate) fn all(prose: &Prose) -> Self {
        Self { words: 0..prose.text.len(), marks: 0..=usize::MAX }
    }
}

impl NumberedTitle {
    /// The part of the heading that the line of the number holds: words that were made in place of its own have none.
    pub(crate) fn number_part(&self, prose: &Prose) -> ProsePart {
        let words = match &self.line {
            NumberLine::Written(words) => words.clone(),
            NumberLine::Made(_) => 0..0,
        };
        let last = if self.is_alone(prose) { usize::MAX } else { self.from };
        ProsePart { words, marks: 0..=last }
    }

    /// The part of the heading that is the title.
    pub(crate) fn title_part(&self, prose: &Prose) -> ProsePart {
        ProsePart { words: self.from..prose.text.len(), marks: self.from + 1..=usize::MAX }
    }

    /// Whether the number is all of the heading.
    pub(crate) fn is_alone(&self, prose: &Prose) -> bool {
        self.from >= prose.text.len()
    }
}

/// A chapter's heading with the label that it begins with.
struct LabelledHeading {
    section: SectionId,
    label: ChapterLabel,
}

/// The chapters whose numbers stand on a line of their own.
pub(super) fn numbered(book: &Book, manner: ChapterNumber) -> BTreeMap<SectionId, NumberedTitle> {
    if manner == ChapterNumber::AsWritten {
        return BTreeMap::new();
    }
    let is_chapter = |chapter: &&Chapter| chapter.division == Division::Body && chapter.matter == Matter::Chapter;
    let headings = || book.chapters.iter().filter(is_chapter).filter_map(|chapter| chapter.heading);
    let labelled = headings().filter_map(|section| Some(LabelledHeading { section, label: chapter_label(words(book, section)?)? }));
    let labelled: Vec<LabelledHeading> = labelled.collect();
    let bare: Vec<u64> = bare_ones(&labelled).map(|heading| heading.label.number).collect();
    // A numeral by itself numbers a chapter if one beside it goes on: `C. S. Lewis` is nobody's hundredth.
    let in_series = |at: usize| {
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| bare.get(at));
        beside.copied().any(|other| other.abs_diff(bare[at]) == 1)
    };
    let mut at = 0;
    // Numbers that were put before the headings on request are numbers whatever stands beside them.
    let generated = headings().filter_map(|section| Some((section, generated(book, section, manner)?)));
    let mut all: BTreeMap<SectionId, NumberedTitle> = generated.collect();
    for LabelledHeading { section, label } in labelled {
        if all.contains_key(&section) {
            continue;
        }
        if label.kind == LabelKind::Bare {
            at += 1;
            if !in_series(at - 1) {
                continue;
            }
        }
        if let Some(title) = title(book, section, &label, manner) {
            all.insert(section, title);
        }
    }
    all
}

/// The number and the title of a heading that a number was put before.
fn generated(book: &Book, section: SectionId, manner: ChapterNumber) -> Option<NumberedTitle> {
    let written = book.section(section);
    let number = written.number.as_deref()?;
    let heading = words(book, section)?;
    let rest = heading.strip_prefix(number)?.strip_prefix(BEHIND_NUMBER)?;
    let numeral = 0..number.len();
    let label = ChapterLabel {
        words: numeral.clone(),
        numeral,
        number: number.parse().ok()?,
        kind: LabelKind::Bare,
        title: heading.len() - rest.len(),
    };
    let made = made(heading, &label, manner, book.language_of(book.block(written.heading)));
    let line = made.map_or(NumberLine::Written(label.words.clone()), NumberLine::Made);
    let numeral = self::numeral(number, label.number, manner);
    Some(NumberedTitle { line, numeral, gap: BEHIND_NUMBER, from: label.title, title: written.styled() })
}

/// Whether the number of any chapter stands on a line of its own.
#[must_use]
pub(crate) fn has_numbered(book: &Book, manner: ChapterNumber) -> bool {
    !numbered(book, manner).is_empty()
}

fn bare_ones(labelled: &[LabelledHeading]) -> impl Iterator<Item = &LabelledHeading> {
    labelled.iter().filter(|heading| heading.label.kind == LabelKind::Bare)
}

/// The words of a section's heading as they are printed.
fn words(book: &Book, section: SectionId) -> Option<&str> {
    match &book.block(book.section(section).heading).kind {
        BlockKind::Heading { prose, .. } => Some(&prose.text),
        _ => None,
    }
}

/// The number and the title of a heading; none if there is no title and the number is as its author wrote it.
fn title(book: &Book, section: SectionId, label: &ChapterLabel, manner: ChapterNumber) -> Option<NumberedTitle> {
    let (heading, written) = (words(book, section)?, book.section(section));
    let made = made(heading, label, manner, book.language_of(book.block(written.heading)));
    let line = made.map_or(NumberLine::Written(label.words.clone()), NumberLine::Made);
    let words = match &line {
        NumberLine::Written(range) => &heading[range.clone()],
        NumberLine::Made(words) => words,
    };
    if heading[label.title..].trim().is_empty() {
        let is_made = matches!(line, NumberLine::Made(_));
        let title = StyledWords::plain(words);
        return is_made.then_some(NumberedTitle { line, numeral: String::new(), gap: ' ', from: heading.len(), title });
    }
    let title = written.styled().starting(chapter_label(&written.title)?.title, "");
    let is_han = label.kind == LabelKind::Han;
    let numeral = if is_han { words.to_owned() } else { numeral(&heading[label.numeral.clone()], label.number, manner) };
    // Wider than a space between words, and as wide as a character among characters.
    let gap = if is_han { '\u{3000}' } else { '\u{2002}' };
    Some(NumberedTitle { line, numeral, gap, from: label.title, title })
}

/// The number as contents have it: as it was written or is made, but not in words.
fn numeral(written: &str, number: u64, manner: ChapterNumber) -> String {
    let is_kept = || written.chars().all(|c| c.is_numeric() || is_han_numeral(c)) || roman(written) == Some(number);
    match manner {
        ChapterNumber::Roman => Numerals::Roman.write(number),
        ChapterNumber::Above if is_kept() => written.to_owned(),
        ChapterNumber::AsWritten | ChapterNumber::Above | ChapterNumber::Figure | ChapterNumber::Word => number.to_string(),
    }
}

/// A label with its number in another form; none if it stays as it is.
fn made(heading: &str, label: &ChapterLabel, manner: ChapterNumber, language: &str) -> Option<String> {
    let behind = label.kind == LabelKind::WordBehind;
    let numeral = match manner {
        ChapterNumber::AsWritten | ChapterNumber::Above => return None,
        // Between characters there are no Roman numerals, and before the word for a chapter stands an ordinal, not a cardinal.
        ChapterNumber::Roman if label.kind == LabelKind::Han => return None,
        ChapterNumber::Word if behind => return None,
        ChapterNumber::Figure => label.number.to_string(),
        ChapterNumber::Roman => Numerals::Roman.write(label.number),
        ChapterNumber::Word => in_words(heading, label, language).unwrap_or_else(|| label.number.to_string()),
    };
    let (before, after) = (&heading[label.words.start..label.numeral.start], &heading[label.numeral.end..label.words.end]);
    let stop = if behind && !after.starts_with('.') { "." } else { "" };
    let made = format!("{before}{numeral}{stop}{after}");
    (made != heading[label.words.clone()]).then_some(made)
}

/// A chapter's number in words, in capitals as the label has them.
fn in_words(heading: &str, label: &ChapterLabel, language: &str) -> Option<String> {
    let word = spelled(label.number, language)?;
    let beside = &heading[label.words.start..label.numeral.start];
    if label.kind == LabelKind::WordBefore && beside.chars().any(char::is_alphabetic) && !beside.chars().any(char::is_lowercase) {
        return Some(word.to_uppercase());
    }
    // English titles have capitals in the middle too.
    let is_english = language.split('-').next() == Some("en");
    let rises = label.kind == LabelKind::Bare || is_english && beside.chars().any(char::is_uppercase);
    Some(match (rises, is_english) {
        (false, _) => word,
        (true, true) => word.split('-').map(raised).collect::<Vec<_>>().join("-"),
        (true, false) => raised(&word),
    })
}

/// A word with a capital.
fn raised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
