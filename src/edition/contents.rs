//! The contents as printed: the manuscript's headings, and what the edition adds to them.

use super::Edition;
use super::form::without_title;
use super::words::words;
use crate::book::toc::{self, ContentsEntry, ContentsTarget, toc};
use crate::book::{Division, StyledWords};
use std::collections::{BTreeMap, BTreeSet};

/// The contents down to `depth` levels: with the introduction to the commentary, which has no heading in the manuscript, where it
/// stands (behind dedication and epigraph, before everything else), and with the chapter that the commentary is gathered in.
#[must_use]
pub fn contents(edition: &Edition, depth: u8) -> Vec<ContentsEntry> {
    let book = edition.book();
    let words = words(book);
    // Pages that stand before the contents.
    let before_all = book.chapters.iter().filter(|chapter| chapter.division == Division::Front && chapter.matter.stands_alone());
    let alone: BTreeSet<ContentsTarget> = before_all.filter_map(|chapter| chapter.heading).map(ContentsTarget::Section).collect();
    let own = |target, title: &str| ContentsEntry { target, title: StyledWords::plain(title), author: None, children: Vec::new() };
    let mut entries = if edition.has_text() { text_contents(edition, depth) } else { Vec::new() };
    if !edition.introduction().is_empty() {
        // It follows the contents, or in an essay the text, whose title stands above it.
        let before = entries.iter().take_while(|entry| alone.contains(&entry.target)).count();
        let at = if edition.plan.is_continuous() { entries.len() } else { before };
        entries.insert(at, own(ContentsTarget::Introduction, words.introduction));
    }
    entries.extend(edition.gathered_title().map(|title| own(ContentsTarget::Commentary, title)));
    entries
}

/// The contents of the text, with the titles that the edition gives its chapters.
#[must_use]
pub(crate) fn text_contents(edition: &Edition, depth: u8) -> Vec<ContentsEntry> {
    let mut entries = toc(edition.book(), depth);
    entitle(edition, &mut entries);
    entries
}

fn entitle(edition: &Edition, entries: &mut [ContentsEntry]) {
    for entry in entries {
        if let ContentsTarget::Section(section) = entry.target {
            entry.title = edition.listed_title(section);
        }
        entitle(edition, &mut entry.children);
    }
}

/// The contents as they are printed: without the title that stands above them, and without headings that most chapters have.
#[must_use]
pub(crate) fn listed(edition: &Edition, depth: u8) -> Vec<ContentsEntry> {
    let mut entries = without_title(contents(edition, depth), edition.plan.title_section);
    let parts = entries.iter_mut().map(|entry| &mut entry.children);
    parts.for_each(|chapters| leave_out_repeated(chapters));
    leave_out_repeated(&mut entries);
    entries
}

/// Fewer chapters than this have no headings in common but by chance.
const FEWEST_CHAPTERS: usize = 5;

/// Of so many chapters one has a heading that is left out where others stand in more than half of the chapters.
const ONE_IN: usize = 5;

/// Takes away the headings below chapters that stand in more than half of them, as "Ingredients" and "Method" do below recipes: they
/// lead a reader nowhere. Where chapters have such a form, those of it that only some have go too: "Notes".
fn leave_out_repeated(chapters: &mut [ContentsEntry]) {
    if chapters.len() < FEWEST_CHAPTERS {
        return;
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for chapter in &*chapters {
        let titles: BTreeSet<String> = chapter.children.iter().map(|entry| bare(&entry.title.words)).collect();
        titles.into_iter().for_each(|title| *counts.entry(title).or_default() += 1);
    }
    let half = chapters.len() / 2;
    if counts.values().all(|&count| count <= half) {
        return;
    }
    let most = FEWEST_CHAPTERS.max(chapters.len().div_ceil(ONE_IN));
    for chapter in chapters {
        chapter.children.retain(|entry| counts.get(&bare(&entry.title.words)).is_none_or(|&count| count <= half && count < most));
    }
}

/// Words as they are compared: in small letters, without a colon at the end.
fn bare(words: &str) -> String {
    words.trim_end_matches([':', ' ']).to_lowercase()
}

/// The figures with a caption that the edition shows: one of the commentary alone has none of the text's.
#[must_use]
pub(crate) fn figures(edition: &Edition) -> Vec<ContentsEntry> {
    toc::figures(edition.book(), |chapter| edition.shows(chapter))
}

/// The tables with a caption that the edition shows.
#[must_use]
pub(crate) fn tables(edition: &Edition) -> Vec<ContentsEntry> {
    toc::tables(edition.book(), |chapter| edition.shows(chapter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(title: &str, children: &[&str]) -> ContentsEntry {
        let children = children.iter().map(|title| entry(title, &[])).collect();
        ContentsEntry { target: ContentsTarget::Commentary, title: StyledWords::plain(title), author: None, children }
    }

    fn left(chapters: &mut [ContentsEntry]) -> Vec<usize> {
        leave_out_repeated(chapters);
        chapters.iter().map(|chapter| chapter.children.len()).collect()
    }

    #[test]
    fn headings_that_most_chapters_have_are_not_listed() {
        let recipes = |count: usize| -> Vec<ContentsEntry> {
            (0..count).map(|number| entry("Soup", &["Ingredients", "Method", if number == 0 { "History" } else { "Method" }])).collect()
        };
        assert_eq!(left(&mut recipes(6)), [1, 0, 0, 0, 0, 0]);
        // Those of their form that only some have go too, however they are written.
        let mut some: Vec<ContentsEntry> = (0..10)
            .map(|number| {
                entry(
                    "Soup",
                    if number < 3 {
                        &["Steps", "notes:"]
                    } else if number < 5 {
                        &["steps", "Notes"]
                    } else {
                        &["Steps"]
                    },
                )
            })
            .collect();
        some[0].children.push(entry("History", &[]));
        assert_eq!(left(&mut some), [1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        // A few chapters may have them in common by chance.
        assert_eq!(left(&mut recipes(4)), [3, 3, 3, 3]);
        // Half of the chapters are not most of them.
        let mut half: Vec<ContentsEntry> =
            (0..6).map(|number| entry("Essay", if number % 2 == 0 { &["Summary", "Views"] } else { &["Views of another"] })).collect();
        assert_eq!(left(&mut half), [2, 1, 2, 1, 2, 1]);
    }
}
