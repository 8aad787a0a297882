//! The paragraphs as they must be when some changes are made.

use super::changes::ReviewChange;
use super::form_change::FormChange;
use super::units::ReviewUnit;
use super::words::PARTING;
use crate::book::{NoteId, Style};
use crate::office::docx_write::{SCENE, SentForm, SentKind, SentLetter, SentParagraph};
use crate::office::meaning::is_scene_break;
use crate::office::text::OfficeRole;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The lines of the text in their order and those of the notes in any, each with its looks; what typography may change is alike.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::office) struct ExpectedText {
    pub(in crate::office) body: Vec<ExpectedLine>,
    pub(in crate::office) notes: Vec<ExpectedLine>,
}

/// A line of the text.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::office) struct ExpectedLine {
    words: String,
    /// What paragraph the line is; none where that is not known, as of new ones.
    form: Option<ExpectedForm>,
    /// The level of a new heading.
    level: Option<u8>,
}

/// What a paragraph is to be besides its words.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ExpectedForm {
    form: SentForm,
    /// Whether other words may have moved the links or taken them away.
    has_other_words: bool,
    /// Whether a break of the page above is known of: what comes and goes there changes that.
    has_known_break: bool,
}

impl ExpectedForm {
    fn is(&self, actual: &SentForm) -> bool {
        let has_same_links = self.has_other_words || self.form.links == actual.links;
        let has_same_break = !self.has_known_break || self.form.is_below_break == actual.is_below_break;
        let wanted = (&self.form.frames, self.form.kind, &self.form.formulas, self.form.alignment);
        has_same_links && has_same_break && wanted == (&actual.frames, actual.kind, &actual.formulas, actual.alignment)
    }
}

impl ExpectedText {
    /// Whether a text has the lines that are expected, and each as it is to be.
    pub(super) fn is_said_by(&self, actual: &Self) -> bool {
        let is = |wanted: &[ExpectedLine], actual: &[ExpectedLine]| {
            wanted.len() == actual.len()
                && wanted.iter().zip(actual).all(|(wanted, actual)| {
                    let is_form = |form: &ExpectedForm| actual.form.as_ref().is_some_and(|actual| form.is(&actual.form));
                    let kind = actual.form.as_ref().map(|form| form.form.kind);
                    let is_level = wanted.level.is_none_or(|level| kind == Some(SentKind::Heading(level)));
                    wanted.words == actual.words && is_level && wanted.form.as_ref().is_none_or(is_form)
                })
        };
        is(&self.body, &actual.body) && is(&self.notes, &actual.notes)
    }
}

/// What the paragraphs are as they are, those too that no author wrote.
#[cfg(test)]
pub(in crate::office) fn whole(sent: &[SentParagraph]) -> ExpectedText {
    let mut text = text_with(sent, &[], &[], TextParts { has_made: true, title_level: 0 });
    text.body.iter_mut().chain(&mut text.notes).for_each(|line| line.form = None);
    text
}

/// What the paragraphs that stand in files are as they are.
pub(super) fn actual(sent: &[SentParagraph]) -> ExpectedText {
    text_with(sent, &[], &[], TextParts::default())
}

/// What the paragraphs that stand in files are to be with some changes. `title_level` is the level of a title above all headings, 0 without.
pub(super) fn expected(sent: &[SentParagraph], units: &[ReviewUnit], changes: &[&ReviewChange], title_level: u8) -> ExpectedText {
    text_with(sent, units, changes, TextParts { has_made: false, title_level })
}

/// What of a text is wanted.
#[derive(Clone, Copy, Debug, Default)]
struct TextParts {
    /// Whether words that stand in no file are too.
    has_made: bool,
    title_level: u8,
}

