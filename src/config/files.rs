//! The files that make the book, and their order.

use super::keys::{Raw, RawPart};
use super::raw::TextOrTable;
use super::resolve::ResolveContext;
use super::unlisted::Unlisted;
use super::{ListedFile, Zone, document, front_matter};
use crate::diagnostics::nearest::nearest_file;
use crate::diagnostics::{Code, Diagnostic};
use crate::source::{Folder, InputFormat, PathRefusal};
use std::cmp::Ordering;
use std::ops::Range;
use std::path::Path;
use toml::Spanned;

/// The files of the text and of the commentary.
#[derive(Debug, Default)]
pub(super) struct FileLists {
    pub(super) text: Vec<ListedFile>,
    pub(super) commentary: Vec<ListedFile>,
}

/// The files that the settings list; without a list of chapters, those found in the folder.
/// `alone` is the file that is itself the book, if the settings are its front matter.
pub(super) fn files(raw: &Raw, alone: Option<&str>, desk: &mut ResolveContext) -> FileLists {
    let mut files = FileLists::default();
    for entry in raw.front.iter().flatten() {
        list(&mut files, entry.get_ref(), entry.span(), Zone::Front, None, desk);
    }
    let chapters = files.text.len();
    match (&raw.chapters, alone) {
        (Some(entries), None) => {
            for entry in entries.get_ref() {
                match entry.get_ref() {
                    TextOrTable::Text(path) => list(&mut files, path, entry.span(), Zone::Body, None, desk),
                    TextOrTable::Table(part) => list_part(&mut files, part, entry.span(), desk),
                }
            }
        }
        (Some(entries), Some(_)) => {
            desk.say(
                Code::BadValue,
                entries.span(),
                "a file that is a book by itself can't list chapters",
                Some("list them in a book.toml"),
            );
            files.text.extend(alone.map(|path| ListedFile { path: path.to_owned(), zone: Zone::Body, part: None, span: None }));
        }
        (None, Some(path)) => files.text.push(ListedFile { path: path.to_owned(), zone: Zone::Body, part: None, span: None }),
        (None, None) => {}
    }
    let body = files.text.len();
    for entry in raw.back.iter().flatten() {
        list(&mut files, entry.get_ref(), entry.span(), Zone::Back, None, desk);
    }
    for entry in raw.commentary.iter().flatten() {
        list_comment(&mut files, entry, desk);
    }
    if raw.chapters.is_none() && alone.is_none() {
        let (text, commentary) = look(&files, raw.commentary.is_some(), desk);
        files.text.splice(body..body, text);
        files.commentary.extend(commentary);
        let taken = files.text.len() + files.commentary.len();
        if taken > 0
            && let Some(told) = Unlisted::of(desk.folder).told(taken)
        {
            desk.diagnostics.push(told);
        }
    }
    if !files.text[chapters.min(files.text.len())..].iter().any(|file| file.zone == Zone::Body) && !desk.diagnostics.has_errors() {
        nothing(raw, desk);
    }
    files
}

/// How the names of plain texts begin that are no book.
const NO_TEXTS: [&str; 6] = ["license", "licence", "copying", "changelog", "requirements", "robots"];

fn nothing(raw: &Raw, desk: &mut ResolveContext) {
    if let Some(list) = &raw.chapters {
        desk.say(
            Code::NoText,
            list.span(),
            "the list of chapters is empty",
            Some("list the text's Markdown files, or leave `chapters` out"),
        );
        return;
    }
    let is_text = |name: &String| {
        InputFormat::of(name) == Some(InputFormat::PlainText) && !NO_TEXTS.iter().any(|no| name.to_lowercase().starts_with(no))
    };
    let text = names(desk.folder, "").into_iter().find(is_text);
    let finding = Diagnostic::new(Code::NoText, "the folder holds no Markdown file to build");
    let unlisted = Unlisted::of(desk.folder);
    desk.diagnostics.push(match (unlisted.fullest(), text) {
        (Some(folder), _) => finding.help(format!("the texts stand in `{folder}`: give that folder, or list them in a book.toml")),
        (None, Some(text)) => finding.help(format!("make Markdown of the plain text first: `bindery import {text}`")),
        (None, None) => finding.help("put the text into a file with the ending .md, or begin with `bindery new`"),
    });
}

fn list_part(files: &mut FileLists, part: &RawPart, place: Range<usize>, desk: &mut ResolveContext) {
    let mut title = part.part.as_ref().map(|title| title.get_ref().trim().to_owned()).filter(|title| !title.is_empty());
    if title.is_none() {
        desk.say(Code::BadValue, place.clone(), "a part needs a title", Some("write `{ part = \"Part One\", chapters = [\"one.md\"] }`"));
    }
    if part.chapters.is_empty() {
        desk.say(Code::BadValue, place, "a part needs chapters", Some("write `{ part = \"Part One\", chapters = [\"one.md\"] }`"));
    }
    for entry in &part.chapters {
        list(files, entry.get_ref(), entry.span(), Zone::Body, title.take(), desk);
    }
}

