//! Which paragraphs that came back are which of those that were sent: by their anchors, by what they say where an anchor is gone or has
//! gone along with a neighbour, and by their order.

use super::units::ReviewUnit;
use super::words::{PARTING, kept};
use crate::book::Style;
use crate::office::docx_write::{AnchorPlace, BlockAnchor, SCENE, SentLetter, SentParagraph, print};
use crate::office::meaning::is_scene_break;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Paragraphs that were sent and what came back of them: as many, or one parted into several, or several joined in one.
#[derive(Clone, Debug)]
pub(super) struct ReviewGroup {
    pub(super) sent: Range<usize>,
    pub(super) units: Range<usize>,
}

/// What came back.
#[derive(Debug, Default)]
pub(super) struct ReviewAlignment {
    /// In the order of the units.
    pub(super) groups: Vec<ReviewGroup>,
    /// Groups that stand elsewhere now.
    pub(super) moved: BTreeSet<usize>,
    /// The places that groups of the text had when they were sent, where that is known.
    pub(super) places: BTreeMap<usize, AnchorPlace>,
    /// Whether the sources are those that were sent.
    pub(super) is_whole: bool,
    /// Paragraphs that are gone.
    pub(super) deleted: Vec<usize>,
    /// New paragraphs.
    pub(super) inserted: Vec<usize>,
    /// New paragraphs that hold words of one which the author has changed since: they would stand there twice.
    pub(super) torn: Vec<usize>,
    /// Paragraphs whose text in the sources has changed since they were sent.
    pub(super) stale: Vec<usize>,
    /// Units that are paragraphs which the author has changed since: where they stand there counts, and not what they say; whether they say
    /// there what was sent.
    pub(super) frozen: BTreeMap<usize, bool>,
    /// Paragraphs of words that stand in no file, and were changed.
    pub(super) made: Vec<usize>,
    /// Paragraphs of words that stand in no file, and are gone.
    pub(super) made_gone: Vec<usize>,
}

/// More pairs of paragraphs are not compared word by word.
const MOST_PAIRS: usize = 4_000;

/// Of more paragraphs that seem to be joined in one, each is looked at by itself.
const MOST_JOINED: usize = 8;

/// Finds out what came back. `is_whole` if the sources are those that were sent: else a paragraph that is not there need not be deleted.
/// `anchors` are all those of the document, those too that stand at deleted words.
pub(super) fn align(sent: &[SentParagraph], units: &[ReviewUnit], anchors: &[BlockAnchor], is_whole: bool) -> ReviewAlignment {
    let as_sent = anchors.iter().filter_map(|anchor| Some((anchor.place?.file, anchor.print))).collect();
    let mut work = AlignWork { sent, units, as_sent, homes: vec![Vec::new(); units.len()], ..AlignWork::default() };
    work.places = places_as_sent(anchors, units);
    work.by_anchor();
    work.moved_and_made(anchors);
    if !is_whole {
        work.moved_and_changed();
    }
    work.made_gone(is_whole);
    work.one_each();
    if !is_whole {
        work.joined_with_changed();
    }
    work.by_words(is_whole);
    work.out.is_whole = is_whole;
    if !is_whole {
        work.frozen();
    }
    work.neighbours();
    work.groups(is_whole)
}

#[derive(Default)]
struct AlignWork<'a> {
    sent: &'a [SentParagraph],
    units: &'a [ReviewUnit],
    /// The files and prints of the paragraphs that were sent.
    as_sent: BTreeSet<(u32, u32)>,
    /// The places of paragraphs when they were sent, by their prints: of words that stood twice none.
    places: BTreeMap<u32, AnchorPlace>,
    /// How many words that no author wrote were moved on record, by their prints.
    moved_made: BTreeMap<u32, usize>,
    /// The paragraphs that each unit is, in order.
    homes: Vec<Vec<usize>>,
    /// Units with an anchor of a paragraph that is not there any more.
    outdated: BTreeSet<usize>,
    /// Paragraphs that are in some unit, or known to be gone.
    settled: BTreeSet<usize>,
    out: ReviewAlignment,
}

