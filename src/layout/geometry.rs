//! Points on a page, measured from its top left corner.

pub use crate::config::Length;
