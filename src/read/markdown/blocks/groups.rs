//! Groups: letters, plays, epigraphs and figures side by side, and what the paragraphs in them are.

use super::{BlockReader, OpenContainer};
use crate::book::{Alignment, BlockGroup, BlockId, BlockKind, Book, GroupForm, Numerals, Prose, Role, Run, RunKind, Style, VerseNumbers};
use crate::read::labels::{self, Pending};
use crate::read::markdown::classes;
use crate::read::markdown::dialect::{RoleStretch, SetOff};
use crate::source::Span;
use std::ops::Range;
use std::sync::Arc;

/// The most characters of a line that greets or takes leave, or that says when and where.
const LONGEST_LINE: usize = 60;
/// Words that a Japanese letter begins with, on a line of their own (頭語).
const HEADS: [&str; 6] = ["拝啓", "謹啓", "拝復", "前略", "冠省", "急啓"];
/// The most characters of a speaker's name.
const LONGEST_NAME: usize = 48;

/// The end of a group that an element of HTML closes, wherever that is.
pub(super) const UNTIL_CLOSED: usize = usize::MAX;

impl BlockReader<'_> {
    pub(super) fn open_group(&mut self, span: Span, form: GroupForm, until: usize, id: Option<String>) {
        self.depth += 1;
        self.frames.push(OpenContainer::Group { span, form, blocks: Vec::new(), until, id });
    }

    /// Ends a group of the text before a heading, which begins a section as any does; behind it the group goes on.
    pub(super) fn heading_in_group(&mut self, heading: &Range<usize>) {
        let [OpenContainer::Group { form: form @ (GroupForm::Letter | GroupForm::Drama), until, .. }] = self.frames[..] else { return };
        if until == UNTIL_CLOSED {
            return;
        }
        self.close_leaf();
        self.close_stretch();
        let range = heading.start + 1..until;
        self.set_off.push_front(SetOff { range, name: String::new(), form: Some(form), id: None });
    }

    /// Adds a group, whose paragraphs are given their roles.
    pub(super) fn group(&mut self, span: Span, form: GroupForm, blocks: Vec<BlockId>, id: Option<String>) {
        if blocks.is_empty() {
            return;
        }
        let book = &mut self.builder.book;
        let mut group = BlockGroup { form, blocks, caption: None };
        match form {
            GroupForm::Letter => letter(book, &group.blocks),
            GroupForm::Drama => drama(book, &group.blocks),
            GroupForm::Epigraph => {}
            GroupForm::Figures(_) => {
                let is_figure = |id: &BlockId| matches!(book.block(*id).kind, BlockKind::Figure { .. });
                if let [.., _, last] = group.blocks[..]
                    && matches!(book.block(last).kind, BlockKind::Paragraph(_))
                {
                    group.caption = group.blocks.pop();
                }
                if !group.blocks.iter().all(is_figure) {
                    return group.blocks.into_iter().chain(group.caption).for_each(|block| self.add(block));
                }
                if group.caption.is_some() {
                    self.letter_figures(&group.blocks);
                }
            }
        }
        if id.is_some() {
            let block = group.caption.unwrap_or(group.blocks[0]);
            labels::wait(self.builder, Pending { block, id, words: None, span });
        }
        let block = self.builder.block(span, BlockKind::Group(group));
        self.add(block);
    }

    /// Puts (a), (b) and so on before the captions of figures that have a caption in common, if they are several.
    fn letter_figures(&mut self, figures: &[BlockId]) {
        for (index, &figure) in figures.iter().enumerate().filter(|_| figures.len() > 1) {
            let letter = format!("({})", Numerals::SmallLetters.write(index as u64 + 1));
            let block = self.builder.book.block(figure);
            let BlockKind::Figure { caption, .. } = &block.kind else { continue };
            match *caption {
                Some(caption) => {
                    if let BlockKind::Paragraph(prose) = &mut self.builder.book.blocks[caption.index()].kind {
                        prose.put_before(&format!("{letter}\u{A0}"));
                    }
                }
                None => {
                    let span = Span { end: block.span.start, ..block.span };
                    let end = u32::try_from(letter.len()).unwrap_or(u32::MAX);
                    let (kind, style) = (RunKind::Text, Style::PLAIN);
                    let run = Run { start: 0, end, kind, style, link: None, language: None, reading: None, span };
                    let prose = Prose { text: letter, runs: vec![run], map: Arc::default() };
                    let own = self.builder.block(span, BlockKind::Paragraph(prose));
                    if let BlockKind::Figure { caption, .. } = &mut self.builder.book.blocks[figure.index()].kind {
                        *caption = Some(own);
                    }
                }
            }
        }
    }

    /// Whether the last brace of a paragraph is a word: a backslash stands before it.
    fn is_escaped(&self, prose: &Prose) -> bool {
        let open = prose.text.rfind('{').filter(|_| prose.text.ends_with('}'));
        let place = open.and_then(|at| prose.place(at..at + 1));
        let before = place.and_then(|place| (place.start as usize).checked_sub(1));
        before.is_some_and(|before| self.text.as_bytes().get(before) == Some(&b'\\'))
    }

    /// The stretch between fences that a byte is in.
    fn stretch_at(&self, at: usize) -> Option<&RoleStretch> {
        let stretch = self.roles.partition_point(|stretch| stretch.range.end <= at);
        self.roles.get(stretch).filter(|stretch| stretch.range.start <= at)
    }

    /// How the lines of what stands at a byte are to stand: as the innermost element or fence says.
    pub(super) fn alignment_at(&self, at: u32) -> Option<Alignment> {
        let of_element = self.elements.last().and_then(|open| open.alignment);
        of_element.or_else(|| self.stretch_at(at as usize)?.alignment)
    }

    /// What a paragraph is, by the class at its end, which is taken off, or by the fences round it. The lines of a poem are counted
    /// through its stanzas.
    pub(super) fn role_of(&mut self, prose: &mut Prose, span: Span) -> Option<Role> {
        let at = span.start as usize;
        let stretch = self.stretch_at(at).filter(|stretch| stretch.role != Role::Plain);
        let around = stretch.map(|stretch| (stretch.role, stretch.range.start <= self.poem.0));
        let own = if self.is_escaped(prose) { None } else { classes::role(prose) };
        let role = own.or(around.map(|(role, _)| role))?;
        let before = self.last_added().map(|block| self.builder.book.block(block).role);
        let (every, goes_on) = match (role, before) {
            (Role::Verse | Role::NumberedVerse(_), Some(Role::NumberedVerse(VerseNumbers { every, .. }))) => (every, true),
            (Role::NumberedVerse(VerseNumbers { every, .. }), _) => (every, around.is_some_and(|(_, goes_on)| goes_on)),
            _ => return Some(role),
        };
        let first = if goes_on { self.poem.1 } else { 1 };
        let lines = prose.text.matches('\n').count() + 1;
        self.poem = (span.end as usize, first.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX)));
        Some(Role::NumberedVerse(VerseNumbers { first, every }))
    }
}

