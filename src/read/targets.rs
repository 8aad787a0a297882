//! Where links within the book lead: to an id or heading of their own file first, then of the book; to a file by any name it is known by.

use crate::book::{BlockId, BlockKind, ChapterId, Link, SectionId};
use crate::diagnostics::Diagnostics;
use crate::read::builder::{Builder, FilePiece};
use crate::read::dead;
use crate::read::files::composed;
use crate::read::labels::{self, Labels, Pending, Waiting, beside, github};
use crate::read::markdown::blocks::BlockReader;
use crate::source::address::decoded;
use std::collections::{BTreeMap, BTreeSet};

/// Endings that a web book's chapter has in its addresses.
const OF_PAGES: [&str; 3] = ["html", "htm", "xhtml"];
/// Names of the file that a folder's address means.
const OF_FOLDERS: [&str; 3] = ["index", "readme", "_index"];

/// What a link as written means.
#[derive(Debug)]
pub(super) struct LinkMeaning {
    /// The file as written, without what follows it.
    pub(super) file: String,
    /// The file of the book that is meant; none if there is none.
    pub(super) path: Option<String>,
    /// What stands behind `#`.
    pub(super) id: Option<String>,
}

/// Everything that links can lead to.
#[derive(Debug)]
pub(super) struct LinkTargets<'b> {
    pub(super) labels: &'b Labels,
    /// Where each file of the text begins.
    pub(super) files: BTreeMap<String, Link>,
    /// Every file that was read, commentaries too.
    read: BTreeSet<String>,
    /// Files by their names in lower case, without the ending.
    stems: BTreeMap<String, String>,
    /// The first file of each folder, by its path in lower case.
    folders: BTreeMap<String, String>,
    /// Files and folders by the last part of their paths, in lower case and without endings.
    ends: BTreeMap<String, Vec<String>>,
    /// Files by the letters and digits of their names, in lower case; none where several are called so.
    loose: BTreeMap<String, Option<String>>,
    /// Names that were made of headings.
    made: BTreeMap<String, SectionId>,
    /// Ids by file, and of the whole book, in lower case.
    caseless: [BTreeMap<(String, String), Link>; 2],
}

impl<'b> LinkTargets<'b> {
    pub(super) fn new(builder: &Builder, labels: &'b Labels) -> Self {
        let mut files = builder.joined.clone();
        for (index, chapter) in builder.book.chapters.iter().enumerate() {
            files.entry(chapter.path.clone()).or_insert(Link::Chapter(ChapterId::new(index)));
        }
        let read: BTreeSet<String> = builder.paths.values().cloned().collect();
        let mut stems = BTreeMap::new();
        for path in read.iter().filter(|path| files.contains_key(*path)) {
            stems.entry(parts(path).0.to_lowercase()).or_insert_with(|| path.clone());
        }
        let (mut folders, mut ends) = (BTreeMap::new(), BTreeMap::<String, Vec<String>>::new());
        for path in &builder.book.files {
            let path = composed(path);
            for (at, _) in path.match_indices('/') {
                folders.entry(path[..at].to_lowercase()).or_insert_with(|| path.clone().into_owned());
            }
        }
        for stem in stems.keys().chain(folders.keys()) {
            ends.entry(stem.rsplit('/').next().unwrap_or(stem).to_owned()).or_default().push(stem.clone());
        }
        let mut loose: BTreeMap<String, Option<String>> = BTreeMap::new();
        for (stem, path) in &stems {
            let name = letters(stem.rsplit('/').next().unwrap_or(stem));
            loose.entry(name).and_modify(|known| *known = None).or_insert_with(|| Some(path.clone()));
        }
        let sections = builder.book.sections.iter().enumerate();
        let made = sections.map(|(index, section)| (section.slug.clone(), SectionId::new(index))).collect();
        let mut caseless = [BTreeMap::new(), BTreeMap::new()];
        let given = labels.given.iter().map(|((id, path), (link, _))| (path, id, link));
        let heads = labels.headings.iter().map(|((path, slug), link)| (path, slug, link));
        for (path, id, link) in given.chain(heads) {
            let id = id.to_lowercase();
            caseless[0].entry((path.clone(), id.clone())).or_insert_with(|| link.clone());
            caseless[1].entry((String::new(), id)).or_insert_with(|| link.clone());
        }
        Self { labels, files, read, stems, folders, ends, loose, made, caseless }
    }