fn list(files: &mut FileLists, given: &str, place: Range<usize>, zone: Zone, part: Option<String>, desk: &mut ResolveContext) {
    let span = desk.span(&place);
    if let Some(path) = text_file(files, given, place, desk) {
        files.text.push(ListedFile { path, zone, part, span: Some(span) });
    }
}

fn list_comment(files: &mut FileLists, entry: &Spanned<String>, desk: &mut ResolveContext) {
    let span = desk.span(&entry.span());
    if let Some(path) = text_file(files, entry.get_ref(), entry.span(), desk) {
        files.commentary.push(ListedFile { path, zone: Zone::Body, part: None, span: Some(span) });
    }
}

/// A listed file that is there, is text and is not yet listed.
fn text_file(files: &FileLists, given: &str, place: Range<usize>, desk: &mut ResolveContext) -> Option<String> {
    let path = file(given, place.clone(), desk)?;
    if InputFormat::of(&path).is_none() {
        let endings: Vec<String> = InputFormat::all_endings().map(|ending| format!(".{ending}")).collect();
        let (last, others) = endings.split_last().map_or(("", &[][..]), |(last, others)| (last.as_str(), others));
        desk.say(
            Code::BadValue,
            place,
            format!("`{given}` is neither Markdown nor plain text"),
            Some(&format!("list files with the ending {} or {last}", others.join(", "))),
        );
        return None;
    }
    if let Some(first) = files.text.iter().chain(&files.commentary).find(|listed| listed.path == path) {
        let finding =
            Diagnostic::at(Code::ListedTwice, desk.span(&place), format!("`{given}` is listed twice")).help("remove one of the two");
        desk.diagnostics.push(match first.span {
            Some(first) => finding.label(first, "first here"),
            None => finding,
        });
        return None;
    }
    Some(path)
}

/// The tidied path of a file that the settings name, if it is a file inside the book's folder.
pub(super) fn file(given: &str, place: Range<usize>, desk: &mut ResolveContext) -> Option<String> {
    match desk.folder.inside(given) {
        Ok((path, _)) => Some(path),
        Err(PathRefusal::Outside(why)) => {
            let message = format!("`{given}` lies outside the book's folder: {why}");
            desk.say(Code::FileOutside, place, message, Some("copy the file into the book's folder"));
            None
        }
        Err(PathRefusal::Missing) => {
            if is_address(given) {
                let message = format!("`{given}` is not in the book's folder, and nothing is fetched");
                desk.say(Code::MissingFile, place, message, Some("save the file into the book's folder, and name it there"));
                return None;
            }
            if given.contains(['*', '?']) {
                let message = format!("there is no file `{given}` in the book's folder; `*` and `?` stand for nothing else");
                desk.say(
                    Code::MissingFile,
                    place,
                    message,
                    Some("name each file; without `chapters` every Markdown file of the folder is taken"),
                );
                return None;
            }
            let near = near(desk.folder, given).map(|name| format!("did you mean `{name}`?"));
            let help = near.as_deref().unwrap_or("correct the name, put the file there, or take the name out");
            desk.say(Code::MissingFile, place, format!("there is no file `{given}` in the book's folder"), Some(help));
            None
        }
        Err(PathRefusal::Folder) => {
            desk.say(Code::MissingFile, place, format!("`{given}` is a folder, not a file"), Some("name each file"));
            None
        }
        Err(PathRefusal::NoFile) => {
            let message = format!("`{given}` is a device, a pipe or a socket, not a file");
            desk.say(Code::MissingFile, place, message, Some("name a file"));
            None
        }
        Err(PathRefusal::Unclear) => {
            let message = format!("several files have names that look like `{given}`, for they are not UTF-8");
            desk.say(Code::MissingFile, place, message, Some("rename the files"));
            None
        }
        Err(PathRefusal::Fault(fault)) => {
            desk.say(Code::Machine, place, format!("`{given}` can't be read: {fault}"), None);
            None
        }
    }
}

