//! Chooses the page breaks of a whole chapter at once, so that it costs as little as it can.
//!
//! *Input*: a chapter's rows, its notes in two series and its figures that may move, all set already; the room of a page. What one page
//! may hold, and what it costs by itself, is `page.rs`'s to say; what it costs beside the one it faces, `cost.rs`'s.
//!
//! *State*: how far the pages have got (rows, notes of each series, figures) and what the next page must match ([`CostSlot`]: its side, and
//! on a recto how its verso ends). For each the cheapest way. What a page may hold does not depend on its side, so it is worked out once
//! for both sides a chapter may begin on.
//!
//! *Order*: places are gone through by row, then with the most of what else is placed first; no page leads back. Time grows with the
//! rows of a chapter times the rows of a page, since no page looks further.
//!
//! *Invariant*: no other row of pages that `page.rs` allows is cheaper, on either side; `reference.rs` tries them all.

use super::PagePlan;
use super::cost::{CostSlot, RECTO, SLOTS, VERSO, faced, step};
use super::page::{ChapterSums, PageReach, PlacedMatter};
use crate::edition::BySeries;
use std::num::NonZeroU32;

/// The cheapest way to a slot: its cost, and the node and slot it comes from; nowhere from at the beginning. Kept small: there are
/// fourteen for every line of a book.
#[derive(Clone, Copy)]
struct BestWay {
    cost: i64,
    from: Option<(NonZeroU32, CostSlot)>,
}

/// A place the pages may get to, with the cheapest way to each slot for each side the chapter may begin on.
#[derive(Clone, Copy)]
struct PageNode {
    at: PageReach,
    best: [[BestWay; SLOTS]; 2],
}

impl PageNode {
    fn new(at: PageReach) -> Self {
        Self { at, best: [[BestWay { cost: i64::MAX, from: None }; SLOTS]; 2] }
    }
}

pub(super) fn optimum(chapter: &ChapterSums) -> [Vec<PagePlan>; 2] {
    let mut start = PageNode::new(PageReach::default());
    start.best[0][RECTO.index()].cost = 0;
    start.best[1][VERSO.index()].cost = 0;
    let mut nodes = Vec::with_capacity(chapter.end().row + 1);
    nodes.push(start);
    // By row, then by what else is placed, the least of it last; no page leads back.
    let mut open: Vec<Vec<(PlacedMatter, usize)>> = vec![Vec::new(); chapter.end().row + 1];
    open[0].push((PageReach::default().placed, 0));
    let mut last = 0;
    let facing = chapter.facing();
    let mut found = Vec::new();
    let mut reached: Vec<(usize, CostSlot, i64)> = Vec::new();
    for row in 0..open.len() {
        while let Some((_, index)) = open[row].pop() {
            last = index;
            let PageNode { at, best } = nodes[index];
            if at == chapter.end() {
                continue;
            }
            chapter.pages(at, &mut found);
            reached.clear();
            for (side, best) in best.iter().enumerate() {
                let ways = CostSlot::all().zip(best).filter(|(_, way)| way.cost < i64::MAX);
                reached.extend(ways.map(|(slot, way)| (side, slot, way.cost)));
            }
            for page in &found {
                let there = &mut open[page.to.row];
                let next = match there.binary_search_by(|(placed, _)| page.to.placed.cmp(placed)) {
                    Ok(known) => there[known].1,
                    Err(place) => {
                        nodes.push(PageNode::new(page.to));
                        there.insert(place, (page.to.placed, nodes.len() - 1));
                        nodes.len() - 1
                    }
                };
                for &(side, slot, before) in &reached {
                    let (to, beside) = if facing { faced(page.ending) } else { step(slot, page.ending) };
                    let cost = before.saturating_add(page.price + beside);
                    let known = &mut nodes[next].best[side][to.index()];
                    if cost < known.cost {
                        *known = BestWay { cost, from: origin(index, slot) };
                    }
                }
            }
        }
    }
    // The end is the last place of all.
    [0, 1].map(|side| trace(&nodes, last, side))
}

/// A node and slot, packed. No chapter has four thousand million places.
fn origin(node: usize, slot: CostSlot) -> Option<(NonZeroU32, CostSlot)> {
    Some((NonZeroU32::MIN.checked_add(u32::try_from(node).ok()?)?, slot))
}

/// The plans of the cheapest way to a node.
fn trace(nodes: &[PageNode], end: usize, side: usize) -> Vec<PagePlan> {
    let slot = CostSlot::all().min_by_key(|slot| nodes[end].best[side][slot.index()].cost).unwrap_or(VERSO);
    let (mut node, mut slot, mut plans) = (end, slot, Vec::new());
    while let Some((before, from)) = nodes[node].best[side][slot.index()].from {
        let before = before.get() as usize - 1;
        let (a, b) = (nodes[before].at, nodes[node].at);
        let notes = BySeries::each(|series| a.placed.notes[series]..b.placed.notes[series]);
        plans.push(PagePlan { rows: a.row..b.row, notes, floats: a.placed.figures..b.placed.figures });
        (node, slot) = (before, from);
    }
    plans.reverse();
    plans
}
