//! The settings in a text's own front matter: what is wrong there costs a setting, never the book.

use super::front_matter::{self, FrontMatterEntry, FrontMatterNode, FrontMatterValue};
use super::head::head;
use super::keys::{self, KEYS, Raw};
use super::layers::SettingsLayers;
use super::written::{self, WrittenSettings};
use super::{foreign, misfit, synonyms};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{Folder, SourceId, Sources, Span};

/// Findings about settings that are no errors in front matter.
pub(super) const FORGIVEN: &[Code] = &[
    Code::UnknownKey,
    Code::BadValue,
    Code::BadIsbn,
    Code::BadLanguage,
    Code::MissingFile,
    Code::FileOutside,
    Code::BadDate,
    Code::BadMeasure,
    Code::ListedTwice,
];

/// The settings that front matter holds, in whosever keys.
pub(super) fn written(layers: &SettingsLayers, text: &str, node: &FrontMatterNode, diagnostics: &mut Diagnostics) -> WrittenSettings<Raw> {
    let translated = foreign::translated(node);
    let mut here = Diagnostics::default();
    let written = written::front_matter(layers, text, &translated.node, &mut here);
    diagnostics.append(here.as_warnings(FORGIVEN));
    let mut strangers = [translated.strangers, written.strangers.clone()].concat();
    strangers.sort_by_key(|(_, place)| place.start);
    tell(&strangers, diagnostics);
    written
}

/// Names all keys at once that mean nothing to us.
fn tell(strangers: &[(String, Span)], diagnostics: &mut Diagnostics) {
    let Some((_, first)) = strangers.first() else { return };
    let names = listed(strangers.iter().map(|(key, _)| key.as_str()));
    let message = match strangers.len() {
        1 => format!("front matter has a key that has no effect here: {names}"),
        count => format!("front matter has {count} keys that have no effect here: {names}"),
    };
    let slips: Vec<String> = strangers
        .iter()
        .filter_map(|(key, _)| misfit::slip(key).filter(|right| right != key).map(|right| format!("`{right}` for `{key}`")))
        .collect();
    let meant: Vec<String> = strangers
        .iter()
        .filter_map(|(key, _)| {
            let key_of_ours = synonyms::of(key)?.key.filter(|ours| ours.contains('.') && !LOOSE.contains(ours))?;
            Some(format!("`{key_of_ours}` for `{key}`"))
        })
        .take(3)
        .collect();
    let finding = Diagnostic::at(Code::ForeignKeys, *first, message);
    diagnostics.push(match (slips.is_empty(), meant.is_empty()) {
        (false, _) => finding.help(format!("did you mean {}?", slips.join(", "))),
        (true, false) => finding.help(format!("write {} where it is to have an effect here", meant.join(", "))),
        (true, true) => finding.help("leave what another program reads, and take out the rest"),
    });
}

/// Keys whose names in other programs say so much else that front matter for those is no sign of them.
const LOOSE: [&str; 4] = ["page.heads", "type.style", "page.chapters-start", "check.deny"];

/// Keys in backticks, each once, the first dozen.
#[must_use]
pub(crate) fn listed<'k>(keys: impl Iterator<Item = &'k str>) -> String {
    const MOST: usize = 12;
    let mut names: Vec<&str> = Vec::new();
    let mut more = 0;
    for key in keys {
        if names.contains(&key) {
            continue;
        }
        if names.len() < MOST { names.push(key) } else { more += 1 }
    }
    let quoted: Vec<String> = names.iter().map(|key| format!("`{key}`")).collect();
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    quoted.join(", ") + &rest
}

/// What the front matter of one file among others says.
#[derive(Debug, Default)]
pub(crate) struct ChapterFront {
    /// The chapter's title.
    pub title: Option<(String, Span)>,
    /// Who wrote the chapter: names, and the key that gives them.
    pub author: Option<ChapterAuthor>,
    /// The words that make the text a draft, such as `draft: true`.
    pub draft: Option<String>,
    /// Keys that say something of the text, and have no effect in a chapter.
    pub unused: Vec<(String, Span)>,
    /// Whether keys tell of a whole book: an author, the format to make of it, its citations.
    pub says_of_book: bool,
    /// Settings of a whole book, which have no effect in a chapter.
    pub settings: Vec<(String, Span)>,
}

/// Who wrote a chapter, as its front matter has it.
#[derive(Debug)]
pub(crate) struct ChapterAuthor {
    /// The names, as one prints them.
    pub names: String,
    /// The key.
    pub key: String,
    /// Where the key stands.
    pub place: Span,
}

/// Whether a key, by its name alone or its section's, is one of a whole book's settings; those that only tell of a text are not.
fn is_setting(name: &str) -> bool {
    let whole = |name: &str| KEYS.iter().any(|key| key.name == name && key.whole);
    let other = || synonyms::of(name).and_then(|synonym| synonym.key).is_some_and(|key| key == "cover");
    keys::is_section(name) || whole(name) || other()
}

