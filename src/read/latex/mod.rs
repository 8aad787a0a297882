//! LaTeX that authors write into Markdown for pandoc: figures, tables, lists, quotations, headings, code, and commands in the line, each
//! written anew as Markdown before the text is read. What has no counterpart stays as it is, and is told later.
//!
//! Input: a Markdown text. Output: a text composed of its stretches and of marks between them. What stands in code, in formulas, in
//! remarks and in definitions of commands is passed over. Cost: the length of the text, times the depth of its environments.

mod commands;
mod environments;
mod floats;
mod grid;
mod groups;
mod units;

use super::builder::Builder;
use super::markdown::events::indented_code;
use crate::config::front_matter;
use crate::diagnostics::Diagnostics;
use crate::source::{ComposedPiece, SourceId, Sources, Span};
use std::collections::BTreeSet;
use std::ops::Range;

/// Environments within each other that are gone into.
const DEEPEST: usize = 12;

/// A text whose LaTeX is Markdown; the text as it was if it has none.
pub(super) fn as_markdown(builder: &mut Builder, source: SourceId, sources: &mut Sources, diagnostics: &mut Diagnostics) -> SourceId {
    let text = sources.get(source).text();
    if !has_command(text) {
        return source;
    }
    let mut reader = LatexReader::new(builder, text, source, diagnostics);
    let body = reader.body;
    reader.kept(0..body);
    reader.stretch(body..text.len(), true);
    let LatexReader { pieces, private, changed, .. } = reader;
    if !changed {
        return source;
    }
    builder.private.extend(private);
    builder.recomposed(source, &pieces, sources)
}

