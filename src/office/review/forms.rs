//! What paragraphs are besides their words, and where an editor made something else of them: headings, quotations, items of lists, where
//! links lead, what formulas say, whether a page ends above.
//!
//! Nobody knows how a reader will see what was sent but the reader: the document is made once more, read as the one that came back is,
//! and both are set side by side, paragraph by paragraph. What differs is a change if it can be written, and else told, with what to write.

use super::align::{ReviewAlignment, ReviewGroup};
use super::changes::{LeftChange, ReviewChange, ReviewChanges, short};
use super::desk::ReviewDesk;
use super::form_change::{FormChange, ListMarks};
use super::form_edits::numerals;
use super::formula_edits::edited_formula;
use super::units::{ReviewUnit, units};
use super::words::word_differences;
use crate::book::{Alignment, BlockId, BlockKind};
use crate::office::docx;
use crate::office::docx_write::{
    BlockAnchor, DocxPurpose, SentForm, SentFrame, SentKind, SentLetter, SentLink, docx as written_docx, is_of_review, is_titled,
    shape_print,
};
use crate::office::text::{
    OfficeAlignment, OfficeMark, OfficeNumerals, OfficeParagraph, OfficePicture, OfficePiece, OfficeRole, OfficeTarget,
};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What the style of a paragraph, or its place in a list, makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ParagraphKind {
    Plain,
    Title,
    Heading(u8),
    Quotation,
    Verse,
    Code,
    Caption,
    Item { level: u8, numerals: Option<OfficeNumerals> },
}

impl ParagraphKind {
    fn of(paragraph: &OfficeParagraph) -> Self {
        let mark = paragraph.list.as_ref().and_then(|item| Some((item.level, item.mark.as_ref()?)));
        match (&paragraph.role, mark) {
            (OfficeRole::Title, _) => Self::Title,
            (OfficeRole::Heading(level), _) => Self::Heading(*level),
            (OfficeRole::Quotation, _) => Self::Quotation,
            (OfficeRole::Verse, _) => Self::Verse,
            (OfficeRole::Code, _) => Self::Code,
            (OfficeRole::Caption, _) => Self::Caption,
            (_, Some((level, OfficeMark::Bullet))) => Self::Item { level, numerals: None },
            (_, Some((level, OfficeMark::Number { form, .. }))) => Self::Item { level, numerals: Some(*form) },
            (_, None) => Self::Plain,
        }
    }

    /// The kind as a document has it whose headings are `now` levels lower in Markdown, of one where they are `was`.
    fn shifted(self, was: u8, now: u8) -> Self {
        let level = match self {
            _ if was == now => return self,
            Self::Title => 1,
            Self::Heading(level) => level + was,
            other => return other,
        };
        if level <= now { Self::Title } else { Self::Heading(level - now) }
    }

    /// The kind in words; headings are `shift` levels lower in Markdown, for the title stands above them.
    fn said(self, shift: i8) -> String {
        match self {
            Self::Plain => "a plain paragraph".to_owned(),
            Self::Title => "the title".to_owned(),
            Self::Heading(level) => format!("a heading of level {}", level.saturating_add_signed(shift)),
            Self::Quotation => "a quotation".to_owned(),
            Self::Verse => "verse".to_owned(),
            Self::Code => "code".to_owned(),
            Self::Caption => "a caption".to_owned(),
            Self::Item { level, numerals } => {
                let mark = if numerals.is_some() { "a number" } else { "a bullet" };
                format!("an item with {mark} at depth {} of a list", level + 1)
            }
        }
    }

