//! Whose title a book has: what a project says, what the first file's front matter says, or the name of the folder.

use super::Config;
use super::document::has_title;
use super::keys::Raw;
use super::order::{ListedFile, Zone};
use super::project::readable;
use super::written::WrittenSettings;
use crate::source::Folder;

/// Names of folders that say nothing of the book in them.
const EMPTY: [&str; 22] = [
    "book",
    "books",
    "chapters",
    "content",
    "contents",
    "doc",
    "docs",
    "en",
    "essays",
    "examples",
    "inst",
    "manuscript",
    "markdown",
    "md",
    "pages",
    "posts",
    "_posts",
    "source",
    "src",
    "text",
    "texts",
    "thesis",
];

/// The front matter of a book's first file without what it says of that file alone: where others have titles too, its own is a chapter's.
pub(super) fn of_book(mut written: WrittenSettings<Raw>, first: &str, files: &[ListedFile], folder: &Folder) -> WrittenSettings<Raw> {
    let others = files.iter().filter(|file| file.path != first);
    if others.clone().count() > 1 && others.filter(|file| has_title(folder, &file.path)).count() * 2 > files.len() {
        let raw = &mut written.raw;
        (raw.title, raw.subtitle, raw.description, raw.date) = (None, None, None, None);
    }
    written
}

/// The settings with the title that the folder's name makes, if the book has none and consists of so many files that the first one's
/// heading is a chapter's.
pub(super) fn with_stand_in(config: Config, listed: bool) -> Config {
    let body: Vec<&ListedFile> = config.files.iter().filter(|file| file.zone == Zone::Body && file.depth == 0).collect();
    let opens = body.first().is_some_and(|file| super::project::opens(&file.path));
    if !config.metadata.title.is_empty() || body.len() < if listed { 2 } else { 3 } || opens && !listed {
        return config;
    }
    let stand_in = named(&config.folder);
    Config { stand_in, ..config }
}

/// A title of the folder's name, or of the name of one above it that says more.
fn named(folder: &Folder) -> Option<String> {
    let real = folder.files().real(folder.path()).ok()?;
    let mut names = real.ancestors().filter_map(|path| path.file_name()?.to_str());
    // A language's tag names an edition.
    names
        .find(|name| name.chars().count() > 2 && !EMPTY.contains(&name.to_lowercase().as_str()))
        .map(readable)
        .filter(|title| !title.is_empty())
}
