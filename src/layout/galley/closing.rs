//! The closings of letters: a signature on the right that stands on a page with the end of what it is set under.

use super::Galley;
use crate::book::{Alignment, Block, BlockId, BlockKind, Role};

/// Cost of a page that ends right before a closing, or in it.
const BEFORE_CLOSING: i64 = 55_000;

/// Rows of a closing at most.
const MOST_ROWS: usize = 6;

/// Characters of a closing's paragraph at most.
const LONGEST: usize = 200;

impl Galley<'_, '_> {
    /// Keeps the rows from `from` on, which are a closing, with the two lines before them, of one paragraph or of two.
    pub(super) fn keep_closing(&mut self, from: usize) {
        if from == 0 || self.rows.len() - from > MOST_ROWS {
            return;
        }
        let end = self.rows.len().saturating_sub(1);
        for row in &mut self.rows[from.saturating_sub(2)..end] {
            row.after = row.after.max(BEFORE_CLOSING);
        }
    }

    /// Whether one of some blocks is a closing: a paragraph with that role, or a short one on the right, below a paragraph. A date on the right that stands above
    /// the text of a letter is none.
    pub(super) fn is_closing(&self, blocks: &[BlockId], at: usize) -> bool {
        let book = self.edition.book();
        let block = |at: usize| blocks.get(at).map(|&id| book.block(id));
        let (Some(own), Some(before)) = (block(at), at.checked_sub(1).and_then(block)) else { return false };
        let is_dated = own.prose().is_some_and(|prose| prose.text.contains(|c: char| c.is_ascii_digit()));
        let is_above_text = block(at + 1).is_some_and(|next| matches!(next.kind, BlockKind::Paragraph(_)) && !is_on_the_right(next));
        let is_said = matches!(own.role, Role::Closing | Role::Signature);
        (is_said || is_on_the_right(own)) && matches!(before.kind, BlockKind::Paragraph(_)) && !(is_dated && is_above_text)
    }
}

/// Whether a block is a short paragraph on the right.
fn is_on_the_right(block: &Block) -> bool {
    block.alignment == Some(Alignment::End) && block.prose().is_some_and(|prose| prose.text.len() <= LONGEST)
}