    /// What a link means.
    pub(super) fn meant(&self, waiting: &Waiting) -> LinkMeaning {
        let address = waiting.address.trim();
        if waiting.wiki {
            let (note, place) = address.split_once('#').map_or((address, None), |(note, place)| (note, Some(place)));
            let id = place.map(|place| place.rsplit('#').next().unwrap_or(place).trim_start_matches('^').trim().to_owned());
            let path = if note.is_empty() { Some(waiting.path.clone()) } else { self.note(&waiting.path, note) };
            return LinkMeaning { file: note.to_owned(), path, id };
        }
        let (file, id) = address.split_once('#').map_or((address, None), |(file, id)| (file, Some(id)));
        let (file, id) = (decoded(file.split('?').next().unwrap_or("")), id.map(decoded));
        let path = if file.is_empty() { Some(waiting.path.clone()) } else { self.file(&waiting.path, &file) };
        LinkMeaning { file, path, id }
    }

    /// The file of the book that a wiki calls `note`: by its path, or by its name alone wherever it lies.
    fn note(&self, from: &str, note: &str) -> Option<String> {
        let note = note.strip_suffix(".md").unwrap_or(note).trim_start_matches("./");
        let wanted = note.to_lowercase();
        let by_name = || {
            let alike = self.ends.get(wanted.rsplit('/').next().unwrap_or(&wanted))?;
            let fits = |stem: &&String| stem.strip_suffix(wanted.as_str()).is_some_and(|before| before.is_empty() || before.ends_with('/'));
            alike.iter().filter(fits).find_map(|stem| self.stems.get(stem))
        };
        let exact = self.stems.get(&wanted).or_else(by_name).cloned().or_else(|| self.file(from, note));
        // Programs that make sites of notes call the file of `Botan Rice` `botan-rice.md`.
        let by_letters = || self.loose.get(&letters(&wanted)).filter(|_| !letters(&wanted).is_empty()).cloned().flatten();
        exact.or_else(by_letters)
    }

    /// The file of the book that `file` names in a link of the file at `from`.
    fn file(&self, from: &str, file: &str) -> Option<String> {
        // From the root of the book, or of a site of which it is the content (Zola).
        let from_root = file.strip_prefix("@/").or_else(|| file.strip_prefix('/'));
        let candidates = match from_root {
            Some(rest) => [beside("", rest), beside("content/x", rest), None],
            // Programs that make sites count from the root too, or from the page as a folder.
            None => [beside(from, file), beside("", file), beside(&join(parts(from).0, "x"), file)],
        };
        let known = candidates.into_iter().flatten().find_map(|path| self.known(&path));
        known.or_else(|| {
            let rest = from_root?;
            // The book may be a folder of the site, or the site's texts one of the book's.
            let tails = || rest.match_indices('/').filter_map(|(at, _)| self.known(&beside("", &rest[at + 1..])?));
            if file.starts_with('@') { tails().next() } else { None }.or_else(|| self.ending(rest))
        })
    }

    /// The file of the book at a path, by any of its names.
    fn known(&self, path: &str) -> Option<String> {
        if self.read.contains(path) {
            return Some(path.to_owned());
        }
        let (stem, ending) = parts(path);
        let stem = stem.to_lowercase();
        let known = self.stems.get(&stem).filter(|known| {
            let same = || parts(known).1.eq_ignore_ascii_case(ending);
            ending.is_empty() || OF_PAGES.iter().any(|page| page.eq_ignore_ascii_case(ending)) || same()
        });
        if known.is_some() || !ending.is_empty() {
            return known.cloned();
        }
        let opening = OF_FOLDERS.iter().find_map(|name| self.stems.get(&join(&stem, name)));
        // What opens a folder may be the title of a part.
        opening.or_else(|| self.folders.get(&stem)).cloned()
    }

    /// The one file of the book whose path ends so; none if several do.
    fn ending(&self, path: &str) -> Option<String> {
        let path = beside("", path)?;
        let stem = parts(&path).0.to_lowercase();
        let mut found = self.ends.get(stem.rsplit('/').next()?)?.iter().filter(|known| {
            let before = known.strip_suffix(&stem);
            before.is_some_and(|before| before.ends_with('/'))
        });
        let only = found.next().filter(|_| found.next().is_none())?;
        self.known(only)
    }

