//! Finds the lines that are headings: first those known by words, numbers, dates or underlines, then those that stand out.

use super::block::{BlockRole, TextBlock};
use super::families::{self, Rank};
use super::layout::{Layout, Measured};
use super::signs;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// Blank lines before a line that begins a chapter with a sentence.
const PARTED: usize = 3;

/// Lines of such a heading at most.
const MOST_LINES: usize = 6;

/// Words that only join others: a line of these alone stands between the lines of a title page.
const JOINING: [&str; 36] = [
    "by", "the", "of", "and", "from", "to", "in", "with", "for", "an", "or", "on", "at", "von", "und", "oder", "der", "die", "das", "mit",
    "par", "de", "et", "le", "la", "les", "per", "di", "por", "el", "af", "av", "och", "og", "van", "door",
];

/// By what a heading is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HeadingFamily {
    Underlined(char),
    Chapter(Rank),
    /// A number and nothing else.
    Numeral,
    /// A number with words, so many numbers deep.
    Section(usize),
    Date,
    Known,
    /// A short line that stands out.
    Short,
}

/// A block that is a heading.
#[derive(Clone, Copy, Debug)]
struct FoundHeading {
    block: usize,
    family: HeadingFamily,
    certain: bool,
}

/// A text whose headings are looked for.
struct HeadingFinder<'t> {
    text: &'t str,
    blocks: &'t [TextBlock],
    measured: Measured,
    /// The blank lines between most paragraphs.
    gap: usize,
    /// Whether lines in capitals with much room before them are titles though they end with a full stop: there are three or more.
    stops: bool,
    /// The letters of titles that a list of contents or an index in the text gives pages of.
    listed: FxHashSet<String>,
    /// Who speaks, as lines of plays and interviews begin.
    speakers: FxHashMap<&'t str, usize>,
}

/// Makes headings of the blocks that are some; returns those that may be.
pub(super) fn mark(text: &str, blocks: &mut [TextBlock], measured: Measured) -> Vec<usize> {
    let mut gaps = BTreeMap::new();
    blocks.iter().skip(1).filter(|block| block.is_open()).for_each(|block| *gaps.entry(block.gap).or_insert(0) += 1);
    let gap = gaps.into_iter().max_by_key(|(gap, count): &(usize, usize)| (*count, usize::MAX - gap)).map_or(1, |(gap, _)| gap);
    let mut finder = HeadingFinder { text, blocks, measured, gap, stops: false, listed: listed(text), speakers: FxHashMap::default() };
    finder.speakers = finder.speakers();
    finder.stops = (0..blocks.len()).filter(|&at| finder.is_title_with_stop(at)).count() >= 3;
    let mut found = finder.known();
    let maybe = finder.short(&mut found);
    found.sort_by_key(|found| found.block);
    found.drain(..finder.of_title_page(&found));
    let levels = finder.levels(&found);
    for (one, level) in found.iter().zip(levels) {
        blocks[one.block].role = BlockRole::Heading(level, one.certain);
    }
    join(text, blocks);
    maybe
}

/// A chapter's number and its title in the block after it are one heading: the title is a heading itself, or most numbers have one.
fn join(text: &str, blocks: &mut [TextBlock]) {
    let bare =
        |block: &TextBlock| matches!(block.role, BlockRole::Heading(_, true)) && block.one(text).is_some_and(families::is_bare_chapter);
    let titled = |block: &TextBlock| {
        let line = block
            .one(text)
            .filter(|_| block.is_open() || matches!(block.role, BlockRole::Heading(..)))
            .filter(|line| !families::strong(line) && !signs::is_speech(line));
        line.is_some_and(|line| {
            line.chars().count() <= 90
                && (signs::is_capitals(line) || !signs::is_small(line) && !signs::ends_with(line, &['.', ',', ';', ':', '!', '…']))
        })
    };
    let numbers: Vec<usize> = (0..blocks.len().saturating_sub(2)).filter(|&at| bare(&blocks[at])).collect();
    let with: Vec<usize> = numbers.iter().copied().filter(|&at| titled(&blocks[at + 1])).collect();
    if with.len() >= 2 && with.len() * 3 >= numbers.len() * 2 {
        with.into_iter().for_each(|at| blocks[at + 1].role = blocks[at].role.clone());
    }
    for at in 1..blocks.len() {
        let (before, after) = blocks.split_at_mut(at);
        let (one, two) = (&mut before[at - 1], &mut after[0]);
        let BlockRole::Heading(level, true) = one.role else { continue };
        let bare = one.one(text).is_some_and(families::is_bare_chapter);
        let title = matches!(two.role, BlockRole::Heading(other, _) if other >= level)
            && two.lines.len() == 1
            && two.one(text).is_some_and(|line| !families::strong(line));
        if bare && title && one.underline.is_none() {
            let lines = std::mem::take(&mut one.lines).into_iter().chain(std::mem::take(&mut two.lines)).collect();
            (two.lines, two.gap, two.role) = (lines, one.gap, BlockRole::Heading(level, true));
            one.role = BlockRole::Gone("");
        }
    }
}

