//! The families that a book is set in: found by name or in files, told apart by what their faces say, and what they lack.

use super::compiled::{BUILT_IN, SHIPPED};
use super::installed::{InstalledFace, survey, weight};
use super::licence::FaceLicence;
use super::math::MathFont;
use super::picked::{FontShelf, hashed};
use super::refusal::FontRefusal;
use super::sfnt::{self, FontContainer};
use super::trial::FontFault;
use super::variable::{VariableFont, VariantTraits};
use super::{Face, FaceId, trial};
use crate::config::{Config, FamilySettings, FamilySource, FontLock, LockedFace};
use crate::diagnostics::nearest::nearest;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{Folder, Length};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Bytes beyond which a font file is not read.
const LARGEST: u64 = 256 << 20;

/// The faces of every book, by family and style: a sans or mono bold italic is the bold one.
const USUAL: [[u16; 4]; 3] = [[0, 1, 2, 3], [4, 5, 6, 6], [7, 8, 9, 9]];

/// The face of formulas of every book.
const USUAL_MATH: u16 = 10;

/// Which face sets what.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cast {
    /// The faces of serif, sans and mono, each regular, italic, bold and bold italic.
    pub(super) families: [[FaceId; 4]; 3],
    /// The face of formulas.
    pub(super) math: FaceId,
}

impl Cast {
    /// The faces of every book.
    pub(super) const USUAL: Self = {
        let mut families = [[FaceId(0); 4]; 3];
        let mut at = 0;
        while at < 12 {
            families[at / 4][at % 4] = FaceId(USUAL[at / 4][at % 4]);
            at += 1;
        }
        Self { families, math: FaceId(USUAL_MATH) }
    };

    /// The face of every book that stands where this one does.
    pub(super) fn usual_for(&self, face: FaceId) -> Option<FaceId> {
        let places = (0..3).flat_map(|family| (0..4).map(move |style| (family, style)));
        let mut places = places.filter(|&(family, style)| self.families[family][style] == face);
        places.next().map(|(family, style)| Self::USUAL.families[family][style])
    }
}

/// The faces of the families that a book asks for, and what is to be said of them.
#[derive(Debug)]
pub(super) struct Company {
    /// Faces beside the built-in ones; their ids go on from those.
    pub(super) faces: Vec<Face>,
    /// Which face sets what.
    pub(super) cast: Cast,
    /// Faces that set some sizes only, the smaller ones first.
    pub(super) optical: Vec<OpticalFace>,
    /// The installed faces among them, for another time.
    pub(super) lock: FontLock,
}

/// What tells the faces of a family apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct FaceTraits {
    weight: u16,
    italic: bool,
    normal_width: bool,
    /// The largest size that the face is drawn for, in tenths of a point.
    optical: Option<u16>,
}

/// A face that sets type up to some size in place of another of its family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OpticalFace {
    /// The face that sets the text.
    pub(super) stands_for: FaceId,
    /// The largest size, in tenths of a point.
    pub(super) upto: u16,
    /// The face of this size.
    pub(super) face: FaceId,
}

/// A size in tenths of a point.
pub(super) fn tenths(size: Length) -> u16 {
    u16::try_from((size.units() * 10 + 32_768) / 65_536).unwrap_or(u16::MAX)
}

/// The largest size that a face is drawn for which says nothing of it, in tenths of a point, in a family of faces that do.
const PLAIN_SIZE: u16 = 139;

/// Why a family can't be had.
#[derive(Debug)]
enum FamilyRefusal {
    /// No family of this name is known.
    Unknown,
    /// A file that can't be used.
    File(String, FontRefusal),
    /// An installed face that is damaged.
    Damaged(String),
    /// A face for formulas without a table of mathematics.
    NoMath,
}

/// The faces of a family by style, each once, and the place of each style among them.
struct FoundFamily {
    faces: Vec<Face>,
    /// The place of each style's face among them; none if the family has no such style.
    styles: [Option<usize>; 4],
    /// Faces for other sizes than the text's, each by its style, the largest size that it sets, and its place.
    optical: Vec<SizedStyle>,
    lock: Vec<LockedFace>,
}

