//! Fonts that are installed on the machine: what stands in their folders, read just as far as is needed to choose among them.

use super::licence::FaceLicence;
use super::sfnt::{self, FontContainer};
use crate::source::{EntryKind, Files};
use rayon::prelude::*;
use skrifa::raw::{FontRef, TableProvider};
use skrifa::string::StringId;
use skrifa::{MetadataProvider, attribute};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Deepest folder that is looked into, below those that hold fonts.
const DEEPEST: usize = 8;

/// Most entries of folders that are looked at in all: a link among the fonts may lead to a whole disk.
const MOST: usize = 100_000;

/// Bytes beyond which a table is none: the largest map of all China has a hundredth of them.
const LARGEST: u32 = 32 << 20;

/// A face that is installed and may be embedded, as far as the choice among such faces asks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct InstalledFace {
    /// Family name, the same for all weights.
    pub(crate) family: String,
    /// PostScript name.
    pub(crate) name: String,
    /// The file.
    pub(crate) path: PathBuf,
    /// Number of the face in its file.
    pub(crate) number: u32,
    /// Weight class, 400 regular, 700 bold.
    pub(super) weight: u16,
    /// Whether the face slopes.
    pub(super) italic: bool,
    /// Whether the face is as wide as most, neither condensed nor expanded.
    pub(super) normal_width: bool,
    /// The largest size that the face is drawn for, in tenths of a point; none if it is for all sizes, or says nothing of them.
    pub(super) optical: Option<u16>,
    /// Whether all its characters are of one width.
    pub(super) fixed_pitch: bool,
    /// Whether the face says of itself that its letters have serifs.
    pub(super) serif: bool,
    /// Which of the characters that were asked for the face has.
    pub(super) has: BTreeSet<char>,
    /// Whether the face may go into any file.
    pub(super) licence: FaceLicence,
}

/// The faces in these folders and below that have any of the characters and may be embedded, in the order of their names.
pub(crate) fn survey(files: &dyn Files, folders: &[PathBuf], wanted: &BTreeSet<char>) -> Vec<InstalledFace> {
    let mut walk = FontWalk { files, found: BTreeSet::new(), linked: BTreeSet::new(), links: Vec::new(), left: MOST };
    folders.iter().for_each(|folder| walk.folder(folder, 0));
    // What lies in the folders themselves comes first.
    while let Some((folder, depth)) = walk.links.pop() {
        walk.folder(&folder, depth);
    }
    let found: Vec<PathBuf> = walk.found.into_iter().collect();
    let mut faces: Vec<InstalledFace> = found.par_iter().flat_map_iter(|path| faces(files, path, wanted)).collect();
    faces.sort();
    faces
}

/// A walk through folders of fonts.
struct FontWalk<'w> {
    files: &'w dyn Files,
    found: BTreeSet<PathBuf>,
    /// Folders that were reached by a symbolic link, by their real paths: a link may lead to a folder above it.
    linked: BTreeSet<PathBuf>,
    /// Folders behind symbolic links, and how deep they lie, that are still to be looked into.
    links: Vec<(PathBuf, usize)>,
    /// How many entries may still be looked at.
    left: usize,
}

impl FontWalk<'_> {
    /// Finds the font files in a folder and below. A symbolic link is followed, as package managers install fonts by links.
    fn folder(&mut self, folder: &Path, depth: usize) {
        let entries = self.files.list(folder, self.left).unwrap_or_default();
        self.left -= entries.len().min(self.left);
        for entry in entries {
            let path = folder.join(&entry.name);
            let is_link = entry.kind == EntryKind::Other;
            let kind = if is_link { self.files.about(&path).map_or(EntryKind::Other, |facts| facts.kind) } else { entry.kind };
            match kind {
                EntryKind::Folder if depth >= DEEPEST => {}
                EntryKind::Folder if !is_link => self.folder(&path, depth + 1),
                EntryKind::Folder if self.is_new(&path) => self.links.push((path, depth + 1)),
                EntryKind::File if is_font(&path) => {
                    self.found.insert(path);
                }
                _ => {}
            }
        }
    }

    /// Whether no symbolic link has led into the folder yet.
    fn is_new(&mut self, folder: &Path) -> bool {
        self.files.real(folder).is_ok_and(|real| self.linked.insert(real))
    }
}

fn is_font(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    ending.is_some_and(|ending| ["ttf", "otf", "ttc", "otc"].contains(&ending.as_str()))
}

/// The faces of a file that have any of the characters.
fn faces(files: &dyn Files, path: &Path, wanted: &BTreeSet<char>) -> Vec<InstalledFace> {
    let Some(beginning) = files.part(path, 0, sfnt::DIRECTORY).ok() else { return Vec::new() };
    let Some(container) = FontContainer::of(&beginning) else { return Vec::new() };
    let read = |number| super::guard::guarded(|| face(files, path, container.directory(number)?, number, wanted)).flatten();
    (0..container.count()).filter_map(read).collect()
}

