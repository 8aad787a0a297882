//! Who said what is quoted: the last paragraph of a quotation, if it is short and begins with a dash.

use crate::book::{BlockId, BlockKind, Book};

/// The most characters of an attribution: a name, a work, a place in it.
const LONGEST: usize = 120;

/// The paragraph at the end of a quotation that says whose words they are; none if there is none, or nothing before it.
#[must_use]
pub(crate) fn attribution(book: &Book, quotation: &[BlockId]) -> Option<BlockId> {
    let [.., _, last] = quotation else { return None };
    let BlockKind::Paragraph(prose) = &book.block(*last).kind else { return None };
    // Chinese and Japanese have a dash of two characters.
    let name = prose.text.trim_start_matches(['—', '–', '―']);
    let is_name = name.trim_start().starts_with(|c: char| c.is_alphanumeric() || matches!(c, '『' | '《' | '「'));
    (name.len() < prose.text.len() && name.chars().count() <= LONGEST && is_name).then_some(*last)
}
