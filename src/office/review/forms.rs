//! What paragraphs are besides their words, and where an editor made something else of them: headings, quotations, items of lists, where
//! links lead, what formulas say, whether a page ends above.
//!
//! Nobody knows how a reader will see what was sent but the reader: the document is made once more, read as the one that came back is,
//! and both are set side by side, paragraph by paragraph. All that differs is told, with what to write.

use super::align::{ReviewAlignment, ReviewGroup};
use super::changes::{LeftChange, short};
use super::desk::ReviewDesk;
use super::units::{ReviewUnit, units};
use crate::office::docx;
use crate::office::docx_write::{BlockAnchor, DocxPurpose, docx as written_docx, is_of_review, is_titled};
use crate::office::text::{OfficeAlignment, OfficeMark, OfficeNumerals, OfficeParagraph, OfficePiece, OfficeRole, OfficeTarget};
use std::collections::BTreeMap;

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

    /// The kind in words; headings are `shift` levels lower in Markdown, for the title stands above them.
    fn said(self, shift: u8) -> String {
        match self {
            Self::Plain => "a plain paragraph".to_owned(),
            Self::Title => "the title".to_owned(),
            Self::Heading(level) => format!("a heading of level {}", level + shift),
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
    fn repair(self, shift: u8, was: Self) -> String {
        match (self, was) {
            (Self::Plain, Self::Item { .. }) => "take its mark away and leave a blank line above and below it".to_owned(),
            (Self::Plain, Self::Heading(_) | Self::Title) => "take the `#` before it away".to_owned(),
            (Self::Plain, Self::Quotation) => "take the `>` before it away".to_owned(),
            (Self::Plain, Self::Verse) => "take `{.verse}` away".to_owned(),
            (Self::Plain, Self::Code) => "take the lines of ``` round it away".to_owned(),
            (Self::Plain, _) => "take away what makes it that".to_owned(),
            (Self::Title, _) => "make `# ` of what stands before it".to_owned(),
            (Self::Heading(level), Self::Heading(_)) => format!("write `{}` before it", "#".repeat(usize::from(level + shift))),
            (Self::Heading(level), _) => format!("write `{} ` before it", "#".repeat(usize::from(level + shift))),
            (Self::Quotation, _) => "write `> ` before its lines".to_owned(),
            (Self::Verse, _) => "write `{.verse}` behind it".to_owned(),
            (Self::Code, _) => "put it between two lines of ```".to_owned(),
            (Self::Caption, _) => "make it the caption of what it stands beside".to_owned(),
            (Self::Item { level, .. }, Self::Item { level: other, .. }) if level != other => {
                format!("move its line {} by the width of the mark above it", if level > other { "in" } else { "out" })
            }
            (Self::Item { numerals, .. }, _) => {
                let mark = match numerals {
                    None => "- ",
                    Some(OfficeNumerals::Decimal) => "1. ",
                    Some(OfficeNumerals::LowerLetter) => "a. ",
                    Some(OfficeNumerals::UpperLetter) => "A. ",
                    Some(OfficeNumerals::LowerRoman) => "i. ",
                    Some(OfficeNumerals::UpperRoman) => "I. ",
                };
                format!("write `{mark}` before it")
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
    target: String,
    words: String,
}

impl ParagraphForm {
    fn of(paragraph: &OfficeParagraph) -> Self {
        let (mut links, mut formulas) = (Vec::new(), Vec::new());
        let mut open: Option<FormLink> = None;
        for piece in &paragraph.pieces {
            match piece {
                OfficePiece::LinkStart(target) => {
                    let target = match target {
                        OfficeTarget::Address(address) => address.trim_end_matches('/').to_owned(),
                        // Programs give bookmarks other names.
                        OfficeTarget::Bookmark(_) => "#".to_owned(),
                    };
                    open = Some(FormLink { target, words: String::new() });
                }
                OfficePiece::LinkEnd => links.extend(open.take()),
                OfficePiece::Words { words, .. } => {
                    if let Some(link) = &mut open {
                        link.words.push_str(words);
                    }
                }
                OfficePiece::Formula { latex, .. } => formulas.push(spoken_formula(latex)),
                _ => {}
            }
        }
        // A program may part a link in several.
        links.dedup_by(|next, before| {
            let is_same = next.target == before.target;
            if is_same {
                before.words.push_str(&next.words);
            }
            is_same
        });
        links.iter_mut().for_each(|link| link.words = link.words.trim().to_owned());
        links.retain(|link| !link.words.is_empty());
        Self { kind: ParagraphKind::of(paragraph), alignment: paragraph.alignment, links, formulas }
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

/// What an editor made of paragraphs besides other words, as far as it can be told from what was sent.
pub(super) fn form_changes(desk: &ReviewDesk<'_>, aligned: &ReviewAlignment) -> Vec<LeftChange> {
    let sent = written_docx(desk.book, desk.sources, DocxPurpose::Review).ok();
    let Some(text) = sent.and_then(|made| docx::read_again(&made.bytes, is_of_review).ok()) else { return Vec::new() };
    let before = units(&text);
    let mut by_anchor: BTreeMap<&BlockAnchor, &ReviewUnit> = BTreeMap::new();
    for unit in &before {
        for anchor in &unit.anchors {
            by_anchor.entry(anchor).or_insert(unit);
        }
    }
    let shift = u8::from(is_titled(desk.book));
    let mut out = FormChanges { desk, shift, left: Vec::new() };
    let mut last: Option<&ReviewGroup> = None;
    for group in &aligned.groups {
        let known = desk.sent[group.sent.start].anchor.as_ref().and_then(|anchor| by_anchor.get(anchor).copied());
        let follows = last.is_none_or(|last| last.sent.end == group.sent.start && last.units.end == group.units.start);
        if let Some(was) = known {
            out.group(group, was, follows);
        }
        last = Some(group);
    }
    for unit in &aligned.inserted {
        let one = &desk.units[*unit];
        if one.is_below_break {
            out.left.push(LeftChange {
                sent: None,
                what: format!("a page ends above the new paragraph “{}” there: write `\\newpage`", short(&one.letters)),
            });
        }
    }
    out.left
}

struct FormChanges<'d, 'b> {
    desk: &'d ReviewDesk<'b>,
    shift: u8,
    left: Vec<LeftChange>,
}

impl FormChanges<'_, '_> {
    fn tell(&mut self, sent: usize, what: String) {
        self.left.push(LeftChange { sent: Some(sent), what });
    }

    /// Compares the paragraphs of a group with the one that was sent; `follows` if the one before it is the same too.
    fn group(&mut self, group: &ReviewGroup, was: &ReviewUnit, follows: bool) {
        let (desk, shift, sent) = (self.desk, self.shift, group.sent.start);
        let before = ParagraphForm::of(&was.paragraph);
        for number in group.units.clone() {
            let unit = &desk.units[number];
            let kind = ParagraphKind::of(&unit.paragraph);
            if kind != before.kind && !unit.is_cell {
                let words = short(&unit.letters);
                let (now, then) = (kind.said(shift), before.kind.said(shift));
                self.tell(sent, format!("“{words}” is {now} there, and {then} here: {}", kind.repair(shift, before.kind)));
            }
        }
        if group.sent.len() != 1 || group.units.len() != 1 {
            return;
        }
        let unit = &desk.units[group.units.start];
        let now = ParagraphForm::of(&unit.paragraph);
        if now.alignment != before.alignment && now.kind == before.kind && !unit.is_cell {
            let side = match now.alignment {
                OfficeAlignment::Start => "stands as other paragraphs do",
                OfficeAlignment::Center => "is centred",
                OfficeAlignment::End => "stands on the right",
            };
            self.tell(
                sent,
                format!("“{}” {side} there: put it between `<div align=…>` and `</div>`, or take these away", short(&unit.letters)),
            );
        }
        if follows && unit.is_below_break != was.is_below_break {
            let words = short(&unit.letters);
            self.tell(
                sent,
                match unit.is_below_break {
                    true => format!("a page ends above “{words}” there: write `\\newpage` above it"),
                    false => format!("no page ends above “{words}” there: take `\\newpage` away"),
                },
            );
        }
        if now.formulas.len() == before.formulas.len() && now.formulas != before.formulas {
            let (old, new): (Vec<&String>, Vec<&String>) =
                before.formulas.iter().zip(&now.formulas).filter(|(old, new)| old != new).unzip();
            let list = |formulas: &[&String]| formulas.iter().map(|one| one.as_str()).collect::<Vec<_>>().join(", ");
            self.tell(sent, format!("a formula ({}) says {} there: change it by hand", list(&old), list(&new)));
        }
        self.links(sent, &before.links, &now.links, &unit.letters.iter().map(|letter| letter.sign).collect::<String>());
    }

    fn links(&mut self, sent: usize, before: &[FormLink], now: &[FormLink], words: &str) {
        if before == now {
            return;
        }
        for link in before.iter().filter(|link| !now.contains(link)) {
            match now.iter().find(|new| new.words == link.words) {
                Some(new) if link.target != "#" => {
                    self.tell(sent, format!("the link “{}” leads to {} there: change its address", link.words, new.target));
                }
                // Where words of a link went or were changed, that is told by itself.
                None if words.contains(&link.words) && !now.iter().any(|new| new.target == link.target) => {
                    self.tell(sent, format!("“{}” is no link there: take its address away", link.words));
                }
                _ => {}
            }
        }
        let is_new = |link: &&FormLink| !before.iter().any(|old| old.target == link.target || old.words == link.words);
        for link in now.iter().filter(is_new) {
            let target = if link.target == "#" { "another place of the document" } else { &link.target };
            self.tell(sent, format!("“{}” is a link to {target} there: write `[…](…)` round it", link.words));
        }
    }
}
