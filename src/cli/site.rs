//! The folder of a site: what is new is written into a folder beside it, and put into its place when all of it is there. A list in the
//! site says which files are ours; no other is ever replaced or removed.
//!
//! Files are put into their places one after another, each by a renaming, so that whoever reads the site meanwhile finds every file
//! whole. If a renaming fails, those before it are taken back. The list is written twice: before, with the sums of the old files and of
//! the new ones, so that the next run knows both for ours if this one is killed, and at the end.

use super::place::{Unwritten, folder_of, stay_apart};
use crate::diagnostics::{Code, Diagnostic};
use crate::publish::checksum;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The list of the files that are ours, in the folder of the site.
const LIST: &str = ".bindery-site.json";
/// What the name of the folder begins with in which a site is made.
const PREFIX: &str = ".bindery-site-";

/// Why a site can't be put into its place.
#[derive(Debug)]
pub(super) enum SiteFault {
    /// A file that is not ours, or that somebody has changed, stands where one is to be.
    Foreign(PathBuf, bool),
    /// The list of our files can't be understood.
    List(PathBuf),
    /// A place that no file can have.
    Place(Unwritten),
    /// The machine refuses.
    Machine(PathBuf, io::Error),
    /// What was found already.
    Told(Diagnostic),
}

impl SiteFault {
    /// The finding to be told.
    pub(super) fn told(&self) -> Diagnostic {
        let taken = |message: String, help: &str| Diagnostic::new(Code::TakenPlace, message).help(help);
        match self {
            Self::Foreign(path, false) => taken(
                format!("`{}` is there and was not made by Bindery, so nothing was published", path.display()),
                "move that file away, or publish into another folder with `-o`",
            ),
            Self::Foreign(path, true) => taken(
                format!("`{}` was changed since Bindery wrote it, so nothing was published", path.display()),
                "move that file away if you need what is in it, or remove it",
            ),
            Self::List(path) => taken(
                format!("`{}`, the list of the files that Bindery wrote, can't be read, so nothing was published", path.display()),
                "publish into a new folder with `-o`",
            ),
            Self::Place(fault) => fault.told(),
            Self::Machine(path, fault) => Diagnostic::new(Code::Machine, format!("`{}` can't be written: {fault}", path.display())),
            Self::Told(finding) => finding.clone(),
        }
    }
}

/// A site while it is made.
#[derive(Debug)]
pub(super) struct SiteDraft {
    /// The folder of the site.
    site: PathBuf,
    /// The folder that it is made in.
    stage: TempDir,
    /// The files that were in the site before, with the sums that they may have.
    before: BTreeMap<String, BTreeSet<String>>,
    /// The new files, with their sums.
    sums: BTreeMap<String, String>,
    bytes: usize,
}

impl SiteDraft {
    /// Begins a site that is to be in a folder, which may be there.
    pub(super) fn begin(site: &Path) -> Result<Self, SiteFault> {
        let machine = |fault| SiteFault::Machine(site.to_owned(), fault);
        if site.exists() && !site.is_dir() {
            return Err(SiteFault::Foreign(site.to_owned(), false));
        }
        let real = site.canonicalize().unwrap_or_else(|_| site.to_owned());
        let beside = folder_of(&real);
        // Where the site is a disk of its own, nothing can be renamed into it from beside it.
        let place = if real.is_dir() && !is_same_disk(beside, &real) { &real } else { beside };
        sweep(place);
        let stage = tempfile::Builder::new().prefix(PREFIX).suffix(".tmp").tempdir_in(place).map_err(machine)?;
        let before = listed(site)?;
        Ok(Self { site: site.to_owned(), stage, before, sums: BTreeMap::new(), bytes: 0 })
    }

    /// Adds a file by its path in the site, with `/` between folders.
    pub(super) fn add(&mut self, path: &str, bytes: &[u8]) -> Result<(), SiteFault> {
        let file = self.stage.path().join(path);
        let write = || -> io::Result<()> {
            fs::create_dir_all(folder_of(&file))?;
            fs::write(&file, bytes)
        };
        write().map_err(|fault| SiteFault::Machine(self.site.join(path), fault))?;
        self.bytes += bytes.len();
        self.sums.insert(path.to_owned(), checksum(bytes));
        Ok(())
    }

