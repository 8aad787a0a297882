//! The head of a document: its title, its subtitle, who wrote it.

use super::plain::plain;
use crate::office::text::{OfficeBlock, OfficeParagraph, OfficePiece, OfficeRole, OfficeText};

/// A byline has at most so many words.
const LONGEST_BYLINE: usize = 8;

/// Settles which paragraph is the title, and takes subtitle and author into the facts.
pub(super) fn settle(text: &mut OfficeText) {
    several(&mut text.blocks);
    let Some(at) = text.blocks.iter().position(|block| role(block) == Some(&OfficeRole::Title)) else {
        return take(text);
    };
    if let OfficeBlock::Paragraph(title) = &text.blocks[at] {
        text.facts.title = Some(one_line(title)).filter(|title| !title.is_empty());
    }
    if let Some(OfficeBlock::Paragraph(next)) = text.blocks.get_mut(at + 1)
        && next.role == OfficeRole::Text
        && byline(&plain(next), &text.facts.authors).is_some()
    {
        next.role = OfficeRole::Author;
    }
    take(text);
}

fn role(block: &OfficeBlock) -> Option<&OfficeRole> {
    match block {
        OfficeBlock::Paragraph(paragraph) => Some(&paragraph.role),
        _ => None,
    }
}

/// Several titles with text between them are the heads of chapters.
fn several(blocks: &mut [OfficeBlock]) {
    let titles: Vec<usize> = (0..blocks.len()).filter(|&at| role(&blocks[at]) == Some(&OfficeRole::Title)).collect();
    let [first, .., last] = titles[..] else { return };
    let apart = blocks[first..last].iter().any(|block| matches!(role(block), Some(OfficeRole::Text | OfficeRole::Heading(_))));
    for (at, block) in blocks.iter_mut().enumerate() {
        let OfficeBlock::Paragraph(paragraph) = block else { continue };
        match &mut paragraph.role {
            OfficeRole::Title if apart => paragraph.role = OfficeRole::Heading(1),
            // Lines of one title.
            OfficeRole::Title if at != first => paragraph.role = OfficeRole::Subtitle,
            OfficeRole::Heading(level) if apart => *level = level.saturating_add(1),
            _ => {}
        }
    }
}

/// Takes the paragraphs with subtitle and author out; marks in them go to a neighbour.
fn take(text: &mut OfficeText) {
    let facts = &mut text.facts;
    let mut authors = Vec::new();
    let mut head = true;
    for block in &mut text.blocks {
        let OfficeBlock::Paragraph(paragraph) = block else { continue };
        match paragraph.role {
            OfficeRole::Subtitle if head && facts.subtitle.is_none() => facts.subtitle = Some(one_line(paragraph)),
            OfficeRole::Author if head => {
                let line = one_line(paragraph);
                authors.push(byline(&line, &facts.authors).unwrap_or(line));
            }
            OfficeRole::Title => continue,
            OfficeRole::Subtitle | OfficeRole::Author => {
                paragraph.role = OfficeRole::Text;
                continue;
            }
            _ => {
                head = false;
                continue;
            }
        }
        paragraph.pieces.retain(|piece| !matches!(piece, OfficePiece::Words { .. } | OfficePiece::LineBreak));
    }
    authors.retain(|author| !author.is_empty());
    if !authors.is_empty() {
        facts.authors = authors;
    }
    super::empty::drop_empty(&mut text.blocks);
}

fn one_line(paragraph: &OfficeParagraph) -> String {
    plain(paragraph).replace('\u{FFFC}', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The name in a byline, if it is one: "by …", or an author that the document names elsewhere.
pub(super) fn byline(line: &str, authors: &[String]) -> Option<String> {
    let line = line.trim();
    if line.split_whitespace().count() > LONGEST_BYLINE || line.is_empty() {
        return None;
    }
    const BY: [&str; 8] = ["by ", "von ", "par ", "por ", "di ", "av ", "af ", "door "];
    let lower = line.to_lowercase();
    if let Some(by) = BY.iter().find(|by| lower.starts_with(**by)) {
        let name = line.get(by.len()..)?.trim();
        return name.starts_with(char::is_uppercase).then(|| name.to_owned());
    }
    authors.iter().any(|author| author.to_lowercase() == lower).then(|| line.to_owned())
}
