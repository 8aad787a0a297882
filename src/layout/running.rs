//! Running heads and folios: the book's title on a verso, the section on a recto, the folio at the fore-edge. All of it is
//! decoration to a reader by ear, so all of it is an artifact.

use super::compose::PageDraft;
use super::frame::{Edge, Origin, PageItem};
use super::line::{self, Ink, ParagraphShape, ParagraphText, ShapeContext};
use super::style::{Align, StyleSheet, TextLook};
use crate::book::StyledWords;
use crate::config::{self, FolioPlace};
use crate::source::Length;
use unicode_segmentation::UnicodeSegmentation;

/// How far the baseline of a head is above the text's top edge.
pub(super) fn rise(leading: Length) -> Length {
    leading.scale(5, 4)
}

/// A running head as it was set, and what it was set from.
struct KnownHead {
    text: StyledWords,
    look: TextLook,
    measure: Length,
    /// The baseline, from the top edge of the page.
    y: Length,
    items: Vec<PageItem>,
}

/// Sets the heads and folios of pages, one after the other.
pub(super) struct RunningPen<'a, 'b, 'f> {
    paper: &'a config::PageSettings,
    bench: &'b mut ShapeContext<'f>,
    /// The last head that was set on a verso and on a recto: facing pages repeat theirs for a whole chapter or book, and fitting one in
    /// takes as long as ten lines of text (1.3 % of a novel's instructions).
    known: [Option<KnownHead>; 2],
}

impl<'a, 'b, 'f> RunningPen<'a, 'b, 'f> {
    /// A pen that has set nothing yet.
    pub(super) fn new(paper: &'a config::PageSettings, bench: &'b mut ShapeContext<'f>) -> Self {
        Self { paper, bench, known: [None, None] }
    }

    /// Adds head and folio to a page. An opening has its folio at the foot and no head.
    pub(super) fn run(&mut self, made: &mut PageDraft, text: &StyledWords, label: &str, recto: bool, sheet: &StyleSheet) {
        if made.bare {
            return;
        }
        let top = self.paper.margins.top;
        let outer = if recto != sheet.mirrored { Align::Right } else { Align::Left };
        let (head, foot) = (top - rise(sheet.leading), top + sheet.depth + sheet.folio_drop);
        let (align, edge, y) = match sheet.folios {
            FolioPlace::Head if !made.opening => (outer, Edge::Head, head),
            FolioPlace::Head | FolioPlace::Foot => (Align::Centre, Edge::Foot, foot),
            FolioPlace::FootOuter => (outer, Edge::Foot, foot),
        };
        let folio = line(&StyledWords::plain(label), TextLook { align, ..sheet.folio }, sheet, self.bench);
        made.items.extend(folio.into_iter().flat_map(|line| items(line, edge, y)));
        if made.opening {
            return;
        }
        let look = sheet.heads[usize::from(recto)];
        // Beside the folio there is no room for the head: it stands at the inner edge.
        let inner = if outer == Align::Right { Align::Left } else { Align::Right };
        let look = if edge == Edge::Head && look.align == outer { TextLook { align: inner, ..look } } else { look };
        let known = &mut self.known[usize::from(recto)];
        let same = |known: &&KnownHead| known.text == *text && (known.look, known.measure, known.y) == (look, sheet.measure, head);
        if let Some(known) = known.as_ref().filter(same) {
            made.items.extend(known.items.iter().cloned());
            return;
        }
        let line = line(&fitted(text, look, sheet, self.bench), look, sheet, self.bench);
        let items: Vec<PageItem> = line.into_iter().flat_map(|line| items(line, Edge::Head, head)).collect();
        made.items.extend(items.iter().cloned());
        *known = Some(KnownHead { text: text.clone(), look, measure: sheet.measure, y: head, items });
    }
}

