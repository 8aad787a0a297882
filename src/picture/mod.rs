//! Pictures: inspects image files, draws SVG as pixels or shapes, encodes pixels, makes a cover when the author gives none.

mod budget;
pub(crate) mod cover;
pub(crate) mod draw;
pub(crate) mod encode;
mod entropy;
mod facts;
mod flaw;
mod foreign;
mod huffman;
pub(crate) mod inspect;
pub(crate) mod jpeg;
mod pixels;
mod raster;
pub(crate) mod recast;
mod recode;
pub(crate) mod resample;
pub(crate) mod small;
mod still;
pub(crate) mod svg;
mod tree;
pub(crate) mod vectors;
