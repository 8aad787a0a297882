//! The heading of a note on a passage: the shortest quotation that means it alone.

use super::lemma::{HeadingSays, Lemma, says};
use super::mend::{closes_link, names_sign};
use super::passages::{Found, Search, WIDEST, search, shown, slice, told_apart};
use super::place_quotation::{FoundPassage, RemarkDesk};
use crate::book::SectionId;
use crate::language::language;
use std::ops::Range;

/// Of words that stand more often, the one place is told by its neighbours as they are read, and not by a comparison with all others.
const MOST_TOLD_APART: usize = 200;

/// Where words with a few of their neighbours still stand so often, more neighbours are not tried.
const OFTEN: usize = 20;

/// How many neighbours on either side are a few.
const FEW: usize = 4;

/// Passages of no more spoken words are quoted whole.
const WHOLE: usize = 12;

/// What to write to comment on a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PassageHeading {
    /// What must stand as a heading above the note: a section's title, or `#` and its name; none if the words are enough.
    pub(crate) scope: Option<String>,
    /// The quotation with its marks, as Markdown.
    pub(crate) words: String,
    /// The passage's number among those that the quotation may mean; none if it means this one alone.
    pub(crate) nth: Option<usize>,
}

impl RemarkDesk<'_> {
    /// The part of a passage that a note can quote: the beginning of one that goes over several sections.
    pub(crate) fn quotable(&self, passage: FoundPassage) -> FoundPassage {
        let stretch = self.index.stretch(passage.words.start);
        let mut words = passage.words.start..passage.words.end.min(stretch.end);
        if words.end == passage.words.end {
            return passage;
        }
        while words.end > words.start + 1 && self.index.at(words.end - 1).is_none() {
            words.end -= 1;
        }
        self.passage(&words, passage.alike, true).unwrap_or(passage)
    }

    /// What to write to mean a passage alone; none if no heading can.
    pub(crate) fn heading(&self, passage: &FoundPassage) -> Option<PassageHeading> {
        let all = [self.index.all()];
        let quotations = self.quotations(&passage.words);
        for found in &quotations {
            let words = shown(&self.index, self.book, found);
            let Search { places, caseless, .. } = search(&self.index, &Lemma::of(&words), &all);
            if caseless {
                continue;
            }
            let Some(which) = places.iter().position(|place| place.words == passage.words) else { continue };
            let told = match places.len() {
                1 => Some(words),
                many if many <= MOST_TOLD_APART => told_apart(&self.index, self.book, &places, which),
                _ => None,
            };
            if let Some(words) = told.and_then(|words| self.written(&words, &all, &passage.words, None)) {
                return Some(PassageHeading { scope: None, words, nth: None });
            }
        }
        let context = |areas: &[Range<usize>], crosses: bool| {
            quotations.iter().find_map(|found| self.in_context(&shown(&self.index, self.book, found), &passage.words, areas, crosses))
        };
        let in_context = |crosses: bool| context(&all, crosses).map(|words| PassageHeading { scope: None, words, nth: None });
        // Words that stand alike in several sections.
        let in_both = || {
            let owner = self.index.owner(passage.words.start)?;
            let words = context(&[self.index.section(owner)], true)?;
            Some(PassageHeading { scope: Some(self.section_heading(owner)), words, nth: None })
        };
        let in_section = || quotations.iter().find_map(|found| self.in_section(&shown(&self.index, self.book, found), &passage.words));
        let alone = || in_section().filter(|heading| heading.nth.is_none());
        let in_text = || quotations.iter().find_map(|found| self.in_text(&shown(&self.index, self.book, found), &passage.words));
        in_context(false).or_else(alone).or_else(|| in_context(true)).or_else(in_both).or_else(in_section).or_else(in_text)
    }

    /// The quotation with its number in the whole text: in a text without sections, whose passages repeat.
    fn in_text(&self, words: &str, meant: &Range<usize>) -> Option<PassageHeading> {
        let all = [self.index.all()];
        let which = search(&self.index, &Lemma::of(words), &all).places.iter().position(|place| place.words == *meant)?;
        let nth = Some(which + 1);
        Some(PassageHeading { scope: None, words: self.written(words, &all, meant, nth)?, nth })
    }

    /// The quotation with words from before and behind it, as many as it takes to mean one place of `areas`, however often the words stand
    /// elsewhere:
    /// words of its own paragraph, or of those beside it too.
    pub(super) fn in_context(&self, words: &str, meant: &Range<usize>, areas: &[Range<usize>], crosses: bool) -> Option<String> {
        let block = self.index.at(meant.start)?.block;
        let in_block = |at: usize| self.index.at(at).is_some_and(|at| at.block == block || crosses);
        let plain = |words: &str| !words.contains(['[', ']', '*', '_', '`', '<', '\\', '…']);
        for width in 1..=WHOLE {
            let before =
                meant.start.checked_sub(width).filter(|&from| in_block(from)).map(|from| slice(&self.index, self.book, from..meant.start));
            let upto = meant.end + width;
            let behind = in_block(upto - 1).then(|| slice(&self.index, self.book, meant.end..upto));
            let [before, behind] = [before, behind].map(|context| context.filter(|words| plain(words)));
            if width == FEW && self.is_repeated(meant, areas) {
                return None;
            }
            let ways = [
                before.as_ref().map(|before| format!("[{before}] {words}")),
                behind.as_ref().map(|behind| format!("{words} [{behind}]")),
                before.as_ref().zip(behind.as_ref()).map(|(before, behind)| format!("[{before}] {words} [{behind}]")),
            ];
            if let Some(written) = ways.into_iter().flatten().find_map(|way| self.written(&way, areas, meant, None)) {
                return Some(written);
            }
        }
        None
    }

    /// Whether words stand very often with the same neighbours on both sides.
    fn is_repeated(&self, meant: &Range<usize>, areas: &[Range<usize>]) -> bool {
        let around = meant.start.saturating_sub(FEW)..meant.end + FEW;
        let is_there = around.clone().all(|at| self.index.at(at).is_some());
        is_there && search(&self.index, &Lemma::of(&slice(&self.index, self.book, around)), areas).places.len() >= OFTEN
    }

    /// What to write as a heading to mean a section: its title, or `#` and its name where that is not certain to.
    pub(crate) fn section_heading(&self, id: SectionId) -> String {
        let section = self.book.section(id);
        let same = self.book.sections.iter().filter(|other| other.title == section.title).count() > 1;
        let title = section.typed_title();
        let plain = title.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | ',' | '-' | '.' | '’' | '–'));
        let numbered = section.title.starts_with(|c: char| !c.is_alphabetic());
        if same || !plain || numbered { format!("#{}", section.slug) } else { title }
    }

    /// The heading below that of the section where the words stand, by a number if they stand there twice.
    fn in_section(&self, words: &str, meant: &Range<usize>) -> Option<PassageHeading> {
        let owner = self.index.owner(meant.start)?;
        let area = [self.index.section(owner)];
        let places = search(&self.index, &Lemma::of(words), &area).places;
        let which = places.iter().position(|place| place.words == *meant)?;
        let nth = (places.len() > 1).then_some(which + 1);
        Some(PassageHeading { scope: Some(self.section_heading(owner)), words: self.written(words, &area, meant, nth)?, nth })
    }

    /// The ways to quote a passage, the shortest first: whole, or from its first words to its last.
    pub(super) fn quotations(&self, words: &Range<usize>) -> Vec<Found> {
        let spoken = self.spoken().within(words);
        let whole = Found { words: words.clone(), gap: None };
        if spoken.len() <= WHOLE {
            return vec![whole];
        }
        let mut ways = Vec::new();
        for width in 3..=WHOLE {
            if 2 * width < spoken.len() {
                let head = self.spoken().position(spoken.start + width - 1) + 1;
                let tail = self.spoken().position(spoken.end - width);
                ways.push(Found { words: words.clone(), gap: Some((head, tail)) });
            }
        }
        if spoken.len() <= WIDEST {
            ways.push(whole);
        }
        ways
    }

    /// Words between the marks that suit them, escaped for Markdown, if they are read as meant.
    pub(super) fn written(&self, words: &str, areas: &[Range<usize>], meant: &Range<usize>, nth: Option<usize>) -> Option<String> {
        self.written_between(&[('"', '"'), ('“', '”'), ('«', '»')], words, areas, meant, nth)
    }

    /// Words between some marks, the first of those that suit them.
    pub(super) fn written_between(
        &self,
        marks: &[(char, char)],
        words: &str,
        areas: &[Range<usize>],
        meant: &Range<usize>,
        nth: Option<usize>,
    ) -> Option<String> {
        marks.iter().find_map(|&(open, close)| {
            let HeadingSays::Lemma(lemma) = says(&format!("{open}{words}{close}")) else { return None };
            // Straight marks become those of the language before a heading is understood.
            let own = language(&self.book.language).punctuation.outer;
            if open == '"' && !matches!(says(&format!("{}{words}{}", own.open, own.close)), HeadingSays::Lemma(_)) {
                return None;
            }
            let Search { places, caseless, .. } = search(&self.index, &lemma, areas);
            let is_it = |place: &Found| place.words == *meant;
            let means_it = match nth {
                None => places.len() == 1 && is_it(&places[0]),
                Some(nth) => places.get(nth - 1).is_some_and(is_it),
            };
            (means_it && !caseless).then(|| format!("{open}{}{close}", escaped(words)))
        })
    }
}

/// Escapes words so that Markdown takes them for themselves. Square brackets are left: alone they mean nothing in it.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    for (at, c) in words.char_indices() {
        let rest = &words[at + c.len_utf8()..];
        let marks = match c {
            '\\' | '*' | '_' | '`' | '<' | '~' | '{' | '}' | '$' | '^' | '|' | '@' => true,
            ':' if names_sign(rest) => true,
            '=' | '+' | '%' | ':' => rest.starts_with(c) || words[..at].ends_with(c),
            '&' => rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '#'),
            '#' => true,
            // A bracket alone means nothing in Markdown; a note, a link, one of a wiki or a citation begins so.
            '[' => rest.starts_with(['^', '[', '@']) || closes_link(rest),
            _ => false,
        };
        if marks {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