/// Whether a text has a backslash with a letter and a brace behind it, as all commands that are read here may have.
fn has_command(text: &str) -> bool {
    text.match_indices('\\').any(|(at, _)| text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// How what a stretch holds is written.
#[derive(Clone, Debug, Default)]
struct LatexManner {
    /// What begins each line: the indents and marks of the blocks that it stands in.
    prefix: String,
    /// How many environments it stands in; there the signs of LaTeX hold.
    depth: usize,
    /// Whether a cell of a table is written, all in one line.
    cell: bool,
    /// Whether the words of a picture are written, where only marks of Markdown mean something.
    caption: bool,
}

/// A text that is being written anew.
struct LatexReader<'t, 'b> {
    builder: &'b Builder,
    text: &'t str,
    bytes: &'t [u8],
    /// Where the text begins behind its front matter.
    body: usize,
    source: SourceId,
    diagnostics: &'b mut Diagnostics,
    /// Where code is that only its indentation marks, once somebody asked.
    indented: Option<Vec<Range<usize>>>,
    /// Names of environments that nothing closes behind the place at hand.
    unclosed: BTreeSet<String>,
    /// Whether the text has chapters, of which sections are a part.
    chapters: bool,
    manner: LatexManner,
    pieces: Vec<ComposedPiece>,
    private: Vec<Span>,
    /// Whether anything was written otherwise than it stands.
    changed: bool,
}

impl<'t, 'b> LatexReader<'t, 'b> {
    fn new(builder: &'b Builder, text: &'t str, source: SourceId, diagnostics: &'b mut Diagnostics) -> Self {
        Self {
            builder,
            text,
            bytes: text.as_bytes(),
            body: front_matter::split(text).1.min(text.len()),
            source,
            diagnostics,
            indented: None,
            unclosed: BTreeSet::new(),
            chapters: text.contains("\\chapter"),
            manner: LatexManner::default(),
            pieces: Vec::new(),
            private: Vec::new(),
            changed: false,
        }
    }

    /// Writes marks that stand nowhere; what is found in them has the place of `at`.
    fn made(&mut self, words: &str, at: usize) {
        self.changed = true;
        self.pieces.push(ComposedPiece::Made(words.to_owned(), Span::new(self.source, at, at)));
    }

    /// Writes the end of a line and what begins the next one.
    fn line(&mut self, at: usize) {
        let line = format!("\n{}", self.manner.prefix);
        self.made(&line, at);
    }

    /// Writes an empty line.
    fn blank(&mut self, at: usize) {
        self.line(at);
        self.line(at);
    }

    /// Writes a stretch as it stands, but for the ends of lines in blocks, bars in cells and the signs of LaTeX.
    fn taken(&mut self, range: Range<usize>) {
        if !self.is_within() {
            return self.kept(range);
        }
        let (mut from, mut at) = (range.start, range.start);
        while at < range.end {
            let Some((width, words)) = self.sign(at, range.end) else {
                at += self.text[at..].chars().next().map_or(1, char::len_utf8);
                continue;
            };
            self.kept(from..at);
            if let Some(words) = words {
                self.made(&words, at);
            }
            at += width;
            from = at;
        }
        self.kept(from..range.end);
    }

    /// What a piece says.
    fn written(&self, piece: &ComposedPiece) -> String {
        match piece {
            ComposedPiece::Taken(span) => self.text[span.range()].to_owned(),
            ComposedPiece::Made(words, _) => words.clone(),
        }
    }

    /// Whether what is written stands in a block or a cell.
    fn is_within(&self) -> bool {
        self.manner.depth > 0 || self.manner.cell
    }

    /// Writes a formula, in which signs mean something else: only its lines begin as those of its block do.
    fn verbatim(&mut self, range: Range<usize>) {
        let mut from = range.start;
        while let Some(feed) = self.text[from..range.end].find('\n').map(|feed| from + feed) {
            self.kept(from..feed);
            let line = if self.manner.cell { " ".to_owned() } else { format!("\n{}", self.manner.prefix) };
            self.made(&line, feed);
            let white = self.text[feed + 1..range.end].bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            from = feed + 1 + white;
        }
        self.kept(from..range.end);
    }

    fn kept(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.pieces.push(ComposedPiece::Taken(Span::new(self.source, range.start, range.end)));
        }
    }

    /// How many bytes a sign of LaTeX takes that stands here, and what is written for it.
    fn sign(&mut self, at: usize, end: usize) -> Option<(usize, Option<String>)> {
        let rest = &self.text[at..end];
        let white = |from: usize| rest[from..].bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        if rest.starts_with('\n') {
            let line = if self.manner.cell { " ".to_owned() } else { format!("\n{}", self.manner.prefix) };
            return Some((1 + white(1), Some(line)));
        }
        if rest.starts_with('|') && self.manner.cell && !self.text[..at].ends_with('\\') {
            return Some((1, Some("\\|".to_owned())));
        }
        if self.manner.depth == 0 {
            return None;
        }
        if rest.starts_with('%') {
            // A comment of LaTeX, with the end of its line.
            let line = rest.find('\n').unwrap_or(rest.len());
            self.private.push(Span::new(self.source, at, at + line));
            return Some((line, None));
        }
        let signs = [("``", "“"), ("''", "”"), ("~", "\u{A0}"), ("\\,", "\u{202F}"), ("\\ ", " "), ("\\@", ""), ("\\-", ""), ("\\/", "")];
        if let Some((sign, words)) = signs.iter().find(|(sign, _)| rest.starts_with(sign)) {
            return Some((sign.len(), Some((*words).to_owned())));
        }
        if let Some(behind) = rest.strip_prefix("\\\\") {
            let width = 2 + usize::from(behind.starts_with('*'));
            let last = rest[width..].trim().is_empty();
            let words = match () {
                () if last => None,
                () if self.manner.cell => Some("<br>".to_owned()),
                () => Some(format!("\\\n{}", self.manner.prefix)),
            };
            let white = rest[width..].bytes().take_while(u8::is_ascii_whitespace).count();
            return Some((width + white, words));
        }
        // What is escaped in both is passed over.
        rest.starts_with('\\').then_some(()).and_then(|()| {
            let next = rest[1..].chars().next()?;
            (!next.is_ascii_alphabetic()).then(|| (1 + next.len_utf8(), Some(rest[..1 + next.len_utf8()].to_owned())))
        })
    }

    /// Writes a stretch. Where `blocks` says so, environments are looked for.
    fn stretch(&mut self, range: Range<usize>, blocks: bool) {
        let (mut from, mut at) = (range.start, range.start);
        while at < range.end {
            let bytes = self.bytes;
            let next = match bytes[at] {
                b'\\' if !self.is_indented(at) => match self.command(from, at, range.end, blocks) {
                    Some(behind) => {
                        from = behind;
                        behind
                    }
                    None => {
                        let (behind, is_formula) = self.behind_command(at, range.end);
                        if is_formula && self.is_within() {
                            self.taken(from..at);
                            self.verbatim(at..behind);
                            from = behind;
                        }
                        behind
                    }
                },
                b'{' => match self.switch(from, at, range.end) {
                    Some(behind) => {
                        from = behind;
                        behind
                    }
                    None => at + 1,
                },
                b'`' | b'~' if self.manner.depth == 0 => self.behind_code(at, range.end),
                b'$' => {
                    let behind = self.behind_formula(at, range.end);
                    if behind > at + 2 && self.is_within() {
                        self.taken(from..at);
                        self.verbatim(at..behind);
                        from = behind;
                    }
                    behind
                }
                b'<' if self.text[at..].starts_with("<!--") => self.text[at..range.end].find("-->").map_or(range.end, |end| at + end + 3),
                _ => at + 1,
            };
            at = next.max(at + 1);
        }
        self.taken(from.min(range.end)..range.end);
    }

    /// Whether a byte stands in code that only its indentation marks.
    fn is_indented(&mut self, at: usize) -> bool {
        if self.manner.depth > 0 {
            return false;
        }
        let (text, body) = (self.text, self.body);
        let code = self.indented.get_or_insert_with(|| indented_code(text, body));
        let next = code.partition_point(|range| range.end <= at);
        code.get(next).is_some_and(|range| range.start <= at)
    }

    /// Behind code that begins here, between fences or in the line.
    fn behind_code(&self, at: usize, end: usize) -> usize {
        let mark = self.bytes[at];
        let length = self.bytes[at..end].iter().take_while(|&&byte| byte == mark).count();
        let from = at + length;
        let begins = self.text[..at].rsplit('\n').next().is_none_or(|line| line.trim_matches([' ', '\t', '>', '-', '*']).is_empty());
        if length >= 3 && begins {
            let mut line = self.text[from..end].find('\n').map_or(end, |feed| from + feed + 1);
            while line < end {
                let next = self.text[line..end].find('\n').map_or(end, |feed| line + feed + 1);
                let words = self.text[line..next].trim_matches([' ', '\t', '>', '\n']);
                if words.len() >= length && words.bytes().all(|byte| byte == mark) {
                    return next;
                }
                line = next;
            }
            return end;
        }
        if mark == b'~' {
            return from;
        }
        let paragraph = self.text[from..end].find("\n\n").map_or(end, |blank| from + blank);
        let ticks = "`".repeat(length);
        let mut look = from;
        while let Some(found) = self.text[look..paragraph].find(&ticks) {
            let close = look + found;
            let run = self.bytes[close..paragraph].iter().take_while(|&&byte| byte == b'`').count();
            if run == length {
                return close + run;
            }
            look = close + run;
        }
        from
    }

    /// Behind a formula that begins here; behind its sign if it is none.
    fn behind_formula(&self, at: usize, end: usize) -> usize {
        let sign = if self.text[at..end].starts_with("$$") { "$$" } else { "$" };
        let from = at + sign.len();
        let paragraph = self.text[from..end].find("\n\n").map_or(end, |blank| from + blank);
        let upto = if sign == "$$" { end.min(from + 20_000) } else { paragraph };
        if sign == "$" && self.text[from..end].starts_with(|c: char| c.is_whitespace()) {
            return from;
        }
        let mut look = from;
        while look < upto {
            match self.bytes[look] {
                b'\\' => look += 1,
                b'$' if self.text[look..end].starts_with(sign) => return look + sign.len(),
                _ => {}
            }
            look += 1;
        }
        from
    }
}

#[cfg(test)]
mod tests;
