//! Verse whose lines end without a mark. Markdown joins such lines, and nearly nobody who writes verse means that. A stanza is known by
//! itself if it is long enough; shorter ones, and those without capitals, by the section that they stand in, if it holds nothing else.

use super::copy::{DialectSeen, RoleStretch};
use super::signs::FIRM_SPACE;
use super::walk::{DialectWalk, FenceKind, FencedBlock, SourceLine};
use crate::book::Role;

/// Lines that a stanza has at least, so that no address or signature is one by chance.
const FEWEST: usize = 4;
/// Letters of the longest line at most; prose is wrapped at more.
const LONGEST: usize = 60;

/// Columns of the longest line of a section that is all verse, at most. Clauses and sentences that have a line each are longer.
const LONGEST_OF_SECTION: usize = 50;
/// Columns at which nobody wraps prose.
const NARROWEST: usize = 30;
/// Lines that such a section has at least, and paragraphs of more than one.
const FEWEST_OF_SECTION: (usize, usize) = (5, 2);

/// Keeps the lines of a paragraph that looks like a stanza: all are short, all but a few begin with a capital, and they do not end where
/// the next word would not have fitted, as those of wrapped prose do.
pub(super) fn stanza(walk: &mut DialectWalk<'_>, words: &str) {
    let line = walk.line;
    // Its author has said what it is.
    let said = matches!(walk.fenced.last(), Some(FencedBlock { kind: FenceKind::Role(_), .. }));
    if said {
        return;
    }
    classed(walk, words);
    if line.start < walk.stanza_until {
        return;
    }
    if broken_stanza(walk, line) {
        return;
    }
    let in_verse = is_verse_section(walk, line);
    if !in_verse && !begins(words) {
        return;
    }
    let before = walk.text[..line.start].strip_suffix('\n').map(|text| walk.line_at(text.len()));
    let is_text = |before: &SourceLine| !(in_verse && heading(&walk.text[before.words..before.end]));
    if before.is_some_and(|before| before.words < before.end && before.quotes == line.quotes && is_text(&before)) {
        // The middle of a paragraph, which was looked at from its beginning.
        return;
    }
    let mut lines = paragraph(walk, line);
    if in_verse {
        let own = |line: &SourceLine| !heading(&walk.text[line.words..line.end]);
        lines.truncate(lines.iter().take_while(|line| own(line)).count());
    }
    walk.stanza_until = lines.last().map_or(line.end, |last| last.end);
    let is_verse = in_verse && matches!(kind(walk, line), LineKind::Words);
    if lines.is_empty() || !is_verse && !is_stanza(walk, &lines) {
        return;
    }
    all_indented(walk, &lines);
    let whole = line.start..walk.stanza_until;
    walk.copy.line_ends.extend(lines[..lines.len() - 1].iter().map(|line| line.end));
    walk.copy.tell(DialectSeen::Stanza, line.words..walk.stanza_until);
    walk.copy.roles.push(RoleStretch { range: whole, role: Role::Verse, alignment: None });
}

/// Keeps the white space that a line of verse between fences begins with, beyond that of the fence: the line is set in by it.
pub(super) fn fenced(walk: &mut DialectWalk<'_>) {
    let Some(FencedBlock { line: opens, kind: FenceKind::Role(role), .. }) = walk.fenced.last() else { return };
    if !role.is_verse() {
        return;
    }
    let outer = walk.line_at(opens.start).indent;
    indented(walk, walk.line, outer);
}

/// Keeps the white space that lines of verse begin with, beyond what all of them have, as they do in the item of a list.
fn all_indented(walk: &mut DialectWalk<'_>, lines: &[SourceLine]) {
    let outer = lines.iter().map(|line| line.indent).min().unwrap_or(0);
    // One space more was typed by chance.
    lines.iter().filter(|line| line.indent > outer + 1).for_each(|line| indented(walk, *line, outer));
}

/// Keeps the white space that the lines of a paragraph begin with whose last says that it is verse, `{.verse}`.
fn classed(walk: &mut DialectWalk<'_>, words: &str) {
    if !words.ends_with('}') || !words.contains("{.verse") {
        return;
    }
    let mut lines = vec![walk.line];
    while let Some(before) = lines.last().and_then(|line| line.start.checked_sub(1)).map(|end| walk.line_at(end)) {
        if before.words >= before.end || before.quotes != walk.line.quotes || before.start < walk.body {
            break;
        }
        lines.push(before);
    }
    // The class may stand on a line of its own.
    let own = usize::from(words.starts_with('{'));
    all_indented(walk, &lines[own..]);
}

/// Keeps the white space before the words of a line beyond so many columns.
fn indented(walk: &mut DialectWalk<'_>, line: SourceLine, outer: usize) {
    // One space belongs to the mark of a quotation.
    let outer = outer.max(usize::from(line.quotes > 0));
    let (mut from, mut columns) = (line.words, line.indent);
    while from > line.start && columns > outer {
        columns = match walk.bytes[from - 1] {
            b' ' => columns - 1,
            b'\t' => columns.saturating_sub(4),
            _ => break,
        };
        from -= 1;
    }
    if line.words < line.end {
        walk.copy.set(from..line.words, FIRM_SPACE);
    }
}

