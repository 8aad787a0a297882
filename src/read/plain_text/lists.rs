//! The lines that begin items of lists: a mark alone proves nothing, its neighbours do.

use super::lines::Line;
use super::signs;
use std::collections::BTreeMap;

/// Characters that a line of a paragraph is longer than another at most.
const LONGER: usize = 40;

/// The mark of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    kind: Kind,
    /// The number of the item; nought for a sign.
    pub(super) number: usize,
    /// Bytes of the mark with the space behind it.
    pub(super) length: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Sign(char),
    /// A number or letter, with what stands behind it.
    Number(char),
    Letter(char),
}

impl Mark {
    /// The number, of a list whose items have one.
    pub(super) fn numeral(&self) -> Option<usize> {
        matches!(self.kind, Kind::Number(_) | Kind::Letter(_)).then_some(self.number)
    }
}

/// The mark that a line begins with.
fn mark(line: &str) -> Option<Mark> {
    let first = line.split_whitespace().next()?;
    let length = line[first.len()..].find(|c: char| !c.is_whitespace())? + first.len();
    let sign = first.chars().next().filter(|c| "-*+•–‣◦▪●·".contains(*c) && first.chars().count() == 1);
    if let Some(sign) = sign {
        return Some(Mark { kind: Kind::Sign(sign), number: 0, length });
    }
    let inner = first.trim_start_matches('(');
    let end = inner.chars().next_back().filter(|c| matches!(c, '.' | ')'))?;
    let body = &inner[..inner.len() - 1];
    if (1..=3).contains(&body.len()) && body.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(Mark { kind: Kind::Number(end), number: body.parse().ok()?, length });
    }
    let letter = body.bytes().next().filter(|byte| body.len() == 1 && byte.is_ascii_lowercase() && end == ')')?;
    Some(Mark { kind: Kind::Letter(end), number: usize::from(letter - b'a') + 1, length })
}

/// Whether a line begins with a sign or a number as items do.
pub(super) fn is_marked(line: &str) -> bool {
    mark(line).is_some_and(|mark| !matches!(mark.kind, Kind::Sign('–')))
}

/// The lines that begin items, by their place among the lines. `part` says whether a line may begin one: the first of its run, or
/// one behind another item.
pub(super) fn items(text: &str, lines: &[Line]) -> BTreeMap<usize, Mark> {
    let line = |at: usize| &text[lines[at].at.clone()];
    let marked: Vec<(usize, Mark)> =
        (0..lines.len()).filter_map(|at| Some((at, mark(line(at)).filter(|_| !signs::is_break(line(at)))?))).collect();
    let speech = speech_sign(text, lines, &marked);
    let mut found = BTreeMap::new();
    // Between two items stand only lines that go on with the first.
    let joined = |from: usize, to: usize| {
        let inside = &lines[from + 1..to];
        let deeper = |line: &Line| line.indent > lines[from].indent;
        let flows = inside.iter().all(|line| line.gap == 0 && (deeper(line) || inside.len() <= 6))
            || inside.iter().all(|line| deeper(line) && inside.len() <= 12);
        // A line far longer than the marked one before it is a paragraph, and no line of one.
        let wraps = lines[from].width >= 50 && inside.iter().all(|line| line.width <= lines[from].width + LONGER);
        flows && lines[to].gap <= 1 && (lines[to].gap == 1 || inside.is_empty() || inside.iter().all(deeper) || wraps)
    };
    for pair in marked.windows(2) {
        let ((from, one), (to, other)) = (pair[0], pair[1]);
        let nested = lines[from].indent + 1 < lines[to].indent;
        let follows = match (one.kind, other.kind) {
            (Kind::Sign(one), Kind::Sign(other)) => one == other && Some(one) != speech,
            (Kind::Number(a), Kind::Number(b)) => a == b && other.number == one.number + 1,
            (Kind::Letter(a), Kind::Letter(b)) => a == b && other.number == one.number + 1,
            _ => false,
        };
        if follows && joined(from, to) && (!nested || matches!(one.kind, Kind::Sign(_))) {
            found.insert(from, one);
            found.insert(to, other);
        }
    }
    for (at, one) in marked {
        let alone = matches!(one.kind, Kind::Sign('•' | '‣' | '▪' | '●'));
        let announced = matches!(one.kind, Kind::Sign('-' | '*' | '+')) && at > 0 && line(at - 1).ends_with(':');
        if (alone || announced) && matches!(one.kind, Kind::Sign(sign) if Some(sign) != speech) {
            found.insert(at, one);
        }
    }
    found
}

/// The dash that speech begins with in this text: in many places, in whole sentences, announced by no colon.
fn speech_sign(text: &str, lines: &[Line], marked: &[(usize, Mark)]) -> Option<char> {
    ['-', '–'].into_iter().find(|sign| {
        let of: Vec<usize> = marked.iter().filter(|(_, mark)| mark.kind == Kind::Sign(*sign)).map(|(at, _)| *at).collect();
        let groups: Vec<usize> =
            of.iter().copied().filter(|at| at.checked_sub(1).is_none_or(|before| of.binary_search(&before).is_err())).collect();
        let announced = groups.iter().filter(|&&at| at > 0 && text[lines[at - 1].at.clone()].ends_with(':')).count();
        let closed = of.iter().filter(|&&at| text[lines[at].at.clone()].ends_with(['.', '!', '?', '…', ','])).count();
        groups.len() >= 2 && announced * 2 < groups.len() && closed * 2 >= of.len()
    })
}