impl AlignWork<'_> {
    /// The places of the anchors that are there, by their files and prints.
    fn asked(&self) -> BTreeMap<(u32, u32), BTreeSet<u32>> {
        let mut asked: BTreeMap<(u32, u32), BTreeSet<u32>> = BTreeMap::new();
        for anchor in self.units.iter().flat_map(|unit| &unit.anchors) {
            if let Some(place) = anchor.place {
                asked.entry((place.file, anchor.print)).or_default().insert(place.at);
            }
        }
        asked
    }

    fn by_anchor(&mut self) {
        // A file that is taken in twice gives two paragraphs of one anchor.
        let mut exact: BTreeMap<&BlockAnchor, Vec<usize>> = BTreeMap::new();
        for (at, one) in self.sent.iter().enumerate().rev() {
            if let Some(anchor) = &one.anchor {
                exact.entry(anchor).or_default().push(at);
            }
        }
        let mut alike: BTreeMap<(u32, u32), Vec<usize>> = BTreeMap::new();
        for (at, one) in self.sent.iter().enumerate() {
            if let Some(BlockAnchor { place: Some(place), print, .. }) = one.anchor {
                alike.entry((place.file, print)).or_default().push(at);
            }
        }
        let only = only_ones(&alike);
        let asked = self.asked();
        // A program may leave an anchor at two places: where its paragraph was, and where it was copied or moved to. It is where the words are.
        let says = |unit: &ReviewUnit| {
            let print = print(unit.letters.iter().map(|letter| letter.sign));
            unit.anchors.iter().any(|anchor| anchor.print == print)
        };
        let mut order: Vec<usize> = (0..self.units.len()).collect();
        order.sort_by_key(|at| (!says(&self.units[*at]), self.units[*at].is_copied));
        for at in order {
            let unit = &self.units[at];
            let (mut is_stale, mut is_made) = (false, false);
            for anchor in &unit.anchors {
                let Some(place) = anchor.place else {
                    is_made = true;
                    continue;
                };
                let key = (place.file, anchor.print);
                // Where the text before has grown, words stand elsewhere; of several that say the same, each is the one of its rank.
                let rank = asked.get(&key).map(|places| places.iter().take_while(|other| **other < place.at).count());
                let same = alike.get(&key).filter(|same| asked.get(&key).is_some_and(|places| places.len() == same.len()));
                let is_known = exact.contains_key(anchor);
                // What the author has moved into another file says the same there, if it says it alone.
                let elsewhere = || only.get(&anchor.print).copied().filter(|_| self.places.contains_key(&anchor.print));
                let found = exact.get_mut(anchor).and_then(Vec::pop).or_else(|| same?.get(rank?).copied()).or_else(elsewhere);
                match found.filter(|found| self.settled.insert(*found)) {
                    Some(found) => self.homes[at].push(found),
                    None => is_stale |= found.is_none() && !is_known,
                }
            }
            self.outdated.extend(is_stale.then_some(at));
            if self.homes[at].is_empty() && is_stale {
                self.out.stale.push(at);
            } else if self.homes[at].is_empty() && is_made {
                let print = print(unit.letters.iter().map(|letter| letter.sign));
                if !unit.letters.is_empty() && unit.anchors.iter().all(|anchor| anchor.print != print) {
                    self.out.made.push(at);
                }
                self.out.stale.push(at);
            }
        }
        self.out.stale.sort_unstable();
        self.out.made.sort_unstable();
    }

    /// Finds words that no author wrote, as the label of a note set off, and that were moved on record, so that their anchors stayed: they are
    /// no new paragraphs.
    fn moved_and_made(&mut self, anchors: &[BlockAnchor]) {
        let says = |unit: &ReviewUnit| print(unit.letters.iter().map(|letter| letter.sign));
        let worn = self.units.iter().flat_map(|unit| unit.anchors.iter().filter(|anchor| anchor.print == says(unit)));
        let worn: BTreeSet<&BlockAnchor> = worn.collect();
        let mut free: BTreeMap<u32, usize> = BTreeMap::new();
        let unworn: BTreeSet<&BlockAnchor> = anchors.iter().filter(|anchor| anchor.place.is_none() && !worn.contains(anchor)).collect();
        unworn.into_iter().for_each(|anchor| *free.entry(anchor.print).or_default() += 1);
        for (at, unit) in self.units.iter().enumerate().filter(|(_, unit)| unit.anchors.is_empty() && !unit.is_note) {
            let own = print(unit.letters.iter().map(|letter| letter.sign));
            if let Some(left) = free.get_mut(&own).filter(|left| **left > 0) {
                *left -= 1;
                self.out.stale.push(at);
                *self.moved_made.entry(own).or_default() += 1;
            }
        }
        self.out.stale.sort_unstable();
    }

    /// Finds paragraphs that were moved on record, so that their anchors stayed where they were, and that the author has changed or deleted
    /// since: they are no new ones.
    fn moved_and_changed(&mut self) {
        let today: BTreeSet<u32> = self.sent.iter().filter_map(|one| Some(one.anchor.as_ref()?.print)).collect();
        for (at, unit) in self.units.iter().enumerate().filter(|(_, unit)| unit.anchors.is_empty() && !unit.is_note) {
            let own = print(unit.letters.iter().map(|letter| letter.sign));
            if self.places.contains_key(&own) && !today.contains(&own) {
                self.out.stale.push(at);
            }
        }
        self.out.stale.sort_unstable();
    }

    /// The place that a unit had when it was sent. In it may also be the anchors of paragraphs before it that are gone.
    fn place(&self, at: usize) -> Option<AnchorPlace> {
        let unit = &self.units[at];
        let own = print(unit.letters.iter().map(|letter| letter.sign));
        let of = |print: u32| unit.anchors.iter().filter(|anchor| anchor.print == print).find_map(|anchor| anchor.place);
        let home = || self.homes[at].iter().find_map(|home| of(self.sent[*home].anchor.as_ref()?.print));
        let any = || unit.anchors.iter().find_map(|anchor| anchor.place);
        of(own).or_else(home).or_else(|| self.places.get(&own).copied().filter(|_| unit.anchors.is_empty())).or_else(any)
    }

    /// Whether a unit says what was sent of a paragraph that the author has changed since, or what no author wrote, and not what the one said
    /// whose anchor is in it too.
    fn says_other(&self, unit: &ReviewUnit) -> bool {
        let own = print(unit.letters.iter().map(|letter| letter.sign));
        let is_there =
            |anchor: &BlockAnchor| self.sent.iter().any(|one| one.anchor.as_ref().is_some_and(|other| other.print == anchor.print));
        unit.anchors.iter().any(|anchor| anchor.print == own && (anchor.place.is_none() || !is_there(anchor)))
    }

    /// Finds words that stand in no file and in no unit either.
    fn made_gone(&mut self, is_whole: bool) {
        let shown = self.units.iter().filter(|unit| !unit.letters.is_empty());
        let there: BTreeSet<&BlockAnchor> = shown.flat_map(|unit| &unit.anchors).collect();
        let is_gone = |one: &SentParagraph| is_whole && one.is_made() && one.anchor.as_ref().is_some_and(|anchor| !there.contains(anchor));
        let gone: Vec<usize> = (0..self.sent.len()).filter(|at| self.sent[*at].note.is_none() && is_gone(&self.sent[*at])).collect();
        for at in gone {
            let own = self.sent[at].anchor.as_ref().and_then(|anchor| self.moved_made.get_mut(&anchor.print));
            match own.filter(|left| **left > 0) {
                Some(left) => *left -= 1,
                None => self.out.made_gone.push(at),
            }
        }
    }

    /// Of several paragraphs whose anchors are in one unit, keeps those whose words are in it.
    fn one_each(&mut self) {
        for at in 0..self.units.len() {
            let letters = &self.units[at].letters;
            let shows = letters.iter().any(|letter| !letter.sign.is_whitespace());
            let homes = std::mem::take(&mut self.homes[at]);
            let same = homes.iter().copied().find(|home| self.sent[*home].text.letters == *letters);
            let is_there = |home: &usize| match same {
                Some(same) => *home == same,
                // An anchor may have come along with a neighbour whose own one is outdated.
                None if homes.len() == 1 => {
                    let own = &self.sent[*home].text.letters;
                    // Joined without a blank between, the last word of the one is part of the first of the other.
                    let is_part = || letters.starts_with(own) || letters.ends_with(own);
                    let is_of_it = || kept(own, letters).is(60) || is_part();
                    shows && !self.says_other(&self.units[at]) && (!self.outdated.contains(&at) || is_of_it())
                }
                None => shows && (self.is_wordless(*home) || self.adds(*home, &homes, letters)),
            };
            let (stay, gone): (Vec<usize>, Vec<usize>) = homes.iter().copied().partition(is_there);
            let is_other = || self.outdated.contains(&at) || self.units[at].anchors.iter().any(|anchor| anchor.place.is_none());
            if stay.is_empty() && !gone.is_empty() && is_other() {
                self.out.stale.push(at);
            }
            self.out.deleted.extend(gone);
            self.homes[at] = stay;
        }
        self.out.stale.sort_unstable();
    }

    /// Leaves paragraphs as they are that were joined there with one which the author has changed since: its old words would come back.
    fn joined_with_changed(&mut self) {
        for at in self.outdated.clone() {
            let letters = &self.units[at].letters;
            let homes = &self.homes[at];
            if homes.is_empty() || homes.iter().any(|home| self.sent[*home].text.letters == *letters) {
                continue;
            }
            let own = joined(homes.iter().map(|home| self.sent[*home].text.letters.as_slice()));
            let all = letters.iter().filter(|letter| letter.sign.is_alphanumeric()).count();
            if all.saturating_sub(kept(&own, letters).kept) * 10 >= all * 3 {
                self.out.frozen.insert(at, false);
            }
        }
    }

    /// Whether letters have a part of a paragraph that they would not have without it, among some paragraphs.
    fn adds(&self, home: usize, homes: &[usize], letters: &[SentLetter]) -> bool {
        let own = &self.sent[home].text.letters;
        if homes.len() > MOST_JOINED {
            return kept(own, letters).is(60);
        }
        let of = |homes: &mut dyn Iterator<Item = &usize>| {
            kept(&joined(homes.map(|home| self.sent[*home].text.letters.as_slice())), letters).kept
        };
        let gain = of(&mut homes.iter()).saturating_sub(of(&mut homes.iter().filter(|other| **other != home)));
        let all = own.iter().filter(|letter| letter.sign.is_alphanumeric()).count();
        gain * 10 >= all * 3
    }

    fn is_wordless(&self, sent: usize) -> bool {
        !self.sent[sent].text.letters.iter().any(|letter| letter.sign.is_alphanumeric())
    }

    /// Gives units without an anchor those paragraphs that say the same and are nowhere else.
    fn by_words(&mut self, is_whole: bool) {
        let mut lost: Vec<usize> = self.out.deleted.clone();
        lost.extend(
            (0..self.sent.len())
                .filter(|at| !self.settled.contains(at) && self.sent[*at].anchor.as_ref().is_some_and(|anchor| anchor.place.is_some())),
        );
        let mut by_print: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for at in lost.iter().rev() {
            by_print.entry(words_print(&self.sent[*at].text.letters)).or_default().push(*at);
        }
        // Whatever its anchor says: a paragraph that has the words of one that is nowhere else is this one.
        let may_be = |at: &usize| self.homes[*at].is_empty() && self.shows(*at) && self.out.made.binary_search(at).is_err();
        let may_be: Vec<usize> = (0..self.units.len()).filter(may_be).collect();
        let new: Vec<usize> = may_be.iter().copied().filter(|at| self.is_new(*at)).collect();
        let mut taken = BTreeSet::new();
        for at in may_be {
            if let Some(found) = by_print.get_mut(&words_print(&self.units[at].letters)).and_then(Vec::pop) {
                taken.insert(found);
                self.homes[at].push(found);
            }
        }
        let homes = &self.homes;
        self.out.stale.retain(|at| homes[*at].is_empty());
        let left: Vec<usize> = lost.iter().copied().filter(|at| !taken.contains(at)).collect();
        let new: Vec<usize> = new.into_iter().filter(|at| self.is_new(*at)).collect();
        if left.len() * new.len() <= MOST_PAIRS {
            for at in new {
                let alike = |sent: &&usize| !taken.contains(*sent) && kept(&self.sent[**sent].text.letters, &self.units[at].letters).is(60);
                if let Some(found) = left.iter().find(alike).copied() {
                    taken.insert(found);
                    self.homes[at].push(found);
                    // What the author has changed since is not the editor's to change back.
                    if !is_whole && !self.is_as_sent(found) {
                        self.out.frozen.insert(at, self.says_as_sent(at));
                    }
                }
            }
        }
        self.halves(&left, &mut taken);
        let known: BTreeSet<usize> = self.out.deleted.iter().copied().collect();
        self.out.deleted = lost.into_iter().filter(|at| !taken.contains(at) && (is_whole || known.contains(at))).collect();
        self.out.deleted.sort_unstable();
    }

    /// Gives paragraphs without an anchor that came back as two, one behind the other, to the larger part; the other is found beside it.
    fn halves(&mut self, left: &[usize], taken: &mut BTreeSet<usize>) {
        let new: Vec<usize> = (0..self.units.len()).filter(|at| self.is_new(*at)).collect();
        if left.len() * new.len() > MOST_PAIRS {
            return;
        }
        for sent in left {
            let own = &self.sent[*sent].text.letters;
            let part = |at: usize| kept(own, &self.units[at].letters).kept;
            let is_whole = |two: &&[usize]| {
                let both = joined(two.iter().map(|at| self.units[*at].letters.as_slice()));
                two[0] + 1 == two[1] && two.iter().all(|at| part(*at) > 0 && self.is_new(*at)) && kept(own, &both).is(80)
            };
            if !taken.contains(sent)
                && let Some(two) = new.windows(2).find(is_whole)
            {
                let home = if part(two[0]) >= part(two[1]) { two[0] } else { two[1] };
                taken.insert(*sent);
                self.homes[home].push(*sent);
            }
        }
    }

    /// Whether a paragraph says what was sent.
    fn is_as_sent(&self, sent: usize) -> bool {
        let anchor = self.sent[sent].anchor.as_ref();
        anchor.is_some_and(|anchor| anchor.place.is_some_and(|place| self.as_sent.contains(&(place.file, anchor.print))))
    }

    /// Whether a unit says what a paragraph that was sent did.
    fn says_as_sent(&self, unit: usize) -> bool {
        let own = print(self.units[unit].letters.iter().map(|letter| letter.sign));
        self.as_sent.iter().any(|(_, print)| *print == own)
    }

    /// Whether the words of a new unit stand in a paragraph that the author has changed since.
    fn is_torn(&self, unit: usize) -> bool {
        /// Fewer letters and figures may stand anywhere.
        const FEWEST: usize = 6;
        let letters = &self.units[unit].letters;
        let anchored = |one: &SentParagraph| one.anchor.as_ref().is_some_and(|anchor| anchor.place.is_some());
        let mut changed = (0..self.sent.len()).filter(|at| anchored(&self.sent[*at]) && !self.is_as_sent(*at)).take(MOST_PAIRS / 10);
        changed.any(|at| {
            let shared = kept(letters, &self.sent[at].text.letters);
            shared.all >= FEWEST && shared.is(80)
        })
    }

    /// Whether a new unit is a part of a paragraph that was parted there, and that the author has changed or deleted since.
    fn is_part_of_stale(&self, unit: usize) -> bool {
        /// A paragraph is parted into no more.
        const MOST_PARTS: usize = 6;
        let Some(first) = (unit.saturating_sub(MOST_PARTS)..unit).rev().find(|at| !self.is_new(*at)) else { return false };
        if self.out.stale.binary_search(&first).is_err() {
            return false;
        }
        let mut ends = (unit + 1..)
            .take_while(|end| *end - first <= MOST_PARTS && (*end == unit + 1 || *end <= self.units.len() && self.is_new(end - 1)));
        let says = |end: usize, between: &str| {
            let parts = self.units[first..end].iter().map(|part| part.letters.iter().map(|letter| letter.sign).collect::<String>());
            let whole = parts.map(|part| part.trim().to_owned()).collect::<Vec<_>>().join(between);
            let own = print(whole.chars());
            self.units[first].anchors.iter().any(|anchor| anchor.print == own)
        };
        ends.any(|end| says(end, " ") || says(end, ""))
    }

    /// Finds the paragraphs that the author has changed since they were sent: by what they still have in common with what came back, and
    /// by what stands before and behind them.
    fn frozen(&mut self) {
        let is_known = |at: &usize| self.homes.iter().any(|homes| homes.contains(at));
        let is_other = |at: &usize| {
            let one = &self.sent[*at];
            let is_of_file = one.anchor.as_ref().is_some_and(|anchor| anchor.place.is_some());
            is_of_file && !self.is_as_sent(*at) && !is_known(at)
        };
        let mut left: Vec<usize> = (0..self.sent.len()).filter(is_other).collect();
        let stale: Vec<usize> =
            self.out.stale.iter().copied().filter(|at| self.out.made.binary_search(at).is_err() && self.shows(*at)).collect();
        if left.len() * stale.len() > MOST_PAIRS {
            return;
        }
        for at in &stale {
            let letters = &self.units[*at].letters;
            let alike: Vec<usize> = left.iter().copied().filter(|sent| kept(&self.sent[*sent].text.letters, letters).is(50)).collect();
            if let [only] = alike[..] {
                left.retain(|other| *other != only);
                self.freeze(*at, only);
            }
        }
        self.between_neighbours_as_sent(&stale, &mut left);
        let rest: Vec<usize> = stale.iter().copied().filter(|at| self.homes[*at].is_empty()).collect();
        for run in rest.chunk_by(|one, next| one + 1 == *next) {
            let before = run[0].checked_sub(1).map_or(Some(0), |before| self.homes[before].iter().max().map(|at| at + 1));
            let behind = self.homes.get(run[run.len() - 1] + 1).map_or(Some(self.sent.len()), |homes| homes.iter().min().copied());
            let (Some(before), Some(behind)) = (before, behind) else { continue };
            if before + run.len() == behind && (before..behind).all(|at| left.contains(&at)) {
                run.iter().zip(before..behind).for_each(|(unit, sent)| self.freeze(*unit, sent));
            }
        }
    }

    /// Of paragraphs that stood between two others when they were sent, those that are the one between these now.
    fn between_neighbours_as_sent(&mut self, stale: &[usize], left: &mut Vec<usize>) {
        let mut homes: BTreeMap<AnchorPlace, usize> = BTreeMap::new();
        for (at, home) in self.homes.iter().enumerate() {
            if let (Some(place), [home]) = (self.place(at), &home[..]) {
                homes.insert(place, *home);
            }
        }
        let outdated: BTreeSet<AnchorPlace> = stale.iter().filter_map(|at| self.place(*at)).collect();
        for at in stale.iter().copied().filter(|at| self.homes[*at].is_empty()).collect::<Vec<_>>() {
            let Some(place) = self.place(at) else { continue };
            let before = homes.range(..place).next_back().map(|(place, home)| (place, *home));
            let behind = homes.range(place..).next().map(|(place, home)| (place, *home));
            let is_alone = |from: &AnchorPlace, to: &AnchorPlace| outdated.range(from..to).count() == 1;
            if let (Some((from, before)), Some((to, behind))) = (before, behind)
                && before + 2 == behind
                && is_alone(from, to)
                && left.contains(&(before + 1))
            {
                left.retain(|other| *other != before + 1);
                self.freeze(at, before + 1);
            }
        }
    }

    fn freeze(&mut self, unit: usize, sent: usize) {
        self.homes[unit].push(sent);
        self.out.stale.retain(|other| *other != unit);
        self.out.frozen.insert(unit, self.says_as_sent(unit));
    }

    fn is_new(&self, unit: usize) -> bool {
        self.homes[unit].is_empty() && self.out.stale.binary_search(&unit).is_err() && self.shows(unit)
    }

    fn shows(&self, unit: usize) -> bool {
        self.units[unit].letters.iter().any(|letter| !letter.sign.is_whitespace())
    }

    /// An anchor may have gone to a new paragraph above its own.
    fn neighbours(&mut self) {
        for at in 0..self.units.len() {
            let [home] = self.homes[at][..] else { continue };
            if self.out.frozen.contains_key(&at) {
                continue;
            }
            let own = &self.sent[home].text.letters;
            if kept(own, &self.units[at].letters).is(30) {
                continue;
            }
            let near = [at + 1, at.wrapping_sub(1)].into_iter().filter(|near| *near < self.units.len() && self.is_new(*near));
            if let Some(near) = near.into_iter().find(|near| kept(own, &self.units[*near].letters).is(70)) {
                self.homes[at].clear();
                self.homes[near].push(home);
            }
        }
    }

    fn groups(mut self, is_whole: bool) -> ReviewAlignment {
        let mut at = 0;
        while at < self.units.len() {
            let mut end = at + 1;
            match (self.homes[at].iter().min().copied(), self.homes[at].iter().max().copied()) {
                (Some(first), Some(last)) => {
                    let is_frozen = self.out.frozen.contains_key(&at);
                    while end < self.units.len() && !is_frozen && self.continues(first..last + 1, at..end, end) {
                        end += 1;
                    }
                    self.out.groups.push(ReviewGroup { sent: first..last + 1, units: at..end });
                }
                _ if self.is_new(at) => {
                    // The first part of a paragraph whose anchor went with the second.
                    let next = self.homes.get(end).and_then(|homes| if let [home] = homes[..] { Some(home) } else { None });
                    match next.filter(|next| self.begins(*next, at)) {
                        Some(next) => {
                            end += 1;
                            while end < self.units.len() && self.continues(next..next + 1, at..end, end) {
                                end += 1;
                            }
                            self.out.groups.push(ReviewGroup { sent: next..next + 1, units: at..end });
                        }
                        None if !is_whole && (self.is_torn(at) || self.is_part_of_stale(at)) => self.out.torn.push(at),
                        None => self.out.inserted.push(at),
                    }
                }
                _ => {}
            }
            at = end;
        }
        self.out.moved = self.moved(is_whole);
        let places: Vec<Option<AnchorPlace>> =
            self.out.groups.iter().map(|group| group.units.clone().find_map(|unit| self.place(unit))).collect();
        self.out.places = (0..).zip(places).filter_map(|(group, place)| Some((group, place?))).collect();
        self.out
    }

    /// The groups that the editor moved: those that stand there in another order than they were sent in. Where the text has changed since,
    /// their anchors say what that order was, so that what the author moved stays where it is.
    fn moved(&self, is_whole: bool) -> BTreeSet<usize> {
        let groups = &self.out.groups;
        let body: Vec<usize> = (0..groups.len()).filter(|at| self.sent[groups[*at].sent.start].note.is_none()).collect();
        let now = out_of_order(body.iter().map(|at| (*at, groups[*at].sent.start)));
        if is_whole {
            return now;
        }
        let place = |at: usize| groups[at].units.clone().find_map(|unit| self.place(unit));
        let known: BTreeMap<usize, AnchorPlace> = body.iter().filter_map(|at| Some((*at, place(*at)?))).collect();
        // What was moved on record has left its anchors where it was: all else stands in its order if it can.
        let has_anchor = |at: &usize| self.units[groups[*at].units.clone()].iter().any(|unit| !unit.anchors.is_empty());
        let anchored = known.iter().filter(|(at, _)| has_anchor(at)).map(|(at, place)| (*at, *place));
        let mut moved = out_of_order(anchored);
        let mut stood: BTreeMap<usize, AnchorPlace> =
            known.iter().filter(|(at, _)| has_anchor(at)).map(|(at, place)| (*at, *place)).collect();
        stood.retain(|at, _| !moved.contains(at));
        for (at, place) in known.iter().filter(|(at, _)| !has_anchor(at)) {
            let is_behind = stood.range(..at).next_back().is_none_or(|(_, before)| before < place);
            if is_behind && stood.range(at..).next().is_none_or(|(_, behind)| place < behind) {
                stood.insert(*at, *place);
            } else {
                moved.insert(*at);
            }
        }
        // A file that is taken in within another one has its own places: what stands between its neighbours of today was not moved.
        let together = |one: &usize, next: &usize| *next == one + 1 && groups[*one].sent.end == groups[*next].sent.start;
        let all: Vec<usize> = moved.iter().copied().collect();
        let mut stays: BTreeSet<usize> = BTreeSet::new();
        for run in all.chunk_by(together) {
            let (first, last) = (run[0], run[run.len() - 1]);
            let before = first.checked_sub(1).is_none_or(|before| groups[before].sent.end == groups[first].sent.start);
            let behind = groups.get(last + 1).is_none_or(|behind| groups[last].sent.end == behind.sent.start);
            if before && behind {
                stays.extend(run.iter().copied());
            }
        }
        moved.retain(|at| !stays.contains(at));
        moved.extend(now.into_iter().filter(|at| !known.contains_key(at)));
        moved
    }

    /// Whether a new unit behind a group is a part of its last paragraph.
    fn continues(&self, sent: Range<usize>, units: Range<usize>, next: usize) -> bool {
        let (unit, before) = (&self.units[next], &self.units[next - 1]);
        if !self.is_new(next) || unit.is_note != before.is_note || unit.is_cell != before.is_cell {
            return false;
        }
        let old = joined(self.sent[sent].iter().map(|one| one.text.letters.as_slice()));
        let without = joined(self.units[units.clone()].iter().map(|unit| unit.letters.as_slice()));
        let with = joined(self.units[units.start..=next].iter().map(|unit| unit.letters.as_slice()));
        let gain = kept(&old, &with).kept.saturating_sub(kept(&old, &without).kept);
        let own = unit.letters.iter().filter(|letter| letter.sign.is_alphanumeric()).count();
        gain > 0 && gain * 2 >= own
    }

    /// Whether a new unit is the first part of a paragraph, the rest of which is the next unit.
    fn begins(&self, sent: usize, unit: usize) -> bool {
        let (first, second) = (&self.units[unit], &self.units[unit + 1]);
        if first.is_note != second.is_note || first.is_cell != second.is_cell {
            return false;
        }
        let old = &self.sent[sent].text.letters;
        let with = joined([first.letters.as_slice(), second.letters.as_slice()].into_iter());
        let gain = kept(old, &with).kept.saturating_sub(kept(old, &second.letters).kept);
        let own = first.letters.iter().filter(|letter| letter.sign.is_alphanumeric()).count();
        gain > 0 && gain * 2 >= own
    }
}

