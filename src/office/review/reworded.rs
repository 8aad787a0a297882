//! Comments of the commentary whose words somebody changed in the document: the notes that they were say the new ones.
//!
//! Such a comment is told from a new one by the bookmark that its paragraph wears of it: if its words are nowhere in the document, and in
//! this paragraph there is one comment of the same person that is not known, this is it.

use super::comments::{CommentsAsSent, comment_keys, each, words};
use super::desk::ReviewDesk;
use super::edits::SourceEdit;
use super::units::letters;
use crate::book::Style;
use crate::office::comment_key::comment_key;
use crate::office::docx_write::{CommentAnchor, SaidComment, SaidParagraph, print, threads};
use crate::office::text::{OfficeBlock, OfficePiece, OfficeRemark, OfficeText};
use crate::read::push_escaped;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// A comment whose words were changed.
#[derive(Debug)]
pub(super) struct RewordedComment {
    /// The heading of the note that it is part of.
    pub(super) heading: Span,
    /// The keys by which the comment was known, and is known now.
    pub(super) old_key: String,
    pub(super) new_key: String,
    /// The new words, for a message.
    pub(super) says: String,
    /// What gives the note these words; none if that is not certain, as for words with marks.
    pub(super) edits: Option<Vec<SourceEdit>>,
}

/// A comment or an answer of the commentary that is not in the document any more.
struct MissingComment {
    heading: Span,
    said: SaidComment,
    key: String,
    is_answer: bool,
}

/// The comments whose words were changed in a document.
pub(super) fn reworded_comments(desk: &ReviewDesk<'_>, text: &OfficeText, as_sent: &CommentsAsSent) -> Vec<RewordedComment> {
    let key_of = |remark: &OfficeRemark| comment_key(remark.author.as_deref(), &words(remark));
    let there: BTreeSet<String> = text.remarks.iter().map(key_of).collect();
    let known = comment_keys(desk.book);
    let mut missing: BTreeMap<u32, MissingComment> = BTreeMap::new();
    for thread in threads(desk.book) {
        for (number, said) in thread.said.into_iter().enumerate() {
            let key = comment_key(Some(&said.author), &said.letters(desk.book));
            // Of several that say the same nobody knows which is meant.
            if as_sent.was_settled(&key).is_some() && !there.contains(&key) && known.get(&key) == Some(&1) {
                let one = MissingComment { heading: thread.span, said, key, is_answer: number > 0 };
                missing.insert(print(one.key.chars()), one);
            }
        }
    }
    let is_new = |remark: &OfficeRemark| {
        let key = key_of(remark);
        as_sent.was_settled(&key).is_none() && !known.contains_key(&key)
    };
    let mut new: BTreeMap<usize, Vec<&OfficeRemark>> = BTreeMap::new();
    for (at, remark) in text.remarks.iter().enumerate().filter(|(_, remark)| is_new(remark)) {
        new.entry(remark.answers.unwrap_or(at)).or_default().push(remark);
    }
    let mut out = Vec::new();
    each(&text.blocks, &mut |paragraph| {
        let (mut gone, mut come): (Vec<&MissingComment>, Vec<&OfficeRemark>) = (Vec::new(), Vec::new());
        for piece in &paragraph.pieces {
            match piece {
                OfficePiece::Bookmark(name) => gone.extend(CommentAnchor::of(name).and_then(|anchor| missing.get(&anchor.print))),
                OfficePiece::RemarkStart(at) | OfficePiece::RemarkPoint(at) => come.extend(new.get(at).into_iter().flatten()),
                _ => {}
            }
        }
        for one in &gone {
            let author = one.said.author.trim().to_lowercase();
            let is_like = |other: &MissingComment| other.said.author.trim().to_lowercase() == author && other.is_answer == one.is_answer;
            let is_by = |remark: &OfficeRemark| remark.author.as_deref().unwrap_or_default().trim().to_lowercase() == author;
            let mut alike = come.iter().filter(|remark| is_by(remark) && remark.answers.is_some() == one.is_answer);
            if let (Some(remark), None, 1) = (alike.next(), alike.next(), gone.iter().filter(|other| is_like(other)).count()) {
                out.push(reworded(desk, one, remark));
            }
        }
    });
    out
}

fn reworded(desk: &ReviewDesk<'_>, old: &MissingComment, new: &OfficeRemark) -> RewordedComment {
    let says = plain(new);
    let edits = says.as_ref().and_then(|says| desk.reworded(&old.said.paragraphs(desk.book)?, says));
    RewordedComment {
        heading: old.heading,
        old_key: old.key.clone(),
        new_key: comment_key(new.author.as_deref(), &words(new)),
        says: says.map_or_else(|| words(new), |says| says.join(" ")),
        edits,
    }
}

