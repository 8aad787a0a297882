//! The texts of a folder that no list names, in the order that people expect.
//!
//! Input: the names in the folder and in those below it, and the front matter of each text. In a folder come first what opens it (its
//! `_index.md`, `index.md`, a `README.md` below the top), then by weight (Hugo, Zola), then by date, the oldest first, then by name,
//! numbers as numbers. Cost: each entry is looked at once, at most 20,000 of them, and the first 64 KiB of each text are read.

use super::names;
use super::outline::{Outline, below};
use super::readme;
use crate::config::front_matter::{self, FrontMatterNode};
use crate::config::head::head;
use crate::config::order::{ListedFile, Zone};
use crate::config::sorted::{self, NameKey, sort_by_name};
use crate::diagnostics::{Code, Diagnostics};
use crate::language::chapter_number;
use crate::source::{EntryKind, Folder, InputFormat, SourceId, Sources};
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// Jekyll's folder of posts.
pub(super) const POSTS: &str = "_posts";
/// Entries looked at, at most: a folder may be the root of a disk.
const MOST: usize = 20_000;
/// Folders inside each other that are gone into.
const DEEPEST: usize = 24;

/// A folder as it was found.
#[derive(Debug, Default)]
struct FoundFolder {
    name: String,
    texts: Vec<FoundText>,
    /// What a file of Docusaurus says of the folder.
    category: Option<TextFacts>,
    folders: Vec<FoundFolder>,
    /// Texts that are taken if there are no others: what is about the project, and what lies in folders for other things.
    aside: Vec<String>,
    /// Texts that are never taken beside those they are editions of.
    passed: Vec<String>,
    /// Texts that are another in a poorer encoding.
    encodings: Vec<String>,
    /// Whether texts were passed over because a folder beside them is plainly the book.
    narrowed: bool,
}

/// A text as it was found.
#[derive(Debug)]
struct FoundText {
    path: String,
    name: String,
    facts: TextFacts,
}

/// What front matter says that gives a text its place.
#[derive(Clone, Debug, Default)]
struct TextFacts {
    title: Option<String>,
    weight: Option<i64>,
    date: Option<String>,
    /// The number that the first heading gives the text as a chapter.
    number: Option<u64>,
    has_body: bool,
    /// Whether the text holds nothing but what is defined for others, such as abbreviations and the addresses of links.
    defines_only: bool,
}

/// The texts of a folder and of those below it.
pub(in crate::config) fn found(folder: &Folder) -> Outline {
    let outline = found_below(folder, "");
    readme::ordered(folder, outline)
}

/// The texts of one folder of the book's, and of those below that; paths count from the book's.
pub(super) fn found_below(folder: &Folder, within: &str) -> Outline {
    taken(folder, within, DEEPEST, FoundBundles::Pages)
}

/// The texts of a site: of a folder whose text is its `index.md` that alone, for the program takes the others for what belongs to it.
/// The folder at the top may be such a one too if it is no site's whole.
pub(super) fn found_of_site(folder: &Folder, within: &str, whole: bool) -> Outline {
    taken(folder, within, DEEPEST, if whole { FoundBundles::Below } else { FoundBundles::All })
}

/// The texts of a site's collections. One that is called as the chapters of a book are is the book, with the page that opens the site
/// before it; others follow the site's pages, each a part, and of these the posts are the first or, if they are few, the last.
pub(super) fn found_in_collections(folder: &Folder, folders: &[String]) -> Outline {
    let posts = folders.iter().position(|within| within == POSTS);
    let count = |within: &String| found_below(folder, within).entries.len();
    let mut folders = folders.to_vec();
    if let Some(at) = posts {
        let posts = folders.remove(at);
        let others: usize = folders.iter().map(count).sum();
        let place = if count(&posts) > others { 0 } else { folders.len() };
        folders.insert(place, posts);
    }
    let is_post = |entry: &ListedFile| posts.is_some() && entry.path.starts_with(POSTS);
    let folders = folders.as_slice();
    let name = |within: &str| within.rsplit('/').next().unwrap_or(within).trim_start_matches('_').to_owned();
    let is_book = folders.iter().any(|within| names::BOOKS.contains(&&*name(within).to_lowercase()));
    let mut whole = if is_book { Outline::default() } else { found_below(folder, "") };
    whole.entries.retain(|entry| !is_post(entry));
    let home = ["index.md", "index.markdown"].into_iter().find(|file| is_book && folder.has_file(file));
    whole.entries.extend(home.map(|home| ListedFile::new(home, Zone::Body)));
    for within in folders {
        let Outline { mut entries, passed, doubt, .. } = found_below(folder, within);
        if let Some(first) = entries.first_mut().filter(|_| !is_book) {
            first.part.get_or_insert_with(|| names::spaced(&name(within)));
        }
        whole.entries.extend(entries);
        whole.passed.extend(passed);
        whole.doubt = whole.doubt.or(doubt);
    }
    whole
}

