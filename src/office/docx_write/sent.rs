//! The paragraphs of a document as it is sent: their letters, where each stands in the book, and the anchor that they wear.

use super::formula::omml;
use super::names::{AnchorPlace, BlockAnchor, print};
use super::sent_form::{SentForm, SentFormula, shown_blocks};
use crate::book::{Block, BlockId, BlockKind, Book, LinkId, Math, NoteId, NoteKind, Run, RunKind, Style, text};
use crate::office::ruby::in_brackets;
use crate::source::{Sources, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What stands for a picture or a formula.
pub(in crate::office) const OBJECT: char = '\u{FFFC}';
/// What stands for the mark of a note.
pub(in crate::office) const MARK: char = '\u{FFFB}';
/// The words of a break between scenes.
pub(in crate::office) const SCENE: &str = "* * *";
/// The place of a letter that no author wrote.
const NOWHERE: u32 = u32::MAX;

/// The looks that a document shows and that are read again.
const SHOWN: Style = Style::EMPHASIS
    .with(Style::STRONG)
    .with(Style::CODE)
    .with(Style::STRUCK)
    .with(Style::SUPERSCRIPT)
    .with(Style::SUBSCRIPT)
    .with(Style::SMALL_CAPS)
    .with(Style::UNDERLINE)
    .with(Style::MARK);

/// A letter, a break (`\n`), or what stands for something else, as it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::office) struct SentLetter {
    pub(in crate::office) sign: char,
    pub(in crate::office) look: Style,
}

/// The letters of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::office) struct SentText {
    pub(in crate::office) letters: Vec<SentLetter>,
    /// The byte of each letter in the block's prose; none for what no author wrote.
    places: Vec<u32>,
    /// The letters that are links.
    linked: Vec<(Range<usize>, LinkId)>,
    /// The letters that are formulas of Word, each with its LaTeX.
    pub(in crate::office) formulas: Vec<SentFormula>,
}

/// A paragraph that is sent.
#[derive(Clone, Debug)]
pub(in crate::office) struct SentParagraph {
    pub(in crate::office) block: BlockId,
    /// The note that it is part of.
    pub(in crate::office) note: Option<NoteId>,
    pub(in crate::office) text: SentText,
    /// The anchor that the paragraph wears; none for a paragraph without a word.
    pub(in crate::office) anchor: Option<BlockAnchor>,
    pub(in crate::office) form: SentForm,
}

impl SentParagraph {
    /// A print of what the paragraph is besides its words, looks included: the same in every version, so that a merge knows whether the
    /// author has changed that since.
    pub(in crate::office) fn form_print(&self) -> u32 {
        let mut said = self.form.said();
        let letters = self.text.letters.iter().filter(|letter| !letter.sign.is_whitespace()).collect::<Vec<_>>();
        for run in letters.chunk_by(|one, next| one.look == next.look) {
            said += &format!("{}{};", run.len(), looks(run[0].look));
        }
        print(said.chars())
    }

    /// A print of what the paragraph is besides its words that other words leave as it is: its kind, where its links lead, and which looks
    /// follow one another.
    pub(in crate::office) fn shape_print(&self) -> u32 {
        shape_print(&self.form, &self.text.letters)
    }

    /// Whether the paragraph holds words that stand in no file.
    pub(in crate::office) fn is_made(&self) -> bool {
        self.anchor.as_ref().is_some_and(|anchor| anchor.place.is_none())
    }
}

/// The print of a form with these letters that [`SentParagraph::shape_print`] gives.
pub(in crate::office) fn shape_print(form: &SentForm, letters: &[SentLetter]) -> u32 {
    let mut said = form.shape();
    let letters = letters.iter().filter(|letter| !letter.sign.is_whitespace() && !matches!(letter.sign, MARK | OBJECT)).collect::<Vec<_>>();
    letters.chunk_by(|one, next| one.look == next.look).for_each(|run| said += &looks(run[0].look));
    print(said.chars())
}

/// A style in signs, always the same ones.
fn looks(look: Style) -> String {
    const LOOKS: [Style; 9] = [
        Style::EMPHASIS,
        Style::STRONG,
        Style::CODE,
        Style::STRUCK,
        Style::SUPERSCRIPT,
        Style::SUBSCRIPT,
        Style::SMALL_CAPS,
        Style::UNDERLINE,
        Style::MARK,
    ];
    LOOKS.iter().map(|one| if look.has(*one) { '1' } else { '0' }).collect()
}

/// The paragraphs of a book in the order of its text, and behind them those of the author's notes.
pub(in crate::office) fn sent(book: &Book, sources: &Sources) -> Vec<SentParagraph> {
    let files: BTreeMap<&str, u32> = book.files.iter().map(String::as_str).zip(0..).collect();
    let tasks = tasks(book);
    let mut seen: BTreeMap<BlockAnchor, usize> = BTreeMap::new();
    let mut out = Vec::new();
    let mut add = |blocks: &[BlockId], note: Option<NoteId>| {
        for shown in shown_blocks(book, blocks) {
            let block = shown.block;
            let leaf = book.block(block);
            let mut text = SentText::default();
            tasks.get(&block).into_iter().flat_map(|task| task.chars()).for_each(|c| text.push(c, Style::PLAIN, NOWHERE));
            text.read(book, leaf, note.is_some());
            let mut anchor = anchor(leaf, &text, sources, &files);
            if let Some(anchor) = &mut anchor {
                let copies = seen.entry(anchor.clone()).or_insert(0);
                anchor.copy = *copies;
                *copies += 1;
            }
            let form = SentForm::of(book, leaf, shown, &text.linked, &text.formulas);
            out.push(SentParagraph { block, note, text, anchor, form });
        }
    };
    book.chapters.iter().for_each(|chapter| add(&chapter.blocks, None));
    for id in called(book) {
        add(&book.note(id).blocks, Some(id));
    }
    out
}

