//! The pieces of a paragraph as one stretch of Markdown.
//!
//! Looks are written from the outermost to the innermost: at each of them the pieces are parted into those that have the look and those
//! that have not, and each part is written with the looks that are left. Where stars would be read otherwise (within a word, beside
//! other stars), an element of HTML stands in their place.

use super::sheet::{MarkdownSheet, RemarkEdge, RemarkMark};
use crate::office::text::{OfficeLook, OfficePiece, OfficeRaise, OfficeTarget};
use crate::read::push_escaped;

/// Stands for what a heading or a cell begins with, while its words are escaped: no character of a text.
const INSIDE: char = '\u{FDD0}';

/// Stands between two parts that would be read as one: an empty remark, which is nothing to any reader of Markdown.
const APART: &str = "<!-- -->";

/// How the lines of a paragraph end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineEnds {
    /// On the next line of the Markdown.
    Backslash,
    /// In one line, as an element.
    Element,
    /// As a space: in headings.
    Space,
}

/// What the pieces' indexes lead to.
#[derive(Clone, Copy)]
pub(super) struct InlineContext<'a> {
    /// Addresses of the pictures.
    pub(super) pictures: &'a [String],
    /// The language of the document.
    pub(super) language: Option<&'a str>,
    pub(super) ends: LineEnds,
    /// Whether the paragraph is set as it is typed.
    pub(super) is_code: bool,
    /// Whether formulas are in the document, of which sums of money could be mistaken for a part.
    pub(super) has_formulas: bool,
}

/// A piece with its look and link known.
#[derive(Clone, Debug)]
struct InlineAtom<'p> {
    kind: InlineAtomKind<'p>,
    look: OfficeLook,
    link: Option<(usize, &'p OfficeTarget)>,
    /// Whether the piece is an insertion (true) or a deletion that is shown.
    change: Option<bool>,
}

#[derive(Clone, Debug)]
enum InlineAtomKind<'p> {
    Words(String),
    Space,
    Piece(&'p OfficePiece),
}

/// The looks, from the outermost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum InlineLevel {
    Link,
    Change,
    Language,
    Bold,
    Italic,
    Marked,
    Underlined,
    Struck,
    SmallCaps,
    Raise,
    Code,
}

const LEVELS: [InlineLevel; 11] = [
    InlineLevel::Link,
    InlineLevel::Change,
    InlineLevel::Language,
    InlineLevel::Bold,
    InlineLevel::Italic,
    InlineLevel::Marked,
    InlineLevel::Underlined,
    InlineLevel::Struck,
    InlineLevel::SmallCaps,
    InlineLevel::Raise,
    InlineLevel::Code,
];

/// The pieces as Markdown, without space at the ends.
pub(super) fn inline(pieces: &[OfficePiece], context: InlineContext<'_>) -> MarkdownSheet {
    let atoms = atoms(pieces, context);
    let mut writer = InlineWriter { sheet: MarkdownSheet::default(), context, brackets: 0, line: 0, open_stars: 0, mark_end: 0 };
    writer.level(&atoms, 0, None);
    writer.sheet.trim_end();
    writer.sheet
}

/// The pieces with their looks; words parted from the spaces round them, which have only the looks of both sides.
fn atoms<'p>(pieces: &'p [OfficePiece], context: InlineContext<'_>) -> Vec<InlineAtom<'p>> {
    let mut atoms: Vec<InlineAtom<'p>> = Vec::new();
    let (mut link, mut links) = (None, 0);
    for piece in pieces {
        let plain = InlineAtom { kind: InlineAtomKind::Piece(piece), look: OfficeLook::default(), link, change: None };
        match piece {
            OfficePiece::LinkStart(target) => {
                links += 1;
                link = Some((links, target));
            }
            OfficePiece::LinkEnd => link = None,
            OfficePiece::Changed(_) => {}
            OfficePiece::Words { words, look, change } => {
                let look = OfficeLook { size: None, language: foreign(look.language.as_deref(), context.language), ..look.clone() };
                let change = change.as_ref().map(|change| change.is_insertion);
                let words = if context.is_code { words.replace('\n', " ") } else { words.replace(['\t', '\n', '\r'], " ") };
                if context.is_code {
                    atoms.push(InlineAtom { kind: InlineAtomKind::Words(words), look, change, ..plain });
                } else {
                    part(&words, InlineAtom { look, change, ..plain }, &mut atoms);
                }
            }
            _ => atoms.push(plain),
        }
    }
    // Lines that end at the end of a paragraph are nothing.
    let is_idle = |atom: &InlineAtom<'_>| matches!(atom.kind, InlineAtomKind::Space | InlineAtomKind::Piece(OfficePiece::LineBreak));
    let shows = |atom: &InlineAtom<'_>| !is_idle(atom) && atom.first().is_some();
    let last = atoms.iter().rposition(shows).map_or(0, |at| at + 1);
    let mut at = 0;
    atoms.retain(|atom| {
        at += 1;
        at <= last || !is_idle(atom)
    });
    between(&mut atoms);
    atoms
}