    /// Where a link leads; none if that is nowhere in the book.
    pub(super) fn target(&self, meant: &LinkMeaning) -> Option<Link> {
        let path = meant.path.as_ref()?;
        let Some(id) = meant.id.as_ref().filter(|id| !id.is_empty()) else {
            return self.files.get(path).cloned();
        };
        let key = (id.clone(), path.clone());
        let of_book = || self.labels.given.get(&(id.clone(), self.labels.first.get(id)?.clone()));
        let given = self.labels.given.get(&key).or_else(|| if self.heading(path, id) { None } else { of_book() });
        let heading = || self.labels.headings.get(&(path.clone(), id.clone())).cloned();
        let made = || self.made.get(id).copied().map(Link::Section);
        let caseless = |id: String| {
            let [here, everywhere] = &self.caseless;
            here.get(&(path.clone(), id.clone())).or_else(|| everywhere.get(&(String::new(), id))).cloned()
        };
        let exact = given.map(|(link, _)| link.clone()).or_else(heading).or_else(made);
        let pandoc = || self.labels.pandoc.get(&(path.clone(), id.to_lowercase())).cloned();
        exact.or_else(|| caseless(id.to_lowercase())).or_else(|| caseless(github(id))).or_else(pandoc)
    }

    /// Where the file begins that a link names whose place in it is not there; none if it is the link's own.
    pub(super) fn file_of(&self, waiting: &Waiting, meant: &LinkMeaning) -> Option<Link> {
        let path = meant.path.as_ref().filter(|path| **path != waiting.path && !meant.file.is_empty())?;
        self.files.get(path).cloned()
    }

    fn heading(&self, path: &str, id: &str) -> bool {
        self.labels.headings.contains_key(&(path.to_owned(), id.to_owned()))
    }
}

/// A path without the ending of its last part, and that ending.
fn parts(path: &str) -> (&str, &str) {
    match path.rsplit_once('.') {
        Some((stem, ending)) if !ending.contains('/') && !stem.is_empty() && !stem.ends_with('/') => (stem, ending),
        _ => (path, ""),
    }
}

/// The letters and digits of a name in lower case.
fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// Makes the ids of HTML that were met lead to a block. It has the name of the first if it has none of its own.
pub(super) fn lead_here(reader: &mut BlockReader, block: BlockId) {
    for (id, span) in std::mem::take(&mut reader.targets) {
        labels::wait(reader.builder, Pending { block, id: Some(id), words: None, span });
    }
}

/// Ids behind the last block of a file lead to that.
pub(super) fn lead_back(reader: &mut BlockReader) {
    let last = reader.pieces.iter().rev().find_map(|piece| match piece {
        FilePiece::Block(block) => Some(*block),
        FilePiece::Heading(_) => None,
    });
    if let Some(block) = last {
        lead_here(reader, block);
    }
}

/// Leads every waiting link where it belongs. One that leads nowhere is told, and its words stand without it.
pub(super) fn resolve(builder: &mut Builder, diagnostics: &mut Diagnostics) {
    labels::settle(builder, diagnostics);
    let labels = std::mem::take(&mut builder.labels);
    let targets = LinkTargets::new(builder, &labels);
    let (mut resolved, mut dead, mut teller) = (Vec::new(), BTreeSet::new(), dead::DeadLinkTeller::default());
    for waiting in &labels.waiting {
        let meant = targets.meant(waiting);
        match targets.target(&meant) {
            Some(target) => resolved.push((waiting.link, target)),
            None => {
                teller.tell(&builder.folder, &targets, waiting, &meant, diagnostics);
                match targets.file_of(waiting, &meant) {
                    Some(file) => resolved.push((waiting.link, file)),
                    None => drop(dead.insert(waiting.link)),
                }
            }
        }
    }
    for (link, target) in resolved {
        builder.book.links[link.index()] = target;
    }
    builder.labels = labels;
    if dead.is_empty() {
        return;
    }
    for block in &mut builder.book.blocks {
        let prose = match &mut block.kind {
            BlockKind::Heading { prose, .. } | BlockKind::Paragraph(prose) | BlockKind::Code { prose, .. } => prose,
            BlockKind::Figure { link, .. } => {
                *link = link.filter(|link| !dead.contains(link));
                continue;
            }
            _ => continue,
        };
        for run in &mut prose.runs {
            run.link = run.link.filter(|link| !dead.contains(link));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_falls_into_stem_and_ending() {
        for (path, stem, ending) in [("a/b.md", "a/b", "md"), ("a.b/c", "a.b/c", ""), ("a/.md", "a/.md", ""), ("", "", "")] {
            assert_eq!(parts(path), (stem, ending), "{path}");
        }
    }
}