/// The author's notes that the text calls, and not only a comment or another note.
fn called(book: &Book) -> BTreeSet<NoteId> {
    let leaves = book.chapters.iter().flat_map(|chapter| text::leaves(book, &chapter.blocks));
    let runs = leaves.filter_map(|(_, leaf)| leaf.prose()).flat_map(|prose| &prose.runs);
    let notes = runs.filter_map(|run| if let RunKind::Note(id) = run.kind { Some(id) } else { None });
    notes.filter(|id| matches!(book.note(*id).kind, NoteKind::Footnote(_))).collect()
}

/// What stands before the items of lists of tasks, by the first paragraph of each.
pub(super) fn tasks(book: &Book) -> BTreeMap<BlockId, &'static str> {
    let mut tasks = BTreeMap::new();
    for block in &book.blocks {
        let BlockKind::List { items, .. } = &block.kind else { continue };
        for item in items {
            if let (Some(done), Some(first)) = (item.task, item.blocks.first()) {
                tasks.insert(*first, if done { "☒ " } else { "☐ " });
            }
        }
    }
    tasks
}

fn anchor(leaf: &Block, text: &SentText, sources: &Sources, files: &BTreeMap<&str, u32>) -> Option<BlockAnchor> {
    if text.letters.is_empty() {
        return None;
    }
    let print = print(text.letters.iter().map(|letter| letter.sign));
    let own = if leaf.prose().is_some() { first_byte(leaf) } else { Some(leaf.span) };
    let place = own.and_then(|span| {
        let span = sources.origin(span);
        let file = *files.get(sources.get(span.source).name())?;
        Some(AnchorPlace { file, at: span.start })
    });
    Some(BlockAnchor { place, print, copy: 0 })
}

/// Where the first byte of a leaf's words stands.
fn first_byte(leaf: &Block) -> Option<Span> {
    let prose = leaf.prose()?;
    match prose.map.stretches().next() {
        Some((text, _)) => prose.place(text.start..text.start + 1),
        None => prose.runs.iter().find_map(|run| match &run.kind {
            RunKind::Math(_) | RunKind::Image(..) => Some(run.span),
            _ => None,
        }),
    }
}

impl SentText {
    /// Adds the letters of a leaf of the book; in a note there are no marks of other notes.
    fn read(&mut self, book: &Book, leaf: &Block, is_in_note: bool) {
        let out = self;
        let prose = match &leaf.kind {
            BlockKind::SceneBreak => return SCENE.chars().for_each(|c| out.push(c, Style::PLAIN, NOWHERE)),
            BlockKind::Figure { .. } => return out.push(OBJECT, Style::PLAIN, NOWHERE),
            _ => leaf.prose(),
        };
        let Some(prose) = prose else { return };
        let is_code = matches!(leaf.kind, BlockKind::Code { .. });
        for (at, run) in prose.runs.iter().enumerate() {
            let look = if is_code { Style::PLAIN } else { shown(run.style) };
            let first = out.letters.len();
            match &run.kind {
                RunKind::Text => {
                    for (offset, c) in prose.text[run.range()].char_indices() {
                        let place = run.start + u32::try_from(offset).unwrap_or(0);
                        match c {
                            '\n' => out.push('\n', Style::PLAIN, place),
                            c if is_lost(c) => {}
                            c => out.push(c, look, place),
                        }
                    }
                }
                RunKind::Break => out.push('\n', Style::PLAIN, run.start),
                RunKind::Note(id) if !is_in_note && matches!(book.note(*id).kind, NoteKind::Footnote(_)) => {
                    out.push(MARK, Style::PLAIN, run.start);
                }
                RunKind::Note(_) => {}
                RunKind::Image(..) => out.push(OBJECT, Style::PLAIN, run.start),
                RunKind::Math(math) => match omml(&math.latex, math.display) {
                    Some(_) => {
                        out.formulas.push(SentFormula { letter: first, latex: math.latex.clone() });
                        out.push(OBJECT, Style::PLAIN, run.start);
                    }
                    None => latex(math).chars().for_each(|c| out.push(c, Style::CODE, NOWHERE)),
                },
            }
            if ends_reading(&prose.runs, at)
                && let Some(id) = run.reading
            {
                in_brackets(&book.reading(id).text).chars().for_each(|c| out.push(c, look, NOWHERE));
            }
            if let Some(link) = run.link.filter(|_| out.letters.len() > first) {
                out.linked.push((first..out.letters.len(), link));
            }
        }
    }

    fn push(&mut self, sign: char, look: Style, place: u32) {
        self.letters.push(SentLetter { sign, look });
        self.places.push(place);
    }

    /// The byte of a letter in the prose, if an author wrote it.
    pub(in crate::office) fn place(&self, letter: usize) -> Option<usize> {
        self.places.get(letter).filter(|place| **place != NOWHERE).map(|place| *place as usize)
    }
}

/// The looks of a style that a document shows.
fn shown(style: Style) -> Style {
    style.without(Style::PLAIN.with(style).without(SHOWN))
}

/// Whether a character can't be said in a document.
pub(super) fn is_lost(c: char) -> bool {
    c != '\t' && c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}' | '\u{FDD0}'..='\u{FDEF}')
}

/// A formula that stays LaTeX, with its dollar signs.
pub(super) fn latex(math: &Math) -> String {
    let mark = if math.display { "$$" } else { "$" };
    format!("{mark}{}{mark}", math.latex.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Whether the words of a reading end with a run.
pub(super) fn ends_reading(runs: &[Run], at: usize) -> bool {
    runs[at].reading.is_some() && runs.get(at + 1).is_none_or(|next| next.reading != runs[at].reading)
}
