//! The lines of a commentary's file: other words in some, others in another place, all else byte for byte as it was.
//!
//! What was read is composed and has other line ends than the file; so each line that changes must begin and end as it was read, and
//! before a line goes to another place all lines must be as they were read, but for that.

use crate::book::{MovedNote, NoteRepair};
use crate::source::{Sources, Span, lines_with_ends};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// A line that is to have other words.
#[derive(Clone, Debug)]
struct LineChange {
    /// What stands before the words, the words, what stands behind them.
    parts: [String; 3],
    /// The words as they are to be.
    new: String,
}

/// Lines that go to another place.
#[derive(Clone, Debug)]
struct LineMove {
    /// The lines, counted from 1.
    lines: Range<usize>,
    /// Before which line they are to stand.
    before: usize,
    /// The heading to write above them.
    scope: Option<String>,
    /// How many `#` their first one is to have more.
    deeper: u8,
}

/// What is to be changed in a file.
#[derive(Debug)]
pub(super) struct FileEdits {
    /// The text as it was read.
    text: String,
    changes: BTreeMap<usize, LineChange>,
    moves: Vec<LineMove>,
}

/// A file with its changes.
#[derive(Debug)]
pub(super) struct ChangedFile {
    pub(super) bytes: Vec<u8>,
    /// What was changed, as the hunks of a unified diff without context.
    pub(super) diff: String,
    /// What was changed, for programs.
    pub(super) objects: Vec<Value>,
}

impl FileEdits {
    /// No changes of a text.
    pub(super) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), changes: BTreeMap::new(), moves: Vec::new() }
    }

    /// Adds a repair; false if it can't be made by lines, since a quotation runs over several.
    pub(super) fn add(&mut self, sources: &Sources, repair: &NoteRepair) -> bool {
        match repair {
            NoteRepair::Quotation(words, new) | NoteRepair::Scope(words, new) => self.change(sources, *words, new),
            NoteRepair::Move(moved) => {
                self.moves.push(self.moved(moved));
                true
            }
        }
    }

    fn change(&mut self, sources: &Sources, words: Span, new: &str) -> bool {
        let old = sources.slice(words);
        if old.contains('\n') {
            return false;
        }
        let range = words.range();
        let start = self.text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let end = self.text[range.end..].find('\n').map_or(self.text.len(), |at| range.end + at);
        let parts = [&self.text[start..range.start], old, &self.text[range.end..end]].map(str::to_owned);
        self.changes.insert(sources.place(words).line, LineChange { parts, new: new.to_owned() });
        true
    }

    fn moved(&self, moved: &MovedNote) -> LineMove {
        let line = |at: u32| {
            let before = &self.text[..at as usize];
            1 + before.matches('\n').count() + usize::from(at as usize == self.text.len() && !before.ends_with('\n'))
        };
        let lines = line(moved.whole.start)..line(moved.whole.end);
        LineMove { lines, before: line(moved.before), scope: moved.scope.clone(), deeper: moved.deeper }
    }

    /// The file with the changes; none if it is not as it was read.
    pub(super) fn applied(&self, name: &str, bytes: &[u8]) -> Option<ChangedFile> {
        let text = std::str::from_utf8(bytes).ok()?;
        let lines: Vec<&str> = lines_with_ends(text).collect();
        if !self.moves.is_empty() && !self.is_of(&lines) {
            return None;
        }
        let mut written = WrittenLines::new(&lines);
        let mut objects = Vec::new();
        // Lines that go to another place may have other words there.
        let reworded: BTreeMap<usize, String> =
            self.changes.iter().filter_map(|(at, change)| Some((*at, change.on(lines.get(at - 1)?)?))).collect();
        let moved_lines: Vec<&str> = (1..).zip(&lines).map(|(at, line)| reworded.get(&at).map_or(*line, String::as_str)).collect();
        for at in 1..=lines.len() + 1 {
            for moved in self.moves.iter().filter(|moved| moved.before == at) {
                let from = written.insert(moved, &moved_lines, at)?;
                objects.push(
                    json!({ "file": name, "line": moved.lines.start, "lines": moved.lines.len(), "moved-to": from, "below": moved.scope }),
                );
            }
            let Some(line) = lines.get(at - 1) else { break };
            if self.moves.iter().any(|moved| moved.lines.contains(&at)) {
                written.remove(line);
                continue;
            }
            match self.changes.get(&at) {
                Some(change) => {
                    objects.push(json!({ "file": name, "line": at, "old": change.parts[1], "new": change.new }));
                    written.replace(line, &change.on(line)?);
                }
                None => written.keep(line),
            }
        }
        (self.changes.keys().all(|&line| line <= lines.len())).then(|| written.done(objects))
    }

    /// Whether lines of a file are those of the text that was read.
    fn is_of(&self, lines: &[&str]) -> bool {
        let mut read = self.text.split('\n');
        let same = lines.iter().all(|line| {
            let line = line.trim_end_matches(['\n', '\r']).trim_start_matches('\u{FEFF}');
            read.next().is_some_and(|read| read.trim_start_matches('\u{FEFF}').nfc().eq(line.nfc()))
        });
        same && read.all(str::is_empty)
    }
}

