//! A heading that names no section of the text, or several: which one it probably means now.
//!
//! *Input*: the heading; the quotations of the notes below it; the sections of the text.
//!
//! *State*: the sections in which most of the quotations stand, and the one whose title is most alike.
//!
//! *Cost*: a search a quotation, and a comparison of titles a section.
//!
//! *Invariant*: a guess is sure only if titles and words do not speak for different sections, and if no other section would do as well.

use super::lemma::Lemma;
use super::mend::spoken;
use super::passages::search;
use super::quotation::AnchorText;
use super::titles::PlainTitle;
use crate::book::{BlockId, SectionId};
use crate::diagnostics::nearest::nearest;
use crate::diagnostics::{Code, Diagnostic};
use crate::read::builder::RawHeading;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How much less alike the next title must be.
const CLEAR: usize = 15;

/// A heading of a commentary that names no one section.
pub(super) struct LostScope<'a> {
    pub(super) name: &'a str,
    pub(super) heading: &'a RawHeading,
    /// The sections with that title, if there are several.
    pub(super) same: Vec<SectionId>,
    /// The words in which the section is sought.
    pub(super) around: Vec<Range<usize>>,
    /// What the notes below it quote.
    pub(super) lemmas: Vec<&'a Lemma>,
    /// The sections that headings below it name.
    pub(super) nested: Vec<SectionId>,
    /// Whether a note on the section itself stands below it.
    pub(super) speaks: bool,
    /// The sections that the commentary names elsewhere.
    pub(super) named: &'a BTreeSet<SectionId>,
}

/// The section that is probably meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct GuessedSection {
    pub(super) section: SectionId,
    /// Whether the heading may be rewritten without asking.
    pub(super) sure: bool,
    /// Whether the words of the notes tell, not the title.
    pub(super) by_words: bool,
}

/// What the quotations below a lost heading tell.
struct WordsSay {
    /// In how many quotations' places each section has a part.
    counts: BTreeMap<SectionId, usize>,
    /// The sections in which some of them stand themselves, not in a section below, with the blocks in which they stand.
    direct: BTreeMap<SectionId, BTreeSet<BlockId>>,
    /// How many quotations stand somewhere.
    found: usize,
    /// Whether the quotations hardly stand there by chance.
    telling: bool,
}

impl WordsSay {
    /// Whether most of the quotations stand in a section: some passages may have been moved out of it.
    fn most(&self, section: SectionId) -> bool {
        5 * self.counts.get(&section).copied().unwrap_or(0) >= 3 * self.found
    }

    /// Whether quotations stand in several blocks of a section: a single one may have come from another section.
    fn apart(&self, section: SectionId) -> bool {
        self.direct.get(&section).is_some_and(|blocks| blocks.len() > 1)
    }
}

/// A title that is like another.
struct LikeTitle {
    section: SectionId,
    /// Whether the title is much alike, and no other nearly so.
    sure: bool,
    /// Whether the numbers in both are the same.
    numbered: bool,
    /// Whether the commentary names it elsewhere.
    taken: bool,
}

impl<'a> LostScope<'a> {
    /// A heading without anything below it.
    pub(super) fn new(name: &'a str, heading: &'a RawHeading, named: &'a BTreeSet<SectionId>) -> Self {
        Self { name, heading, same: Vec::new(), around: Vec::new(), lemmas: Vec::new(), nested: Vec::new(), speaks: false, named }
    }

    /// The section that is probably meant; none if nothing tells.
    pub(super) fn guess(&self, text: AnchorText) -> Option<GuessedSection> {
        let words = self.words(text);
        let title = if self.same.is_empty() { self.by_title(text) } else { None };
        let half = 2 * words.found >= self.lemmas.len() + self.nested.len();
        match title {
            Some(like) if words.found == 0 => {
                let sure = like.sure && like.numbered && !like.taken;
                return Some(GuessedSection { section: like.section, sure, by_words: false });
            }
            Some(like) if words.most(like.section) || like.sure && words.counts.contains_key(&like.section) => {
                return Some(GuessedSection { section: like.section, sure: like.sure || words.telling && half, by_words: false });
            }
            // The title speaks for one section, the words for another.
            Some(like) if like.sure && !like.taken => {
                return Some(GuessedSection { section: like.section, sure: false, by_words: false });
            }
            _ => {}
        }
        if let Some(section) = self.by_words(text, &words) {
            let own = !self.speaks || !self.same.is_empty() || words.apart(section) && self.is_own(text, section);
            let sure = words.telling && half && own && words.direct.contains_key(&section);
            return Some(GuessedSection { section, sure, by_words: true });
        }
        let sections = &text.book.sections;
        let near = nearest(self.name, sections.iter().map(|section| section.title.as_str())).filter(|_| self.same.is_empty())?;
        let section = sections.iter().position(|section| section.title == near).map(SectionId::new)?;
        Some(GuessedSection { section, sure: false, by_words: false })
    }

    /// The smallest section in which most of the quotations stand, if there is only one such.
    fn by_words(&self, text: AnchorText, words: &WordsSay) -> Option<SectionId> {
        let inside = |id: SectionId, outer: SectionId| {
            let (id, outer) = (text.index.section(id), text.index.section(outer));
            outer.start <= id.start && id.end <= outer.end && id != outer
        };
        let known = |id: &SectionId| words.found > 0 && words.most(*id) && (self.same.is_empty() || self.same.contains(id));
        // Few: each has most of the quotations.
        let pool: Vec<SectionId> = words.counts.keys().copied().filter(known).take(100).collect();
        let smallest: Vec<SectionId> =
            pool.iter().copied().filter(|&id| !pool.iter().any(|&other| other != id && inside(other, id))).collect();
        if let [section] = smallest[..] { Some(section) } else { None }
    }

