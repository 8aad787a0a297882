//! Where poems stand between the edges of the text: in the middle by their longest lines, and below one another where they belong together.

use super::{BlockGeometry, Galley};
use crate::book::{BlockId, BlockKind, Role};
use crate::layout::frame::Origin;
use crate::layout::line;
use crate::layout::style::TextLook;
use crate::source::Length;
use std::collections::BTreeMap;

/// Verse without anything between its stanzas.
#[derive(Clone, Copy, Debug)]
struct PlacedPoem {
    /// The first stanza.
    first: BlockId,
    /// The number of the group whose pieces share an edge.
    group: usize,
    /// How far in the stanzas stand.
    inset: Length,
}

impl Galley<'_, '_> {
    /// How far in the poems of a chapter stand. Those with nothing but breaks and headings that are numbers between them share the edge of
    /// the widest; so do those of a chapter that would stand less than two ems from one another, which would look like a mistake.
    pub(super) fn poems_of(&mut self, blocks: &[BlockId], place: BlockGeometry) -> BTreeMap<BlockId, Length> {
        let book = self.edition.book();
        let mut poems: Vec<PlacedPoem> = Vec::new();
        let (mut section, mut group, mut in_verse) = (None, 0, false);
        for (at, &id) in blocks.iter().enumerate() {
            let block = book.block(id);
            let is_verse = block.role.is_verse() && matches!(block.kind, BlockKind::Paragraph(_));
            match block.kind {
                BlockKind::Heading { section: begun, .. } => {
                    let whole = self.edition.unnumbered(begun);
                    group += usize::from(section.replace(whole) != Some(whole));
                }
                BlockKind::SceneBreak | BlockKind::PageBreak => {}
                _ => group += usize::from(!is_verse),
            }
            if is_verse && !in_verse {
                poems.push(PlacedPoem { first: id, group, inset: self.verse_inset(&blocks[at..], place) });
            }
            in_verse = is_verse;
        }
        shared(&mut poems, place.look.size * 2);
        poems.into_iter().map(|poem| (poem.first, poem.inset)).collect()
    }

    /// How far in the poem stands that these blocks begin with.
    pub(super) fn poem_inset(&mut self, blocks: &[BlockId], place: BlockGeometry) -> Length {
        let known = blocks.first().and_then(|first| self.poems.get(first).copied()).filter(|_| self.is_text(place));
        known.unwrap_or_else(|| self.verse_inset(blocks, place))
    }

    /// How far in the stanzas of a poem stand that these blocks begin with: in the middle by their longest line, as long as that leaves room.
    /// A poem whose lines would be turned over begins at the edge.
    fn verse_inset(&mut self, blocks: &[BlockId], place: BlockGeometry) -> Length {
        let book = self.edition.book();
        let mut widest = Length::ZERO;
        for &id in blocks.iter().take_while(|&&id| book.block(id).role.is_verse()) {
            let Some(prose) = book.block(id).prose() else { continue };
            let copy = self.copy(id, prose, Origin::Block(id), place);
            widest = widest.max(line::extent(&copy, self.bench).0);
        }
        let is_numbered = blocks.first().is_some_and(|&first| matches!(book.block(first).role, Role::NumberedVerse(_)));
        let room = place.width - if is_numbered { number_room(place.look) } else { Length::ZERO };
        let (middle, most) = ((place.width - widest) / 2, place.width / 3);
        let least = if widest > room - place.indent { Length::ZERO } else { place.indent };
        middle.min(room - widest).max(least).min(most)
    }
}

/// The room beside a line of verse for its number.
pub(super) fn number_room(look: TextLook) -> Length {
    look.size * 2
}

/// Lets poems of one group share the least of their insets, and then those that differ by less than so much.
fn shared(poems: &mut [PlacedPoem], apart: Length) {
    let mut least: BTreeMap<usize, Length> = BTreeMap::new();
    for poem in &*poems {
        let own = least.entry(poem.group).or_insert(poem.inset);
        *own = poem.inset.min(*own);
    }
    let mut edges: Vec<Length> = least.values().copied().collect();
    edges.sort_unstable();
    // Where no edge is near one before it a new one begins.
    let mut kept: Vec<Length> = Vec::new();
    for edge in edges {
        if kept.last().is_none_or(|last| edge - *last >= apart) {
            kept.push(edge);
        }
    }
    for poem in poems {
        let own = least.get(&poem.group).copied().unwrap_or(poem.inset);
        poem.inset = kept[kept.partition_point(|edge| *edge <= own).saturating_sub(1)];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn poems_that_stand_near_each_other_share_an_edge() {
        let poem = |group: usize, inset: i64| PlacedPoem { first: BlockId::new(0), group, inset: Length::points(inset) };
        let mut poems = [poem(0, 40), poem(1, 44), poem(1, 90), poem(2, 62), poem(3, 15)];
        shared(&mut poems, Length::points(20));
        let insets: Vec<Length> = poems.iter().map(|poem| poem.inset).collect();
        assert_eq!(insets, [40, 40, 40, 62, 15].map(Length::points));
    }
}
