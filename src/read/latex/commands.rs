//! Commands of LaTeX in the line, and headings.

use super::LatexReader;
use super::groups::{self, LatexArguments};
use crate::read::markdown::dialect::is_formula;
use std::ops::Range;

/// Commands that stand for characters.
const SIGNS: [(&str, &str); 24] = [
    ("LaTeX", "LaTeX"),
    ("TeX", "TeX"),
    ("LaTeXe", "LaTeX2e"),
    ("XeLaTeX", "XeLaTeX"),
    ("BibTeX", "BibTeX"),
    ("dots", "…"),
    ("ldots", "…"),
    ("textellipsis", "…"),
    ("copyright", "©"),
    ("textcopyright", "©"),
    ("textregistered", "®"),
    ("texttrademark", "™"),
    ("textdegree", "°"),
    ("textbackslash", "\\\\"),
    ("textasciitilde", "\\~"),
    ("textunderscore", "\\_"),
    ("textquotesingle", "'"),
    ("textbar", "\\|"),
    ("textless", "\\<"),
    ("textgreater", "\\>"),
    ("textbullet", "•"),
    ("textemdash", "—"),
    ("textendash", "–"),
    ("quad", "\u{2003}"),
];

/// Commands whose last argument is the words.
const WORDS: [(&str, usize); 24] = [
    ("textcolor", 2),
    ("colorbox", 2),
    ("textsf", 1),
    ("textup", 1),
    ("textmd", 1),
    ("textlf", 1),
    ("gls", 1),
    ("Gls", 1),
    ("glspl", 1),
    ("Glspl", 1),
    ("acrshort", 1),
    ("acrlong", 1),
    ("acrfull", 1),
    ("ac", 1),
    ("acp", 1),
    ("acs", 1),
    ("acl", 1),
    ("acf", 1),
    ("foreignlanguage", 2),
    ("hyperref", 1),
    ("hbox", 1),
    ("fbox", 1),
    ("framebox", 1),
    ("makebox", 1),
];

/// Headings, from the greatest on.
const HEADINGS: [&str; 5] = ["section", "subsection", "subsubsection", "paragraph", "subparagraph"];

/// What defines commands: their bodies are no text.
const DEFINING: [&str; 9] = [
    "newcommand",
    "renewcommand",
    "providecommand",
    "DeclareMathOperator",
    "DeclareRobustCommand",
    "def",
    "newenvironment",
    "renewenvironment",
    "newtheorem",
];

impl LatexReader<'_, '_> {
    /// Writes the command at `at`, with what stands before it from `from` on; gives where it ends. None if it is left as it stands.
    pub(super) fn command(&mut self, from: usize, at: usize, end: usize, blocks: bool) -> Option<usize> {
        let text = &self.text[..end];
        let name = groups::name(text, at + 1);
        let behind = at + 1 + name.len();
        if name.is_empty() {
            return None;
        }
        if name == "begin" {
            return if blocks { self.environment(from, at, end) } else { None };
        }
        if blocks && let Some(done) = self.heading(from, at, end) {
            return Some(done);
        }
        if let Some((_, sign)) = SIGNS.iter().find(|(known, _)| *known == name) {
            self.taken(from..at);
            self.made(sign, at);
            // Braces or a space behind it only end its name.
            let rest = &text[behind..];
            return Some(behind + if rest.starts_with("{}") { 2 } else { usize::from(rest.starts_with(' ') && name.ends_with("TeX")) });
        }
        if let Some((_, count)) = WORDS.iter().find(|(known, _)| *known == name) {
            let given = groups::arguments(text, behind, *count);
            let words = given.given.get(count - 1)?.clone();
            self.taken(from..at);
            self.stretch(words, false);
            return Some(given.end);
        }
        self.between(from, at, end).or_else(|| self.marked(from, at, end))
    }

