//! Words that no dictionary of their language has. The dictionaries are Hunspell's: those of the book, and those that are installed.

mod dictionary;
mod words;

use crate::book::{Book, RunKind, Style, text};
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{Files, Span, decode};
use dictionary::{DictionaryShelf, FoundDictionary};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// The file of a book with words that are right all the same, one a line.
const WORDS: &str = "words.txt";
/// The folder of a book with dictionaries of its own.
const FOLDER: &str = "dictionaries";
/// Most bytes of a list of words.
const MOST: u64 = 16 << 20;
/// For so many words it is looked up what may be meant, which takes far longer than to look up whether they are right.
const SUGGESTED: usize = 100;
/// Words that are told of one by one; of more, unless all findings are wanted, only their number.
const APART: usize = 40;

/// A word that no dictionary has.
struct UnknownWord {
    place: Span,
    times: u32,
    /// The language that it is in.
    tag: String,
    word: String,
}

/// Looks up all words of a book, each in the dictionary of its language. `folders` are those of installed dictionaries.
pub(crate) fn check(book: &Book, config: &Config, files: &Arc<dyn Files>, folders: &[PathBuf], diagnostics: &mut Diagnostics) {
    let folders: Vec<PathBuf> = std::iter::once(config.folder.join(FOLDER)).chain(folders.iter().cloned()).collect();
    let mut shelf = DictionaryShelf::new(Arc::clone(files), folders);
    let own = own_words(config);
    let mut unknown: Vec<UnknownWord> = Vec::new();
    let mut known: BTreeMap<(String, String), Option<usize>> = BTreeMap::new();
    let mut unread: BTreeMap<String, (usize, Option<Span>)> = BTreeMap::new();
    each_word(book, &mut |tag, word, place| {
        let FoundDictionary::Read(dictionary) = shelf.of(tag) else {
            let lacking = unread.entry(tag.to_owned()).or_default();
            lacking.0 += 1;
            lacking.1 = lacking.1.or(place);
            return;
        };
        let key = (tag.to_owned(), word.to_owned());
        match known.get(&key) {
            Some(Some(at)) => unknown[*at].times += 1,
            Some(None) => {}
            None => {
                // A name that is unknown is no better known in the genitive.
                let bare = words::stems(word).last().unwrap_or(word);
                if let Some(&Some(at)) = known.get(&(tag.to_owned(), bare.to_owned())) {
                    unknown[at].times += 1;
                    return;
                }
                let is_right = words::stems(word).any(|word| own.contains(&word.to_lowercase()) || dictionary.check(word));
                known.insert(key, (!is_right).then_some(unknown.len()));
                if let Some(place) = place.filter(|_| !is_right) {
                    unknown.push(UnknownWord { place, times: 1, tag: tag.to_owned(), word: word.to_owned() });
                } else if !is_right {
                    known.insert((tag.to_owned(), word.to_owned()), None);
                }
            }
        }
    });
    for (at, word) in unknown.iter().enumerate() {
        diagnostics.push(told(word, at, &mut shelf));
    }
    for (tag, (count, place)) in unread {
        diagnostics.push(without(&tag, count, place, shelf.of(&tag)));
    }
}

/// The words of the book's own list, in lower case.
fn own_words(config: &Config) -> BTreeSet<String> {
    let read = config.folder.files().read(&config.folder.join(WORDS), MOST).ok().and_then(decode);
    let text = read.map(|(text, _)| text).unwrap_or_default();
    let words = text.lines().map(|line| line.split('#').next().unwrap_or("").trim()).filter(|word| !word.is_empty());
    words.map(|word| word.replace('’', "'").to_lowercase()).collect()
}

/// Calls `each` with every word of the text and of the commentary, and the tag of its language.
fn each_word(book: &Book, each: &mut dyn FnMut(&str, &str, Option<Span>)) {
    let chapters = book.chapters.iter().map(|chapter| &chapter.blocks);
    let notes = book.notes.iter().map(|note| &note.blocks);
    for blocks in chapters.chain(notes).chain([&book.introduction]) {
        for (_, block) in text::leaves(book, blocks) {
            let Some(prose) = block.prose() else { continue };
            let own = book.language_of(block);
            let (mut start, mut end, mut tag) = (0, 0, own);
            let mut stretches = Vec::new();
            for run in &prose.runs {
                let is_word = matches!(run.kind, RunKind::Text | RunKind::Note(_)) && !run.style.has(Style::CODE);
                let of_run = if is_word { run.language.map_or(own, |id| book.foreign(id)) } else { "" };
                if of_run != tag {
                    stretches.push((start..end, tag));
                    (start, tag) = (run.start as usize, of_run);
                }
                end = run.end as usize;
            }
            stretches.push((start..end, tag));
            for (range, tag) in stretches.into_iter().filter(|(_, tag)| !tag.is_empty()) {
                for word in words::of(&prose.text[range.clone()]) {
                    let at = range.start + word.range.start..range.start + word.range.end;
                    each(tag, &word.form, prose.place(at));
                }
            }
        }
    }
}

fn told(unknown: &UnknownWord, at: usize, shelf: &mut DictionaryShelf) -> Diagnostic {
    let UnknownWord { place, times, tag, word } = unknown;
    let often = match times {
        1 => String::new(),
        2 => " (it stands there twice)".to_owned(),
        times => format!(" (it stands there {times} times)"),
    };
    let finding = Diagnostic::at(Code::UnknownWord, *place, format!("`{word}` is not in the dictionary of {tag}{often}"));
    let finding = finding.of(if at < APART { word.clone() } else { "others".to_owned() });
    let meant = match shelf.of(tag) {
        FoundDictionary::Read(dictionary) if at < SUGGESTED => dictionary.suggested(word),
        _ => None,
    };
    match meant {
        Some(meant) => finding.help(format!("write `{meant}`, or put `{word}` into {WORDS}")).edit(*place, meant),
        None => finding.help(format!("mend it, or put it into {WORDS} in the book's folder, a word a line")),
    }
}

fn without(tag: &str, count: usize, place: Option<Span>, found: &FoundDictionary) -> Diagnostic {
    let words = if count == 1 { "one word was".to_owned() } else { format!("{count} words were") };
    let (message, help) = match found {
        FoundDictionary::Damaged(file, why) => (
            format!("{} can't be read as a dictionary, so {words} not looked up: {why}", file.display()),
            "put another one in its place".to_owned(),
        ),
        _ => {
            let file = tag.replace('-', "_");
            let message = format!("no dictionary of {tag} was found, so {words} not looked up");
            (message, format!("install one for Hunspell, or put {file}.aff and {file}.dic into a folder {FOLDER} beside the text"))
        }
    };
    Diagnostic { span: place, ..Diagnostic::new(Code::NoDictionary, message).help(help).of(tag.to_owned()) }
}
