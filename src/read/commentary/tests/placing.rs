//! Remarks made on another version of a text: each finds its passage or is left to people, never other words without a word.

use super::read;
use crate::read::commentary::{QuotationPlace, QuotedWords, RemarkDesk};
use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// Numbers that are the same in every run (Knuth's MMIX congruential generator).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(limit).expect("a number")).expect("a number")
    }
}

/// A word of a text and which word of the first text it comes from; one that is empty or begins with `#` ends a paragraph.
#[derive(Clone)]
struct EditedWord {
    text: String,
    origin: Option<usize>,
}

/// A word as frequent as those of a language: few are said often, many seldom.
fn word(numbers: &mut Numbers) -> String {
    let rank = match numbers.below(10) {
        0..=4 => numbers.below(40),
        5..=7 => 40 + numbers.below(400),
        _ => 440 + numbers.below(6000),
    };
    let (mut rank, mut word) = (rank + 7, String::new());
    while rank > 0 {
        word.push_str(["ba", "ce", "di", "fo", "gu", "la", "me", "ni", "so", "tu", "ra", "ve"][rank % 12]);
        rank /= 12;
    }
    word
}

fn text(length: usize, numbers: &mut Numbers) -> Vec<EditedWord> {
    let mut tokens: Vec<EditedWord> = Vec::new();
    while tokens.len() < length {
        // Now and then a paragraph comes again, as refrains and boilerplate do.
        if numbers.below(25) == 0 && tokens.len() > 500 {
            let from = numbers.below(tokens.len() - 60);
            let again: Vec<String> = tokens[from..from + 40].iter().map(|token| token.text.clone()).collect();
            let again = again.into_iter().filter(|text| !text.is_empty() && !text.starts_with('#'));
            let first = tokens.len();
            tokens.extend(again.enumerate().map(|(at, text)| EditedWord { text, origin: Some(first + at) }));
        } else {
            for _ in 0..20 + numbers.below(120) {
                let (text, origin) = (word(numbers), Some(tokens.len()));
                tokens.push(EditedWord { text, origin });
            }
        }
        let paragraphs = tokens.iter().filter(|token| ends(token)).count();
        let text = if paragraphs % 12 == 11 { format!("#Part {paragraphs}") } else { String::new() };
        tokens.push(EditedWord { text, origin: None });
    }
    tokens
}

fn ends(token: &EditedWord) -> bool {
    token.text.is_empty() || token.text.starts_with('#')
}

/// The text with some of its words changed, taken out, or new ones put in.
fn edited(tokens: &[EditedWord], percent: usize, numbers: &mut Numbers) -> Vec<EditedWord> {
    let mut out: Vec<EditedWord> = Vec::new();
    for token in tokens {
        if ends(token) || numbers.below(100) >= percent {
            out.push(token.clone());
            continue;
        }
        match numbers.below(3) {
            0 => out.push(EditedWord { text: format!("{}x", word(numbers)), origin: token.origin }),
            // A word put in where one is taken out stands for that one.
            1 => match out.last_mut() {
                Some(last) if last.origin.is_none() && !ends(last) => last.origin = token.origin,
                _ => {}
            },
            _ => out.extend([token.clone(), EditedWord { text: word(numbers), origin: None }]),
        }
    }
    out
}

/// A text as Markdown, and where each word stands in it.
fn markdown(tokens: &[EditedWord]) -> (String, Vec<(u32, u32)>) {
    let (mut text, mut places) = ("# T\n\n".to_owned(), Vec::new());
    for token in tokens {
        if let Some(title) = token.text.strip_prefix('#') {
            let _ = write!(text, "\n\n## {title}\n\n");
            places.push((0, 0));
            continue;
        }
        if token.text.is_empty() {
            text.push_str("\n\n");
        } else if !text.ends_with('\n') {
            text.push(' ');
        }
        let start = u32::try_from(text.len()).expect("a short text");
        text.push_str(&token.text);
        places.push((start, u32::try_from(text.len()).expect("a short text")));
    }
    (text, places)
}

fn joined(tokens: &[EditedWord]) -> String {
    tokens.iter().map(|token| token.text.trim_start_matches('#')).collect::<Vec<_>>().join(" ")
}

