//! Names that links from outside lead to: made of what a note or a figure is called and says, never of how many stand before it, so that
//! they stay from build to build when the text changes elsewhere.

use super::{Edition, EntryId};
use crate::book::{BlockId, BlockKind, Book, NoteKind, Picture, RunKind, Subject, text};
use crate::source::xml::{class, named};
use std::collections::BTreeMap;

/// The name of every entry, unique in the edition: the chapter, then the label of a footnote (`the-harbour_1`), or the words that a note
/// is on, or else its own first words. Of two with the same name the second and later ones are counted.
#[must_use]
pub(crate) fn entries(edition: &Edition) -> Vec<String> {
    let mut taken = GivenNames::default();
    let name = |(_, entry): (EntryId, &super::NoteEntry)| {
        let chapter = entry.chapter.map_or("commentary", |chapter| &edition.book().chapter(chapter).slug);
        let own = entry.notes.first().map(|&note| of_note(edition.book(), note)).unwrap_or_default();
        format!("{}_{own}", class(chapter))
    };
    edition.entries().map(name).map(|name| taken.free(name)).collect()
}

/// What a note is called, or is on.
fn of_note(book: &Book, note: crate::book::NoteId) -> String {
    let note = book.note(note);
    if let Some(id) = &note.id {
        return named(id);
    }
    let says = || named(&beginning(book, &note.blocks));
    match &note.kind {
        NoteKind::Footnote(label) if label.is_empty() => says(),
        NoteKind::Footnote(label) => named(label),
        NoteKind::Unplaced(unplaced) => named(&unplaced.heading),
        NoteKind::Comment(comment) => match (&comment.lemma, comment.subject) {
            (Some(lemma), _) => named(lemma),
            (None, Subject::Section(section)) => named(&book.section(section).slug),
            (None, Subject::Passage(passage)) => {
                let block = book.passage(passage).start.block;
                let anchor = book.block(block).id.as_deref().map(named);
                anchor.unwrap_or_else(|| named(&beginning(book, &[block])))
            }
        },
    }
}

/// A name for each of some blocks that links lead to and that have none of their own: a figure is called by its file, all else by its
/// first words.
#[must_use]
pub(crate) fn blocks(book: &Book, wanted: impl Iterator<Item = BlockId>) -> BTreeMap<BlockId, String> {
    let mut taken = GivenNames::default();
    let name = |id: BlockId| match &book.block(id).kind {
        BlockKind::Figure { picture: Picture::Shown(image, ..), .. } => {
            let path = &book.image(*image).path;
            let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
            format!("figure_{}", named(file.rsplit_once('.').map_or(file, |(stem, _)| stem)))
        }
        BlockKind::Table(table) => {
            let first: Vec<BlockId> = table.caption.into_iter().chain(table.heads().flatten().copied()).collect();
            format!("table_{}", named(&beginning(book, &first)))
        }
        _ => format!("block_{}", named(&beginning(book, &[id]))),
    };
    wanted.map(|id| (id, taken.free(name(id)))).collect()
}

/// The first words in blocks, formulas among them.
fn beginning(book: &Book, blocks: &[BlockId]) -> String {
    let mut words = String::new();
    for (_, leaf) in text::leaves(book, blocks) {
        let Some(prose) = leaf.prose() else { continue };
        for run in &prose.runs {
            match &run.kind {
                RunKind::Math(formula) => words.push_str(&formula.latex),
                RunKind::Note(_) => {}
                _ => words.push_str(&prose.text[run.range()]),
            }
        }
        if words.chars().filter(|c| c.is_alphanumeric()).count() >= ENOUGH {
            break;
        }
        words.push(' ');
    }
    words
}

/// Letters that a name is made of, at least, if there are so many.
const ENOUGH: usize = 24;

/// Names that were given, each with how often.
#[derive(Default)]
struct GivenNames(BTreeMap<String, usize>);

impl GivenNames {
    /// The name, if nothing has it yet, else one with a number that nothing has.
    fn free(&mut self, name: String) -> String {
        let mut free = name.clone();
        while self.0.contains_key(&free) {
            let count = self.0.get_mut(&name).map_or(2, |count| {
                *count += 1;
                *count
            });
            free = format!("{name}-{count}");
        }
        self.0.insert(free.clone(), 1);
        free
    }
}

#[cfg(test)]
mod tests {
    use super::GivenNames;

    #[test]
    fn of_things_with_one_name_each_has_its_own() {
        let mut names = GivenNames::default();
        let given: Vec<String> = ["a", "a", "a-2", "a", "b"].into_iter().map(|name| names.free(name.to_owned())).collect();
        assert_eq!(given, ["a", "a-2", "a-2-2", "a-3", "b"]);
    }
}
