//! Installed fonts picked for what a book's own faces lack: chosen, read, tried, and told of.

use super::choice::{LackingScript, choose, companions_of};
use super::installed::{InstalledFace, survey};
use super::script::SIGNS;
use super::{Face, sfnt, trial};
use crate::config::{FontLock, LockedFace};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{Files, Span};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Bytes beyond which a font file is not read: the largest there are, of all China and Japan in one, have a fifth of them.
const LARGEST: u64 = 256 << 20;

/// What was picked.
#[derive(Debug, Default)]
pub(crate) struct Picking {
    /// The faces, in the order in which they are asked.
    pub(crate) faces: Vec<Face>,
    /// What each script is set in.
    pub(crate) scripts: Vec<PickedScript>,
    /// What names them for another time.
    pub(crate) lock: FontLock,
    /// What is to be said of it.
    pub(crate) findings: Diagnostics,
}

/// What the characters of a script are set in that the book's own faces lack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PickedScript {
    /// The script by its English name, such as `Thai`.
    pub name: String,
    /// How many characters are set in the faces.
    pub set: usize,
    /// The characters that no face has.
    pub missing: Vec<char>,
    /// The faces.
    pub faces: Vec<PickedFace>,
}

/// An installed face that was picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PickedFace {
    /// Family name.
    pub family: String,
    /// PostScript name.
    pub name: String,
    /// The file.
    pub path: PathBuf,
    /// Whether the font's licence lets everyone pass it on, so that it may be in an EPUB.
    pub free: bool,
}

/// Where installed fonts are sought, and what is known of earlier choices.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FontShelf<'s> {
    /// The files of the machine.
    pub(crate) files: &'s Arc<dyn Files>,
    /// Folders of fonts.
    pub(crate) folders: &'s [PathBuf],
    /// What the book was set in before, and where that is written.
    pub(crate) lock: Option<(&'s FontLock, Span)>,
}

/// Picks installed faces for all scripts.
pub(crate) fn pick(lacking: &[LackingScript], shelf: FontShelf) -> Picking {
    let mut picking = Picking::default();
    let wanted = lacking.iter().flat_map(|script| script.chars.iter().copied()).collect();
    let mut hands = Hands { shelf, faces: survey(&**shelf.files, shelf.folders, &wanted), hashes: BTreeMap::new(), taken: BTreeSet::new() };
    for script in lacking {
        hands.script(script, &mut picking);
    }
    picking
}

/// Why a face that a lock names can't be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LockFault {
    /// No face of that name with any of the characters is installed.
    Absent,
    /// The face's file is not the same.
    OtherVersion,
}

/// What picks: the faces that are there, and what is known of files that were read.
struct Hands<'s> {
    shelf: FontShelf<'s>,
    faces: Vec<InstalledFace>,
    /// The SHA-256 of files; none if one can't be read. Their bytes are not kept: there may be many, and large.
    hashes: BTreeMap<PathBuf, Option<String>>,
    /// The faces that were picked, by their files and numbers there.
    taken: BTreeSet<(PathBuf, u32)>,
}

