//! Notes whose passages are known to have gone to another section: where they are to stand, and whether their own words mean the passage
//! there.

use super::lemma::{HeadingSays, says};
use super::moves::{FollowingNote, moves};
use super::passages::search;
use super::place_quotation::{FoundPassage, RemarkDesk};
use super::quotation::AnchorText;
use crate::book::{NoteRepair, OutlineHeading, SectionId, WrittenNote};
use crate::source::{SourceId, Sources, Span};
use std::collections::BTreeMap;

/// A note that is to go where its passage went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FollowedPassage {
    /// The heading of the note.
    pub(crate) heading: Span,
    /// The section where the passage stands; none if that is before the first one.
    pub(crate) to: Option<SectionId>,
}

impl RemarkDesk<'_> {
    /// The move of a note to the section where a passage stands; none if the note is sought there already.
    pub(crate) fn follows(&self, note: &WrittenNote, passage: &FoundPassage) -> Option<FollowedPassage> {
        let own = self.index.section(note.section?);
        let at = passage.words.start;
        (!own.contains(&at)).then(|| FollowedPassage { heading: note.span, to: self.index.owner(at) })
    }

    /// Whether what the heading of a note says means a passage alone in its section.
    pub(crate) fn is_meant(&self, says_now: &str, passage: &FoundPassage) -> bool {
        let HeadingSays::Lemma(lemma) = says(says_now) else { return false };
        let area = self.index.owner(passage.words.start).map_or_else(|| self.index.all(), |id| self.index.section(id));
        let found = search(&self.index, &lemma, &[area]);
        matches!(&found.places[..], [only] if only.words == passage.words) && !found.caseless
    }

    /// What moves some notes to the sections of their passages.
    pub(crate) fn moves(&self, sources: &Sources, follows: &[FollowedPassage]) -> Vec<NoteRepair> {
        let text = AnchorText { index: &self.index, book: self.book, sources };
        let mut by_file: BTreeMap<SourceId, Vec<&FollowedPassage>> = BTreeMap::new();
        follows.iter().for_each(|follow| by_file.entry(follow.heading.source).or_default().push(follow));
        let mut made = Vec::new();
        for (file, follows) in by_file {
            let outline: Vec<OutlineHeading> = self.book.outline.iter().filter(|heading| heading.whole.source == file).cloned().collect();
            let heading = |follow: &FollowedPassage| outline.iter().position(|own| own.whole.start == follow.heading.start);
            let follows = follows.into_iter().filter_map(|follow| Some(FollowingNote { heading: heading(follow)?, to: follow.to }));
            made.extend(moves(&outline, &follows.collect::<Vec<_>>(), text));
        }
        made
    }
}