/// Whether a path that was given is an address on the web.
fn is_address(given: &str) -> bool {
    given.split_once("://").is_some_and(|(scheme, _)| scheme.len() > 1 && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// The file in the same folder whose name is most like the one given.
fn near(folder: &Folder, given: &str) -> Option<String> {
    let (parent, name) = given.rsplit_once('/').unwrap_or(("", given));
    if parent.split('/').any(|part| part == "..") {
        return None;
    }
    let names = names(folder, parent);
    let name = nearest_file(name, names.iter().map(String::as_str))?;
    Some(if parent.is_empty() { name.to_owned() } else { format!("{parent}/{name}") })
}

/// The Markdown files of the folder that are not yet listed, in name order: text, and commentary (unless that is listed).
fn look(files: &FileLists, commentary_listed: bool, desk: &mut ResolveContext) -> (Vec<ListedFile>, Vec<ListedFile>) {
    let (mut text, mut commentary) = (Vec::new(), Vec::new());
    for path in names(desk.folder, "") {
        let known = files.text.iter().chain(&files.commentary).any(|listed| listed.path == path);
        let readme = path.to_lowercase().starts_with("readme.");
        if known || readme || path.starts_with('.') || !InputFormat::of(&path).is_some_and(InputFormat::is_taken_unlisted) {
            continue;
        }
        if path.contains(char::REPLACEMENT_CHARACTER) {
            let message = format!("the name of `{path}` is not UTF-8");
            let help = "rename the file, so that every program finds it";
            desk.diagnostics.push(Diagnostic::new(Code::ForeignName, message).help(help));
        }
        match desk.folder.inside(&path) {
            Ok((_, file)) => {
                let listed = ListedFile { path, zone: Zone::Body, part: None, span: None };
                match is_commentary(desk.folder, &file) {
                    false => text.push(listed),
                    true if !commentary_listed => commentary.push(listed),
                    true => {}
                }
            }
            Err(PathRefusal::Outside(why)) => {
                let message = format!("`{path}` lies outside the book's folder: {why}");
                desk.diagnostics.push(Diagnostic::new(Code::FileOutside, message).help("copy the file into the book's folder"));
            }
            Err(PathRefusal::Fault(fault)) => {
                desk.diagnostics.push(Diagnostic::new(Code::Machine, format!("`{path}` can't be read: {fault}")));
            }
            Err(PathRefusal::NoFile) => {
                let message = format!("`{path}` was passed over, for it is a device, a pipe or a socket, not a file");
                desk.diagnostics.push(Diagnostic::new(Code::PassedOver, message).help("list the chapters in a book.toml"));
            }
            Err(PathRefusal::Unclear) => {
                let message = format!("several files have names that look like `{path}`, for they are not UTF-8");
                desk.diagnostics.push(Diagnostic::new(Code::MissingFile, message).help("rename the files"));
            }
            Err(PathRefusal::Missing | PathRefusal::Folder) => {}
        }
    }
    (text, commentary)
}

/// Whether a file's front matter says `comments-on`. What can't be read is the reader's to report.
fn is_commentary(folder: &Folder, file: &Path) -> bool {
    let Some(head) = document::head(folder, file) else { return false };
    front_matter::split(&head).0.is_some_and(|range| head[range].lines().any(|line| line.starts_with("comments-on:")))
}

/// The names in a folder, in an order people expect: `2.md` before `10.md`.
fn names(folder: &Folder, within: &str) -> Vec<String> {
    let mut names: Vec<String> = folder.list(within).iter().map(|entry| entry.name.to_string_lossy().into_owned()).collect();
    names.sort_by(|a, b| by_name(a, b));
    // Two that only differ in what is not UTF-8 are shown as one.
    names.dedup();
    names
}

/// Stretches of digits count as numbers; equal otherwise, the bytes decide.
fn by_name(a: &str, b: &str) -> Ordering {
    let (mut x, mut y) = (a, b);
    loop {
        let digits = |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (m, n) = (digits(x), digits(y));
        if m > 0 && n > 0 {
            let (p, q) = (x[..m].trim_start_matches('0'), y[..n].trim_start_matches('0'));
            match p.len().cmp(&q.len()).then(p.cmp(q)) {
                Ordering::Equal => (x, y) = (&x[m..], &y[n..]),
                order => return order,
            }
            continue;
        }
        let (mut p, mut q) = (x.chars(), y.chars());
        match (p.next(), q.next()) {
            (Some(c), Some(d)) if c == d => (x, y) = (p.as_str(), q.as_str()),
            (None, None) => return a.cmp(b),
            (c, d) => return c.cmp(&d),
        }
    }
}

/// The file ending in lower case, without its dot.
pub(super) fn ending(path: &str) -> String {
    Path::new(path).extension().and_then(|ending| ending.to_str()).unwrap_or("").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_as_people_expect() {
        let mut names = vec!["10.md", "b.md", "2.md", "02-a.md", "a2b.md", "a10.md"];
        names.sort_by(|a, b| by_name(a, b));
        assert_eq!(names, ["02-a.md", "2.md", "10.md", "a2b.md", "a10.md", "b.md"]);
    }
}
