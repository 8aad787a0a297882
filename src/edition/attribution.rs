//! Who said what is quoted: the last paragraph of a quotation, if it is short and begins with a dash.

use crate::book::{BlockId, BlockKind, Book};

/// The most characters of an attribution: a name, a work, a place in it.
const LONGEST: usize = 120;

/// The paragraph at the end of a quotation that says whose words they are; none if there is none, or nothing before it.
#[must_use]
pub(crate) fn attribution(book: &Book, quotation: &[BlockId]) -> Option<BlockId> {
    let [.., _, last] = quotation else { return None };
    let BlockKind::Paragraph(prose) = &book.block(*last).kind else { return None };
    let name = prose.text.strip_prefix(['—', '–', '―'])?;
    (name.chars().count() <= LONGEST && name.trim_start().starts_with(char::is_alphanumeric)).then_some(*last)
}
