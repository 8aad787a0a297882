//! The author's own faces, tried before anything is set in them.

use super::face::Face;
use super::refusal::FontRefusal;
use crate::config::FontFile;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::source::Folder;
use std::borrow::Cow;

impl Face {
    /// The author's own face, from a file inside the book's folder; reported if it can't be used.
    pub(super) fn load(folder: &Folder, FontFile { path, place }: &FontFile, diagnostics: &mut Diagnostics) -> Option<Self> {
        match Self::given(folder, path) {
            Ok(mut face) => {
                face.path = Some(path.to_owned());
                Some(face)
            }
            Err(refusal) => {
                diagnostics.push(Diagnostic { span: Some(*place), ..refusal.told(path) });
                None
            }
        }
    }

    /// The face in a file of the book's folder, if all that a book asks of a font works.
    fn given(folder: &Folder, path: &str) -> Result<Self, FontRefusal> {
        let file = folder.find(path).map_err(FontRefusal::Unread)?.ok_or(FontRefusal::Outside)?;
        Self::tried(Cow::Owned(folder.read(&file).map_err(FontRefusal::Unread)?))
    }
}
