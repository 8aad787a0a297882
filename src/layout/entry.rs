//! An entry of a series of notes as rows.

use super::beside::Beside;
use super::frame::{LinkTarget, Origin};
use super::galley::{BlockGeometry, Galley, Row};
use super::line::{ParagraphText, ShapeContext};
use super::style::{Align, StyleSheet, TextLook};
use crate::book::{BlockId, BlockKind, NoteId, NoteKind, Style};
use crate::edition::words::words;
use crate::edition::{Edition, EntryId, Marks, NotePlacement, NoteSeries};
use crate::fonts::Fonts;
use crate::source::Length;

/// Sets an entry: its mark and lemma, then its notes, each behind the label of the voice that speaks it. `page` is the label of
/// the page that its words stand on, if it is to be shown.
pub(super) fn entry(id: EntryId, page: Option<&str>, edition: &Edition, sheet: &StyleSheet, bench: &mut ShapeContext) -> Vec<Row> {
    let entry = edition.entry(id);
    let (look, width) = match sheet.beside.filter(|_| entry.place == NotePlacement::Beside) {
        // In a narrow column even lines would have gaps.
        Some(beside @ Beside::Column { .. }) => (TextLook { align: Align::Left, ..sheet.note }, beside.width()),
        Some(beside) => (sheet.note, beside.width()),
        // By itself the commentary is the text.
        None if !edition.has_text() && entry.series == NoteSeries::Commentary => (sheet.text, sheet.measure),
        None => (sheet.note, sheet.measure),
    };
    let place = BlockGeometry { left: Length::ZERO, width, look, indent: look.size.scale(11, 10), tight: true };
    in_place(id, page, edition, sheet, place, bench)
}

/// Sets an entry in a place that is not that of its series, as below a table.
pub(super) fn in_place(
    id: EntryId,
    page: Option<&str>,
    edition: &Edition,
    sheet: &StyleSheet,
    place: BlockGeometry,
    bench: &mut ShapeContext,
) -> Vec<Row> {
    let entry = edition.entry(id);
    let (book, fonts, look) = (edition.book(), bench.fonts, place.look);
    let mut galley = Galley::new(edition, sheet, bench);
    for (index, &note) in entry.notes.iter().enumerate() {
        let mut head = ParagraphText::new(&book.language);
        if index == 0 {
            begin(&mut head, id, page, edition, look, fonts);
        }
        // A second voice begins like a new paragraph.
        let first = if index == 0 { Length::ZERO } else { place.indent };
        spoken(&mut galley, head, note, first, place);
    }
    let mut rows = galley.rows;
    // At the foot and below a table one note follows the other; elsewhere they stand apart.
    let follows = matches!(entry.place, NotePlacement::Foot | NotePlacement::Table);
    if let Some(first) = rows.first_mut().filter(|_| !follows) {
        first.above = look.leading / 2;
    }
    rows
}

/// Sets a note that has no place in the text, below its heading as it is written.
pub(super) fn unplaced(id: NoteId, edition: &Edition, sheet: &StyleSheet, bench: &mut ShapeContext) -> Vec<Row> {
    let look = sheet.note;
    let fonts = bench.fonts;
    let place = BlockGeometry { left: Length::ZERO, width: sheet.measure, look, indent: look.size.scale(11, 10), tight: true };
    let mut galley = Galley::new(edition, sheet, bench);
    let mut head = ParagraphText::new(&edition.book().language);
    if let NoteKind::Unplaced(unplaced) = &edition.book().note(id).kind {
        let bold = TextLook { bold: true, hyphenate: true, ..look };
        head.push(&format!("{} ", unplaced.heading), bold.voice(Style::PLAIN, fonts), Origin::Voice(id), None);
    }
    spoken(&mut galley, head, id, Length::ZERO, place);
    let mut rows = galley.rows;
    if let Some(first) = rows.first_mut() {
        first.above = look.leading / 2;
    }
    rows
}