    /// Commands whose words stand between marks of Markdown or HTML.
    fn between(&mut self, from: usize, at: usize, end: usize) -> Option<usize> {
        let text = &self.text[..end];
        let name = groups::name(text, at + 1);
        let [opens, closes] = match name {
            "textsuperscript" => ["<sup>", "</sup>"],
            "textsubscript" => ["<sub>", "</sub>"],
            "enquote" => ["\"", "\""],
            "emph" | "textit" | "textsl" if self.manner.caption => ["*", "*"],
            "textbf" if self.manner.caption => ["**", "**"],
            "textsc" | "textrm" | "textnormal" | "underline" | "mbox" if self.manner.caption => ["", ""],
            "marginpar" | "marginnote" | "sidenote" => ["^[", "]"],
            _ => return None,
        };
        let words = groups::arguments(text, at + 1 + name.len(), 1).given.first()?.clone();
        self.taken(from..at);
        self.made(opens, at);
        let last = words.end;
        self.stretch(words, false);
        self.made(closes, last);
        Some(last + 1)
    }

    /// Commands that have marks of their own in Markdown.
    fn marked(&mut self, from: usize, at: usize, end: usize) -> Option<usize> {
        let text = &self.text[..end];
        let name = groups::name(text, at + 1);
        let behind = at + 1 + name.len();
        let given = groups::arguments(text, behind, 2);
        let first = given.given.first().cloned();
        let one = first.as_ref().map_or(given.end, |first| first.end + 1);
        match name {
            "url" | "path" | "nolinkurl" => {
                let address = text[first?].trim().replace("\\_", "_").replace("\\%", "%").replace("\\#", "#").replace("\\&", "&");
                self.taken(from..at);
                let words = if address.contains("://") { format!("<{address}>") } else { format!("`{address}`") };
                self.made(&words, at);
                Some(one)
            }
            "href" => {
                let [address, words] = given.given.as_slice() else { return None };
                let (address, words) = (text[address.clone()].trim().replace("\\_", "_").replace("\\%", "%"), words.clone());
                self.taken(from..at);
                self.made("[", at);
                self.stretch(words, false);
                self.made(&format!("](<{address}>)"), at);
                Some(given.end)
            }
            "texttt" | "code" | "lstinline" | "verb" => self.in_line_code(from, at, behind, end),
            "includegraphics" => {
                let picture = self.picture_at(at, end)?;
                self.taken(from..at);
                self.picture(&picture, None, "");
                Some(picture.whole.end)
            }
            "nocite" => {
                first?;
                self.taken(from..at);
                Some(one)
            }
            "ce" => {
                let words = super::units::formula(&text[first?]);
                self.taken(from..at);
                self.made(&words, at);
                Some(one)
            }
            "num" | "SI" | "si" | "qty" | "unit" | "ang" | "SIrange" | "numrange" | "qtyrange" => {
                let (words, behind) = super::units::written(text, name, behind)?;
                self.taken(from..at);
                self.made(&words, at);
                Some(behind)
            }
            _ => self.citation(from, at, &given),
        }
    }

    /// `\cite[p. 3]{one,two}` as a citation of pandoc.
    fn citation(&mut self, from: usize, at: usize, given: &LatexArguments) -> Option<usize> {
        let name = groups::name(self.text, at + 1);
        let is_citation = (name.starts_with("cite") || name.ends_with("cite")) && name != "cites";
        let keys = self.text[given.given.first().filter(|_| is_citation)?.clone()].trim();
        let plain = |key: &str| !key.is_empty() && !key.contains(|c: char| c.is_whitespace() || "{}\\[]#".contains(c));
        if !keys.split(',').all(|key| plain(key.trim())) {
            return None;
        }
        let keys: Vec<String> = keys.split(',').map(|key| format!("@{}", key.trim())).collect();
        let options: Vec<&str> = given.options.iter().map(|option| self.text[option.clone()].trim()).collect();
        let (before, behind) = match options.as_slice() {
            [before, behind, ..] => (*before, *behind),
            [behind] => ("", *behind),
            [] => ("", ""),
        };
        let behind = if behind.is_empty() { String::new() } else { format!(", {behind}") };
        let words = format!("[{} {}{behind}]", before, keys.join("; "));
        let end = given.given.first().map_or(at, |first| first.end + 1);
        self.taken(from..at);
        self.made(&words.replacen("[ ", "[", 1), at);
        Some(end)
    }

