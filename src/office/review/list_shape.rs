//! The lists that paragraphs are to be: what each of them is in them.

use crate::book::Numerals;
use crate::office::docx_write::SentFrame;
use crate::office::text::OfficeAround;
use std::ops::Range;

/// What a paragraph is to be in a list.
#[derive(Clone, Debug)]
pub(super) enum ShapedPart {
    /// None of a list.
    Plain,
    /// What the paragraph is already: a part of its item, whatever becomes of that.
    AsSent,
    /// A paragraph of the item before it, at a depth from 0.
    Continued { level: usize },
    /// An item.
    Item { level: usize, mark: ShapedMark },
}

/// The mark of an item.
#[derive(Clone, Copy, Debug)]
pub(super) struct ShapedMark {
    /// None of a bullet.
    pub(super) number: Option<ShapedNumber>,
}

/// The number of an item, as the document counts it.
#[derive(Clone, Copy, Debug)]
pub(super) struct ShapedNumber {
    pub(super) numerals: Numerals,
    pub(super) value: u64,
    pub(super) around: OfficeAround,
}

impl ShapedMark {
    pub(super) fn numerals(self) -> Option<Numerals> {
        self.number.map(|number| number.numerals)
    }
}

/// New lists of paragraphs that are all those of outermost blocks, one behind the other.
#[derive(Clone, Debug)]
pub(super) struct ListShape {
    pub(super) sent: Range<usize>,
    /// What each paragraph is to be; what goes on an item that is none any more is plain too.
    pub(super) parts: Vec<ShapedPart>,
    /// What each paragraph is to stand in.
    pub(super) frames: Vec<Vec<SentFrame>>,
    /// Where each paragraph stands among those of `sent` that begin the items it is in, the outermost first.
    pub(super) items: Vec<Vec<usize>>,
}

impl ListShape {
    /// What a paragraph of the text is to stand in.
    pub(super) fn frames(&self, sent: usize) -> Option<&Vec<SentFrame>> {
        self.frames.get(sent.checked_sub(self.sent.start)?)
    }
}