    /// What makes this of a paragraph of another kind.
    fn repair(self, shift: i8, was: Self) -> String {
        match (self, was) {
            (Self::Plain, Self::Item { .. }) => {
                "take its mark away, leave a blank line above and below it, and move what stands below it out by the width of the mark"
                    .to_owned()
            }
            (Self::Plain, Self::Heading(_) | Self::Title) => "take the `#` before it away".to_owned(),
            (Self::Plain, Self::Quotation) => "take the `>` before it away".to_owned(),
            (Self::Plain, Self::Verse) => "take `{.verse}` away".to_owned(),
            (Self::Plain, Self::Code) => "take the lines of ``` round it away".to_owned(),
            (Self::Plain, _) => "take away what makes it that".to_owned(),
            (Self::Title, _) => "make `# ` of what stands before it".to_owned(),
            (Self::Heading(level), Self::Heading(_)) => {
                format!("write `{}` before it", "#".repeat(usize::from(level.saturating_add_signed(shift))))
            }
            (Self::Heading(level), _) => format!("write `{} ` before it", "#".repeat(usize::from(level.saturating_add_signed(shift)))),
            (Self::Quotation, _) => "write `> ` before its lines".to_owned(),
            (Self::Verse, _) => "write `{.verse}` behind it".to_owned(),
            (Self::Code, _) => "put it between two lines of ```".to_owned(),
            (Self::Caption, _) => "make it the caption of what it stands beside".to_owned(),
            (Self::Item { level, .. }, Self::Item { level: other, .. }) if level != other => {
                format!("move its line {} by the width of the mark above it", if level > other { "in" } else { "out" })
            }
            (Self::Item { numerals, .. }, _) => {
                let place = if matches!(was, Self::Item { .. }) { "in place of its mark" } else { "before it" };
                let mark = match numerals {
                    None => "- ",
                    Some(OfficeNumerals::Decimal) => "1. ",
                    Some(OfficeNumerals::LowerLetter) => "a. ",
                    Some(OfficeNumerals::UpperLetter) => "A. ",
                    Some(OfficeNumerals::LowerRoman) => "i. ",
                    Some(OfficeNumerals::UpperRoman) => "I. ",
                };
                format!("write `{mark}` {place}")
            }
        }
    }
}

/// What a paragraph is besides its words.
struct ParagraphForm {
    kind: ParagraphKind,
    alignment: OfficeAlignment,
    links: Vec<FormLink>,
    formulas: Vec<String>,
}

/// A link: where it leads and on which words.
#[derive(Clone, Debug, PartialEq, Eq)]
struct FormLink {
    /// The address without what programs change in it.
    target: String,
    /// The address as it is.
    address: String,
    words: String,
    /// The letters of the paragraph that are the link.
    letters: Range<usize>,
}

impl FormLink {
    /// Whether the words are the address.
    fn is_address(&self) -> bool {
        let plain =
            |address: &str| address.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("mailto:").to_owned();
        plain(&self.target) == plain(self.words.trim_end_matches('/'))
    }

    /// Whether two links are on the same words and lead to the same place.
    fn is_same(&self, other: &Self) -> bool {
        (&self.target, &self.words) == (&other.target, &other.words)
    }
}

impl ParagraphForm {
    fn of(paragraph: &OfficeParagraph, is_note: bool) -> Self {
        let (mut links, mut formulas): (Vec<FormLink>, Vec<String>) = (Vec::new(), Vec::new());
        let mut open: Option<FormLink> = None;
        let mut at = 0;
        for piece in &paragraph.pieces {
            let start = at;
            at += length(piece, is_note);
            match piece {
                OfficePiece::LinkStart(target) => {
                    let address = match target {
                        OfficeTarget::Address(address) => address.clone(),
                        // Programs give bookmarks other names.
                        OfficeTarget::Bookmark(_) => "#".to_owned(),
                    };
                    let target = address.trim_end_matches('/').to_owned();
                    open = Some(FormLink { target, address, words: String::new(), letters: at..at });
                }
                OfficePiece::LinkEnd => links.extend(open.take()),
                OfficePiece::Words { words, .. } => {
                    if let Some(link) = &mut open {
                        // White space at the edges is part of no link.
                        let end = words.trim_end().chars().count();
                        if link.words.trim().is_empty() {
                            link.letters.start = start + words.chars().take_while(|c| c.is_whitespace()).count().min(end);
                        }
                        if end > 0 {
                            link.letters.end = start + end;
                        }
                        link.words.push_str(words);
                    }
                }
                OfficePiece::Formula { latex, .. } => formulas.push(latex.clone()),
                _ => {}
            }
        }
        // A program may part a link in several.
        links.dedup_by(|next, before| {
            let is_same = next.target == before.target && next.letters.start <= before.letters.end + 1;
            if is_same {
                before.words.push_str(&next.words);
                before.letters.end = next.letters.end.max(before.letters.end);
            }
            is_same
        });
        links.iter_mut().for_each(|link| link.words = link.words.trim().to_owned());
        links.retain(|link| !link.words.is_empty());
        Self { kind: ParagraphKind::of(paragraph), alignment: paragraph.alignment, links, formulas }
    }
}

