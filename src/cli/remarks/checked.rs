//! Notes that were added are read with the book once more before anything is written: each must be on the very words that are meant.

use super::compose::{ComposedNotes, GrownNote, composed};
use super::fate::{AddedNote, KnownNotes};
use super::gather::HomeRemark;
use super::reread::{errors, reread};
use super::target::{CommentaryTarget, ImportFault, is_named};
use super::voices::ALONE;
use crate::book::{Book, WrittenNote};
use crate::build::Reading;
use crate::config::Config;
use crate::source::Span;

/// How often what was not read as meant is taken out and all read again.
const ROUNDS: usize = 5;

/// What can be written.
#[derive(Debug, Default)]
pub(super) struct CheckedNotes {
    /// The whole text of the commentary.
    pub(super) text: String,
    /// The remarks that have a note in it, in its order.
    pub(super) headings: Vec<HomeRemark>,
    /// How many remarks are there already.
    pub(super) already: usize,
    /// Remarks whose notes are not read as meant.
    pub(super) unwritten: Vec<HomeRemark>,
    /// Remarks that are there in other words, with the headings of their notes.
    pub(super) other: Vec<(HomeRemark, Option<Span>)>,
    /// New answers, which stand in the notes that they answer.
    pub(super) answers: usize,
}

/// Adds notes for remarks to a commentary, less those that are there already.
pub(super) fn checked(
    mut home: Vec<HomeRemark>,
    target: &CommentaryTarget,
    config: &Config,
    reading: &Reading,
    book: &Book,
) -> Result<CheckedNotes, ImportFault> {
    let mut notes = CheckedNotes::default();
    let errors = errors(&reading.findings);
    let old: Vec<&WrittenNote> = book.written.iter().filter(|note| is_named(&reading.sources, note.span, &target.name)).collect();
    let mut grown: Vec<GrownNote> = Vec::new();
    for round in 0..ROUNDS {
        if home.is_empty() && grown.is_empty() {
            return Ok(notes);
        }
        let ComposedNotes { text, order } = composed(target.text.as_deref(), &home, &grown, book)
            .ok_or_else(|| ImportFault::Refused(format!("its front matter in {} has a form that voices can't be added to", target.name)))?;
        let reread = reread(config, target, &text)?;
        let written: Vec<&WrittenNote> =
            reread.book.written.iter().filter(|note| is_named(&reread.sources, note.span, &target.name)).collect();
        let same = |(old, new): (&&WrittenNote, &&WrittenNote)| {
            let named = |key: &str| if key.is_empty() { ALONE.to_owned() } else { key.to_owned() };
            let voice = |book: &Book, note: &WrittenNote| note.voice.map(|voice| named(&book.voice(voice).key));
            (old.state, voice(book, old), &old.says) == (new.state, voice(&reread.book, new), &new.says)
        };
        let is_whole = written.len() == old.len() + order.len() && old.iter().zip(&written).all(same);
        let new_errors: Vec<&String> = reread.errors.difference(&errors).collect();
        if !is_whole || !new_errors.is_empty() && home.iter().any(|remark| !remark.is_plain) && round == 0 {
            if home.iter().all(|remark| remark.is_plain) {
                return Err(ImportFault::Refused(
                    new_errors.first().map_or_else(|| "its notes would change".to_owned(), |error| (*error).clone()),
                ));
            }
            // Some marks of a remark mean something else here: all are taken for plain words.
            home.iter_mut().for_each(|remark| remark.is_plain = true);
            continue;
        }
        let added = &written[old.len()..];
        let known = KnownNotes::new(&reread, added);
        let fates: Vec<AddedNote> = order.iter().zip(added).map(|(&at, note)| known.fate(&home[at], note)).collect();
        if fates.iter().all(|fate| matches!(fate, AddedNote::AsMeant)) {
            if let Some(error) = new_errors.first() {
                return Err(ImportFault::Refused((*error).clone()));
            }
            notes.text = text;
            notes.headings = order.iter().map(|&at| home[at].clone()).collect();
            return Ok(notes);
        }
        let mut kept: Vec<(usize, HomeRemark)> = Vec::new();
        for (&at, fate) in order.iter().zip(fates) {
            kept.extend(notes.take(&home[at], fate, &old, &written, &mut grown, reading).map(|remark| (at, remark)));
        }
        kept.sort_by_key(|(at, _)| *at);
        home = kept.into_iter().map(|(_, remark)| remark).collect();
    }
    Err(ImportFault::Refused("its notes are not read as they are written".to_owned()))
}

impl CheckedNotes {
    /// Takes what became of a remark's note; what is to be tried of it once more.
    fn take(
        &mut self,
        remark: &HomeRemark,
        fate: AddedNote,
        old: &[&WrittenNote],
        written: &[&WrittenNote],
        grown: &mut Vec<GrownNote>,
        reading: &Reading,
    ) -> Option<HomeRemark> {
        let before = |heading: Span| written.iter().position(|note| note.span == heading).and_then(|which| old.get(which));
        match fate {
            AddedNote::AsMeant => return Some(remark.clone()),
            AddedNote::Already => self.already += 1,
            AddedNote::Alone(remark) => return Some(*remark),
            AddedNote::Grown(remark, heading) => match before(heading) {
                Some(note) => {
                    self.answers += remark.remark.replies.len();
                    grown.push(GrownNote { line: line_behind(note, reading), remark: *remark });
                }
                None => return Some(remark.without_root()),
            },
            AddedNote::InOtherWords(heading) => self.other.push((remark.clone(), before(heading).map(|note| note.span))),
            AddedNote::Otherwise => self.unwritten.push(remark.clone()),
        }
        None
    }
}

/// The line behind a note, counted from 1.
fn line_behind(note: &WrittenNote, reading: &Reading) -> usize {
    let source = reading.sources.get(note.whole.source);
    let end = note.whole.end as usize;
    let is_last = source.text()[end..].trim().is_empty();
    if is_last { usize::MAX } else { reading.sources.place(Span::new(note.whole.source, end, end)).line }
}