/// A language that is another one than the document's, not only another country's.
fn foreign(language: Option<&str>, own: Option<&str>) -> Option<String> {
    let main = |tag: &str| tag.split('-').next().unwrap_or_default().to_lowercase();
    language.filter(|tag| own.is_some_and(|own| main(own) != main(tag))).map(str::to_owned)
}

/// Adds words, and the space before and behind them apart.
fn part<'p>(words: &str, like: InlineAtom<'p>, atoms: &mut Vec<InlineAtom<'p>>) {
    let core = words.trim_matches(' ');
    let space = |atoms: &mut Vec<InlineAtom<'p>>| {
        if !matches!(atoms.last(), Some(InlineAtom { kind: InlineAtomKind::Space, change, .. }) if *change == like.change) {
            atoms.push(InlineAtom { kind: InlineAtomKind::Space, ..like.clone() });
        }
    };
    if words.starts_with(' ') {
        space(atoms);
    }
    if !core.is_empty() {
        let mut one = String::with_capacity(core.len());
        core.chars().for_each(|c| {
            if c != ' ' || !one.ends_with(' ') {
                one.push(c);
            }
        });
        match atoms.last_mut() {
            Some(InlineAtom { kind: InlineAtomKind::Words(before), look, link, change })
                if *look == like.look && link.map(|link| link.0) == like.link.map(|link| link.0) && *change == like.change =>
            {
                before.push_str(&one);
            }
            _ => atoms.push(InlineAtom { kind: InlineAtomKind::Words(one), ..like.clone() }),
        }
    }
    if words.ends_with(' ') && !core.is_empty() {
        space(atoms);
    }
}

/// Gives what is no words the looks that the words on both sides of it have in common.
fn between(atoms: &mut [InlineAtom<'_>]) {
    let is_words = |atom: &InlineAtom<'_>| matches!(atom.kind, InlineAtomKind::Words(_));
    let mut next: Vec<Option<OfficeLook>> = vec![None; atoms.len()];
    let mut behind = None;
    for (at, atom) in atoms.iter().enumerate().rev() {
        next[at].clone_from(&behind);
        if is_words(atom) {
            behind = Some(atom.look.clone());
        }
    }
    let mut before: Option<OfficeLook> = None;
    for (atom, next) in atoms.iter_mut().zip(next) {
        if is_words(atom) {
            before = Some(atom.look.clone());
        } else {
            atom.look = match (&before, &next) {
                (Some(one), Some(other)) => common(one, other),
                _ => OfficeLook::default(),
            };
        }
    }
}

fn common(one: &OfficeLook, other: &OfficeLook) -> OfficeLook {
    OfficeLook {
        is_bold: one.is_bold && other.is_bold,
        is_italic: one.is_italic && other.is_italic,
        is_small_caps: one.is_small_caps && other.is_small_caps,
        is_struck: one.is_struck && other.is_struck,
        is_underlined: one.is_underlined && other.is_underlined,
        is_marked: one.is_marked && other.is_marked,
        is_code: one.is_code && other.is_code,
        raise: if one.raise == other.raise { one.raise } else { OfficeRaise::Level },
        language: one.language.clone().filter(|language| other.language.as_ref() == Some(language)),
        size: None,
    }
}

impl InlineAtom<'_> {
    /// What tells it from its neighbours at a level; none if it has no look of it.
    fn key(&self, level: InlineLevel) -> Option<String> {
        let look = &self.look;
        let has = |yes: bool| yes.then(String::new);
        match level {
            InlineLevel::Link => self.link.map(|link| link.0.to_string()),
            InlineLevel::Change => self.change.map(|inserted| inserted.to_string()),
            InlineLevel::Language => look.language.clone(),
            InlineLevel::Bold => has(look.is_bold),
            InlineLevel::Italic => has(look.is_italic),
            InlineLevel::Marked => has(look.is_marked),
            InlineLevel::Underlined => has(look.is_underlined),
            InlineLevel::Struck => has(look.is_struck),
            InlineLevel::SmallCaps => has(look.is_small_caps),
            InlineLevel::Raise => (look.raise != OfficeRaise::Level).then(|| format!("{:?}", look.raise)),
            InlineLevel::Code => has(look.is_code),
        }
    }

    /// The character that it begins with, as far as stars beside it are concerned.
    fn first(&self) -> Option<char> {
        match &self.kind {
            InlineAtomKind::Words(words) => words.chars().next(),
            InlineAtomKind::Space => Some(' '),
            InlineAtomKind::Piece(OfficePiece::RemarkStart(_) | OfficePiece::RemarkEnd(_) | OfficePiece::RemarkPoint(_)) => None,
            InlineAtomKind::Piece(_) => Some('['),
        }
    }
}

