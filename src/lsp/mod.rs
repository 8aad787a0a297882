//! What an editor asks about the books that it has open, and what it is told: all of the language server but the wire.

mod actions;
mod address;
mod book;
mod complete;
mod desk;
mod findings;
mod kept;
mod layout;
mod links;
mod places;
mod rename;
mod text;

pub(crate) use address::{path_of, uri_of};
pub(crate) use desk::{AppliedEdit, WritingDesk};
pub(crate) use layout::SetPages;
pub(crate) use text::ColumnUnit;