/// The texts of the folder itself. What lies in folders below is passed over, unless there is nothing else.
pub(in crate::config) fn found_at_top(folder: &Folder) -> Outline {
    let top = taken(folder, "", 0, FoundBundles::Pages);
    if top.entries.is_empty() { found(folder) } else { top }
}

fn taken(folder: &Folder, within: &str, deepest: usize, bundles: FoundBundles) -> Outline {
    if !within.is_empty() && !matches!(folder.find(within), Ok(Some(_))) {
        return Outline::default();
    }
    let mut search = FoundSearch { bundles, ..FoundSearch::new(folder, within, InputFormat::is_taken_unlisted) };
    let mut markdown = FoundFolder::of(&mut search, within, deepest);
    if bundles == FoundBundles::Pages {
        markdown.choose_book();
    }
    let outline = with_readme(folder, &markdown, self::outline(&markdown));
    // Files of other formats may be anything, so they are a book only where nothing else is, or where they are the mass of it.
    let is_other = |format: InputFormat| !format.is_taken_unlisted();
    let mut others = FoundFolder::of(&mut FoundSearch::new(folder, within, is_other), within, 0);
    (others.passed, others.aside) = (std::mem::take(&mut others.encodings), Vec::new());
    others.folders.clear();
    if outline.entries.is_empty() {
        let mut plain = self::outline(&others);
        plain.passed.extend(outline.passed);
        return plain;
    }
    with_plain(folder, outline, others)
}

/// The outline with the plain texts that lie beside its own. Those that are numbered and hold more than the others are the chapters; else
/// they are named as left out.
fn with_plain(folder: &Folder, mut outline: Outline, mut plain: FoundFolder) -> Outline {
    let stems: BTreeSet<&str> = outline.entries.iter().map(|entry| names::stem(&entry.path)).collect();
    // What a program has made of a text, or a text of it, is not told.
    plain.texts.retain(|text| !stems.contains(names::stem(&text.path)));
    let length = |path: &str| folder.about(path).map_or(0, |facts| facts.length);
    let mass: u64 = plain.texts.iter().map(|text| length(&text.path)).sum();
    let own: u64 = outline.entries.iter().map(|entry| length(&entry.path)).sum();
    let names: Vec<&str> = plain.texts.iter().map(|text| names::stem(&text.name)).collect();
    let numbered = sorted::keys(&names).iter().filter(|key| key.is_numbered()).count();
    if plain.texts.len() < 2 || numbered < plain.texts.len() || mass <= own {
        outline.passed.extend(plain.all());
        return outline;
    }
    let Outline { entries, passed, .. } = outline;
    let mut chapters = self::outline(&plain);
    chapters.passed.extend(entries.into_iter().map(|entry| entry.path).chain(passed));
    chapters
}

/// The outline with nothing but the README at the top, if that is longer than all texts in folders below it: then it is the book.
fn with_readme(folder: &Folder, top: &FoundFolder, outline: Outline) -> Outline {
    let length = |path: &str| folder.about(path).map_or(0, |facts| facts.length);
    let readme = top.aside.iter().find(|path| names::stem(path.rsplit('/').next().unwrap_or(path)).eq_ignore_ascii_case("readme"));
    // Names in capitals alone are about the project too.
    let is_bare = top.texts.iter().all(|text| names::is_loud(&text.name)) && top.holds_any();
    let Some(readme) = readme.filter(|_| is_bare) else { return outline };
    // Folders that are called so hold the book, however short it is yet.
    let holds_book = |path: &str| path.split('/').rev().skip(1).any(|folder| names::BOOKS.contains(&&*folder.to_lowercase()));
    if top.narrowed || outline.entries.iter().any(|entry| holds_book(&entry.path)) {
        return outline;
    }
    if length(readme) <= outline.entries.iter().map(|entry| length(&entry.path)).sum() {
        return outline;
    }
    let others = outline.entries.into_iter().map(|entry| entry.path).chain(outline.passed).filter(|path| path != readme).collect();
    Outline { entries: vec![ListedFile::new(readme.clone(), Zone::Body)], passed: others, ..Outline::default() }
}

