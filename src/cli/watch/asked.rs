//! What a call of `watch` asks for.

use super::editor::EditorCommand;
use std::path::PathBuf;

/// What to watch, and how.
#[derive(Debug)]
pub(in crate::cli) struct Watch {
    /// The book; it exists.
    pub(in crate::cli) book: PathBuf,
    /// Whether a browser is to be opened.
    pub(in crate::cli) open: bool,
    /// The port; 0 for any that is free.
    pub(in crate::cli) port: u16,
    /// What opens a place in an editor, if the call or the environment says so.
    pub(in crate::cli) editor: Option<EditorCommand>,
    /// Whether notes without a place are only warned of, and drafts are shown.
    pub(in crate::cli) draft: bool,
    /// Whether installed fonts may be used.
    pub(in crate::cli) system_fonts: bool,
}