/// Sets what a note says behind what is in `head` already, the label of its voice before it.
fn spoken(galley: &mut Galley, mut head: ParagraphText, note: NoteId, first: Length, place: BlockGeometry) {
    let edition = galley.edition;
    let book = edition.book();
    let look = place.look;
    let plain = look.voice(Style::PLAIN, galley.bench.fonts);
    let caps = look.voice(Style::SMALL_CAPS, galley.bench.fonts);
    let draft = edition.is_draft(note).then(|| words(book).draft);
    for label in draft.into_iter().chain(edition.voice_label(note)) {
        head.push(label, caps, Origin::Voice(note), None);
        head.push("\u{2002}", plain, Origin::Voice(note), None);
    }
    let blocks = &book.note(note).blocks;
    let begins = blocks.first().map(|&id| (id, &book.block(id).kind));
    let rest = match begins {
        Some((block, BlockKind::Paragraph(prose))) => {
            let own = galley.copy(block, prose, Origin::Block(block), place);
            head.append(own);
            &blocks[1..]
        }
        Some(_) if run_in(galley, &head, blocks, place) => return,
        _ => &blocks[..],
    };
    galley.lines(&head, place, first);
    galley.indent();
    galley.blocks(rest, place);
}

/// Sets a note that begins with no paragraph, such as a quotation or a list, beside its number, if that is short; false if it is not.
fn run_in(galley: &mut Galley, head: &ParagraphText, blocks: &[BlockId], place: BlockGeometry) -> bool {
    let gap = place.look.size / 2;
    let Some(line) = galley.label_line(head).filter(|line| line.end > Length::ZERO && line.end + gap < place.width / 6) else {
        return false;
    };
    // A quotation and code are set in anyway.
    let set_in = match blocks.first().map(|&id| &galley.edition.book().block(id).kind) {
        Some(BlockKind::Quote(_)) => place.indent.max(place.look.size),
        Some(BlockKind::Code { .. }) => place.look.size,
        _ => Length::ZERO,
    };
    let inset = (line.end + gap - set_in).max(Length::ZERO);
    let beside = BlockGeometry { left: place.left + line.end, width: place.width - line.end, ..place };
    let first = galley.rows.len();
    galley.blocks(blocks, BlockGeometry { left: place.left + inset, width: place.width - inset, ..place });
    galley.put_label(first, line, beside, Length::ZERO);
    true
}

/// What an entry begins with: page, mark and lemma, which all lead back to the text.
fn begin(head: &mut ParagraphText, id: EntryId, page: Option<&str>, edition: &Edition, look: TextLook, fonts: &Fonts) {
    let entry = edition.entry(id);
    let plain = look.voice(Style::PLAIN, fonts);
    let back = match (edition.has_text(), edition.shown, entry.series) {
        (false, ..) => None,
        (true, Marks::Letters, _) | (true, _, NoteSeries::Author) => Some(LinkTarget::Mark(id)),
        (true, Marks::Underline | Marks::None, NoteSeries::Commentary) => Some(LinkTarget::Block(entry.at.block)),
    };
    let origin = Origin::EntryHead(id);
    if let Some(page) = page {
        head.push(&format!("{page}\u{2002}"), plain, origin, back);
    }
    if entry.series == NoteSeries::Author {
        let stop = if entry.mark.ends_with(char::is_alphanumeric) { "." } else { "" };
        head.push(&format!("{}{stop}\u{2002}", entry.mark), plain, origin, back);
        return;
    }
    let letter = edition.shown == Marks::Letters && edition.has_text();
    if letter {
        let italic = TextLook { italic: true, ..look };
        head.push(&format!("{}\u{2002}", entry.mark), italic.voice(Style::PLAIN, fonts), origin, back);
    }
    if let Some(lemma) = entry.lemma.clone().or_else(|| (!letter).then(|| edition.subject(entry))) {
        let bold = TextLook { bold: true, hyphenate: true, ..look };
        head.push(&format!("{}]", shortened(&lemma)), bold.voice(Style::PLAIN, fonts), origin, back);
        head.push(" ", plain, origin, None);
    }
}

/// A lemma of more than eight words keeps its first four and last three.
fn shortened(lemma: &str) -> String {
    let words: Vec<&str> = lemma.split_whitespace().collect();
    if words.len() <= 8 || lemma.contains('…') {
        return words.join(" ");
    }
    format!("{} … {}", words[..4].join(" "), words[words.len() - 3..].join(" "))
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn a_long_lemma_keeps_four_words_and_three() {
        assert_eq!(shortened("one two three four five six seven eight"), "one two three four five six seven eight");
        assert_eq!(shortened("one two three four five six seven eight nine"), "one two three four … seven eight nine");
        // Its author has left something out already.
        let own = "one two three four … five six seven eight nine";
        assert_eq!(shortened(own), own);
    }
}
