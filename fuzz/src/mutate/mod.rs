//! What is done to inputs: some to any bytes, some to texts, some to the parts of a file of a known form, which is then put
//! together so that a reader gets beyond its door.

mod bytes;
mod font;
mod jpeg;
mod png;
mod riff;
mod text;
mod zip;

pub(crate) use bytes::{bytes, in_place};
pub(crate) use font::font;
pub(crate) use jpeg::jpeg;
pub(crate) use png::png;
pub(crate) use riff::webp;
pub(crate) use text::{Words, text};
pub(crate) use zip::{archive, split as unzip};