/// Characters at the end or the beginning of a text, as exporters cut context.
fn cut(text: &str, from_end: bool) -> String {
    const WIDTH: usize = 32;
    let count = text.chars().count();
    if from_end { text.chars().skip(count.saturating_sub(WIDTH)).collect() } else { text.chars().take(WIDTH).collect() }
}

/// Says what was measured, for those who ask for it (`--nocapture`).
fn say(words: &str) {
    let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("{words}\n").as_bytes());
}

#[derive(Default, Debug)]
struct Tally {
    placed: usize,
    wrong: usize,
    several: usize,
    nowhere: usize,
    /// Passages that were not the only ones of their words and context when they were quoted.
    ambiguous: usize,
}

/// How many passages are sought: those that come with their context are what all formats but a few have.
fn wanted(context: bool) -> usize {
    if context { 500 } else { 150 }
}

fn measure(percent: usize, seed: u64, context: bool, least: usize) -> Tally {
    let mut numbers = Numbers(seed);
    let before = text(30_000, &mut numbers);
    let after = edited(&before, percent, &mut numbers);
    let (essay, places) = markdown(&after);
    let (book, findings) = read(&essay, &[]);
    assert_eq!(findings, "");
    let desk = RemarkDesk::new(&book);
    let all = joined(&before).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut tally = Tally::default();
    while tally.placed + tally.wrong + tally.several + tally.nowhere < wanted(context) {
        let length = least + numbers.below(24);
        let start = 20 + numbers.below(before.len() - 100);
        let end = start + length;
        if before[start..end].iter().any(ends) {
            continue;
        }
        let (mut prefix, mut suffix) = (String::new(), String::new());
        if context {
            prefix = cut(&format!("{} ", joined(&before[start - 20..start])), true);
            suffix = cut(&format!(" {}", joined(&before[end..end + 20])), false);
        }
        // What stood twice, context and all, where it was quoted, nobody can place.
        let said = |part: &str| part.split_whitespace().collect::<Vec<_>>().join(" ");
        let whole = said(&format!("{prefix}{}{suffix}", joined(&before[start..end])));
        if all.match_indices(&whole).count() > 1 {
            tally.ambiguous += 1;
            continue;
        }
        let quoted = QuotedWords { exact: joined(&before[start..end]), prefix, suffix, ..QuotedWords::default() };
        let own = |token: &EditedWord| token.origin.is_some_and(|origin| (start..end).contains(&origin));
        let meant = after.iter().position(own).zip(after.iter().rposition(own));
        match desk.place(&quoted) {
            QuotationPlace::Certain(found) => {
                let range = (found.span.start, found.span.end);
                if meant.is_some_and(|(first, last)| range == (places[first].0, places[last].1)) {
                    tally.placed += 1;
                } else {
                    tally.wrong += 1;
                    let there = meant.map(|(first, last)| joined(&after[first.saturating_sub(5)..(last + 6).min(after.len())]));
                    say(&format!("{percent} %: {quoted:?} became {:?}, not {there:?}", found.shown));
                }
            }
            QuotationPlace::Several(found) => {
                tally.several += 1;
                if percent == 0 {
                    say(&format!("{quoted:?} may be {found:?}"));
                }
            }
            QuotationPlace::Nowhere(_) => tally.nowhere += 1,
        }
    }
    tally
}

#[test]
fn remarks_find_their_passage_or_are_left_to_people() {
    for percent in [0, 2, 5, 10] {
        for (context, least) in [(true, 1), (false, 6)] {
            let tally = measure(percent, 7 + percent as u64, context, least);
            say(&format!("{percent} % edited, context {context}, at least {least} words: {tally:?}"));
            assert_eq!(tally.wrong, 0);
            if percent == 0 {
                assert_eq!(tally.placed, wanted(context));
            } else {
                assert!(10 * tally.placed > 6 * wanted(context));
            }
        }
    }
}

/// Half a second is for the command as it is given to people; here nothing is optimised.
#[test]
fn five_hundred_remarks_on_a_long_book_are_quick() {
    let began = Instant::now();
    measure(2, 3, true, 6);
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    say(&format!("500 remarks on 30,000 words, with making and reading the text: {:?}", began.elapsed()));
}