impl ParagraphForm {
    /// The form as it is sent, as far as it can be known: of what items of lists stand in nothing is.
    fn sent(&self, shift: u8) -> SentForm {
        let item = |level: u8, numerals: Option<OfficeNumerals>| {
            let outer = std::iter::repeat_n(SentFrame::Item(None), usize::from(level));
            outer.chain([SentFrame::Item(numerals.map(self::numerals))]).collect()
        };
        let (frames, kind) = match self.kind {
            ParagraphKind::Plain => (Vec::new(), SentKind::Paragraph),
            ParagraphKind::Title => (Vec::new(), SentKind::Heading(1)),
            ParagraphKind::Heading(level) => (Vec::new(), SentKind::Heading(level + shift)),
            ParagraphKind::Quotation => (vec![SentFrame::Quotation], SentKind::Paragraph),
            ParagraphKind::Item { level, numerals } => (item(level, numerals), SentKind::Paragraph),
            ParagraphKind::Verse | ParagraphKind::Code | ParagraphKind::Caption => (Vec::new(), SentKind::Other),
        };
        let alignment = match self.alignment {
            OfficeAlignment::Start => Alignment::Start,
            OfficeAlignment::Center => Alignment::Centre,
            OfficeAlignment::End => Alignment::End,
        };
        let link = |link: &FormLink| SentLink { letters: link.letters.clone(), target: link.address.clone() };
        let links = self.links.iter().map(link).collect();
        SentForm { frames, kind, is_below_break: false, links, formulas: self.formulas.clone(), alignment }
    }
}

/// What a formula says, whatever program has written it: its letters, figures and signs without commands and spaces.
fn spoken_formula(latex: &str) -> String {
    let mut out = String::new();
    let mut rest = latex.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\\' => while rest.next_if(char::is_ascii_alphabetic).is_some() {},
            '\u{2212}' => out.push('-'),
            c if c.is_alphanumeric() || matches!(c, '+' | '-' | '=' | '<' | '>') => out.push(c),
            _ => {}
        }
    }
    out
}

/// Whether the words that two texts have in common look alike.
fn has_same_looks(old: &[SentLetter], new: &[SentLetter]) -> bool {
    let found = word_differences(old, new);
    let ends = found.iter().map(|one| (one.old.clone(), one.new.clone())).chain([(old.len()..old.len(), new.len()..new.len())]);
    let (mut a, mut b) = (0, 0);
    for (gone, come) in ends {
        let mut same = old[a..gone.start].iter().zip(&new[b..come.start]);
        if same.any(|(one, other)| one.look != other.look && !one.sign.is_whitespace()) {
            return false;
        }
        (a, b) = (gone.end, come.end);
    }
    true
}

/// A picture in a paragraph.
struct FormPicture<'p> {
    picture: usize,
    /// What is said in its place.
    words: &'p str,
}

fn pictures(paragraph: &OfficeParagraph) -> Vec<FormPicture<'_>> {
    let one = |piece| match piece {
        &OfficePiece::Picture { picture, ref words, .. } => {
            Some(FormPicture { picture, words: words.as_deref().unwrap_or_default().trim() })
        }
        _ => None,
    };
    paragraph.pieces.iter().filter_map(one).collect()
}

/// How many letters a piece of a paragraph is.
fn length(piece: &OfficePiece, is_note: bool) -> usize {
    match piece {
        OfficePiece::Words { words, .. } => words.chars().count(),
        OfficePiece::LineBreak | OfficePiece::Picture { .. } | OfficePiece::Formula { .. } => 1,
        OfficePiece::Note(_) => usize::from(!is_note),
        _ => 0,
    }
}