/// The text of a plain paragraph, whose role nobody has given yet.
fn plain(book: &Book, id: BlockId) -> Option<&Prose> {
    let block = book.block(id);
    block.prose().filter(|_| matches!(block.kind, BlockKind::Paragraph(_)) && block.role == Role::Plain)
}

/// Whether every line of a text is short.
fn is_short(prose: &Prose) -> bool {
    prose.text.lines().all(|line| line.chars().count() <= LONGEST_LINE)
}

/// Gives the parts of a letter their roles where its author does not say them: short lines before the greeting say where and when, the
/// greeting ends in a comma or the like, and a last paragraph of short lines takes leave and is signed.
fn letter(book: &mut Book, blocks: &[BlockId]) {
    let greets = |prose: &Prose| {
        let (lines, text) = (prose.text.lines().count(), prose.text.trim_end());
        let ends = text.ends_with([',', ':', '!', '—', '–', '،', '，', '：', '！', '様']) || HEADS.contains(&text);
        lines == 1 && is_short(prose) && ends
    };
    // Years and days are written in ideographs too.
    let has_date = |text: &str| text.contains(char::is_numeric) || text.contains('月') && text.contains(['年', '日']);
    let says_when = |prose: &Prose| is_short(prose) && has_date(&prose.text) && !greets(prose);
    let mut at = 0;
    while let Some(&id) = blocks.get(at).filter(|_| at < 2)
        && (book.block(id).role == Role::Dateline || plain(book, id).is_some_and(says_when))
    {
        book.blocks[id.index()].role = Role::Dateline;
        at += 1;
    }
    if let Some(&id) = blocks.get(at).filter(|_| at + 1 < blocks.len())
        && plain(book, id).is_some_and(greets)
    {
        book.blocks[id.index()].role = Role::Salutation;
        at += 1;
    }
    let signed = blocks.iter().rposition(|&id| plain(book, id).is_some_and(|prose| prose.text.contains('\n') && is_short(prose)));
    let has_own = blocks.iter().any(|&id| book.block(id).role == Role::Signature);
    // Behind it only a postscript stands, or two.
    if let Some(index) = signed.filter(|index| *index >= at.max(1) && *index + 3 >= blocks.len() && !has_own) {
        book.blocks[blocks[index].index()].role = Role::Signature;
    }
}