/// Paragraphs that alone have their words, by their prints.
fn only_ones(alike: &BTreeMap<(u32, u32), Vec<usize>>) -> BTreeMap<u32, usize> {
    let mut by_print: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    alike.iter().for_each(|((_, print), all)| by_print.entry(*print).or_default().extend(all));
    by_print.into_iter().filter(|(_, all)| all.len() == 1).map(|(print, all)| (print, all[0])).collect()
}

/// The places of paragraphs when they were sent, by their prints: of words that stood twice, or are told twice of otherwise, none.
fn places_as_sent(anchors: &[BlockAnchor], units: &[ReviewUnit]) -> BTreeMap<u32, AnchorPlace> {
    let of_text = anchors.iter().chain(units.iter().flat_map(|unit| &unit.anchors));
    let mut places: BTreeMap<u32, BTreeSet<AnchorPlace>> = BTreeMap::new();
    of_text.filter_map(|anchor| Some((anchor.print, anchor.place?))).for_each(|(print, place)| {
        places.entry(print).or_default().insert(place);
    });
    places.into_iter().filter(|(_, places)| places.len() == 1).filter_map(|(print, places)| Some((print, *places.first()?))).collect()
}

/// The print of words; that of a break between scenes is the same whatever it is made of.
fn words_print(letters: &[SentLetter]) -> u32 {
    let signs = || letters.iter().map(|letter| letter.sign);
    if is_scene_break(signs()) { print(SCENE.chars()) } else { print(signs()) }
}

