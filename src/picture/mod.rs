//! Pictures: inspects image files, draws SVG as pixels or shapes, encodes pixels, makes a cover when the author gives none.

mod budget;
pub mod cover;
pub mod draw;
pub mod encode;
mod entropy;
mod foreign;
mod huffman;
pub mod inspect;
pub mod jpeg;
pub mod recast;
pub mod resample;
mod still;
pub mod svg;
pub mod vectors;
