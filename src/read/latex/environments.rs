//! Environments of LaTeX as blocks of Markdown.

use super::groups::{self, LatexArguments};
use super::{DEEPEST, LatexManner, LatexReader};
use crate::language::THEOREMS;
use crate::read::markdown::dialect::{self, Construct, DialectSeen};
use crate::source::Span;
use std::ops::Range;

/// What an environment is in a book.
enum EnvironmentForm {
    Items(&'static str),
    Terms,
    Quotation,
    Verse,
    Code,
    Figure,
    Table,
    Rows,
    Theorem,
    /// Words without the marks round them, and how many arguments stand before these.
    Words(usize),
    /// Words at one side or in the middle.
    Placed(&'static str),
    /// What only LaTeX can draw.
    Drawing,
}

/// What an environment of this name is; none for one that is read elsewhere, or not known.
fn form(name: &str) -> Option<EnvironmentForm> {
    Some(match name.trim_end_matches('*') {
        "itemize" | "compactitem" => EnvironmentForm::Items("-"),
        "enumerate" | "compactenum" => EnvironmentForm::Items("1."),
        "description" => EnvironmentForm::Terms,
        "quote" | "quotation" | "displayquote" | "displayquotation" => EnvironmentForm::Quotation,
        "verse" => EnvironmentForm::Verse,
        "lstlisting" | "verbatim" | "Verbatim" | "minted" | "alltt" => EnvironmentForm::Code,
        "figure" | "wrapfigure" | "SCfigure" | "sidewaysfigure" | "marginfigure" => EnvironmentForm::Figure,
        "table" | "sidewaystable" | "wraptable" | "margintable" | "threeparttable" => EnvironmentForm::Table,
        "tabular" | "tabularx" | "tabulary" | "longtable" | "supertabular" | "tabbing" => EnvironmentForm::Rows,
        "abstract" | "titlepage" | "framed" | "mdframed" | "tcolorbox" | "small" | "footnotesize" | "scriptsize" | "large"
        | "appendices" | "subappendices" | "refsection" | "samepage" | "raggedright" | "raggedleft" | "centering" | "sffamily" => {
            EnvironmentForm::Words(0)
        }
        "center" => EnvironmentForm::Placed("center"),
        "flushright" => EnvironmentForm::Placed("right"),
        "flushleft" => EnvironmentForm::Words(0),
        "multicols" | "adjustbox" | "spacing" | "otherlanguage" => EnvironmentForm::Words(1),
        "adjustwidth" => EnvironmentForm::Words(2),
        "tikzpicture" | "pgfpicture" | "forest" | "algorithm" | "algorithmic" | "algorithm2e" | "circuitikz" | "prooftree" => {
            EnvironmentForm::Drawing
        }
        known if THEOREMS.iter().any(|(kind, _)| *kind == known) => EnvironmentForm::Theorem,
        _ => return None,
    })
}

impl LatexReader<'_, '_> {
    /// Writes the environment whose `\begin` stands at `at`, with what stands before it from `from` on. Gives where it ends; none if it
    /// is left as it stands.
    pub(super) fn environment(&mut self, from: usize, at: usize, end: usize) -> Option<usize> {
        let called = groups::braced(self.text, at + "\\begin".len())?;
        let name = &self.text[called.clone()];
        let form = form(name).filter(|_| self.manner.depth < DEEPEST && !self.manner.cell)?;
        if self.unclosed.contains(name) {
            return None;
        }
        let Some((close, behind)) = groups::end_of(&self.text[..end], name, called.end + 1) else {
            self.unclosed.insert(name.to_owned());
            return None;
        };
        let indent = self.text[..at].rsplit('\n').next().filter(|line| line.trim().is_empty()).unwrap_or("").to_owned();
        self.taken(from..at - indent.len());
        let deeper = LatexManner {
            prefix: if self.manner.depth == 0 { indent } else { self.manner.prefix.clone() },
            depth: self.manner.depth + 1,
            ..LatexManner::default()
        };
        let outer = std::mem::replace(&mut self.manner, deeper);
        self.blank(at);
        self.body(form, called, close);
        self.manner = outer;
        self.blank(behind);
        // What follows is in its line no more.
        let white = self.text[behind..end].bytes().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n')).count();
        Some(behind + white)
    }

    fn body(&mut self, form: EnvironmentForm, called: Range<usize>, close: usize) {
        let name = &self.text[called.clone()];
        let open = called.end + 1;
        let arguments = match form {
            EnvironmentForm::Words(most) => groups::arguments(&self.text[..close], open, most),
            _ => groups::arguments(&self.text[..close], open, 0),
        };
        let body = self.trimmed(arguments.end..close);
        match form {
            EnvironmentForm::Items(mark) => self.items(mark, body),
            EnvironmentForm::Terms => self.terms(body),
            EnvironmentForm::Quotation => self.within("> ", body),
            EnvironmentForm::Verse => self.verse(body),
            EnvironmentForm::Code => self.code(name, arguments, open, close),
            EnvironmentForm::Figure => self.figure(body),
            EnvironmentForm::Table => self.table(body),
            EnvironmentForm::Rows => self.rows(name, open, close),
            EnvironmentForm::Theorem => self.theorem(name, &arguments, body),
            EnvironmentForm::Words(_) => self.stretch(body, true),
            EnvironmentForm::Placed(side) => {
                let (first, last) = (body.start, body.end);
                self.made(&format!("<div align=\"{side}\">"), first);
                self.blank(first);
                self.stretch(body, true);
                self.blank(last);
                self.made("</div>", last);
            }
            EnvironmentForm::Drawing => {
                let whole = called.start - "\\begin{".len()..close + "\\end{}".len() + name.len();
                let span = Span::new(self.source, whole.start, whole.end);
                let written = &self.text[whole.clone()];
                dialect::tell(&DialectSeen::Foreign(Construct::DrawnCode), written, span, self.diagnostics);
                self.fenced("latex", whole);
            }
        }
    }

    /// A stretch without white space at its ends.
    pub(super) fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let words = &self.text[range.clone()];
        let start = range.start + (words.len() - words.trim_start().len());
        start..(start + words.trim().len())
    }

    /// Writes a stretch in a block whose lines begin with a mark.
    fn within(&mut self, mark: &str, body: Range<usize>) {
        let outer = self.manner.prefix.clone();
        self.made(mark, body.start);
        self.manner.prefix.push_str(mark);
        self.stretch(body, true);
        self.manner.prefix = outer;
    }

    /// The items of a list: what its options ask for, and what each holds.
    fn parted(&self, body: Range<usize>) -> Vec<(Option<Range<usize>>, Range<usize>)> {
        let mut items: Vec<(Option<Range<usize>>, Range<usize>)> = Vec::new();
        let (mut at, mut depth) = (body.start, 0_usize);
        while let Some(found) = self.text[at..body.end].find('\\') {
            let sign = at + found;
            let name = groups::name(self.text, sign + 1);
            at = sign + 1 + name.len().max(1);
            match name {
                "begin" => depth += 1,
                "end" => depth = depth.saturating_sub(1),
                "item" if depth == 0 => {
                    if let Some((_, last)) = items.last_mut() {
                        last.end = sign;
                    }
                    let label = groups::bracketed(&self.text[..body.end], at);
                    at = label.as_ref().map_or(at, |label| label.end + 1);
                    items.push((label, at..body.end));
                }
                _ => {}
            }
            while !self.text.is_char_boundary(at) {
                at += 1;
            }
        }
        items.into_iter().map(|(label, range)| (label, self.trimmed(range))).collect()
    }

    fn items(&mut self, mark: &str, body: Range<usize>) {
        let outer = self.manner.prefix.clone();
        for (index, (label, words)) in self.parted(body).into_iter().enumerate() {
            if index > 0 {
                self.line(words.start);
            }
            self.made(&format!("{mark} "), words.start);
            self.manner.prefix.push_str(&" ".repeat(mark.len() + 1));
            if let Some(label) = label.filter(|label| !label.is_empty()) {
                self.stretch(label, false);
                self.made(" ", words.start);
            }
            self.stretch(words, true);
            self.manner.prefix.clone_from(&outer);
        }
    }

    fn terms(&mut self, body: Range<usize>) {
        let outer = self.manner.prefix.clone();
        for (label, words) in self.parted(body) {
            let place = words.start;
            self.stretch(label.unwrap_or(place..place), false);
            self.line(place);
            self.made(":   ", place);
            self.manner.prefix.push_str("    ");
            self.stretch(words, true);
            self.manner.prefix.clone_from(&outer);
            self.blank(place);
        }
    }

    fn verse(&mut self, body: Range<usize>) {
        let (first, last) = (body.start, body.end);
        self.made("::: verse", first);
        self.line(first);
        self.stretch(body, false);
        self.line(last);
        self.made(":::", last);
    }

    fn code(&mut self, name: &str, arguments: LatexArguments, open: usize, close: usize) {
        let (mut from, mut language) = (arguments.end, String::new());
        if let Some(given) = groups::braced(&self.text[..close], from).filter(|_| name.starts_with("minted")) {
            language = self.text[given.clone()].to_owned();
            from = given.end + 1;
        }
        let options = arguments.options.first().map_or("", |options| &self.text[options.clone()]);
        if let Some(given) = option(options, "language") {
            language = given.rsplit(']').next().unwrap_or(given).to_lowercase();
        }
        if let Some(caption) = option(options, "caption") {
            self.made(&format!("*{caption}*"), open);
            self.blank(open);
        }
        let body = &self.text[from..close];
        let first = body.find('\n').filter(|feed| body[..*feed].trim().is_empty()).map_or(from, |feed| from + feed + 1);
        self.fenced(&language, first..close);
    }

    /// Writes lines as code.
    fn fenced(&mut self, language: &str, range: Range<usize>) {
        let code = self.text[range.clone()].trim_end();
        let fence = if code.contains("```") { "``````" } else { "```" };
        let plain = language.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '-'));
        self.made(&format!("{fence}{}", if plain { language } else { "" }), range.start);
        let mut at = range.start;
        for line in code.split_inclusive('\n') {
            self.line(at);
            let words = line.trim_end();
            self.pieces.push(crate::source::ComposedPiece::Taken(Span::new(self.source, at, at + words.len())));
            at += line.len();
        }
        self.line(range.start);
        self.made(fence, range.start);
    }

    fn theorem(&mut self, name: &str, arguments: &LatexArguments, body: Range<usize>) {
        let mut head = format!("```{{{}", name.trim_end_matches('*'));
        let mut body = body;
        let short = THEOREMS.iter().find(|(kind, _)| *kind == name.trim_end_matches('*')).map_or("", |(_, short)| *short);
        if let Some(label) = self.label(body.clone()).filter(|label| label.start == body.start + "\\label{".len())
            && let Some((_, id)) = self.text[label.clone()].split_once(':').filter(|(kind, _)| *kind == short)
        {
            head.push_str(&format!(", {id}"));
            body = self.trimmed(label.end + 1..body.end);
        }
        if let Some(title) = arguments.options.first() {
            head.push_str(&format!(", name=\"{}\"", self.text[title.clone()].replace('"', "'")));
        }
        self.made(&format!("{head}}}"), body.start);
        self.line(body.start);
        let last = body.end;
        self.stretch(body, false);
        self.line(last);
        self.made("```", last);
    }

    /// What the first `\label` in a stretch says.
    pub(super) fn label(&self, range: Range<usize>) -> Option<Range<usize>> {
        let at = range.start + self.text[range.clone()].find("\\label{")?;
        groups::braced(&self.text[..range.end], at + "\\label".len())
    }
}

/// What an option says: `language=C` among `numbers=left, language=C`.
fn option<'o>(options: &'o str, key: &str) -> Option<&'o str> {
    let (_, value) = options.split(',').filter_map(|one| one.split_once('=')).find(|(name, _)| name.trim() == key)?;
    Some(value.trim().trim_matches(['{', '}'])).filter(|value| !value.is_empty())
}