/// The front matter of one file among others, if it has any.
pub(crate) fn chapter_front(source: SourceId, text: &str, diagnostics: &mut Diagnostics) -> ChapterFront {
    let Some(range) = front_matter::split(text).0 else { return ChapterFront::default() };
    let node = front_matter::parse(source, text, range, Code::BrokenFrontMatter, diagnostics);
    let mut front = ChapterFront { title: foreign::title_of(&node), draft: foreign::draft(&node), ..ChapterFront::default() };
    let of_gitbook = node.get("coverY").is_some();
    for FrontMatterEntry { key, place, node } in node.entries() {
        let name = foreign::plain(key);
        let section = name.split('.').next().unwrap_or(&name);
        front.says_of_book |= OF_BOOKS.contains(&section);
        match section {
            "title" => {}
            "author" | "authors" if section == name && !names(node).is_empty() => {
                let author = ChapterAuthor { names: names(node).join(", "), key: key.clone(), place: *place };
                front.author.get_or_insert(author);
            }
            _ if foreign::tells_of_draft(&name) => {}
            // `type: post` and `output: html_document` are other programs'.
            "type" | "output" if node.entries().is_empty() && section == name => front.unused.push((key.clone(), *place)),
            // A value that would have no effect anywhere.
            _ if foreign::is_anothers(&name, node) || keys::is_section(&name) && node.text().is_some() => {
                front.unused.push((key.clone(), *place));
            }
            // In GitBook each page has a picture above it.
            "cover" if of_gitbook => {}
            _ if is_setting(section) => front.settings.push((key.clone(), *place)),
            _ => front.unused.push((key.clone(), *place)),
        }
    }
    front
}

/// Keys that a page of a site has no use for.
const OF_BOOKS: [&str; 11] =
    ["author", "authors", "creator", "subtitle", "site", "output", "format", "documentclass", "bibliography", "publisher", "isbn"];

/// The names of people that a value of front matter holds: a text, a table with `name`, or a list of either.
fn names(node: &FrontMatterNode) -> Vec<String> {
    match &node.value {
        FrontMatterValue::Text(name) => vec![name.split_whitespace().collect::<Vec<_>>().join(" ")],
        FrontMatterValue::List(items) => items.iter().flat_map(names).collect(),
        FrontMatterValue::Table(_) => node.get("name").into_iter().flat_map(names).collect(),
        FrontMatterValue::Empty => Vec::new(),
    }
    .into_iter()
    .filter(|name| !name.is_empty())
    .collect()
}

/// Whether the front matter of a file in `folder` gives a title.
#[must_use]
pub(crate) fn has_title(folder: &Folder, file: &str) -> bool {
    of_head(folder, file, |node| foreign::title_of(node).is_some())
}

/// The title that the front matter of a file in `folder` gives.
pub(crate) fn title(folder: &Folder, file: &str) -> Option<String> {
    let head = head(folder, &folder.join(file))?;
    let range = front_matter::split(&head).0?;
    let nowhere = Sources::default().add("", "");
    let node = front_matter::parse(nowhere, &head, range, Code::BrokenFrontMatter, &mut Diagnostics::default());
    foreign::title_of(&node).map(|(title, _)| title)
}

/// The names of the authors that the front matter of a file in `folder` gives, in small letters; empty if it gives none.
pub(super) fn authors(folder: &Folder, file: &str) -> String {
    let Some(head) = head(folder, &folder.join(file)) else { return String::new() };
    let Some(range) = front_matter::split(&head).0 else { return String::new() };
    let nowhere = Sources::default().add("", "");
    let node = front_matter::parse(nowhere, &head, range, Code::BrokenFrontMatter, &mut Diagnostics::default());
    let authors = node.entries().iter().filter(|entry| matches!(&*foreign::plain(&entry.key), "author" | "authors" | "creator"));
    authors.flat_map(|entry| names(&entry.node)).collect::<Vec<_>>().join(", ").to_lowercase()
}

/// Whether the front matter of a file in `folder` names an author.
pub(super) fn has_author(folder: &Folder, file: &str) -> bool {
    of_head(folder, file, |node| {
        node.entries().iter().any(|entry| matches!(&*foreign::plain(&entry.key), "author" | "authors" | "creator"))
    })
}

/// Whether a file in `folder` has front matter.
pub(super) fn has_front(folder: &Folder, file: &str) -> bool {
    of_head(folder, file, |_| true)
}

/// Whether the front matter of a file in `folder` says that it is a draft.
pub(crate) fn is_draft(folder: &Folder, file: &str) -> bool {
    of_head(folder, file, |node| foreign::draft(node).is_some())
}

/// Whether the front matter of a text says that it is a draft.
pub(crate) fn is_draft_text(text: &str) -> bool {
    front_says(text, |node| foreign::draft(node).is_some())
}

fn of_head(folder: &Folder, file: &str, says: impl Fn(&FrontMatterNode) -> bool) -> bool {
    head(folder, &folder.join(file)).is_some_and(|head| front_says(&head, says))
}

fn front_says(text: &str, says: impl Fn(&FrontMatterNode) -> bool) -> bool {
    let Some(range) = front_matter::split(text).0 else { return false };
    let nowhere = Sources::default().add("", "");
    says(&front_matter::parse(nowhere, text, range, Code::BrokenFrontMatter, &mut Diagnostics::default()))
}