/// Takes the paragraph that begins with a line for verse if nearly all of its lines end in a break of their author's, in a text that is
/// mostly of such paragraphs; false if it is none. What a song says of itself, `[Chorus]`, is a line like the others.
fn broken_stanza(walk: &mut DialectWalk<'_>, line: SourceLine) -> bool {
    let before = walk.text[..line.start].strip_suffix('\n').map(|text| walk.line_at(text.len()));
    let begins = before.is_none_or(|before| before.words == before.end || heading(&walk.text[before.words..before.end]));
    let breaks = BREAKS.iter().any(|mark| walk.text[line.words..line.end].ends_with(mark));
    if !begins || !breaks || !is_of_stanzas(walk) {
        return false;
    }
    let lines = paragraph(walk, line);
    if !is_broken(walk, &lines) {
        return false;
    }
    walk.stanza_until = lines.last().map_or(line.end, |last| last.end);
    walk.copy.line_ends.extend(lines[..lines.len() - 1].iter().map(|line| line.end));
    walk.copy.roles.push(RoleStretch { range: line.start..walk.stanza_until, role: Role::Verse, alignment: None });
    all_indented(walk, &lines);
    true
}

/// What an author ends a line in that is to end there.
const BREAKS: [&str; 2] = ["  ", "\\"];

/// Whether lines are those of a stanza whose author has broken them: short, and nearly all of them end in a break.
fn is_broken(walk: &DialectWalk<'_>, lines: &[SourceLine]) -> bool {
    let words = |line: &SourceLine| &walk.text[line.words..line.end];
    let plain = |line: &SourceLine| {
        let marked = words(line).starts_with(['|', '>', '<', '`', '~', ':', '+', '!', '{', '$', '#']);
        let item = words(line).starts_with("- ") || words(line).starts_with("* ");
        !marked && !item && line.indent < 4 && line.quotes == 0 && words(line).trim_end().chars().count() <= LONGEST
    };
    let broken = lines.iter().filter(|line| BREAKS.iter().any(|mark| words(line).ends_with(mark))).count();
    lines.len() > 1 && lines.iter().all(plain) && broken * 5 >= (lines.len() - 1) * 4
}

/// Whether most paragraphs of the text are such stanzas, and two at least. Short lines by themselves are no paragraphs here: they head
/// stanzas.
fn is_of_stanzas(walk: &mut DialectWalk<'_>) -> bool {
    if let Some(known) = walk.of_stanzas {
        return known;
    }
    let (mut stanzas, mut others, mut at) = (0_usize, 0_usize, walk.body);
    while at < walk.text.len() {
        let line = walk.line_at(at);
        at = line.end + 1;
        let words = &walk.text[line.words..line.end];
        if line.words == line.end || heading(words) {
            continue;
        }
        let lines = paragraph(walk, line);
        at = lines.last().map_or(at, |last| last.end + 1);
        match () {
            () if is_broken(walk, &lines) => stanzas += 1,
            () if lines.len() == 1 && words.chars().count() <= NARROWEST => {}
            () => others += 1,
        }
    }
    let of_stanzas = stanzas > 1 && stanzas > others;
    walk.of_stanzas = Some(of_stanzas);
    of_stanzas
}

/// Whether a line may be the first of a stanza: with a capital or a mark before one.
fn begins(words: &str) -> bool {
    let mut letters =
        words.chars().skip_while(|c| matches!(c, '"' | '“' | '„' | '«' | '\'' | '‘' | '—' | '–' | '*' | '_' | '(' | '¿' | '¡'));
    letters.next().is_some_and(char::is_uppercase)
}

/// What a line is to the section that it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LineKind {
    Blank,
    /// A heading, which ends the section.
    Heading,
    /// A picture, a note or a break, which says nothing of the others.
    Aside,
    /// Words that may be a line of verse.
    Words,
    /// Anything else.
    Other,
}

/// Whether a line is a heading of Markdown.
fn heading(words: &str) -> bool {
    let marks = words.bytes().take_while(|byte| *byte == b'#').count();
    (1..=6).contains(&marks) && words[marks..].starts_with([' ', '\t'])
}

/// Whether a line holds one of the signs of breaks and nothing else but spaces. Looked at from its beginning, so that lines of words, which
/// nearly all are, cost nothing.
fn is_of_one_sign(words: &str) -> bool {
    let mut signs = words.chars().filter(|c| *c != ' ');
    let Some(sign) = signs.next() else { return true };
    matches!(sign, '*' | '-' | '_' | '⁂' | '~') && signs.all(|c| c == sign)
}

