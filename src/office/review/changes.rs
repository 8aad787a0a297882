//! What an editor did, change by change, each of which can be made or refused by itself.

use super::align::{ReviewAlignment, ReviewGroup, joined};
use super::desk::ReviewDesk;
use super::diff::Difference;
use super::form_change::FormChange;
use super::units::ReviewUnit;
use super::words::{PARTING, kept, word_differences};
use crate::book::{NoteId, Style};
use crate::office::docx_write::{MARK, OBJECT, SentLetter, SentParagraph, print};
use std::collections::BTreeSet;
use std::ops::Range;

/// A change of the text.
#[derive(Clone, Debug)]
pub(super) enum ReviewChange {
    /// Other letters in a paragraph, perhaps parted into several.
    Words { sent: usize, range: Range<usize>, new: Vec<SentLetter> },
    /// Letters look otherwise.
    Look { sent: usize, range: Range<usize>, look: Style },
    /// A paragraph and the next one are one: the first from a letter on and the next up to a letter go, and others stand there.
    Join { sent: usize, from: usize, to: usize, new: Vec<SentLetter> },
    /// Paragraphs go: one, all of an outermost block or all of an item, with the author's notes that they alone call.
    Delete { sent: Range<usize>, notes: Vec<NoteId> },
    /// A new paragraph behind another one, or at the head of all.
    Insert { after: Option<usize>, unit: usize },
    /// A paragraph, or all those of an outermost block, stand behind another one now, or at the head of all.
    Move { sent: Range<usize>, after: Option<usize> },
    /// Paragraphs are of another kind, or lead elsewhere; what is told of each if that can't be written.
    Form { change: FormChange, told: Vec<LeftChange> },
}

/// A change that is left to people.
#[derive(Clone, Debug)]
pub(super) struct LeftChange {
    /// The paragraph that it is in or near.
    pub(super) sent: Option<usize>,
    pub(super) what: String,
}

/// The changes, and those that can't be made.
#[derive(Debug, Default)]
pub(super) struct ReviewChanges {
    pub(super) changes: Vec<ReviewChange>,
    pub(super) left: Vec<LeftChange>,
    /// Paragraphs that look there as one before them did, which is gone: what they are is left to people.
    pub(super) worn: BTreeSet<usize>,
    /// New paragraphs that can't be added.
    unadded: Vec<usize>,
    /// Paragraphs that are not deleted, for their words would be nowhere.
    kept: BTreeSet<usize>,
}

impl ReviewChange {
    /// The paragraph that the change is in or near.
    pub(super) fn sent(&self) -> usize {
        match self {
            Self::Words { sent, .. } | Self::Look { sent, .. } | Self::Join { sent, .. } => *sent,
            Self::Move { sent, .. } | Self::Delete { sent, .. } => sent.start,
            Self::Insert { after, .. } => after.unwrap_or(0),
            Self::Form { change, .. } => change.sent(),
        }
    }

    /// What is told of paragraphs that can't get another form.
    pub(super) fn told(&self) -> &[LeftChange] {
        if let Self::Form { told, .. } = self { told } else { &[] }
    }

    /// The change in words.
    pub(super) fn what(&self, sent: &[SentParagraph], units: &[ReviewUnit]) -> String {
        let old = |at: usize, range: &Range<usize>| short(sent[at].text.letters.get(range.clone()).unwrap_or_default());
        match self {
            Self::Words { sent, range, new } if new.is_empty() => format!("“{}” was deleted", old(*sent, range)),
            Self::Words { range, new, .. } if range.is_empty() => format!("“{}” was added", short(new)),
            Self::Words { sent, range, new } => format!("“{}” was changed to “{}”", old(*sent, range), short(new)),
            Self::Look { sent, range, .. } => format!("“{}” looks otherwise", old(*sent, range)),
            Self::Join { .. } => "the paragraph was joined with the next".to_owned(),
            Self::Delete { sent: gone, .. } => went(sent, gone, "deleted"),
            Self::Insert { unit, .. } => format!("the paragraph “{}” was added", short(&units[*unit].letters)),
            Self::Move { sent: moved, .. } => went(sent, moved, "moved"),
            Self::Form { told, .. } => told.iter().map(|left| left.what.as_str()).collect::<Vec<_>>().join("; "),
        }
    }
}

/// What was moved or deleted, in words.
fn went(sent: &[SentParagraph], gone: &Range<usize>, how: &str) -> String {
    let first = short(&sent[gone.start].text.letters);
    match gone.len() {
        1 => format!("the paragraph “{first}” was {how}"),
        2 => format!("the paragraph “{first}” and the next one were {how}"),
        more => format!("the paragraph “{first}” and the {} behind it were {how}", more - 1),
    }
}

