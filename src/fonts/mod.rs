//! Fonts: the faces compiled into the binary, the author's own, and those that the machine has; which face sets what; shaping; subsets.

mod cff;
pub(crate) mod choice;
mod compiled;
mod contours;
mod coverage;
mod face;
mod family;
mod features;
pub(crate) mod guard;
pub(crate) mod installed;
pub(crate) mod licence;
pub(crate) mod math;
mod math_table;
pub(crate) mod memory;
pub(crate) mod numbers;
mod outline;
mod own;
pub(crate) mod picked;
mod refusal;
pub(crate) mod script;
mod sfnt;
pub(crate) mod shape;
pub(crate) mod subset;
mod trial;
mod variable;
pub(crate) mod web;
pub(crate) mod woff;
mod words;

pub(crate) use face::Face;
pub use face::FaceId;
pub(crate) use refusal::unusable;

pub use crate::config::Family;
use crate::config::{Config, FontLock};
use crate::diagnostics::Diagnostics;
use crate::source::Length;
use compiled::{BUILT_IN, SPARE};
use family::{Cast, Company, OpticalFace, tenths};
use picked::FontShelf;
use script::HanManner;
use shape::Features;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

/// All faces of a build.
#[derive(Debug)]
pub struct Fonts {
    /// The built-in faces, those of families that the book asks for, the author's own, and the spare ones, in this order.
    faces: Vec<Face>,
    /// How many of the faces are the built-in ones.
    built_in: usize,
    /// Where the faces of the families end that the book asks for; they stand behind the built-in ones.
    families: usize,
    /// Which face sets what.
    cast: Cast,
    /// Faces that set some sizes in place of the face that sets the text, the smaller ones first.
    optical: Vec<OpticalFace>,
    /// Where the spare faces begin, which are asked only for what all others lack.
    spare: usize,
    /// Faces that are installed, picked for characters that the others lack; none before the text is known.
    picked: OnceLock<Vec<Face>>,
    /// What is known of words set in the faces.
    shapes: words::ShapedWords,
}

impl Fonts {
    /// The built-in faces and those that book.toml names, none of them installed; one that can't be used is reported.
    #[must_use]
    pub fn load(config: &Config, diagnostics: &mut Diagnostics) -> Self {
        Self::from_shelf(config, None, diagnostics).0
    }

    /// The built-in faces and those that book.toml names, with what names the installed ones among them for another time; one that
    /// can't be used is reported.
    pub(crate) fn from_shelf(config: &Config, shelf: Option<FontShelf>, diagnostics: &mut Diagnostics) -> (Self, FontLock) {
        let Company { faces, cast, optical, lock } = Company::of(config, shelf, diagnostics);
        let text = tenths(config.typography.size);
        let own = config.typography.fonts.iter().flat_map(|font| Face::load(&config.folder, font, text, diagnostics)).collect();
        (Self { optical, ..Self::with(faces, cast, own) }, lock)
    }

    /// The built-in faces alone.
    #[must_use]
    pub fn built_in() -> Self {
        Self::with(Vec::new(), Cast::USUAL, Vec::new())
    }

