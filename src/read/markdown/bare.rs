//! Addresses that stand bare in the text, `https://example.org`: they are links, as everywhere on the web.

use crate::book::{LinkId, Run, RunKind, Style};
use crate::diagnostics::Diagnostics;
use crate::read::builder::Builder;
use crate::read::inlines::LeafText;
use crate::read::labels;
use crate::source::SourceId;
use linkify::{LinkFinder, LinkKind};
use std::ops::Range;

/// Makes links of the addresses in a leaf that are none yet and stand in no code.
pub(in crate::read) fn link(builder: &mut Builder, source: SourceId, leaf: &mut LeafText, diagnostics: &mut Diagnostics) {
    if !leaf.text.contains("://") && !leaf.text.contains("www.") && !leaf.text.contains('@') {
        return;
    }
    let mut links: Vec<(Range<usize>, LinkId)> = Vec::new();
    for (range, address) in addresses(&leaf.text) {
        let run = leaf.runs.get(leaf.runs.partition_point(|run| run.end as usize <= range.start));
        let plain = |run: &&Run| run.kind == RunKind::Text && run.link.is_none() && !run.style.has(Style::CODE);
        if run.filter(plain).is_some_and(|run| run.start as usize <= range.start && range.end <= run.end as usize) {
            let place = leaf.place(range.clone());
            links.extend(labels::link(builder, source, &address, place, diagnostics).map(|link| (range, link)));
        }
    }
    if !links.is_empty() {
        mark(leaf, &links);
    }
}

/// The addresses in a text, each with its place and as links have it.
fn addresses(text: &str) -> Vec<(Range<usize>, String)> {
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    let found = finder.links(text).filter_map(|found| {
        let written = found.as_str();
        let whole = ["https://", "http://", "ftp://"].iter().any(|scheme| written.len() > scheme.len() && written.starts_with(scheme));
        let address = match found.kind() {
            LinkKind::Email => format!("mailto:{written}"),
            _ if whole => written.to_owned(),
            _ if written.starts_with("www.") && written[4..].contains('.') => format!("https://{written}"),
            _ => return None,
        };
        Some((found.start()..found.end(), address))
    });
    found.collect()
}

/// Makes a run of its own, which is a link, of each of some stretches, which are in order.
fn mark(leaf: &mut LeafText, links: &[(Range<usize>, LinkId)]) {
    let mut runs: Vec<Run> = Vec::with_capacity(leaf.runs.len() + 2 * links.len());
    let mut next = links.iter().peekable();
    for mut run in std::mem::take(&mut leaf.runs) {
        while let Some((range, link)) = next.next_if(|(range, _)| range.end <= run.end as usize) {
            let [start, end] = [range.start, range.end].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
            if run.start < start {
                runs.push(Run { end: start, ..run.clone() });
            }
            runs.push(Run { start, end, link: Some(*link), span: leaf.place(range.clone()), ..run.clone() });
            run.start = end;
        }
        if run.start < run.end || run.kind != RunKind::Text {
            runs.push(run);
        }
    }
    leaf.runs = runs;
    // Nothing in them is made typographic.
    leaf.addresses.extend(links.iter().map(|(range, _)| range.clone()));
    leaf.addresses.sort_by_key(|address| address.start);
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        let found = |text| addresses(text).into_iter().map(|(_, address)| address).collect::<Vec<_>>();
        assert_eq!(found("See https://a.example/b_c(d). And (www.b.example)!"), ["https://a.example/b_c(d)", "https://www.b.example"]);
        assert_eq!(
            found("Write to me@a.example, or see http://a.example/?q=1&r=2#s"),
            ["mailto:me@a.example", "http://a.example/?q=1&r=2#s"]
        );
        assert!(found("a.b and c.md, x://y, www. and @me, 3.14 e.g.this").is_empty());
    }
}
