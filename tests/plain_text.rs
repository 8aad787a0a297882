//! Twenty plain texts of the world become the blocks that their keys say (tests/plain_text/README.md).

#![allow(clippy::unwrap_used, reason = "a panic in a test is a failed test with a line number")]

use bindery::testing::read::plain_text::to_markdown;
use bindery::testing::source::decode;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A block of a key or of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Block {
    kinds: Vec<String>,
    words: String,
    text: String,
    lines: usize,
}

/// The words of a text without signs, so that emphasis, dashes between lines of headings and marks of notes don't count.
fn words(text: &str) -> String {
    let bare = |word: &str| word.chars().filter(|c| c.is_alphanumeric() || *c == '-').collect::<String>();
    text.split_whitespace()
        .map(|word| bare(word).trim_matches('-').to_owned())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn block(kinds: &[&str], text: &str) -> Block {
    let words = if kinds[0] == "break" { "BREAK".to_owned() } else { words(text) };
    Block { kinds: kinds.iter().map(|kind| (*kind).to_owned()).collect(), words, text: text.to_owned(), lines: 1 }
}

/// The blocks of a key.
fn key(text: &str) -> Vec<Block> {
    let one = |line: &str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let kinds: Vec<&str> = [Some(&fields[0]), fields.get(3)].into_iter().flatten().copied().collect();
        let lines = fields[1].split(" / ").count();
        Block { lines, ..block(&kinds, &fields[1].replace(" / ", " ").replace(" | ", " ")) }
    };
    text.lines().filter(|line| !line.is_empty()).map(one).collect()
}

/// The blocks of Markdown as an import writes it.
fn blocks(markdown: &str) -> Vec<Block> {
    let mut found = Vec::new();
    let mut lines = markdown.lines().peekable();
    while let Some(line) = lines.next() {
        let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
        let number = line.bytes().take_while(u8::is_ascii_digit).count();
        if line.is_empty() || line == ">" || line.starts_with("| ---") {
        } else if hashes > 0 {
            found.push(block(&[["title", "h1", "h2", "h3", "h4"][hashes - 1]], &line[hashes..]));
        } else if line == "***" {
            found.push(block(&["break"], ""));
        } else if let Some(rest) = line.strip_prefix("- ") {
            found.push(block(&["li"], rest));
        } else if number > 0 && line[number..].starts_with(". ") {
            found.push(block(&["oli"], &line[number + 1..]));
        } else if let Some(rest) = line.strip_prefix("> ") {
            found.push(block(&["quote"], rest));
        } else if let Some((_, rest)) = line.strip_prefix("[^").and_then(|line| line.split_once("]: ")) {
            found.push(block(&["note"], rest));
        } else if line.starts_with("| ") {
            found.push(block(&["row"], line));
        } else if line.starts_with("```") {
            let code: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
            found.push(block(&["code"], &code.join("\n")));
        } else {
            let mut all = vec![line];
            while let Some(line) = lines.next_if(|line| !line.is_empty()) {
                all.push(line);
            }
            let text = all.join("\n");
            let kind = if text.contains("{.verse}") {
                "verse"
            } else if all.len() > 1 {
                "sig"
            } else {
                "p"
            };
            found.push(block(&[kind], &text.replace("{.verse}", "").replace("\\\n", "\n").replace('\\', "")));
        }
    }
    found
}

/// The share of a key's blocks that an import has right, by kind: right, all, and what was wrong.
#[derive(Default)]
struct Score {
    right: usize,
    all: usize,
    heads: (usize, usize),
    levels: (usize, usize),
    wrong: Vec<String>,
}

fn is_head(kind: &str) -> bool {
    matches!(kind, "h1" | "h2" | "h3" | "h4")
}

fn alike(one: &str, other: &str) -> bool {
    one == other || is_head(one) && is_head(other)
}

