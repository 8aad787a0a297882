//! Notes that are set off: quotations that begin with `[!NOTE]`, and stretches that the lines round them mark.

use super::{BlockReader, DEEPEST, LeafKind, OpenContainer};
use crate::book::{BlockId, BlockKind, Callout, CalloutKind, Prose, Run, RunKind, SourceMap, Style};
use crate::language::{language, theorem_word};
use crate::read::labels::{self, Pending};
use crate::read::markdown::dialect::{NumberedTheorem, SetOff, THEOREM};
use crate::read::markdown::events::EventTag;
use crate::source::Span;
use std::ops::Range;
use std::sync::Arc;

/// A set-off note whose end was reached.
pub(super) struct CalloutParts {
    pub(super) kind: CalloutKind,
    pub(super) name: String,
    pub(super) label: Option<BlockId>,
    pub(super) blocks: Vec<BlockId>,
    pub(super) id: Option<String>,
}

impl BlockReader<'_> {
    /// Opens and closes the stretches whose edges lie before a block that begins at `at` of the source.
    pub(super) fn cross(&mut self, tag: &EventTag<'_>, range: &Range<usize>) {
        use EventTag as T;
        let at = range.start;
        match tag {
            T::Emphasis | T::Strong | T::Struck | T::Link { .. } | T::Image { .. } | T::Other => {}
            T::Head | T::Row | T::Cell | T::Term | T::Detail | T::Item => {}
            T::Heading { .. } => {
                self.cross_to(at);
                self.heading_in_group(range);
            }
            T::Paragraph | T::Quote | T::CodeBlock(_) | T::HtmlBlock => self.cross_to(at),
            T::List(_) | T::Note(_) | T::Definitions | T::Table(_) => self.cross_to(at),
        }
    }

    /// Opens and closes the stretches whose edges lie up to a byte of the source.
    pub(super) fn cross_to(&mut self, at: usize) {
        while let Some(OpenContainer::Callout { until: Some(until), .. } | OpenContainer::Group { until, .. }) = self.frames.last()
            && *until <= at
        {
            self.close_leaf();
            self.close_stretch();
        }
        while let Some(SetOff { range, .. }) = self.set_off.front()
            && range.start <= at
        {
            let Some(SetOff { range, name, form, id }) = self.set_off.pop_front() else { return };
            if at < range.end && self.flat == 0 && self.depth < DEEPEST {
                self.close_leaf();
                let span = self.span(&range);
                match form {
                    Some(form) => self.open_group(span, form, range.end, id),
                    None => self.open_callout(span, name, Some(range.end), id),
                }
            }
        }
    }

    fn open_callout(&mut self, span: Span, name: String, until: Option<usize>, id: Option<String>) {
        self.depth += 1;
        let kind = CalloutKind::of(&name);
        self.frames.push(OpenContainer::Callout { span, kind, name, label: None, blocks: Vec::new(), until, id });
    }

    /// Closes the stretches that are open in a container which ends.
    pub(super) fn close_stretches(&mut self) {
        while let Some(OpenContainer::Callout { until: Some(_), .. } | OpenContainer::Group { .. }) = self.frames.last() {
            self.close_stretch();
        }
    }

    pub(super) fn close_stretch(&mut self) {
        match self.frames.pop() {
            Some(OpenContainer::Callout { span, kind, name, label, blocks, id, .. }) => {
                self.depth -= 1;
                if blocks.is_empty() && label.is_none() {
                    return;
                }
                self.callout(span, CalloutParts { kind, name, label, blocks, id });
            }
            Some(OpenContainer::Group { span, form, blocks, id, .. }) => {
                self.depth -= 1;
                self.group(span, form, blocks, id);
            }
            _ => {}
        }
    }

    /// Whether the quotation that begins here belongs to a set-off note, which is then open.
    pub(super) fn marked_quotation(&mut self, range: &Range<usize>) -> bool {
        let Ok(index) = self.quotations.binary_search_by_key(&range.start, |quotation| quotation.at) else { return false };
        if self.flat > 0 || self.depth >= DEEPEST {
            return false;
        }
        if let Some(name) = self.quotations[index].name.take() {
            let span = self.span(range);
            self.open_callout(span, name, None, None);
            return true;
        }
        let Some(id) = self.last_added() else { return false };
        let block = &mut self.builder.book.blocks[id.index()];
        let span = block.span;
        // What it was is only a part of what it will be.
        match std::mem::replace(&mut block.kind, BlockKind::SceneBreak) {
            BlockKind::Callout(Callout { kind, label, blocks }) => {
                self.take_last();
                self.depth += 1;
                let (name, label) = (String::new(), Some(label));
                self.frames.push(OpenContainer::Callout { span, kind, name, label, blocks, until: None, id: None });
                true
            }
            other => {
                block.kind = other;
                false
            }
        }
    }

    /// Begins the label of a set-off note; false if what begins is another title.
    pub(super) fn begin_label(&mut self, range: &Range<usize>) -> bool {
        if self.leaf.as_ref().is_some_and(|leaf| leaf.extent().is_some()) {
            return false;
        }
        let rest = &self.text[range.start..];
        if let Some(OpenContainer::Quote { span, blocks }) = self.frames.last().filter(|_| self.flat == 0)
            && let Some((name, _)) = rest.strip_prefix("[!").and_then(|rest| rest.split_once(']'))
            && blocks.is_empty()
        {
            let (span, name) = (*span, name.to_owned());
            self.frames.pop();
            self.depth -= 1;
            self.open_callout(span, name, None, None);
        }
        let Some(OpenContainer::Callout { label: None, blocks, .. }) = self.frames.last() else { return false };
        if !blocks.is_empty() {
            return false;
        }
        let word = match self.frames.last() {
            Some(OpenContainer::Callout { name, .. }) => name.strip_prefix(THEOREM).map(|kind| self.theorem(kind)),
            _ => None,
        };
        let leaf = self.leaf(range);
        if let Some(word) = word {
            leaf.text(&format!("{word} "), range.clone());
        }
        (self.kind, self.title) = (LeafKind::Label, true);
        true
    }

    /// Takes the words of a label; the name of a kind is no title.
    pub(super) fn label(&mut self, prose: Prose, span: Span) {
        let is_name = |kind: CalloutKind, name: &str| kind != CalloutKind::Other && prose.text.eq_ignore_ascii_case(name);
        if matches!(self.frames.last(), Some(OpenContainer::Callout { kind, name, .. }) if prose.runs.is_empty() || is_name(*kind, name)) {
            return;
        }
        let block = self.builder.block(span, BlockKind::Paragraph(prose));
        if let Some(OpenContainer::Callout { label, .. }) = self.frames.last_mut() {
            *label = Some(block);
        }
    }

    /// The word for a kind of theorem: the author's own, that of the book's language, or the English one.
    fn theorem(&self, kind: &str) -> String {
        let own = self.builder.theorems.get(kind).cloned();
        own.or_else(|| theorem_word(&self.builder.book.language, kind).map(str::to_owned)).unwrap_or_else(|| capitalised(kind))
    }

    /// Takes the head of a theorem that is counted through the book, `{{rem}}{label}[Title]`: “Remark 3”, and the bracket before its title.
    pub(super) fn numbered_theorem(&mut self, theorem: &NumberedTheorem<'_>, range: &Range<usize>) {
        let NumberedTheorem { kind, is_known, label, ref label_at, head, title } = *theorem;
        let (word, place) = (self.theorem(kind), range.start + label_at.start..range.start + label_at.end);
        let count = self.builder.counted_theorems.entry(kind.to_owned()).or_default();
        *count += 1;
        let (mut number, mut said) = (count.to_string(), String::new());
        let is_named = is_known || self.builder.theorems.contains_key(kind);
        match title.filter(|_| !is_named) {
            // A kind of which nobody says what it is called is said by its title alone.
            Some(length) => self.text.get(range.start + head + 1..range.start + head + 1 + length).unwrap_or("").clone_into(&mut number),
            None => said = format!("{word} {number}"),
        }
        let bracket = title.map_or("", |_| if said.is_empty() { "(" } else { " (" });
        let span = self.span(&place);
        let leaf = self.leaf(range);
        leaf.begin(Style::STRONG);
        leaf.text(&said, range.clone());
        leaf.end(Style::STRONG);
        leaf.text(bracket, range.clone());
        if !label.is_empty() {
            leaf.targets.push((label.to_owned(), span));
            self.builder.macros.numbers.entry(label.to_owned()).or_insert(number);
        }
    }

    /// Adds a set-off note, under a word of the book's language if its author has given it no title.
    pub(super) fn callout(&mut self, span: Span, parts: CalloutParts) {
        let CalloutParts { kind, name, label, blocks, id } = parts;
        let label = label.unwrap_or_else(|| {
            let words = language(&self.builder.book.language).words.with(&self.builder.book.words);
            let text = match name.strip_prefix(THEOREM) {
                Some(kind) => self.theorem(kind),
                None => kind.word(&words).map_or_else(|| capitalised(&name), str::to_owned),
            };
            let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
            let span = Span { end: span.start, ..span };
            let run = Run { start: 0, end, kind: RunKind::Text, style: Style::PLAIN, link: None, language: None, reading: None, span };
            let prose = Prose { text, runs: vec![run], map: Arc::new(SourceMap::default()) };
            self.builder.block(span, BlockKind::Paragraph(prose))
        });
        let block = self.builder.block(span, BlockKind::Callout(Callout { kind, label, blocks }));
        if id.is_some() {
            labels::wait(self.builder, Pending { block, id, words: None, span });
        }
        self.add(block);
    }
}