/// What form changes ask of a document that came back besides its paragraphs.
#[derive(Clone, Copy)]
pub(super) struct ReturnedParts<'d> {
    pub(super) pictures: &'d [OfficePicture],
    /// Whether places are gone from it that links lead to.
    pub(super) has_dead_links: bool,
    /// How many levels headings are lower in Markdown than in it, if that is known.
    pub(super) shift: Option<u8>,
}

/// What an editor made of paragraphs besides other words, as far as it can be told from what was sent.
pub(super) fn form_changes(desk: &ReviewDesk<'_>, aligned: &ReviewAlignment, back: ReturnedParts<'_>) -> ReviewChanges {
    let sent = written_docx(desk.book, desk.sources, DocxPurpose::Review).ok();
    let Some(text) = sent.and_then(|made| docx::read_again(&made.bytes, is_of_review).ok()) else { return ReviewChanges::default() };
    let before = units(&text);
    let mut by_anchor: BTreeMap<&BlockAnchor, &ReviewUnit> = BTreeMap::new();
    for unit in &before {
        for anchor in &unit.anchors {
            by_anchor.entry(anchor).or_insert(unit);
        }
    }
    let shift = u8::from(is_titled(desk.book));
    let shift_there = back.shift.unwrap_or(shift);
    let gone = gone(aligned);
    let kind = |at: usize| Some(ParagraphKind::of(&by_anchor.get(desk.sent[at].anchor.as_ref()?)?.paragraph));
    let pictures = FormPictures { sent: &text.pictures, back: back.pictures };
    let mut out = FormChanges {
        desk,
        aligned,
        shift,
        shift_there,
        pictures,
        found: ReviewChanges::default(),
        has_dead_links: back.has_dead_links,
        quotations: Vec::new(),
        marks: BTreeMap::new(),
        seen: BTreeMap::new(),
        kinds: gone.iter().filter_map(|at| Some((*at, kind(*at)?))).collect(),
        gone,
        alignments: Vec::new(),
    };
    let mut last: Option<&ReviewGroup> = None;
    for (number, group) in aligned.groups.iter().enumerate() {
        let is_frozen = aligned.frozen.contains_key(&group.units.start);
        let is_anew = desk.is_formed_anew(group);
        if group.sent.len() == 1 && group.units.len() == 1 && !is_frozen && !is_anew {
            let (unit, is_moved) = (group.units.start, aligned.moved.contains(&number));
            out.seen.insert(group.sent.start, SeenParagraph { unit, is_moved, told: None });
        }
        let known = desk.sent[group.sent.start].anchor.as_ref().and_then(|anchor| by_anchor.get(anchor).copied());
        let follows = last.is_none_or(|last| last.sent.end == group.sent.start && last.units.end == group.units.start);
        match known {
            Some(was) if is_anew && !is_frozen => out.formed_twice(group, was),
            Some(was) if is_frozen => out.frozen(group, was),
            Some(was) => out.group(group, was, follows),
            None => {}
        }
        last = Some(group);
    }
    out.gathered();
    for unit in &aligned.inserted {
        let one = &desk.units[*unit];
        if one.is_below_break {
            out.found.left.push(LeftChange {
                sent: None,
                what: format!("a page ends above the new paragraph “{}” there: write `\\newpage`", short(&one.letters)),
            });
        }
    }
    out.found
}

/// The paragraphs that stand no longer where they were sent.
fn gone(aligned: &ReviewAlignment) -> BTreeSet<usize> {
    let moved = aligned.moved.iter().flat_map(|number| aligned.groups[*number].sent.clone());
    aligned.deleted.iter().copied().chain(moved).collect()
}

/// A paragraph that became one of a quotation, or is none any more.
struct QuotationChange {
    is_quoted: bool,
    told: LeftChange,
    sent: usize,
}

/// An item whose mark is another one.
struct MarkChange {
    now: ParagraphKind,
    told: LeftChange,
    sent: usize,
}

