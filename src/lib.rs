//! Bindery turns a Markdown manuscript and its commentary into an EPUB 3 and a typeset PDF.
//!
//! # The path of the data
//! ```text
//! bytes on disk ─► source ─► manuscript (reader) ─► book (the model) ─► edition (what goes where) ─┬─► epub ──────────► .epub
//!                                                                                                   └─► layout ─► pdf ─► .pdf
//! ```
//! Every stage hands its findings to [`diagnostics`]; [`config`] (book.toml) feeds them all; [`cli`] is the only one that
//! touches the terminal, the clock and the environment. A module imports only modules above it in the list below;
//! `tests/layering.rs` holds that.

pub mod source;

pub mod language;

pub mod xml;

pub mod address;

mod held;

pub mod deflate;

pub mod math;

pub mod diagnostics;

pub mod config;

pub mod book;

pub mod fonts;

pub mod picture;

pub mod manuscript;

pub mod edition;

pub mod check;

pub mod epub;

pub mod layout;

pub mod inspect;

pub mod pdf;

pub mod cli;
