//! Changes of what paragraphs are: headings, quotations, the marks of lists, where links lead, where pages end.

use super::list_shape::ListShape;
use crate::book::{Alignment, Numerals};
use crate::office::docx_write::{SentForm, SentFrame, SentKind, SentLink, one_line};
use std::ops::Range;

/// A change of what paragraphs are.
#[derive(Clone, Debug)]
pub(super) enum FormChange {
    /// A heading of another level, or a paragraph that was one or becomes one: the levels in Markdown, none of a paragraph.
    Heading { sent: usize, was: Option<u8>, now: Option<u8> },
    /// Paragraphs one behind the other become a quotation, or are none any more.
    Quotation { sent: Range<usize>, is_quoted: bool },
    /// All items of a list get numbers, or bullets in place of them.
    Marks(ListMarks),
    /// Paragraphs become items or are none any more, and items get another depth or mark.
    Lists(ListShape),
    /// Letters lead elsewhere, become a link, or are none any more.
    Link { sent: usize, letters: Range<usize>, was: Option<String>, now: Option<String> },
    /// A formula of a paragraph, by its number, is another one, in LaTeX.
    Formula { sent: usize, number: usize, latex: String },
    /// The lines of paragraphs one behind the other stand elsewhere.
    Alignment { sent: Range<usize>, now: Alignment },
    /// A page ends above a paragraph, or no longer.
    Page { sent: usize, ends: bool },
}

/// New marks of all items of a list.
#[derive(Clone, Debug)]
pub(super) struct ListMarks {
    /// The first paragraph of each item.
    pub(super) items: Vec<usize>,
    /// All paragraphs of the list.
    pub(super) inside: Range<usize>,
    /// How many blocks the list stands in.
    pub(super) depth: usize,
    pub(super) numerals: Option<Numerals>,
}

impl FormChange {
    /// The first paragraph that gets another form.
    pub(super) fn sent(&self) -> usize {
        match self {
            Self::Heading { sent, .. } | Self::Link { sent, .. } | Self::Formula { sent, .. } | Self::Page { sent, .. } => *sent,
            Self::Quotation { sent, .. } | Self::Alignment { sent, .. } => sent.start,
            Self::Lists(shape) => shape.sent.start,
            Self::Marks(marks) => marks.items.first().copied().unwrap_or(marks.inside.start),
        }
    }

    /// The paragraphs that get another form.
    pub(super) fn paragraphs(&self) -> Range<usize> {
        match self {
            Self::Quotation { sent, .. } | Self::Alignment { sent, .. } => sent.clone(),
            Self::Lists(shape) => shape.sent.clone(),
            Self::Marks(marks) => marks.inside.clone(),
            _ => self.sent()..self.sent() + 1,
        }
    }

    /// Gives a paragraph among [`Self::paragraphs`] its form.
    pub(super) fn make(&self, sent: usize, form: &mut SentForm) {
        match self {
            Self::Heading { now, .. } => form.kind = now.map_or(SentKind::Paragraph, SentKind::Heading),
            Self::Quotation { is_quoted: true, .. } => form.frames.insert(0, SentFrame::Quotation),
            Self::Quotation { is_quoted: false, .. } => drop(form.frames.pop()),
            Self::Lists(shape) => {
                if let Some(frames) = shape.frames(sent) {
                    form.frames.clone_from(frames);
                }
            }
            Self::Marks(marks) => {
                if let Some(frame) = form.frames.get_mut(marks.depth) {
                    *frame = SentFrame::Item(marks.numerals);
                }
            }
            Self::Link { letters, now, .. } => {
                form.links.retain(|link| link.letters != *letters);
                form.links.extend(now.iter().map(|now| SentLink { letters: letters.clone(), target: now.clone() }));
                form.links.sort_by_key(|link| link.letters.start);
            }
            Self::Formula { number, latex, .. } => {
                if let Some(formula) = form.formulas.get_mut(*number) {
                    *formula = one_line(latex);
                }
            }
            Self::Alignment { now, .. } => form.alignment = *now,
            Self::Page { ends, .. } => form.is_below_break = *ends,
        }
    }
}
