//! The kinds of flaws that pages can have, and a report on a book.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Verdicts};
use crate::source::{Length, Span};

/// A run of more hyphens than this, one below the other, is a ladder.
pub(crate) const LADDER: usize = 2;

/// A line stretched beyond this is very loose: at a ratio of 2 (in thousandths) every space is twice its own width.
pub(crate) const LOOSE: i32 = 2000;

/// A line shrunk beyond this is very tight: -1 is the least that a line may be shrunk to, and at -0.9 every space is within a
/// thirtieth of its width of that.
pub(crate) const TIGHT: i32 = -900;

/// Spaces of so many lines nearly over one another are a river. An estimate: fewer meet by chance too often to be worth
/// telling.
pub(crate) const RIVER: usize = 5;

/// A chapter whose last page has fewer lines of text than this ends on a nearly empty page.
pub(crate) const END: usize = 5;

/// Less text than this many lines beside more notes than this many starves a page.
pub(crate) const LEAST: usize = 12;
pub(crate) const NOTES: usize = 20;

/// More blank lines than this in the middle of a page are a tall gap.
pub(crate) const GAP: i64 = 4;

/// A page in the middle of a chapter that ends more than so many lines above the foot of the others is short.
pub(crate) const SHORT: i64 = 4;

/// A kind of finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FlawKind {
    /// A line that ends in a hyphen.
    Hyphen,
    /// More than [`LADDER`] such lines one below the other.
    Ladder,
    /// A hyphen at the end of a recto, so that a word runs over the turn of the leaf.
    Turn,
    /// A line stretched beyond [`LOOSE`].
    Loose,
    /// A line shrunk beyond [`TIGHT`].
    Tight,
    /// Spaces of at least [`RIVER`] lines over one another.
    River,
    /// A paragraph's last line at the head of a page.
    Widow,
    /// A paragraph's first line at the foot of a page.
    Orphan,
    /// Facing pages of one chapter that don't end on the same line.
    Spread,
    /// A chapter's last page with fewer than [`END`] lines.
    End,
    /// A note that runs over to another page.
    Note,
    /// A line wider than the measure.
    Overfull,
    /// A word cut at the end of a line without a hyphen.
    Cut,
    /// A page of less than [`LEAST`] lines of text beside more than [`NOTES`] of notes.
    Starved,
    /// A page that ends no chapter and is less than a third full.
    Empty,
    /// More than [`GAP`] blank lines in the middle of a page.
    Gap,
    /// A figure two pages or more behind its place.
    Far,
    /// A running head that is cut short.
    Head,
    /// A line in which a box stands in for a character that no font has.
    StandIn,
    /// A page in the middle of a chapter that ends more than [`SHORT`] lines high.
    Short,
}

/// What is said of a kind.
struct FlawMeaning {
    kind: FlawKind,
    name: &'static str,
    code: Code,
    title: &'static str,
    help: &'static str,
}

const REWORD: &str = "change a word in the paragraph, or don't deny this kind";

const MOVE: &str = "make a paragraph on this page or the one before a line longer or shorter";