/// A face of a style that sets some sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct SizedStyle {
    style: usize,
    upto: u16,
    at: usize,
}

/// The places of the regular, the italic, the bold and the bold italic among the faces of a family, for type of a size in tenths of a
/// point: those that are drawn for no smaller type, and of these for the smallest.
fn styles(faces: &[FaceTraits], size: u16) -> [Option<usize>; 4] {
    let sized = faces.iter().any(|face| face.optical.is_some());
    let off = |face: &FaceTraits| match face.optical.or(sized.then_some(PLAIN_SIZE)) {
        Some(upto) if upto < size => (true, u16::MAX - upto),
        upto => (false, upto.unwrap_or(0)),
    };
    let best = |italic: bool, bold: bool| {
        let suits = |face: &FaceTraits| face.italic == italic && (face.weight >= 600) == bold;
        let target: u16 = if bold { 700 } else { 400 };
        let possible = faces.iter().enumerate().filter(|(_, face)| suits(face));
        possible.min_by_key(|(at, face)| (off(face), !face.normal_width, face.weight.abs_diff(target), *at)).map(|(at, _)| at)
    };
    [best(false, false), best(true, false), best(false, true), best(true, true)]
}

/// The faces that set other sizes than the text's, the smaller ones first.
fn sized_styles(faces: &[FaceTraits]) -> Vec<SizedStyle> {
    if faces.iter().all(|face| face.optical.is_none()) {
        return Vec::new();
    }
    let sizes: BTreeSet<u16> = faces.iter().map(|face| face.optical.unwrap_or(PLAIN_SIZE)).collect();
    // What is drawn for the largest type sets all that is larger.
    let last = sizes.last().copied();
    let of_size = |&size: &u16| {
        let upto = if Some(size) == last { u16::MAX } else { size };
        (0..4).zip(styles(faces, size)).filter_map(move |(style, at)| Some(SizedStyle { style, upto, at: at? }))
    };
    sizes.iter().flat_map(of_size).collect()
}

/// What stands in for the styles that a family lacks: the regular for italic and bold, the bold or else the italic for both.
fn filled(styles: [Option<usize>; 4]) -> Option<[usize; 4]> {
    let [regular, italic, bold, both] = styles;
    let plain = regular.or(bold).or(italic).or(both)?;
    Some([plain, italic.unwrap_or(plain), bold.unwrap_or(plain), both.or(bold).or(italic).unwrap_or(plain)])
}

impl Company {
    /// The families that a book asks for; what can't be had, or is lacking, is told.
    pub(super) fn of(config: &Config, shelf: Option<FontShelf>, diagnostics: &mut Diagnostics) -> Self {
        let mut company = Self { faces: Vec::new(), cast: Cast::USUAL, optical: Vec::new(), lock: FontLock::default() };
        for (index, (key, family)) in config.typography.families.each().into_iter().enumerate() {
            let Some(family) = family else { continue };
            if let Err(refusal) = company.add(index, key, family, config, shelf, diagnostics) {
                diagnostics.push(Diagnostic { span: Some(family.place), ..refusal.told(key, &family.source, shelf.is_some()) });
            }
        }
        company
    }

