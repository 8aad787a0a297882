//! The marks before the items of lists in Markdown.

use std::ops::Range;

/// What stands before the words of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ItemMarker<'s> {
    /// What opens the line of another item of the list: marks of quotations, and spaces for the marks of outer lists.
    pub(super) lead: String,
    /// The mark with what stands behind it.
    pub(super) mark: &'s str,
    /// The digits of the mark on the line; none of a bullet.
    pub(super) digits: Option<Range<usize>>,
}

impl<'s> ItemMarker<'s> {
    /// The innermost mark of an item in what stands before its words on their line; none if there is none.
    pub(super) fn of(before: &'s str) -> Option<Self> {
        let mut found: Option<Self> = None;
        let (mut lead, mut at) = (String::new(), 0);
        while let Some(rest) = before.get(at..).filter(|rest| !rest.is_empty()) {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let sign = rest[digits..].chars().next()?;
            let length = match sign {
                ' ' | '\t' | '>' if digits == 0 => {
                    lead.push(sign);
                    at += 1;
                    continue;
                }
                '-' | '+' | '*' if digits == 0 => 1,
                '.' | ')' if (1..=9).contains(&digits) => digits + 1,
                _ => break,
            };
            let spaces = rest[length..].bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            if spaces == 0 {
                break;
            }
            let mut whole = length + spaces;
            let task = rest[whole..].get(..4).filter(|task| matches!(*task, "[ ] " | "[x] " | "[X] "));
            whole += task.map_or(0, str::len);
            let digits = (digits > 0).then_some(at..at + digits);
            found = Some(Self { lead: lead.clone(), mark: &before[at..at + whole], digits });
            lead.extend(std::iter::repeat_n(' ', whole));
            at += whole;
        }
        found
    }

    /// The number of the mark.
    pub(super) fn number(&self, before: &str) -> Option<u64> {
        before.get(self.digits.clone()?)?.parse().ok()
    }

    /// The mark with another number, and no task done.
    pub(super) fn numbered(&self, number: Option<u64>) -> String {
        let mark = self.mark.replace("[x]", "[ ]").replace("[X]", "[ ]");
        match (&self.digits, number) {
            (Some(digits), Some(number)) => format!("{number}{}", &mark[digits.len()..]),
            _ => mark,
        }
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
            assert_eq!((&*found.lead, found.mark, found.number(before)), (lead, mark, number), "{before}");
        }
        for none in ["", "  ", "> ", "**", "1.**", "1234567890. ", "-x", "é"] {
            assert_eq!(ItemMarker::of(none), None, "{none}");
        }
        let task = ItemMarker::of("3. [x] ").unwrap();
        assert_eq!((task.numbered(Some(10)), task.numbered(None)), ("10. [ ] ".to_owned(), "3. [ ] ".to_owned()));
    }
}
