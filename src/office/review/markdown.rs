//! Letters that an editor wrote, as Markdown at their place.

use super::unmade::UnmadeChange;
use super::words::PARTING;
use crate::book::Style;
use crate::office::docx_write::SentLetter;
use crate::read::push_escaped;

/// The place that letters are written at.
#[derive(Clone, Debug)]
pub(super) struct WritingPlace<'s> {
    /// The look of what is around.
    pub(super) look: Style,
    /// What stands before on the line, without what opens it (`> `).
    pub(super) line: &'s str,
    /// What stands behind.
    pub(super) rest: &'s str,
    /// What opens the next line.
    pub(super) prefix: String,
    /// What stands where paragraphs part, one after the other; none where they can't.
    pub(super) partings: Vec<String>,
    /// Whether the place is in a block of code.
    pub(super) is_code: bool,
    pub(super) in_link: bool,
}

/// Letters as Markdown.
pub(super) fn written(letters: &[SentLetter], place: &WritingPlace<'_>) -> Result<String, UnmadeChange> {
    let mut out = String::new();
    let parts: Vec<&[SentLetter]> = letters.split(|letter| letter.sign == PARTING).collect();
    if parts.len() > 1 && place.partings.is_empty() {
        return Err(UnmadeChange::Parted);
    }
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            out.truncate(out.trim_end().len());
            out.push_str(place.partings.get(at - 1).or(place.partings.last()).map_or("", String::as_str));
        }
        let is_first = at == 0;
        let part = if is_first { part } else { trimmed_start(part) };
        let line = if is_first { place.line } else { "" };
        let rest = if at + 1 == parts.len() { place.rest } else { "" };
        for (number, stretch) in part.chunk_by(|a, b| a.look == b.look || b.sign.is_whitespace()).enumerate() {
            let before = if number == 0 { line.to_owned() } else { "x".to_owned() };
            out.push_str(&looked(stretch, place, before, rest)?);
        }
    }
    Ok(out)
}

fn trimmed_start(letters: &[SentLetter]) -> &[SentLetter] {
    &letters[letters.iter().take_while(|letter| letter.sign.is_whitespace()).count()..]
}

/// Letters of one look.
fn looked(letters: &[SentLetter], place: &WritingPlace<'_>, before: String, rest: &str) -> Result<String, UnmadeChange> {
    let own = letters.iter().find(|letter| !letter.sign.is_whitespace()).map_or(place.look, |letter| letter.look);
    let words: String = letters.iter().map(|letter| letter.sign).collect();
    if place.is_code {
        return Ok(words.replace('\n', &format!("\n{}", place.prefix)));
    }
    if own.has(Style::CODE) {
        let is_inside = own == place.look && !words.contains(['`', '\n']);
        return if is_inside { Ok(words) } else { Err(UnmadeChange::Code) };
    }
    let [open, close] = marks(place.look, own).ok_or(UnmadeChange::Look)?;
    let core = words.trim_matches(' ');
    let head = &words[..words.len() - words.trim_start_matches(' ').len()];
    let tail = &words[words.trim_end_matches(' ').len().max(head.len())..];
    let mut line = before;
    let known = line.len();
    line.push_str(head);
    line.push_str(&open);
    let mut start = 0;
    for (at, one) in core.split('\n').enumerate() {
        if at > 0 {
            line.push_str(&format!("\\\n{}", place.prefix));
            start = line.len();
        }
        push_escaped(&mut line, start, &one.replace('\t', " "), rest, place.in_link);
    }
    line.push_str(&close);
    line.push_str(tail);
    Ok(line.split_off(known))
}

/// What stands before and behind words of a look among words of another.
pub(super) fn marks(around: Style, own: Style) -> Option<[String; 2]> {
    let more = own.without(around);
    let less = around.without(own);
    let mark = match more {
        _ if less != Style::PLAIN => return None,
        Style::PLAIN => "",
        Style::EMPHASIS => "*",
        Style::STRONG => "**",
        both if both == Style::EMPHASIS.with(Style::STRONG) => "***",
        _ => return None,
    };
    Some([mark.to_owned(), mark.to_owned()])
}
