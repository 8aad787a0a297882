//! Lists that count otherwise than CommonMark's: `a.`, `(b)`, `iv)` and `(@)` of pandoc. Each label becomes a number of the same
//! width for the parser; how the list is really numbered is handed on beside the text.
//!
//! One label alone may be anything, an initial or an abbreviation. Behind an empty comment, `<!-- -->`, with which people part lists,
//! it begins a list.

use super::copy::NumberedList;
use super::walk::{DialectWalk, SourceLine};
use crate::book::{Numbering, NumeralMarks, Numerals};
use std::collections::BTreeMap;

/// Lines that may lie between the labels of two items, so that a text full of initials costs no more than its length.
const FARTHEST: usize = 200;

/// The greatest number that a list begins with unless it stands behind an empty comment.
const LAST_START: u64 = 26;

/// What says that a list begins behind it.
pub(super) const PARTING: &str = "<!-- -->";

/// A label of an item as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct WrittenLabel<'t> {
    letters: &'t str,
    marks: NumeralMarks,
    /// Bytes of the whole label.
    width: usize,
}

/// The label at the beginning of a line's words, if there is one.
fn label(words: &str) -> Option<WrittenLabel<'_>> {
    let bare = words.strip_prefix('(');
    let rest = bare.unwrap_or(words);
    // `1.` and `1)` are CommonMark's own, `(1)` is not.
    let figures = if bare.is_some() { rest.bytes().take_while(u8::is_ascii_digit).count() } else { 0 };
    let letters = if figures > 0 { figures } else { rest.bytes().take_while(u8::is_ascii_alphabetic).count() };
    let (marks, opens) = match (bare.is_some(), rest.as_bytes().get(letters)?) {
        (true, b')') => (NumeralMarks::Brackets, 1),
        (false, b')') => (NumeralMarks::Bracket, 0),
        (false, b'.') => (NumeralMarks::Stop, 0),
        _ => return None,
    };
    let fits = (1..=8).contains(&letters) && matches!(rest.as_bytes().get(letters + 1), None | Some(b' ' | b'\t'));
    fits.then_some(WrittenLabel { letters: &rest[..letters], marks, width: letters + 1 + opens })
}

/// Takes a line that may begin a list of letters or Roman numerals: only if the next label follows.
pub(super) fn line(walk: &mut DialectWalk<'_>, words: &str) {
    let line = walk.line;
    if words.starts_with("(@") {
        return example(walk, words);
    }
    // The items behind the first were passed with it.
    if walk.listed.contains(&line.words) || !begins(walk, line) {
        return;
    }
    // One space behind a capital and its stop may be of a name, `B. Russell`, and two of them may follow each other.
    let initial = matches!(words.as_bytes(), [b'A'..=b'Z', b'.', b' ', next, ..] if *next != b' ');
    let Some(first) = label(words) else { return };
    let is_parted = parted(walk, line);
    let least = if is_parted { 0 } else { 1 + usize::from(initial) };
    let Some((numbering, items)) = numbered(walk, first, is_parted).filter(|(_, items)| items.len() >= least) else { return };
    walk.copy.numbered.push(NumberedList { at: line.words, numbering });
    // Two lists behind each other are one to the parser unless their marks differ.
    let mark = if walk.copy.numbered.len().is_multiple_of(2) { b'.' } else { b')' };
    number(walk, line.words, first.width, mark);
    for (item, width) in items {
        walk.listed.insert(item.words);
        number(walk, item.words, width, mark);
    }
}

