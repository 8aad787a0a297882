//! The elements of the structure tree, kept small: a book of a hundred thousand notes has a million of them.

use super::links::Rectangle;
use crate::edition::EntryId;

/// A structure element.
#[derive(Debug, Default)]
pub(super) struct StructureElement {
    /// The element's type, one of ISO 32000-1's own (14.8.4).
    pub(super) role: &'static str,
    pub(super) parent: usize,
    pub(super) kids: Kids,
    /// The note that it is, by which it has an id.
    pub(super) note: Option<EntryId>,
    /// What most elements have nothing of.
    pub(super) told: Option<Box<ElementDetails>>,
}

/// What is said of an element beside its type.
#[derive(Debug, Default)]
pub(super) struct ElementDetails {
    pub(super) alternative: Option<String>,
    pub(super) language: Option<String>,
    pub(super) attribute: Option<StructureAttribute>,
}

impl StructureElement {
    /// What is said of it, to be added to.
    pub(super) fn told(&mut self) -> &mut ElementDetails {
        self.told.get_or_insert_default()
    }
}

/// What an element holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kid {
    Element(u32),
    /// A marked content, by page and MCID.
    Content(u32, u32),
    /// A link's annotation, by page and index on the page.
    Annotation(u32, u32),
}

/// The kids of an element in order; most have one, which needs no room of its own.
#[derive(Debug, Default)]
pub(super) enum Kids {
    #[default]
    None,
    One(Kid),
    Many(Vec<Kid>),
}

impl Kids {
    /// All kids in order.
    pub(super) fn all(&self) -> &[Kid] {
        match self {
            Self::None => &[],
            Self::One(kid) => std::slice::from_ref(kid),
            Self::Many(kids) => kids,
        }
    }

    /// Adds a kid behind the others.
    pub(super) fn push(&mut self, kid: Kid) {
        match self {
            Self::None => *self = Self::One(kid),
            Self::One(first) => *self = Self::Many(vec![*first, kid]),
            Self::Many(kids) => kids.push(kid),
        }
    }

    /// Takes a kid out. It is looked for from the end, where it is: to look through all would take the square of their number.
    pub(super) fn remove(&mut self, kid: Kid) {
        match self {
            Self::One(only) if *only == kid => *self = Self::None,
            Self::None | Self::One(_) => {}
            Self::Many(kids) => {
                if let Some(place) = kids.iter().rposition(|&own| own == kid) {
                    kids.remove(place);
                }
            }
        }
    }

    /// Puts the kids into another order.
    pub(super) fn sort_by_key<K: Ord>(&mut self, key: impl FnMut(&Kid) -> K) {
        if let Self::Many(kids) = self {
            kids.sort_by_key(key);
        }
    }
}

/// What a cell of a table heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CellScope {
    /// The columns below it.
    Column,
    /// The rows beside it.
    Row,
}

/// An attribute of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StructureAttribute {
    /// A cell of a table: what it heads, and how many columns and rows it goes over.
    Cell { heads: Option<CellScope>, columns: u16, rows: u16 },
    /// How a list is numbered.
    Numbering(&'static str),
    /// A list of terms and what they mean, which only PDF 2.0 has a word for.
    Described,
    /// Where an image stands on its page.
    Box(Rectangle),
}

/// A page, MCID or element by its number.
pub(super) fn number(index: usize) -> u32 {
    u32::try_from(index).expect("a file has fewer than 2^32 of anything")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kids_stay_in_order_and_elements_small() {
        let mut kids = Kids::default();
        for kid in 0..4 {
            assert_eq!(kids.all().len(), kid as usize);
            kids.push(Kid::Element(kid));
        }
        kids.remove(Kid::Element(2));
        kids.remove(Kid::Element(9));
        assert_eq!(kids.all(), [0, 1, 3].map(Kid::Element));
        kids.sort_by_key(|kid| matches!(kid, Kid::Element(0)));
        assert_eq!(kids.all(), [1, 3, 0].map(Kid::Element));
        assert!(size_of::<StructureElement>() <= 64);
    }

    #[test]
    fn only_the_kid_that_is_named_is_taken_out() {
        let mut kids = Kids::default();
        kids.push(Kid::Element(1));
        kids.remove(Kid::Element(2));
        assert_eq!(kids.all(), [Kid::Element(1)]);
        kids.remove(Kid::Element(1));
        assert!(kids.all().is_empty());
    }
}
