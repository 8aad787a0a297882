//! What a page may hold. Notes and figures are set already, so that it is a matter of sums: a page is possible if its rows,
//! figures, rules and notes fit; a note begins on the page of its mark, with two lines at least, and may run over.

use super::cost::{
    ABOVE_NOTES, AMID_LIST, BELOW, Ending, FEWEST, FEWEST_BESIDE, FIGURES_LAST, FORCED, FREE_BY_FIGURES, LEAST_TEXT, LONE, LONG,
    ONLY_FIGURES, ONLY_NOTES, PAST_HEADING, SHORT, SHORT_NOTE, SPLIT, SPLIT_SHORT, STARVED, STUMP, WAITS,
};
use super::{Commentary, PageRoom};
use crate::edition::{BySeries, NoteSeries};
use crate::layout::foot::Foot;
use crate::layout::galley::{FloatClass, NEVER};
use crate::layout::runover::{NoteColumn, running_heights, sums};
use crate::layout::strip::{self, Float, UncutChapter};
use crate::source::Length;

/// How far a page gets: rows of the text, and what else is placed so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct PageReach {
    pub(super) row: usize,
    pub(super) placed: PlacedMatter,
}

/// What is placed so far beside the rows of the text; the more of the author's notes, the greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct PlacedMatter {
    /// Rows of notes.
    pub(super) notes: BySeries<usize>,
    /// Figures that may move.
    pub(super) figures: usize,
}

/// A page that may follow.
#[derive(Debug)]
pub(super) struct PageChoice {
    pub(super) to: PageReach,
    /// What the page costs by itself.
    pub(super) price: i64,
    pub(super) ending: Ending,
    /// How many lines are free on the page.
    free: i64,
}

/// Pages with more free lines than this are tried only if nothing better is found.
const FREE: i64 = 5;

/// Figures that may wait for a later page while there is a way on which fewer do. Without a bound every row of a chapter would be
/// tried with every number of figures before it, which takes the cube of their number.
const WAITING: usize = 4;

/// A chapter with what is summed up once.
pub(super) struct ChapterSums<'a> {
    strip: &'a UncutChapter,
    room: PageRoom,
    /// Prefix sums of the notes' heights, by series.
    notes: BySeries<Vec<Length>>,
    /// Prefix sums of the figures' heights.
    floats: Vec<Length>,
    /// The row of the first heading behind the place of each figure, or the end.
    headings: Vec<usize>,
    /// The row of the first figure behind the place of each that must stand where it is, or the end.
    pinned: Vec<usize>,
    /// How many rows from each on are lines that follow one another on the grid, wherever a page begins among them. Their places
    /// are multiples of the leading; what that saves is too little to be measured in a whole build (bench `pages`).
    even: Vec<usize>,
}

impl<'a> ChapterSums<'a> {
    pub(super) fn new(strip: &'a UncutChapter, room: PageRoom) -> Self {
        let notes = BySeries::each(|series| running_heights(&strip.feet.series[series].rows));
        let floats = sums(strip.floats.iter().map(|float| float.room(room.leading)));
        let mut even = vec![0; strip.rows.len() + 1];
        for (index, row) in strip.rows.iter().enumerate().rev() {
            let bare = row.above == Length::ZERO && row.above_top == Length::ZERO && row.torn.is_none();
            let next = if row.ends_page { 0 } else { even[index + 1] };
            even[index] = if bare && row.snaps && row.height == room.leading { next + 1 } else { 0 };
        }
        let mut headings = Vec::with_capacity(strip.floats.len());
        for float in &strip.floats {
            let behind = || strip.rows[float.after..].iter().position(|row| row.section.is_some());
            let next = || behind().map_or(strip.rows.len(), |next| float.after + next);
            headings.push(headings.last().copied().filter(|&last| last >= float.after).unwrap_or_else(next));
        }
        let pins: Vec<usize> = strip.rows.iter().enumerate().filter(|(_, row)| row.pinned).map(|(index, _)| index).collect();
        let behind = |float: &Float| pins.get(pins.partition_point(|&pin| pin < float.after)).copied().unwrap_or(strip.rows.len());
        let pinned = strip.floats.iter().map(behind).collect();
        Self { strip, room, notes, floats, headings, pinned, even }
    }

    /// Where the chapter is all placed.
    pub(super) fn end(&self) -> PageReach {
        let notes = BySeries::each(|series| self.strip.feet.series[series].rows.len());
        PageReach { row: self.strip.rows.len(), placed: PlacedMatter { notes, figures: self.strip.floats.len() } }
    }