/// How a list is numbered that begins with a label in the line at hand, and the items behind its first. Letters that no list begins with
/// are initials, and Roman numerals are letters too: those that go on are meant.
fn numbered(walk: &DialectWalk<'_>, first: WrittenLabel<'_>, is_parted: bool) -> Option<(Numbering, Vec<(SourceLine, usize)>)> {
    let all = [Numerals::SmallRoman, Numerals::Roman, Numerals::SmallLetters, Numerals::Capitals, Numerals::Figures];
    let mut best: Option<(Numbering, Vec<(SourceLine, usize)>)> = None;
    for numerals in all {
        let Some(start) = numerals.read(first.letters).filter(|start| is_parted || *start <= LAST_START) else { continue };
        let numbering = Numbering { start, numerals, marks: first.marks };
        let items = chain(walk, walk.line, numbering);
        let is_better =
            |(known, others): &(Numbering, Vec<_>)| (items.len(), start <= LAST_START) > (others.len(), known.start <= LAST_START);
        if best.as_ref().is_none_or(is_better) {
            best = Some((numbering, items));
        }
    }
    best
}

/// Whether an empty comment stands before a line, with nothing or blank lines between.
fn parted(walk: &DialectWalk<'_>, line: SourceLine) -> bool {
    let before = walk.text[..line.start].trim_end_matches([' ', '\t', '\n', '>']);
    // The `>` of the comment went with those of quotations.
    before.ends_with(&PARTING[..PARTING.len() - 1])
}

/// Whether a list may begin in a line: not in the middle of a paragraph, unless that leads up to it.
fn begins(walk: &DialectWalk<'_>, line: SourceLine) -> bool {
    let Some(before) = walk.text[..line.start].strip_suffix('\n').map(|text| walk.line_at(text.len())) else { return true };
    let words = walk.text[before.words..before.end].trim_end();
    words.is_empty() || words.ends_with(PARTING) || words.ends_with(':') || words.starts_with('#') || before.indent + 2 <= line.indent
}

/// The items that follow the first of a list in the order of its labels: their lines, and the widths of their labels.
fn chain(walk: &DialectWalk<'_>, first: SourceLine, numbering: Numbering) -> Vec<(SourceLine, usize)> {
    let mut items: Vec<(SourceLine, usize)> = Vec::new();
    let (mut at, mut blank, mut passed) = (first.end + 1, false, 0);
    while at < walk.text.len() && passed < FARTHEST {
        let line = walk.line_at(at);
        at = line.end + 1;
        passed += 1;
        let words = walk.text[line.words..line.end].trim_end();
        if words.is_empty() {
            blank = true;
            continue;
        }
        if line.indent < first.indent || line.quotes != first.quotes {
            break;
        }
        let wanted = numbering.numerals.write(numbering.start + 1 + items.len() as u64);
        if line.indent == first.indent
            && let Some(next) = label(words).filter(|next| next.marks == numbering.marks && next.letters == wanted)
        {
            items.push((line, next.width));
            passed = 0;
        } else if line.indent == first.indent && (blank || words.starts_with(['#', '|', '`', '>'])) {
            break;
        }
        blank = false;
    }
    items
}

/// Whether a line's words begin with a label, of figures too.
pub(super) fn is_labelled(words: &str) -> bool {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let figures = (1..=9).contains(&digits) && matches!(words.as_bytes()[digits..], [b'.' | b')', b' ' | b'\t', ..]);
    figures || label(words).is_some()
}

/// Writes a number of the same width over a label. The parser reads the marks of a list from it, nobody the number.
fn number(walk: &mut DialectWalk<'_>, at: usize, width: usize, mark: u8) {
    walk.copy.set(at..at + width - 2, b'0');
    walk.copy.set(at + width - 2..at + width - 1, b'1');
    walk.copy.set(at + width - 1..at + width, mark);
}

/// `(@)` and `(@name)` at the beginning of a line: an example, numbered through the whole text.
fn example(walk: &mut DialectWalk<'_>, words: &str) {
    let line = walk.line;
    let Some(end) = words.find(')').filter(|&end| words[2..end].bytes().all(is_of_name)) else { return };
    if !matches!(words.as_bytes().get(end + 1), Some(b' ' | b'\t')) || end > 8 {
        return;
    }
    walk.example += 1;
    let numbering = Numbering { start: walk.example, numerals: Numerals::Figures, marks: NumeralMarks::Brackets };
    walk.copy.numbered.push(NumberedList { at: line.words, numbering });
    number(walk, line.words, end + 1, b')');
    walk.at = line.words + end + 1;
}

