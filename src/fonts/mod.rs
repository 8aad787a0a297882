//! Fonts: the faces compiled into the binary and the author's own; which face sets what; shaping; subsets.

mod cff;
mod face;
mod features;
pub(crate) mod guard;
pub(crate) mod math;
mod math_table;
pub(crate) mod memory;
mod outline;
mod own;
mod refusal;
pub(crate) mod shape;
pub(crate) mod subset;
mod trial;
pub(crate) mod web;
mod words;

pub(crate) use face::Face;
pub use face::FaceId;
pub(crate) use refusal::unusable;

use crate::config::Config;
pub use crate::config::Family;
use crate::diagnostics::Diagnostics;
use std::borrow::Cow;

/// All faces of a build.
#[derive(Debug)]
pub struct Fonts {
    faces: Vec<Face>,
    /// How many of the faces are the built-in ones; the author's own follow.
    built_in: usize,
    /// What is known of words set in the faces.
    shapes: words::ShapedWords,
}

macro_rules! built_in {
    ($($file:literal)+) => { [$(($file, include_bytes!(concat!("../../fonts/", $file)) as &'static [u8])),+] };
}

/// The faces compiled in, in an order that [`Fonts::face_for`] knows.
const BUILT_IN: [(&str, &[u8]); 11] = built_in![
    "libertinus/LibertinusSerif-Regular.otf"
    "libertinus/LibertinusSerif-Italic.otf"
    "libertinus/LibertinusSerif-Bold.otf"
    "libertinus/LibertinusSerif-BoldItalic.otf"
    "libertinus/LibertinusSans-Regular.otf"
    "libertinus/LibertinusSans-Italic.otf"
    "libertinus/LibertinusSans-Bold.otf"
    "jetbrains-mono/JetBrainsMono-Regular.ttf"
    "jetbrains-mono/JetBrainsMono-Italic.ttf"
    "jetbrains-mono/JetBrainsMono-Bold.ttf"
    "libertinus/LibertinusMath-Regular.otf"
];

impl Fonts {
    /// The built-in faces and those that book.toml names; one that can't be used is reported.
    #[must_use]
    pub fn load(config: &Config, diagnostics: &mut Diagnostics) -> Self {
        let mut fonts = Self::built_in();
        fonts.faces.extend(config.typography.fonts.iter().filter_map(|font| Face::load(&config.folder, font, diagnostics)));
        fonts
    }

    /// The built-in faces alone.
    #[must_use]
    pub fn built_in() -> Self {
        let faces: Vec<Face> = BUILT_IN.iter().map(|(_, data)| Face::built_in(data)).collect();
        Self { built_in: faces.len(), faces, shapes: words::ShapedWords::default() }
    }

    /// Fonts with one face in every role, for tests that reckon a layout by hand and for specimens; none if the file is no font.
    #[must_use]
    pub fn only(file: &[u8]) -> Option<Self> {
        let faces: Vec<Face> = BUILT_IN.iter().map(|_| Face::read(Cow::Owned(file.to_vec()))).collect::<Option<_>>()?;
        Some(Self { built_in: faces.len(), faces, shapes: words::ShapedWords::default() })
    }

    /// The face with this id.
    #[must_use]
    pub fn face(&self, id: FaceId) -> &Face {
        &self.faces[id.index()]
    }

    /// Whether a face is the author's own.
    pub(crate) fn is_given(&self, id: FaceId) -> bool {
        id.index() >= self.built_in
    }

    /// All faces with their ids.
    pub fn faces(&self) -> impl Iterator<Item = (FaceId, &Face)> {
        (0..).map(FaceId).zip(&self.faces)
    }

    /// The built-in face of a family. A sans or mono bold italic is the bold one.
    #[must_use]
    pub fn face_for(&self, family: Family, bold: bool, italic: bool) -> FaceId {
        FaceId(match (family, bold, italic) {
            (Family::Serif, false, false) => 0,
            (Family::Serif, false, true) => 1,
            (Family::Serif, true, false) => 2,
            (Family::Serif, true, true) => 3,
            (Family::Sans, false, false) => 4,
            (Family::Sans, false, true) => 5,
            (Family::Sans, true, _) => 6,
            (Family::Mono, false, false) => 7,
            (Family::Mono, false, true) => 8,
            (Family::Mono, true, _) => 9,
        })
    }

    /// The face of mathematics.
    #[must_use]
    pub fn math(&self) -> FaceId {
        FaceId(10)
    }

    /// A face that has all of `cluster`: `wanted` if it does, else the author's own faces in order, else any built-in one.
    #[must_use]
    pub fn covering(&self, wanted: FaceId, cluster: &str) -> Option<FaceId> {
        let has = |id: FaceId| cluster.chars().all(|c| self.face(id).has(c));
        if has(wanted) {
            return Some(wanted);
        }
        let all = |range: std::ops::Range<usize>| range.filter_map(|index| u16::try_from(index).ok()).map(FaceId);
        // A serif, upright and light, replaces better than a bold; the mono comes last.
        all(self.built_in..self.faces.len()).chain([0, 1, 2, 3, 10, 4, 5, 6, 7, 8, 9].map(FaceId)).find(|&id| has(id))
    }
}
