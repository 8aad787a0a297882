//! What has changed since the book appeared: a chapter behind all others, made of the settings.

use super::builder::{Builder, FilePiece};
use super::markdown;
use super::shift::HeadingShift;
use super::structure::{self, FileShape};
use crate::book::{BlockKind, EditionChange, Prose, Style};
use crate::config::{Config, ListedFile, Zone};
use crate::diagnostics::Diagnostics;
use crate::language::{about_edition, language};
use crate::source::{Sources, Span};

/// Adds the chapter "About this edition", if the settings list any change.
pub(super) fn add(config: &Config, builder: &mut Builder, sources: &mut Sources, diagnostics: &mut Diagnostics) {
    let changes = std::mem::take(&mut builder.book.metadata.changes);
    if changes.is_empty() || builder.book.chapters.is_empty() {
        return;
    }
    let tag = builder.book.language.clone();
    let name = config.place("changes").map_or("book.toml", |place| sources.get(place.source).name()).to_owned();
    let source = sources.add(name, format!("# {}\n", about_edition(&tag)));
    builder.paths.insert(source, String::new());
    let place = Span::new(source, 0, 0);
    let mut pieces = markdown::pieces(builder, source, sources.get(source).text(), 0, diagnostics);
    for change in &changes {
        let prose = told(change, &language(&tag).date(&change.date), place);
        pieces.push(FilePiece::Block(builder.block(place, BlockKind::Paragraph(prose))));
    }
    let listed = ListedFile::new(String::new(), Zone::Back);
    structure::add(builder, FileShape { listed: &listed, source, shift: HeadingShift::default() }, pieces, diagnostics);
    builder.book.metadata.changes = changes;
}

/// A change in a paragraph, behind its day.
fn told(change: &EditionChange, day: &str, place: Span) -> Prose {
    let mut prose = Prose::default();
    prose.push_words(&format!("{day}."), Style::STRONG, None, place);
    prose.push_words(" ", Style::PLAIN, None, place);
    for piece in change.text.pieces() {
        prose.push_words(&change.text.words[piece.range], piece.style, None, place);
    }
    prose
}
