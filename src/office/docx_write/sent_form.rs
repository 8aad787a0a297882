//! What paragraphs that are sent are besides their words: what they stand in, headings or not, where their links lead.

use crate::book::{Alignment, Block, BlockId, BlockKind, Book, Link, LinkId, Numerals, Picture};
use std::ops::Range;

/// What a paragraph is besides its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::office) struct SentForm {
    /// What the paragraph stands in, the outermost first.
    pub(in crate::office) frames: Vec<SentFrame>,
    pub(in crate::office) kind: SentKind,
    /// Whether the author has ended the page above.
    pub(in crate::office) is_below_break: bool,
    pub(in crate::office) links: Vec<SentLink>,
    /// The formulas in LaTeX, with single spaces.
    pub(in crate::office) formulas: Vec<String>,
    pub(in crate::office) alignment: Alignment,
}

/// What a paragraph stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::office) enum SentFrame {
    Quotation,
    /// An item of a list; none of a bulleted one.
    Item(Option<Numerals>),
    Other,
}

/// What a paragraph is by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::office) enum SentKind {
    Paragraph,
    Heading(u8),
    Other,
}

/// A formula that is sent as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::office) struct SentFormula {
    pub(in crate::office) letter: usize,
    pub(in crate::office) latex: String,
}

/// Letters that are a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::office) struct SentLink {
    pub(in crate::office) letters: Range<usize>,
    /// The address; of another place of the book, a number sign.
    pub(in crate::office) target: String,
}

impl SentForm {
    /// The form of a leaf, of whose letters some are links.
    pub(super) fn of(book: &Book, leaf: &Block, shown: ShownBlock, linked: &[(Range<usize>, LinkId)], formulas: &[SentFormula]) -> Self {
        let kind = match &leaf.kind {
            BlockKind::Heading { section, .. } => SentKind::Heading(book.section(*section).level),
            BlockKind::Paragraph(_) => SentKind::Paragraph,
            _ => SentKind::Other,
        };
        let target = |id: LinkId| match book.link(id) {
            Link::Address(address) => address.clone(),
            _ => "#".to_owned(),
        };
        let mut links: Vec<SentLink> = Vec::new();
        for (letters, id) in linked {
            let target = target(*id);
            match links.last_mut().filter(|last| last.letters.end == letters.start && last.target == target) {
                Some(last) => last.letters.end = letters.end,
                None => links.push(SentLink { letters: letters.clone(), target }),
            }
        }
        let formulas = formulas.iter().map(|formula| one_line(&formula.latex)).collect();
        let alignment = leaf.alignment.unwrap_or(Alignment::Start);
        Self { frames: shown.frames, kind, is_below_break: shown.is_below_break, links, formulas, alignment }
    }
}

impl SentForm {
    /// What other words leave as it is of a form, in signs: the kind of paragraph and where its links lead. An address may have lost the
    /// slash at its end.
    pub(in crate::office) fn shape(&self) -> String {
        let bare = Self { is_below_break: false, links: Vec::new(), formulas: Vec::new(), ..self.clone() };
        let mut said = bare.said();
        self.links.iter().for_each(|link| said += &format!("({})", link.target.trim_end_matches('/')));
        said
    }

    /// The form in signs, always the same ones.
    pub(super) fn said(&self) -> String {
        let frame = |frame: &SentFrame| match frame {
            SentFrame::Quotation => 'q',
            SentFrame::Other => 'o',
            SentFrame::Item(None) => 'b',
            SentFrame::Item(Some(Numerals::Figures)) => '1',
            SentFrame::Item(Some(Numerals::SmallLetters)) => 'a',
            SentFrame::Item(Some(Numerals::Capitals)) => 'A',
            SentFrame::Item(Some(Numerals::SmallRoman)) => 'i',
            SentFrame::Item(Some(Numerals::Roman)) => 'I',
        };
        let mut said: String = self.frames.iter().map(frame).collect();
        said += &match self.kind {
            SentKind::Paragraph => "p".to_owned(),
            SentKind::Heading(level) => format!("h{level}"),
            SentKind::Other => "x".to_owned(),
        };
        said += match self.alignment {
            Alignment::Start => "",
            Alignment::Centre => "c",
            Alignment::End => "e",
        };
        said += if self.is_below_break { "n" } else { "" };
        self.links.iter().for_each(|link| said += &format!("[{}-{}]({})", link.letters.start, link.letters.end, link.target));
        self.formulas.iter().for_each(|formula| said += &format!("${formula}$"));
        said
    }
}

/// A formula with single spaces.
pub(in crate::office) fn one_line(latex: &str) -> String {
    latex.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A block that is a paragraph of a document.
pub(super) struct ShownBlock {
    pub(super) block: BlockId,
    frames: Vec<SentFrame>,
    is_below_break: bool,
}

/// The blocks that are paragraphs of a document: leaves, pictures, breaks between scenes.
pub(super) fn shown_blocks(book: &Book, blocks: &[BlockId]) -> Vec<ShownBlock> {
    let (mut found, mut is_below_break) = (Vec::new(), false);
    let mut open: Vec<(BlockId, Vec<SentFrame>)> = blocks.iter().rev().map(|id| (*id, Vec::new())).collect();
    while let Some((id, frames)) = open.pop() {
        let block = book.block(id);
        let frame = match &block.kind {
            BlockKind::Quote(_) => SentFrame::Quotation,
            BlockKind::List { numbering, .. } => SentFrame::Item(numbering.map(|numbering| numbering.numerals)),
            _ => SentFrame::Other,
        };
        let inner: Vec<SentFrame> = frames.iter().copied().chain([frame]).collect();
        if block.prose().is_some() || matches!(block.kind, BlockKind::SceneBreak | BlockKind::Figure { picture: Picture::Shown(..), .. }) {
            found.push(ShownBlock { block: id, frames, is_below_break: std::mem::take(&mut is_below_break) });
        }
        is_below_break |= matches!(block.kind, BlockKind::PageBreak);
        open.extend(block.children().iter().rev().map(|child| (*child, inner.clone())));
    }
    found
}
