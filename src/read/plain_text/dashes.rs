//! Dashes that were typed as hyphens: two of them between words, four for words left out, one before what somebody says.

use super::block::{BlockRole, TextBlock};

/// Paragraphs of speech from which on a text has speech throughout.
const ENOUGH: usize = 3;

/// Bytes before the end of a line in which an insertion into speech may have begun.
const FARTHEST: usize = 300;

/// Words in which the hyphens of a typewriter are dashes; `before` and `after` are the characters around them in their paragraph.
/// Between words two hyphens without spaces are an em dash, between figures they are left for an en dash, with spaces around them for
/// the dash of the language. Four are a two-em dash, which stands for what is left out.
pub(crate) fn typed(words: &str, before: Option<char>, after: Option<char>) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find("--") {
        out.push_str(&rest[..at]);
        let count = rest[at..].bytes().take_while(|byte| *byte == b'-').count();
        let behind = &rest[at + count..];
        let left = out.chars().next_back().or(before).filter(|c| *c != '\n');
        let right = behind.chars().next().or(after).filter(|c| *c != '\n');
        let is_word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
        let is_figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let begins = left.is_none() && right.is_some_and(|c| c.is_alphabetic() || "\"“‘'«¿¡_*".contains(c));
        let closes = is_word(left) && !(is_figure(left) && is_figure(right));
        let dash = match count {
            2 if (closes || begins) && !is_address(&out, behind) => "—",
            4 if !is_address(&out, behind) => "\u{2E3A}",
            _ => &rest[at..at + count],
        };
        out.push_str(dash);
        rest = behind;
    }
    out + rest
}

/// Whether the word that two texts have a part of each is an address, a path, or a mark of HTML.
fn is_address(before: &str, after: &str) -> bool {
    let tail = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let head = after.split(char::is_whitespace).next().unwrap_or_default();
    let (tail, head) = (last(tail, 80), first(head, 80));
    tail.ends_with("<!")
        || head.starts_with('>')
        || [tail, head].iter().any(|part| part.contains("://") || part.contains(['@', '\\', '`']))
        || tail.starts_with("www.")
}

fn last(text: &str, bytes: usize) -> &str {
    let from = text.len().saturating_sub(bytes);
    (from..=text.len()).find_map(|at| text.get(at..)).unwrap_or_default()
}

fn first(text: &str, bytes: usize) -> &str {
    (0..=bytes.min(text.len())).rev().find_map(|at| text.get(..at)).unwrap_or_default()
}

/// Whether speech begins with a hyphen throughout a text, without a space behind it: what is said begins with capitals and ends as
/// sentences do, which the items of lists don't.
pub(super) fn speaks(text: &str, blocks: &[TextBlock]) -> bool {
    let (mut said, mut listed) = (0, 0);
    for block in blocks.iter().filter(|block| block.role == BlockRole::Paragraph) {
        let words = &text[block.at()];
        let Some(speech) = words.strip_prefix('-').filter(|speech| speech.starts_with(begins_speech)) else { continue };
        let is_raised = !speech.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase);
        let is_closed = words.trim_end_matches(['"', '»', '”', ')', '_']).ends_with(['.', '!', '?', '…', ':', ';', ',', '-']);
        if is_raised && is_closed { said += 1 } else { listed += 1 }
    }
    said >= ENOUGH && said > 4 * listed
}

fn begins_speech(c: char) -> bool {
    c.is_alphabetic() || "¿¡«“\"…_".contains(c)
}

/// Words of a text that speaks so, with dashes: before what is said, and around what the teller puts into it.
pub(super) fn spoken(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    let mut is_open = false;
    let (mut before, mut all) = (None, words.chars().peekable());
    while let Some(c) = all.next() {
        let after = all.peek().copied();
        let is_dash = c == '-'
            && match before {
                None | Some('\n') => after.is_some_and(begins_speech),
                Some(' ') if after.is_some_and(begins_speech) => {
                    is_open = true;
                    true
                }
                Some(left) if is_open && left != '-' && left != ' ' && ends_insertion(after) => {
                    is_open = false;
                    true
                }
                _ => false,
            };
        out.push(if is_dash { '—' } else { c });
        before = Some(c);
    }
    out
}

/// Whether what follows a hyphen can follow the end of an insertion.
fn ends_insertion(after: Option<char>) -> bool {
    after.is_none_or(|c| c.is_whitespace() || ".,:;?!…»”\")".contains(c))
}

/// Whether the hyphen at the end of a line ends an insertion into speech, and no part of a word.
pub(super) fn ends_speech(line: &str) -> bool {
    let near = last(line, FARTHEST);
    let Some(body) = near.strip_suffix('-') else { return false };
    let begin = body.match_indices(" -").filter(|(at, _)| body[at + 2..].starts_with(begins_speech)).last();
    begin.is_some_and(|(at, _)| {
        let inside = &body[at + 2..];
        !inside.match_indices('-').any(|(at, _)| ends_insertion(inside[at + 1..].chars().next()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphens_of_a_typewriter_are_dashes() {
        let of = |words: &str| typed(words, None, None);
        assert_eq!(of("No. 3--I mean the note--is"), "No. 3—I mean the note—is");
        assert_eq!(of("but--but!! To Herr ---- and to Cz---- it"), "but—but!! To Herr \u{2E3A} and to Cz\u{2E3A} it");
        assert_eq!(
            (of("---- was there"), of("--Bonjour"), of("\"I--\"")),
            ("\u{2E3A} was there".into(), "—Bonjour".into(), "\"I—\"".into())
        );
        // Figures, spaces around, three, options, addresses and marks of HTML stay.
        for words in ["1820--1825", "a -- b", "a --long b", "a---b", "https://a.example/b--c", "a@b--c.example", "<!--x-->", "-----"] {
            assert_eq!(of(words), words);
        }
        assert_eq!((typed("--", Some('a'), Some('b')), typed("--", Some('1'), Some('2'))), ("—".into(), "--".into()));
        assert_eq!(of("a\n--b\n---- c--\nd"), "a\n—b\n\u{2E3A} c—\nd");
    }

    #[test]
    fn hyphens_before_speech_are_dashes() {
        assert_eq!(spoken("-Decid -le repliqué yo, oyendo-: ¿de qué modo?"), "—Decid —le repliqué yo, oyendo—: ¿de qué modo?");
        assert_eq!(spoken("-Eso haré yo -dijo Vivaldo."), "—Eso haré yo —dijo Vivaldo.");
        assert_eq!(spoken("franco-español y pre- y posguerra"), "franco-español y pre- y posguerra");
        assert!(
            ends_speech("-Digo -dijo el cura-") && !ends_speech("-Digo que el franco-") && !ends_speech("-A -dijo él-, que el franco-")
        );
    }
}