    /// Finds the pages that may follow from a place.
    pub(super) fn pages(&self, at: PageReach, found: &mut Vec<PageChoice>) {
        found.clear();
        self.try_pages(at, WAITING, found);
        if found.iter().all(|page| page.price >= NEVER) {
            found.clear();
            self.try_pages(at, usize::MAX, found);
            self.hurry(at, found);
        }
        if found.is_empty() {
            found.push(self.force(at));
        }
    }

    /// Where more figures must wait than may, keeps the pages that do most against it: those on which hardly more wait than on the best,
    /// and once too many wait already, those behind which fewer do. Otherwise ever more would wait, and every row of the rest of the
    /// chapter would be tried with every number of them.
    fn hurry(&self, at: PageReach, found: &mut Vec<PageChoice>) {
        let waits = |to: PageReach| self.figures(to.row) - to.placed.figures;
        let least = found.iter().map(|page| waits(page.to)).min().unwrap_or(0);
        let before = waits(at);
        let most = if before > WAITING { least.max(before - 1) } else { least + WAITING };
        found.retain(|page| waits(page.to) <= most);
    }

    /// Finds the pages that may follow from a place and leave at most `waiting` figures for a later one.
    fn try_pages(&self, at: PageReach, waiting: usize, found: &mut Vec<PageChoice>) {
        // A page may be a line long, but not the one that opens the chapter, which has its number at the foot.
        let long = self.room.long && at != PageReach::default();
        let most = self.room.depth + if long { self.room.leading } else { Length::ZERO };
        // Most pages begin with lines of text, whose places need no reckoning.
        let lines = i64::try_from(self.even[at.row]).unwrap_or(0).min(most.units() / self.room.leading.units());
        let mut bodies: Vec<Length> = (0..=lines).map(|count| self.room.leading * count).collect();
        let mut y = self.room.leading * lines;
        for (index, row) in self.strip.rows[at.row..].iter().enumerate().skip(bodies.len() - 1) {
            if index > 0 && self.strip.rows[at.row + index - 1].ends_page {
                break;
            }
            y = strip::top(row, y, index == 0, self.room.leading) + row.height;
            // A row higher than a page stands alone on it.
            if y > most && index > 0 {
                break;
            }
            bodies.push(y);
        }
        // Once a page that parts nothing is `fair`, shorter ones with much free room are left out; once one with all figures is as short, the
        // search ends. Without the first the PDF of a book of 120,000 words takes 30 ms of processor time more, of 253; without the second
        // about 15; the pages are the same (bench `pages`).
        let mut fair = false;
        let mut least = i64::MAX;
        for (count, &body) in bodies.iter().enumerate().rev() {
            let to = at.row + count;
            let ready = self.figures(to);
            let mut full = false;
            for floats in at.placed.figures.max(ready.saturating_sub(waiting))..=ready {
                let Some(page) = self.fill(at, to, floats, body, most) else {
                    // Where one figure finds no room, neither do more.
                    if floats > at.placed.figures || count > 0 { break } else { continue }
                };
                let few = page.free > FREE && page.free >= least && !self.clears(page.to);
                full = few && floats == ready && !self.cleared_before(at, to);
                if !few {
                    if page.price < NEVER {
                        (fair, least) = (true, least.min(page.free));
                    }
                    found.push(page);
                }
            }
            // Fewer rows only leave more room, unless there is a figure for it.
            if full {
                break;
            }
        }
        // A break that parts what must not be parted is no choice while there is another.
        found.retain(|page| !fair || page.price < NEVER);
    }