    /// The built-in faces, those of families, and the author's own.
    fn with(families: Vec<Face>, cast: Cast, own: Vec<Face>) -> Self {
        let compiled = |files: &[(&str, &'static [u8])]| files.iter().map(|(_, data)| Face::built_in(data)).collect::<Vec<_>>();
        let mut faces = compiled(&BUILT_IN);
        let built_in = faces.len();
        faces.extend(families);
        let families = faces.len();
        faces.extend(own);
        let spare = faces.len();
        faces.extend(compiled(&SPARE));
        let (picked, shapes) = (OnceLock::new(), words::ShapedWords::default());
        Self { faces, built_in, families, cast, optical: Vec::new(), spare, picked, shapes }
    }

    /// Fonts with one face in every role, for tests that reckon a layout by hand and for specimens; none if the file is no font.
    #[must_use]
    pub fn only(file: &[u8]) -> Option<Self> {
        let faces: Vec<Face> = BUILT_IN.iter().map(|_| Face::read(Cow::Owned(file.to_vec()))).collect::<Option<_>>()?;
        let count = faces.len();
        Some(Self {
            built_in: count,
            families: count,
            cast: Cast::USUAL,
            optical: Vec::new(),
            spare: count,
            faces,
            picked: OnceLock::new(),
            shapes: words::ShapedWords::default(),
        })
    }

    /// The face with this id.
    #[must_use]
    pub fn face(&self, id: FaceId) -> &Face {
        self.faces.get(id.index()).unwrap_or_else(|| &self.picked()[id.index() - self.faces.len()])
    }

    fn picked(&self) -> &[Face] {
        self.picked.get().map_or(&[], Vec::as_slice)
    }

    /// Adds faces that were picked for the text. That is done once, before anything that lacks a character is set.
    pub(crate) fn pick(&self, faces: Vec<Face>) {
        let known = self.picked.set(faces);
        debug_assert!(known.is_ok(), "faces are picked once");
    }

    /// Whether a face is not compiled in, so that it may be damaged.
    pub(crate) fn is_foreign(&self, id: FaceId) -> bool {
        self.face(id).path.is_some()
    }

    /// The manners of ideographs that faces were picked for.
    pub(crate) fn manners(&self) -> impl Iterator<Item = HanManner> {
        self.picked().iter().filter_map(|face| face.manner).collect::<BTreeSet<_>>().into_iter()
    }

    /// All faces with their ids.
    pub fn faces(&self) -> impl Iterator<Item = (FaceId, &Face)> {
        (0..).map(FaceId).zip(self.faces.iter().chain(self.picked()))
    }

    /// The face of a family. What the family lacks is set in what comes nearest: a sans or mono bold italic is the bold one.
    #[must_use]
    pub fn face_for(&self, family: Family, bold: bool, italic: bool) -> FaceId {
        self.cast.families[family as usize][usize::from(bold) * 2 + usize::from(italic)]
    }

    /// The face of a family for type of this size, where the family has faces drawn for sizes.
    #[must_use]
    pub(crate) fn face_at(&self, family: Family, bold: bool, italic: bool, size: Length) -> FaceId {
        let face = self.face_for(family, bold, italic);
        let suits = |of: &&OpticalFace| of.stands_for == face && of.upto >= tenths(size);
        self.optical.iter().find(suits).map_or(face, |of| of.face)
    }

    /// The face of mathematics.
    #[must_use]
    pub fn math(&self) -> FaceId {
        self.cast.math
    }

    /// A face that has all of `cluster`: `wanted` if it does, else one of the author's own, any built-in one, a spare one, or one that
    /// was picked for the text. Of several of the author's own or picked, the one that is as bold and as sloping, and draws ideographs
    /// as the features ask.
    #[must_use]
    pub fn covering(&self, wanted: FaceId, features: Features, cluster: &str) -> Option<FaceId> {
        let has = |id: &FaceId| cluster.chars().all(|c| self.face(*id).has(c));
        if has(&wanted) {
            return Some(wanted);
        }
        let (like, manner) = (self.face(wanted), features.manner());
        // Characters for private use mean something only to whoever names a font for them.
        let is_private = cluster.chars().any(script::is_private);
        let ids = |range: Range<usize>| range.filter_map(|index| u16::try_from(index).ok()).map(FaceId).filter(has);
        let likest = |range: Range<usize>| {
            ids(range).min_by_key(|&id| {
                let face = self.face(id);
                let other_manner = face.manner.is_some() && manner.is_some() && face.manner != manner;
                (other_manner, face.is_bold() != like.is_bold(), face.italic != like.italic)
            })
        };
        // A serif, upright and light, replaces better than a bold; the mono comes last.
        let built_in = || {
            // For a face of a family that the book asks for, the usual one of that style.
            let base = self.optical.iter().find(|of| of.face == wanted).map_or(wanted, |of| of.stands_for);
            let usual = self.cast.usual_for(base).filter(has);
            usual.or_else(|| [0, 1, 2, 3, 10, 4, 5, 6, 7, 8, 9].map(FaceId).into_iter().find(has))
        };
        // Signs that are asked for as emoji go with the emoji.
        let spare = || {
            let mut ids = ids(self.spare..self.faces.len());
            if cluster.contains('\u{FE0F}') { ids.last() } else { ids.next() }
        };
        let end = self.faces.len();
        let others = || spare().or_else(|| likest(end..end + self.picked().len())).filter(|_| !is_private);
        likest(self.families..self.spare).or_else(built_in).or_else(others)
    }

    /// The font files that a drawing needs, the default first: those that only help out are left out if it needs none of them, and for
    /// characters that no font has there is one with boxes.
    pub(crate) fn of_drawing(&self, drawing: &[u8]) -> Vec<Cow<'_, [u8]>> {
        let drawing = String::from_utf8_lossy(drawing);
        let (built_in, others) = self.faces[..self.spare].split_at(self.built_in);
        let (families, own) = others.split_at(self.families - self.built_in);
        let usual: Vec<&Face> = families.iter().chain(built_in).chain(own).collect();
        let enough = numbers::lacking(&drawing, &usual).is_empty();
        let faces = if enough { usual } else { self.faces().map(|(_, face)| face).collect() };
        let boxes = numbers::for_drawing(&drawing, &faces, self.face(self.face_for(Family::Mono, false, false)));
        faces.into_iter().map(|face| Cow::Borrowed(face.data())).chain(boxes.map(Cow::Owned)).collect()
    }
}
