//! The marks before the items of lists in Markdown.

use crate::book::Numerals;
use std::ops::Range;

/// What stands before the words of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ItemMarker<'s> {
    /// What opens the line of another item of the list: marks of quotations, and spaces for the marks of outer lists.
    pub(super) lead: String,
    /// The mark with what stands behind it.
    pub(super) mark: &'s str,
    /// The figures or letters of the mark on the line; none of a bullet, and none of a mark that says no number.
    pub(super) digits: Option<Range<usize>>,
    /// Where the mark begins on the line.
    at: usize,
}

impl<'s> ItemMarker<'s> {
    /// The innermost mark of an item in what stands before its words on their line; none if there is none.
    pub(super) fn of(before: &'s str) -> Option<Self> {
        let mut found: Option<Self> = None;
        let (mut lead, mut at) = (String::new(), 0);
        while let Some(rest) = before.get(at..).filter(|rest| !rest.is_empty()) {
            if let Some(sign @ (' ' | '\t' | '>')) = rest.chars().next() {
                lead.push(sign);
                at += 1;
                continue;
            }
            let Some((length, label)) = label(rest) else { break };
            let spaces = rest[length..].bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            if spaces == 0 {
                break;
            }
            let mut whole = length + spaces;
            let task = rest[whole..].get(..4).filter(|task| matches!(*task, "[ ] " | "[x] " | "[X] "));
            whole += task.map_or(0, str::len);
            let digits = label.map(|label| at + label.start..at + label.end);
            found = Some(Self { lead: lead.clone(), mark: &before[at..at + whole], digits, at });
            lead.extend(std::iter::repeat_n(' ', whole));
            at += whole;
        }
        found
    }

    /// The number of the mark, which is written so.
    pub(super) fn number(&self, before: &str, numerals: Numerals) -> Option<u64> {
        let written = before.get(self.digits.clone()?)?;
        match numerals {
            Numerals::Figures => written.parse().ok(),
            numerals => numerals.read(written),
        }
    }

    /// The figures or letters within the mark.
    pub(super) fn own_digits(&self) -> Option<Range<usize>> {
        self.digits.as_ref().map(|digits| digits.start - self.at..digits.end - self.at)
    }

    /// The mark with another number, and no task done.
    pub(super) fn numbered(&self, number: Option<u64>, numerals: Numerals) -> String {
        let mark = self.mark.replace("[x]", "[ ]").replace("[X]", "[ ]");
        match (self.own_digits(), number) {
            (Some(label), Some(number)) => {
                format!("{}{}{}", &mark[..label.start], numerals.write(number), &mark[label.end..])
            }
            // The name of an example is its own.
            _ if mark.starts_with("(@") => format!("(@{}", mark.trim_start_matches(|c| c != ')')),
            _ => mark,
        }
    }
}

/// The bytes of a mark without the spaces behind it, and its figures or letters within it; none if there is no mark.
fn label(rest: &str) -> Option<(usize, Option<Range<usize>>)> {
    if let Some(name) = rest.strip_prefix("(@") {
        return Some(("(@".len() + name.find(')')? + 1, None));
    }
    if rest.starts_with("#.") {
        return Some((2, None));
    }
    let open = usize::from(rest.starts_with('('));
    let count = |is: fn(&u8) -> bool| rest.bytes().skip(open).take_while(is).count();
    let (digits, letters) = (count(u8::is_ascii_digit), count(u8::is_ascii_alphabetic));
    let length = digits.max(letters);
    match rest[open + length..].chars().next()? {
        '-' | '+' | '*' if open + length == 0 => Some((1, None)),
        '.' | ')' if (1..=9).contains(&length) => Some((open + length + 1, Some(open..open + length))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_of_an_item_is_the_innermost_one() {
        for (before, lead, mark, number) in [
            ("1. ", "", "1. ", Some(1)),
            ("  12)  **", "  ", "12)  ", Some(12)),
            ("> - 3. [", ">   ", "3. ", Some(3)),
            ("- [x] ", "", "- [x] ", None),
            ("7. [ ] *", "", "7. [ ] ", Some(7)),
            ("> - ", "> ", "- ", None),
        ] {
            let found = ItemMarker::of(before).unwrap();
            assert_eq!((&*found.lead, found.mark, found.number(before, Numerals::Figures)), (lead, mark, number), "{before}");
        }
        for (before, numerals, mark, number, next) in [
            ("b. ", Numerals::SmallLetters, "b. ", Some(2), "c. "),
            ("> (ix)  **", Numerals::SmallRoman, "(ix)  ", Some(9), "(x)  "),
            ("- C) ", Numerals::Capitals, "C) ", Some(3), "D) "),
            ("#. ", Numerals::Figures, "#. ", None, "#. "),
            ("(@good) ", Numerals::Figures, "(@good) ", None, "(@) "),
        ] {
            let found = ItemMarker::of(before).unwrap();
            assert_eq!((found.mark, found.number(before, numerals)), (mark, number), "{before}");
            assert_eq!(found.numbered(number.map(|number| number + 1), numerals), next, "{before}");
        }
        for none in ["", "  ", "> ", "**", "1.**", "1234567890. ", "-x", "é"] {
            assert_eq!(ItemMarker::of(none), None, "{none}");
        }
        let task = ItemMarker::of("3. [x] ").unwrap();
        let as_figures = |number| task.numbered(number, Numerals::Figures);
        assert_eq!((as_figures(Some(10)), as_figures(None)), ("10. [ ] ".to_owned(), "3. [ ] ".to_owned()));
    }
}