    /// The sums of the files that were added, by their paths.
    pub(super) const fn sums(&self) -> &BTreeMap<String, String> {
        &self.sums
    }

    /// Puts everything into its place, and removes what was ours and is not in the site any more. How many files there are, and bytes.
    pub(super) fn keep(self) -> Result<[usize; 2], SiteFault> {
        let machine = |path: &Path| {
            let path = path.to_owned();
            move |fault| SiteFault::Machine(path, fault)
        };
        fs::create_dir_all(&self.site).map_err(machine(&self.site))?;
        let paths: Vec<PathBuf> = self.sums.keys().map(PathBuf::from).collect();
        stay_apart(&self.site, paths.iter()).map_err(SiteFault::Place)?;
        let stale: Vec<&String> = self.before.keys().filter(|path| !self.sums.contains_key(*path)).collect();
        for path in self.sums.keys().chain(stale.iter().copied()) {
            self.must_be_ours(path)?;
        }
        // Nothing is renamed before all is on the disk. One after another, the disk would be waited for a hundred times.
        let synced = |path: &PathBuf| fs::File::options().write(true).open(self.stage.path().join(path)).and_then(|file| file.sync_all());
        paths.par_iter().try_for_each(|path| synced(path).map_err(machine(&self.site.join(path))))?;
        let mut both = self.before.clone();
        self.sums.iter().for_each(|(path, sum)| _ = both.entry(path.clone()).or_default().insert(sum.clone()));
        self.list(&both)?;
        self.swap()?;
        for path in stale {
            let file = self.site.join(path);
            // What is gone already need not be removed.
            fs::remove_file(&file).or_else(|fault| if is_gone(&fault) { Ok(()) } else { Err(fault) }).map_err(machine(&file))?;
            without_empty(&self.site, &file);
        }
        let own = self.sums.iter().map(|(path, sum)| (path.clone(), BTreeSet::from([sum.clone()])));
        self.list(&own.collect())?;
        Ok([self.sums.len(), self.bytes])
    }

    /// Sees to it that a file that is to be replaced or removed is one that Bindery wrote, and nobody has changed since.
    fn must_be_ours(&self, path: &str) -> Result<(), SiteFault> {
        let file = self.site.join(path);
        let bytes = match fs::read(&file) {
            Ok(bytes) => bytes,
            Err(fault) if is_gone(&fault) => return Ok(()),
            Err(_) if file.is_dir() => return Err(SiteFault::Place(Unwritten::Folder(file))),
            Err(fault) => return Err(SiteFault::Machine(file, fault)),
        };
        let sum = checksum(&bytes);
        let known = self.before.get(path);
        let is_ours = known.is_some_and(|sums| sums.contains(&sum)) || self.sums.get(path) == Some(&sum);
        if is_ours { Ok(()) } else { Err(SiteFault::Foreign(file, known.is_some())) }
    }

    /// Renames every new file into its place; if one can't be, takes back all before it.
    fn swap(&self) -> Result<(), SiteFault> {
        let old = self.stage.path().join(".old");
        let mut done: Vec<&String> = Vec::new();
        for path in self.sums.keys() {
            let (from, to, aside) = (self.stage.path().join(path), self.site.join(path), old.join(path));
            let step = || -> io::Result<()> {
                fs::create_dir_all(folder_of(&to))?;
                if to.is_file() {
                    fs::create_dir_all(folder_of(&aside))?;
                    fs::hard_link(&to, &aside).or_else(|_| fs::copy(&to, &aside).map(drop))?;
                }
                fs::rename(&from, &to)
            };
            if let Err(fault) = step() {
                for path in done {
                    let (to, aside) = (self.site.join(path), old.join(path));
                    // Nothing more can be done if even that fails; the list knows both files for ours.
                    let _ = if aside.is_file() { fs::rename(&aside, &to) } else { fs::remove_file(&to) };
                }
                return Err(SiteFault::Machine(to, fault));
            }
            done.push(path);
        }
        Ok(())
    }