impl Outline {
    /// The outline of a folder whose `README.md` is its first page, as in MkDocs, unless it has an `index.md`.
    pub(super) fn with_home(mut self, within: &str) -> Self {
        let name = |path: &str| path.strip_prefix(within).map(|rest| rest.trim_start_matches('/').to_lowercase());
        let is_home = |path: &String| name(path).is_some_and(|name| name == "readme.md");
        let has_index = self.entries.iter().any(|entry| name(&entry.path).is_some_and(|name| name == "index.md"));
        if let Some(at) = self.passed.iter().position(is_home).filter(|_| !has_index) {
            self.entries.insert(0, ListedFile::new(self.passed.remove(at), Zone::Body));
        }
        self
    }

    /// The outline with the texts beside its list's file that it leaves out.
    pub(super) fn with_passed(self, folder: &Folder) -> Self {
        let within = self.file.rsplit_once('/').map_or("", |(within, _)| within);
        let others = found_below(folder, within);
        let listed: BTreeSet<&str> = self.entries.iter().map(|entry| entry.path.as_str()).collect();
        // A plain text beside a list may be anything.
        let may = |path: &String| InputFormat::of(path).is_some_and(InputFormat::is_taken_unlisted);
        let narrowed = !self.lists && others.narrowed;
        let texts = others.entries.into_iter().map(|entry| entry.path).chain(others.passed);
        let is_new = |path: &String| *path != self.file && !listed.contains(path.as_str()) && !self.told.contains(path);
        let passed = texts.filter(may).filter(is_new).collect();
        Self { passed, narrowed, ..self }
    }
}

/// What is looked for, and where.
struct FoundSearch<'f> {
    folder: &'f Folder,
    /// The folder at the top.
    top: &'f str,
    /// The formats of the texts.
    wanted: fn(InputFormat) -> bool,
    /// What the texts beside an `index.md` are.
    bundles: FoundBundles,
    /// Entries that may still be looked at.
    left: usize,
}

/// What the texts beside and below an `index.md` are: pages like it, or what belongs to it and is no page, as in Hugo and Zola.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FoundBundles {
    /// Pages.
    Pages,
    /// No pages, but for those at the top.
    Below,
    /// No pages, wherever they are.
    All,
}

impl<'f> FoundSearch<'f> {
    /// A search from `top` on.
    fn new(folder: &'f Folder, top: &'f str, wanted: fn(InputFormat) -> bool) -> Self {
        Self { folder, top, wanted, bundles: FoundBundles::Pages, left: MOST }
    }
}

impl FoundSearch<'_> {
    /// Whether the texts are a site's pages, whose folders are sections whatever they are called.
    fn is_site(&self) -> bool {
        self.bundles != FoundBundles::Pages
    }

    /// Whether a folder with these texts is one page with what belongs to it.
    fn makes_bundle(&self, within: &str, files: &[String]) -> bool {
        let may = match self.bundles {
            FoundBundles::Pages => false,
            FoundBundles::Below => within != self.top,
            FoundBundles::All => true,
        };
        may && files.iter().any(|name| names::stem(name) == "index")
    }
}

