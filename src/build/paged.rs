//! References to printed pages. A number may be wider or narrower than the words that stood in its place, and move what it tells of to
//! another page. So the pages are set until every reference says the page that its target then stands on.

use crate::book::{BlockId, BlockKind, Book, LinkId, PageForm, Passage, Prose, TextPos};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::edition::words;
use crate::language::{framed, language};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// Rounds after which a reference that goes on changing says no number.
const ROUNDS: usize = 6;
/// What is taken for a number before any page is set: as wide as most.
const GUESS: &str = "100";

/// The book with the numbers of printed pages in the references to them. `labels` sets the pages of a book and tells the number of the
/// page that each reference leads to. What leads to no page keeps its words, as does what has no end; the latter is told.
pub(super) fn paged(book: &Arc<Book>, labels: impl Fn(&Arc<Book>) -> BTreeMap<LinkId, String>, findings: &mut Diagnostics) -> Arc<Book> {
    if book.page_references.is_empty() {
        return Arc::clone(book);
    }
    let mut draft = PagedDraft::new(book);
    let unsettled = settle(book.page_references.keys().copied(), |said| {
        draft.say(said);
        labels(&draft.book)
    });
    for place in draft.originals.iter().flat_map(|(_, prose)| places(prose, &unsettled)) {
        let message = "the number of this page would change with every try to say it, so the title stands in its place";
        let help = "write a few words more or less, or refer to it without `.page`";
        findings.push(Diagnostic::at(Code::UnsettledPage, place, message).help(help));
    }
    draft.book
}

/// Sets pages until the numbers said are those found; gives what goes on changing, which says none.
fn settle(
    links: impl Iterator<Item = LinkId>,
    mut set: impl FnMut(&BTreeMap<LinkId, String>) -> BTreeMap<LinkId, String>,
) -> BTreeSet<LinkId> {
    let mut said: BTreeMap<LinkId, String> = links.map(|link| (link, GUESS.to_owned())).collect();
    let mut unsettled = BTreeSet::new();
    for round in 1_usize.. {
        let mut found = set(&said);
        found.retain(|link, _| !unsettled.contains(link));
        if found == said {
            break;
        }
        if round >= ROUNDS {
            let changed = found.iter().filter(|(link, label)| said.get(link) != Some(label)).map(|(link, _)| *link);
            // All of them at last, so that there is an end to it.
            let rest = found.keys().copied().filter(|_| round >= 2 * ROUNDS);
            unsettled.extend(changed.chain(rest).collect::<Vec<_>>());
            found.retain(|link, _| !unsettled.contains(link));
        }
        said = found;
    }
    unsettled
}

/// Where links stand in a text that are among some.
fn places<'p>(prose: &'p Prose, links: &'p BTreeSet<LinkId>) -> impl Iterator<Item = Span> + 'p {
    prose.runs.iter().filter(|run| run.link.is_some_and(|link| links.contains(&link))).map(|run| run.span)
}

/// A book whose references to pages are written again and again.
struct PagedDraft {
    book: Arc<Book>,
    /// The texts with such references, and all passages, as they were read.
    originals: Vec<(BlockId, Prose)>,
    passages: Vec<Passage>,
}

impl PagedDraft {
    fn new(book: &Arc<Book>) -> Self {
        let refers = |prose: &Prose| prose.runs.iter().any(|run| run.link.is_some_and(|link| book.page_references.contains_key(&link)));
        let blocks = (0..book.blocks.len()).map(BlockId::new);
        let originals = blocks.filter_map(|id| match &book.block(id).kind {
            // Contents and running heads have the words of a heading too, where no page is known.
            BlockKind::Paragraph(prose) if refers(prose) => Some((id, prose.clone())),
            _ => None,
        });
        Self { originals: originals.collect(), passages: book.passages.clone(), book: Arc::clone(book) }
    }

    /// Says these numbers, and where there is none the words as they were read.
    fn say(&mut self, said: &BTreeMap<LinkId, String>) {
        let book = Arc::make_mut(&mut self.book);
        book.passages.clone_from(&self.passages);
        let tongue = language(&book.language);
        let frame = words::words(book).page_reference.to_owned();
        for (id, original) in &self.originals {
            let mut prose = original.clone();
            let edits = prose.say_links(|link, before| {
                let (form, label) = (book.page_references.get(&link)?, said.get(&link)?);
                let words = framed(&frame, label);
                Some(match form {
                    PageForm::Number => label.clone(),
                    PageForm::Words if tongue.begins_sentence(before) => tongue.capitalised(&words),
                    PageForm::Words => words,
                    PageForm::Bracketed if tongue.punctuation.wide => format!("（{words}）"),
                    PageForm::Bracketed => format!(" ({words})"),
                })
            });
            for passage in &mut book.passages {
                shift(&mut passage.start, *id, &edits, false);
                shift(&mut passage.end, *id, &edits, true);
            }
            book.blocks[id.index()].kind = BlockKind::Paragraph(prose);
        }
    }
}

/// Moves a place in a text as far as what was replaced before it grew; one within that to its end or its beginning.
fn shift(at: &mut TextPos, block: BlockId, edits: &[(Range<usize>, usize)], is_end: bool) {
    if at.block != block {
        return;
    }
    let (old, mut new) = (at.offset as usize, at.offset as usize);
    for (range, length) in edits {
        if range.end <= old {
            new = new + length - range.len();
        } else if range.start < old {
            let start = new - (old - range.start);
            new = if is_end { start + length } else { start };
        }
    }
    at.offset = u32::try_from(new).unwrap_or(u32::MAX);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links() -> [LinkId; 2] {
        [0, 1].map(LinkId::new)
    }

    #[test]
    fn numbers_are_said_once_they_are_those_of_the_pages() {
        let mut rounds = 0;
        let unsettled = settle(links().into_iter(), |said| {
            rounds += 1;
            // The wide number that was guessed pushes the second thing to the next page.
            let wide = said.values().any(|label| label.len() > 2);
            links().into_iter().zip(["9".to_owned(), if wide { "13" } else { "12" }.to_owned()]).collect()
        });
        assert!(unsettled.is_empty());
        assert_eq!(rounds, 3);
    }

    #[test]
    fn a_number_without_end_is_not_said() {
        let mut last = BTreeMap::new();
        let unsettled = settle(links().into_iter(), |said| {
            last = said.clone();
            let narrow = said.get(&links()[1]).is_none_or(|label| label == "9");
            links().into_iter().zip(["3".to_owned(), if narrow { "10" } else { "9" }.to_owned()]).collect()
        });
        assert_eq!(unsettled, [links()[1]].into());
        assert_eq!(last, [(links()[0], "3".to_owned())].into(), "the other one is still said");
    }

    #[test]
    fn passages_keep_their_words_when_a_number_before_them_grows() {
        let block = BlockId::new(0);
        let place = |offset, is_end| {
            let mut at = TextPos { block, offset };
            shift(&mut at, block, &[(4..6, 8), (10..13, 1)], is_end);
            at.offset
        };
        assert_eq!([0, 4, 6, 8, 10, 13, 20].map(|at| place(at, false)), [0, 4, 12, 14, 16, 17, 24]);
        assert_eq!([place(5, false), place(5, true), place(11, true)], [4, 12, 17]);
    }
}
