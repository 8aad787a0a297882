//! What is told of an EPUB while it is made, and not only when it is inspected: what its readers, or shops, would find otherwise.

use super::cover::Cover;
use super::kindle;
use super::package::LongDocument;
use crate::book::BlockKind;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::edition::narrow::{self, NeededRoom};
use crate::html::pictures;
use crate::html::writer::DocumentWriter;
use crate::source::Span;
use crate::source::shops::HEAVY_PICTURE;

/// Tells of tables and formulas that no phone has room for, of pictures, and of what Kindle's converter has no place for.
pub(super) fn of_book(writer: &DocumentWriter, diagnostics: &mut Diagnostics) {
    for (block, room) in narrow::too_wide(writer.book(), writer.blocks()) {
        let (message, help) = narrow_screen(&block.kind, room);
        let finding = Diagnostic::at(Code::NarrowScreen, block.span, message).help(help);
        // Rows that become lists can be read anywhere, so that is no fault.
        let severity = if room.lists { Severity::Info } else { finding.severity };
        diagnostics.push(Diagnostic { severity, ..finding });
    }
    for image in pictures::shown(writer).into_iter().map(|index| &writer.book().images[index]) {
        if image.see_through {
            let message = format!("the picture {} is clear where nothing is drawn; the EPUB lays white behind it", image.path);
            let help = "give it a ground of its own if it is to look otherwise on dark pages";
            diagnostics.push(Diagnostic::at(Code::ClearGround, image.span, message).help(help));
        }
        heavy(&image.path, image.weight, Some(image.span), diagnostics);
    }
    kindle::lint(writer, diagnostics);
}

/// Tells of a cover that shops refuse or charge for.
pub(super) fn of_cover(writer: &DocumentWriter, cover: &Cover, diagnostics: &mut Diagnostics) {
    if let Some(path) = &writer.book().metadata.cover {
        heavy(path, cover.bytes.len() as u64, writer.config.place("cover"), diagnostics);
    }
}

/// Tells of documents that old reading systems show nothing of.
pub(super) fn of_documents(long: &[LongDocument], diagnostics: &mut Diagnostics) {
    for LongDocument { title, bytes, place } in long {
        let message = format!("the page of “{title}” has {} kB, and old readers cut or refuse pages of more than 300", bytes / 1000);
        let finding =
            Diagnostic::new(Code::DocumentLong, message).help("begin new paragraphs, lists or tables where one goes on for so long");
        diagnostics.push(Diagnostic { span: *place, ..finding });
    }
}

fn heavy(path: &str, bytes: u64, place: Option<Span>, diagnostics: &mut Diagnostics) {
    if bytes > HEAVY_PICTURE {
        let message = format!("{path} has {}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10);
        let finding = Diagnostic::new(Code::PictureHeavy, message).help("scale it down to what a page shows");
        diagnostics.push(Diagnostic { span: place, ..finding });
    }
}

/// What is told of a block that needs more room than a phone has, and the repair.
fn narrow_screen(kind: &BlockKind, room: NeededRoom) -> (String, &'static str) {
    let times = room.width / 210;
    let times = format!("{}.{}", times / 100, times / 10 % 10);
    match kind {
        BlockKind::Table(table) => {
            let columns = table.alignments.len();
            let there = if room.lists { "its rows become lists there" } else { "its words are divided there" };
            (
                format!("a table of {columns} columns is {times} times as wide as a phone; {there}"),
                "make two tables of it, or shorten its longest words",
            )
        }
        _ => (
            format!("a formula is {times} times as wide as a phone"),
            "part it into lines: `\\begin{aligned} a &= b \\\\ &= c \\end{aligned}`",
        ),
    }
}