/// A paragraph whose lines stand elsewhere.
struct AlignmentChange {
    now: Alignment,
    told: LeftChange,
    sent: usize,
}

/// A paragraph that came back as one.
pub(super) struct SeenParagraph {
    pub(super) unit: usize,
    pub(super) is_moved: bool,
    /// What is told of it if it is an item now or was one, or has another depth or mark.
    pub(super) told: Option<LeftChange>,
}

/// The pictures of both documents.
struct FormPictures<'d> {
    sent: &'d [OfficePicture],
    back: &'d [OfficePicture],
}

pub(super) struct FormChanges<'d, 'b> {
    pub(super) desk: &'d ReviewDesk<'b>,
    pub(super) aligned: &'d ReviewAlignment,
    shift: u8,
    /// How many levels headings are lower in Markdown than in the document that came back.
    shift_there: u8,
    pictures: FormPictures<'d>,
    pub(super) found: ReviewChanges,
    /// Whether places are gone from the document that links lead to.
    has_dead_links: bool,
    quotations: Vec<QuotationChange>,
    /// By their lists.
    marks: BTreeMap<BlockId, Vec<MarkChange>>,
    pub(super) seen: BTreeMap<usize, SeenParagraph>,
    /// Paragraphs that stand no longer where they were sent.
    gone: BTreeSet<usize>,
    /// The kinds of these as they were sent.
    kinds: BTreeMap<usize, ParagraphKind>,
    alignments: Vec<AlignmentChange>,
}

impl FormChanges<'_, '_> {
    fn tell(&mut self, sent: usize, what: String) {
        self.found.left.push(LeftChange { sent: Some(sent), what });
    }

    fn change(&mut self, change: FormChange, what: String) {
        let told = vec![LeftChange { sent: Some(change.sent()), what }];
        self.found.changes.push(ReviewChange::Form { change, told });
    }

    /// Compares the paragraphs of a group with the one that was sent; `follows` if the one before it is the same too.
    fn group(&mut self, group: &ReviewGroup, was: &ReviewUnit, follows: bool) {
        let (desk, sent) = (self.desk, group.sent.start);
        let is_one = group.sent.len() == 1 && group.units.len() == 1;
        let before = ParagraphForm::of(&was.paragraph, was.is_note);
        for unit in group.units.clone().map(|number| &desk.units[number]) {
            let kind = ParagraphKind::of(&unit.paragraph).shifted(self.shift_there, self.shift);
            if kind != before.kind && !unit.is_cell {
                self.kind(sent, before.kind, kind, unit, is_one);
            }
        }
        if !is_one {
            return;
        }
        let unit = &desk.units[group.units.start];
        let now = self.form_there(unit);
        if now.alignment != before.alignment && now.kind == before.kind && !unit.is_cell {
            let (side, now) = match now.alignment {
                OfficeAlignment::Start => ("stands as other paragraphs do", Alignment::Start),
                OfficeAlignment::Center => ("is centred", Alignment::Centre),
                OfficeAlignment::End => ("stands on the right", Alignment::End),
            };
            let what = format!("“{}” {side} there: put it between `<div align=…>` and `</div>`, or take these away", short(&unit.letters));
            self.alignments.push(AlignmentChange { now, told: LeftChange { sent: Some(sent), what }, sent });
        }
        let place = |paragraph: &OfficeParagraph| paragraph.list.as_ref().map(|item| (item.level, item.mark.is_some()));
        if now.kind == ParagraphKind::Quotation && before.kind == now.kind && place(&unit.paragraph) != place(&was.paragraph) {
            let what =
                format!("“{}” stands at another depth of the list in its quotation there: write it so by hand", short(&unit.letters));
            self.tell(sent, what);
        }
        if follows && unit.is_below_break != was.is_below_break {
            let (words, ends) = (short(&unit.letters), unit.is_below_break);
            let what = match ends {
                true => format!("a page ends above “{words}” there: write `\\newpage` above it"),
                false => format!("no page ends above “{words}” there: take `\\newpage` away"),
            };
            self.change(FormChange::Page { sent, ends }, what);
        }
        self.formulas(sent, &before.formulas, &now.formulas);
        self.links(sent, &before.links, &now.links, &unit.letters);
        self.pictures(sent, &was.paragraph, &unit.paragraph);
    }