    /// Casts a family for a role.
    fn add(
        &mut self,
        role: usize,
        key: &str,
        family: &FamilySettings,
        config: &Config,
        shelf: Option<FontShelf>,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), FamilyRefusal> {
        if let FamilySource::Name(name) = &family.source
            && let Some(ids) = built_in(name)
        {
            match self.cast.families.get_mut(role) {
                Some(cast) if ids.len() > 1 => {
                    let place = |style: usize| ids.get(style).or(ids.get(style & 2)).or(ids.first()).copied().unwrap_or(0);
                    *cast = std::array::from_fn(|style| FaceId(place(style)));
                }
                None if ids == [USUAL_MATH] => {}
                _ => return Err(FamilyRefusal::NoMath),
            }
            return Ok(());
        }
        let text = tenths(config.typography.size);
        let found = match &family.source {
            FamilySource::Name(name) => match SHIPPED.iter().find(|family| family.name.eq_ignore_ascii_case(name)) {
                Some(family) => Ok(FoundFamily::of(family.files.iter().map(|(_, data)| Face::built_in(data)).collect(), text)),
                None => installed(key, name, text, shelf, diagnostics),
            },
            FamilySource::Files(files) => from_files(files, text, &config.folder),
        }?;
        let Some(places) = filled(found.styles) else { return Err(FamilyRefusal::Unknown) };
        let first = BUILT_IN.len() + self.faces.len();
        let id = |at: usize| FaceId(u16::try_from(first + at).unwrap_or(0));
        match self.cast.families.get_mut(role) {
            Some(cast) => {
                *cast = places.map(id);
                let sized = |of: &SizedStyle| OpticalFace { stands_for: id(places[of.style]), upto: of.upto, face: id(of.at) };
                self.optical.extend(found.optical.iter().map(sized));
            }
            None if MathFont::new(&found.faces[places[0]]).is_some() => self.cast.math = id(places[0]),
            None => return Err(FamilyRefusal::NoMath),
        }
        let told = [found.lacking(role, key), found.told(key)];
        told.into_iter().flatten().for_each(|finding| diagnostics.push(Diagnostic { span: Some(family.place), ..finding }));
        self.faces.extend(found.faces);
        self.lock.faces.extend(found.lock);
        Ok(())
    }
}

/// The built-in faces of this name, by their styles.
fn built_in(name: &str) -> Option<Vec<u16>> {
    let families = [("Libertinus Serif", 0..4), ("Libertinus Sans", 4..7), ("JetBrains Mono", 7..10), ("Libertinus Math", 10..11)];
    families.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, ids)| ids.collect())
}

/// The names of the families that come with Bindery.
fn known() -> impl Iterator<Item = &'static str> {
    ["Libertinus Serif", "Libertinus Sans", "JetBrains Mono", "Libertinus Math"].into_iter().chain(SHIPPED.iter().map(|family| family.name))
}

/// The faces in files of the book.
fn from_files(files: &[String], text: u16, folder: &Folder) -> Result<FoundFamily, FamilyRefusal> {
    let mut faces = Vec::new();
    for path in files {
        let fault = |refusal| FamilyRefusal::File(path.clone(), refusal);
        let file = folder.find(path).map_err(|fault| FamilyRefusal::File(path.clone(), FontRefusal::Unread(fault)))?;
        let bytes = folder.read(&file.ok_or(FontRefusal::Outside).map_err(fault)?).map_err(|error| fault(FontRefusal::Unread(error)))?;
        let count = FontContainer::of(&bytes).ok_or(FontRefusal::NoFont).map_err(fault)?.count();
        for number in 0..count {
            let data = sfnt::face(&bytes, number).ok_or(FontRefusal::NoFont).map_err(fault)?.into_owned();
            for mut face in Face::members(data.into(), text).map_err(fault)? {
                face.path = Some(path.clone());
                faces.push(face);
            }
        }
    }
    Ok(FoundFamily::of(faces, text))
}