/// The paragraphs of a comment; none if there is something else in it than plain words.
fn plain(remark: &OfficeRemark) -> Option<Vec<String>> {
    let mut out = Vec::new();
    for block in &remark.blocks {
        let OfficeBlock::Paragraph(paragraph) = block else { return None };
        let is_words = |piece: &OfficePiece| matches!(piece, OfficePiece::Words { .. } | OfficePiece::Bookmark(_));
        let letters = letters(paragraph, true);
        if !paragraph.pieces.iter().all(is_words) || letters.iter().any(|letter| letter.look != Style::PLAIN) {
            return None;
        }
        let words: String = letters.iter().map(|letter| letter.sign).collect();
        out.extend(Some(words.trim().to_owned()).filter(|words| !words.is_empty()));
    }
    Some(out)
}

impl ReviewDesk<'_> {
    /// The edits that give plain paragraphs of a note other words: as few as can be. None if there are more paragraphs now, or fewer.
    fn reworded(&self, old: &[SaidParagraph], new: &[String]) -> Option<Vec<SourceEdit>> {
        if old.len() != new.len() {
            return None;
        }
        let mut edits = Vec::new();
        for (old, new) in old.iter().zip(new) {
            let prose = self.book.block(old.block).prose()?;
            let whole = prose.text.get(old.from..)?;
            let start = old.from + (whole.len() - whole.trim_start().len());
            let was = whole.trim();
            let (head, tail) = same_ends(was, new);
            let gone = start + head..start + was.len() - tail;
            let words = &new[head..new.len() - tail];
            if gone.is_empty() && words.is_empty() {
                continue;
            }
            let span = if gone.is_empty() {
                // Behind the letter before, or at the first one of all.
                let before = prose.text.get(..gone.start)?.chars().next_back().filter(|_| head > 0).map(char::len_utf8);
                match before {
                    Some(length) => prose.place(gone.start - length..gone.start).map(|span| Span { start: span.end, ..span })?,
                    None => prose.place(gone.start..gone.start + 1).map(|span| Span { end: span.start, ..span })?,
                }
            } else {
                prose.place(gone)?
            };
            let span = self.sources.origin(span);
            let text = self.text(span.source);
            let slashes = text.get(..span.start as usize)?.bytes().rev().take_while(|byte| *byte == b'\\').count();
            let at = span.start as usize - slashes % 2;
            let line = text.get(..at)?.rfind('\n').map_or(0, |line| line + 1);
            let mut written = text.get(line..at)?.to_owned();
            let known = written.len();
            push_escaped(&mut written, 0, words, text.get(span.end as usize..)?, false);
            edits.push(SourceEdit { source: span.source, range: at..span.end as usize, new: written.split_off(known) });
        }
        Some(edits)
    }
}

/// How many bytes two texts have in common at their beginnings and at their ends: whole words.
fn same_ends(was: &str, now: &str) -> (usize, usize) {
    let head: usize = was.chars().zip(now.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let is_end = |text: &str| text[head..].chars().next().is_none_or(|c| !c.is_alphanumeric());
    let head = if is_end(was) && is_end(now) {
        head
    } else {
        was[..head].char_indices().rfind(|(_, c)| !c.is_alphanumeric()).map_or(0, |(at, c)| at + c.len_utf8())
    };
    let (was, now) = (&was[head..], &now[head..]);
    let tail: usize = was.chars().rev().zip(now.chars().rev()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    let is_start = |text: &str| text[..text.len() - tail].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    let kept = &was[was.len() - tail..];
    let tail =
        if is_start(was) && is_start(now) { tail } else { kept.find(|c: char| !c.is_alphanumeric()).map_or(0, |at| kept.len() - at) };
    (head, tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_at_the_ends_stay() {
        for (was, now, gone, come) in [
            ("How many boats?", "How many ships?", "boats", "ships"),
            ("How many?", "How many boats?", "", " boats"),
            ("boats", "boasts", "boats", "boasts"),
            ("one two", "one two", "", ""),
            ("Why so é", "Why é", "so ", ""),
            ("a", "b", "a", "b"),
        ] {
            let (head, tail) = same_ends(was, now);
            assert_eq!((&was[head..was.len() - tail], &now[head..now.len() - tail]), (gone, come), "{was}");
        }
    }
}