    /// What a paragraph is that came back.
    fn form_there(&self, unit: &ReviewUnit) -> ParagraphForm {
        let form = ParagraphForm::of(&unit.paragraph, unit.is_note);
        ParagraphForm { kind: form.kind.shifted(self.shift_there, self.shift), ..form }
    }

    /// Tells of a paragraph that looks or stands otherwise there, and says other words here than were sent.
    fn frozen(&mut self, group: &ReviewGroup, was: &ReviewUnit) {
        let unit = &self.desk.units[group.units.start];
        if self.aligned.frozen.get(&group.units.start) != Some(&true) {
            return;
        }
        let (before, now) = (ParagraphForm::of(&was.paragraph, was.is_note), self.form_there(unit));
        let targets = |form: &ParagraphForm| form.links.iter().map(|link| link.target.clone()).collect::<Vec<_>>();
        let is_alike = before.kind == now.kind
            && before.alignment == now.alignment
            && was.is_below_break == unit.is_below_break
            && targets(&before) == targets(&now)
            && has_same_looks(&was.letters, &unit.letters);
        if !is_alike {
            let words = short(&unit.letters);
            self.tell(
                group.sent.start,
                format!("“{words}” looks or stands otherwise there, and says other words here than were sent: compare them"),
            );
        }
    }

    /// Tells of a paragraph that was given another form here, if it was given another one there too.
    fn formed_twice(&mut self, group: &ReviewGroup, was: &ReviewUnit) {
        let unit = &self.desk.units[group.units.start];
        let form = self.desk.form_as_sent(group.sent.start).or(unit.sent_form);
        let Some(sent) = form.and_then(|form| form.shape) else { return };
        let here = shape_print(&ParagraphForm::of(&was.paragraph, was.is_note).sent(self.shift), &was.letters);
        let there = shape_print(&self.form_there(unit).sent(self.shift), &unit.letters);
        // What is read of the document of today must say what the book says, or nothing is known.
        if self.desk.sent[group.sent.start].shape_print() == here && there != sent && there != here && group.units.len() == 1 {
            let what =
                format!("“{}” was given another form there, and another one here since it was sent: compare them", short(&unit.letters));
            self.tell(group.sent.start, what);
        }
    }

    /// Compares the formulas of a paragraph, if there are as many.
    fn formulas(&mut self, sent: usize, was: &[String], now: &[String]) {
        let is_as_sent = self.desk.sent[sent].form.formulas.len() == was.len();
        for (number, (old, new)) in was.iter().zip(now).enumerate().filter(|_| was.len() == now.len()) {
            if spoken_formula(old) == spoken_formula(new) {
                continue;
            }
            let what = format!("a formula (`{old}`) says `{new}` there: change it by hand");
            let author = self.desk.formula(sent, number).filter(|_| is_as_sent);
            match author.and_then(|author| edited_formula(author, old, new)) {
                Some(latex) => self.change(FormChange::Formula { sent, number, latex }, what),
                None => self.tell(sent, what),
            }
        }
    }

    /// Compares the pictures of a paragraph, if there are as many.
    fn pictures(&mut self, sent: usize, was: &OfficeParagraph, now: &OfficeParagraph) {
        let (was, now): (Vec<FormPicture<'_>>, Vec<FormPicture<'_>>) = (pictures(was), pictures(now));
        if was.len() != now.len() {
            return;
        }
        for (was, now) in was.iter().zip(&now) {
            let bytes = |all: &[OfficePicture], at: usize| all.get(at).map(|picture| picture.bytes.clone()).unwrap_or_default();
            let (old, new) = (bytes(self.pictures.sent, was.picture), bytes(self.pictures.back, now.picture));
            // A program may write a picture in another format, which is the same to the eye.
            let is_alike = old.get(..4) == new.get(..4);
            if is_alike && old != new {
                self.tell(sent, format!("the picture “{}” is another one there: put its file in place of yours", was.words));
            }
            if was.words != now.words {
                let (old, new) = (was.words, now.words);
                self.tell(sent, format!("a picture is described by “{new}” there, and by “{old}” here: change the words in `![…]`"));
            }
        }
    }

