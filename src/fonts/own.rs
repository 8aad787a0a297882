//! The author's own faces, tried before anything is set in them.

use super::face::Face;
use super::refusal::FontRefusal;
use crate::config::FontFile;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::source::Folder;
use std::borrow::Cow;

impl Face {
    /// The author's own face, from a file inside the book's folder, and of a variable font each that the text of this size (in tenths of
    /// a point) asks for; none, and reported, if the file can't be used.
    pub(super) fn load(folder: &Folder, FontFile { path, place }: &FontFile, text: u16, diagnostics: &mut Diagnostics) -> Vec<Self> {
        match Self::given(folder, path, text) {
            Ok(mut faces) => {
                faces.iter_mut().for_each(|face| face.path = Some(path.to_owned()));
                faces
            }
            Err(refusal) => {
                diagnostics.push(Diagnostic { span: Some(*place), ..refusal.told(path) });
                Vec::new()
            }
        }
    }

    /// The faces in a file of the book's folder, if all that a book asks of a font works; of sizes, that of the text.
    fn given(folder: &Folder, path: &str, text: u16) -> Result<Vec<Self>, FontRefusal> {
        let file = folder.find(path).map_err(FontRefusal::Unread)?.ok_or(FontRefusal::Outside)?;
        let mut faces = Self::members(Cow::Owned(folder.read(&file).map_err(FontRefusal::Unread)?), text)?;
        let of_text = faces.iter().filter_map(|face| face.optical).filter(|&upto| upto >= text).min();
        if faces.len() > 1 {
            faces.retain(|face| face.optical == of_text);
        }
        Ok(faces)
    }
}
