//! Pictures: inspects image files, draws SVG as pixels or shapes, encodes pixels, makes a cover when the author gives none.

pub mod cover;
pub mod draw;
pub mod encode;
pub mod inspect;
pub mod jpeg;
pub mod resample;
mod svg;
pub mod vectors;