    /// Takes another kind of paragraph: for a change if `is_one` and the kinds are some of those that can be written.
    fn kind(&mut self, sent: usize, was: ParagraphKind, now: ParagraphKind, unit: &ReviewUnit, is_one: bool) {
        use ParagraphKind::{Heading, Item, Plain, Quotation};
        let (desk, shift) = (self.desk, self.shift);
        let words = short(&unit.letters);
        let middle = 3 + shift;
        let written = i8::try_from(desk.written_level(sent, middle)).unwrap_or(0) - 3;
        let what = format!("“{words}” is {} there, and {} here: {}", now.said(written), was.said(written), now.repair(written, was));
        let level = |kind: ParagraphKind| if let Heading(level) = kind { Some(level + shift) } else { None };
        let told = LeftChange { sent: Some(sent), what };
        match (was, now) {
            _ if !is_one => self.found.left.push(told),
            // LibreOffice gives a paragraph behind one that was deleted on record the style of that one.
            _ if self.is_worn(sent, now) => {
                self.found.worn.insert(sent);
                self.found.left.push(told);
            }
            (Heading(_), Heading(_) | Plain) | (Plain, Heading(_)) => {
                self.change(FormChange::Heading { sent, was: level(was), now: level(now) }, told.what);
            }
            (Plain, Quotation) => self.quotations.push(QuotationChange { is_quoted: true, told, sent }),
            (Quotation, Plain) => self.quotations.push(QuotationChange { is_quoted: false, told, sent }),
            (Item { level: one, .. }, Item { level: other, .. }) if one == other => match desk.list_of(sent) {
                Some(list) => self.marks.entry(list).or_default().push(MarkChange { now, told, sent }),
                None => self.found.left.push(told),
            },
            (Item { .. }, Item { .. } | Plain) | (Plain, Item { .. }) => self.listed(told),
            _ => self.found.left.push(told),
        }
    }

    /// Whether a paragraph before this one, with nothing between them that is still there, was of a kind and has gone.
    fn is_worn(&self, sent: usize, kind: ParagraphKind) -> bool {
        let mut before = (0..sent).rev().take_while(|at| self.gone.contains(at));
        before.any(|at| self.kinds.get(&at) == Some(&kind))
    }

    /// Makes changes of what was gathered: quotations of paragraphs one behind the other, and lists all of whose items have other marks.
    fn gathered(&mut self) {
        let quotations = std::mem::take(&mut self.quotations);
        for run in quotations.chunk_by(|one, next| one.is_quoted == next.is_quoted && one.sent + 1 == next.sent) {
            let sent = run[0].sent..run[run.len() - 1].sent + 1;
            let told = run.iter().map(|one| one.told.clone()).collect();
            self.found.changes.push(ReviewChange::Form { change: FormChange::Quotation { sent, is_quoted: run[0].is_quoted }, told });
        }
        let alignments = std::mem::take(&mut self.alignments);
        let runs: Vec<&[AlignmentChange]> = alignments.chunk_by(|one, next| self.is_one_alignment(one, next)).collect();
        for run in runs {
            let (sent, now) = (run[0].sent..run[run.len() - 1].sent + 1, run[0].now);
            let told = run.iter().map(|one| one.told.clone()).collect();
            self.found.changes.push(ReviewChange::Form { change: FormChange::Alignment { sent, now }, told });
        }
        for (list, items) in std::mem::take(&mut self.marks) {
            let told: Vec<LeftChange> = items.iter().map(|item| item.told.clone()).collect();
            match self.all_marks(list, &items).filter(|marks| !self.is_listed(&marks.inside)) {
                Some(marks) => self.found.changes.push(ReviewChange::Form { change: FormChange::Marks(marks), told }),
                None => told.into_iter().for_each(|told| self.listed(told)),
            }
        }
        self.lists();
    }