/// A name as the label of what it names: `see-also` is `See also`.
fn capitalised(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::text;
    use crate::diagnostics::Diagnostics;
    use crate::read::builder::{Builder, FilePiece};
    use crate::read::markdown::pieces;
    use crate::source::Sources;

    /// The blocks at the top of a text: of a set-off note its kind, label and words, of others their words.
    fn blocks(written: &str) -> Vec<String> {
        let mut builder = Builder::default();
        builder.book.language = "en".to_owned();
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let source = sources.add("a.md", written);
        let pieces = pieces(&mut builder, source, written, 0, &mut diagnostics);
        let said = |blocks: &[BlockId]| {
            let leaves = text::leaves(&builder.book, blocks).into_iter();
            leaves.filter_map(|(_, block)| Some(block.prose()?.text.clone())).collect::<Vec<_>>().join("/")
        };
        let piece = |piece: &FilePiece| match piece {
            FilePiece::Heading(heading) => format!("# {}", heading.prose.text),
            FilePiece::Block(id) => match &builder.book.block(*id).kind {
                BlockKind::Callout(note) => format!("{} [{}] {}", note.kind.class(), said(&[note.label]), said(&note.blocks)),
                _ => said(&[*id]),
            },
        };
        pieces.iter().map(piece).collect()
    }

    #[test]
    fn a_note_of_every_dialect_is_set_off_under_its_label() {
        for (written, set) in [
            ("> [!NOTE]\n> Words.", "note [Note] Words."),
            ("> [!tip]- A title\n> Words.\n>\n> More.", "tip [A title] Words./More."),
            ("> [!example]\n> Words.", "other [Example] Words."),
            ("!!! warning\n    Words.", "warning [Warning] Words."),
            ("!!! note \"A title\"\n\n    Words.\n\n    More.", "note [A title] Words./More."),
            ("??? question \"Why?\"\n\tWords.", "other [Why?] Words."),
            ("::: tip\nWords.\n:::", "tip [Tip] Words."),
            ("::: danger A title\nWords.\n:::", "caution [A title] Words."),
            ("::: {.callout-important}\n## A title\n\nWords.\n:::", "important [A title] Words."),
            (":::note[A title]\n\nWords.\n\n:::", "note [A title] Words."),
            ("```{note}\nWords.\n```", "note [Note] Words."),
            ("```{admonition} A title\n:class: tip\nWords.\n```", "note [A title] Words."),
            ("{% hint style=\"warning\" %}\nWords.\n{% endhint %}", "warning [Warning] Words."),
            ("{{< callout type=\"info\" >}}\nWords.\n{{< /callout >}}", "note [Note] Words."),
            ("{{% notice tip \"A title\" %}}\nWords.\n{{% /notice %}}", "tip [A title] Words."),
            ("```{theorem}\nWords.\n```", "other [Theorem] Words."),
            ("```{proof, p1}\nWords.\n```", "other [Proof] Words."),
            ("```{definition, d1, name=\"A title\"}\nWords.\n\nMore.\n```", "other [Definition (A title)] Words./More."),
            ("W> ## A title\nW> Words.", "warning [A title] Words."),
            ("T> Words.", "tip [Tip] Words."),
        ] {
            assert_eq!(blocks(&format!("Before.\n\n{written}\n\nBehind.\n")), ["Before.", set, "Behind."], "{written}");
            // In an item of a list all of it is indented.
            let inside = format!("- Item.\n\n  {}\n", written.replace('\n', "\n  ").replace("  \n", "\n"));
            assert_eq!(blocks(&inside).len(), 1, "{inside}");
        }
    }

    #[test]
    fn what_is_no_note_is_none() {
        for written in ["> [!] Words.", "!!! Words!", "!!!", "??? no", "Really!!! note this", "{% hint %}\nWords."] {
            assert!(
                blocks(written).iter().all(|block| !block.contains('[') || written.contains("[!]")),
                "{written}: {:?}",
                blocks(written)
            );
        }
        assert_eq!(blocks("- a\n\n  ::: note\n  Words.\n  :::\n\nBehind.").last().map(String::as_str), Some("Behind."));
    }
}
