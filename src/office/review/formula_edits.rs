//! Formulas that an editor changed in Word, in the author's own LaTeX: where Word's way to say the formula is the author's, only what is
//! different there changes, else the whole formula.

use super::desk::ReviewDesk;
use super::edits::SourceEdit;
use crate::book::{Math, RunKind};
use crate::office::docx_write::is_same_formula;
use std::ops::Range;

/// What nobody sees in a formula, and what Word doesn't have: a formula with it is not written anew.
const UNSEEN: [&str; 5] = ["\\label", "\\tag", "\\notag", "\\nonumber", "%"];

impl ReviewDesk<'_> {
    /// A formula of a paragraph, by its number among those that are formulas of Word.
    pub(super) fn formula(&self, sent: usize, number: usize) -> Option<&Math> {
        let letter = self.sent[sent].text.formulas.get(number)?.letter;
        let at = self.sent[sent].text.place(letter)?;
        let runs = &self.block(sent).prose()?.runs;
        runs.iter()
            .filter(|run| run.start as usize == at)
            .find_map(|run| if let RunKind::Math(math) = &run.kind { Some(&**math) } else { None })
    }

    /// The edit that writes other LaTeX into a formula.
    pub(super) fn other_formula(&self, sent: usize, number: usize, latex: &str) -> Option<Vec<SourceEdit>> {
        let old = &self.formula(sent, number)?.latex;
        let place = self.letter(sent, self.sent[sent].text.formulas.get(number)?.letter)?;
        let written = self.text(place.source).get(place.range())?;
        let mut found = written.match_indices(old.as_str()).map(|(at, _)| place.start as usize + at);
        let at = found.next().filter(|_| !old.is_empty() && found.next().is_none())?;
        Some(vec![SourceEdit { source: place.source, range: at..at + old.len(), new: latex.to_owned() }])
    }
}

/// The author's formula with what an editor changed in it: `old` and `new` are the formulas as Word has said them. None if that can't be
/// written.
pub(super) fn edited_formula(author: &Math, old: &str, new: &str) -> Option<String> {
    let is_meant = |latex: &str| is_same_formula(latex, new, author.display);
    let exact = replaced(&author.latex, old, new).filter(|latex| is_meant(latex));
    let is_free = !UNSEEN.iter().any(|sign| author.latex.contains(sign));
    exact.or_else(|| Some(new.to_owned()).filter(|latex| is_free && is_meant(latex)))
}

/// The formula of an author in whose place another one stands that was said so.
fn replaced(author: &str, old: &str, new: &str) -> Option<String> {
    let [own, before, after] = [author, old, new].map(tokens);
    let says = |text: &str, tokens: &[Range<usize>]| tokens.iter().map(|token| text[token.clone()].to_owned()).collect::<Vec<_>>();
    let [said, was, is] = [says(author, &own), says(old, &before), says(new, &after)];
    if said != was {
        return None;
    }
    let head = was.iter().zip(&is).take_while(|(one, other)| one == other).count();
    let most = was.len().min(is.len()) - head;
    let tail = was.iter().rev().zip(is.iter().rev()).take(most).take_while(|(one, other)| one == other).count();
    let slice = |text: &str, tokens: &[Range<usize>]| -> Range<usize> {
        let end = |at: usize| at.checked_sub(1).map_or(0, |at| tokens[at].end);
        let (first, last) = (head, tokens.len() - tail);
        if first < last { tokens[first].start..tokens[last - 1].end } else { end(first)..end(first).min(text.len()) }
    };
    let (place, piece) = (slice(author, &own), &new[slice(new, &after)]);
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let has_command = said.get(..head).and_then(<[String]>::last).is_some_and(|token| token.len() > 1 && is_letter(token.chars().last()));
    let gap = if has_command && is_letter(piece.chars().next()) && !author[..place.start].ends_with(' ') { " " } else { "" };
    let ends_so =
        piece.rsplit('\\').next().filter(|_| piece.contains('\\')).is_some_and(|name| name.chars().all(|c| c.is_ascii_alphabetic()));
    let behind = if ends_so && is_letter(author[place.end..].chars().next()) { " " } else { "" };
    Some(format!("{}{gap}{piece}{behind}{}", &author[..place.start], &author[place.end..]))
}

/// The signs of a formula, without spaces and without braces round a single sign.
fn tokens(latex: &str) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    let mut rest = latex.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let mut end = at + c.len_utf8();
        if c.is_whitespace() {
            continue;
        }
        if c == '\\' {
            let behind = &latex[end..];
            let letters = behind.bytes().take_while(u8::is_ascii_alphabetic).count();
            end += if letters > 0 { letters } else { behind.chars().next().map_or(0, char::len_utf8) };
            while rest.next_if(|(at, _)| *at < end).is_some() {}
        }
        all.push(at..end);
    }
    let sign = |token: &Range<usize>| &latex[token.clone()];
    let mut kept = Vec::with_capacity(all.len());
    let mut at = 0;
    while at < all.len() {
        let is_single =
            all.get(at + 2).is_some_and(|close| sign(&all[at]) == "{" && sign(close) == "}" && !matches!(sign(&all[at + 1]), "{" | "}"));
        kept.push(all[at + usize::from(is_single)].clone());
        at += if is_single { 3 } else { 1 };
    }
    kept
}