/// The first letters, for a message.
pub(super) fn short(letters: &[SentLetter]) -> String {
    const LONGEST: usize = 60;
    let plain = |sign: char| match sign {
        PARTING | '\n' => '¶',
        OBJECT => '▢',
        MARK => '*',
        other => other,
    };
    let mut words: String = letters.iter().take(LONGEST).map(|letter| plain(letter.sign)).collect();
    if letters.len() > LONGEST {
        words.push('…');
    }
    words
}

/// What was done to the paragraphs.
pub(super) fn changes(desk: &ReviewDesk<'_>, aligned: &ReviewAlignment) -> ReviewChanges {
    let (sent, units) = (&desk.sent, &desk.units);
    let mut out = ReviewChanges::default();
    let mut passed = 0;
    // The last paragraph that stands where it was, behind which new ones and moved ones stand.
    let mut after: Option<usize> = None;
    let mut inserted = aligned.inserted.iter().peekable();
    for (number, group) in aligned.groups.iter().enumerate() {
        while let Some(unit) = inserted.next_if(|unit| **unit < group.units.start) {
            insert(*unit, after, units, &mut out);
        }
        let unit = &units[group.units.start];
        if unit.is_note && unit.is_copied && sent[group.sent.start].text.letters != unit.letters {
            let what = format!("the note “{}” stands twice there, as some programs make it: compare it with yours", short(&unit.letters));
            out.left.push(LeftChange { sent: Some(group.sent.start), what });
        } else if !aligned.frozen.contains_key(&group.units.start) {
            within(group, sent, units, desk.is_formed_anew(group), &mut out);
        }
        if aligned.moved.contains(&number) {
            if number >= passed {
                passed = moved(desk, aligned, number, after, &mut out);
            }
        } else if sent[group.sent.start].note.is_none() {
            after = Some(group.sent.end - 1);
        }
    }
    for unit in inserted {
        insert(*unit, after, units, &mut out);
    }
    keep_what_is_not_added(sent, units, &aligned.deleted, &mut out);
    let (mut of_notes, of_text): (Vec<usize>, Vec<usize>) = aligned.deleted.iter().copied().partition(|at| sent[*at].note.is_some());
    let of_text: Vec<usize> = of_text.into_iter().filter(|at| !out.kept.contains(at)).collect();
    // A note whose mark went with its paragraph may still be in the document.
    let uncalled = aligned.groups.iter().filter(|group| units[group.units.start].is_uncalled).flat_map(|group| group.sent.clone());
    let gone_notes: Vec<usize> = of_notes.iter().copied().chain(uncalled).collect();
    let deletions = desk.deletions(&of_text, &gone_notes);
    let is_gone =
        |note: NoteId| deletions.iter().any(|change| matches!(change, ReviewChange::Delete { notes, .. } if notes.contains(&note)));
    of_notes.retain(|at| !sent[*at].note.is_some_and(is_gone));
    out.changes.extend(deletions);
    if let Some(first) = of_notes.first() {
        // LibreOffice 7.4 loses the texts of notes in documents that have comments too.
        let what = format!("the text of {} of the author’s notes is missing in the document, and was kept", of_notes.len());
        out.left.push(LeftChange { sent: Some(*first), what });
    }
    for unit in &aligned.made {
        let what = format!("“{}” stands in no file of the text, and was changed", short(&units[*unit].letters));
        out.left.push(LeftChange { sent: None, what });
    }
    for at in &aligned.made_gone {
        let what = format!("“{}” stands in no file of the text, and was deleted", short(&sent[*at].text.letters));
        out.left.push(LeftChange { sent: Some(*at), what });
    }
    out
}