/// The faces of an installed family: those that the lock names, as far as it names any, else those that suit best.
fn installed(
    key: &str,
    name: &str,
    text: u16,
    shelf: Option<FontShelf>,
    diagnostics: &mut Diagnostics,
) -> Result<FoundFamily, FamilyRefusal> {
    let shelf = shelf.ok_or(FamilyRefusal::Unknown)?;
    let all = survey(&**shelf.files, shelf.folders, &BTreeSet::from([' ']));
    let named: Vec<InstalledFace> = all.into_iter().filter(|face| face.family.to_lowercase() == name.to_lowercase()).collect();
    let traits: Vec<FaceTraits> = named.iter().map(FaceTraits::of_installed).collect();
    let sized = sized_styles(&traits);
    let chosen: BTreeSet<usize> = styles(&traits, text).into_iter().flatten().chain(sized.iter().map(|of| of.at)).collect();
    let (mut faces, mut lock) = (Vec::new(), Vec::new());
    for face in chosen.into_iter().map(|at| &named[at]) {
        let damaged = || FamilyRefusal::Damaged(face.path.display().to_string());
        let bytes = shelf.files.read(&face.path, LARGEST).map_err(|_| damaged())?;
        let data = sfnt::face(&bytes, face.number).ok_or_else(damaged)?.into_owned();
        let read = Face::members(data.into(), text).map_err(|_| damaged())?;
        let alone = read.len() == 1;
        for mut read in read {
            read.family.clone_from(&face.family);
            read.weight = if alone { face.weight } else { read.weight };
            read.path = Some(face.path.display().to_string());
            read.licence = Some(face.licence.clone());
            faces.push(read);
        }
        let (family, postscript_name) = (face.family.clone(), face.name.clone());
        lock.push(LockedFace { script: key.to_owned(), family, postscript_name, sha256: hashed(&bytes) });
    }
    if faces.is_empty() {
        return Err(FamilyRefusal::Unknown);
    }
    if let Some((known, place)) = shelf.lock
        && known.of(key).next().is_some_and(|face| face.family == lock[0].family)
        && !known.of(key).eq(lock.iter())
    {
        let message = format!("{key} is set in {name}, of which fonts.lock names other versions or faces, so pages may differ");
        let help = "install the same version; or take what is here from now on: `bindery fonts --update`";
        diagnostics.push(Diagnostic { span: Some(place), ..Diagnostic::new(Code::FontChanged, message).help(help) });
    }
    // A lock that is older than the wish for this family has not changed.
    if let Some((known, place)) = shelf.lock
        && known.of(key).next().is_none_or(|face| face.family != lock[0].family)
    {
        let message = format!("fonts.lock does not name the family of {key}; {name} was added");
        let finding = Diagnostic::new(Code::FontNotLocked, message).help("put it there: `bindery fonts --update`");
        diagnostics.push(Diagnostic { span: Some(place), ..finding });
    }
    Ok(FoundFamily { lock, ..FoundFamily::of(faces, text) })
}

impl FaceTraits {
    fn of_installed(face: &InstalledFace) -> Self {
        Self { weight: face.weight, italic: face.italic, normal_width: face.normal_width, optical: face.optical }
    }
}

impl FoundFamily {
    /// The faces of a family, under the one name that a stylesheet calls them all by; those that no style needs are dropped.
    fn of(all: Vec<Face>, text: u16) -> Self {
        let traits = |face: &Face| FaceTraits {
            weight: weight(face.weight, &face.name),
            italic: face.italic,
            normal_width: face.normal_width,
            optical: face.optical,
        };
        let all_traits: Vec<FaceTraits> = all.iter().map(traits).collect();
        let (found, sized) = (styles(&all_traits, text), sized_styles(&all_traits));
        let kept: BTreeSet<usize> = found.into_iter().flatten().chain(sized.iter().map(|of| of.at)).collect();
        let place = |at: usize| kept.iter().position(|&kept| kept == at);
        let styles = found.map(|style| style.and_then(place));
        let optical = sized.into_iter().filter_map(|of| Some(SizedStyle { at: place(of.at)?, ..of })).collect();
        let plain = found.into_iter().flatten().next();
        let name = plain.map(|at| all[at].family.clone()).unwrap_or_default();
        let faces = (0..).zip(all).filter(|(at, _)| kept.contains(at)).map(|(at, mut face)| {
            face.family.clone_from(&name);
            face.weight = all_traits[at].weight;
            face
        });
        Self { faces: faces.collect(), styles, optical, lock: Vec::new() }
    }