    /// `\texttt{words}` and `\verb|words|`.
    fn in_line_code(&mut self, from: usize, at: usize, behind: usize, end: usize) -> Option<usize> {
        let behind = groups::bracketed(&self.text[..end], behind).map_or(behind, |options| options.end + 1);
        let (inner, done) = match groups::braced(&self.text[..end], behind) {
            Some(inner) => (inner.clone(), inner.end + 1),
            None => {
                let sign = self.text[behind..end].chars().next().filter(|c| c.is_ascii_punctuation() && *c != '\\')?;
                let from = behind + 1;
                let close = self.text[from..end].find([sign, '\n']).map(|close| from + close)?;
                (from..close, close + 1)
            }
        };
        let written = self.text[inner].replace("\\_", "_").replace("\\{", "{").replace("\\}", "}").replace("\\%", "%").replace("\\&", "&");
        let written = written.replace("\\textbackslash{}", "\\").replace("\\#", "#").replace("\\$", "$").replace('\n', " ");
        // Other commands in it would be printed.
        if written.trim().is_empty() || has_named(&written) {
            return None;
        }
        let ticks = if written.contains('`') { "``" } else { "`" };
        self.taken(from..at);
        self.made(&format!("{ticks}{written}{ticks}"), at);
        Some(done)
    }

    /// `\section{words}` on a line of its own.
    fn heading(&mut self, from: usize, at: usize, end: usize) -> Option<usize> {
        let name = groups::name(self.text, at + 1);
        let shift = usize::from(self.chapters);
        let level = match name {
            "part" => 0,
            "chapter" => 1,
            "appendix" => 1,
            name => HEADINGS.iter().position(|known| *known == name)? + 1 + shift,
        };
        let line = self.text[..at].rsplit('\n').next().unwrap_or("");
        if !line.trim().is_empty() || line.len() > 3 || !self.manner.prefix.is_empty() {
            return None;
        }
        let behind = at + 1 + name.len();
        if name == "appendix" {
            let rest = self.text[behind..end].split('\n').next().unwrap_or("");
            if !rest.trim_matches(['{', '}', ' ', '\t']).is_empty() {
                return None;
            }
            self.taken(from..at);
            self.blank(at);
            self.made("# (APPENDIX) Appendix {-}", at);
            self.blank(at);
            return Some(behind + rest.len());
        }
        let given = groups::arguments(&self.text[..end], behind, 1);
        let words = self.trimmed(given.given.first()?.clone());
        if words.is_empty() || self.text[words.clone()].contains("\n\n") {
            return None;
        }
        let starred = self.text[behind..].starts_with('*');
        // A label behind it is its id.
        let rest = self.text[given.end..end].trim_start_matches([' ', '\t', '\n']);
        let label_at = end - rest.len();
        let label = rest.strip_prefix("\\label").and_then(|_| groups::braced(&self.text[..end], label_at + "\\label".len()));
        self.taken(from..at);
        self.blank(at);
        self.made(&if level == 0 { "# (PART) ".to_owned() } else { format!("{} ", "#".repeat(level.min(6))) }, at);
        let cell = std::mem::replace(&mut self.manner.cell, true);
        self.stretch(words, false);
        self.manner.cell = cell;
        let id = label.as_ref().map(|label| format!("#{}", &self.text[label.clone()])).unwrap_or_default();
        let attributes = [id.as_str(), if starred { ".unnumbered" } else { "" }].join(" ");
        if !attributes.trim().is_empty() {
            self.made(&format!(" {{{}}}", attributes.trim()), at);
        }
        self.blank(at);
        Some(label.map_or(given.end, |label| label.end + 1))
    }

