//! What becomes of quotations when the text they quote is edited, measured on the book of `manuscripts/`: a note stays on its words
//! or is reported, and the passage that is suggested is the one that was meant.

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use bindery::testing::book::{Book, NoteKind, NoteState, Subject};
use bindery::testing::diagnostics::Diagnostics;
use bindery::testing::source::{Sources, Span};
use bindery::testing::{config, read};
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::time::{Duration, Instant};

/// Numbers that are the same in every run (Knuth's MMIX congruential generator).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(limit).unwrap()).unwrap()
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// A word of the text as typed, and which word of the unedited text it comes from.
#[derive(Clone)]
struct Token {
    text: String,
    origin: Option<usize>,
}

/// A line of the text: markup that stays, or the words of a paragraph.
enum Line {
    Fixed(String),
    Words(Vec<Token>),
}

fn lines(text: &str) -> Vec<Line> {
    let mut origin = 0;
    let line = |line: &str| {
        if line.trim().is_empty() || line.starts_with(['#', '>', '-', '[', '|', '!', '*', ' ', '`']) {
            return Line::Fixed(line.to_owned());
        }
        let token = |word: &str| {
            origin += 1;
            Token { text: word.to_owned(), origin: Some(origin) }
        };
        Line::Words(line.split(' ').map(token).collect())
    };
    text.lines().map(line).collect()
}

/// Whether a word is free of markup.
fn plain(token: &Token) -> bool {
    token.text.chars().all(|c| c.is_alphanumeric() || ".,;:?!'’-".contains(c)) && token.text.contains(char::is_alphanumeric)
}

/// Changes about `words` percent of the words and takes out about `sentences` percent of the sentences.
fn edit(lines: &mut [Line], numbers: &mut Numbers, (words, sentences): (usize, usize)) {
    let all: Vec<String> = lines
        .iter()
        .flat_map(|line| if let Line::Words(tokens) = line { tokens.clone() } else { Vec::new() })
        .filter(plain)
        .map(|token| token.text)
        .collect();
    for line in lines {
        let Line::Words(tokens) = line else { continue };
        let mut kept: Vec<Token> = Vec::new();
        let mut out = false;
        let mut begins = true;
        for token in std::mem::take(tokens) {
            out = if begins { numbers.chance(sentences) } else { out };
            begins = token.text.ends_with(['.', '?', '!']);
            if !plain(&token) || !out && !numbers.chance(words) {
                kept.push(token);
            } else if !out {
                let other = all[numbers.below(all.len())].clone();
                match numbers.below(100) {
                    0..45 => kept.push(Token { text: other, ..token }),
                    45..65 => kept.push(Token { text: token.text.replacen(['e', 'a', 'o'], "i", 1), ..token }),
                    65..85 => {}
                    _ => kept.extend([token, Token { text: other, origin: None }]),
                }
            }
        }
        *tokens = kept;
    }
}

/// Where a word stands in the edited text, and which word of the unedited one it comes from.
type Place = (Range<usize>, Option<usize>);

/// The text, and the places of its words.
fn written(lines: &[Line]) -> (String, Vec<Place>) {
    let (mut text, mut places) = (String::new(), Vec::new());
    for line in lines {
        match line {
            Line::Fixed(line) => text.push_str(line),
            Line::Words(tokens) => {
                for (index, token) in tokens.iter().enumerate() {
                    text.push_str(if index > 0 { " " } else { "" });
                    places.push((text.len()..text.len() + token.text.len(), token.origin));
                    text.push_str(&token.text);
                }
            }
        }
        text.push('\n');
    }
    (text, places)
}

/// A book in a folder, read.
fn read(folder: &Path, essay: &str, notes: &str) -> (Book, Sources, Diagnostics) {
    fs::write(folder.join("book.toml"), "title = \"T\"\nauthors = \"A\"\nchapters = [\"essay.md\"]\ncommentary = [\"notes.md\"]\n")
        .unwrap();
    fs::write(folder.join("essay.md"), essay).unwrap();
    fs::write(folder.join("notes.md"), format!("---\nvoices: {{ ed: {{ name: Ed, role: editor }} }}\n---\n\n{notes}")).unwrap();
    let (mut sources, mut found) = (Sources::default(), Diagnostics::default());
    let config = config::load(bindery::testing::source::Disk::files(), folder, &mut sources, &mut found).unwrap();
    let book = read::read(&config, read::ReadingManner::default(), &mut sources, &mut found).unwrap();
    (book, sources, found)
}

/// How alike two sets of words are, in percent: those in both of those in either.
fn alike(a: &[usize], b: &[usize]) -> usize {
    let both = a.iter().filter(|word| b.contains(word)).count();
    100 * both / (a.len() + b.len() - both).max(1)
}

#[derive(Default, Debug)]
struct Count {
    notes: usize,
    kept: usize,
    moved: usize,
    reported: usize,
    suggested: usize,
    right: usize,
    rewritten: usize,
    rewritten_right: usize,
}