impl<'t> HeadingFinder<'t> {
    fn line(&self, at: usize) -> &'t str {
        let block = &self.blocks[at];
        // The mark of a note behind a title is none of its words.
        block.lines.first().map_or("", |line| without_mark(&self.text[line.clone()]))
    }

    /// Whether a line with more room before it than most has is in a list of contents or an index.
    fn is_listed(&self, at: usize) -> bool {
        self.blocks[at].lines.len() == 1
            && self.spaced(at)
            && self.blocks[at].gap >= PARTED
            && self.listed.contains(&letters(self.line(at)))
    }

    /// How many of the first headings are lines of the printed title page and its back, which names who printed it: little stands below
    /// each.
    fn of_title_page(&self, found: &[FoundHeading]) -> usize {
        const LITTLE: usize = 25;
        let lines =
            |blocks: &[TextBlock]| blocks.iter().flat_map(|block| &block.lines).map(|line| &self.text[line.clone()]).collect::<Vec<_>>();
        let below = |one: usize| {
            let end = found.get(one + 1).map_or(self.blocks.len(), |next| next.block);
            lines(&self.blocks[found[one].block + 1..end]).iter().map(|line| line.split_whitespace().count()).sum::<usize>()
        };
        let is_line = |&one: &usize| found[one].family == HeadingFamily::Short && below(one) < LITTLE;
        let first = (0..found.len()).take_while(is_line).count();
        let end = found.get(first).map_or(0, |next| next.block);
        let says = |line: &&str| {
            let line = line.to_lowercase();
            ["copyright", "©", "rights reserved", "printed by", "printed in", "published by"].iter().any(|words| line.contains(words))
        };
        if first >= 2 && lines(&self.blocks[..end]).iter().any(says) { first } else { 0 }
    }

    /// Whether a line is in capitals, has more room before it than behind it, and ends with a full stop.
    fn is_title_with_stop(&self, at: usize) -> bool {
        const ENDS: [&str; 9] = ["THE END", "FINIS", "ENDE", "EINDE", "FIN", "FINE", "LAUS DEO", "КОНЕЦ", "KONIEC"];
        let (block, line) = (&self.blocks[at], self.line(at));
        block.lines.len() == 1
            && self.spaced(at)
            && block.gap >= 3
            && line.ends_with('.')
            && signs::is_capitals(line)
            && !ENDS.contains(&line.trim_end_matches('.'))
            && self.blocks.get(at + 1).is_some_and(|next| next.gap <= block.gap)
    }

    /// Whether a date says below a piece when it was written: more room follows than stands before it, notes apart.
    fn is_dateline(&self, at: usize) -> bool {
        let notes = self.blocks[at + 1..].iter().take_while(|block| matches!(block.role, BlockRole::Note(_))).count();
        !self.spaced(at) && self.blocks.get(at + 1 + notes).is_none_or(|next| next.gap > self.blocks[at].gap)
    }

    fn spaced(&self, at: usize) -> bool {
        self.blocks[at].gap > self.gap
    }

    /// Names before a colon or a full stop that come three times or more.
    fn speakers(&self) -> FxHashMap<&'t str, usize> {
        let mut counts = FxHashMap::default();
        for name in (0..self.blocks.len()).filter_map(|at| speaker(self.line(at))) {
            *counts.entry(name).or_insert(0) += 1;
        }
        counts.retain(|_, count| *count >= 3);
        counts
    }

    /// Whether a block can be a heading at all.
    fn may_be(&self, at: usize) -> bool {
        let (block, line) = (&self.blocks[at], self.line(at));
        let Measured { layout, first, base, .. } = self.measured;
        let two = block.lines.len() == 2 && families::is_bare_chapter(line) && {
            let second = &self.text[block.lines[1].clone()];
            second.chars().count() <= 90 && !signs::is_small(second) && !signs::is_speech(second) && !second.ends_with([',', ';'])
        };
        let wrapped = block.lines.len() == 2 && signs::is_capitals(&self.text[block.at()]) && families::chapter(line).is_some();
        let as_paragraph = match layout {
            Layout::LineAParagraph => first > 0 && block.indent > 0 && block.indent <= first + 2 && families::chapter(line).is_none(),
            Layout::Indented => block.indent == first && first > base,
            _ => false,
        };
        let parted = block.gap > 0 || at == 0 || !layout.joins();
        let chapter = self.parted_chapter(at).is_some();
        block.is_open()
            && (block.lines.len() == 1 || two || wrapped || chapter)
            && parted
            && !as_paragraph
            && (line.chars().count() <= 110 || chapter)
            && !signs::is_speech(line)
            && line.contains(char::is_alphanumeric)
            && !line.split_whitespace().all(|word| JOINING.contains(&&*word.trim_end_matches([',', '.', ':']).to_lowercase()))
    }

    /// The rank of a chapter whose heading may be a sentence, and run over some lines, since so many blank lines part it from the text.
    fn parted_chapter(&self, at: usize) -> Option<Rank> {
        let block = &self.blocks[at];
        let is_parted = block.gap >= PARTED && block.gap > self.gap && block.lines.len() <= MOST_LINES;
        let is_headed = self.blocks.get(at + 1).is_none_or(|next| next.gap > 0);
        if is_parted && is_headed { families::parted_chapter(self.line(at)) } else { None }
    }

    /// Headings that are known by words, numbers, dates and underlines.
    fn known(&self) -> Vec<FoundHeading> {
        let (mut found, mut numerals, mut sections, mut dates) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for at in 0..self.blocks.len() {
            let line = self.line(at);
            let certain = |family| FoundHeading { block: at, family, certain: true };
            if let Some(sign) = self.blocks[at].underline {
                found.push(certain(HeadingFamily::Underlined(sign)));
            } else if !self.may_be(at) || self.speaks(line) {
            } else if let Some(rank) = families::chapter(line).or_else(|| self.parted_chapter(at)) {
                found.push(certain(HeadingFamily::Chapter(rank)));
            } else if families::known(line) && (self.blocks[at].gap >= self.gap) {
                found.push(certain(HeadingFamily::Known));
            } else if signs::is_date(line) && self.is_dateline(at) {
            } else if signs::is_date(line) {
                dates.push(certain(HeadingFamily::Date));
            } else if let Some(numbered) = signs::numbered(line) {
                let bare = numbered.rest.is_empty();
                let words = numbered.rest.split_whitespace().count() <= 14 && !signs::ends_with(numbered.rest, &['.', ';', ',', ':']);
                if bare && numbered.places.len() == 1 {
                    numerals.push((certain(HeadingFamily::Numeral), numbered.places));
                } else if !bare && words && numbered.rest.contains(char::is_alphabetic) {
                    sections.push((certain(HeadingFamily::Section(numbered.places.len())), numbered.places));
                }
            }
        }
        found.extend(in_order(&numerals));
        found.extend(in_order(&sections));
        if dates.len() >= 3 || dates.len() == 2 && dates.iter().all(|one| self.spaced(one.block)) {
            let spaced = dates.iter().filter(|one| self.spaced(one.block)).count();
            dates.retain(|one| spaced * 2 < self.blocks.len().min(dates_len(spaced)) || self.spaced(one.block));
            found.extend(dates);
        }
        found
    }

    /// Whether a line is spoken by somebody who is named at its beginning.
    fn speaks(&self, line: &str) -> bool {
        speaker(line).is_some_and(|name| self.speakers.contains_key(name) && families::chapter(line).is_none())
    }

    /// Adds short lines that stand out; returns those that may be headings.
    fn short(&self, found: &mut Vec<FoundHeading>) -> Vec<usize> {
        let mut taken = vec![false; self.blocks.len()];
        found.iter().for_each(|one| taken[one.block] = true);
        let strong = found.iter().filter(|one| one.family != HeadingFamily::Known).count();
        let underlined = found.iter().filter(|one| matches!(one.family, HeadingFamily::Underlined(_))).count();
        let all: Vec<usize> = (0..self.blocks.len()).filter(|&at| !taken[at] && self.stands_out(at, &taken)).collect();
        let (small, weak): (Vec<usize>, Vec<usize>) = all.into_iter().partition(|&at| signs::is_small(self.line(at)));
        let is_weak = |at: usize| weak.binary_search(&at).is_ok();
        // Three short lines in a row are a list, an address or verse.
        let many = |at: usize| (at.saturating_sub(2)..=at).any(|from| (from..from + 3).all(|at| is_weak(at) && !self.spaced(at)));
        let weak: Vec<usize> = weak.iter().copied().filter(|&at| self.spaced(at) || !many(at)).collect();
        let spaced = weak.iter().filter(|&&at| self.spaced(at)).count();
        let capitals = weak.iter().filter(|&&at| signs::is_capitals(self.line(at))).count();
        let mut maybe = if strong < 2 && underlined == 0 && self.measured.layout != Layout::LinesKept { small } else { Vec::new() };
        let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
        weak.iter().for_each(|&at| *counts.entry(self.line(at)).or_insert(0) += 1);
        let again = |line: &str| counts.get(line).is_some_and(|count| *count >= 2);
        let asking = weak.iter().filter(|&&at| self.line(at).ends_with(['?', '？'])).count();
        let first_strong = found
            .iter()
            .filter(|one| matches!(one.family, HeadingFamily::Chapter(_) | HeadingFamily::Section(_) | HeadingFamily::Date))
            .map(|one| one.block)
            .min()
            .unwrap_or(0);
        for &at in &weak {
            let line = self.line(at);
            let asks = line.ends_with(['?', '？']);
            // A dedication or an imprint before the first chapter, with no text of its own.
            let imprint = strong >= 2 && at < first_strong && at + 1 == first_strong;
            let enough = match () {
                () if imprint => false,
                () if self.is_of_verse(at) => true,
                () if underlined > 0 => false,
                () if strong >= 2 || spaced >= 2 => self.spaced(at),
                () if capitals >= 2 && capitals * 2 >= weak.len() => signs::is_capitals(line),
                () if again(line) => false,
                () => !asks || signs::is_raised(line) || asking * 2 <= weak.len() && weak.len() >= 3,
            };
            let sure = !asks && (self.spaced(at) || weak.len() >= 2 || signs::is_raised(line)) || self.spaced(at);
            match enough {
                true => found.push(FoundHeading { block: at, family: HeadingFamily::Short, certain: sure }),
                false if strong < 2 && underlined == 0 => maybe.push(at),
                false => {}
            }
        }
        maybe
    }

    /// Whether a line is the title of a poem that stands within prose: set in as the verse below it.
    fn is_of_verse(&self, at: usize) -> bool {
        let next = self
            .blocks
            .get(at + 1)
            .is_some_and(|next| next.role == BlockRole::Verse && next.gap > 0 && next.indent > self.measured.base + 1);
        next && self.blocks[at].role == BlockRole::Quotation && signs::is_raised(self.line(at))
    }

    /// Whether a short line stands out from the paragraphs round it.
    fn stands_out(&self, at: usize, taken: &[bool]) -> bool {
        let (block, line) = (&self.blocks[at], self.line(at));
        let spaced = self.spaced(at);
        let words = line.split_whitespace().count();
        let closed = !(self.stops && self.is_title_with_stop(at) || self.is_listed(at))
            && signs::ends_with(line, &['.', ',', ';', ':', '!', '…', '。', '：', '！', '-', '—']);
        let address = line.contains('@') || line.contains("://") || line.starts_with(['[', '(', '{', '<', '#', '|']) || line.contains('\t');
        let Some(next) = self.blocks.get(at + 1) else { return false };
        let goes_on = signs::is_small(self.line(at + 1)) && !taken[at + 1] && next.role == BlockRole::Paragraph;
        let follows = !goes_on && !matches!(next.role, BlockRole::Break | BlockRole::Lines | BlockRole::Gone(_));
        // A line that a colon or a comma announces is what was announced.
        let announced = at > 0 && !spaced && {
            let before = self.blocks[at - 1].lines.last().map_or("", |line| &self.text[line.clone()]);
            before.ends_with([':', ',', '：'])
                || !signs::is_closed(before)
                    && self.blocks[at - 1].role == BlockRole::Paragraph
                    && !taken[at - 1]
                    && before.chars().count() > 60
        };
        let deep = matches!(block.role, BlockRole::Quotation | BlockRole::Lines) && !spaced && !self.is_of_verse(at);
        let ends = next.gap > self.gap && !taken[at + 1] && !spaced && !self.is_of_verse(at);
        self.may_be(at)
            && block.lines.len() == 1
            && words <= 14
            && line.contains(char::is_alphabetic)
            && !closed
            && !address
            && follows
            && !announced
            && !self.speaks(line)
            && !deep
            && !ends
    }

    /// The first of bare numerals that number the chapters of the text: they begin once, and there are more of them than of other
    /// short headings.
    fn first_numeral(&self, found: &[FoundHeading]) -> Option<usize> {
        let of = |family: HeadingFamily| found.iter().filter(move |one| one.family == family);
        let (numerals, shorts) = (of(HeadingFamily::Numeral).count(), of(HeadingFamily::Short).count());
        let first = of(HeadingFamily::Numeral).next()?.block;
        let again = of(HeadingFamily::Numeral).filter(|one| self.line(one.block) == self.line(first)).count();
        (numerals >= 3 && numerals > shorts && again == 1).then_some(first)
    }

    /// The level of each heading, from 1.
    fn levels(&self, found: &[FoundHeading]) -> Vec<u8> {
        let has = |rank: Rank| found.iter().any(|one| one.family == HeadingFamily::Chapter(rank));
        let chapter = 1 + u8::from(has(Rank::Part) && has(Rank::Chapter));
        let chapters = has(Rank::Part) || has(Rank::Chapter);
        let shorts: Vec<usize> =
            found.iter().filter(|one| one.family == HeadingFamily::Short).map(|one| self.blocks[one.block].gap).collect();
        let strong = found.iter().any(|one| !matches!(one.family, HeadingFamily::Short | HeadingFamily::Known | HeadingFamily::Numeral));
        let widest = shorts.iter().copied().max().unwrap_or(0);
        let (large, small) = (shorts.iter().filter(|gap| **gap == widest).count(), shorts.iter().filter(|gap| **gap < widest).count());
        let least = found
            .iter()
            .filter(|one| matches!(one.family, HeadingFamily::Chapter(_)))
            .map(|one| self.blocks[one.block].gap)
            .max()
            .unwrap_or(0);
        let numerals = self.first_numeral(found).filter(|_| !strong);
        // The letters of a lexicon are of one rank, whatever room is above each.
        let is_letter = |block: usize| self.line(block).chars().count() == 1 && self.line(block).starts_with(char::is_alphabetic);
        let letters = found.iter().filter(|one| one.family == HeadingFamily::Short && is_letter(one.block)).count() >= 3;
        let level = |one: &FoundHeading| match one.family {
            HeadingFamily::Numeral if numerals.is_some() => 1,
            HeadingFamily::Short if numerals.is_some_and(|first| one.block > first) => 2,
            HeadingFamily::Underlined(sign) => {
                1 + u8::from(sign != '=' && found.iter().any(|one| one.family == HeadingFamily::Underlined('=')))
            }
            HeadingFamily::Chapter(Rank::Part) => 1,
            HeadingFamily::Chapter(Rank::Chapter) => chapter,
            HeadingFamily::Chapter(Rank::Scene) => {
                if chapters {
                    chapter + 1
                } else {
                    1
                }
            }
            HeadingFamily::Section(depth) => u8::try_from(depth).unwrap_or(4).min(4) + if chapters { chapter } else { 0 },
            HeadingFamily::Numeral => {
                if chapters {
                    chapter + 1
                } else {
                    1 + u8::from(!shorts.is_empty() && !strong && shorts.iter().any(|gap| *gap > self.blocks[one.block].gap))
                }
            }
            HeadingFamily::Date | HeadingFamily::Known => 1,
            HeadingFamily::Short if letters && is_letter(one.block) => 1 + u8::from(chapters),
            HeadingFamily::Short => {
                let block = &self.blocks[one.block];
                let below = chapters && block.gap < least
                    || block.indent > self.measured.base + 4 && self.measured.layout.joins() && !signs::is_capitals(self.line(one.block));
                let smaller = !strong && large >= 2 && small >= 2 && block.gap < widest;
                let labelled =
                    !strong
                        && self.line(one.block).split_whitespace().nth(1).is_some_and(|word| {
                            word.ends_with(':') && word.trim_end_matches(':').bytes().all(|byte| byte.is_ascii_digit())
                        });
                1 + u8::from(below || smaller || labelled)
            }
        };
        found.iter().map(level).collect()
    }
}