    /// `{\bf words}` and its like.
    pub(super) fn switch(&mut self, from: usize, at: usize, end: usize) -> Option<usize> {
        let name = self.text[at + 1..end].strip_prefix('\\').map(|_| groups::name(&self.text[..end], at + 2))?;
        let mark = match name {
            "bf" | "bfseries" => "**",
            "it" | "em" | "itshape" | "sl" | "slshape" => "*",
            "tt" | "ttfamily" => "`",
            "rm" | "sf" | "sffamily" | "normalfont" | "small" | "footnotesize" | "scriptsize" | "large" | "Large" | "LARGE" | "huge"
            | "Huge" | "tiny" | "normalsize" => "",
            _ => return None,
        };
        let inner = groups::braced(&self.text[..end], at)?;
        let words = self.trimmed(at + 2 + name.len()..inner.end);
        if words.is_empty() {
            return None;
        }
        self.taken(from..at);
        self.made(mark, at);
        let last = words.end;
        self.stretch(words, false);
        self.made(mark, last);
        Some(inner.end + 1)
    }

    /// Behind a command that is left as it stands, and whether a formula was passed; what defines commands is passed over too.
    pub(super) fn behind_command(&mut self, at: usize, end: usize) -> (usize, bool) {
        let text = &self.text[..end];
        let name = groups::name(text, at + 1);
        let behind = at + 1 + name.len();
        let formula = |behind: usize| (behind, behind > at + 2);
        match name {
            "" => match self.bytes.get(at + 1) {
                Some(b'(') => formula(closed(text, at + 2, "\\)")),
                Some(b'[') => formula(closed(text, at + 2, "\\]")),
                _ => (at + 1 + text[at + 1..].chars().next().map_or(0, char::len_utf8), false),
            },
            "begin" => {
                let Some(called) = groups::braced(text, behind) else { return (behind, false) };
                let name = &text[called.clone()];
                let is_formula = is_formula(name) || matches!(name, "comment" | "array");
                if !is_formula || self.unclosed.contains(name) {
                    return (called.end + 1, false);
                }
                match groups::end_of(text, name, called.end + 1) {
                    Some((_, behind)) => (behind, true),
                    None => {
                        self.unclosed.insert(name.to_owned());
                        (called.end + 1, false)
                    }
                }
            }
            _ if DEFINING.contains(&name) => (definition(text, behind), true),
            _ => (behind, false),
        }
    }
}

/// Behind `what`, if it stands in the paragraph, else `from`.
fn closed(text: &str, from: usize, what: &str) -> usize {
    let paragraph = text[from..].find("\n\n").map_or(text.len(), |blank| from + blank);
    text[from..paragraph].find(what).map_or(from, |at| from + at + what.len())
}

/// Behind what defines a command: all of its arguments.
fn definition(text: &str, from: usize) -> usize {
    let mut at = from + usize::from(text[from..].starts_with('*'));
    loop {
        let rest = &text[at..];
        let next = if rest.starts_with('\\') {
            Some(at + 1 + groups::name(text, at + 1).len().max(1))
        } else if rest.starts_with('#') {
            Some(at + 2)
        } else {
            let inner: Option<Range<usize>> = groups::braced(text, at).or_else(|| groups::bracketed(text, at));
            inner.map(|inner| inner.end + 1)
        };
        match next.filter(|next| text.is_char_boundary((*next).min(text.len()))) {
            Some(next) => at = next.min(text.len()),
            None => return at,
        }
    }
}

/// Whether a command with a name stands in words.
fn has_named(words: &str) -> bool {
    words.match_indices('\\').any(|(at, _)| words[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic()))
}
