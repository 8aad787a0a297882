//! Page breaking by trying everything: what the dynamic programme must be as cheap as, on thousands of small chapters with notes and
//! figures. It asks what a page may hold row by row, without the shortcuts that make a book quick.

use super::cost::{CostSlot, RECTO, VERSO, faced, step};
use super::page::{ChapterSums, PageChoice, PageReach, PlacedMatter};
use super::{Commentary, PagePlan, PageRoom, optimum};
use crate::book::SectionId;
use crate::edition::{BySeries, EntryId, NoteSeries};
use crate::layout::foot::{Feet, Foot};
use crate::layout::galley::{FloatClass, NEVER, Row};
use crate::layout::strip::{Float, UncutChapter};
use crate::source::Length;
use proptest::prelude::*;

const LEADING: Length = Length::points(12);

/// What stands on a line of a chapter.
#[derive(Clone, Copy, Debug)]
struct ReferenceLine {
    /// Height in lines; space above it in half lines.
    height: i64,
    above: i64,
    after: i64,
    hyphen: bool,
    /// Whether the page ends behind it.
    ends_page: bool,
    /// Lines of the note it calls, and its series.
    note: Option<(usize, NoteSeries)>,
    /// Whether a heading begins on it.
    heading: bool,
    /// Lines of the figure that has its place behind it.
    figure: Option<i64>,
}

fn row(height: i64) -> Row {
    Row { height: LEADING * height, snaps: true, ..Row::default() }
}

fn strip(lines: &[ReferenceLine]) -> UncutChapter {
    let mut series = BySeries::<Foot>::default();
    let (mut rows, mut floats, mut called) = (Vec::new(), Vec::new(), Vec::new());
    for line in lines {
        let above = if rows.is_empty() { Length::ZERO } else { LEADING * line.above / 2 };
        let section = line.heading.then(|| SectionId::new(0));
        rows.push(Row { above, section, after: line.after, hyphen: line.hyphen, ends_page: line.ends_page, ..row(line.height) });
        if let Some((height, of)) = line.note {
            let start = series[of].rows.len();
            series[of].rows.extend((0..height).map(|_| row(1)));
            series[of].entries.push((EntryId::FIRST, start..start + height));
        }
        called.push(BySeries::each(|of| series[of].entries.len()));
        floats.extend(line.figure.map(|height| Float { row: row(height), class: FloatClass::Top, after: rows.len() }));
    }
    UncutChapter { rows, floats, feet: Feet { series, called } }
}

/// The cost of the cheapest pages from a place on.
fn best(chapter: &ChapterSums, at: PageReach, slot: CostSlot) -> i64 {
    if at == chapter.end() {
        return 0;
    }
    let pages = chapter.pages_one_by_one(at);
    pages.iter().map(|page| price(chapter, page, slot).1 + best(chapter, page.to, price(chapter, page, slot).0)).min().unwrap_or(i64::MAX)
}

/// The slot behind a page, and what it costs in its own.
fn price(chapter: &ChapterSums, page: &PageChoice, slot: CostSlot) -> (CostSlot, i64) {
    let (next, beside) = if chapter.facing() { faced(page.ending) } else { step(slot, page.ending) };
    (next, page.price + beside)
}

/// What some plans cost.
fn cost(chapter: &ChapterSums, plans: &[PagePlan], mut slot: CostSlot) -> i64 {
    let (mut at, mut total) = (PageReach::default(), 0);
    for plan in plans {
        let placed = PlacedMatter { notes: BySeries::each(|series| plan.notes[series].end), figures: plan.floats.end };
        let to = PageReach { row: plan.rows.end, placed };
        let pages = chapter.pages_one_by_one(at);
        let page = pages.iter().find(|page| page.to == to).expect("a page that may follow");
        let (next, own) = price(chapter, page, slot);
        (at, slot, total) = (to, next, total + own);
    }
    assert_eq!(at, chapter.end(), "all of the chapter is placed");
    total
}

fn line() -> impl Strategy<Value = ReferenceLine> {
    let height = prop_oneof![6 => Just(1_i64), 1 => 2_i64..4];
    let above = prop_oneof![4 => Just(0_i64), 1 => 1_i64..3];
    let after = prop_oneof![5 => Just(0_i64), 2 => Just(10_000_i64), 1 => Just(NEVER)];
    let note = prop::option::weighted(0.25, (1_usize..5, prop::sample::select(NoteSeries::BOTH.to_vec())));
    let figure = prop::option::weighted(0.1, 1_i64..3);
    let ends_page = prop::bool::weighted(0.1);
    let heading = prop::bool::weighted(0.15);
    (height, above, after, any::<bool>(), ends_page, note, heading, figure).prop_map(
        |(height, above, after, hyphen, ends_page, note, heading, figure)| ReferenceLine {
            height,
            above,
            after,
            hyphen,
            ends_page,
            note,
            heading,
            figure,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_other_pages_are_cheaper(
        lines in prop::collection::vec(line(), 1..12),
        depth in 4_i64..8,
        commentary in prop::sample::select(vec![Commentary::Foot, Commentary::Foot, Commentary::Beside { columns: 1 }, Commentary::Beside { columns: 3 }, Commentary::Facing]),
    ) {
        let rule = LEADING / 2;
        let room = PageRoom { depth: LEADING * depth, leading: LEADING, rule, second: rule, commentary, long: true };
        let strip = strip(&lines);
        let chapter = ChapterSums::new(&strip, room);
        for (plans, slot) in optimum::optimum(&chapter).iter().zip([RECTO, VERSO]) {
            prop_assert_eq!(cost(&chapter, plans, slot), best(&chapter, PageReach::default(), slot));
            // No page goes on behind a row that ends one.
            for plan in plans.iter().filter(|plan| !plan.rows.is_empty()) {
                prop_assert!(lines[plan.rows.start..plan.rows.end - 1].iter().all(|line| !line.ends_page));
            }
        }
    }
}