fn text_with(sent: &[SentParagraph], units: &[ReviewUnit], changes: &[&ReviewChange], parts: TextParts) -> ExpectedText {
    let TextParts { has_made, title_level } = parts;
    let (texts, forms, order) = (letters(sent, changes), forms(sent, changes), ExpectedOrder::of(changes, sent));
    let mut out = ExpectedText::default();
    let mut open: Vec<SentLetter> = Vec::new();
    let added = |after: Option<usize>, texts: &[Vec<SentLetter>], lines: &mut Vec<ExpectedLine>| {
        for number in order.behind.get(&after).into_iter().flatten() {
            match changes[*number] {
                ReviewChange::Insert { unit, .. } => {
                    let first = lines.len();
                    put(&as_added(&units[*unit].letters), None, lines);
                    if let (OfficeRole::Heading(level), Some(line)) = (&units[*unit].paragraph.role, lines.get_mut(first)) {
                        line.level = Some(level + title_level);
                    }
                }
                ReviewChange::Move { sent, .. } => sent.clone().for_each(|one| put(&texts[one], forms[one].as_ref(), lines)),
                _ => {}
            }
        }
    };
    added(None, &texts, &mut out.body);
    for (at, one) in sent.iter().enumerate() {
        let lines = if one.note.is_some() { &mut out.notes } else { &mut out.body };
        let mut text = std::mem::take(&mut open);
        let head = match at.checked_sub(1).and_then(|before| order.joins.get(&before)) {
            Some(ReviewChange::Join { to, new, .. }) => {
                text.extend_from_slice(new);
                *to
            }
            _ => 0,
        };
        text.extend_from_slice(texts[at].get(head..).unwrap_or_default());
        if let Some(ReviewChange::Join { from, .. }) = order.joins.get(&at) {
            let tail = one.text.letters.len() - from;
            text.truncate(text.len().saturating_sub(tail));
            open = text;
            continue;
        }
        // What no author wrote, such as the label of a set-off note without a title, is the same wherever its place is.
        if !order.gone.contains(&at) && (has_made || !one.is_made()) {
            put(&text, forms[at].as_ref(), lines);
        }
        if one.note.is_none() {
            added(Some(at), &texts, lines);
        }
    }
    out.notes.sort_by(|one, other| one.words.cmp(&other.words));
    out
}

/// The letters of a new paragraph as they are read again.
fn as_added(letters: &[SentLetter]) -> Vec<SentLetter> {
    if is_scene_break(letters.iter().map(|letter| letter.sign)) {
        return SCENE.chars().map(|sign| SentLetter { sign, look: Style::PLAIN }).collect();
    }
    letters.to_vec()
}

/// Which paragraphs go, come and are joined.
#[derive(Default)]
struct ExpectedOrder<'c> {
    gone: BTreeSet<usize>,
    /// The numbers of changes that put something behind a paragraph.
    behind: BTreeMap<Option<usize>, Vec<usize>>,
    joins: BTreeMap<usize, &'c ReviewChange>,
}