const TABLE: [FlawMeaning; 20] = [
    FlawMeaning { kind: FlawKind::Hyphen, name: "hyphens", code: Code::Hyphen, title: "lines that end in a hyphen", help: REWORD },
    FlawMeaning { kind: FlawKind::Ladder, name: "ladders", code: Code::Ladder, title: "ladders of hyphens", help: REWORD },
    FlawMeaning { kind: FlawKind::Turn, name: "turns", code: Code::Turn, title: "words divided over the turn of a leaf", help: MOVE },
    FlawMeaning { kind: FlawKind::Loose, name: "loose", code: Code::Loose, title: "very loose lines", help: REWORD },
    FlawMeaning { kind: FlawKind::Tight, name: "tight", code: Code::Tight, title: "very tight lines", help: REWORD },
    FlawMeaning { kind: FlawKind::River, name: "rivers", code: Code::River, title: "rivers", help: REWORD },
    FlawMeaning { kind: FlawKind::Widow, name: "widows", code: Code::Widow, title: "widows", help: MOVE },
    FlawMeaning { kind: FlawKind::Orphan, name: "orphans", code: Code::Orphan, title: "orphans", help: MOVE },
    FlawMeaning { kind: FlawKind::Spread, name: "spreads", code: Code::Spread, title: "uneven spreads", help: MOVE },
    FlawMeaning { kind: FlawKind::End, name: "ends", code: Code::ShortEnd, title: "short last pages", help: MOVE },
    FlawMeaning { kind: FlawKind::Note, name: "notes", code: Code::SplitNote, title: "notes that run over", help: MOVE },
    FlawMeaning { kind: FlawKind::Overfull, name: "overfull", code: Code::OverfullLine, title: "overfull lines", help: REWORD },
    FlawMeaning {
        kind: FlawKind::Cut,
        name: "cuts",
        code: Code::CutWord,
        title: "words cut without a hyphen",
        help: "shorten the word, or say with `hyphenation` in book.toml where it may be divided",
    },
    FlawMeaning {
        kind: FlawKind::Starved,
        name: "starved",
        code: Code::StarvedPage,
        title: "pages with little text beside their notes",
        help: "shorten the notes, or gather them with `notes.pdf` in book.toml",
    },
    FlawMeaning { kind: FlawKind::Empty, name: "empty", code: Code::EmptyPage, title: "nearly empty pages", help: MOVE },
    FlawMeaning { kind: FlawKind::Gap, name: "gaps", code: Code::TallGap, title: "tall gaps", help: MOVE },
    FlawMeaning {
        kind: FlawKind::Far,
        name: "far",
        code: Code::FarFigure,
        title: "figures far behind their places",
        help: "make the pictures before it smaller, or end it in `{.here}`",
    },
    FlawMeaning { kind: FlawKind::Head, name: "heads", code: Code::CutHead, title: "running heads cut short", help: "shorten the heading" },
    FlawMeaning {
        kind: FlawKind::StandIn,
        name: "stand-ins",
        code: Code::StandIn,
        title: "boxes that stand in for characters",
        help: "name a font that has the character under `type.fonts` in book.toml, or write it another way",
    },
    FlawMeaning { kind: FlawKind::Short, name: "short", code: Code::ShortPage, title: "pages over four lines short", help: MOVE },
];

impl FlawKind {
    /// All kinds, in the order of a report.
    pub fn all() -> impl Iterator<Item = FlawKind> {
        TABLE.iter().map(|about| about.kind)
    }

    /// The kind's name on the command line and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.about().name
    }

    /// What findings of this kind are called.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.about().title
    }

    fn about(self) -> &'static FlawMeaning {
        &TABLE[self as usize]
    }
}

/// A mark against the quality of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The kind of flaw.
    pub kind: FlawKind,
    /// Label of the page it is on (the first, if it is on several).
    pub page: String,
    /// Where the words stand in the manuscript.
    pub span: Option<Span>,
    /// The words it is about.
    pub words: String,
    /// How much: a ratio in thousandths for loose and tight lines, else a number of lines.
    pub amount: i64,
    /// Where on the pages marks are to be drawn.
    pub marks: Vec<FlawMark>,
}

/// A place on a page that a mark is drawn at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FlawMark {
    /// The page, by index.
    pub page: usize,
    /// Distance from the left edge of the page.
    pub left: Length,
    /// Distance from the top edge of the page.
    pub top: Length,
    /// The width of the place.
    pub width: Length,
    /// The height of the place.
    pub height: Length,
    /// Whether the place is on what is turned by a quarter against the clock: `left` then goes up from the page's lower edge, and `top`
    /// to the right from its left edge.
    pub turned: bool,
}

impl FlawMark {
    /// The place on a page of this height as a reader of the page sees it, nothing of it turned.
    #[must_use]
    pub fn upright(self, height: Length) -> Self {
        if !self.turned {
            return self;
        }
        let top = height - self.left - self.width;
        Self { left: self.top, top, width: self.height, height: self.width, turned: false, ..self }
    }
}