    /// Whether two paragraphs stand elsewhere together: one behind the other with nothing but empty lines between, as they stood before.
    fn is_one_alignment(&self, one: &AlignmentChange, next: &AlignmentChange) -> bool {
        let was = |change: &AlignmentChange| self.desk.sent[change.sent].form.alignment;
        let lines = |change: &AlignmentChange| self.desk.lines(self.desk.block(change.sent));
        let is_beside = || {
            let (one, next) = (lines(one)?, lines(next)?);
            let between = self.desk.text(one.source).get(one.end as usize..next.start as usize)?;
            Some(one.source == next.source && between.trim().is_empty())
        };
        one.now == next.now && was(one) == was(next) && one.sent + 1 == next.sent && is_beside() == Some(true)
    }

    /// The marks of a list all of whose items have the same new one.
    fn all_marks(&self, list: BlockId, changed: &[MarkChange]) -> Option<ListMarks> {
        let BlockKind::List { items, .. } = &self.desk.book.block(list).kind else { return None };
        let first = changed.first()?;
        let ParagraphKind::Item { numerals: form, .. } = first.now else { return None };
        let firsts: Vec<usize> = items.iter().map(|item| self.desk.sent_of(*item.blocks.first()?)).collect::<Option<_>>()?;
        let is_all = firsts.iter().eq(changed.iter().map(|one| &one.sent)) && changed.iter().all(|one| one.now == first.now);
        let start = firsts[0];
        let depth = self.desk.depth(list)?;
        let frames = &self.desk.sent[start].form.frames;
        let is_inside = |at: &usize| {
            self.desk.sent.get(*at).is_some_and(|one| one.note.is_none() && one.form.frames.get(..=depth) == frames.get(..=depth))
        };
        let last = *firsts.last()?;
        let end = (last + 1..).take_while(is_inside).last().unwrap_or(last) + 1;
        (is_all && depth < frames.len()).then(|| ListMarks { items: firsts, inside: start..end, depth, numerals: form.map(numerals) })
    }

    fn links(&mut self, sent: usize, before: &[FormLink], now: &[FormLink], letters: &[SentLetter]) {
        let words: String = letters.iter().map(|letter| letter.sign).collect();
        let is_among = |link: &FormLink, links: &[FormLink]| links.iter().any(|other| other.is_same(link));
        for link in before.iter().filter(|link| !is_among(link, now)) {
            let was = Some(link.target.clone());
            match now.iter().find(|new| new.words == link.words) {
                Some(new) if link.target != "#" => {
                    let what = format!("the link “{}” leads to {} there: change its address", link.words, new.target);
                    let now = Some(new.address.clone());
                    self.change(FormChange::Link { sent, letters: link.letters.clone(), was, now }, what);
                }
                // Where words of a link went or were changed, that is told by itself.
                None if words.contains(&link.words) && !now.iter().any(|new| new.target == link.target) => {
                    let what = format!("“{}” is no link there: take its address away", link.words);
                    // The link may only have lost the place that it leads to.
                    if link.target == "#" && self.has_dead_links {
                        self.tell(sent, what);
                        continue;
                    }
                    self.change(FormChange::Link { sent, letters: link.letters.clone(), was, now: None }, what);
                }
                _ => {}
            }
        }
        let is_as_sent = self.desk.letters(sent).iter().map(|letter| letter.sign).eq(letters.iter().map(|letter| letter.sign));
        let is_new = |link: &&FormLink| !before.iter().any(|old| old.target == link.target || old.words == link.words);
        for (at, link) in now.iter().enumerate().filter(|(_, link)| is_new(link)) {
            // An address that is a link by itself leads to what it says.
            let follows = |old: &FormLink| old.is_address() && link.is_address() && before.len() == now.len();
            if before.get(at).is_some_and(follows) {
                continue;
            }
            let target = if link.target == "#" { "another place of the document" } else { &link.target };
            let what = format!("“{}” is a link to {target} there: write `[…](…)` round it", link.words);
            let change = FormChange::Link { sent, letters: link.letters.clone(), was: None, now: Some(link.address.clone()) };
            match is_as_sent {
                true => self.change(change, what),
                false => self.tell(sent, what),
            }
        }
    }
}