/// Quotes the essay at random, edits it, and counts what became of the quotations.
fn measure(seed: u64, strength: (usize, usize), count: &mut Count) {
    let essay = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("manuscripts/essay.md")).unwrap();
    let mut numbers = Numbers(seed);
    let mut lines = lines(&essay);
    let mut lemmas: Vec<Vec<Token>> = Vec::new();
    let paragraphs: Vec<Vec<Token>> =
        lines.iter().filter_map(|line| if let Line::Words(tokens) = line { Some(tokens.clone()) } else { None }).collect();
    while lemmas.len() < 60 {
        let paragraph = &paragraphs[numbers.below(paragraphs.len())];
        let length = 3 + numbers.below(5);
        let Some(limit) = paragraph.len().checked_sub(length).filter(|&limit| limit > 0) else { continue };
        let from = numbers.below(limit);
        let lemma = paragraph[from..from + length].to_vec();
        if lemma.iter().all(plain) {
            lemmas.push(lemma);
        }
    }
    let quoted = |lemma: &[Token]| lemma.iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ");
    let notes: String = lemmas.iter().map(|lemma| format!("### \"{}\"\n\nN.\n\n", quoted(lemma))).collect();
    let folder = tempfile::tempdir().unwrap();
    // Only those that mean one place to begin with.
    let (before, ..) = read(folder.path(), &essay, &notes);
    let unique: Vec<bool> = before.written.iter().map(|written| written.state == NoteState::Placed).collect();
    edit(&mut lines, &mut numbers, strength);
    let (text, places) = written(&lines);
    let (book, _, found) = read(folder.path(), &text, &notes);
    let origins = |span: Span| -> Vec<usize> {
        let range = span.range();
        places.iter().filter(|(place, _)| place.start < range.end && range.start < place.end).filter_map(|(_, origin)| *origin).collect()
    };
    for ((written, lemma), unique) in book.written.iter().zip(&lemmas).zip(unique) {
        if !unique {
            continue;
        }
        let meant: Vec<usize> = lemma.iter().filter_map(|token| token.origin).collect();
        count.notes += 1;
        if written.state == NoteState::Placed {
            let note = book.notes.iter().find(|note| note.span == written.span).unwrap();
            let NoteKind::Comment(comment) = &note.kind else { panic!("a comment") };
            let Subject::Passage(passage) = comment.subject else { panic!("on words") };
            let passage = book.passage(passage);
            let prose = book.block(passage.start.block).prose().unwrap();
            let words = passage.start.offset as usize..passage.end.offset as usize;
            let on = origins(prose.place(words).unwrap());
            count.kept += usize::from(on == meant);
            count.moved += usize::from(on != meant);
            continue;
        }
        let own = found.iter().filter(|finding| finding.span == Some(written.words));
        let errors: Vec<_> = own.filter(|finding| finding.severity == bindery::testing::diagnostics::Severity::Error).collect();
        assert_eq!(errors.len(), 1, "{} has no place and is reported", quoted(lemma));
        count.reported += 1;
        let Some((span, _)) = errors[0].labels.iter().find(|(_, label)| label.contains("nearest")) else { continue };
        let right = alike(&origins(*span), &meant) >= 50;
        count.suggested += 1;
        count.right += usize::from(right);
        count.rewritten += usize::from(written.rewrite.is_some());
        count.rewritten_right += usize::from(written.rewrite.is_some() && right);
    }
}

#[test]
fn an_edit_keeps_a_note_on_its_words_or_is_reported_with_the_passage_that_was_meant() {
    let mut all = Count::default();
    for strength in [(2, 0), (5, 3), (10, 5), (20, 10)] {
        let mut count = Count::default();
        for seed in 1..=6 {
            measure(seed * 7919 + u64::try_from(strength.0).unwrap(), strength, &mut count);
        }
        println!("{} % of the words, {} % of the sentences: {count:?}", strength.0, strength.1);
        assert!(count.right * 100 >= count.suggested * 90, "{count:?}");
        assert_eq!(count.moved, 0, "no note moved to other words in silence");
        all.suggested += count.suggested;
        all.right += count.right;
    }
    println!("right where suggested: {} of {}", all.right, all.suggested);
    assert!(all.suggested > 100);
}

#[test]
#[ignore = "measures time, which says nothing on a busy machine or without optimisation"]
fn ten_thousand_notes_on_a_million_words_are_anchored_in_a_second() {
    let mut numbers = Numbers(1);
    let syllables = ["ta", "ren", "mo", "li", "kas", "ver", "un", "do", "pel", "is", "gra", "nor"];
    let vocabulary: Vec<String> =
        (0..20_000).map(|_| (0..1 + numbers.below(4)).map(|_| syllables[numbers.below(syllables.len())]).collect()).collect();
    // Some words are far more frequent than others, as in any language.
    let words: Vec<&str> = (0..1_000_000)
        .map(|_| {
            let most = 1 + numbers.below(20_000);
            vocabulary[numbers.below(most)].as_str()
        })
        .collect();
    let mut essay = String::new();
    for (at, chunk) in words.chunks(100).enumerate() {
        essay += &if at % 50 == 0 { format!("## Section {at}\n\n{}\n\n", chunk.join(" ")) } else { format!("{}\n\n", chunk.join(" ")) };
    }
    let lemma = |_| {
        let at = numbers.below(9_999) * 100 + numbers.below(90);
        words[at..at + 6].join(" ")
    };
    let notes: String = (0..10_000).map(lemma).map(|lemma| format!("### \"{lemma}\"\n\nN.\n\n")).collect();
    let folder = tempfile::tempdir().unwrap();
    let time = |notes: &str| -> (Duration, Book) {
        // The best of three, since reading a million words takes longer than what is measured.
        let runs = (0..3).map(|_| {
            let start = Instant::now();
            let (book, ..) = read(folder.path(), &essay, notes);
            (start.elapsed(), book)
        });
        runs.min_by_key(|(taken, _)| *taken).unwrap()
    };
    let (alone, _) = time("### \"no\"\n\nN.\n");
    let (noted, book) = time(&notes);
    let placed = book.written.iter().filter(|written| written.state == NoteState::Placed).count();
    println!("the text and one note {alone:?}, with 10,000 notes {noted:?}, of which {placed} have a place");
    assert!(placed > 9_900);
    assert!(noted.saturating_sub(alone) < Duration::from_secs(1));
}