impl LineChange {
    /// The line with the new words, its end and all else as it was.
    fn on(&self, line: &str) -> Option<String> {
        let [before, old, behind] = &self.parts;
        let body = line.trim_end_matches(['\n', '\r']);
        let from = body.find(before.as_str()).filter(|&at| body[..at].chars().all(|c| c == '\u{FEFF}'))? + before.len();
        let upto = body.strip_suffix(behind.as_str()).map(str::len).filter(|&upto| upto > from)?;
        body[from..upto].nfc().eq(old.nfc()).then(|| format!("{}{}{}", &body[..from], self.new, &line[upto..]))
    }
}

/// A file that is being written, and what in it is new.
struct WrittenLines {
    out: String,
    /// How a line of the file ends.
    end: &'static str,
    /// The lines of the file read so far, and of the new one written.
    old: usize,
    new: usize,
    /// The hunk under way: where it begins in both files, its old lines and its new ones.
    hunk: Option<(usize, usize)>,
    removed: Vec<String>,
    added: Vec<String>,
    diff: String,
}

impl WrittenLines {
    fn new(lines: &[&str]) -> Self {
        let end = match lines.first() {
            Some(line) if line.ends_with("\r\n") => "\r\n",
            Some(line) if line.ends_with('\r') => "\r",
            _ => "\n",
        };
        let (out, diff) = (String::new(), String::new());
        Self { out, end, old: 0, new: 0, hunk: None, removed: Vec::new(), added: Vec::new(), diff }
    }

    fn begin(&mut self) {
        self.hunk.get_or_insert((self.old + 1, self.new + 1));
    }

    fn keep(&mut self, line: &str) {
        self.close();
        self.out += line;
        (self.old, self.new) = (self.old + 1, self.new + 1);
    }

    fn remove(&mut self, line: &str) {
        self.begin();
        self.removed.push(line.trim_end_matches(['\n', '\r']).to_owned());
        self.old += 1;
    }

    fn add(&mut self, line: &str) {
        self.begin();
        self.added.push(line.trim_end_matches(['\n', '\r']).to_owned());
        self.out += line;
        self.new += 1;
    }

    fn replace(&mut self, line: &str, new: &str) {
        // Changes of lines that follow one another are told apart.
        self.close();
        self.remove(line);
        self.add(new);
        self.close();
    }

    /// Ends the last line, and adds an empty one if the last one is not.
    fn part(&mut self) {
        if self.out.is_empty() {
            return;
        }
        if !self.out.ends_with(['\n', '\r']) {
            self.out += self.end;
        }
        let body = self.out.strip_suffix("\r\n").or_else(|| self.out.strip_suffix(['\n', '\r'])).unwrap_or("");
        if !body.is_empty() && !body.ends_with(['\n', '\r']) {
            self.add(self.end);
        }
    }

    /// Writes lines that go here from another place, and says at which line they begin.
    fn insert(&mut self, moved: &LineMove, lines: &[&str], at: usize) -> Option<usize> {
        self.part();
        if let Some(scope) = &moved.scope {
            self.add(&format!("{scope}{}", self.end));
            self.add(self.end);
        }
        let from = self.new + 1;
        let (first, others) = lines.get(moved.lines.start - 1..moved.lines.end - 1)?.split_first()?;
        self.add(&format!("{}{first}", "#".repeat(usize::from(moved.deeper))));
        let is_last = at > lines.len();
        let blank = others.iter().rev().take_while(|line| is_last && line.trim().is_empty()).count();
        others[..others.len() - blank].iter().for_each(|line| self.add(line));
        if at <= lines.len() {
            self.part();
        } else if !self.out.ends_with(['\n', '\r']) {
            self.out += self.end;
        }
        Some(from)
    }

    /// Ends the hunk under way.
    fn close(&mut self) {
        let Some((old, new)) = self.hunk.take() else { return };
        let range = |start: usize, count: usize| match count {
            1 => start.to_string(),
            0 => format!("{},0", start - 1),
            _ => format!("{start},{count}"),
        };
        self.diff += &format!("@@ -{} +{} @@\n", range(old, self.removed.len()), range(new, self.added.len()));
        self.removed.drain(..).for_each(|line| self.diff += &format!("-{line}\n"));
        self.added.drain(..).for_each(|line| self.diff += &format!("+{line}\n"));
    }

    fn done(mut self, objects: Vec<Value>) -> ChangedFile {
        self.close();
        ChangedFile { bytes: self.out.into_bytes(), diff: self.diff, objects }
    }
}
