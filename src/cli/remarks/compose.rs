//! The text of a commentary with notes added to its end.

use super::gather::{HomeRemark, RemarkSubject};
use super::voices::VoiceRegister;
use crate::book::Book;
use crate::office;
use crate::read::is_note_date;
use crate::remarks::{RemarkWords, from_plain};

/// A commentary's text with notes added.
#[derive(Debug)]
pub(super) struct ComposedNotes {
    pub(super) text: String,
    /// The remarks in the order of their notes in the text.
    pub(super) order: Vec<usize>,
}

/// A note that gets new answers.
#[derive(Debug)]
pub(super) struct GrownNote {
    /// The line behind the note, counted from 1.
    pub(super) line: usize,
    /// The remark with the new answers alone.
    pub(super) remark: HomeRemark,
}

/// Adds a note for each remark to a text, and answers to notes that are there; none if the voices can't be put into its front matter.
pub(super) fn composed(text: Option<&str>, remarks: &[HomeRemark], grown: &[GrownNote], book: &Book) -> Option<ComposedNotes> {
    let answered = text.map(|text| with_answers(text, grown));
    let text = answered.as_deref();
    let mut voices = VoiceRegister::new(&book.voices, !book.written.is_empty());
    let keys: Vec<String> = remarks.iter().map(|remark| voices.key(author(remark))).collect();
    let on: Vec<String> = book.chapters.iter().filter(|chapter| chapter.first_of_file).map(|chapter| chapter.path.clone()).collect();
    let before = voices.put(text, &on)?;
    let end = if before.contains("\r\n") { "\r\n" } else { "\n" };
    let (level, scopes) = levels(&before);
    let mut order: Vec<usize> = (0..remarks.len()).collect();
    // Notes that need no section above them stand first, for what stands below a section is sought in it.
    order.sort_by_key(|&at| (remarks[at].heading.scope.is_some(), at));
    let mut added = String::new();
    let mut above: Option<&str> = None;
    for &at in &order {
        let remark = &remarks[at];
        let scope = remark.heading.scope.as_deref();
        let attributes = attributes(remark, &keys[at]);
        let heading = match (&remark.subject, scope) {
            (RemarkSubject::Section(_), Some(scope)) => {
                above = None;
                format!("{} {scope} {attributes}", "#".repeat(scopes))
            }
            (_, Some(scope)) => {
                if above != Some(scope) {
                    added += &format!("\n{} {scope}\n", "#".repeat(scopes));
                }
                above = Some(scope);
                format!("{} {} {attributes}", "#".repeat(scopes + 1), remark.heading.words)
            }
            (_, None) => format!("{} {} {attributes}", "#".repeat(level), remark.heading.words),
        };
        added += &format!("\n{heading}\n\n{}\n", body(remark));
    }
    let mut text = before.trim_end_matches(['\n', '\r']).to_owned();
    text.push_str(end);
    text.push_str(&added.replace('\n', end));
    Some(ComposedNotes { text, order })
}

/// Who speaks first in a remark.
pub(super) fn author(remark: &HomeRemark) -> Option<&str> {
    let said = &remark.remark.said;
    if said.text.is_empty() { remark.remark.replies.first().unwrap_or(said).author.as_deref() } else { said.author.as_deref() }
}

/// The braces of a note's heading.
fn attributes(remark: &HomeRemark, key: &str) -> String {
    let mut parts = vec![format!(".{key}")];
    let said = &remark.remark.said;
    parts.extend(said.date.as_ref().filter(|date| is_note_date(date)).map(|date| format!("date={date}")));
    parts.extend(remark.heading.nth.map(|nth| format!("nth={nth}")));
    if remark.remark.is_resolved {
        parts.push("draft".to_owned());
    }
    format!("{{{}}}", parts.join(" "))
}

/// A commentary with answers at the ends of notes.
fn with_answers(text: &str, grown: &[GrownNote]) -> String {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let mut grown: Vec<&GrownNote> = grown.iter().collect();
    grown.sort_by_key(|note| std::cmp::Reverse(note.line));
    for GrownNote { line, remark } in grown {
        let mut at = (line - 1).min(lines.len());
        while at > 0 && lines[at - 1].trim().is_empty() {
            at -= 1;
        }
        if let Some(last) = at.checked_sub(1).and_then(|last| lines.get_mut(last)).filter(|last| !last.ends_with('\n')) {
            last.push_str(end);
        }
        let answers = remark.remark.replies.iter().map(|reply| answer(reply, remark.is_plain)).collect::<Vec<_>>().join("\n\n");
        lines.insert(at, format!("\n{answers}\n").replace('\n', end));
    }
    lines.concat()
}

/// What is said, answers as paragraphs that begin with the names of those who gave them.
fn body(remark: &HomeRemark) -> String {
    let mut paragraphs: Vec<String> =
        Some(words(&remark.remark.said, remark.is_plain)).filter(|text| !text.is_empty()).into_iter().collect();
    for (at, reply) in remark.remark.replies.iter().enumerate() {
        let is_first = paragraphs.is_empty() && at == 0;
        paragraphs.push(if is_first { words(reply, remark.is_plain) } else { answer(reply, remark.is_plain) });
    }
    paragraphs.join("\n\n")
}

fn words(said: &RemarkWords, is_plain: bool) -> String {
    if is_plain { from_plain(&said.text) } else { said.text.clone() }
}

/// An answer as a paragraph that begins with the name of whoever gave it.
fn answer(reply: &RemarkWords, is_plain: bool) -> String {
    office::answer(reply.author.as_deref(), reply.date.as_deref(), &words(reply, is_plain))
}

/// The level at which a heading ends all sections that are open at the end of a commentary, and that of sections themselves.
fn levels(text: &str) -> (usize, usize) {
    let mut least: Option<usize> = None;
    let mut fenced = false;
    for line in text.lines() {
        let bare = line.trim_start();
        fenced ^= bare.starts_with("```") || bare.starts_with("~~~");
        let marks = line.bytes().take_while(|&byte| byte == b'#').count();
        let says = line[marks..].trim_start();
        let is_heading = !fenced && (1..=6).contains(&marks) && line[marks..].starts_with([' ', '\t']);
        if is_heading && !says.starts_with(['"', '“', '‘', '\'', '«', '»', '„', '‚', '^']) {
            least = Some(least.map_or(marks, |least| least.min(marks)));
        }
    }
    match least {
        Some(least) => (least, least.min(5)),
        None => (3, 2),
    }
}

/// The lines of the text that are not in the one before, each with its number; 0 for a line that says where they stand.
pub(super) fn added_lines(before: &str, after: &str) -> Vec<(usize, String)> {
    let old: Vec<&str> = before.lines().collect();
    let new: Vec<&str> = after.lines().collect();
    let (mut out, mut at, mut last) = (Vec::new(), 0, usize::MAX);
    for (number, line) in new.iter().enumerate() {
        if old.get(at) == Some(line) {
            at += 1;
            continue;
        }
        if last == usize::MAX || number > last + 1 {
            out.push((0, format!("@@ +{} @@", number + 1)));
        }
        last = number;
        out.push((number + 1, (*line).to_owned()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_at_the_end_is_below_no_section() {
        for (text, wanted) in [
            ("", (3, 2)),
            ("### \"a\"\n\nx\n", (3, 2)),
            ("## Boats\n\n### \"a\"\n", (2, 2)),
            ("# Part\n\n## Boats\n\n### \"a\"\n", (1, 1)),
            ("```\n# no heading\n```\n### Boats\n", (3, 3)),
        ] {
            assert_eq!(levels(text), wanted, "{text}");
        }
    }
}
