//! Notes that were added are read with the book once more before anything is written: each must be on the very words that are meant.

use super::compose::{ComposedNotes, GrownNote, composed};
use super::fate::{AddedNote, KnownNotes};
use super::gather::HomeRemark;
use super::target::{CommentaryTarget, ImportFault, is_named, with_target};
use super::voices::ALONE;
use crate::book::{Book, WrittenNote};
use crate::build::Reading;
use crate::config::Config;
use crate::diagnostics::{Diagnostics, Severity};
use crate::read::{ReadingManner, read};
use crate::source::{Overlay, Sources, Span};
use std::collections::BTreeSet;
use std::sync::Arc;

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

/// A book that was read again, with its texts and errors.
pub(super) struct Reread {
    pub(super) book: Book,
    pub(super) sources: Sources,
    errors: BTreeSet<String>,
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
    let errors = errors(&reading.findings, &reading.sources);
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
        let known = KnownNotes { reread: &reread, added: &written[old.len()..] };
        let fates: Vec<AddedNote> = order.iter().zip(known.added).map(|(&at, note)| known.fate(&home[at], note)).collect();
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
            match fate {
                AddedNote::AsMeant => kept.push((at, home[at].clone())),
                AddedNote::Already => notes.already += 1,
                AddedNote::Alone(remark) => kept.push((at, *remark)),
                AddedNote::Grown(remark, span) => match written.iter().position(|note| note.span == span) {
                    Some(which) if which < old.len() => {
                        notes.answers += remark.remark.replies.len();
                        grown.push(GrownNote { line: line_behind(old[which], reading), remark: *remark });
                    }
                    _ => kept.push((at, remark.without_root())),
                },
                AddedNote::InOtherWords(span) => {
                    let which = written.iter().position(|note| note.span == span).and_then(|which| old.get(which));
                    notes.other.push((home[at].clone(), which.map(|note| note.span)));
                }
                AddedNote::Otherwise => notes.unwritten.push(home[at].clone()),
            }
        }
        kept.sort_by_key(|(at, _)| *at);
        home = kept.into_iter().map(|(_, remark)| remark).collect();
    }
    Err(ImportFault::Refused("its notes are not read as they are written".to_owned()))
}

/// The line behind a note, counted from 1.
fn line_behind(note: &WrittenNote, reading: &Reading) -> usize {
    let source = reading.sources.get(note.whole.source);
    let end = note.whole.end as usize;
    let is_last = source.text()[end..].trim().is_empty();
    if is_last { usize::MAX } else { reading.sources.place(Span::new(note.whole.source, end, end)).line }
}

/// Reads the book with another text of its commentary.
fn reread(config: &Config, target: &CommentaryTarget, text: &str) -> Result<Reread, ImportFault> {
    let mut config = with_target(config, target);
    let mut files = Overlay::new(Arc::clone(config.folder.files()));
    files.put(config.folder.join(&target.name), text.as_bytes().to_vec());
    config.folder = crate::source::Folder::new(Arc::new(files), config.folder.path().to_owned());
    let (mut sources, mut findings) = (Sources::default(), Diagnostics::default());
    let manner = ReadingManner { draft: true, ..ReadingManner::default() };
    let book =
        read(&config, manner, &mut sources, &mut findings).ok_or_else(|| ImportFault::Refused("the book can't be read".to_owned()))?;
    let errors = errors(&findings, &sources);
    Ok(Reread { book, sources, errors })
}

/// The errors among some findings, without their places, which move.
fn errors(findings: &Diagnostics, _: &Sources) -> BTreeSet<String> {
    let grave = findings.iter().filter(|finding| finding.severity == Severity::Error);
    grave.map(|finding| format!("{}: {}", finding.code.id(), finding.message)).collect()
}
