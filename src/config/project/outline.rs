//! What a project file says, whosever it is.

use crate::config::front_matter::{FrontMatterEntry, FrontMatterNode, FrontMatterValue};
use crate::config::head::head;
use crate::config::order::{ListedFile, Zone};
use crate::source::address::decoded;
use crate::source::{Folder, InputFormat, SourceId, Sources, Span, decode};
use std::collections::{BTreeMap, BTreeSet};

/// More files than this are in no list that a person has written.
const MOST: usize = 20_000;
/// More bytes than this has no project file.
const LARGEST: u64 = 4 << 20;
/// Levels of a list that headings can follow.
const DEEPEST: u8 = 5;

/// What a project's own files say of a book.
#[derive(Debug, Default)]
pub(in crate::config) struct Outline {
    /// The program whose files say it; empty where the files were found by looking.
    pub(in crate::config) program: &'static str,
    /// The file that lists the others, or tells of them.
    pub(in crate::config) file: String,
    /// Whether that file lists the others.
    pub(in crate::config) lists: bool,
    /// Title, people and language of the book in whosever keys, and where they stand.
    pub(in crate::config) settings: Option<(SourceId, FrontMatterNode)>,
    /// The files of the book in their order.
    pub(in crate::config) entries: Vec<ListedFile>,
    /// The text that opens a site, whose title is the book's if nothing else gives one.
    pub(in crate::config) home: Option<String>,
    /// The words that it gives for kinds of theorems.
    pub(in crate::config) theorems: BTreeMap<String, String>,
    /// What stands for each variable that it names.
    pub(in crate::config) variables: BTreeMap<String, String>,
    /// Texts that are not taken.
    pub(in crate::config) passed: Vec<String>,
    /// What is listed and not there, or outside the folder.
    pub(in crate::config) lost: Vec<String>,
    /// Two texts, each with the number that its heading gives it, which come the other way round.
    pub(in crate::config) doubt: Option<[(String, u64); 2]>,
    /// Whether texts were passed over because a folder beside them is plainly the book.
    pub(in crate::config) narrowed: bool,
    /// Files of a list that only say which division of the book begins.
    pub(super) told: BTreeSet<String>,
    /// Titles in a list that have no file yet.
    pub(in crate::config) unwritten: Vec<String>,
}

/// A file of a project by its path in the folder, taken in as a source; none if there is none that can be read.
pub(super) fn project_file(folder: &Folder, path: &str, sources: &mut Sources) -> Option<SourceId> {
    let text = project_text(folder, path)?;
    Some(sources.add(path, text))
}

/// The text of a file of a project.
pub(super) fn project_text(folder: &Folder, path: &str) -> Option<String> {
    let (_, file) = folder.inside(path).ok()?;
    let bytes = folder.files().read(&file, LARGEST).ok()?;
    let text = decode(bytes)?.0;
    Some(text.strip_prefix('\u{FEFF}').map(str::to_owned).unwrap_or(text))
}

/// YAML, or JSON with its tabs, of a project.
pub(super) fn yaml(folder: &Folder, path: &str, sources: &mut Sources) -> Option<(SourceId, FrontMatterNode)> {
    let text = project_text(folder, path)?.replace('\t', " ");
    let bare = text.strip_prefix("---\n").map(|rest| format!("   \n{rest}")).unwrap_or(text);
    let source = sources.add(path, bare);
    Some((source, crate::config::front_matter::of_yaml(source, sources.get(source).text())))
}

/// Settings of a book, of those among them that are given.
pub(super) fn settings(source: SourceId, given: &[(&str, Option<&FrontMatterNode>)]) -> Option<(SourceId, FrontMatterNode)> {
    let entry = |(key, node): &(&str, Option<&FrontMatterNode>)| {
        let node = node.filter(|node| node.value != FrontMatterValue::Empty)?;
        Some(FrontMatterEntry { key: (*key).to_owned(), place: node.span, node: node.clone() })
    };
    let entries: Vec<FrontMatterEntry> = given.iter().filter_map(entry).collect();
    let span = Span::new(source, 0, 0);
    (!entries.is_empty()).then_some((source, FrontMatterNode { span, value: FrontMatterValue::Table(entries) }))
}

/// A path below a folder inside the book's, which may be the book's itself.
pub(super) fn below(within: &str, path: &str) -> String {
    if within.is_empty() || within == "." { path.to_owned() } else { format!("{}/{path}", within.trim_end_matches('/')) }
}

