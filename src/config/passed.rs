//! What is told of a list that was followed, and of texts that are not in the book, so that nobody gets another book than meant.

use super::project::Outline;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use std::collections::{BTreeMap, BTreeSet};

/// Names shown of many.
const SHOWN: usize = 6;

/// Tells which list was followed, and what it names in vain.
pub(super) fn tell(outline: &Outline, taken: usize, diagnostics: &mut Diagnostics) {
    let Outline { program, file, lost, unwritten, .. } = outline;
    if taken == 0 {
        return;
    }
    if !program.is_empty() {
        let message = format!("the files of the book and their order are those of {program}: `{file}`");
        let help = match outline.lists {
            true => format!("to choose others, change `{file}`, or give one file"),
            false => "to choose others, give another folder or one file".to_owned(),
        };
        diagnostics.push(Diagnostic::new(Code::ListFollowed, message).help(help));
    }
    if let Some([(one, high), (two, low)]) = &outline.doubt {
        let message = format!("`{two}` stands behind `{one}`, but by its heading it is chapter {low} and the other is chapter {high}");
        let help = "rename the files, or list them in a book.toml: `chapters = [\"one.md\", \"two.md\"]`";
        diagnostics.push(Diagnostic::new(Code::OrderDoubted, message).help(help));
    }
    let mut gaps = Vec::new();
    let (notebooks, lost): (Vec<String>, Vec<String>) = lost.iter().cloned().partition(|path| is_notebook(path));
    if !lost.is_empty() {
        let there = if lost.len() == 1 { "is no text in its folder" } else { "are no texts in its folder" };
        gaps.push(format!("{} {there}", names(&lost)));
    }
    if !notebooks.is_empty() {
        let are = if notebooks.len() == 1 { "is a notebook, which is not read" } else { "are notebooks, which are not read" };
        gaps.push(format!("{} {are}", names(&notebooks)));
    }
    if !unwritten.is_empty() {
        gaps.push(format!("{} {} no file yet", names(unwritten), if unwritten.len() == 1 { "has" } else { "have" }));
    }
    if !gaps.is_empty() {
        let finding = Diagnostic::new(Code::ListGap, format!("`{file}` lists what is not in the book: {}", gaps.join(", and ")));
        let help = if notebooks.is_empty() { "write the files" } else { CONVERT };
        diagnostics.push(finding.help(format!("{help}, or take them out of `{file}`")));
    }
}

/// Texts beside those of a book that are not in it.
#[derive(Clone, Debug, Default)]
pub struct PassedTexts {
    paths: Vec<String>,
    /// How many texts are in the book.
    taken: usize,
    /// The file that lists these; none where they were found by looking.
    list: Option<String>,
    /// Whether a person has said which texts the book has.
    is_chosen: bool,
    /// Whether some were passed over because a folder is plainly the book.
    narrowed: bool,
}

impl PassedTexts {
    /// What an outline leaves out that is not `listed` elsewhere.
    pub(super) fn of(outline: &Outline, taken: usize, listed: &dyn Fn(&String) -> bool) -> Self {
        let paths: Vec<String> = outline.passed.iter().filter(|path| !listed(path)).cloned().collect();
        if paths.is_empty() {
            return Self::default();
        }
        Self {
            paths,
            taken,
            list: outline.lists.then(|| outline.file.clone()),
            is_chosen: !outline.program.is_empty(),
            narrowed: outline.narrowed,
        }
    }

    /// Names the texts that are not in the book, nor taken in by one that is.
    pub(crate) fn tell(&self, taken_in: &BTreeSet<String>, diagnostics: &mut Diagnostics) {
        let passed: Vec<&String> = self.paths.iter().filter(|path| !taken_in.contains(*path)).collect();
        if passed.is_empty() || self.taken == 0 {
            return;
        }
        let texts = if passed.len() == 1 { "1 text is".to_owned() } else { format!("{} texts are", passed.len()) };
        let help = match &self.list {
            Some(file) => format!("add what belongs to it to `{file}`"),
            None => "list what belongs to it in a book.toml, `chapters = [\"one.md\"]`, or give another folder".to_owned(),
        };
        let help = if passed.iter().any(|path| is_notebook(path)) { format!("{CONVERT}; {help}") } else { help };
        let told = Diagnostic::new(Code::Unlisted, format!("{texts} not in the book: {}", grouped(&passed))).help(help);
        // A list was made by a person; without one, more left out than taken may be a misunderstanding.
        let severity = if self.narrowed || !self.is_chosen && passed.len() > self.taken { Severity::Warning } else { Severity::Info };
        diagnostics.push(Diagnostic { severity, ..told });
    }
}

/// What makes a text of a notebook.
const CONVERT: &str = "make Markdown of the notebooks: `jupytext --to md FILE.ipynb`";

/// Whether a file is a notebook of Jupyter.
fn is_notebook(path: &str) -> bool {
    path.ends_with(".ipynb")
}

/// Names in backticks, the first few.
fn names(all: &[String]) -> String {
    let shown: Vec<String> = all.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    let more = if all.len() > SHOWN { format!(" and {} more", all.len() - SHOWN) } else { String::new() };
    shown.join(", ") + &more
}

/// Files of the folder itself by their names, those in folders by the folder and their number.
fn grouped(passed: &[&String]) -> String {
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    let mut said: Vec<String> = Vec::new();
    for path in passed {
        match path.split_once('/') {
            Some((folder, _)) => *folders.entry(folder).or_default() += 1,
            None => said.push(format!("`{path}`")),
        }
    }
    said.extend(folders.iter().map(|(folder, count)| format!("{count} in `{folder}`")));
    let more = said.len().saturating_sub(SHOWN);
    said.truncate(SHOWN);
    said.join(", ") + &if more > 0 { format!(" and {more} more") } else { String::new() }
}