/// Leaves words where they are that stand in a new paragraph which can't be added: they would be nowhere.
fn keep_what_is_not_added(sent: &[SentParagraph], units: &[ReviewUnit], deleted: &[usize], out: &mut ReviewChanges) {
    /// Fewer letters and figures may stand anywhere.
    const FEWEST: usize = 12;
    let unadded = joined(out.unadded.iter().map(|unit| units[*unit].letters.as_slice()));
    if unadded.is_empty() {
        return;
    }
    let is_there = |letters: &[SentLetter]| {
        let shared = kept(letters, &unadded);
        shared.all >= FEWEST && shared.is(30)
    };
    out.kept = deleted.iter().copied().filter(|at| is_there(&sent[*at].text.letters)).collect();
    let is_lost = |change: &ReviewChange| match change {
        ReviewChange::Words { sent: at, range, .. } => is_there(sent[*at].text.letters.get(range.clone()).unwrap_or_default()),
        _ => false,
    };
    let (lost, made): (Vec<ReviewChange>, Vec<ReviewChange>) = std::mem::take(&mut out.changes).into_iter().partition(is_lost);
    out.changes = made;
    for change in lost {
        let what = format!("{}: it stands in a new paragraph that can't be added", change.what(sent, units));
        out.left.push(LeftChange { sent: Some(change.sent()), what });
    }
    for at in &out.kept {
        let what =
            format!("the paragraph “{}” was deleted: its words stand in a new one that can't be added", short(&sent[*at].text.letters));
        out.left.push(LeftChange { sent: Some(*at), what });
    }
}

/// Takes the paragraphs that were moved together, from a group on: outermost blocks that stand one behind the other are moved as one, and items
/// of a list one by one. What is only a part of a block otherwise stays as a whole. Gives the number of the group behind them.
fn moved(desk: &ReviewDesk<'_>, aligned: &ReviewAlignment, first: usize, after: Option<usize>, out: &mut ReviewChanges) -> usize {
    let groups = &aligned.groups;
    let is_one = |group: &ReviewGroup| group.sent.len() == 1 && group.units.len() == 1;
    if !is_one(&groups[first]) {
        let what = "the paragraph was moved and parted or joined at once".to_owned();
        out.left.push(LeftChange { sent: Some(groups[first].sent.start), what });
        return first + 1;
    }
    let together = |next: &usize| {
        let (before, one) = (&groups[next - 1], &groups[*next]);
        // What was in order when it was sent is in the author's order since.
        let is_in_order = || !aligned.is_whole && aligned.places.get(&(next - 1)).zip(aligned.places.get(next)).is_some_and(|(a, b)| a < b);
        // Labels that no author wrote go along.
        let is_next = || (before.sent.end..one.sent.start).all(|at| desk.sent[at].is_made()) && before.sent.end <= one.sent.start;
        let is_behind = (before.units.end..one.units.start).all(|unit| aligned.stale.binary_search(&unit).is_ok());
        aligned.moved.contains(next) && is_behind && (is_next() || is_in_order()) && is_one(one)
    };
    let end = (first + 1..groups.len()).take_while(together).count() + first + 1;
    let mut all: Vec<usize> = groups[first..end].iter().map(|group| group.sent.start).collect();
    all.sort_unstable();
    for run in runs(&all, aligned, desk) {
        moved_run(desk, run, after, out);
    }
    end
}

/// Paragraphs as stretches that stand one behind the other, with what the author has put between them since.
fn runs(all: &[usize], aligned: &ReviewAlignment, desk: &ReviewDesk<'_>) -> Vec<Range<usize>> {
    let known: BTreeSet<usize> = aligned.groups.iter().flat_map(|group| group.sent.clone()).collect();
    let is_new = |at: usize| !known.contains(&at) && !aligned.is_whole && desk.sent[at].note.is_none() && !desk.sent[at].is_made();
    let mut runs: Vec<Range<usize>> = Vec::new();
    for at in all {
        match runs.last_mut().filter(|run| (run.end..*at).all(|between| is_new(between) || desk.sent[between].is_made())) {
            Some(run) => run.end = at + 1,
            None => runs.push(*at..at + 1),
        }
    }
    runs
}

/// Takes a stretch of paragraphs that was moved.
fn moved_run(desk: &ReviewDesk<'_>, mut rest: Range<usize>, after: Option<usize>, out: &mut ReviewChanges) {
    while !rest.is_empty() {
        let sent = desk.blocks_from(&rest);
        rest.start = sent.end;
        if desk.is_blocks(&sent) {
            out.changes.push(ReviewChange::Move { sent, after });
        } else if let Some(items) = desk.whole_items(&sent) {
            out.changes.extend(items.into_iter().map(|sent| ReviewChange::Move { sent, after }));
        } else {
            let what =
                format!("{}: they are a part of a list, a quotation or a table, and are moved by hand", went(&desk.sent, &sent, "moved"));
            out.left.push(LeftChange { sent: Some(sent.start), what });
        }
    }
}