/// Texts as one, with a sign where they part.
pub(super) fn joined<'l>(texts: impl Iterator<Item = &'l [SentLetter]>) -> Vec<SentLetter> {
    let mut out = Vec::new();
    for (at, letters) in texts.enumerate() {
        if at > 0 {
            out.push(SentLetter { sign: PARTING, look: Style::PLAIN });
        }
        out.extend_from_slice(letters);
    }
    out
}

/// Of things in a row, each with its place, those that are not in order: as few as can be.
fn out_of_order<P: Copy + Ord>(row: impl Iterator<Item = (usize, P)>) -> BTreeSet<usize> {
    let row: Vec<(usize, P)> = row.collect();
    // The longest row in rising order: by the last of each length, and the one before each.
    let (mut tails, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), vec![None; row.len()]);
    for (at, (_, place)) in row.iter().enumerate() {
        let length = tails.partition_point(|tail| row[*tail].1 < *place);
        before[at] = length.checked_sub(1).map(|length| tails[length]);
        if length == tails.len() {
            tails.push(at);
        } else {
            tails[length] = at;
        }
    }
    let mut stays: BTreeSet<usize> = BTreeSet::new();
    let mut next = tails.last().copied();
    while let Some(at) = next {
        stays.insert(row[at].0);
        next = before[at];
    }
    row.into_iter().map(|(at, _)| at).filter(|at| !stays.contains(at)).collect()
}