impl Finding {
    /// The finding in a few words, without its page and place.
    #[must_use]
    pub fn told(&self) -> String {
        let (words, amount) = (&self.words, self.amount);
        let lines = |amount: i64| format!("{amount} line{}", if amount == 1 { "" } else { "s" });
        match self.kind {
            FlawKind::Hyphen => format!("this word is divided: {words}"),
            FlawKind::Ladder => format!("{} running end in hyphens: {words}", lines(amount)),
            FlawKind::Turn => format!("this word is divided over the turn of the leaf: {words}"),
            FlawKind::Loose => format!("the spaces of this line are stretched at a ratio of {}: {words}", decimal(amount)),
            FlawKind::Tight => format!("the spaces of this line are shrunk at a ratio of {}: {words}", decimal(-amount)),
            FlawKind::River => format!("the spaces of {} stand over one another: {words}", lines(amount)),
            FlawKind::Widow => format!("a paragraph's last line stands alone at the head of the page: {words}"),
            FlawKind::Orphan => format!("a paragraph's first line stands alone at the foot of the page: {words}"),
            FlawKind::Spread => format!("the facing page ends {} lower or higher: {words}", lines(amount)),
            FlawKind::End => format!("the chapter's last page has {}: {words}", lines(amount)),
            FlawKind::Note => format!("this note runs over, {} of it on other pages: {words}", lines(amount)),
            FlawKind::Overfull => format!("this line is wider than the measure: {words}"),
            FlawKind::Cut => format!("this word is cut at the end of a line: {words}"),
            FlawKind::Starved => format!("the page holds {} of text beside more of notes: {words}", lines(amount)),
            FlawKind::Empty => format!("the page is nearly empty: {words}"),
            FlawKind::Gap => format!("{} are blank above: {words}", lines(amount)),
            FlawKind::Far => format!("a figure stands {amount} pages behind: {words}"),
            FlawKind::Head => format!("the running head is cut short: {words}"),
            FlawKind::Short => format!("the page ends {} above its foot: {words}", lines(amount)),
            FlawKind::StandIn => format!("a box stands in for a character that no font has: {words}"),
        }
    }

    fn diagnostic(&self) -> Diagnostic {
        let about = self.kind.about();
        let message = format!("page {}: {}", self.page, self.told());
        Diagnostic { span: self.span, ..Diagnostic::new(about.code, message) }.help(about.help)
    }
}

/// Thousandths as a decimal with two places.
fn decimal(thousandths: i64) -> String {
    format!("{}.{:02}", thousandths / 1000, thousandths % 1000 / 10)
}

/// What was found on a book's pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QualityReport {
    /// How many pages the book has.
    pub pages: usize,
    /// How many lines of text are set on them, notes included; cells of tables, heads and folios are none.
    pub lines: usize,
    /// The findings by kind, those of a kind in the order of the pages.
    pub findings: Vec<Finding>,
}

impl QualityReport {
    /// The findings of a kind.
    pub fn of(&self, kind: FlawKind) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(move |finding| finding.kind == kind)
    }

    /// The findings of the kinds that are denied; nobody is told of the others unless by the report.
    #[must_use]
    pub fn told(&self, verdicts: &Verdicts) -> Diagnostics {
        let mut diagnostics = Diagnostics::default();
        let denied = self.findings.iter().filter(|finding| verdicts.deny.contains(&finding.kind.about().code));
        denied.for_each(|finding| diagnostics.push(finding.diagnostic()));
        diagnostics
    }

    /// Whether findings of these are wanted.
    #[must_use]
    pub fn is_wanted(verdicts: &Verdicts) -> bool {
        TABLE.iter().any(|about| verdicts.deny.contains(&about.code))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::codes_named;

    #[test]
    fn the_table_is_in_the_order_of_the_kinds() {
        for (index, kind) in FlawKind::all().enumerate() {
            assert_eq!(kind as usize, index);
            assert_eq!(codes_named(kind.name()), Some(vec![kind.about().code]), "--deny knows it");
        }
    }
}
