//! Verse whose lines end without a mark. Markdown joins such lines, and nearly nobody who writes verse means that.

use super::copy::DialectSeen;
use super::walk::{DialectWalk, SourceLine};

/// Lines that a stanza has at least, so that no address or signature is one by chance.
const FEWEST: usize = 4;
/// Letters of the longest line at most; prose is wrapped at more.
const LONGEST: usize = 60;

/// Keeps the lines of a paragraph that looks like a stanza: all are short, all but a few begin with a capital, and they do not end where
/// the next word would not have fitted, as those of wrapped prose do.
pub(super) fn stanza(walk: &mut DialectWalk<'_>, words: &str) {
    let line = walk.line;
    if line.start < walk.stanza_until || !begins(words) {
        return;
    }
    let before = walk.text[..line.start].strip_suffix('\n').map(|text| walk.line_at(text.len()));
    if before.is_some_and(|before| before.words < before.end && before.quotes == line.quotes) {
        // The middle of a paragraph, which was looked at from its beginning.
        return;
    }
    let lines = paragraph(walk, line);
    walk.stanza_until = lines.last().map_or(line.end, |last| last.end);
    if !is_stanza(walk, &lines) {
        return;
    }
    let whole = line.start..walk.stanza_until;
    walk.copy.line_ends.extend(lines[..lines.len() - 1].iter().map(|line| line.end));
    walk.copy.tell(DialectSeen::Stanza, line.words..walk.stanza_until);
    walk.copy.verse.push(whole);
}

/// Whether a line may be the first of a stanza: with a capital or a mark before one.
fn begins(words: &str) -> bool {
    let mut letters =
        words.chars().skip_while(|c| matches!(c, '"' | '“' | '„' | '«' | '\'' | '‘' | '—' | '–' | '*' | '_' | '(' | '¿' | '¡'));
    letters.next().is_some_and(char::is_uppercase)
}

/// The lines of a paragraph from its first one on; none if one of them is no plain text, or it is longer than any stanza.
fn paragraph(walk: &DialectWalk<'_>, first: SourceLine) -> Vec<SourceLine> {
    let (mut lines, mut at) = (vec![first], first.end + 1);
    while at < walk.text.len() && lines.len() < 10_000 {
        let line = walk.line_at(at);
        if line.words >= line.end || line.quotes != first.quotes {
            break;
        }
        lines.push(line);
        at = line.end + 1;
    }
    lines
}

fn is_stanza(walk: &DialectWalk<'_>, lines: &[SourceLine]) -> bool {
    let words = |line: &SourceLine| &walk.text[line.words..line.end];
    let length = |line: &SourceLine| words(line).trim_end().chars().count();
    let longest = lines.iter().map(length).max().unwrap_or(0);
    if lines.len() < FEWEST || longest > LONGEST {
        return false;
    }
    // A line that ends in two spaces or a backslash says itself what it is; what holds other marks is no verse.
    let marked = |line: &SourceLine| {
        let text = words(line);
        let odd = text.starts_with(['#', '|', '<', '>', '`', '~', '=', ':', '+', '[', '!', '{', '\\', '$', '-']);
        odd || text.ends_with("  ")
            || text.ends_with('\\')
            || text.contains(['|', '`', '{', '<'])
            || text.starts_with("* ")
            || line.indent >= 4
    };
    if lines.iter().any(marked) {
        return false;
    }
    let capitals = lines.iter().filter(|line| begins(words(line))).count();
    let first_word = |line: &SourceLine| words(line).split_whitespace().next().map_or(0, |word| word.chars().count());
    let loose = lines.windows(2).filter(|pair| length(&pair[0]) + 1 + first_word(&pair[1]) <= longest).count();
    capitals * 10 >= lines.len() * 9 && loose * 2 >= lines.len() - 1
}

#[cfg(test)]
mod tests {
    use crate::read::manner::MarkedChanges;
    use crate::read::markdown::dialect::reading;
    use crate::read::markdown::events::indented_code;

    fn kept(text: &str) -> usize {
        reading(text, 0, indented_code, MarkedChanges::Accept).line_ends.len()
    }

    #[test]
    fn stanzas_keep_their_lines_and_wrapped_prose_does_not() {
        let stanza = "The river went by the wall of the town\nAnd nobody saw it go,\nFor the lamps were out, and the blinds were down,\nAnd the water was dark below.\n";
        assert_eq!(kept(stanza), 3);
        assert_eq!(kept(&format!("Prose before.\n\n{stanza}\n{stanza}")), 6);
        assert_eq!(kept(&stanza.lines().map(|line| format!("> {line}\n")).collect::<String>()), 3);
        for prose in [
            // Wrapped at a narrow measure, with names at the head of each line.
            "Mr. Harker and Mina went to the station with\nArthur, who was late, and with Lord Godalming's\nValet, whom they had met on the way to London in\nMarch.\n",
            "One line\nTwo lines\nThree lines\n",
            "and so\nit goes\nwithout\ncapitals\n",
            "- A\n- B\n- C\n- D\n",
            "A | b\nC | d\nE | f\nG | h\n",
            "Already marked  \nAs verse  \nBy its author  \nWith spaces\n",
        ] {
            assert_eq!(kept(prose), 0, "{prose}");
        }
    }
}
