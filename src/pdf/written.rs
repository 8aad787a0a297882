//! Objects that are written already: what a tree of a million elements is kept as, since each would weigh twenty times as much as
//! an object of lopdf.

use super::syntax::write;
use lopdf::{Object, ObjectId};

/// Bytes of a block, which are given back when it is done with; no vector of all would be copied as it grows.
const BLOCK: usize = 1 << 20;

/// Objects as PDF syntax, by number.
#[derive(Clone, Default)]
pub(super) struct PdfObjects {
    blocks: Vec<Vec<u8>>,
    places: Vec<ObjectPlace>,
}

/// Where an object lies.
#[derive(Clone, Copy)]
struct ObjectPlace {
    number: u32,
    block: u32,
    start: u32,
    end: u32,
}

impl PdfObjects {
    /// Adds an object.
    pub(super) fn add(&mut self, id: ObjectId, object: &Object) {
        self.put(id, |out| write(out, object));
    }

    /// Adds an object that `into` writes.
    pub(super) fn put(&mut self, id: ObjectId, into: impl FnOnce(&mut Vec<u8>)) {
        if self.blocks.last().is_none_or(|last| last.len() > BLOCK - BLOCK / 16) {
            self.blocks.push(Vec::with_capacity(BLOCK));
        }
        let block = self.blocks.len() - 1;
        let bytes = &mut self.blocks[block];
        let start = bytes.len();
        into(bytes);
        let [block, start, end] = [block, start, bytes.len()].map(|at| u32::try_from(at).expect("files stay below 4 GiB"));
        self.places.push(ObjectPlace { number: id.0, block, start, end });
    }

    /// Puts the objects into the order of their numbers.
    pub(super) fn sort(&mut self) {
        self.places.sort_unstable_by_key(|place| place.number);
    }

    /// The objects, each with its number.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &[u8])> {
        self.places.iter().map(|place| (place.number, &self.blocks[place.block as usize][place.start as usize..place.end as usize]))
    }
}

/// Writes a dictionary of one array, as the trees of names and numbers are that have a single node (ISO 32000-1, 7.9.6 and 7.9.7).
pub(super) fn tree(out: &mut Vec<u8>, key: &str, pairs: impl Iterator<Item = [Object; 2]>) {
    out.extend_from_slice(format!("<</{key}[").as_bytes());
    for (at, object) in pairs.flatten().enumerate() {
        if at > 0 {
            out.push(b' ');
        }
        write(out, &object);
    }
    out.extend_from_slice(b"]>>");
}