fn is_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

/// `(@name)` in the line: the number of the example so called, which stands in its place. False if there is none.
pub(super) fn reference(walk: &mut DialectWalk<'_>) -> bool {
    let at = walk.at;
    if at == 0 || walk.bytes[at - 1] != b'(' {
        return false;
    }
    let name = walk.near(at + 1);
    let length = name.bytes().take_while(|&byte| is_of_name(byte)).count();
    if length == 0 || !name[length..].starts_with(')') {
        return false;
    }
    let text = walk.text;
    let names = walk.examples.get_or_insert_with(|| named(text));
    let Some(number) = names.get(&name[..length]).map(u64::to_string).filter(|number| number.len() <= length + 1) else { return false };
    walk.copy.cut(at..at + 1 + length);
    walk.copy.write(at, number.as_bytes());
    walk.at = at + 1 + length;
    true
}

/// The numbers of the examples of a text, by name.
fn named(text: &str) -> BTreeMap<&str, u64> {
    let mut names = BTreeMap::new();
    let lines = text.lines().map(|line| line.trim_start_matches([' ', '\t', '>']));
    let labels = lines.filter_map(|line| line.strip_prefix("(@")?.split_once(')')).map(|(name, _)| name);
    for (name, number) in labels.filter(|name| name.bytes().all(is_of_name)).zip(1..) {
        names.entry(name).or_insert(number);
    }
    names
}

#[cfg(test)]
mod tests {
    use crate::book::{BlockId, BlockKind, Numbering};
    use crate::diagnostics::Diagnostics;
    use crate::read::builder::{Builder, FilePiece};
    use crate::read::markdown::pieces;
    use crate::source::Sources;

    /// The lists of a text, each with the labels of its items; other blocks are left out.
    fn lists(written: &str) -> Vec<String> {
        let mut builder = Builder::default();
        builder.book.language = "en".to_owned();
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let source = sources.add("a.md", written);
        let pieces = pieces(&mut builder, source, written, 0, &mut diagnostics);
        let list = |piece: &FilePiece| match piece {
            FilePiece::Block(id) => match &builder.book.block(*id).kind {
                BlockKind::List { numbering: Some(numbering), items, .. } => Some((*numbering, items.len())),
                _ => None,
            },
            FilePiece::Heading(_) => None,
        };
        let labels = |(numbering, items): (Numbering, usize)| (0..items).map(|item| numbering.label(item)).collect::<Vec<_>>().join(" ");
        pieces.iter().filter_map(list).map(labels).collect()
    }

    /// The labels of a text's items, those of inner lists behind those of the item that they stand in, and whether its lists are tight.
    fn nested(written: &str) -> (String, bool) {
        let mut builder = Builder::default();
        builder.book.language = "en".to_owned();
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let source = sources.add("a.md", written);
        let pieces = pieces(&mut builder, source, written, 0, &mut diagnostics);
        let (mut out, mut is_tight) = (String::new(), true);
        let mut open: Vec<(String, BlockId)> = Vec::new();
        open.extend(
            pieces.iter().rev().filter_map(|piece| if let FilePiece::Block(id) = piece { Some((String::new(), *id)) } else { None }),
        );
        while let Some((lead, id)) = open.pop() {
            let BlockKind::List { numbering, items, tight } = &builder.book.block(id).kind else { continue };
            is_tight &= tight;
            let within = items.iter().enumerate().rev();
            let label = |at: usize| numbering.map_or("-".to_owned(), |numbering| numbering.label(at));
            open.extend(
                within
                    .flat_map(|(at, item)| item.blocks.iter().rev().map(move |block| (at, *block)))
                    .map(|(at, block)| (format!("{lead}{}", label(at)), block)),
            );
            out += &(0..items.len()).map(|at| format!(" {lead}{}", label(at))).collect::<String>();
        }
        (out.trim().to_owned(), is_tight)
    }

