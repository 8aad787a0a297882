//! Why a font of the author's cannot be used, and the one place where that becomes a finding.

use super::trial::FontFault;
use crate::diagnostics::{Code, Diagnostic};
use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::io;

/// Why a font of the author's is refused.
#[derive(Debug)]
pub(super) enum FontRefusal {
    /// A file outside the book's folder.
    Outside,
    /// A file that cannot be found or read.
    Unread(io::Error),
    /// A file that is no OpenType font.
    NoFont,
    /// A variable font of which no static face can be made.
    Varies,
    /// A damaged font.
    Damaged(FontFault),
    /// A font whose licence bits forbid embedding (OS/2, `fsType`).
    Forbidden,
}

impl FontRefusal {
    /// The finding about the font in this file.
    pub(super) fn told(&self, file: &str) -> Diagnostic {
        let code = match self {
            Self::Unread(fault) if fault.kind() != io::ErrorKind::NotFound => Code::Machine,
            Self::Unread(_) | Self::Outside | Self::NoFont | Self::Varies | Self::Damaged(_) | Self::Forbidden => Code::BadFont,
        };
        let help = match self {
            Self::Unread(_) => "look whether the file is there and may be read",
            Self::Varies => "name the variable font with TrueType outlines (.ttf), or the static files of the family",
            _ => "name an OpenType file (.otf or .ttf) inside the book's folder",
        };
        finding(code, file, self).help(help)
    }
}

impl Display for FontRefusal {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Outside => out.write_str("it lies outside the book's folder"),
            Self::Unread(fault) => fault.fmt(out),
            Self::NoFont => out.write_str("it is not an OpenType font"),
            Self::Varies => out.write_str("it is a variable font whose outlines (CFF2) can't be fixed"),
            Self::Damaged(fault) => out.write_str(fault.words()),
            Self::Forbidden => out.write_str("its licence bits forbid embedding, or cutting"),
        }
    }
}

impl Error for FontRefusal {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Unread(fault) => Some(fault),
            _ => None,
        }
    }
}

/// The finding about the file of a face whose glyphs cannot be shaped or cut out, though all that were tried before could.
pub(crate) fn unusable(file: &str) -> Diagnostic {
    let why = "it is damaged: glyphs that the book needs are not whole";
    finding(Code::BadFont, file, why).help("name another file, or get this one anew")
}

fn finding(code: Code, file: &str, why: impl Display) -> Diagnostic {
    Diagnostic::new(code, format!("cannot use the font {file}: {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_font_that_cannot_be_read_is_not_a_bad_font() {
        let told = |refusal: FontRefusal| refusal.told("a.otf").code;
        assert_eq!(told(FontRefusal::Unread(io::ErrorKind::PermissionDenied.into())), Code::Machine);
        assert_eq!(told(FontRefusal::Unread(io::ErrorKind::NotFound.into())), Code::BadFont);
        assert_eq!(told(FontRefusal::Damaged(FontFault::Tables)), Code::BadFont);
        assert_eq!(told(FontRefusal::Forbidden), Code::BadFont);
    }
}