/// The text cut at a word to what a head can hold; within one only if that alone is too long.
fn fitted(text: &StyledWords, look: TextLook, sheet: &StyleSheet, bench: &mut ShapeContext) -> StyledWords {
    let room = sheet.measure.scale(3, 4);
    let mut fits = |text: &StyledWords| width(text, look, sheet, bench) <= room;
    let line = &text.words;
    // Where each word ends.
    let words: Vec<&str> = line.split_whitespace().collect();
    let end_of = |word: &str| word.as_ptr() as usize - line.as_ptr() as usize + word.len();
    let cut = |count: usize| {
        let end = words[..count].last().map_or(0, |word| end_of(word));
        if count == words.len() {
            return text.cut(end, "");
        }
        text.cut(line[..end].trim_end_matches([',', ';', ':', '–', '—', ' ']).len(), " …")
    };
    let count = most(words.len(), |count| fits(&cut(count)));
    if count > 0 || words.is_empty() {
        return cut(count);
    }
    // One word that is too long.
    let word = words[0];
    let ends: Vec<usize> = word.grapheme_indices(true).map(|(at, _)| at).collect();
    let start = end_of(word) - word.len();
    let cut = |end: usize| text.cut(start + end, "…");
    cut(ends[most(ends.len() - 1, |count| fits(&cut(ends[count])))])
}

/// The largest number up to `all` that fits, where smaller ones fit too; 0 if none does. It costs no more than a few times
/// what it tries last, however many there are: a heading may be a whole page.
fn most(all: usize, mut fits: impl FnMut(usize) -> bool) -> usize {
    let (mut fit, mut next) = (0, 1.min(all));
    while fit < next && fits(next) {
        (fit, next) = (next, (2 * next).min(all));
    }
    // All of it may fit where less does not, since it needs no dots; they are narrower than so many words.
    if (fit + 1..=next + 8).contains(&all) && fits(all) {
        return all;
    }
    while next > fit + 1 {
        let middle = fit.midpoint(next);
        if fits(middle) { fit = middle } else { next = middle }
    }
    fit
}

fn width(text: &StyledWords, look: TextLook, sheet: &StyleSheet, bench: &mut ShapeContext) -> Length {
    line(text, TextLook { align: Align::Left, ..look }, sheet, bench).map_or(Length::ZERO, |line| line.end)
}

fn line(text: &StyledWords, look: TextLook, sheet: &StyleSheet, bench: &mut ShapeContext) -> Option<line::Line> {
    let mut copy = ParagraphText::new("");
    for piece in text.pieces() {
        copy.push(&text.words[piece.range], look.voice(piece.style, bench.fonts), Origin::Running(Edge::Head), None);
    }
    // Wide enough for any head in one line; what is centred is centred on the measure below.
    let shape = ParagraphShape {
        measure: if look.align == Align::Left { sheet.measure * 40 } else { sheet.measure },
        first: Length::ZERO,
        align: look.align,
        hyphenate: false,
    };
    line::lines(&copy, shape, bench).into_iter().next()
}

/// What stands on a line of a head or a folio, as items of a page.
fn items(line: line::Line, edge: Edge, y: Length) -> impl Iterator<Item = PageItem> {
    line.pieces.into_iter().map(move |piece| {
        // Rules are of the box round the number of a character that no font has.
        let origin = if matches!(piece.ink, Ink::Text(_)) { Origin::Running(edge) } else { Origin::Artifact };
        PageItem { origin, link: None, ..piece.item(Length::ZERO, y) }
    })
}

#[cfg(test)]
mod tests {
    use super::most;
    use proptest::prelude::*;

    proptest! {
        /// Checked against leaving out words one by one from the whole; the last is narrower by its dots.
        #[test]
        fn the_most_words_that_fit_are_found(widths in proptest::collection::vec(1_u32..9, 0..40), room in 0_u32..120, dots in 0_u32..9) {
            let all = widths.len();
            let fits = |count: usize| widths[..count].iter().sum::<u32>() + if count < all { dots } else { 0 } <= room;
            let slowly = (1..=all).rev().find(|&count| fits(count)).unwrap_or(0);
            prop_assert_eq!(most(all, fits), slowly);
        }
    }

    #[test]
    fn a_long_heading_is_cut_without_trying_every_word() {
        let mut tried = 0;
        let words = |count: usize| {
            tried += count;
            count <= 7
        };
        assert_eq!(most(100_000, words), 7);
        assert!(tried < 100, "{tried}");
    }
}