impl Hands<'_> {
    fn script(&mut self, lacking: &LackingScript, picking: &mut Picking) {
        let mut left = lacking.clone();
        let mut used: Vec<InstalledFace> = Vec::new();
        let (lock, name) = (self.shelf.lock, lacking.name());
        let mut as_before = true;
        for locked in lock.iter().flat_map(|(lock, _)| lock.of(&name)) {
            match self.as_locked(locked) {
                Ok(face) => used.extend(self.take(face, lacking, picking)),
                Err(fault) => {
                    as_before = false;
                    picking.findings.push(self.changed(locked, fault));
                }
            }
        }
        used.iter().for_each(|face| left.chars.retain(|c| !face.has.contains(c)));
        let known = used.len();
        self.choose(&mut left, lacking, &mut used, picking);
        self.accompany(lacking, &mut used, picking);
        let families: Vec<&str> = used[known..].iter().map(|face| face.family.as_str()).collect();
        if let Some((_, place)) = lock.filter(|_| as_before && !families.is_empty()) {
            let message = format!("fonts.lock does not name all fonts for {name}; {} was added", families.join(" and "));
            let finding = Diagnostic::new(Code::FontNotLocked, message).help("put it there: `bindery fonts --update`");
            picking.findings.push(Diagnostic { span: Some(place), ..finding }.of(name.clone()));
        }
        let faces = used.iter().map(|InstalledFace { family, name, path, licence, .. }| PickedFace {
            family: family.clone(),
            name: name.clone(),
            path: path.clone(),
            free: licence.is_free(),
        });
        let script = PickedScript {
            name,
            set: lacking.chars.len() - left.chars.len(),
            missing: left.chars.into_iter().collect(),
            faces: faces.collect(),
        };
        if let Some(finding) = told(&script, lacking.place) {
            picking.findings.push(finding);
        }
        picking.scripts.push(script);
    }

    /// Chooses faces for what is left of a script.
    fn choose(&mut self, left: &mut LackingScript, lacking: &LackingScript, used: &mut Vec<InstalledFace>, picking: &mut Picking) {
        while !left.chars.is_empty() {
            let chosen: Vec<InstalledFace> = choose(left, &self.faces).into_iter().map(|at| self.faces[at].clone()).collect();
            if chosen.is_empty() {
                break;
            }
            for face in chosen {
                match self.take(face.clone(), lacking, picking) {
                    Some(face) => {
                        left.chars.retain(|c| !face.has.contains(c));
                        used.push(face);
                    }
                    // A damaged font is as good as none.
                    None => self.faces.retain(|other| (&other.path, other.number) != (&face.path, face.number)),
                }
            }
        }
    }

    /// Takes the bold and the sloping faces of the families used, as far as the text needs them now.
    fn accompany(&mut self, lacking: &LackingScript, used: &mut Vec<InstalledFace>, picking: &mut Picking) {
        let beside = companions_of(lacking, &self.faces, used).into_iter().map(|at| self.faces[at].clone()).collect::<Vec<_>>();
        for face in beside {
            used.extend(self.take(face, lacking, picking));
        }
    }

    /// The face that a lock means, to the byte.
    fn as_locked(&mut self, locked: &LockedFace) -> Result<InstalledFace, LockFault> {
        let named: Vec<InstalledFace> = self.faces.iter().filter(|face| face.name == locked.postscript_name).cloned().collect();
        let same = named.iter().find(|face| self.hash(&face.path).is_some_and(|sha256| sha256 == locked.sha256));
        same.cloned().ok_or(if named.is_empty() { LockFault::Absent } else { LockFault::OtherVersion })
    }

    fn changed(&self, locked: &LockedFace, fault: LockFault) -> Diagnostic {
        let why = match fault {
            LockFault::Absent => "is not installed here, or lacks all the characters",
            LockFault::OtherVersion => "is another version here",
        };
        let LockedFace { script, family, postscript_name, .. } = locked;
        let message = format!("{script} was set in {family} ({postscript_name}), says fonts.lock; that font {why}, so pages may differ");
        let help = "install the same version; or take what is here from now on: `bindery fonts --update`";
        let finding = Diagnostic::new(Code::FontChanged, message).help(help);
        Diagnostic { span: self.shelf.lock.map(|(_, place)| place), ..finding }.of(script.clone())
    }

    /// Takes a face among those picked; none if it can't be used after all.
    fn take(&mut self, face: InstalledFace, lacking: &LackingScript, picking: &mut Picking) -> Option<InstalledFace> {
        let key = (face.path.clone(), face.number);
        if !self.taken.contains(&key) {
            let read = self.read(&face, lacking)?;
            self.taken.insert(key);
            picking.faces.push(read);
        }
        let locked = LockedFace {
            script: lacking.name(),
            family: face.family.clone(),
            postscript_name: face.name.clone(),
            sha256: self.hash(&face.path)?,
        };
        if !picking.lock.faces.contains(&locked) {
            picking.lock.faces.push(locked);
        }
        Some(face)
    }

    /// Reads a face and tries it with all that it is picked for.
    fn read(&mut self, face: &InstalledFace, lacking: &LackingScript) -> Option<Face> {
        let bytes = self.shelf.files.read(&face.path, LARGEST).ok()?;
        self.hashes.insert(face.path.clone(), Some(hashed(&bytes)));
        let data = sfnt::face(&bytes, face.number)?.into_owned();
        let mut read = Face::tried(Cow::Owned(data)).ok()?;
        if !trial::sets(&read, &face.has) {
            return None;
        }
        read.family.clone_from(&face.family);
        read.manner = lacking.manner;
        read.weight = face.weight;
        read.path = Some(face.path.display().to_string());
        read.licence = Some(face.licence.clone());
        Some(read)
    }

    fn hash(&mut self, path: &Path) -> Option<String> {
        let files = self.shelf.files;
        self.hashes.entry(path.to_owned()).or_insert_with(|| Some(hashed(&files.read(path, LARGEST).ok()?))).clone()
    }
}

/// SHA-256 in lower-case hexadecimal figures.
pub(super) fn hashed(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut figures, byte| {
        // Writing into a text fails never.
        let _ = write!(figures, "{byte:02x}");
        figures
    })
}

/// Says which fonts set a script; nothing if none does.
fn told(script: &PickedScript, place: Option<Span>) -> Option<Diagnostic> {
    let families = |faces: &mut dyn Iterator<Item = &PickedFace>| {
        let mut names: Vec<&str> = Vec::new();
        faces.for_each(|face| {
            if !names.contains(&face.family.as_str()) {
                names.push(&face.family);
            }
        });
        names.join(" and ")
    };
    let many = script.set != 1;
    let (s, are) = if many { ("s", "are") } else { ("", "is") };
    let of = if script.name == SIGNS { format!("sign{s}") } else { format!("character{s} of {}", script.name) };
    let owned: Vec<&PickedFace> = script.faces.iter().filter(|face| !face.free).collect();
    let names = owned.iter().map(|face| face.name.as_str()).collect::<Vec<_>>().join(" and ");
    let left_out =
        if owned.is_empty() { String::new() } else { format!("; no licence gives leave to pass on {names}, so the EPUB goes without") };
    let set_in = families(&mut script.faces.iter());
    let message = format!("{} {of} {are} set in {set_in}, installed on this machine{left_out}", script.set);
    let help = "to choose another, put its file into the book's folder and name it: [type] fonts = [\"file.otf\"]";
    let finding = Diagnostic::new(Code::InstalledFont, message).help(help);
    (script.set > 0).then(|| Diagnostic { span: place, ..finding }.of(script.name.clone()))
}