fn score(name: &str) -> Score {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plain_text");
    let (text, _) = decode(fs::read(folder.join(format!("{name}.txt"))).unwrap()).unwrap();
    let key = key(&fs::read_to_string(folder.join(format!("{name}.key"))).unwrap());
    let import = to_markdown(text.trim_start_matches('\u{FEFF}'));
    let mut made = blocks(&import.markdown);
    made.extend(import.report.subtitle.iter().map(|text| block(&["subtitle"], text)));
    made.extend(import.report.author.iter().map(|text| block(&["author"], text)));
    let mut by_words: BTreeMap<String, Vec<Block>> = BTreeMap::new();
    made.iter().rev().for_each(|block| by_words.entry(block.words.clone()).or_default().push(block.clone()));
    let mut score = Score::default();
    // What may be left out takes what nothing else asks for.
    let may_go = |block: &Block| block.kinds.iter().any(|kind| kind == "drop");
    let (last, first): (Vec<_>, Vec<_>) = key.iter().partition(|block| may_go(block));
    for block in first.into_iter().chain(last) {
        let kind = block.kinds[0].as_str();
        if kind == "drop?" {
            by_words.entry(block.words.clone()).or_default().pop();
            continue;
        }
        let author = kind == "author";
        let found = match author {
            true => made
                .iter()
                .find(|made| made.kinds == ["author"] && block.words.to_lowercase().ends_with(&made.words.to_lowercase()))
                .cloned(),
            false => by_words.get_mut(&block.words).and_then(Vec::pop),
        };
        let right = match &found {
            Some(found) => {
                block.kinds.iter().any(|kind| alike(kind, &found.kinds[0]) || kind == "sig" && block.lines == 1 && found.kinds[0] == "p")
            }
            None => block.kinds.iter().any(|kind| kind == "drop" || kind == "illustration"),
        };
        score.all += 1;
        score.right += usize::from(right);
        if is_head(kind) {
            score.heads.1 += 1;
            score.heads.0 += usize::from(right);
            score.levels.1 += 1;
            score.levels.0 += usize::from(found.as_ref().is_some_and(|found| found.kinds[0] == kind));
        }
        if !right {
            let shown: String = block.text.chars().take(70).collect();
            score.wrong.push(format!("{kind} is {}: {shown}", found.map_or("not there", |found| found.kinds[0].clone().leak())));
        }
    }
    // A heading that the key does not have is wrong too.
    for extra in by_words.values().flatten().filter(|block| is_head(&block.kinds[0]) || block.kinds[0] == "title") {
        score.all += 1;
        score.heads.1 += 1;
        score.wrong.push(format!("no heading: {}", extra.text.chars().take(70).collect::<String>()));
    }
    score
}

/// The least share of each text's blocks that must be right, in thousandths.
const SHARES: [(&str, usize); 20] = [
    ("01-essay-pasted-from-word", 970),
    ("02-story-from-google-docs", 970),
    ("03-story-from-pages-indented", 970),
    ("04-newsletter-format-flowed", 970),
    ("05-gutenberg-novel", 970),
    ("06-gutenberg-essays", 970),
    ("07-gutenberg-play", 970),
    ("08-german-story-cp1252", 970),
    ("09-russian-story-cp1251", 970),
    ("10-french-story", 970),
    ("11-poem-collection", 970),
    ("12-academic-essay", 970),
    ("13-diary", 970),
    ("14-recipe-book", 970),
    ("15-readme-ascii", 970),
    ("16-interview-transcript", 970),
    ("17-ocr-scan-paged", 970),
    ("18-japanese-story-aozora", 970),
    ("19-spanish-essay", 970),
    ("20-assistant-answer-pasted", 970),
];

#[test]
fn the_blocks_of_twenty_texts_are_what_their_keys_say() {
    let (mut all, mut low) = (Score::default(), Vec::new());
    println!("{:<32}{:>8}{:>8}{:>10}{:>10}", "text", "blocks", "share", "headings", "levels");
    for (name, least) in SHARES {
        let score = score(name);
        let share = score.right * 1000 / score.all;
        println!(
            "{name:<32}{:>8}{share:>8}{:>10}{:>10}",
            score.all,
            format!("{}/{}", score.heads.0, score.heads.1),
            format!("{}/{}", score.levels.0, score.levels.1)
        );
        score.wrong.iter().for_each(|wrong| println!("    {wrong}"));
        all.right += score.right;
        all.all += score.all;
        if share < least {
            low.push(format!("{name}: {share}"));
        }
    }
    println!("{:<32}{:>8}{:>8}", "all", all.all, all.right * 1000 / all.all);
    assert!(low.is_empty() && all.right * 100 >= all.all * 99, "below their shares: {low:?}");
}
