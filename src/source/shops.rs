//! What shops and old reading systems bear, as those who make an EPUB and those who inspect one both must know.

/// Bytes of a picture from which on shops charge for delivery or refuse it.
pub(crate) const HEAVY_PICTURE: u64 = 4_000_000;

/// Bytes of a document from which on old reading systems are slow with it, cut it or show nothing of it.
pub(crate) const LONG_DOCUMENT: usize = 300_000;