/// Gives the paragraphs of a play their roles: speeches begin with the name of who speaks, directions are all italic or in brackets.
fn drama(book: &mut Book, blocks: &[BlockId]) {
    let mut speaks = false;
    for &id in blocks {
        let block = &mut book.blocks[id.index()];
        if let BlockKind::Definitions(entries) = &block.kind {
            let (terms, details): (Vec<_>, Vec<_>) = entries.iter().map(|entry| (entry.terms.clone(), entry.details.concat())).unzip();
            terms.concat().into_iter().for_each(|term| name(book, term));
            details.concat().into_iter().for_each(|detail| said(book, detail));
            continue;
        }
        if block.role != Role::Plain && !block.role.is_verse() {
            speaks &= block.role == Role::Speaker;
            continue;
        }
        let BlockKind::Paragraph(prose) = &mut block.kind else {
            speaks = false;
            continue;
        };
        if is_direction(prose) {
            if !block.role.is_verse() {
                block.role = Role::Stage;
            }
            continue;
        }
        let speaker = speaker(prose);
        if let Some(end) = speaker {
            let cased = is_cased(&prose.text[..end]);
            prose.restyle(0..end, |style| of_speaker(style, cased));
        }
        let alone = speaker.is_some_and(|end| prose.text[end..].trim().is_empty());
        directions(prose, speaker.unwrap_or(0));
        block.role = match (alone, speaker.is_some(), speaks) {
            (true, ..) => Role::Speaker,
            (false, true, _) => Role::Speech,
            (false, false, true) => Role::SpeechGoesOn,
            (false, false, false) => block.role,
        };
        speaks |= speaker.is_some();
    }
}

/// Makes the name of a speaker of a term.
fn name(book: &mut Book, id: BlockId) {
    let block = &mut book.blocks[id.index()];
    if let BlockKind::Paragraph(prose) = &mut block.kind {
        let (all, cased) = (0..prose.text.len(), is_cased(&prose.text));
        prose.restyle(all, |style| of_speaker(style, cased));
        block.role = Role::Speaker;
    }
}

/// Whether a text has capitals and small letters, of which small capitals can be made.
fn is_cased(text: &str) -> bool {
    text.chars().any(|c| c.is_lowercase() || c.is_uppercase())
}

/// The style of a speaker's name: small capitals, or bold in a script that has none.
fn of_speaker(style: Style, cased: bool) -> Style {
    match cased {
        true => style.without(Style::STRONG).without(Style::SMALL_CAPS).with(Style::SPEAKER),
        false => style.without(Style::SMALL_CAPS).with(Style::STRONG),
    }
}