impl<'c> ExpectedOrder<'c> {
    fn of(changes: &[&'c ReviewChange], sent: &[SentParagraph]) -> Self {
        let mut order = Self::default();
        let in_notes = sent.iter().enumerate().filter_map(|(at, one)| Some((one.note?, at)));
        let by_note: BTreeMap<NoteId, Vec<usize>> = in_notes.fold(BTreeMap::new(), |mut all, (note, at)| {
            all.entry(note).or_default().push(at);
            all
        });
        for (number, change) in changes.iter().enumerate() {
            match change {
                ReviewChange::Words { .. } | ReviewChange::Look { .. } | ReviewChange::Form { .. } => {}
                ReviewChange::Join { sent, .. } => drop(order.joins.insert(*sent, change)),
                ReviewChange::Delete { sent, notes } => {
                    order.gone.extend(sent.clone());
                    order.gone.extend(notes.iter().filter_map(|note| by_note.get(note)).flatten());
                }
                ReviewChange::Insert { after, .. } => order.behind.entry(*after).or_default().push(number),
                ReviewChange::Move { sent, after } => {
                    order.gone.extend(sent.clone());
                    order.behind.entry(*after).or_default().push(number);
                }
            }
        }
        order
    }
}

/// The letters of the paragraphs with all that changes within them.
fn letters(sent: &[SentParagraph], changes: &[&ReviewChange]) -> Vec<Vec<SentLetter>> {
    let mut texts: Vec<Vec<SentLetter>> = sent.iter().map(|one| one.text.letters.clone()).collect();
    let mut edits: BTreeMap<usize, Vec<(Range<usize>, LetterEdit)>> = BTreeMap::new();
    for change in changes {
        let (at, edit) = match change {
            ReviewChange::Words { sent, range, new } => (*sent, (range.clone(), LetterEdit::Words(new.clone()))),
            ReviewChange::Look { sent, range, look } => (*sent, (range.clone(), LetterEdit::Look(*look))),
            _ => continue,
        };
        edits.entry(at).or_default().push(edit);
    }
    for (at, mut list) in edits {
        list.sort_by_key(|(range, _)| (range.start, range.end));
        for (range, edit) in list.into_iter().rev() {
            edit.make(&mut texts[at], range);
        }
    }
    texts
}

enum LetterEdit {
    Words(Vec<SentLetter>),
    Look(Style),
}

impl LetterEdit {
    fn make(self, letters: &mut Vec<SentLetter>, range: Range<usize>) {
        match self {
            Self::Words(new) => drop(letters.splice(range, new)),
            Self::Look(look) => letters.iter_mut().take(range.end).skip(range.start).for_each(|letter| letter.look = look),
        }
    }
}

/// What the paragraphs are with all that changes; none of those that are parted or joined. Links among other words are not known.
fn forms(sent: &[SentParagraph], changes: &[&ReviewChange]) -> Vec<Option<ExpectedForm>> {
    let mut forms: Vec<Option<ExpectedForm>> =
        sent.iter().map(|one| Some(ExpectedForm { form: one.form.clone(), has_other_words: false, has_known_break: false })).collect();
    for change in changes {
        match change {
            ReviewChange::Form { change, .. } => {
                for sent in change.paragraphs() {
                    let Some(form) = forms.get_mut(sent).and_then(Option::as_mut) else { continue };
                    change.make(sent, &mut form.form);
                    form.has_known_break |= matches!(change, FormChange::Page { .. });
                }
            }
            ReviewChange::Words { sent, .. } => {
                if let Some(form) = &mut forms[*sent] {
                    form.has_other_words = true;
                }
            }
            _ => {}
        }
    }
    for change in changes {
        match change {
            ReviewChange::Words { sent, new, .. } if new.iter().any(|letter| letter.sign == PARTING) => forms[*sent] = None,
            ReviewChange::Join { sent, .. } => forms.iter_mut().skip(*sent).take(2).for_each(|form| *form = None),
            _ => {}
        }
    }
    forms
}

/// Adds the lines of a text that may be parted.
fn put(letters: &[SentLetter], form: Option<&ExpectedForm>, lines: &mut Vec<ExpectedLine>) {
    let words = letters.split(|letter| letter.sign == PARTING).map(folded).filter(|line| !line.is_empty());
    lines.extend(words.map(|words| ExpectedLine { words, form: form.cloned(), level: None }));
}

/// Letters with their looks, without what typography decides: the form of quotation marks, dashes and spaces.
fn folded(letters: &[SentLetter]) -> String {
    let (mut out, mut look, mut space) = (String::with_capacity(letters.len()), Style::PLAIN, false);
    for SentLetter { sign, look: own } in letters {
        let sign = match sign {
            '\n' => '\n',
            c if c.is_whitespace() => {
                space = true;
                continue;
            }
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => continue,
            '‘' | '’' | '‚' | '‹' | '›' | 'ʼ' => '\'',
            '“' | '”' | '„' | '«' | '»' => '"',
            '\u{2010}'..='\u{2015}' => '-',
            '…' => {
                separate(&mut out, &mut space);
                out.push_str("...");
                continue;
            }
            other => *other,
        };
        separate(&mut out, &mut space);
        if *own != look && sign != '\n' {
            look = *own;
            out.push_str(&format!("\u{1}{look:?}\u{1}"));
        }
        if sign != '-' || !out.ends_with('-') {
            out.push(sign);
        }
    }
    out
}

fn separate(out: &mut String, space: &mut bool) {
    if std::mem::take(space) && !out.is_empty() {
        out.push(' ');
    }
}
