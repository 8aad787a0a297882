//! What is open while a document is read.

use super::lists::OdtHidden;

/// What an open element does when it ends.
#[derive(Debug)]
pub(super) enum OdtOpen {
    Nothing,
    /// All in it is passed over.
    Skip,
    Paragraph,
    /// A paragraph of deleted text that goes on the open one.
    Joined,
    Span,
    Link,
    List,
    Item,
    Deleted,
    Note,
    NoteBody(usize, OdtHidden),
    Remark(usize, OdtHidden),
    Box(OdtHidden),
    Shape(OdtHidden),
    Frame,
    Table,
    HeaderRows,
    Row,
    Cell(OdtHidden),
    /// A cell that another one covers.
    Covered(OdtHidden),
    Gather(OdtGathered),
}

/// What gathered characters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OdtGathered {
    Title,
    Description,
    Picture,
    Author,
    Date,
    Initials,
    /// Words above others.
    Ruby,
}
