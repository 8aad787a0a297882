//! Numbers of chapters that can't be set as the book asks for.

use crate::book::Book;
use crate::config::{ChapterNumber, Config};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::edition;
use crate::language::{language, spelled};

/// Tells of a form of numbers that no chapter has, or that the language of the book is not known to have.
pub(crate) fn check(book: &Book, config: &Config, diagnostics: &mut Diagnostics) {
    let manner = config.typography.chapter_number;
    let Some(place) = config.place("type.chapter-number").filter(|_| manner != ChapterNumber::AsWritten) else { return };
    let finding = |message: String| Diagnostic::at(Code::ChapterNumbers, place, message);
    if !edition::has_numbered(book, manner) {
        let message = "no heading of a chapter begins with a number, so that none stands on a line of its own";
        let help =
            "write the headings as `# Chapter 4: The Whale` or `# IV. The Whale`, let `numbers.sections` number them, or take the key out";
        return diagnostics.push(finding(message.to_owned()).help(help));
    }
    if manner == ChapterNumber::Word && spelled(1, &book.language).is_none() {
        let known = language(&book.language);
        let name = if known.name.is_empty() { &book.language } else { known.name };
        let message = format!("how numbers are written in words in {name} is not known, so that those of chapters are in figures");
        diagnostics.push(finding(message).help("write `above` in place of `word`, and the numbers in the headings in words"));
    }
}
