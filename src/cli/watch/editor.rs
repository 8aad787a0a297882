//! Programs that are started for who watches a book: an editor at a place, a browser.

use std::path::Path;
use std::process::{Command, Stdio};

/// What opens a place in an editor: the words of a command, in which `{file}`, `{line}` and `{column}` stand for the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EditorCommand(Vec<String>);

/// Editors with a window of their own, and how they are told a place.
const KNOWN: [(&str, &[&str]); 12] = [
    ("code", &["-g", "{file}:{line}:{column}"]),
    ("codium", &["-g", "{file}:{line}:{column}"]),
    ("cursor", &["-g", "{file}:{line}:{column}"]),
    ("zed", &["{file}:{line}:{column}"]),
    ("subl", &["{file}:{line}:{column}"]),
    ("emacsclient", &["-n", "+{line}:{column}", "{file}"]),
    ("gvim", &["--remote-silent", "+call cursor({line},{column})", "{file}"]),
    ("kate", &["--line", "{line}", "--column", "{column}", "{file}"]),
    ("gedit", &["{file}", "+{line}:{column}"]),
    ("mate", &["-l", "{line}:{column}", "{file}"]),
    ("bbedit", &["+{line}", "{file}"]),
    ("notepad++", &["-n{line}", "-c{column}", "{file}"]),
];

impl EditorCommand {
    /// The command that somebody has written: with the places, or the name of an editor that is known. None for an editor that needs a
    /// terminal, or is not known.
    pub(in crate::cli) fn written(command: &str) -> Option<Self> {
        let words: Vec<String> = command.split_whitespace().map(str::to_owned).collect();
        let program = words.first()?;
        if command.contains("{file}") {
            return Some(Self(words));
        }
        let name = Path::new(program).file_stem()?.to_str()?;
        let (_, places) = KNOWN.iter().find(|(known, _)| *known == name)?;
        // `--wait` is for who calls an editor and needs an answer.
        let given = words.iter().filter(|word| !matches!(word.as_str(), "--wait" | "-w")).cloned();
        Some(Self(given.chain(places.iter().map(|&word| word.to_owned())).collect()))
    }

    /// The one that the environment names.
    pub(in crate::cli) fn of_environment() -> Option<Self> {
        ["BINDERY_EDITOR", "VISUAL", "EDITOR"].into_iter().find_map(|name| Self::written(&std::env::var(name).ok()?))
    }

    /// The words of the command for a place.
    fn at(&self, file: &Path, line: usize, column: usize) -> Vec<String> {
        let place = |word: &String| {
            let word = word.replace("{line}", &line.to_string()).replace("{column}", &column.to_string());
            word.replace("{file}", &file.display().to_string())
        };
        self.0.iter().map(place).collect()
    }

    /// Opens a place. Nobody waits for the editor to end.
    pub(super) fn open(&self, file: &Path, line: usize, column: usize) -> bool {
        let words = self.at(file, line, column);
        let Some((program, arguments)) = words.split_first() else { return false };
        start(program, arguments.iter().map(String::as_str))
    }
}

/// Opens an address in the browser.
pub(super) fn browse(address: &str) {
    if cfg!(windows) {
        start("cmd", ["/c", "start", "", address].into_iter());
    } else {
        start(if cfg!(target_os = "macos") { "open" } else { "xdg-open" }, std::iter::once(address));
    }
}

/// Starts a program, no shell between, and lets it go.
fn start<'a>(program: &str, arguments: impl Iterator<Item = &'a str>) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let Ok(mut child) = command.spawn() else { return false };
    // Who is not waited for stays in the system's table.
    std::thread::spawn(move || child.wait());
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_is_told_a_place_as_it_wants_it() {
        let at = |command: &str| EditorCommand::written(command).map(|editor| editor.at(Path::new("/b/a file.md"), 3, 7).join("|"));
        assert_eq!(at("code --wait").as_deref(), Some("code|-g|/b/a file.md:3:7"));
        assert_eq!(at("/usr/bin/emacsclient").as_deref(), Some("/usr/bin/emacsclient|-n|+3:7|/b/a file.md"));
        assert_eq!(at("my-editor --at {line} {file}").as_deref(), Some("my-editor|--at|3|/b/a file.md"));
        assert_eq!(at("vim"), None, "it needs the terminal");
        assert_eq!(at(""), None);
    }

    #[test]
    fn a_name_is_never_read_as_a_command() {
        let editor = EditorCommand::written("code").expect("it is known");
        let words = editor.at(Path::new("/b/$(rm -rf x); {line}.md"), 1, 1);
        assert_eq!(words, ["code", "-g", "/b/$(rm -rf x); {line}.md:1:1"], "one argument, and what is in a name stays");
    }
}