fn insert(unit: usize, after: Option<usize>, units: &[ReviewUnit], out: &mut ReviewChanges) {
    let one = &units[unit];
    let what = |why: &str| format!("the paragraph “{}” was added {why}", short(&one.letters));
    let own = print(one.letters.iter().map(|letter| letter.sign));
    if one.is_note && one.anchors.iter().any(|anchor| anchor.print == own) {
        return;
    }
    if one.is_note || one.is_cell {
        out.unadded.push(unit);
        out.left.push(LeftChange { sent: after, what: what(if one.is_note { "to a note" } else { "to a table" }) });
    } else if one.letters.iter().any(|letter| matches!(letter.sign, MARK | OBJECT)) {
        out.unadded.push(unit);
        out.left.push(LeftChange { sent: after, what: what("with a note, a picture or a formula") });
    } else {
        out.changes.push(ReviewChange::Insert { after, unit });
    }
}

/// The changes within a group.
///
/// Looks stay as they are here if the paragraph is `formed_anew`.
fn within(group: &ReviewGroup, sent: &[SentParagraph], units: &[ReviewUnit], formed_anew: bool, out: &mut ReviewChanges) {
    let old = joined(sent[group.sent.clone()].iter().map(|one| one.text.letters.as_slice()));
    let new = joined(units[group.units.clone()].iter().map(|unit| unit.letters.as_slice()));
    if old == new {
        return;
    }
    let found = word_differences(&old, &new);
    for one in &found {
        change(one, group, sent, &old, &new, out);
    }
    if !formed_anew {
        looks(&found, group, sent, &old, &new, out);
    }
}

/// The paragraph that a letter of joined texts stands in, and where.
fn place(at: usize, group: &ReviewGroup, sent: &[SentParagraph]) -> (usize, usize) {
    let mut left = at;
    for number in group.sent.clone() {
        let length = sent[number].text.letters.len();
        if left <= length || number + 1 == group.sent.end {
            return (number, left.min(length));
        }
        left -= length + 1;
    }
    (group.sent.start, 0)
}

fn change(one: &Difference, group: &ReviewGroup, sent: &[SentParagraph], old: &[SentLetter], new: &[SentLetter], out: &mut ReviewChanges) {
    let (gone, come) = (&old[one.old.clone()], &new[one.new.clone()]);
    let (first, from) = place(one.old.start, group, sent);
    let (last, to) = place(one.old.end, group, sent);
    let parts = |letters: &[SentLetter]| letters.iter().filter(|letter| letter.sign == PARTING).count();
    let has_object = |letters: &[SentLetter]| letters.iter().any(|letter| matches!(letter.sign, MARK | OBJECT));
    let mut left = |why: &str| {
        let what = format!("“{}” was changed to “{}”: {why}", short(gone), short(come));
        out.left.push(LeftChange { sent: Some(first), what });
    };
    if has_object(gone) || has_object(come) {
        return left("notes, pictures and formulas are changed by hand");
    }
    match (parts(gone), parts(come)) {
        (0, _) if first == last => out.changes.push(ReviewChange::Words { sent: first, range: from..to, new: come.to_vec() }),
        (1, 0) if first + 1 == last => out.changes.push(ReviewChange::Join { sent: first, from, to, new: come.to_vec() }),
        _ => left("paragraphs were parted and joined at once"),
    }
}

/// Letters that are the same and look otherwise.
fn looks(
    found: &[Difference],
    group: &ReviewGroup,
    sent: &[SentParagraph],
    old: &[SentLetter],
    new: &[SentLetter],
    out: &mut ReviewChanges,
) {
    let ends = found.iter().map(|one| (one.old.clone(), one.new.clone())).chain([(old.len()..old.len(), new.len()..new.len())]);
    let (mut a, mut b) = (0, 0);
    for (gone, come) in ends {
        let length = gone.start - a;
        let mut at = 0;
        while at < length {
            let (was, is) = (old[a + at], new[b + at]);
            if was.look == is.look || was.sign.is_whitespace() || matches!(was.sign, PARTING | MARK | OBJECT) {
                at += 1;
                continue;
            }
            let same = |next: usize| {
                let (one, other) = (old[a + next], new[b + next]);
                one.sign != PARTING && one.look == was.look && (other.look == is.look || one.sign.is_whitespace())
            };
            let mut end = at + (at..length).take_while(|next| same(*next)).count();
            while old[a + end - 1].sign.is_whitespace() {
                end -= 1;
            }
            let (number, from) = place(a + at, group, sent);
            let is_made = (from..from + (end - at)).any(|letter| sent[number].text.place(letter).is_none());
            if is_made {
                at = end;
                continue;
            }
            out.changes.push(ReviewChange::Look { sent: number, range: from..from + (end - at), look: is.look });
            at = end;
        }
        (a, b) = (gone.end, come.end);
    }
}