    /// Writes the list of our files.
    fn list(&self, sums: &BTreeMap<String, BTreeSet<String>>) -> Result<(), SiteFault> {
        let (draft, place) = (self.stage.path().join(LIST), self.site.join(LIST));
        let about = "Files that Bindery wrote and may replace or remove. Do not change it.";
        let list = json!({ "about": about, "version": 1, "files": sums });
        let written = fs::write(&draft, format!("{list:#}\n")).and_then(|()| fs::rename(&draft, &place));
        written.map_err(|fault| SiteFault::Machine(place, fault))
    }
}

/// Whether a fault says that no file is there.
fn is_gone(fault: &io::Error) -> bool {
    matches!(fault.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Our files in a site, with the sums that they may have; none if nobody has published there.
fn listed(site: &Path) -> Result<BTreeMap<String, BTreeSet<String>>, SiteFault> {
    let path = site.join(LIST);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(BTreeMap::new()),
        Err(fault) => return Err(SiteFault::Machine(path, fault)),
    };
    let known = || -> Option<BTreeMap<String, BTreeSet<String>>> {
        let list: Value = serde_json::from_str(&text).ok()?;
        let files = list.get("files")?.as_object()?;
        let sums = |value: &Value| value.as_array()?.iter().map(|sum| Some(sum.as_str()?.to_owned())).collect::<Option<_>>();
        files.iter().map(|(path, value)| Some((path.clone(), sums(value)?))).collect()
    };
    // A list that somebody has changed must not make us remove what lies elsewhere.
    let is_inside = |path: &String| !path.is_empty() && path.split('/').all(|part| !matches!(part, "" | "." | ".."));
    known().filter(|files| files.keys().all(is_inside)).ok_or(SiteFault::List(path))
}

/// Removes the folders above a file that was removed, as far as they are empty, but not the site's.
fn without_empty(site: &Path, file: &Path) {
    let mut folder = file.parent();
    while let Some(path) = folder.filter(|path| *path != site && path.starts_with(site)) {
        if fs::remove_dir(path).is_err() {
            return;
        }
        folder = path.parent();
    }
}

/// Removes folders that runs have left which were killed: those in which nothing has changed for an hour.
fn sweep(place: &Path) {
    for entry in fs::read_dir(place).into_iter().flatten().filter_map(Result::ok) {
        let name = entry.file_name();
        let ours = name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(".tmp"));
        let changed = entry.metadata().and_then(|facts| facts.modified());
        let old = changed.is_ok_and(|changed| changed.elapsed().is_ok_and(|age| age.as_secs() > 3600));
        if ours && old && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(unix)]
fn is_same_disk(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    matches!((fs::metadata(one), fs::metadata(other)), (Ok(one), Ok(other)) if one.dev() == other.dev())
}

#[cfg(not(unix))]
fn is_same_disk(_: &Path, _: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(site: &Path, files: &[(&str, &str)]) -> Result<[usize; 2], SiteFault> {
        let mut draft = SiteDraft::begin(site)?;
        files.iter().try_for_each(|(path, text)| draft.add(path, text.as_bytes()))?;
        draft.keep()
    }

    fn read(site: &Path, path: &str) -> Option<String> {
        fs::read_to_string(site.join(path)).ok()
    }

    #[test]
    fn ours_are_replaced_and_removed_and_foreign_files_stay() {
        let folder = tempfile::tempdir().expect("a folder");
        let site = folder.path().join("site");
        made(&site, &[("index.html", "1"), ("a/index.html", "1"), ("a/b/c.txt", "1")]).expect("a site");
        fs::write(site.join("CNAME"), "books.example.org").expect("a file");
        fs::write(site.join("a/own.txt"), "own").expect("a file");
        made(&site, &[("index.html", "2"), ("d/index.html", "2")]).expect("a site");
        let now = ["index.html", "d/index.html", "CNAME", "a/own.txt", "a/index.html"].map(|path| read(&site, path));
        assert_eq!(now, [Some("2"), Some("2"), Some("books.example.org"), Some("own"), None].map(|text| text.map(str::to_owned)));
        assert!(!site.join("a/b").exists(), "an empty folder goes");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "nothing is left beside the site");
    }

    #[test]
    fn a_foreign_or_changed_file_stops_everything() {
        let folder = tempfile::tempdir().expect("a folder");
        let site = folder.path().join("site");
        fs::create_dir(&site).expect("a folder");
        fs::write(site.join("feed.xml"), "mine").expect("a file");
        let fault = made(&site, &[("a.html", "1"), ("feed.xml", "1")]).expect_err("a foreign file");
        assert!(matches!(fault, SiteFault::Foreign(path, false) if path.ends_with("feed.xml")));
        assert_eq!((read(&site, "feed.xml").as_deref(), read(&site, "a.html")), (Some("mine"), None));
        fs::remove_file(site.join("feed.xml")).expect("a file");
        made(&site, &[("a.html", "1"), ("feed.xml", "1")]).expect("a site");
        fs::write(site.join("a.html"), "changed by hand").expect("a file");
        for files in [&[("a.html", "2"), ("feed.xml", "2")][..], &[("feed.xml", "2")]] {
            let fault = made(&site, files).expect_err("a changed file");
            assert!(matches!(fault, SiteFault::Foreign(path, true) if path.ends_with("a.html")));
            assert_eq!((read(&site, "feed.xml").as_deref(), read(&site, "a.html").as_deref()), (Some("1"), Some("changed by hand")));
        }
    }

    #[test]
    fn a_site_that_is_not_finished_changes_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let site = folder.path().join("site");
        made(&site, &[("a.html", "1"), ("b.html", "1")]).expect("a site");
        let mut draft = SiteDraft::begin(&site).expect("a draft");
        draft.add("a.html", b"2").expect("room");
        // As if the process had been killed: its folder stays, the site is as it was.
        std::mem::forget(draft);
        assert_eq!((read(&site, "a.html").as_deref(), read(&site, "b.html").as_deref()), (Some("1"), Some("1")));
        made(&site, &[("a.html", "3")]).expect("a site");
        assert_eq!((read(&site, "a.html").as_deref(), read(&site, "b.html")), (Some("3"), None));
    }

    #[test]
    fn a_run_that_was_killed_in_the_middle_of_its_renamings_is_known_for_ours() {
        let folder = tempfile::tempdir().expect("a folder");
        let site = folder.path().join("site");
        made(&site, &[("a.html", "1"), ("b.html", "1")]).expect("a site");
        let mut draft = SiteDraft::begin(&site).expect("a draft");
        draft.add("a.html", b"2").expect("room");
        draft.add("b.html", b"2").expect("room");
        let mut both = draft.before.clone();
        draft.sums.iter().for_each(|(path, sum)| _ = both.entry(path.clone()).or_default().insert(sum.clone()));
        draft.list(&both).expect("a list");
        fs::rename(draft.stage.path().join("a.html"), site.join("a.html")).expect("a file");
        drop(draft);
        made(&site, &[("a.html", "3"), ("b.html", "3")]).expect("a site");
        assert_eq!((read(&site, "a.html").as_deref(), read(&site, "b.html").as_deref()), (Some("3"), Some("3")));
    }

    #[test]
    fn a_renaming_that_fails_takes_back_those_before_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let site = folder.path().join("site");
        made(&site, &[("a.html", "1")]).expect("a site");
        let mut draft = SiteDraft::begin(&site).expect("a draft");
        draft.add("a.html", b"2").expect("room");
        draft.add("b/c.html", b"2").expect("room");
        // While the books were made, someone put a file where a folder was to be.
        fs::write(site.join("b"), "mine").expect("a file");
        draft.keep().expect_err("a file in the way");
        assert_eq!((read(&site, "a.html").as_deref(), read(&site, "b").as_deref()), (Some("1"), Some("mine")));
        made(&site, &[("a.html", "3")]).expect("ours is known again");
    }

    #[test]
    fn a_list_that_leads_elsewhere_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let site = folder.path().join("site");
        fs::create_dir(&site).expect("a folder");
        for path in ["../x", "/x", "a//b", "", "./a"] {
            fs::write(site.join(LIST), json!({ "files": { path: ["0"] } }).to_string()).expect("a list");
            assert!(matches!(made(&site, &[("a.html", "1")]), Err(SiteFault::List(_))), "{path}");
        }
    }
}