    /// Whether a section, and none of those that it is a part of, can be what a note is on as a whole: no other heading of the
    /// commentary is on it, but one is on a neighbour.
    fn is_own(&self, text: AnchorText, section: SectionId) -> bool {
        let parent = text.book.section(section).parent;
        let below = |outer: SectionId, id: SectionId| text.index.section(outer).contains(&text.index.section(id).start) && outer != id;
        let beside = |outer: SectionId| self.named.iter().any(|&id| below(outer, id) && id != section && !below(section, id));
        !self.named.contains(&section) && parent.is_none_or(|parent| self.named.contains(&parent) || beside(parent))
    }

    fn words(&self, text: AnchorText) -> WordsSay {
        let mut say = WordsSay { counts: BTreeMap::new(), direct: BTreeMap::new(), found: 0, telling: false };
        let chain = |section: Option<SectionId>| std::iter::successors(section, |&id| text.book.section(id).parent);
        let mut alone = 0;
        let mut add = |sections: BTreeSet<SectionId>, owners: Vec<(SectionId, BlockId)>| {
            say.found += 1;
            for (owner, block) in owners {
                say.direct.entry(owner).or_default().insert(block);
            }
            sections.into_iter().for_each(|section| *say.counts.entry(section).or_default() += 1);
        };
        let mut telling = false;
        for lemma in &self.lemmas {
            let places = search(text.index, lemma, &self.around).places;
            let owner = |at: usize| text.index.owner(at).zip(text.index.at(at).map(|word| word.block));
            let owners: Vec<(SectionId, BlockId)> = places.iter().filter_map(|place| owner(place.words.start)).collect();
            if !places.is_empty() {
                telling |= places.len() == 1 && (spoken(lemma) >= 3 || !self.same.is_empty());
                alone += usize::from(places.len() == 1);
                add(owners.iter().flat_map(|&(owner, _)| chain(Some(owner))).collect(), owners);
            }
        }
        for &section in &self.nested {
            alone += 1;
            let parent = text.book.section(section).parent;
            add(chain(parent).collect(), parent.into_iter().map(|parent| (parent, text.book.section(section).heading)).collect());
        }
        say.telling = telling || alone > 1;
        say
    }

    /// The section whose title is most like the name; better one that the commentary does not name elsewhere.
    fn by_title(&self, text: AnchorText) -> Option<LikeTitle> {
        let own = PlainTitle::of(self.name);
        let (mut free, mut taken) = (Vec::new(), Vec::new());
        for (index, title) in text.index.plain_titles(text.book).iter().enumerate() {
            let id = SectionId::new(index);
            let start = text.index.section(id).start;
            if self.around.iter().any(|area| area.contains(&start)) {
                let likes = if self.named.contains(&id) { &mut taken } else { &mut free };
                likes.extend(own.alike(title).map(|alike| (alike, id, own.numbers == title.numbers)));
            }
        }
        let best = |likes: &mut Vec<(usize, SectionId, bool)>, taken: bool| {
            // With the same number before another one; the sort keeps the order of the text otherwise.
            likes.sort_by_key(|(alike, _, numbered)| std::cmp::Reverse((*alike, *numbered)));
            let (alike, section, numbered) = *likes.first()?;
            let clear = likes.get(1).is_none_or(|next| next.0 + CLEAR <= alike || numbered && !next.2);
            let sure = clear && (numbered || alike == 100 && own.letters.chars().count() >= 8);
            Some(LikeTitle { section, sure, numbered, taken })
        };
        best(&mut free, false).or_else(|| best(&mut taken, true))
    }

    /// What is told of the heading, with the repair that works.
    pub(super) fn tell(&self, text: AnchorText, guess: Option<GuessedSection>) -> Diagnostic {
        let (name, marks) = (self.name, "#".repeat(usize::from(self.heading.level)));
        let count = self.same.len();
        let message = if count > 1 {
            format!("{count} headings of the text are “{name}”")
        } else {
            format!("no heading of the text is “{name}”")
        };
        let mut finding = Diagnostic::at(Code::UnknownScope, self.heading.words, message);
        for &id in self.same.iter().take(12) {
            let slug = &text.book.section(id).slug;
            finding =
                finding.label(text.book.section(id).span, format!("write `{marks} #{slug}`")).edit(self.heading.words, format!("#{slug}"));
        }
        match guess {
            Some(guess) if guess.by_words || count == 0 => {
                let heading = format!("write `{marks} {}`", text.scope_name(guess.section));
                let label = if guess.by_words { "the words of its notes stand in this section" } else { "did you mean this heading?" };
                finding
                    .label(text.book.section(guess.section).span, label)
                    .help(heading)
                    .edit(self.heading.words, text.scope_name(guess.section))
            }
            _ => match self.same.first() {
                Some(&first) => finding.help(format!("write `{marks} #{}` for the first one", text.book.section(first).slug)),
                None => finding.help("write a heading of the text as it stands there, or put quoted words in quotation marks"),
            },
        }
    }
}