    /// The pages that may follow, found by trying every number of rows and figures: what [`ChapterSums::pages`] must come to.
    #[cfg(test)]
    pub(super) fn pages_one_by_one(&self, at: PageReach) -> Vec<PageChoice> {
        let most = if at == PageReach::default() { self.room.depth } else { self.room.depth + self.room.leading };
        let mut bodies = vec![Length::ZERO];
        for (index, row) in self.strip.rows[at.row..].iter().enumerate() {
            if index > 0 && self.strip.rows[at.row + index - 1].ends_page {
                break;
            }
            let y = bodies[index];
            bodies.push(strip::top(row, y, index == 0, self.room.leading) + row.height);
        }
        for waiting in [WAITING, usize::MAX] {
            let mut found: Vec<PageChoice> = Vec::new();
            for (count, &body) in bodies.iter().enumerate().rev().filter(|(count, body)| *count < 2 || **body <= most) {
                let ready = self.figures(at.row + count);
                for floats in at.placed.figures.max(ready.saturating_sub(waiting))..=ready {
                    let least = found.iter().filter(|page| page.price < NEVER).map(|page| page.free).min().unwrap_or(i64::MAX);
                    // A page with much room is no choice beside one that holds more.
                    found.extend(
                        self.fill(at, at.row + count, floats, body, most)
                            .filter(|page| page.free <= FREE || page.free < least || self.clears(page.to)),
                    );
                }
            }
            let fair = found.iter().any(|page| page.price < NEVER);
            found.retain(|page| !fair || page.price < NEVER);
            if waiting == usize::MAX {
                self.hurry(at, &mut found);
            }
            if fair || waiting == usize::MAX && !found.is_empty() {
                return found;
            }
        }
        vec![self.force(at)]
    }

    /// Whether every page of text faces its commentary.
    pub(super) fn facing(&self) -> bool {
        self.room.commentary == Commentary::Facing
    }

    /// The series that stand at the foot, and those that stand beside the text.
    fn foot_and_side(&self) -> (&'static [NoteSeries], &'static [NoteSeries]) {
        NoteSeries::BOTH.split_at(if self.room.commentary == Commentary::Foot { 2 } else { 1 })
    }

    /// Height of notes at the foot with the rules above them.
    fn foot(&self, from: PlacedMatter, to: PlacedMatter) -> Length {
        let mut height = Length::ZERO;
        for &series in self.foot_and_side().0.iter().filter(|&&series| to.notes[series] > from.notes[series]) {
            height += if height == Length::ZERO { self.room.rule } else { self.room.second };
            height += self.height(series, from, to);
        }
        height
    }