/// A face whose directory begins there, if it has any of the characters, outlines, and the leave to be embedded.
fn face(files: &dyn Files, path: &Path, directory: u32, number: u32, wanted: &BTreeSet<char>) -> Option<InstalledFace> {
    let records = sfnt::tables(&files.part(path, directory.into(), sfnt::DIRECTORY).ok()?)?;
    let record = |tag: &[u8; 4]| records.iter().find(|record| record.tag == *tag);
    record(b"glyf").or_else(|| record(b"CFF "))?;
    let table = |tag: &[u8; 4]| {
        let record = record(tag).filter(|record| record.length <= LARGEST)?;
        let bytes = files.part(path, record.start.into(), record.length as usize).ok()?;
        (bytes.len() == record.length as usize).then_some((*tag, bytes))
    };
    // The map of characters first: most fonts have none of those that are wanted.
    let map = table(b"cmap")?;
    let alone = sfnt::assembled(&[(map.0, &map.1)])?;
    let charmap = FontRef::new(&alone).ok()?;
    let has: BTreeSet<char> =
        wanted.iter().copied().filter(|&c| charmap.charmap().map(c).is_some_and(|glyph| glyph.to_u32() != 0)).collect();
    if has.is_empty() {
        return None;
    }
    let others: Vec<([u8; 4], Vec<u8>)> = [b"OS/2", b"head", b"name", b"post"].into_iter().filter_map(table).collect();
    let others: Vec<([u8; 4], &[u8])> = others.iter().map(|(tag, bytes)| (*tag, bytes.as_slice())).collect();
    let file = sfnt::assembled(&others)?;
    let font = FontRef::new(&file).ok()?;
    let string = |id| font.localized_strings(id).english_or_first().map(|name| name.to_string());
    let os2 = font.os2().ok()?;
    if os2.fs_type() & super::face::FORBIDDEN != 0 {
        return None;
    }
    let family = string(StringId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| string(StringId::FAMILY_NAME)).map(|name| one_line(&name));
    let postscript = string(StringId::POSTSCRIPT_NAME)?;
    let family = family.filter(|name| !name.is_empty()).unwrap_or_else(|| one_line(&postscript));
    let attributes = font.attributes();
    let name = super::face::name(&postscript, &family);
    Some(InstalledFace {
        weight: weight(os2.us_weight_class(), &name),
        optical: super::face::optical(&name, os2.us_upper_optical_point_size()),
        name,
        serif: says_serif(&family, os2.panose_10(), os2.s_family_class()),
        family,
        path: path.to_owned(),
        number,
        italic: attributes.style != attribute::Style::Normal,
        normal_width: os2.us_width_class() == 5,
        fixed_pitch: font.post().is_ok_and(|post| post.is_fixed_pitch() != 0),
        licence: FaceLicence::of(&font),
        has,
    })
}

/// A name in one line and not too long, whatever the font says.
fn one_line(name: &str) -> String {
    let plain = name.chars().map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c });
    plain.take(120).collect::<String>().trim().to_owned()
}

/// The weight class of a face. Some bold faces say that they are regular, and only their names say that they are not.
pub(super) fn weight(said: u16, name: &str) -> u16 {
    let style = name.rsplit('-').next().unwrap_or_default();
    let is_bold = style.starts_with("Bold") || style.starts_with("Black") || style.starts_with("ExtraBold");
    if said == 400 && is_bold { 700 } else { said }
}

/// Whether a face has serifs: by its name, or by what OS/2 says (PANOSE of Latin text with a serif style, or a family class of serifs).
fn says_serif(family: &str, panose: &[u8], class: i16) -> bool {
    let lower = family.to_lowercase();
    if lower.contains("sans") {
        return false;
    }
    let of_panose = matches!(panose, [2, 2..=10, ..]);
    ["serif", "mincho", "song", "ming", "batang", "myeongjo", "naskh"].iter().any(|word| lower.contains(word))
        || of_panose
        || matches!(class >> 8, 1..=5 | 7)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::BUILT_IN;
    use crate::source::Memory;

    fn memory(files: &[(&str, &[u8])]) -> Memory {
        let mut memory = Memory::default();
        files.iter().for_each(|(path, bytes)| memory.put(path, bytes.to_vec()));
        memory
    }

    #[test]
    fn only_faces_with_a_wanted_character_are_found_and_in_order_of_their_names() {
        let libertinus = BUILT_IN[0].1;
        let files = memory(&[
            ("/fonts/z/a.otf", libertinus),
            ("/fonts/mono.TTF", BUILT_IN[7].1),
            ("/fonts/readme.txt", b"no font"),
            ("/fonts/broken.ttf", &libertinus[..4_000]),
            ("/fonts/empty.otf", b""),
        ]);
        let folders = [PathBuf::from("/fonts"), PathBuf::from("/gone")];
        let found = survey(&files, &folders, &BTreeSet::from(['ß', '中']));
        let names: Vec<&str> = found.iter().map(|face| face.name.as_str()).collect();
        assert_eq!(names, ["JetBrainsMono-Regular", "LibertinusSerif-Regular"]);
        assert_eq!(found[1].has, BTreeSet::from(['ß']));
        assert!(found[1].serif && !found[0].serif && found[0].fixed_pitch && found.iter().all(|face| face.licence.is_free()));
        assert_eq!(survey(&files, &folders, &BTreeSet::from(['中'])), []);
    }

    #[test]
    fn a_bold_face_is_bold_whatever_its_file_says() {
        assert_eq!([weight(400, "A-Bold"), weight(400, "A-Regular"), weight(700, "A-Bold"), weight(400, "Bold")], [700, 400, 700, 700]);
        assert_eq!([weight(300, "A-Light"), weight(400, "A-BlackItalic")], [300, 700]);
    }

    #[test]
    fn a_face_whose_licence_forbids_embedding_or_cutting_is_passed_over() {
        let whole = BUILT_IN[0].1;
        let place = sfnt::tables(whole).unwrap().iter().find(|record| record.tag == *b"OS/2").unwrap().start as usize;
        for (bits, kept) in [(0x0002_u16, false), (0x0100, false), (0x0200, false), (0x0004, true), (0x0008, true)] {
            let mut file = whole.to_vec();
            file[place + 8..place + 10].copy_from_slice(&bits.to_be_bytes());
            let found = survey(&memory(&[("/fonts/a.otf", &file)]), &[PathBuf::from("/fonts")], &BTreeSet::from(['a']));
            assert_eq!(found.len() == 1, kept, "{bits:#06x}");
        }
    }
}