    /// What the family lacks for its role, and what stands in for it; none if it lacks nothing.
    fn lacking(&self, role: usize, key: &str) -> Option<Diagnostic> {
        let [regular, italic, bold, both] = self.styles.map(|style| style.is_some());
        let face = self.faces.first()?;
        // The usual sans and mono have no bold italic either, and formulas are of one face.
        let (styled, text) = (role < 3, role == 0);
        let mut lacks: Vec<&str> = Vec::new();
        for (missing, name) in [
            (styled && !regular, "a regular weight"),
            (styled && !italic, "an italic"),
            (styled && !bold, "a bold"),
            (text && italic && bold && !both, "a bold italic"),
            (text && !face.has_small_caps(), "small capitals"),
        ] {
            lacks.extend(missing.then_some(name));
        }
        let (last, others) = lacks.split_last()?;
        let lacking = if others.is_empty() { (*last).to_owned() } else { format!("{} and {last}", others.join(", ")) };
        let stands_in = if lacks == ["small capitals"] { "small letters stand" } else { "what it has stands" };
        let message = format!("the family {} ({key}) has not {lacking}; {stands_in} in for that", face.family);
        let help = format!("name a family that has all, or add the files that are missing to `{key}`");
        Some(Diagnostic::new(Code::FamilyLacks, message.replace("has not ", "lacks ")).help(help))
    }

    /// What is to be told of a family that is installed.
    fn told(&self, key: &str) -> Option<Diagnostic> {
        let first = self.faces.first()?;
        first.licence.as_ref()?;
        let all_free = self.faces.iter().all(|face| face.licence.as_ref().is_some_and(FaceLicence::is_free));
        let left_out = if all_free { "" } else { "; no licence gives leave to pass it on, so the EPUB goes without" };
        let message = format!("{key} is {}, installed on this machine{left_out}", first.family);
        Some(
            Diagnostic::new(Code::InstalledFont, message)
                .help(format!("to have it everywhere, put its files into the book's folder and name them: {key}")),
        )
    }
}

impl FamilyRefusal {
    /// The finding about the family that a key names.
    fn told(&self, key: &str, source: &FamilySource, sought: bool) -> Diagnostic {
        let name = match source {
            FamilySource::Name(name) => name.clone(),
            FamilySource::Files(files) => files.join(", "),
        };
        match self {
            Self::File(path, refusal) => refusal.told(path),
            Self::Damaged(path) => Diagnostic::new(Code::BadFont, format!("the font {path} of the family {name} is damaged"))
                .help("install it anew, or name another family"),
            Self::NoMath => Diagnostic::new(Code::BadFont, format!("{name} can't be `{key}`: it is not made for that"))
                .help("formulas need a face with a table of mathematics, such as Libertinus Math or STIX Two Math; text needs letters"),
            Self::Unknown => {
                let where_to = if sought { "installed here, or may not be embedded" } else { "sought: this build uses no installed fonts" };
                let message = format!("the family `{name}` ({key}) comes not with Bindery, and is not {where_to}");
                let help = match nearest(&name, known()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("put its files into the book's folder and name them: {key} = [\"regular.otf\", \"italic.otf\"]"),
                };
                Diagnostic::new(Code::BadFont, message).help(help)
            }
        }
    }
}

impl Face {
    /// The face in these bytes, if all that a book asks of a font works; of a variable font the one that sets plain text.
    pub(super) fn tried(data: Cow<'static, [u8]>) -> Result<Self, FontRefusal> {
        match super::guard::guarded(|| VariableFont::of(&data).map(|font| plain(&font))).flatten() {
            Some(made) => made,
            None => Self::sound(data),
        }
    }

    /// The faces in these bytes: one, or of a variable font each that a book asks for whose text is of this size, in tenths of a point.
    pub(super) fn members(data: Cow<'static, [u8]>, text: u16) -> Result<Vec<Self>, FontRefusal> {
        let made = super::guard::guarded(|| {
            let font = VariableFont::of(&data)?;
            Some(font.variants(text).into_iter().map(|of| member(&font, of)).collect())
        });
        made.flatten().unwrap_or_else(|| Ok(vec![Self::sound(data)?]))
    }

