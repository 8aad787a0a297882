//! The title, the subtitle and the author at the head of a text.

use super::block::{BlockRole, TextBlock};
use super::families;
use super::frame::Frame;
use super::signs;

/// What the head of a text says of it, and which of its lines said it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FrontLines {
    pub(super) title: Option<String>,
    pub(super) subtitle: Option<String>,
    pub(super) author: Option<String>,
}

/// What stands before a name.
const BY: [&str; 12] = ["by", "von", "par", "por", "di", "de", "door", "av", "af", "przez", "przekład", "автор:"];

/// A line of the title page, by its block and its place in it.
#[derive(Clone, Copy)]
struct Place {
    block: usize,
    line: usize,
}

/// Takes the title page's lines out of the blocks.
pub(super) fn take(text: &str, blocks: &mut [TextBlock], frame: &Frame) -> FrontLines {
    let end = end(text, blocks, frame);
    let mut places: Vec<Place> = Vec::new();
    for (block, of) in blocks[..end].iter().enumerate().filter(|(_, block)| block.is_open()) {
        let fields = of.lines.len() > 1 && of.lines.iter().all(|line| signs::is_field(&text[line.clone()]));
        places.extend((0..of.lines.len()).filter(|_| !fields).map(|line| Place { block, line }));
    }
    let line = |place: &Place| text[blocks[place.block].lines[place.line].clone()].to_owned();
    let all: Vec<String> = places.iter().map(line).collect();
    let (found, taken) = sorted(&all, frame);
    // From the last on, so that the places of the others stay.
    for place in taken.iter().rev().map(|&at| places[at]) {
        blocks[place.block].lines.remove(place.line);
        if blocks[place.block].lines.is_empty() {
            blocks[place.block].role = BlockRole::Gone("");
        }
    }
    found
}

/// How many blocks at the head may be a title page's: short lines up to the first heading or sentence.
fn end(text: &str, blocks: &[TextBlock], frame: &Frame) -> usize {
    let known = frame.title.is_some();
    let mut lines = 0;
    for (at, block) in blocks.iter().enumerate() {
        let all: Vec<&str> = block.lines.iter().map(|line| &text[line.clone()]).collect();
        let first = all.first().copied().unwrap_or("");
        let by = |line: &str| by(line).is_some();
        let short = |line: &&str| {
            line.chars().count() <= 100
                && (by(line)
                    || !signs::ends_with(line, &['.', '!', '…', '。', ';', ':', ','])
                    || (at > 0 && line.ends_with("etc."))
                    || known && line.chars().count() < 60 && lines > 0)
        };
        let starts = lines > 0 && all.len() == 1 && signs::is_field(first)
            || families::strong(first)
            || block.gap > 2 && families::parted_chapter(first).is_some()
            || block.underline.is_some() && at > 0
            || signs::is_speech(first) && lines > 0;
        let fields = all.len() > 1 && all.iter().all(|line| signs::is_field(line));
        let passed = matches!(block.role, BlockRole::Illustration | BlockRole::Gone(_)) || fields && lines == 0;
        let open =
            block.is_open() && (all.len() == 1 || block.role != BlockRole::Paragraph) && !starts && all.len() <= 4 && all.iter().all(short);
        if !passed && (!open || lines > 7 || lines >= 3 && !known && block.gap <= 1 && block.lines.len() > 1) {
            return at;
        }
        lines += if passed { 0 } else { all.len() };
    }
    // All of the text is short lines: its first is the title if blank lines follow.
    blocks.len().min(usize::from(blocks.len() > 1 && blocks[1].gap > 0))
}

