//! Page labels: what a viewer shows as the page's number (ISO 32000-1, 12.4.2), as runs that count on.

use super::object::{name, text};
use crate::book::numbering::roman;
use crate::layout::frame::Page;
use lopdf::{Dictionary, Object, dictionary};

/// A run of labels that begins at a page.
#[derive(Debug, PartialEq, Eq)]
struct LabelRun<'a> {
    from: usize,
    /// `D` decimal, `r` and `R` roman; none for labels that don't count.
    style: Option<&'static str>,
    prefix: &'a str,
    number: u32,
}

/// The number tree of the labels.
pub(super) fn labels(pages: &[Page]) -> Dictionary {
    let mut numbers = Vec::new();
    for run in runs(pages.iter().map(|page| page.label.as_str())) {
        let mut label = Dictionary::new();
        if let Some(style) = run.style {
            label.set("S", name(style));
            if run.number != 1 {
                label.set("St", i64::from(run.number));
            }
        }
        if !run.prefix.is_empty() {
            label.set("P", text(run.prefix));
        }
        numbers.push(Object::Integer(i64::try_from(run.from).expect("a book has fewer than 2^63 pages")));
        numbers.push(Object::Dictionary(label));
    }
    dictionary! { "Nums" => numbers }
}

fn runs<'a>(labels: impl Iterator<Item = &'a str>) -> Vec<LabelRun<'a>> {
    let mut runs: Vec<LabelRun> = Vec::new();
    for (page, label) in labels.enumerate() {
        let (style, prefix, number) = read(label);
        let goes_on = runs.last().is_some_and(|run| {
            let step = u32::try_from(page - run.from).unwrap_or(u32::MAX);
            style.is_some() && run.style == style && run.prefix == prefix && run.number.checked_add(step) == Some(number)
        });
        if !goes_on {
            runs.push(LabelRun { from: page, style, prefix, number });
        }
    }
    runs
}

/// A label as style, prefix and number.
fn read(label: &str) -> (Option<&'static str>, &str, u32) {
    let digits = label.len() - label.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (prefix, number) = label.split_at(digits);
    match number.parse() {
        Ok(value) if value > 0 && !number.starts_with('0') => return (Some("D"), prefix, value),
        _ => {}
    }
    // A label such as `mix` reads as a number too; only a roman numeral written as one writes numbers counts.
    for (style, lower) in [("r", label.to_owned()), ("R", label.to_lowercase())] {
        let same_case = (style == "r") == label.chars().all(char::is_lowercase);
        if let Some(value) = value(&lower).filter(|_| same_case) {
            return (Some(style), "", value);
        }
    }
    (None, label, 0)
}

/// The number that a roman numeral in small letters is, if it is written as [`roman`] writes it.
fn value(numeral: &str) -> Option<u32> {
    let worth = |letter| Some([1, 5, 10, 50, 100, 500, 1000][['i', 'v', 'x', 'l', 'c', 'd', 'm'].iter().position(|&own| own == letter)?]);
    let worths: Vec<u32> = numeral.chars().map(worth).collect::<Option<_>>()?;
    // A letter before one that is worth more is taken off.
    let sum: i64 = (0..worths.len())
        .map(|at| if worths.get(at + 1).is_some_and(|&next| next > worths[at]) { -i64::from(worths[at]) } else { i64::from(worths[at]) })
        .sum();
    let value = u32::try_from(sum).ok().filter(|&value| value > 0)?;
    (roman(u64::from(value)) == numeral).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_read_as_they_are_written() {
        for number in 1..5000 {
            assert_eq!(value(&roman(number)).map(u64::from), Some(number));
        }
        for other in ["", "iiii", "vx", "mix ", "vv", "a"] {
            assert_eq!(value(other), None, "{other}");
        }
    }

    #[test]
    fn labels_are_runs() {
        let run = |from, style, prefix, number| LabelRun { from, style, prefix, number };
        let found = runs(["i", "ii", "iii", "1", "2", "4", "A-1", "A-2", "cover", "", "IX"].into_iter());
        assert_eq!(
            found,
            [
                run(0, Some("r"), "", 1),
                run(3, Some("D"), "", 1),
                run(5, Some("D"), "", 4),
                run(6, Some("D"), "A-", 1),
                run(8, None, "cover", 0),
                run(9, None, "", 0),
                run(10, Some("R"), "", 9),
            ]
        );
    }
}
