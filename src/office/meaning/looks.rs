//! Headings without a style: short paragraphs that look alike and like no others.

use super::plain::plain;
use crate::office::text::{OfficeAlignment, OfficeBlock, OfficeParagraph, OfficePiece, OfficeRole};
use std::collections::BTreeMap;

/// Longer paragraphs are no headings.
const MOST_WORDS: usize = 14;
const MOST_LETTERS: usize = 110;

/// How a paragraph looks as a whole. The larger looks come last, so that levels go from the last to the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct HeadingLook {
    size: u16,
    is_centered: bool,
    is_bold: bool,
    is_capital: bool,
    is_italic: bool,
}

impl HeadingLook {
    /// The size of the smallest letters, in half points.
    pub(super) fn size(self) -> u16 {
        self.size
    }
}

/// Makes headings of paragraphs that look like headings, in a text that has none by style. `page` is how many blocks a title page takes.
pub(super) fn headings(blocks: &mut [OfficeBlock], page: usize) {
    let has = |role: fn(&OfficeRole) -> bool| {
        blocks.iter().any(|block| matches!(block, OfficeBlock::Paragraph(paragraph) if role(&paragraph.role)))
    };
    if has(|role| matches!(role, OfficeRole::Heading(_))) {
        return;
    }
    let body = usual_size(blocks);
    let look = |(at, block)| if at < page { None } else { heading_look(block, body) };
    let looks: Vec<Option<HeadingLook>> = blocks.iter().enumerate().map(look).collect();
    // A heading stands above text: not below another one of its look, nor at the end.
    let stands = |at: usize| {
        looks[at + 1..].iter().zip(&blocks[at + 1..]).find(|(_, block)| is_text(block)).is_some_and(|(next, _)| *next != looks[at])
    };
    let mut counts: BTreeMap<HeadingLook, (usize, usize)> = BTreeMap::new();
    for (at, look) in looks.iter().enumerate() {
        if let Some(look) = look {
            let (all, good) = counts.entry(*look).or_default();
            *all += 1;
            *good += usize::from(stands(at));
        }
    }
    let titled = has(|role| *role == OfficeRole::Title);
    let first = blocks.iter().position(is_text);
    let title = first.filter(|_| !titled).filter(|&at| looks[at].is_some_and(|look| counts[&look].0 == 1));
    // Two of a kind make a level; most of them must stand above text.
    let levels: Vec<HeadingLook> =
        counts.iter().rev().filter(|(_, (all, good))| *all >= 2 && good * 5 >= all * 4).map(|(look, _)| *look).collect();
    for (at, block) in blocks.iter_mut().enumerate() {
        let OfficeBlock::Paragraph(paragraph) = block else { continue };
        if Some(at) == title {
            paragraph.role = OfficeRole::Title;
        } else if let Some(level) = looks[at].and_then(|look| levels.iter().position(|level| *level == look)) {
            paragraph.role = OfficeRole::Heading(u8::try_from(level + 1).unwrap_or(6).min(6));
        } else {
            continue;
        }
        paragraph.alignment = OfficeAlignment::Start;
    }
}

fn is_text(block: &OfficeBlock) -> bool {
    matches!(block, OfficeBlock::Paragraph(paragraph) if !plain(paragraph).trim().is_empty())
}

/// The size that most characters have, in half points; 0 if none is known.
pub(super) fn usual_size(blocks: &[OfficeBlock]) -> u16 {
    let mut sizes: BTreeMap<u16, usize> = BTreeMap::new();
    for block in blocks {
        let OfficeBlock::Paragraph(paragraph) = block else { continue };
        for piece in &paragraph.pieces {
            if let OfficePiece::Words { words, look, .. } = piece {
                *sizes.entry(look.size.unwrap_or(0)).or_default() += words.len();
            }
        }
    }
    sizes.into_iter().max_by_key(|&(size, count)| (count, size)).map_or(0, |(size, _)| size)
}

/// How a paragraph looks, if it looks like a heading.
pub(super) fn heading_look(block: &OfficeBlock, body: u16) -> Option<HeadingLook> {
    let OfficeBlock::Paragraph(paragraph) = block else { return None };
    let words = plain(paragraph);
    let words = words.trim();
    let look = fits(paragraph, words).then(|| look(paragraph, words))?;
    let stands_out = look.is_bold || look.size > body + 1 && body > 0 || look.is_capital && look.is_centered;
    stands_out.then_some(look)
}

/// Whether a paragraph has the words of a heading.
pub(super) fn fits(paragraph: &OfficeParagraph, words: &str) -> bool {
    paragraph.role == OfficeRole::Text
        && paragraph.list.is_none()
        && !words.is_empty()
        && words.split_whitespace().count() <= MOST_WORDS
        && words.chars().count() <= MOST_LETTERS
        && words.chars().any(char::is_alphanumeric)
        && !words.contains('\u{FFFC}')
        && !words.ends_with(['.', ',', ';', ':', '…'])
        && !words.starts_with(['"', '“', '„', '«', '—', '–', '‘'])
}

fn look(paragraph: &OfficeParagraph, words: &str) -> HeadingLook {
    let looks = || {
        paragraph.pieces.iter().filter_map(|piece| match piece {
            OfficePiece::Words { words, look, .. } if !words.trim().is_empty() => Some(look),
            _ => None,
        })
    };
    HeadingLook {
        size: looks().filter_map(|look| look.size).min().unwrap_or(0),
        is_centered: paragraph.alignment == OfficeAlignment::Center,
        is_bold: looks().all(|look| look.is_bold),
        is_capital: looks().all(|look| look.is_small_caps)
            || words.chars().any(char::is_uppercase) && !words.chars().any(char::is_lowercase),
        is_italic: looks().all(|look| look.is_italic),
    }
}
