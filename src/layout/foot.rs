//! Notes, set before any page is: every entry of a chapter as rows at the foot's measure, in the two series.

use super::frame::{Origin, Target};
use super::galley::{Galley, Place, Row};
use super::geometry::Length;
use super::line::{Bench, Copy};
use super::style::{Look, Sheet};
use crate::book::{BlockKind, Style};
use crate::edition::{Edition, EntryId, Series};

/// The notes of a chapter in one series, one after the other.
#[derive(Default)]
pub(super) struct Foot {
    /// Their rows.
    pub(super) rows: Vec<Row>,
    /// Where each entry begins and ends in `rows`, in the order of their calls.
    pub(super) entries: Vec<(EntryId, std::ops::Range<usize>)>,
}

/// The feet of a chapter and what its rows call.
pub(super) struct Feet {
    /// The author's notes and the commentary.
    pub(super) series: [Foot; 2],
    /// For each row of the galley and each series: how many entries are called by the rows up to and with it.
    pub(super) called: Vec<[usize; 2]>,
}

/// Sets the notes that the rows of a galley call; a note called inside a note follows it.
pub(super) fn feet(rows: &[Row], edition: &Edition, sheet: &Sheet, bench: &mut Bench) -> Feet {
    let mut feet = Feet { series: <[Foot; 2]>::default(), called: Vec::with_capacity(rows.len()) };
    for row in rows {
        let mut open: Vec<EntryId> = row.calls.iter().rev().copied().collect();
        while let Some(entry) = open.pop() {
            let set = self::entry(entry, edition, sheet, bench);
            let inner: Vec<EntryId> = set.iter().flat_map(|row| row.calls.iter().copied()).collect();
            open.extend(inner.into_iter().rev());
            let foot = &mut feet.series[edition.entry(entry).series as usize];
            let start = foot.rows.len();
            foot.rows.extend(set);
            foot.entries.push((entry, start..foot.rows.len()));
        }
        feet.called.push([feet.series[0].entries.len(), feet.series[1].entries.len()]);
    }
    feet
}

/// One entry: its mark and lemma, then its notes, each behind the label of the voice that speaks it.
fn entry(id: EntryId, edition: &Edition, sheet: &Sheet, bench: &mut Bench) -> Vec<Row> {
    let entry = edition.entry(id);
    let book = edition.book;
    let look = sheet.note;
    let fonts = bench.fonts;
    let place = Place { left: Length::ZERO, width: sheet.measure, look, indent: look.size.scale(11, 10), tight: true };
    let mut galley = Galley::new(edition, sheet, bench);
    for (index, &note) in entry.notes.iter().enumerate() {
        let mut head = Copy::new(&book.language);
        let plain = look.voice(Style::PLAIN, fonts);
        if index == 0 {
            let back = Some(Target::Mark(id));
            match entry.series {
                Series::Author => head.push(&format!("{}.\u{2002}", entry.mark), plain, Origin::EntryHead(id), back),
                Series::Commentary => {
                    let italic = Look { italic: true, ..look };
                    head.push(&format!("{}\u{2002}", entry.mark), italic.voice(Style::PLAIN, fonts), Origin::EntryHead(id), back);
                    if let Some(lemma) = &entry.lemma {
                        let bold = Look { bold: true, hyphenate: true, ..look };
                        head.push(&format!("{}]", shortened(lemma)), bold.voice(Style::PLAIN, fonts), Origin::EntryHead(id), back);
                        head.push(" ", plain, Origin::EntryHead(id), None);
                    }
                }
            }
        }
        if let Some(label) = edition.voice_label(note) {
            let caps = look.voice(Style::SMALL_CAPS, fonts);
            head.push(label, caps, Origin::Voice(note), None);
            head.push("\u{2002}", plain, Origin::Voice(note), None);
        }
        let blocks = &book.note(note).blocks;
        let first = blocks.first().map(|&id| (id, &book.block(id).kind));
        let rest = match first {
            Some((block, BlockKind::Paragraph(prose))) => {
                let own = galley.copy(block, prose, Origin::Block(block), place);
                head.append(own);
                &blocks[1..]
            }
            _ => &blocks[..],
        };
        // A second voice begins like a new paragraph.
        let first = if index == 0 { Length::ZERO } else { place.indent };
        galley.lines(&head, place, first);
        galley.indent();
        galley.blocks(rest, place);
    }
    galley.rows
}

/// A lemma of more than eight words keeps its first four and last three.
fn shortened(lemma: &str) -> String {
    let words: Vec<&str> = lemma.split_whitespace().collect();
    if words.len() <= 8 || lemma.contains('…') {
        return words.join(" ");
    }
    format!("{} … {}", words[..4].join(" "), words[words.len() - 3..].join(" "))
}
