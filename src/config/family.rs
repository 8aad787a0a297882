//! The families that a book is set in, where it asks for others than the usual ones: by name, or by files in its folder.

use super::files::{ending, file};
use super::keys::RawType;
use super::page::{Families, FamilySettings, FamilySource};
use super::resolve::ResolveContext;
use crate::diagnostics::Code;
use crate::source::{EntryKind, PathRefusal};
use toml::Spanned;

/// The endings of font files.
const ENDINGS: [&str; 4] = ["otf", "ttf", "ttc", "otc"];

impl Families {
    /// The families that are written, the others as in `base`.
    pub(super) fn over(base: &Self, raw: &RawType, desk: &mut ResolveContext) -> Self {
        let mut one = |key: &str, given: &[Spanned<String>], base: &Option<FamilySettings>| family(key, given, desk).or(base.clone());
        Self {
            serif: one("type.serif", &raw.serif, &base.serif),
            sans: one("type.sans", &raw.sans, &base.sans),
            mono: one("type.mono", &raw.mono, &base.mono),
            math: one("type.math", &raw.math, &base.math),
        }
    }
}

/// The family that a key names; none if nothing is given, or nothing of it can be had (reported).
fn family(key: &str, given: &[Spanned<String>], desk: &mut ResolveContext) -> Option<FamilySettings> {
    let place = desk.span(&given.first()?.span());
    if let [name] = given
        && !is_path(name.get_ref(), desk)
    {
        let name = name.get_ref().split_whitespace().collect::<Vec<_>>().join(" ");
        if name.is_empty() {
            desk.say(Code::BadValue, given[0].span(), format!("`{key}` is empty"), Some("name a family, or leave the key out"));
            return None;
        }
        return Some(FamilySettings { source: FamilySource::Name(name), place });
    }
    let files: Vec<String> = given.iter().flat_map(|path| font_files(path, desk)).collect();
    (!files.is_empty()).then_some(FamilySettings { source: FamilySource::Files(files), place })
}

/// Whether a text is the path of a font or of a folder, and no family's name.
fn is_path(given: &str, desk: &ResolveContext) -> bool {
    given.contains(['/', '\\']) || is_font(given) || matches!(desk.folder.inside(given), Err(PathRefusal::Folder))
}

fn is_font(path: &str) -> bool {
    ENDINGS.contains(&ending(path).as_str())
}

/// The font files at a path: the file itself, or those in the folder, in the order of their names.
fn font_files(path: &Spanned<String>, desk: &mut ResolveContext) -> Vec<String> {
    let given = path.get_ref().as_str();
    if !matches!(desk.folder.inside(given), Err(PathRefusal::Folder)) {
        return file(given, path.span(), desk).into_iter().collect();
    }
    let stem = given.trim_end_matches('/');
    let entries = desk.folder.list(stem).into_iter().filter(|entry| entry.kind == EntryKind::File);
    let names = entries.map(|entry| format!("{stem}/{}", entry.name.to_string_lossy()));
    let fonts: Vec<String> = names.filter(|name| is_font(name)).collect();
    if fonts.is_empty() {
        let help = Some("put OpenType files (.otf or .ttf) there, or name another folder");
        desk.say(Code::MissingFile, path.span(), format!("the folder `{given}` holds no fonts"), help);
    }
    fonts.iter().filter_map(|font| file(font, path.span(), desk)).collect()
}
