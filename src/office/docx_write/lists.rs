//! The numberings of lists: a kind for each way to number, and a list for each list of the text, so that each begins anew.

use super::spaces::{HEAD, SPACES};
use crate::book::{Numbering, NumeralMarks, Numerals};
use std::fmt::Write as _;

/// Depths of a list.
const DEPTHS: u8 = 9;

/// The lists of a document.
#[derive(Debug, Default)]
pub(super) struct DocxLists {
    /// The ways to mark items, each once; none for bullets.
    kinds: Vec<Option<DocxNumerals>>,
    lists: Vec<DocxListStart>,
}

/// How the items of a kind of list are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct DocxNumerals {
    numerals: Numerals,
    marks: NumeralMarks,
}

/// A list: its kind, by number, the depth that it stands at and the number that it begins with.
#[derive(Debug)]
struct DocxListStart {
    kind: usize,
    depth: u8,
    start: u64,
}

impl DocxLists {
    /// The number of a new list.
    pub(super) fn list(&mut self, numbering: Option<&Numbering>, depth: u8) -> usize {
        let kind = numbering.map(|numbering| DocxNumerals { numerals: numbering.numerals, marks: numbering.marks });
        let at = self.kinds.iter().position(|known| *known == kind).unwrap_or_else(|| {
            self.kinds.push(kind);
            self.kinds.len() - 1
        });
        let start = numbering.map_or(1, |numbering| numbering.start.min(1 << 30));
        self.lists.push(DocxListStart { kind: at, depth, start });
        self.lists.len()
    }

    /// The part of the numberings; none without a list.
    pub(super) fn part(&self) -> Option<String> {
        if self.lists.is_empty() {
            return None;
        }
        let mut out = format!("{HEAD}<w:numbering {SPACES}>");
        for (at, kind) in self.kinds.iter().enumerate() {
            let _ = write!(out, "<w:abstractNum w:abstractNumId=\"{at}\"><w:multiLevelType w:val=\"hybridMultilevel\"/>");
            (0..DEPTHS).for_each(|depth| level(*kind, depth, &mut out));
            out.push_str("</w:abstractNum>");
        }
        for (at, DocxListStart { kind, depth, start }) in self.lists.iter().enumerate() {
            let _ = write!(
                out,
                "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{kind}\"/><w:lvlOverride w:ilvl=\"{depth}\"><w:startOverride w:val=\"{start}\"/></w:lvlOverride></w:num>",
                at + 1
            );
        }
        out.push_str("</w:numbering>");
        Some(out)
    }
}

fn level(kind: Option<DocxNumerals>, depth: u8, out: &mut String) {
    let (form, words) = match kind {
        None => ("bullet", ["•", "◦", "▪"][usize::from(depth % 3)].to_owned()),
        Some(DocxNumerals { numerals, marks }) => {
            let form = match numerals {
                Numerals::Figures => "decimal",
                Numerals::SmallLetters => "lowerLetter",
                Numerals::Capitals => "upperLetter",
                Numerals::SmallRoman => "lowerRoman",
                Numerals::Roman => "upperRoman",
            };
            let number = format!("%{}", depth + 1);
            let words = match marks {
                NumeralMarks::Stop => format!("{number}."),
                NumeralMarks::Bracket => format!("{number})"),
                NumeralMarks::Brackets => format!("({number})"),
            };
            (form, words)
        }
    };
    let indent = 720 * (u32::from(depth) + 1);
    let _ = write!(
        out,
        "<w:lvl w:ilvl=\"{depth}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{form}\"/><w:lvlText w:val=\"{words}\"/><w:lvlJc w:val=\"left\"/>\
         <w:pPr><w:ind w:left=\"{indent}\" w:hanging=\"360\"/></w:pPr></w:lvl>"
    );
}
