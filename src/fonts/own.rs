//! The author's own faces, tried before anything is set in them.

use super::face::{Face, bad};
use super::guard::guarded;
use super::trial;
use crate::config::FontFile;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::source::Folder;
use std::borrow::Cow;

impl Face {
    /// The author's own face, from a file inside the book's folder; reported if it can't be used.
    pub(super) fn load(folder: &Folder, FontFile { path, place }: &FontFile, diagnostics: &mut Diagnostics) -> Option<Self> {
        let bad = |why: &str| {
            let finding = bad(path, why).help("name an OpenType file (.otf or .ttf) inside the book's folder");
            Diagnostic { span: Some(*place), ..finding }
        };
        let file = match folder.find(path) {
            Ok(Some(file)) => file,
            Ok(None) => {
                diagnostics.push(bad("it lies outside the book's folder"));
                return None;
            }
            Err(fault) => {
                diagnostics.push(bad(&fault.to_string()));
                return None;
            }
        };
        let face = folder
            .read(&file)
            .map_err(|fault| fault.to_string())
            .and_then(|data| guarded(|| Self::read(Cow::Owned(data))).flatten().ok_or("it is not an OpenType font".to_owned()))
            .and_then(|face| trial::fault(&face).map_or(Ok(face), |fault| Err(fault.words().to_owned())));
        match face {
            Ok(mut face) if face.may_be_embedded() => {
                face.path = Some(path.to_owned());
                Some(face)
            }
            Ok(_) => {
                diagnostics.push(bad("its licence bits forbid embedding"));
                None
            }
            Err(why) => {
                diagnostics.push(bad(&why));
                None
            }
        }
    }
}