impl FoundFolder {
    /// Looks through a folder, and through those in it down to a level.
    fn of(search: &mut FoundSearch, within: &str, deepest: usize) -> Self {
        let name = within.rsplit('/').next().unwrap_or("").to_owned();
        let mut found = Self { name, ..Self::default() };
        let (mut files, mut folders) = (Vec::new(), Vec::new());
        for entry in search.folder.list(within) {
            let name = entry.name.to_string_lossy().into_owned();
            if search.left == 0 || name.starts_with('.') {
                continue;
            }
            search.left -= 1;
            match entry.kind {
                EntryKind::Folder if search.is_site() || !names::MADE.contains(&&*name) => folders.push(name),
                EntryKind::Folder if names::is_made(&name) && deepest > 0 => {
                    let made = search.folder.list(below(within, &name));
                    let made = made.iter().filter(|entry| entry.kind == EntryKind::File).map(|entry| entry.name.to_string_lossy());
                    let texts = made.filter(|file| InputFormat::of(&**file).is_some_and(search.wanted));
                    found.passed.extend(texts.map(|file| below(within, &format!("{name}/{file}"))));
                }
                EntryKind::Folder => {}
                _ if InputFormat::of(&name).is_some_and(search.wanted) => files.push(name),
                // Nobody has asked for notebooks, but who has written a book in them misses it.
                _ if name.ends_with(".ipynb") && (search.wanted)(InputFormat::Markdown) => found.passed.push(below(within, &name)),
                _ => {}
            }
        }
        files.dedup();
        found.category = category(search.folder, within);
        let is_bundle = search.makes_bundle(within, &files);
        if is_bundle {
            let is_index = |name: &String| names::stem(name) == "index" || names::edition_of(name) == Some("index");
            found.passed.extend(files.extract_if(.., |name| !is_index(name)).map(|name| below(within, &name)));
        }
        found.sort(search, within, files);
        // Beside a novelist's notes what is called so is the text itself.
        let is_story = !search.is_site() && folders.iter().filter(|name| names::notes_only_story(name)).count() > 1;
        for name in folders {
            let path = below(within, &name);
            let inner = Self::of(search, &path, deepest.saturating_sub(1));
            if deepest == 0 || is_bundle {
                found.passed.extend(inner.all());
            } else if names::is_draft(&name) && !is_story
                || (!search.is_site() || name == "deprecated") && names::is_aside(&name)
                || within == search.top && names::holds_editions(&name)
                || name.starts_with('_') && name != "_posts"
            {
                found.aside.extend(inner.all());
            } else if inner.holds_any() {
                found.folders.push(inner);
            }
        }
        found.choose_edition();
        found
    }

    /// Parts the texts of the folder itself into those that are taken and those that are not.
    fn sort(&mut self, search: &FoundSearch, within: &str, names: Vec<String>) {
        let at_top = within == search.top;
        let quiet = names.iter().any(|name| !names::is_loud(name) && !names::is_readme(name) && !names::is_about(name));
        let stems: BTreeSet<String> = names.iter().map(|name| names::stem(name).to_owned()).collect();
        let mut known: BTreeSet<String> = BTreeSet::new();
        // Of a text and what a program has made of it, the one with the usual ending is taken.
        let usual =
            |name: &str| InputFormat::of(name).is_some_and(|format| name.to_lowercase().ends_with(&format!(".{}", format.endings()[0])));
        let mut ordered = names;
        sort_by_name(&mut ordered, |name| name);
        ordered.sort_by_key(|name| !usual(name));
        for name in ordered {
            let path = below(within, &name);
            let is_edition = names::edition_of(&name).is_some_and(|base| stems.contains(base));
            if names::is_poorer(&name, &stems) {
                self.encodings.push(path);
            } else if is_edition || !known.insert(names::stem(&name).to_owned()) {
                self.passed.push(path);
            } else if names::is_about(&name) && (at_top || name.starts_with(char::is_uppercase))
                || names::is_no_text(&name)
                || names::instructs(&name)
                || !search.is_site() && names::is_form(&name)
                || at_top && names::is_error_page(&name, &stems)
                || names::is_readme(&name) && at_top
                || name.starts_with('_') && !name.starts_with("_index.")
                || quiet && names::keeps_house(&name)
                || names::is_summary(&name) && text_of(search.folder, &path).is_some_and(|text| names::lists_links(&text))
            {
                self.aside.push(path);
            } else {
                let facts = facts(search.folder, &path, &name);
                if facts.defines_only {
                    self.aside.push(path);
                } else {
                    self.texts.push(FoundText { path, name, facts });
                }
            }
        }
    }

