//! Bindery turns a Markdown manuscript and its commentary into an EPUB 3 and a typeset PDF.
//!
//! # How to build a book
//! [`build`] takes files from anywhere ([`Files`]: the disk, memory, an archive, texts not yet saved laid over a disk) and gives back
//! the finished files with all that was found on the way. It reads nothing else and writes nothing.
//! ```
//! use bindery::{Files, Format, Memory, Options, build};
//! use std::sync::Arc;
//!
//! let mut folder = Memory::default();
//! folder.put("book/book.toml", "title = \"Of Bridges\"\nauthors = [\"Ada Smith\"]\nlanguage = \"en\"\n");
//! folder.put("book/one.md", "# The First Bridge\n\nNobody crosses it twice.\n");
//! let files: Arc<dyn Files> = Arc::new(folder);
//!
//! let built = build(&files, &Options::new("book"));
//! assert!(!built.reading.findings.has_errors());
//! assert!(built.book_of(Format::Epub).is_some_and(|epub| epub.starts_with(b"PK")));
//! assert!(built.book_of(Format::Pdf).is_some_and(|pdf| pdf.starts_with(b"%PDF-")));
//! ```
//!
//! # The path of the data
//! ```text
//! bytes ─► source ─► config (settings) ─► read (one reader a format) ─► book (the model) ─► edition (what goes where)
//!                                                        ┌────────────────────────────────────┴────────────┐
//!                                                        ▼                                                 ▼
//!                                              html ─► epub ─► .epub                             layout ─► pdf ─► .pdf
//!                                                 └──► web ─► a folder
//! ```
//! Every stage hands its findings to `diagnostics`; `build` runs them all; `cli` is the only one that touches the terminal, the clock
//! and the environment. A module imports only modules above it in the list below; `tests/layering.rs` holds that.

mod source;

mod language;

mod math;

mod diagnostics;

mod book;

mod config;

mod fonts;

mod picture;

mod read;

mod office;

mod remarks;

mod edition;

mod check;
mod spelling;

mod html;

mod epub;

mod web;

mod layout;

mod inspect;

mod pdf;

mod proof;

mod build;
mod lsp;

mod desk;
mod publish;

pub mod cli;

#[doc(hidden)]
pub mod testing;

pub use build::{
    Built, BuiltFile, FileContent, Format, InMemory, InstalledFonts, Options, OutputFile, Outputs, PicturedPages, Reading, Request,
    SideFile, SideKind, Stage, Unkept, build, build_into,
};
pub use config::{AskedSettings, Form, Presentation};
pub use diagnostics::{Code, Diagnostic, Diagnostics, Severity, Verdicts, render};
pub use fonts::picked::{PickedFace, PickedScript};
pub use inspect::inspect as inspect_epub;
pub use read::MarkedChanges;
pub use source::{Disk, EntryKind, FileFacts, Files, FolderEntry, Memory, Overlay, Sources, Span};
pub use web::{EditionPage, WebDownload, WebEdition, WebFile, WebRequest};
