//! pandoc: its metadata in a file, and Makefiles that give it its texts: the variable, or the command, that names most of them in their
//! order.
//!
//! Nothing is run. Variables and `wildcard` are looked up; what a shell would have to find out is left. Cost: the length of the file, and
//! of what its variables hold, which has a limit.

use super::names;
use super::outline::{Outline, OutlineWriter, below, project_text, settings, yaml};
use crate::config::front_matter::FrontMatterNode;
use crate::config::sorted::sort_by_name;
use crate::source::{EntryKind, Folder, InputFormat, SourceId, Sources};
use std::collections::{BTreeMap, BTreeSet};

/// The program.
pub(super) const PANDOC: &str = "pandoc";
/// Names that make knows its file by.
const FILES: [&str; 3] = ["Makefile", "makefile", "GNUmakefile"];
/// Variables that may stand in one another.
const DEEPEST: usize = 8;
/// Words that one variable may hold.
const MOST: usize = 20_000;

/// What a Makefile says that calls pandoc; none if no variable and no command of it names two texts or more.
pub(super) fn outline(folder: &Folder, sources: &mut Sources) -> Option<Outline> {
    let file = FILES.into_iter().find(|file| folder.has_file(file))?;
    let text = project_text(folder, file).filter(|text| text.contains("pandoc"))?;
    let lines = whole_lines(&text);
    let reading = MakefileReading { folder, variables: variables(&lines) };
    let values = reading.variables.values().map(String::as_str);
    let calls: Vec<&str> = lines.iter().map(String::as_str).filter(|line| line.contains("pandoc") || line.contains("(PANDOC")).collect();
    let lists = values.chain(calls.iter().copied()).map(|words| reading.texts(words));
    // Of two that name as many the first is as good.
    let best = lists.rev().max_by_key(Vec::len).filter(|list| list.len() >= 2)?;
    let mut outline = OutlineWriter::new(folder, PANDOC, file, "");
    for path in best {
        outline.file(&path, None, 0);
    }
    let options: String = calls.iter().map(|call| reading.expanded(call, 0) + " ").collect();
    let called = called_metadata(folder, &options, sources);
    Some(outline.done(called.or_else(|| metadata(folder, sources))))
}

/// What the options of pandoc's calls say of the book: `--metadata-file`, and for want of one `-M title=…`.
fn called_metadata(folder: &Folder, options: &str, sources: &mut Sources) -> Option<(SourceId, FrontMatterNode)> {
    let words: Vec<&str> = options.split_whitespace().collect();
    let behind = |names: [&str; 2]| {
        let mut found = Vec::new();
        for (at, word) in words.iter().enumerate() {
            for name in names {
                match word.strip_prefix(name) {
                    Some("") => found.extend(words.get(at + 1).copied()),
                    Some(rest) => found.extend(rest.strip_prefix('=').or(Some(rest).filter(|_| name.len() == 2))),
                    None => {}
                }
            }
        }
        found
    };
    let file = behind(["--metadata-file"; 2]).into_iter().find(|file| project_text(folder, file).is_some());
    let given: Vec<String> = behind(["-M", "--metadata"])
        .into_iter()
        .filter_map(|one| one.split_once(['=', ':']))
        .filter(|(key, value)| ["title", "subtitle", "author", "date", "lang"].contains(key) && !value.is_empty())
        // A value between quotation marks was parted at its spaces.
        .filter(|(_, value)| !value.starts_with(['"', '\'']) || value.len() > 1 && value.ends_with(['"', '\'']))
        .map(|(key, value)| format!("{key}: {value}\n"))
        .collect();
    let text = file.and_then(|file| project_text(folder, file)).unwrap_or_default();
    let said = |line: &String| line.split_once(':').is_some_and(|(key, _)| !text.lines().any(|line| line.starts_with(&format!("{key}:"))));
    let added: String = given.iter().filter(|line| said(line)).map(String::as_str).collect();
    if file.is_none() && added.is_empty() {
        return None;
    }
    let whole = text.strip_prefix("---\n").unwrap_or(&text).trim_end().trim_end_matches("---").trim_end_matches("...").replace('\t', " ");
    let source = sources.add(file.unwrap_or("Makefile"), format!("{whole}\n{added}"));
    of_book(source, &crate::config::front_matter::of_yaml(source, sources.get(source).text()))
}

/// What a file of metadata for pandoc says of the book.
pub(super) fn metadata(folder: &Folder, sources: &mut Sources) -> Option<(SourceId, FrontMatterNode)> {
    let file = ["metadata.yaml", "metadata.yml", "meta.yaml", "meta.yml"].into_iter().find(|file| project_text(folder, file).is_some())?;
    let (source, node) = yaml(folder, file, sources)?;
    of_book(source, &node)
}