    /// Where the folders below are editions in several languages, keeps the English one, or the first.
    fn choose_edition(&mut self) {
        let is_edition = |folder: &FoundFolder| names::is_language(&folder.name) && folder.holds_texts();
        let editions = self.folders.iter().filter(|folder| is_edition(folder)).count();
        if editions < 2 || self.texts.len() > 1 || editions * 2 <= self.folders.len() {
            return;
        }
        let english = self.folders.iter().position(|folder| is_edition(folder) && folder.name == "en");
        let Some(kept) = english.or_else(|| self.folders.iter().position(is_edition)) else { return };
        let edition = self.folders.remove(kept);
        for other in std::mem::take(&mut self.folders) {
            self.passed.extend(other.all());
        }
        self.folders.push(edition);
    }

    /// Where one folder is plainly the book, or several with numbers are, passes over what stands beside: plans and notes are no
    /// chapters. What has its place in a book, such as a preface, or a number is one wherever it stands.
    fn choose_book(&mut self) {
        // Where all others hold notes on a story, the text may lie deeper in one.
        let notes = self.folders.iter().filter(|folder| names::notes_story(&folder.name)).count();
        let is_story = notes > 0 && notes + 1 == self.folders.len();
        let rank = |folder: &FoundFolder| {
            let own = names::book_rank(&folder.name, folder.is_numbered());
            let story = || (notes > 0 && names::tells_story(&folder.name)).then_some(names::SAYS_LESS - 1);
            let deeper = || folder.book_within().filter(|_| is_story && !names::notes_story(&folder.name));
            own.or_else(story).or_else(deeper).filter(|_| folder.all().len() > 1)
        };
        let best = self.folders.iter().filter_map(rank).min();
        let mut of_best = (0..self.folders.len()).filter(|at| best.is_some() && rank(&self.folders[*at]) == best);
        let book = of_best.next().filter(|_| of_best.next().is_none());
        // A name that says less must hold the mass of the texts.
        let others = |book: usize| {
            let folders = self.folders.iter().enumerate().filter(|(at, _)| *at != book).map(|(_, folder)| folder.all().len());
            self.texts.len() + folders.sum::<usize>()
        };
        let book = book.filter(|&book| best < Some(names::SAYS_LESS) || others(book) <= self.folders[book].all().len());
        let ordered = self.folders.iter().filter(|folder| names::is_ordered(&folder.name) && folder.holds_texts()).count();
        let is_note = |name: &str| notes > 0 && book.is_some() && names::notes_story(name);
        let belongs = |name: &str| names::place(name) != 0 || names::is_ordered(name) && !is_note(name);
        if book.is_some() || ordered > 1 {
            let folders = std::mem::take(&mut self.folders);
            for (at, folder) in folders.into_iter().enumerate() {
                if Some(at) == book || belongs(&folder.name) {
                    self.folders.push(folder);
                } else {
                    let passed = folder.all();
                    self.narrowed |= !passed.is_empty();
                    self.passed.extend(passed);
                }
            }
        }
        self.pass_plans(book.is_some());
        // The book may lie deeper.
        if let [only] = self.folders.as_mut_slice() {
            only.choose_book();
            self.narrowed |= only.narrowed;
        }
    }

    /// The best rank of a folder below this one, if it is plainly a book's.
    fn book_within(&self) -> Option<u8> {
        let rank = |folder: &FoundFolder| names::book_rank(&folder.name, folder.is_numbered()).filter(|_| folder.all().len() > 1);
        self.folders.iter().filter_map(|folder| rank(folder).or_else(|| folder.book_within())).min()
    }

    /// Passes over texts without number and place beside the book's folder, and beside numbered texts those that plan a book.
    fn pass_plans(&mut self, beside_book: bool) {
        let numbered = self.is_numbered() && self.texts.len() > 2;
        let names: Vec<&str> = self.texts.iter().map(|text| names::stem(&text.name)).collect();
        let loose: Vec<bool> = sorted::keys(&names)
            .iter()
            .zip(&names)
            .map(|(key, name)| {
                let plans = names::plans(name);
                let is_loose = !key.is_numbered() && (beside_book || numbered && plans) || beside_book && plans;
                is_loose && names::place(name) == 0
            })
            .collect();
        let mut loose = loose.into_iter();
        let passed: Vec<FoundText> = self.texts.extract_if(.., |_| loose.next().unwrap_or(false)).collect();
        self.narrowed |= !passed.is_empty();
        self.passed.extend(passed.into_iter().map(|text| text.path));
    }