    #[test]
    fn an_empty_comment_in_an_item_begins_any_list() {
        for (written, labels) in [
            ("1. x\n   <!-- -->\n   a. y\n2. z\n", "1. 2. 1.a."),
            ("1. x\n   <!-- -->\n   5. y\n   6. z\n2. w\n", "1. 2. 1.5. 1.6."),
            ("i. x\n   <!-- -->\n   A. y\nii. z\n", "i. ii. i.A."),
            ("- x\\\n  more\n  <!-- -->\n  (b) y\n  (c) z\n- w\n", "- - -(b) -(c)"),
            ("> - x\n>   <!-- -->\n>   iv. y\n", ""),
            // Without it these go on a paragraph, and a comment between two items ends no list.
            ("1. x\n   a. y\n2. z\n", "1. 2."),
            ("1. x\n   5. y\n2. z\n", "1. 2."),
            ("- that is\n  i. e. words\n- w\n", "- -"),
            ("1. x\n   1. y\n   <!-- -->\n   2. z\n2. w\n", "1. 2. 1.1. 1.2."),
            ("1. x\n<!-- -->\n2. y\n", "1. 2."),
            ("- x\n  words\n  <!-- a remark -->\n  1998. That year.\n", "-"),
        ] {
            assert_eq!(nested(written), (labels.to_owned(), true), "{written}");
        }
    }

    #[test]
    fn lists_keep_their_own_numbers() {
        for (written, labels) in [
            ("a. x\nb. y\nc. z\n", vec!["a. b. c."]),
            ("(a) x\n\n(b) y\n\n    more\n\n(c) z\n", vec!["(a) (b) (c)"]),
            ("i. x\nii. y\niii. z\niv. w\n", vec!["i. ii. iii. iv."]),
            ("i) x\nj) y\n", vec!["i) j)"]),
            ("(viii) x\n(ix) y\n", vec!["(viii) (ix)"]),
            ("C. x\n   goes on\nD. y\nE. z\n", vec!["C. D. E."]),
            ("C.  x\nD.  y\n", vec!["C. D."]),
            ("A. Smith came.\nB. Jones left.\n", vec![]),
            ("The three:\nI. x\nII. y\nIII. z\n", vec!["I. II. III."]),
            ("(a) x\n(b) y\n\na. x\nb. y\n\ni. x\nii. y\n", vec!["(a) (b)", "a. b.", "i. ii."]),
            ("1) x\n2) y\n", vec!["1) 2)"]),
            ("7. x\n8. y\n", vec!["7. 8."]),
            ("#. x\n#. y\n", vec!["1. 2."]),
            ("(1) x\n(2) y\n", vec!["(1) (2)"]),
            // An empty comment says that a list begins, though it has one item alone or begins late.
            ("<!-- -->\n\na. x\n", vec!["a."]),
            ("<!-- -->\n\nA. x\nB. y\n", vec!["A. B."]),
            ("<!-- -->\n\n(xxx) x\n(xxxi) y\n", vec!["(xxx) (xxxi)"]),
            ("<!-- -->\n\n(40) x\n", vec!["(40)"]),
            ("<!-- -->\n\nc. x\nd. y\n", vec!["c. d."]),
            ("> <!-- -->\n>\n> i. x\n\nText.\n", vec![]),
            ("(@) x\n\nText.\n\n(@good) y\n(@) z\n\nAs in (@good).\n", vec!["(1)", "(2) (3)"]),
            // No lists: initials, a word in brackets, letters in no order, the middle of a paragraph.
            ("B. Russell wrote this.\nIt is good.\n", vec![]),
            ("(a) x\n(c) y\n", vec![]),
            ("A line that ends with\na. x and\nb. y in it.\n", vec![]),
            ("(see) this\n(that) other\n", vec![]),
            ("a. x\n", vec![]),
            ("(1968) x\n(1969) y\n", vec![]),
            ("<!-- a remark -->\n\na. x\n", vec![]),
        ] {
            assert_eq!(lists(written), labels, "{written}");
        }
    }
}