struct InlineWriter<'a> {
    sheet: MarkdownSheet,
    context: InlineContext<'a>,
    /// Square brackets that are open.
    brackets: usize,
    /// Where the line that is open begins.
    line: usize,
    /// The end of the stars that were opened last.
    open_stars: usize,
    /// The end of the mark of a note or of the formula that was written last.
    mark_end: usize,
}

impl InlineWriter<'_> {
    /// Writes atoms with the looks from `depth` on; `next` is the atom behind them.
    fn level(&mut self, atoms: &[InlineAtom<'_>], depth: usize, next: Option<&InlineAtom<'_>>) {
        let Some(&level) = LEVELS.get(depth) else {
            for (at, atom) in atoms.iter().enumerate() {
                self.atom(atom, atoms.get(at + 1).or(next));
            }
            return;
        };
        let shows = |atom: &InlineAtom<'_>| atom.first().is_some_and(|c| c != ' ');
        let mut upto = 0;
        for group in atoms.chunk_by(|a, b| a.key(level) == b.key(level)) {
            upto += group.len();
            let behind = atoms.get(upto).or(next);
            match group[0].key(level) {
                None => self.level(group, depth + 1, behind),
                // A space that was added or taken out is a change as well.
                Some(key) if level == InlineLevel::Change => self.wrapped(level, &key, group, depth, behind),
                Some(_) if !group.iter().any(shows) => self.level(group, depth + 1, behind),
                Some(key) => {
                    // White space at the edges belongs to what stands round the words.
                    let from = group.iter().position(shows).unwrap_or(0);
                    let upto = group.iter().rposition(shows).map_or(group.len(), |at| at + 1);
                    self.level(&group[..from], depth + 1, group.get(from));
                    self.wrapped(level, &key, &group[from..upto], depth, group.get(upto).or(behind));
                    self.level(&group[upto..], depth + 1, behind);
                }
            }
        }
    }

    fn wrapped(&mut self, level: InlineLevel, key: &str, group: &[InlineAtom<'_>], depth: usize, next: Option<&InlineAtom<'_>>) {
        let [open, close] = self.wrapper(level, key, group, next);
        if level == InlineLevel::Code {
            return self.code(group, next);
        }
        let brackets = usize::from(open.starts_with('['));
        let from = self.sheet.text.len();
        self.sheet.text.push_str(&open);
        self.keep_apart(from);
        if open.ends_with('*') {
            self.open_stars = self.sheet.text.len();
        }
        self.brackets += brackets;
        self.level(group, depth + 1, next.filter(|_| close.is_empty()));
        self.brackets -= brackets;
        self.sheet.text.push_str(&close);
    }

    /// What stands before and behind words of a look.
    fn wrapper(&self, level: InlineLevel, key: &str, group: &[InlineAtom<'_>], next: Option<&InlineAtom<'_>>) -> [String; 2] {
        let both = |open: &str, close: &str| [open.to_owned(), close.to_owned()];
        let stars = |stars: &str, element: &str| {
            if self.stands_free(level, group, next) { both(stars, stars) } else { [format!("<{element}>"), format!("</{element}>")] }
        };
        match level {
            InlineLevel::Link => match group[0].link {
                Some((_, target)) => ["[".to_owned(), format!("]({})", address(target))],
                None => both("", ""),
            },
            InlineLevel::Change => {
                if key == "true" {
                    both("{++", "++}")
                } else {
                    both("{--", "--}")
                }
            }
            InlineLevel::Language => ["[".to_owned(), format!("]{{lang={key}}}")],
            InlineLevel::Bold => stars("**", "strong"),
            InlineLevel::Italic => stars("*", "em"),
            InlineLevel::Marked => both("[", "]{.mark}"),
            InlineLevel::Underlined => both("[", "]{.underline}"),
            InlineLevel::Struck => stars("~~", "s"),
            InlineLevel::SmallCaps => both("[", "]{.smallcaps}"),
            InlineLevel::Raise => {
                let plain =
                    group.iter().all(|atom| matches!(&atom.kind, InlineAtomKind::Words(words) if words.chars().all(char::is_alphanumeric)));
                let on_word = self.sheet.text.ends_with(char::is_alphanumeric);
                match group[0].look.raise {
                    OfficeRaise::Superscript if plain && on_word => both("^", "^"),
                    // A wave beside those that strike words out would be one of them.
                    OfficeRaise::Subscript if plain && on_word && !group[0].look.is_struck => both("~", "~"),
                    OfficeRaise::Subscript => both("<sub>", "</sub>"),
                    _ => both("<sup>", "</sup>"),
                }
            }
            InlineLevel::Code => both("`", "`"),
        }
    }

    /// Whether stars round words are read as emphasis: white space or plain punctuation stands on both sides. Signs of other looks, which
    /// are taken out before Markdown is read, are neither.
    fn stands_free(&self, level: InlineLevel, group: &[InlineAtom<'_>], next: Option<&InlineAtom<'_>>) -> bool {
        let free = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || ".,;:!?()\"'“”‘’–—/".contains(c));
        // The stars of a pair round this one count as what stands before them.
        let written = self.sheet.text.trim_end_matches('*');
        let nested = written.len() < self.sheet.text.len() && self.open_stars == self.sheet.text.len();
        // Pairs that begin together must end together, or nobody knows whose stars are whose.
        if nested && next.is_some() {
            return false;
        }
        let before = if nested { None } else { self.sheet.text.chars().next_back() };
        // Nothing may begin with what stands behind: looks around this one go on there, those within it begin anew.
        let depth = LEVELS.iter().position(|one| *one == level).unwrap_or(0);
        let (around, within) = LEVELS.split_at(depth);
        let begins = |atom: &InlineAtom<'_>| {
            around.iter().any(|one| atom.key(*one).is_some_and(|key| group[0].key(*one) != Some(key)))
                || within.iter().any(|one| atom.key(*one).is_some())
        };
        let behind = next.is_none_or(|atom| (matches!(atom.kind, InlineAtomKind::Space) || free(atom.first())) && !begins(atom));
        let inner = group.iter().find_map(InlineAtom::first).is_some_and(|c| !c.is_whitespace());
        free(before) && behind && inner
    }

    fn code(&mut self, group: &[InlineAtom<'_>], next: Option<&InlineAtom<'_>>) {
        // Where remarks begin and end within the code parts nothing, and what is led to stands before it.
        let mut words = MarkdownSheet::default();
        for (at, atom) in group.iter().enumerate() {
            match &atom.kind {
                InlineAtomKind::Words(more) => words.text.push_str(more),
                InlineAtomKind::Space => words.text.push(' '),
                InlineAtomKind::Piece(OfficePiece::RemarkStart(remark)) => words.mark(*remark, RemarkEdge::Start),
                InlineAtomKind::Piece(OfficePiece::RemarkEnd(remark)) => words.mark(*remark, RemarkEdge::End),
                InlineAtomKind::Piece(OfficePiece::RemarkPoint(remark)) => words.mark(*remark, RemarkEdge::Point),
                InlineAtomKind::Piece(OfficePiece::Bookmark(_)) => self.atom(atom, None),
                InlineAtomKind::Piece(_) => {
                    self.code_span(std::mem::take(&mut words));
                    self.atom(atom, group.get(at + 1).or(next));
                }
            }
        }
        self.code_span(words);
    }

    fn code_span(&mut self, mut code: MarkdownSheet) {
        code.ask_for_nothing();
        if self.context.ends == LineEnds::Element {
            code.escape_bars();
        }
        let words = &code.text;
        if words.is_empty() {
            return code.marks.iter().for_each(|mark| self.sheet.mark(mark.remark, mark.edge));
        }
        let longest = words.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest + 1);
        let pad = if words.starts_with(['`', ' ']) || words.ends_with(['`', ' ']) { " " } else { "" };
        let from = self.sheet.text.len();
        self.sheet.text.push_str(&format!("{fence}{pad}{words}{pad}{fence}"));
        self.keep_apart(from);
        let start = self.sheet.text.len() - fence.len() - pad.len() - words.len();
        self.sheet.marks.extend(code.marks.iter().map(|mark| RemarkMark { at: start + mark.at, ..*mark }));
    }

    fn atom(&mut self, atom: &InlineAtom<'_>, next: Option<&InlineAtom<'_>>) {
        match &atom.kind {
            InlineAtomKind::Words(words) if self.context.is_code => self.sheet.text.push_str(words),
            InlineAtomKind::Words(words) => {
                let rest = next.and_then(InlineAtom::first).map(String::from).unwrap_or_default();
                self.words(words, &rest);
            }
            InlineAtomKind::Space => {
                if self.context.is_code || !self.sheet.text.is_empty() && !self.sheet.text.ends_with([' ', '\n']) {
                    self.sheet.text.push(' ');
                }
            }
            InlineAtomKind::Piece(piece) => {
                let from = self.sheet.text.len();
                self.piece(piece);
                if !matches!(piece, OfficePiece::LineBreak) {
                    self.keep_apart(from);
                }
                if matches!(piece, OfficePiece::Note(_) | OfficePiece::Formula { .. }) {
                    self.mark_end = self.sheet.text.len();
                }
            }
        }
    }

    /// Sees to it that what was written from a byte on is not read together with what stands before it.
    fn keep_apart(&mut self, from: usize) {
        let text = &mut self.sheet.text;
        let (before, written) = text.split_at(from);
        let Some(first) = written.chars().next() else { return };
        let behind_mark = self.mark_end == from && from > 0;
        let is_formula = behind_mark && before.ends_with('$');
        let apart = match first {
            // A link, or the text of a note.
            '[' if behind_mark && !is_formula && !written.starts_with("[^") => true,
            '(' if behind_mark && !is_formula => true,
            '\\' if behind_mark && !is_formula && written.starts_with("\\[") => true,
            ':' if behind_mark && !is_formula && before[self.line..].starts_with("[^") => {
                text.insert(from, '\\');
                return;
            }
            // A link of a wiki.
            '[' if written.starts_with("[^") && before.ends_with('[') => true,
            '[' if before.ends_with('!') => true,
            '$' => before.ends_with(|c: char| c.is_alphanumeric() || c == '$'),
            c => is_formula && (c.is_ascii_digit() || c == '`'),
        };
        if apart {
            text.insert_str(from, APART);
        }
    }

    /// Words on the line that is open.
    fn words(&mut self, words: &str, rest: &str) {
        let text = &mut self.sheet.text;
        // In a heading or a cell no block begins.
        let from = text.len();
        let is_inside = from == self.line && self.context.ends != LineEnds::Backslash;
        if is_inside {
            text.push(INSIDE);
        }
        push_escaped(text, self.line, words, rest, self.brackets > 0);
        if is_inside {
            text.remove(self.line);
        }
        if self.context.has_formulas {
            escape_money(text, from);
        }
        self.keep_apart(from);
    }

    fn piece(&mut self, piece: &OfficePiece) {
        let text = &mut self.sheet.text;
        match piece {
            OfficePiece::LineBreak if text.is_empty() => {}
            OfficePiece::LineBreak => {
                text.truncate(text.trim_end_matches(' ').len());
                text.push_str(match self.context.ends {
                    _ if self.context.is_code => "\n",
                    LineEnds::Backslash => "\\\n",
                    LineEnds::Element => "<br>",
                    LineEnds::Space => " ",
                });
                if text.ends_with('\n') {
                    self.line = text.len();
                }
            }
            OfficePiece::Note(note) => text.push_str(&format!("[^{}]", note + 1)),
            OfficePiece::Picture { picture, words, width } => {
                let picture = self.context.pictures.get(*picture).map_or("", String::as_str);
                text.push_str(&image(picture, words.as_deref(), None, *width));
            }
            OfficePiece::Formula { latex, is_display } => {
                let marks = if *is_display { "$$" } else { "$" };
                let latex = match self.context.ends {
                    LineEnds::Element => in_cell(latex.trim()),
                    _ => latex.trim().to_owned(),
                };
                text.push_str(&format!("{marks}{latex}{marks}"));
            }
            OfficePiece::RemarkStart(remark) => self.sheet.mark(*remark, RemarkEdge::Start),
            OfficePiece::RemarkEnd(remark) => self.sheet.mark(*remark, RemarkEdge::End),
            OfficePiece::RemarkPoint(remark) => self.sheet.mark(*remark, RemarkEdge::Point),
            OfficePiece::Bookmark(name) => text.push_str(&format!("<a id=\"{}\"></a>", anchor(name))),
            OfficePiece::Words { .. } | OfficePiece::LinkStart(_) | OfficePiece::LinkEnd | OfficePiece::Changed(_) => {}
        }
    }
}

/// A formula without the bars that part the cells of a table.
fn in_cell(latex: &str) -> String {
    let mut out = String::with_capacity(latex.len());
    let (mut rest, mut words_end) = (latex, 0);
    while let Some(at) = rest.find('|') {
        let before = &rest[..at];
        out.push_str(before);
        rest = &rest[at + 1..];
        let from = latex.len() - rest.len() - 1;
        if let Some(start) = latex[..from].rfind("\\text{") {
            words_end = latex[start..].find('}').map_or(latex.len(), |end| start + end);
        }
        let is_double = before.len() - before.trim_end_matches('\\').len();
        if from < words_end {
            // The table takes the backslash away.
            out.push_str("\\|");
        } else if is_double % 2 == 1 {
            out.pop();
            out.push_str("\\Vert ");
        } else {
            out.push_str("\\vert ");
        }
    }
    out + rest
}

/// Escapes every dollar sign behind a byte that no backslash stands before.
fn escape_money(text: &mut String, from: usize) {
    let signs: Vec<usize> = text[from..].match_indices('$').map(|(at, _)| from + at).collect();
    for at in signs.into_iter().rev() {
        let before = &text[from..at];
        if (before.len() - before.trim_end_matches('\\').len()).is_multiple_of(2) {
            text.insert(at, '\\');
        }
    }
}

/// A picture in Markdown.
pub(super) fn image(address: &str, words: Option<&str>, caption: Option<&str>, width: Option<i32>) -> String {
    let mut alternative = String::new();
    push_escaped(&mut alternative, 0, &words.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" "), "", true);
    let caption = caption.map_or_else(String::new, |caption| format!(" \"{}\"", caption.replace('\\', "\\\\").replace('"', "\\\"")));
    // A twip is 1/20 pt; whole points are exact enough for a picture.
    let width = width.filter(|&width| width > 0).map(|width| format!("width={}pt", (width + 10) / 20));
    // A picture that only adorns has empty words; one without words has none.
    let attributes: Vec<String> =
        words.filter(|words| words.is_empty()).map(|_| ".decorative".to_owned()).into_iter().chain(width).collect();
    let braces = if attributes.is_empty() { String::new() } else { format!("{{{}}}", attributes.join(" ")) };
    format!("![{alternative}]({address}{caption}){braces}")
}