    /// Whether most of the folder's texts, or for want of any of its folders, are numbered.
    fn is_numbered(&self) -> bool {
        let texts = self.texts.iter().filter(|text| names::place(names::stem(&text.name)) == 0).map(|text| names::stem(&text.name));
        let mut names: Vec<&str> = texts.collect();
        if names.is_empty() {
            names = self.folders.iter().map(|folder| folder.name.as_str()).collect();
        }
        let numbered = sorted::keys(&names).iter().filter(|key| key.is_numbered()).count();
        numbered > 1 && numbered * 2 > names.len()
    }

    /// Whether a text lies in the folder or below it.
    fn holds_any(&self) -> bool {
        !self.texts.is_empty() || !self.folders.is_empty() || !self.aside.is_empty() || !self.passed.is_empty()
    }

    /// The paths of all texts in it.
    fn all(&self) -> Vec<String> {
        let own = self.texts.iter().map(|text| &text.path).chain(&self.aside).chain(&self.passed).cloned();
        own.chain(self.folders.iter().flat_map(Self::all)).collect()
    }

    /// Whether the folder holds other texts than those that tell of folders.
    fn holds_texts(&self) -> bool {
        self.texts.iter().any(|text| !names::is_readme(&text.name)) || self.folders.iter().any(Self::holds_texts)
    }

    /// The text that opens the folder and tells of it.
    fn opening(&self) -> Option<&FoundText> {
        self.texts
            .iter()
            .min_by_key(|text| names::place(names::stem(&text.name)))
            .filter(|text| names::place(names::stem(&text.name)) <= -18)
    }
}

/// How a text begins.
fn text_of(folder: &Folder, path: &str) -> Option<String> {
    head(folder, &folder.inside(path).ok()?.1)
}

/// What the front matter of a text says of its place.
fn facts(folder: &Folder, path: &str, name: &str) -> TextFacts {
    let Some(head) = text_of(folder, path) else {
        return TextFacts { date: names::day(name), ..TextFacts::default() };
    };
    let (range, body) = front_matter::split(&head);
    let heading = head[body..].lines().find_map(|line| line.strip_prefix("# "));
    let number = heading.and_then(|heading| chapter_number(heading.trim_end_matches(['#', ' '])));
    let mut lines = head[body..].lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    let has_body = lines.peek().is_some();
    let defines =
        |line: &str| line.trim_start_matches('*').strip_prefix('[').is_some_and(|rest| !rest.starts_with('^') && rest.contains("]: "));
    let defines_only = has_body && range.is_none() && lines.all(defines);
    let mut facts = TextFacts { date: names::day(name), number, has_body, defines_only, ..TextFacts::default() };
    let Some(range) = range else { return facts };
    let nowhere: SourceId = Sources::default().add(name, "");
    let node = front_matter::parse(nowhere, &head, range, Code::BrokenFrontMatter, &mut Diagnostics::default());
    let text = |key: &str| node.get(key).and_then(FrontMatterNode::text);
    facts.title = text("title").map(|title| title.trim().to_owned()).filter(|title| !title.is_empty());
    facts.weight = WEIGHTS.iter().find_map(|key| weight(text(key)?));
    facts.date = text("date").and_then(names::day).or_else(|| text("path").and_then(names::day)).or(facts.date);
    facts
}

/// Keys that give a page its place among others: of Hugo and Zola, of Jekyll's themes, of Docusaurus and other programs.
const WEIGHTS: [&str; 6] = ["weight", "order", "nav_order", "sidebar_position", "position", "order_number"];

/// A number that gives a page its place, in thousandths; none if it gives none.
fn weight(text: &str) -> Option<i64> {
    let number: f64 = text.trim().parse().ok().filter(|number: &f64| number.abs() < 1e9 && *number != 0.0)?;
    #[allow(clippy::cast_possible_truncation, reason = "below 10^12")]
    Some((number * 1000.0).round() as i64)
}