/// Fewer lines with the numbers of pages than these are no list.
const FEWEST_LISTED: usize = 6;

/// The letters of the titles in a text that have much room behind them, or a row of points, and the number of a page.
fn listed(text: &str) -> FxHashSet<String> {
    let title = |line: &str| {
        let line = line.trim();
        let words = line.trim_end_matches(|c: char| c.is_ascii_digit());
        let title = words.trim_end_matches([' ', '\t', '.', '…']);
        let is_parted = words.len() < line.len() && title.len() + 3 <= words.len();
        is_parted.then(|| letters(title)).filter(|letters| !letters.is_empty())
    };
    let titles: FxHashSet<String> = text.lines().filter_map(title).collect();
    if titles.len() < FEWEST_LISTED { FxHashSet::default() } else { titles }
}

/// The letters of words in small, without what stands between them.
fn letters(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A line without the mark of a note at its end, such as `[1]`.
fn without_mark(line: &str) -> &str {
    let mark = line.strip_suffix(']').and_then(|rest| rest.rsplit_once('['));
    match mark {
        Some((words, mark))
            if !words.is_empty() && mark.len() <= 3 && mark.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '*' | '†')) =>
        {
            words.trim_end()
        }
        _ => line,
    }
}

/// Dates in letters are no days of a diary if most dates of the text have more room before them than these.
const fn dates_len(spaced: usize) -> usize {
    if spaced >= 2 { 1 } else { usize::MAX }
}

