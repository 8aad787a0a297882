//! The files that make the book, and their order.

use super::glob;
use super::head::head;
use super::keys::{Raw, RawPart};
use super::order::{ListedFile, Zone};
use super::passed::PassedTexts;
use super::project::Outline;
use super::raw::TextOrTable;
use super::resolve::ResolveContext;
use super::sorted::sort_by_name;
use super::written::WrittenSettings;
use super::{front_matter, passed};
use crate::diagnostics::nearest::nearest_file;
use crate::diagnostics::{Code, Diagnostic};
use crate::source::{Folder, InputFormat, PathRefusal};
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;
use toml::Spanned;

/// The files of the text and of the commentary.
#[derive(Debug, Default)]
pub(super) struct FileLists {
    pub(super) text: Vec<ListedFile>,
    pub(super) commentary: Vec<ListedFile>,
    pub(super) passed: PassedTexts,
}

/// Where the files of a book come from that its settings don't list.
#[derive(Clone, Copy, Debug)]
pub(super) enum FileOrigin<'o> {
    /// The settings are the front matter of this file, which is itself the book.
    Alone(&'o str),
    /// A project of another program, or what was found by looking.
    Outlined(&'o Outline),
}

/// The files that the settings list; without a list of chapters, those of `origin`.
pub(super) fn files(written: &WrittenSettings<Raw>, origin: FileOrigin, desk: &mut ResolveContext) -> FileLists {
    let raw = &written.raw;
    let alone = match origin {
        FileOrigin::Alone(path) => Some(path),
        FileOrigin::Outlined(_) => None,
    };
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
            files.text.extend(alone.map(|path| ListedFile::new(path, Zone::Body)));
        }
        (None, Some(path)) => files.text.push(ListedFile::new(path, Zone::Body)),
        (None, None) => {}
    }
    let body = files.text.len();
    // What front matter lists in vain may be another program's.
    let is_listed = raw.chapters.is_some() && !(written.document && body == chapters);
    for entry in raw.back.iter().flatten() {
        list(&mut files, entry.get_ref(), entry.span(), Zone::Back, None, desk);
    }
    for entry in raw.commentary.iter().flatten() {
        list_comment(&mut files, entry, desk);
    }
    if let (false, FileOrigin::Outlined(outline)) = (is_listed, origin) {
        let (text, commentary) = look(&files, raw.commentary.is_some(), outline, desk);
        files.text.splice(body..body, text);
        files.commentary.extend(commentary);
        unlisted_commentary(&mut files, raw.commentary.is_some(), outline, desk);
        // What a list of ours names is not passed over.
        let listed = |path: &String| files.text.iter().chain(&files.commentary).any(|file| file.path == *path);
        let taken = files.text.len() + files.commentary.len();
        passed::tell(outline, taken, desk.diagnostics);
        files.passed = PassedTexts::of(outline, taken, &listed);
    }
    if !files.text[chapters.min(files.text.len())..].iter().any(|file| file.zone == Zone::Body) && !desk.diagnostics.has_errors() {
        nothing(raw, desk);
    }
    files
}

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
    let finding = Diagnostic::new(Code::NoText, "the folder holds no Markdown file to build");
    desk.diagnostics.push(finding.help("put the text into a file with the ending .md, or begin with `bindery new`"));
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
    let span = Some(desk.span(&place));
    if glob::is_glob(given) && !matches!(desk.folder.inside(given), Ok(_) | Err(PathRefusal::Outside(_))) {
        let known: BTreeSet<&str> = files.text.iter().chain(&files.commentary).map(|file| file.path.as_str()).collect();
        let all = glob::files(desk.folder, given);
        let mut found: Vec<String> = all.iter().filter(|path| !known.contains(path.as_str())).cloned().collect();
        found.retain(|path| desk.folder.inside(path).is_ok_and(|(_, file)| !is_commentary(desk.folder, &file)));
        if found.is_empty() {
            let message = match all.is_empty() {
                true => format!("no text in the book's folder is called as `{given}` says"),
                false => format!("all that `{given}` names is listed already"),
            };
            desk.say(
                Code::MissingFile,
                place,
                message,
                Some("write it as in `\"part-*/*.md\"`, from the book's folder on, or name each file"),
            );
        }
        let mut part = part;
        files.text.extend(found.into_iter().map(|path| ListedFile { part: part.take(), span, ..ListedFile::new(path, zone) }));
        return;
    }
    if let Some(path) = text_file(files, given, place, desk) {
        files.text.push(ListedFile { part, span, ..ListedFile::new(path, zone) });
    }
}

fn list_comment(files: &mut FileLists, entry: &Spanned<String>, desk: &mut ResolveContext) {
    let span = desk.span(&entry.span());
    if let Some(path) = text_file(files, entry.get_ref(), entry.span(), desk) {
        files.commentary.push(ListedFile { span: Some(span), ..ListedFile::new(path, Zone::Body) });
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

/// The texts of an outline that are not yet listed, in its order: text, and commentary (unless that is listed).
fn look(files: &FileLists, commentary_listed: bool, outline: &Outline, desk: &mut ResolveContext) -> (Vec<ListedFile>, Vec<ListedFile>) {
    let (mut text, mut commentary) = (Vec::new(), Vec::new());
    let known: BTreeSet<&str> = files.text.iter().chain(&files.commentary).map(|file| file.path.as_str()).collect();
    for listed in outline.entries.iter().filter(|entry| !known.contains(entry.path.as_str())) {
        let path = listed.path.clone();
        if path.contains(char::REPLACEMENT_CHARACTER) {
            let message = format!("the name of `{path}` is not UTF-8");
            let help = "rename the file, so that every program finds it";
            desk.diagnostics.push(Diagnostic::new(Code::ForeignName, message).help(help));
        }
        match desk.folder.inside(&path) {
            Ok((_, file)) => {
                let listed = listed.clone();
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

/// Takes the commentary that lies beside a list of another program, which has no place for it: it is there under the name that Bindery
/// itself gives it.
fn unlisted_commentary(files: &mut FileLists, is_listed: bool, outline: &Outline, desk: &ResolveContext) {
    const NAME: &str = "commentary.md";
    if is_listed || !outline.lists || !files.commentary.is_empty() || files.text.iter().any(|file| file.path == NAME) {
        return;
    }
    if desk.folder.inside(NAME).is_ok_and(|(_, file)| is_commentary(desk.folder, &file)) {
        files.commentary.push(ListedFile::new(NAME.to_owned(), Zone::Body));
    }
}

/// Whether a file's front matter says `comments-on`. What can't be read is the reader's to report.
fn is_commentary(folder: &Folder, file: &Path) -> bool {
    let Some(head) = head(folder, file) else { return false };
    front_matter::split(&head).0.is_some_and(|range| head[range].lines().any(|line| line.starts_with("comments-on:")))
}

/// The names in a folder, in an order people expect: `2.md` before `10.md`.
fn names(folder: &Folder, within: &str) -> Vec<String> {
    let mut names: Vec<String> = folder.list(within).iter().map(|entry| entry.name.to_string_lossy().into_owned()).collect();
    sort_by_name(&mut names, |name| name);
    // Two that only differ in what is not UTF-8 are shown as one.
    names.dedup();
    names
}

/// The file ending in lower case, without its dot.
pub(super) fn ending(path: &str) -> String {
    Path::new(path).extension().and_then(|ending| ending.to_str()).unwrap_or("").to_lowercase()
}
