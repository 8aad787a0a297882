//! Headings as they are read: which are any, what they are called, and those in quotations and lists, which links can reach too.

use crate::book::{BlockKind, Prose, RunKind, Style, StyledWords};
use crate::diagnostics::{Code, Diagnostic};
use crate::read::builder::{FilePiece, HeadingReach, RawHeading};
use crate::read::classes;
use crate::read::inlines::LeafText;
use crate::read::labels::{self, Pending};
use crate::read::markdown::blocks::BlockReader;
use crate::source::Span;

/// What is written behind a heading's `#` signs and in its braces.
#[derive(Debug)]
pub(in crate::read) struct HeadingMarks {
    /// 1 to 6.
    pub(in crate::read) level: u8,
    /// `{#id}`.
    pub(in crate::read) id: Option<String>,
    /// `{.class}`, in order.
    pub(in crate::read) classes: Vec<String>,
    /// `{key=value}` and bare `{key}`, in order.
    pub(in crate::read) attributes: Vec<(String, Option<String>)>,
}

/// A heading's words in one line, for contents, bookmarks and running heads: formulas as they are read, and for one that is only a
/// picture its alternative text.
pub(in crate::read) fn title(prose: &Prose) -> String {
    styled_title(prose).words
}

/// How words of a title may be set in contents and running heads.
const SHOWN: [Style; 5] = [Style::EMPHASIS, Style::CODE, Style::SMALL_CAPS, Style::SUPERSCRIPT, Style::SUBSCRIPT];

/// A title with the styles that contents and running heads can show.
pub(in crate::read) fn styled_title(prose: &Prose) -> StyledWords {
    let mut title = StyledWords::default();
    for run in &prose.runs {
        match &run.kind {
            RunKind::Text => {
                let style = SHOWN.into_iter().filter(|style| run.style.has(*style)).fold(Style::PLAIN, Style::with);
                title.push(&prose.text[run.range()], style);
            }
            RunKind::Break => title.push(" ", Style::PLAIN),
            RunKind::Math(formula) => title.push(&formula.said(), Style::PLAIN),
            RunKind::Image(..) | RunKind::Note(_) => {}
        }
    }
    let mut title = title.trimmed();
    if title.words.is_empty() {
        let pictures = prose.runs.iter().filter_map(|run| match &run.kind {
            RunKind::Image(_, alternative, _) => Some(alternative.words.as_str()),
            _ => None,
        });
        title = StyledWords::plain(one_line(&pictures.collect::<Vec<_>>().join(" ")));
    }
    // A picture without a word is still a place to go to.
    let wordless = title.words.is_empty() && prose.runs.iter().any(|run| matches!(run.kind, RunKind::Image(..)));
    if wordless { StyledWords::plain("—") } else { title }
}

/// What a heading begins, by its words and by what is written before it.
fn reach(words: &str, before: &str) -> HeadingReach {
    let leanpub = before.strip_suffix('-').is_some_and(|before| before.is_empty() || before.ends_with('\n'));
    match () {
        () if leanpub || PARTS.iter().any(|sign| words.starts_with(sign)) => HeadingReach::Part,
        () if words.starts_with(APPENDICES) => HeadingReach::Appendices,
        () => HeadingReach::Section,
    }
}

/// The title of a part without the sign of bookdown.
pub(in crate::read) fn title_of_part(prose: &Prose) -> String {
    let title = title(prose);
    let bare = PARTS.iter().find_map(|sign| title.strip_prefix(sign)).unwrap_or(&title);
    bare.trim().to_owned()
}

/// Signs before the title of a part in bookdown.
const PARTS: [&str; 3] = ["(PART)", "(PART\\*)", "(PART*)"];
/// The sign that bookdown has before its appendices.
const APPENDICES: &str = "(APPENDIX)";

/// Words with one space between them.
pub(in crate::read) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether words in braces behind a heading are no attributes: neither an id nor a class nor a value, nor `-` for no number.
fn are_words(marks: &HeadingMarks) -> bool {
    const MEANT: [&str; 4] = ["unnumbered", "unlisted", "detached", "draft"];
    let is_word = |(key, value): &(String, Option<String>)| {
        let fits = key.starts_with(char::is_alphabetic) && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ','));
        fits && value.is_none() && !MEANT.contains(&key.as_str())
    };
    marks.id.is_none() && marks.classes.is_empty() && !marks.attributes.is_empty() && marks.attributes.iter().all(is_word)
}

/// Whether `-` stands in the braces behind a heading.
fn asks_for_no_number(written: &str) -> bool {
    let line = written.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let inner = line.trim_end().trim_end_matches('#').trim_end().strip_suffix('}').and_then(|rest| rest.rsplit_once('{'));
    inner.is_some_and(|(_, inner)| inner.split_whitespace().any(|word| word == "-"))
}

impl BlockReader<'_> {
    /// Sets braces at the end of a heading that hold no attributes, such as the name of a package of R, as the words that they are.
    pub(in crate::read) fn keep_braces(&self, leaf: &mut LeafText, marks: &mut HeadingMarks) {
        let written = self.text.get(self.range.clone()).unwrap_or("");
        let braces = written.rfind('{').zip(written.rfind('}')).filter(|(open, close)| open < close);
        let Some((open, close)) = braces.filter(|_| are_words(marks) && !self.builder.reads_notes) else { return };
        let place = self.range.start + open..self.range.start + close + 1;
        if leaf.extent().is_some() {
            leaf.text(" ", place.start..place.start);
        }
        leaf.text(&self.text[place.clone()], place);
        marks.attributes.clear();
    }

    /// Takes in a heading of the text; `words` is where its words stand.
    pub(in crate::read) fn heading(&mut self, marks: HeadingMarks, prose: Prose, span: Span, words: Span) {
        let targets = std::mem::take(&mut self.targets);
        let shows = |kind: &RunKind| matches!(kind, RunKind::Image(..) | RunKind::Math(_));
        if one_line(&prose.text.replace('\u{FFFC}', " ")).is_empty() && !prose.runs.iter().any(|run| shows(&run.kind)) {
            self.targets = targets;
            let empty = Diagnostic::at(Code::EmptyHeading, span, "this heading has no words");
            return self.diagnostics.push(empty.help("give it some, or take the `#` out"));
        }
        let HeadingMarks { level, id, classes, mut attributes } = marks;
        // The parser passes attributes of one character over.
        if asks_for_no_number(&self.text[span.range()]) {
            attributes.push(("-".to_owned(), None));
        }
        let classes = classes::placed(classes, self.text, span);
        let begins = reach(&prose.text, self.text[..span.range().start].trim_end_matches(' '));
        self.pieces.push(FilePiece::Heading(RawHeading { level, begins, prose, id, classes, attributes, targets, span, words }));
    }

    /// Takes in a heading in a quotation or a list. It is no section of the book, only words that stand out, which links can reach.
    pub(in crate::read) fn quoted_heading(&mut self, id: Option<String>, mut prose: Prose, span: Span) {
        for run in &mut prose.runs {
            run.style = run.style.with(Style::STRONG);
        }
        let words = one_line(&prose.plain());
        if words.is_empty() && prose.text.is_empty() {
            return;
        }
        let block = self.builder.block(span, BlockKind::Paragraph(prose));
        labels::wait(self.builder, Pending { block, id, words: Some(words), span });
        self.add(block);
    }
}