    /// The notes of a series.
    fn column(&self, series: NoteSeries) -> NoteColumn<'_> {
        NoteColumn { rows: &self.strip.feet.series[series].rows, sums: &self.notes[series] }
    }

    /// Height of the notes of a series on one page.
    fn height(&self, series: NoteSeries, from: PlacedMatter, to: PlacedMatter) -> Length {
        self.column(series).height(from.notes[series]..to.notes[series])
    }

    /// The height that notes which stand beside the text take below it; none if the page has no room for them.
    fn below(&self, from: PlacedMatter, to: PlacedMatter) -> Option<Length> {
        let room = self.room.beside();
        let mut height = Length::ZERO;
        for &series in self.foot_and_side().1 {
            let placed = self.column(series).place(from.notes[series]..to.notes[series], room)?;
            height += room.taken(placed.height);
        }
        Some(height)
    }

    /// Height of all notes that stand below the text; none if the page has no room for those beside it.
    fn under(&self, from: PlacedMatter, to: PlacedMatter) -> Option<Length> {
        Some(self.foot(from, to) + self.below(from, to)?)
    }

    /// Whether a page ends before the heading that a figure which waits had better not get behind.
    fn clears(&self, to: PageReach) -> bool {
        let waiting = self.strip.floats[to.placed.figures..].iter().take_while(|figure| figure.after <= to.row);
        waiting.zip(&self.headings[to.placed.figures..]).any(|(_, &heading)| heading == to.row)
    }

    /// Whether a page with fewer rows than up to `to` may end before such a heading.
    fn cleared_before(&self, at: PageReach, to: usize) -> bool {
        self.headings[at.placed.figures..].iter().take_while(|&&heading| heading < to).any(|&heading| heading > at.row)
    }

    /// How many figures have their place before `row`.
    fn figures(&self, row: usize) -> usize {
        self.strip.floats.partition_point(|float| float.after <= row)
    }

    /// The entries of each series called by the rows before `row`.
    fn entries(&self, row: usize) -> BySeries<usize> {
        row.checked_sub(1).map_or(BySeries::default(), |last| self.strip.feet.called[last])
    }

    /// How many rows of notes are called by the rows before `row`.
    fn called(&self, row: usize) -> BySeries<usize> {
        let entries = self.entries(row);
        BySeries::each(|series| entries[series].checked_sub(1).map_or(0, |last| self.strip.feet.series[series].entries[last].1.end))
    }

    /// The fewest rows of notes that must be placed by a page that ends before `row`: all entries called but the last whole,
    /// two rows of the last.
    fn least(&self, row: usize, placed: BySeries<usize>) -> BySeries<usize> {
        let entries = self.entries(row);
        BySeries::each(|series| {
            let last = entries[series].checked_sub(1).map(|last| &self.strip.feet.series[series].entries[last].1);
            last.map_or(0, |range| if placed[series] > range.start { placed[series] } else { range.end.min(range.start + 2) })
                .max(placed[series])
        })
    }

    /// Fills a page with the rows up to `to`, `body` high, the figures up to `floats` and as much of the notes as it can hold;
    /// none if it can't hold what it must.
    fn fill(&self, at: PageReach, to: usize, floats: usize, body: Length, most: Length) -> Option<PageChoice> {
        let figures = &self.strip.floats[at.placed.figures..floats];
        let alone = figures.iter().any(|figure| figure.class == FloatClass::Page);
        // A figure with a page of its own has it; any others may stand together.
        if alone && (to > at.row || figures.len() > 1) {
            return None;
        }
        let body = body + self.floats[floats] - self.floats[at.placed.figures];
        let called = self.called(to);
        let mut until = PlacedMatter { notes: self.least(to, at.placed.notes), figures: floats };
        let without = PlacedMatter { figures: floats, ..at.placed };
        let fits = |until: PlacedMatter| {
            let Some(under) = self.under(at.placed, until) else { return false };
            let room = if under == Length::ZERO && to > at.row { most } else { self.room.depth };
            body + under <= room
        };
        // What is higher than a page stands alone on it.
        let stands_alone = to - at.row + figures.len() == 1 && until == without;
        if !fits(until) && !stands_alone {
            return None;
        }
        for series in NoteSeries::BOTH {
            // The notes of a series are in order, so the most that fits is found by bisection.
            let (mut low, mut high) = (until.notes[series], called[series]);
            while low < high {
                let middle = usize::midpoint(low, high + 1);
                let mut tried = until;
                tried.notes[series] = middle;
                if fits(tried) { low = middle } else { high = middle - 1 }
            }
            until.notes[series] = two_over(&self.strip.feet.series[series], at.placed.notes[series], low);
        }
        let to = PageReach { row: to, placed: until };
        (to != at).then(|| self.page(at, to, body))
    }

    fn page(&self, at: PageReach, to: PageReach, body: Length) -> PageChoice {
        let called = self.called(to.row);
        let figures = &self.strip.floats[at.placed.figures..to.placed.figures];
        let below = self.below(at.placed, to.placed).unwrap_or_default();
        let under = self.foot(at.placed, to.placed) + below;
        let slack = (self.room.depth - body - under).units();
        // A figure with a page of its own leaves nothing free.
        let free = if figures.iter().any(|figure| figure.class == FloatClass::Page) { 0 } else { slack.max(0) / self.room.leading.units() };
        let last = to == self.end();
        let text = to.row > at.row;
        let broken = self.strip.rows.get(to.row.wrapping_sub(1)).filter(|_| text && to.row < self.strip.rows.len());
        // A page that its author ends is as long as it is.
        let ended = broken.is_some_and(|row| row.ends_page);
        let mut price = 0;
        if last {
            price += if at == PageReach::default() { 0 } else { self.last(at, to, body) };
        } else if text && !ended {
            price += SHORT * free * free * free.max(1) + if slack < 0 { LONG } else { 0 };
            price += broken.map_or(0, |row| row.after);
            let missing = LEAST_TEXT - body.units() / self.room.leading.units();
            price += if under > body { STARVED * missing.max(0).pow(2) } else { 0 };
        }
        price += if below > Length::ZERO { BELOW } else { 0 };
        if !text && figures.is_empty() {
            price += ONLY_NOTES;
        } else if !text && at.row < self.strip.rows.len() && figures.iter().all(|figure| figure.class != FloatClass::Page) {
            price += ONLY_FIGURES;
        }
        for series in NoteSeries::BOTH.into_iter().filter(|&series| to.placed.notes[series] < called[series]) {
            price += SPLIT + lone(&self.strip.feet.series[series], to.placed.notes[series], at.placed.notes[series]);
        }
        if !text && !last {
            price += FREE_BY_FIGURES * free * free;
        }
        price += self.waiting(to, ended);
        let ahead = self.pinned.partition_point(|&pin| pin < to.row).saturating_sub(to.placed.figures);
        // Figures are numbered in the order in which they stand.
        price += if ahead > 0 { NEVER } else { 0 };
        let in_list = at.row.checked_sub(1).is_some_and(|before| self.strip.rows[before].list_goes_on);
        // What had to wait stands at the head of the page.
        price += if in_list && figures.first().is_some_and(|figure| figure.after < at.row) { AMID_LIST } else { 0 };
        // Notes and figures at the foot reach down to the last line, whatever is free above them.
        let (at_foot, _) = self.foot_and_side();
        let noted = at_foot.iter().any(|&series| to.placed.notes[series] != at.placed.notes[series]);
        price += if noted && text && !last && !ended { ABOVE_NOTES * (free - 1).max(0).pow(2) } else { 0 };
        let footed = noted || below > Length::ZERO || figures.iter().any(|figure| figure.class == FloatClass::Bottom);
        let short = match (text, footed, slack < 0) {
            (false, ..) => None,
            _ if ended => None,
            (_, true, _) => Some(0),
            (_, _, true) => Some(-1),
            _ => Some(free.min(3)),
        };
        PageChoice { to, price, free, ending: Ending { short, last, hyphen: broken.is_some_and(|row| row.hyphen) } }
    }

    /// What a chapter's last page costs that is not its first: for few lines, and for figures beside fewer lines of text.
    fn last(&self, at: PageReach, to: PageReach, body: Length) -> i64 {
        let figures = &self.strip.floats[at.placed.figures..to.placed.figures];
        let missing = |least: i64, height: Length| (least - height.units() / self.room.leading.units()).max(0);
        let mut price = STUMP * missing(FEWEST, body);
        // Figures had better stand where they are than alone behind the chapter's words.
        if at.row > 0 && !figures.is_empty() && figures.iter().all(|figure| figure.class != FloatClass::Page) {
            let text = body - (self.floats[to.placed.figures] - self.floats[at.placed.figures]);
            price += FIGURES_LAST * missing(FEWEST_BESIDE, text);
        }
        price
    }

    /// What the figures cost that wait for a later page than one that its author ends here, or not.
    fn waiting(&self, to: PageReach, ended: bool) -> i64 {
        let waiting = self.strip.floats[to.placed.figures..].iter().take_while(|figure| figure.after < to.row);
        let price = |(figure, &heading): (&Float, &usize)| match heading < to.row {
            // What is turned would be far from its words.
            true if figure.row.turned => NEVER + WAITS + PAST_HEADING,
            true => WAITS + PAST_HEADING,
            false if ended => WAITS + PAST_HEADING,
            false => WAITS,
        };
        waiting.zip(&self.headings[to.placed.figures..]).map(price).sum()
    }

    /// The least page that gets on, where no page keeps every rule.
    fn force(&self, at: PageReach) -> PageChoice {
        let placed = at.placed;
        let row = if placed.notes == self.called(at.row) { at.row + 1 } else { at.row };
        let called = self.called(row);
        let body = self.strip.rows[at.row..row].first().map_or(Length::ZERO, |row| row.above_top + row.height);
        let mut until = placed;
        for series in NoteSeries::BOTH {
            while until.notes[series] < called[series] {
                let mut tried = until;
                tried.notes[series] += 1;
                // At least one row a page, or there is no end.
                let over = self.under(placed, tried).is_none_or(|under| body + under > self.room.depth);
                if over && (row > at.row || tried != placed) && until != placed {
                    break;
                }
                until = tried;
            }
        }
        PageChoice {
            to: PageReach { row, placed: until },
            price: FORCED,
            free: 0,
            ending: Ending { short: None, last: false, hyphen: false },
        }
    }
}

/// How many rows of notes, from a row on, a page holds that has room for so many: of a note that runs over two rows go over at least, if
/// three would stand here.
fn two_over(foot: &Foot, from: usize, until: usize) -> usize {
    let split = foot.entries.partition_point(|(_, range)| range.end <= until);
    let leaves_one = |range: &std::ops::Range<usize>| range.end == until + 1 && range.start.max(from) + 3 <= until;
    until - usize::from(foot.entries.get(split).is_some_and(|(_, range)| leaves_one(range)))
}

/// The price of a note of few rows that runs over, and of leaving one row of any alone, here or on the next page.
fn lone(foot: &Foot, until: usize, from: usize) -> i64 {
    let split = foot.entries.partition_point(|(_, range)| range.end <= until);
    foot.entries.get(split).filter(|(_, range)| range.start < until).map_or(0, |(_, range)| {
        let (before, after) = (until - range.start.max(from), range.end - until);
        let is_short = range.len() <= SHORT_NOTE;
        i64::from(before == 1) * LONE + i64::from(after == 1) * LONE + i64::from(is_short) * SPLIT_SHORT
    })
}