/// The numbered lines that follow one another from the first on: a section, its own first part, or the next one of a section above it.
fn in_order(numbered: &[(FoundHeading, Vec<usize>)]) -> Vec<FoundHeading> {
    let (mut all, mut chain): (Vec<FoundHeading>, Vec<FoundHeading>) = (Vec::new(), Vec::new());
    let mut last: Vec<usize> = Vec::new();
    let next = |last: &[usize], places: &[usize]| {
        let depth = places.len() - 1;
        let sibling = last.len() >= places.len() && last[..depth] == places[..depth] && places[depth] == last[depth] + 1;
        sibling || places.len() == last.len() + 1 && places[..depth] == *last && places[depth] <= 1
    };
    for (index, (found, places)) in numbered.iter().enumerate() {
        // A number that is misprinted stands before the one behind its own.
        let is_misprint = || {
            let [before] = last[..] else { return false };
            places.len() == 1 && chain.len() >= 3 && numbered.get(index + 1).is_some_and(|(_, after)| after[..] == [before + 2])
        };
        if !next(&last, places) && is_misprint() {
            last[0] += 1;
            chain.push(*found);
            continue;
        }
        if !next(&last, places) {
            if !places.iter().all(|place| *place <= 1) {
                continue;
            }
            if chain.len() >= 2 {
                all.append(&mut chain);
            }
            chain.clear();
        }
        last.clone_from(places);
        chain.push(*found);
    }
    if chain.len() >= 2 {
        all.append(&mut chain);
    }
    all
}

/// What stands before the first colon or full stop of a line, if it may be the name of somebody who speaks.
fn speaker(line: &str) -> Option<&str> {
    let end = line.find([':', '.']).filter(|&end| end > 0)?;
    let end = if line[..end].ends_with("MRS") || line[..end].ends_with("MR") || line[..end].ends_with("DR") {
        end + 1 + line[end + 1..].find([':', '.'])?
    } else {
        end
    };
    let name = &line[..end];
    let colon = line[end..].starts_with(':');
    let sound = name.split_whitespace().count() <= 4
        && name.starts_with(char::is_uppercase)
        && (signs::is_capitals(name) || colon && signs::is_raised(name));
    (sound && line[end + 1..].starts_with([' ', '\t'])).then_some(name)
}
