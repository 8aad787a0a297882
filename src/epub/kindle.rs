//! What Kindle's converter leaves out, or takes as a reason to set a book in its older and plainer way.

use crate::book::{BlockKind, ImageFormat};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::html::pictures;
use crate::html::writer::DocumentWriter;
use crate::source::Span;

/// Something that the converter has no place for.
struct KindleLimit {
    /// The consequence, told behind what was found.
    says: &'static str,
    /// The repair.
    help: &'static str,
    /// Where Amazon says so, and when.
    source: &'static str,
}

/// A table of more rows or columns.
const TABLE: KindleLimit = KindleLimit {
    says: "Amazon advises fewer than 100 rows and 10 columns",
    help: "make several tables of it",
    source: "Amazon Kindle Publishing Guidelines 2026.1, 10.5.1 (Avoid Large Tables)",
};
/// Words in a drawing.
const WORDS: KindleLimit = KindleLimit {
    says: "Kindle’s converter loses the words in drawings",
    help: "turn its words into paths when it is exported, or save it as PNG",
    source: "Amazon Kindle Publishing Guidelines, 9.4 (SVG, “Not Supported: <svg> with <text>”), as of May 2019",
};
/// Drawings.
const DRAWINGS: KindleLimit = KindleLimit {
    says: "with more than 25, Kindle sets the whole book without Enhanced Typesetting",
    help: "save some of them as PNG",
    source: "Amazon Kindle Publishing Guidelines, 9.4 (SVG, Troubleshooting), as of May 2019",
};

/// Every limit. What else the converter refuses is never in a book of ours: scripts, frames, forms, nested paragraphs and tables
/// (Guidelines 2026.1, 6.1 to 6.4 and 10.5.2), pictures other than JPEG, PNG, GIF and SVG (10.4.1), a book without NCX (5.2).
const LIMITS: [&KindleLimit; 3] = [&TABLE, &WORDS, &DRAWINGS];

/// Rows and columns of the largest table.
const ROWS: usize = 100;
const COLUMNS: usize = 10;
/// Drawings in a book, at most.
const MOST_DRAWINGS: usize = 25;

/// Tells of what Kindle's converter has no place for.
pub(super) fn lint(writer: &DocumentWriter, diagnostics: &mut Diagnostics) {
    debug_assert!(LIMITS.iter().all(|limit| limit.source.starts_with("Amazon")), "each limit has its source");
    let mut tell = |limit: &KindleLimit, span: Span, found: String| {
        diagnostics.push(Diagnostic::at(Code::KindleLimit, span, format!("{found}; {}", limit.says)).help(limit.help));
    };
    for block in writer.blocks() {
        let BlockKind::Table(table) = &block.kind else { continue };
        let (rows, columns) = (table.heads().count() + table.rows.len(), table.alignments.len());
        if rows >= ROWS || columns >= COLUMNS {
            tell(&TABLE, block.span, format!("a table has {rows} rows and {columns} columns"));
        }
    }
    let shown = pictures::shown(writer).into_iter().map(|index| &writer.book().images[index]);
    let drawings: Vec<_> = shown.filter(|image| image.published() == ImageFormat::Svg).collect();
    for drawing in &drawings {
        let has_words = drawing.file.bytes().is_ok_and(|bytes| bytes.windows(5).any(|five| five == b"<text"));
        if has_words {
            tell(&WORDS, drawing.span, format!("the drawing {} holds words", drawing.path));
        }
    }
    if let Some(first) = drawings.first().filter(|_| drawings.len() > MOST_DRAWINGS) {
        tell(&DRAWINGS, first.span, format!("the book has {} drawings", drawings.len()));
    }
}