fn kind(walk: &DialectWalk<'_>, line: SourceLine) -> LineKind {
    let words = walk.text[line.words..line.end].trim_end_matches(['\r', ' ']);
    let is_break = words.len() >= 3 && is_of_one_sign(words);
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = digits > 0 && words[digits..].starts_with(['.', ')']);
    match words.chars().next() {
        None => LineKind::Blank,
        Some('#') if heading(words) => LineKind::Heading,
        _ if line.quotes > 0 || line.indent >= 4 || numbered => LineKind::Other,
        _ if is_break || words.starts_with("[^") || words.starts_with("![") => LineKind::Aside,
        Some('#' | '|' | '<' | '>' | '`' | '~' | '=' | ':' | '+' | '[' | '!' | '{' | '\\' | '$') => LineKind::Other,
        _ if words.starts_with("- ") || words.starts_with("* ") => LineKind::Other,
        _ if words.ends_with('\\') || words.contains(['|', '`', '{', '<']) || words.ends_with('-') => LineKind::Other,
        _ => LineKind::Words,
    }
}

/// Columns that a line takes; characters of Chinese and Japanese take two.
fn width(words: &str) -> usize {
    words
        .trim_end()
        .chars()
        .map(|c| if matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{FF00}'..='\u{FF60}') { 2 } else { 1 })
        .sum()
}

/// Whether the section from a line on is all verse: short lines, in paragraphs of several, that do not end where the next word would not
/// have fitted. Each section is looked at once.
fn is_verse_section(walk: &mut DialectWalk<'_>, from: SourceLine) -> bool {
    if from.start < walk.verse_section.0 {
        return walk.verse_section.1;
    }
    let (mut at, mut fits) = (from.start, true);
    let (mut paragraphs, mut several, mut count, mut in_a_row) = (0_usize, 0_usize, 0_usize, 0_usize);
    let (mut longest, mut pairs): (usize, Vec<usize>) = (0, Vec::new());
    let mut last = 0;
    while at < walk.text.len() {
        let line = walk.line_at(at);
        let kind = kind(walk, line);
        if kind == LineKind::Heading && line.start > from.start {
            break;
        }
        if kind == LineKind::Words {
            let words = &walk.text[line.words..line.end];
            // Where words have no spaces, a character would have fitted.
            let first = words.chars().next().map_or(0, |c| width(c.encode_utf8(&mut [0; 4])));
            let first = if first > 1 { first } else { 1 + width(words.split_whitespace().next().unwrap_or("")) };
            (paragraphs, several) = (paragraphs + usize::from(in_a_row == 0), several + usize::from(in_a_row == 1));
            if in_a_row > 0 {
                pairs.push(last + first);
            }
            (count, in_a_row, last) = (count + 1, in_a_row + 1, width(words));
            longest = longest.max(last);
        } else {
            in_a_row = 0;
        }
        fits &= kind != LineKind::Other && longest <= LONGEST_OF_SECTION;
        at = line.end + 1;
    }
    let measure = longest.max(NARROWEST);
    let loose = pairs.iter().filter(|with_next| **with_next <= measure).count();
    let (lines, stanzas) = FEWEST_OF_SECTION;
    let is_verse = fits && count >= lines && several >= stanzas && several * 3 >= paragraphs * 2 && loose * 2 >= pairs.len();
    walk.verse_section = (at, is_verse);
    is_verse
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
    fn a_section_of_nothing_but_short_lines_is_verse() {
        let poem = "# My first poem\nif i were an astronaut\nit would be difficult\nbut also, fun\n\nif I walked on the moon \nI would fall\n\nif i were on the ISS\ni would fly as if i had a jetpack\n";
        assert_eq!(kept(poem), 4);
        let second = "\n# Second\n\nThe woods are lovely, dark and deep,\nbut I have promises to keep,\nand miles to go before I sleep.\n\nAnd miles to go before I sleep,\nand miles to go.\n";
        assert_eq!(kept(&format!("{poem}{second}")), 7);
        assert_eq!(kept("春眠不觉晓\n处处闻啼鸟\n\n夜来风雨声\n花落知多少\n\n白日依山尽\n黄河入海流\n"), 3);
        // Prose in the section, lines that are full, one stanza alone, and sections that are lists are none.
        for prose in [
            format!("{poem}\nThis is what I wrote about the poem, and it goes on for longer than any line of verse would do.\n"),
            "It was late when the two of them came\ndown to the water, and the boats that lay\nthere were dark. Nobody spoke of it.\n\nIn the morning they went back to the road\nand found that the carts had gone on, so\nthat they had to walk.\n".to_owned(),
            "This is the first sentence of it, which is a long one by itself.\nHere is another.\n\nAnd here a third.\nAnd a fourth.\nAnd more.\n".to_owned(),
            "one line\nof three\nonly\n".to_owned(),
            "short\nlines\n\n- and\n- lists\n\nmore\nof it\nhere\n".to_owned(),
            "one\n\ntwo\n\nthree\n\nfour\n\nfive\nand six\n\nseven\nand eight\n".to_owned(),
        ] {
            assert_eq!(kept(&prose), 0, "{prose}");
        }
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
