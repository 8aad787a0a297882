//! What pages cost, and what a page costs beside the one it faces.
//!
//! The prices say what is given up for what: a spread runs a line or two short or a line long on both pages before it is uneven,
//! is uneven by a line before both pages are short by more, as beside code and pictures, and before a word is divided at a turn,
//! and is short by any number of lines before a line of a paragraph stands alone.

/// Price of each line that a page is short, cubed, as the eye forgives one line and sees four; of a page that is a line long.
pub(super) const SHORT: i64 = 100;
pub(super) const LONG: i64 = 200;
/// Facing pages that end at different heights: each line of the difference, squared.
const UNEVEN: i64 = 5_000;
/// A page that is long beside one that is not.
const LONELY: i64 = 20_000;
/// A word divided between facing pages, and where the leaf is turned.
const HYPHEN: i64 = 150;
const TURN: i64 = 2_500;
/// A note that runs over; one line of it alone.
pub(super) const SPLIT: i64 = 300;
pub(super) const LONE: i64 = 40_000;
/// A note of so few lines that runs over.
pub(super) const SPLIT_SHORT: i64 = 3_000;
pub(super) const SHORT_NOTE: usize = 4;
/// A page of notes only; of figures only where there would be text.
pub(super) const ONLY_NOTES: i64 = 50_000;
pub(super) const ONLY_FIGURES: i64 = 5_000;
/// Each line that is free on a page of figures only, squared.
pub(super) const FREE_BY_FIGURES: i64 = 20;
/// A figure that has to wait for a later page; one that waits beyond the next heading.
pub(super) const WAITS: i64 = 800;
pub(super) const PAST_HEADING: i64 = 30_000;
/// A figure that had to wait and stands between the items of a list.
pub(super) const AMID_LIST: i64 = 30_000;
/// A chapter's last page with less than this many lines: each line that is missing.
pub(super) const STUMP: i64 = 4_000;
pub(super) const FEWEST: i64 = 5;
/// Figures on a chapter's last page beside fewer lines of text than this: each line that is missing.
pub(super) const FIGURES_LAST: i64 = 10_000;
pub(super) const FEWEST_BESIDE: i64 = 3;
/// A page of less text than this many lines beside notes that might have run over; each line that is missing, squared.
pub(super) const LEAST_TEXT: i64 = 12;
pub(super) const STARVED: i64 = 400;
/// White between the text and the notes at the foot, each line but one, squared: the text goes on as long as its lines bring no note, and
/// a note that has no room begins all the same and runs over.
pub(super) const ABOVE_NOTES: i64 = 2_500;
/// Notes beside the text that go on below it.
pub(super) const BELOW: i64 = 300;
/// Rules broken because there was no other way.
pub(super) const FORCED: i64 = 1_000_000_000;

/// What the next page needs to know of those before it: its side, and on a recto how the verso that it faces ends. A number below
/// [`SLOTS`], as tables are made by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CostSlot(u8);

/// How many slots there are: the two that have names, and a recto for each way in which its verso may end.
pub(super) const SLOTS: usize = 7;
/// The next page is a verso.
pub(super) const VERSO: CostSlot = CostSlot(0);
/// The next page is a recto that faces nothing it must match.
pub(super) const RECTO: CostSlot = CostSlot(1);
/// The slot of a recto whose verso is full. Long by a line is one less, short by one, two, or more lines up to three more.
const FACING_FULL: i64 = 3;

impl CostSlot {
    /// Every slot, by index.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        (0..SLOTS).filter_map(|index| Some(Self(u8::try_from(index).ok()?)))
    }

    /// A recto that faces a page `short` lines short, -1 if that is long by one.
    fn facing(short: i64) -> Self {
        u8::try_from(short.clamp(-1, 3) + FACING_FULL).map_or(RECTO, Self)
    }

    /// How many lines the verso that the page faces is short, for one that faces any it must match.
    fn verso(self) -> i64 {
        i64::from(self.0) - FACING_FULL
    }

    /// The index of the slot in tables.
    pub(super) fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// How a page ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ending {
    /// How many lines the page is short, 3 for more, -1 if it is long; none if it matches anything, as a page of pictures does.
    pub(super) short: Option<i64>,
    /// Whether the page is the chapter's last.
    pub(super) last: bool,
    /// Whether the page's last word is divided.
    pub(super) hyphen: bool,
}

/// The slot behind a page in a slot, and what the page costs on that side and beside the one it faces.
pub(super) fn step(slot: CostSlot, ending: Ending) -> (CostSlot, i64) {
    let long = ending.short == Some(-1);
    let hyphen = if ending.hyphen { if slot == VERSO { HYPHEN } else { TURN } } else { 0 };
    match (slot, ending.short) {
        (VERSO, Some(short)) => (CostSlot::facing(short), hyphen + if ending.last && long { LONELY } else { 0 }),
        (VERSO, None) => (RECTO, hyphen),
        (RECTO, _) => (VERSO, hyphen + if long { LONELY } else { 0 }),
        (facing, short) => {
            let verso = facing.verso();
            let lonely = if (verso == -1) != long { LONELY } else { 0 };
            // A chapter's last page ends where the chapter does.
            let difference = if ending.last { 0 } else { short.map_or(0, |short| short - verso) };
            (VERSO, hyphen + lonely + UNEVEN * difference * difference)
        }
    }
}

/// The cost of a page of text that faces its commentary: no other page of text need be level with it, and none follows
/// without a turn of the leaf.
pub(super) fn faced(ending: Ending) -> (CostSlot, i64) {
    let long = ending.short == Some(-1);
    (RECTO, if ending.hyphen { TURN } else { 0 } + if long { LONELY } else { 0 })
}