/// Makes what a speaker says of a description.
fn said(book: &mut Book, id: BlockId) {
    let block = &mut book.blocks[id.index()];
    if let BlockKind::Paragraph(prose) = &mut block.kind
        && block.role == Role::Plain
    {
        directions(prose, 0);
        block.role = if is_direction(prose) { Role::Stage } else { Role::SpeechGoesOn };
    }
}

/// Whether a paragraph is a stage direction: all of it italic, or in brackets.
fn is_direction(prose: &Prose) -> bool {
    let text = prose.text.trim();
    let italic = prose
        .runs
        .iter()
        .filter(|run| run.kind == RunKind::Text && prose.text[run.range()].chars().any(char::is_alphanumeric))
        .all(|run| run.style.has(Style::EMPHASIS));
    let bracketed = [('(', ')'), ('[', ']'), ('（', '）')].into_iter().any(|(opens, closes)| {
        let inner = text.strip_prefix(opens).and_then(|inner| inner.trim_end_matches('.').strip_suffix(closes));
        inner.is_some_and(|inner| !inner.contains([opens, closes]))
    });
    !text.is_empty() && (italic && text.chars().any(char::is_alphanumeric) || bracketed)
}

/// Where the name of a speaker ends with which a paragraph begins, with the mark behind it: strong words, words in small capitals,
/// words in capitals before a full stop or a colon, or a few words before a colon.
fn speaker(prose: &Prose) -> Option<usize> {
    let text = &prose.text;
    let marked = prose.runs.iter().take_while(|run| {
        run.kind == RunKind::Text && (run.style.has(Style::STRONG) || run.style.has(Style::SMALL_CAPS)) || run.end == run.start
    });
    let marked = marked.last().map_or(0, |run| run.end as usize);
    if (1..=LONGEST_NAME).contains(&text[..marked].chars().count()) {
        let mark = text[marked..].chars().next().filter(|c| matches!(c, '.' | ':' | '：' | '。'));
        return Some(marked + mark.map_or(0, char::len_utf8));
    }
    let first = text.lines().next().unwrap_or("");
    // Behind a name may stand how it is said: `HAMLET (aside).`
    let name = first.split(['.', ':', '：', '。', '(', '[']).next().unwrap_or("");
    let letters = |c: char| c.is_alphabetic();
    let plain = name.chars().all(|c| c.is_alphabetic() || c.is_numeric() || matches!(c, ' ' | '\u{A0}' | '’' | '-' | '&' | ',' | '/'));
    let short = (2..=LONGEST_NAME).contains(&name.chars().count()) && name.chars().any(letters) && plain;
    let mark = first[name.len()..].chars().next();
    let capitals = name.chars().filter(|c| letters(*c)).all(char::is_uppercase) && name.chars().filter(|c| letters(*c)).count() > 1;
    let words = name.split_whitespace().count();
    let named = |c: char| !c.is_lowercase();
    match mark {
        _ if !short => None,
        Some('.' | ':' | '：' | '。') if capitals => Some(name.len() + mark.map_or(0, char::len_utf8)),
        Some('(' | '[') | None if capitals => Some(name.trim_end().len()),
        Some(':' | '：') if words <= 3 && name.starts_with(named) => Some(name.len() + mark.map_or(0, char::len_utf8)),
        _ => None,
    }
}

/// Sets directions in a speech in italics: what stands in square brackets, and in round ones right behind the speaker's name.
fn directions(prose: &mut Prose, behind: usize) {
    let mut found: Vec<Range<usize>> = Vec::new();
    let rest = &prose.text[behind..];
    let lead = rest.len() - rest.trim_start().len();
    if rest[lead..].starts_with('(')
        && let Some(end) = rest.find(')')
    {
        found.push(behind + lead + 1..behind + end);
    }
    let mut from = behind;
    while let Some(open) = prose.text[from..].find('[').map(|at| from + at)
        && let Some(close) = prose.text[open..].find(']').map(|at| open + at)
    {
        found.push(open + 1..close);
        from = close + 1;
    }
    for range in found.into_iter().filter(|range| !range.is_empty()) {
        prose.restyle(range, |style| style.with(Style::EMPHASIS));
    }
}
