//! Voices that have other names here than when a document was sent, and notes that were given to another voice: the document is read as if
//! it had been sent with the names of today.

use super::comments::{each, words};
use crate::book::Book;
use crate::office::comment_key::comment_key;
use crate::office::docx_write::{CommentAnchor, print, threads};
use crate::office::text::{OfficeBlock, OfficePiece, OfficeText};
use std::collections::{BTreeMap, BTreeSet};

/// Something that is said in the commentary.
struct SaidHere {
    author: String,
    letters: String,
    key: String,
}

/// Gives the comments of a document, and the bookmarks that tell of them, the names that those who made them have in the book today.
pub(crate) fn with_names_of_today(text: &mut OfficeText, book: &Book) {
    let mut sent: BTreeSet<u32> = BTreeSet::new();
    each(&text.blocks, &mut |paragraph| {
        sent.extend(paragraph.pieces.iter().filter_map(comment).map(|comment| comment.print));
    });
    if sent.is_empty() {
        return;
    }
    let said = threads(book).into_iter().flat_map(|thread| thread.said);
    let said: Vec<SaidHere> = said
        .map(|one| {
            let letters = one.letters(book);
            SaidHere { key: comment_key(Some(&one.author), &letters), author: one.author, letters }
        })
        .collect();
    let given = given(text, &said, &sent);
    let names = names(text, book, &said, &sent, &given);
    let mut prints: BTreeMap<u32, u32> = BTreeMap::new();
    for one in &said {
        let old = names.iter().filter(|(_, now)| **now == one.author).map(|(was, _)| comment_key(Some(was), &one.letters));
        let old = old.chain(given.iter().filter(|(_, now)| **now == one.author).map(|(key, _)| key.clone()));
        let is_same = |key: &String| key.split_once('\u{0}').map(|(_, letters)| letters) == one.key.split_once('\u{0}').map(|(_, own)| own);
        prints.extend(old.filter(is_same).map(|old| (print(old.chars()), print(one.key.chars()))));
    }
    for remark in &mut text.remarks {
        let key = comment_key(remark.author.as_deref(), &words(remark));
        let own = remark.author.as_deref().unwrap_or_default().trim().to_lowercase();
        if let Some(now) = given.get(&key).or_else(|| names.get(&own)) {
            remark.author = Some(now.clone());
        }
    }
    rename(&mut text.blocks, &prints);
}

/// What a bookmark says of a comment.
fn comment(piece: &OfficePiece) -> Option<CommentAnchor> {
    if let OfficePiece::Bookmark(name) = piece { CommentAnchor::of(name) } else { None }
}

/// Comments that are as they were sent and that one other voice says here, by their keys, each with that voice.
fn given(text: &OfficeText, said: &[SaidHere], sent: &BTreeSet<u32>) -> BTreeMap<String, String> {
    let keys: BTreeSet<&str> = said.iter().map(|one| one.key.as_str()).collect();
    let there: BTreeSet<String> = text.remarks.iter().map(|remark| comment_key(remark.author.as_deref(), &words(remark))).collect();
    let mut by_words: BTreeMap<String, Vec<&SaidHere>> = BTreeMap::new();
    for one in said.iter().filter(|one| !there.contains(&one.key)) {
        by_words.entry(comment_key(None, &one.letters)).or_default().push(one);
    }
    let mut given = BTreeMap::new();
    for remark in &text.remarks {
        let own = words(remark);
        let key = comment_key(remark.author.as_deref(), &own);
        let is_known = keys.contains(key.as_str()) || !sent.contains(&print(key.chars()));
        if let (false, Some([only])) = (is_known, by_words.get(&comment_key(None, &own)).map(Vec::as_slice)) {
            given.insert(key, only.author.clone());
        }
    }
    given
}

/// Names in the document, in lower case, that are none of a voice any more, each with the one that the voice has now.
fn names(
    text: &OfficeText,
    book: &Book,
    said: &[SaidHere],
    sent: &BTreeSet<u32>,
    given: &BTreeMap<String, String>,
) -> BTreeMap<String, String> {
    let lower = |name: &str| name.trim().to_lowercase();
    let here: BTreeSet<String> =
        book.voices.iter().map(|voice| lower(&voice.name)).chain(said.iter().map(|one| lower(&one.author))).collect();
    let there: BTreeSet<String> = text.remarks.iter().filter_map(|remark| remark.author.as_deref()).map(lower).collect();
    let mut names = BTreeMap::new();
    for was in there.into_iter().filter(|name| !here.contains(name)) {
        let of_given = given.iter().filter(|(key, _)| key.starts_with(&format!("{was}\u{0}"))).map(|(_, now)| now.as_str());
        // What was sent under the old name is said under the new one, and was not sent under it.
        let was_sent = |key: String| sent.contains(&print(key.chars()));
        let is_his = |one: &&SaidHere| was_sent(comment_key(Some(&was), &one.letters)) && !was_sent(one.key.clone());
        let now: BTreeSet<&str> = of_given.chain(said.iter().filter(is_his).map(|one| one.author.as_str())).collect();
        if let (Some(now), 1) = (now.first(), now.len()) {
            names.insert(was, (*now).to_owned());
        }
    }
    names
}

/// Gives bookmarks of comments other prints.
fn rename(blocks: &mut [OfficeBlock], prints: &BTreeMap<u32, u32>) {
    for block in blocks {
        match block {
            OfficeBlock::Paragraph(paragraph) => {
                for piece in &mut paragraph.pieces {
                    if let Some(own) = comment(piece)
                        && let Some(now) = prints.get(&own.print)
                    {
                        *piece = OfficePiece::Bookmark(CommentAnchor { print: *now, ..own }.name());
                    }
                }
            }
            OfficeBlock::Table(table) => {
                table.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| rename(&mut cell.blocks, prints));
            }
            OfficeBlock::PageBreak | OfficeBlock::Rule => {}
        }
    }
}