/// What the file of Docusaurus in a folder says of it: its title and its place among others.
fn category(folder: &Folder, within: &str) -> Option<TextFacts> {
    let file = ["_category_.json", "_category_.yml", "_category_.yaml"].into_iter().map(|name| below(within, name));
    let text = file.into_iter().find_map(|file| text_of(folder, &file))?;
    let mut sources = Sources::default();
    let source = sources.add("", text.replace('\t', " "));
    let node = front_matter::of_yaml(source, sources.get(source).text());
    let given = |key: &str| node.get(key).and_then(FrontMatterNode::text);
    let title = given("label").map(|label| label.trim().to_owned()).filter(|label| !label.is_empty());
    Some(TextFacts { title, weight: given("position").and_then(weight), ..TextFacts::default() })
}

/// A page of a folder: a text of it, or a folder below it.
enum FoundPage<'f> {
    Text(&'f FoundText),
    Folder(&'f FoundFolder),
}

impl FoundPage<'_> {
    fn name(&self) -> &str {
        match self {
            Self::Text(text) => names::stem(&text.name),
            Self::Folder(folder) => &folder.name,
        }
    }

    fn facts(&self) -> Option<&TextFacts> {
        match self {
            Self::Text(text) => Some(&text.facts),
            Self::Folder(folder) => folder.category.as_ref().or_else(|| folder.opening().map(|text| &text.facts)),
        }
    }
}

/// The pages of a folder in their order.
fn pages(folder: &FoundFolder) -> Vec<FoundPage<'_>> {
    let pages: Vec<FoundPage> = folder.texts.iter().map(FoundPage::Text).chain(folder.folders.iter().map(FoundPage::Folder)).collect();
    let keys = sorted::keys(&pages.iter().map(FoundPage::name).collect::<Vec<_>>());
    let is_opening = |page: &FoundPage| matches!(page, FoundPage::Text(_)) && names::place(page.name()) <= -18;
    let others = || pages.iter().filter(|page| !is_opening(page));
    let count = others().count();
    let weighted = others().any(|page| page.facts().is_some_and(|facts| facts.weight.is_some()));
    let numbered = others().all(|page| page.name().starts_with(|c: char| c.is_ascii_digit()));
    let dated = !numbered && others().filter(|page| page.facts().is_some_and(|facts| facts.date.is_some())).count() * 5 >= count * 4;
    let place = |page: &FoundPage| if is_opening(page) || !(weighted || dated) { names::place(page.name()) } else { 0 };
    let says_number = !weighted && !dated && headings_number(&pages, &keys);
    let number = |page: &FoundPage| page.facts().and_then(|facts| facts.number).filter(|_| says_number).unwrap_or(0);
    let weight = |page: &FoundPage| page.facts().and_then(|facts| facts.weight).unwrap_or(i64::MAX);
    let date = |a: &FoundPage, b: &FoundPage| {
        let [a, b] = [a, b].map(|page| page.facts().and_then(|facts| facts.date.clone()).unwrap_or_else(|| "~".to_owned()));
        if dated { a.cmp(&b) } else { Ordering::Equal }
    };
    let mut keyed: Vec<(NameKey, FoundPage)> = keys.into_iter().zip(pages).collect();
    keyed.sort_by(|(key, a), (other, b)| {
        let first = is_opening(b).cmp(&is_opening(a)).then(place(a).cmp(&place(b))).then(weight(a).cmp(&weight(b)));
        first.then_with(|| date(a, b)).then(number(a).cmp(&number(b))).then_with(|| key.cmp(other))
    });
    keyed.into_iter().map(|(_, page)| page).collect()
}

/// Whether the headings of texts number the chapters and the names don't: each text that has no place by its name has a number of its own.
fn headings_number(pages: &[FoundPage], keys: &[NameKey]) -> bool {
    let chapters = || pages.iter().zip(keys).filter(|(page, _)| names::place(page.name()) == 0);
    let numbers: BTreeSet<u64> = chapters().filter_map(|(page, _)| page.facts().and_then(|facts| facts.number)).collect();
    let count = chapters().count();
    count >= 2 && numbers.len() == count && chapters().all(|(page, key)| matches!(page, FoundPage::Text(_)) && !key.is_numbered())
}

