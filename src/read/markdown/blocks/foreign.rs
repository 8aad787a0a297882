//! What the reader of blocks does for other dialects: notes in the line, pictures of HTML, and things to be told of.

use super::{BlockReader, LeafKind, LeafText, OpenContainer, OpenImage};
use crate::book::{BlockKind, Numbering, NumeralMarks, PageForm, PictureSize, Style};
use crate::read::builder::FilePiece;
use crate::read::inlines::OpenTag;
use crate::read::labels;
use crate::read::labels::{Crossing, CrossingForm};
use crate::read::markdown::dialect::SpanAttributes;
use crate::read::markdown::dialect::{self, DialectSeen, braces};
use crate::read::markdown::formulas;
use crate::read::{caption, images};
use crate::source::Span;
use std::ops::Range;

/// What stands in the place of words that are not known yet: as long as a word, so that no rule binds it to its neighbours.
const UNKNOWN: &str = "name";

/// The name by which words with attributes are open, which no tag of HTML has.
const SPAN: &str = "[";

/// Blocks before a label among which the heading of its section is sought.
const NEAR: usize = 100;

impl BlockReader<'_> {
    /// How the list is numbered that begins at a byte of the source, by the first number that the parser sees.
    pub(super) fn numbering(&self, start: u64, at: usize) -> Numbering {
        if let Ok(index) = self.numbered.binary_search_by_key(&at, |list| list.at) {
            return self.numbered[index].numbering;
        }
        let behind = self.text[at..].trim_start_matches(|c: char| c.is_ascii_digit());
        let marks = if behind.starts_with(')') { NumeralMarks::Bracket } else { NumeralMarks::Stop };
        Numbering { marks, ..Numbering::from(start) }
    }

    /// Tells of an item whose number is not the next one. All may have the first one's.
    pub(super) fn look_at_number(&mut self, range: &Range<usize>) {
        let Some(OpenContainer::List { numbering: Some(Numbering { start, .. }), items, left_out, .. }) =
            self.frames.last().filter(|_| self.flat == 0)
        else {
            return;
        };
        let digits = self.text[range.clone()].bytes().take_while(u8::is_ascii_digit).count();
        let number: Option<u64> = self.text[range.start..range.start + digits].parse().ok();
        let next = start.saturating_add((items.len() + left_out) as u64);
        if number.is_some_and(|number| ![next, *start, next - *left_out as u64].contains(&number)) {
            let span = self.span(range);
            dialect::tell(&DialectSeen::Renumbered, "", Span { end: span.start + 1, ..span }, self.diagnostics);
        }
    }

    /// Tells of a heading that seems to be a paragraph above a break between scenes.
    pub(super) fn look_at_underline(&mut self, level: u8, range: &Range<usize>) {
        let written = self.text[range.clone()].trim_end();
        let Some((words, line)) = written.rsplit_once('\n').filter(|_| level == 2) else { return };
        let underlined = line.trim_start_matches([' ', '>']).starts_with('-');
        if underlined && (words.contains('\n') || words.trim_end().ends_with(['.', ',', ';', ':', '…'])) {
            dialect::tell(&DialectSeen::Underlined, "", self.span(range), self.diagnostics);
        }
    }

    /// Ends a page, and the paragraph that is being read; not before any text is there.
    pub(super) fn page_break(&mut self, range: &Range<usize>) {
        if self.picture.is_empty() {
            self.close_leaf();
            let block = self.builder.block(self.span(range), BlockKind::PageBreak);
            self.add(block);
        }
    }

    /// A reference by key: a link that has the key for its words until what it leads to is known.
    pub(super) fn crossing(&mut self, range: &Range<usize>) {
        let text = self.text;
        if !self.picture.is_empty() {
            let Some(named) = dialect::reference_key(text, range.start) else { return };
            self.builder.spoken.insert(named.key.to_owned());
            return self.describe(named.key);
        }
        if let Some(theorem) = dialect::numbered_theorem(&text[range.start..]) {
            return self.numbered_theorem(&theorem, range);
        }
        self.leaf(range);
        if let Some(mut leaf) = self.leaf.take() {
            self.crossing_in(&mut leaf, text, range.start, range.start);
            self.leaf = Some(leaf);
        }
    }

    /// Takes the reference that begins at a byte of `text`, and at byte `start` of the source, into a leaf.
    pub(super) fn crossing_in(&mut self, leaf: &mut LeafText, text: &str, byte: usize, start: usize) {
        let Some(named) = dialect::reference_key(text, byte) else { return };
        let at = start + named.at;
        let place = at..at + named.key.len();
        let key = if matches!(named.form, CrossingForm::Page(_)) { format!("#{}", named.key) } else { named.key.to_owned() };
        self.refer(leaf, &key, named.form, place);
    }

    /// Adds a reference to a leaf: until its words are known, its key or what stands for that.
    pub(super) fn refer(&mut self, leaf: &mut LeafText, key: &str, form: CrossingForm, place: Range<usize>) {
        let span = self.span(&place);
        let (sign, words) = match form {
            CrossingForm::Name { .. } | CrossingForm::Number { .. } => ("#", key),
            CrossingForm::PageTitle => ("", key),
            CrossingForm::Wordless | CrossingForm::Page(_) => ("", UNKNOWN),
        };
        // One and the same place may be named in several ways.
        let address = format!("{sign}{key}{}", form.sign());
        let Some(link) = labels::link(self.builder, self.source, &address, span, self.diagnostics) else { return };
        if !self.builder.labels.is_waiting(link) {
            return;
        }
        let path = self.builder.path(self.source).to_owned();
        self.builder.crossings.push(Crossing { link, path, key: key.to_owned(), form });
        let outer = leaf.link.replace((link, false));
        leaf.text(words, place);
        leaf.link = outer;
    }

    /// Begins a link. One without words is named by what it leads to.
    pub(super) fn begin_link(&mut self, address: &str, auto: bool, range: &Range<usize>) {
        let wordless = self.picture.is_empty() && self.text[range.clone()].starts_with("[]");
        let form = match (wordless, self.asks_for_page(range)) {
            (true, true) => CrossingForm::Page(PageForm::Words),
            (true, false) => CrossingForm::Wordless,
            (false, _) => {
                let link = labels::link(self.builder, self.source, address, self.span(range), self.diagnostics);
                self.leaf(range).link = link.map(|link| (link, auto));
                self.page_behind = self.asks_for_page(range).then(|| address.to_owned());
                return;
            }
        };
        self.leaf(range);
        if let Some(mut leaf) = self.leaf.take() {
            self.refer(&mut leaf, address, form, range.clone());
            self.leaf = Some(leaf);
        }
    }

    /// Ends a link, behind which the number of the page may stand that it leads to.
    pub(super) fn end_link(&mut self, range: &Range<usize>) {
        let Some(mut leaf) = self.leaf.take() else { return };
        leaf.link = None;
        if let Some(address) = self.page_behind.take() {
            self.refer(&mut leaf, &address, CrossingForm::Page(PageForm::Bracketed), range.end..range.end);
        }
        self.leaf = Some(leaf);
    }

    /// Whether `{.page}` stands behind a link.
    fn asks_for_page(&self, range: &Range<usize>) -> bool {
        let behind = self.text.get(range.end..).and_then(braces::inside);
        behind.is_some_and(|inner| braces::words(inner).iter().any(|(_, word)| *word == ".page"))
    }

    /// A link of a wiki begins or ends: its words are a link to what its name means.
    pub(super) fn wiki(&mut self, begins: bool, range: &Range<usize>) {
        if !self.picture.is_empty() {
            return;
        }
        let link = begins.then(|| {
            let rest = &self.text[range.start..];
            let inner = rest.strip_prefix("[[")?.split("]]").next()?;
            let name = inner.split('|').next()?.trim_end_matches('\\').trim();
            let span = Span::new(self.source, range.start, range.start + inner.len() + 4);
            labels::wiki_link(self.builder, self.source, name, span)
        });
        let leaf = self.leaf(range);
        leaf.link = link.flatten().map(|link| (link, false));
    }

    /// Words with attributes begin or end.
    pub(super) fn attributed(&mut self, begins: bool, range: &Range<usize>) {
        if !self.picture.is_empty() {
            return;
        }
        let Ok(index) = self.spans.binary_search_by_key(&range.start, |span| span.at) else {
            if let Some(leaf) = self.leaf.as_mut().filter(|_| !begins)
                && let Some(index) = leaf.tags.iter().rposition(|open| open.name == SPAN)
            {
                let open = leaf.tags.remove(index);
                leaf.end(open.style);
                if open.language.is_some() {
                    leaf.end_language();
                }
            }
            return;
        };
        let place = self.spans[index].attributes.clone();
        if let Some(id) = self.text[place.clone()].strip_prefix("\\label{").and_then(|rest| rest.strip_suffix('}')) {
            let (id, place) = (id.trim().to_owned(), self.span(&place));
            self.leaf(range);
            self.label_of_latex(id, place);
        }
        let attributes = SpanAttributes::of(&self.text[place.clone()]);
        let language = attributes.language.and_then(|tag| self.builder.language(tag));
        let target = attributes.id.map(|id| (id.to_owned(), self.span(&place)));
        let style = attributes.style;
        let leaf = self.leaf(range);
        leaf.targets.extend(target);
        leaf.begin(style);
        if let Some(language) = language {
            leaf.begin_language(language);
        }
        leaf.tags.push(OpenTag { name: SPAN.to_owned(), style, language, link: None, depth: 0 });
    }

    /// A label of LaTeX: it names the section, unless it says itself that it is of something else, which is what it stands in.
    fn label_of_latex(&mut self, id: String, place: Span) {
        const OTHERS: [&str; 8] = ["fig:", "tab:", "tbl:", "eq:", "code:", "lst:", "alg:", "thm:"];
        let of_other = OTHERS.iter().any(|kind| id.starts_with(kind));
        let within = !self.frames.is_empty() || matches!(self.kind, LeafKind::Heading(_));
        let heading = self.pieces.iter_mut().rev().take(NEAR).find_map(|piece| match piece {
            FilePiece::Heading(heading) => Some(heading),
            FilePiece::Block(_) => None,
        });
        match heading {
            Some(heading) if !of_other && !within => heading.targets.push((id, place)),
            _ => {
                if let Some(leaf) = &mut self.leaf {
                    leaf.targets.push((id, place));
                }
            }
        }
    }

    /// Comments in a formula are private.
    pub(super) fn comments_of_formula(&mut self, range: &Range<usize>) {
        let comments = formulas::comments(&self.text[range.clone()]).into_iter();
        let private = comments.map(|comment| Span::new(self.source, range.start + comment.start, range.start + comment.end));
        self.builder.private.extend(private);
    }

    /// A picture that a tag of HTML names.
    pub(in crate::read) fn picture(&mut self, address: String, title: String, alt: String, size: PictureSize, range: Range<usize>) {
        if self.leaf(&range).hidden == 0 {
            let [bare_title, bare_alt] = [&title, &alt].map(|words| dialect::without_templates(words));
            if bare_title.is_some() || bare_alt.is_some() {
                dialect::tell_of_template(self.span(&range), self.diagnostics);
            }
            let (title, alt) = (bare_title.unwrap_or(title), bare_alt.unwrap_or(alt));
            self.picture.push(OpenImage { address, title, label: String::new(), alt, size, range });
            self.end_image();
        }
    }

    /// What is to be said in place of the picture that is written at `range`, if braces behind it or above it say so.
    pub(super) fn said_of_picture(&self, range: &Range<usize>) -> Option<String> {
        let behind = self.text.get(range.end..).and_then(braces::inside);
        let above =
            || braces::pairs(braces::above(self.text, range.start)?).find(|(name, _)| *name == "alt").map(|(_, words)| words.to_owned());
        behind.and_then(|braces| braces::value(braces, &["fig-alt", "alt"])).or_else(above)
    }

    /// The ids that stand behind the picture which is written at `range`: the copy for the parser has them no more.
    pub(super) fn ids_of_picture(&self, range: &Range<usize>) -> Vec<(String, Span)> {
        let ids = self.text.get(range.end..).map(|text| images::ids(text, range.end)).unwrap_or_default();
        ids.into_iter().map(|(id, place)| (id.to_owned(), self.span(&place))).collect()
    }

    /// The name that LaTeX's `\label` gives the picture which is written at `range`, in its words.
    pub(super) fn label_of_picture(&self, range: &Range<usize>) -> Option<(String, Span)> {
        let written = self.text[range.clone()].strip_prefix("![")?;
        let label = caption::label(written.split("](").next().unwrap_or(written))?;
        let name = written[label.clone()].trim_end_matches('}').split_once('{')?.1.to_owned();
        let from = range.start + 2;
        (!name.is_empty()).then(|| (name, self.span(&(from + label.start..from + label.end))))
    }

    /// Begins a title, in a paragraph of its own.
    pub(super) fn begin_title(&mut self, range: &Range<usize>) {
        if self.picture.is_empty() && self.begin_label(range) {
            return;
        }
        if self.picture.is_empty() && self.leaf.as_ref().is_some_and(|leaf| leaf.extent().is_some()) {
            self.close_leaf();
            self.open_paragraph(range.clone());
        }
        self.style(Style::STRONG, true, range);
        self.title = true;
    }

    /// Begins a note whose text stands in the line: it is read into a leaf of its own.
    pub(super) fn begin_note(&mut self, range: Range<usize>) {
        if self.interrupted.is_some() || !self.picture.is_empty() {
            return;
        }
        let note = self.notes.in_line(self.builder, self.span(&range));
        let source = self.source;
        let leaf = self.leaf(&range);
        leaf.mark(note, range);
        let outer = std::mem::replace(leaf, LeafText::new(source, 0));
        self.interrupted = Some((outer, note));
    }

    /// Ends the note whose text stands in the line: its words are a paragraph, and what it interrupted goes on.
    pub(super) fn end_note(&mut self) {
        let Some((outer, note)) = self.interrupted.take() else { return };
        let Some(leaf) = self.leaf.replace(outer) else { return };
        let (from, to) = leaf.extent().unwrap_or_default();
        let prose = leaf.finish(self.builder, None);
        // A remark was all that it held.
        if prose.runs.is_empty() {
            return self.notes.leave_out(note);
        }
        let span = Span::new(self.source, from, to);
        let block = self.builder.block(span, BlockKind::Paragraph(prose));
        let note = &mut self.builder.book.notes[note.index()];
        (note.span, note.blocks) = (span, vec![block]);
    }
}