    /// The static face in these bytes, if all that a book asks of a font works.
    fn sound(data: Cow<'static, [u8]>) -> Result<Self, FontRefusal> {
        let face = super::guard::guarded(|| Self::read(data)).flatten().ok_or(FontRefusal::NoFont)?;
        match trial::fault(&face) {
            Some(fault) => Err(FontRefusal::Damaged(fault)),
            None if !face.may_be_embedded() => Err(FontRefusal::Forbidden),
            None => Ok(face),
        }
    }
}

/// The face of a variable font that sets plain text.
fn plain(font: &VariableFont) -> Result<Face, FontRefusal> {
    member(font, font.plain(PLAIN_SIZE).ok_or(FontRefusal::NoFont)?)
}

/// A static face of a variable font.
fn member(font: &VariableFont, of: VariantTraits) -> Result<Face, FontRefusal> {
    if !font.can_be_fixed() {
        return Err(FontRefusal::Varies);
    }
    let mut face = Face::sound(font.fixed(of).ok_or(FontRefusal::Damaged(FontFault::Outlines))?.into())?;
    let family = font.family().unwrap_or_default();
    let plain: String = family.chars().filter(char::is_ascii_alphanumeric).collect();
    face.name = super::face::name(&format!("{plain}-{}", of.name()), &family);
    (face.family, face.optical) = (family, of.upto);
    Ok(face)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fonts::compiled::ShippedFamily;

    fn face(weight: u16, italic: bool, normal_width: bool) -> FaceTraits {
        FaceTraits { weight, italic, normal_width, optical: None }
    }

    #[test]
    fn the_styles_of_a_family_are_told_apart_by_weight_slope_and_width() {
        let family =
            [face(900, false, true), face(300, false, true), face(400, false, false), face(400, true, true), face(700, false, true)];
        assert_eq!(styles(&family, 105), [Some(1), Some(3), Some(4), None]);
        assert_eq!(styles(&[], 105), [None; 4]);
    }

    #[test]
    fn faces_are_told_apart_by_the_size_they_are_drawn_for() {
        let sized = |optical, italic| FaceTraits { optical, ..face(400, italic, true) };
        // A caption, one for display, the text, and an italic of the text alone.
        let family = [sized(Some(84), false), sized(Some(u16::MAX), false), sized(None, false), sized(None, true)];
        for (size, regular) in [(60, 0), (84, 0), (85, 2), (110, 2), (139, 2), (140, 1), (400, 1)] {
            assert_eq!(styles(&family, size), [Some(regular), Some(3), None, None], "{size}");
        }
        let regulars: Vec<(u16, usize)> = sized_styles(&family).iter().filter(|of| of.style == 0).map(|of| (of.upto, of.at)).collect();
        assert_eq!(regulars, [(84, 0), (PLAIN_SIZE, 2), (u16::MAX, 1)]);
        assert_eq!(sized_styles(&family[2..]), [], "a family without sizes has none");
    }

    #[test]
    fn what_a_family_lacks_is_set_in_what_comes_nearest() {
        assert_eq!(filled([Some(0), None, None, None]), Some([0, 0, 0, 0]));
        assert_eq!(filled([Some(0), Some(1), Some(2), None]), Some([0, 1, 2, 2]));
        assert_eq!(filled([Some(0), Some(1), None, None]), Some([0, 1, 0, 1]));
        assert_eq!(filled([None, None, Some(0), None]), Some([0, 0, 0, 0]));
        assert_eq!(filled([None; 4]), None);
    }

    #[test]
    fn families_that_come_with_bindery_are_whole() {
        for ShippedFamily { name, files } in SHIPPED {
            let family = FoundFamily::of(files.iter().map(|(_, data)| Face::built_in(data)).collect(), 105);
            assert_eq!(family.styles, [Some(0), Some(1), Some(2), Some(3)], "{name}");
            assert!(family.lacking(0, "type.serif").is_none(), "{name}");
            for face in &family.faces {
                assert_eq!(face.family, name);
                assert_eq!(trial::fault(face), None, "{}", face.name);
            }
        }
    }
}