/// Which of the lines is what.
fn sorted(lines: &[String], frame: &Frame) -> (FrontLines, Vec<usize>) {
    let (mut found, mut taken) = (FrontLines { title: frame.title.clone(), ..FrontLines::default() }, Vec::new());
    found.author.clone_from(&frame.author);
    let same = |one: &str, other: &str| letters(one) == letters(other);
    let said = frame.title.as_deref().unwrap_or("");
    let title = match frame.title.is_some() {
        true => lines.iter().position(|line| letters(said).starts_with(&letters(line)) && !letters(line).is_empty()),
        false => (0..lines.len().min(2)).find(|&at| {
            at == 1
                || !(signs::is_name(&lines[0])
                    && lines.get(1).is_some_and(|next| signs::is_capitals(next))
                    && !signs::is_capitals(&lines[0]))
        }),
    };
    found.subtitle.clone_from(&frame.subtitle);
    let Some(title) = title.filter(|&at| at > 0 || !families::known(&lines[0])) else { return (found, taken) };
    let last = end_of_title(lines, title, said);
    // The head of the text says how a title on several lines is written.
    found.title = if last > title { frame.title.clone() } else { Some(lines[title].clone()) };
    taken.extend(title..=last);
    let title = last;
    if title == 1 && frame.title.is_none() {
        found.author = Some(lines[0].clone());
        taken.insert(0, 0);
    }
    let mut at = title + 1;
    while at < lines.len() && at <= title + 4 {
        let line = &lines[at];
        let bare = by(line).filter(|name| !name.is_empty());
        let word_alone = BY.contains(&line.to_lowercase().as_str()) && lines.get(at + 1).is_some();
        let is_author = |name: &str| found.author.as_deref().is_none_or(|author| same(author, name)) || bare.is_some();
        if word_alone {
            found.author = Some(lines[at + 1].clone()).filter(|_| frame.author.is_none()).or(found.author);
            taken.extend([at, at + 1]);
            return (found, taken);
        }
        if bare.is_some()
            || signs::is_name(line) && is_author(line) && !(signs::is_capitals(line) && at + 1 < lines.len() && frame.author.is_none())
        {
            let name = bare.unwrap_or(line).to_owned();
            found.author = found.author.filter(|_| frame.author.is_some()).or(Some(name));
            taken.push(at);
            return (found, taken);
        }
        // The first piece of several whose titles end with a stop is none of the title page.
        let begins = signs::is_capitals(line) && line.ends_with('.') && !lines[title].ends_with(['.', ',']);
        let is_said = frame.subtitle.as_deref().is_some_and(|said| same(said, line));
        if is_said || found.subtitle.is_none() && at == title + 1 && !begins && !signs::is_speech(line) && line.chars().count() > 1 {
            found.subtitle = frame.subtitle.clone().or_else(|| Some(line.clone()));
            taken.push(at);
        }
        at += 1;
    }
    (found, taken)
}

/// The name behind a word for authors: `by Ada Lind`, `Written down by Ada Lind`.
fn by(line: &str) -> Option<&str> {
    let first = line.split_whitespace().next()?;
    if BY.contains(&first.to_lowercase().as_str()) {
        let name = line[first.len()..].trim();
        let words = name.split_whitespace().count();
        return (name.is_empty()
            || words <= 8
                && name.starts_with(|c: char| c.is_uppercase())
                && !name.ends_with(['!', '?'])
                && (signs::is_name(name) || words <= 6 && !name.contains(['.', ','])))
        .then_some(name);
    }
    let (before, name) = line.split_once(" by ")?;
    let made = [
        "written",
        "told",
        "told",
        "edited",
        "stories",
        "poems",
        "essays",
        "a novel",
        "novel",
        "collected",
        "set down",
        "compiled",
        "tale",
    ];
    (made.iter().any(|word| before.to_lowercase().contains(word)) && before.split_whitespace().count() <= 3 && signs::is_name(name))
        .then_some(name)
}

/// Leaves out lines that say the title once more before the text begins.
pub(super) fn leave_again(text: &str, blocks: &mut [TextBlock], found: &FrontLines) {
    let Some(title) = found.title.as_deref().map(letters).filter(|title| title.len() > 3) else { return };
    let alone = |block: &TextBlock| block.is_open() && block.gap > 1 && block.one(text).is_some_and(|line| letters(line) == title);
    blocks.iter_mut().filter(|block| alone(block)).for_each(|block| block.role = BlockRole::Gone("the title again"));
}

/// The last line of a title that begins at a line and may stand on several, by what the head of the text says.
fn end_of_title(lines: &[String], title: usize, said: &str) -> usize {
    let (mut whole, mut last, all) = (letters(&lines[title]), title, letters(said));
    while let Some(next) = lines.get(last + 1).map(|line| letters(line)) {
        if next.is_empty() || ends_at_a_sign(said, &whole) || !all.starts_with(&format!("{whole}{next}")) {
            break;
        }
        (whole, last) = (whole + &next, last + 1);
    }
    last
}

/// Whether a sign that parts a title from what goes below it stands behind these letters of a title.
fn ends_at_a_sign(title: &str, letters: &str) -> bool {
    let mut left = letters.chars().count();
    let rest = title.trim_start_matches(|c: char| {
        let passes = left > 0;
        left -= usize::from(passes && c.is_alphanumeric());
        passes
    });
    rest.trim_start().starts_with([':', ';', '—', '–', '.', '('])
}

/// The letters and digits of a line, small.
fn letters(line: &str) -> String {
    line.replace('&', "and").chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