/// Whether a text has headings, code or links of Markdown.
fn has_marks(folder: &Folder, path: &str) -> bool {
    let text = folder.inside(path).ok().and_then(|(_, file)| head(folder, &file)).unwrap_or_default();
    let is_heading = |line: &str| line.starts_with('#') && line.trim_start_matches('#').starts_with(' ');
    text.lines().any(|line| is_heading(line) || line.starts_with("```") || line.contains("]("))
}

/// Writes an outline, entry by entry.
#[derive(Debug)]
pub(super) struct OutlineWriter<'f> {
    folder: &'f Folder,
    /// The folder from which the list's paths count.
    base: String,
    /// The part whose first file is yet to come.
    pub(super) part: Option<String>,
    /// The division that files go into.
    pub(super) zone: Zone,
    known: BTreeSet<String>,
    /// Whether files of the list with marks of Markdown are that, whatever their names end in.
    is_markdown: bool,
    outline: Outline,
}

impl<'f> OutlineWriter<'f> {
    /// An outline that `file` gives, whose paths count from `base`.
    pub(super) fn new(folder: &'f Folder, program: &'static str, file: &str, base: &str) -> Self {
        let outline = Outline { program, file: file.to_owned(), lists: true, ..Outline::default() };
        Self { folder, base: base.to_owned(), part: None, zone: Zone::Body, known: BTreeSet::new(), is_markdown: false, outline }
    }

    /// A list whose files with marks of Markdown are that, whatever their names end in.
    pub(super) fn of_markdown(self) -> Self {
        Self { is_markdown: true, ..self }
    }

    /// Notes a file of the list that is no text of the book.
    pub(super) fn told(&mut self, path: String) {
        self.outline.told.insert(path);
    }

    /// Adds the file that a link of the list leads to, if it is a text of the folder; whether it did.
    pub(super) fn file(&mut self, link: &str, title: Option<&str>, depth: u8) -> bool {
        let link = link.trim();
        let path = link.split(['#', '?']).next().unwrap_or("");
        if path.is_empty() || link.contains("://") || link.starts_with("mailto:") || self.outline.entries.len() >= MOST {
            return false;
        }
        let Some(path) = self.found(path).or_else(|| self.found(&decoded(path))) else {
            let notebook = format!("{}.ipynb", path.trim_end_matches(".ipynb"));
            let is_notebook = self.folder.has_file(&below(&self.base, &notebook));
            self.outline.lost.push(if is_notebook { notebook } else { link.to_owned() });
            return false;
        };
        if !self.known.insert(path.clone()) {
            return true;
        }
        let last = self.outline.entries.last().filter(|last| last.zone == self.zone && self.part.is_none());
        let depth = depth.min(last.map_or(0, |last| last.depth + 1)).min(DEEPEST);
        let title = title.map(str::trim).filter(|title| !title.is_empty()).map(str::to_owned);
        let is_markdown = self.is_markdown && has_marks(self.folder, &path);
        let (part, zone) = (self.part.take(), self.zone);
        self.outline.entries.push(ListedFile { part, depth, title, is_markdown, ..ListedFile::new(path, zone) });
        true
    }

    /// The path of a text that is there, its ending added if it has none.
    fn found(&self, path: &str) -> Option<String> {
        let path = below(&self.base, path.trim_start_matches('/'));
        let is_text = |path: &String| InputFormat::of(path).is_some();
        let whole = |path: &str| self.folder.inside(path).ok().map(|(path, _)| path).filter(is_text);
        whole(&path).or_else(|| InputFormat::Markdown.endings().iter().find_map(|ending| whole(&format!("{path}.{ending}"))))
    }

    /// A title without a file.
    pub(super) fn unwritten(&mut self, title: &str) {
        self.outline.unwritten.push(title.to_owned());
    }

    /// The outline with what is known of the whole book.
    pub(super) fn done(mut self, settings: Option<(SourceId, FrontMatterNode)>) -> Outline {
        // What opens a book of which nothing follows is the book.
        if self.outline.entries.iter().all(|entry| entry.zone != Zone::Body) {
            self.outline.entries.iter_mut().for_each(|entry| entry.zone = Zone::Body);
        }
        Outline { settings, ..self.outline }
    }
}