/// What metadata of pandoc says of a book.
fn of_book(source: SourceId, node: &FrontMatterNode) -> Option<(SourceId, FrontMatterNode)> {
    // Others keep files of that name too.
    if node.get("title").is_none() && node.get("author").is_none() {
        return None;
    }
    let given =
        ["title", "subtitle", "author", "date", "lang", "language", "description", "rights", "cover-image"].map(|key| (key, node.get(key)));
    settings(source, &given)
}

/// The lines, those joined that end in a backslash.
fn whole_lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut goes_on = false;
    for line in text.lines() {
        let bare = line.split(" #").next().unwrap_or(line);
        let bare = if line.starts_with('#') { "" } else { bare };
        let (words, next) = bare.trim_end().strip_suffix('\\').map_or((bare, false), |words| (words, true));
        match lines.last_mut().filter(|_| goes_on) {
            Some(last) => {
                last.push(' ');
                last.push_str(words.trim());
            }
            None => lines.push(words.to_owned()),
        }
        goes_on = next;
    }
    lines
}

/// The variables by their names.
fn variables(lines: &[String]) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for line in lines.iter().filter(|line| !line.starts_with('\t')) {
        let Some((name, value)) = line.split_once('=') else { continue };
        let adds = name.ends_with('+');
        let name = name.trim_end_matches([':', '+', '?', '!']).trim();
        if name.is_empty() || name.contains([' ', ':', '$']) {
            continue;
        }
        let known = found.entry(name.to_owned()).or_default();
        if !adds {
            known.clear();
        }
        known.push(' ');
        known.push_str(value.trim());
    }
    found
}

/// A Makefile being read.
struct MakefileReading<'f> {
    folder: &'f Folder,
    variables: BTreeMap<String, String>,
}

impl MakefileReading<'_> {
    /// The texts of the folder that words name, each once.
    fn texts(&self, words: &str) -> Vec<String> {
        let mut found = Vec::new();
        self.gather(words, 0, &mut found);
        let mut known = BTreeSet::new();
        found.retain(|path| known.insert(path.clone()));
        found
    }

    /// Words with what the variables in them hold.
    fn expanded(&self, words: &str, depth: usize) -> String {
        let mut out = String::new();
        let mut rest = words;
        while let Some(at) = rest.find("$(").into_iter().chain(rest.find("${")).min() {
            let closes = if rest[at..].starts_with("$(") { ')' } else { '}' };
            let Some(end) = rest[at..].find(closes) else { break };
            out.push_str(&rest[..at]);
            if let Some(value) = self.variables.get(&rest[at + 2..at + end]).filter(|_| depth < DEEPEST && out.len() < MOST) {
                out.push_str(&self.expanded(value.trim(), depth + 1));
            }
            rest = &rest[at + end + 1..];
        }
        out + rest
    }

    fn gather(&self, words: &str, depth: usize, found: &mut Vec<String>) {
        // What a shell finds is not known here.
        if depth > DEEPEST || words.contains("shell ") || words.contains("find ") {
            return;
        }
        // Of functions only what they are given matters: `$(sort $(wildcard chapters/*.md))`.
        for word in words.split([' ', '\t', ',']) {
            let word = word.trim_matches(['(', ')', '{', '}', '"', '\'', ';', '$']);
            if found.len() >= MOST {
                return;
            }
            if let Some(value) = self.variables.get(word) {
                self.gather(value, depth + 1, found);
            } else if word.contains('*') {
                found.extend(self.matching(word));
            } else if InputFormat::of(word) == Some(InputFormat::Markdown) && self.folder.inside(word).is_ok() {
                found.push(word.trim_start_matches("./").to_owned());
            }
        }
    }

    /// The texts that a pattern with one star in its last part means, by name.
    fn matching(&self, pattern: &str) -> Vec<String> {
        let (within, name) = pattern.rsplit_once('/').unwrap_or(("", pattern));
        let Some((before, after)) = name.split_once('*').filter(|(_, after)| !after.contains('*') && !within.contains(['*', '$'])) else {
            return Vec::new();
        };
        let fits = |name: &str| {
            name.len() >= before.len() + after.len()
                && name.starts_with(before)
                && name.ends_with(after)
                && !name.starts_with('.')
                && InputFormat::of(name) == Some(InputFormat::Markdown)
                && !(within.is_empty() && (names::is_readme(name) || names::is_about(name)))
        };
        let entries = self.folder.list(within);
        let names = entries.iter().filter(|entry| entry.kind == EntryKind::File).map(|entry| entry.name.to_string_lossy().into_owned());
        let mut names: Vec<String> = names.filter(|name| fits(name)).collect();
        sort_by_name(&mut names, |name| name);
        names.into_iter().map(|name| below(within.trim_start_matches("./"), &name)).collect()
    }
}
