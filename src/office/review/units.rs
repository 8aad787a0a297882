//! The paragraphs of a document that came back: their letters and the anchors that they wear.

use super::comments::each;
use crate::book::Style;
use crate::office::docx_write::{BlockAnchor, FormAnchor, MARK, OBJECT, SentLetter, copied};
use crate::office::text::{OfficeBlock, OfficeLook, OfficeParagraph, OfficePiece, OfficeRaise, OfficeText};
use std::collections::{BTreeMap, BTreeSet};

/// A paragraph that came back.
#[derive(Clone, Debug)]
pub(in crate::office) struct ReviewUnit {
    pub(in crate::office) letters: Vec<SentLetter>,
    /// The anchors in it, in order.
    pub(in crate::office) anchors: Vec<BlockAnchor>,
    /// Whether all of them have the names of copies.
    pub(in crate::office) is_copied: bool,
    /// What the paragraph was besides its words when it was sent; none if that is not known of it alone.
    pub(in crate::office) sent_form: Option<FormAnchor>,
    pub(in crate::office) paragraph: OfficeParagraph,
    /// Whether the paragraph is part of a note.
    pub(in crate::office) is_note: bool,
    /// Whether the note that the paragraph is part of is called nowhere any more.
    pub(in crate::office) is_uncalled: bool,
    /// Whether the paragraph stands in a table.
    pub(in crate::office) is_cell: bool,
    /// Whether a page ends above the paragraph.
    pub(in crate::office) is_below_break: bool,
}

/// The paragraphs of a document whose changes were settled, those of notes behind those of the text. Paragraphs without a letter are left
/// out, and their anchors with them.
pub(in crate::office) fn units(text: &OfficeText) -> Vec<ReviewUnit> {
    let mut units = Vec::new();
    add(&text.blocks, false, false, &mut units);
    let mut called = BTreeSet::new();
    each(&text.blocks, &mut |paragraph| {
        called.extend(paragraph.pieces.iter().filter_map(|piece| if let OfficePiece::Note(note) = piece { Some(*note) } else { None }));
    });
    for (number, note) in text.notes.iter().enumerate() {
        let first = units.len();
        add(&note.blocks, true, false, &mut units);
        units[first..].iter_mut().for_each(|unit| unit.is_uncalled = !called.contains(&number));
    }
    units
}

fn add(blocks: &[OfficeBlock], is_note: bool, is_cell: bool, units: &mut Vec<ReviewUnit>) {
    let mut is_below_break = false;
    for block in blocks {
        match block {
            OfficeBlock::Paragraph(paragraph) => {
                let letters = letters(paragraph, is_note);
                let anchors = anchors(paragraph);
                let sent_form = sent_form(paragraph).filter(|_| anchors.len() == 1);
                let is_copied = names(paragraph).all(|name| copied(name).is_some());
                let shows = letters.iter().any(|letter| !letter.sign.is_whitespace());
                if shows || !anchors.is_empty() {
                    units.push(ReviewUnit {
                        letters,
                        anchors,
                        is_copied,
                        sent_form,
                        paragraph: paragraph.clone(),
                        is_note,
                        is_uncalled: false,
                        is_cell,
                        is_below_break,
                    });
                    is_below_break = false;
                }
            }
            OfficeBlock::Table(table) => {
                table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| add(&cell.blocks, is_note, true, units));
            }
            OfficeBlock::PageBreak => is_below_break = true,
            OfficeBlock::Rule => {}
        }
    }
}

/// The anchors of a document, each with the words of its paragraph, those too of what is deleted.
pub(in crate::office) fn all_anchors(text: &OfficeText) -> Vec<(BlockAnchor, Vec<SentLetter>)> {
    let mut found = Vec::new();
    for unit in units(text).into_iter().filter(|unit| !unit.is_note) {
        found.extend(unit.anchors.iter().map(|anchor| (anchor.clone(), unit.letters.clone())));
    }
    found
}

/// What paragraphs were besides their words when they were sent, by the prints of these; of words that stood twice nothing is known.
pub(super) fn forms_as_sent(text: &OfficeText) -> BTreeMap<u32, FormAnchor> {
    let mut forms: BTreeMap<u32, Option<FormAnchor>> = BTreeMap::new();
    for unit in units(text) {
        if let ([anchor], Some(form)) = (&unit.anchors[..], unit.sent_form) {
            let known = forms.entry(anchor.print).or_insert(Some(form));
            *known = known.filter(|known| (known.print, known.shape) == (form.print, form.shape));
        }
    }
    forms.into_iter().filter_map(|(print, form)| Some((print, form?))).collect()
}

fn anchors(paragraph: &OfficeParagraph) -> Vec<BlockAnchor> {
    names(paragraph).filter_map(BlockAnchor::of).collect()
}

/// What a paragraph was besides its words, if one bookmark in it says so.
fn sent_form(paragraph: &OfficeParagraph) -> Option<FormAnchor> {
    let mut forms = sent_forms(paragraph);
    forms.next().filter(|_| forms.next().is_none())
}

/// What the bookmarks in a paragraph say that tell what paragraphs were besides their words.
pub(super) fn sent_forms(paragraph: &OfficeParagraph) -> impl Iterator<Item = FormAnchor> {
    paragraph.pieces.iter().filter_map(|piece| match piece {
        OfficePiece::Bookmark(name) => FormAnchor::of(name),
        _ => None,
    })
}

/// The names of the anchors of a paragraph.
fn names(paragraph: &OfficeParagraph) -> impl Iterator<Item = &str> {
    let names = paragraph.pieces.iter().filter_map(|piece| match piece {
        OfficePiece::Bookmark(name) => Some(name.as_str()),
        _ => None,
    });
    names.filter(|name| BlockAnchor::of(name).is_some())
}

/// The letters of a paragraph.
pub(in crate::office) fn letters(paragraph: &OfficeParagraph, is_note: bool) -> Vec<SentLetter> {
    let mut letters = Vec::new();
    let plain = |sign| SentLetter { sign, look: Style::PLAIN };
    for piece in &paragraph.pieces {
        match piece {
            OfficePiece::Words { words, look, .. } => {
                let look = style(look);
                letters.extend(words.chars().map(|sign| SentLetter { sign, look }));
            }
            OfficePiece::LineBreak => letters.push(plain('\n')),
            OfficePiece::Note(_) if !is_note => letters.push(plain(MARK)),
            OfficePiece::Picture { .. } | OfficePiece::Formula { .. } => letters.push(plain(OBJECT)),
            _ => {}
        }
    }
    letters
}

/// The looks of words.
fn style(look: &OfficeLook) -> Style {
    let looks = [
        (look.is_bold, Style::STRONG),
        (look.is_italic, Style::EMPHASIS),
        (look.is_small_caps, Style::SMALL_CAPS),
        (look.is_struck, Style::STRUCK),
        (look.is_underlined, Style::UNDERLINE),
        (look.is_marked, Style::MARK),
        (look.is_code, Style::CODE),
        (look.raise == OfficeRaise::Superscript, Style::SUPERSCRIPT),
        (look.raise == OfficeRaise::Subscript, Style::SUBSCRIPT),
    ];
    looks.into_iter().filter(|(has, _)| *has).fold(Style::PLAIN, |all, (_, one)| all.with(one))
}
