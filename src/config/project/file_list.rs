//! A Makefile or a script that gives pandoc its texts from a list: `pandoc $(cat filelist.txt) -o book.epub`.
//!
//! Nothing is run: the list is followed where it holds nothing but names of texts of the folder. Cost: the length of both files.

use super::outline::{Outline, OutlineWriter, project_text};
use super::pandoc::{PANDOC, metadata};
use crate::source::{Folder, InputFormat, Sources};

/// Files in which people keep the command that makes their book.
const FILES: [&str; 9] =
    ["Makefile", "makefile", "GNUmakefile", "build.sh", "make.sh", "compile.sh", "build-book.sh", "scripts/build.sh", "build/build.sh"];

/// What the list says that such a file gives pandoc.
pub(super) fn outline(folder: &Folder, sources: &mut Sources) -> Option<Outline> {
    let commands = FILES.into_iter().filter(|file| folder.has_file(file)).filter_map(|file| project_text(folder, file));
    let commands = commands.filter(|text| text.contains("pandoc"));
    let (list, lines) = commands.flat_map(|text| lists(&text)).find_map(|list| Some((list.clone(), texts(folder, &list)?)))?;
    let mut outline = OutlineWriter::new(folder, PANDOC, &list, "");
    for line in lines {
        outline.file(&line, None, 0);
    }
    Some(outline.done(metadata(folder, sources)))
}

/// The files whose lines a command takes for words: `$(cat FILE)`, `$$(cat FILE)`, `` `cat FILE` ``, `$(shell cat FILE)`, `$(< FILE)`.
fn lists(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for opening in ["(cat ", "`cat ", "(shell cat ", "(<", "(file <"] {
        for (at, _) in text.match_indices(opening) {
            let rest = text[at + opening.len()..].trim_start();
            let end = rest.find([')', '`', ' ', '\n', '|', ';']).unwrap_or(rest.len());
            let name = rest[..end].trim_matches(['"', '\'']).trim_start_matches("./");
            if !name.is_empty() {
                found.push(name.to_owned());
            }
        }
    }
    found
}

/// The lines of a list, if each is a text of the folder and there are two or more.
fn texts(folder: &Folder, list: &str) -> Option<Vec<String>> {
    let text = project_text(folder, list)?;
    let lines = text.split_whitespace().map(|line| line.trim_start_matches("./").to_owned());
    let lines: Vec<String> = lines.collect();
    let is_text = |line: &String| InputFormat::of(line).is_some() && folder.inside(line).is_ok();
    (lines.len() > 1 && lines.iter().all(is_text)).then_some(lines)
}

#[cfg(test)]
mod tests {
    use super::lists;

    #[test]
    fn a_command_names_its_list() {
        for command in
            ["pandoc $$(cat files.txt) -o a.epub", "pandoc `cat ./files.txt` -o a", "F := $(shell cat files.txt)", "pandoc $(< files.txt)"]
        {
            assert_eq!(lists(command), ["files.txt"], "{command}");
        }
        assert!(lists("pandoc a.md -o a.epub").is_empty());
    }
}