/// The outline of what was found.
fn outline(top: &FoundFolder) -> Outline {
    let mut writer = FoundWriter { readmes_alone: !top.holds_texts(), ..FoundWriter::default() };
    writer.folder(top, 0, 0);
    let FoundWriter { mut outline, mut spare, .. } = writer;
    if outline.entries.is_empty() {
        // Nothing else is there: of what is about the project its README, or all of it.
        let readme = spare.iter().position(|path| names::is_readme(path) && names::edition_of(path).is_none());
        let taken = match readme {
            Some(at) => vec![spare.remove(at)],
            None => std::mem::take(&mut spare),
        };
        outline.entries = taken.into_iter().map(|path| ListedFile::new(path, Zone::Body)).collect();
    }
    outline.passed.extend(spare);
    outline.narrowed = top.narrowed;
    // One part is no division.
    if outline.entries.iter().filter(|entry| entry.part.is_some()).count() == 1 && outline.entries[0].part.is_some() {
        outline.entries[0].part = None;
    }
    let home = top.texts.iter().find(|text| names::stem(&text.name) == "_index" && text.facts.title.is_some());
    outline.home = home.map(|text| text.path.clone());
    outline
}

/// Writes what was found, folder by folder.
#[derive(Debug, Default)]
struct FoundWriter {
    outline: Outline,
    /// Texts that are taken if there are no others.
    spare: Vec<String>,
    part: Option<String>,
    /// Whether all texts tell of their folders, as chapters of web books do.
    readmes_alone: bool,
}

impl FoundWriter {
    /// Writes a folder at a level from 0 whose texts stand at a depth of the contents.
    fn folder(&mut self, folder: &FoundFolder, level: usize, depth: u8) {
        self.outline.passed.extend(folder.passed.iter().cloned());
        self.spare.extend(folder.aside.iter().cloned());
        let section = folder.texts.iter().find(|text| names::stem(&text.name) == "_index");
        let mut inner = depth;
        if let Some(section) = section {
            let title = section.facts.title.clone();
            match level {
                0 => {}
                1 => self.part = title.clone().or(self.part.take()),
                _ => inner = (depth + 1).min(4),
            }
            if section.facts.has_body || level > 1 && title.is_some() {
                self.text(section, depth);
            }
        }
        if let (1, None, Some(title)) = (level, section, folder.category.as_ref().and_then(|facts| facts.title.clone())) {
            self.part = Some(title);
        }
        let pages = pages(folder);
        self.doubt(&pages);
        for page in pages {
            match page {
                FoundPage::Text(text) if names::stem(&text.name) == "_index" => {}
                FoundPage::Text(text) if names::is_readme(&text.name) && !self.takes_readme(folder) => {
                    self.outline.passed.push(text.path.clone());
                }
                FoundPage::Text(text) => self.text(text, inner),
                FoundPage::Folder(below) => self.folder(below, level + 1, inner),
            }
        }
        if level == 1 {
            self.part = None;
        }
    }

    /// Notes the first text of a folder whose heading has a smaller number than the one before it; from 1 on a part begins.
    fn doubt(&mut self, pages: &[FoundPage]) {
        let numbered = pages.iter().filter_map(|page| match page {
            FoundPage::Text(text) => text.facts.number.map(|number| (text.path.clone(), number)),
            FoundPage::Folder(_) => None,
        });
        let numbered: Vec<(String, u64)> = numbered.collect();
        let turned = numbered.windows(2).find(|two| two[1].1 > 1 && two[1].1 < two[0].1);
        if let (None, Some([one, two])) = (&self.outline.doubt, turned) {
            self.outline.doubt = Some([one.clone(), two.clone()]);
        }
    }

    /// Whether the `README.md` of a folder is a chapter: beside others, or where all are.
    fn takes_readme(&self, folder: &FoundFolder) -> bool {
        self.readmes_alone || folder.holds_texts()
    }

    fn text(&mut self, text: &FoundText, depth: u8) {
        let depth = depth.min(self.outline.entries.last().map_or(0, |last| last.depth + 1));
        let part = self.part.take();
        let depth = if part.is_some() { 0 } else { depth };
        self.outline.entries.push(ListedFile { part, depth, ..ListedFile::new(text.path.clone(), Zone::Body) });
    }
}