/// The name of a bookmark as an id. Names that differ in what ids don't have are told apart by a number made of them.
pub(super) fn anchor(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let slug: String = name.chars().map(|c| if plain(c) { c.to_ascii_lowercase() } else { '-' }).collect();
    let slug = slug.trim_matches('-');
    // What word processors make of their own: `_Ref123456`.
    let usual = name.trim_start_matches('_').chars().all(|c| plain(c) && !c.is_ascii_uppercase())
        || name.starts_with("_Ref")
        || name.starts_with("_Toc");
    let number = name.bytes().fold(5381_u32, |sum, byte| sum.wrapping_mul(33) ^ u32::from(byte));
    let id = if usual && !slug.is_empty() { slug.to_owned() } else { format!("{slug}-{number:08x}").trim_start_matches('-').to_owned() };
    if id.starts_with(|c: char| c.is_ascii_alphabetic()) { id } else { format!("to-{id}") }
}

fn address(target: &OfficeTarget) -> String {
    match target {
        OfficeTarget::Bookmark(name) => format!("#{}", anchor(name)),
        OfficeTarget::Address(address) => {
            let address: String = address.trim().chars().filter(|c| !c.is_control()).collect();
            if address.is_empty() || address.contains([' ', '(', ')', '\\', '<', '>']) {
                format!("<{}>", address.replace('\\', "%5C").replace('<', "%3C").replace('>', "%3E").replace(' ', "%20"))
            } else {
                address
            }
        }
    }
}
