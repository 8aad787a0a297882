//! What a tagged PDF says, as lines for a golden file: an element, an entry, a link a line.
//!
//! - `structure`: type, attributes, words (how many characters, if they are more than shown; `‸` stands where an element does) and
//!   `p3` where the page becomes the third. An only kid follows its parent behind `/`; `@2` is the second of the links below.
//! - `outline`: titles and where they lead. - `links`: page, left, bottom, right and top edge; where it leads; what is said for it.
//! - `places`: names. - `labels`: from which page on, in which style.
//!
//! Of a long part, the beginning and the end are shown and what lies between is counted.

use super::tagged::{Kid, Lead, Spot, Tagged, plain};
use std::collections::BTreeMap;
use std::fmt::Write;

/// How many characters of an element's words are shown.
const WORDS: usize = 40;
/// How many lines of a part are shown.
const LINES: usize = 100;

/// The dump of a file.
pub(crate) fn dump(tagged: &Tagged) -> String {
    let parts = [
        ("structure", structure(tagged)),
        ("outline", outline(tagged)),
        ("links", links(tagged)),
        ("places", tagged.places.iter().map(|(name, spot)| format!("{name} → {}", place(*spot))).collect()),
        ("labels", labels(tagged)),
    ];
    let mut out = String::new();
    for (name, lines) in parts.into_iter().filter(|(_, lines)| !lines.is_empty()) {
        let _ = writeln!(out, "== {name}");
        shortened(lines).iter().for_each(|line| out += &format!("{line}\n"));
    }
    for fault in tagged.faults.iter().chain(&tagged.outline_faults) {
        let _ = writeln!(out, "fault: {fault}");
    }
    out
}

fn place(spot: Spot) -> String {
    format!("p{} at {}", spot.page + 1, spot.top.round())
}

fn lead(lead: &Lead) -> String {
    match lead {
        Lead::Spot(spot) => place(*spot),
        Lead::Address(address) => address.clone(),
    }
}

/// The type of an element that something leads to, and its words.
fn home(tagged: &Tagged, element: Option<usize>) -> String {
    element.map_or(String::new(), |element| format!(" = {} {}", tagged.elements[element].role, quoted(&tagged.words(element))))
}

fn quoted(words: &str) -> String {
    let count = words.chars().count();
    if count <= WORDS {
        return format!("“{words}”");
    }
    format!("“{}…” {count}", words.chars().take(WORDS - 8).collect::<String>())
}

fn structure(tagged: &Tagged) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let (mut page, mut indents) = (usize::MAX, vec![0; tagged.elements.len()]);
    for (number, element) in tagged.elements.iter().enumerate() {
        let only = |parent: &usize| tagged.elements[*parent].kids.len() == 1;
        let mut line = element.role.clone();
        for (key, value) in &element.told {
            let _ = write!(line, " {key}={}", plain(value));
        }
        for &other in &element.refers {
            line += &home(tagged, Some(other));
        }
        let mut words = String::new();
        let mut turns = Vec::new();
        for kid in &element.kids {
            match *kid {
                Kid::Element(_) => words.push('‸'),
                Kid::Content(on, number) => {
                    words += tagged.content(on, number);
                    if on != page {
                        turns.push(on + 1);
                        page = on;
                    }
                }
                Kid::Link(link) => line += &format!(" @{}", link + 1),
            }
        }
        if words.chars().any(|c| c != '‸') {
            let _ = write!(line, " {}", quoted(&plain(&words)));
        }
        let turns: String = turns.iter().map(|page| format!(" p{page}")).collect();
        line += &turns;
        match (element.parent.filter(only), lines.last_mut()) {
            (Some(parent), Some(last)) => {
                indents[number] = indents[parent];
                let _ = write!(last, " / {line}");
            }
            _ => {
                indents[number] = element.parent.map_or(0, |parent| indents[parent] + 1);
                lines.push(format!("{}{line}", "  ".repeat(indents[number].min(40))));
            }
        }
    }
    lines
}

fn outline(tagged: &Tagged) -> Vec<String> {
    let line = |mark: &super::tagged::Mark| {
        let leads = mark.lead.map_or("nowhere".to_owned(), place);
        let count = if mark.count == 0 { String::new() } else { format!(" ({})", mark.count) };
        format!("{}{}{count} → {leads}{}", "  ".repeat(mark.depth), mark.title, home(tagged, mark.to))
    };
    tagged.outline.iter().map(line).collect()
}

fn links(tagged: &Tagged) -> Vec<String> {
    let line = |link: &super::tagged::Link| {
        let area = link.area.map(|side| side.round().to_string()).join(" ");
        format!("p{} {area} → {}{} “{}”", link.page + 1, lead(&link.lead), home(tagged, link.to), plain(&link.said))
    };
    tagged.links.iter().map(line).collect()
}

fn labels(tagged: &Tagged) -> Vec<String> {
    let line = |labels: &super::tagged::Labels| {
        let mut line = format!("p{}", labels.from + 1);
        for part in [&labels.prefix, &labels.style].into_iter().filter(|part| !part.is_empty()) {
            let _ = write!(line, " {part}");
        }
        if labels.start != 1 {
            let _ = write!(line, " from {}", labels.start);
        }
        line
    };
    let end = format!("{} pages", tagged.pages);
    tagged.labels.iter().map(line).chain([end]).collect()
}

/// The first and the last lines of many; for those between, how many there are that begin alike.
fn shortened(lines: Vec<String>) -> Vec<String> {
    if lines.len() <= LINES {
        return lines;
    }
    let (head, foot) = (LINES * 3 / 4, LINES / 4);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for line in &lines[head..lines.len() - foot] {
        for part in line.trim_start().split(" / ") {
            *counts.entry(part.split(' ').next().unwrap_or_default()).or_default() += 1;
        }
    }
    // Pages, names and titles are too many to be counted each.
    let counted = if counts.len() > 20 { String::new() } else { counts.iter().map(|(kind, count)| format!(", {kind} {count}")).collect() };
    let between = format!("… {} lines{counted} …", lines.len() - head - foot);
    [&lines[..head], &[between], &lines[lines.len() - foot..]].concat()
}
